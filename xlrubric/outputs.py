"""Files written whole or not at all, and names that every system accepts.

Apart from what makes the contents, so that one place keeps the promise that a killed run, a full disk or a
workbook open in Excel leaves either the old file or the whole new one.
"""

import os
import re
import secrets
import time
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from xlrubric.problems import Place, Refusal, problem

NAME_LENGTH = 80
NAME_BYTES = 240  # of the 255 that Linux allows a name, leaving room for " (2).xlsx"
FORBIDDEN = frozenset('\\/:*?"<>|')  # by Windows, in file names
PAUSES = (0.05, 0.15, 0.4)  # seconds between tries: a virus scanner holds a new file for a moment

_DEVICE = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³])\s*(\..*)?", re.IGNORECASE | re.DOTALL)
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})  # controls, invisible ones, halves of one, line ends


def write_bytes(path: Path, data: bytes) -> None:
    """Write the file whole: beside its place first, then renamed over it.

    Raises ``Refusal`` (output-locked, output-unwritable, output-is-folder); the old file is then untouched
    and nothing is left beside it.
    """
    with whole_file(path) as temp, temp.open("wb") as file:
        file.write(data)


@contextmanager
def whole_file(path: Path) -> Iterator[Path]:
    """Give a path of the same folder and ending to write to; it becomes ``path`` when the block ends well.

    The block should do nothing that can fail but write: an ``OSError`` from it, or one that a library wrapped
    in its own exception, is told as this file's. Raises as ``write_bytes`` does; any other exception passes.
    """
    temp = path.with_name(f".~xlrubric-{secrets.token_hex(6)}{path.suffix}")
    try:
        if path.is_dir():
            raise Refusal([problem(Place(str(path)), "output-is-folder")])
        yield temp
        _flush(temp)
        _replace(temp, path)
    except Exception as error:
        cause = _system_error(error)
        if cause is None:
            raise
        reason = cause.strerror or str(cause)
        raise Refusal([problem(Place(str(path)), "output-unwritable", reason=reason)]) from error
    finally:
        with suppress(OSError):  # held open by whoever failed to write it; the first error is the one to tell
            temp.unlink(missing_ok=True)


def make_folder(path: Path) -> None:
    """Make the folder, and those above it, unless it is there. Raises ``Refusal`` (output-unwritable)."""
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Refusal([problem(Place(str(path)), "output-unwritable", reason=error.strerror)]) from error


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
    return character in FORBIDDEN or unicodedata.category(character) in _UNSEEN


def _flush(temp: Path) -> None:
    """Have the system put the file on the disk before its name is given to it."""
    with temp.open("r+b") as file:
        os.fsync(file.fileno())


def _replace(temp: Path, path: Path) -> None:
    """Rename, trying again after each pause; a lock that outlasts them is a person's."""
    for pause in (*PAUSES, None):
        try:
            temp.replace(path)
        except PermissionError as error:
            if pause is None:
                raise Refusal([problem(Place(str(path)), "output-locked")]) from error
            time.sleep(pause)
        else:
            return


def _system_error(error: Exception) -> OSError | None:
    """Give the system's error, also from within an exception made of it (XlsxWriter's FileCreateError)."""
    inner = error.args[0] if error.args else None
    return error if isinstance(error, OSError) else inner if isinstance(inner, OSError) else None
