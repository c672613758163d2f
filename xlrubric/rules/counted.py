"""counted: so much each time, person, document …; with ``at_most`` no more than that in all.

    - {text: 负责人缺席会议, deduct: 1, per: 次}
    - {text: 组织机构缺项, deduct: 0.2, per: 项, at_most: 0.6}
    - {text: 逾期未交, deduct: 0.5, per: 2天}

The person chooses 无 or 有 and types the count. The count is what counts: 3 times 0.2 is −0.6; 5 days of the last
are two whole steps, −1. A count without 有, or 有 without a count, is marked on the sheet. Wrong:
``deduct: 1, at_most: 3`` without ``per:``.
"""

from decimal import Decimal

from xlrubric.expressions import Expression, call
from xlrubric.rules.rule import Box, Clause, Term, Value, new_rule, term
from xlrubric.rules.terms import choice, count, counted, limit, many, number, per_words, times


def boxes(clause: Clause) -> tuple[Box, ...]:
    """A choice, and a count from 0."""
    return (choice(clause, counted=True), count(clause))


def met(clause: Clause) -> Expression:
    """Any at all."""
    return call("gt", counted(), 0)


def amount(clause: Clause, value: Value) -> Expression:
    """So much for each, within at_most."""
    return times(clause, value, many(clause))


def most(clause: Clause, value: Value) -> Decimal | None:
    """Give the limit, if there is one."""
    return clause.limit


def terms(clause: Clause, value: Value) -> tuple[Term, ...]:
    """So much each, at most so much."""
    mode = clause.finding.step if clause.per.step != 1 else None
    steps = (term(f"step_{mode}"),) if mode in ("started", "linear") else ()
    return (term("each", amount=number(value), per=per_words(clause.per)), *steps, *limit(clause))


COUNTED = new_rule(
    "counted",
    "amount -",
    "per",
    "at_most step",
    boxes=boxes,
    met=met,
    amount=amount,
    most=most,
    terms=terms,
)
