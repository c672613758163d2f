"""The example rubrics against standards of other fields: site safety, food hygiene, diving, tax credit, fitness.

Each case is computed by hand from the standard; the arithmetic stands beside it.
"""

from collections.abc import Mapping
from decimal import Decimal

import pytest

from tests.standards.cases import amounts, scored

Expected = Mapping[str, str]


def check(
    rubric: str, entries: Mapping[str, str], expected: Expected, grade: str | None = None, tags: str | None = None
) -> None:
    """Score the entries and compare each named score, "" for the total, and the grade."""
    got = scored(f"examples/{rubric}", dict(entries), tags=tags)
    assert {node: got[node] for node in expected} == {node: Decimal(score) for node, score in expected.items()}
    if grade is not None:
        assert got.grade == grade


# ---- JGJ 59-2011 ------------------------------------------------------------------------------------------------

# How many fixed amounts «扣N分» the tables B.1, B.2 and B.13 have in each item; ranges «扣2～10分» are none.
SITE_AMOUNTS = {
    "1.1": 7,
    "1.2": 4,
    "1.3": 3,
    "1.4": 2,
    "1.5": 4,
    "1.6": 3,
    "1.7": 2,
    "1.8": 2,
    "1.9": 3,
    "1.10": 2,
    "2.1": 0,
    "2.2": 5,
    "2.3": 6,
    "2.4": 3,
    "2.5": 8,
    "2.6": 3,
    "2.7": 2,
    "2.8": 2,
    "2.9": 6,
    "2.10": 4,
    "6.1": 3,
    "6.2": 1,
    "6.3": 3,
    "6.4": 3,
    "6.5": 4,
    "6.6": 5,
    "6.7": 3,
    "6.8": 1,
    "6.9": 6,
    "6.10": 5,
}
SCAFFOLDS, CRANES = 8, 4


def site(scaffolds: Mapping[int, str], cranes: Mapping[int, str], machines: str = "100") -> dict[str, str]:
    """Entries of a site: scores of the scaffolds and cranes that it has, the others not applicable."""
    entries = {"10.1.1": machines}
    for item, scores, count in (("脚手架", scaffolds, SCAFFOLDS), ("起重", cranes, CRANES)):
        for n in range(1, count + 1):
            entries |= {f"{item}.{n}.1": scores[n]} if n in scores else {f"{item}.{n}": "不适用"}
    return entries


FINE = site({1: "100"}, {1: "100"})

MANAGEMENT_70 = {"1.7.1": "有", "1.9.1": "有", "1.8.1": "2"}  # 10 + 10 + 2 x 5 off: 70 of 100
CIVILITY_80 = {"2.9.1": "有", "2.9.3": "有", "2.10.1": "有", "2.10.2": "有"}  # 5 + 5, and 8 + 8 off 10: 80 of 100
KEY_STUDY = {"1.1.2": "有", "1.1.6": "有", "1.2.5": "8", "1.3.4": "有"}  # 2, 2, 6 left of 10 each

SITES = {
    "没有问题：10 + 15 + 7 x 10 + 10 - 5 = 100": ({}, {"1": "100", "2": "100", "": "100"}, "优良"),
    "安全管理 78 分：责任制 10-3-5，交底 10-5，持证 10-5-2x2": (
        {"1.1.2": "有", "1.1.6": "有", "1.3.2": "有", "1.8.1": "1", "1.8.2": "2"},
        {"1.1": "2", "1.3": "5", "1.8": "1", "1": "78", "": "97.8"},
        "优良",
    ),
    "保证项目一项为零，整张表为零：100 - 10 = 90，不合格": (
        {"1.1.1": "有"},
        {"1.1": "0", "1.2": "10", "1": "0", "": "90"},
        "不合格",
    ),
    "一般项目为零不影响全表：90 分折算 9": ({"1.9.1": "有"}, {"1.9": "0", "1": "90", "": "99"}, "优良"),
    "保证项目小计正好 40：2+2+6+10+10+10，全表 80": (KEY_STUDY, {"1": "80", "": "98"}, "优良"),
    "保证项目小计 39.5：2+5+6+10+10+6.5，没有一项为零，整张表仍为零": (
        {"1.1.2": "有", "1.1.6": "有", "1.2.5": "5", "1.3.4": "有", "1.6.2": "3.5"},
        {"1.6": "6.5", "1": "0", "": "90"},
        "不合格",
    ),
    "分包缺项：(60 + 10 + 10 + 1) / 90 x 100 = 90": (
        {"1.7": "不适用", "1.10.1": "6", "1.10.2": "有"},
        {"1.10": "1", "1": "90", "": "99"},
        "优良",
    ),
    "汇总表缺两张：(10+15+10+10+8.5+10+10+5) / 80 x 100 = 98.125": (
        {"3": "不适用", "4": "不适用", "7.6.1": "15"},
        {"7.6": "0", "7": "85", "": "98.125"},
        "优良",
    ),
    "三类脚手架 90、80、70 平均 80，折算 8": (
        site({1: "90", 6: "80", 8: "70"}, {1: "100"}),
        {"3": "80", "": "98"},
        "优良",
    ),
    "一类脚手架判零：(90 + 0) / 2 = 45，折算 4.5，工程不合格": (
        site({1: "90", 6: "75"}, {1: "100"}) | {"脚手架.6.2": "有"},
        {"脚手架.6": "0", "3": "45", "": "94.5"},
        "不合格",
    ),
    "三台塔机和起重吊装 85、90、95、70 平均 85，折算 8.5": (
        site({1: "100"}, {1: "85", 2: "90", 3: "95", 4: "70"}),
        {"9": "85", "": "98.5"},
        "优良",
    ),
    "物料提升机 90、施工升降机 100，平均 95": (
        {"8.1.6.1": "10"},
        {"8.1": "90", "8.2": "100", "8": "95", "": "99.5"},
        "优良",
    ),
    "只有物料提升机：90 折算 9": ({"8.1.6.1": "10", "8.2": "不适用"}, {"8": "90", "": "99"}, "优良"),
    "物料提升机保证项目为零：(0 + 100) / 2，折算 5，不合格": (
        {"8.1.1.1": "15"},
        {"8.1.1": "0", "8.1": "0", "8": "50", "": "95"},
        "不合格",
    ),
    "高处作业缺四项：安全帽 10-5-2，安全带 10-5，48 / 60 x 100 = 80": (
        {"6.7": "不适用", "6.8": "不适用", "6.9": "不适用", "6.10": "不适用", "6.1.1": "1", "6.1.2": "1", "6.3.2": "1"},
        {"6.1": "3", "6.3": "5", "6": "80", "": "98"},
        "优良",
    ),
    "高处作业没有保证项目：安全帽为零不清零全表": ({"6.1.1": "3"}, {"6.1": "0", "6": "90", "": "99"}, "优良"),
    # 50 points of key items apply, so the 40 of 60 are 33.33 of them
    "住宿缺项，保证项目 2+5+7+10+10 = 34 够：(34 + 38) / 90 x 100 = 80": (
        {"2.5": "不适用", "2.1.1": "8", "2.2.2": "有", "2.3.7": "有", "2.7.1": "有"},
        {"2.1": "2", "2.2": "5", "2.3": "7", "2.7": "8", "2": "80", "": "97"},
        "优良",
    ),
    "住宿缺项，保证项目 2+3+7+10+10 = 32 不够：100 - 15": (
        {"2.5": "不适用", "2.1.1": "8", "2.2.2": "有", "2.2.4": "有", "2.3.7": "有"},
        {"2.2": "3", "2": "0", "": "85"},
        "不合格",
    ),
    "避雷装置 5 分缺项：(95 - 9.5) / 95 x 100 = 90，平均 95": (
        {"8.1.10": "不适用", "8.1.7.1": "9.5"},
        {"8.1": "90", "8": "95", "": "99.5"},
        "优良",
    ),
    # 7 + 12 + 5 + 10 + 10 + 10 + 9 + 10 + 5 + 2 = 80
    "正好 80 优良": (
        site({1: "50"}, {1: "50"}, "40") | MANAGEMENT_70 | CIVILITY_80 | {"7.7.1": "10"},
        {"1": "70", "2": "80", "7": "90", "": "80"},
        "优良",
    ),
    "79.9 合格": (
        site({1: "50"}, {1: "50"}, "40") | MANAGEMENT_70 | CIVILITY_80 | {"7.7.1": "10", "7.6.1": "1"},
        {"7": "89", "": "79.9"},
        "合格",
    ),
    # 7 + 12 + 2 + 10 + 10 + 10 + 6 + 10 + 2 + 1 = 70
    "正好 70 合格": (
        site({1: "20"}, {1: "20"}, "20") | MANAGEMENT_70 | CIVILITY_80 | {"7.5.1": "15", "7.6.1": "15", "7.7.1": "10"},
        {"7": "60", "": "70"},
        "合格",
    ),
    "69.9 不合格": (
        site({1: "20"}, {1: "20"}, "20")
        | MANAGEMENT_70
        | CIVILITY_80
        | {"7.1.1": "1", "7.5.1": "15", "7.6.1": "15", "7.7.1": "10"},
        {"7": "59", "": "69.9"},
        "不合格",
    ),
    "施工机具得零分：一张表为零，95 分也不合格": (site({1: "100"}, {1: "100"}, "0"), {"10": "0", "": "95"}, "不合格"),
}


@pytest.mark.parametrize("case", SITES)
def test_a_site_scores_as_jgj59_says(case: str) -> None:
    entries, expected, grade = SITES[case]
    check("site-safety", entries if "10.1.1" in entries else FINE | entries, expected, grade)


def test_the_fixed_amounts_of_three_tables_are_all_there() -> None:
    got = amounts("examples/site-safety")
    assert {item: got.get(item, 0) for item in SITE_AMOUNTS} == SITE_AMOUNTS


# ---- Food Hygiene Rating Scheme ---------------------------------------------------------------------------------

COMPLIANCE = {
    0: "High standard",
    5: "Good, minor contraventions",
    10: "Some non-compliance",
    15: "Some major non-compliance",
    20: "General failure, low standards",
    25: "Almost total non-compliance",
}
CONFIDENCE = {
    0: "Highly confident",
    5: "Moderately confident",
    10: "Some confidence",
    20: "Little confidence",
    30: "No confidence",
}


@pytest.mark.parametrize(
    ("hygiene", "structure", "confidence", "total", "rating"),
    [
        (0, 0, 0, "0", "5 Very good"),
        (5, 5, 5, "15", "5 Very good"),
        (10, 5, 0, "15", "4 Good"),  # the total is a 5's, the 10 is not
        (5, 5, 10, "20", "4 Good"),
        (10, 10, 0, "20", "4 Good"),
        (10, 10, 5, "25", "3 Generally satisfactory"),
        (10, 10, 10, "30", "3 Generally satisfactory"),
        (15, 0, 0, "15", "2 Some improvement is necessary"),  # one 15 is enough
        (15, 5, 0, "20", "2 Some improvement is necessary"),
        (15, 15, 5, "35", "2 Some improvement is necessary"),
        (15, 15, 10, "40", "2 Some improvement is necessary"),
        (0, 0, 20, "20", "1 Major improvement is necessary"),  # no 15 for management: its next step is 20
        (15, 10, 20, "45", "1 Major improvement is necessary"),
        (20, 20, 10, "50", "1 Major improvement is necessary"),
        (15, 20, 20, "55", "0 Urgent improvement is necessary"),
        (25, 0, 0, "25", "0 Urgent improvement is necessary"),
        (0, 0, 30, "30", "0 Urgent improvement is necessary"),
        (25, 25, 30, "80", "0 Urgent improvement is necessary"),
    ],
)
def test_three_scores_give_the_rating_by_total_and_by_the_worst(
    hygiene: int, structure: int, confidence: int, total: str, rating: str
) -> None:
    entries = {
        "hygiene.1": COMPLIANCE[hygiene],
        "structure.1": COMPLIANCE[structure],
        "confidence.1": CONFIDENCE[confidence],
    }
    check("food-hygiene", entries, {"hygiene": str(hygiene), "confidence": str(confidence), "": total}, rating)


# ---- Diving -----------------------------------------------------------------------------------------------------


def dive(n: int, dd: str, marks: str, **ruling: str) -> dict[str, str]:
    """Entries of dive n: the difficulty, five awards, and what the referee ruled (start, position, failed)."""
    awards = {f"d{n}-j{j}": mark for j, mark in enumerate(marks.split(), 1)}
    return {f"d{n}-dd": dd} | awards | {f"d{n}-{what}": said for what, said in ruling.items()}


ARMS, OTHER, AGAIN = {"position": "Arms wrong"}, {"position": "Other position"}, {"start": "Restarted"}

DIVES = [
    ("2.0", "6.5 6 6.5 6 5.5", {}, "37"),  # one 6.5 and 5.5 go: (6 + 6.5 + 6) x 2
    ("3.0", "8 8.5 8 7.5 8", {}, "72"),  # 24 x 3
    ("3.5", "7.5 8 7 7.5 8.5", {}, "80.5"),  # 23 x 3.5
    ("3.4", "9 9 9 9 9", {}, "91.8"),  # 27 x 3.4
    ("4.1", "10 10 10 10 10", {}, "123"),  # 30 x 4.1
    ("3.2", "0 0 0 0 10", {}, "0"),  # one friend does not help
    ("2.9", "10 0 7 7.5 6.5", {}, "60.9"),  # (7 + 7.5 + 6.5) x 2.9
    ("3.0", "8 8.5 8 7.5 8", AGAIN, "54"),  # 6 6.5 6 5.5 6: 18 x 3
    ("2.0", "1 2 2.5 3 1.5", AGAIN, "1"),  # 0 0 0.5 1 0: 0.5 x 2
    ("3.2", "2 1.5 6 2 1", OTHER, "17.6"),  # 2 1.5 2 2 1: (2 + 1.5 + 2) x 3.2
    ("3.0", "5 4.5 4 6 4", ARMS, "39"),  # 4.5 4.5 4 4.5 4: 13 x 3
    ("3.0", "5 4.5 4 6 4", ARMS | AGAIN, "21"),  # 2.5 2.5 2 2.5 2: 7 x 3
    ("3.0", "8 8.5 8 7.5 8", {"failed": "yes"}, "0"),
]


@pytest.mark.parametrize(("dd", "marks", "ruling", "score"), DIVES)
def test_a_dive_is_the_three_middle_awards_times_its_difficulty(
    dd: str, marks: str, ruling: dict[str, str], score: str
) -> None:
    check("diving", dive(1, dd, marks, **ruling), {"dive1": score, "": score}, tags="men")


LIST = dict[str, str]()
for number, (difficulty, given) in enumerate(
    [("2.0", "6.5 6 6.5 6 5.5"), ("3.0", "8 8.5 8 7.5 8"), ("3.5", "7.5 8 7 7.5 8.5")] * 2, 1
):
    LIST |= dive(number, difficulty, given)


@pytest.mark.parametrize(
    ("tags", "total"),
    [
        ("men", "379"),  # 2 x (37 + 72 + 80.5)
        ("women", "298.5"),  # without the sixth, 80.5
    ],
)
def test_men_dive_six_times_and_women_five(tags: str, total: str) -> None:
    entries = {name: typed for name, typed in LIST.items() if tags == "men" or not name.startswith("d6")}
    check("diving", entries, {"": total}, tags=tags)


def test_a_failed_dive_takes_only_its_own_round() -> None:
    check("diving", LIST | {"d2-failed": "yes"}, {"dive2": "0", "dive3": "80.5", "": "307"}, tags="men")


# ---- 纳税信用 ---------------------------------------------------------------------------------------------------

LATE, LATE_30, LATE_YEAR, LATE_NEXT = (f"010101.{level}" for level in range(1, 5))
THIRTY = {"030104": "1", "030203": "有", "020101": "1", "010501": "有"}  # 11 + 11 + 5 + 3

TAX = {
    "没有扣分：100": ({}, "100", "A"),
    "没有非经常性指标：90分起评，仍是A": ({"1.1.1.1": "有"}, "90", "A"),
    "90分起评，逾期申报一次：85": ({"1.1.1.1": "有", LATE: "1"}, "85", "B"),
    "逾期申报两次均30日内纠正：5-4，扣2": ({LATE_30: "2"}, "98", "A"),
    "逾期申报三次，报表逾期两次中一次次年纠正：100-15-3-2.4": (
        {LATE: "3", "010103.1": "1", "010103.4": "1"},
        "79.6",
        "B",
    ),
    "逾期申报本年、次年纠正各一次：100-3-4": ({LATE_YEAR: "1", LATE_NEXT: "1"}, "93", "A"),
    "欠税正好5万元：11": ({"0202金额": "5"}, "89", "B"),
    "欠税49999.99元：3": ({"0202金额": "4.999999"}, "97", "A"),
    "没有欠税": ({"0202金额": "0"}, "100", "A"),
    "经营不满3年：满分也只到B": ({"010105": "有"}, "100", "B"),
    "不满3年而得分65：仍是C": ({"010105": "有", LATE: "7"}, "65", "C"),
    "虚开专用发票：直接D": ({"030105": "有"}, "100", "D"),
    "上年得分评D：加扣11，至多B": ({"上年得分D": "有"}, "89", "B"),
    "补税5000元，占0.5%：1分": ({"应纳": "100", "补税": "0.5"}, "99", "A"),
    "补税5000元，占5%：1.05分": ({"应纳": "10", "补税": "0.5"}, "98.95", "A"),
    "补税2万元，占0.5%：3分": ({"应纳": "400", "补税": "2"}, "97", "A"),
    "补税2万元，占5%：3.05分": ({"应纳": "40", "补税": "2"}, "96.95", "A"),
    "补税正好1万元、正好1%：3.01分": ({"应纳": "100", "补税": "1"}, "96.99", "A"),
    "扣30分：70，B": (THIRTY, "70", "B"),
    "扣30分且无收入：70，M": (THIRTY | {"无收入": "有"}, "70", "M"),
    "扣31分且无收入：69，C": (THIRTY | {"030204": "1", "无收入": "有"}, "69", "C"),
    "满分而无收入：M": ({"无收入": "有"}, "100", "M"),
    "新设立而有非正常户记录：D": ({"新设立": "有", "040103": "有"}, "100", "D"),
    "逾期12次：40，C": ({LATE: "12"}, "40", "C"),
    "逾期12次、遗失税控设备：39，D": ({LATE: "12", "030204": "1"}, "39", "D"),
    "扣过头不计负分": ({LATE: "30"}, "0", "D"),
}


@pytest.mark.parametrize("case", TAX)
def test_tax_credit_is_graded_by_score_and_by_what_decides_alone(case: str) -> None:
    entries, total, grade = TAX[case]
    check("tax-credit", entries, {"": total}, grade)


def test_tax_credit_takes_off_11_5_3_and_1() -> None:
    got = amounts("examples/tax-credit")
    expected = {"0101": 12, "0102": 1, "0105": 6, "0201": 1, "0203": 2, "0204": 1, "0301": 6, "0302": 3, "0402": 3}
    assert {item: got[item] for item in expected} == expected


# ---- 学生体质 ---------------------------------------------------------------------------------------------------

BODY, LUNG, RUN, REACH, JUMP, PULL, LONG = "1", "2", "3", "4", "5", "6", "7"
BEST = {
    "身高": "178",
    "体重": "70",  # 70 / 1.78 / 1.78 = 22.09: 100
    "2.1.1": "5040",
    "3.1.1": "6.7",
    "4.1.1": "24.9",
    "5.1.1": "273",
    "引体向上": "19",
    "千米": "197",
}
# 80, 78 (7.2 is slower than 7.1), 80, 80, 68, 76 (230 s is slower than 227)
GOOD = BEST | {"2.1.1": "4300", "3.1.1": "7.2", "4.1.1": "18", "5.1.1": "250", "引体向上": "12", "千米": "230"}

FITNESS = {
    "各项满分": (BEST, {BODY: "100", LONG: "100", "": "100"}, "优秀"),
    "15 + 12 + 15.6 + 8 + 8 + 6.8 + 15.2": (GOOD, {RUN: "78", PULL: "68", LONG: "76", "": "80.6"}, "良好"),
    "引体向上多3次加3": (BEST | {"引体向上": "22"}, {"8.1": "3", "": "103"}, "优秀"),
    "加分每项最多10": (BEST | {"引体向上": "40", "千米": "150"}, {"8.1": "10", "8.2": "10", "": "120"}, "优秀"),
    "快3秒不加分": (BEST | {"千米": "194"}, {"8.2": "0"}, "优秀"),
    "快4秒加1": (BEST | {"千米": "193"}, {"8.2": "1"}, "优秀"),
    "快19秒加4": (BEST | {"千米": "178"}, {"8.2": "4"}, "优秀"),
    "快20秒加5": (BEST | {"千米": "177"}, {"8.2": "5"}, "优秀"),
    "快22秒加5": (BEST | {"千米": "175"}, {"8.2": "5"}, "优秀"),
    "快23秒加6": (BEST | {"千米": "174"}, {"8.2": "6"}, "优秀"),
    "快34秒加9": (BEST | {"千米": "163"}, {"8.2": "9"}, "优秀"),
    "快35秒加10": (BEST | {"千米": "162"}, {"8.2": "10"}, "优秀"),
    "低体重17.8": (BEST | {"身高": "100", "体重": "17.84"}, {BODY: "80", "": "97"}, "优秀"),
    "正常17.9": (BEST | {"身高": "100", "体重": "17.85"}, {BODY: "100"}, "优秀"),
    "正常23.9": (BEST | {"身高": "100", "体重": "23.94"}, {BODY: "100"}, "优秀"),
    "超重24.0": (BEST | {"身高": "100", "体重": "23.95"}, {BODY: "80"}, "优秀"),
    "肥胖28.0": (BEST | {"身高": "100", "体重": "28"}, {BODY: "60", "": "94"}, "优秀"),
    "坐位体前屈-0.3厘米得20": (BEST | {"4.1.1": "-0.3"}, {REACH: "20", "": "92"}, "优秀"),
    "坐位体前屈-1.4厘米得0": (BEST | {"4.1.1": "-1.4"}, {REACH: "0", "": "90"}, "优秀"),
    # 50 m in 10.2 s: 0, so 80; 1000 m in 213 s: 85, so 17 instead of 20
    "100 - 20 - 3": (BEST | {"3.1.1": "10.2", "千米": "213"}, {RUN: "0", LONG: "85", "": "77"}, "及格"),
    "没有测试": ({}, {BODY: "0", RUN: "0", "8.2": "0", "": "0"}, "不及格"),
}


@pytest.mark.parametrize("case", FITNESS)
def test_fitness_is_the_weighted_sum_of_seven_tests_and_two_extras(case: str) -> None:
    entries, expected, grade = FITNESS[case]
    check("student-fitness", entries, expected, grade)
