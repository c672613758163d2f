"""Folders: what cannot be opened, leads elsewhere, has an odd name or is no file at all, is named and not lost."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

import pytest

from tests.intake.beside import made_with_two_good
from tests.intake.made import FORM
from xlrubric import intake
from xlrubric.intake import shown_path

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="Windows has none without a right to make them")


def became(folder: Path, make: object) -> dict[str, str]:
    assert callable(make)
    return {
        Path(account.file).name: account.problems[0].code if account.problems else str(account.status)
        for account in made_with_two_good(folder, make)
    }


@POSIX
def test_a_link_to_a_folder_is_named_and_not_followed(tmp_path: Path) -> None:
    def make() -> None:
        (tmp_path / "真").mkdir()
        (tmp_path / "真" / "a.xlsx").write_bytes(FORM)
        (tmp_path / "链").symlink_to(tmp_path / "真")

    assert became(tmp_path, make) == {"a.xlsx": "scored", "链": "folder-link"}


@POSIX
def test_links_in_a_circle_end(tmp_path: Path) -> None:
    def make() -> None:
        (tmp_path / "甲").mkdir()
        (tmp_path / "甲" / "回").symlink_to(tmp_path)
        (tmp_path / "自").symlink_to(tmp_path / "自")
        (tmp_path / "断").symlink_to(tmp_path / "没有")

    assert became(tmp_path, make) == {"回": "folder-link", "自": "file-unreadable", "断": "file-unreadable"}


@POSIX
def test_a_pipe_is_named_and_not_waited_for(tmp_path: Path) -> None:
    assert became(tmp_path, lambda: os.mkfifo(tmp_path / "管")) == {"管": "file-special"}


@POSIX
def test_a_pipe_that_is_named_itself_is_not_waited_for_either(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "管")
    (found,) = intake.arrivals([tmp_path / "管"])
    assert found.problem is not None and found.problem.code == "file-special"


@POSIX
def test_a_link_to_a_file_has_an_account_of_its_own_and_counts_once(tmp_path: Path) -> None:
    def make() -> None:
        (tmp_path / "a.xlsx").write_bytes(FORM)
        (tmp_path / "b.xlsx").symlink_to(tmp_path / "a.xlsx")

    assert became(tmp_path, make) == {"a.xlsx": "scored", "b.xlsx": "duplicate"}


@POSIX
def test_a_file_that_is_named_twice_is_found_once(tmp_path: Path) -> None:
    (tmp_path / "甲").mkdir()
    (tmp_path / "甲" / "a.xlsx").write_bytes(FORM)
    (tmp_path / "乙").symlink_to(tmp_path / "甲")
    paths = [tmp_path / "甲", tmp_path / "甲" / "a.xlsx", tmp_path / "乙" / "a.xlsx"]
    assert len(list(intake.arrivals(paths))) == 1


@POSIX
def test_a_link_to_a_pipe_or_a_device_is_not_waited_for(tmp_path: Path) -> None:
    def make() -> None:
        (tmp_path / "甲").mkdir()
        os.mkfifo(tmp_path / "甲" / "管")
        (tmp_path / "链").symlink_to(tmp_path / "甲" / "管")
        (tmp_path / "零").symlink_to("/dev/zero")

    assert became(tmp_path, make) == {"管": "file-special", "链": "file-special", "零": "file-special"}


def test_a_folder_that_cannot_be_opened_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.scandir

    @contextmanager
    def scandir(path: Path) -> Iterator[object]:
        if Path(path).name == "锁":
            raise PermissionError(13, "Permission denied")
        with real(path) as entries:
            yield entries

    monkeypatch.setattr(os, "scandir", scandir)

    def make() -> None:
        (tmp_path / "锁").mkdir()
        (tmp_path / "锁" / "a.xlsx").write_bytes(FORM)

    assert became(tmp_path, make) == {"锁": "folder-unreadable"}


def test_a_file_that_cannot_be_opened_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = Path.open

    def opened(path: Path, mode: str = "r") -> object:
        if path.name == "锁.xlsx":
            raise PermissionError(13, "Permission denied")
        return real(path, mode)

    monkeypatch.setattr(Path, "open", opened)
    assert became(tmp_path, lambda: (tmp_path / "锁.xlsx").touch()) == {"锁.xlsx": "file-unreadable"}


def test_a_very_long_name_is_kept(tmp_path: Path) -> None:
    name = "很长的名字" * 15 + ".xlsx"
    assert became(tmp_path, lambda: (tmp_path / name).write_bytes(FORM)) == {name: "scored"}


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="names there are always Unicode")
@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("财政局.xlsx".encode("gbk"), "财政局.xlsx"),
        (b"\xff\xfe.xlsx", "\ufffd\ufffd.xlsx"),
        (b"a\nb.xlsx", "a\nb.xlsx"),
        (b"\x1b[31m.xlsx", "\x1b[31m.xlsx"),
    ],
)
def test_a_name_in_any_encoding_is_shown_as_text(tmp_path: Path, raw: bytes, shown: str) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + raw))
    assert became(tmp_path, lambda: path.write_bytes(FORM)) == {shown: "scored"}
    assert shown_path(path).encode("utf-8")


def test_a_file_that_is_too_large_is_named_by_its_beginning(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(intake, "MOST_BYTES", 60_000)

    def make() -> None:
        for name, head in {"片.mp4": b"\0\0\0\x18ftypisom", "数.csv": b"a,b\n", "表.xlsx": FORM[:8000]}.items():
            (tmp_path / name).write_bytes(head.ljust(60_001, b" "))

    assert became(tmp_path, make) == {
        "片.mp4": "package-recording",
        "数.csv": "file-too-large",
        "表.xlsx": "file-too-large",
    }


def test_of_an_endless_file_only_the_beginning_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(intake, "MOST_BYTES", 10)
    monkeypatch.setattr(intake, "MOST_HASHED", 2**20)
    sums = []
    for size in (2**20, 2**20 + 1, 2**40):
        with (tmp_path / "a").open("wb") as file:
            file.truncate(size)
        (found,) = intake.arrivals([tmp_path / "a"])
        assert found.whole is not None and found.whole[0] == size
        sums.append(found.whole[1])
    assert sums[0] == sha256(bytes(2**20)).hexdigest()
    assert len(set(sums)) == 3


def test_an_empty_folder_in_a_folder_is_no_file(tmp_path: Path) -> None:
    assert became(tmp_path, lambda: (tmp_path / "空").mkdir()) == {}
