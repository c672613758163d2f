"""What several rules say alike: found or not, how many, at most so much."""

from decimal import Decimal

from xlrubric.expressions import Expression, Ref, call
from xlrubric.rubric import Finding
from xlrubric.rules.rule import NUMBER, Term, term

FOUND = "@found"  # stands for the word of the rubric's language; ``graph`` puts it in


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
