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
    "多个文件": ("merge",),
    "依据": ("source",),
    "截止日期": ("due",),
    "截止日": ("due_on",),
    "期限": ("due_on",),
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
    "等次": ("grades", "grade", "name", "veto"),
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
    "日期范围": ("dated",),
    "核对": ("check",),
    "只填数": ("measure",),
    "组": ("group",),
    "佐证材料": ("evidence",),
    "关键项": ("key", "key_zero"),
    "适用于": ("applies_to",),
    "可不适用": ("may_not_apply",),
    "上年整改": ("follows_up",),
    "折合分": ("worth",),
    "逐个考核": ("instances",),
    "合并": ("combine",),
    "否决条件": ("gate",),
    "结果": ("result",),
    "结果规则": ("result",),
    "结果运用": ("consequences", "result"),
    "满分": ("of", "points"),
    "缺来源时": ("missing",),
    "来源": ("sources",),
    "名次": ("rank", "first"),
    "后果": ("consequences",),
    "账户": ("account",),
    "名额": ("quota",),
    "核对表": ("checks",),
    "权重": ("weight",),
    "另加": ("adds",),
    "评分表": ("forms",),
    "分数表": ("table",),
    "等次分值": ("tiers",),
    "测评": ("ballot",),
    "方向": ("better",),
    "按最高折算": ("best",),
    "按平均折算": ("mean",),
    "按名次给分": ("by_rank",),
    "比例": ("shares", "share"),
    "范围": ("within", "per"),
    "取整": ("rounding",),
    "按得分定等": ("assign",),
    "并列": ("ties",),
    "比较项": ("keys",),
    "前几名": ("first",),
    "后几名": ("last",),
    "连续几年": ("years",),
    "各来源不低于": ("each_source",),
    "只许": ("only",),
    "问题": ("questions",),
    "选项": ("levels",),
    "分数范围": ("scale",),
    "测评组": ("groups",),
    "票数": ("ballots",),
    "至少几票": ("at_least",),
    "加减分": ("points",),
    "去掉几个": ("trim",),
    "实名": ("signed",),
    "第一名": ("first",),
    "每名递减": ("step",),
    "最少": ("least",),
    "从": ("from",),
    "至": ("to",),
    "到": ("to",),
}
_SIMPLER = str.maketrans(
    "編號標題稱項內釋說備語總準據簽欄數時級條佔誰應達於過單圍記係幾對證關鍵適個併從決來權結規則後賬戶額範圍實測評選連續問題運",
    "编号标题称项内释说备语总准据签栏数时级条占谁应达于过单围记系几对证关键适个并从决来权结规则后账户额范围实测评选连续问题运",
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
