"""``xlrubric build``: the workbooks to send out."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import click

from xlrubric.build import Batch, Prefill, lead_workbooks, leadless, read_prefill, unit_workbooks, untouched
from xlrubric.cli.ballots import Wanted, build_ballots
from xlrubric.cli.folder import write_new
from xlrubric.cli.inputs import BOOKS, files_in, own_file
from xlrubric.cli.looks import look_named
from xlrubric.cli.moment import now
from xlrubric.cli.progress import watched
from xlrubric.cli.report import Refusal, leave, show_problems, standard_named, unsettled
from xlrubric.cli.texts import Texts
from xlrubric.entry_tables import read_entry_table
from xlrubric.layout.hands import HANDS
from xlrubric.messages import is_error
from xlrubric.passwords import read_passwords
from xlrubric.problems import Problem
from xlrubric.sealing import read_key
from xlrubric.self_checks import with_self_checks
from xlrubric.skin import Look, Skin, read_skin
from xlrubric.standard import Standard
from xlrubric.units import Unit, UnitList, read_units
from xlrubric.writer import Stamp


@dataclass(frozen=True)
class Asked:
    """What the command line asks for, under the names of its options."""

    rubric: str
    units: Path
    out: Path
    by: str
    role: str
    checks: tuple[Path, ...]
    password_file: Path | None
    entries: Path | None
    history: tuple[Path, ...]
    template: str | None
    ballot: bool
    ballots: int | None
    source: str | None
    key_file: Path | None
    overwrite: bool


def command(texts: Texts) -> click.Command:
    """Make the command."""
    path = click.Path(path_type=Path)

    @click.command("build", help=texts["build"])
    @click.argument("rubric", metavar="RUBRIC")
    @click.option("--units", required=True, type=path, help=texts["units"])
    @click.option("-o", "--out", required=True, type=path, help=texts["build_out"])
    @click.option("--by", type=click.Choice(["unit", "lead"]), default="unit", help=texts["by"])
    @click.option("--for", "role", type=click.Choice(list(HANDS)), default="both", help=texts["build_for"])
    @click.option("--self-check", "checks", multiple=True, type=path, help=texts["self_check"])
    @click.option("--password-file", type=path, help=texts["password_file"])
    @click.option("--entries", type=path, help=texts["entries"])
    @click.option("--history", multiple=True, type=path, help=texts["unsettled"])
    @click.option("--template", metavar="LOOK", help=texts["template"])
    @click.option("--ballot", is_flag=True, help=texts["ballot"])
    @click.option("--ballots", type=click.IntRange(1, 10000), help=texts["ballots_each"])
    @click.option("--source", help=texts["ballot_source"])
    @click.option("--key-file", type=path, help=texts["key_file"])
    @click.option("--overwrite", is_flag=True, help=texts["overwrite"])
    def build(**given: Any) -> int:
        return _built(Asked(**given), texts)

    return build


def _built(asked: Asked, texts: Texts) -> int:
    """Run the command and give its exit code."""
    _refuse_misuse(asked, texts)
    standard, listed = standard_named(asked.rubric), read_units(asked.units)
    look = look_named(asked.template) if asked.template else None
    if asked.ballot:
        wanted = Wanted(asked.source, asked.ballots, look)
        return build_ballots(standard, asked.rubric, listed, asked.units, wanted, asked.out, asked.overwrite, texts)
    prefill, more = _begun(asked, standard, listed, look)
    problems = [*listed.problems, *untouched(standard, listed.units, str(asked.units)), *more]
    if any(map(is_error, problems)):
        show_problems(sorted(problems), texts)
        click.echo(texts["nothing_written"], err=True)
        return 1
    show_problems(problems, texts)
    made = _workbooks(asked, standard, read_skin(standard.rubric.language, look), listed.units, prefill)
    lists = [asked.units, *own_file(asked.rubric), *([asked.entries] if asked.entries else [])]
    inputs = [*lists, *files_in(asked.history, BOOKS), *asked.checks]
    show_problems(write_new(watched(made, texts), asked.out, asked.overwrite, inputs), texts)
    click.echo(texts.say("built", count=len(made), folder=asked.out))
    if asked.history:
        click.echo(texts.say("carried", faults=sum(map(len, prefill.past.values())), units=len(prefill.past)))
    return leave(problems)


def _refuse_misuse(asked: Asked, texts: Texts) -> None:
    """Refuse options that say nothing together. Raises UsageError."""
    of_forms = asked.entries or asked.history or asked.key_file or asked.by != "unit" or asked.role != "both"
    if of_forms if asked.ballot else (asked.ballots or asked.source):
        raise click.UsageError(texts["ballot_alone"])
    if asked.checks and asked.role != "review":
        raise click.UsageError(texts["self_check_alone"])


def _begun(asked: Asked, standard: Standard, listed: UnitList, look: Look | None) -> tuple[Prefill, list[Problem]]:
    """Give what the forms begin with (a table, self-checks, last year), and what is to be said of it."""
    prefill, more = _prefill(standard, listed, asked.entries)
    if asked.checks:
        passwords = read_passwords(asked.password_file) if asked.password_file else None
        looks = [look] if look else []
        prefill, found = with_self_checks(prefill, asked.checks, standard, listed.units, looks, passwords)
        more = [*more, *found]
    past, found = unsettled(files_in(asked.history, BOOKS), standard.rubric, listed.units)
    return replace(prefill, past=past), [*more, *found]


def _prefill(standard: Standard, listed: UnitList, path: Path | None) -> tuple[Prefill, list[Problem]]:
    if path is None:
        return Prefill(), []
    table = read_entry_table(path)
    prefill = read_prefill(
        standard, table.rows, [unit.id for unit in listed.units], {unit.id: unit for unit in listed.units}
    )
    return prefill, [*table.problems, *prefill.problems]


def _workbooks(asked: Asked, standard: Standard, skin: Skin, units: Sequence[Unit], prefill: Prefill) -> Batch:
    """Make a workbook a unit or a lead unit. Raises Refusal where a unit has no lead unit."""
    stamp, hands = Stamp(now()), HANDS[asked.role]
    key = read_key(asked.key_file) if asked.key_file else None
    if asked.by == "unit":
        return unit_workbooks(standard, skin, units, prefill, stamp, hands, key)
    if lacking := leadless(units, str(asked.units)):
        raise Refusal(lacking)
    return lead_workbooks(standard, skin, units, prefill, stamp, hands, key)
