"""What the first ledger row of a unit says of the rows below it: «总分95.5分：扣分3处，共−4.5分».

Apart because it is the answer that a reader in a hurry looks for.
"""

from collections.abc import Iterable
from decimal import Decimal
from itertools import takewhile
from typing import Any

from xlrubric.ranking_book.book import Book
from xlrubric.rules import plain

KINDS = ("lost", "won", "floor", "cut")


def base_words(book: Book, unit: str) -> str:
    """Sum up a unit's ledger in words."""
    found = _points(book, unit)
    parts = [
        book.words.say(f"base_{kind}", count=len(points), points=plain(abs(sum(points, Decimal(0)))))
        for kind in KINDS
        if (points := found[kind])
    ]
    said = book.words.labels["base_join"].join(parts) or book.words.labels["base_none"]
    total = book.rows["ranking"].value(book.ranking_at[unit], "total")
    tag = book.words.labels["provisional_tag"] if book.provisional(unit) else ""
    return book.words.say("base_words", total=plain(total), tag=tag, parts=said)


def _points(book: Book, unit: str) -> dict[str, list[Decimal]]:
    found: dict[str, list[Decimal]] = {kind: [] for kind in KINDS}
    for row in unit_rows(book, unit):
        kind = str(row["kind"])
        if kind != "base":
            found[kind if kind in found else "floor" if row["points"] > 0 else "cut"].append(row["points"])
    return found


def unit_rows(book: Book, unit: str) -> Iterable[dict[str, Any]]:
    """Give a unit's ledger rows, which stand together."""
    rows = book.rows["ledger"]
    following = rows[book.ledger_at.get(unit, len(rows)) :]
    return takewhile(lambda row: row["unit"] == unit, following)
