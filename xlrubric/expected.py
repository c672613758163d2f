"""A form as the reader expects it back: every cell under its keys, made once for each kind of form.

Apart from ``layout``, which makes forms to be written: here the same sheets stand ready for comparison, in the
order in which a returned file is looked through. A unit's own texts are blanks to be filled (``Unit`` fields as
marks), so that one expectation serves all units with forms of one shape.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property
from sys import intern
from typing import NamedTuple

from xlrubric.cellrefs import address
from xlrubric.expressions import Expression
from xlrubric.graph import Entry
from xlrubric.layout.form import Form, lead_form, shown_quantities, unit_form
from xlrubric.layout.hands import BOTH, Hands
from xlrubric.layout.past import KEY as PAST
from xlrubric.layout.past import Past, with_past
from xlrubric.layout.sheets import Cell, Formula, Input, Sheet, Signpost
from xlrubric.registers import watched
from xlrubric.scoring import Scorer, compile_scorer
from xlrubric.sealing import SIGNATURE
from xlrubric.skin import Skin
from xlrubric.standard import Standard
from xlrubric.typed_cells import Spots
from xlrubric.units import Unit

Position = tuple[int, int]  # row, column
LOOK = "look"  # the key of the look in the identity: forms of one layout may have been made with any


class Expected(NamedTuple):
    """A cell that was sent out: where it stood, its name, and one of: entry, formula, locked text or number."""

    row: int
    column: int
    name: str
    entry: bool
    formula: str | None
    value: str | Decimal | None


class Asked(NamedTuple):
    """Cells of a sheet of which the same is asked, column by column, as a comparison of all of them takes them.

    ``numbers`` are their numbers among the cells of the sheet; ``wanted`` are their formulas, or locked contents.
    """

    numbers: tuple[int, ...]
    places: tuple[Position, ...]
    rows: tuple[int, ...]
    columns: tuple[int, ...]
    names: tuple[str, ...]
    wanted: list[str | Decimal | None]


class ByKind(NamedTuple):
    """The cells of a sheet by what is asked of them; the pieces of each block with its text and their places."""

    formulas: Asked
    entries: Asked
    contents: Asked
    blocks: tuple[tuple[str, tuple[Position, ...], tuple[Expected, ...]], ...]


def by_kind(cells: Iterable[Expected], pieces: Iterable[Expected] = ()) -> ByKind:
    """Part the cells of a sheet, and gather the pieces of each block: those of one column with one text."""
    numbered = list(enumerate(cells))
    computed = [(n, cell, intern(cell.formula)) for n, cell in numbered if cell.formula is not None]
    entries = [(n, cell, None) for n, cell in numbered if cell.entry and cell.formula is None]
    contents = [(n, cell, cell.value) for n, cell in numbered if not cell.entry and cell.formula is None]
    gathered: dict[tuple[int, str], list[Expected]] = {}
    for piece in pieces:
        gathered.setdefault((piece.column, str(piece.value)), []).append(piece)
    blocks = ((text, tuple((p.row, p.column) for p in own), tuple(own)) for (_, text), own in gathered.items())
    return ByKind(_asked(computed), _asked(entries), _asked(contents), tuple(blocks))


def _asked(cells: Sequence[tuple[int, Expected, str | Decimal | None]]) -> Asked:
    return Asked(
        tuple(n for n, _, _ in cells),
        tuple((cell.row, cell.column) for _, cell, _ in cells),
        tuple(cell.row for _, cell, _ in cells),
        tuple(cell.column for _, cell, _ in cells),
        tuple(cell.name for _, cell, _ in cells),
        [wanted for _, _, wanted in cells],
    )


@dataclass(frozen=True)
class ExpectedSheet:
    """A sheet that was sent out; ``cells`` leaves out what neither bears a name nor a locked content.

    ``pieces`` are the rows of blocks that a page may be broken in: which of them shows the text, the look says.
    """

    key: str
    name: str
    cells: tuple[Expected, ...]
    row_keys: Mapping[int, str]
    column_keys: Mapping[int, str]
    pieces: tuple[Expected, ...] = ()

    @cached_property
    def by_kind(self) -> ByKind:
        """Give the cells where they were sent out, parted."""
        return by_kind(self.cells, self.pieces)

    @cached_property
    def _starting(self) -> dict[str, tuple[tuple[str, str], ...]]:
        return {f"{number}/": () for number in {name.partition("/")[0] for name in self.by_kind.entries.names}}

    def starting(self, start: str) -> tuple[tuple[str, str], ...]:
        """Give the entries whose names begin so: the rest of each name and the whole."""
        if start not in self._starting:
            unit = f"{start.partition('/')[0]}/"
            names = self.by_kind.entries.names if unit in self._starting else ()
            found = tuple((name.removeprefix(start), name) for name in names if name.startswith(start))
            self._starting[start] = found
        return self._starting[start]


class Watched(NamedTuple):
    """Open cells of a unit: the local and the full name of each, and where they were sent out."""

    names: tuple[tuple[str, str], ...]
    spots: Spots


@dataclass(frozen=True, eq=False)
class Expectation:
    """A form of one shape: its sheets; for each of its units the entries by local name, and the arithmetic.

    ``full_entries`` and ``full_figures`` have for each unit the local and the full name of its entries, and of what a
    scorer gives, in the same order; ``watched`` the cells that are looked at again after the scoring.
    """

    form: Form
    sheets: tuple[ExpectedSheet, ...]
    entries: tuple[Mapping[str, Entry], ...]
    scorers: tuple[Scorer, ...]
    blank: Mapping[str, object]
    full_entries: tuple[tuple[tuple[str, str, Entry], ...], ...]
    full_figures: tuple[tuple[tuple[str, str], ...], ...]
    watched: tuple[Watched, ...]

    def expression(self, full: str) -> Expression:
        """Give the expression that a computed cell was sent out with."""
        return self.expressions[full]

    @cached_property
    def expressions(self) -> Mapping[str, Expression]:
        """Give the expression of every computed cell by its full name."""
        return {c.name: c.content.expression for _, c in self.form.computed() if isinstance(c.content, Formula)}


def expect_unit(standard: Standard, skin: Skin, unit: Unit, hands: Hands = BOTH) -> Expectation:
    """Prepare for the return of one unit's form."""
    return _expectation(unit_form(standard, skin, unit, hands))


def expect_lead(standard: Standard, skin: Skin, lead: str, units: tuple[Unit, ...], hands: Hands = BOTH) -> Expectation:
    """Prepare for the return of a lead unit's form."""
    return _expectation(lead_form(standard, skin, lead, units, hands))


def expect_past(base: Expectation, past: Past) -> Expectation:
    """Prepare for what stands on the sheet of last year's faults too, which is each unit's own."""
    form = with_past(base.form, past)
    if form is base.form:
        return base
    changed = tuple(_sheet(form, sheet) for sheet in form.sheets if sheet.key in (PAST, "identity"))
    return replace(base, sheets=(*(sheet for sheet in base.sheets if sheet.key != "identity"), *changed))


def expect_signed(base: Expectation, facts: Mapping[str, str]) -> Expectation:
    """Prepare for the signature in the identity of a form that has one."""
    if SIGNATURE not in facts:
        return base
    changed = tuple(_with_signature(sheet) if sheet.key == "identity" else sheet for sheet in base.sheets)
    return replace(base, sheets=changed)


def _with_signature(sheet: ExpectedSheet) -> ExpectedSheet:
    return replace(sheet, row_keys={**sheet.row_keys, max(sheet.row_keys) + 1: SIGNATURE})


def _expectation(form: Form) -> Expectation:
    scorers = tuple(compile_scorer(own.graph, shown_quantities(form, n)) for n, own in enumerate(form.standards))
    scores = [scorer({}) for scorer in scorers]
    blank = {f"{n}/{k}": v for n, score in enumerate(scores) for k, v in score.items()}
    entries = tuple({entry.name: entry for entry in own.graph.entries} for own in form.standards)
    full_entries = tuple(tuple((k, f"{n}/{k}", entry) for k, entry in own.items()) for n, own in enumerate(entries))
    full_figures = tuple(tuple((k, f"{n}/{k}") for k in score) for n, score in enumerate(scores))
    sheets = expected_sheets(form)
    watched_cells = tuple(_watched(form, sheets, n, own) for n, own in enumerate(form.standards))
    return Expectation(form, sheets, entries, scorers, blank, full_entries, full_figures, watched_cells)


def _watched(form: Form, sheets: Iterable[ExpectedSheet], number: int, standard: Standard) -> Watched:
    """Find what is watched of a unit; a lead unit's workbook is signed once, on its first sheet."""
    open_ones = [full for sheet in sheets for full in sheet.by_kind.entries.names]
    own = {f"{number}/{local}": local for local in watched(standard)}
    own |= {full: full.partition("/")[2] for full in open_ones if full.startswith("0/sign.")} if own else {}
    names = tuple((own[full], full) for full in open_ones if full in own)
    spots = ((local, form.spots[full]) for local, full in names)
    return Watched(names, {local: (spot.sheet, address(spot.row, spot.column)) for local, spot in spots})


def expected_sheets(form: Form) -> tuple[ExpectedSheet, ...]:
    """Give the sheets of any form as they are expected back."""
    return tuple(_sheet(form, sheet) for sheet in form.sheets)


def _sheet(form: Form, sheet: Sheet) -> ExpectedSheet:
    cells = (_cell(form, cell) for cell in sheet.cells if not cell.part_of and sheet.row_keys.get(cell.row) != LOOK)
    kept = tuple(cell for cell in cells if cell is not None)
    pieces = tuple(piece for cell in sheet.cells for piece in _pieces(cell))
    return ExpectedSheet(sheet.key, sheet.name, kept, sheet.row_keys, sheet.column_keys, pieces)


def _pieces(cell: Cell) -> Iterator[Expected]:
    """Give each row of a block that a page may be broken in, with the block's text."""
    for row in range(cell.row, cell.row + cell.down) if cell.part_of else ():
        yield Expected(row, cell.column, cell.name, False, None, cell.part_of)


def _cell(form: Form, cell: Cell) -> Expected | None:
    if cell.content is None or isinstance(cell.content, Signpost):
        return None
    content = cell.content
    return Expected(
        cell.row,
        cell.column,
        cell.name,
        isinstance(content, Input),
        form.formulas[cell.name] if isinstance(content, Formula) else None,
        content if isinstance(content, str | Decimal) else None,
    )
