"""How large a zip archive's directory is, found without reading the directory itself.

Apart because whatever opens an archive must ask it first: a directory of a million entries costs ``zipfile`` minutes
and a gigabyte before anything in it can be counted.
"""

import io
import struct
from typing import IO

_END, _LOCATOR, _LARGE = b"PK\x05\x06", b"PK\x06\x07", b"PK\x06\x06"
_END_SIZE, _LOCATOR_SIZE, _LONGEST_COMMENT = 22, 20, 65_535
_UNKNOWN = 0xFFFFFFFF


def directory_size(file: IO[bytes], size: int) -> int:
    """Give the size in bytes that the directory of a file of that size states; 0 where it has none."""
    tail_size = min(size, _END_SIZE + _LONGEST_COMMENT + _LOCATOR_SIZE)
    file.seek(size - tail_size)
    tail = file.read(tail_size)
    end = tail.rfind(_END)
    if end < 0 or end + 16 > len(tail):
        return 0
    (stated,) = struct.unpack_from("<L", tail, end + 12)
    locator = tail[end - _LOCATOR_SIZE : end] if end >= _LOCATOR_SIZE else b""
    return _large_size(file, size, locator, stated) if locator.startswith(_LOCATOR) else int(stated)


def size_of_bytes(data: bytes) -> int:
    """Give the size of the directory of an archive in memory."""
    return directory_size(io.BytesIO(data), len(data))


def _large_size(file: IO[bytes], size: int, locator: bytes, stated: int) -> int:
    """Give the size that the record for large archives states, which ``zipfile`` believes before the other."""
    (at,) = struct.unpack_from("<Q", locator, 8)
    if at >= size:
        return int(stated)
    file.seek(at)
    record = file.read(56)
    if len(record) < 56 or not record.startswith(_LARGE):
        return int(stated)
    (large,) = struct.unpack_from("<Q", record, 40)
    return max(int(large), 0 if stated == _UNKNOWN else int(stated))
