"""What the sheets of a feedback workbook have in common: the words, the pens, locking, and what was written in words.

Apart from the sheets, so that the identity can hold a digest of everything that each of them says.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from xlrubric.excel_page import done, no_advice, set_up_print
from xlrubric.feedback.material import UnitFeedback
from xlrubric.ranking_book.pen import LOWEST, Formats, Pen, Shown
from xlrubric.ranking_book.words import Words
from xlrubric.writer import UNPROTECTED

Answers = Mapping[str, Mapping[str, Decimal | str]]


@dataclass(frozen=True, eq=False)
class Paper:
    """One unit's workbook while it is written; ``facts`` are those of the ranking, ``ranking`` its words.

    ``answers`` are what the list's open cells begin with, by the row's key and the column.
    """

    workbook: Any
    formats: Formats
    words: Words
    ranking: Words
    facts: dict[str, str]
    unit: UnitFeedback
    answers: Answers = field(default_factory=dict)

    def title(self, sheet: str) -> str:
        """Give the title of a sheet."""
        return self.words.say(f"{sheet}.title", title=self.facts.get("title", ""))


class Page:
    """One locked sheet: cells are written line by line, each line as high as its texts need."""

    def __init__(self, paper: Paper, sheet: str, widths: dict[str, float], left: int = 1) -> None:
        self.paper, self.left = paper, left
        self.page = paper.workbook.add_worksheet(paper.words.labels[sheet])
        self.pen = Pen(self.page, paper.formats)
        self.widths = list(widths.values())
        self.columns = {key: left + n for n, key in enumerate(widths)}
        for key, width in widths.items():
            at = self.columns[key] - 1
            done(self.page.set_column(at, at, width))

    def line(self, row: int, cells: dict[str, Shown], across: int = 1, least: float = LOWEST) -> None:
        """Write cells under the keys of their columns, each ``across`` so many, and set the height of the row."""
        tallest = least
        for key, shown in cells.items():
            column = self.columns[key]
            width = sum(self.widths[column - self.left : column - self.left + across])
            self.pen.write(row, column, shown, across)
            size = self.paper.formats.size(shown.style) * 1.5 + 6
            tallest = max(tallest, size, self.pen.height(shown, width))
        self.pen.row_height(row, tallest)

    def whole(self, row: int, shown: Shown, columns: int = 0) -> None:
        """Write one cell over the first so many columns, over all of them if none are said."""
        self.line(row, {next(iter(self.columns)): shown}, columns or len(self.widths))

    def finish(self, high: int = 0) -> None:
        """Lock the sheet, without a password, and set it up for printing."""
        self.page.hide_gridlines(2)
        footer = f"{self.paper.unit.name}　{self.paper.facts.get('title', '')}"
        set_up_print(self.page, self.paper.words.skin, footer, high=high)
        self.page.protect("", UNPROTECTED)
        no_advice(self.page)


def widths_of(words: Words, sheet: str) -> dict[str, float]:
    """Give the columns of a sheet with their widths, in the order of the look."""
    before = f"{sheet}."
    return {key.removeprefix(before): width for key, width in words.widths.items() if key.startswith(before)}
