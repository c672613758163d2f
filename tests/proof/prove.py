"""``make prove``: the long proof. 100,000 fillings through IronCalc and 1,000 through LibreOffice, none differing."""

import argparse
import sys
import time
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from tests.office.programs import missing
from tests.proof.calc import outcomes
from tests.proof.engines import PLANTED, differing, load
from tests.proof.fillings import random_filling
from tests.proof.samples import scorer_of, shipped_names, single, standard_of, written


def by_ironcalc(name: str, count: int, seed: int, folder: Path) -> int:
    """Prove one rubric through IronCalc; the number of fillings that differ."""
    form = single(standard_of(name))
    engine, scorer = load(form, written(form, folder / f"{name}.xlsx")), scorer_of(form)
    chance, wrong, began = Random(seed), 0, time.perf_counter()
    for _ in range(count):
        filling = random_filling(form.standard.graph, chance)
        wrong += bool(differing(engine.recalculated(filling), scorer(filling)))
    planted = differing({**engine.recalculated({}), "review.total:": PLANTED}, scorer({}))
    each = (time.perf_counter() - began) / max(count, 1) * 1000
    print(
        f"{name}: IronCalc, {count} fillings, {wrong} differing, "
        f"planted value found: {bool(planted)}, {each:.2f} ms each"
    )
    return wrong + (not planted)


def by_libreoffice(name: str, count: int, seed: int, folder: Path) -> int:
    """Prove one rubric through LibreOffice; the number of fillings that differ or were not recalculated."""
    form, chance = single(standard_of(name)), Random(seed)
    fillings = [random_filling(form.standard.graph, chance) for _ in range(count)]
    found = outcomes(form, scorer_of(form), fillings, folder)
    wrong = sum(bool(outcome.differing) or not outcome.recalculated for outcome in found)
    figures = len(form.formulas)
    print(f"{name}: LibreOffice, {count} fillings of {figures} figures, every one spoiled before, {wrong} differing")
    return wrong


def main() -> int:
    """Prove every shipped rubric."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--ironcalc", type=int, default=100_000)
    parser.add_argument("--libreoffice", type=int, default=1_000)
    parser.add_argument("--seed", type=int, default=20181008)
    wanted = parser.parse_args()
    wrong = 0
    for name in shipped_names():
        with TemporaryDirectory() as folder:
            wrong += by_ironcalc(name, wanted.ironcalc, wanted.seed, Path(folder))
            if lacking := missing("soffice"):
                print(f"{name}: LibreOffice skipped, {lacking}")
            else:
                wrong += by_libreoffice(name, wanted.libreoffice, wanted.seed, Path(folder))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
