"""The blocks of the overview: title, figures, first and last, what was found, consequences, commonest faults.

Apart from ``overview``, which puts them on pages with the charts.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from xlrubric.accounting import Status
from xlrubric.feedback.tables import summed_up
from xlrubric.ranking_book.book import Book
from xlrubric.ranking_book.distribution import FEWEST, median, spread
from xlrubric.ranking_book.figures import (
    Ends,
    commonest,
    figure,
    first_units,
    last_units,
    main_loss,
    mean,
    ranked,
    rounded,
    totals,
)
from xlrubric.ranking_book.lines import Line, beside, line
from xlrubric.ranking_book.pen import Shown, plainly
from xlrubric.ranking_book.problem_kinds import Kind, kinds
from xlrubric.ranking_book.year_figures import full_composite, grade_counts, hit, parts, unranked, weakest
from xlrubric.rules import plain

COLUMNS = 15
GAP = 10  # the narrow column between the left-hand and the right-hand blocks
RIGHT = GAP + 1
LEFT_WIDTH, RIGHT_WIDTH = GAP - 1, COLUMNS - GAP
TILES = (2, 2, 2, 2, 1)  # columns of the units' figures
DOUBTFUL = frozenset({"missing_units", "to_look_at", "provisional", "unranked"})
MOST_HIT = 12  # units with consequences that the overview names
KINDS = ("", "ballot", "rectification")  # of files: forms and what is nothing else, ballots, lists


def across(shown: Shown) -> Line:
    """Give a line of one cell over the whole width."""
    return line(1, (COLUMNS,), (shown,))


def has_points(book: Book) -> bool:
    """Say whether there are points to speak of: a list of duties has none, nor have rectification lists alone."""
    scored = bool(book.collection.standard.outline.points) or any(totals(book))
    return scored and not book.collection.lists_only


def title(book: Book) -> Iterator[Line]:
    """Name the standard, and say of when and of what the ranking is."""
    rubric, words = book.collection.standard.rubric, book.words
    yield across(Shown(rubric.title, "big_title"))
    facts = {
        "period": rubric.period,
        "full": plain(book.collection.standard.outline.points),
        "role": words.skin.labels[book.role()],
        "made": book.stamp.created.strftime("%Y-%m-%d %H:%M"),
    }
    if book.collection.outcome:
        facts |= {"full": plain(full_composite(book)), "parts": parts(book), "period": rubric.period or ""}
        yield across(Shown(words.say("subtitle_year", **facts), "subtitle"))
        return
    yield across(Shown(words.say("subtitle" if rubric.period else "subtitle_plain", **facts), "subtitle"))


# --- the figures -----------------------------------------------------------------------------------------


def tiles(book: Book) -> Iterator[Line]:
    """Give the units' figures left of the gap, the totals' right of it; below them the files and their sum."""
    units, figures = _units(book), _points(book) if has_points(book) else {}
    for show in (_label, _figure):
        left = line(1, TILES[: len(units)], [show(book, key, value) for key, value in units.items()])
        right = line(RIGHT, [1] * len(figures), [show(book, key, value) for key, value in figures.items()])
        yield from beside([left], [right])
    yield across(Shown(_files(book), "note_wrap"))
    if book.collection.files or book.collection.archives:
        yield across(Shown(_accounted(book), "note_wrap"))
    if not has_points(book):
        return
    outcome = book.collection.outcome
    said = {"places": outcome.program.result.places} if outcome else {}
    yield across(Shown(book.words.say("tiles_note_year" if outcome else "tiles_note", **said), "note_wrap"))
    points = totals(book)
    if len(points) >= FEWEST and min(points) == max(points):
        yield across(Shown(book.words.say("all_equal", count=len(points), total=plain(points[0])), "note_wrap"))


def _units(book: Book) -> dict[str, int]:
    """Count the units: all, those with a result and those without, those of which something is to be looked at."""
    listed = {"units": len(book.collection.units)}
    if book.collection.lists_only:
        return listed
    year = book.collection.outcome is not None
    without = len(unranked(book)) if year else len(book.collection.missing)
    provisional = sum(book.provisional(unit) for unit in book.ranking_at)
    there = {"ranked" if year else "returned": len(ranked(book)), "unranked" if year else "missing_units": without}
    return {**listed, **there, "to_look_at": len(book.problem_at), "provisional": provisional}


def _points(book: Book) -> dict[str, Any]:
    points = totals(book)
    return {
        "highest": max(points, default=None),
        "mean": _rounded(mean(points)),
        "median": _rounded(median(points)),
        "lowest": min(points, default=None),
        "spread": spread(points),
    }


def _rounded(number: Any) -> Any:
    return None if number is None else rounded(number)


def _label(book: Book, key: str, _: Any) -> Shown:
    return Shown(book.words.labels[f"tile.{key}"], "tile")


def _figure(book: Book, key: str, value: Any) -> Shown:
    """Show a figure; a doubtful one leads to where the matter stands."""
    shown = plainly(value)
    places = {"missing_units": "missing", "to_look_at": "problems"}
    link = book.spot(places[key], 0) if key in places and value else None
    style = "tile_doubt" if key in DOUBTFUL and value else "tile_figure"
    return Shown("—" if shown is None else shown, style, link=link)


def _files(book: Book) -> str:
    """Say how many files came in, of what sort, and what became of them."""
    words, labels = book.words, book.words.labels
    said = []
    for kind in KINDS:
        counts = Counter(file.status for file in book.collection.files if file.kind == kind)
        if counts:
            each = ((book.status_word(kind, status), counts[status]) for status in Status if counts[status])
            shown = labels["files_list"].join(words.say("files_count", status=s, count=n) for s, n in each)
            own = {"kind": labels[f"files_kind.{kind or 'form'}"], "count": counts.total(), "counts": shown}
            said.append(words.say("files_part", **own))
    if not said:
        return labels["files_none"]
    return words.say("files_line", count=len(book.collection.files), parts=labels["files_join"].join(said))


def _accounted(book: Book) -> str:
    """Say that every file has its account: the sum, and how the archives are counted."""
    counts, labels = book.collection.counts(), book.words.labels
    parts = " + ".join(f"{labels[f'status.{status}']} {counts[status]}" for status in Status if counts[status])
    said = book.words.say("accounted", files=counts["files"], parts=parts or "0")
    opened = book.words.say("accounted_archives", count=counts["archives"]) if counts["archives"] else ""
    return f"{said} {opened}".strip()


# --- who --------------------------------------------------------------------------------------------------


def units_and_problems(book: Book) -> list[Line]:
    """First and last units on the left, what verification found on the right."""
    followed = {row["unit"] for row in hit(book)} if book.collection.outcome else set()
    first, last = first_units(book), last_units(book)
    left = [*_ends(book, "first", first)]
    if (last.rows or not first.rows) and not (followed and all(row["unit"] in followed for row in last.rows)):
        left += _ends(book, "last", last)
    return beside(left, list(found(book)))


def _ends(book: Book, which: str, ends: Ends) -> Iterator[Line]:
    wide = {"rank": 1, "name": 2, "total": 1, "main_loss": 5}
    yield _block(book, which, 1, LEFT_WIDTH)
    if not ends.rows:
        yield line(1, (3,), (Shown(book.words.labels["none"], "note_wrap"),))
        return
    yield _heads(book, 1, wide, {"total": figure(book)})
    for row in ends.rows:
        unit = str(row["unit"])
        shown = (
            Shown(plainly(row["rank"]), "number", link=book.ledger_of(unit)),
            Shown(book.tagged(unit), "text"),
            Shown(plainly(row[figure(book)]), "total"),
            Shown(main_loss(book, unit) or "—", "text"),
        )
        yield line(1, wide.values(), shown)
    if ends.more:
        said = book.words.say(f"and_more_{which}", count=ends.more)
        yield line(1, (6,), (Shown(said, "note_wrap"),))


def found(book: Book, column: int = RIGHT) -> Iterator[Line]:
    """Count what needs a person by kind; each number leads to the first of its kind."""
    wide = {"kind": 3, "errors": 1, "warnings": 1}
    yield _block(book, "found", column, RIGHT_WIDTH)
    counted = kinds(book.rows["problems"])
    if not counted:
        yield line(column, (RIGHT_WIDTH,), (Shown(book.words.labels["found_none"], "note_wrap"),))
        return
    yield _heads(book, column, wide)
    for kind in counted:
        link = book.spot("problems", kind.first)
        grave, slight = (Shown(count, style, link=link if count else None) for count, style in _counts(kind))
        name = Shown(book.words.labels[f"kind_of.{kind.name}"], "text")
        yield line(column, wide.values(), (name, grave, slight))


def _counts(kind: Kind) -> Sequence[tuple[int, str]]:
    return ((kind.errors, "error" if kind.errors else "number"), (kind.warnings, "number"))


def consequences(book: Book) -> Iterator[Line]:
    """Whom something follows for, the worst first, and why: the weakest source, the largest loss."""
    wide = {"rank": 1, "name": 2, "composite": 1, "weakest": 3, "main_loss": 5, "follows": 3}
    yield _block(book, "consequences", 1, COLUMNS)
    those = hit(book)
    if those:
        yield _heads(book, 1, wide)
    else:
        yield line(1, (6,), (Shown(book.words.labels["consequences_none"], "note_wrap"),))
    for row in those[:MOST_HIT]:
        unit = str(row["unit"])
        shown = (
            Shown(plainly(row["rank"]), "number", link=book.ranking_of(unit)),
            Shown(book.tagged(unit), "text"),
            Shown(plainly(row["composite"]), "total"),
            Shown(weakest(book, row) or "—", "text"),
            Shown(main_loss(book, unit) or "—", "text"),
            Shown(plainly(row["follows"]), "text"),
        )
        yield line(1, wide.values(), shown)
    if len(those) > MOST_HIT:
        yield across(Shown(book.words.say("consequences_more", count=len(those) - MOST_HIT), "note_wrap"))
    yield from (across(Shown(said, "note_wrap")) for said in _sentences(book))


def _sentences(book: Book) -> Iterator[str]:
    """Say how many have each grade, and who is not ranked."""
    if counts := grade_counts(book):
        shown = "、".join(f"{grade} {count}" for grade, count in counts.items())
        yield book.words.say("grades_line", counts=shown)
    if names := unranked(book):
        more = "…" if len(names) > MOST_HIT else ""
        yield book.words.say("unranked_line", count=len(names), names="、".join(names[:MOST_HIT]) + more)


def rectification(book: Book) -> Line:
    """Say in a sentence how far the faults are put right, and where to look."""
    sheet = book.words.labels["rectification_units"]
    said = book.words.say("rectification_sum", **summed_up(book.collection), on=book.collection.on, sheet=sheet)
    return across(Shown(said, "text"))


# --- why --------------------------------------------------------------------------------------------------


def faults(book: Book, wide: int) -> Iterator[Line]:
    """The commonest faults with their words, so many columns wide."""
    words = (wide - 3) * 3 // 5
    columns = {"finding": 1, "item": wide - 3 - words, "words": words, "units_hit": 1, "points_lost": 1}
    yield _block(book, "faults", 1, wide)
    those = commonest(book)
    if not those:
        yield line(1, (3,), (Shown(book.words.labels["none"], "note_wrap"),))
        return
    yield _heads(book, 1, columns)
    for fault in those:
        texts = (Shown(fault.finding, "center"), Shown(fault.item, "text"), Shown(fault.words, "text"))
        yield line(1, columns.values(), (*texts, Shown(fault.units, "total"), Shown(fault.points, "number")))
    yield line(1, (wide,), (Shown(book.words.labels["faults_note"], "note_wrap"),))


def _block(book: Book, label: str, column: int, wide: int) -> Line:
    return line(column, (wide,), (Shown(book.words.labels[label], "block"),))


def _heads(book: Book, column: int, wide: Mapping[str, int], other: Mapping[str, str] | None = None) -> Line:
    heads = [Shown(book.words.labels[f"col.{(other or {}).get(key, key)}"], "head") for key in wide]
    return line(column, wide.values(), heads)
