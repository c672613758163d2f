"""What becomes of the points of an item or a section that does not apply: the assessor says so, or the unit's tags do.

rebase: what is left is scaled up to the section's points; shrink: the points just leave, the level above decides; full:
it counts with full marks.
"""

from tests.kinds.cases import check, table, variant_of

FAULT = "{text: t, deduct: 1, per: 次}"
OUT = "不适用"


def standard(
    rubric: str = "", section: str = "", item: str = "", other: str = "", more: str = "", may: bool = True
) -> str:
    """A section of 30 (three items of 10) and one of 70; each item and the first section may not apply."""
    leave = "may_not_apply: true, " if may else ""
    items = ", ".join(
        f"{{name: {name}, points: 10, {leave}{item if name == 'i' else ''} findings: [{FAULT}{more}]}}"
        for name in "ijk"
    )
    return (
        f"{rubric}\nsections: [{{name: s, {leave}{section} items: [{items}]}},"
        f" {{name: z, {other} items: [{{name: l, points: 70, findings: [{FAULT}]}}]}}]"
    )


REBASE, SHRINK, FULL = (standard(f"not_applicable: {how}") for how in ("rebase", "shrink", "full"))
SECTION_SHRINKS, SECTION_FULL = standard(section="not_applicable: shrink,"), standard(section="not_applicable: full,")
SECTION_REBASES = standard("not_applicable: shrink", "not_applicable: rebase,")
ITEM_FULL = standard(item="not_applicable: full,")
BONUS = standard(more=", {text: b, bonus: 3}")
AWARD = standard(more=", {text: a, award: 2}")
SPILL = standard(more=", {text: d, deduct_section: 3}")
PENALTY = standard(more=", {text: p, penalty: 3}")
FLAGS = standard(more=", {text: z, zero: section}, {text: r, reverse: 2}")
DEFAULT = standard()
FLOOR = standard(section="floor: 5,")
ROUNDED, HELD = standard(section="round: 0,"), standard(section="at_most: 25,")
TWO_OF_THREE = {"1.1.1": "2", "1.3": OUT}  # 8 and 10 of 20
ALL_OUT = {"1.1": OUT, "1.2": OUT, "1.3": OUT}


@table(
    {
        "all apply: 8 + 10 + 10": (DEFAULT, {"1.1.1": "2"}, {"1": "28", "": "98"}),
        "said to apply: 8 + 10 + 10": (DEFAULT, {"1.1.1": "2", "1.3": "适用"}, {"1": "28", "": "98"}),
        "rebase is the default: 18 of 20 -> 27 of 30": (DEFAULT, TWO_OF_THREE, {"1.1": "8", "1": "27", "": "97"}),
        "rebase: 18 of 20 -> 27 of 30": (REBASE, TWO_OF_THREE, {"1.1": "8", "1": "27", "": "97"}),
        "rebase: 8 of 10 -> 24 of 30": (REBASE, TWO_OF_THREE | {"1.2": OUT}, {"1": "24", "": "94"}),
        "rebase: nothing of 20": (REBASE, {"1.1.1": "10", "1.2.1": "11", "1.3": OUT}, {"1": "0", "": "70"}),
        "rebase: everything": (REBASE, {"1.3": OUT}, {"1": "30", "": "100"}),
        "rebase: 7 of 20 -> 10.5": (REBASE, {"1.1.1": "6", "1.2.1": "7", "1.3": OUT}, {"1": "10.5"}),
        "rebase: 63 of 70 -> 90 of 100, all items gone": (REBASE, ALL_OUT | {"2.1.1": "7"}, {"": "90"}),
        "rebase: 63 of 70 -> 90 of 100, the section gone": (REBASE, {"1": OUT, "2.1.1": "7"}, {"": "90"}),
        "faults of what does not apply cost nothing": (REBASE, {"1.1": OUT, "1.1.1": "9"}, {"1": "30", "": "100"}),
        "faults of a section that does not apply cost nothing": (REBASE, {"1": OUT, "1.1.1": "9"}, {"": "100"}),
        "the section gone and an item of it: 90 of 100": (REBASE, {"1": OUT, "1.2": OUT, "2.1.1": "7"}, {"": "90"}),
        "shrink: 18, and 18 + 70": (SHRINK, TWO_OF_THREE, {"1": "18", "": "88"}),
        "shrink: all items gone": (SHRINK, ALL_OUT, {"1": "0", "": "70"}),
        "shrink: the section gone": (SHRINK, {"1": OUT, "1.1.1": "3", "2.1.1": "7"}, {"1": "0", "": "63"}),
        "the section shrinks, the whole rebases: (18 + 63) of 90 -> 90": (
            SECTION_SHRINKS,
            TWO_OF_THREE | {"2.1.1": "7"},
            {"1": "18", "": "90"},
        ),
        "the section shrinks to 10, the whole rebases: (8 + 70) of 80": (
            SECTION_SHRINKS,
            TWO_OF_THREE | {"1.2": OUT},
            {"1": "8", "": "97.5"},
        ),
        "the section shrinks to nothing": (SECTION_SHRINKS, ALL_OUT | {"2.1.1": "7"}, {"1": "0", "": "90"}),
        "the section rebases, the whole shrinks: 27 + 63": (
            SECTION_REBASES,
            TWO_OF_THREE | {"2.1.1": "7"},
            {"1": "27", "": "90"},
        ),
        "the section rebases, the whole shrinks, the section gone: 63": (
            SECTION_REBASES,
            {"1": OUT, "2.1.1": "7"},
            {"": "63"},
        ),
        "full: 8 + 10 + 10": (FULL, TWO_OF_THREE, {"1.3": "10", "1": "28", "": "98"}),
        "full: three full marks": (FULL, ALL_OUT | {"1.1.1": "5"}, {"1.1": "10", "1": "30", "": "100"}),
        "full: the section gone with its faults": (FULL, {"1": OUT, "1.1.1": "5", "2.1.1": "7"}, {"1": "30", "": "93"}),
        "only the section counts full marks: 8 + 10 + 10": (SECTION_FULL, TWO_OF_THREE, {"1": "28", "": "98"}),
        "only one item counts full marks: 10 + 9 + 10": (
            ITEM_FULL,
            {"1.1": OUT, "1.2.1": "1"},
            {"1.1": "10", "1": "29", "": "99"},
        ),
        "one item with full marks, another gone: (10 + 9) of 20": (
            ITEM_FULL,
            {"1.1": OUT, "1.2.1": "1", "1.3": OUT},
            {"1": "28.5"},
        ),
        "bonuses are outside what is scaled: 18 of 20 -> 27, + 3": (
            BONUS,
            TWO_OF_THREE | {"1.1.2": "有"},
            {"1.1": "11", "1": "30", "": "100"},
        ),
        "bonuses of what does not apply do not count": (BONUS, TWO_OF_THREE | {"1.3.2": "有"}, {"1": "27", "": "97"}),
        "bonuses of what is left, the other section gone too: nothing to scale": (
            BONUS,
            {"1": OUT, "1.1.2": "有", "2.1.1": "7"},
            {"": "90"},
        ),
        "awards: 8 + 2 and 8 of 20 -> 27": (AWARD, {"1.1.2": "有", "1.3": OUT}, {"1.1": "10", "1.2": "8", "1": "27"}),
        "a spill comes off what is scaled: 18 of 20 -> 27, - 3": (SPILL, TWO_OF_THREE | {"1.1.2": "有"}, {"1": "24"}),
        "a spill of what does not apply does not count": (SPILL, TWO_OF_THREE | {"1.3.2": "有"}, {"1": "27"}),
        "a penalty is not scaled: 27 + 70 - 3": (PENALTY, TWO_OF_THREE | {"1.1.2": "有"}, {"": "94"}),
        "a penalty of what does not apply does not count": (PENALTY, TWO_OF_THREE | {"1.3.2": "有"}, {"": "97"}),
        "flags of what does not apply decide nothing": (
            FLAGS,
            TWO_OF_THREE | {"1.3.2": "有", "1.3.3": "有"},
            {"1": "27"},
        ),
        "zero of the section, one item gone": (FLAGS, TWO_OF_THREE | {"1.1.2": "有"}, {"1": "0", "": "70"}),
        "a reversal is scaled: (-10 + 10) of 20": (FLAGS, {"1.1.3": "有", "1.3": OUT}, {"1.1": "-10", "1": "0"}),
        "rounded after it is scaled: 7 of 20 -> 10.5 -> 11": (
            ROUNDED,
            {"1.1.1": "6", "1.2.1": "7", "1.3": OUT},
            {"1": "11"},
        ),
        "a floor, after it is scaled: 2 of 20 -> 3, not below 5": (
            FLOOR,
            {"1.1.1": "8", "1.2.1": "10", "1.3": OUT},
            {"1": "5", "": "75"},
        ),
        "no floor for what does not apply: 63 of 70 -> 90": (FLOOR, ALL_OUT | {"2.1.1": "7"}, {"": "90"}),
        "held after it is scaled: 18 of 20 -> 27, at most 25": (HELD, TWO_OF_THREE, {"1": "25"}),
    },
    "rubric, entries, expected",
)
def test_the_assessor_may_say_that_something_does_not_apply(
    rubric: str, entries: dict[str, str], expected: dict[str, str]
) -> None:
    check(rubric, entries, expected)


def nested(rubric: str = "", outer: str = "", inner: str = "", may: str = "may_not_apply: true,") -> str:
    """A section of 100: one of 40 (20 and 20) and one of 60; beside it a section of 100."""
    part = f"{may} findings: [{FAULT}]"
    return (
        f"{rubric}\nsections: [{{name: s, {outer} sections: [{{name: a,"
        f" {may} {inner} items: [{{name: i, points: 20, {part}}},"
        f" {{name: j, points: 20, {part}}}]}}, {{name: b, {may} items: [{{name: k, points: 60, {part}}}]}}]}},"
        f" {{name: z, items: [{{name: l, points: 100, {part}}}]}}]"
    )


LESS = {"1.1.1.1": "5", "1.1.2": OUT, "1.2.1.1": "6"}  # 15 of 20, gone, 54 of 60


@table(
    {
        "rebase at each level: 15 of 20 -> 30 of 40, + 54": (nested(), LESS, {"1.1": "30", "1": "84", "": "184"}),
        "the inner one shrinks: (15 + 54) of 80 -> 86.25 of 100": (
            nested(inner="not_applicable: shrink,"),
            LESS,
            {"1.1": "15", "1": "86.25", "": "186.25"},
        ),
        "the outer one shrinks, and so the inner: 69, of 180 -> (69 + 100) / 180 x 200": (
            nested(outer="not_applicable: shrink,"),
            LESS,
            {"1.1": "15", "1": "69", "": "187.777777777778"},
        ),
        "the outer one shrinks, the inner rebases: 30 + 54": (
            nested(outer="not_applicable: shrink,", inner="not_applicable: rebase,"),
            LESS,
            {"1.1": "30", "1": "84", "": "184"},
        ),
        "all shrink: 15 + 54 + 100": (nested("not_applicable: shrink"), LESS, {"1": "69", "": "169"}),
        "all full: 15 + 20 + 54": (nested("not_applicable: full"), LESS, {"1.1": "35", "1": "89", "": "189"}),
        "both inner items gone: 54 of 60 -> 90 of 100": (nested(), LESS | {"1.1.1": OUT}, {"1": "90", "": "190"}),
        "the inner section gone: 54 of 60 -> 90 of 100": (nested(), LESS | {"1.1": OUT}, {"1": "90", "": "190"}),
        "the other inner section gone: 30 of 40 -> 75 of 100": (nested(), LESS | {"1.2": OUT}, {"1": "75"}),
        "everything of the outer one gone: 90 of 100 -> 180 of 200": (
            nested(),
            {"1.1": OUT, "1.2": OUT, "2.1.1": "10"},
            {"2": "90", "": "180"},
        ),
        "everything gone: 0": (nested(), {"1.1": OUT, "1.2": OUT, "2.1": OUT}, {"": "0"}),
        "everything gone, full marks: 200": (
            nested("not_applicable: full"),
            {"1.1": OUT, "1.2": OUT, "2.1": OUT},
            {"": "200"},
        ),
        "inner full, outer rebases, the other inner one gone: 35 of 40 -> 87.5": (
            nested(inner="not_applicable: full,"),
            LESS | {"1.2": OUT},
            {"1.1": "35", "1": "87.5"},
        ),
    },
    "rubric, entries, expected",
)
def test_each_level_decides_for_what_is_below_it(
    rubric: str, entries: dict[str, str], expected: dict[str, str]
) -> None:
    check(rubric, entries, expected)


OPEN = (
    f"sections: [{{name: s, may_not_apply: true, items: [{{name: i, points: 30, findings: [{FAULT}]}}]}},"
    f" {{name: z, items: [{{name: l, points: 70, findings: [{FAULT}]}}]}},"
    " {name: o, items: [{name: m, findings: [{text: d, deduct: 4, per: 次}]},"
    " {name: n, findings: [{text: b, bonus: 5}]}]}]"
)
WORTH = (
    f"sections: [{{name: s, worth: 10, items: [{{name: i, points: 60, may_not_apply: true, findings:"
    f" [{FAULT}, {{text: b, bonus: 5}}]}},"
    f" {{name: j, points: 40, may_not_apply: true, findings: [{FAULT}, {{text: b, bonus: 5}}]}}]}},"
    f" {{name: z, items: [{{name: k, points: 90, findings: [{FAULT}]}}]}}]"
)


@table(
    {
        "what counts straight into the sum is not scaled: 63 of 70 -> 90, - 4": (
            OPEN,
            {"1": OUT, "2.1.1": "7", "3.1.1": "1"},
            {"": "86"},
        ),
        "what counts straight into the sum is not scaled: 90 + 5": (
            OPEN,
            {"1": OUT, "2.1.1": "7", "3.2.1": "有"},
            {"": "95"},
        ),
        "what counts straight into the sum, all apply: 30 + 63 - 4 + 5": (
            OPEN,
            {"2.1.1": "7", "3.1.1": "1", "3.2.1": "有"},
            {"": "94"},
        ),
        "worth: 34 of 40 -> 85 of 100 -> 8.5": (WORTH, {"1.1": OUT, "1.2.1": "6"}, {"1": "85", "": "98.5"}),
        "worth, with a bonus: 85 + 5 -> 9": (WORTH, {"1.1": OUT, "1.2.1": "6", "1.2.2": "有"}, {"1": "90", "": "99"}),
        "worth, all gone: 81 of 90 -> 90 of 100": (WORTH, {"1.1": OUT, "1.2": OUT, "2.1.1": "9"}, {"": "90"}),
    },
    "rubric, entries, expected",
)
def test_only_points_are_scaled(rubric: str, entries: dict[str, str], expected: dict[str, str]) -> None:
    check(rubric, entries, expected)


def tagged(rubric: str = "", section: str = "", item: str = "applies_to: [村],") -> str:
    """A section of 30 (20, of which only some have 10 of 村, and 10 of 社区 or 企业) and one of 70."""
    return (
        f"{rubric}\nsections: [{{name: s, {section} items: [{{name: i, points: 10, findings: [{FAULT}]}},"
        f" {{name: j, points: 10, {item} findings: [{FAULT}]}},"
        f" {{name: k, points: 10, applies_to: [社区, 企业], findings: [{FAULT}]}}]}},"
        f" {{name: z, items: [{{name: l, points: 70,"
        f" findings: [{FAULT}, {{text: u, applies_to: [村], deduct: 2}}]}}]}}]"
    )


TAGS_SHRINK, TAGS_FULL = tagged("not_applicable: shrink"), tagged("not_applicable: full")
TAGS_SECTION = tagged(section="applies_to: [村, 社区],")
TAGS_SECTION_SHRINKS = tagged(section="not_applicable: shrink,")


@table(
    {
        "村: 8 and 10 of 20 -> 27": (tagged(), "村", {"1.1.1": "2"}, {"1": "27", "": "97"}),
        "村: the finding for 村": (tagged(), "村", {"2.1.2": "有"}, {"2": "68", "": "98"}),
        "社区: 8 and 9 of 20 -> 25.5": (tagged(), "社区", {"1.1.1": "2", "1.3.1": "1"}, {"1": "25.5", "": "95.5"}),
        "企业: either tag will do": (tagged(), "企业", {"1.1.1": "2", "1.3.1": "1"}, {"1": "25.5"}),
        "村 and 社区: everything applies": (tagged(), "村,社区", {"1.1.1": "2", "1.3.1": "1"}, {"1": "27", "": "97"}),
        "neither: 8 of 10 -> 24": (tagged(), "", {"1.1.1": "2"}, {"1": "24", "": "94"}),
        "another tag is no tag": (tagged(), "医院", {"1.1.1": "2"}, {"1": "24"}),
        "shrink, 村: 8 + 10": (TAGS_SHRINK, "村", {"1.1.1": "2"}, {"1": "18", "": "88"}),
        "shrink, neither: 8": (TAGS_SHRINK, "", {"1.1.1": "2"}, {"1": "8", "": "78"}),
        "full, 村: 8 + 10 + 10": (TAGS_FULL, "村", {"1.1.1": "2"}, {"1": "28", "": "98"}),
        "full, neither: 8 + 10 + 10": (TAGS_FULL, "", {"1.1.1": "2"}, {"1": "28", "": "98"}),
        "the section shrinks, the whole rebases, neither: (8 + 70) of 80": (
            TAGS_SECTION_SHRINKS,
            "",
            {"1.1.1": "2"},
            {"1": "8", "": "97.5"},
        ),
        "the section gone: 63 of 70 -> 90": (TAGS_SECTION, "企业", {"2.1.1": "7"}, {"": "90"}),
        "the section there: 27 + 63": (TAGS_SECTION, "村", {"1.1.1": "2", "2.1.1": "7"}, {"1": "27", "": "90"}),
        "full, all of a section: 30 + 63": (
            tagged("not_applicable: full", "applies_to: [村],"),
            "社区",
            {"2.1.1": "7"},
            {"": "93"},
        ),
        "shrink, all of a section: 63": (
            tagged("not_applicable: shrink", "applies_to: [村],"),
            "社区",
            {"2.1.1": "7"},
            {"": "63"},
        ),
        "tags and the assessor together: 8 of 10 -> 24": (
            tagged(item="applies_to: [村], may_not_apply: true,"),
            "村",
            {"1.1.1": "2", "1.2": OUT},
            {"1": "24"},
        ),
        "an item with full marks of its own, not for these: 8 + 10 of 20 -> 27": (
            tagged(item="applies_to: [村], not_applicable: full,"),
            "",
            {"1.1.1": "2"},
            {"1": "27"},
        ),
    },
    "rubric, tags, entries, expected",
)
def test_tags_say_what_applies(rubric: str, tags: str, entries: dict[str, str], expected: dict[str, str]) -> None:
    check(rubric, entries, expected, tags=tags)


def test_a_row_that_does_not_apply_is_not_there() -> None:
    assert {row.id for row in variant_of(tagged(), "社区").outline.rows} == {"1.1.1", "1.3.1", "2.1.1"}
