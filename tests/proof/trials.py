"""A random rubric made ready: read as a file would be, for units with random tags, and its form loaded."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from tests.proof.engines import Engine, load
from tests.proof.fillings import Filling, tried
from tests.proof.naive.score import score as naive_score
from tests.proof.naive.tree import Naive
from tests.proof.pairs import Pair
from tests.proof.random_findings import Written
from tests.proof.random_rubrics import random_rubric, random_tags, yaml_of
from tests.proof.samples import scorer_of, written
from xlrubric.graph import has_formulas, name
from xlrubric.layout.form import Form, unit_form
from xlrubric.messages import is_error
from xlrubric.scoring import Score, Scorer, Value, compile_scorer
from xlrubric.skin import read_skin
from xlrubric.standard import Standard, check_source
from xlrubric.units import Unit
from xlrubric.yamltext import parse_yaml

MOST = Decimal(1000)  # that is entered where formulas multiply
NEAR = Fraction(1, 10**18)  # what fifty digits leave of a division that goes on for ever


@dataclass(frozen=True, eq=False)
class Trial:
    """A rubric that the program takes, for units with certain tags, of whom something in it is asked."""

    text: str
    tree: Written
    standard: Standard
    tags: frozenset[str]

    @cached_property
    def form(self) -> Form:
        """Lay the workbook out."""
        return unit_form(self.standard, read_skin(self.standard.rubric.language), Unit("u-1", "单位", tags=self.tags))

    @cached_property
    def scorer(self) -> Scorer:
        """Compile what all cells of the workbook show."""
        return scorer_of(self.form)

    @cached_property
    def plain(self) -> Scorer:
        """Compile what counts, without what the sheets show beside it; no workbook is laid out."""
        return compile_scorer(self.standard.graph)

    @cached_property
    def known(self) -> dict[str, list[Value]]:
        """Give what each entry is tried with."""
        return tried(self.standard.graph, MOST if has_formulas(self.standard.outline) else None)

    @cached_property
    def naive(self) -> Naive:
        """Give the fourth witness."""
        return Naive(self.tree, self.tags)

    def engine(self) -> Engine:
        """Render the workbook and load it."""
        with TemporaryDirectory() as folder:
            return load(self.form, written(self.form, Path(folder) / "form.xlsx"))

    def otherwise(self, filling: Filling, score: Score) -> list[str]:
        """Name the scores that the naive witness has otherwise."""
        found = naive_score(self.naive, filling, self.standard.rubric.counts)
        names = {own: self._name(own) for own in found}
        return [
            f"{spelled}: {score.get(spelled)!r} is not {_shown(value)}"
            for own, value in found.items()
            if not _same(score.get(spelled := names[own]), value)
        ]

    def _name(self, own: str) -> str:
        role, node = self.standard.rubric.counts, self.standard.outline.by_id.get(own)
        if own == "grade":
            return name(role, "grade")
        return name(role, node.what if node and own else "total", own)


def _same(ours: Value, theirs: object) -> bool:
    if isinstance(theirs, Fraction):
        return isinstance(ours, Decimal) and abs(Fraction(ours) - theirs) <= NEAR * max(Fraction(1), abs(theirs))
    return ours == theirs


def _shown(value: object) -> str:
    return f"{float(value):.12g}" if isinstance(value, Fraction) else repr(value)


def random_trial(chance: Random, pairs: tuple[Pair, ...] = ()) -> Trial | None:
    """Make a trial by chance; None where the program refuses the rubric, or nothing of it applies to the unit."""
    return ready(random_rubric(chance, pairs), random_tags(chance))


def ready(tree: Written, tags: frozenset[str]) -> Trial | None:
    """Make a rubric ready for units with certain tags; None where it is refused or nothing of it applies."""
    text = yaml_of(tree)
    rubric, problems = check_source(parse_yaml(text, "random.yaml"))
    if rubric is None or any(map(is_error, problems)):
        return None
    standard = Standard(rubric).variant(tags)
    return Trial(text, tree, standard, tags) if standard.outline.rows else None
