"""Scoring a table of entries without any workbook.

Apart from ``collect``, because nothing was sent out or returned: entries in, exact scores out.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from xlrubric.build import read_prefill
from xlrubric.entries import Reading
from xlrubric.entry_tables import EntryRow
from xlrubric.graph import name
from xlrubric.problems import Place, Problem, problem
from xlrubric.scoring import Score, compile_scorer
from xlrubric.shortcomings import contradictions
from xlrubric.standard import Standard, figure


@dataclass(frozen=True)
class Scored:
    """One unit's score: readings and every quantity, by local name."""

    unit: str
    readings: Mapping[str, Reading]
    score: Score


@dataclass(frozen=True)
class ScoreTable:
    """The scores of a table's units, in the order in which they first appear, and what was found wrong."""

    units: tuple[Scored, ...]
    problems: tuple[Problem, ...]


def score_entries(standard: Standard, rows: Iterable[EntryRow], file: str = "") -> ScoreTable:
    """Score the rows of an entry table, which came from ``file``."""
    prefill = read_prefill(standard, rows)
    scorer = compile_scorer(standard.graph)
    units = tuple(
        Scored(unit, readings, scorer({n: r.value for n, r in readings.items()}))
        for unit, readings in prefill.readings.items()
    )
    doubts = (found for scored in units for found in _contradictions(standard, scored, file))
    return ScoreTable(units, (*prefill.problems, *doubts))


def _contradictions(standard: Standard, scored: Scored, file: str) -> Iterator[Problem]:
    for found in contradictions(standard.graph, scored.readings, scored.score):
        yield problem(Place(file), found.code, unit=scored.unit, finding=found.finding)


def score_data(standard: Standard, scored: Scored, counts: str) -> dict[str, object]:
    """Give one unit's score as plain data for JSON: total, sections and items by id, in points.

    Without a single entry on the side that counts there is no total: a blank is not a full score.
    """
    rubric = standard.rubric

    def points(what: str, node: str = "") -> int | float:
        value = scored.score[name(counts, what, node)]
        assert isinstance(value, Decimal)  # sections, items, totals and counts are numbers
        return figure(value)

    return {
        "unit": scored.unit,
        "counts": counts,
        "total": points("total") if points("done") else None,
        "sections": {section.id: points("section", section.id) for section in rubric.sections},
        "items": {item.id: points("item", item.id) for item in rubric.items()},
        "filled": points("done"),
        "findings": sum(1 for _ in rubric.findings()),
    }
