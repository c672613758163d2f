"""The scores by section and item, coloured by the share of the points.

Apart from the other tables because its columns come from the rubric, and its headings have two rows.
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from math import ceil
from typing import Any

from xlrubric.outline import Node, scored_nodes
from xlrubric.ranking_book.book import Book
from xlrubric.ranking_book.pen import Shown, plainly
from xlrubric.ranking_book.tables import Column, Mark, Table

FIXED = ("rank", "unit", "name", "total")
MOST = 0.8  # the share of the points at which the colour is neither white nor red
PAGE_WIDTH = 150  # characters that a landscape page holds at full size
SMALLEST = 330  # characters that it holds in the smallest print that can be read
WIDEST = 14.0  # characters, of a section's or an item's column


def scores(book: Book) -> Table:
    """The scores: sections and their items, in points."""
    outline = book.collection.standard.outline
    nodes = [(node.id, bool(node.children), node.points) for node in scored_nodes(outline)]

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
    columns = (*fixed, *(column for node in scored_nodes(outline) for column in (_column(book, node, share),)))
    marks = tuple(Mark(len(FIXED) + n, _scale(book, points)) for n, (_, _, points) in enumerate(nodes, 1) if points)
    pages = ceil(sum(column.width for column in columns) / SMALLEST)
    return Table("scores", book.words.labels["scores.note"], columns, cells, 3, marks, filter=False, pages=pages)


def _fixed(book: Book) -> Iterator[Column]:
    full = book.collection.standard.outline.points
    for key in FIXED:
        below = Shown(full if key == "total" else None, "full", book.words.labels["points"])
        yield Column(book.words.labels[f"scores.{key}"], book.words.widths[f"scores.{key}"], second=below, key=key)


def _column(book: Book, node: Node, share: float) -> Column:
    """Give a node's column; ``share`` is the width that each can have on the page."""
    words, unit = book.words, book.words.labels["points"]
    is_section = bool(node.children)
    wide = max(words.widths[f"scores.{'section' if is_section else 'item'}"], min(share, WIDEST))
    if is_section:
        heading, below = words.say("scores.section", name=node.name), Shown(node.points or None, "full", unit)
        return Column(heading, wide, second=below, key=node.id)
    heading = words.say("scores.node", id=node.id, name=node.name)
    below = Shown(node.points or None, "full_item", unit)
    return Column(heading, wide, "head_item", below, key=node.id)


def _scale(book: Book, points: Decimal) -> dict[str, object]:
    marks, most = book.words.marks, float(points)
    ends = {"min_value": 0, "mid_value": most * MOST, "max_value": most}
    kinds = {"min_type": "num", "mid_type": "num", "max_type": "num"}
    colours = {"min_color": marks["none"], "mid_color": marks["most"], "max_color": marks["all"]}
    return {"type": "3_color_scale", **kinds, **ends, **colours}
