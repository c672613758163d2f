"""What a spreadsheet program's limits cost a large ranking, said in sentences on the overview.

Apart from the sheets, each of which meets its own limit: rows that go on in a further sheet, links and texts that one
could not hold, pages of units that no program would open.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from xlrubric.excel_rows import Streamed
from xlrubric.ranking_book.book import Book
from xlrubric.ranking_book.places import parts
from xlrubric.typed_text import LONGEST_CELL


@dataclass
class Met:
    """The limits met while sheets were written: by the sheet's name, what could not have a link, what was cut."""

    unlinked: dict[str, int] = field(default_factory=dict)
    cut: dict[str, int] = field(default_factory=dict)
    unpaged: int = 0

    def note(self, sheet: str, own: Streamed) -> None:
        """Take down what a sheet could not hold."""
        if own.unlinked:
            self.unlinked[sheet] = own.unlinked
        if own.cut:
            self.cut[sheet] = own.cut


def limit_sentences(book: Book, met: Met) -> Iterator[str]:
    """Say which limits were met, and what became of what is beyond; nothing of a ranking that fits."""
    for table, rows in book.rows.items():
        sheets = len(parts(rows))
        if sheets > 1:
            names = {"sheet": book.places.sheet(table, 0), "last": book.places.sheet(table, sheets - 1)}
            yield book.words.say("limit_rows", count=len(rows), **names)
    yield from _by_sheet(book, "limit_links", met.unlinked)
    yield from _by_sheet(book, "limit_texts", met.cut, most=LONGEST_CELL)
    if met.unpaged:
        yield book.words.say("limit_pages", count=met.unpaged)


def _by_sheet(book: Book, label: str, counts: Mapping[str, int], **more: object) -> Iterator[str]:
    for sheet, count in counts.items():
        yield book.words.say(label, sheet=sheet, count=count, **more)
