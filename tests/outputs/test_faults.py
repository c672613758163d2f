"""The Nth call fails, for N = 1, 2, 3 … until none is left: the old outputs stand whole, or the new ones; inputs do.

XLRUBRIC_FAULTS=all goes through every error at every call; by default the errors take turns. With SIGKILL in the
error's place the same is seen from outside (a child of the test is killed); XLRUBRIC_KILLS says how many times the
whole program is killed at a random moment besides.
"""

import errno
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import chdir
from pathlib import Path
from typing import Any

import pytest

from tests.outputs.commands import COMMANDS, MADE, Command, Snapshot, copy, left, prepare, remembering, seen
from tests.outputs.faults import ERRORS, Fault, injected
from xlrubric import deliveries
from xlrubric.leftovers import MARK, finish_interrupted

ROOT = Path(__file__).parent.parent.parent
ALL = os.environ.get("XLRUBRIC_FAULTS") == "all"
KILLS = int(os.environ.get("XLRUBRIC_KILLS", "2"))
ELSEWHERE = "The system refused"  # in the system's own folder for passing things, where a demonstration is made
MOST_CALLS = 400
OF_EACH_KIND = ("build new", "collect over", "convert over")  # a folder, several of them, a file
NEEDS_FORK = pytest.mark.skipif(not hasattr(os, "fork"), reason="a process is forked to be killed")


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("outputs") / "template"
    prepare(folder)
    return folder


@pytest.fixture(autouse=True)
def _steady(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", MADE)
    monkeypatch.setattr(deliveries, "PAUSES", (0.0,))


@pytest.fixture(params=COMMANDS, name="bench")
def _bench(request: pytest.FixtureRequest, template: Path, tmp_path: Path) -> Iterator["Bench"]:
    bench = Bench(COMMANDS[request.param], template, tmp_path / "work")
    with remembering(bench.command, bench.memory):
        bench.set_up()
        yield bench


class Bench:
    """A command with what was there before it and what is there after it, and the folder to try it in."""

    def __init__(self, command: Command, template: Path, folder: Path) -> None:
        self.command, self.template, self.folder = command, template, folder
        self.memory: dict[str, Any] = {}
        self.old: Snapshot = {}
        self.new: Snapshot = {}
        self.code = 0

    def set_up(self) -> None:
        copy(self.template, self.folder, self.command)
        self.old = seen(self.folder)
        self.code = self.run()
        self.new = seen(self.folder)
        assert self.new != self.old and not left(self.folder)

    def run(self) -> int:
        with chdir(self.folder):
            return self.command.run()

    def run_with(self, fault: Fault) -> int:
        copy(self.template, self.folder, self.command)
        with injected(fault):
            return self.run()


def faults(**how: Any) -> Iterator[Fault]:
    """Give the faults, one after another, as long as the last one fired."""
    for at in range(1, MOST_CALLS):
        numbers = ERRORS if ALL else (ERRORS[at % len(ERRORS)],)
        made = [Fault(at, number, **how) for number in numbers]
        yield from made
        if not made[0].fired:
            return
    raise AssertionError("more calls than were thought of")


def test_after_any_failing_call_the_old_outputs_stand_or_the_new_ones(
    bench: Bench, capsys: pytest.CaptureFixture[str]
) -> None:
    refused = fired = 0
    for fault in faults():
        code = bench.run_with(fault)
        out, err = capsys.readouterr()
        now, fired = seen(bench.folder), fired + fault.fired
        assert now in (bench.old, bench.new), (fault, err)
        assert "Traceback" not in err
        if now == bench.old:
            refused += 1
            assert code == 1 and ("output-" in err or ELSEWHERE in err), (fault, out, err)
        else:
            assert code == bench.code, (fault, out, err)
    assert refused >= 5 and fired > refused


@pytest.mark.parametrize("bench", COMMANDS if ALL else OF_EACH_KIND, indirect=True)
def test_on_a_disk_that_stays_full_nothing_is_changed(bench: Bench, capsys: pytest.CaptureFixture[str]) -> None:
    for fault in faults(lasts=True):
        full = Fault(fault.at, errno.ENOSPC, lasts=True)
        code = bench.run_with(full)
        fault.count = full.count
        err = capsys.readouterr().err
        now = seen(bench.folder)
        assert now in (bench.old, bench.new), full
        assert now == bench.new or (code == 1 and ("output-disk-full" in err or ELSEWHERE in err)), (full, err)


@pytest.mark.parametrize("number", [errno.EIO, errno.EACCES] if ALL else [errno.EIO])
@pytest.mark.parametrize("bench", COMMANDS if ALL else OF_EACH_KIND, indirect=True)
def test_when_nothing_works_any_more_every_file_is_whole_and_a_mixture_is_told(
    bench: Bench, capsys: pytest.CaptureFixture[str], number: int
) -> None:
    for fault in faults(lasts=True):
        gone = Fault(fault.at, number, lasts=True)
        bench.run_with(gone)
        fault.count = gone.count
        err = capsys.readouterr().err
        now = seen(bench.folder)
        assert whole(now, bench), gone
        assert now in (bench.old, bench.new) or "output-mixed" in err, (gone, err)
        assert "Traceback" not in err


def whole(now: Snapshot, bench: Bench) -> bool:
    """Say whether each file is the old one or the new one, and none that both have is gone."""
    known = all(data in (bench.old.get(name), bench.new.get(name)) for name, data in now.items())
    return known and bench.old.keys() & bench.new.keys() <= now.keys()


# Killed


def killed(bench: Bench, fault: Fault) -> bool:
    """Run the command in a child that is killed at a call; say whether it was."""
    copy(bench.template, bench.folder, bench.command)
    child = os.fork()
    if not child:  # pragma: no cover
        try:
            with injected(fault):
                bench.run()
        finally:
            os._exit(0)
    return os.WIFSIGNALED(os.waitpid(child, 0)[1])


@NEEDS_FORK
@pytest.mark.parametrize("when", ["before", "after"] if ALL else ["before"])
@pytest.mark.parametrize("bench", COMMANDS if ALL else OF_EACH_KIND, indirect=True)
def test_a_kill_at_any_call_leaves_whole_files_and_the_next_run_finishes_or_clears(bench: Bench, when: str) -> None:
    for at in range(1, MOST_CALLS):
        if not killed(bench, Fault(at, kills=when)):
            break
        now = seen(bench.folder)
        assert now in (bench.old, bench.new) if bench.command.at_once else whole(now, bench), at
        for folder in {path.parent for path in bench.folder.rglob(f"{MARK}*")}:
            finish_interrupted(folder)
        now = seen(bench.folder)
        assert whole(now, bench) and (now in (bench.old, bench.new) or apart(bench)), at
        assert not left(bench.folder)
        if now == bench.old:
            assert bench.run() == bench.code
            assert seen(bench.folder) == bench.new and not left(bench.folder)
    assert at > 10


def apart(bench: Bench) -> bool:
    """Say whether the command writes into several folders, of which only some may have been made ready."""
    return len({Path(name).parent for name, data in bench.new.items() if bench.old.get(name) != data}) > 1


@pytest.mark.parametrize("chance", range(KILLS))
def test_the_program_killed_at_a_random_moment_leaves_old_or_new(template: Path, tmp_path: Path, chance: int) -> None:
    command = COMMANDS[("build new", "collect new")[chance % 2]]
    copy(template, tmp_path / "work", command)
    copy(template, tmp_path / "whole", command)
    took = time.monotonic()
    program(command, tmp_path / "whole").wait()
    took = time.monotonic() - took
    old, new = seen(tmp_path / "work"), seen(tmp_path / "whole")
    running = program(command, tmp_path / "work")
    time.sleep(random.uniform(0.3, 1) * took)
    running.send_signal(signal.SIGKILL if hasattr(signal, "SIGKILL") else signal.SIGTERM)
    running.wait()
    assert seen(tmp_path / "work") in (old, new)


def program(command: Command, folder: Path) -> "subprocess.Popen[bytes]":
    settings = {**os.environ, "PYTHONPATH": str(ROOT), "SOURCE_DATE_EPOCH": MADE}
    line = [sys.executable, "-m", "xlrubric", *command.line.split()]
    quiet = subprocess.DEVNULL
    return subprocess.Popen(line, cwd=folder, env=settings, stdout=quiet, stderr=quiet)
