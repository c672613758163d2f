"""crossed: a measure below or above a threshold costs a fixed amount.

    - {text: 出席率, deduct: 2, below: 80%}
    - {text: 投诉, deduct: 1, above: 3, unit: 件}
    - {text: 到报率, zero: item, below: 60%}

The person types the measure (78.5 for 78.5 %). Below 80: −2; exactly 80: nothing. Wrong: ``below`` and ``above`` in
one finding.
"""

from decimal import Decimal

from xlrubric.expressions import Expression, call
from xlrubric.rules.rule import NUMBER, PER_CENT, Box, Clause, Rule, Term, Value, new_rule, term, value_of
from xlrubric.rules.terms import measure, number, unit_of


def boxes(clause: Clause) -> tuple[Box, ...]:
    """The measure."""
    return (measure(clause),)


def threshold(clause: Clause) -> tuple[str, Decimal]:
    """Give the side (``lt``, ``gt``) and the number."""
    low, high = clause.finding.below, clause.finding.above
    if low is not None:
        return "lt", value_of(low)
    assert high is not None  # the rule's needs have seen to it
    return "gt", value_of(high)


def met(clause: Clause) -> Expression:
    """Ask whether the measure lies beyond the threshold; a blank does not."""
    side, bound = threshold(clause)
    return call("and", call("is_number", NUMBER), call(side, call("number", NUMBER), bound))


def amount(clause: Clause, value: Value) -> Expression:
    """Give the amount when it does."""
    return call("if", met(clause), number(value), 0)


def most(clause: Clause, value: Value) -> Decimal:
    """Give the amount."""
    return number(value)


def bound_words(clause: Clause) -> dict[str, object]:
    """Give what the wording says of the threshold: 80%, 3件."""
    unit, (_, bound) = unit_of(clause), threshold(clause)
    return {"bound": bound, "unit": unit, "space": "" if unit == PER_CENT or not unit.isascii() else " "}


def terms(clause: Clause, value: Value) -> tuple[Term, ...]:
    """Below so much: so much."""
    label = "below" if clause.finding.below is not None else "above"
    flat = () if value is None else (term("flat", amount=number(value)),)
    return (term(label, **bound_words(clause)), *flat)


def crossed(side: str) -> Rule:
    """Make the rule for one side."""
    return new_rule(
        f"crossed_{side}",
        "amount -",
        side,
        "unit range",
        boxes=boxes,
        met=met,
        amount=amount,
        most=most,
        terms=terms,
    )


BELOW, ABOVE = crossed("below"), crossed("above")
