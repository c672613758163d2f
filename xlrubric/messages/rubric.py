"""Messages about a rubric file: its YAML, its fields, its rules and its arithmetic."""

from xlrubric.messages.message import Message, error, warning

RUBRIC: dict[str, Message] = {
    "file-unreadable": error(
        ("the file cannot be read ({why}).", "Check the name and that you may read it."),
        ("文件无法读取（{why}）。", "请检查文件名和读取权限。"),
    ),
    "file-is-folder": error(
        ("this is a folder, not a file.", "Name the rubric in it: a .yaml or .xlsx file."),
        ("这是文件夹，不是文件。", "请写出其中细则文件（.yaml 或 .xlsx）的名称。"),
    ),
    "file-foreign": error(
        ("this is {kind_en}, not a text file.", "A rubric is a .yaml file, or a workbook that ends in .xlsx."),
        ("这不是文本文件，而是 {kind_zh}。", "细则应是 .yaml 文件，或以 .xlsx 结尾的工作簿。"),
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
        ("不是合法的 YAML：{why_zh}。", "请检查本行和上一行的冒号、缩进、引号。"),
    ),
    "yaml-sign": error(
        ("“{text}” is written “{right}”: half-width, with a blank behind.", "Correct it."),
        ("“{text}”应写成“{right}”：用半角符号，后面空一格。", "请更正。"),
    ),
    "yaml-character": error(
        ("a sign that cannot be seen stands here ({sign}).", "Delete it; is the file a text file?"),
        ("这里有看不见的字符（{sign}）。", "请删去；并检查是否选错了文件。"),
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
    "yaml-anchor": error(
        ("an anchor (&{anchor}) is set here.", "Leave it out; for a text that begins with &, use quotation marks."),
        ("这里用了锚点（&{anchor}）。", "请删去；以 & 开头的文字请加引号。"),
    ),
    "yaml-merge": error(
        ("a merge (<<) is used here.", "Write the fields out."),
        ("这里用了合并（<<）。", "请把各字段写全。"),
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
        ("the field {field} is missing.", "Add it, as in `{example}`."),
        ("缺少字段 {field}。", "请补上，例如“{example}”。"),
    ),
    "field-unknown": error(
        ("there is no field {field} here.", "Known here: {near}."),
        ("这里没有字段 {field}。", "可用的是：{near}。"),
    ),
    "list-empty": error(
        ("the list {field} is empty.", "Put at least one entry in it."),
        ("{field} 是空的。", "请至少写一条。"),
    ),
    "not-a-number": error(
        ("“{text}” is not a number.", "Write it as 2 or 0.5, with at most 6 decimals."),
        ("“{text}”不是数字。", "请写成 2 或 0.5 的形式，最多 6 位小数。"),
    ),
    "number-out-of-range": error(
        ("{text} is not possible here.", "The number must be {bound}."),
        ("这里不能是 {text}。", "这个数应 {bound}。"),
    ),
    "text-unquoted": error(
        (
            "“{text}” stands here as a field of its own.",
            "Inside of braces, put a text with a comma in quotation marks.",
        ),
        ("“{text}”在这里成了单独的字段。", "花括号里的文字如有逗号，请加引号。"),
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
        ("{field} cannot be “{text}”.", "Write it as in `{example}`; see rubrics/README.md."),
        ("{field} 不能写成“{text}”。", "请照“{example}”的样子写；写法见 rubrics/README.md。"),
    ),
    "id-twice": error(
        ("the id {id} is used a second time (first at {first}).", "Give each its own."),
        ("编号 {id} 重复使用（第一次在 {first}）。", "请各用一个编号。"),
    ),
    "no-such-rule": error(
        (
            "no kind of clause is spelled like finding {id}: {given}.",
            "Nearest: {rules} (brackets: may be left out). All kinds: rubrics/README.md.",
        ),
        (
            "评分情形 {id} 的写法（{given}）不是任何一种规则。",
            "相近的写法：{rules}（括号里的可以不写）。全部写法见 rubrics/README.md。",
        ),
    ),
    "verbs-clash": error(
        (
            "the effects of finding {id} do not go together: {given}.",
            "In one finding they are plain amounts, without at_most or register; otherwise write a finding for each.",
        ),
        (
            "评分情形 {id} 的几种扣加分不能并写（{given}）。",
            "并写时只能各是一个数，也不能有 at_most 或 register；否则请分成几条。",
        ),
    ),
    "cell-formula-too-long": error(
        (
            "a formula of “{name}” would be longer than the {most} signs that Excel takes.",
            "Split the section or item into smaller ones.",
        ),
        ("“{name}”的一个公式会超过 Excel 允许的 {most} 个字符。", "请把该项目拆成几项。"),
    ),
    "range-reversed": error(
        ("from {low} to {high} goes downwards.", "Write the smaller number first."),
        ("区间 {low} 至 {high} 方向反了。", "请把小的写在前面。"),
    ),
    "limit-below-step": warning(
        ("at_most {limit} is below a single step of {step}.", "Is one of the two a slip?"),
        ("上限 {limit} 小于一次的 {step}。", "请核对两个数。"),
    ),
    "points-differ": error(
        ("{stated} points are stated, but what stands below adds up to {real}.", "Correct one of the two."),
        ("写明 {stated} 分，而下面各项相加为 {real} 分。", "请更正其一。"),
    ),
    "finding-larger-than-item": warning(
        ("finding {id} takes {amount} points where there are only {points}.", "Check the amount against the standard."),
        ("评分情形 {id} 扣 {amount} 分，而可扣的只有 {points} 分。", "请对照标准核对。"),
    ),
    "list-too-short": error(
        ("the list {field} has fewer than {least} entries.", "Add to it, or take the field out."),
        ("{field} 少于 {least} 条。", "请补足，或删去该字段。"),
    ),
    "list-too-long": error(
        ("the list {field} has more than {most} entries.", "Shorten it."),
        ("{field} 超过 {most} 条。", "请缩短。"),
    ),
    "not-a-day": error(
        ("“{text}” is not a day with its year.", "Write it as 2020-03-31."),
        ("“{text}”不是年月日齐全的日期。", "请写成 2020-03-31。"),
    ),
    "not-a-ratio": error(
        ("“{text}” is no proportion.", "Write it as 3:5:2, a number for each tier."),
        ("“{text}”不是比例。", "请写成 3:5:2 的形式，每个等次一个数。"),
    ),
    "not-a-span": error(
        ("“{text}” names no places.", "Write 3 (the first, or last, three), or 4-6."),
        ("“{text}”不是名次。", "请写 3（前三名或后三名），或 4-6。"),
    ),
    "not-a-flag": error(
        ("“{text}” is neither true nor false.", "Write true, or take the field out."),
        ("“{text}”既不是 true 也不是 false。", "请写 true（或“是”），或删去该字段。"),
    ),
    "number-not-whole": error(
        ("{text} is not a whole number.", "Write a whole number here."),
        ("{text} 不是整数。", "这里请写整数。"),
    ),
    "formula-empty": error(
        ("the formula is empty.", "Write it, or take the field out."),
        ("公式是空的。", "请填写，或删去该字段。"),
    ),
    "formula-too-long": error(
        ("the formula has {length} characters; {limit} are allowed.", "Shorten it."),
        ("公式有 {length} 个字符，最多 {limit} 个。", "请缩短。"),
    ),
    "formula-too-many-parts": error(
        ("the formula has more than {limit} numbers, signs and words.", "Shorten it."),
        ("公式中的数、符号、词超过 {limit} 个。", "请缩短。"),
    ),
    "formula-too-deep": error(
        ("the formula is nested deeper than {limit} levels at character {column}.", "Write it with fewer brackets."),
        ("公式第 {column} 个字符处嵌套超过 {limit} 层。", "请减少括号。"),
    ),
    "formula-too-large": error(
        ("the formula is more than a spreadsheet takes.", "Shorten it."),
        ("公式超过电子表格所能容纳的。", "请缩短。"),
    ),
    "formula-text": error(
        (
            "the text at character {column} of the formula is longer than {limit} or has a control character.",
            "Shorten it.",
        ),
        ("公式第 {column} 个字符处的文字超过 {limit} 个字符，或含控制字符。", "请缩短。"),
    ),
    "formula-id": error(
        ("the brackets at character {column} of the formula hold no id of up to {limit} characters.", "Write [id]."),
        ("公式第 {column} 个字符处的方括号里不是编号（最多 {limit} 个字符）。", "请写成 [编号]。"),
    ),
    "formula-places": error(
        ("round needs a whole number from 0 to {limit} at character {column} of the formula.", "Write round(x, 2)."),
        ("公式第 {column} 个字符处，round 的第二个值应为 0 至 {limit} 的整数。", "请写成 round(x, 2)。"),
    ),
    "formula-sign": error(
        ("“{sign}” at character {column} has no meaning in a formula.", "Take it out; texts stand in quotation marks."),
        ("公式第 {column} 个字符“{sign}”没有意义。", "请删去；文字要加引号。"),
    ),
    "formula-number": error(
        (
            "“{number}” at character {column} of the formula is not a number.",
            "Write 2 or 0.5, with at most {digits} digits, {places} of them behind the point.",
        ),
        ("公式第 {column} 个字符处的“{number}”不是数字。", "请写成 2 或 0.5，最多 {digits} 位，小数最多 {places} 位。"),
    ),
    "formula-unclosed": error(
        ("“{sign}” at character {column} of the formula is never closed.", "Close it."),
        ("公式第 {column} 个字符“{sign}”没有配对。", "请补上另一半。"),
    ),
    "formula-no-value": error(
        ("a value is missing at character {column} of the formula.", "Write a number, x or [id] there."),
        ("公式第 {column} 个字符处缺少一个值。", "请写数字、x 或 [编号]。"),
    ),
    "formula-unexpected": error(
        ("“{found}” cannot stand at character {column} of the formula.", "Look at what stands before it."),
        ("公式第 {column} 个字符处不能是“{found}”。", "请检查它前面的内容。"),
    ),
    "formula-chained": error(
        ("two comparisons in a row at character {column} of the formula ({operator}).", "Write a < x and x < b."),
        ("公式第 {column} 个字符处连用了两个比较（{operator}）。", "请写成 a < x and x < b。"),
    ),
    "formula-unknown-word": error(
        (
            "the formula knows no “{word}” (character {column}).",
            "Known: sum, min, max, mean, round, floor, ceil, abs, if, and, or, not; ids stand in brackets.",
        ),
        (
            "公式第 {column} 个字符处的“{word}”不认识。",
            "可用：sum、min、max、mean、round、floor、ceil、abs、if、and、or、not；编号写在方括号里。",
        ),
    ),
    "formula-unknown-name": error(
        (
            "nothing that is called {name} can be used here (character {column} of the formula).",
            "Write the id of a finding, an item or a section, in brackets.",
        ),
        (
            "公式第 {column} 个字符处的 {name} 没有可用的内容。",
            "请在方括号里写评分情形、考核内容或项目的编号。",
        ),
    ),
    "formula-arguments": error(
        (
            "{function} has {found} values at character {column} of the formula; it takes {takes}.",
            "They stand in brackets, with commas between them.",
        ),
        (
            "公式第 {column} 个字符处的 {function} 有 {found} 个值，应有 {takes} 个。",
            "值写在括号里，用逗号隔开。",
        ),
    ),
    "formula-type": error(
        ("{where} takes a {expected}, not a {found} (character {column} of the formula).", "Put a {expected} there."),
        ("公式第 {column} 个字符处是{found_zh}，而 {where} 要的是{expected_zh}。", "请改成{expected_zh}。"),
    ),
    "formula-comparison": error(
        (
            "a {left} and a {right} cannot be compared by {operator} (character {column} of the formula).",
            "A number goes with a number; texts go together by = and <> alone.",
        ),
        (
            "公式第 {column} 个字符处，{left_zh}与{right_zh}不能用 {operator} 比较。",
            "数只与数比较；文字之间只用 = 和 <>。",
        ),
    ),
    "formula-branches": error(
        (
            "the two results of if are a {one} and a {other} (character {column} of the formula).",
            "Let both be numbers, or both texts.",
        ),
        (
            "if 的两个结果，一个是{one_zh}，一个是{other_zh}（公式第 {column} 个字符）。",
            "请使两者都是数，或都是文字。",
        ),
    ),
    "formula-kind": error(
        ("the formula gives a {kind}; a {wanted} is needed here.", "A condition compares, as [1] > 2 does."),
        ("公式得出的是{kind_zh}，这里需要{wanted_zh}。", "条件是比较，如 [1] > 2。"),
    ),
    "formula-circle": error(
        ("formulas refer to each other in a circle: {names}.", "Let one of them stand on its own."),
        ("公式互相引用成环：{names}。", "请断开其中一处。"),
    ),
}

# what the parser says is wrong, in Chinese; anything else stays as it is
YAML_WHY = {
    "mapping values are not allowed in this context": "这里不能有冒号",
    "did not find expected key": "这里应当是字段名",
    "could not find expected ':'": "缺少冒号",
    "did not find expected ',' or '}'": "缺少逗号或 }",
    "did not find expected ',' or ']'": "缺少逗号或 ]",
    "did not find expected '-' indicator": "这里应当是“- ”",
    "did not find expected node content": "这里缺少内容",
    "did not find expected <document start>": "到这里应当结束了",
    "did not find expected comment or line break": "这里应当换行",
    "found unexpected end of stream": "引号没有配对",
    "found unknown escape character": "反斜杠后面的字符不对",
    "found character that cannot start any token": "这个符号不能放在开头",
    "block sequence entries are not allowed in this context": "这里不能有“- ”",
}
