"""Files, folders and archives: every one is opened or named, by whatever name it was packed."""

import io
import os
import struct
import sys
import zipfile
from pathlib import Path

import pytest

from tests.returns.forms import FAULTS, FAULTS_TOTAL, STANDARD, UNITS, collected, filled, told
from xlrubric import archives
from xlrubric.accounting import Status
from xlrubric.collect import collect
from xlrubric.intake import Arrived, arrivals

FORMS = [filled(FAULTS, number=n) for n in range(3)]
TEXT = b"text"


def packed(*members: tuple[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, data in members:
            archive.writestr(name, data)
    return out.getvalue()


def renamed(archive: bytes, placeholder: str, name: bytes) -> bytes:
    """Put the bytes of a name, as old programs write them without saying the encoding, over one as long."""
    assert archive.count(placeholder.encode()) == 2
    assert len(placeholder) == len(name)
    return archive.replace(placeholder.encode(), name)


def found(*paths: Path) -> list[Arrived]:
    """Give what arrived, without the archives that were opened."""
    return [arrived for arrived in arrivals(paths) if arrived.members is None]


def names(folder: Path, *paths: Path) -> list[str]:
    """Give the names of what arrived, as seen from a folder, with ``/``."""
    return [Path(arrived.name).relative_to(folder).as_posix() for arrived in found(*paths)]


def codes(*paths: Path) -> list[str]:
    return [arrived.problem.code if arrived.problem else "" for arrived in found(*paths)]


# --- folders ---------------------------------------------------------------------------------------------


def test_a_folder_is_walked_to_its_depths_and_every_file_given(tmp_path: Path) -> None:
    for name in ("b/c/d.xlsx", "a.xlsx", "b/~$d.xlsx", "b/.hidden", "e.txt"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(TEXT)
    (tmp_path / "b" / "empty").mkdir()
    assert sorted(names(tmp_path, tmp_path)) == ["a.xlsx", "b/.hidden", "b/c/d.xlsx", "b/~$d.xlsx", "e.txt"]
    assert {arrived.data for arrived in found(tmp_path)} == {TEXT}


def test_a_file_is_given_once_however_often_it_is_named(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    file = tmp_path / "in" / "a.xlsx"
    file.write_bytes(TEXT)
    assert names(tmp_path, file, file, tmp_path, tmp_path / "in", tmp_path / "in" / ".." / "in" / "a.xlsx") == [
        "in/a.xlsx"
    ]


def test_files_come_in_the_order_of_their_names_whatever_that_of_the_paths(tmp_path: Path) -> None:
    paths = [tmp_path / name for name in ("b.xlsx", "c.xlsx", "a.xlsx")]
    for path in paths:
        path.write_bytes(TEXT)
    assert names(tmp_path, *paths) == names(tmp_path, *reversed(paths)) == ["a.xlsx", "b.xlsx", "c.xlsx"]


def test_an_empty_folder_and_a_missing_file_are_named(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    assert codes(tmp_path / "empty") == ["nothing-to-collect"]
    assert codes(tmp_path / "missing.xlsx") == ["file-unreadable"]
    counts = collect([tmp_path / "missing.xlsx"], STANDARD, UNITS).counts()
    assert (counts["files"], counts["unreadable"]) == (1, 1)


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="names there are always Unicode")
def test_a_file_name_in_another_encoding_is_collected(tmp_path: Path) -> None:
    path = os.fsencode(tmp_path) + b"/" + "财政局.xlsx".encode("gbk")
    with open(path, "wb") as file:  # noqa: PTH123  # a name of bytes
        file.write(FORMS[0])
    collection = collect([tmp_path], STANDARD, UNITS)
    assert [account.status for account in collection.files] == [Status.SCORED]


# --- archives -----------------------------------------------------------------------------------------------


def test_the_files_of_an_archive_are_given_by_their_names_in_it(tmp_path: Path) -> None:
    (tmp_path / "all.zip").write_bytes(packed(("甲组/b.xlsx", TEXT), ("a.xlsx", TEXT), ("空/", b"")))
    assert names(tmp_path, tmp_path) == ["all.zip/a.xlsx", "all.zip/甲组/b.xlsx"]


@pytest.mark.parametrize("ending", [".zip", ".xlsx", ".rar", ""])
def test_an_archive_is_known_by_its_content(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"all{ending}"
    path.write_bytes(packed(("a.xlsx", FORMS[0])))
    assert names(tmp_path, path) == [f"all{ending}/a.xlsx"]


def test_a_workbook_is_not_taken_for_an_archive(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(FORMS[0])
    assert names(tmp_path, tmp_path) == ["a.zip"]
    assert collect([tmp_path], STANDARD, UNITS).returns["U01"].total == FAULTS_TOTAL


@pytest.mark.parametrize("mark", ["mimetype", "Index/Document.iwa", "[Content_Types].xml"])
def test_documents_of_other_programs_are_not_taken_for_archives(tmp_path: Path, mark: str) -> None:
    (tmp_path / "a.xlsx").write_bytes(packed((mark, b""), ("content.xml", b"")))
    assert names(tmp_path, tmp_path) == ["a.xlsx"]


@pytest.mark.parametrize("encoding", ["gbk", "utf-8"])
def test_names_without_a_stated_encoding_are_read(tmp_path: Path, encoding: str) -> None:
    for name in ("财政局 评分表.xlsx", "财政.xlsx"):  # the second is text in either encoding
        raw = name.encode(encoding)
        archive = renamed(packed(("x" * len(raw), TEXT)), "x" * len(raw), raw)
        (tmp_path / "all.zip").write_bytes(archive)
        assert names(tmp_path, tmp_path) == [f"all.zip/{name}"]


def test_an_archive_may_mix_names_of_all_encodings(tmp_path: Path) -> None:
    gbk = "水利局.xlsx".encode("gbk")
    archive = renamed(packed(("财政局.xlsx", TEXT), ("y" * len(gbk), TEXT), ("a.xlsx", TEXT)), "y" * len(gbk), gbk)
    (tmp_path / "all.zip").write_bytes(archive)
    assert sorted(names(tmp_path, tmp_path)) == ["all.zip/a.xlsx", "all.zip/水利局.xlsx", "all.zip/财政局.xlsx"]


def test_a_name_that_is_in_no_encoding_still_has_a_file(tmp_path: Path) -> None:
    (tmp_path / "all.zip").write_bytes(renamed(packed(("zzzz", TEXT)), "zzzz", b"\xff\xff.\xff"))
    (arrived,) = found(tmp_path)
    assert arrived.data == TEXT


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_files_of_one_name_are_both_given(tmp_path: Path) -> None:
    (tmp_path / "all.zip").write_bytes(packed(("a.xlsx", FORMS[0]), ("a.xlsx", FORMS[1])))
    assert [arrived.data for arrived in found(tmp_path)] == FORMS[:2]
    assert len(collect([tmp_path], STANDARD, UNITS).returns) == 2


@pytest.mark.parametrize("name", ["../../etc/a.xlsx", "/a.xlsx", "C:/a.xlsx", "..\\a.xlsx", "aux.xlsx"])
def test_names_that_lead_elsewhere_are_only_data(tmp_path: Path, name: str) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "all.zip").write_bytes(packed((name, FORMS[0])))
    collection = collect([tmp_path / "in"], STANDARD, UNITS)
    assert collection.returns["U01"].total == FAULTS_TOTAL
    assert [path.name for path in tmp_path.rglob("*")] == ["in", "all.zip"]


def test_an_archive_in_an_archive_is_opened_and_one_deeper_is_named(tmp_path: Path) -> None:
    inner = packed(("a.xlsx", FORMS[0]))
    (tmp_path / "all.zip").write_bytes(packed(("二.zip", inner), ("三.zip", packed(("深.zip", inner)))))
    assert names(tmp_path, tmp_path) == ["all.zip/三.zip/深.zip", "all.zip/二.zip/a.xlsx"]
    deep, scored = collect([tmp_path], STANDARD, UNITS).files
    assert (deep.status, told(deep.problems)) == (Status.ARCHIVE_NOT_OPENED, [("archive-too-deep", "")])
    assert scored.status is Status.SCORED


def test_an_empty_archive_is_named(tmp_path: Path) -> None:
    (tmp_path / "all.zip").write_bytes(packed())
    (tmp_path / "folders.zip").write_bytes(packed(("空/", b"")))
    assert codes(tmp_path) == ["nothing-to-collect"] * 2


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_archives_may_be_packed_in_any_way_that_python_knows(tmp_path: Path, method: int) -> None:
    (tmp_path / "all.zip").write_bytes(packed(("a.xlsx", FORMS[0]), method=method))
    assert [arrived.data for arrived in found(tmp_path)] == [FORMS[0]]


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_damaged_member_is_named_and_the_others_are_given(tmp_path: Path, method: int) -> None:
    archive = packed(("a.xlsx", FORMS[0]), ("b.xlsx", FORMS[1]), method=method)
    middle = archive.index(b"a.xlsx") + 2000
    (tmp_path / "all.zip").write_bytes(archive[:middle] + b"\xff" * 600 + archive[middle + 600 :])
    assert codes(tmp_path) == ["archive-member-unreadable", ""]
    collection = collect([tmp_path], STANDARD, UNITS)
    assert [account.status for account in collection.files] == [Status.UNREADABLE, Status.SCORED]


@pytest.mark.parametrize(
    ("field", "value", "code"), [(8, 1, "encrypted"), (10, 99, "method"), (10, 9, "method")], ids=["key", "AES", "64"]
)
def test_a_member_under_a_password_or_packed_in_an_unknown_way_is_named(
    tmp_path: Path, field: int, value: int, code: str
) -> None:
    archive = bytearray(packed(("a.xlsx", FORMS[0]), ("b.xlsx", FORMS[1])))
    entry = archive.index(b"PK\x01\x02")
    struct.pack_into("<H", archive, entry + field, value)
    struct.pack_into("<H", archive, field - 2, value)
    (tmp_path / "all.zip").write_bytes(archive)
    assert codes(tmp_path) == [f"archive-member-{code}", ""]


def test_a_member_that_is_too_large_is_named_and_not_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "MOST_MEMBER", 10)
    members = (("a.xlsx", b"x" * 11), ("b.xlsx", b"x" * 10))
    (tmp_path / "all.zip").write_bytes(packed(*members, method=zipfile.ZIP_STORED))
    first, second = found(tmp_path)
    assert (first.data, first.problem is not None) == (b"", True)
    assert (second.data, second.problem) == (b"x" * 10, None)


@pytest.mark.parametrize("cut", [10, 300, -30])
def test_a_truncated_archive_is_one_damaged_file(tmp_path: Path, cut: int) -> None:
    (tmp_path / "all.zip").write_bytes(packed(*((f"{n}.xlsx", form) for n, form in enumerate(FORMS)))[:cut])
    collection = collect([tmp_path], STANDARD, UNITS)
    assert [(a.status, told(a.problems)) for a in collection.files] == [
        (Status.UNREADABLE, [("package-truncated", "")])
    ]


# --- everything together --------------------------------------------------------------------------------------


def test_files_folders_and_archives_are_collected_alike(tmp_path: Path) -> None:
    (tmp_path / "folder" / "deep").mkdir(parents=True)
    (tmp_path / "folder" / "deep" / "a.xlsx").write_bytes(FORMS[0])
    (tmp_path / "single.xlsx").write_bytes(FORMS[1])
    (tmp_path / "all.zip").write_bytes(packed(("乙组/c.xlsx", FORMS[2])))
    collection = collect([tmp_path / name for name in ("single.xlsx", "folder", "all.zip")], STANDARD, UNITS)
    assert [collection.returns[unit.id].total for unit in UNITS] == [FAULTS_TOTAL] * 3
    assert collection.counts()["scored"] == 3


def test_what_is_no_workbook_is_named_for_what_it_is(tmp_path: Path) -> None:
    collection = collected(
        tmp_path,
        lock_xlsx=b"\x05user",
        empty_xlsx=b"",
        scan_pdf=b"%PDF-1.4 ...",
        letter_docx=packed(("[Content_Types].xml", b"<Types/>"), ("word/document.xml", b"<d/>")),
        renamed_xlsx="单位,得分\n州财政局,95\n".encode("gbk"),
        photo_jpg=b"\xff\xd8\xff\xe0" + bytes(50),
        old_xls=b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "Workbook".encode("utf-16-le"),
        truncated_xlsx=FORMS[0][:5000],
    )
    said = {Path(a.file).name: (a.status.value, a.problems[0].code) for a in collection.files}
    assert said == {
        "lock.xlsx": ("not_a_form", "package-unknown"),
        "empty.xlsx": ("unreadable", "package-empty"),
        "scan.pdf": ("not_a_form", "package-pdf"),
        "letter.docx": ("not_a_form", "package-other-office"),
        "renamed.xlsx": ("not_a_form", "package-text"),
        "photo.jpg": ("not_a_form", "package-picture"),
        "old.xls": ("unreadable", "package-damaged"),
        "truncated.xlsx": ("unreadable", "package-truncated"),
    }


def test_the_lock_file_of_an_open_workbook_is_named(tmp_path: Path) -> None:
    (tmp_path / "~$州财政局.xlsx").write_bytes(b"\x06office" + bytes(158))
    (account,) = collect([tmp_path], STANDARD, UNITS).files
    assert (account.status, told(account.problems)) == (Status.NOT_A_FORM, [("package-lock-file", "")])
