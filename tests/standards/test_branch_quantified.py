"""The shipped rubric branch-quantified against 基层党总支量化考核评分标准, annex 1: cases computed by hand.

Ids follow the document: «评7» is its 评分项 7, «说17.2» the second deduction of its 评分说明 17. Each case says which
clauses were found and computes what the document itself would take off the points of the 二级指标.
"""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.standards.cases import amounts, scored

NAME = "branch-quantified"
SHIPPED = Path(__file__).parents[2] / "rubrics" / f"{NAME}.yaml"

# 评分项 by 评分项: how many amounts «扣N分» the document has for it, limits left out.
DEDUCTIONS = {
    **{"评1": 3, "评2": 6, "评3": 2, "评4": 3, "评5": 3},  # 党的领导: 17
    **{"评6": 1, "评7": 3, "评8": 1, "评9": 2, "评10": 1, "评11": 2, "评12": 1, "评13": 2, "评14": 1},
    **{"评15": 2, "评16": 3, "评17": 1},  # 组织工作: 14 + 6
    **{"评18": 6, "评19": 8, "评20": 7, "评21": 3, "评22": 3, "评23": 4},  # 思想政治工作: 31
    **{"评24": 2, "评25": 4, "评26": 1, "评27": 1, "评28": 4, "评29": 3, "评30": 2, "评31": 1},
    **{"评32": 2, "评33": 2, "评34": 2, "评35": 1, "评36": 1},  # 党风廉政建设: 18 + 8
    **{"评37": 2, "评38": 1, "评39": 1, "评40": 3},  # 生产经营工作: 7
    **{"评41": 4, "评42": 2, "评43": 3, "评44": 5, "评45": 5, "评46": 3},
    **{"评47": 3, "评48": 2, "评49": 3, "评50": 2, "评51": 2, "评52": 1},  # 维稳安保工作: 22 + 13
    **{"评53": 1, "评54": 1, "评55": 2, "评56": 1, "评57": 4, "评58": 3},
    **{"评59": 2, "评60": 2, "评61": 3, "评62": 2, "评63": 2, "评64": 4},  # 工团工作: 12 + 15
    **{"评65": 2, "评66": 3},  # 专项: 5
}

# The text says «扣N分» 170 times; two of these are limits: 说69 «最多扣0.6分», 说79 «本项最多扣1分».
IN_THE_TEXT, LIMITS = 170, 2

# 评分说明 by 评分说明, the amounts in the document's order: a bare amount is taken once, «/» is for each, «<2» for each
# one short of 2, «≤» a limit, «0» the clause that zeroes, «!» the clause that vetoes.
CLAUSES = {
    "1-7": "0.2/次; 0.1/篇; 0.5/人次; 0.2 0.1; 0.5 0.2; 0.2/项; 0.5/项",
    "8-15": "0.5; 1; 0.5; 0.2/人次; 0.5; 0.5/项; 0.3/项; 0.2",
    "16-20": "1; 1 0.1/人次 0.1/人次; 0.5/项; 2; 1",
    "21-30": "1; 0.1/人次; 0.5; 0.5; 0.5 0.5; 1; 1; 0.5; 1 1 0.5; 0.5/人次",
    "31-32": "1 0.5 0.1/人次 0.5/次<2 1 2; 1 0.5/人次 0.5 0.5 0.1/人次 0.5 0.2/次<4 0.2/人次",
    "33-38": "0.5/次 0.5/次 0.5/次; 0.2/篇; 1 0.5 0.5; 0.5 0.5 0.1/人次; 1 0.1/人次; 1/次",
    "39-47": "0.5 0.5 0.5 0.5 0; 1 0.5; 1 0.5 1 0.5; 1/人次; 0.1/人次; 0.5 0.2 0.5 0.2; 1 0.5 0.5; 2 1; 1",
    "48-52": "1 0.5; 1 0.5; 0.5 0.5; 0.2/篇<2; 0.2/项",
    "53-56": "1 1; 1; 1; 0.5 0.3 0.2",
    "57-60": "0.2/项 0.2 0.2/项 0.5; 0.3 0.2; 0.2 0.2 0.5; 1 0.5 0.5 0.2 1",
    "61-68": "0.5 1 1 0.5 0.5 !; 0.5 1 1; 0.5 0.2 0.2; 1 1; 0.2 0.2 0.2; 0.2 0.5; 0.5 0.2; 0.2/项",
    "69-74": "0.2/项≤0.6; 0.5; 0.5 0.2; 0.5; 0.8 0.2 0.2 0.5; 0.5 0.5 0.2/项",
    "75-80": "0.2 0.2; 0.5 0.2/次; 0.5 0.5 0.5; 0.2 0.2; 1 0.5/条; 1 1 1 1",
    "81-84": "2 1; 1; 1; 1",
    "89-97": "!; !; !; !; !; !; !; !; !",
}

# 一级指标: its points, then those of its 二级指标.
INDICATORS = {
    "党的领导": "10: 2 5 3",
    "组织工作": "20: 6 8 4 2",
    "思想政治工作": "20: 5 3 5 5 2",
    "党风廉政建设": "15: 11 3 1",
    "生产经营工作": "5: 5",
    "维稳安保工作": "10: 3 2 1 2 1 1",
    "工团工作": "10: 2 2 3 3",
    "开展主题教育和专题活动": "10: 5 5",
}

Node = dict[str, Any]


def read() -> Node:
    """Read the file as bare text, without the package."""
    loaded: Node = yaml.load(SHIPPED.read_text(encoding="utf-8"), yaml.BaseLoader)
    return loaded


def below(node: Node) -> Iterator[Node]:
    """Give all findings below a node in order, members of groups too."""
    for part in ("sections", "items", "findings"):
        for child in node.get(part, []):
            if part == "findings" and "findings" not in child:
                yield child
            else:
                yield from below(child)


def short(finding: Node) -> str:
    """Write a finding's amount as the table above does."""
    if "veto" in finding:
        return "!"
    if "zero" in finding:
        return "0"
    signs = (("/", "per"), ("<", "target"), ("≤", "at_most"))
    return str(finding["deduct"]) + "".join(sign + finding[field] for sign, field in signs if field in finding)


def test_every_deduction_of_the_document_is_there() -> None:
    assert {item: number for item, number in amounts(NAME).items() if number} == DEDUCTIONS
    assert sum(DEDUCTIONS.values()) + LIMITS == IN_THE_TEXT


def test_each_clause_has_the_amounts_of_the_document() -> None:
    expected: dict[str, str] = {}
    for numbers, clauses in CLAUSES.items():
        first, last = map(int, numbers.split("-"))
        told = clauses.split("; ")
        assert len(told) == last - first + 1, numbers
        expected |= {f"说{n}": clause for n, clause in zip(range(first, last + 1), told, strict=True)}
    found: dict[str, str] = {}
    for finding in below(read()):
        if "bonus" not in finding:
            clause = finding["id"].partition(".")[0]
            found[clause] = f"{found.get(clause, '')} {short(finding)}".strip()
    assert found == expected


def test_the_points_are_those_of_the_document_and_add_up_to_100() -> None:
    first = [indicator for kind in read()["sections"][:2] for indicator in kind["sections"]]
    stated = {i["name"]: f"{i['points']}: " + " ".join(s["points"] for s in i["sections"]) for i in first}
    assert stated == INDICATORS
    for points, parts in (line.split(": ") for line in INDICATORS.values()):
        assert sum(map(int, parts.split())) == int(points)
    assert sum(int(line.split(":")[0]) for line in INDICATORS.values()) == 100


def test_the_79_items_stand_in_the_order_of_the_document() -> None:
    items = [
        item["id"]
        for kind in read()["sections"]
        for indicator in kind["sections"]
        for second in indicator["sections"]
        for item in second["items"]
    ]
    bonuses = [f"评67-69.{n}" for n in range(1, 9)]  # three kinds in each of the eight first-level indicators
    assert items == [f"评{n}" for n in range(1, 67)] + bonuses + [f"评{n}" for n in range(70, 80)]


def test_what_can_be_given_is_a_tenth_of_each_indicator_and_3() -> None:
    given = {f["id"]: Decimal(f["bonus"]["to"]) for f in below(read()) if "bonus" in f}
    tenths = [Decimal(line.split(":")[0]) / 10 for line in INDICATORS.values()]
    expected = {f"说{clause}.{n}": tenth for n, tenth in enumerate(tenths, 1) for clause in (85, 86, 87)}
    assert given == expected | {"说88": Decimal(3)}


def entered(line: str) -> dict[str, str]:
    """Read ``3=2 4.1``: clause 3 counted twice, clause 4.1 found."""
    pairs = (pair.partition("=") for pair in line.split())
    return {f"说{clause}": value if given else "有" for clause, given, value in pairs}


@pytest.mark.parametrize(
    ("found", "scores", "total"),
    [
        # nothing found: every indicator has its points
        ("", "1.1=10 1.2=20 1.3=20 1.4=15 1.5=5 1.6=10 1.7=10 2.1=10 1=90 2=10 3=0", "100"),
        # 评1: 2 seminars short 0.4, 3 texts missing 0.3, one lecture not given 0.5: 2 - 1.2 = 0.8
        ("1=2 2=3 3=1", "1.1.1=0.8 1.1=8.8", "98.8"),
        # 评1: 4 lectures not given 2.0 and 1 seminar short 0.2: 2 - 2.2 < 0, the indicator has only its 2 points
        ("3=4 1=1", "1.1.1=0 1.1=8", "98"),
        # 评2: one meeting's spirit not passed on 0.2, another's badly 0.1, 3 tasks not in the plan 0.6: 5 - 0.9 = 4.1
        ("4.1 4.2 6=3", "1.1.2=4.1 1.1=9.1", "99.1"),
        # 评3, 评4, 评5 draw on the same 3 points: 0.5 + 1 + 0.5 + 2 x 0.5 + 0.2 = 3.2 > 3: 0
        ("8 9 10 13=2 15", "1.1.3=0 1.1=7", "97"),
        # the same without the unclear minutes: 0.5 + 1 + 0.5 + 1 = 3.0: exactly 0
        ("8 9 10 13=2", "1.1.3=0 1.1=7", "97"),
        # and with one matter not decided together instead of two: 3 - 2.5 = 0.5
        ("8 9 10 13=1", "1.1.3=0.5 1.1=7.5", "97.5"),
        # 评6, 7, 8: last 1, no model site 1, 5 visits missed 0.5, 12 talks 1.2, 2 steps 2 x 0.5: 6 - 4.7 = 1.3
        ("16 17.1 17.2=5 17.3=12 18=2", "1.2.1=1.3 1.2=15.3", "95.3"),
        # 评9 to 评14: 2 + 1 + 1 + 7 x 0.1 + 0.5 + 0.5 + 0.5 + 0.5 + 1 = 7.7: 8 - 7.7 = 0.3
        ("19 20 21 22=7 23 24 25.1 25.2 26", "1.2.2=0.3 1.2=12.3", "92.3"),
        # 评15, 评16, every clause: 1 + 0.5 + 1 + 1 + 0.5 = 4 of 4
        ("27 28 29.1 29.2 29.3", "1.2.3=0 1.2=16", "96"),
        # 评17: 3 picked against the rules 1.5: 2 - 1.5 = 0.5; 5 of them 2.5: 0
        ("30=3", "1.2.4=0.5 1.2=18.5", "98.5"),
        ("30=5", "1.2.4=0 1.2=18", "98"),
        # 评18: 1 of 2 studies 0.5, 3 reports without it 0.3, an event mishandled 2: 5 - 2.8 = 2.2
        ("31.4=1 31.3=3 31.6", "1.3.1=2.2 1.3=17.2", "97.2"),
        # 评18: no study at all 2 x 0.5; three are no better than two
        ("31.4=0", "1.3.1=4 1.3=19", "99"),
        ("31.4=3", "1.3.1=5 1.3=20", "100"),
        # 评19: 1 of 4 quarters 3 x 0.2, 4 papers 0.8, hours not reached 0.5, 2 not caught up 0.2: 3 - 2.1 = 0.9
        ("32.7=1 32.8=4 32.6 32.5=2", "1.3.2=0.9 1.3=17.9", "97.9"),
        # 评20: 2 meetings missed 1, 3 articles short 0.6, one paper 1, the information net 0.5: 5 - 3.1 = 1.9
        ("33.1=2 34=3 35.1 35.3", "1.3.3=1.9 1.3=16.9", "96.9"),
        # 评21, 评22: no course 0.5, 4 people unaware 0.4, culture 1, 2 breaches 2: 5 - 3.9 = 1.1
        ("36.2 36.3=4 37.1 38=2", "1.3.4=1.1 1.3=16.1", "96.1"),
        # 评23: three clauses 1.5: 2 - 1.5 = 0.5; with the leak the item scores nothing
        ("39.1 39.2 39.3", "1.3.5=0.5 1.3=18.5", "98.5"),
        ("39.1 39.2 39.3 39.5", "1.3.5=0 1.3=18", "98"),
        ("39.5", "1.3.5=0 1.3=18", "98"),
        # 评24 to 评31: not staffed 1, 2 not reported 2, 5 inspections 0.5, not studied 2 and badly 1: 11 - 6.5 = 4.5
        ("41.3 42=2 43=5 46.1 46.2", "1.4.1=4.5 1.4=8.5", "93.5"),
        # 评32 to 评34, every clause: 1.5 + 1.5 + 1 = 4 > 3: 0
        ("48.1 48.2 49.1 49.2 50.1 50.2", "1.4.2=0 1.4=12", "97"),
        # 评35: 1 of 2 reports 0.2: 0.8; 评35, 评36: none of 2 0.4, 4 tables late 0.8: 1 - 1.2 < 0
        ("51=1", "1.4.3=0.8 1.4=14.8", "99.8"),
        ("51=0 52=4", "1.4.3=0 1.4=14", "99"),
        # 评37 to 评40, every clause: 1 + 1 + 1 + 1 + 0.5 + 0.3 + 0.2 = 5 of 5
        ("53.1 53.2 54 55 56.1 56.2 56.3", "1.5.1=0 1.5=0", "95"),
        # 评41 to 评44: 3 x 0.2 + 0.2 + 0.3 + 0.2 + 1 = 2.3: 3 - 2.3 = 0.7
        ("57.1=3 57.2 58.1 58.2 60.1", "1.6.1=0.7 1.6=7.7", "97.7"),
        # 评45, 评46: 0.5 + 1 + 0.5 = 2 of 2
        ("61.1 61.2 62.1", "1.6.2=0 1.6=8", "98"),
        # 评47: 0.5 + 0.2 + 0.2 = 0.9 of 1; 评48 to 评50: 1 + 0.2 + 0.5 = 1.7 of 2; 评51: 0.5 + 0.2 = 0.7 of 1
        ("63.1 63.2 63.3 64.1 65.2 66.2 67.1 67.2", "1.6.3=0.1 1.6.4=0.3 1.6.5=0.3 1.6=6.7", "96.7"),
        # 评52: 2 duties 0.4: 0.6; 6 of them 1.2: no more than its point
        ("68=2", "1.6.6=0.6 1.6=9.6", "99.6"),
        ("68=6", "1.6.6=0 1.6=9", "99"),
        # 评53: 2 bodies missing 0.4; 4 missing would be 0.8, at most 0.6
        ("69=2", "1.7.1=1.6 1.7=9.6", "99.6"),
        ("69=4", "1.7.1=1.4 1.7=9.4", "99.4"),
        # 评53 to 评56: at most 0.6, 0.5 + 0.2 + 0.5: 2 - 1.8 = 0.2; with no plan 0.5 more: 0
        ("69=4 70 71.2 72", "1.7.1=0.2 1.7=8.2", "98.2"),
        ("69=4 70 71.1 71.2 72", "1.7.1=0 1.7=8", "98"),
        # 评57, 评58: 0.8 + 0.5 + 3 x 0.2 = 1.9 of 2
        ("73.1 74.1 74.3=3", "1.7.2=0.1 1.7=8.1", "98.1"),
        # 评59 to 评61: 0.2 + 0.5 + 2 x 0.2 + 0.5 = 1.6 of 3
        ("75.2 76.1 76.2=2 77.3", "1.7.3=1.4 1.7=8.4", "98.4"),
        # 评63, at most 1 for both clauses: 1 proposal short 0.5; 5 short 2.5 -> 1; with the results 1 + 1.5 -> 1
        ("79.2=1", "1.7.4=2.5 1.7=9.5", "99.5"),
        ("79.2=5", "1.7.4=2 1.7=9", "99"),
        ("79.1 79.2=3", "1.7.4=2 1.7=9", "99"),
        # 评62 to 评64: 0.2, then 1 + 0.5 -> 1, then 1: 3 - 2.2 = 0.8; with two more of 评64: 3 - 4.2 < 0
        ("78.1 79.1 79.2=1 80.1", "1.7.4=0.8 1.7=7.8", "97.8"),
        ("78.1 79.1 79.2=1 80.1 80.2 80.4", "1.7.4=0 1.7=7", "97"),
        # 评65: 2 + 1 = 3 of 5; 评66: 1 + 1 + 1 = 3 of 5: the clauses cannot use the points up
        ("81.1 81.2 82 83 84", "2.1.1=2 2.1.2=2 2.1=4 2=4", "94"),
        # over several indicators: 1 seminar short 0.2, last 1, 2 articles 0.4, 1 report 0.2, 3 bodies 0.6, 评66 1
        ("1=1 16 34=2 51=1 69=3 83", "1.1=9.8 1.2=19 1.3=19.6 1.4=14.8 1.7=9.4 2.1=9 1=87.6", "96.6"),
    ],
)
def test_a_branch_scores_what_the_document_gives_it(found: str, scores: str, total: str) -> None:
    got = scored(NAME, entered(found))
    for node, score in (pair.split("=") for pair in scores.split()):
        assert got[node] == Decimal(score), node
    assert got[""] == Decimal(total)


@pytest.mark.parametrize(
    ("given", "scores", "total"),
    [
        # 党的领导, a tenth of 10: 0.5 and 0.4 are within it
        ("85.1=0.5 86.1=0.4", "评67-69.1=0.9", "100.9"),
        # 0.8 + 0.7 + 0.5 = 2.0: at most 1
        ("85.1=0.8 86.1=0.7 87.1=0.5", "评67-69.1=1", "101"),
        # 组织工作, a tenth of 20: 1.5 + 1 = 2.5: at most 2
        ("85.2=1.5 87.2=1", "评67-69.2=2", "102"),
        # 党风廉政建设, a tenth of 15: 1.5 alone fills it; 生产经营工作, a tenth of 5: 0.3 + 0.3 = 0.6: at most 0.5
        ("86.4=1.5 85.4=0.2 85.5=0.3 86.5=0.3", "评67-69.4=1.5 评67-69.5=0.5", "102"),
        # 评70 has a limit of its own, beside the tenth: 1 + 3
        ("87.8=1 88=3", "评67-69.8=1 评70=3 3=4", "104"),
        # the tenth is of the indicator's points, not of what is left: all 5 of 生产经营工作 lost, 0.5 still given
        ("53.1 53.2 54 55 56.1 56.2 56.3 86.5=0.5", "1.5=0 评67-69.5=0.5", "95.5"),
        # deductions stay with their indicator: 10 - 0.5 beside +1
        ("10 85.1=1", "1.1=9.5 评67-69.1=1", "100.5"),
    ],
)
def test_bonuses_stay_within_a_tenth_of_their_indicator(given: str, scores: str, total: str) -> None:
    test_a_branch_scores_what_the_document_gives_it(given, scores, total)


def test_all_bonuses_together_are_13() -> None:
    # a tenth of each: 1 + 2 + 2 + 1.5 + 0.5 + 1 + 1 + 1 = 10, and 3 for 评70
    most = {f["id"]: f["bonus"]["to"] for f in below(read()) if "bonus" in f}
    got = scored(NAME, most)
    assert (got["3"], got[""]) == (Decimal(13), Decimal(113))


@pytest.mark.parametrize("clause", ["61.6", *map(str, range(89, 98))])
def test_each_veto_fails_the_branch_and_leaves_its_points(clause: str) -> None:
    # 100 - (2 + 1) - 2 - (2 + 1) - (0.2 + 0.1) - 0.1 = 91.6: the points stay, the result does not
    faults = entered("81.1 81.2 19 46.1 46.2 4.1 4.2 2=1")
    plain, vetoed = scored(NAME, faults), scored(NAME, faults | entered(clause))
    assert plain[""] == vetoed[""] == Decimal("91.6")
    assert (plain.grade, vetoed.grade) == ("", "不合格")


def everything() -> Mapping[str, str]:
    """Enter every fault: counted ones 99 times, nothing achieved."""
    faults = (f for f in below(read()) if "deduct" in f or "zero" in f)
    return {f["id"]: "0" if "target" in f else "99" if "per" in f else "有" for f in faults}


def test_all_faults_together_leave_what_the_document_cannot_take() -> None:
    got = scored(NAME, everything())
    seconds = {
        f"{kind}.{n}.{m}": got[f"{kind}.{n}.{m}"]
        for kind, indicators in enumerate(read()["sections"][:2], 1)
        for n, indicator in enumerate(indicators["sections"], 1)
        for m, _ in enumerate(indicator["sections"], 1)
    }
    left = {node: str(score.normalize()) for node, score in seconds.items() if score}
    # 评47 0.9 of 1, 评51 0.7 of 1, 评65 3 of 5, 评66 3 of 5: 0.1 + 0.3 + 2 + 2 = 4.4
    assert left == {"1.6.3": "0.1", "1.6.5": "0.3", "2.1.1": "2", "2.1.2": "2"}
    assert got[""] == Decimal("4.4")


def test_clauses_that_could_be_read_otherwise_say_how_they_were_read() -> None:
    noted = {f["id"] for f in below(read()) if "note" in f}
    unclear = "1 4.2 12 23 31.4 32.6 32.7 34 35.1 39.5 44.2 58.2 61.6 68 77.1 79.1 79.2 88"
    assert noted >= set(entered(unclear))
