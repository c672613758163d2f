"""A form's rows on paper: where each lies, which signs each cell got, whether a text is cut or a row too high.

Apart from ``paper``, which knows nothing of sheets. Places follow from the form's own widths and heights at the scale
of the print; rules on the page say where the first row and the first column begin.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from tests.office.paper import Page, Sign
from xlrubric.excel_page import font_size
from xlrubric.layout.form import Form
from xlrubric.layout.measure import LINE
from xlrubric.layout.measure import MARGIN as MARGIN_OF_TEXT
from xlrubric.layout.sheets import Cell, Sheet
from xlrubric.rules import plain
from xlrubric.scoring import Value

DEFAULT_HEIGHT, DEFAULT_WIDTH = 15.0, 8.43  # of a row in points, of a column in characters
STRETCH = 11 * 1038 / 2048 * 96 / 72 / 7  # of columns in LibreOffice: Carlito's digits are 1038 of 2048 units wide
MOST_SPARE = 2.0  # lines: where as many have room, more than one stays empty
MANY_LINES, LONG_SHARE = 10, 0.3  # of a long list of figures programs make more or fewer lines by so much
LEAST_LINE = 1.22  # font sizes: a line of Calibri in Excel, which LibreOffice sets closer
GIVE, SIDE = 0.4, 0.8  # points by which ink may cross a rule, and a line that LibreOffice sets too wide its cell's
Place = tuple[float, float]


@dataclass(frozen=True)
class Row:
    """A row of a print: its sheet, its number, what is wrong with it ("" if nothing) and with which text."""

    sheet: str
    number: int
    fault: str = ""
    text: str = ""


@dataclass(frozen=True)
class Grid:
    """Where rows and columns are on a page."""

    scale: float
    rows: Mapping[int, Place]
    columns: Mapping[int, Place]

    def box(self, cell: Cell) -> tuple[float, float, float, float] | None:
        """Give left, top, right and bottom of a cell; None where it does not stand whole on this page."""
        rows = range(cell.row, cell.row + cell.down)
        columns = [n for n in range(cell.column, cell.column + cell.across) if n in self.columns]
        if not columns or not all(row in self.rows for row in rows):
            return None
        (left, _), (_, right) = self.columns[columns[0]], self.columns[columns[-1]]
        return left, self.rows[rows[0]][0], right, self.rows[rows[-1]][1]


def visible(form: Form) -> list[Sheet]:
    """Give the sheets that are printed."""
    return [sheet for sheet in form.sheets if sheet.state == "visible"]


def paged(form: Form, pages: Sequence[Page]) -> Iterator[tuple[Sheet, Sequence[Page]]]:
    """Give each sheet with its pages: one more than it has breaks; the last sheet may run on."""
    start, sheets = 0, visible(form)
    for sheet in sheets:
        stop = len(pages) if sheet is sheets[-1] else start + 1 + len(sheet.breaks)
        yield sheet, pages[start:stop]
        start = stop


def squeezed(text: str) -> str:
    """Take out blanks and line breaks, which a print has elsewhere."""
    return re.sub(r"\s+", "", text)


def shown(form: Form, sheet: Sheet, values: Mapping[str, Value]) -> Iterator[tuple[Cell, str]]:
    """Give every text and number that stands in a visible cell of a sheet, as it should be printed."""
    area = printed_area(sheet)
    for cell in sheet.cells:
        if stands_in(cell, area) and any(
            n not in sheet.hidden_columns for n in range(cell.column, cell.column + cell.across)
        ):
            value = cell.content if isinstance(cell.content, str | Decimal) else values.get(cell.name)
            yield cell, as_printed(cell, value, form)


def as_printed(cell: Cell, value: object, form: Form) -> str:
    """Write a value as its cell's number format shows it."""
    look = form.skin.styles[cell.style].get("format", "")
    if not isinstance(value, Decimal):
        return "" if value is None else str(value)
    if "%" in look:
        return f"{value * 100:.1f}%"
    if "+" in look:  # an effect: signed, nothing for 0
        return f"{'+' if value > 0 else '-'}{plain(abs(value))}" if value else ""
    return plain(value) + cell.unit


def scale_of(form: Form, sheet: Sheet, pages: Sequence[Page]) -> float:
    """Give the scale, whole per cents, at which most signs are of a size that the sheet's styles have."""
    styles = {cell.style for cell in sheet.cells if cell.style != "hidden"}
    sizes = {font_size(form.skin.styles[style], form.skin) for style in styles}
    printed = Counter(round(sign.size, 1) for page in pages for sign in page.signs)

    def fitting(percent: int) -> int:
        return sum(printed[round(size * percent / 100, 1)] for size in sizes)

    return max(range(10, 101), key=lambda percent: (fitting(percent), percent)) / 100


def as_in_excel(form: Form) -> Form:
    """Give the form with columns that are in LibreOffice as wide as the form's own are in Excel.

    Excel takes a digit of its default font for 7 pixels, LibreOffice for as much as it is: 7.43.
    """
    sheets = [replace(s, widths={n: ((w * 7 + 5) / STRETCH - 5) / 7 for n, w in s.widths.items()}) for s in form.sheets]
    return replace(form, sheets=tuple(sheets))


def grids(form: Form, sheet: Sheet, pages: Sequence[Page]) -> Iterator[tuple[Grid, Page]]:
    """Find each page's rows and columns, as LibreOffice prints them.

    The pages after the first begin with the repeated rows.
    """
    scale = scale_of(form, sheet, pages)
    first, left, last, right = printed_area(sheet)
    wide = [n for n in range(left, right + 1) if n not in sheet.hidden_columns]
    columns = [(n, (sheet.widths.get(n, DEFAULT_WIDTH) * 7 + 5) * 0.75 * STRETCH) for n in wide]
    full = list(_run_over(sheet, first, last, (pages[0].height - EDGES) / scale))
    breaks = full if len(pages) > 1 + len(sheet.breaks) else sheet.breaks
    starts = [first, *breaks, last + 1]
    for page, start, end in zip(pages, starts, starts[1:], strict=False):
        repeated = range(sheet.repeat[0], sheet.repeat[1] + 1) if start > first and sheet.repeat[0] else ()
        rows = [(n, sheet.heights.get(n, DEFAULT_HEIGHT)) for n in (*repeated, *range(start, end))]
        start_at = (page.width - sum(size for _, size in columns) * scale) / 2
        yield Grid(scale, laid(rows, begin(rows, page.across, scale), scale), laid(columns, start_at, scale)), page


def _run_over(sheet: Sheet, first: int, last: int, room: float) -> Iterator[int]:
    """Give the rows before which a page ends because it is full."""
    used = 0.0
    for row in range(first, last + 1):
        tall = sheet.heights.get(row, DEFAULT_HEIGHT)
        if used + tall > room:
            yield row
            used = 0.0
        used += tall


def printed_area(sheet: Sheet) -> tuple[int, int, int, int]:
    """Give the first row and column and the last ones that are printed."""
    seen = [cell for cell in sheet.cells if cell.style != "hidden"]
    last, right = (
        max(ends) for ends in zip(*((c.row + c.down - 1, c.column + c.across - 1) for c in seen), strict=True)
    )
    return sheet.printed or (2, 2, last, right)


def stands_in(cell: Cell, area: tuple[int, int, int, int]) -> bool:
    """Say whether a cell stands in an area."""
    return area[0] <= cell.row <= area[2] and area[1] <= cell.column + cell.across - 1 and cell.column <= area[3]


def begin(sizes: Sequence[tuple[int, float]], rules: Sequence[float], scale: float) -> float:
    """Say where the first row begins: at the margin, but for what the rules say is another place near it."""
    edges = [0.0]
    for _, size in sizes:
        edges.append(edges[-1] + size * scale)
    near = [rule - edge for rule in rules for edge in edges if abs(rule - edge - MARGIN) < NEAR]
    votes = Counter(round(place * 2) / 2 for place in near)
    if not votes:
        return MARGIN
    best = max(votes, key=lambda place: votes[place])
    chosen = [place for place in near if abs(place - best) < 0.75]
    return sum(chosen) / len(chosen)


EDGES = 79.4  # points above and below the rows of a page: 1.3 and 1.5 centimetres
MARGIN, NEAR = 36.5, 6.0  # above the first row: about half an inch


def laid(sizes: Sequence[tuple[int, float]], start: float, scale: float) -> dict[int, Place]:
    """Lay rows or columns of given sizes one after the other."""
    places = {}
    for number, size in sizes:
        places[number] = (start, start + size * scale)
        start += size * scale
    return places


def within(box: tuple[float, float, float, float], page: Page) -> list[Sign]:
    """Give the signs whose middle lies in a box, line by line."""
    left, top, right, bottom = box
    inside = [
        s for s in page.signs if left <= (s.left + s.right) / 2 <= right and top <= (s.top + s.bottom) / 2 <= bottom
    ]
    return [sign for line in lines_of(inside) for sign in sorted(line, key=lambda one: one.left)]


def lines_of(signs: Sequence[Sign]) -> list[list[Sign]]:
    """Put signs together that stand on one line."""
    lines: list[list[Sign]] = []
    for sign in sorted(signs, key=lambda one: one.base):
        if lines and sign.base - lines[-1][-1].base < sign.size / 4:
            lines[-1].append(sign)
        else:
            lines.append([sign])
    return lines


def cut(text: str, box: tuple[float, float, float, float], signs: Sequence[Sign]) -> str:
    """Say how a text is cut off: signs are missing or foreign, or ink crosses an edge; "" if it stands whole."""
    found = "".join(sign.text for sign in signs)
    if found != squeezed(text):
        return f"is printed as {found}"
    high = max((max(box[1] - sign.top, sign.bottom - box[3]) for sign in signs), default=0.0)
    wide = max((max(box[0] - sign.left, sign.right - box[2]) for sign in signs), default=0.0)
    return f"crosses an edge by {max(high, wide):.1f} points" if high > GIVE or wide > SIDE else ""


@dataclass(frozen=True)
class Filled:
    """A cell on a page: its lines, and the lines that there is still room for."""

    cell: Cell
    text: str
    fault: str
    lines: int
    spare: float


def measured(form: Form, sheet: Sheet, pages: Sequence[Page], values: Mapping[str, Value]) -> Iterator[Row]:
    """Measure every row of a sheet's print."""
    texts = list(shown(form, sheet, values))
    for grid, page in grids(form, sheet, pages):
        cells = [_filled(form, grid, page, cell, text) for cell, text in texts if grid.box(cell)]
        repeated = range(sheet.repeat[0], sheet.repeat[1] + 1) if sheet.repeat[0] else ()
        for row in grid.rows:
            if row in repeated and page is not pages[0]:
                continue
            own = [one for one in cells if one.cell.row <= row < one.cell.row + one.cell.down]
            if own:
                yield _judged(sheet, row, own)


def _filled(form: Form, grid: Grid, page: Page, cell: Cell, text: str) -> Filled:
    box = grid.box(cell)
    assert box is not None
    signs = within(box, page)
    lines = len(lines_of(signs)) if text else 0
    size = font_size(form.skin.styles[cell.style], form.skin) * grid.scale
    pitch = max(pitch_of(signs), size * LEAST_LINE) if lines > 1 else size * LINE
    spare = (box[3] - box[1] - MARGIN_OF_TEXT * grid.scale) / pitch - max(lines, 1)
    return Filled(cell, text, cut(text, box, signs) if text else "", lines, spare)


def pitch_of(signs: Sequence[Sign]) -> float:
    """Give how far lines are apart; 0 where there is one only."""
    bases = [line[0].base for line in lines_of(signs)]
    return (bases[-1] - bases[0]) / (len(bases) - 1) if len(bases) > 1 else 0.0


def _judged(sheet: Sheet, row: int, cells: Sequence[Filled]) -> Row:
    """A row is cut where a text of it is, and too high where every cell in it has room for more than a line more."""
    for one in cells:
        if one.fault and one.cell.row == row:
            return Row(sheet.name, row, f"cut: {one.fault}", one.text)
    full = min(cells, key=lambda one: one.spare)
    if full.spare >= (MOST_SPARE if full.lines <= MANY_LINES else full.lines * LONG_SHARE):
        return Row(sheet.name, row, f"too high: room for {full.spare:.1f} lines more than {full.lines}", full.text)
    return Row(sheet.name, row)
