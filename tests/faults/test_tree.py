"""What ``check`` prints: every rule, limit, gate and grade of the standard."""

import pytest

from tests.faults.told import item, rubric
from xlrubric.cli.texts import Texts
from xlrubric.cli.tree import tree
from xlrubric.standard import Standard, check_source
from xlrubric.yamltext import parse_yaml


def lines(text: str, language: str = "en") -> list[str]:
    checked, _ = check_source(parse_yaml(text + "language: en\n", "r.yaml"))
    assert checked is not None
    return list(tree(Standard(checked), Texts(language)))


def test_one_of_a_thing_is_not_several() -> None:
    said = lines(item("{text: a, deduct: 1}").replace("points: 5", "points: 1"))
    assert said == [
        "r  t",
        "1 s  1 point",
        "  1.1 i  1 point",
        "    1.1.1 a  −1",
        "1 point, 1 section, 1 item, 1 finding",
    ]


def test_in_chinese_one_and_several_are_counted_alike() -> None:
    text = item("{text: a, deduct: 1}")
    assert lines(text, "zh")[1:3] == ["1 s  5分", "  1.1 i  5分"]
    assert lines(text, "zh")[-1] == "共 5 分，1 个项目，1 项内容，1 种评分情形"


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (
            item("{text: a, deduct: 1}") + "floor: 0\nat_most: 80%\nbetter: lower\nround: 1\n",
            "r  t  (floor: 0, at_most: 80%, round: 1, better: lower)",
        ),
        (
            item("{text: a, deduct: 1}")
            + "grades: [{name: A, from: 90%, each_section: 60%, no_zero: true}, {name: B}]\n",
            "grade A  (from: 90%, each_section: 60%, no_zero)",
        ),
        (item("{text: a, deduct: 1}") + "grades: [{name: A, to: 3, when: '[1] > 2'}, {name: B}]\n", "grade B"),
        (
            rubric(
                "- {name: s, worth: 2, gate: {key_zero: true, key_below: 3}, "
                "items: [{name: i, points: 5, key: true, ONE}]}"
            ),
            "1 s  5 points  (worth: 2, gate: {key_zero, key_below: 3})",
        ),
        (
            rubric(
                "- {name: s, items: [{name: i, points: 5, may_not_apply: true, applies_to: [A, B], floor: none, ONE}]}"
            ),
            "  1.1 i  5 points  (applies_to: A / B, may_not_apply, floor: none)",
        ),
        (
            rubric("- {name: s, items: [{name: i, points: 5, instances: [A, B], combine: lowest, ONE}]}"),
            "  1.1 i  5 points  (instances: A / B, combine: lowest)",
        ),
        (item("{text: a, check: [x, y]}"), "    1.1.1 a  (check: x / y)"),
        (item("{text: a, check: true}"), "    1.1.1 a  (check: true)"),
        (item("{text: a, measure: m, range: {from: -1, to: 2.5}}"), "    1.1.1 a  (measure: m, range: -1 … 2.5)"),
        (item("{text: a, deduct: {formula: x * 2}, unit: m}"), "    1.1.1 a  − by the formula x * 2  (unit: m)"),
        (item("{text: a, register: 4, at_least: 2}"), "    1.1.1 a  at least 2 rows  (register: 4)"),
        (item("{text: a, deduct: 1, applies_to: [A]}"), "    1.1.1 a  −1  (applies_to: A)"),
        (
            item("{group: g, at_most: 2, findings: [{text: a, deduct: 1}, {text: b, deduct: 2}]}"),
            "    group g  (at_most: 2)",
        ),
        (
            item("{keep: highest, findings: [{text: a, deduct: 1}, {text: b, deduct: 2}]}"),
            "    group   (keep: highest)",
        ),
        (
            item("{group: g, at_most: 2, findings: [{text: a, deduct: 1}, {text: b, deduct: 2}]}"),
            "      1.1.2 b  −2, g: together at most 2",
        ),
        (item("{text: a, deduct: 1, periods: [A, B], at_most: 1}"), "    1.1.1.2 a（B）  −1, together at most 1"),
    ],
)
def test_every_rule_is_visible(text: str, line: str) -> None:
    assert line in lines(text)


def test_whether_a_node_applies_is_no_row_of_its_own() -> None:
    said = lines(rubric("- {name: s, items: [{name: i, points: 5, may_not_apply: true, ONE}]}"))
    assert [line.split()[0] for line in said[1:-1]] == ["1", "1.1", "1.1.1"]
