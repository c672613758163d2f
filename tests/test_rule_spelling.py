"""Which fields spell which kind of clause: every combination is exactly one kind, or refused."""

from decimal import Decimal
from itertools import combinations

import pytest

from xlrubric.rules import RULES, fits, plain, spelling
from xlrubric.standard import check_source
from xlrubric.yamltext import parse_yaml

SPELLED = {  # every combination of fields that is a rule; a range is written deduct=range
    "deduct": "flat",
    "deduct per": "counted",
    "at_most deduct per": "counted",
    "deduct per target": "shortfall",
    "at_most deduct per target": "shortfall",
    "range": "discretion",
    "bonus": "bonus",
    "bonus per": "bonus_each",
    "at_most bonus per": "bonus_each",
}
FIELDS = {
    "deduct": "deduct: 1",
    "range": "deduct: {from: 1, to: 2}",
    "bonus": "bonus: 1",
    "per": "per: 次",
    "at_most": "at_most: 1",
    "target": "target: 4",
}
COMBINATIONS = [
    " ".join(sorted(chosen))
    for size in range(6)
    for chosen in combinations(FIELDS, size)
    if not {"deduct", "range"} <= set(chosen)
]


@pytest.mark.parametrize("fields", COMBINATIONS)
def test_a_combination_of_fields_is_its_one_rule_or_refused(fields: str) -> None:
    finding = ", ".join(["text: t", *(FIELDS[field] for field in fields.split())])
    lines = "rubric: r\ntitle: t\nsections:\n- name: s\n  items:\n  - {name: i, points: 5, findings: [{%s}]}"
    checked, problems = check_source(parse_yaml(lines % finding, "r.yaml"))
    assert checked is not None
    (made,) = checked.findings()
    fitting = [rule.name for rule in RULES if fits(rule, made)]
    if fields in SPELLED:
        assert (fitting, problems) == ([SPELLED[fields]], [])
    else:
        assert (fitting, [p.code for p in problems]) == ([], ["no-such-rule"])


def test_the_table_of_rules_names_every_rule() -> None:
    assert set(SPELLED.values()) == {rule.name for rule in RULES}
    assert len(COMBINATIONS) == 48  # no amount, an amount or a range; each of the four others given or not


def test_a_rule_is_spelled_with_what_may_be_left_out_in_brackets() -> None:
    assert [spelling(rule) for rule in RULES] == [
        "deduct",
        "deduct + per (at_most)",
        "deduct + per + target (at_most)",
        "deduct {from, to}",
        "bonus",
        "bonus + per (at_most)",
    ]


@pytest.mark.parametrize(
    ("number", "text"),
    [
        ("0.50", "0.5"),
        ("1E+1", "10"),
        ("10", "10"),
        ("100", "100"),
        ("0", "0"),
        ("0.0", "0"),
        ("0.000001", "0.000001"),
        ("-2.50", "-2.5"),
        ("1E-7", "0.0000001"),
        ("100000.000", "100000"),
    ],
)
def test_numbers_are_written_plainly(number: str, text: str) -> None:
    assert plain(Decimal(number)) == text
