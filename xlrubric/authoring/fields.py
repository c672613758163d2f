"""The columns of the authoring workbook: each field's name, heading, shape in a cell, width, help and example.

Apart because it is a table to be read and corrected as such; the only place here that names the language's fields.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from enum import StrEnum
from types import MappingProxyType

from xlrubric.tables import heading_key

RUBRIC_SHEET, NODE_SHEET, GRADE_SHEET, RESULT_SHEET, HELP_SHEET = "细则", "条目", "等次", "结果规则", "说明"
SHEET_NAMES = MappingProxyType(
    {
        RUBRIC_SHEET: (RUBRIC_SHEET, "rubric", "細則"),
        NODE_SHEET: (NODE_SHEET, "nodes", "條目"),
        GRADE_SHEET: (GRADE_SHEET, "grades", "等次"),
        RESULT_SHEET: (RESULT_SHEET, "result", "結果規則"),
    }
)


class Shape(StrEnum):
    """How a field's value stands in a cell; ``celltext`` has the grammar of each."""

    TEXT = "text"  # always a text, as it stands
    NUMBER = "number"
    CHOICE = "choice"
    TRUTH = "truth"
    NAMES = "names"  # a list of short names
    TEXTS = "texts"  # a list of texts, which may hold 、
    DAYS = "days"  # a day, or a list of them
    SEVERAL = "several"  # a name, or a list of them
    STATES = "states"  # yes, or a list of names
    AMOUNT = "amount"  # what a finding takes or gives: a number, a range, levels, bands …
    PAIRS = "pairs"
    RANGE = "range"
    ANY = "any"


class Kind(StrEnum):
    """What a row of the sheet of nodes is."""

    SECTION = "section"
    ITEM = "item"
    FINDING = "finding"
    GROUP = "group"
    MEMBER = "member"


KIND_WORDS: Mapping[Kind, str] = MappingProxyType(
    {
        Kind.SECTION: "项目",
        Kind.ITEM: "考核内容",
        Kind.FINDING: "情形",
        Kind.GROUP: "组",
        Kind.MEMBER: "组内情形",
    }
)
TRUTHS: Mapping[str, str] = MappingProxyType({"true": "是", "false": "否"})


@dataclass(frozen=True)
class Field:
    """One field: its name in YAML, its heading, how its value stands in a cell, and what helps to fill it in.

    ``words`` are the Chinese words of a choice by its names in YAML; ``width`` is in characters.
    """

    name: str
    heading: str
    shape: Shape
    width: float
    help: str
    example: str = ""
    words: Mapping[str, str] = field(default_factory=dict, hash=False)


def choice(name: str, heading: str, width: float, help_: str, **words: str) -> Field:
    """Make a field of a choice; its words by their names in YAML, ``_`` for ``-``."""
    named = {key.replace("_", "-"): word for key, word in words.items()}
    return Field(name, heading, Shape.CHOICE, width, help_, next(iter(named.values())), MappingProxyType(named))


KIND = Field(
    "kind",
    "类型",
    Shape.CHOICE,
    13,
    "这一行是什么：项目（可分层级）、考核内容（属于上面的项目）、情形（属于上面的考核内容，即扣分或加分的一种情况）。"
    "几种情形合在一起限分或只计最高的，先写一行“组”，下面各行写“组内情形”；再写“情形”时组就结束。",
    "情形",
    MappingProxyType({kind.value: word for kind, word in KIND_WORDS.items()}),
)
LEVEL = Field(
    "level",
    "层级",
    Shape.NUMBER,
    6,
    "只有“项目”要填：一级项目填 1，其下的项目填 2，依此类推；不填按 1。",
    "1",
)

_NOTE = Field("note", "解释", Shape.TEXT, 30, "条文有两种读法时，写明按哪一种、为什么；不影响计分。", "各扣1分：分别计")
_POINTS = Field("points", "分值", Shape.NUMBER, 8, "满分多少；情形从这里扣。项目的分值与下面各项相加核对。", "5")
_START = Field("start", "起始分", Shape.NUMBER, 8, "开始时有几分；一般不填，按写法自动定。", "0")
_FLOOR = Field("floor", "最低分", Shape.NUMBER, 8, "得分不低于几分；不设下限写 none。", "0")
_AT_MOST = Field(
    "at_most", "最多", Shape.NUMBER, 8, "合计最多扣（或加、得）几分；也可写百分比，按所在项目的分值算。", "3"
)
_BONUS_AT_MOST = Field("bonus_at_most", "加分上限", Shape.NUMBER, 9, "全部加分合计最多几分，或百分之几。", "10%")
_ROUND = Field("round", "小数位数", Shape.NUMBER, 9, "得分四舍五入到几位小数。", "2")
_FORMULA = Field(
    "formula",
    "得分公式",
    Shape.TEXT,
    24,
    "用公式算得分；[编号] 是另一项的得分，可用 + - * / min max if。",
    "[1] * 0.4",
)
_NOT_APPLICABLE = choice(
    "not_applicable",
    "不适用时",
    14,
    "有考核内容不适用时：按比例折算、减少总分，还是按满分计。",
    rebase="按比例折算",
    shrink="减少总分",
    full="按满分计",
)

RUBRIC_FIELDS = (
    Field("rubric", "编号", Shape.TEXT, 0, "必填。细则的编号：字母、数字、汉字、点、横线。", "xiangxi-2018"),
    Field("title", "标题", Shape.TEXT, 0, "必填。评分表的标题。", "2018年度党建工作考核评分表"),
    choice("language", "语言", 0, "评分表用的文字。", zh_Hans="简体中文", zh_Hant="繁體中文", en="English"),
    Field("period", "考核期", Shape.TEXT, 0, "考核哪一段时间。", "2018年度"),
    Field("points", "总分", Shape.NUMBER, 0, "可不填；填了就与各项目相加核对。", "100"),
    choice("counts", "以谁为准", 0, "以谁填的计分：考核人，还是被考核单位自查。", review="考核", self="自查"),
    Field("source", "依据", Shape.TEXT, 0, "文件名称、文号。", "州组发〔2018〕5号，附件"),
    Field("note", "解释", Shape.TEXT, 0, "条文整体上按哪种读法，为什么。", "每项扣完为止"),
    Field("due", "截止日期", Shape.TEXT, 0, "何时交回，照写在表上。", "2018年12月20日前"),
    Field("due_on", "截止日", Shape.TEXT, 0, "截止的那一天，供程序判断逾期；写年月日。", "2018-12-20"),
    Field("signatures", "签字栏", Shape.NAMES, 0, "封面的签字栏，用分号隔开。", "考核组长; 单位负责人"),
    _START,
    _FLOOR,
    _AT_MOST,
    _BONUS_AT_MOST,
    _ROUND,
    choice("better", "排名", 0, "总分高的在前还是低的在前。", higher="高分在前", lower="低分在前"),
    _NOT_APPLICABLE,
    _FORMULA,
    choice(
        "merge",
        "多个文件",
        0,
        "同一单位交来几个文件、同一问题填得不同时：采用最后保存的，留待人定（不填即此），或整份采用最后保存的。",
        newest="采用最新",
        ask="留待人定",
        whole="整份采用",
    ),
)

GRADE_FIELDS = (
    Field("name", "等次", Shape.TEXT, 14, "从最好的写起；第一个全部条件都满足的就是；最后一个不用条件。", "优秀"),
    Field("from", "总分不低于", Shape.NUMBER, 12, "总分至少几分，或百分之几。", "90"),
    Field("to", "总分不高于", Shape.NUMBER, 12, "总分至多几分，或百分之几。", "100"),
    Field("each_section", "各项目不低于", Shape.NUMBER, 14, "每个项目都要达到的百分比。", "60%"),
    Field("no_zero", "没有零分项目", Shape.TRUTH, 14, "填“是”：一级项目都不得0分。", "是"),
    Field("when", "其他条件", Shape.TEXT, 40, "另外的条件，写成公式；[编号] 是该项得分。", "min([1], [2]) >= 20"),
)

NODE_FIELDS = (
    Field("id", "编号", Shape.TEXT, 9, "可不填，按位置自动编号（1、1.1、1.1.1）。", "1.2"),
    Field(
        "name",
        "名称",
        Shape.TEXT,
        22,
        "项目、考核内容的名称（最多60字）；“组”这一行写组名，可不填。",
        "研究部署",
    ),
    Field(
        "text",
        "内容",
        Shape.TEXT,
        36,
        "情形：一句短话（必填）；考核内容：要求是什么。最多340字。",
        "无年度计划",
    ),
    _POINTS,
    Field(
        "deduct",
        "扣分",
        Shape.AMOUNT,
        16,
        "扣几分。固定：1；由考核人定：1..5；分档：严重=5; 一般=2；按次累进：累进: 3; 5; all；"
        "按数值：≥90=0; ≥80=2; 其余=5。更复杂的写成 {…}，见“说明”。",
        "1..5",
    ),
    Field(
        "per",
        "每",
        Shape.TEXT,
        8,
        "按什么计数：次、人次、篇、2天；按数值的写步长 1%。不填就是“有、无”。",
        "次",
    ),
    _AT_MOST,
    Field("target", "应达", Shape.NUMBER, 8, "应做到几次；每少一次扣一份。", "4"),
    Field(
        "award",
        "得分",
        Shape.AMOUNT,
        16,
        "做到了得几分（开始时没有）。写法同扣分；折算: 100 是把百分制折成分值，公式: … 是按公式。",
        "优秀=10; 良好=8",
    ),
    Field("bonus", "加分", Shape.AMOUNT, 12, "在本项分值之外另加几分；写法同扣分。", "5"),
    choice(
        "zero",
        "清零",
        12,
        "出现这种情形时，哪里计0分。",
        item="本项清零",
        section="项目清零",
        total="总分清零",
    ),
    Field("evidence", "佐证材料", Shape.TEXTS, 22, "要看哪些材料；用分号或换行隔开。", "会议记录; 工作方案"),
    _NOTE,
    Field("below", "低于", Shape.NUMBER, 8, "数值低于多少时扣（填实际数值）。", "80%"),
    Field("above", "高于", Shape.NUMBER, 8, "数值高于多少时扣（或加）。", "5%"),
    choice(
        "step",
        "步长算法",
        16,
        "不足一步的怎样算。",
        whole="满一步才算",
        started="不足一步算一步",
        linear="按比例",
    ),
    Field("zero_after", "超过清零", Shape.NUMBER, 9, "计数超过几时，本项计0分。", "3"),
    Field("unit", "单位", Shape.TEXT, 8, "填的数值的单位。", "分"),
    Field("range", "数值范围", Shape.RANGE, 12, "填的数值从几到几。", "0..100"),
    Field("deduct_section", "扣项目分", Shape.AMOUNT, 12, "从所在项目的得分中扣；写法同扣分。", "10"),
    Field("penalty", "扣总分", Shape.AMOUNT, 12, "从总分中扣；写法同扣分。", "5..10"),
    Field("reverse", "倒扣", Shape.NUMBER, 8, "倒扣本项分值的几倍。", "2"),
    Field("veto", "等次限制", Shape.TEXT, 12, "出现时最好只能评为哪个等次（“等次”表中的名称）。", "不合格"),
    Field("of", "占谁的", Shape.TEXT, 9, "“最多”写百分比时，按哪个编号的分值算；不填按所在项目。", "3"),
    choice("keep", "只计", 10, "组内或同名的几条只计最高的一条。", highest="只计最高"),
    Field("register", "登记行数", Shape.NUMBER, 9, "给几行空行，由填表人逐条登记。", "6"),
    Field("forms", "形式系数", Shape.PAIRS, 20, "登记行的形式和系数。", "发文=1; 会议交流=0.5"),
    Field("at_least", "至少几行", Shape.NUMBER, 9, "登记至少要填几行。", "2"),
    Field(
        "dated",
        "日期范围",
        Shape.RANGE,
        22,
        "登记的每一行要填日期，且在这两天之间（含）。",
        "2019-12-16..2020-12-15",
    ),
    Field("due_on", "期限", Shape.DAYS, 14, "最迟哪一天做到；有分期的可逐期写，用分号隔开。", "2020-06-30"),
    Field("periods", "分期", Shape.NAMES, 18, "每期各填一次；用分号或顿号隔开。", "上半年; 下半年"),
    Field(
        "check",
        "核对",
        Shape.STATES,
        18,
        "不计分，只核对：填“是”，或写可选的状态。",
        "已落实; 推进中; 未落实",
    ),
    Field("measure", "只填数", Shape.TEXT, 9, "只填一个数供公式用，不计分；写数的单位。", "万元"),
    Field(
        "when",
        "成立条件",
        Shape.TEXT,
        24,
        "不用人填、由公式判断的情形：公式成立时扣分（或加分）；[编号] 是另一条填的内容或得分。",
        "[1.1.1] + [1.1.2] > 2",
    ),
    Field(
        "applies_to",
        "适用于",
        Shape.NAMES,
        16,
        "只适用于有这些标签之一的单位；用分号隔开。",
        "窗口单位; 机关",
    ),
    Field("may_not_apply", "可不适用", Shape.TRUTH, 9, "考核人可以选“不适用”的，填“是”。", "是"),
    Field("follows_up", "上年整改", Shape.TRUTH, 9, "考核上年度问题整改的条目，填“是”。", "是"),
    _NOT_APPLICABLE,
    Field("key", "关键项", Shape.TRUTH, 8, "是关键项的，填“是”；与“否决条件”合用。", "是"),
    _START,
    _FLOOR,
    _BONUS_AT_MOST,
    _ROUND,
    Field("worth", "折合分", Shape.NUMBER, 8, "本项目的得分折合成上一级的几分。", "10"),
    Field("instances", "逐个考核", Shape.NAMES, 20, "对其中每一个分别考核；用分号或顿号隔开。", "一支部; 二支部"),
    choice(
        "combine",
        "合并",
        10,
        "下面各项的得分怎样合成；不填为相加（逐个考核的为平均）。",
        sum="相加",
        mean="平均",
        lowest="取最低",
        highest="取最高",
    ),
    _FORMULA,
    Field(
        "gate",
        "否决条件",
        Shape.PAIRS,
        22,
        "满足时项目计0分：key_zero=true 是任一关键项得0分，key_below=40 是关键项合计低于40分。",
        "key_zero=true; key_below=40",
    ),
)
EVERYDAY = "note"  # the last of the columns that most standards need


def unlisted(name: str) -> Field:
    """Give the column of a field that the table does not know: the schema will speak of it."""
    return Field(name, name, Shape.ANY, 14, "")


def meaning(text: str, fields: Iterable[Field]) -> Field | None:
    """Give the field that a heading means: its heading, its name, or both; None for none."""
    named = {heading_key(word): known for known in fields for word in (known.name, known.heading)}
    words = {named.get(heading_key(part)) for part in text.split()}
    return named.get(heading_key(text)) or (words.pop() if len(words) == 1 else None)


def nearest(text: str, fields: Iterable[Field]) -> str:
    """Give the heading most like a text, or all of them."""
    headings = [known.heading for known in fields]
    return "、".join(get_close_matches(text, headings, n=1, cutoff=0.5) or headings)
