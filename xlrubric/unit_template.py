"""The blank unit list that an office fills in, as templates/units.xlsx and templates/units.csv.

Apart from ``units``, which reads such lists of any origin; the committed templates are this module's output,
and a test holds them to it.
"""

import datetime
import io
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from xlrubric.excel_page import done, new_book, put_text
from xlrubric.outputs import write_bytes

SHEET, HELP_SHEET = "单位名单 units", "说明"
HELP_COLUMNS = (("列 column", 18), ("填写 what", 60), ("示例 example", 24))
_CREATED = datetime.datetime(2025, 1, 1)  # fixed, so that the same program gives the same file


@dataclass(frozen=True)
class Heading:
    """A column of the blank list: its heading, its width in characters, what to write in it, an example."""

    text: str
    width: int
    help: str
    example: str


HEADINGS = (
    Heading("编号 id", 14, "必填，不重复，用于文件名，例如 001。Required; one of its own for each unit.", "001"),
    Heading("单位名称 name", 30, "必填，单位全称。Required; the full name.", "办公室"),
    Heading("组别 group", 16, "可不填；排名表可按组筛选。Optional; the ranking can be filtered by it.", "机关"),
    Heading("牵头单位 lead", 24, "可不填；按牵头单位生成工作簿时用。Optional; for workbooks by lead unit.", "综合处"),
    Heading(
        "标签 tags",
        24,
        "可不填；用顿号隔开，决定适用哪些内容和来源。Optional; what applies to it.",
        "窗口单位、涉密",
    ),
    Heading(
        "联系人 contact",
        24,
        "可不填；印在封面，列入未交名单。Optional; shown on the cover and beside missing units.",
        "张三 010-12345678",
    ),
)


def blank_unit_list() -> bytes:
    """Make the blank list as .xlsx: headings, cells as text (so that 001 stays 001), a sheet of help."""
    buffer = io.BytesIO()
    with new_book(buffer, _CREATED, title="单位名单") as book:
        head = book.add_format({"bold": True, "bg_color": "#DDEBF7", "border": 1, "num_format": "@"})
        text = book.add_format({"num_format": "@"})
        wrapped = book.add_format({"num_format": "@", "text_wrap": True, "valign": "top"})
        columns = tuple((heading.text, heading.width) for heading in HEADINGS)
        sheet = _headed(book.add_worksheet(SHEET), columns, head, text)
        sheet.freeze_panes(1, 2)
        sheet.set_landscape()
        sheet.set_paper(9)  # A4
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)
        _helped(_headed(book.add_worksheet(HELP_SHEET), HELP_COLUMNS, head, wrapped), wrapped)
    return buffer.getvalue()


def _headed(sheet: Any, columns: tuple[tuple[str, int], ...], head: Any, cells: Any) -> Any:
    for column, (heading, width) in enumerate(columns):
        done(sheet.set_column(column, column, width, cells))
        put_text(sheet, 0, column, heading, head)
    return sheet


def _helped(sheet: Any, cells: Any) -> None:
    """Write a row for each column: across, no row of help can be taken for the headings of a list."""
    for row, heading in enumerate(HEADINGS, start=1):
        for column, words in enumerate((heading.text, heading.help, heading.example)):
            put_text(sheet, row, column, words, cells)


def blank_unit_csv() -> bytes:
    """Make the blank list as .csv, with the byte order mark by which Excel knows that it is UTF-8."""
    return (",".join(heading.text for heading in HEADINGS) + "\r\n").encode("utf-8-sig")


def write_templates(folder: Path) -> None:
    """Write both blank lists into the folder; raises ``Refusal`` as ``outputs.write_bytes`` does."""
    write_bytes(folder / "units.xlsx", blank_unit_list())
    write_bytes(folder / "units.csv", blank_unit_csv())
