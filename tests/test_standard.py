"""A rubric file is checked against the schema and its own arithmetic; what it says is kept exactly."""

from decimal import Decimal
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from xlrubric.messages import LANGUAGES, MESSAGES, line
from xlrubric.messages.faults import FAULTS
from xlrubric.messages.message import Level
from xlrubric.problems import Refusal
from xlrubric.rubric import (
    Bands,
    ByFormula,
    Converted,
    Finding,
    Group,
    Item,
    Levels,
    Range,
    Rubric,
    Section,
    Span,
    Steps,
    full_points,
    numbered,
)
from xlrubric.rules import plain
from xlrubric.standard import check_source, read_standard
from xlrubric.values import Percent
from xlrubric.yamltext import parse_yaml

RUBRICS = sorted((Path(__file__).parent.parent / "rubrics").rglob("*.yaml"))

HEAD = """\
rubric: r
title: 细则
sections:
  - name: 一
    items:
      - name: 甲
        points: 5
        findings:
"""
START = HEAD + "          - {text: t, deduct: 1}\n"


def told(text: str) -> list[tuple[str, int, int]]:
    """Check a rubric's text; give code, line and column of each problem, in order.

    What a standard's figures come to is a matter of its own: those warnings are left out.
    """
    return [one for one in all_told(text) if one[0] not in FAULTS or MESSAGES[one[0]].level is Level.ERROR]


def all_told(text: str) -> list[tuple[str, int, int]]:
    _, problems = check_source(parse_yaml(text, "r.yaml"))
    assert all(line(p, language) for p in problems for language in LANGUAGES)
    return [(p.code, p.place.line, p.place.column) for p in sorted(problems)]


def rubric(text: str) -> Rubric:
    checked, problems = check_source(parse_yaml(text, "r.yaml"))
    assert checked is not None, problems
    return checked


def with_finding(finding: str) -> str:
    return f"{HEAD}          - {finding}\n"


@pytest.mark.parametrize(
    ("finding", "code", "column"),
    [
        ("{text: t, deduct: no}", "not-a-number", 31),
        ("{text: t, deduct: １}", "not-a-number", 31),
        ("{text: t, deduct: 1_0}", "not-a-number", 31),
        ("{text: t, deduct: 1e2}", "not-a-number", 31),
        ("{text: t, deduct: .5}", "not-a-number", 31),
        ("{text: t, deduct: 0.1234567}", "not-a-number", 31),
        ("{text: t, deduct: NaN}", "not-a-number", 31),
        ("{text: t, deduct: }", "text-blank", 31),
        ("{text: t, deduct: ~}", "not-a-number", 31),
        ("{text: t, deduct: 0}", "number-out-of-range", 31),
        ("{text: t, deduct: -1}", "number-out-of-range", 31),
        ("{text: t, deduct: 100000.01}", "number-out-of-range", 31),
        ("{text: t, deduct: 1, per: 次, target: 0}", "number-out-of-range", 50),
        ("{text: t, deduct: 1, per: 次, target: 100001}", "number-out-of-range", 50),
        ("{text: t, deduct: 1, per: 次, target: 四}", "not-a-number", 50),
        ("{text: t, deduct: [1]}", "wrong-shape", 31),
        ("{text: t, bonus: {from: 1, to: [2]}}", "wrong-shape", 44),
        ("{text: [t], deduct: 1}", "wrong-shape", 20),
        ("{text: t, deduct: 1, per: 次, at_most: {value: 10}}", "wrong-shape", 51),  # no 10%
        ("{text: t, deduct: 1, per: 次, at_most: {values: 1}}", "wrong-shape", 51),
        ("{text: t, deduct: 1, per: 次, at_most: [1]}", "wrong-shape", 51),
        ("{text: t, deduct: {from: 1}}", "field-missing", 31),
        ("{text: t, deduct: {from: 1, to: x}}", "not-a-number", 45),
        ("{text: t, deduct: {from: 1, to: 2, by: 1}}", "field-unknown", 52),
        ("{text: t, deduct: {from: 1, to: 0}}", "number-out-of-range", 45),
        ("{text: t, deduct: {from: -1, to: 2}}", "number-out-of-range", 38),
        ("{text: t, deducts: 1}", "field-unknown", 32),
        ("{text: t, deduct: 1, <<: {a: 1}}", "yaml-merge", 34),
        ("{text: t, deduct: 1, '<<': {a: 1}}", "field-unknown", 40),
        ("{deduct: 1}", "field-missing", 13),
        ("{text: ' ', deduct: 1}", "text-blank", 20),
        ("{text: t, deduct: 1, per: ''}", "text-blank", 39),
        ("{text: t, deduct: 1, note: }", "text-blank", 40),
        ("{text: t, id: a b, deduct: 1}", "id-unfit", 27),
        ("{text: t, id: '', deduct: 1}", "text-blank", 27),
        ("{text: t, id: a/b, deduct: 1}", "id-unfit", 27),
        (f"{{text: t, id: {'x' * 41}, deduct: 1}}", "id-unfit", 27),
        (f"{{text: {'x' * 2001}, deduct: 1}}", "text-too-long", 20),
        (f"{{text: t, deduct: 1, per: {'x' * 61}}}", "text-too-long", 39),
        ("t", "wrong-shape", 13),
        ("[t]", "wrong-shape", 13),
        ("{text: t}", "no-such-rule", 13),
        ("{text: t, deduct: {from: 3, to: 1}}", "range-reversed", 13),
        ("{text: t, deduct: 2, per: 次, at_most: 1.99}", "limit-below-step", 13),
        ("{text: t, bonus: 2, per: 次, at_most: 1}", "limit-below-step", 13),
        ("{text: t, deduct: 5.01}", "finding-larger-than-item", 31),
        ("{text: t, deduct: 5.01, per: 次}", "finding-larger-than-item", 31),
        ("{text: t, deduct: 1, deduct: 2}", "yaml-key-twice", 34),
        # the other shapes of an amount: only the one that is meant complains
        ("{text: t, deduct: {重: x, 轻: 1}}", "not-a-number", 35),
        ("{text: t, deduct: {重: -1}}", "number-out-of-range", 35),
        ("{text: t, deduct: {'': 1}}", "text-blank", 36),
        (f"{{text: t, deduct: {{{'x' * 31}: 1}}}}", "text-too-long", 65),
        ("{text: t, deduct: {steps: [1, x]}, per: 次}", "not-a-number", 43),
        ("{text: t, deduct: {steps: []}, per: 次}", "list-empty", 39),
        (f"{{text: t, deduct: {{steps: [{'1, ' * 21}]}}, per: 次}}", "list-too-long", 39),
        ("{text: t, award: {bands: {}}}", "list-empty", 38),
        ("{text: t, award: {bands: {≥90: x}}}", "not-a-number", 44),
        ("{text: t, award: {of: 0}}", "number-out-of-range", 35),
        ("{text: t, award: {of: 1, point: 2}}", "field-unknown", 45),
        ("{text: t, award: {formula: }}", "text-blank", 40),
        ("{text: t, award: {formula: 1 +}}", "formula-no-value", 40),
        ("{text: t, award: {formula: 1 < 2}}", "formula-kind", 40),
        ("{text: t, deduct: 1, when: 1}", "formula-kind", 40),
        ("{text: t, deduct: 1, when: '[1.1.9] > 2'}", "formula-unknown-name", 40),
        # shares, flags, periods, registers, notes
        ("{text: t, deduct: 2, below: 0%}", "number-out-of-range", 41),
        ("{text: t, deduct: 2, below: 100001%}", "number-out-of-range", 41),
        ("{text: t, deduct: 2, below: x%}", "not-a-number", 41),
        ("{text: t, deduct: 2, per: 1%, below: 80%, step: half}", "not-a-choice", 61),
        ("{text: t, zero: all}", "not-a-choice", 29),
        ("{text: t, reverse: 0}", "number-out-of-range", 32),
        ("{text: t, veto: }", "text-blank", 29),
        ("{text: t, deduct: 1, applies_to: []}", "list-empty", 46),
        ("{text: t, deduct: 1, applies_to: a}", "wrong-shape", 46),
        ("{text: t, deduct: 1, periods: [a]}", "list-too-short", 43),
        ("{text: t, deduct: 1, register: 61}", "number-out-of-range", 44),
        ("{text: t, deduct: 1, register: 1.5}", "number-not-whole", 44),
        ("{text: t, deduct: 1, keep: lowest}", "not-a-choice", 40),
        ("{text: t, measure: 万元, range: {from: 2, to: 1}}", "range-reversed", 43),
        ("{text: t, measure: 万元, range: {from: -1000000000, to: 1}}", "number-out-of-range", 50),
        ("{text: t, check: 1}", "wrong-shape", 30),
        (f"{{text: t, check: [{'x, ' * 21}]}}", "list-too-long", 30),
        # groups
        ("{group: g, findings: []}", "list-empty", 34),
        ("{group: g, findings: [{text: t, deduct: x}]}", "not-a-number", 53),
        ("{group: g, findings: [{text: t, deduct: 1, atmost: 1}]}", "field-unknown", 64),
        ("{group: g, findings: [{text: t, deduct: 1, at_most: 3}]}", "no-such-rule", 35),
        ("{group: g, findings: [{text: t, deduct: 1}], at_mst: 3}", "field-unknown", 66),
        ("{text: t, deduct: 1, at_most: 3}", "no-such-rule", 13),
        ("{text: t, deduct: 1, bonus: {from: 0, to: 1}}", "verbs-clash", 13),
    ],
)
def test_what_is_wrong_with_a_finding_is_said_once_and_where_it_stands(finding: str, code: str, column: int) -> None:
    assert told(with_finding(finding)) == [(code, 9, column)]


@pytest.mark.parametrize(
    "finding",
    [
        "{text: t, deduct: 5}",
        "{text: t, deduct: +0.5}",
        "{text: t, deduct: '0.5'}",
        "{text: t, deduct: 0.000001}",
        "{text: no, deduct: 1}",
        "{text: t, deduct: {from: 0, to: 5}}",
        "{text: t, deduct: {from: 2, to: 2}}",
        "{text: t, deduct: 1, per: 次, at_most: 1}",
        "{text: t, deduct: 1, per: 次, target: 9999}",
        "{text: t, deduct: 1, per: 篇, target: 1.5}",
        "{text: t, bonus: {from: 1, to: 2}}",
        "{text: t, deduct: 2, below: 80 %}",
        "{text: t, measure: 万元, range: {from: -999999999, to: 999999999}}",
        "{text: t, check: [已落实, 未落实]}",
        "{text: t, award: {of: 100, points: 5}}",
        "{text: t, deduct: {steps: [0, 3, all]}, per: 次}",
        "{text: t, register: 60, at_least: 2}",
        "{group: g, at_most: 2, findings: [{text: t, deduct: 1}, {text: u, deduct: 2}]}",
        "{text: t, bonus: 100000}",
        "{text: t, deduct: 1, id: 甲-1.a_b}",
        f"{{text: {'x' * 340}, deduct: 1}}",
        "{text: t, deduct: 1, note: 依据第三条}",
        f"{{text: t, id: {'x' * 40}, deduct: 1}}",
    ],
)
def test_what_is_right_with_a_finding_is_not_remarked_on(finding: str) -> None:
    assert all_told(with_finding(finding) + "          - {text: u, deduct: 5}\n") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("- a", [("rubric-not-a-table", 1, 1)]),
        ("a", [("rubric-not-a-table", 1, 1)]),
        ("rubric: r", [("field-missing", 1, 1), ("field-missing", 1, 1)]),
        (START.replace("title: 细则\n", ""), [("field-missing", 1, 1)]),
        (START + "secs: 1\n", [("field-unknown", 10, 7)]),
        (START + "language: zh\n", [("not-a-choice", 10, 11)]),
        (START + "counts: both\n", [("not-a-choice", 10, 9)]),
        (START + "counts: self\nlanguage: zh-Hant\n", []),
        (START + "points: 5.0\n", []),
        (START + "points: 6\n", [("points-differ", 10, 9)]),
        (START.replace("  - name: 一\n", "  - name: 一\n    points: 5\n"), []),
        (START.replace("  - name: 一\n", "  - name: 一\n    points: 4\n"), [("points-differ", 5, 13)]),
        (START.replace("  - name: 一\n", "  - id: '2'\n    name: 一\n"), []),
        (START.replace("points: 5", "points: x"), [("not-a-number", 7, 17)]),
        (START.replace("points: 5", "points: 0"), [("number-out-of-range", 7, 17)]),
        (START.replace("        points: 5\n", ""), []),  # then its findings count straight into the sum
        (START.replace("    items:", "    sections: []\n    items:"), []),
        (START.replace("name: 甲", "name: "), [("text-blank", 6, 14)]),
        (START.replace("name: 甲", "name: 甲\n        evidence: 记录"), [("wrong-shape", 7, 19)]),
        (START.replace("name: 甲", "name: 甲\n        evidence: [记录, ' ']"), [("text-blank", 7, 24)]),
        (START.replace("name: 甲", "name: 甲\n        evidence: []"), []),
        ("rubric: r\ntitle: t\nsections: []", [("list-empty", 3, 11)]),
        ("rubric: r\ntitle: t\nsections: 3", [("wrong-shape", 3, 11)]),
        ("rubric: r\ntitle: t\nsections: [{name: s, items: []}]", [("list-empty", 3, 29)]),
        (HEAD[: HEAD.rindex("findings:")] + "findings: []\n", [("list-empty", 8, 19)]),
        (START.replace("rubric: r", "rubric: r 1"), [("id-unfit", 1, 9)]),
        ("rubric: r\ntitle: t\nsections: [{name: s, sections: [{name: u}]}]", [("list-empty", 3, 33)]),
        ("rubric: r\ntitle: t\nsections: [{name: s, items: [{name: i, formula: '1 + 1'}]}]", []),
        (START + "floor: x\n", [("not-a-number", 10, 8)]),
        (START + "floor: [1]\n", [("wrong-shape", 10, 8)]),
        (START + "floor: none\n", []),
        (START + "floor: -5\n", []),
        (START + "floor: -100001\n", [("number-out-of-range", 10, 8)]),
        (START + "round: 7\n", [("number-out-of-range", 10, 8)]),
        (START + "round: 1.5\n", [("number-not-whole", 10, 8)]),
        (START + "signatures: []\n", [("list-empty", 10, 13)]),
        (START + "grades: [{name: 优, from: 3}]\n", [("list-too-short", 10, 9)]),
        (START + "grades: [{name: 优, from: 3}, {name: 差, form: 1}]\n", [("field-unknown", 10, 46)]),
        (START + "grades: [{name: 优, when: '[1]'}, {name: 差}]\n", [("formula-kind", 10, 26)]),
        (START + "formula: '[2] * 2'\n", [("formula-unknown-name", 10, 10)]),
        (START.replace("points: 5", "points: 5\n        key: maybe"), [("not-a-flag", 8, 14)]),
        (START.replace("points: 5", "points: 5\n        may_not_apply: 是"), []),
        (START.replace("points: 5", "points: 5\n        instances: [甲]"), [("list-too-short", 8, 20)]),
        (START.replace("    items:", "    gate: {key: true}\n    items:"), [("field-unknown", 5, 17)]),
    ],
)
def test_what_is_wrong_elsewhere_is_said_once_and_where_it_stands(
    text: str, expected: list[tuple[str, int, int]]
) -> None:
    assert told(text) == expected


@pytest.mark.parametrize(("key", "fits"), [("x" * 40, True), ("-" + "x" * 40, True), ("x" * 41, False), ("--x", True)])
def test_a_key_of_the_ranks_is_an_id_with_or_without_a_minus(key: str, fits: bool) -> None:
    found = told(START + f"result: {{rank: {{keys: ['{key}']}}}}\n")
    assert ("id-unfit" in [code for code, _, _ in found]) is not fits


def test_all_problems_are_told_at_once() -> None:
    text = START.replace("points: 5", "points: x").replace("title:", "titel:").replace("deduct: 1", "deduct: y")
    assert [code for code, *_ in told(text)] == [
        "field-missing",
        "field-unknown",
        "not-a-number",
        "not-a-number",
    ]


@pytest.mark.parametrize(
    ("text", "near"),
    [
        (START + "titles: x\n", "title"),
        (with_finding("{text: t, deduct: 1, atmost: 3}"), "at_most"),
        (with_finding("{text: t, deduct: 1, targets: 3}"), "target"),
        (with_finding("{text: t, deduct: {from: 1, to: 2, tos: 1}}"), "to"),
        (START.replace("points: 5", "points: 5\n        evidences: x"), "evidence"),
        (START.replace("    items:", "    item: x\n    items:"), "items"),
        (
            with_finding("{text: t, deduct: 1, 颜色: 3}"),
            "id, text, note, applies_to, deduct, award, bonus, deduct_section, penalty, zero, reverse, veto, per, "
            "at_most, of, target, below, above, step, zero_after, unit, range, periods, register, forms, keep, "
            "at_least, dated, due_on, check, measure, when",
        ),
        (with_finding("{text: t, deduct: {from: 1, to: 2, 每次: 3}}"), "from, to"),
        (with_finding("{text: t, award: {of: 100, 封顶: 3}}"), "of, points"),
        (with_finding("{text: t, measure: 万元, range: {from: 1, to: 2, tos: 3}}"), "to"),
        (with_finding("{group: g, findings: [{text: t, deduct: 1, registers: 1}]}"), "register"),
        (with_finding("{group: g, finding: 1, findings: [{text: t, deduct: 1}]}"), "findings"),
        (START.replace("    items:", "    section: x\n    items:"), "sections"),
        (START.replace("    items:", "    gate: {key_zeros: true}\n    items:"), "key_zero"),
        (START + "grades: [{name: 优, each: 60%}, {name: 差}]\n", "name, from, to, each_section, no_zero, when"),
    ],
)
def test_an_unknown_field_is_answered_with_the_nearest_known_or_all_of_them(text: str, near: str) -> None:
    _, problems = check_source(parse_yaml(text, "r.yaml"))
    (found,) = (one for one in problems if one.code == "field-unknown")
    assert dict(found.details)["near"] == near


TWO = """\
rubric: r
title: t
sections:
  - name: a
    items:
      - {name: i, points: 1, findings: [{text: t, deduct: 1}, {text: u, deduct: 1}]}
      - {name: j, points: 1, findings: [{text: t, deduct: 1}]}
  - name: b
    items:
      - {name: k, points: 1, findings: [{text: t, deduct: 1}]}
"""


def ids(whole: Rubric) -> list[str]:
    return [
        *(s.id for s in whole.sections),
        *(i.id for i in whole.items()),
        *(f.id for f in whole.findings()),
    ]


def test_nodes_are_numbered_by_their_order() -> None:
    assert ids(rubric(TWO)) == ["1", "2", "1.1", "1.2", "2.1", "1.1.1", "1.1.2", "1.2.1", "2.1.1"]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("{name: i,", "{name: i, id: x,", ["1", "2", "x", "1.2", "2.1", "x.1", "x.2", "1.2.1", "2.1.1"]),
        ("{text: u,", "{text: u, id: 甲,", ["1", "2", "1.1", "1.2", "2.1", "1.1.1", "甲", "1.2.1", "2.1.1"]),
        ("- name: b", "- name: b\n    id: B", ["1", "B", "1.1", "1.2", "B.1", "1.1.1", "1.1.2", "1.2.1", "B.1.1"]),
    ],
)
def test_an_id_that_is_given_stays_and_goes_down_to_what_has_none(old: str, new: str, expected: list[str]) -> None:
    assert ids(rubric(TWO.replace(old, new))) == expected


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("- name: b", "- name: b\n    id: '1'", [("id-twice", 8, 5), ("id-twice", 11, 9), ("id-twice", 11, 41)]),
        ("{text: u,", "{text: u, id: '2',", [("id-twice", 8, 5)]),
        ("{text: u,", "{text: u, id: 1.1.1,", [("id-twice", 6, 63)]),
        ("{text: u,", "{text: u, id: 2.1.1,", [("id-twice", 10, 41)]),
    ],
)
def test_an_id_stands_for_one_node_only(old: str, new: str, expected: list[tuple[str, int, int]]) -> None:
    assert told(TWO.replace(old, new)) == expected


def test_what_was_said_is_kept_exactly() -> None:
    whole = rubric(with_finding("{text: ' t ', deduct: 0.10, per: 次, at_most: 1.0, note: n}"))
    (finding,) = whole.findings()
    assert finding == Finding(id="1.1.1", text="t", deduct=Decimal("0.1"), per="次", at_most=Decimal(1), note="n")
    assert (whole.language, whole.counts, full_points(whole)) == ("zh-Hans", "review", Decimal(5))


def test_a_rubric_cannot_be_changed() -> None:
    whole = rubric(START)
    with pytest.raises(ValidationError):
        whole.title = "other"  # type: ignore[misc]


def test_a_file_with_errors_is_refused_with_all_of_them_in_order(tmp_path: Path) -> None:
    path = tmp_path / "r.yaml"
    path.write_text(START.replace("points: 5", "points: x") + "secs: 1\n", encoding="utf-8")
    with pytest.raises(Refusal) as caught:
        read_standard(path)
    assert [(p.code, p.place.line) for p in caught.value.problems] == [("not-a-number", 7), ("field-unknown", 10)]


def test_a_file_with_warnings_is_read_and_keeps_them(tmp_path: Path) -> None:
    path = tmp_path / "r.yaml"
    path.write_text(with_finding("{text: t, deduct: 6}"), encoding="utf-8")
    standard = read_standard(path)
    assert [p.code for p in standard.problems] == ["finding-larger-than-item"]
    assert full_points(standard.rubric) == 5


def test_a_key_that_stands_twice_is_refused_though_the_rest_is_right(tmp_path: Path) -> None:
    path = tmp_path / "r.yaml"
    path.write_text(START + "title: again\n", encoding="utf-8")
    with pytest.raises(Refusal):
        read_standard(path)


@pytest.mark.parametrize("path", RUBRICS, ids=lambda p: p.name)
def test_the_shipped_rubrics_have_neither_errors_nor_warnings(path: Path) -> None:
    standard = read_standard(path)
    assert standard.problems == ()
    assert standard.rubric.rubric == path.stem
    assert set(standard.expressions) == {q.name for q in standard.graph.quantities}


NAMES = st.text(st.sampled_from("甲乙ab 1:#-'\"&*!%@"), max_size=10).filter(lambda t: t.strip())
AMOUNTS = st.decimals(min_value="0.01", max_value="99.99", places=2)
FINDINGS = st.one_of(
    st.builds(Finding, text=NAMES, deduct=AMOUNTS, note=st.none() | NAMES, veto=st.none() | NAMES),
    st.builds(Finding, text=NAMES, deduct=AMOUNTS, penalty=AMOUNTS),
    st.builds(Finding, text=NAMES, deduct=AMOUNTS, per=NAMES, target=st.none() | st.integers(1, 99)),
    st.builds(Finding, text=NAMES, bonus=AMOUNTS, per=NAMES, at_most=st.just(Decimal(100))),
    st.builds(
        lambda text, low: Finding(text=text, deduct=Range.model_validate({"from": low, "to": 100})), NAMES, AMOUNTS
    ),
)
WORDED = NAMES.map(str.strip).filter(bool)
LEVELS = st.dictionaries(WORDED, AMOUNTS, min_size=1, max_size=3).map(Levels)
SHARES = AMOUNTS | AMOUNTS.map(Percent)
SHAPED = st.one_of(
    st.builds(Finding, text=NAMES, award=LEVELS, veto=st.none() | NAMES),
    st.builds(Finding, text=NAMES, bonus=LEVELS, register=st.integers(1, 60), at_most=st.none() | SHARES),
    st.builds(Finding, text=NAMES, penalty=AMOUNTS, periods=st.tuples(NAMES, NAMES), at_most=st.none() | SHARES),
    st.builds(Finding, text=NAMES, deduct=AMOUNTS, per=NAMES, below=SHARES, step=st.sampled_from(("whole", "linear"))),
    st.builds(Finding, text=NAMES, zero=st.sampled_from(("item", "section", "total")), above=SHARES),
    st.builds(Finding, text=NAMES, check=st.lists(WORDED, max_size=3, unique=True).map(tuple)),
    st.builds(lambda text, high: Finding(text=text, measure="m", range=span(high)), NAMES, AMOUNTS),
    st.builds(
        lambda text, steps: Finding(text=text, deduct=Steps(steps=(*steps, "all")), per="次"), NAMES, st.tuples(AMOUNTS)
    ),
    st.builds(lambda text, of: Finding(text=text, award=Converted(of=of)), NAMES, AMOUNTS),
    st.builds(lambda text, one: Finding(text=text, award=Bands(bands={"≥1": one, "else": one})), NAMES, AMOUNTS),
    st.builds(lambda text: Finding(text=text, award=ByFormula(formula="x * 2")), NAMES),
)
GROUPS = st.builds(
    Group,
    group=st.none() | NAMES,
    at_most=st.none() | SHARES,
    findings=st.lists(FINDINGS, min_size=1, max_size=2).map(tuple),
)
ITEMS = st.builds(
    Item,
    name=NAMES,
    points=st.just(Decimal(100)),
    evidence=st.lists(NAMES, max_size=2).map(tuple),
    key=st.booleans(),
    floor=st.none() | st.just("none") | AMOUNTS,
    round=st.none() | st.integers(0, 6),
    may_not_apply=st.booleans(),
    findings=st.lists(FINDINGS | SHAPED | GROUPS, min_size=1, max_size=3).map(tuple),
)
SECTIONS = st.builds(
    Section, name=NAMES, worth=st.none() | AMOUNTS, items=st.lists(ITEMS, min_size=1, max_size=2).map(tuple)
)
NESTED = st.builds(Section, name=NAMES, sections=st.lists(SECTIONS, min_size=1, max_size=2).map(tuple))
WHOLE = st.builds(
    Rubric,
    rubric=st.just("r"),
    title=NAMES,
    start=st.none() | AMOUNTS,
    sections=st.lists(SECTIONS | NESTED, min_size=1, max_size=2).map(tuple),
)


def span(high: Decimal) -> Span:
    return Span.model_validate({"from": -high, "to": high})


def as_written(value: object) -> object:
    """Give a model's data as a file has it: tables, lists, and numbers as text."""
    if isinstance(value, dict):
        share = value.get("value") if set(value) == {"value"} else None
        return f"{plain(share)}%" if share else {key: as_written(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [as_written(inner) for inner in value]
    return plain(value) if isinstance(value, Decimal) else str(value)


@given(WHOLE)
def test_any_rubric_that_is_written_down_is_read_back(whole: Rubric) -> None:
    data = as_written(whole.model_dump(by_alias=True, exclude_defaults=True))
    text = yaml.safe_dump(data, allow_unicode=True, default_style="'")
    checked, problems = check_source(parse_yaml(text, "r.yaml"))
    assert checked == numbered(whole)
    assert {found.code for found in problems} <= {*FAULTS, "limit-below-step", "finding-larger-than-item"}
