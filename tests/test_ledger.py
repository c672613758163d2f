"""A unit's account: from what was there at the beginning down to the total, every step with its reason."""

from collections.abc import Mapping
from decimal import Decimal
from random import Random

import pytest

from tests.proof.fillings import random_filling
from tests.proof.samples import shipped_names, standard_of
from tests.small_forms import standard
from xlrubric.ledger import NOTHING, Account
from xlrubric.scoring import Value, compile_scorer
from xlrubric.standard import Standard

HEAD = "rubric: r\ntitle: t\n"
FOUND = "有"
Step = tuple[str, str, str]  # kind, node or row, points

FAULTS = "{text: a, deduct: 3}, {text: b, deduct: 1, per: 次}"
PLAIN = f"{{name: i, points: 10, findings: [{FAULTS}]}}"


def section(*items: str, more: str = "") -> str:
    return f"sections: [{{name: s, {more} items: [{', '.join(items)}]}}]"


def item(points: int, *findings: str, more: str = "") -> str:
    return f"{{name: i, points: {points}, {more} findings: [{', '.join(findings)}]}}"


def account_of(made: Standard, entries: Mapping[str, Value]) -> Account:
    return Account(made.outline, compile_scorer(made.graph)(entries), made.rubric.counts)


def entered(**typed: str | int | float) -> dict[str, Value]:
    """Give entries of the review: ``c1_1_2`` is the choice of 1.1.2, ``n1_1_2`` its number."""
    names = {"c": "choice", "n": "number"}
    return {
        f"review.{names[key[0]]}:{key[1:].replace('_', '.')}": value if isinstance(value, str) else Decimal(str(value))
        for key, value in typed.items()
    }


CASES: dict[str, tuple[str, dict[str, Value], str, list[Step], str]] = {
    "lost and won": (
        section(item(10, FAULTS, "{text: c, bonus: 2}")),
        entered(c1_1_1=FOUND, c1_1_2=FOUND, n1_1_2=4, c1_1_3=FOUND),
        "10",
        [("lost", "1.1.1", "-3"), ("lost", "1.1.2", "-4"), ("won", "1.1.3", "2")],
        "5",
    ),
    "floor: no item falls below 0": (
        section(item(5, FAULTS), PLAIN),
        entered(c1_1_1=FOUND, c1_1_2=FOUND, n1_1_2=9),
        "15",
        [("lost", "1.1.1", "-3"), ("lost", "1.1.2", "-9"), ("floor", "1.1", "7")],
        "10",
    ),
    "floor: bonuses stay on top of it": (
        section(item(5, FAULTS, "{text: c, bonus: 2}")),
        entered(c1_1_2=FOUND, n1_1_2=9, c1_1_3=FOUND),
        "5",
        [("lost", "1.1.2", "-9"), ("won", "1.1.3", "2"), ("floor", "1.1", "4")],
        "2",
    ),
    "limit: of the members of a group": (
        section(item(10, "{group: g, at_most: 4, findings: [{text: a, deduct: 3}, {text: b, deduct: 3}]}")),
        entered(c1_1_1=FOUND, c1_1_2=FOUND),
        "10",
        [("lost", "1.1.1", "-3"), ("lost", "1.1.2", "-3"), ("limit", "1.1", "2")],
        "6",
    ),
    "limit: only the largest of a group": (
        section(item(10, "{keep: highest, findings: [{text: a, deduct: 3}, {text: b, deduct: 5}]}")),
        entered(c1_1_1=FOUND, c1_1_2=FOUND),
        "10",
        [("lost", "1.1.1", "-3"), ("lost", "1.1.2", "-5"), ("limit", "1.1", "3")],
        "5",
    ),
    "limit: nobody earns more than the points": (
        section(item(6, "{text: a, award: 4}", "{text: b, award: 3}")),
        entered(c1_1_1=FOUND, c1_1_2=FOUND),
        "0",
        [("won", "1.1.1", "4"), ("won", "1.1.2", "3"), ("limit", "1.1", "-1")],
        "6",
    ),
    "limit: of the bonuses of a section": (
        section(item(5, "{text: a, bonus: 3}"), item(5, "{text: b, bonus: 2}"), more="bonus_at_most: 4,"),
        entered(c1_1_1=FOUND, c1_2_1=FOUND),
        "10",
        [("won", "1.1.1", "3"), ("won", "1.2.1", "2"), ("limit", "1", "-1")],
        "14",
    ),
    "limit: of the total": (
        "at_most: 11\n" + section(item(10, "{text: a, bonus: 3}")),
        entered(c1_1_1=FOUND),
        "10",
        [("won", "1.1.1", "3"), ("limit", "", "-2")],
        "11",
    ),
    "zero: the item": (
        section(item(10, "{text: a, deduct: 1}", "{text: b, zero: item}"), PLAIN),
        entered(c1_1_1=FOUND, c1_1_2=FOUND),
        "20",
        [("lost", "1.1.1", "-1"), ("zero", "1.1", "-9")],
        "10",
    ),
    "zero: the section": (
        section(item(10, "{text: a, deduct: 1}", "{text: b, zero: section}"), PLAIN),
        entered(c1_1_1=FOUND, c1_1_2=FOUND, c1_2_1=FOUND),
        "20",
        [("lost", "1.1.1", "-1"), ("lost", "1.2.1", "-3"), ("zero", "1", "-16")],
        "0",
    ),
    "zero: everything": (
        section(item(10, "{text: a, deduct: 1}", "{text: b, zero: total}")),
        entered(c1_1_1=FOUND, c1_1_2=FOUND),
        "10",
        [("lost", "1.1.1", "-1"), ("zero", "", "-9")],
        "0",
    ),
    "reverse: twice the points come off": (
        section(item(10, "{text: a, deduct: 1}", "{text: b, reverse: 2}"), PLAIN),
        entered(c1_1_1=FOUND, c1_1_2=FOUND),
        "20",
        [("lost", "1.1.1", "-1"), ("reverse", "1.1", "-19")],
        "0",  # 10 − 2 × 10 and 10
    ),
    "out: the points leave": (
        "not_applicable: shrink\n" + section(item(4, FAULTS, more="may_not_apply: true,"), PLAIN),
        entered(c1_1="不适用", c1_1_1=FOUND, c1_2_1=FOUND),
        "14",
        [("out", "1.1", "-4"), ("lost", "1.2.1", "-3")],
        "7",
    ),
    "out: it counts with full marks": (
        "not_applicable: full\n" + section(item(4, FAULTS, more="may_not_apply: true,"), PLAIN),
        entered(c1_1="不适用", c1_1_1=FOUND, c1_2_1=FOUND),
        "14",
        [("lost", "1.2.1", "-3")],
        "11",
    ),
    "rebased: what is left counts for all": (
        section(item(10, FAULTS, more="may_not_apply: true,"), PLAIN),
        entered(c1_1="不适用", c1_2_1=FOUND),
        "20",
        [("out", "1.1", "-10"), ("lost", "1.2.1", "-3"), ("rebased", "1", "7")],
        "14",  # 7 of 10 for 20
    ),
    "rebased: thirds that never end": (
        section(item(5, FAULTS, more="may_not_apply: true,"), item(3, FAULTS)),
        entered(c1_1="不适用", c1_2_2=FOUND, n1_2_2=1),
        "8",
        [("out", "1.1", "-5"), ("lost", "1.2.2", "-1"), ("rebased", "1", "3.333333333333")],
        "5.333333333333",  # 2 of 3 for 8
    ),
    "scaled: a section that counts for less": (
        section(PLAIN, more="worth: 5,"),
        entered(c1_1_1=FOUND),
        "5",
        [("lost", "1.1.1", "-3"), ("scaled", "1", "1.5")],
        "3.5",
    ),
    "rounded: half up": (
        section(item(10, "{text: a, deduct: 0.25}"), more="round: 1,"),
        entered(c1_1_1=FOUND),
        "10",
        [("lost", "1.1.1", "-0.25"), ("rounded", "1", "0.05")],
        "9.8",
    ),
    "combined: the mean of three": (
        section(f"{{name: i, points: 10, instances: [甲, 乙, 丙], findings: [{FAULTS}]}}"),
        entered(c1_1_1_1=FOUND, c1_1_3_2=FOUND, n1_1_3_2=6),
        "10",
        [("lost", "1.1.1.1", "-3"), ("lost", "1.1.3.2", "-6"), ("combined", "1.1", "6")],
        "7",  # of 7, 10, 4
    ),
    "formula: the better of two": (
        section(PLAIN, PLAIN, more='formula: "max([1.1], [1.2])",'),
        entered(c1_1_1=FOUND, c1_2_2=FOUND, n1_2_2=1),
        "20",
        [("lost", "1.1.1", "-3"), ("lost", "1.2.2", "-1"), ("formula", "1", "-7")],
        "9",
    ),
    "a penalty comes off the total": (
        section(item(2, "{text: a, penalty: 5}")),
        entered(c1_1_1=FOUND),
        "2",
        [("lost", "1.1.1", "-5")],
        "-3",
    ),
    "a fault takes off the section beside its item": (
        section(item(2, "{text: a, deduct_section: 5}"), PLAIN),
        entered(c1_1_1=FOUND, c1_2_1=FOUND),
        "12",
        [("lost", "1.1.1", "-5"), ("lost", "1.2.1", "-3")],
        "4",
    ),
    "floor: what is taken off the section never brings it below 0": (
        section(item(2, "{text: a, deduct_section: 50}"), PLAIN),
        entered(c1_1_1=FOUND, c1_2_1=FOUND),
        "12",
        [("lost", "1.1.1", "-50"), ("lost", "1.2.1", "-3"), ("floor", "1", "41")],
        "0",
    ),
    "points that are there before the sections": (
        "start: 60\nfloor: 50\n" + section("{name: i, findings: [{text: a, deduct: 15}, {text: b, award: 2}]}"),
        entered(c1_1_1=FOUND, c1_1_2=FOUND),
        "60",
        [("lost", "1.1.1", "-15"), ("won", "1.1.2", "2"), ("floor", "", "3")],
        "50",
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_an_account_says_every_step_and_adds_up(name: str) -> None:
    text, entries, base, steps, total = CASES[name]
    account = account_of(standard(HEAD + text), entries)
    found = [(p.kind, p.row.id if p.row else p.node.id, round(p.points, 12)) for p in account.postings()]
    assert found == [(kind, where, Decimal(points)) for kind, where, points in steps]
    assert account.base() == Decimal(base)
    assert abs(account.base() + sum(p.points for p in account.postings()) - account.figure("total")) < NOTHING
    assert round(account.figure("total"), 12) == Decimal(total)


@pytest.mark.parametrize("name", shipped_names())
def test_every_account_of_a_shipped_standard_adds_up_exactly(name: str) -> None:
    whole, chance = standard_of(name), Random(20181008)
    made = whole.variant(whole.known_tags)
    scorer = compile_scorer(made.graph)
    for _ in range(60):
        score = scorer(random_filling(made.graph, chance))
        for role in ("self", "review"):
            account = Account(made.outline, score, role)
            rest = account.figure("total") - account.base() - sum(p.points for p in account.postings())
            assert abs(rest) < NOTHING
            assert all(p.points for p in account.postings())
