"""Naming what a file is by its content, when it is no zip archive at all.

Apart because it needs no structure of any format, only a table of beginnings; the name of a file says little,
since people rename. A name is looked at where the content says nothing: what programs and systems leave behind.
"""

import codecs
import re
from typing import NamedTuple

_OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_LOOK = 4096  # bytes looked at

Named = tuple[str, dict[str, str]]  # the message code and its details


class Signature(NamedTuple):
    """Bytes that stand at a place in every file of a kind, the message that names the kind, its detail."""

    magic: bytes
    code: str
    kind: str = ""
    offset: int = 0


SIGNATURES = (
    Signature(b"Rar!\x1a\x07", "package-archive", "RAR"),
    Signature(b"7z\xbc\xaf\x27\x1c", "package-archive", "7z"),
    Signature(b"\x1f\x8b\x08", "package-archive", "gzip"),
    Signature(b"\x1f\x9d", "package-archive", "compress (.Z)"),
    Signature(b"BZh", "package-archive", "bzip2"),
    Signature(b"\xfd7zXZ\0", "package-archive", "xz"),
    Signature(b"\x28\xb5\x2f\xfd", "package-archive", "Zstandard"),
    Signature(b"MSCF\0\0\0\0", "package-archive", "CAB"),
    Signature(b"-lh", "package-archive", "LHA", 2),
    Signature(b"**ACE**", "package-archive", "ACE", 7),
    Signature(b"\x60\xea", "package-archive", "ARJ"),
    Signature(b"ustar", "package-archive", "tar", 257),
    Signature(b"\x00\x05\x16\x07", "package-left-behind", "AppleDouble (._)"),
    Signature(b"\x00\x05\x16\x00", "package-left-behind", "AppleSingle"),
    Signature(b"\0\0\0\1Bud1", "package-left-behind", ".DS_Store"),
    Signature(b"[.ShellClassInfo]", "package-left-behind", "desktop.ini"),
    Signature(b"L\0\0\0\x01\x14\x02\0", "package-shortcut", ".lnk"),
    Signature(b"[InternetShortcut", "package-shortcut", ".url"),
    Signature(b"\x89PNG\r\n\x1a\n", "package-picture"),
    Signature(b"\xff\xd8\xff", "package-picture"),
    Signature(b"GIF87a", "package-picture"),
    Signature(b"GIF89a", "package-picture"),
    Signature(b"II*\0", "package-picture"),
    Signature(b"MM\0*", "package-picture"),
    Signature(b"8BPS", "package-picture"),
    Signature(b"WEBP", "package-picture", offset=8),
    Signature(b"ftypheic", "package-picture", offset=4),
    Signature(b"ftypheix", "package-picture", offset=4),
    Signature(b"ftypmif1", "package-picture", offset=4),
    Signature(b"ftypavif", "package-picture", offset=4),
    Signature(b"ftyp", "package-recording", offset=4),
    Signature(b"WAVE", "package-recording", offset=8),
    Signature(b"AVI ", "package-recording", offset=8),
    Signature(b"ID3", "package-recording"),
    Signature(b"OggS", "package-recording"),
    Signature(b"\x1a\x45\xdf\xa3", "package-recording"),
    Signature(b"{\\rtf", "package-other-office", ".rtf"),
    Signature(b"MZ\x90\0", "package-program"),
    Signature(b"\x7fELF", "package-program"),
    Signature(b"\x09\x00\x04\x00", "package-xls"),  # Excel 2 to 5, before the container of Office 97
    Signature(b"\x09\x02\x06\x00", "package-xls"),
    Signature(b"\x09\x04\x06\x00", "package-xls"),
    Signature(b"\x09\x08\x08\x00", "package-xls"),
    Signature(b"\x09\x08\x10\x00", "package-xls"),
)
# in the container of Office 97, by the names of the streams, which are UTF-16; the first that is there
STREAMS = (
    Signature(b"EncryptedPackage", "package-encrypted"),
    Signature(b"Workbook", "package-xls"),
    Signature(b"Book\0", "package-xls"),
    Signature(b"__substg1.0_", "package-mail", ".msg"),
    Signature(b"WordDocument", "package-other-office", ".doc"),
    Signature(b"PowerPoint Document", "package-other-office", ".ppt"),
    Signature(b"VisioDocument", "package-other-office", ".vsd"),
    Signature(b"Catalog\0", "package-left-behind", "Thumbs.db"),
)
_LOCKS = ("~$", ".~lock.")
_LEFT_BEHIND = frozenset({"thumbs.db", "desktop.ini", ".ds_store", "ehthumbs.db", "icon\r"})
_PAGES = (b"<!doctype html", b"<html", b"<head", b"<meta", b"<table", b"<style")
_MAIL = re.compile(rb"(?:from|to|subject|received|return-path|message-id|delivered-to):", re.I)
_HEADER = re.compile(rb"[A-Za-z][A-Za-z0-9-]*:[ \t]|[A-Za-z][A-Za-z0-9-]*:\r?\n")


def is_zip(data: bytes) -> bool:
    """Say whether the file begins as a zip archive does."""
    return data.startswith(_ZIP)


def not_a_zip(data: bytes, name: str) -> Named:
    """Give the message code, with its details, for a file that is no zip archive."""
    own = name.replace("\\", "/").rpartition("/")[2]
    if own.startswith(_LOCKS):
        return "package-lock-file", {}
    if not data:
        return "package-empty", {}
    if own.lower() in _LEFT_BEHIND:
        return "package-left-behind", {"kind": own.strip()}
    if data.startswith(_OLE2):
        return _old_office(data)
    found = (_named(sign) for sign in SIGNATURES if data.startswith(sign.magic, sign.offset))
    return next(found, None) or _document(data[:_LOOK])


def _named(sign: Signature) -> Named:
    return sign.code, {"kind": sign.kind} if sign.kind else {}


def _old_office(data: bytes) -> Named:
    """Tell the files of Office 97 apart by the names of their streams."""
    found = (_named(sign) for sign in STREAMS if sign.magic.decode("ascii").encode("utf-16-le") in data)
    return next(found, ("package-old-office", {}))


def _document(head: bytes) -> Named:
    if b"%PDF-" in head[:1024]:
        return "package-pdf", {}
    text = _as_ascii(head).lstrip().lower()
    if b"urn:schemas-microsoft-com:office:spreadsheet" in text:
        return "package-xml-2003", {}
    if _is_mail(text):
        return "package-mail", {"kind": ".eml"}
    if text.startswith((*_PAGES, b"mime-version:")) or b"<html" in text:
        return "package-html", {}
    if text.startswith((b"[.shellclassinfo]", b"[internetshortcut")):
        shortcut = text.startswith(b"[i")
        return ("package-shortcut", {"kind": ".url"}) if shortcut else ("package-left-behind", {"kind": "desktop.ini"})
    if b"<svg" in text:
        return "package-picture", {}
    return ("package-text" if _is_text(head) else "package-unknown"), {}


def _as_ascii(head: bytes) -> bytes:
    """Give a text in UTF-16 as far as it is ASCII, any other without its byte order mark."""
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return head.decode("utf-16", errors="replace").encode("ascii", errors="replace")
    return head.removeprefix(codecs.BOM_UTF8)


def _is_mail(text: bytes) -> bool:
    """Say whether a text begins with the headings of a message; a web page saved as one file has others."""
    if not _HEADER.match(text):
        return False
    headings = {match.group().rstrip(b":") for line in text.splitlines()[:60] if (match := _MAIL.match(line))}
    return len(headings) >= 2


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
