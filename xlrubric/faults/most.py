"""How much a part can move at most: what limits, points and grades are held against.

None stands for without end, or for what a formula decides.
"""

from collections.abc import Iterable, Iterator
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from xlrubric.outline import Bunch, Node, Outline, Part, Register, Row
from xlrubric.rubric import Bands, Converted, Finding, Levels, Range, Steps
from xlrubric.rules import Clause
from xlrubric.rules.rule import value_of
from xlrubric.rules.terms import least, measure

ZERO, ONE = Decimal(0), Decimal(1)
ROUNDING = {"whole": ROUND_FLOOR, "started": ROUND_CEILING}


def most(part: Part, verb: str) -> Decimal | None:
    """Give the most points that a part can move by a verb."""
    limit = part.clause.limit if isinstance(part, Row) else part.limit
    return least(limit, unlimited(part, verb))


def unlimited(part: Part, verb: str) -> Decimal | None:
    """Give the most points that a part could move without its own limit."""
    if isinstance(part, Row):
        return _of_row(part, verb)
    each = [most(member, verb) for member in (part.lines if isinstance(part, Register) else part.parts)]
    if isinstance(part, Bunch) and part.keep:
        return None if None in each else max((one for one in each if one is not None), default=ZERO)
    return added(each)


def added(each: Iterable[Decimal | None]) -> Decimal | None:
    """Add bounds up; one without end makes the sum so."""
    known = list(each)
    return None if None in known else sum((one for one in known if one is not None), ZERO)


def _of_row(row: Row, verb: str) -> Decimal | None:
    value = getattr(row.clause.finding, verb)
    if value is None:
        return ZERO
    bound = row.rule.most(row.clause._replace(limit=None), value)
    if isinstance(value, Decimal) and row.rule.name in ("rate_below", "rate_above", "short"):
        distance = farthest(row.clause)
        bound = None if distance is None else value * steps_of(row.clause, distance)
    if isinstance(value, Converted) and bound is not None and row.clause.finding.range:
        bound *= max(ONE, row.clause.finding.range.high / value.of)
    factor = max(ONE, *(factor for _, factor in row.forms), ZERO)  # a row whose form is not chosen counts in full
    return None if bound is None else bound * factor


def farthest(clause: Clause) -> Decimal | None:
    """Give how far from its bound a number may be typed; upwards only where the standard says so."""
    finding = clause.finding
    if finding.target is not None:
        return finding.target
    if finding.below is not None:
        return max(ZERO, value_of(finding.below) - measure(clause).low)
    if finding.above is not None and finding.range is not None:
        return max(ZERO, finding.range.high - value_of(finding.above))
    return None


def steps_of(clause: Clause, distance: Decimal) -> Decimal:
    """Turn a distance into steps: whole ones (unless otherwise said), begun ones, or in proportion."""
    steps, mode = distance / clause.per.step, clause.finding.step or "whole"
    return steps if mode == "linear" else steps.to_integral_value(ROUNDING[mode])


def largest(finding: Finding, verb: str) -> Decimal | None:
    """Give the largest amount that a verb names, found once; None where it names none."""
    value = getattr(finding, verb)
    if isinstance(value, Range):
        return value.high
    if isinstance(value, Levels):
        return max(value.root.values())
    if isinstance(value, Bands):
        return max(value.bands.values())
    if isinstance(value, Steps):
        return max((step for step in value.steps if isinstance(step, Decimal)), default=None)
    if isinstance(value, Converted):
        return value.points
    return value if isinstance(value, Decimal) else None


def every_part(parts: Iterable[Part]) -> Iterator[Part]:
    """Give parts and the members of groups, each group before its members."""
    for part in parts:
        yield part
        if isinstance(part, Bunch):
            yield from every_part(part.parts)


def heads(parts: Iterable[Part]) -> Iterator[Row]:
    """Give the findings and the heads of registers among some parts."""
    for part in every_part(parts):
        if isinstance(part, Row):
            yield part
        elif isinstance(part, Register):
            yield part.head


def most_bonus(node: Node) -> Decimal | None:
    """Give the most points on top that a node and all below it can come to, within its limit."""
    return least(node.bonus_at_most, unlimited_bonus(node))


def unlimited_bonus(node: Node) -> Decimal | None:
    """Give the most points on top without the node's own limit; what is combined otherwise is taken as a whole."""
    own = (most(part, "bonus") for part in (node.drawn() if node.id else ()))
    apart = node.scored_children() if node.combine == "sum" and not node.formula else ()
    below = (_scaled(child, most_bonus(child)) for child in apart)
    return added((*own, *below))


def _scaled(child: Node, most_points: Decimal | None) -> Decimal | None:
    """Turn a child's points into those that it counts for above."""
    scaled = child.points and child.points != child.counted
    return most_points * child.counted / child.points if most_points is not None and scaled else most_points


def most_base(node: Node) -> Decimal | None:
    """Give the most that a node can have without points on top; None where a formula or a floor decides."""
    if node.formula or is_raised(node):
        return None
    if node.kind == "open":
        return added(most(part, "award") for part in node.parts)
    if node.kind == "pool":
        return node.points
    part_of = most_base if node.combine == "sum" else most_of
    each = [_scaled(child, part_of(child)) for child in node.scored_children()]
    together = added(each)
    if together is not None and node.combine != "sum":
        together = max((one for one in each if one is not None), default=ZERO)
    if together is None or (together > node.points and any(below.may_not_apply for below in node.walk())):
        return None  # re-basing has no bound
    return max(together, node.points)


def most_of(node: Node) -> Decimal | None:
    """Give the most that a node can score without its own ``at_most``; None where something else decides."""
    return added([most_base(node), most_bonus(node)])


def is_raised(node: Node) -> bool:
    """Say whether a node's floor is not below its points."""
    return node.floor is not None and bool(node.points) and node.floor >= node.points


def most_total(outline: Outline) -> Decimal | None:
    """Give the most that the total can be."""
    return least(outline.root.at_most, added([outline.root.start, most_of(outline.root)]))
