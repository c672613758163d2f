"""Which points a finding draws on: its item's, those of the nearest section above that has some, or none at all."""

from tests.kinds.cases import check, faults, table

FLAT = "{text: t, deduct: 2, per: 次}"
SHARED = (
    f"sections: [{{name: s, points: 10, items: [{{name: i, findings: [{FLAT}, {{text: b, bonus: 1}}]}},"
    f" {{name: j, findings: [{FLAT}, {{text: p, penalty: 1}}]}}]}},"
    f" {{name: z, items: [{{name: k, points: 10, findings: [{FLAT}]}}]}}]"
)
NESTED = (
    f"sections: [{{name: s, sections: [{{name: a, points: 10, sections: [{{name: b, items:"
    f" [{{name: i, findings: [{FLAT}]}}]}},"
    f" {{name: c, items: [{{name: j, findings: [{FLAT}]}}]}}]}},"
    f" {{name: d, items: [{{name: k, points: 5, findings: [{FLAT}]}}]}}]}}]"
)
BESIDE = (
    f"sections: [{{name: s, items: [{{name: i, points: 10, findings: [{FLAT}]}}, {{name: j, findings: [{FLAT}]}}]}}]"
)
AWARDED = (
    "sections: [{name: s, points: 6, items: [{name: i, findings: [{text: t, award: 1, per: 篇}]},"
    " {name: j, findings: [{text: u, award: {优: 4, 良: 3}}]}]}]"
)
AWARD_MIXED = (
    "sections: [{name: s, points: 10, items: [{name: i, findings: [{text: t, award: 1, per: 篇, at_most: 3}]},"
    f" {{name: j, findings: [{FLAT}]}}]}}]"
)
OPEN = (
    f"sections: [{{name: s, items: [{{name: i, points: 10, findings: [{FLAT}]}}]}},"
    " {name: 加分, items: [{name: j, findings: [{text: u, bonus: 3}, {text: v, bonus: {国家级: 5, 省级: 2}}]}]},"
    " {name: 扣分, items: [{name: k, findings: [{text: w, deduct: 4, per: 次}, {text: x, penalty: 1}]}]}]"
)
OPEN_FLOOR = (
    f"sections: [{{name: s, items: [{{name: i, points: 10, findings: [{FLAT}]}}]}},"
    " {name: 扣分, floor: -6, items: [{name: k, findings: [{text: w, deduct: 4, per: 次}]}]}]"
)
OPEN_AWARD = (
    f"sections: [{{name: s, items: [{{name: i, points: 10, findings: [{FLAT}]}}]}},"
    " {name: 加分, at_most: 5, items: [{name: j, findings: [{text: u, award: 3, per: 次}]}]}]"
)
DEEP = (
    f"sections: [{{name: a, sections: [{{name: b, sections: [{{name: c, sections: [{{name: d, items: ["
    f"{{name: i, points: 4, findings: [{FLAT}]}}, {{name: j, points: 6, findings: [{FLAT}]}}]}}]}},"
    f" {{name: e, items: [{{name: k, points: 10, findings: [{FLAT}]}}]}}]}}],"
    f" items: [{{name: l, points: 5, findings: [{FLAT}, {{text: s, deduct_section: 1}}]}}]}}]"
)


@table(
    {
        "nothing: 10 + 10": (SHARED, {}, {"1": "10", "": "20"}),
        "both items draw on the section: 10 - 2 - 4": (SHARED, {"1.1.1": "1", "1.2.1": "2"}, {"1": "4", "": "14"}),
        "together everything: 10 - 4 - 6": (SHARED, {"1.1.1": "2", "1.2.1": "3"}, {"1": "0", "": "10"}),
        "together more: not below 0": (SHARED, {"1.1.1": "3", "1.2.1": "3"}, {"1": "0", "": "10"}),
        "a bonus stands outside the pool: 0 + 1": (SHARED, {"1.1.1": "9", "1.1.2": "有"}, {"1": "1", "": "11"}),
        "a penalty comes off the total": (SHARED, {"1.2.2": "有"}, {"1": "10", "": "19"}),
        "the section above two sections without points: 10 - 2 - 4, + 5": (
            NESTED,
            {"1.1.1.1.1": "1", "1.1.2.1.1": "2"},
            {"1.1": "4", "1": "9"},
        ),
        "all of it: 0 + 5 - 2": (NESTED, {"1.1.1.1.1": "5", "1.1.2.1.1": "1", "1.2.1.1": "1"}, {"1.1": "0", "1": "3"}),
        "an item without points beside one with 10 draws on their section's 10": (
            BESIDE,
            {"1.1.1": "1", "1.2.1": "2"},
            {"1.1": "8", "1": "4"},
        ),
        "and not below 0": (BESIDE, {"1.1.1": "1", "1.2.1": "9"}, {"1.1": "8", "1": "0"}),
        "awards fill the section: 2 + 3": (AWARDED, {"1.1.1": "2", "1.2.1": "良"}, {"1": "5"}),
        "awards fill the section, not above 6": (AWARDED, {"1.1.1": "3", "1.2.1": "优"}, {"1": "6"}),
        "awards up to 3 in one item, deductions in the other: 7 at the start": (AWARD_MIXED, {}, {"1": "7"}),
        "7 + 2 - 4": (AWARD_MIXED, {"1.1.1": "2", "1.2.1": "2"}, {"1": "5"}),
        "no points anywhere above: straight into the sum, 10 + 3 + 2": (
            OPEN,
            {"2.1.1": "有", "2.1.2": "省级"},
            {"2": "5", "": "15"},
        ),
        "no points anywhere above: below 0, 10 - 8": (OPEN, {"3.1.1": "2"}, {"3": "-8", "": "2"}),
        "10 - 2 + 5 - 4 - 1": (
            OPEN,
            {"1.1.1": "1", "2.1.2": "国家级", "3.1.1": "1", "3.1.2": "有"},
            {"1": "8", "2": "5", "3": "-4", "": "8"},
        ),
        "no floor for the total: 0 - 12": (OPEN, {"1.1.1": "9", "3.1.1": "3"}, {"": "-12"}),
        "a section of deductions with a floor: 10 - 4": (OPEN_FLOOR, {"2.1.1": "1"}, {"2": "-4", "": "6"}),
        "a section of deductions with a floor: 10 - 8, not below -6": (
            OPEN_FLOOR,
            {"2.1.1": "2"},
            {"2": "-6", "": "4"},
        ),
        "awards without a pool: 10 + 3": (OPEN_AWARD, {"2.1.1": "1"}, {"2": "3", "": "13"}),
        "awards without a pool, at most 5": (OPEN_AWARD, {"2.1.1": "2"}, {"2": "5", "": "15"}),
        "four levels: 2 + 4 + 8 + 3": (
            DEEP,
            {"1.1.1.1.1.1": "1", "1.1.1.1.2.1": "1", "1.1.2.1.1": "1", "1.2.1": "1"},
            {"1.1.1.1": "6", "1.1.1": "6", "1.1.2": "8", "1.1": "14", "1.2": "3", "1": "17"},
        ),
        "four levels: everything gone but 5": (
            DEEP,
            {"1.1.1.1.1.1": "9", "1.1.1.1.2.1": "9", "1.1.2.1.1": "9"},
            {"1.1.1.1": "0", "1.1": "0", "1": "5"},
        ),
        "four levels: a spill at the top, 25 - 1": (DEEP, {"1.2.2": "有"}, {"1.2": "5", "1": "24"}),
    },
    "rubric, entries, expected",
)
def test_findings_draw_on_the_nearest_points(rubric: str, entries: dict[str, str], expected: dict[str, str]) -> None:
    check(rubric, entries, expected)


def test_points_stated_that_are_not_those_below_are_refused() -> None:
    item = "{name: i, points: 10, findings: [{text: t, deduct: 1}]}"
    assert faults(f"sections: [{{name: s, points: 11, items: [{item}]}}]") == ["points-differ"]
    assert faults(f"points: 11\nsections: [{{name: s, items: [{item}]}}]") == ["points-differ"]
    assert faults(f"points: 10\nsections: [{{name: s, points: 10, items: [{item}]}}]") == []
