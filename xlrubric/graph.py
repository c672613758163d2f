"""The graph: a rubric compiled once into named entries and quantities, in the order of their arithmetic.

Everything else reads the graph: ``scoring`` evaluates it, ``layout`` gives its names their cells,
``formulas`` renders it. Names are ``role.what:id``:

    review.choice:1.1.2    review.number:1.1.1    what a person enters; shared.text:3.1.1.1 for free words that count
    review.effect:1.1.2    points won (+) or lost (−) by a row
    review.done:1.1.2      1 when the row has been filled in, else 0
    review.doubt:1.1.2     1 when there is a count without its finding or a finding without its count, else 0
    review.item:1.1        review.section:1       review.total:      review.grade:
    review.done:1          rows filled in, of a section at the top; of all: review.done:
    review.doubt:1         rows in doubt, of a section at the top; of all: review.doubt:
    review.rate:1          a section's share of its points, rounded half up to 4 places; only of the role that
                           counts; of all: review.rate:  («—» until something is filled in)

What is only a step on the way (``WORKINGS``) stands on a hidden sheet: what a row does elsewhere than in its effect
(``to_section:``, ``to_total:`` …), a register's rows before equal ones are left out (``raw:``), groups (``group:``),
whether a node is cleared (``zero:``), turned round (``reverse:``) or does not apply (``out:``), the points that it
counts for (``points:``), and the two parts of its score, where they go different ways (``base:``, ``bonus:``).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from graphlib import TopologicalSorter

from xlrubric.expressions import references
from xlrubric.outline import Outline, Row
from xlrubric.quantities.marks import EntryBox, Quantity, name, once_filled, role_of, what_of
from xlrubric.quantities.nodes import node_quantities
from xlrubric.quantities.rows import entries_of_row, row_quantities
from xlrubric.quantities.whole import whole_quantities
from xlrubric.rubric import ROLES

__all__ = ["Entry", "Graph", "Quantity", "build_graph", "name", "once_filled", "role_of", "what_of"]

Entry = EntryBox


@dataclass(frozen=True)
class Graph:
    """Entries, and quantities in an order in which each refers only to what stands before it."""

    entries: tuple[Entry, ...]
    quantities: tuple[Quantity, ...]
    rows: tuple[Row, ...]

    @cached_property
    def doubts(self) -> tuple[tuple[str, str, str, str], ...]:
        """Give the names that tell a contradiction of count and finding: doubt, row's id, choice, count."""
        return tuple(
            (name(role, "doubt", row.id), row.id, name(role, "choice", row.id), counted_by(role, row))
            for role in ROLES
            for row in self.rows
            if row.countable
        )


def counted_by(role: str, row: Row) -> str:
    """Name what is counted beside a row's choice: the number typed, a register's rows that are filled in."""
    return name(role, "lines" if row.kind == "register" else "number", row.id)


def build_graph(outline: Outline) -> Graph:
    """Compile an outline, for both roles. Raises graphlib.CycleError where formulas refer to each other in a circle."""
    entries = {e.name: e for role in ROLES for row in outline.rows for e in entries_of_row(row, role)}
    quantities = tuple(q for role in ROLES for q in _quantities(outline, role))
    return Graph(tuple(entries.values()), _in_order(outline, quantities), outline.rows)


def _quantities(outline: Outline, role: str) -> Iterator[Quantity]:
    for node in outline.nodes:
        yield from row_quantities(outline, node, role)
    yield from node_quantities(outline, outline.root, role)
    yield from whole_quantities(outline, role)


def _in_order(outline: Outline, quantities: tuple[Quantity, ...]) -> tuple[Quantity, ...]:
    """Sort by what refers to what, where a formula may refer to anything; otherwise they are in order."""
    if not has_formulas(outline):
        return quantities
    by_name = {quantity.name: quantity for quantity in quantities}
    sorter: TopologicalSorter[str] = TopologicalSorter()
    for quantity in quantities:
        sorter.add(quantity.name, *(n for n in references(quantity.expression) if n in by_name))
    return tuple(by_name[n] for n in sorter.static_order())


def has_formulas(outline: Outline) -> bool:
    """Say whether anything is computed by a formula of the standard's author."""
    return (
        bool(outline.root.formula)
        or any(node.formula or (node.gate and node.gate.gate and node.gate.gate.when) for node in outline.nodes)
        or any(row.rule.name in ("formula", "computed") for row in outline.rows)
    )
