"""Feedback workbooks made of made-up collections, filled in as people would, and collected again.

Apart from the tests because those of the writing, of the reading and of next year's forms all begin here.
"""

import io
import re
import zipfile
from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl

from tests.ranked import BLOCKED, SPOTLESS, SUNK, collected, half_done, made
from tests.ranked import standard as standard_of
from xlrubric.collect import Collection, collect
from xlrubric.feedback.book import feedback_books
from xlrubric.problems import Problem
from xlrubric.ranked import Ranked, ranked_of
from xlrubric.standard import Standard
from xlrubric.writer import Stamp
from xlrubric.xlsx import SheetData, WorkbookData, read_workbook

STAMP = Stamp(datetime(2026, 1, 5, 9))
ON = date(2026, 7, 1)
LIST, RESULT, LEDGER, IDENTITY = "整改清单", "结果", "扣分明细", "标识"
STANDARD = standard_of()
SEVERAL = {**BLOCKED, "review.choice:1.1.2": "有"}  # two faults: 1.1.1 and 1.1.2
COLLECTION = half_done(collected({"U1": SEVERAL, "U2": SPOTLESS, "U3": SUNK}, STANDARD, remark="查台账"), "U3")
RANKED = ranked_of(made(COLLECTION), "ranking.xlsx")
CORE = "docProps/core.xml"
OPEN = ("measure", "responsible", "deadline", "done", "done_on", "evidence", "checked", "checked_by")


def books(ranked: Ranked = RANKED, stamp: Stamp = STAMP) -> dict[str, bytes]:
    """Give the feedback workbooks by the id of their unit."""
    return {built.name.partition(" ")[0]: built.data for built in feedback_books(ranked, stamp)}


BOOKS = books()


def read(data: bytes) -> WorkbookData:
    return read_workbook(data, "feedback.xlsx")


def sheet(data: bytes, name: str) -> SheetData:
    return next(found for found in read(data).sheets if found.name == name)


def texts(found: SheetData) -> list[str]:
    return [cell.text for cell in found.cells.values() if cell.kind == "text"]


def opened(data: bytes) -> Any:
    return openpyxl.load_workbook(io.BytesIO(data))


def saved(book: Any, at: datetime | None = None) -> bytes:
    """Save a workbook as if it were saved at a time; openpyxl would write down this moment."""
    buffer = io.BytesIO()
    book.save(buffer)
    wanted = (at or datetime(2026, 6, 1)).strftime("%Y-%m-%dT%H:%M:%SZ")
    core = re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>" + wanted.encode(), part(buffer.getvalue(), CORE))
    return with_part(buffer.getvalue(), CORE, core)


def part(data: bytes, name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(name)


def with_part(data: bytes, name: str, content: bytes) -> bytes:
    """Put another content in the place of a part."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            new.writestr(info.filename, content if info.filename == name else old.read(info))
    return buffer.getvalue()


def changed(data: bytes, change: Callable[[Any], None], at: datetime | None = None) -> bytes:
    book = opened(data)
    change(book)
    return saved(book, at)


def cell_of(book: Any, key: str, column: str) -> Any:
    """Find the cell of a row and a column of the list by their keys."""
    page = book[LIST]
    row = next(row for row in range(2, page.max_row + 1) if page.cell(row, 1).value == key)
    at = next(n for n in range(2, page.max_column + 1) if page.cell(1, n).value == column)
    return page.cell(row, at)


def filled(data: bytes, answers: Mapping[tuple[str, str], Any], at: datetime | None = None) -> bytes:
    """Fill in cells of a list, by row and column."""

    def fill(book: Any) -> None:
        for (key, column), value in answers.items():
            cell_of(book, key, column).value = value

    return changed(data, fill, at)


def gathered(
    folder: Path, files: Mapping[str, bytes], of: Standard = STANDARD, on: date = ON, units: Any = None
) -> Collection:
    """Collect files."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, data in files.items():
        (folder / name).write_bytes(data)
    return collect([folder], of, COLLECTION.units if units is None else units, on=on)


def codes(problems: tuple[Problem, ...]) -> list[str]:
    return [found.code for found in problems]


def lost(ranked: Ranked, unit: str) -> Decimal:
    """Add up what a unit lost, in its ledger."""
    rows = (row for row in ranked.rows("ledger") if row["unit"] == unit and row["kind"] == "lost")
    return sum((row["points"] for row in rows if isinstance(row["points"], Decimal)), Decimal(0))
