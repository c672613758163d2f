"""Entries carried from one rubric to another: what each kind of rule can take from each, and what is listed."""

from decimal import Decimal
from typing import Any

import pytest

from tests.against.made import matched, read, tried
from xlrubric.carried import bridge, carry, origins
from xlrubric.entries import read_entry
from xlrubric.entry_tables import EntryRow
from xlrubric.problems import Place
from xlrubric.score import score_entries

FRAME = """
rubric: r
title: t
sections:
  - name: s
    items:
      - name: i
        points: 10
        start: 10
        findings:
          - {text: 同一句话, FINDING}
"""
FLAT, COUNTED, SHORT = "deduct: 1", "deduct: 1, per: 次", "deduct: 1, per: 次, target: 4"
PERSONS, AMOUNT, WIDER = "deduct: 1, per: 人", "deduct: {from: 1, to: 3}", "deduct: {from: 1, to: 5}"
LEVELS, OTHER_LEVELS = "deduct: {严重: 3, 一般: 1}", "deduct: {严重: 4, 轻微: 1}"
RATE, EARNED, EARNED_ONCE = "deduct: 1, per: 1%, below: 80%", "award: 1, per: 次", "award: 3"
STATES, MORE_STATES, TICK = "check: [已落实, 推进中]", "check: [已落实, 推进中, 未落实]", "check: true"


def one(finding: str, language: str = "zh-Hans") -> str:
    return FRAME.replace("FINDING", finding).replace("title: t", f"title: t\nlanguage: {language}")


def carried(old: str, new: str, typed: str, row: str = "1.1.1") -> tuple[dict[str, Any], list[str]]:
    """Give the new readings of the review by box, and the reasons why something was not taken."""
    before, after = read(old)[0], read(new)[0]
    table = score_entries(before, [EntryRow("U", row, "review", typed, "", Place("e"))], "e")
    (scored,) = table.units
    got = carry(bridge(before, after, matched(old, new)), before, after, scored.readings)
    return {n: r.value for n, r in got.readings.items()}, [u.reason for u in got.untaken]


def boxes(old: str, new: str, typed: str) -> tuple[dict[str, Any], list[str]]:
    found, reasons = carried(one(old), one(new), typed)
    return {n.partition(".")[2].partition(":")[0]: value for n, value in found.items()}, reasons


@pytest.mark.parametrize(
    ("old", "new", "typed", "taken"),
    [
        (FLAT, FLAT, "有", {"choice": "有"}),
        (COUNTED, COUNTED, "3", {"choice": "有", "number": 3}),
        (COUNTED, COUNTED, "无", {"choice": "无"}),
        (COUNTED, FLAT, "3", {"choice": "有"}),  # three times found is found
        (COUNTED, FLAT, "无", {"choice": "无"}),
        (FLAT, COUNTED, "无", {"choice": "无"}),
        (SHORT, SHORT.replace("4", "6"), "3", {"number": 3}),
        (AMOUNT, WIDER, "2.5", {"number": Decimal("2.5")}),
        (COUNTED, AMOUNT, "无", {"number": 0}),  # nothing found is no points off
        (COUNTED, LEVELS, "无", {}),  # nothing found is no level
        (LEVELS, OTHER_LEVELS, "严重", {"choice": "严重"}),
        (RATE, RATE.replace("80%", "90%"), "77.5", {"number": Decimal("77.5")}),
        (EARNED, EARNED.replace("1", "2"), "4", {"choice": "有", "number": 4}),
        (EARNED, EARNED_ONCE, "4", {"choice": "有"}),
        (STATES, MORE_STATES, "推进中", {"choice": "推进中"}),
        (TICK, TICK, "有", {"choice": "有"}),
        (COUNTED, "penalty: 2, per: 次", "3", {"choice": "有", "number": 3}),  # where the points go is no matter
        (FLAT, "zero: item", "有", {"choice": "有"}),
    ],
)
def test_an_entry_is_carried_where_it_means_the_same(old: str, new: str, typed: str, taken: dict[str, Any]) -> None:
    assert boxes(old, new, typed) == (taken, [])


@pytest.mark.parametrize(
    ("old", "new", "typed", "reason"),
    [
        (FLAT, COUNTED, "有", "number"),  # how often?
        (COUNTED, LEVELS, "3", "choice"),
        (FLAT, LEVELS, "有", "choice"),
        (LEVELS, OTHER_LEVELS, "一般", "range"),
        (LEVELS, FLAT, "严重", "range"),
        (LEVELS, AMOUNT, "严重", "number"),
        (COUNTED, PERSONS, "3", "unit"),
        (COUNTED, AMOUNT, "3", "unit"),  # three times are not three points
        (WIDER, AMOUNT, "4.5", "range"),
        (COUNTED, SHORT, "3", "sense"),  # three faults are not three meetings
        (SHORT, COUNTED, "3", "sense"),
        (FLAT, EARNED_ONCE, "有", "sense"),
        (EARNED, COUNTED, "3", "sense"),
        (FLAT, TICK, "有", "sense"),
        (RATE, COUNTED, "70", "choice"),
        (STATES, "check: [已落实, 未落实]", "推进中", "range"),
    ],
)
def test_an_entry_that_the_new_rule_cannot_take_is_listed_with_the_reason(
    old: str, new: str, typed: str, reason: str
) -> None:
    assert boxes(old, new, typed) == ({}, [reason])


@pytest.mark.parametrize("language", ["zh-Hant", "en"])
def test_found_or_not_is_taken_in_the_other_language(language: str) -> None:
    words = {"zh-Hant": ("無", "有"), "en": ("no", "yes")}[language]
    for typed, word in zip(("无", "有"), words, strict=True):
        assert carried(one(FLAT), one(FLAT, language), typed) == ({"review.choice:1.1.1": word}, [])


def test_both_roles_are_carried_each_to_its_own() -> None:
    trial = tried(one(COUNTED), {"U": {"1.1.1": "2", "self 1.1.1": "1"}}, one(COUNTED))
    assert [m.after for m in trial.moved] == [8]


# --- rows that stand for one finding ---------------------------------------------------------------------

PERIODS = "deduct: 1, per: 次, periods: [一季度, 二季度, 三季度]"
GRADED = "deduct: {正职: 2, 副职: 1}, per: 人"
REGISTER = "bonus: {省级: 2, 市级: 1}, register: 3, forms: {发文: 1, 会议: 0.5}"


def test_a_period_is_found_by_its_name_and_not_by_its_place() -> None:
    new = one(PERIODS.replace("[一季度, 二季度, 三季度]", "[二季度, 一季度]"))
    assert carried(one(PERIODS), new, "2", "1.1.1.1")[0] == {"review.choice:1.1.1.2": "有", "review.number:1.1.1.2": 2}
    assert carried(one(PERIODS), new, "2", "1.1.1.3") == ({}, ["row"])


def test_a_level_that_is_counted_is_found_by_its_word() -> None:
    new = one(GRADED.replace("正职: 2, 副职: 1", "科员: 0.5, 副职: 1, 正职: 3"))
    assert carried(one(GRADED), new, "2", "1.1.1.1")[0] == {"review.choice:1.1.1.3": "有", "review.number:1.1.1.3": 2}


def test_a_registers_rows_are_carried_with_their_names_levels_and_forms() -> None:
    got, reasons = carried(one(REGISTER), one(REGISTER.replace("省级: 2", "省级: 3")), "甲项 / 省级 / 会议", "1.1.1.2")
    assert got == {"shared.text:1.1.1.2": "甲项", "review.choice:1.1.1.2": "省级", "review.number:1.1.1.2": "会议"}
    assert reasons == []


@pytest.mark.parametrize(
    ("new", "reason"),
    [
        (REGISTER.replace("register: 3", "register: 1"), "row"),
        (REGISTER.replace("省级: 2", "国家级: 2"), "range"),
        (REGISTER.replace("会议: 0.5", "刊物: 0.5"), "range"),
        ("bonus: 1", "row"),  # no register any more
    ],
)
def test_a_registers_row_that_has_no_place_any_more_is_listed(new: str, reason: str) -> None:
    got, reasons = carried(one(REGISTER), one(new), "甲项 / 省级 / 会议", "1.1.1.2")
    assert (got, reasons) == ({}, [reason])


def test_instances_are_found_by_their_names() -> None:
    old = one(COUNTED).replace("start: 10", "instances: [甲站, 乙站]")
    new = one(COUNTED).replace("start: 10", "instances: [丙站, 乙站]")
    assert carried(old, new, "2", "1.1.2.1")[0] == {"review.choice:1.1.2.1": "有", "review.number:1.1.2.1": 2}
    assert carried(old, new, "2", "1.1.1.1") == ({}, ["row"])


def test_that_a_node_does_not_apply_is_carried() -> None:
    old = one(COUNTED).replace("start: 10", "may_not_apply: true")
    assert carried(old, old, "不适用", "1.1") == ({"review.choice:1.1": "不适用"}, [])
    assert carried(old, one(COUNTED), "不适用", "1.1") == ({}, ["applies"])


def test_what_an_id_of_the_sheet_is_made_of() -> None:
    text = one(PERIODS).replace("start: 10", "instances: [甲站, 乙站]")
    found = origins(read(text)[0].rubric)
    assert {own: (o.id, o.labels) for own, o in found.items() if own.startswith("1.1.2")} == {
        "1.1.2": ("1.1", ("乙站",)),
        "1.1.2.1.1": ("1.1.1", ("乙站", "（一季度）")),
        "1.1.2.1.2": ("1.1.1", ("乙站", "（二季度）")),
        "1.1.2.1.3": ("1.1.1", ("乙站", "（三季度）")),
    }


@pytest.mark.parametrize(
    "finding", [PERIODS, GRADED, REGISTER, FLAT, "check: true", "award: {优: 3}, per: 次, periods: [上, 下]"]
)
def test_every_row_and_node_of_the_sheet_has_an_origin(finding: str) -> None:
    for text in (one(finding), one(finding).replace("start: 10", "instances: [甲站, 乙站]")):
        standard = read(text)[0]
        found = origins(standard.rubric)
        assert {row.id for row in standard.outline.rows} | {node.id for node in standard.outline.nodes} <= set(found)


# --- laws ------------------------------------------------------------------------------------------------

ALL = (FLAT, COUNTED, SHORT, PERSONS, AMOUNT, WIDER, LEVELS, OTHER_LEVELS, RATE, EARNED, EARNED_ONCE, STATES, TICK)
ENTERED = {
    LEVELS: "严重",
    OTHER_LEVELS: "轻微",
    STATES: "推进中",
    TICK: "有",
    FLAT: "有",
    EARNED_ONCE: "有",
    RATE: "70",
}


@pytest.mark.parametrize("finding", ALL)
def test_every_kind_takes_its_own_entries(finding: str) -> None:
    taken, reasons = boxes(finding, finding, ENTERED.get(finding, "2"))
    assert taken
    assert reasons == []


@pytest.mark.parametrize("new", ALL)
@pytest.mark.parametrize("old", ALL)
def test_what_is_carried_is_allowed_in_the_new_box_and_what_is_not_is_listed(old: str, new: str) -> None:
    """Nothing is lost without a word: an entry is either in the new rubric's boxes, or among those not taken."""
    taken, reasons = boxes(old, new, ENTERED.get(old, "2"))
    assert bool(taken) != bool(reasons)
    entries = {entry.box.name: entry for entry in read(one(new))[0].graph.entries if entry.role == "review"}
    for box, value in taken.items():
        typed = f"{value:f}" if isinstance(value, Decimal) else str(value)
        assert read_entry(entries[box], value if isinstance(value, Decimal) else typed).value == value
