"""Random rubrics over the whole language: exact score, account, a naive score and IronCalc's recalculation agree."""

from collections import Counter
from decimal import Decimal
from random import Random

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from tests.effort import tried
from tests.proof.engines import PLANTED, differing
from tests.proof.fillings import boundary_fillings, random_filling
from tests.proof.invariants import broken
from tests.proof.pairs import EVERY_KIND, EVERY_PAIR, Pair, met, never_met, shared_out
from tests.proof.random_findings import KINDS
from tests.proof.random_rubrics import random_rubric, random_tags, yaml_of
from tests.proof.trials import Trial, random_trial, ready
from xlrubric.graph import name
from xlrubric.rubric import FLAGS, VERBS, Finding, Gate, Grade, Group, Item, Rubric, Section
from xlrubric.rules import RULES, rule_of
from xlrubric.schema_faults import read_rubric
from xlrubric.yamltext import parse_yaml

RECALCULATED, SCORED = 60, tried(80, 300)
DRAWN = 600  # in which every field is met
FILLINGS, SCORINGS = tried(4, 20), tried(4, 10)
pytestmark = pytest.mark.xdist_group("random-rubrics")  # what they share is made once
ANY = settings(deadline=None, suppress_health_check=list(HealthCheck), print_blob=True)


def meeting(seed: int, pairs: tuple[Pair, ...]) -> Trial:
    """Make a trial in which pairs of kinds meet; the seed after it where one is refused."""
    found = (trial for more in range(1000) if (trial := random_trial(Random(seed + 1000 * more), pairs)))
    return next(found)


@pytest.fixture(scope="module")
def trials() -> list[Trial]:
    return [meeting(seed, tuple(pairs)) for seed, pairs in enumerate(shared_out(RECALCULATED))]


def test_the_generator_knows_every_kind_of_rule() -> None:
    assert sorted(KINDS) == sorted(EVERY_KIND)


def test_every_pair_of_kinds_meets_in_an_item(trials: list[Trial]) -> None:
    assert never_met(sum((met(trial.standard.rubric) for trial in trials), Counter[Pair]())) == []
    assert len(EVERY_PAIR) == len(KINDS) * (len(KINDS) + 1) / 2


@pytest.mark.parametrize("number", range(RECALCULATED))
def test_random_rubrics_agree_with_ironcalc(trials: list[Trial], number: int) -> None:
    trial, chance = trials[number], Random(number)
    engine = trial.engine()
    for _ in range(FILLINGS):
        filling = random_filling(trial.standard.graph, chance, trial.known)
        assert differing(engine.recalculated(filling), trial.scorer(filling)) == []


@pytest.fixture(scope="module")
def drawn() -> list[Trial]:
    trials = [random_trial(Random(seed)) for seed in range(SCORED)]
    return [trial for trial in trials if trial]


def test_random_rubrics_agree_with_a_naive_score_and_their_accounts_add_up(drawn: list[Trial]) -> None:
    for number, trial in enumerate(drawn):
        chance = Random(number)
        for _ in range(SCORINGS):
            filling = random_filling(trial.standard.graph, chance, trial.known, paste=0)
            score = trial.plain(filling)
            assert trial.otherwise(filling, score) == [], trial.text
            assert broken(trial.standard.outline, score) == [], trial.text


def test_what_is_pasted_over_the_limits_of_a_cell_breaks_nothing(drawn: list[Trial]) -> None:
    for number, trial in enumerate(drawn):
        chance = Random(number)
        for _ in range(SCORINGS // 3):
            filling = random_filling(trial.standard.graph, chance, trial.known, paste=1)
            assert broken(trial.standard.outline, trial.plain(filling)) == [], trial.text


@settings(ANY, max_examples=tried(15, 40))
@given(chance=st.randoms(use_true_random=False))
def test_hypothesis_finds_no_rubric_that_the_naive_score_has_otherwise(chance: Random) -> None:
    trial = random_trial(chance)
    assume(trial is not None)
    assert trial is not None
    filling = random_filling(trial.standard.graph, chance, trial.known, paste=0)
    score = trial.plain(filling)
    assert trial.otherwise(filling, score) == []
    assert broken(trial.standard.outline, score) == []


@settings(ANY, max_examples=tried(6, 15))
@given(chance=st.randoms(use_true_random=False))
def test_hypothesis_finds_no_rubric_that_differs_in_ironcalc(chance: Random) -> None:
    trial = random_trial(chance)
    assume(trial is not None)
    assert trial is not None
    filling = random_filling(trial.standard.graph, chance, trial.known)
    assert differing(trial.engine().recalculated(filling), trial.scorer(filling)) == []


def test_the_edges_of_each_entry_agree_with_the_naive_score(drawn: list[Trial]) -> None:
    for trial in drawn[: tried(3, 8)]:
        for filling in boundary_fillings(trial.standard.graph):
            assert trial.otherwise(filling, trial.plain(filling)) == [], trial.text


def test_few_random_rubrics_are_refused(drawn: list[Trial]) -> None:
    assert len(drawn) > SCORED * 2 / 3


def test_random_rubrics_reach_every_field_and_every_verb_and_flag_of_every_kind() -> None:
    reached: set[tuple[str, str]] = set()
    for seed in range(DRAWN):
        rubric, _, _ = read_rubric(parse_yaml(yaml_of(random_rubric(Random(seed))), "random.yaml"))
        reached |= fields_of(rubric) if rubric else set()
    assert wanted_fields() - reached == set()


def fields_of(rubric: Rubric) -> set[tuple[str, str]]:
    """Name what a rubric makes use of: fields by their table, verbs and flags by their kind of rule."""
    used: set[tuple[str, str]] = set()
    tables: list[object] = [rubric, *(rubric.grades or ())]
    for node in rubric.nodes():
        tables += [node, *([node.gate] if isinstance(node, Section) and node.gate else [])]
        tables += [part for part in (node.findings if isinstance(node, Item) else ()) if isinstance(part, Group)]
    for finding in rubric.findings():
        tables.append(finding)
        used |= {(rule_of(finding).name, word) for word in (*finding.verbs(), *finding.flags())}
        used |= {(rule_of(finding).name, many) for many in ("register_", "periods") if getattr(finding, many)}
    for table in tables:
        used |= {
            (type(table).__name__, field) for field, value in vars(table).items() if value not in (None, False, ())
        }
    return used


# words, days, and what holds across units or years: the score of one unit takes nothing from them
WORDS_ONLY = {
    *("note", "text", "source", "period", "due", "due_on", "dated", "signatures", "evidence"),
    *("follows_up", "result", "merge"),
}
SHAPED = {"@amount", "@range", "@levels", "@steps", "@bands", "@converted", "@formula"}


def wanted_fields() -> set[tuple[str, str]]:
    """Name all that a rubric can make use of."""
    tables = (Rubric, Section, Item, Group, Finding, Gate, Grade)
    fields = {(table.__name__, field) for table in tables for field in table.model_fields if field not in WORDS_ONLY}
    moving = {rule.name for rule in RULES if rule.shapes & SHAPED}
    return fields | {(kind, word) for kind in moving for word in (*VERBS, *FLAGS, "periods")}


def test_a_planted_wrong_score_is_found_by_the_naive_witness_and_by_the_invariants() -> None:
    trial = meeting(0, ())
    score = trial.plain({})
    spoiled = {**score, name(trial.standard.rubric.counts, "total"): Decimal(int(PLANTED))}
    assert any("total" in said for said in trial.otherwise({}, spoiled))
    assert ready(trial.tree, random_tags(Random(0))) is not None
