"""noted: what is only entered and moves no points: a duty's state, or a number that formulas use.

    - {text: 听取党建汇报, check: [已落实, 推进中, 未落实]}
    - {text: 年度产值, measure: 万元}

The person chooses the state (``check: true``: 无 or 有), or types the number.
"""

from decimal import Decimal

from xlrubric.expressions import Expression, Number, call
from xlrubric.rules.rule import NEVER, NUMBER, Box, Clause, Term, Value, new_rule
from xlrubric.rules.terms import choice, found, measure


def check_boxes(clause: Clause) -> tuple[Box, ...]:
    """A choice of states."""
    states = clause.finding.check
    return (Box("choice", ask="ask_level", refuse="refuse_level", options=states) if states else choice(clause),)


def measure_boxes(clause: Clause) -> tuple[Box, ...]:
    """A number."""
    return (measure(clause),)


def typed(clause: Clause) -> Expression:
    """Ask whether a number is there."""
    return call("is_number", NUMBER)


def nothing(clause: Clause, value: Value) -> Expression:
    """Move no points."""
    return Number(Decimal(0))


def no_points(clause: Clause, value: Value) -> Decimal:
    """Move no points at most either."""
    return Decimal(0)


def no_boxes(clause: Clause) -> tuple[Box, ...]:
    """Give no box beside the free text of a register's row."""
    return ()


def never(clause: Clause) -> Expression:
    """Find nothing."""
    return NEVER


def no_terms(clause: Clause, value: Value) -> tuple[Term, ...]:
    """Say nothing of points."""
    return ()


CHECK = new_rule(
    "check",
    "-",
    "check",
    boxes=check_boxes,
    met=found,
    amount=nothing,
    most=no_points,
    terms=no_terms,
)
MEASURE = new_rule(
    "measure",
    "-",
    "measure",
    "range",
    boxes=measure_boxes,
    met=typed,
    amount=nothing,
    most=no_points,
    terms=no_terms,
)
# a register of texts alone: duties of the unit's own
OWN = new_rule("own", "-", "", boxes=no_boxes, met=never, amount=nothing, most=no_points, terms=no_terms)
