"""Bands of a measure: the first one that it lies in, ``else`` for the rest. The item has 10 points."""

from tests.kinds.cases import check, item, refused, table

AWARD = item("{text: t, award: {bands: {≥90: 10, ≥80: 8, else: 0}}, unit: 分}")
DEDUCT = item("{text: t, deduct: {bands: {<60: 5, <80: 2, else: 0}}, unit: 分}")
REST = item("{text: t, deduct: {bands: {≥95: 0, ≥90: 1.5, else: 4}}, unit: 分}")
NO_REST = item("{text: t, deduct: {bands: {<60: 5}}, unit: 分}")
STRICT = item("{text: t, deduct: {bands: {'>10': 6, '>5': 3, '>0': 1}}, unit: 件}")
LOW = item("{text: t, award: {bands: {≤1: 10, ≤2: 6.5, ≤3: 2, else: 0}}, unit: 天}")
ASCII = item("{text: t, award: {bands: {'>=90': 10, '<=10': 3, else: 1}}, unit: 分}")
ORDER = item("{text: t, award: {bands: {≥80: 8, ≥90: 10, else: 0}}, unit: 分}")
FINE = item("{text: t, award: {bands: {≥99.95: 10, ≥99.9: 9, else: 0}}, unit: 分, range: {from: 0, to: 100}}")
COLD = item("{text: t, deduct: {bands: {<-18: 0, <-10: 2, else: 5}}, unit: 度, range: {from: -60, to: 40}}")
BONUS = item("{text: t, bonus: {bands: {≥90: 2, ≥80: 1}}, unit: 分}")


@table(
    {
        "nothing entered: nothing earned": (AWARD, "", "0"),
        "90: the first": (AWARD, "90", "10"),
        "89.9: the second": (AWARD, "89.9", "8"),
        "80: the second": (AWARD, "80", "8"),
        "79.9: the rest": (AWARD, "79.9", "0"),
        "0: the rest": (AWARD, "0", "0"),
        "deduct, nothing entered: nothing off": (DEDUCT, "", "10"),
        "59.9: 10 - 5": (DEDUCT, "59.9", "5"),
        "60: 10 - 2": (DEDUCT, "60", "8"),
        "79.9: 10 - 2": (DEDUCT, "79.9", "8"),
        "80: nothing off": (DEDUCT, "80", "10"),
        "0: 10 - 5": (DEDUCT, "0", "5"),
        "the rest costs 4, but not when nothing is entered": (REST, "", "10"),
        "the rest costs 4": (REST, "89", "6"),
        "90: 1.5": (REST, "90", "8.5"),
        "95: 0": (REST, "95", "10"),
        "no rest, in the band": (NO_REST, "59", "5"),
        "no rest, outside": (NO_REST, "60", "10"),
        "above 10: 10 is not": (STRICT, "10", "7"),
        "above 10: 11": (STRICT, "11", "4"),
        "above 5: 5 is not": (STRICT, "5", "9"),
        "above 0: 0 is not": (STRICT, "0", "10"),
        "above 0: 0.1": (STRICT, "0.1", "9"),
        "at most 1": (LOW, "1", "10"),
        "at most 2": (LOW, "1.5", "6.5"),
        "at most 2, exactly": (LOW, "2", "6.5"),
        "at most 3, exactly": (LOW, "3", "2"),
        "beyond 3": (LOW, "3.01", "0"),
        "at most 1, nothing entered is not 0": (LOW, "", "0"),
        "signs of the keyboard, at least 90": (ASCII, "90", "10"),
        "signs of the keyboard, at most 10": (ASCII, "10", "3"),
        "signs of the keyboard, between": (ASCII, "50", "1"),
        "the first that fits, though a better one follows": (ORDER, "95", "8"),
        "decimals: 99.95": (FINE, "99.95", "10"),
        "decimals: 99.94": (FINE, "99.94", "9"),
        "decimals: 99.89": (FINE, "99.89", "0"),
        "below -18": (COLD, "-18.5", "10"),
        "exactly -18": (COLD, "-18", "8"),
        "exactly -10": (COLD, "-10", "5"),
        "4": (COLD, "4", "5"),
        "bonus, the second band": (BONUS, "85", "11"),
        "bonus, no band": (BONUS, "79", "10"),
    },
    "rubric, measure, total",
)
def test_the_first_band_that_fits_counts(rubric: str, measure: str, total: str) -> None:
    check(rubric, {"1.1.1": measure}, {"1.1": total, "": total})


def test_a_measure_outside_its_range_is_refused() -> None:
    assert refused(FINE, "1.1.1", "100.1") and refused(COLD, "1.1.1", "-60.5") and refused(AWARD, "1.1.1", "-1")
