"""A plain amount: once, when it is found; nothing else. The item has 10 points."""

from decimal import Decimal

from tests.kinds.cases import check, faults, item, refused, scored, table

ONE = item("{text: t, deduct: 2}")
TWO = item("{text: t, deduct: 0.1}", "{text: u, deduct: 0.2}")
ALL = item("{text: t, deduct: 10}")
OVER = item("{text: t, deduct: 6}", "{text: u, deduct: 6}")
TINY = item("{text: t, deduct: 0.000001}", points="0.000002")
AWARD = item("{text: t, award: 3}")
AWARDS = item("{text: t, award: 4}", "{text: u, award: 4}", "{text: v, award: 4}")
BONUS = item("{text: t, bonus: 2.5}")
ENGLISH, TRADITIONAL, SELF = (f"{head}\n{ONE}" for head in ("language: en", "language: zh-Hant", "counts: self"))


@table(
    {
        "nothing entered: 10": (ONE, {}, "10"),
        "not found: 10": (ONE, {"1.1.1": "无"}, "10"),
        "found: 10 - 2 = 8": (ONE, {"1.1.1": "有"}, "8"),
        "found, written as 1 in a table: 10 - 2 = 8": (ONE, {"1.1.1": "1"}, "8"),
        "yes in an English standard: 10 - 2 = 8": (ENGLISH, {"1.1.1": "yes"}, "8"),
        "no in an English standard: 10": (ENGLISH, {"1.1.1": "no"}, "10"),
        "in traditional characters: 10 - 2 = 8": (TRADITIONAL, {"1.1.1": "有"}, "8"),
        "not found, in traditional characters: 10": (TRADITIONAL, {"1.1.1": "無"}, "10"),
        "the unit's own entry, where that counts: 10 - 2 = 8": (SELF, {"1.1.1": "有"}, "8"),
        "tenths: 10 - 0.1 - 0.2 = 9.7": (TWO, {"1.1.1": "有", "1.1.2": "有"}, "9.7"),
        "only the second: 10 - 0.2 = 9.8": (TWO, {"1.1.2": "有"}, "9.8"),
        "exactly all: 10 - 10 = 0": (ALL, {"1.1.1": "有"}, "0"),
        "more than all: 10 - 6 - 6, not below 0": (OVER, {"1.1.1": "有", "1.1.2": "有"}, "0"),
        "one of two: 10 - 6 = 4": (OVER, {"1.1.2": "有"}, "4"),
        "the smallest: 0.000002 - 0.000001 = 0.000001": (TINY, {"1.1.1": "有"}, "0.000001"),
        "award, nothing entered: 0 earned": (AWARD, {}, "0"),
        "award, not there: 0 earned": (AWARD, {"1.1.1": "无"}, "0"),
        "award: 0 + 3": (AWARD, {"1.1.1": "有"}, "3"),
        "awards: 4 + 4 = 8": (AWARDS, {"1.1.1": "有", "1.1.3": "有"}, "8"),
        "awards beyond the points: 4 + 4 + 4, not above 10": (
            AWARDS,
            {"1.1.1": "有", "1.1.2": "有", "1.1.3": "有"},
            "10",
        ),
        "bonus, nothing entered: 10": (BONUS, {}, "10"),
        "bonus on top: 10 + 2.5": (BONUS, {"1.1.1": "有"}, "12.5"),
    },
    "rubric, entries, total",
)
def test_a_flat_finding_counts_once(rubric: str, entries: dict[str, str], total: str) -> None:
    check(rubric, entries, {"1.1": total, "1": total, "": total})


def test_the_choice_takes_no_count() -> None:
    assert refused(ONE, "1.1.1", "3")


def test_what_happens_once_has_no_limit() -> None:
    assert faults(item("{text: t, deduct: 1, at_most: 1}"))


def test_an_amount_of_nothing_is_refused() -> None:
    assert faults(item("{text: t, deduct: 0}"))


def test_the_account_names_what_was_lost_and_what_the_floor_gave_back() -> None:
    assert scored(OVER, {"1.1.1": "有", "1.1.2": "有"}).account == [
        ("lost", Decimal(-6)),
        ("lost", Decimal(-6)),
        ("floor", Decimal(2)),
    ]
