"""Ballots read back: which one it is, its votes, what was altered, what becomes of the file."""

from dataclasses import replace
from decimal import Decimal

import pytest

from tests.ballots.damage import TAB, fact, put, put_formula, saved_by, without_column, without_row, without_sheet
from tests.ballots.material import LEVELS, UNITS, filled, gathered, slip_of, standard, told
from xlrubric.accounting import FileAccount, Status
from xlrubric.ballots.votes import BallotReturn
from xlrubric.collect import Collection
from xlrubric.standard import Standard
from xlrubric.units import Unit

WORDS = standard(f"questions: [总体评价], {LEVELS}")
SIGNED = standard(f"questions: [总体评价], {LEVELS}, signed: true")
SCALE = standard("questions: [德, 能], scale: {from: 0, to: 20}")
GROUPS = standard(
    f"questions: [q], {LEVELS}, per: lead, groups: [{{name: 代表, weight: 40%}}, {{name: 干部, weight: 60%}}]"
)
ALL = {"U1": "好", "U2": "较好", "U3": "一般"}


def one(made: Standard, data: bytes, units: tuple[Unit, ...] = UNITS) -> tuple[FileAccount, Collection]:
    collection = gathered(made, {"a.xlsx": data}, units)
    return collection.files[0], collection


def ballot(made: Standard, data: bytes) -> BallotReturn:
    (found,) = one(made, data)[1].ballots
    return found


def said(made: Standard, data: bytes, units: tuple[Unit, ...] = UNITS) -> list[tuple[str, str]]:
    return told(one(made, data, units)[0].problems)


# What is read


def test_a_good_ballot_is_counted_and_nothing_is_said() -> None:
    account, collection = one(WORDS, filled(WORDS, ALL))
    assert (account.status, account.problems, account.units) == (Status.COUNTED, (), ())
    (found,) = collection.ballots
    assert found.votes == {"U1": ("好",), "U2": ("较好",), "U3": ("一般",)}
    assert (found.source, found.group, found.set, found.number, found.sent) == ("hearing", "", "", "1", 9)
    assert collection.votes["hearing"].points == {"U1": 100, "U2": 80, "U3": 60}


def test_source_group_set_and_number_come_from_the_identity_not_from_the_name() -> None:
    slip = slip_of(GROUPS, 3, group="干部", set_="甲委")
    found = ballot(GROUPS, filled(GROUPS, {"U1": "好"}, slip))
    assert (found.group, found.set, found.number, found.units) == ("干部", "甲委", "3", 2)


def test_several_questions_are_read_in_their_order() -> None:
    found = ballot(SCALE, filled(SCALE, {"U1": [Decimal(18), Decimal("17.5")], "U2": [None, Decimal(9)]}))
    assert found.votes == {"U1": (Decimal(18), Decimal("17.5")), "U2": (None, Decimal(9))}


def test_name_and_date_of_a_signed_ballot_are_read() -> None:
    found = ballot(SIGNED, filled(SIGNED, ALL, rater="张三", date="2018-12-20"))
    assert (found.signed, found.rater, found.date) == (True, "张三", "2018-12-20")
    assert ballot(SIGNED, filled(SIGNED, ALL, rater="张三", date=Decimal(43454))).date == "2018-12-20"


@pytest.mark.parametrize(
    ("typed", "read", "code"),
    [
        ("18", Decimal(18), "vote-normalised"),
        ("１８", Decimal(18), "vote-normalised"),
        (" 18.5 ", Decimal("18.5"), "vote-normalised"),
        (18.5, Decimal("18.5"), None),
        (0, Decimal(0), None),
        (20, Decimal(20), None),
        ("十八", None, "vote-refused"),
        (21, None, "vote-refused"),
        (-1, None, "vote-refused"),
        ("1e1", None, "vote-refused"),
        (True, None, "vote-refused"),
        ("#DIV/0!", None, "vote-refused"),
        ("  ", None, None),
    ],
)
def test_points_are_read_by_the_grammar_of_all_entries(typed: object, read: Decimal | None, code: str | None) -> None:
    good = {unit.id: [Decimal(10), Decimal(11)] for unit in UNITS}
    data = put(filled(SCALE, good), SCALE, "D7", typed)
    account, collection = one(SCALE, data)
    assert collection.ballots[0].votes["U1"] == (read, Decimal(11))
    assert told(account.problems) == ([(code, "a.xlsx!测评票!D7")] if code else [])
    assert account.status == (Status.FLAGGED if code == "vote-refused" else Status.COUNTED)


@pytest.mark.parametrize(
    ("typed", "read"), [("好 ", "好"), ("　好", "好"), ("很好", None), ("好。", None), ("100", None)]
)
def test_a_word_is_a_level_or_no_vote(typed: str, read: str | None) -> None:
    found = ballot(WORDS, put(filled(WORDS, ALL), WORDS, "D7", typed))
    assert found.votes.get("U1") == ((read,) if read else None)


def test_a_formula_in_an_answer_is_said_and_its_value_taken() -> None:
    data = put_formula(filled(SCALE, {u.id: [Decimal(1), Decimal(2)] for u in UNITS}), SCALE, "D7", "10+8", 18)
    assert said(SCALE, data) == [("entry-formula", "a.xlsx!测评票!D7")]
    assert ballot(SCALE, data).votes["U1"] == (Decimal(18), Decimal(2))


# Units


def test_units_left_blank_are_named_together_in_a_note() -> None:
    account, _ = one(WORDS, filled(WORDS, {"U2": "好"}))
    (found,) = account.problems
    assert (found.code, dict(found.details)) == ("ballot-units-blank", {"count": "2", "of": "3", "units": "U1、U3"})
    assert account.status == Status.COUNTED


def test_a_unit_that_nobody_knows_has_no_vote() -> None:
    data = filled(WORDS, ALL)
    account, collection = one(WORDS, data, UNITS[1:])
    assert ("ballot-unknown-unit", "a.xlsx!测评票!D7") in told(account.problems)
    assert "U1" not in collection.ballots[0].votes


def test_a_unit_that_is_not_rated_any_more_has_no_vote() -> None:
    made = standard(f"questions: [q], {LEVELS}", more="applies_to: [直管],")
    tagged = tuple(replace(unit, tags=frozenset({"直管"})) for unit in UNITS)
    data = filled(made, ALL, slip_of(made, units=tagged))
    assert gathered(made, {"a.xlsx": data}, tagged).ballots[0].votes.keys() == {"U1", "U2", "U3"}
    today = (replace(tagged[0], tags=frozenset()), *tagged[1:])
    account, collection = one(made, data, today)
    assert ("ballot-unit-not-rated", "a.xlsx!测评票!D7") in told(account.problems)
    assert collection.ballots[0].votes.keys() == {"U2", "U3"}


def test_a_unit_renamed_since_is_still_the_same_unit() -> None:
    renamed = (replace(UNITS[0], name="州财政和金融局"), *UNITS[1:])
    assert said(WORDS, filled(WORDS, ALL), renamed) == []


# Alterations


def test_a_removed_row_is_a_unit_without_vote() -> None:
    data = without_row(filled(WORDS, ALL), WORDS, 8)
    codes = [code for code, _ in said(WORDS, data)]
    assert "ballot-row-gone" in codes
    assert ballot(WORDS, data).votes.keys() == {"U1", "U3"}


def test_a_removed_column_is_a_question_without_votes() -> None:
    data = without_column(filled(SCALE, {"U1": [Decimal(9), Decimal(8)]}), SCALE, "D", range(6, 10))
    account, collection = one(SCALE, data)
    gone = next(found for found in account.problems if found.code == "ballot-question-gone")
    assert dict(gone.details) == {"question": "德"}
    assert collection.ballots[0].votes == {"U1": (None, Decimal(8))}


@pytest.mark.parametrize("cell", ["B2", "B3", "B4", "C7", "D6"])
def test_a_changed_text_is_said(cell: str) -> None:
    assert said(WORDS, put(filled(WORDS, ALL), WORDS, cell, "另一")) == [("text-changed", f"a.xlsx!测评票!{cell}")]


def test_a_progress_line_written_over_is_a_changed_text() -> None:
    data = put(filled(WORDS, ALL), WORDS, "B5", "全部填完")
    (found,) = one(WORDS, data)[0].problems
    details = {"sent": '="已填 "&SUM(E7:E9)&" 格，共 3 格"', "came": "全部填完"}
    assert (found.code, dict(found.details)) == ("text-changed", details)


def test_a_ballot_without_its_sheet_is_blank() -> None:
    account, collection = one(WORDS, without_sheet(filled(WORDS, ALL), TAB))
    assert account.status == Status.WITHOUT_SCORE and collection.ballots == ()
    assert "sheet-gone" in [found.code for found in account.problems]


# The ballot as a whole


def test_a_blank_ballot_is_no_ballot() -> None:
    account, collection = one(WORDS, filled(WORDS))
    assert told(account.problems) == [("ballot-blank", "a.xlsx")]
    assert account.status == Status.WITHOUT_SCORE and collection.ballots == ()


def test_an_unsigned_ballot_is_counted_and_said_where_it_must_be_signed() -> None:
    account, collection = one(SIGNED, filled(SIGNED, ALL))
    assert told(account.problems) == [("ballot-unsigned", "a.xlsx!测评票!C11")]
    assert account.status == Status.FLAGGED and len(collection.ballots) == 1


@pytest.mark.parametrize(
    ("votes", "is_said"),
    [
        ({"U1": "好", "U2": "好", "U3": "好"}, True),
        ({"U1": "好", "U2": "好", "U3": "较好"}, False),
        ({"U1": "好", "U2": "好"}, False),  # two units are too few to speak of
        ({"U1": "一般", "U2": "一般", "U3": "一般"}, False),
    ],
)
def test_a_rater_who_gives_all_the_top_is_said(votes: dict[str, str], is_said: bool) -> None:
    account, collection = one(WORDS, filled(WORDS, votes))
    assert ("ballot-all-top" in [found.code for found in account.problems]) is is_said
    assert len(collection.ballots) == 1


def test_the_top_of_a_scale_is_its_end_and_all_questions_count() -> None:
    full = [Decimal(20), Decimal(20)]
    assert ("ballot-all-top", "a.xlsx") in said(SCALE, filled(SCALE, dict.fromkeys(("U1", "U2", "U3"), full)))
    less = {"U1": full, "U2": full, "U3": [Decimal(20), Decimal(19)]}
    assert said(SCALE, filled(SCALE, less)) == []


# Ballots that are none of ours, or of another version


@pytest.mark.parametrize(
    ("key", "value", "code"),
    [
        ("rubric", "other-2018", "other-rubric"),
        ("source", "poll", "ballot-other-source"),
        ("source", None, "ballot-other-source"),
        ("group", "群众", "ballot-other-group"),
        ("number", "三", "ballot-damaged"),
        ("number", None, "ballot-damaged"),
        ("of", None, "ballot-damaged"),
        ("unit.0.id", None, None),
    ],
)
def test_what_the_identity_says_decides_whether_it_can_be_counted(
    key: str, value: str | None, code: str | None
) -> None:
    account, collection = one(WORDS, fact(filled(WORDS, ALL), WORDS, key, value))
    if code:
        assert [found.code for found in account.problems] == [code]
        assert (account.status, collection.ballots) == (Status.NOT_A_FORM, ())
    else:  # the unit is nobody's; the rest is counted
        assert collection.ballots[0].votes.keys() == {"U2", "U3"}


def test_a_workbook_of_an_unknown_kind_is_no_form() -> None:
    account, _ = one(WORDS, fact(filled(WORDS, ALL), WORDS, "kind", "petition"))
    assert account.status == Status.NOT_A_FORM


def test_questions_of_another_version_count_where_their_words_are_the_same() -> None:
    then = standard("questions: [德, 能, 勤], scale: {from: 0, to: 20}")
    now = standard("questions: [绩, 德, 能], scale: {from: 0, to: 20}")
    data = filled(then, {u.id: [Decimal(1), Decimal(2), Decimal(3)] for u in UNITS})
    account, collection = one(now, data)
    assert collection.ballots[0].votes["U1"] == (None, Decimal(1), Decimal(2))
    assert [found.code for found in account.problems] == ["ballot-other-version"]
    assert account.status == Status.FLAGGED


def test_a_level_that_there_is_no_more_is_no_vote_and_others_have_todays_points() -> None:
    now = standard("questions: [总体评价], levels: {好: 10, 合格: 6}")
    account, collection = one(now, filled(WORDS, ALL))
    assert [found.code for found in account.problems].count("vote-refused") == 2
    assert collection.votes["hearing"].points == {"U1": Decimal(10)}


def test_an_anonymous_ballot_is_still_read_after_the_rubric_asks_for_names() -> None:
    account, collection = one(SIGNED, filled(WORDS, ALL))
    assert {found.code for found in account.problems} == {"ballot-other-version", "ballot-unsigned"}
    assert len(collection.ballots) == 1


def test_a_form_beside_ballots_stays_a_form() -> None:
    collection = gathered(WORDS, {"a.xlsx": filled(WORDS, ALL), "b.xlsx": b"%PDF-1.4"})
    assert [account.status for account in collection.files] == [Status.COUNTED, Status.NOT_A_FORM]


# Who saved it


def test_of_an_anonymous_ballot_nobody_can_tell_who_saved_it() -> None:
    data = saved_by(filled(WORDS, ALL), "张三", "张三的WPS")
    collection = gathered(WORDS, {"a.xlsx": data, "b.xlsx": data})
    assert [(account.saved_by, account.application) for account in collection.files] == [("", ""), ("", "")]
    assert "张三" not in repr(collection.files) + repr(collection.ballots)


def test_of_a_signed_ballot_it_may_be_known() -> None:
    data = saved_by(filled(SIGNED, ALL, rater="张三"), "zhangsan")
    assert one(SIGNED, data)[0].saved_by == "zhangsan"
