"""Free rows for achievements and faults: name / level / form. The item has 10 points."""

from tests.kinds.cases import check, item, refused, scored, table

LEVELS = "bonus: {国家级: 3, 省级: 2, 市级: 1}"
PLAIN = item(f"{{text: t, {LEVELS}, register: 3}}")
LIMITED = item(f"{{text: t, {LEVELS}, register: 3, at_most: 5}}")
KEPT = item(f"{{text: t, {LEVELS}, register: 4, keep: highest}}")
FORMS = item(f"{{text: t, {LEVELS}, register: 4, keep: highest, forms: {{发文: 1, 会议交流: 0.5, 通报: 0.1}}}}")
FORMS_LIMITED = item(f"{{text: t, {LEVELS}, register: 4, forms: {{发文: 1, 会议交流: 0.5}}, at_most: 4}}")
AMOUNTS = item("{text: t, penalty: {from: 5, to: 10}, register: 3}")
AMOUNTS_KEPT = item("{text: t, penalty: {from: 1, to: 10}, register: 3, keep: highest}")
COUNTS = item("{text: t, award: 0.5, per: 篇, register: 3, at_most: 4}")
FORMS_COUNTED = item("{text: t, bonus: 0.5, per: 篇, register: 3, forms: {头版: 2, 其他: 1}, at_most: 6}")
FORMS_AMOUNTS = item("{text: t, bonus: {from: 1, to: 4}, register: 2, forms: {第一: 1, 参与: 0.5}}")
FORMS_FLAT = item("{text: t, bonus: 2, register: 2, forms: {第一: 1, 参与: 0.5}}")
DEDUCT = item("{text: t, deduct: {重: 4, 轻: 1}, register: 3, keep: highest}")
MEASURES = item("{text: t, bonus: {of: 100, points: 2}, register: 2}")
OWN_DUTIES = item("{text: t, register: 4, at_least: 2}", "{text: u, deduct: 1}")
AWARD_START = item("{text: t, award: {优: 2, 良: 1}, register: 3, at_most: 4}", "{text: u, deduct: 1}")
VETO = "grades: [{name: 好, from: 5}, {name: 差}]\n" + item(
    "{text: t, penalty: {from: 1, to: 10}, register: 2, veto: 差}"
)


@table(
    {
        "nothing entered": (PLAIN, {}, "10"),
        "3 + 1": (PLAIN, {"1.1.1.1": "甲 / 国家级", "1.1.1.2": "乙 / 市级"}, "14"),
        "rows need not follow each other": (PLAIN, {"1.1.1.1": "甲 / 省级", "1.1.1.3": "乙 / 省级"}, "14"),
        "the same name twice counts twice without keep": (
            PLAIN,
            {"1.1.1.1": "甲 / 省级", "1.1.1.2": "甲 / 省级"},
            "14",
        ),
        "a level without a name counts": (PLAIN, {"1.1.1.1": " / 市级"}, "11"),
        "a name without a level counts nothing": (PLAIN, {"1.1.1.1": "甲"}, "10"),
        "all rows: 3 x 3": (PLAIN, {f"1.1.1.{n}": f"{n} / 国家级" for n in (1, 2, 3)}, "19"),
        "3 + 2, exactly 5": (LIMITED, {"1.1.1.1": "甲 / 国家级", "1.1.1.2": "乙 / 省级"}, "15"),
        "3 + 3, at most 5": (LIMITED, {"1.1.1.1": "甲 / 国家级", "1.1.1.2": "乙 / 国家级"}, "15"),
        "keep: one achievement at two levels, the higher": (
            KEPT,
            {"1.1.1.1": "甲 / 市级", "1.1.1.2": "甲 / 国家级"},
            "13",
        ),
        "keep: the higher first": (KEPT, {"1.1.1.1": "甲 / 国家级", "1.1.1.2": "甲 / 市级"}, "13"),
        "keep: a tie counts once": (KEPT, {"1.1.1.1": "甲 / 省级", "1.1.1.4": "甲 / 省级"}, "12"),
        "keep: three alike count once": (KEPT, {f"1.1.1.{n}": "甲 / 省级" for n in (1, 2, 3)}, "12"),
        "keep: two achievements: 3 + 2": (
            KEPT,
            {"1.1.1.1": "甲 / 国家级", "1.1.1.2": "乙 / 省级", "1.1.1.3": "甲 / 省级", "1.1.1.4": "乙 / 市级"},
            "15",
        ),
        "keep: rows without a name are not the same one": (KEPT, {"1.1.1.1": " / 省级", "1.1.1.2": " / 省级"}, "14"),
        "form: at a conference, half of 2": (FORMS, {"1.1.1.1": "甲 / 省级 / 会议交流"}, "11"),
        "form: a document, all of 2": (FORMS, {"1.1.1.1": "甲 / 省级 / 发文"}, "12"),
        "form: 3 x 0.1": (FORMS, {"1.1.1.1": "甲 / 国家级 / 通报"}, "10.3"),
        "no form: all of 2": (FORMS, {"1.1.1.1": "甲 / 省级"}, "12"),
        "keep compares with the form: 3 x 0.5 < 2": (
            FORMS,
            {"1.1.1.1": "甲 / 国家级 / 会议交流", "1.1.1.2": "甲 / 省级 / 发文"},
            "12",
        ),
        "keep compares with the form: 2 x 0.5 = 1 x 1": (
            FORMS,
            {"1.1.1.1": "甲 / 省级 / 会议交流", "1.1.1.2": "甲 / 市级 / 发文"},
            "11",
        ),
        "a form without a level counts nothing": (FORMS, {"1.1.1.1": "甲 /  / 发文"}, "10"),
        "forms and limit: 3 x 0.5 + 2, exactly below 4": (
            FORMS_LIMITED,
            {"1.1.1.1": "甲 / 国家级 / 会议交流", "1.1.1.2": "乙 / 省级 / 发文"},
            "13.5",
        ),
        "forms and limit: 1.5 + 3, at most 4": (
            FORMS_LIMITED,
            {"1.1.1.1": "甲 / 国家级 / 会议交流", "1.1.1.2": "乙 / 国家级 / 发文"},
            "14",
        ),
        "amounts off the total: 10 - 5 - 7.5": (AMOUNTS, {"1.1.1.1": "甲 / 5", "1.1.1.2": "乙 / 7.5"}, "-2.5"),
        "amounts, the largest of one name: 10 - 6 - 2": (
            AMOUNTS_KEPT,
            {"1.1.1.1": "甲 / 3", "1.1.1.2": "甲 / 6", "1.1.1.3": "乙 / 2"},
            "2",
        ),
        "counts: 2 x 0.5 + 3 x 0.5": (COUNTS, {"1.1.1.1": "甲 / 2", "1.1.1.2": "乙 / 3"}, "2.5"),
        "counts: 6 x 0.5 + 3 x 0.5, at most 4": (COUNTS, {"1.1.1.1": "甲 / 6", "1.1.1.2": "乙 / 3"}, "4"),
        "flat rows and forms: 2 x 1 + 2 x 0.5": (
            FORMS_FLAT,
            {"1.1.1.1": "甲 / 有 / 第一", "1.1.1.2": "乙 / 有 / 参与"},
            "13",
        ),
        "deductions, the heaviest of one name: 10 - 4": (DEDUCT, {"1.1.1.1": "甲 / 轻", "1.1.1.2": "甲 / 重"}, "6"),
        "deductions of two names: 10 - 4 - 1": (DEDUCT, {"1.1.1.1": "甲 / 重", "1.1.1.2": "乙 / 轻"}, "5"),
        "measures: 50% and 100% of 2": (MEASURES, {"1.1.1.1": "甲 / 50", "1.1.1.2": "乙 / 100"}, "13"),
        "own duties carry no points": (OWN_DUTIES, {"1.1.1.1": "一", "1.1.1.2": "二", "1.1.2": "有"}, "9"),
        "awards up to 4: 6 at the start": (AWARD_START, {}, "6"),
        "6 + 2 + 1 - 1": (AWARD_START, {"1.1.1.1": "甲 / 优", "1.1.1.2": "乙 / 良", "1.1.2": "有"}, "8"),
        "6 + 6, at most 4, - 1": (AWARD_START, {**{f"1.1.1.{n}": f"{n} / 优" for n in (1, 2, 3)}, "1.1.2": "有"}, "9"),
    },
    "rubric, entries, total",
)
def test_the_rows_of_a_register_count(rubric: str, entries: dict[str, str], total: str) -> None:
    check(rubric, entries, {"": total})


@table(
    {
        "counts and forms: 3 x 0.5 x 2 + 2 x 0.5": (
            FORMS_COUNTED,
            {"1.1.1.1": "甲 / 头版 / 3", "1.1.1.2": "乙 / 其他 / 2"},
            "14",
        ),
        "counts and forms: 6 x 0.5 x 2, exactly 6": (FORMS_COUNTED, {"1.1.1.1": "甲 / 头版 / 6"}, "16"),
        "counts and forms: 7 x 0.5 x 2, at most 6": (FORMS_COUNTED, {"1.1.1.1": "甲 / 头版 / 7"}, "16"),
        "amounts and forms: 4 x 0.5 + 1.5 x 1": (
            FORMS_AMOUNTS,
            {"1.1.1.1": "甲 / 参与 / 4", "1.1.1.2": "乙 / 第一 / 1.5"},
            "13.5",
        ),
        "an amount without a form: all of it": (FORMS_AMOUNTS, {"1.1.1.1": "甲 /  / 4"}, "14"),
    },
    "rubric, entries, total",
)
def test_forms_go_with_counts_and_amounts(rubric: str, entries: dict[str, str], total: str) -> None:
    check(rubric, entries, {"": total})


def test_a_register_of_vetoes_fails_with_its_first_row() -> None:
    check(VETO, {}, {"": "10"}, "好")
    check(VETO, {"1.1.1.2": "甲 / 2"}, {"": "8"}, "差")


def done(rubric: str, entries: dict[str, str]) -> object:
    """Whether the register counts as filled in."""
    return scored(rubric, entries).score["review.done:1.1.1"]


def test_own_duties_are_done_with_so_many_rows() -> None:
    assert done(OWN_DUTIES, {}) == 0
    assert done(OWN_DUTIES, {"1.1.1.1": "一"}) == 0
    assert done(OWN_DUTIES, {"1.1.1.1": "一", "1.1.1.4": "二"}) == 1
    assert done(OWN_DUTIES, {f"1.1.1.{n}": str(n) for n in range(1, 5)}) == 1


def test_a_level_or_a_form_that_is_none_is_refused() -> None:
    assert refused(FORMS, "1.1.1.1", "甲 / 区级 / 发文") and refused(FORMS, "1.1.1.1", "甲 / 省级 / 电话")
    assert refused(AMOUNTS, "1.1.1.1", "甲 / 4.5") and refused(AMOUNTS, "1.1.1.1", "甲 / 11")
