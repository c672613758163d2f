"""The rows of a table as XML: what looks alike is made, measured and checked once.

Apart from ``table_sheet``, which writes what stands above and around them. Here is the inner loop of the workbook:
every cell of every unit goes through it.
"""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any, NamedTuple

from xlrubric.cellrefs import letters
from xlrubric.excel_rows import Streamed, blank, formula, formula_text, number, text
from xlrubric.ranking_book.lines import TIGHT
from xlrubric.ranking_book.pen import LOWEST, Pen, Shown
from xlrubric.ranking_book.places import first_row
from xlrubric.ranking_book.tables import Table
from xlrubric.typed_text import is_cut

MOST_KEPT = 8192  # different cells of a column that are kept: where there are more, they differ from row to row
Key = tuple[Decimal | int | str | None, str, str, bool, bool]


class Made(NamedTuple):
    """What stands behind a cell's address: before its formula and behind it, if it has one; its height; if it leads on.

    ``cut`` is whether its text was too long for a cell; ``plain`` whether there is nothing of all that, and one line.
    """

    begin: str
    end: str
    height: float
    linked: bool
    cut: bool
    plain: bool


class Drawer:
    """Makes the cells of one column, each kind once."""

    def __init__(self, pen: Pen, column: int, width: float) -> None:
        self.pen, self.width, self.letters = pen, width, letters(column)
        self.opening = f'<c r="{self.letters}'
        self.kept: dict[Key, Made] = {}

    def made(self, key: Key, shown: Shown) -> Made:
        """Make a cell that is not kept yet."""
        if len(self.kept) >= MOST_KEPT:
            self.kept.clear()
        fitted = self.pen.fitted(shown, self.width)
        linked = fitted.link is not None and fitted.value is not None
        style, height = self.pen.formats.number(fitted, linked), self.pen.height(fitted, self.width)
        begin, end = formula(style, fitted.value) if fitted.formula else (_value(style, fitted.value), "")
        cut = isinstance(fitted.value, str) and is_cut(fitted.value)
        plain = not (linked or end or cut) and height <= LOWEST
        self.kept[key] = made = Made(begin, end, height, linked, cut, plain)
        return made


def _value(style: int, value: Decimal | int | str | None) -> str:
    if value is None or value == "":
        return blank(style)
    return text(style, value) if isinstance(value, str) else number(style, value)


def write_rows(sheet: Streamed, pen: Pen, table: Table, rows: Iterable[dict[str, Any]], start: int) -> None:
    """Write rows of a table, the first of which is its row ``start`` (from 0), behind the headings of a sheet."""
    drawers = [Drawer(pen, number, column.width) for number, column in enumerate(table.columns, 1)]
    columns = [(drawer.opening, drawer.kept.get, drawer) for drawer in drawers]
    for index, row in enumerate(rows):
        at = first_row(table.key) + index
        parts, tallest = [], LOWEST
        for (opening, kept, drawer), shown in zip(columns, table.cells(start + index, row), strict=True):
            value, style, unit, link, own = shown
            if link is not None and not pen.may_link(sheet.links):
                sheet.unlinked += value is not None
                shown, link = shown._replace(link=None), None
            key = (value, style, unit, link is None, own == "")
            made = kept(key) or drawer.made(key, shown)
            if made.plain:
                parts.append(f'{opening}{at}"{made.begin}')
                continue
            middle = formula_text(own) if own else ""
            parts.append(f'{opening}{at}"{made.begin}{middle}{made.end}')
            if made.linked and link is not None:
                sheet.link(f"{drawer.letters}{at}", link.url())
            sheet.cut += made.cut
            tallest = max(tallest, made.height)
        sheet.row(at, tallest + (TIGHT if tallest > LOWEST else 0), "".join(parts))
