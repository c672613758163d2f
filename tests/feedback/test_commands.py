"""The commands: ``feedback`` from a ranking and from returned files, ``collect`` with lists, ``build --history``."""

import json
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest

from tests.feedback.sent import BOOKS, COLLECTION, LIST, filled
from tests.ranked import CHINESE, collected, made
from xlrubric.cli import run
from xlrubric.cli.texts import Texts

UNITS = "编号,单位名称\nU1,单位U1\nU2,单位U2\nU3,单位U3\n"


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    (tmp_path / "r.yaml").write_text(CHINESE, encoding="utf-8")
    (tmp_path / "units.csv").write_text(UNITS, encoding="utf-8")
    (tmp_path / "ranking.xlsx").write_bytes(made(COLLECTION))
    (tmp_path / "lists").mkdir()
    return tmp_path


def call(desk: Path, *arguments: str, language: str = "en") -> int:
    return run([argument.replace("@", f"{desk}/") for argument in arguments], Texts(language))


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


MADE = ["U1 单位U1.xlsx", "U2 单位U2.xlsx", "U3 单位U3.xlsx"]


def test_feedback_makes_a_workbook_for_each_ranked_unit(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert call(desk, "feedback", "@ranking.xlsx", "-o", "@out") == 0
    assert names(desk / "out") == MADE
    assert "Workbooks made: 3" in capsys.readouterr().out


def test_feedback_overwrites_nothing_unless_told(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert call(desk, "feedback", "@ranking.xlsx", "-o", "@out") == 0
    (desk / "out" / MADE[0]).write_bytes(b"mine")
    assert call(desk, "feedback", "@ranking.xlsx", "-o", "@out") == 1
    assert (desk / "out" / MADE[0]).read_bytes() == b"mine" and "output-exists" in capsys.readouterr().err
    assert call(desk, "feedback", "@ranking.xlsx", "-o", "@out", "--overwrite") == 0
    assert (desk / "out" / MADE[0]).read_bytes() != b"mine"


def test_feedback_from_returned_files_is_that_of_their_ranking(desk: Path) -> None:
    arguments = ("build", "@r.yaml", "--units", "@units.csv", "-o", "@blank")
    assert call(desk, *arguments) == 0
    for name in MADE[:2]:
        book = openpyxl.load_workbook(desk / "blank" / name)
        page = book["评分表"]
        heads = {page.cell(1, column).value: column for column in range(1, page.max_column + 1)}
        for row in range(2, page.max_row + 1):
            key = str(page.cell(row, 1).value)
            if key.startswith("finding."):
                counted = key.endswith(("1.1.1", "1.2.1", "2.1.1"))
                page.cell(row, heads["review.choice"]).value = None if key.endswith("2.1.1") else "无"
                page.cell(row, heads["review.number"]).value = 1 if counted and key.endswith("2.1.1") else None
        book.save(desk / "lists" / name)
    from_files = ("--rubric", "@r.yaml", "--units", "@units.csv", "-o", "@out")
    assert call(desk, "feedback", "@lists", *from_files) in (0, 1)
    assert names(desk / "out") == MADE[:2]
    page = openpyxl.load_workbook(desk / "out" / MADE[0])[LIST]
    assert (page["A7"].value, page["E7"].value) == ("2.1.1", "演练次数")


@pytest.mark.parametrize(
    "arguments",
    [
        ("feedback", "@ranking.xlsx", "@ranking.xlsx", "-o", "@out"),
        ("feedback", "@ranking.xlsx", "-o", "@out", "--rubric", "@r.yaml"),
        ("feedback", "@ranking.xlsx", "-o", "@out", "--units", "@units.csv"),
        ("feedback", "@ranking.xlsx", "-o", "@out", "--role", "self"),
        ("feedback", "@ranking.xlsx"),
        ("feedback", "-o", "@out"),
    ],
)
def test_wrong_usage_of_feedback_is_told(desk: Path, arguments: tuple[str, ...]) -> None:
    assert call(desk, *arguments) == 2
    assert not (desk / "out").exists()


@pytest.mark.parametrize(
    ("file", "code"), [("units.csv", "package-text"), ("gone.xlsx", "file-unreadable"), ("empty.xlsx", "nobody-ranked")]
)
def test_what_is_no_ranking_is_told_and_nothing_is_written(
    desk: Path, file: str, code: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (desk / "empty.xlsx").write_bytes(made(collected({}, missing=2)))
    assert call(desk, "feedback", f"@{file}", "-o", "@out") == 1
    assert f"[{code}]" in capsys.readouterr().err and not (desk / "out").exists()


def test_a_standard_with_other_sources_asks_for_its_ranking(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    units = ("--units", "@units.csv", "-o", "@out")
    assert call(desk, "feedback", "@lists", "--rubric", "xiangxi-2018", *units) == 2
    assert "collect it first, then give the ranking" in capsys.readouterr().err


def collect(desk: Path, *more: str) -> int:
    return call(desk, "collect", "@lists", "--rubric", "@r.yaml", "--units", "@units.csv", "-o", "@out.xlsx", *more)


def test_collecting_lists_alone_is_all_well(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (desk / "lists" / "a.xlsx").write_bytes(filled(BOOKS["U1"], {("1.1.1", "deadline"): "2026.6.30"}))
    assert collect(desk, "--on", "2026-07-01") == 0
    said = capsys.readouterr().out
    assert "Rectification lists: 1, with 2 faults, 2 not put right, 1 of them overdue on 2026-07-01" in said
    assert "Without a score" not in said
    book = openpyxl.load_workbook(desk / "out.xlsx")
    assert {"整改进度", "整改清单"} <= set(book.sheetnames)
    page = book["整改清单"]
    assert [page.cell(5, column).value for column in (1, 4, 5, 13)] == ["U1", "逾期", 1, "2026-06-30"]
    overview = " ".join(str(cell.value) for row in book["概览"].iter_rows() for cell in row if cell.value)
    assert "整改清单收回1份，共2项：未改好2项，其中到 2026-07-01 逾期1项；各单位见“整改进度”。" in overview


def test_the_day_decides_and_json_has_the_sums(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (desk / "lists" / "a.xlsx").write_bytes(filled(BOOKS["U1"], {("1.1.1", "deadline"): datetime(2026, 6, 30)}))
    assert collect(desk, "--on", "2026年6月30日", "--json") == 0
    sums = {"lists": 1, "faults": 2, "unsettled": 2, "overdue": 0}
    assert json.loads(capsys.readouterr().out)["rectification"] == sums


def test_a_doubtful_list_needs_a_person(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (desk / "lists" / "a.xlsx").write_bytes(filled(BOOKS["U1"], {("1.1.1", "deadline"): "月底"}))
    assert collect(desk) == 1
    assert "[list-day-refused] “月底” is no day" in "".join(capsys.readouterr())


def test_csv_has_the_tables_of_lists(desk: Path) -> None:
    (desk / "lists" / "a.xlsx").write_bytes(BOOKS["U1"])
    assert collect(desk, "--csv", "@csv") == 0
    assert {"rectification.csv", "rectification_units.csv"} <= set(names(desk / "csv"))


NEXT = CHINESE.replace("rubric: small", "rubric: small-2026").replace("2025年度", "2026年度")


def test_build_carries_on_what_is_not_put_right(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (desk / "next.yaml").write_text(NEXT, encoding="utf-8")
    build = ("build", "@next.yaml", "--units", "@units.csv", "--history", "@ranking.xlsx", "-o")
    assert call(desk, *build, "@next") == 0
    assert "Faults of earlier years that are not put right: 3, of 2 units" in capsys.readouterr().out
    tabs = {name: openpyxl.load_workbook(desk / "next" / name).sheetnames for name in MADE}
    assert [name for name in MADE if "上年度问题" in tabs[name]] == [MADE[0], MADE[2]]


def test_build_with_a_wrong_history_writes_nothing(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    build = ("build", "@r.yaml", "--units", "@units.csv", "--history", "@ranking.xlsx", "-o")
    assert call(desk, *build, "@next") == 1  # a ranking of this very year
    assert "[history-year]" in capsys.readouterr().err and not (desk / "next").exists()
