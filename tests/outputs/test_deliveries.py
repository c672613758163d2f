"""Files delivered together: all or none, locks told and gone round, leftovers of killed runs cleared or finished."""

import errno
import os
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.errors.table_pages import book
from tests.outputs.commands import left
from xlrubric import deliveries
from xlrubric.cli import run
from xlrubric.cli.texts import Texts
from xlrubric.deliveries import deliver
from xlrubric.leftovers import AT_WORK, LONGEST_RUN, MARK, NEW, OLD, READY, finish_interrupted, host
from xlrubric.messages import line
from xlrubric.problems import Refusal

RUBRIC = """
rubric: r
title: t
language: en
sections: [{name: a, items: [{name: b, points: 5, findings: [{text: c, deduct: 1}]}]}]
"""


@pytest.fixture(autouse=True)
def _no_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(deliveries, "PAUSES", (0.0, 0.0))


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def codes(refused: "pytest.ExceptionInfo[Refusal]") -> list[str]:
    return [found.code for found in refused.value.problems]


def lock(patch: pytest.MonkeyPatch, held: str, for_so_long: int = 99, number: int = errno.EACCES) -> None:
    """Have a file open in another program, as Windows sees it: it can be read and not replaced."""
    replace, tries = Path.replace, [for_so_long]

    def locked(path: Path, target: Path) -> Path:
        if Path(target).name == held and tries[0]:
            tries[0] -= 1
            raise OSError(number, "in use")
        return replace(path, target)

    patch.setattr(Path, "replace", locked)


def test_new_files_are_written_and_nothing_else_is_left(tmp_path: Path) -> None:
    made = deliver([(tmp_path / "排名.xlsx", b"1"), (tmp_path / "a" / "b" / "c.csv", b"2")])
    assert made.paths == (tmp_path / "排名.xlsx", tmp_path / "a" / "b" / "c.csv") and made.problems == ()
    assert names(tmp_path) == ["a", "排名.xlsx"]
    assert (tmp_path / "a/b/c.csv").read_bytes() == b"2"


def test_nothing_to_deliver_is_no_fault(tmp_path: Path) -> None:
    assert deliver([]).paths == () and names(tmp_path) == []


def test_places_may_be_called_in_any_way(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "in").mkdir()
    monkeypatch.chdir(tmp_path / "in")
    deliver([(Path("a"), b"1"), (Path("../b"), b"2"), (Path("x/../../c/d"), b"3"), (Path("./e/f"), b"4")])
    assert names(tmp_path) == ["b", "c", "in"] and names(tmp_path / "in") == ["a", "e"]
    assert (tmp_path / "c" / "d").read_bytes() == b"3" and left(tmp_path) == []


def test_one_place_for_two_files_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refusal):
        deliver([(tmp_path / "a", b"1"), (tmp_path / "a", b"2")])
    assert names(tmp_path) == []


def test_other_files_of_a_folder_are_not_touched(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_bytes(b"mine")
    before = (tmp_path / "mine.txt").stat()
    deliver([(tmp_path / "a", b"1"), (tmp_path / "b", b"2")])
    after = (tmp_path / "mine.txt").stat()
    assert (after.st_mtime_ns, after.st_ino) == (before.st_mtime_ns, before.st_ino)


@pytest.mark.skipif(os.name == "nt", reason="permissions of POSIX")
def test_a_replaced_file_keeps_who_may_read_it(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"old")
    (tmp_path / "a").chmod(0o640)
    deliver([(tmp_path / "a", b"new")])
    assert stat.S_IMODE((tmp_path / "a").stat().st_mode) == 0o640


def test_a_fault_of_the_maker_leaves_nothing_and_passes(tmp_path: Path) -> None:
    def files() -> Iterator[tuple[Path, bytes]]:
        yield tmp_path / "a", b"new"
        raise ValueError("a bug")

    (tmp_path / "a").write_bytes(b"old")
    with pytest.raises(ValueError, match="a bug"):
        deliver(files())
    assert contents(tmp_path) == {"a": b"old"}


def test_an_interruption_between_two_renamings_puts_back_what_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in "ab":
        (tmp_path / name).write_bytes(b"old")
    replace = Path.replace

    def interrupted(path: Path, target: Path) -> Path:
        if target.name == "b" and path.parent.name == NEW:
            raise KeyboardInterrupt
        return replace(path, target)

    monkeypatch.setattr(Path, "replace", interrupted)
    with pytest.raises(KeyboardInterrupt):
        deliver([(tmp_path / name, b"new") for name in "cabd"])
    assert contents(tmp_path) == {"a": b"old", "b": b"old"}


# Locks


def test_a_lock_that_passes_is_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.xlsx").write_bytes(b"old")
    lock(monkeypatch, "a.xlsx", for_so_long=2)
    assert deliver([(tmp_path / "a.xlsx", b"new")]).problems == ()
    assert (tmp_path / "a.xlsx").read_bytes() == b"new"


def test_a_locked_file_that_may_not_go_aside_refuses_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("a.csv", "b.csv"):
        (tmp_path / name).write_bytes(b"old")
    lock(monkeypatch, "b.csv")
    with pytest.raises(Refusal) as refused:
        deliver([(tmp_path / name, b"new") for name in ("a.csv", "b.csv", "c.csv")])
    assert codes(refused) == ["output-locked"] and "b.csv" in str(refused.value)
    assert contents(tmp_path) == {"a.csv": b"old", "b.csv": b"old"}


def test_a_locked_ranking_stays_and_the_new_one_stands_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "ranking.xlsx"
    for name in ("ranking.xlsx", "ranking (2).xlsx"):
        (tmp_path / name).write_bytes(name.encode())
    lock(monkeypatch, "ranking.xlsx")
    made = deliver([(out, b"new"), (tmp_path / "t" / "a.csv", b"table")], aside=[out])
    assert made.paths == (tmp_path / "ranking (3).xlsx", tmp_path / "t" / "a.csv")
    assert (out.read_bytes(), made.paths[0].read_bytes()) == (b"ranking.xlsx", b"new")
    (said,) = made.problems
    for language in ("en", "zh"):
        assert str(out) in line(said, language) and "ranking (3).xlsx" in line(said, language)


def test_what_went_aside_is_taken_back_when_a_later_file_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = tmp_path / "ranking.xlsx"
    out.write_bytes(b"old")
    lock(monkeypatch, "ranking.xlsx")
    lock(monkeypatch, "a.csv", number=errno.EIO)
    with pytest.raises(Refusal):
        deliver([(out, b"new"), (tmp_path / "a.csv", b"table")], aside=[out])
    assert contents(tmp_path) == {"ranking.xlsx": b"old"}


@pytest.mark.parametrize("number", [errno.EACCES, errno.EPERM, errno.EBUSY])
def test_every_word_of_a_system_for_a_lock_is_known(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    out = tmp_path / "a.xlsx"
    out.write_bytes(b"old")
    lock(monkeypatch, "a.xlsx", number=number)
    assert [said.code for said in deliver([(out, b"x")], aside=[out]).problems] == ["output-beside"]


def test_the_command_names_both_files_and_leaves_with_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("blank.xlsx").write_bytes(b"open in Excel")
    lock(monkeypatch, "blank.xlsx")
    assert run(["convert", "blank", "blank.xlsx", "--overwrite"], Texts("en")) == 1
    out, err = capsys.readouterr()
    assert "Wrote blank (2).xlsx" in out and err.startswith("blank.xlsx: [output-beside]")
    assert Path("blank.xlsx").read_bytes() == b"open in Excel" and Path("blank (2).xlsx").stat().st_size > 1000


# Places where nothing can be written


def test_a_folder_in_the_files_place_is_told(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    with pytest.raises(Refusal) as refused:
        deliver([(tmp_path / "b", b""), (tmp_path / "a", b"")])
    assert codes(refused) == ["output-is-folder"] and names(tmp_path) == ["a"]


def test_a_file_in_the_folders_place_is_told(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"old")
    with pytest.raises(Refusal) as refused:
        deliver([(tmp_path / "a" / "b" / "c", b"")])
    assert codes(refused) == ["output-no-folder"] and (tmp_path / "a").read_bytes() == b"old"
    assert refused.value.problems[0].place.file == str(tmp_path / "a")


def test_a_name_too_long_for_the_disk_is_told(tmp_path: Path) -> None:
    with pytest.raises(Refusal) as refused:
        deliver([(tmp_path / ("长" * 100 + ".xlsx"), b"")])
    assert codes(refused) == ["output-name-long"] and names(tmp_path) == []


AS_ROOT = os.name == "nt" or os.geteuid() == 0


@pytest.mark.skipif(AS_ROOT, reason="root may write anywhere")
def test_a_folder_that_may_only_be_read_is_told(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir(mode=0o500)
    with pytest.raises(Refusal) as refused:
        deliver([(tmp_path / "a" / "b", b"")])
    assert codes(refused) == ["output-forbidden"]


# What killed runs left behind


def dead_process() -> int:
    """Give the number of a process that was and is no more."""
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()
    return process.pid


def room(folder: Path, pid: int, machine: str = "", ready: bool = True) -> Path:
    made = folder / f"{MARK}{machine or host()}-{pid}-abcd{READY if ready else ''}"
    (made / NEW).mkdir(parents=True)
    (made / OLD).mkdir()
    return made


def rest(folder: Path, seconds: float = 1e6) -> None:
    """Let so much time have gone by since the last change."""
    os.utime(folder, (folder.stat().st_mtime - seconds,) * 2)


def test_what_was_not_ready_goes_with_the_next_run(tmp_path: Path) -> None:
    behind = room(tmp_path, dead_process(), ready=False)
    (behind / NEW / "a").write_bytes(b"half")
    rest(behind)
    assert deliver([(tmp_path / "b", b"x")]).problems == ()
    assert names(tmp_path) == ["b"]


def test_what_was_ready_is_moved_but_not_over_what_was_changed_since(tmp_path: Path) -> None:
    behind = room(tmp_path, dead_process())
    for name in ("new", "untouched", "linked", "changed", "appeared", "gone"):
        (behind / NEW / name).write_bytes(b"new")
    for name, now in {"untouched": b"old", "changed": b"mine", "appeared": b"mine"}.items():
        (tmp_path / name).write_bytes(now)
    for name in ("untouched", "changed", "gone", "linked"):
        (behind / OLD / name).write_bytes(b"old")
    os.link(behind / OLD / "linked", tmp_path / "linked")
    rest(behind)
    (said,) = finish_interrupted(tmp_path)
    assert said.code == "output-finished" and dict(said.details) == {"count": "3"}
    moved, kept = dict.fromkeys(("new", "untouched", "linked"), b"new"), dict.fromkeys(("changed", "appeared"), b"mine")
    assert contents(tmp_path) == {**moved, **kept}


@pytest.mark.skipif(os.name == "nt", reason="Windows does not tell by a number whether a process lives")
def test_a_run_that_is_alive_is_left_alone(tmp_path: Path) -> None:
    living = room(tmp_path, os.getppid())
    finish_interrupted(tmp_path)
    assert living.exists()
    rest(living, LONGEST_RUN + 5)  # by now the number is another process's
    finish_interrupted(tmp_path)
    assert not living.exists()


@pytest.mark.skipif(os.name == "nt", reason="Windows does not tell by a number whether a process lives")
def test_what_a_dead_run_left_is_cleared_at_once(tmp_path: Path) -> None:
    behind = room(tmp_path, dead_process())
    finish_interrupted(tmp_path)
    assert not behind.exists()


def test_a_run_of_another_machine_is_left_alone_until_it_rests(tmp_path: Path) -> None:
    other = room(tmp_path, 1, machine="0a0a0a")
    finish_interrupted(tmp_path)
    assert other.exists()
    rest(other, AT_WORK + 5)
    finish_interrupted(tmp_path)
    assert not other.exists()


@pytest.mark.parametrize("name", [f"{MARK}", f"{MARK}x", f"{MARK}x-y-z", f"{MARK}0123456789ab.xlsx"])
def test_a_hidden_file_of_any_name_goes_when_it_is_old(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"half")
    rest(tmp_path / name)
    assert finish_interrupted(tmp_path) == [] and names(tmp_path) == []


def test_a_folder_that_is_not_there_has_nothing_to_finish(tmp_path: Path) -> None:
    assert finish_interrupted(tmp_path / "none") == []


# Inputs


def test_feedback_is_never_written_over_the_forms_that_came_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("u.csv").write_text("id,name\nu1,East\n", encoding="utf-8")
    Path("r.yaml").write_text(RUBRIC, encoding="utf-8")
    Path("e.csv").write_text("unit,finding,value\nu1,1.1.1,yes\n", encoding="utf-8")
    assert run(["build", "r.yaml", "--units", "u.csv", "--entries", "e.csv", "-o", "back"], Texts("en")) == 0
    before = contents(Path("back"))
    capsys.readouterr()
    words = "feedback back --rubric r.yaml --units u.csv -o back --overwrite"
    assert run(words.split(" "), Texts("en")) == 1
    assert "[output-among-inputs]" in capsys.readouterr().err
    assert contents(Path("back")) == before


@pytest.mark.parametrize("option", ["--units x/u1|East.xlsx", "--units u.csv --entries x/u1|East.xlsx"])
def test_a_form_is_not_built_over_what_it_is_built_of(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], option: str
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("x").mkdir()
    Path("u.csv").write_text("id,name\nu1,East\n", encoding="utf-8")
    Path("r.yaml").write_text(RUBRIC, encoding="utf-8")
    entries, units = [["unit", "finding", "value"], ["u1", "1.1.1", "yes"]], [["id", "name"], ["u1", "East"]]
    Path("x/u1 East.xlsx").write_bytes(book(entries if "entries" in option else units))
    before = contents(Path("x"))
    words = [word.replace("|", " ") for word in f"build r.yaml {option} -o x --overwrite".split()]
    assert run(words, Texts("en")) == 1
    assert "[output-among-inputs]" in capsys.readouterr().err and contents(Path("x")) == before
