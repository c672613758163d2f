"""No output over what came in, none over a file that is not a ranking, none when an input is missing."""

from pathlib import Path

import pytest

from xlrubric.demo import demo
from xlrubric.destinations import refusals

pytestmark = pytest.mark.xdist_group("demo")  # what they share is made once


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return demo(tmp_path_factory.mktemp("demo"), 1, 3).folder


@pytest.mark.parametrize(
    ("out", "csv", "codes"),
    [
        ("new.xlsx", None, []),
        ("ranking.xlsx", None, []),  # an earlier ranking may be replaced
        ("sub/folder/new.XLSX", "tables", []),
        ("units.xlsx", None, ["output-among-inputs"]),
        ("returned/new.xlsx", None, ["output-among-inputs"]),
        ("returned/../returned/sub/new.xlsx", None, ["output-among-inputs"]),
        ("returned2.xlsx", None, []),
        ("new.xlsx", "returned/tables", ["output-among-inputs"]),
        ("new.xlsx", "returned", ["output-among-inputs"]),
        ("new.csv", None, ["output-not-xlsx"]),
        ("new", None, ["output-not-xlsx"]),
        ("blank/U01 青山局.xlsx", None, ["output-foreign"]),
        ("text.xlsx", None, ["output-foreign"]),
        ("blank", None, ["output-not-xlsx"]),
    ],
)
def test_each_place_is_taken_or_refused(folder: Path, out: str, csv: str | None, codes: list[str]) -> None:
    (folder / "text.xlsx").write_text("no workbook", encoding="utf-8")
    tables = folder / csv if csv else None
    found = refusals([folder / "returned"], [folder / "units.xlsx"], folder / out, tables, "zh-Hans")
    assert [problem.code for problem in found] == codes


def test_every_missing_input_is_named_before_anything_is_written(folder: Path) -> None:
    missing = [folder / "nowhere", folder / "returned", folder / "gone.zip"]
    found = refusals(missing, [], folder / "ranking.xlsx", None, "zh-Hans")
    assert [(p.place.file, p.code) for p in found] == [
        (str(folder / "nowhere"), "input-missing"),
        (str(folder / "gone.zip"), "input-missing"),
    ]


def test_a_ranking_in_another_language_is_no_earlier_ranking_of_this_rubric(folder: Path) -> None:
    found = refusals([folder / "returned"], [], folder / "ranking.xlsx", None, "en")
    assert [problem.code for problem in found] == ["output-foreign"]


def test_a_single_returned_file_is_not_written_over(folder: Path) -> None:
    form = next((folder / "returned").iterdir())
    assert [p.code for p in refusals([form], [], form, None, "zh-Hans")] == ["output-among-inputs"]
