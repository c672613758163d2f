"""Texts that people typed, made fit for files: what XML cannot hold, what is too long, what a writer would take
for its own markup.

Apart because workbook and CSV files must treat them alike.
"""

import re

LONGEST_CELL = 32_767  # Excel's limit, in units of UTF-16
CUT = "…"

_UNHOLDABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def holdable(text: str) -> str:
    """Put U+FFFD in the place of control characters and of halves of a character; ends of lines become LF."""
    return _UNHOLDABLE.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))


def cell_text(text: str) -> str:
    """Give a text as a workbook's cell can hold it: what is too long ends with «…»."""
    text = holdable(text)
    if len(text) > LONGEST_CELL // 2 and _units(text) > LONGEST_CELL:
        text = _cut(text)
    # XlsxWriter copies a text of this shape into the file as its own markup of rich text
    return text + " " if text.startswith("<r>") and text.endswith("</r>") else text


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def _cut(text: str) -> str:
    kept = text.encode("utf-16-le")[: 2 * (LONGEST_CELL - len(CUT))]
    return kept.decode("utf-16-le", errors="ignore") + CUT  # an astral character cut in two goes altogether
