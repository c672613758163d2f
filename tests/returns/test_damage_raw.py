"""Formulas, stored values and locked texts that were changed inside a returned file are named with their cells."""

import re

import pytest

from tests.returns.forms import (
    COVER,
    FACTS,
    FAULTS,
    FAULTS_TOTAL,
    FORM,
    GOOD,
    SCORING,
    beside,
    detail,
    effects,
    filled,
    place,
    read,
    same_score,
    spot,
    told,
    warned,
)
from tests.returns.raw import (
    Change,
    all_values,
    cell_changed,
    formula_changed,
    put,
    put_formula,
    sheet_changed,
    value_changed,
)
from xlrubric.accounting import Status

ALL = effects("1.1.1", "1.1.3")  # of the first item
FORMULAS = [cell.name.removeprefix("0/") for _, cell in FORM.computed()]


def test_an_untouched_form_is_scored_and_nothing_is_said() -> None:
    account, unit = read(GOOD)
    assert unit is not None
    assert (account.status, account.problems, unit.total) == (Status.SCORED, (), FAULTS_TOTAL)
    assert account.units == ("U01",)


# --- formulas ------------------------------------------------------------------------------------------


def test_any_formula_overwritten_with_a_number_is_named_with_exactly_its_cell() -> None:
    missed = {}
    for name in FORMULAS:
        found = same_score(put(GOOD, spot(name), 77))
        said = {("formula-replaced", place(name)), ("value-differs", place(name))}
        if set(told(found)) != said:
            missed[name] = told(found)
    assert missed == {}


@pytest.mark.parametrize("name", ["review.total:", "review.item:1.1", "review.effect:1.2.2", "cover.review.section:1"])
def test_a_formula_replaced_by_its_right_value_is_still_named(name: str) -> None:
    (found,) = same_score(cell_changed(GOOD, spot(name), lambda xml: re.sub("<f>.*</f>", "", xml)))
    assert (found.code, str(found.place)) == ("formula-replaced", f"a.xlsx!{place(name)}")
    assert detail(found, "sent") == FORM.formulas[f"0/{name}"]
    assert detail(found, "came") == {"review.total:": "95.5", "review.item:1.1": "3"}.get(name, detail(found, "came"))


@pytest.mark.parametrize("name", ["review.total:", "review.item:1.1", "review.effect:1.2.2", "cover.review.section:1"])
def test_a_formula_with_one_more_point_is_named_though_its_value_stays(name: str) -> None:
    (found,) = same_score(formula_changed(GOOD, spot(name), lambda formula: formula + "+1"))
    assert (found.code, str(found.place)) == ("formula-changed", f"a.xlsx!{place(name)}")
    assert detail(found, "came") == FORM.formulas[f"0/{name}"] + "+1"


def test_a_changed_formula_whose_figure_changed_is_named_for_both_and_the_rest_only_counted() -> None:
    name = "review.item:1.2"
    data = formula_changed(GOOD, spot(name), lambda formula: formula + "+1")
    for follower in (name, "review.section:1", "review.total:", "cover.review.section:1", "cover.review.total:"):
        shown = {"review.item:1.2": 5, "review.section:1": 16, "cover.review.section:1": 16}.get(follower, 96.5)
        data = value_changed(data, spot(follower), shown)
    found = same_score(value_changed(data, spot("top.review:"), 96.5))
    assert warned(found) == [("formula-changed", place(name)), ("value-differs", place(name))]
    assert [detail(p, "count") for p in found if p.code == "values-follow"] == ["5"]


@pytest.mark.parametrize(
    "write",
    [
        pytest.param(lambda f: f.replace(",", ", ").replace("(", "( "), id="with blanks"),
        pytest.param(lambda f: re.sub(r"\b([A-Z]+)(\d+)\b", r"$\1$\2", f), id="with dollars"),
        pytest.param(str.lower, id="in small letters"),
        pytest.param(lambda f: f.replace(ALL, effects("1.1.3", "1.1.1")), id="with a range turned round"),
        pytest.param(lambda f: f.replace("SUM", "_xlfn.SUM").replace(ALL, f"评分表!{ALL}"), id="with prefix and sheet"),
    ],
)
def test_the_same_formula_as_other_programs_write_it_is_not_changed(write: Change) -> None:
    assert same_score(formula_changed(GOOD, spot("review.item:1.1"), write)) == ()


@pytest.mark.parametrize(
    "formula",
    [
        *(f"MAX(0,4+SUM({area}))" for area in (effects("1.1.1", "1.1.2"), ALL.replace("M", "I"), f"封面!{ALL}")),
        *("", "4"),
    ],
)
def test_a_formula_over_other_cells_is_changed(formula: str) -> None:
    assert FORM.formulas["0/review.item:1.1"] == f"MAX(0,4+SUM({ALL}))" == "MAX(0,4+SUM(M7:M9))"
    found = same_score(formula_changed(GOOD, spot("review.item:1.1"), lambda _: formula))
    assert warned(found)[0] in (
        ("formula-changed", place("review.item:1.1")),
        ("formula-replaced", place("review.item:1.1")),
    )


def test_a_text_in_a_formula_is_compared_with_its_capitals_and_blanks() -> None:
    changed = formula_changed(GOOD, spot("status.review:"), lambda formula: formula.replace("项未填", "项未 填"))
    assert warned(same_score(changed)) == [("formula-changed", place("status.review:"))]


# --- stored values -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name",
    [
        *("review.total:", "review.section:3", "review.item:1.1", "review.effect:1.1.2", "review.done:1.1.1"),
        *("review.rate:", "cover.review.total:", "cover.self.section:2", "top.review:", "self.total:"),
    ],
)
def test_a_stored_value_that_differs_is_named_at_its_own_cell_only(name: str) -> None:
    (found,) = same_score(value_changed(GOOD, spot(name), 55.5))
    assert (found.code, str(found.place)) == ("value-differs", f"a.xlsx!{place(name)}")
    assert detail(found, "shown") == "55.5"
    assert found.unit == "U01"


@pytest.mark.parametrize("shown", ["#DIV/0!", "95.5", "", True, None])
def test_a_total_that_is_no_number_differs(shown: object) -> None:
    formula = FORM.formulas["0/review.total:"]
    found = same_score(put_formula(GOOD, spot("review.total:"), formula, shown))
    assert warned(found) == [("value-differs", place("review.total:"))]


def test_the_noise_of_doubles_is_no_difference_and_a_hundredth_is() -> None:
    assert same_score(value_changed(GOOD, spot("review.total:"), "95.500000000000014")) == ()
    assert same_score(value_changed(GOOD, spot("review.total:"), "9.55E1")) == ()
    assert warned(same_score(value_changed(GOOD, spot("review.total:"), "95.51"))) != []


def test_words_that_a_formula_shows_are_compared_too() -> None:
    found = same_score(value_changed(GOOD, spot("status.review:"), "核查：3项未填"))
    assert warned(found) == [("value-differs", place("status.review:"))]
    assert detail(found[0], "ours") == "核查：已填完"


# --- files that nothing has recalculated -----------------------------------------------------------------


@pytest.mark.parametrize("value", ["", "<v></v>", "<v>0</v>", "<v>0.0</v>"])
def test_a_file_without_values_or_with_zeros_is_scored_from_its_entries_and_said_to_be_so(value: str) -> None:
    data = all_values(all_values(GOOD, SCORING, value), COVER, value)
    account, unit = read(data)
    assert unit is not None
    assert (account.status, unit.total) == (Status.SCORED, FAULTS_TOTAL)
    assert told(account.problems) == [("not-recalculated", "")]


def test_a_file_that_shows_the_blank_forms_values_is_not_recalculated() -> None:
    data = filled()
    for name, value in FAULTS.items():
        data = put(data, spot(name), value)
    account, unit = read(data)
    assert unit is not None
    assert (account.status, unit.total, unit.filled) == (Status.SCORED, FAULTS_TOTAL, 53)
    assert told(account.problems) == [("not-recalculated", "")]


def test_in_a_file_that_nothing_has_recalculated_a_replaced_total_is_still_named() -> None:
    data = put(all_values(all_values(GOOD, SCORING, ""), COVER, ""), spot("review.total:"), 100)
    found = same_score(data)
    total = place("review.total:")
    assert told(found) == [("formula-replaced", total), ("not-recalculated", ""), ("value-differs", total)]


def test_one_section_of_zeros_is_not_taken_for_a_file_without_values() -> None:
    found = same_score(value_changed(value_changed(GOOD, spot("review.section:1"), 0), spot("review.total:"), 0))
    assert warned(found) == [("value-differs", place("review.section:1")), ("value-differs", place("review.total:"))]


def test_where_every_formula_was_replaced_it_is_not_said_that_nothing_has_recalculated() -> None:
    data = GOOD
    for sheet in (SCORING, COVER):
        data = sheet_changed(data, sheet, lambda xml: re.sub("<f>.*?</f>", "", xml))
    found = same_score(put(data, spot("review.total:"), 100))
    assert {p.code for p in found} == {"formula-replaced", "value-differs"}
    assert len([p for p in found if p.code == "formula-replaced"]) == len(FORMULAS)


# --- locked texts and points -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cell", "came", "sent"),
    [
        (beside("review.effect:1.1.2", "finding"), "无年度计划（不扣分）", "无年度计划"),
        (beside("review.effect:1.1.2", "amount"), "有，扣0.5分", None),
        (beside("review.item:1.1", "points"), 10, "4"),
        (beside("review.item:1.1", "points"), "4 分", "4"),
        (beside("review.item:1.1", "points"), "4", "4"),
        (beside("review.item:1.1", "item"), None, None),
        (beside("review.total:", "points"), 120, "100"),
        (spot("text.unit:"), "单位：州教育局（U02）", "单位：州财政局（U01）"),
        ((COVER, "C5"), "州教育局", "州财政局"),
        ((COVER, "B2"), 2018, None),
        ((COVER, "C10"), 20, "18"),
        (("填写说明", "B3"), "随便填", None),
        (("列表", "B3"), "无", "有"),
        (("标识", FACTS["period"]), "2019年度", "2018年度"),
    ],
)
def test_a_changed_text_or_number_is_named(cell: tuple[str, str], came: object, sent: str | None) -> None:
    (found,) = same_score(put(GOOD, cell, came))
    assert (found.code, str(found.place)) == ("text-changed", "!".join(("a.xlsx", *cell)))
    assert detail(found, "came") == ("—" if came is None else str(came))
    assert sent is None or detail(found, "sent") == sent


def test_long_texts_are_cut_in_what_is_said() -> None:
    (found,) = same_score(put(GOOD, ("填写说明", "B3"), "长" * 500))
    assert detail(found, "came") == "长" * 59 + "…"


@pytest.mark.parametrize("text", ["无年度计划 ", "\n无年度计划", "无年度计划"])
def test_blanks_and_line_ends_around_a_text_are_no_change(text: str) -> None:
    assert same_score(put(GOOD, beside("review.effect:1.1.2", "finding"), text)) == ()


def test_content_in_a_row_that_was_not_sent_out_is_named_and_counts_nothing() -> None:
    rows = '<row r="300"><c r="E300" t="str"><v>另有问题</v></c><c r="L300"><v>2</v></c></row></sheetData>'
    (found,) = same_score(sheet_changed(GOOD, SCORING, lambda xml: xml.replace("</sheetData>", rows)))
    assert (found.code, str(found.place)) == ("row-unknown", f"a.xlsx!{SCORING}!E300")
    assert detail(found, "text") == "另有问题"


def test_a_hundred_rows_that_were_not_sent_out_are_not_a_hundred_remarks() -> None:
    rows = "".join(f'<row r="{n}"><c r="E{n}"><v>1</v></c></row>' for n in range(300, 400)) + "</sheetData>"
    found = same_score(sheet_changed(GOOD, SCORING, lambda xml: xml.replace("</sheetData>", rows)))
    assert {p.code for p in found} == {"row-unknown"}
    assert len(found) == 20


def test_a_count_in_a_cell_that_is_closed_for_its_finding_counts_nothing() -> None:
    assert same_score(put(GOOD, beside("review.effect:1.1.2", "review.number"), 5)) == ()
