"""Zip archives looked into in memory: members by number, never by path, and never more than they say they hold.

Apart from ``intake``, which knows folders and files. Members are inflated here and not by ``zipfile``, which unpacks
bzip2 and LZMA without a bound; names are decoded one by one, since one archive may mix encodings.
"""

import bz2
import io
import lzma
import struct
import zlib
from dataclasses import dataclass, field
from typing import IO
from zipfile import ZipFile, ZipInfo

from xlrubric.problems import Place, Problem, problem
from xlrubric.zip_directory import directory_size

MOST_MEMBERS = 20_000
MOST_DIRECTORY = 8 * 2**20  # bytes
MOST_MEMBER = 32 * 2**20  # bytes; a form is under 1 MB
MOST_BYTES = 1024 * 2**20  # all members of an archive, with those of archives in it
MOST_RATIO = 200  # two honest files in thousands exceed 100
SMALL = 32 * 2**20  # below it the ratio is no matter
LONGEST_NAME = 200

_UTF8_NAME, _ENCRYPTED = 0x800, 0x1
_STORED, _DEFLATED, _BZIP2, _LZMA = 0, 8, 12, 14
_METHODS = {6: "implode", 9: "deflate64", 93: "Zstandard", 95: "XZ", 97: "WavPack", 98: "PPMd", 99: "AES"}
_UNICODE_PATH = 0x7075
_LOCAL = struct.Struct("<4s22xHH")
_END, _ENTRY = b"PK\x05\x06", b"PK\x01\x02"
# parts, in small letters, by which a document of an office program is told from a plain archive
OF_DOCUMENTS = frozenset({"[content_types].xml", "xl/workbook.xml", "mimetype", "index/document.iwa", "ofd.xml"})


class Damaged(Exception):
    """A member whose bytes are not what its archive says of them."""


@dataclass
class Budget:
    """How much may still be unpacked from one archive on the disk, with all that is in it."""

    left: int = field(default_factory=lambda: MOST_BYTES)


@dataclass(frozen=True)
class Archive:
    """An opened archive: what it was read from, its size in bytes, and its members without the folders.

    Without members it is one whose directory is too large to be read.
    """

    file: IO[bytes]
    size: int
    members: tuple[ZipInfo, ...] | None

    def named(self) -> list[tuple[str, ZipInfo]]:
        """Give the members with their names, in the order of the names."""
        pairs = [(shown_name(info), info) for info in self.members or ()]
        return sorted(pairs, key=lambda pair: (pair[0], pair[1].header_offset))


def open_archive(file: IO[bytes], size: int) -> Archive | None:
    """Open a zip archive that is no document of an office program; None for anything else.

    A directory that is broken is no archive here: the reader of workbooks says what is wrong. One that is too large
    to be read is given without members.
    """
    if directory_size(file, size) > MOST_DIRECTORY:
        return Archive(file, size, None)
    archive = _directory(file, size)
    if archive is None or OF_DOCUMENTS & {info.filename.lower() for info in archive.infolist()}:
        return None
    assert archive.fp is not None
    return Archive(archive.fp, size, tuple(info for info in archive.infolist() if not info.filename.endswith("/")))


def _directory(file: IO[bytes], size: int) -> ZipFile | None:
    try:
        return ZipFile(file)
    except UnicodeDecodeError:  # a name is not in the encoding that it states
        pass
    except Exception:  # a broken directory fails in zipfile in many ways
        return None
    try:
        return ZipFile(_unflagged(file, size))
    except Exception:
        return None


def _unflagged(file: IO[bytes], size: int) -> IO[bytes]:
    """Give a copy of an archive whose directory states no encoding of names: some programs state a wrong one."""
    file.seek(0)
    data = bytearray(file.read(MOST_MEMBER))
    at = data.rfind(_END) - directory_size(file, size)
    while data[at : at + 4] == _ENTRY:
        flags, name, extra, comment = struct.unpack_from("<8xH18x3H", data, at)
        struct.pack_into("<H", data, at + 8, flags & ~_UTF8_NAME)
        at += 46 + name + extra + comment
    return io.BytesIO(data)


def refused(archive: Archive, name: str, budget: Budget) -> Problem | None:
    """Say why an archive is not to be unpacked at all: too many members, too large, or growing like a bomb."""
    if archive.members is None or len(archive.members) > MOST_MEMBERS:
        return problem(Place(name), "archive-count", limit=MOST_MEMBERS)
    whole = sum(info.file_size for info in archive.members)
    if whole > SMALL and whole > MOST_RATIO * archive.size:
        return problem(Place(name), "archive-ratio", ratio=whole // max(archive.size, 1))
    if whole > budget.left:
        return problem(Place(name), "archive-size", limit=MOST_BYTES // 2**20)
    budget.left -= whole
    return None


def member(archive: Archive, info: ZipInfo, name: str) -> tuple[bytes, Problem | None]:
    """Give the bytes of a member, or why they cannot be had; at most as many as the directory states."""
    place = Place(name)
    if info.flag_bits & _ENCRYPTED:
        return b"", problem(place, "archive-member-encrypted")
    if info.compress_type not in (_STORED, _DEFLATED, _BZIP2, _LZMA):
        method = _METHODS.get(info.compress_type, str(info.compress_type))
        return b"", problem(place, "archive-member-method", method=method)
    if max(info.file_size, info.compress_size) > MOST_MEMBER:
        return b"", problem(place, "archive-member-large", limit=MOST_MEMBER // 2**20)
    try:
        return _inflated(_raw(archive, info), info), None
    except Exception as fault:  # what is not what its archive says of it fails in many ways; the others must not
        return b"", problem(place, "archive-member-unreadable", why=str(fault) or type(fault).__name__)


def _raw(archive: Archive, info: ZipInfo) -> bytes:
    archive.file.seek(info.header_offset)
    signature, name_size, extra_size = _LOCAL.unpack(archive.file.read(_LOCAL.size))
    if signature != b"PK\x03\x04":
        raise Damaged("no member begins where the directory says")
    archive.file.seek(name_size + extra_size, io.SEEK_CUR)
    raw = archive.file.read(info.compress_size)
    if len(raw) < info.compress_size:
        raise Damaged("the archive is cut short")
    return raw


def _inflated(raw: bytes, info: ZipInfo) -> bytes:
    data = _unpacked(raw, info.compress_type, info.file_size + 1)
    if len(data) != info.file_size:
        raise Damaged("it is not as long as the archive says")
    if zlib.crc32(data) != info.CRC:
        raise Damaged("it does not match its checksum")
    return data


def _unpacked(raw: bytes, method: int, most: int) -> bytes:
    if method == _STORED:
        return raw
    if method == _DEFLATED:
        return zlib.decompressobj(-15).decompress(raw, most)
    if method == _BZIP2:
        return bz2.BZ2Decompressor().decompress(raw, most)
    (size,) = struct.unpack_from("<2xH", raw)
    properties, packed = raw[4 : 4 + size], raw[4 + size :]
    alone = properties + b"\xff" * 8 + packed  # the same, as a file of its own
    return lzma.LZMADecompressor(lzma.FORMAT_ALONE, memlimit=2 * MOST_MEMBER).decompress(alone, most)


def shown_name(info: ZipInfo) -> str:
    """Give a member's name as text: by its flag, by its field for Unicode, else as UTF-8, GB18030 or cp437.

    It is data only: never a path. What is longer than any name is cut.
    """
    name = _decoded(info).replace("\\", "/")
    return name if len(name) <= LONGEST_NAME else name[: LONGEST_NAME // 2] + "…" + name[-LONGEST_NAME // 2 :]


def _decoded(info: ZipInfo) -> str:
    if info.flag_bits & _UTF8_NAME:
        return info.orig_filename
    raw = info.orig_filename.encode("cp437", errors="replace")
    stated = _stated_name(info.extra, raw)
    if stated is not None:
        return stated
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return info.orig_filename


def _stated_name(extra: bytes, raw: bytes) -> str | None:
    """Give the name in UTF-8 that some programs add, where it is of the same file as the plain one."""
    at = 0
    while at + 4 <= len(extra):
        kind, size = struct.unpack_from("<HH", extra, at)
        content = extra[at + 4 : at + 4 + size]
        if kind == _UNICODE_PATH and content[1:5] == struct.pack("<L", zlib.crc32(raw)):
            return content[5:].decode("utf-8", errors="replace")
        at += 4 + size
    return None


class Names:
    """Numbers the names that there are more than once: a file is accounted for by its name."""

    def __init__(self) -> None:
        self._given: dict[str, int] = {}

    def own(self, name: str) -> str:
        """Give the name, with a number behind it where it was given before."""
        free = name
        while free in self._given:
            self._given[name] += 1
            free = f"{name} ({self._given[name]})"
        self._given[free] = 1
        return free
