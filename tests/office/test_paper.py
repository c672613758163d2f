"""The forms on paper, measured: every text whole within its cell, no row with two empty lines.

LibreOffice prints, with Carlito for Calibri and columns as wide as Excel's. ``XLRUBRIC_TESTS=thorough`` prints every
variant of every shipped standard; else the form of a unit to whom everything applies.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import pytest

from tests.effort import THOROUGH
from tests.office.headless import to_pdf
from tests.office.long_rubric import LONG
from tests.office.paper import Page, Sign, pages_of
from tests.office.programs import missing
from tests.office.rows import (
    Row,
    as_in_excel,
    begin,
    cut,
    lines_of,
    measured,
    paged,
    shown,
    squeezed,
    visible,
)
from tests.ooxml.books import PAST, variants, written
from tests.proof.samples import shipped_names, standard_of
from tests.small_forms import ENGLISH, TRADITIONAL, single
from xlrubric.build import Prefill, form_values
from xlrubric.layout.form import Form
from xlrubric.layout.past import with_past

LACKING = missing("soffice", "carlito")
pytestmark = [
    pytest.mark.office,
    pytest.mark.skipif(bool(LACKING), reason=LACKING or "-"),
    pytest.mark.xdist_group("paper"),  # one start of LibreOffice prints all forms
]


def of_standard(name: str) -> Mapping[str, Form]:
    every = dict(variants(standard_of(name)))
    return {
        f"{name} {chosen}": form for chosen, form in every.items() if THOROUGH or chosen == "all" or len(every) == 1
    }


OTHERS = {"long": LONG, "traditional": TRADITIONAL, "english": ENGLISH}


@cache
def forms() -> Mapping[str, Form]:
    """Lay out all forms: where they are printed, not in every process that only looks for tests."""
    return {
        **{case: form for name in shipped_names() for case, form in of_standard(name).items()},
        **{name: with_past(single(text), {0: PAST}) for name, text in OTHERS.items()},
    }


CASES = list(forms()) if THOROUGH else [*(f"{name} all" for name in shipped_names()), *OTHERS]


@dataclass(frozen=True)
class Printed:
    """A form, its pages, and every row measured."""

    form: Form
    pages: Sequence[Page]
    rows: Sequence[Row]


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Printed]:
    """Print all forms in one start."""
    folder = tmp_path_factory.mktemp("paper")
    shaped = {case: as_in_excel(form) for case, form in forms().items()}
    assert list(shaped) == CASES
    for number, form in enumerate(shaped.values()):
        (folder / f"{number}.xlsx").write_bytes(written(form))
    pdfs = to_pdf([folder / f"{number}.xlsx" for number in range(len(shaped))], folder)
    return {case: taken(form, pdf) for (case, form), pdf in zip(shaped.items(), pdfs, strict=True)}


def taken(form: Form, pdf: Path) -> Printed:
    pages, values = pages_of(pdf), form_values(form, Prefill())
    rows = [row for sheet, own in paged(form, pages) for row in measured(form, sheet, own, values)]
    return Printed(form, pages, rows)


@pytest.mark.parametrize("case", CASES)
def test_every_sheet_has_the_pages_that_its_breaks_make(printed: Mapping[str, Printed], case: str) -> None:
    """Only the last sheet, how to fill in, may run over a page where the standard's own note is long."""
    found, sheets = printed[case], visible(printed[case].form)
    meant = sum(1 + len(sheet.breaks) for sheet in sheets)
    assert meant <= len(found.pages) <= meant + (sheets[-1].key == "howto")


@pytest.mark.parametrize("case", CASES)
def test_every_text_and_figure_with_its_unit_is_printed_on_its_sheet(printed: Mapping[str, Printed], case: str) -> None:
    found = printed[case]
    values = form_values(found.form, Prefill())
    lacking = []
    for sheet, pages in paged(found.form, found.pages):
        said = sorted("".join(page.text() for page in pages))
        for _, text in shown(found.form, sheet, values):
            if any(said.count(sign) < text.count(sign) for sign in set(squeezed(text))):
                lacking.append((sheet.name, text))
    assert lacking == []


@pytest.mark.parametrize("case", CASES)
def test_no_row_cuts_a_text(printed: Mapping[str, Printed], case: str) -> None:
    assert [row for row in printed[case].rows if row.fault.startswith("cut")] == []


@pytest.mark.parametrize("case", CASES)
def test_no_row_has_more_than_one_empty_line(printed: Mapping[str, Printed], case: str) -> None:
    assert [row for row in printed[case].rows if row.fault.startswith("too high")] == []


def test_every_row_of_every_sheet_is_measured(printed: Mapping[str, Printed]) -> None:
    for found in printed.values():
        values = form_values(found.form, Prefill())
        with_text = {
            (sheet.name, row)
            for sheet in visible(found.form)
            for cell, text in shown(found.form, sheet, values)
            for row in range(cell.row, cell.row + cell.down)
            if text and cell.row > 1
        }
        assert with_text <= {(row.sheet, row.number) for row in found.rows}


@pytest.mark.parametrize(("by", "fault"), [(0.45, "cut"), (3.0, "too high")])
def test_a_row_that_is_too_low_or_too_high_is_noticed(tmp_path: Path, by: float, fault: str) -> None:
    """With every row of the scoring sheet lower or higher than laid out, the measure says so."""
    form = single(TRADITIONAL)
    sheets = [
        replace(s, heights={n: min(400.0, h * by) for n, h in s.heights.items()}) if s.repeat[0] else s
        for s in form.sheets
    ]
    spoiled = as_in_excel(replace(form, sheets=tuple(sheets)))
    (tmp_path / "a.xlsx").write_bytes(written(spoiled))
    (pdf,) = to_pdf([tmp_path / "a.xlsx"], tmp_path)
    assert any(row.fault.startswith(fault) for row in taken(spoiled, pdf).rows)


# The measure itself, without any print


def sign(text: str, left: float, base: float) -> Sign:
    return Sign(text, left, base - 8, left + 9, base + 1, base, 10)


SIGNS = [sign("乙", 20, 40.2), sign("甲", 10, 40), sign("丙", 10, 54)]


def test_signs_stand_on_lines_from_left_to_right() -> None:
    assert [len(line) for line in lines_of(SIGNS)] == [2, 1]
    assert lines_of([]) == []


@pytest.mark.parametrize(
    ("text", "box", "said"),
    [
        ("甲 乙\n丙", (5, 30, 40, 60), ""),
        ("甲乙丙丁", (5, 30, 40, 60), "is printed as 甲乙丙"),
        ("甲乙丙", (5, 35, 40, 60), "crosses an edge by 3.0 points"),
        ("甲乙丙", (5, 30, 40, 53), "crosses an edge by 2.0 points"),
        ("甲乙丙", (5, 30, 27, 60), "crosses an edge by 2.0 points"),
    ],
)
def test_a_text_is_cut_where_a_sign_is_missing_or_crosses_an_edge(
    text: str, box: tuple[float, float, float, float], said: str
) -> None:
    assert cut(text, box, [SIGNS[1], SIGNS[0], SIGNS[2]]) == said


@pytest.mark.parametrize(
    ("rules", "expected"),
    [([], 36.5), ([38.0, 48.0, 58.0], 38.0), ([38.0, 48.0, 90.0], 38.0), ([200.0], 36.5)],
)
def test_the_first_row_begins_where_most_rules_say(rules: list[float], expected: float) -> None:
    assert begin([(2, 20.0), (3, 20.0)], rules, 0.5) == expected
