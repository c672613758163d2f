"""The exact score against IronCalc's recalculation, on every quantity of every sheet."""

from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.effort import each, tried
from tests.proof.engines import PLANTED, Engine, Place, differing, load
from tests.proof.fillings import boundary_fillings, fillings, random_filling
from tests.proof.samples import led, scorer_of, shipped_names, single, standard_of, written
from xlrubric.graph import what_of
from xlrubric.scoring import Scorer

FIGURES = tried(100_000, 850_000)  # that are recalculated with random entries, of each rubric
MOST_FILLINGS = tried(250, 2000)
MOST_EDGES = tried(60, 300)


@pytest.fixture(scope="module", params=each(shipped_names(), "ironcalc"))
def engine(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Engine, Scorer]:
    form = single(standard_of(request.param))
    path = written(form, tmp_path_factory.mktemp("proof") / "form.xlsx")
    return load(form, path), scorer_of(form)


def test_every_quantity_of_the_score_stands_on_a_sheet(engine: tuple[Engine, Scorer]) -> None:
    loaded, scorer = engine
    spare = set(scorer({})) - set(loaded.figures)
    assert set(loaded.figures) <= set(scorer({}))
    assert {what_of(name) for name in spare} <= {"points"}  # of what shares are taken, of the role that has none


def test_random_fillings_agree_with_ironcalc(engine: tuple[Engine, Scorer]) -> None:
    loaded, scorer = engine
    chance, graph = Random(20181008), loaded.graph
    for _ in range(min(MOST_FILLINGS, FIGURES // len(loaded.figures))):
        filling = random_filling(graph, chance)
        assert differing(loaded.recalculated(filling), scorer(filling)) == []


def test_boundary_fillings_agree_with_ironcalc(engine: tuple[Engine, Scorer]) -> None:
    loaded, scorer = engine
    edges = boundary_fillings(loaded.graph)
    for filling in edges[:: len(edges) // MOST_EDGES + 1]:  # of a large rubric an even share
        assert differing(loaded.recalculated(filling), scorer(filling)) == []


@settings(max_examples=tried(15, 100), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_hypothesis_finds_no_filling_that_differs(engine: tuple[Engine, Scorer], data: st.DataObject) -> None:
    loaded, scorer = engine
    filling = data.draw(fillings(loaded.graph))
    assert differing(loaded.recalculated(filling), scorer(filling)) == []


def test_a_planted_wrong_value_is_found_in_every_figure(engine: tuple[Engine, Scorer]) -> None:
    loaded, scorer = engine
    figures, score = loaded.recalculated({}), scorer({})
    assert differing(figures, score) == []
    for name in figures:
        assert differing({name: PLANTED}, score) == [f"{name}: {PLANTED!r} is not {score[name]!r}"]


def test_a_formula_overwritten_in_the_workbook_is_found(tmp_path: Path) -> None:
    form = single(standard_of("xiangxi-2018"))
    loaded, scorer = load(form, written(form, tmp_path / "form.xlsx")), scorer_of(form)
    at: Place = loaded.figures["review.item:2.2"]
    loaded.model.update_cell_with_number(at.sheet, at.row, at.column, PLANTED)
    filling = {"review.choice:2.2.2": "有"}
    found = {text.partition(": ")[0] for text in differing(loaded.recalculated(filling), scorer(filling))}
    assert {"review.item:2.2", "review.section:2", "cover.review.section:2", "review.total:"} <= found


@pytest.mark.parametrize("number", [0, 1, 2])
@pytest.mark.parametrize("name", ["xiangxi-2018", "tianjin-2020"])
def test_each_sheet_of_a_lead_units_workbook_agrees_by_itself(tmp_path: Path, name: str, number: int) -> None:
    form = led(standard_of(name))
    loaded = load(form, written(form, tmp_path / "lead.xlsx"), number)
    scorer, chance, graph = scorer_of(form, number), Random(number), loaded.graph
    for _ in range(tried(5, 30)):
        filling = random_filling(graph, chance)
        assert differing(loaded.recalculated(filling), scorer(filling)) == []
