"""Expressions over quantities: the one form in which every rule is stated.

Apart because two witnesses read it and may not know each other: ``scoring`` evaluates it in exact decimals,
``formulas`` renders it as Excel text. An expression is plain data: numbers, words, references to named
quantities, and calls of the few operations listed in ``OPERATIONS``.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal

# How many arguments each operation takes: exactly so many, or (MANY) two and more.
MANY = -1
OPERATIONS = {
    **dict.fromkeys(("sub", "mul", "div", "round"), 2),  # number from numbers
    **dict.fromkeys(("add", "min", "max"), MANY),
    **dict.fromkeys(("neg", "floor"), 1),  # floor: the whole number at or below
    **dict.fromkeys(("eq", "lt", "gt"), 2),  # condition
    **dict.fromkeys(("and", "or"), MANY),
    "not": 1,
    "if": 3,  # choice between values
    "join": MANY,  # text from texts
    "count": MANY,  # a word, then references: how many of these cells hold it (capitals make no difference)
    **dict.fromkeys(("number", "is_number", "is_blank"), 1),  # an entry's number or 0; questions about one
}


@dataclass(frozen=True, slots=True)
class Number:
    """A constant."""

    value: Decimal


@dataclass(frozen=True, slots=True)
class Words:
    """A constant text."""

    value: str


@dataclass(frozen=True, slots=True)
class Ref:
    """The value of a named entry or quantity."""

    name: str


@dataclass(frozen=True, slots=True)
class Call:
    """An operation on expressions; ``operation`` is one of ``OPERATIONS``."""

    operation: str
    arguments: tuple["Expression", ...]


Expression = Number | Words | Ref | Call


def call(operation: str, *arguments: "Expression | Decimal | int | str") -> Call:
    """Make a call; plain numbers and texts become constants.

    Raises ValueError for an operation that there is not, and for too many or too few arguments.
    """
    if operation not in OPERATIONS:
        raise ValueError(f"no operation {operation!r}")
    takes = OPERATIONS[operation]
    if len(arguments) != takes and not (takes == MANY and len(arguments) >= 2):
        raise ValueError(f"{operation} does not take {len(arguments)} arguments")
    return Call(operation, tuple(constant(argument) for argument in arguments))


def constant(value: "Expression | Decimal | int | str") -> Expression:
    """Give an expression as it is, and a plain value as a constant."""
    if isinstance(value, Decimal | int):
        return Number(Decimal(value))
    return Words(value) if isinstance(value, str) else value


def total(terms: tuple[Expression, ...]) -> Expression:
    """Add the terms up; the sum of none is 0."""
    if len(terms) == 1:
        return terms[0]
    return Call("add", terms) if terms else Number(Decimal(0))


def references(expression: Expression) -> Iterator[str]:
    """Give the names that an expression refers to, in order of appearance."""
    if isinstance(expression, Ref):
        yield expression.name
    elif isinstance(expression, Call):
        for argument in expression.arguments:
            yield from references(argument)


def renamed(expression: Expression, new_name: Callable[[str], str]) -> Expression:
    """Give the expression with every reference renamed."""
    if isinstance(expression, Ref):
        return Ref(new_name(expression.name))
    if isinstance(expression, Call):
        return Call(expression.operation, tuple(renamed(a, new_name) for a in expression.arguments))
    return expression
