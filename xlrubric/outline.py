"""The outline: a rubric as it is appraised for one kind of unit, with everything settled that the file leaves open.

Apart from ``rubric`` (what is written) and ``graph`` (the arithmetic): here periods and instances have become rows,
limits in per cent are points, every finding knows the pool that it draws on, and what does not apply to a unit's
tags is gone. Sheets, graph, tables and explanations all walk the outline.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import NamedTuple

from xlrubric.expressions import Expression
from xlrubric.rubric import NotApplicable, Rubric, Section
from xlrubric.rules import Box, Clause, Rule

Kind = str  # of a node: "pool", "plain", "open" or "inner"


class Together(NamedTuple):
    """What rows of one group share: their limit in points, and whether only the largest counts."""

    label: str
    limit: Decimal | None
    keep: bool


@dataclass(frozen=True, eq=False)
class Row:
    """A row of the scoring sheet.

    ``kind``: ``finding``; ``register`` (the head of one) and ``line`` (one of its free rows); ``applies``, where the
    assessor says whether the node of that id applies at all. ``due`` is the last day for what it asks.
    """

    id: str
    clause: Clause
    rule: Rule
    kind: str = "finding"
    forms: tuple[tuple[str, Decimal], ...] = ()
    together: tuple[Together, ...] = ()
    due: date | None = None

    @cached_property
    def boxes(self) -> tuple[Box, ...]:
        """Give the row's boxes."""
        if self.kind == "register":
            return self._head_boxes()
        made = self.rule.boxes(self.clause)
        if self.kind != "line":
            return made
        if any(box.name == "number" for box in made):  # a row that is counted needs no word beside its name
            made = tuple(box for box in made if box.name == "number")
        form = Box(self.form_box, ask="ask_form", refuse="refuse_level", options=tuple(word for word, _ in self.forms))
        return (Box("text", ask="ask_line"), *made, *((form,) if self.forms else ()))

    @cached_property
    def form_box(self) -> str:
        """Name the box of a register row's form: the one that its rule leaves free."""
        counted = any(box.name == "number" for box in self.rule.boxes(self.clause))
        return "choice" if counted else "number"

    def _head_boxes(self) -> tuple[Box, ...]:
        """Give the choice of none or some; where rows are asked for in any case there is no choice."""
        if self.clause.finding.at_least is not None:
            return ()
        return (Box("choice", ask="ask_register", refuse="refuse_choice", options=self.clause.words),)

    @property
    def text(self) -> str:
        """Give the row's label."""
        return self.clause.finding.text

    @property
    def asked(self) -> bool:
        """Say whether the row counts among those that have to be filled in."""
        return self.kind in ("finding", "register") and bool(self.boxes or self.kind == "register")

    @property
    def countable(self) -> bool:
        """Say whether a choice stands beside a count, so that the two can contradict each other."""
        if self.kind == "register":
            return bool(self.boxes)
        return self.kind == "finding" and {"choice", "number"} == {box.name for box in self.boxes}


@dataclass(frozen=True, eq=False)
class Bunch:
    """Parts that are limited together, or of which only the largest counts."""

    id: str
    parts: tuple["Part", ...]
    limit: Decimal | None = None
    keep: bool = False
    label: str = ""


@dataclass(frozen=True, eq=False)
class Register:
    """Free rows below their head; ``keep`` counts rows of one name once, at the highest."""

    head: Row
    lines: tuple[Row, ...]
    limit: Decimal | None = None
    keep: bool = False


Part = Row | Bunch | Register


def rows_of(parts: tuple[Part, ...]) -> Iterator[Row]:
    """Give all rows of some parts in the order of the sheet."""
    for part in parts:
        if isinstance(part, Row):
            yield part
        elif isinstance(part, Bunch):
            yield from rows_of(part.parts)
        else:
            yield part.head
            yield from part.lines


@dataclass(frozen=True, eq=False)
class Node:
    """A section or an item as it counts.

    ``kind``: ``pool`` (findings below draw on its points), ``plain`` (its findings draw on a pool above), ``open`` (no
    points here or above: its findings count straight into the sum), ``inner`` (adds up what is below). ``points`` is
    what it carries in its own scale, ``counted`` what it counts for above. ``missing`` says what becomes of the points
    of a node below that does not apply; ``granted`` the points below that count with full marks although they do not
    apply to these units; ``start`` the points that a pool has at the beginning.
    """

    id: str
    name: str
    text: str
    note: str
    kind: Kind
    depth: int
    points: Decimal
    counted: Decimal
    start: Decimal
    evidence: tuple[str, ...] = ()
    key: bool = False
    may_not_apply: Row | None = None
    missing: NotApplicable = "rebase"
    granted: Decimal = Decimal(0)
    floor: Decimal | None = None
    at_most: Decimal | None = None
    bonus_at_most: Decimal | None = None
    round: int | None = None
    combine: str = "sum"
    formula: str = ""
    gate: Section | None = None
    children: tuple["Node", ...] = ()
    parts: tuple[Part, ...] = ()
    awards: bool = False

    @property
    def what(self) -> str:
        """Say what its score is called in the graph: item or section."""
        return "section" if self.children else "item"

    @property
    def scored(self) -> bool:
        """Say whether it has a score of its own."""
        return self.kind != "plain"

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """Give its own rows: whether it applies, and its findings."""
        own = (self.may_not_apply,) if self.may_not_apply else ()
        return (*own, *rows_of(self.parts))

    def walk(self) -> Iterator["Node"]:
        """Give the node and all below it, in the order of the sheet."""
        yield self
        for child in self.children:
            yield from child.walk()

    def all_rows(self) -> Iterator[Row]:
        """Give the rows of the node and of all below it."""
        return (row for node in self.walk() for row in node.rows)

    def drawing(self) -> Iterator["Node"]:
        """Give the nodes whose own findings draw on this one: itself, and plain ones below."""
        yield self
        for child in self.children:
            if child.kind == "plain":
                yield from child.drawing()

    def drawn(self) -> tuple[Part, ...]:
        """Give the parts that draw on this node."""
        return tuple(part for node in self.drawing() for part in node.parts)

    def scored_children(self) -> tuple["Node", ...]:
        """Give the nodes below that count into this one."""
        return tuple(child for child in self.children if child.scored)


@dataclass(frozen=True, eq=False)
class Outline:
    """A rubric's nodes for units with certain tags; ``root`` is the whole, with id ``""``.

    ``read`` turns a formula's text into an expression over ids in brackets.
    """

    rubric: Rubric
    root: Node
    read: Callable[[str], Expression]
    parents: dict[str, Node] = field(default_factory=dict)

    @property
    def tops(self) -> tuple[Node, ...]:
        """Give the sections at the top."""
        return self.root.children

    @cached_property
    def nodes(self) -> tuple[Node, ...]:
        """Give all nodes but the root, in the order of the sheet."""
        return tuple(node for top in self.tops for node in top.walk())

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """Give all rows in the order of the sheet."""
        return tuple(self.root.all_rows())

    @cached_property
    def by_id(self) -> dict[str, Node]:
        """Give the nodes by their ids."""
        return {node.id: node for node in self.nodes}

    @cached_property
    def asked(self) -> tuple[Row, ...]:
        """Give the rows that have to be filled in."""
        return tuple(row for row in self.rows if row.asked)

    @cached_property
    def homes(self) -> dict[int, Node]:
        """Give the node that each row stands in, by the row's identity."""
        return {id(row): node for node in self.nodes for row in node.rows}

    @cached_property
    def memory(self) -> dict[tuple[str, str], bool]:
        """Keep what has been found out about nodes, by question and id: the same is asked many times."""
        return {}

    @property
    def points(self) -> Decimal:
        """Give the points of the whole for these units: where points just leave, without those that left."""
        if self.root.missing != "shrink":
            return self.root.start + self.root.points
        return self.root.start + sum((here(top) for top in self.tops), Decimal(0))

    @property
    def depth(self) -> int:
        """Give the depth of the deepest node."""
        return max(node.depth for node in self.nodes)

    def above(self, node: Node) -> Node:
        """Give the node above."""
        return self.parents[node.id]


def here(node: Node) -> Decimal:
    """Give the points that a node counts for with what is left of it for these units."""
    if node.kind != "inner" or node.missing != "shrink" or not node.points:
        return node.counted if node.kind == "pool" or any(here(c) for c in node.children) else Decimal(0)
    left = sum((here(child) for child in node.scored_children()), Decimal(0))
    if node.combine != "sum":
        left = max((here(child) for child in node.scored_children()), default=Decimal(0))
    return left * node.counted / node.points


def scored_nodes(outline: Outline) -> tuple[Node, ...]:
    """Give the nodes that have a score, in the order of the sheet."""
    return tuple(node for node in outline.nodes if node.scored)


def with_parents(rubric: Rubric, root: Node, read: Callable[[str], Expression]) -> Outline:
    """Make the outline of a root, with the way up from each node."""
    parents = {child.id: node for node in root.walk() for child in node.children}
    return Outline(rubric, root, read, parents)
