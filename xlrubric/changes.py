"""What became of last year's ids: forms, entries and rankings of several years find each other by them.

Apart from ``faults``, which look at one rubric: here two are held against each other, each with its own file.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

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


def changes(new: Material, old: Material) -> list[Problem]:
    """Find ids that moved to another place, ids that mean something else now, and ids that are gone."""
    now, before = things(new), things(old)
    both = now.keys() & before.keys()
    kept = {own for own in both if (now[own].kind, now[own].text) == (before[own].kind, before[own].text)}
    moved = _moved(now, before, kept)
    told = moved.keys() | set(moved.values())
    kept |= {own for own in both if own not in told and alike(now[own], before[own])}
    reused = [own for own in now if own in before and own not in kept and own not in moved]
    gone = [own for own in before if own not in kept and own not in reused and own not in moved.values()]
    found = [*_tell_moved(now, before, moved)]
    found += (_reused(now[own], before[own].text) for own in reused)
    found += (problem(before[own].place, "id-gone", id=own, text=before[own].text) for own in gone)
    return sorted(found)


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


def _moved(now: dict[str, Thing], before: dict[str, Thing], kept: set[str]) -> dict[str, str]:
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


def _tell_moved(now: dict[str, Thing], before: dict[str, Thing], moved: dict[str, str]) -> Iterator[Problem]:
    """Tell what moved by itself; what only moved along with what it stands in is told with that."""
    for own, old in moved.items():
        thing, was = now[own], before[old]
        last = own.removeprefix(thing.above_id) == old.removeprefix(was.above_id)
        along = last and moved.get(thing.above_id) == was.above_id
        if own != old and not along:
            yield problem(thing.place, "id-moved", text=thing.text, old=old, id=own)
