"""A single file written, and names of files that every system accepts.

Apart from ``deliveries``, which keeps the promise that what is written is whole: names are made long before.
"""

import re
import unicodedata
from pathlib import Path

from xlrubric.deliveries import deliver

NAME_LENGTH = 80
NAME_BYTES = 240  # of the 255 that Linux allows a name, leaving room for " (2).xlsx"
FORBIDDEN = frozenset('\\/:*?"<>|')  # by Windows, in file names

_DEVICE = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³])\s*(\..*)?", re.IGNORECASE | re.DOTALL)
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})  # controls, invisible ones, halves of one, line ends; U+FFFE too


def write_bytes(path: Path, data: bytes) -> None:
    """Write one file whole (``deliveries``); folders are made as needed. Raises ``Refusal`` as ``deliver`` does."""
    deliver([(path, data)])


def fits_file_name(text: str) -> bool:
    """Say whether the text can be a file's name before its ending, on Windows and elsewhere, length apart."""
    plain = text == text.strip() and not text.endswith(".")
    return bool(text) and plain and not any(map(_barred, text)) and not _DEVICE.fullmatch(text)


def safe_file_name(text: str) -> str:
    """Make a file's name, without its ending, from any text: at most 80 characters, Chinese kept.

    What Windows forbids, and what cannot be seen or encoded, becomes ``_``; so does an empty text. Two texts
    may give one name.
    """
    plain = "".join("_" if _barred(character) else character for character in text)
    name = _trimmed(plain.strip()[:NAME_LENGTH])
    while len(name.encode()) > NAME_BYTES:
        name = _trimmed(name[:-1])
    return _trimmed(f"_{name}"[:NAME_LENGTH]) if not name or _DEVICE.fullmatch(name) else name


def _trimmed(text: str) -> str:
    return re.sub(r"[\s.]+\Z", "", text)


def _barred(character: str) -> bool:
    return character in FORBIDDEN or unicodedata.category(character) in _UNSEEN or ord(character) & 0xFFFE == 0xFFFE
