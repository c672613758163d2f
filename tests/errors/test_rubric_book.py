"""The error book of rubric files: every code of ``messages.rubric`` with its smallest input and exact lines."""

from pathlib import Path

import pytest

from tests.errors.book import Page, as_told, as_written, missing, unknown
from xlrubric.cli.report import standard_named
from xlrubric.formula_language import FormulaFault, parse_formula
from xlrubric.layout.form import MARKED, unit_form
from xlrubric.messages.rubric import RUBRIC
from xlrubric.problems import Place, Problem, Refusal, problem
from xlrubric.skin import read_skin

RUBRICS = Path(__file__).parents[2] / "rubrics"
SHIPPED = ", ".join(sorted(path.relative_to(RUBRICS).with_suffix("").as_posix() for path in RUBRICS.rglob("*.yaml")))


def with_item(points: int, findings: str) -> str:
    """Write a rubric with one item; its findings begin in line 3, column 62."""
    item = f"{{name: i, points: {points}, findings: [{findings}]}}"
    return f"rubric: r\ntitle: t\nsections: [{{name: s, items: [{item}]}}]\n"


def with_many_items(count: int) -> str:
    """Write a rubric with so many items of two findings, whose scores do not stand in one unbroken column."""
    item = "{name: i, points: 9, findings: [{text: t, deduct: 1}, {text: t, deduct: 1}]}"
    return f"rubric: r\ntitle: t\nsections: [{{name: s, items: [{', '.join([item] * count)}]}}]\n"


def with_formula(text: str) -> str:
    """Write a rubric whose total is computed by a formula, which begins in line 4, column 10."""
    return with_item(1, "{text: t, deduct: 1}") + f"formula: '{text}'\n"


# The material is what the file holds; None: there is no file.
PAGES = (
    Page(
        "file-unreadable",
        None,
        "r.yaml: [file-unreadable] the file cannot be read (No such file or directory). Check the name and "
        "that you may read it.",
        "r.yaml: [file-unreadable] 文件无法读取（No such file or directory）。请检查文件名和读取权限。",
    ),
    Page(
        "file-foreign",
        b"%PDF-1.7",
        "r.yaml: [file-foreign] this is a PDF file, not a text file. A rubric is a .yaml file, or a workbook that "
        "ends in .xlsx.",
        "r.yaml: [file-foreign] 这不是文本文件，而是 PDF 文件。细则应是 .yaml 文件，或以 .xlsx 结尾的工作簿。",
    ),
    Page(
        "not-utf8",
        "title: 细则".encode("gbk"),
        "r.yaml:1:1: [not-utf8] the file is not UTF-8; it looks like GBK (GB18030). Save it as UTF-8.",
        "r.yaml:1:1: [not-utf8] 文件不是 UTF-8 编码，看来是 GBK (GB18030)。请另存为 UTF-8 编码。",
    ),
    Page(
        "yaml-too-large",
        b"#" * 1_000_001,
        "r.yaml: [yaml-too-large] the file has 1000001 bytes; a rubric has at most 1000000. Is it the right file?",
        "r.yaml: [yaml-too-large] 文件有 1000001 字节，细则文件最多 1000000 字节。请检查是否选错了文件。",
    ),
    Page(
        "yaml-tab",
        "title:\n\tt",
        "r.yaml:2:1: [yaml-tab] a tab stands in the indentation. Indent with spaces.",
        "r.yaml:2:1: [yaml-tab] 缩进中有制表符。请用空格缩进。",
    ),
    Page(
        "yaml-broken",
        "title: a: b",
        "r.yaml:1:9: [yaml-broken] this is not YAML: mapping values are not allowed in this context. Look at "
        "this line and the one above: colon, indentation, quotation marks.",
        "r.yaml:1:9: [yaml-broken] 不是合法的 YAML：这里不能有冒号。请检查本行和上一行的冒号、缩进、引号。",
    ),
    Page(
        "yaml-sign",
        "rubric: r\ntitle：t",
        "r.yaml:2:1: [yaml-sign] “title：” is written “title: ”: half-width, with a blank behind. Correct it.",
        "r.yaml:2:1: [yaml-sign] “title：”应写成“title: ”：用半角符号，后面空一格。请更正。",
    ),
    Page(
        "yaml-character",
        "title: a\x07b",
        "r.yaml:1:9: [yaml-character] a sign that cannot be seen stands here (U+0007). Delete it; is the file a text "
        "file?",
        "r.yaml:1:9: [yaml-character] 这里有看不见的字符（U+0007）。请删去；并检查是否选错了文件。",
    ),
    Page(
        "yaml-documents",
        "title: a\n---\ntitle: b",
        "r.yaml:2:1: [yaml-documents] a second document begins here (---). Keep one rubric in one file.",
        "r.yaml:2:1: [yaml-documents] 这里开始了第二个文档（---）。一个文件只写一个细则。",
    ),
    Page(
        "yaml-empty",
        "",
        "r.yaml: [yaml-empty] the file is empty. Start from a rubric in rubrics/.",
        "r.yaml: [yaml-empty] 文件是空的。可从 rubrics/ 中的细则改写。",
    ),
    Page(
        "yaml-alias",
        "title: *a",
        "r.yaml:1:8: [yaml-alias] an alias (*name) is used here. Write the text out.",
        "r.yaml:1:8: [yaml-alias] 这里用了别名（*name）。请把内容写全。",
    ),
    Page(
        "yaml-anchor",
        "title: &a t",
        "r.yaml:1:8: [yaml-anchor] an anchor (&a) is set here. Leave it out; for a text that begins with &, use "
        "quotation marks.",
        "r.yaml:1:8: [yaml-anchor] 这里用了锚点（&a）。请删去；以 & 开头的文字请加引号。",
    ),
    Page(
        "yaml-merge",
        with_item(1, "{text: t, deduct: 1, <<: {per: a}}"),
        "r.yaml:3:83: [yaml-merge] a merge (<<) is used here. Write the fields out.",
        "r.yaml:3:83: [yaml-merge] 这里用了合并（<<）。请把各字段写全。",
    ),
    Page(
        "yaml-tag",
        "title: !t t",
        "r.yaml:1:8: [yaml-tag] a tag (!t) is used here. Leave it out; for a text that begins with !, use "
        "quotation marks.",
        "r.yaml:1:8: [yaml-tag] 这里用了标签（!t）。请删去；以叹号开头的文字请加引号。",
    ),
    Page(
        "yaml-deep",
        "[" * 31,
        "r.yaml:1:31: [yaml-deep] nested deeper than 30 levels. Check the indentation.",
        "r.yaml:1:31: [yaml-deep] 嵌套超过 30 层。请检查缩进。",
    ),
    Page(
        "yaml-key",
        with_item(1, "{text: t, deduct: 1, ? [a] : b}"),
        "r.yaml:3:85: [yaml-key] the name of a field must be a plain word. Write `name: value`.",
        "r.yaml:3:85: [yaml-key] 字段名必须是普通文字。请写成“字段: 值”。",
    ),
    Page(
        "yaml-key-twice",
        with_item(1, "{text: t, deduct: 1, deduct: 1}"),
        "r.yaml:3:83: [yaml-key-twice] the field deduct stands here a second time (first in line 3). Keep "
        "one of the two.",
        "r.yaml:3:83: [yaml-key-twice] 字段 deduct 重复（第一次在第 3 行）。请保留一个。",
    ),
    Page(
        "rubric-not-a-table",
        "t",
        "r.yaml:1:1: [rubric-not-a-table] a rubric is a list of fields, such as `rubric: name`. Start from a "
        "rubric in rubrics/.",
        "r.yaml:1:1: [rubric-not-a-table] 细则由若干字段组成，例如“rubric: 名称”。可从 rubrics/ 中的细则改写。",
    ),
    Page(
        "field-missing",
        with_item(1, "{deduct: 1}"),
        "r.yaml:3:62: [field-missing] the field text is missing. Add it, as in `text: 无年度计划`.",
        "r.yaml:3:62: [field-missing] 缺少字段 text。请补上，例如“text: 无年度计划”。",
    ),
    Page(
        "field-unknown",
        with_item(1, "{text: t, deduct: 1, atmost: 1}"),
        "r.yaml:3:91: [field-unknown] there is no field atmost here. Known here: at_most.",
        "r.yaml:3:91: [field-unknown] 这里没有字段 atmost。可用的是：at_most。",
    ),
    Page(
        "list-empty",
        with_item(1, ""),
        "r.yaml:3:61: [list-empty] the list findings is empty. Put at least one entry in it.",
        "r.yaml:3:61: [list-empty] findings 是空的。请至少写一条。",
    ),
    Page(
        "not-a-number",
        with_item(1, "{text: t, deduct: 1_0}"),
        "r.yaml:3:80: [not-a-number] “1_0” is not a number. Write it as 2 or 0.5, with at most 6 decimals.",
        "r.yaml:3:80: [not-a-number] “1_0”不是数字。请写成 2 或 0.5 的形式，最多 6 位小数。",
    ),
    Page(
        "number-out-of-range",
        with_item(1, "{text: t, deduct: 0}"),
        "r.yaml:3:80: [number-out-of-range] 0 is not possible here. The number must be > 0.",
        "r.yaml:3:80: [number-out-of-range] 这里不能是 0。这个数应 > 0。",
    ),
    Page(
        "text-unquoted",
        with_item(1, "{text: 无计划, 无总结, deduct: 1}"),
        "r.yaml:3:77: [text-unquoted] “无总结” stands here as a field of its own. Inside of braces, put a text with "
        "a comma in quotation marks.",
        "r.yaml:3:77: [text-unquoted] “无总结”在这里成了单独的字段。花括号里的文字如有逗号，请加引号。",
    ),
    Page(
        "text-blank",
        with_item(1, "{text: '', deduct: 1}"),
        "r.yaml:3:69: [text-blank] the text of text is blank. Write it, or take the field out.",
        "r.yaml:3:69: [text-blank] text 的文字为空。请填写，或删去该字段。",
    ),
    Page(
        "text-too-long",
        with_item(1, "{text: t, deduct: 1, per: %s}" % ("x" * 61)),
        "r.yaml:3:88: [text-too-long] the text of per is longer than 60 characters. Shorten it.",
        "r.yaml:3:88: [text-too-long] per 的文字超过 60 个字符。请缩短。",
    ),
    Page(
        "id-unfit",
        with_item(1, "{id: a b, text: t, deduct: 1}"),
        "r.yaml:3:67: [id-unfit] “a b” cannot be an id. Use up to 40 letters, digits, dots, hyphens and underscores.",
        "r.yaml:3:67: [id-unfit] “a b”不能作编号。编号只用汉字、字母、数字、点、连字符、下划线，最多 40 个。",
    ),
    Page(
        "not-a-choice",
        with_item(1, "{text: t, deduct: 1}") + "counts: both",
        "r.yaml:4:9: [not-a-choice] “both” is none of: self, review. Choose one of them.",
        "r.yaml:4:9: [not-a-choice] “both”不在可选值之内：self, review。请选其一。",
    ),
    Page(
        "wrong-shape",
        with_item(1, "{text: [t], deduct: 1}"),
        "r.yaml:3:69: [wrong-shape] text cannot be “- …”. Write it as in `text: 无年度计划`; see rubrics/README.md.",
        "r.yaml:3:69: [wrong-shape] text 不能写成“- …”。请照“text: 无年度计划”的样子写；写法见 rubrics/README.md。",
    ),
    Page(
        "id-twice",
        with_item(1, "{id: a, text: t, deduct: 1}, {id: a, text: t, deduct: 1}"),
        "r.yaml:3:91: [id-twice] the id a is used a second time (first at r.yaml:3:62). Give each its own.",
        "r.yaml:3:91: [id-twice] 编号 a 重复使用（第一次在 r.yaml:3:62）。请各用一个编号。",
    ),
    Page(
        "no-such-rule",
        with_item(1, "{text: t, deduct: 1, at_most: 1}"),
        "r.yaml:3:62: [no-such-rule] no kind of clause is spelled like finding 1.1.1: deduct + at_most. Nearest: "
        "deduct; deduct + per (at_most) (step); deduct + per + target (at_most) (step) (brackets: may be left out). "
        "All kinds: rubrics/README.md.",
        "r.yaml:3:62: [no-such-rule] 评分情形 1.1.1 的写法（deduct + at_most）不是任何一种规则。相近的写法：deduct; "
        "deduct + per (at_most) (step); deduct + per + target (at_most) (step)（括号里的可以不写）。全部写法见 "
        "rubrics/README.md。",
    ),
    Page(
        "verbs-clash",
        with_item(1, "{text: t, deduct: 1, bonus: {from: 0, to: 1}}"),
        "r.yaml:3:62: [verbs-clash] the effects of finding 1.1.1 do not go together: deduct + bonus {from, to}. "
        "In one finding they are plain amounts, without at_most or register; otherwise write a finding for each.",
        "r.yaml:3:62: [verbs-clash] 评分情形 1.1.1 的几种扣加分不能并写（deduct + bonus {from, to}）。"
        "并写时只能各是一个数，也不能有 at_most 或 register；否则请分成几条。",
    ),
    Page(
        "cell-formula-too-long",
        with_many_items(1500),
        "r: [cell-formula-too-long] a formula of “1” would be longer than the 8192 signs that Excel takes. Split the "
        "section or item into smaller ones.",
        "r: [cell-formula-too-long] “1”的一个公式会超过 Excel 允许的 8192 个字符。请把该项目拆成几项。",
    ),
    Page(
        "range-reversed",
        with_item(5, "{text: t, deduct: {from: 2, to: 1}}"),
        "r.yaml:3:62: [range-reversed] from 2 to 1 goes downwards. Write the smaller number first.",
        "r.yaml:3:62: [range-reversed] 区间 2 至 1 方向反了。请把小的写在前面。",
    ),
    Page(
        "limit-below-step",
        with_item(5, "{text: t, deduct: 1, per: 次, at_most: 0.5}"),
        "r.yaml:3:62: [limit-below-step] at_most 0.5 is below a single step of 1. Is one of the two a slip?",
        "r.yaml:3:62: [limit-below-step] 上限 0.5 小于一次的 1。请核对两个数。",
    ),
    Page(
        "points-differ",
        with_item(5, "{text: t, deduct: 1}") + "points: 4",
        "r.yaml:4:9: [points-differ] 4 points are stated, but what stands below adds up to 5. Correct one of the two.",
        "r.yaml:4:9: [points-differ] 写明 4 分，而下面各项相加为 5 分。请更正其一。",
    ),
    Page(
        "finding-larger-than-item",
        with_item(1, "{text: t, deduct: 2}"),
        "r.yaml:3:80: [finding-larger-than-item] finding 1.1.1 takes 2 points where there are only 1. Check the "
        "amount against the standard.",
        "r.yaml:3:80: [finding-larger-than-item] 评分情形 1.1.1 扣 2 分，而可扣的只有 1 分。请对照标准核对。",
    ),
    Page(
        "list-too-short",
        with_item(1, "{text: t, deduct: 1, periods: [a]}"),
        "r.yaml:3:92: [list-too-short] the list periods has fewer than 2 entries. Add to it, or take the field out.",
        "r.yaml:3:92: [list-too-short] periods 少于 2 条。请补足，或删去该字段。",
    ),
    Page(
        "list-too-long",
        with_item(1, "{text: t, award: {steps: [" + "1, " * 21 + "]}, per: 次}"),
        "r.yaml:3:87: [list-too-long] the list steps has more than 20 entries. Shorten it.",
        "r.yaml:3:87: [list-too-long] steps 超过 20 条。请缩短。",
    ),
    Page(
        "not-a-day",
        "rubric: r\ntitle: t\ndue_on: 3月底前\nsections: [{name: a, items: [{name: b, points: 1, findings: "
        "[{text: c, deduct: 1}]}]}]",
        "r.yaml:3:9: [not-a-day] “3月底前” is not a day with its year. Write it as 2020-03-31.",
        "r.yaml:3:9: [not-a-day] “3月底前”不是年月日齐全的日期。请写成 2020-03-31。",
    ),
    Page(
        "not-a-ratio",
        with_item(1, "{text: t, deduct: 1}")
        + "result: {sources: [{id: a, name: n, weight: 100%, tiers: {好: 2, 差: 1}, shares: 三比二}]}",
        "r.yaml:4:80: [not-a-ratio] “三比二” is no proportion. Write it as 3:5:2, a number for each tier.",
        "r.yaml:4:80: [not-a-ratio] “三比二”不是比例。请写成 3:5:2 的形式，每个等次一个数。",
    ),
    Page(
        "not-a-span",
        with_item(1, "{text: t, deduct: 1}") + "result: {consequences: [{name: n, last: 三名}]}",
        "r.yaml:4:41: [not-a-span] “三名” names no places. Write 3 (the first, or last, three), or 4-6.",
        "r.yaml:4:41: [not-a-span] “三名”不是名次。请写 3（前三名或后三名），或 4-6。",
    ),
    Page(
        "not-a-flag",
        with_item(1, "{text: t, deduct: 1}").replace("points: 1", "points: 1, key: maybe"),
        "r.yaml:3:56: [not-a-flag] “maybe” is neither true nor false. Write true, or take the field out.",
        "r.yaml:3:56: [not-a-flag] “maybe”既不是 true 也不是 false。请写 true（或“是”），或删去该字段。",
    ),
    Page(
        "number-not-whole",
        with_item(1, "{text: t, deduct: 1}") + "round: 1.5",
        "r.yaml:4:8: [number-not-whole] 1.5 is not a whole number. Write a whole number here.",
        "r.yaml:4:8: [number-not-whole] 1.5 不是整数。这里请写整数。",
    ),
    Page(
        "formula-too-many-parts",
        with_formula("1+" * 100 + "1"),
        "r.yaml:4:10: [formula-too-many-parts] the formula has more than 200 numbers, signs and words. Shorten it.",
        "r.yaml:4:10: [formula-too-many-parts] 公式中的数、符号、词超过 200 个。请缩短。",
    ),
    Page(
        "formula-too-deep",
        with_formula("(" * 21 + "1" + ")" * 21),
        "r.yaml:4:10: [formula-too-deep] the formula is nested deeper than 20 levels at character 21. Write it with "
        "fewer brackets.",
        "r.yaml:4:10: [formula-too-deep] 公式第 21 个字符处嵌套超过 20 层。请减少括号。",
    ),
    Page(
        "formula-too-large",
        with_formula("abs(" * 7 + "[1]" + ")" * 7),
        "r.yaml:4:10: [formula-too-large] the formula is more than a spreadsheet takes. Shorten it.",
        "r.yaml:4:10: [formula-too-large] 公式超过电子表格所能容纳的。请缩短。",
    ),
    Page(
        "formula-text",
        with_formula('if("%s" = "a", 1, 2)' % ("x" * 256)),
        "r.yaml:4:10: [formula-text] the text at character 4 of the formula is longer than 255 or has a control "
        "character. Shorten it.",
        "r.yaml:4:10: [formula-text] 公式第 4 个字符处的文字超过 255 个字符，或含控制字符。请缩短。",
    ),
    Page(
        "formula-id",
        with_formula("[]"),
        "r.yaml:4:10: [formula-id] the brackets at character 1 of the formula hold no id of up to 40 characters. "
        "Write [id].",
        "r.yaml:4:10: [formula-id] 公式第 1 个字符处的方括号里不是编号（最多 40 个字符）。请写成 [编号]。",
    ),
    Page(
        "formula-places",
        with_formula("round([1], 7)"),
        "r.yaml:4:10: [formula-places] round needs a whole number from 0 to 6 at character 12 of the formula. Write "
        "round(x, 2).",
        "r.yaml:4:10: [formula-places] 公式第 12 个字符处，round 的第二个值应为 0 至 6 的整数。请写成 round(x, 2)。",
    ),
    Page(
        "formula-sign",
        with_formula("1 § 2"),
        "r.yaml:4:10: [formula-sign] “§” at character 3 has no meaning in a formula. Take it out; texts stand in "
        "quotation marks.",
        "r.yaml:4:10: [formula-sign] 公式第 3 个字符“§”没有意义。请删去；文字要加引号。",
    ),
    Page(
        "formula-number",
        with_formula("1.2.3"),
        "r.yaml:4:10: [formula-number] “1.2.3” at character 1 of the formula is not a number. Write 2 or 0.5, with "
        "at most 12 digits, 6 of them behind the point.",
        "r.yaml:4:10: [formula-number] 公式第 1 个字符处的“1.2.3”不是数字。请写成 2 或 0.5，最多 12 位，小数最多 6 "
        "位。",
    ),
    Page(
        "formula-unclosed",
        with_formula("(1 + 2"),
        "r.yaml:4:10: [formula-unclosed] “(” at character 1 of the formula is never closed. Close it.",
        "r.yaml:4:10: [formula-unclosed] 公式第 1 个字符“(”没有配对。请补上另一半。",
    ),
    Page(
        "formula-no-value",
        with_formula("1 +"),
        "r.yaml:4:10: [formula-no-value] a value is missing at character 4 of the formula. Write a number, x or [id] "
        "there.",
        "r.yaml:4:10: [formula-no-value] 公式第 4 个字符处缺少一个值。请写数字、x 或 [编号]。",
    ),
    Page(
        "formula-unexpected",
        with_formula("1 2"),
        "r.yaml:4:10: [formula-unexpected] “2” cannot stand at character 3 of the formula. Look at what stands "
        "before it.",
        "r.yaml:4:10: [formula-unexpected] 公式第 3 个字符处不能是“2”。请检查它前面的内容。",
    ),
    Page(
        "formula-chained",
        with_formula("1 < 2 < 3"),
        "r.yaml:4:10: [formula-chained] two comparisons in a row at character 7 of the formula (<). Write a < x and "
        "x < b.",
        "r.yaml:4:10: [formula-chained] 公式第 7 个字符处连用了两个比较（<）。请写成 a < x and x < b。",
    ),
    Page(
        "formula-unknown-word",
        with_formula("median(1, 2)"),
        "r.yaml:4:10: [formula-unknown-word] the formula knows no “median” (character 1). Known: sum, min, max, "
        "mean, round, floor, ceil, abs, if, and, or, not; ids stand in brackets.",
        "r.yaml:4:10: [formula-unknown-word] 公式第 1 个字符处的“median”不认识。可用："
        "sum、min、max、mean、round、floor、ceil、abs、if、and、or、not；编号写在方括号里。",
    ),
    Page(
        "formula-unknown-name",
        with_formula("[9]"),
        "r.yaml:4:10: [formula-unknown-name] nothing that is called [9] can be used here (character 1 of the "
        "formula). Write the id of a finding, an item or a section, in brackets.",
        "r.yaml:4:10: [formula-unknown-name] 公式第 1 个字符处的 [9] 没有可用的内容。"
        "请在方括号里写评分情形、考核内容或项目的编号。",
    ),
    Page(
        "formula-arguments",
        with_formula("abs(1, 2)"),
        "r.yaml:4:10: [formula-arguments] abs has 2 values at character 1 of the formula; it takes 1. They stand in "
        "brackets, with commas between them.",
        "r.yaml:4:10: [formula-arguments] 公式第 1 个字符处的 abs 有 2 个值，应有 1 个。值写在括号里，用逗号隔开。",
    ),
    Page(
        "formula-type",
        with_formula("1 + (1 < 2)"),
        "r.yaml:4:10: [formula-type] + takes a number, not a condition (character 5 of the formula). Put a number "
        "there.",
        "r.yaml:4:10: [formula-type] 公式第 5 个字符处是条件，而 + 要的是数。请改成数。",
    ),
    Page(
        "formula-comparison",
        with_formula('if([1.1.1] > "有", 1, 2)'),
        "r.yaml:4:10: [formula-comparison] a text and a text cannot be compared by > (character 12 of the formula). "
        "A number goes with a number; texts go together by = and <> alone.",
        "r.yaml:4:10: [formula-comparison] 公式第 12 个字符处，文字与文字不能用 > 比较。数只与数比较；文字之间只用 = "
        "和 <>。",
    ),
    Page(
        "formula-branches",
        with_formula('if(1 < 2, 1, "a")'),
        "r.yaml:4:10: [formula-branches] the two results of if are a number and a text (character 14 of the "
        "formula). Let both be numbers, or both texts.",
        "r.yaml:4:10: [formula-branches] if 的两个结果，一个是数，一个是文字（公式第 14 个字符）。请使两者都是数，"
        "或都是文字。",
    ),
    Page(
        "formula-kind",
        with_formula("[1] > 2"),
        "r.yaml:4:10: [formula-kind] the formula gives a condition; a number is needed here. A condition compares, "
        "as [1] > 2 does.",
        "r.yaml:4:10: [formula-kind] 公式得出的是条件，这里需要数。条件是比较，如 [1] > 2。",
    ),
    Page(
        "formula-circle",
        "rubric: r\ntitle: t\nsections: [{name: s, items: [{name: i, points: 1, formula: '[1]'}]}]\n",
        "r.yaml:3:60: [formula-circle] formulas refer to each other in a circle: 1.1 → 1. Let one of them stand on "
        "its own.",
        "r.yaml:3:60: [formula-circle] 公式互相引用成环：1.1 → 1。请断开其中一处。",
    ),
)
FOLDER = Page(
    "file-is-folder",
    None,
    "r.yaml: [file-is-folder] this is a folder, not a file. Name the rubric in it: a .yaml or .xlsx file.",
    "r.yaml: [file-is-folder] 这是文件夹，不是文件。请写出其中细则文件（.yaml 或 .xlsx）的名称。",
)
# What the schema refuses as a text before anyone reads the formula; the material is the formula.
FORMULAS = (
    Page(
        "formula-empty",
        " ",
        "r.yaml: [formula-empty] the formula is empty. Write it, or take the field out.",
        "r.yaml: [formula-empty] 公式是空的。请填写，或删去该字段。",
    ),
    Page(
        "formula-too-long",
        "1" + "+1" * 250,
        "r.yaml: [formula-too-long] the formula has 501 characters; 500 are allowed. Shorten it.",
        "r.yaml: [formula-too-long] 公式有 501 个字符，最多 500 个。请缩短。",
    ),
)
UNKNOWN = Page(
    "rubric-unknown",
    None,
    f"r: [rubric-unknown] there is no such file and no shipped rubric of that name. Shipped: {SHIPPED}.",
    f"r: [rubric-unknown] 没有这个文件，也没有这个名称的随附细则。随附的有：{SHIPPED}。",
)


def problems_of(name: str) -> tuple[Problem, ...]:
    """Read a rubric as every command does, and lay its form out as ``build`` does."""
    try:
        standard = standard_named(name)
        assert unit_form(standard, read_skin(standard.rubric.language), MARKED).formulas
        return standard.problems
    except Refusal as refusal:
        return refusal.problems


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.code)
def test_the_smallest_mistake_brings_its_one_message(
    page: Page, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    if page.material is not None:
        data = page.material if isinstance(page.material, bytes) else page.material.encode()
        Path("r.yaml").write_bytes(data)
    assert as_told(problems_of("r.yaml")) == [as_written(page)]


def test_a_name_that_is_neither_a_file_nor_shipped_is_answered_with_the_shipped_ones(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert as_told(problems_of("r")) == [as_written(UNKNOWN)]


def test_a_folder_is_answered_with_what_may_be_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("r.yaml").mkdir()
    assert as_told(problems_of("r.yaml")) == [as_written(FOLDER)]


@pytest.mark.parametrize("page", FORMULAS, ids=lambda page: page.code)
def test_a_formula_that_is_none_has_its_words_too(page: Page) -> None:
    assert isinstance(page.material, str)
    with pytest.raises(FormulaFault) as caught:
        parse_formula(page.material, lambda _: None)
    fault = caught.value
    assert as_told([problem(Place("r.yaml"), fault.code, **fault.details)]) == [as_written(page)]


def test_no_code_lacks_its_page_and_no_page_its_code() -> None:
    assert missing(RUBRIC, (*PAGES, *FORMULAS, FOLDER, UNKNOWN)) == []
    assert unknown(RUBRIC, (*PAGES, *FORMULAS, FOLDER, UNKNOWN)) == []


def test_the_checker_sees_what_is_missing_and_what_is_unknown() -> None:
    assert missing(["yaml-tab", "yaml-new"], PAGES) == ["yaml-new"]
    assert unknown([page.code for page in PAGES if page.code != "yaml-tab"], PAGES) == ["yaml-tab"]
