"""Collecting: every returned file accounted for, every unit scored once.

Apart from ``verify`` (one unit in one file) because here files compete: the same bytes twice, a newer save of the
same form, a unit that sent nothing. The outcome is data; ``ranking`` makes the tables.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from pathlib import Path

from xlrubric.accounting import ArchiveAccount, FileAccount, Status, prove
from xlrubric.ballots.counting import Counted, counted
from xlrubric.ballots.rivals import Chosen, choose
from xlrubric.ballots.votes import BallotReturn
from xlrubric.collector import Collector, Read
from xlrubric.crew import Kit, read_all
from xlrubric.feedback.reading import ListReturn
from xlrubric.feedback.states import Chosen as ChosenLists
from xlrubric.feedback.states import choose as choose_lists
from xlrubric.intake import Tally, arrivals
from xlrubric.passwords import Passwords
from xlrubric.problems import Problem
from xlrubric.rivals import chosen, judged, without_copies
from xlrubric.rubric import Merge
from xlrubric.skin import Look, read_skin
from xlrubric.standard import Standard
from xlrubric.units import Unit
from xlrubric.verify import UnitReturn
from xlrubric.year.given import Material
from xlrubric.year.outcome import Outcome, make_outcome
from xlrubric.year.past import History
from xlrubric.year.score_tables import Scores

Progress = Callable[[int, int], None]  # is told how many files of how many are done
UNDECIDED: Merge = "ask"  # where neither the rubric nor the command line says what decides


@dataclass(frozen=True)
class Collection:
    """All files and all units of one collection.

    ``files`` are those that could be forms; ``archives`` are those that were opened, whose files stand in their place.
    ``on`` is the day by which something is overdue or not; ``outcome`` is the year's result, where there are rules
    for one. ``inputs`` are the tables and earlier rankings that went in beside what came back.
    """

    standard: Standard
    units: tuple[Unit, ...]
    files: tuple[FileAccount, ...]
    returns: Mapping[str, UnitReturn]
    extra: tuple[Problem, ...] = ()
    ballots: tuple[BallotReturn, ...] = ()
    on: date = field(default_factory=date.today)
    outcome: Outcome | None = None
    rectifications: tuple[ListReturn, ...] = ()
    inputs: tuple[FileAccount, ...] = ()
    archives: tuple[ArchiveAccount, ...] = ()

    @cached_property
    def lists_only(self) -> bool:
        """Say whether rectification lists were collected and nothing else: then nobody's form is awaited."""
        forms = any(f.units and not f.kind for f in self.files)
        return bool(self.rectifications) and not forms and not self.ballots

    @property
    def _asks_for_forms(self) -> bool:
        """Say whether the score of a form is part of the result."""
        result = self.standard.rubric.result
        return not (result and result.sources) or any(source.forms for source in result.sources)

    @cached_property
    def missing(self) -> tuple[Unit, ...]:
        """Give the units without a score, in the order of the unit list; none where no forms were collected."""
        if self.lists_only or not self._asks_for_forms:
            return ()
        return tuple(u for u in self.units if u.id not in self.returns or self.returns[u.id].total is None)

    @cached_property
    def problems(self) -> tuple[Problem, ...]:
        """Give every problem once, sorted by place."""
        found = [p for account in self.files for p in account.problems]
        votes = (p for one in self.votes.values() for p in one.problems)
        result = self.outcome.problems if self.outcome else ()
        return tuple(sorted({*found, *self.extra, *votes, *result}))

    @cached_property
    def votes(self) -> Mapping[str, Counted]:
        """Give each source of the result that comes from ballots, counted."""
        return counted(self.ballots, self.standard.rubric.result, self.units)

    def counts(self) -> dict[str, int]:
        """Count the files by what became of them, and the units without a score."""
        by = Counter(account.status for account in self.files)
        return {
            "files": len(self.files),
            **{s.value: by[s] for s in Status},
            "archives": len(self.archives),
            "missing_units": len(self.missing),
        }


def collect(
    paths: Iterable[Path],
    standard: Standard,
    units: Iterable[Unit],
    counts: str | None = None,
    extra: Iterable[Problem] = (),
    on: date | None = None,
    ballots: Iterable[BallotReturn] = (),
    passwords: Passwords | None = None,
    key: bytes | None = None,
    keep: bool = False,
    looks: Iterable[Look] = (),
    merge: Merge | None = None,
    workers: int = 1,
    progress: Progress | None = None,
) -> Collection:
    """Read, verify and score every file under the paths.

    ``counts`` names the role whose entries make the score, where it is not the rubric's; ``extra`` are problems of
    the unit list, to be shown with the rest; ``on`` is the day that counts (today, if not given);
    ``ballots`` are those of a table, beside the ones in files; ``passwords`` are tried on encrypted workbooks; with a
    ``key`` each form must carry its signature; with ``keep`` the returns hold what stands in every open cell, so that
    it can be carried into another form; ``looks`` are those that forms were made with, beyond the shipped ones;
    ``merge`` says what decides where several files of a unit differ, in place of the rubric's rule; ``workers`` is how
    many processes read (a script that asks for more than one needs ``if __name__ == "__main__"``), and ``progress`` is
    told after each file. No file raises: what cannot be read is accounted for as such. Raises Refusal only if the
    shipped labels or a look cannot be read.
    """
    units, language, tally, looks = tuple(units), standard.rubric.language, Tally(), tuple(looks)
    skin, counts = read_skin(language), counts or standard.rubric.counts
    named = [read_skin(language, look) for look in looks]
    kit = Kit(standard.rubric, standard.problems, units, counts, key, tuple(looks))
    with closing(Collector(standard, skin, units, counts, passwords, key, keep, named)) as collector:
        reads = list(_told(read_all(collector, arrivals(paths, tally), kit, 1 if keep else workers), tally, progress))
    settling = settled(standard, units, reads, ballots, merge)
    prove(settling.files, settling.archives, tally)
    return replace(settling, extra=(*extra, *settling.extra), on=on or settling.on)


def _told(reads: Iterable[Read], tally: Tally, progress: Progress | None) -> Iterator[Read]:
    """Tell of each file that was read how many of those that are listed have been opened."""
    for read in reads:
        if progress:
            progress(min(tally.found, tally.listed), tally.listed)
        yield read


def with_result(collection: Collection, scores: Scores | None = None, history: History | None = None) -> Collection:
    """Compute the year's result, where the standard has rules for one.

    It is made of what was collected, of tables of scores, and of other years' results.
    """
    if collection.standard.rubric.result is None or collection.lists_only:
        return collection
    votes = {source: one.points for source, one in collection.votes.items()}
    material = Material(
        collection.standard, collection.units, collection.returns, scores or Scores(), votes, history or History()
    )
    return replace(collection, outcome=make_outcome(material))


def settled(
    standard: Standard,
    units: tuple[Unit, ...],
    reads: Iterable[Read],
    more: Iterable[BallotReturn] = (),
    merge: Merge | None = None,
) -> Collection:
    """Make one return for each unit of its files; name the copies and those that nothing was taken from.

    Where files of one hand differ, ``merge`` decides, or else the rubric's rule; where none is stated nothing is
    decided (``ask``). Of ballots one with each number counts; ``more`` are those that came in no file of their own.
    """
    ordered = sorted(reads, key=lambda read: (read.account.sha256, read.account.file))
    archives = sorted((read.archive for read in ordered if read.archive), key=lambda archive: archive.file)
    ordered = [read for read in ordered if not read.archive]
    singles, copies = without_copies(ordered)
    choice = chosen(singles, merge or standard.rubric.merge or UNDECIDED)
    votes = choose((*(read.ballot for read in singles if read.ballot), *more))
    lists = choose_lists(read.list for read in singles if read.list)
    marks = [(chosen_, _by_file(chosen_.problems)) for chosen_ in (votes, lists)]
    files = [judged(_counted(r.account, marks), choice) for r in singles] + copies
    returns = {unit.id: choice.returns[unit.id] for unit in units if unit.id in choice.returns}
    ordered_files = tuple(sorted(files, key=lambda account: account.file))
    elsewhere = {account.file for account in files}
    extra = tuple(p for p in votes.problems if p.place.file not in elsewhere)
    made = Collection(standard, units, ordered_files, returns, extra, votes.ballots, rectifications=lists.lists)
    return replace(made, archives=tuple(archives))


Said = Mapping[str, Sequence[Problem]]  # by file


def _by_file(problems: Iterable[Problem]) -> Said:
    """Part problems by the file that they are about."""
    parted: dict[str, list[Problem]] = {}
    for fault in problems:
        parted.setdefault(fault.place.file, []).append(fault)
    return parted


def _counted(account: FileAccount, marks: Iterable[tuple[Chosen | ChosenLists, Said]]) -> FileAccount:
    """Say of the file of a ballot or a list what became of it beside the others."""
    for choice, parted in marks:
        if said := parted.get(account.file):
            status = Status.SUPERSEDED if account.file in choice.beaten else Status.FLAGGED
            account = replace(account, status=status, problems=(*account.problems, *said))
    return account
