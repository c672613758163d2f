"""The year's result of all units: every column of every unit, who stands where, and what a person should know.

Apart from ``arithmetic``, which computes it: here the figures are looked at as a reader would, and what is odd is told.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from xlrubric.problems import Place, Problem, problem
from xlrubric.result import Source
from xlrubric.rules import plain
from xlrubric.units import Unit
from xlrubric.year.arithmetic import computed
from xlrubric.year.columns import Rows, Value
from xlrubric.year.follows import span_words, years_needed
from xlrubric.year.given import Material, applies, given_rows
from xlrubric.year.grades import share_of
from xlrubric.year.program import Program, make_program
from xlrubric.year.shares import numbers
from xlrubric.year.sources import SCOPES, weight_of

FULL = Decimal(100)
EMPTY = {  # by where a source comes from: what is told when no unit has it
    "forms": "source-empty-forms",
    "table": "source-empty-table",
    "tiers": "source-empty-table",
    "ballot": "source-empty-ballot",
}
SHOWN = 5  # units that a message names


@dataclass(frozen=True, eq=False)
class Outcome:
    """The computed columns: a row a unit in the order of the unit list, by column."""

    program: Program
    rows: Rows
    material: Material
    problems: tuple[Problem, ...] = ()

    @cached_property
    def by_unit(self) -> Mapping[str, Mapping[str, Value]]:
        """Give the rows by unit."""
        return {str(row["unit"]): row for row in self.rows}

    @cached_property
    def ranked(self) -> Rows:
        """Give the ranked units' rows, the first first; equal ones in the order of the unit list."""
        return tuple(sorted((row for row in self.rows if row["ranked"] == 1), key=_standing))

    @cached_property
    def order(self) -> tuple[str, ...]:
        """Give all units, the ranked ones first."""
        return tuple(str(row["unit"]) for row in (*self.ranked, *self.unranked))

    @cached_property
    def order_at(self) -> Mapping[str, int]:
        """Say at which place of the order each unit stands, from 0."""
        return {unit: index for index, unit in enumerate(self.order)}

    @cached_property
    def unranked(self) -> Rows:
        """Give the rows of the units that have no composite."""
        return tuple(row for row in self.rows if row["ranked"] != 1)


def _standing(row: Mapping[str, Value]) -> tuple[Decimal, Decimal]:
    rank, everywhere = row["rank"], row.get("rank_all", row["rank"])
    assert isinstance(rank, Decimal)  # of a ranked unit
    assert isinstance(everywhere, Decimal)
    return everywhere, rank


def make_outcome(material: Material) -> Outcome:
    """Compute the result of a checked standard from what was gathered."""
    standard = material.standard
    program = make_program(standard.rubric, standard.whole.outline, material.history.years)
    rows = computed(program.columns, given_rows(program, material))
    outcome = Outcome(program, rows, material)
    said = (
        *material.scores.problems,
        *material.history.problems,
        *_missing_sources(outcome, material),
        *_weights(outcome, material),
        *_tiers(outcome, material),
        *_spans(outcome),
        *_span_ties(outcome),
        *_history(outcome, material),
        *_quotas(outcome),
        *_clashes(outcome, material),
    )
    return Outcome(program, rows, material, said)


def _at(material: Material, column: str, unit: str) -> Place:
    return material.scores.places.get((column, unit), Place(""))


def _missing_sources(outcome: Outcome, material: Material) -> Iterator[Problem]:
    """Name the sources that nobody has, and the units that lack one that others have."""
    for source in outcome.program.result.sources:
        concerned = [unit for unit in material.units if applies(source, unit)]
        lacking = [unit for unit in concerned if outcome.by_unit[unit.id][f"has:{source.id}"] != 1]
        if source.adds:
            if lacking == concerned and concerned:
                yield problem(Place(""), "source-adds-nothing", source=source.name)
        elif lacking == concerned and concerned:
            yield problem(Place(""), EMPTY[source.origins()[0]], source=source.name, id=source.id)
        else:
            code = "source-missing" if outcome.program.result.missing == "wait" else "source-missing-reweighed"
            yield from (problem(Place(""), code, unit=u.id, name=u.name, source=source.name) for u in lacking)


def _weights(outcome: Outcome, material: Material) -> Iterator[Problem]:
    """Name the units whose tags choose sources that do not make up the whole."""
    for unit in material.units:
        own = [s for s in outcome.program.result.sources if not s.adds and applies(s, unit)]
        weights = sum((weight_of(source) for source in own), Decimal(0))
        if outcome.program.result.sources and weights != FULL:
            names = "、".join(source.name for source in own) or "—"
            said = {"name": unit.name, "weights": plain(weights), "names": names}
            yield problem(Place(""), "unit-weights", unit=unit.id, **said)


def _tiers(outcome: Outcome, material: Material) -> Iterator[Problem]:
    """Hold the tiers that were given against their shares, within each scope."""
    for source in outcome.program.result.sources:
        if not source.tiers or not source.shares or source.assign:
            continue
        for scope, units in _scopes(source, material.units).items():
            given = [str(v) for u in units if (v := outcome.by_unit[u.id].get(f"given:{source.id}")) is not None]
            due = numbers(len(units), source.shares, source.rounding)
            counts = tuple(Counter(given)[word] for word in source.tiers)
            if given and counts != due:
                said = {"source": source.name, "scope": scope or "—", "count": str(len(units))}
                said |= {"given": _said(source, counts), "due": _said(source, due)}
                yield problem(_at(material, source.id, units[0].id), "tiers-differ", **said)


def _scopes(source: Source, units: Sequence[Unit]) -> Mapping[str, list[Unit]]:
    """Put the units that a source counts for together as its shares are counted."""
    scopes: dict[str, list[Unit]] = defaultdict(list)
    for unit in units:
        if applies(source, unit):
            scopes["" if source.within == "all" else getattr(unit, source.within)].append(unit)
    return scopes


def _said(source: Source, counts: Sequence[int]) -> str:
    return "、".join(f"{word} {count}" for word, count in zip(source.tiers or {}, counts, strict=True))


def _spans(outcome: Outcome) -> Iterator[Problem]:
    """Name the places of consequences that reach over all units there are, or past the middle from both ends."""
    for one in outcome.program.result.consequences:
        sizes = [int(size) for row in outcome.ranked if isinstance(size := row["size"], Decimal)]
        for span in filter(None, (one.first, one.last)):
            small = min(sizes, default=span.high + 1)
            if small < span.high + (span.low == 1):
                yield problem(Place(""), "span-covers-all", name=one.name, places=span_words(span), count=small)


def _span_ties(outcome: Outcome) -> Iterator[Problem]:
    """Name the units that are level at the edge of a consequence's places, so that it hits more than it says."""
    scope = SCOPES[outcome.program.result.rank.within]
    for one in outcome.program.result.consequences:
        for span, column in ((one.first, "rank"), (one.last, "from_end")):
            if span is None or one.years:
                continue
            hit: dict[tuple[Value, ...], list[tuple[Decimal, str]]] = defaultdict(list)
            for row in outcome.ranked:
                place = row[column]
                if isinstance(place, Decimal) and span.low <= place <= span.high and row[f"does:{one.id}"] == 1:
                    hit[tuple(row[key] for key in scope)].append((place, str(row["name"])))
            for found in hit.values():
                edge = max(place for place, _ in found)
                names = [name for place, name in found if place == edge]
                if len(names) > 1 and edge + len(names) - 1 > span.high:
                    said = {"names": "、".join(names[:SHOWN]), "places": span_words(span)}
                    yield problem(Place(""), "span-tie", unit="", count=len(found), name=one.name, **said)


def _history(outcome: Outcome, material: Material) -> Iterator[Problem]:
    """Say for how many years nothing was given although a consequence asks."""
    needed = years_needed(outcome.program.result) - 1
    if len(material.history.years) < needed:
        given = len(material.history.years)
        asking = (one for one in outcome.program.result.consequences if (one.years or 1) - 1 > given)
        names = "、".join(one.name for one in asking)
        yield problem(Place(""), "history-short", names=names, needed=needed, given=len(material.history.years))


def _quotas(outcome: Outcome) -> Iterator[Problem]:
    """Name the units that the quota of a grade left out although they are level with one another at its edge."""
    if outcome.program.result.quota.ties != "out":
        return
    for n, award in enumerate(outcome.program.result.grades or (), 1):
        if award.share is None or not share_of(award):
            continue
        edge: dict[tuple[Value, Value], list[str]] = defaultdict(list)
        for row in outcome.ranked:
            if row[f"fits:{n}"] == 1 and row[f"gets:{n}"] != 1:
                edge[row[f"order:{n}"], row[f"quota:{n}"]].append(str(row["name"]))
        for (order, quota), names in edge.items():
            assert isinstance(order, Decimal)
            assert isinstance(quota, Decimal)
            if len(names) > 1 and order - len(names) < quota < order:
                shown = "、".join(names[:SHOWN])
                yield problem(Place(""), "quota-tie", grade=award.name, names=shown, quota=plain(quota))


def _clashes(outcome: Outcome, material: Material) -> Iterator[Problem]:
    for n, check in enumerate(outcome.program.result.checks, 1):
        if f"check:{n}" not in material.scores.headed:
            yield problem(Place(""), "check-not-given", name=check.name)
        for row in outcome.rows:
            if row[f"clash:{n}"] == 1:
                word, unit = str(row[f"check:{n}"]), str(row["unit"])
                needed = "、".join(check.only.get(word, ()))
                said = {"name": row["name"], "check": check.name, "word": word, "grade": row["grade"] or "—"}
                yield problem(_at(material, f"check:{n}", unit), "check-clash", unit=unit, needed=needed, **said)
