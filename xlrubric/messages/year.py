"""Messages about the year's result: its rules, the tables of scores, other years, and what came out."""

from xlrubric.messages.message import Message, error, note, warning

_RULES: dict[str, Message] = {
    "result-id-taken": error(
        ("the id {id} stands for “{other}” already.", "Give it another id."),
        ("编号 {id} 已经用于“{other}”。", "请换一个编号。"),
    ),
    "source-origin": error(
        (
            "the source “{name}” must come from exactly one of forms, table, tiers, ballot; found: {found}.",
            "Write one, for example `forms: total` or `table: true`.",
        ),
        (
            "来源“{name}”必须且只能写 forms、table、tiers、ballot 之一；现有：{found}。",
            "请只写一种，如 forms: total 或 table: true。",
        ),
    ),
    "source-weight": error(
        (
            "the source “{name}” needs either a weight or `adds: true`, not both.",
            "Write `weight: 20%`, or `adds: true` for points on top.",
        ),
        ("来源“{name}”要么写 weight，要么写 adds: true，不能同时。", "请写 weight: 20%，或用 adds: true 表示另加分。"),
    ),
    "source-scales": error(
        ("the source “{name}” cannot be converted by {found} here.", "Keep one of best, mean, by_rank, or none."),
        ("来源“{name}”在这里不能用 {found} 折算。", "best、mean、by_rank 最多只能写一种。"),
    ),
    "source-no-node": error(
        ("there is no scored section or item {id}; there are {ids}.", "Write `total`, or one of these."),
        ("没有编号为 {id} 的计分项目；现有：{ids}。", "请写 total 或其中之一。"),
    ),
    "shares-without-tiers": error(
        ("the source “{name}” has no tiers to share out.", "Write `tiers: {{…}}`, or take shares and assign out."),
        ("来源“{name}”没有等次，不能按比例分配。", "请写 tiers，或删去 shares、assign。"),
    ),
    "shares-differ": error(
        ("there are {tiers} tiers and {shares} shares.", "Write one share for each tier, as 3:5:2."),
        ("等次有 {tiers} 个，比例有 {shares} 个。", "请逐一对应，如 3:5:2。"),
    ),
    "assign-without-shares": error(
        ("tiers of “{name}” are to be assigned by score, but nothing says how many.", "Write `shares: 3:5:2`."),
        ("“{name}”要按得分定等次，但没有写比例。", "请写 shares: 3:5:2。"),
    ),
    "tiers-unordered": error(
        ("the tiers of “{name}” do not go from the best to the least.", "Put the one with the most points first."),
        ("“{name}”的等次没有从高到低排列。", "请把分值最高的放在最前。"),
    ),
    "tiers-over-scale": error(
        ("a tier has {most} points, which is more than the full {of}.", "Correct the tier or `of`."),
        ("等次有 {most} 分，超过满分 {of}。", "请更正等次分值或 of。"),
    ),
    "ballot-levels-or-scale": error(
        ("a ballot needs either levels or a scale.", "Write `levels: {{…}}` or `scale: {{from: 0, to: 100}}`."),
        ("测评票要写 levels 或 scale，二者取一。", "请写 levels，或 scale: {{from: 0, to: 100}}。"),
    ),
    "ballot-share-unknown": error(
        ("the share counts a word that is no level; there are {words}.", "Write words of the levels."),
        ("share 中有不是选项的词；现有选项：{words}。", "请写选项中的词。"),
    ),
    "ballot-scale-empty": error(
        ("no points lie between {low} and {high}.", "Correct the scale."),
        ("{low} 到 {high} 之间没有分值。", "请更正 scale。"),
    ),
    "result-name-twice": error(
        ("“{name}” stands here twice; capitals make no difference.", "Give each its own name."),
        ("“{name}”重复；大小写不作区分。", "请各用不同的名称。"),
    ),
    "weights-not-whole": error(
        ("the weights add up to {weights} %, not 100 %.", "Correct them; a fifth is written 20%."),
        ("权重合计 {weights}%，不是 100%。", "请更正；五分之一写作 20%。"),
    ),
    "weights-not-whole-for": error(
        ("for units tagged {tag}, the weights add up to {weights} %, not 100 %.", "Correct them, or `applies_to`."),
        ("标签为“{tag}”的单位，权重合计 {weights}%，不是 100%。", "请更正权重或 applies_to。"),
    ),
    "key-unknown": error(
        (
            "the key {id} is no weighted source; there are {ids}.",
            "Write the id of one, with - before it if less is better.",
        ),
        ("平分比较项 {id} 不是加权来源；现有：{ids}。", "请写来源编号；越低越好时在前面加 -。"),
    ),
    "keys-idle": warning(
        ("the keys break no ties: ties are {ties}.", "Write `ties: broken`, or take the keys out."),
        ("keys 不起作用：ties 为 {ties}。", "请写 ties: broken，或删去 keys。"),
    ),
    "ties-without-keys": error(
        ("ties are to be broken, but no key says by what.", "Write `keys: [id of a source]`."),
        ("要求区分平分，但没有写比较项。", "请写 keys: [来源编号]。"),
    ),
    "consequence-always": error(
        ("“{name}” would follow for every unit.", "Write first, last, grade or when."),
        ("“{name}”没有条件，会适用于所有单位。", "请写 first、last、grade 或 when。"),
    ),
    "span-empty": error(
        ("there is no place from {low} to {high}.", "Write the smaller number first."),
        ("名次 {low} 至 {high} 不成立。", "请把小的数写在前面。"),
    ),
    "years-with-when": error(
        ("“{name}” looks over several years, of which a condition cannot be asked.", "Use first, last or grade."),
        ("“{name}”要看连续几年，不能用 when 作条件。", "请用 first、last 或 grade。"),
    ),
    "result-grade-unknown": error(
        ("there is no grade {grade}; there are {grades}.", "Write one of them."),
        ("没有“{grade}”这个等次；现有：{grades}。", "请写其中之一。"),
    ),
    "grade-shares-over": error(
        ("the shares of the grades come to {shares} %.", "They can be 100 % at most."),
        ("各等次比例合计 {shares}%。", "最多 100%。"),
    ),
    "award-takes-all": warning(
        ("every unit meets the grade “{name}”; those after it are never given.", "Write what it asks."),
        ("任何单位都满足“{name}”，后面的等次不会出现。", "请写明条件。"),
    ),
    "result-no-condition": error(
        ("this is no condition.", 'Write a comparison, as "[composite] >= 60".'),
        ("这不是条件。", "请写成比较式，如 [composite] >= 60。"),
    ),
    "result-circle": error(
        ("consequences and grades ask for each other in a circle.", "Take one of the references out."),
        ("后果与等次互相引用，形成循环。", "请去掉其中一处引用。"),
    ),
}

_IDLE: dict[str, Message] = {
    "result-idle": warning(
        ("{field} does nothing here without {needs}.", "Take it out, or write what it needs."),
        ("这里没有 {needs}，{field} 不起作用。", "请删去，或补上所需的内容。"),
    ),
    "ballots-never-enough": warning(
        (
            "{sent} ballots are sent out, but at least {least} are needed for a figure.",
            "Send more, or lower at_least or trim (two left out for each, and one must remain).",
        ),
        (
            "只发 {sent} 张票，而至少要 {least} 张才能计分。",
            "请增加票数，或减小 at_least、trim（每 1 去掉两张，还须剩一张）。",
        ),
    ),
    "key-not-for-all": warning(
        (
            "only units tagged {tags} have “{name}”; as a key it counts 0 for the others.",
            "Use a source that all units have, or rank `within: group`.",
        ),
        (
            "只有标签为 {tags} 的单位有“{name}”；作比较项时，其余单位按 0 计。",
            "请用各单位都有的来源，或写 within: group。",
        ),
    ),
    "consequence-both-ends": warning(
        (
            "“{name}” asks for first and last places at once: it can only hold among {most} units or fewer.",
            "Write two consequences.",
        ),
        ("“{name}”同时要求前几名和后几名，只有不超过 {most} 个单位时才可能。", "请分成两条后果。"),
    ),
    "points-add-up": warning(
        (
            "“{name}” and “{other}” both reach place {places} {end_en}: the points there come to {points}.",
            "If that is not meant, write the places of each, as 1-3 and 4-6.",
        ),
        (
            "“{name}”与“{other}”都包括{end_zh} {places} 名，那里合计 {points} 分。",
            "如非本意，请分别写明名次，如 1-3 和 4-6。",
        ),
    ),
    "award-never": warning(
        (
            "the grade “{name}” is never given: whoever meets it has “{other}” already.",
            "Put the better grade first, or correct what it asks.",
        ),
        ("等次“{name}”不会出现：满足它的都已评为“{other}”。", "请把较好的等次写在前面，或更正条件。"),
    ),
    "award-out-of-reach": warning(
        ("the grade “{name}” asks for more than the {most} points there are.", "Correct it."),
        ("等次“{name}”的要求超过了满分 {most} 分。", "请更正。"),
    ),
    "award-wrong-way": warning(
        (
            "the lowest total is the best here, but “{name}” asks for {low} or more.",
            'Write `when: "[composite] <= {low}"`.',
        ),
        ("这里总分低的在前，而“{name}”要求不低于 {low}。", '请写 when: "[composite] <= {low}"。'),
    ),
}

_SCORES: dict[str, Message] = {
    "scores-no-source": error(
        ("No column of this table is headed by a source; there are: {names}.", "Head a column with one of these."),
        ("表中没有以来源命名的列；可用的有：{names}。", "请用其中的名称作列标题。"),
    ),
    "scores-unit-missing": error(
        ("The row says no unit; it was left out.", "Write the unit's id or its name."),
        ("这一行没有写单位，已略过。", "请填写单位编号或名称。"),
    ),
    "scores-unknown-unit": error(
        ("The unit {id} is not in the unit list; the row was left out.", "Correct it, or add the unit to the list."),
        ("单位 {id} 不在单位名单中，这一行已略过。", "请更正，或把该单位加入名单。"),
    ),
    "scores-name-unclear": error(
        ("{ids} are all called {name}; the row was left out.", "Write the unit's id."),
        ("{ids} 都叫“{name}”，这一行已略过。", "请写单位编号。"),
    ),
    "scores-two-units": error(
        ("{id} is {name}, but the row names {other}; it was left out.", "Correct one of the two."),
        ("编号 {id} 是 {name}，名称却是“{other}”，这一行已略过。", "请更正其一。"),
    ),
    "scores-twice": error(
        (
            "{name} has a figure for “{source}” already at {first}; this one was left out.",
            "Keep the one that is right.",
        ),
        ("{name} 的“{source}”在 {first} 已有数据，这一处已略过。", "请只保留正确的一处。"),
    ),
    "scores-not-applicable": error(
        (
            "“{source}” does not count for {name}: it is for units tagged {tags}. The figure was left out.",
            "Delete it, or correct the unit's tags.",
        ),
        ("“{source}”不适用于 {name}（只用于标签为“{tags}”的单位），数据已略过。", "请删去，或更正单位标签。"),
    ),
    "scores-no-tier": error(
        ("“{typed}” of {name} is none of {words}; it was left out.", "Write one of these words."),
        ("{name} 的“{typed}”不在 {words} 之中，已略过。", "请填写其中一个词。"),
    ),
    "scores-no-number": error(
        ("“{typed}” of {name} for “{source}” is no number; it was left out.", "Write a number."),
        ("{name} 的“{source}”填的是“{typed}”，不是数字，已略过。", "请填写数字。"),
    ),
    "scores-beyond": error(
        ("{typed} of {name} for “{source}” is not within {low} to {high}; it was left out.", "Correct the figure."),
        ("{name} 的“{source}”为 {typed}，不在 {low} 至 {high} 之内，已略过。", "请更正。"),
    ),
}

_HISTORY: dict[str, Message] = {
    "history-other-standard": error(
        ("This is a ranking of {found}, not of another year of {wanted}; it was left out.", "Give the right file."),
        ("这是 {found} 的排名，不是 {wanted} 的往年排名，已略过。", "请换成正确的文件。"),
    ),
    "history-year": error(
        ("Its period is {period}, which is no year before {this}; it was left out.", "Give rankings of earlier years."),
        ("其考核期为 {period}，不在 {this} 年之前，已略过。", "请提供以前年度的排名。"),
    ),
    "history-own-year": error(
        ("The rubric's period ({period}) names no year, so no year is before it.", "Write `period: 2018` or the like."),
        ("本标准的考核期（{period}）没有写明年份，无法判断哪些是往年。", "请在 period 中写明年份。"),
    ),
    "history-twice": error(
        ("The year {year} is there already, from {first}; this one was left out.", "Keep the right one."),
        ("{year} 年的排名已由 {first} 给出，这一份已略过。", "请只保留正确的一份。"),
    ),
    "history-gap": warning(
        ("The year {year} does not count: {gap} is not there, so no years run on.", "Give the ranking of {gap} too."),
        ("{year} 年不起作用：缺少 {gap} 年，不能算连续。", "请一并提供 {gap} 年的排名。"),
    ),
    "history-renamed": note(
        ("Unit {id} was called “{then}” then, and “{now}” now; years go by ids.", ""),
        ("单位 {id} 当年名为“{then}”，现名“{now}”；各年按编号对应。", ""),
    ),
    "history-short": warning(
        (
            "“{names}” asks for {needed} earlier years, and {given} are given: what needs the others is not found.",
            "Give their ranking workbooks with --history.",
        ),
        (
            "“{names}”要看此前 {needed} 年，只提供了 {given} 年：需要其余年份的后果没有判定。",
            "请用 --history 提供往年排名。",
        ),
    ),
}

_OUTCOME: dict[str, Message] = {
    "no-result-rules": error(
        (
            "The rubric has no rules for a year's result; nothing was written.",
            "Add `result:` to it, or leave this out.",
        ),
        ("评分细则没有 result（全年结果规则）；没有写入任何文件。", "请在细则中补上 result，或不要提供这个文件。"),
    ),
    "source-empty-forms": warning(
        ("No unit has a score for “{source}”.", "Collect the forms."),
        ("“{source}”没有任何单位的得分。", "请收回评分表。"),
    ),
    "source-empty-table": warning(
        (
            "No unit has a figure for “{source}”: no table gives it.",
            "Give a table with the columns unit and “{source}” (or {id}) by --scores.",
        ),
        (
            "“{source}”没有任何单位的数据：没有提供这张表。",
            "请用 --scores 提供含“单位编号”和“{source}”（或 {id}）列的表。",
        ),
    ),
    "source-empty-ballot": warning(
        ("There is no ballot for “{source}”.", "Collect the ballots of {id}."),
        ("“{source}”没有收到测评票。", "请收回 {id} 的测评票。"),
    ),
    "source-adds-nothing": note(
        ("No unit has points on top from “{source}”.", ""),
        ("“{source}”没有任何单位的另加分。", ""),
    ),
    "source-missing": warning(
        ("{name} has nothing for “{source}”: it has no composite and is not ranked.", "Supply the figure."),
        ("{name} 缺“{source}”：没有综合得分，不参加排名。", "请补上数据。"),
    ),
    "source-missing-reweighed": warning(
        (
            "{name} has nothing for “{source}”: the weights of its other sources were scaled up, as the rules say.",
            "Supply the figure if there is one.",
        ),
        ("{name} 缺“{source}”：按规则将其余来源的权重放大。", "如有数据请补上。"),
    ),
    "unit-weights": error(
        ("For {name} the weights add up to {weights} % ({names}).", "Correct the unit's tags or the rules."),
        ("{name} 的权重合计 {weights}%（{names}）。", "请更正单位标签或规则。"),
    ),
    "tiers-differ": warning(
        (
            "“{source}” of {scope}: of {count} units {given} were given, but the shares make {due}.",
            "Have the office that gave them correct them.",
        ),
        ("“{source}”（{scope}）：{count} 个单位评为 {given}，按比例应为 {due}。", "请评定单位更正。"),
    ),
    "span-covers-all": warning(
        (
            "“{name}” asks for places {places}; only {count} units are ranked.",
            "Check that all have been collected.",
        ),
        ("“{name}”要看 {places} 名，而参加排名的只有 {count} 个单位。", "请核对是否已全部收齐。"),
    ),
    "span-tie": warning(
        (
            "{names} are level at the edge of “{name}” (places {places}): it holds for {count} units.",
            "Decide by hand if it must be fewer, or break ties by `rank: {{ties: broken, keys: […]}}`.",
        ),
        (
            "{names} 在“{name}”（{places} 名）边缘得分相同：共 {count} 个单位适用。",
            "如须减少，请人工确定，或用 rank: {{ties: broken, keys: […]}} 区分平分。",
        ),
    ),
    "quota-tie": warning(
        (
            "{names} are level at the edge of “{grade}” ({quota} places): none of them has it.",
            "Decide by hand, or let ties in by `quota: {{ties: in}}`.",
        ),
        (
            "{names} 在“{grade}”（名额 {quota}）边缘得分相同，均未评上。",
            "请人工确定，或用 quota: {{ties: in}} 一并评上。",
        ),
    ),
    "check-not-given": note(
        ("No table gives “{name}”: it was not held against the grades.", ""),
        ("没有提供“{name}”：未与等次核对。", ""),
    ),
    "check-clash": warning(
        (
            "{name} is {word} in “{check}”, but its grade is {grade}; only {needed} may be.",
            "Correct one of the two.",
        ),
        ("{name} 的“{check}”为{word}，但等次为{grade}；须为 {needed}。", "请更正其一。"),
    ),
}

RESULT_RULES: dict[str, Message] = {**_RULES, **_IDLE}  # what the rules themselves say wrongly
YEAR: dict[str, Message] = {**RESULT_RULES, **_SCORES, **_HISTORY, **_OUTCOME}
