"""flat: a fault costs a fixed amount.

    - {text: 无工作计划, deduct: 1}

The person chooses 无 or 有 (not found, found). Found: −1, once. Wrong: ``deduct: 1, at_most: 1`` (one fault
that happens once has no limit; give ``per:`` when it can be counted).
"""

from xlrubric.expressions import Expression, call
from xlrubric.rubric import Finding
from xlrubric.rules.rule import CHOICE, Box, Rule, Term, term
from xlrubric.rules.terms import choice, deducted, found


def boxes(finding: Finding) -> tuple[Box, ...]:
    """One choice."""
    return (choice(),)


def effect(finding: Finding) -> Expression:
    """−deduct when found."""
    return call("if", found(CHOICE), call("neg", deducted(finding)), 0)


def terms(finding: Finding) -> tuple[Term, ...]:
    """Take off so much."""
    return (term("deduct", amount=deducted(finding)),)


FLAT = Rule("flat", frozenset({"deduct"}), frozenset(), boxes, effect, terms)
