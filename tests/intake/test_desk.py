"""The worker: a file that hangs, fills the memory or ends the worker is one problem, and the next file is read."""

import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from tests.intake.made import biff, number_record
from xlrubric.foreign import desk as desks
from xlrubric.foreign.desk import COMMAND, Desk, Limits
from xlrubric.problems import Refusal

GOOD = biff(number_record(0, 0, 1.0))
HELLO = "import struct, sys, time, os; o = sys.stdout.buffer; o.write(struct.pack('<Q', 5) + b'ready'); o.flush(); "
TAKE = "sys.stdin.buffer.read(8); "
GREEDY = "a = [bytearray(b'x') * 2**24 for _ in range(40)]; time.sleep(60)"
QUICK = Limits(seconds=0.5, memory=2**28, start=20)


def say(length: int, text: str) -> str:
    return f"o.write(struct.pack('<Q', {length}) + b'{text}'); o.flush(); time.sleep(9)"


# what the worker does with a file, the limits, the code of the message
WORKERS = [
    ("hangs", HELLO + "time.sleep(60)", QUICK, "worker-time"),
    ("loops", HELLO + TAKE + "\nwhile True: pass", QUICK, "worker-time"),
    ("fills the memory", HELLO + TAKE + GREEDY, Limits(20, 2**28), "worker-memory"),
    ("ends", HELLO + TAKE + "os._exit(0)", QUICK, "worker-died"),
    ("aborts", HELLO + TAKE + "os.abort()", QUICK, "worker-died"),
    ("is gone at once", "pass", QUICK, "worker-died"),
    ("never begins", "import time; time.sleep(60)", Limits(start=0.5), "worker-time"),
    ("says nonsense", HELLO + TAKE + say(4, "nope"), QUICK, "worker-died"),
    ("says too much", HELLO + TAKE + say(2**60, ""), QUICK, "worker-died"),
    ("says the wrong thing", HELLO + TAKE + say(2, "[]"), QUICK, "worker-died"),
    ("says half", HELLO + TAKE + "o.write(struct.pack('<Q', 9) + b'{'); o.flush(); os._exit(0)", QUICK, "worker-died"),
]  # fmt: skip


@pytest.fixture
def desk() -> Iterator[Desk]:
    made = Desk()
    yield made
    made.close()


def refused(desk: Desk, data: bytes = GOOD) -> str:
    with pytest.raises(Refusal) as caught:
        desk.read(data, "a.xls")
    (found,) = caught.value.problems
    return found.code


@pytest.mark.parametrize(("_", "does", "limits", "code"), WORKERS, ids=[worker[0] for worker in WORKERS])
def test_a_worker_that_is_of_no_use_is_one_problem_and_the_next_file_finds_another(
    _: str, does: str, limits: Limits, code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = Desk(limits)
    monkeypatch.setattr(desks, "COMMAND", (sys.executable, "-c", does))
    begun = time.monotonic()
    assert refused(made) == code
    assert time.monotonic() - begun < 10
    assert made._worker is None
    monkeypatch.setattr(desks, "COMMAND", COMMAND)
    made.limits = Limits()
    assert made.read(GOOD, "b.xls").sheets[0].cells[1, 1].value == 1
    made.close()


def test_no_worker_can_be_started_where_there_is_no_python(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(desks, "COMMAND", ("/no/such/program",))
    assert refused(Desk()) == "worker-died"


def test_one_worker_reads_many_files_and_ends_with_the_desk(desk: Desk) -> None:
    desk.read(GOOD, "a.xls")
    assert desk._worker is not None
    first = desk._worker.process
    assert refused(desk, GOOD[:20]) == "package-damaged"
    desk.read(GOOD, "b.xls")
    assert desk._worker.process is first
    desk.close()
    assert first.poll() is not None
    assert not psutil.pid_exists(first.pid) or psutil.Process(first.pid).status() == psutil.STATUS_ZOMBIE


def test_a_worker_that_has_grown_is_not_used_again() -> None:
    made = Desk(Limits(kept=1))
    made.read(GOOD, "a.xls")
    assert made._worker is None


def test_nothing_is_started_before_it_is_needed(desk: Desk) -> None:
    assert desk._worker is None
    desk.close()


def test_the_worker_imports_nothing_from_the_folder_of_the_returned_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, desk: Desk
) -> None:
    for name in ("xlrd", "json", "struct", "olefile", "python_calamine", "xlrubric"):
        (tmp_path / f"{name}.py").write_text("raise SystemExit(9)", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("PYTHONPATH", raising=False)
    monkeypatch.setattr(sys, "path", [str(tmp_path), *sys.path])
    assert desk.read(GOOD, "a.xls").by_value


def test_a_worker_whose_program_is_gone_ends_by_itself() -> None:
    alone = subprocess.Popen(COMMAND, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert alone.stdin is not None and alone.stdout is not None
    alone.stdout.read(13)
    alone.stdin.close()
    assert alone.wait(timeout=20) == 0
    alone.stdout.close()


def test_a_worker_says_nothing_of_passwords(desk: Desk) -> None:
    with pytest.raises(Refusal) as caught:
        desk.read(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "a", ("geheim",))
    assert "geheim" not in repr(caught.value.problems)
