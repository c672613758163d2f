"""The sheets of a trial: units that move under another rubric, the rules that move them, what could not be compared.

Apart from ``tables``, because a ranking has them only where another rubric is tried out.
"""

from collections.abc import Sequence
from typing import Any

from xlrubric.against_year import YEAR
from xlrubric.ranking_book.book import Book
from xlrubric.ranking_book.pen import Shown, plainly
from xlrubric.ranking_book.tables import Column, Table


def against(book: Book) -> Table:
    """A row a unit: total and rank before and after, and why."""

    def cells(_: int, row: dict[str, Any]) -> Sequence[Shown]:
        unit, difference, places = str(row["unit"]), row["difference"], row["places"]
        return (
            Shown(unit, "center", link=book.ledger_of(unit)),
            Shown(plainly(row["name"]), "text"),
            Shown(plainly(row["before"]), "number"),
            Shown(plainly(row["after"]), "total"),
            Shown(plainly(difference), _signed(difference)),
            *(Shown(plainly(row[key]), "number") for key in ("rank_before", "rank_after")),
            Shown(plainly(places), _signed(places)),
            Shown(plainly(row["causes"]), "text"),
            Shown(plainly(row["untaken"]), "warning" if row["untaken"] else "number"),
            *(Shown(plainly(row[key]), _year_style(row, key)) for key in year),
        )

    year = YEAR if all(key in row for row in book.rows["against"][:1] for key in YEAR) else ()
    first = ("unit", "name", "before", "after", "difference", "rank_before", "rank_after", "places")
    columns = _columns(book, "against", (*first, "causes", "untaken", *year))
    return Table("against", book.words.labels["against.note"], columns, cells, 2)


def _year_style(row: dict[str, Any], key: str) -> str:
    """Mark what is otherwise under the new standard."""
    what, _, when = key.partition("_")
    changed = when == "now" and plainly(row[key]) != plainly(row[f"{what}_then"])
    return "warning" if changed else "text" if what == "follows" else "number"


def _signed(number: Any) -> str:
    return "lost" if (number or 0) < 0 else "won" if (number or 0) > 0 else "number"


def rules(book: Book) -> Table:
    """A row a rule that moves points."""

    def cells(_: int, row: dict[str, Any]) -> Sequence[Shown]:
        return (
            Shown(book.words.labels[f"against_kind.{row['kind']}"], "center"),
            *(Shown(plainly(row[key]), "center") for key in ("old", "new")),
            *(Shown(plainly(row[key]), "text") for key in ("words", "old_words", "new_words")),
            Shown(book.words.labels[f"against_changed.{str(bool(row['changed'])).lower()}"], "center"),
            Shown(plainly(row["units"]), "number"),
            Shown(plainly(row["points"]), _signed(row["points"])),
        )

    keys = ("kind", "old", "new", "words", "old_words", "new_words", "changed", "units", "points")
    note = book.words.labels["against_rules.note"]
    return Table("against_rules", note, _columns(book, "against_rules", keys), cells, 4)


def left(book: Book) -> Table:
    """A row for each thing that could not be compared."""

    def cells(_: int, row: dict[str, Any]) -> Sequence[Shown]:
        reason = book.words.labels[f"against_reason.{row['reason'] or row['kind']}"]
        kind = book.words.labels[f"against_left_kind.{row['kind']}"]
        return (
            Shown(kind, "warning" if row["kind"] == "untaken" else "center"),
            Shown(plainly(row["unit"]), "center", link=book.ranking_of(str(row["unit"] or ""))),
            Shown(plainly(row["name"]), "text"),
            *(Shown(plainly(row[key]), "center") for key in ("old", "new")),
            *(Shown(plainly(row[key]), "text") for key in ("words", "amount", "entry")),
            Shown(reason, "text"),
            Shown(plainly(row["units"]), "number"),
            Shown(plainly(row["points"]), _signed(row["points"])),
            Shown(plainly(book.short(str(row["file"] or ""))), "fit", link=book.source_of(str(row["file"] or ""))),
        )

    keys = ("kind", "unit", "name", "old", "new", "words", "amount", "entry", "reason", "units", "points")
    columns = _columns(book, "against_left", (*keys, "file"))
    return Table("against_left", book.words.labels["against_left.note"], columns, cells, 1)


def _columns(book: Book, table: str, keys: Sequence[str]) -> tuple[Column, ...]:
    return tuple(
        Column(book.words.labels[f"{table}.{key}"], book.words.widths[f"{table}.{key}"], key=key) for key in keys
    )
