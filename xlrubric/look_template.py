"""A look drawn as a workbook, to be changed in Excel: templates/look.xlsx, from the official form.

Apart from ``looks.drawn``, which reads such workbooks back; the committed one is this module's output, and a test
holds it to it. Every cell that says something has a name; beside it stands where the format is used.
"""

import datetime
import io
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from xlrubric.cellrefs import address, quoted
from xlrubric.days import serial_of
from xlrubric.excel_page import done, new_book, properties, put_blank, put_number, put_text
from xlrubric.layout.measure import height
from xlrubric.look_samples import EDGE_HELP, FONTS, GROUPS, MARKS, PAGE, SAMPLES, Sample
from xlrubric.looks.paper import MARGINS, ORIENTATIONS, PAPERS
from xlrubric.looks.shape import EDGES, HOWTO, LANGUAGES
from xlrubric.outputs import write_bytes
from xlrubric.skin import OFFICIAL, Look, Skin, read_skin, shipped_look
from xlrubric.tongue import label_tree

STYLES, WIDTHS = "样式 styles", "列宽 widths"
CREATED = datetime.datetime(2025, 1, 1)  # fixed, so that the same program gives the same file
SANS = "微软雅黑"
COLUMNS = (2, 26, 44, 40)  # characters: a margin, the name, where it is used, the cell itself
INK, PALE, LINE = "#1F3A5F", "#F3F5F8", "#BFC7D3"
HOW = (
    "怎样用：像平时一样改 D 列各格的字体、字号、颜色、填充、边框、对齐和数字格式，另存为 .xlsx，"
    "然后 xlrubric build 细则 --template 文件.xlsx。格子里的文字只是示例。",
    "列宽在“列宽”表里直接拖动；各表的文字在“文字”各表里改。没有改的，与官方样式相同；名称（公式→名称管理器）请不要删。",
    "How to use it: change font, size, colour, fill, border, alignment and number format of the cells in column D, "
    "save as .xlsx, then xlrubric build RUBRIC --template FILE.xlsx. The texts in the cells are samples.",
    "Drag the columns of the sheet of widths; change the words on the sheets of labels. What you leave is as in the "
    "official form. Keep the names (Formulas, Name Manager).",
)
HOW_WIDTHS = (
    "拖动各列的宽度即可；第6行各格的名称不要删。格子的格式在“样式”表里改。",
    "Drag the columns; keep the names of the cells in row 6. Their formats are on the sheet of styles.",
)
HOW_LABELS = (
    "改 C 列的文字。花括号里的词由程序填入，要原样保留；清空的格子用原来的文字。",
    "Change the texts in column C. Keep what stands in braces: it is filled in. An empty cell means the shipped text.",
)


def write_look(folder: Path) -> None:
    """Write the official form as ``look.xlsx`` into the folder; raises ``Refusal`` as ``outputs.write_bytes`` does."""
    write_bytes(folder / "look.xlsx", look_workbook())


def look_workbook(look: Look | None = None) -> bytes:
    """Draw a look, the official form if none is named, as a workbook that is a look itself."""
    drawn = look or shipped_look(OFFICIAL)
    skins = {language: read_skin(language, drawn) for language in LANGUAGES}
    buffer = io.BytesIO()
    with new_book(buffer, CREATED, title="xlrubric look") as book:
        drawing = _Drawing(book, skins)
        drawing.styles()
        drawing.widths()
        for language in LANGUAGES:
            drawing.labels(language)
    return buffer.getvalue()


class _Drawing:
    """The workbook while it is drawn."""

    def __init__(self, book: Any, skins: Mapping[str, Skin]) -> None:
        self.book, self.skins, self.skin = book, skins, skins[LANGUAGES[0]]
        base = {"font_name": SANS, "font_size": 10, "valign": "vcenter", "text_wrap": True}
        ruled = {"bottom": 1, "bottom_color": LINE}
        self.title = book.add_format(base | {"bold": True, "font_size": 16, "font_color": INK, "text_wrap": False})
        self.words = book.add_format(base | {"font_color": "#404040"})
        self.group = book.add_format(base | {"bold": True, "font_color": "#FFFFFF", "bg_color": INK, "indent": 1})
        self.name = book.add_format(base | ruled | {"font_name": "Consolas", "font_size": 9, "text_wrap": False})
        self.where = book.add_format(base | ruled | {"font_size": 9, "font_color": "#595959"})
        self.own = book.add_format(
            base | {"bg_color": PALE, "border": 1, "border_color": LINE, "num_format": "@", "indent": 1}
        )
        self.number = book.add_format(
            base | {"bg_color": PALE, "border": 1, "border_color": LINE, "align": "left", "indent": 1}
        )
        self.upright = book.add_format(
            base | {"font_name": "Consolas", "font_size": 9, "rotation": 90, "align": "center"}
        )

    def sheet(self, name: str, title: str, how: tuple[str, ...], width: float) -> tuple[Any, int]:
        """Begin a sheet with a title and a few sentences; give it and the next row, counted from 0."""
        page = self.book.add_worksheet(name)
        page.hide_gridlines(2)
        done(page.set_column(0, 0, 2))
        done(page.set_row(0, 32))
        put_text(page, 0, 1, title, self.title)
        for row, text in enumerate(how, 1):
            done(page.set_row(row, height(text, width, 10)))
            put_text(page, row, 1, text, self.words)
        page.set_paper(9)
        page.fit_to_pages(1, 0)
        return page, len(how) + 1

    def styles(self) -> None:
        """Draw the sheet of styles: fonts, styles by where they are used, marks, header, footer and paper."""
        page, row = self.top()
        row = self.fonts(page, self.heading(page, row + 1, "字体 fonts"))
        rest = [name for name in self.skin.styles if name not in SAMPLES]
        others = {"其他 others": {name: Sample("", "", name) for name in rest}} if rest else {}
        for group, samples in {**GROUPS, **others}.items():
            row = self.heading(page, row + 1, group)
            for name, sample in samples.items():
                if name in self.skin.styles:
                    style = self.book.add_format(properties(self.skin.styles[name], self.skin))
                    row = self.line(page, row, f"style_{name}", f"{sample.zh} {sample.en}", sample.text, style)
        self.pages(page, self.marks(page, self.heading(page, row + 1, "标记 marks")) + 1)

    def top(self) -> tuple[Any, int]:
        """Begin the sheet of styles; give it and the next row."""
        page, row = self.sheet(STYLES, "外观　Look of the workbooks", (), 0)
        for column, width in enumerate(COLUMNS):
            done(page.set_column(column, column, width))
        for text in HOW:
            done(page.set_row(row, height(text, sum(COLUMNS[1:]), 10) + 2))
            _across(page, row, (1, 3), text, self.words)
            row += 1
        return page, row

    def fonts(self, page: Any, row: int) -> int:
        for part, (zh, en) in FONTS.items():
            for language in LANGUAGES:
                font = properties({"title": "true"} if part == "title_font" else {}, self.skins[language])
                text = {"en": "Appraisal 2018", "zh-Hant": "年度考核評分表"}.get(language, "年度考核评分表")
                name = f"{part}_{language.replace('-', '_')}"
                row = self.line(page, row, name, f"{zh}（{language}） {en}", text, self.book.add_format(font))
        return row

    def marks(self, page: Any, row: int) -> int:
        for name, mark in self.skin.marks.items():
            sample = MARKS.get(name, Sample("", "", name))
            bold = mark.get("bold") == "true"
            look = {"bg_color": mark.get("fill", mark["color"]), "font_color": mark["color"], "bold": bold}
            format_ = self.book.add_format(
                {**look, "font_name": self.skin.font, "align": "center", "valign": "vcenter"}
            )
            row = self.line(page, row, f"mark_{name}", f"{sample.zh} {sample.en}", sample.text, format_)
        return row

    def pages(self, page: Any, row: int) -> None:
        """Draw header, footer and paper: what is written in the cells is taken, not how they look."""
        row = self.heading(page, row, "页眉、页脚、纸张 header, footer, paper（改文字 change the texts）")
        for part, texts in (("header", self.skin.header), ("footer", self.skin.footer)):
            for edge in EDGES:
                where = f"{PAGE[part][0]}{PAGE[edge][0]} {PAGE[part][1]}, {PAGE[edge][1]}"
                row = self.line(page, row, f"{part}_{edge}", where, texts.get(edge, ""), self.own)
        done(page.set_row(row, 34))
        _across(page, row, (2, 3), EDGE_HELP, self.where)
        paper, orientation = self.skin.paper, ORIENTATIONS[0 if self.skin.paper.landscape else 1]
        for name, where, text, known in (
            ("paper", "纸张 size of the paper", paper.name, tuple(PAPERS)),
            ("orientation", "横向或竖向 landscape or portrait", orientation, ORIENTATIONS),
        ):
            row = self.line(page, row + (name == "paper"), name, where, text, self.own)
            done(page.data_validation(row - 1, 3, row - 1, 3, {"validate": "list", "source": list(known)}))
        for side in MARGINS:
            where = f"页边距（厘米）：{PAGE[side][0]} margin in cm, {PAGE[side][1]}"
            row = self.line(page, row, f"margin_{side}", where, getattr(paper, side), self.number)

    def heading(self, page: Any, row: int, text: str) -> int:
        done(page.set_row(row, 22))
        _across(page, row, (1, 3), text, self.group)
        return row + 1

    def line(self, page: Any, row: int, name: str, where: str, shown: object, style: Any) -> int:
        """Write one named cell with its name and where it is used beside it; give the next row."""
        done(page.set_row(row, max(24.0, float(style.font_size) * 1.8)))
        put_text(page, row, 1, name, self.name)
        put_text(page, row, 2, where, self.where)
        if isinstance(shown, datetime.date):
            put_number(page, row, 3, serial_of(shown), style)
        elif isinstance(shown, float | int):
            put_number(page, row, 3, shown, style)
        elif shown:
            put_text(page, row, 3, str(shown), style)
        else:
            put_blank(page, row, 3, style)
        self.define(name, page.name, row, 3)
        return row + 1

    def define(self, name: str, sheet: str, row: int, column: int, local: bool = False) -> None:
        """Name a cell, in the workbook or on its sheet alone."""
        at = address(row + 1, column + 1)
        letters, number = at.rstrip("0123456789"), at.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
        scope = f"{quoted(sheet)}!" if local else ""
        done(self.book.define_name(f"{scope}{name}", f"={quoted(sheet)}!${letters}${number}"))

    def widths(self) -> None:
        """Draw the heading of a scoring sheet, each column as wide as there."""
        page, row = self.sheet(WIDTHS, "列宽　Widths of the columns", (), 0)
        page.set_landscape()
        for n, text in enumerate(HOW_WIDTHS, row):
            put_text(page, n, 1, text, self.book.add_format({"font_name": SANS, "font_size": 10}))
        row += len(HOW_WIDTHS) + 1
        head = self.book.add_format(properties(self.skin.styles["head"], self.skin))
        done(page.set_row(row, 34))
        done(page.set_row(row + 1, 110))
        for column, (name, width) in enumerate(self.skin.widths.items(), 1):
            done(page.set_column(column, column, width))
            put_text(page, row, column, self.skin.labels.get(name, name), head)
            put_text(page, row + 1, column, f"width_{name}", self.upright)
            self.define(f"width_{name}", page.name, row + 1, column)

    def labels(self, language: str) -> None:
        """List every label of a language with its name."""
        sheet = f"{'labels' if language == 'en' else '文字'} {language}"
        page, row = self.sheet(sheet, f"文字　Labels（{language}）", (), 0)
        for column, width in ((1, 26), (2, 80)):
            done(page.set_column(column, column, width))
        for text in HOW_LABELS:
            done(page.set_row(row, height(text, 106, 10) + 2))
            _across(page, row, (1, 2), text, self.words)
            row += 1
        skin = self.skins[language]
        texts = {name: text for name, text in skin.labels.items() if name in label_tree(language)}
        texts |= {f"{HOWTO}_{n:02}": line for n, line in enumerate(skin.howto, 1)}
        for at, (name, text) in enumerate(texts.items(), row + 1):
            done(page.set_row(at, max(20.0, height(text, 80, 10) + 4)))
            put_text(page, at, 1, f"label_{name}", self.name)
            if text:
                put_text(page, at, 2, text, self.own)
            else:
                put_blank(page, at, 2, self.own)
            self.define(f"label_{name}", page.name, at, 2, local=True)
        page.freeze_panes(len(HOW_LABELS) + 1, 0)


def _across(page: Any, row: int, columns: tuple[int, int], text: str, style: Any) -> None:
    """Write a text into a row's cells from the first to the last of two columns, merged."""
    first, last = columns
    done(page.merge_range(row, first, row, last, "", style))
    put_text(page, row, first, text, style)


if __name__ == "__main__":
    write_look(Path(sys.argv[1]))
