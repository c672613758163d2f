"""Naming what a file is by its first bytes, when it is no zip archive at all.

Apart because it needs no structure of any format, only a table of beginnings; the name of a file says
nothing, since people rename.
"""

import codecs

_OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_PICTURES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF87a", b"GIF89a", b"II*\0", b"MM\0*")
_ARCHIVES = {b"Rar!\x1a\x07": "RAR", b"7z\xbc\xaf\x27\x1c": "7z", b"\x1f\x8b\x08": "gzip"}
_PAGES = (b"<!doctype html", b"<html", b"<head", b"<meta", b"<table", b"<style", b"mime-version:")
_LOOK = 4096  # bytes looked at


def is_zip(data: bytes) -> bool:
    """Say whether the file begins as a zip archive does."""
    return data.startswith(_ZIP)


def not_a_zip(data: bytes, name: str) -> tuple[str, dict[str, str]]:
    """Give the message code, with its details, for a file that is no zip archive."""
    if name.replace("\\", "/").rpartition("/")[2].startswith(("~$", ".~lock.")):
        return "package-lock-file", {}
    if not data:
        return "package-empty", {}
    if data.startswith(_OLE2):
        return _old_office(data), {}
    for magic, kind in _ARCHIVES.items():
        if data.startswith(magic):
            return "package-archive", {"kind": kind}
    return _document(data), {}


def _old_office(data: bytes) -> str:
    """Tell the files of Office 97 apart by the names of their streams, which are UTF-16."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        return "package-encrypted"
    if any(stream.encode("utf-16-le") in data for stream in ("Workbook", "Book\0")):
        return "package-xls"
    return "package-old-office"


def _document(data: bytes) -> str:
    head = data[:_LOOK]
    if _is_picture(head):
        return "package-picture"
    if b"%PDF-" in head[:1024]:
        return "package-pdf"
    text = head.removeprefix(codecs.BOM_UTF8).lstrip().lower()
    if text.startswith(_PAGES) or b"<html" in text:
        return "package-html"
    if b"urn:schemas-microsoft-com:office:spreadsheet" in text:
        return "package-xml-2003"
    return "package-text" if _is_text(head) else "package-unknown"


def _is_picture(head: bytes) -> bool:
    boxed = head[4:8] == b"ftyp" and head[8:12] in (b"heic", b"heix", b"mif1", b"avif")
    return head.startswith(_PICTURES) or boxed or (head[:4] == b"RIFF" and head[8:12] == b"WEBP")


def _is_text(head: bytes) -> bool:
    """Say whether the bytes read as text in an encoding that offices use."""
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return True
    if any(byte < 32 and byte not in b"\t\n\r\f\x1a" for byte in head):
        return False
    for encoding in ("utf-8", "gb18030"):
        try:
            codecs.getincrementaldecoder(encoding)().decode(head)  # the last character may be cut
        except UnicodeDecodeError:
            continue
        return True
    return False
