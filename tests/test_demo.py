"""The demonstration: a whole year on made-up units, the same every time, with the faults that it plants found."""

import hashlib
import io
from contextlib import redirect_stdout
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from tests.ooxml.books import year
from xlrubric.cli import run
from xlrubric.cli.texts import Texts
from xlrubric.demo import SMALL, Demo, demo
from xlrubric.demo.people import made_up_units
from xlrubric.problems import Refusal
from xlrubric.units import read_units

PLANTED = {  # what a real year brings: the unit that it concerns, the message
    ("U05", "formula-replaced"),  # its total written over
    ("U03", "entry-normalised"),  # a count in full-width digits
    ("U08", "superseded"),  # returned twice
    ("U08", "entries-differ"),
    ("U12", "source-missing"),  # sent nothing
    ("", "scores-unknown-unit"),  # a unit that is gone stands in a table
    ("", "tiers-differ"),  # a lead unit gave too many the best tier
    ("U04", "check-clash"),  # 优秀 without the grade for it
}
FOLLOWS = {"total-differs", "value-differs", "values-follow", "check-clash"}  # what hangs on them, or on chance
PARTS = {"units.xlsx", "earlier", "blank", "ballots", "scores", "returned", "ranking.xlsx"}
AFTER = {"feedback", "lists", "followup.xlsx", "draft-2019.yaml", "next"}


pytestmark = pytest.mark.xdist_group("demo")  # what they share is made once


@pytest.fixture(scope="module")
def made() -> Demo:
    return year()


def digests(folder: Path) -> dict[str, str]:
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {p.relative_to(folder).as_posix(): hashlib.sha256(p.read_bytes()).hexdigest() for p in files}


def names(folder: Path) -> list[str]:
    return [path.name for path in sorted(folder.iterdir())]


def test_the_folder_holds_the_whole_year(made: Demo) -> None:
    assert set(names(made.folder)) == PARTS | AFTER
    assert names(made.folder / "earlier") == ["ranking-2016.xlsx", "ranking-2017.xlsx"]
    assert names(made.folder / "scores") == sorted(["日常管理.xlsx", "民意调查.xlsx", "年度考核.xlsx"])


def test_every_form_but_one_and_every_ballot_comes_back(made: Demo) -> None:
    forms = {f"{unit.id} {unit.name}.xlsx" for unit in made_up_units(*SMALL)}
    returned = set(names(made.folder / "returned"))
    assert set(names(made.folder / "blank")) == forms
    assert forms - returned == {"U12 绿水研究所.xlsx"} and "U08 绿水规划院（更正）.xlsx" in returned
    assert returned - forms - {"U08 绿水规划院（更正）.xlsx"} == set(names(made.folder / "ballots"))
    assert (made.units, made.returned) == (12, 12 + 9)  # three ballots: the lead units', and those under each


def test_the_unit_list_is_read_back_as_it_was_made_up(made: Demo) -> None:
    listed = read_units(made.folder / "units.xlsx")
    assert listed.units == made_up_units(*SMALL) and listed.problems == ()


def test_ten_lead_units_have_five_under_each() -> None:
    units = made_up_units()
    assert len(units) == 60 and len({unit.id for unit in units}) == len({unit.name for unit in units}) == 60
    assert sorted({unit.lead for unit in units}) == sorted(u.name for u in units if "牵头单位" in u.tags)


def test_every_file_is_accounted_for_and_the_silent_unit_is_not_ranked(made: Demo) -> None:
    counts = made.collection.counts()
    assert counts["files"] == 21 == sum(counts[status] for status in ("scored", "counted", "flagged", "superseded"))
    assert [unit.id for unit in made.collection.missing] == ["U12"]
    assert made.collection.outcome is not None
    assert [row["unit"] for row in made.collection.outcome.unranked] == ["U12"]


def test_nothing_is_found_but_what_was_planted_and_all_of_that(made: Demo) -> None:
    found = {(p.unit, p.code) for p in made.collection.problems}
    assert found >= PLANTED
    assert {pair for pair in found if pair[1] not in FOLLOWS} == {pair for pair in PLANTED if pair[1] not in FOLLOWS}


def test_the_total_that_was_written_over_is_not_believed(made: Demo) -> None:
    total = made.collection.returns["U05"].total
    assert total is not None and total != Decimal(100)


def test_the_later_of_two_returns_counts(made: Demo) -> None:
    assert made.collection.returns["U08"].file.endswith("（更正）.xlsx")


def test_who_was_weak_for_three_years_is_to_be_moved_and_who_was_for_two_is_to_be_talked_to(made: Demo) -> None:
    assert made.collection.outcome is not None
    rows = made.collection.outcome.by_unit
    assert (rows["U04"]["does:move"], rows["U04"]["does:talk"]) == (1, 1)
    assert (rows["U07"]["does:move"], rows["U07"]["does:talk"]) == (0, 1)
    assert sum(row["does:move"] == 1 for row in rows.values()) == 1


@pytest.mark.filterwarnings("ignore:.*extension is not supported")  # openpyxl's, about data bars
def test_the_ranking_opens_and_names_every_unit(made: Demo) -> None:
    book = openpyxl.load_workbook(made.folder / "ranking.xlsx")
    said = {cell.value for page in book.worksheets for row in page.iter_rows() for cell in row}
    assert {unit.name for unit in made_up_units(*SMALL)} <= said


@pytest.fixture(scope="module")
def again(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """Run the command once more, in Chinese; give its folder and what it said."""
    folder, said = tmp_path_factory.mktemp("again") / "d", io.StringIO()
    with redirect_stdout(said):
        assert run(["demo", str(folder), "--small"], Texts("zh")) == 0
    return folder, said.getvalue()


def test_the_same_program_makes_the_same_bytes(made: Demo, again: tuple[Path, str]) -> None:
    mine, other = digests(made.folder), digests(again[0])
    named = {"ranking.xlsx", "followup.xlsx"}  # they name the folder that they were made in
    assert {k: v for k, v in mine.items() if k not in named} == {k: v for k, v in other.items() if k not in named}


def test_an_earlier_demonstration_is_replaced_and_other_files_stay(tmp_path: Path) -> None:
    demo(tmp_path, 1, 3)
    before = digests(tmp_path)
    (tmp_path / "mine.txt").write_text("kept", encoding="utf-8")
    (tmp_path / "ranking.xlsx").write_bytes(b"old")
    demo(tmp_path, 1, 3)
    after = digests(tmp_path)
    assert after.pop("mine.txt") and after == before


def test_a_file_in_the_folders_place_is_told(tmp_path: Path) -> None:
    (tmp_path / "demo").write_text("x", encoding="utf-8")
    with pytest.raises(Refusal) as caught:
        demo(tmp_path / "demo", 1, 3)
    assert [found.code for found in caught.value.problems] == ["output-no-folder"]


def test_the_command_says_what_it_made_and_leaves_well(again: tuple[Path, str]) -> None:
    assert "请先打开它" in again[1]


def test_the_command_says_the_same_in_english(
    made: Demo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("xlrubric.cli.demo.demo", lambda *_: made)
    assert run(["demo", str(tmp_path / "d"), "--small"], Texts("en")) == 0
    assert "open this first" in capsys.readouterr().out
