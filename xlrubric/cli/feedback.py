"""``xlrubric feedback``: a workbook for each ranked unit, with its result and its rectification list."""

from pathlib import Path

import click

from xlrubric.cli.folder import write_new
from xlrubric.cli.inputs import own_file
from xlrubric.cli.looks import look_named
from xlrubric.cli.moment import now
from xlrubric.cli.report import Refusal, leave, show_problems, standard_named
from xlrubric.cli.texts import Texts
from xlrubric.collect import collect
from xlrubric.feedback.book import feedback_books
from xlrubric.messages import needs_person
from xlrubric.passwords import read_passwords
from xlrubric.problems import Place, Problem, problem
from xlrubric.ranked import Ranked, ranked_of, read_ranked
from xlrubric.ranking import tables
from xlrubric.ranking_book import ranking_book
from xlrubric.skin import Look
from xlrubric.units import read_units
from xlrubric.writer import Stamp


def command(texts: Texts) -> click.Command:
    """Make the command."""

    @click.command("feedback", help=texts["feedback"])
    @click.argument("results", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="RANKING|RETURNED...")
    @click.option("-o", "--out", required=True, type=click.Path(path_type=Path), help=texts["build_out"])
    @click.option("--rubric", help=texts["feedback_rubric"])
    @click.option("--units", type=click.Path(path_type=Path), help=texts["feedback_units"])
    @click.option("--role", type=click.Choice(["self", "review"]), help=texts["role"])
    @click.option("--template", metavar="LOOK", help=texts["template"])
    @click.option("--password-file", type=click.Path(path_type=Path), help=texts["password_file"])
    @click.option("--overwrite", is_flag=True, help=texts["overwrite"])
    def feedback(
        results: tuple[Path, ...],
        out: Path,
        rubric: str | None,
        units: Path | None,
        role: str | None,
        template: str | None,
        password_file: Path | None,
        overwrite: bool,
    ) -> int:
        look = look_named(template) if template else None
        stamp = Stamp(now())
        if rubric is not None and units is not None:
            ranked, problems = _collected(results, rubric, units, role, look, password_file, stamp, texts)
        elif rubric is not None or units is not None or role is not None or len(results) > 1:
            raise click.UsageError(texts["feedback_either"])
        else:
            ranked = read_ranked(results[0])
            problems = list(ranked.problems)
        made = list(feedback_books(ranked, stamp, look))
        if not made:
            raise Refusal([*problems, problem(Place(ranked.file), "nobody-ranked")])
        show_problems(filter(needs_person, problems), texts)
        inputs = [*results, *([units] if units else []), *own_file(rubric or "")]
        show_problems(write_new(made, out, overwrite, inputs), texts)
        click.echo(texts.say("built", count=len(made), folder=out))
        return leave(problems)

    return feedback


def _collected(
    returned: tuple[Path, ...],
    rubric: str,
    units: Path,
    role: str | None,
    look: Look | None,
    password_file: Path | None,
    stamp: Stamp,
    texts: Texts,
) -> tuple[Ranked, list[Problem]]:
    """Collect returned files and take the ranking that ``collect`` would write. Raises Refusal."""
    if unfit := [problem(Place(str(path)), "input-missing") for path in returned if not path.exists()]:
        raise Refusal(unfit)
    standard = standard_named(rubric)
    if standard.rubric.result is not None:
        raise click.UsageError(texts["feedback_year"])
    listed = read_units(units)
    looks, passwords = [look] if look else [], read_passwords(password_file) if password_file else None
    collection = collect(
        returned, standard, listed.units, role, extra=listed.problems, passwords=passwords, looks=looks
    )
    frames = tables(collection, "en" if standard.rubric.language == "en" else "zh")
    return ranked_of(ranking_book(collection, frames, stamp), rubric), list(collection.problems)
