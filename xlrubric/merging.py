"""Several files of one unit made one: finding by finding, with every disagreement listed.

Apart from ``rivals``, which says what becomes of the files, and from ``sides``, where a self-check and the review of it
meet: here the same hand sent more than one file, a correction, or the work of two reviewers who shared the findings.
What only one file says is taken from it; where two say different things both are told, and the stated rule decides.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import PureWindowsPath

from xlrubric.entries import Reading, shown
from xlrubric.graph import name
from xlrubric.problems import Place, Problem, problem
from xlrubric.quantities.marks import SHARED
from xlrubric.rubric import Merge
from xlrubric.shortcomings import how_far
from xlrubric.sides import filled, given, over, rescored
from xlrubric.verify import UnitReturn, register_problems

MOST_NAMED = 12  # findings in one message
HOW_FAR = frozenset({"form-incomplete", "form-blank"})

Key = tuple[str, str]  # a finding and the role that speaks of it
Answer = Mapping[str, Reading]  # its boxes that are filled in, by local name


@dataclass(frozen=True)
class Sent:
    """A return, and when its file was saved; of equal times the checksum decides, and never the order of files."""

    returned: UnitReturn
    saved: tuple[datetime, str]


@dataclass(frozen=True)
class Merged:
    """One return made of several: what is to be said of it, and the other files that something was taken from."""

    returned: UnitReturn
    problems: tuple[Problem, ...] = ()
    taken: frozenset[str] = frozenset()


@dataclass
class _Pile:
    """What was put together so far: for each finding and role its answer and whose it is, and what nobody decided."""

    rule: Merge
    answers: dict[Key, tuple[Answer, UnitReturn]] = field(default_factory=dict)
    undecided: set[Key] = field(default_factory=set)
    problems: list[Problem] = field(default_factory=list)


def merged(base: UnitReturn, sent: Sequence[Sent], rule: Merge) -> Merged:
    """Merge the returns of one unit; ``base`` is the one among them whose file stands for the unit.

    Of each finding counts what the newest file says that says anything. Where an older one says something else, that is
    listed by cell; ``ask`` leaves such a finding open, ``newest`` keeps what the newest says, ``whole`` merges nothing.
    """
    alike = [one for one in sent if one.returned.standard is base.standard]
    if rule == "whole" or len(alike) < 2:
        return Merged(base)
    pile = _Pile(rule)
    for one in sorted(alike, key=lambda one: one.saved, reverse=True):
        _add(pile, one.returned)
    parts = [one.returned for one in alike if one.returned is not base and _gave(pile, one.returned)]
    if not parts and not pile.undecided:
        return Merged(base, tuple(pile.problems))
    made = _made(base, parts, pile)
    return Merged(made, (*pile.problems, *_of_the_whole(made, base)), frozenset(part.file for part in parts))


def _add(pile: _Pile, older: UnitReturn) -> None:
    """Add what an older file says: what is new is taken, what is otherwise is told."""
    said = _answers(older)
    own = frozenset(key for key in said if key not in pile.answers)
    roles = {role for _, role in own}
    shared = any(key in pile.answers and key[1] in roles for key in said)
    for key in said.keys() - own:
        answer, newer = pile.answers[key]
        if {n: r.value for n, r in answer.items()} != {n: r.value for n, r in said[key].items()}:
            pile.problems.append(_difference(key, (newer, answer), (older, said[key]), pile.rule))
            pile.undecided |= {key} if pile.rule == "ask" else set()
    if own and pile.answers:
        pile.problems.append(_addition(older, sorted({finding for finding, _ in own}), shared))
    pile.answers |= {key: (said[key], older) for key in own}


def _answers(returned: UnitReturn) -> dict[Key, dict[str, Reading]]:
    """Give what a file's own hands have filled in, by finding and role."""
    found: dict[Key, dict[str, Reading]] = {}
    for entry in returned.standard.graph.entries:
        reading = returned.readings.get(entry.name)
        if reading is not None and given(reading) and entry.role in (*returned.hands.open, SHARED):
            found.setdefault((entry.finding, entry.role), {})[entry.name] = reading
    return found


def _gave(pile: _Pile, part: UnitReturn) -> bool:
    return any(giver is part and key not in pile.undecided for key, (_, giver) in pile.answers.items())


def _difference(key: Key, newer: tuple[UnitReturn, Answer], older: tuple[UnitReturn, Answer], rule: Merge) -> Problem:
    """Name a finding of which two files say different things, with both values and both cells."""
    details = {"here": _words(newer[1]), "there": _words(older[1]), "other": last(older[0].file)}
    where = _place(older[0], older[1])
    code = "entries-open" if rule == "ask" else "entries-differ"
    place = _place(newer[0], newer[1])
    return problem(place, code, unit=newer[0].unit, finding=key[0], cell=where.cell, **details)


def _words(answer: Answer) -> str:
    return " / ".join(shown(r.value) if r.value is not None else r.typed for r in answer.values())


def _place(returned: UnitReturn, answer: Answer) -> Place:
    return returned.place(next(iter(answer)))


def _addition(older: UnitReturn, findings: Sequence[str], shared: bool) -> Problem:
    """Say which findings were taken from another file; two that share none are parts of one work by right."""
    named = "、".join(findings[:MOST_NAMED]) + ("…" if len(findings) > MOST_NAMED else "")
    code = "merged-from" if shared else "merged-part"
    return problem(Place(older.file), code, unit=older.unit, id=older.unit, count=len(findings), findings=named)


def last(file: str) -> str:
    """Give a file's own name, which is how a message speaks of another file."""
    return PureWindowsPath(file).name or file  # takes both kinds of slash


def _made(base: UnitReturn, parts: Sequence[UnitReturn], pile: _Pile) -> UnitReturn:
    """Score what was put together; remarks, signatures and registers of the base go before those of its parts."""
    entered = {
        n: r for key, (answer, _) in pile.answers.items() for n, r in answer.items() if key not in pile.undecided
    }
    asked = {entry.name for entry in base.standard.graph.entries if entry.role in _open(base, parts)}
    readings = {n: entered.get(n, Reading(None)) if n in asked else r for n, r in base.readings.items()}
    made = rescored(base, readings)
    for part in parts:
        made = replace(
            made,
            remarks=over(part.remarks, made.remarks),
            signed=over(part.signed, made.signed),
            cells=over(part.cells, filled(made.cells)),
            typed=over(part.typed, filled(made.typed)),
        )
    done = made.score[name(made.counts, "done")]
    problems = tuple(p for p in base.problems if p.code not in HOW_FAR)
    return replace(made, filled=int(done) if not isinstance(done, str | bool | None) else 0, problems=problems)


def _open(base: UnitReturn, parts: Sequence[UnitReturn]) -> frozenset[str]:
    return frozenset({SHARED, *(role for one in (base, *parts) for role in one.hands.open)})


def _of_the_whole(made: UnitReturn, base: UnitReturn) -> Iterator[Problem]:
    """Say how far the merged form is filled in, and what its parts only show together."""
    asked = made.hands.counts(made.counts)
    lacking = how_far(made.score, asked, len(made.standard.outline.asked))
    if lacking:
        yield problem(Place(made.file), lacking[0], unit=made.unit, **lacking[1])
    for doubt in register_problems(made.standard, made.score, made.counts, made.cells, made.unit):
        if doubt not in base.problems:
            yield doubt
