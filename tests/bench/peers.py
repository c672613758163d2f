"""What our figures are held against: other ways to do the same work, and the least work that there is."""

from io import BytesIO
from xml.parsers import expat
from zipfile import ZipFile

import openpyxl
import pandas as pd
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from xlrubric.cellrefs import address
from xlrubric.layout.form import Form
from xlrubric.layout.sheets import Cell, Choice, Formula, Input, Sheet, Signpost
from xlrubric.layout.signposts import signpost_text


def pandas_openpyxl(data: bytes) -> None:
    """Merely read every sheet's values, as a script would."""
    pd.read_excel(BytesIO(data), sheet_name=None, header=None, engine="openpyxl")


def pandas_calamine(data: bytes) -> None:
    """Merely read every sheet's values with the quickest engine of pandas, which checks nothing."""
    pd.read_excel(BytesIO(data), sheet_name=None, header=None, engine="calamine")


def openpyxl_formulas(data: bytes) -> None:
    """Read every sheet's formulas and its stored values, which takes two readings; nothing is compared."""
    for values in (False, True):
        openpyxl.load_workbook(BytesIO(data), data_only=values)


def unzip_expat(data: bytes) -> None:
    """Inflate every part and let expat walk over its XML, with nothing done about it: the floor of any reader."""
    with ZipFile(BytesIO(data)) as archive:
        for info in archive.infolist():
            expat.ParserCreate().Parse(archive.read(info), True)


def openpyxl_writes(form: Form) -> bytes:
    """Write the same cells, formats, merged blocks and validations with openpyxl (no cached values: it has none)."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for sheet in form.sheets:
        _sheet(book, form, sheet)
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _sheet(book: openpyxl.Workbook, form: Form, sheet: Sheet) -> None:
    page = book.create_sheet(sheet.name)
    page.cell(1, 1, sheet.key)
    for row, key in sheet.row_keys.items():
        page.cell(row, 1, key)
    for column, key in sheet.column_keys.items():
        page.cell(1, column, key)
    for column, width in sheet.widths.items():
        page.column_dimensions[get_column_letter(column)].width = width
    for row, height in sheet.heights.items():
        page.row_dimensions[row].height = height
    for cell in sheet.cells:
        _cell(page, form, cell)
    page.protection.sheet = True


def _cell(page: Worksheet, form: Form, cell: Cell) -> None:
    look, thin = form.skin.styles[cell.style], Side("thin", form.skin.border.removeprefix("#"))
    for row in range(cell.row, cell.row + cell.down):
        for column in range(cell.column, cell.column + cell.across):
            at = page.cell(row, column)
            at.font = Font(form.skin.font, form.skin.size, bold="bold" in look)
            at.alignment = Alignment(look.get("align", "left"), "center", wrap_text="wrap" in look)
            at.protection = Protection(locked=not isinstance(cell.content, Input))
            at.border = Border(thin, thin, thin, thin)
            if "fill" in look:
                at.fill = PatternFill("solid", look["fill"].removeprefix("#"))
    _content(page, form, cell)
    if cell.down > 1 or cell.across > 1:
        last = (cell.row + cell.down - 1, cell.column + cell.across - 1)
        page.merge_cells(f"{address(cell.row, cell.column)}:{address(*last)}")


def _content(page: Worksheet, form: Form, cell: Cell) -> None:
    first = page.cell(cell.row, cell.column)
    if isinstance(cell.content, Formula):
        first.value = "=" + form.formulas[cell.name]
    elif isinstance(cell.content, Signpost):
        first.value = "=" + signpost_text(form.ways[cell.name])
    elif isinstance(cell.content, Input):
        _validated(page, cell, cell.content)
    elif cell.content is not None:
        first.value = cell.content


def _validated(page: Worksheet, cell: Cell, content: Input) -> None:
    listed = isinstance(content.rule, Choice)
    rule = (
        DataValidation("list", formula1=content.rule.area.removeprefix("="))
        if isinstance(content.rule, Choice)
        else DataValidation("whole", operator="between", formula1="0", formula2="9999")
    )
    rule.promptTitle, rule.prompt = content.title[:32], content.ask[:255]
    rule.showDropDown = not listed
    rule.add(address(cell.row, cell.column))
    page.add_data_validation(rule)
