"""The nature of nodes: which may stand for fewer points than they carry, whose bonus goes its own way, what clears.

Apart from ``nodes``, which makes their quantities of the answers.
"""

from collections.abc import Callable, Iterator
from decimal import Decimal

from xlrubric.expressions import Expression, Number, call
from xlrubric.outline import Bunch, Node, Outline, Part, Register, Row
from xlrubric.quantities.marks import leavable, ref
from xlrubric.quantities.rows import flows_to

ZERO = Decimal(0)


def heads(part: Part) -> Iterator[Row]:
    """Give the rows that can clear or turn round: findings, heads of registers and their rows."""
    if isinstance(part, Bunch):
        for member in part.parts:
            yield from heads(member)
    elif isinstance(part, Register):
        yield from (part.head, *part.lines)
    else:
        yield part


def in_scale(child: Node, value: Expression) -> Expression:
    """Turn a child's points into those that it counts for above."""
    if child.counted == child.points or not child.points:
        return value
    if isinstance(value, Number):
        return Number(value.value * child.counted / child.points)
    return call("div", call("mul", value, child.counted), child.points)


def points_of(outline: Outline, node: Node, role: str) -> Expression:
    """Refer to the points that a node stands for: a plain number where all of it always applies."""
    return ref(role, "points", node.id) if varies(outline, node) else Number(node.points)


def remembered(question: Callable[[Outline, Node], bool]) -> Callable[[Outline, Node], bool]:
    """Ask each question of a node once."""

    def asked(outline: Outline, node: Node) -> bool:
        key = (question.__name__, node.id)
        if key not in outline.memory:
            outline.memory[key] = question(outline, node)
        return outline.memory[key]

    asked.__doc__ = question.__doc__
    return asked


@remembered
def varies(outline: Outline, node: Node) -> bool:
    """Say whether a node may stand for fewer points than it carries: something below is left out, or can be."""
    own, *above = leavable(outline, node) or (None,)
    if above or (own and node.missing != "full"):
        return True
    return node.kind == "inner" and (lacks(node) or any(varies(outline, child) for child in node.scored_children()))


def lacks(node: Node) -> bool:
    """Say whether something below is gone that does not apply to these units."""
    return carried(node) < node.points


def carried(node: Node) -> Decimal:
    """Give the points that the nodes below a section carry, of those that apply to these units."""
    each = [child.counted for child in node.scored_children()]
    return sum(each, node.granted) if node.combine == "sum" else max(each, default=ZERO)


@remembered
def splits(outline: Outline, node: Node) -> bool:
    """Say whether base and bonus go different ways: a limit of bonuses, or re-basing, here or above."""
    if not tops(node):
        return False
    above = node
    while not (
        above.bonus_at_most is not None or takes(above) or (above.missing != "shrink" and varies(outline, above))
    ):
        if not above.id:
            return False
        above = outline.above(above)
        if above.combine != "sum" or above.formula:  # takes what is below as a whole
            return False
    return True


def takes(node: Node) -> bool:
    """Say whether findings take from, or add to, what the nodes below a section come to: never from their bonuses."""
    if node.kind != "inner":
        return False
    own = any(flows_to(part, "pool", "x") is not None for part in node.drawn())
    parts = (part for child in node.scored_children() for part in child.drawn())
    return own or any(flows_to(part, "section", "x") is not None for part in parts)


def tops(node: Node) -> bool:
    """Say whether a node or one below it can give points on top."""
    return any(flows_to(part, "top", "x") is not None for below_ in node.walk() for part in below_.parts)
