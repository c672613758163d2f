"""Rows, columns, keys and sheets that are gone or stand twice in the file itself."""

import re

import pytest

from tests.returns.forms import (
    COVER,
    FAULTS,
    FAULTS_TOTAL,
    GOOD,
    SCORING,
    detail,
    form_of,
    read,
    row_of,
    same_score,
    told,
    warned,
    written,
)
from tests.returns.raw import (
    put,
    sheet_changed,
    without_row,
)
from xlrubric.accounting import Status

CHOICE = "review.choice:1.1.2"


def test_a_row_that_is_gone_is_named_and_counts_as_not_filled_in() -> None:
    account, unit = read(without_row(GOOD, SCORING, row_of(CHOICE)))
    assert unit is not None
    assert unit.readings[CHOICE].value is None
    assert unit.total == FAULTS_TOTAL + 1
    assert ("row-gone", f"{SCORING}!A{row_of(CHOICE)}") in told(account.problems)
    assert {code for code, _ in told(account.problems)} <= {
        "row-gone",
        "form-incomplete",
        "value-differs",
        "values-follow",
    }


def test_the_row_of_an_item_gone_takes_its_formulas_but_no_other_is_called_changed() -> None:
    account, unit = read(without_row(GOOD, SCORING, row_of("review.item:1.1")))
    assert unit is not None
    assert [code for code, _ in warned(account.problems)].count("row-gone") == 1
    assert "formula-changed" not in {p.code for p in account.problems}


def test_a_row_whose_key_was_wiped_counts_as_gone() -> None:
    account, unit = read(put(GOOD, (SCORING, f"A{row_of(CHOICE)}"), None))
    assert unit is not None
    assert unit.readings[CHOICE].value is None
    assert ("row-gone", f"{SCORING}!A{row_of(CHOICE)}") in told(account.problems)


def copied_row(xml: str, row: int, to: int) -> str:
    """Copy a row, key and all, to another place, as pasting below the form does."""
    match = re.search(f'<row r="{row}".*?</row>', xml)
    assert match
    copy = re.sub(rf'(r="[A-Z]*){row}"', rf'\g<1>{to}"', match[0])
    return xml.replace("</sheetData>", copy + "</sheetData>")


def test_a_row_copied_with_its_key_is_named_and_the_first_taken() -> None:
    row = row_of(CHOICE)
    copied = sheet_changed(GOOD, SCORING, lambda xml: copied_row(xml, row, 200))
    (found,) = same_score(put(copied, (SCORING, "K200"), "无"))
    assert (found.code, str(found.place)) == ("row-twice", f"a.xlsx!{SCORING}!A200")
    assert (detail(found, "row"), detail(found, "first")) == ("1.1.2", str(row))


def test_a_row_copied_over_another_names_both() -> None:
    """The row of 1.1.3 is now a second 1.1.2, and 1.1.3 is gone."""
    row, to = row_of(CHOICE), row_of("review.choice:1.1.3")

    def pasted(xml: str) -> str:
        return copied_row(re.sub(f'<row r="{to}".*?</row>', "", xml), row, to)

    account, unit = read(sheet_changed(GOOD, SCORING, pasted))
    assert unit is not None
    said = told(account.problems)
    assert ("row-twice", f"{SCORING}!A{to}") in said
    assert ("row-gone", f"{SCORING}!A{to}") in said
    assert unit.readings["review.choice:1.1.3"].value is None


def test_a_column_copied_with_its_key_is_named() -> None:
    key = '<c r="Z1" t="str"><v>review.choice</v></c></row>'
    data = sheet_changed(GOOD, SCORING, lambda xml: xml.replace("</row>", key, 1))
    (found,) = same_score(data)
    assert (found.code, str(found.place)) == ("column-twice", f"a.xlsx!{SCORING}!Z1")
    assert (detail(found, "column"), detail(found, "first")) == ("review.choice", "K")


def test_a_column_whose_key_was_wiped_counts_as_gone() -> None:
    account, unit = read(put(GOOD, (SCORING, "K1"), None))
    assert unit is not None
    assert unit.readings[CHOICE].value is None
    assert ("column-gone", f"{SCORING}!K1") in told(account.problems)


def test_a_sheet_without_its_own_key_is_read_by_its_tab() -> None:
    (found,) = same_score(put(GOOD, (SCORING, "A1"), None))
    assert (found.code, str(found.place)) == ("sheet-key-gone", f"a.xlsx!{SCORING}!A1")
    assert detail(found, "sent") == "scoring:U01"


@pytest.mark.parametrize("pattern", [r'<c r="A\d+".*?</c>', '<row r="1".*?</row>'])
def test_a_sheet_without_any_keys_is_not_read(pattern: str) -> None:
    account, unit = read(sheet_changed(GOOD, SCORING, lambda xml: re.sub(pattern, "", xml)))
    assert unit is None
    assert account.status is Status.WITHOUT_SCORE
    assert account.units == ("U01",)
    assert told(account.problems) == [("keys-gone", f"{SCORING}!A1")]


def test_the_cover_may_lose_its_keys_and_the_score_stays() -> None:
    data = sheet_changed(GOOD, COVER, lambda xml: re.sub('<row r="1".*?</row>', "", xml))
    assert told(same_score(data)) == [("keys-gone", f"{COVER}!A1")]


def test_a_sheet_of_another_unit_under_the_right_tab_is_named_and_not_read() -> None:
    other = written(form_of(1), {"U02": FAULTS})
    mine, theirs = (sheet_xml(data) for data in (GOOD, other))
    account, unit = read(sheet_changed(GOOD, SCORING, lambda xml: theirs if xml == mine else xml))
    assert unit is None
    (found,) = (p for p in account.problems if p.code == "sheet-of-another-unit")
    assert str(found.place) == f"a.xlsx!{SCORING}!A1"


def sheet_xml(data: bytes) -> str:
    taken: list[str] = []

    def take(xml: str) -> str:
        taken.append(xml)
        return xml + " "

    sheet_changed(data, SCORING, take)
    return taken[0]
