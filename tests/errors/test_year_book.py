"""The error book of the year's result: tables of scores, other years, what came out; each code with its exact lines.

The material of a page is a table of scores or, for what came out, a year as ``tests.year.made`` writes it.
"""

from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path

import pytest

from tests.errors.book import Page, as_told, as_written, missing, unknown
from tests.year.made import outcome, standard
from tests.year.pasts import of_year, past_book, renamed_book
from xlrubric.cli import NEEDS_PERSON, run
from xlrubric.cli.texts import Texts
from xlrubric.history import read_history
from xlrubric.messages.year import RESULT_RULES, YEAR
from xlrubric.problems import Problem, Refusal
from xlrubric.standard import Standard
from xlrubric.units import Unit
from xlrubric.year.score_tables import read_scores

UNITS = (
    Unit("U1", "财政局", tags=frozenset({"机关"})),
    Unit("U2", "教育局"),
    Unit("U3", "一支部"),
    Unit("U4", "一支部"),
)
RULES = """
  sources:
    - {id: survey, name: 调查, weight: 80%, table: true}
    - {id: daily, name: 日常, weight: 20%, tiers: {好: 100, 差: 60}}
    - {id: extra, name: 加分, adds: true, table: true, applies_to: [企业]}
"""
SCORES = (
    Page(
        "scores-no-source",
        "编号\nU1\n",
        "a.csv: [scores-no-source] No column of this table is headed by a source; there are: 调查、日常、加分. "
        "Head a column with one of these.",
        "a.csv: [scores-no-source] 表中没有以来源命名的列；可用的有：调查、日常、加分。请用其中的名称作列标题。",
    ),
    Page(
        "scores-unit-missing",
        "编号,调查\n,90\n",
        "a.csv:2:1: [scores-unit-missing] The row says no unit; it was left out. Write the unit's id or its name.",
        "a.csv:2:1: [scores-unit-missing] 这一行没有写单位，已略过。请填写单位编号或名称。",
    ),
    Page(
        "scores-unknown-unit",
        "编号,调查\nU9,90\n",
        "a.csv:2:1: [scores-unknown-unit] The unit U9 is not in the unit list; the row was left out. "
        "Correct it, or add the unit to the list.",
        "a.csv:2:1: [scores-unknown-unit] 单位 U9 不在单位名单中，这一行已略过。请更正，或把该单位加入名单。",
    ),
    Page(
        "scores-name-unclear",
        "单位,调查\n一支部,90\n",
        "a.csv:2:1: [scores-name-unclear] U3、U4 are all called 一支部; the row was left out. Write the unit's id.",
        "a.csv:2:1: [scores-name-unclear] U3、U4 都叫“一支部”，这一行已略过。请写单位编号。",
    ),
    Page(
        "scores-two-units",
        "编号,单位,调查\nU1,教育局,90\n",
        "a.csv:2:2: [scores-two-units] U1 is 财政局, but the row names 教育局; it was left out. "
        "Correct one of the two.",
        "a.csv:2:2: [scores-two-units] 编号 U1 是 财政局，名称却是“教育局”，这一行已略过。请更正其一。",
    ),
    Page(
        "scores-twice",
        "编号,调查\nU1,90\nU1,80\n",
        "a.csv:3:2: [scores-twice] 财政局 has a figure for “调查” already at a.csv:2:2; this one was left out. "
        "Keep the one that is right.",
        "a.csv:3:2: [scores-twice] 财政局 的“调查”在 a.csv:2:2 已有数据，这一处已略过。请只保留正确的一处。",
    ),
    Page(
        "scores-not-applicable",
        "编号,加分\nU1,1\n",
        "a.csv:2:2: [scores-not-applicable] “加分” does not count for 财政局: it is for units tagged 企业. "
        "The figure was left out. Delete it, or correct the unit's tags.",
        "a.csv:2:2: [scores-not-applicable] “加分”不适用于 财政局（只用于标签为“企业”的单位），数据已略过。"
        "请删去，或更正单位标签。",
    ),
    Page(
        "scores-no-tier",
        "编号,日常\nU1,优\n",
        "a.csv:2:2: [scores-no-tier] “优” of 财政局 is none of 好、差; it was left out. Write one of these words.",
        "a.csv:2:2: [scores-no-tier] 财政局 的“优”不在 好、差 之中，已略过。请填写其中一个词。",
    ),
    Page(
        "scores-no-number",
        "编号,调查\nU1,很好\n",
        "a.csv:2:2: [scores-no-number] “很好” of 财政局 for “调查” is no number; it was left out. Write a number.",
        "a.csv:2:2: [scores-no-number] 财政局 的“调查”填的是“很好”，不是数字，已略过。请填写数字。",
    ),
    Page(
        "scores-beyond",
        "编号,调查\nU1,101\n",
        "a.csv:2:2: [scores-beyond] 101 of 财政局 for “调查” is not within 0 to 100; it was left out. "
        "Correct the figure.",
        "a.csv:2:2: [scores-beyond] 财政局 的“调查”为 101，不在 0 至 100 之内，已略过。请更正。",
    ),
)


@cache
def rules() -> Standard:
    return standard(RULES)


def scores_told(text: str) -> Sequence[Problem]:
    Path("a.csv").write_text(text, encoding="utf-8")
    result = rules().rubric.result
    assert result is not None
    try:
        return read_scores([Path("a.csv")], result, UNITS).problems
    except Refusal as refusal:
        return refusal.problems


@pytest.mark.parametrize("page", SCORES, ids=lambda page: page.code)
def test_the_smallest_table_brings_its_one_message(page: Page, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert as_told(scores_told(str(page.material))) == [as_written(page)]


# Other years

HERE = Path()
ROW = "U1 90\n"
THIS = "2018年度"
PASTS: dict[str, Callable[[], list[Path]]] = {
    "history-other-standard": lambda: [past_book(HERE, "2017", ROW, rubric="else")],
    "history-year": lambda: [past_book(HERE, "2018", ROW)],
    "history-own-year": lambda: [past_book(HERE, "2017", ROW)],
    "history-twice": lambda: [past_book(HERE, "2017", ROW), past_book(HERE, "2017", ROW, "b.xlsx")],
    "history-gap": lambda: [past_book(HERE, "2016", ROW)],
    "history-renamed": lambda: [renamed_book(HERE, "2017", ROW, "U1", "老财政局")],
}
HISTORY = (
    Page(
        "history-other-standard",
        None,
        "2017.xlsx: [history-other-standard] This is a ranking of else-2017, not of another year of nian-2018; "
        "it was left out. Give the right file.",
        "2017.xlsx: [history-other-standard] 这是 else-2017 的排名，不是 nian-2018 的往年排名，已略过。"
        "请换成正确的文件。",
    ),
    Page(
        "history-year",
        None,
        "2018.xlsx: [history-year] Its period is 2018年度, which is no year before 2018; it was left out. "
        "Give rankings of earlier years.",
        "2018.xlsx: [history-year] 其考核期为 2018年度，不在 2018 年之前，已略过。请提供以前年度的排名。",
    ),
    Page(
        "history-own-year",
        None,
        "2017.xlsx: [history-own-year] The rubric's period (本年度) names no year, so no year is before it. "
        "Write `period: 2018` or the like.",
        "2017.xlsx: [history-own-year] 本标准的考核期（本年度）没有写明年份，无法判断哪些是往年。"
        "请在 period 中写明年份。",
    ),
    Page(
        "history-twice",
        None,
        "b.xlsx: [history-twice] The year 2017 is there already, from 2017.xlsx; this one was left out. "
        "Keep the right one.",
        "b.xlsx: [history-twice] 2017 年的排名已由 2017.xlsx 给出，这一份已略过。请只保留正确的一份。",
    ),
    Page(
        "history-gap",
        None,
        "2016.xlsx: [history-gap] The year 2016 does not count: 2017 is not there, so no years run on. "
        "Give the ranking of 2017 too.",
        "2016.xlsx: [history-gap] 2016 年不起作用：缺少 2017 年，不能算连续。请一并提供 2017 年的排名。",
    ),
    Page(
        "history-renamed",
        None,
        "2017.xlsx!排名!C5: [history-renamed] Unit U1 was called “老财政局” then, and “单位U1” now; years go by ids.",
        "2017.xlsx!排名!C5: [history-renamed] 单位 U1 当年名为“老财政局”，现名“单位U1”；各年按编号对应。",
    ),
)


@pytest.mark.parametrize("page", HISTORY, ids=lambda page: page.code)
def test_the_smallest_history_brings_its_one_message(
    page: Page, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    own = of_year("2018", period="本年度" if page.code == "history-own-year" else THIS).rubric
    found = read_history(PASTS[page.code](), own, (Unit("U1", "单位U1"),))
    assert as_told(found.problems) == [as_written(page)]


# What came out

ONE = "  sources: [{id: check, name: 核查, weight: 100%, %s}]\n"
PLAIN = "  rank: {ties: shared}\n"
OUT: dict[str, tuple[str, str]] = {  # rules, and what came in
    "source-empty-forms": (ONE.replace("%s", "forms: total"), "unit form\nU1 -\n"),
    "source-empty-table": (ONE.replace("%s", "table: true"), "unit check\nU1 -\n"),
    "source-empty-ballot": (
        ONE.replace("%s", "ballot: {questions: [总体], scale: {from: 0, to: 10}}"),
        "unit check\nU1 -\n",
    ),
    "source-adds-nothing": (
        ONE.replace("%s}", "forms: total}, {id: extra, name: 加分, adds: true, table: true}"),
        "unit form extra\nU1 90 -\n",
    ),
    "source-missing": (ONE.replace("%s", "forms: total"), "unit form\nU1 90\nU2 -\n"),
    "source-missing-reweighed": (
        "  missing: reweigh\n" + ONE.replace("%s", "forms: total"),
        "unit form\nU1 90\nU2 -\n",
    ),
    "unit-weights": (ONE.replace("%s", "forms: total, applies_to: [机关]"), "unit tags form\nU1 机关 90\nU2 - 80\n"),
    "tiers-differ": (
        ONE.replace("%s", "tiers: {好: 100, 差: 60}, shares: 1:1"),
        "unit check\nU1 好\nU2 好\n",
    ),
    "span-covers-all": (PLAIN + "  consequences: [{name: 约谈, last: 2}]\n", "unit form\nU1 90\nU2 80\n"),
    "span-tie": (PLAIN + "  consequences: [{name: 约谈, last: 1}]\n", "unit form\nU1 90\nU2 80\nU3 80\n"),
    "quota-tie": (
        PLAIN + "  grades: [{name: 好, share: 50%}, {name: 差}]\n",
        "unit form\nU1 90\nU2 90\n",
    ),
    "check-not-given": (
        PLAIN + "  grades: [{name: 好, from: 90}, {name: 差}]\n  checks: [{name: 年度考核, only: {优秀: [好]}}]\n",
        "unit form\nU1 90\n",
    ),
    "check-clash": (
        PLAIN + "  grades: [{name: 好, from: 90}, {name: 差}]\n  checks: [{name: 年度考核, only: {优秀: [好]}}]\n",
        "unit form check:1\nU1 80 优秀\n",
    ),
    "history-short": (
        PLAIN + "  consequences: [{name: 约谈, first: 1, years: 3}]\n",
        "unit form place@2017\nU1 9 1\nU2 8 2\n",
    ),
}
OUTCOME = (
    Page(
        "source-empty-forms",
        None,
        "[source-empty-forms] No unit has a score for “核查”. Collect the forms.",
        "[source-empty-forms] “核查”没有任何单位的得分。请收回评分表。",
    ),
    Page(
        "source-empty-table",
        None,
        "[source-empty-table] No unit has a figure for “核查”: no table gives it. "
        "Give a table with the columns unit and “核查” (or check) by --scores.",
        "[source-empty-table] “核查”没有任何单位的数据：没有提供这张表。"
        "请用 --scores 提供含“单位编号”和“核查”（或 check）列的表。",
    ),
    Page(
        "source-empty-ballot",
        None,
        "[source-empty-ballot] There is no ballot for “核查”. Collect the ballots of check.",
        "[source-empty-ballot] “核查”没有收到测评票。请收回 check 的测评票。",
    ),
    Page(
        "source-adds-nothing",
        None,
        "[source-adds-nothing] No unit has points on top from “加分”.",
        "[source-adds-nothing] “加分”没有任何单位的另加分。",
    ),
    Page(
        "source-missing",
        None,
        "[source-missing] 单位U2 has nothing for “核查”: it has no composite and is not ranked. Supply the figure.",
        "[source-missing] 单位U2 缺“核查”：没有综合得分，不参加排名。请补上数据。",
    ),
    Page(
        "source-missing-reweighed",
        None,
        "[source-missing-reweighed] 单位U2 has nothing for “核查”: the weights of its other sources were scaled up, "
        "as the rules say. Supply the figure if there is one.",
        "[source-missing-reweighed] 单位U2 缺“核查”：按规则将其余来源的权重放大。如有数据请补上。",
    ),
    Page(
        "unit-weights",
        None,
        "[unit-weights] For 单位U2 the weights add up to 0 % (—). Correct the unit's tags or the rules.",
        "[unit-weights] 单位U2 的权重合计 0%（—）。请更正单位标签或规则。",
    ),
    Page(
        "tiers-differ",
        None,
        "[tiers-differ] “核查” of —: of 2 units 好 2、差 0 were given, but the shares make 好 1、差 1. "
        "Have the office that gave them correct them.",
        "[tiers-differ] “核查”（—）：2 个单位评为 好 2、差 0，按比例应为 好 1、差 1。请评定单位更正。",
    ),
    Page(
        "span-covers-all",
        None,
        "[span-covers-all] “约谈” asks for places 2; only 2 units are ranked. Check that all have been collected.",
        "[span-covers-all] “约谈”要看 2 名，而参加排名的只有 2 个单位。请核对是否已全部收齐。",
    ),
    Page(
        "span-tie",
        None,
        "[span-tie] 单位U2、单位U3 are level at the edge of “约谈” (places 1): it holds for 2 units. "
        "Decide by hand if it must be fewer, or break ties by `rank: {ties: broken, keys: […]}`.",
        "[span-tie] 单位U2、单位U3 在“约谈”（1 名）边缘得分相同：共 2 个单位适用。"
        "如须减少，请人工确定，或用 rank: {ties: broken, keys: […]} 区分平分。",
    ),
    Page(
        "quota-tie",
        None,
        "[quota-tie] 单位U1、单位U2 are level at the edge of “好” (1 places): none of them has it. "
        "Decide by hand, or let ties in by `quota: {ties: in}`.",
        "[quota-tie] 单位U1、单位U2 在“好”（名额 1）边缘得分相同，均未评上。"
        "请人工确定，或用 quota: {ties: in} 一并评上。",
    ),
    Page(
        "check-not-given",
        None,
        "[check-not-given] No table gives “年度考核”: it was not held against the grades.",
        "[check-not-given] 没有提供“年度考核”：未与等次核对。",
    ),
    Page(
        "check-clash",
        None,
        "[check-clash] 单位U1 is 优秀 in “年度考核”, but its grade is 差; only 好 may be. Correct one of the two.",
        "[check-clash] 单位U1 的“年度考核”为优秀，但等次为差；须为 好。请更正其一。",
    ),
    Page(
        "history-short",
        None,
        "[history-short] “约谈” asks for 2 earlier years, and 1 are given: what needs the others is not found. "
        "Give their ranking workbooks with --history.",
        "[history-short] “约谈”要看此前 2 年，只提供了 1 年：需要其余年份的后果没有判定。请用 --history 提供往年排名。",
    ),
)


@pytest.mark.parametrize("page", OUTCOME, ids=lambda page: page.code)
def test_the_smallest_year_brings_its_one_message(page: Page) -> None:
    assert as_told(outcome(*OUT[page.code]).problems) == [as_written(page)]


NO_RULES = Page(
    "no-result-rules",
    None,
    "s.csv: [no-result-rules] The rubric has no rules for a year's result; nothing was written. "
    "Add `result:` to it, or leave this out.",
    "s.csv: [no-result-rules] 评分细则没有 result（全年结果规则）；没有写入任何文件。"
    "请在细则中补上 result，或不要提供这个文件。",
)


@pytest.mark.parametrize(("language", "text"), [("en", NO_RULES.en), ("zh", NO_RULES.zh)])
def test_a_rubric_without_a_result_refuses_scores(
    language: str, text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    rubric = (
        "rubric: r\ntitle: t\nsections: [{name: s, items: [{name: i, points: 5, findings: [{text: f, deduct: 5}]}]}]\n"
    )
    Path("r.yaml").write_text(rubric, encoding="utf-8")
    Path("u.csv").write_text("id,name\nU1,A\n", encoding="utf-8")
    Path("s.csv").write_text("id,x\nU1,1\n", encoding="utf-8")
    Path("in").mkdir()
    arguments = ["collect", "in", "--rubric", "r.yaml", "--units", "u.csv", "--scores", "s.csv", "-o", "out.xlsx"]
    assert run(arguments, Texts(language)) == NEEDS_PERSON
    shown = capsys.readouterr()
    assert text in (shown.err + shown.out).splitlines()
    assert not Path("out.xlsx").exists()


def test_no_code_lacks_its_page_and_no_page_its_code() -> None:
    pages = (*SCORES, *HISTORY, *OUTCOME, NO_RULES)
    codes = [code for code in YEAR if code not in RESULT_RULES]
    assert missing(codes, pages) == []
    assert unknown(codes, pages) == []
