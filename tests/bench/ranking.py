"""The ranking of many units, measured: time and peak memory beside a peer that writes the same tables, and growth.

Apart from ``run``, which prints the rows: each size runs in a process of its own, so that its peak is its own. The
peer is pandas with XlsxWriter, as a script would write the same tables: values only, no links, no colours, no widths.
Processor time is measured, since it does not depend on what else the machine is doing.
"""

import json
import platform
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import TypeVar

import pandas as pd

from tests.bench.crowds import crowd
from tests.bench.figure import Figure
from tests.proof.samples import STAMP, standard_of
from xlrubric.csv_tables import csv_files
from xlrubric.ranking import tables
from xlrubric.ranking_book import ranking_book
from xlrubric.year.outcome import make_outcome

RUBRICS = ("tianjin-2020", "xiangxi-2018")
SIZES = (100, 1_000, 10_000)
LARGEST = 100_000
try:
    import resource
except ImportError:  # Windows has none
    resource = None  # type: ignore[assignment]

T = TypeVar("T")
OURS, PEER = "ours", "pandas.to_excel (XlsxWriter) of the same tables"


@dataclass(frozen=True)
class Measured:
    """What a run took: seconds of processor time of each step, peak memory in MB, the workbook's size in MB."""

    steps: dict[str, float]
    peak: float
    size: float

    @property
    def seconds(self) -> float:
        """Give the time of all steps."""
        return sum(self.steps.values())


def measured(rubric: str, count: int, what: str = OURS) -> Measured:
    """Measure a ranking of so many units in a process of its own."""
    command = [sys.executable, "-m", "tests.bench.ranking", rubric, str(count), what]
    said = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    return Measured(said["steps"], said["peak"], said["size"])


def rows(sizes: tuple[int, ...] = SIZES) -> Iterator[Figure]:
    """Give the rows of the table: a ranking of each size beside the peer."""
    for rubric in RUBRICS:
        for count in sizes:
            own, peer = measured(rubric, count), measured(rubric, count, PEER)
            book, theirs = own.steps["workbook"], peer.steps["workbook"]
            what = f"ranking workbook of {count:,} units ({rubric}, {own.size:.1f} MB; {own.peak:.0f} MB at the peak)"
            yield Figure(what, book, PEER, theirs, theirs / book)


def growth(sizes: tuple[int, ...] = SIZES) -> Iterator[Figure]:
    """Give rows of what a unit more costs: from each size to the next, beside the first step."""
    for rubric in RUBRICS:
        runs = {count: measured(rubric, count) for count in sizes}
        steps = {(less, more): _each(runs[less], runs[more], more - less) for less, more in pairwise(sizes)}
        first = next(iter(steps.values())).seconds
        for (less, more), each in steps.items():
            what = f"tables, workbook and CSV: a unit more, from {less:,} to {more:,} ({rubric}; {each.peak:.1f} KB)"
            yield Figure(what, each.seconds / 1000, "the first step", first / 1000, first / each.seconds)


def _each(less: Measured, more: Measured, units: int) -> Measured:
    """Give what each unit more took: milliseconds, KB."""
    times = {step: (more.steps[step] - less.steps[step]) / units * 1000 for step in more.steps}
    return Measured(times, (more.peak - less.peak) / units * 1000, (more.size - less.size) / units * 1000)


def peak() -> float:
    """Give this process's peak of memory in MB; 0 where the system does not tell."""
    if resource is None:
        return 0.0
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / (1 << 20 if platform.system() == "Darwin" else 1 << 10)


def _one(rubric: str, count: int, what: str) -> Measured:
    """Run one ranking in this process."""
    made, steps = crowd(standard_of(rubric), count), dict[str, float]()

    def timed(step: str, work: Callable[[], T]) -> T:
        began = time.process_time()
        result = work()
        steps[step] = time.process_time() - began
        return result

    if made.outcome is not None:
        material = made.outcome.material
        timed("year", lambda: make_outcome(material))
    frames = timed("tables", lambda: tables(made))
    if what == PEER:
        data = timed("workbook", lambda: _written_by_pandas(frames))
    else:
        data = timed("workbook", lambda: ranking_book(made, frames, STAMP, Path("ranking.xlsx")))
        timed("csv", lambda: csv_files(frames, Path("csv")))
    return Measured(steps, peak(), len(data) / 1e6)


def _written_by_pandas(frames: dict[str, pd.DataFrame]) -> bytes:
    buffer = BytesIO()
    with pd.ExcelWriter(buffer, engine="xlsxwriter") as writer:
        for name, frame in frames.items():
            frame.to_excel(writer, sheet_name=name[:31], index=False)
    return buffer.getvalue()


if __name__ == "__main__":
    if len(sys.argv) > 1:
        own = _one(sys.argv[1], int(sys.argv[2]), sys.argv[3])
        print(json.dumps({"steps": own.steps, "peak": own.peak, "size": own.size}))
    else:
        print("\n".join(figure.row() for figure in (*rows(), *growth())))
