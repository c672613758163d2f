"""The error book of looks: the smallest look that brings each message about, and its exact lines."""

from pathlib import Path
from typing import Any

import pytest
from openpyxl.styles import PatternFill
from openpyxl.workbook.defined_name import DefinedName

from tests.errors.book import Page, as_told, as_written, missing, unknown
from tests.looks.made import OWN, changed, drawn_of, look_of, named, skin_of
from tests.returns.forms import FAULTS, STANDARD, UNITS, read, written
from xlrubric.layout.form import unit_form
from xlrubric.messages.looks import LOOKS
from xlrubric.problems import Refusal
from xlrubric.shipped_files import shipped

OFFICIAL = (shipped("templates") / "official.yaml").read_text(encoding="utf-8")


def patterned(cell: Any) -> None:
    cell.fill = PatternFill("gray125")


def lost(book: Any) -> None:
    book.defined_names["style_title"] = DefinedName("style_title", attr_text="#REF!")


# The material: a text is a YAML file, bytes are a workbook; None: a form made with a look of one's own.
PAGES = (
    Page(
        "look-unknown",
        "based_on: offical\n",
        "look.yaml:1:11: [look-unknown] there is no look “offical”. Name one of compact, english, official, o"
        "r a .yaml or .xlsx file.",
        "look.yaml:1:11: [look-unknown] 没有名为“offical”的外观。请写 compact, english, official 之一，或给出"
        " .yaml 或 .xlsx 文件。",
    ),
    Page(
        "look-incomplete",
        OFFICIAL.replace("border: '#7F7F7F'\n", "", 1),
        "look.yaml: [look-incomplete] the look lacks a part: border. Write it, or `based_on: official` to tak"
        "e what is lacking from there.",
        "look.yaml: [look-incomplete] 外观文件缺少：border。请补上，或写 based_on: official，所缺部分从中取用。",
    ),
    Page(
        "look-key-unknown",
        "based_on: official\nfont: 宋体\n",
        "look.yaml:2:7: [look-key-unknown] a look has no “font” here. Known here: fonts.",
        "look.yaml:2:7: [look-key-unknown] 外观文件在这里没有“font”一项。这里可用：fonts。",
    ),
    Page(
        "look-style-unknown",
        "based_on: official\nstyles:\n  subtitel: {bold: true}\n",
        "look.yaml:3:13: [look-style-unknown] no cell has the style “subtitel”. Known: subtitle, subtotal. Se"
        "e templates/official.yaml for all of them.",
        "look.yaml:3:13: [look-style-unknown] 没有格子用样式“subtitel”。可用：subtitle, subtotal；全部样式见 "
        "templates/official.yaml。",
    ),
    Page(
        "look-width-unknown",
        "based_on: official\nwidths: {items: 30}\n",
        "look.yaml:2:17: [look-width-unknown] no column has the name “items”. Known: item.",
        "look.yaml:2:17: [look-width-unknown] 没有名为“items”的列。可用：item。",
    ),
    Page(
        "look-label-unknown",
        "based_on: official\nlabels:\n  zh-Hans:\n    remrk: 说明\n",
        "look.yaml:4:12: [look-label-unknown] there is no label “remrk”. Did you mean: remark? All of them st"
        "and in templates/labels/.",
        "look.yaml:4:12: [look-label-unknown] 没有名为“remrk”的文字。是否指：remark？全部文字见 templates/labels/。",
    ),
    Page(
        "look-not-a-table",
        "based_on: official\nwidths: 30\n",
        "look.yaml:2:9: [look-not-a-table] a table is wanted here: widths. Write names with their values, as "
        "templates/official.yaml does.",
        "look.yaml:2:9: [look-not-a-table] 这里应是一组“名称: 值”：widths。写法请对照 templates/official.yaml。",
    ),
    Page(
        "look-not-a-value",
        "based_on: official\nsize: [10, 11]\n",
        "look.yaml:2:7: [look-not-a-value] a single value is wanted here: size. Write one text or number; see"
        " templates/official.yaml.",
        "look.yaml:2:7: [look-not-a-value] 这里应只有一个值：size。请写一个文字或数字，写法请对照 templates/o"
        "fficial.yaml。",
    ),
    Page(
        "look-not-a-list",
        "based_on: official\nlabels: {en: {howto_lines: Fill it in.}}\n",
        "look.yaml:2:28: [look-not-a-list] a list of texts is wanted here: en: howto_lines. Write a line for "
        "each, beginning with a dash and a blank.",
        "look.yaml:2:28: [look-not-a-list] 这里应是几行文字：en: howto_lines。请每行写一条，行首写短横和空格。",
    ),
    Page(
        "look-word",
        "based_on: official\npaper: {size: B7}\n",
        "look.yaml:2:15: [look-word] “B7” cannot stand for paper: size. Write one of: A3, A4, A5, letter.",
        "look.yaml:2:15: [look-word] paper: size 不能是“B7”。请写其中之一：A3, A4, A5, letter。",
    ),
    Page(
        "look-colour",
        "based_on: official\nborder: #7F7F7F\n",
        "look.yaml:2:8: [look-colour] “” is no colour (border). Write it as '#D9E1EC', in quotation marks: re"
        "d, green and blue in hex.",
        "look.yaml:2:8: [look-colour] “”不是颜色（border）。请写成 '#D9E1EC' 的样子，带引号。",
    ),
    Page(
        "look-number",
        "based_on: official\nwidths:\n  item: 300\n",
        "look.yaml:3:9: [look-number] “300” cannot be used for widths: item. Write a number from 1 to 120.",
        "look.yaml:3:9: [look-number] widths: item 不能是“300”。请写 1 至 120 之间的数。",
    ),
    Page(
        "look-edge",
        "based_on: official\nfooter: {left: '{office}'}\n",
        "look.yaml:2:16: [look-edge] the text of footer: left has a placeholder that nothing fills: “{office}"
        "”. Known: {unit} {standard} {period} {page} {pages} {page_words}.",
        "look.yaml:2:16: [look-edge] footer: left 的文字里有无法填写的占位：“{office}”。可用：{unit} {standar"
        "d} {period} {page} {pages} {page_words}。",
    ),
    Page(
        "look-placeholder",
        "based_on: official\nlabels: {zh-Hans: {of_points: 满分}}\n",
        "look.yaml:2:31: [look-placeholder] the label zh-Hans: of_points must have the placeholders of the sh"
        "ipped one, and has others: “满分”. Write these, each as often as you like: {points}.",
        "look.yaml:2:31: [look-placeholder] 文字 zh-Hans: of_points 的花括号与原来的不同：“满分”。应有：{points}。",
    ),
    Page(
        "look-label-long",
        f"based_on: official\nlabels: {{zh-Hans: {{remark: {'长' * 121}}}}}\n",
        "look.yaml:2:28: [look-label-long] the label zh-Hans: remark has 121 signs, more than a formula or a "
        "heading can take. Use at most 120.",
        "look.yaml:2:28: [look-label-long] 文字 zh-Hans: remark 有 121 个字，公式和表头容纳不下。请不超过 120 个字。",
    ),
    Page(
        "look-tab",
        "based_on: official\nlabels: {zh-Hans: {cover: 封面/首页}}\n",
        "look.yaml:2:27: [look-tab] no sheet can be called “封面/首页” (zh-Hans: cover). Use 1 to 31 signs wi"
        "thout [ ] : * ? / \\ and blanks or apostrophes at the ends, no two names alike.",
        "look.yaml:2:27: [look-tab] 工作表不能叫“封面/首页”（zh-Hans: cover）。请用1至31个字，不含 [ ] : * ? "
        "/ \\，首尾没有空格和撇号，各表名称不同。",
    ),
    Page(
        "look-nothing-named",
        named({"sum": 1}),
        "look.xlsx: [look-nothing-named] no cell of this workbook has a name such as style_title, so it says "
        "nothing of a look. Start from templates/look.xlsx; names are kept in Formulas, Name Manager.",
        "look.xlsx: [look-nothing-named] 此工作簿里没有 style_title 一类命名的单元格，看不出外观。请从 templa"
        "tes/look.xlsx 改起；名称见“公式”→“名称管理器”。",
    ),
    Page(
        "look-name-lost",
        changed(lost),
        "look.xlsx: [look-name-lost] the name style_title points at no cell of this workbook. Correct it in t"
        "he Name Manager, or delete it.",
        "look.xlsx: [look-name-lost] 名称 style_title 没有指向本工作簿的单元格。请在“名称管理器”中改正或删去。",
    ),
    Page(
        "look-cell",
        named({"style_head": "表头"}, patterned),
        "look.xlsx!样式!A1: [look-cell] the format of the cell style_head cannot be taken: its fill is a patt"
        "ern or a gradient; choose a plain colour. Change it to what is said.",
        "look.xlsx!样式!A1: [look-cell] 单元格 style_head 的格式无法采用：填充是图案或渐变；请改用纯色。请照此修改。",
    ),
)
OTHER = Page(
    "other-look",
    None,
    "b.xlsx!标识!B5: [other-look] this form was made with the look “look-3c17ef3c”, whose labels are not at hand; it "
    "was scored from its entries, but its texts and figures could not be compared. Collect it with --template and the "
    "file of that look.",
    "b.xlsx!标识!B5: [other-look] 此表用外观“look-3c17ef3c”生成，手头没有它的文字；已按所填内容计分，"
    "但文字和数字无法逐格核对。请用 --template 给出该外观的文件，再汇总。",
)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.code)
def test_the_smallest_fault_brings_its_message_alone(
    page: Page, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(Refusal) as caught:
        if isinstance(page.material, bytes):
            drawn_of(Path(), page.material)
        else:
            look_of(Path(), page.material or "")
    assert as_told(caught.value.problems) == [as_written(page)]


def test_a_form_made_with_a_look_that_is_not_at_hand_is_named(tmp_path: Path) -> None:
    form = unit_form(STANDARD, skin_of(tmp_path, OWN), UNITS[0])
    account, unit = read(written(form, {UNITS[0].id: FAULTS}), "b.xlsx")
    assert unit is not None
    assert as_told(account.problems) == [as_written(OTHER)]


def test_no_code_lacks_its_page_and_no_page_its_code() -> None:
    assert missing(LOOKS, (*PAGES, OTHER)) == []
    assert unknown(LOOKS, (*PAGES, OTHER)) == []
