"""What holds of every year: order is no matter, nobody is lifted by another's leaving, shares add up, more is more."""

import random
import time
from dataclasses import replace
from decimal import Decimal
from itertools import combinations
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from tests.effort import tried
from tests.year import randoms
from tests.year.made import collection
from tests.year.randoms import years
from tests.year.witness import book_of, cells_of
from xlrubric.collect import Collection
from xlrubric.expressions import Number
from xlrubric.ranking_book import year_sheets
from xlrubric.scoring import evaluate
from xlrubric.xlsx import read_workbook
from xlrubric.year.shares import cumulated, numbers, places_up_to

LAWS = settings(max_examples=tried(25, 100), deadline=None, suppress_health_check=list(HealthCheck))
IN_ORDER = ("no", "earlier", "first")  # steps that count from the top of the unit list


def picker(draw: Any) -> Any:
    return lambda things: draw(st.sampled_from(list(things)))


@LAWS
@given(st.data())
def test_a_year_does_not_depend_on_the_order_of_units_files_and_tables(data: Any) -> None:
    pick = picker(data.draw)
    rules = randoms.rules(pick)
    table = randoms.rows(pick, rules)
    other = data.draw(st.permutations(table))
    of = randoms.of(rules, "higher")
    one, two = (collection(of, rows).outcome for rows in (table, other))
    assert one is not None
    assert two is not None
    for unit, row in one.by_unit.items():
        assert {name: value for name, value in row.items() if name not in IN_ORDER} == {
            name: value for name, value in two.by_unit[unit].items() if name not in IN_ORDER
        }


def relative(rules: dict[str, Any]) -> bool:
    """Say whether a unit's score depends on others'."""
    return any(key in one for one in rules.get("sources", ()) for key in ("best", "mean", "by_rank", "assign"))


@LAWS
@given(st.data())
def test_a_unit_that_leaves_lifts_nobody_above_one_that_it_did_not_beat(data: Any) -> None:
    pick = picker(data.draw)
    rules = randoms.rules(pick)
    assume(not relative(rules))
    table = randoms.rows(pick, rules, pick((3, 5, 8)))
    gone = pick(table)
    of = randoms.of(rules, pick(("higher", "lower")))
    before, after = (collection(of, rows).outcome for rows in (table, [row for row in table if row is not gone]))
    assert before is not None
    assert after is not None
    for one, other in combinations(after.by_unit, 2):
        ranks = [(made.by_unit[one]["rank"], made.by_unit[other]["rank"]) for made in (before, after)]
        same = rules["rank"]["within"] == "all" or all(
            before.by_unit[one][name] == before.by_unit[other][name] for name in [rules["rank"]["within"]]
        )
        if same and all(isinstance(rank, Decimal) for pair in ranks for rank in pair):
            (a, b), (c, d) = ranks
            assert (a > b, a == b) == (c > d, c == d)  # type: ignore[operator]


@LAWS
@given(st.data())
def test_a_higher_figure_never_lowers_its_units_rank(data: Any) -> None:
    pick = picker(data.draw)
    rules = randoms.rules(pick)
    assume(not relative(rules))
    rules["rank"] = {"within": rules["rank"]["within"], "ties": pick(("shared", "dense"))}
    plain = [one["id"] for one in rules.get("sources", ()) if one.get("table") and not one.get("adds")]
    table = randoms.rows(pick, rules, pick((2, 5, 8)))
    raised = pick(table)
    assume(plain and raised[plain[0]] != "-")
    more = {**raised, plain[0]: str(Decimal(raised[plain[0]]) + pick((Decimal("0.01"), 5, 20)))}
    better = pick(("higher", "lower"))
    of = randoms.of(rules, better)
    made = [collection(of, rows).outcome for rows in (table, [more if row is raised else row for row in table])]
    ranks = [one.by_unit[raised["unit"]]["rank"] for one in made if one is not None]
    if all(isinstance(rank, Decimal) for rank in ranks):
        assert (ranks[1] <= ranks[0]) if better == "higher" else (ranks[1] >= ranks[0])  # type: ignore[operator]


RATIOS = st.lists(st.integers(1, 20).map(lambda n: Decimal(n) / 2), min_size=2, max_size=6)


@settings(max_examples=tried(80, 300), deadline=None)
@given(st.integers(0, 3000), RATIOS, st.sampled_from(["nearest", "up", "down"]))
def test_shares_add_up_to_all_units_and_the_formula_shares_alike(size: int, shares: list[Decimal], way: Any) -> None:
    found = numbers(size, shares, way)
    assert sum(found) == size
    assert min(found) >= 0
    ends = cumulated(shares, sum(shares, Decimal(0)))
    counted = [evaluate(places_up_to(Number(Decimal(size)), end, way), {}) for end in ends]
    assert counted == [sum(found[: n + 1]) for n in range(len(found))]


@LAWS
@given(years())
def test_everybody_is_ranked_or_not_and_first_and_last_are_there(made: Collection) -> None:
    outcome = made.outcome
    assert outcome is not None
    assert sorted(outcome.order) == sorted(unit.id for unit in made.units)
    for row in outcome.unranked:
        assert [row.get(name) or "" for name in ("composite", "rank", "grade", "follows")] == [""] * 4
    if outcome.ranked:
        assert outcome.ranked[0]["rank"] == 1
        assert min(row["from_end"] for row in outcome.ranked) == 1  # type: ignore[type-var]


MANY = """
  sources:
    - {id: check, name: 核查, weight: 60%, forms: total}
    - {id: survey, name: 调查, weight: 40%, table: true}
  rank: {ties: broken, keys: check}
  consequences: [{name: 约谈, last: 3, points: -3}]
  grades: [{name: 好, from: 90, share: 30%}, {name: 中, when: "[composite] >= 60"}, {name: 差}]
"""


def many(count: int) -> Collection:
    chance = random.Random(7)
    rows = [
        {"unit": f"U{n:04}", "form": str(chance.randint(190, 200) / 2), "survey": str(chance.randint(500, 1000) / 10)}
        for n in range(count)
    ]
    return collection(MANY, rows)


def steps_with_formulas(data: bytes) -> int:
    sheets = [sheet for sheet in read_workbook(data, "ranking.xlsx").sheets if sheet.name in ("综合计算", "排名")]
    assert len(sheets) == 2
    return sum(bool(cell.formula) for sheet in sheets for cell in sheet.cells.values())


def test_up_to_the_limit_the_steps_are_formulas_and_beyond_it_values(monkeypatch: pytest.MonkeyPatch) -> None:
    assert year_sheets.LIVE == 2000
    monkeypatch.setattr(year_sheets, "LIVE", 10)
    assert steps_with_formulas(book_of(many(10))) > 10
    assert steps_with_formulas(book_of(many(11))) == 0


def test_more_units_than_the_limit_are_done_within_seconds(monkeypatch: pytest.MonkeyPatch) -> None:
    count = tried(501, 2001)
    monkeypatch.setattr(year_sheets, "LIVE", count - 1)
    start = time.process_time()
    made = many(count)
    data = book_of(made)
    seconds = time.process_time() - start
    assert made.outcome is not None
    shown = cells_of(read_workbook(data, "ranking.xlsx"))
    assert [shown("排名", 5, column) for column in (1, 2)] == [1, made.outcome.ranked[0]["unit"]]
    assert steps_with_formulas(data) == 0
    assert seconds < count / 20, seconds  # a quarter of it on the machine that this was written on


def test_the_order_in_which_forms_came_back_does_not_matter() -> None:
    text = "unit form survey\nU1 90 80\nU2 80 90\n"
    one = collection(MANY, text)
    turned = replace(one, returns=dict(reversed(list(one.returns.items()))))
    assert book_of(turned) == book_of(one)
