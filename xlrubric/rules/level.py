"""level: one of several words, each with its amount.

    - {text: 目标责任制考核, award: {优秀: 10, 良好: 8, 其他: 0}}
    - {text: 问题的程度, deduct: {严重: 5, 一般: 2}}

The person chooses the word from a dropdown; 无 is added where no word is worth 0. With ``per`` each word is counted
for itself, in a row of its own: ``deduct: {正职: 1, 副职: 0.8}, per: 人次``.
"""

from decimal import Decimal

from xlrubric.expressions import Expression, Number, call
from xlrubric.rubric import Levels
from xlrubric.rules.rule import CHOICE, Box, Clause, Term, Value, new_rule, term


def levels(value: Value) -> dict[str, Decimal]:
    """Give the words and their amounts."""
    assert isinstance(value, Levels)  # the rule's shapes have seen to it
    return value.root


def options(clause: Clause) -> tuple[str, ...]:
    """Give the words to choose from."""
    known = levels(getattr(clause.finding, clause.finding.verbs()[0]))
    return tuple(known) if Decimal(0) in known.values() or clause.words[0] in known else (*known, clause.words[0])


def boxes(clause: Clause) -> tuple[Box, ...]:
    """One choice of a word."""
    return (Box("choice", ask="ask_level", refuse="refuse_level", options=options(clause)),)


def met(clause: Clause) -> Expression:
    """Ask whether a word was chosen that is worth something."""
    return call("gt", amount(clause, getattr(clause.finding, clause.finding.verbs()[0])), 0)


def amount(clause: Clause, value: Value) -> Expression:
    """Give the amount of the word."""
    found: Expression = Number(Decimal(0))
    for word, points in reversed(levels(value).items()):
        found = call("if", call("eq", CHOICE, word), points, found)
    return found


def most(clause: Clause, value: Value) -> Decimal:
    """Give the largest amount."""
    return max(levels(value).values())


def terms(clause: Clause, value: Value) -> tuple[Term, ...]:
    """Each word and its amount."""
    return tuple(term("level", word=word, amount=points) for word, points in levels(value).items())


LEVEL = new_rule(
    "level",
    "levels",
    "",
    boxes=boxes,
    met=met,
    amount=amount,
    most=most,
    terms=terms,
)
# counted by level: ``outline`` makes one counted finding of each word, so that only its spelling is known here
GRADED = new_rule(
    "graded",
    "levels",
    "per",
    "at_most",
    boxes=boxes,
    met=met,
    amount=amount,
    most=most,
    terms=terms,
)
