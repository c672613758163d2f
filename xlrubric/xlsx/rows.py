"""The rows and cells of a worksheet as they are written down, before anything is made of them.

Apart because there are two ways to them with one result: a pattern for sheets in the plain form that
programs write, and expat for all others. ``tests`` hold the two against each other.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from operator import itemgetter

from xlrubric.xlsx.faults import Faults
from xlrubric.xlsx.markup import (
    Part,
    parsing,
    plain_text,
    refusal,
    strict_parser,
    well_formed,
    without_entities,
)

NEXT = "\0"  # stands for an address that the file leaves out: the next row, the next cell

# (address, type, attributes of the formula, formula, value); what is absent is an empty text
Written = tuple[str, str, str, str, str]
WrittenRow = tuple[str, list[Written]]

_SHEET = re.compile(r"(?:<\?[^<>]*>\s*)?<worksheet[ >]")
_ROW = re.compile(r'<row r="([0-9]++)"([^<>&/]*+)(/?)>')
_CELL = re.compile(
    r'<c r="([A-Z0-9]++)"(?: s="[0-9]++")?+(?: t="([a-zA-Z]++)")?+'
    r"(?:>(?:<f([^<>&/]*+)(?:>([^<]*+)</f>|/>))?+(?:<v(?:>([^<]*+)</v>| ?/>))?+</c>| ?/>)"
    r"|.",
    re.S,
)
_ATTRIBUTE = re.compile(r' ([a-zA-Z][a-zA-Z0-9:]*)="([^"<&\t\n]*)"')
_KNOWN, _UNSAFE = ("t", "ref", "si", "r1", "r2"), re.compile(r'["<&\t\n\r]')
_ATTRIBUTES = re.compile(rf"(?:{_ATTRIBUTE.pattern})* ?")


class NotPlain(Exception):
    """The worksheet is not in the plain form; it may be right all the same."""


def attributes_text(attributes: dict[str, str]) -> str:
    """Write the attributes of a formula that matter as a plain worksheet has them."""
    known = {name: _UNSAFE.sub("?", attributes[name]) for name in _KNOWN if name in attributes}
    return "".join(f' {name}="{value}"' for name, value in known.items())


@lru_cache(maxsize=4096)
def attributes_of(text: str) -> dict[str, str]:
    """Give the attributes in a text such as ``' t="shared" si="0"'``; the result is not to be changed.

    Raises NotPlain where it is not well-formed.
    """
    pairs = _ATTRIBUTE.findall(text)
    attributes = dict(pairs)
    if not _ATTRIBUTES.fullmatch(text) or len(attributes) != len(pairs):
        raise NotPlain
    return attributes


def plain_rows(xml: bytes) -> Iterator[WrittenRow]:
    """Give the rows of a worksheet in plain form; raise NotPlain, perhaps after some rows, for any other."""
    text = plain_text(xml)
    if text is None or not _SHEET.match(text):
        raise NotPlain
    before, _, rest = text.partition("<sheetData>")
    rows, _, after = rest.partition("</sheetData>")
    outside = f"{before}<sheetData/>{after}"
    if not after or outside.count("sheetData") != 1 or not well_formed(outside):
        raise NotPlain
    *chunks, last = rows.split("</row>")
    for chunk in chunks:
        head = _heading(chunk, 0)
        while head[3]:  # an empty row
            yield head[1], []
            head = _heading(chunk, head.end())
        yield head[1], _plain_cells(chunk, head.end())
    yield from _empty_rows(last)


def _heading(text: str, start: int) -> re.Match[str]:
    head = _ROW.match(text, start)
    if head is None or "r" in attributes_of(head[2]):
        raise NotPlain
    return head


def _empty_rows(text: str) -> Iterator[WrittenRow]:
    """Give the rows after the last one that has cells."""
    end = 0
    while end < len(text):
        head = _heading(text, end)
        if not head[3]:
            raise NotPlain
        end = head.end()
        yield head[1], []


def _plain_cells(chunk: str, start: int) -> list[Written]:
    cells: list[Written] = _CELL.findall(chunk, start)
    if not all(map(itemgetter(0), cells)):
        raise NotPlain
    if "&" in chunk:
        return [(*cell[:3], without_entities(cell[3]), without_entities(cell[4])) for cell in cells]
    return cells


def parsed_rows(part: Part, faults: Faults) -> Iterator[WrittenRow]:
    """Give the rows of any worksheet. Raises Refusal, perhaps after some rows, where it is broken or none."""
    return _Events(part, faults).rows()


class _Events:
    """The rows of any other worksheet, from the events of expat."""

    def __init__(self, part: Part, faults: Faults) -> None:
        self.part, self.faults = part, faults
        self.found: list[WrittenRow] = []
        self.texts: list[str] = []
        self.sheets = 0
        self.prefix: str | None = None  # such as "x:", as the root has it
        self.cell: dict[str, str] | None = None
        self.formula = ("", "")
        self.values: list[str] = []
        self.runs: list[str] | None = None
        self.phonetic = False
        self.starts = {
            "sheetData": self.start_sheet,
            "row": self.start_row,
            "c": self.start_cell,
            "f": self.start_formula,
            "is": self.start_inline,
            "rPh": self.start_phonetic,
        }
        self.ends = {
            "c": self.end_cell,
            "f": self.end_formula,
            "v": self.end_value,
            "t": self.end_text,
            "is": self.end_inline,
            "rPh": self.end_phonetic,
        }

    def rows(self) -> Iterator[WrittenRow]:
        """Give the rows as they are complete. Raises Refusal."""
        parser = strict_parser(self.part)
        parser.StartElementHandler, parser.EndElementHandler = self.start, self.end
        parser.CharacterDataHandler = self.texts.append
        for _ in parsing(self.part, parser):
            whole, self.found[:-1] = self.found[:-1], []
            yield from whole
        yield from self.found

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if self.prefix is None:
            self.root(name)
        self.texts.clear()
        handler = self.starts.get(self.local(name))
        if handler:
            handler(attributes)

    def end(self, name: str) -> None:
        handler = self.ends.get(self.local(name))
        if handler and self.cell is not None:
            handler()

    def root(self, name: str) -> None:
        prefix, _, local = name.rpartition(":")
        if local != "worksheet":
            raise refusal(self.part.file, "package-sheet-missing", sheet="", part=self.part.name)
        self.prefix = prefix + ":" if prefix else ""

    def local(self, name: str) -> str:
        """Give the name of an element of the worksheet's own; of any other a text that is no name."""
        if not self.prefix:
            return name
        return name.removeprefix(self.prefix) if name.startswith(self.prefix) else ""

    def start_sheet(self, attributes: dict[str, str]) -> None:
        self.sheets += 1
        if self.sheets == 2:
            self.faults.add("sheet-data-twice")

    def start_row(self, attributes: dict[str, str]) -> None:
        if self.sheets:
            self.found.append((attributes.get("r", NEXT), []))

    def start_cell(self, attributes: dict[str, str]) -> None:
        if self.found:
            self.cell, self.formula, self.values = attributes, ("", ""), []

    def end_cell(self) -> None:
        assert self.cell is not None
        where = self.cell.get("r", NEXT)
        if len(self.values) > 1:
            self.faults.add("sheet-value-twice", where.strip(NEXT))
        value = self.values[-1] if self.values else ""
        self.found[-1][1].append((where, self.cell.get("t", ""), *self.formula, value))
        self.cell = None

    def start_formula(self, attributes: dict[str, str]) -> None:
        self.formula = (attributes_text(attributes), "")

    def end_formula(self) -> None:
        self.formula = (self.formula[0], "".join(self.texts))

    def end_value(self) -> None:
        self.values.append("".join(self.texts))

    def start_inline(self, attributes: dict[str, str]) -> None:
        self.runs = []

    def end_text(self) -> None:
        if self.runs is not None and not self.phonetic:
            self.runs.append("".join(self.texts))

    def end_inline(self) -> None:
        self.values.append("".join(self.runs or []))
        self.runs = None

    def start_phonetic(self, attributes: dict[str, str]) -> None:
        self.phonetic = True

    def end_phonetic(self) -> None:
        self.phonetic = False
