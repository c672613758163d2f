"""The overview: what a leader reads in two minutes, on as few pages as can be read in print.

Apart from ``overview_blocks`` and ``charts``, which say what is shown: here it is put on a grid of fourteen equal
columns and a gap, block below block. A block is never torn by the end of a page, so no chart is either. The sheet
prints at a scale of its own and not fitted to a page: Excel heeds page breaks only then.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from xlrubric.excel_page import done, no_advice, set_up_print
from xlrubric.ranking_book.book import Book
from xlrubric.ranking_book.chart_data import Area
from xlrubric.ranking_book.charts import Frame, insert_chart
from xlrubric.ranking_book.limits import Met, limit_sentences
from xlrubric.ranking_book.lines import SPACE, Grid, Line, beside
from xlrubric.ranking_book.overview_blocks import (
    COLUMNS,
    GAP,
    across,
    consequences,
    faults,
    found,
    has_points,
    rectification,
    tiles,
    title,
    units_and_problems,
)
from xlrubric.ranking_book.pen import Formats, Pen, Shown

SCALES = (84, 78, 72)  # per cent; at the last the columns are as wide as the look says, and 10 points become 7.2
ROOM = 500.0  # points of rows that a page holds at full size, a little kept back
STEP = 20.0  # points: the lines behind a chart
LEFT, APART = 8, 14  # columns of the charts on the left; pixels between a chart and what stands left of it
CHART_LINES = (15, 11)  # as high as a page lets it be, or low enough to stand on the first page
LEAST_LINES = 11  # behind a chart that stands beside a table


@dataclass(frozen=True)
class Placed:
    """A chart within a block: over all its lines, from a column on, so many columns wide."""

    area: Area
    column: int
    across: int


@dataclass(frozen=True)
class Block:
    """Lines that stay together, and the charts over them."""

    lines: Sequence[Line]
    charts: Sequence[Placed] = ()


@dataclass(frozen=True)
class Plan:
    """How the sheet is printed: its scale in per cent, the lines behind a row of charts, the rows behind which a page
    ends, how many blocks stand on the first page.
    """

    scale: int
    lines: int
    breaks: tuple[int, ...]
    first: int


def write_overview(workbook: Any, page: Any, formats: Formats, book: Book, areas: Mapping[str, Area], met: Met) -> None:
    """Write the overview on its page; ``areas`` are the figures that there are charts of, ``met`` what did not fit."""
    pen = Pen(page, formats)
    limits = [Block([across(Shown(said, "note_wrap")) for said in limit_sentences(book, met)])]
    own = limits if limits[0].lines else []
    drawn = {lines: [*_blocks(book, areas, lines), *own] for lines in CHART_LINES}
    plans = [_plan(Grid(pen, _widths(book, scale)), drawn[lines], scale, lines) for lines in drawn for scale in SCALES]
    plan = min(plans, key=lambda plan: (len(plan.breaks), -plan.first, -plan.lines, -plan.scale))
    grid = Grid(pen, _widths(book, plan.scale))
    for number, width in enumerate(grid.widths):
        done(page.set_column(number, number, width))
    for block in drawn[plan.lines]:
        _write(workbook, grid, book, block)
    _set_up(page, book, plan)


def _widths(book: Book, scale: int) -> list[float]:
    """Give the columns' widths at which the sheet is as wide as the page."""
    look = book.words.widths
    wide = look["overview.column"] * SCALES[-1] / scale
    return [look["overview.gap"] if n == GAP else wide for n in range(1, COLUMNS + 1)]


def _plan(grid: Grid, blocks: Sequence[Block], scale: int, lines: int) -> Plan:
    """Put blocks on pages, none torn."""
    breaks, used, row, pages = list[int](), 0.0, 0, [0]
    for block in blocks:
        tall = sum(map(grid.height, block.lines)) + SPACE
        if used and used + tall - SPACE > ROOM * 100 / scale:
            breaks.append(row)
            pages.append(0)
            used = 0.0
        used += tall
        row += len(block.lines) + 1
        pages[-1] += 1
    return Plan(scale, lines, tuple(breaks), pages[0])


def _write(workbook: Any, grid: Grid, book: Book, block: Block) -> None:
    first, tall = grid.row, sum(map(grid.height, block.lines))
    for own in block.lines:
        grid.write(own)
    for chart in block.charts:
        inset = APART if chart.column > 1 else 1
        size = (grid.pixels(chart.column, chart.across) - inset - 1, int(tall * 96 / 72) - 2)
        insert_chart(workbook, grid.pen.page, book, chart.area, Frame(first, chart.column, inset, *size))
    grid.space()


def _set_up(page: Any, book: Book, plan: Plan) -> None:
    page.hide_gridlines(2)
    no_advice(page)
    set_up_print(page, book.words.skin, book.collection.standard.rubric.title)
    page.set_print_scale(plan.scale)
    if plan.breaks:
        page.set_h_pagebreaks(plan.breaks)


def _blocks(book: Book, areas: Mapping[str, Area], lines: int) -> Iterator[Block]:
    yield Block([*title(book), Line(least=SPACE), *tiles(book)])
    if book.collection.rectifications:
        yield Block([rectification(book)])
    if book.collection.lists_only:
        return
    if not has_points(book):
        yield Block(list(found(book, 1)))
        return
    yield Block(units_and_problems(book))
    if book.collection.outcome:
        yield Block(list(consequences(book)))
    yield from _pictures(book, areas, lines)


def _pictures(book: Book, areas: Mapping[str, Area], lines: int) -> Iterator[Block]:
    """Put the charts side by side, the table of the faults below theirs; what there is none of leaves its place."""
    rest = [area for key in ("classes", "rates") if (area := areas.get(key))]
    left = areas.get("faults") or (rest.pop(0) if rest else None)
    if left:
        right = rest.pop(0) if rest else None
        charts = [Placed(left, 1, LEFT if right else COLUMNS)]
        charts += [Placed(right, LEFT + 1, COLUMNS - LEFT)] if right else []
        yield Block([Line(least=STEP)] * lines, charts)
    below = list(faults(book, LEFT if rest else COLUMNS))
    if rest:
        yield Block(beside(below, [Line(least=STEP)] * LEAST_LINES), [Placed(rest[0], LEFT + 1, COLUMNS - LEFT)])
    else:
        yield Block(below)
