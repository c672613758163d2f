"""Scoring a table of entries without any workbook.

Apart from ``collect``, because nothing was sent out or returned: entries in, exact scores out.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from xlrubric.build import read_prefill
from xlrubric.compiled import figure
from xlrubric.entries import Reading
from xlrubric.entry_tables import EntryRow
from xlrubric.graph import name
from xlrubric.outline import scored_nodes
from xlrubric.problems import Place, Problem, problem
from xlrubric.scoring import Score, Scorer, compile_scorer
from xlrubric.shortcomings import contradictions
from xlrubric.standard import Standard
from xlrubric.units import Unit


@dataclass(frozen=True)
class Scored:
    """One unit's score: the standard as it applies to it, readings and every quantity, by local name."""

    unit: str
    standard: Standard
    readings: Mapping[str, Reading]
    score: Score


@dataclass(frozen=True)
class ScoreTable:
    """The scores of a table's units, in the order in which they first appear, and what was found wrong."""

    units: tuple[Scored, ...]
    problems: tuple[Problem, ...]


def score_entries(
    standard: Standard, rows: Iterable[EntryRow], file: str = "", units: Mapping[str, Unit] | None = None
) -> ScoreTable:
    """Score the rows of an entry table, which came from ``file``; ``units`` are those of a unit list, with their tags.

    A unit that no list knows is scored as if everything applied to it.
    """
    prefill = read_prefill(standard, rows, units=units)
    scored = tuple(
        _scored(variant_for(standard, units, unit), unit, readings) for unit, readings in prefill.readings.items()
    )
    doubts = (found for one in scored for found in _contradictions(one, file))
    return ScoreTable(scored, (*prefill.problems, *doubts))


def variant_for(standard: Standard, units: Mapping[str, Unit] | None, unit: str) -> Standard:
    """Give the standard as it applies to a unit."""
    known = (units or {}).get(unit)
    return standard.variant(known.tags) if known is not None else standard


def _scored(standard: Standard, unit: str, readings: Mapping[str, Reading]) -> Scored:
    score = scorer_of(standard)({n: r.value for n, r in readings.items()})
    return Scored(unit, standard, readings, score)


@lru_cache(maxsize=64)
def scorer_of(standard: Standard) -> Scorer:
    """Compile a standard's arithmetic, once."""
    return compile_scorer(standard.graph)


def _contradictions(scored: Scored, file: str) -> Iterator[Problem]:
    for found in contradictions(scored.standard.graph, scored.readings, scored.score):
        yield problem(Place(file), found.code, unit=scored.unit, finding=found.finding)


def score_data(scored: Scored, counts: str) -> dict[str, object]:
    """Give one unit's score as plain data for JSON: total, grade, sections and items by id, in points.

    Without a single entry on the side that counts there is no total: a blank is not a full score.
    """
    outline, score = scored.standard.outline, scored.score

    def points(what: str, node: str = "") -> int | float:
        value = score[name(counts, what, node)]
        assert isinstance(value, Decimal)  # sections, items, totals and counts are numbers
        return figure(value)

    nodes = scored_nodes(outline)
    filled, grade = points("done"), score.get(name(counts, "grade"))
    return {
        "unit": scored.unit,
        "counts": counts,
        "total": points("total") if filled else None,
        **({"grade": grade or None} if grade is not None and filled else {}),
        "sections": {node.id: points("section", node.id) for node in nodes if node.children},
        "items": {node.id: points("item", node.id) for node in nodes if not node.children},
        "filled": filled,
        "findings": len(outline.asked),
    }
