"""Figures as tables show them; apart from tables, since commands without any show them too."""

from decimal import Decimal
from functools import lru_cache


@lru_cache(maxsize=65_536)  # a point is like any other: there are few different ones
def tidy(number: Decimal) -> Decimal:
    """Give the same number without trailing zeros or exponent: 99.0 -> 99; what never ends is cut at 12 places."""
    number = number if number == round(number, 12) else round(number, 12)
    whole = number.to_integral_value()
    return (whole or Decimal(0)) if number == whole else number.normalize()  # no negative zero
