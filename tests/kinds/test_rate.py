"""So much for each step beyond a threshold: whole steps, started ones, or in proportion. The item has 10 points."""

from decimal import Decimal

import pytest

from tests.kinds.cases import check, item, scored, table

RULE = "{text: t, deduct: 0.5, per: 1%, below: 80%"
WHOLE = item(RULE + "}")
SAID = item(RULE + ", step: whole}")
STARTED = item(RULE + ", step: started}")
LINEAR = item(RULE + ", step: linear}")
LIMITED = item(RULE + ", at_most: 2}")
STARTED_LIMITED = item(RULE + ", step: started, at_most: 2}")
LINEAR_LIMITED = item(RULE + ", step: linear, at_most: 2}")
TENTHS = item("{text: t, deduct: 0.01, per: 0.1%, below: 80%}")
TENTHS_STARTED = item("{text: t, deduct: 0.01, per: 0.1%, below: 80%, step: started}")
FIVES = item("{text: t, deduct: 1, per: 5%, below: 95%}")
ABOVE = item("{text: t, deduct: 0.5, per: 1%, above: 3%}")
ABOVE_STARTED = item("{text: t, deduct: 0.5, per: 1%, above: 3%, step: started}")
AWARD = item("{text: t, award: 0.2, per: 1%, above: 90%}")
BONUS = item("{text: t, bonus: 0.1, per: 1%, above: 90%, at_most: 0.5}")
POINTS = item("{text: t, deduct: 1, per: 10分, below: 60, step: linear}")


@table(
    {
        "nothing entered: 10": (WHOLE, "", "10"),
        "80: none below": (WHOLE, "80", "10"),
        "79.9: no whole one": (WHOLE, "79.9", "10"),
        "79.0: one": (WHOLE, "79.0", "9.5"),
        "78.95: one whole": (WHOLE, "78.95", "9.5"),
        "78: two": (WHOLE, "78", "9"),
        "60: twenty, all gone": (WHOLE, "60", "0"),
        "0: eighty, not below 0": (WHOLE, "0", "0"),
        "100: more than wanted earns nothing": (WHOLE, "100", "10"),
        "said whole, 78.95: one": (SAID, "78.95", "9.5"),
        "started, 80: none": (STARTED, "80", "10"),
        "started, 79.9: the first has begun": (STARTED, "79.9", "9.5"),
        "started, 79.0: one": (STARTED, "79.0", "9.5"),
        "started, 78.95: the second has begun": (STARTED, "78.95", "9"),
        "started, 78: two": (STARTED, "78", "9"),
        "linear, 80: none": (LINEAR, "80", "10"),
        "linear, 79.9: 0.1 x 0.5 = 0.05": (LINEAR, "79.9", "9.95"),
        "linear, 79.0: 0.5": (LINEAR, "79.0", "9.5"),
        "linear, 78.95: 1.05 x 0.5 = 0.525": (LINEAR, "78.95", "9.475"),
        "linear, 100: nothing earned": (LINEAR, "100", "10"),
        "76: 4 x 0.5 = 2, exactly the limit": (LIMITED, "76", "8"),
        "75: 2.5, at most 2": (LIMITED, "75", "8"),
        "76.5: 3 whole ones": (LIMITED, "76.5", "8.5"),
        "0: at most 2": (LIMITED, "0", "8"),
        "started, 76.1: the fourth has begun, 2": (STARTED_LIMITED, "76.1", "8"),
        "started, 75.9: at most 2": (STARTED_LIMITED, "75.9", "8"),
        "linear, 76.2: 3.8 x 0.5 = 1.9": (LINEAR_LIMITED, "76.2", "8.1"),
        "linear, 75.8: 2.1, at most 2": (LINEAR_LIMITED, "75.8", "8"),
        "steps of 0.1, 79.9: one of 0.01": (TENTHS, "79.9", "9.99"),
        "steps of 0.1, 79.7: three": (TENTHS, "79.7", "9.97"),
        "steps of 0.1, 79.65: three whole": (TENTHS, "79.65", "9.97"),
        "steps of 0.1 started, 79.7: three": (TENTHS_STARTED, "79.7", "9.97"),
        "steps of 0.1 started, 79.65: four": (TENTHS_STARTED, "79.65", "9.96"),
        "fives, 90.1: none": (FIVES, "90.1", "10"),
        "fives, 90: one": (FIVES, "90", "9"),
        "fives, 85: two": (FIVES, "85", "8"),
        "above 3: exactly 3": (ABOVE, "3", "10"),
        "above 3: 3.9 is no whole one": (ABOVE, "3.9", "10"),
        "above 3: 4 is one": (ABOVE, "4", "9.5"),
        "above 3 started: 3.1 is one": (ABOVE_STARTED, "3.1", "9.5"),
        "above 3: 2 is below": (ABOVE, "2", "10"),
        "award above 90: 95 gives 5 x 0.2": (AWARD, "95", "1"),
        "award above 90: 90 gives none": (AWARD, "90", "0"),
        "award above 90: 100 gives 2": (AWARD, "100", "2"),
        "bonus above 90: 94 gives 0.4": (BONUS, "94", "10.4"),
        "bonus above 90: 95 gives 0.5": (BONUS, "95", "10.5"),
        "bonus above 90: 96 gives at most 0.5": (BONUS, "96", "10.5"),
        "points, linear: 45 is 15 below, 1.5 x 1": (POINTS, "45", "8.5"),
        "points, linear: 60": (POINTS, "60", "10"),
    },
    "rubric, measure, total",
)
def test_each_step_beyond_the_threshold_counts(rubric: str, measure: str, total: str) -> None:
    check(rubric, {"1.1.1": measure}, {"1.1": total, "": total})


@pytest.mark.parametrize("rubric", [TENTHS, TENTHS_STARTED], ids=["whole", "started"])
def test_the_noise_of_binary_numbers_never_makes_or_costs_a_step(rubric: str) -> None:
    for n in range(1, 400):
        assert scored(rubric, {"1.1.1": str(Decimal(800 - n) / 10)})[""] == 10 - Decimal(n) / 100
