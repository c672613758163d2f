"""The rules of the year's result as rows of part, field and value, and back; and the table of their parts and fields.

Apart from ``nesting``, whose rows are nodes with a column a field: here a row is one field, since a source has thirty
and a rank two. ``来源 2`` names a member of a list by its number; ``测评·问题`` is a field within a source's ballot.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from re import fullmatch
from unicodedata import normalize

from xlrubric.authoring.fields import Field, Shape, choice, meaning, unlisted
from xlrubric.authoring.nesting import Node, Path
from xlrubric.problems import Refusal, problem
from xlrubric.tables import heading_key
from xlrubric.yamltext import Source

RESULT = "result"
NESTED = ("ballot",)  # tables within a member whose fields have rows of their own
DOT = "."  # between the names of the two

_NOTE = Field("note", "解释", Shape.TEXT, 0, "文件未写明的，写明按哪种读法；不影响计算。", "文件未定等次分值")
_ID = Field("id", "编号", Shape.TEXT, 0, "公式、比较项用它来指这一项。", "check")
_EDGE = {"in": "都算在内", "out": "都不算"}


def _within(name: str, heading: str, help_: str) -> Field:
    return choice(name, heading, 0, help_, all="全部单位", group="各组内", lead="各牵头单位内")


def _rounding(help_: str) -> Field:
    return choice("rounding", "取整", 0, help_, nearest="四舍五入", down="舍去", up="进一")


@dataclass(frozen=True)
class Part:
    """One part of the rules: its field in YAML ("" for the whole), its word, whether it is a list, its fields."""

    key: str
    word: str
    many: bool
    fields: tuple[Field, ...]


PARTS = (
    Part(
        "",
        "整体",
        False,
        (
            Field("points", "满分", Shape.NUMBER, 0, "综合得分的满分，不填为100。", "100"),
            Field("round", "小数位数", Shape.NUMBER, 0, "综合得分四舍五入到几位小数，不填为2。", "2"),
            choice(
                "missing",
                "缺来源时",
                0,
                "单位缺一个来源时怎样；不填为暂不计算。",
                wait="暂不计算",
                reweigh="其余来源放大",
            ),
            Field("account", "账户", Shape.TEXT, 0, "后果的加减分记在哪里。", "年终绩效考核"),
            _NOTE,
        ),
    ),
    Part(
        "sources",
        "来源",
        True,
        (
            _ID,
            Field("name", "名称", Shape.TEXT, 0, "来源的名称，也是分数表的列标题。", "实地核查"),
            Field("weight", "权重", Shape.NUMBER, 0, "占综合得分的百分之几，全部合计100%。", "50%"),
            Field("adds", "另加", Shape.TRUTH, 0, "填“是”：不占权重，另外加分。", "是"),
            Field("applies_to", "适用于", Shape.NAMES, 0, "只对有这些标签之一的单位。", "牵头单位"),
            Field("forms", "评分表", Shape.TEXT, 0, "来自评分表：total 是总分，或写项目的编号。", "total"),
            Field("table", "分数表", Shape.TRUTH, 0, "填“是”：来自别处给的分数表（--scores）。", "是"),
            Field(
                "tiers", "等次分值", Shape.PAIRS, 0, "来自别处评的等次，从高到低各得几分。", "好=100; 较好=85; 一般=70"
            ),
            Field("of", "满分", Shape.NUMBER, 0, "满分几分；评分表不填的，按各单位自己的满分。", "20"),
            Field("shares", "比例", Shape.ANY, 0, "各等次的比例。", "3:5:2"),
            _within("within", "范围", "比例、名次、最高、平均在哪些单位中算。"),
            _rounding("比例怎样取整（累计后）；不填为四舍五入。"),
            Field("assign", "按得分定等", Shape.TRUTH, 0, "填“是”：表中是得分，按得分排序定等次。", "是"),
            choice("ties", "并列", 0, "按得分定等时，边缘上得分相同的是否都进较高等次。", **_EDGE),
            choice("better", "方向", 0, "数值越高越好（不填）还是越低越好。", higher="越高越好", lower="越低越好"),
            Field("best", "按最高折算", Shape.TRUTH, 0, "填“是”：最好的为100，其余按比例。", "是"),
            Field("mean", "按平均折算", Shape.TRUTH, 0, "填“是”：达到平均的为100，其余按比例。", "是"),
            Field(
                "by_rank",
                "按名次给分",
                Shape.PAIRS,
                0,
                "第一名几分，每后一名减几分，最少几分。",
                "first=100; step=2; least=60",
            ),
            Field("ballot.questions", "测评·问题", Shape.NAMES, 0, "来自测评票：每个问题一列。", "政治建设; 作风建设"),
            Field("ballot.levels", "测评·选项", Shape.PAIRS, 0, "可选的词和分值。", "好=100; 较好=80; 一般=60; 差=0"),
            Field("ballot.scale", "测评·分数范围", Shape.RANGE, 0, "不用选项、直接打分的，从几分到几分。", "0..100"),
            Field("ballot.share", "测评·比例", Shape.SEVERAL, 0, "不计分、只算选这些词的票占百分之几。", "好; 较好"),
            Field(
                "ballot.groups",
                "测评·测评组",
                Shape.ANY,
                0,
                "测评人分组和权重。",
                "[{name: 领导, weight: 60%}, {name: 代表, weight: 40%}]",
            ),
            Field("ballot.ballots", "测评·票数", Shape.NUMBER, 0, "发几张票。", "30"),
            Field("ballot.trim", "测评·去掉几个", Shape.NUMBER, 0, "去掉最高、最低各几票。", "1"),
            Field("ballot.at_least", "测评·至少几票", Shape.NUMBER, 0, "少于几票不计分。", "5"),
            _within("ballot.per", "测评·范围", "一张票上评哪些单位。"),
            Field("ballot.signed", "测评·实名", Shape.TRUTH, 0, "填“是”：票上签名。", "是"),
            _NOTE,
        ),
    ),
    Part(
        "rank",
        "名次",
        False,
        (
            _within("within", "范围", "在哪些单位中排名次。"),
            choice(
                "ties", "并列", 0, "得分相同的怎样排。", shared="并列占名次", dense="并列不占名次", broken="逐项比较"
            ),
            Field(
                "keys",
                "比较项",
                Shape.SEVERAL,
                0,
                "逐项比较时先后看哪些来源（编号）；低者在前的，前面加 -。",
                "check; survey",
            ),
        ),
    ),
    Part(
        "consequences",
        "后果",
        True,
        (
            _ID,
            Field("name", "名称", Shape.TEXT, 0, "后果是什么。", "约谈"),
            Field("first", "前几名", Shape.ANY, 0, "3 是前三名，4-6 是第四至六名。", "3"),
            Field("last", "后几名", Shape.ANY, 0, "3 是后三名，4-6 是倒数第四至六名。", "4-6"),
            Field("grade", "等次", Shape.SEVERAL, 0, "评为这些等次之一的。", "差"),
            Field("when", "成立条件", Shape.TEXT, 0, "公式成立时；[composite] 是综合得分。", "[composite] < 60"),
            Field("years", "连续几年", Shape.NUMBER, 0, "含本年连续几年如此。", "2"),
            Field("points", "加减分", Shape.NUMBER, 0, "在账户上加减几分。", "-3"),
            _NOTE,
        ),
    ),
    Part(
        "grades",
        "等次",
        True,
        (
            Field("name", "名称", Shape.TEXT, 0, "从最好的写起；最后一个不用条件。", "好"),
            Field("from", "总分不低于", Shape.NUMBER, 0, "综合得分至少几分。", "90"),
            Field("each_source", "各来源不低于", Shape.NUMBER, 0, "每个来源按百分制至少几分。", "60"),
            Field("when", "其他条件", Shape.TEXT, 0, "另外的条件，写成公式。", "[rank] <= 10"),
            Field("share", "比例", Shape.NUMBER, 0, "最多占单位数的百分之几。", "30%"),
        ),
    ),
    Part(
        "quota",
        "名额",
        False,
        (
            _within("within", "范围", "等次比例在哪些单位中算。"),
            _rounding("名额怎样取整（累计后）；不填为舍去。"),
            choice("ties", "并列", 0, "名额边缘上得分相同的是否都评上。", **_EDGE),
        ),
    ),
    Part(
        "checks",
        "核对",
        True,
        (
            Field("name", "名称", Shape.TEXT, 0, "另一张表中的列标题。", "年度考核"),
            Field("only", "只许", Shape.PAIRS, 0, "那张表中的哪个词须为哪个等次。", "优秀=好"),
        ),
    ),
)


@dataclass(frozen=True)
class ResultRow:
    """One row: its part and number (0 where there is only one), the field with its value, its path in the tree."""

    part: Part
    number: int
    field: Field | None
    value: object
    path: Path

    @property
    def label(self) -> str:
        """Give what stands in the first column."""
        return f"{self.part.word} {self.number}" if self.number else self.part.word


def result_rows(source: Source) -> list[ResultRow]:
    """Give a row for each field of a rubric's result. Raises Refusal where it is not made of its parts."""
    assert isinstance(source.tree, dict)
    if RESULT not in source.tree:
        return []
    result = source.tree[RESULT]
    if not isinstance(result, dict):
        raise _unfit(source, (RESULT,))
    known = {part.key: part for part in PARTS if part.key}
    own = {name: value for name, value in result.items() if name not in known}
    rows = list(_member(PARTS[0], 0, own, (RESULT,))) if own or not result else []
    for key, value in result.items():
        if key in known:
            rows += _part(known[key], value, (RESULT, key), source)
    return rows


def _part(part: Part, value: object, path: Path, source: Source) -> Iterator[ResultRow]:
    members = value if part.many else [value]
    if not isinstance(members, list) or not members:
        raise _unfit(source, path)
    for n, member in enumerate(members):
        own = (*path, n) if part.many else path
        if not isinstance(member, dict):
            raise _unfit(source, own)
        yield from _member(part, n + 1 if part.many else 0, member, own)


def _member(part: Part, number: int, member: Mapping[str, object], path: Path) -> Iterator[ResultRow]:
    if not member:
        yield ResultRow(part, number, None, "", path)
    for name, value in member.items():
        if name in NESTED and isinstance(value, dict) and value:
            for inner, one in value.items():
                known = field_named(part, f"{name}{DOT}{inner}")
                yield ResultRow(part, number, known, one, (*path, name, inner))
        else:
            yield ResultRow(part, number, field_named(part, name), value, (*path, name))


def field_named(part: Part, name: str) -> Field:
    """Give a part's field of this name, or one that the table does not know."""
    return next((known for known in part.fields if known.name == name), None) or unlisted(name)


def field_meant(part: Part, text: str) -> Field | None:
    """Give the field that somebody means: a heading, a name, or an English word that the schema will speak of."""
    foreign = fullmatch(r"[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)?", text)
    return meaning(text, part.fields) or (unlisted(text) if foreign else None)


def part_meant(text: str) -> tuple[Part, int] | None:
    """Give the part that somebody means, and the number behind it (0 for none): ``来源 2``, ``sources``."""
    found = fullmatch(r"(.*?)\s*([0-9]{0,3})", normalize("NFKC", text).strip())
    word = heading_key(found[1]) if found else ""
    part = next((one for one in PARTS if word in (heading_key(one.word), heading_key(one.key or "whole"))), None)
    return (part, int(found[2] or 0)) if part and found else None


@dataclass
class ResultNesting:
    """The result as far as it is built; rows that say no part belong to the one above."""

    tree: Node = field(default_factory=dict)
    begun: bool = False
    said: tuple[Part, int] | None = None  # the part that the row above named
    _numbers: dict[str, list[int]] = field(default_factory=dict)  # of the members of each list, as they were met
    _open: tuple[Part, Node, Path] | None = None

    def at(self, part: Part, number: int, name: str) -> tuple[Node, Path]:
        """Give the table in which a field of a part stands, and its path; a new one where it begins.

        Without a number, a member begins where the part does, or where the field is there already.
        """
        self.begun = True
        if not part.many:
            table = self.tree.setdefault(part.key, {}) if part.key else self.tree
            assert isinstance(table, dict)
            return self._opened(part, table, (RESULT, part.key) if part.key else (RESULT,))
        members = self.tree.setdefault(part.key, [])
        assert isinstance(members, list)
        numbers = self._numbers.setdefault(part.key, [])
        if number in numbers and number:
            n = numbers.index(number)
        elif not number and self._open and self._open[0] is part and not _has(self._open[1], name):
            return self._open[1:]
        else:
            n = len(members)
            members.append({})
            numbers.append(number)
        return self._opened(part, members[n], (RESULT, part.key, n))

    def _opened(self, part: Part, table: Node, path: Path) -> tuple[Node, Path]:
        self._open = part, table, path
        return table, path


def _has(table: Node, name: str) -> bool:
    outer, dot, inner = name.partition(DOT)
    held = table.get(outer)
    return inner in held if dot and isinstance(held, dict) else outer in table


def settled(table: Node, path: Path, name: str) -> tuple[Node, Path, str] | None:
    """Give where a field is to be put: its table, its path, its own name; None where it stands there already."""
    if _has(table, name):
        return None
    outer, dot, inner = name.partition(DOT)
    if not dot:
        return table, path, name
    held = table.setdefault(outer, {})
    return (held, (*path, outer), inner) if isinstance(held, dict) else None


def _unfit(source: Source, path: Path) -> Refusal:
    name = next(step for step in reversed(path) if isinstance(step, str))
    return Refusal([problem(source.place(path), "authoring-unfit", field=name)])


def template_rows() -> Iterator[ResultRow]:
    """Give a row for every field of every part, for a rubric that has no result yet."""
    for part in PARTS:
        for known in part.fields:
            yield ResultRow(part, 1 if part.many else 0, known, "", ())
