"""Sections, items and the whole: fields that need points, parts or key items, and shares that need a whole."""

import pytest

from tests.faults.told import codes, item, rubric

BONUS = "findings: [{text: b, bonus: 1}]"


@pytest.mark.parametrize(
    ("section", "expected"),
    [
        ("{name: s, points: 5, items: [{name: i, ONE}]}", []),
        ("{name: s, points: 5, items: [{name: i, floor: 0, round: 1, ONE}]}", ["field-without-points"] * 2),
        ("{name: s, points: 5, items: [{name: i, bonus_at_most: 1, ONE}]}", ["field-without-points"]),
        ("{name: s, points: 5, items: [{name: i, start: 1, ONE}]}", ["field-without-points"]),
        ("{name: s, points: 5, items: [{name: i, may_not_apply: true, ONE}]}", ["field-without-points"]),
        ("{name: s, points: 5, items: [{name: i, may_not_apply: false, ONE}]}", []),
        ("{name: s, points: 5, items: [{name: i, not_applicable: full, ONE}]}", ["field-without-points"]),
        ("{name: s, points: 5, items: [{name: i, formula: 1 + 1, ONE}]}", ["score-never-used"]),
        (
            "{name: s, points: 5, sections: [{name: u, gate: {when: 1 > 2}, items: [{name: i, ONE}]}]}",
            ["score-never-used"],
        ),
        ("{name: s, items: [{name: i, points: 5, floor: none, round: 1, start: 4, ONE}]}", ["points-never-reached"]),
        ("{name: s, start: 1, items: [{name: i, points: 5, ONE}]}", ["start-idle"]),
        ("{name: s, start: 5, points: 5, items: [{name: i, ONE}]}", []),
        ("{name: s, worth: 10, items: [{name: i, points: 5, ONE}]}", []),
        (f"{{name: s, worth: 10, items: [{{name: i, {BONUS}}}]}}", ["worth-without-points"]),
        (f"{{name: s, bonus_at_most: 1, items: [{{name: i, {BONUS}}}, {{name: j, {BONUS}}}]}}", []),
    ],
)
def test_a_field_without_points_to_work_on_is_told(section: str, expected: list[str]) -> None:
    assert codes(rubric(f"- {section}")) == expected


@pytest.mark.parametrize(
    ("section", "expected"),
    [
        ("combine: mean, items: [{name: i, points: 5, ONE}, {name: j, points: 5, ONE}]", []),
        ("combine: mean, items: [{name: i, points: 5, ONE}, {name: j, points: 6, ONE}]", ["combine-unequal"]),
        ("combine: sum, items: [{name: i, points: 5, ONE}, {name: j, points: 6, ONE}]", []),
        ("combine: lowest, items: [{name: i, points: 5, ONE}, {name: j, ONE}]", ["combine-idle"]),
        (
            f"combine: lowest, sections: [{{name: u, items: [{{name: j, {BONUS}}}]}}], "
            "items: [{name: i, points: 5, ONE}]",
            ["combine-unequal"],
        ),
        (f"combine: highest, items: [{{name: i, {BONUS}}}, {{name: j, {BONUS}}}]", []),
        ("combine: highest, items: [{name: i, points: 5, ONE}]", ["combine-idle"]),
        ("points: 5, combine: mean, items: [{name: i, ONE}, {name: j, ONE}]", ["combine-idle"]),
        ("items: [{name: i, points: 5, combine: mean, ONE}]", ["combine-idle"]),
        ("items: [{name: i, points: 5, combine: lowest, instances: [一, 二], ONE}]", []),
        (
            "combine: mean, sections: [{name: u, worth: 9, items: [{name: i, points: 5, ONE}]}, "
            "{name: v, worth: 9, items: [{name: j, points: 6, ONE}]}]",
            [],
        ),
        ("items: [{name: i, points: 5, instances: [一, 二, 一], ONE}]", ["name-twice"]),
    ],
)
def test_what_is_combined_has_equal_points(section: str, expected: list[str]) -> None:
    assert codes(rubric(f"- {{name: s, {section}}}")) == expected


@pytest.mark.parametrize(
    ("gate", "key", "expected"),
    [
        ("gate: {key_zero: true}, ", "key: true, ", []),
        ("gate: {key_below: 5}, ", "key: true, ", []),
        ("gate: {key_below: 5.1}, ", "key: true, ", ["gate-always"]),
        ("gate: {key_zero: true}, ", "", ["gate-without-keys"]),
        ("gate: {key_zero: false}, ", "", ["gate-empty"]),
        ("gate: {when: 1 > 2}, ", "", []),
        ("gate: {when: 1 > 2}, ", "key: true, ", ["key-without-gate"]),
        ("", "key: true, ", ["key-without-gate"]),
        ("instances: [一, 二], gate: {key_below: 6}, ", "key: true, ", ["gate-always"]),
        ("instances: [一, 二], gate: {key_below: 5}, ", "key: true, ", []),
    ],
)
def test_a_gate_and_its_key_items_need_each_other(gate: str, key: str, expected: list[str]) -> None:
    assert codes(rubric(f"- {{name: s, {gate}items: [{{name: i, points: 5, {key}ONE}}]}}")) == expected


def test_a_key_item_answers_to_a_gate_of_any_section_above() -> None:
    inner = "sections: [{name: u, items: [{name: i, points: 5, key: true, ONE}]}]"
    assert codes(rubric(f"- {{name: s, gate: {{key_zero: true}}, {inner}}}")) == []


@pytest.mark.parametrize(
    ("finding", "expected"),
    [
        ("{text: a, deduct: 1, per: 次, at_most: 50%}", []),
        ("{text: a, deduct: 1, per: 次, at_most: 50%, of: '1.1'}", []),
        ("{text: a, deduct: 1, per: 次, at_most: 50%, of: 1.1.1}", ["of-unknown"]),
        ("{text: a, deduct: 1, per: 次, at_most: 2, of: '1'}", ["of-without-percent"]),
        ("{text: a, deduct: 1, per: 次, of: '1'}", ["of-without-percent"]),
        ("{at_most: 10%, of: x, findings: [{text: a, deduct: 1}, {text: b, deduct: 1}]}", ["of-unknown"]),
    ],
)
def test_of_names_a_section_or_item_for_a_per_cent(finding: str, expected: list[str]) -> None:
    assert codes(item(finding)) == expected


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["- {name: s, bonus_at_most: 50%, items: [{name: i, points: 5, findings: [{text: b, bonus: 3}]}]}"], 0),
        (["- {name: s, bonus_at_most: 10%, items: [{name: i, findings: [{text: b, bonus: 1}]}]}"], 1),
        (["- {name: s, items: [{name: i, at_most: 10%, findings: [{text: b, bonus: 1}]}]}"], 1),
        (
            [
                "- {name: s, items: [{name: i, points: 5, ONE}]}",
                "- {name: b, bonus_at_most: 10%, items: [{name: i, findings: [{text: b, bonus: 1, per: 次}]}]}",
            ],
            0,
        ),
        (["- {name: s, items: [{name: i, findings: [{text: b, bonus: 1}]}]}", "at_most: 90%"], 1),
        (
            [
                "- {name: s, items: [{name: i, findings: [{text: b, bonus: 1}]}]}",
                "grades: [{name: A, from: 90%}, {name: B}]",
            ],
            1,
        ),
    ],
)
def test_a_per_cent_is_of_points_that_are_there(lines: list[str], expected: int) -> None:
    text = rubric(*lines).replace("\n  at_most", "\nat_most").replace("\n  grades", "\ngrades")
    assert codes(text).count("percent-of-nothing") == expected


@pytest.mark.parametrize(
    ("grade", "points", "expected"),
    [
        ("each_section: 60%", "points: 5, ", []),
        ("each_section: 60%", "", ["field-without-points"]),
        ("no_zero: true", "", ["field-without-points"]),
        ("no_zero: true", "points: 5, ", []),
    ],
)
def test_a_condition_on_sections_needs_one_with_points(grade: str, points: str, expected: list[str]) -> None:
    finding = "{text: a, deduct: 1}" if points else "{text: a, bonus: 1}"
    text = rubric(f"- {{name: s, items: [{{name: i, {points}findings: [{finding}]}}]}}")
    assert codes(text + f"grades: [{{name: A, {grade}}}, {{name: B}}]\n") == expected


@pytest.mark.parametrize(
    ("section", "item_tags", "finding", "expected"),
    [
        ("", "", "applies_to: [甲], ", []),
        ("applies_to: [甲, 乙], ", "", "applies_to: [乙, 丙], ", []),
        ("applies_to: [甲], ", "", "applies_to: [乙], ", ["applies-never"]),
        ("applies_to: [甲], ", "applies_to: [乙], ", "", ["applies-never"]),
        ("applies_to: [甲], ", "applies_to: [甲, 乙], ", "applies_to: [乙], ", ["applies-never"]),
    ],
)
def test_what_applies_shares_a_tag_with_all_above(
    section: str, item_tags: str, finding: str, expected: list[str]
) -> None:
    findings = f"findings: [{{{finding}text: a, deduct: 1}}, {{text: b, deduct: 1}}]"
    assert codes(rubric(f"- {{{section}name: s, items: [{{{item_tags}name: i, points: 5, {findings}}}]}}")) == expected
