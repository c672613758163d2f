"""late: so much for each day, and nothing is left after so many.

    - {text: 逾期报送, deduct: 2, per: 天, zero_after: 3}

The person chooses 无 or 有 and types the days. 3 days: −6; 4 days: the item scores 0.
"""

from xlrubric.expressions import Expression, call
from xlrubric.rules.counted import amount, boxes, met, most
from xlrubric.rules.counted import terms as each
from xlrubric.rules.rule import Clause, Term, Value, new_rule, term
from xlrubric.rules.terms import counted


def clears(clause: Clause, value: Value) -> Expression:
    """Ask whether there were more than so many."""
    assert clause.finding.zero_after is not None  # the rule's needs have seen to it
    return call("gt", counted(), clause.finding.zero_after)


def terms(clause: Clause, value: Value) -> tuple[Term, ...]:
    """So much each; more than so many: nothing."""
    after = term("zero_after", most=clause.finding.zero_after, per=clause.per.unit)
    return (*(() if value is None else each(clause, value)), after)


LATE = new_rule(
    "late",
    "amount -",
    "per zero_after",
    "at_most step",
    boxes=boxes,
    met=met,
    amount=amount,
    most=most,
    terms=terms,
    clears=clears,
)
