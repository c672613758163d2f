"""The sheet of evidence: what each unit says of each document, those first that are missing.

Apart from ``tables``, because a ranking has it only where a form asks for documents.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from xlrubric.ranking_book.book import Book
from xlrubric.ranking_book.pen import Shown, plainly
from xlrubric.ranking_book.tables import Column, Table, file_shown

STYLES: Mapping[str, str] = {"missing": "error", "unread": "warning", "there": "won"}
KEYS = ("state", "unit", "name", "lacking", "section", "item", "document", "where", "remark", "file", "sheet", "cell")


def evidence(book: Book) -> Table:
    """A row a document of each unit; what the unit wrote of it stays a text, also where it looks like a link."""
    items = {node.id: f"{node.id} {node.name}" for node in book.collection.standard.outline.nodes}

    def cells(_: int, row: dict[str, Any]) -> Sequence[Shown]:
        unit, state = str(row["unit"]), str(row["state"])
        return (
            Shown(book.words.labels[f"evidence_state.{state}"], STYLES.get(state, "center")),
            Shown(unit, "center", link=book.ranking_of(unit)),
            Shown(plainly(row["name"]), "text"),
            Shown(plainly(row["lacking"]), "number"),
            Shown(plainly(row["section"]), "fit"),
            Shown(plainly(items.get(row["item"], row["item"])), "text"),
            *(Shown(plainly(row[key]), "text") for key in ("document", "where", "remark")),
            file_shown(book, row),
            *(Shown(plainly(row[key]), "center") for key in ("sheet", "cell")),
        )

    labels, widths = book.words.labels, book.words.widths
    columns = tuple(Column(labels[f"evidence.{key}"], widths[f"evidence.{key}"], key=key) for key in KEYS)
    return Table("evidence", labels["evidence.note"], columns, cells, 3)
