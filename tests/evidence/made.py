"""Standards that ask for documents, their forms filled in by names of cells, and what comes back of them.

Apart from the tests so that each holds only what a unit typed and what must be said of it. A document's id is its
item's with a number behind: ``1.1.2`` is the second one of item 1.1.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any

from tests.small_forms import standard
from xlrubric.accounting import FileAccount
from xlrubric.build import Prefill, form_values
from xlrubric.cellrefs import address
from xlrubric.collect import Collection, settled
from xlrubric.collector import Collector
from xlrubric.entries import Reading
from xlrubric.intake import Arrived
from xlrubric.layout.form import Form, lead_form, unit_form
from xlrubric.layout.sheets import Sheet
from xlrubric.ranking import tables
from xlrubric.scoring import Value
from xlrubric.skin import read_skin
from xlrubric.standard import Standard
from xlrubric.units import Unit
from xlrubric.verify import UnitReturn
from xlrubric.writer import Stamp, render

ASKING = """
rubric: shown
title: 佐证检查
sections:
  - name: 一、学习
    items:
      - {name: 研讨, points: 5, evidence: [学习计划, 会议记录], findings: [{text: 缺研讨, deduct: 1, per: 次}]}
      - {name: 考勤, points: 3, findings: [{text: 缺勤, deduct: 1}]}
      - {name: 党课, points: 2, evidence: [讲稿], findings: [{text: 未讲党课, deduct: 2}]}
  - name: 二、组织
    sections:
      - name: （一）换届
        items: [{name: 选举, points: 4, evidence: [换届请示], findings: [{text: 未按期, deduct: 4}]}]
      - name: （二）发展
        items: [{name: 谈话, points: 1, findings: [{text: 未谈话, deduct: 1}]}]
  - name: 三、窗口
    applies_to: [窗口]
    items: [{name: 服务, points: 5, evidence: [评价表], findings: [{text: 投诉, deduct: 1, per: 件}]}]
"""
SILENT = ASKING.replace("evidence: [学习计划, 会议记录], ", "").replace("evidence: [讲稿], ", "")
SILENT = SILENT.replace("evidence: [换届请示], ", "").replace("evidence: [评价表], ", "")  # asks for nothing
ONLY_TAGGED = SILENT.replace("{name: 服务, points: 5, ", "{name: 服务, points: 5, evidence: [评价表], ")
ENGLISH = """
rubric: kept
title: Kept records
language: en
sections:
  - name: Kitchen
    items:
      - {name: Cold store, points: 5, evidence: [temperature book, "=1+1"], findings: [{text: too warm, deduct: 1}]}
"""
THERE, MISSING, NONE = "已备", "缺", "不涉及"
PLAIN, WINDOW = Unit("U1", "机关支部", lead="党委"), Unit("U2", "大厅支部", lead="党委", tags=frozenset({"窗口"}))
UNITS = (PLAIN, WINDOW)
ANSWERED: Mapping[str, Value] = {
    "review.choice:1.1.1": "无",
    "review.choice:1.2.1": "有",  # −1
    "review.choice:1.3.1": "无",
    "review.choice:2.1.1.1": "无",
    "review.choice:2.2.1.1": "无",
}
Typed = Mapping[str, Value]


@lru_cache(maxsize=16)
def standard_of(text: str = ASKING) -> Standard:
    """Check a rubric's text once."""
    return standard(text)


def form_of(text: str = ASKING, unit: Unit = PLAIN) -> Form:
    """Lay out a unit's form."""
    made = standard_of(text)
    return unit_form(made, read_skin(made.rubric.language), unit)


def led_form(text: str = ASKING, units: Sequence[Unit] = UNITS) -> Form:
    """Lay out a lead unit's workbook."""
    made = standard_of(text)
    return lead_form(made, read_skin(made.rubric.language), "党委", units)


def sheet_of(form: Form) -> Sheet | None:
    """Give the sheet of evidence, if the form has one."""
    return next((sheet for sheet in form.sheets if sheet.key.startswith("evidence:")), None)


def asked(form: Form) -> Sheet:
    """Give the sheet of evidence, which must be there."""
    found = sheet_of(form)
    assert found is not None
    return found


def spot(form: Form, name: str) -> tuple[str, str]:
    """Give sheet and address of a named cell; without a place in front, of the first unit's."""
    found = form.spots[name if "/" in name else f"0/{name}"]
    return found.sheet, address(found.row, found.column)


def values_of(form: Form, *typed: Typed) -> dict[str, Value]:
    """Give every value of a form with this typed, for each of its units in order, as after recalculation."""
    readings: dict[str, dict[str, Reading]] = {}
    free: dict[str, dict[str, Value]] = {}
    for own, unit, one in zip(form.standards, form.units, typed, strict=False):
        known = {entry.name for entry in own.graph.entries}
        readings[unit.id] = {name: Reading(value) for name, value in one.items() if name in known}
        free[unit.id] = {name: value for name, value in one.items() if name not in known}
    return form_values(form, Prefill(readings, free=free))


def filled(form: Form, *typed: Typed, day: int = 1) -> bytes:
    """Render a form with this typed."""
    return render(form, values_of(form, *typed), Stamp(datetime(2026, 3, day)))


def collector(text: str = ASKING, units: Sequence[Unit] = UNITS) -> Collector:
    """Make a reader of returned forms."""
    made = standard_of(text)
    return Collector(made, read_skin(made.rubric.language), tuple(units), made.rubric.counts)


def read(data: bytes, text: str = ASKING, units: Sequence[Unit] = UNITS) -> tuple[FileAccount, list[UnitReturn]]:
    """Read one file."""
    got = collector(text, units).read(Arrived("a.xlsx", data))
    return got.account, list(got.returns)


def gathered(files: Mapping[str, bytes], text: str = ASKING, units: Sequence[Unit] = UNITS) -> Collection:
    """Collect files that are given by name."""
    reader = collector(text, units)
    return settled(standard_of(text), tuple(units), [reader.read(Arrived(name, data)) for name, data in files.items()])


def records(collection: Collection) -> list[dict[str, Any]]:
    """Give the rows of the table of evidence; none where there is no such table."""
    frame = tables(collection).get("evidence")
    return [] if frame is None else [{str(k): v for k, v in row.items()} for row in frame.to_dict("records")]


def said(returned: UnitReturn) -> dict[str, tuple[str, str, str]]:
    """Give state, place and remark of each document by its id."""
    return {one.document.id: (one.state, one.where, one.remark) for one in returned.evidence}


def told(account: FileAccount, *without: str) -> list[tuple[str, str]]:
    """Give code and sheet!cell of each problem but those of how far a form is."""
    left_out = (*without, "form-incomplete", "form-blank")
    found = ((p.code, "!".join(filter(None, (p.place.sheet, p.place.cell)))) for p in account.problems)
    return sorted(pair for pair in found if pair[0] not in left_out)
