"""What several rules say alike: found or not, how many, at most so much; and the boxes for it."""

from decimal import Decimal

from xlrubric.expressions import Expression, Ref, call
from xlrubric.rubric import Finding
from xlrubric.rules.rule import NUMBER, Box, Term, term

FOUND = "@found"  # stands for the word of the rubric's language; ``graph`` puts it in


def choice(counted: bool = False) -> Box:
    """Give the box of found or not found; ``counted`` when a count stands beside it."""
    return Box("choice", ask="ask_choice_count" if counted else "ask_choice", refuse="refuse_choice")


def count(finding: Finding, ask: str = "ask_count") -> Box:
    """Give the box of a whole number from 0, with the finding's unit behind it."""
    return Box("number", unit=finding.per or "", ask=ask, refuse="refuse_count")


def deducted(finding: Finding) -> Decimal:
    """Give the fixed amount that the finding takes off."""
    assert isinstance(finding.deduct, Decimal)  # the rule's ``needs`` has seen to it
    return finding.deduct


def found(choice: Ref) -> Expression:
    """Ask whether the fault was found."""
    return call("eq", choice, FOUND)


def counted() -> Expression:
    """Give the number typed; one below 0, which the sheet refuses but a paste brings in, counts as 0."""
    return call("max", 0, call("number", NUMBER))


def times(amount: Decimal, finding: Finding) -> Expression:
    """Multiply the amount by the count, within ``at_most``."""
    product = call("mul", amount, counted())
    return product if finding.at_most is None else call("min", finding.at_most, product)


def limit(finding: Finding) -> tuple[Term, ...]:
    """Say the limit, where there is one."""
    return () if finding.at_most is None else (term("at_most", amount=finding.at_most),)
