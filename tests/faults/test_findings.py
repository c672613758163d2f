"""A finding by itself: fields that contradict each other, and those that only look as if they did."""

import pytest

from tests.faults.told import codes, item, places

DEDUCTS = "{text: o, deduct: 1}"  # so that the item's points can be lost


@pytest.mark.parametrize(
    ("finding", "expected"),
    [
        ("{text: a, deduct: 1, award: 1}", ["deduct-and-award"]),
        ("{text: a, deduct: 1, bonus: 1}", []),
        ("{text: a, deduct: 1, penalty: 1}", []),
        ("{text: a, deduct: {from: 3, to: 2}}", ["range-reversed"]),
        ("{text: a, deduct: {from: 2, to: 2}}", []),
        ("{text: a, deduct: 1, below: 3, range: {from: 4, to: 2}}", ["range-reversed"]),
        ("{text: a, deduct: 1, below: 3, range: {from: -4, to: 4}}", []),
        ("{text: a, deduct: 1, per: 天, zero_after: 0.5}", ["zero-after-low"]),
        ("{text: a, deduct: 1, per: 天, zero_after: 1}", []),
        ("{text: a, deduct: 1, zero: item}", ["zero-over-amount"]),
        ("{text: a, bonus: 1, zero: item}", ["zero-over-amount"]),
        ("{text: a, deduct: 1, zero: section}", ["zero-over-amount"]),
        ("{text: a, penalty: 1, zero: item}", []),
        ("{text: a, penalty: 1, zero: total}", ["zero-over-amount"]),
        ("{text: a, deduct: 1, reverse: 2}", ["zero-over-amount"]),
        ("{text: a, zero: item, reverse: 2}", ["zero-over-amount"]),
        ("{text: a, deduct: 1, per: 天, zero_after: 3, zero: item}", []),
        ("{text: a, veto: 差, zero: item}", []),
    ],
)
def test_fields_that_contradict_each_other_are_told(finding: str, expected: list[str]) -> None:
    assert codes(item(finding, DEDUCTS)) == expected


@pytest.mark.parametrize(
    ("finding", "expected"),
    [
        ("{text: a, deduct: {steps: [1, 3, all]}, per: 次}", []),
        ("{text: a, deduct: {steps: [1, all, 3, all]}, per: 次}", ["step-never", "step-never"]),
        ("{text: a, penalty: {steps: [1, all]}, per: 次}", ["steps-all"]),
        ("{text: a, award: {steps: [1, 5]}, per: 次}", []),
        ("{text: a, deduct: {steps: [1, 3]}, per: 2天}", ["steps-of-several"]),
    ],
)
def test_steps_go_up_to_all_and_by_single_counts(finding: str, expected: list[str]) -> None:
    assert codes(item(finding, DEDUCTS)) == expected


@pytest.mark.parametrize(
    ("finding", "expected"),
    [
        ("{text: a, bonus: {A: 5, a: 3}}", ["word-twice"]),
        ("{text: a, bonus: {A: 5, ' A': 3}}", ["word-twice"]),
        ("{text: a, bonus: {A: 5, B: 3}}", []),
        ("{text: a, check: [好, 好]}", ["word-twice"]),
        ("{text: a, check: [好, 坏]}", []),
        ("{text: a, bonus: 1, register: 3, forms: {半: 0.5, 半 : 0.2}}", ["yaml-key-twice"]),
        ("{text: a, bonus: 1, register: 3, forms: {X: 0.5, x: 0.2}}", ["word-twice"]),
        ("{text: a, deduct: 1, periods: [上, 下, 上]}", ["name-twice"]),
        ("{text: a, deduct: 1, periods: [上, 下]}", []),
    ],
)
def test_a_word_stands_once(finding: str, expected: list[str]) -> None:
    assert codes(item(finding, DEDUCTS)) == expected


@pytest.mark.parametrize(
    ("finding", "expected"),
    [
        ("{text: a, bonus: 1, forms: {半: 0.5}}", ["without-register"]),
        ("{text: a, bonus: 1, at_least: 2}", ["without-register"]),
        ("{text: a, register: 3, at_least: 3}", []),
        ("{text: a, register: 3, at_least: 4}", ["at-least-beyond"]),
        ("{text: a, bonus: 1, register: 3, keep: highest, forms: {半: 0.5}}", []),
        ("{text: a, bonus: {A: 1}, register: 3, forms: {半: 0.5}}", []),
        ("{text: a, bonus: 1, per: 篇, register: 3, forms: {半: 0.5}}", []),
        ("{text: a, bonus: {from: 1, to: 2}, register: 3, forms: {半: 0.5}}", []),
        ("{text: a, register: 3, forms: {半: 0.5}}", ["forms-without-points"]),
        ("{text: a, bonus: 1, register: 1}", []),
        ("{text: a, bonus: 1, register: 1, keep: highest}", ["keep-of-one"]),
        ("{text: a, bonus: 1, register: 3, periods: [上, 下]}", ["register-clash"]),
        ("{text: a, bonus: {A: 1}, per: 篇, register: 3}", ["register-clash"]),
        ("{text: a, deduct: 1, register: 3, when: 1 > 2}", ["register-clash"]),
        ("{text: a, deduct: 1, register: 3, zero: item}", ["register-clash"]),
        ("{text: a, deduct: 1, register: 3, reverse: 2}", ["register-clash"]),
        ("{text: a, register: 3, zero: item}", []),
        ("{text: a, deduct: {steps: [1, all]}, per: 次, register: 3}", []),
    ],
)
def test_a_register_goes_with_what_its_rows_can_hold(finding: str, expected: list[str]) -> None:
    assert codes(item(finding, DEDUCTS)) == expected


@pytest.mark.parametrize(
    ("finding", "expected"),
    [
        ("{text: a, deduct: 1, per: 次, target: 4, unit: 次}", ["target-with-unit"]),
        ("{text: a, deduct: 1, target: 4}", ["no-such-rule"]),
        ("{text: a}", ["no-such-rule"]),
        ("{text: a, deduct: 1, at_most: 3, keep: highest}", ["no-such-rule"]),
    ],
)
def test_of_a_finding_that_spells_no_rule_nothing_else_is_told(finding: str, expected: list[str]) -> None:
    assert codes(item(finding)) == expected


def test_everything_is_told_at_once_and_where_it_stands() -> None:
    text = item(
        "{text: a, deduct: 9}",
        "{text: b, deduct: 1, award: 1}",
        "{text: c}",
        "{text: d, bonus: 1, keep: highest}",
    )
    assert places(text) == [
        ("finding-larger-than-item", 9, 31),
        ("deduct-and-award", 10, 13),
        ("no-such-rule", 11, 13),
        ("without-register", 12, 39),
    ]


def test_a_finding_that_the_schema_refuses_keeps_only_what_depends_on_it_from_being_told() -> None:
    refused = "{id: n, text: a, deductt: 1}"
    named = "{text: b, deduct: {formula: '[n] * x'}}"
    assert codes(item(refused, named, "{text: c, bonus: 1, keep: highest}")) == ["field-unknown", "without-register"]
