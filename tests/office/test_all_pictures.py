"""A picture of every kind of sheet is drawn, and none of them is blank."""

import struct
import zlib
from pathlib import Path

import pytest

from tests.effort import THOROUGH
from tests.office.all_pictures import CHOSEN, draw, is_blank
from tests.office.programs import needs
from tests.ooxml.books import KINDS


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(lines: list[bytes]) -> bytes:
    head = struct.pack(">IIBBBBB", len(lines[0]) - 1, len(lines), 8, 0, 0, 0, 0)
    parts = (chunk(b"IHDR", head), chunk(b"IDAT", zlib.compress(b"".join(lines))), chunk(b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


@pytest.mark.parametrize(
    ("lines", "blank"),
    [
        ([b"\0" + b"\xff" * 30] * 50, True),
        ([b"\0" + b"\xff" * 30] * 45 + [b"\0" + b"\x10" * 30] * 5, True),  # a rule and nothing else
        ([b"\0" + bytes([n]) * 30 for n in range(50)], False),
    ],
)
def test_a_picture_without_lines_is_blank(tmp_path: Path, lines: list[bytes], blank: bool) -> None:
    (tmp_path / "a.png").write_bytes(png(lines))
    assert is_blank(tmp_path / "a.png") is blank


def test_every_kind_of_workbook_that_has_a_look_of_its_own_is_drawn() -> None:
    alike = {"next", "earlier", "score table", "unit list"}  # forms, rankings and plain tables
    assert {kind for kind, _ in CHOSEN} == set(KINDS) - alike


@needs("soffice", "poppler")
@pytest.mark.xdist_group("demo")  # the year is made once
def test_a_picture_of_every_sheet_is_drawn_and_none_is_blank(tmp_path: Path) -> None:
    first = tuple(dict(reversed(CHOSEN)).items())  # the first workbook of each kind
    chosen = CHOSEN if THOROUGH else first[::4]
    pictures = draw(tmp_path / "out", 40, chosen)
    assert len(pictures) >= len(chosen)
    assert [picture.name for picture in pictures if is_blank(picture)] == []
