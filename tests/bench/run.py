"""``make bench``: one table, each row a figure of ours beside its peer or floor, measured in turn in one run."""

import os
import platform
import statistics
import subprocess
import sys
import time
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from random import Random

from tests.bench import peers
from tests.proof.fillings import random_filling
from tests.proof.samples import STAMP, UNITS, single, standard_of
from xlrubric.build import Prefill, form_values
from xlrubric.collect import Collector
from xlrubric.entries import Reading
from xlrubric.intake import Arrived
from xlrubric.layout.form import Form, unit_form
from xlrubric.skin import read_skin
from xlrubric.standard import Standard
from xlrubric.writer import render

Work = Callable[[], object]
RUNS = 41
PROCESS_RUNS = 15


@dataclass(frozen=True)
class Figure:
    """A piece of work and what it is held against; times in milliseconds, ratios pair by pair (medians)."""

    what: str
    ours: float
    beside: str
    other: float
    ratio: float

    def row(self) -> str:
        """Write the figure as a row of the table."""
        return f"| {self.what} | {self.ours:.2f} ms | {self.beside} | {self.other:.2f} ms | {self.ratio:.2f} |"


def timed(work: Work) -> float:
    """Time one run in milliseconds."""
    began = time.perf_counter()
    work()
    return (time.perf_counter() - began) * 1000


def beside(what: str, ours: Work, name: str, other: Work, runs: int = RUNS) -> Figure:
    """Run the two in turn and give medians; the ratio is other to ours (above 1: we are quicker)."""
    timed(ours), timed(other)  # the first run of each warms caches and does not count
    pairs = [(timed(ours), timed(other)) for _ in range(runs)]
    ratio = statistics.median(theirs / mine for mine, theirs in pairs)
    mine, theirs = (statistics.median(column) for column in zip(*pairs, strict=True))
    return Figure(what, mine, name, theirs, ratio)


def built(standard: Standard) -> bytes:
    """Lay out, score and render one blank form, as ``build`` does for every unit."""
    form = unit_form(standard, read_skin(standard.rubric.language), UNITS[0])
    return render(form, form_values(form, Prefill()), STAMP)


def returned(form: Form) -> bytes:
    """Give a filled-in form with right cached values, as a spreadsheet program leaves it."""
    filling = random_filling(form.standard.graph, Random(1))
    readings = {name: Reading(value) for name, value in filling.items() if value is not None}
    return render(form, form_values(form, Prefill({form.units[0].id: readings})), STAMP)


def process(*command: str) -> Work:
    """Give the work of running a whole process."""
    return partial(subprocess.run, command, check=True, capture_output=True)


def figures(name: str) -> list[Figure]:
    """Measure one rubric."""
    standard = standard_of(name)
    form = single(standard)
    data = returned(form)
    collector = Collector(standard, read_skin(standard.rubric.language), UNITS, standard.rubric.counts)
    verified = partial(collector.read, Arrived("form.xlsx", data))
    assert collector.read(Arrived("form.xlsx", data)).returns
    size = f"{name}, {len(data) / 1024:.0f} KB, {len(form.formulas)} formulas"
    read = f"read + verify + score one return ({size})"
    return [
        beside(
            f"build one workbook ({size})",
            partial(built, standard),
            "openpyxl writes the same",
            lambda: peers.openpyxl_writes(form),
        ),
        beside(read, verified, "pandas + openpyxl merely read it", partial(peers.pandas_openpyxl, data)),
        beside(read, verified, "floor: unzip + bare expat", partial(peers.unzip_expat, data)),
    ]


def start_up() -> list[Figure]:
    """Measure the start of the program as whole processes."""
    python, script = sys.executable, str(Path(sys.executable).with_name("xlrubric"))
    version = [script, "--version"] if Path(script).exists() else [python, "-m", "xlrubric", "--version"]
    click = process(python, "-c", "import click")
    check = process(*version[:-1], "check", "xiangxi-2018")
    return [
        beside("xlrubric --version (process)", process(*version), 'python -c "import click"', click, PROCESS_RUNS),
        beside("xlrubric check xiangxi-2018 (process)", check, 'python -c "import click"', click, PROCESS_RUNS),
    ]


def main() -> None:
    """Print the table."""
    warnings.simplefilter("ignore")  # openpyxl speaks of what it drops
    print(f"Python {platform.python_version()}, {os.cpu_count()} cores; medians; ratio = other / ours, pair by pair\n")
    print("| work | ours | beside | other | ratio |\n|---|---|---|---|---|")
    for figure in (*figures("xiangxi-2018"), *start_up()):
        print(figure.row())


if __name__ == "__main__":
    main()
