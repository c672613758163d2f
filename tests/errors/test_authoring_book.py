"""The error book of the authoring workbook and of conversion: the smallest material for each code, its exact lines."""

import datetime
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.authoring.made_up import HEAD, RUBRIC, typed, workbook
from tests.errors.book import Page, as_told, as_written, missing, unknown
from xlrubric.authoring.reading import read_authored
from xlrubric.authoring.writing import authored
from xlrubric.cli.convert import converted
from xlrubric.messages.authoring import AUTHORING
from xlrubric.problems import Problem, Refusal
from xlrubric.yamltext import parse_yaml

SECTION, ITEM = ("项目", 1, "一"), ("考核内容", None, "甲")


def finding(deduct: object) -> bytes:
    return typed(SECTION, ITEM, ("情形", None, None, "a", None, deduct))


def with_result(*rows: Sequence[object]) -> bytes:
    nodes = (HEAD, SECTION, ITEM, ("情形", None, None, "a", None, 1))
    return workbook({"细则": RUBRIC, "条目": nodes, "结果规则": (("部分", "字段", "值"), *rows)})


# The material: bytes are a workbook, a text is a YAML file; None: a command line of files there and not there.
PAGES = (
    Page(
        "authoring-sheet-missing",
        workbook({"Sheet1": RUBRIC}),
        "r.xlsx: [authoring-sheet-missing] There is no sheet “细则”; the sheets are Sheet1. Start "
        "from templates/rubric.xlsx, and leave the names of its sheets as they are.",
        "r.xlsx: [authoring-sheet-missing] 没有工作表“细则”；现有的工作表：Sheet1。请从 templates/rubric.xlsx "
        "开始填写，不要改工作表的名称。",
    ),
    Page(
        "authoring-field-missing",
        typed(SECTION, rubric=(*RUBRIC, (None, "红"))),
        "r.xlsx!细则!B4: [authoring-field-missing] A value stands here, but no field to its left. "
        "Write the field's name in the column 字段.",
        "r.xlsx!细则!B4: [authoring-field-missing] 这里有值，但左边没有写字段名。请在“字段”列写上字段名。",
    ),
    Page(
        "authoring-field-unknown",
        typed(SECTION, rubric=(*RUBRIC, ("签字", "红"))),
        "r.xlsx!细则!A4: [authoring-field-unknown] There is no field “签字”. Known: 签字栏. Correct "
        "it, or delete it with what stands under it.",
        "r.xlsx!细则!A4: [authoring-field-unknown] 没有“签字”这个字段。可用的是：签字栏。请改正，或连同内容一起删去。",
    ),
    Page(
        "authoring-field-twice",
        typed(SECTION, rubric=(*RUBRIC, ("title", "u"))),
        "r.xlsx!细则!A4: [authoring-field-twice] The field “标题” stands here a second time (first "
        "in B3). Keep one of the two.",
        "r.xlsx!细则!A4: [authoring-field-twice] 字段“标题”重复（第一次在 B3）。请保留一个。",
    ),
    Page(
        "authoring-part-missing",
        with_result((None, "名称", "约谈")),
        "r.xlsx!结果规则!C2: [authoring-part-missing] The row says of no part. Write which in the column 部分: "
        "整体、来源 1、名次、后果 1、等次 1、名额、核对 1.",
        "r.xlsx!结果规则!C2: [authoring-part-missing] 这一行没有写属于哪一部分。请在“部分”一列填写："
        "整体、来源 1、名次、后果 1、等次 1、名额、核对 1。",
    ),
    Page(
        "authoring-part-unknown",
        with_result(("项目", "名称", "约谈")),
        "r.xlsx!结果规则!A2: [authoring-part-unknown] “项目” is no part of the result's rules. Write one of: "
        "整体、来源 1、名次、后果 1、等次 1、名额、核对 1.",
        "r.xlsx!结果规则!A2: [authoring-part-unknown] “项目”不是结果规则的部分。请填写其中之一："
        "整体、来源 1、名次、后果 1、等次 1、名额、核对 1。",
    ),
    Page(
        "authoring-kind-missing",
        typed((None, None, "一")),
        "r.xlsx!条目!C2: [authoring-kind-missing] The row does not say what it is. Choose one "
        "in the column 类型: 项目、考核内容、情形、组、组内情形.",
        "r.xlsx!条目!C2: [authoring-kind-missing] 这一行没有选类型。请在“类型”列选择：项目、"
        "考核内容、情形、组、组内情形。",
    ),
    Page(
        "authoring-kind-unknown",
        typed(("段落", None, "一")),
        "r.xlsx!条目!A2: [authoring-kind-unknown] “段落” is no kind of row. Choose one of: 项"
        "目、考核内容、情形、组、组内情形.",
        "r.xlsx!条目!A2: [authoring-kind-unknown] “段落”不是行的类型。请选择：项目、考核内容、情形、组、组内情形。",
    ),
    Page(
        "authoring-level",
        typed(("项目", 2, "一")),
        "r.xlsx!条目!B2: [authoring-level] A section of level 2 has no section above it to belong "
        "to. Here the level is at most 1: write the section above it first.",
        "r.xlsx!条目!B2: [authoring-level] 层级为 2 的项目上面没有它所属的项目。这里的层级最多是 1：请先写上一级项目。",
    ),
    Page(
        "authoring-level-number",
        typed(("项目", "一级", "一")),
        "r.xlsx!条目!B2: [authoring-level-number] “一级” is no level. Write 1, 2 or 3, and so on.",
        "r.xlsx!条目!B2: [authoring-level-number] “一级”不是层级。请写 1、2、3 等整数。",
    ),
    Page(
        "authoring-level-here",
        typed(SECTION, ("考核内容", 2, "甲")),
        "r.xlsx!条目!B3: [authoring-level-here] Only a section has a level. Clear this cell: "
        "the row belongs to the nearest section above.",
        "r.xlsx!条目!B3: [authoring-level-here] 只有“项目”才填层级。请清空这一格：本行属于上面最近的项目。",
    ),
    Page(
        "authoring-item-astray",
        typed(ITEM),
        "r.xlsx!条目!A2: [authoring-item-astray] There is no section above this item. Write the "
        "section (项目) that it belongs to above it.",
        "r.xlsx!条目!A2: [authoring-item-astray] 这项考核内容上面没有项目。请在它上面写上所属的“项目”。",
    ),
    Page(
        "authoring-finding-astray",
        typed(SECTION, ("情形",)),
        "r.xlsx!条目!A3: [authoring-finding-astray] There is no item above this row to which "
        "it could belong. Write the item (考核内容) above it, below the section.",
        "r.xlsx!条目!A3: [authoring-finding-astray] 这一行上面没有它所属的考核内容。请在它上"
        "面、项目下面写上“考核内容”。",
    ),
    Page(
        "authoring-member-astray",
        typed(SECTION, ITEM, ("组内情形",)),
        "r.xlsx!条目!A4: [authoring-member-astray] There is no group directly above this row. "
        "Write a row 组 above the first of its members, or choose 情形 here.",
        "r.xlsx!条目!A4: [authoring-member-astray] 这一行“组内情形”上面没有“组”。请在组内各行"
        "之前写一行“组”，或把本行改为“情形”。",
    ),
    Page(
        "authoring-cell-broken",
        finding("{严重：5}, {"),
        "r.xlsx!条目!F4: [authoring-cell-broken] The text begins with { or [ but cannot be read "
        "as a list or table: this is not YAML: did not find expected <document start>. Look at brackets, commas "
        "and the blank after each colon; or leave the brackets out.",
        "r.xlsx!条目!F4: [authoring-cell-broken] 以 { 或 [ 开头，但不能读成列表或表：不是合法的 YAML："
        "到这里应当结束了。请检查括号、逗号、冒号后的空格（都用半角）；或者不用括号。",
    ),
    Page(
        "authoring-pair-twice",
        finding("严重=5; 严重=2"),
        "r.xlsx!条目!F4: [authoring-pair-twice] “严重” stands here twice. Keep one of the two.",
        "r.xlsx!条目!F4: [authoring-pair-twice] “严重”写了两次。请保留一个。",
    ),
    Page(
        "authoring-date",
        finding(datetime.date(2026, 1, 5)),
        "r.xlsx!条目!F4: [authoring-date] Excel turned this cell into a date (2026-01-05). Format "
        "the cell as text and type it again; a range is written 1..5.",
        "r.xlsx!条目!F4: [authoring-date] Excel 把这一格变成了日期（2026-01-05）。请把单元格"
        "设为“文本”格式后重新填写；区间写成 1..5。",
    ),
    Page(
        "authoring-unfit",
        "title: [a]\nsections: []",
        "r.yaml:1:8: [authoring-unfit] What title holds here has no place in the authoring workbook; "
        "nothing was written. Correct the field, or keep this rubric as YAML.",
        "r.yaml:1:8: [authoring-unfit] 这里 title 的内容无法写入工作簿；没有写入任何文件。请"
        "更正该字段，或仍用 YAML 文件。",
    ),
    Page(
        "convert-kinds",
        None,
        "r.xlsx: [convert-kinds] r.xlsx cannot be converted to n.csv; nothing was written. One "
        "of the two must end in .yaml, the other in .xlsx.",
        "r.xlsx: [convert-kinds] 不能把 r.xlsx 转换为 n.csv；没有写入任何文件。两个文件应一个是 .yaml，一个是 .xlsx。",
    ),
    Page(
        "convert-exists",
        None,
        "r.xlsx: [convert-exists] There is already a file of this name; nothing was written. "
        "Choose another name, or add --overwrite.",
        "r.xlsx: [convert-exists] 已有同名文件；没有写入。请换一个名称，或加 --overwrite 覆盖。",
    ),
    Page(
        "convert-comments",
        "# why\nsections: []",
        "r.yaml:1:1: [convert-comments] Comments (1 lines) are not carried over; the rest is. "
        "Use the field note for what must stay.",
        "r.yaml:1:1: [convert-comments] 注释（1 行）没有带过去，其余内容都在。要保留的说明请写在 note 字段中。",
    ),
)
LINES = {"convert-kinds": ("r.xlsx", "n.csv"), "convert-exists": ("r.yaml", "r.xlsx")}


def problems_of(page: Page) -> Sequence[Problem]:
    Path("r.xlsx").write_bytes(page.material if isinstance(page.material, bytes) else typed())
    Path("r.yaml").write_text(page.material if isinstance(page.material, str) else "sections: []", encoding="utf-8")
    try:
        if page.code in LINES:
            source, target = LINES[page.code]
            return converted(source, Path(target), overwrite=False)[1]
        if page.code == "convert-comments":
            return converted("r.yaml", Path("n.xlsx"), overwrite=False)[1]
        if isinstance(page.material, bytes):
            return read_authored(Path("r.xlsx")).problems
        authored(parse_yaml(str(page.material), "r.yaml"))
    except Refusal as refusal:
        return refusal.problems
    return ()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.code)
def test_the_smallest_material_brings_its_message(page: Page, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert as_told(problems_of(page)) == [as_written(page)]


def test_no_code_lacks_its_page_and_no_page_its_code() -> None:
    assert missing(AUTHORING, PAGES) == []
    assert unknown(AUTHORING, PAGES) == []
