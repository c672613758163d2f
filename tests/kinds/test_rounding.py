"""Rounding: half up, at the nodes that name it, nowhere else."""

from decimal import Decimal

import pytest

from tests.kinds.cases import check, item, scored, table

FREE = "{text: f, award: {from: 0, to: 10}}"
LOST = "{text: d, deduct: 0.5, per: 次}"


def item_to(places: str) -> str:
    return item(FREE, more=f"round: {places},")


def two(rubric: str = "", section: str = "", each: str = "") -> str:
    """Two items of 10 in a section; third parts of them are entered."""
    third = f"points: 10, {each} findings: [{{text: t, award: {{of: 3}}}}]"
    return f"{rubric}\nsections: [{{name: s, {section} items: [{{name: i, {third}}}, {{name: j, {third}}}]}}]"


@table(
    {
        "2.675 to 2 places": ("2", "2.675", "2.68"),
        "1.005 to 2 places": ("2", "1.005", "1.01"),
        "2.665 to 2 places": ("2", "2.665", "2.67"),
        "8.345 to 2 places": ("2", "8.345", "8.35"),
        "4.35 to 1 place": ("1", "4.35", "4.4"),
        "0.45 to 1 place": ("1", "0.45", "0.5"),
        "0.05 to 1 place": ("1", "0.05", "0.1"),
        "0.049999 to 1 place": ("1", "0.049999", "0"),
        "2.5 to none": ("0", "2.5", "3"),
        "3.5 to none": ("0", "3.5", "4"),
        "2.499999 to none": ("0", "2.499999", "2"),
        "0.5 to none": ("0", "0.5", "1"),
        "9.95 to 1 place is 10": ("1", "9.95", "10"),
        "7.123456 to 6 places": ("6", "7.123456", "7.123456"),
        "nothing entered": ("2", "", "0"),
    },
    "places, entry, total",
)
def test_a_half_goes_up(places: str, entry: str, total: str) -> None:
    check(item_to(places), {"1.1.1": entry}, {"1.1": total, "": total})


def test_every_border_of_two_places_goes_up() -> None:
    rubric = item_to("2")
    for n in range(0, 200):
        entry = Decimal(n * 5 + 5) / 1000 if n % 2 == 0 else Decimal(n * 5) / 1000
        got = scored(rubric, {"1.1.1": str(entry)})[""]
        assert got == Decimal(int(entry * 100 + Decimal("0.5"))) / 100, entry


BELOW_ZERO = item(LOST, points="1", more="floor: none, round: 0,")
SUM = (
    "sections: [{name: s, round: 1, items: [{name: i, points: 10, findings: [{text: f, award: {from: 0, to: 10}}]},"
    " {name: j, points: 10, findings: [{text: f, award: {from: 0, to: 10}}]}]}]"
)
WITH_BONUS = item(FREE, "{text: b, bonus: 0.15}", more="round: 1,")
WITH_BONUS_SPLIT = "bonus_at_most: 8\n" + WITH_BONUS
NOISY = item("{text: d, deduct: 0.55, per: 次}", points="30", more="round: 1,")
PENALTY = "round: 0\n" + item("{text: p, penalty: 0.5, per: 次}")


@table(
    {
        "below 0, away from it: 1 - 3.5 = -2.5": (BELOW_ZERO, {"1.1.1": "7"}, {"1.1": "-3"}),
        "below 0: 1 - 3 = -2": (BELOW_ZERO, {"1.1.1": "6"}, {"1.1": "-2"}),
        "below 0: 1 - 1.5 = -0.5": (BELOW_ZERO, {"1.1.1": "3"}, {"1.1": "-1"}),
        "a sum of 2.25 + 1.1 = 3.35 to 1 place": (SUM, {"1.1.1": "2.25", "1.2.1": "1.1"}, {"1": "3.4", "": "3.4"}),
        "a sum of 1.115 + 2.235 = 3.35 to 1 place": (SUM, {"1.1.1": "1.115", "1.2.1": "2.235"}, {"1": "3.4"}),
        "a half that binary numbers miss: 30 - 53 x 0.55 = 0.85 -> 0.9": (NOISY, {"1.1.1": "53"}, {"1.1": "0.9"}),
        "nowhere: 3.333… + 6.666… = 10": (two(), {"1.1.1": "1", "1.2.1": "2"}, {"1": "10", "": "10"}),
        "each item: 3.33 + 3.33": (two(each="round: 2,"), {"1.1.1": "1", "1.2.1": "1"}, {"1.1": "3.33", "1": "6.66"}),
        "only the section: 6.666… -> 6.67": (two(section="round: 2,"), {"1.1.1": "1", "1.2.1": "1"}, {"1": "6.67"}),
        "only the total: 6.666… -> 6.7": (
            two("round: 1"),
            {"1.1.1": "1", "1.2.1": "1"},
            {"1": "6.666666666667", "": "6.7"},
        ),
        "item and total: 3.33 + 3.33 = 6.66 -> 6.7": (
            two("round: 1", each="round: 2,"),
            {"1.1.1": "1", "1.2.1": "1"},
            {"": "6.7"},
        ),
        "the score with its bonus: 7.25 + 0.15 = 7.4": (WITH_BONUS, {"1.1.1": "7.25", "1.1.2": "有"}, {"1.1": "7.4"}),
        "the same below a limit of all bonuses": (
            WITH_BONUS_SPLIT,
            {"1.1.1": "7.25", "1.1.2": "有"},
            {"1.1": "7.4", "": "7.4"},
        ),
        "the total after its penalties: 10 - 0.5 = 9.5 -> 10": (PENALTY, {"1.1.1": "1"}, {"1": "10", "": "10"}),
        "the total after its penalties: 10 - 1.5 = 8.5 -> 9": (PENALTY, {"1.1.1": "3"}, {"": "9"}),
    },
    "rubric, entries, expected",
)
def test_only_what_names_it_is_rounded(rubric: str, entries: dict[str, str], expected: dict[str, str]) -> None:
    check(rubric, entries, expected)


@pytest.mark.parametrize("places", ["0", "1", "2", "3"])
def test_a_whole_number_stays(places: str) -> None:
    check(item_to(places), {"1.1.1": "7"}, {"": "7"})
