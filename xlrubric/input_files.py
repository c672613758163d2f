"""The files that go into a ranking beside what came back: tables of scores and of votes, earlier years' rankings.

Apart from ``collect``, which accounts for what came back: these were named by the one who collects.
"""

from collections.abc import Iterable, Iterator
from hashlib import sha256
from pathlib import Path

from xlrubric.accounting import FileAccount, Status

SCORES, VOTES, HISTORY = "score_table", "vote_table", "earlier_ranking"


def input_files(kind: str, paths: Iterable[Path]) -> Iterator[FileAccount]:
    """Account for files of a kind, as they lie there; one that cannot be read has been named where it was wanted."""
    for path in paths:
        try:
            data = path.read_bytes()
        except OSError:
            continue
        yield FileAccount(str(path), sha256(data).hexdigest(), len(data), Status.COUNTED, kind=kind)
