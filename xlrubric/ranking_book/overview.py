"""The overview: one page that is understood in two minutes.

Apart from the tables: it is drawn on a grid of fourteen equal columns and a gap, in blocks of lines.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

from xlrubric.collect import Status
from xlrubric.excel_page import done, no_advice, set_up_print
from xlrubric.feedback.tables import summed_up
from xlrubric.ranking_book.book import Book
from xlrubric.ranking_book.figures import (
    Ends,
    commonest,
    figure,
    first_units,
    last_units,
    main_loss,
    mean,
    ranked,
    rates,
    rounded,
)
from xlrubric.ranking_book.pen import LOWEST, Formats, Pen, Shown, plainly
from xlrubric.ranking_book.tables import bar
from xlrubric.ranking_book.year_figures import full_composite, grade_counts, hit, parts, unranked, weakest
from xlrubric.rules import plain

COLUMNS = 15
GAP = 9  # the narrow column between the left-hand and the right-hand blocks
RIGHT = GAP + 1
FILES = ("files", *(status.value for status in Status))  # left of the gap, each in a column
DOUBTFUL = frozenset(
    {"flagged", "without_score", "unreadable", "not_a_form", "provisional", "missing_units", "unranked"}
)
MOST_HIT = 12  # units with consequences that the overview names
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
    year = (_consequences(book),) if book.collection.outcome else ()
    lists = (_rectification(book),) if book.collection.rectifications else ()
    scored = () if book.collection.lists_only else (_units_and_sections(book), _faults(book))
    for block in (_title(book), _tiles(book), *lists, *year, *scored):
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
    if book.collection.outcome:
        facts |= {"full": plain(full_composite(book)), "parts": parts(book), "period": rubric.period or ""}
        yield _across(Shown(words.say("subtitle_year", **facts), "subtitle"))
        return
    yield _across(Shown(words.say("subtitle" if rubric.period else "subtitle_plain", **facts), "subtitle"))


def _tiles(book: Book) -> Iterator[Line]:
    counts = book.collection.counts()
    totals = [row[figure(book)] for row in ranked(book)]
    middle = mean(totals)
    figures = {
        **_file_tiles(counts),
        "units": len(book.collection.units),
        "provisional": sum(book.provisional(unit) for unit in book.ranking_at),
        **_without_rank(book, counts),
        "highest": max(totals, default=None),
        "mean": None if middle is None else rounded(middle),
        "lowest": min(totals, default=None),
    }
    yield _strip([Shown(book.words.labels[f"tile.{key}"], "tile") for key in figures])
    yield _strip([_figure(key, value) for key, value in figures.items()])
    outcome = book.collection.outcome
    said = {"places": outcome.program.result.places} if outcome else {}
    yield _across(Shown(book.words.say("tiles_note_year" if outcome else "tiles_note", **said), "note_wrap"))


def _without_rank(book: Book, counts: Mapping[str, int]) -> dict[str, int]:
    """Count the units that are not ranked: in a year's result those that lack some source."""
    return {"unranked": len(unranked(book))} if book.collection.outcome else {"missing_units": counts["missing_units"]}


def _file_tiles(counts: Mapping[str, int]) -> dict[str, int]:
    """Give the files' figures; where workbooks that are no forms came back too, one stands for both kinds of copies."""
    tiles = {key: counts[key] for key in FILES if counts["counted"] or key != "counted"}
    if counts["counted"]:
        tiles["copies"] = tiles.pop("duplicate") + tiles.pop("superseded")
    return tiles


def _rectification(book: Book) -> Iterator[Line]:
    """Say in a sentence how far the faults are put right, and where to look."""
    sheet = book.words.labels["rectification_units"]
    said = book.words.say("rectification_sum", **summed_up(book.collection), on=book.collection.on, sheet=sheet)
    yield _across(Shown(said, "text"))


def _strip(shown: Sequence[Shown]) -> Line:
    """Set the files' figures left of the gap and the units' right of it."""
    left, right = shown[: GAP - 1], shown[GAP - 1 :]
    return [*_pieces(1, [1] * (GAP - 1), left), *_pieces(RIGHT, [1] * (COLUMNS - GAP), right)]


def _figure(key: str, value: Any) -> Shown:
    shown = plainly(value)
    return Shown("—" if shown is None else shown, "tile_doubt" if key in DOUBTFUL and value else "tile_figure")


def _consequences(book: Book) -> Iterator[Line]:
    """Whom something follows for, the worst first, and why: the weakest source, the largest loss."""
    across = {"rank": 1, "name": 3, "composite": 1, "weakest": 3, "main_loss": 3, "follows": 4}
    yield _block(book, "consequences", 1, COLUMNS)
    found = hit(book)
    if found:
        yield _heads(book, 1, across)
    else:
        yield (Piece(1, 6, Shown(book.words.labels["consequences_none"], "note")),)
    for row in found[:MOST_HIT]:
        unit = str(row["unit"])
        shown = (
            Shown(plainly(row["rank"]), "number", link=book.ranking_of(unit)),
            Shown(book.tagged(unit), "text"),
            Shown(plainly(row["composite"]), "total"),
            Shown(weakest(book, row) or "—", "text"),
            Shown(main_loss(book, unit) or "—", "text"),
            Shown(plainly(row["follows"]), "text"),
        )
        yield _pieces(1, across.values(), shown)
    if len(found) > MOST_HIT:
        yield _across(Shown(book.words.say("consequences_more", count=len(found) - MOST_HIT), "note"))
    yield from (_across(Shown(line, "note_wrap")) for line in _lines(book))


def _lines(book: Book) -> Iterator[str]:
    """Say how many have each grade, and who is not ranked."""
    if counts := grade_counts(book):
        shown = "、".join(f"{grade} {count}" for grade, count in counts.items())
        yield book.words.say("grades_line", counts=shown)
    levels = Counter(row["level"] for row in book.rows["problems"])
    if levels["error"] or levels["warning"]:
        yield book.words.say("problems_line", errors=levels["error"], warnings=levels["warning"])
    if names := unranked(book):
        more = "…" if len(names) > MOST_HIT else ""
        yield book.words.say("unranked_line", count=len(names), names="、".join(names[:MOST_HIT]) + more)


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
    yield _heads(book, 1, across, {"total": figure(book)})
    for row in ends.rows:
        unit = str(row["unit"])
        shown = (
            Shown(plainly(row["rank"]), "number", link=book.ledger_of(unit)),
            Shown(book.tagged(unit), "text"),
            Shown(plainly(row[figure(book)]), "total"),
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


def _heads(book: Book, column: int, across: dict[str, int], other: Mapping[str, str] | None = None) -> Line:
    heads = [Shown(book.words.labels[f"col.{(other or {}).get(key, key)}"], "head") for key in across]
    return _pieces(column, across.values(), heads)


def _pieces(column: int, across: Any, shown: Sequence[Shown]) -> Line:
    pieces = []
    for wide, one in zip(across, shown, strict=True):
        pieces.append(Piece(column, wide, one))
        column += wide
    return pieces
