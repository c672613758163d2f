"""Messages about looks: the files that say how workbooks look, and forms that were made with another one."""

from xlrubric.messages.message import Message, error, warning

_NAMED: dict[str, Message] = {
    "look-unknown": error(
        ("there is no look “{name}”.", "Name one of {known}, or a .yaml or .xlsx file."),
        ("没有名为“{name}”的外观。", "请写 {known} 之一，或给出 .yaml 或 .xlsx 文件。"),
    ),
    "look-incomplete": error(
        ("the look lacks a part: {part}.", "Write it, or `based_on: official` to take what is lacking from there."),
        ("外观文件缺少：{part}。", "请补上，或写 based_on: official，所缺部分从中取用。"),
    ),
    "look-key-unknown": error(
        ("a look has no “{name}” here.", "Known here: {known}."),
        ("外观文件在这里没有“{name}”一项。", "这里可用：{known}。"),
    ),
    "look-style-unknown": error(
        ("no cell has the style “{name}”.", "Known: {known}. See templates/official.yaml for all of them."),
        ("没有格子用样式“{name}”。", "可用：{known}；全部样式见 templates/official.yaml。"),
    ),
    "look-width-unknown": error(
        ("no column has the name “{name}”.", "Known: {known}."),
        ("没有名为“{name}”的列。", "可用：{known}。"),
    ),
    "look-label-unknown": error(
        ("there is no label “{name}”.", "Did you mean: {known}? All of them stand in templates/labels/."),
        ("没有名为“{name}”的文字。", "是否指：{known}？全部文字见 templates/labels/。"),
    ),
}

_VALUES: dict[str, Message] = {
    "look-not-a-table": error(
        ("a table is wanted here: {name}.", "Write names with their values, as templates/official.yaml does."),
        ("这里应是一组“名称: 值”：{name}。", "写法请对照 templates/official.yaml。"),
    ),
    "look-not-a-value": error(
        ("a single value is wanted here: {name}.", "Write one text or number; see templates/official.yaml."),
        ("这里应只有一个值：{name}。", "请写一个文字或数字，写法请对照 templates/official.yaml。"),
    ),
    "look-not-a-list": error(
        ("a list of texts is wanted here: {name}.", "Write a line for each, beginning with a dash and a blank."),
        ("这里应是几行文字：{name}。", "请每行写一条，行首写短横和空格。"),
    ),
    "look-word": error(
        ("“{text}” cannot stand for {name}.", "Write one of: {known}."),
        ("{name} 不能是“{text}”。", "请写其中之一：{known}。"),
    ),
    "look-colour": error(
        ("“{text}” is no colour ({name}).", "Write it as '#D9E1EC', in quotation marks: red, green and blue in hex."),
        ("“{text}”不是颜色（{name}）。", "请写成 '#D9E1EC' 的样子，带引号。"),
    ),
    "look-number": error(
        ("“{text}” cannot be used for {name}.", "Write a number from {low} to {high}."),
        ("{name} 不能是“{text}”。", "请写 {low} 至 {high} 之间的数。"),
    ),
    "look-edge": error(
        ("the text of {name} has a placeholder that nothing fills: “{text}”.", "Known: {known}."),
        ("{name} 的文字里有无法填写的占位：“{text}”。", "可用：{known}。"),
    ),
    "look-placeholder": error(
        (
            "the label {name} must have the placeholders of the shipped one, and has others: “{text}”.",
            "Write these, each as often as you like: {wanted}.",
        ),
        ("文字 {name} 的花括号与原来的不同：“{text}”。", "应有：{wanted}。"),
    ),
    "look-label-long": error(
        ("the label {name} has {signs} signs, more than a formula or a heading can take.", "Use at most {most}."),
        ("文字 {name} 有 {signs} 个字，公式和表头容纳不下。", "请不超过 {most} 个字。"),
    ),
    "look-tab": error(
        (
            "no sheet can be called “{text}” ({name}).",
            "Use 1 to 31 signs without [ ] : * ? / \\ and blanks or apostrophes at the ends, no two names alike.",
        ),
        (
            "工作表不能叫“{text}”（{name}）。",
            "请用1至31个字，不含 [ ] : * ? / \\，首尾没有空格和撇号，各表名称不同。",
        ),
    ),
}

_DRAWN: dict[str, Message] = {
    "look-nothing-named": error(
        (
            "no cell of this workbook has a name such as style_title, so it says nothing of a look.",
            "Start from templates/look.xlsx; names are kept in Formulas, Name Manager.",
        ),
        (
            "此工作簿里没有 style_title 一类命名的单元格，看不出外观。",
            "请从 templates/look.xlsx 改起；名称见“公式”→“名称管理器”。",
        ),
    ),
    "look-name-lost": error(
        ("the name {name} points at no cell of this workbook.", "Correct it in the Name Manager, or delete it."),
        ("名称 {name} 没有指向本工作簿的单元格。", "请在“名称管理器”中改正或删去。"),
    ),
    "look-cell": error(
        ("the format of the cell {name} cannot be taken: {why_en}.", "Change it to what is said."),
        ("单元格 {name} 的格式无法采用：{why_zh}。", "请照此修改。"),
    ),
}

_RETURNED: dict[str, Message] = {
    "other-look": warning(
        (
            "this form was made with the look “{look}”, whose labels are not at hand; it was scored from its entries, "
            "but its texts and figures could not be compared.",
            "Collect it with --template and the file of that look.",
        ),
        (
            "此表用外观“{look}”生成，手头没有它的文字；已按所填内容计分，但文字和数字无法逐格核对。",
            "请用 --template 给出该外观的文件，再汇总。",
        ),
    ),
}

LOOKS: dict[str, Message] = {**_NAMED, **_VALUES, **_DRAWN, **_RETURNED}
