"""Every command that writes, on a small folder: what it is called with, and what of its work is done once for all.

Apart from the tests of faults and of kills, which run each command hundreds of times: the reckoning before the
writing is remembered, so that a run costs milliseconds.
"""

import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import chdir, contextmanager
from dataclasses import dataclass
from inspect import isgenerator
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from tests.small_forms import ENGLISH
from xlrubric.accounting import Status
from xlrubric.cli import run
from xlrubric.cli.texts import Texts
from xlrubric.collect import Collection
from xlrubric.demo import DRAFT, Demo
from xlrubric.leftovers import MARK

MADE = "1545814800"  # 2018-12-26 09:00 UTC
Snapshot = Mapping[str, bytes]


@dataclass(frozen=True)
class Command:
    """A command line; what is there already in its places; which functions of its module are remembered."""

    line: str
    old: Mapping[str, bytes]
    module: str
    remembered: tuple[str, ...]
    at_once: bool  # all it makes is one file, or one folder that is not there yet

    def run(self) -> int:
        return run(self.line.split(), Texts("en"))


FORMS = dict.fromkeys(("old/u1 East.xlsx", "old/u2 West.xlsx"), b"an old form")
TABLES = dict.fromkeys(("tables/ranking.csv", "tables/ledger.csv"), b"an old table")
BUILD = ("standard_named", "read_units", "_workbooks", "unsettled", "untouched")
COLLECT = ("standard_named", "refusals", "read_units", "collect", "tables", "ranking_book", "csv_files")
COMMANDS = {
    "build new": Command("build r.yaml --units units.csv -o a/new", {}, "build", BUILD, True),
    "build over": Command("build r.yaml --units units.csv -o old --overwrite", FORMS, "build", BUILD, False),
    "collect new": Command("collect back --rubric r.yaml --units units.csv -o r.xlsx", {}, "collect", COLLECT, True),
    "collect over": Command(
        "collect back --rubric r.yaml --units units.csv -o ranking.xlsx --csv tables",
        {**TABLES, "tables/mine.txt": b"mine"},
        "collect",
        COLLECT,
        False,
    ),
    "feedback over": Command(
        "feedback ranking.xlsx -o old --overwrite", FORMS, "feedback", ("read_ranked", "feedback_books"), False
    ),
    "convert over": Command(
        "convert r.yaml c.xlsx --overwrite", {"c.xlsx": b"an old one"}, "convert", ("converted",), True
    ),
    "schema": Command("schema -o s.json", {"s.json": b"{}"}, "schema", ("language_schema",), True),
    "demo new": Command("demo d", {}, "", (), True),
    "demo over": Command("demo d", {f"d/{DRAFT}": b"x", "d/units.xlsx": b"x"}, "", (), False),
}


def prepare(folder: Path) -> None:
    """Make the folder that every command works in: a rubric, units, forms that came back, a ranking."""
    folder.mkdir(parents=True)
    (folder / "r.yaml").write_text(ENGLISH, encoding="utf-8")
    (folder / "units.csv").write_text("id,name\nu1,East\nu2,West\n", encoding="utf-8")
    (folder / "e.csv").write_text("unit,finding,value\nu1,1.1.1,yes\nu2,1.1.2,4\n", encoding="utf-8")
    lines = (
        "build r.yaml --units units.csv --entries e.csv -o back",
        "collect back --rubric r.yaml --units units.csv -o ranking.xlsx",
    )
    with chdir(folder):
        for line in lines:
            assert run(line.split(), Texts("en")) in (0, 1)


def seen(folder: Path) -> Snapshot:
    """Give every file that is not hidden, with its bytes; a folder with nothing in it is none."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    named = {path.relative_to(folder).as_posix(): path for path in files}
    return {name: path.read_bytes() for name, path in named.items() if MARK not in name}


def left(folder: Path) -> list[str]:
    """Name what bears a name that is not final."""
    return [path.name for path in folder.rglob(f"{MARK}*")]


def copy(template: Path, folder: Path, command: Command) -> None:
    """Make a folder afresh, as the command finds it."""
    if folder.exists():
        shutil.rmtree(folder)
    shutil.copytree(template, folder)
    for name, data in command.old.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)


@contextmanager
def remembering(command: Command, memory: dict[str, Any]) -> Iterator[None]:
    """Have the command's reckoning done once."""
    with pytest.MonkeyPatch.context() as patch:
        if not command.module:
            patch.setattr("xlrubric.demo._year", year)
        for name in command.remembered:
            place = f"xlrubric.cli.{command.module}"
            module = __import__(place, fromlist=[name])
            patch.setattr(f"{place}.{name}", _once(getattr(module, name), name, memory))
        yield


def _once(function: Callable[..., Any], name: str, memory: dict[str, Any]) -> Callable[..., Any]:
    def recall(*given: Any, **more: Any) -> Any:
        if name not in memory:
            found = function(*given, **more)
            memory[name] = list(found) if isgenerator(found) else found
            if name == "csv_files":  # three of them are as good as nine
                memory[name] = found[:3]
        return memory[name]

    return recall


def nothing_said() -> dict[str, int]:
    return dict.fromkeys(("files", "missing_units", *Status), 0)


def year(folder: Path, leads: int, under: int) -> Demo:
    """Make, in the place of a whole year, a few files as small as can be."""
    nothing = SimpleNamespace(counts=nothing_said, missing=(), problems=())
    for name in ("units.xlsx", DRAFT, "blank/a.xlsx", "returned/a.xlsx"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(name.encode())
    return Demo(folder, leads, under, cast(Collection, nothing))
