"""The neutral sheet: cells with contents, styles and names, before any file format.

Apart from the modules that fill sheets and from the writer and the reader, which all share it. Rows and columns
count from 1. A cell's ``name`` is ``N/name``: the unit's place in the workbook, then the graph's name.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from xlrubric.expressions import Expression

KEY_ROW = 1  # hidden: each column's key
KEY_COLUMN = 1  # hidden: each row's key
PIXELS = 7  # of a character of the default font
SCREEN = 1320.0  # pixels that a laptop of 1366 has for columns
LEAST_ZOOM = 75


@dataclass(frozen=True, slots=True)
class Formula:
    """A locked cell that the spreadsheet computes; references in the expression are names with ``N/``."""

    expression: Expression


@dataclass(frozen=True, slots=True)
class Input:
    """A cell that a person fills in. ``rule`` says what may stand in it; the texts are shown by the program.

    ``shut``: another hand filled it in, and here it stands locked.
    """

    rule: "Choice | Bounds | Days | FreeText"
    title: str
    ask: str
    refuse: str = ""
    shut: bool = False


@dataclass(frozen=True, slots=True)
class Choice:
    """One of the words that stand in ``area`` (a reference with its sheet)."""

    area: str
    options: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Bounds:
    """A number from ``low`` to ``high``, or 0 where ``zero``; nothing between 0 and 1 where there is a ``gap``."""

    low: Decimal
    high: Decimal
    whole: bool
    zero: bool
    gap: bool = False


@dataclass(frozen=True, slots=True)
class Days:
    """A day from ``low`` to ``high``, both allowed."""

    low: date
    high: date


@dataclass(frozen=True, slots=True)
class FreeText:
    """Any text."""


@dataclass(frozen=True, slots=True)
class Signpost:
    """A locked formula that helps to find the way. Nothing is scored by it, and the reader does not ask for it.

    ``kind`` is one of those of ``signposts``; ``number`` the unit's place in the workbook; ``nth`` which of several.
    """

    kind: str
    number: int
    role: str
    nth: int = 0


Content = str | Decimal | Formula | Input | Signpost | None


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell or a merged block; ``unit`` is what stands behind its number (次, 分).

    ``link`` is the anchor that a click leads to. ``below``: the covered cells of the block hold its text too, so
    that a filter finds their rows. ``part_of`` is the text of a block that a page may be broken in: in which of its
    pieces it stands depends on the look.
    """

    row: int
    column: int
    content: Content
    style: str
    name: str = ""
    down: int = 1
    across: int = 1
    unit: str = ""
    link: str = ""
    below: bool = False
    part_of: str = ""


@dataclass(frozen=True, slots=True)
class Mark:
    """A conditional format: ``style`` of the look's marks on an area (first row, column, last row, column)."""

    style: str
    area: tuple[int, int, int, int]
    formula: str = ""


@dataclass(frozen=True)
class Sheet:
    """A sheet ready to be written. ``key`` stands in A1 and names it whatever its tab is called.

    ``freeze`` is the last row that stays in view, ``repeat`` the rows printed on every page, ``breaks`` the rows
    before which a printed page begins, ``whole`` that all is printed on one page, ``filter`` the filtered area,
    ``printed`` the area that is printed (all if None), ``levels`` how deep a row lies in the outline, ``anchors`` the
    cells that links lead to, by names that a workbook may define, ``owner`` whose sheet it is, said in the footer.
    """

    key: str
    name: str
    cells: tuple[Cell, ...]
    row_keys: Mapping[int, str] = field(default_factory=dict)
    column_keys: Mapping[int, str] = field(default_factory=dict)
    widths: Mapping[int, float] = field(default_factory=dict)
    heights: Mapping[int, float] = field(default_factory=dict)
    hidden_columns: tuple[int, ...] = ()
    marks: tuple[Mark, ...] = ()
    state: str = "visible"
    freeze: int = 0
    repeat: tuple[int, int] = (0, 0)
    breaks: tuple[int, ...] = ()
    whole: bool = False
    filter: tuple[int, int, int, int] | None = None
    printed: tuple[int, int, int, int] | None = None
    levels: Mapping[int, int] = field(default_factory=dict)
    anchors: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    owner: str = ""

    @property
    def zoom(self) -> int:
        """Give the per cent at which a small screen shows all columns, never so few that they cannot be read."""
        wide = sum(width * PIXELS + 5 for column, width in self.widths.items() if column not in self.hidden_columns)
        return max(LEAST_ZOOM, min(100, int(100 * SCREEN / wide))) if wide else 100


def cut(text: str, most: int) -> str:
    """Cut a text to so many signs as Excel counts them: one outside of Unicode's first plane (𠮷) is two."""
    kept = text[:most]
    while len(kept.encode("utf-16-le")) > 2 * most:
        kept = kept[:-1]
    return kept
