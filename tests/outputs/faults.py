"""A disk that fails at the Nth call, or a program killed there: every call that creates, writes, renames or deletes.

Apart from the tests, which count N = 1, 2, 3 … until nothing fires. What only reads is let through.
"""

import errno
import io
import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import IO, Any

import pytest

CALLS = ("mkdir", "rename", "replace", "unlink", "rmdir", "link", "fsync", "open")  # of os
OF_SPACE = frozenset({"mkdir", "link", "fsync", "create", "write", "flush", "close"})  # what a full disk refuses
ERRORS = (errno.ENOSPC, errno.EACCES, errno.EIO)


@dataclass
class Fault:
    """What happens at a call: an error of that number, from then on if it lasts; or the end, before or after it."""

    at: int
    number: int = errno.EIO
    lasts: bool = False
    kills: str = ""  # "before", "after"
    count: int = 0

    @property
    def fired(self) -> bool:
        return self.count >= self.at

    def hit(self, name: str) -> bool:
        """Count a call; say whether it is to fail."""
        self.count += 1
        if self.lasts and self.number == errno.ENOSPC and name not in OF_SPACE:
            return False
        return self.count == self.at or (self.lasts and self.count > self.at)

    def meet(self, name: str, action: Callable[[], Any], half: Callable[[], Any] = lambda: None) -> Any:
        """Do the call, or what is to happen at it; half of a writing is done before it fails."""
        if not self.hit(name):
            return action()
        try:
            (action if self.kills == "after" else half)()
        finally:
            if self.kills:
                os.kill(os.getpid(), signal.SIGKILL)
        raise OSError(self.number, os.strerror(self.number))


class Written:
    """A file open for writing, whose every call may fail."""

    def __init__(self, file: IO[Any], fault: Fault) -> None:
        self.file, self.fault = file, fault

    def __enter__(self) -> "Written":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __getattr__(self, name: str) -> Any:
        return getattr(self.file, name)

    def write(self, data: Any) -> Any:
        def half() -> None:
            self.file.write(data[: len(data) // 2])
            self.file.flush()

        return self.fault.meet("write", lambda: self.file.write(data), half)

    def flush(self) -> None:
        self.fault.meet("flush", self.file.flush)

    def close(self) -> None:
        self.fault.meet("close", self.file.close, self.file.close)


@contextmanager
def injected(fault: Fault) -> Iterator[Fault]:
    """Let the fault happen within the block."""
    with pytest.MonkeyPatch.context() as patch:
        for name in CALLS:
            if hasattr(os, name):
                patch.setattr(os, name, _failing(getattr(os, name), name, fault))
        opener = _opening(io.open, fault)
        patch.setattr(io, "open", opener)
        patch.setattr("builtins.open", opener)
        yield fault


def _failing(action: Callable[..., Any], name: str, fault: Fault) -> Callable[..., Any]:
    return lambda *given, **more: fault.meet(name, lambda: action(*given, **more))


def _opening(opened: Callable[..., Any], fault: Fault) -> Callable[..., Any]:
    def open_(file: Any, mode: str = "r", *given: Any, **more: Any) -> Any:
        if not set(mode) & set("wxa+"):
            return opened(file, mode, *given, **more)
        return Written(fault.meet("create", lambda: opened(file, mode, *given, **more)), fault)

    return open_
