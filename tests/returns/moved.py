"""Forms whose rows and columns stand elsewhere, as after inserting and moving in a spreadsheet program.

Every cell goes with its row and column, and every formula follows the cells that it refers to: the ends of a
range too, as spreadsheet programs do it. Written apart from the reader, which must find its way back.
"""

import re
from collections.abc import Callable
from dataclasses import replace

from tests.returns.forms import SCORING, Entries, written
from xlrubric.cellrefs import address, parse_address
from xlrubric.layout.form import Form
from xlrubric.layout.sheets import KEY_COLUMN, KEY_ROW, Sheet

Step = Callable[[int], int]

_REFERENCE = re.compile(r"\"[^\"]*\"|('[^']*'!)?(\b[A-Z]{1,3}[1-9][0-9]*)")


def moved(form: Form, row: Step, column: Step = lambda n: n) -> Form:
    """Give the form with the rows and columns of its scoring sheets moved; nothing is merged any more."""
    tabs = {sheet.name for sheet in form.sheets if sheet.key.startswith("scoring:")}
    sheets = tuple(_moved(s, row, column) if s.name in tabs else s for s in form.sheets)
    there = Form(form.standard, form.skin, form.units, sheets, form.standards)
    home = {name: spot.sheet for name, spot in form.spots.items()}
    formulas = {name: _followed(text, home[name], tabs, row, column) for name, text in form.formulas.items()}
    there.__dict__["formulas"] = formulas  # in place of those that it would compute itself
    return there


def _moved(sheet: Sheet, row: Step, column: Step) -> Sheet:
    cells = (replace(c, row=row(c.row), column=column(c.column), down=1, across=1) for c in sheet.cells)
    return replace(
        sheet,
        cells=tuple(cells),
        row_keys={row(n): key for n, key in sheet.row_keys.items()},
        column_keys={column(n): key for n, key in sheet.column_keys.items()},
        widths={},
        heights={},
        hidden_columns=(),
        marks=(),
        filter=None,
    )


def _followed(text: str, home: str, tabs: set[str], row: Step, column: Step) -> str:
    def follow(match: re.Match[str]) -> str:
        sheet, cell = match[1], match[2]
        if not cell or (sheet[1:-2] if sheet else home) not in tabs:
            return match[0]
        at_row, at_column = parse_address(cell)
        return (sheet or "") + address(row(at_row), column(at_column))

    return _REFERENCE.sub(follow, text)


def moved_file(form: Form, entries: Entries, row: Step, column: Step = lambda n: n) -> bytes:
    """Render a filled-in form whose scoring sheet was moved about."""
    return written(moved(form, row, column), {form.units[0].id: entries})


def last_row(form: Form) -> int:
    """Give the last row of the scoring sheet."""
    return next(max(s.row_keys) for s in form.sheets if s.name == SCORING)


def inserted(before: int, count: int = 1) -> Step:
    """Give the step of rows or columns when some are inserted."""
    return lambda n: n + count if n >= before else n


assert KEY_ROW == KEY_COLUMN == 1  # row 1 and column A stay where the keys are looked for
