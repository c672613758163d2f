"""The compiled rubric: plain data for other programs, and the fingerprint that forms carry."""

import json
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlrubric.compiled import compiled, figure
from xlrubric.rubric import Rubric
from xlrubric.standard import Standard, check_source
from xlrubric.yamltext import parse_yaml

ONE = "rubric: r\ntitle: 细则\nsections: [{name: 一, items: [{name: 甲, points: 5, findings: [%s]}]}]\n"
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


def rubric(text: str) -> Rubric:
    checked, problems = check_source(parse_yaml(text, "r.yaml"))
    assert checked is not None, problems
    return checked


def fingerprint(text: str) -> str:
    return Standard(rubric(text)).fingerprint


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("rubric: r", "rubric: r2"),
        ("title: t", "title: u"),
        ("title: t", "title: t\nlanguage: en"),
        ("title: t", "title: t\nperiod: 2018年"),
        ("title: t", "title: t\ncounts: self"),
        ("name: a", "name: c"),
        ("{name: i,", "{name: ii,"),
        ("{name: i,", "{name: i, id: x,"),
        ("{name: i,", "{name: i, text: x,"),
        ("{name: i,", "{name: i, evidence: [x],"),
        ("{name: i, points: 1,", "{name: i, points: 1.1,"),
        ("{text: u,", "{text: v,"),
        ("{text: u, deduct: 1}", "{text: u, deduct: 0.9}"),
        ("{text: u, deduct: 1}", "{text: u, bonus: 1}"),
        ("{text: u, deduct: 1}", "{text: u, deduct: 1, per: 次}"),
        ("{text: u, deduct: 1}", "{text: u, deduct: {from: 0, to: 1}}"),
        (", {text: u, deduct: 1}", ""),
        ("title: t", "title: t\nfloor: 0"),
        ("title: t", "title: t\nround: 0"),
        ("title: t", "title: t\nbetter: lower"),
        ("title: t", "title: t\ngrades: [{name: 好, from: 2}, {name: 差}]"),
        ("title: t", "title: t\ndue: 年底前"),
        ("title: t", "title: t\nsignatures: [检查人]"),
        ("name: a", "name: a\n    may_not_apply: true"),
        ("name: a", "name: a\n    gate: {key_zero: true}"),
        ("{name: i,", "{name: i, start: 0,"),
        ("{name: i,", "{name: i, floor: none,"),
        ("{name: i,", "{name: i, key: true,"),
        ("{name: i,", "{name: i, applies_to: [x],"),
        ("{name: i,", "{name: i, instances: [x, y],"),
        ("{text: u, deduct: 1}", "{text: u, deduct: 1, veto: 差}"),
        ("{text: u, deduct: 1}", "{text: u, deduct: 1, applies_to: [x]}"),
        ("{text: u, deduct: 1}", "{text: u, deduct: 1, periods: [x, y]}"),
        ("{text: u, deduct: 1}", "{text: u, deduct: 1, register: 2}"),
        ("{text: u, deduct: 1}", "{group: u, findings: [{text: u, deduct: 1}]}"),
    ],
)
def test_the_fingerprint_changes_with_all_that_a_form_shows_or_counts(old: str, new: str) -> None:
    assert TWO.replace(old, new, 1) != TWO
    assert fingerprint(TWO.replace(old, new, 1)) != fingerprint(TWO)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("deduct: 1", "deduct: 1.00"),
        ("title: t", "title: ' t '"),
        ("title: t", "# remark\ntitle: t"),
        ("{text: u, deduct: 1}", "{text: u, deduct: 1, note: n}"),
        ("title: t", "title: t\nlanguage: zh-Hans"),
        ("title: t", "title: t\npoints: 3"),
        ("title: t", "title: t\nsource: 州组发〔2018〕5号"),
        ("title: t", "title: t\nnote: n"),
        ("name: a", "name: a\n    note: n"),
        ("{name: i,", "{name: i, note: n,"),
        ("{name: i,", "{name: i, key: false, evidence: [],"),
        ("name: a", "name: a\n    points: 2\n    sections: []"),
        ("name: a", "id: '1'\n    name: a"),
    ],
)
def test_the_fingerprint_stays_when_only_the_spelling_changes(old: str, new: str) -> None:
    assert TWO.replace(old, new, 1) != TWO
    assert fingerprint(TWO.replace(old, new, 1)) == fingerprint(TWO)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        # the first band that fits counts
        ("award: {bands: {≥60: 1, ≥90: 2}}", "award: {bands: {≥90: 2, ≥60: 1}}"),
        ("deduct: {from: 0, to: 2}", "deduct: {from: 1, to: 2}"),
        ("deduct: {重: 2, 轻: 1}", "deduct: {轻: 1, 重: 2}"),
        ("deduct: {note: 2, 轻: 1}", "deduct: {note: 1, 轻: 1}"),  # a level may be called what a field is
        ("zero: item", "zero: item, check: true"),
        ("measure: 万元", "measure: 元"),
        ("deduct: 1, per: 次", "deduct: 1, per: 2次"),
        ("deduct: 1, below: 80%", "deduct: 1, below: 80"),
    ],
)
def test_the_fingerprint_tells_amounts_apart_by_their_order_and_their_zeros(one: str, other: str) -> None:
    assert fingerprint(ONE % f"{{text: t, {one}}}") != fingerprint(ONE % f"{{text: t, {other}}}")


def test_the_compiled_rubric_is_plain_data() -> None:
    data = compiled(rubric(ONE % "{text: t, deduct: {from: 0.50, to: 5}, note: n}"))
    finding = {"id": "1.1.1", "text": "t", "deduct": {"from": 0.5, "to": 5}, "kind": "discretion", "note": "n"}
    item = {"id": "1.1", "name": "甲", "points": 5, "findings": [finding]}
    assert data == {
        **{"rubric": "r", "title": "细则", "language": "zh-Hans", "points": 5, "better": "higher"},
        **{"not_applicable": "rebase", "counts": "review"},
        "sections": [{"id": "1", "name": "一", "points": 5, "items": [item]}],
    }
    assert json.loads(json.dumps(data)) == data


@pytest.mark.parametrize(
    ("finding", "kind", "amounts"),
    [
        ("{text: t, deduct: 1.00}", "flat", {"deduct": 1}),
        ("{text: t, deduct: 0.2, per: 次, at_most: 0.6}", "counted", {"deduct": 0.2, "per": "次", "at_most": 0.6}),
        ("{text: t, deduct: 1, per: 次, target: 4}", "short", {"deduct": 1, "per": "次", "target": 4}),
        ("{text: t, bonus: 5}", "flat", {"bonus": 5}),
        ("{text: t, deduct: {from: 0, to: 5}}", "discretion", {"deduct": {"from": 0, "to": 5}}),
        ("{text: t, deduct: {重: 2.50, 轻: 0}}", "level", {"deduct": {"重": 2.5, "轻": 0}}),
        ("{text: t, deduct: {重: 2}, per: 次}", "graded", {"deduct": {"重": 2}, "per": "次"}),
        (
            "{text: t, deduct: {steps: [0, 1.5, all]}, per: 次}",
            "steps",
            {"deduct": {"steps": [0, 1.5, "all"]}, "per": "次"},
        ),
        (
            "{text: t, award: {bands: {≥90: 10.0, else: 0}}, unit: 分, range: {from: 0, to: 100}}",
            "bands",
            {"award": {"bands": {"≥90": 10, "else": 0}}, "unit": "分", "range": {"from": 0, "to": 100}},
        ),
        ("{text: t, award: {of: 100, points: 6}}", "converted", {"award": {"of": 100, "points": 6}}),
        ("{text: t, award: {formula: x * 2}}", "formula", {"award": {"formula": "x * 2"}}),
        (
            "{text: t, deduct: 0.5, per: 1%, below: 80.0 %, step: started}",
            "rate_below",
            {"deduct": 0.5, "per": "1%", "below": "80%", "step": "started"},
        ),
        (
            "{text: t, deduct: 1, per: 天, zero_after: 0}",
            "late",
            {"deduct": 1, "per": "天", "zero_after": 0},
        ),
        ("{text: t, deduct: 2, when: 1 > 2}", "computed", {"deduct": 2, "when": "1 > 2"}),
        ("{text: t, zero: item, check: true}", "check", {"zero": "item", "check": []}),
        ("{text: t, check: [甲, 乙]}", "check", {"check": ["甲", "乙"]}),
        ("{text: t, measure: 万元}", "measure", {"measure": "万元"}),
        ("{text: t, deduct: 1, penalty: 2, veto: 差}", "flat", {"deduct": 1, "penalty": 2, "veto": "差"}),
        (
            "{text: t, award: {甲: 1}, register: 2, forms: {发文: 0.50}, at_most: 10%, keep: highest}",
            "level",
            {"award": {"甲": 1}, "register": 2, "forms": {"发文": 0.5}, "at_most": "10%", "keep": "highest"},
        ),
        ("{text: t, register: 3, at_least: 2}", "own", {"register": 3, "at_least": 2}),
        ("{text: t, bonus: 0.1, per: 篇}", "counted", {"bonus": 0.1, "per": "篇"}),
    ],
)
def test_a_compiled_finding_names_its_kind_and_its_amounts(finding: str, kind: str, amounts: dict[str, object]) -> None:
    data = json.loads(json.dumps(compiled(rubric(ONE % finding))))
    (found,) = data["sections"][0]["items"][0]["findings"]
    assert found == {"id": "1.1.1", "text": "t", **amounts, "kind": kind}


def test_a_compiled_group_holds_its_findings_and_all_numbers_are_its_items_own() -> None:
    data = compiled(rubric(ONE % "{group: g, at_most: 2, findings: [{text: t, deduct: 1}]}, {text: u, deduct: 2}"))
    text = json.dumps(data["sections"], ensure_ascii=False)
    group, after = json.loads(text)[0]["items"][0]["findings"]
    assert (group["group"], group["at_most"], [f["id"] for f in group["findings"]]) == ("g", 2, ["1.1.1"])
    assert (after["id"], after["kind"]) == ("1.1.2", "flat")


def test_what_is_zero_is_said_and_what_is_not_given_is_not() -> None:
    node = "{name: 甲, points: 5, start: 0, round: 0, floor: 0, findings: [{text: t, deduct: 1}]}"
    whole = rubric(
        f"rubric: r\ntitle: t\nfloor: 0\nsections: [{{name: 一, sections: [{{name: 二, items: [{node}]}}]}}]\n"
    )
    data = json.loads(json.dumps(compiled(whole)))
    section = data["sections"][0]["sections"][0]
    (item,) = section["items"]
    assert (data["floor"], item["start"], item["round"], item["floor"]) == (0, 0, 0, 0)
    assert set(item) == {"id", "name", "points", "start", "round", "floor", "findings"}
    assert set(section) == {"id", "name", "points", "items"}


@given(st.decimals(0, 100000, places=6))
def test_a_figure_in_json_is_the_exact_number(number: Decimal) -> None:
    assert Decimal(repr(figure(number))) == number
