"""What the cells of a worksheet hold: their addresses, values and formulas, and what is ambiguous in them.

Apart because this is the meaning, of which neither the archive nor the markup knows. The cells are kept
sparsely and the stated dimension is not looked at: a stray cell at XFD1048576 costs as much as any other.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from xlrubric.cellrefs import LAST_ROW, address, shift_formula
from xlrubric.problems import Problem
from xlrubric.xlsx.cells import PLAIN_MAKERS, CellData, cell_of, text_cell
from xlrubric.xlsx.faults import Faults
from xlrubric.xlsx.markup import Part, refusal
from xlrubric.xlsx.rows import NEXT, Aside, NotPlain, Written, WrittenRow, attributes_of, parsed_rows
from xlrubric.xlsx.shapes import (
    FAR_COLUMN,
    FAR_ROW,
    NOWHERE,
    PLAIN_FORMULA,
    POSITIONS,
    Placed,
    Position,
    Row,
    plain_rows,
)
from xlrubric.xlsx.styles import Telling

State = Literal["visible", "hidden", "veryHidden"]
Maker = Callable[[str], CellData | None]

CELL_LIMIT = 300_000  # cells with content in one sheet: more is no form, and would fill the memory
ROW_LIMIT = 1_048_576  # rows in one sheet, the empty ones too: no program writes more
SHARED_LIMIT = 2**22  # characters of formulas made from shared ones: one of 8,000 may stand in every cell

_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'(?=!)")
_CALL = re.compile(r"[\w.]\s*\|")
_EMPTY = text_cell("")
_FAULTY = {"s": "sheet-string-index", "": "sheet-number", "n": "sheet-number"}


@dataclass(frozen=True)
class SheetData:
    """One worksheet: its cells with content by (row, column) from 1, and what was found wrong in it.

    A cell without a formula whose text is empty is as blank as one that has only a style: it is left out. ``formats``
    has the cells whose number format shows something else than they hold; ``hidden`` the rows and the columns that are
    not seen.
    """

    name: str
    state: State
    cells: dict[Position, CellData]
    problems: tuple[Problem, ...] = ()
    formats: Mapping[Position, Telling] = field(default_factory=dict)
    hidden: tuple[frozenset[int], frozenset[int]] = (frozenset(), frozenset())

    @cached_property
    def used(self) -> tuple[frozenset[int], frozenset[int]]:
        """Give the rows and the columns that have cells with content."""
        rows, columns = zip(*self.cells, strict=True) if self.cells else ((), ())
        return frozenset(rows), frozenset(columns)


def read_sheet(
    part: Part,
    name: str,
    state: State,
    strings: dict[str, CellData],
    telling: Mapping[str, Telling] | None = None,
    most: int | None = None,
) -> SheetData:
    """Read one worksheet. Raises Refusal.

    ``strings`` are the shared strings' cells by index, ``telling`` the number formats that hide what a cell holds;
    ``most`` is how many cells it may have, if not as many as a form.
    """
    telling = telling or {}
    aside = Aside(telling)
    try:
        sheet = _Sheet(part, Faults(part.file, name), strings, most)
        del sheet.makers["inlineStr"]  # its text is no plain value
        sheet.fill_plain(plain_rows(part.xml, aside))
    except NotPlain:
        aside = Aside(telling)
        sheet = _Sheet(part, Faults(part.file, name), strings, most)
        sheet.fill(parsed_rows(part, sheet.faults, aside))
    sheet.settle()
    formats = {POSITIONS[where]: telling[style] for where, style in aside.styled}
    hidden = (frozenset(aside.rows), frozenset(aside.columns))
    return SheetData(name, state, sheet.cells, sheet.faults.problems(), formats, hidden)


class _Makers(dict[str, Maker]):
    """The makers of cells by the type that a cell states; of an unknown type none can be made."""

    def __missing__(self, kind: str) -> Maker:
        return lambda text: None


class _Sheet:
    """A worksheet being read."""

    def __init__(self, part: Part, faults: Faults, strings: dict[str, CellData], most: int | None) -> None:
        self.part, self.faults, self.most = part, faults, most or CELL_LIMIT
        self.cells: dict[Position, CellData] = {}
        self.row = 0
        self.rows: set[int] = set()
        self.masters: dict[str, tuple[Position, str]] = {}
        self.waiting: list[tuple[Position, str]] = []  # cells before the formula that they share
        self.shared = 0  # characters of the formulas that were made from shared ones
        self.makers = _Makers({"s": strings.get, **PLAIN_MAKERS, "inlineStr": text_cell})

    def fill_plain(self, rows: Iterable[Row]) -> None:
        """Take in all rows of a worksheet in plain form. This loop is what the time of reading goes into."""
        cells, text_of = self.cells, self.makers["s"]
        for row in rows:
            number = row.shape.number
            if number > self.row and number not in self.rows and len(cells) <= self.most:
                self.row = number
                self.rows.add(number)
            else:
                number = [self.start_row(where) for where in row.shape.wheres][-1]
            if row.cells is not None:
                texts = list(map(text_of, row.indexes))
                if None not in texts and _EMPTY not in texts:
                    cells.update(row.cells)
                    cells.update(zip(row.pointing, texts, strict=False))  # type: ignore[arg-type]  # none is None
                    continue
            if row.shape.placed is None:
                self.fill_row(number, row.shape.with_values(row.values))
            else:
                self.fill_placed(row.shape.placed, row.shape.texts(row.values))

    def fill_placed(self, placed: tuple[Placed, ...], texts: Iterable[str]) -> None:
        """Take in the cells of a row that stand in their places."""
        cells, makers, new = self.cells, self.makers, tuple.__new__
        for (position, kind, formula), text in zip(placed, texts, strict=True):
            if formula is not None:
                cell = makers[kind](text) or self.unreadable(position, kind, text)
                cells[position] = new(CellData, (cell[0], cell[1], formula))
            elif text:
                cell = makers[kind](text) or self.unreadable(position, kind, text)
                if cell[1]:
                    cells[position] = cell

    def fill(self, rows: Iterable[WrittenRow]) -> None:
        """Take in all rows of any other worksheet."""
        for where, written in rows:
            self.fill_row(self.start_row(where), written)

    def fill_row(self, row: int, written: Iterable[Written]) -> None:
        """Take in the cells of a row, wherever they say that they stand."""
        last = 0
        end = FAR_COLUMN if row <= FAR_ROW else 0
        for reference, kind, attributes, formula, text in written:
            stated, column = position = POSITIONS[reference]
            if stated == row and last < column <= end:
                last = column
            else:
                position, last = self.misplaced(reference, last, bool(text or formula))
            if formula and "|" not in formula and (not attributes or attributes == PLAIN_FORMULA):
                cell = self.makers[kind](text) or self.unreadable(position, kind, text)
                self.cells[position] = cell_of(cell[0], cell[1], formula.removeprefix("="))
            elif formula or attributes:
                self.put_formula(position, kind, attributes, formula, text)
            elif text:
                cell = self.makers[kind](text) or self.unreadable(position, kind, text)
                if cell[1]:
                    self.cells[position] = cell

    def start_row(self, where: str) -> int:
        """Give the number of the row that begins, the next one where the file gives none or none that is."""
        row = int(where) if where.isascii() and where.isdecimal() and len(where) < 8 else 0
        if not 0 < row <= LAST_ROW:
            row = min(self.row + 1, LAST_ROW)
            if where != NEXT:
                self.faults.add("sheet-address", address(row, 1), text=where[:20])
        if row in self.rows:
            self.faults.add("sheet-row-twice", address(row, 1), row=str(row))
        elif row < self.row:
            self.faults.add("sheet-order", address(row, 1))
        self.row = row
        self.rows.add(row)
        if len(self.cells) > self.most or len(self.rows) > ROW_LIMIT:
            raise refusal(self.part.file, "package-cell-count", limit=self.most, part=self.part.name)
        return row

    def misplaced(self, reference: str, last: int, content: bool) -> tuple[Position, int]:
        """Place a cell that does not simply follow the last; give its place and the row's last column."""
        row, column = position = POSITIONS[reference]
        if position == NOWHERE:
            row, column = position = (self.row, last + 1)
            if reference != NEXT:
                self.faults.add("sheet-address", address(*position), text=reference[:20])
        elif row != self.row:
            self.faults.add("sheet-address", address(*position), text=reference)
        elif column <= last:
            twice = column == last or position in self.cells
            self.faults.add("sheet-cell-twice" if twice else "sheet-order", reference)
        if content and (row > FAR_ROW or column > FAR_COLUMN):
            self.faults.add("sheet-far-cell", address(*position))
        return position, max(last, column) if row == self.row else last

    def unreadable(self, position: Position, kind: str, text: str) -> CellData:
        """Flag a value that is not of the kind that it says it is."""
        self.faults.add(_FAULTY.get(kind, "sheet-value"), address(*position), text=text[:40])
        return CellData("error", text)

    def put_formula(self, position: Position, kind: str, attributes: str, formula: str, text: str) -> None:
        """Take in a cell with a formula, or with an element for one that may prove empty."""
        cell = self.makers[kind](text) or self.unreadable(position, kind, text)
        whole = self.special_formula(position, attributes, formula) if attributes else formula
        if whole and "|" in whole and _calls_out(whole):
            self.faults.add("sheet-dde", address(*position))
        if cell.text or whole is not None:
            self.cells[position] = cell_of(cell[0], cell[1], whole.removeprefix("=") if whole else whole)

    def special_formula(self, position: Position, written: str, formula: str) -> str | None:
        """Give the text of a formula that is shared, an array's or a data table's; None for none."""
        attributes = attributes_of(written)
        kind = attributes.get("t")
        if kind == "shared":
            return self.shared_formula(position, attributes, formula)
        if kind == "dataTable":
            return formula or f"TABLE({attributes.get('r1', '')},{attributes.get('r2', '')})"
        if kind in (None, "normal"):
            return formula or None
        if kind != "array":
            self.faults.add("sheet-shared-formula", address(*position))
        return formula

    def shared_formula(self, position: Position, attributes: dict[str, str], formula: str) -> str:
        """Give the formula that a cell shares, moved to it; note it for later cells where it is the first."""
        index = attributes.get("si", "")
        master = self.masters.get(index)
        moved = self.moved(master, position) if master else ""
        if formula:
            if master and moved != formula:
                self.faults.add("sheet-shared-formula", address(*position))
            if not master or "ref" in attributes:
                self.masters[index] = (position, formula)
            return formula
        if not master:
            self.faults.add("sheet-shared-formula", address(*position))
            self.waiting.append((position, index))
        return moved

    def settle(self) -> None:
        """Give the cells that came before the formula that they share its text."""
        for position, index in self.waiting:
            master = self.masters.get(index)
            if master:
                self.cells[position] = self.cells[position]._replace(formula=self.moved(master, position))

    def moved(self, master: tuple[Position, str], position: Position) -> str:
        """Give a shared formula as it stands in a cell. Raises Refusal where all of them together are too long."""
        (row, column), formula = master
        self.shared += len(formula)
        if self.shared > SHARED_LIMIT:
            raise refusal(self.part.file, "package-cell-count", limit=CELL_LIMIT, part=self.part.name)
        return shift_formula(formula, position[0] - row, position[1] - column)


def _calls_out(formula: str) -> bool:
    """Say whether a formula calls another program: ``cmd|'/c calc'!A1``."""
    bare = _QUOTED.sub("", formula)
    call = _CALL.search(bare)
    return call is not None and "!" in bare[call.end() :]
