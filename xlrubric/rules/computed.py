"""computed: a fault that follows from other entries; nobody enters it.

    - {text: 超过两项未完成, deduct: 5, when: "[甲] + [乙] > 2"}
    - {text: 金额和比例都超过, veto: D, when: "[金额] >= 10 and [比例] >= 10"}

The formula is a condition over ``[id]``s. Where it holds, the fault is found. Wrong: a formula that gives a number.
"""

from decimal import Decimal

from xlrubric.expressions import Expression, call
from xlrubric.rules.rule import Box, Clause, Term, Value, new_rule, term
from xlrubric.rules.terms import number


def boxes(clause: Clause) -> tuple[Box, ...]:
    """Nothing to fill in."""
    return ()


def met(clause: Clause) -> Expression:
    """Read the condition."""
    assert clause.read is not None and clause.finding.when is not None  # the rule's needs have seen to it
    return clause.read(clause.finding.when)


def amount(clause: Clause, value: Value) -> Expression:
    """Give the amount when it holds."""
    return call("if", met(clause), number(value), 0)


def most(clause: Clause, value: Value) -> Decimal:
    """Give the amount."""
    return number(value)


def terms(clause: Clause, value: Value) -> tuple[Term, ...]:
    """When so: so much."""
    flat = () if value is None else (term("flat", amount=number(value)),)
    return (term("when", formula=clause.finding.when), *flat)


COMPUTED = new_rule("computed", "amount -", "when", boxes=boxes, met=met, amount=amount, most=most, terms=terms)
