"""``xlrubric collect``: from returned files to the ranking workbook."""

from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any, get_args

import click

from xlrubric.accounting import FileAccount, Status, reason
from xlrubric.against import Trial, try_out
from xlrubric.against_tables import against_tables
from xlrubric.ballots.votes_table import VotesTable, read_ballot_table
from xlrubric.cli.days import Day
from xlrubric.cli.folder import write_new
from xlrubric.cli.heal import say_healed
from xlrubric.cli.inputs import BOOKS, TABLES, files_in, own_file
from xlrubric.cli.looks import look_named
from xlrubric.cli.moment import now, today
from xlrubric.cli.progress import Progress
from xlrubric.cli.report import Refusal, leave, problem_data, show_json, show_problems, standard_named
from xlrubric.cli.texts import Texts
from xlrubric.cli.trial import Other, other_rubric, show_trial, trial_data
from xlrubric.collect import Collection, collect, with_result
from xlrubric.compiled import figure
from xlrubric.crew import hands_free
from xlrubric.csv_tables import csv_files
from xlrubric.deliveries import Delivered, deliver
from xlrubric.destinations import refusals
from xlrubric.feedback.tables import summed_up
from xlrubric.folder_places import folder_refusals
from xlrubric.frames import Frame
from xlrubric.healing import Healed, Opening, heal, healing_of
from xlrubric.history import read_history
from xlrubric.input_files import HISTORY, SCORES, VOTES, input_files
from xlrubric.intake import arrivals
from xlrubric.messages import needs_person, words
from xlrubric.passwords import Passwords, read_passwords
from xlrubric.problems import Place, Problem, problem
from xlrubric.ranking import tables
from xlrubric.ranking_book import pages_file, ranking_book, unit_pages_book
from xlrubric.rubric import Merge
from xlrubric.rules import plain
from xlrubric.sealing import read_key
from xlrubric.skin import Look, read_skin
from xlrubric.standard import Standard
from xlrubric.units import UnitList, read_units
from xlrubric.writer import Stamp
from xlrubric.year.score_tables import read_scores

MOST_SHOWN = 10


@dataclass(frozen=True)
class Asked:
    """What the command line asks for, under the names of its options."""

    returned: tuple[Path, ...]
    rubric: str
    units: Path
    out: Path
    unit_pages: bool
    csv: Path | None
    on: date | None
    role: str | None
    merge: Merge | None
    votes: Path | None
    scores: tuple[Path, ...]
    history: tuple[Path, ...]
    against: str | None
    templates: tuple[str, ...]
    marked: Path | None
    password_file: Path | None
    key_file: Path | None
    workers: int | None
    as_json: bool


def command(texts: Texts) -> click.Command:
    """Make the command."""
    path = click.Path(path_type=Path)

    @click.command("collect", help=texts["collect"])
    @click.argument("returned", nargs=-1, required=True, type=path, metavar="RETURNED...")
    @click.option("--rubric", required=True, help=texts["rubric"])
    @click.option("--units", required=True, type=path, help=texts["units"])
    @click.option("-o", "--out", required=True, type=path, help=texts["collect_out"])
    @click.option("--unit-pages", is_flag=True, help=texts["unit_pages"])
    @click.option("--csv", type=path, help=texts["csv"])
    @click.option("--on", type=Day(texts), help=texts["on"])
    @click.option("--role", type=click.Choice(["self", "review"]), help=texts["role"])
    @click.option("--merge", type=click.Choice(get_args(Merge)), help=texts["merge"])
    @click.option("--votes", type=path, help=texts["votes"])
    @click.option("--scores", multiple=True, type=path, help=texts["scores"])
    @click.option("--history", multiple=True, type=path, help=texts["past"])
    @click.option("--against", metavar="RUBRIC", help=texts["try_out"])
    @click.option("--template", "templates", multiple=True, metavar="LOOK", help=texts["template_read"])
    @click.option("--marked", type=path, help=texts["marked"])
    @click.option("--password-file", type=path, help=texts["password_file"])
    @click.option("--key-file", type=path, help=texts["key_file"])
    @click.option("--workers", type=click.IntRange(1, 64), metavar="N", help=texts["workers"])
    @click.option("--json", "as_json", is_flag=True, help=texts["json"])
    def collect_command(**given: Any) -> int:
        return _collected(Asked(**given), texts)

    return collect_command


def _collected(asked: Asked, texts: Texts) -> int:
    """Run the command and give its exit code."""
    standard = standard_named(asked.rubric)
    looks = [look_named(name) for name in asked.templates]
    tables_given, rankings = files_in(asked.scores, TABLES), files_in(asked.history, BOOKS)
    _refuse_unfit(asked, standard, looks)
    listed = read_units(asked.units)
    with Progress(texts) as line:
        collection = _read(asked, standard, listed, looks, line)
    collection = _with_result(collection, tables_given, rankings)
    inputs = {VOTES: [asked.votes] if asked.votes else [], SCORES: tables_given, HISTORY: rankings}
    used = tuple(account for kind, paths in inputs.items() for account in input_files(kind, paths))
    collection = replace(collection, inputs=used)
    other = other_rubric(standard, asked.rubric, asked.against) if asked.against else None
    tried = tried_out(collection, other) if other else None
    frames = tables(collection, "en" if standard.rubric.language == "en" else "zh")
    made = write_outputs(collection, frames, asked.out, Outputs(asked.csv, tried, asked.unit_pages))
    healed = _marked(collection, asked, looks)
    _told(asked, collection, Results(made, frames["ranking"].to_dict("records"), tried, healed), texts)
    found = (*collection.problems, *made.problems, *healed.problems)
    return 1 if collection.missing else leave(found)


def _refuse_unfit(asked: Asked, standard: Standard, looks: Sequence[Look]) -> None:
    """Refuse outputs that would lie on or among what goes in, before anything is read. Raises Refusal."""
    language = standard.rubric.language
    lists = (asked.units, *own_file(asked.rubric), *([asked.votes] if asked.votes else []), *asked.scores)
    lists = (*lists, *asked.history, *(Path(look.file) for look in looks))
    pages = pages_file(language, asked.out) if asked.unit_pages else None
    unfit = refusals(asked.returned, lists, asked.out, asked.csv, language, pages)
    if unfit := [*unfit, *(folder_refusals(asked.returned, asked.marked, empty=True) if asked.marked else [])]:
        raise Refusal(list(dict.fromkeys(unfit)))


def _read(asked: Asked, standard: Standard, listed: UnitList, looks: Sequence[Look], line: Progress) -> Collection:
    """Collect the returned files and the votes of a table."""
    units = listed.units
    table = read_ballot_table(asked.votes, standard.rubric.result, units) if asked.votes else VotesTable((), ())
    return collect(
        asked.returned,
        standard,
        units,
        asked.role,
        (*listed.problems, *table.problems),
        asked.on or today(),
        table.ballots,
        _passwords(asked),
        _key(asked),
        looks=looks,
        merge=asked.merge,
        workers=asked.workers or hands_free(),
        progress=line.tell,
    )


def _passwords(asked: Asked) -> Passwords | None:
    return read_passwords(asked.password_file) if asked.password_file else None


def _key(asked: Asked) -> bytes | None:
    return read_key(asked.key_file) if asked.key_file else None


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


def _marked(collection: Collection, asked: Asked, looks: Sequence[Look]) -> Marked:
    """Put the entries of every flagged form into a fresh one, in a folder of their own."""
    if asked.marked is None:
        return Marked()
    flagged = {account.file for account in collection.files if account.status is Status.FLAGGED and not account.kind}
    standard, language = collection.standard, collection.standard.rubric.language
    opening = Opening(_passwords(asked), [read_skin(language, look) for look in looks], _key(asked))
    healing = healing_of(standard, read_skin(language), collection.units, Stamp(now()), None, opening)
    with closing(healing):
        healed, _ = heal(healing, (arrived for arrived in arrivals(asked.returned) if arrived.name in flagged))
    return Marked(healed, write_new([one.made for one in healed], asked.marked, False, asked.returned))


@dataclass(frozen=True)
class Results:
    """What the command has made: what was written, the ranking's rows, a trial, forms made anew."""

    made: Delivered
    rows: Sequence[Mapping[Any, Any]]
    tried: Trial | None
    healed: Marked


def _told(asked: Asked, collection: Collection, results: Results, texts: Texts) -> None:
    """Say what came of it, for a person or for another program."""
    tried = results.tried
    if asked.as_json:
        show_json({**_data(collection, results, texts), **({"against": trial_data(tried)} if tried else {})})
        return
    if tried:
        show_trial(tried, {unit.id: unit.name for unit in collection.units}, texts)
    _say(collection, results, texts)
    if asked.marked:
        say_healed(results.healed.forms, asked.marked, texts)


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


def write_outputs(collection: Collection, frames: Mapping[str, Frame], out: Path, asked: Outputs) -> Delivered:
    """Write the ranking workbook and what is asked for beside it: all of them or none.

    A ranking that is open in Excel stays, and the new one is written beside it.
    """
    if asked.tried is not None:
        frames = {**frames, **against_tables(asked.tried, collection)}
    stamp = Stamp(now())
    books = {out: ranking_book(collection, frames, stamp, out, asked.unit_pages)}
    if asked.unit_pages and (second := unit_pages_book(collection, frames, stamp, out)):
        books |= dict([second])
    return deliver([*books.items(), *(csv_files(frames, asked.csv) if asked.csv else ())], aside=list(books))


def _data(collection: Collection, results: Results, texts: Texts) -> dict[str, object]:
    year = ("composite", "grade", "follows", "from_end") if collection.outcome else ()
    shown = ("rank", "unit", "name", *year, "total", "self_total", "standing", "filled", "findings", "file")
    counts = collection.counts()
    return {
        "counts": {**counts, "duplicates": counts["duplicate"] + counts["superseded"]},
        "missing": [unit.id for unit in collection.missing],
        "files": [_file_data(account, texts) for account in collection.files],
        "archives": [{"file": one.file, "members": one.members} for one in collection.archives],
        "ranking": [{key: _json_value(row[key]) for key in shown} for row in results.rows],
        **({"rectification": summed_up(collection)} if collection.rectifications else {}),
        "problems": [problem_data(p, texts) for p in (*collection.problems, *results.made.problems)],
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


def _say(collection: Collection, results: Results, texts: Texts) -> None:
    made = results.made
    click.echo(texts.say("files", **collection.counts()))
    if collection.archives:
        click.echo(texts.say("archives_opened", archives=len(collection.archives)))
    _say_others(collection, texts)
    rows = [row for row in results.rows if row["rank"] is not None]
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
