"""The shipped rubrics' rules of the year's result, computed by hand from the documents.

Apart from the cases of single forms: here the figures of several units are put in as they would be collected.
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal

import pytest

from tests.standards.cases import RUBRICS
from xlrubric.result import Result
from xlrubric.standard import Standard, read_standard
from xlrubric.units import Unit
from xlrubric.year.arithmetic import computed
from xlrubric.year.columns import Value
from xlrubric.year.given import Row, applies
from xlrubric.year.program import make_program
from xlrubric.year.sources import weight_of

LEAD, OWN = "牵头单位", "所属单位"
XIANGXI = read_standard(RUBRICS / "xiangxi-2018.yaml")


def rules(standard: Standard) -> Result:
    assert standard.rubric.result is not None
    return standard.rubric.result


def year(
    standard: Standard,
    units: Sequence[Unit],
    figures: Mapping[str, Mapping[str, str]],
    years: Sequence[str] = (),
) -> dict[str, Mapping[str, Value]]:
    """Compute all columns by unit: figures are ``source: given``, or ``end:2017: 2`` of another year."""
    program = make_program(standard.rubric, standard.outline, years)
    rows: list[Row] = []
    for n, unit in enumerate(units, 1):
        row: Row = {"no": Decimal(n), "unit": unit.id, "name": unit.name, "group": unit.group, "lead": unit.lead}
        row |= {f"applies:{s.id}": Decimal(int(applies(s, unit))) for s in rules(standard).sources}
        row |= {column: value(text) for column, text in figures[unit.id].items()}
        rows.append(row)
    return {str(row["unit"]): row for row in computed(program.columns, rows)}


def value(text: str) -> Value:
    return Decimal(text) if text.removeprefix("-").replace(".", "").isdigit() else text


def lead_unit(own: str) -> Unit:
    return Unit(own, own, tags=frozenset([LEAD]))


def under(lead: str, own: str) -> Unit:
    return Unit(own, own, "", lead, tags=frozenset([OWN]))


def as_lead(daily: str, check: str, survey: str, hearing: str) -> dict[str, str]:
    given = {"daily-lead": daily, "check": check, "survey": survey, "hearing-lead": hearing}
    return {f"given:{source}": text for source, text in given.items() if text}


def as_own(daily: str, check: str, survey: str, hearing: str) -> dict[str, str]:
    given = {"daily": daily, "check": check, "survey": survey, "hearing": hearing}
    return {f"given:{source}": text for source, text in given.items() if text}


@pytest.mark.parametrize(
    ("unit", "figures", "composite", "grade"),
    [
        # 90×20% + 105×50% + 88×10% + 95×20% = 18 + 52.5 + 8.8 + 19: the model site's 5 points go beyond 100
        (lead_unit("L"), as_lead("90", "105", "88", "95"), "98.3", "好"),
        # 一般 is 70: 14 + 80×50% + 70×10% + 60×20% = 14 + 40 + 7 + 12
        (under("L", "U"), as_own("一般", "80", "70", "60"), "73", "一般"),
        # 好 is 100: 20 + 90.5×50% + 85.55×10% + 81.3×20% = 20 + 45.25 + 8.555 + 16.26 = 90.065, half up
        (under("L", "U"), as_own("好", "90.5", "85.55", "81.3"), "90.07", "好"),
        # 较好 is 85: 17 + 40 + 8.33 + 14.666 = 79.996, which is 80 when rounded, and so 较好
        (under("L", "U"), as_own("较好", "80", "83.3", "73.33"), "80", "较好"),
        # 14 + 25 + 5 + 8
        (under("L", "U"), as_own("一般", "50", "50", "40"), "52", "差"),
    ],
)
def test_xiangxi_puts_four_sources_together_by_their_weights(
    unit: Unit, figures: dict[str, str], composite: str, grade: str
) -> None:
    row = year(XIANGXI, [unit], {unit.id: figures})[unit.id]
    assert (row["composite"], row["grade"]) == (Decimal(composite), grade)


@pytest.mark.parametrize("lacks", range(4))
def test_xiangxi_takes_no_missing_source_for_zero(lacks: int) -> None:
    given = ["一般", "80", "70", "60"]
    given[lacks] = ""
    units = [under("L", "U1"), under("L", "U2")]
    rows = year(XIANGXI, units, {"U1": as_own(*given), "U2": as_own("一般", "0", "0", "0")})
    assert (rows["U1"]["composite"], rows["U1"]["rank"], rows["U1"]["grade"]) == ("", "", "")
    assert (rows["U2"]["composite"], rows["U2"]["rank"], rows["U2"]["size"]) == (14, 1, 1)


def test_xiangxi_takes_points_off_the_last_nine_by_threes() -> None:
    units = [under("L", f"U{n:02}") for n in range(1, 13)]
    figures = {unit.id: as_own("好", str(100 - n), "80", "80") for n, unit in enumerate(units)}
    rows = year(XIANGXI, units, figures)
    assert [rows[unit.id]["effect"] for unit in units] == [0, 0, 0, -1, -1, -1, -2, -2, -2, -3, -3, -3]
    assert [rows[unit.id]["follows"] for unit in units[-4:]] == [
        "年终绩效扣2分",
        *["年终绩效扣3分；下一年度重点督促检查"] * 3,
    ]


def test_xiangxi_counts_equal_units_at_the_edge_in() -> None:
    units = [under("L", f"U{n}") for n in range(1, 6)]
    checks = dict(zip(units, ("90", "70", "70", "60", "50"), strict=True))
    rows = year(XIANGXI, units, {unit.id: as_own("好", check, "80", "80") for unit, check in checks.items()})
    assert [rows[unit.id]["rank"] for unit in units] == [1, 2, 2, 4, 5]
    assert [rows[unit.id]["from_end"] for unit in units] == [5, 3, 3, 2, 1]
    assert [rows[unit.id]["does:watched"] for unit in units] == [0, 1, 1, 1, 1]


@pytest.mark.parametrize(
    ("before", "last_one", "talk", "move"),
    [
        ({}, True, 0, 0),
        ({"end:2017": "3"}, True, 1, 0),
        ({"end:2017": "4", "end:2016": "1"}, True, 0, 0),
        ({"end:2017": "3", "end:2016": "1"}, True, 1, 1),
        ({"end:2016": "1"}, True, 0, 0),
        ({"end:2017": "3", "end:2016": "1"}, False, 0, 0),
    ],
)
def test_xiangxi_asks_for_a_talk_after_two_years_and_for_more_after_three(
    before: dict[str, str], last_one: bool, talk: int, move: int
) -> None:
    units = [under("L", f"U{n}") for n in range(1, 6)]
    figures = {unit.id: as_own("好", str(90 - n), "80", "80") for n, unit in enumerate(units)}
    asked = units[-1 if last_one else 0].id
    figures[asked] |= before
    row = year(XIANGXI, units, figures, ("2017", "2016"))[asked]
    assert (row["does:talk"], row["does:move"]) == (talk, move)


@pytest.mark.parametrize(
    ("word", "check", "clash"), [("优秀", "95", 0), ("优秀", "85", 1), ("称职", "85", 0), ("", "85", 0)]
)
def test_xiangxi_lets_only_a_good_one_be_outstanding(word: str, check: str, clash: int) -> None:
    unit = under("L", "U")
    figures = as_own("好", check, "80", "80") | ({"check:1": word} if word else {})
    assert year(XIANGXI, [unit], {"U": figures})["U"]["clash:1"] == clash


def test_xiangxi_says_what_the_notice_says() -> None:
    result = rules(XIANGXI)
    weights = {source.name.partition("（")[0]: weight_of(source) for source in result.sources}
    assert weights == {"日常管理": 20, "实地核查": 50, "民意调查": 10, "述职测评": 20}
    (daily,) = (source for source in result.sources if source.tiers)
    assert list(daily.tiers or {}) == ["好", "较好", "一般"]
    assert [*map(int, daily.shares or ())] == [3, 5, 2] and daily.within == "lead"
    assert result.missing == "wait" and result.points == 100 and result.account == "年终绩效考核"
    unsaid = ("100、85、70分是本表所定", "90、80、60分是本表所定")
    said = (result.note or "") + "".join(source.note or "" for source in result.sources)
    assert all(text in said for text in unsaid)


TIANJIN = read_standard(RUBRICS / "tianjin-2020.yaml")


def test_tianjin_ranks_units_by_the_share_of_their_own_points() -> None:
    units = [Unit(own, own, tags=frozenset(["部门"])) for own in ("A", "B", "C")]
    full = {"A": "50", "B": "50", "C": "100"}
    points = {"A": "45", "B": "40", "C": "85"}  # 90, 80 and 85 of 100
    figures = {own: {"given:forms": points[own], "full:forms": full[own]} for own in full}
    rows = year(TIANJIN, units, figures)
    assert [rows[own]["composite"] for own in full] == [90, 80, 85]
    assert [rows[own]["rank"] for own in full] == [1, 3, 2]


@pytest.mark.parametrize(("tags", "full"), [(["部门"], 50), (["党组织"], 50), (["部门", "党组织"], 100)])
def test_tianjin_has_full_points_by_what_applies(tags: list[str], full: int) -> None:
    assert TIANJIN.variant(frozenset(tags)).outline.points == full


@pytest.mark.parametrize("name", ["wenzhou", "shaoxing-2020", "branch-quantified"])
def test_a_document_that_says_nothing_across_units_has_no_rules_for_it(name: str) -> None:
    assert read_standard(RUBRICS / f"{name}.yaml").rubric.result is None
