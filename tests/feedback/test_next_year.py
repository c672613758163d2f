"""What is not put right goes into next year's form: locked, with the item that appraises it, verified on return."""

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tests.feedback.sent import BOOKS, COLLECTION, ON, RANKED, changed, codes, filled, gathered, opened
from tests.office.headless import recalculate
from tests.office.programs import needs
from tests.ranked import BLOCKED, CHINESE, collected, made, standard
from xlrubric.accounting import Status
from xlrubric.build import Built, Prefill, form_values, lead_workbooks, unit_workbooks
from xlrubric.collect import Collection
from xlrubric.entries import Reading
from xlrubric.feedback.unsettled import Unsettled, read_unsettled
from xlrubric.layout.form import unit_form
from xlrubric.layout.past import PastFault, past_of, with_past
from xlrubric.messages import line
from xlrubric.ranking import tables
from xlrubric.ranking_book import ranking_book
from xlrubric.skin import read_skin
from xlrubric.units import Unit
from xlrubric.writer import Stamp, render

NEXT_TEXT = CHINESE.replace("rubric: small", "rubric: small-2026").replace("2025年度", "2026年度")
FOLLOWING = NEXT_TEXT.replace("      - name: 演练\n", "      - name: 演练\n        follows_up: true\n")
NEXT = standard(FOLLOWING)
SKIN = read_skin("zh-Hans")
STAMP = Stamp(datetime(2026, 10, 15, 9))
UNITS = tuple(Unit(f"U{n}", f"单位U{n}", "", "甲委") for n in (1, 2, 3))
PAST = "上年度问题"
SENT = PastFault("1.1 出口", "1.1.1", "出口堵塞", Decimal("-1.5"), "overdue", "2025年度")
OTHER = PastFault("1.1 出口", "1.1.2", "没有疏散图", Decimal("-1.5"), "unlisted", "2025年度")
PREFILL = Prefill(past={"U1": (SENT, OTHER), "U3": (OTHER,)})


def files(folder: Path, **data: bytes) -> list[Path]:
    paths = [folder / f"{name}.xlsx" for name in data]
    for path, content in zip(paths, data.values(), strict=True):
        path.write_bytes(content)
    return paths


def listed_book(folder: Path, *lists: bytes, on: date = ON) -> bytes:
    """Collect lists alone and give the ranking workbook that is written."""
    found = gathered(folder, {f"{n}.xlsx": data for n, data in enumerate(lists)}, on=on)
    return ranking_book(found, tables(found), Stamp(datetime(2026, 7, 1)))


def unsettled(folder: Path, **data: bytes) -> Unsettled:
    return read_unsettled(files(folder, **data), NEXT.rubric, UNITS)


def short(found: Unsettled) -> dict[str, list[tuple[str, str]]]:
    return {unit: [(fault.finding, fault.state) for fault in rows] for unit, rows in sorted(found.faults.items())}


RANKING = made(COLLECTION)

# From the history


def test_where_no_list_came_back_every_point_lost_is_carried_on(tmp_path: Path) -> None:
    found = unsettled(tmp_path, r=RANKING)
    assert short(found) == {
        "U1": [("1.1.1", "unlisted"), ("1.1.2", "unlisted")],
        "U3": [("1.2.1", "unlisted")],
    }
    assert found.problems == () and found.faults["U1"][0] == PastFault(
        "1.1 出口", "1.1.1", "出口堵塞", Decimal("-1.5"), "unlisted", "2025年度"
    )


def test_where_a_list_came_back_only_what_is_open_overdue_or_sent_back_is(tmp_path: Path) -> None:
    answers = {("1.1.1", "deadline"): "2026-06-30", ("1.1.2", "done"): "已完成"}
    book = listed_book(tmp_path / "in", filled(BOOKS["U1"], answers))
    assert short(unsettled(tmp_path, r=RANKING, l=book)) == {
        "U1": [("1.1.1", "overdue")],
        "U3": [("1.2.1", "unlisted")],
    }


@pytest.mark.parametrize(
    ("answers", "states"),
    [
        ({}, ["open", "open"]),
        ({("1.1.1", "checked"): "退回", ("1.1.2", "checked"): "已销号", ("1.1.2", "done"): "已完成"}, ["returned"]),
        ({("1.1.1", "done"): "已完成", ("1.1.2", "done"): "已完成"}, None),
    ],
)
def test_every_state_is_carried_on_or_not(
    answers: dict[tuple[str, str], Any], states: list[str] | None, tmp_path: Path
) -> None:
    book = listed_book(tmp_path / "in", filled(BOOKS["U1"], answers))
    found = short(unsettled(tmp_path, r=RANKING, l=book)).get("U1")
    assert (None if found is None else [state for _, state in found]) == states


def test_lists_alone_are_history_enough(tmp_path: Path) -> None:
    book = listed_book(tmp_path / "in", BOOKS["U1"])
    assert short(unsettled(tmp_path, l=book)) == {"U1": [("1.1.1", "open"), ("1.1.2", "open")]}


def test_of_two_collections_of_lists_the_later_counts_whatever_their_order(tmp_path: Path) -> None:
    early = gathered(tmp_path / "1", {"a.xlsx": BOOKS["U1"]})
    late = gathered(tmp_path / "2", {"a.xlsx": filled(BOOKS["U1"], {("1.1.1", "done"): "已完成"})})
    first, second = (
        ranking_book(found, tables(found), Stamp(datetime(2026, month, 1))) for found, month in ((early, 3), (late, 9))
    )
    wanted = {"U1": [("1.1.2", "open")]}
    assert short(unsettled(tmp_path, a=first, b=second)) == short(unsettled(tmp_path, a=second, b=first)) == wanted


def test_of_several_years_only_the_last_ledger_counts_but_every_open_list(tmp_path: Path) -> None:
    of = standard(CHINESE.replace("rubric: small", "rubric: small-2024").replace("2025年度", "2024年度"))
    older = made(collected({"U1": BLOCKED, "U2": BLOCKED}, of))
    assert short(unsettled(tmp_path, a=older, b=RANKING)) == short(unsettled(tmp_path, b=RANKING))


def test_a_ranking_of_another_standard_or_of_this_period_is_named(tmp_path: Path) -> None:
    other = made(collected({"U1": BLOCKED}, standard(CHINESE.replace("rubric: small", "rubric: other"))))
    same = made(collected({"U1": BLOCKED}, standard(NEXT_TEXT)))
    later = made(collected({"U1": BLOCKED}, standard(NEXT_TEXT.replace("2026", "2027"))))
    found = unsettled(tmp_path, other=other, same=same, later=later, pdf=b"%PDF-1.7")
    assert sorted(codes(found.problems)) == ["history-other-standard", "history-year", "history-year", "package-pdf"]
    assert found.faults == {}


def test_a_period_without_a_year_is_told_apart_by_its_name(tmp_path: Path) -> None:
    text = CHINESE.replace("period: 2025年度\n", "")
    (path,) = files(tmp_path, r=made(collected({"U1": BLOCKED}, standard(text))))
    found = read_unsettled([path], standard(text).rubric, UNITS)
    assert [line(p, "en").replace(f"{tmp_path}/", "") for p in found.problems] == [
        "r.xlsx: [past-same-period] this is a ranking of this very period (—), not of an earlier one. Give "
        "an earlier "
        "year's ranking."
    ]


def test_units_that_are_gone_are_noted(tmp_path: Path) -> None:
    found = read_unsettled(files(tmp_path, r=RANKING), NEXT.rubric, UNITS[:1])
    assert sorted(found.faults) == ["U1"]
    assert [line(p, "zh").replace(f"{tmp_path}/", "") for p in found.problems] == [
        "r.xlsx: [past-units-gone] 当年有 2 个单位不在现在的单位名单中，其问题没有带入：U2、U3。"
    ]


def test_no_history_is_nothing() -> None:
    assert read_unsettled([], NEXT.rubric, UNITS) == Unsettled({})


# On the form


def built(prefill: Prefill = PREFILL, of: Any = NEXT) -> dict[str, bytes]:
    return {b.name.partition(" ")[0]: b.data for b in unit_workbooks(of, SKIN, UNITS, prefill, STAMP)}


def led(prefill: Prefill = PREFILL) -> Built:
    (book,) = lead_workbooks(NEXT, SKIN, UNITS, prefill, STAMP)
    return book


def shown(data: bytes) -> list[list[Any]]:
    page = opened(data)[PAST]
    return [[cell.value for cell in row if cell.value is not None] for row in page.iter_rows(min_row=2)]


def test_the_sheet_shows_each_fault_and_names_the_item_that_appraises_it() -> None:
    rows = shown(built()["U1"])
    assert rows[0][1:] == ["上年度未整改到位的问题"]
    assert rows[1][1].endswith("本表只供核查，不填写。由“2.1 演练”一项考核。")
    assert [row[1:] for row in rows[2:]] == [
        ["序号", "考核内容", "情形编号", "扣分情形", "加减\n（分）", "年度", "整改情况"],
        [1, "1.1 出口", "1.1.1", "出口堵塞", -1.5, "2025年度", "逾期"],
        [2, "1.1 出口", "1.1.2", "没有疏散图", -1.5, "2025年度", "未交清单"],
    ]


def test_a_standard_that_names_no_item_says_nothing_of_one() -> None:
    rows = shown(built(of=standard(NEXT_TEXT))["U1"])
    assert rows[1][1].endswith("本表只供核查，不填写。")


def test_all_of_the_sheet_is_locked_and_it_prints_on_a4() -> None:
    page = opened(built()["U1"])[PAST]
    assert page.protection.sheet and all(cell.protection.locked for row in page.iter_rows() for cell in row)
    assert (page.page_setup.orientation, page.page_setup.paperSize, page.print_title_rows) == ("landscape", 9, "$4:$4")
    assert page.row_dimensions[1].hidden and page.column_dimensions["A"].hidden


def test_a_unit_with_nothing_open_gets_the_form_as_ever() -> None:
    assert built()["U2"] == built(Prefill())["U2"]
    assert PAST not in opened(built()["U2"]).sheetnames


def test_a_lead_unit_s_workbook_has_one_sheet_for_all_its_units() -> None:
    rows = shown(led().data)
    assert [row[1:4] for row in rows[2:]] == [
        ["序号", "单位名称", "考核内容"],
        [1, "单位U1", "1.1 出口"],
        [2, "单位U1", "1.1 出口"],
        [3, "单位U3", "1.1 出口"],
    ]


def test_the_identity_keeps_what_was_sent() -> None:
    form = with_past(unit_form(NEXT, SKIN, UNITS[0]), {0: (SENT, OTHER)})
    identity = next(sheet for sheet in form.sheets if sheet.key == "identity")
    contents = {cell.row: cell.content for cell in identity.cells}
    facts = {key: str(contents.get(row) or "") for row, key in identity.row_keys.items()}
    assert past_of(facts) == {0: [SENT, OTHER]}
    assert with_past(unit_form(NEXT, SKIN, UNITS[0]), {}).sheets == unit_form(NEXT, SKIN, UNITS[0]).sheets


@pytest.mark.parametrize(
    "wrong", [{"past.0.points": "viel"}, {"past.0.points": "NaN"}, {"past.0.state": "x"}, {"past.0.unit": "-1"}]
)
def test_a_note_that_makes_no_sense_is_left_out(wrong: dict[str, str]) -> None:
    facts = {
        "past.0.unit": "0",
        "past.0.item": "1",
        "past.0.finding": "1.1",
        "past.0.words": "x",
        "past.0.points": "-1",
    }
    facts |= {"past.0.state": "open", "past.0.period": "2025"}
    assert len(past_of(facts)[0]) == 1
    assert past_of(facts | wrong) == {}


# On return


def entries(unit: Unit) -> bytes:
    readings = {"review.choice:1.1.1": "无", "review.choice:1.1.2": "无", "review.choice:1.2.1": "无"}
    known = {name: Reading(value) for name, value in readings.items()} | {
        "review.number:2.1.1": Reading(Decimal(2)),
        "review.choice:2.1.2": Reading("无"),
    }
    form = with_past(unit_form(NEXT, SKIN, unit), {0: PREFILL.past.get(unit.id, ())})
    return render(form, form_values(form, Prefill({unit.id: known})), STAMP)


def back(folder: Path, data: bytes) -> Collection:
    return gathered(folder, {"a.xlsx": data}, NEXT, units=UNITS)


def test_a_form_with_faults_of_last_year_is_verified_and_scored_as_any_other(tmp_path: Path) -> None:
    found = back(tmp_path, entries(UNITS[0]))
    assert [(file.status, file.problems) for file in found.files] == [(Status.SCORED, ())]
    assert found.returns["U1"].total == 17


def test_a_lead_unit_s_form_is_too(tmp_path: Path) -> None:
    found = back(tmp_path, led().data)
    assert [codes(file.problems) for file in found.files] == [["form-blank"] * 3]


def put(cell: str, value: Any) -> Callable[[Any], None]:
    def change(book: Any) -> None:
        book[PAST][cell].value = value

    return change


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (
            put("E5", "没有问题"),
            ["上年度问题!E5: [text-changed] a locked text was changed to “没有问题” (sent out: “出口堵塞”). "
             "Ask why."],
        ),
        (put("F5", -1), ["上年度问题!F5: [text-changed] a locked text was changed to “-1” (sent out: "
        "“-1.5”). Ask why."]),
        (put("H5", "完成"), ["上年度问题!H5: [text-changed] a locked text was changed to “完成” (sent out: "
        "“逾期”). Ask why."]),
        (lambda book: book.remove(book[PAST]), ["上年度问题: [sheet-gone] this sheet is gone. Ask for the "
        "form as it was sent out."]),
        (
            lambda book: book[PAST].delete_rows(6),
            ["上年度问题!A6: [row-gone] the row past.2 was removed; what it held counts as not filled in. "
             "Ask for it, or "
             "enter it in the form."],
        ),
    ],
)  # fmt: skip
def test_what_was_done_to_the_sheet_is_told(change: Callable[[Any], None], told: list[str], tmp_path: Path) -> None:
    found = back(tmp_path, changed(entries(UNITS[0]), change))
    said = [line(p, "en").partition("a.xlsx!")[2] for p in found.problems if p.code != "not-recalculated"]
    assert said == told
    assert found.returns["U1"].total == 17 and {p.unit for p in found.problems} == {"U1"}


def test_a_form_of_another_s_words_is_told_by_its_mark(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data = entries(UNITS[0])
    monkeypatch.setattr("xlrubric.made_with.past_mark", lambda skin: "00000000")
    assert codes(back(tmp_path, data).problems) == ["other-layout"]


@needs("soffice")
def test_libreoffice_saves_such_a_form_that_is_read_alike(tmp_path: Path) -> None:
    (source,) = files(tmp_path, a=entries(UNITS[0]))
    (saved,) = recalculate([source], tmp_path / "out")
    found = back(tmp_path / "in", saved.read_bytes())
    assert found.problems == () and found.returns["U1"].total == 17


def test_the_whole_circle_closes(tmp_path: Path) -> None:
    """Ranking, feedback, list filled in, collected, next year's form, returned: each fault is followed to its end."""
    assert RANKED.rows("ledger")
    lists = filled(BOOKS["U1"], {("1.1.1", "done"): "已完成", ("1.1.2", "deadline"): "2026.6.30"})
    past = unsettled(tmp_path, r=RANKING, l=listed_book(tmp_path / "in", lists))
    forms = built(Prefill(past=past.faults))
    assert [row[1:] for row in shown(forms["U1"])[3:]] == [
        [1, "1.1 出口", "1.1.2", "没有疏散图", -1.5, "2025年度", "逾期"]
    ]
    assert codes(gathered(tmp_path / "back", {"u.xlsx": forms["U1"]}, NEXT, units=UNITS).problems) == ["form-blank"]
