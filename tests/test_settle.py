"""The outline: where findings draw their points from, what is there at the beginning, what applies to whom."""

from decimal import Decimal

import pytest

from xlrubric.outline import Outline
from xlrubric.rubric import Rubric
from xlrubric.settle import settle
from xlrubric.standard import check_source
from xlrubric.yamltext import parse_yaml

TREE = """
rubric: r
title: t
sections:
  - name: 一
    sections:
      - name: 二级指标（共用）
        points: 5
        items:
          - {name: 甲, findings: [{text: f, deduct: 1}]}
          - {name: 乙, findings: [{text: f, deduct: 1}]}
      - name: 二级指标
        items:
          - {name: 丙, points: 3, findings: [{text: f, deduct: 1}]}
          - {name: 丁, findings: [{text: f, deduct: 1}]}
  - name: 加分
    items: [{name: 戊, findings: [{text: f, bonus: 1}]}]
"""


def rubric(text: str) -> Rubric:
    made, problems = check_source(parse_yaml(text, "r.yaml"))
    assert made is not None, problems
    return made


def outline(text: str, *tags: str) -> Outline:
    return settle(rubric(text), frozenset(tags) if tags else None)


def one_item(findings: str, more: str = "") -> Outline:
    item = f"{{name: i, points: 10, {more} findings: [{findings}]}}"
    return outline(f"rubric: r\ntitle: t\nsections: [{{name: s, items: [{item}]}}]")


def test_findings_draw_on_the_nearest_points_above() -> None:
    kinds = {node.id: node.kind for node in outline(TREE).nodes}
    assert kinds == {
        **{"1": "inner", "1.1": "pool", "1.1.1": "plain", "1.1.2": "plain"},
        **{"1.2": "inner", "1.2.1": "pool", "1.2.2": "plain", "2": "inner", "2.1": "open"},
    }


def test_a_pool_over_several_items_has_the_findings_of_all_of_them() -> None:
    made = outline(TREE)
    drawn = {node.id: [row.id for one in node.drawing() for row in one.rows] for node in made.nodes if node.scored}
    assert drawn["1.1"] == ["1.1.1.1", "1.1.2.1"]
    assert drawn["1.2"] == ["1.2.2.1"]  # 丁 has no points: it draws on the section's
    assert drawn["2.1"] == ["2.1.1"]


@pytest.mark.parametrize(
    ("findings", "start"),
    [
        pytest.param("{text: f, deduct: 1}", 10, id="all there, faults take it off"),
        pytest.param("{text: f, award: 4}", 0, id="all earned"),
        pytest.param("{text: f, award: 4}, {text: g, deduct: 1}", 6, id="10 - 4 that can be earned"),
        pytest.param("{text: f, award: 1, per: 次, at_most: 3}, {text: g, deduct: 1}", 7, id="10 - at most 3"),
        pytest.param("{text: f, award: 1, per: 次}, {text: g, deduct: 1}", 0, id="earned without end"),
        pytest.param("{text: f, award: {优: 6, 良: 4}}, {text: g, deduct: 1}", 4, id="10 - the best level"),
        pytest.param("{text: f, award: {of: 100, points: 8}}, {text: g, deduct: 1}", 2, id="10 - 8 converted"),
        pytest.param("{text: f, award: 1, periods: [a, b, c]}, {text: g, deduct: 1}", 7, id="10 - three periods of 1"),
        pytest.param(
            "{at_most: 2, findings: [{text: f, award: 2}, {text: h, award: 3}]}, {text: g, deduct: 1}",
            8,
            id="10 - the group's limit",
        ),
        pytest.param(
            "{keep: highest, findings: [{text: f, award: 2}, {text: h, award: 3}]}, {text: g, deduct: 1}",
            7,
            id="10 - the larger of the group",
        ),
        pytest.param("{text: f, award: 4}, {text: g, bonus: 3}", 0, id="a bonus takes nothing off the pool"),
    ],
)
def test_what_can_be_earned_is_not_there_at_the_beginning(findings: str, start: int) -> None:
    assert one_item(findings).by_id["1.1"].start == start


def test_the_start_can_be_stated() -> None:
    assert one_item("{text: f, award: 4}", "start: 3,").by_id["1.1"].start == 3


@pytest.mark.parametrize(
    ("at_most", "limit"),
    [("3", "3"), ("10%", "2"), ("10%, of: x", "0.4"), ("0.5%, of: '1'", "0.1")],
)
def test_a_limit_in_per_cent_is_of_the_section_or_of_what_is_named(at_most: str, limit: str) -> None:
    made = outline(
        f"""
rubric: r
title: t
sections:
  - name: s
    items:
      - {{name: i, points: 16, findings: [{{text: f, bonus: 0.1, per: 次, at_most: {at_most}}}]}}
      - {{name: j, id: x, points: 4, findings: [{{text: f, deduct: 1}}]}}
"""
    )
    assert made.rows[0].clause.limit == Decimal(limit)


TAGGED = """
rubric: r
title: t
not_applicable: shrink
sections:
  - {name: a, applies_to: [部门], items: [{name: i, points: 6, findings: [{text: f, deduct: 1}]}]}
  - name: b
    items:
      - {name: j, points: 4, findings: [{text: f, deduct: 1, applies_to: [支部]}, {text: g, deduct: 1}]}
      - {name: k, points: 2, applies_to: [支部, 总支], findings: [{text: f, deduct: 1}]}
"""


@pytest.mark.parametrize(
    ("tags", "rows", "points"),
    [
        pytest.param((), ["1.1.1", "2.1.1", "2.1.2", "2.2.1"], 12, id="without a unit all applies"),
        pytest.param(("部门",), ["1.1.1", "2.1.2"], 10, id="6 + 4"),
        pytest.param(("支部",), ["2.1.1", "2.1.2", "2.2.1"], 6, id="4 + 2"),
        pytest.param(("总支",), ["2.1.2", "2.2.1"], 6, id="either tag will do"),
        pytest.param(("部门", "总支"), ["1.1.1", "2.1.2", "2.2.1"], 12, id="6 + 4 + 2"),
        pytest.param(("别的",), ["2.1.2"], 4, id="only what has no tags"),
    ],
)
def test_what_has_other_tags_is_gone_and_ids_stay(tags: tuple[str, ...], rows: list[str], points: int) -> None:
    made = outline(TAGGED, *tags)
    assert [row.id for row in made.rows] == rows
    assert made.points == points


def test_rows_know_what_they_share() -> None:
    made = one_item(
        "{group: 成果, at_most: 2, findings: [{text: f, deduct: 1}, {text: g, deduct: 1, periods: [a, b], at_most: 1}]}"
    )
    shared = {row.id: [(one.label, one.limit) for one in row.together] for row in made.rows}
    assert shared == {
        "1.1.1": [("成果", Decimal(2))],
        "1.1.2.1": [("", Decimal(1)), ("成果", Decimal(2))],
        "1.1.2.2": [("", Decimal(1)), ("成果", Decimal(2))],
    }


def test_a_registers_head_is_asked_and_its_rows_are_not() -> None:
    made = one_item("{text: 表彰, bonus: {省: 2, 市: 1}, register: 3, keep: highest}")
    assert [(row.id, row.kind, row.asked) for row in made.rows] == [
        ("1.1.1", "register", True),
        ("1.1.1.1", "line", False),
        ("1.1.1.2", "line", False),
        ("1.1.1.3", "line", False),
    ]
