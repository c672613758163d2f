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
    if not sys.stderr.isatty():
        yield from items
        return
    began = shown = time.monotonic()
    shown += FIRST - BETWEEN
    wide = 0
    try:
        for done, item in enumerate(items, 1):
            yield item
            if (now := time.monotonic()) - shown >= BETWEEN:
                shown, wide = now, _show(progress_line(done, count, now - began, texts), wide)
    finally:
        _show("", wide)


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
