"""by_formula: anything else that can be computed from a number and from what stands elsewhere.

    - {text: 投稿, award: {formula: "min(4, x * 0.5)"}, unit: 篇}
    - {text: 人均, award: {formula: "min(5, [产值] / [人数] * 0.1)"}}

``x`` is the number that the person types here; ``[id]`` the number typed for another finding or the score of a node.
Where ``x`` does not occur there is nothing to fill in.
"""

from decimal import Decimal

from xlrubric.expressions import Expression, call, references
from xlrubric.rubric import ByFormula
from xlrubric.rules.rule import NUMBER, Box, Clause, Term, Value, new_rule, term
from xlrubric.rules.terms import limit, limited, measure


def parsed(clause: Clause, value: Value) -> Expression:
    """Read the formula."""
    assert isinstance(value, ByFormula)  # the rule's shapes have seen to it
    assert clause.read is not None  # the graph gives every clause its reader
    return clause.read(value.formula)


def boxes(clause: Clause) -> tuple[Box, ...]:
    """A number, where the formula needs one."""
    value = getattr(clause.finding, clause.finding.verbs()[0])
    return (measure(clause),) if NUMBER.name in references(parsed(clause, value)) else ()


def met(clause: Clause) -> Expression:
    """Ask whether the amount is above 0."""
    return call("gt", amount(clause, getattr(clause.finding, clause.finding.verbs()[0])), 0)


def amount(clause: Clause, value: Value) -> Expression:
    """Give the formula's value, never below 0 and within at_most; nothing for a blank."""
    found = call("max", 0, limited(clause, parsed(clause, value)))
    return call("if", call("is_number", NUMBER), found, 0) if boxes(clause) else found


def most(clause: Clause, value: Value) -> Decimal | None:
    """Give the limit, if there is one."""
    return clause.limit


def terms(clause: Clause, value: Value) -> tuple[Term, ...]:
    """Say the formula."""
    assert isinstance(value, ByFormula)  # the rule's shapes have seen to it
    return (term("formula", formula=value.formula), *limit(clause))


BY_FORMULA = new_rule(
    "formula",
    "formula",
    "",
    "unit range at_most",
    boxes=boxes,
    met=met,
    amount=amount,
    most=most,
    terms=terms,
)
