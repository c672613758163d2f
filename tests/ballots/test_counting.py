"""Counting ballots: cases worked out by hand, with their arithmetic beside them, and laws that hold of all."""

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.ballots.material import UNITS, scored, source, standard, told, voted
from xlrubric.ballots.counting import Counted, count_ballots, counted, decimal, fewest
from xlrubric.ballots.slips import ballot_of

SCALE = "questions: [总体评价], scale: {from: 0, to: 100}"
WORDS = "questions: [总体评价], levels: {好: 100, 较好: 80, 一般: 60}"
TWO = "groups: [{name: 代表, weight: 40%}, {name: 干部, weight: 60%}]"
SHARE = "questions: [工作, 作风], levels: {满意: 3, 基本满意: 2, 不满意: 1}, share: [满意, 基本满意]"
ONE = UNITS[:1]


def only(found: Counted) -> Any:
    """Give the one unit's one group."""
    ((group,),) = (one.groups for one in found.units)
    return group


# Means


def test_the_result_is_the_mean_of_the_ballots() -> None:
    found = count_ballots(source(SCALE), scored([90, 80, 85]), ONE)
    assert found.points == {"U1": Decimal(85)}  # (90 + 80 + 85) / 3 = 255 / 3 = 85
    assert found.full == 100


def test_levels_count_by_their_points() -> None:
    votes = [voted(n, {"U1": word}) for n, word in enumerate(("好", "好", "较好", "一般"), 1)]
    found = count_ballots(source(WORDS), votes, ONE)
    assert found.points == {"U1": Decimal(85)}  # (100 + 100 + 80 + 60) / 4 = 340 / 4 = 85


def test_full_points_are_those_of_the_best_level_or_the_end_of_the_scale() -> None:
    of_ten = source("questions: [q], levels: {A: 10, B: 8}")
    assert count_ballots(of_ten, [voted(1, {"U1": "B"})], ONE).full == 10
    assert count_ballots(source("questions: [q], scale: {from: 0, to: 20}"), [], ONE).full == 20
    assert count_ballots(source(SHARE), [], ONE).full == 100


def test_a_ballot_is_worth_the_mean_of_its_answered_questions() -> None:
    three = source("questions: [德, 能, 绩], scale: {from: 0, to: 100}")
    first = voted(1, {"U1": (Decimal(90), Decimal(80), Decimal(70))})  # (90 + 80 + 70) / 3 = 80
    second = voted(2, {"U1": (Decimal(100), None, Decimal(95))})  # (100 + 95) / 2 = 97.5
    found = count_ballots(three, [first, second], ONE)
    assert found.points == {"U1": Decimal("88.75")}  # (80 + 97.5) / 2 = 88.75, not (90+80+70+100+95) / 5 = 87


def test_a_unit_left_blank_is_no_vote_and_never_zero() -> None:
    ballots = [voted(1, {"U1": Decimal(90), "U2": Decimal(70)}), voted(2, {"U1": Decimal(80)})]
    found = count_ballots(source(SCALE), ballots, UNITS)
    assert found.points == {"U1": Decimal(85), "U2": Decimal(70)}  # U1: (90 + 80) / 2; U2: 70 / 1
    assert "U3" not in found.points
    assert told(found.problems) == [("votes-few", "述职测评")]
    assert dict(found.problems[0].details) == {
        "who": "述职测评",
        "id": "U3",
        "name": "州水利局",
        "count": "0",
        "least": "1",
    }


def test_a_mean_that_never_ends_keeps_fifty_digits() -> None:
    found = count_ballots(source(SCALE), scored([80, 80, 81]), ONE)
    assert found.points["U1"] == Decimal("80." + "3" * 48)  # 241 / 3
    assert [one.points for one in found.units] == [Fraction(241, 3)]
    assert decimal(Fraction(1, 8)) == Decimal("0.125")


def test_tenths_add_up_exactly() -> None:
    found = count_ballots(source(SCALE), scored(["0.1", "0.2", "0.3"]), ONE)
    assert found.points == {"U1": Decimal("0.2")}  # 0.6 / 3; in binary fractions it would be 0.20000000000000004


# Groups and their weights


def test_groups_are_weighted_whatever_their_numbers_of_ballots() -> None:
    ballots = [*scored([90], "代表"), *scored([80, 70, 60], "干部")]
    found = count_ballots(source(f"{SCALE}, {TWO}"), ballots, ONE)
    assert found.points == {"U1": Decimal(78)}  # 90 × 40 % + (80 + 70 + 60) / 3 × 60 % = 36 + 42 = 78
    figures = {g.group: (g.figure, g.weight) for g in found.units[0].groups}
    assert figures == {"代表": (Fraction(90), Decimal(40)), "干部": (Fraction(70), Decimal(60))}


def test_weights_in_tenths_of_a_per_cent_are_exact() -> None:
    three = "groups: [{name: a, weight: 33.3%}, {name: b, weight: 33.3%}, {name: c, weight: 33.4%}]"
    ballots = [*scored([90], "a"), *scored([80], "b"), *scored([70], "c")]
    found = count_ballots(source(f"{SCALE}, {three}"), ballots, ONE)
    assert found.points == {"U1": Decimal("79.99")}  # 90 × 0.333 + 80 × 0.333 + 70 × 0.334 = 29.97 + 26.64 + 23.38


def test_a_group_without_a_figure_leaves_the_source_missing() -> None:
    found = count_ballots(source(f"{SCALE}, {TWO}"), scored([90, 80], "代表"), ONE)
    assert found.points == {}
    assert [g.figure for g in found.units[0].groups] == [85, None]
    assert told(found.problems) == [("ballots-missing", "述职测评")]


def test_with_reweighing_the_other_groups_carry_its_weight() -> None:
    found = count_ballots(source(f"{SCALE}, {TWO}"), scored([90, 80], "代表"), ONE, reweigh=True)
    assert found.points == {"U1": Decimal(85)}  # 85 × 40 / 40
    assert found.units[0].weight == 40
    three = "groups: [{name: a, weight: 50%}, {name: b, weight: 30%}, {name: c, weight: 20%}]"
    ballots = [*scored([90], "a"), *scored([74], "b")]
    found = count_ballots(source(f"{SCALE}, {three}"), ballots, ONE, reweigh=True)
    assert found.points == {"U1": Decimal(84)}  # (90 × 50 + 74 × 30) / 80 = (4500 + 2220) / 80 = 84


def test_no_ballot_at_all_is_missing_even_with_reweighing() -> None:
    found = count_ballots(source(f"{SCALE}, {TWO}"), [], ONE, reweigh=True)
    assert (found.points, found.problems) == ({}, ())


# The highest and the lowest left out


def test_one_highest_and_one_lowest_are_left_out() -> None:
    found = count_ballots(source(f"{SCALE}, trim: 1"), scored([100, 92, 88, 84, 20]), ONE)
    assert found.points == {"U1": Decimal(88)}  # 100 and 20 go: (92 + 88 + 84) / 3 = 264 / 3 = 88
    one = only(found)
    assert (one.ballots, one.left_out, one.counted, one.highest, one.lowest, one.total) == (5, 2, 3, 100, 20, 264)


def test_two_highest_and_two_lowest_are_left_out() -> None:
    found = count_ballots(source(f"{SCALE}, trim: 2"), scored([60, 99, 81, 75, 98, 83, 10]), ONE)
    assert only(found).figure == Fraction(239, 3)  # 75 + 81 + 83 = 239; out: 99, 98, 10, 60


def test_of_equal_highest_ones_only_as_many_as_said_are_left_out() -> None:
    found = count_ballots(source(f"{SCALE}, trim: 1"), scored([100, 100, 100, 70]), ONE)
    assert found.points == {"U1": Decimal(100)}  # one 100 and the 70 go: (100 + 100) / 2


def test_trimming_goes_by_group() -> None:
    ballots = [*scored([100, 90, 50], "代表"), *scored([95, 85, 80, 30], "干部")]
    found = count_ballots(source(f"{SCALE}, trim: 1, {TWO}"), ballots, ONE)
    assert found.points == {"U1": Decimal("85.5")}  # 90 × 0.4 + (85 + 80) / 2 × 0.6 = 36 + 49.5 = 85.5


def test_trimming_goes_by_unit_not_by_ballot() -> None:
    tens = (("90", "40"), ("80", "80"), ("70", "90"))
    ballots = [voted(n, {"U1": Decimal(a), "U2": Decimal(b)}) for n, (a, b) in enumerate(tens, 1)]
    found = count_ballots(source(f"{SCALE}, trim: 1"), ballots, UNITS[:2])
    assert found.points == {"U1": Decimal(80), "U2": Decimal(80)}  # the middle one of three, of each unit


@pytest.mark.parametrize(("trim", "least"), [("", 1), ("trim: 1", 3), ("trim: 2", 5), ("at_least: 4", 4)])
def test_a_group_needs_one_vote_more_than_are_left_out(trim: str, least: int) -> None:
    made = source(f"{SCALE}, {trim}")
    assert fewest(ballot_of(made)) == least
    assert count_ballots(made, scored([80] * least), ONE).points == {"U1": Decimal(80)}
    short = count_ballots(made, scored([80] * (least - 1)), ONE)
    assert short.points == {}
    assert [code for code, _ in told(short.problems)] == ([] if least == 1 else ["ballots-few"])


def test_two_votes_of_which_two_go_give_no_figure_rather_than_an_untrimmed_one() -> None:
    ballots = [*scored([90, 80]), voted(3, {"U2": Decimal(70)})]
    found = count_ballots(source(f"{SCALE}, trim: 1"), ballots, UNITS[:2])
    assert found.points == {}
    assert [(p.code, p.unit) for p in found.problems] == [("votes-few", "U1"), ("votes-few", "U2")]
    assert dict(found.problems[0].details)["count"] == "2"


def test_at_least_counts_beside_trimming_the_larger_need() -> None:
    assert fewest(ballot_of(source(f"{SCALE}, trim: 1, at_least: 10"))) == 10
    assert fewest(ballot_of(source(f"{SCALE}, trim: 3, at_least: 2"))) == 7


# Shares of votes


def test_the_share_is_that_of_the_answers_with_one_of_the_words() -> None:
    ballots = [
        voted(1, {"U1": ("满意", "基本满意")}),  # 2 of 2
        voted(2, {"U1": ("不满意", "满意")}),  # 1 of 2
        voted(3, {"U1": ("满意", None)}),  # 1 of 1
    ]
    found = count_ballots(source(SHARE), ballots, ONE)
    assert found.points == {"U1": Decimal(80)}  # 4 of 5 answers = 80 %
    one = only(found)
    assert (one.total, one.answers, one.counted) == (4, 5, 3)


def test_shares_of_groups_are_weighted() -> None:
    made = source(f"questions: [q], levels: {{赞成: 1, 反对: 0}}, share: [赞成], {TWO}")
    ballots = [voted(n, {"U1": w}, "代表") for n, w in enumerate(("赞成", "反对"), 1)]
    ballots += [voted(n, {"U1": w}, "干部") for n, w in enumerate(("赞成", "赞成", "赞成", "反对"), 1)]
    assert count_ballots(made, ballots, ONE).points == {"U1": Decimal(65)}  # 50 × 0.4 + 75 × 0.6 = 20 + 45 = 65


def test_a_share_may_be_trimmed_too() -> None:
    ballots = [
        voted(1, {"U1": ("满意", "满意")}),  # 2 of 2: left out
        voted(2, {"U1": ("满意", "不满意")}),  # 1 of 2
        voted(3, {"U1": ("不满意", None)}),  # 0 of 1: left out
    ]
    assert count_ballots(source(f"{SHARE}, trim: 1"), ballots, ONE).points == {"U1": Decimal(50)}


def test_nobody_in_favour_is_zero_per_cent_which_is_not_missing() -> None:
    assert count_ballots(source(SHARE), [voted(1, {"U1": ("不满意", None)})], ONE).points == {"U1": Decimal(0)}


# Sets, tags, numbers


def test_each_set_has_ballots_of_its_own() -> None:
    made = source(f"{SCALE}, per: lead")
    ballots = [
        voted(1, {"U1": Decimal(90), "U2": Decimal(80)}, set_="甲委"),
        voted(1, {"U3": Decimal(70)}, set_="乙委"),
        voted(2, {"U3": Decimal(60)}, set_="乙委"),
    ]
    found = count_ballots(made, ballots, UNITS)
    assert found.points == {"U1": Decimal(90), "U2": Decimal(80), "U3": Decimal(65)}


def test_a_set_without_ballots_is_named_once_not_unit_by_unit() -> None:
    found = count_ballots(source(f"{SCALE}, per: lead"), [voted(1, {"U3": Decimal(70)}, set_="乙委")], UNITS)
    assert [(p.code, dict(p.details)["who"]) for p in found.problems] == [("ballots-missing", "述职测评 甲委")]


def test_only_units_with_a_tag_of_the_source_are_counted() -> None:
    made = source(SCALE, more="applies_to: [窗口],")
    found = count_ballots(made, scored([90]), UNITS)
    assert (found.points, found.units) == ({}, ())


def test_more_ballots_than_were_sent_out_are_said_and_all_counted() -> None:
    found = count_ballots(source(f"{SCALE}, ballots: 2"), scored([90, 80, 70]), ONE)
    assert found.points == {"U1": Decimal(80)}
    (said,) = found.problems
    assert (said.code, dict(said.details)) == ("ballots-many", {"who": "述职测评", "count": "3", "sent": "2"})


def test_as_many_as_were_sent_out_are_not_too_many() -> None:
    assert count_ballots(source(f"{SCALE}, ballots: 3"), scored([90, 80, 70]), ONE).problems == ()
    made_at_once = [voted(n, {"U1": Decimal(80)}, sent=2) for n in (1, 2)]
    made_anew = [voted(3, {"U1": Decimal(80)}, sent=3)]
    assert count_ballots(source(SCALE), [*made_at_once, *made_anew], ONE).problems == ()
    assert told(count_ballots(source(SCALE), [*made_at_once, voted(3, {"U1": Decimal(1)})], ONE).problems) != []


def test_all_sources_with_ballots_are_counted_and_the_result_says_whether_to_reweigh() -> None:
    waits = standard(f"{SCALE}, {TWO}").rubric.result
    carries = standard(f"{SCALE}, {TWO}", result="missing: reweigh").rubric.result
    assert counted(scored([90], "代表"), waits, ONE)["hearing"].points == {}
    assert counted(scored([90], "代表"), carries, ONE)["hearing"].points == {"U1": Decimal(90)}
    assert counted([], None, ONE) == {}


# Laws

TENTHS = st.integers(0, 1000).map(lambda n: Decimal(n) / 10)


@settings(max_examples=60, deadline=None)
@given(st.lists(TENTHS, min_size=5, max_size=12), st.randoms(use_true_random=False))
def test_the_order_of_the_ballots_makes_no_difference(given_: list[Decimal], chance: Any) -> None:
    made = source(f"{SCALE}, trim: 2")
    ballots = scored([str(n) for n in given_])
    first = count_ballots(made, ballots, ONE).points
    chance.shuffle(ballots)
    assert count_ballots(made, ballots, ONE).points == first


@settings(max_examples=60, deadline=None)
@given(st.lists(TENTHS, min_size=7, max_size=15), st.integers(1, 3))
def test_trimming_never_leaves_the_range_of_what_is_kept(given_: list[Decimal], trim: int) -> None:
    figure = only(count_ballots(source(f"{SCALE}, trim: {trim}"), scored([str(n) for n in given_]), ONE)).figure
    kept = sorted(given_)[trim:-trim]
    assert min(kept) <= figure <= max(kept)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from([Decimal(n) for n in (0, 30, 60, 80, 100)]), min_size=1, max_size=8))
def test_a_ballot_equal_to_the_mean_changes_nothing(given_: list[Decimal]) -> None:
    made = source("questions: [q], scale: {from: 0, to: 100}")
    ballots = scored([str(n) for n in given_])
    before = only(count_ballots(made, ballots, ONE)).figure
    assert before == Fraction(int(sum(given_)), len(given_))
    after = only(count_ballots(made, [*ballots, voted("mean", {"U1": decimal(before)})], ONE)).figure
    assert abs(after - before) < Fraction(1, 10**45)  # the mean as a decimal has 50 digits
    assert after == before or before.denominator in (3, 6, 7)


@settings(max_examples=60, deadline=None)
@given(st.lists(TENTHS, min_size=3, max_size=9), st.integers(0, 8), TENTHS)
def test_a_better_vote_never_makes_the_result_worse(given_: list[Decimal], at: int, more: Decimal) -> None:
    made = source(f"{SCALE}, trim: 1")
    raised = [n if i != at % len(given_) else min(Decimal(100), n + more) for i, n in enumerate(given_)]
    before, after = (count_ballots(made, scored([str(n) for n in ns]), ONE).points["U1"] for ns in (given_, raised))
    assert after >= before


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from(["满意", "基本满意", "不满意"]), min_size=1, max_size=20))
def test_a_share_lies_between_0_and_100_and_counts_what_is_there(words: list[str]) -> None:
    ballots = [voted(n, {"U1": (word, None)}) for n, word in enumerate(words, 1)]
    figure = only(count_ballots(source(SHARE), ballots, ONE)).figure
    assert figure == Fraction(100 * sum(word != "不满意" for word in words), len(words))
