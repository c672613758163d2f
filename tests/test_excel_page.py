"""What all workbooks have in common: number formats, styles, footers, return codes held to."""

from io import BytesIO
from typing import Any

import openpyxl
import pytest
import xlsxwriter
from openpyxl.worksheet.worksheet import Worksheet

from xlrubric.cellrefs import quoted
from xlrubric.excel_page import done, font_size, is_on, properties, set_up_print, unit_format
from xlrubric.skin import read_skin

SKIN = read_skin("zh-Hans")


@pytest.mark.parametrize(
    ("unit", "one", "wanted"),
    [
        ("分", "", 'General"分"'),
        ("分", "分", 'General"分"'),
        (" pts", " pt", '[=1]General" pt";General" pts"'),
        ('"寸"', "", 'General"寸"'),
        ('a"', '"b', '[=1]General"b";General"a"'),
    ],
)
def test_a_unit_stands_behind_its_number(unit: str, one: str, wanted: str) -> None:
    assert unit_format(unit, one) == wanted


@pytest.mark.parametrize(("look", "on"), [({"bold": "true"}, True), ({"bold": "false"}, False), ({}, False)])
def test_a_switch_is_on_only_where_the_look_says_true(look: dict[str, str], on: bool) -> None:
    assert is_on(look, "bold") is on
    assert properties(look, SKIN)["bold"] is on


def test_a_title_has_the_titles_font_and_size_unless_it_names_its_own_size() -> None:
    plain: dict[str, str] = {}
    title, small = {"title": "true"}, {"title": "true", "size": "13"}
    assert [font_size(look, SKIN) for look in (plain, title, small)] == [SKIN.size, SKIN.title_size, 13]
    assert [properties(look, SKIN)["font_name"] for look in (plain, title)] == [SKIN.font, SKIN.title_font]


def test_a_styles_own_number_format_goes_before_the_units() -> None:
    assert properties({"format": "0.0%"}, SKIN, 'General"分"')["num_format"] == "0.0%"
    assert properties({}, SKIN, 'General"分"')["num_format"] == 'General"分"'
    assert "num_format" not in properties({}, SKIN)


def test_borders_fill_and_colour_come_only_where_the_look_has_them() -> None:
    assert {"border", "bg_color", "font_color"}.isdisjoint(properties({"border": "false"}, SKIN))
    made = properties({"border": "true", "fill": "#FFFFFF", "color": "#000000"}, SKIN)
    assert (made["border"], made["border_color"]) == (1, SKIN.border)
    assert (made["bg_color"], made["font_color"]) == ("#FFFFFF", "#000000")


@pytest.mark.parametrize(("sheet", "wanted"), [("排名", "'排名'"), ("it's", "'it''s'"), ("a b", "'a b'")])
def test_a_sheets_name_is_quoted(sheet: str, wanted: str) -> None:
    assert quoted(sheet) == wanted


@pytest.mark.parametrize("code", [-1, -2, 1])
def test_a_refused_call_raises(code: int) -> None:
    with pytest.raises(ValueError, match="refused"):
        done(code)


@pytest.mark.parametrize("code", [0, None])
def test_a_call_that_went_well_does_not_raise(code: int | None) -> None:
    done(code)


def printed(footer: str, wide: int = 1, high: int = 0) -> Worksheet:
    buffer = BytesIO()
    with xlsxwriter.Workbook(buffer) as book:
        set_up_print(book.add_worksheet(), SKIN, footer, wide, high)
    page = openpyxl.load_workbook(buffer).active
    assert isinstance(page, Worksheet)
    return page


def footer_of(page: Worksheet) -> Any:
    return page.oddFooter


@pytest.mark.parametrize(
    ("footer", "wanted"),
    [
        ("2018年考核", "2018年考核"),
        ("两\r\n行", "两 行"),
        ("a\x00b", "a\ufffdb"),
        ("字" * 300, "字" * 100),
        ("𠮷" * 300, "𠮷" * 50),
    ],
)
def test_a_footer_holds_its_text_behind_its_size(footer: str, wanted: str) -> None:
    left = footer_of(printed(footer)).left
    assert (left.size, str(left.text).strip()) == (8, wanted)


def test_a_footer_of_ampersands_keeps_them_and_stays_within_the_limit() -> None:
    footer = footer_of(printed("&" * 300))
    assert str(footer.left.text).strip() == "&&" * 100
    assert "&P" in str(footer.right.text)


def test_a_sheet_prints_on_a4_landscape_so_many_pages_wide_and_high() -> None:
    page = printed("x", 2, 3)
    assert (page.page_setup.orientation, page.page_setup.paperSize) == ("landscape", 9)
    assert (page.page_setup.fitToWidth, page.page_setup.fitToHeight) == (2, 3)
