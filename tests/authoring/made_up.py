"""A made-up rubric with every field and every kind of value, and two small helpers to build and read workbooks."""

import io
from collections.abc import Mapping, Sequence
from pathlib import Path

import openpyxl
from hypothesis import strategies as st

from xlrubric.authoring.reading import read_authored
from xlrubric.typed_text import holdable
from xlrubric.yamltext import Source

EVERYTHING = """
rubric: made-up
title: 什么都有的细则
language: zh-Hant
period: 2026年
points: 100
counts: self
source: '="公式"样子的依据'
note: "两行的\\n解释"
due: 2026-12-20
due_on: 2026-12-20
signatures: [组长, 单位负责人]
start: 80
floor: -10
at_most: 120
bonus_at_most: 10%
round: 2
better: lower
not_applicable: full
merge: newest
formula: '[1] * 0.4 + [2] * 0.6'
grades:
  - {name: 优秀, from: 90, to: 100, each_section: 60%, no_zero: true, when: "min([1], [2]) >= 20"}
  - {name: 不合格}
result:
  points: 100
  round: 3
  missing: reweigh
  account: 绩效
  note: "两行\\n解释"
  sources:
    - {id: lead, name: 日常（牵头）, weight: 20%, applies_to: [机关], table: true, of: 20, note: 未定满分}
    - {id: daily, name: 日常, weight: 20%, applies_to: [窗口单位], tiers: {好: 100, 差: 70}, shares: 3:7, within: lead}
    - {id: check, name: 核查, weight: 30%, forms: total}
    - {id: days, name: 天数, weight: 20%, table: true, better: lower, best: true, within: group}
    - {id: even, name: 平均, weight: 5%, table: true, mean: true}
    - {id: given, name: 定等, weight: 5%, tiers: {好: 9, 差: 0}, shares: [1, 1], assign: true, rounding: up, ties: out}
    - {id: place, name: 名次分, weight: 10%, table: true, by_rank: {first: 100, step: 2, least: 60}}
    - id: vote
      name: 测评
      weight: 5%
      ballot:
        questions: [总评, "作风; 纪律"]
        levels: {好: 100, 差: 0}
        share: [好]
        groups: [{name: 领导, weight: 60%, ballots: 5}, {name: 代表, weight: 40%, ballots: 20}]
        trim: 1
        at_least: 3
        per: lead
        signed: true
    - {id: typed, name: 打分, weight: 5%, ballot: {questions: [总评], scale: {from: 0, to: 10}, ballots: 9, share: 好}}
    - {id: extra, name: 加分, adds: true, table: true, of: 5}
  rank: {within: group, ties: broken, keys: [check, -days]}
  consequences:
    - {id: bottom, name: 扣3分, last: 3, points: -3, note: 解释}
    - {name: 扣2分, last: 4-6, points: -2}
    - {name: 再扣1分, last: {from: 1, to: 3}, years: 2, points: -1}
    - {name: 谈话, when: "[composite] < 60 or [check] < 60"}
    - {name: 表扬, first: 1-2, grade: 好}
    - {name: 通报, grade: [中, 差]}
  grades:
    - {name: 好, from: 90, each_source: 60, when: "[rank] <= 10", share: 30%}
    - {name: 中, from: 90}
    - {name: 差}
  quota: {within: lead, rounding: nearest, ties: in}
  checks:
    - {name: 年度考核, only: {优秀: 好, 称职: [好, 中]}}
    - {name: 另一张表, only: {先进: 好}}
sections:
  - id: A
    name: 一
    text: 说明
    note: 怎样读
    points: 60
    worth: 0.50
    applies_to: [窗口单位, 机关]
    may_not_apply: true
    not_applicable: shrink
    floor: none
    at_most: 70.5
    bonus_at_most: 5
    round: 1
    combine: lowest
    gate: {key_zero: true, key_below: 40}
    items:
      - name: 甲
        text: 要求；两条
        points: 10
        start: 0
        due_on: 2026-06-30
        evidence: [会议记录、照片, "方案; 总结", "1"]
        key: true
        follows_up: true
        findings:
          - {id: A.1.1, text: 固定, note: 解释, applies_to: [机关], deduct: 1}
          - {text: 计数, deduct: 0.5, per: 2天, at_most: 3, target: 4}
          - {text: 有限, deduct: 1, at_most: 10%, of: A}
          - {text: 门槛, deduct: 2, below: 80%}
          - {text: 比率, deduct: 0.5, per: 1%, above: 80%, step: linear}
          - {text: 迟报, deduct: 2, per: 天, zero_after: 3}
          - {text: 裁量, deduct: {from: 1, to: 5}}
          - {text: 反写的裁量, deduct: {to: 5, from: 1}}
          - {text: 分档, deduct: {严重: 5, 一般: 2}}
          - {text: 分档带人次, deduct: {"正职; 副职": 1, "a=b": 0.8}, per: 人次}
          - {text: 累进, deduct: {steps: [3, 5, all]}, per: 次}
          - {text: 按段, award: {bands: {≥90: 10, ">=80": 8, else: 0}}, unit: 分, range: {from: 0, to: 100}}
          - {text: 折算, award: {of: 100}}
          - {text: 折算到, award: {of: 100, points: 6}}
          - {text: 公式, award: {formula: "min(4, x * 0.5)"}, unit: 篇}
          - {text: 加, bonus: 5, deduct_section: 10, penalty: {from: 5, to: 10}}
          - {text: 清零, zero: section, reverse: 2, veto: 不合格}
          - {text: 分期, deduct: 1, periods: [上半年, 下半年], due_on: [2026-06-30, 2026-12-31]}
          - {text: 登记, bonus: {省级: 2}, register: 6, forms: {发文: 1, 会议交流: 0.5}, keep: highest, at_least: 2}
          - {text: 登记日期, bonus: 1, register: 6, dated: {from: 2019-12-16, to: 2020-12-15}, due_on: 2026-06-30}
          - {text: 核对, check: true}
          - {text: 状态, check: [已落实, 推进中]}
          - {text: 状态名叫是, check: ["true"]}
          - {text: 数, measure: 万元}
          - {text: 算出来的, deduct: 2, when: "[A] < 30"}
          - group: 建议
            at_most: 1
            keep: highest
            findings:
              - {text: 一, bonus: 1}
              - {text: 二, bonus: 0.2, per: 篇}
          - findings: [{text: 没有名称的组, deduct: 1}]
          - {text: 组后面的, deduct: 1}
      - {name: 逐个, instances: [一支部, "二; 支部"], combine: mean, formula: "[A.1.1]"}
    sections:
      - name: 一之一
        items: [{name: 乙, findings: [{text: 深, deduct: 1}]}]
        sections: [{name: 一之一之一, items: [{name: 丙, findings: [{text: 更深, deduct: 1}]}]}]
      - {name: 一之二, items: [{name: 丁, findings: [{text: 浅, deduct: 1}]}]}
  - {name: 二, formula: "[A]"}
"""

SIGN = st.characters(exclude_categories=["Cs"]).filter(lambda sign: holdable(sign) == sign)  # a file may hold it
HEAD = ("类型", "层级", "名称", "内容", "分值", "扣分")
RUBRIC = (("字段", "值"), ("编号", "r"), ("标题", "t"))


def workbook(sheets: Mapping[str, Sequence[Sequence[object]]]) -> bytes:
    """Make a workbook of such sheets, as somebody types them."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def typed(*rows: Sequence[object], rubric: Sequence[Sequence[object]] = RUBRIC) -> bytes:
    """Make a workbook with such rows under the usual headings."""
    return workbook({"细则": rubric, "条目": [HEAD, *rows]})


def read(folder: Path, data: bytes) -> Source:
    """Read a workbook, named ``r.xlsx`` in its places as in the folder."""
    path = folder / "r.xlsx"
    path.write_bytes(data)
    return read_authored(path)
