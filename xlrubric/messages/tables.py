"""Messages about tables kept by hand (unit lists, tables of entries) and about where a ranking may be written."""

from xlrubric.messages.message import Message, error, note, warning

_FILES: dict[str, Message] = {
    "input-missing": error(
        ("There is no such file or folder; nothing was written.", "Check the name."),
        ("没有这个文件或文件夹；没有写入任何文件。", "请检查名称。"),
    ),
    "output-not-xlsx": error(
        ("The ranking is an Excel workbook; nothing was written.", "Give the output a name that ends in .xlsx."),
        ("排名结果是 Excel 工作簿；没有写入任何文件。", "输出文件名请以 .xlsx 结尾。"),
    ),
    "output-among-inputs": error(
        ("The output would lie among what is read, or replace it; nothing was written.", "Choose another place."),
        ("输出位置与读入的文件相同或在其中；没有写入任何文件。", "请另选位置。"),
    ),
    "output-foreign": error(
        ("A file of this name is there, and it is not a ranking; nothing was written.", "Choose another name."),
        ("已有同名文件，且不是排名工作簿；没有写入任何文件。", "请换一个名称。"),
    ),
    "table-missing": error(
        ("There is no such file.", "Check the name and the folder."),
        ("找不到这个文件。", "请检查文件名和所在文件夹。"),
    ),
    "table-is-folder": error(
        ("This is a folder, not a file.", "Name the .xlsx or .csv file inside it."),
        ("这是文件夹，不是文件。", "请写出其中 .xlsx 或 .csv 文件的名称。"),
    ),
    "table-kind": error(
        ("{kind} is not a kind of table that can be read.", "Save the table as .xlsx or .csv."),
        ("不能读取 {kind} 类型的表格。", "请另存为 .xlsx 或 .csv。"),
    ),
    "table-old-kind": error(
        ("Tables of the kind {kind} are not read.", "Open it in Excel or WPS and save it as .xlsx."),
        ("不能读取 {kind} 格式的表格。", "请用 Excel 或 WPS 打开，另存为 .xlsx。"),
    ),
    "table-protected": error(
        (
            "The file is under a password, or is an old .xls under a new name.",
            "Open it in Excel or WPS and save it as .xlsx without a password.",
        ),
        (
            "文件设有打开密码，或者是改了扩展名的旧版 .xls。",
            "请用 Excel 或 WPS 打开，取消密码后另存为 .xlsx。",
        ),
    ),
    "table-unreadable": error(
        ("The file cannot be read: {reason}.", "Open it in Excel or WPS, save it anew, and run again."),
        ("文件无法读取：{reason}。", "请用 Excel 或 WPS 打开，重新保存后再运行。"),
    ),
    "table-broken": error(
        ("The file is incomplete or damaged.", "Have it sent again, or open it in Excel or WPS and save it anew."),
        ("文件不完整或已损坏。", "请让对方重新发送，或用 Excel、WPS 打开后重新保存。"),
    ),
    "table-encoding": error(
        ("The text is neither UTF-8 nor GB18030 nor Unicode text.", "In Excel, save it as CSV UTF-8."),
        ("文件的编码不是 UTF-8、GB18030 或 Unicode 文本。", "请在 Excel 中另存为“CSV UTF-8”。"),
    ),
    "table-quotes": error(
        (
            "From this line on, a quotation mark is opened but not rightly closed ({reason}).",
            'Close it, or write a quotation mark inside a text twice ("").',
        ),
        ("从这一行起，双引号没有正确配对（{reason}）。", '请补上引号；文字中的双引号要写成两个（""）。'),
    ),
    "table-empty": error(
        ("There is nothing in the table.", "Check that it is the right file and that it was saved."),
        ("表格是空的。", "请检查是否选对了文件、是否已经保存。"),
    ),
    "table-too-long": error(
        ("The table has more than {limit} rows.", "Split it, or delete what does not belong to it."),
        ("表格超过 {limit} 行。", "请拆成几个表，或删去无关的行。"),
    ),
}

_HEADINGS: dict[str, Message] = {
    "table-heading-missing": error(
        (
            "No column is headed {accepted}; found here: {found}.",
            "Put one of these headings over the column, within the first ten rows. If the text found is "
            "garbled, save the file as .xlsx or CSV UTF-8.",
        ),
        (
            "缺少这样一列，标题应为 {accepted} 之一；这里的标题是：{found}。",
            "请在前十行内写上列标题；如果显示的是乱码，请另存为 .xlsx 或“CSV UTF-8”。",
        ),
    ),
    "table-heading-twice": error(
        (
            "The headings “{heading}” and “{other}” ({first}) mean the same.",
            "Keep one, and delete or rename the other.",
        ),
        ("标题“{heading}”与“{other}”（{first}）含义相同。", "请只保留一列，另一列删去或改名。"),
    ),
    "table-heading-unknown": note(
        ("The column “{heading}” is not used.", ""),
        ("“{heading}”这一列没有用到。", ""),
    ),
    "table-other-sheet": warning(
        (
            "The sheet “{sheet}” has the same headings, but only “{used}” was read.",
            "Check that it is the right one; move it to the front, or hide the other.",
        ),
        (
            "工作表“{sheet}”也有同样的标题，但只读取了“{used}”。",
            "请确认读取的是正确的表，可把它移到最前，或隐藏另一张。",
        ),
    ),
}

_CELLS: dict[str, Message] = {
    "table-cell-error": error(
        ("The cell shows the error {value}; its row was left out.", "Correct the formula or type the value."),
        ("单元格显示错误 {value}，该行没有读取。", "请改正公式，或直接填写内容。"),
    ),
    "table-not-calculated": error(
        (
            "The formula in this cell was never calculated; its row was left out.",
            "Open the file in Excel or WPS, save it, and run again; or type the value.",
        ),
        (
            "单元格的公式还没有计算结果，该行没有读取。",
            "请用 Excel 或 WPS 打开并保存后再运行，或直接填写内容。",
        ),
    ),
}

_UNITS: dict[str, Message] = {
    "units-none": error(
        ("There is no unit in the list that can be used.", "Write one row for each unit under the headings."),
        ("单位名单中没有可用的单位。", "请在标题行下面逐行填写单位。"),
    ),
    "unit-nameless": error(
        (
            "This row has neither an id nor a name; it was left out.",
            "Write both, or delete the row. If cells are merged, unmerge them and fill each one.",
        ),
        (
            "这一行既没有编号也没有单位名称，已略过。",
            "请补全，或删去这一行；如有合并单元格，请取消合并后逐格填写。",
        ),
    ),
    "unit-id-missing": error(
        (
            "The unit “{name}” has no id; it was left out.",
            "Give it an id of its own. If cells are merged, unmerge them and fill each one.",
        ),
        ("单位“{name}”没有编号，已略过。", "请填写编号；如有合并单元格，请取消合并后逐格填写。"),
    ),
    "unit-name-missing": error(
        (
            "The unit {id} has no name; it was left out.",
            "Write its name. If cells are merged, unmerge them and fill each one.",
        ),
        ("编号 {id} 的单位没有名称，已略过。", "请填写名称；如有合并单元格，请取消合并后逐格填写。"),
    ),
    "unit-id-twice": error(
        (
            "The id {id} is already that of “{other}” at {first} (capitals make no difference); this row was left out.",
            "Give each unit an id of its own.",
        ),
        (
            "编号 {id} 已用于“{other}”（{first}，大小写视为相同），这一行已略过。",
            "请给每个单位一个不重复的编号。",
        ),
    ),
    "unit-name-twice": warning(
        (
            "The name “{name}” stands also at {first}.",
            "If it is the same unit, delete one row; if not, make the names differ.",
        ),
        ("单位名称“{name}”与 {first} 重复。", "如果是同一单位，请删去一行；否则请把名称区分开。"),
    ),
    "unit-id-unfit": error(
        (
            "The id “{id}” cannot be part of a file name; the unit was left out.",
            'Leave out \\ / : * ? " < > | and invisible characters, do not end it with a dot, and avoid '
            "names such as CON or COM1.",
        ),
        (
            "编号“{id}”不能用于文件名，该单位已略过。",
            '请去掉 \\ / : * ? " < > | 和看不见的字符，不要以句点结尾，也不要用 CON、COM1 一类名称。',
        ),
    ),
    "unit-id-long": error(
        ("The id “{id}” is longer than {limit} characters; the unit was left out.", "Shorten it."),
        ("编号“{id}”超过 {limit} 个字符，该单位已略过。", "请改短。"),
    ),
    "unit-id-date": error(
        (
            "Excel turned this id into a date ({id}); the unit was left out.",
            "Format the column as text and type the id again.",
        ),
        ("Excel 把编号变成了日期（{id}），该单位已略过。", "请把该列设为“文本”格式，重新填写编号。"),
    ),
    "unit-partly-blank": note(
        (
            "“{heading}” is blank here (in {count} rows in all) while other units have it.",
            "If cells are merged, unmerge them and fill each one.",
        ),
        (
            "“{heading}”在这里是空的（共 {count} 行），而其他单位已填写。",
            "如有合并单元格，请取消合并后逐格填写。",
        ),
    ),
}

_ENTRIES: dict[str, Message] = {
    "entries-none": warning(
        (
            "There is no entry that can be used under the headings.",
            "Check that it is the right file and that it was saved.",
        ),
        ("标题行下面没有可用的填报内容。", "请检查是否选对了文件、是否已经保存。"),
    ),
    "entry-unit-missing": error(
        (
            "The unit is blank; the row was left out.",
            "Write the unit's id. If cells are merged, unmerge them and fill each one.",
        ),
        ("没有填写单位，该行已略过。", "请填写单位编号；如有合并单元格，请取消合并后逐格填写。"),
    ),
    "entry-finding-missing": error(
        (
            "The finding is blank; the row was left out.",
            "Write the finding's number. If cells are merged, unmerge them and fill each one.",
        ),
        ("没有填写评分项编号，该行已略过。", "请填写编号；如有合并单元格，请取消合并后逐格填写。"),
    ),
    "entry-role-unknown": error(
        (
            "“{role}” does not say who made the entry; the row was left out.",
            "Write self or review, or leave it blank for review.",
        ),
        ("“{role}”不是可用的填报人，该行已略过。", "请填写“自查”或“核查”；留空视为“核查”。"),
    ),
    "entry-twice": error(
        (
            "Unit {whose} has an entry for {finding} ({role}) already at {first}; this row was left out.",
            "Keep the one that is right.",
        ),
        ("单位 {whose} 的 {finding}（{role}）在 {first} 已经填过，这一行已略过。", "请只保留正确的一行。"),
    ),
    "entry-finding-number": warning(
        (
            "The finding {finding} is a number here, so 1.10 could not be told from 1.1.",
            "Format the column as text and check what it says.",
        ),
        (
            "评分项编号 {finding} 是数值格式，1.10 和 1.1 无法区分。",
            "请把该列设为“文本”格式，并核对编号。",
        ),
    ),
    "entry-finding-date": error(
        (
            "Excel turned the finding's number into a date ({finding}); the row was left out.",
            "Format the column as text and type the number again.",
        ),
        ("Excel 把评分项编号变成了日期（{finding}），该行已略过。", "请把该列设为“文本”格式，重新填写。"),
    ),
}

TABLES: dict[str, Message] = {**_FILES, **_HEADINGS, **_CELLS, **_UNITS, **_ENTRIES}
