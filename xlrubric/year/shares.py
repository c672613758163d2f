"""Shares made whole numbers: how many of n units may have a tier or a grade.

Apart because tiers and grades divide alike. What is shared out is rounded as it adds up (the first share, the first
two, …), so that the numbers come to n whatever n is: 3:5:2 of 7 is 2, 4, 1 (2.1, 5.6, 7 rounded to the nearest), of
1 is 0, 1, 0.
"""

from collections.abc import Sequence
from decimal import Decimal
from itertools import accumulate, pairwise

from xlrubric.expressions import Expression, call
from xlrubric.result import Rounding

NOISE = 9  # places that are looked at before a number is made whole: 0.3 × 10 is 3


def cumulated(shares: Sequence[Decimal], whole: Decimal) -> tuple[Decimal, ...]:
    """Give for each share what it and those before it are of the whole, from 0 to 1."""
    return tuple(part / whole for part in accumulate(shares))


def places_up_to(size: Expression, share: Decimal, rounding: Rounding) -> Expression:
    """Give how many of ``size`` units stand within the cumulated share: a whole number."""
    if share == 1:
        return size
    part = call("round", call("mul", size, share), NOISE)
    if rounding == "nearest":
        return call("round", part, 0)
    return call("floor", part) if rounding == "down" else call("neg", call("floor", call("neg", part)))


def numbers(size: int, shares: Sequence[Decimal], rounding: Rounding) -> tuple[int, ...]:
    """Give how many of ``size`` units each share is; together they are all units. Shares are parts of their sum."""
    ends = [_whole(size * part, rounding) for part in cumulated(shares, sum(shares, Decimal(0)))[:-1]]
    bounds = [0, *ends, size]
    return tuple(after - before for before, after in pairwise(bounds))


def _whole(number: Decimal, rounding: Rounding) -> int:
    nearest = int(round(number, NOISE) + Decimal("0.5"))
    if rounding == "nearest":
        return nearest
    exact = round(number, NOISE)
    down = int(exact)
    return down if rounding == "down" or exact == down else down + 1
