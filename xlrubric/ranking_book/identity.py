"""The very hidden sheet that says which ranking this is: keys in A, values in B.

Apart from the tables: people never see it, and next year's commands (feedback, a history) go by it.
"""

from collections.abc import Iterator
from typing import Any

from xlrubric.excel_page import done
from xlrubric.ranking_book.book import Book
from xlrubric.ranking_book.pen import Formats, Pen, Shown
from xlrubric.ranking_book.places import MOST_ROWS
from xlrubric.rules import plain
from xlrubric.series import series

VERSION = "1"  # of the way in which a ranking is written; what only adds sheets and columns does not change it


def write_identity(workbook: Any, formats: Formats, book: Book) -> None:
    """Write the identity sheet."""
    page = workbook.add_worksheet(book.words.skin.labels["identity"])
    pen = Pen(page, formats)
    pen.write(1, 1, Shown("identity", "note"))
    for row, (key, value) in enumerate(_facts(book), 2):
        pen.write(row, 1, Shown(key, "note"))
        pen.write(row, 2, Shown(value or None, "note"))
    done(page.set_column(0, 0, 24))
    done(page.set_column(1, 1, 60))
    page.very_hidden()


def _facts(book: Book) -> Iterator[tuple[str, str]]:
    standard = book.collection.standard
    rubric = standard.rubric
    yield "kind", "ranking"
    yield "version", VERSION
    yield "rubric", rubric.rubric
    yield "series", series(rubric.rubric)
    yield "fingerprint", standard.fingerprint
    yield "period", rubric.period or ""
    yield "language", rubric.language
    yield "title", rubric.title
    yield "made", book.stamp.created.isoformat(timespec="seconds")
    yield "counts", book.role()
    yield "better", rubric.better
    yield "points", plain(standard.outline.points)
    for n, node in enumerate(standard.outline.nodes):
        facts = {"id": node.id, "name": node.name, "points": plain(node.points), "depth": str(node.depth)}
        yield from ((f"node.{n}.{key}", value) for key, value in facts.items())
    for table in book.rows:
        for number in range(max(1, -(-len(book.rows[table]) // MOST_ROWS))):
            yield f"sheet.{table}.{number}", book.places.sheet(table, number)
