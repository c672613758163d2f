"""One row of the table: a figure of ours beside its peer or floor, measured in turn in one run.

Apart from what is measured. No figure is a test that fails on a slow day: ratios hold when the machine's speed drifts.
"""

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass

Work = Callable[[], object]
RUNS = 41


@dataclass(frozen=True)
class Figure:
    """A piece of work and what it is held against, in seconds; above a ``ratio`` of 1 ours is quicker."""

    what: str
    ours: float
    beside: str
    other: float
    ratio: float

    def row(self) -> str:
        """Write the figure as a row of the table."""
        return f"| {self.what} | {shown(self.ours)} | {self.beside} | {shown(self.other)} | {self.ratio:.2f} |"


def shown(seconds: float) -> str:
    """Write a time with the unit that fits it."""
    if seconds >= 1:
        return f"{seconds:,.1f} s"
    return f"{seconds * 1000:.1f} ms" if seconds >= 0.01 else f"{seconds * 1000:.2f} ms"


def timed(work: Work) -> float:
    """Time one run in seconds of the wall's clock."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def beside(what: str, ours: Work, name: str, other: Work, runs: int = RUNS) -> Figure:
    """Run the two in turn and give medians, and the median of the ratios pair by pair."""
    timed(ours), timed(other)  # the first run of each warms caches and does not count
    pairs = [(timed(ours), timed(other)) for _ in range(runs)]
    ratio = statistics.median(theirs / mine for mine, theirs in pairs)
    mine, theirs = (statistics.median(column) for column in zip(*pairs, strict=True))
    return Figure(what, mine, name, theirs, ratio)
