"""What is missing or contradictory in one unit's entries, wherever they came from.

Apart from ``verify`` (workbooks) and ``score`` (tables), which say the same of the same entries, each with its own
places.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from xlrubric.entries import Reading
from xlrubric.graph import Graph, name
from xlrubric.rubric import ROLES
from xlrubric.scoring import Score

ROLE_WORDS = {"self": ("self-check", "自查"), "review": ("review", "核查")}


@dataclass(frozen=True)
class Contradiction:
    """A count without its finding or a finding without its count: the code, the finding, the count's name."""

    code: str
    finding: str
    number: str


def contradictions(graph: Graph, readings: Mapping[str, Reading], score: Score) -> Iterator[Contradiction]:
    """Find where count and finding contradict each other; the count is what costs.

    Where one of the two could not be read at all, that has been said, and nothing follows from it.
    """
    for doubt, finding, choice, number in graph.doubts:
        if score[doubt] != 1:
            continue
        if any(n in readings and readings[n].code == "entry-refused" for n in (choice, number)):
            continue
        count = readings[number].value if number in readings else score.get(number)
        counted = isinstance(count, Decimal) and count > 0
        yield Contradiction("count-without-finding" if counted else "finding-without-count", finding, number)


def how_far(score: Score, counts: str, findings: int) -> tuple[str, dict[str, str]] | None:
    """Say how far the side that counts is filled in: a message's code and details; None when it is whole."""
    filled = score[name(counts, "done")]
    if filled == findings:
        return None
    other = score[name(next(role for role in ROLES if role != counts), "done")]
    role_en, role_zh = ROLE_WORDS[counts]
    details = {"filled": str(filled), "of": str(findings), "other": str(other), "role_en": role_en, "role_zh": role_zh}
    return "form-incomplete" if filled else "form-blank", details
