"""Registers, percentages and what does not apply, from the blank workbook through LibreOffice back into the ranking."""

from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

import pytest

from tests.office.fill import FillJob, FillResult, Refused, Typed, fill_in
from tests.office.programs import missing
from tests.returns.forms import detail, stamp, told, warned, written
from tests.returns.raw import put
from tests.small_forms import standard
from xlrubric.accounting import FileAccount, Status
from xlrubric.build import Prefill, unit_workbooks
from xlrubric.cellrefs import address
from xlrubric.collect import Collection, collect
from xlrubric.collector import Collector
from xlrubric.intake import Arrived
from xlrubric.layout.form import lead_form, unit_form
from xlrubric.ranking import ledger, ranking
from xlrubric.scoring import Value
from xlrubric.skin import read_skin
from xlrubric.units import Unit
from xlrubric.verify import UnitReturn

ABSENT = missing("soffice", "uno")

RUBRIC = """
rubric: training
title: 年度工作台账
grades: [{name: 优秀, from: 80%}, {name: 合格}]
sections:
  - name: 一、信息
    items:
      - name: 采用
        points: 10
        start: 0
        findings:
          - text: 采用信息
            award: {中央: 4, 省: 2, 市: 1}
            register: 4
            forms: {发文: 1, 会议: 0.5}
            keep: highest
            at_most: 7
      - {name: 特色, findings: [{text: 自选工作, register: 3, at_least: 2}]}
  - name: 二、任务
    items:
      - {name: 完成率, points: 10, findings: [{text: 任务完成率, deduct: 0.5, per: 1%, below: 80%}]}
      - {name: 食堂, points: 5, may_not_apply: true, findings: [{text: 不洁, deduct: 1, per: 次}]}
"""
MADE, SKIN = standard(RUBRIC), read_skin("zh-Hans")
UNIT = Unit("U1", "青山局")
FORM = unit_form(MADE, SKIN, UNIT)
FOLLOWS = {"value-differs", "values-follow", "total-differs"}

TYPED: Mapping[str, Typed] = {
    "review.choice:1.1.1": "有",
    **{"shared.text:1.1.1.1": "河长制", "review.choice:1.1.1.1": "省", "document:1.1.1.1": "〔2020〕3号"},
    **{"shared.text:1.1.1.2": "河长制", "review.choice:1.1.1.2": "中央", "review.number:1.1.1.2": "发文"},
    **{"shared.text:1.1.1.3": "林长制", "review.choice:1.1.1.3": "中央", "review.number:1.1.1.3": "会议"},
    "document:1.1.1.3": "〔2020〕5号",
    **{"shared.text:1.2.1.1": "结对", "shared.text:1.2.1.3": "义诊"},
    "review.number:2.1.1": 77.5,
    "review.choice:2.2": "不适用",
    "remark:1.1.1.2": "有文件",
}
# 1.1: 4 of 河长制 (its 2 does not count) and 4 × 0.5 of 林长制: 6. 2.1: 2 whole per cent short of 80: 9 of 10, which
# count for the 15 of the section without the canteen: 13.5
SCORES = {"1.1": Decimal(6), "2.1": Decimal(9), "1": Decimal(6), "2": Decimal("13.5"), "": Decimal("19.5")}
GRADE = "合格"  # 19.5 of 25 are 78 %


def spot(name: str) -> tuple[str, str]:
    found = FORM.spots[f"0/{name}"]
    return found.sheet, address(found.row, found.column)


def entries(typed: Mapping[str, Typed] = TYPED) -> dict[str, Value]:
    """Give what is typed as values."""
    return {name: value if isinstance(value, str) else Decimal(str(value)) for name, value in typed.items()}


def rendered(**more: Typed) -> bytes:
    """Render the form filled in, with some entries typed otherwise: ``t1_1_1_1`` is the name in row 1.1.1.1."""
    names = {"c": "review.choice", "n": "review.number", "t": "shared.text"}
    other = {f"{names[key[0]]}:{key[1:].replace('_', '.')}": value for key, value in more.items()}
    return written(FORM, {UNIT.id: entries({**TYPED, **other})})


def read(data: bytes) -> tuple[FileAccount, UnitReturn]:
    got = Collector(MADE, SKIN, (UNIT,), "review").read(Arrived("a.xlsx", data))
    return got.account, got.returns[0]


def score_of(unit: UnitReturn, node: str) -> Value:
    return unit.score[f"review.{'section' if len(node) == 1 else 'item' if node else 'total'}:{node}"]


# --- through LibreOffice -----------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def result(tmp_path_factory: pytest.TempPathFactory) -> FillResult:
    """Build the workbook, fill it in as a person does, with three entries that the sheet must refuse."""
    folder = tmp_path_factory.mktemp("registers")
    (built,) = unit_workbooks(MADE, SKIN, [UNIT], Prefill(), stamp())
    (folder / built.name).write_bytes(built.data)
    cells = [(*spot(name), value) for name, value in TYPED.items()]
    wrong: list[tuple[str, Typed]] = [("review.choice:1.1.1.4", "国家"), ("review.number:1.1.1.1", "口头")]
    wrong += [("review.number:2.1.1", 0.8), ("review.effect:1.1.1", 9)]
    actions = [("type", *spot(name), value) for name, value in wrong]
    shown = [spot(name) for name in ("review.lines:1.1.1", "review.total:", "cover.grade:", "review.effect:1.1.1.1")]
    (done,) = fill_in([FillJob(folder / built.name, folder / "returned" / built.name, cells, actions, shown)])
    return done


@pytest.fixture(scope="module")
def collection(result: FillResult) -> Collection:
    return collect([result.target.parent], MADE, [UNIT])


@pytest.mark.office
@pytest.mark.skipif(bool(ABSENT), reason=ABSENT or "-")
@pytest.mark.xdist_group("registers-office")
class TestThroughLibreOffice:
    """All tests share one start of it."""

    def test_what_the_lists_and_bounds_do_not_have_is_refused(self, result: FillResult) -> None:
        refused: list[tuple[str, str, Typed]] = [
            ("review.choice:1.1.1.4", "invalid", "国家"),
            ("review.number:1.1.1.1", "invalid", "口头"),
            ("review.number:2.1.1", "invalid", 0.8),  # 80 % is typed as 80
            ("review.effect:1.1.1", "protected", 9),
        ]
        assert [(Refused(r.step, r.reason)) for r in result.refused] == [
            Refused(("type", *spot(name), value), reason) for name, reason, value in refused
        ]

    def test_the_sheet_counts_rows_and_keeps_the_highest_of_a_name(self, result: FillResult) -> None:
        shown = [result[spot(name)].value for name in ("review.lines:1.1.1", "review.total:", "cover.grade:")]
        assert shown == [3, 19.5, GRADE]
        assert result[spot("review.effect:1.1.1.1")].value == 0

    def test_it_comes_back_as_typed_with_the_score_computed_by_hand(self, collection: Collection) -> None:
        (account,) = collection.files
        assert (account.status, told(account.problems)) == (Status.SCORED, [])
        unit = collection.returns["U1"]
        assert {node: score_of(unit, node) for node in SCORES} == SCORES
        read_as = {n: r.value for n, r in unit.readings.items() if r.value is not None}
        assert read_as == {n: v for n, v in entries().items() if n.startswith(("review.", "shared."))}
        assert unit.remarks == {"1.1.1.1": "〔2020〕3号", "1.1.1.2": "有文件", "1.1.1.3": "〔2020〕5号"}

    def test_the_ranking_and_the_ledger_tell_how_the_total_came_about(self, collection: Collection) -> None:
        (row,) = ranking(collection).to_dict("records")
        assert (row["total"], row["grade"], row["filled"], row["findings"]) == (Decimal("19.5"), GRADE, 4, 4)
        rows = ledger(collection)
        assert [(r["kind"], r["finding"] or r["item"] or "", r["points"]) for r in rows.to_dict("records")] == [
            ("base", "", Decimal(15)),  # what is earned is not there at the beginning
            ("won", "1.1.1.2", Decimal(4)),
            ("won", "1.1.1.3", Decimal(2)),
            ("lost", "2.1.1", Decimal(-1)),
            ("out", "2.2", Decimal(-5)),
            ("rebased", "", Decimal("4.5")),
        ]
        assert rows.words.tolist()[1:3] == ["采用信息：河长制", "采用信息：林长制"]
        assert rows["count"].tolist()[3] == Decimal("77.5")
        assert sum(rows.points) == Decimal("19.5")


# --- as a file that came back --------------------------------------------------------------------------------


def test_a_filled_in_register_comes_back_without_a_remark() -> None:
    account, unit = read(rendered())
    assert (account.status, account.problems) == (Status.SCORED, ())
    assert {node: score_of(unit, node) for node in SCORES} == SCORES


@pytest.mark.parametrize(
    ("names", "points"),
    [
        (("河长制", "河长制", "林长制"), 6),
        (("河长制", "林长制", "湖长制"), 7),  # 2, 4 and 2: 8, at most 7
        (("a", "A", "A"), 4),  # a spreadsheet makes no difference between capitals and small letters
        (("河长制 ", "河长制", "林长制"), 7),  # but a blank behind makes another name
        ((None, None, None), 7),  # rows without a name are nobody's double
        (("2020", "2020", "2020"), 4),
    ],
)
def test_equal_names_count_once_and_the_sheet_says_the_same(names: tuple[Typed, Typed, Typed], points: int) -> None:
    typed = {f"t1_1_1_{n}": name for n, name in enumerate(names, 1) if name is not None}
    data = rendered(**typed)
    if names[0] is None:
        blank = {n: v for n, v in entries().items() if not n.startswith("shared.text:1.1.1")}
        data = written(FORM, {UNIT.id: blank})
    account, unit = read(data)
    assert score_of(unit, "1.1") == points
    # a name that only a blank keeps apart may be the same achievement: a person is asked
    assert [p.code for p in account.problems] == (["register-alike"] if names[0] == "河长制 " else [])


def test_names_that_were_typed_as_numbers_are_names_too() -> None:
    data = rendered()
    for row in ("1.1.1.1", "1.1.1.2", "1.1.1.3"):
        data = put(data, spot(f"shared.text:{row}"), 2020, FORM)
    account, unit = read(data)
    assert score_of(unit, "1.1") == 4
    assert {code for code, _ in told(account.problems)} <= FOLLOWS  # only that the file was not recalculated
    assert unit.readings["shared.text:1.1.1.1"].value == 2020


def test_a_row_that_is_filled_in_without_the_head_is_told_at_the_count_of_rows() -> None:
    account, unit = read(rendered(c1_1_1="无"))
    assert warned(account.problems) == [("count-without-finding", "!".join(spot("review.lines:1.1.1")))]
    assert unit.total == Decimal("19.5")  # the rows count


def test_a_head_without_rows_is_not_filled_in() -> None:
    bare = {n: v for n, v in entries().items() if not n.startswith(("review.choice:1.1.1.", "review.number:1.1.1."))}
    account, unit = read(written(FORM, {UNIT.id: bare}))
    assert [code for code, _ in warned(account.problems)] == ["finding-without-count", "form-incomplete"]
    assert (unit.filled, score_of(unit, "1.1")) == (3, 0)


def test_too_few_rows_of_own_duties_leave_the_form_incomplete() -> None:
    few = {n: v for n, v in entries().items() if n != "shared.text:1.2.1.3"}
    account, unit = read(written(FORM, {UNIT.id: few}))
    assert [code for code, _ in warned(account.problems)] == ["form-incomplete"]
    assert (unit.filled, unit.total) == (3, Decimal("19.5"))


@pytest.mark.parametrize(
    ("name", "value", "total", "allowed"),
    [
        ("review.choice:1.1.1.2", "国家", "17.5", "中央 / 省 / 市 / 无"),  # 2 of the first row, and 2
        ("review.number:1.1.1.3", "口头", "20.5", "发文 / 会议"),  # without a form 4 and 4, at most 7
        ("review.number:2.1.1", 0.8, "21", "0, 1 … 1000"),  # nothing typed costs nothing: 6 and 15
        ("review.choice:2.2", "没有", "20", "适用 / 不适用"),  # it applies: 6, 9 and 5
    ],
)
def test_what_a_paste_brought_past_the_lists_is_refused_and_counts_as_blank(
    name: str, value: str | float, total: str, allowed: str
) -> None:
    account, unit = read(put(rendered(), spot(name), value, FORM))
    (refused,) = (p for p in account.problems if p.code == "entry-refused")
    assert (refused.place.cell, detail(refused, "allowed")) == (spot(name)[1], allowed)
    assert unit.readings[name].value is None
    assert unit.total == Decimal(total)
    assert account.status is Status.FLAGGED


def test_a_percentage_typed_with_its_sign_is_read_in_a_normal_form() -> None:
    account, unit = read(put(rendered(), spot("review.number:2.1.1"), "77.5%", FORM))
    assert ("entry-normalised", "!".join(spot("review.number:2.1.1"))) in told(account.problems)
    assert unit.total == Decimal("19.5")


def test_an_error_in_a_name_is_refused_and_the_row_counts_without_it() -> None:
    account, unit = read(put(rendered(), spot("shared.text:1.1.1.2"), "#N/A", FORM))
    assert ("entry-refused", "!".join(spot("shared.text:1.1.1.2"))) in warned(account.problems)
    assert score_of(unit, "1.1") == 7  # 2, 4 and 2 of three names: at most 7


DUTIES = """
rubric: duties
title: 责任清单
signatures: [责任人]
sections:
  - name: 一、组织
    items: [{name: 会议, findings: [{text: 每季度一次, check: true}, {text: 记录, check: [已落实, 未落实]}]}]
"""
TICK = next(e.options[1] for e in standard(DUTIES).graph.entries if e.name == "review.choice:1.1.1")
DONE: Mapping[str, Value] = {"review.choice:1.1.1": TICK, "review.choice:1.1.2": "未落实"}


def test_the_returns_of_a_list_of_duties_are_collected_and_nothing_is_scored(tmp_path: Path) -> None:
    made = standard(DUTIES)
    (tmp_path / "a.xlsx").write_bytes(written(unit_form(made, SKIN, UNIT), {UNIT.id: DONE}))
    got = collect([tmp_path], made, [UNIT])
    assert got.problems == () and got.returns["U1"].total == 0 and got.returns["U1"].filled == 2
    assert {name: r.value for name, r in got.returns["U1"].readings.items() if r.value} == DONE
    assert [row["kind"] for row in ledger(got).to_dict("records")] == ["base"]


def test_a_problem_in_a_lead_units_list_of_duties_is_told_of_the_unit_whose_sheet_it_is_on(tmp_path: Path) -> None:
    made, units = standard(DUTIES), (UNIT, Unit("U2", "绿水局"))
    form = lead_form(made, SKIN, "州委办", units)
    found = form.spots["1/review.choice:1.1.2"]
    clause = next(c for s in form.sheets if s.name == found.sheet for c in s.cells if c.content == "记录")
    data = written(form, {unit.id: DONE for unit in units})
    (tmp_path / "a.xlsx").write_bytes(put(data, (found.sheet, address(found.row, clause.column)), "台账", form))
    got = collect([tmp_path], made, units)
    assert [(p.code, p.unit) for p in got.problems] == [("text-changed", "U2")]
