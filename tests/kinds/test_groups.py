"""Findings limited together, or of which only the one with the largest effect counts. The item has 10 points."""

from decimal import Decimal

from tests.kinds.cases import check, item, scored, table

A, B = "{text: a, deduct: 0.5, per: 次}", "{text: b, deduct: 2}"
LIMITED = item(f"{{group: g, at_most: 1, findings: [{A}, {B}]}}")
FIVE = item(f"{{group: g, at_most: 2.5, findings: [{A}, {B}]}}", "{text: c, deduct: 1}")
KEPT = item(f"{{keep: highest, findings: [{A}, {B}]}}")
KEPT_LIMITED = item(f"{{keep: highest, at_most: 1.5, findings: [{A}, {B}]}}")
TWO = item(f"{{at_most: 1, findings: [{A}]}}", f"{{at_most: 1.5, findings: [{B}]}}")
AWARDS = item("{at_most: 5, findings: [{text: a, award: 2, per: 篇}, {text: b, award: {优: 4, 良: 3}}]}")
AWARDS_KEPT = item(
    "{keep: highest, findings: [{text: a, award: 2, per: 篇, at_most: 6}, {text: b, award: {优: 4, 良: 3}}]}"
)
AWARD_START = item("{at_most: 3, findings: [{text: a, award: 2}, {text: b, award: 2}]}", "{text: c, deduct: 1}")
KEPT_START = item("{keep: highest, findings: [{text: a, award: 2}, {text: b, award: 3}]}", "{text: c, deduct: 1}")
BONUSES = item("{at_most: 2, findings: [{text: a, bonus: 1.5}, {text: b, bonus: 1, per: 次}]}")
PENALTIES = item("{at_most: 3, findings: [{text: a, penalty: 2}, {text: b, penalty: 2}]}")
SPILLS = item("{keep: highest, findings: [{text: a, deduct_section: 2}, {text: b, deduct_section: 3}]}")
PERIODS = item(
    "{at_most: 3, findings: [{text: a, deduct: 1, per: 次, periods: [上半年, 下半年]}, {text: b, deduct: 2}]}"
)
PERIODS_OWN = item(
    "{at_most: 3, findings: [{text: a, deduct: 1, per: 次, at_most: 2, periods: [上半年, 下半年]},"
    " {text: b, deduct: 2}]}"
)
ONE_FLAG = item(
    "{keep: highest, findings: [{text: a, deduct: 1}, {text: b, deduct: 2, zero: item}]}", "{text: c, bonus: 1}"
)
NUMBERED = item(B, f"{{at_most: 1, findings: [{A}, {B}]}}", "{text: c, deduct: 3}")
MEMBER_LIMIT = item(
    "{at_most: 2, findings: [{text: a, deduct: 1, per: 次, at_most: 1.5}, {text: b, deduct: 1, per: 次}]}"
)


@table(
    {
        "nothing entered": (LIMITED, {}, "10"),
        "0.5, below the limit": (LIMITED, {"1.1.1": "1"}, "9.5"),
        "2 x 0.5, exactly the limit": (LIMITED, {"1.1.1": "2"}, "9"),
        "3 x 0.5, at most 1": (LIMITED, {"1.1.1": "3"}, "9"),
        "0.5 + 2, at most 1": (LIMITED, {"1.1.1": "1", "1.1.2": "有"}, "9"),
        "0.5 + 2, exactly 2.5, and 1 beside": (FIVE, {"1.1.1": "1", "1.1.2": "有", "1.1.3": "有"}, "6.5"),
        "1 + 2, at most 2.5, and 1 beside": (FIVE, {"1.1.1": "2", "1.1.2": "有", "1.1.3": "有"}, "6.5"),
        "keep: 0.5 and 2, only 2": (KEPT, {"1.1.1": "1", "1.1.2": "有"}, "8"),
        "keep: 2 and 2, one of them": (KEPT, {"1.1.1": "4", "1.1.2": "有"}, "8"),
        "keep: 2.5 and 2, only 2.5": (KEPT, {"1.1.1": "5", "1.1.2": "有"}, "7.5"),
        "keep: one alone": (KEPT, {"1.1.1": "3"}, "8.5"),
        "keep: none": (KEPT, {"1.1.1": "0", "1.1.2": "无"}, "10"),
        "keep and limit: 2, at most 1.5": (KEPT_LIMITED, {"1.1.1": "1", "1.1.2": "有"}, "8.5"),
        "two groups: at most 1 and at most 1.5": (TWO, {"1.1.1": "9", "1.1.2": "有"}, "7.5"),
        "awards 2 + 3, exactly 5": (AWARDS, {"1.1.1": "1", "1.1.2": "良"}, "5"),
        "awards 2 + 4, at most 5": (AWARDS, {"1.1.1": "1", "1.1.2": "优"}, "5"),
        "awards, the larger: 4 of 2 and 4": (AWARDS_KEPT, {"1.1.1": "1", "1.1.2": "优"}, "4"),
        "awards, the larger: 6 of 6 and 4": (AWARDS_KEPT, {"1.1.1": "3", "1.1.2": "优"}, "6"),
        "awards up to 3 together: 7 at the start": (AWARD_START, {}, "7"),
        "7 + 3 - 1": (AWARD_START, {"1.1.1": "有", "1.1.2": "有", "1.1.3": "有"}, "9"),
        "awards of which one counts, at most 3: 7 at the start": (KEPT_START, {}, "7"),
        "7 + 3 - 1, the larger": (KEPT_START, {"1.1.1": "有", "1.1.2": "有", "1.1.3": "有"}, "9"),
        "bonuses 1.5 + 1, at most 2": (BONUSES, {"1.1.1": "有", "1.1.2": "1"}, "12"),
        "penalties 2 + 2, at most 3": (PENALTIES, {"1.1.1": "有", "1.1.2": "有"}, "7"),
        "spills, the larger": (SPILLS, {"1.1.1": "有", "1.1.2": "有"}, "7"),
        "periods inside: 1 + 1, exactly 2": (PERIODS, {"1.1.1.1": "1", "1.1.1.2": "1"}, "8"),
        "periods inside: 1 + 1 + 2, at most 3": (PERIODS, {"1.1.1.1": "1", "1.1.1.2": "1", "1.1.2": "有"}, "7"),
        "periods with a limit of their own: 2 + 2, at most 2": (PERIODS_OWN, {"1.1.1.1": "2", "1.1.1.2": "2"}, "8"),
        "periods with a limit of their own: 2 + 2, at most 3": (
            PERIODS_OWN,
            {"1.1.1.1": "2", "1.1.1.2": "2", "1.1.2": "有"},
            "7",
        ),
        "a flag of a member decides": (ONE_FLAG, {"1.1.2": "有", "1.1.3": "有"}, "0"),
        "members go on counting in their item: 10 - 2 - 1 - 3": (
            NUMBERED,
            {"1.1.1": "有", "1.1.2": "1", "1.1.3": "有", "1.1.4": "有"},
            "4",
        ),
        "a member's own limit first: 1.5 + 0": (MEMBER_LIMIT, {"1.1.1": "9"}, "8.5"),
        "a member's own limit first: 1.5 + 1, at most 2": (MEMBER_LIMIT, {"1.1.1": "9", "1.1.2": "1"}, "8"),
    },
    "rubric, entries, total",
)
def test_the_members_of_a_group_count_together(rubric: str, entries: dict[str, str], total: str) -> None:
    check(rubric, entries, {"": total})


def test_what_the_limit_of_a_group_gives_back_is_a_line_of_the_account() -> None:
    assert scored(LIMITED, {"1.1.1": "1", "1.1.2": "有"}).account[-1] == ("limit", Decimal("1.5"))
