"""``make prove``: the long proof, on all cores. Nothing may differ.

Random rubrics over the whole language, each with random fillings: exact score, account, naive score and IronCalc's
recalculation. Every shipped rubric through IronCalc and LibreOffice; some of the random ones through LibreOffice too.
"""

import argparse
import os
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from multiprocessing import get_context
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from tests.office.programs import missing
from tests.proof.calc import Case, outcomes_of
from tests.proof.engines import PLANTED, differing, load
from tests.proof.fillings import random_filling, tried
from tests.proof.invariants import broken
from tests.proof.pairs import EVERY_PAIR, Pair, met, never_met
from tests.proof.samples import scorer_of, shipped_names, single, standard_of, written
from tests.proof.trials import Trial, random_trial

MOST_SHIPPED = "xiangxi-2018"  # the one that is proved in full
SHOWN = 3  # differences of one piece of work that are shown
PIECE = 50  # random rubrics in one piece of work
FILLED = 10_000  # fillings of a shipped rubric in one piece of work
CALCULATED = 100  # workbooks in one piece of LibreOffice's work


@dataclass(frozen=True)
class Work:
    """A piece of the proof: how (a name of ``WAYS``), which rubric or the first seed, how many, and a seed."""

    way: str
    name: str
    count: int
    fillings: int
    seed: int


@dataclass
class Result:
    """What came of it."""

    way: str
    name: str
    rubrics: int = 0
    refused: int = 0
    fillings: int = 0
    figures: int = 0
    wrong: int = 0
    seconds: float = 0.0
    shown: list[str] = field(default_factory=list)
    pairs: Counter[Pair] = field(default_factory=Counter)

    def found(self, where: str, differences: list[str]) -> None:
        """Take a filling's differences in."""
        self.fillings += 1
        self.wrong += bool(differences)
        if differences and len(self.shown) < SHOWN:
            self.shown.append(f"  {where}: {'; '.join(differences[:SHOWN])}")

    def add(self, other: "Result") -> None:
        """Take the result of another piece of the same work in."""
        for name in ("rubrics", "refused", "fillings", "figures", "wrong", "seconds"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.shown = [*self.shown, *other.shown][: 5 * SHOWN]
        self.pairs.update(other.pairs)

    def line(self) -> str:
        """Say it in a line."""
        each = self.seconds / max(self.fillings, 1) * 1000
        rubrics = f"{self.rubrics} rubrics ({self.refused} refused or not for the unit), " if self.pairs else ""
        tried = f"{rubrics}{self.fillings} fillings, {self.figures} figures"
        said = f"{self.name}: {self.way}, {tried}, {self.wrong} differing, {each:.2f} ms each"
        return "\n".join((said, *self.shown))


def by_ironcalc(work: Work) -> Result:
    """Prove a shipped rubric through IronCalc."""
    result, form = Result("IronCalc", work.name), single(standard_of(work.name))
    scorer, graph = scorer_of(form), form.standards[0].graph
    with TemporaryDirectory() as folder:
        engine = load(form, written(form, Path(folder) / "form.xlsx"))
    chance, known = Random(work.seed), tried(graph)
    for n in range(work.fillings):
        filling = random_filling(graph, chance, known)
        figures, score = engine.recalculated(filling), scorer(filling)
        result.figures += len(figures)
        result.found(
            f"seed {work.seed}, filling {n}", [*differing(figures, score), *broken(form.standards[0].outline, score)]
        )
    planted = differing({**engine.recalculated({}), "review.total:": PLANTED}, scorer({}))
    if not planted:
        result.wrong += 1
        result.shown.append("  a planted value was not found")
    return result


def by_libreoffice(work: Work) -> Result:
    """Prove a shipped rubric through LibreOffice."""
    form, chance = single(standard_of(work.name)), Random(work.seed)
    scorer, known = scorer_of(form), tried(form.standards[0].graph)
    fillings = [random_filling(form.standards[0].graph, chance, known) for _ in range(work.fillings)]
    cases = [Case(form, scorer, filling) for filling in fillings]
    return _calculated(Result("LibreOffice", work.name), work, cases)


def random_by_libreoffice(work: Work) -> Result:
    """Prove random rubrics through LibreOffice."""
    result, cases = Result("LibreOffice", "random rubrics"), list[Case]()
    for trial, chance, _ in _trials(work, result):
        fillings = (random_filling(trial.standard.graph, chance, trial.known) for _ in range(work.fillings))
        cases += (Case(trial.form, trial.scorer, filling) for filling in fillings)
    return _calculated(result, work, cases)


def _calculated(result: Result, work: Work, cases: list[Case]) -> Result:
    with TemporaryDirectory() as folder:
        for n, outcome in enumerate(outcomes_of(cases, Path(folder))):
            lost = [] if outcome.recalculated else ["a spoiled value is still there"]
            result.figures += len(cases[n].form.formulas)
            result.found(f"seed {work.seed}, workbook {n}", [*outcome.differing, *lost])
    return result


def random_by_ironcalc(work: Work) -> Result:
    """Prove random rubrics: by IronCalc, by the naive witness, by what has to hold of any score."""
    result = Result("IronCalc and naive score", "random rubrics")
    for trial, chance, seed in _trials(work, result):
        engine, outline = trial.engine(), trial.standard.outline
        for n in range(work.fillings):
            pasted = n % 20 == 19
            filling = random_filling(trial.standard.graph, chance, trial.known, paste=float(pasted))
            figures, score = engine.recalculated(filling), trial.scorer(filling)
            otherwise = [] if pasted else trial.otherwise(filling, score)
            result.figures += len(figures)
            result.found(f"seed {seed}, filling {n}", [*differing(figures, score), *otherwise, *broken(outline, score)])
    return result


def _trials(work: Work, result: Result) -> Iterator[tuple[Trial, Random, int]]:
    for seed in range(int(work.name), int(work.name) + work.count):
        chance = Random(seed)
        trial = random_trial(chance)
        if trial is None:
            result.refused += 1
            continue
        result.rubrics += 1
        result.pairs.update(met(trial.standard.rubric))
        yield trial, chance, seed


WAYS = {
    "ironcalc": by_ironcalc,
    "libreoffice": by_libreoffice,
    "random": random_by_ironcalc,
    "random-libreoffice": random_by_libreoffice,
}


def done(work: Work) -> Result:
    """Do one piece of work."""
    began = time.perf_counter()
    result = WAYS[work.way](work)
    result.seconds = time.perf_counter() - began
    return result


def pieces(wanted: argparse.Namespace) -> Iterator[Work]:
    """Divide the proof into pieces; the long ones first."""
    seed, has_office = wanted.seed, not missing("soffice")
    for start in range(0, wanted.random_libreoffice if has_office else 0, PIECE):
        yield Work("random-libreoffice", str(seed + start), min(PIECE, wanted.random_libreoffice - start), 2, seed)
    for name in shipped_names():
        share = 1 if name == MOST_SHIPPED else wanted.share
        filled, calculated = round(wanted.ironcalc * share), round(wanted.libreoffice * share) if has_office else 0
        for start in range(0, calculated, CALCULATED):
            yield Work("libreoffice", name, 1, min(CALCULATED, calculated - start), seed + start)
        for start in range(0, filled, FILLED):
            yield Work("ironcalc", name, 1, min(FILLED, filled - start), seed + start)
    for start in range(0, wanted.rubrics, PIECE):
        yield Work("random", str(seed + start), min(PIECE, wanted.rubrics - start), wanted.fillings, seed)


def pair_lines(pairs: Counter[Pair]) -> Iterator[str]:
    """Say how often each two kinds of rule stood in one item."""
    yield f"pairs of kinds in one item: {len(pairs)} of {len(EVERY_PAIR)} met"
    for pair, count in sorted(pairs.items()):
        yield f"  {pair[0]} + {pair[1]}: {count}"


def arguments() -> argparse.Namespace:
    """Read what is wanted."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rubrics", type=int, default=10_000, help="random rubrics through IronCalc")
    parser.add_argument("--fillings", type=int, default=100, help="of each random rubric")
    parser.add_argument("--ironcalc", type=int, default=100_000, help=f"fillings of {MOST_SHIPPED}")
    parser.add_argument("--libreoffice", type=int, default=1_000, help=f"fillings of {MOST_SHIPPED}")
    parser.add_argument("--share", type=float, default=0.1, help="of these for each other shipped rubric")
    parser.add_argument("--random-libreoffice", type=int, default=300, help="random rubrics, two fillings each")
    parser.add_argument("--seed", type=int, default=20181008)
    parser.add_argument("--processes", type=int, default=os.cpu_count() or 1)
    return parser.parse_args()


def main() -> int:
    """Prove everything; 1 where anything differs, or where two kinds of rule never met."""
    wanted, began = arguments(), time.perf_counter()
    results: dict[tuple[str, str], Result] = {}
    with get_context("spawn").Pool(wanted.processes) as pool:
        for result in pool.imap_unordered(done, pieces(wanted)):
            results.setdefault((result.way, result.name), Result(result.way, result.name)).add(result)
            for line in result.shown:
                print(f"{result.name}:{line}", flush=True)
    print("\n".join(result.line() for _, result in sorted(results.items())))
    if lacking := missing("soffice"):
        print(f"LibreOffice skipped, {lacking}")
    pairs = sum((result.pairs for result in results.values()), Counter[Pair]())
    print("\n".join(pair_lines(pairs)))
    unmet = never_met(pairs) if wanted.rubrics else []
    if unmet:
        print(f"never met: {unmet}")
    wrong = sum(result.wrong for result in results.values())
    print(f"{wrong} differing in all, {time.perf_counter() - began:.0f} s")
    return 1 if wrong or unmet else 0


if __name__ == "__main__":
    sys.exit(main())
