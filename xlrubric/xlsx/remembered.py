"""What was made of bytes once, kept for the next file that has the same bytes.

Apart because several layers of the reader use it: the forms of one appraisal share most of their parts, and most of
their rows but for the values. What is kept is looked up by the very bytes that it was made of, never by a digest, a
name or a place, so that a part of which one byte differs is another part. It is bounded, whatever is sent in.
"""

from collections.abc import Hashable
from typing import Any, Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)
Made = TypeVar("Made")


_ALL: list["Remembered[Any, Any]"] = []


def forget() -> None:
    """Forget everything, where no more files are to be read."""
    for memory in _ALL:
        memory.clear()


class Remembered(Generic[Key, Made]):
    """Things made, by what they were made of; the ones not used for longest go first, in two halves.

    ``most`` is about how many bytes both halves may hold, by what is said of each thing when it is kept. Only what
    follows from the key alone may be kept, and it is not to be changed.
    """

    def __init__(self, most: int) -> None:
        self._half = most // 2
        self._new: dict[Key, tuple[Made, int]] = {}
        self._old: dict[Key, tuple[Made, int]] = {}
        self._held = 0
        _ALL.append(self)

    def get(self, key: Key) -> Made | None:
        """Give what was kept under an equal key; None where nothing is."""
        found = self._new.get(key)
        if found is None:
            found = self._old.get(key)
            if found is None:
                return None
            self.keep(key, *found)
        return found[0]

    def keep(self, key: Key, made: Made, size: int) -> Made:
        """Keep a thing of about so many bytes, unless it is too large; give it back."""
        if size <= self._half:
            if self._held + size > self._half:
                self._old, self._new, self._held = self._new, {}, 0
            self._new[key] = (made, size)
            self._held += size
        return made

    def clear(self) -> None:
        """Forget everything."""
        self._new, self._old, self._held = {}, {}, 0
