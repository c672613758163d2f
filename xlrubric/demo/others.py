"""What comes to the demonstration's year beside the forms: tables of scores, ballots, other years' rankings.

Apart from ``forms``. Planted here: a lead unit that gives too many the best tier, a unit nobody knows, an 优秀 without
the grade for it, a rater who gives everyone full points.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from random import Random

from xlrubric.ballots.blanks import file_title, slip_workbook, slips
from xlrubric.ballots.slips import Slip, vote_name
from xlrubric.ballots.words import ballot_skin
from xlrubric.build import Built
from xlrubric.collect import Collection, with_result
from xlrubric.demo.forms import made_up_readings
from xlrubric.demo.people import LED, WEAK, sheet
from xlrubric.entries import Value
from xlrubric.graph import name
from xlrubric.ranking import tables
from xlrubric.ranking_book import ranking_book
from xlrubric.result import Order, Result
from xlrubric.score import scorer_of
from xlrubric.standard import Standard
from xlrubric.units import Unit
from xlrubric.verify import UnitReturn
from xlrubric.writer import Stamp
from xlrubric.year.shares import numbers

SEED = 1718
RATERS = 3  # ballots of each set
VOTED = datetime(2018, 12, 21, 15)
TIERS = ("好", "较好", "一般")
SHARES = (Decimal(3), Decimal(5), Decimal(2))


def score_tables(units: Sequence[Unit]) -> Iterator[Built]:
    """Give the tables that other offices send: daily work, the survey, the yearly appraisal."""
    chance = Random(SEED)
    yield Built("日常管理.xlsx", _daily(units, chance))
    survey = [(u.id, u.name, chance.randint(860, 990) / 10) for u in units]
    yield Built("民意调查.xlsx", sheet("民意调查", ("单位编号", "单位名称", "民意调查"), survey))
    best = [(u.id, u.name, "优秀") for n, u in enumerate(units) if n % 6 == 0 or n == 3]
    yield Built("年度考核.xlsx", sheet("年度考核", ("单位编号", "单位名称", "年度考核"), best))


def _daily(units: Sequence[Unit], chance: Random) -> bytes:
    """Give lead units' scores, and the tiers that each gave the units under it; the first gave one 好 too many."""
    rows: list[tuple[str, str, str | float]] = []
    tiers: list[str] = []
    for n, unit in enumerate(units):
        if LED not in unit.tags:
            rows.append((unit.id, unit.name, chance.randint(880, 980) / 10))
            own = sum(u.lead == unit.lead and LED in u.tags for u in units)
            counts = numbers(own, SHARES, "nearest")
            tiers = [tier for tier, count in zip(TIERS, counts, strict=True) for _ in range(count)]
            if n == 0:
                tiers = [TIERS[0], *tiers][:own]
            else:
                chance.shuffle(tiers)
        else:
            rows.append((unit.id, unit.name, tiers.pop(0)))
    rows.append(("U99", "已撤并的单位", TIERS[0]))
    return sheet("日常管理", ("单位编号", "单位名称", "日常管理"), rows)


def made_up_slips(standard: Standard, units: Sequence[Unit]) -> tuple[Slip, ...]:
    """Give every ballot of the year."""
    result = standard.rubric.result or Result()
    return tuple(slip for source in result.ballots() for slip in slips(source, units, RATERS))


def filled_ballots(standard: Standard, units: Sequence[Unit]) -> Iterator[Built]:
    """Fill in the ballots; the last rater of the first set gives everyone full points."""
    chance, skin = Random(SEED), ballot_skin(standard.rubric.language)
    weak = {units[n].id for n in WEAK if n < len(units)}
    for n, slip in enumerate(made_up_slips(standard, units)):
        answers: dict[str, Value] = {}
        for unit in slip.units:
            given = chance.randint(70, 84) if unit.id in weak else chance.randint(80, 98)
            answers[vote_name(1, unit.id)] = Decimal(100 if n == RATERS - 1 else given)
        saved = Stamp(VOTED + timedelta(minutes=n))
        yield Built(f"{file_title(slip)}.xlsx", slip_workbook(standard, skin, slip, saved, answers))


def earlier_ranking(standard: Standard, units: Sequence[Unit], year: int) -> Built:
    """Make the ranking workbook of an earlier year, when the forms alone counted."""
    result = standard.rubric.result or Result()
    alone = Result(rank=Order(), grades=result.grades)
    title = standard.rubric.title.replace("2018", str(year))
    told = {"rubric": f"xiangxi-{year}", "title": title, "period": f"{year}年度", "result": alone}
    then = Standard(standard.rubric.model_copy(update=told))
    weak = {units[n].id for n, since in WEAK.items() if since <= year and n < len(units)}
    returns = {unit.id: _returned(then, unit, unit.id in weak, Random(f"{year} {unit.id}")) for unit in units}
    collection = with_result(Collection(then, tuple(units), (), returns))
    stamp = Stamp(datetime(year, 12, 28, 10))
    return Built(f"ranking-{year}.xlsx", ranking_book(collection, tables(collection), stamp))


def _returned(standard: Standard, unit: Unit, weak: bool, chance: Random) -> UnitReturn:
    """Give a unit's return of an earlier year without its workbook, of which nothing is kept."""
    readings = made_up_readings(standard, chance, weak=weak)
    score = scorer_of(standard)({entry: reading.value for entry, reading in readings.items()})
    filled = score[name("review", "done")]
    assert isinstance(filled, Decimal)
    return UnitReturn(unit.id, "", standard, "review", readings, score, {}, {}, int(filled), ())
