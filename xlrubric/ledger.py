"""One unit's account: every point lost or won from what was there at the beginning down to the total.

Apart from the tables and explanations that show it: here it is figures. What the rows of a node do not explain (a
floor, a limit, zeroing, re-basing …) is a posting of its own, so that an account always adds up to the score.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal, localcontext

from xlrubric.graph import name
from xlrubric.outline import Bunch, Node, Outline, Part, Register, Row
from xlrubric.quantities.rows import TARGETS, verb_of
from xlrubric.scoring import DIGITS, Score

ZERO = Decimal(0)
NOTHING = Decimal("1E-20")  # what is left of a division that goes on for ever


@dataclass(frozen=True)
class Posting:
    """Points of one row, or of what happened to a node as a whole.

    ``kind`` is ``lost`` or ``won`` for a row; for a node ``floor``, ``limit``, ``zero``, ``reverse``, ``out``,
    ``rebased``, ``scaled``, ``combined``, ``rounded`` or ``formula``.
    """

    kind: str
    points: Decimal
    node: Node
    row: Row | None = None


@dataclass
class _Tally:
    """What a node's postings come to, by where they go: into the node, off the section above, off the total."""

    postings: list[Posting] = field(default_factory=list)
    inside: Decimal = ZERO
    above: Decimal = ZERO
    total: Decimal = ZERO


@dataclass(frozen=True)
class Account:
    """One role's account of a unit: what was there at the beginning, the postings in order, the total."""

    outline: Outline
    score: Score
    role: str

    def figure(self, what: str, node: str = "") -> Decimal:
        """Give a quantity that is a number; 0 where the graph has none of the name."""
        value = self.score.get(name(self.role, what, node))
        return value if isinstance(value, Decimal) else ZERO

    def base(self) -> Decimal:
        """Give the points that are there at the beginning."""
        with localcontext() as context:
            context.prec = DIGITS
            shares = (in_scale(top, base_of(top)) for top in self.outline.tops if top.scored)
            return self.outline.root.start + sum(shares, ZERO)

    def postings(self) -> list[Posting]:
        """Give every posting; with ``base`` they add up to the total."""
        with localcontext() as context:
            context.prec = DIGITS
            return self._whole()

    def _whole(self) -> list[Posting]:
        postings, running = [], self.base()
        for top in self.outline.tops:
            tally = self._node(top)
            postings += tally.postings
            running += tally.inside + tally.above + tally.total
        rest = self.figure("total") - running
        root = self.outline.root
        return postings + ([Posting(self.reason(root, rest), rest, root)] if abs(rest) > NOTHING else [])

    def _node(self, node: Node) -> _Tally:
        """Post what stands in a node; of a scored one ``inside`` is what it adds to its start, in the scale above."""
        tally = _Tally()
        for part in node.parts:
            self._part(part, node, tally)
        for child in node.children:
            inner = self._node(child)
            tally.postings += inner.postings
            tally.total += inner.total
            if child.scored:
                tally.inside += inner.inside + inner.above
            else:
                tally.inside, tally.above = tally.inside + inner.inside, tally.above + inner.above
        return self._settled(node, tally) if node.scored else tally

    def _settled(self, node: Node, tally: _Tally) -> _Tally:
        """Post what the rows do not explain of a node's score."""
        real = in_scale(node, self.figure(node.what, node.id)) - in_scale(node, base_of(node))
        rest = real - tally.inside
        if abs(rest) > NOTHING:
            tally.postings.append(Posting(self.reason(node, rest), rest, node))
        tally.inside = real
        return tally

    def _part(self, part: Part, node: Node, tally: _Tally) -> None:
        for row, points, target in self.flows(part):
            if points:
                tally.postings.append(Posting("lost" if points < 0 else "won", points, node, row))
            if target == "total":
                tally.total += points
            elif target == "section":
                tally.above += points
            else:
                tally.inside += points

    def flows(self, part: Part) -> Iterator[tuple[Row, Decimal, str]]:
        """Give what each row of a part does and where: the findings, and the rows of a register."""
        if isinstance(part, Bunch):
            for member in part.parts:
                yield from self.flows(member)
        elif isinstance(part, Register):
            for line in part.lines:
                yield from self.flows(line)
        else:
            verbs = part.clause.finding.verbs()
            for verb in verbs:
                what = f"to_{TARGETS[verb]}" if len(verbs) > 1 else "effect"
                yield part, self.figure(what, part.id), TARGETS[verb]

    def reason(self, node: Node, rest: Decimal) -> str:
        """Say why a node's score is not what its rows come to."""
        if self.figure("out", node.id) or self._left(node):
            return "out"
        if self.figure("reverse", node.id):
            return "reverse"
        if self.figure("zero", node.id):
            return "zero"
        return self._of_shape(node, rest) or ("floor" if rest > 0 and self._at_floor(node) else "limit")

    def _left(self, node: Node) -> bool:
        while node.id:
            if self.figure("out", node.id):
                return True
            node = self.outline.above(node)
        return False

    def _of_shape(self, node: Node, rest: Decimal) -> str:
        points = self.score.get(name(self.role, "points", node.id), node.points)
        if node.formula:
            return "formula"
        if node.combine != "sum" and node.children:
            return "combined"
        if node.kind == "inner" and points != self._there(node):
            return "rebased"
        if node.counted != node.points:
            return "scaled"
        return "rounded" if node.round is not None and abs(rest) < Decimal(1).scaleb(-node.round) else ""

    def _there(self, node: Node) -> Decimal:
        """Give the points of what is below a node and applies."""
        children = node.scored_children()
        shares = (in_scale(c, self._points(c)) for c in children)
        return sum(shares, ZERO)

    def _points(self, node: Node) -> Decimal:
        value = self.score.get(name(self.role, "points", node.id), node.points)
        return value if isinstance(value, Decimal) else node.points

    def _at_floor(self, node: Node) -> bool:
        score = self.figure(node.what if node.id else "total", node.id)
        floor = node.floor if node.floor is not None else ZERO
        return score <= floor + sum((self.figure("effect", r.id) for r in node.rows if verb_of(r) == "bonus"), ZERO)


def base_of(node: Node) -> Decimal:
    """Give the points that a node has at the beginning, in its own scale."""
    if node.kind == "pool":
        return node.start
    shares = [in_scale(child, base_of(child)) for child in node.scored_children()]
    if node.combine != "sum" and node.children:
        return max(shares, default=ZERO)
    return sum(shares, ZERO)


def in_scale(node: Node, points: Decimal) -> Decimal:
    """Turn a node's points into those that it counts for above."""
    if node.counted == node.points or not node.points:
        return points
    return points * node.counted / node.points
