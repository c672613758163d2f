"""What a unit was to do and has done: signatures, own items, duties with their states, rows by period, last days.

Apart from ``duties``, which makes tables of it for all units: here it is one unit's return, and no table.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache

from xlrubric.days import find_day, without_day
from xlrubric.graph import name
from xlrubric.layout.cover import SIGNATURES
from xlrubric.outline import Outline, Register, Row
from xlrubric.problems import Place
from xlrubric.quantities.marks import SHARED
from xlrubric.quantities.rows import verb_of
from xlrubric.registers import registers
from xlrubric.rubric import ROLES, Rubric
from xlrubric.rules import plain
from xlrubric.rules.rule import GIVING
from xlrubric.skin import Skin
from xlrubric.unfold import expanded, items_of
from xlrubric.verify import UnitReturn


@dataclass(frozen=True)
class Signature:
    """A line to sign on the cover: its cell's name, its label, who signed ("" for nobody) and when."""

    key: str
    label: str
    who: str
    day: date | None

    @property
    def is_signed(self) -> bool:
        """Say whether anything stands there that is not a day alone."""
        return bool(self.who)


@dataclass(frozen=True)
class OwnItems:
    """A register with ``at_least``: how many of its rows are filled in, of how many that must be."""

    register: Register
    filled: int
    least: int
    blank: tuple[str, ...]


@dataclass(frozen=True)
class Duty:
    """A row with states to choose from: the state (None while nobody chose one) and who said so."""

    row: Row
    state: str | None
    role: str
    is_done: bool


def other_role(role: str) -> str:
    """Give the role that does not count."""
    return next(other for other in ROLES if other != role)


def signatures(returned: UnitReturn | None, rubric: Rubric, skin: Skin) -> list[Signature]:
    """Give the lines of the cover that are to be signed, in their order."""
    signed: Mapping[str, str] = returned.signed if returned else {}
    if rubric.signatures:
        texts = [(str(n), label, signed.get(str(n), "")) for n, label in enumerate(rubric.signatures, 1)]
        return [Signature(f"sign.{n}:", label, without_day(text), find_day(text)) for n, label, text in texts]
    pairs = ((by, signed.get(by, ""), signed.get(on, "")) for by, on in SIGNATURES)
    return [
        Signature(f"sign.{by}:", skin.labels[by], without_day(who), find_day(on) or find_day(who))
        for by, who, on in pairs
    ]


def is_duty_list(outline: Outline) -> bool:
    """Say whether a standard asks for things that have nothing to do with points: signatures, own items, duties, days.

    States of a standard that gives points (a dive as announced or not) are no duties by themselves.
    """
    rubric = outline.rubric
    if rubric.signatures or rubric.due_on or any(row.due for row in outline.rows):
        return True
    least = any(register.head.clause.finding.at_least for register in registers(outline))
    pointless = not any(row.clause.finding.verbs() for row in outline.rows)
    return least or (pointless and any(map(is_check, outline.rows)))


def is_check(row: Row) -> bool:
    """Say whether a row has states to choose from."""
    return row.kind == "finding" and row.clause.finding.check is not None


def states_of(row: Row) -> tuple[str, ...]:
    """Give the states, the one in which the duty is done first."""
    return row.clause.finding.check or tuple(reversed(row.clause.words))


def applying(returned: UnitReturn) -> tuple[Row, ...]:
    """Give the rows of a unit but for what its assessor said does not apply."""
    outline = returned.standard.outline
    out = frozenset(node.id for node in outline.nodes if returned.score.get(name(returned.counts, "out", node.id)))
    return _without(outline, out)


@lru_cache(maxsize=1024)
def _without(outline: Outline, out: frozenset[str]) -> tuple[Row, ...]:
    """Give the rows that stand in none of these nodes, in the order of the sheet; in most units nothing is out."""
    left = set(out)
    for node in outline.nodes:  # each after the one above it
        if outline.above(node).id in left:
            left.add(node.id)
    return tuple(row for node in outline.nodes if node.id not in left for row in node.rows)


def own_items(returned: UnitReturn) -> list[OwnItems]:
    """Give the registers in which a unit must write so many rows of its own."""
    there = {row.id for row in applying(returned)}
    found = []
    for register in registers(returned.standard.outline):
        least = register.head.clause.finding.at_least
        if least is None or register.head.id not in there:
            continue
        done = {line.id: bool(returned.score.get(name(returned.counts, "done", line.id))) for line in register.lines}
        filled = sum(done.values())
        blank = tuple(own for own, is_filled in done.items() if not is_filled)[: max(0, least - filled)]
        found.append(OwnItems(register, filled, least, blank))
    return found


def duties(returned: UnitReturn) -> list[Duty]:
    """Give a unit's duties; the state is that of the role that counts, or else what the other said of it."""
    return [_duty(returned, row) for row in applying(returned) if is_check(row)]


def _duty(returned: UnitReturn, row: Row) -> Duty:
    for role in (returned.counts, other_role(returned.counts)):
        reading = returned.readings.get(name(role, "choice", row.id))
        if reading is not None and isinstance(reading.value, str) and reading.value:
            return Duty(row, reading.value, role, reading.value == states_of(row)[0])
    return Duty(row, None, "", False)


def place_of(returned: UnitReturn, row: Row, role: str) -> Place | None:
    """Give the cell in which something is to be filled in for a row."""
    names = (name(role, box.name, row.id) for box in row.boxes)
    return next((returned.cells[local].place for local in names if local in returned.cells), None)


def place_of_blank(returned: UnitReturn, items: OwnItems) -> Place | None:
    """Give the cell in which the next own item is to be written."""
    found = returned.cells.get(name(SHARED, "text", items.blank[0])) if items.blank else None
    return found.place if found else None


def is_done(returned: UnitReturn, row: Row) -> bool:
    """Say whether what a row asks is done: points are earned, a number is reached, a state is chosen, rows are there.

    A row of faults is done when it has been filled in.
    """
    if is_check(row):
        return _duty(returned, row).is_done
    if not returned.score.get(name(returned.counts, "done", row.id)):
        return False
    effect = points_of(returned, row)
    if verb_of(row) in GIVING and row.kind == "finding":
        return effect > 0
    return row.clause.finding.target is None or effect >= 0


def points_of(returned: UnitReturn, row: Row) -> Decimal:
    """Give the points that a row moves."""
    effect = returned.score.get(name(returned.counts, "effect", row.id))
    return effect if isinstance(effect, Decimal) else Decimal(0)


def state_of(returned: UnitReturn, row: Row) -> str:
    """Give what was entered for a row, as a reader sees it; "" where nothing was."""
    if is_check(row):
        return _duty(returned, row).state or ""
    values = (returned.readings.get(name(returned.counts, box.name, row.id)) for box in row.boxes)
    entered = next((reading.value for reading in values if reading and reading.value is not None), None)
    return plain(entered) if isinstance(entered, Decimal) else str(entered or "")


def periods_of(outline: Outline) -> dict[str, str]:
    """Give the period of each row that stands for one."""
    items = (item for node in expanded(outline.rubric) for item in items_of(node))
    found = (finding for item in items for finding in item.every_finding() if finding.periods)
    return {f"{one.id}.{n}": period for one in found for n, period in enumerate(one.periods or (), 1)}
