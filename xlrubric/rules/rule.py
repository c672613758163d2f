"""What a rule is: a name, the fields it takes, the boxes a person fills, the points it moves.

Apart from the rules themselves, so that each of those is one small file that imports only this.
"""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from xlrubric.expressions import Expression, Ref
from xlrubric.rubric import Finding

CHOICE = Ref("choice")
NUMBER = Ref("number")
POINTS = "@points"  # the unit of a box that holds points; every language has its word


@dataclass(frozen=True)
class Box:
    """One cell that a person fills in.

    ``name``: ``choice`` (not found / found, from a dropdown) or ``number``. ``low`` and ``high`` bound a
    number, both allowed; ``whole`` admits whole numbers only; ``unit`` stands behind it on the sheet;
    ``zero`` says that 0 is allowed though it lies below ``low``. ``ask`` and ``refuse`` are the labels of what the
    program shows beside the cell and when it refuses an entry.
    """

    name: str
    low: Decimal = Decimal(0)
    high: Decimal = Decimal(9999)
    whole: bool = True
    unit: str = ""
    zero: bool = True
    ask: str = ""
    refuse: str = ""


@dataclass(frozen=True)
class Term:
    """A piece of the clause's wording: a label of the templates and what fills it."""

    label: str
    values: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Rule:
    """A kind of clause.

    ``needs`` and ``allows`` are the finding's fields; ``boxes`` the cells; ``effect`` the points won (+) or
    lost (−) over the boxes' names; ``terms`` the wording of the amounts; ``on_top`` says that the points
    stand outside the item's pool, ``ranged`` that ``deduct`` is a range.
    """

    name: str
    needs: frozenset[str]
    allows: frozenset[str]
    boxes: Callable[[Finding], tuple[Box, ...]]
    effect: Callable[[Finding], Expression]
    terms: Callable[[Finding], tuple[Term, ...]]
    on_top: bool = False
    ranged: bool = False


def plain(number: Decimal) -> str:
    """Write a number without trailing zeros or exponent: ``0.50`` -> ``0.5``, ``1E+1`` -> ``10``."""
    text = f"{number:f}"
    return (text.rstrip("0").rstrip(".") or "0") if "." in text else text


def term(label: str, **values: object) -> Term:
    """Make a term; numbers are written plainly."""
    return Term(label, tuple((k, plain(v) if isinstance(v, Decimal) else str(v)) for k, v in values.items()))
