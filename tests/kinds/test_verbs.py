"""Where points go: every verb with every kind of amount, verbs together, and awards mixed with deductions."""

from decimal import Decimal

import pytest

from tests.kinds.cases import check, faults, item, scored, table

# each kind: how the amount is written, what is entered, and what it comes to
AMOUNTS = {
    "flat": ("{text: t, VERB: 3}", "有", "3"),
    "counted 2 x 1.5": ("{text: t, VERB: 1.5, per: 次}", "2", "3"),
    "counted 4 x 1.5, at most 4": ("{text: t, VERB: 1.5, per: 次, at_most: 4}", "4", "4"),
    "two days each, 5 days": ("{text: t, VERB: 1.5, per: 2天}", "5", "3"),
    "below 80": ("{text: t, VERB: 3, below: 80%}", "79", "3"),
    "above 80": ("{text: t, VERB: 3, above: 80%}", "81", "3"),
    "2 steps below 80": ("{text: t, VERB: 0.5, per: 1%, below: 80%}", "77.5", "1"),
    "as the assessor sees it": ("{text: t, VERB: {from: 1, to: 5}}", "2.25", "2.25"),
    "a level": ("{text: t, VERB: {甲: 4, 乙: 1}}", "甲", "4"),
    "twice": ("{text: t, VERB: {steps: [1, 3, 4]}, per: 次}", "2", "3"),
    "a band": ("{text: t, VERB: {bands: {≥90: 0, ≥80: 2, else: 5}}, unit: 分}", "85", "2"),
    "converted": ("{text: t, VERB: {of: 50, points: 5}}", "20", "2"),
    "a formula": ("{text: t, VERB: {formula: 'x * 0.5'}, unit: 篇}", "5", "2.5"),
}
# for each verb: the item of 10, its section and the total of 30 (a second item has 10, another section 10)
PLACES = {
    "deduct": ("10 - A", "20 - A", "30 - A"),
    "award": ("A", "10 + A", "20 + A"),
    "bonus": ("10 + A", "20 + A", "30 + A"),
    "deduct_section": ("10", "20 - A", "30 - A"),
    "penalty": ("10", "20", "30 - A"),
}


def around(finding: str) -> str:
    """The finding's item of 10 points beside another, and another section."""
    other = "points: 10, findings: [{text: u, deduct: 1}]"
    return (
        f"sections: [{{name: s, items: [{{name: i, points: 10, findings: [{finding}]}}, {{name: j, {other}}}]}},"
        f" {{name: z, items: [{{name: k, {other}}}]}}]"
    )


@pytest.mark.parametrize("verb", PLACES)
@pytest.mark.parametrize("kind", AMOUNTS)
def test_each_kind_goes_with_each_verb(verb: str, kind: str) -> None:
    finding, entry, amount = AMOUNTS[kind]
    places = [str(worth(place, amount)) for place in PLACES[verb]]
    check(around(finding.replace("VERB", verb)), {"1.1.1": entry}, dict(zip(("1.1", "1", ""), places, strict=True)))


@pytest.mark.parametrize("verb", PLACES)
@pytest.mark.parametrize("kind", AMOUNTS)
def test_what_is_not_entered_moves_nothing(verb: str, kind: str) -> None:
    finding, _, _ = AMOUNTS[kind]
    places = [str(worth(place, "0")) for place in PLACES[verb]]
    check(around(finding.replace("VERB", verb)), {}, dict(zip(("1.1", "1", ""), places, strict=True)))


def worth(place: str, amount: str) -> float:
    """Compute «10 - A», of figures that binary numbers hold exactly."""
    whole, _, sign_and_name = place.partition(" ")
    if whole == "A":
        return float(amount)
    sign = {"": 0, "- A": -1, "+ A": 1}[sign_and_name]
    return float(whole) + sign * float(amount)


BONUS = item("{text: t, deduct: 6, per: 次}", "{text: u, bonus: 2}")
MIXED = item("{text: t, award: 1, per: 篇, at_most: 4}", "{text: u, deduct: 2, per: 次}")
MIXED_FREE = item("{text: t, award: 1, per: 篇}", "{text: u, deduct: 2, per: 次}")
MIXED_LEVEL = item("{text: t, award: {优: 3, 良: 2}}", "{text: u, award: 1}", "{text: v, deduct: 1, per: 次}")
MIXED_OVER = item("{text: t, award: 12}", "{text: u, deduct: 2, per: 次}")
SPILL = (
    "sections: [{name: s, items: [{name: i, points: 5, findings: [{text: t, deduct_section: 4, per: 次}]},"
    " {name: j, points: 5, findings: [{text: u, deduct: 2, per: 次}]}]},"
    " {name: z, items: [{name: k, points: 10, findings: [{text: v, deduct: 1}]}]}]"
)
DEEP_SPILL = (
    "sections: [{name: s, sections: [{name: a, items: [{name: i, points: 5, findings:"
    " [{text: t, deduct_section: 8}]}]},"
    " {name: b, items: [{name: j, points: 5, findings: [{text: u, deduct: 1}]}]}]}]"
)
SPILL_BONUS = item("{text: t, deduct_section: 12}", "{text: u, bonus: 3}")
PENALTY = item("{text: t, penalty: {from: 5, to: 10}}", "{text: u, penalty: 4, per: 次}")
SEVERAL = (
    "sections: [{name: s, items: [{name: i, points: 10, findings:"
    " [{text: t, deduct: 2, deduct_section: 3, penalty: 5}]},"
    " {name: j, points: 10, findings: [{text: u, deduct: 1}]}]}]"
)
SEVERAL_COUNTED = (
    "sections: [{name: s, items: [{name: i, points: 10, findings: [{text: t, deduct: 2, deduct_section: 1, per: 次}]},"
    " {name: j, points: 10, findings: [{text: u, deduct: 1}]}]}]"
)
SEVERAL_BELOW = item("{text: t, deduct: 2, penalty: 1, below: 80%}")
GIVE_AND_TAKE = item("{text: t, deduct: 1, bonus: 3}")


@table(
    {
        "bonus: 10 - 6 + 2": (BONUS, {"1.1.1": "1", "1.1.2": "有"}, {"1.1": "6"}),
        "bonus outside the pool: 10 - 12 is 0, + 2": (BONUS, {"1.1.1": "2", "1.1.2": "有"}, {"1.1": "2", "": "2"}),
        "awards to 4 and deductions: 10 - 4 there at the start": (MIXED, {}, {"1.1": "6"}),
        "6 + 4": (MIXED, {"1.1.1": "4"}, {"1.1": "10"}),
        "6 - 2": (MIXED, {"1.1.2": "1"}, {"1.1": "4"}),
        "6 + 3 - 2": (MIXED, {"1.1.1": "3", "1.1.2": "1"}, {"1.1": "7"}),
        "6 + 4 - 4 x 2": (MIXED, {"1.1.1": "9", "1.1.2": "4"}, {"1.1": "2"}),
        "6 + 4 - 6 x 2, not below 0": (MIXED, {"1.1.1": "4", "1.1.2": "6"}, {"1.1": "0"}),
        "awards without end: nothing there at the start": (MIXED_FREE, {}, {"1.1": "0"}),
        "0 + 7 - 2": (MIXED_FREE, {"1.1.1": "7", "1.1.2": "1"}, {"1.1": "5"}),
        "0 + 12 - 2, not above 10": (MIXED_FREE, {"1.1.1": "12", "1.1.2": "1"}, {"1.1": "10"}),
        "0 + 13 - 2, not above 10": (MIXED_FREE, {"1.1.1": "13", "1.1.2": "1"}, {"1.1": "10"}),
        "the best level 3 and 1 more: 6 at the start": (MIXED_LEVEL, {}, {"1.1": "6"}),
        "6 + 2 + 1 - 1": (MIXED_LEVEL, {"1.1.1": "良", "1.1.2": "有", "1.1.3": "1"}, {"1.1": "8"}),
        "awards larger than the item: 0 at the start": (MIXED_OVER, {"1.1.2": "1"}, {"1.1": "0"}),
        "0 + 12 - 2 is 10": (MIXED_OVER, {"1.1.1": "有", "1.1.2": "1"}, {"1.1": "10"}),
        "spill: 5 + 5 - 4": (SPILL, {"1.1.1": "1"}, {"1.1": "5", "1.2": "5", "1": "6", "": "16"}),
        "spill with a deduction beside: 5 + 3 - 4": (SPILL, {"1.1.1": "1", "1.2.1": "1"}, {"1": "4", "": "14"}),
        "spill of 12 out of 10: never below 0": (SPILL, {"1.1.1": "3"}, {"1.1": "5", "1": "0", "": "10"}),
        "spill of 8 out of 5 + 1": (SPILL, {"1.1.1": "2", "1.2.1": "2"}, {"1": "0", "": "10"}),
        "spill goes one section up only: 5 - 8 is 0, 0 + 5": (
            DEEP_SPILL,
            {"1.1.1.1": "有"},
            {"1.1.1": "5", "1.1": "0", "1": "5"},
        ),
        "penalties come off the total: 10 - 7 - 8": (
            PENALTY,
            {"1.1.1": "7", "1.1.2": "2"},
            {"1.1": "10", "1": "10", "": "-5"},
        ),
        "three verbs: 10 - 2, 18 - 3, 15 - 5": (SEVERAL, {"1.1.1": "有"}, {"1.1": "8", "1": "15", "": "10"}),
        "two verbs share the count: 10 - 6, 14 - 3": (
            SEVERAL_COUNTED,
            {"1.1.1": "3"},
            {"1.1": "4", "1": "11", "": "11"},
        ),
        "two verbs share the count: all of the item, and 6": (SEVERAL_COUNTED, {"1.1.1": "6"}, {"1.1": "0", "1": "4"}),
        "two verbs share the measure: 10 - 2 - 1": (SEVERAL_BELOW, {"1.1.1": "79"}, {"1.1": "8", "": "7"}),
        "two verbs share the measure: none at 80": (SEVERAL_BELOW, {"1.1.1": "80"}, {"1.1": "10", "": "10"}),
        "give and take: 10 - 1 + 3": (GIVE_AND_TAKE, {"1.1.1": "有"}, {"1.1": "12"}),
    },
    "rubric, entries, expected",
)
def test_points_go_where_the_verb_says(rubric: str, entries: dict[str, str], expected: dict[str, str]) -> None:
    check(rubric, entries, expected)


def test_the_account_names_each_place_of_several_verbs() -> None:
    assert scored(SEVERAL, {"1.1.1": "有"}).account == [
        ("lost", Decimal(-2)),
        ("lost", Decimal(-3)),
        ("lost", Decimal(-5)),
    ]


def test_several_verbs_go_with_plain_amounts_only() -> None:
    assert faults(item("{text: t, deduct: {甲: 1}, penalty: 1}"))


def test_a_finding_that_does_nothing_is_refused() -> None:
    assert faults(item("{text: t}"))
