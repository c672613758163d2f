"""The pages of what a standard says wrongly of itself: the smallest rubric with each fault, and its exact lines.

Apart from the book only for their number.
"""

from tests.errors.book import Page

HEAD = """\
rubric: r
title: t
sections:
  - name: s
    items:
      - name: i
        points: 5
        findings:
"""


def item(*findings: str) -> str:
    """Write a rubric with one item of 5 points; its first finding stands in line 9, its fields from column 13."""
    return HEAD + "".join(f"          - {finding}\n" for finding in findings)


def rubric(*lines: str) -> str:
    """Write a rubric whose sections begin in line 4; ONE stands for a list of one finding."""
    written = "".join(f"  {line}\n" for line in lines)
    return "rubric: r\ntitle: t\nsections:\n" + written.replace("ONE", "findings: [{text: f, deduct: 1}]")


# The material is what the file holds.
PAGES = (
    Page(
        "deduct-and-award",
        item("{text: a, deduct: 1, award: 1}"),
        "r.yaml:9:13: [deduct-and-award] finding 1.1.1 both deducts and awards. Write two findings.",
        "r.yaml:9:13: [deduct-and-award] 评分情形 1.1.1 又扣分又得分。请分成两条。",
    ),
    Page(
        "target-with-unit",
        item("{text: a, deduct: 1, per: 次, target: 4, unit: 次}"),
        "r.yaml:9:59: [target-with-unit] finding 1.1.1 has `target`: `unit` has no place beside it. What is "
        "counted stands in `per`.",
        "r.yaml:9:59: [target-with-unit] 评分情形 1.1.1 有 target，不能再写 unit。数的是什么，请写在 per 里。",
    ),
    Page(
        "zero-after-low",
        item("{text: a, deduct: 1, per: 天, zero_after: 0}"),
        "r.yaml:9:54: [zero-after-low] zero_after 0 would leave nothing at the first. Write `zero: item` instead.",
        "r.yaml:9:54: [zero-after-low] zero_after 为 0，一出现就全部扣光。请改写 zero: item。",
    ),
    Page(
        "per-without-unit",
        item("{text: a, deduct: 1, per: 10, above: 80}"),
        "r.yaml:9:39: [per-without-unit] per: 10 says how many, but not of what. Write what is counted too: 10% or "
        "10天.",
        "r.yaml:9:39: [per-without-unit] per: 10 只有数字，没有单位。请写明数的是什么，如 10% 或 10天。",
    ),
    Page(
        "zero-over-amount",
        item("{text: a, deduct: 1, zero: item}"),
        "r.yaml:9:31: [zero-over-amount] deduct never counts: zero: item of the same finding decides alone. Take "
        "one of the two out.",
        "r.yaml:9:31: [zero-over-amount] deduct 不起作用：同一条的 zero: item 已经决定得分。请删去其一。",
    ),
    Page(
        "steps-all",
        item("{text: a, award: {steps: [5, all]}, per: 次}"),
        "r.yaml:9:42: [steps-all] `all` takes an item's points away; it cannot stand under award. Write the "
        "amount, or use deduct.",
        "r.yaml:9:42: [steps-all] all 表示扣光该项分值，不能用于 award。请写出分值，或改用 deduct。",
    ),
    Page(
        "step-never",
        item("{text: a, deduct: {steps: [1, all, 3]}, per: 次}"),
        "r.yaml:9:48: [step-never] the step 3 is never reached: `all` stands before it. Put `all` last.",
        "r.yaml:9:48: [step-never] 档次 3 永远达不到：前面已有 all。请把 all 放在最后。",
    ),
    Page(
        "steps-of-several",
        item("{text: a, deduct: {steps: [1, 3]}, per: 2天}"),
        "r.yaml:9:53: [steps-of-several] steps go by single counts; “per: 2天” counts several as one. Write the "
        "unit alone.",
        "r.yaml:9:53: [steps-of-several] steps 按次数逐次计，不能写“per: 2天”。请只写单位，不写数字。",
    ),
    Page(
        "band-unreadable",
        item("{text: a, award: {bands: {≥90: 5, 80-90: 3}}, unit: 分}"),
        "r.yaml:9:54: [band-unreadable] the band “80-90” cannot be read. Write a sign and a number, as ≥90, >0, "
        "≤5, <60; or else.",
        "r.yaml:9:54: [band-unreadable] 档次“80-90”无法识别。请写成符号加数字，如 ≥90、>0、≤5、<60；其余写 else。",
    ),
    Page(
        "band-never",
        item("{text: a, award: {bands: {≥60: 5, ≥80: 3}}, unit: 分}"),
        "r.yaml:9:52: [band-never] the band ≥80 is never reached: those before it leave nothing of 0 to "
        "999999999. Check their order.",
        "r.yaml:9:52: [band-never] 档次 ≥80 永远达不到：前面各档已占满 0 至 999999999。请检查各档的次序。",
    ),
    Page(
        "threshold-out-of-range",
        item("{text: a, deduct: 1, below: 5, range: {from: 5, to: 9}}"),
        "r.yaml:9:41: [threshold-out-of-range] below 5 is of no use: only 5 to 9 can be typed. Correct the bound "
        "or the range.",
        "r.yaml:9:41: [threshold-out-of-range] below 5 不起作用：只能填 5 至 9。请更正界限或 range。",
    ),
    Page(
        "range-beyond-full",
        item("{text: a, award: {of: 100}, range: {from: 0, to: 120}}"),
        "r.yaml:9:48: [range-beyond-full] up to 120 can be typed, which is more than the full 100. Correct the "
        "range or `of`.",
        "r.yaml:9:48: [range-beyond-full] 最多可填 120，超过满分 100。请更正 range 或 of。",
    ),
    Page(
        "word-twice",
        item("{text: a, award: {A: 5, a: 3}}"),
        "r.yaml:9:40: [word-twice] “a” stands here twice (first at r.yaml:9:34); capitals make no difference. "
        "Give each its own word.",
        "r.yaml:9:40: [word-twice] “a”重复（第一次在 r.yaml:9:34）；大小写不作区分。请各用不同的词。",
    ),
    Page(
        "name-twice",
        item("{text: a, deduct: 1, periods: [一, 一]}"),
        "r.yaml:9:47: [name-twice] “一” stands twice in periods. Give each its own name.",
        "r.yaml:9:47: [name-twice] periods 中“一”重复。请各用不同的名称。",
    ),
    Page(
        "without-register",
        item("{text: a, deduct: 1, keep: highest}"),
        "r.yaml:9:40: [without-register] `keep` belongs to a register. Add `register: 6`, or take the field out.",
        "r.yaml:9:40: [without-register] keep 只用于 register。请加上 register: 6，或删去该字段。",
    ),
    Page(
        "days-reversed",
        item("{text: a, award: 5, register: 3, dated: {from: 2020-12-15, to: 2019-12-16}}"),
        "r.yaml:9:53: [days-reversed] the days from 2020-12-15 to 2019-12-16 run backwards. Put the earlier first.",
        "r.yaml:9:53: [days-reversed] 日期从 2020-12-15 到 2019-12-16，前后颠倒。请把较早的写在前面。",
    ),
    Page(
        "due-on-count",
        item("{text: a, deduct: 1, periods: [一, 二, 三], due_on: [2020-03-31, 2020-06-30]}"),
        "r.yaml:9:62: [due-on-count] due_on has 2 days for 3 periods. Write one day, or one for each period.",
        "r.yaml:9:62: [due-on-count] due_on 写了 2 个日期，而分期有 3 个。请只写一个日期，或每期各写一个。",
    ),
    Page(
        "register-clash",
        item("{text: a, deduct: 1, periods: [一, 二], register: 3}"),
        "r.yaml:9:43: [register-clash] a register cannot have periods. Write two findings, or take one of the two out.",
        "r.yaml:9:43: [register-clash] register 不能与 periods 同用。请分成两条，或删去其一。",
    ),
    Page(
        "forms-without-points",
        item("{text: o, deduct: 1}", "{text: a, register: 3, forms: {半: 0.5}}"),
        "r.yaml:10:43: [forms-without-points] the rows of finding 1.1.2 give no points that forms could change. "
        "Give a verb, or take the forms out.",
        "r.yaml:10:43: [forms-without-points] 评分情形 1.1.2 的各行没有分值，forms 无从折算。"
        "请写明加扣分，或删去 forms。",
    ),
    Page(
        "at-least-beyond",
        item("{text: o, deduct: 1}", "{text: a, register: 2, at_least: 3}"),
        "r.yaml:10:46: [at-least-beyond] at_least 3 asks for more rows than the register has (2). Correct one of "
        "the two.",
        "r.yaml:10:46: [at-least-beyond] at_least 为 3，而 register 只有 2 行。请更正其一。",
    ),
    Page(
        "keep-of-one",
        item("{text: a, deduct: 1, register: 1, keep: highest}"),
        "r.yaml:9:53: [keep-of-one] `keep` has only one row to choose from. Add rows, or take it out.",
        "r.yaml:9:53: [keep-of-one] 只有一行，keep 不起作用。请增加行数，或删去 keep。",
    ),
    Page(
        "group-mixed",
        item("{keep: highest, findings: [{text: a, deduct: 1}, {text: b, penalty: 1}]}"),
        "r.yaml:9:13: [group-mixed] the members of a group all need one verb, the same; here: deduct, penalty. "
        "Split the group.",
        "r.yaml:9:13: [group-mixed] 组内各条必须用同一个扣分或得分字段，这里有：deduct, penalty。请拆开。",
    ),
    Page(
        "group-of-one",
        item("{keep: highest, findings: [{text: a, deduct: 1}]}"),
        "r.yaml:9:13: [group-of-one] the group has one member only. Add what belongs to it, or write the finding "
        "without a group.",
        "r.yaml:9:13: [group-of-one] 组内只有一条。请补上其他各条，或不用组。",
    ),
    Page(
        "group-idle",
        item("{group: g, findings: [{text: a, deduct: 1}, {text: b, deduct: 1}]}"),
        "r.yaml:9:13: [group-idle] the group changes nothing. Give it at_most or keep, over members that move "
        "points, or take it out.",
        "r.yaml:9:13: [group-idle] 这个组不起作用。请写上 at_most 或 keep，组内各条要有分值；或取消组。",
    ),
    Page(
        "group-keep-several",
        item("{keep: highest, findings: [{text: a, deduct: {A: 1, B: 2}, per: 次}, {text: b, deduct: 1}]}"),
        "r.yaml:9:40: [group-keep-several] in a group that keeps the highest, only one row of finding 1.1.1 would "
        "count. Take one of the two out.",
        "r.yaml:9:40: [group-keep-several] 组内只计最高时，评分情形 1.1.1 的各行只会计一行。请二者取一。",
    ),
    Page(
        "of-unknown",
        item("{text: a, deduct: 1, per: 次, at_most: 50%, of: x}"),
        "r.yaml:9:60: [of-unknown] no section or item is called x. Write the id of one whose points the per cent "
        "is of.",
        "r.yaml:9:60: [of-unknown] 没有编号为 x 的项目或内容。请写百分比所指的项目的编号。",
    ),
    Page(
        "of-without-percent",
        item("{text: a, deduct: 1, per: 次, at_most: 3, of: '1'}"),
        "r.yaml:9:58: [of-without-percent] `of` says whose points a per cent is of; at_most is none. Write "
        "at_most: 10%, or take `of` out.",
        "r.yaml:9:58: [of-without-percent] of 指明百分比所指的项目，而 at_most 不是百分比。请写 at_most: 10% "
        "的形式，或删去 of。",
    ),
    Page(
        "percent-of-nothing",
        rubric("- {name: s, items: [{name: i, findings: [{text: a, bonus: 1, per: 次, at_most: 10%}]}]}"),
        "r.yaml:4:81: [percent-of-nothing] 10% of what? There are no points there. Write it in points, or say `of: "
        "ID`.",
        "r.yaml:4:81: [percent-of-nothing] 10% 没有可依据的分值。请直接写分值，或用 of 指明项目。",
    ),
    Page(
        "field-without-points",
        rubric("- name: s", "  points: 5", "  items: [{name: i, at_most: 3, ONE}]"),
        "r.yaml:6:32: [field-without-points] there are no points here for at_most to work on. Give points, or take "
        "the field out.",
        "r.yaml:6:32: [field-without-points] 这里没有分值，at_most 不起作用。请写上 points，或删去该字段。",
    ),
    Page(
        "score-never-used",
        rubric("- {name: s, points: 5, items: [{name: i, formula: 1 + 1, findings: [{text: a, zero: item}]}]}"),
        "r.yaml:4:53: [score-never-used] formula is never computed: the points stand above, and there is no score "
        "here. Give points here.",
        "r.yaml:4:53: [score-never-used] formula 不会计算：分值在上一级，这里没有得分。请在这里写 points。",
    ),
    Page(
        "start-idle",
        rubric("- {name: s, start: 1, items: [{name: i, points: 5, ONE}]}"),
        "r.yaml:4:22: [start-idle] start counts only where findings draw on the points; here the parts carry them. "
        "Take it out.",
        "r.yaml:4:22: [start-idle] start 只用于直接扣分、得分的分值；这里由下级各自带分值。请删去。",
    ),
    Page(
        "worth-without-points",
        rubric("- {name: s, worth: 10, items: [{name: i, findings: [{text: a, bonus: 1}]}]}"),
        "r.yaml:4:22: [worth-without-points] worth 10 says what points count for, but there are none here. Give "
        "the points.",
        "r.yaml:4:22: [worth-without-points] worth 10 要折算的分值没有写。请写上 points。",
    ),
    Page(
        "combine-unequal",
        rubric("- {name: s, combine: mean, items: [{name: i, points: 5, ONE}, {name: j, points: 6, ONE}]}"),
        "r.yaml:4:24: [combine-unequal] `combine: mean` needs parts of equal points; here: 5, 6. Give worth or "
        "points alike.",
        "r.yaml:4:24: [combine-unequal] combine: mean 要求各部分分值相同，这里是 5, 6。请统一 points 或 worth。",
    ),
    Page(
        "combine-idle",
        rubric("- {name: s, items: [{name: i, points: 5, combine: mean, ONE}]}"),
        "r.yaml:4:53: [combine-idle] combine has nothing to combine here. Take it out.",
        "r.yaml:4:53: [combine-idle] 这里没有可合并的部分，combine 不起作用。请删去。",
    ),
    Page(
        "gate-empty",
        rubric("- {name: s, gate: {}, items: [{name: i, points: 5, ONE}]}"),
        "r.yaml:4:21: [gate-empty] the gate asks for nothing. Write key_zero, key_below or when.",
        "r.yaml:4:21: [gate-empty] gate 没有写条件。请写 key_zero、key_below 或 when。",
    ),
    Page(
        "gate-without-keys",
        rubric("- {name: s, gate: {key_zero: true}, items: [{name: i, points: 5, ONE}]}"),
        "r.yaml:4:21: [gate-without-keys] the gate speaks of key items, but none here is marked. Mark them: key: true.",
        "r.yaml:4:21: [gate-without-keys] gate 用到关键项，而这里没有标明关键项。请在关键项上写 key: true。",
    ),
    Page(
        "gate-always",
        rubric("- {name: s, gate: {key_below: 6}, items: [{name: i, points: 5, key: true, ONE}]}"),
        "r.yaml:4:33: [gate-always] key_below 6 is above what the key items have together (5). Correct one of the two.",
        "r.yaml:4:33: [gate-always] key_below 为 6，而关键项合计只有 5 分。请更正其一。",
    ),
    Page(
        "key-without-gate",
        rubric("- {name: s, items: [{name: i, points: 5, key: true, ONE}]}"),
        "r.yaml:4:49: [key-without-gate] a key item, but no section above has a gate for key items. Give the "
        "section a gate, or take `key` out.",
        "r.yaml:4:49: [key-without-gate] 标为关键项，而上级项目没有针对关键项的 gate。请在项目上写 gate，或删去 key。",
    ),
    Page(
        "applies-never",
        rubric("- {name: s, applies_to: [甲], items: [{name: i, points: 5, applies_to: [乙], ONE}]}"),
        "r.yaml:4:73: [applies-never] applies to 乙 only, within what applies to 甲 only. Is one of the two a slip?",
        "r.yaml:4:73: [applies-never] 只适用于 乙，而上级只适用于 甲。请核对两处标签。",
    ),
    Page(
        "nothing-to-draw-on",
        rubric("- {name: s, sections: [{name: u, items: [{name: j, ONE}]}], items: [{name: i, points: 5, ONE}]}"),
        "r.yaml:4:83: [nothing-to-draw-on] deduct of finding 1.1.1.1 has no points to work on. Give points to the "
        "item or to the section around it.",
        "r.yaml:4:83: [nothing-to-draw-on] 评分情形 1.1.1.1 的 deduct 没有可依据的分值。请给该项或所在项目写上 "
        "points。",
    ),
    Page(
        "section-out-of-reach",
        rubric(
            "- {name: s, points: 5, items: [{name: i, findings: [{text: a, deduct: 1}, {text: b, zero: section}]}]}"
        ),
        "r.yaml:4:93: [section-out-of-reach] zero: section: no section stands above the points that this draws on. "
        "Use penalty or zero: total for the whole.",
        "r.yaml:4:93: [section-out-of-reach] zero: section：所用分值之上没有项目。针对总分请用 penalty 或 zero: "
        "total。",
    ),
    Page(
        "amount-never-counted",
        item("{id: n, text: a, measure: 次}", "{text: b, deduct: 1}").replace(
            "points: 5", "points: 5\n        formula: '[n]'"
        ),
        "r.yaml:11:31: [amount-never-counted] deduct of finding 1.1.2 never counts: a formula computes the score. "
        "Take it out, or use `measure`.",
        "r.yaml:11:31: [amount-never-counted] 评分情形 1.1.2 的 deduct 不起作用：得分由公式计算。请删去，或改用 "
        "measure。",
    ),
    Page(
        "points-never-reached",
        item("{text: a, award: 3}"),
        "r.yaml:7:17: [points-never-reached] 5 points are stated, but no more than 3 can be reached. Check "
        "amounts, limits and start.",
        "r.yaml:7:17: [points-never-reached] 写明 5 分，而最多只能得 3 分。请核对各条分值、上限和 start。",
    ),
    Page(
        "points-never-lost",
        item("{text: a, check: true}"),
        "r.yaml:7:17: [points-never-lost] nothing below can change these 5 points. Is a deduct or award missing?",
        "r.yaml:7:17: [points-never-lost] 下面没有一条会影响这 5 分。请检查是否漏写扣分或得分。",
    ),
    Page(
        "lost-at-once",
        item("{text: a, deduct: 5, per: 次}"),
        "r.yaml:9:31: [lost-at-once] finding 1.1.1: a single 次 takes all 5 points. Check “per” against the standard.",
        "r.yaml:9:31: [lost-at-once] 评分情形 1.1.1：一次就扣光全部 5 分。请对照标准核对 per。",
    ),
    Page(
        "award-larger-than-item",
        item("{text: a, award: 6}"),
        "r.yaml:9:30: [award-larger-than-item] finding 1.1.1 gives 6 points where there are only 5. Check the "
        "amount against the standard.",
        "r.yaml:9:30: [award-larger-than-item] 评分情形 1.1.1 得 6 分，而可得的只有 5 分。请对照标准核对。",
    ),
    Page(
        "limit-never-binds",
        item("{text: a, deduct: 1, per: 次, target: 4, at_most: 4}"),
        "r.yaml:9:62: [limit-never-binds] at_most 4 never holds anything back: 4 is the most that can come. Is one "
        "of the two a slip?",
        "r.yaml:9:62: [limit-never-binds] at_most 4 不起作用：最多只有 4 分。请核对两个数。",
    ),
    Page(
        "floor-too-high",
        item("{text: a, deduct: 1}").replace("points: 5", "points: 5\n        floor: 5"),
        "r.yaml:8:16: [floor-too-high] floor 5 leaves nothing to lose of 5 points. Is one of the two a slip?",
        "r.yaml:8:16: [floor-too-high] floor 为 5，5 分一分也扣不了。请核对两个数。",
    ),
    Page(
        "bonus-above-limit",
        rubric("- {name: s, bonus_at_most: 2, items: [{name: i, findings: [{text: a, bonus: 3}]}]}"),
        "r.yaml:4:79: [bonus-above-limit] 3 is above the limit for bonuses over it (2). Is one of the two a slip?",
        "r.yaml:4:79: [bonus-above-limit] 3 分超过上级的加分上限 2 分。请核对两个数。",
    ),
    Page(
        "grade-twice",
        item("{text: a, deduct: 1}") + "grades: [{name: 优, from: 4}, {name: 优, from: 3}, {name: 差}]\n",
        "r.yaml:10:37: [grade-twice] the grade 优 stands twice. Give each its own name.",
        "r.yaml:10:37: [grade-twice] 等次“优”重复。请各用不同的名称。",
    ),
    Page(
        "grade-never",
        item("{text: a, deduct: 1}") + "grades: [{name: 合格, from: 3}, {name: 优秀, from: 4}, {name: 差}]\n",
        "r.yaml:10:31: [grade-never] the grade 优秀 is never reached: whatever meets it has met 合格. List the "
        "best first, from above.",
        "r.yaml:10:31: [grade-never] 等次“优秀”永远达不到：达到它的都已达到“合格”。请把最好的写在前面，from 从高到低。",
    ),
    Page(
        "grade-beyond",
        item("{text: a, deduct: 1}") + "grades: [{name: 优秀, from: 90}, {name: 合格}]\n",
        "r.yaml:10:27: [grade-beyond] the grade 优秀 asks for 90 points; 5 is the most that can be reached. Check "
        "the two.",
        "r.yaml:10:27: [grade-beyond] 等次“优秀”要求 90 分，而最多只有 5 分。请核对。",
    ),
    Page(
        "grade-last-conditional",
        item("{text: a, deduct: 1}") + "grades: [{name: 优秀, from: 4}, {name: 合格, from: 3}]\n",
        "r.yaml:10:31: [grade-last-conditional] the conditions of the last grade, 合格, are not asked: it takes "
        "all that is left. Take them out.",
        "r.yaml:10:31: [grade-last-conditional] 最后一个等次“合格”的条件不会用到：其余都归入它。请删去条件。",
    ),
    Page(
        "veto-unknown",
        item("{text: a, deduct: 1, veto: 差}") + "grades: [{name: 优秀, from: 4}, {name: 合格}]\n",
        "r.yaml:9:40: [veto-unknown] the veto names no grade: “差”. The grades are: 优秀, 合格.",
        "r.yaml:9:40: [veto-unknown] 否决的等次“差”不在等次之内。等次有：优秀, 合格。",
    ),
    Page(
        "veto-idle",
        item("{text: a, deduct: 1, veto: 优秀}") + "grades: [{name: 优秀, from: 4}, {name: 合格}]\n",
        "r.yaml:9:40: [veto-idle] the veto holds nothing back: 优秀 is the best grade. Name a lower one.",
        "r.yaml:9:40: [veto-idle] 否决不起作用：“优秀”是最好的等次。请写较低的等次。",
    ),
    Page(
        "veto-shadowed",
        item("{text: a, zero: total, veto: 中}") + "grades: [{name: 优, from: 4}, {name: 中, from: 3}, {name: 差}]\n",
        "r.yaml:9:42: [veto-shadowed] the veto to 中 never decides: with zero: total the grade is 差. Take one of "
        "the two out.",
        "r.yaml:9:42: [veto-shadowed] 否决为“中”不起作用：总分为零，等次已是“差”。请删去其一。",
    ),
    Page(
        "veto-differs",
        item("{text: a, deduct: 1, veto: 中}", "{text: a, deduct: 1, veto: 差}")
        + "grades: [{name: 优, from: 4}, {name: 中, from: 3}, {name: 差}]\n",
        "r.yaml:10:40: [veto-differs] the same fault holds the grade to 差 here and to 中 at r.yaml:9:40. Is one "
        "of them a slip?",
        "r.yaml:10:40: [veto-differs] 同一情形这里否决为“差”，在 r.yaml:9:40 否决为“中”。请核对。",
    ),
    Page(
        "veto-without-order",
        item("{text: a, deduct: 1, veto: 中}", "{text: b, deduct: 1, veto: 差}"),
        "r.yaml:10:40: [veto-without-order] vetoes to 中, 差, but no grades say which is worse. Write `grades:`, "
        "the best first.",
        "r.yaml:10:40: [veto-without-order] 否决有 中, 差 几种，而没有写明等次高低。请写 grades，好的在前。",
    ),
    Page(
        "formula-x",
        rubric("- {name: s, formula: x + 1, items: [{name: i, points: 5, ONE}]}"),
        "r.yaml:4:24: [formula-x] x is the number typed for a finding; here nothing is typed. Write the [id] of a "
        "finding.",
        "r.yaml:4:24: [formula-x] x 是该条填的数字，而这里不填数字。请写某条情形的 [编号]。",
    ),
    Page(
        "formula-without-entry",
        item("{text: a, deduct: {formula: '[b] * x'}}", "{id: b, text: b, deduct: 1, when: 1 > 2}"),
        "r.yaml:9:41: [formula-without-entry] nothing is typed for [b], which the formula uses. Name a finding "
        "with a number or a word.",
        "r.yaml:9:41: [formula-without-entry] 公式用到 [b]，而该条没有可填的内容。请写要填数字或选词的情形的编号。",
    ),
    Page(
        "formula-without-score",
        rubric(
            "- {name: s, points: 5, items: [{id: j, name: i, findings: [{text: a, deduct: {formula: '[j] + x'}}]}]}"
        ),
        "r.yaml:4:90: [formula-without-score] [j] has no score: its findings draw on points above it. Give it "
        "points, or name what has a score.",
        "r.yaml:4:90: [formula-without-score] [j] 没有得分：它的分值在上一级。请给它写 points，"
        "或写有得分的项目的编号。",
    ),
    Page(
        "formula-word-unknown",
        item("{id: b, text: b, deduct: {重: 2, 轻: 1}}", "{text: a, deduct: 1, when: '[b] = \"中\"'}"),
        "r.yaml:10:40: [formula-word-unknown] “中” is none of the words of [b]: 重 / 轻 / 无. Write one of them.",
        "r.yaml:10:40: [formula-word-unknown] “中”不是 [b] 的可选词（重 / 轻 / 无）。请写其中之一。",
    ),
)
