"""Many files at once: each accounted for once, each unit scored once, whatever the order and the company."""

from collections.abc import Mapping
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.effort import tried
from tests.returns.forms import (
    FAULTS,
    FAULTS_TOTAL,
    STANDARD,
    UNITS,
    collected,
    detail,
    filled,
    gathered,
    lead_workbook,
    spot,
    told,
)
from tests.returns.raw import all_values, part_changed, parts_of, put, saved, zipped
from xlrubric.accounting import FileAccount, Status
from xlrubric.collect import Collection, collect
from xlrubric.problems import Place, problem
from xlrubric.units import Unit

GOOD = filled(FAULTS)
WORSE = {**FAULTS, "review.choice:1.1.3": "有"}
WORST = {**WORSE, "review.choice:1.2.1": "有"}


def statuses(collection: Collection) -> dict[str, Status]:
    return {account.file: account.status for account in collection.files}


def account_of(collection: Collection, file: str) -> FileAccount:
    return next(account for account in collection.files if account.file == file)


# --- two returns of one unit ------------------------------------------------------------------------------


def test_the_return_that_was_saved_last_counts_and_the_others_are_named() -> None:
    files = {"b.xlsx": filled(WORST, day=3), "c.xlsx": filled(WORSE, day=2), "a.xlsx": filled(FAULTS, day=1)}
    collection = gathered(files, merge="newest")
    assert collection.returns["U01"].file == "b.xlsx"
    assert collection.returns["U01"].total == FAULTS_TOTAL - 3
    assert statuses(collection) == {
        "a.xlsx": Status.SUPERSEDED,
        "b.xlsx": Status.SCORED,
        "c.xlsx": Status.SUPERSEDED,
    }
    (said,) = account_of(collection, "a.xlsx").problems
    assert (said.code, said.unit) == ("superseded", "U01")
    assert dict(said.details) == {"id": "U01", "taken": "b.xlsx"}
    assert {p.code for p in account_of(collection, "b.xlsx").problems} == {"entries-differ"}


def test_the_time_of_saving_is_the_files_own_and_not_that_of_the_folder(tmp_path: Path) -> None:
    collection = collected(tmp_path, "newest", late_xlsx=filled(WORSE, day=9), early_xlsx=filled(FAULTS, day=8))
    assert [Path(collection.returns["U01"].file).name] == ["late.xlsx"]
    (newest,) = (account for account in collection.files if account.status is Status.SCORED)
    assert newest.saved_at == datetime(2018, 10, 9, 8, tzinfo=UTC)


@pytest.mark.parametrize(
    ("newer", "older"),
    [
        ("2018-10-02T08:00:00Z", "2018-10-02T07:59:59Z"),
        ("2018-10-02T08:00:00+08:00", "2018-10-01T23:59:59Z"),
        ("2018-10-02T08:00:00.250Z", "2018-10-02T08:00:00Z"),
        ("2018-10-02T08:00:00Z", ""),
        ("2018-10-02T08:00:00Z", "yesterday"),
    ],
)
def test_times_are_compared_in_every_way_that_programs_write_them(newer: str, older: str) -> None:
    collection = gathered({"a.xlsx": saved(GOOD, newer), "b.xlsx": saved(filled(WORSE), older)})
    assert collection.returns["U01"].file == "a.xlsx"


def test_returns_saved_at_the_same_time_are_named_on_both_sides() -> None:
    collection = gathered({"a.xlsx": filled(FAULTS), "b.xlsx": filled(WORSE)}, merge="newest")
    kept = collection.returns["U01"].file
    lost = ({"a.xlsx", "b.xlsx"} - {kept}).pop()
    assert statuses(collection) == {kept: Status.FLAGGED, lost: Status.SUPERSEDED}
    assert told(account_of(collection, kept).problems, "entries-differ") == [("same-time", "")]
    assert told(account_of(collection, lost).problems) == [("superseded", "")]
    (same,) = (p for p in account_of(collection, kept).problems if p.code == "same-time")
    assert detail(same, "other") == lost


def test_files_that_do_not_say_when_they_were_saved_are_named_too() -> None:
    timeless = (saved(GOOD, ""), saved(filled(WORSE), ""))
    collection = gathered({"a.xlsx": timeless[0], "b.xlsx": timeless[1]})
    assert sorted(statuses(collection).values()) == [Status.FLAGGED, Status.SUPERSEDED]
    assert [account.saved_at for account in collection.files] == [None, None]


def test_which_of_two_saved_at_the_same_time_counts_is_not_a_matter_of_their_names() -> None:
    one, other = filled(FAULTS), filled(WORSE)
    totals = {
        gathered({"a.xlsx": one, "b.xlsx": other}).returns["U01"].total,
        gathered({"a.xlsx": other, "b.xlsx": one}).returns["U01"].total,
    }
    assert len(totals) == 1


def test_a_newer_form_without_a_score_does_not_put_out_an_older_one_with_a_score() -> None:
    collection = gathered({"filled.xlsx": filled(FAULTS, day=1), "blank.xlsx": filled({}, day=2)})
    assert statuses(collection) == {"filled.xlsx": Status.SCORED, "blank.xlsx": Status.SUPERSEDED}
    assert collection.returns["U01"].file == "filled.xlsx"
    assert ("newer-but-blank", "") in told(account_of(collection, "blank.xlsx").problems)


def test_of_two_blank_forms_the_newer_is_told_of() -> None:
    collection = gathered({"a.xlsx": filled(day=1), "b.xlsx": filled(day=2)})
    assert statuses(collection) == {"a.xlsx": Status.SUPERSEDED, "b.xlsx": Status.WITHOUT_SCORE}
    assert collection.returns["U01"].total is None
    assert [unit.id for unit in collection.missing] == ["U01", "U02", "U03"]


# --- the same bytes twice ------------------------------------------------------------------------------------


def test_the_same_bytes_are_duplicates_and_are_scored_once() -> None:
    collection = gathered({"c.xlsx": GOOD, "a.xlsx": GOOD, "b/a.xlsx": GOOD})
    assert statuses(collection) == {
        "a.xlsx": Status.SCORED,
        "b/a.xlsx": Status.DUPLICATE,
        "c.xlsx": Status.DUPLICATE,
    }
    assert collection.returns["U01"].file == "a.xlsx"
    (said,) = account_of(collection, "c.xlsx").problems
    assert (said.code, detail(said, "other")) == ("duplicate", "a.xlsx")


def test_the_same_form_packed_anew_is_no_duplicate_but_the_same_time() -> None:
    collection = gathered({"a.xlsx": GOOD, "b.xlsx": zipped(parts_of(GOOD))})
    assert sorted(statuses(collection).values()) == [Status.FLAGGED, Status.SUPERSEDED]


def test_empty_files_are_not_copies_of_each_other() -> None:
    collection = gathered({"a.xlsx": b"", "b.xlsx": b""})
    assert set(statuses(collection).values()) == {Status.UNREADABLE}
    assert [told(account.problems) for account in collection.files] == [[("package-empty", "")]] * 2


def test_a_duplicate_of_an_older_return_is_a_duplicate() -> None:
    older = filled(FAULTS, day=1)
    collection = gathered({"a.xlsx": older, "b.xlsx": older, "c.xlsx": filled(WORSE, day=2)}, merge="newest")
    assert list(statuses(collection).values()) == [Status.SUPERSEDED, Status.DUPLICATE, Status.SCORED]


# --- files of every kind ---------------------------------------------------------------------------------------

PDF = b"%PDF-1.7\n" + bytes(100)
WORD = zipped({"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<document/>"})

MIXED: Mapping[str, bytes] = {
    "u1 old.xlsx": filled(WORSE, day=1),
    "u1 new.xlsx": filled(FAULTS, day=2),
    "u1 new copy.xlsx": filled(FAULTS, day=2),
    "u2 a.xlsx": filled(FAULTS, number=1, day=4),
    "u2 b.xlsx": filled(WORSE, number=1, day=4),
    "lead.xlsx": lead_workbook({"U03": WORST, "U01": WORST}, day=1),
    "total 100.xlsx": put(filled(WORSE, number=2, day=6), spot("review.total:"), 100),
    "no values.xlsx": all_values(filled(FAULTS, number=2, day=5), "评分表", ""),
    "broken.xlsx": GOOD[: len(GOOD) // 2],
    "stranger.xlsx": part_changed(GOOD, "xl/sharedStrings.xml", lambda xml: xml.replace(">U01<", ">U99<")),
    "form.pdf": PDF,
    "letter.docx": WORD,
    "~$u1 new.xlsx": b"\x05user",
    "notes.xlsx": "评分已寄出".encode(),
    "empty.xlsx": b"",
}
WHAT_BECOMES = {
    "u1 old.xlsx": Status.SUPERSEDED,
    "u1 new copy.xlsx": Status.SCORED,
    "u1 new.xlsx": Status.DUPLICATE,
    "lead.xlsx": Status.SUPERSEDED,
    "total 100.xlsx": Status.FLAGGED,
    "no values.xlsx": Status.SUPERSEDED,
    "broken.xlsx": Status.UNREADABLE,
    "stranger.xlsx": Status.NOT_A_FORM,
    "form.pdf": Status.NOT_A_FORM,
    "letter.docx": Status.NOT_A_FORM,
    "~$u1 new.xlsx": Status.NOT_A_FORM,
    "notes.xlsx": Status.NOT_A_FORM,
    "empty.xlsx": Status.UNREADABLE,
}


def test_every_file_has_its_one_status_and_every_unit_its_one_score() -> None:
    collection = gathered(MIXED, merge="newest")
    became = statuses(collection)
    assert {name: became[name] for name in WHAT_BECOMES} == WHAT_BECOMES
    assert {became["u2 a.xlsx"], became["u2 b.xlsx"]} == {Status.FLAGGED, Status.SUPERSEDED}
    assert collection.returns["U01"].total == FAULTS_TOTAL
    assert collection.returns["U03"].total == FAULTS_TOTAL - 1
    assert collection.missing == ()


@settings(max_examples=tried(7, 15), deadline=None)
@given(st.permutations(list(MIXED)))
def test_the_same_files_in_any_order_give_the_same_collection(order: list[str]) -> None:
    assert gathered({name: MIXED[name] for name in order}, merge="newest") == EXPECTED


EXPECTED = gathered(MIXED, merge="newest")


def test_a_folder_gives_the_same_whatever_the_order_of_the_paths(tmp_path: Path) -> None:
    """Each time every file is read anew, by a collector that has seen the others or not."""
    names = {chr(97 + n): data for n, data in enumerate(MIXED.values())}
    for name, data in names.items():
        (tmp_path / name).write_bytes(data)
    paths = [tmp_path / name for name in names]
    once = collect(paths, STANDARD, UNITS)
    assert collect(reversed(paths), STANDARD, UNITS) == once == collect([tmp_path], STANDARD, UNITS)
    assert len(once.files) == len(MIXED)


@settings(max_examples=tried(12, 25), deadline=None)
@given(st.sets(st.sampled_from(sorted(MIXED))))
def test_the_counts_always_add_up(chosen: set[str]) -> None:
    collection = gathered({name: MIXED[name] for name in sorted(chosen)})
    counts = collection.counts()
    assert counts["files"] == len(chosen) == sum(counts[status.value] for status in Status)
    assert counts["missing_units"] == len(UNITS) - sum(r.total is not None for r in collection.returns.values())
    assert {account.file for account in collection.files} == chosen


@pytest.mark.parametrize("bad", sorted(set(MIXED) - {"u1 old.xlsx", "u1 new.xlsx", "u1 new copy.xlsx", "lead.xlsx"}))
def test_a_bad_file_beside_a_good_one_does_not_change_it(bad: str) -> None:
    alone = gathered({"good.xlsx": filled(FAULTS, day=20)})
    beside = gathered({"good.xlsx": filled(FAULTS, day=20), bad: MIXED[bad]})
    assert beside.returns["U01"] == alone.returns["U01"]
    assert account_of(beside, "good.xlsx") == alone.files[0]


def test_every_problem_stands_once_and_in_the_order_of_places() -> None:
    extra = problem(Place("units.csv", 3, 1), "unit-nameless")
    collection = collect([], STANDARD, UNITS, extra=[extra, extra])
    assert collection.problems == (extra,)
    places = [p.place for p in gathered(MIXED).problems]
    assert places == sorted(places)
    assert len(set(gathered(MIXED).problems)) == len(places)


# --- units --------------------------------------------------------------------------------------------------------


def test_units_without_a_return_or_without_entries_are_missing_in_the_order_of_the_list() -> None:
    collection = gathered({"b.xlsx": filled(number=1), "a.xlsx": filled(FAULTS)})
    assert [unit.id for unit in collection.missing] == ["U02", "U03"]
    assert list(collection.returns) == ["U01", "U02"]


def test_nothing_at_all_misses_everyone() -> None:
    collection = gathered({})
    nothing = {"files": 0, **{s.value: 0 for s in Status}, "archives": 0}
    assert collection.counts() == {**nothing, "missing_units": 3}


def test_the_self_check_may_be_made_to_count(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(filled({"self.choice:1.1.2": "有"}))
    (review,) = collect([tmp_path], STANDARD, UNITS).returns.values()
    (own,) = collect([tmp_path], STANDARD, UNITS, counts="self").returns.values()
    assert (review.total, own.total) == (None, Decimal(99))
    assert told(own.problems) == [("form-incomplete", "")]


def test_a_unit_renamed_in_the_list_keeps_its_return(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(GOOD)
    (account,) = collect([tmp_path], STANDARD, [Unit("U01", "州财政局（新）", "丙组", "州政府办")]).files
    assert (account.status, account.problems) == (Status.SCORED, ())


def test_a_form_is_never_written_to(tmp_path: Path) -> None:
    collected(tmp_path, a_xlsx=GOOD, b_xlsx=MIXED["broken.xlsx"])
    assert (tmp_path / "a.xlsx").read_bytes() == GOOD
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.xlsx", "b.xlsx"]
