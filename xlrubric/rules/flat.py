"""flat: a fault costs, or an achievement brings, a fixed amount.

    - {text: 无工作计划, deduct: 1}
    - {text: 获命名示范点, bonus: 5}

The person chooses 无 or 有 (not found, found). Found: −1 or +5, once. Wrong: ``deduct: 1, at_most: 1`` (what
happens once has no limit; give ``per:`` when it can be counted).
"""

from decimal import Decimal

from xlrubric.expressions import Expression, call
from xlrubric.rules.rule import Box, Clause, Term, Value, new_rule, term
from xlrubric.rules.terms import choice, found, number


def boxes(clause: Clause) -> tuple[Box, ...]:
    """One choice."""
    return (choice(clause),)


def amount(clause: Clause, value: Value) -> Expression:
    """Give the amount when found."""
    return call("if", found(clause), number(value), 0)


def most(clause: Clause, value: Value) -> Decimal:
    """Give the amount."""
    return number(value)


def terms(clause: Clause, value: Value) -> tuple[Term, ...]:
    """So much."""
    return (term("flat", amount=number(value)),)


FLAT = new_rule("flat", "amount -", "", boxes=boxes, met=found, amount=amount, most=most, terms=terms)
