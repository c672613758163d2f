"""What kind of thing each problem is, so that a leader sees eight lines and not two hundred.

Apart from the messages, whose codes say exactly what is wrong: a kind is only a heading over many of them.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

KINDS: Mapping[str, tuple[str, ...]] = {  # by kind: codes, or how they begin
    "figures": ("formula-", "text-changed", "value-", "total-differs", "entry-formula", "package-dde", "sheet-dde"),
    "entries": ("entry-", "self-check-", "evidence-", "count-without-finding", "finding-without-count"),
    "blank": ("form-incomplete", "form-blank", "unit-nothing-applies"),
    "copies": ("superseded", "newer-but-blank", "same-time", "duplicate", "entries-", "merged-", "not-genuine"),
    "form": ("other-", "form-", "sheet-", "row-", "rows-", "column-", "keys-gone"),
    "file": ("package-", "not-a-form", "archive-", "nothing-to-collect", "file-unreadable", "not-recalculated"),
    "lists": ("list-", "past-", "ranking-", "not-a-ranking"),
    "registers": ("register-",),
    "ballots": ("ballot", "vote"),
    "scores": ("scores-", "source-", "history-", "tiers-differ", "unit-weights", "no-result-rules"),
    "outcome": ("span-", "quota-", "check-clash"),
    "units": ("unit-", "unknown-unit", "units-"),
}
OTHER = "other"
GRAVE = ("error", "warning")


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of problem: how many cannot be used, how many are to be looked at, the first's row."""

    name: str
    errors: int
    warnings: int
    first: int


def kind_of(code: str) -> str:
    """Give the kind of a message's code."""
    return next((kind for kind, begins in KINDS.items() if code.startswith(begins)), OTHER)


def kinds(rows: Iterable[Mapping[str, Any]]) -> list[Kind]:
    """Count the problems that need a person by kind, the gravest and most frequent first; ``rows`` are their table's.

    ``first`` is the number of the kind's first row in the table, from 0.
    """
    found: dict[str, list[tuple[int, str]]] = {}
    for index, row in enumerate(rows):
        if row["level"] in GRAVE:
            found.setdefault(kind_of(str(row["code"])), []).append((index, str(row["level"])))
    counted = [
        Kind(
            name,
            sum(level == "error" for _, level in those),
            sum(level == "warning" for _, level in those),
            those[0][0],
        )
        for name, those in found.items()
    ]
    return sorted(counted, key=lambda kind: (-kind.errors, -kind.warnings, kind.first))
