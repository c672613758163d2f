"""The sheet with the unit's result: its place, and section by section its points beside the mean and the best.

Apart from the other sheets because it is drawn in blocks, with a chart beside them.
"""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

from xlrubric.excel_page import done
from xlrubric.feedback.material import Section, UnitFeedback
from xlrubric.feedback.paper import Page, Paper, widths_of
from xlrubric.ranking_book.figures import rounded
from xlrubric.ranking_book.pen import Shown, is_long, plainly
from xlrubric.rules import plain

TABLE = ("label", "points", "own", "mean", "best", "against_mean")
CHARTED = ("own", "mean", "best")
CHART_COLUMNS = 6
CHART_WIDTH = 560  # pixels
LEAST_HEIGHT, SECTION_HEIGHT, MOST_HEIGHT = 260, 52, 900  # pixels: of the chart, of a section in it
MOST_LACKING = 10  # documents that are named
TITLE, SUBTITLE, TILES, SAID = 1, 2, 4, 6


def write_result(paper: Paper) -> None:
    """Write the sheet, on one page."""
    widths = widths_of(paper.words, "result")
    chart = widths.pop("chart")
    wide = widths | {f"chart{n}": chart for n in range(CHART_COLUMNS)}
    page = Page(paper, "result", wide)
    page.whole(TITLE, Shown(paper.title("result"), "big_title"))
    page.whole(SUBTITLE, Shown(_subtitle(paper), "subtitle"))
    tiles = dict(zip(wide, _tiles(paper), strict=False))
    page.line(TILES, {key: Shown(label, "tile") for key, (label, _) in tiles.items()})
    page.line(TILES + 1, {key: shown for key, (_, shown) in tiles.items()})
    row = _sentences(page, paper)
    row = _sections(page, paper, row)
    row = _more(page, paper, row)
    _lacking(page, paper, row)
    page.finish(high=1)


def _subtitle(paper: Paper) -> str:
    unit, period = paper.unit, paper.facts.get("period", "")
    said = {"name": unit.name, "id": unit.unit, "period": period, "made": paper.facts.get("made", "")[:10]}
    return paper.words.say("result.subtitle" if period else "result.subtitle_plain", **said)


def _tiles(paper: Paper) -> list[tuple[str, Shown]]:
    unit, labels = paper.unit, paper.words.labels
    style = "tile_doubt" if unit.provisional else "tile_figure"
    full = {"total": Shown(unit.total, style), "full": Shown(_number(paper.facts.get("points", "")), "tile_figure")}
    year = {"composite": Shown(unit.composite, style), "form_total": Shown(unit.total, "tile_figure")}
    figures = {
        **(full if unit.composite is None else year),
        "rank": Shown(_number(unit.rank), "tile_figure"),
        "count": Shown(unit.count, "tile_figure"),
        "mean": Shown(unit.mean, "tile_figure"),
        "best": Shown(unit.best, "tile_figure"),
    }
    tiles = [(labels[f"tile.{key}"], shown) for key, shown in figures.items()]
    gap = ("", Shown(None, "note"))  # the grade stands over the chart
    return [*tiles, gap, (labels["tile.grade"], Shown(unit.grade, "tile_figure"))] if unit.grade else tiles


def _number(text: str) -> Decimal | str | None:
    digits = text.replace(".", "", 1).removeprefix("-")
    return Decimal(text) if digits.isascii() and digits.isdigit() else text or None


def _sentences(page: Page, paper: Paper) -> int:
    """Say in a sentence what the total is made of, where the faults stand, and whether it can change."""
    unit, words = paper.unit, paper.words
    row = SAID
    base = next((row["words"] for row in unit.ledger if row.get("kind") == "base"), None)
    listed = words.say("see_list", count=len(unit.faults), sheet=words.labels["list"])
    said = [str(base or ""), listed if unit.faults else words.labels["no_faults"]]
    for text in filter(None, said):
        page.whole(row, Shown(text, "sentence"))
        row += 1
    if unit.provisional:
        told = words.say("provisional", filled=unit.filled or "—", findings=unit.findings or "—")
        page.whole(row, Shown(told, "warning"))
        row += 1
    return row + 1


def _sections(page: Page, paper: Paper, row: int) -> int:
    """Write the table of sections with the total below, and the chart beside it; give the next free row."""
    labels, unit = paper.words.labels, paper.unit
    page.whole(row, Shown(labels["sections"], "block"), len(TABLE))
    page.line(row + 1, {key: Shown(labels[f"col.{key}"], "head") for key in TABLE})
    first = row + 2
    for n, section in enumerate(unit.sections):
        page.line(first + n, _cells(section, "text", "number"))
    last = first + len(unit.sections) - 1
    full = _number(paper.facts.get("points", ""))
    points = full if isinstance(full, Decimal) else None
    total = Section(labels["col.total"], points, unit.total, unit.mean, unit.best)
    page.line(last + 1, _cells(total, "label", "own"))
    page.whole(last + 2, Shown(paper.words.say("sections_note", count=unit.count), "note"), len(TABLE))
    if unit.sections:
        chart = _chart(paper, page, first, last)
        done(page.page.insert_chart(row - 1, page.columns["chart0"] - 1, chart, {"object_position": 2}))
    return last + 4


def _cells(section: Section, label: str, number: str) -> dict[str, Shown]:
    against = None if section.own is None or section.mean is None else section.own - section.mean
    return {
        "label": Shown(section.name, label),
        "points": Shown(plainly(section.points), number),
        "own": Shown(plainly(section.own), "own"),
        "mean": Shown(plainly(section.mean), number),
        "best": Shown(plainly(section.best), number),
        "against_mean": Shown(plainly(against), "signed"),
    }


def _chart(paper: Paper, page: Page, first: int, last: int) -> Any:
    """Draw the points of the sections as bars: the unit's own, the mean and the best."""
    words, font = paper.words, {"name": paper.words.skin.font, "size": 9}
    chart = paper.workbook.add_chart({"type": "bar"})
    for key in CHARTED:
        column = page.columns[key] - 1
        area = {"categories": [words.labels["result"], first - 1, 0, last - 1, 0]}
        area["values"] = [words.labels["result"], first - 1, column, last - 1, column]
        look = {"fill": {"color": words.marks[key]}, "gap": 60, "overlap": 0}
        chart.add_series({"name": words.labels[f"chart.{key}"], **area, **look})
    chart.set_title({"name": words.labels["chart.title"], "name_font": {**font, "size": 11}, "overlay": False})
    chart.set_legend({"position": "bottom", "font": font})
    chart.set_y_axis({"reverse": True, "num_font": font, "line": {"color": paper.words.skin.border}})
    grid = {"visible": True, "line": {"color": "#E3E7EC"}}
    chart.set_x_axis({"num_font": font, "major_gridlines": grid, "min": 0, "label_position": "high"})
    tall = min(MOST_HEIGHT, max(LEAST_HEIGHT, 110 + SECTION_HEIGHT * (last - first + 1)))
    chart.set_size({"width": CHART_WIDTH, "height": tall})
    return chart


def _more(page: Page, paper: Paper, row: int) -> int:
    """Write the further results of the ranking, such as what a place brings; give the next free row."""
    if not paper.unit.more:
        return row
    page.whole(row, Shown(paper.words.labels["more"], "block"), len(TABLE))
    return _pairs(page, row + 1, _told(paper.unit)) + 1


def _pairs(page: Page, row: int, pairs: Iterable[tuple[str, str]]) -> int:
    """Write a heading and a text to each line; give the next row."""
    for heading, value in pairs:
        width = sum(page.widths[1 : len(TABLE)])
        page.line(row, {"label": Shown(heading, "label")}, least=page.pen.height(Shown(value, "text"), width))
        page.pen.write(row, page.columns["points"], Shown(value, "text"), len(TABLE) - 1)
        row += 1
    return row


def _lacking(page: Page, paper: Paper, row: int) -> None:
    """Name the documents that the unit itself says are missing, as many as a short list holds."""
    lacking, words = paper.unit.lacking, paper.words
    if not lacking:
        return
    page.whole(row, Shown(words.say("lacking", count=len(lacking)), "block"), len(TABLE))
    row = _pairs(page, row + 1, lacking[:MOST_LACKING])
    if (more := len(lacking) - MOST_LACKING) > 0:
        page.whole(row, Shown(words.say("lacking_more", count=more), "note"), len(TABLE))


def _told(unit: UnitFeedback) -> Iterator[tuple[str, str]]:
    for heading, value in unit.more:
        yield heading, plain(rounded(value) if is_long(value) else value) if isinstance(value, Decimal) else value
