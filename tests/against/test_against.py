"""Trying out a standard: totals, ranks and what moves each unit, computed by hand."""

from decimal import Decimal

from tests.against.made import OLD, changed, parts, shown, tried

D = Decimal
# A: 2 of 4 meetings −2, 3 records −1.5: 0.5 of 4; 8 late −8 and floor: 0 of 6. Total 0.5.
# B: 4 of 4 meetings, no record missing: 4; a grave error −2: 4 of 6. Total 8.
# C: 4 meetings, 1 record −0.5: 3.5; 2 late −2: 4. Total 7.5.
ENTRIES = {
    "A": {"1.1.1": "2", "1.1.2": "3", "1.2.1": "8", "1.2.2": "无"},
    "B": {"1.1.1": "4", "1.1.2": "无", "1.2.1": "无", "1.2.2": "有"},
    "C": {"1.1.1": "4", "1.1.2": "1", "1.2.1": "2", "1.2.2": "无"},
}


def test_the_same_rubric_moves_nobody() -> None:
    trial = tried(OLD, ENTRIES)
    assert [(one.unit, one.before, one.after, one.rank_before, one.rank_after) for one in trial.moved] == [
        ("A", D("0.5"), D("0.5"), 3, 3),
        ("B", D(8), D(8), 1, 1),
        ("C", D("7.5"), D("7.5"), 2, 2),
    ]
    assert [one.parts for one in trial.moved] == [{}, {}, {}]
    assert (trial.effects, trial.leftovers, trial.unscored) == ((), (), ())


def test_another_amount_moves_those_that_it_hits_and_their_ranks() -> None:
    trial = tried(changed(("出现重大差错, deduct: 2", "出现重大差错, deduct: 3")), ENTRIES)
    # B: 6 − 3 = 3 and 4: 7, below C's 7.5
    assert [one.after for one in trial.moved] == [D("0.5"), D(7), D("7.5")]
    assert [(one.rank_before, one.rank_after) for one in trial.moved] == [(3, 3), (1, 2), (2, 1)]
    assert [parts(one) for one in trial.moved] == [{}, {"1.2.2": D(-1)}, {}]
    (effect,) = trial.effects
    assert (shown(effect.rule), effect.words, effect.old_words, effect.new_words) == (
        "1.2.2",
        "出现重大差错",
        "扣2分",
        "扣3分",
    )
    assert (effect.units, effect.points) == (1, D(-1))


def test_what_a_floor_gives_back_is_the_items() -> None:
    trial = tried(changed(("报送不及时, deduct: 1", "报送不及时, deduct: 0.5")), ENTRIES)
    # A: 8 × 0.5 = 4 off 6: 2. The finding takes 4 less (+4), and the floor gives back the 2 no more (−2): +2
    # C: 2 × 0.5 = 1 off 6: 5, +1
    assert [parts(one) for one in trial.moved] == [{"1.2.1": D(4), "n:1.2": D(-2)}, {}, {"1.2.1": D(1)}]
    assert [one.difference for one in trial.moved] == [D(2), D(0), D(1)]
    assert [(shown(e.rule), e.units, e.points, e.old_words == e.new_words) for e in trial.effects] == [
        ("1.2.1", 2, D(5), False),
        ("n:1.2", 1, D(-2), True),  # the item itself did not change
    ]


def test_more_points_of_an_item_are_the_items_for_all() -> None:
    trial = tried(changed(("points: 4", "points: 5")), ENTRIES)
    assert [parts(one) for one in trial.moved] == [{"n:1.1": D(1)}] * 3
    (effect,) = trial.effects
    assert (effect.words, effect.old_words, effect.new_words, effect.units, effect.points) == (
        "会议",
        "4分",
        "5分",
        3,
        D(3),
    )


def test_a_new_limit_of_a_finding_is_the_findings() -> None:
    trial = tried(changed(("deduct: 0.5, per: 次", "deduct: 0.5, per: 次, at_most: 1")), ENTRIES)
    # A: 3 × 0.5 = 1.5, now at most 1
    assert [parts(one) for one in trial.moved] == [{"1.1.2": D("0.5")}, {}, {}]
    assert [(e.old_words, e.new_words) for e in trial.effects] == [("每次扣0.5分", "每次扣0.5分，最多1分")]


def test_a_target_that_is_raised() -> None:
    trial = tried(changed(("target: 4", "target: 5")), ENTRIES)
    # A: 3 short −3, with −1.5 more than the 4 there are: the floor gives back 0.5; B and C: 1 short −1
    assert [parts(one) for one in trial.moved] == [
        {"1.1.1": D(-1), "n:1.1": D("0.5")},
        {"1.1.1": D(-1)},
        {"1.1.1": D(-1)},
    ]
    assert trial.moved[0].difference == D("-0.5")


def test_a_finding_that_is_gone_is_listed_with_what_it_moved_and_moves_its_units() -> None:
    trial = tried(changed(("          - {text: 没有会议记录, deduct: 0.5, per: 次}\n", "")), ENTRIES)
    assert [parts(one) for one in trial.moved] == [{"1.1.2>·": D("1.5")}, {}, {"1.1.2>·": D("0.5")}]
    (gone,) = trial.leftovers
    assert (gone.kind, gone.id, gone.words, gone.amount, gone.units, gone.points) == (
        "gone", "1.1.2", "没有会议记录", "每次扣0.5分", 2, D(-2),
    )  # fmt: skip
    assert [(e.old_words, e.new_words) for e in trial.effects] == [("每次扣0.5分", "")]


def test_a_finding_that_is_new_is_listed_as_one_that_nobody_answered() -> None:
    added = "          - {text: 出现重大差错, deduct: 2}\n          - {text: 未建立宣传台账, deduct: 1}\n"
    trial = tried(changed(("          - {text: 出现重大差错, deduct: 2}\n", added)), ENTRIES)
    assert [one.difference for one in trial.moved] == [0, 0, 0]
    (new,) = trial.leftovers
    assert (new.kind, new.id, new.words, new.amount, new.units) == ("new", "1.2.3", "未建立宣传台账", "扣1分", 3)


def test_an_id_that_moved_is_followed() -> None:
    first = "          - {text: 报送不及时, deduct: 1, per: 次}\n"
    second = "          - {text: 出现重大差错, deduct: 2}\n"
    trial = tried(changed((first + second, second.replace("2}", "3}") + first)), ENTRIES)
    assert [parts(one) for one in trial.moved] == [{}, {"1.2.2>1.2.1": D(-1)}, {}]
    assert trial.leftovers == ()
    assert [one.untaken for one in trial.moved] == [(), (), ()]


def test_an_id_that_means_something_else_now_is_none_of_the_old() -> None:
    trial = tried(changed(("text: 出现重大差错, deduct: 2", "text: 未组织党员学习教育培训, deduct: 5")), ENTRIES)
    assert [one.difference for one in trial.moved] == [0, D(2), 0]  # B's error is no more, its training unknown
    assert {(one.kind, one.id) for one in trial.leftovers} == {("gone", "1.2.2"), ("new", "1.2.2")}


def test_a_count_where_a_level_is_asked_now_is_listed_and_not_scored() -> None:
    trial = tried(changed(("没有会议记录, deduct: 0.5, per: 次", "没有会议记录, deduct: {严重: 2, 一般: 1}")), ENTRIES)
    assert [[(u.old, u.new, u.entry, u.reason) for u in one.untaken] for one in trial.moved] == [
        [("1.1.2", "1.1.2", "有 / 3", "choice")],
        [],  # nothing was found
        [("1.1.2", "1.1.2", "有 / 1", "choice")],
    ]
    assert [parts(one) for one in trial.moved] == [{"1.1.2": D("1.5")}, {}, {"1.1.2": D("0.5")}]


def test_points_of_all_kinds_add_up_in_one_unit() -> None:
    new = changed(
        ("points: 4", "points: 5"), ("deduct: 0.5, per: 次", "deduct: 0.2, per: 次"), ("deduct: 2}", "deduct: 1}")
    )
    trial = tried(new, ENTRIES)
    # A: 5 − 2 − 0.6 = 2.4, was 0.5; B: 5 + 5 = 10, was 8; C: 5 − 0.2 + 4 = 8.8, was 7.5
    assert [one.difference for one in trial.moved] == [D("1.9"), D(2), D("1.3")]
    assert [parts(one) for one in trial.moved] == [
        {"n:1.1": D(1), "1.1.2": D("0.9")},
        {"n:1.1": D(1), "1.2.2": D(1)},
        {"n:1.1": D(1), "1.1.2": D("0.3")},
    ]
    assert [shown(e.rule) for e in trial.effects] == ["n:1.1", "1.1.2", "1.2.2"]  # 3, 1.2 and 1 points


def test_a_unit_without_any_entry_is_named_and_not_compared() -> None:
    trial = tried(OLD, {**ENTRIES, "D": {"self 1.1.1": "2"}})
    assert [one.unit for one in trial.moved] == ["A", "B", "C"]
    assert trial.unscored == ("D",)


def test_a_unit_of_which_nothing_can_be_taken_has_no_score_and_no_rank() -> None:
    # every finding of the new rubric is another one
    new = changed(
        ("text: 会议次数", "text: 甲乙丙丁"),
        ("text: 没有会议记录", "text: 戊己庚辛"),
        ("text: 报送不及时", "text: 子丑寅卯"),
        ("text: 出现重大差错", "text: 辰巳午未"),
    )
    trial = tried(new, ENTRIES)
    assert [(one.after, one.difference, one.rank_after, one.parts) for one in trial.moved] == [
        (None, None, None, {})
    ] * 3
    assert trial.effects == ()


def test_ranks_are_shared_and_lower_may_be_better() -> None:
    new = changed(
        ("title: 去年的细则", "title: 去年的细则\nbetter: lower"),
        ("出现重大差错, deduct: 2", "出现重大差错, deduct: 2.5"),
    )
    trial = tried(new, ENTRIES)  # A 0.5, B 7.5, C 7.5
    assert [(one.rank_before, one.rank_after) for one in trial.moved] == [(3, 1), (1, 2), (2, 2)]


def test_what_a_bonus_limit_cuts_is_the_nodes() -> None:
    old = OLD + "  - {name: 加分, items: [{name: 表彰, findings: [{text: 获得表彰, bonus: 1, per: 项}]}]}\n"
    new = old.replace("{name: 加分, items", "{name: 加分, bonus_at_most: 2, items")
    trial = tried(new, {"A": {**ENTRIES["A"], "2.1.1": "5"}}, old)
    (one,) = trial.moved
    assert parts(one) == {"n:2": D(-3)}
    assert [(e.words, e.old_words, e.new_words) for e in trial.effects] == [("加分", "", "bonus_at_most 2")]


def test_what_is_weighted_counts_in_the_scale_of_the_whole() -> None:
    old = """
rubric: w
title: t
sections:
  - {name: 甲, points: 100, worth: 10, items: [{name: 一, points: 100, findings: [{text: 缺席, deduct: 5, per: 次}]}]}
  - {name: 乙, points: 90, items: [{name: 二, points: 90, findings: [{text: 迟到, deduct: 1, per: 次}]}]}
"""
    trial = tried(old.replace("worth: 10", "worth: 20"), {"A": {"1.1.1": "4", "2.1.1": "3"}}, old)
    (one,) = trial.moved
    # 甲: 80 of 100 count for 8 of 10, now for 16 of 20; 乙: 87
    assert (one.before, one.after, one.difference) == (D(95), D(103), D(8))
    assert sum(one.parts.values()) == 8


def test_a_third_that_never_ends_adds_up_all_the_same() -> None:
    old = """
rubric: w
title: t
sections:
  - {name: 甲, points: 3, worth: 10, items: [{name: 一, points: 3, findings: [{text: 缺席, deduct: 1, per: 次}]}]}
"""
    trial = tried(old.replace("worth: 10", "worth: 20"), {"A": {"1.1.1": "1"}}, old)
    (one,) = trial.moved
    # 2 of 3 count for 6.666…, now for 13.333…
    assert one.difference == D("13.333333333333") - D("6.666666666667")
    assert sum(one.parts.values()) == one.difference


def test_tags_say_what_applies_under_both() -> None:
    new = changed(("{text: 出现重大差错, deduct: 2}", "{text: 出现重大差错, deduct: 2, applies_to: [机关]}"))
    trial = tried(new, {"B": ENTRIES["B"], "C": ENTRIES["B"]}, tags={"B": "机关", "C": "窗口"})
    one, other = trial.moved
    assert one.difference == 0
    assert one.untaken == ()
    assert (other.difference, [u.reason for u in other.untaken]) == (D(2), ["applies"])


def test_the_effects_add_up_to_all_differences() -> None:
    new = changed(("points: 6", "points: 5"), ("deduct: 0.5, per: 次", "deduct: 0.7, per: 次"))
    trial = tried(new, ENTRIES)
    differences = [one.difference for one in trial.moved]
    assert sum(e.points for e in trial.effects) == sum(d for d in differences if d is not None)
