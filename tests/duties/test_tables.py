"""The tables of duty lists: who signed, own items, duties by state, what is overdue on a day, progress by period."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from tests.duties.made import DUTIES, NONE, REGISTERS, gathered, records
from xlrubric.ranking import TABLES, tables

CHECKS = ("1.1.1", "1.1.2", "1.2.1", "1.2.2.1", "1.2.2.2")
SIGNED = {"sign.1:": "第一支部", "sign.2:": "张三 2026.3.20"}
OWN = {"shared.text:2.1.1.1": "走访", "shared.text:2.1.1.3": "结对"}
DONE = {
    **{
        f"review.choice:{own}": word
        for own, word in zip(CHECKS, ("已落实", "有", "已落实", "已报送", "已报送"), strict=True)
    },
    **SIGNED,
    **OWN,
}


def without(typed: dict[str, Any], *names: str) -> dict[str, Any]:
    return {name: value for name, value in typed.items() if name not in names}


def duty_rows(*returned: Any, on: date = date(2026, 8, 1)) -> list[dict[str, Any]]:
    return records(tables(gathered(DUTIES, *returned, on=on))["duties"])


def late(*returned: Any, on: date = date(2026, 8, 1)) -> list[tuple[Any, ...]]:
    """Give unit, kind, finding, state, last day and days of each overdue thing."""
    rows = records(tables(gathered(DUTIES, *returned, on=on))["overdue"])
    return [tuple(row[key] for key in ("unit", "kind", "finding", "state", "due", "days")) for row in rows]


def test_a_list_that_is_all_done() -> None:
    (row,) = duty_rows(DONE)
    assert row == {
        "unit": "U1",
        "name": "第1支部",
        "returned": "returned",
        "signed": "支部：第一支部；本人签名：张三 2026-03-20",
        "unsigned": "",
        "own": 2,
        "own_least": 2,
        "own_blank": "",
        "duties": 5,
        "state:已落实": 2,
        "state:推进中": 0,
        "state:未落实": 0,
        "state:有": 1,
        "state:无": 0,
        "state:已报送": 2,
        "state:未报送": 0,
        "unstated": 0,
        "confirmed": 5,
        "overdue": 0,
        "overdue_words": "",
        "file": "U1.xlsx",
    }


@pytest.mark.parametrize(
    ("signed", "shown", "lacking"),
    [
        ({}, "", "支部、本人签名"),
        ({"sign.1:": "第一支部"}, "支部：第一支部", "本人签名"),
        ({"sign.2:": "2026年3月20日"}, "", "支部、本人签名"),  # a day without a name signs nothing
        ({"sign.1:": " ", "sign.2:": "李四，2026-3-1"}, "本人签名：李四 2026-03-01", "支部"),
    ],
)
def test_a_signature_is_a_name_with_or_without_its_day(signed: dict[str, str], shown: str, lacking: str) -> None:
    (row,) = duty_rows({**without(DONE, *SIGNED), **signed})
    assert (row["signed"], row["unsigned"]) == (shown, lacking)


@pytest.mark.parametrize(
    ("own", "count", "blank"),
    [
        ({}, 0, "2.1.1.1、2.1.1.2"),  # the two that must still be written
        ({"shared.text:2.1.1.2": "走访"}, 1, "2.1.1.1"),
        ({f"shared.text:2.1.1.{n}": "x" for n in (1, 2, 3)}, 3, ""),
    ],
)
def test_own_items_are_counted_and_the_rows_named_that_are_still_to_be_written(
    own: Any, count: int, blank: str
) -> None:
    (row,) = duty_rows({**without(DONE, *OWN), **own})
    assert (row["own"], row["own_least"], row["own_blank"]) == (count, 2, blank)


def test_a_state_is_that_of_the_side_that_counts_or_else_what_the_other_said() -> None:
    typed = {**SIGNED, "self.choice:1.1.1": "已落实", "review.choice:1.1.1": "推进中", "self.choice:1.2.1": "未落实"}
    (row,) = duty_rows(typed)
    states = {key.removeprefix("state:"): row[key] for key in row if key.startswith("state:") and row[key]}
    assert (states, row["unstated"], row["confirmed"]) == ({"推进中": 1, "未落实": 1}, 3, 1)


def test_units_that_sent_nothing_or_a_blank_form_are_there_too() -> None:
    done, blank, absent = duty_rows(DONE, {}, None)
    assert [row["returned"] for row in (done, blank, absent)] == ["returned", "blank", "not_returned"]
    assert (blank["unstated"], absent["unstated"], absent["duties"]) == (5, None, None)
    assert [row["unsigned"] for row in (blank, absent)] == ["支部、本人签名"] * 2
    assert (blank["file"], absent["file"]) == ("U2.xlsx", "")


# --- overdue ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("on", "days"), [(date(2026, 3, 31), []), (date(2026, 4, 1), [1]), (date(2026, 5, 1), [31])])
def test_a_form_that_is_not_back_is_overdue_after_its_last_day_and_not_on_it(on: date, days: list[int]) -> None:
    assert late(None, on=on) == [("U1", "form", None, None, "2026-03-31", n) for n in days]
    assert late({}, on=on) == [("U1", "form", None, None, "2026-03-31", n) for n in days]


def test_what_is_not_done_is_overdue_by_its_own_day() -> None:
    typed = {
        "sign.1:": "第一支部",
        "review.choice:1.1.1": "推进中",
        "review.choice:1.2.1": "未落实",
        **{"shared.text:2.1.1.4": "x"},
    }
    assert late(typed) == [
        ("U1", "signature", None, None, "2026-03-31", 123),  # 30 + 31 + 30 + 31 days of April to July, and one
        ("U1", "own", "2.1.1", "1/2", "2026-03-31", 123),
        ("U1", "duty", "1.1.1", "推进中", "2026-04-30", 93),  # 31 + 30 + 31 + 1
        ("U1", "duty", "1.1.2", "", "2026-06-30", 32),
        ("U1", "duty", "1.2.2.1", "", "2026-07-10", 22),
    ]  # 1.2.1 has no last day, and that of 1.2.2.2 is next January
    (row,) = duty_rows(typed)
    assert (row["overdue"], row["overdue_words"]) == (5, "本人签名；2.1.1 自定的责任；1.1.1 制定计划…")


@pytest.mark.parametrize(("word", "is_late"), [("已落实", False), ("推进中", True), ("未落实", True), (None, True)])
def test_a_duty_is_done_with_the_first_of_its_states(word: str | None, is_late: bool) -> None:
    typed = {**without(DONE, "review.choice:1.1.1"), **({"review.choice:1.1.1": word} if word else {})}
    assert bool(late(typed)) == is_late


@pytest.mark.parametrize(("word", "is_late"), [("有", False), ("无", True)])
def test_a_box_to_tick_is_done_when_it_is_ticked(word: str, is_late: bool) -> None:
    assert bool(late({**DONE, "review.choice:1.1.2": word})) == is_late


def test_what_the_unit_itself_says_is_done_is_not_overdue_until_the_review_says_otherwise() -> None:
    said = {**without(DONE, "review.choice:1.1.1"), "self.choice:1.1.1": "已落实"}
    assert late(said) == []
    assert [row[2] for row in late({**said, "review.choice:1.1.1": "未落实"})] == ["1.1.1"]


def test_each_overdue_thing_names_its_cell() -> None:
    typed = {"sign.1:": "x", "shared.text:2.1.1.1": "走访", "review.choice:1.1.1": "推进中"}
    rows = records(tables(gathered(DUTIES, typed, on=date(2026, 5, 1)))["overdue"])
    assert [(row["kind"], row["file"], row["sheet"]) for row in rows] == [
        ("signature", "U1.xlsx", "封面"),
        ("own", "U1.xlsx", "评分表"),
        ("duty", "U1.xlsx", "评分表"),
    ]
    assert all(row["cell"] for row in rows)
    by_kind = {row["kind"]: row["cell"] for row in rows}
    own = records(tables(gathered(DUTIES, typed))["register_checks"])[0]["cell"]
    assert (by_kind["own"][0], int(by_kind["own"][1:])) == (own[0], int(own[1:]) + 1)  # the next free row


def test_what_does_not_apply_is_neither_counted_nor_overdue() -> None:
    text = DUTIES.replace("      - name: 计划\n", "      - name: 计划\n        may_not_apply: true\n")
    typed = {**without(DONE, "review.choice:1.1.1", "review.choice:1.1.2"), "review.choice:1.1": "不适用"}
    made = tables(gathered(text, typed))
    (row,) = records(made["duties"])
    assert (row["duties"], row["unstated"], records(made["overdue"])) == (3, 0, [])


# --- which tables there are ------------------------------------------------------------------------------

POINTS = (
    "sections: [{name: a, items: [{name: b, points: 2, findings: [{text: c, deduct: 1}, {text: d, check: [x, y]}]}]}]"
)


@pytest.mark.parametrize(
    ("text", "more"),
    [
        (DUTIES, ["duties", "overdue", "progress", "register_checks"]),
        (REGISTERS, ["duties", "overdue", "progress", "register_checks"]),  # its periods have last days
        (REGISTERS.replace(", due_on: [2020-04-10, 2020-07-10]", ""), ["progress", "register_checks"]),
        (f"rubric: r\ntitle: t\n{POINTS}\n", []),  # a state beside points is no duty
        (f"rubric: r\ntitle: t\ndue_on: 2026-03-31\n{POINTS}\n", ["duties", "overdue"]),
        (f"rubric: r\ntitle: t\nsignatures: [组长]\n{POINTS}\n", ["duties", "overdue"]),
        (
            f"rubric: r\ntitle: t\n{POINTS}\n".replace("deduct: 1", "check: true").replace("points: 2, ", ""),
            ["duties", "overdue"],
        ),
    ],
)
def test_a_table_is_there_only_where_the_standard_asks_for_what_it_shows(text: str, more: list[str]) -> None:
    assert list(tables(gathered(text, None))) == [*TABLES, *more]


# --- progress --------------------------------------------------------------------------------------------


def test_progress_counts_what_earned_points_in_each_period() -> None:
    one = {
        **NONE,
        **{f"review.choice:1.1.{n}.1": "有" for n in (1, 2)},
        "review.choice:1.1.1.2": "有",
        "review.choice:1.1.2.2": "无",
    }
    two = {**NONE, "review.choice:1.1.1.1": "无"}
    rows = records(tables(gathered(REGISTERS, one, two, None, on=date(2020, 6, 1)))["progress"])
    assert rows == [
        # 一季度: 报送 2 and 专报 2; 二季度: 报送 2, and 专报 earned nothing; its last day is none, so it is behind
        quarters("U1", "第1支部", (2, 2, 4), (1, 2, 2), "二季度"),
        quarters("U2", "第2支部", (0, 2, 0), (0, 2, 0), "一季度、二季度"),
    ]


def quarters(unit: str, name: str, one: tuple[int, ...], two: tuple[int, ...], behind: str) -> dict[str, Any]:
    """Give a row of the table: what is done, of how many, and the points, of two quarters."""
    figures = {
        f"{period}.{what}": figure
        for period, own in (("一季度", one), ("二季度", two))
        for what, figure in zip(("done", "of", "points"), own, strict=True)
    }
    return {"unit": unit, "name": name, **figures, "behind": behind}


@pytest.mark.parametrize(
    ("on", "behind"),
    [(date(2020, 4, 10), ""), (date(2020, 4, 11), "一季度"), (date(2020, 7, 11), "一季度、二季度")],
)
def test_a_period_is_behind_after_its_last_day(on: date, behind: str) -> None:
    text = REGISTERS.replace("          - {text: 专报, award: 2, periods: [一季度, 二季度]}\n", "")
    assert text != REGISTERS
    (row,) = records(tables(gathered(text, {**NONE, "review.choice:1.1.1.1": "无"}, on=on))["progress"])
    assert row["behind"] == behind


def test_a_number_to_be_reached_is_done_when_it_is_reached_and_faults_when_they_are_answered() -> None:
    text = """
rubric: r
title: t
sections:
  - name: a
    items:
      - name: b
        points: 20
        findings:
          - {text: 会议, deduct: 1, per: 次, target: 3, periods: [上半年, 下半年]}
          - {text: 被通报, deduct: 1, per: 次, periods: [上半年, 下半年]}
"""
    typed: dict[str, Any] = {
        "review.number:1.1.1.1": Decimal(3),
        "review.number:1.1.1.2": Decimal(2),
        "review.number:1.1.2.1": Decimal(4),
    }
    typed |= {"review.choice:1.1.2.1": "有"}
    (row,) = records(tables(gathered(text, typed))["progress"])
    # 上半年: 3 of 3 meetings, the faults are answered (4 of them, −4); 下半年: 2 of 3 (−1), nothing answered
    assert [row[f"上半年.{what}"] for what in ("done", "of", "points")] == [2, 2, Decimal(-4)]
    assert [row[f"下半年.{what}"] for what in ("done", "of", "points")] == [0, 2, Decimal(-1)]


def test_periods_of_instances_are_counted_together() -> None:
    text = """
rubric: r
title: t
sections:
  - name: a
    items:
      - {name: b, points: 4, instances: [甲, 乙], findings: [{text: 报送, award: 2, periods: [上半年, 下半年]}]}
"""
    typed = {"review.choice:1.1.1.1.1": "有", "review.choice:1.1.2.1.1": "有", "review.choice:1.1.2.1.2": "有"}
    (row,) = records(tables(gathered(text, typed))["progress"])
    assert [(row[f"{p}.done"], row[f"{p}.of"]) for p in ("上半年", "下半年")] == [(2, 2), (1, 2)]
