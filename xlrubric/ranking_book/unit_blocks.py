"""What stands on a unit's page: head and tiles, sources, sections, self-check against review, ledger, signatures.

Apart from ``unit_pages``, which writes it. A block is a label, a line of headings and the lines below.
"""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from xlrubric.ranking_book.book import Book
from xlrubric.ranking_book.figures import figure, rounded
from xlrubric.ranking_book.ledger_words import base_words, unit_rows
from xlrubric.ranking_book.lines import SPACE, Line, line
from xlrubric.ranking_book.peers import Part, Peers
from xlrubric.ranking_book.pen import Shown, plainly
from xlrubric.ranking_book.places import Outside, Spot

COLUMNS = 12
TILES = {4: (3, 3, 3, 3), 5: (3, 3, 2, 2, 2), 6: (2, 2, 2, 2, 2, 2)}  # how many columns each has
SIGNED = 36.0  # points, of the line for signatures
Block = tuple[str, Line, list[Line]]
Row = Mapping[str, Any]

# columns of each block, and how many of the grid's they take
SOURCE = {"source": 4, "weight": 2, "own": 2, "mean": 2, "best": 2}
SECTION = {"section": 3, "points": 1, "own": 1, "share": 2, "mean": 1, "mean_share": 2, "best": 1, "against": 1}
COMPARED = {"item": 1, "item_words": 7, "points": 1, "self": 1, "review": 1, "difference": 1}
LEDGER = {"finding": 1, "words": 6, "count": 1, "change": 1, "remark": 3}


def head(book: Book, others: Peers, unit: str, back: Spot | Outside | None) -> list[Line]:
    """Name the standard and the unit, and give its place and its points beside those of all."""
    row, tiles = others.rows[unit], _tiles(book, others, unit)
    rubric, words = book.collection.standard.rubric, book.words
    wide = TILES[len(tiles)]
    return [
        _whole(Shown(rubric.title, "big_title")),
        _whole(Shown(words.say("page_of.title", name=book.tagged(unit)), "unit_title")),
        _whole(Shown("　".join(_facts(book, row)), "subtitle")),
        line(1, (2,), (Shown(words.labels["page_of.back"], "back", link=back),)),
        line(1, wide, (Shown(words.labels[f"page_of.{key}"], "tile") for key in tiles)),
        line(1, wide, tiles.values()),
        Line(least=SPACE),
        *(_whole(Shown(said, style)) for said, style in _sentences(book, row)),
        Line(least=SPACE),
    ]


def _whole(shown: Shown) -> Line:
    return line(1, (COLUMNS,), (shown,))


def _facts(book: Book, row: Row) -> Iterator[str]:
    words, period = book.words, book.collection.standard.rubric.period
    yield words.say("page_of.id", unit=row["unit"])
    yield from (words.say(f"page_of.{key}", **{key: row[key]}) for key in ("group", "lead") if row[key])
    if period:
        yield period
    yield words.say("page_of.made", made=book.stamp.created.strftime("%Y-%m-%d"))


def _tiles(book: Book, others: Peers, unit: str) -> dict[str, Shown]:
    row, style = others.rows[unit], "tile_doubt" if book.provisional(unit) else "tile_figure"
    year = book.collection.outcome is not None
    points = book.collection.standard.outline.points
    form = {"form_total": row["total"]} if year else {"full": points or None}
    grade = {"grade": row["grade"]} if row["grade"] else {}
    more = {**form, "mean": _rounded(others.mean), "best": others.best, **grade}
    return {
        "rank": Shown(plainly(row["rank"]), "tile_figure", f"/{others.count}"),
        ("composite" if year else "total"): Shown(plainly(row[figure(book)]), style),
        **{key: Shown(plainly(value), "tile_figure") for key, value in more.items()},
    }


def _rounded(number: Decimal | None) -> Decimal | None:
    return None if number is None else rounded(number)


def _sentences(book: Book, row: Row) -> Iterator[tuple[str, str]]:
    """Say what the total is made of, what follows, and whether it can change."""
    unit, words = str(row["unit"]), book.words
    if plainly(row.get("follows")):
        yield words.say("page_of.follows", follows=row["follows"]), "doubt"
    yield (base_words(book, unit) if plainly(row["total"]) is not None else words.labels["page_of.no_form"]), "text"
    if book.provisional(unit):
        yield words.say("page_of.provisional", filled=row["filled"], findings=row["findings"]), "warning"


def blocks(book: Book, others: Peers, unit: str) -> Iterator[Block]:
    """Give the blocks that the unit has something in; the ledger, which may be long, is the last."""
    made = {
        "sources": (SOURCE, _sources(others, unit)),
        "sections": (SECTION, _sections(book, others, unit)),
        "compared": (COMPARED, _compared(others, unit)),
        "ledger": (LEDGER, _ledger(book, unit)),
    }
    for label, (columns, lines) in made.items():
        if found := list(lines):
            heads = (Shown(book.words.labels[f"page_of.{key}"], "head") for key in columns)
            yield label, line(1, columns.values(), heads), found


def heading(book: Book, label: str) -> Sequence[Line]:
    """Give the line above a block."""
    return (_whole(Shown(book.words.labels[f"page_of.{label}"], "block")),)


def _sources(others: Peers, unit: str) -> Iterator[Line]:
    row = others.rows[unit]
    for part in others.sources:
        own = row.get(part.column)
        if isinstance(own, Decimal):
            figures = (part.points or None, own, _rounded(part.mean), part.best)
            yield line(1, SOURCE.values(), (Shown(part.name, "text"), *(Shown(n, "number") for n in figures)))


def _sections(book: Book, others: Peers, unit: str) -> Iterator[Line]:
    """Give the sections, and the form's total below."""
    own = others.scores.get(unit)
    if own is None:
        return
    for part in others.sections:
        if isinstance(own.get(part.column), Decimal):
            yield _section(part, own[part.column], "text", "number")
    if book.collection.outcome is None:
        points = book.collection.standard.outline.points
        total = Part(book.words.labels["col.total"].partition("\n")[0], "total", points, others.mean, others.best)
        yield _section(total, own["total"], "base_text", "total")


def _section(part: Part, own: Decimal, text: str, number: str) -> Line:
    middle = _rounded(part.mean)
    against = None if part.mean is None else rounded(own - part.mean)
    shown = (
        Shown(part.name, text),
        Shown(part.points or None, number),
        Shown(own, "total"),
        Shown(_share(own, part.points), "rate"),
        Shown(middle, number),
        Shown(_share(part.mean, part.points), "rate"),
        Shown(part.best, number),
        Shown(against, "signed"),
    )
    return line(1, SECTION.values(), shown)


def _share(points: Decimal | None, of: Decimal) -> Decimal | None:
    return None if points is None or not of else points / of


def _compared(others: Peers, unit: str) -> Iterator[Line]:
    for row in others.compared.get(unit, ()):
        texts = (Shown(plainly(row["item"]), "center"), Shown(plainly(row["words"]), "text"))
        figures = (Shown(plainly(row[key]), "number") for key in ("points", "self", "review"))
        yield line(1, COMPARED.values(), (*texts, *figures, Shown(plainly(row["difference"]), "signed")))


def _ledger(book: Book, unit: str) -> Iterator[Line]:
    outline = book.collection.standard.outline
    for row in unit_rows(book, unit):
        kind = str(row["kind"])
        if kind == "base":
            continue
        node = outline.by_id.get(str(row["item"]))
        said = book.words.labels.get(f"{kind}_words") or str(row["words"])
        place = f"{node.id} {node.name}" if node else str(row["section"] or "")
        shown = (
            Shown(plainly(row["finding"]) or book.words.labels[f"kind.{kind}"], "center"),
            Shown(book.words.say("item_words", item=place, words=said) if place else said, "text"),
            Shown(plainly(row["count"]), "number"),
            Shown(plainly(row["points"]), "lost" if row["points"] < 0 else "won"),
            Shown(plainly(row["remark"]), "text"),
        )
        yield line(1, LEDGER.values(), shown)


def signatures(book: Book) -> Sequence[Line]:
    """Give the line for signatures."""
    labels = book.words.labels
    shown = [
        part
        for key in ("sign_unit", "sign_team", "sign_day")
        for part in (Shown(labels[f"page_of.{key}"], "sign_label"), Shown(None, "sign"))
    ]
    return (line(1, (3, 2, 2, 2, 1, 2), shown, SIGNED),)
