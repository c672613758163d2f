"""A trial carried on to the year: the other sources stay, and composites, ranks and consequences are made anew.

By hand: the form has 17 points and counts half, the survey the other half. U1 lost 3 × 0.5 of its 17, so 15.5/17 is
91.18 and its composite 45.59 + 50 = 95.59, before U2 with 50 + 45 = 95. At 1 point each it has 14/17, or 82.35, and
41.18 + 50 = 91.18, behind U2.
"""

from decimal import Decimal
from typing import Any

import pytest

from tests.ranked import BLOCKED, CHINESE, SPOTLESS, collected, standard
from xlrubric.against import Trial, try_out
from xlrubric.against_tables import against_tables
from xlrubric.against_year import YEAR
from xlrubric.changes import matching
from xlrubric.collect import Collection, with_result
from xlrubric.faults.material import read_material
from xlrubric.standard import Standard
from xlrubric.yamltext import parse_yaml
from xlrubric.year.score_tables import Scores

RESULT = """
result:
  sources:
    - {id: check, name: 检查, weight: 50%, forms: total}
    - {id: survey, name: 调查, weight: 50%, table: true}
  consequences:
    - {name: 督查, last: 1}
"""
OLD = CHINESE + RESULT
NEW = OLD.replace("deduct: 0.5, per: 处", "deduct: 1, per: 处")
SURVEY = Scores({"survey": {"U1": Decimal(100), "U2": Decimal(90)}}, {}, frozenset({"survey"}))


def year(old: str = OLD) -> Collection:
    return with_result(collected({"U1": BLOCKED, "U2": SPOTLESS}, standard(old)), SURVEY)


def trial(collection: Collection, old: str, new: str) -> Trial:
    of: Standard = standard(new)
    sources = (parse_yaml(new, "new.yaml"), parse_yaml(old, "old.yaml"))
    pairs = zip((of.rubric, collection.standard.rubric), sources, strict=True)
    found = matching(*(read_material(rubric, source) for rubric, source in pairs))
    returns = [collection.returns[unit.id] for unit in collection.units]
    return try_out(collection.standard, of, found, returns, "review", {u.id: u for u in collection.units})


def rows(old: str, new: str) -> dict[str, dict[Any, Any]]:
    collection = year(old)
    table = against_tables(trial(collection, old, new), collection)["against"]
    return {row["unit"]: row for row in table.to_dict("records")}


def test_a_dearer_fault_turns_the_ranking_round_and_moves_what_the_last_place_brings() -> None:
    found = rows(OLD, NEW)
    pick = ("composite_then", "composite_now", "rank_then", "rank_now", "follows_then", "follows_now")
    assert [found["U1"][key] for key in pick] == [Decimal("95.59"), Decimal("91.18"), 1, 2, None, "督查"]
    assert [found["U2"][key] for key in pick] == [95, 95, 2, 1, "督查", None]


def test_other_rules_of_the_result_alone_move_units_too() -> None:
    new = OLD.replace("weight: 50%, forms", "weight: 90%, forms").replace("weight: 50%, table", "weight: 10%, table")
    found = rows(OLD, new)
    # U1: 0.9 × 91.1765 + 10 = 92.06; U2: 90 + 9 = 99; the forms' own totals are as they were
    pick = ("composite_now", "rank_now", "difference")
    assert [found["U1"][key] for key in pick] == [Decimal("92.06"), 2, 0]
    assert found["U2"]["composite_now"] == 99


@pytest.mark.parametrize(("old", "new"), [(OLD, CHINESE), (CHINESE, OLD), (CHINESE, CHINESE)])
def test_without_rules_on_both_sides_the_forms_alone_are_compared(old: str, new: str) -> None:
    assert all(key not in row for row in rows(old, new).values() for key in YEAR)
