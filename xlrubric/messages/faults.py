"""Messages about what a standard says wrongly of itself: rules that clash, limits that never bind, points out of reach.

Apart from ``messages.rubric`` (the file, its fields, its formulas): each of these holds one part of the standard
against another, and most are warnings, since the published document itself may be odd.
"""

from xlrubric.messages.message import Message, error, note, warning

FINDINGS: dict[str, Message] = {
    "deduct-and-award": error(
        ("finding {id} both deducts and awards.", "Write two findings."),
        ("评分情形 {id} 又扣分又得分。", "请分成两条。"),
    ),
    "target-with-unit": error(
        ("finding {id} has `target`: `unit` has no place beside it.", "What is counted stands in `per`."),
        ("评分情形 {id} 有 target，不能再写 unit。", "数的是什么，请写在 per 里。"),
    ),
    "zero-after-low": error(
        ("zero_after {most} would leave nothing at the first.", "Write `zero: item` instead."),
        ("zero_after 为 {most}，一出现就全部扣光。", "请改写 zero: item。"),
    ),
    "per-without-unit": error(
        ("per: {per} says how many, but not of what.", "Write what is counted too: {per}% or {per}天."),
        ("per: {per} 只有数字，没有单位。", "请写明数的是什么，如 {per}% 或 {per}天。"),
    ),
    "zero-over-amount": warning(
        ("{verb} never counts: {flag} of the same finding decides alone.", "Take one of the two out."),
        ("{verb} 不起作用：同一条的 {flag} 已经决定得分。", "请删去其一。"),
    ),
    "steps-all": error(
        ("`all` takes an item's points away; it cannot stand under {verb}.", "Write the amount, or use deduct."),
        ("all 表示扣光该项分值，不能用于 {verb}。", "请写出分值，或改用 deduct。"),
    ),
    "step-never": warning(
        ("the step {step} is never reached: `all` stands before it.", "Put `all` last."),
        ("档次 {step} 永远达不到：前面已有 all。", "请把 all 放在最后。"),
    ),
    "steps-of-several": error(
        ("steps go by single counts; “per: {per}” counts several as one.", "Write the unit alone."),
        ("steps 按次数逐次计，不能写“per: {per}”。", "请只写单位，不写数字。"),
    ),
    "band-unreadable": error(
        ("the band “{band}” cannot be read.", "Write a sign and a number, as ≥90, >0, ≤5, <60; or else."),
        ("档次“{band}”无法识别。", "请写成符号加数字，如 ≥90、>0、≤5、<60；其余写 else。"),
    ),
    "band-never": warning(
        ("the band {band} is never reached: those before it leave nothing of {low} to {high}.", "Check their order."),
        ("档次 {band} 永远达不到：前面各档已占满 {low} 至 {high}。", "请检查各档的次序。"),
    ),
    "threshold-out-of-range": warning(
        ("{field} {bound} is of no use: only {low} to {high} can be typed.", "Correct the bound or the range."),
        ("{field} {bound} 不起作用：只能填 {low} 至 {high}。", "请更正界限或 range。"),
    ),
    "range-beyond-full": warning(
        ("up to {high} can be typed, which is more than the full {full}.", "Correct the range or `of`."),
        ("最多可填 {high}，超过满分 {full}。", "请更正 range 或 of。"),
    ),
    "word-twice": error(
        ("“{word}” stands here twice (first at {first}); capitals make no difference.", "Give each its own word."),
        ("“{word}”重复（第一次在 {first}）；大小写不作区分。", "请各用不同的词。"),
    ),
    "name-twice": error(
        ("“{name}” stands twice in {field}.", "Give each its own name."),
        ("{field} 中“{name}”重复。", "请各用不同的名称。"),
    ),
    "without-register": error(
        ("`{field}` belongs to a register.", "Add `register: 6`, or take the field out."),
        ("{field} 只用于 register。", "请加上 register: 6，或删去该字段。"),
    ),
    "days-reversed": error(
        ("the days from {low} to {high} run backwards.", "Put the earlier first."),
        ("日期从 {low} 到 {high}，前后颠倒。", "请把较早的写在前面。"),
    ),
    "due-on-count": error(
        ("due_on has {days} days for {periods} periods.", "Write one day, or one for each period."),
        ("due_on 写了 {days} 个日期，而分期有 {periods} 个。", "请只写一个日期，或每期各写一个。"),
    ),
    "register-clash": error(
        ("a register cannot have {field}.", "Write two findings, or take one of the two out."),
        ("register 不能与 {field} 同用。", "请分成两条，或删去其一。"),
    ),
    "forms-without-points": error(
        ("the rows of finding {id} give no points that forms could change.", "Give a verb, or take the forms out."),
        ("评分情形 {id} 的各行没有分值，forms 无从折算。", "请写明加扣分，或删去 forms。"),
    ),
    "at-least-beyond": error(
        ("at_least {least} asks for more rows than the register has ({rows}).", "Correct one of the two."),
        ("at_least 为 {least}，而 register 只有 {rows} 行。", "请更正其一。"),
    ),
    "keep-of-one": warning(
        ("`keep` has only one row to choose from.", "Add rows, or take it out."),
        ("只有一行，keep 不起作用。", "请增加行数，或删去 keep。"),
    ),
    "group-mixed": error(
        ("the members of a group all need one verb, the same; here: {verbs}.", "Split the group."),
        ("组内各条必须用同一个扣分或得分字段，这里有：{verbs}。", "请拆开。"),
    ),
    "group-of-one": warning(
        ("the group has one member only.", "Add what belongs to it, or write the finding without a group."),
        ("组内只有一条。", "请补上其他各条，或不用组。"),
    ),
    "group-idle": warning(
        ("the group changes nothing.", "Give it at_most or keep, over members that move points, or take it out."),
        ("这个组不起作用。", "请写上 at_most 或 keep，组内各条要有分值；或取消组。"),
    ),
    "group-keep-several": error(
        (
            "in a group that keeps the highest, only one row of finding {id} would count.",
            "Take one of the two out.",
        ),
        ("组内只计最高时，评分情形 {id} 的各行只会计一行。", "请二者取一。"),
    ),
}
SHARES: dict[str, Message] = {
    "of-unknown": error(
        ("no section or item is called {id}.", "Write the id of one whose points the per cent is of."),
        ("没有编号为 {id} 的项目或内容。", "请写百分比所指的项目的编号。"),
    ),
    "of-without-percent": error(
        ("`of` says whose points a per cent is of; at_most is none.", "Write at_most: 10%, or take `of` out."),
        ("of 指明百分比所指的项目，而 at_most 不是百分比。", "请写 at_most: 10% 的形式，或删去 of。"),
    ),
    "percent-of-nothing": error(
        ("{share} of what? There are no points there.", "Write it in points, or say `of: ID`."),
        ("{share} 没有可依据的分值。", "请直接写分值，或用 of 指明项目。"),
    ),
    "field-without-points": warning(
        ("there are no points here for {field} to work on.", "Give points, or take the field out."),
        ("这里没有分值，{field} 不起作用。", "请写上 points，或删去该字段。"),
    ),
    "score-never-used": error(
        ("{field} is never computed: the points stand above, and there is no score here.", "Give points here."),
        ("{field} 不会计算：分值在上一级，这里没有得分。", "请在这里写 points。"),
    ),
    "start-idle": warning(
        ("start counts only where findings draw on the points; here the parts carry them.", "Take it out."),
        ("start 只用于直接扣分、得分的分值；这里由下级各自带分值。", "请删去。"),
    ),
    "worth-without-points": error(
        ("worth {worth} says what points count for, but there are none here.", "Give the points."),
        ("worth {worth} 要折算的分值没有写。", "请写上 points。"),
    ),
    "combine-unequal": error(
        ("`combine: {combine}` needs parts of equal points; here: {points}.", "Give worth or points alike."),
        ("combine: {combine} 要求各部分分值相同，这里是 {points}。", "请统一 points 或 worth。"),
    ),
    "combine-idle": warning(
        ("combine has nothing to combine here.", "Take it out."),
        ("这里没有可合并的部分，combine 不起作用。", "请删去。"),
    ),
    "gate-empty": error(
        ("the gate asks for nothing.", "Write key_zero, key_below or when."),
        ("gate 没有写条件。", "请写 key_zero、key_below 或 when。"),
    ),
    "gate-without-keys": error(
        ("the gate speaks of key items, but none here is marked.", "Mark them: key: true."),
        ("gate 用到关键项，而这里没有标明关键项。", "请在关键项上写 key: true。"),
    ),
    "gate-always": error(
        ("key_below {bound} is above what the key items have together ({points}).", "Correct one of the two."),
        ("key_below 为 {bound}，而关键项合计只有 {points} 分。", "请更正其一。"),
    ),
    "key-without-gate": error(
        ("a key item, but no section above has a gate for key items.", "Give the section a gate, or take `key` out."),
        ("标为关键项，而上级项目没有针对关键项的 gate。", "请在项目上写 gate，或删去 key。"),
    ),
    "applies-never": warning(
        ("applies to {tags} only, within what applies to {above} only.", "Is one of the two a slip?"),
        ("只适用于 {tags}，而上级只适用于 {above}。", "请核对两处标签。"),
    ),
}
POOLS: dict[str, Message] = {
    "nothing-to-draw-on": error(
        ("{verb} of finding {id} has no points to work on.", "Give points to the item or to the section around it."),
        ("评分情形 {id} 的 {verb} 没有可依据的分值。", "请给该项或所在项目写上 points。"),
    ),
    "section-out-of-reach": error(
        (
            "{field}: no section stands above the points that this draws on.",
            "Use penalty or zero: total for the whole.",
        ),
        ("{field}：所用分值之上没有项目。", "针对总分请用 penalty 或 zero: total。"),
    ),
    "amount-never-counted": warning(
        ("{verb} of finding {id} never counts: a formula computes the score.", "Take it out, or use `measure`."),
        ("评分情形 {id} 的 {verb} 不起作用：得分由公式计算。", "请删去，或改用 measure。"),
    ),
    "points-never-reached": warning(
        ("{points} points are stated, but no more than {most} can be reached.", "Check amounts, limits and start."),
        ("写明 {points} 分，而最多只能得 {most} 分。", "请核对各条分值、上限和 start。"),
    ),
    "points-never-lost": warning(
        ("nothing below can change these {points} points.", "Is a deduct or award missing?"),
        ("下面没有一条会影响这 {points} 分。", "请检查是否漏写扣分或得分。"),
    ),
    "lost-at-once": warning(
        ("finding {id}: a single {per} takes all {points} points.", "Check “per” against the standard."),
        ("评分情形 {id}：一{per}就扣光全部 {points} 分。", "请对照标准核对 per。"),
    ),
    "award-larger-than-item": warning(
        ("finding {id} gives {amount} points where there are only {points}.", "Check the amount against the standard."),
        ("评分情形 {id} 得 {amount} 分，而可得的只有 {points} 分。", "请对照标准核对。"),
    ),
    "limit-never-binds": warning(
        ("{field} {limit} never holds anything back: {most} is the most that can come.", "Is one of the two a slip?"),
        ("{field} {limit} 不起作用：最多只有 {most} 分。", "请核对两个数。"),
    ),
    "floor-too-high": warning(
        ("floor {floor} leaves nothing to lose of {points} points.", "Is one of the two a slip?"),
        ("floor 为 {floor}，{points} 分一分也扣不了。", "请核对两个数。"),
    ),
    "bonus-above-limit": warning(
        ("{amount} is above the limit for bonuses over it ({limit}).", "Is one of the two a slip?"),
        ("{amount} 分超过上级的加分上限 {limit} 分。", "请核对两个数。"),
    ),
}
GRADES: dict[str, Message] = {
    "grade-twice": error(
        ("the grade {name} stands twice.", "Give each its own name."),
        ("等次“{name}”重复。", "请各用不同的名称。"),
    ),
    "grade-never": error(
        ("the grade {name} is never reached: whatever meets it has met {before}.", "List the best first, from above."),
        ("等次“{name}”永远达不到：达到它的都已达到“{before}”。", "请把最好的写在前面，from 从高到低。"),
    ),
    "grade-beyond": warning(
        ("the grade {name} asks for {points} points; {most} is the most that can be reached.", "Check the two."),
        ("等次“{name}”要求 {points} 分，而最多只有 {most} 分。", "请核对。"),
    ),
    "grade-last-conditional": warning(
        ("the conditions of the last grade, {name}, are not asked: it takes all that is left.", "Take them out."),
        ("最后一个等次“{name}”的条件不会用到：其余都归入它。", "请删去条件。"),
    ),
    "veto-unknown": error(
        ("the veto names no grade: “{grade}”.", "The grades are: {grades}."),
        ("否决的等次“{grade}”不在等次之内。", "等次有：{grades}。"),
    ),
    "veto-idle": warning(
        ("the veto holds nothing back: {grade} is the best grade.", "Name a lower one."),
        ("否决不起作用：“{grade}”是最好的等次。", "请写较低的等次。"),
    ),
    "veto-shadowed": warning(
        ("the veto to {grade} never decides: with zero: total the grade is {least}.", "Take one of the two out."),
        ("否决为“{grade}”不起作用：总分为零，等次已是“{least}”。", "请删去其一。"),
    ),
    "veto-differs": warning(
        ("the same fault holds the grade to {grade} here and to {other} at {first}.", "Is one of them a slip?"),
        ("同一情形这里否决为“{grade}”，在 {first} 否决为“{other}”。", "请核对。"),
    ),
    "veto-without-order": warning(
        ("vetoes to {grades}, but no grades say which is worse.", "Write `grades:`, the best first."),
        ("否决有 {grades} 几种，而没有写明等次高低。", "请写 grades，好的在前。"),
    ),
}
NAMES: dict[str, Message] = {
    "formula-x": error(
        ("x is the number typed for a finding; here nothing is typed.", "Write the [id] of a finding."),
        ("x 是该条填的数字，而这里不填数字。", "请写某条情形的 [编号]。"),
    ),
    "formula-without-entry": error(
        ("nothing is typed for {name}, which the formula uses.", "Name a finding with a number or a word."),
        ("公式用到 {name}，而该条没有可填的内容。", "请写要填数字或选词的情形的编号。"),
    ),
    "formula-without-score": error(
        ("{name} has no score: its findings draw on points above it.", "Give it points, or name what has a score."),
        ("{name} 没有得分：它的分值在上一级。", "请给它写 points，或写有得分的项目的编号。"),
    ),
    "formula-word-unknown": warning(
        ("“{word}” is none of the words of {name}: {words}.", "Write one of them."),
        ("“{word}”不是 {name} 的可选词（{words}）。", "请写其中之一。"),
    ),
}
AGAINST: dict[str, Message] = {
    "id-moved": warning(
        ("“{text}” was {old} last year and is {id} now.", "Give it `id: {old}`, so that entries find their place."),
        ("“{text}”上年编号为 {old}，现在为 {id}。", "请写 id: {old}，以便沿用上年的内容。"),
    ),
    "id-reused": warning(
        ("{id} was “{before}” last year and is “{text}” now.", "Give what is new an id of its own."),
        ("{id} 上年是“{before}”，现在是“{text}”。", "新的内容请用新的编号。"),
    ),
    "id-gone": note(
        ("{id} “{text}” of last year is gone.", ""),
        ("上年的 {id}“{text}”已没有了。", ""),
    ),
    "tag-unused": warning(
        ("no unit of the list has the tag {tag}.", "Is it spelled as in the list?"),
        ("名单中没有单位有标签“{tag}”。", "请检查写法是否与名单一致。"),
    ),
    "tag-unknown": note(
        ("the rubric knows no tag {tag} (unit {id}).", "Is it spelled as in the rubric?"),
        ("细则中没有标签“{tag}”（单位 {id}）。", "请检查写法是否与细则一致。"),
    ),
    "unit-without-findings": warning(
        ("nothing of the rubric applies to unit {id}.", "Check its tags: {tags}."),
        ("细则中没有内容适用于单位 {id}。", "请检查它的标签：{tags}。"),
    ),
}
FAULTS: dict[str, Message] = {**FINDINGS, **SHARES, **POOLS, **GRADES, **NAMES, **AGAINST}
