"""What the quantities have in common: names, entries, and the questions asked of rows and nodes alike."""

from decimal import Decimal
from typing import NamedTuple

from xlrubric.expressions import Call, Expression, Ref, Words, call, total
from xlrubric.outline import Node, Outline
from xlrubric.rules import Box, plain

RATE_PLACES = 4
NOISE = 9  # places to which a computed number is trusted before a comparison is decided by it
NOTHING_YET = "—"
BLANK = Words("")
SHARED = "shared"  # whose entries the free words of a register are: both roles speak of the same


class EntryBox(NamedTuple):
    """A box that a person fills in: its name, the row and role it belongs to."""

    name: str
    finding: str
    role: str
    box: Box

    @property
    def options(self) -> tuple[str, ...]:
        """Give the words to choose from; none where a number or a text is typed."""
        return self.box.options

    def allowed(self) -> str:
        """Say what may stand in the box, in signs that every language can show: «无 / 有», «0, 1, 2 … 9999»."""
        if self.options:
            return " / ".join(self.options)
        low, high = self.box.low, self.box.high
        if self.box.whole:
            return f"{plain(low)}, {plain(low + 1)}, {plain(low + 2)} … {plain(high)}"
        span = f"{plain(max(low, Decimal(1)) if self.box.gap else low)} … {plain(high)}"
        return f"0, {span}" if self.box.zero and (low > 0 or self.box.gap) else span


class Quantity(NamedTuple):
    """A named value that follows from others."""

    name: str
    expression: Expression


def name(role: str, what: str, node: str = "") -> str:
    """Spell the name of an entry or a quantity."""
    return f"{role}.{what}:{node}"


def role_of(spelled: str) -> str:
    """Give the role of a name."""
    return spelled.partition(".")[0]


def what_of(spelled: str) -> str:
    """Give what a name says, without role and id: ``effect``."""
    return spelled.partition(".")[2].partition(":")[0]


def box_name(role: str, box: str, row: str) -> str:
    """Spell the name of a row's box."""
    return name(SHARED if box == "text" else role, box, row)


def ref(role: str, what: str, node: str = "") -> Ref:
    """Refer to an entry or a quantity."""
    return Ref(name(role, what, node))


def added(role: str, what: str, ids: tuple[str, ...]) -> Expression:
    """Add up one quantity of several rows or nodes."""
    return total(tuple(ref(role, what, i) for i in ids))


def either(conditions: list[Expression]) -> Expression:
    """Ask whether any of the conditions holds; there is at least one."""
    return conditions[0] if len(conditions) == 1 else call("or", *conditions)


def both(conditions: list[Expression]) -> Expression:
    """Ask whether all of the conditions hold; there is at least one."""
    return conditions[0] if len(conditions) == 1 else call("and", *conditions)


def below(one: Expression | Decimal, other: Expression | Decimal | int) -> Expression:
    """Ask whether a computed number lies below another, whatever the noise of binary numbers says."""
    return call("lt", call("round", call("sub", one, other), NOISE), 0)


def reaches(one: Expression | Decimal, other: Expression | Decimal | int) -> Expression:
    """Ask whether a computed number is at least another."""
    return call("not", below(one, other))


def once_filled(role: str, node: str, value: Expression) -> Expression:
    """Show a value once something of the section (or with no node of the whole) is filled in, until then a dash.

    A blank form would show full points, which nobody has given.
    """
    return call("if", call("gt", ref(role, "done", node), 0), value, NOTHING_YET)


def named_in(outline: Outline, role: str, expression: Expression) -> Expression:
    """Put a role's names where a formula has ids in brackets: a node's score, or what was typed for a finding.

    What does not apply to these units is blank.
    """
    if isinstance(expression, Ref) and expression.name.startswith("["):
        return _named(outline, role, expression.name[1:-1])
    if isinstance(expression, Call):
        return Call(expression.operation, tuple(named_in(outline, role, one) for one in expression.arguments))
    return expression


def _named(outline: Outline, role: str, local: str) -> Expression:
    node = outline.by_id.get(local)
    if node is not None and node.scored:
        return ref(role, node.what, node.id)
    row = next((row for row in outline.rows if row.id == local and row.kind == "finding"), None)
    boxes = [box.name for box in row.boxes] if row is not None else []
    return ref(role, "number" if "number" in boxes else "choice", local) if boxes else BLANK


def leavable(outline: Outline, node: Node) -> list[Node]:
    """Give the nodes from here upwards that the assessor may say do not apply; the nearest first."""
    found = []
    while node.id:
        if node.may_not_apply is not None:
            found.append(node)
        node = outline.above(node)
    return found


def is_out(role: str, node: Node) -> Expression:
    """Ask whether a node was said not to apply."""
    return call("gt", ref(role, "out", node.id), 0)
