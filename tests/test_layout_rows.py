"""Rows of their own kind on the sheets: registers, rows that may not apply, lists of duties, grades, numbers."""

from decimal import Decimal

import pytest

from tests.sheets import at, content, holes, keys_below_the_headings, placed, row_of, scoring, shown
from tests.small_forms import SIMPLIFIED, led, single, standard
from xlrubric.layout.columns import HELPERS, scoring_columns
from xlrubric.layout.sheets import Bounds, Choice, FreeText, Input
from xlrubric.scoring import Value

REGISTER = """
rubric: reg
title: 台账
sections:
  - name: 一、宣传
    items:
      - name: 信息
        points: 10
        start: 0
        findings:
          - text: 采用信息
            award: {中央: 4, 省: 2, 市: 1}
            register: 3
            forms: {发文: 1, 会议: 0.5}
            keep: highest
            at_most: 6
          - {text: 培训, award: 1, per: 期, register: 2}
      - {name: 特色, findings: [{text: 自选, register: 3, at_least: 2}]}
"""
DUTIES = """
rubric: duties
title: 责任清单
due: 2020年12月31日前
signatures: [责任人, 分管领导, 支部盖章]
sections:
  - name: 一、组织
    items:
      - {name: 会议, findings: [{text: 每季度一次, check: true}, {text: 有记录, check: [已落实, 推进中, 未落实]}]}
  - name: 二、自选
    items:
      - {name: 特色, findings: [{text: 特色工作, register: 3, at_least: 2}]}
"""
OPTIONAL = """
rubric: optional
title: 有的不适用
sections:
  - name: 一、必评
    items:
      - {name: 台账, points: 6, findings: [{text: 缺, deduct: 1, per: 项}]}
      - {name: 食堂, points: 4, may_not_apply: true, findings: [{text: 脏, deduct: 3}]}
  - name: 二、可选
    may_not_apply: true
    items:
      - {name: 宿舍, points: 5, findings: [{text: 乱, deduct: 1}]}
      - {name: 浴室, points: 5, findings: [{text: 漏, deduct: 2}]}
"""
GRADED = """
rubric: graded
title: 定等
grades: [{name: 优秀, from: 90%}, {name: 合格, from: 60%}, {name: 不合格}]
sections:
  - name: 一、学习
    items:
      - {name: 学习, points: 10, findings: [{text: 缺课, deduct: 1, per: 次}, {text: 严重违纪, veto: 不合格}]}
"""


@pytest.mark.parametrize("text", [REGISTER, DUTIES, OPTIONAL, GRADED])
def test_every_place_below_the_headings_is_covered(text: str) -> None:
    assert holes(scoring(single(text))) == set()


# Registers


def test_a_register_has_a_head_with_a_choice_and_open_rows_below() -> None:
    sheet = scoring(single(REGISTER))
    assert keys_below_the_headings(sheet)[:-2] == [
        *("finding.1.1.1", "finding.1.1.1.1", "finding.1.1.1.2", "finding.1.1.1.3"),
        *("finding.1.1.2", "finding.1.1.2.1", "finding.1.1.2.2"),
        *("finding.1.2.1", "finding.1.2.1.1", "finding.1.2.1.2", "finding.1.2.1.3"),
    ]
    head = content(sheet, "finding.1.1.1", "review.choice")
    assert isinstance(head, Input) and isinstance(head.rule, Choice) and head.rule.options == ("无", "有")
    words = str(content(sheet, "finding.1.1.1", "amount"))
    assert words == "中央得4分，省得2分，市得1分，发文按1倍，会议按0.5倍，同一名称只计最高一项，最多6分"


def test_a_registers_row_is_open_for_name_document_level_and_form() -> None:
    sheet = scoring(single(REGISTER))
    row = "finding.1.1.1.2"
    for where, name in (("finding", "shared.text"), ("amount", "document"), ("remark", "remark")):
        cell = at(sheet, row, where)
        assert isinstance(cell.content, Input) and isinstance(cell.content.rule, FreeText)
        assert cell.name == f"0/{name}:1.1.1.2"
    level, form = (content(sheet, row, f"self.{part}") for part in ("choice", "number"))
    assert (
        isinstance(level, Input) and isinstance(level.rule, Choice) and level.rule.options == ("中央", "省", "市", "无")
    )
    assert isinstance(form, Input) and isinstance(form.rule, Choice) and form.rule.options == ("发文", "会议")
    count = content(sheet, "finding.1.1.2.1", "self.number")
    assert isinstance(count, Input) and count.rule == Bounds(Decimal(0), Decimal(9999), True, True)
    assert content(sheet, "finding.1.1.2.1", "self.choice") is None


def test_a_register_of_own_duties_has_texts_alone_and_says_how_many_are_due() -> None:
    sheet = scoring(single(REGISTER))
    assert content(sheet, "finding.1.2.1", "amount") == "至少2条"
    assert content(sheet, "finding.1.2.1", "review.choice") is None
    opened = [
        cell.name
        for cell in sheet.cells
        if cell.row == row_of(sheet, "finding.1.2.1.1") and isinstance(cell.content, Input)
    ]
    assert opened == ["0/shared.text:1.2.1.1", "0/document:1.2.1.1", "0/remark:1.2.1.1"]


def test_the_head_counts_the_rows_that_are_filled_in_and_is_done_by_them() -> None:
    form = single(REGISTER)
    names = ("review.lines:1.1.1", "review.done:1.1.1", "review.doubt:1.1.1", "review.effect:1.1.1")
    two: dict[str, Value] = {
        "review.choice:1.1.1.1": "省",
        "review.choice:1.1.1.3": "市",
        "review.number:1.1.1.3": "会议",
    }
    assert shown(form, *names) == [0, 0, 0, 0]
    assert shown(form, *names, entries={"review.choice:1.1.1": "无"}) == [0, 1, 0, 0]
    assert shown(form, *names, entries={"review.choice:1.1.1": "有"}) == [0, 0, 1, 0]  # some, and no row
    assert shown(form, *names, entries=two) == [2, 1, 1, Decimal("2.5")]  # rows, and not said to be some
    assert shown(form, *names, entries={**two, "review.choice:1.1.1": "有"}) == [2, 1, 0, Decimal("2.5")]
    own = ("review.lines:1.2.1", "review.done:1.2.1")
    assert shown(form, *own, entries={"shared.text:1.2.1.3": "结对"}) == [1, 0]  # two are due
    assert shown(form, *own, entries={"shared.text:1.2.1.3": "结对", "shared.text:1.2.1.1": "义诊"}) == [2, 1]


def test_rows_of_one_name_count_once_at_the_highest_and_all_together_within_the_limit() -> None:
    form = single(REGISTER)
    names = ("review.effect:1.1.1.1", "review.effect:1.1.1.2", "review.effect:1.1.1.3", "review.effect:1.1.1")
    one: dict[str, Value] = {
        **{"shared.text:1.1.1.1": "河长制", "review.choice:1.1.1.1": "省"},
        **{"shared.text:1.1.1.2": "河长制", "review.choice:1.1.1.2": "中央"},
    }
    assert shown(form, *names, entries=one) == [0, 4, 0, 4]
    twice: dict[str, Value] = {**one, "shared.text:1.1.1.3": "林长制", "review.choice:1.1.1.3": "中央"}
    assert shown(form, *names, entries=twice) == [0, 4, 4, 6]  # 8, at most 6
    halved: dict[str, Value] = {**twice, "review.number:1.1.1.2": "会议", "review.number:1.1.1.3": "会议"}
    assert shown(form, *names, entries=halved) == [2, 0, 2, 4]  # 2 and 2 of one name: the first stays


def test_the_hidden_sheet_has_each_list_of_words_in_a_column_of_its_own() -> None:
    lists = next(sheet for sheet in single(REGISTER).sheets if sheet.key == "lists")
    found = {key: [c.content for c in lists.cells if c.column == at] for at, key in lists.column_keys.items()}
    assert found == {"found": ["无", "有"], "list.1": ["中央", "省", "市", "无"], "list.2": ["发文", "会议"]}
    assert list(lists.row_keys.values()) == ["word.1", "word.2", "word.3", "word.4"]


# What may not apply


def test_a_row_asks_whether_an_item_or_a_section_applies_at_all() -> None:
    sheet = scoring(single(OPTIONAL))
    assert keys_below_the_headings(sheet) == [
        *("finding.1.1.1", "applies.1.2", "finding.1.2.1", "section.1"),
        *("applies.2", "finding.2.1.1", "finding.2.2.1", "section.2", "total"),
    ]
    for row in ("applies.1.2", "applies.2"):
        choice = content(sheet, row, "review.choice")
        assert isinstance(choice, Input) and isinstance(choice.rule, Choice)
        assert choice.rule.options == ("适用", "不适用")
        assert content(sheet, row, "finding") == "是否适用" and content(sheet, row, "amount") == "适用可不填"
        assert content(sheet, row, "review.effect") is None
    assert at(sheet, "applies.1.2", "item").down == 2  # the item's name stands beside both of its rows
    assert placed(sheet, "section")["二、可选"] == (row_of(sheet, "applies.2"), 2, 3, 1)


def test_what_does_not_apply_is_filled_in_and_the_rest_counts_for_its_points() -> None:
    form = single(OPTIONAL)
    names = ("review.item:1.2", "review.section:1", "review.section:2", "review.total:", "review.done:")
    faults: dict[str, Value] = {
        "review.choice:1.1.1": "有",
        "review.number:1.1.1": Decimal(3),
        "review.choice:2.2.1": "有",
    }
    # 6 − 3 and 4: 7; 5 + 5 − 2 = 8
    assert shown(form, *names, entries=faults) == [4, 7, 8, 15, 2]
    # without the canteen 3 of 6 count for 10: 5
    assert shown(form, *names, entries={**faults, "review.choice:1.2": "不适用"}) == [0, 5, 8, 13, 3]
    # without section 2 its two findings are done; 7 of 10 count for the 20 of the whole
    assert shown(form, *names, entries={**faults, "review.choice:2": "不适用"}) == [4, 7, 0, 14, 3]


# Lists of duties


def test_a_list_of_duties_hides_all_that_is_about_points() -> None:
    form = single(DUTIES)
    sheet = scoring(form)
    keys = {sheet.column_keys[c] for c in sheet.hidden_columns}
    both = {f"{role}.{part}" for role in ("self", "review") for part in ("number", "effect", "score", *HELPERS)}
    assert keys == {"points", "amount"} | both
    assert not [key for key in sheet.row_keys.values() if key.startswith("section.")]  # no subtotals of nothing
    assert not [c for c in sheet.cells if c.name in ("0/top.self:", "0/top.review:")]
    assert content(sheet, "finding.2.1.1", "finding") == "特色工作（至少2条）"  # the column of amounts is hidden
    heads = placed(form.sheets[0], "head")
    assert [place[1:] for place in heads.values()] == [(2, 1, 5), (7, 1, 1), (8, 1, 1), (9, 1, 1)]
    assert not {c.name for c in form.sheets[0].cells} & {f"0/cover.{r}.total:" for r in ("self", "review")}


def test_a_duty_is_ticked_or_its_state_chosen() -> None:
    sheet = scoring(single(DUTIES))
    tick, state = (content(sheet, f"finding.1.1.{n}", "self.choice") for n in (1, 2))
    assert isinstance(tick, Input) and isinstance(tick.rule, Choice) and len(tick.rule.options) == 2
    assert (
        isinstance(state, Input)
        and isinstance(state.rule, Choice)
        and state.rule.options == ("已落实", "推进中", "未落实")
    )
    entries: dict[str, Value] = {"self.choice:1.1.1": tick.rule.options[1], "self.choice:1.1.2": "推进中"}
    assert shown(single(DUTIES), "self.done:", "self.total:", entries=entries) == [2, 0]


def test_the_cover_says_what_is_due_and_has_the_signatures_that_the_standard_names() -> None:
    cover = single(DUTIES).sheets[0]
    subtitle = next(cell.content for cell in cover.cells if cell.style == "subtitle")
    assert subtitle == "报送期限：2020年12月31日前"
    signed = [
        (c.name, c.content.title, c.row, c.column)
        for c in cover.cells
        if c.name.startswith("0/sign.") and isinstance(c.content, Input)
    ]
    first = signed[0][2]
    assert signed == [
        ("0/sign.1:", "责任人", first, 3),
        ("0/sign.2:", "分管领导", first, 7),
        ("0/sign.3:", "支部盖章", first + 1, 3),
    ]
    assert {cover.row_keys[row] for _, _, row, _ in signed} == {"sign.0", "sign.1"}


def test_a_narrow_summary_has_keys_for_its_signatures_too() -> None:
    front = led(DUTIES).sheets[0]
    signed = [cell for cell in front.cells if cell.name.startswith("0/sign.")]
    assert {cell.column for cell in signed} == {3, 7} <= front.column_keys.keys()
    assert list(front.column_keys.values())[:4] == ["id", "name", "self.done:", "review.done:"]


def test_a_period_and_what_is_due_share_the_line_below_the_title() -> None:
    text = SIMPLIFIED.replace("period: 2018年", "period: 2018年\ndue: 12月20日前")
    assert (
        next(c.content for c in single(text).sheets[0].cells if c.style == "subtitle") == "2018年　报送期限：12月20日前"
    )


@pytest.mark.parametrize("what", ["formula", "penalty"])
def test_points_that_come_from_formulas_or_penalties_alone_keep_their_columns(what: str) -> None:
    finding = "{text: 分, measure: 分}" if what == "formula" else "{text: 违纪, penalty: 2}"
    total = 'formula: "[1.1.1] * 2"\n' if what == "formula" else ""
    columns = scoring_columns(
        standard(
            f"rubric: r\ntitle: t\n{total}sections: [{{name: s, items: [{{name: i, findings: [{finding}]}}]}}]"
        ).outline
    )
    assert {column.key for column in columns if column.hidden} == {
        f"{r}.{h}" for r in ("self", "review") for h in HELPERS
    }


# Grades


def test_the_grade_stands_below_the_total_on_the_cover_and_in_the_summary() -> None:
    form = single(GRADED)
    sheet, cover = scoring(form), form.sheets[0]
    assert row_of(sheet, "grade") == row_of(sheet, "total") + 1 and row_of(cover, "grade") == row_of(cover, "total") + 1
    assert content(sheet, "grade", "section") == "评定结果" and content(cover, "grade", "label") == "评定结果"
    heads = [cell.content for cell in led(GRADED).sheets[0].cells if cell.style == "head"]
    assert heads[-4:] == ["核查得分\n（分）", "评定结果", "自查已填\n（项）", "核查已填\n（项）"]


@pytest.mark.parametrize(
    ("entries", "grade"),
    [
        ({}, "—"),  # nothing is filled in: nobody has been graded
        ({"review.number:1.1.1": Decimal(1), "review.choice:1.1.1": "有"}, "优秀"),  # 9 of 10
        ({"review.number:1.1.1": Decimal(2), "review.choice:1.1.1": "有"}, "合格"),
        ({"review.number:1.1.1": Decimal(5), "review.choice:1.1.1": "有"}, "不合格"),
        ({"review.choice:1.1.1": "无", "review.choice:1.1.2": "有"}, "不合格"),  # 10 of 10, and a veto
    ],
)
def test_the_grade_is_the_same_wherever_it_is_shown(entries: dict[str, Value], grade: str) -> None:
    form, several = single(GRADED), led(GRADED)
    assert shown(form, "shown.grade.review:", "cover.grade:", entries=entries) == [grade, grade]
    assert shown(several, "shown.grade.review:", "summary.review.grade:", entries=entries) == [grade, grade]
    assert shown(form, "shown.grade.self:", entries=entries) == ["—"]


def test_a_veto_without_grades_is_shown_as_a_result_only_when_it_is_there() -> None:
    text = GRADED.replace("grades: [{name: 优秀, from: 90%}, {name: 合格, from: 60%}, {name: 不合格}]\n", "")
    form = single(text)
    assert shown(form, "cover.grade:", entries={"review.choice:1.1.2": "无"}) == ["—"]
    assert shown(form, "cover.grade:", entries={"review.choice:1.1.2": "有"}) == ["不合格"]


# Numbers


@pytest.mark.parametrize(
    ("finding", "bounds"),
    [
        ("deduct: 1, per: 1%, below: 80%", Bounds(Decimal(0), Decimal(1000), False, True, gap=True)),
        ("deduct: 1, above: 5%", Bounds(Decimal(0), Decimal(1000), False, True, gap=True)),
        ("deduct: 1, above: 0.5%", Bounds(Decimal(0), Decimal(1000), False, True)),  # here 0.8 is 0.8 %
        ("deduct: 1, below: 90, unit: 分", Bounds(Decimal(0), Decimal(999999999), False, True)),
        ("deduct: 1, below: 90, unit: 分, range: {from: 0, to: 100}", Bounds(Decimal(0), Decimal(100), False, True)),
        ("deduct: 1, below: 5, unit: 度, range: {from: -40, to: 60}", Bounds(Decimal(-40), Decimal(60), False, True)),
        ("deduct: {from: 2, to: 5}", Bounds(Decimal(2), Decimal(5), False, True)),
        ("deduct: 1, per: 次", Bounds(Decimal(0), Decimal(9999), True, True)),
    ],
)
def test_a_number_is_bounded_as_its_clause_needs(finding: str, bounds: Bounds) -> None:
    item = f"{{name: i, points: 9, findings: [{{text: x, {finding}}}]}}"
    text = f"rubric: r\ntitle: t\nsections: [{{name: s, items: [{item}]}}]"
    assert content(scoring(single(text)), "finding.1.1.1", "review.number").rule == bounds
