"""``xlrubric build``: the workbooks to send out."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import click

from xlrubric.build import Batch, Prefill, lead_workbooks, leadless, read_prefill, unit_workbooks, untouched
from xlrubric.cli.ballots import Wanted, build_ballots
from xlrubric.cli.folder import write_new
from xlrubric.cli.inputs import BOOKS, files_in, own_file
from xlrubric.cli.moment import now
from xlrubric.cli.progress import watched
from xlrubric.cli.report import Refusal, leave, look_named, show_problems, standard_named, unsettled
from xlrubric.cli.texts import Texts
from xlrubric.entry_tables import read_entry_table
from xlrubric.layout.hands import HANDS, Hands
from xlrubric.messages import is_error
from xlrubric.problems import Problem
from xlrubric.sealing import read_key
from xlrubric.self_checks import with_self_checks
from xlrubric.skin import Skin, read_skin
from xlrubric.standard import Standard
from xlrubric.units import Unit, UnitList, read_units
from xlrubric.writer import Stamp


def command(texts: Texts) -> click.Command:
    """Make the command."""

    @click.command("build", help=texts["build"])
    @click.argument("rubric", metavar="RUBRIC")
    @click.option("--units", required=True, type=click.Path(path_type=Path), help=texts["units"])
    @click.option("-o", "--out", required=True, type=click.Path(path_type=Path), help=texts["build_out"])
    @click.option("--by", type=click.Choice(["unit", "lead"]), default="unit", help=texts["by"])
    @click.option("--for", "role", type=click.Choice(list(HANDS)), default="both", help=texts["build_for"])
    @click.option("--self-check", "checks", multiple=True, type=click.Path(path_type=Path), help=texts["self_check"])
    @click.option("--entries", type=click.Path(path_type=Path), help=texts["entries"])
    @click.option("--history", multiple=True, type=click.Path(path_type=Path), help=texts["unsettled"])
    @click.option("--template", metavar="LOOK", help=texts["template"])
    @click.option("--ballot", is_flag=True, help=texts["ballot"])
    @click.option("--ballots", type=click.IntRange(1, 10000), help=texts["ballots_each"])
    @click.option("--source", help=texts["ballot_source"])
    @click.option("--key-file", type=click.Path(path_type=Path), help=texts["key_file"])
    @click.option("--overwrite", is_flag=True, help=texts["overwrite"])
    def build(
        rubric: str,
        units: Path,
        out: Path,
        by: str,
        role: str,
        checks: tuple[Path, ...],
        entries: Path | None,
        history: tuple[Path, ...],
        template: str | None,
        ballot: bool,
        ballots: int | None,
        source: str | None,
        key_file: Path | None,
        overwrite: bool,
    ) -> int:
        if (entries or history or key_file or by != "unit" or role != "both") if ballot else (ballots or source):
            raise click.UsageError(texts["ballot_alone"])
        if checks and role != "review":
            raise click.UsageError(texts["self_check_alone"])
        standard, listed = standard_named(rubric), read_units(units)
        look = look_named(template) if template else None
        skin = read_skin(standard.rubric.language, look)
        if ballot:
            wanted = Wanted(source, ballots, look)
            return build_ballots(standard, rubric, listed, units, wanted, out, overwrite, texts)
        prefill, more = _prefill(standard, listed, entries)
        if checks:
            prefill, found = with_self_checks(prefill, checks, standard, listed.units, [look] if look else [])
            more = [*more, *found]
        past, found = unsettled(files_in(history, BOOKS), standard.rubric, listed.units)
        prefill, more = replace(prefill, past=past), [*more, *found]
        problems = [*listed.problems, *untouched(standard, listed.units, str(units)), *more]
        if any(map(is_error, problems)):
            show_problems(sorted(problems), texts)
            click.echo(texts["nothing_written"], err=True)
            return 1
        show_problems(problems, texts)
        key = read_key(key_file) if key_file else None
        made = _workbooks(standard, skin, listed.units, prefill, Making(by, HANDS[role], key), units)
        inputs = [units, *own_file(rubric), *files_in(history, BOOKS), *([entries] if entries else []), *checks]
        show_problems(write_new(watched(made, texts), out, overwrite, inputs), texts)
        click.echo(texts.say("built", count=len(made), folder=out))
        if history:
            click.echo(texts.say("carried", faults=sum(map(len, past.values())), units=len(past)))
        return leave(problems)

    return build


def _prefill(standard: Standard, listed: UnitList, path: Path | None) -> tuple[Prefill, list[Problem]]:
    if path is None:
        return Prefill(), []
    table = read_entry_table(path)
    prefill = read_prefill(
        standard, table.rows, [unit.id for unit in listed.units], {unit.id: unit for unit in listed.units}
    )
    return prefill, [*table.problems, *prefill.problems]


@dataclass(frozen=True)
class Making:
    """What forms are made: a workbook a unit or a lead unit, for whose hands, signed with a key or not."""

    by: str
    hands: Hands
    key: bytes | None


def _workbooks(
    standard: Standard, skin: Skin, units: Sequence[Unit], prefill: Prefill, making: Making, path: Path
) -> Batch:
    stamp = Stamp(now())
    if making.by == "unit":
        return unit_workbooks(standard, skin, units, prefill, stamp, making.hands, making.key)
    if lacking := leadless(units, str(path)):
        raise Refusal(lacking)
    return lead_workbooks(standard, skin, units, prefill, stamp, making.hands, making.key)
