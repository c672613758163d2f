"""So much a day late, and nothing at all after some days: counted; above ``zero_after`` the item scores 0."""

from tests.kinds.cases import check, item, table

LATE = item("{text: t, deduct: 2, per: 天, zero_after: 3}")
FIVE = item("{text: t, deduct: 2, per: 天, zero_after: 3}", points="5")
LIGHT = item("{text: t, deduct: 0.1, per: 天, zero_after: 3}", "{text: u, bonus: 4}")
ONE_DAY = item("{text: t, deduct: 1, per: 天, zero_after: 1}")
LIMITED = item("{text: t, deduct: 1, per: 天, at_most: 2, zero_after: 5}")
PENALTY = item("{text: t, penalty: 2, per: 天, zero_after: 3}")
WEEKS = item("{text: t, deduct: 1, per: 7天, zero_after: 14}")


@table(
    {
        "nothing entered": (LATE, {}, "10"),
        "in time": (LATE, {"1.1.1": "0"}, "10"),
        "1 day: 10 - 2": (LATE, {"1.1.1": "1"}, "8"),
        "3 days, still counted: 10 - 6": (LATE, {"1.1.1": "3"}, "4"),
        "4 days: nothing left": (LATE, {"1.1.1": "4"}, "0"),
        "9999 days: nothing left": (LATE, {"1.1.1": "9999"}, "0"),
        "5 points, 2 days: 1": (FIVE, {"1.1.1": "2"}, "1"),
        "5 points, 3 days: 5 - 6, not below 0": (FIVE, {"1.1.1": "3"}, "0"),
        "light, 3 days: 10 - 0.3": (LIGHT, {"1.1.1": "3"}, "9.7"),
        "light, 3 days, with a bonus: 9.7 + 4": (LIGHT, {"1.1.1": "3", "1.1.2": "有"}, "13.7"),
        "4 days: zero decides alone, over the bonus too": (LIGHT, {"1.1.1": "4", "1.1.2": "有"}, "0"),
        "after 1: in time": (ONE_DAY, {"1.1.1": "0"}, "10"),
        "after 1: one day is counted": (ONE_DAY, {"1.1.1": "1"}, "9"),
        "after 1: two days are too much": (ONE_DAY, {"1.1.1": "2"}, "0"),
        "at most 2, 5 days: 8": (LIMITED, {"1.1.1": "5"}, "8"),
        "at most 2, 6 days: 0": (LIMITED, {"1.1.1": "6"}, "0"),
        "weeks, 14 days: two": (WEEKS, {"1.1.1": "14"}, "8"),
        "weeks, 13 days: one": (WEEKS, {"1.1.1": "13"}, "9"),
        "weeks, 15 days: above 14": (WEEKS, {"1.1.1": "15"}, "0"),
    },
    "rubric, entries, total",
)
def test_each_day_late_costs_until_all_is_gone(rubric: str, entries: dict[str, str], total: str) -> None:
    check(rubric, entries, {"1.1": total, "": total})


@table(
    {
        "3 days: 10, less 6": ({"1.1.1": "3"}, {"1.1": "10", "": "4"}),
        "4 days: the item is gone, and 8 come off the total": ({"1.1.1": "4"}, {"1.1": "0", "": "-8"}),
    },
    "entries, expected",
)
def test_days_late_may_come_off_the_total(entries: dict[str, str], expected: dict[str, str]) -> None:
    check(PENALTY, entries, expected)
