"""The names of fields as people write them: in Chinese, in capitals, nearly right; and an example of each.

Apart from ``rubric``, which knows the right names only, and from ``schema_faults``, which says what is wrong.
"""

from collections.abc import Collection, Sequence
from difflib import get_close_matches

from xlrubric.language_schema import WORDS

# What a field is called in Chinese, on the authoring workbook and in documents; the first name known in a place counts.
CHINESE = {
    "编号": ("id", "rubric"),
    "标题": ("title",),
    "名称": ("name", "group", "title"),
    "项目": ("sections", "name"),
    "考核内容": ("items", "text"),
    "情形": ("findings", "text"),
    "内容": ("text",),
    "要求": ("text",),
    "解释": ("note",),
    "说明": ("note",),
    "备注": ("note",),
    "语言": ("language",),
    "考核期": ("period",),
    "年度": ("period",),
    "总分": ("points",),
    "分值": ("points",),
    "基分": ("points",),
    "以谁为准": ("counts",),
    "依据": ("source",),
    "截止日期": ("due",),
    "签字栏": ("signatures",),
    "起始分": ("start",),
    "最低分": ("floor",),
    "最多": ("at_most",),
    "上限": ("at_most",),
    "加分上限": ("bonus_at_most",),
    "小数位数": ("round",),
    "排名": ("better",),
    "不适用时": ("not_applicable",),
    "得分公式": ("formula",),
    "公式": ("formula",),
    "等次": ("grades", "name", "veto"),
    "等级": ("grades", "name", "veto"),
    "总分不低于": ("from",),
    "总分不高于": ("to",),
    "各项目不低于": ("each_section",),
    "没有零分项目": ("no_zero",),
    "其他条件": ("when",),
    "成立条件": ("when",),
    "条件": ("when", "gate"),
    "扣分": ("deduct",),
    "得分": ("award",),
    "加分": ("bonus",),
    "扣项目分": ("deduct_section",),
    "扣总分": ("penalty",),
    "清零": ("zero",),
    "倒扣": ("reverse",),
    "等次限制": ("veto",),
    "一票否决": ("veto",),
    "每": ("per",),
    "占谁的": ("of",),
    "应达": ("target",),
    "低于": ("below", "key_below"),
    "高于": ("above",),
    "步长算法": ("step",),
    "超过清零": ("zero_after",),
    "单位": ("unit",),
    "数值范围": ("range",),
    "分期": ("periods",),
    "登记行数": ("register",),
    "形式系数": ("forms",),
    "只计": ("keep",),
    "至少几行": ("at_least",),
    "核对": ("check",),
    "只填数": ("measure",),
    "组": ("group",),
    "佐证材料": ("evidence",),
    "关键项": ("key", "key_zero"),
    "适用于": ("applies_to",),
    "可不适用": ("may_not_apply",),
    "折合分": ("worth",),
    "逐个考核": ("instances",),
    "合并": ("combine",),
    "否决条件": ("gate",),
    "从": ("from",),
    "至": ("to",),
    "到": ("to",),
}
_SIMPLER = str.maketrans(
    "編號標題稱項內釋說備語總準據簽欄數時級條佔誰應達於過單圍記係幾對證關鍵適個併從決",
    "编号标题称项内释说备语总准据签栏数时级条占谁应达于过单围记系几对证关键适个并从决",
)


def nearest(text: str, known: Collection[str]) -> tuple[str, ...]:
    """Give the one field that is meant, or all that are known."""
    plain = text.strip().casefold().replace("-", "_").replace(" ", "_")
    if plain in known:
        return (plain,)
    chinese = {word: name for word, names in CHINESE.items() if (name := next(filter(known.__contains__, names), ""))}
    if found := get_close_matches(text.strip().translate(_SIMPLER), chinese, n=1, cutoff=0.6):
        return (chinese[found[0]],)
    return tuple(get_close_matches(plain, known, n=1, cutoff=0.6) or known)


def example(path: Sequence[str | int], model: str) -> str:
    """Give an example of the last field of a path, in a model of this name: ``deduct: 1``; else of all there is."""
    for step in reversed(path):
        for texts in (WORDS[model], *WORDS.values()):
            if isinstance(step, str) and step in texts:
                return f"{step}: {texts[step][1]}"
    return f"sections: {WORDS['Rubric']['sections'][1]}"
