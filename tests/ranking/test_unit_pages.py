"""A page for each unit: what it says, where it leads, how it prints, and that the workbook is read as ever."""

import io
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.office.pictures import pages, text_of
from tests.office.programs import needs
from tests.ooxml.books import year
from tests.ranked import (
    BLOCKED,
    ENGLISH,
    SPOTLESS,
    STAMP,
    SUNK,
    Entered,
    blank,
    collected,
    find,
    half_done,
    made,
    opened,
    renamed,
    standard,
    target,
)
from tests.year.made import collection as year_of
from xlrubric import ranking
from xlrubric.cli import run
from xlrubric.cli.texts import Texts
from xlrubric.collect import Collection
from xlrubric.ranked import ranked_of, read_ranked
from xlrubric.ranking_book import pages_file, unit_pages, unit_pages_book
from xlrubric.ranking_book.words import read_words

DIFFERENT = {**BLOCKED, "self.choice:1.2.1": "有", "self.number:1.2.1": Decimal(1), "self.choice:1.1.1": "无"}
pytestmark = pytest.mark.xdist_group("demo")  # the year is made once
THREE: Entered = {"U1": DIFFERENT, "U2": SPOTLESS, "U3": SUNK}


def paged(collection: Collection) -> Any:
    return opened(collection, unit_pages=True)


def below(page: Any, label: str) -> list[list[Any]]:
    """Give the lines of a block: those below its headings up to the next empty line."""
    row, lines = find(page, label).row + 2, []
    while page.cell(row, 1).value is not None:
        lines.append([cell.value for cell in page[row] if cell.value is not None])
        row += 1
    return lines


def tiles(page: Any) -> dict[str, Any]:
    return {str(cell.value).replace("\n", ""): cell.offset(1, 0).value for cell in page[5] if cell.value is not None}


# What a page says


def test_every_ranked_unit_has_a_page_behind_the_tables_named_by_the_unit() -> None:
    names = paged(collected(THREE, missing=1)).sheetnames
    assert names[names.index("来源") :] == ["来源", "图表数据", "单位U2", "单位U1", "单位U3", "标识"]
    assert "单位U1" not in opened(collected(THREE)).sheetnames


def test_a_page_begins_with_standard_unit_rank_and_points() -> None:
    page = paged(collected(THREE))["单位U1"]
    assert [page.cell(row, 1).value for row in (1, 2, 4)] == ["2025年安全检查评分表", "单位U1　考核结果", "← 排名"]
    assert page["A3"].value == "编号：U1　组别：甲组　牵头单位：办公室　2025年度　2026-01-02 生成"
    # 17, 15.5 and 15: 47.5 of three
    assert tiles(page) == {
        "名次（位）": 2,
        "总分（分）": 15.5,
        "满分（分）": 17,
        "平均（分）": 15.83,
        "最好（分）": 17,
    }
    assert page["A6"].number_format == 'General"/3"'
    assert find(page, "总分15.5分：扣分1处，共−1.5分")


def test_sections_stand_beside_the_mean_and_the_best_with_bars() -> None:
    page = paged(collected(THREE))["单位U3"]
    lines = below(page, "各项目得分，与全部单位比较")
    # 一: 10.5, 12 and 10 of 12: 32.5 ÷ 3 = 10.83; the unit is 0.83 behind
    assert lines[0][:3] == ["一、通道", 12, 10]
    assert lines[0][3:] == pytest.approx([10 / 12, 10.83, 32.5 / 36, 12, -0.83])
    assert lines[1] == ["二、培训", 5, 5, 1, 5, 1, 5, 0]
    assert lines[2][:3] == ["总分", 17, 15]
    barred = {str(area.sqref) for area in page.conditional_formatting}
    row = find(page, "一、通道").row
    assert {f"F{row}:G{row}", f"I{row}:J{row}", f"F{row + 2}:G{row + 2}"} <= barred


def test_the_ledger_has_every_loss_with_its_remark() -> None:
    page = paged(collected(THREE, remark="12月3日抽查"))["单位U3"]
    assert below(page, "扣分、加分明细") == [
        ["1.2.1", "1.2 器材：器材过期", 4, -8, "12月3日抽查"],
        ["保底", "1.2 器材：本项最低0分，扣过头的部分退回", 6],
    ]


def test_what_was_self_checked_otherwise_is_listed() -> None:
    book = paged(collected(THREE))
    assert below(book["单位U1"], "自查与核查得分不同的评分项") == [
        ["1.1", "出口畅通", 10, 10, 8.5, 1.5],
        ["1.2", "器材", 2, 0, 2, -2],
    ]
    same = collected({"U1": {**BLOCKED, **{k.replace("review", "self"): v for k, v in BLOCKED.items()}}})
    assert not [c for row in paged(same)["单位U1"].iter_rows() for c in row if str(c.value).startswith("自查与核查")]


def test_a_unit_that_lost_nothing_has_no_ledger() -> None:
    page = paged(collected(THREE))["单位U2"]
    found = [str(cell.value) for row in page.iter_rows() for cell in row if cell.value]
    assert "扣分、加分明细" not in found
    assert "总分17分：没有扣分、加分" in found


def test_a_page_ends_with_room_for_signatures() -> None:
    page = paged(collected(THREE))["单位U1"]
    cell = find(page, "被考核单位（签字）：")
    assert cell.row == page.max_row and page.row_dimensions[cell.row].height >= 30
    assert [c.value for c in page[cell.row] if c.value] == ["被考核单位（签字）：", "考核组（签字）：", "日期："]
    assert page.cell(cell.row, 4).border.bottom.style == "thin"


def test_a_provisional_score_is_called_so() -> None:
    page = paged(half_done(collected(THREE), "U1"))["单位U1"]
    assert page["A2"].value == "单位U1（暂定）　考核结果"
    assert find(page, "得分暂定：应填5项，已填4项。")


def test_a_years_page_has_its_sources_and_what_follows() -> None:
    rules = """
  sources:
    - {id: check, name: 实地核查, weight: 60%, forms: total}
    - {id: daily, name: 日常管理, weight: 40%, of: 100}
  consequences: [{name: 约谈, when: "[composite] < 80"}]
"""
    table = "unit form daily\nU1 90 95\nU2 70 75\nU3 80 -\n"
    book = paged(year_of(rules, table))
    page = book["单位U2"]
    # 70 × 60 % + 75 × 40 % = 72; 90 × 60 % + 95 × 40 % = 92
    assert list(tiles(page).items())[:5] == [
        ("名次（位）", 2),
        ("综合得分（分）", 72),
        ("评分表总分（分）", 70),
        ("平均（分）", 82),
        ("最好（分）", 92),
    ]
    assert find(page, "后果：约谈")
    assert below(page, "综合得分的来源（百分制）") == [["实地核查", 60, 70, 80, 90], ["日常管理", 40, 75, 85, 95]]
    assert "单位U3" not in book.sheetnames  # it is not ranked


# Where pages lead


def test_the_ranking_leads_to_the_pages_and_they_lead_back() -> None:
    book = paged(collected(THREE))
    page = book["排名"]
    for row in (5, 6, 7):
        there = target(book, page.cell(row, 2))
        assert there.parent.title == page.cell(row, 3).value
        back = target(book, there.parent["A4"])
        assert (back.parent.title, back.row) == ("排名", row)
        assert target(book, page.cell(row, 1)).parent.title == "扣分明细"


@pytest.mark.parametrize(
    ("name", "tab"),
    [
        ("县[党]委/办:公*室?", "县_党_委_办_公_室_"),
        ("局" * 40, "局" * 31),
        ("排名", "排名 (4)"),  # (2) and (3) are kept for tables that go on
        ("history", "history (2)"),
        ("'单引号'", "单引号"),
        ("O'Brien", "O'Brien"),
    ],
)
def test_any_name_makes_a_tab_that_excel_takes(name: str, tab: str) -> None:
    book = paged(renamed(collected({"U1": BLOCKED, "U2": SPOTLESS}), name))
    assert tab in book.sheetnames
    assert target(book, book["排名"]["B6"]).parent.title == tab


def test_units_of_one_name_have_a_page_each() -> None:
    collection = collected({"U1": BLOCKED, "U2": SPOTLESS})
    same = replace(collection, units=tuple(replace(unit, name="幼儿园") for unit in collection.units))
    book = paged(same)
    assert [target(book, book["排名"].cell(row, 2)).parent["A3"].value[:5] for row in (5, 6)] == [
        "编号：U2",
        "编号：U1",
    ]


# Print


def test_pages_print_on_a4_upright_one_page_wide_with_the_units_name() -> None:
    page = paged(collected(THREE))["单位U1"]
    assert (page.page_setup.orientation, page.page_setup.paperSize) == ("portrait", 9)
    assert page.sheet_properties.pageSetUpPr.fitToPage and page.page_setup.fitToHeight == 0
    assert "单位U1" in page.oddFooter.left.text
    row = find(page, "扣分、加分明细").row + 1
    assert page.print_title_rows == f"${row}:${row}"


@needs("soffice", "poppler")
def test_libreoffice_prints_a_page_for_each_unit(tmp_path: Path) -> None:
    path = tmp_path / "r.xlsx"
    path.write_bytes(made(collected(THREE, remark="12月3日抽查"), unit_pages=True))
    pages(path, tmp_path, 40)
    said = ["".join(page.split()) for page in text_of(tmp_path / "r.pdf")]
    for unit in THREE:
        (page,) = (text for text in said if f"单位{unit}考核结果" in text)
        assert "被考核单位（签字）：" in page and "各项目得分" in page
    assert any("1.2器材：器材过期" in text and "12月3日抽查" in text for text in said)


# Read and made again


def test_a_ranking_with_pages_is_read_as_without() -> None:
    collection = half_done(collected(THREE, problems=[blank("U1")], missing=1), "U3")
    with_pages, without = (ranked_of(made(collection, unit_pages=wanted), "r.xlsx") for wanted in (True, False))
    assert with_pages.problems == ()
    for table in ("ranking", "scores", "ledger", "comparison", "missing", "problems", "sources"):
        assert with_pages.rows(table) == without.rows(table)
    assert with_pages.facts == without.facts


def test_the_same_material_gives_the_same_bytes() -> None:
    collection = collected(THREE)
    assert made(collection, unit_pages=True) == made(collection, unit_pages=True)


@pytest.mark.parametrize("language", ["zh-Hans", "zh-Hant", "en"])
def test_pages_are_made_in_every_language(language: str) -> None:
    entries = {"review.choice:1.1.1": "yes", "review.number:1.1.1": Decimal(1)}
    of = standard(ENGLISH.replace("language: en", f"language: {language}"))
    page = paged(collected({"U1": entries}, of))["单位U1"]
    assert page["A5"].value == read_words(language).labels["page_of.rank"]


# Too many for one workbook


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unit_pages, "MOST_PAGES", 2)


@pytest.mark.usefixtures("few")
def test_beyond_a_number_of_units_the_pages_stand_in_a_second_workbook(tmp_path: Path) -> None:
    out, collection = tmp_path / "排名 一.xlsx", collected(THREE)
    second = unit_pages_book(collection, ranking.tables(collection), STAMP, out)
    assert second is not None
    path, data = second
    assert path == tmp_path / "排名 一-单位页.xlsx" == pages_file("zh-Hans", out)
    book = openpyxl.load_workbook(io.BytesIO(data))
    assert book.sheetnames == ["单位页", "单位U2", "单位U1", "单位U3"]
    first = opened(collection, out, unit_pages=True)
    assert "单位U1" not in first.sheetnames
    link = first["排名"]["B5"].hyperlink
    assert (link.target, link.location) == ("排名%20一-单位页.xlsx", "'单位U2'!A1")
    back = book["单位U2"]["A4"].hyperlink
    assert (back.target, back.location) == ("排名%20一.xlsx", "'排名'!A5")
    assert target(book, book["单位页"]["B5"]).parent.title == "单位U2"
    assert book["单位页"]["A5"].hyperlink.location == "'排名'!A5"


def test_a_few_units_need_no_second_workbook(tmp_path: Path) -> None:
    collection = collected(THREE)
    assert unit_pages_book(collection, ranking.tables(collection), STAMP, tmp_path / "r.xlsx") is None


# The command


@pytest.fixture(scope="module")
def desk() -> Path:
    return year().folder


def collect(desk: Path, out: Path, *more: str) -> int:
    given = ["--rubric", "xiangxi-2018", "--units", str(desk / "units.xlsx"), "--scores", str(desk / "scores")]
    return run(["collect", str(desk / "returned"), *given, "-o", str(out), *more], Texts("en"))


def test_the_command_makes_pages_that_next_year_reads_past(desk: Path, tmp_path: Path) -> None:
    out = tmp_path / "r.xlsx"
    assert collect(desk, out, "--unit-pages", "--history", str(desk / "earlier")) == 1  # a unit is missing
    book = openpyxl.load_workbook(out)
    found = read_ranked(out)
    ranked = [row for row in found.rows("ranking") if row["rank"] is not None]
    assert len(ranked) == 11 and {str(row["name"]) for row in ranked} <= set(book.sheetnames)
    assert found.problems == ()
    names = [str(book["来源"].cell(row, 1).value) for row in range(5, book["来源"].max_row + 1)]
    assert [name for name in names if "earlier" in name] == ["earlier/ranking-2016.xlsx", "earlier/ranking-2017.xlsx"]
    assert "scores/日常管理.xlsx" in names


def test_the_command_writes_no_pages_unasked(desk: Path, tmp_path: Path) -> None:
    collect(desk, tmp_path / "r.xlsx")
    assert "青山局" not in openpyxl.load_workbook(tmp_path / "r.xlsx").sheetnames
    assert [path.name for path in tmp_path.iterdir()] == ["r.xlsx"]


@pytest.mark.usefixtures("few")
def test_the_command_writes_the_second_workbook_and_names_it(
    desk: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for _ in range(2):  # the second time over its own
        collect(desk, tmp_path / "r.xlsx", "--unit-pages")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["r-单位页.xlsx", "r.xlsx"]
    assert "r-单位页.xlsx" in capsys.readouterr().out


@pytest.mark.usefixtures("few")
def test_a_strangers_file_in_the_place_of_the_second_workbook_is_left_alone(
    desk: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    theirs = tmp_path / "r-单位页.xlsx"
    theirs.write_bytes((desk / "units.xlsx").read_bytes())
    before = theirs.read_bytes()
    assert collect(desk, tmp_path / "r.xlsx", "--unit-pages") == 1
    assert "output-foreign" in capsys.readouterr().err
    assert theirs.read_bytes() == before and not (tmp_path / "r.xlsx").exists()
