"""How high a row must be for its text: no program grows a row for text in merged cells, and CJK text least.

Apart because it is the only place that knows of pixels. Widths are in characters of the default font (7
pixels), heights in points. A full-width sign is as wide as the font is high; a narrow one about half, a capital
three quarters.
"""

from collections.abc import Iterable, Iterator
from math import ceil
from re import findall
from unicodedata import east_asian_width

PIXELS_A_CHARACTER = 7
PADDING = 20  # pixels that a cell keeps free: its margins and one step of indent (Excel 16, LibreOffice 20)
LINE = 1.45  # height of a line in font sizes: 宋体 needs 1.3, the fonts of Linux 1.45
MARGIN = 2.0  # points above and below the text
BROAD = frozenset("ABCDEFGHKLMNOPQRSTUVWXYZmw%@&")
BOLD = 1.12  # how much wider bold letters are
TALLEST = 400.0  # Excel's limit is 409.5
WORD = r"[“（《「]*[^\x00-\xff][，。；：、”）》」]*|[\x00-\xff]+?(?:\s+|(?=[^\x00-\xff])|$)"


def signs(text: str, size: float) -> float:
    """Give the width of a text in pixels on one line."""
    return size * 96 / 72 * sum(map(_sign, text))


def _sign(sign: str) -> float:
    """Give the width of a sign in font sizes."""
    if east_asian_width(sign) in "WFA":
        return 1.0
    return 0.75 if sign in BROAD else 0.55


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


def needed(text: str, width: float, size: float) -> float:
    """Give the height in points that a text needs in a column of so many characters."""
    return lines(text, width, size) * size * LINE + MARGIN


def widest_word(texts: Iterable[str], size: float) -> float:
    """Give the width in characters that a column needs so that no word of bold texts is torn; wide signs may be."""
    pixels = max((signs(word.strip(), size * BOLD) for text in texts for word in _words(text)), default=0.0)
    return (pixels + PADDING - 5) / PIXELS_A_CHARACTER


def height(text: str, width: float, size: float) -> float:
    """Give the height in points of the one row that holds a text: what it needs, as far as a row can be raised."""
    return min(TALLEST, needed(text, width, size))


def spread(points: float, rows: list[float]) -> list[float]:
    """Raise rows evenly until they are so many points together."""
    lacking = points - sum(rows)
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
