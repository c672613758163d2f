"""Archives written by hand: every field of a part's own heading and of the directory may lie.

Apart from the tests because ``zipfile`` writes only right archives.
"""

import struct
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

LOCAL, CENTRAL, END = b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06"


@dataclass(frozen=True)
class Member:
    """A part as it is written; what is None is told truly. ``own_…`` stands in its own heading only."""

    name: str
    content: bytes
    method: int = 8
    flags: int = 0x800
    crc: int | None = None
    size: int | None = None
    packed: int | None = None
    own_name: str | None = None
    own_crc: int | None = None
    own_size: int | None = None
    own_method: int | None = None
    before: bytes = b""
    offset: int | None = None
    data: bytes | None = None

    @property
    def raw(self) -> bytes:
        """Give the bytes that are stored."""
        if self.data is not None:
            return self.data
        if self.method != 8:
            return self.content
        packer = zlib.compressobj(1, zlib.DEFLATED, -15)
        return packer.compress(self.content) + packer.flush()


def members(parts: Mapping[str, bytes]) -> list[Member]:
    """Give right members of the parts."""
    return [Member(name, content) for name, content in parts.items()]


def archive(listed: Sequence[Member], before: bytes = b"", after: bytes = b"", comment: bytes = b"") -> bytes:
    """Write an archive: members in order, the directory, the end."""
    body, directory = bytearray(before), bytearray()
    for member in listed:
        body += member.before
        offset = len(body) if member.offset is None else member.offset
        body += _local(member) + member.raw
        directory += _central(member, offset)
    count = len(listed)
    end = struct.pack("<4s4H2LH", END, 0, 0, count, count, len(directory), len(body), len(comment))
    return bytes(body + directory + end + comment + after)


def changed(listed: Sequence[Member], name: str, **lies: object) -> list[Member]:
    """Change one member."""
    assert any(member.name == name for member in listed)
    return [replace(member, **lies) if member.name == name else member for member in listed]  # type: ignore[arg-type]


def _truly(member: Member) -> tuple[int, int, int]:
    crc = zlib.crc32(member.content) if member.crc is None else member.crc
    packed = len(member.raw) if member.packed is None else member.packed
    return crc, packed, len(member.content) if member.size is None else member.size


def _local(member: Member) -> bytes:
    crc, packed, size = _truly(member)
    crc = crc if member.own_crc is None else member.own_crc
    size = size if member.own_size is None else member.own_size
    method = member.method if member.own_method is None else member.own_method
    name = (member.name if member.own_name is None else member.own_name).encode()
    fields = (LOCAL, 20, member.flags, method, 0, 33, crc, packed, size, len(name), 0)
    return struct.pack("<4s5H3L2H", *fields) + name


def _central(member: Member, offset: int) -> bytes:
    crc, packed, size = _truly(member)
    name = member.name.encode()
    fields = (CENTRAL, 20, 20, member.flags, member.method, 0, 33, crc, packed, size, len(name), 0, 0, 0, 0, 0, offset)
    return struct.pack("<4s6H3L5H2L", *fields) + name
