"""bonus: points on top, outside the item's own; each time with ``per``, limited with ``at_most``.

    - {text: 获命名示范点, bonus: 5}
    - {text: 信息被采用, bonus: 0.1, per: 篇, at_most: 1}

The person chooses 无 or 有, and with ``per`` types the count. Deductions never reach these points: an item of
6 whose faults took all 6 still has the 5 on top. Wrong: ``bonus`` and ``deduct`` in one finding.
"""

from decimal import Decimal

from xlrubric.expressions import Expression, call
from xlrubric.rubric import Finding
from xlrubric.rules.rule import CHOICE, Box, Rule, Term, term
from xlrubric.rules.terms import choice, count, found, limit, times


def given(finding: Finding) -> Decimal:
    """Give the amount that the finding adds."""
    assert finding.bonus is not None  # the rule's ``needs`` has seen to it
    return finding.bonus


def boxes(finding: Finding) -> tuple[Box, ...]:
    """A choice."""
    return (choice(),)


def effect(finding: Finding) -> Expression:
    """+bonus when found."""
    return call("if", found(CHOICE), given(finding), 0)


def terms(finding: Finding) -> tuple[Term, ...]:
    """Add so much."""
    return (term("bonus", amount=given(finding)),)


def boxes_each(finding: Finding) -> tuple[Box, ...]:
    """A choice, and a count from 0."""
    return (choice(counted=True), count(finding))


def effect_each(finding: Finding) -> Expression:
    """+bonus for each, within at_most."""
    return times(given(finding), finding)


def terms_each(finding: Finding) -> tuple[Term, ...]:
    """Add so much each, at most so much."""
    return (term("bonus_each", amount=given(finding), per=finding.per), *limit(finding))


BONUS = Rule("bonus", frozenset({"bonus"}), frozenset(), boxes, effect, terms, on_top=True)
BONUS_EACH = Rule(
    "bonus_each",
    frozenset({"bonus", "per"}),
    frozenset({"at_most"}),
    boxes_each,
    effect_each,
    terms_each,
    on_top=True,
)
