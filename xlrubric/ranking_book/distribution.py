"""How the totals are spread: the middle one, the distance between the ends, and how many lie in each class.

Apart from ``figures``, which knows the tables: this is arithmetic on exact decimals and knows none.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from itertools import count

STEPS = (Decimal(1), Decimal(2), Decimal(5))  # times a power of ten: the widths that a class may have
FEWEST = 5  # totals; a picture of fewer says less than the table
MOST_CLASSES = 12


@dataclass(frozen=True, slots=True)
class Class:
    """One class of totals: from ``low`` on to below ``high``; the ``last`` class holds its upper edge too."""

    low: Decimal
    high: Decimal
    count: int
    last: bool = False


def median(numbers: Sequence[Decimal]) -> Decimal | None:
    """Give the exact middle number, or half of the two middle ones together; None of nothing."""
    if not numbers:
        return None
    ordered, half = sorted(numbers), len(numbers) // 2
    return ordered[half] if len(numbers) % 2 else (ordered[half - 1] + ordered[half]) / 2


def spread(numbers: Sequence[Decimal]) -> Decimal | None:
    """Give the highest less the lowest; None of nothing."""
    return max(numbers) - min(numbers) if numbers else None


def classes(numbers: Sequence[Decimal]) -> list[Class]:
    """Cut the range of totals into classes of one width: 1, 2 or 5 times a power of ten, edges being multiples of it.

    The width is the smallest that gives no more classes than such a number of totals can fill (one more than its
    binary logarithm, at least 4, at most 12). Every total lies in one class. Nothing where there are fewer than
    five, or where all are equal.
    """
    if len(numbers) < FEWEST or min(numbers) == max(numbers):
        return []
    width, low, high = _cut(min(numbers), max(numbers), min(MOST_CLASSES, max(4, len(numbers).bit_length())))
    found = [0] * int((high - low) / width)
    for number in numbers:
        found[min(int((number - low) // width), len(found) - 1)] += 1
    last = len(found) - 1
    return [Class(low + n * width, low + (n + 1) * width, units, n == last) for n, units in enumerate(found)]


def _cut(least: Decimal, most: Decimal, wanted: int) -> tuple[Decimal, Decimal, Decimal]:
    """Give the width of the classes, the lower edge of the first and the upper edge of the last."""
    smallest = ((most - least) / wanted).adjusted()  # the power of ten of a width that is surely too small, or just
    for power in count(smallest):
        for step in STEPS:
            width = step.scaleb(power)
            low, high = (_edge(end, width, way) for end, way in ((least, ROUND_FLOOR), (most, ROUND_CEILING)))
            if (high - low) / width <= wanted:
                return width, low, high
    raise AssertionError  # the widths grow without end


def _edge(number: Decimal, width: Decimal, way: str) -> Decimal:
    """Give the multiple of the width next to a number."""
    return (number / width).to_integral_value(way) * width
