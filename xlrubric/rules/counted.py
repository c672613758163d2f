"""counted: a fault costs so much each time, person, document …; with ``at_most`` no more than that in all.

    - {text: 负责人缺席会议, deduct: 1, per: 次}
    - {text: 组织机构缺项, deduct: 0.2, per: 项, at_most: 0.6}

The person chooses 无 or 有 and types the count. The count is what costs: 3 times 0.2 is −0.6. A count without
有, or 有 without a count, is marked on the sheet. Wrong: ``deduct: 1, at_most: 3`` without ``per:``.
"""

from xlrubric.expressions import Expression, call
from xlrubric.rubric import Finding
from xlrubric.rules.rule import Box, Rule, Term, term
from xlrubric.rules.terms import choice, count, deducted, limit, times


def boxes(finding: Finding) -> tuple[Box, ...]:
    """A choice, and a count from 0."""
    return (choice(counted=True), count(finding))


def effect(finding: Finding) -> Expression:
    """−deduct for each, within at_most."""
    return call("neg", times(deducted(finding), finding))


def terms(finding: Finding) -> tuple[Term, ...]:
    """Take off so much each, at most so much."""
    return (term("deduct_each", amount=deducted(finding), per=finding.per), *limit(finding))


COUNTED = Rule("counted", frozenset({"deduct", "per"}), frozenset({"at_most"}), boxes, effect, terms)
