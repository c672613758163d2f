"""What ``check`` says of the rules of a year's result, in both languages."""

import re

import pytest

from tests.errors.result_pages import FORM
from tests.faults.test_result import FULL
from xlrubric.cli.result_tree import WORDS, result_lines
from xlrubric.cli.texts import Texts
from xlrubric.result import Result
from xlrubric.standard import check_source
from xlrubric.yamltext import parse_yaml

ENGLISH = """\
result  composite of 100 points, rounded to 3 places; a source that is missing leaves its weight to the others
  source lead 日常（牵头）  20 %; only for units tagged 牵头; from tables of scores; 20 points count as full
  source daily 日常  20 %; only for units tagged 所属; from tables of tiers: 好 100, 差 70; 3:7, of 7 units 2, 5; \
within each lead unit
  source check 核查  30 %; the forms' total; of each unit's own full points
  source one 部分  10 %; the forms' 1; 5 points count as full
  source days 天数  10 %; from tables of scores; less is better; relative to the best; within each group
  source given 定等  10 %; from tables of scores, tiers assigned by them: 好 100, 差 70; 1:1, of 7 units 4, 3; \
equal ones at an edge have the lower tier; among all units
  source place 名次分  10 %; from tables of scores; by place: 100, 2 less for each further one, at least 60; \
among all units
  source vote 测评  10 %; ballots on 总评; 好 100, 差 0; raters 领导 60%, 代表 40%; without the 1 highest and \
the 1 lowest ballots; at least 3 ballots; within each lead unit
  source extra 加分  added on top, in points; from tables of scores; 5 points count as full
  ranks  within each group; ties are broken by 核查, 天数 (less is better)
  consequence bottom 扣3分  last 3; -3 points on 绩效
  consequence c2 扣2分  last 4–6; -2 points on 绩效
  consequence c3 再扣1分  last 3; 2 years running, this one included; -1 points on 绩效
  consequence c4 谈话  if [composite] < 60 or [check] < 60 or [extra] < 0 or [bottom] = 1
  consequence c5 表扬  first 2; graded 好
  grade 好  composite at least 90; every source at least 60 of 100; if [rank] <= 10; at most 30 % of the units
  grade 中  composite at least 90; if [size] > 3
  grade 差  the rest
  quota  within each lead unit; shares rounded to the nearest as they add up; equal ones at the edge are let in
  check 年度考核  优秀 only with 好; 称职 only with 好, 中
"""
CHINESE = """\
结果  综合得分满分100分，保留3位小数；缺来源的，权重按比例摊给其余来源
  来源 lead 日常（牵头）  占20%；只对标签为牵头的单位；来自分数表；满分20分
  来源 daily 日常  占20%；只对标签为所属的单位；来自等次表：好 100、差 70；比例3:7，7个单位为2、5；在各牵头单位内
  来源 check 核查  占30%；评分表总分；按各单位自己的满分折算
  来源 one 部分  占10%；评分表的 1；满分5分
  来源 days 天数  占10%；来自分数表；越低越好；按最好的折算；在各组内
  来源 given 定等  占10%；来自分数表，按得分定等次：好 100、差 70；比例1:1，7个单位为4、3；\
边缘上得分相同的都进较低等次；在全部单位中
  来源 place 名次分  占10%；来自分数表；按名次：第一100，每后一名减2，最少60；在全部单位中
  来源 vote 测评  占10%；测评票：总评；好 100、差 0；测评人 领导 60%、代表 40%；\
去掉最高、最低各1票；至少3票；在各牵头单位内
  来源 extra 加分  另加，按分；来自分数表；满分5分
  名次  在各组内；平分的依次比较核查、天数（低者在前）
  后果 bottom 扣3分  后3名；绩效-3分
  后果 c2 扣2分  后4–6名；绩效-2分
  后果 c3 再扣1分  后3名；连续2年（含本年）；绩效-1分
  后果 c4 谈话  [composite] < 60 or [check] < 60 or [extra] < 0 or [bottom] = 1
  后果 c5 表扬  前2名；等次为好
  等次 好  综合得分不低于90；每个来源不低于百分制60；[rank] <= 10；不超过单位数的30%
  等次 中  综合得分不低于90；[size] > 3
  等次 差  其余
  名额  在各牵头单位内；比例累计后四舍五入；边缘上得分相同的都评上
  核对 年度考核  “优秀”须为好；“称职”须为好、中
"""


def result_of(text: str) -> Result:
    checked, problems = check_source(parse_yaml(text, "r.yaml"))
    assert checked is not None and checked.result is not None, problems
    return checked.result


def lines(written: str, language: str = "en") -> list[str]:
    return list(result_lines(result_of(FORM + written), Texts(language)))


@pytest.mark.parametrize(("language", "text"), [("en", ENGLISH), ("zh", CHINESE)])
def test_every_rule_is_said_in_words(language: str, text: str) -> None:
    assert lines(FULL, language) == text.splitlines()


BALLOT = "result: {sources: [{id: v, name: 测评, weight: 100%, ballot: {questions: [政治, 作风], %s}}]}"
TIERS = "result: {sources: [{id: d, name: 日常, weight: 100%%, tiers: {好: 9, 差: 1}, shares: 1:1, %s, of: 9}]}"
GRADES = "result: {grades: [{name: 好, from: 3, share: 20}, {name: 差}], quota: %s}"


@pytest.mark.parametrize(
    ("written", "line"),
    [
        ("result: {}", "result  the forms' total is ranked, no composite"),
        ("result: {}", "  ranks  among all units; equal ones share a place: 1, 2, 2, 4"),
        ("result: {rank: {ties: dense}}", "  ranks  among all units; equal ones share a place: 1, 2, 2, 3"),
        ("result: {consequences: [{name: 奖, first: 1, points: 2}]}", "  consequence c1 奖  first 1; +2 points"),
        (GRADES % "{}", "  grade 好  total at least 3; at most 20 % of the units"),
        (
            GRADES % "{}",
            "  quota  among all units; shares rounded down as they add up; equal ones at the edge are left out",
        ),
        (
            GRADES % "{rounding: up, within: group}",
            "  quota  within each group; shares rounded up as they add up; equal ones at the edge are left out",
        ),
        (
            BALLOT.replace("%s", "scale: {from: 0, to: 20}, signed: true"),
            "  source v 测评  100 %; ballots on 政治, 作风; points from 0 to 20; signed",
        ),
        (
            BALLOT.replace("%s", "levels: {好: 2, 中: 1, 差: 0}, share: [好, 中], per: group"),
            "  source v 测评  100 %; ballots on 政治, 作风; 好 2, 中 1, 差 0; share of votes 好, 中; within each group",
        ),
        (
            TIERS % "assign: true",
            "  source d 日常  100 %; from tables of scores, tiers assigned by them: 好 9, 差 1; "
            "9 points count as full; 1:1, of 7 units 4, 3; equal ones at an edge have the better tier; among all units",
        ),
        (
            "result: {sources: [{id: m, name: 均, weight: 100%, table: true, mean: true}]}",
            "  source m 均  100 %; from tables of scores; relative to the mean, 100 at most; among all units",
        ),
        (
            "result: {sources: [{id: m, name: 表, weight: 100%, table: true}]}",
            "result  composite of 100 points, rounded to 2 places; none for a unit that lacks a source",
        ),
    ],
)
def test_what_is_not_given_is_said_as_it_is_taken(written: str, line: str) -> None:
    assert line in lines(written)


def test_both_languages_fill_the_same_words() -> None:
    for english, chinese in WORDS.values():
        assert set(re.findall(r"{(\w+)}", english)) == set(re.findall(r"{(\w+)}", chinese))
