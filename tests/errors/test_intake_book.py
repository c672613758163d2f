"""The error book of what arrives: every code of ``messages.intake`` with what brings it about and its exact lines."""

from pathlib import Path

import pytest

from tests.errors.book import Page, as_told, as_written, missing, unknown
from tests.errors.intake_material import MAKERS
from xlrubric.messages.intake import INTAKE

PAGES = (
    Page(
        "folder-unreadable",
        None,
        "a: [folder-unreadable] this folder cannot be opened (Permission denied); what is in it was not colle"
        "cted. Ask for the right to read it.",
        "a: [folder-unreadable] 此文件夹无法打开（Permission denied），其中的文件未汇总。请取得读取权限后再汇总。",
    ),
    Page(
        "folder-link",
        None,
        "in/a: [folder-link] this is a link to another folder; it was not followed. Name that folder itself, "
        "if its files are to be collected.",
        "in/a: [folder-link] 这是指向另一文件夹的链接，未予打开。若要汇总其中的文件，请直接指明那个文件夹。",
    ),
    Page(
        "file-special",
        None,
        "in/a: [file-special] this is no file that could be read, but a device or a pipe. Leave it out.",
        "in/a: [file-special] 这不是普通文件，而是设备或管道。请剔除。",
    ),
    Page(
        "file-too-large",
        None,
        "a.csv: [file-too-large] the file is larger than 1 MiB; it was not read. No form is so large: ask what it is.",
        "a.csv: [file-too-large] 文件超过 1 MiB，未读取。评分表不会这么大：请核实是什么文件。",
    ),
    Page(
        "archive-count",
        None,
        "a.zip: [archive-count] this archive holds more than the 1 files that are opened at most. Unpack it b"
        "y hand, and collect the folder.",
        "a.zip: [archive-count] 压缩包中的文件超过可打开的 1 个。请手工解压，再汇总解压后的文件夹。",
    ),
    Page(
        "archive-size",
        None,
        "a.zip: [archive-size] this archive is larger than 1 MiB when unpacked; it was not opened. Unpack it "
        "by hand, and collect the folder.",
        "a.zip: [archive-size] 压缩包解压后超过 1 MiB，未打开。请手工解压，再汇总解压后的文件夹。",
    ),
    Page(
        "archive-ratio",
        None,
        "a.zip: [archive-ratio] this archive grows 664444 times when unpacked, as no archive of forms does; i"
        "t was not opened. It may be made to do harm: ask who sent it.",
        "a.zip: [archive-ratio] 压缩包解压后会增大 664444 倍，装评分表的压缩包不会如此，未打开。可能是恶意文件"
        "，请向发送人核实。",
    ),
    Page(
        "archive-too-deep",
        None,
        "a.zip/b.zip/c.zip: [archive-too-deep] this is an archive in an archive in an archive; it was not ope"
        "ned. Unpack it by hand, and collect the folder.",
        "a.zip/b.zip/c.zip: [archive-too-deep] 压缩包层层嵌套，此一层未打开。请手工解压，再汇总解压后的文件夹。",
    ),
    Page(
        "archive-member-encrypted",
        None,
        "a.zip/a: [archive-member-encrypted] this file in the archive is under a password. Unpack the archive"
        " with its password, and collect the folder.",
        "a.zip/a: [archive-member-encrypted] 压缩包中的此文件设有密码。请用密码解压，再汇总解压后的文件夹。",
    ),
    Page(
        "archive-member-method",
        None,
        "a.zip/a: [archive-member-method] this file in the archive is packed in a way that cannot be opened h"
        "ere (deflate64). Unpack it by hand, and collect the folder.",
        "a.zip/a: [archive-member-method] 压缩包中的此文件采用了此处不能打开的压缩方式（deflate64）。请手工解"
        "压，再汇总解压后的文件夹。",
    ),
    Page(
        "archive-member-large",
        None,
        "a.zip/a: [archive-member-large] this file in the archive is larger than 1 MiB; it was not read. No f"
        "orm is so large: ask what it is.",
        "a.zip/a: [archive-member-large] 压缩包中的此文件超过 1 MiB，未读取。评分表不会这么大：请核实是什么文件。",
    ),
    Page(
        "checked-by-value",
        None,
        "a.xls: [checked-by-value] this file is of a kind (.xls) whose formulas cannot be compared with those"
        " that were sent out; its texts and figures were compared by value.",
        "a.xls: [checked-by-value] 此文件的格式（.xls）无法逐条核对公式，已按数值和文字核对。",
    ),
    Page(
        "identity-units",
        None,
        "a.xlsx!标识: [identity-units] the identity sheet names 3 units, more than this workbook or the unit "
        "list holds. Ask for the form as it was sent out.",
        "a.xlsx!标识: [identity-units] 标识表列有 3 个单位，多于工作簿或单位名单所有。请其交回原样的表。",
    ),
    Page(
        "package-unlocked",
        None,
        "a.xlsx: [package-unlocked] the workbook was opened with a password.",
        "a.xlsx: [package-unlocked] 已用密码打开此工作簿。",
    ),
    Page(
        "package-password-wrong",
        None,
        "a.xlsx: [package-password-wrong] the workbook is encrypted, and none of the 2 passwords that were gi"
        "ven opens it. Ask for its password, and add it to the file of passwords; or ask for the file without"
        " one.",
        "a.xlsx: [package-password-wrong] 工作簿设置了打开密码，所给的 2 个密码都不能打开。请索取其密码并补入"
        "密码文件，或请对方取消密码后再交回。",
    ),
    Page(
        "package-encryption",
        None,
        "a.xlsx: [package-encryption] the workbook is encrypted in a way that is not known here. Open it in E"
        "xcel or WPS, save it as an Excel workbook (.xlsx), and return that.",
        "a.xlsx: [package-encryption] 工作簿采用了无法识别的加密方式。请用 Excel 或 WPS 打开，另存为 Excel 工"
        "作簿（.xlsx）后再交回。",
    ),
    Page(
        "package-damaged",
        None,
        'a.xls: [package-damaged] this .xls file is damaged, or not written as such files are (Expected "litt'
        "le-endian\" marker, found b'\\x00\\x00'). Open it in Excel or WPS, save it as an Excel workbook (.xlsx)"
        ", and return that.",
        'a.xls: [package-damaged] 此 .xls 文件已损坏，或不合其格式（Expected "little-endian" marker, found b\''
        "\\x00\\x00'）。请用 Excel 或 WPS 打开，另存为 Excel 工作簿（.xlsx）后再交回。",
    ),
    Page(
        "package-elements",
        None,
        "a.xlsx: [package-elements] The part xl/workbook.xml holds more than 9 entries. No form is so large: "
        "return the form without what was added to it.",
        "a.xlsx: [package-elements] 其中的 xl/workbook.xml 含有超过 9 个条目。评分表不会这么大：请去掉添加的内"
        "容后再交回。",
    ),
    Page(
        "package-nesting",
        None,
        "a.xlsx: [package-nesting] The part xl/worksheets/sheet1.xml has more than 200 elements in one anothe"
        "r, as no program writes it. Open it in Excel or WPS, save it as an Excel workbook (.xlsx), and retur"
        "n that.",
        "a.xlsx: [package-nesting] 其中的 xl/worksheets/sheet1.xml 嵌套超过 200 层，正常的表格软件不会这样写入"
        "。请用 Excel 或 WPS 打开，另存为 Excel 工作簿（.xlsx）后再交回。",
    ),
    Page(
        "package-content",
        None,
        "a.ods: [package-content] the file holds more than 16 MiB of content. No form is so large: return the"
        " form without what was added to it.",
        "a.ods: [package-content] 文件的内容超过 16 MiB。评分表不会这么大：请去掉添加的内容后再交回。",
    ),
    Page(
        "worker-time",
        None,
        "a.xls: [worker-time] reading this file took longer than 0.2 seconds and was stopped. Open it in Exce"
        "l or WPS, save it as an Excel workbook (.xlsx), and return that.",
        "a.xls: [worker-time] 读取此文件超过 0.2 秒，已中止。请用 Excel 或 WPS 打开，另存为 Excel 工作簿（.xl"
        "sx）后再交回。",
    ),
    Page(
        "worker-memory",
        None,
        "a.xls: [worker-memory] reading this file took more than 128 MiB of memory and was stopped. Open it i"
        "n Excel or WPS, save it as an Excel workbook (.xlsx), and return that.",
        "a.xls: [worker-memory] 读取此文件占用内存超过 128 MiB，已中止。请用 Excel 或 WPS 打开，另存为 Excel "
        "工作簿（.xlsx）后再交回。",
    ),
    Page(
        "worker-died",
        None,
        "a.xls: [worker-died] the program that reads files of this kind broke down over it. Open it in Excel "
        "or WPS, save it as an Excel workbook (.xlsx), and return that.",
        "a.xls: [worker-died] 读取此类文件的程序因该文件而崩溃。请用 Excel 或 WPS 打开，另存为 Excel 工作簿（"
        ".xlsx）后再交回。",
    ),
    Page(
        "reader-failed",
        None,
        "a.xlsx: [reader-failed] this file was not read because of a fault of xlrubric (ZeroDivisionError); a"
        "ll others were. Look at the file by hand, and please report it.",
        "a.xlsx: [reader-failed] 由于 xlrubric 自身的错误（ZeroDivisionError），此文件未能读取；其他文件不受影"
        "响。请人工查看此文件，并报告给我们。",
    ),
    Page(
        "password-file",
        None,
        "p.txt: [password-file] the file of passwords cannot be read (no password). It is plain text with one"
        " password a line.",
        "p.txt: [password-file] 密码文件无法读取（no password）。应为纯文本，每行一个密码。",
    ),
)
ALSO = {"checked-by-value": ["not-a-form"]}  # what the same material is told besides


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.code)
def test_each_message_is_brought_about_and_says_exactly_this(
    page: Page, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    found = MAKERS[page.code](monkeypatch)
    assert [p.code for p in found if p.code != page.code] == ALSO.get(page.code, [])
    assert as_told(p for p in found if p.code == page.code) == [as_written(page)]


def test_no_code_lacks_its_page_and_no_page_its_code() -> None:
    assert missing(INTAKE, PAGES) == []
    assert unknown(INTAKE, PAGES) == []
