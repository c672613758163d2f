"""What deceives the eye in a returned form: cells shown otherwise than they are held, boxes in hidden rows or sheets.

Apart from ``returned``, which compares contents: these change no score, and are said so that nobody is misled. Only
what shows another number is worth a look: colours, widths and hidden rows are anybody's own, and a dropdown that was
taken away lets nothing through, since every entry is held against its box again.
"""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from xlrubric.cellrefs import address
from xlrubric.entries import shown
from xlrubric.layout.sheets import KEY_COLUMN, KEY_ROW
from xlrubric.problems import Place, Problem, problem
from xlrubric.xlsx import CellData, SheetData
from xlrubric.xlsx.shapes import Position
from xlrubric.xlsx.styles import Telling


class Found(NamedTuple):
    """A named cell as it came back: its content and its place."""

    cell: CellData
    sheet: str
    row: int
    column: int


Cells = Mapping[str, Found]


def deceptions(file: str, sheets: Mapping[str, SheetData], entries: Cells, figures: Cells) -> Iterator[Problem]:
    """Name what does not show what it holds, and what is not seen at all."""
    odd = _odd_formats(sheets)
    if any(_deceives(kind, sheets[name].cells[at]) for name, formats in odd.items() for at, kind in formats.items()):
        for found in (*entries.values(), *figures.values()):
            kind = _kind(odd, found)
            if kind and _deceives(kind, found.cell):
                place = Place(file, sheet=found.sheet, cell=address(found.row, found.column))
                yield problem(place, "cell-disguised", held=shown(found.cell.value))
    yield from _hidden(file, sheets, entries)


def _deceives(kind: Telling, cell: CellData) -> bool:
    """Say whether a format makes another number of a cell's: of a formula's no day and no rate is asked for."""
    return kind == "disguise" or cell.formula is not None


def formats_of(sheets: Mapping[str, SheetData], entries: Cells) -> dict[str, Telling]:
    """Give the entries whose number shows as a day or in per cent, by their names."""
    odd = _odd_formats(sheets)
    return {name: kind for name, found in entries.items() if (kind := _kind(odd, found))} if odd else {}


def _kind(odd: Mapping[str, Mapping[Position, Telling]], found: Found) -> Telling | None:
    return odd.get(found.sheet, {}).get((found.row, found.column))


def _odd_formats(sheets: Mapping[str, SheetData]) -> dict[str, Mapping[Position, Telling]]:
    return {name: odd for name, sheet in sheets.items() if (odd := _odd(sheet))}


def _odd(sheet: SheetData) -> Mapping[Position, Telling]:
    """Give the formats of numbers that may mislead: a rate that the form itself computes is in per cent by right."""
    numbers = ((at, kind, sheet.cells.get(at)) for at, kind in sheet.formats.items())
    return {
        at: kind
        for at, kind, cell in numbers
        if cell is not None and cell.kind == "number" and (kind != "percent" or cell.formula is None)
    }


def _hidden(file: str, sheets: Mapping[str, SheetData], entries: Cells) -> Iterator[Problem]:
    unseen: dict[str, list[Position]] = {}
    for found in entries.values() if _may_be_hidden(sheets, entries) else ():
        rows, columns = sheets[found.sheet].hidden
        if found.row in rows or found.column in columns:
            unseen.setdefault(found.sheet, []).append((found.row, found.column))
    for name in sorted({found.sheet for found in entries.values()}):
        if sheets[name].state != "visible":
            yield problem(Place(file, sheet=name), "sheet-hidden")
        elif name in unseen:
            first = address(*min(unseen[name]))
            yield problem(Place(file, sheet=name, cell=first), "entries-hidden", count=str(len(unseen[name])))


def _may_be_hidden(sheets: Mapping[str, SheetData], entries: Cells) -> bool:
    """Say whether any sheet hides a row or a column that an entry of any sheet stands in."""
    _, _, rows, columns = zip(*entries.values(), strict=True) if entries else ((), (), (), ())
    row_set, column_set = set(rows), set(columns)
    hidden = [sheet.hidden for sheet in sheets.values()]
    return any(not row_set.isdisjoint(rows) or not column_set.isdisjoint(columns) for rows, columns in hidden)


def beside(file: str, sheet: SheetData) -> Iterator[Problem]:
    """Name the first thing that somebody wrote in a column that is none of the form's."""
    strange = {column for column in sheet.used[1] if (KEY_ROW, column) not in sheet.cells} - {KEY_COLUMN}
    found = [(at, cell) for at, cell in sheet.cells.items() if at[1] in strange and at[0] != KEY_ROW] if strange else []
    if said := [(at, cell.text.strip()) for at, cell in sorted(found) if cell.text.strip()]:
        (row, column), text = said[0]
        shown = text if len(text) <= 40 else text[:39] + "…"
        yield problem(Place(file, sheet=sheet.name, cell=address(row, column)), "column-unknown", text=shown)
