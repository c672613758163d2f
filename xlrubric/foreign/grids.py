"""Binary workbooks of Excel (.xlsb), read by calamine.

Apart because it alone knows calamine, which fills a grid as far as the last cell and may end its process over it.
The archive is checked by our own rules first: calamine looks at no checksum.
"""

import io

from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from xlrubric.foreign.values import DAYS, Grid, cell_of_value
from xlrubric.problems import Place, problem
from xlrubric.xlsx.package import open_package
from xlrubric.xlsx.sheet import SheetData, State
from xlrubric.xlsx.workbook import WorkbookData, repeated, saved


def read_xlsb(data: bytes, name: str) -> WorkbookData:
    """Read the bytes of a binary workbook of Excel. Raises Refusal, and whatever calamine raises."""
    package = open_package(data, name)
    package.check_rest()
    sheets = _sheets(data, name)
    problems = [
        *package.problems,
        *repeated(name, [sheet.name for sheet in sheets]),
        *([problem(Place(name), "package-macros")] if package.has("xl/vbaProject.bin") else []),
        *(p for sheet in sheets for p in sheet.problems),
    ]
    return WorkbookData(sheets, *saved(package), tuple(sorted(problems)), by_value=True)


def _sheets(data: bytes, name: str) -> tuple[SheetData, ...]:
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    grids = [n for n, about in enumerate(book.sheets_metadata) if about.typ == SheetTypeEnum.WorkSheet]
    return tuple(_sheet(book, n, name) for n in grids)


def _state(visible: SheetVisibleEnum) -> State:
    if visible == SheetVisibleEnum.Visible:
        return "visible"
    return "hidden" if visible == SheetVisibleEnum.Hidden else "veryHidden"


def _sheet(book: CalamineWorkbook, number: int, name: str) -> SheetData:
    about, sheet = book.sheets_metadata[number], book.get_sheet_by_index(number)
    grid = Grid(name, about.name, _state(about.visible))
    top, left = sheet.start or (0, 0)
    for row, values in enumerate(sheet.to_python(skip_empty_area=True), top + 1):
        for column, value in enumerate(values, left + 1):
            grid.put(row, column, cell_of_value(value), "date" if isinstance(value, DAYS) else None)
    return grid.whole()
