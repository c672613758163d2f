"""A number to be reached: what was achieved is entered, what is short costs. The item has 10 points."""

from tests.kinds.cases import check, item, refused, table

FOUR = item("{text: t, deduct: 1, per: 次, target: 4}")
LIMITED = item("{text: t, deduct: 0.5, per: 次, target: 24, at_most: 2}")
FIVES = item("{text: t, deduct: 1, per: 5人, target: 20}")
TENTHS = item("{text: t, deduct: 0.1, per: 次, target: 12, at_most: 0.3}")
PENALTY = item("{text: t, penalty: 2, per: 项, target: 3}")
DECIMAL = item("{text: t, deduct: 1, per: 学时, target: 2.5}")
STARTED = item("{text: t, deduct: 1, per: 学时, target: 2.5, step: started}")
LINEAR = item("{text: t, deduct: 1, per: 学时, target: 2.5, step: linear}")
FIVES_STARTED = item("{text: t, deduct: 1, per: 5人, target: 12, step: started}")
AWARD = item("{text: t, award: 2, per: 次, target: 4}")
AWARD_LIMITED = item("{text: t, bonus: 0.5, per: 次, target: 6, at_most: 2}")
AWARD_STEPS = item("{text: t, award: 1, per: 3人, target: 9}")
AWARD_MIXED = item("{text: t, award: 1, per: 次, target: 4}", "{text: u, deduct: 2}")
SPILL = item("{text: t, deduct_section: 1, per: 次, target: 4}")


@table(
    {
        "nothing entered is not 0: 10": (FOUR, {}, "10"),
        "reached: 10": (FOUR, {"1.1.1": "4"}, "10"),
        "one more than wanted earns nothing": (FOUR, {"1.1.1": "5"}, "10"),
        "one short: 10 - 1": (FOUR, {"1.1.1": "3"}, "9"),
        "none: 10 - 4": (FOUR, {"1.1.1": "0"}, "6"),
        "20 of 24: 4 x 0.5 = 2, exactly the limit": (LIMITED, {"1.1.1": "20"}, "8"),
        "21 of 24: 3 x 0.5": (LIMITED, {"1.1.1": "21"}, "8.5"),
        "19 of 24: 2.5, at most 2": (LIMITED, {"1.1.1": "19"}, "8"),
        "0 of 24: 12, at most 2": (LIMITED, {"1.1.1": "0"}, "8"),
        "16 of 20: 4 short, no five of them": (FIVES, {"1.1.1": "16"}, "10"),
        "15 of 20: one five short": (FIVES, {"1.1.1": "15"}, "9"),
        "11 of 20: 9 short, one five": (FIVES, {"1.1.1": "11"}, "9"),
        "10 of 20: two fives": (FIVES, {"1.1.1": "10"}, "8"),
        "0 of 20: four fives": (FIVES, {"1.1.1": "0"}, "6"),
        "9 of 12: 3 x 0.1 = 0.3, exactly the limit": (TENTHS, {"1.1.1": "9"}, "9.7"),
        "10 of 12: 2 x 0.1": (TENTHS, {"1.1.1": "10"}, "9.8"),
        "8 of 12: 0.4, at most 0.3": (TENTHS, {"1.1.1": "8"}, "9.7"),
        "2.5 of 2.5": (DECIMAL, {"1.1.1": "2.5"}, "10"),
        "1.5 of 2.5: one short": (DECIMAL, {"1.1.1": "1.5"}, "9"),
        "0.5 of 2.5: two short": (DECIMAL, {"1.1.1": "0.5"}, "8"),
        "2 of 2.5: half a one short, no whole one": (DECIMAL, {"1.1.1": "2"}, "10"),
        "award, 3 of 4 reached: 3 x 2": (AWARD, {"1.1.1": "3"}, "6"),
        "award, 4 of 4 reached": (AWARD, {"1.1.1": "4"}, "8"),
        "award, more than asked for brings no more": (AWARD, {"1.1.1": "5"}, "8"),
        "award, nothing entered": (AWARD, {}, "0"),
        "award, none": (AWARD, {"1.1.1": "0"}, "0"),
        "bonus, 4 of 6: 4 x 0.5, exactly the limit": (AWARD_LIMITED, {"1.1.1": "4"}, "12"),
        "bonus, 6 of 6: 3, at most 2": (AWARD_LIMITED, {"1.1.1": "6"}, "12"),
        "award, 8 of 9: two threes": (AWARD_STEPS, {"1.1.1": "8"}, "2"),
        "award up to 4 beside a fault: 6 at the start": (AWARD_MIXED, {}, "6"),
        "6 + 3 - 2": (AWARD_MIXED, {"1.1.1": "3", "1.1.2": "有"}, "7"),
        "started, 2 of 2.5: the first has begun": (STARTED, {"1.1.1": "2"}, "9"),
        "started, 1.5 of 2.5: one": (STARTED, {"1.1.1": "1.5"}, "9"),
        "linear, 2 of 2.5: 0.5": (LINEAR, {"1.1.1": "2"}, "9.5"),
        "started fives, 12 of 12: none": (FIVES_STARTED, {"1.1.1": "12"}, "10"),
        "started fives, 11 of 12: one": (FIVES_STARTED, {"1.1.1": "11"}, "9"),
        "started fives, 0 of 12: three": (FIVES_STARTED, {"1.1.1": "0"}, "7"),
    },
    "rubric, entries, total",
)
def test_what_is_short_of_the_target_costs(rubric: str, entries: dict[str, str], total: str) -> None:
    check(rubric, entries, {"1.1": total, "": total})


@table(
    {
        "penalty, 1 of 3: 10 - 2 x 2": (PENALTY, {"1.1.1": "1"}, {"1.1": "10", "": "6"}),
        "spill, 2 of 4: 10 - 2 off the section": (SPILL, {"1.1.1": "2"}, {"1.1": "10", "1": "8", "": "8"}),
    },
    "rubric, entries, expected",
)
def test_the_shortfall_goes_with_other_verbs(rubric: str, entries: dict[str, str], expected: dict[str, str]) -> None:
    check(rubric, entries, expected)


def test_what_is_counted_in_whole_numbers_takes_no_decimals() -> None:
    assert refused(FOUR, "1.1.1", "3.5") and refused(FOUR, "1.1.1", "-1")
