"""Rows high enough for the letters of any look: heights that the layout fixes are raised where a look writes larger.

Apart from the sheets, whose fixed heights are those that the official form's sizes need; what wraps is measured there.
"""

from dataclasses import replace

from xlrubric.layout.measure import MARGIN
from xlrubric.layout.sheets import Cell, Sheet
from xlrubric.skin import Skin

LINE = 1.3  # height of a line in font sizes


def with_room(sheet: Sheet, skin: Skin) -> Sheet:
    """Raise the rows of a sheet that are too low for one line, or for the lines that a text itself has."""
    least: dict[int, float] = {}
    for cell in sheet.cells:
        if cell.down == 1 and cell.row in sheet.heights and cell.content is not None:
            least[cell.row] = max(least.get(cell.row, 0.0), _needed(cell, skin))
    low = {row: points for row, points in least.items() if points > sheet.heights[row]}
    return replace(sheet, heights={**sheet.heights, **low}) if low else sheet


def _needed(cell: Cell, skin: Skin) -> float:
    wraps = skin.styles[cell.style].get("wrap") == "true" and isinstance(cell.content, str)
    lines = str(cell.content).count("\n") + 1 if wraps else 1
    return lines * skin.size_of(cell.style) * LINE + MARGIN
