"""The rows and cells of a worksheet as they are written down, before anything is made of them.

Apart because there are two ways to them with one result: ``shapes`` for sheets in the plain form that programs write,
and here expat for all others. ``tests`` hold the two against each other.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from xlrubric.cellrefs import LAST_COLUMN
from xlrubric.xlsx.faults import Faults
from xlrubric.xlsx.markup import Part, parsing, refusal, strict_parser

UNLIKE = "\0"  # stands for the type of a cell whose value is not written as its type has it
DEEPEST = 200  # elements in one another; programs write a dozen
NEXT = "\0"  # stands for an address that the file leaves out: the next row, the next cell

# (address, type, attributes of the formula, formula, value); what is absent is an empty text
Written = tuple[str, str, str, str, str]
WrittenRow = tuple[str, list[Written]]

NAMESPACES = (
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    "http://purl.oclc.org/ooxml/spreadsheetml/main",  # ISO 29500 strict
)
ATTRIBUTE = re.compile(r' ([a-zA-Z][a-zA-Z0-9:]*)="([^"<&\t\n]*)"')
_KNOWN, _UNSAFE = ("t", "ref", "si", "r1", "r2"), re.compile(r'["<&\t\n\r]')
ATTRIBUTES = re.compile(rf"(?:{ATTRIBUTE.pattern})* ?")

# which element counts in which: all others are passed by, with what is in them
_PLACES = frozenset(
    [
        *(("worksheet", "sheetData"), ("sheetData", "row"), ("row", "c"), ("c", "f"), ("c", "v"), ("c", "is")),
        *(("is", "t"), ("is", "r"), ("r", "t"), ("worksheet", "cols"), ("cols", "col")),
    ]
)
_MOST_HIDDEN = 4096  # rows, columns: what is noted of them needs no more
_CELLS = ("row", "c", "v", "f", "is")


class NotPlain(Exception):
    """The worksheet is not in the plain form; it may be right all the same."""


def attributes_text(attributes: dict[str, str]) -> str:
    """Write the attributes of a formula that matter as a plain worksheet has them."""
    known = {name: _UNSAFE.sub("?", attributes[name]) for name in _KNOWN if name in attributes}
    return "".join(f' {name}="{value}"' for name, value in known.items())


@lru_cache(maxsize=4096)
def attributes_of(text: str) -> dict[str, str]:
    """Give the attributes in a text such as ``' t="shared" si="0"'``; the result is not to be changed.

    Raises NotPlain where it is not well-formed, or names a namespace.
    """
    pairs = ATTRIBUTE.findall(text)
    attributes = dict(pairs)
    if not ATTRIBUTES.fullmatch(text) or len(attributes) != len(pairs) or any(":" in name for name in attributes):
        raise NotPlain
    return attributes


@dataclass
class Aside:
    """What is found beside the contents: rows and columns that are hidden, and cells (address, style) with a style.

    Only styles among ``telling`` are kept.
    """

    telling: Mapping[str, str] = field(default_factory=dict)
    styled: list[tuple[str, str]] = field(default_factory=list)
    rows: set[int] = field(default_factory=set)
    columns: frozenset[int] = frozenset()

    def hide_row(self, where: str) -> None:
        """Note a row that is hidden."""
        if where.isascii() and where.isdecimal() and len(where) < 8 and len(self.rows) < _MOST_HIDDEN:
            self.rows.add(int(where))

    def hide_columns(self, first: str, last: str) -> None:
        """Note columns that are hidden."""
        self.columns |= columns_between(first, last)


def columns_between(first: str, last: str) -> frozenset[int]:
    """Give the numbers of these columns, as far as they need to be known."""
    if first.isdecimal() and last.isdecimal() and len(first + last) < 11:
        return frozenset(range(int(first), min(int(last), _MOST_HIDDEN) + 1))
    return frozenset()


def parsed_rows(part: Part, faults: Faults, aside: Aside) -> Iterator[WrittenRow]:
    """Give the rows of any worksheet.

    Raises Refusal, perhaps after some rows, where it is broken or none.
    """
    return _Events(part, faults, aside).rows()


class _Events:
    """The rows of any other worksheet, from the events of expat.

    Only elements of the worksheet's own namespace count, and only where they belong: a row in the sheet's data, a cell
    in a row, a value in a cell. What stands elsewhere in the data is flagged, since programs differ on it.
    """

    def __init__(self, part: Part, faults: Faults, aside: Aside) -> None:
        self.part, self.faults, self.aside = part, faults, aside
        self.found: list[WrittenRow] = []
        self.texts: list[str] = []
        self.inside: list[str] = []  # the elements that are open, "" for those that do not count
        self.sheets = 0
        self.space: str | None = None
        self.cell: dict[str, str] = {}
        self.formulas: list[tuple[str, str]] = []
        self.attributes = ""
        self.values: list[str] = []
        self.runs: list[str] = []
        self.inline = False
        self.starts = {
            ("worksheet", "sheetData"): self.start_sheet,
            ("sheetData", "row"): self.start_row,
            ("cols", "col"): self.start_column,
            ("row", "c"): self.start_cell,
            ("c", "f"): self.start_formula,
            ("c", "is"): self.start_inline,
        }
        self.ends = {
            ("row", "c"): self.end_cell,
            ("c", "f"): self.end_formula,
            ("c", "v"): self.end_value,
            ("is", "t"): self.end_text,
            ("r", "t"): self.end_text,
            ("c", "is"): self.end_inline,
        }

    def rows(self) -> Iterator[WrittenRow]:
        """Give the rows as they are complete. Raises Refusal."""
        parser = strict_parser(self.part, namespaces=True)
        parser.StartElementHandler, parser.EndElementHandler = self.start, self.end
        parser.CharacterDataHandler = self.texts.append
        for _ in parsing(self.part, parser):
            whole, self.found[:-1] = self.found[:-1], []
            yield from whole
        yield from self.found

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if len(self.inside) > DEEPEST:
            raise refusal(self.part.file, "package-nesting", part=self.part.name, limit=DEEPEST)
        space, _, local = name.rpartition(" ")
        if self.space is None:
            self.root(space, local)
        above = self.inside[-1] if self.inside else ""
        own = space == self.space and ((above, local) in _PLACES or not self.inside)
        self.inside.append(local if own else "")
        if own:
            self.texts.clear()
            handler = self.starts.get((above, local))
            if handler:
                handler(attributes)
        elif self.misplaced(local, above):
            where = self.cell.get("r", "") if "c" in self.inside else ""
            self.faults.add("sheet-nesting", where, text=local)

    def misplaced(self, local: str, above: str) -> bool:
        """Say whether an element that does not count, for its place or its namespace, may count for another program."""
        return above in ("v", "f", "t") or (local in _CELLS and "sheetData" in self.inside)

    def end(self, name: str) -> None:
        local = self.inside.pop()
        handler = self.ends.get((self.inside[-1], local)) if local and self.inside else None
        if handler:
            handler()

    def root(self, space: str, local: str) -> None:
        if local != "worksheet":
            raise refusal(self.part.file, "package-sheet-missing", sheet="", part=self.part.name)
        self.space = space
        if space not in NAMESPACES:
            self.faults.add("sheet-namespace", text=space[:60] or "—")

    def start_sheet(self, attributes: dict[str, str]) -> None:
        self.sheets += 1
        if self.sheets == 2:
            self.faults.add("sheet-data-twice")

    def start_row(self, attributes: dict[str, str]) -> None:
        self.found.append((attributes.get("r", NEXT), []))
        if attributes.get("hidden") in ("1", "true"):
            self.aside.hide_row(attributes.get("r", ""))

    def start_column(self, attributes: dict[str, str]) -> None:
        if attributes.get("hidden") in ("1", "true"):
            self.aside.hide_columns(attributes.get("min", ""), attributes.get("max", ""))

    def start_cell(self, attributes: dict[str, str]) -> None:
        if len(self.found[-1][1]) > 2 * LAST_COLUMN:
            raise refusal(self.part.file, "package-elements", part=self.part.name, limit=2 * LAST_COLUMN)
        self.cell, self.formulas, self.values, self.inline = attributes, [], [], False

    def end_cell(self) -> None:
        where = self.cell.get("r", NEXT)
        if len(self.values) > 1 or len(self.formulas) > 1:
            self.faults.add("sheet-value-twice", where.strip(NEXT))
        value = self.values[-1] if self.values else ""
        kind = self.cell.get("t", "")
        if value and self.inline != (kind == "inlineStr"):
            kind = UNLIKE
        if (style := self.cell.get("s", "")) in self.aside.telling:
            self.aside.styled.append((where, style))
        self.found[-1][1].append((where, kind, *(self.formulas[-1] if self.formulas else ("", "")), value))

    def start_formula(self, attributes: dict[str, str]) -> None:
        self.attributes = attributes_text(attributes)

    def end_formula(self) -> None:
        self.formulas.append((self.attributes, "".join(self.texts)))

    def end_value(self) -> None:
        self.values.append("".join(self.texts))

    def start_inline(self, attributes: dict[str, str]) -> None:
        self.runs = []

    def end_text(self) -> None:
        self.runs.append("".join(self.texts))

    def end_inline(self) -> None:
        self.values.append("".join(self.runs))
        self.inline = True
