"""Rows of long tables, written straight as XML into sheets that XlsxWriter has begun.

Apart from ``excel_page``, the door for everything else: XlsxWriter keeps each cell as an object until the workbook is
closed and takes several microseconds for it, which is too much for the millions that a province has. Here is the
second door for values, with the same guards: ``text``, ``number``, ``formula`` and ``blank`` give what stands in a
cell behind its address. Rows and columns count from 1. Texts stand in the cells themselves.
"""

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from xlrubric.cellrefs import letters
from xlrubric.typed_text import cell_text, escaped, finite
from xlrubric.zip_pieces import Packing, Piece, archive_of, joined, members, piece_of

SHEET = "xl/worksheets/sheet{number}.xml"
RELATIONS = "xl/worksheets/_rels/sheet{number}.xml.rels"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
HYPERLINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
DIMENSION = re.compile(r'(?<=<dimension ref=")(?:A1:)?([A-Z]+)([0-9]+)(?=")')
ROWS_END, LINKS_END = "</sheetData>", "</hyperlinks>"
POINTS_A_PIXEL = 0.75


def style_number(style: Any) -> int:
    """Give the number by which cells name a format of XlsxWriter's; the workbook then has it."""
    number: int = style._get_xf_index()
    return number


def text(style: int, shown: str) -> str:
    """Write a text as a text."""
    shown = cell_text(shown)
    kept = ' xml:space="preserve"' if shown != shown.strip() else ""
    return f' s="{style}" t="inlineStr"><is><t{kept}>{escape(escaped(shown))}</t></is></c>'


def number(style: int, shown: Decimal | float) -> str:
    """Write a number. Raises ValueError for NaN and infinity."""
    return f' s="{style}"><v>{finite(shown):.16G}</v></c>'


def blank(style: int) -> str:
    """Write nothing, in a style."""
    return f' s="{style}"/>'


def formula(style: int, shown: Decimal | float | str | None) -> tuple[str, str]:
    """Write a formula with the value that it shows: what stands before it, and what behind it."""
    if isinstance(shown, str) and shown:
        return f' s="{style}" t="str"><f>', f"</f><v>{escape(escaped(cell_text(shown)))}</v></c>"
    value = "" if shown is None or shown == "" else f"{finite(shown):.16G}"
    return f' s="{style}"><f>', f"</f><v>{value}</v></c>"


def formula_text(own: str) -> str:
    """Write a formula of ours, which begins with ``=``."""
    return escape(own[1:])


class Streamed:
    """The rows and links of one sheet, packed as they come.

    ``links`` counts them; ``unlinked`` is how many cells could not have theirs, ``cut`` how many texts were too long.
    """

    def __init__(self, across: int) -> None:
        self.across = across
        self.rows, self.led = Packing(), Packing()
        self.targets: dict[str, int] = {}
        self.links, self.unlinked, self.cut, self.last = 0, 0, 0, 0
        self.heights: dict[float, str] = {}

    def row(self, row: int, points: float, cells: str) -> None:
        """Take the next row: its height and its cells, each with its address."""
        if points not in self.heights:
            self.heights[points] = f"{int(points / POINTS_A_PIXEL + 0.5) * POINTS_A_PIXEL:.16g}"
        self.rows.write(f'<row r="{row}" ht="{self.heights[points]}" customHeight="1">{cells}</row>')
        self.last = row

    def link(self, at: str, target: str) -> None:
        """Let a cell lead to a place in the workbook (``internal:``), or to a file beside it (``external:``)."""
        self.links += 1
        kind, _, way = target.partition(":")
        if kind == "internal":
            self.led.write(f'<hyperlink ref="{at}" location={quoteattr(way)}/>')
            return
        assert kind == "external", target
        file, _, place = way.replace("/", "\\").partition("#")
        own = self.targets.setdefault(file.removeprefix(".\\"), len(self.targets) + 1)
        location = f" location={quoteattr(place)}" if place else ""
        self.led.write(f'<hyperlink ref="{at}" r:id="rId{own}"{location}/>')

    def dimension(self, begun: re.Match[str]) -> str:
        """Give the area that the rows and what stood there before take up together."""
        column = max(begun[1], letters(self.across), key=lambda one: (len(one), one))
        return f"A1:{column}{self.last}"

    def relations(self) -> str:
        """Give the part that says which files the links lead to; nothing where they lead to none."""
        if not self.targets:
            return ""
        own = (
            f'<Relationship Id="rId{number}" Type="{HYPERLINK}" Target={quoteattr(file)} TargetMode="External"/>'
            for file, number in self.targets.items()
        )
        head = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Relationships xmlns="{PACKAGE}">'
        return f"{head}{''.join(own)}</Relationships>"


def with_rows(workbook: bytes, sheets: Mapping[int, Streamed]) -> bytes:
    """Put rows behind those that XlsxWriter wrote into its sheets, by the sheets' numbers from 1.

    Such a sheet has a link of XlsxWriter's already, and none to a file.
    """
    own = {SHEET.format(number=number): one for number, one in sheets.items() if one.last}
    parts = [(name, _filled(piece, own[name]) if name in own else piece) for name, piece in members(workbook)]
    told = ((number, one.relations()) for number, one in sheets.items())
    parts += [(RELATIONS.format(number=number), joined([piece_of(text)])) for number, text in told if text]
    return archive_of(parts)


def _filled(begun: Piece, own: Streamed) -> Piece:
    xml = DIMENSION.sub(own.dimension, begun.text(), count=1)
    head, rows_end, rest = xml.partition(ROWS_END)
    middle, links_end, tail = rest.partition(LINKS_END)
    assert rows_end and links_end
    pieces = (
        piece_of(head),
        own.rows.piece(),
        piece_of(rows_end + middle),
        own.led.piece(),
        piece_of(links_end + tail),
    )
    return joined(pieces)
