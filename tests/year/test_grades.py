"""Grades computed by hand: bounds, quotas with their rounding and ties, side conditions; checks of other tables."""

import pytest

from tests.year.hand import held
from tests.year.made import FORM, codes, column, outcome, standard
from xlrubric.messages import line

PLAIN = "  sources: [{id: check, name: 核查, weight: 100%, forms: total}]\n"
BOUNDS = PLAIN + "  grades: [{name: 优, from: 90}, {name: 良, from: 80}, {name: 差}]\n"


def totals(*of: str) -> str:
    return "unit form\n" + "".join(f"U{n} {total}\n" for n, total in enumerate(of, 1))


def test_a_grade_is_had_from_its_bound_on() -> None:
    held(
        BOUNDS,
        """
        unit form | composite grade
        U1   90   | 90        优
        U2   89.5 | 89.5      良
        U3   80   | 80        良
        U4   79.5 | 79.5      差
        U5   -    | -         -
        """,
        "source-missing",
    )


def test_the_rounded_composite_is_what_a_bound_looks_at() -> None:
    # 89.995 → 90.00 is 优, as everybody reads it; 89.994 → 89.99 is not
    rules = "  sources: [{id: check, name: 核查, weight: 100%, table: true}]\n" + BOUNDS.partition("\n")[2]
    held(
        rules,
        """
        unit check  | composite grade
        U1   89.995 | 90        优
        U2   89.994 | 89.99     良
        """,
    )


SHARED = PLAIN + "  grades: [{name: 优, share: 30%}, {name: 良}]\n  quota: {rounding: %s}\n"


# 30 % of the ranked: 7 → 2.1, 5 → 1.5, 10 → 3, 1 → 0.3
@pytest.mark.parametrize(
    ("way", "count", "places"),
    [
        *(("down", n, k) for n, k in ((1, 0), (3, 0), (4, 1), (5, 1), (7, 2), (10, 3))),
        *(("nearest", n, k) for n, k in ((1, 0), (3, 1), (4, 1), (5, 2), (7, 2), (10, 3))),
        *(("up", n, k) for n, k in ((1, 1), (3, 1), (4, 2), (5, 2), (7, 3), (10, 3))),
    ],
)
def test_a_share_of_the_ranked_units_may_have_a_grade(way: str, count: int, places: int) -> None:
    made = outcome(SHARED.replace("%s", way), totals(*(str(100 - n) for n in range(count))))
    assert column(made, "grade") == ["优"] * places + ["良"] * (count - places)


def test_unranked_units_do_not_make_places() -> None:
    # 3 ranked of 5: 0.9, rounded down 0
    made = outcome(SHARED.replace("%s", "down"), totals("90", "80", "70", "-", "-"))
    assert column(made, "grade") == ["良", "良", "良", "-", "-"]


TIES = PLAIN + "  grades: [{name: 优, from: 60, share: 40%}, {name: 良}]\n  quota: {ties: %s}\n"


def test_ties_at_the_edge_of_a_quota_stay_out_and_are_told() -> None:
    # 40 % of 5 = 2 places: 95 first, the two 90 would be second and third: neither
    text = """
        unit form | order:1 quota:1 gets:1 grade
        U1   95   | 1       2       1      优
        U2   90   | 3       2       0      良
        U3   90   | 3       2       0      良
        U4   70   | 4       2       0      良
        U5   50   | -       2       0      良
        """
    held(TIES.replace("%s", "out"), text, "quota-tie")
    said = outcome(TIES.replace("%s", "out"), totals("95", "90", "90", "70", "50")).problems
    assert [line(one, "en") for one in said] == [
        "[quota-tie] 单位U2、单位U3 are level at the edge of “优” (2 places): none of them has it. "
        "Decide by hand, or let ties in by `quota: {ties: in}`."
    ]


def test_ties_at_the_edge_of_a_quota_are_let_in_where_the_rules_say_so() -> None:
    held(
        TIES.replace("%s", "in"),
        """
        unit form | order:1 quota:1 grade
        U1   95   | 1       2       优
        U2   90   | 2       2       优
        U3   90   | 2       2       优
        U4   70   | 4       2       良
        U5   50   | -       2       良
        """,
    )


def test_ties_wholly_within_or_wholly_behind_a_quota_are_not_told() -> None:
    # 2 places: both first ones are in; the two 80 are behind whatever is done
    made = outcome(TIES.replace("%s", "out"), totals("95", "95", "80", "80", "70"))
    assert column(made, "grade") == ["优", "优", "良", "良", "良"]
    assert codes(made) == []


def test_broken_ties_fill_a_quota_by_their_rank() -> None:
    # both 90, the form of U2 is the better: 1 of 2 places (50 %)
    rules = """
  sources:
    - {id: check, name: 核查, weight: 50%, forms: total}
    - {id: survey, name: 调查, weight: 50%, table: true}
  rank: {ties: broken, keys: check}
  grades: [{name: 优, share: 50%}, {name: 良}]
"""
    held(
        rules,
        """
        unit form survey | rank order:1 grade
        U1   80   100    | 2    2       良
        U2   100  80     | 1    1       优
        """,
    )


def test_two_grades_with_shares_share_the_places_out_as_they_add_up() -> None:
    # 30 % and 30 % of 5, to the nearest: 1.5 → 2; together 3.0 → 3, so that the second has 1
    rules = (
        PLAIN + "  grades: [{name: 优, share: 30%}, {name: 良, share: 30%}, {name: 差}]\n  quota: {rounding: nearest}\n"
    )
    held(
        rules,
        """
        unit form | quota:1 quota:2 order:2 grade
        U1   95   | 2       1       -       优
        U2   90   | 2       1       -       优
        U3   85   | 2       1       1       良
        U4   80   | 2       1       2       差
        U5   75   | 2       1       3       差
        """,
    )


def test_who_finds_no_place_is_asked_for_the_next_grade_and_unused_places_stay_unused() -> None:
    # 优 from 90, 2 of 10 (20 %): 96, 95; the 94 and the 91 go on to 良 (from 80, 20 %: 2 places): 94 and 91, not 85.
    rules = PLAIN + (
        "  grades: [{name: 优, from: 90, share: 20%}, {name: 良, from: 80, share: 20%}, "
        "{name: 中, from: 60}, {name: 差}]\n"
    )
    expected = ["优", "优", "良", "良", "中", "中", "中", "中", "差", "差"]
    made = outcome(rules, totals("96", "95", "94", "91", "85", "80", "70", "60", "59.5", "10"))
    assert column(made, "grade") == expected
    # one above 90 alone: the other place of 优 is not given on; 良 has its own 2
    made = outcome(rules, totals("96", "85", "84", "83", "70", "70", "70", "60", "59.5", "10"))
    assert column(made, "grade") == ["优", "良", "良", "中", "中", "中", "中", "中", "差", "差"]


def test_a_quota_may_be_of_each_lead_unit_while_the_rank_is_over_all() -> None:
    # half of L1's 4: 2; half of L2's 2: 1; L3's single unit: 0.5, rounded down 0
    rules = PLAIN + "  grades: [{name: 优, share: 50%}, {name: 良}]\n  quota: {within: lead}\n"
    held(
        rules,
        """
        unit lead form | rank field quota:1 order:1 grade
        U1   L1   70   | 6    4     2       3       良
        U2   L1   80   | 4    4     2       1       优
        U3   L1   75   | 5    4     2       2       优
        U4   L1   60   | 7    4     2       4       良
        U5   L2   90   | 2    2     1       2       良
        U6   L2   95   | 1    2     1       1       优
        U7   L3   85   | 3    1     0       1       良
        """,
    )


def test_a_quota_of_lower_totals_begins_with_the_lowest() -> None:
    made = standard(
        PLAIN + "  grades: [{name: 优, share: 34%}, {name: 良}]\n", FORM.replace("period:", "better: lower\nperiod:")
    )
    assert column(outcome(made, totals("30", "10", "20")), "grade") == ["良", "优", "良"]


EACH = """
  sources:
    - {id: check, name: 核查, weight: 50%, forms: total}
    - {id: hearing, name: 测评, weight: 50%, table: true, of: 20}
  grades: [{name: 好, from: 80, each_source: 75}, {name: 一般}]
"""


def test_a_grade_may_ask_for_a_least_score_of_every_source() -> None:
    # U2: (100 + 70) / 2 = 85, but 14 of 20 is 70 and not 75; 15 of 20 is 75
    held(
        EACH,
        """
        unit form hearing | composite grade
        U1   90   15      | 82.5      好
        U2   100  14      | 85        一般
        U3   75   15      | 75        一般
        """,
    )


def test_a_source_that_was_let_off_is_not_asked_for_its_least_score() -> None:
    held(
        "  missing: reweigh\n" + EACH.lstrip("\n"),
        """
        unit form hearing | composite grade
        U1   80   -       | 80        好
        U2   -    16      | 80        好
        U3   70   20      | 85        一般
        """,
        "source-missing-reweighed",
    )


def test_a_condition_may_ask_sources_sections_the_form_and_its_grade() -> None:
    # [2] are the points of section 2; [check] the source's score; the form has a grade of its own
    form = FORM.replace("sections:", "grades: [{name: 达标, from: 85}, {name: 不达标}]\nsections:")
    rules = """
  sources:
    - {id: check, name: 核查, weight: 50%, forms: total}
    - {id: survey, name: 调查, weight: 50%, table: true}
  grades:
    - {name: 一, when: "[2] >= 38 and [survey] > 80"}
    - {name: 二, when: "[form_grade] = '达标' or [rank] <= 1"}
    - {name: 三, when: "[check] + [survey] >= 150"}
    - {name: 四}
"""
    made = standard(rules.replace("'达标'", '\\"达标\\"'), form)
    # U1: section 2 38, survey 81: 一.  U2: section 2 37; 85: 二.  U3: 84, not 达标; survey 96: (84 + 96) / 2 = 90 is
    # first: 二.  U4: 80 + 70 = 150: 三.  U5: 80 + 69.5: 四
    held(
        made,
        """
        unit form  survey | node:2 form_grade composite rank grade
        U1   60+38 81     | 38     达标       89.5      2    一
        U2   48+37 81     | 37     达标       83        3    二
        U3   48+36 96     | 36     不达标     90        1    二
        U4   50+30 70     | 30     不达标     75        4    三
        U5   50+30 69.5   | 30     不达标     74.75     5    四
        """,
    )


def test_a_condition_about_a_source_that_a_unit_lacks_counts_it_as_nothing() -> None:
    rules = """
  missing: reweigh
  sources:
    - {id: check, name: 核查, weight: 50%, forms: total}
    - {id: survey, name: 调查, weight: 50%, table: true}
  grades: [{name: 好, when: "[survey] >= 60"}, {name: 差}]
  consequences: [{id: visit, name: 回访, when: "[survey] < 60"}]
"""
    held(
        rules,
        """
        unit form survey | grade does:visit
        U1   90   60     | 好    0
        U2   90   -      | 差    1
        U3   -    -      | -     0
        """,
        "source-missing-reweighed",
    )


def test_grades_may_follow_from_consequences_and_consequences_from_grades() -> None:
    # the last is warned and so never 好, whatever it has; whoever is 好 is praised
    rules = PLAIN + (
        '  grades: [{name: 好, from: 80, when: "[warned] = 0"}, {name: 差}]\n'
        "  consequences: [{id: warned, name: 提醒, last: 1}, {name: 表扬, grade: 好}]\n"
    )
    held(
        rules,
        """
        unit form | does:warned grade follows
        U1   95   | 0           好    表扬
        U2   85   | 0           好    表扬
        U3   82   | 1           差    提醒
        """,
    )


CHECKS = (
    BOUNDS
    + """
  checks:
    - {name: 年度考核, only: {优秀: [优], 称职: [优, 良]}}
"""
)


def test_another_tables_words_are_held_against_the_grades() -> None:
    # only 优 may be 优秀; only 优 and 良 may be 称职; other words and blanks are not looked at
    held(
        CHECKS,
        """
        unit form check:1 | grade clash:1
        U1   95   优秀    | 优    0
        U2   85   优秀    | 良    1
        U3   85   称职    | 良    0
        U4   50   称职    | 差    1
        U5   50   基本称职 | 差    0
        U6   50   -       | 差    0
        U7   -    优秀    | -     1
        """,
        "check-clash",
        "source-missing",
    )


def test_a_check_without_any_table_is_said_not_to_have_been_made() -> None:
    assert codes(outcome(CHECKS, totals("95", "50"))) == ["check-not-given"]
