"""What several commands print alike: problems, JSON, and how they leave."""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path

import click

from xlrubric.cli.texts import Texts
from xlrubric.messages import level, line, needs_person, words
from xlrubric.problems import Place, Problem, Refusal, problem
from xlrubric.skin import shipped
from xlrubric.standard import Standard, read_standard

__all__ = [
    "Refusal",
    "leave",
    "problem_data",
    "shipped_standard",
    "show_json",
    "show_problems",
    "show_refusal",
    "standard_named",
]


def show_problems(problems: Iterable[Problem], texts: Texts) -> None:
    """Print each problem on a line of the error stream."""
    for found in problems:
        click.echo(line(found, texts.language), err=True)


def show_refusal(refusal: Refusal, texts: Texts, as_json: bool) -> None:
    """Print why nothing could be done: for another program as JSON, else on the error stream."""
    if as_json:
        show_json({"problems": [problem_data(found, texts) for found in refusal.problems]})
    else:
        show_problems(refusal.problems, texts)


def problem_data(found: Problem, texts: Texts) -> dict[str, object]:
    """Give a problem as plain data for JSON."""
    what, remedy = words(found, texts.language)
    place = found.place
    at: dict[str, object] = {"file": place.file, "line": place.line or None, "column": place.column or None}
    cell = {"sheet": place.sheet or None, "cell": place.cell or None, "unit": found.unit or None}
    said = {"level": str(level(found)), "code": found.code, "what": what, "remedy": remedy}
    return {**at, **cell, **said}


def show_json(data: Mapping[str, object]) -> None:
    """Print JSON, Chinese as such."""
    click.echo(json.dumps(data, ensure_ascii=False, indent=1))


def leave(problems: Iterable[Problem]) -> int:
    """Give the exit code: 1 when a person must look at something."""
    return 1 if any(map(needs_person, problems)) else 0


def standard_named(name: str) -> Standard:
    """Read a rubric by its file, or by the name of a shipped one. Raises Refusal."""
    path = Path(name)
    return read_standard(path) if path.suffix or path.exists() else shipped_standard(name)


def shipped_standard(name: str) -> Standard:
    """Read a shipped rubric by its name, which is never taken for a path: a workbook may say anything."""
    known = {path.stem: path for path in shipped("rubrics").glob("*.yaml")}
    if name not in known:
        raise Refusal([problem(Place(name), "rubric-unknown", names=", ".join(sorted(known)))])
    return read_standard(known[name])
