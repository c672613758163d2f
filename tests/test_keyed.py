"""Mappings that share their keys: equal to what they were made of, and small."""

import pickle
import sys
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlrubric.keyed import keyed, with_shared_numbers
from xlrubric.scoring import Value

VALUES: st.SearchStrategy[Value] = st.one_of(
    st.none(), st.booleans(), st.text(max_size=3), st.decimals(allow_nan=False, allow_infinity=False, places=3)
)
ITEMS = st.dictionaries(st.text(max_size=3), VALUES, max_size=8)


@given(ITEMS)
def test_a_kept_mapping_is_the_mapping(items: dict[str, Value]) -> None:
    for kept in (keyed(items), with_shared_numbers(items)):
        assert kept == items
        assert list(kept) == list(items)
        assert [str(value) for value in kept.values()] == [str(value) for value in items.values()]
        assert {**kept, "more": None} == {**items, "more": None}
        assert pickle.loads(pickle.dumps(kept)) == items


def test_what_is_not_there_is_not_there() -> None:
    kept = keyed({"a": 1})
    assert kept.get("b") is None
    with pytest.raises(KeyError):
        kept["b"]


def test_a_number_keeps_its_digits() -> None:
    """1 and 1.0 are equal, and are not written alike."""
    first, second = (with_shared_numbers({"a": Decimal(text)}) for text in ("1", "1.0"))
    assert (str(first["a"]), str(second["a"])) == ("1", "1.0")
    assert with_shared_numbers({"a": Decimal("1.0")})["a"] is second["a"]


def test_keys_are_kept_once() -> None:
    """``crew`` sees to it that they are after another process, too."""
    one, other = (keyed({f"key {n}": n for n in range(100)}) for _ in range(2))
    assert one.places is other.places
    assert sys.getsizeof(one._values) < sys.getsizeof(dict(one)) / 2
