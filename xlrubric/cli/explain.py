"""``xlrubric explain``: one workbook's arithmetic, line by line."""

from contextlib import closing
from pathlib import Path

import click

from xlrubric.cli.looks import look_named
from xlrubric.cli.report import Refusal, leave, shipped_standard, show_problems, standard_named
from xlrubric.cli.texts import Texts
from xlrubric.collect import Collection, collect
from xlrubric.explain import Sum, explain
from xlrubric.identity import find_identity
from xlrubric.opening import Opener
from xlrubric.problems import Place, problem
from xlrubric.rubric import ROLES
from xlrubric.skin import read_skin
from xlrubric.standard import Standard
from xlrubric.units import Unit


def command(texts: Texts) -> click.Command:
    """Make the command."""

    @click.command("explain", help=texts["explain"])
    @click.argument("returned", type=click.Path(path_type=Path), metavar="RETURNED")
    @click.option("--rubric", help=texts["explain_rubric"])
    @click.option("--role", type=click.Choice(ROLES), help=texts["role"])
    @click.option("--template", "templates", multiple=True, metavar="LOOK", help=texts["template_read"])
    def explain_command(returned: Path, rubric: str | None, role: str | None, templates: tuple[str, ...]) -> int:
        named, units = _of_form(returned)
        standard = standard_named(rubric) if rubric else shipped_standard(named)
        collection = collect([returned], standard, units, role, looks=map(look_named, templates))
        _say(standard, collection, role or standard.rubric.counts)
        show_problems(collection.problems, texts)
        return leave(collection.problems)

    return explain_command


def _of_form(path: Path) -> tuple[str, tuple[Unit, ...]]:
    """Read from the workbook itself which rubric it is of, and for which units."""
    try:
        data = path.read_bytes()
    except OSError as fault:
        raise Refusal([problem(Place(str(path)), "file-unreadable", why=fault.strerror)]) from fault
    with closing(Opener()) as opener:
        identity = find_identity(opener.read(data, str(path)), str(path))
    if identity is None:
        raise Refusal([problem(Place(str(path)), "not-a-form")])
    return identity.rubric, identity.units


def _say(standard: Standard, collection: Collection, role: str) -> None:
    skin = read_skin(standard.rubric.language)
    for unit in collection.units:
        if (found := collection.returns.get(unit.id)) is None:
            continue
        click.echo(f"{unit.id} {unit.name}　{skin.labels[role]}")
        for line in explain(Sum(found.standard, skin, role, found.readings, found.score)):
            click.echo(line)
