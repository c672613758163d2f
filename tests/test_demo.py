"""The demonstration: the whole job on made-up units, the same every time, with the faults that it plants found."""

import hashlib
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from xlrubric.cli import run
from xlrubric.cli.texts import Texts
from xlrubric.demo import NAMES, Demo, demo, made_up_units
from xlrubric.problems import Refusal
from xlrubric.units import read_units

PLANTED = {  # what a real week brings, by unit
    "U05": "formula-replaced",  # its total written over
    "U03": "entry-normalised",  # a count in full-width digits
    "U08": "superseded",  # returned twice
}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Demo:
    return demo(tmp_path_factory.mktemp("demo"))


def digests(folder: Path) -> dict[str, str]:
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {p.relative_to(folder).as_posix(): hashlib.sha256(p.read_bytes()).hexdigest() for p in files}


def test_the_folder_holds_what_was_sent_what_came_back_and_the_ranking(made: Demo) -> None:
    blank = [path.name for path in sorted((made.folder / "blank").iterdir())]
    returned = [path.name for path in sorted((made.folder / "returned").iterdir())]
    assert blank == [f"U{n:02} {name}.xlsx" for n, name in enumerate(NAMES, 1)]
    assert returned == sorted([*blank[:-1], "U08 西溪局（更正）.xlsx"])
    assert (made.units, made.returned) == (12, 12)
    assert (made.folder / "ranking.xlsx").is_file() and (made.folder / "units.xlsx").is_file()


def test_the_unit_list_is_read_back_as_it_was_made_up(made: Demo) -> None:
    listed = read_units(made.folder / "units.xlsx")
    assert listed.units == made_up_units(12) and listed.problems == ()


def test_every_file_is_accounted_for_and_the_silent_unit_is_missing(made: Demo) -> None:
    counts = made.collection.counts()
    assert counts["files"] == 12 == counts["scored"] + counts["flagged"] + counts["superseded"]
    assert counts["superseded"] == 1 and counts["flagged"] >= 1
    assert [unit.id for unit in made.collection.missing] == ["U12"]


@pytest.mark.parametrize(("unit", "code"), PLANTED.items())
def test_every_planted_fault_is_found(made: Demo, unit: str, code: str) -> None:
    assert (unit, code) in {(found.unit, found.code) for found in made.collection.problems}


def test_nothing_is_found_but_what_was_planted(made: Demo) -> None:
    follows = {"total-differs", "value-differs", "values-follow"}  # what hangs on a planted fault
    found = {(p.unit, p.code) for p in made.collection.problems if p.code not in follows}
    assert found == set(PLANTED.items())


def test_the_total_that_was_written_over_is_not_believed(made: Demo) -> None:
    total = made.collection.returns["U05"].total
    assert total is not None and total != Decimal(100)


def test_the_later_of_two_returns_counts(made: Demo) -> None:
    assert made.collection.returns["U08"].file.endswith("（更正）.xlsx")


def test_scores_are_spread_as_in_life(made: Demo) -> None:
    totals = [found.total for found in made.collection.returns.values() if found.total is not None]
    assert len(totals) == 11 and len(set(totals)) > 6 and all(40 < total < 106 for total in totals)


@pytest.mark.filterwarnings("ignore:.*extension is not supported")  # openpyxl's, about data bars
def test_the_ranking_opens_and_names_every_unit(made: Demo) -> None:
    book = openpyxl.load_workbook(made.folder / "ranking.xlsx")
    said = {cell.value for page in book.worksheets for row in page.iter_rows() for cell in row}
    assert set(NAMES) <= said


def test_the_same_program_makes_the_same_bytes(made: Demo, tmp_path: Path) -> None:
    again = demo(tmp_path / "other")
    mine, other = digests(made.folder), digests(again.folder)
    ranked = {path for path in mine if path == "ranking.xlsx"}  # it names the folder that it was made in
    assert {k: v for k, v in mine.items() if k not in ranked} == {k: v for k, v in other.items() if k not in ranked}


def test_an_earlier_demonstration_is_replaced_and_other_files_stay(tmp_path: Path) -> None:
    demo(tmp_path, 3)
    before = digests(tmp_path)
    (tmp_path / "mine.txt").write_text("kept", encoding="utf-8")
    (tmp_path / "ranking.xlsx").write_bytes(b"old")
    demo(tmp_path, 3)
    after = digests(tmp_path)
    assert after.pop("mine.txt") and after == before


@pytest.mark.parametrize("count", [3, 5, 12])
def test_smaller_demonstrations_work_alike(tmp_path: Path, count: int) -> None:
    small = demo(tmp_path, count)
    assert small.units == count and small.collection.counts()["files"] == small.returned


def test_a_file_in_the_folders_place_is_told(tmp_path: Path) -> None:
    (tmp_path / "demo").write_text("x", encoding="utf-8")
    with pytest.raises(Refusal) as caught:
        demo(tmp_path / "demo", 3)
    assert [found.code for found in caught.value.problems] == ["output-unwritable"]


@pytest.mark.parametrize(("chosen", "words"), [("en", "open this first"), ("zh", "请先打开它")])
def test_the_command_says_what_it_made_and_leaves_well(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], chosen: str, words: str
) -> None:
    assert run(["demo", str(tmp_path / "d"), "--count", "5"], Texts(chosen)) == 0
    out, err = capsys.readouterr()
    assert out.startswith(str(tmp_path / "d")) and words in out
    assert "[formula-replaced]" in err and "[entry-normalised]" in err
