"""Registers held against their rules: one achievement written twice, days out of the period, no document named."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.duties.made import NONE, REGISTERS, gathered, records, row
from xlrubric.messages import needs_person
from xlrubric.ranking import ledger, tables
from xlrubric.registers import alike

GOOD = {**NONE, **row("清廉机关建设", "省委")}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("清廉机关", "清廉机关"),
        ("“清廉机关”建设", "清廉机关 建设"),
        ("「清廉机关」建设", "《清廉机关》建设"),
        ("ＡＢ工程", "ab工程"),
        ("第２０期", "第20期"),
        ("清廉机关建设先进单位", "清廉机关建设的先进单位"),  # 2·10 of 21 signs
        ("河长制工作", "全市河长制工作先进集体"),  # the whole name within the longer
        ("2019年先进", "2019 年先进。"),
    ],
)
def test_names_that_may_be_one_achievement_are_alike(one: str, other: str) -> None:
    assert alike(one, other)
    assert alike(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("河长制", "林长制"),  # 2·2 of 6 signs
        ("河长制", "全市河长制先进集体"),  # three signs stand in many names
        ("2019年先进单位", "2020年先进单位"),  # another year
        ("第1期简报采用", "第2期简报采用"),
        ("清廉机关", ""),
        ("", ""),
        ("！", "？"),  # nothing is left of either
        ("清廉机关建设", "模范机关创建"),
    ],
)
def test_names_of_two_achievements_are_not(one: str, other: str) -> None:
    assert not alike(one, other)
    assert not alike(other, one)


@given(st.text("甲乙丙丁abc12 ", min_size=1, max_size=12).filter(str.strip))
def test_a_name_is_alike_to_itself_however_it_is_spaced_and_quoted(name: str) -> None:
    assert alike(name, f" “{' '.join(name)}” ")


def told(*returned: Any) -> list[tuple[str, str, dict[str, str]]]:
    """Give code, cell and details of what is said of registers."""
    found = (p for p in gathered(REGISTERS, *returned).problems if p.code.startswith("register-"))
    return [(p.code, p.place.cell, dict(p.details)) for p in found]


def codes(*rows: Any) -> list[str]:
    typed = {**NONE}
    for one in rows:
        typed |= one
    return [code for code, _, _ in told(typed)]


def test_a_register_within_its_rules_brings_nothing() -> None:
    assert told(GOOD) == []


def test_the_lower_of_two_rows_that_read_alike_is_pointed_out_with_its_points() -> None:
    ((code, cell, details),) = told({**NONE, **row("“清廉机关”建设", "市委"), **row("清廉机关 建设", "省委", 2)})
    assert (code, details["row"], details["other"]) == ("register-alike", "2.1.1.1", "2.1.1.2")
    assert (details["text"], details["other_text"], details["points"]) == ("“清廉机关”建设", "清廉机关 建设", "1")
    assert cell.startswith("E")  # the column of the name


def test_of_two_alike_with_as_many_points_the_second_is_pointed_out() -> None:
    ((_, _, details),) = told({**NONE, **row("清廉机关", "省委"), **row("清廉机关！", "省委", 2)})
    assert details["row"] == "2.1.1.2"


def test_three_that_read_alike_are_two_too_many() -> None:
    rows = [
        row(text, level, n)
        for n, (text, level) in enumerate([("甲项工程", "省委"), ("甲项工程。", "中央"), ("甲项 工程", "市委")], 1)
    ]
    typed: dict[str, Any] = {**NONE}
    for one in rows:
        typed |= one
    assert [(d["row"], d["other"]) for _, _, d in told(typed)] == [("2.1.1.1", "2.1.1.2"), ("2.1.1.3", "2.1.1.1")]


def test_names_that_are_quite_the_same_count_once_already() -> None:
    assert codes(row("清廉机关", "省委"), row("清廉机关", "市委", 2)) == []


def test_giving_both_rows_the_same_name_takes_the_points_away_that_were_too_many() -> None:
    alike_, same = (
        gathered(REGISTERS, {**NONE, **row("清廉机关", "省委"), **row(other, "市委", 2)})
        for other in ("清廉 机关", "清廉机关")
    )
    totals = [one.returns["U1"].total for one in (alike_, same)]
    assert totals[0] is not None and totals[1] is not None
    assert totals[0] - totals[1] == 1  # what the problem said


def test_an_achievement_entered_in_two_registers_of_one_part_is_found_too() -> None:
    beside = {
        "review.choice:2.2.1": "有",
        "shared.text:2.2.1.1": "清廉机关建设",
        "review.choice:2.2.1.1": "市级",
        "document:2.2.1.1": "x",
    }
    ((code, _, details),) = told({**GOOD, **beside})
    assert (code, details["row"], details["other"], details["points"]) == ("register-alike", "2.2.1.1", "2.1.1.1", "1")


@pytest.mark.parametrize(
    ("day", "document", "found"),
    [
        (Decimal(43815), "a", []),  # 2019-12-16, the first day
        (Decimal(44180), "a", []),  # 2020-12-15, the last
        (Decimal("43896.5"), "a", []),  # with a time
        ("2020.3.6", "a", []),
        (None, "绍市委〔2020〕12号，2020年3月6日", []),  # the day stands with the document
        (Decimal(43814), "a", ["register-out-of-period"]),
        (Decimal(44181), "a", ["register-out-of-period"]),
        ("2019年12月15日", "a", ["register-out-of-period"]),
        (None, "2019.11.30", ["register-out-of-period"]),
        (None, "绍市委〔2020〕12号", ["register-undated"]),
        ("去年年底", "a", ["register-day-unread"]),
        ("2020-02-30", "a", ["register-day-unread"]),
        (Decimal(6), "a", ["register-day-unread"]),
        (Decimal(43896), "", ["register-no-document"]),
        (None, "", ["register-undated", "register-no-document"]),
    ],
)
def test_days_and_documents_are_held_against_the_rule(day: Any, document: str, found: list[str]) -> None:
    assert sorted(codes(row("清廉机关", "省委", 1, document, day))) == sorted(found)


def test_the_day_in_the_box_goes_before_one_with_the_document() -> None:
    assert codes(row("清廉机关", "省委", 1, "2019.1.1", Decimal(43896))) == []


def test_each_is_said_of_the_cell_that_it_is_about() -> None:
    places = {code: cell[0] for code, cell, _ in told({**NONE, **row("清廉机关", "省委", 1, "", Decimal(43000))})}
    assert places == {"register-out-of-period": "G", "register-no-document": "F"}


def test_a_remark_may_name_the_document() -> None:
    assert codes({**row("清廉机关", "省委", 1, ""), "remark:2.1.1.1": "见附件"}) == []


@pytest.mark.parametrize(
    "typed", [{"shared.text:2.1.1.1": "只有名称"}, {"document:2.1.1.1": "a"}, {"dated:2.1.1.1": "x"}]
)
def test_a_row_without_points_is_left_alone(typed: dict[str, Any]) -> None:
    assert codes({**typed, "review.choice:2.1.1": "无"}) == []


def test_a_fault_that_costs_points_needs_no_document() -> None:
    fault = {"review.choice:3.1.1": "有", "shared.text:3.1.1.1": "泄密", "review.number:3.1.1.1": Decimal(5)}
    assert told({**GOOD, **fault}) == []


def test_what_is_in_doubt_was_counted_and_the_file_is_flagged() -> None:
    collection = gathered(REGISTERS, {**NONE, **row("清廉机关", "省委", 1, "", Decimal(43000))})
    assert [account.status for account in collection.files] == ["flagged"]
    assert all(needs_person(p) and p.unit == "U1" for p in collection.problems if p.code.startswith("register-"))
    points = [r["points"] for r in records(ledger(collection)) if r["finding"] == "2.1.1.1"]
    assert points == [Decimal(2)]


def test_the_table_has_every_row_that_is_filled_in_and_what_is_in_doubt_of_it() -> None:
    typed = {**NONE, **row("“清廉机关”建设", "省委"), **row("清廉机关 建设", "市委", 2, "", Decimal(43799))}
    one, two = records(tables(gathered(REGISTERS, typed, None))["register_checks"])
    assert (one["unit"], one["row"], one["text"], one["day"], one["points"]) == (
        "U1",
        "2.1.1.1",
        "“清廉机关”建设",
        "2020-03-06",
        2,
    )
    assert (one["doubt"], one["what"]) == ("", "")
    assert two["doubt"] == "register-out-of-period, register-no-document, register-alike"
    assert "2019-11-30" in two["what"]
    assert (two["file"], two["sheet"], two["cell"][0]) == ("U1.xlsx", "评分表", "G")


def test_the_table_speaks_english_too() -> None:
    typed = {**NONE, **row("a project", "省委", 1, "")}
    (one,) = records(tables(gathered(REGISTERS, typed), "en")["register_checks"])
    assert one["what"] == "“a project” (row 2.1.1.1) has points (2), but no document is named."
