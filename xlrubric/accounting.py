"""Every file accounted for: what became of it, why, and the proof that none was lost.

Apart from ``collect``, which reads and chooses: here is what is said of a file, and the sum that must be right.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from xlrubric.intake import Tally
from xlrubric.messages import level
from xlrubric.problems import Problem


class Status(StrEnum):
    """What became of a file. Each file has exactly one.

    ``flagged`` is scored or counted, and a person must look at it; ``without_score`` is a form or a ballot, but one
    that nothing was filled in on the side that counts, or whose sheet is gone. ``counted`` is a good workbook that is
    no form.
    """

    SCORED = "scored"
    FLAGGED = "flagged"
    COUNTED = "counted"
    WITHOUT_SCORE = "without_score"
    UNREADABLE = "unreadable"
    ARCHIVE_NOT_OPENED = "archive_not_opened"
    NOT_A_FORM = "not_a_form"
    DUPLICATE = "duplicate"
    SUPERSEDED = "superseded"


@dataclass(frozen=True)
class FileAccount:
    """One file: what became of it, where its figures come from, what was found in it.

    ``saved_at`` is the time in the file's own properties (UTC); ``kind`` is empty but for what is no form.
    """

    file: str
    sha256: str
    size: int
    status: Status
    units: tuple[str, ...] = ()
    saved_by: str = ""
    saved_at: datetime | None = None
    application: str = ""
    problems: tuple[Problem, ...] = ()
    kind: str = ""


@dataclass(frozen=True)
class ArchiveAccount:
    """An archive that was opened: its ``members`` are accounted for each by itself, and it stands for them."""

    file: str
    sha256: str
    size: int
    members: int


class Miscount(RuntimeError):
    """Some file was lost on the way, or came twice: a fault of this program."""


_NO_WORKBOOK = frozenset(
    f"package-{kind}"
    for kind in (
        "lock-file",
        "left-behind",
        "shortcut",
        "mail",
        "recording",
        "program",
        "picture",
        "pdf",
        "html",
        "text",
        "unknown",
        "other-office",
        "old-office",
        "xml-2003",
    )
)
_ARCHIVES = frozenset(
    {"package-archive", "package-zip", "archive-too-deep", "archive-count", "archive-size", "archive-ratio"}
)
_GRAVITY = {"error": 0, "warning": 1, "note": 2}


def status_of(code: str) -> Status:
    """Say what becomes of a file that cannot be read, by the message about it."""
    if code in _ARCHIVES:
        return Status.ARCHIVE_NOT_OPENED
    return Status.NOT_A_FORM if code in _NO_WORKBOOK else Status.UNREADABLE


def reason(account: FileAccount) -> Problem | None:
    """Give the gravest thing found in a file, which is why it has its status; None where there is nothing."""
    decisive = [p for p in account.problems if p.code in (account.status.value, "newer-but-blank")]
    return min(decisive or account.problems, key=lambda p: (_GRAVITY[level(p)], p), default=None)


def prove(files: Sequence[FileAccount], archives: Iterable[ArchiveAccount], tally: Tally) -> None:
    """Prove that every file that there was has one account, under one name. Raises Miscount."""
    names = Counter(account.file for account in files)
    statuses = Counter(account.status for account in files)
    sums = {
        "expected": tally.expected,
        "accounted for": len(files),
        "named": len(names),
        "by status": sum(statuses[status] for status in Status),
    }
    opened = {"archives opened": tally.opened, "archives accounted for": len(list(archives))}
    if len(set(sums.values())) > 1 or len(set(opened.values())) > 1:
        raise Miscount(f"the files do not add up: {sums | opened}")
