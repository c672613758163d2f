"""Collecting: every returned file accounted for, every unit scored once.

Apart from ``verify`` (one unit in one file) because here files compete: the same bytes twice, a newer save of the
same form, a unit that sent nothing. The outcome is data; ``ranking`` makes the tables.
"""

import gc
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from enum import StrEnum
from functools import cached_property
from hashlib import sha256
from pathlib import Path, PureWindowsPath

from xlrubric.expected import Expectation, expect_lead, expect_unit
from xlrubric.intake import Arrived, arrivals
from xlrubric.layout.form import MARKED, layout_mark
from xlrubric.messages import needs_person
from xlrubric.problems import Place, Problem, Refusal, problem
from xlrubric.returned import Identity, find_identity, look_through
from xlrubric.skin import Skin, read_skin
from xlrubric.standard import Standard
from xlrubric.units import Unit
from xlrubric.verify import UnitReturn, is_there, verify
from xlrubric.xlsx import WorkbookData, read_workbook

# what differs by right in a form of another version of the rubric
BY_RIGHT = frozenset({"text-changed", "formula-changed", "formula-replaced", "row-gone", "column-gone", "rows-moved"})
NEVER = datetime.min.replace(tzinfo=UTC)


class Status(StrEnum):
    """What became of a file. Each file has exactly one.

    ``flagged`` is scored, and a person must look at it; ``without_score`` is a form, but one that nothing was filled
    in on the side that counts, or whose scoring sheet is gone.
    """

    SCORED = "scored"
    FLAGGED = "flagged"
    WITHOUT_SCORE = "without_score"
    UNREADABLE = "unreadable"
    NOT_A_FORM = "not_a_form"
    DUPLICATE = "duplicate"
    SUPERSEDED = "superseded"


@dataclass(frozen=True)
class FileAccount:
    """One file: what became of it, where its figures come from, what was found in it.

    ``saved_at`` is the time in the file's own properties (UTC).
    """

    file: str
    sha256: str
    size: int
    status: Status
    units: tuple[str, ...] = ()
    saved_by: str = ""
    saved_at: datetime | None = None
    application: str = ""
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class Collection:
    """All files and all units of one collection."""

    standard: Standard
    units: tuple[Unit, ...]
    files: tuple[FileAccount, ...]
    returns: Mapping[str, UnitReturn]
    extra: tuple[Problem, ...] = ()

    @cached_property
    def missing(self) -> tuple[Unit, ...]:
        """Give the units without a score, in the order of the unit list."""
        return tuple(u for u in self.units if u.id not in self.returns or self.returns[u.id].total is None)

    @cached_property
    def problems(self) -> tuple[Problem, ...]:
        """Give every problem once, sorted by place."""
        found = [p for account in self.files for p in account.problems]
        return tuple(sorted({*found, *self.extra}))

    def counts(self) -> dict[str, int]:
        """Count the files by what became of them, and the units without a score."""
        by = Counter(account.status for account in self.files)
        return {
            "files": len(self.files),
            **{s.value: by[s] for s in Status},
            "missing_units": len(self.missing),
        }


@dataclass(frozen=True)
class _Read:
    """A file that was read, before it competes with others."""

    account: FileAccount
    returns: tuple[UnitReturn, ...] = ()


def collect(
    paths: Iterable[Path],
    standard: Standard,
    units: Iterable[Unit],
    counts: str | None = None,
    extra: Iterable[Problem] = (),
) -> Collection:
    """Read, verify and score every file under the paths.

    ``counts`` names the role whose entries make the score, where it is not the rubric's; ``extra`` are problems of
    the unit list, to be shown with the rest. No file raises: what
    cannot be read is accounted for as such. Raises Refusal only if the shipped labels cannot be read.
    """
    units = tuple(units)
    collector = Collector(standard, read_skin(standard.rubric.language), units, counts or standard.rubric.counts)
    settling = settled(standard, units, [collector.read(arrived) for arrived in arrivals(paths)])
    return replace(settling, extra=tuple(extra))


class Collector:
    """Reads one file after another; keeps the expectations that it has prepared."""

    def __init__(self, standard: Standard, skin: Skin, units: tuple[Unit, ...], counts: str) -> None:
        self.standard, self.skin, self.counts = standard, skin, counts
        self.units = {unit.id: unit for unit in units}
        self.single: dict[Standard, Expectation] = {}  # by the variant of the standard

    def read(self, arrived: Arrived) -> _Read:
        """Read one file and verify what it holds."""
        with _undisturbed():
            return self._read(arrived)

    def _read(self, arrived: Arrived) -> _Read:
        account = FileAccount(arrived.name, sha256(arrived.data).hexdigest(), len(arrived.data), Status.UNREADABLE)
        if arrived.problem is not None:
            return _Read(replace(account, problems=(arrived.problem,)))
        try:
            book = read_workbook(arrived.data, arrived.name)
        except Refusal as refusal:
            status = Status.NOT_A_FORM if _is_no_workbook(refusal) else Status.UNREADABLE
            return _Read(replace(account, status=status, problems=refusal.problems))
        account = replace(account, saved_by=book.saved_by, saved_at=book.saved_at, application=book.application)
        return self._form(book, account)

    def _form(self, book: WorkbookData, account: FileAccount) -> _Read:
        identity = find_identity(book, account.file)
        if identity is None:
            fault = problem(Place(account.file), "not-a-form")
            return _Read(replace(account, status=Status.NOT_A_FORM, problems=(*book.problems, fault)))
        faults = self._identity_problems(identity)
        ours = any(unit.id in self.units for unit in identity.units)
        if not ours or any(fault.code == "other-rubric" for fault in faults):
            return _Read(replace(account, status=Status.NOT_A_FORM, problems=(*book.problems, *faults)))
        return self._verified(book, identity, replace(account, problems=(*book.problems, *faults)))

    def _identity_problems(self, identity: Identity) -> list[Problem]:
        rubric = self.standard.rubric.rubric
        if identity.rubric != rubric:
            return [problem(_at(identity, "rubric"), "other-rubric", found=identity.rubric, wanted=rubric)]
        if not identity.units:
            return [problem(identity.place, "form-damaged")]
        strangers = [(n, unit) for n, unit in enumerate(identity.units) if unit.id not in self.units]
        problems = [
            problem(_at(identity, f"unit.{n}.id"), "unknown-unit", id=unit.id, name=unit.name) for n, unit in strangers
        ]
        problems += self._tag_problems(identity)
        if identity.fingerprint != self.standard.fingerprint:
            problems.append(problem(_at(identity, "fingerprint"), "other-version"))
        elif not self._comparable(identity):
            problems.append(problem(_at(identity, "layout"), "other-layout"))
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

    def _comparable(self, identity: Identity) -> bool:
        """Say whether the form is laid out as today's, so that every text, formula and figure can be compared."""
        variants = dict.fromkeys(self.standard.variant(unit.tags) for unit in identity.units)
        marks = "".join(dict.fromkeys(layout_mark(own, self.skin) for own in variants))
        return identity.fingerprint == self.standard.fingerprint and identity.layout == marks

    def _verified(self, book: WorkbookData, identity: Identity, account: FileAccount) -> _Read:
        expectation, texts = self._expectation(identity)
        contents = look_through(book, account.file, expectation.sheets, texts)
        if not self._comparable(identity):
            kept = tuple(p for p in contents.problems if p.code not in BY_RIGHT)
            contents = replace(contents, problems=kept, figures={})
        returns = tuple(
            verify(contents, expectation, n, unit.id, self.counts)
            for n, unit in enumerate(identity.units)
            if unit.id in self.units and is_there(contents, expectation, n)
        )
        found = (*account.problems, *contents.problems, *(p for r in returns for p in r.problems))
        owned = tuple(_owned(fault, identity, expectation) for fault in found)
        units = tuple(unit.id for unit in identity.units if unit.id in self.units)
        status = _status(returns, owned)
        return _Read(replace(account, status=status, units=units, problems=owned), returns)

    def _expectation(self, identity: Identity) -> tuple[Expectation, Mapping[str, str]]:
        if identity.lead is not None:
            return expect_lead(self.standard, self.skin, identity.lead, identity.units), {}
        unit = identity.units[0]
        own = self.standard.variant(unit.tags)
        if own not in self.single:
            self.single[own] = expect_unit(self.standard, self.skin, replace(MARKED, tags=unit.tags))
        texts = {getattr(MARKED, f): getattr(unit, f) for f in ("id", "name", "group", "lead", "contact")}
        return self.single[own], texts


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


def _status(returns: Iterable[UnitReturn], problems: Iterable[Problem]) -> Status:
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


def _is_no_workbook(refusal: Refusal) -> bool:
    """Say whether a file is something else altogether (a PDF, a lock file), not a workbook that is broken."""
    return refusal.problems[0].code in NO_WORKBOOK


NO_WORKBOOK = frozenset(
    f"package-{kind}" for kind in ("lock-file", "picture", "pdf", "html", "text", "unknown", "other-office", "xml-2003")
)


def settled(standard: Standard, units: tuple[Unit, ...], reads: Iterable[_Read]) -> Collection:
    """Choose one return for each unit: of those with a score the one saved last; name the copies and the others."""
    ordered = sorted(reads, key=lambda read: (read.account.sha256, read.account.file))
    singles, copies = _without_copies(ordered)
    chosen, losers = _newest(singles)
    files = [_judged(read.account, chosen, losers) for read in singles] + copies
    returns = {unit.id: chosen[unit.id][1] for unit in units if unit.id in chosen}
    return Collection(standard, units, tuple(sorted(files, key=lambda account: account.file)), returns)


def _without_copies(reads: Iterable[_Read]) -> tuple[list[_Read], list[FileAccount]]:
    first: dict[str, _Read] = {}
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


Chosen = dict[str, tuple[FileAccount, UnitReturn]]


def _newest(reads: Iterable[_Read]) -> tuple[Chosen, dict[str, list[Problem]]]:
    """Give the chosen return of each unit, and what is to be said of the files that lost, by file."""
    rivals: dict[str, list[tuple[FileAccount, UnitReturn]]] = {}
    for read in reads:
        for returned in read.returns:
            rivals.setdefault(returned.unit, []).append((read.account, returned))
    chosen, said = Chosen(), dict[str, list[Problem]]()
    for unit, pairs in rivals.items():
        pairs.sort(key=_precedence)
        chosen[unit] = pairs[-1]
        winner = pairs[-1][0]
        for loser, _ in pairs[:-1]:
            code = "superseded" if (loser.saved_at or NEVER) <= (winner.saved_at or NEVER) else "newer-but-blank"
            lost = problem(Place(loser.file), code, unit=unit, id=unit, taken=_last(winner.file))
            said.setdefault(loser.file, []).append(lost)
            if loser.saved_at == winner.saved_at:
                tie = problem(Place(winner.file), "same-time", unit=unit, id=unit, other=_last(loser.file))
                said.setdefault(winner.file, []).append(tie)
    return chosen, said


def _precedence(pair: tuple[FileAccount, UnitReturn]) -> tuple[bool, datetime, str]:
    """Order the returns of a unit: one with a score before one without, then the one saved last."""
    account, returned = pair
    return returned.total is not None, account.saved_at or NEVER, account.sha256


def _last(file: str) -> str:
    """Give a file's own name, which is how a message speaks of another file."""
    return PureWindowsPath(file).name or file  # takes both kinds of slash


def _judged(account: FileAccount, chosen: Chosen, said: Mapping[str, list[Problem]]) -> FileAccount:
    more = said.get(account.file, [])
    if not more:
        return account
    beaten = all(chosen[unit][0].file != account.file for unit in account.units)
    status = Status.SUPERSEDED if beaten else Status.FLAGGED
    return replace(account, status=status, problems=(*account.problems, *more))
