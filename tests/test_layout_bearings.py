"""What tells a reader where he is and how far he has come: progress, status, outline, anchors, the printed area."""

from collections.abc import Callable
from decimal import Decimal
from io import BytesIO

import openpyxl
import pytest

from tests.sheets import at, column_of, row_of, scoring, shown
from tests.small_forms import ENGLISH, RUBRICS, SIMPLIFIED, TRADITIONAL, led, rendered, single
from tests.test_layout_tree import DEEP
from xlrubric.cellrefs import address
from xlrubric.layout.form import Form
from xlrubric.layout.hands import HANDS
from xlrubric.layout.scoring_rows import FIRST
from xlrubric.layout.scoring_sheet import TITLE, UNIT, WAY
from xlrubric.layout.sheets import Formula
from xlrubric.layout.signposts import MOST_LINES
from xlrubric.scoring import Value

SOME: dict[str, Value] = {
    "review.choice:1.1.1": "有",
    "review.number:1.1.2": Decimal(4),
    "self.number:1.2.2": Decimal(0),
}


def test_a_subtotal_says_beside_it_how_much_is_filled_in() -> None:
    form = single(SIMPLIFIED)
    assert shown(form, "progress:1", "progress:", entries=SOME) == ["自查 1/6　核查 2/6", "自查 1/6　核查 2/6"]
    assert shown(form, "progress:1") == ["自查 0/6　核查 0/6"]
    assert at(scoring(form), "section.1", "remark").name == "0/progress:1"
    assert at(scoring(form), "total", "remark").name == "0/progress:"


def test_each_section_counts_its_own_rows_and_the_total_all_of_them() -> None:
    entries: dict[str, Value] = {"review.choice:1.1.1": "yes", "self.number:2.1.1": Decimal(0)}
    said = shown(single(ENGLISH), "progress:1", "progress:2", "progress:", entries=entries)
    assert [[part.split()[-1] for part in words.split("　")] for words in said] == [
        ["0/4", "1/4"],
        ["1/2", "0/2"],
        ["1/6", "1/6"],
    ]


@pytest.mark.parametrize(("key", "said"), [("self", "自查 1/6"), ("review", "自查 1/6　核查 2/6")])
def test_a_form_for_one_hand_tells_the_progress_of_those_that_it_shows(key: str, said: str) -> None:
    assert shown(single(SIMPLIFIED, hands=HANDS[key]), "progress:1", entries=SOME) == [said]


@pytest.mark.parametrize(
    ("text", "entries", "said"),
    [
        (SIMPLIFIED, {}, "核查：6项未填"),
        (SIMPLIFIED, SOME, "核查：4项未填"),
        (SIMPLIFIED, {**SOME, "review.number:1.2.1": Decimal(2)}, "核查：3项未填，数量与情况不符 1项"),
        (TRADITIONAL, {"review.choice:1.1.1": "無"}, "自查：7項未填"),  # the self-check counts here
    ],
)
def test_the_status_stands_above_the_clauses_and_speaks_of_the_side_that_counts(
    text: str, entries: dict[str, Value], said: str
) -> None:
    form = single(text)
    sheet = scoring(form)
    cell = at(sheet, "unit", "finding")
    assert (cell.name, cell.row) == ("0/top.status:", UNIT) and isinstance(cell.content, Formula)
    assert cell.column + cell.across == column_of(sheet, "self.choice")  # from the clauses to the first box
    assert shown(form, "top.status:", entries=entries) == [said]


def test_a_row_folds_with_every_section_that_it_stands_in_and_a_subtotal_stays() -> None:
    sheet = scoring(single(DEEP))
    deep = {key: sheet.levels.get(row, 0) for row, key in sheet.row_keys.items() if row >= FIRST}
    assert deep == {
        **{"finding.1.1.1.1.1.1": 4, "finding.1.1.1.1.1.2": 4, "finding.1.1.1.1.2.1": 4},
        **{"section.1.1.1.1": 3, "section.1.1.1": 2},
        **{"finding.1.1.2.1.1": 3, "finding.1.1.2.1.2": 3, "finding.1.1.2.2.1": 3},
        **{"section.1.1": 1, "finding.1.2.1": 1, "section.1": 0},
        **{"finding.2.1.1": 1, "finding.2.2.1": 1, "total": 0},
    }


def test_a_sections_name_on_the_cover_leads_to_its_first_row() -> None:
    form = single(DEEP)
    cover, sheet = form.sheets[0], scoring(form)
    first = {"section.1": "finding.1.1.1.1.1.1", "section.1.1": "finding.1.1.1.1.1.1", "section.2": "finding.2.1.1"}
    for section, finding in first.items():
        assert sheet.anchors[at(cover, section, "label").link] == (row_of(sheet, finding), 2)
    assert sheet.anchors[at(cover, "total", "label").link] == (FIRST, 2)
    assert cover.anchors[at(sheet, "way", "section").link] == (row_of(cover, "title"), 2)


def test_a_units_name_in_the_summary_leads_to_its_own_sheet() -> None:
    form = led(SIMPLIFIED)
    for sheet, unit in zip(form.sheets[1:4], form.units, strict=True):
        assert sheet.anchors[at(form.sheets[0], f"unit.{unit.id}", "name").link] == (FIRST, 2)


@pytest.mark.parametrize("text", [*RUBRICS.values(), DEEP])
def test_what_only_helps_on_a_screen_is_not_printed(text: str) -> None:
    form = single(text)
    sheet, cover = scoring(form), form.sheets[0]
    assert sheet.row_keys[WAY] == "way"
    assert sheet.printed == (TITLE, 2, max(sheet.row_keys), column_of(sheet, "remark"))  # no way, no hint
    assert cover.printed is not None
    top, left, bottom, right = cover.printed
    signed = [row for row, key in cover.row_keys.items() if key.startswith("sign.")]
    waiting = [row for row, key in cover.row_keys.items() if key.startswith("waiting.")]
    assert (top, left, bottom, right) == (row_of(cover, "title"), 2, max(signed), max(cover.column_keys))
    listed = "evidence" in sheet.column_keys.values()  # then the list ends with the documents
    assert len(waiting) == MOST_LINES + 1 + listed and bottom < row_of(cover, "waiting") == min(waiting) - 1


@pytest.mark.filterwarnings("ignore:.*extension is not supported")  # openpyxl's, about data bars
@pytest.mark.parametrize("make", [single, led])
def test_outline_printed_area_and_anchors_are_written(make: Callable[[str], Form]) -> None:
    form = make(DEEP)
    book = openpyxl.load_workbook(BytesIO(rendered(form)))
    anchors: dict[str, tuple[str, str]] = {}
    for sheet in form.sheets:
        page = book[sheet.name]
        found = {row: page.row_dimensions[row].outlineLevel for row in sheet.row_keys}
        assert found == {row: sheet.levels.get(row, 0) for row in sheet.row_keys}
        if sheet.printed:
            top, left, bottom, right = sheet.printed
            assert page.print_area.replace("$", "").endswith(f"!{address(top, left)}:{address(bottom, right)}")
        anchors |= {name: (sheet.name, address(*place)) for name, place in sheet.anchors.items()}
    written = {name: next(iter(defined.destinations)) for name, defined in book.defined_names.items()}
    assert {name: (tab, area.replace("$", "")) for name, (tab, area) in written.items()} == anchors
