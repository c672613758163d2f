"""The ranking workbook: overview, ranking, scores, ledger, comparison, missing, problems, sources.

Apart from ``ranking``, whose tables it shows, and from ``writer``, which makes forms. ``book`` gathers the material,
``places`` knows where every row will stand, ``tables``, ``scores`` and ``overview`` say what is shown, ``pen`` and
``table_sheet`` write it; ``templates/ranking`` holds the words and the look.
"""

from collections.abc import Callable, Mapping
from io import BytesIO

import pandas as pd
import xlsxwriter

from xlrubric.collect import Collection
from xlrubric.excel_page import OPTIONS
from xlrubric.ranking_book import against_sheets, duty_sheets, list_sheets, scores, tables, vote_sheets, year_sheets
from xlrubric.ranking_book.book import Book, make_book
from xlrubric.ranking_book.identity import write_identity
from xlrubric.ranking_book.overview import write_overview
from xlrubric.ranking_book.pen import Formats
from xlrubric.ranking_book.table_sheet import write_table
from xlrubric.ranking_book.tables import Table
from xlrubric.typed_text import cell_text
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
    "register_checks": duty_sheets.register_checks,
    "missing": tables.missing,
    "problems": tables.problems,
    "sources": tables.sources,
}


def ranking_book(collection: Collection, frames: Mapping[str, pd.DataFrame], stamp: Stamp) -> bytes:
    """Make the ranking workbook in the rubric's language; ``frames`` is ``ranking.tables(collection, …)``.

    The same material and stamp give the same bytes. Raises Refusal if the shipped words cannot be read.
    """
    book = make_book(collection, frames, stamp)
    buffer = BytesIO()
    with xlsxwriter.Workbook(buffer, OPTIONS) as workbook:
        facts = {"title": cell_text(collection.standard.rubric.title), "author": cell_text(stamp.author)}
        workbook.set_properties({**facts, "created": stamp.created})
        workbook.set_calc_mode("auto")
        formats = Formats(workbook, book.words)
        write_overview(workbook, formats, book)
        for table, make in MAKERS.items():
            if table in book.rows:
                write_table(workbook, formats, book, make(book))
        write_identity(workbook, formats, book)
    return buffer.getvalue()
