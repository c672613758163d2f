"""rate: every step of a measure beyond a threshold costs so much.

    - {text: 出席率, deduct: 0.5, per: 1%, below: 80%}
    - {text: 超支, deduct: 1, per: 10万元, above: 100, step: started, at_most: 5}

The person types the measure. 78.5 of the first: one whole step below 80, −0.5; with ``step: started`` two, −1; with
``step: linear`` one and a half, −0.75. Wrong: ``step: half``.
"""

from decimal import Decimal

from xlrubric.expressions import Expression, call
from xlrubric.rules.crossed import bound_words, boxes, met, threshold
from xlrubric.rules.rule import NUMBER, Clause, Rule, Term, Value, new_rule, term
from xlrubric.rules.terms import limit, number, span_words, stepped, times


def distance(clause: Clause) -> Expression:
    """Give how far the measure lies beyond the threshold."""
    side, bound = threshold(clause)
    typed = call("number", NUMBER)
    return call("max", 0, call("sub", bound, typed) if side == "lt" else call("sub", typed, bound))


def amount(clause: Clause, value: Value) -> Expression:
    """So much for each step, within at_most."""
    return call("if", call("is_number", NUMBER), times(clause, value, stepped(clause, distance(clause))), 0)


def most(clause: Clause, value: Value) -> Decimal | None:
    """Give the limit, if there is one."""
    return clause.limit


def terms(clause: Clause, value: Value) -> tuple[Term, ...]:
    """Below so much: so much for every so much."""
    side = "below" if clause.finding.below is not None else "above"
    mode = clause.finding.step or "whole"
    each = term(f"{side}_each", amount=number(value), per=span_words(clause.per), **bound_words(clause))
    return (each, *(() if mode == "whole" else (term(f"step_{mode}"),)), *limit(clause))


def rated(side: str) -> Rule:
    """Make the rule for one side."""
    return new_rule(
        f"rate_{side}",
        "amount",
        f"per {side}",
        "at_most step unit range",
        boxes=boxes,
        met=met,
        amount=amount,
        most=most,
        terms=terms,
    )


RATE_BELOW, RATE_ABOVE = rated("below"), rated("above")
