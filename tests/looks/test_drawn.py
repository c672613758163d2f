"""Looks drawn in Excel: the shipped workbook says what the official form says, and every change in it is taken."""

from collections.abc import Callable
from dataclasses import fields
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.styles.colors import Color
from openpyxl.styles.fills import GradientFill

from tests.looks.made import SHIPPED, cell, changed, drawn_of, named, saved, shipped_skin
from xlrubric.look_samples import MARKS, SAMPLES
from xlrubric.look_template import STYLES, WIDTHS, look_workbook, write_look
from xlrubric.looks.drawn import read_drawn
from xlrubric.looks.shape import LANGUAGES
from xlrubric.problems import Refusal
from xlrubric.shipped_files import shipped
from xlrubric.skin import Skin, read_skin, shipped_look
from xlrubric.tongue import label_tree

HANS, HANT, EN = "文字 zh-Hans", "文字 zh-Hant", "labels en"


def drawn(folder: Path, change: Callable[[Any], None], language: str = "zh-Hans") -> Skin:
    """Give the skin of the shipped workbook after a change."""
    return read_skin(language, drawn_of(folder, changed(change)))


def differing(one: Skin, other: Skin) -> dict[str, object]:
    """Name what differs between two skins but their names: of a table the keys."""
    found: dict[str, object] = {}
    for name in (f.name for f in fields(one) if f.name != "look"):
        mine, its = getattr(one, name), getattr(other, name)
        if mine != its:
            tables = hasattr(mine, "keys")
            found[name] = {k for k in {*mine, *its} if mine.get(k) != its.get(k)} if tables else (mine, its)
    return found


def faults(folder: Path, data: bytes) -> list[tuple[str, str]]:
    with pytest.raises(Refusal) as caught:
        drawn_of(folder, data)
    return [(p.code, f"{p.place.sheet}!{p.place.cell}") for p in caught.value.problems]


@pytest.mark.parametrize("name", SHIPPED)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_look_that_was_drawn_is_read_back_as_it_was(tmp_path: Path, name: str, language: str) -> None:
    back = read_skin(language, drawn_of(tmp_path, look_workbook(shipped_look(name))))
    assert differing(shipped_skin(name, language), back) == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_is_read_back_the_same_after_another_program_saved_it(tmp_path: Path, language: str) -> None:
    assert differing(shipped_skin("official", language), drawn(tmp_path, lambda _: None, language)) == {}


def test_the_shipped_workbook_is_what_the_module_writes(tmp_path: Path) -> None:
    write_look(tmp_path)
    made, there = (folder / "look.xlsx" for folder in (tmp_path, shipped("templates")))
    assert made.read_bytes() == there.read_bytes(), "make it anew: make looks"


def test_every_style_and_mark_says_where_it_is_used_and_has_a_sample() -> None:
    skin = shipped_skin("official")
    assert skin.styles.keys() == SAMPLES.keys()
    assert skin.marks.keys() == MARKS.keys()


def test_every_style_mark_width_and_label_has_a_name() -> None:
    book, skin = openpyxl.load_workbook(BytesIO(look_workbook())), shipped_skin("official")
    wanted = {*(f"style_{s}" for s in skin.styles), *(f"mark_{m}" for m in skin.marks)}
    assert wanted | {f"width_{w}" for w in skin.widths} <= set(book.defined_names)
    for sheet, language in zip((HANS, HANT, EN), LANGUAGES, strict=True):
        labels = {f"label_{name}" for name, text in label_tree(language).items() if isinstance(text, str)}
        assert labels <= set(book[sheet].defined_names)
    assert book.sheetnames == [STYLES, WIDTHS, HANS, HANT, EN]


def test_the_workbook_may_be_changed_everywhere() -> None:
    book = openpyxl.load_workbook(BytesIO(look_workbook()))
    assert not any(sheet.protection.sheet for sheet in book)
    assert len(cell(book, "paper").parent.data_validations.dataValidation) == 2


# --- what is changed in a cell -----------------------------------------------------------------------------


def around(side: Side) -> Border:
    return Border(left=side, right=side, top=side, bottom=side)


FORMATS: tuple[tuple[Callable[[Any], None], dict[str, str | None]], ...] = (
    (lambda c: setattr(c, "font", Font("宋体", 10, bold=False)), {"bold": None}),
    (lambda c: setattr(c, "font", Font("黑体", 16, bold=True)), {"title": "true"}),
    (lambda c: setattr(c, "font", Font("黑体", 13, bold=True)), {"title": "true", "size": "13"}),
    (lambda c: setattr(c, "font", Font("楷体", 10, bold=True)), {"font": "楷体"}),
    (lambda c: setattr(c, "font", Font("宋体", 12, bold=True)), {"size": "12"}),
    (
        lambda c: setattr(c, "font", Font("宋体", 10, bold=True, italic=True, underline="single")),
        {"italic": "true", "underline": "true"},
    ),
    (lambda c: setattr(c, "font", Font("宋体", 10, bold=True, color="FF112233")), {"color": "#112233"}),
    (lambda c: setattr(c, "font", Font("宋体", 10, bold=True, color=Color(theme=1))), {}),
    (lambda c: setattr(c, "font", Font("宋体", 10, bold=True, color=Color(indexed=10))), {"color": "#FF0000"}),
    (lambda c: setattr(c, "fill", PatternFill("solid", Color(theme=4))), {"fill": "#4F81BD"}),
    (lambda c: setattr(c, "fill", PatternFill("solid", Color(theme=0, tint=-0.5))), {"fill": "#808080"}),
    (lambda c: setattr(c, "fill", PatternFill()), {"fill": None}),
    (lambda c: setattr(c, "border", Border()), {"border": None}),
    (
        lambda c: setattr(c, "border", Border(bottom=Side("medium", "FF7F7F7F"))),
        {"border": "medium", "sides": "bottom"},
    ),
    (
        lambda c: setattr(c, "border", around(Side("hair", "FF00FF00"))),
        {"border": "hair", "border_color": "#00FF00"},
    ),
    (
        lambda c: setattr(c, "alignment", Alignment("right", "top", indent=3)),
        {"align": "right", "valign": "top", "indent": "3", "wrap": None},
    ),
    (
        lambda c: setattr(c, "alignment", Alignment("centerContinuous", shrink_to_fit=True)),
        {"wrap": None, "shrink": "true"},
    ),
    (lambda c: setattr(c, "number_format", "0.00"), {"format": "0.00"}),
)


@pytest.mark.parametrize(("change", "wanted"), FORMATS)
def test_what_is_changed_in_a_cells_format_is_taken_and_nothing_else(
    tmp_path: Path, change: Callable[[Any], None], wanted: dict[str, str | None]
) -> None:
    own = drawn(tmp_path, lambda book: change(cell(book, "style_head")))
    assert set(differing(shipped_skin("official"), own)) <= {"styles"}
    expected = {**shipped_skin("official").styles["head"], **wanted}
    assert own.styles["head"] == {key: value for key, value in expected.items() if value is not None}


UNUSABLE: tuple[Callable[[Any], None], ...] = (
    lambda c: setattr(c, "fill", PatternFill("darkGrid")),
    lambda c: setattr(c, "fill", GradientFill(stop=("FFFFFF", "000000"))),
    lambda c: setattr(c, "alignment", Alignment("distributed")),
    lambda c: setattr(c, "border", Border(Side("thin"), Side("medium"))),
    lambda c: setattr(c, "border", Border(Side("thin", "FF000000"), Side("thin", "FFFF0000"))),
    lambda c: setattr(c, "border", around(Side("mediumDashDot"))),
    lambda c: setattr(c, "font", Font(color=Color(theme=77))),
)


@pytest.mark.parametrize("change", UNUSABLE)
def test_a_format_that_no_look_can_have_is_named_with_its_cell(tmp_path: Path, change: Callable[[Any], None]) -> None:
    data = changed(lambda book: change(cell(book, "style_head")))
    at = cell(openpyxl.load_workbook(BytesIO(data)), "style_head").coordinate
    assert faults(tmp_path, data) == [("look-cell", f"{STYLES}!{at}")]


def test_merged_cells_have_the_borders_of_their_edges(tmp_path: Path) -> None:
    def change(book: Any) -> None:
        first = cell(book, "style_head")
        last = first.offset(column=1)
        first.border = Border(left=Side("thin"), top=Side("thin"), bottom=Side("thin"))
        last.border = Border(right=Side("thin"), top=Side("thin"), bottom=Side("thin"))
        first.parent.merge_cells(start_row=first.row, end_row=first.row, start_column=4, end_column=5)

    assert drawn(tmp_path, change).styles["head"]["border"] == "true"
    assert "sides" not in drawn(tmp_path, change).styles["head"]


def test_the_fonts_are_those_of_their_cells_and_the_sizes_too(tmp_path: Path) -> None:
    def change(book: Any) -> None:
        cell(book, "font_zh_Hans").font = Font("仿宋", 11)
        cell(book, "title_font_zh_Hans").font = Font("方正小标宋", 20)

    own, english = drawn(tmp_path, change), drawn(tmp_path, change, "en")
    assert (own.font, own.size, own.title_font, own.title_size) == ("仿宋", 11, "方正小标宋", 20)
    assert (english.font, english.size, english.title_font) == ("Calibri", 11, "Calibri")
    assert "font" not in own.styles["text"] and own.styles["text"]["size"] == "10"  # as its cell has it


def test_one_font_may_be_for_all_languages(tmp_path: Path) -> None:
    look = drawn_of(tmp_path, named({"font": "x"}, lambda c: setattr(c, "font", Font("Arial", 9))))
    assert {(read_skin(language, look).font, read_skin(language, look).size) for language in LANGUAGES} == {
        ("Arial", 9)
    }


def test_marks_are_a_fill_and_a_colour_and_the_bar_is_a_fill(tmp_path: Path) -> None:
    def change(book: Any) -> None:
        cell(book, "mark_lost").fill = PatternFill("solid", "FF111111")
        cell(book, "mark_lost").font = Font(color="FFFFFFFF", bold=True)
        cell(book, "mark_bar").fill = PatternFill("solid", "FF222222")

    marks = drawn(tmp_path, change).marks
    assert marks["lost"] == {"color": "#FFFFFF", "fill": "#111111", "bold": "true"}
    assert marks["bar"] == {"color": "#222222"}


def test_a_mark_without_a_fill_is_named(tmp_path: Path) -> None:
    data = changed(lambda book: setattr(cell(book, "mark_won"), "fill", PatternFill()))
    assert [code for code, _ in faults(tmp_path, data)] == ["look-cell"]


@pytest.mark.parametrize(("stored", "wanted"), [(20.7109375, 20), (13.28515625, 12.5), (9.85546875, 9.1)])
def test_a_width_is_that_of_the_names_column(tmp_path: Path, stored: float, wanted: float) -> None:
    def change(book: Any) -> None:
        column = cell(book, "width_item").column_letter
        book[WIDTHS].column_dimensions[column].width = stored

    own = drawn(tmp_path, change)
    assert own.widths == {**shipped_skin("official").widths, "item": pytest.approx(wanted, abs=0.05)}


def test_a_label_is_the_text_of_its_cell_in_its_language(tmp_path: Path) -> None:
    def change(book: Any) -> None:
        cell(book, "label_remark", HANS).value = "说明"
        cell(book, "label_remark", EN).value = "Note"
        cell(book, "label_points", HANS).value = None  # emptied: the shipped text

    for language, text in (("zh-Hans", "说明"), ("zh-Hant", label_tree("zh-Hant")["remark"]), ("en", "Note")):
        own = drawn(tmp_path, change, language)
        assert own.labels == {**shipped_skin("official", language).labels, "remark": text}


def test_lines_of_the_howto_page_may_be_changed_and_emptied(tmp_path: Path) -> None:
    def change(book: Any) -> None:
        cell(book, "label_howto_lines_01", HANS).value = "一、先填。"
        cell(book, "label_howto_lines_03", HANS).value = None

    sent = shipped_skin("official").howto
    assert drawn(tmp_path, change).howto == ("一、先填。", sent[1], *sent[3:])


def test_a_label_that_lost_its_placeholder_is_named_with_its_cell(tmp_path: Path) -> None:
    data = changed(lambda book: setattr(cell(book, "label_of_points", HANS), "value", "满分"))
    at = cell(openpyxl.load_workbook(BytesIO(data)), "label_of_points", HANS).coordinate
    assert faults(tmp_path, data) == [("look-placeholder", f"{HANS}!{at}")]


def test_a_label_on_a_sheet_of_no_language_is_named(tmp_path: Path) -> None:
    assert faults(tmp_path, named({"label_remark": "说明"})) == [("look-cell", "样式!A1")]


def test_header_footer_and_paper_are_what_is_written(tmp_path: Path) -> None:
    def change(book: Any) -> None:
        for name, text in {
            "header_center": "{period}",
            "footer_left": "{unit}",
            "footer_right": None,
            "paper": "Letter",
            "orientation": "竖向",
            "margin_left": 2.5,
        }.items():
            cell(book, name).value = text

    own = drawn(tmp_path, change)
    assert (dict(own.header), dict(own.footer)) == ({"center": "{period}"}, {"left": "{unit}"})
    assert (own.paper.name, own.paper.landscape, own.paper.left, own.paper.right) == ("letter", False, 2.5, 1)


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"paper": "A9"}, "look-word"),
        ({"orientation": "askew"}, "look-word"),
        ({"margin_left": "wide"}, "look-number"),
        ({"margin_inner": 1}, "look-key-unknown"),
        ({"footer_left": "{office}"}, "look-edge"),
        ({"footer_top": "x"}, "look-key-unknown"),
        ({"style_headline": "x"}, "look-style-unknown"),
        ({"width_items": "x"}, "look-width-unknown"),
        ({"font_fr": "x"}, "look-key-unknown"),
        ({"based_on": "offical", "style_head": "x"}, "look-unknown"),
    ],
)
def test_what_a_named_cell_says_wrongly_is_told_with_the_cell(
    tmp_path: Path, values: dict[str, object], code: str
) -> None:
    assert faults(tmp_path, named(values)) == [(code, "样式!A1")]


def test_a_workbook_with_a_few_names_is_based_on_the_look_that_it_names(tmp_path: Path) -> None:
    look = drawn_of(tmp_path, named({"based_on": "compact", "header_left": "{unit}"}))
    assert differing(shipped_skin("compact"), read_skin("zh-Hans", look)) == {"header": {"left"}}


def test_names_count_in_any_case_and_names_of_others_do_not_count(tmp_path: Path) -> None:
    look = drawn_of(tmp_path, named({"HEADER_LEFT": "{unit}", "my_total": 5, "Print_Area_x": 1}))
    assert differing(shipped_skin("official"), read_skin("zh-Hans", look)) == {"header": {"left"}}


def test_a_name_of_an_area_means_its_first_cell(tmp_path: Path) -> None:
    def change(book: Any) -> None:
        at = cell(book, "header_left")
        at.value = "{standard}"
        book.defined_names["header_left"].attr_text = f"'{STYLES}'!$D${at.row}:$F${at.row + 2}"

    assert dict(drawn(tmp_path, change).header) == {"left": "{standard}"}


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"PK\x03\x04 torn", "table-broken"),
        (b"no workbook", "table-broken"),
        (bytes.fromhex("d0cf11e0") + b"x", "table-protected"),
        (saved(openpyxl.Workbook()), "look-nothing-named"),
    ],
)
def test_a_file_that_is_no_look_is_refused(tmp_path: Path, data: bytes, code: str) -> None:
    assert [found for found, _ in faults(tmp_path, data)] == [code]


def test_a_workbook_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refusal) as caught:
        read_drawn(tmp_path / "none.xlsx")
    assert [p.code for p in caught.value.problems] == ["table-missing"]
