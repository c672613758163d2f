"""Texts that people typed, made fit for files: what XML cannot hold, what is too long, what a program that opens the
file would take for a formula or for markup.

Apart because workbook and CSV files must treat them alike. Kept as they were typed are all other signs, such as those
that turn the direction of writing; a text too long for a cell of Excel is cut in CSV too, since Excel would go on in
the next row.
"""

import math
import re

LONGEST_CELL = 32_767  # Excel's limit, in units of UTF-16
CUT = "…"
DANGEROUS = tuple("=+-@\t\r\n＝＋－＠")  # what a spreadsheet program may take for the beginning of a formula in CSV
ARMOUR = "'"

_UNHOLDABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_ESCAPE = re.compile("_(?=x[0-9a-fA-F]{4}_)")


def holdable(text: str) -> str:
    """Put U+FFFD in the place of control characters and of halves of a character; ends of lines become LF."""
    if text.isprintable():  # as nearly every text is, and it is told in no time
        return text
    return _UNHOLDABLE.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))


def cell_text(text: str) -> str:
    """Give a text as a workbook's cell can hold it: what is too long ends with «…»."""
    text = holdable(text)
    return _cut(text) if is_cut(text) else text


def is_cut(text: str) -> bool:
    """Say whether a text is too long for a cell."""
    return len(text) > LONGEST_CELL // 2 and _units(text) > LONGEST_CELL


def csv_text(text: str) -> str:
    """Give a text as a field of CSV in which nothing can run.

    One that begins with a dangerous sign gets a ``'`` before it, and so does one that begins with a ``'``: take the
    first one away, and the text is as it was.
    """
    armed = text.startswith((*DANGEROUS, ARMOUR))
    return cell_text(ARMOUR + text if armed else text)


def escaped(text: str) -> str:
    """Give a text for places of a workbook in which the writer does not guard ``_x000D_`` from being read as a sign."""
    return _ESCAPE.sub("_x005F_", text)


def finite(number: object) -> float:
    """Give a number as a cell holds it. Raises ValueError for what is none (NaN, infinity): a fault of ours."""
    value = float(number)  # type: ignore[arg-type]
    if not math.isfinite(value):
        raise ValueError(f"no number for a cell: {number}")
    return value


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _cut(text: str) -> str:
    kept = text.encode("utf-16-le")[: 2 * (LONGEST_CELL - len(CUT))]
    return kept.decode("utf-16-le", errors="ignore") + CUT  # an astral character cut in two goes altogether
