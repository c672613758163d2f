"""What the entries come to: nodes, total and grade, computed naively from the bottom to the top."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from tests.proof.naive.formulas import rounded
from tests.proof.naive.rows import Entered, Entries
from tests.proof.naive.text import NOTHING, Tree, number, shared
from tests.proof.naive.tree import (
    Naive,
    Node,
    Part,
    below,
    gives,
    in_scale,
    leaves,
    most_award,
    trees_above,
)

ALMOST = Fraction(1, 10**6)


@dataclass
class Tally:
    """What a node has come to."""

    base: Fraction
    bonus: Fraction
    there: Fraction  # the points that it stands for

    @property
    def score(self) -> Fraction:
        """Give the whole of it."""
        return self.base + self.bonus


def score(naive: Naive, entries: Entries, role: str) -> dict[str, object]:
    """Give the score of each node by its id, the total as ``""`` and the grade as ``"grade"``."""
    return Sum(naive, entries, role).everything()


class Sum(Entered):
    """One unit's entries, and what they come to."""

    def __init__(self, naive: Naive, entries: Entries, role: str) -> None:
        super().__init__(naive, entries, role)
        self.tallies: dict[str, Tally] = {}

    def everything(self) -> dict[str, object]:
        """Give all scores, the total and the grade."""
        found: dict[str, object] = {
            node.id: self.tally(node).score for node in self.naive.nodes if node.kind != "plain"
        }
        total = self.total()
        found[""] = total
        grade = self.grade(total)
        return found if grade is None else {**found, "grade": grade}

    def score_of(self, node: Node) -> Fraction:
        """Give a node's score."""
        return self.tally(node).score

    def drawing(self, pool: Node) -> list[tuple[Part, Node]]:
        """Give the parts that draw on a node, with the nodes that they stand in."""
        return [(part, node) for node in self.naive.nodes if node.pool is pool for part in node.parts]

    def moved(self, pool: Node, *verbs: str) -> Fraction:
        """Add up what the findings that draw on a node do by certain verbs."""
        return sum((self.verb_amount(p, verb, node) for p, node in self.drawing(pool) for verb in verbs), NOTHING)

    def flagged(self, pool: Node, flag: str, value: str | None = None) -> Iterator[Part]:
        """Give the findings drawing on a node that carry a flag and are met."""
        for part, node in self.drawing(pool):
            if not self.is_out(node):
                for one in leaves(part):
                    if flag in one.finding and value in (None, one.finding[flag]) and self.met(one):
                        yield one

    def tally(self, node: Node) -> Tally:
        """Compute a node, once."""
        if node.id not in self.tallies:
            self.tallies[node.id] = self.computed(node)
        return self.tallies[node.id]

    def computed(self, node: Node) -> Tally:
        """Compute a node's score from what is below it."""
        there = self.there(node)
        if self.is_out(node):
            return Tally(node.points if node.missing == "full" else NOTHING, NOTHING, there)
        turned = max((number(part.finding["reverse"]) for part in self.flagged(node, "reverse")), default=NOTHING)
        if turned:
            return Tally(node.points - turned * node.points, NOTHING, there)
        if self.cleared(node):
            return Tally(NOTHING, NOTHING, there)
        base, bonus = self.base(node), self.bonus(node)
        return self.finished(node, base, bonus, there)

    def finished(self, node: Node, base: Fraction, bonus: Fraction, there: Fraction) -> Tally:
        """Hold a section above its floor, a score within ``at_most``, and round it: what is above the base is bonus."""
        base, whole = (self.held(node, score) for score in (base, base + bonus))
        return Tally(base, whole - base, there)

    def held(self, node: Node, score: Fraction) -> Fraction:
        """Hold a score within the bounds of its node."""
        tree = node.tree
        there = not node.points or self.there(node)
        if node.kind == "inner" and tree.get("floor", "none") != "none" and (there or number(tree["floor"]) < 0):
            score = max(number(tree["floor"]), score)
        if "at_most" in tree:
            score = min(score, shared(tree["at_most"], node.points or self.naive.around(trees_above(node))))
        return rounded(rounded(score, 9), int(tree["round"])) if "round" in tree else score

    def base(self, node: Node) -> Fraction:
        """Give what a node has before the points on top."""
        tree = node.tree
        own = self.moved(node, "deduct", "award")
        if "formula" in tree:
            base = self.formula(tree["formula"])
        elif node.kind == "pool":
            base = min(node.points, self.start(node) + own)
        elif node.kind == "open":
            base = own
        else:
            base = self.together(node)
            if any(gives(part, verb) for part, _ in self.drawing(node) for verb in ("deduct", "award")):
                base = max(NOTHING, base + own)
                if any(gives(part, "award") for part, _ in self.drawing(node)):
                    base = min(node.points, base)
            base = min(base, max(NOTHING, base + self.spilt(node)))
        low = tree.get("floor", "0" if node.kind == "pool" else "none") if node.kind != "inner" else "none"
        return base if low == "none" else max(number(low), base)

    def start(self, pool: Node) -> Fraction:
        """Give the points that a pool has at the beginning."""
        if "start" in pool.tree:
            return number(pool.tree["start"])
        parts = [part for part, _ in self.drawing(pool)]
        given = [most_award(part) for part in parts if gives(part, "award")]
        if not given:
            return pool.points
        if not any(gives(part, "deduct") for part in parts):
            return NOTHING
        known = [most for most in given if most is not None]
        return max(NOTHING, pool.points - sum(known, NOTHING)) if len(known) == len(given) else NOTHING

    def together(self, node: Node) -> Fraction:
        """Put the children together, made up for what does not apply."""
        children = [child for child in node.children if child.kind != "plain"]
        tallies = [self.tally(child) for child in children]
        if node.combine != "sum":
            counting = [
                in_scale(child, tally.score)
                for child, tally in zip(children, tallies, strict=True)
                if (tally.there if child.points else not self.is_out(child))
            ]
            if not counting:
                return NOTHING
            mean = sum(counting, NOTHING) / len(counting)
            return {"mean": mean, "lowest": min(counting), "highest": max(counting)}[node.combine]
        loose = sum((t.base for c, t in zip(children, tallies, strict=True) if not c.worth), NOTHING)
        base = sum((in_scale(c, t.base) for c, t in zip(children, tallies, strict=True) if c.worth), node.granted)
        left = sum((in_scale(c, t.there) for c, t in zip(children, tallies, strict=True)), node.granted)
        if node.missing == "shrink" or left == node.points:
            return base + loose
        return base * node.points / left + loose if left else loose

    def spilt(self, node: Node) -> Fraction:
        """Give what findings below take off this section beside their own pool."""
        pools = [child for child in node.children if child.kind != "plain"]
        return sum((self.moved(child, "deduct_section") for child in pools), NOTHING)

    def bonus(self, node: Node) -> Fraction:
        """Give the points on top, within their limit."""
        bonus = self.moved(node, "bonus")
        if node.kind == "inner" and node.combine == "sum" and "formula" not in node.tree:
            bonus += sum((in_scale(c, self.tally(c).bonus) for c in node.children if c.kind != "plain"), NOTHING)
        if "bonus_at_most" not in node.tree:
            return bonus
        beside = node.points or self.naive.around(trees_above(node))
        if node is self.naive.root:
            beside = self.naive.whole + self.naive.start
        return min(bonus, shared(node.tree["bonus_at_most"], beside))

    def there(self, node: Node) -> Fraction:
        """Give the points that a node stands for."""
        if self.is_out(node):
            return node.points if node.missing == "full" else NOTHING
        if node.kind != "inner":
            return node.points
        children = [child for child in node.children if child.kind != "plain"]
        left = sum((in_scale(child, self.there(child)) for child in children), node.granted)
        if node.missing == "shrink" and node.combine == "sum":
            return left
        return node.points if left else NOTHING

    def cleared(self, node: Node) -> bool:
        """Say whether a node scores nothing."""
        if any(self.flagged(node, "zero", "item")):
            return True
        for part, home in self.drawing(node):
            if not self.is_out(home) and any(self.clears(one) for one in leaves(part)):
                return True
        if node.kind != "inner":
            return False
        pools = [child for child in node.children if child.kind != "plain"]
        if any(part for child in pools for part in self.flagged(child, "zero", "section")):
            return True
        return self.gated(node)

    def gated(self, node: Node) -> bool:
        """Say whether a section's gate is shut."""
        gate = node.tree.get("gate", {})
        keys = [one for one in below(node) if one.tree.get("key") and one.kind != "plain"]
        if gate.get("key_zero") and any(
            self.tally(key).score < ALMOST and (self.tally(key).there or not self.can_vary(key)) for key in keys
        ):
            return True
        if "key_below" in gate and keys:
            scores = sum((self.tally(key).score for key in keys), NOTHING)
            there = sum((self.tally(key).there for key in keys), NOTHING)
            whole = sum((key.points for key in keys), NOTHING)
            bound = number(gate["key_below"])
            short = scores * whole - bound * there if there != whole else scores - bound
            if rounded(short, 9) < 0:
                return True
        return "when" in gate and self.holds(gate["when"])

    def can_vary(self, node: Node) -> bool:
        """Say whether a node may stand for fewer points than it carries."""
        return self.is_out(node) or any(self.is_out(child) for child in below(node))

    def total(self) -> Fraction:
        """Give the total."""
        root, rubric = self.naive.root, self.naive.rubric
        every = [(part, node) for node in self.naive.nodes for part in node.parts]
        if any(
            one.finding.get("zero") == "total" and self.met(one)
            for part, node in every
            if not self.is_out(node)
            for one in leaves(part)
        ):
            return NOTHING
        base = self.formula(rubric["formula"]) if "formula" in rubric else self.together(root)
        bonus = self.bonus(root) if "formula" not in rubric else NOTHING
        penalty = sum((self.verb_amount(part, "penalty", node) for part, node in every), NOTHING)
        total = self.naive.start + base + bonus + penalty
        if "at_most" in rubric:
            total = min(total, shared(rubric["at_most"], self.naive.whole + self.naive.start))
        if rubric.get("floor", "none") != "none":
            total = max(total, number(rubric["floor"]))
        return rounded(rounded(total, 9), int(rubric["round"])) if "round" in rubric else total

    def grade(self, total: Fraction) -> str | None:
        """Give the grade; None where the rubric has none."""
        every = [
            (one, node)
            for node in self.naive.nodes
            for part in node.parts
            for one in leaves(part)
            if "veto" in one.finding
        ]
        names = [grade["name"] for grade in self.naive.rubric.get("grades", ())]
        place = next(
            (n for n, g in enumerate(self.naive.rubric.get("grades", ())) if self.reached(g, total)), len(names) - 1
        )
        if not names:
            names = ["", *dict.fromkeys(one.finding["veto"] for one, _ in every)]
            place = 0
        if len(names) == 1:
            return None
        vetoed = [names.index(one.finding["veto"]) for one, node in every if not self.is_out(node) and self.met(one)]
        return str(names[max([place, *vetoed])])

    def reached(self, grade: Tree, total: Fraction) -> bool:
        """Say whether all conditions of a grade hold."""
        there = self.there(self.naive.root) + self.naive.start
        tops = [node for node in self.naive.root.children if node.points and node.kind != "plain"]
        there_tops = [(self.tally(top).score, self.tally(top).there) for top in tops if self.tally(top).there]
        conditions = [
            "from" not in grade or rounded(total - shared(grade["from"], there), 9) >= 0,
            "to" not in grade or rounded(shared(grade["to"], there) - total, 9) >= 0,
            "when" not in grade or self.holds(grade["when"]),
        ]
        if "each_section" in grade:
            least = grade["each_section"]
            conditions += [rounded(score - shared(least, points), 9) >= 0 for score, points in there_tops]
        if "no_zero" in grade:
            conditions += [score >= ALMOST for score, _ in there_tops]
        return all(conditions)
