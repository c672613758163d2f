"""``xlrubric collect``: from returned files to the ranking workbook."""

from datetime import UTC, datetime
from pathlib import Path

import click

from xlrubric.cli.report import Refusal, leave, problem_data, show_json, show_problems, standard_named
from xlrubric.cli.texts import Texts
from xlrubric.collect import Collection, collect
from xlrubric.compiled import figure
from xlrubric.csv_tables import write_csvs
from xlrubric.destinations import refusals
from xlrubric.messages import needs_person
from xlrubric.outputs import make_folder, write_bytes
from xlrubric.ranking import ranking, tables
from xlrubric.ranking_book import ranking_book
from xlrubric.rules import plain
from xlrubric.units import read_units
from xlrubric.writer import Stamp

MOST_SHOWN = 10


def command(texts: Texts) -> click.Command:
    """Make the command."""

    @click.command("collect", help=texts["collect"])
    @click.argument("returned", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="RETURNED...")
    @click.option("--rubric", required=True, help=texts["rubric"])
    @click.option("--units", required=True, type=click.Path(path_type=Path), help=texts["units"])
    @click.option("-o", "--out", required=True, type=click.Path(path_type=Path), help=texts["collect_out"])
    @click.option("--csv", type=click.Path(path_type=Path), help=texts["csv"])
    @click.option("--role", type=click.Choice(["self", "review"]), help=texts["role"])
    @click.option("--json", "as_json", is_flag=True, help=texts["json"])
    def collect_command(
        returned: tuple[Path, ...],
        rubric: str,
        units: Path,
        out: Path,
        csv: Path | None,
        role: str | None,
        as_json: bool,
    ) -> int:
        standard = standard_named(rubric)
        if unfit := refusals(returned, (units, Path(rubric)), out, csv, standard.rubric.language):
            raise Refusal(unfit)
        listed = read_units(units)
        collection = collect(returned, standard, listed.units, role, extra=listed.problems)
        write_outputs(collection, out, csv)
        if as_json:
            show_json(_data(collection, texts))
        else:
            _say(collection, out, texts)
        return 1 if collection.missing else leave(collection.problems)

    return collect_command


def write_outputs(collection: Collection, out: Path, csv: Path | None) -> None:
    """Write the ranking workbook and, where asked for, the tables as CSV."""
    frames = tables(collection, "en" if collection.standard.rubric.language == "en" else "zh")
    stamp = Stamp(datetime.now(UTC).replace(tzinfo=None, microsecond=0))
    book = ranking_book(collection, frames, stamp)
    make_folder(out.parent)
    write_bytes(out, book)
    if csv is not None:
        write_csvs(frames, csv)


def _data(collection: Collection, texts: Texts) -> dict[str, object]:
    rows = ranking(collection).to_dict("records")
    shown = ("rank", "unit", "name", "total", "self_total", "standing", "filled", "findings", "file")
    counts = collection.counts()
    return {
        "counts": {**counts, "duplicates": counts["duplicate"] + counts["superseded"]},
        "missing": [unit.id for unit in collection.missing],
        "ranking": [{key: _json_value(row[key]) for key in shown} for row in rows],
        "problems": [problem_data(p, texts) for p in collection.problems],
    }


def _json_value(value: object) -> object:
    return value if value is None or isinstance(value, int | str) else figure(value)  # type: ignore[arg-type]


def _say(collection: Collection, out: Path, texts: Texts) -> None:
    click.echo(texts.say("files", **collection.counts()))
    rows = ranking(collection).to_dict("records")
    for row in rows[:MOST_SHOWN]:
        points = plain(row["total"])
        click.echo(texts.say("ranked", rank=row["rank"], name=row["name"], unit=row["unit"], total=points))
    if len(rows) > MOST_SHOWN:
        click.echo(texts.say("more", count=len(rows) - MOST_SHOWN))
    if collection.missing:
        click.echo(texts.say("missing", units=", ".join(unit.id for unit in collection.missing)))
    show_problems(filter(needs_person, collection.problems), texts)
    click.echo(texts.say("wrote", file=out))
