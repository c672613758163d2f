"""Other years' ranking workbooks: written by one year, read by the next, also after another program saved them."""

import itertools
import warnings
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from tests.office.headless import recalculate
from tests.office.programs import needs
from tests.year.made import collection, column
from tests.year.pasts import THIS, of_year, past_book, renamed_book
from tests.year.witness import book_of
from xlrubric.collect import with_result
from xlrubric.history import read_history
from xlrubric.messages import line
from xlrubric.units import Unit
from xlrubric.year.past import History, Past

UNITS = tuple(Unit(f"U{n}", f"单位U{n}") for n in (1, 2, 3))
ROWS = "U1 80\nU2 95\nU3 70\n"  # U2, U1, U3
GIVEN = {
    "U1": Past(Decimal(2), Decimal(2), "差"),
    "U2": Past(Decimal(1), Decimal(3), "好"),
    "U3": Past(Decimal(3), Decimal(1), "差"),
}


def read(*paths: Path) -> History:
    return read_history(paths, of_year("2018").rubric, UNITS)


def codes(found: History) -> list[str]:
    return [one.code for one in found.problems]


def told(found: History, folder: Path) -> list[str]:
    return [line(one, "zh").replace(f"{folder}/", "").replace(f"{folder}\\", "") for one in found.problems]


def test_a_ranking_workbook_gives_places_places_from_the_end_and_grades(tmp_path: Path) -> None:
    found = read(past_book(tmp_path, "2017", ROWS))
    assert found == History(("2017",), {"2017": GIVEN})


@needs("soffice")
def test_a_ranking_workbook_that_libreoffice_saved_gives_the_same(tmp_path: Path) -> None:
    (saved,) = recalculate([past_book(tmp_path, "2017", ROWS)], tmp_path / "saved")
    assert read(saved) == History(("2017",), {"2017": GIVEN})


def test_a_workbook_sorted_otherwise_with_a_column_put_in_and_saved_by_openpyxl_gives_the_same(tmp_path: Path) -> None:
    path = past_book(tmp_path, "2017", ROWS)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # openpyxl's, about looks that it leaves unread
        book = openpyxl.load_workbook(path, data_only=True)
    page = book["排名"]
    page.insert_cols(3)
    page.cell(4, 3, "备注")
    rows = [[cell.value for cell in row] for row in page.iter_rows(min_row=5, max_row=7)]
    for number, row in enumerate(reversed(rows), 5):
        for at, value in enumerate(row, 1):
            page.cell(number, at, value)
    page.title = "二〇一七"
    book.save(path)
    assert read(path).past == {"2017": GIVEN}


def test_a_unit_that_was_not_ranked_has_no_place_in_that_year(tmp_path: Path) -> None:
    found = read(past_book(tmp_path, "2017", "U1 80\nU2 -\nU3 70\n"))
    assert found.past["2017"].get("U2", Past()) == Past()
    assert found.past["2017"]["U1"] == Past(Decimal(1), Decimal(2), "差")


def test_years_run_on_in_any_order_of_files(tmp_path: Path) -> None:
    paths = [past_book(tmp_path, year, ROWS) for year in ("2015", "2016", "2017")]
    found = [read(*order) for order in itertools.permutations(paths)]
    assert {one.years for one in found} == {("2017", "2016", "2015")}
    assert all(one == found[0] for one in found)


def test_a_year_behind_a_gap_does_not_count_and_is_told(tmp_path: Path) -> None:
    found = read(past_book(tmp_path, "2017", ROWS), past_book(tmp_path, "2015", ROWS))
    assert found.years == ("2017",)
    assert told(found, tmp_path) == [
        "2015.xlsx: [history-gap] 2015 年不起作用：缺少 2016 年，不能算连续。请一并提供 2016 年的排名。"
    ]
    assert read(past_book(tmp_path, "2016", ROWS)).years == ()


def test_a_year_that_is_given_twice_counts_once(tmp_path: Path) -> None:
    first = past_book(tmp_path, "2017", ROWS)
    found = read(first, past_book(tmp_path, "2017", "U1 1\n", "again.xlsx"))
    assert found.past == {"2017": GIVEN}
    assert codes(found) == ["history-twice"]
    assert found.problems[0].place.file.endswith("again.xlsx")


@pytest.mark.parametrize(
    ("year", "rubric", "period", "code"),
    [
        ("2017", "other", None, "history-other-standard"),
        ("2018", "nian", None, "history-year"),
        ("2019", "nian", None, "history-year"),
        ("2017", "nian", "上年度", "history-year"),
    ],
)
def test_a_workbook_that_is_no_earlier_year_of_the_standard_is_left_out(
    tmp_path: Path, year: str, rubric: str, period: str | None, code: str
) -> None:
    good = past_book(tmp_path, "2017", ROWS)
    found = read(past_book(tmp_path, year, ROWS, "odd.xlsx", rubric, period), good)
    assert (codes(found), found.past) == ([code], {"2017": GIVEN})


def test_a_standard_whose_own_year_nobody_knows_has_no_history(tmp_path: Path) -> None:
    rubric = of_year("2018", period="本年度").rubric
    found = read_history([past_book(tmp_path, "2017", ROWS)], rubric, UNITS)
    assert (codes(found), found.years) == (["history-own-year"], ())


def test_a_broken_file_and_one_that_is_no_ranking_are_named_and_the_rest_goes_on(tmp_path: Path) -> None:
    broken, other = tmp_path / "broken.xlsx", tmp_path / "other.xlsx"
    broken.write_bytes(past_book(tmp_path, "2016", ROWS).read_bytes()[:3000])
    book = openpyxl.Workbook()
    book.save(other)
    found = read(broken, other, tmp_path / "gone.xlsx", past_book(tmp_path, "2017", ROWS))
    assert found.past == {"2017": GIVEN}
    assert sorted({Path(one.place.file).name for one in found.problems}) == ["broken.xlsx", "gone.xlsx", "other.xlsx"]


def test_a_unit_that_had_another_name_is_told_with_its_cell(tmp_path: Path) -> None:
    found = read(renamed_book(tmp_path, "2017", ROWS, "U3", "老名称"))
    assert found.past == {"2017": GIVEN}
    assert told(found, tmp_path) == [
        "2017.xlsx!排名!C7: [history-renamed] 单位 U3 当年名为“老名称”，现名“单位U3”；各年按编号对应。"
    ]


def test_units_that_are_gone_or_new_are_no_trouble(tmp_path: Path) -> None:
    found = read(past_book(tmp_path, "2017", "U1 80\nU9 95\n"))
    assert set(found.past["2017"]) == {"U1", "U9"}
    assert found.problems == ()


def test_three_years_go_through_their_own_workbooks(tmp_path: Path) -> None:
    # U3 is last in 2016, 2017 and 2018; U2 in none
    paths = [past_book(tmp_path, "2016", "U1 80\nU2 90\nU3 70\n"), past_book(tmp_path, "2017", ROWS)]
    this = collection(of_year("2018"), THIS)
    made = with_result(this, None, read(*paths)).outcome
    assert made is not None
    assert column(made, "follows") == ["-", "-", "督查；约谈；调整"]
    # and the year after reads that from this year's workbook
    (tmp_path / "2018.xlsx").write_bytes(book_of(with_result(this, None, read(*paths))))
    after = read_history([tmp_path / "2018.xlsx", *paths], of_year("2019").rubric, UNITS)
    assert after.years == ("2018", "2017", "2016")
    assert after.past["2018"]["U3"] == Past(Decimal(3), Decimal(1), "差")
