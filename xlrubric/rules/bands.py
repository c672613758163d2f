"""bands: a measure, and the amount of the band that it lies in.

    - {text: 测评得分, award: {bands: {≥90: 10, ≥80: 8, ≥60: 5, else: 0}}, unit: 分}
    - {text: 到达时间, award: {bands: {≤5: 10, ≤10: 6}}, unit: 分钟}

The person types the measure. The first band that fits counts, from the top; ``else`` (0 where not given) is for the
rest. Signs: ``≥ > ≤ <`` or ``>= > <= <``. Wrong: ``{80-90: 8}``.
"""

from decimal import Decimal
from re import fullmatch

from xlrubric.expressions import Expression, Number, call
from xlrubric.rubric import Bands
from xlrubric.rules.rule import NUMBER, Box, Clause, Term, Value, new_rule, term
from xlrubric.rules.terms import measure

ELSE = ("else", "其他", "其餘", "其余")
SIGNS = {"≥": "ge", ">=": "ge", ">": "gt", "≤": "le", "<=": "le", "<": "lt"}
BAND = r"(≥|>=|>|≤|<=|<)\s*(-?[0-9]{1,9}(?:\.[0-9]{1,6})?)\s*%?"


def band(key: str) -> tuple[str, Decimal] | None:
    """Read a band's key; None where it is none. ``("else", 0)`` is the rest."""
    if key in ELSE:
        return "else", Decimal(0)
    match = fullmatch(BAND, key)
    return (SIGNS[match[1]], Decimal(match[2])) if match else None


def bands(value: Value) -> list[tuple[str, Decimal, Decimal]]:
    """Give side, bound and amount of each band that can be read, ``else`` last."""
    assert isinstance(value, Bands)  # the rule's shapes have seen to it
    read = [(*found, points) for key, points in value.bands.items() if (found := band(key))]
    return sorted(read, key=lambda one: one[0] == "else")


def boxes(clause: Clause) -> tuple[Box, ...]:
    """The measure."""
    return (measure(clause),)


def within(side: str, bound: Decimal) -> Expression:
    """Ask whether the measure lies in a band."""
    typed = call("number", NUMBER)
    if side in ("lt", "gt"):
        return call(side, typed, bound)
    return call("not", call("lt" if side == "ge" else "gt", typed, bound))


def amount(clause: Clause, value: Value) -> Expression:
    """Give the amount of the first band; nothing for a blank."""
    known = bands(value)
    rest = known.pop()[2] if known and known[-1][0] == "else" else Decimal(0)
    found: Expression = Number(rest)
    for side, bound, points in reversed(known):
        found = call("if", within(side, bound), points, found)
    return call("if", call("is_number", NUMBER), found, 0)


def met(clause: Clause) -> Expression:
    """Ask whether the band is worth something."""
    return call("gt", amount(clause, getattr(clause.finding, clause.finding.verbs()[0])), 0)


def most(clause: Clause, value: Value) -> Decimal:
    """Give the largest amount."""
    return max((points for *_, points in bands(value)), default=Decimal(0))


def terms(clause: Clause, value: Value) -> tuple[Term, ...]:
    """Each band and its amount."""
    unit = clause.finding.unit or ""
    return tuple(term(f"band_{side}", bound=bound, amount=points, unit=unit) for side, bound, points in bands(value))


BANDS = new_rule(
    "bands",
    "bands",
    "",
    "unit range",
    boxes=boxes,
    met=met,
    amount=amount,
    most=most,
    terms=terms,
)
