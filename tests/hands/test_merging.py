"""Several files of one unit: what each of them gives, what is told where they differ, and which rule decides."""

from collections.abc import Mapping
from decimal import Decimal
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.effort import tried
from tests.returns.forms import (
    ANSWERED,
    SCORING,
    SKIN,
    STANDARD,
    UNITS,
    at,
    collector_of,
    filled,
    gathered,
    lead_workbook,
    stamp,
    told,
)
from tests.small_forms import standard
from xlrubric.accounting import FileAccount, Status
from xlrubric.build import Prefill, form_values
from xlrubric.collect import Collection, settled
from xlrubric.collector import Collector
from xlrubric.entries import Reading
from xlrubric.intake import Arrived
from xlrubric.layout.form import unit_form
from xlrubric.layout.hands import HANDS
from xlrubric.problems import Problem
from xlrubric.rubric import Merge
from xlrubric.sealing import sealed
from xlrubric.standard import Standard
from xlrubric.verify import UnitReturn
from xlrubric.writer import Value, render

FOUND, NOT = "有", "无"
ONE = {"review.choice:1.1.2": FOUND, "review.choice:1.1.3": NOT}  # the standard: 1 point off
OTHER = {"review.choice:1.2.1": FOUND, "review.choice:1.2.3": FOUND}  # 2 points off each


def statuses(collection: Collection) -> dict[str, Status]:
    return {account.file: account.status for account in collection.files}


def returned(collection: Collection) -> UnitReturn:
    return collection.returns["U01"]


def said(collection: Collection, code: str) -> list[Problem]:
    return [fault for fault in collection.problems if fault.code == code]


def details(fault: Problem) -> dict[str, str]:
    return dict(fault.details)


def account(collection: Collection, file: str) -> FileAccount:
    return next(one for one in collection.files if one.file == file)


# --- the work of two reviewers ------------------------------------------------------------------------------------


@pytest.mark.parametrize("rule", [None, "newest", "ask"])
def test_two_reviewers_who_shared_the_findings_make_one_return(rule: Merge | None) -> None:
    found = gathered({"a.xlsx": filled(ONE, day=1), "b.xlsx": filled(OTHER, day=2)}, merge=rule)
    assert returned(found).total == 100 - 1 - 4 and returned(found).filled == 4
    assert told(found.problems) == [("form-incomplete", ""), ("merged-part", "")]
    assert details(said(found, "merged-part")[0]) == {"id": "U01", "count": "2", "findings": "1.1.2、1.1.3"}
    assert details(said(found, "form-incomplete")[0])["filled"] == "4"
    assert statuses(found) == {"a.xlsx": Status.SCORED, "b.xlsx": Status.FLAGGED}  # the whole is still incomplete


def test_when_the_two_halves_are_the_whole_nobody_need_look() -> None:
    halves: list[dict[str, Value]] = [{}, {}]
    for n, (name, value) in enumerate(ANSWERED.items()):
        halves[n % 2][name] = value
    found = gathered({"a.xlsx": filled(halves[0], day=1), "b.xlsx": filled(halves[1], day=2)})
    assert returned(found).total == 100
    assert [fault.code for fault in found.problems] == ["merged-part"]
    assert set(statuses(found).values()) == {Status.SCORED}


def test_equal_answers_are_no_disagreement() -> None:
    found = gathered({"a.xlsx": filled({**ONE, **OTHER}, day=1), "b.xlsx": filled(ONE, day=2)})
    assert returned(found).total == 95 and said(found, "entries-open") == []
    assert told(account(found, "a.xlsx").problems) == [("merged-from", "")]  # why were they left out of the newer one?
    assert statuses(found)["a.xlsx"] is Status.FLAGGED


def test_a_newer_file_that_has_all_an_older_one_says_supersedes_it() -> None:
    found = gathered({"a.xlsx": filled(ONE, day=1), "b.xlsx": filled({**ONE, **OTHER}, day=2)})
    assert told(account(found, "a.xlsx").problems) == [("form-incomplete", ""), ("superseded", "")]
    assert statuses(found)["a.xlsx"] is Status.SUPERSEDED and returned(found).total == 95


def test_a_finding_and_its_count_are_one_answer() -> None:
    with_count: Mapping[str, Value] = {"review.choice:1.2.2": FOUND, "review.number:1.2.2": Decimal(2)}
    without: Mapping[str, Value] = {"review.choice:1.2.2": FOUND}
    found = gathered({"a.xlsx": filled(with_count, day=1), "b.xlsx": filled(without, day=2)}, merge="newest")
    (differing,) = said(found, "entries-differ")
    assert (details(differing)["here"], details(differing)["there"]) == ("有", "有 / 2")
    assert "review.number:1.2.2" in returned(found).readings
    assert returned(found).readings["review.number:1.2.2"].value is None  # never half of one and half of the other


# --- disagreement -------------------------------------------------------------------------------------------------

DIFFERING = {
    "old.xlsx": filled({**ONE, **OTHER}, day=1),
    "new.xlsx": filled({**ONE, "review.choice:1.1.2": NOT}, day=2),
}


@pytest.mark.parametrize(
    ("rule", "total", "code"),
    [(None, 96, "entries-open"), ("ask", 96, "entries-open"), ("newest", 96, "entries-differ")],
)
def test_a_disagreement_is_listed_by_cell_with_both_values(rule: Merge | None, total: int, code: str) -> None:
    found = gathered(DIFFERING, merge=rule)
    (fault,) = said(found, code)
    assert (fault.place.file, fault.place.sheet, fault.place.cell) == ("new.xlsx", SCORING, at("review.choice:1.1.2"))
    known = {"finding": "1.1.2", "here": NOT, "there": FOUND, "other": "old.xlsx", "cell": at("review.choice:1.1.2")}
    assert details(fault) == known and fault.unit == "U01"
    assert returned(found).total == total  # 1.2.1 and 1.2.3 of the older file cost two points each
    open_ = returned(found).readings["review.choice:1.1.2"].value
    assert open_ == (NOT if rule == "newest" else None)


def test_where_nothing_is_taken_the_form_still_says_once_how_far_it_is_filled_in() -> None:
    found = gathered({"a.xlsx": filled(ONE, day=1), "b.xlsx": filled({**ONE, "review.choice:1.1.2": NOT}, day=2)})
    assert [details(p)["filled"] for p in account(found, "b.xlsx").problems if p.code == "form-incomplete"] == ["1"]
    assert returned(found).filled == 1


def test_what_nobody_decided_is_open_and_what_the_rule_decided_is_not() -> None:
    asked, decided = gathered(DIFFERING), gathered(DIFFERING, merge="newest")
    assert [details(p)["filled"] for p in said(asked, "form-incomplete")] == ["3"]
    assert [details(p)["filled"] for p in said(decided, "form-incomplete")] == ["4"]
    assert statuses(asked)["new.xlsx"] is statuses(asked)["old.xlsx"] is Status.FLAGGED


def test_the_newest_says_what_counts_whatever_the_files_are_called() -> None:
    files = {
        "1.xlsx": filled({"review.choice:1.1.2": FOUND}, day=3),
        "2.xlsx": filled({"review.choice:1.1.2": NOT}, day=1),
    }
    assert returned(gathered(files, merge="newest")).total == 99


def test_by_whole_files_nothing_is_taken_from_the_older() -> None:
    found = gathered(DIFFERING, merge="whole")
    assert returned(found).total == 100 and returned(found).filled == 2
    assert statuses(found)["old.xlsx"] is Status.SUPERSEDED
    assert not [p for p in found.problems if p.code.startswith(("merged", "entries-"))]


def test_of_three_files_each_older_one_is_held_against_the_newest_that_says_something() -> None:
    first = filled({"review.choice:1.1.2": FOUND, "review.choice:1.1.3": FOUND}, day=1)
    second = filled({"review.choice:1.1.3": NOT}, day=2)
    third = filled({"review.choice:1.1.2": NOT}, day=3)
    found = gathered({"a.xlsx": first, "b.xlsx": second, "c.xlsx": third}, merge="newest")
    told_of = {(details(p)["finding"], p.place.file, details(p)["other"]) for p in said(found, "entries-differ")}
    assert told_of == {("1.1.2", "c.xlsx", "a.xlsx"), ("1.1.3", "b.xlsx", "a.xlsx")}
    assert returned(found).total == 100 and statuses(found)["a.xlsx"] is Status.SUPERSEDED


def test_what_cannot_be_read_is_an_answer_and_is_not_filled_from_elsewhere() -> None:
    files = {
        "a.xlsx": filled({"review.choice:1.1.2": FOUND}, day=1),
        "b.xlsx": filled({"review.choice:1.1.2": "是"}, day=2),
    }
    found = gathered(files, merge="newest")
    (fault,) = said(found, "entries-differ")
    assert (details(fault)["here"], details(fault)["there"]) == ("是", FOUND)
    assert returned(found).readings["review.choice:1.1.2"].value is None


# --- the rule that the rubric states -----------------------------------------------------------------------------

STATED = """
rubric: r
title: t
{merge}
sections: [{{name: s, items: [{{name: i, points: 10, findings: [{{text: a, deduct: 1}}, {{text: b, deduct: 2}}]}}]}}]
"""


def stated(merge: str) -> Standard:
    return standard(STATED.format(merge=merge))


@pytest.mark.parametrize(
    ("in_rubric", "given_", "total"),
    [
        ("", None, 8),  # a is open, b of the older file costs 2
        ("merge: ask", None, 8),
        ("merge: newest", None, 7),  # a as the newer says, which costs 1, and b
        ("merge: ask", "newest", 7),
        ("merge: newest", "ask", 8),
        ("merge: newest", "whole", 9),  # a alone
        ("merge: whole", None, 9),
    ],
)
def test_the_command_line_goes_before_the_rubric_and_both_before_nothing(
    in_rubric: str, given_: Merge | None, total: int
) -> None:
    own = stated(in_rubric)
    collector = Collector(own, SKIN, UNITS, "review")
    old, new = {"review.choice:1.1.1": NOT, "review.choice:1.1.2": FOUND}, {"review.choice:1.1.1": FOUND}
    forms = {"old.xlsx": form_with(own, old, 1), "new.xlsx": form_with(own, new, 2)}
    reads = [collector.read(Arrived(name, data)) for name, data in forms.items()]
    assert settled(own, UNITS, reads, merge=given_).returns["U01"].total == total


def form_with(of: Standard, entries: Mapping[str, Value], day: int, key: bytes | None = None) -> bytes:
    form = sealed(unit_form(of, SKIN, UNITS[0]), key)
    return render(form, form_values(form, Prefill({"U01": {n: Reading(v) for n, v in entries.items()}})), stamp(day))


def test_stating_the_rule_later_leaves_the_forms_that_are_out_valid() -> None:
    assert stated("merge: newest").fingerprint == stated("").fingerprint == stated("merge: whole").fingerprint


# --- what else the files hold ------------------------------------------------------------------------------------


def with_words(entries: Mapping[str, Value], free: Mapping[str, Value], day: int) -> bytes:
    form = unit_form(STANDARD, SKIN, UNITS[0])
    filled_in = Prefill({"U01": {n: Reading(v) for n, v in entries.items()}}, free={"U01": free})
    return render(form, form_values(form, filled_in), stamp(day))


def test_remarks_and_signatures_of_the_parts_are_kept_and_those_of_the_first_go_before() -> None:
    old = with_words(ONE, {"remark:1.1.2": "旧", "remark:1.1.3": "甲", "sign.review_by:": "李四"}, 1)
    new = with_words(OTHER, {"remark:1.1.2": "新", "sign.self_by:": "张三"}, 2)
    found = returned(gathered({"a.xlsx": old, "b.xlsx": new}))
    assert found.remarks == {"1.1.2": "新", "1.1.3": "甲"}
    assert found.signed == {"review_by": "李四", "self_by": "张三"}


def test_a_lead_units_workbook_gives_each_unit_its_part() -> None:
    lead = lead_workbook({"U01": ONE, "U02": ONE}, day=1)
    found = gathered({"lead.xlsx": lead, "own.xlsx": filled(OTHER, day=2)})
    assert {unit: (r.file, r.total) for unit, r in found.returns.items() if r.filled} == {
        "U01": ("own.xlsx", Decimal(95)),
        "U02": ("lead.xlsx", Decimal(99)),
    }
    assert [(p.place.file, p.unit) for p in said(found, "merged-part")] == [("lead.xlsx", "U01")]
    assert [p.unit for p in said(found, "form-blank")] == ["U03"]


def test_the_cell_that_is_named_is_where_the_entry_stands_now() -> None:
    """In the lead unit's workbook the sheet is another one, and its cell is found there."""
    lead = lead_workbook({"U01": {"review.choice:1.1.2": FOUND}}, day=9)
    found = gathered({"lead.xlsx": lead, "own.xlsx": filled({"review.choice:1.1.2": NOT}, day=2)})
    (fault,) = said(found, "entries-open")
    assert (fault.place.file, fault.place.sheet) == ("lead.xlsx", "州财政局")
    assert fault.place.cell == details(fault)["cell"] == at("review.choice:1.1.2")


def test_two_reviews_are_merged_and_the_self_check_stands_beside_them() -> None:
    def of(hands: str, entries: Mapping[str, Value], day: int) -> bytes:
        form = unit_form(STANDARD, SKIN, UNITS[0], HANDS[hands])
        readings = {"U01": {n: Reading(v) for n, v in entries.items()}}
        return render(form, form_values(form, Prefill(readings)), stamp(day))

    own = {"self.choice:1.1.2": FOUND}
    files = {"r1.xlsx": of("review", {**own, **ONE}, 1), "r2.xlsx": of("review", {**own, **OTHER}, 2)}
    found = gathered({**files, "s.xlsx": of("self", own, 1)})
    assert (returned(found).total, returned(found).score["self.total:"]) == (Decimal(95), Decimal(99))
    assert said(found, "self-check-differs") == []
    assert statuses(found)["r1.xlsx"] is Status.SCORED


# --- forms that are not the office's own --------------------------------------------------------------------------

KEY = b"0123456789abcdef"


@pytest.mark.parametrize("made_up", [None, b"another key of theirs"], ids=["unsigned", "forged"])
def test_a_form_without_the_offices_signature_gives_nothing_to_one_that_has_it(made_up: bytes | None) -> None:
    collector = Collector(STANDARD, SKIN, UNITS, "review", key=KEY)
    ours, theirs = (
        form_with(STANDARD, ONE, 1, KEY),
        form_with(STANDARD, {**OTHER, "review.choice:1.1.2": NOT}, 9, made_up),
    )
    reads = [collector.read(Arrived("ours.xlsx", ours)), collector.read(Arrived("theirs.xlsx", theirs))]
    found = settled(STANDARD, UNITS, reads)
    assert returned(found).file == "ours.xlsx" and returned(found).total == 99
    assert statuses(found)["theirs.xlsx"] is Status.SUPERSEDED
    assert "not-genuine" in {p.code for p in account(found, "theirs.xlsx").problems}
    assert not [p for p in found.problems if p.code.startswith(("merged", "entries-"))]


# --- properties ---------------------------------------------------------------------------------------------------

NAMES = [e.name for e in STANDARD.graph.entries if e.role == "review" and e.options][:6]
PILE = st.lists(st.dictionaries(st.sampled_from(NAMES), st.sampled_from([FOUND, NOT])), min_size=2, max_size=4)


@settings(max_examples=tried(8, 200), deadline=None)
@given(PILE)
def test_the_newest_answer_to_each_finding_is_the_one_that_counts(pile: list[dict[str, str]]) -> None:
    files = {f"{n}.xlsx": filled(entries, day=n + 1) for n, entries in enumerate(pile)}
    expected: dict[str, str] = {}
    for entries in pile:  # from the oldest to the newest
        expected |= entries
    for order in list(permutations(files))[:3]:
        found = returned(gathered({name: files[name] for name in order}, merge="newest"))
        assert {n: r.value for n, r in found.readings.items() if r.value is not None} == expected


@settings(max_examples=tried(8, 200), deadline=None)
@given(PILE)
def test_without_a_rule_counts_only_what_nobody_gainsays(pile: list[dict[str, str]]) -> None:
    files = {f"{n}.xlsx": filled(entries, day=n + 1) for n, entries in enumerate(pile)}
    answers = {name: {entries[name] for entries in pile if name in entries} for name in NAMES}
    found = returned(gathered(files))
    agreed = {name: next(iter(words)) for name, words in answers.items() if len(words) == 1}
    assert {n: r.value for n, r in found.readings.items() if r.value is not None} == agreed
    assert collector_of(STANDARD).counts == found.counts
