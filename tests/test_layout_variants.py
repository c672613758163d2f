"""What differs from unit to unit, and what stands behind the sheets: variants by tags, hidden workings."""

from tests.sheets import scoring
from tests.small_forms import SIMPLIFIED, UNITS, led, rendered, single, standard
from xlrubric.build import Prefill
from xlrubric.layout.form import unit_form
from xlrubric.layout.sheets import Formula
from xlrubric.skin import read_skin
from xlrubric.units import Unit
from xlrubric.xlsx import read_workbook

VARIED = """
rubric: varied
title: 分类
sections:
  - name: 一、共同
    items:
      - {name: 学习, points: 10, findings: [{text: 缺课, deduct: 1}, {text: 所长缺课, deduct: 2, applies_to: [所]}]}
  - name: 二、窗口
    applies_to: [所, 窗口]
    items: [{name: 服务, points: 10, findings: [{text: 投诉, deduct: 3}]}]
  - name: 三、机关
    applies_to: [机关]
    items: [{name: 公文, points: 5, findings: [{text: 差错, deduct: 0.5, per: 处}]}]
"""
OFFICES = (
    Unit("u-1", "一所", lead="Centre", tags=frozenset({"所", "城区"})),
    Unit("u-2", "机关", lead="Centre", tags=frozenset({"机关"})),
    Unit("u-3", "窗口", lead="Centre", tags=frozenset({"窗口"})),
)
OPTIONAL = """
rubric: optional
title: 有的不适用
sections:
  - name: 一、必评
    items:
      - {name: 台账, points: 6, findings: [{text: 缺, deduct: 1, per: 项}]}
      - {name: 食堂, points: 4, may_not_apply: true, findings: [{text: 脏, deduct: 3}]}
  - name: 二、可选
    may_not_apply: true
    items:
      - {name: 宿舍, points: 5, findings: [{text: 乱, deduct: 1}]}
      - {name: 浴室, points: 5, findings: [{text: 漏, deduct: 2}]}
"""


# Variants


def test_each_units_sheet_has_what_applies_to_its_tags() -> None:
    sheets = [sheet for sheet in led(VARIED, OFFICES).sheets if sheet.key.startswith("scoring:")]
    assert [[key for key in sheet.row_keys.values() if "." in key] for sheet in sheets] == [
        ["finding.1.1.1", "finding.1.1.2", "section.1", "finding.2.1.1", "section.2"],
        ["finding.1.1.1", "section.1", "finding.3.1.1", "section.3"],
        ["finding.1.1.1", "section.1", "finding.2.1.1", "section.2"],
    ]
    for unit, sheet in zip(OFFICES, sheets, strict=True):
        alone = scoring(single(VARIED, unit))
        assert list(alone.row_keys.values()) == list(sheet.row_keys.values())


def test_the_summary_leaves_a_section_that_does_not_apply_blank() -> None:
    front = led(VARIED, OFFICES).sheets[0]
    there = {
        (cell.row, front.column_keys[cell.column]): isinstance(cell.content, Formula)
        for cell in front.cells
        if 6 <= cell.row <= 8
    }
    sections = [[there[row, f"review.section:{n}"] for n in (1, 2, 3)] for row in (6, 7, 8)]
    assert sections == [[True, True, False], [True, False, True], [True, True, False]]


def test_the_identity_keeps_the_tags_that_the_standard_knows() -> None:
    sheet = next(sheet for sheet in led(VARIED, OFFICES).sheets if sheet.key == "identity")
    facts = {key: next((c.content for c in sheet.cells if c.row == row), None) for row, key in sheet.row_keys.items()}
    assert [facts.get(f"unit.{n}.tags") for n in range(3)] == ["所", "机关", "窗口"]  # 城区 is nothing to it
    alone = next(sheet for sheet in single(SIMPLIFIED, OFFICES[0]).sheets if sheet.key == "identity")
    assert "unit.0.tags" not in alone.row_keys.values()


def test_a_unit_to_whom_nothing_applies_has_an_empty_form() -> None:
    text = VARIED.replace("  - name: 一、共同\n", "  - name: 一、共同\n    applies_to: [所]\n")
    made = standard(text)
    form = unit_form(made, read_skin("zh-Hans"), UNITS[0])
    assert [key for key in scoring(form).row_keys.values() if "." in key] == []
    sheets = read_workbook(rendered(form, Prefill()), "a.xlsx").sheets
    assert [sheet.name for sheet in sheets][:2] == ["封面", "评分表"]


# Workings


def test_a_form_that_shows_everything_has_no_workings() -> None:
    assert [sheet.key for sheet in single(SIMPLIFIED).sheets][-1] == "identity"
    assert not [sheet for sheet in led(SIMPLIFIED).sheets if sheet.key.startswith("workings:")]


def test_the_workings_are_steps_that_no_visible_cell_shows() -> None:
    form = single(OPTIONAL)
    (sheet,) = (sheet for sheet in form.sheets if sheet.key.startswith("workings:"))
    assert (sheet.key, sheet.name, sheet.state) == ("workings:u-1", "计算", "hidden")
    one_role = ["out:1.2", "out:2", "points:1", "points:1.2", "points:2", "points:2.1", "points:2.2"]
    found = [key.partition(".")[2] for key in sheet.row_keys.values() if key.startswith("self.")]
    assert sorted(found) == one_role
    assert {f"0/{key}" for key in sheet.row_keys.values()} == {cell.name for cell in sheet.cells}
    assert all(isinstance(cell.content, Formula) for cell in sheet.cells)


def test_each_unit_of_a_lead_units_workbook_has_workings_of_its_own() -> None:
    form = led(OPTIONAL)
    sheets = [sheet for sheet in form.sheets if sheet.key.startswith("workings:")]
    assert [(sheet.key, sheet.name) for sheet in sheets] == [(f"workings:u-{n}", f"计算 {n}") for n in (1, 2, 3)]
    for number, sheet in enumerate(sheets):
        assert {cell.name.partition("/")[0] for cell in sheet.cells} == {str(number)}


def test_a_unit_may_be_called_like_the_workings() -> None:
    units = (Unit("a", "计算 1", lead="Centre"), Unit("b", "计算", lead="Centre"))
    names = [sheet.name for sheet in led(OPTIONAL, units).sheets]
    assert len({name.casefold() for name in names}) == len(names)
    assert names[1:3] == ["计算 1", "计算 (2)"]
