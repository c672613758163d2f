"""Which fields spell which kind of clause: every combination is exactly one kind, or refused."""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import combinations

import pytest

from xlrubric.messages import is_error
from xlrubric.messages.faults import FAULTS
from xlrubric.rubric import MODIFIERS, SHAPES, VERBS, Finding, Rubric
from xlrubric.rules import RULES, given, nearest, plain, rule_of, rules_fitting, spelled_rule, spelling
from xlrubric.standard import check_source
from xlrubric.yamltext import parse_yaml

AMOUNTS = {  # the shapes that a verb's value can have, and one of each as a file has it
    "amount": "1",
    "range": "{from: 1, to: 2}",
    "levels": "{重: 2, 轻: 1}",
    "steps": "{steps: [1, 2, 3]}",
    "bands": "{bands: {≥90: 1, else: 2}}",
    "converted": "{of: 100}",
    "formula": '{formula: "x"}',
}
FIELDS = {
    "per": "per: 次",
    "at_most": "at_most: 3",
    "target": "target: 4",
    "below": "below: 80%",
    "above": "above: 20",
    "step": "step: started",
    "zero_after": "zero_after: 3",
    "unit": "unit: 分",
    "range": "range: {from: 0, to: 100}",
    "check": "check: true",
    "measure": "measure: 万元",
    "when": 'when: "1 > 2"',
}
# Every way to write a kind: the shape of the amount («-»: none, but a flag), what else it needs, what it may have.
SPELLED = (
    ("flat", "amount -", "", ""),
    ("counted", "amount -", "per", "at_most step"),
    ("short", "amount", "per target", "at_most step"),
    ("crossed_below", "amount -", "below", "unit range"),
    ("crossed_above", "amount -", "above", "unit range"),
    ("rate_below", "amount", "per below", "at_most step unit range"),
    ("rate_above", "amount", "per above", "at_most step unit range"),
    ("late", "amount -", "per zero_after", "at_most step"),
    ("discretion", "range", "", ""),
    ("level", "levels", "", ""),
    ("graded", "levels", "per", "at_most"),
    ("steps", "steps", "per", ""),
    ("bands", "bands", "", "unit range"),
    ("converted", "converted", "", "unit range"),
    ("formula", "formula", "", "unit range at_most"),
    ("computed", "amount -", "when", ""),
    ("check", "-", "check", ""),
    ("measure", "-", "measure", "range"),
)


def subsets(fields: Iterable[str]) -> Iterator[frozenset[str]]:
    known = sorted(fields)
    return (frozenset(chosen) for size in range(len(known) + 1) for chosen in combinations(known, size))


def spelled(shape: str) -> dict[frozenset[str], str]:
    """Give every combination of fields that is a kind with this shape, and the kind."""
    found: dict[frozenset[str], str] = {}
    for kind, shapes, needs, may in SPELLED:
        if shape in shapes.split():
            for more in subsets(may.split()):
                assert found.setdefault(more | frozenset(needs.split()), kind) == kind
    return found


def written(shape: str, fields: Iterable[str], verb: str = "deduct") -> str:
    """Write a finding as a file has it; one without a verb clears its item."""
    effect = "zero: item" if shape == "-" else f"{verb}: {AMOUNTS[shape]}"
    return ", ".join(["text: t", effect, *(FIELDS[field] for field in sorted(fields))])


def checked(finding: str) -> tuple[Rubric, list[str]]:
    """Check a rubric of one finding; the codes of what is wrong with its spelling."""
    lines = "rubric: r\ntitle: t\nsections:\n- name: s\n  items:\n  - {name: i, points: 5, findings: [{%s}]}"
    whole, problems = check_source(parse_yaml(lines % finding, "r.yaml"))
    assert whole is not None, problems
    return whole, [found.code for found in problems if found.code not in FAULTS or is_error(found)]


def fitting(finding: Finding) -> list[str]:
    return [rule.name for rule in rules_fitting(finding)]


def finding_of(shape: str) -> Finding:
    whole, _ = checked(written(shape, ()))
    (made,) = whole.findings()
    return made


FULL, _ = checked(f"text: t, deduct: 1, {', '.join(FIELDS.values())}")
(EVERY,) = FULL.findings()


@pytest.mark.parametrize("shape", [*AMOUNTS, "-"])
def test_every_combination_of_fields_is_one_kind_or_none(shape: str) -> None:
    bare, known = finding_of(shape), spelled(shape)
    differing = {}
    for fields in subsets(FIELDS):
        made = bare.model_copy(update={field: getattr(EVERY, field) for field in fields})
        wanted = [known[fields]] if fields in known else []
        if fitting(made) != wanted:
            differing[" ".join(sorted(fields))] = (fitting(made), wanted)
    assert differing == {}


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("kind", SPELLED, ids=lambda kind: kind[0])
def test_a_kind_is_spelled_alike_with_every_verb_and_nothing_is_said_against_it(
    kind: tuple[str, str, str, str], verb: str
) -> None:
    name, shapes, needs, may = kind
    for shape in shapes.split():
        for more in ("", may):
            whole, problems = checked(written(shape, {*needs.split(), *more.split()}, verb))
            (made,) = whole.findings()
            assert (fitting(made), problems) == ([name], [])


@pytest.mark.parametrize(
    ("finding", "kind"),
    [
        ("deduct: 1, penalty: 2", "flat"),
        ("deduct: 1, bonus: 1", "flat"),
        ("deduct: 1, penalty: 2, per: 次", "counted"),
        ("deduct: 1, penalty: 2, periods: [上半年, 下半年]", "flat"),
        ("deduct: 1, deduct_section: 2, per: 次, target: 4", "short"),
        ("deduct: 1, deduct_section: 2, below: 80%", "crossed_below"),
        ("deduct: 1, zero: section", "flat"),
        ("reverse: 2", "flat"),
        ("veto: 不合格, per: 次", "counted"),
        ("zero: total, above: 3", "crossed_above"),
        ("veto: 不合格, check: true", "check"),
        ("check: [已落实, 未落实]", "check"),
        ("measure: 万元", "measure"),
        # what several periods or the rows of a register come to is limited together, whatever the kind
        ("deduct: 1, at_most: 1, periods: [上半年, 下半年]", "flat"),
        ("award: {国家级: 2, 省级: 1}, at_most: 3, register: 4", "level"),
        ("award: {from: 0, to: 1}, at_most: 3, register: 4", "discretion"),
    ],
)
def test_several_verbs_flags_periods_and_registers_leave_the_kind_as_it_is(finding: str, kind: str) -> None:
    whole, problems = checked(f"text: t, {finding}")
    (made,) = whole.findings()
    assert (fitting(made), problems) == ([kind], [])


def test_a_register_of_texts_alone_is_a_kind_of_its_own() -> None:
    whole, problems = checked("text: t, register: 3")
    (made,) = whole.findings()
    rule = spelled_rule(made)
    assert (fitting(made), rule and rule.name, problems) == ([], "own", [])


@pytest.mark.parametrize(
    "finding",
    [
        "",
        "per: 次",
        "at_most: 3",
        "deduct: 1, at_most: 3",  # how often?
        "deduct: 1, at_most: 10%",
        "deduct: 1, unit: 分",
        "deduct: 1, target: 4",
        "deduct: 1, below: 80%, above: 90%",
        "deduct: 1, check: true",
        "zero: item, check: [已落实, 未落实]",
        "deduct: 1, measure: 万元",
        "deduct: 1, per: 次, when: '1 > 2'",
        "deduct: {from: 1, to: 2}, per: 次",
        "deduct: {重: 2}, at_most: 3",
        "deduct: {重: 2}, per: 次, target: 4",
        "deduct: {steps: [1, 2]}",
        "deduct: {bands: {≥90: 1}}, per: 次",
        "zero: item, per: 次, target: 4",
        "zero: item, per: 1%, below: 80%",  # so much for each step of nothing
    ],
)
def test_what_is_no_kind_is_refused(finding: str) -> None:
    assert_refused(finding, "no-such-rule")


@pytest.mark.parametrize(
    "finding",
    [
        "deduct: 1, bonus: {from: 0, to: 1}",
        "deduct: {重: 2}, penalty: {重: 2}",
        "award: {of: 100}, bonus: 1",
        "deduct: 1, penalty: 2, per: 次, at_most: 3",
        "deduct: 1, penalty: 2, below: 80%, per: 1%, at_most: 10%",
        # of what is limited together only one thing can be the limit's
        "deduct: 1, penalty: 2, periods: [上半年, 下半年], at_most: 3",
        "deduct: 1, penalty: 2, register: 3",
    ],
)
def test_several_verbs_take_only_plain_amounts_neither_limited_nor_listed(finding: str) -> None:
    assert_refused(finding, "verbs-clash")


def assert_refused(finding: str, code: str) -> None:
    """Check that a finding is of no kind, and that this is said."""
    whole, problems = checked(f"text: t, {finding}")
    (made,) = whole.findings()
    assert (fitting(made), problems) == ([], [code])
    assert spelled_rule(made) is None
    with pytest.raises(ValueError, match="spells no rule"):
        rule_of(made)


@pytest.mark.parametrize(
    ("finding", "said", "near"),
    [
        ("", "-", ["flat", "counted", "crossed_below"]),
        ("deduct: 1, at_most: 3", "deduct + at_most", ["flat", "counted", "short"]),
        ("deduct: {from: 1, to: 2}, per: 次", "deduct {from, to} + per", ["discretion"]),
        ("award: {重: 2}, at_most: 3", "award {word: points} + at_most", ["level", "graded"]),
        ("award: {steps: [1, 2]}, at_most: 3", "award {steps} + at_most", ["steps"]),
        ("bonus: {bands: {≥90: 1}}, per: 分", "bonus {bands} + per", ["bands"]),
        ("bonus: {of: 100}, per: 分", "bonus {of} + per", ["converted"]),
        ("zero: item, veto: 差, target: 4, per: 次", "zero + veto + per + target", ["counted"]),
        ("deduct: 1, below: 1, above: 3", "deduct + above + below", ["crossed_below", "crossed_above"]),
        ("measure: 万元, unit: 元", "measure + unit", ["measure"]),
    ],
)
def test_what_is_given_is_said_and_the_nearest_kinds_come_first(finding: str, said: str, near: list[str]) -> None:
    whole, _ = checked(f"text: t, {finding}")
    (made,) = whole.findings()
    assert given(made) == said
    assert [rule.name for rule in nearest(made)][: len(near)] == near
    assert len(nearest(made)) == 3


def test_the_table_of_kinds_names_every_rule() -> None:
    assert [kind for kind, *_ in SPELLED] == [rule.name for rule in RULES]
    assert set(FIELDS) == set(MODIFIERS)
    assert len(SHAPES) + 3 == len(AMOUNTS)  # beside those that a key names: an amount, a range, levels


def test_a_rule_is_spelled_with_what_may_be_left_out_in_brackets() -> None:
    assert [spelling(rule) for rule in RULES] == [
        "deduct",
        "deduct + per (at_most) (step)",
        "deduct + per + target (at_most) (step)",
        "deduct + below (range) (unit)",
        "deduct + above (range) (unit)",
        "deduct + below + per (at_most) (range) (step) (unit)",
        "deduct + above + per (at_most) (range) (step) (unit)",
        "deduct + per + zero_after (at_most) (step)",
        "deduct {from, to}",
        "deduct {word: points}",
        "deduct {word: points} + per (at_most)",
        "deduct {steps} + per",
        "deduct {bands} (range) (unit)",
        "deduct {of} (range) (unit)",
        "deduct {formula} (at_most) (range) (unit)",
        "deduct + when",
        "check",
        "measure (range)",
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
