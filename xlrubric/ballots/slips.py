"""What a ballot is: who rates whom, by which questions, with which answers.

Apart from sheets and files, since making, reading and counting ballots must agree on it. A slip is one numbered ballot
of a group of raters on a set of units.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from hashlib import sha256

from xlrubric.quantities.marks import EntryBox
from xlrubric.result import Ballot, Source
from xlrubric.rules import POINTS, Box
from xlrubric.units import Unit
from xlrubric.values import Percent

WHOLE = Decimal(100)
Answer = str | Decimal


@dataclass(frozen=True)
class Group:
    """A group of raters, nameless where there is only one: its weight, and how many ballots are sent out to it."""

    name: str
    weight: Decimal
    ballots: int | None


@dataclass(frozen=True)
class Slip:
    """One numbered ballot as it is sent out; ``of`` so many. Of the units only id and name stand on it."""

    source: Source
    group: str
    set: str
    number: int
    of: int
    units: tuple[Unit, ...]

    @property
    def ballot(self) -> Ballot:
        """Give the rules of the ballot."""
        return ballot_of(self.source)


def ballot_of(source: Source) -> Ballot:
    """Give the ballot of a source that has one."""
    assert source.ballot is not None
    return source.ballot


def groups(ballot: Ballot) -> tuple[Group, ...]:
    """Give the groups of raters; without any, the one that all are in."""
    named = tuple(Group(g.name, _number(g.weight), g.ballots or ballot.ballots) for g in ballot.groups or ())
    return named or (Group("", WHOLE, ballot.ballots),)


def _number(share: Percent | Decimal) -> Decimal:
    return share.value if isinstance(share, Percent) else share


def rated(source: Source, units: Sequence[Unit]) -> tuple[Unit, ...]:
    """Give the units that are rated, in the order of the list."""
    wanted = frozenset(source.applies_to or ())
    return tuple(unit for unit in units if not wanted or wanted & unit.tags)


def set_of(source: Source, unit: Unit) -> str:
    """Name the set that a unit stands in: its lead unit, its group, or nothing where all units are one set."""
    per = ballot_of(source).per
    return "" if per == "all" else unit.lead if per == "lead" else unit.group


def sets(source: Source, units: Sequence[Unit]) -> dict[str, tuple[Unit, ...]]:
    """Give the sets of units that stand on one ballot together; those that belong to none are left out."""
    found: dict[str, list[Unit]] = {}
    for unit in rated(source, units):
        name = set_of(source, unit)
        if name or ballot_of(source).per == "all":
            found.setdefault(name, []).append(unit)
    return {name: tuple(own) for name, own in found.items()}


def levels(ballot: Ballot) -> tuple[str, ...]:
    """Give the words to choose from; none where points are typed."""
    return tuple(ballot.levels) if ballot.levels else () if ballot.scale else (ballot.share or ())


def box(ballot: Ballot, question: int, unit: str) -> EntryBox:
    """Give what may stand in a cell, for the one grammar of entries."""
    if words := levels(ballot):
        made = Box("choice", options=words)
    else:
        low, high = (ballot.scale.low, ballot.scale.high) if ballot.scale else (Decimal(0), WHOLE)
        made = Box("number", low, high, whole=False, zero=False, unit=POINTS)
    return EntryBox(vote_name(question, unit), str(question), "vote", made)


def vote_name(question: int, unit: str) -> str:
    """Spell the name of a cell in which a unit is rated."""
    return f"vote.{question}:{unit}"


def points(ballot: Ballot, answer: Answer) -> Decimal:
    """Give the points of an answer; a word of a ballot without points is worth all or nothing."""
    if isinstance(answer, Decimal):
        return answer
    if ballot.levels:
        return ballot.levels[answer]
    return WHOLE if answer in (ballot.share or ()) else Decimal(0)


def favoured(ballot: Ballot, answer: Answer) -> bool:
    """Say whether an answer is one of those whose share counts."""
    return answer in (ballot.share or ())


def is_top(ballot: Ballot, answer: Answer) -> bool:
    """Say whether no answer gives more than this one."""
    if ballot.scale and not ballot.levels:
        return answer == ballot.scale.high
    return points(ballot, answer) == max(points(ballot, word) for word in levels(ballot))


def fingerprint(source: Source) -> str:
    """Give 16 hexadecimal digits that change with the questions, the answers and whether it is signed."""
    ballot = ballot_of(source)
    facts = (ballot.questions, ballot.levels, ballot.scale, ballot.share, ballot.signed)
    return sha256(repr(facts).encode()).hexdigest()[:16]


def by_id(units: Sequence[Unit]) -> Mapping[str, Unit]:
    """Give the units by id."""
    return {unit.id: unit for unit in units}
