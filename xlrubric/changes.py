"""What became of last year's ids: forms, entries and rankings of several years find each other by them.

Apart from ``faults``, which look at one rubric: here two are held against each other, each with its own file.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property

from xlrubric.faults.material import Located, Material
from xlrubric.problems import Place, Problem, problem
from xlrubric.rubric import Finding, Group, Item, Section

ALIKE = 0.4  # share of signs in common from which on two texts are taken for one that was edited


@dataclass(frozen=True)
class Thing:
    """Something with an id: what kind of thing it is, its text or name, what stands above it, its place."""

    id: str
    kind: str
    text: str
    above: str
    above_id: str
    place: Place


@dataclass(frozen=True)
class Matching:
    """What two rubrics have in common: ``now`` and ``before`` are their things by id.

    ``kept`` ids stand for the same thing in both; ``moved`` gives the old id of what has another now; ``reused`` ids
    stand for something else now; what ``gone`` ids stood for is in the new rubric nowhere.
    """

    now: Mapping[str, Thing]
    before: Mapping[str, Thing]
    kept: frozenset[str]
    moved: Mapping[str, str]
    reused: tuple[str, ...]
    gone: tuple[str, ...]

    @cached_property
    def new_of(self) -> Mapping[str, str]:
        """Give the new id of each old one that has a match."""
        return {own: own for own in self.kept} | {old: own for own, old in self.moved.items()}

    @cached_property
    def old_of(self) -> Mapping[str, str]:
        """Give the old id of each new one that has a match."""
        return {own: old for old, own in self.new_of.items()}


def matching(new: Material, old: Material) -> Matching:
    """Match the things of two rubrics: by their ids and words, and where an id moved, by what they say and stand in."""
    now, before = things(new), things(old)
    both = now.keys() & before.keys()
    kept = {own for own in both if (now[own].kind, now[own].text) == (before[own].kind, before[own].text)}
    moved = _moved(now, before, kept)
    told = moved.keys() | set(moved.values())
    kept |= {own for own in both if own not in told and alike(now[own], before[own])}
    reused = tuple(own for own in now if own in before and own not in kept and own not in moved)
    gone = tuple(own for own in before if own not in kept and own not in reused and own not in moved.values())
    return Matching(now, before, frozenset(kept), moved, reused, gone)


def changes(new: Material, old: Material) -> list[Problem]:
    """Find ids that moved to another place, ids that mean something else now, and ids that are gone."""
    return told_changes(matching(new, old))


def told_changes(found: Matching) -> list[Problem]:
    """Say what became of the ids, each at its place."""
    now, before = found.now, found.before
    problems = [*_tell_moved(now, before, found.moved)]
    problems += (_reused(now[own], before[own].text) for own in found.reused)
    problems += (problem(before[own].place, "id-gone", id=own, text=before[own].text) for own in found.gone)
    return sorted(problems)


def _reused(thing: Thing, before: str) -> Problem:
    return problem(thing.place, "id-reused", id=thing.id, before=before, text=thing.text)


def things(material: Material) -> dict[str, Thing]:
    """Give everything with an id, in the order of the file."""
    return {thing.id: thing for one in material.nodes if (thing := _thing(one, material.place(one)))}


def _thing(one: Located, place: Place) -> Thing | None:
    node = one.node
    if isinstance(node, Group):
        return None
    above = one.above[-1] if one.above else None
    text = node.text if isinstance(node, Finding) else node.name
    kind = next(kind.__name__ for kind in (Section, Item, Finding) if isinstance(node, kind))
    return Thing(node.id, kind, text, above.name if above else "", above.id if above else "", place)


def alike(one: Thing, other: Thing) -> bool:
    """Say whether two things may be the same, edited."""
    return one.kind == other.kind and SequenceMatcher(None, one.text, other.text).ratio() >= ALIKE


def _moved(now: Mapping[str, Thing], before: Mapping[str, Thing], kept: set[str]) -> dict[str, str]:
    """Give the old id of what has another one now, found by what it says and by what it stands in."""
    moved: dict[str, str] = {}
    for key in (lambda thing: (thing.kind, thing.above, thing.text), lambda thing: (thing.kind, thing.text)):
        news = _sorted_out((now[own] for own in now if own not in kept and own not in moved), key)
        olds = _sorted_out((before[own] for own in before if own not in kept | set(moved.values())), key)
        for said, ids in news.items():
            if len(ids) == len(olds.get(said, [])):
                moved.update(zip(ids, olds[said], strict=True))
    return moved


def _sorted_out(found: Iterable[Thing], key: Callable[[Thing], tuple[str, ...]]) -> dict[tuple[str, ...], list[str]]:
    """Give the ids of things that say the same, in their order."""
    ids: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for thing in found:
        ids[key(thing)].append(thing.id)
    return ids


def _tell_moved(now: Mapping[str, Thing], before: Mapping[str, Thing], moved: Mapping[str, str]) -> Iterator[Problem]:
    """Tell what moved by itself; what only moved along with what it stands in is told with that."""
    for own, old in moved.items():
        thing, was = now[own], before[old]
        last = own.removeprefix(thing.above_id) == old.removeprefix(was.above_id)
        along = last and moved.get(thing.above_id) == was.above_id
        if own != old and not along:
            yield problem(thing.place, "id-moved", text=thing.text, old=old, id=own)
