"""What holds a node's score: its start, floor, limits and rounding, at an item, a section and the whole."""

from tests.kinds.cases import check, item, table

FAULT = "{text: t, deduct: 2.5, per: 次}"
BONUS = "{text: b, bonus: 1.5, per: 次}"
FREE = "{text: f, award: {from: 0, to: 10}}"


def nodes(rubric: str = "", section: str = "", first: str = "", second: str = "", other: str = "") -> str:
    """A standard of a section with two items of 10 and a section with one, each with faults and bonuses."""
    both = f"findings: [{FAULT}, {BONUS}]"
    return (
        f"{rubric}\nsections: [{{name: s, {section} items: [{{name: i, points: 10, {first} {both}}},"
        f" {{name: j, points: 10, {second} {both}}}]}}, {{name: z, {other} items: [{{name: k, points: 10, {both}}}]}}]"
    )


def opened(rubric: str = "", section: str = "") -> str:
    """10 points, and a section of plus and minus without points."""
    return (
        f"{rubric}\nsections: [{{name: s, items: [{{name: i, points: 10, findings: [{FAULT}]}}]}}, {{name: z, {section}"
        " items: [{name: j, findings: [{text: w, deduct: 4, per: 次}]},"
        " {name: k, findings: [{text: b, bonus: 3, per: 次}]}]}]"
    )


NO_FLOOR, FLOOR_2, FLOOR_BELOW = (nodes(first=f"floor: {floor},") for floor in ("none", "2", "-5"))
MOST_11, MOST_8, MOST_SHARE = (nodes(first=f"at_most: {most},") for most in ("11", "8", "110%"))
BONUS_2, BONUS_SHARE = nodes(first="bonus_at_most: 2,"), nodes(first="bonus_at_most: 20%,")
SECTION_FLOOR, SECTION_MOST = nodes(section="floor: 15,"), nodes(section="at_most: 21,")
SECTION_BONUS, SECTION_SHARE = nodes(section="bonus_at_most: 4,"), nodes(section="bonus_at_most: 10%,")
RUBRIC_FLOOR, RUBRIC_MOST = nodes("floor: 12"), nodes("at_most: 33")
RUBRIC_BONUS, RUBRIC_SHARE = nodes("bonus_at_most: 5"), nodes("bonus_at_most: 10%")
SHARES = nodes("at_most: 110%", section="at_most: 110%,")
BONUS_LEVELS = nodes("bonus_at_most: 5", "bonus_at_most: 4,", "bonus_at_most: 3,")
SPLIT_MOST = nodes("bonus_at_most: 9", first="at_most: 11,")
SPLIT_SECTION_MOST = nodes("bonus_at_most: 9", section="at_most: 21,")
SPLIT_MOST_LOW = nodes("bonus_at_most: 9", first="at_most: 8,")
OPEN_FLOOR, OPEN_SPLIT = opened(section="floor: 0,"), opened("bonus_at_most: 10", "floor: 0,")
OPEN_BONUS, OPEN_RUBRIC_FLOOR = opened("bonus_at_most: 5"), opened("floor: 0")
START = item(FREE, "{text: d, deduct: 1, per: 次}", more="start: 4,")
START_0 = item("{text: d, deduct: 1, per: 次}", "{text: a, award: 3}", more="start: 0,")
START_LESS = item("{text: d, deduct: 1, per: 次}", more="start: 6,")
RUBRIC_START = "start: 50\n" + opened()
RUBRIC_START_HELD = "start: 50\nat_most: 60\nfloor: 45\n" + opened()
POOL_START = (
    "sections: [{name: s, points: 20, start: 12, items: [{name: i, findings: [{text: d, deduct: 1, per: 次}]},"
    " {name: j, findings: [{text: a, award: 5, per: 次}]}]}]"
)


@table(
    {
        "item, floor 0 unless otherwise said: 10 - 12.5": (nodes(), {"1.1.1": "5"}, {"1.1": "0", "1": "10"}),
        "item, no floor: 10 - 12.5": (NO_FLOOR, {"1.1.1": "5"}, {"1.1": "-2.5", "1": "7.5", "": "17.5"}),
        "item, no floor, with a bonus: 10 - 12.5 + 1.5": (NO_FLOOR, {"1.1.1": "5", "1.1.2": "1"}, {"1.1": "-1"}),
        "item, floor 2: 10 - 7.5 is above it": (FLOOR_2, {"1.1.1": "3"}, {"1.1": "2.5"}),
        "item, floor 2: 10 - 10": (FLOOR_2, {"1.1.1": "4"}, {"1.1": "2"}),
        "item, floor 2, the bonus on top": (FLOOR_2, {"1.1.1": "4", "1.1.2": "1"}, {"1.1": "3.5"}),
        "item, floor -5: 10 - 15 exactly": (FLOOR_BELOW, {"1.1.1": "6"}, {"1.1": "-5"}),
        "item, floor -5: 10 - 17.5": (FLOOR_BELOW, {"1.1.1": "7"}, {"1.1": "-5"}),
        "item at most 11: 10 + 1.5": (MOST_11, {"1.1.2": "1"}, {"1.1": "11", "1": "21"}),
        "item at most 11: 7.5 + 3": (MOST_11, {"1.1.1": "1", "1.1.2": "2"}, {"1.1": "10.5"}),
        "item at most 11: 7.5 + 4.5": (MOST_11, {"1.1.1": "1", "1.1.2": "3"}, {"1.1": "11"}),
        "item at most 8 of its 10": (MOST_8, {}, {"1.1": "8", "1": "18"}),
        "item at most 8: 7.5": (MOST_8, {"1.1.1": "1"}, {"1.1": "7.5"}),
        "item at most 110% of its own 10": (MOST_SHARE, {"1.1.2": "1"}, {"1.1": "11"}),
        "item's bonuses at most 2: 1.5": (BONUS_2, {"1.1.2": "1"}, {"1.1": "11.5"}),
        "item's bonuses at most 2: 3, with 7.5": (BONUS_2, {"1.1.1": "1", "1.1.2": "2"}, {"1.1": "9.5", "": "29.5"}),
        "item's bonuses at most 20% of its 10": (BONUS_SHARE, {"1.1.2": "2"}, {"1.1": "12"}),
        "section, floor 15: 5 + 10 exactly": (SECTION_FLOOR, {"1.1.1": "2"}, {"1": "15", "": "25"}),
        "section, floor 15: 2.5 + 10": (SECTION_FLOOR, {"1.1.1": "3"}, {"1.1": "2.5", "1": "15", "": "25"}),
        "section at most 21: 20 + 1.5": (SECTION_MOST, {"1.1.2": "1"}, {"1.1": "11.5", "1": "21", "": "31"}),
        "section at most 21: 17.5 + 3": (SECTION_MOST, {"1.1.1": "1", "1.2.2": "2"}, {"1": "20.5"}),
        "section's bonuses at most 4: 1.5 + 1.5": (SECTION_BONUS, {"1.1.2": "1", "1.2.2": "1"}, {"1": "23", "": "33"}),
        "section's bonuses at most 4: 3 + 1.5": (SECTION_BONUS, {"1.1.2": "2", "1.2.2": "1"}, {"1": "24", "": "34"}),
        "section's bonuses at most 4, with faults: 17.5 + 4": (
            SECTION_BONUS,
            {"1.1.1": "1", "1.1.2": "2", "1.2.2": "1"},
            {"1.1": "10.5", "1": "21.5"},
        ),
        "section's bonuses at most 10% of its 20": (SECTION_SHARE, {"1.1.2": "2"}, {"1": "22"}),
        "total, floor 12: 0 + 0 + 10": (RUBRIC_FLOOR, {"1.1.1": "4", "1.2.1": "4"}, {"1": "0", "": "12"}),
        "total at most 33: 30 + 3 exactly": (RUBRIC_MOST, {"1.1.2": "2"}, {"": "33"}),
        "total at most 33: 30 + 4.5": (RUBRIC_MOST, {"1.1.2": "2", "2.1.2": "1"}, {"2": "11.5", "": "33"}),
        "all bonuses at most 5: 4.5": (RUBRIC_BONUS, {"1.1.2": "3"}, {"": "34.5"}),
        "all bonuses at most 5: 4.5 + 1.5": (RUBRIC_BONUS, {"1.1.2": "3", "2.1.2": "1"}, {"1": "24.5", "": "35"}),
        "all bonuses at most 5, with faults: 27.5 + 5": (
            RUBRIC_BONUS,
            {"1.1.2": "3", "2.1.2": "1", "2.1.1": "1"},
            {"2": "9", "": "32.5"},
        ),
        "all bonuses at most 10% of 30": (RUBRIC_SHARE, {"1.1.2": "3", "2.1.2": "1"}, {"": "33"}),
        "shares of the section's 20 and of the total's 30": (
            SHARES,
            {"1.1.2": "2", "2.1.2": "1"},
            {"1": "22", "2": "11.5", "": "33"},
        ),
        "bonuses at three levels: 4.5 -> 3, 3 + 1.5 -> 4, 4 + 3 -> 5": (
            BONUS_LEVELS,
            {"1.1.2": "3", "1.2.2": "1", "2.1.2": "2"},
            {"1.1": "13", "1": "24", "2": "13", "": "35"},
        ),
        "a limit of all bonuses far off changes nothing of an item's limit": (
            SPLIT_MOST,
            {"1.1.2": "1"},
            {"1.1": "11", "1": "21", "": "31"},
        ),
        "nor of an item's limit below its points": (SPLIT_MOST_LOW, {"1.1.2": "1"}, {"1.1": "8", "1": "18", "": "28"}),
        "nor of a section's limit": (SPLIT_SECTION_MOST, {"1.1.2": "1"}, {"1.1": "11.5", "1": "21", "": "31"}),
        "plus and minus, floor 0: 3 - 4": (OPEN_FLOOR, {"2.1.1": "1", "2.2.1": "1"}, {"2": "0", "": "10"}),
        "plus and minus, floor 0: 6 - 4": (OPEN_FLOOR, {"2.1.1": "1", "2.2.1": "2"}, {"2": "2", "": "12"}),
        "the same below a limit of all bonuses: 3 - 4": (
            OPEN_SPLIT,
            {"2.1.1": "1", "2.2.1": "1"},
            {"2": "0", "": "10"},
        ),
        "the same below a limit of all bonuses: 6 - 4": (
            OPEN_SPLIT,
            {"2.1.1": "1", "2.2.1": "2"},
            {"2": "2", "": "12"},
        ),
        "bonuses of a section of their own, at most 5: 10 + 5 - 4": (
            OPEN_BONUS,
            {"2.1.1": "1", "2.2.1": "2"},
            {"": "11"},
        ),
        "total, floor 0: 0 - 8 + 3": (
            OPEN_RUBRIC_FLOOR,
            {"1.1.1": "4", "2.1.1": "2", "2.2.1": "1"},
            {"2": "-5", "": "0"},
        ),
        "item from 4: + 5.5 - 2": (START, {"1.1.1": "5.5", "1.1.2": "2"}, {"1.1": "7.5"}),
        "item from 4: nothing entered": (START, {}, {"1.1": "4"}),
        "item from 4: + 8, not above 10": (START, {"1.1.1": "8"}, {"1.1": "10"}),
        "item from 0: - 1, not below 0": (START_0, {"1.1.1": "1"}, {"1.1": "0"}),
        "item from 0: + 3 - 1": (START_0, {"1.1.1": "1", "1.1.2": "有"}, {"1.1": "2"}),
        "item from 6 of 10: - 2": (START_LESS, {"1.1.1": "2"}, {"1.1": "4"}),
        "the whole from 50: 50 + 10 - 2.5 + 3 - 8": (
            RUBRIC_START,
            {"1.1.1": "1", "2.1.1": "2", "2.2.1": "1"},
            {"1": "7.5", "2": "-5", "": "52.5"},
        ),
        "the whole from 50, at most 60": (RUBRIC_START_HELD, {"2.2.1": "1"}, {"2": "3", "": "60"}),
        "the whole from 50, not below 45": (RUBRIC_START_HELD, {"2.1.1": "9"}, {"2": "-36", "": "45"}),
        "a section's pool from 12 of 20: + 5 - 3": (POOL_START, {"1.1.1": "3", "1.2.1": "1"}, {"1": "14"}),
        "a section's pool from 12 of 20: + 10, not above 20": (POOL_START, {"1.2.1": "2"}, {"1": "20"}),
    },
    "rubric, entries, expected",
)
def test_a_score_is_held(rubric: str, entries: dict[str, str], expected: dict[str, str]) -> None:
    check(rubric, entries, expected)
