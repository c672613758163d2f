"""A file of passwords: plain text, one a line, in UTF-8 or as Windows writes Chinese.

Apart because what it holds must never be shown: not in a message, not in a fault's report.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from xlrubric.problems import Place, Refusal, problem
from xlrubric.table_cells import decoded

MOST = 500  # each may cost a tenth of a second for each encrypted file
_LONGEST = 255  # characters, as Office has it


@dataclass(frozen=True)
class Passwords:
    """Passwords to be tried, in their order. They are left out wherever the value is printed."""

    lines: tuple[str, ...] = field(default=(), repr=False)


def read_passwords(path: Path) -> Passwords:
    """Read the file. Raises Refusal (password-file) where it cannot be read, or holds no password or too many."""
    place = Place(str(path))
    try:
        data = path.read_bytes()
    except OSError as fault:
        raise Refusal([problem(place, "password-file", why=fault.strerror or "OSError")]) from None
    text = decoded(data)
    lines = tuple(dict.fromkeys(_lines(text))) if text is not None else ()
    if not lines:
        why = "no text" if text is None else "no password"
        raise Refusal([problem(place, "password-file", why=why)])
    if len(lines) > MOST:
        raise Refusal([problem(place, "password-file", why=f"{len(lines)} > {MOST}")])
    return Passwords(lines)


def _lines(text: str) -> Iterator[str]:
    """Give each line as it stands, and without the blanks around it: nobody sees those."""
    for line in text.splitlines():
        for password in (line, line.strip()):
            if password.strip() and len(password) <= _LONGEST:
                yield password
