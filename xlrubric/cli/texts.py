"""The command line's own words, in English and Chinese: help, headings, summaries.

Apart from ``messages``, which words the problems of people's material.
"""

from dataclasses import dataclass

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
    "overwrite": ("Replace workbooks that are there already.", "覆盖已有的工作簿。"),
    "built": ("Workbooks made: {count}, in {folder}", "已生成 {count} 个工作簿，在 {folder}"),
    "collect": ("Read, verify and rank what came back.", "读取、核算收回的工作簿并排名。"),
    "collect_out": ("The ranking workbook to write.", "写出的排名工作簿。"),
    "csv": ("Also write each table as CSV into this folder.", "另把各表写成 CSV，放入此文件夹。"),
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
    "files": (
        "Files: {files}, of which {scored} scored, {flagged} scored and flagged, {unreadable} unreadable, "
        "{without_score} without a score, {not_a_form} not forms, {duplicate} duplicates, {superseded} superseded",
        "共 {files} 个文件：{scored} 个计分，{flagged} 个计分但须核对，{unreadable} 个不可读，"
        "{without_score} 个没有得分，{not_a_form} 个不是评分表，{duplicate} 个重复，{superseded} 个被较新的取代",
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
        "Run the whole job on twelve made-up units.",
        "用十二个虚构单位演示全过程。",
    ),
    "demo_made": (
        "{folder}:\n  units.xlsx     the unit list, {units} units\n"
        "  blank/         {units} blank workbooks, as sent out\n"
        "  returned/      {returned} files, as they came back\n"
        "  ranking.xlsx   the ranking: open this first",
        "{folder}：\n  units.xlsx     单位名单，{units} 个单位\n"
        "  blank/         {units} 个空白工作簿（发出时的样子）\n"
        "  returned/      {returned} 个收回的文件\n"
        "  ranking.xlsx   排名结果：请先打开它",
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
        """Give a text with its placeholders filled."""
        return self[key].format(**values)
