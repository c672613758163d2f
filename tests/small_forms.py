"""Tiny rubrics in three languages, every kind of clause in each, and the forms made of them.

Apart from the tests because those of layout, writer, build, score, explain and print all begin with a form. The
entries' names are those of ``xlrubric.graph``: ``review.number:1.1.2``.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from xlrubric.build import Prefill, form_values
from xlrubric.entries import Reading
from xlrubric.layout.form import Form, lead_form, unit_form
from xlrubric.layout.hands import BOTH, Hands
from xlrubric.scoring import Value
from xlrubric.skin import read_skin
from xlrubric.standard import Standard, check_source
from xlrubric.units import Unit
from xlrubric.writer import Stamp, render
from xlrubric.yamltext import parse_yaml

ENGLISH = """
rubric: safety
title: Site safety & order 2018
language: en
period: year 2018
points: 20
sections:
  - name: Management
    items:
      - name: Planning
        text: A plan is made, and 4 meetings are held
        points: 5
        evidence: [the plan, minutes]
        findings:
          - {text: no plan, deduct: 1}
          - {text: meetings held, deduct: 1.5, per: meeting, target: 4}
      - name: Training
        points: 5
        findings:
          - {text: people not trained, deduct: 0.2, per: person, at_most: 0.6}
          - {text: named a model site, bonus: 2}
  - name: Site
    items:
      - name: Order
        points: 10
        findings:
          - {text: disorder, deduct: {from: 1, to: 8}}
          - {text: good ideas taken up, bonus: 0.1, per: idea, at_most: 1}
"""

TRADITIONAL = """
rubric: hygiene
title: 一〇七年度衛生考核
language: zh-Hant
counts: self
sections:
  - name: 環境
    items:
      - name: 清潔
        text: 每月掃除，有紀錄
        points: 6
        findings:
          - {text: 沒有計畫, deduct: 1}
          - {text: 掃除次數, deduct: 0.5, per: 次, target: 12, at_most: 3}
          - {text: 髒亂, deduct: 0.2, per: 處}
          - {text: 觀感不佳, deduct: {from: 0, to: 2}}
  - name: 食安
    items:
      - {name: 檢驗, points: 4, findings: [{text: 未檢驗, deduct: 4}]}
      - name: 示範
        points: 1
        findings:
          - {text: 獲選示範, bonus: 1}
          - {text: 投稿, bonus: 0.1, per: 篇, at_most: 0.5}
"""

SIMPLIFIED = """
rubric: xiaoyuan
title: 校园安全检查
period: 2018年
sections:
  - name: 一、制度
    items:
      - name: 制度建设
        points: 4
        findings:
          - {text: 无制度, deduct: 1}
          - {text: 例会次数, deduct: 1, per: 次, target: 4}
      - name: 台账
        points: 6
        findings:
          - {text: 台账缺项, deduct: 0.5, per: 项, at_most: 2}
          - {text: 整改不力, deduct: {from: 0, to: 5}}
          - {text: 获表彰, bonus: 3}
          - {text: 信息被采用, bonus: 0.1, per: 篇}
"""

RUBRICS = {"en": ENGLISH, "zh-Hant": TRADITIONAL, "zh-Hans": SIMPLIFIED}
STAMP = Stamp(datetime(2018, 10, 15))
UNITS = (
    Unit("u-1", "East & West", "A", "Centre", contact="Ann"),
    Unit("u-2", "=1+1", "A", "Centre"),
    Unit("u-3", "History", "B", "Centre"),
)


def standard(text: str) -> Standard:
    """Give a rubric's text made ready; only warnings are allowed."""
    rubric, problems = check_source(parse_yaml(text, "r.yaml"))
    assert rubric is not None
    return Standard(rubric, tuple(problems))


def single(text: str, unit: Unit = UNITS[0], hands: Hands = BOTH) -> Form:
    """Lay out one unit's form; a unit without tags is given all that the rubric knows."""
    made = standard(text)
    return unit_form(made, read_skin(made.rubric.language), replace(unit, tags=unit.tags or made.known_tags), hands)


def led(text: str, units: tuple[Unit, ...] = UNITS, hands: Hands = BOTH) -> Form:
    """Lay out a lead unit's form; of units without tags the first is given all, the next ones one each."""
    made = standard(text)
    given = [made.known_tags, *(frozenset({tag}) for tag in sorted(made.known_tags))]
    tagged = [replace(unit, tags=unit.tags or given[n % len(given)]) for n, unit in enumerate(units)]
    return lead_form(made, read_skin(made.rubric.language), "Centre", tagged, hands)


def prefill(entries: Mapping[str, Value], unit: Unit = UNITS[0], remarks: Mapping[str, str] | None = None) -> Prefill:
    """Give entries to begin with, as if read from a table."""
    return Prefill({unit.id: {name: Reading(value) for name, value in entries.items()}}, {unit.id: remarks or {}})


def rendered(form: Form, filled: Prefill | None = None) -> bytes:
    """Render a form, blank or pre-filled."""
    return render(form, form_values(form, filled or Prefill()), STAMP)
