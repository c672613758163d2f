"""When a section scores nothing although its items score something; and what a section is worth above."""

from tests.kinds.cases import check, faults, table

FAULT = "{text: t, deduct: 1, per: 次}"
OUT = "不适用"


def gated(gate: str, more: str = "") -> str:
    """A section of two key items of 30 and one of 40 that is none; beside it a section of 50."""
    part, key = f"findings: [{FAULT}{more}]", "key: true," if "key" in gate else ""
    return (
        f"sections: [{{name: s, gate: {{{gate}}}, items: [{{id: i, name: i, points: 30,"
        f" {key} may_not_apply: true, {part}}},"
        f" {{id: j, name: j, points: 30, {key} may_not_apply: true, {part}}},"
        f" {{id: k, name: k, points: 40, {part}}}]}},"
        f" {{name: z, items: [{{id: l, name: l, points: 50, {part}}}]}}]"
    )


ZERO, BELOW, BOTH = gated("key_zero: true"), gated("key_below: 40"), gated("key_zero: true, key_below: 40")
WHEN, WHEN_ABOVE = gated("when: '[i] + [j] < 40'"), gated("when: '[l] < 10'")
BONUS = gated("key_zero: true", ", {text: b, bonus: 5}")
PENALTY = gated("key_zero: true", ", {text: p, penalty: 5}")
NO_KEYS = (
    "sections: [{name: s, gate: {key_zero: true, key_below: 40}, items: [{id: i, name: i, points: 30, findings: ["
    + FAULT
    + "]}]}]"
)
INNER = (
    "sections: [{name: s, gate: {key_zero: true}, sections: [{name: a, items: [{id: i, name: i, points: 30, key: true,"
    f" findings: [{FAULT}]}}]}}, {{name: b, items: [{{id: j, name: j, points: 70, findings: [{FAULT}]}}]}}]}}]"
)
INNER_GATE = (
    "sections: [{name: s, sections: [{name: a, gate: {key_zero: true}, items: [{id: i, name: i, points: 30, key: true,"
    f" findings: [{FAULT}]}}, {{id: m, name: m, points: 10, findings: [{FAULT}]}}]}},"
    f" {{name: b, items: [{{id: j, name: j, points: 60, findings: [{FAULT}]}}]}}]}}]"
)


@table(
    {
        "nothing lost: 100 + 50": (ZERO, {}, {"1": "100", "": "150"}),
        "a key item at 0": (ZERO, {"i.1": "30"}, {"i": "0", "j": "30", "1": "0", "": "50"}),
        "a key item beyond 0": (ZERO, {"j.1": "99"}, {"1": "0", "": "50"}),
        "a key item at 1": (ZERO, {"i.1": "29"}, {"1": "71", "": "121"}),
        "an item at 0 that is no key": (ZERO, {"k.1": "40"}, {"1": "60", "": "110"}),
        "a key item that does not apply is not at 0: (30 + 40) of 70": (ZERO, {"i": OUT}, {"1": "100", "": "150"}),
        "one does not apply, the other is at 0": (ZERO, {"i": OUT, "j.1": "30"}, {"1": "0", "": "50"}),
        "no key item applies: 20 of 40 -> 50": (ZERO, {"i": OUT, "j": OUT, "k.1": "20"}, {"1": "50", "": "100"}),
        "keys below 40: 30 + 10 exactly": (BELOW, {"j.1": "20"}, {"1": "80", "": "130"}),
        "keys below 40: 30 + 9": (BELOW, {"j.1": "21"}, {"1": "0", "": "50"}),
        "keys below 40, one at 0: 30 + 0": (BELOW, {"j.1": "30"}, {"1": "0"}),
        "only the keys count: 60, with 0 of 40": (BELOW, {"k.1": "40"}, {"1": "60"}),
        "one does not apply, in proportion 20 of 30: 20 exactly, (20 + 40) of 70": (
            BELOW,
            {"i": OUT, "j.1": "10"},
            {"1": "85.714285714286"},
        ),
        "one does not apply, in proportion 20 of 30: 19": (BELOW, {"i": OUT, "j.1": "11"}, {"1": "0"}),
        "no key item applies: nothing to be below": (BELOW, {"i": OUT, "j": OUT}, {"1": "100"}),
        "either: 0 and 30 are below 40 anyway": (BOTH, {"i.1": "30"}, {"1": "0"}),
        "either: 15 and 24": (BOTH, {"i.1": "15", "j.1": "6"}, {"1": "0"}),
        "either: 15 and 25": (BOTH, {"i.1": "15", "j.1": "5"}, {"1": "80"}),
        "a formula: 20 + 20": (WHEN, {"i.1": "10", "j.1": "10"}, {"1": "80"}),
        "a formula: 20 + 19": (WHEN, {"i.1": "10", "j.1": "11"}, {"1": "0"}),
        "a formula over another section: 9": (WHEN_ABOVE, {"l.1": "41"}, {"1": "0", "": "9"}),
        "a formula over another section: 10": (WHEN_ABOVE, {"l.1": "40"}, {"1": "100", "": "110"}),
        "over bonuses too": (BONUS, {"i.1": "30", "k.2": "有"}, {"1": "0", "": "50"}),
        "a bonus keeps a key item above 0": (BONUS, {"i.1": "30", "i.2": "有"}, {"i": "5", "1": "75"}),
        "not over penalties": (PENALTY, {"i.1": "30", "k.2": "有"}, {"1": "0", "": "45"}),
        "a key item deeper down": (INNER, {"i.1": "30"}, {"1.1": "0", "1.2": "70", "1": "0"}),
        "a gate deeper down: 0 + 60": (INNER_GATE, {"i.1": "30"}, {"1.1": "0", "1": "60"}),
    },
    "rubric, entries, expected",
)
def test_a_gate_shuts_its_section(rubric: str, entries: dict[str, str], expected: dict[str, str]) -> None:
    check(rubric, entries, expected)


def test_a_gate_without_keys_and_a_key_without_a_gate_are_refused() -> None:
    assert faults(NO_KEYS)
    assert faults(f"sections: [{{name: s, items: [{{name: i, points: 30, key: true, findings: [{FAULT}]}}]}}]")


WORTH = (
    f"sections: [{{name: s, worth: 10, items: [{{name: i, points: 60, findings: [{FAULT}, {{text: b, bonus: 5}},"
    " {text: d, deduct_section: 20}, {text: p, penalty: 3}]},"
    f" {{name: j, points: 40, findings: [{FAULT}, {{text: z, zero: section}}]}}]}},"
    f" {{name: z, items: [{{name: k, points: 90, findings: [{FAULT}]}}]}}]"
)
WORTH_MORE = f"sections: [{{name: s, worth: 30, items: [{{name: i, points: 10, findings: [{FAULT}]}}]}}]"
WORTH_NESTED = (
    f"sections: [{{name: s, worth: 50, sections: [{{name: a, worth: 30, items:"
    f" [{{name: i, points: 100, findings: [{FAULT}]}}]}},"
    f" {{name: b, worth: 70, items: [{{name: j, points: 100, findings: [{FAULT}]}}]}}]}}]"
)
WORTH_POOL = f"sections: [{{name: s, points: 100, worth: 10, items: [{{name: i, findings: [{FAULT}]}}]}}]"
WORTH_THIRD = f"sections: [{{name: s, worth: 1, items: [{{name: i, points: 3, findings: [{FAULT}]}}]}}]"


@table(
    {
        "100 is 10: 10 + 90": (WORTH, {}, {"1": "100", "": "100"}),
        "85 is 8.5": (WORTH, {"1.1.1": "15"}, {"1.1": "45", "1": "85", "": "98.5"}),
        "85 + 5 is 9": (WORTH, {"1.1.1": "15", "1.1.2": "有"}, {"1": "90", "": "99"}),
        "100 - 20 is 8": (WORTH, {"1.1.3": "有"}, {"1": "80", "": "98"}),
        "a penalty is in points of the total": (WORTH, {"1.1.4": "有"}, {"1": "100", "": "97"}),
        "zero is 0": (WORTH, {"1.2.2": "有"}, {"1": "0", "": "90"}),
        "worth more than it has: 7 of 10 is 21 of 30": (WORTH_MORE, {"1.1.1": "3"}, {"1": "7", "": "21"}),
        "two levels: 90 -> 27, 80 -> 56, 83 -> 41.5": (
            WORTH_NESTED,
            {"1.1.1.1": "10", "1.2.1.1": "20"},
            {"1.1": "90", "1.2": "80", "1": "83", "": "41.5"},
        ),
        "a pool: 88 is 8.8": (WORTH_POOL, {"1.1.1": "12"}, {"1": "88", "": "8.8"}),
        "2 of 3 is two thirds": (WORTH_THIRD, {"1.1.1": "1"}, {"1": "2", "": "0.666666666667"}),
    },
    "rubric, entries, expected",
)
def test_a_section_counts_for_what_it_is_worth(rubric: str, entries: dict[str, str], expected: dict[str, str]) -> None:
    check(rubric, entries, expected)
