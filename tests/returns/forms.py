"""Forms for the tests of returns: made by the builder, looked up by name, collected from bytes.

Apart from the tests so that each of them holds only its damage and what must be said of it.
"""

from collections.abc import Mapping
from datetime import UTC, datetime
from decimal import Decimal
from functools import lru_cache
from pathlib import Path

from xlrubric.accounting import FileAccount
from xlrubric.build import Prefill, form_values
from xlrubric.cellrefs import address
from xlrubric.collect import Collection, collect, settled
from xlrubric.collector import Collector, Read
from xlrubric.entries import Reading
from xlrubric.intake import Arrived
from xlrubric.layout.form import Form, lead_form, unit_form
from xlrubric.messages import needs_person
from xlrubric.problems import Problem
from xlrubric.rubric import Merge
from xlrubric.shipped_files import shipped
from xlrubric.skin import read_skin
from xlrubric.standard import Standard, read_standard
from xlrubric.units import Unit
from xlrubric.verify import UnitReturn
from xlrubric.writer import Stamp, Value, render

STANDARD = read_standard(shipped("rubrics") / "xiangxi-2018.yaml")
SKIN = read_skin(STANDARD.rubric.language)
LEAD = "州委办"
UNITS = (
    Unit("U01", "州财政局", "甲组", LEAD, contact="张三 0743-8221111"),
    Unit("U02", "州教育局", "甲组", LEAD),
    Unit("U03", "州水利局", "乙组", LEAD),
)
FORM = unit_form(STANDARD, SKIN, UNITS[0])
FACTS = {key: f"B{row}" for s in FORM.sheets if s.key == "identity" for row, key in s.row_keys.items()}
COVER, SCORING = SKIN.labels["cover"], SKIN.labels["scoring"]

Entries = Mapping[str, Value]


@lru_cache(maxsize=8)
def form_of(number: int, standard: Standard = STANDARD) -> Form:
    """Lay out the form of one of the units."""
    return unit_form(standard, SKIN, UNITS[number])


def stamp(day: int = 1) -> Stamp:
    """Give a time of saving, in a month of its own."""
    return Stamp(datetime(2018, 10, day, 8, tzinfo=UTC))


def written(form: Form, entries: Mapping[str, Entries] | None = None, day: int = 1) -> bytes:
    """Render a form with entries by unit id; every formula has its right value, as after recalculation."""
    readings = {unit: {n: Reading(v) for n, v in own.items()} for unit, own in (entries or {}).items()}
    values = form_values(form, Prefill(readings))
    return render(form, values, stamp(day))


def filled(entries: Entries | None = None, number: int = 0, day: int = 1) -> bytes:
    """Render one unit's form with entries by local name."""
    return written(form_of(number), {UNITS[number].id: entries or {}}, day)


LED = lead_form(STANDARD, SKIN, LEAD, UNITS)


def put_all(typed: Mapping[str, Value]) -> bytes:
    """Render the first unit's blank form with texts typed into cells by their full names."""
    return render(FORM, {**form_values(FORM, Prefill()), **typed}, stamp())


def lead_workbook(entries: Mapping[str, Entries] | None = None, day: int = 1) -> bytes:
    """Render the lead unit's workbook for all three units."""
    return written(LED, entries, day)


def spot(name: str, form: Form = FORM) -> tuple[str, str]:
    """Give sheet and address of a named cell; without a place in front, of the first unit's."""
    found = form.spots[name if "/" in name else f"0/{name}"]
    return found.sheet, address(found.row, found.column)


def at(name: str) -> str:
    """Give the address of a named cell of the first unit's scoring sheet."""
    sheet, cell = spot(name)
    assert sheet == SCORING
    return cell


def row_of(name: str) -> int:
    """Give the row of a named cell."""
    return FORM.spots[f"0/{name}"].row


@lru_cache(maxsize=8)
def collector_of(standard: Standard) -> Collector:
    """Keep one collector for each rubric: preparing one takes longer than reading ten files."""
    return Collector(standard, SKIN, UNITS, standard.rubric.counts)


def read(data: bytes, name: str = "a.xlsx", standard: Standard = STANDARD) -> tuple[FileAccount, UnitReturn | None]:
    """Read one file; give its account, and the return of its first unit that has one."""
    got = collector_of(standard).read(Arrived(name, data))
    return got.account, got.returns[0] if got.returns else None


def gathered(files: Mapping[str, bytes], standard: Standard = STANDARD, merge: Merge | None = None) -> Collection:
    """Collect files that are given by name, without a folder."""
    return settled(standard, UNITS, [_read(name, data, standard) for name, data in files.items()], merge=merge)


@lru_cache(maxsize=64)
def _read(name: str, data: bytes, standard: Standard) -> Read:
    """Read a file once: many tests collect the same ones in other company."""
    return collector_of(standard).read(Arrived(name, data))


def collected(folder: Path, merge: Merge | None = None, **files: bytes) -> Collection:
    """Write files into a folder and collect it; ``a_xlsx`` is written as ``a.xlsx``."""
    for name, data in files.items():
        (folder / name.replace("_", ".")).write_bytes(data)
    return collect([folder], STANDARD, UNITS, merge=merge)


def told(problems: tuple[Problem, ...], *without: str) -> list[tuple[str, str]]:
    """Give (code, sheet!cell) of each problem in order, leaving out some codes."""
    found = ((p.code, "!".join(filter(None, (p.place.sheet, p.place.cell)))) for p in problems)
    return sorted(pair for pair in found if pair[0] not in without)


def warned(problems: tuple[Problem, ...]) -> list[tuple[str, str]]:
    """Give (code, sheet!cell) of what a person must look at."""
    return told(tuple(p for p in problems if needs_person(p)))


def detail(problem: Problem, name: str) -> str:
    """Give one detail of a problem."""
    return dict(problem.details)[name]


def effects(first: str, last: str) -> str:
    """Give the range of the review's points from a finding's row to another's: ``M7:M9``."""
    return ":".join(at(f"review.effect:{finding}") for finding in (first, last))


def beside(name: str, column: str) -> tuple[str, str]:
    """Give the cell of the scoring sheet in the row of a named cell, in the column of that key."""
    (sheet,) = (s for s in FORM.sheets if s.name == SCORING)
    number = next(n for n, key in sheet.column_keys.items() if key == column)
    return SCORING, address(row_of(name), number)


ANSWERED: Entries = {
    e.name: e.options[0] if e.options else Decimal(0)
    for e in STANDARD.graph.entries
    if e.role == "review" and (e.options or not e.box.whole)
} | {f"review.number:{f.id}": Decimal(f.target) for f in STANDARD.rubric.findings() if f.target}
"""Every finding of the review answered, with no fault found."""

FAULTS: Entries = {
    **ANSWERED,
    "review.choice:1.1.2": "有",  # −1
    "review.choice:1.2.2": "有",
    "review.number:1.2.2": Decimal(2),  # −1 each
    "review.number:2.2.5": Decimal("1.5"),
}
FAULTS_TOTAL = Decimal("95.5")
GOOD = filled(FAULTS)


def place(name: str) -> str:
    """Give the place of a named cell as ``told`` shows it."""
    return "!".join(spot(name))


def same_score(data: bytes) -> tuple[Problem, ...]:
    """Give the problems of a file whose score must still be that of its entries."""
    account, unit = read(data)
    assert unit is not None
    assert unit.total == FAULTS_TOTAL
    return account.problems
