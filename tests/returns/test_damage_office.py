"""Forms that a person filled in and took apart in LibreOffice, all in one start of it."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from tests.office.fill import Action, FillJob, FillResult, Typed, fill_in
from tests.office.programs import missing
from tests.returns.forms import (
    ANSWERED,
    COVER,
    FAULTS,
    FAULTS_TOTAL,
    FORM,
    LED,
    SCORING,
    STANDARD,
    at,
    beside,
    collector_of,
    detail,
    filled,
    lead_workbook,
    read,
    row_of,
    spot,
    told,
    warned,
)
from xlrubric.accounting import FileAccount, Status
from xlrubric.cellrefs import letters
from xlrubric.collect import Collection, settled
from xlrubric.intake import Arrived
from xlrubric.layout.form import shown_quantities
from xlrubric.scoring import compile_scorer
from xlrubric.verify import UnitReturn

ABSENT = missing("soffice", "uno")
pytestmark = [
    pytest.mark.office,
    pytest.mark.skipif(bool(ABSENT), reason=ABSENT),
    pytest.mark.xdist_group("damage-office"),  # one start of LibreOffice does all jobs
]

OPEN: Action = ("unprotect", SCORING)
CHOICE, COUNT, TOTAL, ITEM = "review.choice:1.1.2", "review.number:1.2.2", "review.total:", "review.item:1.1"
POINTS, CLAUSE = beside(ITEM, "points"), beside(CHOICE, "finding")
RIGHT = letters(max(max(s.column_keys) for s in FORM.sheets if s.name == SCORING))  # the last column

SELF: Mapping[str, Typed] = {
    **{f"self.choice:{finding}": "无" for finding in ("1.1.3", "1.2.1", "1.2.3", "1.3.1", "2.2.2", "3.2.1", "4.1.1")},
    **{f"self.choice:{finding}": "有" for finding in ("1.1.2", "1.2.4", "4.1.3", "7.1.1")},
    **{"self.number:1.1.1": 4, "self.choice:1.2.2": "有", "self.number:1.2.2": 1, "self.number:2.2.5": 0.35},
}
REVIEW: Mapping[str, Typed] = {
    **{f"review.choice:{finding}": "无" for finding in ("1.1.3", "1.2.1", "1.2.3", "1.3.1", "2.2.2", "3.2.1", "5.3.1")},
    **{f"review.choice:{finding}": "有" for finding in ("1.1.2", "1.2.4", "4.1.3", "7.1.1", "8.1.1")},
    **{"review.number:1.1.1": 3, "review.number:3.3.2": 20, "review.number:2.2.5": 2.5, "review.number:4.1.2": 11},
    **{"review.choice:1.2.2": "有", "review.number:1.2.2": 2, "review.choice:4.4.3": "有", "review.number:4.4.3": 3},
    **{"review.choice:5.2.1": "有", "review.number:5.2.1": 7},
}
# 100, less 1 + 1 in 1.1, +5 − 2 in 1.2, −2.5 in 2.2, −4 in 3.3, −1 − 2 in 4.1, −1.5 in 4.4, all 5 of 5.2, −2, −1
TOTAL_BY_HAND = Decimal(82)
WORDS: Mapping[str, Typed] = {
    "remark:1.1.2": "查无文件，现场确认\n另附说明",
    "remark:1.2.2": "@台账 + 照片，“缺”",
    "sign.self_by:": "张三",
    "sign.self_on:": "'2018-11-30",
    "sign.review_by:": "李四、王五",
    "sign.head_by:": "赵六",
}


def cells(typed: Mapping[str, Typed]) -> list[tuple[str, str, Typed]]:
    return [(*spot(name), value) for name, value in typed.items()]


def paste(name: str, value: Typed) -> Action:
    return ("paste", *spot(name), value)


# each job: the workbook it begins with, what is typed, what is done
JOBS: Mapping[str, tuple[str, Mapping[str, Typed], tuple[Action, ...]]] = {
    "clean": ("blank", {**SELF, **REVIEW, **WORDS}, ()),
    "blank": ("blank", {"remark:1.1.2": "尚未核查"}, ()),
    "self only": ("blank", {"self.choice:1.1.2": "有", "self.number:1.1.1": 4}, ()),
    "refused": ("good", {CHOICE: "是", COUNT: "两次", TOTAL: 100}, ()),
    "rows inserted": (
        "good",
        {},
        (OPEN, ("insert_rows", SCORING, 40, 1), ("insert_rows", SCORING, 8, 2), ("insert_rows", SCORING, 3, 1)),
    ),
    "rows deleted": ("good", {}, (OPEN, ("delete_rows", SCORING, row_of(CHOICE), 1))),
    "item's first row deleted": ("good", {}, (OPEN, ("delete_rows", SCORING, row_of(ITEM), 1))),
    "row moved": ("good", {}, (OPEN, ("move_rows", SCORING, row_of("review.choice:4.4.3"), 1, row_of(COUNT)))),
    "rows sorted": ("good", {}, (OPEN, ("sort", SCORING, f"A{row_of(COUNT)}:{RIGHT}{row_of(COUNT) + 2}", "E"))),
    "cells sorted": ("good", {}, (OPEN, ("sort", SCORING, f"E{row_of(COUNT)}:H{row_of(COUNT) + 2}", "E"))),
    "first row deleted": ("good", {}, (OPEN, ("delete_rows", SCORING, 1, 1))),
    "renamed": ("good", {CHOICE: "无"}, (("rename_sheet", SCORING, "It's 评分 2"), ("rename_sheet", COVER, "A-1"))),
    "total pasted over": ("good", {}, (OPEN, paste(TOTAL, 100))),
    "total pasted over rightly": ("good", {}, (OPEN, paste(TOTAL, 95.5))),
    "formula changed": ("good", {}, (OPEN, ("set_formula", *spot(ITEM), f"={FORM.formulas[f'0/{ITEM}']}+1"))),
    "text changed": ("good", {}, (OPEN, ("paste", *POINTS, 10), ("paste", *CLAUSE, "无年度计划（免扣）"))),
    "dropdown pasted over": ("good", {}, (paste(CHOICE, "是"), paste(COUNT, "两次"), paste("review.number:2.2.5", 9))),
    "digits pasted": ("good", {}, (paste(COUNT, "２"), paste("review.number:1.1.1", "'4 次"), paste(CHOICE, " 有 "))),
    "error pasted": ("good", {}, (paste(CHOICE, "=NA()"),)),
    "formula in an entry": ("good", {}, (paste(COUNT, "=1+1"),)),
    "date pasted": ("good", {}, (paste("review.number:1.1.1", "2018-11-30"),)),
    "lead": ("lead", {}, (("unprotect", "州教育局"), ("paste", "州教育局", at(TOTAL), 100))),
}


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, FillResult]:
    """Do all jobs at once; the two last begin with what the first made."""
    folder = tmp_path_factory.mktemp("office")
    sources = {"blank": filled(), "good": filled(FAULTS), "lead": lead_workbook({"U01": FAULTS, "U02": FAULTS})}
    for name, data in sources.items():
        (folder / f"{name}.xlsx").write_bytes(data)
    jobs = [
        FillJob(folder / f"{source}.xlsx", folder / "returned" / f"{name}.xlsx", cells(typed), actions)
        for name, (source, typed, actions) in JOBS.items()
    ]
    clean = folder / "returned" / "clean.xlsx"
    again = folder / "returned" / "saved twice.xlsx"
    jobs += [FillJob(clean, again), FillJob(again, folder / "returned" / "saved thrice.xlsx")]
    return {result.target.stem: result for result in fill_in(jobs)}


@pytest.fixture(scope="module")
def returned(results: Mapping[str, FillResult]) -> Mapping[str, tuple[FileAccount, UnitReturn | None]]:
    return {name: read(result.target.read_bytes(), f"{name}.xlsx") for name, result in results.items()}


Returned = Mapping[str, tuple[FileAccount, UnitReturn | None]]


def given(returned: Returned, name: str, *, total: Decimal | None = FAULTS_TOTAL) -> FileAccount:
    """Give the account of a file whose unit was scored with this total."""
    account, unit = returned[name]
    assert unit is not None
    assert unit.total == total
    return account


# --- filled in as it should be ------------------------------------------------------------------------------


def exactly(entries: Mapping[str, Typed]) -> Mapping[str, object]:
    values = {name: v if isinstance(v, str) else Decimal(str(v)) for name, v in entries.items()}
    scorer = compile_scorer(STANDARD.graph, shown_quantities(LED))
    return {name: value for name, value in scorer(values).items() if not name.startswith(("summary.", "top."))}


@pytest.mark.parametrize("name", ["clean", "saved twice", "saved thrice"])
def test_a_form_filled_in_by_a_person_is_scored_exactly_and_nothing_need_be_looked_at(
    returned: Returned, name: str
) -> None:
    account, unit = returned[name]
    assert unit is not None
    assert account.status is Status.FLAGGED  # only because not all findings are filled in
    assert told(account.problems) == [("form-incomplete", "")]
    expected = exactly({**SELF, **REVIEW})
    assert {n: v for n, v in unit.score.items() if n in expected} == expected
    assert unit.total == expected[TOTAL] == TOTAL_BY_HAND
    read_as = {n: r.value for n, r in unit.readings.items() if r.value is not None}
    assert read_as == {n: v if isinstance(v, str) else Decimal(str(v)) for n, v in {**SELF, **REVIEW}.items()}


@pytest.mark.parametrize("name", ["clean", "saved twice", "saved thrice"])
def test_remarks_and_signatures_come_back_as_typed(returned: Returned, name: str) -> None:
    _, unit = returned[name]
    assert unit is not None
    assert unit.remarks == {"1.1.2": "查无文件，现场确认\n另附说明", "1.2.2": "@台账 + 照片，“缺”"}
    signed = {"self_by": "张三", "self_on": "2018-11-30", "review_by": "李四、王五", "head_by": "赵六"}
    assert unit.signed == signed


def test_the_account_says_when_and_with_what_a_file_was_saved(returned: Returned) -> None:
    account, _ = returned["clean"]
    assert account.saved_at is not None
    assert abs(account.saved_at - datetime.now(UTC)) < timedelta(minutes=10)
    assert account.application.startswith("LibreOffice")


def test_the_saves_of_one_form_are_one_return(results: Mapping[str, FillResult]) -> None:
    names = ("clean", "saved twice", "saved thrice")
    collection = together(results, *names)
    assert sorted(account.status for account in collection.files)[1:] == [Status.SUPERSEDED, Status.SUPERSEDED]
    assert list(collection.returns) == ["U01"]


def together(results: Mapping[str, FillResult], *names: str) -> Collection:
    collector = collector_of(STANDARD)
    reads = [collector.read(Arrived(name, results[name].target.read_bytes())) for name in names]
    return settled(STANDARD, tuple(collector.units.values()), reads)


def test_a_form_with_a_remark_only_is_blank(returned: Returned) -> None:
    assert warned(given(returned, "blank", total=None).problems) == [("form-blank", "")]


def test_a_form_with_only_the_self_check_has_no_score(returned: Returned) -> None:
    (found,) = given(returned, "self only", total=None).problems
    assert (found.code, detail(found, "other")) == ("form-blank", "2")


def test_what_the_form_refuses_leaves_it_as_it_was(results: Mapping[str, FillResult], returned: Returned) -> None:
    reasons = [(refused.step[2], refused.reason) for refused in results["refused"].refused]
    assert reasons == [(at(CHOICE), "invalid"), (at(COUNT), "invalid"), (at(TOTAL), "protected")]
    assert given(returned, "refused").problems == ()


# --- taken apart ----------------------------------------------------------------------------------------------


def test_rows_inserted_above_inside_and_between_change_nothing(returned: Returned) -> None:
    account = given(returned, "rows inserted")
    assert (account.status, told(account.problems)) == (Status.SCORED, [("rows-moved", SCORING)])


def test_a_deleted_row_is_named_and_counts_as_not_filled_in(returned: Returned) -> None:
    account = given(returned, "rows deleted", total=FAULTS_TOTAL + 1)
    assert warned(account.problems) == [("form-incomplete", ""), ("row-gone", f"{SCORING}!A{row_of(CHOICE)}")]


def test_a_deleted_row_that_held_an_items_score_brings_no_flood(returned: Returned) -> None:
    account = given(returned, "item's first row deleted")
    assert ("row-gone", f"{SCORING}!A{row_of(ITEM)}") in warned(account.problems)
    assert "formula-changed" not in {p.code for p in account.problems}
    assert len(warned(account.problems)) <= 3


def test_a_row_moved_to_another_item_is_read_by_its_key(returned: Returned) -> None:
    account = given(returned, "row moved")
    assert ("rows-moved", SCORING) in told(account.problems)
    assert {code for code, _ in told(account.problems)} <= {"rows-moved", "value-differs", "values-follow"}


def test_whole_rows_cannot_be_sorted_across_merged_cells_and_nothing_happens(returned: Returned) -> None:
    assert given(returned, "rows sorted").problems == ()


def test_cells_sorted_without_their_keys_differ_in_their_texts(returned: Returned) -> None:
    account, _ = returned["cells sorted"]
    assert account.status is Status.FLAGGED
    changed = [cell for code, cell in warned(account.problems) if code == "text-changed"]
    first = row_of(COUNT)
    assert changed == [f"{SCORING}!{column}{row}" for column in "EF" for row in range(first, first + 3)]


def test_a_sheet_whose_first_row_was_deleted_is_not_read(returned: Returned) -> None:
    account, unit = returned["first row deleted"]
    assert unit is None
    assert told(account.problems) == [("keys-gone", f"{SCORING}!A1")]


def test_renamed_tabs_are_noted_and_their_formulas_are_the_same(returned: Returned) -> None:
    account = given(returned, "renamed", total=FAULTS_TOTAL + 1)
    assert account.status is Status.SCORED
    assert told(account.problems) == [("sheet-renamed", "A-1"), ("sheet-renamed", "It's 评分 2")]


# --- pasted over ------------------------------------------------------------------------------------------------


def test_a_total_pasted_over_is_named_and_what_follows_is_only_counted(returned: Returned) -> None:
    account = given(returned, "total pasted over")
    total = f"{SCORING}!{at(TOTAL)}"
    assert warned(account.problems) == [("formula-replaced", total), ("value-differs", total)]
    assert [detail(p, "count") for p in account.problems if p.code == "values-follow"] == ["3"]


def test_a_total_pasted_over_with_its_right_value_is_still_named(returned: Returned) -> None:
    account = given(returned, "total pasted over rightly")
    assert told(account.problems) == [("formula-replaced", f"{SCORING}!{at(TOTAL)}")]


def test_an_items_formula_changed_is_named(returned: Returned) -> None:
    account = given(returned, "formula changed")
    item = f"{SCORING}!{at(ITEM)}"
    assert warned(account.problems) == [("formula-changed", item), ("value-differs", item)]


def test_changed_points_and_texts_are_named(returned: Returned) -> None:
    account = given(returned, "text changed")
    assert told(account.problems) == [("text-changed", "!".join(cell)) for cell in (POINTS, CLAUSE)]


def test_what_was_pasted_past_the_checks_counts_as_not_filled_in(returned: Returned) -> None:
    account = given(returned, "dropdown pasted over", total=Decimal(100))
    refused = [cell for code, cell in warned(account.problems) if code == "entry-refused"]
    assert refused == [f"{SCORING}!{at(name)}" for name in (CHOICE, COUNT, "review.number:2.2.5")]
    codes = {code for code, _ in told(account.problems)}
    assert codes == {"entry-refused", "form-incomplete", "total-differs"}


def test_digits_and_words_that_can_be_read_are_and_only_the_total_is_said_to_be_another(returned: Returned) -> None:
    """The sheet counts a text as none; its sums are right for what it sees, and not the score."""
    account = given(returned, "digits pasted")
    assert warned(account.problems) == [("total-differs", f"{SCORING}!{at(TOTAL)}")]
    read_as = [detail(p, "read") for p in account.problems if p.code == "entry-normalised"]
    assert read_as == ["4", "有", "2"]


def test_an_error_in_an_entry_is_named_there_and_what_it_runs_through_is_only_counted(returned: Returned) -> None:
    account = given(returned, "error pasted", total=FAULTS_TOTAL + 1)
    choice = f"{SCORING}!{at(CHOICE)}"
    said = [("entry-formula", choice), ("entry-refused", choice), ("form-incomplete", "")]
    assert warned(account.problems) == said
    assert "values-follow" in {p.code for p in account.problems}


def test_a_formula_in_an_entry_is_named_and_its_value_counts(returned: Returned) -> None:
    assert told(given(returned, "formula in an entry").problems) == [("entry-formula", f"{SCORING}!{at(COUNT)}")]


def test_a_date_in_a_count_is_refused(returned: Returned) -> None:
    account = given(returned, "date pasted")
    (refused,) = (p for p in account.problems if p.code == "entry-refused")
    assert detail(refused, "typed") == "43434"


def test_a_lead_units_workbook_with_one_sheet_damaged_and_one_blank(results: Mapping[str, FillResult]) -> None:
    collection = together(results, "lead")
    assert [u.total for u in collection.returns.values()] == [FAULTS_TOTAL, FAULTS_TOTAL, None]
    (account,) = collection.files
    total = f"州教育局!{at(TOTAL)}"
    assert warned(account.problems) == [
        ("form-blank", "州水利局"),
        ("formula-replaced", total),
        ("value-differs", total),
    ]
    assert ANSWERED.keys() <= FAULTS.keys()
