"""Forms rendered as .xlsx: the one module that turns neutral sheets into XlsxWriter calls.

Knows Excel and nothing of rubrics. Every text is written as a string, whatever it begins with; every formula
carries its value, since previews never recalculate; every return code that is not 0 raises.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from io import BytesIO
from typing import Any

from xlrubric.cellrefs import address, letters, quoted
from xlrubric.excel_page import (
    Told,
    done,
    is_on,
    message,
    new_book,
    no_advice,
    properties,
    put_blank,
    put_comment,
    put_formula,
    put_link,
    put_number,
    put_text,
    set_up_print,
    unit_format,
)
from xlrubric.layout.form import Form
from xlrubric.layout.measure import height
from xlrubric.layout.sheets import (
    KEY_COLUMN,
    KEY_ROW,
    PIXELS,
    Bounds,
    Cell,
    Choice,
    Days,
    Formula,
    Input,
    Mark,
    Sheet,
    Signpost,
)
from xlrubric.layout.signposts import Waiting, signpost_value
from xlrubric.skin import Skin

Value = Decimal | str | bool | None
Values = Mapping[str, Value]

LONGEST_TITLE, LONGEST_MESSAGE = 32, 255  # Excel's limits for the messages of a validation
AUTHOR = "xlrubric"
COMMENT_WIDTH = 260  # pixels
MOST_LEVELS = 7  # of an outline
UNPROTECTED = {"format_columns": True, "format_rows": True, "autofilter": True}


@dataclass(frozen=True)
class Stamp:
    """Who and when a workbook says that it was made by and at."""

    created: datetime
    author: str = AUTHOR


def render(form: Form, values: Values, stamp: Stamp, comments: Mapping[str, str] | None = None) -> bytes:
    """Render a form; ``values`` gives each formula's cached value and each pre-filled entry, by name.

    ``comments`` are shown beside their cells, by name.
    """
    buffer, waiting = BytesIO(), Waiting(values)
    values = {**values, **{name: signpost_value(way, waiting) for name, way in form.ways.items()}}
    with new_book(buffer, stamp.created, title=form.standard.rubric.title, author=stamp.author) as book:
        book.set_calc_mode("auto")
        brush = Brush(book, form.skin)
        for sheet in form.sheets:
            _sheet(book, brush, form, sheet, values)
            _comments(book.get_worksheet_by_name(sheet.name), sheet, comments or {}, form.skin)
        for sheet in form.sheets:
            for anchor, (row, column) in sheet.anchors.items():  # a name goes with its cell when rows are moved
                done(book.define_name(anchor, f"={quoted(sheet.name)}!${letters(column)}${row}"))
    return buffer.getvalue()


class Brush:
    """Makes each format once: a style of the look, a unit behind the number, locked or open."""

    def __init__(self, book: Any, skin: Skin) -> None:
        self.book, self.skin = book, skin
        self.made: dict[tuple[str, str, bool], Any] = {}
        self.marks: dict[str, Any] = {}

    def format(self, style: str, unit: str, locked: bool) -> Any:
        """Give the format of a cell."""
        key = (style, unit, locked)
        if key not in self.made:
            self.made[key] = self.book.add_format(self._properties(*key))
        return self.made[key]

    def _properties(self, style: str, unit: str, locked: bool) -> dict[str, object]:
        number_format = unit_format(unit) if unit else ""
        return properties(self.skin.styles[style], self.skin, number_format) | {"locked": locked}

    def mark(self, style: str) -> Any:
        """Give the format of a conditional mark."""
        if style not in self.marks:
            look = self.skin.marks[style]
            wanted = {"bg_color": look["fill"], "font_color": look["color"], "bold": is_on(look, "bold")}
            self.marks[style] = self.book.add_format(wanted)
        return self.marks[style]


def _sheet(book: Any, brush: Brush, form: Form, sheet: Sheet, values: Values) -> None:
    page = book.add_worksheet(sheet.name)
    _keys(page, brush, sheet)
    for cell in sheet.cells:
        _cell(page, brush, form, cell, values)
    for mark in sheet.marks:
        _mark(page, brush, mark)
    for row, points in sheet.heights.items():
        folds = {"level": min(sheet.levels[row], MOST_LEVELS)} if row in sheet.levels else {}
        done(page.set_row(row - 1, round(points, 1), None, folds))
    _columns(page, sheet)
    _view(page, sheet)
    _print(page, form, sheet)
    page.protect("", UNPROTECTED)
    no_advice(page)


def _keys(page: Any, brush: Brush, sheet: Sheet) -> None:
    hidden = brush.format("hidden", "", True)
    put_text(page, 0, 0, sheet.key, hidden)
    for row, key in sheet.row_keys.items():
        put_text(page, row - 1, KEY_COLUMN - 1, key, hidden)
    for column, key in sheet.column_keys.items():
        put_text(page, KEY_ROW - 1, column - 1, key, hidden)
    if sheet.state == "visible":
        done(page.set_row(KEY_ROW - 1, None, None, {"hidden": True}))


def _cell(page: Any, brush: Brush, form: Form, cell: Cell, values: Values) -> None:
    open_ = isinstance(cell.content, Input) and not cell.content.shut
    style = brush.format(cell.style, cell.unit, not open_)
    if cell.down > 1 or cell.across > 1:
        last = (cell.row + cell.down - 2, cell.column + cell.across - 2)
        done(page.merge_range(cell.row - 1, cell.column - 1, *last, "", style))
    _write(page, form, cell, values, style)
    if cell.below and isinstance(cell.content, str):
        _covered(page, cell, cell.content, style)
    if isinstance(cell.content, Input) and open_:
        _validate(page, cell, cell.content)


def _comments(page: Any, sheet: Sheet, comments: Mapping[str, str], skin: Skin) -> None:
    """Write comments beside their cells, each as large as its text."""
    look = {"author": AUTHOR, "font_name": skin.font, "font_size": 9, "width": COMMENT_WIDTH}
    for cell in sheet.cells:
        if text := comments.get(cell.name):
            tall = height(text, COMMENT_WIDTH / PIXELS, 9) * 96 / 72 + 16
            put_comment(page, cell.row - 1, cell.column - 1, text, {**look, "height": tall})


def _covered(page: Any, cell: Cell, text: str, style: Any) -> None:
    """Write a merged block's text into the first cell of each row that it covers, where filters look."""
    for row in range(cell.row, cell.row + cell.down - 1):
        put_text(page, row, cell.column - 1, text, style)


def _write(page: Any, form: Form, cell: Cell, values: Values, style: Any) -> None:
    """Write a cell's content."""
    row, column = cell.row - 1, cell.column - 1
    if isinstance(cell.content, Formula):
        put_formula(page, row, column, "=" + form.formulas[cell.name], style, values[cell.name])
    elif isinstance(cell.content, Signpost):
        put_formula(page, row, column, "=" + form.way_texts[cell.name], style, values[cell.name])
    elif cell.link and isinstance(cell.content, str):
        put_link(page, row, column, f"internal:{cell.link}", style, cell.content)
    else:
        value = values.get(cell.name) if isinstance(cell.content, Input) else cell.content
        _write_value(page, cell, value, style)


def _write_value(page: Any, cell: Cell, value: Value, style: Any) -> None:
    row, column = cell.row - 1, cell.column - 1
    if isinstance(value, Decimal):
        put_number(page, row, column, value, style)
    elif isinstance(value, str):
        put_text(page, row, column, value, style)
    else:
        put_blank(page, row, column, style)


def _validate(page: Any, cell: Cell, content: Input) -> None:
    rule = _allowed(cell, content)
    messages = {
        "input_title": message(content.title, LONGEST_TITLE),
        "input_message": message(content.ask, LONGEST_MESSAGE),
        "error_title": message(content.title, LONGEST_TITLE),
        "error_message": message(content.refuse, LONGEST_MESSAGE),
    }
    wanted = {**rule, **{k: v for k, v in messages.items() if v}}
    done(page.data_validation(cell.row - 1, cell.column - 1, cell.row - 1, cell.column - 1, wanted))


def _allowed(cell: Cell, content: Input) -> dict[str, object]:
    rule = content.rule
    if isinstance(rule, Choice):
        return {"validate": "list", "source": rule.area}
    if isinstance(rule, Bounds):
        return _bounded(cell, rule)
    if isinstance(rule, Days):
        low, high = (datetime(day.year, day.month, day.day) for day in (rule.low, rule.high))
        return {"validate": "date", "criteria": "between", "minimum": low, "maximum": high}
    return {"validate": "any"}


def _bounded(cell: Cell, rule: Bounds) -> dict[str, object]:
    least = max(rule.low, Decimal(1)) if rule.gap else rule.low
    low, high = f"{least:f}", f"{rule.high:f}"
    if rule.zero and least > 0:
        at = address(cell.row, cell.column)
        allowed = f"=AND(ISNUMBER({at}),OR({at}=0,AND({at}>={low},{at}<={high})))"
        return {"validate": "custom", "value": allowed}
    kind = "integer" if rule.whole else "decimal"
    return {"validate": kind, "criteria": "between", "minimum": low, "maximum": high}


def _mark(page: Any, brush: Brush, mark: Mark) -> None:
    first_row, first_column, last_row, last_column = (n - 1 for n in mark.area)
    if mark.style == "bar":
        rule = {
            "type": "data_bar",
            "bar_color": brush.skin.marks["bar"]["color"],
            "bar_solid": True,
            "min_type": "num",
            "max_type": "num",
            "min_value": 0,
            "max_value": 1,
        }
    else:
        rule = {"type": "formula", "criteria": mark.formula, "format": brush.mark(mark.style)}
    done(page.conditional_format(first_row, first_column, last_row, last_column, rule))


def _columns(page: Any, sheet: Sheet) -> None:
    if sheet.state == "visible":
        done(page.set_column(0, 0, None, None, {"hidden": True}))
    for column, width in sheet.widths.items():
        hidden = {"hidden": True} if column in sheet.hidden_columns else {}
        done(page.set_column(column - 1, column - 1, width, None, hidden))


def _view(page: Any, sheet: Sheet) -> None:
    page.hide_gridlines(2)
    page.set_zoom(sheet.zoom)
    if sheet.freeze:
        page.freeze_panes(sheet.freeze, 0)
    if sheet.filter:
        first_row, first_column, last_row, last_column = (n - 1 for n in sheet.filter)
        done(page.autofilter(first_row, first_column, last_row, last_column))
    if sheet.state == "hidden":
        page.hide()
    elif sheet.state == "veryHidden":
        page.very_hidden()


def _print(page: Any, form: Form, sheet: Sheet) -> None:
    rubric = form.standard.rubric
    told = Told(rubric.title, sheet.owner, rubric.period or "")
    set_up_print(page, form.skin, told, high=1 if sheet.whole else 0)
    if sheet.printed:
        first_row, first_column, last_row, last_column = (n - 1 for n in sheet.printed)
        done(page.print_area(first_row, first_column, last_row, last_column))
    if sheet.repeat[0]:
        page.repeat_rows(sheet.repeat[0] - 1, sheet.repeat[1] - 1)
    if sheet.breaks:
        page.set_h_pagebreaks([row - 1 for row in sheet.breaks])
