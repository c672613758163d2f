"""A whole year of the 2018 standard on made-up units: built, filled in, returned, collected, ranked, sent back.

Apart from the commands; it uses only what they use. ``people`` are the units, ``forms`` and ``others`` what they and
other offices send, with the faults of a real year; ``lists`` what is put right afterwards.

The year runs in a folder of the system for passing things; what it made is then put in its place together.
"""

from collections.abc import Iterable, Iterator
from contextlib import chdir
from dataclasses import dataclass, replace
from datetime import datetime
from errno import ENOTDIR
from os import strerror
from pathlib import Path
from tempfile import TemporaryDirectory

from xlrubric.ballots.blanks import ballot_workbooks
from xlrubric.ballots.words import ballot_skin
from xlrubric.build import Built, Prefill, unit_workbooks
from xlrubric.collect import Collection, collect, with_result
from xlrubric.deliveries import deliver
from xlrubric.demo.forms import filled_in
from xlrubric.demo.lists import filled_lists
from xlrubric.demo.others import earlier_ranking, filled_ballots, made_up_slips, score_tables
from xlrubric.demo.people import LEADS, SENT, UNDER, made_up_units, unit_list
from xlrubric.feedback.book import feedback_books
from xlrubric.feedback.unsettled import read_unsettled
from xlrubric.history import read_history
from xlrubric.input_files import HISTORY, SCORES, input_files
from xlrubric.problems import Place, Refusal, problem
from xlrubric.ranked import read_ranked
from xlrubric.ranking import tables
from xlrubric.ranking_book import ranking_book
from xlrubric.shipped_files import shipped
from xlrubric.skin import read_skin
from xlrubric.standard import Standard, read_standard
from xlrubric.units import Unit, read_units
from xlrubric.writer import Stamp
from xlrubric.year.score_tables import read_scores

RANKED = datetime(2018, 12, 26, 10)
FOLLOWED = datetime(2019, 6, 30, 10)
SMALL = (2, 5)  # lead units, and units under each, of the samples
EARLIER = (2016, 2017)
PARTS = ("blank", "ballots", "returned", "scores", "earlier", "feedback", "lists", "next")
DRAFT = "draft-2019.yaml"  # only a demonstration has it
RUBRIC = shipped("rubrics") / "xiangxi-2018.yaml"
CHANGED = (  # of the standard, for next year's draft
    ("rubric: xiangxi-2018", "rubric: xiangxi-2019"),
    ("period: 2018年度", "period: 2019年度"),
    ("title: 2018年", "title: 2019年"),
    ("{text: 班子会议研究党建的次数, deduct: 1,", "{text: 班子会议研究党建的次数, deduct: 2,"),
    ("{text: 班子成员未按分工指导, deduct: 1,", "{text: 班子成员未按分工指导, deduct: 0.5,"),
)


@dataclass(frozen=True)
class Demo:
    """What a demonstration made."""

    folder: Path
    units: int
    returned: int
    collection: Collection


def demo(folder: Path, leads: int = len(LEADS), under: int = len(UNDER)) -> Demo:
    """Run the whole year for a folder (made if need be; files of an earlier demonstration are replaced).

    Raises Refusal, the folder being as before, where it holds other files of these names or cannot be written.
    """
    if folder.exists() and not folder.is_dir():
        raise Refusal([problem(Place(str(folder)), "output-no-folder", reason=strerror(ENOTDIR))])
    if taken := next(_taken(folder), ""):
        raise Refusal([problem(Place(str(folder)), "demo-folder-taken", first=taken)])
    with TemporaryDirectory(prefix="xlrubric-") as away, chdir(away):
        inner = Path(folder.name) if folder.is_absolute() or ".." in folder.parts else folder  # as files call it
        made = _year(inner, leads, under)
        files = [(path.relative_to(inner), path.read_bytes()) for path in sorted(inner.rglob("*")) if path.is_file()]
    deliver((folder / path, data) for path, data in files)
    return replace(made, folder=folder)


def _taken(folder: Path) -> Iterator[str]:
    """Name what stands in the places of a demonstration's files, where there was none before."""
    if folder.is_dir() and not (folder / DRAFT).exists():
        for name in ("units.xlsx", "ranking.xlsx", "followup.xlsx", *PARTS):
            path = folder / name
            if any(path.iterdir()) if path.is_dir() else path.exists():
                yield name


def _year(folder: Path, leads: int, under: int) -> Demo:
    """Run the year in an empty folder."""
    standard = read_standard(RUBRIC)
    units = made_up_units(leads, under)
    for part in PARTS:
        (folder / part).mkdir(parents=True, exist_ok=True)
    (folder / "units.xlsx").write_bytes(unit_list(units))
    _send(folder, standard, units)
    returned = _come_back(folder, standard, units)
    collection = collected(folder, standard)
    out = folder / "ranking.xlsx"
    out.write_bytes(ranking_book(collection, tables(collection), Stamp(RANKED), out))
    _send_back(folder, standard, units)
    return Demo(folder, len(units), returned, collection)


def _send(folder: Path, standard: Standard, units: tuple[Unit, ...]) -> None:
    """Write the blank forms and ballots, and the rankings of earlier years, which were there before."""
    skin, sent = read_skin(standard.rubric.language), Stamp(SENT)
    _write(folder / "blank", unit_workbooks(standard, skin, units, Prefill(), sent))
    votes = ballot_skin(standard.rubric.language)
    _write(folder / "ballots", ballot_workbooks(standard, votes, made_up_slips(standard, units), sent))
    _write(folder / "earlier", (earlier_ranking(standard, units, year) for year in EARLIER))


def _come_back(folder: Path, standard: Standard, units: tuple[Unit, ...]) -> int:
    """Write what comes back; give how many forms and ballots."""
    skin = read_skin(standard.rubric.language)
    _write(folder / "scores", score_tables(units))
    return _write(folder / "returned", (*filled_in(standard, skin, units), *filled_ballots(standard, units)))


def _send_back(folder: Path, standard: Standard, units: tuple[Unit, ...]) -> None:
    """Write each unit's feedback, the rectification lists that come back half a year later, and how far they are."""
    ranked = read_ranked(folder / "ranking.xlsx")
    _write(folder / "feedback", feedback_books(ranked, Stamp(RANKED)))
    _write(folder / "lists", filled_lists(ranked))
    followed = collect([folder / "lists"], standard, units, on=FOLLOWED.date())
    out = folder / "followup.xlsx"
    out.write_bytes(ranking_book(followed, tables(followed), Stamp(FOLLOWED), out))
    (folder / DRAFT).write_bytes(drafted(RUBRIC.read_text(encoding="utf-8")).encode())
    _next_year(folder, units)


def _next_year(folder: Path, units: tuple[Unit, ...]) -> None:
    """Write next year's blank forms by the draft, with what was not put right."""
    draft = read_standard(folder / DRAFT)
    past = read_unsettled([folder / "ranking.xlsx", folder / "followup.xlsx"], draft.rubric, units).faults
    skin, stamp = read_skin(draft.rubric.language), Stamp(FOLLOWED)
    _write(folder / "next", unit_workbooks(draft, skin, units, Prefill(past=past), stamp))


def drafted(text: str) -> str:
    """Make next year's draft of the standard: another year, and a few amounts that the office wants to try out."""
    for old, new in CHANGED:
        assert old in text, old  # the shipped rubric is known
        text = text.replace(old, new)
    return text


def collected(folder: Path, standard: Standard) -> Collection:
    """Collect the year as ``xlrubric collect`` would."""
    listed = read_units(folder / "units.xlsx")
    rules = standard.rubric.result
    assert rules is not None  # of the shipped rubric
    given, rankings = (sorted((folder / part).glob("*.xlsx")) for part in ("scores", "earlier"))
    scores = read_scores(given, rules, listed.units)
    history = read_history(rankings, standard.rubric, listed.units)
    collection = collect(
        [folder / "returned"], standard, listed.units, extra=listed.problems, on=RANKED.date(), merge="newest"
    )
    inputs = (*input_files(SCORES, given), *input_files(HISTORY, rankings))
    return with_result(replace(collection, inputs=inputs), scores, history)


def _write(folder: Path, made: Iterable[Built]) -> int:
    count = 0
    for built in made:
        (folder / built.name).write_bytes(built.data)
        count += 1
    return count
