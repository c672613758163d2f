"""The quantities of nodes: what a pool has left, what a section adds up to, what clears or re-bases it.

A node's score is made in this order: start and effects (or the sum of what is below, re-based where something does not
apply), within its points and its floor, less what spills into it; then the points on top, within their limit; then
``at_most`` and rounding; and zero, gate and reversal decide over all of it.
"""

from collections.abc import Iterator
from decimal import Decimal

from xlrubric.expressions import Expression, Number, call, total
from xlrubric.outline import Node, Outline
from xlrubric.quantities.marks import (
    Quantity,
    below,
    both,
    either,
    is_out,
    leavable,
    name,
    named_in,
    ref,
)
from xlrubric.quantities.nature import heads, in_scale, lacks, points_of, splits, varies
from xlrubric.quantities.rows import flows_to, row_condition

ZERO, ONE = Decimal(0), Decimal(1)
FAR = Decimal(10**15)  # beyond every score: what does not apply is neither the lowest nor the highest


def node_quantities(outline: Outline, node: Node, role: str) -> Iterator[Quantity]:
    """Give the quantities of all nodes below, then of the node itself; those of the whole are in ``whole``."""
    for child in node.children:
        yield from node_quantities(outline, child, role)
    if node.id and node.scored:
        yield from NodeMaker(outline, node, role).quantities()


class NodeMaker:
    """Makes the quantities of one scored node, or of the whole, for one role."""

    def __init__(self, outline: Outline, node: Node, role: str) -> None:
        self.outline, self.node, self.role = outline, node, role

    def quantities(self) -> Iterator[Quantity]:
        """Give the node's workings and its score."""
        node = self.node
        yield from self.flags()
        if varies(self.outline, node):
            yield self.quantity("points", self.points())
        score = self.scored()
        if splits(self.outline, node):
            yield self.quantity("base", score[0])
            yield self.quantity("bonus", score[1])
            yield self.quantity(node.what, call("add", self.ref("base"), self.ref("bonus")))
        else:
            yield self.quantity(node.what, score[0])

    def flags(self) -> Iterator[Quantity]:
        """Say whether the node is cleared or turned round."""
        cleared = self.clearing()
        if cleared:
            yield self.quantity("zero", call("if", either(cleared), 1, 0))
        turned = self.turning()
        if turned:
            factors = [call("if", condition, factor, 0) for condition, factor in turned]
            yield self.quantity("reverse", factors[0] if len(factors) == 1 else call("max", *factors))

    def scored(self) -> tuple[Expression, Expression]:
        """Give the score, or where they go different ways its base and its bonus; both add up to the score."""
        base, bonus = self.base(), self.bonus()
        whole = self.limited(base if bonus is None else call("add", base, bonus))
        if not splits(self.outline, self.node):
            return self.decided(whole), Number(ZERO)
        if bonus is not None and self.holds():
            bonus = call("sub", whole, self.ref("base"))
        return self.decided(self.limited(base)), self.decided(bonus or Number(ZERO), over_bonus=True)

    def holds(self) -> bool:
        """Say whether the score may be another than base and bonus together."""
        node = self.node
        return node.at_most is not None or node.round is not None or (node.kind == "inner" and node.floor is not None)

    def limited(self, score: Expression) -> Expression:
        """Hold a score within ``at_most``, and round it; a section's floor holds all that is below together."""
        if self.node.kind == "inner":
            score = self.floored(score)
        return self.rounded(score if self.node.at_most is None else call("min", self.node.at_most, score))

    def decided(self, score: Expression, *, over_bonus: bool = False) -> Expression:
        """Let zero and reversal decide over everything else."""
        node = self.node
        if self.clearing():
            score = call("if", call("gt", self.ref("zero"), 0), 0, score)
        if self.turning():
            turned = (
                Number(ZERO) if over_bonus else call("sub", node.points, call("mul", node.points, self.ref("reverse")))
            )
            score = call("if", call("gt", self.ref("reverse"), 0), turned, score)
        out = leavable(self.outline, node)
        if out:
            full = node.points if node.missing == "full" and not over_bonus else ZERO
            score = call("if", is_out(self.role, out[0]), full, score)
        return score

    def rounded(self, score: Expression) -> Expression:
        """Round, where the standard names it; computed numbers first lose the noise of binary ones."""
        places = self.node.round
        return score if places is None else call("round", call("round", score, 9), places)

    def base(self) -> Expression:
        """Give what the node has before the points on top."""
        node = self.node
        if node.formula:
            computed = named_in(self.outline, self.role, self.outline.read(node.formula))
            return computed if node.kind == "inner" else self.floored(computed)
        own = self.flows("pool")
        if node.kind == "inner":
            return self.inner(own)
        if node.kind == "open":
            return self.floored(total(own))
        return self.pool(own)

    def pool(self, own: tuple[Expression, ...]) -> Expression:
        """Give what a pool has left: never more than its points, never below its floor."""
        node = self.node
        left: Expression = call("add", node.start, total(own)) if own else Number(node.start)
        if node.awards:
            left = call("min", node.points, left)
        return self.floored(left) if own or node.start < (node.floor or ZERO) else left

    def floored(self, score: Expression) -> Expression:
        """Hold a score above the node's floor, where it has one; a section of which nothing applies has none."""
        node = self.node
        if node.floor is None:
            return score
        held = call("max", node.floor, score)
        if node.kind == "inner" and node.floor > 0 and node.points and varies(self.outline, node):
            return call("if", call("gt", self.ref("points"), 0), held, score)
        return held

    def inner(self, own: tuple[Expression, ...]) -> Expression:
        """Give what the nodes below come to, with what draws on this one directly and what spills into it."""
        together = self.together()
        if own:
            together = call("max", 0, call("add", together, total(own)))
            if self.node.awards:
                together = call("min", self.node.points, together)
        spilt = self.spills()
        if spilt:  # takes what is there, and never brings below 0
            together = call("min", together, call("max", 0, call("add", together, total(spilt))))
        return together

    def together(self) -> Expression:
        """Put what is below together, re-based; what carries no points counts straight into the sum."""
        children = self.node.scored_children()
        if self.node.combine != "sum":
            return self.combined()
        loose = tuple(self.counted(child) for child in children if not child.counted)
        carrying = tuple(self.counted(child) for child in children if child.counted)
        alone = not carrying and not self.node.granted  # nothing here carries points, nor did it
        return total(loose) if loose and alone else total((self.rebased(total(carrying)), *loose))

    def combined(self) -> Expression:
        """Give the mean, the lowest or the highest of the nodes below, as they count here; 0 where none applies."""
        node, children = self.node, self.node.scored_children()
        scores = tuple(self.counted(child) for child in children)
        if not scores:
            return Number(ZERO)
        there = [self.is_there(child) for child in children]
        if node.combine == "mean":
            how_many = total(tuple(Number(ONE) if one is None else call("if", one, 1, 0) for one in there))
            scores = tuple(s if one is None else call("if", one, s, 0) for one, s in zip(there, scores, strict=True))
            if isinstance(how_many, Number) or None in there:
                return call("div", total(scores), how_many)
            return call("if", call("gt", how_many, 0), call("div", total(scores), how_many), 0)
        far = FAR if node.combine == "lowest" else -FAR
        asked = [one for one in there if one is not None]
        scores = tuple(s if one is None else call("if", one, s, far) for one, s in zip(there, scores, strict=True))
        chosen = scores[0] if len(scores) == 1 else call("min" if node.combine == "lowest" else "max", *scores)
        return chosen if len(asked) < len(there) else call("if", either(list(asked)), chosen, 0)

    def is_there(self, child: Node) -> Expression | None:
        """Ask whether a node below applies; None where it does in any case."""
        if child.points:
            return call("gt", points_of(self.outline, child, self.role), 0) if varies(self.outline, child) else None
        out = leavable(self.outline, child)
        return call("not", is_out(self.role, out[0])) if out else None

    def counted(self, child: Node) -> Expression:
        """Give a child's score in this node's scale, without its bonus where that goes its own way."""
        apart = self.node.combine == "sum" and splits(self.outline, child)
        part = "base" if apart else child.what
        return in_scale(child, ref(self.role, part, child.id))

    def rebased(self, score: Expression) -> Expression:
        """Make up for what does not apply: scale up what is left, or count what is gone with full marks."""
        node = self.node
        if node.granted:
            score = call("add", score, node.granted)
        if node.missing == "shrink":
            return score
        varying = any(varies(self.outline, child) for child in node.scored_children())
        if not varying and not lacks(node):
            return score
        left = self.left()
        if isinstance(left, Number):
            return call("div", call("mul", score, node.points), left) if left.value else score
        return call("if", call("gt", left, 0), call("div", call("mul", score, node.points), left), 0)

    def left(self) -> Expression:
        """Give the points of the nodes below that apply."""
        node = self.node
        shares = [in_scale(c, points_of(self.outline, c, self.role)) for c in node.scored_children()]
        fixed = sum((share.value for share in shares if isinstance(share, Number)), self.node.granted)
        varying = tuple(share for share in shares if not isinstance(share, Number))
        return total((*([Number(fixed)] if fixed or not varying else []), *varying))

    def points(self) -> Expression:
        """Give the points that the node itself stands for, when some of it may not apply."""
        node = self.node
        there: Expression = Number(node.points)
        if node.kind == "inner":
            there = self.points_below()
        out = leavable(self.outline, node)
        gone = node.points if node.missing == "full" else ZERO  # of a section; what is below it may say otherwise
        return call("if", is_out(self.role, out[0]), gone, there) if out and there != Number(gone) else there

    def points_below(self) -> Expression:
        """Give the points that a section stands for: all of its own while anything below applies, or what is left."""
        node, left = self.node, self.left()
        if isinstance(left, Number) and left.value and node.missing != "shrink":
            return Number(node.points)
        if node.combine == "sum" and node.missing == "shrink":
            return left
        return call("if", call("gt", left, 0), node.points, 0)

    def bonus(self) -> Expression | None:
        """Give the points on top, within their limit; None where there can be none."""
        own = self.flows("top")
        if self.node.kind == "inner" and self.node.combine == "sum" and not self.node.formula:
            children = (c for c in self.node.scored_children() if splits(self.outline, c))
            own += tuple(in_scale(child, ref(self.role, "bonus", child.id)) for child in children)
        if not own:
            return None
        limit = self.node.bonus_at_most
        return total(own) if limit is None else call("min", limit, total(own))

    def flows(self, target: str) -> tuple[Expression, ...]:
        """Refer to what the findings that draw on this node do to one target."""
        found = (flows_to(part, target, self.role) for part in self.node.drawn())
        return tuple(one for one in found if one is not None)

    def spills(self) -> tuple[Expression, ...]:
        """Refer to what faults below take off this section beside their own pool."""
        parts = (part for child in self.node.scored_children() for part in child.drawn())
        found = (flows_to(part, "section", self.role) for part in parts)
        return tuple(one for one in found if one is not None)

    def clearing(self) -> list[Expression]:
        """Give the conditions under which the node scores nothing."""
        node, found = self.node, []
        own = [row for part in node.drawn() for row in heads(part)]
        for row in own:
            found += row_condition(self.outline, self.role, row, "item")
        if node.kind == "inner":
            for child in node.scored_children():
                for row in (row for part in child.drawn() for row in heads(part)):
                    found += row_condition(self.outline, self.role, row, "section")
            found += self.gated()
        return found

    def gated(self) -> list[Expression]:
        """Give the conditions of the section's gate."""
        gate = self.node.gate.gate if self.node.gate else None
        if gate is None:
            return []
        keys = [node for node in self.node.walk() if node.key and node.scored]
        found: list[Expression] = []
        if gate.key_zero:
            found += [self.nothing_left(key) for key in keys]
        if gate.key_below is not None and keys:
            found.append(self.keys_below(keys, gate.key_below))
        if gate.when:
            text = self.outline.read(gate.when)
            found.append(named_in(self.outline, self.role, text))
        return found

    def nothing_left(self, key: Node) -> Expression:
        """Ask whether a key item that applies has scored nothing."""
        score = below(ref(self.role, key.what, key.id), Decimal("0.000001"))
        if not varies(self.outline, key):
            return score
        return both([score, call("gt", ref(self.role, "points", key.id), 0)])

    def keys_below(self, keys: list[Node], bound: Decimal) -> Expression:
        """Ask whether the key items are together below a bound; in proportion where some do not apply."""
        scores = total(tuple(ref(self.role, key.what, key.id) for key in keys))
        if not any(varies(self.outline, key) for key in keys):
            return below(scores, bound)
        there = total(tuple(points_of(self.outline, key, self.role) for key in keys))
        whole = sum((key.points for key in keys), ZERO)
        return below(call("mul", scores, whole), call("mul", bound, there))

    def turning(self) -> list[tuple[Expression, Decimal]]:
        """Give the conditions under which the node is turned round, with their factors."""
        rows = (row for part in self.node.drawn() for row in heads(part))
        reversing = [row for row in rows if row.clause.finding.reverse is not None]
        return [
            (row_condition(self.outline, self.role, row, "reverse")[0], row.clause.finding.reverse or ZERO)
            for row in reversing
        ]

    def ref(self, what: str) -> Expression:
        """Refer to a quantity of this node."""
        return ref(self.role, what, self.node.id)

    def quantity(self, what: str, value: Expression) -> Quantity:
        """Name a quantity of this node."""
        return Quantity(name(self.role, what, self.node.id), value)
