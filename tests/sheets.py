"""Cells of laid-out forms found by their keys, and the figures that they show.

Apart from ``small_forms``, which makes the forms: tests of layout and of returns look the same things up.
"""

from collections.abc import Iterator, Mapping
from itertools import chain
from typing import Any

from tests.small_forms import prefill
from xlrubric.build import form_values
from xlrubric.layout.form import Form
from xlrubric.layout.scoring_rows import FIRST
from xlrubric.layout.sheets import Cell, Sheet
from xlrubric.scoring import Value


def scoring(form: Form) -> Sheet:
    """Give the first scoring sheet."""
    return next(sheet for sheet in form.sheets if sheet.key.startswith("scoring:"))


def row_of(sheet: Sheet, key: str) -> int:
    """Give the row of a key."""
    return next(row for row, found in sheet.row_keys.items() if found == key)


def column_of(sheet: Sheet, key: str) -> int:
    """Give the column of a key."""
    return next(column for column, found in sheet.column_keys.items() if found == key)


def keys_below_the_headings(sheet: Sheet) -> list[str]:
    """Give the keys of a scoring sheet's rows from the first finding on."""
    return [key for row, key in sheet.row_keys.items() if row >= FIRST]


def at(sheet: Sheet, row: str, column: str) -> Cell:
    """Give the cell that begins in the row and the column of these keys."""
    place = (row_of(sheet, row), column_of(sheet, column))
    return next(cell for cell in sheet.cells if (cell.row, cell.column) == place)


def content(sheet: Sheet, row: str, column: str) -> Any:
    """Give what stands in the cell of these keys."""
    return at(sheet, row, column).content


def placed(sheet: Sheet, style: str) -> dict[object, tuple[int, int, int, int]]:
    """Give first row, first column, rows and columns of each text in a style."""
    return {c.content: (c.row, c.column, c.down, c.across) for c in sheet.cells if c.style == style and c.content}


def covered(cell: Cell) -> Iterator[tuple[int, int]]:
    """Give every place that a cell or a merged block takes."""
    return ((cell.row + r, cell.column + c) for r in range(cell.down) for c in range(cell.across))


def holes(sheet: Sheet) -> set[tuple[int, int]]:
    """Give the places below the headings that no cell covers: they would have no border."""
    rows = [row for row in sheet.row_keys if row >= FIRST]
    visible = [column for column in sheet.column_keys if column not in sheet.hidden_columns]
    return {(row, c) for row in rows for c in visible} - set(chain.from_iterable(map(covered, sheet.cells)))


def shown(form: Form, *names: str, entries: Mapping[str, Value] | None = None) -> list[Any]:
    """Give what stands in cells of the first unit, by local name, once these entries are filled in."""
    values = form_values(form, prefill(entries or {}, form.units[0]))
    return [values[f"0/{name}"] for name in names]
