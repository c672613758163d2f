"""What a rule is: a name, the fields it takes, the boxes a person fills, how many points it moves.

Apart from the rules themselves, so that each of those is one small file that imports only this.
"""

from collections.abc import Callable
from decimal import Decimal
from re import fullmatch
from typing import NamedTuple

from xlrubric.expressions import Expression, Ref, call
from xlrubric.rubric import Finding, shape
from xlrubric.values import Percent, Share

CHOICE = Ref("choice")
NUMBER = Ref("number")
POINTS = "@points"  # the unit of a box that holds points; every language has its word
PER_CENT = "%"
GIVING = ("award", "bonus")  # verbs whose points are won; the others take
NEVER = call("gt", 0, 1)


class Box(NamedTuple):
    """One cell that a person fills in.

    ``name``: ``choice`` (the left cell), ``number`` (the right one) or ``text`` (free words that count). With
    ``options`` one of these words stands in it, from a dropdown; otherwise a number: ``low`` and ``high`` bound it,
    both allowed; ``whole`` admits whole numbers only; ``unit`` stands behind it on the sheet; ``zero`` says that 0 is
    allowed though it lies below ``low``; ``gap`` refuses what lies between 0 and 1 (0.8 typed for 80 %).
    ``ask`` and ``refuse`` are the labels of what the program shows beside the cell and when it refuses an entry.
    """

    name: str
    low: Decimal = Decimal(0)
    high: Decimal = Decimal(9999)
    whole: bool = True
    unit: str = ""
    zero: bool = True
    ask: str = ""
    refuse: str = ""
    options: tuple[str, ...] = ()
    gap: bool = False


class Term(NamedTuple):
    """A piece of the clause's wording: a label of the templates and what fills it."""

    label: str
    values: tuple[tuple[str, str], ...]


class Per(NamedTuple):
    """What is counted, and how many of it are one step: ``2天`` is (2, 天)."""

    step: Decimal
    unit: str


class Clause(NamedTuple):
    """A finding and what its rule needs to know around it.

    ``words`` are the language's for not found and found; ``points`` what the pool carries; ``limit`` is ``at_most`` in
    points; ``read`` turns a formula's text into an expression over ``number`` and names in brackets.
    """

    finding: Finding
    words: tuple[str, str]
    points: Decimal = Decimal(0)
    limit: Decimal | None = None
    read: Callable[[str], Expression] | None = None

    @property
    def per(self) -> Per:
        """Give what is counted."""
        text = self.finding.per or ""
        match = fullmatch(r"([0-9]+(?:\.[0-9]+)?)\s*(\S.*)", text)
        return Per(Decimal(match[1]), match[2]) if match else Per(Decimal(1), text)


Value = object  # of a verb: an amount or one of the models of ``rubric``
Terms = tuple[Term, ...]


class Rule(NamedTuple):
    """A kind of clause.

    ``shapes`` are those of the verbs' values (``""``: no verb); ``needs`` and ``allows`` the finding's modifiers;
    ``boxes`` the cells; ``met`` whether the fault was found or the achievement is there; ``amount`` how many points a
    verb's value comes to, over the boxes' names; ``most`` the most that this can be (None: without end); ``terms`` the
    wording; ``clears`` when everything is lost beside the amount.
    """

    name: str
    shapes: frozenset[str]
    needs: frozenset[str]
    allows: frozenset[str]
    boxes: Callable[[Clause], tuple[Box, ...]]
    met: Callable[[Clause], Expression]
    amount: Callable[[Clause, Value], Expression]
    most: Callable[[Clause, Value], Decimal | None]
    terms: Callable[[Clause, Value], Terms]
    clears: Callable[[Clause, Value], Expression]


def no_clearing(clause: Clause, value: Value) -> Expression:
    """Clear nothing, as most rules do."""
    return NEVER


def new_rule(
    name: str,
    shapes: str,
    needs: str,
    allows: str = "",
    *,
    boxes: Callable[[Clause], tuple[Box, ...]],
    met: Callable[[Clause], Expression],
    amount: Callable[[Clause, Value], Expression],
    most: Callable[[Clause, Value], Decimal | None],
    terms: Callable[[Clause, Value], Terms],
    clears: Callable[[Clause, Value], Expression] = no_clearing,
) -> Rule:
    """Make a rule; shapes and fields are spelled as words (``-`` is no verb)."""
    taken = frozenset("" if s == "-" else f"@{s}" for s in shapes.split())
    needed, allowed = frozenset(needs.split()), frozenset(allows.split())
    return Rule(name, taken, needed, allowed, boxes, met, amount, most, terms, clears)


def shapes_of(finding: Finding) -> frozenset[str]:
    """Name the shapes of the values of a finding's verbs; ``""`` where it has no verb."""
    return frozenset(shape(getattr(finding, verb)) for verb in finding.verbs()) or frozenset({""})


def plain(number: Decimal) -> str:
    """Write a number without trailing zeros or exponent: ``0.50`` -> ``0.5``, ``1E+1`` -> ``10``."""
    text = f"{number:f}"
    return (text.rstrip("0").rstrip(".") or "0") if "." in text else text


def term(label: str, **values: object) -> Term:
    """Make a term; numbers are written plainly."""
    return Term(label, tuple((k, plain(v) if isinstance(v, Decimal) else str(v)) for k, v in values.items()))


def value_of(limit: Share) -> Decimal:
    """Give a threshold as the number that is typed: 80 for ``80%``."""
    return limit.value if isinstance(limit, Percent) else limit
