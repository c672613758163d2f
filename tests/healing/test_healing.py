"""Entries of damaged and out-of-date forms in fresh ones: what is carried, what is doubted, what has no place."""

import weakref
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from io import BytesIO

import openpyxl
import pytest

from tests.returns.forms import (
    FAULTS,
    FAULTS_TOTAL,
    FORM,
    LEAD,
    SCORING,
    SKIN,
    STANDARD,
    UNITS,
    detail,
    filled,
    gathered,
    lead_workbook,
    spot,
    written,
)
from tests.small_forms import standard as made
from xlrubric.build import Prefill, form_values
from xlrubric.carried import bridge
from xlrubric.changes import matching
from xlrubric.entries import Reading
from xlrubric.faults.material import read_material
from xlrubric.healing import Healed, heal, healing_of
from xlrubric.intake import Arrived
from xlrubric.layout.form import unit_form
from xlrubric.layout.hands import HANDS
from xlrubric.layout.past import PastFault, with_past
from xlrubric.skin import read_skin
from xlrubric.standard import Standard
from xlrubric.units import Unit
from xlrubric.writer import Stamp, Value, render
from xlrubric.yamltext import parse_yaml

STAMP = Stamp(datetime(2018, 12, 1))
HEALING = healing_of(STANDARD, SKIN, UNITS, STAMP)
pytestmark = pytest.mark.filterwarnings("ignore:Conditional Formatting extension")


def healed(data: bytes, name: str = "甲.xlsx") -> Healed:
    (one,), lost = heal(HEALING, [Arrived(name, data)])
    assert lost == []
    return one


def edited(cells: Mapping[tuple[str, str], str | int], data: bytes) -> bytes:
    """Put values into cells by openpyxl, which drops the figures: no program has recalculated the file."""
    book = openpyxl.load_workbook(BytesIO(data))
    for (sheet, cell), value in cells.items():
        book[sheet][cell] = value
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def comments(data: bytes) -> dict[tuple[str, str], str]:
    book = openpyxl.load_workbook(BytesIO(data))
    return {
        (page.title, cell.coordinate): cell.comment.text
        for page in book
        for row in page.iter_rows()
        for cell in row
        if cell.comment
    }


def test_a_form_with_overwritten_formulas_comes_out_as_it_was_sent_with_its_entries() -> None:
    damaged = edited({spot("review.total:"): 100, spot("review.item:1.1"): 4}, filled(FAULTS))
    assert gathered({"a.xlsx": damaged}).files[0].status == "flagged"
    found = gathered({"a.xlsx": healed(damaged).made.data})
    assert found.returns["U01"].total == FAULTS_TOTAL
    assert [p.code for p in found.problems] == []
    assert healed(damaged).made.name == "甲.xlsx" and healed(damaged).left == ()


def test_remarks_signatures_and_dates_are_carried() -> None:
    typed: dict[str, Value] = {
        "0/remark:1.1.2": "见会议记录",
        "0/sign.review_by:": "李四",
        "0/sign.review_on:": "2018-12-5",
    }
    data = render(FORM, {**form_values(FORM, Prefill({"U01": readings(FAULTS)})), **typed}, STAMP)
    again = gathered({"a.xlsx": healed(data).made.data}).returns["U01"]
    before = gathered({"a.xlsx": data}).returns["U01"]
    assert again.remarks == before.remarks == {"1.1.2": "见会议记录"}
    assert again.signed == before.signed and again.signed["review_by"] == "李四"


def readings(entries: Mapping[str, Value]) -> dict[str, Reading]:
    return {name: Reading(value) for name, value in entries.items()}


def test_what_could_not_be_read_stays_blank_and_its_cell_says_why() -> None:
    one = healed(edited({spot("review.choice:1.1.2"): "也许"}, filled(FAULTS)))
    assert one.comments == 1
    ((place, text),) = comments(one.made.data).items()
    assert place == spot("review.choice:1.1.2") and "也许" in text
    assert openpyxl.load_workbook(BytesIO(one.made.data))[place[0]][place[1]].value is None


def test_what_was_read_another_way_is_put_in_as_read_and_said() -> None:
    one = healed(edited({spot("review.number:1.2.2"): "２"}, filled(FAULTS)))
    page = openpyxl.load_workbook(BytesIO(one.made.data))[SCORING]
    assert page[spot("review.number:1.2.2")[1]].value == 2
    assert list(comments(one.made.data)) == [spot("review.number:1.2.2")]


def test_a_count_without_its_finding_is_said_beside_the_count() -> None:
    one = healed(filled({**FAULTS, "review.choice:1.2.2": "无"}))
    assert list(comments(one.made.data)) == [spot("review.number:1.2.2")]


def test_moved_rows_go_back_to_their_places() -> None:
    book = openpyxl.load_workbook(BytesIO(filled(FAULTS)))
    page = book[SCORING]
    for merged in list(page.merged_cells.ranges):
        page.unmerge_cells(str(merged))
    page.insert_rows(20, 2)
    out = BytesIO()
    book.save(out)
    found = gathered({"a.xlsx": healed(out.getvalue()).made.data})
    assert found.returns["U01"].total == FAULTS_TOTAL and found.problems == ()


@pytest.mark.parametrize("key", ["self", "review"])
def test_a_form_for_one_hand_stays_one(key: str) -> None:
    hands = HANDS[key]
    form = unit_form(STANDARD, SKIN, UNITS[0], hands)
    entries = readings({f"{role}.choice:1.1.2": "有" for role in hands.shown})
    data = render(form, form_values(form, Prefill({"U01": entries})), STAMP)
    again = gathered({"a.xlsx": healed(data).made.data}).returns["U01"]
    assert again.hands is hands
    assert {n for n, r in again.readings.items() if r.value is not None} == set(entries)


def test_a_lead_units_workbook_is_made_good_whole() -> None:
    data = lead_workbook({"U01": FAULTS, "U03": {"review.choice:1.1.2": "有"}})
    one = healed(data)
    found = gathered({"a.xlsx": one.made.data}).returns
    assert found["U01"].total == FAULTS_TOTAL and found["U03"].score["review.total:"] == 99
    assert openpyxl.load_workbook(BytesIO(one.made.data)).sheetnames[1] == UNITS[0].name


def test_a_unit_renamed_in_the_list_has_its_new_name() -> None:
    units = (replace(UNITS[0], name="州财政和国资局", lead=LEAD), *UNITS[1:])
    (one,), _ = heal(healing_of(STANDARD, SKIN, units, STAMP), [Arrived("a.xlsx", filled(FAULTS))])
    page = openpyxl.load_workbook(BytesIO(one.made.data))[SCORING]
    assert any("州财政和国资局" in str(cell.value) for cell in page[4])


def test_what_is_no_form_is_said_and_the_others_are_healed() -> None:
    healed_, lost = heal(HEALING, [Arrived("a.pdf", b"%PDF-1.7"), Arrived("b.xlsx", filled(FAULTS))])
    assert [one.source for one in healed_] == ["b.xlsx"]
    assert [(p.place.file, p.code) for p in lost] == [("a.pdf", "package-pdf")]


def test_two_files_of_one_name_get_two_names() -> None:
    made_, _ = heal(HEALING, [Arrived("x/a.xlsx", filled(FAULTS)), Arrived("y/A.xlsx", filled({}, 1))])
    assert [one.made.name for one in made_] == ["a.xlsx", "A (2).xlsx"]


def test_the_same_files_give_the_same_bytes() -> None:
    data = edited({spot("review.total:"): 100}, filled(FAULTS))
    assert healed(data).made == healed(data).made


OLD = """
rubric: r
title: 甲
language: zh-Hans
sections:
  - name: 一
    items:
      - name: 会议
        points: 10
        findings:
          - {id: a, text: 无记录, deduct: 1}
          - {id: b, text: 缺席, deduct: 1, per: 次}
          - {id: c, text: 迟到, deduct: 1, per: 次}
          - {id: d, text: 无计划, deduct: 1}
"""
NEW = """
rubric: r
title: 甲
language: zh-Hans
sections:
  - name: 一
    items:
      - name: 会议
        points: 10
        findings:
          - {id: a, text: 没有会议记录, deduct: 2}
          - {id: b, text: 缺席, deduct: 1, per: 人}
          - {id: e, text: 无计划, deduct: 1}
"""
UNIT = Unit("u1", "东局", "", "", frozenset(), "")
BEFORE: Mapping[str, Value] = {
    "review.choice:a": "有",
    "review.choice:b": "有",
    "review.number:b": Decimal(3),
    "review.choice:c": "有",
    "review.number:c": Decimal(2),
    "review.choice:d": "有",
}


def old_form() -> bytes:
    form = unit_form(made(OLD), read_skin("zh-Hans"), UNIT)
    free = {"u1": {"remark:a": "备注甲", "remark:c": "备注丙"}}
    return render(form, form_values(form, Prefill({"u1": readings(BEFORE)}, free=free)), STAMP)


def entered(data: bytes, standard: Standard) -> dict[str, object]:
    form = unit_form(standard, read_skin("zh-Hans"), UNIT)
    book = openpyxl.load_workbook(BytesIO(data))
    found: dict[str, object] = {}
    for name in (f"0/{entry.name}" for entry in standard.graph.entries):
        at = form.spots[name]
        if (value := book[at.sheet].cell(at.row, at.column).value) is not None:
            found[name.removeprefix("0/")] = value
    return found


def leftovers(data: bytes) -> list[tuple[object, ...]]:
    page = openpyxl.load_workbook(BytesIO(data))["未移入"]
    return [tuple(cell.value for cell in row[1:]) for row in page.iter_rows(min_row=5)]


def test_work_begun_on_an_earlier_version_moves_by_what_rows_mean() -> None:
    old, new = made(OLD), made(NEW)
    found = matching(read_material(new.rubric, parse_yaml(NEW, "n")), read_material(old.rubric, parse_yaml(OLD, "o")))
    healing = healing_of(new, read_skin("zh-Hans"), [UNIT], STAMP, bridge(old, new, found))
    (one,), lost = heal(healing, [Arrived("a.xlsx", old_form())])
    assert lost == []
    assert entered(one.made.data, new) == {"review.choice:a": "有", "review.choice:e": "有"}  # d is e now
    assert sorted(leftovers(one.made.data)) == [
        ("b", "缺席", "有 / 3", "计数的单位不同"),
        ("c", "迟到", "2", "新细则中没有这一项"),
        ("c", "迟到", "有", "新细则中没有这一项"),
    ]


def test_a_form_of_todays_version_is_read_by_todays_though_an_earlier_one_is_named() -> None:
    old, new = made(OLD), made(NEW)
    found = matching(read_material(new.rubric, parse_yaml(NEW, "n")), read_material(old.rubric, parse_yaml(OLD, "o")))
    healing = healing_of(new, read_skin("zh-Hans"), [UNIT], STAMP, bridge(old, new, found))
    form = unit_form(new, read_skin("zh-Hans"), UNIT)
    data = render(form, form_values(form, Prefill({"u1": readings({"review.choice:e": "有"})})), STAMP)
    (one,), _ = heal(healing, [Arrived("a.xlsx", data)])
    assert entered(one.made.data, new) == {"review.choice:e": "有"} and one.left == ()


def test_without_the_earlier_version_rows_go_by_their_ids_and_reworded_ones_are_doubted() -> None:
    new = made(NEW)
    (one,), _ = heal(healing_of(new, read_skin("zh-Hans"), [UNIT], STAMP), [Arrived("a.xlsx", old_form())])
    assert entered(one.made.data, new) == {"review.choice:a": "有", "review.choice:b": "有", "review.number:b": 3}
    said = {cell: text for (_, cell), text in comments(one.made.data).items()}
    assert any("无记录" in text for text in said.values())  # the clause that was sent reads otherwise today
    assert leftovers(one.made.data) == [
        ("c", "迟到", "有 / 2 / 备注丙", "新细则中没有这一项"),
        ("d", "无计划", "有", "新细则中没有这一项"),
    ]


def test_a_healed_form_is_read_without_a_doubt_though_it_has_the_sheet_of_leftovers() -> None:
    new = made(NEW)
    (one,), _ = heal(healing_of(new, read_skin("zh-Hans"), [UNIT], STAMP), [Arrived("a.xlsx", old_form())])
    again, _ = heal(healing_of(new, read_skin("zh-Hans"), [UNIT], STAMP), [Arrived("b.xlsx", one.made.data)])
    assert again[0].comments == 0 and again[0].left == ()
    assert entered(again[0].made.data, new) == entered(one.made.data, new)


def test_comments_stay_behind_when_the_form_is_collected() -> None:
    one = healed(edited({spot("review.number:1.2.2"): "２"}, written(FORM, {"U01": FAULTS})))
    found = gathered({"a.xlsx": one.made.data})
    assert found.problems == () and found.returns["U01"].total == FAULTS_TOTAL


def test_units_of_a_lead_workbook_that_cannot_be_read_are_named_and_the_others_made_good() -> None:
    few = healing_of(STANDARD, SKIN, UNITS[:2], STAMP)
    (one,), said = heal(few, [Arrived("甲.xlsx", lead_workbook({unit.id: FAULTS for unit in UNITS}))])
    assert [(p.code, detail(p, "id")) for p in said] == [("unknown-unit", "U03")]
    found = gathered({"a.xlsx": one.made.data}).returns
    assert {own: returned.total for own, returned in found.items() if returned.total} == {
        "U01": FAULTS_TOTAL,
        "U02": FAULTS_TOTAL,
    }


def test_what_was_read_is_not_kept_until_all_is_made_good() -> None:
    """Ten thousand files that came back do not fit into memory as they are read."""
    alive: list[int] = []
    books: list[weakref.ref[object]] = []
    real = HEALING.collector.read

    def noting(arrived: Arrived) -> object:
        alive.append(sum(book() is not None for book in books))
        read = real(arrived)
        books.append(weakref.ref(read))
        return read

    class Noting:
        read = staticmethod(noting)

    made_, _ = heal(replace(HEALING, collector=Noting()), [Arrived(f"{n}.xlsx", filled(FAULTS)) for n in range(4)])  # type: ignore[arg-type]
    assert len(made_) == 4
    assert max(alive) <= 1


def test_last_years_faults_stay_on_their_sheet() -> None:
    fault = PastFault("1.1", "1.1.2", "无方案", Decimal(-1), "open", "2017")
    form = with_past(FORM, {0: [fault]})
    data = written(form, {"U01": FAULTS})
    found = gathered({"a.xlsx": healed(data).made.data})
    assert [p.code for p in found.problems] == []
    sheets = openpyxl.load_workbook(BytesIO(healed(data).made.data)).sheetnames
    assert sheets == [sheet.name for sheet in form.sheets]
