"""The cells of a small table in a file, .xlsx or .csv: line by line, as text, each with its place.

Apart from ``tables``, which finds the headings and the rows among them, because this half is about files:
encodings, delimiters, what Excel does to a value. It is the one module that knows openpyxl. Everything comes
back as text, since only the reader of a column knows whether ``007`` is a number.
"""

import csv
import datetime
import io
import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import partial
from pathlib import Path
from string import ascii_uppercase
from typing import Protocol, cast
from zipfile import BadZipFile

from xlrubric.cellrefs import letters
from xlrubric.on_demand import OnDemand
from xlrubric.problems import Place, Problem, Refusal, problem
from xlrubric.typed_numbers import INVISIBLE

openpyxl = OnDemand("openpyxl")  # a text has no use for it
WORKBOOKS = frozenset({".xlsx", ".xlsm"})
OLD_WORKBOOKS = frozenset({".xls", ".et", ".xlsb", ".ods", ".numbers"})
TEXTS = frozenset({".csv", ".tsv", ".txt"})
DELIMITERS = (",", "\t", ";")
OLE = bytes.fromhex("d0cf11e0")  # the older container: a true .xls, or an .xlsx under a password
SPACE = "".join(c for c in map(chr, range(0x3001)) if c.isspace()) + INVISIBLE

_QUOTED = re.compile(r'"[^"]*"|\\.')  # the parts of a number format that are words, not signs


class Kind(StrEnum):
    """What Excel took a cell for; a cell of a .csv is always text."""

    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    TRUTH = "truth"


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: its text, where it stands, what Excel took it for, and why it cannot be used, if so."""

    text: str
    place: Place
    kind: Kind = Kind.TEXT
    fault: Problem | None = None


Line = Mapping[int, Cell]  # the cells of one line that are not blank, by column number from 1


@dataclass(frozen=True)
class Sheet:
    """One way to read the file: a worksheet, or the text cut at one delimiter. ``lines`` starts afresh."""

    place: Place
    lines: Callable[[], Iterator[Line]]


class _ReadCell(Protocol):
    """What is used of a cell of openpyxl's read-only worksheet."""

    value: object
    data_type: str
    number_format: str
    row: int
    column: int


class _SheetReader(Protocol):
    """What is used of openpyxl's read-only worksheet, whose published types are those of the full one."""

    title: str
    sheet_state: str

    def reset_dimensions(self) -> None: ...

    def iter_rows(self) -> Iterator[tuple[_ReadCell, ...]]: ...


def open_sheets(path: Path, data: bytes | None = None) -> list[Sheet]:
    """Open the file as the sheets it may hold: its visible worksheets, or its text at each delimiter.

    Raises ``Refusal`` if the file is missing, of no kind read here, unreadable, empty or in an encoding not
    known here; so does a sheet's ``lines`` where the fault shows only there. ``data`` are the bytes to take for the
    file's, where it was under a password.
    """
    data = _load(path) if data is None else data
    return _worksheets(path, data) if path.suffix.lower() in WORKBOOKS else _texts(path, data)


def clean(text: str) -> str:
    """Give the text as NFC without white space (U+3000 too) or zero-width characters around it."""
    return unicodedata.normalize("NFC", text).strip(SPACE)


def beside(place: Place, number: int) -> Place:
    """Give the place in the same row at the column of that number, counted from 1."""
    if not place.cell:
        return Place(place.file, place.line, number)
    cell = letters(number) + place.cell.lstrip(ascii_uppercase)
    return Place(place.file, sheet=place.sheet, cell=cell)


def _load(path: Path) -> bytes:
    """Read the file at once, so that it is not held open while a person has it in Excel."""
    place = Place(str(path))
    try:
        fault = _kind_fault(path, place)
        data = b"" if fault else path.read_bytes()
    except FileNotFoundError:
        raise Refusal([problem(place, "table-missing")]) from None
    except OSError as error:
        raise Refusal([problem(place, "table-unreadable", reason=error.strerror or error)]) from error
    if not data:
        raise Refusal([fault or problem(place, "table-empty")])
    return data


def _kind_fault(path: Path, place: Place) -> Problem | None:
    """Say why this kind of file is not read, unless it is simply not there."""
    kind = path.suffix.lower()
    if path.is_dir():
        return problem(place, "table-is-folder")
    if kind in WORKBOOKS | TEXTS or not path.exists():
        return None
    if kind in OLD_WORKBOOKS:
        return problem(place, "table-old-kind", kind=kind)
    return problem(place, "table-kind", kind=kind or path.name)


def decoded(data: bytes) -> str | None:
    """Decode by byte order mark, then as UTF-8, then as GB18030, which covers GBK and GB2312. None: it is no text."""
    marked = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    for encoding in ("utf-16",) if marked else ("utf-8-sig", "gb18030"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:  # no text has one; a workbook renamed to .csv does
            return text
    return None


def _texts(path: Path, data: bytes) -> list[Sheet]:
    text = decoded(data)
    if text is None:
        raise Refusal([problem(Place(str(path)), "table-encoding")])
    return [Sheet(Place(str(path)), partial(_text_lines, path, text, mark)) for mark in DELIMITERS]


def _text_lines(path: Path, text: str, delimiter: str) -> Iterator[Line]:
    file = str(path)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    start = 1
    try:
        for fields in reader:
            cells = ((n, clean(field)) for n, field in enumerate(fields, start=1))
            yield {n: Cell(value, Place(file, start, n)) for n, value in cells if value}
            start = reader.line_num + 1
    except csv.Error as error:  # strict: an unclosed quotation mark would swallow all rows below it
        raise Refusal([problem(Place(file, start, 1), "table-quotes", reason=error)]) from error


def _worksheets(path: Path, data: bytes) -> list[Sheet]:
    """List the visible sheets; each is read twice in step, for its values and for its formulas."""
    if data.startswith(OLE):
        raise Refusal([problem(Place(str(path)), "table-protected")])
    load = openpyxl.load_workbook
    with _refused(path):
        books = [load(io.BytesIO(data), read_only=True, data_only=d) for d in (True, False)]
    values, formulas = (cast("list[_SheetReader]", book.worksheets) for book in books)
    return [
        Sheet(Place(str(path), sheet=sheet.title), partial(_sheet_lines, path, sheet, twin))
        for sheet, twin in zip(values, formulas, strict=True)
        if sheet.sheet_state == "visible"
    ]


@contextmanager
def _refused(path: Path) -> Iterator[None]:
    """Turn whatever openpyxl raises into a refusal: a broken package fails in it in a dozen ways."""
    try:
        yield
    except BadZipFile as error:
        raise Refusal([problem(Place(str(path)), "table-broken")]) from error
    except Exception as error:
        raise Refusal([problem(Place(str(path)), "table-unreadable", reason=error)]) from error


def _sheet_lines(path: Path, values: _SheetReader, formulas: _SheetReader) -> Iterator[Line]:
    for sheet in (values, formulas):
        sheet.reset_dimensions()  # some programs state A1:A1
    with _refused(path):
        for shown, written in zip(values.iter_rows(), formulas.iter_rows(), strict=True):
            cells = (_sheet_cell(path, values.title, *pair) for pair in zip(shown, written, strict=True))
            yield {n: cell for n, cell in enumerate(cells, start=1) if cell}


def _sheet_cell(path: Path, sheet: str, shown: _ReadCell, written: _ReadCell) -> Cell | None:
    """Turn an openpyxl cell into text as Excel shows it; None for a blank one."""
    value = shown.value
    if value is None and written.data_type != "f":
        return None
    place = Place(str(path), sheet=sheet, cell=f"{letters(written.column)}{written.row}")
    if value is None and shown.data_type == "str":  # a formula whose result is ""
        return None
    if value is None:
        return Cell("", place, fault=problem(place, "table-not-calculated"))
    if shown.data_type == "e":
        return Cell("", place, fault=problem(place, "table-cell-error", value=value))
    text, kind = _shown(value, shown.number_format)
    return Cell(text, place, kind) if text else None


def _shown(value: object, number_format: str) -> tuple[str, Kind]:
    if isinstance(value, bool):
        return str(value).upper(), Kind.TRUTH
    if isinstance(value, int | float):
        return _number(value, number_format), Kind.NUMBER
    if isinstance(value, datetime.datetime) and value.time() == datetime.time.min:
        return value.date().isoformat(), Kind.DATE
    if isinstance(value, datetime.date | datetime.time):
        return value.isoformat(), Kind.DATE
    if isinstance(value, datetime.timedelta):
        return str(value), Kind.DATE
    return clean(str(value)), Kind.TEXT


def _number(value: int | float, number_format: str) -> str:
    """Write a number with all its digits (Excel keeps 15), with the percent sign or leading zeros shown."""
    exact = Decimal(value) if isinstance(value, int) else Decimal(format(value, ".15g"))
    percent = "%" in _QUOTED.sub("", number_format)
    text = f"{exact * 100 if percent else exact:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    if re.fullmatch("0{2,}", number_format) and text.isdigit():
        text = text.zfill(len(number_format))
    return ("0" if text == "-0" else text) + "%" * percent
