"""``xlrubric schema``: the language of rubrics for editors, as JSON Schema."""

import click

from xlrubric.cli.report import show_json
from xlrubric.cli.texts import Texts
from xlrubric.language_schema import language_schema


def command(texts: Texts) -> click.Command:
    """Make the command."""

    @click.command("schema", help=texts["schema"])
    def schema() -> int:
        show_json(language_schema())
        return 0

    return schema
