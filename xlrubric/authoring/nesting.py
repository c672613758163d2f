"""Rows of the sheet of nodes into the tree of a rubric, and back.

Apart from ``reading`` and ``writing`` because here the two must agree: a row belongs to the nearest row above of the
kind over it, sections by their level, and an item directly under a section stands before the section's own sections.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from xlrubric.authoring.fields import Kind
from xlrubric.problems import Place, Problem, Refusal, problem
from xlrubric.yamltext import Source, Step

Path = tuple[Step, ...]
Node = dict[str, object]
CHILDREN = ("sections", "items", "findings")
TITLE = "name"  # the column in which a group's row has its label, which is the field of this name:
LABEL = "group"


@dataclass(frozen=True)
class NodeRow:
    """One row: its kind, a section's level from 1 (0 for all else), its fields, and where it stands.

    ``path`` is the node's in the tree, for rows made of one; ``cells`` are the places of the fields.
    """

    kind: Kind
    level: int
    fields: Mapping[str, object]
    place: Place
    path: Path = ()
    cells: Mapping[str, Place] = field(default_factory=dict)


@dataclass
class Nesting:
    """The tree as far as it is built, with the places of its nodes and fields and what was wrong."""

    sections: list[Node] = field(default_factory=list)
    places: dict[Path, Place] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    _open: list[tuple[Node, Path]] = field(default_factory=list)  # the sections that the next row may belong to
    _item: tuple[Node, Path] | None = None
    _group: tuple[Node, Path] | None = None

    def add(self, row: NodeRow) -> None:
        """Hang a row where it belongs; one that has no place is left out, with a problem."""
        {
            Kind.SECTION: self._add_section,
            Kind.ITEM: self._add_item,
            Kind.FINDING: self._add_finding,
            Kind.GROUP: self._add_group,
            Kind.MEMBER: self._add_member,
        }[row.kind](row)

    def _add_section(self, row: NodeRow) -> None:
        if row.level > len(self._open) + 1:
            place = row.cells.get("level", row.place)
            self.problems.append(problem(place, "authoring-level", level=row.level, most=len(self._open) + 1))
        self._open = self._open[: row.level - 1]
        self._item = self._group = None
        if self._open:
            self._open.append(self._hang(row, "sections", *self._open[-1]))
        else:
            self._open.append(self._put(row, self.sections, ("sections",)))

    def _add_item(self, row: NodeRow) -> None:
        self._item = self._group = None
        if not self._open:
            self.problems.append(problem(row.place, "authoring-item-astray"))
        else:
            self._item = self._hang(row, "items", *self._open[-1])

    def _add_finding(self, row: NodeRow) -> None:
        self._group = None
        self._under_item(row)

    def _add_group(self, row: NodeRow) -> None:
        self._group = self._under_item(row)
        if self._group:
            self._group[0]["findings"] = []

    def _add_member(self, row: NodeRow) -> None:
        if self._group is None:
            self.problems.append(problem(row.place, "authoring-member-astray"))
        else:
            self._hang(row, "findings", *self._group)

    def _under_item(self, row: NodeRow) -> tuple[Node, Path] | None:
        if self._item is None:
            self.problems.append(problem(row.place, "authoring-finding-astray"))
            return None
        return self._hang(row, "findings", *self._item)

    def _hang(self, row: NodeRow, children: str, parent: Node, path: Path) -> tuple[Node, Path]:
        siblings = parent.setdefault(children, [])
        assert isinstance(siblings, list)
        return self._put(row, siblings, (*path, children))

    def _put(self, row: NodeRow, siblings: list[Node], way: Path) -> tuple[Node, Path]:
        path = (*way, len(siblings))
        grouped = row.kind is Kind.GROUP
        named = {name: LABEL if grouped and name == TITLE else name for name in row.fields}
        node: Node = {named[name]: value for name, value in row.fields.items()}
        self.places[path] = row.place
        self.places |= {(*path, named[name]): place for name, place in row.cells.items() if name in named}
        siblings.append(node)
        return node, path


def node_rows(source: Source) -> Iterator[NodeRow]:
    """Give a row for each node of a rubric's tree, in order. Raises Refusal where the tree is not one of nodes."""
    tree = source.tree
    assert isinstance(tree, dict)
    for path, section in _members(tree, (), "sections", source):
        yield from _section_rows(section, path, 1, source)


def _section_rows(section: Node, path: Path, level: int, source: Source) -> Iterator[NodeRow]:
    yield _row(Kind.SECTION, level, section, path, ("sections", "items"), source)
    for place, item in _members(section, path, "items", source):
        yield _row(Kind.ITEM, 0, item, place, ("findings",), source)
        for inner, finding in _members(item, place, "findings", source):
            yield from _finding_rows(finding, inner, source)
    for place, inner_section in _members(section, path, "sections", source):
        yield from _section_rows(inner_section, place, level + 1, source)


def _finding_rows(finding: Node, path: Path, source: Source) -> Iterator[NodeRow]:
    if "findings" not in finding:
        yield _row(Kind.FINDING, 0, finding, path, (), source)
        return
    if TITLE in finding:
        raise _unfit(source, (*path, TITLE))
    labelled = {TITLE if name == LABEL else name: value for name, value in finding.items()}
    yield _row(Kind.GROUP, 0, labelled, path, ("findings",), source)
    for place, member in _members(finding, path, "findings", source):
        yield _row(Kind.MEMBER, 0, member, place, (), source)


def _members(node: Node, path: Path, children: str, source: Source) -> Iterator[tuple[Path, Node]]:
    listed = node.get(children, [])
    if not isinstance(listed, Sequence) or isinstance(listed, str):
        raise _unfit(source, (*path, children))
    for number, member in enumerate(listed):
        if not isinstance(member, dict):
            raise _unfit(source, (*path, children, number))
        yield (*path, children, number), member


def _row(kind: Kind, level: int, node: Node, path: Path, children: Sequence[str], source: Source) -> NodeRow:
    """Make a row of a node; lists of nodes that this kind has no place for would be lost, and are refused."""
    for name in CHILDREN:
        if name in node and name not in children:
            raise _unfit(source, (*path, name))
    fields = {name: value for name, value in node.items() if name not in CHILDREN}
    return NodeRow(kind, level, fields, source.place(path), path)


def _unfit(source: Source, path: Path) -> Refusal:
    name = next(step for step in reversed(path) if isinstance(step, str))
    return Refusal([problem(source.place(path), "authoring-unfit", field=name)])
