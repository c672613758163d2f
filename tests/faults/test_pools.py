"""Points and what draws on them: never reached, never lost, gone at once, or not there at all."""

import pytest

from tests.faults.told import codes, item, places, rubric


@pytest.mark.parametrize(
    ("findings", "expected"),
    [
        (["{text: a, award: 5}"], []),
        (["{text: a, award: 3}"], ["points-never-reached"]),
        (["{text: a, award: 3}", "{text: b, award: 2}"], []),
        (["{text: a, award: 3}", "{text: b, deduct: 1}"], []),
        (["{text: a, award: 1, per: 次}"], []),
        (["{text: a, award: 1, per: 次, at_most: 4}"], ["points-never-reached"]),
        (["{text: a, award: 2, periods: [上, 下]}"], ["points-never-reached"]),
        (["{text: a, award: 2.5, periods: [上, 下]}"], []),
        (["{text: a, award: 2, register: 3}"], []),
        (["{text: a, award: {A: 4, B: 2}}"], ["points-never-reached"]),
        (["{text: a, award: {bands: {≥90: 5, else: 1}}, unit: 分}"], []),
        (["{text: a, award: {of: 100}}"], []),
        (["{text: a, award: {of: 100, points: 4}}"], ["points-never-reached"]),
        (["{text: a, award: {formula: x * 0.1}}"], []),
        (["{keep: highest, findings: [{text: a, award: 3}, {text: b, award: 4}]}"], ["points-never-reached"]),
        (["{at_most: 4, findings: [{text: a, award: 3}, {text: b, award: 3}]}"], ["points-never-reached"]),
    ],
)
def test_points_that_awards_can_never_reach_are_told(findings: list[str], expected: list[str]) -> None:
    assert codes(item(*findings)) == expected


@pytest.mark.parametrize(
    ("field", "expected"),
    [
        ("start: 5", []),
        ("start: 4", ["points-never-reached"]),
        ("at_most: 4", ["points-never-reached"]),
        ("floor: 4", []),
        ("floor: 5", ["floor-too-high"]),
        ("floor: none", []),
    ],
)
def test_what_an_item_begins_and_ends_with_leaves_its_points_to_be_had(field: str, expected: list[str]) -> None:
    assert codes(item("{text: a, deduct: 1}").replace("points: 5", f"points: 5\n        {field}")) == expected


@pytest.mark.parametrize(
    ("findings", "expected"),
    [
        (["{text: a, check: true}"], ["points-never-lost"]),
        (["{text: a, bonus: 1}", "{text: b, measure: 次}"], ["points-never-lost"]),
        (["{text: a, veto: 差}"], ["points-never-lost"]),
        (["{text: a, zero: item}"], []),
        (["{text: a, zero: section}"], []),
        (["{text: a, reverse: 2}"], []),
        (["{text: a, penalty: 1}"], []),
        (["{text: a, deduct_section: 1}"], []),
        (["{text: a, veto: 差, per: 天, zero_after: 3}"], []),
        (["{keep: highest, findings: [{text: a, deduct: 1}, {text: b, deduct: 2}]}"], []),
        (["{text: a, register: 3}"], ["points-never-lost"]),
    ],
)
def test_points_that_nothing_touches_are_told(findings: list[str], expected: list[str]) -> None:
    assert codes(item(*findings)) == expected


@pytest.mark.parametrize(
    ("finding", "expected"),
    [
        ("{text: a, deduct: 5}", []),
        ("{text: a, deduct: 5, per: 次}", ["lost-at-once"]),
        ("{text: a, deduct: 4.9, per: 次}", []),
        ("{text: a, deduct: 5, per: 1%, below: 80%}", ["lost-at-once"]),
        ("{text: a, deduct: 5, per: 次, target: 1}", []),
        ("{text: a, deduct: 5, per: 天, zero_after: 3}", ["lost-at-once"]),
        ("{text: a, deduct: {重: 5, 轻: 1}, per: 次}", ["lost-at-once"]),
        ("{text: a, deduct: 6, per: 次}", ["finding-larger-than-item"]),
        ("{text: a, deduct: {from: 1, to: 6}}", ["finding-larger-than-item"]),
        ("{text: a, deduct: {from: 1, to: 5}}", []),
        ("{text: a, deduct: {重: 6, 轻: 1}}", ["finding-larger-than-item"]),
        ("{text: a, deduct: {bands: {≥1: 6}}, unit: 次}", ["finding-larger-than-item"]),
        ("{text: a, deduct: {steps: [1, 6]}, per: 次}", ["finding-larger-than-item"]),
        ("{text: a, deduct: {steps: [1, all]}, per: 次}", []),
        ("{text: a, deduct: 1, per: 次, target: 9}", []),
        ("{text: a, bonus: 6}", []),
        ("{text: a, award: {of: 100, points: 6}}", ["award-larger-than-item"]),
        ("{text: a, deduct_section: 6}", ["finding-larger-than-item"]),
        ("{text: a, deduct_section: 5}", []),
        ("{text: a, penalty: 6}", []),
    ],
)
def test_amounts_are_held_against_the_points(finding: str, expected: list[str]) -> None:
    assert codes(item(finding, "{text: o, deduct: 1}")) == expected


SPILL = "findings: [{text: a, deduct: 1}, {text: b, zero: section}, {text: c, deduct_section: 1}]"


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ([f"- {{name: s, items: [{{name: i, points: 5, {SPILL}}}]}}"], []),
        ([f"- {{name: s, points: 5, items: [{{name: i, {SPILL}}}]}}"], ["section-out-of-reach"] * 2),
        ([f"- {{name: s, items: [{{name: i, points: 5, ONE}}, {{name: j, {SPILL}}}]}}"], ["section-out-of-reach"] * 2),
        (
            [f"- {{name: s, items: [{{name: i, points: 5, instances: [一, 二], {SPILL}}}]}}"],
            ["section-out-of-reach"] * 2,
        ),
        (
            [f"- {{name: s, sections: [{{name: u, items: [{{name: i, points: 5, ONE}}, {{name: j, {SPILL}}}]}}]}}"],
            [],
        ),
    ],
)
def test_what_goes_to_the_section_above_needs_one(lines: list[str], expected: list[str]) -> None:
    assert codes(rubric(*lines)) == expected


@pytest.mark.parametrize(
    ("finding", "expected"),
    [
        ("{text: a, deduct: 1}", ["nothing-to-draw-on"]),
        ("{text: a, award: 1}", ["nothing-to-draw-on"]),
        ("{text: a, reverse: 2}", ["nothing-to-draw-on"]),
        ("{text: a, bonus: 1}", []),
        ("{text: a, penalty: 1}", []),
        ("{text: a, check: true}", []),
    ],
)
def test_what_draws_on_points_needs_some(finding: str, expected: list[str]) -> None:
    inner = f"sections: [{{name: u, items: [{{name: j, findings: [{finding}]}}]}}]"
    assert codes(rubric(f"- {{name: s, {inner}, items: [{{name: i, points: 5, ONE}}]}}")) == expected


@pytest.mark.parametrize(
    ("finding", "expected"),
    [
        ("{text: a, deduct: 1}", []),
        ("{text: a, bonus: 1}", []),
        ("{text: a, reverse: 2}", ["nothing-to-draw-on"]),
        ("{text: a, bonus: {of: 100}}", ["nothing-to-draw-on"]),
        ("{text: a, bonus: {of: 100, points: 5}}", []),
    ],
)
def test_where_nothing_carries_points_amounts_count_by_themselves(finding: str, expected: list[str]) -> None:
    assert codes(rubric(f"- {{name: s, items: [{{name: i, findings: [{finding}]}}]}}")) == expected


@pytest.mark.parametrize(
    ("finding", "expected"),
    [
        ("{text: a, deduct: 1}", ["amount-never-counted"]),
        ("{text: a, award: 9}", ["amount-never-counted"]),
        ("{text: a, bonus: 1}", []),
        ("{text: a, zero: item}", []),
        ("{text: a, measure: 次}", []),
    ],
)
def test_amounts_that_a_formula_leaves_out_are_told(finding: str, expected: list[str]) -> None:
    text = item(finding).replace("points: 5", "points: 5\n        formula: 1 + 1")
    assert codes(text) == expected


def test_what_stands_once_in_an_item_with_instances_is_told_once() -> None:
    text = item("{text: a, award: 3}").replace("points: 5", "points: 5\n        instances: [一, 二, 三]")
    assert places(text) == [("points-never-reached", 7, 17)]
