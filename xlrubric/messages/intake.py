"""Messages about what arrives: folders, archives, other formats and the workers that read them, passwords."""

from xlrubric.messages.message import Message, error, note

_SAVE_AS = (
    "Open it in Excel or WPS, save it as an Excel workbook (.xlsx), and return that.",
    "请用 Excel 或 WPS 打开，另存为 Excel 工作簿（.xlsx）后再交回。",
)
_UNPACK = ("Unpack it by hand, and collect the folder.", "请手工解压，再汇总解压后的文件夹。")


def _error(en: str, zh: str, remedy: tuple[str, str]) -> Message:
    return error((en, remedy[0]), (zh, remedy[1]))


_FOLDERS: dict[str, Message] = {
    "folder-unreadable": error(
        ("this folder cannot be opened ({why}); what is in it was not collected.", "Ask for the right to read it."),
        ("此文件夹无法打开（{why}），其中的文件未汇总。", "请取得读取权限后再汇总。"),
    ),
    "folder-link": error(
        (
            "this is a link to another folder; it was not followed.",
            "Name that folder itself, if its files are to be collected.",
        ),
        ("这是指向另一文件夹的链接，未予打开。", "若要汇总其中的文件，请直接指明那个文件夹。"),
    ),
    "file-special": error(
        ("this is no file that could be read, but a device or a pipe.", "Leave it out."),
        ("这不是普通文件，而是设备或管道。", "请剔除。"),
    ),
    "file-too-large": error(
        ("the file is larger than {limit} MiB; it was not read.", "No form is so large: ask what it is."),
        ("文件超过 {limit} MiB，未读取。", "评分表不会这么大：请核实是什么文件。"),
    ),
}

_ARCHIVES: dict[str, Message] = {
    "archive-count": _error(
        "this archive holds more than the {limit} files that are opened at most.",
        "压缩包中的文件超过可打开的 {limit} 个。",
        _UNPACK,
    ),
    "archive-size": _error(
        "this archive is larger than {limit} MiB when unpacked; it was not opened.",
        "压缩包解压后超过 {limit} MiB，未打开。",
        _UNPACK,
    ),
    "archive-ratio": error(
        (
            "this archive grows {ratio} times when unpacked, as no archive of forms does; it was not opened.",
            "It may be made to do harm: ask who sent it.",
        ),
        (
            "压缩包解压后会增大 {ratio} 倍，装评分表的压缩包不会如此，未打开。",
            "可能是恶意文件，请向发送人核实。",
        ),
    ),
    "archive-too-deep": _error(
        "this is an archive in an archive in an archive; it was not opened.",
        "压缩包层层嵌套，此一层未打开。",
        _UNPACK,
    ),
    "archive-member-encrypted": error(
        (
            "this file in the archive is under a password.",
            "Unpack the archive with its password, and collect the folder.",
        ),
        ("压缩包中的此文件设有密码。", "请用密码解压，再汇总解压后的文件夹。"),
    ),
    "archive-member-method": _error(
        "this file in the archive is packed in a way that cannot be opened here ({method}).",
        "压缩包中的此文件采用了此处不能打开的压缩方式（{method}）。",
        _UNPACK,
    ),
    "archive-member-large": _error(
        "this file in the archive is larger than {limit} MiB; it was not read.",
        "压缩包中的此文件超过 {limit} MiB，未读取。",
        ("No form is so large: ask what it is.", "评分表不会这么大：请核实是什么文件。"),
    ),
}

_WORKERS: dict[str, Message] = {
    "checked-by-value": note(
        (
            "this file is of a kind ({kind}) whose formulas cannot be compared with those that were sent out; its "
            "texts and figures were compared by value.",
            "",
        ),
        ("此文件的格式（{kind}）无法逐条核对公式，已按数值和文字核对。", ""),
    ),
    "identity-units": error(
        (
            "the identity sheet names {count} units, more than this workbook or the unit list holds.",
            "Ask for the form as it was sent out.",
        ),
        ("标识表列有 {count} 个单位，多于工作簿或单位名单所有。", "请其交回原样的表。"),
    ),
    "package-unlocked": note(
        ("the workbook was opened with a password.", ""),
        ("已用密码打开此工作簿。", ""),
    ),
    "package-password-wrong": error(
        (
            "the workbook is encrypted, and none of the {count} passwords that were given opens it.",
            "Ask for its password, and add it to the file of passwords; or ask for the file without one.",
        ),
        (
            "工作簿设置了打开密码，所给的 {count} 个密码都不能打开。",
            "请索取其密码并补入密码文件，或请对方取消密码后再交回。",
        ),
    ),
    "package-encryption": _error(
        "the workbook is encrypted in a way that is not known here.",
        "工作簿采用了无法识别的加密方式。",
        _SAVE_AS,
    ),
    "package-damaged": _error(
        "this {kind} file is damaged, or not written as such files are ({why}).",
        "此 {kind} 文件已损坏，或不合其格式（{why}）。",
        _SAVE_AS,
    ),
    "package-elements": error(
        (
            "The part {part} holds more than {limit} entries.",
            "No form is so large: return the form without what was added to it.",
        ),
        ("其中的 {part} 含有超过 {limit} 个条目。", "评分表不会这么大：请去掉添加的内容后再交回。"),
    ),
    "package-nesting": _error(
        "The part {part} has more than {limit} elements in one another, as no program writes it.",
        "其中的 {part} 嵌套超过 {limit} 层，正常的表格软件不会这样写入。",
        _SAVE_AS,
    ),
    "package-content": error(
        (
            "the file holds more than {limit} MiB of content.",
            "No form is so large: return the form without what was added to it.",
        ),
        ("文件的内容超过 {limit} MiB。", "评分表不会这么大：请去掉添加的内容后再交回。"),
    ),
    "worker-time": _error(
        "reading this file took longer than {limit} seconds and was stopped.",
        "读取此文件超过 {limit} 秒，已中止。",
        _SAVE_AS,
    ),
    "worker-memory": _error(
        "reading this file took more than {limit} MiB of memory and was stopped.",
        "读取此文件占用内存超过 {limit} MiB，已中止。",
        _SAVE_AS,
    ),
    "worker-died": _error(
        "the program that reads files of this kind broke down over it.",
        "读取此类文件的程序因该文件而崩溃。",
        _SAVE_AS,
    ),
    "reader-failed": error(
        (
            "this file was not read because of a fault of xlrubric ({what}); all others were.",
            "Look at the file by hand, and please report it.",
        ),
        ("由于 xlrubric 自身的错误（{what}），此文件未能读取；其他文件不受影响。", "请人工查看此文件，并报告给我们。"),
    ),
    "password-file": error(
        ("the file of passwords cannot be read ({why}).", "It is plain text with one password a line."),
        ("密码文件无法读取（{why}）。", "应为纯文本，每行一个密码。"),
    ),
}

INTAKE: dict[str, Message] = {**_FOLDERS, **_ARCHIVES, **_WORKERS}
