"""Rows written straight as XML: the same as XlsxWriter would have written, packed piece by piece, each text a text."""

import io
import zipfile
import zlib
from collections.abc import Callable, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.utils.escape import unescape

from xlrubric.excel_page import new_book, put_link
from xlrubric.excel_rows import Streamed, blank, formula, number, text, with_rows
from xlrubric.ranking_book.pen import LOWEST, Formats, Pen, Shown
from xlrubric.ranking_book.places import Outside, Spot
from xlrubric.ranking_book.table_rows import write_rows
from xlrubric.ranking_book.tables import Column, Table
from xlrubric.ranking_book.words import read_words
from xlrubric.typed_text import LONGEST_CELL
from xlrubric.xlsx import read_workbook
from xlrubric.zip_pieces import Packing, Piece, archive_of, joined, members, piece_of, sum_of_both

MADE = datetime(2026, 1, 2)
SHOWN = [
    Shown("一", "text"),
    Shown("=1+1", "text"),
    Shown("<r>粗</r>", "text"),
    Shown(" 前后有空格 ", "text"),
    Shown("两行\n文字", "text"),
    Shown("a & b < c > d \"e\" 'f'", "text"),
    Shown("_x000D_ _x0041_", "text"),
    Shown("坏\x07字\ud800", "text"),
    Shown("很长的文字" * 60, "text"),
    Shown("不换行的长路径" * 9, "fit"),
    Shown("", "text"),
    Shown(None, "number"),
    Shown(Decimal("-1.25"), "signed"),
    Shown(Decimal(1) / 3, "number"),
    Shown(10**9, "total"),
    Shown(3, "number", "次"),
    Shown(Decimal("97.5"), "running", formula='=A1&"<"&B2'),
    Shown("优秀", "center", formula="=A1"),
    Shown(None, "number", formula="=A1"),
    Shown("U1", "center", link=Spot("扣分 'x' & 明细", 9)),
    Shown(7, "number", link=Spot("问题", 5)),
    Shown("in/a.xlsx", "fit", link=Outside("in/a%20b.xlsx")),
    Shown("页", "text", link=Outside("pages.xlsx#'单位'!A1")),
    Shown(None, "text", link=Spot("问题", 5)),
]


# Pieces


@given(st.binary(), st.binary())
def test_the_sum_of_both_is_that_of_one_behind_the_other(one: bytes, other: bytes) -> None:
    assert sum_of_both(zlib.crc32(one), zlib.crc32(other), len(other)) == zlib.crc32(one + other)


def test_the_sum_of_what_is_longer_than_the_zeros_at_hand_is_right_too() -> None:
    other = bytes(range(256)) * 9000
    assert sum_of_both(zlib.crc32(b"x"), zlib.crc32(other), len(other)) == zlib.crc32(b"x" + other)


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"])), min_size=1))
def test_pieces_laid_together_are_a_member_that_zipfile_reads(texts: Sequence[str]) -> None:
    data = archive_of([("a.xml", joined([piece_of(text) for text in texts])), ("b.xml", joined([piece_of("b")]))])
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        assert archive.read("a.xml").decode() == "".join(texts)
    assert [(name, piece.text()) for name, piece in members(data)] == [("a.xml", "".join(texts)), ("b.xml", "b")]


def test_a_long_text_is_packed_as_it_comes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("xlrubric.zip_pieces.CHUNK", 10)
    packing = Packing()
    for n in range(100):
        packing.write(f"第{n}行")
        assert packing.signs < 10
    assert joined([packing.piece()]).text() == "".join(f"第{n}行" for n in range(100))


def test_what_no_archive_can_hold_is_refused() -> None:
    with pytest.raises(ValueError, match=r"too large for a workbook: x\.xml"):
        archive_of([("x.xml", Piece(b"", 0, 1 << 32))])


# Cells


@pytest.mark.parametrize("bad", [Decimal("NaN"), Decimal("Infinity"), float("nan")])
def test_what_is_no_number_is_refused(bad: Decimal | float) -> None:
    for write in (number, formula):
        with pytest.raises(ValueError, match="no number for a cell"):
            write(1, bad)


def test_a_cell_says_its_style_and_nothing_more_where_it_is_blank() -> None:
    assert blank(7) == ' s="7"/>'
    assert text(7, "a") == ' s="7" t="inlineStr"><is><t>a</t></is></c>'
    assert number(7, Decimal("0.1")) == ' s="7"><v>0.1</v></c>'


def test_a_text_too_long_for_a_cell_is_cut() -> None:
    shown = text(1, "字" * (LONGEST_CELL + 1))
    assert shown.count("字") == LONGEST_CELL - 1
    assert "字…</t>" in shown


# The same as XlsxWriter's


def table(columns: int) -> Table:
    return Table("ranking", "", (Column("", 12.0),) * columns, lambda _, row: row["cells"], 0)


def by_hand(shown: Sequence[Sequence[Shown]]) -> Any:
    """Let XlsxWriter write the rows."""
    buffer = io.BytesIO()
    with new_book(buffer, MADE) as workbook:
        page = workbook.add_worksheet("排名")
        pen = Pen(page, Formats(workbook, read_words("zh-Hans")))
        for row, cells in enumerate(shown, 5):
            fitted = [pen.fitted(cell, 12.0) for cell in cells]
            for column, cell in enumerate(fitted, 1):
                pen.write(row, column, cell)
            tallest = max(LOWEST, *(pen.height(cell, 12.0) for cell in fitted))
            pen.row_height(row, tallest + (3 if tallest > LOWEST else 0))
    return openpyxl.load_workbook(buffer)["排名"]


def as_rows(shown: Sequence[Sequence[Shown]]) -> bytes:
    """Write the rows as XML."""
    buffer = io.BytesIO()
    with new_book(buffer, MADE) as workbook:
        page = workbook.add_worksheet("排名")
        put_link(page, 0, 0, "internal:A1", None, "back")
        sheet = Streamed(len(shown[0]))
        pen = Pen(page, Formats(workbook, read_words("zh-Hans")))
        write_rows(sheet, pen, table(len(shown[0])), [{"cells": cells} for cells in shown], 0)
    return with_rows(buffer.getvalue(), {1: sheet})


def facts(page: Any, read_text: Callable[[str], str] = str) -> dict[str, Any]:
    return {
        cell.coordinate: (
            read_text(cell.value) if isinstance(cell.value, str) else cell.value,
            cell.data_type,
            cell.number_format,
            (
                cell.font.name,
                cell.font.size,
                cell.font.bold,
                cell.font.underline,
                cell.font.color and cell.font.color.rgb,
            ),
            (cell.fill.fgColor.rgb, cell.border.left.style, cell.alignment.horizontal, cell.alignment.wrap_text),
            cell.hyperlink and (cell.hyperlink.location, cell.hyperlink.target),
        )
        for row in page.iter_rows(min_row=5)
        for cell in row
    }


def test_rows_are_what_xlsxwriter_would_have_written() -> None:
    shown = [SHOWN, SHOWN[::-1], SHOWN[5:] + SHOWN[:5]]
    page, own = by_hand(shown), openpyxl.load_workbook(io.BytesIO(as_rows(shown)))["排名"]
    assert facts(own, unescape) == facts(page)  # openpyxl takes the escapes out of shared texts only
    assert [own.row_dimensions[row].height for row in (5, 6, 7)] == [
        page.row_dimensions[row].height for row in (5, 6, 7)
    ]
    assert own.dimensions == "A1:X7"


def test_our_reader_reads_them() -> None:
    (found,) = read_workbook(as_rows([SHOWN]), "x.xlsx").sheets
    values = [found.cells[5, column].value for column in (1, 2, 3, 4, 5, 7, 13, 15, 17)]
    assert values[:6] == ["一", "=1+1", "<r>粗</r>", " 前后有空格 ", "两行\n文字", "_x000D_ _x0041_"]
    assert values[6:] == [Decimal("-1.25"), 10**9, Decimal("97.5")]


def test_the_same_rows_give_the_same_bytes() -> None:
    assert as_rows([SHOWN, SHOWN]) == as_rows([SHOWN, SHOWN])


def test_a_column_of_more_kinds_than_are_kept_is_written_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    shown = [[Shown(n % 7, "number")] for n in range(40)]
    usual = as_rows(shown)
    monkeypatch.setattr("xlrubric.ranking_book.table_rows.MOST_KEPT", 3)
    assert as_rows(shown) == usual
