"""``xlrubric collect``: from returned files to the ranking workbook."""

from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import click

from xlrubric.accounting import FileAccount, reason
from xlrubric.against import Trial, try_out
from xlrubric.against_tables import against_tables
from xlrubric.ballots.votes_table import VotesTable, read_ballot_table
from xlrubric.cli.days import Day
from xlrubric.cli.folder import write_new
from xlrubric.cli.heal import say_healed
from xlrubric.cli.inputs import BOOKS, TABLES, files_in, own_file
from xlrubric.cli.moment import now, today
from xlrubric.cli.report import Refusal, leave, look_named, problem_data, show_json, show_problems, standard_named
from xlrubric.cli.texts import Texts
from xlrubric.cli.trial import Other, other_rubric, show_trial, trial_data
from xlrubric.collect import Collection, Status, collect, with_result
from xlrubric.compiled import figure
from xlrubric.csv_tables import csv_files
from xlrubric.deliveries import Delivered, deliver
from xlrubric.destinations import folder_refusals, refusals
from xlrubric.feedback.tables import summed_up
from xlrubric.healing import Healed, Opening, heal, healing_of
from xlrubric.history import read_history
from xlrubric.input_files import HISTORY, SCORES, VOTES, input_files
from xlrubric.intake import arrivals
from xlrubric.messages import needs_person, words
from xlrubric.passwords import read_passwords
from xlrubric.problems import Place, Problem, problem
from xlrubric.ranking import ranking, tables
from xlrubric.ranking_book import pages_file, ranking_book, unit_pages_book
from xlrubric.rules import plain
from xlrubric.sealing import read_key
from xlrubric.skin import Look, read_skin
from xlrubric.units import read_units
from xlrubric.writer import Stamp
from xlrubric.year.score_tables import read_scores

MOST_SHOWN = 10


def command(texts: Texts) -> click.Command:
    """Make the command."""

    @click.command("collect", help=texts["collect"])
    @click.argument("returned", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="RETURNED...")
    @click.option("--rubric", required=True, help=texts["rubric"])
    @click.option("--units", required=True, type=click.Path(path_type=Path), help=texts["units"])
    @click.option("-o", "--out", required=True, type=click.Path(path_type=Path), help=texts["collect_out"])
    @click.option("--unit-pages", is_flag=True, help=texts["unit_pages"])
    @click.option("--csv", type=click.Path(path_type=Path), help=texts["csv"])
    @click.option("--on", type=Day(texts), help=texts["on"])
    @click.option("--role", type=click.Choice(["self", "review"]), help=texts["role"])
    @click.option("--votes", type=click.Path(path_type=Path), help=texts["votes"])
    @click.option("--scores", multiple=True, type=click.Path(path_type=Path), help=texts["scores"])
    @click.option("--history", multiple=True, type=click.Path(path_type=Path), help=texts["past"])
    @click.option("--against", metavar="RUBRIC", help=texts["try_out"])
    @click.option("--template", "templates", multiple=True, metavar="LOOK", help=texts["template_read"])
    @click.option("--marked", type=click.Path(path_type=Path), help=texts["marked"])
    @click.option("--password-file", type=click.Path(path_type=Path), help=texts["password_file"])
    @click.option("--key-file", type=click.Path(path_type=Path), help=texts["key_file"])
    @click.option("--json", "as_json", is_flag=True, help=texts["json"])
    def collect_command(
        returned: tuple[Path, ...],
        rubric: str,
        units: Path,
        out: Path,
        unit_pages: bool,
        csv: Path | None,
        on: date | None,
        role: str | None,
        votes: Path | None,
        scores: tuple[Path, ...],
        history: tuple[Path, ...],
        against: str | None,
        templates: tuple[str, ...],
        marked: Path | None,
        password_file: Path | None,
        key_file: Path | None,
        as_json: bool,
    ) -> int:
        standard = standard_named(rubric)
        looks = [look_named(name) for name in templates]
        lists = (units, *own_file(rubric), *([votes] if votes else []), *scores, *history)
        lists = (*lists, *(Path(look.file) for look in looks))
        scores, history = files_in(scores, TABLES), files_in(history, BOOKS)
        pages = pages_file(standard.rubric.language, out) if unit_pages else None
        unfit = refusals(returned, lists, out, csv, standard.rubric.language, pages)
        if unfit := [*unfit, *(folder_refusals(returned, marked, empty=True) if marked else [])]:
            raise Refusal(list(dict.fromkeys(unfit)))
        listed = read_units(units)
        table = read_ballot_table(votes, standard.rubric.result, listed.units) if votes else VotesTable((), ())
        extra = (*listed.problems, *table.problems)
        passwords = read_passwords(password_file) if password_file else None
        key = read_key(key_file) if key_file else None
        collection = collect(
            returned, standard, listed.units, role, extra, on or today(), table.ballots, passwords, key, looks=looks
        )
        collection = _with_result(collection, scores, history)
        inputs = {VOTES: [votes] if votes else [], SCORES: scores, HISTORY: history}
        used = tuple(account for kind, paths in inputs.items() for account in input_files(kind, paths))
        collection = replace(collection, inputs=used)
        tried = tried_out(collection, other_rubric(standard, rubric, against)) if against else None
        made = write_outputs(collection, out, Outputs(csv, tried, unit_pages))
        healed = _marked(collection, returned, marked, Opening(passwords, key=key), looks) if marked else Marked()
        if as_json:
            show_json({**_data(collection, made.problems, texts), **({"against": trial_data(tried)} if tried else {})})
        else:
            if tried:
                show_trial(tried, {unit.id: unit.name for unit in listed.units}, texts)
            _say(collection, made, texts)
            if marked:
                say_healed(healed.forms, marked, texts)
        found = (*collection.problems, *made.problems, *healed.problems)
        return 1 if collection.missing else leave(found)

    return collect_command


def _with_result(collection: Collection, scores: tuple[Path, ...], history: tuple[Path, ...]) -> Collection:
    """Add the year's result. Raises Refusal where a table cannot be read, or where no rule asks for one."""
    rubric, units = collection.standard.rubric, collection.units
    if absent := [problem(Place(str(path)), "input-missing") for path in (*scores, *history) if not path.exists()]:
        raise Refusal(absent)
    if rubric.result is None:
        if unasked := [problem(Place(str(path)), "no-result-rules") for path in (*scores, *history)]:
            raise Refusal(unasked)
        return collection
    return with_result(collection, read_scores(scores, rubric.result, units), read_history(history, rubric, units))


@dataclass(frozen=True)
class Marked:
    """The flagged forms that were made anew, and what is to be said of writing them."""

    forms: Sequence[Healed] = ()
    problems: Sequence[Problem] = ()


def _marked(
    collection: Collection, returned: tuple[Path, ...], folder: Path, opening: Opening, looks: Sequence[Look]
) -> Marked:
    """Put the entries of every flagged form into a fresh one, in a folder of their own."""
    flagged = {account.file for account in collection.files if account.status is Status.FLAGGED and not account.kind}
    standard, language = collection.standard, collection.standard.rubric.language
    opening = replace(opening, looks=[read_skin(language, look) for look in looks])
    healing = healing_of(standard, read_skin(language), collection.units, Stamp(now()), None, opening)
    with closing(healing):
        healed, _ = heal(healing, (arrived for arrived in arrivals(returned) if arrived.name in flagged))
    return Marked(healed, write_new([one.made for one in healed], folder, False, returned))


def tried_out(collection: Collection, other: Other) -> Trial:
    """Score the entries of a collection under another rubric."""
    returns = [collection.returns[unit.id] for unit in collection.units if unit.id in collection.returns]
    counts = next((one.counts for one in returns), collection.standard.rubric.counts)
    known = {unit.id: unit for unit in collection.units}
    return try_out(collection.standard, other.standard, other.matching, returns, counts, known)


@dataclass(frozen=True)
class Outputs:
    """What is asked for beside the ranking: tables as CSV in a folder, a trial's tables, a page for each unit."""

    csv: Path | None = None
    tried: Trial | None = None
    unit_pages: bool = False


def write_outputs(collection: Collection, out: Path, asked: Outputs) -> Delivered:
    """Write the ranking workbook and what is asked for beside it: all of them or none.

    A ranking that is open in Excel stays, and the new one is written beside it.
    """
    frames = tables(collection, "en" if collection.standard.rubric.language == "en" else "zh")
    if asked.tried is not None:
        frames |= against_tables(asked.tried, collection)
    stamp = Stamp(now())
    books = {out: ranking_book(collection, frames, stamp, out, asked.unit_pages)}
    if asked.unit_pages and (second := unit_pages_book(collection, frames, stamp, out)):
        books |= dict([second])
    return deliver([*books.items(), *(csv_files(frames, asked.csv) if asked.csv else ())], aside=list(books))


def _data(collection: Collection, more: Sequence[Problem], texts: Texts) -> dict[str, object]:
    rows = ranking(collection).to_dict("records")
    year = ("composite", "grade", "follows", "from_end") if collection.outcome else ()
    shown = ("rank", "unit", "name", *year, "total", "self_total", "standing", "filled", "findings", "file")
    counts = collection.counts()
    return {
        "counts": {**counts, "duplicates": counts["duplicate"] + counts["superseded"]},
        "missing": [unit.id for unit in collection.missing],
        "files": [_file_data(account, texts) for account in collection.files],
        "archives": [{"file": one.file, "members": one.members} for one in collection.archives],
        "ranking": [{key: _json_value(row[key]) for key in shown} for row in rows],
        **({"rectification": summed_up(collection)} if collection.rectifications else {}),
        "problems": [problem_data(p, texts) for p in (*collection.problems, *more)],
    }


def _file_data(account: FileAccount, texts: Texts) -> dict[str, object]:
    """Say what became of a file, why, and what to do."""
    found = reason(account)
    what, remedy = words(found, texts.language) if found else ("", "")
    why = {"code": found.code if found else None, "reason": what, "remedy": remedy}
    return {"file": account.file, "status": str(account.status), "units": list(account.units), **why}


def _json_value(value: object) -> object:
    return value if value is None or isinstance(value, int | str) else figure(value)  # type: ignore[arg-type]


def _say_others(collection: Collection, texts: Texts) -> None:
    """Say what became of what is no form: ballots and rectification lists."""
    for counted in collection.votes.values():
        own = sum(ballot.source == counted.source.id for ballot in collection.ballots)
        if own:
            details = {"source": counted.source.name, "count": own, "units": len(counted.points)}
            click.echo(texts.say("ballots_counted", **details))
    if collection.rectifications:
        click.echo(texts.say("lists_counted", **summed_up(collection), on=collection.on))


def _say(collection: Collection, made: Delivered, texts: Texts) -> None:
    click.echo(texts.say("files", **collection.counts()))
    if collection.archives:
        click.echo(texts.say("archives_opened", archives=len(collection.archives)))
    _say_others(collection, texts)
    rows = ranking(collection).to_dict("records")
    rows = [row for row in rows if row["rank"] is not None]
    for row in rows[:MOST_SHOWN]:
        points = plain(row["composite" if collection.outcome else "total"])
        click.echo(texts.say("ranked", rank=row["rank"], name=row["name"], unit=row["unit"], total=points))
    if len(rows) > MOST_SHOWN:
        click.echo(texts.say("more", count=len(rows) - MOST_SHOWN))
    for row in reversed(rows):
        if collection.outcome and row["follows"]:
            click.echo(texts.say("follows", rank=row["rank"], name=row["name"], follows=row["follows"]))
    if collection.missing:
        click.echo(texts.say("missing", units=", ".join(unit.id for unit in collection.missing)))
    show_problems(filter(needs_person, (*collection.problems, *made.problems)), texts)
    _say_written(made, texts)


def _say_written(made: Delivered, texts: Texts) -> None:
    for path in made.paths:
        if path.suffix.lower() == ".xlsx":
            click.echo(texts.say("wrote", file=path))
