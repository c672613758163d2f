"""Files brought to the disk: a few one after another, many at a time, while more are being written.

Apart from ``deliveries``, which says what must be on the disk before anything gets its name. A disk brings hundreds of
files home in one go as quickly as one; who waits for each before the next is written waits for hundreds of goes.
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
        self.threads: list[Thread] = []
        self.faults: list[BaseException] = []
        self.given_up = False

    def add(self, written: Path, path: Path) -> None:
        """Take on a file that is written and closed, with the name that it will have."""
        if self.threads:
            self.queue.put((written, path))
            return
        self.waiting.append((written, path))
        if len(self.waiting) >= MANY:
            self._begin()

    def finish(self) -> None:
        """Wait until all files are on the disk. Raises the first error that there was."""
        for written, path in self.waiting:
            self._sync(written, path)
        self._join()
        if self.faults:
            raise self.faults[0]

    def give_up(self) -> None:
        """Leave the rest, whatever it is, and let go of all files."""
        self.given_up = True
        self._join()

    def _begin(self) -> None:
        self.threads = [Thread(target=self._work, daemon=True) for _ in range(THREADS)]
        for pair in self.waiting:
            self.queue.put(pair)
        self.waiting = []
        for thread in self.threads:
            thread.start()

    def _work(self) -> None:
        while (pair := self.queue.get()) is not None:
            if self.faults or self.given_up:
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

    def _join(self) -> None:
        for _ in self.threads:
            self.queue.put(None)
        for thread in self.threads:
            thread.join()
        self.threads = []
