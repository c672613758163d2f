"""The overview's charts, as the spreadsheet program's own: they can be changed, copied and pasted elsewhere.

Apart from ``chart_data``, where their figures stand, and from ``overview``, which says where and how large they are.
XlsxWriter keeps in each chart the values that its cells have, so that previews show it too.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from xlrubric.excel_page import done
from xlrubric.ranking_book.book import Book
from xlrubric.ranking_book.chart_data import FIRST, LABEL, SHEET, THIRD, WORDS, Area
from xlrubric.ranking_book.figures import figure, rates
from xlrubric.typed_text import holdable

TEXT = "#404040"
FEW = 8  # units; up to so many an axis counts by ones
LONGEST_ALT = 1000


@dataclass(frozen=True)
class Frame:
    """Where a chart stands: the cell of its upper left corner, how far in from its left edge, its size in pixels."""

    row: int
    column: int
    inset: int
    width: int
    height: int


def insert_chart(workbook: Any, page: Any, book: Book, area: Area, frame: Frame) -> None:
    """Draw a table of figures on a sheet."""
    chart = MAKERS[area.key](workbook, book, area)
    chart.set_title({"name": _title(book, area), "name_font": _font(book, 12, True), "overlay": False})
    chart.set_chartarea({"border": {"color": book.words.skin.border, "width": 0.75}, "fill": {"color": "#FFFFFF"}})
    chart.set_size({"width": frame.width, "height": frame.height})
    placing = {"object_position": 2, "description": alt_text(book, area), "x_offset": frame.inset, "y_offset": 1}
    done(page.insert_chart(frame.row - 1, frame.column - 1, chart, placing))


def _title(book: Book, area: Area) -> str:
    cut = area.key == "rates" and len(rates(book)) > len(area.rows)
    own = "_lowest" if cut else _of(book) if area.key == "classes" else ""
    return book.words.say(f"chart.{area.key}{own}", count=len(area.rows))


def _of(book: Book) -> str:
    """Name what units are ranked by, behind a label: a total needs no name."""
    return "" if figure(book) == "total" else "_composite"


def alt_text(book: Book, area: Area) -> str:
    """Say in words what a chart shows, for those who hear it read: its title and its figures."""
    column = {"faults": FIRST, "classes": THIRD, "rates": THIRD}[area.key]
    said = "; ".join(f"{_label(area, row)}: {_figure(row[column - 1].value, area)}" for row in area.rows)
    return holdable(f"{_title(book, area)}: {said}")[:LONGEST_ALT]


def _label(area: Area, row: Any) -> str:
    return str(row[(WORDS if area.key == "rates" else LABEL) - 1].value)


def _figure(value: Any, area: Area) -> str:
    return f"{value:.1%}" if area.key == "rates" else str(value)


def _faults(workbook: Any, book: Book, area: Area) -> Any:
    """A Pareto chart: columns of units hit, a line of the share of all hits so far on an axis of its own."""
    marks, labels = book.words.marks, book.words.labels
    column, line = workbook.add_chart({"type": "column"}), workbook.add_chart({"type": "line"})
    fill = {"fill": {"color": marks["chart"]}, "gap": 40}
    column.add_series({**_series(book, area, LABEL, FIRST), "name": labels["chart.units"], **fill, **_shown(book)})
    stroke = {"color": marks["chart_line"], "width": 1.75}
    dot = {"type": "circle", "size": 5, "fill": {"color": "#FFFFFF"}, "border": {"color": marks["chart_line"]}}
    series = {**_series(book, area, LABEL, THIRD), "name": labels["chart.share"], "line": stroke, "marker": dot}
    line.add_series({**series, "y2_axis": True})
    column.combine(line)
    column.set_x_axis(_axis(book, "chart.faults_x"))
    column.set_y_axis(_counting(book, area, FIRST))
    line.set_y2_axis({**_axis(book, "chart.share"), "min": 0, "max": 1, "major_unit": 0.2, "num_format": "0%"})
    column.set_legend({"position": "bottom", "font": _font(book, 10)})
    return column


def _classes(workbook: Any, book: Book, area: Area) -> Any:
    """A histogram: how many units have a total in each class."""
    chart = workbook.add_chart({"type": "column"})
    fill = {"fill": {"color": book.words.marks["chart"]}, "border": {"color": "#FFFFFF"}, "gap": 3}
    series = {**_series(book, area, LABEL, THIRD), "name": book.words.labels["chart.units"]}
    chart.add_series({**series, **fill, **_shown(book)})
    edges, words = (area.rows[0][column - 1].value for column in (LABEL, WORDS))
    name = book.words.say(f"chart.classes_x{_of(book)}", edges=edges, words=words)
    chart.set_x_axis({**_axis(book, "chart.units"), "name": name})
    chart.set_y_axis(_counting(book, area, THIRD))
    chart.set_legend({"none": True})
    return chart


def _rates(workbook: Any, book: Book, area: Area) -> Any:
    """Bars: each section's mean share of its points."""
    chart = workbook.add_chart({"type": "bar"})
    fill = {"fill": {"color": book.words.marks["chart"]}, "gap": 45}
    series = {**_series(book, area, WORDS, THIRD), "name": book.words.labels["chart.rate"]}
    chart.add_series({**series, **fill, **_shown(book, "0.0%")})
    shares = area.numbers(THIRD)
    ends = {"min": 0, "max": 1, "major_unit": 0.2} if all(0 <= share <= 1 for share in shares) else {}
    chart.set_y_axis({"reverse": True, "num_font": _font(book, 10), "line": {"color": book.words.skin.border}})
    grid = {"major_gridlines": _grid(), "label_position": "high", "num_format": "0%"}
    chart.set_x_axis({**_axis(book, "chart.rates_x"), **grid, **ends})
    chart.set_legend({"none": True})
    return chart


MAKERS: Mapping[str, Callable[[Any, Book, Area], Any]] = {"faults": _faults, "classes": _classes, "rates": _rates}


def _series(book: Book, area: Area, label: int, value: int) -> dict[str, object]:
    """Point at the cells of a label's and of a value's column."""
    sheet = book.places.sheet(SHEET, 0)
    categories, values = ([sheet, area.first - 1, column - 1, area.last - 1, column - 1] for column in (label, value))
    return {"categories": categories, "values": values}


def _shown(book: Book, number_format: str = "0") -> dict[str, object]:
    return {"data_labels": {"value": True, "font": _font(book, 10), "num_format": number_format}}


def _counting(book: Book, area: Area, column: int) -> dict[str, object]:
    """Give an axis of whole numbers from 0."""
    most = max(area.numbers(column))
    ones = {"major_unit": 1} if most <= FEW else {}
    return {**_axis(book, "chart.units"), "min": 0, "num_format": "0", "major_gridlines": _grid(), **ones}


def _axis(book: Book, label: str) -> dict[str, object]:
    named = {"name": book.words.labels[label], "name_font": _font(book, 10), "num_font": _font(book, 10)}
    return {**named, "line": {"color": book.words.skin.border}, "major_tick_mark": "none"}


def _grid() -> dict[str, object]:
    return {"visible": True, "line": {"color": "#E3E7EC", "width": 0.75}}


def _font(book: Book, size: float, bold: bool = False) -> dict[str, object]:
    return {"name": book.words.skin.font, "size": size, "bold": bold, "color": TEXT}
