"""A rubric file made ready: read, checked against the schema and its own arithmetic, compiled.

Apart from ``rubric`` (the data) and ``yamltext`` (the file) because here everything meets. ``Standard`` is what every
command works with.
"""

from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from string import ascii_uppercase

from xlrubric.compiled import compiled
from xlrubric.expressions import Expression
from xlrubric.faults import UNSURE, standard_faults
from xlrubric.graph import Graph, build_graph
from xlrubric.on_demand import OnDemand
from xlrubric.outline import Outline
from xlrubric.problems import Place, Problem, Refusal
from xlrubric.rubric import Rubric
from xlrubric.schema_faults import read_rubric
from xlrubric.settle import Tags, settle
from xlrubric.yamltext import Source, read_yaml

# of use only for problems, and where a form is stamped
messages, json = OnDemand("xlrubric.messages"), OnDemand("json")


@dataclass(frozen=True, eq=False)
class Standard:
    """A checked rubric and what was compiled from it; ``problems`` are warnings and notes.

    ``tags`` are those of the units that it is compiled for; None stands for one to whom everything applies.
    """

    rubric: Rubric
    problems: tuple[Problem, ...] = ()
    tags: Tags | None = None
    variants: dict[Tags, "Standard"] = field(default_factory=dict)
    base: "Standard | None" = None

    @property
    def whole(self) -> "Standard":
        """Give the standard for one to whom everything applies."""
        return self.base or self

    @cached_property
    def outline(self) -> Outline:
        """Settle what applies to these units, and how it counts."""
        return settle(self.rubric, self.tags)

    @cached_property
    def graph(self) -> Graph:
        """Compile the rubric's arithmetic."""
        return build_graph(self.outline)

    @cached_property
    def expressions(self) -> dict[str, Expression]:
        """Give each quantity's expression by its name."""
        return {quantity.name: quantity.expression for quantity in self.graph.quantities}

    def expression(self, name: str) -> Expression:
        """Give a quantity's expression."""
        return self.expressions[name]

    @cached_property
    def known_tags(self) -> Tags:
        """Give the tags that something in the rubric applies to."""
        nodes = (node.applies_to or () for node in self.rubric.nodes())
        findings = (finding.applies_to or () for finding in self.rubric.findings())
        return frozenset(tag for tags in (*nodes, *findings) for tag in tags)

    def variant(self, tags: Tags) -> "Standard":
        """Give the standard as it applies to units with these tags; itself where nothing depends on them."""
        if not self.known_tags:
            return self
        known, relevant = self.whole.variants, tags & self.known_tags
        if relevant not in known:
            known[relevant] = Standard(self.rubric, self.problems, relevant, base=self.whole)
        return known[relevant]

    @cached_property
    def fingerprint(self) -> str:
        """Give 16 hexadecimal digits that change with anything that a form shows or counts.

        Notes and the source may be improved after the forms went out: they explain and count nothing; what is made
        of the forms across units (``result``), and how several of one unit are merged (``merge``) may be settled
        later. The order of words and bands counts.
        """
        whole = _without_notes(compiled(self.rubric.model_copy(update={"result": None, "merge": None})))
        return sha256(json.dumps(whole, ensure_ascii=False).encode()).hexdigest()[:16]


def _without_notes(data: object) -> object:
    if isinstance(data, dict):
        noted = {key for key, value in data.items() if key in ("note", "source") and isinstance(value, str)}
        return {key: _without_notes(value) for key, value in data.items() if key not in noted}
    return [_without_notes(value) for value in data] if isinstance(data, list) else data


def read_standard(path: Path) -> Standard:
    """Read a rubric's YAML file. Raises Refusal with every problem found when any is an error."""
    return standard_of(read_yaml(path))


def standard_of(source: Source) -> Standard:
    """Check a rubric, from whatever file it was read. Raises Refusal as ``read_standard`` does."""
    rubric, problems = check_source(source)
    if rubric is None or any(messages.is_error(found) for found in problems):
        raise Refusal(sorted(problems))
    return Standard(rubric, tuple(sorted(problems)))


def check_source(source: Source) -> tuple[Rubric | None, list[Problem]]:
    """Check a rubric's tree: the schema, and what the standard says of itself.

    Findings that the schema refuses do not keep the rest from being looked at: all problems come at once.
    """
    rubric, refused, beside = read_rubric(source)
    problems = [*source.problems, *refused]
    if rubric is not None:
        return rubric, [*problems, *standard_faults(rubric, source)]
    if beside is not None:
        spoken_of = {row_of(fault.place) for fault in refused}
        found = (fault for fault in standard_faults(beside, source) if fault.code not in UNSURE)
        problems += [fault for fault in found if row_of(fault.place) not in spoken_of]
    return None, problems


def row_of(place: Place) -> tuple[int, str, str]:
    """Give the line of a place, or the sheet and the row."""
    return place.line, place.sheet, place.cell.lstrip(ascii_uppercase)
