"""The authoring workbook written: a rubric's tree, or nothing, as sheets to fill in, with help beside each field.

Apart from ``reading``, which takes workbooks of any origin. templates/rubric.xlsx is this module's output for no
rubric at all, and a test holds it to that.
"""

import datetime
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import ceil
from pathlib import Path as FilePath
from typing import Any

from xlrubric.authoring.celltext import as_number, cell_of
from xlrubric.authoring.fields import (
    EVERYDAY,
    GRADE_FIELDS,
    GRADE_SHEET,
    HELP_SHEET,
    KIND,
    KIND_WORDS,
    LEVEL,
    NODE_FIELDS,
    NODE_SHEET,
    RESULT_SHEET,
    RUBRIC_FIELDS,
    RUBRIC_SHEET,
    TRUTHS,
    Field,
    Kind,
    Shape,
    unlisted,
)
from xlrubric.authoring.guide import GUIDE
from xlrubric.authoring.nesting import NodeRow, Path, node_rows
from xlrubric.authoring.result_rows import PARTS, RESULT, ResultRow, result_rows, template_rows
from xlrubric.excel_page import A4, done, new_book, no_advice, put_blank, put_number, put_text
from xlrubric.layout.measure import TALLEST, needed
from xlrubric.outputs import write_bytes
from xlrubric.problems import Problem, Refusal, problem
from xlrubric.yamltext import Source

_PAGE = 240  # characters across a printed page
SPARE = 300  # rows with dropdowns below the last one written
_CREATED = datetime.datetime(2025, 1, 1)  # fixed, so that the same program gives the same file
_HEAD, _RARE, _LINE = "#DDEBF7", "#EDEDED", "#BFBFBF"
_FILLS = {Kind.SECTION: "#BDD7EE", Kind.ITEM: "#E2EFDA", Kind.GROUP: "#FFF2CC", Kind.MEMBER: "#FFFBEB"}
_RUBRIC_COLUMNS = (("字段 field", 22), ("值 value", 60), ("说明 help", 60))
_RESULT_COLUMNS = (("部分 part", 12), ("字段 field", 26), ("值 value", 60), ("说明 help", 60))
_HELP_WIDTHS = (16, 16, 76, 34)
_CENTRED = (Shape.NUMBER, Shape.AMOUNT, Shape.TRUTH)
_INDENTS = {Kind.ITEM: 1, Kind.GROUP: 2, Kind.FINDING: 2, Kind.MEMBER: 3}
FONT, SIZE = "宋体", 10
_MOST_LISTED = 255  # signs that a dropdown written out may have


@dataclass(frozen=True)
class _Cell:
    """What is to stand in a cell: nothing, a text, or a text that is a number too."""

    field: Field
    text: str = ""

    @property
    def number(self) -> float | None:
        return as_number(self.text) if self.field.shape is Shape.NUMBER else None


@dataclass(frozen=True)
class _Page:
    """A sheet under the pen, and the book's formats by name."""

    sheet: Any
    formats: Mapping[str, Any]

    def write(self, row: int, column: int, cell: _Cell, look: str = "") -> None:
        """Write a cell, by its field's look unless another is named."""
        form = self.formats[look or _look(cell.field)]
        if cell.number is not None:
            put_number(self.sheet, row, column, cell.number, form)
        elif cell.text:
            put_text(self.sheet, row, column, cell.text, form)
        else:
            put_blank(self.sheet, row, column, form)

    def say(self, row: int, column: int, text: str, look: str) -> None:
        """Write a text of ours."""
        put_text(self.sheet, row, column, text, self.formats[look])

    def grow(self, row: int, texts: Iterable[tuple[str, float]]) -> None:
        """Make a row as high as its texts need in columns of such widths; one line is left to the program."""
        height = max((needed(text, width, SIZE) for text, width in texts), default=0)
        if height > 2 * SIZE:
            done(self.sheet.set_row(row, min(height, TALLEST)))


def blank_workbook() -> bytes:
    """Make the blank authoring workbook."""
    return authored(Source("", {"sections": []}, {}, ()))


def write_template(folder: FilePath) -> None:
    """Write the blank workbook into the folder as rubric.xlsx; raises Refusal as ``outputs.write_bytes`` does."""
    write_bytes(folder / "rubric.xlsx", blank_workbook())


def authored(source: Source) -> bytes:
    """Write a rubric's tree as an authoring workbook.

    Raises Refusal, naming places of the source, where the tree is no rubric's or a value cannot stand in a cell.
    """
    if not isinstance(source.tree, dict):
        raise Refusal([problem(source.place(()), "rubric-not-a-table")])
    own = {name: value for name, value in source.tree.items() if name not in ("grades", "sections", RESULT)}
    rubric = _cells(own, (), RUBRIC_FIELDS, source)
    grades = [_cells(grade, ("grades", n), GRADE_FIELDS, source) for n, grade in enumerate(_grades(source))]
    rows = [(row, _cells(row.fields, row.path, NODE_FIELDS, source)) for row in node_rows(source)]
    result = [(row, _result_cell(row, source)) for row in result_rows(source)] or [
        (row, _Cell(row.field)) for row in template_rows() if row.field
    ]
    buffer = io.BytesIO()
    with new_book(buffer, _CREATED, title="评分细则") as book:
        formats = _formats(book)
        _write_rubric(_page(book, RUBRIC_SHEET, formats), rubric)
        _write_nodes(_page(book, NODE_SHEET, formats), rows)
        _write_grades(_page(book, GRADE_SHEET, formats), grades)
        _write_result(_page(book, RESULT_SHEET, formats), result)
        _write_help(_page(book, HELP_SHEET, formats))
    return buffer.getvalue()


# --- values into cells -----------------------------------------------------------------------------------


def _grades(source: Source) -> Sequence[Mapping[str, object]]:
    assert isinstance(source.tree, dict)
    grades = source.tree.get("grades", [])
    if not isinstance(grades, list) or not all(isinstance(grade, dict) for grade in grades):
        raise Refusal([problem(source.place(("grades",)), "authoring-unfit", field="grades")])
    return grades


def _cells(node: Mapping[str, object], path: Path, fields: Sequence[Field], source: Source) -> dict[str, _Cell]:
    """Give the cells of a node by field; what cannot be written is refused all at once."""
    named = {field.name: field for field in fields}
    cells, problems = dict[str, _Cell](), list[Problem]()
    for name, value in node.items():
        field = named.get(name) or unlisted(name)
        text = cell_of(value, field)
        if text is None or _unheadable(field, fields):
            problems.append(problem(source.place((*path, name)), "authoring-unfit", field=name))
        else:
            cells[name] = _Cell(field, text)
    if problems:
        raise Refusal(problems)
    return cells


def _result_cell(row: ResultRow, source: Source) -> _Cell | None:
    if row.field is None:
        return None
    text = cell_of(row.value, row.field)
    if text is None or _unheadable(row.field, row.part.fields):
        raise Refusal([problem(source.place(row.path), "authoring-unfit", field=row.field.name)])
    return _Cell(row.field, text)


def _unheadable(field: Field, fields: Sequence[Field]) -> bool:
    """Say whether a field that the table lacks could not be read back by its heading."""
    return field not in fields and not (field.name.isascii() and field.name.isidentifier() and field.name.islower())


# --- the sheets ------------------------------------------------------------------------------------------


def _formats(book: Any) -> dict[str, Any]:
    font = {"font_name": FONT, "font_size": SIZE, "num_format": "@", "valign": "vcenter"}
    base = font | {"text_wrap": True, "border": 1, "border_color": _LINE}
    head = base | {"bold": True, "align": "center"}
    return {
        "head": book.add_format(head | {"bg_color": _HEAD}),
        "rare": book.add_format(head | {"bg_color": _RARE}),
        "text": book.add_format(base),
        "number": book.add_format(base | {"align": "center", "num_format": "General"}),
        "centred": book.add_format(base | {"align": "center"}),
        "field": book.add_format(base | {"bold": True, "bg_color": _HEAD}),
        "help": book.add_format(base | {"font_color": "#595959"}),
        "title": book.add_format(font | {"bold": True, "font_size": 12}),
        "plain": book.add_format(font),
        **{f"indent{n}": book.add_format(base | {"indent": n}) for n in range(1, 4)},
        **{kind: book.add_format({"bg_color": fill, "bold": kind is Kind.SECTION}) for kind, fill in _FILLS.items()},
    }


def _look(field: Field) -> str:
    return "number" if field.shape is Shape.NUMBER else "centred" if field.shape in _CENTRED else "text"


def _page(book: Any, name: str, formats: Mapping[str, Any]) -> _Page:
    sheet = book.add_worksheet(name)
    no_advice(sheet)
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.fit_to_pages(1, 0)
    return _Page(sheet, formats)


def _write_rubric(page: _Page, cells: Mapping[str, _Cell]) -> None:
    """Write a row for each of the rubric's own fields: the field, its value, its help."""
    for column, (text, width) in enumerate(_RUBRIC_COLUMNS):
        done(page.sheet.set_column(column, column, width))
        page.say(0, column, text, "head")
    foreign = [cell.field for name, cell in cells.items() if cell.field not in RUBRIC_FIELDS]
    for row, field in enumerate((*RUBRIC_FIELDS, *foreign), 1):
        page.say(row, 0, _heading(field, " "), "field")
        cell = cells.get(field.name, _Cell(field))
        page.write(row, 1, cell, "text")
        page.say(row, 2, _helped(field), "help")
        page.grow(row, ((cell.text, _RUBRIC_COLUMNS[1][1]), (_helped(field), _RUBRIC_COLUMNS[2][1])))
        _dropdown(page, field, (row, 1, row, 1))
    page.sheet.freeze_panes(1, 1)


def _write_nodes(page: _Page, rows: Sequence[tuple[NodeRow, Mapping[str, _Cell]]]) -> None:
    used = [cells for _, cells in rows]
    columns = (KIND, LEVEL, *NODE_FIELDS, *_foreign(used, NODE_FIELDS))
    everyday = [field.name for field in columns].index(EVERYDAY)
    for number, field in enumerate(columns):
        _head(page, number, field, "head" if number <= everyday else "rare", len(rows))
    for row, (node, cells) in enumerate(rows, 1):
        level = _Cell(LEVEL, str(node.level) if node.level else "")
        indent = _INDENTS.get(node.kind, 0)
        page.write(row, 0, _Cell(KIND, KIND_WORDS[node.kind]), f"indent{indent}" if indent else "")
        page.write(row, 1, level)
        for number, field in enumerate(columns[2:], 2):
            page.write(row, number, cells.get(field.name, _Cell(field)))
        page.grow(row, ((cell.text, cell.field.width) for cell in cells.values()))
    _colour(page, len(rows) + SPARE, len(columns) - 1)
    done(page.sheet.set_row(0, 32))
    page.sheet.freeze_panes(1, 4)
    last = max((n for n, field in enumerate(columns) if any(field.name in cells for cells in used)), default=0)
    _print_nodes(page, max(len(rows), 1), columns[: max(last, everyday) + 1])


def _print_nodes(page: _Page, last_row: int, columns: Sequence[Field]) -> None:
    """Print the columns as far as they are used, on as many pages side by side as keep them readable."""
    done(page.sheet.print_area(0, 0, last_row, len(columns) - 1))
    page.sheet.fit_to_pages(ceil(sum(field.width for field in columns) / _PAGE), 0)
    page.sheet.repeat_rows(0)
    page.sheet.repeat_columns(0, 3)


def _write_grades(page: _Page, grades: Sequence[Mapping[str, _Cell]]) -> None:
    columns = (*GRADE_FIELDS, *_foreign(grades, GRADE_FIELDS))
    for number, field in enumerate(columns):
        _head(page, number, field, "head", len(grades))
    for row in range(1, max(len(grades), 6) + 1):
        cells = grades[row - 1] if row <= len(grades) else {}
        for number, field in enumerate(columns):
            page.write(row, number, cells.get(field.name, _Cell(field)))
    done(page.sheet.set_row(0, 32))
    page.sheet.freeze_panes(1, 1)


def _write_result(page: _Page, rows: Sequence[tuple[ResultRow, _Cell | None]]) -> None:
    """Write a row for each field of the result: its part, the field, its value, its help."""
    for column, (text, width) in enumerate(_RESULT_COLUMNS):
        done(page.sheet.set_column(column, column, width, page.formats["text"]))
        page.say(0, column, text, "head")
    before = ""
    for row, (of, cell) in enumerate(rows, 1):
        page.say(row, 0, of.label, "field" if of.label != before else "text")
        before = of.label
        if cell is None:
            continue
        field = cell.field
        page.say(row, 1, _heading(field, " "), "field")
        page.write(row, 2, cell, "text")
        page.say(row, 3, _advised(field), "help")
        page.grow(row, ((cell.text, _RESULT_COLUMNS[2][1]), (_advised(field), _RESULT_COLUMNS[3][1])))
        _dropdown(page, field, (row, 2, row, 2))
    page.sheet.freeze_panes(1, 2)
    page.sheet.repeat_rows(0)


def _advised(field: Field) -> str:
    return f"{_helped(field)}例：{field.example}" if field.example and not field.words else _helped(field)


def _write_help(page: _Page) -> None:
    """Write how the sheets are filled in, and a row for each column: heading, field, help, example."""
    for column, width in enumerate(_HELP_WIDTHS):
        done(page.sheet.set_column(column, column, width))
    for row, (look, texts) in enumerate(_help_lines()):
        for column, text in enumerate(texts):
            page.say(row, column, text, look)
        page.grow(row, zip(texts, _HELP_WIDTHS, strict=False) if look == "text" else ())


def _help_lines() -> Iterator[tuple[str, Sequence[str]]]:
    """Give each line of the help: its look and its cells."""
    for part in GUIDE:
        yield "title", (part.title,)
        yield from (("plain", line) for line in part.rows)
        yield "plain", ()
    yield "head", ("列", "YAML 字段", "怎样填写", "示例")
    for field in (KIND, LEVEL, *NODE_FIELDS):
        yield "text", (field.heading, field.name, _helped(field), field.example)
    yield "plain", ()
    for known in PARTS:
        named = f"{known.word} 1、{known.word} 2……" if known.many else known.word
        yield "title", (f"“结果规则”表的部分：{named}",)
        for field in known.fields:
            yield "text", (field.heading, field.name, _helped(field), field.example)


# --- headings, dropdowns, colours ------------------------------------------------------------------------


def _foreign(rows: Iterable[Mapping[str, _Cell]], fields: Sequence[Field]) -> list[Field]:
    """Give the fields in use that the table does not know, each once."""
    found = {cell.field.name: cell.field for cells in rows for cell in cells.values() if cell.field not in fields}
    return list(found.values())


def _heading(field: Field, between: str) -> str:
    return field.heading if field.heading == field.name else f"{field.heading}{between}{field.name}"


def _helped(field: Field) -> str:
    """Give a field's help, with the words that may be chosen."""
    words = "、".join(_choices(field))
    return f"{field.help}可选：{words}。" if words and field is not KIND else field.help


def _head(page: _Page, column: int, field: Field, look: str, rows: int) -> None:
    """Write a column's heading with its help as a comment, and prepare the cells below it."""
    done(page.sheet.set_column(column, column, field.width, page.formats[_look(field)]))
    page.say(0, column, _heading(field, "\n"), look)
    if field.help:
        example = f"\n例：{field.example}" if field.example else ""
        done(page.sheet.write_comment(0, column, _helped(field) + example, _comment(_helped(field) + example)))
    _dropdown(page, field, (1, column, rows + SPARE, column))


def _comment(text: str) -> dict[str, object]:
    """Size a comment to its text: twenty signs a line."""
    lines = sum(1 + len(line) // 20 for line in text.split("\n"))
    return {"author": "", "width": 300, "height": 18 * lines + 10, "font_size": 9, "font_name": "宋体"}


def _choices(field: Field) -> Iterator[str]:
    yield from field.words.values()
    if field.shape is Shape.TRUTH:
        yield from TRUTHS.values()


def _dropdown(page: _Page, field: Field, place: tuple[int, int, int, int]) -> None:
    """Offer a choice's words; others may be typed (the English names), and the reader says what is none."""
    if words := list(_choices(field)):
        assert len(",".join(words)) <= _MOST_LISTED
        rule = {"validate": "list", "source": words, "error_type": "warning", "show_error": False}
        done(page.sheet.data_validation(*place, rule))


def _colour(page: _Page, last_row: int, last_column: int) -> None:
    """Colour the rows by what they are, also those still to be written."""
    for kind in _FILLS:
        names = ",".join(f'$A2="{word}"' for word in (KIND_WORDS[kind], kind.value))
        rule = {"type": "formula", "criteria": f"=OR({names})", "format": page.formats[kind]}
        done(page.sheet.conditional_format(1, 0, last_row, last_column, rule))
