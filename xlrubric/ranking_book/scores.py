"""The scores by section and item, coloured by the share of the points.

Apart from the other tables because its columns come from the rubric, and its headings have two rows.
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from math import ceil
from typing import Any

from xlrubric.ranking_book.book import Book
from xlrubric.ranking_book.pen import Shown, plainly
from xlrubric.ranking_book.tables import Column, Mark, Table
from xlrubric.rubric import Section

FIXED = ("rank", "unit", "name", "total")
MOST = 0.8  # the share of the points at which the colour is neither white nor red
PAGE_WIDTH = 150  # characters that a landscape page holds at full size
SMALLEST = 330  # characters that it holds in the smallest print that can be read
WIDEST = 14.0  # characters, of a section's or an item's column


def scores(book: Book) -> Table:
    """The scores: sections and their items, in points."""
    rubric = book.collection.standard.rubric
    nodes = [node for section in rubric.sections for node in _nodes(section)]

    def cells(_: int, row: dict[str, Any]) -> Sequence[Shown]:
        return (
            Shown(plainly(row["rank"]), "number"),
            Shown(str(row["unit"]), "center", link=book.ledger_of(str(row["unit"]))),
            Shown(book.tagged(str(row["unit"])), "text"),
            Shown(plainly(row["total"]), "total"),
            *(Shown(plainly(row[id_]), "total" if bold else "number") for id_, bold, _ in nodes),
        )

    fixed = list(_fixed(book))
    share = (PAGE_WIDTH - sum(column.width for column in fixed)) / len(nodes)
    columns = (*fixed, *(column for section in rubric.sections for column in _columns(book, section, share)))
    marks = tuple(Mark(len(FIXED) + n, _scale(book, points)) for n, (_, _, points) in enumerate(nodes, 1))
    pages = ceil(sum(column.width for column in columns) / SMALLEST)
    return Table("scores", book.words.labels["scores.note"], columns, cells, 3, marks, filter=False, pages=pages)


def _nodes(section: Section) -> Iterator[tuple[str, bool, Decimal]]:
    yield section.id, True, section.full_points()
    yield from ((item.id, False, item.points) for item in section.items)


def _fixed(book: Book) -> Iterator[Column]:
    full = book.collection.standard.rubric.full_points()
    for key in FIXED:
        below = Shown(full if key == "total" else None, "full", book.words.labels["points"])
        yield Column(book.words.labels[f"scores.{key}"], book.words.widths[f"scores.{key}"], second=below)


def _columns(book: Book, section: Section, share: float) -> Iterator[Column]:
    """Give a section's columns; ``share`` is the width that each can have on the page."""
    words, unit = book.words, book.words.labels["points"]
    wide = {key: max(words.widths[f"scores.{key}"], min(share, WIDEST)) for key in ("section", "item")}
    below = Shown(section.full_points(), "full", unit)
    heading = words.say("scores.section", name=section.name)
    yield Column(heading, wide["section"], second=below)
    for item in section.items:
        heading = words.say("scores.node", id=item.id, name=item.name)
        below = Shown(item.points, "full_item", unit)
        yield Column(heading, wide["item"], "head_item", below)


def _scale(book: Book, points: Decimal) -> dict[str, object]:
    marks, most = book.words.marks, float(points)
    ends = {"min_value": 0, "mid_value": most * MOST, "max_value": most}
    kinds = {"min_type": "num", "mid_type": "num", "max_type": "num"}
    colours = {"min_color": marks["none"], "mid_color": marks["most"], "max_color": marks["all"]}
    return {"type": "3_color_scale", **kinds, **ends, **colours}
