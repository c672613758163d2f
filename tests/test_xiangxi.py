"""The shipped rubric xiangxi-2018 against the words of 州组发〔2018〕5号, annex: cases computed by hand.

Each case names the clause (section.item of the annex, in its order), says it in our own few words, and computes
what the annex itself would take off.
"""

from decimal import Decimal
from pathlib import Path

import pytest

from xlrubric.rubric import Finding, Item, Range, full_points
from xlrubric.rules import plain, rule_of
from xlrubric.scoring import Score, Value, compile_scorer
from xlrubric.standard import Standard, read_standard

SHIPPED = Path(__file__).parent.parent / "rubrics" / "xiangxi-2018.yaml"


@pytest.fixture(scope="module")
def standard() -> Standard:
    return read_standard(SHIPPED)


POINTS = ("4 6 3 5", "6 5 5", "5 5 5", "5 5 3 5", "5 5 5", "3 3", "3 3 3", "3")
SECTIONS = [Decimal(points) for points in (18, 16, 15, 18, 15, 6, 9, 3)]


def points(item: Item) -> str:
    return plain(item.points) if item.points else "-"


def test_the_points_are_those_of_the_annex(standard: Standard) -> None:
    rubric = standard.rubric
    assert tuple(" ".join(map(points, s.items)) for s in rubric.sections) == POINTS
    assert [section.points for section in rubric.sections] == SECTIONS
    assert (len(rubric.sections), len(list(rubric.items())), len(list(rubric.findings()))) == (8, 23, 53)
    assert full_points(rubric) == rubric.points == standard.outline.points == 100
    assert [full_points(section) for section in rubric.sections] == SECTIONS


# Item by item, in the annex's order: a bare amount is taken once, «/» is for each, «<4» for each one short of 4,
# «0-2» at discretion, «+» on top.
AMOUNTS = {
    "1.1": "1/次<4 1 1",
    "1.2": "2 1/项 2 +5",
    "1.3": "2",
    "1.4": "1/人 1/人",
    "2.1": "3/起",
    "2.2": "1/项 2 3 1 0-5",
    "2.3": "1/人次",
    "3.1": "2/项",
    "3.2": "2 1/人次 2",
    "3.3": "1/次<4 1/次<24 1/次<5 1/人",
    "4.1": "1 1/次<12 2",
    "4.2": "2 1/次<5",
    "4.3": "2 1/人次",
    "4.4": "1/项 1/次 0.5/次 1/次",
    "5.1": "1 1 2",
    "5.2": "1/人",
    "5.3": "2 2/起",
    "6.1": "1/项",
    "6.2": "1 1/人次",
    "7.1": "2 1",
    "7.2": "1/起 1/次",
    "7.3": "2 1",
    "8.1": "1 1",
}


def short(finding: Finding) -> str:
    """Write a finding's amounts as the table above does."""
    if isinstance(finding.deduct, Range):
        return f"{plain(finding.deduct.low)}-{plain(finding.deduct.high)}"
    amount = f"+{one(finding.bonus)}" if finding.bonus else one(finding.deduct)
    each = f"/{finding.per}" if finding.per else ""
    assert finding.at_most is None  # the annex limits nothing but by the item's points
    assert finding.verbs() in (("deduct",), ("bonus",)) and not finding.flags()
    return amount + each + (f"<{plain(finding.target)}" if finding.target else "")


def one(amount: object) -> str:
    """Write a plain amount; the annex has no other beside its one discretion."""
    assert isinstance(amount, Decimal)
    return plain(amount)


def test_the_amounts_are_those_of_the_annex(standard: Standard) -> None:
    found = {item.id: " ".join(map(short, item.every_finding())) for item in standard.rubric.items()}
    assert found == AMOUNTS


def test_every_kind_that_the_annex_needs_is_there_and_no_other(standard: Standard) -> None:
    kinds = [rule_of(f).name for f in standard.rubric.findings()]
    counts = {kind: kinds.count(kind) for kind in set(kinds)}
    assert counts == {"flat": 26, "counted": 20, "short": 6, "discretion": 1}
    assert [f.id for f in standard.rubric.findings() if f.bonus] == ["1.2.4"]  # the only one on top


def score(standard: Standard, entries: str) -> Score:
    """Score entries written ``number:1.1.1=3 choice:1.1.2=有``, all of the review."""
    pairs = (pair.split("=") for pair in entries.split())
    values: dict[str, Value] = {
        f"review.{own}": Decimal(value) if own.startswith("number") else value for own, value in pairs
    }
    known = {entry.name for entry in standard.graph.entries}
    assert set(values) <= known, set(values) - known
    return compile_scorer(standard.graph)(values)


@pytest.mark.parametrize(
    ("entries", "item", "section", "total"),
    [
        # nothing found yet
        ("", "1.1=4", "1=18", "100"),
        # 1.1: each of 4 meetings missing -1; no plan -1: 4 - (4-3)*1 - 1 = 2
        ("number:1.1.1=3 choice:1.1.2=有", "1.1=2", "1=16", "98"),
        # 1.1: no meeting, neither plan nor summary: 4 - 4 - 1 - 1 = -2, down to the item's points: 0
        ("number:1.1.1=0 choice:1.1.2=有 choice:1.1.3=有", "1.1=0", "1=14", "96"),
        # 1.1: 6 meetings are no better than 4
        ("number:1.1.1=6 choice:1.1.2=无 choice:1.1.3=无", "1.1=4", "1=18", "100"),
        # 1.2: no scheme -2, 3 untidy things -3, no contact point -2: 6 - 7 < 0: 0
        ("choice:1.2.1=有 choice:1.2.2=有 number:1.2.2=3 choice:1.2.3=有", "1.2=0", "1=12", "94"),
        # 1.2: the same with a named model site: 0 + 5, the faults do not reach the bonus
        ("choice:1.2.1=有 choice:1.2.2=有 number:1.2.2=3 choice:1.2.3=有 choice:1.2.4=有", "1.2=5", "1=17", "99"),
        # 1.2: nothing but the model site: 6 + 5 = 11, the total above 100
        ("choice:1.2.4=有", "1.2=11", "1=23", "105"),
        # 1.4: 2 members without guidance, 4 secretaries unassessed: 5 - 2 - 4 = -1: 0
        ("number:1.4.1=2 number:1.4.2=4", "1.4=0", "1=13", "95"),
        # 2.1: each case -3: one leaves 3, two leave 0, three still 0
        ("number:2.1.1=1", "2.1=3", "2=13", "97"),
        ("number:2.1.1=2", "2.1=0", "2=10", "94"),
        ("number:2.1.1=3", "2.1=0", "2=10", "94"),
        # 2.2: 1 slack meeting -1, no ideology scheme -1, by gravity -1.5: 5 - 3.5 = 1.5
        ("number:2.2.1=1 choice:2.2.4=有 number:2.2.5=1.5", "2.2=1.5", "2=12.5", "96.5"),
        # 2.2: by gravity, up to all of the item's points: 5 - 5 = 0
        ("number:2.2.5=5", "2.2=0", "2=11", "95"),
        # 3.1: each subject not studied -2: three are 6 > 5: 0
        ("choice:3.1.1=有 number:3.1.1=3", "3.1=0", "3=10", "95"),
        # 3.2: no contest -2, one absent from the test -1, no anniversary -2: 5 - 5 = 0
        ("choice:3.2.1=有 number:3.2.2=1 choice:3.2.3=有", "3.2=0", "3=10", "95"),
        # 3.3: centre group 3 of 4 quarters -1, group study 23 of 24 -1, surveys 5 of 5, 1 short of credits -1: 2
        ("number:3.3.1=3 number:3.3.2=23 number:3.3.3=5 number:3.3.4=1", "3.3=2", "3=12", "97"),
        # 3.3: group study 20 of 24 -4, surveys 3 of 5 -2: 5 - 6 < 0: 0
        ("number:3.3.1=4 number:3.3.2=20 number:3.3.3=3", "3.3=0", "3=10", "95"),
        # 4.1: party day in 11 of 12 months -1, no scheme -1: 5 - 2 = 3
        ("choice:4.1.1=有 number:4.1.2=11", "4.1=3", "4=16", "98"),
        # 4.2: no scheme -2, 3 of 5 joint activities -2: 5 - 4 = 1
        ("choice:4.2.1=有 number:4.2.2=3", "4.2=1", "4=14", "96"),
        # 4.4: missed meeting twice -2, a substitute 3 times -1.5, a late report -1: 5 - 4.5 = 0.5
        ("number:4.4.2=2 number:4.4.3=3 number:4.4.4=1", "4.4=0.5", "4=13.5", "95.5"),
        # 5.1: all three faults: 5 - 1 - 1 - 2 = 1, the clause cannot use the item up
        ("choice:5.1.1=有 choice:5.1.2=有 choice:5.1.3=有", "5.1=1", "5=11", "96"),
        # 5.3: no scheme -2, 2 offences -4: 5 - 6 < 0: 0
        ("choice:5.3.1=有 number:5.3.2=2", "5.3=0", "5=10", "95"),
        # 6.2: not fully staffed -1, 3 transfers -3: 3 - 4 < 0: 0
        ("choice:6.2.1=有 number:6.2.2=3", "6.2=0", "6=3", "97"),
        # 7.1: not in the budget -2, below the mark -1: 3 - 3 = 0
        ("choice:7.1.1=有 choice:7.1.2=有", "7.1=0", "7=6", "97"),
        # 7.2: one careless entry -1, 2 months without upload -2: 3 - 3 = 0
        ("number:7.2.1=1 number:7.2.2=2", "7.2=0", "7=6", "97"),
        # 8.1: no list -1, measures not carried out -1: 3 - 2 = 1
        ("choice:8.1.1=有 choice:8.1.2=有", "8.1=1", "8=1", "98"),
        # over several sections: 1.1 3 of 4 meetings -1; 4.4 a substitute once -0.5; 8.1 no list -1: 97.5
        ("number:1.1.1=3 number:4.4.3=1 choice:8.1.1=有", "4.4=4.5", "4=17.5", "97.5"),
    ],
)
def test_a_unit_scores_what_the_annex_gives_it(
    standard: Standard, entries: str, item: str, section: str, total: str
) -> None:
    scored = score(standard, entries)
    for kind, expected in (("item", item), ("section", section)):
        node, value = expected.split("=")
        assert scored[f"review.{kind}:{node}"] == Decimal(value)
    assert scored["review.total:"] == Decimal(total)


def test_all_faults_together_leave_what_the_annex_cannot_take(standard: Standard) -> None:
    entries: dict[str, Value] = {}
    for entry in standard.graph.entries:
        finding = next(f for f in standard.rubric.findings() if f.id == entry.finding)
        if entry.box.name == "choice" and not finding.bonus:
            entries[entry.name] = "有"
        elif entry.box.name == "number":
            most = finding.deduct.high if isinstance(finding.deduct, Range) else Decimal(99)
            entries[entry.name] = Decimal(0) if finding.target else most
    scored = compile_scorer(standard.graph)(entries)
    left = {i.id: scored[f"review.item:{i.id}"] for i in standard.rubric.items() if scored[f"review.item:{i.id}"]}
    # 1.3 takes at most 2 of 3, 5.1 at most 4 of 5, 8.1 at most 2 of 3: their clauses add up to no more
    assert left == {"1.3": 1, "5.1": 1, "8.1": 1}
    assert scored["review.total:"] == 3


def test_clauses_that_could_be_read_otherwise_say_how_they_were_read(standard: Standard) -> None:
    noted = {finding.id for finding in standard.rubric.findings() if finding.note}
    assert noted >= {"1.1.2", "1.2.3", "2.2.2", "2.2.3", "2.2.5", "3.3.1", "3.3.2", "4.1.2", "4.3.2"}
