"""What was entered in an earlier form and has no place in this one: a sheet to look at, behind the others.

Apart from the sheets of the form, to which it does not belong: the reader does not ask for it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from xlrubric.layout.form import Form, tab_names
from xlrubric.layout.measure import height
from xlrubric.layout.sheets import Cell, Sheet

KEY = "leftovers"
TITLE, NOTE, HEAD = 2, 3, 4
WIDTHS = {"unit": 20.0, "row": 12.0, "words": 52.0, "entry": 30.0, "reason": 36.0}
LEAST = 22.0  # points
REASONS = ("gone", "sense", "unit", "number", "choice", "range", "row", "applies")


@dataclass(frozen=True, slots=True)
class Leftover:
    """An entry without a place: whose, in which row and under which clause, what was typed, and why (``REASONS``)."""

    unit: str
    row: str
    words: str
    entry: str
    reason: str


def with_leftovers(form: Form, left: Sequence[Leftover]) -> Form:
    """Add the sheet to a form; where everything has its place the form stays as it is."""
    return replace(form, sheets=(*form.sheets, _sheet(form, left))) if left else form


def _sheet(form: Form, left: Sequence[Leftover]) -> Sheet:
    skin, names = form.skin, {unit.id: unit.name for unit in form.units}
    columns = {key: n for n, key in enumerate((k for k in WIDTHS if len(names) > 1 or k != "unit"), 2)}
    wide = sum(WIDTHS[key] for key in columns)
    (tab,) = tab_names([skin.labels["left"]], [sheet.name for sheet in form.sheets])
    cells = [
        Cell(TITLE, 2, skin.labels["left_title"], "title", across=len(columns)),
        Cell(NOTE, 2, skin.labels["left_note"], "plain", across=len(columns)),
        *(Cell(HEAD, column, skin.labels[f"left_{key}"], "head") for key, column in columns.items()),
    ]
    told = height(skin.labels["left_note"], wide, skin.size_of("plain"), skin.font) + 6
    heights = {TITLE: 34.0, NOTE: told, HEAD: 24.0}
    for row, one in enumerate(left, HEAD + 1):
        shown = {
            "unit": names.get(one.unit, one.unit),
            "row": one.row,
            "words": one.words,
            "entry": one.entry,
            "reason": skin.labels[f"left_because_{one.reason}"],
        }
        cells += [Cell(row, column, shown[key] or None, "text") for key, column in columns.items()]
        heights[row] = max(LEAST, *(height(shown[key], WIDTHS[key], skin.size, skin.font) for key in columns))
    return Sheet(
        key=KEY,
        name=tab,
        cells=tuple(cells),
        row_keys={TITLE: "title", NOTE: "note", HEAD: "head"}
        | {row: f"left.{n}" for n, row in enumerate(range(HEAD + 1, HEAD + 1 + len(left)), 1)},
        column_keys={column: key for key, column in columns.items()},
        widths={column: WIDTHS[key] for key, column in columns.items()},
        heights=heights,
        freeze=HEAD,
        repeat=(HEAD, HEAD),
    )
