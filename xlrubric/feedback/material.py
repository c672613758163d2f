"""What one unit is told: its own result and ledger, and of all the others no more than the mean and the best.

Apart from the sheets, so that there is one place at which the others' figures stay behind.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from xlrubric.feedback.lists import Fault
from xlrubric.ranked import Ranked, RankedNode, Values, number, text

FAULTS = frozenset({"lost", "zero", "reverse"})  # ledger rows that somebody must put right
TOLD = (
    "follows",
    "effect",
    "from_end",
    "rank_all",
    "form_grade",
    "score:",
    "given:",
)  # how keys of further results begin
OF_CONSEQUENCES = ("effect", "from_end")
CENT = Decimal("0.01")


@dataclass(frozen=True)
class Section:
    """A section: the points it carries, the unit's own, the mean (rounded half up to 2 places) and the best of all."""

    name: str
    points: Decimal | None
    own: Decimal | None
    mean: Decimal | None
    best: Decimal | None


@dataclass(frozen=True)
class UnitFeedback:
    """One unit's material.

    ``total`` is that of its form, None where none counts; ``composite`` that of the year, where there is one. ``count``
    is how many it was ranked with. ``more`` are further results of the ranking (consequences, sources): heading and
    what it says. ``lacking`` are the documents that the unit itself says are missing: the item and the document.
    """

    unit: str
    name: str
    total: Decimal | None
    composite: Decimal | None
    rank: str
    count: int
    grade: str
    provisional: bool
    filled: str
    findings: str
    mean: Decimal | None
    best: Decimal | None
    more: tuple[tuple[str, str | Decimal], ...]
    sections: tuple[Section, ...]
    ledger: tuple[Values, ...]
    faults: tuple[Fault, ...]
    lacking: tuple[tuple[str, str], ...] = ()


def unit_feedback(ranked: Ranked) -> Iterator[UnitFeedback]:
    """Take out of a ranking what each of its units is told, in the order of the ranking."""
    rows = [row for row in ranked.rows("ranking") if text(row, "unit") and number(row, "rank") is not None]
    totals = [total for row in rows if (total := number(row, "total")) is not None]
    scores = {text(row, "unit"): row for row in ranked.rows("scores")}
    ledgers: dict[str, list[Values]] = {}
    for row in ranked.rows("ledger"):
        ledgers.setdefault(text(row, "unit"), []).append(row)
    lacking: dict[str, list[tuple[str, str]]] = {}
    for row in ranked.rows("evidence"):
        if row.get("state") == "missing":
            lacking.setdefault(text(row, "unit"), []).append((text(row, "item"), text(row, "document")))
    columns = tuple(_columns(ranked, [scores[unit] for row in rows if (unit := text(row, "unit")) in scores]))
    for row in rows:
        unit, ledger = text(row, "unit"), ledgers.get(text(row, "unit"), [])
        yield UnitFeedback(
            unit=unit,
            name=text(row, "name"),
            total=number(row, "total"),
            composite=number(row, "composite"),
            rank=text(row, "rank"),
            count=int(number(row, "size") or len(rows)),
            grade=text(row, "grade"),
            provisional=row.get("standing") == "provisional",
            filled=text(row, "filled"),
            findings=text(row, "findings"),
            mean=_mean(totals),
            best=_best(totals, ranked),
            more=tuple(_more(ranked, row)),
            sections=tuple(_section(node, scores.get(unit, {}), mean, best) for node, mean, best in columns),
            ledger=tuple(ledger),
            faults=tuple(faults(ledger)),
            lacking=tuple(lacking.get(unit, ())),
        )


def _result(row: Values) -> Decimal | None:
    """Give what a unit was ranked by, or its form's total."""
    composite = number(row, "composite")
    return number(row, "total") if composite is None else composite


def faults(ledger: list[Values]) -> Iterator[Fault]:
    """Give a fault for each finding that cost points; what one finding cost in several places is added up."""
    found: dict[str, Fault] = {}
    for row in ledger:
        points = number(row, "points")
        if row.get("kind") not in FAULTS or points is None or points >= 0:
            continue
        item, words = text(row, "item") or text(row, "section"), text(row, "words")
        finding = text(row, "finding")
        key = finding or f"{row.get('kind')}:{item.partition(' ')[0]}"
        before = found[key].points if key in found else Decimal(0)
        found[key] = Fault(key, item, finding, words, text(row, "remark"), before + points)
    yield from found.values()


def _columns(ranked: Ranked, rows: list[Values]) -> Iterator[tuple[RankedNode, Decimal | None, Decimal | None]]:
    """Give the sections at the top that have scores, with the mean and the best of the units that have one."""
    for node in ranked.nodes:
        scored = [points for row in rows if (points := number(row, node.id)) is not None]
        if node.depth == 1 and scored:
            yield node, _mean(scored), _best(scored, ranked)


def _section(node: RankedNode, row: Values, mean: Decimal | None, best: Decimal | None) -> Section:
    return Section(node.name, node.points or None, number(row, node.id), mean, best)


def _mean(numbers: list[Decimal]) -> Decimal | None:
    return (sum(numbers, Decimal(0)) / len(numbers)).quantize(CENT, ROUND_HALF_UP) if numbers else None


def _best(numbers: list[Decimal], ranked: Ranked) -> Decimal | None:
    choose = min if ranked.facts.get("better") == "lower" else max
    return choose(numbers, default=None)


def _more(ranked: Ranked, row: Values) -> Iterator[tuple[str, str | Decimal]]:
    """Give what further columns of the ranking say of the unit, under their own headings.

    The place from the end and the points of consequences are told only where there are consequences.
    """
    followed = bool(text(row, "follows"))
    for key, value in row.items():
        told = key.startswith(TOLD) and (followed or key not in OF_CONSEQUENCES)
        if told and value is not None and value != "":
            yield ranked.headings.get(("ranking", key), key).replace("\n", ""), value
