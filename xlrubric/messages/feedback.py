"""Messages about rankings read back, the feedback made of them, and the rectification lists that return."""

from xlrubric.messages.message import Message, error, note, warning

FEEDBACK: dict[str, Message] = {
    "not-a-ranking": error(
        ("this workbook is not a ranking that this program made.", "Give the workbook that `xlrubric collect` wrote."),
        ("这不是本程序生成的排名工作簿。", "请给出 xlrubric collect 写出的工作簿。"),
    ),
    "ranking-other-version": error(
        (
            "this ranking was written in another way (version {found}, not {wanted}).",
            "Collect its returned files again with this version of the program.",
        ),
        ("这个排名工作簿是另一版本的写法（{found}，不是 {wanted}）。", "请用本版本的程序重新汇总当年收回的文件。"),
    ),
    "nobody-ranked": error(
        ("no unit has a score, so there is nothing to feed back.", "Collect the returned forms first."),
        ("没有一个单位有得分，没有可反馈的内容。", "请先汇总收回的评分表。"),
    ),
    "ranking-sheet-gone": error(
        ("this sheet of the ranking is gone.", "Use the ranking workbook as it was written, or collect again."),
        ("排名工作簿中缺少这张表。", "请使用原样的排名工作簿，或重新汇总。"),
    ),
    "list-other-rubric": error(
        (
            "this is a rectification list of another standard ({found}; here it is {wanted}).",
            "Collect it with its own rubric.",
        ),
        ("这是另一标准的整改清单（{found}；这里是 {wanted}）。", "请用它自己的细则汇总。"),
    ),
    "list-sheet-gone": warning(
        (
            "the sheet with the rectification list is gone; all its rows count as open.",
            "Ask for the list as it was sent out.",
        ),
        ("整改清单那张表不见了，全部按未整改处理。", "请其交回原样的清单。"),
    ),
    "list-identity-changed": warning(
        (
            "the hidden note of what this list was sent out with was changed; its texts cannot be compared for sure.",
            "Compare it with the feedback that was sent.",
        ),
        ("清单中隐藏的发出记录被改动，无法确认文字是否原样。", "请与发出的反馈核对。"),
    ),
    "list-value-refused": warning(
        ("an error stands here ({typed}); it counts as not filled in.", "Ask."),
        ("此处是错误值（{typed}），按未填处理。", "请其更正。"),
    ),
    "list-day-refused": warning(
        (
            "“{typed}” is no day that can be read; it counts as not filled in.",
            "Have it written as 2019-06-30.",
        ),
        ("“{typed}”读不出日期，按未填处理。", "请改写成2019-06-30。"),
    ),
    "list-word-unknown": warning(
        ("“{typed}” cannot stand here (allowed: {allowed}); it counts as not filled in.", "Ask."),
        ("“{typed}”不能填在这里（可填：{allowed}），按未填处理。", "请其更正。"),
    ),
    "list-deadline-early": warning(
        (
            "the deadline {day} is before the day of the result ({made}); it was taken as it stands.",
            "Ask for the right day.",
        ),
        ("整改时限 {day} 早于结果排定之日（{made}），仍按所填判断。", "请核实日期。"),
    ),
    "list-day-not-done": warning(
        (
            "a day of completion ({day}) stands here, but the fault is not marked as done; it counts as not done.",
            "Ask.",
        ),
        ("填了完成日期（{day}），但完成情况没有选“已完成”，按未完成处理。", "请核实。"),
    ),
    "list-cleared-not-done": warning(
        ("this fault was cleared by the reviewers but is not marked as done; it counts as cleared.", "Look again."),
        ("核查人员已销号，但完成情况没有选“已完成”，按已销号处理。", "请核对。"),
    ),
    "list-newer-but-blank": warning(
        (
            "this list of unit {id} was saved later, but nothing is filled in; {taken} was taken.",
            "Look whether that is right.",
        ),
        ("单位 {id} 的此清单保存较晚，但没有填写，仍采用 {taken}。", "请核对。"),
    ),
    "past-same-period": error(
        ("this is a ranking of this very period ({period}), not of an earlier one.", "Give an earlier year's ranking."),
        ("这是本考核期（{period}）自己的排名，不是以前的。", "请提供以前年度的排名。"),
    ),
    "past-nothing-known": warning(
        (
            "{count} units sent no rectification list ({ids}), and no ranking given here tells what they lost: nothing "
            "of theirs is carried over.",
            "Give last year's ranking by --history too.",
        ),
        (
            "有 {count} 个单位没有交整改清单（{ids}），所给文件中也没有它们的扣分：没有带入任何问题。",
            "请用 --history 一并提供上一年的排名工作簿。",
        ),
    ),
    "past-units-gone": note(
        ("{count} units of that year are not in today's unit list, and their faults go nowhere: {ids}.", ""),
        ("当年有 {count} 个单位不在现在的单位名单中，其问题没有带入：{ids}。", ""),
    ),
}
