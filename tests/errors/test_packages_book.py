"""The error book of packages: every code of ``messages.packages`` with its smallest file and exact lines."""

import pytest

from tests.errors.book import Page, as_told, as_written, missing, unknown
from tests.errors.package_pages import REFUSED, cells, having, rows
from tests.test_xlsx_package import workbook, worksheet
from xlrubric.messages.packages import PACKAGES
from xlrubric.problems import Problem, Refusal
from xlrubric.xlsx import read_workbook, sheet

PAGES = (
    *REFUSED,
    Page(
        "package-part-twice",
        having("XL/worksheets/Sheet1.xml", worksheet("")),
        "a.xlsx: [package-part-twice] The file holds the part xl/worksheets/sheet1.xml twice (1 such parts); the "
        "last was read. Programs may show different values: open it in Excel or WPS, check them, save it, and "
        "return that.",
        "a.xlsx: [package-part-twice] 文件中 xl/worksheets/sheet1.xml 出现了两次（共 1 处），已按最后一个读取。不"
        "同软件可能显示不同的数值：请用 Excel 或 WPS 打开，核对数值，保存后再交回。",
    ),
    Page(
        "package-sheet-twice",
        having("xl/workbook.xml", workbook(*['<sheet name="评分" sheetId="1" r:id="rId1"/>'] * 2)),
        "a.xlsx!评分: [package-sheet-twice] Two sheets have this name. Programs may show different values: open "
        "it in Excel or WPS, check them, save it, and return that.",
        "a.xlsx!评分: [package-sheet-twice] 有两个工作表同名。不同软件可能显示不同的数值：请用 Excel 或 WPS 打"
        "开，核对数值，保存后再交回。",
    ),
    Page(
        "sheet-data-twice",
        rows("</sheetData><sheetData>"),
        "a.xlsx!评分: [sheet-data-twice] The sheet holds its cells in two lists; both were read. Programs may "
        "show different values: open it in Excel or WPS, check them, save it, and return that.",
        "a.xlsx!评分: [sheet-data-twice] 工作表含有两份单元格数据，均已读取。不同软件可能显示不同的数值：请用 "
        "Excel 或 WPS 打开，核对数值，保存后再交回。",
    ),
    Page(
        "sheet-row-twice",
        rows('<row r="1"/><row r="1"/>'),
        "a.xlsx!评分!A1: [sheet-row-twice] Row 1 stands in the sheet twice (1 such rows); the last value of each "
        "cell was read. Programs may show different values: open it in Excel or WPS, check them, save it, and "
        "return that.",
        "a.xlsx!评分!A1: [sheet-row-twice] 第 1 行出现了两次（共 1 处），各单元格已按最后一个值读取。不同软件可能"
        "显示不同的数值：请用 Excel 或 WPS 打开，核对数值，保存后再交回。",
    ),
    Page(
        "sheet-cell-twice",
        cells('<c r="A1"><v>1</v></c><c r="A1"><v>2</v></c>'),
        "a.xlsx!评分!A1: [sheet-cell-twice] This cell stands in the sheet twice (1 such cells); the last value "
        "was read. Programs may show different values: open it in Excel or WPS, check them, save it, and return "
        "that.",
        "a.xlsx!评分!A1: [sheet-cell-twice] 此单元格出现了两次（共 1 处），已按最后一个值读取。不同软件可能显示不"
        "同的数值：请用 Excel 或 WPS 打开，核对数值，保存后再交回。",
    ),
    Page(
        "sheet-value-twice",
        cells('<c r="A1"><v>1</v><v>2</v></c>'),
        "a.xlsx!评分!A1: [sheet-value-twice] This cell holds two values (1 such cells); the last was read. "
        "Programs may show different values: open it in Excel or WPS, check them, save it, and return that.",
        "a.xlsx!评分!A1: [sheet-value-twice] 此单元格含有两个值（共 1 处），已按最后一个读取。不同软件可能显示不"
        "同的数值：请用 Excel 或 WPS 打开，核对数值，保存后再交回。",
    ),
    Page(
        "sheet-order",
        rows('<row r="2"/><row r="1"/>'),
        "a.xlsx!评分!A1: [sheet-order] The rows or cells of the sheet do not stand in order, from here on (1 "
        "times). Programs may show different values: open it in Excel or WPS, check them, save it, and return "
        "that.",
        "a.xlsx!评分!A1: [sheet-order] 从此处起，工作表的行或单元格顺序混乱（共 1 处）。不同软件可能显示不同的数"
        "值：请用 Excel 或 WPS 打开，核对数值，保存后再交回。",
    ),
    Page(
        "sheet-address",
        cells('<c r="1A"><v>1</v></c>'),
        "a.xlsx!评分!A1: [sheet-address] A row or cell states “1A” as its address, which cannot be right here (1 "
        "such). Programs may show different values: open it in Excel or WPS, check them, save it, and return "
        "that.",
        "a.xlsx!评分!A1: [sheet-address] 有行或单元格标注的地址“1A”在此处不可能正确（共 1 处）。不同软件可能显示"
        "不同的数值：请用 Excel 或 WPS 打开，核对数值，保存后再交回。",
    ),
    Page(
        "sheet-shared-formula",
        cells('<c r="A1"><f t="shared" si="0"/></c>'),
        "a.xlsx!评分!A1: [sheet-shared-formula] Cells share a formula in a way that can be read in two ways (1 "
        "cells). Programs may show different values: open it in Excel or WPS, check them, save it, and return "
        "that.",
        "a.xlsx!评分!A1: [sheet-shared-formula] 单元格共用公式的写法有歧义（共 1 处）。不同软件可能显示不同的数"
        "值：请用 Excel 或 WPS 打开，核对数值，保存后再交回。",
    ),
    Page(
        "sheet-string-index",
        cells('<c r="A1" t="s"><v>7</v></c>'),
        "a.xlsx!评分!A1: [sheet-string-index] The cell points to the text number “7”, which the file does not "
        "hold (1 such cells). Look at this cell in Excel or WPS and enter it again.",
        "a.xlsx!评分!A1: [sheet-string-index] 单元格指向编号为“7”的文本，但文件中没有（共 1 处）。请用 Excel 或 "
        "WPS 查看此单元格并重新填写。",
    ),
    Page(
        "sheet-number",
        cells('<c r="A1"><v>1_000</v></c>'),
        "a.xlsx!评分!A1: [sheet-number] The cell should hold a number and holds “1_000” (1 such cells); it was "
        "not read as one. Look at this cell in Excel or WPS and enter it again.",
        "a.xlsx!评分!A1: [sheet-number] 单元格应为数字，实为“1_000”（共 1 处），未按数字读取。请用 Excel 或 WPS "
        "查看此单元格并重新填写。",
    ),
    Page(
        "sheet-value",
        cells('<c r="A1" t="b"><v>maybe</v></c>'),
        "a.xlsx!评分!A1: [sheet-value] The cell holds “maybe”, which is not of the kind that it says (1 such "
        "cells). Look at this cell in Excel or WPS and enter it again.",
        "a.xlsx!评分!A1: [sheet-value] 单元格的内容“maybe”与其标注的类型不符（共 1 处）。请用 Excel 或 WPS 查看此"
        "单元格并重新填写。",
    ),
    Page(
        "sheet-dde",
        cells("<c r=\"A1\"><f>cmd|'/c calc'!A1</f></c>"),
        "a.xlsx!评分!A1: [sheet-dde] A formula calls another program (1 such cells). It was not followed. Do not "
        "open the file; ask who sent it.",
        "a.xlsx!评分!A1: [sheet-dde] 公式会调用其他程序（共 1 处），未予执行。请勿打开此文件，并向发送人核实。",
    ),
    Page(
        "package-dde",
        having("xl/externalLinks/externalLink1.xml", "<externalLink><ddeLink/></externalLink>"),
        "a.xlsx: [package-dde] The file takes live data from another program. It was not followed. Do not open "
        "the file; ask who sent it.",
        "a.xlsx: [package-dde] 文件会从其他程序获取动态数据，未予执行。请勿打开此文件，并向发送人核实。",
    ),
    Page(
        "package-external-links",
        having("xl/externalLinks/externalLink1.xml", "<externalLink/>"),
        "a.xlsx: [package-external-links] The file has links to 1 other files. They were not followed. Values "
        "that came through them may be old.",
        "a.xlsx: [package-external-links] 文件含有 1 个指向其他文件的链接，未予打开。经链接得来的数值可能不是最新的。",
    ),
    Page(
        "package-macros",
        having("xl/vbaProject.bin", ""),
        "a.xlsx: [package-macros] The file carries macros. They were not run.",
        "a.xlsx: [package-macros] 文件带有宏，未予运行。",
    ),
    Page(
        "sheet-far-cell",
        cells('<c r="XFD1"><v>1</v></c>'),
        "a.xlsx!评分!XFD1: [sheet-far-cell] Something stands here, far outside of the form (1 such cells). "
        "Delete it, if it is there by mistake.",
        "a.xlsx!评分!XFD1: [sheet-far-cell] 此处远在评分表之外，却有内容（共 1 处）。若是误填，请删除。",
    ),
)


ALSO = {"package-dde": ["package-external-links"]}  # what the same material is told besides


def problems_of(data: bytes, name: str) -> tuple[Problem, ...]:
    try:
        return read_workbook(data, name).problems
    except Refusal as refusal:
        return refusal.problems


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.code)
def test_the_smallest_file_brings_its_one_message(page: Page, monkeypatch: pytest.MonkeyPatch) -> None:
    if page.code == "package-cell-count":
        monkeypatch.setattr(sheet, "CELL_LIMIT", 1)
    assert isinstance(page.material, bytes)
    found = problems_of(page.material, "~$a.xlsx" if page.code == "package-lock-file" else "a.xlsx")
    others = [problem.code for problem in found if problem.code != page.code]
    assert others == ALSO.get(page.code, [])
    assert as_told(problem for problem in found if problem.code == page.code) == [as_written(page)]


def test_no_code_lacks_its_page_and_no_page_its_code() -> None:
    assert missing(PACKAGES, PAGES) == []
    assert unknown(PACKAGES, PAGES) == []
