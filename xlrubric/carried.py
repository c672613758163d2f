"""Entries carried from one rubric to another: which row stands for which, and what the other's boxes can take.

Apart from ``against``, which compares the scores. An entry is carried only where it means the same: a count of faults
is no count of meetings held, three times are not a level. What cannot be carried is listed and never guessed.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from xlrubric.changes import Matching
from xlrubric.entries import Reading, Value, allowed, shown
from xlrubric.graph import name
from xlrubric.outline import Outline, Row
from xlrubric.quantities.marks import box_name
from xlrubric.rubric import ROLES, Finding, Item, Rubric
from xlrubric.rules import Box
from xlrubric.rules.rule import GIVING
from xlrubric.standard import Standard
from xlrubric.unfold import Written, instances_of, unfolded
from xlrubric.words import APPLIES_WORDS, FOUND_WORDS

WORDS = (*FOUND_WORDS.values(), *APPLIES_WORDS.values())
ZERO = Decimal(0)


@dataclass(frozen=True)
class Origin:
    """What a row or a node of the sheet is made of: the id that is written, and which instance, period, level or line.

    ``labels`` are in words, so that a quarter is found again although another stands before it now.
    """

    id: str
    labels: tuple[str, ...] = ()


def origins(rubric: Rubric) -> dict[str, Origin]:
    """Give what each id of the sheet is made of: rows of findings, of registers, and nodes."""
    return {own: origin for section in rubric.sections for own, origin in _of_node(section, section, ())}


def _of_node(written: Written, shown_: Written, labels: tuple[str, ...]) -> Iterator[tuple[str, Origin]]:
    """Walk what is written beside what it has become (with an instance's ids)."""
    yield shown_.id, Origin(written.id, labels)
    if shown_.instances:
        for instance, label in zip(instances_of(shown_), shown_.instances, strict=True):
            yield from _of_node(written, instance, (*labels, label))
    elif isinstance(written, Item) and isinstance(shown_, Item):
        for one, other in zip(written.every_finding(), shown_.every_finding(), strict=True):
            yield from _of_finding(one.id, other, labels)
    elif not isinstance(written, Item) and not isinstance(shown_, Item):
        for child, other_child in zip(written.children(), shown_.children(), strict=True):
            yield from _of_node(child, other_child, labels)


def _of_finding(own: str, finding: Finding, labels: tuple[str, ...]) -> Iterator[tuple[str, Origin]]:
    several = unfolded(finding)
    for one in several:
        yield from _of_finding(own, one, (*labels, one.text.removeprefix(finding.text)))
    if not several:
        yield finding.id, Origin(own, labels)
        lines = range(1, (finding.register_ or 0) + 1)
        yield from ((f"{finding.id}.{n}", Origin(own, (*labels, f"#{n}"))) for n in lines)


@dataclass(frozen=True)
class Bridge:
    """Two rubrics side by side: what each id of the sheet is made of, and the new id of an old one.

    ``rows`` has only rows that stand in both; ``nodes`` only nodes.
    """

    old: Standard
    new: Standard
    matching: Matching
    old_origins: Mapping[str, Origin]
    new_origins: Mapping[str, Origin]
    rows: Mapping[str, str]
    nodes: Mapping[str, str]

    def is_gone(self, own: str) -> bool:
        """Say whether what an old id of the sheet is made of stands nowhere in the new rubric."""
        return own not in self.old_origins or self.old_origins[own].id not in self.matching.new_of


def bridge(old: Standard, new: Standard, matching: Matching) -> Bridge:
    """Set two rubrics side by side."""
    before, after = origins(old.rubric), origins(new.rubric)
    rows, nodes = _paired(old.whole.outline, before, new.whole.outline, after, matching)
    return Bridge(old, new, matching, before, after, rows, nodes)


def _paired(
    old: Outline, before: Mapping[str, Origin], new: Outline, after: Mapping[str, Origin], matching: Matching
) -> tuple[dict[str, str], dict[str, str]]:
    pairs = []
    for ids, others in (
        ([row.id for row in old.rows if row.kind != "applies"], [row.id for row in new.rows if row.kind != "applies"]),
        ([node.id for node in old.nodes], [node.id for node in new.nodes]),
    ):
        known = {after[own]: own for own in others if own in after}
        found = ((own, before[own]) for own in ids if own in before)
        wanted = ((own, Origin(matching.new_of.get(one.id, ""), one.labels)) for own, one in found)
        pairs.append({own: known[one] for own, one in wanted if one in known})
    return pairs[0], pairs[1]


@dataclass(frozen=True)
class Untaken:
    """An entry that the new rule cannot take: whose, for which row of the old rubric and of the new, and why.

    ``reason``: ``sense`` (a fault there, an achievement here), ``unit`` (another unit is counted), ``number`` (a number
    is asked for), ``choice`` (a word is asked for), ``range`` (the number or the word is none of those allowed),
    ``row`` (there is no such row any more: a period, a level, a register's last rows), ``applies`` (it does not apply
    to the unit any more).
    """

    old: str
    new: str
    entry: str
    reason: str


@dataclass(frozen=True)
class Carried:
    """A unit's entries as the new rubric takes them, and those that it does not."""

    readings: Mapping[str, Reading]
    untaken: tuple[Untaken, ...]


def carry(between: Bridge, old: Standard, new: Standard, readings: Mapping[str, Reading]) -> Carried:
    """Carry a unit's readings; ``old`` and ``new`` are the variants for the unit."""
    there = {(row.id, row.kind == "applies"): row for row in new.outline.rows}
    taken: dict[str, Reading] = {}
    untaken: list[Untaken] = []
    for row in old.outline.rows:
        is_applies = row.kind == "applies"
        own = (between.nodes if is_applies else between.rows).get(row.id, "")
        if not own and between.is_gone(row.id):  # that is told of the finding
            continue
        target = there.get((own, is_applies))
        for role, values in _entered_by(row, readings):
            reason, found = _taken(row, target, values) if target else ("applies" if own else "row", {})
            if reason:
                untaken.append(Untaken(row.id, own, " / ".join(shown(v) for v in values.values()), reason))
            taken |= {box_name(role, box, own): Reading(value) for box, value in found.items()}
    return Carried(taken, tuple(dict.fromkeys(untaken)))


def _entered_by(row: Row, readings: Mapping[str, Reading]) -> list[tuple[str, dict[str, Value]]]:
    """Give what each role entered for a row; a name, which both share, goes with those who entered more than that."""
    found = [(role, values) for role in ROLES if (values := _values(row, role, readings))]
    more = [(role, values) for role, values in found if set(values) != {"text"}]
    return more or found[:1]


def _values(row: Row, role: str, readings: Mapping[str, Reading]) -> dict[str, Value]:
    found = {box.name: readings.get(box_name(role, box.name, row.id)) for box in row.boxes}
    return {box: reading.value for box, reading in found.items() if reading is not None and reading.value is not None}


def _taken(old: Row, new: Row, values: Mapping[str, Value]) -> tuple[str, dict[str, Value]]:
    """Say why a row's values cannot be taken, or give them as the new row's boxes have them."""
    if sense(old) != sense(new) or old.kind != new.kind:
        return "sense", {}
    was, boxes = ({box.name: box for box in row.boxes} for row in (old, new))
    word = values.get("choice")
    if old.kind == "finding" and was.get("choice") and was["choice"].options in WORDS and word is not None:
        return _found_or_not(old, new, word == was["choice"].options[1], values.get("number"))
    found: dict[str, Value] = {}
    for box, value in values.items():
        if box not in boxes or (box == "number" and "choice" in boxes and "choice" not in was):
            return ("choice" if "choice" in boxes else "number"), {}
        reason, found[box] = _fitted(was[box], boxes[box], value)
        if reason:
            return reason, {}
    return "", found


def _found_or_not(old: Row, new: Row, is_found: bool, count: Value) -> tuple[str, dict[str, Value]]:
    """Carry whether something was found, and how often: without a count where the new row asks for none."""
    was, boxes = ({box.name: box for box in row.boxes} for row in (old, new))
    choice, number = boxes.get("choice"), boxes.get("number")
    found: dict[str, Value] = {}
    if choice is not None:
        if choice.options not in WORDS:  # no level is chosen for what was not found
            return ("" if sense(new) == "fault" and not is_found and not count else "choice"), {}
        found["choice"] = choice.options[1 if is_found else 0]
    if number is None:
        return "", found
    if not is_found and not count:
        if choice is None:  # nothing was found: that is none of it
            return ("", {"number": Decimal(0)}) if sense(new) == "fault" and allowed(number, ZERO) else ("number", {})
        return "", found
    if not isinstance(count, Decimal) or "number" not in was:
        return "number", {}
    reason, found["number"] = _fitted(was["number"], number, count)
    return (reason, {}) if reason else ("", found)


def sense(row: Row) -> str:
    """Say what an entry of a row speaks of: a fault, or something that was achieved or reached."""
    finding = row.clause.finding
    if row.kind == "applies":
        return "applies"
    if not finding.verbs() and not finding.flags():
        return "noted"
    giving = any(verb in GIVING for verb in finding.verbs())
    return "achieved" if giving or finding.target is not None else "fault"


def _fitted(was: Box, box: Box, value: Value) -> tuple[str, Value]:
    """Fit a value into a box: a word in the other's language; a number in the same unit, within the bounds."""
    if box.name == "text":
        return "", value
    if box.options:
        if not isinstance(value, str) or not was.options:
            return "choice", None
        if was.options in WORDS and box.options in WORDS and value in was.options:
            return "", box.options[was.options.index(value)]
        return ("", value) if value in box.options else ("range", None)
    if not isinstance(value, Decimal):
        return "number", None
    if was.unit != box.unit:
        return "unit", None
    return ("", value) if allowed(box, value) else ("range", None)


def unanswered(between: Bridge, new: Standard, readings: Mapping[str, Reading]) -> tuple[Row, ...]:
    """Give the rows of the new rubric for which no entry can have come from the old one."""
    matched = set(between.rows.values())
    return tuple(row for row in new.outline.asked if row.id not in matched and not _entered(row, readings))


def _entered(row: Row, readings: Mapping[str, Reading]) -> bool:
    return any(name(role, box.name, row.id) in readings for role in ROLES for box in row.boxes)
