"""The overview: one page that is understood in two minutes.

Apart from the tables: it is drawn on a grid of fourteen equal columns and a gap, in blocks of lines.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

from xlrubric.collect import Status
from xlrubric.excel_page import done, no_advice, set_up_print
from xlrubric.ranking_book.book import Book
from xlrubric.ranking_book.figures import Ends, commonest, first_units, last_units, main_loss, mean, rates, rounded
from xlrubric.ranking_book.pen import LOWEST, Formats, Pen, Shown, plainly
from xlrubric.ranking_book.tables import bar
from xlrubric.rules import plain

COLUMNS = 15
GAP = 9  # the narrow column between the left-hand and the right-hand blocks
RIGHT = GAP + 1
FILES = ("files", *(status.value for status in Status))  # left of the gap, each in a column
DOUBTFUL = frozenset({"flagged", "without_score", "unreadable", "not_a_form", "provisional", "missing_units"})
SPACE = 9.0  # points, between blocks


@dataclass(frozen=True)
class Piece:
    """What stands in a line, from a column on and so many columns wide."""

    column: int
    across: int
    shown: Shown


Line = Sequence[Piece]


def write_overview(workbook: Any, formats: Formats, book: Book) -> None:
    """Write the overview as the first sheet."""
    page = workbook.add_worksheet(book.places.sheet("overview", 0))
    widths = [book.words.widths["overview.gap" if n == GAP else "overview.column"] for n in range(1, COLUMNS + 1)]
    for number, width in enumerate(widths):
        done(page.set_column(number, number, width))
    sheet = _Sheet(Pen(page, formats), widths)
    for block in (_title(book), _tiles(book), _units_and_sections(book), _faults(book)):
        for line in block:
            sheet.line(line)
        sheet.space()
    for row in sheet.bars:
        done(page.conditional_format(row - 1, COLUMNS - 1, row - 1, COLUMNS - 1, bar(book, 1)))
    page.hide_gridlines(2)
    no_advice(page)
    set_up_print(page, book.words.skin, book.collection.standard.rubric.title, high=1)


class _Sheet:
    """Writes line below line, each as high as its texts need; remembers the rows that have a bar."""

    def __init__(self, pen: Pen, widths: Sequence[float]) -> None:
        self.pen, self.widths, self.row = pen, widths, 1
        self.bars: list[int] = []

    def line(self, pieces: Line) -> None:
        tallest = LOWEST
        for piece in pieces:
            self.pen.write(self.row, piece.column, piece.shown, piece.across)
            size = self.pen.formats.size(piece.shown.style) * 1.5 + 6
            width = sum(self.widths[piece.column - 1 : piece.column - 1 + piece.across])
            tallest = max(tallest, size, self.pen.height(piece.shown, width))
            if piece.shown.style == "rate":
                self.bars.append(self.row)
        self.pen.row_height(self.row, tallest)
        self.row += 1

    def space(self) -> None:
        self.pen.row_height(self.row, SPACE)
        self.row += 1


def _across(shown: Shown) -> Line:
    return (Piece(1, COLUMNS, shown),)


def _title(book: Book) -> Iterator[Line]:
    rubric, words = book.collection.standard.rubric, book.words
    yield _across(Shown(rubric.title, "big_title"))
    facts = {
        "period": rubric.period,
        "full": plain(book.collection.standard.outline.points),
        "role": words.skin.labels[book.role()],
        "made": book.stamp.created.strftime("%Y-%m-%d %H:%M"),
    }
    yield _across(Shown(words.say("subtitle" if rubric.period else "subtitle_plain", **facts), "subtitle"))


def _tiles(book: Book) -> Iterator[Line]:
    counts = book.collection.counts()
    totals = [row["total"] for row in book.rows["ranking"]]
    middle = mean(totals)
    figures = {
        **{key: counts[key] for key in FILES},
        "units": len(book.collection.units),
        "provisional": sum(book.provisional(unit) for unit in book.ranking_at),
        "missing_units": counts["missing_units"],
        "highest": max(totals, default=None),
        "mean": None if middle is None else rounded(middle),
        "lowest": min(totals, default=None),
    }
    yield _strip([Shown(book.words.labels[f"tile.{key}"], "tile") for key in figures])
    yield _strip([_figure(key, value) for key, value in figures.items()])
    yield _across(Shown(book.words.labels["tiles_note"], "note_wrap"))


def _strip(shown: Sequence[Shown]) -> Line:
    """Set the files' figures left of the gap and the units' right of it."""
    left, right = shown[: len(FILES)], shown[len(FILES) :]
    return [*_pieces(1, [1] * (GAP - 1), left), *_pieces(RIGHT, [1] * (COLUMNS - GAP), right)]


def _figure(key: str, value: Any) -> Shown:
    shown = plainly(value)
    return Shown("—" if shown is None else shown, "tile_doubt" if key in DOUBTFUL and value else "tile_figure")


def _units_and_sections(book: Book) -> Iterator[Line]:
    """First and last units on the left, the sections on the right."""
    left = [*_ends(book, "first", first_units(book)), *_ends(book, "last", last_units(book))]
    for one, other in zip_longest(left, _sections(book), fillvalue=()):
        yield [*one, *other]


def _ends(book: Book, which: str, ends: Ends) -> Iterator[Line]:
    across = {"rank": 1, "name": 3, "total": 1, "main_loss": 3}
    yield _block(book, which, 1, GAP - 1)
    if not ends.rows:
        yield (Piece(1, 3, Shown(book.words.labels["none"], "note")),)
        return
    yield _heads(book, 1, across)
    for row in ends.rows:
        unit = str(row["unit"])
        shown = (
            Shown(plainly(row["rank"]), "number", link=book.ledger_of(unit)),
            Shown(book.tagged(unit), "text"),
            Shown(plainly(row["total"]), "total"),
            Shown(main_loss(book, unit) or "—", "text"),
        )
        yield _pieces(1, across.values(), shown)
    if ends.more:
        yield (Piece(1, 6, Shown(book.words.say(f"and_more_{which}", count=ends.more), "note")),)


def _sections(book: Book) -> Iterator[Line]:
    across = {"section": 3, "points": 1, "mean": 1, "rate": 1}
    yield _block(book, "rates", RIGHT, COLUMNS - RIGHT + 1)
    found = rates(book)
    if not found:
        yield (Piece(RIGHT, 3, Shown(book.words.labels["none"], "note")),)
        return
    yield _heads(book, RIGHT, across)
    for rate in found:
        numbers = (Shown(rate.points, "number"), Shown(rate.mean, "number"), Shown(rate.share, "rate"))
        yield _pieces(RIGHT, across.values(), (Shown(rate.name, "text"), *numbers))


def _faults(book: Book) -> Iterator[Line]:
    across = {"finding": 1, "item": 3, "words": 9, "units_hit": 1, "points_lost": 1}
    yield _block(book, "faults", 1, COLUMNS)
    found = commonest(book)
    if not found:
        yield (Piece(1, 3, Shown(book.words.labels["none"], "note")),)
        return
    yield _heads(book, 1, across)
    for fault in found:
        shown = (
            Shown(fault.finding, "center"),
            Shown(fault.item, "text"),
            Shown(fault.words, "text"),
            Shown(fault.units, "total"),
            Shown(fault.points, "number"),
        )
        yield _pieces(1, across.values(), shown)
    yield _across(Shown(book.words.labels["faults_note"], "note_wrap"))


def _block(book: Book, label: str, column: int, across: int) -> Line:
    return (Piece(column, across, Shown(book.words.labels[label], "block")),)


def _heads(book: Book, column: int, across: dict[str, int]) -> Line:
    heads = [Shown(book.words.labels[f"col.{key}"], "head") for key in across]
    return _pieces(column, across.values(), heads)


def _pieces(column: int, across: Any, shown: Sequence[Shown]) -> Line:
    pieces = []
    for wide, one in zip(across, shown, strict=True):
        pieces.append(Piece(column, wide, one))
        column += wide
    return pieces
