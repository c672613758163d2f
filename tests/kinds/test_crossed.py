"""A threshold: the measure is entered, and the amount counts once when it lies beyond. The item has 10 points."""

from tests.kinds.cases import check, item, refused, table

BELOW = item("{text: t, deduct: 2, below: 80%}")
ABOVE = item("{text: t, deduct: 3, above: 5%}")
PLAIN = item("{text: t, deduct: 2, below: 60, unit: 分}")
OVER = item("{text: t, award: 4, above: 90, unit: 分}")
NEGATIVE = item("{text: t, deduct: 2, below: 5, unit: 度, range: {from: -40, to: 60}}")


@table(
    {
        "nothing entered: 10": (BELOW, {}, "10"),
        "exactly 80 is not below": (BELOW, {"1.1.1": "80"}, "10"),
        "79.9 is below: 10 - 2": (BELOW, {"1.1.1": "79.9"}, "8"),
        "79.999999 is below": (BELOW, {"1.1.1": "79.999999"}, "8"),
        "with its sign, as people type it: 79%": (BELOW, {"1.1.1": "79%"}, "8"),
        "0 is below: once, 10 - 2": (BELOW, {"1.1.1": "0"}, "8"),
        "100": (BELOW, {"1.1.1": "100"}, "10"),
        "exactly 5 is not above": (ABOVE, {"1.1.1": "5"}, "10"),
        "5.1 is above: 10 - 3": (ABOVE, {"1.1.1": "5.1"}, "7"),
        "100 is above: once": (ABOVE, {"1.1.1": "100"}, "7"),
        "0 is not above": (ABOVE, {"1.1.1": "0"}, "10"),
        "above, nothing entered": (ABOVE, {}, "10"),
        "60 of 60": (PLAIN, {"1.1.1": "60"}, "10"),
        "59.5 of 60": (PLAIN, {"1.1.1": "59.5"}, "8"),
        "an award above 90: not at 90": (OVER, {"1.1.1": "90"}, "0"),
        "an award above 90: 0 + 4": (OVER, {"1.1.1": "90.01"}, "4"),
        "an award above 90, nothing entered": (OVER, {}, "0"),
        "-10 is below 5": (NEGATIVE, {"1.1.1": "-10"}, "8"),
        "5 is not": (NEGATIVE, {"1.1.1": "5"}, "10"),
    },
    "rubric, entries, total",
)
def test_a_measure_beyond_the_threshold_counts_once(rubric: str, entries: dict[str, str], total: str) -> None:
    check(rubric, entries, {"1.1": total, "": total})


def test_a_per_cent_is_not_negative_and_0_point_8_is_not_taken_for_80() -> None:
    assert refused(BELOW, "1.1.1", "-1") and refused(BELOW, "1.1.1", "0.8")
