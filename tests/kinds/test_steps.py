"""Amounts for once, twice, three times: the last one for more, ``all`` for everything there is. The item has 10."""

from tests.kinds.cases import check, item, table

ALL = item("{text: t, deduct: {steps: [3, 5, all]}, per: 次}")
RISING = item("{text: t, deduct: {steps: [0.5, 1.5, 4]}, per: 次}")
ONE = item("{text: t, deduct: {steps: [all]}, per: 次}")
FREE_FIRST = item("{text: t, deduct: {steps: [0, 1, 3]}, per: 次}")
BESIDE = item("{text: t, deduct: {steps: [3, 5, all]}, per: 次}", "{text: u, deduct: 2}")
AWARD = item("{text: t, award: {steps: [1, 3, 6]}, per: 篇}")
BONUS = item("{text: t, bonus: {steps: [1, 1.5]}, per: 篇}")


@table(
    {
        "nothing entered": (ALL, {}, "10"),
        "none": (ALL, {"1.1.1": "0"}, "10"),
        "once: 10 - 3": (ALL, {"1.1.1": "1"}, "7"),
        "twice: 10 - 5": (ALL, {"1.1.1": "2"}, "5"),
        "three times: all": (ALL, {"1.1.1": "3"}, "0"),
        "9999 times: all": (ALL, {"1.1.1": "9999"}, "0"),
        "once 0.5": (RISING, {"1.1.1": "1"}, "9.5"),
        "twice 1.5, not 0.5 + 1.5": (RISING, {"1.1.1": "2"}, "8.5"),
        "three times 4": (RISING, {"1.1.1": "3"}, "6"),
        "four times: still the last, 4": (RISING, {"1.1.1": "4"}, "6"),
        "all at once": (ONE, {"1.1.1": "1"}, "0"),
        "all at once, none": (ONE, {"1.1.1": "无"}, "10"),
        "the first is free": (FREE_FIRST, {"1.1.1": "1"}, "10"),
        "the second is not": (FREE_FIRST, {"1.1.1": "2"}, "9"),
        "beside another: 10 - 5 - 2": (BESIDE, {"1.1.1": "2", "1.1.2": "有"}, "3"),
        "all, beside another": (BESIDE, {"1.1.1": "3", "1.1.2": "有"}, "0"),
        "award, none": (AWARD, {"1.1.1": "0"}, "0"),
        "award 1": (AWARD, {"1.1.1": "1"}, "1"),
        "award 3": (AWARD, {"1.1.1": "2"}, "3"),
        "award 6 for three and more": (AWARD, {"1.1.1": "5"}, "6"),
        "bonus 1.5 for two and more": (BONUS, {"1.1.1": "3"}, "11.5"),
    },
    "rubric, entries, total",
)
def test_the_amount_is_that_of_its_step(rubric: str, entries: dict[str, str], total: str) -> None:
    check(rubric, entries, {"1.1": total, "": total})
