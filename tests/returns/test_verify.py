"""What goes in comes out: any entries, rendered and read back, give the same readings and the same exact score."""

from collections.abc import Mapping
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.effort import tried
from tests.proof.fillings import fillings
from tests.returns.forms import (
    FAULTS,
    FAULTS_TOTAL,
    FORM,
    LED,
    STANDARD,
    UNITS,
    detail,
    filled,
    gathered,
    lead_workbook,
    put_all,
    read,
    told,
)
from xlrubric.accounting import Status
from xlrubric.layout.form import shown_quantities
from xlrubric.scoring import Value, compile_scorer

SCORER = compile_scorer(STANDARD.graph, shown_quantities(FORM))
FINDINGS = sum(1 for _ in STANDARD.rubric.findings())
LOOK = {"count-without-finding", "finding-without-count", "form-blank"}  # what a filling may rightly be told


@settings(max_examples=tried(12, 25), deadline=None)
@given(fillings(STANDARD.graph))
def test_any_filling_comes_back_as_it_was_typed_and_with_its_exact_score(entries: Mapping[str, Value]) -> None:
    account, unit = read(filled(entries))
    assert unit is not None
    assert {name: reading.value for name, reading in unit.readings.items()} == entries
    assert unit.score == SCORER(entries)
    assert {p.code for p in account.problems} <= LOOK | {"form-incomplete"}
    assert unit.total == (SCORER(entries)["review.total:"] if unit.filled else None)


@settings(max_examples=tried(5, 10), deadline=None)
@given(fillings(STANDARD.graph))
def test_how_much_is_filled_in_is_counted_and_told(entries: Mapping[str, Value]) -> None:
    account, unit = read(filled(entries))
    assert unit is not None
    open_ = [p for p in account.problems if p.code in ("form-incomplete", "form-blank")]
    assert len(open_) == (unit.filled < FINDINGS)
    for found in open_:
        assert detail(found, "filled") == str(unit.filled)
        assert detail(found, "of") == str(FINDINGS)
        assert detail(found, "other") == str(SCORER(entries)["self.done:"])


@settings(max_examples=tried(5, 10), deadline=None)
@given(fillings(STANDARD.graph))
def test_every_doubt_is_told_at_its_count_and_no_other(entries: Mapping[str, Value]) -> None:
    account, unit = read(filled(entries))
    assert unit is not None
    told_of = [p for p in account.problems if p.code in ("count-without-finding", "finding-without-count")]
    doubts = [name for name, value in unit.score.items() if ".doubt:" in name and name[-1].isdigit() and value == 1]
    assert len(told_of) == sum(name.count(".") == 3 for name in doubts)


@settings(max_examples=tried(5, 5), deadline=None)
@given(st.lists(fillings(STANDARD.graph), min_size=3, max_size=3))
def test_the_units_of_a_lead_units_workbook_are_read_each_for_itself(three: list[Mapping[str, Value]]) -> None:
    entries = dict(zip((unit.id for unit in UNITS), three, strict=True))
    collection = gathered({"lead.xlsx": lead_workbook(entries)})
    for number, unit in enumerate(UNITS):
        got = collection.returns[unit.id]
        assert got.score == compile_scorer(STANDARD.graph, shown_quantities(LED, number))(entries[unit.id])
    assert {p.code for p in collection.problems} <= LOOK | {"form-incomplete"}


@settings(max_examples=tried(6, 12), deadline=None)
@given(st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Cn")), max_size=60))
def test_any_remark_comes_back_as_the_text_that_was_typed(text: str) -> None:
    data = put_all({"0/remark:1.1.2": text, "0/sign.review_by:": text})
    account, unit = read(data)
    assert unit is not None
    expected = {"1.1.2": text.strip()} if text.strip() else {}
    assert unit.remarks == expected
    assert unit.signed.get("review_by", "") == text.strip()
    assert "entry-formula" not in {p.code for p in account.problems}


@pytest.mark.parametrize("name", [e.name for e in STANDARD.graph.entries if e.finding in ("1.1.1", "1.1.2", "1.2.2")])
def test_a_single_entry_is_no_blank_form(name: str) -> None:
    entry = next(e for e in STANDARD.graph.entries if e.name == name)
    _, unit = read(filled({name: entry.options[0] if entry.options else Decimal(1)}))
    assert unit is not None
    assert unit.filled == (entry.role == "review")


def test_a_bare_found_without_its_count_leaves_the_form_blank() -> None:
    account, unit = read(filled({"review.choice:1.2.2": "有"}))
    assert unit is not None
    assert (unit.filled, unit.total) == (0, None)
    assert [code for code, _ in told(account.problems)] == ["finding-without-count", "form-blank"]


def test_only_the_self_check_filled_in_is_no_score_and_says_how_much_there_is() -> None:
    account, unit = read(filled({"self.choice:1.1.2": "有", "self.number:1.1.1": Decimal(4)}))
    assert unit is not None
    assert unit.total is None
    assert unit.score["self.total:"] == Decimal(99)
    assert account.status is Status.WITHOUT_SCORE
    (found,) = account.problems
    assert (found.code, detail(found, "other")) == ("form-blank", "2")


def test_the_blank_form_gives_no_score() -> None:
    account, unit = read(filled())
    assert unit is not None
    assert (account.status, unit.total, unit.filled) == (Status.WITHOUT_SCORE, None, 0)
    assert told(account.problems) == [("form-blank", "")]


def test_a_form_of_faults_has_the_total_that_the_standard_says() -> None:
    """100 − 1 (no plan) − 2 × 1 (two places) − 1.5 (at discretion)."""
    _, unit = read(filled(FAULTS))
    assert unit is not None
    assert unit.total == FAULTS_TOTAL == 100 - 1 - 2 - Decimal("1.5")
    assert (unit.filled, unit.counts, unit.unit) == (FINDINGS, "review", "U01")
