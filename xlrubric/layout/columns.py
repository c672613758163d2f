"""The scoring sheet's columns: one list, from which sheet, keys and ranges all follow."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from xlrubric.layout.hands import BOTH, Hands
from xlrubric.outline import Outline
from xlrubric.rubric import ROLES

ROLE_PARTS = ("choice", "number", "effect", "score")
HELPERS = ("done", "doubt", "way")
OF_POINTS = ("points", "amount", "effect", "score")  # what a list of duties has no use for


@dataclass(frozen=True)
class Column:
    """A column: its key in the hidden row, the label of its heading, the role it belongs to."""

    key: str
    label: str
    role: str = ""
    hidden: bool = False


def scoring_columns(outline: Outline, hands: Hands = BOTH) -> tuple[Column, ...]:
    """Give the columns from B on: the official table's, self-check and review side by side, hidden helpers.

    Each level of sections has a column of its own. Where no points are given at all, theirs are hidden, and those of
    a role that the form is not for.
    """
    levels = ["section", *(f"section{n}" for n in range(2, section_levels(outline) + 1))]
    left = [*levels, "item", "points", "evidence", "finding", "amount"]
    if not any(node.evidence for node in outline.nodes):
        left.remove("evidence")
    if any(row.kind == "line" and row.clause.finding.dated for row in outline.rows):
        left.append("dated")
    unused = hidden_labels(outline)
    columns = [Column(key, key, hidden=key in unused) for key in left]
    columns += [
        Column(f"{role}.{part}", part, role, hidden=part in unused or role not in hands.shown)
        for role in ROLES
        for part in ROLE_PARTS
    ]
    columns += [Column("remark", "remark"), Column("hint", "hint")]
    return (*columns, *(Column(f"{role}.{part}", part, role, hidden=True) for role in ROLES for part in HELPERS))


@lru_cache(maxsize=64)
def places(outline: Outline) -> Mapping[str, int]:
    """Give where each column stands, by its key; the same whoever fills the form in."""
    return {column.key: place for place, column in enumerate(scoring_columns(outline), 2)}


def section_levels(outline: Outline) -> int:
    """Give how many levels of sections there are."""
    return max((node.depth for node in outline.nodes if node.children), default=1)


def hidden_labels(outline: Outline) -> frozenset[str]:
    """Name the columns that this standard has no use for."""
    pointless = not moves_points(outline)
    numberless = not any(box.name == "number" for row in outline.rows for box in row.boxes)
    return frozenset(OF_POINTS if pointless else ()) | (
        frozenset({"number"}) if pointless and numberless else frozenset()
    )


def moves_points(outline: Outline) -> bool:
    """Say whether anything in the standard is about points."""
    by_formula = outline.root.formula or any(node.formula for node in outline.nodes)
    return bool(outline.points or by_formula) or any(row.clause.finding.verbs() for row in outline.rows)
