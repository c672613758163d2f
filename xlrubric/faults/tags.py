"""Tags: what no unit can have at once, and what a unit list says otherwise than the rubric."""

from collections.abc import Iterator, Sequence
from typing import Protocol

from xlrubric.faults.material import Material
from xlrubric.problems import Place, Problem, problem
from xlrubric.settle import settle


class Tagged(Protocol):
    """A unit of a list: only its id and its tags count here, and what reads lists is not to be loaded."""

    @property
    def id(self) -> str:
        """Give the unit's id."""

    @property
    def tags(self) -> frozenset[str]:
        """Give the unit's tags."""


def tag_faults(material: Material) -> Iterator[Problem]:
    """Find what applies to tags that none of those above shares: only a unit with several tags could have both."""
    for one in material.nodes:
        own = getattr(one.node, "applies_to", None)
        for node in one.above if own else ():
            if node.applies_to and not set(own or ()) & set(node.applies_to):
                said = {"tags": ", ".join(own or ()), "above": ", ".join(node.applies_to)}
                yield material.problem(one, "applies-never", "applies_to", **said)
                break


def unit_faults(material: Material, units: Sequence[Tagged], file: str) -> Iterator[Problem]:
    """Hold a rubric's tags against those of a unit list: tags that nobody has, units to which nothing applies."""
    sources = material.rubric.result.sources if material.rubric.result else ()
    known = {tag for one in material.nodes for tag in getattr(one.node, "applies_to", None) or ()}
    known |= {tag for source in sources for tag in source.applies_to or ()}
    if not known:
        return
    yield from _unused(material, {tag for unit in units for tag in unit.tags})
    strange: set[str] = set()
    for unit in units:
        for tag in sorted(unit.tags - known - strange):
            yield problem(Place(file), "tag-unknown", unit=unit.id, tag=tag, id=unit.id)
        strange |= unit.tags
    yield from _untouched(material, units, file)


def _unused(material: Material, had: set[str]) -> Iterator[Problem]:
    seen = set(had)
    for one in material.nodes:
        for n, tag in enumerate(getattr(one.node, "applies_to", None) or ()):
            if tag not in seen:
                seen.add(tag)
                yield material.problem(one, "tag-unused", "applies_to", n, tag=tag)
    for m, source in enumerate(material.rubric.result.sources if material.rubric.result else ()):
        for n, tag in enumerate(source.applies_to or ()):
            if tag not in seen:
                seen.add(tag)
                yield material.problem(("result", "sources", m), "tag-unused", "applies_to", n, tag=tag)


def _untouched(material: Material, units: Sequence[Tagged], file: str) -> Iterator[Problem]:
    """Find units to which nothing of the rubric applies; each combination of tags is settled once."""
    asked = {tags: bool(settle(material.rubric, tags).asked) for tags in {unit.tags for unit in units}}
    for unit in units:
        if not asked[unit.tags]:
            tags = ", ".join(sorted(unit.tags)) or "-"
            yield problem(Place(file), "unit-without-findings", unit=unit.id, id=unit.id, tags=tags)
