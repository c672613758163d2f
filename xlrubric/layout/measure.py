"""How high a row must be for its text: no program grows a row for text in merged cells, and CJK text least.

Apart because it is the only place that knows of pixels. Widths are in characters of the default font (7
pixels), heights in points. A full-width sign is as wide as the font is high; a narrow one about half.
"""

from collections.abc import Iterable, Iterator
from math import ceil
from re import findall
from unicodedata import east_asian_width

PIXELS_A_CHARACTER = 7
PADDING = 16  # pixels that a cell keeps free: its margins and one step of indent
LINE = 1.36  # height of a line in font sizes
MARGIN = 4.0  # points above and below the text
TALLEST = 400.0  # Excel's limit is 409.5
WORD = r"[“（《「]*[^\x00-\xff][，。；：、”）》」]*|[\x00-\xff]+?(?:\s+|(?=[^\x00-\xff])|$)"


def signs(text: str, size: float) -> float:
    """Give the width of a text in pixels on one line."""
    pixel = size * 96 / 72
    return sum(pixel if east_asian_width(s) in "WFA" else pixel * 0.55 for s in text)


def lines(text: str, width: float, size: float) -> int:
    """Count the lines that a text takes in a column of so many characters."""
    room = max(width * PIXELS_A_CHARACTER + 5 - PADDING, size * 2)
    return sum(_lines_of(paragraph, room, size) for paragraph in (text.split("\n") or [""]))


def _lines_of(paragraph: str, room: float, size: float) -> int:
    count, used = 1, 0.0
    for word in _words(paragraph):
        wide = signs(word, size)
        if used + wide > room and used:
            count, used = count + 1, 0.0
        count += ceil(wide / room) - 1 if wide > room else 0
        used += wide
    return count


def _words(paragraph: str) -> Iterator[str]:
    """Split where a line may break: behind each wide sign and behind blanks; closing signs stay with theirs."""
    yield from findall(WORD, paragraph)


def height(text: str, width: float, size: float) -> float:
    """Give the height in points that a text needs in a column of so many characters."""
    return min(TALLEST, lines(text, width, size) * size * LINE + MARGIN)


def spread(needed: float, rows: list[float]) -> list[float]:
    """Raise rows evenly until they are ``needed`` points together."""
    lacking = needed - sum(rows)
    return [row + lacking / len(rows) for row in rows] if lacking > 0 else rows


PAGE_WIDTH, PAGE_HEIGHT = 780.0, 505.0  # points that A4 landscape has between the margins, a little kept back


def page_room(widths: Iterable[float]) -> float:
    """Give the points of rows that a page holds when columns of these widths are fitted to its width."""
    wide = sum((width * PIXELS_A_CHARACTER + 5) * 72 / 96 for width in widths)
    return PAGE_HEIGHT * max(1.0, wide / PAGE_WIDTH)


def page_breaks(blocks: Iterable[tuple[int, float]], used: float, repeated: float, room: float) -> tuple[int, ...]:
    """Give the rows before which a page begins, so that no block is torn that fits on a page.

    A block is its first row and its height; ``used`` stands above the first one, ``repeated`` on every page.
    """
    rows: list[int] = []
    for row, tall in blocks:
        if used + tall > room and used > repeated:
            rows.append(row)
            used = repeated
        used += tall
    return tuple(rows)
