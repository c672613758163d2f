"""The line that says how far a long job is: on a terminal only, never in a pipe, gone when the job ends."""

import sys
from collections.abc import Iterator
from io import StringIO

import pytest

from xlrubric.build import Batch
from xlrubric.cli import progress
from xlrubric.cli.progress import BETWEEN, FIRST, progress_line, told, watched
from xlrubric.cli.texts import Texts

EN, ZH = Texts("en"), Texts("zh")


class Terminal(StringIO):
    def isatty(self) -> bool:
        return True


class Clock:
    """Gives a later time at each look, by so many seconds."""

    def __init__(self, step: float) -> None:
        self.now, self.step = 100.0, step

    def monotonic(self) -> float:
        self.now += self.step
        return self.now


def at_pace(patch: pytest.MonkeyPatch, step: float) -> Terminal:
    """Let so much time go by between two looks at the clock; give the terminal."""
    made = Terminal()
    patch.setattr(sys, "stderr", made)
    patch.setattr(progress, "time", Clock(step))
    return made


def screen(written: str) -> str:
    """Give what stands on the line at the end, as a terminal shows it."""
    line: list[str] = []
    for piece in written.split("\r"):
        line[: len(piece)] = piece
    return "".join(line).strip()


@pytest.mark.parametrize(
    ("done", "count", "seconds", "english", "chinese"),
    [
        (1200, 10000, 2.0, "1,200 of 10,000 (600 a second, 15 s left)", "1,200/10,000（每秒 600 个，还需 15 秒）"),
        (1, 100, 4.0, "1 of 100 (0.2 a second, 6 min 36 s left)", "1/100（每秒 0.2 个，还需 6 分 36 秒）"),
        (60, 120, 60.0, "60 of 120 (1.0 a second, 1 min 0 s left)", "60/120（每秒 1.0 个，还需 1 分 0 秒）"),
        (7, 7, 1.0, "7 of 7 (7.0 a second, 0 s left)", "7/7（每秒 7.0 个，还需 0 秒）"),
        (1, 5, 0.0, "1 of 5 (0.0 a second, 0 s left)", "1/5（每秒 0.0 个，还需 0 秒）"),
    ],
)
def test_the_line_says_how_many_how_quickly_and_how_long_yet(
    done: int, count: int, seconds: float, english: str, chinese: str
) -> None:
    assert progress_line(done, count, seconds, EN) == english
    assert progress_line(done, count, seconds, ZH) == chinese


def test_in_a_pipe_nothing_is_said(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "time", Clock(5.0))
    assert list(told(range(9), 9, EN)) == list(range(9))
    assert capsys.readouterr() == ("", "")


def test_a_short_job_says_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = at_pace(monkeypatch, FIRST / 100)
    assert list(told(range(9), 9, EN)) == list(range(9))
    assert terminal.getvalue() == ""


def test_a_long_job_is_told_on_one_line_that_goes_at_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = at_pace(monkeypatch, FIRST)
    passing = told(range(4), 4, EN)
    assert [next(passing), next(passing)] == [0, 1]
    assert screen(terminal.getvalue()) == "1 of 4 (1.0 a second, 3 s left)"
    next(passing)
    assert screen(terminal.getvalue()) == "2 of 4 (1.0 a second, 2 s left)"
    assert list(passing) == [3]
    assert screen(terminal.getvalue()) == "" and "\n" not in terminal.getvalue()


def test_the_line_does_not_come_more_often_than_it_can_be_read(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = at_pace(monkeypatch, BETWEEN / 10)
    list(told(range(1000), 1000, EN))
    assert 50 < terminal.getvalue().count(" of 1,000") <= 100


def test_a_shorter_line_leaves_nothing_of_a_longer_one(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = at_pace(monkeypatch, 40.0)
    passing = told(range(5), 5, ZH)
    for _ in range(4):
        next(passing)
    assert screen(terminal.getvalue()) == "3/5（每秒 0.0 个，还需 1 分 20 秒）"
    next(passing)
    assert screen(terminal.getvalue()).rstrip() == "4/5（每秒 0.0 个，还需 40 秒）"


def test_a_fault_takes_the_line_away_and_passes(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = at_pace(monkeypatch, FIRST)

    def failing() -> Iterator[int]:
        yield from range(3)
        raise ValueError("a bug")

    with pytest.raises(ValueError, match="a bug"):
        list(told(failing(), 9, EN))
    assert " of 9" in terminal.getvalue() and screen(terminal.getvalue()) == ""


def test_a_batch_is_watched_as_it_is_made(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = at_pace(monkeypatch, FIRST)
    batch = Batch(("a", "b"), lambda: [b"1", b"2"])
    made = watched(batch, EN)
    assert made.names == batch.names and list(made) == list(batch)
    assert "1 of 2" in terminal.getvalue()
