"""The sheets of duty lists and registers: duties, what is overdue, progress by period, registers held to their rules.

Apart from ``tables``, because a ranking has them only where its standard asks for such things.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from xlrubric.duties import STATE
from xlrubric.ranking_book.book import Book
from xlrubric.ranking_book.pen import Shown, plainly
from xlrubric.ranking_book.tables import Column, Table

ARRIVED = {"returned": "final", "blank": "warning", "not_returned": "error"}  # the style of each
MOST_STATES = 90.0  # characters, of all columns of states together
STATE_WIDTHS = (6.0, 11.0)


def duties(book: Book) -> Table:
    """A row a unit: signatures, own items, duties by state, what is overdue."""
    rows = book.rows["duties"]
    states = [key for key in (rows[0] if rows else ()) if key.startswith(STATE)]

    def cells(_: int, row: dict[str, Any]) -> Sequence[Shown]:
        unit, own = str(row["unit"]), row["own"]
        lacks_own = own is not None and own < row["own_least"]
        return (
            Shown(unit, "center", link=book.ranking_of(unit)),
            Shown(plainly(row["name"]), "text"),
            Shown(book.words.labels[f"arrived.{row['returned']}"], ARRIVED[row["returned"]]),
            Shown(plainly(row["signed"]), "text"),
            Shown(plainly(row["unsigned"]), "warning" if row["unsigned"] else "center"),
            Shown(plainly(own), "warning" if lacks_own else "number", "" if own is None else f"/{row['own_least']}"),
            Shown(plainly(row["own_blank"]), "center"),
            *(Shown(plainly(row[key]), "number") for key in ("duties", *states)),
            Shown(plainly(row["unstated"]), "warning" if row["unstated"] else "number"),
            Shown(plainly(row["confirmed"]), "number"),
            Shown(plainly(row["overdue"]), "error" if row["overdue"] else "number"),
            Shown(plainly(row["overdue_words"]), "text"),
            _file(book, row),
        )

    keys = ("unit", "name", "returned", "signed", "unsigned", "own", "own_blank", "duties")
    low, high = STATE_WIDTHS
    wide = max(low, min(high, MOST_STATES / max(len(states), 1)))
    unit = book.words.labels["duties.unit_of_states"]
    middle = [Column(f"{key.removeprefix(STATE)}\n{unit}", wide, key=key) for key in states]
    columns = (*_columns(book, "duties", keys), *middle)
    more = _columns(book, "duties", ("unstated", "confirmed", "overdue", "overdue_words", "file"))
    note = book.words.say("duties.note", on=book.collection.on)
    return Table("duties", note, (*columns, *more), cells, 2)


def overdue(book: Book) -> Table:
    """A row for each thing that is overdue, with its cell."""

    def cells(_: int, row: dict[str, Any]) -> Sequence[Shown]:
        unit = str(row["unit"])
        return (
            Shown(unit, "center", link=book.ranking_of(unit)),
            Shown(plainly(row["name"]), "text"),
            Shown(book.words.labels[f"overdue_kind.{row['kind']}"], "center"),
            Shown(plainly(row["finding"]), "center"),
            Shown(plainly(row["words"]), "text"),
            Shown(plainly(row["state"] or book.words.labels["overdue.nothing"]), "center"),
            Shown(plainly(row["due"]), "center"),
            Shown(plainly(row["days"]), "error"),
            _file(book, row),
            *(Shown(plainly(row[key]), "center") for key in ("sheet", "cell")),
        )

    keys = ("unit", "name", "kind", "finding", "words", "state", "due", "days", "file", "sheet", "cell")
    note = book.words.say("overdue.note", on=book.collection.on)
    return Table("overdue", note, _columns(book, "overdue", keys), cells, 2)


def progress(book: Book) -> Table:
    """A row a unit, three columns a period: how many rows are done, of how many, and their points."""
    rows = book.rows["progress"]
    periods = [key.removesuffix(".of") for key in (rows[0] if rows else ()) if key.endswith(".of")]

    def cells(_: int, row: dict[str, Any]) -> Sequence[Shown]:
        unit = str(row["unit"])
        behind = str(row["behind"]).split("、")
        return (
            Shown(unit, "center", link=book.ledger_of(unit)),
            Shown(plainly(row["name"]), "text"),
            *(shown for period in periods for shown in _period(row, period, period in behind)),
            Shown(plainly(row["behind"]), "warning" if row["behind"] else "center"),
        )

    columns = [*_columns(book, "progress", ("unit", "name"))]
    for period in periods:
        for what in ("done", "points"):
            heading = book.words.say(f"progress.{what}", period=period)
            columns.append(Column(heading, book.words.widths[f"progress.{what}"], key=f"{period}.{what}"))
    columns += _columns(book, "progress", ("behind",))
    note = book.words.say("progress.note", on=book.collection.on)
    return Table("progress", note, tuple(columns), cells, 2)


def _period(row: dict[str, Any], period: str, behind: bool) -> Iterator[Shown]:
    done, of = row[f"{period}.done"], row[f"{period}.of"]
    yield Shown(plainly(done), "warning" if behind else "number", "" if of is None else f"/{of}")
    yield Shown(plainly(row[f"{period}.points"]), "number")


def register_checks(book: Book) -> Table:
    """A row for each filled-in row of a register, with what is against its rules."""

    def cells(_: int, row: dict[str, Any]) -> Sequence[Shown]:
        unit = str(row["unit"])
        return (
            Shown(unit, "center", link=book.ledger_of(unit)),
            Shown(plainly(row["name"]), "text"),
            Shown(plainly(row["words"]), "text"),
            Shown(plainly(row["row"]), "center"),
            Shown(plainly(row["text"]), "text"),
            Shown(plainly(row["day"]), "center"),
            Shown(plainly(row["document"]), "text"),
            Shown(plainly(row["points"]), "number"),
            Shown(plainly(row["what"]), "doubt" if row["what"] else "text"),
            _file(book, row),
            *(Shown(plainly(row[key]), "center") for key in ("sheet", "cell")),
        )

    keys = ("unit", "name", "words", "row", "text", "day", "document", "points", "what", "file", "sheet", "cell")
    return Table(
        "register_checks",
        book.words.labels["register_checks.note"],
        _columns(book, "register_checks", keys),
        cells,
        2,
    )


def _file(book: Book, row: dict[str, Any]) -> Shown:
    file = str(row["file"] or "")
    return Shown(plainly(book.short(file)), "fit", link=book.source_of(file))


def _columns(book: Book, table: str, keys: Sequence[str]) -> tuple[Column, ...]:
    """Give the columns; one in which no row has anything is hidden."""
    rows = book.rows[table]
    return tuple(
        Column(
            heading=book.words.labels[f"{table}.{key}"],
            width=book.words.widths[f"{table}.{key}"],
            key=key,
            hidden=bool(rows) and all(value in (None, "") for value in rows.column(key)),
        )
        for key in keys
    )
