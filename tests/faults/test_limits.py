"""Limits: those that never bind, bonuses above the limit over them, and whether «at most» is as much as can come."""

from collections.abc import Iterator
from decimal import Decimal
from random import Random

import pytest

from tests.faults.told import codes, item, places, rubric
from tests.proof.fillings import random_filling
from tests.proof.random_rubrics import random_rubric, yaml_of
from xlrubric.faults.most import every_part, most, most_of, most_total
from xlrubric.messages import is_error
from xlrubric.outline import Node, Register, Row
from xlrubric.rubric import Rubric
from xlrubric.scoring import Score, compile_scorer
from xlrubric.standard import Standard, check_source
from xlrubric.yamltext import parse_yaml


@pytest.mark.parametrize(
    ("finding", "expected"),
    [
        ("{text: a, deduct: 1, per: 次, at_most: 5}", []),
        ("{text: a, deduct: 1, per: 次, at_most: 5.5}", ["limit-never-binds"]),
        ("{text: a, bonus: 1, per: 次, at_most: 9}", []),
        ("{text: a, deduct: 1, per: 次, target: 3, at_most: 3}", ["limit-never-binds"]),
        ("{text: a, deduct: 1, per: 次, target: 3, at_most: 2.9}", []),
        ("{text: a, deduct: 1, per: 2次, step: started, target: 3, at_most: 1.9}", []),
        ("{text: a, deduct: 1, per: 2次, step: started, target: 3, at_most: 2}", ["limit-never-binds"]),
        ("{text: a, deduct: 1, per: 20%, below: 80%, at_most: 4}", ["limit-never-binds"]),
        ("{text: a, deduct: 1, per: 20%, below: 80%, at_most: 3}", []),
        ("{text: a, deduct: 1, per: 20%, below: 80%, range: {from: 40, to: 100}, at_most: 2}", ["limit-never-binds"]),
        ("{text: a, deduct: 1, per: 10分, above: 80, at_most: 4}", []),
        (
            "{text: a, deduct: 1, per: 10分, above: 80, range: {from: 0, to: 100}, at_most: 2}",
            ["limit-never-binds"],
        ),
        ("{text: a, bonus: 1, register: 3, at_most: 3}", ["limit-never-binds"]),
        ("{text: a, bonus: 1, register: 3, at_most: 2}", []),
        ("{text: a, bonus: 1, register: 3, forms: {双: 2}, at_most: 3}", []),
        ("{text: a, bonus: 1, register: 3, forms: {半: 0.5}, at_most: 3}", ["limit-never-binds"]),
        ("{text: a, bonus: 1, periods: [上, 下], at_most: 2}", ["limit-never-binds"]),
        ("{text: a, bonus: 1, periods: [上, 下], at_most: 1}", []),
        ("{text: a, bonus: {A: 1}, per: 次, at_most: 9}", []),
        ("{at_most: 2, findings: [{text: a, bonus: 1}, {text: b, bonus: 1}]}", ["limit-never-binds"]),
        ("{at_most: 1, findings: [{text: a, bonus: 1}, {text: b, bonus: 1}]}", []),
        ("{keep: highest, at_most: 2, findings: [{text: a, bonus: 1}, {text: b, bonus: 2}]}", ["limit-never-binds"]),
        ("{at_most: 6, findings: [{text: a, deduct: 1, per: 次}, {text: b, deduct: 2}]}", ["limit-never-binds"]),
        ("{at_most: 5, findings: [{text: a, deduct: 1, per: 次}, {text: b, deduct: 2}]}", []),
        ("{text: a, deduct: 2, per: 次, at_most: 1}", ["limit-below-step"]),
        ("{text: a, deduct: 2, per: 次, at_most: 2}", []),
    ],
)
def test_a_limit_that_never_holds_anything_back_is_told(finding: str, expected: list[str]) -> None:
    assert codes(item(finding, "{text: o, deduct: 1}")) == expected


def test_the_limit_of_a_group_is_told_at_the_group_and_that_of_periods_at_the_finding() -> None:
    text = item(
        "{at_most: 2, findings: [{text: a, bonus: 1}, {text: b, bonus: 1}]}",
        "{text: a, bonus: 1, periods: [上, 下], at_most: 2}",
        "{text: o, deduct: 1}",
    )
    assert places(text) == [("limit-never-binds", 9, 23), ("limit-never-binds", 10, 59)]


@pytest.mark.parametrize(
    ("fields", "bonus", "expected"),
    [
        ("bonus_at_most: 2", "bonus: 3", ["bonus-above-limit"]),
        ("bonus_at_most: 3", "bonus: 3", ["limit-never-binds"]),
        ("bonus_at_most: 2", "bonus: 1, per: 次", []),
        ("bonus_at_most: 2", "bonus: 1, per: 次, at_most: 3", ["bonus-above-limit"]),
        ("bonus_at_most: 2", "bonus: {from: 0, to: 3}", ["bonus-above-limit"]),
        ("bonus_at_most: 2", "bonus: {A: 3, B: 1}", ["bonus-above-limit"]),
        ("bonus_at_most: 2", "deduct: 1", ["limit-never-binds"]),
        ("at_most: 6", "bonus: 1", ["limit-never-binds"]),
        ("at_most: 5", "bonus: 1", []),
        ("at_most: 9", "bonus: 1, per: 次", []),
    ],
)
def test_the_limit_of_an_item_is_held_against_what_can_come(fields: str, bonus: str, expected: list[str]) -> None:
    text = item(f"{{text: a, {bonus}}}", "{text: o, deduct: 1}")
    assert codes(text.replace("points: 5", f"points: 5\n        {fields}")) == expected


BOTH = "items: [{name: i, bonus_at_most: 3, findings: [{text: b, bonus: 1, per: 次}]}]"


@pytest.mark.parametrize(
    ("section", "expected"),
    [
        (f"{{name: s, bonus_at_most: 3, {BOTH}}}", ["limit-never-binds"]),
        (f"{{name: s, bonus_at_most: 2, {BOTH}}}", ["bonus-above-limit"]),
        (f"{{name: s, bonus_at_most: 2, formula: '[1.1]', {BOTH}}}", ["limit-never-binds"]),
        (f"{{name: s, bonus_at_most: 2, sections: [{{name: u, {BOTH}}}]}}", ["bonus-above-limit"]),
    ],
)
def test_the_nearest_limit_over_a_bonus_counts(section: str, expected: list[str]) -> None:
    assert codes(rubric(f"- {section}")) == expected


@pytest.mark.parametrize(
    ("grade", "expected"),
    [("from: 6", []), ("from: 6.1", ["grade-beyond"]), ("from: 120%", []), ("to: 90", [])],
)
def test_a_grade_asks_for_no_more_than_there_is(grade: str, expected: list[str]) -> None:
    text = item("{text: a, deduct: 1}", "{text: b, bonus: 1}")
    assert codes(text + f"grades: [{{name: A, {grade}}}, {{name: B}}]\n") == expected


def standard(seed: int) -> Standard | None:
    """Make a rubric at random in which what does not apply gets no full marks, which no limit holds back."""
    checked, problems = check_source(parse_yaml(yaml_of(random_rubric(Random(seed))), "r.yaml"))
    if checked is None or any(map(is_error, problems)) or unbounded(checked):
        return None
    return Standard(checked)


def unbounded(checked: Rubric) -> bool:
    nodes = (checked, *checked.nodes())
    return any(node.not_applicable == "full" or node.round is not None for node in nodes)


def above(node: Node, score: Score) -> bool:
    most_here = [bound for bound in (most_of(node), node.at_most) if bound is not None]
    value = score[f"review.{node.what}:{node.id}"]
    assert isinstance(value, Decimal)
    return bool(most_here) and value > min(most_here)


def bounds(node: Node) -> Iterator[tuple[str, Decimal]]:
    """Give the findings and registers of one verb with the most that they can move."""
    for part in every_part(node.parts):
        row = part.head if isinstance(part, Register) else part
        if isinstance(row, Row) and len(row.clause.finding.verbs()) == 1:
            bound = most(part, row.clause.finding.verbs()[0])
            if bound is not None:
                yield row.id, bound


@pytest.mark.parametrize("seed", range(40))
def test_nothing_ever_comes_to_more_than_the_most(seed: int) -> None:
    made, chance = standard(seed), Random(seed)
    if made is None:
        return
    scorer, outline = compile_scorer(made.graph), made.outline
    single = [(row_id, bound) for node in outline.nodes for row_id, bound in bounds(node)]
    for _ in range(6):
        score = scorer(random_filling(made.graph, chance, paste=0))
        assert [node.id for node in outline.nodes if node.scored and above(node, score)] == []
        total, highest = score["review.total:"], most_total(outline)
        assert isinstance(total, Decimal)
        assert highest is None or total <= highest
        for row_id, bound in single:
            effect = score[f"review.effect:{row_id}"]
            assert isinstance(effect, Decimal)
            assert abs(effect) <= bound
