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

CHOICE = Entry("review.choice:1", "1", "review", Box("choice"), ("无", "有"))
ENGLISH = Entry("review.choice:1", "1", "review", Box("choice"), ("no", "yes"))
COUNT = Entry("review.number:1", "1", "review", Box("number", unit="次"))
POINTS = Entry("review.number:1", "1", "review", Box("number", Decimal(1), Decimal(5), whole=False, unit="@points"))
PER_CENT = Entry("review.number:1", "1", "review", Box("number", unit="%"))
NO_UNIT = Entry("review.number:1", "1", "review", Box("number"))

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
        (CHOICE, "yes", "yes"),
        (CHOICE, "有。", "有。"),
        (CHOICE, "无有", "无有"),
        (CHOICE, Decimal(1), "1"),
        (CHOICE, False, "FALSE"),
        (CHOICE, "x" * 50, "x" * 39 + "…"),
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
    ],
)
def test_one_column_of_a_table_serves_choice_and_count(
    boxes: tuple[Entry, ...], typed: str, expected: dict[str, tuple[Value, str]]
) -> None:
    assert table(boxes, typed) == expected


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
    other = Entry("self.choice:1", "1", "self", Box("choice"), ("无", "有"))
    assert table_entry_names((CHOICE, other, COUNT)) == {
        ("1", "review"): (CHOICE, COUNT),
        ("1", "self"): (other,),
    }


ENTRIES = st.sampled_from((CHOICE, ENGLISH, COUNT, POINTS, PER_CENT))
TYPED = st.one_of(
    st.none(),
    st.booleans(),
    st.decimals(allow_nan=False, allow_infinity=False),
    st.text(max_size=60),
    st.text(st.sampled_from("0123456789.-+次分 ２．有无yesno\u3000"), max_size=8),
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
