"""The pages of files that are refused, for the error book of packages: no workbooks, damaged, too large.

Apart from the book only for their number.
"""

import struct

from tests.errors.book import Page
from tests.test_xlsx_package import GOOD, OFFICE, OLE2, archive, relations, with_entry, worksheet

SHEET = "xl/worksheets/sheet1.xml"
RELATIONS = "xl/_rels/workbook.xml.rels"
FILE = archive(GOOD)


def utf16(name: str) -> bytes:
    """Write the name of a stream as the files of Office 97 hold it."""
    return OLE2 + name.encode("utf-16-le")


def having(part: str, text: str) -> bytes:
    """Give the good file with a part more, or with another in place of its own."""
    return archive({**GOOD, part: text})


def rows(text: str) -> bytes:
    """Give a file whose one sheet has these rows."""
    return having(SHEET, worksheet(text))


def cells(text: str) -> bytes:
    """Give a file whose one sheet has these cells in its first row."""
    return rows(f'<row r="1">{text}</row>')


def large() -> bytes:
    """Give a file whose five parts say that each is 60 MiB long."""
    data = archive({f"{n}.xml": "" for n in range(5)})
    for n in range(5):
        data = with_entry(data, f"{n}.xml", 24, struct.pack("<L", 60 * 2**20))
    return data


# The material is the file's bytes; its name is a.xlsx, but for the lock file, which is known by its name.
REFUSED = (
    Page(
        "package-lock-file",
        b"\x05user",
        "~$a.xlsx: [package-lock-file] This is the lock file of a program that has the workbook open. Leave it "
        "out, and close the workbook.",
        "~$a.xlsx: [package-lock-file] 这是工作簿打开时产生的临时锁定文件。请关闭工作簿，不要交回此文件。",
    ),
    Page(
        "package-empty",
        b"",
        "a.xlsx: [package-empty] The file is empty. Ask for the file to be sent again.",
        "a.xlsx: [package-empty] 文件是空的。请对方重新发送。",
    ),
    Page(
        "package-encrypted",
        utf16("EncryptedPackage"),
        "a.xlsx: [package-encrypted] The workbook is encrypted with a password to open it. Open it with the "
        "password, remove the password (File, Info), save it, and return that.",
        "a.xlsx: [package-encrypted] 工作簿设置了打开密码。请用密码打开，取消密码（文件—信息），保存后再交回。",
    ),
    Page(
        "package-xls",
        utf16("Workbook"),
        "a.xlsx: [package-xls] This is an old Excel 97-2003 file (.xls). Open it in Excel or WPS, save it as an "
        "Excel workbook (.xlsx), and return that.",
        "a.xlsx: [package-xls] 这是旧版 Excel 97-2003 文件（.xls）。请用 Excel 或 WPS 打开，另存为 Excel 工作簿"
        "（.xlsx）后再交回。",
    ),
    Page(
        "package-old-office",
        OLE2,
        "a.xlsx: [package-old-office] This is an old Office document without a workbook, such as .doc. Return "
        "the workbook that was sent out, as an .xlsx file.",
        "a.xlsx: [package-old-office] 这是旧版 Office 文档（如 .doc），不是工作簿。请交回当初下发的 .xlsx 工作簿。",
    ),
    Page(
        "package-archive",
        b"Rar!\x1a\x07\x01\x00",
        "a.xlsx: [package-archive] This is a RAR archive. Unpack it, and return the workbook within.",
        "a.xlsx: [package-archive] 这是 RAR 压缩包。请解压后交回其中的工作簿。",
    ),
    Page(
        "package-left-behind",
        b"\0\0\0\1Bud1",
        "a.xlsx: [package-left-behind] This file was left behind by a system or a program (.DS_Store). It hol"
        "ds nothing: leave it out.",
        "a.xlsx: [package-left-behind] 这是系统或程序自动留下的文件（.DS_Store）。其中没有内容，不必交回。",
    ),
    Page(
        "package-shortcut",
        b"[InternetShortcut]",
        "a.xlsx: [package-shortcut] This is a shortcut (.url): it only points to a file on the sender's compu"
        "ter. Return the workbook itself, not the shortcut.",
        "a.xlsx: [package-shortcut] 这是快捷方式（.url），只指向对方电脑上的文件。请交回工作簿本身，不要交回快捷方式。",
    ),
    Page(
        "package-mail",
        b"From: a\nTo: b\n",
        "a.xlsx: [package-mail] This is an e-mail message (.eml). Open it, save the workbook attached to it, "
        "and return that.",
        "a.xlsx: [package-mail] 这是一封电子邮件（.eml）。请打开邮件，另存其中的工作簿附件后交回。",
    ),
    Page(
        "package-recording",
        b"ID3",
        "a.xlsx: [package-recording] This is a sound or video recording. Return the workbook that was sent ou"
        "t, as an .xlsx file.",
        "a.xlsx: [package-recording] 这是音频或视频文件。请交回当初下发的 .xlsx 工作簿。",
    ),
    Page(
        "package-program",
        b"MZ\x90\0",
        "a.xlsx: [package-program] This is a program, not a document. Do not open it; ask who sent it.",
        "a.xlsx: [package-program] 这是可执行程序，不是文档。请勿打开，并向发送人核实。",
    ),
    Page(
        "package-picture",
        b"\xff\xd8\xff",
        "a.xlsx: [package-picture] This is a picture. Return the workbook that was sent out, as an .xlsx file.",
        "a.xlsx: [package-picture] 这是图片文件。请交回当初下发的 .xlsx 工作簿。",
    ),
    Page(
        "package-pdf",
        b"%PDF-1.7",
        "a.xlsx: [package-pdf] This is a PDF file. Return the workbook that was sent out, as an .xlsx file.",
        "a.xlsx: [package-pdf] 这是 PDF 文件。请交回当初下发的 .xlsx 工作簿。",
    ),
    Page(
        "package-html",
        b"<html>",
        "a.xlsx: [package-html] This is a web page (HTML), whatever its name says. Open it in Excel or WPS, save "
        "it as an Excel workbook (.xlsx), and return that.",
        "a.xlsx: [package-html] 这是网页（HTML）文件，只是改了名。请用 Excel 或 WPS 打开，另存为 Excel 工作簿"
        "（.xlsx）后再交回。",
    ),
    Page(
        "package-xml-2003",
        b'<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>',
        "a.xlsx: [package-xml-2003] This is an XML Spreadsheet 2003. Open it in Excel or WPS, save it as an "
        "Excel workbook (.xlsx), and return that.",
        "a.xlsx: [package-xml-2003] 这是“XML 电子表格 2003”格式的文件。请用 Excel 或 WPS 打开，另存为 Excel 工作"
        "簿（.xlsx）后再交回。",
    ),
    Page(
        "package-text",
        "单位,得分".encode("gbk"),
        "a.xlsx: [package-text] This is plain text, such as CSV. Return the workbook that was sent out, as an "
        ".xlsx file.",
        "a.xlsx: [package-text] 这是纯文本（如 CSV）文件。请交回当初下发的 .xlsx 工作簿。",
    ),
    Page(
        "package-unknown",
        b"\x00",
        "a.xlsx: [package-unknown] This is no workbook, nor any kind of file that is known here. Return the "
        "workbook that was sent out, as an .xlsx file.",
        "a.xlsx: [package-unknown] 这不是工作簿，也不是可识别的文件。请交回当初下发的 .xlsx 工作簿。",
    ),
    Page(
        "package-opendocument",
        archive({"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}),
        "a.xlsx: [package-opendocument] This is an OpenDocument file (.ods, .odt). Open it in Excel or WPS, save "
        "it as an Excel workbook (.xlsx), and return that.",
        "a.xlsx: [package-opendocument] 这是 OpenDocument 文件（.ods、.odt）。请用 Excel 或 WPS 打开，另存为 "
        "Excel 工作簿（.xlsx）后再交回。",
    ),
    Page(
        "package-xlsb",
        archive({"xl/workbook.bin": ""}),
        "a.xlsx: [package-xlsb] This is a binary workbook (.xlsb). Open it in Excel or WPS, save it as an Excel "
        "workbook (.xlsx), and return that.",
        "a.xlsx: [package-xlsb] 这是二进制工作簿（.xlsb）。请用 Excel 或 WPS 打开，另存为 Excel 工作簿（.xlsx）后"
        "再交回。",
    ),
    Page(
        "package-other-office",
        archive({"word/document.xml": ""}),
        "a.xlsx: [package-other-office] This is a .docx document, not a workbook. Return the workbook that was "
        "sent out, as an .xlsx file.",
        "a.xlsx: [package-other-office] 这是 .docx 文档，不是工作簿。请交回当初下发的 .xlsx 工作簿。",
    ),
    Page(
        "package-numbers",
        archive({"Index/Document.iwa": ""}),
        "a.xlsx: [package-numbers] This is a document of Apple Numbers. Open it in Excel or WPS, save it as an "
        "Excel workbook (.xlsx), and return that.",
        "a.xlsx: [package-numbers] 这是苹果 Numbers 文档。请用 Excel 或 WPS 打开，另存为 Excel 工作簿（.xlsx）后"
        "再交回。",
    ),
    Page(
        "package-zip",
        archive({"a.txt": "", "b.txt": ""}),
        "a.xlsx: [package-zip] This is a zip archive of 2 files without a workbook of its own. Unpack it, and "
        "return the workbook within.",
        "a.xlsx: [package-zip] 这是含 2 个文件的 zip 压缩包，本身不是工作簿。请解压后交回其中的工作簿。",
    ),
    Page(
        "package-truncated",
        FILE[:-1],
        "a.xlsx: [package-truncated] The file is cut short or damaged. Ask for the file to be sent again.",
        "a.xlsx: [package-truncated] 文件不完整或已损坏。请对方重新发送。",
    ),
    Page(
        "package-checksum",
        with_entry(FILE, SHEET, 16, b"\x00\x00\x00\x00"),
        "a.xlsx: [package-checksum] The file is damaged: the part xl/worksheets/sheet1.xml does not match its "
        "checksum. Ask for the file to be sent again.",
        "a.xlsx: [package-checksum] 文件已损坏：其中的 xl/worksheets/sheet1.xml 与校验值不符。请对方重新发送。",
    ),
    Page(
        "package-xml",
        having(SHEET, "<worksheet>\n</row>"),
        "a.xlsx: [package-xml] The file is damaged: the part xl/worksheets/sheet1.xml is broken at line 2. Open "
        "it in Excel or WPS, save it as an Excel workbook (.xlsx), and return that.",
        "a.xlsx: [package-xml] 文件已损坏：其中的 xl/worksheets/sheet1.xml 第 2 行有错误。请用 Excel 或 WPS 打"
        "开，另存为 Excel 工作簿（.xlsx）后再交回。",
    ),
    Page(
        "package-sheet-missing",
        archive({name: text for name, text in GOOD.items() if name != SHEET}),
        "a.xlsx: [package-sheet-missing] The file is damaged: the part xl/worksheets/sheet1.xml of the sheet “评"
        "分” is missing or is no worksheet. Open it in Excel or WPS, save it as an Excel workbook (.xlsx), and "
        "return that.",
        "a.xlsx: [package-sheet-missing] 文件已损坏：工作表“评分”的内容 xl/worksheets/sheet1.xml 缺失，或不是工作"
        "表。请用 Excel 或 WPS 打开，另存为 Excel 工作簿（.xlsx）后再交回。",
    ),
    Page(
        "package-relation-twice",
        having(RELATIONS, relations(*[("rId1", f"{OFFICE}/worksheet", "worksheets/sheet1.xml")] * 2)),
        "a.xlsx: [package-relation-twice] The file is damaged: two entries of xl/_rels/workbook.xml.rels have "
        "one name. Open it in Excel or WPS, save it as an Excel workbook (.xlsx), and return that.",
        "a.xlsx: [package-relation-twice] 文件已损坏：xl/_rels/workbook.xml.rels 中有两个同名条目。请用 Excel 或 "
        "WPS 打开，另存为 Excel 工作簿（.xlsx）后再交回。",
    ),
    Page(
        "package-part-encrypted",
        with_entry(FILE, SHEET, 8, b"\x01\x00"),
        "a.xlsx: [package-part-encrypted] The part xl/worksheets/sheet1.xml is encrypted as in a zip archive "
        "with a password. Open it in Excel or WPS, save it as an Excel workbook (.xlsx), and return that.",
        "a.xlsx: [package-part-encrypted] 其中的 xl/worksheets/sheet1.xml 被压缩密码加密。请用 Excel 或 WPS 打"
        "开，另存为 Excel 工作簿（.xlsx）后再交回。",
    ),
    Page(
        "package-compression",
        with_entry(FILE, SHEET, 10, b"\x63\x00"),
        "a.xlsx: [package-compression] The part xl/worksheets/sheet1.xml is compressed in a way that workbooks "
        "do not use (AES). Open it in Excel or WPS, save it as an Excel workbook (.xlsx), and return that.",
        "a.xlsx: [package-compression] 其中的 xl/worksheets/sheet1.xml 使用了工作簿不采用的压缩方式（AES）。请用 "
        "Excel 或 WPS 打开，另存为 Excel 工作簿（.xlsx）后再交回。",
    ),
    Page(
        "package-dtd",
        having(SHEET, "<!DOCTYPE worksheet>" + worksheet("")),
        "a.xlsx: [package-dtd] The part xl/worksheets/sheet1.xml declares a document type (DTD), which no "
        "spreadsheet program writes. Open it in Excel or WPS, save it as an Excel workbook (.xlsx), and return "
        "that.",
        "a.xlsx: [package-dtd] 其中的 xl/worksheets/sheet1.xml 含有文档类型声明（DTD），正常的表格软件不会写入。"
        "请用 Excel 或 WPS 打开，另存为 Excel 工作簿（.xlsx）后再交回。",
    ),
    Page(
        "package-part-count",
        archive({f"{n}.xml": "" for n in range(2001)}),
        "a.xlsx: [package-part-count] The file has 2001 parts; at most 2000 are read. No form is so large: "
        "return the form without what was added to it.",
        "a.xlsx: [package-part-count] 文件含 2001 个部分，最多读取 2000 个。评分表不会这么大：请去掉添加的内容后"
        "再交回。",
    ),
    Page(
        "package-part-size",
        with_entry(FILE, SHEET, 24, struct.pack("<L", 64 * 2**20 + 1)),
        "a.xlsx: [package-part-size] The part xl/worksheets/sheet1.xml is larger than 64 MiB when unpacked. No "
        "form is so large: return the form without what was added to it.",
        "a.xlsx: [package-part-size] 其中的 xl/worksheets/sheet1.xml 解压后超过 64 MiB。评分表不会这么大：请去掉"
        "添加的内容后再交回。",
    ),
    Page(
        "package-whole-size",
        large(),
        "a.xlsx: [package-whole-size] The file is larger than 256 MiB when unpacked. No form is so large: return "
        "the form without what was added to it.",
        "a.xlsx: [package-whole-size] 文件解压后超过 256 MiB。评分表不会这么大：请去掉添加的内容后再交回。",
    ),
    Page(
        "package-cell-count",
        cells('<c r="A1"><v>1</v></c><c r="B1"><v>1</v></c></row><row r="2">'),
        "a.xlsx: [package-cell-count] The sheet in the part xl/worksheets/sheet1.xml has more than 1 cells with "
        "content. No form is so large: return the form without what was added to it.",
        "a.xlsx: [package-cell-count] 其中 xl/worksheets/sheet1.xml 的工作表有内容的单元格超过 1 个。评分表不会这"
        "么大：请去掉添加的内容后再交回。",
    ),
)
