"""A zip archive with gaps: what never changes stands compressed, and texts are put between.

Knows zip and nothing of workbooks. A member is cut at its gaps; each piece is compressed by itself into blocks that end
with a whole byte, so that pieces and texts can be laid one after another. A text is short and stands as it is, in a
stored block: to begin a compression costs more than all the rest.
"""

import re
import struct
import zlib
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import reduce
from io import BytesIO
from operator import xor
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

SHORT = 256  # bytes that are not worth compressing
LONG = 4096  # bytes of which it is worth knowing what they do to a checksum
MOST_STORED = 65_535  # bytes of a stored block
END = b"\x03\x00"  # an empty block that is the last one
BITS = range(32)  # of a checksum
Table = tuple[int, ...]
SUMS, PLACE = struct.Struct("<3L"), struct.Struct("<L")  # checksum, compressed size, size; where a member begins


@dataclass(frozen=True, slots=True)
class Piece:
    """Bytes that never change, and as compressed; ``own`` is their checksum from nothing.

    ``tables`` say, for each byte of the checksum of what stands before, what it adds; none for a short piece.
    """

    data: bytes
    packed: bytes
    own: int
    tables: tuple[Table, ...]

    def after(self, crc: int) -> int:
        """Give the checksum of what stands before, whose checksum is given, and this piece."""
        if not self.tables:
            return zlib.crc32(self.data, crc)
        a, b, c, d = self.tables
        return self.own ^ a[crc & 255] ^ b[crc >> 8 & 255] ^ c[crc >> 16 & 255] ^ d[crc >> 24]


@dataclass(frozen=True, slots=True)
class Member:
    """A file of the archive, by pieces; ``gaps`` are the numbers of the texts between them.

    ``local`` and ``central`` are its two headers, each as what stands before the sums and what stands behind. Of a
    member without gaps there is no piece: ``local`` is the whole of it, and ``central`` has the sums.
    """

    name: bytes
    local: tuple[bytes, bytes]
    central: tuple[bytes, bytes]
    pieces: tuple[Piece, ...] = ()
    gaps: tuple[int, ...] = ()

    def filled(self, texts: Sequence[bytes], stored: Sequence[bytes]) -> tuple[bytes, bytes]:
        """Give the member with the texts in the gaps, and what the directory says of it up to its place."""
        if not self.gaps:
            return self.local[0], self.central[0]
        crc, size, out = self.pieces[0].own, len(self.pieces[0].data), [self.pieces[0].packed]
        for gap, piece in zip(self.gaps, self.pieces[1:], strict=True):
            crc = piece.after(zlib.crc32(texts[gap], crc))
            size += len(texts[gap]) + len(piece.data)
            out += (stored[gap], piece.packed)
        packed = b"".join((*out, END))
        sums = SUMS.pack(crc, len(packed), size)
        return sums.join(self.local) + packed, sums.join(self.central)


@dataclass(frozen=True, slots=True)
class Archive:
    """A zip archive with numbered gaps."""

    members: tuple[Member, ...]

    def filled(self, texts: Sequence[bytes]) -> bytes:
        """Give the whole archive, each text in all gaps of its number."""
        stored = [_packed(text) for text in texts]
        body: list[bytes] = []
        listed: list[bytes] = []
        at = 0
        for member in self.members:
            whole, told = member.filled(texts, stored)
            body.append(whole)
            listed += (told, PLACE.pack(at), member.name)
            at += len(whole)
        directory, count = b"".join(listed), len(self.members)
        end = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, count, count, len(directory), at, 0)
        return b"".join((*body, directory, end))


def cut(data: bytes, marked: Sequence[bytes], strays: Collection[bytes] = ()) -> Archive | None:
    """Cut a zip archive where the marked bytes stand; their place in the sequence is the number of the gap.

    What is not cut stays as it was compressed. Gives None where one of the ``strays`` stands outside of the gaps.
    """
    gaps, numbers = _any_of(marked), {text: number for number, text in enumerate(marked)}
    stray, members = _any_of(strays), []
    with ZipFile(BytesIO(data)) as package:
        for info in package.infolist():
            parts = gaps.split(package.read(info))
            if any(map(stray.search, parts[::2])):
                return None
            found = tuple(numbers[text] for text in parts[1::2])
            members.append(_cut(info, parts[::2], found) if found else _whole(info, data))
    return Archive(tuple(members))


def _any_of(texts: Collection[bytes]) -> re.Pattern[bytes]:
    """Give a pattern of the texts, longest first; without any it matches nowhere."""
    longest = sorted(texts, key=len, reverse=True)
    return re.compile(b"(" + (b"|".join(map(re.escape, longest)) or rb"(?!)") + b")")


def fixed_parts(archive: Archive) -> list[bytes]:
    """Give what stands beside the gaps of the members that have any."""
    return [piece.data for member in archive.members for piece in member.pieces]


def _cut(info: ZipInfo, parts: Sequence[bytes], gaps: tuple[int, ...]) -> Member:
    pieces = tuple(_piece(part, first=n == 0) for n, part in enumerate(parts))
    return Member(info.filename.encode(), *_headers(info, ZIP_DEFLATED), pieces, gaps)


def _whole(info: ZipInfo, data: bytes) -> Member:
    """Keep a member as it is compressed; its own header says how long the header is."""
    name, extra = struct.unpack_from("<2H", data, info.header_offset + 26)
    start = info.header_offset + 30 + name + extra
    sums, (local, central) = SUMS.pack(info.CRC, info.compress_size, info.file_size), _headers(info, info.compress_type)
    whole = sums.join(local) + data[start : start + info.compress_size]
    return Member(info.filename.encode(), (whole, b""), (sums.join(central), b""))


def _headers(info: ZipInfo, method: int) -> tuple[tuple[bytes, bytes], tuple[bytes, bytes]]:
    """Write the two headers of a member but for its sums, and but for its place and name in the directory."""
    year, month, day, hour, minute, second = info.date_time
    time, date = hour << 11 | minute << 5 | second // 2, (year - 1980) << 9 | month << 5 | day
    kept = struct.pack("<5H", info.extract_version, info.flag_bits, method, time, date)
    name = info.filename.encode()
    made = struct.pack("<4s2B", b"PK\1\2", info.create_version, info.create_system)
    behind = struct.pack("<5HL", len(name), 0, 0, 0, info.internal_attr, info.external_attr)
    return (b"PK\3\4" + kept, struct.pack("<2H", len(name), 0) + name), (made + kept, behind)


def _piece(data: bytes, *, first: bool) -> Piece:
    tables = () if first or len(data) < LONG else _tables(data)
    return Piece(data, _packed(data), zlib.crc32(data), tables)


def _tables(data: bytes) -> tuple[Table, ...]:
    """Say what the checksum before adds to the one behind: bits add without a carry, so each is tried by itself."""
    own = zlib.crc32(data)
    bits = [zlib.crc32(data, 1 << bit) ^ own for bit in BITS]
    eights = (bits[at : at + 8] for at in BITS[::8])
    return tuple(
        tuple(reduce(xor, (b for n, b in enumerate(e) if byte >> n & 1), 0) for byte in range(256)) for e in eights
    )


def _packed(data: bytes) -> bytes:
    """Compress into blocks that end with a whole byte, and of which none is the last."""
    if len(data) <= SHORT:
        return struct.pack("<BHH", 0, len(data), len(data) ^ MOST_STORED) + data if data else b""
    press = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return press.compress(data) + press.flush(zlib.Z_SYNC_FLUSH)
