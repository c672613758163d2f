"""The grammar of typed numbers by itself: what comes out is what a person would read, or nothing."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlrubric.typed_numbers import INVISIBLE, spelled_plainly, typed_number

PLAIN = st.decimals(min_value=-99999, max_value=99999, places=2, allow_nan=False, allow_infinity=False)


@given(
    PLAIN,
    st.sampled_from(("", "+")),
    st.sampled_from(("", " ", "\u3000", "\u00a0", "\u200b")),
    st.sampled_from(("", "次")),
)
def test_a_plain_number_in_any_dress_is_that_number(number: Decimal, sign: str, blank: str, unit: str) -> None:
    text = f"{number}" if number < 0 or str(number).startswith("-") else f"{sign}{number}"
    wide = text.translate({ord(c): ord(c) + 0xFEE0 for c in "0123456789.+-"})
    for written in (text, wide):
        assert typed_number(f"{blank}{written}{blank}{unit}", ("次",)) == number


@given(st.text(max_size=20))
def test_any_text_gives_a_finite_number_of_few_digits_or_none(text: str) -> None:
    number = typed_number(text, ("分", "%"))
    assert number is None or (number.is_finite() and abs(number) < 10**9)


@given(st.text(st.sampled_from("0123456789,.，。"), max_size=12))
def test_no_jumble_of_digits_and_marks_is_read_as_two_numbers_run_together(text: str) -> None:
    """Whatever is read has the digits that stand there, in their order."""
    number = typed_number(text)
    if number is not None:
        digits = "".join(sign for sign in text if sign.isdecimal())
        assert "".join(sign for sign in str(number) if sign.isdecimal()).strip("0") == digits.strip("0")


@given(st.integers(1, 999), st.integers(0, 999))
def test_one_comma_before_three_digits_is_never_read(first: int, rest: int) -> None:
    assert typed_number(f"{first},{rest:03}") is None
    assert typed_number(f"{first},{rest:03}", whole=True) is None
    assert typed_number(f"{first},{rest:03},{rest:03}") == first * 10**6 + rest * 1001


@pytest.mark.parametrize("unit", ["分", "%", "％", "万元", "m²", "Pts", "次"])
def test_a_unit_behind_is_taken_off_once(unit: str) -> None:
    assert typed_number(f"3{unit}", (unit,)) == (None if unit == "m²" else 3)  # a raised digit is never taken
    assert typed_number(f"3{unit.upper()}", (unit,)) == (None if unit == "m²" else 3)
    assert typed_number(f"3{unit}{unit}", (unit,)) is None
    assert typed_number(unit, (unit,)) is None


def test_what_nobody_sees_is_nothing() -> None:
    assert spelled_plainly(f"{INVISIBLE} ２{INVISIBLE}　") == "2"
