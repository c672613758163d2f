"""Messages about ballots: making them, reading them back, counting them."""

from xlrubric.messages.message import Message, error, note, warning

_MAKING: dict[str, Message] = {
    "ballots-not-in-rubric": error(
        (
            "no source of this rubric's result comes from ballots.",
            "Give a source a `ballot:` under `result: sources:`, or build without --ballot.",
        ),
        ("细则的 result 中没有来自测评票的来源。", "请在 result: sources: 中给来源写上 ballot:，或不用 --ballot。"),
    ),
    "ballots-no-such-source": error(
        ("no source {id} comes from ballots; these do: {known}.", "Correct --source, or leave it out for all."),
        ("没有编号为 {id} 的测评票来源；有：{known}。", "请更正 --source；不写则全部生成。"),
    ),
    "ballots-rate-nobody": error(
        (
            "no unit of the list is rated in “{source}” (for units with the tags: {tags}).",
            "Fill in the column tags of the unit list, or correct applies_to.",
        ),
        (
            "单位名单中没有“{source}”评议的单位（适用标签：{tags}）。",
            "请填写名单的“标签”一列，或更正细则的 applies_to。",
        ),
    ),
    "ballot-unit-in-no-set": error(
        (
            "unit {id} stands on no ballot of “{source}”: it has no {per_en}.",
            "Fill in the column {per_en} of the unit list, or write `per: all`.",
        ),
        (
            "单位 {id} 不在“{source}”的任何一张票上：没有{per_zh}。",
            "请填写名单的“{per_zh}”一列，或在细则中写 per: all。",
        ),
    ),
}

_READING: dict[str, Message] = {
    "ballot-damaged": error(
        (
            "the identity sheet of this ballot is not whole; its votes were not counted.",
            "Ask for the ballot as it was sent.",
        ),
        ("此票的标识表不完整，未计票。", "请其交回原样的票。"),
    ),
    "ballot-other-source": error(
        ("this is a ballot of the source {id}, which this rubric has not.", "Collect it with its own rubric."),
        ("这是来源 {id} 的票，本细则没有这个测评来源。", "请用它自己的细则汇总。"),
    ),
    "ballot-other-group": error(
        (
            "this ballot is of the group {group}, which the rubric has not (it has: {known}); it was not counted.",
            "Correct the group's name in the rubric, or make the ballots anew.",
        ),
        ("此票属于“{group}”组，细则中没有（有：{known}），未计票。", "请更正细则中的组名，或重新制票。"),
    ),
    "ballot-other-version": warning(
        (
            "this ballot was made with other questions or levels; questions with the same words were counted by "
            "today's levels, the others not.",
            "Compare the two versions, or send out new ballots.",
        ),
        ("此票的问题或等次与现行细则不同；文字相同的问题已按现行等次计票，其余未计。", "请核对两个版本，或重新发票。"),
    ),
    "ballot-unknown-unit": warning(
        (
            "the unit {id} ({name}) on this ballot is not in the unit list; votes on it count nothing.",
            "Add it to the list.",
        ),
        ("票上的单位 {id}（{name}）不在单位名单中，对它的票不计。", "请补入名单。"),
    ),
    "ballot-unit-not-rated": warning(
        (
            "the unit {id} ({name}) on this ballot is not rated here (only units with the tags: {tags}); votes on it "
            "count nothing.",
            "Look whether its tags in the unit list are right.",
        ),
        ("票上的单位 {id}（{name}）不属于评议范围（适用标签：{tags}），对它的票不计。", "请核对名单中的标签。"),
    ),
    "ballot-row-gone": warning(
        (
            "the row of unit {id} ({name}) was removed; it has no vote on this ballot.",
            "Ask for the ballot as it was sent.",
        ),
        ("单位 {id}（{name}）一行被删除，此票对它没有投票。", "请其交回原样的票。"),
    ),
    "ballot-question-gone": warning(
        (
            "the column of the question “{question}” was removed; it has no vote on this ballot.",
            "Ask for the ballot as it was sent.",
        ),
        ("“{question}”一列被删除，此票没有这一问的投票。", "请其交回原样的票。"),
    ),
    "vote-refused": warning(
        (
            "“{typed}” is no answer here (unit {id}, {question}; allowed: {allowed}); it counts as a blank.",
            "Ask for a right one; of an anonymous ballot it stays a blank.",
        ),
        (
            "“{typed}”不是可选的答案（单位 {id}，{question}；可填：{allowed}），按空票处理。",
            "请其更正；不记名的票只能按空票处理。",
        ),
    ),
    "vote-normalised": note(
        ("“{typed}” was read as {read} (unit {id}, {question}).", ""),
        ("“{typed}”读作 {read}（单位 {id}，{question}）。", ""),
    ),
    "ballot-blank": warning(
        ("nothing is filled in on ballot {number}; it counts nothing.", "Ask for the filled-in ballot."),
        ("第 {number} 号票没有填写，不计。", "请交回填好的票。"),
    ),
    "ballot-unsigned": warning(
        (
            "ballot {number} is not signed; it was counted.",
            "Have it signed, or take the file away if it is not to count.",
        ),
        ("第 {number} 号票没有署名，已计票。", "请其补签；若按规定作废，请把该文件移走。"),
    ),
    "ballot-units-blank": note(
        ("{count} of {of} units have no vote ({units}); a blank counts nothing.", ""),
        ("{of} 个单位中有 {count} 个没有投票（{units}），视为弃权，不计。", ""),
    ),
    "ballot-all-top": warning(
        (
            "ballot {number} gives all of its {count} units the highest; it was counted.",
            "Decide whether it is to count; if not, take the file away.",
        ),
        ("第 {number} 号票给全部 {count} 个单位都打了最高，已计票。", "请判断是否有效；若作废，请把该文件移走。"),
    ),
    "ballot-newer": note(
        ("ballot {number} came back once more, and {taken} was taken.", ""),
        ("第 {number} 号票另有一份，已采用 {taken}。", ""),
    ),
    "ballot-newer-but-blank": warning(
        (
            "this ballot {number} was saved later, but nothing is filled in; {taken} was taken.",
            "Look whether that is right.",
        ),
        ("此份第 {number} 号票保存较晚，但没有填写，仍采用 {taken}。", "请核对。"),
    ),
    "ballot-number-shared": warning(
        (
            "ballot {number} came back with other answers, or another name, in {taken}, which was taken; this one was "
            "not counted.",
            "If it is a correction, all is well. If two raters used one blank, have one of them fill in a ballot "
            "with a number of its own: `build --ballot --ballots N` makes one for each.",
        ),
        (
            "第 {number} 号票在 {taken} 中有不同的答案或署名，已采用后者，此份未计票。",
            "如果是更正，不必处理；如果两人用了同一张票，请其中一人用另一编号的票重填"
            "（build --ballot --ballots N 可给每人一张）。",
        ),
    ),
    "ballot-rater-twice": warning(
        (
            "{rater} signed ballot {number} and also ballot {other}; both were counted.",
            "Take one of them away if it is one person.",
        ),
        ("“{rater}”同时署名于第 {number} 号票和第 {other} 号票，两张都已计票。", "如果是同一人，请移走一张。"),
    ),
}

_COUNTING: dict[str, Message] = {
    "ballots-missing": warning(
        (
            "no ballot of {who} came back, so this group has no figure.",
            "Ask for them; until then the source is missing for these units, unless the rubric lets the other groups "
            "carry it (missing: reweigh).",
        ),
        (
            "{who}：没有收到任何测评票，该组没有得分。",
            "请催收；在此之前这些单位缺这一来源（细则写明 missing: reweigh 的，由其他组分担权重）。",
        ),
    ),
    "ballots-few": warning(
        (
            "too few ballots of {who} came back ({count}; at least {least} are needed, of which {trim} are left out as "
            "highest and lowest), so this group has no figure.",
            "Ask for the others.",
        ),
        (
            "{who}：只收到 {count} 张票，至少要 {least} 张（其中去掉最高、最低共 {trim} 张），该组没有得分。",
            "请催收其余的票。",
        ),
    ),
    "ballots-many": warning(
        (
            "{count} ballots of {who} came back, more than the {sent} that were sent out; all were counted.",
            "Look for ballots that are not yours, or correct the number in the rubric.",
        ),
        ("{who}：收到 {count} 张测评票，多于发出的 {sent} 张，已全部计票。", "请查明多出的票，或更正细则中的张数。"),
    ),
    "votes-few": warning(
        (
            "unit {id} ({name}) has too few votes of {who} ({count}; at least {least} are needed), so it has no figure "
            "from this group.",
            "Ask for more votes, or decide by hand.",
        ),
        (
            "单位 {id}（{name}）在“{who}”中只有 {count} 票，至少要 {least} 票，没有该组的得分。",
            "请补充测评，或人工决定。",
        ),
    ),
}

_TABLE: dict[str, Message] = {
    "vote-number-missing": error(
        ("the ballot's number is blank; the row was left out.", "Write a number for each ballot."),
        ("没有填写票号，该行已略过。", "请给每张票填写编号。"),
    ),
    "vote-unknown-source": error(
        ("no source “{source}” comes from ballots (these do: {known}); the row was left out.", "Correct it."),
        ("没有测评来源“{source}”（有：{known}），该行已略过。", "请更正。"),
    ),
    "vote-unknown-group": error(
        ("“{source}” has no group of raters “{group}” (it has: {known}); the row was left out.", "Correct it."),
        ("“{source}”没有“{group}”这一组（有：{known}），该行已略过。", "请更正。"),
    ),
    "vote-unknown-unit": error(
        ("the unit “{id}” is not rated in “{source}”; the row was left out.", "Correct the id, or the unit list."),
        ("“{source}”不评议单位“{id}”，该行已略过。", "请更正编号或单位名单。"),
    ),
    "vote-unknown-question": error(
        ("“{source}” has no question “{question}”; the row was left out.", "Write its words or its number: {known}."),
        ("“{source}”没有“{question}”这一问，该行已略过。", "请写问题原文或序号：{known}。"),
    ),
    "vote-twice": error(
        (
            "ballot {number} has an answer on unit {id} ({question}) already at {first}; this row was left out.",
            "Keep the right one; two raters need two numbers.",
        ),
        (
            "第 {number} 号票对单位 {id}（{question}）的答案在 {first} 已经填过，这一行已略过。",
            "请保留正确的一行；两位测评人要用两个票号。",
        ),
    ),
    "votes-none": warning(
        ("there is no vote that can be used under the headings.", "Check that it is the right file."),
        ("标题行下面没有可用的投票。", "请检查是否选对了文件。"),
    ),
}

BALLOTS: dict[str, Message] = {**_MAKING, **_READING, **_COUNTING, **_TABLE}
