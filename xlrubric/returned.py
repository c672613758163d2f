"""A returned workbook, looked through: which form it is, where its cells went, what stands in them.

Apart from ``verify``, which judges the arithmetic: here nothing is scored. Sheets are found by the key in A1, rows
and columns by the keys in the hidden column and row, so tabs may be renamed and rows moved. Every locked text and
every formula is compared with what was sent out.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal

from xlrubric.cellrefs import address, letters
from xlrubric.entries import shown
from xlrubric.expected import Expected, ExpectedSheet
from xlrubric.eyes import Found, beside, deceptions, formats_of
from xlrubric.formula_text import LOST, canonical, same_formula, stay
from xlrubric.formula_text import Cell as SheetCell
from xlrubric.layout.extras import UNIT_FIELDS
from xlrubric.layout.sheets import KEY_COLUMN, KEY_ROW, Sheet
from xlrubric.problems import Place, Problem, problem
from xlrubric.rules import plain
from xlrubric.units import Unit
from xlrubric.xlsx import CellData, SheetData, WorkbookData
from xlrubric.xlsx.styles import Telling

BLANK = CellData("blank", "")
OPEN_COLUMNS = ("self.choice", "self.number", "review.choice", "review.number", "remark")
MOST_UNKNOWN = 20  # rows without a key that are named one by one
FORM_KEYS = ("cover:", "scoring:", "summary:", "workings:", "ballot")  # how the keys of a form's sheets begin


@dataclass(frozen=True)
class Identity:
    """What the identity sheet says: the rubric, its version and the layout's, the units (and the lead unit).

    ``kind`` is empty for forms; ``facts`` is all that it says, by key.
    """

    rubric: str
    fingerprint: str
    layout: str
    units: tuple[Unit, ...]
    lead: str | None
    place: Place
    cells: Mapping[str, str]
    kind: str = ""
    facts: Mapping[str, str] = field(default_factory=dict)

    def at(self, key: str) -> Place:
        """Give the place of one of its facts."""
        return replace(self.place, cell=self.cells.get(key, ""))


@dataclass(frozen=True)
class Contents:
    """What a returned workbook holds under the names of its form, and what was noticed on the way.

    ``formats`` has the entries that are shown otherwise than they are held; ``by_value`` says that formulas are not
    known.
    """

    file: str
    entries: Mapping[str, Found]
    figures: Mapping[str, Found]
    problems: tuple[Problem, ...]
    altered: frozenset[str]
    formats: Mapping[str, Telling] = field(default_factory=dict)
    by_value: bool = False

    def place(self, name: str) -> Place:
        """Give the place of a named cell in the file."""
        found = self.entries.get(name) or self.figures[name]
        return Place(self.file, sheet=found.sheet, cell=address(found.row, found.column))


def find_identity(book: WorkbookData, file: str) -> Identity | None:
    """Read the identity sheet, whatever its tab is called; None where there is none, or several that differ."""
    sheets = [s for s in book.sheets if _text(s, KEY_ROW, KEY_COLUMN) == "identity"]
    if not sheets or any(sheet.cells != sheets[0].cells for sheet in sheets):
        return None
    sheet = sheets[0]
    rows = {c.text: row for (row, column), c in sheet.cells.items() if column == KEY_COLUMN}
    facts = {key: _text(sheet, row, 2) for key, row in rows.items()}
    places = {key: address(row, 2) for key, row in rows.items()}
    return Identity(
        rubric=facts.get("rubric", ""),
        fingerprint=facts.get("fingerprint", ""),
        layout=facts.get("layout", ""),
        units=tuple(_units(facts)),
        lead=facts.get("lead"),
        place=Place(file, sheet=sheet.name),
        cells=places,
        kind=facts.get("kind", ""),
        facts=facts,
    )


def without_identity(book: WorkbookData, file: str) -> Problem:
    """Say what a workbook is of which no identity is known."""
    names = [s.name for s in book.sheets if _text(s, KEY_ROW, KEY_COLUMN) == "identity"]
    if names:
        return problem(Place(file), "identity-twice", count=str(len(names)), sheets=", ".join(names))
    forms = [s.name for s in book.sheets if _text(s, KEY_ROW, KEY_COLUMN).startswith(FORM_KEYS)]
    if forms:
        return problem(Place(file), "identity-gone", sheets=", ".join(forms))
    return problem(Place(file), "not-a-form")


def _units(facts: Mapping[str, str]) -> list[Unit]:
    units: list[Unit] = []
    while f"unit.{len(units)}.id" in facts:
        n = len(units)
        id_, name, group, lead, contact = (facts.get(f"unit.{n}.{key}", "") for key in UNIT_FIELDS)
        tags = frozenset(filter(None, facts.get(f"unit.{n}.tags", "").split("、")))
        units.append(Unit(id_, name, group, lead, tags, contact))
    return units


def _text(sheet: SheetData, row: int, column: int) -> str:
    cell = sheet.cells.get((row, column))
    return cell.text if cell else ""


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


def look_through(
    book: WorkbookData, file: str, sheets: tuple[ExpectedSheet, ...], unit_texts: Mapping[str, str]
) -> Contents:
    """Compare a workbook with the sheets that were sent out and gather its entries and figures."""
    look = Look(file, unit_texts, book.by_value)
    seats = [seat for sheet in sheets if (seat := _seat(book, sheet, look)) is not None]
    by_name = {seat.expected.name: seat for seat in seats}
    look.in_place = len(seats) == len(sheets) and not any(
        seat.moved or seat.data.name != seat.expected.name for seat in seats
    )
    for seat in seats:
        _look_at(seat, by_name, look)
        _look_at_pieces(seat, look)
        _say_unknown_rows(seat.data, look)
        look.problems += beside(file, seat.data) if seat.expected.column_keys else ()
    there = {seat.data.name: seat.data for seat in seats}
    problems = (*look.problems, *deceptions(file, there, look.entries, look.figures))
    formats = formats_of(there, look.entries)
    return Contents(file, look.entries, look.figures, problems, frozenset(look.altered), formats, book.by_value)


def _seat(book: WorkbookData, expected: ExpectedSheet, look: Look) -> Seat | None:
    key = look.own(expected.key)
    alike = [s for s in book.sheets if _text(s, KEY_ROW, KEY_COLUMN) == key]
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
    there = _text(named, KEY_ROW, KEY_COLUMN)
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


def _say_unknown_rows(data: SheetData, look: Look) -> None:
    """Name the rows that hold content and no key: somebody wrote beside the form instead of into it."""
    keyed = {row for row, column in data.cells if column == KEY_COLUMN}
    unknown = {row for row, _ in data.cells} - keyed - {KEY_ROW}
    for row in sorted(unknown)[:MOST_UNKNOWN]:
        column, text = min((c, cell.text) for (r, c), cell in data.cells.items() if r == row)
        if text.strip():
            look.say("row-unknown", data.name, address(row, column), text=_short(text))


def unknown_entries(book: WorkbookData, sheet: Sheet) -> Iterator[tuple[str, str, str]]:
    """Give what stands in rows of findings that a sheet of the form does not have: id, clause, what was entered.

    Such rows are those of another version of the rubric; their columns are found by the keys that both have.
    """
    data = next((s for s in book.sheets if _text(s, KEY_ROW, KEY_COLUMN) == sheet.key), None)
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
    return any(
        (column == KEY_COLUMN and row > last_row) or (row == KEY_ROW and column > last_column)
        for row, column in data.cells
    )


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


def _look_at(seat: Seat, seats: Mapping[str, Seat], look: Look) -> None:
    """Look at every cell that was sent out; most are as they were, and pass by the two quick comparisons."""
    cells, sheet = seat.data.cells, seat.data.name
    for expected in _as_they_stand(seat, seat.expected.cells) if seat.moved else seat.expected.cells:
        row, column = expected.row, expected.column
        cell = cells.get((row, column), BLANK)
        if expected.formula is not None:
            look.figures[expected.name] = Found(cell, sheet, row, column)
            if cell.formula != expected.formula or not look.in_place:
                _compare_formula(expected, cell, (sheet, row, column), seat, seats, look)
        elif expected.entry:
            look.entries[expected.name] = Found(cell, sheet, row, column)
            if cell.formula is not None:
                look.say("entry-formula", sheet, address(row, column), formula=_short(cell.formula))
        elif cell.text != expected.value or cell.kind != "text":
            _compare_locked(expected, cell, (sheet, row, column), look)


def _look_at_pieces(seat: Seat, look: Look) -> None:
    """Look at the texts that one or more of their rows show, as the look of the form has it, and the others do not."""
    texts: dict[tuple[int, str], list[tuple[Expected, CellData]]] = {}
    for expected in _as_they_stand(seat, seat.expected.pieces) if seat.moved else seat.expected.pieces:
        cell = seat.data.cells.get((expected.row, expected.column), BLANK)
        texts.setdefault((expected.column, str(expected.value)), []).append((expected, cell))
    for pieces in texts.values():
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
        code, came = "formula-changed", _short(cell.formula)
    look.altered.add(expected.name)
    look.say(code, sheet, address(row, column), sent=_short(expected.formula), came=came)


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
    came = _short(cell.text) if cell.kind != "blank" else "—"
    look.say("text-changed", sheet, address(row, column), sent=_short(text), came=came)


def _same_text(one: str, other: str) -> bool:
    """Compare as programs rewrite texts: line ends differ, and blanks at the ends may go."""
    return one.replace("\r\n", "\n").strip() == other.replace("\r\n", "\n").strip()


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:59] + "…"
