"""A page for each ranked unit, to be printed and signed: its place, its points beside the others', every loss.

Apart from the tables, which have all units each, and from feedback, which makes a workbook for each unit to be sent to
it: these pages stand in the ranking workbook, or in one beside it where there are too many. ``unit_blocks`` says what
is on them.
"""

from collections.abc import Callable, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

from xlrubric.cellrefs import quoted
from xlrubric.excel_page import Told, done, new_book, no_advice, set_up_print
from xlrubric.layout.form import tab_names
from xlrubric.ranking_book.book import Book
from xlrubric.ranking_book.figures import ranked
from xlrubric.ranking_book.file_links import escaped
from xlrubric.ranking_book.lines import Grid, Line
from xlrubric.ranking_book.peers import Peers, peers
from xlrubric.ranking_book.pen import Formats, Pen, Shown, plainly
from xlrubric.ranking_book.places import HEAD, KEYS, NOTE, TITLE, Outside, Places, Spot
from xlrubric.ranking_book.tables import bar
from xlrubric.ranking_book.unit_blocks import COLUMNS, blocks, head, heading, signatures
from xlrubric.ranking_book.words import Words

MOST_PAGES = 100  # in the ranking workbook; more tabs than that nobody finds the tables among
MOST_SHEETS = 3000  # in a workbook of their own; it takes minutes to open, and tens of thousands never open
INDEX = "pages_index"
INDEX_COLUMNS = ("rank", "unit", "name")
Link = Callable[[str], Spot | Outside | None]


def too_many(book: Book) -> bool:
    """Say whether there are more ranked units than any workbook should have sheets: then they have no pages."""
    return len(ranked(book)) > MOST_SHEETS


def beside(book: Book, out: Path | None) -> Path | None:
    """Give the workbook that the pages go to where they are too many for the ranking workbook ``out``."""
    if out is None or len(ranked(book)) <= MOST_PAGES:
        return None
    return pages_beside(book.words, out)


def pages_beside(words: Words, out: Path) -> Path:
    """Name the second workbook of a ranking."""
    return out.with_name(words.say("pages_book", stem=out.stem))


def page_places(book: Book, second: Path | None) -> dict[str, Spot | Outside]:
    """Say where each ranked unit's page stands: in the ranking workbook, or in a second one beside it."""
    tabs = _tabs(book)
    if second is None:
        return {unit: Spot(tab, 1) for unit, tab in tabs.items()}
    file = escaped(second.name)
    return {unit: Outside(f"{file}#{quoted(tab)}!A1") for unit, tab in tabs.items()}


def _tabs(book: Book) -> dict[str, str]:
    """Name the tabs by the units, none like another sheet of the ranking."""
    taken = [*_sheets(book.places), book.words.skin.labels["identity"]]
    units = ranked(book)
    names = tab_names([str(row["name"]) for row in units], taken)
    return {str(row["unit"]): tab for row, tab in zip(units, names, strict=True)}


def _sheets(places: Places) -> Sequence[str]:
    return [places.sheet(table, number) for table in places.names for number in range(3)]


def write_unit_pages(workbook: Any, formats: Formats, book: Book, back: Link | None = None) -> None:
    """Write a sheet for each ranked unit, the first first; ``back`` gives where each leads back to."""
    others, tabs = peers(book), _tabs(book)
    for unit, tab in tabs.items():
        page = workbook.add_worksheet(tab)
        _write(page, formats, book, others, unit, (back or book.ranking_of)(unit))


def _write(page: Any, formats: Formats, book: Book, others: Peers, unit: str, back: Spot | Outside | None) -> None:
    grid = Grid(Pen(page, formats), [book.words.widths["unit_page.column"]] * COLUMNS)
    done(page.set_column(0, COLUMNS - 1, grid.widths[0]))
    _lines(grid, head(book, others, unit, back))
    repeated = 0
    for label, columns, lines in blocks(book, others, unit):
        _lines(grid, heading(book, label))
        repeated = grid.row
        _lines(grid, (columns, *lines))
        grid.space()
    _lines(grid, signatures(book))
    for row, column in grid.bars:
        done(page.conditional_format(row - 1, column - 1, row - 1, column, bar(book, 1)))
    page.hide_gridlines(2)
    no_advice(page)
    rubric = book.collection.standard.rubric
    set_up_print(page, book.words.skin, Told(rubric.title, book.names[unit], rubric.period or ""))
    page.set_portrait()
    if repeated:
        page.repeat_rows(repeated - 1)


def _lines(grid: Grid, lines: Sequence[Line]) -> None:
    for own in lines:
        grid.write(own)


# --- a workbook of their own ----------------------------------------------------------------------------


def pages_book(book: Book, out: Path) -> bytes:
    """Make the second workbook: a list of the units, which leads to their pages; each leads to the ranking ``out``."""
    buffer = BytesIO()
    with new_book(buffer, book.stamp.created, title=_title(book), author=book.stamp.author) as workbook:
        formats = Formats(workbook, book.words)
        _index(workbook, formats, book, out)
        write_unit_pages(workbook, formats, book, lambda unit: _in(out, book.ranking_of(unit)))
    return buffer.getvalue()


def _in(out: Path, spot: Spot | None) -> Outside | None:
    """Give a row of the ranking workbook, as seen from the one beside it."""
    return Outside(f"{escaped(out.name)}#{quoted(spot.sheet)}!A{spot.row}") if spot else None


def _index(workbook: Any, formats: Formats, book: Book, out: Path) -> None:
    page = workbook.add_worksheet(book.places.sheet(INDEX, 0))
    pen, labels, tabs = Pen(page, formats), book.words.labels, _tabs(book)
    pen.write(TITLE, 1, Shown(book.words.say("heading", title=_title(book), sheet=labels[INDEX]), "title"))
    pen.write(NOTE, 1, Shown(labels[f"{INDEX}.note"], "note"))
    done(page.set_row(KEYS - 1, None, None, {"hidden": True}))
    for column, key in enumerate(INDEX_COLUMNS, 1):
        pen.write(HEAD, column, Shown(labels[f"ranking.{key}"], "head"))
        done(page.set_column(column - 1, column - 1, book.words.widths[f"{INDEX}.{key}"]))
    pen.row_height(HEAD, 32)
    for number, row in enumerate(ranked(book), HEAD + 1):
        unit = str(row["unit"])
        pen.write(number, 1, Shown(plainly(row["rank"]), "total", link=_in(out, book.ranking_of(unit))))
        pen.write(number, 2, Shown(unit, "center", link=Spot(tabs[unit], 1)))
        pen.write(number, 3, Shown(plainly(row["name"]), "text"))
    page.hide_gridlines(2)
    page.freeze_panes(HEAD, 0)
    done(page.autofilter(HEAD - 1, 0, HEAD + len(tabs) - 1, len(INDEX_COLUMNS) - 1))
    set_up_print(page, book.words.skin, _title(book))
    page.repeat_rows(HEAD - 1)


def _title(book: Book) -> str:
    return book.collection.standard.rubric.title
