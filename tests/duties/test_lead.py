"""Duties in a lead unit's workbook: one signature block for all, each unit's rows at its own cells."""

from datetime import date, datetime
from typing import Any

from tests.duties.made import DUTIES, records
from tests.small_forms import standard
from xlrubric.build import Prefill, form_values
from xlrubric.collect import Collection, settled
from xlrubric.collector import Collector
from xlrubric.intake import Arrived
from xlrubric.layout.form import lead_form
from xlrubric.ranking import tables
from xlrubric.skin import read_skin
from xlrubric.units import Unit
from xlrubric.writer import Stamp, render

OF, SKIN = standard(DUTIES), read_skin("zh-Hans")
UNITS = (Unit("U1", "第一支部", lead="党委"), Unit("U2", "第二支部", lead="党委"))
FORM = lead_form(OF, SKIN, "党委", UNITS)


def collected(**typed: str) -> dict[str, list[dict[str, Any]]]:
    """Give the tables of a lead unit's workbook with this typed."""
    values: dict[str, Any] = {**form_values(FORM, Prefill())}
    values |= {name: value for name, value in typed.items() if name in FORM.spots}
    data = render(FORM, values, Stamp(datetime(2026, 3, 20)))
    read = Collector(OF, SKIN, UNITS, "review").read(Arrived("lead.xlsx", data))
    found = settled(OF, UNITS, [read])
    collection = Collection(OF, UNITS, found.files, found.returns, on=date(2026, 4, 1))
    return {name: records(frame) for name, frame in tables(collection).items()}


TYPED = {
    "0/shared.text:2.1.1.1": "走访",
    "0/shared.text:2.1.1.2": "结对",
    "1/shared.text:2.1.1.1": "义诊",
    "1/self.choice:1.1.1": "推进中",
}


def test_each_unit_has_its_own_items_and_states() -> None:
    one, two = collected(**TYPED)["duties"]
    assert [(row["own"], row["state:推进中"]) for row in (one, two)] == [(2, 0), (1, 1)]
    assert [row["returned"] for row in (one, two)] == ["returned", "returned"]


def test_what_is_overdue_names_the_sheet_of_its_own_unit() -> None:
    rows = [row for row in collected(**TYPED)["overdue"] if row["kind"] == "own"]
    assert [(row["unit"], row["state"], row["sheet"]) for row in rows] == [("U2", "1/2", "第二支部")]


def test_a_signature_of_the_lead_unit_holds_for_all_its_units() -> None:
    names = [name for name in FORM.spots if "/sign." in name]
    assert names
    assert all(name.startswith("0/") for name in names)  # the workbook is signed once
    rows = collected(**TYPED, **{names[0]: "党委 2026-03-20"})["duties"]
    assert [row["signed"] for row in rows] == ["支部：党委 2026-03-20"] * 2
    assert [row["unsigned"] for row in rows] == ["本人签名"] * 2
