"""Faults that nobody enters (``when``), duties to be ticked (``check``) and numbers only for formulas (``measure``)."""

from tests.kinds.cases import check, item, refused, table

FEW = item("{id: a, text: a, measure: 人}", "{text: t, when: '[a] < 3', deduct: 4}")
ZERO = item("{id: a, text: a, measure: 人}", "{text: t, when: '[a] >= 10', zero: item}", "{text: u, bonus: 3}")
BOTH = item("{id: a, text: a, deduct: 1, per: 次}", "{text: t, when: '[a] >= 3', deduct: 2, deduct_section: 1}")
BONUS = item("{id: a, text: a, measure: 人}", "{text: t, when: '[a] > 5', bonus: 1.5}")
VETO = (
    "grades: [{name: 好, from: 90}, {name: 中, from: 60}, {name: 差}]\n"
    "sections: [{name: s, items: [{id: i, name: i, points: 50, findings: [{text: a, deduct: 5, per: 次}]},"
    " {name: j, points: 50, findings: [{text: t, when: '[i] <= 45', veto: 差}]}]}]"
)
TICK = item("{text: t, check: true}", "{text: u, deduct: 1}")
STATES = item("{text: t, check: [已落实, 推进中, 未落实]}")
MEASURE = item("{text: t, measure: 万元}")
SIGNED = item(
    "{id: a, text: a, measure: 万元, range: {from: -999999999, to: 999999999}}", "{text: t, when: '[a] < 0', deduct: 1}"
)


@table(
    {
        "2 are fewer than 3: 10 - 4": (FEW, {"a": "2"}, "6"),
        "3 are not": (FEW, {"a": "3"}, "10"),
        "0 are": (FEW, {"a": "0"}, "6"),
        "zero by a formula: at 10, over the bonus": (ZERO, {"a": "10", "1.1.3": "有"}, "0"),
        "zero by a formula: not at 9": (ZERO, {"a": "9", "1.1.3": "有"}, "13"),
        "over a count: 10 - 3 - 2 - 1 off the section": (BOTH, {"a": "3"}, "4"),
        "over a count: 2 are too few": (BOTH, {"a": "2"}, "8"),
        "bonus: 10 + 1.5": (BONUS, {"a": "5.5"}, "11.5"),
        "bonus: 5 is not above 5": (BONUS, {"a": "5"}, "10"),
        "a tick moves no points": (TICK, {"1.1.1": "有"}, "10"),
        "beside a tick: 10 - 1": (TICK, {"1.1.1": "有", "1.1.2": "有"}, "9"),
        "a state moves no points": (STATES, {"1.1.1": "未落实"}, "10"),
        "a number moves no points": (MEASURE, {"1.1.1": "123456.78"}, "10"),
        "far below 0": (SIGNED, {"a": "-999999999"}, "9"),
        "far above 0": (SIGNED, {"a": "999999999"}, "10"),
    },
    "rubric, entries, total",
)
def test_what_nobody_enters_follows_from_what_is_entered(rubric: str, entries: dict[str, str], total: str) -> None:
    check(rubric, entries, {"": total})


@table(
    {
        "50 and 50": ({}, "100", "好"),
        "45 of the item is low enough": ({"i.1": "1"}, "95", "差"),
    },
    "entries, total, grade",
)
def test_a_veto_may_follow_from_a_score(entries: dict[str, str], total: str, grade: str) -> None:
    check(VETO, entries, {"": total}, grade)


def test_a_state_that_is_none_is_refused() -> None:
    assert refused(STATES, "1.1.1", "有") and refused(MEASURE, "1.1.1", "-1") and refused(MEASURE, "1.1.1", "多")
