"""Many files brought to the disk: each of them before any is renamed, an error told by the file's own name."""

import errno
import os
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from xlrubric import deliveries
from xlrubric.build import Batch, Built
from xlrubric.cli.folder import write_new
from xlrubric.deliveries import deliver
from xlrubric.leftovers import MARK, NEW
from xlrubric.problems import Refusal
from xlrubric.syncing import MANY, THREADS, Syncing

FEW, LOTS = 3, 5 * MANY


@pytest.fixture(autouse=True)
def _no_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(deliveries, "PAUSES", (0.0,))


def files(folder: Path, count: int) -> Iterator[tuple[Path, bytes]]:
    return ((folder / f"{n}.xlsx", b"%d" % n) for n in range(count))


def refusing(patch: pytest.MonkeyPatch, at: int, number: int = errno.EIO) -> list[int]:
    """Have the disk refuse one file; give the numbers of all that came."""
    came: list[int] = []
    fsync = os.fsync

    def refused(handle: int) -> None:
        text = os.pread(handle, 9, 0) if Path(f"/proc/self/fd/{handle}").is_file() else b""
        came.append(int(text or b"-1"))
        if text == b"%d" % at:
            raise OSError(number, os.strerror(number))
        fsync(handle)

    patch.setattr(os, "fsync", refused)
    return came


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="a file is known by its number")
@pytest.mark.parametrize("count", [FEW, MANY - 1, MANY, LOTS])
def test_every_file_is_on_the_disk_before_any_has_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, count: int
) -> None:
    came = refusing(monkeypatch, at=-5)
    seen: list[list[int]] = []

    def watching(method: str) -> Callable[..., Any]:
        real = getattr(Path, method)

        def watched(path: Path, target: Path) -> Any:
            seen.append(sorted(number for number in came if number >= 0))
            return real(path, target)

        return watched

    for method in ("rename", "replace"):
        monkeypatch.setattr(Path, method, watching(method))
    for folder in (tmp_path, tmp_path / "new"):
        came.clear()
        seen.clear()
        deliver(files(folder, count))
        assert len(seen) >= 1 and all(numbers == list(range(count)) for numbers in seen)
        assert {path.read_bytes() for path in folder.glob("*.xlsx")} == {b"%d" % n for n in range(count)}


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="a file is known by its number")
@pytest.mark.parametrize("at", [0, MANY, LOTS - 1])
def test_an_error_of_the_disk_is_told_by_the_files_own_name_and_nothing_is_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at: int
) -> None:
    refusing(monkeypatch, at, errno.ENOSPC)
    for folder in (tmp_path, tmp_path / "new"):
        with pytest.raises(Refusal) as refused:
            deliver(files(folder, LOTS))
        (said,) = refused.value.problems
        assert (said.code, said.place.file) == ("output-disk-full", str(folder / f"{at}.xlsx"))
        assert list(tmp_path.iterdir()) == []


def test_a_fault_of_the_maker_lets_go_of_all_files(tmp_path: Path) -> None:
    def some() -> Iterator[tuple[Path, bytes]]:
        yield from files(tmp_path, LOTS)
        raise ValueError("a bug")

    with pytest.raises(ValueError, match="a bug"):
        deliver(some())
    assert list(tmp_path.iterdir()) == []


class Told:
    def __init__(self, path: Path) -> None:
        self.path = path

    def __enter__(self) -> None:
        pass

    def __exit__(self, *_: object) -> None:
        pass


@pytest.mark.parametrize(("count", "threads"), [(0, 1), (MANY - 1, 1), (LOTS, THREADS)])
def test_threads_come_with_many_files_only_and_end_with_the_work(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, count: int, threads: int
) -> None:
    (tmp_path / "a").write_bytes(b"x")
    seen: set[int] = set()
    meeting = threading.Barrier(threads)
    fsync = os.fsync

    def seeing(handle: int) -> None:
        if threading.get_ident() not in seen:
            seen.add(threading.get_ident())
            meeting.wait(timeout=10)  # until as many are there
        fsync(handle)

    monkeypatch.setattr(os, "fsync", seeing)
    before, syncing = threading.active_count(), Syncing(Told)
    for n in range(count):
        syncing.add(tmp_path / "a", tmp_path / f"{n}")
    syncing.finish()
    assert len(seen) == (threads if count else 0) and threading.active_count() == before


def test_a_file_that_cannot_be_opened_again_is_an_error(tmp_path: Path) -> None:
    syncing = Syncing(Told)
    for n in range(LOTS):
        syncing.add(tmp_path / "not there", tmp_path / f"{n}")
    with pytest.raises(FileNotFoundError):
        syncing.finish()


# Workbooks written as they are made


def staged(folder: Path) -> int:
    return sum(1 for room in folder.glob(f"{MARK}*") for _ in (room / NEW).iterdir())


def test_a_workbook_is_written_before_the_next_is_made(tmp_path: Path) -> None:
    there: list[int] = []

    def make() -> Iterator[bytes]:
        for n in range(LOTS):
            there.append(staged(tmp_path))
            yield b"%d" % n

    batch = Batch(tuple(f"{n}.xlsx" for n in range(LOTS)), make)
    assert write_new(batch, tmp_path, False) == []
    assert there == list(range(LOTS))
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {
        f"{n}.xlsx": b"%d" % n for n in range(LOTS)
    }


@pytest.mark.parametrize("where", [".", "input.xlsx"])
def test_what_may_not_be_written_is_refused_before_anything_is_made(tmp_path: Path, where: str) -> None:
    (tmp_path / "input.xlsx").write_bytes(b"mine")
    batch = Batch(("a.xlsx", "input.xlsx"), lambda: pytest.fail("made too early"))
    with pytest.raises(Refusal) as refused:
        write_new(batch, tmp_path, True, [tmp_path / where])
    over = ["a.xlsx", "input.xlsx"] if where == "." else ["input.xlsx"]
    assert [Path(p.place.file).name for p in refused.value.problems] == over
    with pytest.raises(Refusal) as refused:
        write_new(batch, tmp_path, False)
    assert [(p.code, dict(p.details)["count"]) for p in refused.value.problems] == [("output-exists", "1")]


def test_a_new_folder_within_the_inputs_is_refused(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    with pytest.raises(Refusal):
        write_new([Built("a.xlsx", b"")], tmp_path / "in" / "new", False, [tmp_path / "in"])
    assert list((tmp_path / "in").iterdir()) == []


@pytest.mark.skipif(os.name == "nt", reason="a link to a file is a matter of rights there")
def test_a_link_to_an_input_is_known_for_it(tmp_path: Path) -> None:
    (tmp_path / "list.csv").write_bytes(b"mine")
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "a.xlsx").symlink_to(tmp_path / "list.csv")
    with pytest.raises(Refusal):
        write_new([Built("a.xlsx", b"")], tmp_path / "out", True, [tmp_path / "list.csv"])
    assert (tmp_path / "list.csv").read_bytes() == b"mine"
