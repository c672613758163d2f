"""Grades and vetoes: a list from above, and vetoes that hold something back."""

import pytest

from tests.faults.told import codes, item


@pytest.mark.parametrize(
    ("grades", "expected"),
    [
        ("{name: A, from: 4}, {name: B, from: 3}, {name: C}", []),
        ("{name: A, from: 3}, {name: B, from: 4}, {name: C}", ["grade-never"]),
        ("{name: A, from: 4}, {name: B, from: 4}, {name: C}", ["grade-never"]),
        ("{name: A, from: 4, when: '[1.1] > 2'}, {name: B, from: 4}, {name: C}", []),
        ("{name: A, from: 4}, {name: B, from: 4, when: '[1.1] > 2'}, {name: C}", ["grade-never"]),
        ("{name: A, from: 4, no_zero: true}, {name: B, from: 4}, {name: C}", []),
        ("{name: A, from: 4, no_zero: true}, {name: B, from: 5, no_zero: true}, {name: C}", ["grade-never"]),
        ("{name: A, each_section: 60%}, {name: B, each_section: 80%}, {name: C}", ["grade-never"]),
        ("{name: A, each_section: 80%}, {name: B, each_section: 60%}, {name: C}", []),
        ("{name: A, from: 80%}, {name: B, from: 4}, {name: C}", []),
        ("{name: A, from: 80%}, {name: B, from: 90%}, {name: C}", ["grade-never"]),
        ("{name: A, to: 1}, {name: B, to: 2}, {name: C}", []),
        ("{name: A, to: 2}, {name: B, to: 1}, {name: C}", ["grade-never"]),
        ("{name: A, from: 2, to: 3}, {name: B, from: 2}, {name: C}", []),
        ("{name: A}, {name: B, from: 3}, {name: C}", ["grade-never", "grade-never"]),
        ("{name: A, from: 4}, {name: B, from: 3}", ["grade-last-conditional"]),
        ("{name: A, from: 4}, {name: A}", ["grade-twice"]),
    ],
)
def test_a_grade_that_nothing_reaches_is_told(grades: str, expected: list[str]) -> None:
    assert codes(item("{text: a, deduct: 1}") + f"grades: [{grades}]\n") == expected


def test_a_grade_to_which_a_veto_lowers_may_ask_for_what_the_one_before_asks() -> None:
    text = item("{text: a, deduct: 1}", "{text: b, veto: M}")
    assert codes(text + "grades: [{name: A, from: 4}, {name: M, from: 4}, {name: C}]\n") == []


GRADES = "grades: [{name: A, from: 4}, {name: B, from: 3}, {name: C}]\n"


@pytest.mark.parametrize(
    ("findings", "grades", "expected"),
    [
        (["{text: a, deduct: 1, veto: B}"], GRADES, []),
        (["{text: a, deduct: 1, veto: A}"], GRADES, ["veto-idle"]),
        (["{text: a, deduct: 1, veto: D}"], GRADES, ["veto-unknown"]),
        (["{text: a, deduct: 1, veto: D}"], "", []),
        (["{text: a, zero: total, veto: B}"], GRADES, ["veto-shadowed"]),
        (["{text: a, zero: total, veto: C}"], GRADES, []),
        (["{text: a, zero: item, veto: B}"], GRADES, []),
        (["{text: a, zero: total, veto: B}"], GRADES.replace("from: 3", "to: 3"), []),
        (["{text: a, zero: total, veto: B}"], GRADES.replace("from: 4", "when: '[1.1] > 2'"), []),
        (["{text: a, deduct: 1, veto: B}", "{text: a, deduct: 1, veto: C}"], GRADES, ["veto-differs"]),
        (["{text: a, deduct: 1, veto: B}", "{text: a, deduct: 1, veto: B}"], GRADES, []),
        (["{text: a, deduct: 1, veto: B}", "{text: b, deduct: 1, veto: C}"], GRADES, []),
        (["{text: a, deduct: 1, veto: B}", "{text: b, deduct: 1, veto: C}"], "", ["veto-without-order"]),
        (["{text: a, deduct: 1, veto: B}", "{text: b, deduct: 1, veto: B}"], "", []),
    ],
)
def test_a_veto_names_a_grade_and_holds_something_back(findings: list[str], grades: str, expected: list[str]) -> None:
    assert codes(item(*findings) + grades) == expected
