"""What the year's columns start from: the figures of forms, tables, ballots and other years, unit by unit.

Apart from ``arithmetic``, which computes the rest. A figure is taken to six decimal places, as the workbook shows it.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from xlrubric.graph import name
from xlrubric.result import Source
from xlrubric.scoring import half_up
from xlrubric.standard import Standard
from xlrubric.units import Unit
from xlrubric.verify import UnitReturn
from xlrubric.year.columns import Value
from xlrubric.year.past import History, Past
from xlrubric.year.program import Program
from xlrubric.year.score_tables import Scores
from xlrubric.year.sources import FORMS

PLACES = Decimal(6)
Row = dict[str, Value]
NOTHING: Mapping[str, Decimal] = {}


@dataclass(frozen=True)
class Material:
    """All that a year's result is made of, beside the rules: returns and ballots by unit, tables, other years.

    ``votes`` are the points that ballots come to, by source and unit.
    """

    standard: Standard
    units: tuple[Unit, ...]
    returns: Mapping[str, UnitReturn]
    scores: Scores = field(default_factory=Scores)
    votes: Mapping[str, Mapping[str, Decimal]] = field(default_factory=dict)
    history: History = field(default_factory=History)


def given_rows(program: Program, material: Material) -> Sequence[Row]:
    """Give each unit's given values by column; what is missing is absent."""
    return [_row(program, material, n, unit) for n, unit in enumerate(material.units, 1)]


def _row(program: Program, material: Material, n: int, unit: Unit) -> Row:
    row: Row = {"no": Decimal(n), "unit": unit.id, "name": unit.name, "group": unit.group, "lead": unit.lead}
    pairs = (
        *_from_sources(program, material, unit),
        *_from_forms(program, material.returns.get(unit.id)),
        *_from_checks(program, material.scores, unit),
        *_from_history(program, material.history, unit),
    )
    return row | {column: value for column, value in pairs if value is not None and column in program.by_name}


def applies(source: Source, unit: Unit) -> bool:
    """Say whether a source counts for a unit."""
    return not source.applies_to or bool(unit.tags & set(source.applies_to))


def form_values(program: Program, returned: UnitReturn, unit: Unit) -> Row:
    """Give what a unit's form alone gives, by column: for sources that come from forms, and for formulas."""
    own = (source for source in program.result.sources if source.forms and applies(source, unit))
    sources = ((f"given:{source.id}", points_of(returned, source.forms or "")) for source in own)
    pairs = (*sources, *_from_forms(program, returned))
    return {column: value for column, value in pairs if column in program.by_name}


def _from_sources(program: Program, material: Material, unit: Unit) -> Iterator[tuple[str, Value]]:
    for source in program.result.sources:
        counts = applies(source, unit)
        yield f"applies:{source.id}", Decimal(int(counts))
        if counts:
            yield f"given:{source.id}", _figure(source, material, unit)
        if counts and source.forms:
            yield f"full:{source.id}", full_points(material.standard.variant(unit.tags), source.forms)


def _figure(source: Source, material: Material, unit: Unit) -> Value:
    if source.forms:
        returned = material.returns.get(unit.id)
        return points_of(returned, source.forms) if returned else None
    if source.ballot:
        votes = material.votes.get(source.id, NOTHING).get(unit.id)
        return None if votes is None else half_up(votes, PLACES)
    return material.scores.figures.get(source.id, {}).get(unit.id)


def full_points(standard: Standard, node: str) -> Decimal | None:
    """Give the full points of the forms, or of one of their nodes, as the standard applies to a unit."""
    if node == "total":
        return standard.outline.points
    return standard.outline.by_id[node].points if node in standard.outline.by_id else None


def points_of(returned: UnitReturn, node: str) -> Decimal | None:
    """Give a unit's points, in all or of one node; None where nothing was filled in or the node does not apply."""
    if returned.total is None:
        return None
    if node == "total":
        return half_up(returned.total, PLACES)
    found = returned.standard.outline.by_id.get(node)
    value = returned.score.get(name(returned.counts, found.what, node)) if found else None
    return half_up(value, PLACES) if isinstance(value, Decimal) else None


def _from_forms(program: Program, returned: UnitReturn | None) -> Iterator[tuple[str, Value]]:
    if returned is None:
        return
    total = points_of(returned, "total")
    yield FORMS, total
    yield "form", total
    yield "form_grade", returned.score.get(name(returned.counts, "grade")) or None
    for node in program.nodes:
        yield f"node:{node}", points_of(returned, node)


def _from_checks(program: Program, scores: Scores, unit: Unit) -> Iterator[tuple[str, Value]]:
    for n, _ in enumerate(program.result.checks, 1):
        yield f"check:{n}", scores.figures.get(f"check:{n}", {}).get(unit.id)


def _from_history(program: Program, history: History, unit: Unit) -> Iterator[tuple[str, Value]]:
    for year in program.years:
        past = history.past.get(year, {}).get(unit.id, Past())
        yield f"place:{year}", past.place
        yield f"end:{year}", past.end
        yield f"grade:{year}", past.grade or None
