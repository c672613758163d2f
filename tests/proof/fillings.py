"""Fillings of a rubric's form: what could stand in its entries, at random and at the boundaries."""

from collections.abc import Mapping
from decimal import Decimal
from random import Random

from hypothesis import strategies as st

from xlrubric.graph import Entry, Graph
from xlrubric.scoring import Value

Filling = Mapping[str, Value]


def answers(entry: Entry) -> list[Value]:
    """Give what an entry is tried with: blank, every word, the bounds, their neighbours, typical counts."""
    if entry.options:
        return [None, *entry.options]
    box = entry.box
    if box.whole:
        return [None, *(Decimal(n) for n in (0, 1, 2, 3, 4, 5, 6, 11, 12, 23, 24, 25)), box.high]
    steps = [
        box.low,
        box.low + Decimal("0.1"),
        box.low + Decimal("0.35"),
        box.high - Decimal("0.05"),
        box.high,
    ]
    return [None, Decimal(0), *steps]


def fillings(graph: Graph) -> st.SearchStrategy[dict[str, Value]]:
    """Give hypothesis's fillings: any mixture of answers."""
    return st.fixed_dictionaries({entry.name: st.sampled_from(answers(entry)) for entry in graph.entries})


def random_filling(graph: Graph, chance: Random) -> dict[str, Value]:
    """Give one filling of a random mood: nearly blank, mostly well, mostly faulty, anything."""
    share = chance.choice((0.03, 0.2, 0.5, 0.9, 1.0))
    return {entry.name: chance.choice(answers(entry)) if chance.random() < share else None for entry in graph.entries}


def boundary_fillings(graph: Graph) -> list[dict[str, Value]]:
    """Give the fillings at the edges: all blank, all the least, all the most, and each answer by itself."""
    edges: list[dict[str, Value]] = [{}]
    edges += [{e.name: answers(e)[place] for e in graph.entries} for place in (1, -1)]
    edges += [{e.name: answer} for e in graph.entries for answer in answers(e)[1:]]
    return edges
