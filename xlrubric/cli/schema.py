"""``xlrubric schema``: the language of rubrics for editors, as JSON Schema."""

import json
from pathlib import Path

import click

from xlrubric.cli.report import leave, show_json, show_problems
from xlrubric.cli.texts import Texts
from xlrubric.deliveries import deliver
from xlrubric.language_schema import language_schema


def command(texts: Texts) -> click.Command:
    """Make the command."""

    @click.command("schema", help=texts["schema"])
    @click.option("-o", "--out", type=click.Path(path_type=Path), help=texts["schema_out"])
    def schema(out: Path | None) -> int:
        if out is None:
            show_json(language_schema())
            return 0
        if out.suffix.lower() != ".json":
            raise click.UsageError(texts["schema_ending"])
        data = json.dumps(language_schema(), ensure_ascii=False, indent=1) + "\n"
        made = deliver([(out, data.encode())], aside=[out])
        click.echo(texts.say("wrote", file=made.paths[0]))
        show_problems(made.problems, texts)
        return leave(made.problems)

    return schema
