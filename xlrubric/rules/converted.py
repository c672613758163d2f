"""converted: a measure out of so much, turned into points in proportion.

    - {text: 满意度测评平均分, award: {of: 100}}
    - {text: 理论测试, award: {of: 150, points: 6}}

The person types the measure, 0 to 100. 87 earns 87/100 of the item's points, or of ``points``.
"""

from decimal import Decimal

from xlrubric.expressions import Expression, call
from xlrubric.rubric import Converted
from xlrubric.rules.rule import NUMBER, Box, Clause, Term, Value, new_rule, term
from xlrubric.rules.terms import counted, measure


def scale(clause: Clause, value: Value) -> tuple[Decimal, Decimal]:
    """Give the measure's full amount and the points for it."""
    assert isinstance(value, Converted)  # the rule's shapes have seen to it
    return value.of, clause.points if value.points is None else value.points


def boxes(clause: Clause) -> tuple[Box, ...]:
    """The measure, up to its full amount."""
    full, _ = scale(clause, getattr(clause.finding, clause.finding.verbs()[0]))
    return (measure(clause, full),)


def met(clause: Clause) -> Expression:
    """Ask whether there is any."""
    return call("gt", counted(), 0)


def amount(clause: Clause, value: Value) -> Expression:
    """Give the share of the points."""
    full, points = scale(clause, value)
    return call("if", call("is_number", NUMBER), call("div", call("mul", counted(), points), full), 0)


def most(clause: Clause, value: Value) -> Decimal:
    """Give the full points."""
    return scale(clause, value)[1]


def terms(clause: Clause, value: Value) -> tuple[Term, ...]:
    """Out of so much, to so many points."""
    full, points = scale(clause, value)
    return (term("converted", full=full, amount=points),)


CONVERTED = new_rule(
    "converted",
    "converted",
    "",
    "unit range",
    boxes=boxes,
    met=met,
    amount=amount,
    most=most,
    terms=terms,
)
