"""What units filled in of their self-checks, ready to stand locked in the forms for the review.

Apart from ``build``, which knows nothing of returned files, and from ``collect``, which makes no forms.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from xlrubric.build import Prefill
from xlrubric.collect import collect
from xlrubric.entries import Reading, Value
from xlrubric.graph import role_of
from xlrubric.passwords import Passwords
from xlrubric.problems import Place, Problem, problem
from xlrubric.quantities.marks import SHARED
from xlrubric.sides import OWN, filled_by
from xlrubric.skin import Look
from xlrubric.standard import Standard
from xlrubric.units import Unit
from xlrubric.verify import UnitReturn

MOST_NAMED = 8


def with_self_checks(
    prefill: Prefill,
    paths: Sequence[Path],
    standard: Standard,
    units: Sequence[Unit],
    looks: Iterable[Look] = (),
    passwords: Passwords | None = None,
) -> tuple[Prefill, Sequence[Problem]]:
    """Add to what forms begin with the self-checks that came back in the files under the paths.

    Several files of a unit are merged as in collecting. Gives the problems of the files too, and a warning that names
    the units without a self-check. What could not be read stays blank. ``looks`` are those of the files, beyond the
    shipped ones; ``passwords`` are tried on encrypted ones.
    """
    found = collect(paths, standard, units, counts=OWN, keep=True, looks=looks, passwords=passwords)
    checked = {unit: r for unit, r in found.returns.items() if filled_by(r, OWN)}
    begun = {unit: _readings(r) for unit, r in checked.items()}
    readings = {unit: {**begun.get(unit, {}), **prefill.readings.get(unit, {})} for unit in {*begun, *prefill.readings}}
    free = {unit: _free(r) for unit, r in checked.items()}
    lacking = [unit for unit in units if unit.id not in checked]
    return replace(prefill, readings=readings, free=free), (*found.problems, *_lacking(lacking, Place(str(paths[0]))))


def _readings(returned: UnitReturn) -> dict[str, Reading]:
    return {
        local: reading
        for local, reading in returned.readings.items()
        if role_of(local) in (OWN, SHARED) and reading.value is not None
    }


def _free(returned: UnitReturn) -> dict[str, Value]:
    """Give what stands in the cells that no entry is read from: remarks, documents, signatures, evidence."""
    return {
        local: typed.value
        for local, typed in returned.typed.items()
        if local not in returned.readings and typed.value is not None
    }


def _lacking(units: Sequence[Unit], place: Place) -> Iterable[Problem]:
    if units:
        named = "、".join(unit.name for unit in units[:MOST_NAMED]) + ("…" if len(units) > MOST_NAMED else "")
        yield problem(place, "self-check-missing", count=len(units), names=named)
