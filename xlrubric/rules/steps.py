"""steps: amounts that do not grow evenly with the count.

    - {text: 迟报, deduct: {steps: [3, 5, all]}, per: 次}

The person chooses 无 or 有 and types the count. Once: −3; twice: −5 in all; three times and more: everything.
"""

from decimal import Decimal

from xlrubric.expressions import Expression, call
from xlrubric.rubric import Steps
from xlrubric.rules.counted import boxes, met
from xlrubric.rules.rule import NEVER, Clause, Term, Value, new_rule, plain, term
from xlrubric.rules.terms import counted


def amounts(value: Value) -> list[Decimal | None]:
    """Give the amounts by the count; None is everything."""
    assert isinstance(value, Steps)  # the rule's shapes have seen to it
    return [step if isinstance(step, Decimal) else None for step in value.steps]


def amount(clause: Clause, value: Value) -> Expression:
    """Give the amount for so many; what clears everything is no amount of its own."""
    known = [step if step is not None else Decimal(0) for step in amounts(value)]
    found: Expression = call("if", call("lt", counted(), 1), 0, known[0])
    for n, step in enumerate(known[1:], 2):
        found = call("if", call("lt", counted(), n), found, step)
    return found


def clears(clause: Clause, value: Value) -> Expression:
    """Ask whether the count has reached ``all``."""
    steps = amounts(value)
    return call("not", call("lt", counted(), steps.index(None) + 1)) if None in steps else NEVER


def most(clause: Clause, value: Value) -> Decimal:
    """Give the largest amount."""
    return max((step if step is not None else clause.points) for step in amounts(value))


def terms(clause: Clause, value: Value) -> tuple[Term, ...]:
    """So much for once, twice …"""
    said = []
    steps = amounts(value)
    for n, step in enumerate(steps, 1):
        more = "_more" if n == len(steps) else ""
        label = f"step_all{more}" if step is None else f"step_at{more}"
        said.append(term(label, count=n, per=clause.per.unit, amount=plain(step) if step is not None else ""))
    return tuple(said)


STEPS = new_rule(
    "steps",
    "steps",
    "per",
    boxes=boxes,
    met=met,
    amount=amount,
    most=most,
    terms=terms,
    clears=clears,
)
