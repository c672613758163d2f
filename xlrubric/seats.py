"""Where the sheets, rows and columns of a form stand in a returned workbook, and what is said of those that are lost.

Apart from ``returned``, which compares contents: here only keys are looked at. Sheets are found by the key in A1, rows
and columns by the keys in the hidden column and row, so tabs may be renamed and rows moved.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from xlrubric.cellrefs import address, letters
from xlrubric.expected import ExpectedSheet
from xlrubric.eyes import Found
from xlrubric.identity import text_at
from xlrubric.layout.sheets import KEY_COLUMN, KEY_ROW, Sheet
from xlrubric.problems import Place, Problem, problem
from xlrubric.xlsx import CellData, SheetData, WorkbookData

OPEN_COLUMNS = ("self.choice", "self.number", "review.choice", "review.number", "remark")
MOST_UNKNOWN = 20  # rows without a key that are named one by one


@dataclass(frozen=True)
class Seat:
    """An expected sheet and the returned one that has its key; where its rows and columns stand now.

    ``rows`` and ``columns`` go from the place sent out to the place now; a lost one is absent. ``moved`` is False
    for the common case that everything stands where it stood.
    """

    expected: ExpectedSheet
    data: SheetData
    rows: Mapping[int, int]
    columns: Mapping[int, int]
    moved: bool


@dataclass
class Look:
    """What looking through one workbook has gathered so far.

    ``by_value`` says that formulas are not known. ``in_place`` says that no row, column or tab was moved or renamed,
    so that equal formulas are the same formula.
    """

    file: str
    unit_texts: Mapping[str, str]
    by_value: bool = False
    in_place: bool = True
    entries: dict[str, Found] = field(default_factory=dict)
    figures: dict[str, Found] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    altered: set[str] = field(default_factory=set)

    def say(self, code: str, at_sheet: str, at_cell: str = "", **details: str) -> None:
        """Note a problem with a sheet or one of its cells."""
        self.problems.append(problem(Place(self.file, sheet=at_sheet, cell=at_cell), code, **details))

    def own(self, text: str) -> str:
        """Put the unit's own texts where the expectation has their marks."""
        for mark, value in self.unit_texts.items():
            text = text.replace(mark, value)
        return text


def seat_of(book: WorkbookData, expected: ExpectedSheet, look: Look) -> Seat | None:
    """Find a sheet by its key, whatever its tab is called, its rows and columns by theirs; None where it is lost."""
    key = look.own(expected.key)
    alike = [s for s in book.sheets if text_at(s, KEY_ROW, KEY_COLUMN) == key]
    if len(alike) > 1 and all(s.cells == alike[0].cells for s in alike):
        kept = next((s for s in alike if s.name == expected.name), alike[0])
        look.say("sheet-copied", kept.name, other=", ".join(s.name for s in alike), count=str(len(alike)))
        alike = [kept]
    if len(alike) != 1:
        named = next((s for s in book.sheets if s.name == expected.name), None)
        if named is None or alike:
            look.say(
                "sheet-twice" if alike else "sheet-gone",
                expected.name,
                other=", ".join(s.name for s in alike),
            )
            return None
        return _wrong_sheet(named, key, expected, look)
    data = alike[0]
    if data.name != expected.name:
        look.say("sheet-renamed", data.name, sent=expected.name)
    return _placed(expected, data, look)


def _wrong_sheet(named: SheetData, key: str, expected: ExpectedSheet, look: Look) -> Seat | None:
    """Decide on a sheet with the right tab but without the right key: another unit's, or its key was wiped.

    The key of a row or column stands in A1 when the first row or column was deleted.
    """
    there = text_at(named, KEY_ROW, KEY_COLUMN)
    if there and there not in (*expected.row_keys.values(), *expected.column_keys.values()):
        look.say("sheet-of-another-unit", named.name, address(KEY_ROW, KEY_COLUMN), found=there, sent=key)
        return None
    seat = _placed(expected, named, look)
    if seat is not None:
        look.say("sheet-key-gone", named.name, address(KEY_ROW, KEY_COLUMN), sent=key)
    return seat


def _placed(expected: ExpectedSheet, data: SheetData, look: Look) -> Seat | None:
    """Find where the rows and columns stand; None where no keys are left to tell."""
    cells = data.cells
    in_place = all(_is(cells, (row, KEY_COLUMN), key) for row, key in expected.row_keys.items()) and all(
        _is(cells, (KEY_ROW, column), key) for column, key in expected.column_keys.items()
    )
    if in_place and not _has_more_keys(expected, data):
        return Seat(expected, data, {}, {}, moved=False)
    rows = _found_keys(expected.row_keys, {r: c for (r, k), c in cells.items() if k == KEY_COLUMN and r > KEY_ROW})
    columns = _found_keys(expected.column_keys, {c: x for (r, c), x in cells.items() if r == KEY_ROW and c > 1})
    if not any(rows.values()) or not any(columns.values()):
        look.say("keys-gone", data.name, address(KEY_ROW, KEY_COLUMN))
        return None
    _say_lost(expected, data, rows, columns, look)
    return Seat(expected, data, _first(rows), _first(columns), moved=True)


def say_unknown_rows(data: SheetData, look: Look) -> None:
    """Name the rows that hold content and no key: somebody wrote beside the form instead of into it."""
    unknown = {row for row in data.used[0] if (row, KEY_COLUMN) not in data.cells} - {KEY_ROW}
    for row in sorted(unknown)[:MOST_UNKNOWN]:
        column, text = min((c, cell.text) for (r, c), cell in data.cells.items() if r == row)
        if text.strip():
            look.say("row-unknown", data.name, address(row, column), text=short(text))


def unknown_entries(book: WorkbookData, sheet: Sheet) -> Iterator[tuple[str, str, str]]:
    """Give what stands in rows of findings that a sheet of the form does not have: id, clause, what was entered.

    Such rows are those of another version of the rubric; their columns are found by the keys that both have.
    """
    data = next((s for s in book.sheets if text_at(s, KEY_ROW, KEY_COLUMN) == sheet.key), None)
    if data is None:
        return
    known, columns = set(sheet.row_keys.values()), {c: cell.text for (r, c), cell in data.cells.items() if r == KEY_ROW}
    keyed = [(row, cell.text) for (row, column), cell in data.cells.items() if column == KEY_COLUMN]
    for row, key in sorted(keyed):
        if key.startswith("finding.") and key not in known:
            there = {columns[c]: cell.text for (r, c), cell in data.cells.items() if r == row and c in columns}
            entered = [there[c] for c in OPEN_COLUMNS if there.get(c, "").strip()]
            if entered:
                yield key.removeprefix("finding."), there.get("finding", ""), " / ".join(entered)


def _is(cells: Mapping[tuple[int, int], CellData], at: tuple[int, int], key: str) -> bool:
    cell = cells.get(at)
    return cell is not None and cell.text == key


def _has_more_keys(expected: ExpectedSheet, data: SheetData) -> bool:
    """Say whether rows or columns were copied, key and all, below the form or to its right."""
    last_row, last_column = max(expected.row_keys), max(expected.column_keys)
    rows, columns = data.used
    below = any(row > last_row and (row, KEY_COLUMN) in data.cells for row in rows)
    return below or any(column > last_column and (KEY_ROW, column) in data.cells for column in columns)


def _found_keys(sent: Mapping[int, str], there: Mapping[int, CellData]) -> dict[int, list[int]]:
    places: dict[str, list[int]] = {}
    for position, cell in sorted(there.items()):
        places.setdefault(cell.text, []).append(position)
    return {position: places.get(key, []) for position, key in sent.items()}


def _first(found: Mapping[int, list[int]]) -> dict[int, int]:
    return {sent: places[0] for sent, places in found.items() if places}


def _say_lost(
    expected: ExpectedSheet,
    data: SheetData,
    rows: Mapping[int, list[int]],
    columns: Mapping[int, list[int]],
    look: Look,
) -> None:
    for sent, places in rows.items():
        key = expected.row_keys[sent]
        if not places:
            look.say("row-gone", data.name, address(sent, KEY_COLUMN), row=key.removeprefix("finding."))
        elif len(places) > 1:
            look.say(
                "row-twice",
                data.name,
                address(places[1], KEY_COLUMN),
                row=key.removeprefix("finding."),
                first=str(places[0]),
            )
    for sent, places in columns.items():
        key = expected.column_keys[sent]
        if not places:
            look.say("column-gone", data.name, address(KEY_ROW, sent), column=key)
        elif len(places) > 1:
            look.say("column-twice", data.name, address(KEY_ROW, places[1]), column=key, first=letters(places[0]))
    if any(places and places[0] != sent for sent, places in (*rows.items(), *columns.items())):
        look.say("rows-moved", data.name)


def short(text: str) -> str:
    """Cut a text as a message shows it, at 60 signs."""
    return text if len(text) <= 60 else text[:59] + "…"
