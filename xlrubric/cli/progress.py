"""How far a long job is: one line on a terminal, written over and over, and nothing in a pipe or a file.

Apart from the commands that take long, which share it. It goes to the error stream, and is gone when the job ends.
"""

import sys
import time
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TypeVar
from unicodedata import east_asian_width

from xlrubric.build import Batch
from xlrubric.cli.texts import Texts

FIRST, BETWEEN = 1.0, 0.2  # seconds until the line comes, and between two of it
MINUTE = 60
T = TypeVar("T")


def watched(made: Batch, texts: Texts) -> Batch:
    """Give the batch whose making is told on the terminal."""
    return replace(made, make=lambda: told(made.make(), len(made), texts))


def told(items: Iterable[T], count: int, texts: Texts) -> Iterator[T]:
    """Pass so many items on, and tell how many there were, how many a second, and how long it will take yet."""
    with Progress(texts) as line:
        for done, item in enumerate(items, 1):
            yield item
            line.tell(done, count)


class Progress:
    """The line; where there is no terminal it says nothing."""

    def __init__(self, texts: Texts) -> None:
        self.texts, self.seen = texts, sys.stderr.isatty()
        self.began = time.monotonic() if self.seen else 0.0
        self.shown, self.wide = self.began + FIRST - BETWEEN, 0

    def __enter__(self) -> "Progress":
        return self

    def __exit__(self, *_: object) -> None:
        if self.seen:
            _show("", self.wide)

    def tell(self, done: int, count: int) -> None:
        """Say that so many of so many are done, if nothing was said for a moment."""
        if self.seen and (now := time.monotonic()) - self.shown >= BETWEEN:
            self.shown, line = now, progress_line(done, count, now - self.began, self.texts)
            self.wide = _show(line, self.wide)


def progress_line(done: int, count: int, seconds: float, texts: Texts) -> str:
    """Say how far it is: «1,200 of 10,000 (600 a second, 15 s left)»."""
    rate = done / seconds if seconds > 0 else 0.0
    rest = round((count - done) / rate) if rate else 0
    left = texts.say("left_seconds" if rest < MINUTE else "left_minutes", seconds=rest % MINUTE, minutes=rest // MINUTE)
    return texts.say("progress", done=f"{done:,}", count=f"{count:,}", rate=_short(rate), left=left)


def _short(rate: float) -> str:
    return f"{rate:,.0f}" if rate >= 10 else f"{rate:.1f}"


def _show(line: str, wide: int) -> int:
    """Write over a line so many columns wide; give how wide this one is."""
    own = sum(2 if east_asian_width(sign) in "WF" else 1 for sign in line)
    if own or wide:
        sys.stderr.write(f"\r{line}{' ' * (wide - own)}" + ("" if line else "\r"))
        sys.stderr.flush()
    return own
