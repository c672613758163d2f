"""Self-check and review that came in two workbooks, put together.

Apart from ``collect``, in which files of one unit compete: these two do not. The review's form counts; the self-check
that stands locked beside it is replaced by the one that the unit itself sent, and where they differ, that is said.
"""

from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from typing import TypeVar

from xlrubric.entries import Reading
from xlrubric.evidence import UNSAID
from xlrubric.graph import name, role_of
from xlrubric.problems import Problem, problem
from xlrubric.quantities.marks import SHARED
from xlrubric.scoring import Scorer, compile_scorer
from xlrubric.standard import Standard
from xlrubric.typed_cells import Typed
from xlrubric.verify import UnitReturn

OWN, OTHER = "self", "review"
Said = TypeVar("Said")


def joined(review: UnitReturn, own: UnitReturn, file: str) -> tuple[UnitReturn, tuple[Problem, ...]]:
    """Put a unit's own self-check beside the review of it; ``file`` is the self-check's, as messages name it.

    Gives the return to score, and a warning for each entry of the self-check that the review's form has otherwise. What
    both hands may write (a register's words, remarks, signatures) is the review's, where it says anything.
    """
    carried = {n: r for n, r in review.readings.items() if role_of(n) == OWN}
    stands = any(map(given, carried.values()))
    problems = _differing(review, own, file) if stands else ()
    made = replace(
        rescored(review, {n: _chosen(n, reading, own) for n, reading in review.readings.items()}),
        remarks=over(own.remarks, review.remarks),
        signed=over(own.signed, review.signed),
        typed=over(own.typed, filled(review.typed)),
        cells=over(own.cells, filled(review.cells)),
        evidence=own.evidence if any(said.state != UNSAID for said in own.evidence) else review.evidence,
        problems=(*review.problems, *problems),
    )
    return made, problems


def _chosen(local: str, reading: Reading, own: UnitReturn) -> Reading:
    """Give the reading that counts: of the self-check the unit's own, of what both may write the review's first."""
    theirs = own.readings.get(local, reading)
    if role_of(local) == OWN or (role_of(local) == SHARED and not given(reading)):
        return theirs
    return reading


def rescored(returned: UnitReturn, readings: Mapping[str, Reading]) -> UnitReturn:
    """Give a return with other readings, scored anew."""
    score = _scorer(returned.standard)({n: reading.value for n, reading in readings.items()})
    return replace(returned, readings=readings, score={**returned.score, **score})


def given(reading: Reading) -> bool:
    """Say whether anything stands in the cell, readable or not."""
    return reading.value is not None or bool(reading.code)


def _words(reading: Reading) -> str:
    return "—" if reading.value is None else reading.shown()


def _differing(review: UnitReturn, own: UnitReturn, file: str) -> tuple[Problem, ...]:
    """Name the entries of the self-check that are not what the unit itself sent."""
    findings = {entry.name: entry.finding for entry in review.standard.graph.entries if entry.role == OWN}
    return tuple(
        problem(
            review.typed[local].place,
            "self-check-differs",
            unit=review.unit,
            finding=finding,
            here=_words(review.readings[local]),
            there=_words(own.readings[local]),
            other=file,
        )
        for local, finding in findings.items()
        if local in own.readings and local in review.typed and review.readings[local].value != own.readings[local].value
    )


def filled(cells: Mapping[str, Typed]) -> dict[str, Typed]:
    """Keep the cells in which something stands."""
    return {local: cell for local, cell in cells.items() if cell.value is not None}


def over(below: Mapping[str, Said], above: Mapping[str, Said]) -> dict[str, Said]:
    """Put what one file says over what another says."""
    return {**below, **above}


@lru_cache(maxsize=64)
def _scorer(standard: Standard) -> Scorer:
    return compile_scorer(standard.graph, ())


def filled_by(returned: UnitReturn, role: str) -> int:
    """Count the rows that a role has filled in."""
    value = returned.score[name(role, "done")]
    return int(value) if not isinstance(value, str | bool | None) else 0
