"""A zip archive laid together from pieces that are compressed already.

Knows zip and nothing of workbooks. A member is what its pieces come to, one after another: each is compressed by itself
into blocks that end with a whole byte, so that a long one can be made bit by bit before it is known what stands before
it. Apart from ``zip_directory``, which reads archives that others made.
"""

import struct
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

LEVEL = 6  # that of zipfile
CHUNK = 1 << 18  # signs that are compressed at a time
LARGEST = 0xFFFF_FFFF  # bytes; a larger archive or member would need other headers
END = b"\x03\x00"  # an empty block that is the last one
ZEROS = bytes(1 << 20)


@dataclass(frozen=True, slots=True)
class Piece:
    """Compressed bytes that others may follow; the checksum and the size of what they hold."""

    packed: bytes
    checksum: int
    size: int

    def text(self) -> str:
        """Give the text that a whole member holds."""
        return zlib.decompress(self.packed, -zlib.MAX_WBITS).decode()


class Packing:
    """Compresses a text as it comes."""

    def __init__(self) -> None:
        self.compressor = zlib.compressobj(LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS)
        self.waiting: list[str] = []
        self.signs, self.checksum, self.size = 0, 0, 0
        self.packed: list[bytes] = []

    def write(self, text: str) -> None:
        """Take a bit of the text."""
        self.waiting.append(text)
        self.signs += len(text)
        if self.signs >= CHUNK:
            self._pack()

    def _pack(self) -> None:
        data = "".join(self.waiting).encode()
        self.waiting, self.signs = [], 0
        self.checksum = zlib.crc32(data, self.checksum)
        self.size += len(data)
        self.packed.append(self.compressor.compress(data))

    def piece(self) -> Piece:
        """Give the whole; nothing more can be taken then."""
        self._pack()
        self.packed.append(self.compressor.flush(zlib.Z_SYNC_FLUSH))
        return Piece(b"".join(self.packed), self.checksum, self.size)


def piece_of(text: str) -> Piece:
    """Compress a text that is known as a whole."""
    packing = Packing()
    packing.write(text)
    return packing.piece()


def joined(pieces: Sequence[Piece]) -> Piece:
    """Lay pieces together to one that nothing follows."""
    checksum = 0
    for piece in pieces:
        checksum = sum_of_both(checksum, piece.checksum, piece.size)
    return Piece(b"".join((*(piece.packed for piece in pieces), END)), checksum, sum(piece.size for piece in pieces))


def sum_of_both(first: int, second: int, size: int) -> int:
    """Give the checksum of two texts, one after the other; ``size`` is that of the second.

    What the first adds to it does not depend on what stands in the second, so as many zeros will do.
    """
    before, nothing = first, 0
    while size:
        zeros = ZEROS[:size]
        before, nothing, size = zlib.crc32(zeros, before), zlib.crc32(zeros, nothing), size - len(zeros)
    return second ^ before ^ nothing


def members(data: bytes) -> Iterator[tuple[str, Piece]]:
    """Give the members of an archive that ``zipfile`` has made by name, as they are compressed."""
    with ZipFile(BytesIO(data)) as archive:
        for info in archive.infolist():
            name, extra = struct.unpack_from("<2H", data, info.header_offset + 26)
            start = info.header_offset + 30 + name + extra
            yield info.filename, Piece(data[start : start + info.compress_size], info.CRC, info.file_size)


def archive_of(parts: Sequence[tuple[str, Piece]]) -> bytes:
    """Give the archive of these members, each a name and what ``joined`` or ``members`` gave.

    All have the same moment, so that the same members give the same bytes. Raises ValueError beyond 4 GB.
    """
    body = BytesIO()
    listed: list[bytes] = []
    for name, piece in parts:
        at = body.tell()
        if max(piece.size, at + len(piece.packed)) > LARGEST:
            raise ValueError(f"too large for a workbook: {name}")
        text = name.encode()
        told = struct.pack("<5H3L2H", 20, 0, ZIP_DEFLATED, 0, 33, *_sums(piece), len(text), 0)
        body.write(b"PK\3\4" + told + text)
        body.write(piece.packed)
        listed.append(b"PK\1\2" + struct.pack("<H", 20) + told + struct.pack("<3H2L", 0, 0, 0, 0, at) + text)
    at, directory = body.tell(), b"".join(listed)
    body.write(directory)
    body.write(struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, len(listed), len(listed), len(directory), at, 0))
    return body.getvalue()


def _sums(piece: Piece) -> tuple[int, int, int]:
    return piece.checksum, len(piece.packed), piece.size
