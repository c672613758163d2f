"""The error book of rubric files: every code of ``messages.rubric`` with its smallest input and exact lines."""

from pathlib import Path

import pytest

from tests.errors.book import Page, as_told, as_written, missing, unknown
from xlrubric.cli.report import standard_named
from xlrubric.layout.form import MARKED, unit_form
from xlrubric.messages.rubric import RUBRIC
from xlrubric.problems import Problem, Refusal
from xlrubric.skin import read_skin

SHIPPED = ", ".join(sorted(path.stem for path in (Path(__file__).parents[2] / "rubrics").glob("*.yaml")))


def with_item(points: int, findings: str) -> str:
    """Write a rubric with one item; its findings begin in line 3, column 62."""
    item = f"{{name: i, points: {points}, findings: [{findings}]}}"
    return f"rubric: r\ntitle: t\nsections: [{{name: s, items: [{item}]}}]\n"


def with_many_items(count: int) -> str:
    """Write a rubric with so many items of two findings, whose scores do not stand in one unbroken column."""
    item = "{name: i, points: 9, findings: [{text: t, deduct: 1}, {text: t, deduct: 1}]}"
    return f"rubric: r\ntitle: t\nsections: [{{name: s, items: [{', '.join([item] * count)}]}}]\n"


# The material is what the file holds; None: there is no file.
PAGES = (
    Page(
        "formula-too-long",
        with_many_items(1500),
        "r: [formula-too-long] the formula of self.section:1 would be longer than the 8192 signs that Excel takes. "
        "Split the section or item into smaller ones.",
        "r: [formula-too-long] self.section:1 的公式会超过 Excel 允许的 8192 个字符。请把该项目拆成几项。",
    ),
    Page(
        "file-unreadable",
        None,
        "r.yaml: [file-unreadable] the file cannot be read (No such file or directory). Check the name and "
        "that you may read it.",
        "r.yaml: [file-unreadable] 文件无法读取（No such file or directory）。请检查文件名和读取权限。",
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
        "r.yaml:1:9: [yaml-broken] 不是合法的 YAML：mapping values are not allowed in this context。"
        "请检查本行和上一行的冒号、缩进、引号。",
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
        "title: &a t\nnote: *a",
        "r.yaml:2:7: [yaml-alias] an alias (*name) is used here. Write the text out.",
        "r.yaml:2:7: [yaml-alias] 这里用了别名（*name）。请把内容写全。",
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
        "r.yaml:3:62: [field-missing] the field text is missing. Add it.",
        "r.yaml:3:62: [field-missing] 缺少字段 text。请补上。",
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
        "r.yaml:3:61: [list-empty] the list findings is empty. Write at least one entry, as `- name: …`.",
        "r.yaml:3:61: [list-empty] findings 是空的。请至少写一条（“- name: …”）。",
    ),
    Page(
        "not-a-number",
        with_item(1, "{text: t, deduct: 1_0}"),
        "r.yaml:3:80: [not-a-number] “1_0” is not a number. Write it as 2 or 0.5.",
        "r.yaml:3:80: [not-a-number] “1_0”不是数字。请写成 2 或 0.5 的形式。",
    ),
    Page(
        "number-out-of-range",
        with_item(1, "{text: t, deduct: 0}"),
        "r.yaml:3:80: [number-out-of-range] 0 is not possible here. Points and amounts go up to 100000, a "
        "target up to 10000; only `from` may be 0.",
        "r.yaml:3:80: [number-out-of-range] 这里不能是 0。分值不超过 100000，target 不超过 10000；只有 from 可以是 0。",
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
        "r.yaml:3:69: [wrong-shape] text cannot be “- …”. See rubrics/README.md for how it is written.",
        "r.yaml:3:69: [wrong-shape] text 不能写成“- …”。写法见 rubrics/README.md。",
    ),
    Page(
        "id-twice",
        with_item(1, "{id: a, text: t, deduct: 1}, {id: a, text: t, deduct: 1}"),
        "r.yaml:3:91: [id-twice] the id a is used a second time (first at r.yaml:3:62). Give each its own.",
        "r.yaml:3:91: [id-twice] 编号 a 重复使用（第一次在 r.yaml:3:62）。请各用一个编号。",
    ),
    Page(
        "no-such-rule",
        with_item(1, "{text: t, deduct: 1, bonus: 1}"),
        "r.yaml:3:62: [no-such-rule] no rule is spelled like finding 1.1.1: bonus + deduct. These are: "
        "deduct; deduct + per (at_most); deduct + per + target (at_most); deduct {from, to}; bonus; bonus + "
        "per (at_most).",
        "r.yaml:3:62: [no-such-rule] 扣分情形 1.1.1 的写法（bonus + deduct）不是任何一种规则。"
        "可用的写法：deduct; deduct + per (at_most); deduct + per + target (at_most); deduct {from, to}; "
        "bonus; bonus + per (at_most)。",
    ),
    Page(
        "range-reversed",
        with_item(5, "{text: t, deduct: {from: 2, to: 1}}"),
        "r.yaml:3:62: [range-reversed] from 2 to 1 goes downwards. Write the smaller amount first.",
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
        "r.yaml:4:9: [points-differ] 4 points are stated, but the items add up to 5. Correct one of the two.",
        "r.yaml:4:9: [points-differ] 写明 4 分，而各项相加为 5 分。请更正其一。",
    ),
    Page(
        "finding-larger-than-item",
        with_item(1, "{text: t, deduct: 2}"),
        "r.yaml:3:80: [finding-larger-than-item] finding 1.1.1 takes 2 off an item of 1. Check the amount "
        "against the standard.",
        "r.yaml:3:80: [finding-larger-than-item] 扣分情形 1.1.1 扣 2 分，而该项只有 1 分。请对照标准核对。",
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


def test_no_code_lacks_its_page_and_no_page_its_code() -> None:
    assert missing(RUBRIC, (*PAGES, UNKNOWN)) == []
    assert unknown(RUBRIC, (*PAGES, UNKNOWN)) == []


def test_the_checker_sees_what_is_missing_and_what_is_unknown() -> None:
    assert missing(["yaml-tab", "yaml-new"], PAGES) == ["yaml-new"]
    assert unknown([page.code for page in PAGES if page.code != "yaml-tab"], PAGES) == ["yaml-tab"]
