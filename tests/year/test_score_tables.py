"""Tables of scores that other offices send: .xlsx and .csv, headings, units and figures as people write them."""

import itertools
from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.year.made import standard
from xlrubric.messages import line
from xlrubric.result import Result
from xlrubric.units import Unit
from xlrubric.year.score_tables import Figure, Scores, read_scores

RULES = """
  sources:
    - {id: survey, name: 民意调查, weight: 50%, table: true}
    - {id: daily, name: 日常管理, weight: 30%, tiers: {好: 100, 较好: 85, 一般: 70}}
    - {id: hearing, name: 述职测评, weight: 20%, table: true, of: 20, applies_to: [机关]}
    - {id: other, name: 其他测评, weight: 20%, table: true, best: true, applies_to: [企业]}
    - {id: extra, name: 加减分, adds: true, table: true, of: 5}
  grades: [{name: 好, from: 90}, {name: 差}]
  checks: [{name: 年度考核, only: {优秀: [好]}}]
"""
UNITS = (
    Unit("U1", "州财政局", tags=frozenset({"机关"})),
    Unit("U2", "州教育局", tags=frozenset({"机关"})),
    Unit("U3", "州电力公司", tags=frozenset({"企业"})),
)


@cache
def rules() -> Result:
    found = standard(RULES).rubric.result
    assert found is not None
    return found


def read(*paths: Path, units: Sequence[Unit] = UNITS) -> Scores:
    return read_scores(paths, rules(), units)


def csv(folder: Path, text: str, name: str = "a.csv", encoding: str = "utf-8") -> Path:
    path = folder / name
    path.write_bytes(text.encode(encoding))
    return path


def xlsx(folder: Path, *rows: Sequence[object], name: str = "a.xlsx", title: str = "成绩") -> Path:
    book = openpyxl.Workbook()
    page: Any = book.active
    page.title = title
    for row in rows:
        page.append(list(row))
    book.save(folder / name)
    return folder / name


def told(found: Scores, folder: Path) -> list[str]:
    return [line(one, "zh").replace(f"{folder}/", "").replace(f"{folder}\\", "") for one in found.problems]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize(
    "heads",
    ["单位编号,民意调查", "编号,survey", "ID,民意调查（百分制）", " 单位 编号 , 民意调查："],
)
def test_a_csv_table_is_read_by_names_and_ids_of_sources_in_any_encoding(
    tmp_path: Path, heads: str, encoding: str
) -> None:
    found = read(csv(tmp_path, f"{heads}\nU1,95\nU2,88.5\n", encoding=encoding))
    assert found.figures == {"survey": {"U1": Decimal(95), "U2": Decimal("88.5")}}
    assert found.headed == {"survey"}
    assert found.problems == ()


def test_an_xlsx_table_is_read_below_its_title_with_units_by_name_and_other_columns_passed_over(tmp_path: Path) -> None:
    path = xlsx(
        tmp_path,
        ["2018年民意调查结果"],
        ["序", "单位名称", "联系人", "民意调查", "日常管理", "年度考核"],
        [1, "州财政局", "张三", 95, "好", "优秀"],
        [2, "州教育局", "李四", 88.5, "较好", None],
        [3, "州电力公司", "王五", None, "一般", "称职"],
    )
    assert read(path).figures == {
        "survey": {"U1": Decimal(95), "U2": Decimal("88.5")},
        "daily": {"U1": "好", "U2": "较好", "U3": "一般"},
        "check:1": {"U1": "优秀", "U3": "称职"},
    }


@pytest.mark.parametrize(
    "heading", ["单位编号", "單位編號", "序号", "单位", "單位", "单位名称", "單位名稱", "unit", "编号", "代码"]
)
@pytest.mark.parametrize("named", ["U2", "u2", "州教育局"])
def test_units_go_by_id_or_by_name_under_any_usual_heading(tmp_path: Path, heading: str, named: str) -> None:
    found = read(csv(tmp_path, f"{heading},民意调查\n{named},80\n"))
    assert found.figures["survey"] == {"U2": Decimal(80)}, found.problems


@pytest.mark.parametrize(
    ("typed", "figure"),
    [
        ("95", "95"),
        ("９５．５", "95.5"),
        ("95分", "95"),
        ("９５分", "95"),
        (" 95 分 ", "95"),
        ("95%", "95"),
        ("+95", "95"),
        ("095.50", "95.5"),
        ("0", "0"),
        ("-0", "0"),
        ("66.6666665", "66.666667"),  # a half at the seventh place is rounded up, as everywhere
        ("100", "100"),
    ],
)
def test_figures_are_read_as_people_write_them(tmp_path: Path, typed: str, figure: str) -> None:
    found = read(csv(tmp_path, f"编号,民意调查\nU1,{typed}\n"))
    assert found.figures["survey"] == {"U1": Decimal(figure)}
    assert found.problems == ()


@pytest.mark.parametrize("typed", ["", "  ", "　"])
def test_a_blank_is_missing_and_never_zero(tmp_path: Path, typed: str) -> None:
    found = read(csv(tmp_path, f"编号,民意调查\nU1,{typed}\nU2,1\n"))
    assert found.figures["survey"] == {"U2": Decimal(1)}
    assert found.headed == {"survey"}


FAULTS = {
    "九十五": "[scores-no-number] 州财政局 的“民意调查”填的是“九十五”，不是数字，已略过。请填写数字。",
    "缺考": "[scores-no-number] 州财政局 的“民意调查”填的是“缺考”，不是数字，已略过。请填写数字。",
    "9.5.1": "[scores-no-number] 州财政局 的“民意调查”填的是“9.5.1”，不是数字，已略过。请填写数字。",
    "1e2": "[scores-no-number] 州财政局 的“民意调查”填的是“1e2”，不是数字，已略过。请填写数字。",
    "NaN": "[scores-no-number] 州财政局 的“民意调查”填的是“NaN”，不是数字，已略过。请填写数字。",
    "/": "[scores-no-number] 州财政局 的“民意调查”填的是“/”，不是数字，已略过。请填写数字。",
    "100.01": "[scores-beyond] 州财政局 的“民意调查”为 100.01，不在 0 至 100 之内，已略过。请更正。",
    "-1": "[scores-beyond] 州财政局 的“民意调查”为 -1，不在 0 至 100 之内，已略过。请更正。",
}


@pytest.mark.parametrize("typed", FAULTS)
def test_what_is_no_score_is_named_with_its_cell_and_the_rest_goes_on(tmp_path: Path, typed: str) -> None:
    path = xlsx(tmp_path, ["单位编号", "民意调查"], ["U1", typed], ["U2", "80"])
    found = read(path)
    assert found.figures["survey"] == {"U2": Decimal(80)}
    assert told(found, tmp_path) == [f"a.xlsx!成绩!B2: {FAULTS[typed]}"]
    assert [one.unit for one in found.problems] == ["U1"]


ROWS = {
    "U9,80": "a.csv:3:1: [scores-unknown-unit] 单位 U9 不在单位名单中，这一行已略过。请更正，或把该单位加入名单。",
    ",80": "a.csv:3:1: [scores-unit-missing] 这一行没有写单位，已略过。请填写单位编号或名称。",
    "U1,70": "a.csv:3:2: [scores-twice] 州财政局 的“民意调查”在 a.csv:2:2 已有数据，这一处已略过。请只保留正确的一处。",
}


@pytest.mark.parametrize("row", ROWS)
def test_a_row_that_cannot_be_used_is_named_with_its_place(tmp_path: Path, row: str) -> None:
    found = read(csv(tmp_path, f"编号,民意调查\nU1,95\n{row}\nU2,80\n"))
    assert found.figures["survey"] == {"U1": Decimal(95), "U2": Decimal(80)}
    assert told(found, tmp_path) == [ROWS[row]]


def test_the_same_unit_by_another_name_is_twice_too(tmp_path: Path) -> None:
    found = read(csv(tmp_path, "单位,民意调查\nU1,95\n州财政局,94\n"))
    assert [one.code for one in found.problems] == ["scores-twice"]


def test_a_unit_that_two_tables_give_is_told_with_both_places_and_the_first_counts(tmp_path: Path) -> None:
    one, two = csv(tmp_path, "编号,民意调查\nU1,95\n"), csv(tmp_path, "编号,民意调查\nU1,90\n", "b.csv")
    found = read(one, two)
    assert found.figures["survey"] == {"U1": Decimal(95)}
    assert told(found, tmp_path) == [
        "b.csv:2:2: [scores-twice] 州财政局 的“民意调查”在 a.csv:2:2 已有数据，这一处已略过。请只保留正确的一处。"
    ]


def test_tables_in_any_order_give_the_same(tmp_path: Path) -> None:
    paths = (
        csv(tmp_path, "编号,民意调查\nU1,95\n"),
        csv(tmp_path, "编号,日常管理\nU1,好\n", "b.csv"),
        xlsx(tmp_path, ["编号", "述职测评", "民意调查"], ["U2", 18, 60]),
    )
    wanted: Mapping[str, Mapping[str, Figure]] = {
        "survey": {"U1": Decimal(95), "U2": Decimal(60)},
        "daily": {"U1": "好"},
        "hearing": {"U2": Decimal(18)},
    }
    assert all(read(*order).figures == wanted for order in itertools.permutations(paths))


@pytest.mark.parametrize(
    ("typed", "tier"), [("好", "好"), (" 较好 ", "较好"), ("一 般", None), ("优秀", None), ("90", None)]
)
def test_a_tier_is_one_of_its_words(tmp_path: Path, typed: str, tier: str | None) -> None:
    found = read(csv(tmp_path, f"编号,日常管理\nU1,{typed}\n"))
    assert found.figures["daily"].get("U1") == tier
    assert [one.code for one in found.problems] == ([] if tier else ["scores-no-tier"])


def test_a_figure_for_a_source_that_does_not_count_for_the_unit_is_told(tmp_path: Path) -> None:
    found = read(csv(tmp_path, "编号,述职测评\nU1,18\nU3,19\n"))
    assert found.figures["hearing"] == {"U1": Decimal(18)}
    assert told(found, tmp_path) == [
        "a.csv:3:2: [scores-not-applicable] “述职测评”不适用于 州电力公司（只用于标签为“机关”的单位），数据已略过。"
        "请删去，或更正单位标签。"
    ]


@pytest.mark.parametrize(
    ("source", "typed", "good"),
    [
        ("述职测评", "20", True),
        ("述职测评", "20.5", False),  # its full points are 20
        ("其他测评", "123456", True),  # relative to the best: any amount
        ("其他测评", "-1", False),
        ("加减分", "-5", True),
        ("加减分", "5", True),
        ("加减分", "5.5", False),
    ],
)
def test_a_figure_must_be_within_its_scale(tmp_path: Path, source: str, typed: str, good: bool) -> None:
    unit = "U3" if source == "其他测评" else "U1"
    found = read(csv(tmp_path, f"编号,{source}\n{unit},{typed}\n"))
    assert [one.code for one in found.problems] == ([] if good else ["scores-beyond"])


def test_two_units_of_one_name_are_not_told_apart_by_it(tmp_path: Path) -> None:
    units = (Unit("U1", "一支部"), Unit("U2", "一支部"), Unit("U3", "二支部"))
    found = read(csv(tmp_path, "单位,民意调查\n一支部,90\n二支部,80\n"), units=units)
    assert found.figures["survey"] == {"U3": Decimal(80)}
    assert [one.code for one in found.problems] == ["scores-name-unclear"]


def test_a_number_in_the_list_is_not_taken_for_an_id_where_there_is_one_or_a_name(tmp_path: Path) -> None:
    units = (Unit("1", "甲支部"), Unit("2", "乙支部"))
    by_name = read(csv(tmp_path, "序号,单位名称,民意调查\n1,乙支部,90\n2,甲支部,80\n"), units=units)
    assert by_name.figures["survey"] == {"2": Decimal(90), "1": Decimal(80)}
    by_id = read(csv(tmp_path, "序号,单位编号,民意调查\n1,2,90\n2,1,80\n"), units=units)
    assert by_id.figures == by_name.figures
    alone = read(csv(tmp_path, "序号,民意调查\n1,90\n2,80\n"), units=units)
    assert alone.figures["survey"] == {"1": Decimal(90), "2": Decimal(80)}


def test_a_row_whose_id_and_name_are_of_two_units_is_told(tmp_path: Path) -> None:
    found = read(csv(tmp_path, "编号,单位名称,民意调查\nU1,州教育局,90\nU2,州教育局,80\nU3,电力公司,70\n"))
    assert found.figures["survey"] == {"U2": Decimal(80), "U3": Decimal(70)}
    assert told(found, tmp_path) == [
        "a.csv:2:2: [scores-two-units] 编号 U1 是 州财政局，名称却是“州教育局”，这一行已略过。请更正其一。"
    ]


def test_tables_without_any_source_or_that_cannot_be_read_are_named_and_the_rest_is_read(tmp_path: Path) -> None:
    other, broken = csv(tmp_path, "编号,联系人\nU1,张三\n"), tmp_path / "b.xlsx"
    broken.write_bytes(b"PK\x03\x04 and no more")
    good = xlsx(tmp_path, ["编号", "民意调查"], ["U2", 80])
    found = read(other, broken, tmp_path / "gone.csv", good)
    files = [Path(one.place.file).name for one in found.problems]
    assert sorted(set(files)) == ["a.csv", "b.xlsx", "gone.csv"]
    assert "scores-no-source" in [one.code for one in found.problems]
    assert found.figures["survey"] == {"U2": Decimal(80)}


def test_a_formula_that_was_never_calculated_is_no_score(tmp_path: Path) -> None:
    found = read(xlsx(tmp_path, ["编号", "民意调查"], ["U1", "=90+5"], ["U2", 80]))
    assert found.figures["survey"] == {"U2": Decimal(80)}
    assert [(one.place.sheet, one.place.cell) for one in found.problems] == [("成绩", "B2")]
