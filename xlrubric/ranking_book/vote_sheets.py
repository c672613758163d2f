"""The sheets of ballots: each group's votes on each unit with live formulas, and a row a ballot.

Apart from ``tables``, because a ranking has them only where ballots came back.
"""

from collections.abc import Sequence
from typing import Any

from xlrubric.cellrefs import letters
from xlrubric.ranking_book.book import Book
from xlrubric.ranking_book.pen import Shown, plainly
from xlrubric.ranking_book.places import MOST_ROWS
from xlrubric.ranking_book.tables import Column, Table

VOTES = ("source_name", "unit", "name", "group", "ballots", "left_out", "counted", "highest", "lowest")
FIGURES = ("total", "answers", "figure", "weight", "points")
BALLOTS = ("source_name", "set", "group", "number", "rater", "date", "rated", "units", "mean", "remark", "file")
MOST_LIVE = 2000  # units; beyond that formulas would make the workbook slow, and values stand there
COLUMN = {key: letters(number) for number, key in enumerate((*VOTES, *FIGURES), 1)}


def votes(book: Book) -> Table:
    """The votes: a row a group of raters for each unit, then the unit's own row where there are several groups."""
    shares = {source.id for source in _sources(book) if source.ballot and source.ballot.share}
    formulas = _formulas(book, shares) if len(book.collection.units) <= MOST_LIVE else {}

    def cells(index: int, row: dict[str, Any]) -> Sequence[Shown]:
        unit, total = str(row["unit"]), row["kind"] == "unit"
        text, number = ("base_text", "base_center") if total else ("text", "number")
        group = book.words.labels["votes.all_groups"] if total else row["group"]
        lacks = row["figure" if not total else "points"] is None

        def shown(key: str) -> Shown:
            warns = lacks and key == ("points" if total else "figure")
            return Shown(plainly(row[key]), "warning" if warns else number, formula=formulas.get((index, key), ""))

        return (
            Shown(plainly(row["source_name"]), text),
            Shown(unit, "base_center" if total else "center", link=book.ranking_of(unit)),
            Shown(plainly(row["name"]), text),
            Shown(plainly(group), text),
            *(shown(key) for key in (*VOTES[4:], *FIGURES)),
        )

    columns = _columns(book, "votes", (*VOTES, *FIGURES), hidden=("group",))
    return Table("votes", book.words.labels["votes.note"], columns, cells, 3)


def _sources(book: Book) -> Sequence[Any]:
    result = book.collection.standard.rubric.result
    return result.sources if result else ()


def _formulas(book: Book, shares: set[str]) -> dict[tuple[int, str], str]:
    """Give each figure's formula, by the row's number and the column, where it follows from others of one sheet."""
    made: dict[tuple[int, str], str] = {}
    rows, block = book.rows["votes"], list[int]()
    for index, row in enumerate(rows):
        block = [*block, index] if block and _same(rows[block[0]], row) else [index]
        if row["kind"] == "group" and row["figure"] is not None:
            made |= _of_group(book, index, "*100" if row["source"] in shares else "")
            if index + 1 == len(rows) or not _same(row, rows[index + 1]):
                made[index, "points"] = f"={_at(book, index, 'figure')}"
        elif row["kind"] == "unit" and block[0] // MOST_ROWS == index // MOST_ROWS:
            made |= _of_unit(book, block[:-1], index)
    return made


def _same(one: dict[str, Any], other: dict[str, Any]) -> bool:
    return (one["source"], one["unit"]) == (other["source"], other["unit"])


def _of_group(book: Book, index: int, scale: str) -> dict[tuple[int, str], str]:
    ballots, left, total, answers = (_at(book, index, key) for key in ("ballots", "left_out", "total", "answers"))
    return {(index, "counted"): f"={ballots}-{left}", (index, "figure"): f"={total}/{answers}{scale}"}


def _of_unit(book: Book, groups: Sequence[int], index: int) -> dict[tuple[int, str], str]:
    """Give the formulas of a unit's own row, and those of its groups' points, which need its weight."""
    rows = book.rows["votes"]
    made = {(index, "ballots"): "=" + "+".join(_at(book, n, "ballots") for n in groups)}
    if rows[index]["points"] is None:
        return made
    there = [n for n in groups if rows[n]["figure"] is not None]
    weight = _at(book, index, "weight")
    for n in there:
        made[n, "points"] = f"={_at(book, n, 'figure')}*{_at(book, n, 'weight')}/{weight}"
    made |= {(index, key): "=" + "+".join(_at(book, n, key) for n in there) for key in ("weight", "points")}
    return made


def _at(book: Book, index: int, key: str) -> str:
    return f"{COLUMN[key]}{book.places.spot('votes', index).row}"


def ballots(book: Book) -> Table:
    """A row a ballot that counts; of anonymous ones neither rater nor file."""

    def cells(_: int, row: dict[str, Any]) -> Sequence[Shown]:
        file = str(row["file"] or "")
        return (
            *(Shown(plainly(row[key]), "text") for key in ("source_name", "set", "group")),
            Shown(plainly(row["number"]), "center"),
            Shown(plainly(row["rater"]), "text"),
            Shown(plainly(row["date"]), "center"),
            *(Shown(plainly(row[key]), "number") for key in ("rated", "units", "mean")),
            Shown(plainly(row["remark"]), "doubt" if row["remark"] else "text"),
            Shown(plainly(book.short(file)), "fit", link=book.source_of(file)),
        )

    columns = _columns(book, "ballots", BALLOTS, hidden=("set", "group", "rater", "date", "file"))
    return Table("ballots", book.words.labels["ballots.note"], columns, cells, 0)


def _columns(book: Book, table: str, keys: Sequence[str], hidden: Sequence[str]) -> tuple[Column, ...]:
    """Give the columns; those of ``hidden`` are hidden where no row has anything in them."""
    return tuple(
        Column(
            heading=book.words.labels[f"{table}.{key}"],
            width=book.words.widths[f"{table}.{key}"],
            key=key,
            hidden=key in hidden and not any(book.rows[table].column(key)),
        )
        for key in keys
    )
