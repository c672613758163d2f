"""The ballots that are sent out: how many for whom, their names."""

from dataclasses import replace
from datetime import datetime
from decimal import Decimal

import pytest

from tests.ballots.material import UNITS, slip_of, source, standard, told
from xlrubric.ballots.blanks import ballot_sources, ballot_workbooks, file_title, slips, unplaced
from xlrubric.ballots.slips import ballot_of, groups, sets
from xlrubric.ballots.words import ballot_skin
from xlrubric.outputs import fits_file_name
from xlrubric.problems import Refusal
from xlrubric.units import Unit
from xlrubric.writer import Stamp

GROUPS = "groups: [{name: 代表, weight: 40%, ballots: 2}, {name: 干部, weight: 60%}]"
SCALE = "questions: [德, 能], scale: {from: 0, to: 20}"


# How many, for whom


def test_every_group_gets_so_many_numbered_ballots_on_each_set() -> None:
    found = [
        (s.set, s.group, s.number, s.of) for s in slips(source(f"{SCALE}, per: lead, ballots: 3, {GROUPS}"), UNITS)
    ]
    assert found == [
        ("甲委", "代表", 1, 2),
        ("甲委", "代表", 2, 2),
        ("甲委", "干部", 1, 3),
        ("甲委", "干部", 2, 3),
        ("甲委", "干部", 3, 3),
        ("乙委", "代表", 1, 2),
        ("乙委", "代表", 2, 2),
        ("乙委", "干部", 1, 3),
        ("乙委", "干部", 2, 3),
        ("乙委", "干部", 3, 3),
    ]


@pytest.mark.parametrize(
    ("ballot", "count", "each"),
    [
        ("", None, 1),
        ("", 4, 4),
        ("ballots: 2", 4, 2),
        ("groups: [{name: a, weight: 100%, ballots: 5}], ballots: 2", 4, 5),
        ("groups: [{name: a, weight: 100%}], ballots: 2", 4, 2),
    ],
)
def test_the_groups_own_number_goes_before_the_ballots_and_that_before_the_option(
    ballot: str, count: int | None, each: int
) -> None:
    assert len(list(slips(source(f"{SCALE}, {ballot}"), UNITS, count))) == each


@pytest.mark.parametrize(
    ("per", "expected"),
    [
        ("all", {"": ["U1", "U2", "U3"]}),
        ("lead", {"甲委": ["U1", "U2"], "乙委": ["U3"]}),
        ("group", {"一组": ["U1", "U3"], "二组": ["U2"]}),
    ],
)
def test_units_stand_on_a_ballot_with_their_set_in_the_order_of_the_list(
    per: str, expected: dict[str, list[str]]
) -> None:
    found = sets(source(f"{SCALE}, per: {per}"), UNITS)
    assert {name: [unit.id for unit in units] for name, units in found.items()} == expected


def test_only_units_with_one_of_the_tags_stand_on_it() -> None:
    tagged = [
        replace(UNITS[0], tags=frozenset({"窗口", "山区"})),
        UNITS[1],
        replace(UNITS[2], tags=frozenset({"直管"})),
    ]
    found = sets(source(SCALE, more="applies_to: [窗口, 直管],"), tagged)
    assert [unit.id for unit in found[""]] == ["U1", "U3"]


def test_raters_without_groups_are_one_nameless_group_of_full_weight() -> None:
    (group,) = groups(ballot_of(source(f"{SCALE}, ballots: 7")))
    assert (group.name, group.weight, group.ballots) == ("", Decimal(100), 7)


def test_a_rubric_without_ballots_is_refused_and_so_is_a_source_that_it_has_not() -> None:
    plain = standard(SCALE)
    assert [one.id for one in ballot_sources(plain, None, "r.yaml")] == ["hearing"]
    assert [one.id for one in ballot_sources(plain, "hearing", "r.yaml")] == ["hearing"]
    with pytest.raises(Refusal) as caught:
        ballot_sources(plain, "poll", "r.yaml")
    assert told(caught.value.problems) == [("ballots-no-such-source", "r.yaml")]


def test_units_of_no_set_and_sources_that_rate_nobody_are_named() -> None:
    lost = (*UNITS, Unit("U4", "州林业局"))
    assert told(unplaced([source(f"{SCALE}, per: lead")], lost, "u.csv")) == [("ballot-unit-in-no-set", "u.csv")]
    assert told(unplaced([source(SCALE)], lost, "u.csv")) == []
    nobody = unplaced([source(SCALE, more="applies_to: [窗口],")], lost, "u.csv")
    assert told(nobody) == [("ballots-rate-nobody", "u.csv")]


# Names of files


def test_a_file_is_named_by_source_set_group_and_number() -> None:
    of = standard(f"{SCALE}, per: lead, {GROUPS}")
    assert file_title(slip_of(of, 2, group="代表", set_="甲委")) == "述职测评 甲委 代表 02"
    assert file_title(slip_of(standard(SCALE))) == "述职测评 01"


def test_a_hundred_ballots_have_numbers_of_three_digits() -> None:
    every = list(slips(source(f"{SCALE}, ballots: 100"), UNITS))
    assert [file_title(every[0]), file_title(every[99])] == ["述职测评 001", "述职测评 100"]


@pytest.mark.parametrize("set_", ["甲/乙:委?", "长" * 90, "𠮷" * 90, "CON", "委. "])
def test_any_name_of_a_set_gives_names_that_windows_takes_with_the_number_whole(set_: str) -> None:
    units = [replace(unit, lead=set_) for unit in UNITS]
    of = standard(f"{SCALE}, per: lead, ballots: 3")
    stamp = Stamp(datetime(2018, 12, 1))
    every = list(ballot_workbooks(of, ballot_skin("zh-Hans"), list(slips(of.rubric.result.sources[0], units)), stamp))  # type: ignore[union-attr]
    names = [built.name for built in every]
    assert len(set(names)) == 3
    assert all(fits_file_name(name) and len(name.encode()) <= 255 for name in names)
    assert [name[-7:] for name in names] == ["01.xlsx", "02.xlsx", "03.xlsx"]
