"""The figures of the overview: extremes, mean, shares by section, commonest faults.

Apart from the sheet that shows them, because they are arithmetic and the sheet is drawing.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from itertools import accumulate
from typing import Any

from xlrubric.outline import Node
from xlrubric.ranking_book.book import Book
from xlrubric.ranking_book.ledger_words import unit_rows
from xlrubric.rules import plain

EXTREMES = 3
COMMONEST = 10
CENT = Decimal("0.01")
Row = Mapping[str, Any]


@dataclass(frozen=True)
class Ends:
    """The first or last units of the ranking, and how many more have the score at the inner border."""

    rows: Sequence[Row]
    more: int


@dataclass(frozen=True)
class Rate:
    """A section: its points, the mean score (rounded half up to 2 places), the exact mean's share of the points."""

    id: str
    name: str
    points: Decimal
    mean: Decimal
    share: Decimal


@dataclass(frozen=True)
class Fault:
    """A finding that cost points: how many units it hit, what it cost them in all.

    ``share`` is how much of all hits (a unit hit by a finding) it makes together with those before it.
    """

    finding: str
    item: str
    words: str
    units: int
    points: Decimal
    share: Decimal = Decimal(0)


def mean(numbers: Sequence[Decimal]) -> Decimal | None:
    """Give the exact mean, as far as decimals go; None of nothing."""
    return sum(numbers, Decimal(0)) / len(numbers) if numbers else None


def rounded(number: Decimal) -> Decimal:
    """Round half up to 2 places."""
    return number.quantize(CENT, ROUND_HALF_UP)


def totals(book: Book) -> list[Decimal]:
    """Give what the ranked units were ranked by, the first first."""
    return [row[figure(book)] for row in ranked(book)]


def figure(book: Book) -> str:
    """Name the column by which units are ranked: the composite, or the total of their forms."""
    return "composite" if book.collection.outcome is not None else "total"


def ranked(book: Book) -> list[dict[str, Any]]:
    """Give the ranking's rows of the units that have a rank."""
    return [row for row in book.rows["ranking"] if row["rank"] is not None]


def first_units(book: Book) -> Ends:
    """Give the first three units of the ranking."""
    rows = ranked(book)
    chosen = rows[:EXTREMES]
    return Ends(chosen, _equal(book, rows[EXTREMES:], chosen[-1]) if chosen else 0)


def last_units(book: Book) -> Ends:
    """Give the last three units, none of them among the first three."""
    rows = ranked(book)
    start = max(EXTREMES, len(rows) - EXTREMES)
    chosen = rows[start:]
    return Ends(chosen, _equal(book, rows[EXTREMES:start], chosen[0]) if chosen else 0)


def _equal(book: Book, rows: Sequence[Row], edge: Row) -> int:
    return sum(1 for row in rows if row[figure(book)] == edge[figure(book)])


def main_loss(book: Book, unit: str) -> str:
    """Name a unit's largest single loss in words; the first of equal ones; nothing if it lost nothing."""
    lost = [row for row in unit_rows(book, unit) if row["kind"] == "lost"]
    if not lost:
        return ""
    worst = min(lost, key=lambda row: -_cost(book, row))
    node = _node(book, worst)
    said = str(worst["words"]) if node is None else book.words.say("item_words", item=node.name, words=worst["words"])
    words = f"{worst['finding']} {said}"
    return book.words.say("main_loss", words=words, points=plain(_cost(book, worst)))


def _cost(book: Book, row: Row) -> Decimal:
    """Give what a finding can have cost at most: its points, but no more than its item has."""
    node, points = _node(book, row), -Decimal(row["points"])
    return min(points, node.points) if node is not None and node.points else points


def _node(book: Book, row: Row) -> Node | None:
    return book.collection.standard.outline.by_id.get(str(row["item"]))


def rates(book: Book) -> list[Rate]:
    """Give each section's mean share of its points; nothing where no unit has a score."""
    found = []
    for top in book.collection.standard.outline.tops:
        if not (top.points and top.scored):
            continue
        scored = mean([value for value in book.rows["scores"].column(top.id) if value is not None])
        if scored is not None:
            found.append(Rate(top.id, top.name, top.points, rounded(scored), scored / top.points))
    return found


def commonest(book: Book) -> list[Fault]:
    """Give the ten findings that hit most units; of equal ones those that cost more, then the rubric's order."""
    hit: dict[str, list[Decimal]] = defaultdict(list)
    for kind, finding, points in book.rows["ledger"].of("kind", "finding", "points"):
        if kind == "lost":
            hit[finding].append(-points)
    faults = [
        Fault(row.id, f"{node.id} {node.name}", row.text, len(lost), sum(lost, Decimal(0)))
        for node in book.collection.standard.outline.nodes
        for row in node.rows
        if (lost := hit.get(row.id))
    ]
    faults.sort(key=lambda fault: (-fault.units, -fault.points))
    sums = list(accumulate(fault.units for fault in faults))
    return [
        replace(fault, share=Decimal(sum_) / sums[-1])
        for fault, sum_ in zip(faults[:COMMONEST], sums[:COMMONEST], strict=True)
    ]
