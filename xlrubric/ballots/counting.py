"""Ballots counted: each group's mean or share on each unit, the highest and lowest left out, the groups weighted.

Apart from the reading of ballots, since arithmetic needs no file. All is done in fractions, so that nothing depends on
the order of the ballots; results are exact decimals, or have 50 digits where they never end.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, localcontext
from fractions import Fraction
from functools import cached_property

from xlrubric.ballots.slips import Answer, Group, ballot_of, favoured, groups, points, rated, set_of, sets
from xlrubric.ballots.votes import BallotReturn
from xlrubric.problems import Place, Problem, problem
from xlrubric.result import Ballot, Result, Source
from xlrubric.scoring import DIGITS
from xlrubric.units import Unit

Sheet = tuple[str, str]  # a set of units and a group of raters
Answers = tuple[Answer | None, ...]
Given = Mapping[tuple[str, str], Sequence[Answers]]  # by group and unit


@dataclass(frozen=True)
class Opinion:
    """What one ballot says of one unit: the sum over its answers, and how many there are; for a share its hits."""

    total: Fraction
    answers: int

    @property
    def value(self) -> Fraction:
        """Give the mean of the answers; for a share the part of them that hits."""
        return self.total / self.answers


@dataclass(frozen=True)
class GroupCount:
    """One group's opinions of one unit.

    ``total`` and ``answers`` are of the ballots that are not left out: the sum of their means and how many they are,
    for a share the hits and all answers. ``figure`` is in points, for a share in per cent; None where too few voted.
    """

    group: str
    weight: Decimal
    ballots: int
    left_out: int
    highest: Fraction | None = None
    lowest: Fraction | None = None
    total: Fraction | None = None
    answers: int = 0
    figure: Fraction | None = None

    @property
    def counted(self) -> int:
        """Give how many ballots made the figure."""
        return self.ballots - self.left_out if self.figure is not None else 0


@dataclass(frozen=True)
class UnitCount:
    """One unit's figures from all groups; ``weight`` is that of the groups that have one, ``points`` the result."""

    unit: Unit
    groups: tuple[GroupCount, ...]
    weight: Decimal
    points: Fraction | None


@dataclass(frozen=True)
class Counted:
    """One source counted: ``points`` by unit id, of ``full`` points; a unit without a figure is absent, never 0."""

    source: Source
    units: tuple[UnitCount, ...]
    problems: tuple[Problem, ...] = field(default=())

    @property
    def full(self) -> Decimal:
        """Give the most points that there can be."""
        return ballot_of(self.source).full

    @cached_property
    def points(self) -> Mapping[str, Decimal]:
        """Give each unit's points."""
        return {one.unit.id: decimal(one.points) for one in self.units if one.points is not None}


def counted(ballots: Iterable[BallotReturn], result: Result | None, units: Sequence[Unit]) -> Mapping[str, Counted]:
    """Count every source of a result that has ballots, by its id; ``ballots`` have each number once.

    A group without a figure leaves the source missing, or with ``missing: reweigh`` its weight goes to the others.
    """
    given = tuple(ballots)
    sources = tuple(result.ballots()) if result else ()
    reweigh = result is not None and result.missing == "reweigh"
    return {
        source.id: count_ballots(source, [b for b in given if b.source == source.id], units, reweigh=reweigh)
        for source in sources
    }


def count_ballots(
    source: Source, ballots: Iterable[BallotReturn], units: Sequence[Unit], *, reweigh: bool = False
) -> Counted:
    """Count one source's ballots; ``reweigh`` lets the groups that have a figure carry those that have none."""
    piles = _piles(ballots)
    votes = _votes(piles)
    made = tuple(_unit(source, votes, unit, reweigh) for unit in rated(source, units))
    if not piles:
        return Counted(source, made)  # that nothing at all came back concerns the whole source
    short = dict(_short(source, piles, units))
    return Counted(source, made, (*short.values(), *_many(source, piles), *_few(source, made, set(short))))


def _piles(ballots: Iterable[BallotReturn]) -> Mapping[Sheet, tuple[BallotReturn, ...]]:
    found: dict[Sheet, list[BallotReturn]] = defaultdict(list)
    for ballot in ballots:
        found[ballot.set, ballot.group].append(ballot)
    return {sheet: tuple(pile) for sheet, pile in found.items()}


def _votes(piles: Mapping[Sheet, tuple[BallotReturn, ...]]) -> Given:
    """Put together what each group's ballots say of each unit, in the order of the piles."""
    found: dict[tuple[str, str], list[Answers]] = defaultdict(list)
    for (_, group), pile in piles.items():
        for ballot in pile:
            for unit, answers in ballot.votes.items():
                found[group, unit].append(answers)
    return found


def fewest(ballot: Ballot) -> int:
    """Give how many votes a group needs on a unit: as many as the rubric says, and one more than are left out."""
    return max(ballot.at_least or 1, 2 * (ballot.trim or 0) + 1)


def opinion(ballot: Ballot, answers: Iterable[str | Decimal | None]) -> Opinion | None:
    """Sum up one ballot's answers on a unit; None for a blank, which is no vote."""
    given = [answer for answer in answers if answer is not None]
    if not given:
        return None
    if ballot.share is not None:
        return Opinion(Fraction(sum(favoured(ballot, answer) for answer in given)), len(given))
    return Opinion(sum((Fraction(points(ballot, answer)) for answer in given), Fraction(0)), len(given))


def _unit(source: Source, votes: Given, unit: Unit, reweigh: bool) -> UnitCount:
    ballot = ballot_of(source)
    made = []
    for group in groups(ballot):
        opinions = [opinion(ballot, answers) for answers in votes.get((group.name, unit.id), ())]
        made.append(_group(ballot, group, [one for one in opinions if one is not None]))
    there = [one for one in made if one.figure is not None]
    whole = bool(there) and (reweigh or len(there) == len(made))
    weight = sum((one.weight for one in there), Decimal(0))
    total = sum((one.figure * Fraction(one.weight) for one in there if one.figure is not None), Fraction(0))
    return UnitCount(unit, tuple(made), weight, total / Fraction(weight) if whole else None)


def _group(ballot: Ballot, group: Group, opinions: list[Opinion]) -> GroupCount:
    count, trim = len(opinions), ballot.trim or 0
    if count < fewest(ballot):
        return GroupCount(group.name, group.weight, count, 0)
    ranked = sorted(opinions, key=lambda one: (one.value, one.answers))
    kept = ranked[trim : count - trim]
    by_share = ballot.share is not None
    total = sum((one.total if by_share else one.value for one in kept), Fraction(0))
    answers = sum(one.answers for one in kept) if by_share else len(kept)
    scale = 100 if by_share else 1
    return GroupCount(
        group=group.name,
        weight=group.weight,
        ballots=count,
        left_out=2 * trim,
        highest=ranked[-1].value * scale,
        lowest=ranked[0].value * scale,
        total=total,
        answers=answers,
        figure=total * scale / answers,
    )


def _short(
    source: Source, piles: Mapping[Sheet, tuple[BallotReturn, ...]], units: Sequence[Unit]
) -> Iterator[tuple[Sheet, Problem]]:
    """Name the groups that sent no ballot at all, or too few for any figure."""
    ballot = ballot_of(source)
    for name in sets(source, units):
        for group in groups(ballot):
            pile = piles.get((name, group.name), ())
            if not pile:
                yield (name, group.name), _said(source, name, group.name, "ballots-missing")
            elif len(pile) < fewest(ballot):
                count, least, trim = len(pile), fewest(ballot), 2 * (ballot.trim or 0)
                said = _said(source, name, group.name, "ballots-few", count=count, least=least, trim=trim)
                yield (name, group.name), said


def _many(source: Source, piles: Mapping[Sheet, tuple[BallotReturn, ...]]) -> Iterator[Problem]:
    """Name the groups from which more ballots came back than were sent out."""
    known = {group.name: group.ballots for group in groups(ballot_of(source))}
    for (name, group), pile in sorted(piles.items()):
        said = [number for number in (known.get(group), *(slip.sent for slip in pile)) if number is not None]
        if said and len(pile) > max(said):
            yield _said(source, name, group, "ballots-many", count=len(pile), sent=max(said))


def _few(source: Source, made: Iterable[UnitCount], spoken: set[Sheet]) -> Iterator[Problem]:
    """Name the units on which a group gave too few votes, where the whole group has not been named already."""
    least = fewest(ballot_of(source))
    for one in made:
        name = set_of(source, one.unit)
        for group in one.groups:
            if group.figure is None and (name, group.group) not in spoken:
                details = {"id": one.unit.id, "name": one.unit.name, "count": group.ballots, "least": least}
                yield _said(source, "", group.group, "votes-few", one.unit.id, **details)


def _said(source: Source, set_: str, group: str, code: str, unit: str = "", **details: object) -> Problem:
    who = " ".join(filter(None, (source.name, set_, group)))
    return problem(Place(source.name), code, unit=unit, who=who, **details)


def decimal(number: Fraction) -> Decimal:
    """Give a fraction as a decimal: exact, or with 50 digits."""
    with localcontext() as context:
        context.prec = DIGITS
        return Decimal(number.numerator) / Decimal(number.denominator)
