"""The sheets of rectification lists that came back: how far each unit is, and every fault.

Apart from ``tables``, because a ranking has them only where lists were collected.
"""

from collections.abc import Sequence
from typing import Any

from xlrubric.feedback.lists import CHECKED_WORDS, DONE_WORDS
from xlrubric.ranking_book.book import Book
from xlrubric.ranking_book.pen import Shown, plainly
from xlrubric.ranking_book.tables import Column, Table, file_shown

STYLES = {"overdue": "error", "returned": "warning", "open": "warning", "done": "final", "checked": "final"}
ARRIVED = {"returned": "final", "not_returned": "warning"}


def rectification_units(book: Book) -> Table:
    """A row a unit: whether its list came back, what is open and overdue."""

    def cells(_: int, row: dict[str, Any]) -> Sequence[Shown]:
        unit = str(row["unit"])
        return (
            Shown(unit, "center", link=book.ranking_of(unit)),
            Shown(plainly(row["name"]), "text"),
            Shown(book.words.labels[f"list_arrived.{row['returned']}"], ARRIVED[row["returned"]]),
            Shown(plainly(row["faults"]), "number"),
            Shown(plainly(row["unsettled"]), "warning" if row["unsettled"] else "number"),
            Shown(plainly(row["overdue"]), "error" if row["overdue"] else "number"),
            *(Shown(plainly(row[key]), "number") for key in ("sent_back", "done", "checked")),
            file_shown(book, row),
        )

    keys = ("unit", "name", "returned", "faults", "unsettled", "overdue", "sent_back", "done", "checked", "file")
    note = book.words.say("rectification_units.note", on=book.collection.on)
    return Table("rectification_units", note, _columns(book, "rectification_units", keys), cells, 2)


def rectification(book: Book) -> Table:
    """A row for each fault, with what was filled in about it and how far it is put right."""
    language = book.collection.standard.rubric.language

    def cells(_: int, row: dict[str, Any]) -> Sequence[Shown]:
        unit, state = str(row["unit"]), str(row["state"])
        return (
            Shown(unit, "center", link=book.ledger_of(unit)),
            *(Shown(plainly(row[key]), "text") for key in ("name", "period")),
            Shown(book.words.labels[f"state.{state}"], STYLES[state]),
            Shown(plainly(row["days"]), "error" if row["days"] else "center"),
            Shown(plainly(row["item"]), "text"),
            Shown(plainly(row["finding"]), "center"),
            *(Shown(plainly(row[key]), "text") for key in ("words", "remark")),
            Shown(plainly(row["points"]), "lost"),
            Shown(plainly(row["measure"]), "text"),
            *(Shown(plainly(row[key]), "center") for key in ("responsible", "deadline")),
            Shown(DONE_WORDS[language].get(row["done"], ""), "center"),
            Shown(plainly(row["done_on"]), "center"),
            Shown(plainly(row["evidence"]), "text"),
            Shown(CHECKED_WORDS[language].get(row["checked"], ""), "center"),
            Shown(plainly(row["checked_by"]), "center"),
            file_shown(book, row),
        )

    found = ("unit", "name", "period", "state", "days", "item", "finding", "words", "remark", "points")
    filled = ("measure", "responsible", "deadline", "done", "done_on", "evidence", "checked", "checked_by", "file")
    note = book.words.say("rectification.note", on=book.collection.on)
    return Table("rectification", note, _columns(book, "rectification", (*found, *filled)), cells, 2, pages=2)


def _columns(book: Book, table: str, keys: Sequence[str]) -> tuple[Column, ...]:
    labels, widths = book.words.labels, book.words.widths
    return tuple(Column(labels[f"{table}.{key}"], widths[f"{table}.{key}"], key=key) for key in keys)
