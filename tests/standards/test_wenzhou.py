"""The shipped rubric wenzhou against the words of 溫州市市直機關黨建工作目標管理考核細則: cases computed by hand.

Each case says the finding in our own few words and computes what the standard itself would take off.
"""

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.standards.cases import amounts, scored

SHIPPED = Path(__file__).parent.parent.parent / "rubrics" / "wenzhou.yaml"

# Item by item the amounts 扣N分 in the standard's order; «<6» is for each one short of 6, «/例» for each,
# «<80%» once where the measure lies below it. The standard's 49 amounts add up to 134.
AMOUNTS = {
    "1.1": "2 2 2/次<6 2/天<12 2/次 2/例 2/例 2 2",
    "1.2": "2 2 3",
    "1.3": "3 5 2<80% 2",  # the last two are one amount in the standard: attendance, or not reported
    "1.4": "2 2 3",
    "2.1": "3 3 3 2/次<2 2/例",
    "2.2": "3 3",
    "2.3": "3 3",
    "3.1": "3 2 2 3",
    "3.2": "3 3 3 5",
    "3.3": "5 5/天<12 5/次<4",
    "3.4": "4 3 3<90%",
    "3.5": "2/次<12 3 3/例 1/例 2",
    "3.6": "3 2 2",
}
POINTS = {"1": "5 5 5 5", "2": "10 5 5", "3": "10 10 15 10 10 5"}

# How many amounts the standard prints in each item, and how many alternatives share an amount with another row.
DEDUCTIONS = {
    "1.1": 9,
    "1.2": 3,
    "1.3": 3,
    "1.4": 3,
    "2.1": 5,
    "2.2": 2,
    "2.3": 2,
    "3.1": 4,
    "3.2": 4,
    "3.3": 3,
    "3.4": 3,
    "3.5": 5,
    "3.6": 3,
}
PRINTED, PRINTED_SUM = 49, 134
SHARED = {"1.3": 1}  # «attendance below 80 %, or not reported: −2» is two rows, of which one counts


def shipped() -> Any:
    """Give the file as plain texts, lists and mappings, without the program."""
    return yaml.load(SHIPPED.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)


def items() -> Iterator[tuple[str, Any]]:
    """Give each item with its id by place."""
    for s, section in enumerate(shipped()["sections"], 1):
        yield from ((f"{s}.{i}", item) for i, item in enumerate(section["items"], 1))


def findings(item: Any) -> Iterator[Any]:
    """Give an item's findings, those of groups in place."""
    for finding in item["findings"]:
        yield from finding.get("findings", [finding])


def short(finding: Any) -> str:
    """Write a finding's amount as the table above does."""
    each = f"/{finding['per']}" if "per" in finding else ""
    limit = finding.get("target") or finding.get("below")
    return str(finding["deduct"]) + each + (f"<{limit}" if limit else "")


def test_the_points_are_those_of_the_standard() -> None:
    sections = shipped()["sections"]
    assert [section["points"] for section in sections] == ["20", "20", "60"]
    for own, section in enumerate(sections, 1):
        assert " ".join(item["points"] for item in section["items"]) == POINTS[str(own)]


def test_the_amounts_are_those_of_the_standard() -> None:
    assert {own: " ".join(map(short, findings(item))) for own, item in items()} == AMOUNTS


def test_every_printed_amount_is_there_once_and_only_alternatives_share_one() -> None:
    assert sum(DEDUCTIONS.values()) == PRINTED
    assert amounts("wenzhou") == {own: n + SHARED.get(own, 0) for own, n in DEDUCTIONS.items()}


def test_the_amounts_add_up_to_those_of_the_standard() -> None:
    written = sum(Decimal(finding["deduct"]) for _, item in items() for finding in findings(item))
    assert written - 2 * len(SHARED) == PRINTED_SUM


def test_alternatives_that_share_an_amount_stand_in_one_group() -> None:
    groups = [(own, f["keep"], len(f["findings"])) for own, i in items() for f in i["findings"] if "group" in f]
    assert groups == [("1.3", "highest", 2)]


CASES = {
    "nothing entered yet: full marks": ({}, "=100 1=20 2=20 3=60"),
    "1.1 no plan -2, no summary -2: 5-2-2": ({"1.1.1": "有", "1.1.2": "有"}, "1.1=1 1=16 =96"),
    "1.1 no plan -2: 5-2": ({"1.1.1": "有"}, "1.1=3 1=18 =98"),
    "1.1 5 of 6 sessions -2, 11 of 12 days -2: 5-4": ({"1.1.3": "5", "1.1.4": "11"}, "1.1=1 1=16 =96"),
    "1.1 4 of 6 sessions -4, days kept: 5-4": ({"1.1.3": "4", "1.1.4": "12"}, "1.1=1 =96"),
    "1.1 7 sessions on 14 days are no better than 6 on 12": ({"1.1.3": "7", "1.1.4": "14"}, "1.1=5 =100"),
    "1.1 no session at all: 5-12-24 <0: 0": ({"1.1.3": "0", "1.1.4": "0"}, "1.1=0 1=15 =95"),
    "1.1 2 sessions below 80 % -4: 5-4": ({"1.1.5": "2"}, "1.1=1 =96"),
    "1.1 3 sessions below 80 % -6 <0: 0": ({"1.1.5": "3"}, "1.1=0 =95"),
    "1.1 1 without speech -2, 1 without article -2: 5-4": ({"1.1.6": "1", "1.1.7": "1"}, "1.1=1 =96"),
    "1.1 no own signatures -2, no secretary -2: 5-4": ({"1.1.8": "有", "1.1.9": "有"}, "1.1=1 =96"),
    "1.2 no rules -2, meeting at fault -2: 5-4": ({"1.2.1": "有", "1.2.2": "有"}, "1.2=1 1=16 =96"),
    "1.2 all three: 5-2-2-3 <0: 0": ({"1.2.1": "有", "1.2.2": "有", "1.2.3": "有"}, "1.2=0 1=15 =95"),
    "1.3 among the last five -5: 5-5": ({"1.3.2": "有"}, "1.3=0 1=15 =95"),
    "1.3 attendance 79.9 % <80 %: 5-2": ({"1.3.3": "79.9"}, "1.3=3 1=18 =98"),
    "1.3 attendance exactly 80 % is enough": ({"1.3.3": "80"}, "1.3=5 =100"),
    "1.3 attendance 40 % is still -2": ({"1.3.3": "40"}, "1.3=3 =98"),
    "1.3 not reported -2": ({"1.3.4": "有"}, "1.3=3 =98"),
    "1.3 attendance and not reported share -2: 5-2": ({"1.3.3": "70", "1.3.4": "有"}, "1.3=3 1=18 =98"),
    "1.3 reform slack -3, attendance -2: 5-5": ({"1.3.1": "有", "1.3.3": "0"}, "1.3=0 =95"),
    "1.4 no plan -2, no party lesson -2: 5-4": ({"1.4.1": "有", "1.4.2": "有"}, "1.4=1 1=16 =96"),
    "1.4 offence in the leadership -3: 5-3": ({"1.4.3": "有"}, "1.4=2 =97"),
    "2.1 heard once of twice -2, 2 elections a year late -4: 10-6": ({"2.1.4": "1", "2.1.5": "2"}, "2.1=4 2=14 =94"),
    "2.1 never heard -4: 10-4": ({"2.1.4": "0"}, "2.1=6 2=16 =96"),
    "2.1 three flat ones -9, heard twice: 10-9": (
        {"2.1.1": "有", "2.1.2": "有", "2.1.3": "有", "2.1.4": "2"},
        "2.1=1 2=11 =91",
    ),
    "2.1 the same and heard once: 10-11 <0: 0": (
        {"2.1.1": "有", "2.1.2": "有", "2.1.3": "有", "2.1.4": "1"},
        "2.1=0 2=10 =90",
    ),
    "2.2 head not as required -3: 5-3": ({"2.2.1": "有"}, "2.2=2 2=17 =97"),
    "2.2 both: 5-6 <0: 0": ({"2.2.1": "有", "2.2.2": "有"}, "2.2=0 2=15 =95"),
    "2.3 deputy not full time -3: 5-3": ({"2.3.2": "有"}, "2.3=2 2=17 =97"),
    "3.1 all four: 10-3-2-2-3 = 0 just": (
        {"3.1.1": "有", "3.1.2": "有", "3.1.3": "有", "3.1.4": "有"},
        "3.1=0 3=50 =90",
    ),
    "3.1 rules -2, dues -2: 10-4": ({"3.1.2": "有", "3.1.3": "有"}, "3.1=6 3=56 =96"),
    "3.2 no plan in the branch -3, result not made known -5: 10-8": ({"3.2.1": "有", "3.2.4": "有"}, "3.2=2 3=52 =92"),
    "3.2 all four: 10-14 <0: 0": ({"3.2.1": "有", "3.2.2": "有", "3.2.3": "有", "3.2.4": "有"}, "3.2=0 3=50 =90"),
    "3.3 10 of 12 days -10: 15-10": ({"3.3.2": "10"}, "3.3=5 3=50 =90"),
    "3.3 9 of 12 days -15: 15-15": ({"3.3.2": "9"}, "3.3=0 3=45 =85"),
    "3.3 11 days -5, 3 of 4 lessons -5: 15-10": ({"3.3.2": "11", "3.3.3": "3"}, "3.3=5 =90"),
    "3.4 report-in rate 89.99 % <90 %: 10-3": ({"3.4.3": "89.99"}, "3.4=7 3=57 =97"),
    "3.4 report-in rate exactly 90 % is enough": ({"3.4.3": "90"}, "3.4=10 =100"),
    "3.4 all three: 10-4-3-3 = 0 just": ({"3.4.1": "有", "3.4.2": "有", "3.4.3": "50"}, "3.4=0 3=50 =90"),
    "3.5 10 of 12 meetings -4, 1 caught -3, 2 self-found -2: 10-9": (
        {"3.5.1": "10", "3.5.3": "1", "3.5.4": "2"},
        "3.5=1 3=51 =91",
    ),
    "3.5 the same and letters late -2: 10-11 <0: 0": (
        {"3.5.1": "10", "3.5.3": "1", "3.5.4": "2", "3.5.5": "有"},
        "3.5=0 3=50 =90",
    ),
    "3.5 7 of 12 meetings -10: 10-10": ({"3.5.1": "7"}, "3.5=0 =90"),
    "3.6 mass bodies -3, societies -2: 5-5": ({"3.6.1": "有", "3.6.2": "有"}, "3.6=0 3=55 =95"),
    "3.6 societies -2, family planning -2: 5-4": ({"3.6.2": "有", "3.6.3": "有"}, "3.6=1 3=56 =96"),
    "first section: 1+3+3+2 of 20, the rest full: 9+20+60": (
        # 1.1: 5 sessions -2, 11 days -2: 1; 1.2: no rules -2: 3; 1.3: rate 75 % -2: 3; 1.4: offence -3: 2
        {"1.1.3": "5", "1.1.4": "11", "1.2.1": "有", "1.3.3": "75", "1.4.3": "有"},
        "1.1=1 1.2=3 1.3=3 1.4=2 1=9 2=20 3=60 =89",
    ),
    "second section: 5+2+2 of 20": (
        # 2.1: system -3, heard once -2: 5; 2.2: not listed at meetings -3: 2; 2.3: no consent -3: 2
        {"2.1.2": "有", "2.1.4": "1", "2.2.2": "有", "2.3.1": "有"},
        "2.1=5 2.2=2 2.3=2 1=20 2=9 3=60 =89",
    ),
    "what one item lost beyond 0 is not taken from the next: 20-5, 20, 60-15": (
        # 1.1: 10 without speech -20: 0 of 5; 3.3: no day -60: 0 of 15; the other items keep theirs
        {"1.1.6": "10", "3.3.2": "0"},
        "1.1=0 1.2=5 3.3=0 3.4=10 1=15 2=20 3=45 =80",
    ),
    "over all sections: 18+17+52": (
        # 1.1: no secretary -2; 2.1: plan or summary -3; 3.1: elections late -3; 3.5: 1 caught -3; 3.6: -2
        {"1.1.9": "有", "2.1.3": "有", "3.1.1": "有", "3.5.3": "1", "3.6.2": "有"},
        "1.1=3 2.1=7 3.1=7 3.5=7 3.6=3 1=18 2=17 3=52 =87",
    ),
}


@pytest.mark.parametrize(("entries", "expected"), CASES.values(), ids=CASES)
def test_a_unit_scores_what_the_standard_gives_it(entries: dict[str, str], expected: str) -> None:
    got = scored("wenzhou", entries)
    for pair in expected.split():
        own, value = pair.split("=")
        assert got[own] == Decimal(value), own or "total"


def worst(finding: Any) -> str:
    """Type the worst that can be found: nothing reached, a rate of 0, nine times, or simply yes."""
    if "target" in finding or "below" in finding:
        return "0"
    return "9" if "per" in finding else "有"


def test_everything_found_leaves_nothing() -> None:
    # Each item's clauses together take at least its points: 1.2 takes 7 of 5, 2.2 6 of 5, 3.1 and 3.4 10 of 10 …
    entries = {f"{own}.{n}": worst(f) for own, item in items() for n, f in enumerate(findings(item), 1)}
    assert len(entries) == PRINTED + 1
    got = scored("wenzhou", entries)
    assert {got[own] for own in DEDUCTIONS} == {0}
    assert got[""] == 0


def test_everything_in_order_keeps_full_marks() -> None:
    # Targets just reached, rates just reached, nothing else found: 100.
    reached = {"1.1.3": "6", "1.1.4": "12", "1.3.3": "80", "2.1.4": "2", "3.3.2": "12", "3.3.3": "4"}
    got = scored("wenzhou", {**reached, "3.4.3": "90", "3.5.1": "12"})
    assert [got[section] for section in ("1", "2", "3", "")] == [20, 20, 60, 100]


NOTED = "1.1.3 1.1.4 1.1.5 1.2.2 1.3.2 1.3.3 1.3.4 2.1.3 2.1.5 3.2.4 3.3.2 3.4.2 3.4.3 3.5.1 3.5.2 3.6.1"


def test_clauses_that_could_be_read_otherwise_say_how_they_were_read() -> None:
    noted = {f"{own}.{n}" for own, item in items() for n, f in enumerate(findings(item), 1) if "note" in f}
    assert noted >= set(NOTED.split())
