"""Values as the libraries give them, made into cells as our own reader has them.

Apart because two libraries need it, and because it is decided here once what a date, a truth or an error is: a date
is the number that an .xlsx file would hold, whatever the format calls it.
"""

import math
from datetime import date, datetime, time, timedelta

from xlrubric.cellrefs import address
from xlrubric.xlsx.cells import BLANK, CellData
from xlrubric.xlsx.faults import Faults
from xlrubric.xlsx.shapes import FAR_COLUMN, FAR_ROW
from xlrubric.xlsx.sheet import CELL_LIMIT, SheetData, State
from xlrubric.xlsx.styles import Telling

DAYS = (date, time, timedelta)
_DAY_ZERO = datetime(1899, 12, 30)
_ERRORS = frozenset({"#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!", "#GETTING_DATA"})


class TooManyCells(Exception):
    """A sheet has more cells than any form."""


class Grid:
    """A sheet being filled with the values that a library gives."""

    def __init__(self, file: str, name: str, state: State) -> None:
        self.name, self.state = name, state
        self.cells: dict[tuple[int, int], CellData] = {}
        self.faults = Faults(file, name)
        self.formats: dict[tuple[int, int], Telling] = {}
        self.hidden_rows: set[int] = set()
        self.hidden_columns: set[int] = set()

    def put(self, row: int, column: int, cell: CellData, told: Telling | None = None) -> None:
        """Take in a cell; row and column count from 1. ``told`` is what its format shows in place of a number."""
        if cell.kind == "blank":
            return
        if told and cell.kind == "number":
            self.formats[row, column] = told
        if cell.kind == "error" and cell.text in ("nan", "inf", "-inf"):
            self.faults.add("sheet-number", address(row, column), text=cell.text)
        if row > FAR_ROW or column > FAR_COLUMN:
            self.faults.add("sheet-far-cell", address(row, column))
        self.cells[row, column] = cell
        if len(self.cells) > CELL_LIMIT:
            raise TooManyCells

    def whole(self) -> SheetData:
        """Give the sheet."""
        hidden = frozenset(self.hidden_rows), frozenset(self.hidden_columns)
        return SheetData(self.name, self.state, self.cells, self.faults.problems(), self.formats, hidden)


def text_of(text: str) -> CellData:
    """Make the cell of a text, which may be the name of an error."""
    return CellData("error" if text in _ERRORS else "text", text) if text else BLANK


def number_of(value: float) -> CellData:
    """Make the cell of a number; one that is not finite is an error, as our own reader has it."""
    if not math.isfinite(value):
        return CellData("error", str(value))
    return CellData("number", str(int(value)) if value == int(value) and abs(value) < 1e15 else repr(float(value)))


def truth_of(value: object) -> CellData:
    """Make the cell of a truth."""
    return CellData("bool", "TRUE" if value else "FALSE")


def cell_of_value(value: object) -> CellData:
    """Make the cell of a Python value."""
    if isinstance(value, bool):
        return truth_of(value)
    if isinstance(value, int | float):
        return number_of(value)
    if isinstance(value, DAYS):
        return number_of(days_of(value))
    return text_of(str(value)) if value is not None else BLANK


def days_of(value: date | time | timedelta) -> float:
    """Give the days since the beginning of the calendar of spreadsheets."""
    if isinstance(value, time):
        value = timedelta(hours=value.hour, minutes=value.minute, seconds=value.second, microseconds=value.microsecond)
    if isinstance(value, timedelta):
        return value / timedelta(days=1)
    moment = value if isinstance(value, datetime) else datetime(value.year, value.month, value.day)
    return (moment.replace(tzinfo=None) - _DAY_ZERO) / timedelta(days=1)
