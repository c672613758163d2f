"""Formulas: what they may name where, the words that they compare, and circles."""

import pytest

from tests.faults.told import codes, item, places, rubric

NUMBER = "{id: n, text: n, measure: 次}"
WORD = "{id: w, text: w, bonus: {重: 2, 轻: 1}}"
FLAT = "{id: f, text: f, deduct: 1}"


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("'[n] * x'", []),
        ("'[1]'", ["formula-circle"]),
        ("'[m] * x'", ["formula-unknown-name"]),
        ("'[w] * x'", ["formula-type"]),
        ("'[f] * x'", ["formula-type"]),
        ("'[c] * x'", ["formula-without-entry"]),
        ("'[g] * x'", ["formula-without-entry"]),
        ("'[r] * x'", ["formula-unknown-name"]),
        ("1 > 2", ["formula-kind"]),
        ("1 +", ["formula-no-value"]),
    ],
)
def test_a_formula_names_what_is_entered(formula: str, expected: list[str]) -> None:
    computed = "{id: c, text: c, deduct: 1, when: 1 > 2}"
    given = "{id: g, text: g, deduct: {formula: '[n] * 2'}}"
    register = "{id: r, text: r, register: 3}"
    asked = f"{{text: a, deduct: {{formula: {formula}}}}}"
    assert codes(item(NUMBER, WORD, FLAT, computed, given, register, asked)) == expected


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ('[w] = "重"', []),
        ('[w] = "无"', []),
        ('[w] = "中"', ["formula-word-unknown"]),
        ('"中" = [w]', ["formula-word-unknown"]),
        ('[w] <> "中" or [w] = "轻"', ["formula-word-unknown"]),
        ('[f] = "有"', []),
        ('[f] = "yes"', ["formula-word-unknown"]),
        ('if([n] > 2, "中", "重") = [w]', []),
    ],
)
def test_a_formula_compares_with_words_that_there_are(condition: str, expected: list[str]) -> None:
    assert codes(item(NUMBER, WORD, FLAT, f"{{text: a, deduct: 1, when: '{condition}'}}")) == expected


def test_x_belongs_to_the_finding_where_it_is_typed() -> None:
    text = (
        item(FLAT, "{text: b, deduct: 1, when: x > 2}").replace("points: 5", "points: 5\n        formula: x + 1")
        + "grades: [{name: A, when: x > 2}, {name: B}]\n"
    )
    assert [code for code in codes(text) if code == "formula-x"] == ["formula-x"] * 3


def test_a_node_without_a_score_cannot_be_named() -> None:
    named = "findings: [{text: a, deduct: {formula: '[%s] + x'}}]"
    plain = "{id: j, name: j, findings: [{text: b, deduct: 1}]}"
    assert codes(rubric(f"- {{name: s, points: 5, items: [{plain}, {{name: i, {named % 'j'}}}]}}")) == [
        "formula-without-score"
    ]


def test_within_an_instance_a_formula_names_the_same_instance() -> None:
    text = item(NUMBER).replace("points: 5", "points: 5\n        instances: [一, 二]\n        formula: '[n] * 2'")
    assert codes(text) == []


def test_what_applies_to_some_units_may_be_named_for_all() -> None:
    some = "{id: n, text: n, measure: 次, applies_to: [甲]}"
    assert codes(item(some, "{text: a, deduct: {formula: '[n] * x'}}")) == []


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("'[1.2]'", "'[1.1]'", [("formula-circle", 4, 53)]),
        ("'[1.2]'", "1 + 1", []),
        ("'[1]'", "1 + 1", [("formula-circle", 4, 53)]),
    ],
)
def test_a_circle_is_told_at_one_of_its_formulas(one: str, other: str, expected: list[tuple[str, int, int]]) -> None:
    flag = "findings: [{text: a, zero: item}]"
    items = f"{{name: i, points: 5, formula: {one}, {flag}}}, {{name: j, points: 5, formula: {other}, {flag}}}"
    assert places(rubric(f"- {{name: s, items: [{items}]}}")) == expected
