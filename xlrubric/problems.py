"""Problems as values: where, which code, with what details.

Apart from everything else because every other module makes problems and none should know how they are
worded (``messages``) or printed (``cli``). A pass over somebody's material returns its problems; it does
not raise, so that all of them are seen at once. ``Refusal`` is the one exception, for material of which
nothing at all can be used; it carries problems too.
"""

from collections.abc import Iterable
from typing import NamedTuple


class Place(NamedTuple):
    """Where a datum stands: a file, then either line and column (text) or sheet and cell (workbook).

    ``line`` and ``column`` count from 1; 0 means that the place is the file as a whole.
    """

    file: str
    line: int = 0
    column: int = 0
    sheet: str = ""
    cell: str = ""

    def __str__(self) -> str:
        """Give ``rubrics/x.yaml:14:9`` or ``returned/a.xlsx!评分!H14``."""
        if self.line:
            return f"{self.file}:{self.line}:{self.column}"
        return "!".join(part for part in (self.file, self.sheet, self.cell) if part)


class Problem(NamedTuple):
    """One thing that a person should know of: the place, the code of its message, the message's details.

    ``details`` are the pairs that fill the message's placeholders; ``unit`` is the id of the unit that it
    concerns, where it concerns one.
    """

    place: Place
    code: str
    details: tuple[tuple[str, str], ...] = ()
    unit: str = ""


class Refusal(Exception):
    """Nothing can be done with this material; ``problems`` say why."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("; ".join(f"{p.place}: {p.code}" for p in self.problems))


def problem(place: Place, code: str, *, unit: str = "", **details: object) -> Problem:
    """Make a problem; the details become text here, so that a problem can be compared and sorted."""
    return Problem(place, code, tuple((name, str(value)) for name, value in details.items()), unit)
