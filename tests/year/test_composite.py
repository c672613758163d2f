"""The composite, computed by hand: weights, scales, sources that are missing, points on top, sources by tag."""

from tests.year.hand import held
from tests.year.made import FORM, standard

FOUR = """
  sources:
    - {id: daily, name: 日常管理, weight: 20%, table: true}
    - {id: check, name: 实地核查, weight: 50%, forms: total}
    - {id: survey, name: 民意调查, weight: 10%, table: true}
    - {id: hearing, name: 述职测评, weight: 20%, table: true, of: 20}
"""


def test_four_sources_count_by_their_weights_and_a_scale_of_20_is_converted() -> None:
    # 20 % of 90 = 18; 50 % of 88.5 = 44.25; 10 % of 76 = 7.6; 18 of 20 = 90 %, of which 20 % = 18: together 87.85
    # 20 % of 100 + 50 % of 100 + 10 % of 100 + 20 of 20 = 100;  all nothing = 0, which is a score
    held(
        FOUR,
        """
        unit daily form  survey hearing | score:hearing part:daily part:check part:survey part:hearing composite rank
        U1   90    88.5  76     18      | 90            18         44.25      7.6         18           87.85     2
        U2   100   100   100    20      | 100           20         50         10          20           100       1
        U3   0     0     0      0       | 0             0          0          0           0            0         3
        """,
    )


def test_a_half_at_the_third_place_is_rounded_up() -> None:
    # 20 % of 90.05 = 18.01; 50 % of 90.5 = 45.25; 10 % of 77.75 = 7.775; 20 % of 90 = 18: 89.035, rounded 89.04
    # with 77.74: 7.774, 89.034, rounded 89.03
    held(
        FOUR,
        """
        unit daily form survey hearing | composite rank
        U1   90.05 90.5 77.75  18      | 89.04     1
        U2   90.05 90.5 77.74  18      | 89.03     2
        """,
    )


def test_a_source_that_is_missing_is_never_zero_and_the_composite_waits_for_it() -> None:
    # U2 has no survey: no composite, no rank, and U3 is second of two although U2's other sources are full
    held(
        FOUR,
        """
        unit daily form survey hearing | has:survey part:survey lacking composite ranked rank size from_end
        U1   90    90   90     18      | 1          9           0       90        1      1    2    2
        U2   100   100  -      20      | 0          -           1       -         0      -    -    -
        U3   80    80   80     16      | 1          8           0       80        1      2    2    1
        U4   -     -    80     16      | 1          8           2       -         0      -    -    -
        """,
        "source-missing",
    )


def test_a_missing_source_is_shared_out_where_the_rules_say_so() -> None:
    # U2 lacks the survey (10 %): 18 + 45 + 20 × 0.8 = 79 of a weight of 90: 79 × 100 / 90 = 87.777… = 87.78
    # U3 has the form alone: 50 % of 70 = 35 of a weight of 50: 70.  U4 has nothing at all: no composite
    held(
        FOUR + "  missing: reweigh\n",
        """
        unit daily form survey hearing | weight:survey weights part:check composite rank
        U1   90    90   90     18      | 10            100     45         90        1
        U2   90    90   -      16      | 0             90      45         87.78     2
        U3   -     70   -      -       | 0             50      35         70        3
        U4   -     -    -      -       | 0             0       -          -         -
        """,
        "source-missing-reweighed",
    )


def test_a_form_of_sixty_points_is_converted_by_its_own_full_points() -> None:
    # U1's form is whole (100 points): 90 of 100 = 90.  U2's has the first section only (60): 48 of 60 = 80.
    # Composite: half of the form and half of the survey: U1 45 + 40 = 85; U2 40 + 50 = 90
    form = FORM.replace("name: 二、台账\n", "name: 二、台账\n    applies_to: [机关]\n")
    form = form.replace("sections:", "not_applicable: shrink\nsections:")
    rules = """
  sources:
    - {id: check, name: 核查, weight: 50%, forms: total}
    - {id: survey, name: 调查, weight: 50%, table: true}
"""
    held(
        standard(rules, form),
        """
        unit tags form survey | given:check full:check score:check composite rank
        U1   机关 90   80     | 90          100        90          85        2
        U2   企业 48   100    | 48          60         80          90        1
        """,
    )


def test_full_points_that_are_said_take_the_place_of_the_forms_own() -> None:
    # of: 80: 60 of 80 = 75 %; 100 of 80 = 125 %, as it stands
    rules = "  sources: [{id: check, name: 核查, weight: 100%, forms: total, of: 80}]\n"
    held(
        rules,
        """
        unit form | score:check composite
        U1   60   | 75          75
        U2   100  | 125         125
        """,
    )


def test_a_section_of_the_form_can_be_a_source_of_its_own() -> None:
    # section 1 (60 points) weighs 30 %, section 2 (40) 70 %: 30 of 60 = 50, of which 15; 36 of 40 = 90, of which 63
    rules = """
  sources:
    - {id: rules, name: 制度, weight: 30%, forms: "1"}
    - {id: files, name: 台账, weight: 70%, forms: "2"}
"""
    held(
        rules,
        """
        unit form  | score:rules score:files part:rules part:files composite
        U1   30+36 | 50          90          15         63         78
        """,
    )


def test_points_on_top_are_added_as_they_are_and_a_blank_adds_nothing() -> None:
    # 80 + 3.5 = 83.5;  90 - 2 = 88;  85 and nothing on top = 85; no form, so nothing at all whatever is on top
    rules = """
  sources:
    - {id: check, name: 核查, weight: 100%, forms: total}
    - {id: extra, name: 加减分, adds: true, table: true}
"""
    held(
        rules,
        """
        unit form extra | composite rank
        U1   80   3.5   | 83.5      3
        U2   90   -2    | 88        1
        U3   85   -     | 85        2
        U4   -    5     | -         -
        """,
        "source-missing",
    )


def test_points_on_top_stay_whole_when_a_missing_source_is_shared_out() -> None:
    # U2 lacks the survey: 90 × 60 % = 54 of 60 = 90, and 5 on top = 95 (not 5 × 100 / 60)
    rules = """
  missing: reweigh
  sources:
    - {id: check, name: 核查, weight: 60%, forms: total}
    - {id: survey, name: 调查, weight: 40%, table: true}
    - {id: extra, name: 加分, adds: true, table: true, of: 10}
"""
    held(
        rules,
        """
        unit form survey extra | composite
        U1   90   80     -     | 86
        U2   90   -      5     | 95
        """,
        "source-missing-reweighed",
    )


def test_a_source_counts_for_the_units_of_its_tags_only() -> None:
    # lead units: 40 % of 90 + 60 % of 80 = 84; the others: 40 % of 70 + 60 % of 80 = 76.
    # U3 has both tags: 40 + 40 + 60 = 140 %, U4 has none: 60 %; neither has a composite
    rules = """
  sources:
    - {id: daily-lead, name: 日常（牵头）, weight: 40%, applies_to: [牵头], table: true}
    - {id: daily, name: 日常（所属）, weight: 40%, applies_to: [所属], table: true}
    - {id: check, name: 核查, weight: 60%, forms: total}
"""
    held(
        rules,
        """
        unit tags      daily-lead daily form | applies:daily weights composite rank
        U1   牵头      90         -     80   | 0             100     84        1
        U2   所属      -          70    80   | 1             100     76        2
        U3   牵头+所属 90         70    80   | 1             140     -         -
        U4   -         -          -     80   | 0             60      -         -
        """,
        "unit-weights",
    )


def test_a_composite_may_be_of_other_than_a_hundred_points_and_other_places() -> None:
    # of 20 points: 60 % of 20 × 0.9 = 10.8; 40 % of 20 × 0.855 = 6.84: 17.64, to one place 17.6
    rules = """
  points: 20
  round: 1
  sources:
    - {id: check, name: 核查, weight: 60%, forms: total}
    - {id: survey, name: 调查, weight: 40%, table: true}
"""
    held(
        rules,
        """
        unit form survey | part:check part:survey composite
        U1   90   85.5   | 10.8       6.84        17.6
        """,
    )


def test_points_relative_to_the_best_are_a_hundred_for_the_best() -> None:
    # best 50: 50 → 100, 40 → 80, 0 → 0.  For days late, where less is better: best 4: 4 → 100, 5 → 80, 16 → 25
    rules = """
  sources:
    - {id: done, name: 完成量, weight: 50%, table: true, best: true}
    - {id: days, name: 用时, weight: 50%, table: true, best: true, better: lower}
"""
    held(
        rules,
        """
        unit done days | best:done score:done best:days score:days composite
        U1   50   16   | 50        100        4         25         62.5
        U2   40   5    | 50        80         4         80         80
        U3   0    4    | 50        0          4         100        50
        """,
    )


def test_the_best_may_be_that_of_the_own_group() -> None:
    # group a: best 40: 40 → 100, 10 → 25; group b: best 80: 80 → 100, 40 → 50
    rules = "  sources: [{id: done, name: 完成量, weight: 100%, table: true, best: true, within: group}]\n"
    held(
        rules,
        """
        unit group done | best:done composite
        U1   a     40   | 40        100
        U2   a     10   | 40        25
        U3   b     80   | 80        100
        U4   b     40   | 80        50
        U5   b     -    | -         -
        """,
        "source-missing",
    )


def test_where_the_best_is_nothing_everybody_has_all_points() -> None:
    # nobody has done anything: 0 of 0; and with less being better, no complaint at all is the best there is:
    # whoever has none has 100, whoever has some has 0 of them: 0 × 100 / 2 = 0
    rules = """
  sources:
    - {id: done, name: 完成量, weight: 50%, table: true, best: true}
    - {id: cases, name: 投诉, weight: 50%, table: true, best: true, better: lower}
"""
    held(
        rules,
        """
        unit done cases | score:done score:cases composite
        U1   0    0     | 100        100         100
        U2   0    2     | 100        0           50
        """,
    )


def test_points_relative_to_the_mean_are_a_hundred_from_the_mean_on() -> None:
    # done: 30, 50, 100: mean 60: 30 → 50, 50 → 83.333333, 100 → 166.67, cut at 100
    # days (less is better): 2, 4, 12: mean 6: 2 → 300, cut at 100; 4 → 150, cut at 100; 12 → 50
    rules = """
  sources:
    - {id: done, name: 完成量, weight: 50%, table: true, mean: true}
    - {id: days, name: 用时, weight: 50%, table: true, mean: true, better: lower}
"""
    held(
        rules,
        """
        unit done days | sum:done count:done mean:done score:done mean:days score:days composite
        U1   30   2    | 180      3          60        50         6         100        75
        U2   50   4    | 180      3          60        83.333333  6         100        91.67
        U3   100  12   | 180      3          60        100        6         50         75
        """,
    )


def test_points_by_rank_go_down_by_a_step_and_never_below_the_least() -> None:
    # 100 for the first, 15 less for each place, 60 at least: places 1, 2, 2, 4, 5 → 100, 85, 85, 55→60, 40→60
    rules = (
        "  sources: [{id: done, name: 完成量, weight: 100%, table: true, by_rank: {first: 100, step: 15, least: 60}}]\n"
    )
    held(
        rules,
        """
        unit done | order:done composite
        U1   9    | 1          100
        U2   7    | 2          85
        U3   7    | 2          85
        U4   5    | 4          60
        U5   1    | 5          60
        """,
    )


def test_points_by_rank_where_less_is_better_and_within_the_lead_unit() -> None:
    # L1: 3 days first, 8 second; L2: 4 and 4 both first: 100, 90; 100, 100
    rules = """
  sources:
    - {id: days, name: 用时, weight: 100%, table: true, better: lower, within: lead, by_rank: {first: 100, step: 10}}
"""
    held(
        rules,
        """
        unit lead days | order:days composite
        U1   L1   8    | 2          90
        U2   L1   3    | 1          100
        U3   L2   4    | 1          100
        U4   L2   4    | 1          100
        """,
    )


def test_ballots_count_by_the_points_that_they_come_to() -> None:
    # a scale to 20: 17.333333 of 20 = 86.666665, of which 40 % = 34.666666; and 60 % of 90 = 54: 88.67
    rules = """
  sources:
    - {id: check, name: 核查, weight: 60%, forms: total}
    - {id: vote, name: 测评, weight: 40%, ballot: {questions: [总体], scale: {from: 0, to: 20}}}
"""
    held(
        rules,
        """
        unit form vote      | score:vote composite
        U1   90   17.333333 | 86.666665  88.67
        """,
    )


def test_without_sources_the_total_of_the_forms_is_ranked_as_it_is() -> None:
    held(
        "  rank: {ties: shared}\n",
        """
        unit form | given:forms composite rank
        U1   88.5 | 88.5        88.5      2
        U2   90   | 90          90        1
        U3   -    | -           -         -
        """,
    )
