"""What may stand in a look: its parts, the attributes of styles and marks, and what each value may be.

Apart from ``checks``, which finds what is wrong, because the look that is drawn in Excel is read by the same list.
"""

from dataclasses import dataclass

from xlrubric.looks.paper import ORIENTATIONS, PAPERS, WIDEST_MARGIN

LANGUAGES = ("zh-Hans", "zh-Hant", "en")
BASE = "based_on"
NEEDED = ("fonts", "title_fonts", "size", "title_size", "border", "widths", "styles", "marks")
GIVEN = ("header", "footer", "paper")  # taken from the official form where a look says nothing of them
PARTS = (BASE, *NEEDED, "labels", *GIVEN)
EDGES = ("left", "center", "right")
PLACEHOLDERS = ("unit", "standard", "period", "page", "pages", "page_words")
HOWTO = "howto_lines"
LONGEST_LABEL = 120  # signs, or twice the shipped label: formulas hold labels, and Excel takes 255 in a formula's text
# labels that name a sheet
TABS = ("cover", "scoring", "summary", "evidence", "howto", "lists", "identity", "workings", "past", "left")


@dataclass(frozen=True)
class Words:
    """One of these words."""

    words: tuple[str, ...]


@dataclass(frozen=True)
class Number:
    """A number from ``low`` to ``high``."""

    low: float
    high: float


@dataclass(frozen=True)
class Colour:
    """``#RRGGBB``; ``none`` where a style is to have none."""

    none: bool = True


@dataclass(frozen=True)
class Sides:
    """Some of the sides of a cell, with blanks between them."""


@dataclass(frozen=True)
class Free:
    """Any text that is not blank."""


Rule = Words | Number | Colour | Sides | Free

FLAG = Words(("true", "false"))
SIDES = ("top", "bottom", "left", "right")
# how Excel's files call the lines, and the number by which XlsxWriter does
LINES = {"thin": 1, "medium": 2, "dashed": 3, "dotted": 4, "thick": 5, "double": 6, "hair": 7}
SIZE = Number(5, 72)

STYLE: dict[str, Rule] = {
    "font": Free(),
    "size": SIZE,
    "title": FLAG,
    "bold": FLAG,
    "italic": FLAG,
    "underline": FLAG,
    "color": Colour(),
    "fill": Colour(),
    "border": Words(("true", "false", *LINES)),
    "border_color": Colour(),
    "sides": Sides(),
    "align": Words(("left", "center", "right")),
    "valign": Words(("top", "center", "bottom")),
    "indent": Number(0, 15),
    "wrap": FLAG,
    "shrink": FLAG,
    "format": Free(),
}
MARK: dict[str, Rule] = {"color": Colour(none=False), "fill": Colour(none=False), "bold": FLAG}
MARK_NEEDS = {"bar": ("color",)}  # what a mark cannot do without; all others need both colours
PAPER: dict[str, Rule] = {"size": Words(tuple(PAPERS)), "orientation": Words(ORIENTATIONS)}
MARGIN = Number(0, WIDEST_MARGIN)
WIDTH = Number(1, 120)

# what a style looks like where it says nothing: written out or not, it is the same style
PLAIN = {
    "title": "false",
    "bold": "false",
    "italic": "false",
    "underline": "false",
    "color": "none",
    "fill": "none",
    "border": "false",
    "border_color": "none",
    "sides": " ".join(SIDES),
    "align": "left",
    "valign": "center",
    "indent": "0",
    "wrap": "false",
    "shrink": "false",
    "format": "General",
}
