"""The ranking of standards of every kind: grades, lower is better, reasons in the ledger, tags, trees."""

from decimal import Decimal
from typing import Any

import pytest

from tests.ranked import (
    Entered,
    block,
    chart_table,
    collected,
    figures,
    made,
    opened,
    read,
    rows,
    sheet,
    standard,
    texts,
)
from xlrubric import ranking
from xlrubric.ranking_book.words import read_words

GRADED = """
rubric: graded
title: 定等
grades: [{name: 优秀, from: 9}, {name: 合格, from: 6}, {name: 不合格}]
sections:
  - name: 一、学习
    items:
      - {name: 学习, points: 10, findings: [{text: 缺课, deduct: 1, per: 次}, {text: 严重违纪, veto: 不合格}]}
"""
FAULTS = """
rubric: faults
title: 扣分制
better: lower
sections:
  - name: 一、现场
    items: [{name: 现场, findings: [{text: 隐患, award: 2, per: 处}, {text: 重大隐患, award: 10}]}]
"""
EVERY = """
rubric: every
title: 各种情形
sections:
  - name: 一、折算
    worth: 10
    items:
      - {name: 学习, points: 20, findings: [{text: 缺课, deduct: 3, per: 次}, {text: 作弊, zero: item}]}
      - {name: 食堂, points: 20, may_not_apply: true, findings: [{text: 不洁, deduct: 1}]}
  - name: 二、加分
    bonus_at_most: 3
    round: 1
    items:
      - {name: 表彰, points: 5, findings: [{text: 获奖, bonus: 2, per: 次}, {text: 造假, reverse: 2}]}
      - {name: 公式, points: 5, formula: "min([2.1], 4.25)", findings: [{text: 说明, measure: 分}]}
"""
TREE = """
rubric: tree
title: 分层
sections:
  - name: 一、甲
    sections:
      - name: 甲一
        items: [{name: 台账, points: 4, findings: [{text: 缺项, deduct: 1}]}]
      - name: 池
        points: 6
        items:
          - {name: 通报, findings: [{text: 被通报, deduct: 2}]}
          - {name: 信访, findings: [{text: 越级上访, deduct: 3}]}
"""
VARIED = """
rubric: varied
title: 分类
sections:
  - {name: 一、共同, items: [{name: 学习, points: 10, findings: [{text: 缺课, deduct: 1}]}]}
  - {name: 二、窗口, applies_to: [窗口], items: [{name: 服务, points: 10, findings: [{text: 投诉, deduct: 3}]}]}
"""


def times(count: int) -> dict[str, Any]:
    return {"review.choice:1.1.1": "有", "review.number:1.1.1": Decimal(count)}


# Grades


def test_the_ranking_shows_each_units_grade_beside_its_total() -> None:
    veto = {**times(0), "review.choice:1.1.2": "有"}
    entered: Entered = {"U1": times(1), "U2": times(4), "U3": veto}
    collection = collected(entered, standard(GRADED))
    table = rows(sheet(read(collection), "排名"))
    assert [(row[1], row[5], row[6]) for row in table] == [("U3", 10, "不合格"), ("U1", 9, "优秀"), ("U2", 6, "合格")]
    page = opened(collection)["排名"]
    assert page["G4"].value == "等次" and not page.column_dimensions["G"].hidden


def test_the_column_of_grades_is_hidden_where_there_are_none() -> None:
    page = opened(collected({"U1": times(1)}, standard(TREE)))["排名"]
    assert page.column_dimensions["G"].hidden


@pytest.mark.parametrize("language", ["zh-Hans", "zh-Hant", "en"])
def test_every_kind_of_ledger_row_has_its_word_and_its_sentence(language: str) -> None:
    labels = read_words(language).labels
    whole = ("limit", "zero", "reverse", "out", "rebased", "scaled", "combined", "rounded", "formula", "floor")
    wanted = [f"kind.{kind}" for kind in ("base", "lost", "won", *whole)] + [f"{kind}_words" for kind in whole]
    assert [label for label in wanted if not labels.get(label, "").strip()] == []


# Which end is up


def test_where_lower_is_better_the_lowest_total_stands_first() -> None:
    entered: Entered = {"U1": times(3), "U2": times(1), "U3": times(1), "U4": times(0), "U5": times(7)}
    collection = collected(entered, standard(FAULTS))
    assert ranking.ranking(collection)[["rank", "unit", "total"]].to_numpy().tolist() == [
        *([1, "U4", 0], [2, "U2", 2], [2, "U3", 2], [4, "U1", 6], [5, "U5", 14])
    ]
    found = sheet(read(collection), "概览")
    assert [row[:2] for row in block(found, "前三名", 1)] == [[1, "单位U4"], [2, "单位U2"], [2, "单位U3"]]
    assert [row[:2] for row in block(found, "后三名", 1)] == [[4, "单位U1"], [5, "单位U5"]]
    strip = figures(found)
    assert (strip["最高（分）"], strip["平均（分）"], strip["最低（分）"]) == (14, Decimal("4.8"), 0)


def test_where_higher_is_better_the_same_totals_stand_the_other_way_round() -> None:
    of = standard(FAULTS.replace("better: lower\n", ""))
    entered: Entered = {"U1": times(3), "U2": times(1), "U3": times(1)}
    frame = ranking.ranking(collected(entered, of))
    assert frame[["rank", "unit"]].to_numpy().tolist() == [[1, "U1"], [2, "U2"], [2, "U3"]]


# The ledger


def test_the_ledger_names_the_reason_of_every_step() -> None:
    """1.1: 20 − 3 = 17, which count for 40 without the canteen: 34, and for 10 above: 8.5.

    2.1: 5 + 2 × 2 = 9, at most 3 on top: 8 with 2.2, which is min(9, 4.25): 12.25, rounded 12.3.
    """
    entries = {
        **{**times(1), "review.choice:1.2": "不适用", "review.choice:2.1.1": "有", "review.number:2.1.1": Decimal(2)},
        **{"review.choice:2.1.2": "无", "review.number:2.2.1": Decimal(1)},
    }
    collection = collected({"U1": entries}, standard(EVERY))
    table = rows(sheet(read(collection), "扣分明细"))
    assert [(row[2], row[6], row[9]) for row in table[1:]] == [
        ("扣分", "缺课", -3),
        ("不适用", "本项不适用，不计", -20),
        ("折算", "有不适用的内容，其余按满分折算", Decimal("21.5")),  # 20 − 3 − 20 are −3, and 8.5 of 10 are there
        ("加分", "获奖", 4),
        ("公式", "按公式计算", Decimal("-0.75")),
        ("限额", "超过上限的部分不计", Decimal("-0.95")),
    ]
    assert table[0][9] == 20 and table[-1][12] == Decimal("20.8")
    assert sum(row[9] for row in table) == rows(sheet(read(collection), "排名"))[0][5] == Decimal("20.8")


def test_the_reasons_of_zero_and_reversal_are_told() -> None:
    entries = {**times(1), "review.choice:1.1.2": "有", "review.choice:2.1.2": "有"}
    table = rows(sheet(read(collected({"U1": entries}, standard(EVERY))), "扣分明细"))
    assert {(row[2], row[6]) for row in table} >= {("清零", "按规定不得分"), ("倒扣", "按规定加倍倒扣")}
    assert table[-1][12] == sum(row[9] for row in table)


# What does not apply, and trees


def test_what_does_not_apply_to_a_unit_is_blank_in_its_scores() -> None:
    entered: Entered = {"U1": {"review.choice:1.1.1": "有"}, "U2": {"review.choice:2.1.1": "有"}}
    collection = collected(entered, standard(VARIED), tags={"U1": "机关", "U2": "窗口"})
    found = sheet(read(collection), "得分")
    # U1: 9 of 10 for 20; U2: 10 and 7
    assert rows(found, 6) == [
        [1, "U1", "单位U1", 18, 9, 9, None, None],
        [2, "U2", "单位U2", 17, 10, 10, 7, 7],
    ]
    assert [row[1:4] for row in chart_table(read(collection), "各项目平均得分率")] == [
        ["一、共同", 10, Decimal("9.5")],
        ["二、窗口", 10, 7],  # of the one unit to whom it applies
    ]


def test_scores_have_a_column_for_each_node_that_has_a_score() -> None:
    faults = {"review.choice:1.1.1.1": "有", "review.choice:1.2.2.1": "有"}
    collection = collected({"U1": faults}, standard(TREE))
    frame = ranking.scores(collection)
    assert frame.columns.tolist() == ["rank", "unit", "name", "total", "1", "1.1", "1.1.1", "1.2"]
    assert frame.iloc[0].tolist()[3:] == [6, 6, 3, 3, 3]
    told = ranking.ledger(collection)
    assert told[["section", "item", "finding", "points"]].to_numpy().tolist()[1:] == [
        ["一、甲", "1.1.1", "1.1.1.1", -1],
        ["一、甲", "1.2.2", "1.2.2.1", -3],  # the item that it stands in, though the section above has the points
    ]
    assert "1.2.2 信访" in texts(sheet(read(collection), "扣分明细"))


def test_the_comparison_shows_a_pool_over_several_items_once() -> None:
    both = {"review.choice:1.2.1.1": "有", "self.choice:1.2.1.1": "无", "self.choice:1.2.2.1": "无"}
    found = ranking.comparison(collected({"U1": both}, standard(TREE)))
    assert found[["item", "points", "self", "review"]].to_numpy().tolist() == [["1.2", 6, 6, 4]]


def test_a_list_of_duties_has_a_book_of_blank_figures() -> None:
    of = standard(
        "rubric: d\ntitle: 清单\nsections: [{name: s, items: [{name: i, findings: [{text: x, check: true}]}]}]"
    )
    entry = next(e for e in of.graph.entries if e.name == "review.choice:1.1.1")
    collection = collected({"U1": {entry.name: entry.options[1]}}, of)
    assert made(collection)
    assert [(row[1], row[5], row[9]) for row in rows(sheet(read(collection), "排名"))] == [("U1", 0, "确定")]
