"""Ballots with one number: which counts, and what is said of the others."""

from datetime import UTC, datetime
from itertools import permutations
from typing import Any

import pytest

from tests.ballots.material import LEVELS, filled, gathered, slip_of, standard, told, voted
from xlrubric.accounting import Status
from xlrubric.ballots.rivals import choose
from xlrubric.ballots.votes import numbered
from xlrubric.problems import Place

WORDS = standard(f"questions: [q], {LEVELS}")


def at(day: int, file: str = "", **other: object) -> dict[str, Any]:
    return {"saved_at": datetime(2018, 12, day, tzinfo=UTC), "place": Place(file or f"{day}.xlsx"), **other}


EARLY = voted(3, {"U1": "好"}, **at(1))
MORE = voted(3, {"U1": "好", "U2": "较好"}, **at(2, digest="a"))
OTHER = voted(3, {"U1": "一般"}, **at(2, digest="b"))
BLANK = voted(3, {}, **at(3))


def test_different_numbers_all_count() -> None:
    found = choose([voted(2, {"U1": "好"}), voted(1, {"U1": "好"})])
    assert [ballot.number for ballot in found.ballots] == ["1", "2"]
    assert found.problems == () and found.beaten == frozenset()


def test_the_same_number_in_another_group_set_or_source_is_another_ballot() -> None:
    own = voted(1, {"U1": "好"})
    others = [voted(1, {"U1": "好"}, "代表"), voted(1, {"U1": "好"}, set_="甲委")]
    assert len(choose([own, *others]).ballots) == 3


def test_one_that_only_adds_to_the_earlier_takes_its_place() -> None:
    found = choose([EARLY, MORE])
    assert found.ballots == (MORE,)
    assert told(found.problems) == [("ballot-newer", "1.xlsx")]
    assert found.beaten == {"1.xlsx"}


def test_other_answers_under_one_number_may_be_two_raters_and_that_is_said() -> None:
    found = choose([EARLY, OTHER])
    assert found.ballots == (OTHER,)
    assert told(found.problems) == [("ballot-number-shared", "1.xlsx")]
    assert dict(found.problems[0].details) == {"number": "3", "taken": "2.xlsx"}


def test_an_answer_taken_back_is_another_answer() -> None:
    assert [p.code for p in choose([MORE, voted(3, {"U1": "好"}, **at(4))]).problems] == ["ballot-number-shared"]


def test_a_later_blank_one_does_not_count() -> None:
    found = choose([EARLY, BLANK])
    assert found.ballots == (EARLY,)
    assert told(found.problems) == [("ballot-newer-but-blank", "3.xlsx")]


def test_an_earlier_blank_one_is_a_note() -> None:
    found = choose([voted(3, {}, **at(1)), MORE])
    assert found.ballots == (MORE,)
    assert told(found.problems) == [("ballot-newer", "1.xlsx")]


def test_only_blank_ones_count_nothing() -> None:
    assert choose([BLANK, voted(3, {}, **at(4))]).ballots == ()


@pytest.mark.parametrize(
    ("one", "other", "code"),
    [
        ("张三", "张三", "ballot-newer"),
        ("张三", " 张　三", "ballot-newer"),
        ("张三", "李四", "ballot-number-shared"),
        ("", "李四", "ballot-number-shared"),
    ],
)
def test_of_signed_ballots_the_name_says_whether_it_is_a_correction(one: str, other: str, code: str) -> None:
    first = voted(3, {"U1": "好"}, **at(1, signed=True, rater=one))
    second = voted(3, {"U1": "一般"}, **at(2, signed=True, rater=other))
    found = choose([first, second])
    assert found.ballots == (second,)
    assert [p.code for p in found.problems] == [code]


def test_one_name_under_two_numbers_is_said_and_both_count() -> None:
    first = voted(1, {"U1": "好"}, **at(1, signed=True, rater="张三"))
    second = voted(2, {"U1": "一般"}, **at(2, signed=True, rater="张 三"))
    found = choose([second, first])
    assert len(found.ballots) == 2
    assert told(found.problems) == [("ballot-rater-twice", "2.xlsx")]
    assert dict(found.problems[0].details) == {"rater": "张 三", "number": "2", "other": "1"}


def test_one_name_may_rate_two_sets() -> None:
    first = voted(1, {"U1": "好"}, set_="甲委", **at(1, signed=True, rater="张三"))
    second = voted(2, {"U3": "好"}, set_="乙委", **at(2, signed=True, rater="张三"))
    assert choose([first, second]).problems == ()


@pytest.mark.parametrize("order", list(permutations(range(4))))
def test_the_order_of_the_ballots_makes_no_difference(order: tuple[int, ...]) -> None:
    ballots = [EARLY, MORE, OTHER, BLANK]
    assert choose([ballots[n] for n in order]).ballots == choose(ballots).ballots
    assert sorted(choose([ballots[n] for n in order]).problems) == sorted(choose(ballots).problems)


def test_ten_comes_after_nine_and_words_last() -> None:
    assert sorted(["b", "10", "9", "a"], key=numbered) == ["9", "10", "a", "b"]


# Files


def test_the_same_bytes_twice_are_a_duplicate_and_one_vote() -> None:
    data = filled(WORDS, {"U1": "好"})
    collection = gathered(WORDS, {"a.xlsx": data, "b.xlsx": data})
    assert sorted(account.status for account in collection.files) == [Status.COUNTED, Status.DUPLICATE]
    assert len(collection.ballots) == 1


def test_of_two_files_with_one_number_the_one_saved_later_counts() -> None:
    first, later = filled(WORDS, {"U1": "好"}), filled(WORDS, {"U1": "一般"}, day=2)
    for files in ({"a.xlsx": first, "b.xlsx": later}, {"b.xlsx": later, "a.xlsx": first}):
        collection = gathered(WORDS, files)
        assert {account.file: account.status for account in collection.files} == {
            "a.xlsx": Status.SUPERSEDED,
            "b.xlsx": Status.COUNTED,
        }
        assert collection.ballots[0].votes == {"U1": ("一般",)}
        assert "ballot-number-shared" in [found.code for found in collection.problems]


def test_a_ballot_with_a_number_of_its_own_for_each_rater_counts_in_full() -> None:
    files = {f"{n}.xlsx": filled(WORDS, {"U1": "好"}, slip_of(WORDS, n), day=n) for n in range(1, 6)}
    collection = gathered(WORDS, files)
    assert len(collection.ballots) == 5
    assert {account.status for account in collection.files} == {Status.COUNTED}


def test_a_ballot_of_a_table_and_a_file_with_one_number_are_one_ballot() -> None:
    typed = voted(1, {"U1": "一般"}, place=Place("votes.csv", 2, 1))
    collection = gathered(WORDS, {"a.xlsx": filled(WORDS, {"U1": "好"})}, more=[typed])
    assert [ballot.place.file for ballot in collection.ballots] == ["a.xlsx"]
    assert ("ballot-number-shared", "votes.csv:2:1") in told(collection.problems)
