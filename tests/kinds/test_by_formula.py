"""Amounts by a formula: over ``x``, the number entered, and other findings and nodes. The item has 10 points."""

from tests.kinds.cases import check, faults, item, table


def award(formula: str, more: str = "") -> str:
    """An award by a formula beside two measures a and b, of which the first is in 万元."""
    return item(
        f"{{text: t, award: {{formula: '{formula}'}}, unit: 篇 {more}}}",
        "{id: a, text: a, measure: 万元}",
        "{id: b, text: b, measure: 人}",
    )


def shared(formula: str) -> str:
    """A bonus by a formula without x, on two measures."""
    return item(
        f"{{text: t, bonus: {{formula: '{formula}'}}}}",
        "{id: a, text: a, measure: 万元}",
        "{id: b, text: b, measure: 人}",
    )


HALVES = award("min(4, x * 0.5)")
OFF = item("{text: t, deduct: {formula: '5 - x'}, unit: 篇}")
NEVER_NEGATIVE = item("{text: t, bonus: {formula: 'x - 5'}, unit: 篇}")
CHOSEN = item(
    "{id: l, text: l, check: [一级, 二级]}",
    "{text: t, award: {formula: 'if([l] = \"一级\", x, x / 2)'}, unit: 篇}",
)
OF_LEVEL = item(
    "{id: l, text: l, deduct: {重: 3, 轻: 1}}",
    "{text: t, bonus: {formula: 'if([l] = \"重\", 0, 2)'}}",
)
OF_NODE = (
    "sections: [{name: s, items: [{id: i, name: i, points: 10, findings: [{text: t, deduct: 2, per: 次}]},"
    " {name: j, points: 5, findings: [{text: u, award: {formula: '[i] / 2'}}]}]}]"
)


@table(
    {
        "nothing entered": (HALVES, {}, "0"),
        "3 x 0.5": (HALVES, {"1.1.1": "3"}, "1.5"),
        "8 x 0.5, exactly 4": (HALVES, {"1.1.1": "8"}, "4"),
        "9 x 0.5, at most 4": (HALVES, {"1.1.1": "9"}, "4"),
        "0 x 0.5": (HALVES, {"1.1.1": "0"}, "0"),
        "x above the item's points: not above 10": (award("x * 4"), {"1.1.1": "3"}, "10"),
        "an amount below 0 is none": (NEVER_NEGATIVE, {"1.1.1": "3"}, "10"),
        "10 + 7 - 5": (NEVER_NEGATIVE, {"1.1.1": "7"}, "12"),
        "5 - x off, nothing entered: nothing off": (OFF, {}, "10"),
        "5 - 0 off": (OFF, {"1.1.1": "0"}, "5"),
        "5 - 2 off": (OFF, {"1.1.1": "2"}, "7"),
        "5 - 7 is none off": (OFF, {"1.1.1": "7"}, "10"),
        "1 + 2 x 3": (award("1 + 2 * 3 * x"), {"1.1.1": "1"}, "7"),
        "(1 + 2) x 3": (award("(1 + 2) * 3 * x"), {"1.1.1": "1"}, "9"),
        "8 - 2 - 1, from the left": (award("8 - 2 - x"), {"1.1.1": "1"}, "5"),
        "16 / 4 / 2, from the left": (award("16 / 4 / x"), {"1.1.1": "2"}, "2"),
        "-x + 5": (award("-x + 5"), {"1.1.1": "2"}, "3"),
        "x / 0 is 0": (award("x / 0 + 1"), {"1.1.1": "3"}, "1"),
        "x / (a - b), both alike: 0": (award("x / ([a] - [b])"), {"1.1.1": "3", "a": "0.3", "b": "0.3"}, "0"),
        "0.3 / 0.1 = 3": (award("floor([a] / [b]) + x"), {"1.1.1": "0", "a": "0.3", "b": "0.1"}, "3"),
        "floor 2.9": (award("floor(x)"), {"1.1.1": "2.9"}, "2"),
        "ceil 2.1": (award("ceil(x)"), {"1.1.1": "2.1"}, "3"),
        "ceil 2": (award("ceil(x)"), {"1.1.1": "2"}, "2"),
        "abs(3 - 7)": (award("abs(x - 7)"), {"1.1.1": "3"}, "4"),
        "round 2.345 to 2 places, half up": (award("round(x, 2)"), {"1.1.1": "2.345"}, "2.35"),
        "round 2.5 to none, half up": (award("round(x, 0)"), {"1.1.1": "2.5"}, "3"),
        "mean of 1, 2, 6": (award("mean(x, [a], [b])"), {"1.1.1": "1", "a": "2", "b": "6"}, "3"),
        "sum of 1, 2, 6": (award("sum(x, [a], [b])"), {"1.1.1": "1", "a": "2", "b": "6"}, "9"),
        "max of 1, 2, 6": (award("max(x, [a], [b])"), {"1.1.1": "1", "a": "2", "b": "6"}, "6"),
        "min of 1, 2, 6": (award("min(x, [a], [b])"), {"1.1.1": "1", "a": "2", "b": "6"}, "1"),
        "a blank counts 0: 3 + 0": (award("x + [a]"), {"1.1.1": "3"}, "3"),
        "if x >= 3": (award("if(x >= 3, 5, 1)"), {"1.1.1": "3"}, "5"),
        "if x >= 3 is not so": (award("if(x >= 3, 5, 1)"), {"1.1.1": "2.999"}, "1"),
        "if x > 3 is not so": (award("if(x > 3, 5, 1)"), {"1.1.1": "3"}, "1"),
        "if x <> 3": (award("if(x <> 3, 5, 1)"), {"1.1.1": "3"}, "1"),
        "if x <= 3": (award("if(x <= 3, 5, 1)"), {"1.1.1": "3"}, "5"),
        "if x < 3": (award("if(x < 3, 5, 1)"), {"1.1.1": "3"}, "1"),
        "and": (award("if(x > 1 and [a] > 1, 5, 1)"), {"1.1.1": "2", "a": "1"}, "1"),
        "or": (award("if(x > 1 or [a] > 1, 5, 1)"), {"1.1.1": "2", "a": "1"}, "5"),
        "not": (award("if(not x > 1, 5, 1)"), {"1.1.1": "2"}, "1"),
        "or binds looser than and": (award("if(x = 2 or x = 3 and [a] = 9, 5, 1)"), {"1.1.1": "2"}, "5"),
        "0.1 + 0.2 = 0.3": (award("if([a] + [b] = 0.3, 5, 1) + x"), {"1.1.1": "0", "a": "0.1", "b": "0.2"}, "5"),
        "without x: 10 + a / b": (shared("[a] / [b]"), {"a": "3", "b": "4"}, "10.75"),
        "without x, nothing entered: 0 / 0 is 0": (shared("[a] / [b]"), {}, "10"),
        "a level chosen: x whole": (CHOSEN, {"l": "一级", "1.1.2": "4"}, "4"),
        "another level: x / 2": (CHOSEN, {"l": "二级", "1.1.2": "4"}, "2"),
        "no level: x / 2": (CHOSEN, {"1.1.2": "4"}, "2"),
        "the level of a finding: 10 - 3 + 0": (OF_LEVEL, {"l": "重"}, "7"),
        "another level of a finding: 10 - 1 + 2": (OF_LEVEL, {"l": "轻"}, "11"),
        "the score of an item: 4 + 4 / 2": (OF_NODE, {"i.1": "3"}, "6"),
        "the score of an item at 0": (OF_NODE, {"i.1": "5"}, "0"),
    },
    "rubric, entries, total",
)
def test_a_formula_gives_the_amount(rubric: str, entries: dict[str, str], total: str) -> None:
    check(rubric, entries, {"": total})


def test_a_formula_of_what_there_is_not_is_refused() -> None:
    assert faults(shared("[c]")) and faults(shared("[a] +")) and faults(shared("[a] > 1"))
