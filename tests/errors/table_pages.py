"""The pages of tables as files: their kinds, headings and cells, for the error book of tables.

Apart from the book only for their number.
"""

import io
from collections.abc import Sequence
from io import BytesIO
from zipfile import ZipFile

import openpyxl

from tests.errors.book import Page

UNITS = "id,name\n1,a\n"
HEAD = "unit,finding,role,value\n"
ENTRIES = HEAD + "1,1.1.2,,1\n"


def book(*sheets: Sequence[Sequence[object]], dates: bool = False) -> bytes:
    """Give a workbook of such rows, a sheet each; with ``dates`` its cells A2 and B2 show numbers as dates."""
    made = openpyxl.Workbook()
    made.remove(made.worksheets[0])
    for number, rows in enumerate(sheets, 1):
        sheet = made.create_sheet(f"Sheet{number}")
        for row in rows:
            sheet.append(list(row))
        if dates:
            sheet["A2"].number_format = sheet["B2"].number_format = "yyyy-mm-dd"
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


# The material is what the file holds: a text makes t.csv, bytes make t.xlsx; None: there is no file.


def _archive() -> bytes:
    """Make an archive that is no workbook."""
    buffer = BytesIO()
    with ZipFile(buffer, "w") as archive:
        archive.writestr("a.txt", "a")
    return buffer.getvalue()


NO_WORKBOOK = _archive()

FILES = (
    Page(
        "table-missing",
        None,
        "t.csv: [table-missing] There is no such file. Check the name and the folder.",
        "t.csv: [table-missing] 找不到这个文件。请检查文件名和所在文件夹。",
    ),
    Page(
        "table-is-folder",
        None,
        "t.csv: [table-is-folder] This is a folder, not a file. Name the .xlsx or .csv file inside it.",
        "t.csv: [table-is-folder] 这是文件夹，不是文件。请写出其中 .xlsx 或 .csv 文件的名称。",
    ),
    Page(
        "table-kind",
        "a",
        "t.pdf: [table-kind] .pdf is not a kind of table that can be read. Save the table as .xlsx or .csv.",
        "t.pdf: [table-kind] 不能读取 .pdf 类型的表格。请另存为 .xlsx 或 .csv。",
    ),
    Page(
        "table-old-kind",
        "a",
        "t.xls: [table-old-kind] Tables of the kind .xls are not read. Open it in Excel or WPS and save it as .xlsx.",
        "t.xls: [table-old-kind] 不能读取 .xls 格式的表格。请用 Excel 或 WPS 打开，另存为 .xlsx。",
    ),
    Page(
        "table-protected",
        b"\xd0\xcf\x11\xe0",
        "t.xlsx: [table-protected] The file is under a password, or is an old .xls under a new name. Open it in "
        "Excel or WPS and save it as .xlsx without a password.",
        "t.xlsx: [table-protected] 文件设有打开密码，或者是改了扩展名的旧版 .xls。请用 Excel 或 WPS 打开，取消密"
        "码后另存为 .xlsx。",
    ),
    Page(
        "table-broken",
        b"no zip",
        "t.xlsx: [table-broken] The file is incomplete or damaged. Have it sent again, or open it in Excel or WPS and "
        "save it anew.",
        "t.xlsx: [table-broken] 文件不完整或已损坏。请让对方重新发送，或用 Excel、WPS 打开后重新保存。",
    ),
    Page(
        "table-unreadable",
        NO_WORKBOOK,
        "t.xlsx: [table-unreadable] The file cannot be read: \"There is no item named '[Content_Types].xml' in the "
        'archive". Open it in Excel or WPS, save it anew, and run again.',
        "t.xlsx: [table-unreadable] 文件无法读取：\"There is no item named '[Content_Types].xml' in the archive\"。"
        "请用 Excel 或 WPS 打开，重新保存后再运行。",
    ),
    Page(
        "table-encoding",
        b"id,name\n\xff\xff",
        "t.csv: [table-encoding] The text is neither UTF-8 nor GB18030 nor Unicode text. In Excel, save it as "
        "CSV UTF-8.",
        "t.csv: [table-encoding] 文件的编码不是 UTF-8、GB18030 或 Unicode 文本。请在 Excel 中另存为“CSV UTF-8”。",
    ),
    Page(
        "table-quotes",
        'id,name\n1,"a',
        "t.csv:2:1: [table-quotes] From this line on, a quotation mark is opened but not rightly closed "
        '(unexpected end of data). Close it, or write a quotation mark inside a text twice ("").',
        "t.csv:2:1: [table-quotes] 从这一行起，双引号没有正确配对（unexpected end of data）。请补上引号；文字中的"
        '双引号要写成两个（""）。',
    ),
    Page(
        "table-empty",
        "",
        "t.csv: [table-empty] There is nothing in the table. Check that it is the right file and that it was saved.",
        "t.csv: [table-empty] 表格是空的。请检查是否选对了文件、是否已经保存。",
    ),
    Page(
        "table-too-long",
        UNITS,
        "t.csv: [table-too-long] The table has more than 0 rows. Split it, or delete what does not belong to it.",
        "t.csv: [table-too-long] 表格超过 0 行。请拆成几个表，或删去无关的行。",
    ),
    Page(
        "table-heading-missing",
        "id,unit's name\n1,a\n",
        "t.csv:1:1: [table-heading-missing] No column is headed 单位名称 / 單位名稱 / 单位 / 單位 / 名称 / 名稱 "
        "/ name; found here: id、unit's name. Put one of these headings over the column, within the first ten "
        "rows. If the text found is garbled, save the file as .xlsx or CSV UTF-8.",
        "t.csv:1:1: [table-heading-missing] 缺少这样一列，标题应为 单位名称 / 單位名稱 / 单位 / 單位 / 名称 / 名"
        "稱 / name 之一；这里的标题是：id、unit's name。请在前十行内写上列标题；如果显示的是乱码，请另存为 .xlsx "
        "或“CSV UTF-8”。",
    ),
    Page(
        "table-heading-twice",
        "id,name,编号\n1,a,2\n",
        "t.csv:1:3: [table-heading-twice] The headings “编号” and “id” (t.csv:1:1) mean the same. Keep one, and "
        "delete or rename the other.",
        "t.csv:1:3: [table-heading-twice] 标题“编号”与“id”（t.csv:1:1）含义相同。请只保留一列，另一列删去或改名。",
    ),
    Page(
        "table-heading-unknown",
        "id,name,phone\n1,a,2\n",
        "t.csv:1:3: [table-heading-unknown] The column “phone” is not used.",
        "t.csv:1:3: [table-heading-unknown] “phone”这一列没有用到。",
    ),
    Page(
        "table-other-sheet",
        book([["id", "name"], [1, "a"]], [["id", "name"], [2, "b"]]),
        "t.xlsx!Sheet2: [table-other-sheet] The sheet “Sheet2” has the same headings, but only “Sheet1” was "
        "read. Check that it is the right one; move it to the front, or hide the other.",
        "t.xlsx!Sheet2: [table-other-sheet] 工作表“Sheet2”也有同样的标题，但只读取了“Sheet1”。请确认读取的是正确"
        "的表，可把它移到最前，或隐藏另一张。",
    ),
    Page(
        "table-cell-error",
        book([["id", "name"], [1, "#N/A"], [2, "b"]]),
        "t.xlsx!Sheet1!B2: [table-cell-error] The cell shows the error #N/A; its row was left out. Correct the "
        "formula or type the value.",
        "t.xlsx!Sheet1!B2: [table-cell-error] 单元格显示错误 #N/A，该行没有读取。请改正公式，或直接填写内容。",
    ),
    Page(
        "table-not-calculated",
        book([["id", "name"], [1, "=B3"], [2, "b"]]),
        "t.xlsx!Sheet1!B2: [table-not-calculated] The formula in this cell was never calculated; its row was "
        "left out. Open the file in Excel or WPS, save it, and run again; or type the value.",
        "t.xlsx!Sheet1!B2: [table-not-calculated] 单元格的公式还没有计算结果，该行没有读取。请用 Excel 或 WPS 打"
        "开并保存后再运行，或直接填写内容。",
    ),
)
