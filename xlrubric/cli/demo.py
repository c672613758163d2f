"""``xlrubric demo``: the whole job on made-up units."""

from pathlib import Path

import click

from xlrubric.cli.report import show_problems
from xlrubric.cli.texts import Texts
from xlrubric.demo import SMALL, demo


def command(texts: Texts) -> click.Command:
    """Make the command. It exits 0: what it finds was put there on purpose."""

    @click.command("demo", help=texts["demo"])
    @click.argument("folder", required=False, default="demo", type=click.Path(path_type=Path), metavar="[DIR]")
    @click.option("--small", is_flag=True, hidden=True)
    def demo_command(folder: Path, small: bool) -> int:
        made = demo(folder, *SMALL) if small else demo(folder)
        click.echo(texts.say("demo_made", folder=folder, units=made.units, returned=made.returned))
        click.echo(texts.say("files", **made.collection.counts()))
        if made.collection.missing:
            click.echo(texts.say("missing", units=", ".join(unit.id for unit in made.collection.missing)))
        click.echo(texts["demo_seen"])
        show_problems(made.collection.problems, texts)
        return 0

    return demo_command
