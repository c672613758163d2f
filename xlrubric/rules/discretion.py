"""discretion: the assessor decides how much, between two bounds.

    - {text: 意识形态责任落实不力, deduct: {from: 0, to: 5}}

The person types the points to take off: 0 (nothing found), or from … to. Wrong: ``from`` above ``to``.
"""

from decimal import Decimal

from xlrubric.expressions import Expression, call
from xlrubric.rubric import Finding, Range
from xlrubric.rules.rule import POINTS, Box, Rule, Term, term
from xlrubric.rules.terms import counted


def bounds(finding: Finding) -> Range:
    """Give the bounds."""
    assert isinstance(finding.deduct, Range)  # the rule's choice has seen to it
    return finding.deduct


def boxes(finding: Finding) -> tuple[Box, ...]:
    """An amount in points: 0, or within the bounds."""
    span = bounds(finding)
    amount = Box("number", span.low, span.high, whole=False, unit=POINTS, ask="ask_amount", refuse="refuse_amount")
    return (amount,)


def effect(finding: Finding) -> Expression:
    """−the amount, never more than the upper bound."""
    return call("neg", call("min", bounds(finding).high, counted()))


def terms(finding: Finding) -> tuple[Term, ...]:
    """From so much to so much, as it weighs."""
    span = bounds(finding)
    label = "deduct_between" if span.low > Decimal(0) else "deduct_up_to"
    return (term(label, low=span.low, high=span.high),)


DISCRETION = Rule("discretion", frozenset({"deduct"}), frozenset(), boxes, effect, terms, ranged=True)
