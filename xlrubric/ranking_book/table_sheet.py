"""A table written to its sheet, or sheets: title, note, headings, rows, filter, colours, print set-up.

Apart from what the tables show. Heights of rows are computed, since not every program grows a row for its text.
"""

from typing import Any

from xlrubric.excel_page import done, no_advice, set_up_print
from xlrubric.excel_rows import Streamed
from xlrubric.ranking_book.book import Book
from xlrubric.ranking_book.headline import write_headline
from xlrubric.ranking_book.limits import Met
from xlrubric.ranking_book.pen import LOWEST, Formats, Pen, Shown
from xlrubric.ranking_book.places import HEAD, KEYS, first_row, parts
from xlrubric.ranking_book.table_rows import write_rows
from xlrubric.ranking_book.tables import Mark, Table


def write_table(workbook: Any, formats: Formats, book: Book, table: Table, met: Met) -> dict[int, Streamed]:
    """Write a table; what is longer than a sheet goes on in further ones.

    Give the rows by the numbers of their sheets, to be put into the workbook when it is closed; ``met`` takes down what
    a sheet could not hold.
    """
    start, written = 0, dict[int, Streamed]()
    for number, rows in enumerate(parts(book.rows[table.key])):
        name = book.places.sheet(table.key, number)
        page = workbook.add_worksheet(name)
        pen = Pen(page, formats)
        _keys(pen, table)
        _top(pen, book, table)
        _heads(pen, table)
        if not rows:
            pen.write(first_row(table.key), 1, Shown(book.words.labels["none"], "note"))
        written[len(workbook.worksheets())] = sheet = Streamed(len(table.columns))
        write_rows(sheet, pen, table, rows, start)
        met.note(name, sheet)
        _view(page, formats, table, len(rows))
        set_up_print(page, book.words.skin, book.collection.standard.rubric.title, table.pages)
        page.repeat_rows(HEAD - 1, first_row(table.key) - 2)
        start += len(rows)
    return written


def _keys(pen: Pen, table: Table) -> None:
    """Write the key of each column above it, hidden, so that the workbook can be read again whatever was moved."""
    for number, column in enumerate(table.columns, 1):
        if column.key:
            pen.write(KEYS, number, Shown(f"{table.key}.{column.key}", "note"))
    done(pen.page.set_row(KEYS - 1, None, None, {"hidden": True}))


def _top(pen: Pen, book: Book, table: Table) -> None:
    widths = [0.0 if column.hidden else column.width for column in table.columns]
    write_headline(pen, book, table.key, table.note, widths, table.freeze if table.pages > 1 else 0)


def _heads(pen: Pen, table: Table) -> None:
    tallest = LOWEST
    for number, column in enumerate(table.columns, 1):
        head = Shown(column.heading, column.style)
        pen.write(HEAD, number, head)
        if column.second is not None:
            pen.write(HEAD + 1, number, column.second)
        hidden = {"hidden": True} if column.hidden else {}
        done(pen.page.set_column(number - 1, number - 1, column.width, None, hidden))
        arrow = 1.5 if table.filter else -1.5  # the filter's button stands in the heading
        tallest = max(tallest, pen.height(head, column.width - arrow))
    pen.row_height(HEAD, tallest)


def _view(page: Any, formats: Formats, table: Table, count: int) -> None:
    first, width = first_row(table.key), len(table.columns)
    last = first + count - 1
    page.hide_gridlines(2)
    page.freeze_panes(first - 1, table.freeze)
    if not count:
        return
    if table.filter:
        done(page.autofilter(first - 2, 0, last - 1, width - 1))
    for mark in table.marks:
        area = (first - 1, mark.column - 1, last - 1, mark.column + mark.across - 2)
        done(page.conditional_format(*area, _rule(formats, mark)))
    no_advice(page)
    page.repeat_columns(0, table.freeze - 1) if table.pages > 1 else None


def _rule(formats: Formats, mark: Mark) -> dict[str, object]:
    return {**mark.rule, "format": formats.tint(mark.tint)} if mark.tint else mark.rule
