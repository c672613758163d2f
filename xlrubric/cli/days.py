"""A day as an option of a command."""

from datetime import date

import click

from xlrubric.cli.texts import Texts
from xlrubric.days import read_day


class Day(click.ParamType[date]):
    """Reads ``2020-04-01`` and ``2020.4.1``."""

    name = "day"

    def __init__(self, texts: Texts) -> None:
        self.texts = texts

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Give the day, or say that it is none."""
        found = value if isinstance(value, date) else read_day(str(value))
        return found if found is not None else self.fail(self.texts.say("no_day", text=value), param, ctx)
