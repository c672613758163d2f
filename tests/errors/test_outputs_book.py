"""The error book of what is written: every code of ``messages.outputs``, what brings it about, its exact lines."""

import errno
import os
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from tests.errors.book import Page, as_told, as_written, missing, unknown
from xlrubric import deliveries
from xlrubric.deliveries import deliver
from xlrubric.demo import demo
from xlrubric.leftovers import MARK, NEW, READY, finish_interrupted
from xlrubric.messages.outputs import OUTPUTS
from xlrubric.problems import Problem, Refusal

OPEN = "The file could not be replaced; it is open in Excel or WPS, or is read-only."
OPEN_ZH = "文件无法替换：可能正在 Excel 或 WPS 中打开，或者是只读文件。"
PAGES = (
    Page(
        "output-locked",
        "replace EACCES",
        f"t.csv: [output-locked] {OPEN} Nothing was written. Close it and run again.",
        f"t.csv: [output-locked] {OPEN_ZH}没有写入任何文件。请关闭文件后再运行。",
    ),
    Page(
        "output-beside",
        "locked",
        f"t.csv: [output-beside] {OPEN} The old file is untouched; the new one stands beside it as “t (2).csv”. Close "
        "the old one, and use the new one in its place.",
        f"t.csv: [output-beside] {OPEN_ZH}原文件没有改动，新文件已写在旁边，名为“t (2).csv”。"
        "请关闭原文件，改用新文件。",
    ),
    Page(
        "output-disk-full",
        "fsync ENOSPC",
        "t.csv: [output-disk-full] The file could not be written: the disk is full. Everything is as it was before. "
        "Free some space, or choose another disk, and run again.",
        "t.csv: [output-disk-full] 文件无法写入：磁盘空间不足。一切保持原样。请清理磁盘空间或换一个磁盘，然后再运行。",
    ),
    Page(
        "output-forbidden",
        "mkdir EACCES",
        "t.csv: [output-forbidden] The file could not be written: you may not write into this folder. Everything is as "
        "it was before. Choose a folder of your own, or ask whoever looks after this one.",
        "t.csv: [output-forbidden] 文件无法写入：没有写入此文件夹的权限。一切保持原样。"
        "请另选自己的文件夹，或联系管理员。",
    ),
    Page(
        "output-no-folder",
        "mkdir ENOENT",
        "t.csv: [output-no-folder] The file could not be written: its folder cannot be reached or made (the reason). "
        "Everything is as it was before. Check the name of the folder, and that the drive is connected; a file may "
        "stand in the folder's place.",
        "t.csv: [output-no-folder] 文件无法写入：找不到或无法建立所在文件夹（the reason）。一切保持原样。请检查文件夹"
        "名称、磁盘是否已连接，以及是否有同名文件占了文件夹的位置。",
    ),
    Page(
        "output-name-long",
        "replace ENAMETOOLONG",
        "t.csv: [output-name-long] The file could not be written: its name, or the folder's, is too long for this "
        "disk. Everything is as it was before. Choose a folder with a shorter path.",
        "t.csv: [output-name-long] 文件无法写入：文件名或路径过长。一切保持原样。请换一个路径较短的文件夹。",
    ),
    Page(
        "output-unwritable",
        "fsync EIO",
        "t.csv: [output-unwritable] The file could not be written: the reason. Everything is as it was before. Check "
        "the disk and the connection to it, and run again.",
        "t.csv: [output-unwritable] 文件无法写入：the reason。一切保持原样。请检查磁盘及其连接，然后再运行。",
    ),
    Page(
        "output-is-folder",
        "folder",
        "t.csv: [output-is-folder] A folder stands where the file should be written. Choose another name, or move the "
        "folder.",
        "t.csv: [output-is-folder] 要写入的位置已经有同名文件夹。请换一个文件名，或移走该文件夹。",
    ),
    Page(
        "output-mixed",
        "mixed",
        "t.csv: [output-mixed] Writing failed half-way, and the earlier state could not be restored here: each file "
        "is whole, but some may be new and some old. The earlier files are kept in HIDDEN. Check the disk, then run "
        "again, which writes all of them anew.",
        "t.csv: [output-mixed] 写入中途失败，此处未能恢复原状：每个文件都是完整的，但新旧可能混杂。原有文件保存在 "
        "HIDDEN。请检查磁盘后再运行一次，将全部重新写入。",
    ),
    Page(
        "output-finished",
        "interrupted",
        "out: [output-finished] An earlier run was ended while it put its files here; the 1 that were left are now in "
        "place.",
        "out: [output-finished] 上一次运行在写入此处时被中断，余下的 1 个文件现已补齐。",
    ),
    Page(
        "demo-folder-taken",
        "taken",
        "out: [demo-folder-taken] The folder holds files of these names (units.xlsx first), and they are not those of "
        "an earlier demonstration; nothing was written. Name another folder.",
        "out: [demo-folder-taken] 文件夹中已有同名文件（如 units.xlsx），且不是以前演示留下的；没有写入任何文件。请另"
        "选文件夹。",
    ),
)
TARGET = Path("t.csv")


def failing(number: int, after: int = 0) -> Callable[..., None]:
    """Make a call that fails, after so many that do nothing."""
    left = [None] * after

    def fail(*_: object, **__: object) -> None:
        if left:
            left.pop()
        else:
            raise OSError(number, "the reason")

    return fail


def brought_about(what: str, patch: pytest.MonkeyPatch) -> Sequence[Problem]:
    """Do in the present folder what the page is about; give what is said of it."""
    name, _, number = what.partition(" ")
    if number:
        return failed(name, getattr(errno, number), patch)
    return DEEDS[name](patch)


def failed(name: str, number: int, patch: pytest.MonkeyPatch) -> Sequence[Problem]:
    TARGET.write_bytes(b"old")
    owner = os if name == "fsync" else Path
    patch.setattr(owner, name, failing(number))
    return deliver([(TARGET, b"new")]).problems


def locked(patch: pytest.MonkeyPatch) -> Sequence[Problem]:
    TARGET.write_bytes(b"old")
    replace = Path.replace

    def held(path: Path, target: Path) -> Path:
        if target.name == TARGET.name:
            raise PermissionError(errno.EACCES, "open")
        return replace(path, target)

    patch.setattr(Path, "replace", held)
    return deliver([(TARGET, b"new")], aside=[TARGET]).problems


def folder(_: pytest.MonkeyPatch) -> Sequence[Problem]:
    TARGET.mkdir()
    return deliver([(TARGET, b"new")]).problems


def mixed(patch: pytest.MonkeyPatch) -> Sequence[Problem]:
    """Let the first of two files be replaced, and nothing afterwards."""
    for name in ("t.csv", "u.csv"):
        Path(name).write_bytes(b"old")
    replace, done = Path.replace, list[Path]()

    def once(path: Path, target: Path) -> Path:
        if done:
            raise OSError(errno.EIO, "gone")
        done.append(target)
        return replace(path, target)

    patch.setattr(Path, "replace", once)
    return deliver([(TARGET, b"new"), (Path("u.csv"), b"new")]).problems


def interrupted(_: pytest.MonkeyPatch) -> Sequence[Problem]:
    room = Path("out") / f"{MARK}other-1-a{READY}"
    (room / NEW).mkdir(parents=True)
    (room / NEW / "t.csv").write_bytes(b"new")
    os.utime(room, (0, 0))
    return finish_interrupted(Path("out"))


def taken(_: pytest.MonkeyPatch) -> Sequence[Problem]:
    Path("out").mkdir()
    Path("out/units.xlsx").write_bytes(b"the office's own")
    demo(Path("out"), 1, 1)
    return ()


DEEDS = {"locked": locked, "folder": folder, "mixed": mixed, "interrupted": interrupted, "taken": taken}


def problems_of(page: Page, patch: pytest.MonkeyPatch) -> Sequence[Problem]:
    try:
        return brought_about(str(page.material), patch)
    except Refusal as refusal:
        return refusal.problems


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.code)
def test_what_goes_wrong_in_writing_brings_its_message(
    page: Page, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(deliveries, "PAUSES", ())
    with monkeypatch.context() as patch:
        found = problems_of(page, patch)
    kept = next((str(path) for path in tmp_path.resolve().iterdir() if path.name.startswith(MARK)), "")
    told = as_told(found)
    assert [tuple(text.replace(kept, "HIDDEN") if kept else text for text in one) for one in told] == [as_written(page)]


def test_no_code_lacks_its_page_and_no_page_its_code() -> None:
    assert missing(OUTPUTS, PAGES) == []
    assert unknown(OUTPUTS, PAGES) == []
