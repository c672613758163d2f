"""A whole command of ours in a process of its own: its time, and its peak of memory.

Apart from what is built or collected by it.
"""

import os
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent


@dataclass(frozen=True)
class Spent:
    """Seconds by the wall's clock and of processor time (with the processes it called), its own peak in MB.

    The last two are 0 where the system does not tell.
    """

    seconds: float
    processor: float
    peak: float


def spent(words: Sequence[str], folder: Path, well: Sequence[int] = (0,)) -> Spent:
    """Run ``xlrubric`` with these words in a folder; ``well`` are the exit codes that it may end with."""
    settings = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "xlrubric", *words]
    began = time.perf_counter()
    child = subprocess.Popen(command, env=settings, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    if not hasattr(os, "wait4"):  # Windows
        assert child.wait() in well
        return Spent(time.perf_counter() - began, 0.0, 0.0)
    _, status, used = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    assert child.returncode in well
    return Spent(time.perf_counter() - began, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)
