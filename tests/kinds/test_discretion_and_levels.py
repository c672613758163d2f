"""Amounts that the assessor chooses: between two bounds, from a list of levels, or counted for each level.

The item has 10 points.
"""

import pytest

from tests.kinds.cases import check, faults, item, refused, table

FREE = item("{text: t, deduct: {from: 1, to: 5}}")
FROM_NOTHING = item("{text: t, deduct: {from: 0, to: 5}}")
FREE_AWARD = item("{text: t, award: {from: 0, to: 10}}")
FREE_BONUS = item("{text: t, bonus: {from: 0.5, to: 3}}")
LEVELS = item("{text: t, deduct: {严重: 5, 一般: 2}}")
WITH_NONE = item("{text: t, deduct: {严重: 5, 轻微: 0.5, 没有问题: 0}}")
AWARD = item("{text: t, award: {优秀: 10, 良好: 8, 其他: 0}}")
AWARD_NO_ZERO = item("{text: t, award: {优秀: 10, 良好: 8.5}}")
BONUS = item("{text: t, bonus: {国家级: 3, 省级: 1.5}}")
GRADED = item("{text: t, deduct: {正职: 1, 副职: 0.8}, per: 人次}")
GRADED_LIMITED = item("{text: t, deduct: {正职: 1, 副职: 0.8, 其他: 0.5}, per: 人次, at_most: 2}")
GRADED_AWARD = item("{text: t, award: {省级: 2, 市级: 1}, per: 项, at_most: 6}")


@table(
    {
        "nothing entered": (FREE, "", "10"),
        "0: nothing found": (FREE, "0", "10"),
        "the least: 10 - 1": (FREE, "1", "9"),
        "10 - 2.5": (FREE, "2.5", "7.5"),
        "the most: 10 - 5": (FREE, "5", "5"),
        "10 - 0.000001": (FROM_NOTHING, "0.000001", "9.999999"),
        "10 - 3分, as people type it": (FREE, "3分", "7"),
        "from 0, the most": (FROM_NOTHING, "5", "5"),
        "award, nothing entered": (FREE_AWARD, "", "0"),
        "award 7.25": (FREE_AWARD, "7.25", "7.25"),
        "award 10 of 10": (FREE_AWARD, "10", "10"),
        "bonus 0.5": (FREE_BONUS, "0.5", "10.5"),
        "bonus 0": (FREE_BONUS, "0", "10"),
        "level, nothing entered": (LEVELS, "", "10"),
        "level, none: the word is added": (LEVELS, "无", "10"),
        "level: 10 - 2": (LEVELS, "一般", "8"),
        "level: 10 - 5": (LEVELS, "严重", "5"),
        "a level of 0": (WITH_NONE, "没有问题", "10"),
        "level: 10 - 0.5": (WITH_NONE, "轻微", "9.5"),
        "award, the best level": (AWARD, "优秀", "10"),
        "award, the second": (AWARD, "良好", "8"),
        "award, the rest": (AWARD, "其他", "0"),
        "award, nothing chosen": (AWARD, "", "0"),
        "award without a level of 0": (AWARD_NO_ZERO, "良好", "8.5"),
        "award, none": (AWARD_NO_ZERO, "无", "0"),
        "bonus level: 10 + 1.5": (BONUS, "省级", "11.5"),
        "bonus, none": (BONUS, "无", "10"),
    },
    "rubric, entry, total",
)
def test_the_assessor_chooses_the_amount(rubric: str, entry: str, total: str) -> None:
    check(rubric, {"1.1.1": entry}, {"1.1": total, "": total})


@pytest.mark.parametrize("entry", ["0.5", "5.000001", "6", "-1", "三"])
def test_an_amount_outside_the_bounds_is_refused(entry: str) -> None:
    assert refused(FREE, "1.1.1", entry)


@pytest.mark.parametrize(("rubric", "entry"), [(WITH_NONE, "无"), (AWARD, "无"), (LEVELS, "特别严重"), (LEVELS, "5")])
def test_a_word_that_is_no_level_is_refused(rubric: str, entry: str) -> None:
    assert refused(rubric, "1.1.1", entry)


@table(
    {
        "nothing entered": (GRADED, {}, "10"),
        "2 chiefs: 10 - 2 x 1": (GRADED, {"1.1.1.1": "2"}, "8"),
        "3 deputies: 10 - 3 x 0.8": (GRADED, {"1.1.1.2": "3"}, "7.6"),
        "1 chief and 2 deputies: 10 - 1 - 1.6": (GRADED, {"1.1.1.1": "1", "1.1.1.2": "2"}, "7.4"),
        "none of either": (GRADED, {"1.1.1.1": "无", "1.1.1.2": "0"}, "10"),
        "12 chiefs: not below 0": (GRADED, {"1.1.1.1": "12"}, "0"),
        "1 + 0.5: below the limit": (GRADED_LIMITED, {"1.1.1.1": "1", "1.1.1.3": "1"}, "8.5"),
        "1 + 2 x 0.5: exactly the limit": (GRADED_LIMITED, {"1.1.1.1": "1", "1.1.1.3": "2"}, "8"),
        "1 + 0.8 + 0.5 = 2.3, together at most 2": (
            GRADED_LIMITED,
            {"1.1.1.1": "1", "1.1.1.2": "1", "1.1.1.3": "1"},
            "8",
        ),
        "one level alone: 3 x 1, at most 2": (GRADED_LIMITED, {"1.1.1.1": "3"}, "8"),
        "award 2 x 2 + 1": (GRADED_AWARD, {"1.1.1.1": "2", "1.1.1.2": "1"}, "5"),
        "award 2 x 2 + 3 = 7, at most 6": (GRADED_AWARD, {"1.1.1.1": "2", "1.1.1.2": "3"}, "6"),
    },
    "rubric, entries, total",
)
def test_each_level_is_counted_in_a_row_of_its_own(rubric: str, entries: dict[str, str], total: str) -> None:
    check(rubric, entries, {"1.1": total, "": total})


def test_bounds_that_go_downwards_are_refused() -> None:
    assert faults(item("{text: t, deduct: {from: 5, to: 1}}"))
