"""A second, slow and simple way to rank, to share out grades and to find consequences, against the columns."""

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

from hypothesis import HealthCheck, given, settings

from tests.effort import tried
from tests.year.randoms import years
from xlrubric.collect import Collection
from xlrubric.result import Result
from xlrubric.year.columns import Value

Row = Mapping[str, Value]
Rows = Sequence[Row]


def peers(row: Row, rows: Rows, within: str) -> list[Row]:
    return [other for other in rows if within == "all" or other[within] == row[within]]


def before(result: Result, better: str) -> Callable[[Row, Row], bool]:
    """Say whether the first of two rows stands before the other."""

    def standing(row: Row) -> tuple[Any, ...]:
        composite = row["composite"] if better == "higher" else -row["composite"]  # type: ignore[operator]
        keys = result.rank.keys if result.rank.ties == "broken" else ()
        scores = [(key, row[f"score:{key.removeprefix('-')}"] or Decimal(0)) for key in keys]
        return (composite, *(-round(s, 9) if k.startswith("-") else round(s, 9) for k, s in scores))  # type: ignore

    return lambda one, other: standing(one) > standing(other)


def places(made: Collection) -> dict[str, dict[str, Any]]:
    """Give rank and place from the end of each ranked unit, counted one by one."""
    result, rows = made.standard.rubric.result, made.outcome.ranked  # type: ignore[union-attr]
    assert result is not None
    ahead = before(result, made.standard.rubric.better)
    found = {}
    for row in rows:
        among = peers(row, rows, result.rank.within)
        better = [other for other in among if ahead(other, row)]
        rank = len({other["composite"] for other in better} if result.rank.ties == "dense" else better) + 1
        end = sum(ahead(row, other) for other in among) + 1
        found[str(row["unit"])] = {"rank": rank, "from_end": end, "size": len(among)}
    return found


@settings(max_examples=tried(30, 150), deadline=None, suppress_health_check=list(HealthCheck))
@given(years())
def test_ranks_are_those_that_are_counted_one_by_one(made: Collection) -> None:
    assert made.outcome is not None
    for unit, counted in places(made).items():
        row = made.outcome.by_unit[unit]
        assert {name: row[name] for name in counted} == counted, unit


def happens(made: Collection, row: Row, counted: Mapping[str, int], one: Any) -> bool:
    """Say whether a consequence without a condition of its own happens, looked up year by year."""
    years = [(counted["rank"], counted["from_end"], row.get("grade"))]
    for year in ("2017", "2016")[: (one.years or 1) - 1]:
        years.append((row.get(f"place:{year}"), row.get(f"end:{year}"), row.get(f"grade:{year}")))  # type: ignore
    return all(
        (one.first is None or (place is not None and max(one.first.low, 1) <= place <= one.first.high))
        and (one.last is None or (end is not None and max(one.last.low, 1) <= end <= one.last.high))
        and (one.grade is None or grade in one.grade)
        for place, end, grade in years
    )


@settings(max_examples=tried(30, 150), deadline=None, suppress_health_check=list(HealthCheck))
@given(years())
def test_consequences_are_those_that_are_looked_up_year_by_year(made: Collection) -> None:
    outcome, result = made.outcome, made.standard.rubric.result
    assert outcome is not None
    assert result is not None
    for unit, counted in places(made).items():
        row = outcome.by_unit[unit]
        follow = [one for one in result.consequences if row[f"does:{one.id}"] == 1]
        plain = [one for one in result.consequences if not one.when]
        assert [one.name for one in plain if happens(made, row, counted, one)] == [
            one.name for one in follow if not one.when
        ]
        if result.consequences:
            assert row["follows"] == "；".join(one.name for one in follow)
        if any(one.points is not None for one in result.consequences):
            assert row["effect"] == sum(one.points or 0 for one in follow)


def quota(size: int, taken: Fraction, share: Fraction, rounding: str) -> int:
    def whole(part: Fraction) -> int:
        return {"down": part // 1, "up": -(-part // 1), "nearest": (part + Fraction(1, 2)) // 1}[rounding]

    return whole(size * (taken + share)) - whole(size * taken)


@settings(max_examples=tried(30, 150), deadline=None, suppress_health_check=list(HealthCheck))
@given(years())
def test_a_grades_quota_is_never_passed_but_by_ties_and_never_left_open_to_who_fits(made: Collection) -> None:
    outcome, result = made.outcome, made.standard.rubric.result
    assert outcome is not None
    assert result is not None
    ahead, taken = before(result, made.standard.rubric.better), Fraction(0)
    for n, award in enumerate(result.grades or (), 1):
        if award.share is None:
            continue
        share = (
            Fraction(str(award.share)) / 100 if isinstance(award.share, Decimal) else Fraction(award.share.value) / 100
        )
        for row in outcome.ranked:
            among = peers(row, outcome.ranked, result.quota.within)
            due = quota(len(among), taken, share, result.quota.rounding)
            assert row[f"quota:{n}"] == due
            fit = [other for other in among if other[f"fits:{n}"] == 1]
            got = [other for other in fit if other["grade"] == award.name]
            if result.quota.ties == "out":
                assert len(got) <= due
            for other in fit:
                better = (
                    sum(ahead(one, other) for one in fit) if result.rank.within in ("all", result.quota.within) else 0
                )
                if other in got:
                    assert better < due or result.rank.within not in ("all", result.quota.within)
        taken += share
