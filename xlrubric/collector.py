"""One returned file read: what it is, whose form, and what stands in it, verified and scored.

Apart from ``verify`` (one unit in one form), which is handed a form that is known, and from ``collect``, in which files
compete.
"""

import gc
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from hashlib import sha256

from xlrubric.accounting import ArchiveAccount, FileAccount, Status, status_of
from xlrubric.ballots.layout import KIND
from xlrubric.ballots.reading import BallotRead, BallotReader
from xlrubric.ballots.votes import BallotReturn
from xlrubric.cellrefs import address
from xlrubric.expected import Expectation, expect_lead, expect_past, expect_signed, expect_unit
from xlrubric.feedback.lists import KIND as LIST
from xlrubric.feedback.reading import ListReturn, read_list
from xlrubric.foreign.desk import Desk
from xlrubric.identity import Identity, find_identity, without_identity
from xlrubric.intake import Arrived
from xlrubric.layout.evidence import KEY as EVIDENCE
from xlrubric.layout.form import MARKED
from xlrubric.layout.hands import BOTH, Hands, hands_named
from xlrubric.layout.past import past_of
from xlrubric.made_with import BY_RIGHT as OF_LOOKS
from xlrubric.made_with import LooksAtHand
from xlrubric.messages import needs_person
from xlrubric.opening import Elsewhere, Opener
from xlrubric.passwords import Passwords
from xlrubric.problems import Place, Problem, Refusal, problem
from xlrubric.returned import Contents, look_through
from xlrubric.sealing import seal_fault
from xlrubric.sides import filled_by
from xlrubric.skin import Skin
from xlrubric.standard import Standard
from xlrubric.units import Unit
from xlrubric.verify import UnitReturn, is_there, typed_cells, verify
from xlrubric.xlsx import WorkbookData

# what differs by right in a form of another version of the rubric
BY_RIGHT = frozenset({"text-changed", "formula-changed", "formula-replaced", "row-gone", "column-gone", "rows-moved"})
MORE_UNITS = 32  # that a workbook may name beyond those of the list


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


class Collector:
    """Reads one file after another; keeps the expectations that it has prepared.

    With ``keep`` the returns hold what stands in every open cell; ``looks`` are those of forms beyond the shipped ones;
    ``desk`` reads other formats, in a process of its own unless another one is given.
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
        desk: Desk | None = None,
    ) -> None:
        self.key = key
        self.standard, self.skin, self.counts = standard, skin, counts
        self.units = {unit.id: unit for unit in units}
        self.single: dict[tuple[Standard, Hands, Skin], Expectation] = {}  # by the variant of the standard
        self.cells: dict[int, Mapping[str, str]] = {}  # of entries as sent out, by the identity of a kind's entries
        self.looks = LooksAtHand(standard, skin, looks)
        self.ballots = BallotReader(standard, units)
        self.keep = keep
        self.opener = Opener(passwords, desk)

    def close(self) -> None:
        """End what the reading has started."""
        self.opener.close()

    def read(self, arrived: Arrived) -> Read:
        """Read one file and verify what it holds. Raises Elsewhere where the desk does."""
        with _undisturbed():
            try:
                return self._read(arrived)
            except Elsewhere:
                raise
            except Exception as fault:  # ours to mend; it must not cost anybody else's file
                if os.environ.get("XLRUBRIC_DEBUG"):
                    raise
                return failed(arrived, fault)

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
        sheet, at = self._cells(contents, expectation, number)
        return replace(found, counts=self.counts, filled=filled, hands=hands, typed=typed, sheet=sheet, at=at)

    def _cells(self, contents: Contents, expectation: Expectation, number: int) -> tuple[str, Mapping[str, str]]:
        """Give the tab and the cells on which a unit's entries stand; forms as they were sent out share these."""
        there, asked = contents.entries, expectation.full_entries[number]
        sheet = next(there[full].sheet for _, full, _ in asked if full in there)
        at = self.cells.get(id(expectation.entries)) if contents.in_place else None
        return sheet, at or {local: address(*there[full][2:]) for local, full, _ in asked if full in there}

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
            made = expect_unit(self.standard, skin, replace(MARKED, tags=unit.tags), hands)
            self.single[own, hands, skin] = made
            spots = (
                (local, made.form.spots[full]) for local, full, _ in made.full_entries[0] if full in made.form.spots
            )
            self.cells[id(made.entries)] = {local: address(spot.row, spot.column) for local, spot in spots}
        texts = {getattr(MARKED, f): getattr(unit, f) for f in ("id", "name", "group", "lead", "contact")}
        return expect_signed(expect_past(self.single[own, hands, skin], past), identity.facts), texts


def _account(arrived: Arrived) -> FileAccount:
    size, digest = arrived.whole or (len(arrived.data), sha256(arrived.data).hexdigest())
    return FileAccount(arrived.name, digest, size, Status.UNREADABLE)


def failed(arrived: Arrived, fault: Exception) -> Read:
    """Account for a file over which the program itself failed."""
    return _refused(_account(arrived), (problem(Place(arrived.name), "reader-failed", what=type(fault).__name__),))


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
    return identity.place._replace(cell=identity.cells.get(key, ""))


def _owned(fault: Problem, identity: Identity, expectation: Expectation) -> Problem:
    """Say whose problem it is: the only unit's, in a lead unit's workbook that of the unit whose sheet it is on."""
    if len(identity.units) == 1:
        only = identity.units[0].id
        return fault if fault.unit == only else fault._replace(unit=only)
    spots = expectation.form.spots
    own = (u.id for n, u in enumerate(identity.units) if spots[f"{n}/top.status:"].sheet == fault.place.sheet)
    return fault if fault.unit or not fault.place.sheet else fault._replace(unit=next(own, ""))
