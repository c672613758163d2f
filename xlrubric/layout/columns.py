"""The scoring sheet's columns: one list, from which sheet, keys and ranges all follow."""

from dataclasses import dataclass

from xlrubric.rubric import ROLES, Rubric

ROLE_PARTS = ("choice", "number", "effect", "score")
HELPERS = ("done", "doubt")


@dataclass(frozen=True)
class Column:
    """A column: its key in the hidden row, the label of its heading, the role it belongs to."""

    key: str
    label: str
    role: str = ""
    hidden: bool = False


def scoring_columns(rubric: Rubric) -> tuple[Column, ...]:
    """Give the columns from B on: the official table's, self-check and review side by side, hidden helpers."""
    left = ["section", "item", "points", "evidence", "finding", "amount"]
    if not any(item.evidence for item in rubric.items()):
        left.remove("evidence")
    roles = [Column(f"{role}.{part}", part, role) for role in ROLES for part in ROLE_PARTS]
    helpers = [Column(f"{role}.{part}", part, role, hidden=True) for role in ROLES for part in HELPERS]
    right = [Column("remark", "remark"), Column("hint", "hint")]
    return (*(Column(key, key) for key in left), *roles, *right, *helpers)
