"""The tables of ballots: each group's votes on each unit, and a row a ballot.

Apart from the counting because here figures get their names beside them, and from ``ranking`` because most collections
have no ballots. Who saved an anonymous ballot, and in which file, stands in no table.
"""

from collections.abc import Iterator, Sequence
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from xlrubric.ballots.counting import Counted, GroupCount, UnitCount, decimal, opinion
from xlrubric.ballots.slips import ballot_of, groups, sets
from xlrubric.ballots.votes import BallotReturn, numbered
from xlrubric.collect import Collection
from xlrubric.frames import Frame, Row, frame
from xlrubric.messages import needs_person, words
from xlrubric.problems import Problem
from xlrubric.result import Source
from xlrubric.tidying import tidy
from xlrubric.units import Unit

VOTES = ("source", "source_name", "unit", "name", "kind", "group", "ballots", "left_out", "counted")
FIGURES = ("highest", "lowest", "total", "answers", "figure", "weight", "points")
BALLOTS = (
    "source",
    "source_name",
    "set",
    "group",
    "number",
    "rater",
    "date",
    "rated",
    "units",
    "mean",
    "file",
    "remark",
)
MOST_REMARKS = 3


def ballot_tables(collection: Collection, language: str) -> dict[str, Frame]:
    """Make the tables ``votes`` and ``ballots``; none where no ballot came back. Remarks in ``en`` or ``zh``."""
    if not collection.ballots:
        return {}
    return {
        "votes": frame(list(_votes(collection)), (*VOTES, *FIGURES)),
        "ballots": frame(list(_ballots(collection, language)), BALLOTS),
    }


def _votes(collection: Collection) -> Iterator[Row]:
    """Give a row a group for each unit, then, where there are several groups, the unit's result.

    ``figure`` is ``total / answers`` (of a share in per cent), ``points`` ``figure * weight`` by the weight of the
    groups that have a figure; in the unit's own row the weights and the points are added up.
    """
    there = {ballot.source for ballot in collection.ballots}
    for counted in collection.votes.values():
        if counted.source.id in there:
            for one in counted.units:
                yield from _unit(counted, one)


def _unit(counted: Counted, one: UnitCount) -> Iterator[Row]:
    who: Row = {
        "source": counted.source.id,
        "source_name": counted.source.name,
        "unit": one.unit.id,
        "name": one.unit.name,
    }
    for group in one.groups:
        yield {**who, "kind": "group", **_group(group, one)}
    if len(one.groups) > 1:
        ballots = sum(group.ballots for group in one.groups)
        whole = {"weight": tidy(one.weight), "points": _figure(one.points)} if one.points is not None else {}
        yield {**who, "kind": "unit", "ballots": ballots, **whole}


def _group(group: GroupCount, one: UnitCount) -> Row:
    row: Row = {"group": group.group, "ballots": group.ballots, "weight": tidy(group.weight)}
    if group.figure is None:
        return row
    share = Fraction(group.weight) / Fraction(one.weight)
    return {
        **row,
        "left_out": group.left_out,
        "counted": group.counted,
        "answers": group.answers,
        **{key: _figure(getattr(group, key)) for key in ("highest", "lowest", "total", "figure")},
        "points": None if one.points is None else _figure(group.figure * share),
    }


def _figure(number: Fraction | None) -> Decimal | None:
    return None if number is None else tidy(decimal(number))


def _ballots(collection: Collection, language: str) -> Iterator[Row]:
    result = collection.standard.rubric.result
    sources = {source.id: source for source in result.ballots()} if result else {}
    remarks = _Remarks(collection.problems, language)
    for ballot in sorted(collection.ballots, key=_Order(tuple(sources.values()), collection.units)):
        source = sources[ballot.source]
        own = {key: getattr(ballot, key) for key in ("source", "set", "group", "number", "units")}
        named = {"rater": ballot.rater, "date": ballot.date, "file": ballot.place.file} if ballot.signed else {}
        yield {
            **own,
            **named,
            "source_name": source.name,
            "rated": len(ballot.votes),
            "mean": tidy(rounded(decimal(mean_given(source, ballot)))),
            "remark": remarks(ballot),
        }


def mean_given(source: Source, ballot: BallotReturn) -> Fraction:
    """Give the mean of what a ballot gave the units that it rated; for a share in per cent (rounded where shown)."""
    of = ballot_of(source)
    found = [one.value for answers in ballot.votes.values() if (one := opinion(of, answers))]
    return sum(found, Fraction(0)) / len(found) * (1 if of.share is None else 100)


class _Remarks:
    """Says what was found in a ballot that a person must look at."""

    def __init__(self, problems: tuple[Problem, ...], language: str) -> None:
        self.language = language
        self.by_file: dict[str, list[Problem]] = {}
        for fault in filter(needs_person, problems):
            self.by_file.setdefault(fault.place.file, []).append(fault)

    def __call__(self, ballot: BallotReturn) -> str:
        in_table = ballot.place.line or ballot.place.cell
        found = [p for p in self.by_file.get(ballot.place.file, []) if not in_table or p.place == ballot.place]
        said = list(dict.fromkeys(words(fault, self.language)[0] for fault in found))
        return "\n".join([*said[:MOST_REMARKS], *(["…"] if len(said) > MOST_REMARKS else [])])


def rounded(number: Decimal) -> Decimal:
    """Round half up to 2 places."""
    return number.quantize(Decimal("0.01"), ROUND_HALF_UP)


class _Order:
    """Orders ballots as the rubric has their sources and groups, and the unit list its sets; then by number."""

    def __init__(self, sources: Sequence[Source], units: Sequence[Unit]) -> None:
        self.sources = [source.id for source in sources]
        self.sets = {source.id: list(sets(source, units)) for source in sources}
        self.groups = {source.id: [group.name for group in groups(ballot_of(source))] for source in sources}

    def __call__(self, ballot: BallotReturn) -> tuple[int, int, str, int, tuple[int, str]]:
        known = self.sets[ballot.source]
        place = known.index(ballot.set) if ballot.set in known else len(known)
        group = self.groups[ballot.source].index(ballot.group)
        return self.sources.index(ballot.source), place, ballot.set, group, numbered(ballot.number)
