"""How much is tried: what ``make test`` has time for, or all of it with ``XLRUBRIC_TESTS=thorough`` in the environment.

Apart from the tests because many of them ask. Every kind of check is made either way; only the number of cases differs.
"""

import os
from collections.abc import Iterable, Sequence
from typing import Any

import pytest

THOROUGH = os.environ.get("XLRUBRIC_TESTS") == "thorough"


def tried(few: int, many: int) -> int:
    """Give how many cases to try."""
    return many if THOROUGH else few


def each(values: Sequence[Any], group: str, names: Iterable[str] | None = None) -> list[Any]:
    """Give a fixture's parameters so that all tests of one run in the same process: it is made once, not in each."""
    called = list(names) if names is not None else [str(value) for value in values]
    return [
        pytest.param(value, id=name, marks=pytest.mark.xdist_group(f"{group} {name}"))
        for value, name in zip(values, called, strict=True)
    ]
