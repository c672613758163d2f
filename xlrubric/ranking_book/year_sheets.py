"""The sheets of a year's result: the ranking by composite, every step of the calculation, the close calls.

Apart from ``tables``, whose sheets are those of the forms. The steps are live formulas: the ranking refers to them, and
both have the figures that were computed exactly as their cached values. Beyond ``LIVE`` units they are values only.
"""

from collections.abc import Iterator, Mapping, Sequence
from math import ceil
from typing import Any

from xlrubric.cellrefs import letters, quoted
from xlrubric.ranking_book.book import Book
from xlrubric.ranking_book.pen import Shown, plainly
from xlrubric.ranking_book.places import first_row
from xlrubric.ranking_book.tables import Column, Mark, Table, bar, blank_rows, file_shown, standing_rows
from xlrubric.result import Source
from xlrubric.rules import plain
from xlrubric.year.close import leaves_some_out
from xlrubric.year.columns import Column as Step
from xlrubric.year.outcome import Outcome
from xlrubric.year.rendering import Grid, rendered
from xlrubric.year.sources import weight_of
from xlrubric.year_tables import source_columns

LIVE = 2000  # units; a column that looks at all rows from each costs the square of them
PAGE = 200.0  # characters that a page holds in a print that can be read
STYLES = {"text": "text", "points": "number", "number": "number", "place": "total", "percent": "number"}
# of the ranking: the column, its style
FIRST = {
    "rank": "total",
    "unit": "center",
    "name": "text",
    "group": "text",
    "lead": "text",
    "composite": "bar",
    "grade": "center",
    "follows": "text",
    "effect": "signed",
    "from_end": "number",
    "size": "number",
}
HIDDEN_EMPTY = ("group", "lead", "grade", "follows", "effect", "form_grade", "self_total", "difference")
FORM = {"total": "number", "form_grade": "center", "self_total": "number", "difference": "signed"}


def outcome_of(book: Book) -> Outcome:
    """Give the outcome that the sheets show."""
    assert book.collection.outcome is not None
    return book.collection.outcome


# --- the ranking ---------------------------------------------------------------------------------------


def ranking(book: Book) -> Table:
    """The ranking by composite: what was computed refers to the steps, the rest is the unit's form."""
    outcome = outcome_of(book)
    steps = {**FIRST, **({"rank_all": "number"} if "rank_all" in outcome.program.by_name else {})}
    steps |= dict.fromkeys(source_columns(outcome), "number")
    columns_of = _grid(book).columns if _live(book) else {}

    def cells(_: int, row: dict[str, Any]) -> Sequence[Shown]:
        unit, troubles = str(row["unit"]), row["problems"]
        return (
            *(_step(book, columns_of, row, name, style) for name, style in steps.items()),
            *(Shown(plainly(row[name]), style) for name, style in FORM.items()),
            Shown(book.words.labels[f"standing.{_standing(row)}"], _standing(row)),
            *(Shown(plainly(row[name]), "number") for name in ("filled", "findings")),
            Shown(plainly(troubles), "number", link=book.problem_of(unit) if troubles else None),
            file_shown(book, row),
        )

    columns = tuple(_ranking_columns(book, outcome, (*steps, *FORM, *LAST)))
    names = [column.key for column in columns]
    standing = names.index("standing") + 1
    tints = (standing_rows(book, standing, len(columns), word) for word in ("unranked", "provisional"))
    marks = (_composite_bar(book, names), *tints)
    return Table("ranking", book.words.labels["ranking.note_year"], columns, cells, 3, marks, pages=2)


def _standing(row: Mapping[str, Any]) -> str:
    """Say how a unit stands: one without a rank is neither final nor provisional."""
    return "unranked" if plainly(row["rank"]) is None else str(row["standing"])


LAST = ("standing", "filled", "findings", "problems", "file")


def _step(book: Book, columns: Mapping[str, int], row: Mapping[str, Any], name: str, style: str) -> Shown:
    """Show a step: as a reference to its cell, where it has one of ``columns``, else as a value."""
    unit = str(row["unit"])
    link = book.page_of(unit) if name == "unit" else book.ledger_of(unit) if name == "rank" else None
    column = columns.get(name)
    if column is None or name in PLAIN:
        return Shown(plainly(row.get(name)), style, link=link)
    spot = book.places.spot("composite", outcome_of(book).order_at[str(row["unit"])])  # the ranking leaves some out
    formula = f"={quoted(spot.sheet)}!${letters(column)}${spot.row}"
    if plainly(row.get(name)) is None and outcome_of(book).program.by_name[name].rule is None:
        return Shown(None, style)  # a reference to a blank cell would show 0
    return Shown(plainly(row.get(name)), style, link=link, formula=formula)


def _ranking_columns(book: Book, outcome: Outcome, names: Sequence[str]) -> Iterator[Column]:
    sources = {source.id: source for source in outcome.program.result.sources}
    account = outcome.program.result.account or book.words.labels["ranking.effect_plain"]
    for name in names:
        what, _, own = name.partition(":")
        if own:
            yield Column(_source_heading(book, sources[own]), book.words.widths["ranking.source"], key=name)
            continue
        hidden = name in HIDDEN_EMPTY and not any(map(plainly, book.rows["ranking"].column(name)))
        heading = book.words.say(f"ranking.{what if what != 'total' else 'form_total'}", account=account)
        yield Column(heading, book.words.widths[f"ranking.{what}"], hidden=hidden, key=name)


def _source_heading(book: Book, source: Source) -> str:
    """Name a source with what it weighs and its scale."""
    if source.adds:
        return book.words.say("ranking.added", name=source.name)
    return book.words.say("ranking.source", name=source.name, weight=plain(weight_of(source)))


def _composite_bar(book: Book, names: Sequence[str]) -> Mark:
    outcome = outcome_of(book)
    full = outcome.program.result.points if outcome.program.result.sources else book.collection.standard.outline.points
    most = max([full, *(value for value in book.rows["ranking"].column("composite") if plainly(value) is not None)])
    return Mark(names.index("composite") + 1, bar(book, most))


# --- every step ----------------------------------------------------------------------------------------


def composite(book: Book) -> Table:
    """Every step of every unit, from what was given to the grade, with live formulas."""
    outcome, grid, live = outcome_of(book), _grid(book), _live(book)
    steps = outcome.program.columns
    first = first_row("composite")

    def cells(index: int, row: dict[str, Any]) -> Sequence[Shown]:
        return tuple(
            _cell(step, row, f"={rendered(step, grid, first + index)}" if live and step.rule else "") for step in steps
        )

    columns = tuple(_column(book, step) for step in steps)
    pages = ceil(sum(column.width for column in columns if not column.hidden) / PAGE)
    note = book.words.labels["composite.note" if live else "composite.note_values"]
    marks = (blank_rows([column.key for column in columns].index("rank") + 1, len(columns), first),)
    return Table("composite", note, columns, cells, 3, marks, pages=pages)


def _cell(step: Step, row: Mapping[str, Any], formula: str) -> Shown:
    style = (
        "given"
        if step.rule is None and step.name not in PLAIN
        else "working"
        if step.working
        else STYLES.get(step.shows, "number")
    )
    return Shown(plainly(row.get(step.name)), style, formula=formula)


PLAIN = frozenset(("no", "unit", "name", "group", "lead"))


def _column(book: Book, step: Step) -> Column:
    said = dict(step.said)
    note = next((book.words.say(f"composite_note.{key}", **{key: value}) for key, value in step.note), None)
    heading = book.words.say(f"composite.{step.what}", **said)
    width = book.words.widths[
        "composite.name"
        if step.name in ("name", "follows")
        else "composite.text"
        if step.shows == "text"
        else "composite.number"
    ]
    style = "head_item" if step.working else "head"
    hidden = step.name in ("group", "lead") and not any(map(plainly, book.rows["composite"].column(step.name)))
    return Column(heading, width, style, Shown(note, "full_item" if step.working else "full"), hidden, step.name)


def _live(book: Book) -> bool:
    return len(outcome_of(book).rows) <= LIVE


def _grid(book: Book) -> Grid:
    outcome = outcome_of(book)
    first = first_row("composite")
    names = {column.name: number for number, column in enumerate(outcome.program.columns, 1)}
    return Grid(book.places.sheet("composite", 0), first, first + len(outcome.rows) - 1, names)


# --- close calls ---------------------------------------------------------------------------------------


def close_calls(book: Book) -> Table:
    """Who would stand otherwise with one finding less, or with the composite rounded otherwise."""
    keys = ("rank", "unit", "name", "composite", "what", "now", "instead", "by", "finding", "words", "gain", "would")

    def cells(_: int, row: dict[str, Any]) -> Sequence[Shown]:
        unit = str(row["unit"])
        return (
            Shown(plainly(row["rank"]), "total"),
            Shown(unit, "center", link=book.ledger_of(unit)),
            Shown(plainly(row["name"]), "text"),
            Shown(plainly(row["composite"]), "total"),
            Shown(book.words.labels[f"close_what.{row['what']}"], "center"),
            *(Shown(plainly(row[key]) or book.words.labels["nothing_follows"], "text") for key in ("now", "instead")),
            Shown(book.words.labels[f"close_by.{row['by']}"], "center"),
            Shown(plainly(row["finding"]), "center"),
            Shown(plainly(row["words"]), "text"),
            Shown(plainly(row["gain"]), "signed"),
            Shown(plainly(row["would"]), "number"),
        )

    columns = tuple(
        Column(book.words.labels[f"close_calls.{key}"], book.words.widths[f"close_calls.{key}"], key=key)
        for key in keys
    )
    note = book.words.labels["close_calls.note_part" if leaves_some_out(outcome_of(book)) else "close_calls.note"]
    return Table("close_calls", note, columns, cells, 3)
