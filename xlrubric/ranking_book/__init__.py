"""The ranking workbook: overview, ranking, scores, ledger, comparison, missing, problems, sources.

Apart from ``ranking``, whose tables it shows, and from ``writer``, which makes forms. ``book`` gathers the material,
``places`` knows where every row will stand, ``tables``, ``scores`` and ``overview`` say what is shown, ``pen`` and
``table_sheet`` write it; ``templates/ranking`` holds the words and the look.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pandas as pd

from xlrubric.collect import Collection
from xlrubric.excel_page import new_book
from xlrubric.excel_rows import Streamed, with_rows
from xlrubric.ranking_book import (
    against_sheets,
    duty_sheets,
    evidence_sheets,
    list_sheets,
    scores,
    tables,
    vote_sheets,
    year_sheets,
)
from xlrubric.ranking_book.book import Book, make_book
from xlrubric.ranking_book.chart_data import areas, write_chart_data
from xlrubric.ranking_book.figures import ranked
from xlrubric.ranking_book.identity import write_identity
from xlrubric.ranking_book.limits import Met
from xlrubric.ranking_book.overview import write_overview
from xlrubric.ranking_book.pen import Formats
from xlrubric.ranking_book.places import Spot
from xlrubric.ranking_book.table_sheet import write_table
from xlrubric.ranking_book.tables import Table
from xlrubric.ranking_book.unit_pages import (
    beside,
    page_places,
    pages_beside,
    pages_book,
    too_many,
    write_unit_pages,
)
from xlrubric.ranking_book.words import read_words
from xlrubric.writer import Stamp

# by table; a sheet is made of each table that there is
MAKERS: Mapping[str, Callable[[Book], Table]] = {
    "ranking": lambda book: (year_sheets if book.collection.outcome else tables).ranking(book),
    "close_calls": year_sheets.close_calls,
    "composite": year_sheets.composite,
    "duties": duty_sheets.duties,
    "overdue": duty_sheets.overdue,
    "progress": duty_sheets.progress,
    "rectification_units": list_sheets.rectification_units,
    "rectification": list_sheets.rectification,
    "votes": vote_sheets.votes,
    "ballots": vote_sheets.ballots,
    "against": against_sheets.against,
    "against_rules": against_sheets.rules,
    "against_left": against_sheets.left,
    "scores": scores.scores,
    "ledger": tables.ledger,
    "comparison": tables.comparison,
    "evidence": evidence_sheets.evidence,
    "register_checks": duty_sheets.register_checks,
    "missing": tables.missing,
    "problems": tables.problems,
    "sources": tables.sources,
}


def ranking_book(
    collection: Collection,
    frames: Mapping[str, pd.DataFrame],
    stamp: Stamp,
    out: Path | None = None,
    unit_pages: bool = False,
) -> bytes:
    """Make the ranking workbook in the rubric's language; ``frames`` is ``ranking.tables(collection, …)``.

    ``out`` is where the workbook will lie: links to the files that came in start from there, and without it there
    are none. With ``unit_pages`` each ranked unit has a page behind the tables, or leads to that of
    ``unit_pages_book``. The same material and stamp give the same bytes. Raises Refusal if the shipped words cannot
    be read.
    """
    book, met = make_book(collection, frames, stamp, out.parent if out else None), Met()
    if unit_pages and too_many(book):
        met.unpaged = len(ranked(book))
    elif unit_pages:
        book = replace(book, pages=page_places(book, beside(book, out)))
    return _written(book, met)


def unit_pages_book(
    collection: Collection, frames: Mapping[str, pd.DataFrame], stamp: Stamp, out: Path
) -> tuple[Path, bytes] | None:
    """Make the second workbook, with the units' pages, where they are too many for the ranking workbook ``out``.

    Give where it goes, and its bytes; None where the pages stand in the ranking workbook, or are too many for any.
    """
    book = make_book(collection, frames, stamp)
    second = None if too_many(book) else beside(book, out)
    return (second, pages_book(book, out)) if second else None


def pages_file(language: str, out: Path) -> Path:
    """Say where ``unit_pages_book`` goes beside a ranking workbook, if it is needed."""
    return pages_beside(read_words(language), out)


def _written(book: Book, met: Met) -> bytes:
    buffer, rows = BytesIO(), dict[int, Streamed]()
    title, stamp = book.collection.standard.rubric.title, book.stamp
    with new_book(buffer, stamp.created, title=title, author=stamp.author) as workbook:
        workbook.set_calc_mode("auto")
        formats = Formats(workbook, book.words)
        figures = areas(book)
        overview = workbook.add_worksheet(book.places.sheet("overview", 0))
        for table, make in MAKERS.items():
            if table in book.rows:
                rows |= write_table(workbook, formats, book, make(book), met)
        write_overview(workbook, overview, formats, book, figures, met)
        write_chart_data(workbook, formats, book, figures)
        if any(isinstance(place, Spot) for place in book.pages.values()):
            write_unit_pages(workbook, formats, book)
        write_identity(workbook, formats, book)
    return with_rows(buffer.getvalue(), rows)
