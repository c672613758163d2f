"""The tables of the ranking workbook: their columns, and what each row shows.

Apart from ``table_sheet``, which writes any of them. A new column is a line here, a label and a width.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from xlrubric.cellrefs import letters, quoted
from xlrubric.layout.inputs import unit_of
from xlrubric.outline import Row
from xlrubric.ranking_book.book import Book
from xlrubric.ranking_book.ledger_words import base_words
from xlrubric.ranking_book.pen import Shown, plainly
from xlrubric.ranking_book.places import first_row
from xlrubric.rules import POINTS as POINTS_UNIT
from xlrubric.wording import behind

Cells = Callable[[int, dict[str, Any]], Sequence[Shown]]
POINTS, RUNNING = 10, 13  # the ledger's columns, counted from 1
TOTAL, STANDING = 6, 10  # the ranking's


@dataclass(frozen=True)
class Column:
    """A column: its heading (and what stands below it), its width in characters, its key in the hidden row."""

    heading: str
    width: float
    style: str = "head"
    second: Shown | None = None
    hidden: bool = False
    key: str = ""


@dataclass(frozen=True)
class Mark:
    """A conditional format, in XlsxWriter's terms, over all rows of a column (counted from 1) or ``across`` several.

    ``tint`` names the colour that the rule fills the cells with, where it has no colours of its own.
    """

    column: int
    rule: dict[str, object]
    across: int = 1
    tint: str = ""


@dataclass(frozen=True, eq=False)
class Table:
    """A table to be written: ``cells`` gives the cells of a row, from its number (from 0) and its values.

    ``freeze`` columns stay in view; ``pages`` is how many pages wide it prints.
    """

    key: str
    note: str
    columns: tuple[Column, ...]
    cells: Cells
    freeze: int
    marks: tuple[Mark, ...] = ()
    filter: bool = True
    pages: int = 1


def ranking(book: Book) -> Table:
    """The ranking: each unit's id leads to its ledger, its problems to the first, its file to the source."""

    def cells(_: int, row: dict[str, Any]) -> Sequence[Shown]:
        unit, troubles = str(row["unit"]), row["problems"]
        return (
            Shown(plainly(row["rank"]), "total", link=book.ledger_of(unit)),
            Shown(unit, "center", link=book.page_of(unit)),
            Shown(plainly(row["name"]), "text"),
            *(Shown(plainly(row[key]), "text") for key in ("group", "lead")),
            Shown(plainly(row["total"]), "bar"),
            Shown(plainly(row["grade"]), "center"),
            Shown(plainly(row["self_total"]), "number"),
            Shown(plainly(row["difference"]), "signed"),
            Shown(book.words.labels[f"standing.{row['standing']}"], str(row["standing"])),
            *(Shown(plainly(row[key]), "number") for key in ("filled", "findings")),
            Shown(plainly(troubles), "number", link=book.problem_of(unit) if troubles else None),
            file_shown(book, row),
        )

    keys = ("rank", "unit", "name", "group", "lead", "total", "grade", "self_total", "difference")
    columns = _columns(book, "ranking", (*keys, "standing", "filled", "findings", "problems", "file"))
    marks = (_total_bar(book), standing_rows(book, STANDING, len(columns), "provisional"))
    return Table("ranking", book.words.labels["ranking.note"], columns, cells, 3, marks)


def _total_bar(book: Book) -> Mark:
    """A bar from 0 to the full points: beyond only where a bonus leads."""
    full = book.collection.standard.outline.points
    most = max([full, *book.rows["ranking"].column("total")])
    return Mark(TOTAL, bar(book, most))


def standing_rows(book: Book, column: int, across: int, standing: str) -> Mark:
    """Tint the rows of a standing (provisional, unranked) by the word in the row, so that sorting keeps it right.

    ``column`` is that of the word, counted from 1.
    """
    word = book.words.labels[f"standing.{standing}"].replace('"', '""')
    rule: dict[str, object] = {"type": "formula", "criteria": f'=${letters(column)}{first_row("ranking")}="{word}"'}
    return Mark(1, rule, across, standing)


def blank_rows(column: int, across: int, first: int) -> Mark:
    """Tint the rows that show nothing in a column (counted from 1): those of units that are not ranked."""
    rule: dict[str, object] = {"type": "formula", "criteria": f'=${letters(column)}{first}=""'}
    return Mark(1, rule, across, "unranked")


def bar(book: Book, most: Decimal | int) -> dict[str, object]:
    """Give the rule of a data bar from 0 to ``most``."""
    ends = {"min_type": "num", "max_type": "num", "min_value": 0, "max_value": float(most)}
    return {"type": "data_bar", "bar_color": book.words.marks["bar"], "bar_solid": True, **ends}


def ledger(book: Book) -> Table:
    """The ledger: each unit from its full points down to its total, with a running sum that is a formula."""
    outline = book.collection.standard.outline
    items = {node.id: f"{node.id} {node.name}" for node in outline.nodes}
    units = {row.id: _count_unit(book, row) for row in outline.rows}
    running = running_sums(book)

    def cells(index: int, row: dict[str, Any]) -> Sequence[Shown]:
        kind, base = row["kind"], row["kind"] == "base"
        text, center, fit = ("base_text", "base_center", "base_fit") if base else ("text", "center", "fit")
        unit, finding = str(row["unit"]), row["finding"]
        said = {"base": base_words(book, unit)} if base else {kind: book.words.labels.get(f"{kind}_words")}
        found_by = " ".join(filter(None, (book.words.skin.labels.get(row["role"], ""), row["found_by"])))
        return (
            Shown(unit, center, link=book.ranking_of(unit) if base else None),
            Shown(plainly(row["name"]), text if base else "repeated"),
            Shown(book.words.labels[f"kind.{kind}"], center),
            Shown(plainly(row["section"]), fit),
            Shown(plainly(items.get(row["item"], row["item"])), fit),
            Shown(plainly(finding), center),
            Shown(plainly(said.get(kind) or row["words"]), fit),
            Shown(plainly(row["amount"]), fit),
            Shown(plainly(row["count"]), center if base else "number", units.get(finding, "")),
            Shown(plainly(row["points"]), center if base else "lost" if row["points"] < 0 else "won"),
            Shown(plainly(row["remark"]), text),
            Shown(plainly(found_by), fit),
            Shown(running[index], center if base else "running", formula=_running(book, index, base)),
        )

    keys = ("unit", "name", "kind", "section", "item", "finding", "words", "amount", "count", "points")
    columns = _columns(book, "ledger", (*keys, "remark", "found_by", "running"))
    return Table("ledger", book.words.labels["ledger.note"], columns, cells, 2)


def _count_unit(book: Book, row: Row) -> str:
    number = next((box for box in row.boxes if box.name == "number"), None)
    if number is None or number.options:
        return ""
    unit = unit_of(number, book.words.skin).strip()
    return behind(unit) if number.unit == POINTS_UNIT else book.words.say("count_unit", unit=unit) if unit else ""


def running_sums(book: Book) -> list[Decimal]:
    """Give the exact running sum of each ledger row; it begins anew at each unit's first row."""
    sums: list[Decimal] = []
    for kind, points in book.rows["ledger"].of("kind", "points"):
        above = Decimal(0) if kind == "base" else sums[-1]
        sums.append(above + points)
    return sums


def _running(book: Book, index: int, base: bool) -> str:
    here = book.places.spot("ledger", index)
    if base:
        return f"={letters(POINTS)}{here.row}"
    above = book.places.spot("ledger", index - 1)
    sheet = "" if above.sheet == here.sheet else f"{quoted(above.sheet)}!"
    return f"={sheet}{letters(RUNNING)}{above.row}+{letters(POINTS)}{here.row}"


def comparison(book: Book) -> Table:
    """The items that self-check and review score differently."""

    def cells(_: int, row: dict[str, Any]) -> Sequence[Shown]:
        return (
            Shown(str(row["unit"]), "center", link=book.ledger_of(str(row["unit"]))),
            Shown(plainly(row["name"]), "text"),
            Shown(plainly(row["item"]), "center"),
            Shown(plainly(row["words"]), "text"),
            *(Shown(plainly(row[key]), "number") for key in ("points", "self", "review")),
            Shown(plainly(row["difference"]), "signed"),
        )

    keys = ("unit", "name", "item", "words", "points", "self", "review", "difference")
    columns = _columns(book, "comparison", keys)
    return Table("comparison", book.words.labels["comparison.note"], columns, cells, 2)


def missing(book: Book) -> Table:
    """The units without a score, and why."""

    def cells(_: int, row: dict[str, Any]) -> Sequence[Shown]:
        return (
            Shown(str(row["unit"]), "center"),
            *(Shown(plainly(row[key]), "text") for key in ("name", "group", "lead", "contact")),
            Shown(book.words.labels[f"reason.{row['reason']}"], "text"),
            file_shown(book, row),
        )

    columns = _columns(book, "missing", ("unit", "name", "group", "lead", "contact", "reason", "file"))
    return Table("missing", book.words.labels["missing.note"], columns, cells, 2)


def problems(book: Book) -> Table:
    """The problems, gravest first, each linked to the unit and to the file that it concerns."""
    styles = {"note": "note_level"}

    def cells(_: int, row: dict[str, Any]) -> Sequence[Shown]:
        unit, level = str(row["unit"] or ""), str(row["level"])
        return (
            Shown(book.words.labels[f"level.{level}"], styles.get(level, level)),
            file_shown(book, row),
            Shown(plainly(row["sheet"]), "center"),
            Shown(plainly(row["cell"]), "center"),
            Shown(plainly(unit), "center", link=book.ranking_of(unit)),
            Shown(plainly(book.names.get(unit)), "text"),
            *(Shown(plainly(row[key]), "text") for key in ("what", "remedy")),
        )

    columns = _columns(book, "problems", ("level", "file", "sheet", "cell", "unit", "name", "what", "remedy"))
    return Table("problems", book.words.labels["problems.note"], columns, cells, 0)


def sources(book: Book) -> Table:
    """The files: what became of each and where its figures come from; a click opens the file itself."""

    def cells(_: int, row: dict[str, Any]) -> Sequence[Shown]:
        return (
            Shown(book.short(str(row["file"])), "fit", link=book.outside(str(row["file"]))),
            Shown(book.status_word(str(row["kind"]), str(row["status"])), "center"),
            Shown(plainly(row["units"]), "text"),
            Shown(plainly(row["sha256"]), "mono"),
            Shown(plainly(row["bytes"]), "number"),
            Shown(plainly(row["saved_by"]), "text"),
            Shown(plainly(row["saved_at"]), "number"),
            Shown(plainly(row["application"]), "fit"),
            Shown(plainly(row["problems"]), "number"),
            *(Shown(plainly(row[key]), "text") for key in ("reason", "remedy")),
        )

    keys = ("file", "status", "units", "sha256", "bytes", "saved_by", "saved_at", "application", "problems")
    more = ("reason", "remedy")
    note = book.words.labels["sources.note"]
    where = book.words.say("sources.folder", folder=book.folder) if book.folder else ""
    return Table("sources", f"{note} {where}".strip(), _columns(book, "sources", (*keys, *more)), cells, 1)


def file_shown(book: Book, row: dict[str, Any]) -> Shown:
    """Show a row's file; it leads to the source."""
    file = str(row["file"] or "")
    return Shown(plainly(book.short(file)), "fit", link=book.source_of(file))


def _columns(book: Book, table: str, keys: Sequence[str]) -> tuple[Column, ...]:
    return tuple(
        Column(
            heading=book.words.labels[f"{table}.{key}"],
            width=book.words.widths[f"{table}.{key}"],
            key=key,
            hidden=key in ("group", "lead", "contact", "grade") and not any(book.rows[table].column(key)),
        )
        for key in keys
    )
