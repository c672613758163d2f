"""What stands above every table: its title, the way back to the overview, a note.

Apart from ``table_sheet`` because sheets that are no tables have the same.
"""

from collections.abc import Sequence

from xlrubric.ranking_book.book import Book
from xlrubric.ranking_book.pen import LOWEST, Pen, Shown
from xlrubric.ranking_book.places import NOTE, TITLE, Spot

LEAST_BACK = 11.0  # characters that the way back needs
TITLE_HEIGHT = 24.0


def write_headline(pen: Pen, book: Book, sheet: str, note: str, widths: Sequence[float], repeated: int = 0) -> None:
    """Write the headline over columns of these widths (a hidden one has 0).

    Where the first ``repeated`` columns are printed on every page the title is wrapped into them, so that no page has
    half of it; the note stands behind them.
    """
    title = book.words.say("heading", title=book.collection.standard.rubric.title, sheet=book.words.labels[sheet])
    shown = Shown(title, "title_wrap" if repeated else "title")
    pen.write(TITLE, 1, shown, repeated or 1)
    wrapped = pen.height(shown, sum(widths[:repeated])) + 4 if repeated else 0.0
    pen.row_height(TITLE, max(TITLE_HEIGHT, wrapped))
    across = _across(widths)
    back = Spot(book.places.sheet("overview", 0), 1)
    pen.write(NOTE, 1, Shown(book.words.labels["back"], "back", link=back), across)
    pen.write(NOTE, max(across, repeated) + 1, Shown(note, "note"))
    pen.row_height(NOTE, LOWEST)


def _across(widths: Sequence[float]) -> int:
    """Count the columns that the way back needs."""
    together = 0.0
    for count, width in enumerate(widths, 1):
        together += width
        if together >= LEAST_BACK:
            return count
    return max(1, len(widths))
