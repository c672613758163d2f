"""Mappings of which thousands have the same keys, such as the scores of all units: each holds no more than its values.

Apart because it is no matter of scoring how its results are kept: of a hundred thousand returns the keys would take
more memory than all that was returned.
"""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import lru_cache
from typing import Generic, TypeVar

Item = TypeVar("Item")


class Keyed(Mapping[str, Item], Generic[Item]):
    """A mapping that is not changed any more; equal to any other mapping of the same items."""

    __slots__ = ("_places", "_values")

    def __init__(self, keys: tuple[str, ...], values: tuple[Item, ...]) -> None:
        self._places, self._values = _places(keys), values

    def __getitem__(self, key: str) -> Item:
        """Give an item. Raises KeyError."""
        return self._values[self._places[key]]

    def __iter__(self) -> Iterator[str]:
        """Give the keys, in the order of the mapping that it was made of."""
        return iter(self._places)

    def __len__(self) -> int:
        """Count the items."""
        return len(self._values)

    def __reduce__(self) -> tuple[type["Keyed[Item]"], tuple[tuple[str, ...], tuple[Item, ...]]]:
        """Come out of another process with keys that are shared again."""
        return Keyed, (tuple(self._places), self._values)


def keyed(items: Mapping[str, Item]) -> Keyed[Item]:
    """Keep a mapping in little memory."""
    return Keyed(tuple(items), tuple(items.values()))


def with_shared_numbers(items: Mapping[str, Item]) -> Keyed[Item]:
    """Keep a mapping most of whose values are few numbers, each of which is kept once, with all its digits."""
    return Keyed(tuple(items), tuple(map(_shared, items.values())))


def _shared(item: Item) -> Item:
    return _number(str(item)) if type(item) is Decimal else item  # type: ignore[return-value]


_number = lru_cache(maxsize=4096)(Decimal)


@lru_cache(maxsize=256)
def _places(keys: tuple[str, ...]) -> dict[str, int]:
    return {key: place for place, key in enumerate(keys)}
