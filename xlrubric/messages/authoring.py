"""Messages about the authoring workbook: a rubric written in Excel, and its conversion."""

from xlrubric.messages.message import Message, error, note

_SHEETS: dict[str, Message] = {
    "authoring-sheet-missing": error(
        (
            "There is no sheet “{sheet}”; the sheets are {found}.",
            "Start from templates/rubric.xlsx, and leave the names of its sheets as they are.",
        ),
        (
            "没有工作表“{sheet}”；现有的工作表：{found}。",
            "请从 templates/rubric.xlsx 开始填写，不要改工作表的名称。",
        ),
    ),
    "authoring-field-missing": error(
        ("A value stands here, but no field to its left.", "Write the field's name in the column 字段."),
        ("这里有值，但左边没有写字段名。", "请在“字段”列写上字段名。"),
    ),
    "authoring-field-unknown": error(
        (
            "There is no field “{field}”.",
            "Known: {near}. Correct it, or delete it with what stands under it.",
        ),
        ("没有“{field}”这个字段。", "可用的是：{near}。请改正，或连同内容一起删去。"),
    ),
    "authoring-field-twice": error(
        ("The field “{field}” stands here a second time (first in {first}).", "Keep one of the two."),
        ("字段“{field}”重复（第一次在 {first}）。", "请保留一个。"),
    ),
}

_ROWS: dict[str, Message] = {
    "authoring-part-missing": error(
        ("The row says of no part.", "Write which in the column 部分: {parts}."),
        ("这一行没有写属于哪一部分。", "请在“部分”一列填写：{parts}。"),
    ),
    "authoring-part-unknown": error(
        ("“{text}” is no part of the result's rules.", "Write one of: {parts}."),
        ("“{text}”不是结果规则的部分。", "请填写其中之一：{parts}。"),
    ),
    "authoring-kind-missing": error(
        ("The row does not say what it is.", "Choose one in the column 类型: {kinds}."),
        ("这一行没有选类型。", "请在“类型”列选择：{kinds}。"),
    ),
    "authoring-kind-unknown": error(
        ("“{text}” is no kind of row.", "Choose one of: {kinds}."),
        ("“{text}”不是行的类型。", "请选择：{kinds}。"),
    ),
    "authoring-level": error(
        (
            "A section of level {level} has no section above it to belong to.",
            "Here the level is at most {most}: write the section above it first.",
        ),
        ("层级为 {level} 的项目上面没有它所属的项目。", "这里的层级最多是 {most}：请先写上一级项目。"),
    ),
    "authoring-level-number": error(
        ("“{text}” is no level.", "Write 1, 2 or 3, and so on."),
        ("“{text}”不是层级。", "请写 1、2、3 等整数。"),
    ),
    "authoring-level-here": error(
        ("Only a section has a level.", "Clear this cell: the row belongs to the nearest section above."),
        ("只有“项目”才填层级。", "请清空这一格：本行属于上面最近的项目。"),
    ),
    "authoring-item-astray": error(
        ("There is no section above this item.", "Write the section (项目) that it belongs to above it."),
        ("这项考核内容上面没有项目。", "请在它上面写上所属的“项目”。"),
    ),
    "authoring-finding-astray": error(
        (
            "There is no item above this row to which it could belong.",
            "Write the item (考核内容) above it, below the section.",
        ),
        ("这一行上面没有它所属的考核内容。", "请在它上面、项目下面写上“考核内容”。"),
    ),
    "authoring-member-astray": error(
        (
            "There is no group directly above this row.",
            "Write a row 组 above the first of its members, or choose 情形 here.",
        ),
        ("这一行“组内情形”上面没有“组”。", "请在组内各行之前写一行“组”，或把本行改为“情形”。"),
    ),
}

_CELLS: dict[str, Message] = {
    "authoring-cell-broken": error(
        (
            "The text begins with {{ or [ but cannot be read as a list or table: {why}.",
            "Look at brackets, commas and the blank after each colon; or leave the brackets out.",
        ),
        (
            "以 {{ 或 [ 开头，但不能读成列表或表：{why_zh}。",
            "请检查括号、逗号、冒号后的空格（都用半角）；或者不用括号。",
        ),
    ),
    "authoring-pair-twice": error(
        ("“{key}” stands here twice.", "Keep one of the two."),
        ("“{key}”写了两次。", "请保留一个。"),
    ),
    "authoring-date": error(
        (
            "Excel turned this cell into a date ({text}).",
            "Format the cell as text and type it again; a range is written 1..5.",
        ),
        ("Excel 把这一格变成了日期（{text}）。", "请把单元格设为“文本”格式后重新填写；区间写成 1..5。"),
    ),
    "authoring-unfit": error(
        (
            "What {field} holds here has no place in the authoring workbook; nothing was written.",
            "Correct the field, or keep this rubric as YAML.",
        ),
        ("这里 {field} 的内容无法写入工作簿；没有写入任何文件。", "请更正该字段，或仍用 YAML 文件。"),
    ),
}

_CONVERSION: dict[str, Message] = {
    "convert-kinds": error(
        (
            "{source} cannot be converted to {target}; nothing was written.",
            "One of the two must end in .yaml, the other in .xlsx.",
        ),
        ("不能把 {source} 转换为 {target}；没有写入任何文件。", "两个文件应一个是 .yaml，一个是 .xlsx。"),
    ),
    "convert-exists": error(
        (
            "There is already a file of this name; nothing was written.",
            "Choose another name, or add --overwrite.",
        ),
        ("已有同名文件；没有写入。", "请换一个名称，或加 --overwrite 覆盖。"),
    ),
    "convert-comments": note(
        (
            "Comments ({count} lines) are not carried over; the rest is.",
            "Use the field note for what must stay.",
        ),
        ("注释（{count} 行）没有带过去，其余内容都在。", "要保留的说明请写在 note 字段中。"),
    ),
}

AUTHORING: dict[str, Message] = {**_SHEETS, **_ROWS, **_CELLS, **_CONVERSION}
