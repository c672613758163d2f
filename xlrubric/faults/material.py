"""What the checks look at: a numbered rubric with the place of everything that is written in it.

Apart from the checks because all of them say where a fault stands, and some look at what the outline has made of it:
``origins`` leads from an id of the sheet (of an instance, a period, a level) back to what is written.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from xlrubric.outline import Outline
from xlrubric.problems import Place, Problem, problem
from xlrubric.rubric import Finding, Group, Item, Rubric, Section
from xlrubric.settle import Settler
from xlrubric.unfold import instances_of, unfolded
from xlrubric.yamltext import Source, Step

Path = tuple[Step, ...]
Written = Section | Item


class Located(NamedTuple):
    """A node, group or finding with its path in the file and the nodes above it, the nearest last."""

    path: Path
    node: Section | Item | Finding | Group
    above: tuple[Written, ...]


@dataclass(frozen=True, eq=False)
class Material:
    """A rubric, the file that it stands in, and all that is written in it, each before what is below it."""

    rubric: Rubric
    source: Source
    nodes: tuple[Located, ...]

    def problem(self, one: Located | Path, code: str, /, *steps: Step, **details: object) -> Problem:
        """Make a problem at something written, or at one of its fields."""
        return problem(self.place(one, *steps), code, unit="", **details)

    def place(self, one: Located | Path, *steps: Step) -> Place:
        """Give the place of something written, or of one of its fields."""
        path = one.path if isinstance(one, Located) else one
        return self.source.place((*path, *steps))

    def findings(self) -> Iterator[tuple[Located, Finding]]:
        """Give all findings."""
        return ((one, one.node) for one in self.nodes if isinstance(one.node, Finding))

    def groups(self) -> Iterator[tuple[Located, Group]]:
        """Give all groups."""
        return ((one, one.node) for one in self.nodes if isinstance(one.node, Group))

    def parts(self) -> Iterator[tuple[Located, Written]]:
        """Give all sections and items."""
        return ((one, one.node) for one in self.nodes if isinstance(one.node, Section | Item))

    @cached_property
    def settler(self) -> Settler:
        """Give what settles the rubric as if everything applied."""
        return Settler(self.rubric, None)

    @cached_property
    def outline(self) -> Outline:
        """Give the rubric as it is appraised where everything applies."""
        return self.settler.outline()

    @cached_property
    def written(self) -> dict[Path, Located]:
        """Give what is written by its path."""
        return {one.path: one for one in self.nodes}

    @cached_property
    def origins(self) -> dict[str, Located]:
        """Give by each id of the sheet what is written for it."""
        found = (pair for n, one in enumerate(self.rubric.sections) for pair in _sheet_ids(one, ("sections", n)))
        return {own: self.written[path] for own, path in found}

    @cached_property
    def _named(self) -> dict[str, Located]:
        own = ((one.node.id, one) for one in self.nodes if isinstance(one.node, Section | Item))
        findings = ((known, one) for one, finding in self.findings() for known, _ in _finding_ids(finding, one.path))
        return dict((*own, *findings))

    def named(self, own: str) -> Located | None:
        """Give what an id in a formula stands for: one of the sheet, or within instances one that is written."""
        return self.origins.get(own) or self._named.get(own)

    @cached_property
    def ids_of(self) -> dict[Path, str]:
        """Give the first id on the sheet of what is written."""
        firsts: dict[Path, str] = {}
        for own, one in self.origins.items():
            firsts[one.path] = firsts.get(one.path) or own
        return firsts


def read_material(rubric: Rubric, source: Source) -> Material:
    """Find the place of all that is written in a numbered rubric."""
    sections = enumerate(rubric.sections)
    return Material(rubric, source, tuple(one for n, s in sections for one in _section(s, ("sections", n), ())))


def _section(section: Section, path: Path, above: tuple[Written, ...]) -> Iterator[Located]:
    yield Located(path, section, above)
    for n, inner in enumerate(section.sections):
        yield from _section(inner, (*path, "sections", n), (*above, section))
    for n, item in enumerate(section.items):
        yield from _item(item, (*path, "items", n), (*above, section))


def _item(item: Item, path: Path, above: tuple[Written, ...]) -> Iterator[Located]:
    yield Located(path, item, above)
    for own, part in _parts(item, path):
        yield Located(own, part, (*above, item))


def _parts(item: Item, path: Path) -> Iterator[tuple[Path, Finding | Group]]:
    """Give the groups and findings of an item, each group before its members."""
    for n, part in enumerate(item.findings):
        own = (*path, "findings", n)
        yield own, part
        if isinstance(part, Group):
            yield from (((*own, "findings", m), finding) for m, finding in enumerate(part.findings))


def _sheet_ids(node: Written, path: Path) -> Iterator[tuple[str, Path]]:
    """Give the ids that a node and all below it have on the sheet, in its instances too."""
    yield node.id, path
    if node.instances:
        for instance in instances_of(node):
            yield from _sheet_ids(instance, path)
    elif isinstance(node, Item):
        yield from _part_ids(node, path)
    else:
        for n, section in enumerate(node.sections):
            yield from _sheet_ids(section, (*path, "sections", n))
        for n, item in enumerate(node.items):
            yield from _sheet_ids(item, (*path, "items", n))


def _part_ids(item: Item, path: Path) -> Iterator[tuple[str, Path]]:
    groups = 0
    for own, part in _parts(item, path):
        if isinstance(part, Group):
            groups += 1
            yield f"{item.id}.g{groups}", own
        else:
            yield from _finding_ids(part, own)


def _finding_ids(finding: Finding, path: Path) -> Iterator[tuple[str, Path]]:
    yield finding.id, path
    for one in unfolded(finding):
        yield from _finding_ids(one, path)
