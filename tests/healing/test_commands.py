"""``heal`` and ``collect --marked`` on the command line: what they write, say and refuse."""

import contextlib
import io
from pathlib import Path

import openpyxl
import pytest

from tests.returns.forms import FAULTS, FORM, UNITS, filled, form_of, spot, written
from xlrubric import cli
from xlrubric.cli.texts import Texts

RUBRIC = "rubrics/xiangxi-2018.yaml"
pytestmark = pytest.mark.filterwarnings("ignore:Conditional Formatting extension", "ignore:Unknown extension")


def run(*arguments: object) -> tuple[int, str]:
    """Run a command; give its exit code and all that it said."""
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = cli.run(list(map(str, arguments)), Texts("en"))
    assert "Traceback" not in err.getvalue()
    return code, out.getvalue() + err.getvalue()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give a folder with a good return, one with an overwritten total, and a picture."""
    rows = [f"{unit.id},{unit.name},{unit.lead}" for unit in UNITS]
    (tmp_path / "units.csv").write_text("\n".join(["id,name,lead", *rows]), encoding="utf-8")
    back = tmp_path / "back"
    back.mkdir()
    (back / "a.xlsx").write_bytes(written(form_of(1), {"U02": FAULTS}))
    (back / "c.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(20))
    book = openpyxl.load_workbook(io.BytesIO(filled(FAULTS)))
    sheet, cell = spot("review.total:", FORM)
    book[sheet][cell] = 100
    book.save(back / "b.xlsx")
    return tmp_path


def heal(folder: Path, *more: object, out: str = "good") -> tuple[int, str]:
    where = (folder / "back", "--rubric", RUBRIC, "--units", folder / "units.csv", "-o", folder / out)
    return run("heal", *where, *more)


def collect(folder: Path, *more: object) -> tuple[int, str]:
    where = (folder / "back", "--rubric", RUBRIC, "--units", folder / "units.csv", "-o", folder / "ranking.xlsx")
    return run("collect", *where, *more)


def test_every_form_is_made_good_and_what_is_none_is_said(folder: Path) -> None:
    code, said = heal(folder)
    assert code == 1 and "c.png" in said and "package-picture" in said  # the picture needs a person
    assert sorted(path.name for path in (folder / "good").iterdir()) == ["a.xlsx", "b.xlsx"]
    assert "Workbooks made: 2" in said


def test_forms_that_are_there_already_are_not_replaced_unless_asked(folder: Path) -> None:
    heal(folder)
    (folder / "good" / "a.xlsx").write_bytes(b"somebody's work")
    code, said = heal(folder)
    assert code == 1 and "output-exists" in said
    assert (folder / "good" / "a.xlsx").read_bytes() == b"somebody's work"
    heal(folder, "--overwrite")
    assert (folder / "good" / "a.xlsx").read_bytes() != b"somebody's work"


@pytest.mark.parametrize("out", ["back", "back/inside"])
def test_nothing_is_written_among_what_came_back(folder: Path, out: str) -> None:
    before = sorted((folder / "back").rglob("*"))
    code, said = heal(folder, out=out)
    assert code == 1 and "output-among-inputs" in said and sorted((folder / "back").rglob("*")) == before


def test_what_is_not_there_is_named(folder: Path) -> None:
    code, said = run("heal", folder / "none", "--rubric", RUBRIC, "--units", folder / "units.csv", "-o", folder / "x")
    assert code == 1 and "input-missing" in said and not (folder / "x").exists()


def test_collect_marks_the_flagged_forms_and_no_others(folder: Path) -> None:
    code, said = collect(folder, "--marked", folder / "marked")
    assert code == 1 and [path.name for path in (folder / "marked").iterdir()] == ["b.xlsx"]
    assert "Workbooks made: 1" in said
    assert (folder / "ranking.xlsx").exists()


def test_marked_forms_go_into_an_empty_folder_only(folder: Path) -> None:
    (folder / "marked").mkdir()
    (folder / "marked" / "b.xlsx").write_bytes(b"somebody's work")
    code, said = collect(folder, "--marked", folder / "marked")
    assert code == 1 and "output-exists" in said and not (folder / "ranking.xlsx").exists()


def test_forms_of_an_earlier_version_are_read_by_it(folder: Path) -> None:
    code, said = heal(folder, "--from", "tianjin-2020")
    assert code == 1 and "Workbooks made: 2" in said  # these are of today's version, and read by that
