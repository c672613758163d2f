"""Letters, addresses and the moving of formulas."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlrubric.cellrefs import (
    LAST_COLUMN,
    LAST_ROW,
    address,
    column_number,
    letters,
    parse_address,
    shift_formula,
)

COLUMNS = st.integers(1, LAST_COLUMN)
ROWS = st.integers(1, LAST_ROW)


@pytest.mark.parametrize(
    ("column", "text"),
    [(1, "A"), (26, "Z"), (27, "AA"), (52, "AZ"), (702, "ZZ"), (703, "AAA"), (16384, "XFD")],
)
def test_a_column_has_its_letters(column: int, text: str) -> None:
    assert letters(column) == text
    assert column_number(text) == column


@given(COLUMNS)
def test_letters_and_numbers_of_columns_are_inverse(column: int) -> None:
    assert column_number(letters(column)) == column


def test_there_is_no_column_before_the_first() -> None:
    with pytest.raises(ValueError, match="no column 0"):
        letters(0)


@given(ROWS, COLUMNS)
def test_an_address_is_parsed_back(row: int, column: int) -> None:
    assert parse_address(address(row, column)) == (row, column)


def test_an_address_is_letters_and_row() -> None:
    assert address(14, 8) == "H14"


@pytest.mark.parametrize(
    "text",
    ["", "H", "14", "h14", "$H$14", "H0", "H014", "A1048577", "XFE1", "H14 ", "H１４", "A1:B2", "S!A1"],
)
def test_whatever_is_no_plain_address_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not the address"):
        parse_address(text)


@pytest.mark.parametrize(
    ("formula", "moved"),
    [
        ("A1+B2", "B3+C4"),
        ("$A$1+$A1+A$1", "$A$1+$A3+B$1"),
        ("SUM(A1:B2)", "SUM(B3:C4)"),
        ("SUM(A:A)+SUM($A:B)", "SUM(B:B)+SUM($A:C)"),
        ("SUM(1:1)+SUM($1:2)", "SUM(3:3)+SUM($1:4)"),
        ('IF(A1="A1","B""A1",C3)', 'IF(B3="A1","B""A1",D5)'),
        ("'A1 B2'!A1+Sheet1!A1+评分!A1", "'A1 B2'!B3+Sheet1!B3+评分!B3"),
        ("'it''s A1'!A1", "'it''s A1'!B3"),
        ("LOG10(A1)+ATAN2(A1,B1)", "LOG10(B3)+ATAN2(B3,C3)"),
        ("Q1_total+A1.x+rate1A1+_A1", "Q1_total+A1.x+rate1A1+_A1"),
        ("XFE1+ZZZ2024+A1048577", "XFE1+ZZZ2024+A1048577"),
        ("Table1[A1]+Table1[[#All],[A1]:[B2]]", "Table1[A1]+Table1[[#All],[A1]:[B2]]"),
        ("[1]Sheet1!A1", "[1]Sheet1!B3"),
        ("1E5+1.5E3+A1", "1E5+1.5E3+B3"),
        ("#REF!+A1", "#REF!+B3"),
        ("Jan:Mar!A1", "Jan:Mar!B3"),
        ("-A1%^A1&A1", "-B3%^B3&B3"),
    ],
)
def test_a_formula_moves_two_down_and_one_right(formula: str, moved: str) -> None:
    assert shift_formula(formula, 2, 1) == moved


@pytest.mark.parametrize(
    ("formula", "rows", "columns", "moved"),
    [
        ("A1+$A$1", -1, 0, "#REF!+$A$1"),
        ("A1", 0, -1, "#REF!"),
        ("XFD1", 0, 1, "#REF!"),
        ("A1048576", 1, 0, "#REF!"),
        ("SUM(A:B)", 0, -1, "SUM(#REF!)"),
        ("SUM(1:2)", -1, 0, "SUM(#REF!)"),
        ("XFD1048576", 0, 0, "XFD1048576"),
    ],
)
def test_a_reference_that_leaves_the_grid_is_lost(formula: str, rows: int, columns: int, moved: str) -> None:
    assert shift_formula(formula, rows, columns) == moved


@given(st.integers(200, 900), st.integers(200, 900), st.integers(-99, 99), st.integers(-99, 99))
def test_moving_there_and_back_changes_nothing(row: int, column: int, rows: int, columns: int) -> None:
    formula = f"SUM({address(row, column)}:$C{row})/{letters(column)}$7"
    assert shift_formula(shift_formula(formula, rows, columns), -rows, -columns) == formula
