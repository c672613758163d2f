"""The same input gives the same bytes: in any order, from any folder listing, under any hash seed, place and zone."""

import hashlib
import os
import random
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.outputs.commands import MADE
from tests.small_forms import ENGLISH
from xlrubric.cli import run
from xlrubric.cli.moment import now, today
from xlrubric.cli.texts import Texts

ROOT = Path(__file__).parent.parent.parent
NAMES = ("East", "West", "北", "=South", "a b", "éa", "Z", "z2")
VALUES = ("yes", "no", "yes", "no", "yes", "yes", "no", "yes")
LINES = (
    "build r.yaml --units units.csv --entries e.csv -o out/forms",
    "collect {files} --rubric r.yaml --units units.csv -o out/ranking.xlsx --csv out/tables",
    "feedback out/ranking.xlsx -o out/feedback",
    "convert r.yaml out/r.xlsx",
    "schema -o out/s.json",
)
PROGRAM = """
import sys
from xlrubric.cli import run
from xlrubric.cli.texts import Texts
for line in sys.argv[1:]:
    run(line.split("|"), Texts("en"))
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give the current folder, with forms that came back: some in a folder, one of them twice."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", MADE)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "r.yaml").write_text(ENGLISH, encoding="utf-8")
    units = "".join(f"u{n},{name},g{n % 2}\n" for n, name in enumerate(NAMES))
    (tmp_path / "units.csv").write_text(f"id,name,group\n{units}", encoding="utf-8")
    entries = "".join(f"u{n},1.1.1,{v}\nu{n},1.1.2,{n}\n" for n, v in enumerate(VALUES))
    (tmp_path / "e.csv").write_text(f"unit,finding,value\n{entries}", encoding="utf-8")
    assert run(["build", "r.yaml", "--units", "units.csv", "--entries", "e.csv", "-o", "back"], Texts("en")) == 0
    first = min(path for path in Path("back").iterdir())
    (tmp_path / "back" / f"copy of {first.name}").write_bytes(first.read_bytes())
    (tmp_path / "back" / "note.txt").write_text("no form", encoding="utf-8")
    return tmp_path


def lines(files: list[str]) -> Iterator[list[str]]:
    for line in LINES:
        yield [word for part in line.split() for word in (files if part == "{files}" else [part])]


def made(folder: Path) -> dict[str, str]:
    out = folder / "out"
    files = sorted(path for path in out.rglob("*") if path.is_file())
    return {path.relative_to(out).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def once(folder: Path, files: list[str], before: Callable[[], None] = lambda: None) -> dict[str, str]:
    """Run all commands; give the digests of what they made, which is then put away."""
    before()
    for line in lines(files):
        assert run(line, Texts("en")) in (0, 1)
    found = made(folder)
    number = sum(1 for path in folder.iterdir() if path.name.startswith("out"))
    (folder / "out").rename(folder / f"out{number}")
    return found


def test_the_order_of_files_and_of_a_folders_listing_makes_no_difference(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = [str(path) for path in sorted(Path("back").iterdir())]
    first = once(folder, files)
    assert len(first) > 20
    chance, listed, scanned = random.Random(7), os.listdir, os.scandir

    def shuffled(found: list[str]) -> list[str]:
        chance.shuffle(found)
        return found

    class Scan:
        def __init__(self, path: str) -> None:
            with scanned(path) as entries:
                self.entries = sorted(entries, key=lambda entry: entry.name, reverse=True)

        def __enter__(self) -> Iterator["os.DirEntry[str]"]:
            return iter(self.entries)

        def __exit__(self, *_: object) -> None:
            pass

    for turn in range(2):
        with monkeypatch.context() as patch:
            patch.setattr(os, "listdir", lambda path=".": shuffled(listed(path)))
            if turn:
                patch.setattr(os, "scandir", lambda path=".": Scan(path))
            assert once(folder, shuffled(list(files))) == first


def test_a_folder_gives_what_its_files_give(folder: Path) -> None:
    files = [str(path) for path in sorted(Path("back").iterdir())]
    assert once(folder, ["back"]) == once(folder, files)


ELSEWHERE = (
    {"PYTHONHASHSEED": "1", "TZ": "Asia/Shanghai", "LC_ALL": "C", "LANG": "C"},
    {"PYTHONHASHSEED": "4242", "TZ": "America/New_York", "LC_ALL": "C.UTF-8", "LANG": "zh_CN.UTF-8", "PYTHONUTF8": "1"},
)


def test_hash_seed_zone_and_language_of_the_system_make_no_difference(folder: Path) -> None:
    first = once(folder, ["back"])
    for environment in ELSEWHERE:
        settings = {**os.environ, **environment, "PYTHONPATH": str(ROOT)}
        command = [sys.executable, "-c", PROGRAM, *("|".join(line) for line in lines(["back"]))]
        subprocess.run(
            command, cwd=folder, env=settings, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        assert made(folder) == first
        (folder / "out").rename(folder / f"out-{environment['PYTHONHASHSEED']}")


def test_only_the_time_of_making_differs_between_two_times(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = once(folder, ["back"])
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(int(MADE) + 3600))
    second = once(folder, ["back"])
    same = {name for name, digest in first.items() if second[name] == digest}
    assert {name for name in first if name.startswith("tables/")} | {"r.xlsx", "s.json"} == same


@pytest.mark.parametrize(
    ("given", "kept"), [(MADE, True), ("0", True), ("soon", False), ("9" * 30, False), ("", False)]
)
def test_the_time_of_making_can_be_given(given: str, kept: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", given)
    assert (now().year in (1970, 2018)) is kept
    assert (today().year in (1970, 2018)) is kept
    assert now().microsecond == 0 and now().tzinfo is None
