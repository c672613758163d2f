"""What a standard's tree makes of the sheets: levels of sections, pools over several items, the cover."""

from decimal import Decimal

import pytest

from tests.sheets import at, content, holes, keys_below_the_headings, placed, scoring, shown
from tests.small_forms import SIMPLIFIED, single
from xlrubric.layout.cover import MOST_ON_A_PAGE
from xlrubric.layout.scoring_rows import FIRST
from xlrubric.layout.scoring_sheet import HEAD
from xlrubric.scoring import Value

DEEP = """
rubric: deep
title: 深
points: 25
sections:
  - name: 一、甲
    sections:
      - name: 甲一
        sections:
          - name: 甲一1
            sections:
              - name: 甲一1a
                items:
                  - {name: 台账, points: 4, findings: [{text: 缺项, deduct: 1}, {text: 错项, deduct: 0.5, per: 处}]}
                  - {name: 会议, points: 6, findings: [{text: 少开, deduct: 1, per: 次, target: 3}]}
          - name: 池
            points: 5
            items:
              - {name: 通报, findings: [{text: 被通报, deduct: 2, per: 次}, {text: 未整改, deduct: 4}]}
              - {name: 信访, findings: [{text: 越级上访, deduct: 3}]}
    items:
      - {name: 创新, points: 3, evidence: [材料], findings: [{text: 有创新, award: 3}]}
  - name: 二、乙
    points: 7
    items:
      - {name: 纪律, findings: [{text: 迟到, deduct: 0.1, per: 人次}]}
      - {name: 卫生, findings: [{text: 脏乱, deduct: {from: 1, to: 3}}]}
"""


def test_each_level_of_sections_has_a_column_and_one_heading_stands_over_all() -> None:
    sheet = scoring(single(DEEP))
    assert list(sheet.column_keys.values())[:6] == ["section", "section2", "section3", "section4", "item", "points"]
    assert [key for key in sheet.column_keys.values() if key.startswith("section")] == [
        "section",
        "section2",
        "section3",
        "section4",
    ]
    heads = placed(sheet, "head")
    assert heads["项目"] == (HEAD, 2, 2, 4) and heads["考核内容"] == (HEAD, 6, 2, 1)
    assert "section2" not in scoring(single(SIMPLIFIED)).column_keys.values()


def test_a_section_stands_beside_all_that_is_below_it_with_the_subtotals_in_between() -> None:
    sheet = scoring(single(DEEP))
    assert keys_below_the_headings(sheet) == [
        *("finding.1.1.1.1.1.1", "finding.1.1.1.1.1.2", "finding.1.1.1.1.2.1", "section.1.1.1.1", "section.1.1.1"),
        *("finding.1.1.2.1.1", "finding.1.1.2.1.2", "finding.1.1.2.2.1", "section.1.1"),
        *("finding.1.2.1", "section.1", "finding.2.1.1", "finding.2.2.1", "total"),
    ]
    assert placed(sheet, "section") == {
        "一、甲": (FIRST, 2, 10, 1),  # three findings, two subtotals, three findings, a subtotal, a finding
        "甲一": (FIRST, 3, 8, 1),
        "甲一1": (FIRST, 4, 4, 1),
        "甲一1a": (FIRST, 5, 3, 1),
        "池": (FIRST + 5, 4, 3, 1),
        "二、乙": (FIRST + 11, 2, 2, 1),
    }


def test_a_subtotal_begins_in_its_sections_column_and_names_it() -> None:
    sheet = scoring(single(DEEP))
    assert {
        c.content: (c.column, c.across) for c in sheet.cells if c.style == "subtotal" and isinstance(c.content, str)
    } == {
        "甲一1a　小计": (5, 2),
        "甲一1　小计": (4, 3),
        "甲一　小计": (3, 4),
        "一、甲　小计": (2, 5),
    }
    points = [content(sheet, f"section.{i}", "points") for i in ("1.1.1.1", "1.1.1", "1.1", "1")]
    assert points == [10, 10, 15, 18] and content(sheet, "total", "points") == 25


def test_an_item_fills_the_columns_from_its_level_to_the_items() -> None:
    texts = {str(text).partition(" ")[0]: place for text, place in placed(scoring(single(DEEP)), "text").items()}
    items = {i: texts[i] for i in ("1.1.1.1.1", "1.1.1.1.2", "1.1.2.1", "1.1.2.2", "1.2", "2.1", "2.2")}
    assert items == {
        "1.1.1.1.1": (FIRST, 6, 2, 1),
        "1.1.1.1.2": (FIRST + 2, 6, 1, 1),
        "1.1.2.1": (FIRST + 5, 5, 2, 2),
        "1.1.2.2": (FIRST + 7, 5, 1, 2),
        "1.2": (FIRST + 9, 3, 1, 4),
        "2.1": (FIRST + 11, 3, 1, 4),
        "2.2": (FIRST + 12, 3, 1, 4),
    }


def test_a_pool_over_several_items_has_its_points_and_score_once_beside_all_of_them() -> None:
    form = single(DEEP)
    sheet = scoring(form)
    for where, pool, rows in (("finding.1.1.2.1.1", "section:1.1.2", 3), ("finding.2.1.1", "section:2", 2)):
        assert (content(sheet, where, "points"), at(sheet, where, "points").down) == ({3: 5, 2: 7}[rows], rows)
        score = at(sheet, where, "review.score")
        assert (score.name, score.down) == (f"0/review.{pool}", rows)
    assert not {"0/review.item:1.1.2.1", "0/review.item:2.1"} & {cell.name for cell in sheet.cells}
    entries: dict[str, Value] = {
        **{"review.choice:1.1.2.1.1": "有", "review.number:1.1.2.1.1": Decimal(1), "review.choice:1.1.2.2.1": "有"},
        **{"review.choice:2.1.1": "有", "review.number:2.1.1": Decimal(3), "review.number:2.2.1": Decimal("2.5")},
    }
    # 5 − 2 − 3; 7 − 3 × 0.1 − 2.5; nothing of the award yet: 10 + 0 + 0 + 4.2
    assert shown(form, "review.section:1.1.2", "review.section:2", "review.total:", entries=entries) == [
        *(Decimal(0), Decimal("4.2"), Decimal("14.2"))
    ]


def test_the_cover_lists_two_levels_the_second_set_in() -> None:
    cover = single(DEEP).sheets[0]
    names = [
        (c.content, content(cover, cover.row_keys[c.row], "points"))
        for c in cover.cells
        if c.style == "link" and c.column == 2
    ]
    assert names == [("一、甲", 18), ("　甲一", 15), ("二、乙", 7)]
    assert content(cover, "section.1.1", "of") is None  # how much is filled in is told of the sections at the top


def test_a_cover_of_many_sections_lists_those_at_the_top_alone() -> None:
    inner = "{name: 内, items: [{name: 项, points: 1, findings: [{text: 缺, deduct: 1}]}]}"
    sections = ", ".join(f"{{name: 第{n}, sections: [{inner}, {inner}]}}" for n in range(MOST_ON_A_PAGE // 3 + 1))
    cover = single(f"rubric: r\ntitle: t\nsections: [{sections}]\n").sheets[0]
    assert [key for key in cover.row_keys.values() if key.startswith("section.")] == [
        f"section.{n}" for n in range(1, MOST_ON_A_PAGE // 3 + 2)
    ]


def test_the_worth_of_a_section_is_told_beside_its_subtotal() -> None:
    text = SIMPLIFIED.replace("- name: 一、制度", "- name: 一、制度\n    worth: 5")
    form = single(text)
    assert content(scoring(form), "section.1", "section") == "小计（计5分）"
    assert content(scoring(form), "section.1", "points") == 10
    # 10 − 1 = 9 of 10 points, which count for 5
    assert shown(form, "review.section:1", "review.total:", entries={"review.choice:1.1.1": "有"}) == [
        9,
        Decimal("4.5"),
    ]


@pytest.mark.parametrize("text", [DEEP, SIMPLIFIED])
def test_every_place_below_the_headings_is_covered(text: str) -> None:
    assert holes(scoring(single(text))) == set()
