"""Cells of the ranking workbook put on paper: formats, texts as texts, links within their limit.

Apart because it alone calls XlsxWriter for cells: whatever the others want written goes through ``Pen.write``.
"""

from decimal import Decimal
from functools import lru_cache
from typing import Any, NamedTuple

from xlrubric.excel_page import (
    done,
    font_size,
    is_on,
    properties,
    put_blank,
    put_formula,
    put_link,
    put_number,
    put_text,
    unit_format,
)
from xlrubric.excel_rows import style_number
from xlrubric.layout.measure import PADDING, PIXELS_A_CHARACTER, height, signs
from xlrubric.ranking_book.places import Outside, Spot
from xlrubric.ranking_book.words import Words

MOST_LINKS = 65_530  # Excel's limit for one sheet
LONGEST_MEASURED = 3000  # signs; more never fit the tallest row
LOWEST = 18.0  # points: a row of one line
MOST_PLACES = 4  # decimal places that are shown; a number that has more is shown with 2
ROUNDED = "0.00"
SMALLEST = 0.8  # the share of its size to which a text may be shrunk


class Shown(NamedTuple):  # which is made in half the time of a frozen dataclass, and there are millions
    """What a cell shows: text, number or nothing, in a style of the look.

    ``unit`` stands behind a number; ``link`` is the row that a click leads to; a ``formula`` has ``value`` cached.
    """

    value: Decimal | int | str | None
    style: str = "text"
    unit: str = ""
    link: Spot | Outside | None = None
    formula: str = ""


def plainly(value: object) -> Decimal | int | str | None:
    """Take a table's value as a cell's: numbers stay numbers, NaN is nothing, all else is text."""
    if type(value) is str:  # the commonest first: every cell comes by here
        return value or None
    if type(value) is Decimal:
        return value
    if value is None or value == "" or (isinstance(value, float) and value != value):
        return None
    if isinstance(value, Decimal | int | str) and not isinstance(value, bool):
        return value
    return Decimal(repr(value)) if isinstance(value, float) else str(value)


def is_long(value: Decimal | int | str | None) -> bool:
    """Say whether a number has more decimal places than a column has room for, as a third has."""
    exponent = value.as_tuple().exponent if isinstance(value, Decimal) else 0
    return isinstance(exponent, int) and exponent < -MOST_PLACES


class Formats:
    """Makes each format once: a style of the look, a unit behind the number, a link or none."""

    def __init__(self, book: Any, words: Words) -> None:
        self.book, self.words = book, words
        self.made: dict[tuple[str, str, bool, bool], Any] = {}
        self.tints: dict[str, Any] = {}
        self.numbers: dict[tuple[str, str, bool, bool], int] = {}

    def format(self, style: str, unit: str = "", link: bool = False, long: bool = False) -> Any:
        """Give the format of a cell; a ``long`` number is shown with 2 places and stays what it is."""
        key = (style, unit, link, long)
        if key not in self.made:
            self.made[key] = self.book.add_format(_properties(self.words, *key))
        return self.made[key]

    def number(self, shown: Shown, link: bool) -> int:
        """Give the number of a cell's format."""
        key = (shown.style, shown.unit, link, is_long(shown.value))
        if key not in self.numbers:
            self.numbers[key] = style_number(self.format(*key))
        return self.numbers[key]

    def size(self, style: str) -> float:
        """Give a style's font size in points."""
        return font_size(self.words.styles[style], self.words.skin)

    def tint(self, mark: str) -> Any:
        """Give the format that fills a cell with the colour of a mark and leaves the rest as it is."""
        if mark not in self.tints:
            self.tints[mark] = self.book.add_format({"bg_color": self.words.marks[mark]})
        return self.tints[mark]


def _properties(words: Words, style: str, unit: str, link: bool, long: bool) -> dict[str, object]:
    look, labels = words.styles[style], words.labels
    one = labels["point"] if unit == labels["points"] else ""
    made = properties(look, words.skin, unit_format(unit, one) if unit else ROUNDED if long else "")
    if is_on(look, "mono"):
        made["font_name"] = words.mono
    if link:
        made |= {"font_color": words.link, "underline": 1}
    if is_on(look, "open"):
        made["locked"] = False
    if is_on(look, "top"):
        made["top"] = 2
    if is_on(look, "line"):
        made |= {"bottom": 1, "bottom_color": words.skin.border}
    if is_on(look, "under"):
        made |= {"bottom": 2, "bottom_color": words.skin.border}
    return made


class Pen:
    """Writes the cells of one sheet; rows and columns count from 1."""

    def __init__(self, page: Any, formats: Formats) -> None:
        self.page, self.formats, self.links = page, formats, 0

    def may_link(self, others: int = 0) -> bool:
        """Say whether the sheet has room for a link, beside so many that others have put there."""
        return self.links + others < MOST_LINKS

    def write(self, row: int, column: int, shown: Shown, across: int = 1) -> None:
        """Write a cell, merged with those right of it if it goes ``across`` several columns."""
        at = (row - 1, column - 1)
        linked = shown.link is not None and shown.value is not None and self.may_link()
        style = self.formats.format(shown.style, shown.unit, linked, is_long(shown.value))
        if across > 1:
            done(self.page.merge_range(*at, row - 1, column + across - 2, "", style))
        if linked and shown.link is not None:
            self.links += 1
            put_link(self.page, *at, shown.link.url(), style, str(shown.value))
        if not (linked and isinstance(shown.value, str)):  # a number is written over its link's text
            self._write(at, shown, style)

    def _write(self, at: tuple[int, int], shown: Shown, style: Any) -> None:
        value = shown.value
        if shown.formula:
            put_formula(self.page, *at, shown.formula, style, value)
        elif value is None or value == "":
            put_blank(self.page, *at, style)
        elif isinstance(value, str):
            put_text(self.page, *at, value, style)
        else:
            put_number(self.page, *at, value, style)

    def fitted(self, shown: Shown, width: float) -> Shown:
        """Give a text that its style would shrink too much the style ``otherwise``, which wraps; it then has no link.

        LibreOffice keeps a linked text on one line and cuts it off at the cell's edge.
        """
        look = self.formats.words.styles[shown.style]
        if "otherwise" not in look or not isinstance(shown.value, str):
            return shown
        wide = signs(shown.value[:LONGEST_MEASURED], self.formats.size(shown.style)) * SMALLEST
        room = width * PIXELS_A_CHARACTER + 5 - PADDING
        return shown if wide <= room and "\n" not in shown.value else shown._replace(style=look["otherwise"], link=None)

    def height(self, shown: Shown, width: float) -> float:
        """Give the height in points that a cell needs in a column of so many characters."""
        if not isinstance(shown.value, str) or not is_on(self.formats.words.styles[shown.style], "wrap"):
            return LOWEST
        return _height(shown.value[:LONGEST_MEASURED], width, self.formats.size(shown.style))

    def row_height(self, row: int, points: float) -> None:
        """Set the height of a row."""
        done(self.page.set_row(row - 1, round(points, 1)))


@lru_cache(maxsize=16_384)  # findings' words and units' names come again and again
def _height(text: str, width: float, size: float) -> float:
    if "\n" not in text and len(text) * size * 96 / 72 < width * PIXELS_A_CHARACTER + 5 - PADDING:
        text = "一"  # no sign is wider than the font is high: it stands on one line, whatever it says
    return max(LOWEST, height(text, width, size))
