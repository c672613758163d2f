"""Looks for the tests: YAML texts and workbooks with named cells, and the forms made with them."""

from collections.abc import Callable, Mapping
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.workbook.defined_name import DefinedName

from xlrubric.look_template import look_workbook
from xlrubric.looks.drawn import read_drawn
from xlrubric.skin import Look, Skin, read_look, read_skin, shipped_look

OWN = """
based_on: official
fonts: 仿宋
size: 11
widths: {item: 22, finding: 44, section: 12}
styles: {head: {fill: '#EAD1DC', bold: false}}
labels:
  zh-Hans: {remark: 说明, cover: 首页, footer_page: '{page}／{pages}', status_open: 项没有填}
header: {center: '{period}'}
paper: {size: A3, orientation: portrait}
"""
SHIPPED = ("official", "compact", "english")


def look_of(folder: Path, text: str, name: str = "look.yaml") -> Look:
    """Write a look's text into a file and read it."""
    (folder / name).write_text(text, encoding="utf-8")
    return read_look(folder / name)


def skin_of(folder: Path, text: str, language: str = "zh-Hans") -> Skin:
    """Give the skin of a look's text."""
    return read_skin(language, look_of(folder, text))


def shipped_skin(name: str, language: str = "zh-Hans") -> Skin:
    """Give the skin of a shipped look."""
    return read_skin(language, shipped_look(name))


@lru_cache(maxsize=1)
def _shipped() -> bytes:
    return look_workbook()


def changed(change: Callable[[Any], None]) -> bytes:
    """Give the shipped workbook of a look after somebody changed it, as openpyxl saves it."""
    book = openpyxl.load_workbook(BytesIO(_shipped()))
    change(book)
    return saved(book)


def saved(book: Any) -> bytes:
    """Give a workbook's bytes."""
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def cell(book: Any, name: str, sheet: str = "") -> Any:
    """Give the cell that has a name, in the workbook or on one of its sheets."""
    names = book[sheet].defined_names if sheet else book.defined_names
    ((at, area),) = names[name].destinations
    return book[at][area.replace("$", "")]


def named(values: Mapping[str, object], format_: Callable[[Any], None] = lambda _: None) -> bytes:
    """Make a workbook of named cells in one column, each formatted alike."""
    book = openpyxl.Workbook()
    page = book.worksheets[0]
    page.title = "样式"
    for row, (name, value) in enumerate(values.items(), 1):
        page.cell(row, 1).value = value  # type: ignore[assignment]
        format_(page.cell(row, 1))
        book.defined_names[name] = DefinedName(name, attr_text=f"'样式'!$A${row}")
    return saved(book)


def drawn_of(folder: Path, data: bytes, name: str = "look.xlsx") -> Look:
    """Write a workbook into a file and read it as a look."""
    (folder / name).write_bytes(data)
    return read_drawn(folder / name)
