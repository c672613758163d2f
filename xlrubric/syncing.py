"""Files brought to the disk: a few one after another, many at a time.

Apart from ``deliveries``, which says what must be on the disk before anything gets its name. A disk brings thousands of
files home in one go nearly as quickly as one; who waits for each before the next is written waits for as many goes.
"""

import os
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from queue import SimpleQueue
from threading import Thread

MANY = 16  # files that are worth threads
THREADS = 8  # they wait, and hardly work
Told = Callable[[Path], AbstractContextManager[None]]
Pair = tuple[Path, Path]


class Syncing:
    """Files on their way to the disk; ``told`` tells an error as that of the file with its final name."""

    def __init__(self, told: Told) -> None:
        self.told = told
        self.waiting: list[Pair] = []
        self.queue: SimpleQueue[Pair | None] = SimpleQueue()
        self.faults: list[BaseException] = []

    def add(self, written: Path, path: Path) -> None:
        """Take on a file that is written and closed, with the name that it will have."""
        self.waiting.append((written, path))

    def finish(self) -> None:
        """Wait until all files are on the disk. Raises the first error that there was."""
        if len(self.waiting) >= MANY:
            self._at_a_time()
        else:
            for pair in self.waiting:
                self._sync(*pair)
        if self.faults:
            raise self.faults[0]

    def _at_a_time(self) -> None:
        if hasattr(os, "sync"):  # not on Windows; it says nothing of errors, so each file is asked for all the same
            os.sync()
        for item in (*self.waiting, *[None] * THREADS):
            self.queue.put(item)
        threads = [Thread(target=self._work, daemon=True) for _ in range(THREADS)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    def _work(self) -> None:
        while (pair := self.queue.get()) is not None:
            if self.faults:
                continue
            try:
                self._sync(*pair)
            except BaseException as fault:  # raised again by the thread that waits for all
                self.faults.append(fault)

    def _sync(self, written: Path, path: Path) -> None:
        with self.told(path):
            handle = os.open(written, os.O_RDWR)  # Windows brings only what is open for writing to the disk
            try:
                os.fsync(handle)
            finally:
                os.close(handle)
