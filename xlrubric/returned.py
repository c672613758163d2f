"""A returned workbook, looked through: what stands in the cells of a form.

Apart from ``verify``, which judges the arithmetic: here nothing is scored. Every locked text and every formula is
compared with what was sent out, wherever its row and column stand now (``seats``).
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import repeat
from operator import itemgetter

from xlrubric.cellrefs import address
from xlrubric.entries import shown
from xlrubric.expected import Asked, Expected, ExpectedSheet, by_kind
from xlrubric.eyes import Found, beside, deceptions, formats_of
from xlrubric.formula_text import LOST, canonical, same_formula, stay
from xlrubric.formula_text import Cell as SheetCell
from xlrubric.problems import Place, Problem
from xlrubric.rules import plain
from xlrubric.seats import Look, Seat, say_unknown_rows, seat_of, short
from xlrubric.xlsx import CellData, SheetData, WorkbookData
from xlrubric.xlsx.styles import Telling

BLANK = CellData("blank", "")
_FORMULA = itemgetter(CellData._fields.index("formula"))


@dataclass(frozen=True)
class Contents:
    """What a returned workbook holds under the names of its form, and what was noticed on the way.

    ``formats`` has the entries that are shown otherwise than they are held; ``by_value`` says that formulas are not
    known; ``sheets`` are those that were sent out, and ``in_place`` that everything stands where it stood.
    """

    file: str
    entries: Mapping[str, Found]
    figures: Mapping[str, Found]
    problems: tuple[Problem, ...]
    altered: frozenset[str]
    formats: Mapping[str, Telling] = field(default_factory=dict)
    by_value: bool = False
    sheets: tuple[ExpectedSheet, ...] = ()
    in_place: bool = False

    def starting(self, start: str) -> Iterator[tuple[str, Found]]:
        """Give the entries whose names begin so, by the rest of their names."""
        for sheet in self.sheets:
            for rest, full in sheet.starting(start):
                if (found := self.entries.get(full)) is not None:
                    yield rest, found

    def place(self, name: str) -> Place:
        """Give the place of a named cell in the file."""
        found = self.entries.get(name) or self.figures[name]
        return Place(self.file, sheet=found.sheet, cell=address(found.row, found.column))


def look_through(
    book: WorkbookData, file: str, sheets: tuple[ExpectedSheet, ...], unit_texts: Mapping[str, str]
) -> Contents:
    """Compare a workbook with the sheets that were sent out and gather its entries and figures."""
    look = Look(file, unit_texts, book.by_value)
    seats = [seat for sheet in sheets if (seat := seat_of(book, sheet, look)) is not None]
    by_name = {seat.expected.name: seat for seat in seats}
    look.in_place = len(seats) == len(sheets) and not any(
        seat.moved or seat.data.name != seat.expected.name for seat in seats
    )
    for seat in seats:
        _look_at(seat, by_name, look)
        say_unknown_rows(seat.data, look)
        look.problems += beside(file, seat.data) if seat.expected.column_keys else ()
    there = {seat.data.name: seat.data for seat in seats}
    problems = (*look.problems, *deceptions(file, there, look.entries, look.figures))
    formats = formats_of(there, look.entries)
    altered = frozenset(look.altered)
    return Contents(file, look.entries, look.figures, problems, altered, formats, book.by_value, sheets, look.in_place)


def _look_at(seat: Seat, seats: Mapping[str, Seat], look: Look) -> None:
    """Look at every cell that was sent out: most are as they were, and the others are looked at closer, in order."""
    sent = tuple(_as_they_stand(seat, seat.expected.cells)) if seat.moved else seat.expected.cells
    pieces = _as_they_stand(seat, seat.expected.pieces) if seat.moved else ()
    parted = by_kind(sent, pieces) if seat.moved else seat.expected.by_kind
    get = seat.data.cells.get
    odd: list[int] = []
    formulas = _gathered(parted.formulas, seat.data, look.figures)
    if not look.in_place or formulas != parted.formulas.wanted:
        wanted = zip(parted.formulas.numbers, formulas, parted.formulas.wanted, strict=True)
        odd += [n for n, came, formula in wanted if came != formula or not look.in_place]
    computed = zip(parted.entries.numbers, _gathered(parted.entries, seat.data, look.entries), strict=True)
    odd += [n for n, formula in computed if formula is not None]
    there = map(get, parted.contents.places, repeat(BLANK))
    sent_texts = zip(parted.contents.numbers, there, parted.contents.wanted, strict=True)
    odd += [n for n, cell, text in sent_texts if cell[1] != text or cell[0] != "text"]
    for n in sorted(odd):
        _look_closer(sent[n], get((sent[n].row, sent[n].column), BLANK), seat, seats, look)
    for text, places, of_block in parted.blocks:
        shown_ones = [cell[1] for at in places if (cell := get(at)) is not None]
        if not shown_ones or any(came != text for came in shown_ones):
            _look_at_block(of_block, seat, look)


def _gathered(asked: Asked, data: SheetData, found: dict[str, Found]) -> list[str | Decimal | None]:
    """Put the cells that came back under their names, and give their formulas."""
    cells = list(map(data.cells.get, asked.places, repeat(BLANK)))
    whole = zip(cells, repeat(data.name), asked.rows, asked.columns, strict=False)
    found.update(zip(asked.names, map(tuple.__new__, repeat(Found), whole), strict=False))  # without a loop in Python
    return list(map(_FORMULA, cells))


def _look_closer(expected: Expected, cell: CellData, seat: Seat, seats: Mapping[str, Seat], look: Look) -> None:
    """Compare a cell that is not exactly as it was sent out."""
    at = seat.data.name, expected.row, expected.column
    if expected.formula is not None:
        _compare_formula(expected, cell, at, seat, seats, look)
    elif expected.entry:
        look.say("entry-formula", at[0], address(*at[1:]), formula=short(cell.formula or ""))
    else:
        _compare_locked(expected, cell, at, look)


def _look_at_block(block: tuple[Expected, ...], seat: Seat, look: Look) -> None:
    """Look at a text that one or more of its rows show, as the look of the form has it, and the others do not."""
    pieces = [(expected, seat.data.cells.get((expected.row, expected.column), BLANK)) for expected in block]
    shown_ones = [(expected, cell) for expected, cell in pieces if cell.kind != "blank"]
    for expected, cell in shown_ones or pieces[:1]:
        if cell.text != expected.value:
            _compare_locked(expected, cell, (seat.data.name, expected.row, expected.column), look)


def _as_they_stand(seat: Seat, cells: Iterable[Expected]) -> Iterator[Expected]:
    """Give the cells whose row and column are still there, with the place where they stand now."""
    for cell in cells:
        row, column = seat.rows.get(cell.row), seat.columns.get(cell.column)
        if row and column:
            yield cell._replace(row=row, column=column)


def _compare_formula(
    expected: Expected, cell: CellData, at: SheetCell, seat: Seat, seats: Mapping[str, Seat], look: Look
) -> None:
    sheet, row, column = at
    assert expected.formula is not None
    if look.by_value:  # its formulas are not known; ``verify`` compares its figures
        return
    if cell.formula is None:
        code, came = "formula-replaced", shown(cell.value) if cell.kind != "blank" else "—"
    else:
        here, move = seat.expected.name, stay if look.in_place else lambda cell: _moved(cell, seats)
        if same_formula(cell.formula, expected.formula, here, sheet, move):
            return
        if move is not stay and LOST in canonical(expected.formula, here, move):  # a row or sheet is lost: it is said
            return
        code, came = "formula-changed", short(cell.formula)
    look.altered.add(expected.name)
    look.say(code, sheet, address(row, column), sent=short(expected.formula), came=came)


def _moved(cell: SheetCell, seats: Mapping[str, Seat]) -> SheetCell | None:
    sheet, row, column = cell
    seat = seats.get(sheet)
    if seat is None:
        return None
    if not seat.moved:
        return seat.data.name, row, column
    now_row, now_column = seat.rows.get(row), seat.columns.get(column)
    return (seat.data.name, now_row, now_column) if now_row and now_column else None


def _compare_locked(expected: Expected, cell: CellData, at: SheetCell, look: Look) -> None:
    sent = expected.value
    if isinstance(sent, Decimal):
        if cell.kind == "number" and cell.value == sent:
            return
        text = plain(sent)
    else:
        text = look.own(sent or "")
        if cell.kind in ("text", "blank") and _same_text(cell.text, text):
            return
    sheet, row, column = at
    came = short(cell.text) if cell.kind != "blank" else "—"
    look.say("text-changed", sheet, address(row, column), sent=short(text), came=came)


def _same_text(one: str, other: str) -> bool:
    """Compare as programs rewrite texts: line ends differ, and blanks at the ends may go."""
    return one.replace("\r\n", "\n").strip() == other.replace("\r\n", "\n").strip()
