"""How far a fault is put right, on a given day, and which of several lists of a unit counts.

Apart from the reading: a list is read once, and judged on whatever day somebody asks.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import PureWindowsPath

from xlrubric.feedback.lists import CLEARED, DONE, SENT_BACK
from xlrubric.feedback.reading import ListReturn, ListRow
from xlrubric.problems import Place, Problem, problem

OPEN, OVERDUE, RETURNED, DONE_STATE, CHECKED = "open", "overdue", "returned", "done", "checked"
STATES = (OPEN, OVERDUE, RETURNED, DONE_STATE, CHECKED)
UNSETTLED = (OPEN, OVERDUE, RETURNED)
NEVER = datetime.min.replace(tzinfo=UTC)


def state(row: ListRow, on: date) -> str:
    """Say how far a fault is put right: what the reviewers say goes first; a deadline is kept on its own day."""
    if row.codes.get("checked") == CLEARED:
        return CHECKED
    if row.codes.get("checked") == SENT_BACK:
        return RETURNED
    if row.codes.get("done") == DONE:
        return DONE_STATE
    deadline = row.days.get("deadline")
    return OVERDUE if deadline and deadline < on else OPEN


@dataclass(frozen=True)
class Chosen:
    """The lists that count, one for each unit and result; what is said of the files; those that do not count."""

    lists: tuple[ListReturn, ...]
    problems: tuple[Problem, ...]
    beaten: frozenset[str]


def choose(lists: Iterable[ListReturn]) -> Chosen:
    """Let one list of each unit and result count: one with something filled in, and of those the one saved last."""
    rivals: dict[tuple[str, str, str], list[ListReturn]] = {}
    for returned in lists:
        rivals.setdefault((returned.unit, returned.rubric, returned.period), []).append(returned)
    kept: list[ListReturn] = []
    problems: list[Problem] = []
    beaten: set[str] = set()
    for key in sorted(rivals):
        *losers, winner = sorted(rivals[key], key=_precedence)
        kept.append(winner)
        beaten |= {loser.file for loser in losers}
        for loser in losers:
            problems += _said(loser, winner)
    return Chosen(tuple(kept), tuple(problems), frozenset(beaten))


def _precedence(returned: ListReturn) -> tuple[bool, datetime, str]:
    return returned.filled, returned.saved_at or NEVER, returned.digest


def _said(loser: ListReturn, winner: ListReturn) -> Iterable[Problem]:
    unit, later = loser.unit, (loser.saved_at or NEVER) > (winner.saved_at or NEVER)
    code = "list-newer-but-blank" if later else "superseded"
    yield problem(Place(loser.file), code, unit=unit, id=unit, taken=_last(winner.file))
    if loser.saved_at == winner.saved_at:
        yield problem(Place(winner.file), "same-time", unit=unit, id=unit, other=_last(loser.file))


def _last(file: str) -> str:
    """Give a file's own name, which is how a message speaks of another file."""
    return PureWindowsPath(file).name or file
