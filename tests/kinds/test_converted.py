"""A measure converted to points: out of ``of``, to the item's points or to those stated."""

from tests.kinds.cases import check, item, refused, table

HUNDRED = item("{text: t, award: {of: 100}}")
EIGHT = item("{text: t, award: {of: 100}}", points="8")
SIX = item("{text: t, award: {of: 100, points: 6}}")
STARS = item("{text: t, award: {of: 5}}", points="8")
THIRDS = item("{text: t, award: {of: 3}}")
TWO = item("{text: t, award: {of: 100, points: 6}}", "{text: u, award: {of: 50, points: 4}}")
WITH_FAULT = item("{text: t, award: {of: 100}}", "{text: u, deduct: 2}")
BONUS = item("{text: t, bonus: {of: 100, points: 3}}")
DEDUCT = item("{text: t, deduct: {of: 100, points: 5}}")
POOL = "sections: [{name: s, points: 20, items: [{name: i, findings: [{text: t, award: {of: 100}}]}]}]"


@table(
    {
        "nothing entered": (HUNDRED, {}, "0"),
        "78.5 of 100 x 10": (HUNDRED, {"1.1.1": "78.5"}, "7.85"),
        "0": (HUNDRED, {"1.1.1": "0"}, "0"),
        "everything": (HUNDRED, {"1.1.1": "100"}, "10"),
        "99.999 of 100 x 10": (HUNDRED, {"1.1.1": "99.999"}, "9.9999"),
        "92.5 of 100 x 8": (EIGHT, {"1.1.1": "92.5"}, "7.4"),
        "75 of 100 x 6": (SIX, {"1.1.1": "75"}, "4.5"),
        "everything is 6 of the item's 10": (SIX, {"1.1.1": "100"}, "6"),
        "3.5 of 5 stars x 8": (STARS, {"1.1.1": "3.5"}, "5.6"),
        "1 of 3 x 10": (THIRDS, {"1.1.1": "1"}, "3.333333333333"),
        "2 of 3 x 10": (THIRDS, {"1.1.1": "2"}, "6.666666666667"),
        "50 of 100 x 6 + 40 of 50 x 4": (TWO, {"1.1.1": "50", "1.1.2": "40"}, "6.2"),
        "80 of 100 x 10, less 2": (WITH_FAULT, {"1.1.1": "80", "1.1.2": "有"}, "6"),
        "10 of 100 x 10, less 2, not below 0": (WITH_FAULT, {"1.1.1": "10", "1.1.2": "有"}, "0"),
        "bonus: 10 + 50 of 100 x 3": (BONUS, {"1.1.1": "50"}, "11.5"),
        "deduct: 10 - 20 of 100 x 5": (DEDUCT, {"1.1.1": "20"}, "9"),
        "to the points of the section, where the item has none: 50 of 100 x 20": (POOL, {"1.1.1": "50"}, "10"),
    },
    "rubric, entries, total",
)
def test_a_measure_is_converted_to_points(rubric: str, entries: dict[str, str], total: str) -> None:
    check(rubric, entries, {"1": total, "": total})


def test_a_measure_beyond_the_whole_is_refused() -> None:
    assert refused(HUNDRED, "1.1.1", "100.5") and refused(STARS, "1.1.1", "6") and refused(STARS, "1.1.1", "-1")
