"""The shipped rubric tianjin-2020 against the words of 2020年度述职评议考核评分细则: cases computed by hand.

The document has two parts of 50 points for different units: part 1 (tag 部门) and part 2 (tag 党组织). Each case says
the clause in our own few words and computes what the document itself would take off.
"""

import re
from decimal import Decimal
from pathlib import Path

import pytest

from tests.standards.cases import amounts, scored

RUBRIC = "tianjin-2020"
SHIPPED = Path(__file__).parents[2] / "rubrics" / f"{RUBRIC}.yaml"
BOTH = "部门,党组织"

# How many «扣N分» the document has in each item, in its order. No amounts: satisfaction 1.8, the five items at
# discretion 2.1, information sent in 2.6.3 (earned).
DEDUCTIONS = {
    "1.1": 3,
    "1.2": 6,
    "1.3": 3,
    "1.4": 6,
    "1.5": 4,
    "1.6": 3,
    "1.7": 3,
    "2.2.1": 1,
    "2.2.2": 2,
    "2.3.1": 2,
    "2.3.2": 2,
    "2.3.3": 2,
    "2.3.4": 2,
    "2.3.5": 2,
    "2.3.6": 3,
    "2.4.1": 1,
    "2.4.2": 1,
    "2.4.3": 1,
    "2.4.4": 2,
    "2.4.5": 2,
    "2.4.6": 2,
    "2.4.7": 3,
    "2.4.8": 1,
    "2.4.9": 1,
    "2.5.1": 2,
    "2.6.1": 1,
    "2.6.2": 3,
    "2.7.1": 2,
}
IN_THE_DOCUMENT = 66

# The amounts themselves, in the document's order.
SIZES = (
    "5 1 1 5 0.5 1 1 1 1 1 1 0.5 1 0.5 1 0.5 1 0.5 2 1 0.5 1 0.5 1 1 1 0.5 2 "
    "0.2 0.2 0.5 0.2 0.1 1 0.5 0.5 1 1 0.5 1 0.5 1 0.5 0.5 0.2 0.2 0.2 1 0.5 0.2 0.1 1 0.5 1 1 0.5 0.5 0.5 "
    "0.2 1 1 1 0.5 0.5 0.2 0.1"
)

POINTS_OF_DEPARTMENTS = {f"1.{k}": points for k, points in enumerate((5, 5, 5, 5, 5, 5, 10, 10), 1)}
POINTS_OF_BRANCHES = {
    f"2.{section}.{k}": points
    for section, items in enumerate(
        ((1, 1, 1, 1, 1), (3, 2), (4, 1, 1, 2, 3, 2), (3, 1, 2, 1, 2, 2, 2, 1, 1), (4,), (1, 2, 1), (4,)), 1
    )
    for k, points in enumerate(items, 1)
}
SECTIONS_OF_BRANCHES = {f"2.{k}": points for k, points in enumerate((5, 5, 13, 15, 4, 4, 4), 1)}

ALL_EARNED = {"1.8.1": "100", "2.6.3.1": "10"}


def test_every_deduction_of_the_document_is_there() -> None:
    assert sum(DEDUCTIONS.values()) == IN_THE_DOCUMENT == len(SIZES.split())
    assert {item: n for item, n in amounts(RUBRIC).items() if n} == DEDUCTIONS


def test_the_amounts_stand_in_the_order_of_the_document() -> None:
    written = re.findall(r"\bdeduct: ([\d.]+)", SHIPPED.read_text(encoding="utf-8"))
    assert " ".join(written) == SIZES


def test_with_nothing_found_and_all_earned_every_item_has_the_points_of_the_document() -> None:
    got = scored(RUBRIC, ALL_EARNED, tags=BOTH)
    expected = POINTS_OF_DEPARTMENTS | POINTS_OF_BRANCHES | SECTIONS_OF_BRANCHES | {"1": 50, "2": 50, "": 100}
    assert {node: got[node] for node in expected} == expected


@pytest.mark.parametrize(
    ("tags", "entries", "total"),
    [
        pytest.param("部门", {"1.8.1": "100"}, "50", id="部门: 第一部分满分50"),
        pytest.param("党组织", {"2.6.3.1": "10"}, "50", id="党组织: 第二部分满分50"),
        pytest.param(BOTH, ALL_EARNED, "100", id="两种标签: 50+50"),
        # satisfaction not yet entered, nothing earned: 50-10
        pytest.param("部门", {}, "40", id="部门: 空白表 50-10=40"),
        # no article sent in, nothing earned: 50-1
        pytest.param("党组织", {}, "49", id="党组织: 空白表 50-1=49"),
        pytest.param(BOTH, {}, "89", id="两种标签: 空白表 40+49"),
    ],
)
def test_a_part_that_does_not_apply_just_leaves(tags: str, entries: dict[str, str], total: str) -> None:
    assert scored(RUBRIC, entries, tags=tags)[""] == Decimal(total)


def found(*ids: str) -> dict[str, str]:
    return dict.fromkeys(ids, "有")


@pytest.mark.parametrize(
    ("entries", "node", "score", "total"),
    [
        # Totals: of the 50 points, the satisfaction (10) is entered as 100 in each case unless it says otherwise.
        # 1.1 out of touch -1, core business not planned together -1: 5-2 = 3; 50-2 = 48
        pytest.param(found("1.1.2", "1.1.3"), "1.1", "3", "48", id="1.1: 5-1-1=3"),
        # 1.1 no overall plan -5: 5-5 = 0
        pytest.param(found("1.1.1"), "1.1", "0", "45", id="1.1: 5-5=0"),
        # 1.1 all three: 5-7 = -2, not below 0
        pytest.param(found("1.1.1", "1.1.2", "1.1.3"), "1.1", "0", "45", id="1.1: 5-7<0, 0"),
        # 1.2 not countersigned -0.5, two reports missing 2*-1: 5-2.5 = 2.5
        pytest.param(found("1.2.2") | {"1.2.5": "2"}, "1.2", "2.5", "47.5", id="1.2: 5-0.5-2*1=2.5"),
        # 1.2 all but the missing lists: 5-0.5-1-1-1-1 = 0.5 (one report)
        pytest.param(
            found("1.2.2", "1.2.3", "1.2.4", "1.2.6") | {"1.2.5": "1"}, "1.2", "0.5", "45.5", id="1.2: 5-4.5=0.5"
        ),
        # 1.2 half-yearly and yearly report and account to the leaders missing: 3*-1; copied -1; vague -1: 5-5 = 0
        pytest.param(found("1.2.3", "1.2.6") | {"1.2.5": "3"}, "1.2", "0", "45", id="1.2: 5-3*1-1-1=0"),
        # 1.3 everything: 5-1-1-0.5 = 2.5, the clauses cannot use the item up
        pytest.param(found("1.3.1", "1.3.2", "1.3.3"), "1.3", "2.5", "47.5", id="1.3: 5-2.5=2.5"),
        # 1.4 everything: 5-1-0.5-1-0.5-1-0.5 = 0.5
        pytest.param(found(*(f"1.4.{k}" for k in range(1, 7))), "1.4", "0.5", "45.5", id="1.4: 5-4.5=0.5"),
        # 1.5 no talks -2, three warnings omitted 3*-0.5: 5-3.5 = 1.5
        pytest.param(found("1.5.1") | {"1.5.3": "3"}, "1.5", "1.5", "46.5", id="1.5: 5-2-3*0.5=1.5"),
        # 1.5 no talks -2, careless -1, no help -1, three warnings -1.5: 5-5.5 < 0
        pytest.param(found("1.5.1", "1.5.2", "1.5.4") | {"1.5.3": "3"}, "1.5", "0", "45", id="1.5: 5-2-1-1-1.5<0, 0"),
        # 1.6 everything: 5-0.5-1-1 = 2.5
        pytest.param(found("1.6.1", "1.6.2", "1.6.3"), "1.6", "2.5", "47.5", id="1.6: 5-2.5=2.5"),
        # 1.7 two persons -4, no focus -0.5: 10-4.5 = 5.5
        pytest.param(found("1.7.2") | {"1.7.3": "2"}, "1.7", "5.5", "45.5", id="1.7: 10-0.5-2*2=5.5"),
        # 1.7 five persons: 10-10 = 0; a sixth changes nothing
        pytest.param({"1.7.3": "5"}, "1.7", "0", "40", id="1.7: 10-5*2=0"),
        pytest.param({"1.7.3": "6"}, "1.7", "0", "40", id="1.7: 10-6*2<0, 0"),
        # 1.8 mean 92.5 of 100: 9.25 of 10
        pytest.param({"1.8.1": "92.5"}, "1.8", "9.25", "49.25", id="1.8: 92.5/100*10=9.25"),
        pytest.param({"1.8.1": "0"}, "1.8", "0", "40", id="1.8: 0/100*10=0"),
        # several: 1.1 -1, 1.4 -0.5-0.5, 1.7 one person -2, mean 88: -1.2: 50-1-1-2-1.2 = 44.8
        pytest.param(
            found("1.1.2", "1.4.2", "1.4.6") | {"1.7.3": "1", "1.8.1": "88"}, "1", "44.8", "44.8", id="1: 50-5.2=44.8"
        ),
    ],
)
def test_a_department_scores_what_part_one_gives_it(entries: dict[str, str], node: str, score: str, total: str) -> None:
    got = scored(RUBRIC, {"1.8.1": "100"} | entries, tags="部门")
    assert (got[node], got[""]) == (Decimal(score), Decimal(total))


@pytest.mark.parametrize(
    ("entries", "node", "score", "total"),
    [
        # Totals: 50 with ten articles sent in (2.6.3.1 = 10: 10*0.1 = 1) unless the case says otherwise.
        # 2.1 at discretion 0.3 and 0.5 and all of the third: 5-1.8 = 3.2
        pytest.param({"2.1.1.1": "0.3", "2.1.4.1": "0.5", "2.1.5.1": "1"}, "2.1", "3.2", "48.2", id="2.1: 5-1.8"),
        pytest.param({"2.1.2.1": "0.25"}, "2.1.2", "0.75", "49.75", id="2.1.2: 1-0.25"),
        # 2.2.1 four meetings missing: 3-0.8 = 2.2; fourteen: 3-2.8 = 0.2; fifteen: 3-3 = 0; sixteen: 0 (扣完为止)
        pytest.param({"2.2.1.1": "4"}, "2.2.1", "2.2", "49.2", id="2.2.1: 3-4*0.2=2.2"),
        pytest.param({"2.2.1.1": "14"}, "2.2.1", "0.2", "47.2", id="2.2.1: 3-14*0.2=0.2"),
        pytest.param({"2.2.1.1": "15"}, "2.2.1", "0", "47", id="2.2.1: 3-15*0.2=0"),
        pytest.param({"2.2.1.1": "16"}, "2.2.1", "0", "47", id="2.2.1: 扣完为止"),
        # 2.2.2 absent 3 times -0.6, not organised -0.5: 2-1.1 = 0.9
        pytest.param(found("2.2.2.2") | {"2.2.2.1": "3"}, "2.2.2", "0.9", "48.9", id="2.2.2: 2-0.6-0.5=0.9"),
        # 2.3.1 three pieces missing -0.6, two poor -0.2: 4-0.8 = 3.2
        pytest.param({"2.3.1.1": "3", "2.3.1.2": "2"}, "2.3.1", "3.2", "49.2", id="2.3.1: 4-3*0.2-2*0.1=3.2"),
        # 2.3.2 no register -1, late transfer -0.5: 1-1.5 < 0
        pytest.param(found("2.3.2.1", "2.3.2.2"), "2.3.2", "0", "49", id="2.3.2: 1-1.5<0, 0"),
        pytest.param(found("2.3.2.2"), "2.3.2", "0.5", "49.5", id="2.3.2: 1-0.5"),
        # 2.3.3 not thorough -0.5 of 1; not completed -1 of 1; both: 0
        pytest.param(found("2.3.3.1"), "2.3.3", "0.5", "49.5", id="2.3.3: 1-0.5"),
        pytest.param(found("2.3.3.2"), "2.3.3", "0", "49", id="2.3.3: 1-1"),
        pytest.param(found("2.3.3.1", "2.3.3.2"), "2.3.3", "0", "49", id="2.3.3: 1-1.5<0, 0"),
        # 2.3 all of 2.3.4 (2-1.5 = 0.5), 2.3.5 (3-1.5 = 1.5), 2.3.6 (2-2 = 0): 13-1.5-1.5-2 = 8
        pytest.param(
            found("2.3.4.1", "2.3.4.2", "2.3.5.1", "2.3.5.2", "2.3.6.1", "2.3.6.2", "2.3.6.3"),
            "2.3",
            "8",
            "45",
            id="2.3: 13-1.5-1.5-2=8",
        ),
        # 2.4.1 four of the meetings missing: 3-0.8 = 2.2
        pytest.param({"2.4.1.1": "4"}, "2.4.1", "2.2", "49.2", id="2.4.1: 3-4*0.2=2.2"),
        pytest.param({"2.4.1.1": "20"}, "2.4.1", "0", "47", id="2.4.1: 3-20*0.2<0, 0"),
        # 2.4.2 party day in 10 of 12 months: 1-0.4 = 0.6; in 7: 1-1 = 0; in 3: 1-1.8 < 0; 13 are no better than 12
        pytest.param({"2.4.2.1": "10"}, "2.4.2", "0.6", "49.6", id="2.4.2: 1-2*0.2=0.6"),
        pytest.param({"2.4.2.1": "7"}, "2.4.2", "0", "49", id="2.4.2: 1-5*0.2=0"),
        pytest.param({"2.4.2.1": "3"}, "2.4.2", "0", "49", id="2.4.2: 1-9*0.2<0, 0"),
        pytest.param({"2.4.2.1": "13"}, "2.4.2", "1", "50", id="2.4.2: 13次不多得"),
        # 2.4.3 dues late twice, once omitted: 2-0.6 = 1.4
        pytest.param({"2.4.3.1": "3"}, "2.4.3", "1.4", "49.4", id="2.4.3: 2-3*0.2=1.4"),
        # 2.4.4 a member not reported -1, book inaccurate -0.5: 1-1.5 < 0
        pytest.param(found("2.4.4.1", "2.4.4.2"), "2.4.4", "0", "49", id="2.4.4: 1-1.5<0, 0"),
        # 2.4.5 six persons without talk -1.2, five poor records -0.5: 2-1.7 = 0.3; eight and five: 2-2.1 < 0
        pytest.param({"2.4.5.1": "6", "2.4.5.2": "5"}, "2.4.5", "0.3", "48.3", id="2.4.5: 2-6*0.2-5*0.1=0.3"),
        pytest.param({"2.4.5.1": "8", "2.4.5.2": "5"}, "2.4.5", "0", "48", id="2.4.5: 扣完为止"),
        # 2.4.6 no report -1: 2-1 = 1
        pytest.param(found("2.4.6.1"), "2.4.6", "1", "49", id="2.4.6: 2-1"),
        # 2.4.7 no contact -1, poor material -0.5: 2-1.5 = 0.5; all: 2-2.5 < 0
        pytest.param(found("2.4.7.1", "2.4.7.3"), "2.4.7", "0.5", "48.5", id="2.4.7: 2-1-0.5=0.5"),
        pytest.param(found("2.4.7.1", "2.4.7.2", "2.4.7.3"), "2.4.7", "0", "48", id="2.4.7: 扣完为止"),
        # 2.4.8, 2.4.9 half of the point each: 15-1 = 14
        pytest.param(found("2.4.8.1", "2.4.9.1"), "2.4", "14", "49", id="2.4: 15-0.5-0.5=14"),
        # 2.5 nine persons behind with their hours -1.8, form late -1: 4-2.8 = 1.2; fifteen: 4-4 = 0
        pytest.param(found("2.5.1.2") | {"2.5.1.1": "9"}, "2.5", "1.2", "47.2", id="2.5: 4-9*0.2-1=1.2"),
        pytest.param(found("2.5.1.2") | {"2.5.1.1": "15"}, "2.5", "0", "46", id="2.5: 4-15*0.2-1=0"),
        # 2.6.2 files not corrected -1, system late -0.5: 2-1.5 = 0.5
        pytest.param(found("2.6.2.1", "2.6.2.2"), "2.6.2", "0.5", "48.5", id="2.6.2: 2-1-0.5=0.5"),
        # 2.6.3 earned: 3 articles and 2 examples 0.5; 12 articles no more than 1; 6 and 7: 1.3, no more than 1; none: 0
        pytest.param({"2.6.3.1": "3", "2.6.3.2": "2"}, "2.6.3", "0.5", "49.5", id="2.6.3: 3*0.1+2*0.1"),
        pytest.param({"2.6.3.1": "12"}, "2.6.3", "1", "50", id="2.6.3: 12*0.1, 最多1"),
        pytest.param({"2.6.3.1": "6", "2.6.3.2": "7"}, "2.6.3", "1", "50", id="2.6.3: 6*0.1+7*0.1, 最多1"),
        pytest.param({"2.6.3.1": "0", "2.6.3.2": "0"}, "2.6.3", "0", "49", id="2.6.3: 未报送不得分"),
        # 2.6 campaign not held -1, transfers late -0.5, four articles (0.4): 0+1.5+0.4 = 1.9; 46+1.9 = 47.9
        pytest.param(found("2.6.1.1", "2.6.2.3") | {"2.6.3.1": "4"}, "2.6", "1.9", "47.9", id="2.6: 0+(2-0.5)+0.4=1.9"),
        # 2.7 two steps left out -0.4, three poor -0.3: 4-0.7 = 3.3
        pytest.param({"2.7.1.1": "2", "2.7.1.2": "3"}, "2.7", "3.3", "49.3", id="2.7: 4-2*0.2-3*0.1=3.3"),
    ],
)
def test_a_branch_scores_what_part_two_gives_it(entries: dict[str, str], node: str, score: str, total: str) -> None:
    got = scored(RUBRIC, {"2.6.3.1": "10"} | entries, tags="党组织")
    assert (got[node], got[""]) == (Decimal(score), Decimal(total))


# Everything found, every count far beyond what the item has, nothing earned.
ONCE = [
    *("1.1.1", "1.1.2", "1.1.3", "1.2.1", "1.2.2", "1.2.3", "1.2.4", "1.2.6", "1.3.1", "1.3.2", "1.3.3"),
    *("1.4.1", "1.4.2", "1.4.3", "1.4.4", "1.4.5", "1.4.6", "1.5.1", "1.5.2", "1.5.4"),
    *("1.6.1", "1.6.2", "1.6.3", "1.7.1", "1.7.2"),
    *("2.2.2.2", "2.3.2.1", "2.3.2.2", "2.3.3.1", "2.3.3.2", "2.3.4.1", "2.3.4.2", "2.3.5.1", "2.3.5.2"),
    *("2.3.6.1", "2.3.6.2", "2.3.6.3", "2.4.4.1", "2.4.4.2", "2.4.6.1", "2.4.6.2"),
    *("2.4.7.1", "2.4.7.2", "2.4.7.3", "2.4.8.1", "2.4.9.1", "2.5.1.2", "2.6.1.1", "2.6.2.1", "2.6.2.2", "2.6.2.3"),
]
COUNTED = [
    *("1.2.5", "1.5.3", "1.7.3", "2.2.1.1", "2.2.2.1", "2.3.1.1", "2.3.1.2", "2.4.1.1", "2.4.3.1"),
    *("2.4.5.1", "2.4.5.2", "2.5.1.1", "2.7.1.1", "2.7.1.2"),
]
NOTHING_DONE = {"1.8.1": "0", "2.4.2.1": "0", "2.6.3.1": "0", "2.6.3.2": "0"}
EVERYTHING = found(*ONCE) | dict.fromkeys(COUNTED, "99") | {f"2.1.{k}.1": "1" for k in range(1, 6)} | NOTHING_DONE

# What is left then: items whose clauses add up to less than their points.
# 1.3 5-2.5, 1.4 5-4.5, 1.6 5-2.5; 2.3.4 2-1.5, 2.3.5 3-1.5, 2.4.6 2-1.5, 2.4.8 1-0.5, 2.4.9 1-0.5
LEFT = {
    "1.3": Decimal("2.5"),
    "1.4": Decimal("0.5"),
    "1.6": Decimal("2.5"),
    "2.3.4": Decimal("0.5"),
    "2.3.5": Decimal("1.5"),
    "2.4.6": Decimal("0.5"),
    "2.4.8": Decimal("0.5"),
    "2.4.9": Decimal("0.5"),
}


def test_the_table_of_everything_found_holds_every_amount_of_the_document() -> None:
    # 2.4.2.1 is an amount too: its entry is the number of party days held
    assert len(ONCE) + len(COUNTED) + 1 == IN_THE_DOCUMENT


def test_everything_found_leaves_what_the_clauses_cannot_take() -> None:
    got = scored(RUBRIC, EVERYTHING, tags=BOTH)
    items = POINTS_OF_DEPARTMENTS | POINTS_OF_BRANCHES
    assert {item: got[item] for item in items if got[item]} == LEFT
    # 2.5+0.5+2.5 = 5.5; 0.5+1.5+0.5+0.5+0.5 = 3.5; 9
    assert (got["1"], got["2"], got[""]) == (Decimal("5.5"), Decimal("3.5"), Decimal(9))


@pytest.mark.parametrize(("tags", "total", "prefix"), [("部门", "5.5", "1."), ("党组织", "3.5", "2.")])
def test_everything_found_in_one_part_alone(tags: str, total: str, prefix: str) -> None:
    own = {finding: entry for finding, entry in EVERYTHING.items() if finding.startswith(prefix)}
    assert scored(RUBRIC, own, tags=tags)[""] == Decimal(total)


def test_faults_of_both_parts_meet_in_the_total_of_a_unit_with_both_tags() -> None:
    # part 1: 1.5 two warnings omitted -1, mean 90 -1: 48; part 2: 2.4.5 three talks -0.6, five articles -0.5: 48.9
    entries = {"1.5.3": "2", "1.8.1": "90", "2.4.5.1": "3", "2.6.3.2": "5"}
    got = scored(RUBRIC, entries, tags=BOTH)
    assert (got["1"], got["2"], got[""]) == (Decimal(48), Decimal("48.9"), Decimal("96.9"))
