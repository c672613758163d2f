"""Messages about returns that can be read in two ways, deceive the eye, or are not the office's own forms.

Apart from ``packages`` and ``returns`` only for its length.
"""

from xlrubric.messages.message import Message, error, note, warning

_LOOK = (
    "Programs may show different values: open it in Excel or WPS, check them, save it, and return that.",
    "不同软件可能显示不同的数值：请用 Excel 或 WPS 打开，核对数值，保存后再交回。",
)

_AGAIN = (
    "Open it in Excel or WPS, save it as an Excel workbook (.xlsx), and return that.",
    "请用 Excel 或 WPS 打开，另存为 Excel 工作簿（.xlsx）后再交回。",
)

_PACKAGE: dict[str, Message] = {
    "package-stray-bytes": warning(
        ("The file holds {count} bytes that belong to none of its parts. They were not read.", _LOOK[0]),
        ("文件中有 {count} 个字节不属于任何部分，未读取。", _LOOK[1]),
    ),
    "package-heading": warning(
        (
            "The part {part} says of itself something else than the file's directory does ({count} such parts); the "
            "directory was believed.",
            _LOOK[0],
        ),
        ("其中 {part} 自身的说明与文件目录不一致（共 {count} 处），已按目录读取。", _LOOK[1]),
    ),
    "package-namespace": error(
        ("The part {part} mixes two languages of XML, so that programs see different things in it.", _AGAIN[0]),
        ("其中的 {part} 混用了两种 XML 格式，不同软件看到的内容不同。", _AGAIN[1]),
    ),
    "package-objects": note(
        ("The file carries {count} objects of other programs. They were not opened.", ""),
        ("文件带有 {count} 个其他程序的对象，未予打开。", ""),
    ),
    "package-remote": note(
        (
            "The file points to {count} places outside of it (links, pictures, data). They were not followed.",
            "",
        ),
        ("文件中有 {count} 处指向外部（链接、图片、数据），未予访问。", ""),
    ),
    "package-role-twice": warning(
        ("The file names {count} parts of a kind of which it can have one ({kind}).", _LOOK[0]),
        ("文件中有 {count} 个同类部分（{kind}），而只能有一个。", _LOOK[1]),
    ),
    "sheet-namespace": warning(
        ("The sheet is not in the language of worksheets ({text}); it was read all the same.", _LOOK[0]),
        ("此表声明的格式（{text}）不是工作表的格式，仍已读取。", _LOOK[1]),
    ),
    "sheet-nesting": warning(
        (
            "Something stands in the sheet's data where it does not belong ({text}, {count} such); it was passed by.",
            _LOOK[0],
        ),
        ("工作表数据中有放错位置的内容（{text}，共 {count} 处），已略过。", _LOOK[1]),
    ),
}

_FORM: dict[str, Message] = {
    "identity-twice": error(
        (
            "the workbook holds the identity sheets of {count} different forms ({sheets}); none was taken.",
            "Return each form as a file of its own.",
        ),
        ("工作簿中有 {count} 份不同评分表的标识表（{sheets}），均未采用。", "请把每份评分表作为单独的文件交回。"),
    ),
    "identity-gone": error(
        (
            "here stand sheets of a form ({sheets}), but without its identity sheet: they were copied into another "
            "workbook.",
            "Return the form as the whole file that was sent out.",
        ),
        (
            "这里有评分表的工作表（{sheets}），但没有标识表：可能是被复制到了别的工作簿中。",
            "请交回当初发出的整个文件。",
        ),
    ),
    "sheet-copied": note(
        ("this sheet stands there {count} times, always the same ({other}); it was read once.", ""),
        ("此表出现了 {count} 次（{other}），内容完全相同，只读取一次。", ""),
    ),
    "sheet-hidden": note(
        ("this sheet, which has boxes to fill in, was hidden; it was read all the same.", ""),
        ("这张有填写格的工作表被隐藏，仍已读取。", ""),
    ),
    "entries-hidden": note(
        ("{count} boxes to fill in stand in hidden rows or columns, this one first; they were read all the same.", ""),
        ("有 {count} 个填写格在隐藏的行或列中（此处为第一个），仍已读取。", ""),
    ),
    "column-unknown": note(
        ("something stands beside the form ({text}); it counts nothing.", ""),
        ("表外写有内容（{text}），未计分。", ""),
    ),
    "cell-disguised": warning(
        (
            "the number format of this cell was changed so that it shows something else than it holds ({held}). What "
            "it holds was read.",
            "Ask why.",
        ),
        ("此单元格的数字格式被改动，显示的不是其中的值（{held}）；已按其中的值读取。", "请问明原因。"),
    ),
    "form-unsigned": warning(
        (
            "this form carries no signature: it was not made with this key.",
            "Look whether it is the form that your office sent out; if it is, have it built with --key-file.",
        ),
        ("此表没有签名：不是用此密钥生成的。", "请核对是否为本单位发出的表；若是，请用 --key-file 重新生成。"),
    ),
    "form-forged": warning(
        (
            "the signature of this form does not fit: it was made with another key (another year's, another "
            "office's), or what it says of its rubric or its unit was changed.",
            "Do not rely on it; ask who sent it, and compare it with what was sent out.",
        ),
        (
            "此表的签名不符：是用别的密钥（往年的、别的单位的）生成的，或其标识中的细则、单位被改动过。",
            "请勿采信，向交表人核实，并与发出的表核对。",
        ),
    ),
    "key-unfit": error(
        ("the key file cannot be used: {why}.", "Make one with at least 16 random letters and digits on one line."),
        ("密钥文件不能使用：{why}。", "请在其中写一行至少 16 个随机的字母和数字。"),
    ),
}

READING: dict[str, Message] = {**_PACKAGE, **_FORM}
