"""Archives: names in any encoding, members of any kind, bombs; each member beside two good forms."""

import bz2
import io
import lzma
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.intake.beside import gathered, with_two_good
from tests.intake.made import FORM, packed, raw_zip, unicode_path
from xlrubric import archives
from xlrubric.accounting import Status
from xlrubric.intake import Tally, arrivals

TEXT = b"text"
UTF8 = 0x800


def became(folder: Path, data: bytes, name: str = "包.zip") -> dict[str, tuple[str, str]]:
    """Collect an archive with two good forms: the members' names, what became of each, and the first code."""
    accounts = with_two_good(folder, name, data)
    return {
        Path(account.file).relative_to(folder).as_posix(): (
            str(account.status),
            account.problems[0].code if account.problems else "",
        )
        for account in accounts
    }


@pytest.mark.parametrize(
    ("raw", "flags", "extra", "shown"),
    [
        ("财政局.xlsx".encode("gbk"), 0, b"", "财政局.xlsx"),
        ("财政局.xlsx".encode(), 0, b"", "财政局.xlsx"),
        ("财政局.xlsx".encode(), UTF8, b"", "财政局.xlsx"),
        ("财政局.xlsx".encode("gbk"), UTF8, b"", "财政局.xlsx"),  # the flag lies, as some programs have it
        ("龘䶮.xlsx".encode("gb18030"), 0, b"", "龘䶮.xlsx"),
        (b"x.xlsx", 0, unicode_path(b"x.xlsx", "水利局.xlsx"), "水利局.xlsx"),
        (b"x.xlsx", 0, unicode_path(b"y.xlsx", "水利局.xlsx"), "x.xlsx"),  # of another name: not believed
        ("甲组\\财政局.xlsx".encode("gbk"), 0, b"", "甲组/财政局.xlsx"),
        (b"\xff\xfe\xff.xlsx", 0, b"", "\xa0\u25a0\xa0.xlsx"),
        ("长".encode() * 400, UTF8, b"", "长" * 100 + "…" + "长" * 100),
    ],
)
def test_a_name_is_read_however_it_was_written(
    tmp_path: Path, raw: bytes, flags: int, extra: bytes, shown: str
) -> None:
    assert became(tmp_path, raw_zip((raw, FORM), flags=flags, extra=extra)) == {f"包.zip/{shown}": ("scored", "")}


@pytest.mark.parametrize(
    "name",
    [
        b"../../etc/passwd",
        b"/etc/passwd",
        b"C:/Windows/a.xlsx",
        b"..\\..\\a.xlsx",
        b"//server/share/a.xlsx",
        b"aux",
        b".",
    ],
)
def test_a_name_that_leads_elsewhere_is_only_a_name(tmp_path: Path, name: bytes) -> None:
    before = sorted(tmp_path.parent.iterdir())
    (found,) = became(tmp_path, raw_zip((name, FORM))).values()
    assert found == ("scored", "")
    assert sorted(tmp_path.parent.iterdir()) == before
    assert {path.name for path in tmp_path.rglob("*")} == {"一.xlsx", "二.xlsx", "包.zip"}


def test_equal_names_are_told_apart_also_where_the_number_is_a_name(tmp_path: Path) -> None:
    data = packed(("a", FORM), ("a", TEXT), ("a (2)", b"x"), ("a", b""))
    assert sorted(became(tmp_path, data)) == ["包.zip/a", "包.zip/a (2)", "包.zip/a (2) (2)", "包.zip/a (3)"]


def test_a_name_that_another_archive_makes_is_told_apart(tmp_path: Path) -> None:
    data = packed(("内.zip", packed(("a", TEXT))), ("内.zip/a", FORM))
    assert became(tmp_path, data) == {
        "包.zip/内.zip/a": ("not_a_form", "package-text"),
        "包.zip/内.zip/a (2)": ("scored", ""),
    }


def test_what_a_mac_puts_in_is_left_out_and_accounted_for(tmp_path: Path) -> None:
    double = b"\x00\x05\x16\x07\x00\x02\x00\x00Mac OS X        " + bytes(100)
    data = packed(("a.xlsx", FORM), ("__MACOSX/._a.xlsx", double), (".DS_Store", b"\0\0\0\1Bud1" + bytes(9)))
    left = ("not_a_form", "package-left-behind")
    assert became(tmp_path, data) == {
        "包.zip/a.xlsx": ("scored", ""),
        "包.zip/__MACOSX/._a.xlsx": left,
        "包.zip/.DS_Store": left,
    }


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_every_way_of_packing_that_is_known_is_opened(tmp_path: Path, method: int) -> None:
    assert became(tmp_path, packed(("a.xlsx", FORM), method=method)) == {"包.zip/a.xlsx": ("scored", "")}


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (raw_zip((b"a", TEXT), flags=1), "archive-member-encrypted"),
        (raw_zip((b"a", TEXT), method=9), "archive-member-method"),
        (raw_zip((b"a", TEXT), method=99), "archive-member-method"),
        (raw_zip((b"a", TEXT), size=5), "archive-member-unreadable"),
        (raw_zip((b"a", TEXT * 9), method=8, size=5), "archive-member-unreadable"),
        (raw_zip((b"a", TEXT), method=12), "archive-member-unreadable"),
        (raw_zip((b"a", TEXT), method=14), "archive-member-unreadable"),
        (raw_zip((b"a", TEXT), size=2**31), "archive-ratio"),
        (raw_zip((b"a", TEXT)).replace(b"text", b"test"), "archive-member-unreadable"),
    ],
)
def test_a_member_that_cannot_be_read_says_why(tmp_path: Path, data: bytes, code: str) -> None:
    ((_, said),) = became(tmp_path, data).values()
    assert said == code


def lying(method: int, content: bytes) -> bytes:
    """Make an archive whose one member unpacks to far more than it says."""
    body = content if method == 12 else struct.pack("<BBH", 9, 4, 5) + content[:5] + content[13:]
    data = bytearray(raw_zip((b"a", body), method=method))
    at = data.index(b"PK\1\2")
    struct.pack_into("<L", data, at + 24, 1000)
    return bytes(data)


@pytest.mark.parametrize(
    "data",
    [
        lying(12, bz2.compress(bytes(50 * 2**20))),
        lying(14, lzma.compress(bytes(50 * 2**20), lzma.FORMAT_ALONE)),
    ],
    ids=["bzip2", "LZMA"],
)
def test_a_member_is_unpacked_no_further_than_it_says(
    tmp_path: Path, data: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    sizes: list[int] = []
    unpacked: Callable[[bytes, int, int], bytes] = archives._unpacked

    def watched(raw: bytes, method: int, most: int) -> bytes:
        found = unpacked(raw, method, most)
        sizes.append(len(found))
        return found

    monkeypatch.setattr(archives, "_unpacked", watched)
    assert became(tmp_path, data) == {"包.zip/a": ("unreadable", "archive-member-unreadable")}
    assert sizes == [1001]


def bomb(size: int = 40 * 2**20) -> bytes:
    return packed(("a.txt", bytes(size)))


def overlapping(count: int) -> bytes:
    """Make an archive whose directory names one member again and again."""
    data = raw_zip((b"a", bytes(2**20)), method=8)
    start, end = data.index(b"PK\1\2"), data.index(b"PK\5\6")
    entry = data[start:end]
    tail = struct.pack("<4sHHHHLLH", b"PK\5\6", 0, 0, count, count, len(entry) * count, start, 0)
    return data[:start] + entry * count + tail


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (bomb(), "archive-ratio"),
        (overlapping(500), "archive-ratio"),
        (packed(("a.zip", bomb())), "archive-ratio"),
    ],
    ids=["large", "overlapping", "nested"],
)
def test_a_bomb_is_not_opened(tmp_path: Path, data: bytes, code: str) -> None:
    ((status, said),) = became(tmp_path, data).values()
    assert (status, said) == (Status.ARCHIVE_NOT_OPENED, code)


def test_an_archive_of_too_many_files_is_not_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "MOST_MEMBERS", 3)
    data = packed(*((f"{n}.txt", TEXT) for n in range(4)))
    assert became(tmp_path, data) == {"包.zip": ("archive_not_opened", "archive-count")}


def test_a_directory_that_is_too_large_is_not_even_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "MOST_DIRECTORY", 100)
    monkeypatch.setattr(archives, "_directory", lambda *_: pytest.fail("it was read"))
    data = packed(*((f"{n}.txt", TEXT) for n in range(4)))
    assert [arrived.problem.code for arrived in arrivals([written(tmp_path, data)]) if arrived.problem] == [
        "archive-count"
    ]


def test_all_archives_in_one_share_what_may_be_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "MOST_BYTES", 1000)
    inner = packed(("a.txt", b"x" * 300), method=zipfile.ZIP_STORED)
    data = packed(("a.zip", inner), ("b.zip", inner), method=zipfile.ZIP_STORED)
    assert became(tmp_path, data) == {
        "包.zip/a.zip": ("archive_not_opened", "archive-size"),
        "包.zip/b.zip": ("duplicate", "duplicate"),
    }


def test_an_archive_is_opened_behind_a_program_that_unpacks_it(tmp_path: Path) -> None:
    data = b"PK\x07\x08" + bytes(96) + packed(("a.xlsx", FORM))
    assert became(tmp_path, data) == {"包.zip/a.xlsx": ("scored", "")}


def test_a_large_archive_is_opened_from_the_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("xlrubric.intake.MOST_BYTES", 50_000)
    data = packed(("a.xlsx", FORM), ("b.bin", bytes(range(256)) * 400), method=zipfile.ZIP_STORED)
    assert became(tmp_path, data) == {
        "包.zip/a.xlsx": ("scored", ""),
        "包.zip/b.bin": ("not_a_form", "package-unknown"),
    }


def written(folder: Path, data: bytes) -> Path:
    path = folder / "包.zip"
    path.write_bytes(data)
    return path


def test_an_archive_stands_for_its_members_in_the_count(tmp_path: Path) -> None:
    inner = packed(("b.txt", b"b"), ("c.txt", b"c"))
    path, tally = written(tmp_path, packed(("a.txt", TEXT), ("内.zip", inner))), Tally()
    arrived = list(arrivals([path], tally))
    assert (tally.found, tally.opened, tally.members, tally.expected) == (1, 2, 4, 3)
    assert [(one.name.removeprefix(str(path)), one.members) for one in arrived] == [
        ("", 2),
        ("/a.txt", None),
        ("/内.zip", 2),
        ("/内.zip/b.txt", None),
        ("/内.zip/c.txt", None),
    ]
    collection = gathered([path])
    assert [(Path(one.file).name, one.members) for one in collection.archives] == [("包.zip", 2), ("内.zip", 2)]
    assert (collection.counts()["files"], collection.counts()["archives"]) == (3, 2)


@pytest.mark.parametrize("cut", range(1, 400, 37))
def test_an_archive_cut_anywhere_is_one_file_or_its_members(tmp_path: Path, cut: int) -> None:
    data = packed(("a.txt", TEXT), ("b.txt", TEXT * 9))
    (tmp_path / "包.zip").write_bytes(data[: -min(cut, len(data) - 1)])
    collection = gathered([tmp_path])
    assert len(collection.files) == 1
    assert io.BytesIO(data).read(2) == b"PK"


@pytest.mark.parametrize("before", [b"PK\x06\x07", b"PK\x06\x07abcdef"])
def test_an_end_with_no_room_for_what_should_stand_before_it_stops_nobody(tmp_path: Path, before: bytes) -> None:
    assert became(tmp_path, before + b"PK\x05\x06" + bytes(18)) == {"包.zip": ("not_a_form", "package-unknown")}


@pytest.mark.parametrize("place", [2**64 - 1, 2**63 + 5, 2**62, 2**40])
def test_a_member_that_should_stand_beyond_any_file_costs_only_itself(tmp_path: Path, place: int) -> None:
    data = raw_zip((b"a.xlsx", FORM), extra=struct.pack("<HHQ", 1, 8, place))
    entry = data.rindex(b"PK\1\2")
    data = data[: entry + 42] + b"\xff" * 4 + data[entry + 46 :]
    assert became(tmp_path, data) == {"包.zip/a.xlsx": ("unreadable", "archive-member-unreadable")}
