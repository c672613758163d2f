"""The compiled rubric: plain data for other programs, and the fingerprint that forms carry."""

import json
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlrubric.rubric import Rubric
from xlrubric.standard import Standard, check_source, compiled, figure
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
        ("name: a", "id: '1'\n    name: a"),
    ],
)
def test_the_fingerprint_stays_when_only_the_spelling_changes(old: str, new: str) -> None:
    assert TWO.replace(old, new, 1) != TWO
    assert fingerprint(TWO.replace(old, new, 1)) == fingerprint(TWO)


def test_the_compiled_rubric_is_plain_data() -> None:
    data = compiled(rubric(ONE % "{text: t, deduct: {from: 0.50, to: 5}, note: n}"))
    finding = {"id": "1.1.1", "text": "t", "deduct": {"from": 0.5, "to": 5}, "kind": "discretion", "note": "n"}
    item = {
        **{"id": "1.1", "name": "甲", "text": None, "points": 5, "floor": 0, "evidence": []},
        "findings": [finding],
    }
    assert data == {
        **{"rubric": "r", "title": "细则", "language": "zh-Hans", "period": None, "points": 5},
        **{"counts": "review", "sections": [{"id": "1", "name": "一", "points": 5, "items": [item]}]},
    }
    assert json.loads(json.dumps(data)) == data


@pytest.mark.parametrize(
    ("finding", "kind", "amounts"),
    [
        ("{text: t, deduct: 1.00}", "flat", {"deduct": 1}),
        ("{text: t, deduct: 0.2, per: 次, at_most: 0.6}", "counted", {"deduct": 0.2, "per": "次", "at_most": 0.6}),
        ("{text: t, deduct: 1, per: 次, target: 4}", "shortfall", {"deduct": 1, "per": "次", "target": 4}),
        ("{text: t, bonus: 5}", "bonus", {"bonus": 5}),
        ("{text: t, bonus: 0.1, per: 篇}", "bonus_each", {"bonus": 0.1, "per": "篇"}),
    ],
)
def test_a_compiled_finding_names_its_kind_and_its_amounts(finding: str, kind: str, amounts: dict[str, object]) -> None:
    data = json.loads(json.dumps(compiled(rubric(ONE % finding))))
    (found,) = data["sections"][0]["items"][0]["findings"]
    assert found == {"id": "1.1.1", "text": "t", **amounts, "kind": kind, "note": None}


@given(st.decimals(0, 100000, places=6))
def test_a_figure_in_json_is_the_exact_number(number: Decimal) -> None:
    assert Decimal(repr(figure(number))) == number
