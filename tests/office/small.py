"""Small workbooks for the harness's own tests, and what other readers find in them afterwards.

Apart from those tests because two files of them use it. The workbooks have one sheet, 评分, and wrong cached
values, which only a recalculation mends.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import xlsxwriter

SHEET = "评分"
Draw = Callable[[Any, Any, Any], None]


def workbook(path: Path, draw: Draw, *, protect: bool = False, password: str = "") -> Path:
    """Write one workbook; ``draw`` gets the book, the sheet 评分, and the format of open cells."""
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet(SHEET)
    draw(book, sheet, book.add_format({"locked": False}))
    if protect:
        sheet.protect(password)
    book.close()
    return path


def wrong_sum(book: Any, sheet: Any, is_open: Any) -> None:
    sheet.write_row("A1", [1, 2.5])
    sheet.write_formula("C1", "=SUM(A1:B1)", None, -999)


def open_column(book: Any, sheet: Any, is_open: Any) -> None:
    sheet.write_column("A1", [5, 3, 4])
    sheet.write_column("B1", ["五", "三", "四"], is_open)
    sheet.write_formula("C1", "=B1*2", None, -999)


def cached(path: Path, cell: str) -> object:
    return openpyxl.load_workbook(path, data_only=True)[SHEET][cell].value


def formula(path: Path, cell: str) -> object:
    return openpyxl.load_workbook(path)[SHEET][cell].value


def column(path: Path, letter: str) -> list[object]:
    return [cell.value for cell in openpyxl.load_workbook(path)[SHEET][letter]]
