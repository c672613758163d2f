"""Small tables that an office keeps by hand, .xlsx or .csv: their headings found, their rows as text.

Apart from the readers of unit lists and of entries because both need the same care with headings; the files
themselves are opened in ``table_cells``.
"""

import re
import unicodedata
import warnings
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from xlrubric.problems import Place, Problem, Refusal, problem
from xlrubric.table_cells import SPACE, Cell, Kind, Sheet, beside, open_sheets

MAX_ROWS = 200_000
HEADER_ROWS = 10  # how far down the headings may stand: titles and notes come above them

_BRACKETS = re.compile(r"[(\[{<【〔《「].*?[)\]}>】〕》」]", re.DOTALL)
_NOISE = re.compile(f"[{re.escape(SPACE)}]+")
_PARTS = re.compile(rf"[{re.escape(SPACE)}/|]+")


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its first cell's place, and its cells under the canonical names of the columns present."""

    place: Place
    cells: tuple[tuple[str, Cell], ...]

    @property
    def values(self) -> dict[str, str]:
        """The texts by column; a column that the table does not have is not among them."""
        return {name: cell.text for name, cell in self.cells}

    def text(self, column: str) -> str:
        """Give the cell's text; "" where it is blank or the table has no such column."""
        return next((cell.text for name, cell in self.cells if name == column), "")

    def place_of(self, column: str) -> Place:
        """Give the cell's place; the row's where the table has no such column."""
        return next((cell.place for name, cell in self.cells if name == column), self.place)

    def kind_of(self, column: str) -> Kind:
        """Say what Excel took the cell for; text where the table has no such column."""
        return next((cell.kind for name, cell in self.cells if name == column), Kind.TEXT)


@dataclass(frozen=True)
class Column:
    """A column to look for: its canonical name, the headings that mean it, whether it must be there."""

    name: str
    headings: tuple[str, ...]
    required: bool = False


@dataclass(frozen=True)
class Table:
    """What was read: the rows that can be used, the columns present, and what a person should know."""

    rows: tuple[Row, ...]
    columns: frozenset[str]
    problems: tuple[Problem, ...]


@dataclass(frozen=True)
class _Header:
    """The line taken as headings: its number from 0, and what each cell of it means ("" for unknown)."""

    sheet: Sheet
    number: int
    cells: tuple[tuple[str, int, Cell], ...]
    missing: tuple[Column, ...]

    @property
    def known(self) -> tuple[tuple[str, int, Cell], ...]:
        return tuple(found for found in self.cells if found[0])


def read_table(path: Path, columns: tuple[Column, ...], data: bytes | None = None) -> Table:
    """Read the table under the first line, among the first ten, that has all required headings.

    In a workbook that is the first visible sheet with such a line. Wholly blank rows are skipped. A row with
    an Excel error, or a formula never calculated, under a known heading is left out, with an error. Raises
    ``Refusal`` if the file, its kind, its encoding or its headings make the whole table unusable. ``data`` are the
    bytes to take for the file's, where it was under a password.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # openpyxl's, about looks that it leaves unread
        headers = _headers(open_sheets(path, data), columns)
        header = _best(headers, path)
        faults = [*_absent(header), *_doubled(header)]
        if faults:
            raise Refusal(faults)
        rows, problems = _rows(header)
    present = frozenset(name for name, _, _ in header.known)
    return Table(rows, present, (*_remarks(header, headers), *problems))


def heading_key(text: str) -> str:
    """Give what two headings must share to be the same one.

    Width, case, spaces, anything in brackets, and a colon or star at either end make no difference.
    """
    plain = _BRACKETS.sub("", unicodedata.normalize("NFKC", text).casefold())
    return _NOISE.sub("", plain).strip(":*")


# --- the headings --------------------------------------------------------------------------------------


def _headers(sheets: list[Sheet], columns: tuple[Column, ...]) -> list[_Header]:
    """Find each sheet's line of headings; a delimiter at which the text cannot be cut is passed over."""
    meanings = {heading_key(heading): column.name for column in columns for heading in column.headings}
    headers: list[_Header] = []
    refusals: list[Refusal] = []
    for sheet in sheets:
        try:
            headers.extend(_header(sheet, columns, meanings))
        except Refusal as refusal:
            if refusal.problems[0].code != "table-quotes":
                raise
            refusals.append(refusal)
    if refusals and not headers:
        raise refusals[0]
    return headers


def _header(sheet: Sheet, columns: tuple[Column, ...], meanings: Mapping[str, str]) -> list[_Header]:
    """Give the sheet's first line with all required headings, or its likeliest; nothing if it is blank."""
    found: list[_Header] = []
    for number, line in enumerate(islice(sheet.lines(), HEADER_ROWS)):
        cells = tuple((_meaning(cell.text, meanings), n, cell) for n, cell in line.items())
        names = {name for name, _, _ in cells}
        missing = tuple(c for c in columns if c.required and c.name not in names)
        if cells and not missing:  # at once: a fault further down is then told as a fault of the rows
            return [_Header(sheet, number, cells, missing)]
        found += [_Header(sheet, number, cells, missing)] if cells else []
    return [_likeliest(found)] if found else []


def _likeliest(headers: list[_Header]) -> _Header:
    """Give the first with nothing missing, else the first with the most known headings."""
    whole = (header for header in headers if not header.missing)
    return next(whole, None) or max(headers, key=lambda header: len(header.known))


def _best(headers: list[_Header], path: Path) -> _Header:
    if not headers:
        raise Refusal([problem(Place(str(path)), "table-empty")])
    return _likeliest(headers)


def _meaning(text: str, meanings: Mapping[str, str]) -> str:
    """Give the column that a heading means: as a whole, or word by word where all agree (``编号 id``)."""
    whole = meanings.get(heading_key(text))
    words = {meanings.get(heading_key(part), "") for part in _PARTS.split(text) if part}
    return whole or (words.pop() if len(words) == 1 else "")


def _absent(header: _Header) -> list[Problem]:
    found = "、".join(cell.text for _, _, cell in header.cells)
    place = header.cells[0][2].place
    return [
        problem(place, "table-heading-missing", accepted=" / ".join(column.headings), found=found)
        for column in header.missing
    ]


def _doubled(header: _Header) -> list[Problem]:
    first: dict[str, Cell] = {}
    faults = []
    for name, _, cell in header.known:
        other = first.setdefault(name, cell)
        if other is not cell:
            texts = {"heading": cell.text, "other": other.text}
            faults.append(problem(cell.place, "table-heading-twice", **texts, first=other.place))
    return faults


def _remarks(header: _Header, headers: list[_Header]) -> list[Problem]:
    """Name the headings that mean nothing here, and the other sheets that might have been meant."""
    used = header.sheet.place
    unknown = [cell for name, _, cell in header.cells if not name]
    others = [h.sheet.place for h in headers if not h.missing and h is not header and used.sheet]
    return [
        *(problem(cell.place, "table-heading-unknown", heading=cell.text) for cell in unknown),
        *(problem(place, "table-other-sheet", sheet=place.sheet, used=used.sheet) for place in others),
    ]


# --- the rows ------------------------------------------------------------------------------------------


def _rows(header: _Header) -> tuple[tuple[Row, ...], list[Problem]]:
    """Read the lines under the headings, as far as they are not blank."""
    rows: list[Row] = []
    problems: list[Problem] = []
    for count, line in enumerate(filter(None, islice(header.sheet.lines(), header.number + 1, None))):
        if count >= MAX_ROWS:
            raise Refusal([problem(header.sheet.place, "table-too-long", limit=MAX_ROWS)])
        row = _row(header, line)
        faults = [cell.fault for _, cell in row.cells if cell.fault]
        problems.extend(faults)
        if not faults:
            rows.append(row)
    return tuple(rows), problems


def _row(header: _Header, line: Mapping[int, Cell]) -> Row:
    first = next(iter(line.values())).place
    cells = tuple((name, line.get(n) or Cell("", beside(first, n))) for name, n, _ in header.known)
    return Row(first, cells)
