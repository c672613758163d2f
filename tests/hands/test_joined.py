"""A unit's self-check and the review of it, come back in two workbooks: which entries count, and what is said."""

from collections.abc import Mapping
from decimal import Decimal

import pytest

from tests.returns.forms import SKIN, STANDARD, UNITS, gathered, stamp, told
from xlrubric.accounting import Status
from xlrubric.build import Prefill, form_values
from xlrubric.collect import Collection
from xlrubric.entries import Reading
from xlrubric.layout.form import lead_form, unit_form
from xlrubric.layout.hands import BOTH, HANDS, Hands
from xlrubric.ranking import missing
from xlrubric.verify import UnitReturn
from xlrubric.writer import Value, render

SELF, REVIEW = HANDS["self"], HANDS["review"]
OWN: Mapping[str, Value] = {"self.choice:1.1.2": "有", "self.number:1.1.1": Decimal(4)}  # 1 point off
REVIEWED: Mapping[str, Value] = {"review.choice:1.1.2": "有", "review.choice:1.1.3": "有"}  # 2 points off


def made(hands: Hands, entries: Mapping[str, Value], day: int = 1, free: Mapping[str, Value] | None = None) -> bytes:
    """Render the first unit's form as if filled in and recalculated."""
    form = unit_form(STANDARD, SKIN, UNITS[0], hands)
    filled = Prefill({"U01": {n: Reading(v) for n, v in entries.items()}}, free={"U01": free or {}})
    return render(form, form_values(form, filled), stamp(day))


def returned(collection: Collection) -> UnitReturn:
    return collection.returns["U01"]


def statuses(collection: Collection) -> dict[str, Status]:
    return {account.file: account.status for account in collection.files}


def totals(collection: Collection) -> tuple[object, object]:
    """Give the official total and that of the self-check."""
    found = returned(collection)
    return found.total, found.score["self.total:"]


def test_the_review_counts_and_the_units_own_self_check_stands_beside() -> None:
    files = {"s.xlsx": made(SELF, OWN, day=9), "r.xlsx": made(REVIEW, REVIEWED, day=2)}
    found = gathered(files)
    assert totals(found) == (98, 99)
    assert statuses(found) == {"s.xlsx": Status.FLAGGED, "r.xlsx": Status.FLAGGED}  # both are incomplete
    assert told(found.problems) == [("form-incomplete", ""), ("form-incomplete", "")]
    assert not found.missing or found.missing[0].id != "U01"


def test_a_self_check_that_the_review_form_has_otherwise_is_named_by_its_cell_and_the_units_own_counts() -> None:
    carried = {**OWN, "self.choice:1.1.2": "无", "self.choice:1.2.1": "有"}
    files = {"s.xlsx": made(SELF, OWN), "r.xlsx": made(REVIEW, {**carried, **REVIEWED})}
    found = gathered(files)
    assert totals(found) == (98, 99)
    form = unit_form(STANDARD, SKIN, UNITS[0], REVIEW)
    differing = [(p.place.cell, dict(p.details)) for p in found.problems if p.code == "self-check-differs"]
    said = {(cell, d["finding"], d["here"], d["there"], d["other"]) for cell, d in differing}
    assert said == {
        (_address(form.spots["0/self.choice:1.1.2"].row), "1.1.2", "无", "有", "s.xlsx"),
        (_address(form.spots["0/self.choice:1.2.1"].row), "1.2.1", "有", "—", "s.xlsx"),
    }
    assert statuses(found)["r.xlsx"] is Status.FLAGGED


def _address(row: int) -> str:
    form = unit_form(STANDARD, SKIN, UNITS[0], REVIEW)
    sheet = next(s for s in form.sheets if s.key.startswith("scoring"))
    (column,) = (c for c, key in sheet.column_keys.items() if key == "self.choice")
    return f"{'ABCDEFGHIJKLMNOPQRSTUVWXYZ'[column - 1]}{row}"


def test_a_self_check_alone_is_accounted_for_and_the_unit_has_no_score_yet() -> None:
    found = gathered({"s.xlsx": made(SELF, OWN)})
    assert statuses(found) == {"s.xlsx": Status.FLAGGED}
    assert returned(found).total is None and UNITS[0] in found.missing
    assert [p.code for p in found.problems] == ["form-incomplete"]
    reasons = dict(zip(missing(found)["unit"], missing(found)["reason"], strict=True))
    assert reasons == {"U01": "self_only", "U02": "not_returned", "U03": "not_returned"}


def test_a_whole_self_check_is_counted() -> None:
    entries = {e.name: e for e in STANDARD.graph.entries if e.role == "self"}
    answers: dict[str, Value] = {n: e.options[0] if e.options else e.box.high for n, e in entries.items()}
    counted = {name for name in answers if name.replace("number", "choice") in answers and "number" in name}
    found = gathered({"s.xlsx": made(SELF, {n: value for n, value in answers.items() if n not in counted})})
    assert statuses(found) == {"s.xlsx": Status.COUNTED} and found.problems == ()


def test_a_blank_self_check_is_without_score() -> None:
    assert statuses(gathered({"s.xlsx": made(SELF, {})})) == {"s.xlsx": Status.WITHOUT_SCORE}


def test_of_two_self_checks_the_one_saved_last_counts_and_a_blank_one_does_not_displace_it() -> None:
    later = {**OWN, "self.choice:1.1.3": "有"}
    files = {
        "a.xlsx": made(SELF, OWN, day=1),
        "b.xlsx": made(SELF, later, day=2),
        "c.xlsx": made(SELF, {}, day=3),
        "r.xlsx": made(REVIEW, REVIEWED, day=4),
    }
    found = gathered(files)
    assert totals(found) == (98, 98)
    lost = [(p.place.file, p.code) for p in found.problems if p.code in ("superseded", "newer-but-blank")]
    assert sorted(lost) == [("a.xlsx", "superseded"), ("c.xlsx", "newer-but-blank")]
    assert statuses(found)["a.xlsx"] is Status.SUPERSEDED and statuses(found)["b.xlsx"] is not Status.SUPERSEDED


def test_a_form_of_both_hands_that_has_a_score_stands_for_the_unit_and_the_self_check_is_merged_into_it() -> None:
    both = made(BOTH, {**REVIEWED, "self.choice:1.1.3": "有"})
    found = gathered({"s.xlsx": made(SELF, OWN, day=9), "b.xlsx": both})
    assert totals(found) == (98, 98) and returned(found).file == "b.xlsx"
    assert ("merged-part", "") in told(found.problems) and statuses(found)["s.xlsx"] is not Status.SUPERSEDED


def test_a_self_check_in_a_form_of_both_hands_stands_beside_the_review_in_a_form_of_its_own() -> None:
    found = gathered({"b.xlsx": made(BOTH, OWN, day=9), "r.xlsx": made(REVIEW, REVIEWED)})
    assert totals(found) == (98, 99) and returned(found).file == "r.xlsx"
    assert Status.SUPERSEDED not in statuses(found).values()


def test_remarks_and_signatures_are_the_reviews_where_it_says_anything() -> None:
    own = {"remark:1.1.1": "自查说明", "remark:1.1.2": "旧", "sign.self_by:": "张三"}
    seen = {"remark:1.1.2": "新", "sign.review_by:": "李四"}
    files = {"s.xlsx": made(SELF, OWN, free=own), "r.xlsx": made(REVIEW, REVIEWED, free=seen)}
    found = returned(gathered(files))
    assert found.remarks == {"1.1.1": "自查说明", "1.1.2": "新"}
    assert found.signed == {"self_by": "张三", "review_by": "李四"}


def test_the_order_of_the_files_makes_no_difference() -> None:
    files = {"s.xlsx": made(SELF, OWN), "r.xlsx": made(REVIEW, REVIEWED), "b.xlsx": made(BOTH, {}, day=7)}
    found, turned = gathered(files), gathered(dict(reversed(files.items())))
    assert found.files == turned.files and returned(found).score == returned(turned).score


def test_a_lead_units_two_workbooks_are_put_together_unit_by_unit() -> None:
    def led(hands: Hands, entries: Mapping[str, Mapping[str, Value]]) -> bytes:
        form = lead_form(STANDARD, SKIN, UNITS[0].lead, UNITS, hands)
        filled = Prefill({unit: {n: Reading(v) for n, v in own.items()} for unit, own in entries.items()})
        return render(form, form_values(form, filled), stamp(1))

    files = {
        "s.xlsx": led(SELF, {"U01": OWN, "U02": {"self.choice:1.1.2": "有"}}),
        "r.xlsx": led(REVIEW, {"U01": REVIEWED, "U02": {"review.choice:1.1.2": "无"}}),
    }
    found = gathered(files)
    scored: dict[str, tuple[object, object]] = {u: (r.total, r.score["self.total:"]) for u, r in found.returns.items()}
    assert scored == {
        "U01": (98, 99),
        "U02": (100, 99),
        "U03": (None, 100),
    }


@pytest.mark.parametrize("hands", [SELF, REVIEW], ids=["self", "review"])
def test_a_form_for_one_hand_is_compared_cell_by_cell_like_any_other(hands: Hands) -> None:
    form = unit_form(STANDARD, SKIN, UNITS[0], hands)
    entries = {**OWN, **REVIEWED} if hands is REVIEW else OWN
    filled = Prefill({"U01": {n: Reading(v) for n, v in entries.items()}})
    values = form_values(form, filled)
    role = hands.open[0]
    values |= {f"0/cover.{role}.total:": Decimal(12)}
    found = gathered({"a.xlsx": render(form, values, stamp(1))})
    assert ("value-differs", f"{SKIN.labels['cover']}!{'D' if role == 'self' else 'E'}18") in told(found.problems)
