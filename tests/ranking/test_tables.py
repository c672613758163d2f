"""What the tables owe their reader: whole titles, short decimals, rows in reading order, the unranked marked."""

from decimal import Decimal

import pytest

from tests.ranked import BLOCKED, blank, collected, heading, made, opened, read, rows, sheet
from tests.year.made import collection as year_of
from xlrubric.ranked import ranked_of
from xlrubric.ranking_book.pen import is_long
from xlrubric.ranking_book.words import read_words

RULES = """
  sources:
    - {id: check, name: 实地核查, weight: 60%, forms: total}
    - {id: daily, name: 日常管理, weight: 40%, table: true, of: 3}
"""
# 1 of 3 is 33.33… of 100; U3 lacks a source
YEAR = "unit form daily\nU1 90 1\nU2 70 3\nU3 80 -\n"


@pytest.mark.parametrize(
    ("number", "long"),
    [("1", False), ("0.1234", False), ("0.12345", True), ("33.33333333", True), ("1E+3", False), ("-0.00001", True)],
)
def test_a_number_is_long_from_the_fifth_place_on(number: str, long: bool) -> None:
    assert is_long(Decimal(number)) is long


def test_other_values_are_never_long() -> None:
    assert not any(map(is_long, (3, "0.123456", None)))


def test_a_long_decimal_is_shown_with_two_places_and_kept_whole() -> None:
    book = opened(year_of(RULES, YEAR))
    page = book["排名"]
    column = heading(page, "日常管理")
    long, short = page.cell(6, column), page.cell(5, column)
    assert (long.number_format, short.number_format) == ("0.00", "General")
    found = ranked_of(made(year_of(RULES, YEAR)), "r.xlsx")
    exact = {str(row["unit"]): row["score:daily"] for row in found.rows("ranking")}
    assert exact["U2"] == 100
    assert isinstance(exact["U1"], Decimal) and abs(exact["U1"] - Decimal(100) / 3) < Decimal("1e-12")


def test_a_unit_without_a_rank_is_marked_in_every_row_of_its_own() -> None:
    book = opened(year_of(RULES, YEAR))
    page = book["排名"]
    assert [page.cell(row, heading(page, "得分性质")).value for row in (5, 6, 7)] == ["确定", "确定", "未排名"]
    tints = {
        rule.formula[0]: (str(area.sqref), rule.dxf.fill.bgColor.rgb)
        for area, rules in page.conditional_formatting._cf_rules.items()
        for rule in rules
        if rule.type == "expression"
    }
    assert {formula.partition("=")[2] for formula in tints} == {'"未排名"', '"暂定"'}
    assert {area for area, _ in tints.values()} == {f"A5:{page.cell(7, page.max_column).coordinate}"}
    assert len({colour for _, colour in tints.values()}) == 2
    steps = book["综合计算"]
    (rule,) = (r[0] for r in steps.conditional_formatting._cf_rules.values() if r[0].type == "expression")
    assert rule.formula[0].endswith('=""')


def test_the_word_for_the_unranked_is_read_back() -> None:
    found = ranked_of(made(year_of(RULES, YEAR)), "r.xlsx")
    assert [row["standing"] for row in found.rows("ranking")] == ["final", "final", "unranked"]


def test_problems_go_line_by_line_as_one_reads() -> None:
    cells = ("J10", "J7", "AA7", "B7", "N2")
    found = [blank("U1", sheet="评分表", cell=cell) for cell in cells]
    other = blank("U1", sheet="封面", cell="C9")
    table = rows(sheet(read(collected({"U1": BLOCKED}, problems=[*found, other])), "问题"))
    assert [(row[2], row[3]) for row in table] == [
        *[("封面", "C9")],
        *[("评分表", cell) for cell in ("N2", "B7", "J7", "AA7", "J10")],
    ]


def test_a_table_two_pages_wide_has_its_whole_title_on_each() -> None:
    page = opened(year_of(RULES, YEAR))["排名"]
    assert page.print_title_cols == "$A:$C"
    assert "A2:C2" in {str(area) for area in page.merged_cells.ranges}
    assert page["A2"].alignment.wrap_text
    assert page["D3"].value is not None and page["B3"].value is None  # the note stands behind the columns that repeat


def test_a_table_one_page_wide_has_its_title_on_one_line() -> None:
    page = opened(collected({"U1": BLOCKED}))["问题"]
    assert not page["A2"].alignment.wrap_text
    assert page.row_dimensions[2].height == 24


def test_a_row_of_several_lines_is_not_tight() -> None:
    long = "很长的备注，" * 12
    page = opened(collected({"U1": BLOCKED}, remark=long))["扣分明细"]
    lines = round(page.row_dimensions[6].height // (10 * 1.45))
    assert lines >= 3 and page.row_dimensions[6].height >= lines * 10 * 1.45 + 2 + 2


@pytest.mark.parametrize("language", ["zh-Hans", "zh-Hant", "en"])
def test_no_word_of_the_overview_is_left_over(language: str) -> None:
    gone = ("tile.files", "tile.flagged", "tile.copies", "problems_line", "rates", "col.rate")
    assert not set(gone) & set(read_words(language).labels)
