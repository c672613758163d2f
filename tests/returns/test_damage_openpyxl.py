"""Forms that a script filled in or took apart with openpyxl, which keeps no values of formulas."""

import datetime
import io
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import openpyxl
import pytest

from tests.returns.forms import (
    COVER,
    FAULTS,
    FAULTS_TOTAL,
    SCORING,
    SKIN,
    UNITS,
    Entries,
    at,
    filled,
    form_of,
    gathered,
    read,
    row_of,
    spot,
    told,
    warned,
    written,
)
from xlrubric.accounting import FileAccount, Status
from xlrubric.verify import UnitReturn

pytestmark = pytest.mark.filterwarnings("ignore::UserWarning")  # openpyxl's, about looks that it drops

BLANK = filled()
Work = Callable[[Any], None]


def saved(work: Work, data: bytes = BLANK) -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(data))
    work(book)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def typed(entries: Entries) -> Work:
    """Type entries as a script does: numbers as floats."""

    def work(book: Any) -> None:
        for name, value in entries.items():
            sheet, cell = spot(name)
            book[sheet][cell] = float(value) if isinstance(value, Decimal) else value

    return work


def after(work: Work) -> tuple[FileAccount, UnitReturn | None]:
    """Read a rightly filled-in form after something more was done to it."""
    return read(saved(work, filled(FAULTS)))


def without_values(account: FileAccount) -> list[tuple[str, str]]:
    return told(account.problems, "not-recalculated")


def test_a_form_filled_in_by_a_script_is_scored_from_its_entries_and_said_to_be_so() -> None:
    account, unit = read(saved(typed(FAULTS)))
    assert unit is not None
    assert (account.status, unit.total, unit.filled) == (Status.SCORED, FAULTS_TOTAL, 53)
    assert told(account.problems) == [("not-recalculated", "")]
    assert "openpyxl" in account.application.lower()
    assert account.saved_at is not None
    assert abs(account.saved_at - datetime.datetime.now(datetime.UTC)) < datetime.timedelta(minutes=5)


def test_its_score_and_readings_are_those_of_the_same_form_from_a_spreadsheet_program() -> None:
    kept, lost = read(filled(FAULTS))[1], read(saved(typed(FAULTS)))[1]
    assert kept is not None
    assert lost is not None
    assert (kept.readings, kept.score) == (lost.readings, lost.score)


def test_the_blank_form_saved_again_is_still_blank() -> None:
    account, unit = read(saved(lambda book: None))
    assert unit is not None
    assert unit.total is None
    assert told(account.problems) == [("form-blank", ""), ("not-recalculated", "")]


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("review.number:1.1.1", datetime.date(2018, 11, 30), "entry-refused"),
        ("review.number:1.1.1", datetime.time(2, 0), "entry-refused"),
        ("review.number:1.1.1", True, "entry-refused"),
        ("review.number:1.1.1", "#N/A", "entry-refused"),
        ("review.number:1.1.1", "３次", "entry-normalised"),
        ("review.number:1.1.1", "=3", "entry-formula"),
        ("review.choice:1.1.2", "是", "entry-refused"),
        ("review.choice:1.1.2", 1, "entry-normalised"),
        ("review.choice:1.1.2", 2, "entry-refused"),
        ("review.choice:1.1.2", "=列表!B3", "entry-formula"),
        ("review.choice:1.1.2", " 有 ", "entry-normalised"),
        ("remark:1.1.2", '=HYPERLINK("http://x","看这里")', "entry-formula"),
    ],
)
def test_what_a_script_puts_past_the_checks_is_named_with_its_cell(name: str, value: object, said: str) -> None:
    account, unit = read(saved(lambda book: book[SCORING].__setitem__(at(name), value)))
    assert unit is not None
    assert (said, f"{SCORING}!{at(name)}") in told(account.problems)


def test_a_formula_without_a_value_in_an_entry_counts_as_not_filled_in() -> None:
    _, unit = read(saved(lambda book: book[SCORING].__setitem__(at("review.number:1.1.1"), "=2+2")))
    assert unit is not None
    assert (unit.readings["review.number:1.1.1"].value, unit.filled) == (None, 0)


def test_a_total_overwritten_is_named_and_not_believed() -> None:
    account, unit = after(lambda book: book[SCORING].__setitem__(at("review.total:"), 100))
    assert unit is not None
    assert unit.total == FAULTS_TOTAL
    total = f"{SCORING}!{at('review.total:')}"
    assert warned(account.problems) == [("formula-replaced", total), ("value-differs", total)]


# --- sheets ------------------------------------------------------------------------------------------------


def test_a_renamed_tab_is_noted_and_read() -> None:
    account, unit = after(lambda book: setattr(book[SCORING], "title", "评分 (终稿)"))
    assert unit is not None
    assert unit.total == FAULTS_TOTAL
    assert ("sheet-renamed", "评分 (终稿)") in without_values(account)
    changed = [cell for code, cell in warned(account.problems) if code == "formula-changed"]
    assert changed  # openpyxl leaves the cover's formulas with the old tab
    assert all(cell.startswith(f"{COVER}!") for cell in changed)


def test_without_its_scoring_sheet_a_form_gives_no_score_and_the_sheet_is_named_once() -> None:
    account, unit = after(lambda book: book.remove(book[SCORING]))
    assert unit is None
    assert (account.status, account.units) == (Status.WITHOUT_SCORE, ("U01",))
    assert without_values(account) == [("sheet-gone", SCORING)]


def test_without_its_cover_a_form_is_scored() -> None:
    account, unit = after(lambda book: book.remove(book[COVER]))
    assert unit is not None
    assert unit.total == FAULTS_TOTAL
    assert without_values(account) == [("sheet-gone", COVER)]


def test_a_scoring_sheet_copied_within_the_workbook_is_read_once() -> None:
    account, unit = after(lambda book: book.copy_worksheet(book[SCORING]))
    assert unit is not None
    assert unit.total == FAULTS_TOTAL
    assert without_values(account) == [("sheet-copied", SCORING)]


def test_of_two_copies_of_a_sheet_that_differ_none_is_read() -> None:
    account, unit = after(lambda book: book.copy_worksheet(book[SCORING]).__setitem__(at("review.choice:1.1.3"), "有"))
    assert unit is None
    assert account.status is Status.WITHOUT_SCORE
    assert without_values(account) == [("sheet-twice", SCORING)]
    assert dict(account.problems[0].details)["other"] == f"{SCORING}, {SCORING} Copy"


def other_units_sheet(book: Any, tab: str) -> None:
    """Copy the scoring sheet of another unit into this workbook, values and formulas, as people paste it."""
    theirs = openpyxl.load_workbook(io.BytesIO(written(form_of(1), {"U02": {**FAULTS, "review.choice:1.1.3": "有"}})))
    sheet = book.create_sheet(tab)
    for row in theirs[SCORING].iter_rows():
        for cell in row:
            if cell.value is not None:
                sheet[cell.coordinate] = cell.value


def test_a_sheet_of_another_unit_in_place_of_ones_own_is_named_and_not_read() -> None:
    def work(book: Any) -> None:
        book.remove(book[SCORING])
        other_units_sheet(book, SCORING)

    account, unit = after(work)
    assert unit is None
    assert without_values(account) == [("sheet-of-another-unit", f"{SCORING}!A1")]
    assert dict(account.problems[0].details) == {"found": "scoring:U02", "sent": "scoring:U01"}


def test_a_sheet_of_another_unit_beside_ones_own_is_left_aside() -> None:
    account, unit = after(lambda book: other_units_sheet(book, "教育局"))
    assert unit is not None
    assert unit.total == FAULTS_TOTAL
    assert without_values(account) == []


def test_an_identity_copied_is_one_identity() -> None:
    account, unit = after(lambda book: book.copy_worksheet(book[SKIN.labels["identity"]]))
    assert unit is not None
    assert without_values(account) == [("sheet-copied", SKIN.labels["identity"])]


def test_a_workbook_with_the_identities_of_two_forms_is_neither() -> None:
    account, unit = after(lambda book: book.copy_worksheet(book[SKIN.labels["identity"]]).__setitem__("B6", "U02"))
    assert (unit, account.status) == (None, Status.NOT_A_FORM)
    assert without_values(account) == [("identity-twice", "")]


def test_the_sheets_of_a_form_in_somebodys_own_workbook_are_known_for_what_they_are() -> None:
    account, unit = after(lambda book: book.remove(book[SKIN.labels["identity"]]))
    assert (unit, account.status) == (None, Status.NOT_A_FORM)
    assert without_values(account) == [("identity-gone", "")]
    assert dict(account.problems[0].details)["sheets"] == f"{COVER}, {SCORING}"


def test_sheets_of_ones_own_are_nothing_to_speak_of() -> None:
    account, unit = after(lambda book: book.create_sheet("说明材料", 0).append(["见附件", 1, None]))
    assert unit is not None
    assert (unit.total, without_values(account)) == (FAULTS_TOTAL, [])


# --- rows --------------------------------------------------------------------------------------------------


def test_rows_inserted_by_a_script_that_leaves_formulas_behind_are_read_by_key_and_the_formulas_named() -> None:
    account, unit = after(lambda book: book[SCORING].insert_rows(7, 2))
    assert unit is not None
    assert unit.total == FAULTS_TOTAL
    codes = {code for code, _ in without_values(account)}
    assert codes == {"formula-changed", "rows-moved"}


def test_rows_deleted_by_a_script_are_named() -> None:
    row = row_of("review.choice:1.2.2")
    account, unit = after(lambda book: book[SCORING].delete_rows(row))
    assert unit is not None
    assert unit.total == FAULTS_TOTAL + 2
    assert ("row-gone", f"{SCORING}!A{row}") in without_values(account)


def test_the_hidden_column_deleted_takes_the_sheet_away() -> None:
    account, unit = after(lambda book: book[SCORING].delete_cols(1))
    assert unit is None
    assert ("keys-gone", f"{SCORING}!A1") in without_values(account)


def test_a_script_that_fills_in_one_unit_does_not_touch_another() -> None:
    collection = gathered({"a.xlsx": saved(typed(FAULTS)), "b.xlsx": filled(FAULTS, number=1)})
    assert [collection.returns[unit.id].total for unit in UNITS[:2]] == [FAULTS_TOTAL, FAULTS_TOTAL]
    assert [account.status for account in collection.files] == [Status.SCORED, Status.SCORED]
