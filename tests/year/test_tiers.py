"""Tiers of 3 : 5 : 2, computed by hand: given by a lead unit and held to their shares, or assigned by score."""

from collections.abc import Sequence

import pytest

from tests.year.hand import held
from tests.year.made import codes, column, outcome
from xlrubric.messages import line

GIVEN = """
  sources:
    - {id: daily, name: 日常管理, weight: 100%, tiers: {好: 100, 较好: 85, 一般: 70}, shares: 3:5:2, within: lead}
"""
ASSIGNED = """
  sources:
    - id: daily
      name: 日常管理
      weight: 100%
      tiers: {好: 100, 较好: 85, 一般: 70}
      shares: 3:5:2
      assign: true
"""


def test_tiers_that_were_given_count_by_their_points() -> None:
    # of 10 within one lead unit 3, 5, 2 may be given
    held(
        GIVEN,
        """
        unit lead daily | score:daily composite rank
        U01  L1   好    | 100         100       1
        U02  L1   好    | 100         100       1
        U03  L1   好    | 100         100       1
        U04  L1   较好  | 85          85        4
        U05  L1   较好  | 85          85        4
        U06  L1   较好  | 85          85        4
        U07  L1   较好  | 85          85        4
        U08  L1   较好  | 85          85        4
        U09  L1   一般  | 70          70        9
        U10  L1   一般  | 70          70        9
        """,
    )


def test_tiers_of_other_than_a_hundred_points_are_converted() -> None:
    # of 20: 20 → 100, 17 → 85, 14 → 70
    rules = "  sources: [{id: daily, name: 日常, weight: 100%, tiers: {A: 20, B: 17, C: 14}, of: 20}]\n"
    held(
        rules,
        """
        unit daily | composite
        U1   A     | 100
        U2   B     | 85
        U3   C     | 70
        """,
    )


# Of n units: round(0.3 n) are 好, round(0.8 n) are 好 or 较好, the rest 一般; halves up.
#  1: 0.3 → 0; 0.8 → 1               0 1 0        6: 1.8 → 2; 4.8 → 5         2 3 1
#  2: 0.6 → 1; 1.6 → 2               1 1 0        7: 2.1 → 2; 5.6 → 6         2 4 1
#  3: 0.9 → 1; 2.4 → 2               1 1 1        8: 2.4 → 2; 6.4 → 6         2 4 2
#  4: 1.2 → 1; 3.2 → 3               1 2 1        9: 2.7 → 3; 7.2 → 7         3 4 2
#  5: 1.5 → 2; 4.0 → 4               2 2 1       10: 3; 8                     3 5 2
NEAREST = {1: "010", 2: "110", 3: "111", 4: "121", 5: "221", 6: "231", 7: "241", 8: "242", 9: "342", 10: "352"}
# up: 0.3 and 0.8 of n rounded up: 1: 1, 1 → 100; 2: 1, 2 → 110; 3: 1, 3 → 120; 7: 3, 6 → 331; 10: 3, 8 → 352
UP = {1: "100", 2: "110", 3: "120", 7: "331", 10: "352"}
# down: 1: 0, 0 → 001; 2: 0, 1 → 011; 3: 0, 2 → 021; 7: 2, 5 → 232; 10: 3, 8 → 352
DOWN = {1: "001", 2: "011", 3: "021", 7: "232", 10: "352"}
CASES = [
    (way, n, numbers)
    for way, table in (("nearest", NEAREST), ("up", UP), ("down", DOWN))
    for n, numbers in table.items()
]


@pytest.mark.parametrize(("way", "count", "numbers"), CASES)
def test_tiers_are_assigned_from_the_best_down_by_their_shares(way: str, count: int, numbers: str) -> None:
    rows = "".join(f"U{n:02} {100 - n}\n" for n in range(count))
    found = column(outcome(f"{ASSIGNED}      rounding: {way}\n", f"unit daily\n{rows}"), "tier:daily")
    first, second, third = map(int, numbers)
    assert found == ["好"] * first + ["较好"] * second + ["一般"] * third


@pytest.mark.parametrize(("way", "count", "numbers"), CASES)
def test_tiers_given_by_their_shares_are_in_order_and_any_others_are_told(way: str, count: int, numbers: str) -> None:
    first, second, third = map(int, numbers)
    given = ["好"] * first + ["较好"] * second + ["一般"] * third
    rules = GIVEN.replace("within: lead", f"within: lead, rounding: {way}")
    assert codes(outcome(rules, given_table(given))) == []
    other = ["一般" if given[0] != "一般" else "好", *given[1:]]
    assert codes(outcome(rules, given_table(other))) == ["tiers-differ"]


def given_table(words: Sequence[str]) -> str:
    return "unit lead daily\n" + "".join(f"U{n:02} L1 {word}\n" for n, word in enumerate(words))


def test_tiers_are_held_to_their_shares_within_each_lead_unit_by_itself() -> None:
    # L1: 3 units, due 1 1 1; L2: 2 units, due 1 1 0.  Over both together (5) they would be 2 2 1, which they are not
    # looked at for: L2 gave two 较好
    made = outcome(
        GIVEN,
        """
        unit lead daily
        U1   L1   好
        U2   L1   较好
        U3   L1   一般
        U4   L2   较好
        U5   L2   较好
        """,
    )
    assert [line(found, "zh") for found in made.problems] == [
        "[tiers-differ] “日常管理”（L2）：2 个单位评为 好 0、较好 2、一般 0，按比例应为 好 1、较好 1、一般 0。"
        "请评定单位更正。"
    ]


def test_ties_at_the_edge_of_a_tier_are_let_in() -> None:
    # 5 units: 2 may be 好; places 1, 2, 2: both seconds are in.  4 up to 较好: place 4 alone; then place 5
    held(
        ASSIGNED,
        """
        unit daily | order:daily tier:daily composite
        U1   90    | 1           好         100
        U2   80    | 2           好         100
        U3   80    | 2           好         100
        U4   70    | 4           较好       85
        U5   60    | 5           一般       70
        """,
    )


def test_ties_at_the_edge_of_a_tier_are_left_out_where_the_rules_say_so() -> None:
    # equal ones stand at the last of their places: 1, 3, 3, 4, 5: only the first is within 2; 3, 3 and 4 within 4
    held(
        f"{ASSIGNED}      ties: out\n",
        """
        unit daily | order:daily tier:daily composite
        U1   90    | 1           好         100
        U2   80    | 3           较好       85
        U3   80    | 3           较好       85
        U4   70    | 4           较好       85
        U5   60    | 5           一般       70
        """,
    )


def test_tiers_are_assigned_within_each_lead_unit_among_those_that_have_a_score() -> None:
    # L1 has 3 with a score: 1 1 1; L2 has 1: 0 1 0; U5 has none and no tier
    held(
        f"{ASSIGNED}      within: lead\n",
        """
        unit lead daily | count:daily order:daily tier:daily composite
        U1   L1   70    | 3           2           较好       85
        U2   L1   90    | 3           1           好         100
        U3   L1   60    | 3           3           一般       70
        U4   L2   99    | 1           1           较好       85
        U5   L1   -     | -           -           -          -
        """,
        "source-missing",
    )


def test_tiers_are_assigned_from_the_lowest_up_where_less_is_better() -> None:
    # 3 units, 1 1 1: 2 days is the best
    held(
        f"{ASSIGNED}      better: lower\n",
        """
        unit daily | tier:daily composite
        U1   9     | 一般       70
        U2   2     | 好         100
        U3   5     | 较好       85
        """,
    )


def test_a_third_of_three_is_one_in_spite_of_its_endless_places() -> None:
    # 1 : 1 : 1 of 9: 9 × 0.333… is 3 and not 2, rounded down
    rules = ASSIGNED.replace("3:5:2", "1:1:1") + "      rounding: down\n"
    rows = "".join(f"U{n:02} {100 - n}\n" for n in range(9))
    found = column(outcome(rules, f"unit daily\n{rows}"), "tier:daily")
    assert [found.count(word) for word in ("好", "较好", "一般")] == [3, 3, 3]
