"""The quantities of rows: effects, what is filled in, contradictions, groups and registers."""

from collections.abc import Iterator
from decimal import Decimal

from xlrubric.expressions import Expression, Number, call, renamed, total
from xlrubric.outline import Bunch, Node, Outline, Part, Register, Row
from xlrubric.quantities.marks import (
    SHARED,
    EntryBox,
    Quantity,
    added,
    below,
    both,
    box_name,
    either,
    is_out,
    leavable,
    name,
    named_in,
    reaches,
    ref,
)
from xlrubric.rubric import VERBS
from xlrubric.rules.rule import GIVING, NEVER

TARGETS = {"deduct": "pool", "award": "pool", "bonus": "top", "deduct_section": "section", "penalty": "total"}
CLEARING = ("late", "steps")  # rules that may clear everything beside their amount


def entries_of_row(row: Row, role: str) -> Iterator[EntryBox]:
    """Give the boxes of a row for one role; free words are shared by both."""
    for box in row.boxes:
        whose = SHARED if box.name == "text" else role
        yield EntryBox(box_name(role, box.name, row.id), row.id, whose, box)


def row_quantities(outline: Outline, node: Node, role: str) -> Iterator[Quantity]:
    """Give the quantities of a node's own rows and groups."""
    own = RowMaker(outline, node, role)
    if node.may_not_apply is not None:
        yield Quantity(name(role, "out", node.id), own.out())
    for part in node.parts:
        yield from own.part(part)


class RowMaker:
    """Makes the quantities of the rows of one node for one role."""

    def __init__(self, outline: Outline, node: Node, role: str) -> None:
        self.outline, self.node, self.role = outline, node, role
        self.leaves = leavable(outline, node)

    def out(self) -> Expression:
        """Say 1 where the assessor said that the node, or one above it, does not apply."""
        row = self.node.may_not_apply
        assert row is not None
        said: list[Expression] = [call("eq", ref(self.role, "choice", row.id), row.clause.words[1])]
        said += [is_out(self.role, other) for other in self.leaves[1:2]]
        return call("if", either(said), 1, 0)

    def part(self, part: Part) -> Iterator[Quantity]:
        """Give the quantities of a row, a group or a register."""
        if isinstance(part, Row):
            yield from self.row(part)
        elif isinstance(part, Bunch):
            yield from self.bunch(part)
        else:
            yield from self.register(part)

    def row(self, row: Row) -> Iterator[Quantity]:
        """Give a finding's effects and how far it is filled in."""
        yield from self.effects(row, "effect")
        yield self.quantity("done", row.id, self.unless_out(self.filled(row), 1))
        if row.countable:
            number = call("number", ref(self.role, "number", row.id))
            yield self.quantity("doubt", row.id, self.doubt(row, number))

    def effects(self, row: Row, what: str) -> Iterator[Quantity]:
        """Give what a row does to each target; the effect that the sheet shows is all of it together."""
        verbs = row.clause.finding.verbs()
        amounts = {verb: self.amount(row, verb) for verb in verbs}
        if len(verbs) < 2:
            yield self.quantity(what, row.id, self.unless_out(next(iter(amounts.values()), Number(ZERO)), 0))
            return
        for verb in verbs:
            yield self.quantity(f"to_{TARGETS[verb]}", row.id, self.unless_out(amounts[verb], 0))
        yield self.quantity(what, row.id, total(tuple(ref(self.role, f"to_{TARGETS[v]}", row.id) for v in verbs)))

    def amount(self, row: Row, verb: str) -> Expression:
        """Give the signed points of one verb."""
        value = getattr(row.clause.finding, verb)
        points = self.local(row, row.rule.amount(row.clause, value))
        if row.forms:
            points = call("mul", points, self.factor(row))
        return points if verb in GIVING else negative(points)

    def factor(self, row: Row) -> Expression:
        """Give the factor of the form chosen; 1 where none is."""
        found: Expression = Number(ONE)
        for word, factor in reversed(row.forms):
            found = call("if", call("eq", ref(self.role, row.form_box, row.id), word), factor, found)
        return found

    def local(self, row: Row, expression: Expression) -> Expression:
        """Put this row's names where the rule names its boxes, and this role's where a formula names others."""
        own = renamed(expression, lambda box: box if box.startswith("[") else box_name(self.role, box, row.id))
        return named_in(self.outline, self.role, own)

    def unless_out(self, value: Expression, otherwise: int) -> Expression:
        """Give a value, or another where the node does not apply."""
        return call("if", is_out(self.role, self.leaves[0]), otherwise, value) if self.leaves else value

    def filled(self, row: Row) -> Expression:
        """Filled in: a number, or for a mere choice one of its words; where a count stands beside it, 无 needs none."""
        kinds = {box.name: box for box in row.boxes}
        typed = call("is_number", ref(self.role, "number", row.id))
        if not kinds:
            return Number(ONE)
        if "choice" not in kinds:
            return call("if", typed, 1, 0)
        chosen = [call("eq", ref(self.role, "choice", row.id), word) for word in kinds["choice"].options]
        if "number" not in kinds:
            return call("if", either(list(chosen)), 1, 0)
        return call("if", call("or", chosen[0], typed), 1, 0)

    def doubt(self, row: Row, number: Expression) -> Expression:
        """Ask whether count and finding contradict each other."""
        some = call("gt", number, 0)
        is_found = call("eq", ref(self.role, "choice", row.id), row.clause.words[1])
        # not as a comparison of two comparisons: IronCalc drops the brackets of (a>0)=(b="有")
        wrong = call("if", call("and", some, is_found), 0, call("if", call("or", some, is_found), 1, 0))
        return self.unless_out(wrong, 0)

    def bunch(self, bunch: Bunch) -> Iterator[Quantity]:
        """Give the members' quantities, and what they come to together."""
        for member in bunch.parts:
            yield from self.part(member)
        flows = [flow(member, self.role) for member in bunch.parts]
        giving = any(verb_of(member) in GIVING for member in bunch.parts)
        together = kept(flows, giving) if bunch.keep else total(tuple(flows))
        yield self.quantity("group", bunch.id, capped(together, bunch.limit, giving))

    def register(self, register: Register) -> Iterator[Quantity]:
        """Give the rows of a register, then its head: how many are filled in and what they come to."""
        head, lines = register.head, register.lines
        what = "raw" if register.keep else "effect"
        for line in lines:
            yield from self.effects(line, what)
            yield self.quantity("done", line.id, call("if", self.used(line), 1, 0))
        if register.keep:
            yield from (self.quantity("effect", line.id, self.highest(line, lines)) for line in lines)
        yield self.quantity("lines", head.id, added(self.role, "done", tuple(line.id for line in lines)))
        together = added(self.role, "effect", tuple(line.id for line in lines))
        giving = verb_of(register) in GIVING
        yield self.quantity("effect", head.id, self.unless_out(capped(together, register.limit, giving), 0))
        yield from self.head(head)

    def head(self, head: Row) -> Iterator[Quantity]:
        """Say how far a register's head is filled in, and whether it contradicts its rows."""
        lines = ref(self.role, "lines", head.id)
        least = head.clause.finding.at_least
        if least is not None:
            enough = reaches(lines, least)
            yield self.quantity("done", head.id, self.unless_out(call("if", enough, 1, 0), 1))
            return
        none, some = (call("eq", ref(self.role, "choice", head.id), word) for word in head.clause.words)
        filled = call("or", none, some if words_only(head) else call("gt", lines, 0))
        yield self.quantity("done", head.id, self.unless_out(call("if", filled, 1, 0), 1))
        doubt = self.unsaid(none, some, lines) if words_only(head) else self.doubt(head, lines)
        yield self.quantity("doubt", head.id, doubt)

    def unsaid(self, none: Expression, some: Expression, lines: Expression) -> Expression:
        """Ask whether a role's word contradicts rows that both roles share; that it has none yet does not."""
        wrong = call("or", call("and", none, call("gt", lines, 0)), call("and", some, call("lt", lines, 1)))
        return self.unless_out(call("if", wrong, 1, 0), 0)

    def used(self, line: Row) -> Expression:
        """Ask whether a row of a register holds anything that counts; where points go, words alone are not enough."""
        boxes = [box for box in line.boxes if box.name != "text" and not (line.forms and box.name == line.form_box)]
        if not boxes:
            return call("not", call("eq", ref(SHARED, "text", line.id), ""))
        refs = [ref(self.role, box.name, line.id) for box in boxes]
        return either([call("not", call("eq", one, "")) for one in refs])

    def highest(self, line: Row, lines: tuple[Row, ...]) -> Expression:
        """Give a row's effect, or 0 where another row of the same name has more, or stands above with as much."""
        mine = ref(self.role, "raw", line.id)
        beaten: list[Expression] = []
        before = True
        for other in lines:
            if other is line:
                before = False
                continue
            theirs = ref(self.role, "raw", other.id)
            more = (
                reaches(size(other, theirs), size(line, mine))
                if before
                else below(size(line, mine), size(other, theirs))
            )
            same = call("eq", ref(SHARED, "text", line.id), ref(SHARED, "text", other.id))
            beaten.append(both([same, more]))
        named = call("not", call("eq", ref(SHARED, "text", line.id), ""))
        return call("if", both([named, either(beaten)]), 0, mine) if beaten else mine

    def quantity(self, what: str, node: str, value: Expression) -> Quantity:
        """Name a quantity of this role."""
        return Quantity(name(self.role, what, node), value)


ZERO, ONE = Decimal(0), Decimal(1)


def words_only(head: Row) -> bool:
    """Say whether a register's rows hold words alone, which both roles share."""
    return not head.clause.finding.verbs()


def size(row: Row, points: Expression) -> Expression:
    """Give how much a row moves, whichever way."""
    return points if verb_of(row) in GIVING else negative(points)


def negative(points: Expression) -> Expression:
    """Turn an amount round; into each branch of a mere choice, so that the sheet's formula stays short."""
    return call("neg", points)


def verb_of(part: Part) -> str:
    """Give the verb of a row, of a register's rows or of a group's members; "" where there is none."""
    if isinstance(part, Bunch):
        return next((verb for member in part.parts if (verb := verb_of(member))), "")
    row = part.head if isinstance(part, Register) else part
    return next((verb for verb in VERBS if verb in row.clause.finding.verbs()), "")


def flow(part: Part, role: str) -> Expression:
    """Refer to what a part comes to."""
    if isinstance(part, Bunch):
        return ref(role, "group", part.id)
    return ref(role, "effect", (part.head if isinstance(part, Register) else part).id)


def flows_to(part: Part, target: str, role: str) -> Expression | None:
    """Refer to what a part does to one target; None where it does nothing there."""
    row = part if isinstance(part, Row) else None
    if row is not None and len(row.clause.finding.verbs()) > 1:
        goes = target in {TARGETS[verb] for verb in row.clause.finding.verbs()}
        return ref(role, f"to_{target}", row.id) if goes else None
    return flow(part, role) if TARGETS.get(verb_of(part)) == target else None


def kept(flows: list[Expression], giving: bool) -> Expression:
    """Give the largest of several effects."""
    if len(flows) == 1:
        return flows[0]
    return call("max" if giving else "min", *flows)


def capped(points: Expression, limit: object, giving: bool) -> Expression:
    """Hold signed points within a limit."""
    if limit is None:
        return points
    return call("min", limit, points) if giving else call("max", call("neg", limit), points)  # type: ignore[arg-type]


def row_condition(outline: Outline, role: str, row: Row, flag: str) -> list[Expression]:
    """Give the conditions under which a row clears (``item``, ``section``, ``total``), turns round or vetoes."""
    finding, found = row.clause.finding, []
    if not finding.flags() and row.rule.name not in CLEARING:
        return []
    maker = RowMaker(outline, outline.homes[id(row)], role)
    if row.kind == "register":
        met: Expression = call("gt", ref(role, "lines", row.id), 0)
        if words_only(row) and row.boxes:  # both roles share the rows; what a role says of them counts
            met = call("eq", ref(role, "choice", row.id), row.clause.words[1])
    else:
        met = maker.local(row, row.rule.met(row.clause))
        if row.rule.name == "late":
            met = maker.local(row, row.rule.clears(row.clause, None))
    asked = {"reverse": finding.reverse, "veto": finding.veto}.get(flag, finding.zero == flag)
    if asked:
        found.append(met)
    elif flag == "item" and row.kind != "register":  # whose rows speak for themselves
        clears = (row.rule.clears(row.clause, getattr(finding, verb)) for verb in finding.verbs() or ("text",))
        found += [maker.local(row, one) for one in clears if one != NEVER]
    return [both([call("not", is_out(role, maker.leaves[0])), one]) if maker.leaves else one for one in found]
