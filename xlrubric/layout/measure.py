"""How high a row must be for its text: no program grows a row for text in merged cells, and CJK text least.

Apart because it is the only place that knows of pixels. Widths are in characters of the default font (7
pixels), heights in points. A full-width sign is as wide as the font is high; a narrow one about half, a capital
three quarters.
"""

from collections.abc import Container, Iterable, Iterator, Mapping
from functools import lru_cache
from re import findall
from unicodedata import east_asian_width

PIXELS_A_CHARACTER = 7
CENTRED = 6  # pixels that a cell keeps free at least
PADDING = 17  # pixels that a cell keeps free: its margins and one step of indent (Excel 16, LibreOffice 15)
LINE = 1.45  # height of a line in font sizes: 宋体 needs 1.3, the fonts of Linux 1.45
MARGIN = 2.0  # points above and below the text
SPARED = 0.15  # font sizes that LibreOffice keeps less free than Excel
BROAD = frozenset("ABCDEFGHKLMNOPQRSTUVWXYZmw%@&")
BOLD = 1.12  # how much wider bold letters are
TALLEST = 400.0  # Excel's limit is 409.5
NARROW = r"[\x00-\x1f\x21-\xff‘’“”–—…×]"  # words are written with them
UNIT = rf" +|{NARROW}+?-(?=[A-Za-z])|{NARROW}+ *|."  # blanks, a narrow word as far as its hyphen, or a wide sign
CLOSING = frozenset("，。；：、！？）》」』】〕〉”’…％℃,.;:!?)]}%")
OPENING = frozenset("（《「『【〔〈“‘([{")
CLINGING = frozenset("“”‘’…—·×÷±≥≤≠≈①②③④⑤⑥⑦⑧⑨⑩№℃→←")  # hold on to both neighbours in LibreOffice
Advances = Mapping[str, float]
ASCII = [chr(code) for code in range(0x20, 0x7F)]


def _advances(*hundredths: int) -> Advances:
    return {sign: width / 100 for sign, width in zip(ASCII, hundredths, strict=True)}


# Widths of the signs from blank to ~ in font sizes, rounded up. 宋体 has narrow signs of half its size; a computer
# without it shows them in another font, of which DejaVu Sans is the widest.
SONG = dict.fromkeys(ASCII, 0.5)
_DEJAVU = _advances(
    *(32, 41, 46, 84, 64, 95, 78, 28, 39, 39, 50, 84, 32, 37, 32, 34, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 34, 34),
    *(84, 84, 84, 54, 100, 69, 69, 70, 77, 64, 58, 78, 76, 30, 30, 66, 56, 87, 75, 79, 61, 79, 70, 64, 62, 74, 69, 99),
    *(69, 62, 69, 39, 34, 39, 84, 50, 50, 62, 64, 55, 64, 62, 36, 64, 64, 28, 28, 58, 28, 98, 64, 62, 64, 64, 42, 53),
    *(40, 64, 60, 82, 60, 60, 53, 64, 34, 64, 84),
)
_CALIBRI = _advances(
    *(23, 33, 41, 50, 51, 72, 69, 23, 31, 31, 50, 50, 25, 31, 26, 39, 51, 51, 51, 51, 51, 51, 51, 51, 51, 51, 27, 27),
    *(50, 50, 50, 47, 90, 58, 55, 54, 62, 49, 46, 64, 63, 26, 32, 52, 42, 86, 65, 67, 52, 68, 55, 46, 49, 65, 57, 89),
    *(52, 49, 47, 31, 39, 31, 50, 50, 30, 48, 53, 43, 53, 50, 31, 48, 53, 23, 24, 46, 23, 80, 53, 53, 53, 53, 35, 40),
    *(34, 53, 46, 72, 44, 46, 40, 32, 46, 32, 50),
)
CALIBRI = {
    **_CALIBRI,
    **dict.fromkeys("“”", 0.42),
    **dict.fromkeys("‘’", 0.25),
    "–": 0.5,
    "—": 0.91,
    "…": 0.69,
    "×": 0.5,
}
FONTS = {"Calibri": (CALIBRI, CALIBRI)}
LINES = {"Calibri": 1.25}  # height of a line in font sizes, where it is not LINE
DEJAVU = {**_DEJAVU, **dict.fromkeys("≥≤±×÷≠≈", 0.84)}
UNKNOWN = (SONG, DEJAVU)


def signs(text: str, size: float) -> float:
    """Give about the width of a text in pixels on one line."""
    return size * 96 / 72 * sum(map(_sign, text))


def _sign(sign: str) -> float:
    """Give the width of a sign in font sizes."""
    if east_asian_width(sign) in "WFA":
        return 1.0
    return 0.75 if sign in BROAD else 0.55


@lru_cache(maxsize=8192)
def lines(text: str, width: float, size: float, font: str = "", padding: float = PADDING) -> int:
    """Count the lines that a text takes in a column of so many characters, at most, by any program.

    ``font`` is the one of the look. Of Calibri the widths are known; of any other, and where none is named, as many
    lines are counted as the text takes in 宋体, or in the font that a computer without 宋体 takes for it. ``padding``
    is that of an indented text; that of a centred one is ``CENTRED``.
    """
    room = max(width * PIXELS_A_CHARACTER + 5 - padding, size * 2) / (size * 96 / 72)
    return sum(_lines_of(paragraph, room, FONTS.get(font, UNKNOWN)) for paragraph in (text.split("\n") or [""]))


def _lines_of(paragraph: str, room: float, fonts: tuple[Advances, Advances]) -> int:
    """Give the most lines of a paragraph in a room of so many font sizes; ``fonts`` are Excel's and LibreOffice's.

    Excel keeps a closing sign behind its word and moves both. LibreOffice breaks before any wide sign that has no
    room, but where a narrow one has none it goes back to a blank, or to two wide signs that do not hold on to each
    other.
    """
    units, (here, there) = findall(UNIT, paragraph), fonts
    excel = _broken(_glued(units, frozenset()), room, here, False)
    return max(excel, _broken(_glued(units, CLINGING), room + SPARED, there, True))


def _glued(units: Iterable[str], both: Container[str]) -> Iterator[str]:
    """Put together what stays on a line: closing signs behind theirs, opening ones before, and ``both`` kinds."""
    word = ""
    for unit in units:
        if word and not (word[-1] in OPENING or unit[0] in CLOSING or word[-1] in both or unit[0] in both):
            yield word
            word = ""
        word += unit
    if word:
        yield word


def _broken(words: Iterable[str], room: float, advances: Advances, tearing: bool) -> int:
    """Count the lines of words; with ``tearing`` a word ends before the wide sign that has no room."""
    count, used = 1, 0.0
    for word in words:
        while (fit := _fitting(word, room - used, advances)) < len(word.rstrip(" ")):
            if not (tearing and fit and east_asian_width(word[fit]) in "WF"):
                fit = 0 if used else max(fit, 1)  # a word that is too long for a whole line is torn anywhere
            count, used, word = count + 1, 0.0, word[fit:]
        used += sum(_advance(sign, advances) for sign in word)
    return count


def _fitting(word: str, room: float, advances: Advances) -> int:
    """Count the signs at a word's beginning that have room."""
    for number, sign in enumerate(word):
        room -= _advance(sign, advances)
        if room < 0:
            return number
    return len(word)


def _advance(sign: str, advances: Advances) -> float:
    return advances[sign] if sign in advances else _sign(sign)


def _words(paragraph: str) -> Iterator[str]:
    """Split a line where Excel may break it."""
    yield from _glued(findall(UNIT, paragraph), frozenset())


def needed(text: str, width: float, size: float, font: str = "", padding: float = PADDING) -> float:
    """Give the height in points that a text needs in a column of so many characters."""
    return lines(text, width, size, font, padding) * size * LINES.get(font, LINE) + MARGIN


def widest_word(texts: Iterable[str], size: float) -> float:
    """Give the width in characters that a column needs so that no word of bold texts is torn; wide signs may be."""
    pixels = max((signs(word.strip(), size * BOLD) for text in texts for word in _words(text)), default=0.0)
    return (pixels + PADDING - 5) / PIXELS_A_CHARACTER


def height(text: str, width: float, size: float, font: str = "") -> float:
    """Give the height in points of the one row that holds a text: what it needs, as far as a row can be raised."""
    return min(TALLEST, needed(text, width, size, font))


def spread(points: float, rows: list[float]) -> list[float]:
    """Raise rows evenly until they are so many points together."""
    lacking = points - sum(rows)
    return [row + lacking / len(rows) for row in rows] if lacking > 0 else rows


PAGE_WIDTH, PAGE_HEIGHT = 780.0, 505.0  # points that A4 landscape has between the margins, a little kept back


def page_room(widths: Iterable[float], room: tuple[float, float] = (PAGE_WIDTH, PAGE_HEIGHT)) -> float:
    """Give the points of rows that a page holds when columns of these widths are fitted to its width.

    ``room`` are the points across and down that the paper has; A4 landscape if none are given.
    """
    wide = sum((width * PIXELS_A_CHARACTER + 5) * 72 / 96 for width in widths)
    return room[1] * max(1.0, wide / room[0])


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
