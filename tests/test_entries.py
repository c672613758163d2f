"""One reading of what people type: as it is, in its normal form (and said so), or refused."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlrubric.entries import (
    LONGEST_SHOWN,
    Reading,
    Value,
    allowed,
    read_entry,
    read_table_value,
    shown,
    table_entry_names,
)
from xlrubric.graph import Entry
from xlrubric.rules import Box, plain

CHOICE = Entry("review.choice:1", "1", "review", Box("choice", options=("无", "有")))
ENGLISH = Entry("review.choice:1", "1", "review", Box("choice", options=("no", "yes")))
COUNT = Entry("review.number:1", "1", "review", Box("number", unit="次"))
POINTS = Entry("review.number:1", "1", "review", Box("number", Decimal(1), Decimal(5), whole=False, unit="@points"))
PER_CENT = Entry("review.number:1", "1", "review", Box("number", unit="%"))
NO_UNIT = Entry("review.number:1", "1", "review", Box("number"))
RATE = Entry(  # as a finding with `below: 80%` has it: 0.8 typed for 80 % is caught by the gap
    "review.number:1", "1", "review", Box("number", high=Decimal(1000), whole=False, unit="%", gap=True)
)
MEASURE = Entry("review.number:1", "1", "review", Box("number", Decimal(-100), Decimal(100), whole=False, unit="万元"))
# a register's row: what it is about (both roles speak of the same), which level, in which form
NAME = Entry("shared.text:1.1", "1.1", "shared", Box("text"))
LEVEL = Entry("review.choice:1.1", "1.1", "review", Box("choice", options=("国家级", "省级", "市级", "无")))
FORM = Entry("review.number:1.1", "1.1", "review", Box("number", options=("发文", "会议交流")))
TIMES = Entry("review.number:1.1", "1.1", "review", Box("number", unit="篇"))
STATE = Entry("review.choice:1", "1", "review", Box("choice", options=("已落实", "推进中", "Not yet")))

NORMALISED, REFUSED = "entry-normalised", "entry-refused"


@pytest.mark.parametrize(
    ("entry", "typed", "value"),
    [
        (CHOICE, "无", "无"),
        (CHOICE, "有", "有"),
        (ENGLISH, "yes", "yes"),
        (COUNT, Decimal(0), Decimal(0)),
        (COUNT, Decimal("2.0"), Decimal(2)),
        (COUNT, Decimal(9999), Decimal(9999)),
        (POINTS, Decimal("2.5"), Decimal("2.5")),
        (POINTS, Decimal(5), Decimal(5)),
        (POINTS, Decimal(0), Decimal(0)),  # nothing found
        (COUNT, None, None),
        (CHOICE, None, None),
        (COUNT, "", None),
        (CHOICE, "  ", None),
        (COUNT, "\u3000", None),
        (LEVEL, "省级", "省级"),
        (FORM, "会议交流", "会议交流"),
        (STATE, "推进中", "推进中"),
        (RATE, Decimal("78.5"), Decimal("78.5")),
        (RATE, Decimal(0), Decimal(0)),
        (RATE, Decimal(1), Decimal(1)),
        (RATE, Decimal(1000), Decimal(1000)),  # as a share of a target may be
        (MEASURE, Decimal("-99.5"), Decimal("-99.5")),
        # free words are whatever they are: a name may be a number, and blanks around it are its own
        (NAME, "先进支部", "先进支部"),
        (NAME, " 先进 支部 ", " 先进 支部 "),
        (NAME, "2018", "2018"),
        (NAME, Decimal(2018), Decimal(2018)),
        (NAME, "", None),
        (NAME, None, None),
    ],
)
def test_what_may_stand_is_taken_as_it_is(entry: Entry, typed: Value, value: Value) -> None:
    assert read_entry(entry, typed) == Reading(value)


@pytest.mark.parametrize(
    ("entry", "typed", "value"),
    [
        (COUNT, "2", "2"),
        (COUNT, "２", "2"),
        (COUNT, " 2 ", "2"),
        (COUNT, "2次", "2"),
        (COUNT, "２ 次", "2"),
        (COUNT, "+2", "2"),
        (COUNT, "-0", "0"),
        (COUNT, "2.00", "2"),
        (COUNT, "007", "7"),
        (COUNT, "①", "1"),
        (PER_CENT, "80％", "80"),
        (NO_UNIT, "3", "3"),
        (POINTS, "2.5分", "2.5"),
        (POINTS, "２．５ 分", "2.5"),
        (POINTS, "3 pts", "3"),
        (POINTS, "3 points", "3"),
        (POINTS, "0", "0"),
        (CHOICE, " 有", "有"),
        (CHOICE, "有\u3000", "有"),
        (ENGLISH, "YES", "yes"),
        (ENGLISH, "Ｎｏ", "no"),
        (LEVEL, "省级 ", "省级"),
        (STATE, "not YET", "Not yet"),
        (FORM, "\u3000发文", "发文"),
        (RATE, "78.5%", "78.5"),
        (RATE, "７８．５％", "78.5"),
        (RATE, "78.5 %", "78.5"),
        (MEASURE, "-3.25万元", "-3.25"),
        (MEASURE, "+3.25", "3.25"),
    ],
)
def test_another_spelling_is_taken_and_said(entry: Entry, typed: str, value: str) -> None:
    as_value = value if entry.options else Decimal(value)
    assert read_entry(entry, typed) == Reading(as_value, NORMALISED, typed)


@pytest.mark.parametrize(
    ("entry", "typed", "said"),
    [
        (COUNT, "两次", "两次"),
        (COUNT, "2人", "2人"),
        (COUNT, "次", "次"),
        (COUNT, "2次次", "2次次"),
        (COUNT, "1,000", "1,000"),
        (COUNT, "1_0", "1_0"),
        (COUNT, "1e2", "1e2"),
        (COUNT, "NaN", "NaN"),
        (COUNT, "∞", "∞"),
        (COUNT, "½", "½"),
        (COUNT, "2-3", "2-3"),
        (COUNT, "=1+1", "=1+1"),
        (COUNT, "1.5", "1.5"),
        (COUNT, "-1", "-1"),
        (COUNT, "10000", "10000"),
        (COUNT, "1234567890", "1234567890"),
        (COUNT, "٣", "٣"),
        (COUNT, Decimal("1.5"), "1.5"),
        (COUNT, Decimal(-1), "-1"),
        (COUNT, Decimal(10000), "10000"),
        (COUNT, True, "TRUE"),
        (COUNT, "有", "有"),
        (POINTS, "0.5", "0.5"),
        (POINTS, Decimal("0.5"), "0.5"),
        (POINTS, Decimal("5.01"), "5.01"),
        (POINTS, "3@points", "3@points"),
        (POINTS, "3次", "3次"),
        (CHOICE, "是", "是"),
        (CHOICE, "有。", "有。"),
        (CHOICE, "无有", "无有"),
        (CHOICE, "x" * 50, "x" * 39 + "…"),
        (LEVEL, "省", "省"),
        (LEVEL, "省级 / 市级", "省级 / 市级"),
        (LEVEL, Decimal(2), "2"),
        (FORM, Decimal(1), "1"),  # a form is a word, though it stands where numbers stand elsewhere
        (STATE, "有", "有"),
        (RATE, "0.785", "0.785"),  # 78.5 % was meant
        (RATE, Decimal("0.785"), "0.785"),
        (RATE, Decimal("0.000001"), "0.000001"),
        (RATE, Decimal("0.999999"), "0.999999"),
        (RATE, "0.8%", "0.8%"),
        (RATE, Decimal("-1"), "-1"),
        (RATE, Decimal("1000.01"), "1000.01"),
        (MEASURE, Decimal("100.01"), "100.01"),
        (MEASURE, Decimal("-100.01"), "-100.01"),
        (MEASURE, "3元", "3元"),
    ],
)
def test_anything_else_is_refused_and_counts_as_not_filled_in(entry: Entry, typed: Value, said: str) -> None:
    assert read_entry(entry, typed) == Reading(None, REFUSED, said)


@pytest.mark.parametrize(
    ("box", "number", "fits"),
    [
        (Box("number"), "0", True),
        (Box("number"), "9999", True),
        (Box("number"), "10000", False),
        (Box("number"), "0.5", False),
        (Box("number"), "-1", False),
        (Box("number", whole=False), "0.5", True),
        (Box("number", Decimal(2), Decimal(3), whole=False), "0", True),
        (Box("number", Decimal(2), Decimal(3), whole=False), "1.999", False),
        (Box("number", Decimal(2), Decimal(3), whole=False), "2", True),
        (Box("number", Decimal(2), Decimal(3), whole=False), "3", True),
        (Box("number", Decimal(2), Decimal(3), whole=False, zero=False), "0", False),
        (Box("number", whole=False, gap=True), "0", True),
        (Box("number", whole=False, gap=True), "0.5", False),
        (Box("number", whole=False, gap=True), "0.999", False),
        (Box("number", whole=False, gap=True), "1", True),
        (Box("number", whole=False, gap=True), "-0.5", False),
        (Box("number", Decimal(-5), Decimal(5), whole=False), "-5", True),
        (Box("number", Decimal(-5), Decimal(5), whole=False), "-5.01", False),
    ],
)
def test_a_number_fits_its_box_or_not(box: Box, number: str, fits: bool) -> None:
    assert allowed(box, Decimal(number)) is fits


def table(boxes: tuple[Entry, ...], typed: str) -> dict[str, tuple[Value, str]]:
    """Read a table's text; give value and code by the box's kind."""
    found = read_table_value(boxes, typed)
    return {own.split(".")[1].split(":")[0]: (r.value, r.code) for own, r in found.items()}


@pytest.mark.parametrize(
    ("boxes", "typed", "expected"),
    [
        ((CHOICE,), "", {}),
        ((CHOICE,), " \u3000", {}),
        ((CHOICE,), "有", {"choice": ("有", "")}),
        ((CHOICE,), "1", {"choice": ("有", "")}),
        ((CHOICE,), "１", {"choice": ("有", "")}),
        ((CHOICE,), "Yes", {"choice": ("有", "")}),
        ((CHOICE,), "TRUE", {"choice": ("有", "")}),
        ((CHOICE,), "0", {"choice": ("无", "")}),
        ((CHOICE,), "無", {"choice": ("无", "")}),
        ((CHOICE,), "false", {"choice": ("无", "")}),
        ((ENGLISH,), "有", {"choice": ("yes", "")}),
        ((CHOICE,), "2", {"choice": (None, REFUSED)}),
        ((CHOICE,), "也许", {"choice": (None, REFUSED)}),
        ((COUNT,), "3", {"number": (Decimal(3), "")}),
        ((COUNT,), "0", {"number": (Decimal(0), "")}),
        ((COUNT,), "３", {"number": (Decimal(3), NORMALISED)}),
        ((COUNT,), "3次", {"number": (Decimal(3), NORMALISED)}),
        ((COUNT,), "三", {"number": (None, REFUSED)}),
        ((COUNT,), "1.5", {"number": (None, REFUSED)}),
        ((POINTS,), "2.5", {"number": (Decimal("2.5"), "")}),
        ((POINTS,), "9", {"number": (None, REFUSED)}),
        ((CHOICE, COUNT), "", {}),
        ((CHOICE, COUNT), "3", {"choice": ("有", ""), "number": (Decimal(3), "")}),
        ((CHOICE, COUNT), "1", {"choice": ("有", ""), "number": (Decimal(1), "")}),
        ((CHOICE, COUNT), "2次", {"choice": ("有", ""), "number": (Decimal(2), NORMALISED)}),
        ((CHOICE, COUNT), "0", {"choice": ("无", "")}),
        ((CHOICE, COUNT), "无", {"choice": ("无", "")}),
        ((CHOICE, COUNT), "有", {"choice": ("有", "")}),  # without its count: in doubt later
        ((CHOICE, COUNT), "0次", {"choice": ("无", ""), "number": (Decimal(0), NORMALISED)}),
        ((CHOICE, COUNT), "三", {"number": (None, REFUSED)}),
        ((CHOICE, COUNT), "-1", {"number": (None, REFUSED)}),
        # levels and states are words of their own: neither 1 nor 有 stands for one of them
        ((LEVEL,), "省级", {"choice": ("省级", "")}),
        ((LEVEL,), " 省级", {"choice": ("省级", NORMALISED)}),
        ((LEVEL,), "无", {"choice": ("无", "")}),
        ((LEVEL,), "1", {"choice": (None, REFUSED)}),
        ((STATE,), "已落实", {"choice": ("已落实", "")}),
        ((STATE,), "有", {"choice": (None, REFUSED)}),
        # percentages
        ((RATE,), "78.5", {"number": (Decimal("78.5"), "")}),
        ((RATE,), "78.5%", {"number": (Decimal("78.5"), NORMALISED)}),
        ((RATE,), "0", {"number": (Decimal(0), "")}),
        ((RATE,), "0.785", {"number": (None, REFUSED)}),
        # a register's row: its parts from left to right, with strokes between them
        ((NAME,), "党建直通车", {"text": ("党建直通车", "")}),
        ((NAME, LEVEL, FORM), "先进支部 / 省级 / 发文", {"text": "先进支部", "choice": "省级", "number": "发文"}),
        ((NAME, LEVEL, FORM), "先进支部/省级/会议交流", {"text": "先进支部", "choice": "省级", "number": "会议交流"}),
        ((NAME, LEVEL, FORM), "先进支部／省级／发文", {"text": "先进支部", "choice": "省级", "number": "发文"}),
        ((NAME, LEVEL, FORM), "先进支部 / 省级", {"text": "先进支部", "choice": "省级"}),
        ((NAME, LEVEL, FORM), "先进支部", {"text": "先进支部"}),
        ((NAME, LEVEL, FORM), " / 省级 / 发文", {"choice": "省级", "number": "发文"}),
        ((NAME, LEVEL, FORM), "先进支部 / / 发文", {"text": "先进支部", "number": "发文"}),
        ((NAME, LEVEL, FORM), "先进支部 / 发文 / 省级", {"text": "先进支部", "choice": None, "number": None}),
        ((NAME, LEVEL, FORM), "", {}),
        ((NAME, LEVEL), "先进支部 / 县级", {"text": "先进支部", "choice": None}),
        ((NAME, TIMES), "先进支部 / 3", {"text": "先进支部", "number": Decimal(3)}),
        ((NAME, TIMES), "先进支部 / 三", {"text": "先进支部", "number": None}),
        ((LEVEL, FORM), "省级 / 发文", {"choice": "省级", "number": "发文"}),
    ],
)
def test_one_column_of_a_table_serves_choice_and_count(
    boxes: tuple[Entry, ...], typed: str, expected: dict[str, tuple[Value, str]] | dict[str, Value]
) -> None:
    assert table(boxes, typed) == {own: one if isinstance(one, tuple) else said(one) for own, one in expected.items()}


def said(value: Value) -> tuple[Value, str]:
    """Give value and code of what is read as it stands, or (None) refused."""
    return value, REFUSED if value is None else ""


@pytest.mark.parametrize("typed", ["甲 / 乙 / 省级", "甲 / 省级 / 多余"])
def test_more_parts_than_a_row_has_boxes_are_not_read_as_if_they_were_not_there(typed: str) -> None:
    found = read_table_value((NAME, LEVEL), typed)
    assert found[LEVEL.name] == Reading(None, REFUSED, typed.removeprefix("甲 / "))
    assert found[NAME.name] == Reading("甲")


def test_the_words_of_a_row_stay_as_they_were_written() -> None:
    found = read_table_value((NAME, LEVEL), "党建（一等奖）１号 ／ 省级")
    assert found == {NAME.name: Reading("党建（一等奖）１号"), LEVEL.name: Reading("省级")}


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        (CHOICE, "无 / 有"),
        (LEVEL, "国家级 / 省级 / 市级 / 无"),
        (COUNT, "0, 1, 2 … 9999"),
        (POINTS, "0, 1 … 5"),
        (RATE, "0, 1 … 1000"),
        (MEASURE, "-100 … 100"),
    ],
)
def test_a_box_says_what_may_stand_in_it(entry: Entry, said: str) -> None:
    assert entry.allowed() == said


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Decimal("0.50"), "0.5"),
        (True, "TRUE"),
        (False, "FALSE"),
        ("x" * LONGEST_SHOWN, "x" * LONGEST_SHOWN),
        ("x" * (LONGEST_SHOWN + 1), "x" * (LONGEST_SHOWN - 1) + "…"),
        (None, "None"),
    ],
)
def test_a_message_shows_a_value_shortly(value: Value, text: str) -> None:
    assert shown(value) == text


def test_boxes_are_gathered_by_finding_and_role() -> None:
    other = Entry("self.choice:1", "1", "self", Box("choice", options=("无", "有")))
    assert table_entry_names((CHOICE, other, COUNT)) == {
        ("1", "review"): (CHOICE, COUNT),
        ("1", "self"): (other,),
    }


def test_the_words_of_a_registers_row_are_those_of_both_roles_and_come_first() -> None:
    own = Entry("self.choice:1.1", "1.1", "self", Box("choice", options=("国家级", "无")))
    assert table_entry_names((FORM, LEVEL, own, NAME)) == {
        ("1.1", "review"): (NAME, LEVEL, FORM),
        ("1.1", "self"): (NAME, own),
    }


ENTRIES = st.sampled_from((CHOICE, ENGLISH, COUNT, POINTS, PER_CENT, RATE, MEASURE, LEVEL, FORM, STATE))
TYPED = st.one_of(
    st.none(),
    st.booleans(),
    st.decimals(allow_nan=False, allow_infinity=False),
    st.text(max_size=60),
    st.text(st.sampled_from("0123456789.-+次分 ２．有无yesno%％级\u3000"), max_size=8),
)


@given(ENTRIES, TYPED)
def test_whatever_is_typed_only_what_fits_comes_through(entry: Entry, typed: Value) -> None:
    reading = read_entry(entry, typed)
    if isinstance(reading.value, Decimal):
        assert not entry.options and allowed(entry.box, reading.value)
    else:
        assert reading.value is None or reading.value in entry.options
    assert (reading.code == REFUSED) <= (reading.value is None)
    assert bool(reading.code) == bool(reading.typed) or typed == ""


@given(ENTRIES, TYPED)
def test_what_was_read_reads_as_itself(entry: Entry, typed: Value) -> None:
    value = read_entry(entry, typed).value
    assert read_entry(entry, value) == Reading(value)


@given(st.integers(0, 9999), st.sampled_from(("", " ", "\u3000")), st.sampled_from(("", "次", " 次")))
def test_a_whole_number_is_read_in_any_width_with_blanks_and_unit(number: int, blank: str, unit: str) -> None:
    wide = str(number).translate({48 + n: 0xFF10 + n for n in range(10)})
    for digits in (str(number), wide):
        assert read_entry(COUNT, blank + digits + unit + blank).value == number


@given(st.decimals(1, 5, places=3))
def test_points_are_read_as_they_are_written(number: Decimal) -> None:
    assert read_entry(POINTS, plain(number) + "分").value == number
    assert read_table_value((POINTS,), plain(number)) == {POINTS.name: Reading(number)}
