"""The figures that the overview's charts show, on a sheet of their own that everybody can see, change and copy.

Apart from ``charts``, which draws them: a chart in Excel shows cells, so each number must stand in one.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from typing import Any

from xlrubric.excel_page import done, no_advice, set_up_print
from xlrubric.ranking_book.book import Book
from xlrubric.ranking_book.distribution import Class, classes
from xlrubric.ranking_book.figures import Fault, Rate, commonest, rates, totals
from xlrubric.ranking_book.headline import write_headline
from xlrubric.ranking_book.pen import LOWEST, Formats, Pen, Shown
from xlrubric.rules import plain

SHEET = "chart_data"
LABEL, WORDS, FIRST, SECOND, THIRD = 1, 2, 3, 4, 5  # the columns of each table
COLUMNS = ("label", "words", "first", "second", "third")
START = 5  # the row in which the first table's name stands
MOST_SECTIONS = 15
FEWEST = 2  # faults or sections; one alone needs no picture


@dataclass(frozen=True)
class Area:
    """A table of figures: its key, its rows, and between which rows of the sheet (counted from 1) they stand."""

    key: str
    rows: Sequence[Sequence[Shown]]
    first: int

    @property
    def last(self) -> int:
        """Give the last row."""
        return self.first + len(self.rows) - 1

    def numbers(self, column: int) -> list[Decimal]:
        """Give the numbers of a column, counted from 1."""
        values = [row[column - 1].value for row in self.rows]
        return [Decimal(value) for value in values if isinstance(value, Decimal | int)]


def areas(book: Book) -> dict[str, Area]:
    """Give the tables that there is something to show of, by key: ``faults``, ``rates``, ``classes``."""
    if book.collection.lists_only:
        return {}
    faults, found = commonest(book), _lowest(rates(book))
    made = {
        "faults": [_fault(book, fault) for fault in faults] if len(faults) >= FEWEST else [],
        "classes": [_class(book, one) for one in classes(totals(book))],
        "rates": [_rate(rate) for rate in found] if len(found) >= FEWEST else [],
    }
    placed, row = {}, START
    for key, rows in made.items():
        if rows:
            placed[key] = Area(key, rows, row + 2)
            row = placed[key].last + 2
    return placed


def _lowest(found: list[Rate]) -> list[Rate]:
    """Give the sections with the lowest shares, in the standard's order, where there are too many for one picture."""
    chosen = sorted(found, key=lambda rate: rate.share)[:MOST_SECTIONS]
    return [rate for rate in found if rate in chosen]


def _fault(book: Book, fault: Fault) -> Sequence[Shown]:
    words = book.words.say("item_words", item=fault.item, words=fault.words)
    figures = (Shown(fault.units, "total"), Shown(fault.points, "number"), Shown(fault.share, "share"))
    return (Shown(fault.finding, "center"), Shown(words, "text"), *figures)


def _rate(rate: Rate) -> Sequence[Shown]:
    figures = (Shown(rate.points, "number"), Shown(rate.mean, "number"), Shown(rate.share, "share"))
    return (Shown(rate.id, "center"), Shown(rate.name, "text"), *figures)


def _class(book: Book, one: Class) -> Sequence[Shown]:
    low, high = plain(one.low), plain(one.high)
    said = partial(book.words.say, low=low, high=high)
    label, words = (said(f"class.{'last' if one.last else 'plain'}_{what}") for what in ("label", "words"))
    edges = (Shown(one.low, "number"), Shown(one.high, "number"))
    return (Shown(label, "center"), Shown(words, "text"), *edges, Shown(one.count, "total"))


def write_chart_data(workbook: Any, formats: Formats, book: Book, found: Mapping[str, Area]) -> None:
    """Write the sheet of the figures found; none where nothing is drawn."""
    if not found:
        return
    page = workbook.add_worksheet(book.places.sheet(SHEET, 0))
    pen = Pen(page, formats)
    widths = [book.words.widths[f"{SHEET}.{column}"] for column in COLUMNS]
    for number, width in enumerate(widths):
        done(page.set_column(number, number, width))
    write_headline(pen, book, SHEET, book.words.labels[f"{SHEET}.note"], widths)
    for area in found.values():
        _write(pen, book, area, widths)
    page.hide_gridlines(2)
    no_advice(page)
    set_up_print(page, book.words.skin, book.collection.standard.rubric.title, high=1)


def _write(pen: Pen, book: Book, area: Area, widths: Sequence[float]) -> None:
    labels = book.words.labels
    pen.write(area.first - 2, LABEL, Shown(labels[f"{SHEET}.{area.key}"], "block"), len(COLUMNS))
    heads = [Shown(labels[f"{SHEET}.{area.key}.{column}"], "head") for column in COLUMNS]
    for row, cells in enumerate((heads, *area.rows), area.first - 1):
        tallest = LOWEST
        for column, (shown, width) in enumerate(zip(cells, widths, strict=True), 1):
            pen.write(row, column, shown)
            tallest = max(tallest, pen.height(shown, width))
        pen.row_height(row, tallest)
