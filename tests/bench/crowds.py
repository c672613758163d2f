"""Collections of any size, made up without any workbook: some dozens of fillings, scored once, under many units.

Apart from the measurements and the tests that ask for them: what is measured is the ranking, not the reading.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from hashlib import sha256
from random import Random

from tests.proof.fillings import answers
from xlrubric.accounting import FileAccount, Status
from xlrubric.ballots.slips import sets
from xlrubric.ballots.votes import BallotReturn
from xlrubric.collect import Collection, with_result
from xlrubric.entries import Reading
from xlrubric.graph import name
from xlrubric.problems import Place, Problem, problem
from xlrubric.result import Source
from xlrubric.score import scorer_of
from xlrubric.scoring import Value
from xlrubric.standard import Standard
from xlrubric.units import Unit
from xlrubric.verify import UnitReturn
from xlrubric.year.score_tables import Scores

KINDS = 48  # different fillings of each variant of the standard
FAULTY = 0.06  # of the entries that could cost or bring something
LED = 20  # units that a lead unit looks after
MOMENT = datetime(2025, 12, 20, 8, 0, tzinfo=UTC)


def crowd(standard: Standard, count: int, seed: int = 1) -> Collection:
    """Give a collection of so many units with its year's result, where there are rules for one; one in 50 is missing.

    The same call gives the same collection.
    """
    units = tuple(_units(standard, count))
    returns = dict(_returns(standard, units, Random(seed)))
    files = tuple(_account(returned) for returned in returns.values())
    made = Collection(standard, units, files, returns, ballots=tuple(_ballots(standard, units, Random(seed))))
    return with_result(replace(made, on=MOMENT.date()), _scores(standard, units, Random(seed)))


def _units(standard: Standard, count: int) -> Iterator[Unit]:
    """Give the units: led ones have a lead unit, which stands before them; tags go in turn where there are any."""
    result = standard.rubric.result
    sources = result.sources if result else ()
    tags = sorted({*standard.known_tags, *(tag for source in sources for tag in source.applies_to or ())})
    for n in range(count):
        lead = f"第{n // LED + 1:04}牵头单位"
        own = tags[-1 if n % LED == 0 else n % max(1, len(tags) - 1)] if tags else ""
        unit = Unit(f"U{n:06}", lead if n % LED == 0 else f"第{n:06}单位", f"第{n % 7}组", lead)
        yield replace(unit, tags=frozenset({own}) if own else frozenset())


def _returns(standard: Standard, units: tuple[Unit, ...], chance: Random) -> Iterator[tuple[str, UnitReturn]]:
    made: dict[Standard, list[UnitReturn]] = {}
    for n, unit in enumerate(units):
        own = standard.variant(unit.tags)
        if own not in made:
            made[own] = _kinds(own, chance)
        if n % 50 != 49:
            one = chance.choice(made[own])
            yield unit.id, replace(one, unit=unit.id, file=f"returned/{unit.id}.xlsx", problems=tuple(_found(unit, n)))


def _kinds(standard: Standard, chance: Random) -> list[UnitReturn]:
    """Score some dozens of fillings."""
    return [_returned(standard, filling, chance) for filling in fillings(standard, chance)]


def fillings(standard: Standard, chance: Random, count: int = KINDS) -> list[dict[str, Value]]:
    """Give so many ways in which forms are filled in; most entries stand as is best for the total."""
    rows = {row.id: row for row in standard.graph.rows}
    known = {entry.name: answers(entry.box, rows.get(entry.finding))[1:] for entry in standard.graph.entries}
    best = _best(standard, known)
    return [
        {**best, **{entry: chance.choice(known[entry]) for entry in known if chance.random() < FAULTY}}
        for _ in range(count)
    ]


def _best(standard: Standard, known: Mapping[str, list[Value]]) -> dict[str, Value]:
    """Choose for one entry after another what the entry's own role gives the highest total for."""
    scorer, filling = scorer_of(standard), dict[str, Value]()
    for entry, answers_ in known.items():
        total = name(entry.partition(".")[0] if entry.startswith("self.") else "review", "total")
        filling[entry] = max(answers_, key=lambda answer: scorer({**filling, entry: answer})[total])  # type: ignore[arg-type, return-value]
    return filling


def _returned(standard: Standard, filling: Mapping[str, Value], chance: Random) -> UnitReturn:
    """Score one filling."""
    readings = {entry: Reading(value) for entry, value in filling.items()}
    score, counts = scorer_of(standard)({entry: reading.value for entry, reading in readings.items()}), "review"
    remarks = {
        row.id: f"现场查看，见记录{chance.randrange(99)}" for row in standard.graph.rows if chance.random() < 0.05
    }
    done = score[name(counts, "done")]
    filled = int(done) if isinstance(done, Decimal) else 0
    signed = {"review_by": f"核查员{chance.randrange(9)}"}
    return UnitReturn("", "", standard, counts, readings, score, remarks, signed, filled, ())


def _found(unit: Unit, n: int) -> Iterator[Problem]:
    """Give a unit's problems: one in five has some."""
    place = Place(f"returned/{unit.id}.xlsx", sheet="评分表", cell=f"H{n % 90 + 10}")
    if n % 5 == 0:
        yield problem(place, "not-recalculated", unit=unit.id)
    if n % 10 == 0:
        yield problem(place, "superseded", unit=unit.id, id=unit.id, taken=f"{unit.id}.xlsx")


def _account(returned: UnitReturn) -> FileAccount:
    digest = sha256(returned.file.encode()).hexdigest()
    status = Status.FLAGGED if returned.problems else Status.SCORED
    facts = {"units": (returned.unit,), "saved_by": "李四", "saved_at": MOMENT, "application": "WPS"}
    return FileAccount(returned.file, digest, 30_000, status, problems=returned.problems, **facts)  # type: ignore[arg-type]


# --- what other offices give -----------------------------------------------------------------------------


def _scores(standard: Standard, units: tuple[Unit, ...], chance: Random) -> Scores:
    """Give what tables give: a figure a unit for each source that comes from one."""
    result = standard.rubric.result
    sources = [s for s in result.sources if not s.forms and not s.ballot] if result else []
    figures = {source.id: {unit.id: _figure(source, chance) for unit in units} for source in sources}
    return Scores(figures, headed=frozenset(figures))


def _figure(source: Source, chance: Random) -> Decimal | str:
    return chance.choice(list(source.tiers)) if source.tiers else Decimal(chance.randrange(600, 1000)) / 10


def _ballots(standard: Standard, units: tuple[Unit, ...], chance: Random) -> Iterator[BallotReturn]:
    """Give two ballots for each set of units that are rated together."""
    result = standard.rubric.result
    for source in result.ballots() if result else ():
        for key, rated in sets(source, units).items():
            for number in ("1", "2"):
                votes = {unit.id: (Decimal(chance.randrange(60, 100)),) for unit in rated}
                place = Place(f"ballots/{source.id}-{key}-{number}.xlsx")
                yield BallotReturn(source.id, "", key, number, place, votes, len(rated), signed=False)
