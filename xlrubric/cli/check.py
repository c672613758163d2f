"""``xlrubric check``: is the rubric right, and what does it say."""

from collections.abc import Iterator
from pathlib import Path

import click

from xlrubric.cli.report import (
    leave,
    listed_units,
    problem_data,
    show_json,
    show_problems,
    source_named,
    standard_named,
)
from xlrubric.cli.texts import Texts
from xlrubric.cli.tree import tree
from xlrubric.compiled import compiled
from xlrubric.faults.material import Material, read_material
from xlrubric.faults.tags import unit_faults
from xlrubric.on_demand import OnDemand
from xlrubric.problems import Problem
from xlrubric.standard import Standard

changes = OnDemand("xlrubric.changes")  # only where two rubrics are held against each other


def command(texts: Texts) -> click.Command:
    """Make the command."""

    @click.command("check", help=texts["check"])
    @click.argument("rubric", metavar="RUBRIC")
    @click.option("--against", metavar="RUBRIC", help=texts["against"])
    @click.option("--units", type=click.Path(path_type=Path), help=texts["check_units"])
    @click.option("--json", "as_json", is_flag=True, help=texts["json"])
    def check(rubric: str, against: str | None, units: Path | None, as_json: bool) -> int:
        standard = standard_named(rubric)
        problems = [*standard.problems, *_beside(rubric, standard, against, units)]
        if as_json:
            found = [problem_data(problem, texts) for problem in problems]
            show_json({**compiled(standard.rubric), "fingerprint": standard.fingerprint, "problems": found})
        else:
            _show(standard, problems, texts)
        return leave(problems)

    return check


def _show(standard: Standard, problems: list[Problem], texts: Texts) -> None:
    for line in tree(standard, texts):
        click.echo(line)
    show_problems(problems, texts)


def _beside(name: str, standard: Standard, against: str | None, units: Path | None) -> Iterator[Problem]:
    """Give what a unit list and last year's rubric have against it. Raises Refusal where one of them cannot be read."""
    if not against and not units:
        return
    material = read_material(standard.rubric, source_named(name))
    if units:
        listed, problems = listed_units(units)
        yield from (*problems, *unit_faults(material, listed, str(units)))
    if against:
        yield from changes.changes(material, _material(against))


def _material(name: str) -> Material:
    return read_material(standard_named(name).rubric, source_named(name))
