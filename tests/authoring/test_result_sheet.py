"""The sheet of the year's result: everything comes back, it is read as people fill it in, faults name its cells."""

import datetime
import io
from collections.abc import Sequence
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.authoring.made_up import EVERYTHING, HEAD, RUBRIC, SIGN, read, workbook
from xlrubric.authoring.result_rows import PARTS
from xlrubric.authoring.writing import authored, blank_workbook
from xlrubric.cli.report import standard_at
from xlrubric.problems import Refusal
from xlrubric.yamltext import Source, parse_yaml

NODES = (HEAD, ("项目", 1, "一"), ("考核内容", None, "甲"), ("情形", None, None, "a", None, 1))
TITLES = ("部分", "字段", "值")
BASE = "rubric: r\nsections: [{name: 一, items: [{name: 甲, findings: [{text: a, deduct: 1}]}]}]\n"


def typed(*rows: Sequence[object], titles: Sequence[object] = TITLES, name: str = "结果规则") -> bytes:
    """Make a workbook with such rows on the sheet of the result, as somebody types them."""
    return workbook({"细则": RUBRIC, "条目": NODES, name: [titles, *rows]})


def result_of(folder: Path, data: bytes) -> object:
    """Read a workbook without a fault, and give its result."""
    source = read(folder, data)
    assert source.problems == ()
    assert isinstance(source.tree, dict)
    return source.tree.get("result")


def faults(folder: Path, data: bytes) -> list[tuple[str, str]]:
    return [(found.code, found.place.cell) for found in read(folder, data).problems]


@pytest.mark.parametrize(
    "written",
    [
        "{}",
        "{points: 50}",
        "{rank: {}}",
        "{sources: [{}, {id: a}]}",
        "{consequences: [{name: a}, {id: x, name: b, last: 4-6}, {name: c}]}",
        "{sources: [{id: a, ballot: {}}, {id: b, ballot: nothing}, {id: c, ballot: {questions: a}}]}",
        "{sources: [{ballot: {scale: {from: 0, to: 9}, levels: {z: 3, a: 2}, groups: [{name: x, weight: 60%}]}}]}",
        "{checks: [{only: {优秀: [好, 中]}}, {only: {优秀: 好}}]}",
        "{sources: [{shares: 3:5:2}, {shares: [3, 5, 2]}, {shares: 3：5：2}]}",
        "{rank: {keys: [a]}, grades: [{share: 30%}, {}], quota: {ties: in}}",
        "{note: '=1+1', color: red, sources: [{color: [a, {b: c}]}]}",
    ],
)
def test_whatever_stands_in_a_result_comes_back(tmp_path: Path, written: str) -> None:
    source = parse_yaml(f"{BASE}result: {written}\n", "r.yaml")
    assert read(tmp_path, authored(source)).tree == source.tree


VALUES = st.text(SIGN, max_size=8) | st.lists(st.text(SIGN, max_size=4), max_size=2)
TEXTS = st.dictionaries(st.sampled_from(["id", "name", "when"]), st.text(SIGN, max_size=8), max_size=3)
OTHERS = st.dictionaries(st.sampled_from(["last", "shares", "ballot", "tiers", "color"]), VALUES, max_size=3)
MEMBER = st.builds(lambda texts, others: {**texts, **others}, TEXTS, OTHERS)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(MEMBER, min_size=1, max_size=3), st.lists(MEMBER, min_size=1, max_size=3), MEMBER)
def test_any_members_come_back(
    tmp_path: Path, sources: list[dict[str, object]], consequences: list[dict[str, object]], rank: dict[str, object]
) -> None:
    whole = parse_yaml(BASE, "").tree
    assert isinstance(whole, dict)
    tree = {**whole, "result": {"sources": sources, "consequences": consequences, "rank": rank}}
    back = read(tmp_path, authored(Source("", tree, {}, ())))
    assert back.problems == ()
    assert back.tree == tree


def test_the_rubric_with_every_field_gives_each_value_a_readable_cell() -> None:
    book = openpyxl.load_workbook(io.BytesIO(authored(parse_yaml(EVERYTHING, ""))))
    rows = {
        (row[0], str(row[1]).split(" ")[-1]): row[2] for row in book["结果规则"].iter_rows(min_row=2, values_only=True)
    }
    assert rows["来源 2", "tiers"] == "好=100; 差=70"
    assert rows["来源 2", "shares"] == "3:7"
    assert rows["来源 2", "within"] == "各牵头单位内"
    assert rows["来源 4", "best"] == "是"
    assert rows["来源 8", "ballot.levels"] == "好=100; 差=0"
    assert rows["来源 9", "ballot.scale"] == "0..10"
    assert rows["名次", "keys"] == "check; -days"
    assert rows["后果 2", "last"] == "4-6"
    assert rows["后果 1", "points"] == -3
    assert rows["核对 2", "only"] == "先进=好"
    assert rows["整体", "missing"] == "其余来源放大"


def test_the_blank_sheet_offers_every_field_with_help_and_says_nothing(tmp_path: Path) -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(blank_workbook()))["结果规则"]
    rows = list(sheet.iter_rows(min_row=2, values_only=True))
    assert [str(row[1]).split(" ")[-1] for row in rows] == [field.name for part in PARTS for field in part.fields]
    assert all(row[2] is None and row[3] for row in rows)
    assert result_of(tmp_path, typed()) is None
    tree = read(tmp_path, blank_workbook()).tree
    assert tree == {"sections": []}


def test_the_blank_sheet_filled_in_reads_right(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(io.BytesIO(blank_workbook()))
    book["细则"]["B2"], book["细则"]["B3"] = "r", "t"
    for row in NODES[1:]:
        book["条目"].append([row[0], row[1], None, row[2], *([row[3]] if len(row) > 3 else [])])
    sheet = book["结果规则"]
    wanted: dict[tuple[str, str], str | int] = {
        ("来源 1", "id"): "check",
        ("来源 1", "name"): "核查",
        ("来源 1", "weight"): 1,
        ("来源 1", "forms"): "total",
        ("后果 1", "name"): "约谈",
        ("后果 1", "last"): 3,
        ("名次", "ties"): "并列不占名次",
    }
    for number, cells in enumerate(sheet.iter_rows(min_row=2, values_only=True), 2):
        key = (str(cells[0]), str(cells[1]).split(" ")[-1])
        if key in wanted:
            cell = sheet.cell(number, 3, wanted[key])
            cell.number_format = "0%" if key[1] == "weight" else "General"
    out = io.BytesIO()
    book.save(out)
    assert result_of(tmp_path, out.getvalue()) == {
        "sources": [{"id": "check", "name": "核查", "weight": "100%", "forms": "total"}],
        "rank": {"ties": "dense"},
        "consequences": [{"name": "约谈", "last": "3"}],
    }


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        # the part is written on each row, on the first, without a number, in English, in other writing
        (
            [("来源 1", "编号", "a"), ("来源 1", "名称", "甲"), ("来源 2", "编号", "b")],
            {"sources": [{"id": "a", "name": "甲"}, {"id": "b"}]},
        ),
        (
            [("来源 1", "编号", "a"), (None, "名称", "甲"), ("来源 2", "编号", "b"), (None, "名称", "乙")],
            {"sources": [{"id": "a", "name": "甲"}, {"id": "b", "name": "乙"}]},
        ),
        (
            [("来源", "编号", "a"), ("来源", "名称", "甲"), ("来源", "编号", "b"), ("来源", "名称", "乙")],
            {"sources": [{"id": "a", "name": "甲"}, {"id": "b", "name": "乙"}]},
        ),
        ([("来源2", "编号", "b"), ("来源１", "编号", "a")], {"sources": [{"id": "b"}, {"id": "a"}]}),
        (
            [("sources 1", "id", "a"), ("Rank", "ties", "broken")],
            {"sources": [{"id": "a"}], "rank": {"ties": "broken"}},
        ),
        # rows of a member may stand apart
        (
            [("后果 1", "名称", "a"), ("后果 2", "名称", "b"), ("后果 1", "后几名", 3)],
            {"consequences": [{"name": "a", "last": "3"}, {"name": "b"}]},
        ),
        # a blank value is no field, and the part that it names is the one of the rows below it
        (
            [("来源 1", "编号", "a"), ("后果 1", "编号", None), (None, "名称", "约谈")],
            {"sources": [{"id": "a"}], "consequences": [{"name": "约谈"}]},
        ),
        # values as people type them
        ([("整体", "缺来源时", "其余来源放大"), ("整体", "小数位数", 3)], {"missing": "reweigh", "round": "3"}),
        ([("整体", "missing", "wait")], {"missing": "wait"}),
        (
            [("来源 1", "等次分值", "好：100；差：70"), ("来源 1", "比例", "3：7"), ("来源 1", "范围", "各牵头单位内")],
            {"sources": [{"tiers": {"好": "100", "差": "70"}, "shares": "3：7", "within": "lead"}]},
        ),
        (
            [
                ("来源 1", "测评·问题", "政治、作风"),
                ("来源 1", "测评·分数范围", "0-100"),
                ("来源 1", "测评·实名", "是"),
            ],
            {
                "sources": [
                    {"ballot": {"questions": ["政治", "作风"], "scale": {"from": "0", "to": "100"}, "signed": "true"}}
                ]
            },
        ),
        (
            [("后果 1", "等次", "差"), ("后果 2", "等次", "中、差")],
            {"consequences": [{"grade": "差"}, {"grade": ["中", "差"]}]},
        ),
        ([("核对", "只许", "{优秀: [好]}")], {"checks": [{"only": {"优秀": ["好"]}}]}),
        ([("名次", None, None)], {"rank": {}}),
    ],
)
def test_rows_are_read_as_people_write_them(tmp_path: Path, rows: list[Sequence[object]], expected: object) -> None:
    assert result_of(tmp_path, typed(*rows)) == expected


@pytest.mark.parametrize("name", ["结果规则", "result", "結果規則", " Result "])
def test_the_sheet_has_several_names(tmp_path: Path, name: str) -> None:
    assert result_of(tmp_path, typed(("整体", "满分", 50), name=name)) == {"points": "50"}


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([(None, "名称", "约谈")], [("authoring-part-missing", "C2")]),
        ([("部门", "名称", "约谈")], [("authoring-part-unknown", "A2")]),
        ([("后果 1", None, "约谈")], [("authoring-field-missing", "C2")]),
        ([("后果 1", "颜色", "红")], [("authoring-field-unknown", "B2")]),
        ([("后果 1", "名称", "甲"), ("后果 1", "名称", "乙")], [("authoring-field-twice", "B3")]),
        ([("名次", "并列", "broken"), ("名次", "ties", "dense")], [("authoring-field-twice", "B3")]),
        ([("来源 1", "测评·票数", 3), ("来源 1", "ballot.ballots", 4)], [("authoring-field-twice", "B3")]),
        ([("后果 1", "后几名", datetime.date(2026, 4, 6))], [("authoring-date", "C2")]),  # what Excel makes of 4-6
        ([("来源 1", "比例", datetime.time(3, 5, 2))], [("authoring-date", "C2")]),  # and of 3:5:2
        ([("来源 1", "测评·选项", "好=1; 好=2")], [("authoring-pair-twice", "C2")]),
        ([("核对 1", "只许", "{优秀: [好}")], [("authoring-cell-broken", "C2")]),
    ],
)
def test_a_fault_names_its_cell(tmp_path: Path, rows: list[Sequence[object]], expected: list[tuple[str, str]]) -> None:
    assert faults(tmp_path, typed(*rows)) == expected


def test_a_sheet_without_its_headings_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refusal) as caught:
        read(tmp_path, typed(("整体", "满分", 50), titles=("a", "b", "c")))
    assert [found.code for found in caught.value.problems] == ["table-heading-missing"]


CHECK = (("来源 1", "编号", "check"), ("来源 1", "名称", "核查"), ("来源 1", "权重", "90%"), ("来源 1", "评分表", "9"))


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (CHECK, [("source-no-node", "C5"), ("weights-not-whole", "A2")]),
        ([("后果 1", "名称", "约谈"), ("后果 1", "后几名", "三名")], [("not-a-span", "C3")]),
        ([("后果 1", "名称", "约谈"), ("后果 1", "后几名", "6-4")], [("span-empty", "C3")]),
        ([("后果 1", "后几名", "3")], [("field-missing", "A2")]),
        ([("名次", "并列", "随便")], [("not-a-choice", "C2")]),
        ([*CHECK[:2], ("来源 1", "测评·票数", "many")], [("not-a-number", "C4"), ("field-missing", "C4")]),
        ([("名额", "并列", "in")], [("result-idle", "A2")]),
    ],
)
def test_what_the_rules_say_wrongly_is_told_by_its_cell(
    tmp_path: Path, rows: list[Sequence[object]], expected: list[tuple[str, str]]
) -> None:
    (tmp_path / "r.xlsx").write_bytes(typed(*rows))
    try:
        problems = standard_at(tmp_path / "r.xlsx").problems
    except Refusal as refusal:
        problems = tuple(refusal.problems)
    assert sorted((found.code, found.place.cell) for found in problems) == sorted(expected)
    assert {found.place.sheet for found in problems} == {"结果规则"}


@pytest.mark.parametrize(
    ("written", "place"),
    [
        ("a", "r.yaml:3:9"),
        ("{sources: a}", "r.yaml:3:19"),
        ("{sources: []}", "r.yaml:3:19"),
        ("{sources: [a]}", "r.yaml:3:20"),
        ("{rank: shared}", "r.yaml:3:16"),
        ("{rank: {颜色: 红}}", "r.yaml:3:21"),
        ("{note: [a]}", "r.yaml:3:16"),
    ],
)
def test_what_has_no_place_on_the_sheet_is_refused_and_named(written: str, place: str) -> None:
    with pytest.raises(Refusal) as caught:
        authored(parse_yaml(f"{BASE}result: {written}\n", "r.yaml"))
    assert [(found.code, str(found.place)) for found in caught.value.problems] == [("authoring-unfit", place)]
