"""``xlrubric score``: a table of entries scored without any workbook."""

from pathlib import Path

import click

from xlrubric.against import try_out
from xlrubric.cli.report import leave, problem_data, show_json, show_problems, standard_named, unlocked
from xlrubric.cli.texts import Texts
from xlrubric.cli.trial import other_rubric, show_trial, trial_data
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
    @click.option("--against", metavar="RUBRIC", help=texts["try_out"])
    @click.option("--password-file", type=click.Path(path_type=Path), help=texts["password_file"])
    @click.option("--json", "as_json", is_flag=True, help=texts["json"])
    def score(
        rubric: str,
        entries: Path,
        units: Path | None,
        role: str | None,
        against: str | None,
        password_file: Path | None,
        as_json: bool,
    ) -> int:
        standard = standard_named(rubric)
        table = read_entry_table(entries, unlocked(entries, password_file) if password_file else None)
        listed = {unit.id: unit for unit in read_units(units).units} if units else None
        scored = score_entries(standard, table.rows, str(entries), listed)
        counts = role or standard.rubric.counts
        data = [score_data(unit, counts) for unit in scored.units]
        problems = sorted((*table.problems, *scored.problems))
        other = other_rubric(standard, rubric, against) if against else None
        trial = try_out(standard, other.standard, other.matching, scored.units, counts, listed) if other else None
        if as_json:
            found = [problem_data(p, texts) for p in problems]
            tried = {"against": trial_data(trial)} if trial else {}
            show_json({"rubric": standard.rubric.rubric, "units": data, **tried, "problems": found})
        else:
            for unit in data:
                click.echo(texts["unscored" if unit["total"] is None else "scored"].format_map(unit))
            if trial and other:
                show_trial(trial, {unit.id: unit.name for unit in (listed or {}).values()}, texts)
                show_problems(other.problems, texts)
            show_problems(problems, texts)
        return leave(problems)

    return score
