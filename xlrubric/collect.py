"""Collecting: every returned file accounted for, every unit scored once.

Apart from ``verify`` (one unit in one file) because here files compete: the same bytes twice, a newer save of the
same form, a unit that sent nothing. The outcome is data; ``ranking`` makes the tables.
"""

import gc
import os
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from functools import cached_property
from hashlib import sha256
from pathlib import Path, PureWindowsPath

from xlrubric.accounting import ArchiveAccount, FileAccount, Status, prove, status_of
from xlrubric.ballots.counting import Counted, counted
from xlrubric.ballots.layout import KIND
from xlrubric.ballots.reading import BallotRead, BallotReader
from xlrubric.ballots.rivals import Chosen, choose
from xlrubric.ballots.votes import BallotReturn
from xlrubric.expected import Expectation, expect_lead, expect_past, expect_signed, expect_unit
from xlrubric.feedback.lists import KIND as LIST
from xlrubric.feedback.reading import ListReturn, read_list
from xlrubric.feedback.states import Chosen as ChosenLists
from xlrubric.feedback.states import choose as choose_lists
from xlrubric.identity import Identity, find_identity, without_identity
from xlrubric.intake import Arrived, Tally, arrivals
from xlrubric.layout.evidence import KEY as EVIDENCE
from xlrubric.layout.form import MARKED
from xlrubric.layout.hands import BOTH, Hands, hands_named
from xlrubric.layout.past import past_of
from xlrubric.made_with import BY_RIGHT as OF_LOOKS
from xlrubric.made_with import LooksAtHand
from xlrubric.messages import needs_person
from xlrubric.opening import Opener
from xlrubric.passwords import Passwords
from xlrubric.problems import Place, Problem, Refusal, problem
from xlrubric.returned import Contents, look_through
from xlrubric.sealing import seal_fault
from xlrubric.sides import filled_by, joined
from xlrubric.skin import Look, Skin, read_skin
from xlrubric.standard import Standard
from xlrubric.units import Unit
from xlrubric.verify import UnitReturn, is_there, typed_cells, verify
from xlrubric.xlsx import WorkbookData
from xlrubric.year.given import Material
from xlrubric.year.outcome import Outcome, make_outcome
from xlrubric.year.past import History
from xlrubric.year.score_tables import Scores

__all__ = [
    "Collection",
    "Collector",
    "FileAccount",
    "Status",
    "collect",
    "settled",
    "with_result",
]

# what differs by right in a form of another version of the rubric
BY_RIGHT = frozenset({"text-changed", "formula-changed", "formula-replaced", "row-gone", "column-gone", "rows-moved"})
MORE_UNITS = 32  # that a workbook may name beyond those of the list
NEVER = datetime.min.replace(tzinfo=UTC)


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


@dataclass(frozen=True)
class Read:
    """A file that was read, before it competes with others.

    ``identity``, ``book`` and ``set_aside`` (what differs by right in a form of another version) are kept of forms on
    demand.
    """

    account: FileAccount
    returns: tuple[UnitReturn, ...] = ()
    ballot: BallotReturn | None = None
    list: ListReturn | None = None
    identity: Identity | None = None
    book: WorkbookData | None = None
    set_aside: tuple[Problem, ...] = ()
    archive: ArchiveAccount | None = None  # an archive that was opened; its files follow


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
) -> Collection:
    """Read, verify and score every file under the paths.

    ``counts`` names the role whose entries make the score, where it is not the rubric's; ``extra`` are problems of
    the unit list, to be shown with the rest; ``on`` is the day that counts (today, if not given);
    ``ballots`` are those of a table, beside the ones in files; ``passwords`` are tried on encrypted workbooks; with a
    ``key`` each form must carry its signature; with ``keep`` the returns hold what stands in every open cell, so that
    it can be carried into another form; ``looks`` are those that forms were made with, beyond the shipped ones. No file
    raises: what cannot be read is accounted for as such. Raises Refusal only if the shipped labels or a look cannot be
    read.
    """
    units, language, tally = tuple(units), standard.rubric.language, Tally()
    skin, counts = read_skin(language), counts or standard.rubric.counts
    named = [read_skin(language, look) for look in looks]
    with closing(Collector(standard, skin, units, counts, passwords, key, keep, named)) as collector:
        reads = [collector.read(arrived) for arrived in arrivals(paths, tally)]
    settling = settled(standard, units, reads, ballots)
    prove(settling.files, settling.archives, tally)
    return replace(settling, extra=(*extra, *settling.extra), on=on or settling.on)


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


class Collector:
    """Reads one file after another; keeps the expectations that it has prepared.

    With ``keep`` the returns hold what stands in every open cell; ``looks`` are those of forms beyond the shipped ones.
    """

    def __init__(
        self,
        standard: Standard,
        skin: Skin,
        units: tuple[Unit, ...],
        counts: str,
        passwords: Passwords | None = None,
        key: bytes | None = None,
        keep: bool = False,
        looks: Iterable[Skin] = (),
    ) -> None:
        self.key = key
        self.standard, self.skin, self.counts = standard, skin, counts
        self.units = {unit.id: unit for unit in units}
        self.single: dict[tuple[Standard, Hands, Skin], Expectation] = {}  # by the variant of the standard
        self.looks = LooksAtHand(standard, skin, looks)
        self.ballots = BallotReader(standard, units)
        self.keep = keep
        self.opener = Opener(passwords)

    def close(self) -> None:
        """End what the reading has started."""
        self.opener.close()

    def read(self, arrived: Arrived) -> Read:
        """Read one file and verify what it holds."""
        with _undisturbed():
            try:
                return self._read(arrived)
            except Exception as fault:  # ours to mend; it must not cost anybody else's file
                if os.environ.get("XLRUBRIC_DEBUG"):
                    raise
                failed = problem(Place(arrived.name), "reader-failed", what=type(fault).__name__)
                return _refused(_account(arrived), (failed,))

    def _read(self, arrived: Arrived) -> Read:
        account = _account(arrived)
        if arrived.members is not None:
            opened = ArchiveAccount(account.file, account.sha256, account.size, arrived.members)
            return Read(account, archive=opened)
        if arrived.problem is not None:
            return _refused(account, (arrived.problem,))
        try:
            book = self.opener.read(arrived.data, arrived.name)
        except Refusal as refusal:
            return _refused(account, refusal.problems)
        account = replace(account, saved_by=book.saved_by, saved_at=book.saved_at, application=book.application)
        return self._form(book, account)

    def _form(self, book: WorkbookData, account: FileAccount) -> Read:
        identity = find_identity(book, account.file)
        if identity is None:
            fault = without_identity(book, account.file)
            return Read(replace(account, status=Status.NOT_A_FORM, problems=(*book.problems, fault)))
        if identity.kind == KIND:
            return self._ballot(book, identity, account)
        if identity.kind:
            return self._list(book, identity, account)
        if len(identity.units) > min(len(self.units), len(book.sheets)) + MORE_UNITS:  # each is laid out, at a cost
            fault = problem(identity.place, "identity-units", count=len(identity.units))
            return Read(replace(account, status=Status.NOT_A_FORM, problems=(*book.problems, fault)))
        faults = self._identity_problems(identity)
        ours = any(unit.id in self.units for unit in identity.units)
        if not ours or any(fault.code == "other-rubric" for fault in faults):
            return Read(replace(account, status=Status.NOT_A_FORM, problems=(*book.problems, *faults)))
        return self._verified(book, identity, replace(account, problems=(*book.problems, *faults)))

    def _ballot(self, book: WorkbookData, identity: Identity, account: FileAccount) -> Read:
        """Read a ballot; of an anonymous one nothing is kept that would tell who saved it."""
        account = replace(account, kind=KIND)
        if identity.facts.get("signed") != "1":
            account = replace(account, saved_by="", application="")
        other = self._other_rubric(identity)
        read = BallotRead(None, (other,)) if other else self.ballots.read(book, identity, account.sha256)
        problems = (*book.problems, *read.problems)
        if read.ballot is None:
            return Read(replace(account, status=Status.NOT_A_FORM, problems=problems))
        doubtful = any(map(needs_person, problems))
        status = Status.FLAGGED if doubtful else Status.COUNTED
        status = status if read.ballot.votes else Status.WITHOUT_SCORE
        return Read(replace(account, status=status, problems=problems), ballot=read.ballot)

    def _list(self, book: WorkbookData, identity: Identity, account: FileAccount) -> Read:
        """Read a rectification list; any other kind of workbook (a ranking) does not belong here."""
        if identity.kind != LIST:
            fault = problem(Place(account.file), "not-a-form")
            return Read(replace(account, status=Status.NOT_A_FORM, problems=(*book.problems, fault)))
        read = read_list(book, identity, self.standard, self.units, account.sha256)
        account = replace(account, kind=LIST, problems=(*book.problems, *read.problems))
        if read.list is None:
            return Read(replace(account, status=Status.NOT_A_FORM))
        doubtful = any(map(needs_person, account.problems))
        status = Status.FLAGGED if doubtful else Status.COUNTED
        status = status if read.whole else Status.WITHOUT_SCORE
        return Read(replace(account, status=status, units=(read.list.unit,)), list=read.list)

    def _other_rubric(self, identity: Identity) -> Problem | None:
        rubric = self.standard.rubric.rubric
        if identity.rubric == rubric:
            return None
        return problem(_at(identity, "rubric"), "other-rubric", found=identity.rubric, wanted=rubric)

    def _identity_problems(self, identity: Identity) -> list[Problem]:
        if other := self._other_rubric(identity):
            return [other]
        if not identity.units:
            return [problem(identity.place, "form-damaged")]
        strangers = [(n, unit) for n, unit in enumerate(identity.units) if unit.id not in self.units]
        problems = [
            problem(_at(identity, f"unit.{n}.id"), "unknown-unit", id=unit.id, name=unit.name) for n, unit in strangers
        ]
        problems += self._tag_problems(identity)
        unsealed = seal_fault(identity.facts, identity.at("signature"), self.key)
        problems += [unsealed] if unsealed else []
        if identity.fingerprint != self.standard.fingerprint:
            problems.append(problem(_at(identity, "fingerprint"), "other-version"))
        elif self.looks.skin_of(identity, _hands(identity)) is None:
            problems.append(self.looks.unlike(identity))
        return problems

    def _tag_problems(self, identity: Identity) -> Iterator[Problem]:
        """Name the units whose form was made for other tags than the unit list gives them today."""
        for n, unit in enumerate(identity.units):
            listed = self.units.get(unit.id)
            if listed is None or self.standard.variant(listed.tags) is self.standard.variant(unit.tags):
                continue
            sent, today = (
                "、".join(sorted(tags & self.standard.known_tags)) or "—" for tags in (unit.tags, listed.tags)
            )
            place = _at(identity, f"unit.{n}.tags" if f"unit.{n}.tags" in identity.cells else f"unit.{n}.id")
            yield problem(place, "other-tags", unit=unit.id, id=unit.id, sent=sent, today=today)

    def _verified(self, book: WorkbookData, identity: Identity, account: FileAccount) -> Read:
        comparable = self.looks.skin_of(identity, _hands(identity))  # None: its texts and figures cannot be compared
        expectation, texts = self._expectation(identity, comparable or self.skin)
        contents = look_through(book, account.file, expectation.sheets, texts)
        aside: tuple[Problem, ...] = ()
        if comparable is None:
            by_right = BY_RIGHT | OF_LOOKS
            aside = tuple(p for p in contents.problems if p.code in by_right or self._is_newer(p))
            kept = tuple(p for p in contents.problems if p not in aside)
            contents = replace(contents, problems=kept, figures={})
        returns = tuple(
            self._verify(contents, expectation, n, unit.id)
            for n, unit in enumerate(identity.units)
            if unit.id in self.units and is_there(contents, expectation, n)
        )
        found = (*account.problems, *contents.problems, *(p for r in returns for p in r.problems))
        owned = tuple(_owned(fault, identity, expectation) for fault in found)
        units = tuple(unit.id for unit in identity.units if unit.id in self.units)
        status = _status(returns, owned)
        read = Read(replace(account, status=status, units=units, problems=owned), returns)
        return replace(read, identity=identity, book=book, set_aside=aside) if self.keep else read

    def _verify(self, contents: Contents, expectation: Expectation, number: int, unit: str) -> UnitReturn:
        """Verify one unit's part; how far it is filled in is asked of the side that the form is for."""
        hands = expectation.form.hands
        asked = hands.counts(self.counts)
        found = verify(contents, expectation, number, unit, asked)
        typed = typed_cells(contents, number) if self.keep or hands is not BOTH else {}
        filled = found.filled if asked == self.counts else 0
        return replace(found, counts=self.counts, filled=filled, hands=hands, typed=typed)

    def _is_newer(self, fault: Problem) -> bool:
        """Say whether a fault is that a form of another layout lacks a sheet which earlier ones did not have."""
        return fault.code == "sheet-gone" and fault.place.sheet == self.skin.labels[EVIDENCE]

    def _expectation(self, identity: Identity, skin: Skin) -> tuple[Expectation, Mapping[str, str]]:
        past = past_of(identity.facts)
        if identity.lead is not None:
            led = expect_lead(self.standard, skin, identity.lead, identity.units, _hands(identity))
            return expect_signed(expect_past(led, past), identity.facts), {}
        unit = identity.units[0]
        own, hands = self.standard.variant(unit.tags), _hands(identity)
        if (own, hands, skin) not in self.single:
            self.single[own, hands, skin] = expect_unit(self.standard, skin, replace(MARKED, tags=unit.tags), hands)
        texts = {getattr(MARKED, f): getattr(unit, f) for f in ("id", "name", "group", "lead", "contact")}
        return expect_signed(expect_past(self.single[own, hands, skin], past), identity.facts), texts


def _account(arrived: Arrived) -> FileAccount:
    size, digest = arrived.whole or (len(arrived.data), sha256(arrived.data).hexdigest())
    return FileAccount(arrived.name, digest, size, Status.UNREADABLE)


def _refused(account: FileAccount, problems: tuple[Problem, ...]) -> Read:
    return Read(replace(account, status=status_of(problems[0].code), problems=problems))


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Keep the garbage collector out: a form is thousands of small tuples, none in a circle, all gone in a moment."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _hands(identity: Identity) -> Hands:
    return hands_named(identity.facts.get("hands", ""))


def _status(returns: Sequence[UnitReturn], problems: Iterable[Problem]) -> Status:
    beside = [returned for returned in returns if returned.counts not in returned.hands.shown]
    if beside and any(filled_by(returned, returned.hands.open[0]) for returned in beside):
        return Status.FLAGGED if any(map(needs_person, problems)) else Status.COUNTED
    if all(returned.total is None for returned in returns):
        return Status.WITHOUT_SCORE
    return Status.FLAGGED if any(map(needs_person, problems)) else Status.SCORED


def _at(identity: Identity, key: str) -> Place:
    return replace(identity.place, cell=identity.cells.get(key, ""))


def _owned(fault: Problem, identity: Identity, expectation: Expectation) -> Problem:
    """Say whose problem it is: the only unit's, in a lead unit's workbook that of the unit whose sheet it is on."""
    if len(identity.units) == 1:
        return replace(fault, unit=identity.units[0].id)
    spots = expectation.form.spots
    own = (u.id for n, u in enumerate(identity.units) if spots[f"{n}/top.status:"].sheet == fault.place.sheet)
    return fault if fault.unit or not fault.place.sheet else replace(fault, unit=next(own, ""))


def settled(
    standard: Standard, units: tuple[Unit, ...], reads: Iterable[Read], more: Iterable[BallotReturn] = ()
) -> Collection:
    """Choose one return for each unit: of those with a score the one saved last; name the copies and the others.

    Of ballots one with each number counts; ``more`` are those that came in no file of their own.
    """
    ordered = sorted(reads, key=lambda read: (read.account.sha256, read.account.file))
    archives = sorted((read.archive for read in ordered if read.archive), key=lambda archive: archive.file)
    ordered = [read for read in ordered if not read.archive]
    singles, copies = _without_copies(ordered)
    choice = _newest(singles)
    votes = choose((*(read.ballot for read in singles if read.ballot), *more))
    lists = choose_lists(read.list for read in singles if read.list)
    files = [_judged(_counted(_counted(r.account, votes), lists), choice) for r in singles] + copies
    returns = {unit.id: choice.returns[unit.id] for unit in units if unit.id in choice.returns}
    ordered_files = tuple(sorted(files, key=lambda account: account.file))
    elsewhere = {account.file for account in files}
    extra = tuple(p for p in votes.problems if p.place.file not in elsewhere)
    made = Collection(standard, units, ordered_files, returns, extra, votes.ballots, rectifications=lists.lists)
    return replace(made, archives=tuple(archives))


def _counted(account: FileAccount, votes: Chosen | ChosenLists) -> FileAccount:
    """Say of the file of a ballot or a list what became of it beside the others."""
    said = tuple(p for p in votes.problems if p.place.file == account.file)
    if not said:
        return account
    status = Status.SUPERSEDED if account.file in votes.beaten else Status.FLAGGED
    return replace(account, status=status, problems=(*account.problems, *said))


def _without_copies(reads: Iterable[Read]) -> tuple[list[Read], list[FileAccount]]:
    first: dict[str, Read] = {}
    copies = []
    for read in reads:
        account = read.account
        if not account.size or account.sha256 not in first:
            first.setdefault(account.sha256 if account.size else account.file, read)
            continue
        other = first[account.sha256].account.file
        same = problem(Place(account.file), "duplicate", other=_last(other))
        copies.append(replace(account, status=Status.DUPLICATE, problems=(same,)))
    return list(first.values()), copies


Pair = tuple[FileAccount, UnitReturn]


@dataclass(frozen=True)
class _Choice:
    """Which file's return was taken for each unit, the files taken, and what is to be said of files, by file."""

    returns: Mapping[str, UnitReturn]
    taken: frozenset[str]
    said: Mapping[str, Sequence[Problem]]


def _newest(reads: Iterable[Read]) -> _Choice:
    """Choose a return for each unit; a self-check in a form of its own stands beside the review of it."""
    rivals: dict[str, list[Pair]] = {}
    for read in reads:
        for returned in read.returns:
            rivals.setdefault(returned.unit, []).append((read.account, returned))
    returns, taken, said = dict[str, UnitReturn](), set[str](), dict[str, list[Problem]]()
    for unit, pairs in rivals.items():
        scored, beside = _sides(sorted(pairs, key=_precedence))
        winner, returns[unit] = scored[-1]
        taken |= {pairs_[-1][0].file for pairs_ in (scored, beside) if pairs_}
        if beside:
            returns[unit], faults = joined(returns[unit], beside[-1][1], _last(beside[-1][0].file))
            said.setdefault(winner.file, []).extend(faults)
        for fault in (*_rivalry(unit, scored), *_rivalry(unit, beside)):
            said.setdefault(fault.place.file, []).append(fault)
    return _Choice(returns, frozenset(taken), said)


def _sides(pairs: list[Pair]) -> tuple[list[Pair], list[Pair]]:
    """Part the returns of a unit, in order of precedence: those that compete for its score, self-checks beside them."""
    if pairs[-1][1].hands.key != "review" or pairs[-1][1].counts != "review":
        return pairs, []
    beside = [pair for pair in pairs if pair[1].hands.key == "self"]
    return [pair for pair in pairs if pair not in beside], beside


def _rivalry(unit: str, pairs: list[Pair]) -> Iterator[Problem]:
    """Say which of several files for the same was taken."""
    for loser, returned in pairs[:-1]:
        winner, taken = pairs[-1]
        newer = (loser.saved_at or NEVER) > (winner.saved_at or NEVER)
        code = "newer-but-blank" if newer else "superseded"
        code = code if taken.hands is returned.hands else "other-side"
        yield problem(Place(loser.file), code, unit=unit, id=unit, taken=_last(winner.file))
        if loser.saved_at == winner.saved_at and taken.hands is returned.hands:
            yield problem(Place(winner.file), "same-time", unit=unit, id=unit, other=_last(loser.file))


def _precedence(pair: Pair) -> tuple[bool, bool, bool, datetime, str]:
    """Order the returns of a unit: with a score before without, by the hand that counts, then the one saved last."""
    account, returned = pair
    hands, alone = returned.hands, returned.hands is not BOTH
    begun = alone and filled_by(returned, hands.open[0]) > 0
    own = returned.counts in hands.open
    return returned.total is not None, own, begun, account.saved_at or NEVER, account.sha256


def _last(file: str) -> str:
    """Give a file's own name, which is how a message speaks of another file."""
    return PureWindowsPath(file).name or file  # takes both kinds of slash


def _judged(account: FileAccount, choice: _Choice) -> FileAccount:
    more = choice.said.get(account.file, ())
    if not more:
        return account
    status = Status.FLAGGED if account.file in choice.taken else Status.SUPERSEDED
    return replace(account, status=status, problems=(*account.problems, *more))
