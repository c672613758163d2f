"""Ranks computed by hand: ties shared, dense and broken; within groups; places from the end."""

from tests.year.hand import held
from tests.year.made import FORM, column, outcome, standard

TWO = """
  sources:
    - {id: check, name: 核查, weight: 50%, forms: total}
    - {id: survey, name: 调查, weight: 50%, table: true}
"""


def test_shared_ties_leave_the_next_places_out() -> None:
    # composites 95, 90, 90, 90, 80: 1, 2, 2, 2, 5; from the end 80 is 1; each 90 has one behind: 2; 95 has four: 5
    held(
        TWO,
        """
        unit form survey | composite rank from_end size
        U1   90   90     | 90        2    2        5
        U2   95   95     | 95        1    5        5
        U3   80   100    | 90        2    2        5
        U4   100  80     | 90        2    2        5
        U5   80   80     | 80        5    1        5
        """,
    )


def test_dense_ties_leave_no_place_out() -> None:
    # 95, 90, 90, 80, 80, 70: 1, 2, 2, 3, 3, 4; from the end by how many units are behind: 70: 1, 80: 2, 90: 4, 95: 6
    held(
        TWO + "  rank: {ties: dense}\n",
        """
        unit form survey | earlier rank from_end
        U1   90   90     | 0       2    4
        U2   95   95     | 0       1    6
        U3   80   100    | 1       2    4
        U4   80   80     | 0       3    2
        U5   80   80     | 1       3    2
        U6   70   70     | 0       4    1
        """,
    )


def test_ties_are_broken_by_one_key_and_what_it_leaves_equal_is_shared() -> None:
    # all 90: forms of 100, 90, 90, 80: 1, 2, 2, 4
    held(
        TWO + "  rank: {ties: broken, keys: check}\n",
        """
        unit form survey | composite place:0 key:1 among:1 rank from_end
        U1   90   90     | 90        1       90    1       2    2
        U2   100  80     | 90        1       100   0       1    4
        U3   80   100    | 90        1       80    3       4    1
        U4   90   90     | 90        1       90    1       2    2
        """,
    )


def test_a_second_key_breaks_what_the_first_leaves_equal() -> None:
    # composite 90 for all; check: U1, U2 100, U3 80; of U1 and U2 the survey of U2 is higher
    rules = """
  sources:
    - {id: check, name: 核查, weight: 40%, forms: total}
    - {id: survey, name: 调查, weight: 30%, table: true}
    - {id: hearing, name: 测评, weight: 30%, table: true}
  rank: {ties: broken, keys: [check, survey]}
"""
    # U1: 40 + 24 + 26 (80, 86.6667) … with whole figures: survey 80 + hearing 86 = 166 × 0.3 = 49.8: 89.8; U2: 85 + 81
    # is 166 too; U3: 80 → 32, 100 + 92.6667 no: 96 + 96.666667 = 192.666667 × 0.3 = 57.8: 89.8; U4 is clear of them
    held(
        rules,
        """
        unit form survey hearing    | composite place:0 place:1 rank
        U1   100  80     86         | 89.8      2       2       3
        U2   100  85     81         | 89.8      2       2       2
        U3   80   96     96.666667  | 89.8      2       4       4
        U4   100  100    100        | 100       1       1       1
        """,
    )


def test_a_key_with_a_minus_puts_the_lower_first() -> None:
    held(
        TWO + "  rank: {ties: broken, keys: [-survey]}\n",
        """
        unit form survey | composite rank
        U1   80   100    | 90        3
        U2   100  80     | 90        1
        U3   90   90     | 90        2
        """,
    )


def test_keys_do_not_reach_over_different_composites() -> None:
    # U2 is behind by a hundredth, (100 + 79.98) ÷ 2 = 89.99, although its key is higher
    held(
        TWO + "  rank: {ties: broken, keys: check}\n",
        """
        unit form survey | composite rank
        U1   80   100    | 90        1
        U2   100  79.98  | 89.99     2
        """,
    )


def test_scores_that_are_the_same_by_other_ways_are_the_same_key() -> None:
    # relative to the mean of the group: 2 of a mean of 10 ÷ 3 and 3 of a mean of 5 are both 60 %, although the first
    # is no whole number on the way.  a: 2, 3, 5 (mean 3.333…): 60, 90, 100;  b: 3, 7 (mean 5): 60, 100
    rules = """
  sources:
    - {id: done, name: 完成量, weight: 50%, table: true, mean: true, within: group}
    - {id: check, name: 核查, weight: 50%, table: true}
  rank: {ties: broken, keys: done}
"""
    held(
        rules,
        """
        unit group done check | score:done composite rank
        U1   a     2    80    | 60         70        4
        U2   a     3    50    | 90         70        3
        U3   a     5    60    | 100        80        1
        U4   b     3    80    | 60         70        4
        U5   b     7    60    | 100        80        1
        """,
    )


def test_ranks_within_the_lead_unit_and_over_all() -> None:
    # L1: 95, 80: 1, 2 of 2; L2: 90, 90, 70: 1, 1, 3 of 3; over all 95, 90, 90, 80, 70: 1, 2, 2, 4, 5
    held(
        TWO + "  rank: {within: lead}\n",
        """
        unit lead form survey | composite rank size from_end rank_all
        U1   L1   95   95     | 95        1    2    2        1
        U2   L1   80   80     | 80        2    2    1        4
        U3   L2   90   90     | 90        1    3    2        2
        U4   L2   90   90     | 90        1    3    2        2
        U5   L2   70   70     | 70        3    3    1        5
        """,
    )


def test_ranks_within_the_group_with_dense_and_with_broken_ties() -> None:
    held(
        TWO + "  rank: {within: group, ties: dense}\n",
        """
        unit group form survey | composite rank from_end
        U1   a     90   90     | 90        1    2
        U2   a     100  80     | 90        1    2
        U3   a     80   80     | 80        2    1
        U4   b     90   90     | 90        1    1
        """,
    )
    # by the form U2 is before U1; U4 has its group to itself
    held(
        TWO + "  rank: {within: group, ties: broken, keys: check}\n",
        """
        unit group form survey | composite rank from_end
        U1   a     90   90     | 90        2    2
        U2   a     100  80     | 90        1    3
        U3   a     80   80     | 80        3    1
        U4   b     90   90     | 90        1    1
        """,
    )


def test_the_lower_total_is_first_where_lower_is_better() -> None:
    # points that a form takes off are what is counted: 3 before 8 before 20; from the end 20 is 1
    form = FORM.replace("period:", "better: lower\nperiod:")
    held(
        standard("  rank: {ties: shared}\n", form),
        """
        unit form | composite rank from_end
        U1   8    | 8         2    2
        U2   3    | 3         1    3
        U3   20   | 20        3    1
        """,
    )


def test_ties_of_lower_totals_are_dense_or_broken_too() -> None:
    form = FORM.replace("period:", "better: lower\nperiod:")
    dense = """
        unit form survey | composite rank from_end
        U1   8    20     | 14        2    2
        U2   3    3      | 3         1    4
        U3   20   8      | 14        2    2
        U4   20   20     | 20        3    1
        """
    held(standard(TWO + "  rank: {ties: dense}\n", form), dense)
    # by the form, the lower first: U1 (8) before U3 (20)
    broken = dense.replace("14        2    2\n        U2", "14        2    3\n        U2")
    broken = broken.replace("14        2    2", "14        3    2").replace("20        3", "20        4")
    held(standard(TWO + "  rank: {ties: broken, keys: -check}\n", form), broken)


def test_places_from_the_end_count_the_units_behind() -> None:
    # 90, 80, 80, 70, 70, 70: from the end 70: 1; 80: 3 behind, 4; 90: 5 behind, 6
    rows = [("U1", 90, 6), ("U2", 80, 4), ("U3", 80, 4), ("U4", 70, 1), ("U5", 70, 1), ("U6", 70, 1)]
    made = outcome("  rank: {ties: shared}\n", "unit form\n" + "".join(f"{u} {n}\n" for u, n, _ in rows))
    assert column(made, "from_end") == [str(end) for _, _, end in rows]
