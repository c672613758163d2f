"""Header, footer, paper and fonts as they stand in a workbook."""

from dataclasses import replace
from io import BytesIO
from types import MappingProxyType
from typing import Any

import openpyxl
import pytest
import xlsxwriter

from tests.looks.made import shipped_skin
from tests.small_forms import RUBRICS, UNITS, rendered, standard
from xlrubric.excel_page import LONGEST_EDGES, Told, edges, properties, set_up_print, substitutes
from xlrubric.layout.form import unit_form
from xlrubric.looks.paper import Paper
from xlrubric.skin import Skin

SKIN = shipped_skin("official")
TOLD = Told("2018年考核", "州财政局", "2018年")


def said(text: str, told: Told = TOLD, skin: Skin = SKIN) -> str:
    """Give a left text alone, without its codes."""
    made = edges({"left": text}, skin, told)
    assert made == "" or made.startswith("&L&8 ")
    return made.removeprefix("&L&8 ")


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("{unit}　{standard}", "州财政局　2018年考核"),
        ("{period}", "2018年"),
        ("{page}/{pages}", "&P/&N"),
        ("{page_words}", "第 &P 页，共 &N 页"),
        ("— {page} —", "— &P —"),
        ("A&B", "A&&B"),
        ("a\nb", "a b"),
        ("", ""),
    ],
)
def test_placeholders_are_filled(text: str, wanted: str) -> None:
    assert said(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("{unit}　{standard}", "2018年考核"),
        ("{unit} · {standard}", "2018年考核"),
        ("{standard}（{unit}）", "2018年考核（）"),
    ],
)
def test_what_stood_beside_an_empty_placeholder_goes_with_it(text: str, wanted: str) -> None:
    assert said(text, Told("2018年考核")) == wanted


def test_an_ampersand_in_a_name_is_a_sign_and_no_code() -> None:
    assert said("{unit}", Told("x", unit="A&P &8")) == "A&&P &&8"


def test_page_words_are_those_of_the_language() -> None:
    assert said("{page_words}", skin=shipped_skin("english", "en")) == "Page &P of &N"


@pytest.mark.parametrize("sign", ["字", "&", "𠮷", "a"])
def test_whatever_stands_there_fits_into_what_excel_takes(sign: str) -> None:
    long = Told(sign * 400, sign * 400, sign * 400)
    texts = {"left": "{unit}　{standard}", "center": "{period}", "right": "{standard} {page_words}"}
    made = edges(texts, SKIN, long)
    assert len(made.encode("utf-16-le")) <= 2 * LONGEST_EDGES
    assert all(code in made for code in ("&L&8 ", "&C&8 ", "&R&8 ", "&P", "&N"))


def page_of(skin: Skin) -> Any:
    """Give a sheet that was set up for print, as another program reads it."""
    buffer = BytesIO()
    with xlsxwriter.Workbook(buffer) as book:
        set_up_print(book.add_worksheet(), skin, TOLD)
    return openpyxl.load_workbook(buffer).active


@pytest.mark.parametrize(
    ("paper", "code", "orientation"),
    [
        (Paper("A4", True, 1, 1, 1.3, 1.5), 9, "landscape"),
        (Paper("A3", False, 2, 1, 1, 1), 8, "portrait"),
        (Paper("letter", True, 0, 0, 0, 0), 1, "landscape"),
    ],
)
def test_a_sheet_has_the_looks_paper(paper: Paper, code: int, orientation: str) -> None:
    page = page_of(replace(SKIN, paper=paper))
    assert (page.page_setup.paperSize, page.page_setup.orientation or "portrait") == (code, orientation)
    margins = [getattr(page.page_margins, side) for side in ("left", "right", "top", "bottom")]
    assert margins == pytest.approx([s / 2.54 for s in (paper.left, paper.right, paper.top, paper.bottom)], abs=0.01)


def test_header_and_footer_stand_where_the_look_has_them() -> None:
    texts = {"left": "{unit}", "center": "{period}", "right": "{page}"}
    page = page_of(replace(SKIN, header=MappingProxyType(texts), footer=MappingProxyType({})))
    header = page.oddHeader
    assert [part.text.strip() for part in (header.left, header.center, header.right)] == ["州财政局", "2018年", "&P"]
    assert page.oddFooter.left.text is None and page.oddFooter.right.text is None


def _footer(sheet: Any) -> Any:
    return sheet.oddFooter


@pytest.mark.parametrize("language", ["zh-Hans", "zh-Hant", "en"])
def test_every_sheet_of_a_form_says_whose_it_is_and_of_what_standard(language: str) -> None:
    made = standard(RUBRICS[language])
    form = unit_form(made, shipped_skin("official", language), replace(UNITS[2], tags=made.known_tags))
    book = openpyxl.load_workbook(BytesIO(rendered(form)))
    left = [str(_footer(sheet).left.text).strip() for sheet in book if sheet.sheet_state == "visible"]
    title = made.rubric.title.replace("&", "&&")
    assert set(left) == {f"{UNITS[2].name}　{title}", title}
    assert left[0] == left[1] != left[-1]


@pytest.mark.parametrize(
    ("font", "language", "wanted"),
    [
        ("宋体", "zh-Hans", {"font_family": 1, "font_charset": 134}),
        ("黑体", "zh-Hans", {"font_family": 2, "font_charset": 134}),
        ("微软雅黑", "zh-Hans", {"font_family": 2, "font_charset": 134}),
        ("新細明體", "zh-Hant", {"font_family": 1, "font_charset": 136}),
        ("微軟正黑體", "zh-Hant", {"font_family": 2, "font_charset": 136}),
        ("Calibri", "en", {"font_family": 2}),
        ("Times New Roman", "en", {"font_family": 1}),
    ],
)
def test_a_font_says_by_what_another_one_is_chosen(font: str, language: str, wanted: dict[str, int]) -> None:
    assert substitutes(font, language) == wanted


@pytest.mark.parametrize(
    ("look", "wanted"),
    [
        ({"border": "true"}, {"border": 1, "border_color": "#7F7F7F"}),
        ({"border": "medium", "border_color": "#112233"}, {"border": 2, "border_color": "#112233"}),
        (
            {"border": "hair", "sides": "top bottom"},
            {"top": 7, "top_color": "#7F7F7F", "bottom": 7, "bottom_color": "#7F7F7F"},
        ),
        ({"font": "楷体"}, {"font_name": "楷体"}),
        ({"valign": "top"}, {"valign": "top"}),
        ({"italic": "true", "underline": "true"}, {"italic": True, "underline": 1}),
    ],
)
def test_every_attribute_of_a_style_becomes_the_writers(look: dict[str, str], wanted: dict[str, object]) -> None:
    made = properties(look, SKIN)
    assert {key: made.get(key) for key in wanted} == wanted
    assert "border" in wanted or "border" not in made
