"""What other programs write, read back; and damaged files, which must never do anything but be refused."""

import io
from decimal import Decimal

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from xlrubric.problems import Refusal
from xlrubric.xlsx import WorkbookData, read_workbook
from xlrubric.xlsx.cells import number

Value = str | Decimal | bool | int

TEXTS = st.text(st.characters(codec="utf-8"), min_size=1, max_size=30).filter(
    lambda text: (
        not ILLEGAL_CHARACTERS_RE.search(text)
        and "\r" not in text
        and "_x" not in text
        and text[0] != "="
        # openpyxl has no way to write what XML forbids
        and not {"\ufffe", "\uffff"} & set(text)
        and not text.startswith("#")
    )
)
NUMBERS = st.decimals(-(10**9), 10**9, places=3, allow_nan=False)
VALUES: st.SearchStrategy[Value] = st.one_of(TEXTS, NUMBERS, st.booleans(), st.integers(-(10**14), 10**14))
PLACES = st.tuples(st.integers(1, 60), st.integers(1, 60))


def by_openpyxl(cells: dict[tuple[int, int], Value]) -> bytes:
    book, out = openpyxl.Workbook(), io.BytesIO()
    sheet = book.active
    assert sheet is not None
    sheet.title = "评分"
    for (row, column), value in cells.items():
        sheet.cell(row, column, value)
    book.save(out)
    return out.getvalue()


@settings(max_examples=60, deadline=None)
@given(st.dictionaries(PLACES, VALUES, max_size=25))
def test_what_openpyxl_writes_is_read_as_it_was(cells: dict[tuple[int, int], Value]) -> None:
    data = read_workbook(by_openpyxl(cells), "a.xlsx")
    assert data.problems == ()
    assert data.sheets[0].name == "评分"
    assert {place: cell.value for place, cell in data.sheets[0].cells.items()} == cells


@given(st.integers(-(10**15) + 1, 10**15 - 1), st.integers(-12, 12), st.sampled_from(["r", ".16g", ".17g"]))
def test_a_number_of_fifteen_digits_comes_back_however_a_program_writes_it(
    digits: int, exponent: int, form: str
) -> None:
    exact = Decimal(digits).scaleb(exponent)
    written = repr(float(exact)) if form == "r" else format(float(exact), form)
    assert number(written) == exact


def form() -> bytes:
    """A small form with most of what forms have."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        book.set_properties({"author": "考核办"})
        style, locked = book.add_format({"border": 1}), book.add_format({"bold": True})
        sheet, hidden = book.add_worksheet("评分"), book.add_worksheet("id")
        hidden.very_hidden()
        hidden.write_string(0, 0, "key<&>\"'\n二")
        for row in range(12):
            sheet.write_string(row, 0, f"第{row}项", style)
            sheet.write_number(row, 1, row / 10, style)
            sheet.write_formula(row, 2, f'=IF(B{row + 1}<0.5,"",B{row + 1}&"分")', locked, "" if row < 5 else "0.5分")
            sheet.write_blank(row, 3, None, style)
        sheet.write_rich_string(12, 0, "红", style, "字")
        sheet.write_boolean(12, 1, True)
        sheet.write_array_formula("C13:C13", "{=SUM(B1:B12*2)}", None, 13.2)
        sheet.write_formula("D13", "=1/0", None, "#DIV/0!")
        sheet.merge_range("A15:D15", "合计", style)
        sheet.data_validation("B1:B12", {"validate": "list", "source": ["无", "有", "<&>"]})
        sheet.conditional_format("B1:B12", {"type": "data_bar"})
        sheet.protect("x")
    return out.getvalue()


FORM = form()


def test_a_form_of_xlsxwriter_is_read() -> None:
    data = read_workbook(FORM, "a.xlsx")
    assert data.problems == ()
    assert [(sheet.name, sheet.state) for sheet in data.sheets] == [("评分", "visible"), ("id", "veryHidden")]
    assert (data.saved_by, data.application) == ("考核办", "Microsoft Excel")
    assert data.saved_at is not None
    cells = data.sheets[0].cells
    assert [cells[2, column].value for column in (1, 2, 3)] == ["第1项", Decimal("0.1"), None]
    assert (cells[10, 3].kind, cells[10, 3].value) == ("text", "0.5分")
    assert cells[10, 3].formula == 'IF(B10<0.5,"",B10&"分")'
    assert [cells[13, column].value for column in (1, 2, 3, 4)] == ["红字", True, Decimal("13.2"), "#DIV/0!"]
    assert (cells[13, 3].formula, cells[13, 4].kind) == ("SUM(B1:B12*2)", "error")
    assert cells[15, 1].value == "合计"
    assert max(cells) == (15, 1)
    assert data.sheets[1].cells[1, 1].value == "key<&>\"'\n二"


def test_openpyxl_sees_the_same_formulas_and_values() -> None:
    ours = read_workbook(FORM, "a.xlsx").sheets[0].cells
    theirs = openpyxl.load_workbook(io.BytesIO(FORM), data_only=True)["评分"]
    seen = {(cell.row, cell.column): cell.value for row in theirs.iter_rows() for cell in row if cell.value is not None}
    mine = {place: cell.value for place, cell in ours.items() if cell.value is not None}
    assert {place: float(value) if isinstance(value, Decimal) else value for place, value in mine.items()} == seen


@pytest.mark.parametrize(
    "data", [FORM, by_openpyxl({(1, 1): True, (2, 2): 1, (3, 3): "=A1"})], ids=["ours", "openpyxl"]
)
def test_what_a_writer_writes_takes_the_fast_way(data: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*_: object) -> None:
        raise AssertionError("went through expat")

    monkeypatch.setattr("xlrubric.xlsx.sheet.parsed_rows", never)
    assert read_workbook(data, "a.xlsx").problems == ()


def readable(data: bytes) -> WorkbookData | None:
    try:
        return read_workbook(data, "a.xlsx")
    except Refusal as refusal:
        assert len(refusal.problems) == 1
        return None


WHOLE = read_workbook(FORM, "a.xlsx")


@settings(max_examples=300, deadline=None)
@given(st.lists(st.tuples(st.integers(0, len(FORM) - 1), st.integers(1, 255)), min_size=1, max_size=3))
def test_flipped_bytes_are_refused_or_change_no_cell(flips: list[tuple[int, int]]) -> None:
    data = bytearray(FORM)
    for place, mask in flips:
        data[place] ^= mask
    found = readable(bytes(data))
    assert found is None or [sheet.cells for sheet in found.sheets] == [sheet.cells for sheet in WHOLE.sheets]


@settings(max_examples=100, deadline=None)
@given(st.integers(0, len(FORM) - 23), st.integers(0, 400))
def test_files_cut_short_or_with_a_hole_are_refused(start: int, length: int) -> None:
    assert readable(FORM[:start]) is None
    if 0 < length < len(FORM) - start:
        readable(FORM[:start] + FORM[start + length :])


@settings(max_examples=100, deadline=None)
@given(
    st.binary(max_size=300),
    st.sampled_from([b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"<?xml", b"%PDF"]),
)
def test_any_bytes_are_refused(tail: bytes, head: bytes) -> None:
    assert readable(head + tail) is None
