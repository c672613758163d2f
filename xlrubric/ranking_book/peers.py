"""What a unit's page compares it with: the mean and the best of all ranked units, in all and part by part.

Apart from the pages, because it is worked out once for all of them.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from xlrubric.outline import Node
from xlrubric.ranking_book.book import Book
from xlrubric.ranking_book.figures import figure, mean, ranked
from xlrubric.result import Source
from xlrubric.year.sources import weight_of


@dataclass(frozen=True)
class Part:
    """A section or a source: its full points (a source's weight), the exact mean and the best of all units.

    ``column`` is where a unit's own figure stands in its row of the scores or of the ranking.
    """

    name: str
    column: str
    points: Decimal
    mean: Decimal | None
    best: Decimal | None


@dataclass(frozen=True)
class Peers:
    """All ranked units together; ``rows`` and ``scores`` are their rows of these tables, by unit."""

    count: int
    mean: Decimal | None
    best: Decimal | None
    sections: Sequence[Part]
    sources: Sequence[Part]
    rows: dict[str, dict[str, Any]]
    scores: dict[str, dict[str, Any]]
    compared: dict[str, list[dict[str, Any]]]


def peers(book: Book) -> Peers:
    """Work out the figures of all units."""
    rows = {str(row["unit"]): row for row in ranked(book)}
    scores = {str(row["unit"]): row for row in book.rows["scores"] if str(row["unit"]) in rows}
    compared: dict[str, list[dict[str, Any]]] = {}
    for row in book.rows["comparison"]:
        compared.setdefault(str(row["unit"]), []).append(row)
    totals = [row[figure(book)] for row in rows.values()]
    tops = [node for node in book.collection.standard.outline.tops if node.scored]
    sources = book.collection.outcome.program.result.sources if book.collection.outcome else ()
    return Peers(
        count=len(rows),
        mean=mean(totals),
        best=_best(book, totals),
        sections=[_section(book, node, scores.values()) for node in tops],
        sources=[_source(source, rows.values()) for source in sources],
        rows=rows,
        scores=scores,
        compared=compared,
    )


def _section(book: Book, node: Node, rows: Iterable[dict[str, Any]]) -> Part:
    found = _numbers(rows, node.id)
    return Part(node.name, node.id, node.points, mean(found), _best(book, found))


def _source(source: Source, rows: Iterable[dict[str, Any]]) -> Part:
    """Give a source: its score of 100, or its points where they come on top."""
    column = f"{'given' if source.adds else 'score'}:{source.id}"
    found = _numbers(rows, column)
    weight = Decimal(0) if source.adds else weight_of(source)
    return Part(source.name, column, weight, mean(found), max(found, default=None))


def _numbers(rows: Iterable[dict[str, Any]], column: str) -> list[Decimal]:
    return [row[column] for row in rows if isinstance(row.get(column), Decimal)]


def _best(book: Book, numbers: Sequence[Decimal]) -> Decimal | None:
    lower = book.collection.standard.rubric.better == "lower" and book.collection.outcome is None
    return (min if lower else max)(numbers, default=None)
