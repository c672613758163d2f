"""Each ballot's number counts once: which of several ballots with one number counts, and what is said of the others.

Apart from the reading of one file because here files compete. Who saved a file is never looked at: of anonymous
ballots that would tell what nobody is to know. What tells a corrected ballot from a blank that two raters shared is
its answers: one that only adds to the other is the same rater's; one that says otherwise may be another's.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import PureWindowsPath
from unicodedata import normalize

from xlrubric.ballots.votes import BallotReturn, Key
from xlrubric.problems import Place, Problem, problem

NEVER = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True)
class Chosen:
    """The ballots that count, in the order of their numbers; what is said; the files whose ballot does not count."""

    ballots: tuple[BallotReturn, ...]
    problems: tuple[Problem, ...]
    beaten: frozenset[str]


def choose(ballots: Iterable[BallotReturn]) -> Chosen:
    """Let each number count once: one with votes before a blank one, then the one saved last."""
    rivals: dict[Key, list[BallotReturn]] = {}
    for ballot in ballots:
        rivals.setdefault(ballot.key, []).append(ballot)
    kept: list[BallotReturn] = []
    problems: list[Problem] = []
    beaten: set[str] = set()
    for key in sorted(rivals):
        *losers, winner = sorted(rivals[key], key=_precedence)
        kept += [winner] if winner.votes else []
        problems += [_said(loser, winner) for loser in losers]
        beaten |= {loser.place.file for loser in losers}
    return Chosen(tuple(kept), (*problems, *_signed_twice(kept)), frozenset(beaten))


def _precedence(ballot: BallotReturn) -> tuple[bool, datetime, str, Place]:
    return bool(ballot.votes), ballot.saved_at or NEVER, ballot.digest, ballot.place


def _said(loser: BallotReturn, winner: BallotReturn) -> Problem:
    details = {"number": loser.number, "taken": last(winner.place.file)}
    place = loser.place
    if not loser.votes:
        late = (loser.saved_at or NEVER) > (winner.saved_at or NEVER)
        return problem(place, "ballot-newer-but-blank" if late and winner.votes else "ballot-newer", **details)
    return problem(place, "ballot-newer" if _same_rater(loser, winner) else "ballot-number-shared", **details)


def _same_rater(loser: BallotReturn, winner: BallotReturn) -> bool:
    """Say whether two ballots with one number are one rater's: by name if signed, else nothing said was taken back."""
    if loser.rater and winner.rater and loser.signed:
        return _plain(loser.rater) == _plain(winner.rater)
    return all(
        answer is None or answer == other
        for unit, answers in loser.votes.items()
        for answer, other in zip(answers, winner.votes.get(unit, (None,) * len(answers)), strict=True)
    )


def _signed_twice(kept: Iterable[BallotReturn]) -> Iterable[Problem]:
    """Name the raters who signed two ballots on one set of units."""
    first: dict[tuple[str, str, str, str], BallotReturn] = {}
    for ballot in kept:
        if ballot.signed and ballot.rater:
            who = (ballot.source, ballot.set, ballot.group, _plain(ballot.rater))
            other = first.setdefault(who, ballot)
            if other is not ballot:
                details = {"rater": ballot.rater, "number": ballot.number, "other": other.number}
                yield problem(ballot.place, "ballot-rater-twice", **details)


def _plain(name: str) -> str:
    return "".join(normalize("NFKC", name).casefold().split())


def last(file: str) -> str:
    """Give a file's own name, which is how a message speaks of another file."""
    return PureWindowsPath(file).name or file
