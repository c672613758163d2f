"""One workbook of every kind that the project writes, made by the code that writes it.

Apart from the tests because checking packages, opening them in other programs and drawing pictures all begin here.
Each kind gives its workbooks by file name; what is dear to make is made once in a process.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from functools import cache
from itertools import combinations
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.effort import THOROUGH
from tests.proof.samples import STAMP, UNITS, led, shipped_names, standard_of
from tests.ranked import BLOCKED, SPOTLESS, collected
from tests.ranked import ENGLISH as ENGLISH_RANKED
from tests.ranked import made as ranking_of
from tests.ranked import standard as ranked_standard
from tests.small_forms import RUBRICS, prefill
from tests.small_forms import led as small_led
from tests.small_forms import single as small_single
from xlrubric.authoring.writing import authored, blank_workbook
from xlrubric.build import Prefill, form_values
from xlrubric.demo import SMALL, Demo, demo
from xlrubric.layout.form import Form, unit_form
from xlrubric.layout.hands import HANDS
from xlrubric.layout.past import PastFault, with_past
from xlrubric.look_template import look_workbook
from xlrubric.ranking import tables
from xlrubric.ranking_book import ranking_book
from xlrubric.shipped_files import shipped
from xlrubric.skin import read_skin, shipped_looks
from xlrubric.standard import Standard
from xlrubric.unit_template import blank_unit_list
from xlrubric.writer import render
from xlrubric.yamltext import read_yaml

Books = Mapping[str, bytes]
FEW_LED = ("tianjin-2020", "shaoxing-duty-organ", "site-safety")  # tags; duties; English
PAST = (
    PastFault(
        "1.1 制度",
        "1.1.1",
        "未制定年度计划，也没有按 ISO 45001 的要求逐级签订责任书",
        Decimal("1.5"),
        "open",
        "2017年度",
    ),
    PastFault("", "", "=1+1", Decimal(2), "overdue", "2016年度"),
)


def written(form: Form, filled: Prefill | None = None) -> bytes:
    """Render a form."""
    return render(form, form_values(form, filled or Prefill()), STAMP)


def variants(standard: Standard) -> Iterator[tuple[str, Form]]:
    """Give the form of a unit with all tags; of every set of tags where much is tried, the one with all as the last."""
    tags, skin = sorted(standard.known_tags), read_skin(standard.rubric.language)
    sizes = range(len(tags) + 1) if THOROUGH else [len(tags)]
    for chosen in (frozenset(one) for size in sizes for one in combinations(tags, size)):
        name = "+".join(sorted(chosen)) if len(chosen) < len(tags) else "all"
        yield name or "none", unit_form(standard, skin, replace(UNITS[0], tags=chosen))


def forms() -> Iterator[tuple[str, bytes]]:
    """Give the unit forms of every shipped rubric."""
    for name in shipped_names():
        for chosen, form in variants(standard_of(name)):
            yield f"{name} {chosen}", written(form)


def forms_for_one() -> Iterator[tuple[str, bytes]]:
    """Give forms for one hand alone, and those of the other looks."""
    for key, hands in HANDS.items():
        for name in ("xiangxi-2018", "shaoxing-duty-organ"):
            standard = standard_of(name)
            unit = replace(UNITS[0], tags=standard.known_tags)
            yield f"{name} {key}", written(unit_form(standard, read_skin(standard.rubric.language), unit, hands))
    for look, path in shipped_looks().items():
        standard = standard_of("xiangxi-2018")
        yield f"look {look}", written(unit_form(standard, read_skin(standard.rubric.language, path), UNITS[0]))
    yield "look template", look_workbook()


def filled_forms() -> Iterator[tuple[str, bytes]]:
    """Give small forms in three languages with something filled in, and one with faults of earlier years."""
    for language, text in RUBRICS.items():
        form = small_single(text)
        first = next(e for e in form.standard.graph.entries if e.options)
        yield (
            language,
            written(form, prefill({first.name: first.options[1]}, form.units[0], {first.finding: "=1+1\n@x"})),
        )
        yield f"{language} past", written(with_past(form, {0: PAST}))


def lead_forms() -> Iterator[tuple[str, bytes]]:
    """Give the lead units' forms of every shipped rubric, and of the small ones."""
    chosen = shipped_names() if THOROUGH else FEW_LED
    yield from ((name, written(led(standard_of(name)))) for name in chosen)
    yield from ((language, written(with_past(small_led(text), {1: PAST}))) for language, text in RUBRICS.items())


def authoring() -> Iterator[tuple[str, bytes]]:
    """Give the blank authoring workbook, and every shipped rubric in one."""
    yield "blank", blank_workbook()
    for path in sorted(shipped("rubrics").rglob("*.yaml")):
        yield path.stem, authored(read_yaml(path))


def unit_lists() -> Iterator[tuple[str, bytes]]:
    """Give the blank unit list."""
    yield "units", blank_unit_list()


def rankings() -> Iterator[tuple[str, bytes]]:
    """Give rankings without a year's result: blank, one unit, in English."""
    yield "none", ranking_of(collected({}, missing=2))
    yield "some", ranking_of(collected({"U1": BLOCKED, "U2": SPOTLESS, "U3": {}}, remark="=1+1", missing=1))
    yield "english", ranking_of(collected({"U1": {}}, ranked_standard(ENGLISH_RANKED)))
    some = collected({"U1": BLOCKED, "U2": SPOTLESS})
    yield "unit pages", ranking_book(some, tables(some), STAMP, unit_pages=True)


@cache
def year() -> Demo:
    """Make the whole small year once; its folder lasts as long as the process, and is not to be written into."""
    return demo(Path(_folder().name), *SMALL)


@cache
def _folder() -> "TemporaryDirectory[str]":
    return TemporaryDirectory(prefix="year-")


def of_the_year(part: str, most: int = 3) -> Callable[[], Iterator[tuple[str, bytes]]]:
    """Give the workbooks of a part of the year: all where much is tried, else the first ones."""

    def made() -> Iterator[tuple[str, bytes]]:
        found = sorted(year().folder.glob(part))
        yield from ((path.stem, path.read_bytes()) for path in (found if THOROUGH else found[:most]))

    return made


KINDS: Mapping[str, Callable[[], Iterator[tuple[str, bytes]]]] = {
    "form": forms,
    "one hand": forms_for_one,
    "filled": filled_forms,
    "lead": lead_forms,
    "authoring": authoring,
    "units": unit_lists,
    "ranking": rankings,
    "year ranking": of_the_year("ranking.xlsx"),
    "follow-up": of_the_year("followup.xlsx"),
    "earlier": of_the_year("earlier/*.xlsx"),
    "score table": of_the_year("scores/*.xlsx"),
    "unit list": of_the_year("units.xlsx"),
    "returned": of_the_year("returned/U*.xlsx"),
    "ballot": of_the_year("ballots/*.xlsx"),
    "feedback": of_the_year("feedback/*.xlsx"),
    "list": of_the_year("lists/*.xlsx"),
    "next": of_the_year("next/*.xlsx"),
}


@cache
def books(kind: str) -> Books:
    """Give the workbooks of a kind by name."""
    return dict(KINDS[kind]())
