"""Files of every kind, made here: nothing of what people sent is kept.

Apart from the tests so that each of them says only what becomes of its file.
"""

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping

from tests.returns.forms import FAULTS, filled

OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
FORM = filled(FAULTS, number=2)


def packed(*members: tuple[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Make a zip archive; a name may come twice."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, data in members:
            archive.writestr(zipfile.ZipInfo(name), data, method)
    return out.getvalue()


def office(part: str) -> bytes:
    """Make the shell of a document of Office."""
    return packed(("[Content_Types].xml", b"<Types/>"), (part, b"<d/>"))


def stated(kind: str) -> bytes:
    """Make the shell of a document that states its kind."""
    return packed(("mimetype", f"application/{kind}".encode()), ("content.xml", b"<x/>"))


def stream(name: str) -> bytes:
    """Make the shell of a file of Office 97 with a stream of this name."""
    return OLE2 + name.encode("utf-16-le")


def raw_zip(
    *members: tuple[bytes, bytes], flags: int = 0, method: int = 0, size: int | None = None, extra: bytes = b""
) -> bytes:
    """Write a zip by hand: names as bytes, flags, method and stated size as one likes."""
    body, directory = b"", b""
    for name, data in members:
        packed_data = data if method == 0 else zlib.compress(data, 9)[2:-4] if method == 8 else data
        facts = struct.pack("<HHHLLL", method, 0, 33, zlib.crc32(data), len(packed_data), size or len(data))
        heading = struct.pack("<4sHH", b"PK\3\4", 20, flags) + facts + struct.pack("<HH", len(name), 0)
        entry = struct.pack("<4sHHH", b"PK\1\2", 20, 20, flags) + facts
        entry += struct.pack("<HHHHHLL", len(name), len(extra), 0, 0, 0, 0, len(body))
        directory += entry + name + extra
        body += heading + name + packed_data
    counts = struct.pack("<4sHHHHLLH", b"PK\5\6", 0, 0, len(members), len(members), len(directory), len(body), 0)
    return body + directory + counts


def unicode_path(raw: bytes, name: str) -> bytes:
    """Write the field in which some programs give a member's name in UTF-8 too."""
    content = b"\1" + struct.pack("<L", zlib.crc32(raw)) + name.encode()
    return struct.pack("<HH", 0x7075, len(content)) + content


def spreadsheet(cells: Mapping[str, str], meta: str = "", content: str | None = None) -> bytes:
    """Make an OpenDocument workbook of one sheet; ``cells`` are its first column, by the attributes of the cell."""
    spaces = 'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" ' + (
        'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
        'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/"'
    )
    rows = "".join(
        f"<table:table-row><table:table-cell {attributes}><text:p>{text}</text:p></table:table-cell></table:table-row>"
        for attributes, text in cells.items()
    )
    body = f'<office:body><office:spreadsheet><table:table table:name="甲">{rows}</table:table></office:spreadsheet>'
    whole = content or f"<office:document-content {spaces}>{body}</office:body></office:document-content>"
    about = f"<office:document-meta {spaces}><office:meta>{meta}</office:meta></office:document-meta>"
    return packed(
        ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"),
        ("content.xml", whole.encode()),
        ("meta.xml", about.encode()),
        ("META-INF/manifest.xml", b"<manifest/>"),
        method=zipfile.ZIP_STORED,
    )


def biff(*records: tuple[int, bytes]) -> bytes:
    """Make a workbook of Excel 4 (no container), which xlrd reads too: numbers and texts by record."""
    body = b"".join(struct.pack("<HH", kind, len(data)) + data for kind, data in records)
    return struct.pack("<HH", 0x0409, 6) + struct.pack("<HHH", 0, 0x0010, 0) + body + struct.pack("<HH", 0x0A, 0)


def number_record(row: int, column: int, value: float) -> tuple[int, bytes]:
    """Give the record of a number."""
    return 0x0203, struct.pack("<HHHd", row, column, 0, value)


def label_record(row: int, column: int, text: str) -> tuple[int, bytes]:
    """Give the record of a text."""
    raw = text.encode("latin-1")
    return 0x0204, struct.pack("<HHHH", row, column, 0, len(raw)) + raw


def truth_record(row: int, column: int, value: int, error: int = 0) -> tuple[int, bytes]:
    """Give the record of a truth, or of an error by its number."""
    return 0x0205, struct.pack("<HHHBB", row, column, 0, value, error)
