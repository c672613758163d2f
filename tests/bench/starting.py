"""What it costs to start: whole processes of the program beside ``python -c "import click"``, by processor time.

Apart from ``run``, which puts the table together. Processor time, since a start waits for nothing; the two are run in
turn, so that a ratio holds when the machine's speed drifts. As where the program is installed, compiled modules are
kept: whoever forbids that (PYTHONDONTWRITEBYTECODE) compiles the program anew at every start.
"""

import os
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

RUNS = 15
SMALLEST, USUAL, LARGEST = "shaoxing-duty-branch", "xiangxi-2018", "branch-quantified"
ROOT = Path(__file__).parent.parent.parent
CLICK = (sys.executable, "-c", "import click")


@dataclass(frozen=True)
class Start:
    """A start: seconds of processor time of ours and of ``import click``, their ratio, and ours by the clock."""

    what: str
    ours: float
    click: float
    ratio: float
    clock: float

    def row(self) -> str:
        """Write it as a row of the table."""
        ours, click, clock = (f"{seconds * 1000:.0f} ms" for seconds in (self.ours, self.click, self.clock))
        what = f"xlrubric {self.what} (process; {clock} by the clock)"
        return f"| {what} | {ours} | `import click` | {click} | {self.ratio:.2f} |"


def spent(command: Sequence[str], folder: Path, cache: Path) -> tuple[float, float]:
    """Run a process; give its seconds of processor time and those by the clock."""
    kept = {"PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": str(cache), "PYTHONPATH": str(ROOT)}
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run(command, cwd=folder, env={**os.environ, **kept}, check=True, capture_output=True)
    took, after = time.perf_counter() - began, resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime, took


def start(arguments: Sequence[str], folder: Path, cache: Path, runs: int = RUNS) -> Start:
    """Measure one command beside the import of click; the ratio is ours to click's."""
    ours = (sys.executable, "-m", "xlrubric", *arguments)
    spent(ours, folder, cache), spent(CLICK, folder, cache)  # which compiles what was not compiled before
    pairs = [(spent(ours, folder, cache), spent(CLICK, folder, cache)) for _ in range(runs)]
    mine, clicks = (statistics.median(one[n][0] for one in pairs) for n in (0, 1))
    ratio = statistics.median(one[0] / other[0] for one, other in pairs)
    clock = statistics.median(one[1] for one, _ in pairs)
    return Start(" ".join(arguments), mine, clicks, ratio, clock)


def starts(runs: int = RUNS) -> list[Start]:
    """Measure ``--version``, and ``check`` of the smallest, a usual and the largest shipped rubric."""
    with TemporaryDirectory(prefix="starting-") as name:
        folder, cache = Path(name), Path(name) / "compiled"
        wanted = [["--version"], *(["check", rubric] for rubric in (SMALLEST, USUAL, LARGEST))]
        return [start(arguments, folder, cache, runs) for arguments in wanted]


def main() -> None:
    """Print the rows."""
    for one in starts():
        print(one.row())


if __name__ == "__main__":
    main()
