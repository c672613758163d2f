"""Returned duty lists and registers: forms filled in by names of cells, collected from bytes.

Apart from the tests so that each holds only what a unit typed and what must be said of it.
"""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from tests.small_forms import standard
from xlrubric.build import Prefill, form_values
from xlrubric.collect import Collection, settled
from xlrubric.collector import Collector
from xlrubric.entries import Reading
from xlrubric.intake import Arrived
from xlrubric.layout.form import unit_form
from xlrubric.skin import read_skin
from xlrubric.standard import Standard
from xlrubric.units import Unit
from xlrubric.writer import Stamp, render

DUTIES = """
rubric: duties
title: 2026年度责任清单
due: 3月底前
due_on: 2026-03-31
signatures: [支部, 本人签名]
sections:
  - name: 共性
    items:
      - name: 计划
        due_on: 2026-06-30
        findings:
          - {text: 制定计划, check: [已落实, 推进中, 未落实], due_on: 2026-04-30}
          - {text: 计划公示, check: true}
      - name: 学习
        findings:
          - {text: 集中学习, check: [已落实, 推进中, 未落实]}
          - {text: 报送情况, check: [已报送, 未报送], periods: [上半年, 下半年], due_on: [2026-07-10, 2027-01-10]}
  - name: 个性
    items:
      - {name: 自定, findings: [{text: 自定的责任, register: 4, at_least: 2}]}
"""
# ids: 1.1.1 制定计划 (30 April), 1.1.2 计划公示 (30 June, the item's), 1.2.1 集中学习 (no day), 1.2.2.1 and 1.2.2.2
# 报送情况 (10 July, 10 January), 2.1.1 自定的责任 with its rows 2.1.1.1 to 2.1.1.4 (31 March, the rubric's)
REGISTERS = """
rubric: bonus
title: 加分登记
sections:
  - name: 工作
    items:
      - name: 报送
        points: 8
        findings:
          - {text: 报送情况, award: 2, periods: [一季度, 二季度], due_on: [2020-04-10, 2020-07-10]}
          - {text: 专报, award: 2, periods: [一季度, 二季度]}
  - name: 加分
    items:
      - name: 表彰
        findings:
          - text: 表彰的项目
            bonus: {中央: 3, 省委: 2, 市委: 1}
            register: 4
            keep: highest
            dated: {from: 2019-12-16, to: 2020-12-15}
      - name: 做法
        findings:
          - {text: 推广的做法, bonus: {省级: 2, 市级: 1}, register: 2, keep: highest}
  - name: 重扣
    items:
      - {name: 违规, findings: [{text: 违规情形, penalty: {from: 5, to: 10}, register: 2}]}
"""
# ids: 1.1.1.1, 1.1.1.2 报送 (10 April, 10 July), 1.1.2.1, 1.1.2.2 专报; 2.1.1 表彰, 2.2.1 做法, 3.1.1 违规 and
# their rows
Typed = Mapping[str, Any]
NONE: Typed = {"review.choice:2.2.1": "无", "review.choice:3.1.1": "无"}


def units(count: int) -> tuple[Unit, ...]:
    return tuple(Unit(f"U{n}", f"第{n}支部") for n in range(1, count + 1))


def filled(of: Standard, unit: Unit, typed: Typed) -> bytes:
    """Give a unit's form with this typed into its cells, every formula as after recalculation."""
    form = unit_form(of, read_skin(of.rubric.language), unit)
    known = {entry.name for entry in of.variant(unit.tags).graph.entries}
    read = {name: value for name, value in typed.items() if name in known}
    values = form_values(form, Prefill({unit.id: {name: Reading(value) for name, value in read.items()}}))
    shown = {f"0/{name}": value for name, value in typed.items() if name not in known}
    return render(form, {**values, **shown}, Stamp(datetime(2026, 3, 20)))


def gathered(text: str, *returned: Typed | None, on: date = date(2026, 8, 1)) -> Collection:
    """Collect the forms of U1, U2 …; None: the unit sent nothing."""
    of, listed = standard(text), units(len(returned))
    reader = Collector(of, read_skin(of.rubric.language), listed, of.rubric.counts)
    files = {
        f"{unit.id}.xlsx": filled(of, unit, own) for unit, own in zip(listed, returned, strict=True) if own is not None
    }
    collection = settled(of, listed, [reader.read(Arrived(name, data)) for name, data in files.items()])
    return Collection(of, listed, collection.files, collection.returns, on=on)


def records(frame: Any) -> list[dict[str, Any]]:
    return [{str(key): value for key, value in row.items()} for row in frame.to_dict("records")]


def row(text: str, level: str, number: int = 1, document: str = "〔2020〕3号", day: Any = Decimal(43896)) -> Typed:
    """Type a row of the register 2.1.1; day 43896 is 2020-03-06."""
    own = f"2.1.1.{number}"
    typed = {
        f"shared.text:{own}": text,
        f"review.choice:{own}": level,
        f"document:{own}": document,
        f"dated:{own}": day,
    }
    return {name: value for name, value in typed.items() if value not in ("", None)} | {"review.choice:2.1.1": "有"}
