"""Entries that the form would have refused, put into the file itself: read, or refused and named with their cells."""

from decimal import Decimal

import pytest

from tests.returns.forms import (
    FAULTS,
    FAULTS_TOTAL,
    FORM,
    GOOD,
    at,
    detail,
    filled,
    place,
    read,
    same_score,
    spot,
    told,
    warned,
)
from tests.returns.raw import (
    cell_changed,
    put,
    put_formula,
)
from xlrubric.accounting import Status
from xlrubric.expressions import references
from xlrubric.layout.sheets import Formula

CHOICE, COUNT, POINTS = "review.choice:1.1.2", "review.number:1.2.2", "review.number:2.2.5"


@pytest.mark.parametrize("value", ["是", "x", 2, "√", 43388, "#N/A", "有无", "有？", "2"])
def test_what_a_dropdown_would_refuse_counts_as_not_filled_in(value: object) -> None:
    account, unit = read(put(GOOD, spot(CHOICE), value))
    assert unit is not None
    assert unit.total == FAULTS_TOTAL + 1
    assert unit.filled == 52
    assert account.status is Status.FLAGGED
    (found,) = (p for p in account.problems if p.code == "entry-refused")
    assert str(found.place) == f"a.xlsx!{place(CHOICE)}"
    assert [detail(found, name) for name in ("typed", "finding", "allowed")] == [str(value), "1.1.2", "无 / 有"]


@pytest.mark.parametrize(
    "value",
    [
        *(-1, 1.5, 1e9, 10000, "1e9", "1,5", "1，5", "两次", "NaN", "inf", "2项次", "2次", "0x2", "1/2", "二", "−2"),
        *("1_0", True, "#VALUE!", "有"),
    ],
)
def test_a_count_that_is_none_counts_as_not_filled_in_and_never_as_zero(value: object) -> None:
    account, unit = read(put(GOOD, spot(COUNT), value))
    assert unit is not None
    assert unit.readings[COUNT].value is None
    assert unit.total == FAULTS_TOTAL + 2
    assert unit.filled == 52
    said = {code: cell for code, cell in warned(account.problems) if code not in ("value-differs", "total-differs")}
    assert said == {"entry-refused": place(COUNT), "form-incomplete": ""}


@pytest.mark.parametrize(
    ("value", "read_as"),
    [
        ("２", 2),
        (" 2 项 ", 2),
        ("2项", 2),
        ("２ 项", 2),
        ("\u30003", 3),
        ("+2", 2),
        ("2.0", 2),
        ("002", 2),
    ],
)
def test_a_count_typed_as_text_is_read_and_said_how(value: str, read_as: int) -> None:
    """The sheet itself counts such a text as 0; its figures are held against that and not called wrong."""
    seen = filled({**FAULTS, COUNT: None})  # what a spreadsheet program shows beside a text
    account, unit = read(put(seen, spot(COUNT), value))
    assert unit is not None
    assert unit.readings[COUNT].value == Decimal(read_as)
    assert unit.total == FAULTS_TOTAL + 2 - read_as
    assert told(account.problems) == [("entry-normalised", place(COUNT)), ("total-differs", place("review.total:"))]
    assert (detail(account.problems[0], "typed"), detail(account.problems[0], "read")) == (value, str(read_as))
    figures = [detail(account.problems[1], name) for name in ("shown", "ours")]
    assert figures == [str(FAULTS_TOTAL + 2), str(unit.total)]


@pytest.mark.parametrize(
    ("value", "total"), [("1.5分", "95.5"), ("１．５", "95.5"), ("5", "92"), (0.35, "96.65"), (5, "92")]
)
def test_points_are_read_with_their_fractions(value: object, total: str) -> None:
    _, unit = read(put(GOOD, spot(POINTS), value))
    assert unit is not None
    assert unit.total == Decimal(total)


@pytest.mark.parametrize("value", [5.01, -0.5, 6])
def test_points_beyond_the_range_are_refused(value: object) -> None:
    _, unit = read(put(GOOD, spot(POINTS), value))
    assert unit is not None
    assert (unit.total, unit.readings[POINTS].code) == (Decimal(97), "entry-refused")


@pytest.mark.parametrize("blank", [None, "", "  ", "\u3000"])
def test_a_blank_is_not_zero(blank: object) -> None:
    account, unit = read(put(filled({}), spot("review.number:1.1.1"), blank))
    assert unit is not None
    assert unit.readings["review.number:1.1.1"].value is None
    assert (unit.total, unit.filled) == (None, 0)
    assert told(account.problems) == [("form-blank", "")]
    _, nought = read(put(filled({}), spot("review.number:1.1.1"), 0))
    assert nought is not None
    assert (nought.total, nought.filled) == (Decimal(96), 1)


@pytest.mark.parametrize(
    ("formula", "value"), [("1+1", 2), ("SUM(H10,1)", 2), ("L14", 2), ('HYPERLINK("http://x","2")', "2")]
)
def test_a_formula_in_an_entry_is_named_and_its_value_taken(formula: str, value: object) -> None:
    account, unit = read(put_formula(GOOD, spot(COUNT), formula, value))
    assert unit is not None
    assert unit.total == FAULTS_TOTAL
    (found,) = (p for p in account.problems if p.code == "entry-formula")
    assert (str(found.place), detail(found, "formula")) == (f"a.xlsx!{place(COUNT)}", formula)


def test_an_error_that_an_entry_brings_is_not_called_a_wrong_sum() -> None:
    """#N/A in an entry runs through every formula above it, up to the total."""
    data = put(GOOD, spot(CHOICE), "#N/A")
    reached = followers(CHOICE)
    for name in reached:
        data = put_formula(data, spot(name), FORM.formulas[f"0/{name}"], "#N/A")
    account, _ = read(data)
    assert warned(account.problems) == [("entry-refused", place(CHOICE)), ("form-incomplete", "")]
    counts = [detail(p, "count") for p in account.problems if p.code == "values-follow"]
    assert counts == [str(len(reached))]
    assert len(reached) > 15


def test_an_error_that_comes_from_nowhere_is_named_once_where_it_begins() -> None:
    data = GOOD
    for name in ["review.item:1.1", *followers("review.item:1.1")]:
        data = put_formula(data, spot(name), FORM.formulas[f"0/{name}"], "#DIV/0!")
    assert warned(same_score(data)) == [("value-differs", place("review.item:1.1"))]


def followers(name: str) -> list[str]:
    """Give the formulas that a name runs through."""
    refers = {
        c.name: set(references(c.content.expression)) for _, c in FORM.computed() if isinstance(c.content, Formula)
    }
    reached = {f"0/{name}"}
    while new := {n for n, refs in refers.items() if refs & reached} - reached:
        reached |= new
    return sorted(n.removeprefix("0/") for n in reached - {f"0/{name}"})


@pytest.mark.parametrize("value", ["２", "1_0", "nan", "1e999", ""])
def test_a_stored_number_that_is_none_is_refused_and_never_read_as_a_text(value: str) -> None:
    data = cell_changed(GOOD, spot(COUNT), lambda _: f'<c r="{at(COUNT)}"><v>{value}</v></c>')
    account, unit = read(data)
    assert unit is not None
    assert unit.readings[COUNT].value is None
    marred = {("sheet-number", place(COUNT)), ("entry-refused", place(COUNT))} if value else set()
    assert marred <= set(warned(account.problems))


def test_a_count_without_its_finding_is_taken_and_named() -> None:
    account, unit = read(filled({**FAULTS, "review.choice:1.2.2": "无"}))
    assert unit is not None
    assert unit.total == FAULTS_TOTAL
    assert told(account.problems) == [("count-without-finding", place(COUNT))]


def test_a_finding_without_its_count_costs_nothing_and_is_named() -> None:
    account, unit = read(filled({**FAULTS, COUNT: None}))
    assert unit is not None
    assert unit.total == FAULTS_TOTAL + 2
    assert told(account.problems) == [("finding-without-count", place(COUNT)), ("form-incomplete", "")]


def test_a_finding_with_the_count_0_is_named_too() -> None:
    account, unit = read(filled({**FAULTS, COUNT: Decimal(0)}))
    assert unit is not None
    assert told(account.problems) == [("finding-without-count", place(COUNT))]


def test_the_doubts_of_the_self_check_are_named_at_its_own_cells() -> None:
    account, _ = read(filled({**FAULTS, "self.number:1.2.2": Decimal(1)}))
    assert warned(account.problems) == [("count-without-finding", place("self.number:1.2.2"))]


@pytest.mark.parametrize("typed", ["=1+1", '=HYPERLINK("http://x","y")', "+86 743", "-无-", "@SUM(A1)", "\t=x"])
def test_a_remark_that_looks_like_a_formula_comes_back_as_the_text_that_it_is(typed: str) -> None:
    account, unit = read(put(GOOD, spot("remark:1.1.2"), typed))
    assert unit is not None
    assert unit.remarks == {"1.1.2": typed.strip()}
    assert account.problems == ()


def test_a_remark_that_is_a_formula_is_named() -> None:
    account, unit = read(put_formula(GOOD, spot("remark:1.1.2"), 'WEBSERVICE("http://x")', "y"))
    assert unit is not None
    assert unit.remarks == {"1.1.2": "y"}
    assert told(account.problems) == [("entry-formula", place("remark:1.1.2"))]


def test_signatures_come_back_by_their_labels() -> None:
    data = put(put(GOOD, spot("sign.review_by:"), " 李四 "), spot("sign.review_on:"), "2018-12-05")
    account, unit = read(data)
    assert unit is not None
    assert unit.signed == {"review_by": "李四", "review_on": "2018-12-05"}
    assert account.problems == ()
