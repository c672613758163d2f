"""discretion: the assessor decides how much, between two bounds.

    - {text: 意识形态责任落实不力, deduct: {from: 0, to: 5}}

The person types the points: 0 (nothing found), or from … to. Wrong: ``from`` above ``to``.
"""

from decimal import Decimal

from xlrubric.expressions import Expression, call
from xlrubric.rubric import Range
from xlrubric.rules.rule import POINTS, Box, Clause, Term, Value, new_rule, term
from xlrubric.rules.terms import counted


def bounds(value: Value) -> Range:
    """Give the bounds."""
    assert isinstance(value, Range)  # the rule's shapes have seen to it
    return value


def boxes(clause: Clause) -> tuple[Box, ...]:
    """An amount in points: 0, or within the bounds."""
    verb = clause.finding.verbs()[0]
    span = bounds(getattr(clause.finding, verb))
    ask = "ask_amount" if verb in ("deduct", "deduct_section", "penalty") else "ask_award"
    return (Box("number", span.low, span.high, whole=False, unit=POINTS, ask=ask, refuse="refuse_amount"),)


def met(clause: Clause) -> Expression:
    """Ask whether there is any."""
    return call("gt", counted(), 0)


def amount(clause: Clause, value: Value) -> Expression:
    """Give the amount, never more than the upper bound."""
    return call("min", bounds(value).high, counted())


def most(clause: Clause, value: Value) -> Decimal:
    """Give the upper bound."""
    return bounds(value).high


def terms(clause: Clause, value: Value) -> tuple[Term, ...]:
    """From so much to so much, as it weighs."""
    span = bounds(value)
    label = "between" if span.low > Decimal(0) else "up_to"
    return (term(label, low=span.low, high=span.high),)


DISCRETION = new_rule(
    "discretion",
    "range",
    "",
    boxes=boxes,
    met=met,
    amount=amount,
    most=most,
    terms=terms,
)
