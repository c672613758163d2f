"""What has to hold of any score of any rubric, whatever is filled in: it follows from the language alone."""

from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal, localcontext

from xlrubric.graph import name
from xlrubric.ledger import Account
from xlrubric.outline import Bunch, Node, Outline, Part, Register, Row
from xlrubric.quantities.rows import verb_of
from xlrubric.quantities.whole import grades_of
from xlrubric.rubric import ROLES
from xlrubric.scoring import DIGITS, Score

ZERO = Decimal(0)
NEAR = Decimal("1E-18")  # what fifty digits leave of a division that goes on for ever
GIVING = ("award", "bonus")


class Invariants:
    """Holds one score against what must be so."""

    def __init__(self, outline: Outline, score: Score, role: str) -> None:
        self.outline, self.score, self.role = outline, score, role

    def figure(self, what: str, node: str = "") -> Decimal:
        """Give a quantity that is a number; 0 where there is none of the name."""
        value = self.score.get(name(self.role, what, node))
        return value if isinstance(value, Decimal) else ZERO

    def broken(self) -> Iterator[str]:
        """Name what does not hold."""
        yield from self.account()
        for node in self.outline.nodes:
            for part in node.parts:
                yield from self.part(part)
            if node.scored:
                yield from self.node(node)
        yield from self.whole()

    def account(self) -> Iterator[str]:
        """The account adds up to the total."""
        account = Account(self.outline, self.score, self.role)
        together = account.base() + sum((posting.points for posting in account.postings()), ZERO)
        if abs(together - self.figure("total")) > NEAR * max(Decimal(1), abs(together)):
            yield f"{self.role}: the account comes to {together}, the total is {self.figure('total')}"

    def part(self, part: Part) -> Iterator[str]:
        """What takes takes, what gives gives, and no more than it may."""
        if isinstance(part, Bunch):
            for member in part.parts:
                yield from self.part(member)
        for line in part.lines if isinstance(part, Register) else ():
            yield from self.signed(line, line.id, "effect")
        own = part.id if isinstance(part, Row | Bunch) else part.head.id
        yield from self.signed(part, own, "group" if isinstance(part, Bunch) else "effect")
        limit = part.clause.limit if isinstance(part, Row) else part.limit
        moved = self.figure("group" if isinstance(part, Bunch) else "effect", own)
        if limit is not None and abs(moved) > limit and verb_of(part):
            yield f"{self.role}: {own} moves {moved}, more than {limit}"

    def signed(self, part: Part, own: str, what: str) -> Iterator[str]:
        """Points go the way that the verb says; of several verbs each by itself."""
        verbs = part.clause.finding.verbs() if isinstance(part, Row) else ()
        moved = self.figure(what, own)
        if len(verbs) < 2 and (moved < 0 if verb_of(part) in GIVING else moved > 0):
            yield f"{self.role}: {own} moves {moved} by {verb_of(part)}"

    def node(self, node: Node) -> Iterator[str]:
        """A score lies within its bounds, and is as round as it has to be."""
        score = self.figure(node.what, node.id)
        if self.is_out(node):
            if score != (node.points if node.missing == "full" else ZERO):
                yield f"{self.role}: {node.id} does not apply and scores {score}"
            return
        if self.figure("reverse", node.id) > 0:
            turned = node.points - node.points * self.figure("reverse", node.id)
            if score != turned:
                yield f"{self.role}: {node.id} is turned round to {score}, not {turned}"
            return
        if self.figure("zero", node.id) > 0:
            if score:
                yield f"{self.role}: {node.id} is cleared and scores {score}"
            return
        yield from self.within(node, score)

    def within(self, node: Node, score: Decimal) -> Iterator[str]:
        """A pool lies between its floor and its points with its bonuses; every node below its at_most."""
        if node.kind == "pool" and not node.formula:
            bonus = sum((self.top(part) for part in node.drawn()), ZERO)
            low = node.floor if node.floor is not None else None
            if low is not None and score < min(low, score if node.at_most is None else node.at_most) - self.slack(node):
                yield f"{self.role}: {node.id} scores {score}, below its floor {low}"
            if score > max(node.points, low or ZERO) + bonus + self.slack(node):
                yield f"{self.role}: {node.id} scores {score}, above {node.points} and its bonuses {bonus}"
        if node.at_most is not None and score > node.at_most + self.slack(node):
            yield f"{self.role}: {node.id} scores {score}, above at_most {node.at_most}"
        if node.round is not None and abs(score - rounded(score, node.round)) > NEAR:
            yield f"{self.role}: {node.id} scores {score}, not rounded to {node.round} places"

    def top(self, part: Part) -> Decimal:
        """Give what a part gives on top."""
        if isinstance(part, Row) and len(part.clause.finding.verbs()) > 1:
            return self.figure("to_top", part.id)
        if verb_of(part) != "bonus":
            return ZERO
        if isinstance(part, Bunch):
            return self.figure("group", part.id)
        return self.figure("effect", part.id if isinstance(part, Row) else part.head.id)

    @staticmethod
    def slack(node: Node) -> Decimal:
        """Give how far rounding may carry a score."""
        return NEAR if node.round is None else Decimal(1).scaleb(-node.round) / 2

    def is_out(self, node: Node) -> bool:
        """Say whether a node, or one above it, does not apply."""
        while node.id:
            if self.figure("out", node.id):
                return True
            node = self.outline.above(node)
        return False

    def whole(self) -> Iterator[str]:
        """The total lies within its bounds, the grade is one of the grades, no more is filled in than is asked."""
        root, total = self.outline.root, self.figure("total")
        cleared = self.figure("zero") > 0
        if cleared and total:
            yield f"{self.role}: everything is cleared and the total is {total}"
        if not cleared and root.floor is not None and total < root.floor - self.slack(root):
            yield f"{self.role}: the total {total} is below the floor"
        high = root.at_most
        if not cleared and high is not None and total > max(high, root.floor or high) + self.slack(root):
            yield f"{self.role}: the total {total} is above at_most"
        grades = grades_of(self.outline)
        if grades and self.score[name(self.role, "grade")] not in grades:
            yield f"{self.role}: no such grade: {self.score[name(self.role, 'grade')]}"
        if not 0 <= self.figure("done") <= len(self.outline.asked):
            yield f"{self.role}: {self.figure('done')} rows filled in of {len(self.outline.asked)}"


def rounded(value: Decimal, places: int) -> Decimal:
    """Round half up."""
    return value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def broken(outline: Outline, score: Score) -> list[str]:
    """Name what does not hold of a score, for both roles."""
    with localcontext() as context:
        context.prec = DIGITS
        return [said for role in ROLES for said in Invariants(outline, score, role).broken()]
