"""What comes back on the sheet of evidence: ticked, pasted over, moved, deleted, and never worth a point."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

import pytest

from tests.evidence.made import (
    ANSWERED,
    ASKING,
    ENGLISH,
    MISSING,
    NONE,
    SILENT,
    THERE,
    UNITS,
    Typed,
    asked,
    filled,
    form_of,
    gathered,
    led_form,
    read,
    records,
    said,
    spot,
    told,
    values_of,
)
from tests.returns.raw import cell_changed, part_changed, put, sheet_changed, written
from tests.sheets import row_of
from xlrubric.accounting import Status
from xlrubric.cellrefs import address, parse_address
from xlrubric.layout.form import Form
from xlrubric.layout.sheets import Sheet, Signpost
from xlrubric.messages import needs_person
from xlrubric.problems import Problem
from xlrubric.units import Unit
from xlrubric.words import EVIDENCE_WORDS
from xlrubric.writer import Stamp, render

FORM = form_of()
SHEET = asked(FORM).name
TICKED: Typed = {
    **ANSWERED,
    "evidence.state:1.1.1": THERE,
    "evidence.where:1.1.1": "〔2026〕3号",
    "evidence.state:1.1.2": MISSING,
    "evidence.remark:1.1.2": "正在补",
    "evidence.state:2.1.1.1": NONE,
}
GOOD = filled(FORM, TICKED)
SAID = {
    "1.1.1": ("there", "〔2026〕3号", ""),
    "1.1.2": ("missing", "", "正在补"),
    "1.3.1": ("unsaid", "", ""),
    "2.1.1.1": ("none", "", ""),
}
WHEN = datetime(2026, 3, 1)


def typed_into(name: str, value: object, data: bytes = GOOD) -> bytes:
    """Put a value into a cell as a paste does, past the dropdown; the figures beside stay as they were."""
    return put(data, spot(FORM, name), value, FORM)


# Ticked


def test_what_was_ticked_and_written_comes_back() -> None:
    account, (returned,) = read(GOOD)
    assert said(returned) == SAID
    assert told(account) == []
    assert account.status is Status.SCORED


def test_a_blank_form_says_nothing_of_any_document() -> None:
    _, (returned,) = read(filled(FORM))
    assert set(said(returned).values()) == {("unsaid", "", "")}
    assert len(returned.evidence) == 4


def test_nothing_on_the_sheet_is_worth_a_point() -> None:
    bare = {name: value for name, value in TICKED.items() if not name.startswith("evidence.")}
    totals = [read(filled(FORM, typed))[1][0].total for typed in (bare, TICKED)]
    assert totals[0] == totals[1]
    assert totals[0] is not None


@pytest.mark.parametrize("language", ["zh-Hans", "zh-Hant", "en"])
def test_every_word_of_every_language_is_read(language: str) -> None:
    text = ENGLISH.replace("language: en", f"language: {language}").replace(
        '[temperature book, "=1+1"]', "[one, two, three]"
    )
    form = form_of(text)
    typed = {f"evidence.state:1.1.{n}": word for n, word in enumerate(EVIDENCE_WORDS[language], 1)}
    _, (returned,) = read(filled(form, typed), text)
    assert [one.state for one in returned.evidence] == ["there", "missing", "none"]


# Other words


@pytest.mark.parametrize(
    ("value", "state", "flagged"),
    [
        (f" {MISSING} ", "missing", False),
        (f"{THERE}\n", "there", False),
        ("有", "unread", True),
        ("无", "unread", True),
        ("已备齐", "unread", True),
        ("/", "unread", True),
        (1, "unread", True),
        (True, "unread", True),
        ("#N/A", "unread", True),
        ("   ", "unsaid", False),
        (None, "unsaid", False),
    ],
)
def test_a_word_that_is_none_of_the_dropdowns_is_flagged_at_its_cell(value: object, state: str, flagged: bool) -> None:
    account, (returned,) = read(typed_into("evidence.state:1.1.1", value))
    assert said(returned)["1.1.1"][0] == state
    place = "!".join(spot(FORM, "evidence.state:1.1.1"))
    assert (("evidence-unread", place) in told(account)) is flagged
    assert said(returned)["1.1.2"] == SAID["1.1.2"]


def test_the_flag_names_the_document_and_what_may_stand_there() -> None:
    account, _ = read(typed_into("evidence.state:1.1.1", "有"))
    (found,) = (problem for problem in account.problems if problem.code == "evidence-unread")
    details = dict(found.details)
    assert (details["item"], details["document"], details["typed"]) == ("1.1", "学习计划", "有")
    assert details["allowed"] == f"{THERE} / {MISSING} / {NONE}"
    assert found.unit == "U1"
    assert needs_person(found)


def test_english_words_are_read_without_regard_to_capitals() -> None:
    form = form_of(ENGLISH)
    data = filled(form, {"evidence.state:1.1.1": "Ready", "evidence.state:1.1.2": "N/A"})
    account, (returned,) = read(data, ENGLISH)
    assert [one.state for one in returned.evidence] == ["there", "none"]
    assert told(account) == []  # the sheet counts them alike


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("https://example.org/a?b=1", "https://example.org/a?b=1"),
        ("=1+1", "=1+1"),
        ("\\\\server\\党建\\1.pdf", "\\\\server\\党建\\1.pdf"),
        (20260301, "20260301"),
        ("0012", "0012"),
        (12.5, "12.5"),
    ],
)
def test_the_place_of_a_document_is_text_whatever_it_looks_like(value: object, text: str) -> None:
    account, (returned,) = read(typed_into("evidence.where:1.1.2", value))
    assert said(returned)["1.1.2"] == ("missing", text, "正在补")
    assert told(account) == []


def test_a_formula_in_a_free_cell_is_told_and_never_carried_on() -> None:
    place = spot(FORM, "evidence.where:1.1.2")
    data = cell_changed(GOOD, place, lambda _: written(place[1], "a.pdf", 'HYPERLINK("http://x","a.pdf")'), FORM)
    account, (returned,) = read(data)
    assert ("entry-formula", "!".join(place)) in told(account)
    assert said(returned)["1.1.2"][1] == "a.pdf"


# Locked cells


@pytest.mark.parametrize(
    ("row", "column", "code"),
    [("document.1.1.1", "document", "text-changed"), ("section.1", "state", "formula-replaced")],
)
def test_what_is_locked_is_compared_with_what_was_sent(row: str, column: str, code: str) -> None:
    sheet = asked(FORM)
    cell = address(row_of(sheet, row), next(c for c, key in sheet.column_keys.items() if key == column))
    account, _ = read(put(GOOD, (SHEET, cell), "改过", FORM))
    assert (code, f"{SHEET}!{cell}") in told(account)


def test_a_count_that_the_ticks_do_not_bear_out_is_told() -> None:
    values = values_of(FORM, TICKED) | {"0/evidence.count:1": "共3份：已备3，缺0，不涉及0，未填0"}
    account, (returned,) = read(render(FORM, values, Stamp(WHEN)))
    assert ("value-differs", "!".join(spot(FORM, "evidence.count:1"))) in told(account)
    assert said(returned) == SAID


# Moved


def moved(form: Form, row: Callable[[int], int]) -> bytes:
    """Render a form whose rows of evidence stand elsewhere, as after cutting and inserting; formulas follow."""

    def place(sheet: Sheet) -> Sheet:
        if not sheet.key.startswith("evidence:"):
            return sheet
        cells = tuple(replace(cell, row=row(cell.row)) for cell in sheet.cells)
        return replace(sheet, cells=cells, row_keys={row(n): key for n, key in sheet.row_keys.items()}, heights={})

    there = replace(form, sheets=tuple(map(place, form.sheets)))
    return render(there, values_of(there, TICKED), Stamp(WHEN))


@pytest.mark.parametrize("row", [lambda n: n + 3 if n > 5 else n, lambda n: n + 1 if n > 9 else n], ids=["all", "some"])
def test_rows_that_were_moved_are_found_by_their_keys(row: Callable[[int], int]) -> None:
    account, (returned,) = read(moved(FORM, row))
    assert said(returned) == SAID
    assert told(account) == [("rows-moved", SHEET)]


def swapped(data: bytes, one: int, other: int) -> bytes:
    """Exchange two rows, as sorting does; the formulas that refer to them stay."""
    numbers = {one: other, other: one}

    def exchange(xml: str) -> str:
        rows = {int(m[1]): m[0] for m in re.finditer(r'<row r="(\d+)".*?</row>', xml)}

        def renumbered(row: int) -> str:
            text = re.sub(r'<row r="\d+"', f'<row r="{numbers[row]}"', rows[row])
            return re.sub(r'<c r="([A-Z]+)\d+"', rf'<c r="\g<1>{numbers[row]}"', text)

        marked = xml.replace(rows[one], "@one@").replace(rows[other], "@other@")
        return marked.replace("@one@", renumbered(other)).replace("@other@", renumbered(one))

    return sheet_changed(data, SHEET, exchange, FORM)


def test_rows_that_were_sorted_are_read_by_their_keys_and_the_score_stays() -> None:
    rows = [row_of(asked(FORM), f"document.1.1.{n}") for n in (1, 2)]
    account, (returned,) = read(swapped(GOOD, *rows))
    assert said(returned) == SAID
    assert ("rows-moved", SHEET) in told(account)
    assert {code for code, _ in told(account)} <= {"rows-moved", "formula-changed"}
    assert read(GOOD)[1][0].total == returned.total


def emptied(data: bytes, row: int) -> bytes:
    return sheet_changed(data, SHEET, lambda xml: re.sub(f'<row r="{row}".*?</row>', "", xml), FORM)


def test_a_row_that_was_deleted_is_told_and_counts_as_not_said() -> None:
    row = row_of(asked(FORM), "document.1.1.2")
    account, (returned,) = read(emptied(GOOD, row))
    assert ("row-gone", f"{SHEET}!A{row}") in told(account)
    assert said(returned) == {**SAID, "1.1.2": ("unsaid", "", "")}
    (gone,) = (one for one in returned.evidence if one.document.id == "1.1.2")
    assert gone.place is None


# Deleted, renamed


def without_sheet(data: bytes) -> bytes:
    return part_changed(data, "xl/workbook.xml", lambda xml: re.sub(f'<sheet name="{SHEET}".*?/>', "", xml))


def test_a_sheet_that_was_deleted_is_told_and_costs_no_points() -> None:
    account, (returned,) = read(without_sheet(GOOD))
    assert told(account) == [("sheet-gone", SHEET)]
    assert returned.evidence == ()
    assert returned.total == read(GOOD)[1][0].total


def test_a_sheet_that_was_renamed_is_found_by_its_key() -> None:
    data = part_changed(GOOD, "xl/workbook.xml", lambda xml: xml.replace(f'name="{SHEET}"', 'name="材料"'))
    data = part_changed(
        data, "xl/workbook.xml", lambda xml: xml.replace(f"{SHEET}!", "材料!").replace(f"'{SHEET}'", "'材料'")
    )
    account, (returned,) = read(data)
    assert said(returned) == SAID
    assert told(account) == [("sheet-renamed", "材料")]


def test_the_sheet_of_another_unit_is_not_read() -> None:
    other = form_of(ASKING, Unit("U9", "别的支部"))
    data = put(GOOD, (SHEET, "A1"), asked(other).key, FORM)
    account, (returned,) = read(data)
    assert ("sheet-of-another-unit", f"{SHEET}!A1") in told(account)
    assert returned.evidence == ()


# Forms of another time


def earlier(data_of: Form, typed: Typed) -> bytes:
    """Render a form as an earlier program laid it out: without the sheet, with another mark of its layout."""
    sheets = []
    for sheet in data_of.sheets:
        if sheet.key.startswith("evidence:"):
            continue
        row = next((row for row, key in sheet.row_keys.items() if key == "layout"), 0)
        kept = (c for c in sheet.cells if not (isinstance(c.content, Signpost) and c.content.kind == "evidence"))
        cells = tuple(replace(c, content="0123456789abcdef") if row and c.row == row else c for c in kept)
        sheets.append(replace(sheet, cells=cells))
    there = replace(data_of, sheets=tuple(sheets))
    bare = {name: value for name, value in typed.items() if not name.startswith("evidence.")}
    return render(there, values_of(there, bare), Stamp(WHEN))


def test_a_form_sent_out_before_there_was_such_a_sheet_is_scored_as_ever() -> None:
    account, (returned,) = read(earlier(FORM, TICKED))
    assert [code for code, _ in told(account)] == ["other-layout"]
    assert returned.total == read(GOOD)[1][0].total
    assert returned.evidence == ()


def test_a_form_of_another_version_of_the_rubric_keeps_what_was_said_of_what_both_ask() -> None:
    today = ASKING.replace("evidence: [讲稿]", "evidence: [讲稿, 照片]")
    account, (returned,) = read(GOOD, today)
    assert "other-version" in {code for code, _ in told(account)}
    assert said(returned) == {**SAID, "1.3.2": ("unsaid", "", "")}


def test_a_rubric_that_asks_for_nothing_reads_nothing() -> None:
    _, (returned,) = read(filled(form_of(SILENT), ANSWERED), SILENT)
    assert returned.evidence == ()


# A lead unit's workbook


def test_each_units_documents_are_its_own_in_a_lead_units_workbook() -> None:
    form = led_form()
    data = filled(form, TICKED, {**ANSWERED, "evidence.state:1.1.1": MISSING, "evidence.state:3.1.1": THERE})
    account, (one, two) = read(data)
    assert told(account) == []
    assert said(one) == SAID
    assert [said(two)[document][0] for document in ("1.1.1", "1.1.2", "3.1.1")] == ["missing", "unsaid", "there"]


def test_a_word_that_cannot_be_read_is_its_units_in_a_lead_units_workbook() -> None:
    form = led_form()
    data = put(filled(form, TICKED, ANSWERED), spot(form, "1/evidence.state:1.1.1"), "有", form)
    account, _ = read(data)
    found: list[Problem] = [p for p in account.problems if p.code == "evidence-unread"]
    assert [(p.unit, p.place.sheet) for p in found] == [("U2", SHEET)]


# The table


def test_the_table_has_a_row_for_each_document_missing_ones_first() -> None:
    second = filled(form_of(ASKING, UNITS[1]), {**ANSWERED, "evidence.state:3.1.1": MISSING})
    rows = records(gathered({"a.xlsx": typed_into("evidence.state:1.3.1", "有"), "b.xlsx": second}))
    assert [(row["unit"], row["item"], row["document"], row["state"]) for row in rows] == [
        ("U1", "1.1", "会议记录", "missing"),
        ("U2", "3.1", "评价表", "missing"),
        ("U1", "1.3", "讲稿", "unread"),
        ("U2", "1.1", "学习计划", "unsaid"),
        ("U2", "1.1", "会议记录", "unsaid"),
        ("U2", "1.3", "讲稿", "unsaid"),
        ("U2", "2.1.1", "换届请示", "unsaid"),
        ("U1", "1.1", "学习计划", "there"),
        ("U1", "2.1.1", "换届请示", "none"),
    ]


def test_a_row_of_the_table_says_all_of_its_document() -> None:
    row = records(gathered({"a.xlsx": GOOD}))[0]
    sheet, cell = spot(FORM, "evidence.state:1.1.2")
    assert row == {
        "unit": "U1",
        "name": "机关支部",
        "section": "一、学习",
        "item": "1.1",
        "document": "会议记录",
        "state": "missing",
        "where": "",
        "remark": "正在补",
        "lacking": 1,
        "file": "a.xlsx",
        "sheet": sheet,
        "cell": cell,
    }


def test_a_section_within_a_section_is_named_by_the_one_at_the_top() -> None:
    rows = records(gathered({"a.xlsx": GOOD}))
    assert {row["item"]: row["section"] for row in rows} == {"1.1": "一、学习", "1.3": "一、学习", "2.1.1": "二、组织"}


def test_there_is_no_table_where_no_form_has_the_sheet() -> None:
    assert records(gathered({"a.xlsx": filled(form_of(SILENT), ANSWERED)}, SILENT)) == []
    assert records(gathered({"a.xlsx": earlier(FORM, TICKED)})) == []
    assert records(gathered({})) == []


def test_units_whose_form_lacks_the_sheet_have_no_rows_beside_those_that_have_it() -> None:
    second = earlier(form_of(ASKING, UNITS[1]), ANSWERED)
    assert {row["unit"] for row in records(gathered({"a.xlsx": GOOD, "b.xlsx": second}))} == {"U1"}


def test_the_cell_is_where_the_document_stands_now() -> None:
    rows = records(gathered({"a.xlsx": moved(FORM, lambda n: n + 3 if n > 5 else n)}))
    row, column = parse_address(spot(FORM, "evidence.state:1.1.2")[1])
    assert rows[0]["cell"] == address(row + 3, column)


def test_the_return_that_counts_is_the_one_whose_evidence_is_shown() -> None:
    later = filled(FORM, {**ANSWERED, "evidence.state:1.1.1": MISSING}, day=9)
    rows = records(gathered({"a.xlsx": GOOD, "b.xlsx": later}))
    assert {row["file"] for row in rows} == {"b.xlsx"}
    assert [row["document"] for row in rows if row["state"] == "missing"] == ["学习计划"]
