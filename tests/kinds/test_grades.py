"""Grades: the first one whose conditions all hold; and what holds the total, which they are about."""

from tests.kinds.cases import check, faults, table

FAULT = "{text: t, deduct: 0.5, per: 次}"
OUT = "不适用"


def graded(*grades: str, more: str = "", rubric: str = "") -> str:
    """Two sections, of 60 and 40, the second of which may not apply."""
    return (
        f"{rubric}\ngrades: [{', '.join(grades)}]\nsections: [{{name: s, items:"
        f" [{{name: i, points: 60, findings: [{FAULT}{more}]}}]}},"
        f" {{name: z, may_not_apply: true, items: [{{name: j, points: 40, findings: [{FAULT}]}}]}}]"
    )


REST = "{name: 差}"
POINTS = graded("{name: 优, from: 90}", "{name: 良, from: 75.5}", REST)
SHARE = graded("{name: 优, from: 90%}", "{name: 良, from: 60%}", REST, rubric="not_applicable: shrink")
TO = graded("{name: 低, to: 30}", "{name: 中, to: 80}", "{name: 高}", rubric="better: lower")
BETWEEN = graded("{name: 中, from: 40, to: 80}", "{name: 外}")
TO_SHARE = graded("{name: 低, to: 50%}", "{name: 高}")
EACH = graded("{name: 优, from: 80, each_section: 60%}", "{name: 良, from: 70}", REST)
EACH_POINTS = graded("{name: 优, each_section: 30}", REST)
NO_ZERO = graded("{name: 优, from: 50, no_zero: true}", "{name: 良, from: 50}", REST)
WHEN = graded("{name: 优, from: 80, when: 'min([1], [2]) >= 30'}", "{name: 良, from: 80}", REST)
WHEN_ONLY = graded("{name: 优, when: '[1] > [2]'}", REST)
VETO = graded("{name: 优, from: 90}", "{name: 良, from: 75}", REST, more=", {text: v, veto: 良}, {text: w, veto: 差}")
NEGATIVE = graded("{name: 优, from: 0}", REST, more=", {text: p, penalty: 100, per: 次}, {text: q, penalty: 0.5}")
FAULTLESS = graded("{name: 优, to: 0}", "{name: 差}", more=", {text: z, zero: total}", rubric="better: lower")
BONUS = graded("{name: 优, from: 100}", REST, more=", {text: b, bonus: 10}, {text: p, penalty: 10}")


@table(
    {
        "90 exactly": (POINTS, {"1.1.1": "20"}, "90", "优"),
        "89.5": (POINTS, {"1.1.1": "21"}, "89.5", "良"),
        "75.5 exactly": (POINTS, {"1.1.1": "49"}, "75.5", "良"),
        "75": (POINTS, {"1.1.1": "50"}, "75", "差"),
        "100": (POINTS, {}, "100", "优"),
        "0": (POINTS, {"1.1.1": "120", "2.1.1": "80"}, "0", "差"),
        "90% of 100": (SHARE, {"1.1.1": "20"}, "90", "优"),
        "89.5 of 100": (SHARE, {"1.1.1": "21"}, "89.5", "良"),
        "90% of the 60 that apply: 54": (SHARE, {"2": OUT, "1.1.1": "12"}, "54", "优"),
        "90% of the 60 that apply: 53.5": (SHARE, {"2": OUT, "1.1.1": "13"}, "53.5", "良"),
        "60% of the 60 that apply: 36": (SHARE, {"2": OUT, "1.1.1": "48"}, "36", "良"),
        "60% of the 60 that apply: 35.5": (SHARE, {"2": OUT, "1.1.1": "49"}, "35.5", "差"),
        "at most 30, exactly": (TO, {"1.1.1": "120", "2.1.1": "20"}, "30", "低"),
        "at most 30: 30.5": (TO, {"1.1.1": "120", "2.1.1": "19"}, "30.5", "中"),
        "at most 80, exactly": (TO, {"1.1.1": "40"}, "80", "中"),
        "at most 80: 80.5": (TO, {"1.1.1": "39"}, "80.5", "高"),
        "from 40 to 80: 40": (BETWEEN, {"1.1.1": "120"}, "40", "中"),
        "from 40 to 80: 39.5": (BETWEEN, {"1.1.1": "120", "2.1.1": "1"}, "39.5", "外"),
        "from 40 to 80: 80.5": (BETWEEN, {"1.1.1": "39"}, "80.5", "外"),
        "at most 50% of 100": (TO_SHARE, {"1.1.1": "100"}, "50", "低"),
        "at most 50% of 100: 50.5": (TO_SHARE, {"1.1.1": "99"}, "50.5", "高"),
        "each section 60%: 60 and 24": (EACH, {"2.1.1": "32"}, "84", "优"),
        "each section 60%: 60 and 23.5": (EACH, {"2.1.1": "33"}, "83.5", "良"),
        "each section 60%: 36 and 40, but 76": (EACH, {"1.1.1": "48"}, "76", "良"),
        "each section 60%, one does not apply: 54 of 60 -> 90": (EACH, {"2": OUT, "1.1.1": "12"}, "90", "优"),
        "each section 30 points: 30 and 30": (EACH_POINTS, {"1.1.1": "60", "2.1.1": "20"}, "60", "优"),
        "each section 30 points: 60 and 29.5": (EACH_POINTS, {"2.1.1": "21"}, "89.5", "差"),
        "no section at zero: 60 and 0": (NO_ZERO, {"2.1.1": "80"}, "60", "良"),
        "no section at zero: 60 and 0.5": (NO_ZERO, {"2.1.1": "79"}, "60.5", "优"),
        "no section at zero, one does not apply": (NO_ZERO, {"2": OUT}, "100", "优"),
        "when: 60 and 30": (WHEN, {"2.1.1": "20"}, "90", "优"),
        "when: 60 and 29.5": (WHEN, {"2.1.1": "21"}, "89.5", "良"),
        "when: 60 and 40 hold, but 79": (WHEN, {"1.1.1": "42"}, "79", "差"),
        "when alone: 40.5 and 40": (WHEN_ONLY, {"1.1.1": "39"}, "80.5", "优"),
        "when alone: 40 and 40": (WHEN_ONLY, {"1.1.1": "40"}, "80", "差"),
        "a veto holds to 良": (VETO, {"1.1.2": "有"}, "100", "良"),
        "a veto to 良 does not lift 差": (VETO, {"1.1.2": "有", "1.1.1": "80"}, "60", "差"),
        "a veto to 差": (VETO, {"1.1.3": "有"}, "100", "差"),
        "both vetoes": (VETO, {"1.1.2": "有", "1.1.3": "有"}, "100", "差"),
        "with a bonus: 95 + 10": (BONUS, {"1.1.1": "10", "1.1.2": "有"}, "105", "优"),
        "with a penalty: 100 - 10": (BONUS, {"1.1.3": "有"}, "90", "差"),
        "100 + 10 - 10 exactly": (BONUS, {"1.1.2": "有", "1.1.3": "有"}, "100", "优"),
        "from 0: 100 - 100 exactly": (NEGATIVE, {"1.1.2": "1"}, "0", "优"),
        "from 0: -0.5": (NEGATIVE, {"1.1.2": "1", "1.1.3": "有"}, "-0.5", "差"),
        "at most 0: 0": (FAULTLESS, {"1.1.2": "有"}, "0", "优"),
        "at most 0: 0.5": (FAULTLESS, {"1.1.1": "120", "2.1.1": "79"}, "0.5", "差"),
        "nothing entered: everything is there": (POINTS, {}, "100", "优"),
    },
    "rubric, entries, total, grade",
)
def test_the_first_grade_whose_conditions_hold(rubric: str, entries: dict[str, str], total: str, grade: str) -> None:
    check(rubric, entries, {"": total}, grade)


BESIDE = (
    "grades: [{name: 优, each_section: 60%, no_zero: true}, {name: 差}]\n"
    f"sections: [{{name: s, worth: 10, items: [{{name: i, points: 100, findings: [{FAULT}]}}]}},"
    " {name: o, items: [{name: j, findings: [{text: d, deduct: 1, per: 次}, {text: b, bonus: 3}]}]}]"
)


@table(
    {
        "60 of 100, worth 6 of 10; nothing in the section without points": ({"1.1.1": "80"}, "6", "优"),
        "59.5 of 100": ({"1.1.1": "81"}, "5.95", "差"),
        "the section without points below 0": ({"2.1.1": "1"}, "9", "优"),
    },
    "entries, total, grade",
)
def test_a_section_without_points_is_not_asked(entries: dict[str, str], total: str, grade: str) -> None:
    check(BESIDE, entries, {"": total}, grade)


THIRDS = (
    "grades: [{name: 优, from: 6.666666}, {name: 良, from: 3.4}, {name: 差}]\nROUND\n"
    "sections: [{name: s, items: [{name: i, points: 10, findings: [{text: t, award: {of: 3}}]}]}]"
)
TENTHS = (
    "grades: [{name: 优, from: 0.3}, {name: 差}]\n"
    "sections: [{name: s, items: [{name: i, points: 1, findings: [{text: t, award: 0.1, per: 次}]}]}]"
)


@table(
    {
        "6.666… reaches 6.666666": (THIRDS.replace("ROUND", ""), "2", "优"),
        "3.333… does not reach 3.4": (THIRDS.replace("ROUND", ""), "1", "差"),
        "3.333… rounded to 3.3 does not reach 3.4": (THIRDS.replace("ROUND", "round: 1"), "1", "差"),
        "3 x 0.1 reaches 0.3": (TENTHS, "3", "优"),
        "2 x 0.1 does not": (TENTHS, "2", "差"),
    },
    "rubric, entry, grade",
)
def test_the_noise_of_binary_numbers_never_decides_a_grade(rubric: str, entry: str, grade: str) -> None:
    check(rubric, {"1.1.1": entry}, {}, grade)


def test_one_grade_is_no_list() -> None:
    assert faults(graded("{name: 优}"))


def test_a_grade_that_nobody_can_reach_is_refused() -> None:
    assert faults(graded("{name: 良, from: 60}", "{name: 优, from: 90}", REST))
    assert faults(graded("{name: 优, from: 90}", "{name: 中}", "{name: 差, from: 10}"))
