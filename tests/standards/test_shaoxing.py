"""The shipped rubrics shaoxing-* against the words of 绍市委办综〔2020〕12号: cases computed by hand.

Each case says the clause in our own few words and computes what the document itself would give or take. The standard
earns most of its points (做到即得), so a sheet with nothing entered shows only what is there to be deducted from.
"""

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.standards.cases import amounts, scored

RUBRICS = Path(__file__).parent.parent.parent / "rubrics"
STANDARD = "shaoxing-2020"

# The points in brackets, numbered part by numbered part of each star, in the document's order.
POINTS = {
    "学习星 25": ["10: 1 1 2 3 2 1", "7: 4 3", "8: 2 6"],
    "规范星 25": ["10: 2 1 6 1", "5: 1 1 2 1", "10: 3 1 2 1 1 1 1"],
    "服务星 20": ["6: 2 2 2", "6: 2 1 1 1 1", "8: 2 1 2 3"],
    "民主星 15": ["5: 1 0.5 0.5 0.5 0.5 1 1", "4: 3 1", "6: 6"],
    "创新星 15": ["3: 2 1", "8: 2 2 2 2", "4: 4"],
}

# What the document gives inside each bracket, «×n» for n reports, «<n» counted up to n points.
AWARDS = {
    "1.1.1": "1 1 2 1.5×2 1/次<2 1",
    "1.1.2": "1×4 2",
    "1.1.3": "2",
    "1.2.1": "1/次<2 1 2 2 2 1",
    "1.2.2": "1 1 2 1",
    "1.2.3": "2 1 1 2 1 1 1 1",
    "1.3.1": "1 1 1 1 1 1",
    "1.3.2": "2 1 1 1 1",
    "1.3.3": "1 1 1 1 1",
    "1.4.1": "1 0.5 0.5 0.5 0.5 1 1",
    "1.4.2": "1",
    "1.4.3": "",
    "1.5.1": "2 1",
    "1.5.2": "2 1 1 1/次<2 1 1",
    "1.5.3": "2 2",
}

# Every «扣N分» of the document: 0.2 each thing not passed on; 0.5 each criticism; 1 for 学习强国; 0.5 each training;
# 0.5 each activity missed; 0.5 each criticism for discipline; 1, 0.8, 0.6, 0.5 each offender. «扣5-10分» is a range.
DEDUCTIONS = {
    "1.1.1.4": 1,
    "1.1.2.1": 1,
    "1.1.2.2": 1,
    "1.1.3.2": 1,
    "1.3.3.4": 1,
    "1.4.2.1": 1,
    "1.4.3.1": 4,
}
PRINTED, PRINTED_SUM = 10, Decimal("6.1")

HEAVY = {"学习星": 3, "规范星": 2, "服务星": 2, "民主星": 2, "创新星": 2, "业绩优": 1}


def shipped(name: str) -> Any:
    """Give the file as plain texts, lists and mappings, without the program."""
    return yaml.load((RUBRICS / f"{name}.yaml").read_text(encoding="utf-8"), Loader=yaml.BaseLoader)


def parts() -> Iterator[tuple[str, Any]]:
    """Give the numbered parts of the five stars with their ids by place."""
    for s, star in enumerate(shipped(STANDARD)["sections"][0]["sections"], 1):
        yield from ((f"1.{s}.{p}", part) for p, part in enumerate(star["sections"], 1))


def findings(part: Any) -> Iterator[Any]:
    """Give all findings of a part."""
    for item in part["items"]:
        yield from item["findings"]


def earned(finding: Any) -> str:
    """Write what a finding gives as the table above does."""
    each = f"/{finding['per']}" if "per" in finding else ""
    limit = f"<{finding['at_most']}" if "at_most" in finding else ""
    times = f"×{len(finding['periods'])}" if "periods" in finding else ""
    return f"{finding['award']}{each}{limit}{times}"


def lost(finding: Any) -> list[Decimal]:
    """Give the amounts a finding takes."""
    takes = finding["deduct"]
    return [Decimal(amount) for amount in (takes.values() if isinstance(takes, dict) else [takes])]


def brackets(part: Any) -> str:
    """Write a part's points and those of its items as the first table does."""
    return f"{part['points']}: " + " ".join(item["points"] for item in part["items"] if "points" in item)


def test_the_points_in_brackets_are_those_of_the_document() -> None:
    stars = shipped(STANDARD)["sections"][0]["sections"]
    assert {f"{s['name']} {s['points']}": list(map(brackets, s["sections"])) for s in stars} == POINTS


def test_party_work_has_100_points_results_20_and_the_bonus_at_most_10() -> None:
    rubric = shipped(STANDARD)
    party, results, bonus, heavy = rubric["sections"]
    assert (rubric["points"], party["points"], results["points"], bonus["bonus_at_most"]) == ("120", "100", "20", "10")
    assert [item["points"] for item in results["items"]] == ["10", "5", "5"]
    assert "points" not in heavy


def test_what_can_be_earned_is_what_the_brackets_say() -> None:
    written = {own: " ".join(earned(f) for f in findings(part) if "award" in f) for own, part in parts()}
    assert written == AWARDS


def test_every_printed_deduction_is_there_once() -> None:
    found = [amount for _, part in parts() for f in findings(part) if "deduct" in f for amount in lost(f)]
    assert (len(found), sum(found)) == (PRINTED, PRINTED_SUM)
    assert sum(DEDUCTIONS.values()) == PRINTED
    assert {own: n for own, n in amounts(STANDARD).items() if n} == DEDUCTIONS


def test_each_heavy_fault_takes_5_to_10_off_the_total() -> None:
    items = shipped(STANDARD)["sections"][3]["items"]
    assert [(i["name"].removesuffix("重扣"), len(i["findings"])) for i in items] == list(HEAVY.items())
    assert all(f["penalty"] == {"from": "5", "to": "10"} for i in items for f in i["findings"])


def test_every_numbered_part_can_be_reversed_once_and_nothing_else() -> None:
    reversals = [sum("reverse" in f for f in findings(part)) for _, part in parts()]
    results = [sum("reverse" in f for f in item["findings"]) for item in shipped(STANDARD)["sections"][1]["items"]]
    assert (reversals, results) == ([1] * 15, [1] * 3)


DONE = "有"
# Everything done, star by star: the whole of the standard's points.
LEARNING = {
    **dict.fromkeys(
        ("1.1.1.1.1", "1.1.1.2.1", "1.1.1.3.1", "1.1.1.4.1.1", "1.1.1.4.1.2", "1.1.1.6.1", "1.1.2.2.1", "1.1.3.1.1"),
        DONE,
    ),
    **{f"1.1.2.1.1.{quarter}": DONE for quarter in (1, 2, 3, 4)},
    "1.1.1.5.1": "2",
}
ORDER = {
    **dict.fromkeys(("1.2.1.2.1", "1.2.1.3.1", "1.2.1.3.2", "1.2.1.3.3", "1.2.1.4.1", "1.2.3.1.1", "1.2.3.1.2"), DONE),
    **{f"1.2.2.{item}.1": DONE for item in (1, 2, 3, 4)},
    **{f"1.2.3.{item}.1": DONE for item in (2, 3, 4, 5, 6, 7)},
    "1.2.1.1.1": "2",
}
SERVICE = {
    **{f"1.3.1.{item}.{finding}": DONE for item in (1, 2, 3) for finding in (1, 2)},
    **{f"1.3.2.{item}.1": DONE for item in (1, 2, 3, 4, 5)},
    **dict.fromkeys(("1.3.3.1.1", "1.3.3.1.2", "1.3.3.2.1", "1.3.3.3.1", "1.3.3.3.2"), DONE),
}
DEMOCRACY = {**{f"1.4.1.{item}.1": DONE for item in (1, 2, 3, 4, 5, 6, 7)}, "1.4.2.2.1": DONE}
NOVELTY = {
    **dict.fromkeys(("1.5.1.1.1", "1.5.1.2.1", "1.5.2.1.1", "1.5.2.2.1", "1.5.2.2.2"), DONE),
    **dict.fromkeys(("1.5.2.4.1", "1.5.2.4.2", "1.5.3.1.1", "1.5.3.1.2"), DONE),
    "1.5.2.3.1": "2",
}
RESULTS = {"2.1.1": "优秀", "2.2.1": DONE, "2.3.1": DONE}
FULL = LEARNING | ORDER | SERVICE | DEMOCRACY | NOVELTY | RESULTS

ITEMS = {
    # what is only deducted from is there: 学习强国 1, training 6, 四季有你 3, discipline 3, offences 6: 19 of 120
    "nothing entered: 1+6+3+3+6": ({}, "=19 1=19 1.1=7 1.2=0 1.3=3 1.4=9 1.5=0 2=0 3=0"),
    # 明确学习教育内容: two reports 2x1.5, 4 things not passed on 4x0.2: 3-0.8
    "half-years 3 less 4x0.2": ({"1.1.1.4.1.1": DONE, "1.1.1.4.1.2": DONE, "1.1.1.4.2": "4"}, "1.1.1.4=2.2 1.1.1=2.2"),
    "one half-year 1.5": ({"1.1.1.4.1.2": DONE}, "1.1.1.4=1.5 1.1.1=1.5 =20.5"),
    "one half-year 1.5 less 8x0.2=1.6 <0: 0": ({"1.1.1.4.1.1": DONE, "1.1.1.4.2": "8"}, "1.1.1.4=0 =19"),
    "no report, nothing to take 0.2 from: 0": ({"1.1.1.4.2": "1"}, "1.1.1.4=0 =19"),
    "study of members' thinking once 1": ({"1.1.1.5.1": "1"}, "1.1.1.5=1"),
    "study of members' thinking 5 times, 2 at most": ({"1.1.1.5.1": "5"}, "1.1.1.5=2"),
    # 执行学习教育制度: 3 quarters 3, criticised twice 2x0.5: 2; hours kept 2+1, 学习强国 not used -1: 2
    "three quarters 3-2x0.5=2, hours 2+1-1=2: 4": (
        {**{f"1.1.2.1.1.{q}": DONE for q in (1, 2, 4)}, "1.1.2.1.2": "2", "1.1.2.2.1": DONE, "1.1.2.2.2": DONE},
        "1.1.2.1=2 1.1.2.2=2 1.1.2=4",
    ),
    "hours not kept, 学习强国 used: 1": ({}, "1.1.2.2=1"),
    "neither hours nor 学习强国: 0": ({"1.1.2.2.2": DONE}, "1.1.2.2=0 =18"),
    # 加强学习教育培训: 6 less 0.5 a training: 5 missed 3.5, 12 missed 0, 20 missed still 0
    "5 trainings missed: 6-2.5": ({"1.1.3.2.1": "5"}, "1.1.3.2=3.5 1.1.3=3.5 =16.5"),
    "12 trainings missed: 6-6": ({"1.1.3.2.1": "12"}, "1.1.3.2=0 =13"),
    "20 trainings missed: 6-10 <0: 0": ({"1.1.3.2.1": "20"}, "1.1.3.2=0 =13"),
    # 规范星
    "heard once 1, own list 2, review 2: 5": (
        {"1.2.1.1.1": "1", "1.2.1.3.1": DONE, "1.2.1.3.2": DONE},
        "1.2.1.1=1 1.2.1.3=4 1.2.1=5 1.2=5 =24",
    ),
    "heard 3 times, 2 at most": ({"1.2.1.1.1": "3"}, "1.2.1.1=2"),
    "三会 2 without 党课: 2": ({"1.2.3.1.1": DONE}, "1.2.3.1=2 1.2.3=2"),
    # 服务星: taking part without being chosen is 1 of 2; 3 - 7x0.5 is below 0
    "brand: took part 1, not chosen": ({"1.3.1.2.1": DONE}, "1.3.1.2=1 1.3.1=1"),
    "四季有你 missed twice: 3-1": ({"1.3.3.4.1": "2"}, "1.3.3.4=2 1.3.3=2 =18"),
    "四季有你 missed 7 times: 3-3.5 <0: 0": ({"1.3.3.4.1": "7"}, "1.3.3.4=0 =16"),
    # 民主星
    "criticised once for discipline: 3-0.5, training 1: 3.5": (
        {"1.4.2.1.1": "1", "1.4.2.2.1": DONE},
        "1.4.2.1=2.5 1.4.2=3.5",
    ),
    "one offender of each kind: 6-1-0.8-0.6-0.5=3.1": (
        {f"1.4.3.1.1.{kind}": "1" for kind in (1, 2, 3, 4)},
        "1.4.3=3.1 1.4=6.1 =16.1",
    ),
    "2 section chiefs 1.2, 3 others 1.5: 6-2.7=3.3": ({"1.4.3.1.1.3": "2", "1.4.3.1.1.4": "3"}, "1.4.3=3.3"),
    "5 leaders 5, 2 city-managed 1.6: 6-6.6 <0, 扣完为止: 0": (
        {"1.4.3.1.1.1": "5", "1.4.3.1.1.2": "2"},
        "1.4.3=0 1.4=3 =13",
    ),
    # 创新星
    "one outing 1, real base 1, began 1: 3": (
        {"1.5.2.3.1": "1", "1.5.2.2.1": DONE, "1.5.2.4.1": DONE},
        "1.5.2.2=1 1.5.2.3=1 1.5.2.4=1 1.5.2=3",
    ),
    # 业绩优
    "good 8, tasks 5: 13": ({"2.1.1": "良好", "2.2.1": DONE}, "2.1=8 2=13 =32"),
    "excellent 10": ({"2.1.1": "优秀"}, "2.1=10"),
    "below good: nothing": ({"2.1.1": "其他"}, "2.1=0"),
    # not among those rated by the public: the other 15 points count as 20
    "not rated, 10+5 of 15 as of 20": ({"2.1.1": "优秀", "2.2.1": DONE, "2.3": "不适用"}, "2=20 =39"),
    "not rated, nothing of 15": ({"2.3": "不适用"}, "2=0 =19"),
}

FULLS = {
    "everything done: 25+25+20+15+15 and 20": (FULL, "=120 1=100 1.1=25 1.2=25 1.3=20 1.4=15 1.5=15 2=20"),
    "learning alone: 25, and 12 from which others deduct": (LEARNING, "1.1=25 1.1.1=10 1.1.2=7 1.1.3=8 =37"),
    "order alone: 25 and 19": (ORDER, "1.2=25 1.2.1=10 1.2.2=5 1.2.3=10 =44"),
    "service alone: 20, others 16": (SERVICE, "1.3=20 1.3.1=6 1.3.2=6 1.3.3=8 =36"),
    "democracy alone: 15, others 10": (DEMOCRACY, "1.4=15 1.4.1=5 1.4.2=4 1.4.3=6 =25"),
    "novelty alone: 15 and 19": (NOVELTY, "1.5=15 1.5.1=3 1.5.2=8 1.5.3=4 =34"),
    "all done but: good for excellent -2, 3 trainings -1.5, a section chief -0.6: 120-4.1": (
        FULL | {"2.1.1": "良好", "1.1.3.2.1": "3", "1.4.3.1.1.3": "1"},
        "1.1=23.5 1.4=14.4 2=18 =115.9",
    ),
}

BONUSES = {
    # 1: centre 3, province 2, city 1; the same project counts at the highest; 2: at a conference half
    "centre and city for one project: 3": ({"3.1.1.1": "甲 / 中央", "3.1.1.2": "甲 / 市委"}, "3.1=3 3=3 =22"),
    "two projects, province and city: 2+1": ({"3.1.1.1": "甲 / 省委", "3.1.1.2": "乙 / 市委"}, "3.1=3 3=3"),
    "nation at a conference: 3/2": ({"3.2.1.1": "甲 / 国家级 / 会议交流或刊物发表"}, "3.2=1.5 3=1.5"),
    "one practice: nation at a conference 1.5, province praised 2: the highest 2": (
        {"3.2.1.1": "甲 / 国家级 / 会议交流或刊物发表", "3.2.1.2": "甲 / 省级 / 表彰或批示肯定"},
        "3.2=2 3=2",
    ),
    "two practices: city in a journal 0.5, province praised 2": (
        {"3.2.1.1": "甲 / 市级 / 会议交流或刊物发表", "3.2.1.2": "乙 / 省级 / 表彰或批示肯定"},
        "3.2=2.5 3=2.5",
    ),
    "3 sites 3, contest 1.5, good inspection 1, last year's star 1: 6.5": (
        {"3.3.1": "3", "3.4.1": "1.5", "3.5.1": "良好", "3.6.1": DONE},
        "3.3=3 3.4=1.5 3.5=1 3.6=1 3=6.5 =25.5",
    ),
    "excellent inspection 2": ({"3.5.1": "优秀"}, "3.5=2 3=2"),
    "sites 7, centre 3, excellent 2, star 1 are 13: 10 at most": (
        {"3.3.1": "7", "3.1.1.1": "甲 / 中央", "3.5.1": "优秀", "3.6.1": DONE},
        "3=10 =29",
    ),
    "everything done and more bonus than counts: 120+10": (FULL | {"3.3.1": "12", "3.6.1": DONE}, "3=10 =130"),
}

HEAVIES = {
    # off the total, the star keeps its points
    "secretary's post empty 5: 120-5, the star still 25": (FULL | {"4.2.1": "5"}, "1.2=25 =115"),
    "three situations 5+7.5+10: 120-22.5": (FULL | {"4.1.1": "5", "4.3.2": "7.5", "4.6.1": "10"}, "2=20 =97.5"),
    "nothing done, all 12 at 10: 19-120, no floor is stated": (
        {f"4.{i}.{n}": "10" for i, count in enumerate(HEAVY.values(), 1) for n in range(1, count + 1)},
        "=-101",
    ),
    "a bonus of 4 and a heavy fault of 6: 19+4-6": ({"3.3.1": "4", "4.5.1": "6"}, "3=4 =17"),
}

FALSE = {
    # 加倍倒扣: twice the part's points off it: 10 -> -10, whatever else was earned or lost there
    "part of 10 falsified: 25-20": (FULL | {"1.1.1.7.1": DONE}, "1.1.1=-10 1.1=5 =100"),
    "part of 10 falsified with nothing earned": ({"1.2.1.5.1": DONE}, "1.2.1=-10 1.2=-10 =9"),
    "part of 8 falsified that also lost 1: -8 all the same": (
        FULL | {"1.1.3.2.1": "2", "1.1.3.3.1": DONE},
        "1.1.3=-8 1.1=9 =104",
    ),
    "two parts of one star: 6 and 4: 15-12-8": (FULL | {"1.4.3.1.2": DONE, "1.4.2.3.1": DONE}, "1.4=-5 1=80 =100"),
    "platform of 4: 15-8": (FULL | {"1.5.3.1.3": DONE}, "1.5.3=-4 1.5=7 =112"),
    "results of 10 and of 5: 20-20-10": (FULL | {"2.1.2": DONE, "2.2.2": DONE}, "2.1=-10 2.2=-5 2=-10 =90"),
}


CASES = ITEMS | FULLS | BONUSES | HEAVIES | FALSE


@pytest.mark.parametrize(("entries", "expected"), CASES.values(), ids=CASES)
def test_a_unit_scores_what_the_document_gives_it(entries: dict[str, str], expected: str) -> None:
    got = scored(STANDARD, entries)
    for pair in expected.split():
        own, value = pair.split("=")
        assert got[own] == Decimal(value), own or "total"


def test_a_unit_that_is_not_rated_by_the_public_has_its_15_points_scaled_to_20() -> None:
    # good 8 and tasks 5 are 13 of 15: 13 x 20 / 15 = 17.3333
    got = scored(STANDARD, {"2.1.1": "良好", "2.2.1": DONE, "2.3": "不适用"})
    assert round(got["2"], 4) == Decimal("17.3333")


def test_every_falsehood_found_turns_all_120_points_round() -> None:
    # each part and each result reversed: -(100 + 20); the deductions beside them take nothing more
    turned = {f"{own}.{len(part['items'])}.1": DONE for own, part in parts() if "points" not in part["items"][-1]}
    turned |= {"1.4.3.1.2": DONE, "1.5.3.1.3": DONE, "2.1.2": DONE, "2.2.2": DONE, "2.3.2": DONE}
    got = scored(STANDARD, {**turned, "1.1.3.2.1": "9", "1.4.3.1.1.1": "9"})
    assert len(turned) == 18
    assert [got[own] for own in ("1.1", "1.2", "1.3", "1.4", "1.5", "2", "")] == [-25, -25, -20, -15, -15, -20, -120]


DUTIES = {
    "shaoxing-duty-secretary": (["统筹领导", "率先示范", "带好队伍", "支持保障"], [2, 2, 4, 2]),
    "shaoxing-duty-organ": (["统筹谋划", "教育管理", "推进落实", "抓点带面"], [2, 4, 2, 2]),
    "shaoxing-duty-branch": (["制定计划", "推进落实", "打实基础"], [1, 4, 5]),
}
STATES = ["已落实", "推进中", "未落实"]


@pytest.mark.parametrize("name", DUTIES)
def test_a_duty_list_has_the_ten_numbered_duties_in_their_groups(name: str) -> None:
    groups, counts = DUTIES[name]
    common, own = shipped(name)["sections"]
    assert [group["name"] for group in common["sections"]] == groups
    assert [len(group["items"]) for group in common["sections"]] == counts
    numbers = [item["id"] for group in common["sections"] for item in group["items"]]
    assert numbers == [str(n) for n in range(1, 11)]
    assert own["items"][0]["findings"][0]["at_least"] == "2"


@pytest.mark.parametrize("name", DUTIES)
def test_every_common_duty_has_a_state_and_no_points(name: str) -> None:
    duties = [f for group in shipped(name)["sections"][0]["sections"] for i in group["items"] for f in i["findings"]]
    assert all(finding["check"] == STATES for finding in duties)
    assert not {"deduct", "award", "bonus", "penalty"} & {field for finding in duties for field in finding}


@pytest.mark.parametrize(
    ("name", "signatures"),
    [
        ("shaoxing-duty-secretary", ["部门（单位）", "本人签名"]),
        ("shaoxing-duty-organ", ["机关党组织", "本人签名"]),
        ("shaoxing-duty-branch", ["机关党委（总支）下属党支部", "本人签名"]),
    ],
)
def test_a_duty_list_is_due_in_march_and_signed_as_the_document_prints(name: str, signatures: list[str]) -> None:
    rubric = shipped(name)
    assert (rubric["due"], rubric["signatures"]) == ("3月底前", signatures)


@pytest.mark.parametrize("name", DUTIES)
def test_own_duties_are_filled_in_from_the_second_on(name: str) -> None:
    # «个性项目不少于2个»: none and one are too few, two and three are enough
    own = [{f"个性.1.1.{row}": f"自定{row}" for row in range(1, rows + 1)} for rows in range(4)]
    assert [scored(name, rows).score["review.done:个性.1.1"] for rows in own] == [0, 0, 1, 1]


@pytest.mark.parametrize("name", DUTIES)
@pytest.mark.parametrize("state", STATES)
def test_whatever_state_a_duty_has_it_is_filled_in_and_gives_no_points(name: str, state: str) -> None:
    got = scored(name, {"1.1": state})  # the next duty stays blank
    assert [got.score["review.done:1.1"], got.score["review.done:2.1"]] == [1, 0]
    assert got[""] == 0
