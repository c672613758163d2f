"""Every command and every piece of Python in the READMEs is run, in the order of the page."""

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.effort import THOROUGH
from xlrubric.cli import main
from xlrubric.collect import collect
from xlrubric.standard import read_standard
from xlrubric.units import read_units

ROOT = Path(__file__).parent.parent
READMES = ("README.md", "README.zh.md")
NEEDS_PERSON = {"samples/returned", "explain"}  # the samples hold what the texts speak of: exit 1 is right


def blocks(readme: str, language: str) -> list[str]:
    text = (ROOT / readme).read_text(encoding="utf-8")
    return re.findall(rf"^```{language}\n(.*?)^```", text, re.S | re.M)


def commands(readme: str) -> list[str]:
    return [line for block in blocks(readme, "sh") for line in block.splitlines() if line.strip()]


def run(arguments: list[str], folder: Path) -> "subprocess.CompletedProcess[str]":
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}
    return subprocess.run(
        [sys.executable, *arguments], cwd=folder, env=environment, capture_output=True, text=True, encoding="utf-8"
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for part in ("samples", "rubrics", "templates"):
        shutil.copytree(ROOT / part, tmp_path / part)
    return tmp_path


def test_both_pages_give_the_same_commands_each_in_its_language() -> None:
    english, chinese = (commands(readme) for readme in READMES)
    assert [line.replace("xlrubric --lang zh ", "xlrubric ") for line in chinese] == english
    assert all("--lang zh" in line for line in chinese if line.startswith("xlrubric "))


@pytest.mark.parametrize("readme", [READMES[1], *([READMES[0]] if THOROUGH else [])])
def test_every_xlrubric_command_does_what_the_page_says(
    readme: str, folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    own = [shlex.split(line) for line in commands(readme) if line.startswith("xlrubric ")]
    assert len(own) >= 7
    monkeypatch.chdir(folder)
    for _, *arguments in own:  # in this process: each start would load all the libraries anew
        with pytest.raises(SystemExit) as left:
            main(arguments)
        out, err = capsys.readouterr()
        wanted = 1 if NEEDS_PERSON & set(arguments) else 0
        assert left.value.code == wanted, (arguments, out, err)
        assert "Traceback" not in err and (out or err)
    made = {path.name for path in folder.iterdir()}
    assert {"blank", "by-lead", "begun", "ballots", "ranking.xlsx", "tables"} <= made
    assert {"feedback", "followup.xlsx", "next", "trial.xlsx"} <= made


@pytest.mark.parametrize("readme", READMES)
def test_every_make_command_is_a_target_of_the_makefile(readme: str) -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z]+):", makefile, re.M))
    named = {line.split()[1] for line in commands(readme) if line.startswith("make ")}
    assert {"demo", "test"} <= named <= targets
    assert all(line.split()[0] in ("make", "xlrubric") for line in commands(readme))


def test_the_windows_commands_name_what_the_package_installs() -> None:
    metadata = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    assert 'xlrubric = "xlrubric.cli:main"' in metadata
    for readme in READMES:
        (block,) = blocks(readme, "bat")
        assert block.splitlines()[-1] == ".venv\\Scripts\\xlrubric demo"


def test_make_demo_runs_and_makes_what_the_page_names(tmp_path: Path) -> None:
    done = run(["-m", "xlrubric", "demo", "demo", *([] if THOROUGH else ["--small"])], tmp_path)
    assert done.returncode == 0, done.stderr
    made = {p.name for p in (tmp_path / "demo").iterdir()}
    assert {"units.xlsx", "blank", "returned", "ranking.xlsx", "feedback", "lists", "followup.xlsx", "next"} <= made


def test_the_python_of_the_page_runs(folder: Path) -> None:
    (code,) = blocks("README.md", "python")
    done = run(["-c", code], folder)
    assert done.returncode == 0, done.stderr
    assert "total" in done.stdout


def test_the_samples_are_of_todays_rubric_and_layout() -> None:
    standard = read_standard(ROOT / "rubrics" / "xiangxi-2018.yaml")
    units = read_units(ROOT / "samples" / "units.xlsx").units
    found = collect([ROOT / "samples" / "returned", ROOT / "samples" / "blank"], standard, units)
    codes = {problem.code for problem in found.problems}
    assert not codes & {"other-version", "other-layout", "text-changed"}
    assert {"formula-replaced", "entry-normalised"} <= codes


@pytest.mark.parametrize("readme", READMES)
def test_every_link_of_the_page_leads_somewhere(readme: str) -> None:
    text = (ROOT / readme).read_text(encoding="utf-8")
    targets = re.findall(r"\]\(([^)#]+)\)", text)
    assert targets and all((ROOT / target).exists() for target in targets)
