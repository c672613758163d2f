"""What of the rules of the year's result never takes effect, or takes more than was meant: warnings, not errors.

Apart from ``faults.result``, whose faults make the rules unusable.
"""

from collections.abc import Iterator
from decimal import Decimal
from itertools import combinations

from xlrubric.faults.material import Material
from xlrubric.problems import Problem
from xlrubric.result import Award, Ballot, Consequence, PlaceSpan, Result, Source
from xlrubric.rules import plain

FULL = Decimal(100)
Path = tuple[str | int, ...]
# fields of a source that do nothing unless one of others is given
ASKS: dict[str, tuple[str, ...]] = {
    "better": ("best", "mean", "by_rank", "assign"),
    "within": ("shares", "best", "mean", "by_rank"),
    "rounding": ("shares",),
    "ties": ("assign",),
}
ENDS = {"first": {"end_en": "from the front", "end_zh": "前"}, "last": {"end_en": "from the end", "end_zh": "后"}}


def idle_faults(material: Material) -> Iterator[Problem]:
    """Look at the rules of the result, part by part, for what never counts."""
    result = material.rubric.result
    if result is None:
        return
    yield from _of_the_whole(material, result)
    for n, source in enumerate(result.sources):
        path = ("result", "sources", n)
        yield from _source(material, source, path)
        if source.ballot:
            yield from _ballot(material, source.ballot, (*path, "ballot"))
    yield from _keys(material, result)
    yield from _both_ends(material, result)
    yield from _added_up(material, result)
    yield from _awards(material, result)


def _of_the_whole(material: Material, result: Result) -> Iterator[Problem]:
    """Find fields that wait for another part of the rules."""
    without = {
        "quota": not any(award.share for award in result.grades or ()) and "grades: share",
        "account": all(one.points is None for one in result.consequences) and "consequences: points",
        "points": not result.sources and "sources",
        "missing": not result.sources and "sources",
    }
    for field, needs in without.items():
        if needs and field in result.model_fields_set and getattr(result, field) is not None:
            yield material.problem(("result",), "result-idle", field, field=field, needs=needs)


def _source(material: Material, source: Source, path: Path) -> Iterator[Problem]:
    for field, asked in ASKS.items():
        if field in source.model_fields_set and not any(getattr(source, one) for one in asked):
            yield material.problem(path, "result-idle", field, field=field, needs=" / ".join(asked))


def _ballot(material: Material, ballot: Ballot, path: Path) -> Iterator[Problem]:
    """Find ballots that can never be enough: more are asked for, or left out, than are sent."""
    least = max(ballot.at_least or 1, 2 * (ballot.trim or 0) + 1)
    for n, group in enumerate(ballot.groups or ()):
        sent = group.ballots or ballot.ballots
        if sent is not None and sent < least:
            yield material.problem(path, "ballots-never-enough", "groups", n, sent=sent, least=least)
    if not ballot.groups and ballot.ballots is not None and ballot.ballots < least:
        yield material.problem(path, "ballots-never-enough", "ballots", sent=ballot.ballots, least=least)


def _keys(material: Material, result: Result) -> Iterator[Problem]:
    """Find keys that some units do not have: there they count 0."""
    some = {source.id: source for source in result.sources if source.applies_to}
    for n, key in enumerate(result.rank.keys):
        if source := some.get(key.removeprefix("-")):
            said = {"name": source.name, "tags": ", ".join(source.applies_to or ())}
            yield material.problem(("result", "rank"), "key-not-for-all", "keys", n, **said)


def _both_ends(material: Material, result: Result) -> Iterator[Problem]:
    for n, one in enumerate(result.consequences):
        if one.first and one.last:
            most = one.first.high + one.last.high - 1
            yield material.problem(("result", "consequences", n), "consequence-both-ends", name=one.name, most=most)


def _added_up(material: Material, result: Result) -> Iterator[Problem]:
    """Find two consequences whose points come together on some place, where nothing else sets them apart."""
    plainly = [(n, one) for n, one in enumerate(result.consequences) if _by_place(one)]
    for (_, one), (n, other) in combinations(plainly, 2):
        for end in ("first", "last"):
            shared = _shared(getattr(one, end), getattr(other, end))
            if shared is not None:
                said = {"name": other.name, "other": one.name, "places": shared, **ENDS[end]}
                both = plain((one.points or Decimal(0)) + (other.points or Decimal(0)))
                yield material.problem(("result", "consequences", n), "points-add-up", end, points=both, **said)


def _by_place(one: Consequence) -> bool:
    return bool(one.points) and not (one.grade or one.when or one.years)


def _shared(one: PlaceSpan | None, other: PlaceSpan | None) -> str | None:
    """Give the places that two spans share."""
    if one is None or other is None:
        return None
    low, high = max(one.low, other.low), min(one.high, other.high)
    return None if low > high else str(low) if low == high else f"{low}-{high}"


def _awards(material: Material, result: Result) -> Iterator[Problem]:
    grades = result.grades or ()
    for n, award in enumerate(grades):
        path = ("result", "grades", n)
        before = next((one for one in grades[:n] if _takes(one, award)), None)
        if before is not None:
            yield material.problem(path, "award-never", name=award.name, other=before.name)
        if over := _out_of_reach(result, award):
            field, most = over
            yield material.problem(path, "award-out-of-reach", field, name=award.name, most=plain(most))
        if material.rubric.better == "lower" and award.low is not None:
            yield material.problem(path, "award-wrong-way", "from", name=award.name, low=plain(award.low))


def _takes(one: Award, later: Award) -> bool:
    """Say whether a grade takes all who would meet a later one: it asks something, and nothing that this does not."""
    if one.share is not None or one == Award(name=one.name):
        return False
    low = one.low is None or (later.low is not None and later.low >= one.low)
    least = one.each_source is None or (later.each_source is not None and later.each_source >= one.each_source)
    return low and least and one.when in (None, later.when)


def _out_of_reach(result: Result, award: Award) -> tuple[str, Decimal] | None:
    """Give the field that asks for more than there is, and how much there is; forms may bring more than their full."""
    if any(source.adds or source.forms for source in result.sources) or not result.sources:
        return None
    if award.low is not None and award.low > result.points:
        return "from", result.points
    return ("each_source", FULL) if award.each_source is not None and award.each_source > FULL else None
