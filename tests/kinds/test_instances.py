"""An item assessed once for each instance, and sections whose children are combined otherwise than by their sum."""

from tests.kinds.cases import check, faults, table

FAULT = "{text: t, deduct: 1, per: 次}"
OUT = "不适用"


def instances(more: str = "", findings: str = FAULT, rubric: str = "") -> str:
    """An item of 10 for three machines beside one of 20."""
    return (
        f"{rubric}\nsections: [{{name: s, items: [{{name: i, points: 10, instances: [甲, 乙, 丙], {more}"
        f" findings: [{findings}]}}, {{name: j, points: 20, findings: [{FAULT}]}}]}}]"
    )


MEAN, SAID = instances(), instances("combine: mean,")
LOWEST, HIGHEST, SUM = (instances(f"combine: {how},") for how in ("lowest", "highest", "sum"))
ROUNDED, MOST = instances("round: 1,"), instances("at_most: 9,")
BONUS = instances("combine: lowest,", f"{FAULT}, {{text: b, bonus: 2}}")
MEAN_BONUS = instances("", f"{FAULT}, {{text: b, bonus: 3}}")
ZERO = instances("", f"{FAULT}, {{text: z, zero: item}}")
SECTION_ZERO = instances("", f"{FAULT}, {{text: z, zero: section}}")
PENALTY = instances("", "{text: p, penalty: 2, per: 次}")
SHRINK, FULL = instances(rubric="not_applicable: shrink"), instances(rubric="not_applicable: full")
HIGHEST_FAULTS = instances("combine: highest, floor: none,")


def entries(first: str, second: str, third: str, other: str = "0") -> dict[str, str]:
    """How many faults each of the three has, or that it does not apply."""
    each = enumerate((first, second, third), 1)
    return {(f"1.1.{n}" if said == OUT else f"1.1.{n}.1"): said for n, said in each} | {"1.2.1": other}


@table(
    {
        "mean of 10, 7, 4": (MEAN, entries("0", "3", "6"), {"1.1.1": "10", "1.1.3": "4", "1.1": "7", "1": "27"}),
        "mean is said": (SAID, entries("0", "3", "6"), {"1.1": "7"}),
        "mean of 10, 10, 9": (MEAN, entries("0", "0", "1"), {"1.1": "9.666666666667", "": "29.666666666667"}),
        "mean of the two that apply: 10 and 6": (MEAN, entries("0", OUT, "4"), {"1.1": "8", "1": "28"}),
        "mean of the one that applies": (MEAN, entries(OUT, OUT, "4"), {"1.1": "6"}),
        "none applies, the item leaves: 16 of 20 -> 24 of 30": (
            MEAN,
            entries(OUT, OUT, OUT, "4"),
            {"1.2": "16", "1": "24"},
        ),
        "none applies, the points leave: 16": (SHRINK, entries(OUT, OUT, OUT, "4"), {"1": "16", "": "16"}),
        "lowest of 10, 7, 4": (LOWEST, entries("0", "3", "6"), {"1.1": "4", "1": "24"}),
        "lowest of those that apply": (LOWEST, entries("0", "3", OUT), {"1.1": "7"}),
        "lowest, none applies": (LOWEST, entries(OUT, OUT, OUT, "4"), {"1": "24", "": "24"}),
        "lowest of 0s": (LOWEST, entries("10", "11", OUT), {"1.1": "0"}),
        "highest of 8, 7, 4": (HIGHEST, entries("2", "3", "6"), {"1.1": "8"}),
        "highest of those that apply": (HIGHEST, entries(OUT, "3", "6"), {"1.1": "7"}),
        "highest, none applies": (HIGHEST, entries(OUT, OUT, OUT, "4"), {"1": "24"}),
        "sum of 10, 7, 4, in a section of 50": (SUM, entries("0", "3", "6", "1"), {"1.1": "21", "1": "40"}),
        "sum, one does not apply: 12 of 20 -> 18 of 30": (SUM, entries("4", "4", OUT), {"1.1": "18", "1": "38"}),
        "rounded: 9.666… -> 9.7": (ROUNDED, entries("0", "0", "1"), {"1.1": "9.7"}),
        "at most 9": (MOST, entries("0", "0", "1"), {"1.1": "9"}),
        "lowest of scores above the points: 12, 12 and 12": (
            BONUS,
            {"1.1.1.2": "有", "1.1.2.2": "有", "1.1.3.2": "有"},
            {"1.1": "12"},
        ),
        "lowest of scores above the points, one does not apply": (
            BONUS,
            {"1.1.1.2": "有", "1.1.2.2": "有", "1.1.3": OUT},
            {"1.1": "12", "": "32"},
        ),
        "mean of 13, 10 and 10": (MEAN_BONUS, {"1.1.1.2": "有"}, {"1.1.1": "13", "1.1": "11", "1": "31"}),
        "mean of 13 and 10": (MEAN_BONUS, {"1.1.1.2": "有", "1.1.3": OUT}, {"1.1": "11.5", "1": "31.5"}),
        "zero in one: mean of 0, 10, 10": (ZERO, {"1.1.1.2": "有"}, {"1.1.1": "0", "1.1": "6.666666666667"}),
        "zero in one that does not apply: nothing": (ZERO, {"1.1.1.2": "有", "1.1.1": OUT}, {"1.1": "10"}),
        "penalties of each: 30 - 2 - 4": (PENALTY, {"1.1.1.1": "1", "1.1.3.1": "2"}, {"1.1": "10", "": "24"}),
        "penalty of one that does not apply: nothing": (PENALTY, {"1.1.1.1": "1", "1.1.1": OUT}, {"": "30"}),
        "an instance that does not apply counts with full marks: mean of 10, 10, 4": (
            FULL,
            entries("0", OUT, "6"),
            {"1.1": "8"},
        ),
        "highest below 0: -2, -5, -8": (HIGHEST_FAULTS, entries("12", "15", "18"), {"1.1": "-2"}),
        "highest below 0, one does not apply: -5, -8": (HIGHEST_FAULTS, entries(OUT, "15", "18"), {"1.1": "-5"}),
    },
    "rubric, entries, expected",
)
def test_instances_are_put_together(rubric: str, entries: dict[str, str], expected: dict[str, str]) -> None:
    check(rubric, entries, expected)


def sections(combine: str, more: str = "", each: str = "") -> str:
    """Two sections of 10 and an item of 20 in a section that combines them; the item may not apply."""
    part = f"points: 10, findings: [{FAULT}]"
    return (
        f"sections: [{{name: s, combine: {combine}, {more} sections: [{{name: a, {each} items: [{{name: i, {part}}}]}},"
        f" {{name: b, {each} items: [{{name: j, {part}}}]}}],"
        f" items: [{{name: k, points: 10, may_not_apply: true, findings: [{FAULT}]}}]}}]"
    )


BOTH = {"1.1.1.1": "2", "1.2.1.1": "7"}


@table(
    {
        "sum of 8, 3, 10": ("sum", BOTH, "21"),
        "mean of 8, 3, 10": ("mean", BOTH, "7"),
        "mean of 8, 3": ("mean", BOTH | {"1.3": OUT}, "5.5"),
        "lowest of 8, 3, 10": ("lowest", BOTH, "3"),
        "lowest of 8, 3": ("lowest", BOTH | {"1.3": OUT}, "3"),
        "highest of 8, 3, 10": ("highest", BOTH, "10"),
        "highest of 8, 3": ("highest", BOTH | {"1.3": OUT}, "8"),
        "sum, rebased: 11 of 20 -> 16.5 of 30": ("sum", BOTH | {"1.3": OUT}, "16.5"),
        "lowest of nothing lost": ("lowest", {}, "10"),
    },
    "combine, entries, total",
)
def test_a_section_combines_its_children(combine: str, entries: dict[str, str], total: str) -> None:
    check(sections(combine), entries, {"1": total, "": total})


@table(
    {
        "worth 10 each, mean of 8, 3 and 10": (sections("mean", each="worth: 10,"), BOTH, "7"),
        "the mean, less a floor": (sections("mean", "floor: 8,"), BOTH, "8"),
        "the mean, rounded": (sections("mean", "round: 1,"), BOTH | {"1.3.1": "1"}, "6.7"),
    },
    "rubric, entries, total",
)
def test_a_combined_section_is_held_and_rounded(rubric: str, entries: dict[str, str], total: str) -> None:
    check(rubric, entries, {"1": total})


def test_what_does_not_apply_may_count_with_full_marks_in_a_mean() -> None:
    rubric = sections("mean", "not_applicable: full,")
    check(rubric, {"1.1.1.1": "4", "1.2.1.1": "5", "1.3": OUT}, {"1": "7"})  # 6, 5 and 10


def test_one_instance_is_no_list() -> None:
    assert faults(f"sections: [{{name: s, items: [{{name: i, points: 1, instances: [甲], findings: [{FAULT}]}}]}}]")
