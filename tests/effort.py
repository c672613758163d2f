"""How much is tried: what ``make test`` has time for, or all of it with ``XLRUBRIC_TESTS=thorough`` in the environment.

Apart from the tests because many of them ask. Every kind of check is made either way; only the number of cases differs.
"""

import os

THOROUGH = os.environ.get("XLRUBRIC_TESTS") == "thorough"


def tried(few: int, many: int) -> int:
    """Give how many cases to try."""
    return many if THOROUGH else few
