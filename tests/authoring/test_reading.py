"""Workbooks as people type them: rows into a tree, places by sheet and cell, and what is wrong by its cell."""

import datetime
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.authoring.made_up import HEAD, RUBRIC, read, typed, workbook
from xlrubric.problems import Place, Refusal

SECTION, ITEM, FINDING = ("项目", 1, "一"), ("考核内容", None, "甲", "要求", 5), ("情形", None, None, "无计划", None, 1)
ROWS = (SECTION, ITEM, FINDING)


def codes(folder: Path, data: bytes) -> list[tuple[str, str]]:
    """Give the code and the cell of each problem."""
    return [(found.code, f"{found.place.sheet}!{found.place.cell}") for found in read(folder, data).problems]


def sections(folder: Path, *rows: Sequence[object]) -> object:
    source = read(folder, typed(*rows))
    assert source.problems == ()
    assert isinstance(source.tree, dict)
    return source.tree["sections"]


def test_rows_nest_by_what_they_are(tmp_path: Path) -> None:
    source = read(tmp_path, typed(*ROWS))
    finding = {"text": "无计划", "deduct": "1"}
    item = {"name": "甲", "text": "要求", "points": "5", "findings": [finding]}
    assert source.problems == ()
    assert source.tree == {"rubric": "r", "title": "t", "sections": [{"name": "一", "items": [item]}]}


def test_sections_nest_by_their_levels(tmp_path: Path) -> None:
    one, two, three = (("section", n, f"s{n}") for n in (1, 2, 3))
    plain = {"name": "s1"}
    deep = {"name": "s1", "sections": [{"name": "s2", "sections": [{"name": "s3"}, {"name": "s3"}]}, {"name": "s2"}]}
    assert sections(tmp_path, one, one, two, three, three, two, one) == [plain, deep, plain]


def test_a_section_without_a_level_is_of_the_first(tmp_path: Path) -> None:
    assert sections(tmp_path, SECTION, ("项目", "２", "二"), ("项目", None, "三")) == [
        {"name": "一", "sections": [{"name": "二"}]},
        {"name": "三"},
    ]


def test_an_item_belongs_to_the_nearest_section_above(tmp_path: Path) -> None:
    assert sections(tmp_path, SECTION, ITEM[:3], ("项目", 2, "二"), ITEM[:3]) == [
        {"name": "一", "items": [{"name": "甲"}], "sections": [{"name": "二", "items": [{"name": "甲"}]}]}
    ]


def test_a_group_has_the_members_below_it_until_another_row(tmp_path: Path) -> None:
    group, nameless = ("组", None, "建议"), ("group",)
    member, single = ("组内情形", None, None, "员"), ("finding", None, None, "单")
    ((section),) = (sections(tmp_path, SECTION, ITEM[:3], group, member, member, single, nameless, member, group),)
    assert isinstance(section, list)
    assert section[0]["items"][0]["findings"] == [
        {"group": "建议", "findings": [{"text": "员"}, {"text": "员"}]},
        {"text": "单"},
        {"findings": [{"text": "员"}]},
        {"group": "建议", "findings": []},
    ]


def test_every_node_and_field_has_its_cell(tmp_path: Path) -> None:
    group, member = ("组", None, "建议"), ("组内情形", None, None, "员", None, "1..5")
    source = read(tmp_path, typed(*ROWS, group, member))
    file = str(tmp_path / "r.xlsx")
    item = ("sections", 0, "items", 0)
    for path, sheet, cell in (
        ((), "细则", ""),
        (("title",), "细则", "B3"),
        (("sections",), "条目", "A1"),
        (("sections", 0), "条目", "A2"),
        (("sections", 0, "name"), "条目", "C2"),
        (item, "条目", "A3"),
        ((*item, "points"), "条目", "E3"),
        ((*item, "findings", 0, "deduct"), "条目", "F4"),
        ((*item, "findings", 1, "group"), "条目", "C5"),
        ((*item, "findings", 1, "findings", 0), "条目", "A6"),
        ((*item, "findings", 1, "findings", 0, "deduct", "from"), "条目", "F6"),
        ((*item, "findings", 1, "findings", 0, "id"), "条目", "A6"),
    ):
        assert source.place(path) == Place(file, sheet=sheet, cell=cell)


@pytest.mark.parametrize(
    ("points", "text"),
    [(0.1, "0.1"), (0.1 + 0.2, "0.3"), (5, "5"), (5.0, "5"), (1e-3, "0.001"), ("５", "5"), (-1, "-1")],
)
def test_a_number_is_taken_exactly(tmp_path: Path, points: object, text: str) -> None:
    assert sections(tmp_path, ("项目", 1, "一", None, points)) == [{"name": "一", "points": text}]


def test_grades_have_a_sheet_of_their_own(tmp_path: Path) -> None:
    grades = [("等次", "总分不低于", "when"), ("优秀", 90, "[1] > 2"), (), ("合格", None, None)]
    source = read(tmp_path, workbook({"细则": RUBRIC, "条目": [HEAD, *ROWS], "等次": grades}))
    assert isinstance(source.tree, dict)
    assert source.problems == ()
    assert source.tree["grades"] == [{"name": "优秀", "from": "90", "when": "[1] > 2"}, {"name": "合格"}]
    assert source.place(("grades", 1, "name")).cell == "A4"


@pytest.mark.parametrize("blank", [[], [("等次", "总分不低于")]])
def test_a_rubric_without_grades_has_no_such_field(tmp_path: Path, blank: list[tuple[str, ...]]) -> None:
    sheets = {"细则": RUBRIC, "条目": [HEAD, *ROWS], **({"等次": blank} if blank else {})}
    tree = read(tmp_path, workbook(sheets)).tree
    assert isinstance(tree, dict)
    assert "grades" not in tree


def test_headings_are_known_in_both_languages_and_below_a_title(tmp_path: Path) -> None:
    head = ("kind", "层级\nlevel", "名称 name", "内容 text", "Points", "扣分（分）")
    sheets: dict[str, Sequence[Sequence[object]]]
    sheets = {"rubric": [("评分细则",), *RUBRIC], "nodes": [("填写说明",), (), head, *ROWS]}
    assert read(tmp_path, workbook(sheets)).tree == read(tmp_path, typed(*ROWS)).tree


def test_columns_may_stand_in_any_order_and_blank_headings_are_passed_over(tmp_path: Path) -> None:
    rows = [("名称", None, "类型", "扣分"), ("一", "自己的记号", "项目", None), ("甲", "x", "考核内容", None)]
    source = read(tmp_path, workbook({"条目": rows, "细则": RUBRIC}))
    assert source.problems == ()
    assert source.tree == {"rubric": "r", "title": "t", "sections": [{"name": "一", "items": [{"name": "甲"}]}]}


def test_an_english_heading_that_is_not_in_the_table_is_left_to_the_schema(tmp_path: Path) -> None:
    rows = [(*HEAD, "colour"), (*SECTION, None, None, None, "red")]
    rubric = (*RUBRIC, ("weight", "{a: [1, 2]}"))
    source = read(tmp_path, workbook({"细则": rubric, "条目": rows}))
    section = {"name": "一", "colour": "red"}
    assert source.problems == ()
    assert source.tree == {"rubric": "r", "title": "t", "weight": {"a": ["1", "2"]}, "sections": [section]}
    assert source.place(("sections", 0, "colour")).cell == "G2"


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        ([(None, None, "一")], [("authoring-kind-missing", "条目!C2")]),
        ([("段落", None, "一")], [("authoring-kind-unknown", "条目!A2")]),
        ([ITEM], [("authoring-item-astray", "条目!A2")]),
        ([ITEM, FINDING], [("authoring-finding-astray", "条目!A3"), ("authoring-item-astray", "条目!A2")]),
        ([SECTION, FINDING], [("authoring-finding-astray", "条目!A3")]),
        ([SECTION, ("组",)], [("authoring-finding-astray", "条目!A3")]),
        ([*ROWS, SECTION, FINDING], [("authoring-finding-astray", "条目!A6")]),
        ([SECTION, ITEM, ("组内情形",)], [("authoring-member-astray", "条目!A4")]),
        ([SECTION, ITEM, ("组",), FINDING, ("组内情形",)], [("authoring-member-astray", "条目!A6")]),
        ([("项目", 2, "一")], [("authoring-level", "条目!B2")]),
        ([SECTION, ("项目", 3, "二")], [("authoring-level", "条目!B3")]),
        ([("项目", "一级", "一")], [("authoring-level-number", "条目!B2")]),
        ([("项目", 0, "一")], [("authoring-level-number", "条目!B2")]),
        ([SECTION, ("考核内容", 2, "甲")], [("authoring-level-here", "条目!B3")]),
        ([*ROWS, ("情形", None, None, "a", None, "{a")], [("authoring-cell-broken", "条目!F5")]),
        ([*ROWS, ("情形", None, None, "a", None, "a=1;a=2")], [("authoring-pair-twice", "条目!F5")]),
        ([*ROWS, ("情形", None, None, "a", None, datetime.date(2026, 1, 5))], [("authoring-date", "条目!F5")]),
        ([*ROWS, ("情形", None, None, "a", None, "=1+1")], [("table-not-calculated", "条目!F5")]),
    ],
)
def test_what_is_wrong_in_a_row_is_named_by_its_cell(
    tmp_path: Path, rows: list[tuple[object, ...]], found: list[tuple[str, str]]
) -> None:
    assert sorted(codes(tmp_path, typed(*rows))) == found


def test_a_row_in_the_wrong_place_does_not_take_the_others_with_it(tmp_path: Path) -> None:
    source = read(tmp_path, typed(FINDING, *ROWS, ("段落",), FINDING))
    assert isinstance(source.tree, dict)
    assert len(source.problems) == 2
    assert len(source.tree["sections"][0]["items"][0]["findings"]) == 2


@pytest.mark.parametrize(
    ("row", "found"),
    [
        (("编号", "s"), [("authoring-field-twice", "细则!A4")]),
        (("rubric", "s"), [("authoring-field-twice", "细则!A4")]),
        (("颜色", "红"), [("authoring-field-unknown", "细则!A4")]),
        ((None, "红"), [("authoring-field-missing", "细则!B4")]),
        (("签字栏", "[a"), [("authoring-cell-broken", "细则!B4")]),
        (("考核期", datetime.date(2026, 1, 5)), []),
        (("颜色", None), []),
    ],
)
def test_what_is_wrong_with_the_rubrics_own_fields_is_named_by_its_cell(
    tmp_path: Path, row: tuple[object, ...], found: list[tuple[str, str]]
) -> None:
    assert codes(tmp_path, typed(*ROWS, rubric=(*RUBRIC, row))) == found


def test_a_chinese_heading_that_means_nothing_is_named_once_however_many_rows_there_are(tmp_path: Path) -> None:
    rows = [(*HEAD, "扣份"), *((*FINDING, 1) for _ in range(3))]
    found = codes(tmp_path, workbook({"细则": RUBRIC, "条目": rows}))
    assert found.count(("authoring-field-unknown", "条目!G1")) == 1


def test_a_heading_that_stands_twice_is_named(tmp_path: Path) -> None:
    data = workbook({"细则": RUBRIC, "条目": [(*HEAD, "deduct"), *ROWS]})
    assert codes(tmp_path, data) == [("table-heading-twice", "条目!G1")]


@pytest.mark.parametrize(
    ("sheets", "code", "details"),
    [
        ({"Sheet1": RUBRIC}, "authoring-sheet-missing", ("细则", "Sheet1")),
        ({"细则": RUBRIC, "b": ()}, "authoring-sheet-missing", ("条目", "细则、b")),
        ({"细则": RUBRIC, "条目": [("编号", "姓名")]}, "table-heading-missing", ("类型 / 名称 / 内容", "编号、姓名")),
        ({"细则": [("字段", "x")], "条目": [HEAD]}, "table-heading-missing", ("字段 / 值", "字段、x")),
    ],
)
def test_a_workbook_of_another_kind_is_refused(
    tmp_path: Path, sheets: dict[str, Sequence[Sequence[object]]], code: str, details: tuple[str, ...]
) -> None:
    with pytest.raises(Refusal) as caught:
        read(tmp_path, workbook(sheets))
    (found,) = caught.value.problems
    assert (found.code, tuple(value for _, value in found.details)) == (code, details)


def test_a_workbook_with_no_rows_yet_has_an_empty_list_of_sections(tmp_path: Path) -> None:
    assert read(tmp_path, typed()).tree == {"rubric": "r", "title": "t", "sections": []}
