"""Workbooks of Excel 97-2003 and before (.xls, .et), read by xlrd.

Apart because it alone knows xlrd and the container of these files.
"""

import io
import os
import pathlib
import struct
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from typing import TextIO

import olefile
import xlrd

from xlrubric.foreign.values import Grid, number_of, text_of, truth_of
from xlrubric.problems import Place, Problem, problem
from xlrubric.xlsx.cells import BLANK, CellData
from xlrubric.xlsx.sheet import SheetData, State
from xlrubric.xlsx.styles import Telling, told_by
from xlrubric.xlsx.workbook import WorkbookData, repeated

_STATES: dict[int, State] = {0: "visible", 1: "hidden", 2: "veryHidden"}
_MACROS = "_VBA_PROJECT_CUR".encode("utf-16-le")
_EARLIEST = 1980


class Encrypted(Exception):
    """The workbook asks for a password."""


def read_xls(data: bytes, name: str) -> WorkbookData:
    """Read the bytes of a file. Raises Encrypted, and whatever xlrd raises over a damaged one."""
    with pathlib.Path(os.devnull).open("w", encoding="utf-8") as nowhere:
        try:
            book = _opened(data, nowhere)
        except xlrd.XLRDError as fault:
            if "encrypted" in str(fault).lower():
                raise Encrypted from None
            raise
    sheets = tuple(_sheet(sheet, name) for sheet in book.sheets())
    saved_by, saved_at, application = _saved(data)
    problems = [
        *repeated(name, [sheet.name for sheet in sheets]),
        *_notes(data, name),
        *(p for sheet in sheets for p in sheet.problems),
    ]
    return WorkbookData(sheets, saved_by, saved_at, application, tuple(sorted(problems)), by_value=True)


def _opened(data: bytes, log: TextIO) -> xlrd.Book:
    """Open with formats, which tell a day from a number; without them where they are what is damaged.

    Rows are as long as they are: a stray cell in the last corner must not fill sixteen million others.
    """
    try:
        return xlrd.open_workbook(file_contents=data, logfile=log, formatting_info=True, ragged_rows=True)
    except (AssertionError, LookupError, TypeError, ValueError, NotImplementedError, struct.error):
        return xlrd.open_workbook(file_contents=data, logfile=log, ragged_rows=True)


def _notes(data: bytes, name: str) -> Iterator[Problem]:
    if _MACROS in data:
        yield problem(Place(name), "package-macros")


def _sheet(sheet: xlrd.sheet.Sheet, name: str) -> SheetData:
    grid = Grid(name, sheet.name, _STATES.get(sheet.visibility, "visible"))
    told = _told(sheet.book)
    for row in range(sheet.nrows):
        for column, cell in enumerate(sheet.row(row), 1):
            by_kind: Telling | None = "date" if cell.ctype == xlrd.XL_CELL_DATE else None
            grid.put(row + 1, column, _cell(cell.ctype, cell.value), told.get(cell.xf_index, by_kind))
    grid.hidden_rows.update(row + 1 for row, about in sheet.rowinfo_map.items() if about.hidden)
    grid.hidden_columns.update(column + 1 for column, about in sheet.colinfo_map.items() if about.hidden)
    return grid.whole()


def _told(book: xlrd.Book) -> dict[int | None, Telling]:
    """Give, by the index of a cell's format, those that show something else than a number."""
    codes = {key: told_by(about.format_str or "General") for key, about in book.format_map.items()}
    found = {index: codes.get(about.format_key) for index, about in enumerate(book.xf_list)}
    return {index: told for index, told in found.items() if told}


def _cell(kind: int, value: object) -> CellData:
    if kind in (xlrd.XL_CELL_NUMBER, xlrd.XL_CELL_DATE):
        return number_of(float(str(value)))
    if kind == xlrd.XL_CELL_TEXT:
        return text_of(str(value))
    if kind == xlrd.XL_CELL_BOOLEAN:
        return truth_of(value)
    if kind == xlrd.XL_CELL_ERROR:
        return CellData("error", xlrd.error_text_from_code.get(value, "#VALUE!"))
    return BLANK


def _saved(data: bytes) -> tuple[str, datetime | None, str]:
    """Give who saved the file, when (UTC) and with what; the workbook counts even where this cannot be read."""
    with suppress(Exception), olefile.OleFileIO(io.BytesIO(data)) as container:
        facts = container.get_metadata()
        moment = facts.last_saved_time
        known = isinstance(moment, datetime) and moment.year >= _EARLIEST
        saved_at = moment.replace(tzinfo=UTC) if known else None
        return _decoded(facts.last_saved_by), saved_at, _decoded(facts.creating_application)
    return "", None, ""


def _decoded(text: bytes | str | None) -> str:
    if not isinstance(text, bytes):
        return text or ""
    for encoding in ("utf-8", "gb18030"):
        with suppress(UnicodeDecodeError):
            return text.decode(encoding).strip("\0 ")
    return text.decode("latin-1")
