"""Classes of totals, the middle one and the spread: by hand, and by what must hold of any numbers."""

import itertools
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlrubric.ranking_book.distribution import FEWEST, MOST_CLASSES, classes, median, spread
from xlrubric.rules import plain


def of(text: str) -> list[Decimal]:
    return [Decimal(number) for number in text.split()]


def shown(text: str) -> list[str]:
    """Give each class as ``low-high:count``, the last with a !."""
    return [f"{plain(one.low)}-{plain(one.high)}:{one.count}{'!' if one.last else ''}" for one in classes(of(text))]


@pytest.mark.parametrize(
    ("totals", "wanted"),
    [
        # five totals fill four classes at most: 71 to 96 in fives would be six classes, in tens three
        ("71.17 76.68 84.95 87.02 96.05", ["70-80:2", "80-90:2", "90-100:1!"]),
        # an edge belongs to the class above it, but for the upmost
        ("60 70 80 90 100", ["60-70:1", "70-80:1", "80-90:1", "90-100:2!"]),
        ("59.9 60 60 60.1 69.9", ["55-60:1", "60-65:3", "65-70:1!"]),
        # below nothing, and about nothing
        ("-3 -1 0 2 4", ["-4--2:1", "-2-0:1", "0-2:1", "2-4:2!"]),
        # hundredths are cut in hundredths
        ("9.95 9.96 9.96 9.97 9.98", ["9.95-9.96:1", "9.96-9.97:2", "9.97-9.98:2!"]),
        # one far away leaves empty classes between
        ("0 98 99 99 100", ["0-50:1", "50-100:4!"]),
        ("0 71 98 99 99 99 99 99 99 100", ["0-50:1", "50-100:9!"]),
        # thirds
        ("1.3333333333 1.6666666667 2 2 3", ["1-1.5:1", "1.5-2:1", "2-2.5:2", "2.5-3:1!"]),
    ],
)
def test_classes_are_of_one_round_width_with_every_total_in_one(totals: str, wanted: list[str]) -> None:
    assert shown(totals) == wanted


@pytest.mark.parametrize("totals", ["", "90", "80 90", "60 70 80 90", "85 85 85 85 85 85"])
def test_few_or_equal_totals_have_no_classes(totals: str) -> None:
    assert shown(totals) == []


def test_more_totals_are_cut_finer() -> None:
    two_thousand = [Decimal(n % 401) / 10 + 60 for n in range(2000)]
    found = classes(two_thousand)
    assert [(str(one.low), str(one.high)) for one in found[:2]] == [("60", "65"), ("65", "70")]
    assert [one.count for one in found] == [250, 250, 250, 250, 250, 250, 250, 250]


NUMBERS = st.lists(st.decimals(-1000, 1000, places=3), min_size=FEWEST, max_size=60)


@given(NUMBERS)
def test_every_total_lies_in_exactly_one_class_and_the_edges_are_round(numbers: list[Decimal]) -> None:
    found = classes(numbers)
    if min(numbers) == max(numbers):
        assert not found
        return
    assert sum(one.count for one in found) == len(numbers)
    assert 2 <= len(found) <= MOST_CLASSES
    width = found[0].high - found[0].low
    assert width.normalize().as_tuple().digits in ((1,), (2,), (5,))
    for one, after in itertools.pairwise(found):
        assert one.high == after.low and one.high - one.low == width and not one.last
    for one in found:
        assert one.low % width == 0
        held = [n for n in numbers if one.low <= n < one.high or (one.last and n == one.high)]
        assert one.count == len(held)
    assert found[0].count and found[-1].count  # no empty class at an end
    assert found[-1].last


@given(NUMBERS)
def test_no_smaller_width_would_do(numbers: list[Decimal]) -> None:
    found = classes(numbers)
    if not found:
        return
    width = found[0].high - found[0].low
    digit = width.normalize().as_tuple().digits[0]
    smaller = width / (2 if digit != 5 else Decimal("2.5"))
    needed = -(-max(numbers) // smaller) if max(numbers) >= 0 else max(numbers) // smaller
    low = min(numbers) // smaller if min(numbers) >= 0 else -(-min(numbers) // smaller)
    assert needed - low + 2 > min(MOST_CLASSES, max(4, len(numbers).bit_length()))


@pytest.mark.parametrize(
    ("totals", "middle", "between"),
    [("", None, None), ("7", 7, 0), ("9 1", 5, 8), ("3 1 2", 2, 2), ("1 2 4 100", 3, 99), ("0.1 0.2", "0.15", "0.1")],
)
def test_the_middle_and_the_distance_of_the_ends(totals: str, middle: object, between: object) -> None:
    wanted = [None if number is None else Decimal(str(number)) for number in (middle, between)]
    assert [median(of(totals)), spread(of(totals))] == wanted
