"""The pages of what the rules of a year's result say wrongly: the smallest ``result:`` with each fault, its lines.

Apart from the book only for their number.
"""

from tests.errors.book import Page

FORM = "rubric: r\ntitle: t\nsections: [{name: s, items: [{name: i, points: 5, findings: [{text: f, deduct: 5}]}]}]\n"
CHECK = "{id: check, name: 核查, weight: 100%, forms: total}"


def result(*lines: str) -> str:
    """Write a rubric whose result begins in line 5, its fields in column 3."""
    return FORM + "result:\n" + "".join(f"  {line}\n" for line in lines)


def sources(*written: str) -> str:
    """Write a result of such sources: the first in line 6, its fields from column 8."""
    return result("sources:", *(f"  - {source}" for source in written))


def tiers(rest: str) -> str:
    """Write a result of one source of two tiers: its fields from column 8, the rest from column 67."""
    return sources(f"{{id: daily, name: 日常, weight: 100%, tiers: {{好: 100, 差: 60}}, {rest}}}")


def ballot(fields: str) -> str:
    """Write a result of one source of ballots."""
    return sources(f"{{id: vote, name: 测评, weight: 100%, ballot: {{{fields}}}}}")


# The material is what the file holds.
PAGES = (
    Page(
        "result-id-taken",
        sources(CHECK.replace("id: check", "id: rank")),
        "r.yaml:6:12: [result-id-taken] the id rank stands for “rank” already. Give it another id.",
        "r.yaml:6:12: [result-id-taken] 编号 rank 已经用于“rank”。请换一个编号。",
    ),
    Page(
        "source-origin",
        sources("{id: a, name: 甲, weight: 100%}"),
        "r.yaml:6:7: [source-origin] the source “甲” must come from exactly one of forms, table, tiers, "
        "ballot; found: —. Write one, for example `forms: total` or `table: true`.",
        "r.yaml:6:7: [source-origin] 来源“甲”必须且只能写 forms、table、tiers、ballot 之一；现有：—。请"
        "只写一种，如 forms: total 或 table: true。",
    ),
    Page(
        "source-weight",
        sources("{id: a, name: 甲, weight: 5%, adds: true, table: true}", CHECK),
        "r.yaml:6:7: [source-weight] the source “甲” needs either a weight or `adds: true`, not both. "
        "Write `weight: 20%`, or `adds: true` for points on top.",
        "r.yaml:6:7: [source-weight] 来源“甲”要么写 weight，要么写 adds: true，不能同时。请写 weight: 20%"
        "，或用 adds: true 表示另加分。",
    ),
    Page(
        "source-scales",
        sources("{id: a, name: 甲, weight: 100%, table: true, best: true, mean: true}"),
        "r.yaml:6:7: [source-scales] the source “甲” cannot be converted by best, mean here. Keep one of "
        "best, mean, by_rank, or none.",
        "r.yaml:6:7: [source-scales] 来源“甲”在这里不能用 best, mean 折算。best、mean、by_rank 最多只能写一种。",
    ),
    Page(
        "source-no-node",
        sources(CHECK.replace("total", "9")),
        "r.yaml:6:50: [source-no-node] there is no scored section or item 9; there are 1, 1.1. Write "
        "`total`, or one of these.",
        "r.yaml:6:50: [source-no-node] 没有编号为 9 的计分项目；现有：1, 1.1。请写 total 或其中之一。",
    ),
    Page(
        "shares-without-tiers",
        sources(CHECK.replace("forms", "shares: 3:5:2, forms")),
        "r.yaml:6:7: [shares-without-tiers] the source “核查” has no tiers to share out. Write `tiers: {"
        "…}`, or take shares and assign out.",
        "r.yaml:6:7: [shares-without-tiers] 来源“核查”没有等次，不能按比例分配。请写 tiers，或删去 shares、assign。",
    ),
    Page(
        "shares-differ",
        tiers("shares: 3:5:2"),
        "r.yaml:6:75: [shares-differ] there are 2 tiers and 3 shares. Write one share for each tier, as 3:5:2.",
        "r.yaml:6:75: [shares-differ] 等次有 2 个，比例有 3 个。请逐一对应，如 3:5:2。",
    ),
    Page(
        "assign-without-shares",
        tiers("assign: true"),
        "r.yaml:6:75: [assign-without-shares] tiers of “日常” are to be assigned by score, but nothing "
        "says how many. Write `shares: 3:5:2`.",
        "r.yaml:6:75: [assign-without-shares] “日常”要按得分定等次，但没有写比例。请写 shares: 3:5:2。",
    ),
    Page(
        "tiers-unordered",
        tiers("shares: 1:1").replace("好: 100", "好: 50"),
        "r.yaml:6:50: [tiers-unordered] the tiers of “日常” do not go from the best to the least. Put "
        "the one with the most points first.",
        "r.yaml:6:50: [tiers-unordered] “日常”的等次没有从高到低排列。请把分值最高的放在最前。",
    ),
    Page(
        "tiers-over-scale",
        tiers("of: 20"),
        "r.yaml:6:50: [tiers-over-scale] a tier has 100 points, which is more than the full 20. Correct "
        "the tier or `of`.",
        "r.yaml:6:50: [tiers-over-scale] 等次有 100 分，超过满分 20。请更正等次分值或 of。",
    ),
    Page(
        "ballot-levels-or-scale",
        ballot("questions: [总评]"),
        "r.yaml:6:50: [ballot-levels-or-scale] a ballot needs either levels or a scale. Write `levels: {…"
        "}` or `scale: {from: 0, to: 100}`.",
        "r.yaml:6:50: [ballot-levels-or-scale] 测评票要写 levels 或 scale，二者取一。请写 levels，或 "
        "scale: {from: 0, to: 100}。",
    ),
    Page(
        "ballot-share-unknown",
        ballot("questions: [总评], levels: {好: 2, 差: 1}, share: 很好"),
        "r.yaml:6:97: [ballot-share-unknown] the share counts a word that is no level; there are 好, 差. "
        "Write words of the levels.",
        "r.yaml:6:97: [ballot-share-unknown] share 中有不是选项的词；现有选项：好, 差。请写选项中的词。",
    ),
    Page(
        "ballot-scale-empty",
        ballot("questions: [总评], scale: {from: 100, to: 20}"),
        "r.yaml:6:75: [ballot-scale-empty] no points lie between 100 and 20. Correct the scale.",
        "r.yaml:6:75: [ballot-scale-empty] 100 到 20 之间没有分值。请更正 scale。",
    ),
    Page(
        "result-name-twice",
        ballot("questions: [总评, 总评], scale: {from: 0, to: 20}"),
        "r.yaml:6:62: [result-name-twice] “总评” stands here twice; capitals make no difference. Give "
        "each its own name.",
        "r.yaml:6:62: [result-name-twice] “总评”重复；大小写不作区分。请各用不同的名称。",
    ),
    Page(
        "weights-not-whole",
        sources(CHECK.replace("100%", "0.5")),
        "r.yaml:6:5: [weights-not-whole] the weights add up to 0.5 %, not 100 %. Correct them; a fifth is written 20%.",
        "r.yaml:6:5: [weights-not-whole] 权重合计 0.5%，不是 100%。请更正；五分之一写作 20%。",
    ),
    Page(
        "weights-not-whole-for",
        sources(CHECK, "{id: a, name: 甲, weight: 20%, table: true, applies_to: [牵头单位]}"),
        "r.yaml:6:5: [weights-not-whole-for] for units tagged 牵头单位, the weights add up to 120 %, not "
        "100 %. Correct them, or `applies_to`.",
        "r.yaml:6:5: [weights-not-whole-for] 标签为“牵头单位”的单位，权重合计 120%，不是 100%。请更正权重"
        "或 applies_to。",
    ),
    Page(
        "key-unknown",
        result("rank: {ties: broken, keys: [check]}", f"sources: [{CHECK.replace('check', 'a')}]"),
        "r.yaml:5:31: [key-unknown] the key check is no weighted source; there are a. Write the id of one, "
        "with - before it if less is better.",
        "r.yaml:5:31: [key-unknown] 平分比较项 check 不是加权来源；现有：a。请写来源编号；越低越好时在前面加 -。",
    ),
    Page(
        "keys-idle",
        result("rank: {keys: [check]}", f"sources: [{CHECK}]"),
        "r.yaml:5:16: [keys-idle] the keys break no ties: ties are shared. Write `ties: broken`, or take the keys out.",
        "r.yaml:5:16: [keys-idle] keys 不起作用：ties 为 shared。请写 ties: broken，或删去 keys。",
    ),
    Page(
        "ties-without-keys",
        result("rank: {ties: broken}"),
        "r.yaml:5:16: [ties-without-keys] ties are to be broken, but no key says by what. Write `keys: [id "
        "of a source]`.",
        "r.yaml:5:16: [ties-without-keys] 要求区分平分，但没有写比较项。请写 keys: [来源编号]。",
    ),
    Page(
        "consequence-always",
        result("consequences: [{name: 约谈}]"),
        "r.yaml:5:18: [consequence-always] “约谈” would follow for every unit. Write first, last, grade or when.",
        "r.yaml:5:18: [consequence-always] “约谈”没有条件，会适用于所有单位。请写 first、last、grade 或 when。",
    ),
    Page(
        "span-empty",
        result("consequences: [{name: 约谈, last: 6-4}]"),
        "r.yaml:5:35: [span-empty] there is no place from 6 to 4. Write the smaller number first.",
        "r.yaml:5:35: [span-empty] 名次 6 至 4 不成立。请把小的数写在前面。",
    ),
    Page(
        "years-with-when",
        result("consequences: [{name: 约谈, when: '[composite] < 3', years: 2}]"),
        "r.yaml:5:35: [years-with-when] “约谈” looks over several years, of which a condition cannot be "
        "asked. Use first, last or grade.",
        "r.yaml:5:35: [years-with-when] “约谈”要看连续几年，不能用 when 作条件。请用 first、last 或 grade。",
    ),
    Page(
        "result-grade-unknown",
        result("consequences: [{name: 约谈, grade: 差}]"),
        "r.yaml:5:36: [result-grade-unknown] there is no grade 差; there are —. Write one of them.",
        "r.yaml:5:36: [result-grade-unknown] 没有“差”这个等次；现有：—。请写其中之一。",
    ),
    Page(
        "grade-shares-over",
        result("grades: [{name: 好, share: 60%}, {name: 中, share: 50%}, {name: 差}]"),
        "r.yaml:5:11: [grade-shares-over] the shares of the grades come to 110 %. They can be 100 % at most.",
        "r.yaml:5:11: [grade-shares-over] 各等次比例合计 110%。最多 100%。",
    ),
    Page(
        "award-takes-all",
        result("grades: [{name: 好}, {name: 差}]"),
        "r.yaml:5:12: [award-takes-all] every unit meets the grade “好”; those after it are never given. "
        "Write what it asks.",
        "r.yaml:5:12: [award-takes-all] 任何单位都满足“好”，后面的等次不会出现。请写明条件。",
    ),
    Page(
        "result-no-condition",
        result("consequences: [{name: 约谈, when: '[composite] * 2'}]"),
        'r.yaml:5:35: [result-no-condition] this is no condition. Write a comparison, as "[composite] >= 60".',
        "r.yaml:5:35: [result-no-condition] 这不是条件。请写成比较式，如 [composite] >= 60。",
    ),
    Page(
        "result-circle",
        result(
            "consequences: [{id: talk, name: 约谈, grade: 差}]",
            "grades: [{name: 好, when: '[talk] = 0'}, {name: 差}]",
        ),
        "r.yaml:5:3: [result-circle] consequences and grades ask for each other in a circle. Take one of "
        "the references out.",
        "r.yaml:5:3: [result-circle] 后果与等次互相引用，形成循环。请去掉其中一处引用。",
    ),
    Page(
        "result-idle",
        sources("{id: a, name: 甲, weight: 100%, table: true, better: lower}"),
        "r.yaml:6:59: [result-idle] better does nothing here without best / mean / by_rank / assign. Take "
        "it out, or write what it needs.",
        "r.yaml:6:59: [result-idle] 这里没有 best / mean / by_rank / assign，better 不起作用。请删去，或补"
        "上所需的内容。",
    ),
    Page(
        "ballots-never-enough",
        ballot("questions: [总评], scale: {from: 0, to: 20}, ballots: 4, trim: 2"),
        "r.yaml:6:103: [ballots-never-enough] 4 ballots are sent out, but at least 5 are needed for a "
        "figure. Send more, or lower at_least or trim (two left out for each, and one must remain).",
        "r.yaml:6:103: [ballots-never-enough] 只发 4 张票，而至少要 5 张才能计分。请增加票数，或减小 "
        "at_least、trim（每 1 去掉两张，还须剩一张）。",
    ),
    Page(
        "key-not-for-all",
        result(
            "rank: {ties: broken, keys: [a]}",
            "sources:",
            "  - {id: a, name: 甲, weight: 100%, table: true, applies_to: [机关]}",
            "  - {id: b, name: 乙, weight: 100%, table: true, applies_to: [窗口]}",
        ),
        "r.yaml:5:31: [key-not-for-all] only units tagged 机关 have “甲”; as a key it counts 0 for the "
        "others. Use a source that all units have, or rank `within: group`.",
        "r.yaml:5:31: [key-not-for-all] 只有标签为 机关 的单位有“甲”；作比较项时，其余单位按 0 计。请用各"
        "单位都有的来源，或写 within: group。",
    ),
    Page(
        "consequence-both-ends",
        result("consequences: [{name: 约谈, first: 3, last: 3}]"),
        "r.yaml:5:18: [consequence-both-ends] “约谈” asks for first and last places at once: it can only "
        "hold among 5 units or fewer. Write two consequences.",
        "r.yaml:5:18: [consequence-both-ends] “约谈”同时要求前几名和后几名，只有不超过 5 个单位时才可能。"
        "请分成两条后果。",
    ),
    Page(
        "points-add-up",
        result(
            "consequences:",
            "  - {name: 扣3分, last: 3, points: -3}",
            "  - {name: 扣2分, last: 6, points: -2}",
        ),
        "r.yaml:7:25: [points-add-up] “扣2分” and “扣3分” both reach place 1-3 from the end: the "
        "points there come to -5. If that is not meant, write the places of each, as 1-3 and 4-6.",
        "r.yaml:7:25: [points-add-up] “扣2分”与“扣3分”都包括后 1-3 名，那里合计 -5 分。如非本意，请分别"
        "写明名次，如 1-3 和 4-6。",
    ),
    Page(
        "award-never",
        result("grades: [{name: 好, from: 3}, {name: 中, from: 4}, {name: 差}]"),
        "r.yaml:5:32: [award-never] the grade “中” is never given: whoever meets it has “好” already. "
        "Put the better grade first, or correct what it asks.",
        "r.yaml:5:32: [award-never] 等次“中”不会出现：满足它的都已评为“好”。请把较好的等次写在前面，或更正条件。",
    ),
    Page(
        "award-out-of-reach",
        result(
            "sources: [{id: a, name: 甲, weight: 100%, table: true}]",
            "grades: [{name: 好, from: 101}, {name: 差}]",
        ),
        "r.yaml:6:28: [award-out-of-reach] the grade “好” asks for more than the 100 points there are. Correct it.",
        "r.yaml:6:28: [award-out-of-reach] 等次“好”的要求超过了满分 100 分。请更正。",
    ),
    Page(
        "award-wrong-way",
        "better: lower\n" + result("grades: [{name: 好, from: 2}, {name: 差}]"),
        "r.yaml:6:28: [award-wrong-way] the lowest total is the best here, but “好” asks for 2 or more. "
        'Write `when: "[composite] <= 2"`.',
        'r.yaml:6:28: [award-wrong-way] 这里总分低的在前，而“好”要求不低于 2。请写 when: "[composite] <= 2"。',
    ),
)
