"""The exact score against LibreOffice's recalculation, on every quantity of every sheet."""

from pathlib import Path
from random import Random

import pytest

from tests.office.programs import needs
from tests.proof.calc import outcomes
from tests.proof.fillings import boundary_fillings, random_filling
from tests.proof.samples import scorer_of, shipped_names, single, standard_of

FILLINGS = {"xiangxi-2018": 50}  # three of them at the edges; the long proof has more
FEW = 10


@needs("soffice")
@pytest.mark.parametrize("name", shipped_names())
def test_fillings_agree_with_libreoffice_and_every_planted_value_is_replaced(tmp_path: Path, name: str) -> None:
    form = single(standard_of(name))
    chance, graph = Random(7), form.standards[0].graph
    count = FILLINGS.get(name, FEW)
    fillings = boundary_fillings(graph)[:3] + [random_filling(graph, chance) for _ in range(count - 3)]
    found = outcomes(form, scorer_of(form), fillings, tmp_path)
    assert len(found) == count
    assert [outcome.differing for outcome in found if outcome.differing] == []
    assert all(outcome.recalculated for outcome in found)
