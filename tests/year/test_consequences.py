"""Consequences computed by hand: the last 3, 6 and 9, points, grades, conditions, and years running."""

from tests.year.hand import held
from tests.year.made import codes, column, outcome

PLAIN = "  sources: [{id: check, name: 核查, weight: 100%, forms: total}]\n"
LAST = (
    PLAIN
    + """
  account: 年终绩效
  consequences:
    - {name: 扣3分, last: 3, points: -3}
    - {name: 扣2分, last: 4-6, points: -2}
    - {name: 扣1分, last: 7-9, points: -1}
"""
)


def totals(*of: str) -> str:
    return "unit form\n" + "".join(f"U{n:02} {total}\n" for n, total in enumerate(of, 1))


def effects(of: str) -> list[str]:
    """Give what these totals lose of the other account; they are given from the first to the last."""
    return column(outcome(LAST, totals(*of.split())), "effect")


def test_the_last_three_six_and_nine_of_twelve_lose_three_two_and_one() -> None:
    held(
        LAST,
        """
        unit form | rank from_end effect follows
        U01  99   | 1    12       0      -
        U02  98   | 2    11       0      -
        U03  97   | 3    10       0      -
        U04  96   | 4    9        -1     扣1分
        U05  95   | 5    8        -1     扣1分
        U06  94   | 6    7        -1     扣1分
        U07  93   | 7    6        -2     扣2分
        U08  92   | 8    5        -2     扣2分
        U09  91   | 9    4        -2     扣2分
        U10  90   | 10   3        -3     扣3分
        U11  89   | 11   2        -3     扣3分
        U12  88   | 12   1        -3     扣3分
        """,
    )


def test_ties_over_the_edge_of_the_last_three_count_with_the_last_three() -> None:
    # places from the end 1, 2, 3, 3 (a tie of two where the third and the fourth would stand), 5, 6, 7 …:
    # four lose 3, two lose 2, three lose 1
    found = effects("99 98 97 96 95 94 93 92 90 90 89 88")
    assert found == ["0"] * 3 + ["-1"] * 3 + ["-2"] * 2 + ["-3"] * 4


def test_ties_over_the_edge_of_the_fourth_to_sixth_count_with_them() -> None:
    # from the end 1, 2, 3, 4, 5, 6, 6, 8, 9, 10: the two at 6 lose 2; 8 and 9 lose 1
    found = effects("99 98 97 96 95 93 93 92 91 90 89 88")
    assert found == ["0"] * 3 + ["-1"] * 2 + ["-2"] * 4 + ["-3"] * 3


def test_ties_over_the_edge_of_the_seventh_to_ninth_count_with_them() -> None:
    # from the end …, 7, 8, 9, 9, 11, 12
    found = effects("99 98 96 96 95 94 93 92 91 90 89 88")
    assert found == ["0"] * 2 + ["-1"] * 4 + ["-2"] * 3 + ["-3"] * 3


def test_a_tie_of_the_last_five_leaves_nobody_fourth_or_fifth_from_the_end() -> None:
    # five at place 1 from the end; the next is sixth: 2; then 7, 8, 9: 1
    found = effects("99 98 97 96 95 94 93 80 80 80 80 80")
    assert found == ["0"] * 3 + ["-1"] * 3 + ["-2"] * 1 + ["-3"] * 5


def test_units_that_are_not_ranked_are_not_the_last() -> None:
    rules = PLAIN + "  consequences: [{name: 约谈, last: 1}]\n"
    held(
        rules,
        """
        unit form | rank from_end follows
        U1   90   | 1    2        -
        U2   80   | 2    1        约谈
        U3   -    | -    -        -
        """,
        "source-missing",
    )


def test_the_last_within_each_lead_unit() -> None:
    rules = PLAIN + "  rank: {within: lead}\n  consequences: [{name: 约谈, last: 1}]\n"
    held(
        rules,
        """
        unit lead form | rank from_end follows
        U1   L1   60   | 2    1        约谈
        U2   L1   70   | 1    2        -
        U3   L2   80   | 2    1        约谈
        U4   L2   90   | 1    2        -
        """,
    )


def test_first_places_grades_and_conditions_bring_consequences_too_and_all_that_is_said_must_hold() -> None:
    rules = PLAIN + (
        "  grades: [{name: 好, from: 90}, {name: 中, from: 60}, {name: 差}]\n"
        "  consequences:\n"
        "    - {name: 表彰, first: 2, grade: 好}\n"
        "    - {name: 通报, grade: [中, 差], last: 3}\n"
        '    - {name: 谈话, when: "[composite] < 70"}\n'
        '    - {name: 复查, first: 2-3, when: "[form] >= 85"}\n'
    )
    # U1 first and 好: 表彰; U2 second but 中: not praised, place 2 and 88: 复查; U3 third, 84: nothing of first;
    # third from the end and 中: 通报; U4 69.5: 通报, 谈话; U5 50: 通报, 谈话
    held(
        rules,
        """
        unit form | rank from_end grade follows
        U1   95   | 1    5        好    表彰
        U2   88   | 2    4        中    复查
        U3   84   | 3    3        中    通报
        U4   69.5 | 4    2        中    通报；谈话
        U5   50   | 5    1        差    通报；谈话
        """,
    )


def test_points_of_several_consequences_add_up() -> None:
    rules = PLAIN + (
        "  consequences:\n"
        "    - {name: 末位, last: 1, points: -3}\n"
        '    - {name: 低分, when: "[composite] < 60", points: -1.5}\n'
        "    - {name: 头名, first: 1, points: 2}\n"
    )
    held(
        rules,
        """
        unit form | effect follows
        U1   90   | 2      头名
        U2   50   | -1.5   低分
        U3   40   | -4.5   末位；低分
        """,
    )


YEARS = PLAIN + (
    "  consequences:\n"
    "    - {name: 督查, last: 2}\n"
    "    - {name: 约谈, last: 2, years: 2}\n"
    "    - {name: 调整, last: 2, years: 3}\n"
)


def test_two_and_three_years_running_among_the_last() -> None:
    # this year's last two are U4 and U5.  2017: U4 last but one, U5 third from the end; 2016: U4 last.
    # U4: this year, 2017 and 2016: all three.  U5: this year alone.  U3 was last in both years, but is not now.
    held(
        YEARS,
        """
        unit form end@2017 end@2016 | from_end follows
        U1   90   5        5        | 5        -
        U2   85   4        4        | 4        -
        U3   80   1        2        | 3        -
        U4   70   2        1        | 2        督查；约谈；调整
        U5   60   3        3        | 1        督查
        """,
    )


def test_a_unit_that_was_not_there_in_one_year_does_not_run_on() -> None:
    # U2 was last in 2016 and is now, but was not ranked in 2017: no two years, no three; U1 was not there in 2016
    held(
        YEARS,
        """
        unit form end@2017 end@2016 | from_end end:2017 end:2016 follows
        U0   90   5        5        | 3        5        5        -
        U1   70   2        -        | 2        2        -        督查；约谈
        U2   60   -        1        | 1        -        1        督查
        """,
    )


def test_years_that_nobody_gave_are_not_taken_to_have_held() -> None:
    # one year of two: two years running are found, three cannot be, and that is said
    text = """
        unit form end@2017 | from_end does:{two} does:{three} follows
        U1   90   3        | 3        0 0 -
        U2   70   2        | 2        1 0 督查；约谈
        U3   60   3        | 1        0 0 督查
        """.replace("{two}", "c2").replace("{three}", "c3")
    rules = YEARS.replace("{name: 约谈", "{id: c2, name: 约谈").replace("{name: 调整", "{id: c3, name: 调整")
    held(rules, text, "history-short")
    made = outcome(YEARS, totals("90", "70", "60"))
    assert column(made, "follows") == ["-", "督查", "督查"]
    assert codes(made) == ["history-short"]


def test_years_running_may_be_of_first_places_and_of_grades() -> None:
    rules = PLAIN + (
        "  grades: [{name: 好, from: 80}, {name: 差}]\n"
        "  consequences:\n"
        "    - {name: 连冠, first: 1, years: 2}\n"
        "    - {name: 免检, grade: 好, years: 3}\n"
    )
    # U1: first now and in 2017; 好 now, in 2017 and in 2016.  U2: first in 2017 too (shared), but not now; 差 in 2016
    held(
        rules,
        """
        unit form place@2017 grade@2017 grade@2016 | rank grade follows
        U1   90   1          好         好         | 1    好    连冠；免检
        U2   85   1          好         差         | 2    好    -
        U3   70   3          好         好         | 3    差    -
        """,
    )


def test_years_further_back_than_any_rule_looks_are_not_shown() -> None:
    rules = PLAIN + "  consequences: [{name: 约谈, last: 1, years: 2}]\n"
    made = outcome(rules, "unit form end@2017 end@2016\nU1 90 2 2\nU2 80 1 1\n")
    assert [name for name in made.program.by_name if name.startswith(("end:", "place:", "grade:"))] == ["end:2017"]
    assert column(made, "follows") == ["-", "约谈"]


def test_a_span_that_reaches_over_everybody_is_told() -> None:
    rules = PLAIN + "  consequences: [{name: 扣分, last: 3}]\n"
    assert codes(outcome(rules, totals("90", "80", "70"))) == ["span-covers-all"]
    assert codes(outcome(rules, totals("90", "80", "70", "60"))) == []
