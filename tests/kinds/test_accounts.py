"""The account of a unit: a line for each point lost or won by a row, and one for what happened to a node as a whole."""

from decimal import Decimal

from tests.kinds.cases import item, scored, table

FAULT = "{text: t, deduct: 2, per: 次}"
OUT = "不适用"


def two(section: str = "", first: str = "", more: str = "", rubric: str = "") -> str:
    """Two items of 10 in a section."""
    return (
        f"{rubric}\nsections: [{{name: s, {section} items:"
        f" [{{name: i, points: 10, may_not_apply: true, {first} findings: [{FAULT}{more}]}},"
        f" {{name: j, points: 10, may_not_apply: true, findings: [{FAULT}]}}]}}]"
    )


INNER_SPILL = (
    "sections: [{name: s, sections: [{name: a, points: 10, items: [{name: i, findings: [{text: t, deduct_section: 3}]},"
    f" {{name: j, findings: [{FAULT}]}}]}}, {{name: b, items: [{{name: k, points: 10, findings: [{FAULT}]}}]}}]}}]"
)
AWARD = item("{text: a, award: 3, per: 篇}", points="10")


@table(
    {
        "nothing entered": (two(), {}, []),
        "two faults": (two(), {"1.1.1": "1", "1.2.1": "3"}, ["lost -2", "lost -6"]),
        "won in a pool that begins empty": (AWARD, {"1.1.1": "2"}, ["won 6"]),
        "won beyond the points: 12, less 2": (AWARD, {"1.1.1": "4"}, ["won 12", "limit -2"]),
        "the floor gives back: -12, + 2": (two(), {"1.1.1": "6"}, ["lost -12", "floor 2"]),
        "a bonus": (two(more=", {text: b, bonus: 3}"), {"1.1.2": "有"}, ["won 3"]),
        "a limit of bonuses: 3, at most 1": (
            two(more=", {text: b, bonus: 3}", first="bonus_at_most: 1,"),
            {"1.1.2": "有"},
            ["won 3", "limit -2"],
        ),
        "zero after a fault: -2, and the 8 that are left": (
            two(more=", {text: z, zero: item}"),
            {"1.1.1": "1", "1.1.2": "有"},
            ["lost -2", "zero -8"],
        ),
        "reversed: 10 - 20": (two(more=", {text: r, reverse: 2}"), {"1.1.2": "有"}, ["reverse -20"]),
        "one gone, the other scaled: -10, 8 of 10 -> 16 of 20": (
            two(),
            {"1.1": OUT, "1.2.1": "1"},
            ["out -10", "lost -2", "rebased 8"],
        ),
        "rounded: 20 - 2.5 -> 18": (
            two(section="round: 0,", more=", {text: h, deduct: 2.5}"),
            {"1.1.2": "有"},
            ["lost -2.5", "rounded 0.5"],
        ),
        "a penalty": (two(more=", {text: p, penalty: 4}"), {"1.1.2": "有"}, ["lost -4"]),
        "a spill out of a pool of several items: -3, nothing else": (INNER_SPILL, {"1.1.1.1": "有"}, ["lost -3"]),
        "a spill and a fault of the same pool": (
            INNER_SPILL,
            {"1.1.1.1": "有", "1.1.2.1": "1"},
            ["lost -3", "lost -2"],
        ),
    },
    "rubric, entries, account",
)
def test_the_account_says_what_happened(rubric: str, entries: dict[str, str], account: list[str]) -> None:
    written = [(kind, Decimal(points)) for kind, points in map(str.split, account)]
    assert scored(rubric, entries).account == written
