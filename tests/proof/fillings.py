"""Fillings of a rubric's form: what could stand in its entries, at random and at the boundaries."""

from collections.abc import Mapping
from decimal import Decimal
from random import Random

from hypothesis import strategies as st

from xlrubric.graph import Graph
from xlrubric.outline import Row
from xlrubric.rubric import Bands, Converted, Steps
from xlrubric.rules.bands import bands
from xlrubric.rules.rule import Box
from xlrubric.scoring import Value
from xlrubric.values import Percent

Filling = Mapping[str, Value]
Tried = Mapping[str, list[Value]]

COUNTS = tuple(map(Decimal, (0, 1, 2, 3, 4, 5, 6, 11, 12, 23, 24, 25)))
MEASURES = tuple(map(Decimal, ("0", "0.5", "1", "3", "12.25", "99.9", "100")))
RATES = tuple(map(Decimal, ("0", "60", "78.5", "79", "79.9", "80", "80.1", "90", "100", "100.5")))
NAMES = ("甲", "乙", "甲 ", "Abc", "aBC")  # of a register's rows: some alike
PASTED: tuple[Value, ...] = (
    Decimal(-1),
    Decimal("2.5"),
    "有",
    "无",
    "3",
    Decimal(1),
    "别的",
)  # past what a cell refuses
NEAR = Decimal("0.1")


def answers(box: Box, row: Row | None = None) -> list[Value]:
    """Give what an entry is tried with: blank, every word, bounds, what decides and its neighbours, usual counts."""
    if box.options:
        return [None, *box.options]
    if box.name == "text":
        return [None, *NAMES]
    decisive = [near for number in deciding(row) for near in (number, number - NEAR, number + NEAR)] if row else []
    if box.whole:
        known = [*COUNTS, *(number for number in decisive if number == number.to_integral_value())]
    elif box.high - box.low > 1000:
        known = [*MEASURES, *decisive]
    elif box.unit == "%":
        known = [*RATES, *decisive]
    else:
        tenth, half = box.low + NEAR, box.high - Decimal("0.05")
        known = [Decimal(0), tenth, box.low + Decimal("0.35"), half, *decisive]
    within = (number for number in known if box.low <= number <= box.high or (box.zero and not number))
    return [None, *dict.fromkeys((*within, box.low, box.high))]


def deciding(row: Row) -> list[Decimal]:
    """Give the numbers at which a clause changes: thresholds and whole steps beyond, targets, bands, last steps."""
    finding, step = row.clause.finding, row.clause.per.step
    found = [number for number in (finding.target, finding.zero_after, *_spread(row)) if number is not None]
    for limit, side in ((finding.below, -1), (finding.above, 1)):
        if limit is not None:
            bound = limit.value if isinstance(limit, Percent) else limit
            found += [bound + side * step * n for n in (0, 1, 2)]
    if finding.per:
        found += [step, step * 2]
    for verb in finding.verbs():
        found += _of_value(getattr(finding, verb))
    return [number for number in found if abs(number) < 10**9]


def _spread(row: Row) -> list[Decimal]:
    span = row.clause.finding.range
    return [span.low, span.high, (span.low + span.high) / 2] if span else []


def _of_value(value: object) -> list[Decimal]:
    if isinstance(value, Bands):
        return [bound for side, bound, _ in bands(value) if side != "else"]
    if isinstance(value, Steps):
        return [Decimal(len(value.steps) + more) for more in (-1, 0, 1)]
    return [value.of, value.of / 2, value.of / 8] if isinstance(value, Converted) else []


def tried(graph: Graph, most: Decimal | None = None) -> dict[str, list[Value]]:
    """Give the answers of each entry; ``most``: no number beyond it, since a formula might multiply them all."""
    rows = {row.id: row for row in graph.rows}
    known = {entry.name: answers(entry.box, rows.get(entry.finding)) for entry in graph.entries}
    return {name: [one for one in given if not _beyond(one, most)] for name, given in known.items()}


def _beyond(answer: Value, most: Decimal | None) -> bool:
    return most is not None and isinstance(answer, Decimal) and abs(answer) > most


def fillings(graph: Graph) -> st.SearchStrategy[dict[str, Value]]:
    """Give hypothesis's fillings: any mixture of answers."""
    return st.fixed_dictionaries({name: st.sampled_from(known) for name, known in tried(graph).items()})


def random_filling(graph: Graph, chance: Random, known: Tried | None = None, paste: float = 0.05) -> dict[str, Value]:
    """Give one filling of a random mood: nearly blank, mostly well, mostly faulty, anything, now and then a paste.

    ``known`` are the answers of the entries, for who asks many times; ``paste`` is the share of those with pastes.
    """
    share, pasted = chance.choice((0.03, 0.2, 0.5, 0.9, 1.0)), chance.random() < paste
    filling: dict[str, Value] = {}
    for name, given in (known or tried(graph)).items():
        if pasted and chance.random() < 0.3:
            filling[name] = chance.choice(PASTED)
        else:
            filling[name] = chance.choice(given) if chance.random() < share else None
    return filling


def boundary_fillings(graph: Graph) -> list[dict[str, Value]]:
    """Give the fillings at the edges: all blank, all the least, all the most, and each answer by itself."""
    known = tried(graph)
    edges: list[dict[str, Value]] = [{}]
    edges += [{name: given[place] for name, given in known.items()} for place in (1, -1)]
    edges += [{name: answer} for name, given in known.items() for answer in given[1:]]
    return edges
