"""The command line's own words, in English and Chinese: help, headings, summaries.

Apart from ``messages``, which words the problems of people's material.
"""

from dataclasses import dataclass

from xlrubric.typed_text import holdable

TEXTS: dict[str, tuple[str, str]] = {
    "about": (
        "Scoring workbooks from a published standard; verified rankings from what comes back.",
        "由公布的考核标准生成评分工作簿；收回后核算、排名。",
    ),
    "lang": ("Language of messages (also XLRUBRIC_LANG).", "提示的语言（也可设 XLRUBRIC_LANG）。"),
    "version": ("Show the version and exit.", "显示版本号。"),
    "stopped": ("Stopped.", "已中止。"),
    "bug": (
        "This is a fault of xlrubric, not of your files: {what}\nNothing was changed. Please report this line.",
        "这是 xlrubric 自身的错误，不是您的文件有错：{what}\n没有改动任何文件。请把这一行报告给我们。",
    ),
    "system": (
        "The system refused: {what}\nWhat is written is written whole; check the file, the disk and the permissions.",
        "系统拒绝了操作：{what}\n已写出的文件都是完整的；请检查该文件、磁盘和权限。",
    ),
    "json": ("Print JSON for another program.", "输出 JSON，供其他程序读取。"),
    "rubric": (
        "The rubric: a .yaml or .xlsx file, or the name of a shipped one (xiangxi-2018).",
        "细则：.yaml 或 .xlsx 文件，或随附细则的名称（如 xiangxi-2018）。",
    ),
    "units": ("The unit list: .xlsx or .csv.", "单位名单：.xlsx 或 .csv。"),
    "check": (
        "Check a rubric and print its tree with points.",
        "检查细则，打印条目和分值。",
    ),
    "check_sum": ("{points}, {sections}, {items}, {findings}", "共 {points}，{sections}，{items}，{findings}"),
    "sum_points": ("{count} points", "{count} 分"),
    "sum_points_one": ("1 point", "1 分"),
    "sum_sections": ("{count} sections", "{count} 个项目"),
    "sum_sections_one": ("1 section", "1 个项目"),
    "sum_items": ("{count} items", "{count} 项内容"),
    "sum_items_one": ("1 item", "1 项内容"),
    "sum_findings": ("{count} findings", "{count} 种评分情形"),
    "sum_findings_one": ("1 finding", "1 种评分情形"),
    "points": ("{count} points", "{count}分"),
    "points_one": ("1 point", "1分"),
    "build": ("Make the blank workbooks to send out.", "生成空白评分工作簿。"),
    "build_out": ("The folder to write into.", "写入的文件夹。"),
    "by": ("One workbook a unit, or a lead unit.", "每单位一个工作簿，或每牵头单位一个。"),
    "entries": (
        "A table of entries to begin with: unit, finding, role, value, note.",
        "预填内容表：单位、扣分项、角色、值、备注。",
    ),
    "ballot": (
        "Make the ballots of the sources that come from raters, instead of the forms.",
        "不生成评分表，而生成测评票（细则中来自测评票的来源）。",
    ),
    "ballots_each": (
        "With --ballot: how many for each group of raters where the rubric does not say (1).",
        "与 --ballot 同用：细则未写张数的，每组生成几张（默认 1 张）。",
    ),
    "ballot_source": ("With --ballot: only this source, by its id.", "与 --ballot 同用：只生成此编号的来源。"),
    "heal": (
        "Put the entries of damaged or out-of-date forms into fresh ones, with a comment on each doubtful cell.",
        "把受损或过时的表中所填内容移入新表，有疑问的格子加批注。",
    ),
    "heal_from": (
        "The version of the rubric from which the forms were made, where it is not today's.",
        "原表所用的细则版本（与现行不同时）。",
    ),
    "healed_one": (
        "{file}: cells with a comment {comments}, entries without a place {left}",
        "{file}：批注 {comments} 处，没有位置的内容 {left} 条",
    ),
    "marked": (
        "Also put every flagged form into a fresh one in this folder, to be sent back.",
        "同时把每份待核实的表重做一份放入此文件夹，以便退回。",
    ),
    "build_for": (
        "Whose form: the unit's self-check, the review (the self-check stands locked beside), or both in one.",
        "表给谁填：单位自查、核查组核查（自查锁定附在旁边），或合为一表。",
    ),
    "self_check": (
        "With --for review: the self-checks that came back, files or folders.",
        "与 --for review 同用：收回的自查表，文件或文件夹。",
    ),
    "self_check_alone": ("--self-check goes with --for review.", "--self-check 须与 --for review 同用。"),
    "ballot_alone": (
        "--ballots and --source go with --ballot; --key-file, --by, --for and --entries do not.",
        "--ballots、--source 须与 --ballot 同用；--key-file、--by、--for、--entries 不能与 --ballot 同用。",
    ),
    "key_file": (
        "A file with the office's secret key: forms are signed with it, and what comes back is checked.",
        "存有本单位密钥的文件：生成的表用它签名，收回时据以核对。",
    ),
    "ballots_of": (
        "{source}: ballots {count}, groups of raters {groups}, units {units}, sets of units {sets}",
        "{source}：{count} 张票，{groups} 个测评组，评议 {units} 个单位，分 {sets} 份名单",
    ),
    "ballots_built": ("Ballots made: {count}, in {folder}", "已生成 {count} 张测评票，在 {folder}"),
    "scores": (
        "A table of scores of other sources: a row a unit, a column a source (repeatable).",
        "其他来源的得分表：每单位一行，每来源一列（可多次使用）。",
    ),
    "past": (
        "A ranking workbook of an earlier year, for rules over several years (repeatable).",
        "往年的排名工作簿，供连续几年的规则使用（可多次使用）。",
    ),
    "follows": ("  {name} (place {rank}): {follows}", "  {name}（第{rank}名）：{follows}"),
    "votes": (
        "A table of votes (.xlsx, .csv): ballot, group, unit, question, answer.",
        "投票表（.xlsx、.csv）：票号、组别、单位、问题、答案。",
    ),
    "ballots_counted": (
        "{source}: ballots counted {count}, units with a figure {units}",
        "{source}：计入 {count} 张票，{units} 个单位有得分",
    ),
    "template": (
        "How the workbooks look: official, compact, english, or a file of yours (.yaml, or .xlsx from "
        "templates/look.xlsx); the look of the rubric's language if not given.",
        "工作簿的外观：official（正式）、compact（屏幕）、english（英文），或自己的文件（.yaml，"
        "或由 templates/look.xlsx 改成的 .xlsx）；不指定时用细则语言的外观。",
    ),
    "template_read": (
        "A look of yours that forms were made with (repeatable); shipped looks are known without it.",
        "生成评分表时所用的自备外观（可多次使用）；随附的外观不必指定。",
    ),
    "overwrite": ("Replace workbooks that are there already.", "覆盖已有的工作簿。"),
    "built": ("Workbooks made: {count}, in {folder}", "已生成 {count} 个工作簿，在 {folder}"),
    "progress": ("{done} of {count} ({rate} a second, {left} left)", "{done}/{count}（每秒 {rate} 个，还需 {left}）"),
    "left_seconds": ("{seconds} s", "{seconds} 秒"),
    "left_minutes": ("{minutes} min {seconds} s", "{minutes} 分 {seconds} 秒"),
    "collect": ("Read, verify and rank what came back.", "读取、核算收回的工作簿并排名。"),
    "collect_out": ("The ranking workbook to write.", "写出的排名工作簿。"),
    "unit_pages": (
        "Give each ranked unit a page to print and sign: in the ranking workbook, beyond 100 units in one beside it.",
        "给每个有名次的单位做一页，供打印、签字：放在排名工作簿里；超过100个单位时，放在旁边另一个工作簿里。",
    ),
    "csv": ("Also write each table as CSV into this folder.", "另把各表写成 CSV，放入此文件夹。"),
    "on": (
        "The day that decides what is overdue, such as 2020-04-01; today if not given.",
        "按哪一天判断是否逾期，如 2020-04-01；不指定时按今天。",
    ),
    "no_day": ("“{text}” is not a day; write it as 2020-04-01.", "“{text}”不是日期；请写成 2020-04-01。"),
    "feedback": (
        "Make a workbook for each ranked unit: its result, its ledger, and the list of faults to be put right. "
        "RANKING is the workbook that collect wrote; or give the RETURNED files with --rubric and --units.",
        "给每个参加排名的单位生成反馈工作簿：结果、扣分明细、整改清单。RANKING 是 collect 写出的排名工作簿；"
        "也可以给出收回的文件（RETURNED），并指定 --rubric 和 --units。",
    ),
    "feedback_year": (
        "The year's result of this standard has other sources than the forms: collect it first, then give the ranking.",
        "此细则的年度结果不只来自评分表：请先用 collect 汇总，再给出排名工作簿。",
    ),
    "unsettled": (
        "Earlier years' rankings, with rectification lists or without: what is not put right stands in the forms.",
        "以前年度的排名工作簿（汇总过整改清单的或没有的）：未整改到位的问题列入今年的评分表。",
    ),
    "carried": (
        "Faults of earlier years that are not put right: {faults}, of {units} units",
        "以前年度未整改到位的问题：{units} 个单位，共 {faults} 项",
    ),
    "lists_counted": (
        "Rectification lists: {lists}, with {faults} faults, {unsettled} not put right, "
        "{overdue} of them overdue on {on}",
        "整改清单 {lists} 份，共 {faults} 项：未改好 {unsettled} 项，其中到 {on} 逾期 {overdue} 项",
    ),
    "feedback_rubric": (
        "The rubric, for returned files; a ranking needs none.",
        "细则；给出收回的文件时须指定，给出排名工作簿时不必。",
    ),
    "feedback_units": ("The unit list, for returned files.", "单位名单；给出收回的文件时须指定。"),
    "feedback_either": (
        "Give one ranking workbook alone, or returned files with --rubric and --units.",
        "请只给出一个排名工作簿，或给出收回的文件并指定 --rubric 和 --units。",
    ),
    "try_out": (
        "Another rubric, by its file or name: score the same entries under it, and say who moves and why.",
        "另一细则（文件或名称）：同样的内容按它重新计分，说明谁变动、因何变动。",
    ),
    "trial": (
        "Tried out under {rubric}; units compared: {units}; units whose rank changes: {movers}",
        "按 {rubric} 试算：比较 {units} 个单位，其中 {movers} 个名次变动。",
    ),
    "trial_unit": (
        "  {name}: {before} → {after} ({difference}), rank {rank_before} → {rank_after}",
        "  {name}：{before} → {after}（{difference}），名次 {rank_before} → {rank_after}",
    ),
    "trial_unit_why": (
        "  {name}: {before} → {after} ({difference}), rank {rank_before} → {rank_after}; {causes}",
        "  {name}：{before} → {after}（{difference}），名次 {rank_before} → {rank_after}；{causes}",
    ),
    "trial_untaken_unit": (
        "  {name}: {before} → no score; nothing that was entered can be taken",
        "  {name}：{before} → 没有得分，所填内容均不能采用",
    ),
    "trial_rules": ("Rules that move points:", "使分数变动的规则："),
    "trial_rule": (
        "  {id} {words}: {rule}; units: {units}; points in all: {points}",
        "  {id} {words}：{rule}；{units} 个单位，合计{points}分",
    ),
    "trial_left": ("Not compared:", "未能比较："),
    "trial_gone": (
        "  {id} {words}: not in the new rubric; units that it moved: {units}; points in all: {points}",
        "  {id} {words}：新细则中没有；原在 {units} 个单位中计{points}分",
    ),
    "trial_new": (
        "  {id} {words}: not in the old rubric; nobody answered it (units: {units})",
        "  {id} {words}：原细则中没有，无人填过（{units} 个单位）",
    ),
    "trial_untaken": (
        "  {unit}, {id}: the entry {entry} cannot be taken ({reason})",
        "  {unit}，{id}：所填“{entry}”不能采用（{reason}）",
    ),
    "trial_unscored": ("  {unit}: nothing is filled in", "  {unit}：没有填写"),
    "untaken_sense": ("a fault there, an achievement here, or the other way round", "一为扣分、一为得分，含义不同"),
    "untaken_unit": ("another unit is counted", "计数的单位不同"),
    "untaken_number": ("a number is asked for", "要填数量"),
    "untaken_choice": ("a word is to be chosen", "要选档次或“有、无”"),
    "untaken_range": ("outside of what may be entered", "不在可填的范围内"),
    "untaken_row": ("there is no such period, level or row", "没有这一期、这一档或这一行"),
    "untaken_applies": ("it does not apply to the unit", "不适用于该单位"),
    "convert": (
        "Turn a rubric from YAML into an Excel workbook to edit, or back. SOURCE is a file, the name of a shipped "
        "rubric, or `blank` for an empty workbook.",
        "把 YAML 细则转换成可编辑的 Excel 工作簿，或转换回来。SOURCE 是文件、随附细则的名称，或 blank（空白工作簿）。",
    ),
    "convert_overwrite": ("Replace a file that is there already.", "覆盖已有的文件。"),
    "schema": (
        "Print the JSON Schema of rubrics, for editors that complete and check while you type.",
        "输出细则文件的 JSON Schema，供编辑器补全和检查。",
    ),
    "schema_out": ("Write it to this file (.json) instead.", "写入此文件（.json），不在屏幕上输出。"),
    "schema_ending": ("The schema is JSON: give the file a name that ends in .json.", "输出文件名请以 .json 结尾。"),
    "against": ("Last year's rubric: name the ids that changed.", "上一年的细则：指出变动的编号。"),
    "check_units": (
        "Unit list (.xlsx, .csv): name tags that no unit has.",
        "单位名单（.xlsx、.csv）：指出没有单位具有的标签。",
    ),
    "score_units": (
        "Unit list (.xlsx, .csv): its tags say what applies to each unit.",
        "单位名单（.xlsx、.csv）：其中的标签决定各单位适用哪些内容。",
    ),
    "role": (
        "Whose entries make the score; the rubric says unless this is given.",
        "以谁的填写计分；不指定时按细则。",
    ),
    "merge": (
        "What decides where several files of a unit say different things of a finding: newest (the one saved last), "
        "ask (nobody; it stays open), whole (nothing is merged, the newest file counts). The rubric says, unless this "
        "is given; where neither does, ask.",
        "同一单位交来几个文件、同一问题填得不同时，以什么为准：newest（最后保存的）、ask（不取舍，此项空缺）、"
        "whole（不合并，整份采用最后保存的）。不指定时按细则；细则也没有写明的，为 ask。",
    ),
    "workers": (
        "How many processes read the files; as many as there are processors, unless this is given. The results are the "
        "same.",
        "用几个进程读取文件；不指定时与处理器数相同。结果不因此而异。",
    ),
    "files": (
        "Files: {files}, of which {scored} scored, {counted} counted, {flagged} flagged, {unreadable} unreadable, "
        "{archive_not_opened} archives not opened, {without_score} without a score, {not_a_form} not forms, "
        "{duplicate} duplicates, {superseded} superseded",
        "共 {files} 个文件：{scored} 个计分，{counted} 个计票或登记，{flagged} 个须核对，{unreadable} 个不可读，"
        "{archive_not_opened} 个压缩包未打开，{without_score} 个没有得分，{not_a_form} 个不是评分表，"
        "{duplicate} 个重复，{superseded} 个被较新的取代",
    ),
    "archives_opened": (
        "Archives opened: {archives}; the files in them are counted above, each by itself",
        "打开压缩包 {archives} 个，其中的文件已逐个计入上面各数",
    ),
    "password_file": (
        "A file of passwords to try on encrypted workbooks: plain text, one a line.",
        "密码文件：纯文本，每行一个，用于打开加密的工作簿。",
    ),
    "missing": ("Without a score: {units}", "没有得分：{units}"),
    "ranked": (
        "{rank}. {name} ({unit})  {total} points",
        "第{rank}名　{name}（{unit}）　{total}分",
    ),
    "more": ("… and {count} more", "……另有 {count} 个"),
    "wrote": ("Wrote {file}", "已写出 {file}"),
    "explain": ("Print one workbook's arithmetic, line by line.", "逐行打印一个工作簿的计算过程。"),
    "explain_rubric": (
        "The rubric, if it is not a shipped one.",
        "细则；随附的细则不必指定。",
    ),
    "score": ("Score a table of entries without any workbook.", "不用工作簿，直接给内容表计分。"),
    "scored": (
        "{unit}  {total} points ({filled} of {findings} findings filled in)",
        "{unit}　{total}分（{findings} 项中填了 {filled} 项）",
    ),
    "unscored": (
        "{unit}  no score: nothing is filled in where it counts",
        "{unit}　没有得分：计分的一方没有填写",
    ),
    "nothing_written": ("Nothing was written.", "没有写入任何文件。"),
    "demo": (
        "Run a whole year of the 2018 standard on made-up units.",
        "用虚构单位演示2018年标准的全年过程。",
    ),
    "demo_made": (
        "{folder}:\n  units.xlsx     the unit list, {units} units\n"
        "  earlier/       the rankings of the two years before\n"
        "  blank/         {units} blank forms, as sent out\n"
        "  ballots/       the blank ballots\n"
        "  scores/        the tables of scores of other offices\n"
        "  returned/      {returned} forms and ballots, as they came back\n"
        "  ranking.xlsx   the ranking: open this first\n"
        "  feedback/      a workbook for each ranked unit, with its rectification list\n"
        "  lists/         the lists that came back half a year later\n"
        "  followup.xlsx  what is put right, open and overdue\n"
        "  next/          next year's blank forms, with what was not put right",
        "{folder}：\n  units.xlsx     单位名单，{units} 个单位\n"
        "  earlier/       前两年的排名\n"
        "  blank/         {units} 个空白评分表（发出时的样子）\n"
        "  ballots/       空白测评票\n"
        "  scores/        其他部门报来的得分表\n"
        "  returned/      {returned} 个收回的评分表和测评票\n"
        "  ranking.xlsx   排名结果：请先打开它\n"
        "  feedback/      给每个单位的反馈，附整改清单\n"
        "  lists/         半年后收回的整改清单\n"
        "  followup.xlsx  整改情况：已销号、未完成、逾期\n"
        "  next/          下一年的空白评分表，带上未整改的问题",
    ),
    "demo_seen": ("What the collector found:", "汇总时发现："),
}


@dataclass(frozen=True)
class Texts:
    """The texts of one language (``en`` or ``zh``)."""

    language: str

    def __getitem__(self, key: str) -> str:
        """Give a text as it stands."""
        return TEXTS[key][1 if self.language == "zh" else 0]

    def counted(self, key: str, count: str) -> str:
        """Give a text with a number in it, in the words for one thing or for several."""
        return self[f"{key}_one"] if count == "1" else self.say(key, count=count)

    def say(self, key: str, **values: object) -> str:
        """Give a text with its placeholders filled; control characters of a return never reach the terminal."""
        return self[key].format(**{name: holdable(v) if isinstance(v, str) else v for name, v in values.items()})
