"""The exact score against LibreOffice's recalculation, on every quantity of every sheet."""

from collections.abc import Mapping, Sequence
from random import Random

import pytest

from tests.effort import tried
from tests.office.programs import missing
from tests.proof.calc import Case, Outcome, outcomes_of
from tests.proof.fillings import boundary_fillings, random_filling
from tests.proof.samples import scorer_of, shipped_names, single, standard_of

ABSENT = missing("soffice")
pytestmark = [
    pytest.mark.office,
    pytest.mark.skipif(bool(ABSENT), reason=ABSENT),
    pytest.mark.xdist_group("proof-office"),  # one start of LibreOffice recalculates all forms
]

MANY = {"xiangxi-2018": tried(6, 50)}  # fillings, three of them at the edges; the long proof has more
FEW = tried(4, 10)


def cases(name: str) -> list[Case]:
    form, chance = single(standard_of(name)), Random(7)
    scorer, graph = scorer_of(form), form.standards[0].graph
    count = MANY.get(name, FEW)
    fillings = boundary_fillings(graph)[:3] + [random_filling(graph, chance) for _ in range(count - 3)]
    return [Case(form, scorer, filling) for filling in fillings]


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Sequence[Outcome]]:
    every = {name: cases(name) for name in shipped_names()}
    found = iter(outcomes_of([case for own in every.values() for case in own], tmp_path_factory.mktemp("calc")))
    return {name: [next(found) for _ in own] for name, own in every.items()}


@pytest.mark.parametrize("name", shipped_names())
def test_fillings_agree_with_libreoffice_and_every_planted_value_is_replaced(
    outcomes: Mapping[str, Sequence[Outcome]], name: str
) -> None:
    found = outcomes[name]
    assert len(found) == MANY.get(name, FEW)
    assert [outcome.differing for outcome in found if outcome.differing] == []
    assert all(outcome.recalculated for outcome in found)
