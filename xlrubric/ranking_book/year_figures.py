"""The figures of a year's overview: whom something follows for, which source is weakest, how the grades are spread.

Apart from ``figures``, which knows forms only.
"""

from collections import Counter
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from xlrubric.ranking_book.book import Book
from xlrubric.ranking_book.figures import mean, ranked, rounded
from xlrubric.ranking_book.year_sheets import outcome_of
from xlrubric.result import Source
from xlrubric.rules import plain
from xlrubric.year.columns import Value
from xlrubric.year.outcome import Outcome
from xlrubric.year.sources import weight_of

Row = dict[str, Any]


def full_composite(book: Book) -> Decimal:
    """Give the full points of the composite; those of the form, where it stands alone."""
    result = outcome_of(book).program.result
    return result.points if result.sources else book.collection.standard.outline.points


def parts(book: Book) -> str:
    """Name the sources with their weights; those of which each unit has one of several by its tags, once."""
    sources = outcome_of(book).program.result.sources
    stems = {source.name: source.name.partition("（")[0].partition(" (")[0] for source in sources if source.applies_to}
    shown = (
        stems.get(source.name, source.name) + ("" if source.adds else f" {plain(weight_of(source))}%")
        for source in sources
    )
    return "、".join(dict.fromkeys(shown)) or book.words.labels["scores"]


def hit(book: Book) -> list[Row]:
    """Give the ranked units for whom something follows, the last of the ranking first."""
    return [row for row in reversed(ranked(book)) if row["follows"]]


def weakest(book: Book, row: Row) -> str:
    """Name the source by which a unit is furthest behind the mean, weighted as it counts; nothing where none is."""
    sources = outcome_of(book).program.result.sources
    gaps = [(s, gap) for s in sources if (gap := _gap(book, row, s)) is not None and gap < 0]
    if not gaps:
        return ""
    source, gap = min(gaps, key=lambda pair: pair[1] * weight_of(pair[0]))
    score = plain(rounded(row[f"score:{source.id}"]).normalize())
    difference = plain(rounded(gap)).replace("-", "−")
    return book.words.say("weakest", name=source.name, score=score, difference=difference)


def _gap(book: Book, row: Row, source: Source) -> Decimal | None:
    """Give how far a unit is from the mean of those that have the source, on the scale of 100."""
    column = f"score:{source.id}"
    if source.adds or not isinstance(row.get(column), Decimal):
        return None
    middle = mean([one[column] for one in ranked(book) if isinstance(one[column], Decimal)])
    own: Decimal = row[column]
    return own - (middle or Decimal(0))


def grade_counts(book: Book) -> dict[str, int]:
    """Count the units of each grade, the best first."""
    grades = [award.name for award in outcome_of(book).program.result.grades or ()]
    counts = Counter(row["grade"] for row in ranked(book))
    return {grade: counts[grade] for grade in grades}


def unranked(book: Book) -> list[str]:
    """Name the units that are not ranked, with the sources that they lack."""
    outcome = outcome_of(book)
    return [
        book.words.say("unranked_unit", name=row["name"], sources="、".join(lacking)) if lacking else str(row["name"])
        for row in outcome.unranked
        for lacking in [_lacking(outcome, row)]
    ]


def _lacking(outcome: Outcome, row: Mapping[str, Value]) -> list[str]:
    """Name the sources that count for a unit and that it has not."""
    sources = (s for s in outcome.program.result.sources if not s.adds and row.get(f"applies:{s.id}", 1) == 1)
    return [source.name for source in sources if row[f"has:{source.id}"] != 1]
