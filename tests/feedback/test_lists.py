"""Rectification lists come back: read whatever was done to them, and every change and doubt named with its cell."""

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tests.feedback.sent import (
    BOOKS,
    COLLECTION,
    IDENTITY,
    LIST,
    ON,
    STAMP,
    STANDARD,
    books,
    cell_of,
    changed,
    codes,
    filled,
    gathered,
)
from tests.office.fill import FillJob, fill_in
from tests.office.headless import recalculate
from tests.office.programs import needs
from tests.ranked import BLOCKED, CHINESE, collected, made, standard
from xlrubric.accounting import Status
from xlrubric.build import Prefill, unit_workbooks
from xlrubric.collect import Collection
from xlrubric.feedback.lists import CHECKED_WORDS, DONE_WORDS
from xlrubric.feedback.reading import ListRow
from xlrubric.feedback.states import state
from xlrubric.messages import line
from xlrubric.ranked import ranked_of
from xlrubric.ranking import tables
from xlrubric.skin import read_skin
from xlrubric.units import Unit

ONE = ("1.1.1", "deadline")


def one(folder: Path, data: bytes, on: date = ON) -> Collection:
    return gathered(folder, {"a.xlsx": data}, on=on)


def row_of(collection: Collection, key: str = "1.1.1") -> ListRow:
    (returned,) = collection.rectifications
    return next(row for row in returned.rows if row.fault.key == key)


def told(collection: Collection, folder: Path, language: str = "en") -> list[str]:
    return [line(found, language).replace(f"{folder}/", "") for found in collection.problems]


# Which list it is


def test_a_list_as_it_was_sent_is_counted_and_all_is_open(tmp_path: Path) -> None:
    found = one(tmp_path, BOOKS["U1"])
    (file,) = found.files
    assert (file.status, file.units, file.kind, file.problems) == (Status.COUNTED, ("U1",), "rectification", ())
    (returned,) = found.rectifications
    assert (returned.unit, returned.rubric, returned.period, returned.made) == (
        "U1",
        "small",
        "2025年度",
        date(2026, 1, 2),
    )
    assert [(row.fault.key, state(row, ON)) for row in returned.rows] == [("1.1.1", "open"), ("1.1.2", "open")]
    assert not returned.filled


def test_lists_alone_leave_nobody_missing(tmp_path: Path) -> None:
    found = one(tmp_path, BOOKS["U1"])
    assert found.missing == () and found.problems == () and found.counts()["missing_units"] == 0


def test_beside_forms_a_list_is_no_form_and_the_missing_are_told(tmp_path: Path) -> None:
    (built,) = unit_workbooks(STANDARD, read_skin("zh-Hans"), COLLECTION.units[:1], Prefill(), STAMP)
    found = gathered(tmp_path, {"form.xlsx": built.data, "list.xlsx": BOOKS["U2"]})
    assert {file.kind for file in found.files} == {"", "rectification"}
    missing = tables(found)["missing"]
    assert dict(zip(missing["unit"], missing["reason"], strict=True))["U2"] == "not_returned"


def test_a_ranking_is_no_form(tmp_path: Path) -> None:
    found = gathered(tmp_path, {"r.xlsx": made(COLLECTION)})
    assert [(file.status, codes(file.problems)) for file in found.files] == [(Status.NOT_A_FORM, ["not-a-form"])]


def test_a_list_of_another_standard_is_named(tmp_path: Path) -> None:
    of = standard(CHINESE.replace("rubric: small", "rubric: other-2024"))
    data = books(ranked_of(made(collected({"U1": BLOCKED}, of)), "r.xlsx"))["U1"]
    found = one(tmp_path, data)
    assert [file.status for file in found.files] == [Status.NOT_A_FORM] and found.rectifications == ()
    assert told(found, tmp_path) == [
        "a.xlsx!标识!B4: [list-other-rubric] this is a rectification list of another standard (other-2024; "
        "here it is "
        "small). Collect it with its own rubric."
    ]


def test_a_list_of_the_series_another_year_is_taken(tmp_path: Path) -> None:
    of = standard(CHINESE.replace("rubric: small", "rubric: small-2024"))
    data = books(ranked_of(made(collected({"U1": BLOCKED}, of)), "r.xlsx"))["U1"]
    assert [returned.rubric for returned in one(tmp_path, data).rectifications] == ["small-2024"]


def test_a_list_of_a_unit_that_nobody_knows_is_named(tmp_path: Path) -> None:
    found = gathered(tmp_path, {"a.xlsx": BOOKS["U1"]}, units=(Unit("U9", "别的"),))
    assert [file.status for file in found.files] == [Status.NOT_A_FORM]
    assert told(found, tmp_path) == [
        "a.xlsx!标识!B10: [unknown-unit] the unit U1 (单位U1) is not in the unit list. Add it to the list, "
        "or leave the "
        "file out."
    ]


# What was filled in

DAYS: tuple[tuple[Any, date | None], ...] = (
    (datetime(2026, 6, 30), date(2026, 6, 30)),
    (46203, date(2026, 6, 30)),
    (46203.75, date(2026, 6, 30)),
    ("46203", date(2026, 6, 30)),
    ("2026-06-30", date(2026, 6, 30)),
    ("2026.6.30", date(2026, 6, 30)),
    ("2026/6/30", date(2026, 6, 30)),
    ("２０２６－０６－３０", date(2026, 6, 30)),
    (" 2026年6月30日 ", date(2026, 6, 30)),
    ("2026年 6 月 30 日", date(2026, 6, 30)),
    ("20260630", date(2026, 6, 30)),
    ("2026-06-31", None),
    ("2026.6", None),
    ("6月30日", None),
    ("月底前", None),
    ("30/6/2026", None),
    (20260630, None),
    (12, None),
    (True, None),
    ("1926-06-30", None),
)


@pytest.mark.parametrize(("typed", "day"), DAYS)
def test_days_are_read_by_one_grammar(typed: Any, day: date | None, tmp_path: Path) -> None:
    found = one(tmp_path, filled(BOOKS["U1"], {ONE: typed}))
    assert row_of(found).days.get("deadline") == day
    assert codes(found.problems) == ([] if day else ["list-day-refused"])
    if day is None:
        assert found.problems[0].place.cell == "J7" and found.problems[0].unit == "U1"


WORDS = [(word, code) for table in DONE_WORDS.values() for code, word in table.items()]


@pytest.mark.parametrize(("typed", "code"), [*WORDS, (" 已 完 成", "done"), ("DONE", "done")])
def test_words_are_taken_in_every_language(typed: str, code: str, tmp_path: Path) -> None:
    found = one(tmp_path, filled(BOOKS["U1"], {("1.1.1", "done"): typed}))
    assert row_of(found).codes.get("done") == code and found.problems == ()


def test_texts_stay_texts_and_numbers_are_their_digits(tmp_path: Path) -> None:
    found = one(
        tmp_path,
        filled(
            BOOKS["U1"],
            {("1.1.1", "measure"): " 清理\n通道 ", ("1.1.1", "responsible"): 12, ("1.1.1", "evidence"): "'=1"},
        ),
    )
    assert row_of(found).texts == {"measure": "清理\n通道", "responsible": "12", "evidence": "'=1"}
    assert found.problems == () and found.rectifications[0].filled


def test_all_tables_are_there_where_lists_are_and_none_where_not(tmp_path: Path) -> None:
    answers = {("1.1.1", "measure"): "清理", ONE: "2026.6.30", ("1.1.2", "done"): "已完成", ("1.1.2", "done_on"): 46200}
    found = tables(one(tmp_path, filled(BOOKS["U1"], answers)))
    rows = found["rectification"].to_dict("records")
    assert [(r["unit"], r["finding"], r["state"], r["days"], r["deadline"], r["done_on"]) for r in rows] == [
        ("U1", "1.1.1", "overdue", 1, "2026-06-30", ""),
        ("U1", "1.1.2", "done", None, "", "2026-06-27"),
    ]
    assert (rows[0]["points"], rows[0]["measure"], rows[0]["words"]) == (Decimal("-1.5"), "清理", "出口堵塞")
    units = found["rectification_units"].to_dict("records")
    assert [(r["unit"], r["returned"], r["faults"], r["unsettled"], r["overdue"], r["done"]) for r in units] == [
        ("U1", "returned", 2, 1, 1, 1),
        ("U2", "not_returned", None, None, None, None),
        ("U3", "not_returned", None, None, None, None),
    ]
    assert "rectification" not in tables(COLLECTION) and "rectification_units" not in tables(COLLECTION)


# How far it is put right


@pytest.mark.parametrize(
    ("done", "checked", "deadline", "wanted"),
    [
        ("", "", None, "open"),
        ("", "", date(2026, 7, 1), "open"),  # on its own day a deadline is kept
        ("", "", date(2026, 6, 30), "overdue"),
        ("not_done", "", date(2026, 6, 30), "overdue"),
        ("under_way", "", date(2026, 6, 30), "overdue"),
        ("under_way", "", date(2026, 7, 2), "open"),
        ("done", "", date(2026, 6, 30), "done"),
        ("done", "sent_back", date(2026, 6, 30), "returned"),
        ("", "sent_back", None, "returned"),
        ("done", "cleared", None, "checked"),
        ("", "cleared", date(2026, 6, 30), "checked"),
    ],
)
def test_the_state_goes_by_reviewers_then_unit_then_deadline(
    done: str, checked: str, deadline: date | None, wanted: str, tmp_path: Path
) -> None:
    words = {**DONE_WORDS["zh-Hans"], **CHECKED_WORDS["zh-Hans"]}
    answers = {("1.1.1", "done"): words.get(done), ("1.1.1", "checked"): words.get(checked), ONE: deadline}
    assert state(row_of(one(tmp_path, filled(BOOKS["U1"], answers))), ON) == wanted


def test_the_day_of_the_collection_decides(tmp_path: Path) -> None:
    data = filled(BOOKS["U1"], {ONE: "2026-06-30"})
    for on, wanted in ((date(2026, 6, 30), "open"), (date(2026, 7, 1), "overdue")):
        assert tables(one(tmp_path, data, on))["rectification"]["state"].tolist() == [wanted, "open"]


# What was done to it


def wipe_keys(book: Any) -> None:
    for row in range(1, book[LIST].max_row + 1):
        book[LIST].cell(row, 1).value = "list:U1" if row == 1 else None


def wipe_heads(book: Any) -> None:
    for column in range(2, 20):
        book[LIST].cell(1, column).value = None


def copy_row(book: Any) -> None:
    page = book[LIST]
    for column in range(1, 16):
        page.cell(12, column).value = page.cell(7, column).value


def copy_column(book: Any) -> None:
    book[LIST].cell(1, 20).value = "measure"


def add_row(book: Any) -> None:
    book[LIST].cell(9, 8).value = "另外发现的问题"


def change_identity(book: Any) -> None:
    next(row for row in book[IDENTITY].iter_rows() if row[0].value == "row.0.words")[1].value = "改了"


def put(key: str, column: str, value: Any) -> Callable[[Any], None]:
    def change(book: Any) -> None:
        cell_of(book, key, column).value = value

    return change


def twice(book: Any) -> None:
    book.copy_worksheet(book[LIST]).title = "副本"


def early(book: Any) -> None:
    cell_of(book, "1.1.1", "deadline").value = date(2026, 1, 1)


def cleared(book: Any) -> None:
    cell_of(book, "1.1.1", "checked").value = "已销号"


TOLD: tuple[tuple[Callable[[Any], None], list[str], list[str]], ...] = (
    (
        lambda book: book[LIST].delete_rows(8),
        ["a.xlsx!整改清单: [row-gone] the row 1.1.2 was removed; what it held counts as not filled in. Ask "
         "for it, or enter "
         "it in the form."],
        ["a.xlsx!整改清单: [row-gone] “1.1.2”一行被删除，其中内容按未填处理。请其补填。"],
    ),
    (
        put("1.1.1", "words", "没有问题"),
        ["a.xlsx!整改清单!E7: [text-changed] a locked text was changed to “没有问题” (sent out: “出口堵塞”). "
         "Ask why."],
        ["a.xlsx!整改清单!E7: [text-changed] 锁定的文字被改为“没有问题”（发出时为“出口堵塞”）。请问明原因。"],
    ),
    (
        put("1.1.1", "points", -0.5),
        ["a.xlsx!整改清单!G7: [text-changed] a locked text was changed to “-0.5” (sent out: “-1.5”). Ask why."],
        ["a.xlsx!整改清单!G7: [text-changed] 锁定的文字被改为“-0.5”（发出时为“-1.5”）。请问明原因。"],
    ),
    (
        put("1.1.1", "remark", None),
        ["a.xlsx!整改清单!F7: [text-changed] a locked text was changed to “—” (sent out: “查台账”). Ask why."],
        ["a.xlsx!整改清单!F7: [text-changed] 锁定的文字被改为“—”（发出时为“查台账”）。请问明原因。"],
    ),
    (
        put("1.1.1", "deadline", "月底前"),
        ["a.xlsx!整改清单!J7: [list-day-refused] “月底前” is no day that can be read; it counts as not "
         "filled in. Have it "
         "written as 2019-06-30."],
        ["a.xlsx!整改清单!J7: [list-day-refused] “月底前”读不出日期，按未填处理。请改写成2019-06-30。"],
    ),
    (
        put("1.1.1", "done", "差不多"),
        ["a.xlsx!整改清单!K7: [list-word-unknown] “差不多” cannot stand here (allowed: 未完成 / 整改中 / "
         "已完成); it counts "
         "as not filled in. Ask."],
        ["a.xlsx!整改清单!K7: [list-word-unknown] “差不多”不能填在这里（可填：未完成 / 整改中 / "
         "已完成），按未填处理。请其更正。"],
    ),
    (
        put("1.1.1", "done", 1),
        ["a.xlsx!整改清单!K7: [list-word-unknown] “1” cannot stand here (allowed: 未完成 / 整改中 / 已完成); "
         "it counts as "
         "not filled in. Ask."],
        ["a.xlsx!整改清单!K7: [list-word-unknown] “1”不能填在这里（可填：未完成 / 整改中 / "
         "已完成），按未填处理。请其更正。"],
    ),
    (
        put("1.1.1", "measure", "#REF!"),
        ["a.xlsx!整改清单!H7: [list-value-refused] an error stands here (#REF!); it counts as not filled in. Ask."],
        ["a.xlsx!整改清单!H7: [list-value-refused] 此处是错误值（#REF!），按未填处理。请其更正。"],
    ),
    (
        early,
        ["a.xlsx!整改清单!J7: [list-deadline-early] the deadline 2026-01-01 is before the day of the result "
         "(2026-01-02); "
         "it was taken as it stands. Ask for the right day."],
        ["a.xlsx!整改清单!J7: [list-deadline-early] 整改时限 2026-01-01 "
         "早于结果排定之日（2026-01-02），仍按所填判断。请核实日期。"],
    ),
    (
        put("1.1.1", "done_on", date(2026, 6, 1)),
        ["a.xlsx!整改清单!L7: [list-day-not-done] a day of completion (2026-06-01) stands here, but the "
         "fault is not marked "
         "as done; it counts as not done. Ask."],
        ["a.xlsx!整改清单!L7: [list-day-not-done] "
         "填了完成日期（2026-06-01），但完成情况没有选“已完成”，按未完成处理。请核实。"],
    ),
    (
        cleared,
        ["a.xlsx!整改清单!N7: [list-cleared-not-done] this fault was cleared by the reviewers but is not "
         "marked as done; it "
         "counts as cleared. Look again."],
        ["a.xlsx!整改清单!N7: [list-cleared-not-done] "
         "核查人员已销号，但完成情况没有选“已完成”，按已销号处理。请核对。"],
    ),
    (
        add_row,
        ["a.xlsx!整改清单!H9: [row-unknown] a row that was not sent out holds content (另外发现的问题); it "
         "counts nothing. "
         "Look whether it belongs in a row of the form."],
        ["a.xlsx!整改清单!H9: [row-unknown] "
         "此行不是发出时就有的，写有内容（另外发现的问题），未计分。请核对是否应填入表中原有的行。"],
    ),
    (
        copy_row,
        ["a.xlsx!整改清单!A12: [row-twice] the row 1.1.1 stands there twice; the first (row 7) was taken. "
         "Look which is "
         "right."],
        ["a.xlsx!整改清单!A12: [row-twice] “1.1.1”一行重复出现，取第一处（第 7 行）。请核对哪一行正确。"],
    ),
    (
        copy_column,
        ["a.xlsx!整改清单!T1: [column-twice] the column measure stands there twice; the first (column H) was "
         "taken. Look "
         "which is right."],
        ["a.xlsx!整改清单!T1: [column-twice] “measure”一列重复出现，取第一处（第 H 列）。请核对哪一列正确。"],
    ),
    (
        lambda book: book[LIST].delete_cols(8),
        ["a.xlsx!整改清单: [column-gone] the column measure was removed. Ask for the form as it was sent out."],
        ["a.xlsx!整改清单: [column-gone] “measure”一列被删除。请其交回原样的表。"],
    ),
    (
        lambda book: book.remove(book[LIST]),
        ["a.xlsx: [list-sheet-gone] the sheet with the rectification list is gone; all its rows count as "
         "open. Ask for the "
         "list as it was sent out."],
        ["a.xlsx: [list-sheet-gone] 整改清单那张表不见了，全部按未整改处理。请其交回原样的清单。"],
    ),
    (
        twice,
        ["a.xlsx: [sheet-twice] one sheet stands there more than once (整改清单, 副本); none of them was "
         "read. Keep the "
         "right one."],
        ["a.xlsx: [sheet-twice] 同一张表出现多次（整改清单, 副本），均未采用。请保留正确的一张。"],
    ),
    (
        wipe_keys,
        ["a.xlsx!整改清单!A1: [keys-gone] the hidden keys in the first row or column of this sheet were "
         "removed; nothing in "
         "it was read. Ask for the form as it was sent out."],
        ["a.xlsx!整改清单!A1: [keys-gone] 此表首行或首列的隐藏标记被删除，整张表未读取。请其交回原样的表。"],
    ),
    (
        wipe_heads,
        ["a.xlsx!整改清单!A1: [keys-gone] the hidden keys in the first row or column of this sheet were "
         "removed; nothing in "
         "it was read. Ask for the form as it was sent out."],
        ["a.xlsx!整改清单!A1: [keys-gone] 此表首行或首列的隐藏标记被删除，整张表未读取。请其交回原样的表。"],
    ),
)  # fmt: skip


@pytest.mark.parametrize(("change", "en", "zh"), TOLD)
def test_what_was_done_to_a_list_is_told(
    change: Callable[[Any], None], en: list[str], zh: list[str], tmp_path: Path
) -> None:
    found = one(tmp_path, changed(BOOKS["U1"], change))
    assert (told(found, tmp_path), told(found, tmp_path, "zh")) == (en, zh)
    assert {fault.unit for fault in found.problems} == {"U1"}
    assert [row.fault.key for row in found.rectifications[0].rows] == ["1.1.1", "1.1.2"]  # none is lost


def test_a_changed_note_of_what_was_sent_is_told(tmp_path: Path) -> None:
    found = one(tmp_path, changed(BOOKS["U1"], change_identity))
    assert codes(found.problems) == ["list-identity-changed", "text-changed"] or codes(found.problems) == [
        "text-changed",
        "list-identity-changed",
    ]
    (fault,) = (p for p in found.problems if p.code == "list-identity-changed")
    assert line(fault, "en").endswith("Compare it with the feedback that was sent.") and fault.place.sheet == IDENTITY


def test_a_list_whose_sheet_is_gone_is_without_score_and_another_flagged(tmp_path: Path) -> None:
    gone = one(tmp_path / "1", changed(BOOKS["U1"], lambda book: book.remove(book[LIST])))
    odd = one(tmp_path / "2", changed(BOOKS["U1"], early))
    assert [file.status for found in (gone, odd) for file in found.files] == [Status.WITHOUT_SCORE, Status.FLAGGED]


def test_a_formula_in_an_open_cell_gives_its_value(tmp_path: Path) -> None:
    found = one(tmp_path, filled(BOOKS["U1"], {("1.1.1", "measure"): "=A1"}))
    assert codes(found.problems) == ["entry-formula"]


def moved(book: Any) -> None:
    book[LIST].insert_rows(2, 3)
    book[LIST].insert_cols(4)
    book[LIST].title = "我们的清单"


def sorted_other(book: Any) -> None:
    page = book[LIST]
    one_, other = ([page.cell(row, c).value for c in range(1, 16)] for row in (7, 8))
    for column in range(15):
        page.cell(7, column + 1).value, page.cell(8, column + 1).value = other[column], one_[column]


@pytest.mark.parametrize("change", [moved, sorted_other])
def test_rows_columns_and_tabs_may_move(change: Callable[[Any], None], tmp_path: Path) -> None:
    data = changed(filled(BOOKS["U1"], {ONE: "2026-06-30", ("1.1.2", "measure"): "挂图"}), change)
    found = one(tmp_path, data)
    assert found.problems == ()
    assert row_of(found).days["deadline"] == date(2026, 6, 30) and row_of(found, "1.1.2").texts["measure"] == "挂图"


# Several lists of one unit


def versions() -> tuple[bytes, bytes, bytes]:
    first = filled(BOOKS["U1"], {ONE: "2026-06-30"}, datetime(2026, 3, 1))
    later = filled(BOOKS["U1"], {ONE: "2026-07-30"}, datetime(2026, 4, 1))
    blank = filled(BOOKS["U1"], {}, datetime(2026, 5, 1))
    return first, later, blank


def test_the_newest_list_counts_and_a_blank_one_never_beats_a_filled_one(tmp_path: Path) -> None:
    first, later, blank = versions()
    found = gathered(tmp_path, {"1.xlsx": first, "2.xlsx": later, "3.xlsx": blank})
    assert [returned.file[-6:] for returned in found.rectifications] == ["2.xlsx"]
    statuses = {file.file[-6:]: (file.status, codes(file.problems)) for file in found.files}
    assert statuses == {
        "1.xlsx": (Status.SUPERSEDED, ["superseded"]),
        "2.xlsx": (Status.COUNTED, []),
        "3.xlsx": (Status.SUPERSEDED, ["list-newer-but-blank"]),
    }
    assert told(found, tmp_path)[1] == (
        "3.xlsx: [list-newer-but-blank] this list of unit U1 was saved later, but nothing is filled in; "
        "2.xlsx was taken. "
        "Look whether that is right."
    )


def test_lists_saved_at_the_same_time_are_told_and_copies_count_once(tmp_path: Path) -> None:
    first = filled(BOOKS["U1"], {ONE: "2026-06-30"})
    other = filled(BOOKS["U1"], {ONE: "2026-07-30"})
    found = gathered(tmp_path, {"1.xlsx": first, "2.xlsx": other, "3.xlsx": first})
    assert len(found.rectifications) == 1
    assert sorted(codes(found.problems)) == ["duplicate", "same-time", "superseded"]


def test_lists_of_two_years_of_a_unit_both_count(tmp_path: Path) -> None:
    of = standard(CHINESE.replace("rubric: small", "rubric: small-2024").replace("2025年度", "2024年度"))
    past = books(ranked_of(made(collected({"U1": BLOCKED}, of)), "r.xlsx"))["U1"]
    found = gathered(tmp_path, {"1.xlsx": BOOKS["U1"], "2.xlsx": past})
    assert sorted(returned.period for returned in found.rectifications) == ["2024年度", "2025年度"]
    assert found.problems == ()


def test_the_order_of_files_does_not_matter(tmp_path: Path) -> None:
    first, later, blank = versions()
    one_ = gathered(tmp_path / "1", {"a.xlsx": first, "b.xlsx": later, "c.xlsx": blank})
    other = gathered(tmp_path / "2", {"c.xlsx": first, "a.xlsx": later, "b.xlsx": blank})
    assert [r.rows for r in one_.rectifications] == [r.rows for r in other.rectifications]


# Real programs


@needs("soffice")
def test_libreoffice_saves_a_list_that_is_read_alike(tmp_path: Path) -> None:
    source = tmp_path / "a.xlsx"
    source.write_bytes(filled(BOOKS["U1"], {ONE: datetime(2026, 6, 30), ("1.1.2", "done"): "已完成"}))
    (saved,) = recalculate([source], tmp_path / "out")
    found = one(tmp_path / "in", saved.read_bytes())
    assert found.problems == () and row_of(found).days["deadline"] == date(2026, 6, 30)
    assert row_of(found, "1.1.2").codes == {"done": "done"}


@needs("soffice", "uno")
def test_a_person_fills_a_list_in_and_only_the_open_cells_take_it(tmp_path: Path) -> None:
    source, target = tmp_path / "a.xlsx", tmp_path / "b.xlsx"
    source.write_bytes(BOOKS["U1"])
    cells = [
        (LIST, "H7", "清理通道"),
        (LIST, "J7", "2026-06-30"),
        (LIST, "K7", "已完成"),
        (LIST, "L7", "2026-06-20"),
        (LIST, "K8", "差不多"),
        (LIST, "E7", "没有问题"),
    ]
    (result,) = fill_in([FillJob(source, target, cells)])
    assert [(step.step[2], step.reason) for step in result.refused] == [("K8", "invalid"), ("E7", "protected")]
    found = one(tmp_path / "in", target.read_bytes())
    row = row_of(found)
    assert found.problems == () and row.texts["measure"] == "清理通道" and row.codes["done"] == "done"
    assert row.days == {"deadline": date(2026, 6, 30), "done_on": date(2026, 6, 20)}
