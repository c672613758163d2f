"""The days beside signatures: typed as a day, the program keeps a number; what is shown is always the day."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import openpyxl
import pytest

from tests.duties.made import DUTIES
from tests.duties.made import gathered as duties_gathered
from tests.duties.made import records as duty_records
from tests.evidence.made import (
    ANSWERED,
    ASKING,
    UNITS,
    Typed,
    filled,
    form_of,
    gathered,
    led_form,
    read,
    spot,
    standard_of,
)
from tests.returns.raw import put
from xlrubric.days import day_of_signature, serial_of
from xlrubric.layout.cover import signed_pairs
from xlrubric.obligations import signatures
from xlrubric.ranking import tables
from xlrubric.skin import read_skin
from xlrubric.xlsx import read_workbook

pytestmark = pytest.mark.filterwarnings("ignore:.*xtension is not supported:UserWarning")
FORM = form_of()
SKIN = read_skin("zh-Hans")
SERIAL = Decimal(43439)  # 2018-12-05


@pytest.mark.parametrize(
    ("number", "day"),
    [
        ("43439", "2018-12-05"),
        ("43439.75", "2018-12-05"),  # with the time of day
        ("36526", "2000-01-01"),
        ("73050", "2099-12-31"),
        ("20181205", "2018-12-05"),  # typed without signs
        ("20181305", None),  # no such month
        ("2018", None),  # a year alone
        ("36525", None),
        ("73051", None),
        ("0", None),
        ("-43439", None),
        ("13907430001", None),  # a telephone
    ],
)
def test_a_number_beside_a_signature_is_a_day_of_this_century_or_none(number: str, day: str | None) -> None:
    found = day_of_signature(Decimal(number))
    assert (found.isoformat() if found else None) == day


def test_every_day_of_the_century_is_read_back_from_its_number() -> None:
    for year in range(2000, 2100):
        day = date(year, 2, 28)
        assert day_of_signature(serial_of(day)) == day


@pytest.mark.parametrize("key", ["self_on", "review_on"])
def test_the_cell_of_a_day_is_formatted_as_one_and_takes_text_too(key: str) -> None:
    cover = FORM.sheets[0]
    cell = next(cell for cell in cover.cells if cell.name == f"0/sign.{key}:")
    assert cell.style == "entry_day"
    assert "yy" in SKIN.styles["entry_day"]["format"]
    assert type(cell.content.rule).__name__ == "FreeText"  # type: ignore[union-attr]


def test_only_the_cells_of_days_are_formatted_so() -> None:
    styles = {c.name.removeprefix("0/"): c.style for c in FORM.sheets[0].cells if c.name.startswith("0/sign.")}
    days = {name for name, style in styles.items() if style == "entry_day"}
    assert days == {"sign.self_on:", "sign.review_on:"}
    keys = {f"sign.{key}:" for pair in signed_pairs(SKIN, None) for key, _, _ in pair}
    assert set(styles) == keys


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        (43439, "2018-12-05"),
        (43439.5, "2018-12-05"),
        ("43439", "43439"),  # typed as a text: nobody means a day by it
        ("2018-12-5", "2018-12-5"),
        ("2018年12月5日", "2018年12月5日"),
        (20181205, "2018-12-05"),
        (2018, "2018"),
        (None, None),
    ],
)
def test_what_stands_in_the_cell_of_a_day_is_shown_as_the_day_or_as_typed(typed: object, shown: str | None) -> None:
    data = put(filled(FORM, {**ANSWERED, "sign.self_by:": "张三"}), spot(FORM, "sign.self_on:"), typed, FORM)
    account, (returned,) = read(data)
    assert returned.signed.get("self_on") == shown
    assert returned.signed["self_by"] == "张三"
    assert [p.code for p in account.problems if p.place.cell == spot(FORM, "sign.self_on:")[1]] == []


@pytest.mark.parametrize("style", ["entry_day", "entry_text"])
def test_the_format_of_the_cell_makes_no_difference(style: str) -> None:
    sheets = tuple(
        replace(s, cells=tuple(replace(c, style=style) if "sign.review_on" in c.name else c for c in s.cells))
        for s in FORM.sheets
    )
    data = filled(replace(FORM, sheets=sheets), {**ANSWERED, "sign.review_on:": SERIAL})
    _, (returned,) = read(data)
    assert returned.signed == {"review_on": "2018-12-05"}


def test_a_name_that_is_a_number_stays_one() -> None:
    data = put(filled(FORM, ANSWERED), spot(FORM, "sign.self_by:"), 43439, FORM)
    _, (returned,) = read(data)
    assert returned.signed == {"self_by": "43439"}


def test_a_lead_units_workbook_is_signed_once_and_its_day_is_read_for_all() -> None:
    form = led_form()
    data = put(filled(form, ANSWERED, ANSWERED), spot(form, "0/sign.review_on:"), 43439, form)
    _, returns = read(data)
    assert [returned.signed for returned in returns] == [{"review_on": "2018-12-05"}] * 2


def test_the_signature_has_its_day_wherever_it_is_asked_for() -> None:
    data = filled(FORM, {**ANSWERED, "sign.review_by:": "李四", "sign.review_on:": SERIAL})
    _, (returned,) = read(data)
    found = signatures(returned, standard_of().rubric, SKIN)
    assert [(sign.who, str(sign.day)) for sign in found if sign.is_signed] == [("李四", "2018-12-05")]
    ledger = tables(gathered({"a.xlsx": data}))["ledger"]
    assert set(ledger["found_by"]) == {"李四"}


def test_a_day_typed_into_a_line_that_the_rubric_names_is_the_day_too() -> None:
    collection = duties_gathered(DUTIES, {"sign.1:": Decimal(46101), "sign.2:": "张三 2026.3.20"})
    (row,) = duty_records(tables(collection)["duties"])
    assert (
        row["signed"] == "支部：2026-03-20；本人签名：张三 2026-03-20" or "2026-03-20" in row["signed"].split("；")[0]
    )


def test_the_written_cell_has_the_format_of_a_day(tmp_path: Any) -> None:
    (tmp_path / "a.xlsx").write_bytes(filled(FORM, {"sign.self_on:": SERIAL}))
    sheet, cell = spot(FORM, "sign.self_on:")
    found = openpyxl.load_workbook(tmp_path / "a.xlsx")[sheet][cell]
    assert found.is_date
    assert found.value.date() == date(2018, 12, 5)
    assert not found.protection.locked
    stored = next(s for s in read_workbook((tmp_path / "a.xlsx").read_bytes(), "a.xlsx").sheets if s.name == sheet)
    assert any(one.value == SERIAL for one in stored.cells.values())


def test_the_day_of_the_return_that_counts_is_told() -> None:
    typed: Typed = {**ANSWERED, "sign.review_on:": SERIAL}
    collection = gathered({"a.xlsx": filled(FORM, typed)}, ASKING, UNITS)
    assert collection.returns["U1"].signed == {"review_on": "2018-12-05"}
