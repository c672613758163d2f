"""``xlrubric heal``: entries of damaged or out-of-date forms, put into fresh ones."""

from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import click

from xlrubric.carried import Bridge, bridge
from xlrubric.cli.folder import write_new
from xlrubric.cli.inputs import own_file
from xlrubric.cli.looks import look_named
from xlrubric.cli.moment import now
from xlrubric.cli.report import Refusal, leave, show_problems, standard_named
from xlrubric.cli.texts import Texts
from xlrubric.cli.trial import other_rubric
from xlrubric.folder_places import folder_refusals
from xlrubric.healing import Healed, Opening, heal, healing_of
from xlrubric.intake import arrivals
from xlrubric.passwords import read_passwords
from xlrubric.sealing import read_key
from xlrubric.skin import read_skin
from xlrubric.units import read_units
from xlrubric.writer import Stamp


def command(texts: Texts) -> click.Command:
    """Make the command."""

    @click.command("heal", help=texts["heal"])
    @click.argument("returned", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="RETURNED...")
    @click.option("--rubric", required=True, help=texts["rubric"])
    @click.option("--units", required=True, type=click.Path(path_type=Path), help=texts["units"])
    @click.option("-o", "--out", required=True, type=click.Path(path_type=Path), help=texts["build_out"])
    @click.option("--from", "former", metavar="RUBRIC", help=texts["heal_from"])
    @click.option("--template", metavar="LOOK", help=texts["template"])
    @click.option("--password-file", type=click.Path(path_type=Path), help=texts["password_file"])
    @click.option("--key-file", type=click.Path(path_type=Path), help=texts["key_file"])
    @click.option("--overwrite", is_flag=True, help=texts["overwrite"])
    def heal_command(
        returned: tuple[Path, ...],
        rubric: str,
        units: Path,
        out: Path,
        former: str | None,
        template: str | None,
        password_file: Path | None,
        key_file: Path | None,
        overwrite: bool,
    ) -> int:
        if unfit := folder_refusals(returned, out):
            raise Refusal(unfit)
        standard, listed = standard_named(rubric), read_units(units)
        skin = read_skin(standard.rubric.language, look_named(template) if template else None)
        passwords = read_passwords(password_file) if password_file else None
        opening = Opening(passwords, key=read_key(key_file) if key_file else None)
        bridged = _bridge(former, rubric) if former else None
        with closing(healing_of(standard, skin, listed.units, Stamp(now()), bridged, opening)) as healing:
            healed, lost = heal(healing, arrivals(returned))
        written = write_new([one.made for one in healed], out, overwrite, [units, *own_file(rubric), *returned])
        problems = sorted([*listed.problems, *lost, *written])
        show_problems(problems, texts)
        say_healed(healed, out, texts)
        doubtful = any(one.comments or one.left for one in healed)
        return 1 if doubtful else leave(problems)

    return heal_command


def _bridge(former: str, rubric: str) -> Bridge:
    """Read the earlier version of the rubric and set it beside today's. Raises Refusal."""
    old = standard_named(former)
    other = other_rubric(old, former, rubric)
    return bridge(old, other.standard, other.matching)


def say_healed(healed: Sequence[Healed], out: Path, texts: Texts) -> None:
    """Say what was made, and of each workbook how much in it is doubtful."""
    for one in healed:
        if one.comments or one.left:
            said = {"file": one.made.name, "comments": one.comments, "left": len(one.left)}
            click.echo(texts.say("healed_one", **said))
    click.echo(texts.say("built", count=len(healed), folder=out))
