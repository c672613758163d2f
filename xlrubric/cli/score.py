"""``xlrubric score``: a table of entries scored without any workbook."""

from pathlib import Path

import click

from xlrubric.cli.report import leave, problem_data, show_json, show_problems, standard_named
from xlrubric.cli.texts import Texts
from xlrubric.entry_tables import read_entry_table
from xlrubric.score import score_data, score_entries
from xlrubric.units import read_units


def command(texts: Texts) -> click.Command:
    """Make the command."""

    @click.command("score", help=texts["score"])
    @click.argument("rubric", metavar="RUBRIC")
    @click.argument("entries", type=click.Path(path_type=Path), metavar="ENTRIES")
    @click.option("--units", type=click.Path(path_type=Path), help=texts["score_units"])
    @click.option("--role", type=click.Choice(["self", "review"]), help=texts["role"])
    @click.option("--json", "as_json", is_flag=True, help=texts["json"])
    def score(rubric: str, entries: Path, units: Path | None, role: str | None, as_json: bool) -> int:
        standard, table = standard_named(rubric), read_entry_table(entries)
        listed = {unit.id: unit for unit in read_units(units).units} if units else None
        scored = score_entries(standard, table.rows, str(entries), listed)
        counts = role or standard.rubric.counts
        data = [score_data(unit, counts) for unit in scored.units]
        problems = sorted((*table.problems, *scored.problems))
        if as_json:
            found = [problem_data(p, texts) for p in problems]
            show_json({"rubric": standard.rubric.rubric, "units": data, "problems": found})
        else:
            for unit in data:
                click.echo(texts["unscored" if unit["total"] is None else "scored"].format_map(unit))
            show_problems(problems, texts)
        return leave(problems)

    return score
