"""So much each time: a choice and a count; what is counted may come in steps and be limited. The item has 10."""

from decimal import Decimal

from tests.kinds.cases import check, item, refused, scored, table

EACH = item("{text: t, deduct: 0.2, per: 次}")
WHOLE = item("{text: t, deduct: 2, per: 人次}")
LIMITED = item("{text: t, deduct: 0.2, per: 次, at_most: 0.5}")
THIRDS = item("{text: t, deduct: 0.3, per: 份, at_most: 1}")
TWO_DAYS = item("{text: t, deduct: 1, per: 2天}")
TWO_DAYS_LIMITED = item("{text: t, deduct: 1, per: 2天, at_most: 3}")
MILLIONS = item("{text: t, award: 0.5, per: 10万元, at_most: 5}")
AWARD = item("{text: t, award: 1, per: 篇, at_most: 4}", points="4")
AWARD_FREE = item("{text: t, award: 1.5, per: 篇}")
BONUS = item("{text: t, bonus: 0.1, per: 篇}")
BONUS_LIMITED = item("{text: t, bonus: 0.1, per: 篇, at_most: 1}")
BOTH = item("{text: t, deduct: 0.2, per: 次, at_most: 0.6}", "{text: u, deduct: 1, per: 次}")


@table(
    {
        "nothing entered: 10": (EACH, {}, "10"),
        "none: 10": (EACH, {"1.1.1": "0"}, "10"),
        "not found: 10": (EACH, {"1.1.1": "无"}, "10"),
        "once: 10 - 0.2": (EACH, {"1.1.1": "1"}, "9.8"),
        "three times: 10 - 3 x 0.2 = 9.4": (EACH, {"1.1.1": "3"}, "9.4"),
        "fifty times: 10 - 50 x 0.2 = 0": (EACH, {"1.1.1": "50"}, "0"),
        "51 times: 10 - 10.2, not below 0": (EACH, {"1.1.1": "51"}, "0"),
        "9999 times: not below 0": (EACH, {"1.1.1": "9999"}, "0"),
        "found, but not how often: nothing yet": (EACH, {"1.1.1": "有"}, "10"),
        "five persons: 10 - 5 x 2 = 0": (WHOLE, {"1.1.1": "5"}, "0"),
        "four persons: 10 - 4 x 2 = 2": (WHOLE, {"1.1.1": "4"}, "2"),
        "below the limit: 2 x 0.2 = 0.4": (LIMITED, {"1.1.1": "2"}, "9.6"),
        "over the limit: 3 x 0.2 = 0.6, at most 0.5": (LIMITED, {"1.1.1": "3"}, "9.5"),
        "far over the limit": (LIMITED, {"1.1.1": "9999"}, "9.5"),
        "limited, none": (LIMITED, {"1.1.1": "0"}, "10"),
        "3 x 0.3 = 0.9 below 1": (THIRDS, {"1.1.1": "3"}, "9.1"),
        "4 x 0.3 = 1.2, at most 1": (THIRDS, {"1.1.1": "4"}, "9"),
        "1 day of 2: no step yet": (TWO_DAYS, {"1.1.1": "1"}, "10"),
        "2 days: 1 step": (TWO_DAYS, {"1.1.1": "2"}, "9"),
        "3 days: 1 step": (TWO_DAYS, {"1.1.1": "3"}, "9"),
        "4 days: 2 steps": (TWO_DAYS, {"1.1.1": "4"}, "8"),
        "7 days: 3 steps": (TWO_DAYS_LIMITED, {"1.1.1": "7"}, "7"),
        "8 days: 4 steps, at most 3": (TWO_DAYS_LIMITED, {"1.1.1": "8"}, "7"),
        "35 of 10 each: 3 x 0.5": (MILLIONS, {"1.1.1": "35"}, "1.5"),
        "9 of 10 each: none": (MILLIONS, {"1.1.1": "9"}, "0"),
        "120 of 10 each: 12 x 0.5 = 6, at most 5": (MILLIONS, {"1.1.1": "120"}, "5"),
        "award, nothing entered: 0": (AWARD, {}, "0"),
        "award 3 x 1": (AWARD, {"1.1.1": "3"}, "3"),
        "award 4 x 1, exactly the limit": (AWARD, {"1.1.1": "4"}, "4"),
        "award 5 x 1, at most 4": (AWARD, {"1.1.1": "5"}, "4"),
        "award 6 x 1.5 = 9": (AWARD_FREE, {"1.1.1": "6"}, "9"),
        "award 7 x 1.5 = 10.5, not above the points": (AWARD_FREE, {"1.1.1": "7"}, "10"),
        "bonus 7 x 0.1": (BONUS, {"1.1.1": "7"}, "10.7"),
        "bonus without limit: 200 x 0.1": (BONUS, {"1.1.1": "200"}, "30"),
        "bonus 10 x 0.1, exactly the limit": (BONUS_LIMITED, {"1.1.1": "10"}, "11"),
        "bonus 11 x 0.1, at most 1": (BONUS_LIMITED, {"1.1.1": "11"}, "11"),
        "two findings: 10 - 0.6 - 2": (BOTH, {"1.1.1": "4", "1.1.2": "2"}, "7.4"),
    },
    "rubric, entries, total",
)
def test_what_is_counted_counts_each_time(rubric: str, entries: dict[str, str], total: str) -> None:
    check(rubric, entries, {"1.1": total, "": total})


def test_times_are_whole_numbers() -> None:
    assert refused(EACH, "1.1.1", "1.5") and refused(EACH, "1.1.1", "-1")


def test_the_account_has_the_limited_amount_and_no_line_for_the_limit() -> None:
    assert scored(LIMITED, {"1.1.1": "3"}).account == [("lost", Decimal("-0.5"))]
