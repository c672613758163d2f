"""What was changed inside a returned file is named with its cell, and the score stays that of the entries."""

import re
from decimal import Decimal

import pytest

from tests.returns.forms import (
    COVER,
    FAULTS,
    FAULTS_TOTAL,
    FORM,
    SCORING,
    at,
    beside,
    detail,
    filled,
    form_of,
    read,
    row_of,
    spot,
    told,
    warned,
    written,
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
    without_row,
)
from xlrubric.collect import Status
from xlrubric.expressions import references
from xlrubric.layout.sheets import Formula
from xlrubric.problems import Problem

GOOD = filled(FAULTS)
FORMULAS = [cell.name.removeprefix("0/") for _, cell in FORM.computed()]


def place(name: str) -> str:
    return "!".join(spot(name))


def same_score(data: bytes) -> tuple[Problem, ...]:
    """Give the problems of a file whose score must still be that of its entries."""
    account, unit = read(data)
    assert unit is not None
    assert unit.total == FAULTS_TOTAL
    return account.problems


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
        pytest.param(lambda f: f.replace("SUM", "_xlfn.SUM").replace("M6", "评分表!M6"), id="with prefix and sheet"),
    ],
)
def test_the_same_formula_as_other_programs_write_it_is_not_changed(write: Change) -> None:
    assert same_score(formula_changed(GOOD, spot("review.item:1.1"), write)) == ()


@pytest.mark.parametrize("formula", ["MAX(0,4+SUM(M6:M7))", "MAX(0,4+SUM(I6:I8))", "MAX(0,4+SUM(封面!M6:M8))", "", "4"])
def test_a_formula_over_other_cells_is_changed(formula: str) -> None:
    assert FORM.formulas["0/review.item:1.1"] == "MAX(0,4+SUM(M6:M8))"
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
        (beside("review.item:1.1", "item"), None, None),
        (beside("review.total:", "points"), 120, "100"),
        ((SCORING, "B3"), "单位：州教育局（U02）", "单位：州财政局（U01）"),
        ((COVER, "C5"), "州教育局", "州财政局"),
        ((COVER, "B2"), 2018, None),
        ((COVER, "C10"), 20, "18"),
        (("填写说明", "B3"), "随便填", None),
        (("列表", "B3"), "无", "有"),
        (("标识", "B5"), "2019年度", "2018年度"),
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


def test_a_text_beside_the_form_is_nothing_to_speak_of() -> None:
    data = put(GOOD, beside("review.effect:1.1.2", "review.number"), 5)  # a closed cell: the finding has no count
    far = '<row r="300"><c r="AZ300"><v>1</v></c></row></sheetData>'
    assert same_score(sheet_changed(data, SCORING, lambda xml: xml.replace("</sheetData>", far))) == ()


# --- entries ----------------------------------------------------------------------------------------------

CHOICE, COUNT, POINTS = "review.choice:1.1.2", "review.number:1.2.2", "review.number:2.2.5"


@pytest.mark.parametrize("value", ["是", "x", 1, True, 43388, "#N/A", "有无", "有？", "1"])
def test_what_a_dropdown_would_refuse_counts_as_not_filled_in(value: object) -> None:
    account, unit = read(put(GOOD, spot(CHOICE), value))
    assert unit is not None
    assert unit.total == FAULTS_TOTAL + 1
    assert unit.filled == 52
    assert account.status is Status.FLAGGED
    (found,) = (p for p in account.problems if p.code == "entry-refused")
    assert str(found.place) == f"a.xlsx!{place(CHOICE)}"
    shown = "TRUE" if value is True else str(value)
    assert [detail(found, name) for name in ("typed", "finding", "allowed")] == [shown, "1.1.2", "无 / 有"]


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
    said = {code: cell for code, cell in warned(account.problems) if code != "value-differs"}
    assert said == {"entry-refused": place(COUNT), "finding-without-count": place(COUNT)}


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
    assert told(account.problems) == [("entry-normalised", place(COUNT))]
    assert account.status is Status.SCORED
    assert (detail(account.problems[0], "typed"), detail(account.problems[0], "read")) == (value, str(read_as))


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
    assert warned(account.problems) == [("entry-refused", place(CHOICE))]
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


# --- rows, columns and keys -------------------------------------------------------------------------------


def test_a_row_that_is_gone_is_named_and_counts_as_not_filled_in() -> None:
    account, unit = read(without_row(GOOD, SCORING, row_of(CHOICE)))
    assert unit is not None
    assert unit.readings[CHOICE].value is None
    assert unit.total == FAULTS_TOTAL + 1
    assert ("row-gone", f"{SCORING}!A{row_of(CHOICE)}") in told(account.problems)
    assert {code for code, _ in told(account.problems)} <= {
        "row-gone",
        "form-incomplete",
        "value-differs",
        "values-follow",
    }


def test_the_row_of_an_item_gone_takes_its_formulas_but_no_other_is_called_changed() -> None:
    account, unit = read(without_row(GOOD, SCORING, row_of("review.item:1.1")))
    assert unit is not None
    assert [code for code, _ in warned(account.problems)].count("row-gone") == 1
    assert "formula-changed" not in {p.code for p in account.problems}


def test_a_row_whose_key_was_wiped_counts_as_gone() -> None:
    account, unit = read(put(GOOD, (SCORING, f"A{row_of(CHOICE)}"), None))
    assert unit is not None
    assert unit.readings[CHOICE].value is None
    assert ("row-gone", f"{SCORING}!A{row_of(CHOICE)}") in told(account.problems)


def copied_row(xml: str, row: int, to: int) -> str:
    """Copy a row, key and all, to another place, as pasting below the form does."""
    match = re.search(f'<row r="{row}".*?</row>', xml)
    assert match
    copy = re.sub(rf'(r="[A-Z]*){row}"', rf'\g<1>{to}"', match[0])
    return xml.replace("</sheetData>", copy + "</sheetData>")


def test_a_row_copied_with_its_key_is_named_and_the_first_taken() -> None:
    row = row_of(CHOICE)
    copied = sheet_changed(GOOD, SCORING, lambda xml: copied_row(xml, row, 200))
    (found,) = same_score(put(copied, (SCORING, "K200"), "无"))
    assert (found.code, str(found.place)) == ("row-twice", f"a.xlsx!{SCORING}!A200")
    assert (detail(found, "row"), detail(found, "first")) == ("1.1.2", str(row))


def test_a_row_copied_over_another_names_both() -> None:
    """Row 8 is now a second 1.1.2, and 1.1.3 is gone."""

    def pasted(xml: str) -> str:
        return copied_row(re.sub('<row r="8".*?</row>', "", xml), 7, 8)

    account, unit = read(sheet_changed(GOOD, SCORING, pasted))
    assert unit is not None
    said = told(account.problems)
    assert ("row-twice", f"{SCORING}!A8") in said
    assert ("row-gone", f"{SCORING}!A8") in said
    assert unit.readings["review.choice:1.1.3"].value is None


def test_a_column_copied_with_its_key_is_named() -> None:
    key = '<c r="Z1" t="str"><v>review.choice</v></c></row>'
    data = sheet_changed(GOOD, SCORING, lambda xml: xml.replace("</row>", key, 1))
    (found,) = same_score(data)
    assert (found.code, str(found.place)) == ("column-twice", f"a.xlsx!{SCORING}!Z1")
    assert (detail(found, "column"), detail(found, "first")) == ("review.choice", "K")


def test_a_column_whose_key_was_wiped_counts_as_gone() -> None:
    account, unit = read(put(GOOD, (SCORING, "K1"), None))
    assert unit is not None
    assert unit.readings[CHOICE].value is None
    assert ("column-gone", f"{SCORING}!K1") in told(account.problems)


def test_a_sheet_without_its_own_key_is_read_by_its_tab() -> None:
    (found,) = same_score(put(GOOD, (SCORING, "A1"), None))
    assert (found.code, str(found.place)) == ("sheet-key-gone", f"a.xlsx!{SCORING}!A1")
    assert detail(found, "sent") == "scoring:U01"


@pytest.mark.parametrize("pattern", [r'<c r="A\d+".*?</c>', '<row r="1".*?</row>'])
def test_a_sheet_without_any_keys_is_not_read(pattern: str) -> None:
    account, unit = read(sheet_changed(GOOD, SCORING, lambda xml: re.sub(pattern, "", xml)))
    assert unit is None
    assert account.status is Status.FLAGGED
    assert account.units == ()
    assert told(account.problems) == [("keys-gone", f"{SCORING}!A1")]


def test_the_cover_may_lose_its_keys_and_the_score_stays() -> None:
    data = sheet_changed(GOOD, COVER, lambda xml: re.sub('<row r="1".*?</row>', "", xml))
    assert told(same_score(data)) == [("keys-gone", f"{COVER}!A1")]


def test_a_sheet_of_another_unit_under_the_right_tab_is_named_and_not_read() -> None:
    other = written(form_of(1), {"U02": FAULTS})
    mine, theirs = (sheet_xml(data) for data in (GOOD, other))
    account, unit = read(sheet_changed(GOOD, SCORING, lambda xml: theirs if xml == mine else xml))
    assert unit is None
    (found,) = (p for p in account.problems if p.code == "sheet-of-another-unit")
    assert str(found.place) == f"a.xlsx!{SCORING}!A1"


def sheet_xml(data: bytes) -> str:
    taken: list[str] = []

    def take(xml: str) -> str:
        taken.append(xml)
        return xml + " "

    sheet_changed(data, SCORING, take)
    return taken[0]
