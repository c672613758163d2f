"""Small rubrics with ballots, their units, and ballots filled in and returned.

Apart from the tests because making, reading and counting all begin with a rubric of one item and a source of ballots.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from decimal import Decimal

from xlrubric.ballots.blanks import slip_workbook, slips
from xlrubric.ballots.slips import Answer, Slip, ballot_of, vote_name
from xlrubric.ballots.votes import BallotReturn
from xlrubric.ballots.words import ballot_skin
from xlrubric.collect import Collection, settled
from xlrubric.collector import Collector
from xlrubric.intake import Arrived
from xlrubric.problems import Place, Problem
from xlrubric.result import Source
from xlrubric.scoring import Value
from xlrubric.skin import read_skin
from xlrubric.standard import Standard, standard_of
from xlrubric.units import Unit
from xlrubric.writer import Stamp
from xlrubric.yamltext import parse_yaml

LEVELS = "levels: {好: 100, 较好: 80, 一般: 60}"
UNITS = (
    Unit("U1", "州财政局", lead="甲委", group="一组"),
    Unit("U2", "州教育局", lead="甲委", group="二组"),
    Unit("U3", "州水利局", lead="乙委", group="一组"),
)


def rubric(ballot: str, language: str = "zh-Hans", more: str = "", result: str = "") -> str:
    """Give a rubric's text: one item, and one source with this ballot (in braces' inside); more goes on the source."""
    return f"""
rubric: shuzhi-2018
title: 2018年述职评议
language: {language}
period: 2018年度
sections: [{{name: s, items: [{{name: i, points: 5, findings: [{{text: a, deduct: 1}}]}}]}}]
result:
  {result}
  sources:
    - {{id: hearing, name: 述职测评, weight: 100%, {more} ballot: {{{ballot}}}}}
"""


def standard(ballot: str, language: str = "zh-Hans", more: str = "", result: str = "") -> Standard:
    """Give such a rubric made ready."""
    return standard_of(parse_yaml(rubric(ballot, language, more, result), "r.yaml"))


def source_of(made: Standard) -> Source:
    """Give its one source."""
    assert made.rubric.result is not None
    return made.rubric.result.sources[0]


def source(ballot: str, more: str = "") -> Source:
    """Give a source with this ballot."""
    return source_of(standard(ballot, more=more))


def voted(
    number: int | str,
    votes: Mapping[str, Answer | Sequence[Answer | None]],
    group: str = "",
    set_: str = "",
    **other: object,
) -> BallotReturn:
    """Make a ballot as it is read: a unit's answer, or its answers to several questions."""
    each = {unit: (given,) if isinstance(given, str | Decimal) else tuple(given) for unit, given in votes.items()}
    facts = {"units": 3, "signed": False, "place": Place(f"{number}.xlsx"), **other}
    return BallotReturn("hearing", group, set_, str(number), votes=each, **facts)  # type: ignore[arg-type]


def scored(points: Iterable[int | str], group: str = "", unit: str = "U1", start: int = 1) -> list[BallotReturn]:
    """Make one ballot for each of these points on one unit."""
    return [voted(n, {unit: Decimal(str(given))}, group) for n, given in enumerate(points, start)]


def slip_of(made: Standard, number: int = 1, units: Sequence[Unit] = UNITS, group: str = "", set_: str = "") -> Slip:
    """Give one of the ballots that are sent out."""
    every = slips(source_of(made), units, 9)
    return next(one for one in every if (one.number, one.group, one.set) == (number, group, set_))


def filled(
    made: Standard,
    votes: Mapping[str, Value | Sequence[Value]] | None = None,
    slip: Slip | None = None,
    day: int = 1,
    rater: str = "",
    date: Value = None,
) -> bytes:
    """Render a ballot with answers by unit, as somebody saved it on a day of December 2018."""
    slip = slip or slip_of(made)
    answers: dict[str, Value] = {}
    for unit, given in (votes or {}).items():
        each = (given,) if given is None or isinstance(given, str | Decimal) else given
        answers |= {vote_name(n, unit): value for n, value in enumerate(each, 1)}  # type: ignore[arg-type]
    signed = {"sign.rater": rater or None, "sign.date": date} if ballot_of(slip.source).signed else {}
    stamp = Stamp(datetime(2018, 12, day, 9, tzinfo=UTC))
    return slip_workbook(made, ballot_skin(made.rubric.language), slip, stamp, answers | signed)


def gathered(
    made: Standard,
    files: Mapping[str, bytes],
    units: Sequence[Unit] = UNITS,
    more: Iterable[BallotReturn] = (),
) -> Collection:
    """Collect files that are given by name, without a folder."""
    collector = Collector(made, read_skin(made.rubric.language), tuple(units), "review")
    return settled(made, tuple(units), [collector.read(Arrived(*file)) for file in files.items()], more)


def told(problems: Iterable[Problem]) -> list[tuple[str, str]]:
    """Give (code, place) of each problem in order."""
    return [(found.code, str(found.place)) for found in problems]
