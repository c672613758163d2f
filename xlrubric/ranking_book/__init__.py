"""The ranking workbook: overview, ranking, scores, ledger, comparison, missing, problems, sources.

Apart from ``ranking``, whose tables it shows, and from ``writer``, which makes forms. ``book`` gathers the material,
``places`` knows where every row will stand, ``tables``, ``scores`` and ``overview`` say what is shown, ``pen`` and
``table_sheet`` write it; ``templates/ranking`` holds the words and the look.
"""

from collections.abc import Mapping
from io import BytesIO

import pandas as pd
import xlsxwriter

from xlrubric.collect import Collection
from xlrubric.excel_page import OPTIONS
from xlrubric.ranking_book import scores, tables
from xlrubric.ranking_book.book import make_book
from xlrubric.ranking_book.overview import write_overview
from xlrubric.ranking_book.pen import Formats
from xlrubric.ranking_book.table_sheet import write_table
from xlrubric.typed_text import cell_text
from xlrubric.writer import Stamp

MAKERS = (
    tables.ranking,
    scores.scores,
    tables.ledger,
    tables.comparison,
    tables.missing,
    tables.problems,
    tables.sources,
)


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
        for make in MAKERS:
            write_table(workbook, formats, book, make(book))
    return buffer.getvalue()
