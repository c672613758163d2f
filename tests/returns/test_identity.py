"""Which form a file is: the identity sheet read, believed as far as it goes, and every doubt named with its cell."""

import re
from dataclasses import replace
from decimal import Decimal

import pytest

from tests.returns.forms import (
    COVER,
    FACTS,
    FAULTS,
    FAULTS_TOTAL,
    LED,
    SCORING,
    SKIN,
    STANDARD,
    UNITS,
    detail,
    filled,
    form_of,
    gathered,
    lead_workbook,
    place,
    read,
    row_of,
    told,
    warned,
    written,
)
from tests.returns.raw import part_changed, put, sheet_changed
from xlrubric.accounting import Status
from xlrubric.layout.form import unit_form
from xlrubric.rubric import Rubric
from xlrubric.standard import Standard
from xlrubric.units import Unit

GOOD = filled(FAULTS)
IDENTITY = SKIN.labels["identity"]


def fact(key: str) -> tuple[str, str]:
    return IDENTITY, FACTS[key]


def test_the_identity_is_found_whatever_its_tab_is_called() -> None:
    account, unit = read(part_changed(GOOD, "xl/workbook.xml", lambda xml: xml.replace(IDENTITY, "Sheet9")))
    assert unit is not None
    assert unit.total == FAULTS_TOTAL
    assert told(account.problems) == [("sheet-renamed", "Sheet9")]


@pytest.mark.parametrize("how", ["the key wiped", "the sheet emptied", "the sheet removed"])
def test_a_workbook_without_its_identity_is_no_form(how: str) -> None:
    if how == "the key wiped":
        data = put(GOOD, (IDENTITY, "A1"), None)
    elif how == "the sheet emptied":
        data = sheet_changed(GOOD, IDENTITY, lambda xml: re.sub("<sheetData>.*</sheetData>", "<sheetData/>", xml))
    else:
        data = part_changed(GOOD, "xl/workbook.xml", lambda xml: re.sub(f'<sheet name="{IDENTITY}"[^>]*/>', "", xml))
    account, unit = read(data)
    assert unit is None
    assert (account.status, account.units) == (Status.NOT_A_FORM, ())
    assert told(account.problems) == [("identity-gone", "")]


def test_a_form_of_another_standard_is_named_and_not_scored() -> None:
    safety = Standard(STANDARD.rubric.model_copy(update={"rubric": "safety-2018"}))
    theirs = written(unit_form(safety, SKIN, UNITS[0]), {})
    for data in (theirs, put(GOOD, fact("rubric"), "xiangxi-2019")):
        account, unit = read(data)
        assert unit is None
        assert account.status is Status.NOT_A_FORM
        assert told(account.problems) == [("other-rubric", f"{IDENTITY}!{FACTS['rubric']}")]
        assert detail(account.problems[0], "wanted") == "xiangxi-2018"


# --- another version of the rubric -------------------------------------------------------------------------


def changed_rubric(**fields: object) -> Standard:
    """Give last month's version of the rubric: the first finding differs."""
    section = STANDARD.rubric.sections[0]
    item = section.items[0]
    findings = (item.findings[0], item.findings[1].model_copy(update=fields), *item.findings[2:])
    items = (item.model_copy(update={"findings": findings}), *section.items[1:])
    sections = (section.model_copy(update={"items": items}), *STANDARD.rubric.sections[1:])
    return Standard(Rubric.model_validate(STANDARD.rubric.model_copy(update={"sections": sections})))


OLD = changed_rubric(text="没有年度计划", deduct=Decimal(3))
OTHER_VERSION = ("other-version", f"{IDENTITY}!{FACTS['fingerprint']}")


def old_form() -> bytes:
    return written(unit_form(OLD, SKIN, UNITS[0]), {"U01": FAULTS})


def test_a_form_of_another_version_is_scored_by_todays_and_its_texts_and_sums_are_not_held_against_it() -> None:
    assert OLD.fingerprint != STANDARD.fingerprint
    account, unit = read(old_form())
    assert unit is not None
    assert (unit.total, unit.filled) == (FAULTS_TOTAL, 53)
    assert account.status is Status.FLAGGED
    assert told(account.problems) == [OTHER_VERSION]


def test_in_a_form_of_another_version_a_stray_entry_is_still_named() -> None:
    data = put(put(old_form(), (SCORING, f"K{row_of('review.choice:1.1.2')}"), "是"), (SCORING, "A1"), None)
    account, unit = read(data)
    assert unit is not None
    assert [code for code, _ in warned(account.problems)] == [
        *("entry-refused", "form-incomplete", "other-version", "sheet-key-gone")
    ]


def test_a_fingerprint_overwritten_is_another_version() -> None:
    account, unit = read(put(GOOD, fact("fingerprint"), "0123456789abcdef"))
    assert unit is not None
    assert unit.total == FAULTS_TOTAL
    assert told(account.problems) == [OTHER_VERSION]


def test_a_finding_that_the_old_version_lacks_counts_as_not_filled_in() -> None:
    section = STANDARD.rubric.sections[0]
    item = section.items[0]
    fewer = item.model_copy(update={"findings": item.findings[:2]})
    sections = (section.model_copy(update={"items": (fewer, *section.items[1:])}), *STANDARD.rubric.sections[1:])
    short = Standard(STANDARD.rubric.model_copy(update={"sections": sections}))
    data = written(unit_form(short, SKIN, UNITS[0]), {"U01": {k: v for k, v in FAULTS.items() if ":1.1.3" not in k}})
    account, unit = read(data)
    assert unit is not None
    assert (unit.total, unit.filled) == (FAULTS_TOTAL, 52)
    assert told(account.problems) == [("form-incomplete", ""), OTHER_VERSION]


# --- another unit ------------------------------------------------------------------------------------------


def test_a_unit_that_is_not_in_the_list_is_named() -> None:
    stranger = Unit("U99", "州林业局", "甲组", "州委办")
    account, unit = read(written(unit_form(STANDARD, SKIN, stranger), {"U99": FAULTS}))
    assert unit is None
    assert account.status is Status.NOT_A_FORM
    assert told(account.problems) == [("unknown-unit", f"{IDENTITY}!{FACTS['unit.0.id']}")]
    assert dict(account.problems[0].details) == {"id": "U99", "name": "州林业局"}


def test_an_identity_without_a_unit_is_damaged() -> None:
    rows = "|".join(cell[1:] for key, cell in FACTS.items() if key.startswith("unit."))
    account, unit = read(sheet_changed(GOOD, IDENTITY, lambda xml: re.sub(f'<row r="({rows})".*?</row>', "", xml)))
    assert unit is None
    assert told(account.problems) == [("form-damaged", IDENTITY)]


def test_an_identity_changed_to_another_unit_of_the_list_gives_that_unit_nothing() -> None:
    """The sheets still have the keys of the first unit; the second keeps its own return, though an older one."""
    forged = put(put(GOOD, fact("unit.0.id"), "U02"), fact("unit.0.name"), "州教育局")
    account, unit = read(forged)
    assert unit is None
    assert (account.status, account.units) == (Status.WITHOUT_SCORE, ("U02",))
    assert warned(account.problems) == [
        ("sheet-of-another-unit", f"{COVER}!A1"),
        ("sheet-of-another-unit", f"{SCORING}!A1"),
    ]
    assert [detail(p, "sent") for p in account.problems] == ["cover:U02", "scoring:U02"]
    both = gathered({"forged.xlsx": forged, "own.xlsx": written(form_of(1), {"U02": {}}, day=1)})
    assert both.returns["U02"].file == "own.xlsx"


def test_a_name_changed_in_the_identity_differs_from_the_cover() -> None:
    account, unit = read(put(GOOD, fact("unit.0.name"), "州教育局"))
    assert unit is not None
    assert unit.total == FAULTS_TOTAL
    assert [cell for _, cell in warned(account.problems)] == [f"{COVER}!C5", place("text.unit:")]


def test_texts_of_a_unit_that_stand_in_no_list_any_more_are_those_that_were_sent() -> None:
    renamed = tuple(replace(unit, name=unit.name + "（新）", contact="王五") for unit in UNITS)
    account = gathered({"a.xlsx": GOOD}).files[0]
    assert account.problems == ()
    assert renamed != UNITS


# --- a lead unit's workbook ----------------------------------------------------------------------------------

ALL = {unit.id: FAULTS for unit in UNITS}


def test_a_lead_units_workbook_scores_each_of_its_units() -> None:
    collection = gathered({"lead.xlsx": lead_workbook({**ALL, "U02": {**FAULTS, "review.choice:1.1.3": "有"}})})
    (account,) = collection.files
    assert (account.status, account.units, account.problems) == (Status.SCORED, ("U01", "U02", "U03"), ())
    totals = [collection.returns[unit.id].total for unit in UNITS]
    assert totals == [FAULTS_TOTAL, FAULTS_TOTAL - 1, FAULTS_TOTAL]


def test_of_a_lead_units_workbook_a_damaged_and_a_blank_sheet_do_not_touch_the_third() -> None:
    data = lead_workbook({"U01": FAULTS, "U02": FAULTS})
    total = LED.spots["1/review.total:"]
    cell = f"N{total.row}"
    data = put(data, (total.sheet, cell), 100, LED)
    collection = gathered({"lead.xlsx": data})
    (account,) = collection.files
    assert account.status is Status.FLAGGED
    assert warned(account.problems) == [
        ("form-blank", "州水利局"),
        ("formula-replaced", f"州教育局!{cell}"),
        ("value-differs", f"州教育局!{cell}"),
    ]
    units = {p.code: p.unit for p in account.problems}
    assert units == {"form-blank": "U03", "formula-replaced": "U02", "value-differs": "U02"}
    assert [collection.returns[unit.id].total for unit in UNITS] == [FAULTS_TOTAL, FAULTS_TOTAL, None]
    assert [unit.id for unit in collection.missing] == ["U03"]


def test_a_sheet_that_is_gone_from_a_lead_units_workbook_is_named_and_the_others_are_scored() -> None:
    tab = LED.spots["1/review.total:"].sheet
    data = part_changed(
        lead_workbook(ALL), "xl/workbook.xml", lambda xml: re.sub(f'<sheet name="{tab}"[^>]*/>', "", xml)
    )
    collection = gathered({"lead.xlsx": data})
    (account,) = collection.files
    assert ("sheet-gone", tab) in warned(account.problems)
    assert {code for code, _ in told(account.problems)} == {"sheet-gone"}
    assert (account.status, account.units) == (Status.FLAGGED, ("U01", "U02", "U03"))
    assert sorted(collection.returns) == ["U01", "U03"]


def test_a_lead_units_workbook_and_a_units_own_compete_for_that_unit_alone() -> None:
    own = filled({**FAULTS, "review.choice:1.1.3": "有"}, number=1, day=5)
    collection = gathered({"lead.xlsx": lead_workbook(ALL, day=3), "own.xlsx": own}, merge="newest")
    lead, mine = collection.files
    assert {unit: got.file for unit, got in collection.returns.items()} == {
        "U01": "lead.xlsx",
        "U02": "own.xlsx",
        "U03": "lead.xlsx",
    }
    assert (lead.status, mine.status) == (Status.FLAGGED, Status.SCORED)
    assert [dict(p.details)["id"] for p in lead.problems if p.code == "superseded"] == ["U02"]


def test_a_stranger_in_a_lead_units_workbook_is_named_and_the_others_are_scored() -> None:
    identity = next(s for s in LED.sheets if s.key == "identity")
    cell = next(f"B{row}" for row, key in identity.row_keys.items() if key == "unit.1.id")
    account, unit = read(put(lead_workbook(ALL), (IDENTITY, cell), "U77", LED))
    assert unit is not None
    assert ("unknown-unit", f"{IDENTITY}!{cell}") in warned(account.problems)
    assert account.units == ("U01", "U03")
