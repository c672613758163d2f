"""Messages about returned workbooks: which form, what was altered, how entries were read."""

from xlrubric.messages.message import Message, error, note, warning

RETURNS: dict[str, Message] = {
    "not-a-form": error(
        (
            "this workbook is not a scoring form: it has no identity sheet.",
            "Return the form that was sent out.",
        ),
        ("这不是评分工作簿：没有标识表。", "请交回发出的评分工作簿。"),
    ),
    "other-rubric": error(
        ("this is a form of another standard ({found}, not {wanted}).", "Collect it with its own rubric."),
        ("这是另一标准的表（{found}，不是 {wanted}）。", "请用它自己的细则汇总。"),
    ),
    "other-version": warning(
        (
            "this form was made from another version of the rubric; its entries were scored by today's.",
            "Compare the two versions, or have the form filled in anew.",
        ),
        ("此表由细则的另一版本生成，已按现行细则计分。", "请核对两个版本，或请其改填新表。"),
    ),
    "other-layout": warning(
        (
            "this form was laid out with other labels or by another version of the program; it was scored from its "
            "entries, but its texts and figures could not be compared.",
            "Collect it with the labels and the version that it was built with, or look it through.",
        ),
        (
            "此表由另一套标签或另一版本的程序排版；已按所填内容计分，但文字和数字无法逐格核对。",
            "请用生成时的标签和版本汇总，或人工核对。",
        ),
    ),
    "self-check-differs": warning(
        (
            "{finding}: the self-check beside the review says {here}, the unit's own form ({other}) {there}; "
            "the unit's own was taken.",
            "Ask who changed it.",
        ),
        (
            "{finding}：核查表中所附的自查为 {here}，单位自查表（{other}）为 {there}；已采用单位自查表。",
            "请查明是谁改动的。",
        ),
    ),
    "self-check-missing": warning(
        (
            "units without a self-check: {count} ({names}); theirs stays blank in the forms for the review.",
            "Ask for it, or build those forms again when it is there.",
        ),
        ("{count} 个单位没有自查（{names}），其核查表中自查部分为空。", "请催交，收到后重新生成这些核查表。"),
    ),
    "not-healed": note(
        ("this is a ballot or a list; only forms are made anew.", "Nothing need be done."),
        ("这是测评票或清单；只重做评分表。", "无需处理。"),
    ),
    "entries-differ": note(
        (
            "{finding}: this file says {here}, {other} ({cell}) says {there}; the newest counts, as the rule says.",
            "Nothing need be done.",
        ),
        ("{finding}：此文件填 {here}，{other}（{cell}）填 {there}；按规则采用最后保存的。", "无需处理。"),
    ),
    "entries-open": warning(
        (
            "{finding}: this file says {here}, {other} ({cell}) says {there}; nothing was decided, the finding stays "
            "open.",
            "Leave one of the files out, or state the rule: --merge newest takes what was saved last.",
        ),
        (
            "{finding}：此文件填 {here}，{other}（{cell}）填 {there}；未作取舍，此项空缺。",
            "请剔除其中一个文件，或写明规则：--merge newest 采用最后保存的。",
        ),
    ),
    "merged-from": warning(
        (
            "{count} findings of unit {id} were taken from this file, since no newer one says anything of them: "
            "{findings}.",
            "Look whether they were taken back on purpose; --merge whole takes nothing from older files.",
        ),
        (
            "单位 {id} 有 {count} 项取自此文件（较新的文件未填）：{findings}。",
            "请核对是否有意撤回；--merge whole 不从较旧的文件取数。",
        ),
    ),
    "merged-part": note(
        ("{count} findings of unit {id} were taken from this file: {findings}.", "Nothing need be done."),
        ("单位 {id} 有 {count} 项取自此文件：{findings}。", "无需处理。"),
    ),
    "not-genuine": warning(
        (
            "this file does not bear the office's signature; for unit {id} {taken} was taken.",
            "Ask where the file comes from.",
        ),
        ("此文件没有本单位的签名；单位 {id} 采用 {taken}。", "请查明文件来历。"),
    ),
    "other-side": note(
        ("for the unit {id} {taken} was taken, which was filled in by the side that counts.", "Nothing need be done."),
        ("单位 {id} 已采用 {taken}，该表由计分一方填写。", "无需处理。"),
    ),
    "form-damaged": error(
        ("the identity sheet says nothing of a unit.", "Ask for the form as it was sent out."),
        ("标识表中没有单位。", "请其交回原样的表。"),
    ),
    "unknown-unit": error(
        ("the unit {id} ({name}) is not in the unit list.", "Add it to the list, or leave the file out."),
        ("单位 {id}（{name}）不在单位名单中。", "请补入名单，或剔除此文件。"),
    ),
    "sheet-gone": warning(
        ("this sheet is gone.", "Ask for the form as it was sent out."),
        ("这张工作表不见了。", "请其交回原样的表。"),
    ),
    "sheet-twice": warning(
        ("one sheet stands there more than once ({other}); none of them was read.", "Keep the right one."),
        ("同一张表出现多次（{other}），均未采用。", "请保留正确的一张。"),
    ),
    "sheet-of-another-unit": warning(
        ("this sheet belongs to another form ({found} instead of {sent}).", "Ask for the unit's own sheet."),
        ("这张表属于另一份表（是 {found}，应为 {sent}）。", "请其交回本单位的表。"),
    ),
    "sheet-key-gone": warning(
        (
            "the hidden key of this sheet ({sent}) was removed; it was read by its tab.",
            "Look whether it is theirs.",
        ),
        ("此表的隐藏标记（{sent}）被删除，已按表名读取。", "请核对是否为本单位的表。"),
    ),
    "keys-gone": warning(
        (
            "the hidden keys in the first row or column of this sheet were removed; nothing in it was read.",
            "Ask for the form as it was sent out.",
        ),
        ("此表首行或首列的隐藏标记被删除，整张表未读取。", "请其交回原样的表。"),
    ),
    "sheet-renamed": note(
        ("the tab was renamed (sent out as “{sent}”).", ""),
        ("工作表被改名（发出时为“{sent}”）。", ""),
    ),
    "row-gone": warning(
        ("the row {row} was removed; what it held counts as not filled in.", "Ask for it, or enter it in the form."),
        ("“{row}”一行被删除，其中内容按未填处理。", "请其补填。"),
    ),
    "row-twice": warning(
        ("the row {row} stands there twice; the first (row {first}) was taken.", "Look which is right."),
        ("“{row}”一行重复出现，取第一处（第 {first} 行）。", "请核对哪一行正确。"),
    ),
    "column-gone": warning(
        ("the column {column} was removed.", "Ask for the form as it was sent out."),
        ("“{column}”一列被删除。", "请其交回原样的表。"),
    ),
    "column-twice": warning(
        ("the column {column} stands there twice; the first (column {first}) was taken.", "Look which is right."),
        ("“{column}”一列重复出现，取第一处（第 {first} 列）。", "请核对哪一列正确。"),
    ),
    "rows-moved": note(
        ("rows or columns were moved or inserted; all was read by its key.", ""),
        ("行或列被移动或插入，已按标记读取。", ""),
    ),
    "formula-replaced": warning(
        ("the formula was replaced by {came} (sent out: ={sent}). The score was computed anew.", "Ask why."),
        ("公式被改成了值 {came}（发出时为 ={sent}）。得分已重新计算。", "请问明原因。"),
    ),
    "formula-changed": warning(
        ("the formula was changed to ={came} (sent out: ={sent}). The score was computed anew.", "Ask why."),
        ("公式被改为 ={came}（发出时为 ={sent}）。得分已重新计算。", "请问明原因。"),
    ),
    "text-changed": warning(
        ("a locked text was changed to “{came}” (sent out: “{sent}”).", "Ask why."),
        ("锁定的文字被改为“{came}”（发出时为“{sent}”）。", "请问明原因。"),
    ),
    "value-differs": warning(
        (
            "the file shows {shown}; by its entries it is {ours}. Ours counts.",
            "Ask how the figure came about.",
        ),
        ("文件显示 {shown}，按所填内容应为 {ours}，以后者为准。", "请问明原因。"),
    ),
    "values-follow": note(
        ("{count} further figures differ only because others in this file do.", ""),
        ("另有 {count} 个数只是随文件中其他数而不同。", ""),
    ),
    "total-differs": warning(
        (
            "the file shows a total of {shown}; read as the other remarks say, it is {ours}. Ours counts.",
            "Have the entries named there corrected.",
        ),
        ("文件显示总分 {shown}，按其他各条的读法应为 {ours}，以后者为准。", "请更正所指的填写内容。"),
    ),
    "row-unknown": warning(
        (
            "a row that was not sent out holds content ({text}); it counts nothing.",
            "Look whether it belongs in a row of the form.",
        ),
        ("此行不是发出时就有的，写有内容（{text}），未计分。", "请核对是否应填入表中原有的行。"),
    ),
    "not-recalculated": note(
        ("no program has recalculated this file; it was scored from its entries.", ""),
        ("此文件没有被任何程序重新计算过，已按所填内容计分。", ""),
    ),
    "entry-refused": warning(
        (
            "“{typed}” cannot stand here (finding {finding}; allowed: {allowed}); it counts as not filled in.",
            "Ask.",
        ),
        ("“{typed}”不能填在这里（{finding}，可填：{allowed}），按未填处理。", "请其更正。"),
    ),
    "entry-normalised": note(
        ("“{typed}” was read as {read} (finding {finding}).", ""),
        ("“{typed}”读作 {read}（{finding}）。", ""),
    ),
    "evidence-unread": warning(
        (
            "“{typed}” cannot stand here (item {item}, “{document}”; allowed: {allowed}); it counts as not said.",
            "Ask.",
        ),
        ("“{typed}”不能填在这里（{item}“{document}”，可填：{allowed}），按未填处理。", "请其更正。"),
    ),
    "entry-formula": warning(
        (
            "a formula stands in an entry (={formula}); its value was taken.",
            "Look whether the value is right.",
        ),
        ("填写格中是公式（={formula}），已取其值。", "请核对该值。"),
    ),
    "count-without-finding": warning(
        (
            "finding {finding} has a count but is not marked as found; the count was taken.",
            "Ask which is right.",
        ),
        ("{finding} 填了数量而没有选“有”，已按数量计。", "请核实。"),
    ),
    "finding-without-count": warning(
        ("finding {finding} is marked as found but has no count; nothing was counted.", "Ask for the count."),
        ("{finding} 选了“有”而没有数量，未计分。", "请补填数量。"),
    ),
    "form-incomplete": warning(
        (
            "{filled} of {of} findings are filled in ({role_en}); a blank is not 0 and costs nothing yet, "
            "so the score is provisional.",
            "Ask for the rest.",
        ),
        ("{of} 项中填了 {filled} 项（{role_zh}）；空白不等于 0，暂不扣分，得分是暂定的。", "请其补填。"),
    ),
    "form-blank": warning(
        (
            "nothing is filled in ({role_en}; the other side: {other} of {of}); the unit is not ranked.",
            "Ask for the filled-in form.",
        ),
        ("没有填写（{role_zh}；另一方填了 {other}/{of} 项），不参加排名。", "请其填好后交回。"),
    ),
    "superseded": warning(
        (
            "a newer return of unit {id} is there ({taken}); this one was not taken.",
            "Look whether that is right.",
        ),
        ("单位 {id} 另有较新的文件（{taken}），此文件未采用。", "请核对。"),
    ),
    "newer-but-blank": warning(
        (
            "this return of unit {id} was saved later, but nothing is filled in where it counts; {taken} was taken.",
            "Look whether that is right.",
        ),
        ("单位 {id} 的此文件保存较晚，但计分的一方没有填写，仍采用 {taken}。", "请核对。"),
    ),
    "same-time": warning(
        ("two returns of unit {id} were saved at the same time (also {other}).", "Look which is right."),
        ("单位 {id} 有两个文件保存时间相同（另一个：{other}）。", "请核对哪个正确。"),
    ),
    "duplicate": note(
        ("the same file as {other}.", ""),
        ("与 {other} 完全相同。", ""),
    ),
    "archive-member-unreadable": error(
        ("this file in the archive cannot be read ({why}).", "Unpack the archive by hand."),
        ("压缩包中的此文件无法读取（{why}）。", "请手工解压。"),
    ),
    "nothing-to-collect": error(
        ("there is no file here.", "Name the folder with the returned files."),
        ("这里没有文件。", "请指明收回文件所在的文件夹。"),
    ),
    "unit-nothing-applies": error(
        (
            "nothing in the rubric applies to unit {id} (its tags: {tags}).",
            "Fill in the column tags; the rubric knows: {known}.",
        ),
        ("细则中没有适用于单位 {id} 的内容（其标签：{tags}）。", "请填写“标签”一列；细则中有：{known}。"),
    ),
    "unit-in-no-lead": error(
        ("unit {id} has no lead unit.", "Fill in the column lead, or build without --by lead."),
        ("单位 {id} 没有牵头单位。", "请填写“牵头单位”一列，或不用 --by lead。"),
    ),
    "entry-unknown-unit": error(
        ("the unit {id} is not in the unit list.", "Correct the id."),
        ("单位 {id} 不在单位名单中。", "请更正编号。"),
    ),
    "entry-not-applicable": warning(
        (
            "{finding} does not apply to unit {id} (its tags: {tags}); the entry {typed} was left out.",
            "Correct the unit's tags, or delete the row.",
        ),
        ("{finding} 不适用于单位 {id}（其标签：{tags}），所填“{typed}”未采用。", "请更正该单位的标签，或删去这一行。"),
    ),
    "entry-unknown-finding": error(
        ("the rubric has no finding {id}.", "See `xlrubric check` for the ids."),
        ("细则中没有编号 {id}。", "编号见 xlrubric check。"),
    ),
    "output-exists": error(
        (
            "the folder already holds {count} of these files, {first} first; nothing was written.",
            "Name another folder, or add --overwrite.",
        ),
        ("文件夹中已有 {count} 个同名文件（如 {first}），没有写入。", "请另选文件夹，或加 --overwrite 覆盖。"),
    ),
    "other-tags": warning(
        (
            "the form of unit {id} was made for the tags {sent}; the unit list says {today}.",
            "Its score is that of the form. Send out a new form if the list is right.",
        ),
        ("单位 {id} 的表是按标签“{sent}”制作的，而单位名单上是“{today}”。", "得分按这份表计；若名单正确，请重发新表。"),
    ),
}
