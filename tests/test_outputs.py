"""Outputs are the old file or the whole new one, whatever fails; names fit every system."""

import errno
import os
import unicodedata
from collections.abc import Callable
from pathlib import Path, PurePath
from typing import IO, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlrubric import outputs
from xlrubric.messages import line
from xlrubric.outputs import fits_file_name, safe_file_name, whole_file, write_bytes
from xlrubric.problems import Refusal

FULL = OSError(errno.ENOSPC, "No space left on device")
LOCKED = PermissionError(errno.EACCES, "Permission denied")

ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=120)
AWKWARD = st.text(st.sampled_from('aCON.123 \\/:*?"<>|\t\u200b\ud800单\U0002a6d6'), max_size=120)


@pytest.fixture(autouse=True)
def _no_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outputs, "PAUSES", (0.0, 0.0))


def raises(error: BaseException) -> Callable[..., Any]:
    def fail(*_: object, **__: object) -> None:
        raise error

    return fail


def refusal(action: Callable[[], object]) -> tuple[str, str]:
    """Do what must be refused; give the code and the English line."""
    with pytest.raises(Refusal) as caught:
        action()
    (found,) = caught.value.problems
    assert line(found, "zh")
    return found.code, line(found, "en")


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


class FullDisk:
    """A file that takes half of what it is given, then finds the disk full."""

    def __init__(self, file: IO[bytes]) -> None:
        self.file = file

    def __enter__(self) -> "FullDisk":
        return self

    def __exit__(self, *_: object) -> None:
        self.file.close()

    def write(self, data: bytes) -> int:
        self.file.write(data[: len(data) // 2])
        self.file.flush()
        raise FULL


def fail_at_write(patch: pytest.MonkeyPatch) -> None:
    opened = Path.open

    def half(path: Path, mode: str, **kw: Any) -> Any:
        file = opened(path, mode, **kw)
        return FullDisk(file) if mode == "wb" else file

    patch.setattr(Path, "open", half)


def fail_at_fsync(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(os, "fsync", raises(FULL))


def fail_at_replace(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(Path, "replace", raises(FULL))


def lock_at_replace(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(Path, "replace", raises(LOCKED))


FAILURES = [
    pytest.param(fail_at_write, "output-unwritable", id="write"),
    pytest.param(fail_at_fsync, "output-unwritable", id="fsync"),
    pytest.param(fail_at_replace, "output-unwritable", id="replace"),
    pytest.param(lock_at_replace, "output-locked", id="lock"),
]


def test_a_new_file_is_written_and_nothing_else(tmp_path: Path) -> None:
    write_bytes(tmp_path / "排名.xlsx", b"new")
    assert (tmp_path / "排名.xlsx").read_bytes() == b"new"
    assert names(tmp_path) == ["排名.xlsx"]


def test_an_old_file_is_replaced_whole(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"a longer old one")
    write_bytes(path, b"new")
    assert path.read_bytes() == b"new"


@pytest.mark.parametrize(("fail", "code"), FAILURES)
def test_a_failure_leaves_the_old_file_and_no_temporary_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fail: Callable[[pytest.MonkeyPatch], None], code: str
) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"old")
    with monkeypatch.context() as patch:
        fail(patch)
        assert refusal(lambda: write_bytes(path, b"new one"))[0] == code
    assert path.read_bytes() == b"old"
    assert names(tmp_path) == ["a.xlsx"]


@pytest.mark.parametrize(("fail", "code"), FAILURES)
def test_a_failure_where_nothing_was_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fail: Callable[[pytest.MonkeyPatch], None], code: str
) -> None:
    with monkeypatch.context() as patch:
        fail(patch)
        assert refusal(lambda: write_bytes(tmp_path / "a.xlsx", b"new one"))[0] == code
    assert names(tmp_path) == []


def test_the_file_is_on_the_disk_before_it_is_renamed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    steps: list[str] = []

    def noted(name: str, action: Callable[..., Any]) -> Callable[..., Any]:
        def step(*given: Any) -> Any:
            steps.append(name)
            return action(*given)

        return step

    monkeypatch.setattr(os, "fsync", noted("fsync", os.fsync))
    monkeypatch.setattr(Path, "replace", noted("replace", Path.replace))
    write_bytes(tmp_path / "a", b"x")
    assert steps == ["fsync", "replace"]


def test_an_interruption_passes_and_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"old")
    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", raises(KeyboardInterrupt()))
        with pytest.raises(KeyboardInterrupt):
            write_bytes(path, b"new")
    assert path.read_bytes() == b"old"
    assert names(tmp_path) == ["a.xlsx"]


def test_a_lock_that_passes_is_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    locks, replace = [LOCKED, LOCKED], Path.replace

    def locked_twice(old: Path, new: Path) -> Path:
        if locks:
            raise locks.pop()
        return replace(old, new)

    monkeypatch.setattr(Path, "replace", locked_twice)
    write_bytes(tmp_path / "a.xlsx", b"new")
    assert (tmp_path / "a.xlsx").read_bytes() == b"new"


def test_a_locked_file_is_told_with_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lock_at_replace(monkeypatch)
    _, text = refusal(lambda: write_bytes(tmp_path / "ranking.xlsx", b""))
    assert text.startswith(f"{tmp_path / 'ranking.xlsx'}: [output-locked]")
    assert "Close it and run again." in text


def test_a_full_disk_is_told_in_the_systems_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fail_at_write(monkeypatch)
    assert "No space left on device" in refusal(lambda: write_bytes(tmp_path / "a.xlsx", b"new"))[1]


def test_a_missing_folder_is_refused(tmp_path: Path) -> None:
    code, text = refusal(lambda: write_bytes(tmp_path / "none" / "a.xlsx", b""))
    assert code == "output-unwritable"
    assert "No such file or directory" in text or os.name == "nt"


def test_a_folder_of_that_name_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").mkdir()
    assert refusal(lambda: write_bytes(tmp_path / "a.xlsx", b""))[0] == "output-is-folder"
    assert names(tmp_path) == ["a.xlsx"]


def test_another_library_writes_a_file_of_the_same_ending_beside(tmp_path: Path) -> None:
    with whole_file(tmp_path / "a.xlsx") as temp:
        assert (temp.parent, temp.suffix) == (tmp_path, ".xlsx")
        temp.write_bytes(b"new")
        assert not (tmp_path / "a.xlsx").exists()
    assert (tmp_path / "a.xlsx").read_bytes() == b"new"
    assert names(tmp_path) == ["a.xlsx"]


def test_a_library_that_fails_leaves_the_old_file_and_its_error(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"old")
    with pytest.raises(ValueError, match="a bug"), whole_file(path) as temp:
        temp.write_bytes(b"half")
        raise ValueError("a bug")
    assert path.read_bytes() == b"old"
    assert names(tmp_path) == ["a.xlsx"]


@pytest.mark.parametrize("error", [FULL, RuntimeError(FULL)], ids=["bare", "wrapped"])
def test_a_library_that_meets_a_full_disk_is_refused(tmp_path: Path, error: Exception) -> None:
    def write() -> None:
        with whole_file(tmp_path / "a.xlsx") as temp:
            temp.write_bytes(b"half")
            raise error

    assert refusal(write)[0] == "output-unwritable"
    assert names(tmp_path) == []


def test_a_library_that_wrote_nothing_is_refused(tmp_path: Path) -> None:
    def write() -> None:
        with whole_file(tmp_path / "a.xlsx"):
            pass

    assert refusal(write)[0] == "output-unwritable"


def test_the_longest_safe_name_can_be_written(tmp_path: Path) -> None:
    path = tmp_path / (safe_file_name("𪛖" * 100) + ".xlsx")
    write_bytes(path, b"x")
    assert path.read_bytes() == b"x"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("教务处", "教务处"),
        ("A/B:C", "A_B_C"),
        ('\\/:*?"<>|', "_________"),
        ("第一\n分局\t", "第一_分局_"),
        (" 甲 单位 ", "甲 单位"),
        ("\u3000甲\u3000", "甲"),
        ("甲. . ", "甲"),
        ("..", "_"),
        ("", "_"),
        ("con", "_con"),
        ("COM1.txt", "_COM1.txt"),
        ("COM10", "COM10"),
        ("console", "console"),
        ("nul .x", "_nul .x"),
        ("甲\ud800", "甲_"),
        ("甲\u200b乙", "甲_乙"),
        ("甲" * 100, "甲" * 80),
        ("a" * 79 + "." + "b" * 9, "a" * 79),
    ],
)
def test_a_name_is_made_safe(text: str, name: str) -> None:
    assert safe_file_name(text) == name


@given(ANY_TEXT | AWKWARD)
def test_every_text_gives_a_name_that_fits_everywhere(text: str) -> None:
    name = safe_file_name(text)
    assert fits_file_name(name)
    assert 1 <= len(name) <= 80
    assert len(name.encode("utf-8")) <= 240
    assert PurePath(name).name == name
    assert safe_file_name(name) == name


@given(AWKWARD | ANY_TEXT)
def test_a_short_name_that_fits_is_kept(text: str) -> None:
    if fits_file_name(text) and len(text) <= 60:
        assert safe_file_name(text) == text


@given(st.characters(categories=("Cc", "Cf", "Cs")))
def test_nothing_unseen_is_left_in_a_name(character: str) -> None:
    assert unicodedata.category(safe_file_name(f"甲{character}乙")[1]) == "Pc"
    assert not fits_file_name(f"甲{character}乙")
