"""Items, sections and the total that are computed by a formula of the standard's author."""

from tests.kinds.cases import check, faults, table

FAULT = "{text: t, deduct: 1, per: 次}"
OUT = "不适用"
RATIO = (
    "sections: [{name: s, items: [{id: i, name: i, points: 10, formula: 'min(10, [a] / [b] * 10)',"
    " findings: [{id: a, text: a, measure: 件}, {id: b, text: b, measure: 件}, {text: z, zero: item},"
    " {text: c, bonus: 1}]}]}]"
)
BARE = (
    f"sections: [{{name: s, items: [{{id: i, name: i, points: 10, findings: [{FAULT}]}},"
    " {id: j, name: j, points: 5, formula: '[i] / 2'}]}]"
)
UNBOUND = (
    "sections: [{name: s, items: [{id: i, name: i, points: 10, MORE formula: '[a] - 5',"
    " findings: [{id: a, text: a, measure: 件}]}]}]"
)
SECTION = (
    f"sections: [{{id: s, name: s, formula: 'min([i], [j]) + 1', items:"
    f" [{{id: i, name: i, points: 10, findings: [{FAULT}]}},"
    f" {{id: j, name: j, points: 10, findings: [{FAULT}, {{text: p, penalty: 2}}, {{text: b, bonus: 4}}]}}]}}]"
)


def whole(rubric: str, more: str = "") -> str:
    """Two sections of 100 and a formula for the total."""
    return (
        f"{rubric}\nsections: [{{id: s, name: s, items:"
        f" [{{id: i, name: i, points: 100, may_not_apply: true, findings: [{FAULT}{more}]}},"
        f" {{id: k, name: k, points: 100, findings: [{FAULT}]}}]}},"
        f" {{id: z, name: z, items: [{{id: j, name: j, points: 100, findings: [{FAULT}, {{text: p, penalty: 5}}]}}]}}]"
    )


WEIGHTED = whole("formula: '[s] * 0.3 + [z] * 0.4'")
BONUS, BONUS_LIMIT = (
    whole(f"formula: '[s] + [z]'{limit}", ", {text: b, bonus: 7}") for limit in ("", "\nbonus_at_most: 10")
)
HELD = whole("formula: '[s] + [z]'\nat_most: 250\nfloor: 50\nround: 0")
STARTED = whole("formula: '[s] + [z]'\nstart: 20")
ZERO = whole("formula: '[s] + [z]'", ", {text: t, zero: total}")
MEDAL = whole("formula: 'if([s] >= 150 and [z] >= 80, 1, 0)'\ngrades: [{name: 一, from: 1}, {name: 零}]")


@table(
    {
        "item, nothing entered: 0 / 0 is 0": (RATIO, {}, {"i": "0"}),
        "item: 3 / 4 x 10": (RATIO, {"a": "3", "b": "4"}, {"i": "7.5", "": "7.5"}),
        "item: 5 / 4 x 10, at most 10": (RATIO, {"a": "5", "b": "4"}, {"i": "10"}),
        "item: 3 / 0 is 0": (RATIO, {"a": "3", "b": "0"}, {"i": "0"}),
        "item: zero decides": (RATIO, {"a": "3", "b": "4", "i.3": "有"}, {"i": "0"}),
        "item: a bonus on top": (RATIO, {"a": "3", "b": "4", "i.4": "有"}, {"i": "8.5"}),
        "item without findings: 7 / 2": (BARE, {"i.1": "3"}, {"i": "7", "j": "3.5", "1": "10.5"}),
        "item: 3 - 5, not below 0": (UNBOUND.replace("MORE", ""), {"a": "3"}, {"i": "0"}),
        "item: 3 - 5, without a floor": (UNBOUND.replace("MORE", "floor: none,"), {"a": "3"}, {"i": "-2"}),
        "section: min(10, 8) + 1": (SECTION, {"j.1": "2"}, {"s": "9", "": "9"}),
        "section, penalties all the same: 10 + 1 - 2": (SECTION, {"j.2": "有"}, {"s": "11", "": "9"}),
        "section, a bonus within an item is in its score: min(10, 10 - 2 + 4) + 1": (
            SECTION,
            {"j.1": "2", "j.3": "有"},
            {"j": "12", "s": "11", "": "11"},
        ),
        "the same below a limit of all bonuses": (
            "bonus_at_most: 10\n" + SECTION,
            {"j.1": "2", "j.3": "有"},
            {"j": "12", "s": "11", "": "11"},
        ),
        "total: 190 x 0.3 + 80 x 0.4": (WEIGHTED, {"i.1": "10", "j.1": "20"}, {"s": "190", "": "89"}),
        "total, less penalties: 60 + 40 - 5": (WEIGHTED, {"j.2": "有"}, {"": "95"}),
        "total of rebased sections: (90 of 100 -> 180) x 0.3 + 40": (
            WEIGHTED,
            {"i": OUT, "k.1": "10"},
            {"s": "180", "": "94"},
        ),
        "total: a bonus is in the section's score, once: 207 + 100": (BONUS, {"i.2": "有"}, {"s": "207", "": "307"}),
        "the same, with a limit of all bonuses": (BONUS_LIMIT, {"i.2": "有"}, {"s": "207", "": "307"}),
        "total at most 250": (HELD, {}, {"": "250"}),
        "total, floor 50: 0 + 30": (HELD, {"i.1": "100", "k.1": "100", "j.1": "70"}, {"": "50"}),
        "total from 20: 20 + 200 + 100": (STARTED, {}, {"": "320"}),
        "total: zero decides": (ZERO, {"i.2": "有"}, {"": "0"}),
    },
    "rubric, entries, expected",
)
def test_a_node_may_be_computed(rubric: str, entries: dict[str, str], expected: dict[str, str]) -> None:
    check(rubric, entries, expected)


@table(
    {
        "150 and 80": ({"i.1": "50", "j.1": "20"}, "1", "一"),
        "149 and 80": ({"i.1": "51", "j.1": "20"}, "0", "零"),
        "150 and 79": ({"i.1": "50", "j.1": "21"}, "0", "零"),
    },
    "entries, total, grade",
)
def test_a_total_may_be_yes_or_no(entries: dict[str, str], total: str, grade: str) -> None:
    check(MEDAL, entries, {"": total}, grade)


def test_formulas_in_a_circle_are_refused() -> None:
    assert faults(BARE.replace(FAULT, "{text: t, deduct: {formula: '[j]'}}"))
