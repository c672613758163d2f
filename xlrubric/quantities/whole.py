"""The quantities of the whole: total, grade, how much is filled in, shares of points."""

from collections.abc import Iterator
from decimal import Decimal

from xlrubric.expressions import Expression, Number, Ref, Words, call, total
from xlrubric.outline import Node, Outline, Row
from xlrubric.quantities.marks import (
    NOISE,
    RATE_PLACES,
    Quantity,
    added,
    below,
    both,
    either,
    name,
    named_in,
    once_filled,
    reaches,
    ref,
)
from xlrubric.quantities.nature import heads, in_scale, points_of, splits, varies
from xlrubric.quantities.nodes import NodeMaker
from xlrubric.quantities.rows import flows_to, row_condition
from xlrubric.rubric import Grade
from xlrubric.values import Percent, Share

ZERO = Decimal(0)


def whole_quantities(outline: Outline, role: str) -> Iterator[Quantity]:
    """Give the total and all that is said of the whole."""
    yield from _filled(outline, role)
    whole = Whole(outline, role)
    yield from whole.quantities()
    if role == outline.rubric.counts:
        yield from (rate(outline, top, role) for top in outline.tops if top.points and top.scored)
        if outline.points:
            yield rate(outline, outline.root, role)
    if grades_of(outline):
        yield from whole.grades()


def _filled(outline: Outline, role: str) -> Iterator[Quantity]:
    for what in ("done", "doubt"):
        for top in outline.tops:
            rows = (row.id for row in top.all_rows() if row.asked and (what == "done" or row.countable))
            yield Quantity(name(role, what, top.id), added(role, what, tuple(rows)))
        yield Quantity(name(role, what), added(role, what, tuple(top.id for top in outline.tops)))


class Whole(NodeMaker):
    """Makes the total like a node's score; its penalties come off at the end, and bonuses need no way further up."""

    def __init__(self, outline: Outline, role: str) -> None:
        super().__init__(outline, outline.root, role)

    def quantities(self) -> Iterator[Quantity]:
        """Give the workings and the total."""
        cleared = self.clearing()
        if cleared:
            yield self.quantity("zero", call("if", either(cleared), 1, 0))
        if varies(self.outline, self.node):
            yield self.quantity("points", self.points())
        yield self.quantity("total", self.sum())

    def sum(self) -> Expression:
        """Give the total."""
        node = self.node
        base, bonus = self.base(), self.bonus()
        terms = [
            *([Number(node.start)] if node.start else []),
            base,
            *([bonus] if bonus is not None else []),
            *self.penalties(),
        ]
        whole = terms[0] if len(terms) == 1 else call("add", *terms)
        if node.at_most is not None:
            whole = call("min", node.at_most, whole)
        whole = self.rounded(whole if node.floor is None else call("max", node.floor, whole))
        return call("if", call("gt", self.ref("zero"), 0), 0, whole) if self.clearing() else whole

    def base(self) -> Expression:
        """Give the sum of the sections, re-based where something does not apply, or what the formula says."""
        if self.node.formula:
            text = self.outline.read(self.node.formula)
            return named_in(self.outline, self.role, text)
        return self.together()

    def bonus(self) -> Expression | None:
        """Give the bonuses of the sections, where they go their own way."""
        apart = (child for child in self.node.scored_children() if splits(self.outline, child))
        own = tuple(in_scale(child, ref(self.role, "bonus", child.id)) for child in apart)
        if not own or self.node.formula:
            return None
        limit = self.node.bonus_at_most
        return total(own) if limit is None else call("min", limit, total(own))

    def penalties(self) -> tuple[Expression, ...]:
        """Refer to what comes off the total."""
        found = (flows_to(part, "total", self.role) for node in self.outline.nodes for part in node.parts)
        return tuple(one for one in found if one is not None)

    def clearing(self) -> list[Expression]:
        """Give the conditions under which everything scores nothing."""
        return [c for row in every_head(self.outline) for c in row_condition(self.outline, self.role, row, "total")]

    def grades(self) -> Iterator[Quantity]:
        """Give the place of the grade in the list, 0 for the best, and its name."""
        names = grades_of(self.outline)
        place = self.by_total()
        held = [*(self.held(row, names) for row in every_head(self.outline) if row.clause.finding.veto)]
        worst = call("max", place, *held) if held else place
        yield self.quantity("grade_place", worst)
        shown: Expression = Words(names[-1])
        for n in range(len(names) - 2, -1, -1):
            shown = call("if", call("lt", self.ref("grade_place"), n + 1), names[n], shown)
        yield self.quantity("grade", shown)

    def by_total(self) -> Expression:
        """Give the place of the first grade whose conditions all hold."""
        grades = self.outline.rubric.grades or ()
        place: Expression = Number(Decimal(max(len(grades) - 1, 0)))
        for n in range(len(grades) - 2, -1, -1):
            wanted = list(self.wanted(grades[n]))
            place = call("if", both(wanted), n, place) if wanted else Number(Decimal(n))
        return place

    def wanted(self, grade: Grade) -> Iterator[Expression]:
        """Give the conditions of a grade."""
        whole = Ref(name(self.role, "total"))
        if grade.low is not None:
            yield reaches(whole, self.bound(grade.low))
        if grade.high is not None:
            yield reaches(self.bound(grade.high), whole)
        if grade.each_section is not None:
            yield from self.each_reaches(grade.each_section)
        if grade.no_zero:
            yield from (self.some_left(top) for top in self.outline.tops if top.points and top.scored)
        if grade.when:
            text = self.outline.read(grade.when)
            yield named_in(self.outline, self.role, text)

    def each_reaches(self, least: Share) -> Iterator[Expression]:
        """Ask of each section that carries points whether it reaches a share of them; one that does not apply does."""
        for top in (top for top in self.outline.tops if top.points and top.scored):
            score = ref(self.role, top.what, top.id)
            points = points_of(self.outline, top, self.role)
            if isinstance(least, Percent):
                yield reaches(score, call("div", call("mul", points, least.value), 100))
            elif isinstance(points, Number):
                yield reaches(score, least)
            else:
                yield either([reaches(score, least), call("not", call("gt", points, 0))])

    def some_left(self, top: Node) -> Expression:
        """Ask whether a section scores more than nothing; one that does not apply is not asked."""
        some = call("not", below(ref(self.role, top.what, top.id), Decimal("0.000001")))
        if not varies(self.outline, top):
            return some
        return either([some, call("not", call("gt", ref(self.role, "points", top.id), 0))])

    def bound(self, share: Share) -> Expression:
        """Give a bound of the total in points."""
        if not isinstance(share, Percent):
            return Number(share)
        return call("div", call("mul", whole_points(self.outline, self.role), share.value), 100)

    def held(self, row: Row, names: tuple[str, ...]) -> Expression:
        """Give the place of the grade that a veto holds the result to, when it is there."""
        (met,) = row_condition(self.outline, self.role, row, "veto")
        return call("if", met, names.index(row.clause.finding.veto or ""), 0)


def every_head(outline: Outline) -> Iterator[Row]:
    """Give all findings and heads of registers."""
    return (row for node in outline.nodes for part in node.parts for row in heads(part))


def grades_of(outline: Outline) -> tuple[str, ...]:
    """Give the names of the grades, best first; with vetoes alone a blank, and what they say."""
    if outline.rubric.grades:
        return tuple(grade.name for grade in outline.rubric.grades)
    vetoes = tuple(dict.fromkeys(r.clause.finding.veto for r in every_head(outline) if r.clause.finding.veto))
    return ("", *vetoes) if vetoes else ()


def whole_points(outline: Outline, role: str) -> Expression:
    """Give the points of the whole, with what is there before the sections."""
    below_, start = points_of(outline, outline.root, role), outline.root.start
    if isinstance(below_, Number):
        return Number(below_.value + start)
    return call("add", below_, start) if start else below_


def rate(outline: Outline, node: Node, role: str) -> Quantity:
    """Give the share of the points that a section, or the whole, has scored."""
    score = ref(role, node.what if node.id else "total", node.id)
    points = points_of(outline, node, role) if node.id else whole_points(outline, role)
    share = call("round", call("round", call("div", score, points), NOISE), RATE_PLACES)
    if varies(outline, node):
        share = call("if", call("gt", points, 0), share, 0)
    return Quantity(name(role, "rate", node.id), once_filled(role, node.id, share))
