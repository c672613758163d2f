"""What several commands print alike: problems, JSON, and how they leave."""

from collections.abc import Iterable, Mapping, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

import click

from xlrubric.cli.texts import Texts
from xlrubric.faults.tags import Tagged
from xlrubric.on_demand import OnDemand
from xlrubric.problems import Place, Problem, Refusal, problem
from xlrubric.rubric import Rubric
from xlrubric.shipped_files import shipped
from xlrubric.standard import Standard, read_standard, standard_of
from xlrubric.typed_text import holdable
from xlrubric.yamltext import Source, read_yaml

__all__ = [
    "Refusal",
    "leave",
    "listed_units",
    "problem_data",
    "shipped_standard",
    "show_json",
    "show_problems",
    "show_refusal",
    "source_named",
    "standard_at",
    "standard_named",
    "unlocked",
    "unsettled",
]

WORKBOOKS = (".xlsx", ".xlsm")
EXAMPLES = "examples"
messages, json = OnDemand("xlrubric.messages"), OnDemand("json")  # of use only where there is something to say


def show_problems(problems: Iterable[Problem], texts: Texts) -> None:
    """Print each problem on a line of the error stream; control characters of a return never reach the terminal."""
    for found in problems:
        click.echo(holdable(messages.line(found, texts.language)), err=True)


def show_refusal(refusal: Refusal, texts: Texts, as_json: bool) -> None:
    """Print why nothing could be done: for another program as JSON, else on the error stream."""
    if as_json:
        show_json({"problems": [problem_data(found, texts) for found in refusal.problems]})
    else:
        show_problems(refusal.problems, texts)


def problem_data(found: Problem, texts: Texts) -> dict[str, object]:
    """Give a problem as plain data for JSON."""
    what, remedy = messages.words(found, texts.language)
    place = found.place
    at: dict[str, object] = {"file": place.file, "line": place.line or None, "column": place.column or None}
    cell = {"sheet": place.sheet or None, "cell": place.cell or None, "unit": found.unit or None}
    said = {"level": str(messages.level(found)), "code": found.code, "what": what, "remedy": remedy}
    return {**at, **cell, **said}


def show_json(data: Mapping[str, object]) -> None:
    """Print JSON, Chinese as such."""
    click.echo(json.dumps(data, ensure_ascii=False, indent=1))


def unlocked(path: Path, password_file: Path) -> bytes | None:
    """Give the bytes of a file that may be under one of the passwords; None where it is not there. Raises Refusal."""
    passwords = import_module("xlrubric.passwords").read_passwords(password_file)
    if not path.is_file():
        return None
    opener = import_module("xlrubric.opening").Opener(passwords)  # knows processes, which few commands have use for
    try:
        data: bytes = opener.unlocked(path.read_bytes(), str(path))
    finally:
        opener.close()
    return data


def leave(problems: Iterable[Problem]) -> int:
    """Give the exit code: 1 when a person must look at something."""
    return 1 if any(messages.needs_person(found) for found in problems) else 0


def standard_named(name: str) -> Standard:
    """Read a rubric by its file, YAML or a workbook, or by the name of a shipped one. Raises Refusal."""
    return standard_of(source_named(name))


def source_named(name: str) -> Source:
    """Read the texts and places of a rubric that is named as in ``standard_named``. Raises Refusal."""
    path = Path(name)
    there = path.is_file() or bool(path.suffix) or (path.exists() and name not in shipped_rubrics())
    return source_at(path) if there else read_yaml(shipped_path(name))


def standard_at(path: Path) -> Standard:
    """Read a rubric's file. Raises Refusal with every problem found when any is an error."""
    return standard_of(source_at(path))


def source_at(path: Path) -> Source:
    """Read the texts and places of a rubric's file. Raises Refusal."""
    if path.suffix.lower() not in WORKBOOKS:
        return read_yaml(path)
    reading = import_module("xlrubric.authoring.reading")  # knows openpyxl, which a YAML file has no use for
    source: Source = reading.read_authored(path)
    return source


def shipped_standard(name: str) -> Standard:
    """Read a shipped rubric by its name, which is never taken for a path: a workbook may say anything."""
    return read_standard(shipped_path(name))


def shipped_path(name: str) -> Path:
    """Give the file of a shipped rubric. Raises Refusal, with the names that there are."""
    known = shipped_rubrics()
    if name not in known:
        shown = (name for name, path in known.items() if (path.parent.name == EXAMPLES) == ("/" in name))
        raise Refusal([problem(Place(name), "rubric-unknown", names=", ".join(sorted(shown)))])
    return known[name]


def shipped_rubrics() -> dict[str, Path]:
    """Give the shipped rubrics by their names; an example has two, ``diving`` and ``examples/diving``."""
    folder = shipped("rubrics")
    examples = sorted((folder / EXAMPLES).glob("*.yaml"))
    named = {f"{EXAMPLES}/{path.stem}": path for path in examples}
    return {**{path.stem: path for path in (*examples, *sorted(folder.glob("*.yaml")))}, **named}


def listed_units(path: Path) -> tuple[tuple[Tagged, ...], tuple[Problem, ...]]:
    """Read a unit list, for a command that mostly goes without: its units and its problems. Raises Refusal."""
    listed = import_module("xlrubric.units").read_units(path)  # knows openpyxl
    return listed.units, listed.problems


def unsettled(
    paths: Sequence[Path], rubric: Rubric, units: Sequence[Tagged]
) -> tuple[Mapping[str, Sequence[Any]], Sequence[Problem]]:
    """Read what earlier years' rankings say is not put right: the faults (``layout.past``) by unit, the problems."""
    if not paths:
        return {}, ()
    found = import_module("xlrubric.feedback.unsettled").read_unsettled(paths, rubric, units)  # knows pandas
    return found.faults, found.problems
