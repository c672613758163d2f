"""Several files of one unit: what counts of each, and what becomes of the files.

Apart from ``collector``, which reads one file, and from ``merging``, which puts the findings of several together.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from xlrubric.accounting import FileAccount, Status
from xlrubric.collector import Read
from xlrubric.layout.hands import BOTH
from xlrubric.merging import HOW_FAR, Sent, last, merged
from xlrubric.messages import needs_person
from xlrubric.problems import Place, Problem, problem
from xlrubric.rubric import Merge
from xlrubric.sealing import UNSEALED
from xlrubric.sides import filled_by, joined
from xlrubric.verify import UnitReturn

NEVER = datetime.min.replace(tzinfo=UTC)

Pair = tuple[FileAccount, UnitReturn]


def without_copies(reads: Iterable[Read]) -> tuple[list[Read], list[FileAccount]]:
    """Part the files from those that are the same to the byte as one before them."""
    first: dict[str, Read] = {}
    copies = []
    for read in reads:
        account = read.account
        if not account.size or account.sha256 not in first:
            first.setdefault(account.sha256 if account.size else account.file, read)
            continue
        other = first[account.sha256].account.file
        same = problem(Place(account.file), "duplicate", other=last(other))
        copies.append(replace(account, status=Status.DUPLICATE, problems=(same,)))
    return list(first.values()), copies


@dataclass(frozen=True)
class Choice:
    """The return of each unit, the files that something of it came from, and what is to be said of files, by file.

    ``whole`` are files, each with the units of which no longer counts how far it alone is filled in: it is part of a
    whole.
    ``official`` are files of the hand whose entries make the score.
    """

    returns: dict[str, UnitReturn] = field(default_factory=dict)
    taken: set[str] = field(default_factory=set)
    said: dict[str, list[Problem]] = field(default_factory=dict)
    whole: dict[str, set[str]] = field(default_factory=dict)
    official: set[str] = field(default_factory=set)

    def say(self, faults: Iterable[Problem]) -> None:
        """Note what is to be said, of the file that it is about."""
        for fault in faults:
            self.said.setdefault(fault.place.file, []).append(fault)


def chosen(reads: Iterable[Read], rule: Merge) -> Choice:
    """Make one return of each unit's files; a self-check in a form of its own stands beside the review of it.

    ``rule`` decides where two files of one hand say different things of a finding.
    """
    rivals: dict[str, list[Pair]] = {}
    for read in reads:
        for returned in read.returns:
            rivals.setdefault(returned.unit, []).append((read.account, returned))
    choice = Choice()
    for unit, pairs in rivals.items():
        scored, beside = _sides(sorted(pairs, key=_precedence))
        made = _merged(scored, rule, choice)
        if beside:
            own = _merged(beside, rule, choice)
            made, faults = joined(made, own, last(own.file))
            choice.say(faults)
        choice.returns[unit] = made
    return choice


def _merged(pairs: Sequence[Pair], rule: Merge, choice: Choice) -> UnitReturn:
    """Put the files of one hand together; note what was taken of which, and what became of the others."""
    unit, file = pairs[-1][1].unit, pairs[-1][0].file
    choice.official.update(account.file for account, returned in pairs if returned.counts in returned.hands.shown)
    if len(pairs) == 1:
        choice.taken.add(file)
        return pairs[-1][1]
    made = merged(pairs[-1][1], [Sent(r, (a.saved_at or NEVER, a.sha256)) for a, r in pairs if _is_genuine(a)], rule)
    choice.taken.update((file, *made.taken))
    if made.returned is not pairs[-1][1]:
        for part in (file, *made.taken):
            choice.whole.setdefault(part, set()).add(unit)
    choice.say((*made.problems, *_rivalry(unit, pairs, made.taken)))
    return made.returned


def _sides(pairs: list[Pair]) -> tuple[list[Pair], list[Pair]]:
    """Part the returns of a unit, in order of precedence: those that compete for its score, self-checks beside them."""
    if pairs[-1][1].hands.key != "review" or pairs[-1][1].counts != "review":
        return pairs, []
    beside = [pair for pair in pairs if _is_self_check(pair[1])]
    return [pair for pair in pairs if not _is_self_check(pair[1])], beside


def _is_self_check(returned: UnitReturn) -> bool:
    """Say whether a file is a self-check and nothing else: a form for it, or one for both that has only this."""
    return returned.hands.key == "self" or (
        returned.hands is BOTH and filled_by(returned, "self") > 0 and not filled_by(returned, "review")
    )


def _is_genuine(account: FileAccount) -> bool:
    """Say whether nothing speaks against a form being the office's own, where a key was given to tell."""
    return not any(fault.code in UNSEALED for fault in account.problems)


def _rivalry(unit: str, pairs: Sequence[Pair], parts: frozenset[str]) -> Iterator[Problem]:
    """Say of the files that nothing was taken from which was taken, and which two nobody can tell apart by time."""
    winner, taken = pairs[-1]
    for loser, returned in pairs[:-1]:
        newer = (loser.saved_at or NEVER) > (winner.saved_at or NEVER)
        code = "newer-but-blank" if newer else "superseded"
        code = code if taken.hands is returned.hands else "other-side"
        code = code if _is_genuine(loser) or not _is_genuine(winner) else "not-genuine"
        if loser.file not in parts:
            yield problem(Place(loser.file), code, unit=unit, id=unit, taken=last(winner.file))
        if loser.saved_at == winner.saved_at and taken.hands is returned.hands:
            yield problem(Place(winner.file), "same-time", unit=unit, id=unit, other=last(loser.file))


def _precedence(pair: Pair) -> tuple[bool, bool, bool, bool, datetime, str]:
    """Order the returns of a unit: genuine ones, with a score, by the hand that counts, then the one saved last."""
    account, returned = pair
    hands, alone = returned.hands, returned.hands is not BOTH
    begun = alone and filled_by(returned, hands.open[0]) > 0
    own = returned.counts in hands.open
    scored = returned.total is not None
    return _is_genuine(account), scored, own, begun, account.saved_at or NEVER, account.sha256


def judged(account: FileAccount, choice: Choice) -> FileAccount:
    """Say what became of a file beside the others of its units."""
    parts = choice.whole.get(account.file, ())
    own = tuple(p for p in account.problems if p.code not in HOW_FAR or p.unit not in parts)
    more = choice.said.get(account.file, ())
    if not more and own == account.problems:
        return account
    return replace(account, status=_status(account, choice, (*own, *more)), problems=(*own, *more))


def _status(account: FileAccount, choice: Choice, problems: Sequence[Problem]) -> Status:
    """Give a file's status now that more is known of it than what stands in it."""
    if account.file not in choice.taken:
        return Status.SUPERSEDED
    if any(map(needs_person, problems)):
        return Status.FLAGGED
    if account.file not in choice.whole:
        return account.status
    counted = account.status is Status.WITHOUT_SCORE or account.file not in choice.official
    return Status.COUNTED if counted else Status.SCORED
