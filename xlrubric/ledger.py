"""One unit's account: every point lost or won from what was there at the beginning down to the total.

Apart from the tables and explanations that show it: here it is figures. What the rows of a node do not explain (a
floor, a limit, zeroing, re-basing …) is a posting of its own, so that an account always adds up to the score.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal, localcontext
from functools import lru_cache

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


UNTOUCHED = _Tally()  # of a node in which nothing happened; nobody changes it


@dataclass(frozen=True, slots=True, eq=False)
class _Step:
    """What an account asks of a node, named once for all units: its rows' points and where they go, its score.

    ``start`` is what it has at the beginning, ``base`` the same in the scale above.
    """

    node: Node
    rows: tuple[tuple[Row, str, str], ...]
    children: tuple["_Step", ...]
    score: str
    start: Decimal
    base: Decimal


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
            shares = (top.base for top in _steps(self.outline, self.role) if top.node.scored)
            return self.outline.root.start + sum(shares, ZERO)

    def postings(self) -> list[Posting]:
        """Give every posting; with ``base`` they add up to the total."""
        with localcontext() as context:
            context.prec = DIGITS
            return self._whole()

    def _whole(self) -> list[Posting]:
        postings, running = [], self.base()
        for top in _steps(self.outline, self.role):
            tally = self._node(top)
            postings += tally.postings
            running += tally.inside + tally.above + tally.total
        rest = self.figure("total") - running
        root = self.outline.root
        return postings + ([Posting(self.reason(root, rest), rest, root)] if abs(rest) > NOTHING else [])

    def _node(self, step: _Step) -> _Tally:
        """Post what stands in a node; of a scored one ``inside`` is what it adds to its start, in the scale above."""
        if not step.children and self._untouched(step):
            return UNTOUCHED
        tally = _Tally()
        self._rows(step, tally)
        for child in step.children:
            inner = self._node(child)
            tally.postings += inner.postings
            tally.total += inner.total
            if child.node.scored:
                tally.inside += inner.inside + inner.above
            else:
                tally.inside, tally.above = tally.inside + inner.inside, tally.above + inner.above
        return self._settled(step, tally) if step.node.scored else tally

    def _untouched(self, step: _Step) -> bool:
        """Say whether no row of a node did anything and its score is what it began with, as of most items."""
        get = self.score.get
        if any(get(own) for _, own, _ in step.rows):
            return False
        return not step.node.scored or get(step.score, ZERO) == step.start

    def _settled(self, step: _Step, tally: _Tally) -> _Tally:
        """Post what the rows do not explain of a node's score."""
        node, score = step.node, self.score.get(step.score)
        real = in_scale(node, score if isinstance(score, Decimal) else ZERO) - step.base
        rest = real - tally.inside
        if abs(rest) > NOTHING:
            tally.postings.append(Posting(self.reason(node, rest), rest, node))
        tally.inside = real
        return tally

    def _rows(self, step: _Step, tally: _Tally) -> None:
        get = self.score.get
        for row, own, target in step.rows:
            points = get(own)
            if not points or not isinstance(points, Decimal):
                continue
            tally.postings.append(Posting("lost" if points < 0 else "won", points, step.node, row))
            if target == "total":
                tally.total += points
            elif target == "section":
                tally.above += points
            else:
                tally.inside += points

    def flows(self, part: Part) -> Iterator[tuple[Row, Decimal, str]]:
        """Give what each row of a part does and where: the findings, and the rows of a register."""
        for row, what, target in _flows(part):
            yield row, self.figure(what, row.id), target

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


def _flows(part: Part) -> Iterator[tuple[Row, str, str]]:
    """Name what each row of a part does, and say where."""
    if isinstance(part, Bunch):
        for member in part.parts:
            yield from _flows(member)
    elif isinstance(part, Register):
        for line in part.lines:
            yield from _flows(line)
    else:
        verbs = part.clause.finding.verbs()
        for verb in verbs:
            yield part, f"to_{TARGETS[verb]}" if len(verbs) > 1 else "effect", TARGETS[verb]


@lru_cache(maxsize=128)
def _steps(outline: Outline, role: str) -> tuple[_Step, ...]:
    """Give the steps of an outline's sections, in order."""
    with localcontext() as context:
        context.prec = DIGITS
        return tuple(_step(top, role) for top in outline.tops)


def _step(node: Node, role: str) -> _Step:
    rows = tuple((row, name(role, what, row.id), target) for part in node.parts for row, what, target in _flows(part))
    children = tuple(_step(child, role) for child in node.children)
    start = base_of(node) if node.scored else ZERO
    return _Step(node, rows, children, name(role, node.what, node.id), start, in_scale(node, start))


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
