"""Hostile packages: none stops the reading, none changes a score unsaid, none touches the files beside it."""

from functools import cache

import pytest

from tests.hostile import packages
from tests.hostile.verdicts import VERDICTS
from tests.returns.forms import FAULTS, FAULTS_TOTAL, GOOD, STANDARD, UNITS, collector_of, filled, read
from xlrubric.collect import Collection, settled
from xlrubric.intake import Arrived
from xlrubric.messages import needs_person

# what follows from something else that is said
FOLLOWING = {"value-differs", "values-follow", "total-differs", "form-incomplete", "not-recalculated", "form-blank"}
DUE = {name: verdict for verdict, names in VERDICTS.items() for name in names}
pytestmark = pytest.mark.xdist_group("hostile packages")  # which are made once


@cache
def made() -> dict[str, bytes]:
    return dict(packages.every())


def verdict(data: bytes) -> str:
    """Read a file; give its status with what must be looked at, of a scored one with what is noted.

    Whatever is scored and not flagged has the score of the good form, or the assertion fails.
    """
    account, unit = read(data)
    codes = sorted({p.code for p in account.problems if needs_person(p)})
    if account.status != "scored":
        return f"{account.status} {' '.join([c for c in codes if c not in FOLLOWING] or codes)}"
    assert unit is not None
    assert unit.total == FAULTS_TOTAL
    return " ".join(["scored", *sorted({p.code for p in account.problems})])


@pytest.mark.parametrize("name", list(DUE))
def test_a_hostile_package_has_exactly_its_verdict(name: str) -> None:
    assert verdict(made()[name]) == DUE[name]


def test_the_table_has_each_package_once_and_no_other() -> None:
    listed = [name for names in VERDICTS.values() for name in names]
    assert sorted(listed) == sorted(made())
    assert len(listed) == len(set(listed)) > 150
    assert (
        len([name for verdict, names in VERDICTS.items() if not verdict.startswith("scored") for name in names]) > 150
    )


def together(*files: tuple[str, bytes]) -> Collection:
    collector = collector_of(STANDARD)
    return settled(STANDARD, UNITS, [collector.read(Arrived(name, data)) for name, data in files])


def test_the_results_of_good_files_do_not_change_by_what_lies_beside_them() -> None:
    """One hostile package of each verdict, all in one collection with the good forms of two other units."""
    good = [(f"good{n}.xlsx", filled(FAULTS, number=n)) for n in (1, 2)]
    hostile = [(f"bad{n}.xlsx", made()[names[0]]) for n, names in enumerate(VERDICTS.values())]
    alone, mixed = together(*good), together(*good, *hostile)
    ids = [UNITS[n].id for n in (1, 2)]
    assert [mixed.returns[own] for own in ids] == [alone.returns[own] for own in ids]
    names = {name for name, _ in good}
    assert [f for f in mixed.files if f.file in names] == list(alone.files)
    assert len(mixed.files) + len(mixed.archives) == len(good) + len(hostile)


def test_the_good_form_itself_is_scored_without_a_word() -> None:
    assert verdict(GOOD) == "scored"
