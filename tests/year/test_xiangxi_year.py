"""A whole small year of the 2018 standard, worked out by hand from the notice: two lead units and the 7 + 3 below them.

Each unit's form, with what costs it points (each item down to nothing at most):

    A0  代会一次                              -0.5                   99.5
    B0  落实不到位两起                         -6                     94
    A1  无；示范点命名                         +5                     105
    A2  代会两次                              -1                     99
    A3  落实不到位一起                         -3                     97
    A4  无年度计划；异动一人次                  -1 -1                  98
    A5  落实不到位两起；会议两次（少两次）       -6 -2                  92
    A6  落实不到位三起（基分6分）；代会一次      -6 -0.5                93.5
    A7  落实不到位两起；会议一次；无联系点       -6 -3 -2               89
    B1  “两个责任”未落实                       -1                     99
    B2  无计划、无总结；共建无方案              -1 -1 -2               96
    B3  落实不到位两起；会议没有；共建没有       -6 -4 -5               85

The four sources by 20, 50, 10 and 20 per cent; 好, 较好, 一般 are 100, 85, 70 (of 7: 2, 4, 1; of 3: 1, 1, 1):

        daily        check          survey     hearing      composite   rank  from the end
    A0  95  19       99.5  49.75    92  9.2    94    18.8   96.75        3    10
    B0  90  18       94    47       88  8.8    90    18     91.8         7     6  -2
    A1  100 20       105   52.5     96  9.6    95    19     101.1        1    12
    A2  100 20       99    49.5     90  9      91    18.2   96.7         4     9  -1
    A3  85  17       97    48.5     94  9.4    90    18     92.9         5     8  -1
    A4  85  17       98    49       86  8.6    88    17.6   92.2         6     7  -1
    A5  85  17       92    46       85  8.5    86    17.2   88.7         9     4  -2
    A6  85  17       93.5  46.75    80  8      84.5  16.9   88.65       10     3  -3
    A7  70  14       89    44.5     78  7.8    80    16     82.3        11     2  -3
    B1  100 20       99    49.5     95  9.5    93    18.6   97.6         2    11
    B2  85  17       96    48       84  8.4    87    17.4   90.8         8     5  -2
    B3  70  14       85    42.5     70  7      75    15     78.5        12     1  -3

The last three are watched; A7 was second from the end in 2017 too: two years running; B3 third in 2017 and last in
2016: three years running. From 90 on 好, from 80 on 较好, from 60 on 一般. A1 and A5 are 优秀 in the yearly appraisal,
which only 好 may be.
"""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from tests.ranked import account, returned
from tests.year.made import Table, as_text, codes, material, shown, tables, unit
from tests.year.witness import ironcalc_differs
from xlrubric.collect import Collection
from xlrubric.messages import line
from xlrubric.standard import read_standard
from xlrubric.year.outcome import Outcome, make_outcome

STANDARD = read_standard(Path(__file__).parents[2] / "rubrics" / "xiangxi-2018.yaml")
TARGETS = {"1.1.1": 4, "3.3.1": 4, "3.3.2": 24, "3.3.3": 5, "4.1.2": 12, "4.2.2": 5}  # what must be done so often
FAULTS: dict[str, dict[str, int | str]] = {
    "A0": {"4.4.3": 1},
    "B0": {"2.1.1": 2},
    "A1": {"1.2.4": "有"},
    "A2": {"4.4.3": 2},
    "A3": {"2.1.1": 1},
    "A4": {"1.1.2": "有", "6.2.2": 1},
    "A5": {"2.1.1": 2, "1.1.1": 2},
    "A6": {"2.1.1": 3, "4.4.3": 1},
    "A7": {"2.1.1": 2, "1.1.1": 1, "1.2.3": "有"},
    "B1": {"5.1.1": "有"},
    "B2": {"1.1.2": "有", "1.1.3": "有", "4.2.1": "有"},
    "B3": {"2.1.1": 2, "1.1.1": 0, "4.2.2": 0},
}
YEAR = """
unit lead tags     daily-lead daily survey hearing-lead hearing end@2017 end@2016 check:1
A0   -    牵头单位 95         -     92     94           -       12       12       -
B0   -    牵头单位 90         -     88     90           -       5        6        -
A1   A0   所属单位 -          好    96     -            95      11       11       优秀
A2   A0   所属单位 -          好    90     -            91      8        9        称职
A3   A0   所属单位 -          较好  94     -            90      7        5        称职
A4   A0   所属单位 -          较好  86     -            88      6        3        称职
A5   A0   所属单位 -          较好  85     -            86      4        2        优秀
A6   A0   所属单位 -          较好  80     -            84.5    9        7        称职
A7   A0   所属单位 -          一般  78     -            80      2        8        称职
B1   B0   所属单位 -          好    95     -            93      10       10       称职
B2   B0   所属单位 -          较好  84     -            87      1        4        -
B3   B0   所属单位 -          一般  70     -            75      3        1        -
"""
WANTED = """
| unit given:check part:daily-lead part:daily part:check part:survey part:hearing-lead part:hearing composite
| A0 99.5  19 -  49.75 9.2 18.8 -    96.75
| B0 94    18 -  47    8.8 18   -    91.8
| A1 105   -  20 52.5  9.6 -    19   101.1
| A2 99    -  20 49.5  9   -    18.2 96.7
| A3 97    -  17 48.5  9.4 -    18   92.9
| A4 98    -  17 49    8.6 -    17.6 92.2
| A5 92    -  17 46    8.5 -    17.2 88.7
| A6 93.5  -  17 46.75 8   -    16.9 88.65
| A7 89    -  14 44.5  7.8 -    16   82.3
| B1 99    -  20 49.5  9.5 -    18.6 97.6
| B2 96    -  17 48    8.4 -    17.4 90.8
| B3 85    -  14 42.5  7   -    15   78.5
"""
PLACES = """
| unit rank from_end effect grade clash:1 follows
| A0 3  10 0  好   0 -
| B0 7  6  -2 好   0 年终绩效扣2分
| A1 1  12 0  好   0 -
| A2 4  9  -1 好   0 年终绩效扣1分
| A3 5  8  -1 好   0 年终绩效扣1分
| A4 6  7  -1 好   0 年终绩效扣1分
| A5 9  4  -2 较好 1 年终绩效扣2分
| A6 10 3  -3 较好 0 年终绩效扣3分；下一年度重点督促检查
| A7 11 2  -3 较好 0 年终绩效扣3分；下一年度重点督促检查；分管州领导约谈
| B1 2  11 0  好   0 -
| B2 8  5  -2 好   0 年终绩效扣2分
| B3 12 1  -3 一般 0 年终绩效扣3分；下一年度重点督促检查；分管州领导约谈；建议组织调整
"""


def year(text: str = YEAR) -> Collection:
    rows = tables(text)[0]
    units = tuple(unit(row) for row in rows)
    returns = {own.id: returned(STANDARD.variant(own.tags), own.id, entries(own.id)) for own in units}
    files = tuple(account(returns[own.id].file, units=(own.id,)) for own in units)
    made = Collection(STANDARD, units, files, returns)
    return replace(made, outcome=make_outcome(material(made, rows)))


def entries(unit_id: str) -> dict[str, object]:
    numbers = {**TARGETS, **FAULTS[unit_id]}
    return {
        f"review.{'choice' if isinstance(value, str) else 'number'}:{finding}": value
        if isinstance(value, str)
        else Decimal(value)
        for finding, value in numbers.items()
    }


def outcome_of(made: Collection) -> Outcome:
    assert made.outcome is not None
    return made.outcome


@pytest.mark.parametrize("wanted", [WANTED, PLACES])
def test_every_figure_of_the_year_is_what_was_worked_out_by_hand(wanted: str) -> None:
    rows, made = tables(wanted)[1], outcome_of(year())
    found: Table = [
        {name: row[name] if name == "unit" else shown(made.by_unit[row["unit"]].get(name)) for name in row}
        for row in rows
    ]
    assert as_text(found) == as_text(rows)


def test_only_the_clash_with_the_other_appraisal_is_told() -> None:
    assert [line(one, "zh") for one in outcome_of(year()).problems] == [
        "[check-clash] 单位A5 的“年度考核”为优秀，但等次为较好；须为 好。请更正其一。"
    ]


def test_the_workbook_of_the_year_gives_the_same_figures() -> None:
    assert ironcalc_differs(year()) == []


def test_a_lead_unit_that_gave_other_tiers_and_a_unit_without_a_survey_are_told() -> None:
    # A0 gave A7 较好 too (2, 5, 0); B1 has no survey and is not ranked: eleven are
    changed = YEAR.replace("一般  78", "较好  78").replace(
        "好    95     -            93", "好    -      -            93"
    )
    made = outcome_of(year(changed))
    assert codes(made) == ["check-clash", "source-missing", "tiers-differ"]
    told = [line(one, "zh") for one in made.problems]
    assert (
        "[tiers-differ] “日常管理（所属单位）”（A0）：7 个单位评为 好 2、较好 5、一般 0，按比例应为 "
        "好 2、较好 4、一般 1。请评定单位更正。"
    ) in told
    assert "[source-missing] 单位B1 缺“民意调查”：没有综合得分，不参加排名。请补上数据。" in told
    # A7: 17 + 44.5 + 7.8 + 16 = 85.3, still last but one
    assert shown(made.by_unit["A7"]["composite"]) == "85.3"
    assert (shown(made.by_unit["B1"]["rank"]), shown(made.by_unit["A0"]["rank"])) == ("-", "2")
