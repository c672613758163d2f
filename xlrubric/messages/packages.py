"""Messages about packages: the files that came back, before anyone looks at what is filled in."""

from xlrubric.messages.message import Message, error, note, warning

_AGAIN = ("Ask for the file to be sent again.", "请对方重新发送。")
_SAVE_AS = (
    "Open it in Excel or WPS, save it as an Excel workbook (.xlsx), and return that.",
    "请用 Excel 或 WPS 打开，另存为 Excel 工作簿（.xlsx）后再交回。",
)
_RETURN_FORM = (
    "Return the workbook that was sent out, as an .xlsx file.",
    "请交回当初下发的 .xlsx 工作簿。",
)
_LOOK = (
    "Programs may show different values: open it in Excel or WPS, check them, save it, and return that.",
    "不同软件可能显示不同的数值：请用 Excel 或 WPS 打开，核对数值，保存后再交回。",
)
_LOOK_CELL = (
    "Look at this cell in Excel or WPS and enter it again.",
    "请用 Excel 或 WPS 查看此单元格并重新填写。",
)


def _refused(en: str, zh: str, remedy: tuple[str, str]) -> Message:
    return error((en, remedy[0]), (zh, remedy[1]))


def _flagged(en: str, zh: str, remedy: tuple[str, str]) -> Message:
    return warning((en, remedy[0]), (zh, remedy[1]))


_NO_WORKBOOK: dict[str, Message] = {
    "package-lock-file": error(
        (
            "This is the lock file of a program that has the workbook open.",
            "Leave it out, and close the workbook.",
        ),
        ("这是工作簿打开时产生的临时锁定文件。", "请关闭工作簿，不要交回此文件。"),
    ),
    "package-empty": _refused("The file is empty.", "文件是空的。", _AGAIN),
    "package-encrypted": error(
        (
            "The workbook is encrypted with a password to open it.",
            "Open it with the password, remove the password (File, Info), save it, and return that.",
        ),
        ("工作簿设置了打开密码。", "请用密码打开，取消密码（文件—信息），保存后再交回。"),
    ),
    "package-xls": _refused(
        "This is an old Excel 97-2003 file (.xls).", "这是旧版 Excel 97-2003 文件（.xls）。", _SAVE_AS
    ),
    "package-old-office": _refused(
        "This is an old Office document without a workbook, such as .doc.",
        "这是旧版 Office 文档（如 .doc），不是工作簿。",
        _RETURN_FORM,
    ),
    "package-archive": error(
        ("This is a {kind} archive.", "Unpack it, and return the workbook within."),
        ("这是 {kind} 压缩包。", "请解压后交回其中的工作簿。"),
    ),
    "package-left-behind": note(
        ("This file was left behind by a system or a program ({kind}).", "It holds nothing: leave it out."),
        ("这是系统或程序自动留下的文件（{kind}）。", "其中没有内容，不必交回。"),
    ),
    "package-shortcut": error(
        (
            "This is a shortcut ({kind}): it only points to a file on the sender's computer.",
            "Return the workbook itself, not the shortcut.",
        ),
        ("这是快捷方式（{kind}），只指向对方电脑上的文件。", "请交回工作簿本身，不要交回快捷方式。"),
    ),
    "package-mail": error(
        ("This is an e-mail message ({kind}).", "Open it, save the workbook attached to it, and return that."),
        ("这是一封电子邮件（{kind}）。", "请打开邮件，另存其中的工作簿附件后交回。"),
    ),
    "package-recording": _refused("This is a sound or video recording.", "这是音频或视频文件。", _RETURN_FORM),
    "package-program": error(
        ("This is a program, not a document.", "Do not open it; ask who sent it."),
        ("这是可执行程序，不是文档。", "请勿打开，并向发送人核实。"),
    ),
    "package-picture": _refused("This is a picture.", "这是图片文件。", _RETURN_FORM),
    "package-pdf": _refused("This is a PDF file.", "这是 PDF 文件。", _RETURN_FORM),
    "package-html": _refused(
        "This is a web page (HTML), whatever its name says.", "这是网页（HTML）文件，只是改了名。", _SAVE_AS
    ),
    "package-xml-2003": _refused("This is an XML Spreadsheet 2003.", "这是“XML 电子表格 2003”格式的文件。", _SAVE_AS),
    "package-text": _refused("This is plain text, such as CSV.", "这是纯文本（如 CSV）文件。", _RETURN_FORM),
    "package-unknown": _refused(
        "This is no workbook, nor any kind of file that is known here.",
        "这不是工作簿，也不是可识别的文件。",
        _RETURN_FORM,
    ),
    "package-opendocument": _refused(
        "This is an OpenDocument file (.ods, .odt).", "这是 OpenDocument 文件（.ods、.odt）。", _SAVE_AS
    ),
    "package-xlsb": _refused("This is a binary workbook (.xlsb).", "这是二进制工作簿（.xlsb）。", _SAVE_AS),
    "package-other-office": _refused(
        "This is a {kind} document, not a workbook.", "这是 {kind} 文档，不是工作簿。", _RETURN_FORM
    ),
    "package-numbers": _refused("This is a document of Apple Numbers.", "这是苹果 Numbers 文档。", _SAVE_AS),
    "package-zip": error(
        (
            "This is a zip archive of {count} files without a workbook of its own.",
            "Unpack it, and return the workbook within.",
        ),
        ("这是含 {count} 个文件的 zip 压缩包，本身不是工作簿。", "请解压后交回其中的工作簿。"),
    ),
}

_DAMAGED: dict[str, Message] = {
    "package-truncated": _refused("The file is cut short or damaged.", "文件不完整或已损坏。", _AGAIN),
    "package-checksum": _refused(
        "The file is damaged: the part {part} does not match its checksum.",
        "文件已损坏：其中的 {part} 与校验值不符。",
        _AGAIN,
    ),
    "package-xml": _refused(
        "The file is damaged: the part {part} is broken at line {line}.",
        "文件已损坏：其中的 {part} 第 {line} 行有错误。",
        _SAVE_AS,
    ),
    "package-sheet-missing": _refused(
        "The file is damaged: the part {part} of the sheet “{sheet}” is missing or is no worksheet.",
        "文件已损坏：工作表“{sheet}”的内容 {part} 缺失，或不是工作表。",
        _SAVE_AS,
    ),
    "package-relation-twice": _refused(
        "The file is damaged: two entries of {part} have one name.",
        "文件已损坏：{part} 中有两个同名条目。",
        _SAVE_AS,
    ),
    "package-part-encrypted": _refused(
        "The part {part} is encrypted as in a zip archive with a password.",
        "其中的 {part} 被压缩密码加密。",
        _SAVE_AS,
    ),
    "package-compression": _refused(
        "The part {part} is compressed in a way that workbooks do not use ({method}).",
        "其中的 {part} 使用了工作簿不采用的压缩方式（{method}）。",
        _SAVE_AS,
    ),
    "package-dtd": _refused(
        "The part {part} declares a document type (DTD), which no spreadsheet program writes.",
        "其中的 {part} 含有文档类型声明（DTD），正常的表格软件不会写入。",
        _SAVE_AS,
    ),
}

_HUGE = (
    "No form is so large: return the form without what was added to it.",
    "评分表不会这么大：请去掉添加的内容后再交回。",
)

_TOO_LARGE: dict[str, Message] = {
    "package-part-count": _refused(
        "The file has {count} parts; at most {limit} are read.",
        "文件含 {count} 个部分，最多读取 {limit} 个。",
        _HUGE,
    ),
    "package-part-size": _refused(
        "The part {part} is larger than {limit} MiB when unpacked.",
        "其中的 {part} 解压后超过 {limit} MiB。",
        _HUGE,
    ),
    "package-whole-size": _refused(
        "The file is larger than {limit} MiB when unpacked.", "文件解压后超过 {limit} MiB。", _HUGE
    ),
    "package-cell-count": _refused(
        "The sheet in the part {part} has more than {limit} cells with content.",
        "其中 {part} 的工作表有内容的单元格超过 {limit} 个。",
        _HUGE,
    ),
}

_AMBIGUOUS: dict[str, Message] = {
    "package-part-twice": _flagged(
        "The file holds the part {part} twice ({count} such parts); the last was read.",
        "文件中 {part} 出现了两次（共 {count} 处），已按最后一个读取。",
        _LOOK,
    ),
    "package-sheet-twice": _flagged("Two sheets have this name.", "有两个工作表同名。", _LOOK),
    "sheet-data-twice": _flagged(
        "The sheet holds its cells in two lists; both were read.",
        "工作表含有两份单元格数据，均已读取。",
        _LOOK,
    ),
    "sheet-row-twice": _flagged(
        "Row {row} stands in the sheet twice ({count} such rows); the last value of each cell was read.",
        "第 {row} 行出现了两次（共 {count} 处），各单元格已按最后一个值读取。",
        _LOOK,
    ),
    "sheet-cell-twice": _flagged(
        "This cell stands in the sheet twice ({count} such cells); the last value was read.",
        "此单元格出现了两次（共 {count} 处），已按最后一个值读取。",
        _LOOK,
    ),
    "sheet-value-twice": _flagged(
        "This cell holds two values ({count} such cells); the last was read.",
        "此单元格含有两个值（共 {count} 处），已按最后一个读取。",
        _LOOK,
    ),
    "sheet-order": _flagged(
        "The rows or cells of the sheet do not stand in order, from here on ({count} times).",
        "从此处起，工作表的行或单元格顺序混乱（共 {count} 处）。",
        _LOOK,
    ),
    "sheet-address": _flagged(
        "A row or cell states “{text}” as its address, which cannot be right here ({count} such).",
        "有行或单元格标注的地址“{text}”在此处不可能正确（共 {count} 处）。",
        _LOOK,
    ),
    "sheet-shared-formula": _flagged(
        "Cells share a formula in a way that can be read in two ways ({count} cells).",
        "单元格共用公式的写法有歧义（共 {count} 处）。",
        _LOOK,
    ),
}

_CONTENT: dict[str, Message] = {
    "sheet-string-index": _flagged(
        "The cell points to the text number “{text}”, which the file does not hold ({count} such cells).",
        "单元格指向编号为“{text}”的文本，但文件中没有（共 {count} 处）。",
        _LOOK_CELL,
    ),
    "sheet-number": _flagged(
        "The cell should hold a number and holds “{text}” ({count} such cells); it was not read as one.",
        "单元格应为数字，实为“{text}”（共 {count} 处），未按数字读取。",
        _LOOK_CELL,
    ),
    "sheet-value": _flagged(
        "The cell holds “{text}”, which is not of the kind that it says ({count} such cells).",
        "单元格的内容“{text}”与其标注的类型不符（共 {count} 处）。",
        _LOOK_CELL,
    ),
    "sheet-dde": warning(
        (
            "A formula calls another program ({count} such cells). It was not followed.",
            "Do not open the file; ask who sent it.",
        ),
        ("公式会调用其他程序（共 {count} 处），未予执行。", "请勿打开此文件，并向发送人核实。"),
    ),
    "package-dde": warning(
        (
            "The file takes live data from another program. It was not followed.",
            "Do not open the file; ask who sent it.",
        ),
        ("文件会从其他程序获取动态数据，未予执行。", "请勿打开此文件，并向发送人核实。"),
    ),
    "package-external-links": note(
        (
            "The file has links to {count} other files. They were not followed.",
            "Values that came through them may be old.",
        ),
        ("文件含有 {count} 个指向其他文件的链接，未予打开。", "经链接得来的数值可能不是最新的。"),
    ),
    "package-macros": note(
        ("The file carries macros. They were not run.", ""),
        ("文件带有宏，未予运行。", ""),
    ),
    "sheet-far-cell": note(
        (
            "Something stands here, far outside of the form ({count} such cells).",
            "Delete it, if it is there by mistake.",
        ),
        ("此处远在评分表之外，却有内容（共 {count} 处）。", "若是误填，请删除。"),
    ),
}

PACKAGES: dict[str, Message] = {**_NO_WORKBOOK, **_DAMAGED, **_TOO_LARGE, **_AMBIGUOUS, **_CONTENT}
