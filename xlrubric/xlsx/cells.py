"""One cell's content, and the making of it from the text in the file.

Apart from ``sheet`` because the shared strings make cells too. A cell keeps its text and gives its number on
demand: most numbers of a form are looked at once or never.
"""

import math
import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from functools import lru_cache
from typing import Literal, NamedTuple

Kind = Literal["number", "text", "bool", "error", "blank"]

_NUMBER = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]{1,4})?")
_LONGEST_NUMBER = 400  # characters: the longest double, written out, has fewer
_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")


class CellData(NamedTuple):
    """What a cell holds.

    ``text`` is as stored: a number's digits, a text, ``TRUE``/``FALSE``, an error's name; for the kind
    ``error`` it may also be a value that could not be read. ``formula`` has no leading ``=``; it is None
    where the cell has none, and empty where it has one whose text the file does not give. A formula that no
    program has calculated has the kind ``blank``.
    """

    kind: Kind
    text: str
    formula: str | None = None

    @property
    def value(self) -> str | Decimal | bool | None:
        """Give the stored value: a number as the Decimal that spreadsheet programs show, a blank as None."""
        if self.kind == "number":
            return number(self.text)
        if self.kind == "bool":
            return self.text == "TRUE"
        return None if self.kind == "blank" else self.text


BLANK = CellData("blank", "")
_TRUE, _FALSE = CellData("bool", "TRUE"), CellData("bool", "FALSE")


@lru_cache(maxsize=8192)
def number(text: str) -> Decimal:
    """Give the number that a cell shows: 15 significant digits of the double, so no binary noise.

    ``0.30000000000000004`` is 0.3. Raises ValueError where the text is no number.
    """
    return Decimal(format(float(text), ".15g")) or Decimal(0)  # no negative zero


@lru_cache(maxsize=8192)
def number_cell(text: str) -> CellData | None:
    """Make the cell of a stored number, blank if there is none; None if it is not a finite number.

    Only the digits of ASCII count, and no ``_``, ``nan`` or ``inf``, which ``float`` alone would take.
    """
    digits = text.strip(" \t\r\n") if len(text) < _LONGEST_NUMBER else text
    if not digits:
        return BLANK
    if len(digits) < _LONGEST_NUMBER and _NUMBER.fullmatch(digits) and math.isfinite(float(digits)):
        return CellData("number", digits)
    return None


def cell_of(kind: Kind, text: str, formula: str | None) -> CellData:
    """Make a cell, in half the time that calling ``CellData`` takes."""
    return tuple.__new__(CellData, (kind, text, formula))


def text_cell(text: str) -> CellData:
    """Make the cell of a text."""
    return tuple.__new__(CellData, ("text", unescaped(text) if "_x" in text else text, None))


def error_cell(text: str) -> CellData:
    """Make the cell of an error such as ``#DIV/0!``."""
    return CellData("error", text) if text else BLANK


bool_cell: Callable[[str], CellData | None] = {
    "1": _TRUE,
    "0": _FALSE,
    "true": _TRUE,
    "false": _FALSE,
    "": BLANK,
}.get

PLAIN_MAKERS: Mapping[str, Callable[[str], CellData | None]] = {  # by the type that a cell states
    **dict.fromkeys(("", "n"), number_cell),
    **dict.fromkeys(("str", "d"), text_cell),
    "b": bool_cell,
    "e": error_cell,
}


def unescaped(text: str) -> str:
    """Decode ``_x000D_``, the way in which Office writes characters that XML cannot hold."""
    if "_x" not in text:
        return text
    return _ESCAPE.sub(lambda match: _character(int(match[1], 16), match[0]), text)


def _character(code: int, written: str) -> str:
    """Give the character, or the escape as it is written where it is half of a pair."""
    return written if 0xD800 <= code <= 0xDFFF else chr(code)
