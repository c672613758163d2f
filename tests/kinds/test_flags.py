"""Everything at once: zero, reverse and veto, alone and with amounts, once, counted and by a measure."""

from tests.kinds.cases import check, faults, item, table

GRADES = "grades: [{name: 优秀, from: 90}, {name: 合格, from: 60}, {name: 不合格}]\n"


def around(finding: str, other: str = "{text: u, bonus: 3}") -> str:
    """The finding's item of 10 with another finding, an item of 20 beside it, another section of 70."""
    plain = "{text: v, deduct: 5, per: 次}"
    return GRADES + (
        f"sections: [{{name: s, items: [{{name: i, points: 10, findings: [{finding}, {other}]}},"
        f" {{name: j, points: 20, findings: [{plain}]}}]}},"
        f" {{name: z, items: [{{name: k, points: 70, findings: [{plain}, {{text: p, penalty: 4}}]}}]}}]"
    )


ITEM, SECTION, TOTAL = (around(f"{{text: t, zero: {what}}}") for what in ("item", "section", "total"))
REVERSE, ONCE, HALF = (around(f"{{text: t, reverse: {n}}}") for n in ("2", "1", "0.5"))
VETO, HOLD = (around(f"{{text: t, veto: {name}}}") for name in ("不合格", "合格"))
BOTH = around("{text: t, veto: 合格}", "{text: u, veto: 不合格}")
COUNTED = around("{text: t, zero: item, per: 次}")
VETO_COUNTED = around("{text: t, veto: 不合格, per: 人次}")
BELOW = around("{text: t, zero: section, below: 60%}")
ABOVE = around("{text: t, veto: 合格, above: 3, unit: 件}")
REVERSE_BELOW = around("{text: t, reverse: 2, below: 60%}")
WITH_AMOUNT = around("{text: t, deduct: 4, zero: section}")
PENALTY_VETO = around("{text: t, penalty: 5, per: 次, veto: 合格}")
ALL_FLAGS = around("{text: t, deduct: 1, zero: item, veto: 不合格}")
TWO_REVERSED = around("{text: t, reverse: 2}", "{text: u, reverse: 3}")


@table(
    {
        "nothing: 10 + 20 + 70": (ITEM, {}, {"1.1": "10", "1": "30", "": "100"}, "优秀"),
        "not found": (ITEM, {"1.1.1": "无"}, {"1.1": "10", "": "100"}, "优秀"),
        "zero item: 0 + 20 + 70": (ITEM, {"1.1.1": "有"}, {"1.1": "0", "1": "20", "": "90"}, "优秀"),
        "zero item, over its bonus": (ITEM, {"1.1.1": "有", "1.1.2": "有"}, {"1.1": "0", "1": "20"}, "优秀"),
        "bonus without it: 13": (ITEM, {"1.1.2": "有"}, {"1.1": "13", "1": "33", "": "103"}, "优秀"),
        "zero section: 70 is left": (SECTION, {"1.1.1": "有"}, {"1": "0", "": "70"}, "合格"),
        "zero section, over its bonus": (SECTION, {"1.1.1": "有", "1.1.2": "有"}, {"1": "0", "": "70"}, "合格"),
        "zero total: 0, over everything": (TOTAL, {"1.1.1": "有", "1.1.2": "有"}, {"": "0"}, "不合格"),
        "zero total, over a penalty: not below 0": (TOTAL, {"1.1.1": "有", "2.1.2": "有"}, {"": "0"}, "不合格"),
        "reverse 2: 10 - 20": (REVERSE, {"1.1.1": "有"}, {"1.1": "-10", "1": "10", "": "80"}, "合格"),
        "reverse 2, over the bonus": (REVERSE, {"1.1.1": "有", "1.1.2": "有"}, {"1.1": "-10", "1": "10"}, "合格"),
        "reverse 1: 10 - 10": (ONCE, {"1.1.1": "有"}, {"1.1": "0", "": "90"}, "优秀"),
        "reverse 0.5: 10 - 5": (HALF, {"1.1.1": "有"}, {"1.1": "5", "": "95"}, "优秀"),
        "reverse 2 and 3: the larger, 10 - 30": (TWO_REVERSED, {"1.1.1": "有", "1.1.2": "有"}, {"1.1": "-20"}, "合格"),
        "reverse 3 alone": (TWO_REVERSED, {"1.1.2": "有"}, {"1.1": "-20", "": "70"}, "合格"),
        "veto: 100, and fails all the same": (VETO, {"1.1.1": "有"}, {"": "100"}, "不合格"),
        "no veto": (VETO, {"1.1.1": "无"}, {"": "100"}, "优秀"),
        "held to the second grade": (HOLD, {"1.1.1": "有"}, {"": "100"}, "合格"),
        "held to the second grade, but only the third is earned": (
            HOLD,
            {"1.1.1": "有", "2.1.1": "9"},
            {"": "55"},
            "不合格",
        ),
        "held to the second, and that is earned": (HOLD, {"1.1.1": "有", "2.1.1": "6"}, {"": "70"}, "合格"),
        "two vetoes: the worse one": (BOTH, {"1.1.1": "有", "1.1.2": "有"}, {"": "100"}, "不合格"),
        "two vetoes: only the milder one": (BOTH, {"1.1.1": "有"}, {"": "100"}, "合格"),
        "counted: none": (COUNTED, {"1.1.1": "0"}, {"1.1": "10"}, "优秀"),
        "counted: one is enough": (COUNTED, {"1.1.1": "1"}, {"1.1": "0"}, "优秀"),
        "counted: nine": (COUNTED, {"1.1.1": "9"}, {"1.1": "0"}, "优秀"),
        "veto for any count": (VETO_COUNTED, {"1.1.1": "1"}, {"": "100"}, "不合格"),
        "veto for any count, none": (VETO_COUNTED, {"1.1.1": "0"}, {"": "100"}, "优秀"),
        "below 60: 60 is not": (BELOW, {"1.1.1": "60"}, {"1": "30"}, "优秀"),
        "below 60: 59.9 is": (BELOW, {"1.1.1": "59.9"}, {"1": "0", "": "70"}, "合格"),
        "below 60: 0 is": (BELOW, {"1.1.1": "0"}, {"1": "0"}, "合格"),
        "below 60: nothing entered is not": (BELOW, {}, {"1": "30"}, "优秀"),
        "above 3: 3 is not": (ABOVE, {"1.1.1": "3"}, {"": "100"}, "优秀"),
        "above 3: 4 is": (ABOVE, {"1.1.1": "4"}, {"": "100"}, "合格"),
        "reversed below 60": (REVERSE_BELOW, {"1.1.1": "59"}, {"1.1": "-10"}, "合格"),
        "reversed below 60: not at 60": (REVERSE_BELOW, {"1.1.1": "60"}, {"1.1": "10"}, "优秀"),
        "an amount and the section: 0": (WITH_AMOUNT, {"1.1.1": "有"}, {"1.1": "6", "1": "0", "": "70"}, "合格"),
        "a counted penalty and a veto: 100 - 2 x 5, held": (PENALTY_VETO, {"1.1.1": "2"}, {"": "90"}, "合格"),
        "several flags": (ALL_FLAGS, {"1.1.1": "有"}, {"1.1": "0", "": "90"}, "不合格"),
    },
    "rubric, entries, expected, grade",
)
def test_a_flag_decides(rubric: str, entries: dict[str, str], expected: dict[str, str], grade: str) -> None:
    check(rubric, entries, expected, grade)


DEEP = (
    "sections: [{name: s, sections: [{name: a, items: [{name: i, points: 10, findings: [{text: t, zero: section}]},"
    " {name: j, points: 10, findings: [{text: u, deduct: 1}]}]},"
    " {name: b, items: [{name: k, points: 10, findings: [{text: v, deduct: 1}]}]}]}]"
)
POOLED = (
    "sections: [{name: s, points: 30, sections: [{name: a, points: 20, items: [{name: i, findings:"
    " [{text: t, zero: item}]},"
    " {name: j, findings: [{text: u, deduct: 1}, {text: w, zero: section}, {text: x, reverse: 2}]}]},"
    " {name: b, items: [{name: k, points: 10, findings: [{text: v, deduct: 1}]}]}]}]"
)


@table(
    {
        "zero section is the nearest section: 0 + 10": (DEEP, {"1.1.1.1": "有"}, {"1.1": "0", "1.2": "10", "1": "10"}),
        "zero item clears the pool that its item draws on: 0 of 20": (
            POOLED,
            {"1.1.1.1": "有"},
            {"1.1": "0", "1": "10"},
        ),
        "zero section clears the section above the pool": (POOLED, {"1.1.2.2": "有"}, {"1": "0", "": "0"}),
        "reverse turns the pool round: 20 - 40, + 10": (POOLED, {"1.1.2.3": "有"}, {"1.1": "-20", "1": "-10"}),
    },
    "rubric, entries, expected",
)
def test_a_flag_reaches_as_far_as_it_says(rubric: str, entries: dict[str, str], expected: dict[str, str]) -> None:
    check(rubric, entries, expected)


def test_a_veto_may_set_a_word_where_there_are_no_grades() -> None:
    rubric = item("{text: t, veto: 一票否决}")
    check(rubric, {"1.1.1": "有"}, {"": "10"}, "一票否决")
    check(rubric, {"1.1.1": "无"}, {"": "10"}, "")


def test_a_veto_must_be_a_grade_where_there_are_some() -> None:
    assert faults(GRADES + item("{text: t, veto: 差}"))


def test_a_reversal_of_nothing_is_refused() -> None:
    assert faults(item("{text: t, reverse: 0}"))
