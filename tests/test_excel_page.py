"""What all workbooks have in common: number formats, styles, footers, return codes held to."""

import re
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.worksheet.worksheet import Worksheet

from tests.small_forms import SIMPLIFIED, single
from xlrubric import excel_page
from xlrubric.cellrefs import quoted
from xlrubric.excel_page import (
    Told,
    done,
    font_size,
    header_footer,
    is_on,
    properties,
    put_text,
    set_up_print,
    shared_string,
    unit_format,
)
from xlrubric.skin import read_skin

SKIN = read_skin("zh-Hans")
FUNCTION = re.compile(r"\b([A-Z][A-Z0-9.]*)\(")


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


# Elements written without the writer


def written(told: Told, text: str) -> tuple[bytes, bytes]:
    """Give a sheet and the table of texts as the writer makes them."""
    buffer = BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        page = book.add_worksheet()
        set_up_print(page, SKIN, told)
        put_text(page, 0, 0, text)
    with ZipFile(buffer) as package:
        return package.read("xl/worksheets/sheet1.xml"), package.read("xl/sharedStrings.xml")


@pytest.mark.parametrize(
    ("unit", "shown"),
    [
        ("A&G Ltd", "A&&amp;G"),
        ("Q&[Picture]", "[Picture]"),
        ("G", "G"),
        ("&", ""),
        ("·甲·", "甲"),
        ("x_x0041_", "_x005F_x0041_"),
    ],
)
def test_a_name_that_looks_like_a_code_stands_in_the_footer_as_it_is(unit: str, shown: str) -> None:
    sheet, _ = written(Told("标准", unit), "a")
    assert shown.replace("&&amp;", "&amp;&amp;").encode() in sheet
    assert header_footer(SKIN, Told("标准", unit)) in sheet and b"&amp;G" not in sheet.replace(b"&amp;&amp;", b"")


@given(st.text(max_size=20), st.text(max_size=300), st.text(max_size=20))
def test_header_and_footer_are_those_that_the_writer_makes(standard: str, unit: str, period: str) -> None:
    told = Told(standard, unit, period)
    sheet, _ = written(told, "a")
    made = header_footer(SKIN, told)
    assert made and made in sheet and sheet.count(b"<headerFooter>") == 1


@given(st.one_of(st.text(max_size=40), st.text("_x0041<>&r/ \n\t", max_size=12)).filter(bool))
def test_a_text_is_the_element_that_the_writer_makes(text: str) -> None:
    _, table = written(Told("a"), text)
    made = shared_string(text)
    assert made is not None and table.endswith(made + b"</sst>")


@pytest.mark.parametrize("text", ["<r>a</r>", "<r></r>"])
def test_a_text_that_the_writer_takes_for_its_own_markup_has_no_element_of_one_kind(text: str) -> None:
    _, table = written(Told("a"), text)
    assert shared_string(text) is None and b"<si><t>" not in table


# Formulas


@pytest.mark.parametrize(
    "formula",
    [
        "=IF(A1>0,1,0)",
        '=IF(A1="SORT(",SUM(B1:B2),"会(x")',
        "=UNIQUE(A1:A3)",
        "SORTBY(A1:A3,B1:B3)",
        "=IFNA(A1,1)",
        "=STDEV.S(A1:A9)",
        "=_xlfn.IFNA(A1,1)",
        "{=SUM(A1:A3)}",
        "=A1+1",
        "=FLOOR.PRECISE(A1)",
        "=LET(x,1,x)",
        "",
    ],
)
@pytest.mark.parametrize("expand", [True, False])
def test_a_formula_is_prepared_as_the_writer_would(formula: str, expand: bool) -> None:
    with xlsxwriter.Workbook(BytesIO()) as book:
        page = book.add_worksheet()
        assert excel_page._prepared(page, formula, expand) == excel_page._with_newer_functions(page, formula, expand)


@pytest.mark.parametrize("name", sorted(excel_page.OLD_FUNCTIONS))
def test_the_writer_has_nothing_to_say_of_an_old_function(name: str) -> None:
    with xlsxwriter.Workbook(BytesIO()) as book:
        page = book.add_worksheet()
        for formula in (f"{name}(A1)", f"A1+{name}(1)"):
            assert excel_page._with_newer_functions(page, formula, True) == formula


def test_the_functions_of_our_forms_are_old_ones() -> None:
    form = single(SIMPLIFIED)
    used = {found for text in (*form.formulas.values(), *form.way_texts.values()) for found in FUNCTION.findall(text)}
    assert used <= excel_page.OLD_FUNCTIONS and len(used) > 5
