"""Messages about a rubric file: its YAML, its fields, its rules and its arithmetic."""

from xlrubric.messages.message import Message, error, warning

RUBRIC: dict[str, Message] = {
    "file-unreadable": error(
        ("the file cannot be read ({why}).", "Check the name and that you may read it."),
        ("文件无法读取（{why}）。", "请检查文件名和读取权限。"),
    ),
    "rubric-unknown": error(
        ("there is no such file and no shipped rubric of that name.", "Shipped: {names}."),
        ("没有这个文件，也没有这个名称的随附细则。", "随附的有：{names}。"),
    ),
    "not-utf8": error(
        ("the file is not UTF-8; it looks like {encoding}.", "Save it as UTF-8."),
        ("文件不是 UTF-8 编码，看来是 {encoding}。", "请另存为 UTF-8 编码。"),
    ),
    "yaml-too-large": error(
        ("the file has {bytes} bytes; a rubric has at most {most}.", "Is it the right file?"),
        ("文件有 {bytes} 字节，细则文件最多 {most} 字节。", "请检查是否选错了文件。"),
    ),
    "yaml-tab": error(
        ("a tab stands in the indentation.", "Indent with spaces."),
        ("缩进中有制表符。", "请用空格缩进。"),
    ),
    "yaml-broken": error(
        (
            "this is not YAML: {why}.",
            "Look at this line and the one above: colon, indentation, quotation marks.",
        ),
        ("不是合法的 YAML：{why}。", "请检查本行和上一行的冒号、缩进、引号。"),
    ),
    "yaml-documents": error(
        ("a second document begins here (---).", "Keep one rubric in one file."),
        ("这里开始了第二个文档（---）。", "一个文件只写一个细则。"),
    ),
    "yaml-empty": error(
        ("the file is empty.", "Start from a rubric in rubrics/."),
        ("文件是空的。", "可从 rubrics/ 中的细则改写。"),
    ),
    "yaml-alias": error(
        ("an alias (*name) is used here.", "Write the text out."),
        ("这里用了别名（*name）。", "请把内容写全。"),
    ),
    "yaml-tag": error(
        ("a tag ({tag}) is used here.", "Leave it out; for a text that begins with !, use quotation marks."),
        ("这里用了标签（{tag}）。", "请删去；以叹号开头的文字请加引号。"),
    ),
    "yaml-deep": error(
        ("nested deeper than {most} levels.", "Check the indentation."),
        ("嵌套超过 {most} 层。", "请检查缩进。"),
    ),
    "yaml-key": error(
        ("the name of a field must be a plain word.", "Write `name: value`."),
        ("字段名必须是普通文字。", "请写成“字段: 值”。"),
    ),
    "yaml-key-twice": error(
        ("the field {key} stands here a second time (first in line {first}).", "Keep one of the two."),
        ("字段 {key} 重复（第一次在第 {first} 行）。", "请保留一个。"),
    ),
    "rubric-not-a-table": error(
        ("a rubric is a list of fields, such as `rubric: name`.", "Start from a rubric in rubrics/."),
        ("细则由若干字段组成，例如“rubric: 名称”。", "可从 rubrics/ 中的细则改写。"),
    ),
    "field-missing": error(
        ("the field {field} is missing.", "Add it."),
        ("缺少字段 {field}。", "请补上。"),
    ),
    "field-unknown": error(
        ("there is no field {field} here.", "Known here: {near}."),
        ("这里没有字段 {field}。", "可用的是：{near}。"),
    ),
    "list-empty": error(
        ("the list {field} is empty.", "Write at least one entry, as `- name: …`."),
        ("{field} 是空的。", "请至少写一条（“- name: …”）。"),
    ),
    "not-a-number": error(
        ("“{text}” is not a number.", "Write it as 2 or 0.5."),
        ("“{text}”不是数字。", "请写成 2 或 0.5 的形式。"),
    ),
    "number-out-of-range": error(
        (
            "{text} is not possible here.",
            "Points and amounts go up to 100000, a target up to 10000; only `from` may be 0.",
        ),
        ("这里不能是 {text}。", "分值不超过 100000，target 不超过 10000；只有 from 可以是 0。"),
    ),
    "text-blank": error(
        ("the text of {field} is blank.", "Write it, or take the field out."),
        ("{field} 的文字为空。", "请填写，或删去该字段。"),
    ),
    "text-too-long": error(
        ("the text of {field} is longer than {most} characters.", "Shorten it."),
        ("{field} 的文字超过 {most} 个字符。", "请缩短。"),
    ),
    "id-unfit": error(
        ("“{text}” cannot be an id.", "Use up to 40 letters, digits, dots, hyphens and underscores."),
        ("“{text}”不能作编号。", "编号只用汉字、字母、数字、点、连字符、下划线，最多 40 个。"),
    ),
    "not-a-choice": error(
        ("“{text}” is none of: {choices}.", "Choose one of them."),
        ("“{text}”不在可选值之内：{choices}。", "请选其一。"),
    ),
    "wrong-shape": error(
        ("{field} cannot be “{text}”.", "See rubrics/README.md for how it is written."),
        ("{field} 不能写成“{text}”。", "写法见 rubrics/README.md。"),
    ),
    "id-twice": error(
        ("the id {id} is used a second time (first at {first}).", "Give each its own."),
        ("编号 {id} 重复使用（第一次在 {first}）。", "请各用一个编号。"),
    ),
    "no-such-rule": error(
        ("no rule is spelled like finding {id}: {given}.", "These are: {rules}."),
        ("扣分情形 {id} 的写法（{given}）不是任何一种规则。", "可用的写法：{rules}。"),
    ),
    "formula-too-long": error(
        (
            "the formula of {name} would be longer than the {most} signs that Excel takes.",
            "Split the section or item into smaller ones.",
        ),
        ("{name} 的公式会超过 Excel 允许的 {most} 个字符。", "请把该项目拆成几项。"),
    ),
    "range-reversed": error(
        ("from {low} to {high} goes downwards.", "Write the smaller amount first."),
        ("区间 {low} 至 {high} 方向反了。", "请把小的写在前面。"),
    ),
    "limit-below-step": warning(
        ("at_most {limit} is below a single step of {step}.", "Is one of the two a slip?"),
        ("上限 {limit} 小于一次的 {step}。", "请核对两个数。"),
    ),
    "points-differ": error(
        ("{stated} points are stated, but the items add up to {real}.", "Correct one of the two."),
        ("写明 {stated} 分，而各项相加为 {real} 分。", "请更正其一。"),
    ),
    "finding-larger-than-item": warning(
        ("finding {id} takes {amount} off an item of {points}.", "Check the amount against the standard."),
        ("扣分情形 {id} 扣 {amount} 分，而该项只有 {points} 分。", "请对照标准核对。"),
    ),
}
