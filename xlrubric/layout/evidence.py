"""The sheet of evidence: a row for each document that the standard asks for, to be ticked, with its file or number.

Apart from the scoring sheet, where the documents are only named: nothing here moves points. A unit's form has its own;
a lead unit's workbook has one for all its units, with a column for the unit.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import groupby
from string import Formatter

from xlrubric.cellrefs import letters
from xlrubric.expressions import Expression, Ref, call, renamed, total
from xlrubric.layout.inputs import Areas
from xlrubric.layout.measure import height, page_breaks, page_room, widest_word
from xlrubric.layout.sheets import Cell, Choice, Content, Formula, FreeText, Input, Mark, Sheet
from xlrubric.outline import Node
from xlrubric.skin import Skin
from xlrubric.standard import Standard
from xlrubric.units import Unit
from xlrubric.words import EVIDENCE_WORDS

KEY = "evidence"
STATES = ("there", "missing", "none")  # in the order of the words
STATE, WHERE, REMARK = (f"evidence.{what}" for what in ("state", "where", "remark"))
TITLE, OWNER, NOTE, HEAD = 2, 3, 4, 5
WIDTHS = {"unit": 18.0, "id": 8.0, "item": 24.0, "document": 38.0, "state": 10.0, "where": 42.0, "remark": 28.0}
HELPER = 8.0  # the width of a hidden column
WIDEST_ID = 16.0
WRAPPED = ("unit", "id", "item", "document")
TOP_HEIGHTS = {TITLE: 34.0, OWNER: 22.0, HEAD: 24.0}
LEAST, BAND = 31.0, 22.0  # points; a row has room for two lines of what people write


@dataclass(frozen=True, eq=False)
class Document:
    """A document that an item asks for; ``id`` is the item's with the document's number behind it.

    ``path`` names the sections that the item stands in, from the top.
    """

    id: str
    item: Node
    section: Node
    path: tuple[str, ...]
    text: str


@dataclass(frozen=True, eq=False)
class Part:
    """One unit's part of the sheet: ``number`` is its place in the workbook."""

    number: int
    unit: Unit
    documents: tuple[Document, ...]

    @cached_property
    def sections(self) -> tuple[tuple[Document, ...], ...]:
        """Give the documents section by section."""
        return tuple(tuple(own) for _, own in groupby(self.documents, lambda one: one.section.id))

    def full(self, local: str) -> str:
        """Give a name within the workbook."""
        return f"{self.number}/{local}"


@lru_cache(maxsize=64)
def documents(standard: Standard) -> tuple[Document, ...]:
    """Give every document that a variant of the standard asks for, in the order of the sheet."""
    outline = standard.outline
    found: list[Document] = []
    for node in outline.nodes:
        if node.evidence:
            section = outline.above(node)
            path = _path(standard, section)
            texts = enumerate(node.evidence, 1)
            found += [Document(f"{node.id}.{n}", node, section, path, text) for n, text in texts]
    return tuple(found)


def _path(standard: Standard, node: Node) -> tuple[str, ...]:
    above = _path(standard, standard.outline.above(node)) if node.depth > 1 else ()
    return (*above, node.name)


def evidence_words(standard: Standard) -> tuple[str, ...]:
    """Give the words of the dropdown."""
    return EVIDENCE_WORDS[standard.rubric.language]


def evidence_sheet(
    variants: Sequence[Standard],
    skin: Skin,
    units: Sequence[Unit],
    areas: Areas,
    lead: str | None = None,
    *,
    open_: bool = True,
) -> Sheet | None:
    """Lay out the sheet for a unit, or for those of a ``lead`` unit; None where no document is asked for.

    ``variants`` are the standard as it applies to each of the units. Where it is not ``open_``, what the units filled
    in stands locked.
    """
    own = (Part(n, unit, documents(one)) for n, (one, unit) in enumerate(zip(variants, units, strict=True)))
    parts = tuple(part for part in own if part.documents)
    if not parts:
        return None
    rows = _Rows(variants[0], skin, areas, parts, led=lead is not None, open_=open_)
    body = tuple(cell for part in parts for cell in rows.of_part(part))
    cells = (*_top(rows, units[0] if lead is None else None, lead), *body, *_whole(rows, parts, lead))
    columns, last = rows.columns, rows.row - 1
    return Sheet(
        key=f"{KEY}:{units[0].id if lead is None else lead}",
        name=skin.labels[KEY],
        cells=cells,
        row_keys={TITLE: "title", OWNER: "owner", NOTE: "note", HEAD: "head", **rows.keys},
        column_keys={column: key for key, column in columns.items()},
        widths={column: rows.widths.get(key, HELPER) for key, column in columns.items()},
        heights=_top_heights(rows) | rows.heights,
        hidden_columns=tuple(columns[state] for state in STATES),
        marks=tuple(_marks(rows, last)),
        freeze=HEAD,
        repeat=(HEAD, HEAD),
        breaks=_breaks(rows),
        filter=(HEAD, 2, last, columns["remark"]),
        owner=units[0].name if lead is None else lead,
    )


class _Rows:
    """Gives the rows below the headings and remembers each one's key and height."""

    def __init__(
        self, standard: Standard, skin: Skin, areas: Areas, parts: Sequence[Part], *, led: bool, open_: bool
    ) -> None:
        self.standard, self.skin, self.led, self.open_ = standard, skin, led, open_
        self.words = evidence_words(standard)
        self.area = areas[self.words]
        self.widths = {key: width for key, width in WIDTHS.items() if led or key != "unit"}
        longest = widest_word((one.item.id for part in parts for one in part.documents), skin.size)
        self.widths["id"] = max(WIDTHS["id"], min(longest, WIDEST_ID))
        self.columns = {key: column for column, key in enumerate((*self.widths, *STATES), 2)}
        self.row = HEAD + 1
        self.keys: dict[int, str] = {}
        self.heights: dict[int, float] = {}
        self.blocks: list[list[int]] = []  # the first rows of the items of each section, its heading with the first

    @property
    def wide(self) -> float:
        """Give the width of all visible columns together."""
        return sum(self.widths.values())

    def of_part(self, part: Part) -> Iterator[Cell]:
        """Give one unit's rows: in a lead unit's workbook a heading for it, then section by section."""
        begun = self.row
        if self.led:
            self._begin(f"unit.{part.unit.id}")
        for n, own in enumerate(part.sections):
            yield from self._section(part, own, begun if self.led and n == 0 else None)
        if self.led:  # behind the sections' own counts, of which it is made
            yield from self._heading(begun, self.skin.say("unit_line", name=part.unit.name, id=part.unit.id), "total")
            yield from _sums(self, part, "", begun)
            yield from self.counted(part, "", begun, "total")

    def _section(self, part: Part, own: Sequence[Document], begun: int | None) -> Iterator[Cell]:
        row, section = self.row, own[0].section
        before = f"{part.unit.id}." if self.led else ""
        self._begin(f"section.{before}{section.id}")
        yield from self._heading(row, " / ".join(own[0].path), "band")
        self.blocks.append([])
        first = begun or row
        for _, group in groupby(own, lambda one: one.item.id):
            self.blocks[-1].append(first if not self.blocks[-1] else self.row)
            for nth, document in enumerate(group):
                yield from self._document(part, document, before, again=nth > 0)
        yield from _counts(self, part, own, row)
        yield from self.counted(part, section.id, row, "band")

    def _begin(self, key: str) -> None:
        self.keys[self.row], self.heights[self.row] = key, BAND
        self.row += 1

    def _heading(self, row: int, text: str, style: str) -> Iterator[Cell]:
        across = self.columns["state"] - 2
        wide = sum(width for key, width in self.widths.items() if self.columns[key] < self.columns["state"])
        self.heights[row] = max(BAND, height(text, wide, self.skin.size + 1, self.skin.font))
        yield Cell(row, 2, text, style, across=across)

    def counted(self, part: Part, of: str, row: int, style: str) -> Iterator[Cell]:
        """Say in words how far a section, or a unit, is."""
        content = Formula(renamed(_said(self, part, of), part.full))
        column = self.columns["state"]
        across = self.columns["remark"] - column + 1
        yield Cell(row, column, content, style, part.full(f"evidence.count:{of}"), across=across)

    def _document(self, part: Part, one: Document, before: str, *, again: bool) -> Iterator[Cell]:
        """Give a document's row: every row names its item, so that filters work, but only the first one strongly."""
        row = self.row
        self.keys[row] = f"document.{before}{one.id}"
        shown: dict[str, Content] = {"id": one.item.id, "item": one.item.name, "document": one.text}
        if self.led:
            shown["unit"] = part.unit.name
        for key, content in shown.items():
            repeated = key == "unit" or (again and key != "document")
            yield Cell(row, self.columns[key], content, "again" if repeated else "text")
        for key, (content, style) in self._inputs(one).items():
            yield Cell(row, self.columns[key], content, style, part.full(f"evidence.{key}:{one.id}"))
        font = self.skin.size, self.skin.font
        tall = (height(str(shown[key]), self.widths[key], *font) for key in WRAPPED if key in shown)
        self.heights[row] = max(LEAST, *tall)
        self.row += 1

    def _inputs(self, one: Document) -> Mapping[str, tuple[Input, str]]:
        skin, shut = self.skin, not self.open_
        title = f"{one.item.id} {one.text}"
        ask = skin.say("ask_evidence", **dict(zip(STATES, self.words, strict=True)))
        choice = Input(Choice(self.area, self.words), title, ask, skin.labels["refuse_level"], shut)
        where = Input(FreeText(), title, skin.labels["ask_where"], shut=shut)
        remark = Input(FreeText(), title, skin.labels["remark"], shut=shut)
        styles = ("given", "given", "given") if shut else ("entry", "entry_code", "entry_text")
        return dict(zip(("state", "where", "remark"), zip((choice, where, remark), styles, strict=True), strict=True))


def _counts(rows: _Rows, part: Part, own: Iterable[Document], row: int) -> Iterator[Cell]:
    """Count a section's documents, in hidden cells: for each word how many have it."""
    section = ""
    ticks: list[Expression] = []
    for document in own:
        section = document.section.id
        ticks.append(Ref(part.full(f"{STATE}:{document.id}")))
    for state, word in zip(STATES, rows.words, strict=True):
        content = Formula(call("count", word, *ticks))
        yield Cell(row, rows.columns[state], content, "hidden", part.full(f"evidence.{state}:{section}"))


def _sums(rows: _Rows, part: Part, of: str, row: int) -> Iterator[Cell]:
    """Add up, in hidden cells, the counts of a unit's sections."""
    for state in STATES:
        terms = tuple(Ref(part.full(f"evidence.{state}:{own[0].section.id}")) for own in part.sections)
        name = part.full(f"evidence.{state}:{of}")
        yield Cell(row, rows.columns[state], Formula(total(terms)), "hidden", name)


def _said(rows: _Rows, part: Part, of: str) -> Expression:
    """Say how many documents there are, and how many of them are said to be there, missing, of no concern, not said."""
    every = sum(1 for one in part.documents if of in ("", one.section.id))
    counts: dict[str, Expression] = {state: Ref(f"evidence.{state}:{of}") for state in STATES}
    open_ = call("sub", every, call("add", *counts.values()))
    known: dict[str, Expression | int] = {**counts, "open": open_, "all": every}
    pieces: list[Expression | int | str] = []
    for words, field, _, _ in Formatter().parse(rows.skin.labels["evidence_counts"]):
        pieces += [words] if words else []
        pieces += [known[field]] if field else []
    return call("join", *pieces)


def _top(rows: _Rows, unit: Unit | None, lead: str | None) -> Iterator[Cell]:
    skin, across = rows.skin, rows.columns["remark"] - 1
    yield Cell(TITLE, 2, skin.say("evidence_title", title=rows.standard.rubric.title), "title", across=across)
    who = skin.say("unit_line", name=unit.name, id=unit.id) if unit else skin.say("lead_line", lead=lead)
    yield Cell(OWNER, 2, who, "value", across=rows.columns["state"] - 2 if unit else across)
    yield Cell(NOTE, 2, _note(rows), "plain", across=across)
    for key, column in rows.columns.items():
        if key in STATES:
            yield Cell(HEAD, column, key, "hidden")
        else:
            yield Cell(HEAD, column, skin.labels[f"evidence_{key}"], "head")


def _note(rows: _Rows) -> str:
    return rows.skin.say("evidence_note", **dict(zip(STATES, rows.words, strict=True)))


def _top_heights(rows: _Rows) -> dict[int, float]:
    return {**TOP_HEIGHTS, NOTE: height(_note(rows), rows.wide, 11, rows.skin.font) + 4}


def _whole(rows: _Rows, parts: Sequence[Part], lead: str | None) -> Iterator[Cell]:
    """Say beside the unit's name how far it is; in a lead unit's workbook each unit has a heading for that."""
    if lead is None:
        yield from _sums(rows, parts[0], "", OWNER)
        yield from rows.counted(parts[0], "", OWNER, "figure")


def _breaks(rows: _Rows) -> tuple[int, ...]:
    """Keep short sections together on a page; one that is longer than half of it is broken between its items."""
    room = page_room(rows.widths.values(), rows.skin.paper.room)
    top, ends = _top_heights(rows), [items[0] for items in rows.blocks[1:]] + [rows.row]
    blocks: list[tuple[int, float]] = []
    for items, end in zip(rows.blocks, ends, strict=True):
        starts = items[:1] if _tall(rows, items[0], end) <= room / 2 else items
        blocks += [(start, _tall(rows, start, stop)) for start, stop in zip(starts, [*starts[1:], end], strict=True)]
    return page_breaks(blocks, sum(top.values()), top[HEAD], room)


def _tall(rows: _Rows, start: int, stop: int) -> float:
    return sum(rows.heights[row] for row in range(start, stop))


def _marks(rows: _Rows, last: int) -> Iterator[Mark]:
    """Colour what is there and what is missing."""
    first, state = HEAD + 1, rows.columns["state"]
    there, missing, _ = rows.words
    for style, word, start in (("lost", missing, rows.columns["document"]), ("won", there, state)):
        yield Mark(style, (first, start, last, state), f'=${letters(state)}{first}="{word}"')


def states(words: Sequence[str]) -> Mapping[str, str]:
    """Give what each word of the dropdown says, by the word without capitals."""
    return {word.casefold(): state for state, word in zip(STATES, words, strict=True)}
