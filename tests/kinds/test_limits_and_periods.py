"""Limits in per cent of a section's points or of another node's, and findings that come once for each period."""

from tests.kinds.cases import check, faults, item, table

PLAIN = "{text: v, deduct: 1}"


def section(limit: str, of: str = "") -> str:
    """A bonus and a deduction limited in per cent: item i of 10 beside j of 30, another section of 60."""
    beside = f"at_most: {limit}{of}"
    return (
        f"sections: [{{id: s, name: s, items: [{{id: i, name: i, points: 10, findings:"
        f" [{{text: t, bonus: 1, per: 次, {beside}}},"
        f" {{text: u, deduct: 1, per: 次, {beside}}}]}}, {{id: j, name: j, points: 30, findings: [{PLAIN}]}}]}},"
        f" {{id: z, name: z, items: [{{id: k, name: k, points: 60, findings: [{PLAIN}]}}]}}]"
    )


TENTH, ODD = section("10%"), section("2.5%")
OF_ITEM, OF_OTHER, OF_TOP = section("50%", ", of: i"), section("10%", ", of: z"), section("10%", ", of: s")
GROUP = (
    "sections: [{name: s, items: [{name: i, points: 10, findings: [{at_most: 15%, findings:"
    " [{text: t, deduct: 1, per: 次},"
    f" {{text: u, deduct: 2}}]}}]}}, {{name: j, points: 10, findings: [{PLAIN}]}}]}}]"
)
DEEP = (
    "sections: [{name: s, sections: [{name: a, items: [{name: i, points: 10, findings:"
    " [{text: t, deduct: 1, per: 次, at_most: 20%}]},"
    f" {{name: j, points: 5, findings: [{PLAIN}]}}]}},"
    f" {{name: b, items: [{{name: k, points: 85, findings: [{PLAIN}]}}]}}]}}]"
)
POOLED = (
    "sections: [{name: s, points: 20, items: [{name: i, findings: [{text: t, deduct: 1, per: 次, at_most: 15%}]}]}]"
)
BONUS_SECTION = (
    f"sections: [{{id: s, name: s, items: [{{name: i, points: 80, findings: [{PLAIN}]}}]}},"
    " {id: b, name: b, items: [{name: j, findings: [{text: t, bonus: 2, per: 次, at_most: 10%, of: s}]}]}]"
)
REGISTER = item("{text: t, bonus: {国家级: 3, 省级: 2}, register: 3, at_most: 40%}")


@table(
    {
        "10% of the section's 40: 3 are below": (TENTH, {"i.1": "3"}, "103"),
        "10% of the section's 40: 4 exactly": (TENTH, {"i.1": "4"}, "104"),
        "10% of the section's 40: 5 is too much": (TENTH, {"i.1": "5"}, "104"),
        "10% of the section's 40, off: 5 is too much": (TENTH, {"i.2": "5"}, "96"),
        "2.5% of the section's 40": (ODD, {"i.1": "5", "i.2": "1"}, "100"),
        "50% of the item's 10: 5 exactly": (OF_ITEM, {"i.1": "5"}, "105"),
        "50% of the item's 10: 6 is too much": (OF_ITEM, {"i.1": "6"}, "105"),
        "10% of the other section's 60: 6 exactly": (OF_OTHER, {"i.1": "6"}, "106"),
        "10% of the other section's 60: 7 is too much": (OF_OTHER, {"i.2": "7"}, "94"),
        "10% of the section itself": (OF_TOP, {"i.1": "9"}, "104"),
        "group, 15% of 20: 1 + 2 exactly": (GROUP, {"1.1.1": "1", "1.1.2": "有"}, "17"),
        "group, 15% of 20: 2 + 2 is too much": (GROUP, {"1.1.1": "2", "1.1.2": "有"}, "17"),
        "the section that the item stands in, 20% of 15": (DEEP, {"1.1.1.1": "9"}, "97"),
        "the pool itself, 15% of 20": (POOLED, {"1.1.1": "9"}, "17"),
        "a bonus section, 10% of the other's 80: 4 x 2": (BONUS_SECTION, {"b.1.1": "4"}, "88"),
        "a bonus section, 10% of the other's 80: 5 x 2": (BONUS_SECTION, {"b.1.1": "5"}, "88"),
        "a register, 40% of 10: 3 + 2": (REGISTER, {"1.1.1.1": "a / 国家级", "1.1.1.2": "b / 省级"}, "14"),
        "a register, 40% of 10: 2 + 2": (REGISTER, {"1.1.1.1": "a / 省级", "1.1.1.3": "b / 省级"}, "14"),
    },
    "rubric, entries, total",
)
def test_a_limit_may_be_a_share(rubric: str, entries: dict[str, str], total: str) -> None:
    check(rubric, entries, {"": total})


HALVES = item("{text: t, deduct: 1, per: 次, periods: [上半年, 下半年]}")
HALVES_LIMITED = item("{text: t, deduct: 1, per: 次, at_most: 3, periods: [上半年, 下半年]}")
QUARTERS = item("{text: t, award: 2.5, periods: [一季度, 二季度, 三季度, 四季度]}")
QUARTERS_BELOW = item("{text: t, deduct: 2, below: 80%, periods: [一季度, 二季度, 三季度, 四季度], at_most: 5}")
SHORT = item("{text: t, deduct: 1, per: 次, target: 3, periods: [上半年, 下半年], at_most: 4}")
LEVELS = item("{text: t, deduct: {重: 3, 轻: 1}, periods: [上半年, 下半年]}")
AWARD_START = item("{text: t, award: 1, per: 篇, at_most: 3, periods: [上半年, 下半年]}", "{text: u, deduct: 1}")
ZERO = item("{text: t, deduct: 1, zero: item, periods: [上半年, 下半年]}", "{text: u, bonus: 1}")
AFTER = item("{text: t, deduct: 1, periods: [上半年, 下半年]}", "{text: u, deduct: 3}")
GRADED = item("{text: t, deduct: {正职: 1, 副职: 0.5}, per: 人次, periods: [上半年, 下半年]}")


@table(
    {
        "nothing entered": (HALVES, {}, "10"),
        "1 + 2": (HALVES, {"1.1.1.1": "1", "1.1.1.2": "2"}, "7"),
        "only the second": (HALVES, {"1.1.1.2": "2"}, "8"),
        "1 + 2 together, exactly 3": (HALVES_LIMITED, {"1.1.1.1": "1", "1.1.1.2": "2"}, "7"),
        "2 + 2 together, at most 3": (HALVES_LIMITED, {"1.1.1.1": "2", "1.1.1.2": "2"}, "7"),
        "4 alone, at most 3": (HALVES_LIMITED, {"1.1.1.2": "4"}, "7"),
        "3 of 4 quarters": (QUARTERS, {"1.1.1.1": "有", "1.1.1.3": "有", "1.1.1.4": "有"}, "7.5"),
        "all quarters": (QUARTERS, {f"1.1.1.{n}": "有" for n in range(1, 5)}, "10"),
        "2 quarters below 80": (QUARTERS_BELOW, {"1.1.1.1": "79", "1.1.1.2": "80", "1.1.1.3": "0"}, "6"),
        "3 quarters below 80, at most 5": (QUARTERS_BELOW, {"1.1.1.1": "79", "1.1.1.2": "78", "1.1.1.3": "0"}, "5"),
        "1 and 3 short, exactly 4": (SHORT, {"1.1.1.1": "2", "1.1.1.2": "0"}, "6"),
        "3 and 3 short, at most 4": (SHORT, {"1.1.1.1": "0", "1.1.1.2": "0"}, "6"),
        "1 short, the other not entered": (SHORT, {"1.1.1.1": "2"}, "9"),
        "levels 3 + 1": (LEVELS, {"1.1.1.1": "重", "1.1.1.2": "轻"}, "6"),
        "awards up to 3 together: 7 at the start": (AWARD_START, {}, "7"),
        "7 + 3 - 1": (AWARD_START, {"1.1.1.1": "2", "1.1.1.2": "2", "1.1.2": "有"}, "9"),
        "zero in one period": (ZERO, {"1.1.1.2": "有", "1.1.2": "有"}, "0"),
        "the next finding keeps its number": (AFTER, {"1.1.1.2": "有", "1.1.2": "有"}, "6"),
        "each period has each level: 1 + 2 x 0.5": (GRADED, {"1.1.1.1.1": "1", "1.1.1.2.2": "2"}, "8"),
    },
    "rubric, entries, total",
)
def test_a_finding_with_periods_comes_once_for_each(rubric: str, entries: dict[str, str], total: str) -> None:
    check(rubric, entries, {"1.1": total, "": total})


def test_one_period_is_no_list() -> None:
    assert faults(item("{text: t, deduct: 1, periods: [全年]}"))
