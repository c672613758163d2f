"""Cell references in the A1 style: letters, addresses, and moving a formula's references.

Apart because the layout, the writer, the reader and the checks all need it and it needs nothing: rows and
columns count from 1, as people count them.
"""

import re
from functools import lru_cache

LAST_ROW = 1_048_576
LAST_COLUMN = 16_384

_ADDRESS = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")

# What may stand in a formula, most particular first; only the named groups are references.
# A reference is not a part of a longer word, nor a function (LOG10), nor a sheet's name (before a "!").
_START, _STOP = r"(?<![\w.$\\])", r"(?![\w.(!])"
_REFERENCE = re.compile(
    r'"(?:[^"]|"")*"'
    r"|'(?:[^']|'')*'"
    r"|\[(?:[^\[\]]|\[[^\[\]]*\])*\]"
    rf"|{_START}(?P<cell>\$?[A-Za-z]{{1,3}}\$?[1-9][0-9]{{0,6}}){_STOP}"
    rf"|{_START}(?P<columns>\$?[A-Za-z]{{1,3}}:\$?[A-Za-z]{{1,3}}){_STOP}"
    rf"|{_START}(?P<rows>\$?[1-9][0-9]{{0,6}}:\$?[1-9][0-9]{{0,6}}){_STOP}"
)
_CELL = re.compile(r"(\$?)([A-Za-z]+)(\$?)([0-9]+)")


@lru_cache(maxsize=1024)
def letters(column: int) -> str:
    """Give the letters of a column: 1 is ``A``, 27 is ``AA``. Raises ValueError below 1."""
    if column < 1:
        raise ValueError(f"no column {column}")
    text = ""
    while column:
        column, digit = divmod(column - 1, 26)
        text = chr(ord("A") + digit) + text
    return text


def column_number(text: str) -> int:
    """Give the number of a column from its letters, of either case: ``AA`` is 27."""
    number = 0
    for letter in text.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def address(row: int, column: int) -> str:
    """Give the address of a cell: row 14, column 8 is ``H14``."""
    return f"{letters(column)}{row}"


def quoted(sheet: str) -> str:
    """Quote a sheet's name as formulas and links need it."""
    return "'" + sheet.replace("'", "''") + "'"


def parse_address(text: str) -> tuple[int, int]:
    """Give (row, column) of a plain address as files hold it: ``H14`` is (14, 8).

    Raises ValueError for anything else: lower case, ``$``, a sheet's name, a place off the grid.
    """
    match = _ADDRESS.fullmatch(text)
    row, column = (int(match[2]), column_number(match[1])) if match else (0, 0)
    if not (0 < row <= LAST_ROW and 0 < column <= LAST_COLUMN):
        raise ValueError(f"not the address of a cell: {text!r}")
    return row, column


def shift_formula(formula: str, rows: int, columns: int) -> str:
    """Move the relative references of a formula, as copying its cell that far down and right does.

    What ``$`` holds fast stays, and so do quoted texts, names of sheets, names of tables' columns, defined
    names and functions. A reference that leaves the grid becomes ``#REF!``.
    """

    def moved(match: re.Match[str]) -> str:
        text = match[0]
        if match.lastgroup == "cell":
            return _moved_cell(text, rows, columns)
        if match.lastgroup in ("columns", "rows"):
            ends = [_moved_end(end, rows, columns) for end in text.split(":")]
            return "#REF!" if "#REF!" in ends else ":".join(ends)
        return text

    return _REFERENCE.sub(moved, formula)


def _moved_cell(text: str, rows: int, columns: int) -> str:
    match = _CELL.fullmatch(text)
    if match is None or column_number(match[2]) > LAST_COLUMN or int(match[4]) > LAST_ROW:
        return text  # off the grid, as XFE1 is: a name
    column = _moved_end(match[1] + match[2], rows, columns)
    row = _moved_end(match[3] + match[4], rows, columns)
    return "#REF!" if "#REF!" in (column, row) else column + row


def _moved_end(text: str, rows: int, columns: int) -> str:
    """Move one column (letters) or one row (digits), perhaps held fast by a ``$``."""
    if text.startswith("$"):
        return text
    if text.isdecimal():
        row = int(text) + rows
        return str(row) if 0 < row <= LAST_ROW else "#REF!"
    column = column_number(text) + columns
    return letters(column) if 0 < column <= LAST_COLUMN else "#REF!"
