"""A ballot as it came back: who rated what, and which number it has.

Apart from the readers of workbooks and of tables, which both make it, and from the counting, which takes either.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from xlrubric.ballots.slips import Answer
from xlrubric.problems import Place

Votes = Mapping[str, tuple[Answer | None, ...]]
Key = tuple[str, str, str, tuple[int, str]]


@dataclass(frozen=True)
class BallotReturn:
    """One ballot read: ``votes`` gives each unit's answers in the order of the questions; a unit left blank is absent.

    ``units`` is how many units it could rate, ``sent`` how many ballots were sent out with it, where it says so.
    ``saved_at`` (UTC) and ``digest`` decide which of two with one number counts; who saved it is not kept.
    """

    source: str
    group: str
    set: str
    number: str
    place: Place
    votes: Votes
    units: int
    signed: bool
    rater: str = ""
    date: str = ""
    sent: int | None = None
    saved_at: datetime | None = None
    digest: str = ""

    @property
    def key(self) -> Key:
        """Give what no two ballots that count may share; numbers stand in the order of counting."""
        return self.source, self.set, self.group, numbered(self.number)


def numbered(number: str) -> tuple[int, str]:
    """Give what a number is sorted by: 9 before 10, and both before a word."""
    return (int(number), "") if number.isascii() and number.isdecimal() else (10**9, number)
