"""Bands, thresholds and targets held against what may be typed."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.faults.told import codes, item, places
from xlrubric.faults.bands import OTHER_SIDE, Stretch


@pytest.mark.parametrize(
    ("bands", "expected"),
    [
        ("{≥90: 5, ≥80: 3, else: 0}", []),
        ("{≥80: 5, ≥90: 3}", ["≥90"]),
        ("{≥80: 5, '>80': 3}", [">80"]),
        ("{'>80': 5, ≥80: 3}", []),
        ("{≤5: 5, ≤10: 3, '>10': 1}", []),
        ("{≤5: 5, '>5': 3, else: 1}", ["else"]),
        ("{≥60: 5, ≤70: 3, ≥65: 1}", ["≥65"]),
        ("{≥0: 5, else: 1}", ["else"]),
        ("{'>0': 5, else: 1}", []),
        ("{≥90: 5, '>=90': 3}", [">=90"]),
        ("{else: 5, ≥90: 3}", []),
    ],
)
def test_a_band_that_those_before_it_leave_nothing_is_told(bands: str, expected: list[str]) -> None:
    text = item(f"{{text: a, award: {{bands: {bands}}}, unit: 分, range: {{from: 0, to: 100}}}}")
    rubric_line = text.splitlines()[8]
    found = [(code, rubric_line[column - 1 :]) for code, _, column in places(text)]
    keys = [band for band in bands.strip("{}").split(", ") if band.split(":")[0].strip("'") in expected]
    assert [code for code, _ in found] == ["band-never"] * len(expected)
    assert all(rest.startswith(key.split(": ")[1]) for (_, rest), key in zip(found, keys, strict=True))


@pytest.mark.parametrize(
    ("band", "expected"),
    [
        ("≥90", []),
        ("> 90", []),
        ("<=90%", []),
        ("≤-3.5", []),
        ("其他", []),
        ("80-90", ["band-unreadable"]),
        ("90", ["band-unreadable"]),
        ("90以上", ["band-unreadable"]),
        ("=90", ["band-unreadable"]),
    ],
)
def test_a_band_is_a_sign_and_a_number(band: str, expected: list[str]) -> None:
    span = "range: {from: -10, to: 100}"
    assert codes(item(f"{{text: a, award: {{bands: {{'{band}': 5}}}}, unit: 分, {span}}}")) == expected


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ("below: 5", []),
        ("below: 5, range: {from: 5, to: 9}", ["threshold-out-of-range"]),
        ("below: 10, range: {from: 5, to: 9}", ["threshold-out-of-range"]),
        ("below: 9, range: {from: 5, to: 9}", []),
        ("above: 5, range: {from: 5, to: 9}", []),
        ("above: 9, range: {from: 5, to: 9}", ["threshold-out-of-range"]),
        ("above: 4, range: {from: 5, to: 9}", ["threshold-out-of-range"]),
        ("below: 80%", []),
        ("above: 1000%", ["threshold-out-of-range"]),
        ("per: 1%, below: 80%", []),
        ("per: 次, target: 9999", []),
        ("per: 次, target: 10000", ["threshold-out-of-range"]),
        ("per: 天, zero_after: 9998", []),
        ("per: 天, zero_after: 9999", ["threshold-out-of-range"]),
        ("below: 3, range: {from: 5, to: 1}", ["range-reversed"]),
    ],
)
def test_a_bound_that_nothing_typed_can_cross_is_told(fields: str, expected: list[str]) -> None:
    assert codes(item(f"{{text: a, deduct: 0.0001, {fields}}}")) == expected


@pytest.mark.parametrize(
    ("fields", "expected"),
    [("", []), (", range: {from: 0, to: 100}", []), (", range: {from: 0, to: 101}", ["range-beyond-full"])],
)
def test_a_measure_beyond_the_full_amount_is_told(fields: str, expected: list[str]) -> None:
    assert codes(item(f"{{text: a, award: {{of: 100}}{fields}}}")) == expected


NUMBERS = st.integers(-3, 3).map(Decimal)
CUTS = st.lists(st.tuples(st.sampled_from(sorted(OTHER_SIDE)), NUMBERS), max_size=4)
HALVES = [Decimal(n) / 2 for n in range(-8, 9)]


def on(side: str, bound: Decimal, number: Decimal) -> bool:
    return {"ge": number >= bound, "gt": number > bound, "le": number <= bound, "lt": number < bound}[side]


@given(CUTS)
def test_a_stretch_is_empty_when_no_number_is_on_the_side_of_every_cut(cuts: list[tuple[str, Decimal]]) -> None:
    stretch = Stretch(Decimal(-4), Decimal(4))
    for side, bound in cuts:
        stretch = stretch.beyond(side, bound)
    assert stretch.empty == (not [n for n in HALVES if all(on(side, bound, n) for side, bound in cuts)])
