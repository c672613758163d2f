"""The program's side of the worker: one file in hand at a time, and a worker that takes too much is ended.

Apart because it alone knows processes. Time and memory are watched from here, on every system in the same way; a
worker that was ended, or that broke down, is a problem of the one file that it had in hand, and the next file finds a
new one.
"""

import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Thread
from typing import TypeVar

from xlrubric.foreign import wire
from xlrubric.on_demand import OnDemand
from xlrubric.problems import Refusal
from xlrubric.xlsx.markup import refusal
from xlrubric.xlsx.workbook import WorkbookData

psutil = OnDemand("psutil")  # of use only where a worker starts
# The worker is of this package and no other; nothing is imported from the present folder (-P), where returned files
# may lie.
_ROOT = str(Path(__file__).parent.parent.parent)
_START = (
    f"import sys; sys.path.insert(0, {_ROOT!r}); import xlrubric; del sys.path[0]; "
    "from xlrubric.foreign.worker import main; main()"
)
COMMAND = (sys.executable, "-P", "-c", _START)
Answer = TypeVar("Answer")
GLANCE = 0.02  # seconds between two looks at a worker


@dataclass(frozen=True)
class Limits:
    """What a file may cost: seconds and bytes; ``start`` is how long a worker may take to be ready."""

    seconds: float = 20
    memory: int = 2**30
    start: float = 60
    kept: int = 256 * 2**20  # a worker that has grown beyond this is not used again


class Desk:
    """Has files read by a worker. It is started when it is first needed and must be closed."""

    def __init__(self, limits: Limits | None = None) -> None:
        self.limits = limits or Limits()
        self._worker: _Worker | None = None

    def read(self, data: bytes, name: str, passwords: Sequence[str] = ()) -> WorkbookData:
        """Read a workbook of any kind.

        Raises Refusal where it is none, cannot be read, or costs too much.
        """
        return self._ask(wire.question(name, passwords), data, name, wire.answered)

    def unlock(self, data: bytes, name: str, passwords: Sequence[str]) -> bytes:
        """Give the bytes of a workbook that is under one of the passwords. Raises Refusal as ``read``."""
        return self._ask(wire.question(name, passwords, unlock=True), data, name, wire.answered_bytes)

    def _ask(self, question: bytes, data: bytes, name: str, understood: Callable[[bytes], Answer]) -> Answer:
        try:
            worker = self._worker = self._worker or _Worker(self.limits)
            message = worker.ask(question, data)
        except Ended as ended:
            self.close()
            raise refusal(name, ended.code, **ended.details) from None
        except BaseException:  # as when a person stops the program: an answer that is not waited for comes too late
            self.close()
            raise
        if worker.memory() > self.limits.kept:
            self.close()
        try:
            return understood(message)
        except Refusal:
            raise
        except Exception:
            self.close()
            raise refusal(name, "worker-died") from None

    def close(self) -> None:
        """End the worker, if there is one."""
        if self._worker is not None:
            self._worker.end()
            self._worker = None


class Ended(Exception):
    """The worker is of no use any more; the message says why."""

    def __init__(self, code: str, **details: object) -> None:
        self.code, self.details = code, details
        super().__init__(code)


class _Worker:
    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        hidden = getattr(subprocess, "CREATE_NO_WINDOW", 0)
        pipe, nowhere = subprocess.PIPE, subprocess.DEVNULL
        try:
            self.process = subprocess.Popen(COMMAND, stdin=pipe, stdout=pipe, stderr=nowhere, creationflags=hidden)
            self.seen = psutil.Process(self.process.pid)
        except (OSError, psutil.Error):
            raise Ended("worker-died") from None
        self._fence()
        try:
            self._wait(self._received, limits.start)
        except Ended:
            self.end()
            raise

    def ask(self, question: bytes, data: bytes) -> bytes:
        """Give the answer to a question. Raises Ended."""

        def exchange() -> bytes | None:
            assert self.process.stdin is not None
            wire.send(self.process.stdin, question, data)
            return self._received()

        return self._wait(exchange, self.limits.seconds)

    def memory(self) -> int:
        """Give the bytes of memory that the worker holds; 0 once it is gone."""
        try:
            held = self.seen.memory_info()
        except psutil.Error:
            return 0
        return int(max(held.rss, getattr(held, "private", 0)))

    def end(self) -> None:
        """End the worker at once."""
        with suppress(OSError):
            self.process.kill()
        self.process.wait()
        for pipe in (self.process.stdin, self.process.stdout):
            if pipe is not None:
                with suppress(OSError):
                    pipe.close()

    def _fence(self) -> None:
        """Set a second limit where the system knows one: memory that is asked for at once is refused at once."""
        if hasattr(self.seen, "rlimit") and hasattr(psutil, "RLIMIT_AS"):
            most = self.limits.memory + 2**30  # addresses, of which a part is never used
            with suppress(OSError, psutil.Error):
                self.seen.rlimit(psutil.RLIMIT_AS, (most, most))

    def _received(self) -> bytes | None:
        assert self.process.stdout is not None
        return wire.receive(self.process.stdout, 2 * wire.MOST_ANSWER)

    def _wait(self, work: Callable[[], bytes | None], seconds: float) -> bytes:
        """Give what comes of some work with the pipes, watching the worker meanwhile. Raises Ended."""
        done: SimpleQueue[bytes | None] = SimpleQueue()
        Thread(target=_do, args=(work, done), daemon=True).start()
        end = time.monotonic() + seconds
        while True:
            with suppress(Empty):
                message = done.get(timeout=GLANCE)
                if message is None:
                    raise Ended("worker-died")
                return message
            if self.memory() > self.limits.memory:
                raise Ended("worker-memory", limit=self.limits.memory // 2**20)
            if time.monotonic() > end:
                raise Ended("worker-time", limit=f"{seconds:g}")


def _do(work: Callable[[], bytes | None], done: "SimpleQueue[bytes | None]") -> None:
    try:
        done.put(work())
    except (OSError, ValueError):  # the worker is gone, or was ended meanwhile
        done.put(None)
