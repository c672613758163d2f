"""Mappings of which thousands have the same keys, such as the scores of all units: each holds no more than its values.

Apart because it is no matter of scoring how its results are kept: of a hundred thousand returns the keys would take
more memory than all that was returned.
"""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import lru_cache
from typing import Any, Generic, TypeVar

Item = TypeVar("Item")


class Keyed(Mapping[str, Item], Generic[Item]):
    """A mapping that is not changed any more; equal to any other mapping of the same items."""

    __slots__ = ("_values", "places")

    def __init__(self, places: Mapping[str, int], values: tuple[Item, ...]) -> None:
        self.places, self._values = places, values

    def __getitem__(self, key: str) -> Item:
        """Give an item. Raises KeyError."""
        return self._values[self.places[key]]

    def get(self, key: str, default: Any = None) -> Any:
        """Give an item, or the default where there is none, in a third of the time that ``Mapping`` takes."""
        place = self.places.get(key)
        return default if place is None else self._values[place]

    def __iter__(self) -> Iterator[str]:
        """Give the keys, in the order of the mapping that it was made of."""
        return iter(self.places)

    def __len__(self) -> int:
        """Count the items."""
        return len(self._values)

    def __reduce__(self) -> tuple[type["Keyed[Item]"], tuple[Mapping[str, int], tuple[Item, ...]]]:
        """Come out of another process with places that may be shared again."""
        return Keyed, (self.places, self._values)


def keyed(items: Mapping[str, Item]) -> Keyed[Item]:
    """Keep a mapping in little memory."""
    return Keyed(_places(tuple(items)), tuple(items.values()))


def with_shared_numbers(items: Mapping[str, Item]) -> Keyed[Item]:
    """Keep a mapping most of whose values are few numbers, each of which is kept once, with all its digits."""
    return Keyed(_places(tuple(items)), tuple(map(_shared, items.values())))


def _shared(item: Item) -> Item:
    return _number(str(item)) if type(item) is Decimal else item  # type: ignore[return-value]


_number = lru_cache(maxsize=4096)(Decimal)


@lru_cache(maxsize=256)
def _places(keys: tuple[str, ...]) -> dict[str, int]:
    return {key: place for place, key in enumerate(keys)}
