"""Blank and pre-filled workbooks for a list of units.

Apart from ``writer`` (one form into bytes): here units, entries and file names come together. One workbook a unit,
or one a lead unit with a scoring sheet for each of its units.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Sized
from dataclasses import dataclass, field
from functools import lru_cache

from xlrubric.entries import Reading, Value, read_table_value, shown, table_entry_names
from xlrubric.entry_tables import EntryRow
from xlrubric.graph import Quantity
from xlrubric.layout.form import Form, lead_form, shown_quantities, unit_form
from xlrubric.layout.hands import BOTH, Hands
from xlrubric.layout.past import PastFault, with_past
from xlrubric.outputs import safe_file_name
from xlrubric.problems import Place, Problem, problem
from xlrubric.scoring import Scorer, compile_scorer
from xlrubric.sealing import sealed
from xlrubric.skin import Skin
from xlrubric.stamping.blanks import Stamper
from xlrubric.standard import Standard
from xlrubric.units import Unit
from xlrubric.writer import Stamp, render


@dataclass(frozen=True)
class Prefill:
    """Entries to begin with: by unit id the readings by local name, and the remarks by finding.

    ``past`` are the faults of earlier years that are not put right, by unit id; ``free`` what stands in cells that no
    entry is read from (remarks, documents, signatures), by unit id and local name.
    """

    readings: Mapping[str, Mapping[str, Reading]] = field(default_factory=dict)
    remarks: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    past: Mapping[str, Sequence[PastFault]] = field(default_factory=dict)
    free: Mapping[str, Mapping[str, Value]] = field(default_factory=dict)

    def given(self) -> tuple[Mapping[str, Sized], ...]:
        """Give, by unit id, all that makes a unit's form another one than the blank."""
        return self.readings, self.remarks, self.past, self.free


@dataclass(frozen=True)
class Built:
    """A workbook made: its file's name and its bytes."""

    name: str
    data: bytes


@dataclass(frozen=True)
class Batch:
    """Workbooks to be made: their files' names, known beforehand, and how their bytes are made, one after another."""

    names: tuple[str, ...]
    make: Callable[[], Iterable[bytes]]

    def __len__(self) -> int:
        return len(self.names)

    def __iter__(self) -> Iterator[Built]:
        yield from map(Built, self.names, self.make())


def read_prefill(
    standard: Standard,
    rows: Iterable[EntryRow],
    known: Iterable[str] | None = None,
    units: Mapping[str, Unit] | None = None,
) -> Prefill:
    """Read the rows of an entry table; ``known`` are the ids of units, where there is a list of them.

    ``units`` are those of a list by their ids, with tags: an entry for what does not apply to its unit is left out.
    """
    boxes = table_entry_names(standard.graph.entries)
    ids = None if known is None else set(known)
    readings: dict[str, dict[str, Reading]] = {}
    remarks: dict[str, dict[str, str]] = {}
    problems: list[Problem] = []
    for row in rows:
        if ids is not None and row.unit not in ids:
            problems.append(problem(row.place, "entry-unknown-unit", id=row.unit))
        elif (row.finding, row.role) not in boxes:
            problems.append(problem(row.place, "entry-unknown-finding", id=row.finding, unit=row.unit))
        elif (unit := (units or {}).get(row.unit)) and row.finding not in _findings(standard.variant(unit.tags)):
            readings.setdefault(row.unit, {})
            tags = "、".join(sorted(unit.tags)) or "—"
            said = {"finding": row.finding, "id": unit.id, "tags": tags, "typed": shown(row.value)}
            problems.append(problem(row.place, "entry-not-applicable", unit=unit.id, **said))
        else:
            found = read_table_value(boxes[row.finding, row.role], row.value)
            readings.setdefault(row.unit, {}).update(found)
            problems += _value_problems(row, found, standard)
            if row.note:  # self-check and review share a finding's remark
                notes = remarks.setdefault(row.unit, {})
                notes[row.finding] = " / ".join(filter(None, (notes.get(row.finding), row.note)))
    return Prefill(readings, remarks, tuple(problems))


@lru_cache(maxsize=64)
def _findings(standard: Standard) -> frozenset[str]:
    """Give the ids of the rows that have anything to fill in."""
    return frozenset(entry.finding for entry in standard.graph.entries)


def _value_problems(row: EntryRow, found: Mapping[str, Reading], standard: Standard) -> list[Problem]:
    allowed = {entry.name: entry.allowed() for entry in standard.graph.entries if entry.name in found}
    return [
        problem(
            row.place,
            reading.code,
            unit=row.unit,
            finding=row.finding,
            typed=reading.typed,
            read=reading.shown(),
            allowed=allowed[name],
        )
        for name, reading in found.items()
        if reading.code
    ]


def unit_workbooks(
    standard: Standard,
    skin: Skin,
    units: Sequence[Unit],
    prefill: Prefill,
    stamp: Stamp,
    hands: Hands = BOTH,
    key: bytes | None = None,
) -> Batch:
    """Make one workbook a unit, named ``id name.xlsx``; with a key they are signed."""
    stamper = Stamper(standard, skin, stamp, hands, key)
    names = file_names([f"{unit.id} {unit.name}" for unit in units])
    return Batch(tuple(names), lambda: (unit_workbook(stamper, unit, prefill) for unit in units))


def unit_workbook(stamper: Stamper, unit: Unit, prefill: Prefill) -> bytes:
    """Make a unit's workbook: stamped where nothing is filled in for it, else rendered."""
    begun = any(unit.id in given and given[unit.id] for given in prefill.given())
    stamped = None if begun else stamper.stamped(unit)
    return stamped or _rendered(stamper, unit, prefill)


def _rendered(stamper: Stamper, unit: Unit, prefill: Prefill) -> bytes:
    bases = stamper.bases
    form = bases.form(unit) or unit_form(bases.standard, bases.skin, unit, bases.hands)
    form = sealed(with_past(form, {0: prefill.past.get(unit.id, ())}), stamper.key)
    return render(form, form_values(form, prefill, [bases.of(unit).scorer]), stamper.stamp)


def lead_workbooks(
    standard: Standard,
    skin: Skin,
    units: Sequence[Unit],
    prefill: Prefill,
    stamp: Stamp,
    hands: Hands = BOTH,
    key: bytes | None = None,
) -> Batch:
    """Make one workbook a lead unit; every unit must name its lead unit."""
    led: dict[str, list[Unit]] = {}
    for unit in units:
        led.setdefault(unit.lead, []).append(unit)

    def made(lead: str, own: Sequence[Unit]) -> bytes:
        past = {n: prefill.past.get(unit.id, ()) for n, unit in enumerate(own)}
        form = sealed(with_past(lead_form(standard, skin, lead, own, hands), past), key)
        return render(form, form_values(form, prefill), stamp)

    return Batch(tuple(file_names(list(led))), lambda: (made(lead, own) for lead, own in led.items()))


def untouched(standard: Standard, units: Iterable[Unit], file: str) -> list[Problem]:
    """Name the units to whom nothing of the standard applies: their tags were left out, or mistyped."""
    known = "、".join(sorted(standard.known_tags))
    empty = (unit for unit in units if not standard.variant(unit.tags).outline.tops)
    return [
        problem(Place(file), "unit-nothing-applies", id=unit.id, tags="、".join(sorted(unit.tags)) or "—", known=known)
        for unit in empty
    ]


def leadless(units: Iterable[Unit], file: str) -> list[Problem]:
    """Name the units that cannot go into a lead unit's workbook."""
    return [problem(Place(file), "unit-in-no-lead", id=unit.id) for unit in units if not unit.lead]


def form_values(form: Form, prefill: Prefill, scorers: Sequence[Scorer] | None = None) -> dict[str, Value]:
    """Give every cached value and every pre-filled entry of a form, by full name.

    ``scorers`` are the arithmetic of the form's units, where it is known already.
    """
    values: dict[str, Value] = {}
    for number, unit in enumerate(form.units):
        readings = prefill.readings.get(unit.id, {})
        entries = {name: reading.value for name, reading in readings.items()}
        free = prefill.free.get(unit.id, {})
        scorer = scorers[number] if scorers else _scorer(form, number)
        scored = scorer({**free, **entries})
        remarks = {f"remark:{finding}": text for finding, text in prefill.remarks.get(unit.id, {}).items()}
        values |= {f"{number}/{local}": value for local, value in {**scored, **entries, **free, **remarks}.items()}
    return values


def _scorer(form: Form, number: int) -> Scorer:
    return _compiled(form.standards[number], shown_quantities(form, number))


@lru_cache(maxsize=64)
def _compiled(standard: Standard, shown: tuple[Quantity, ...]) -> Scorer:
    """Compile the arithmetic of a kind of form once: the forms of all units show the same quantities."""
    return compile_scorer(standard.graph, shown)


def file_names(titles: Sequence[str]) -> list[str]:
    """Make file names fit for every system, no two alike (capitals make no difference)."""
    names: list[str] = []
    used: set[str] = set()
    next_of: dict[str, int] = {}  # the first number that may be free, by the name that it goes behind
    for title in titles:
        base = safe_file_name(title)
        name, n = f"{base}.xlsx", next_of.get(base.casefold(), 2)
        while name.casefold() in used:
            name, n = f"{base} ({n}).xlsx", n + 1
        next_of[base.casefold()] = n
        used.add(name.casefold())
        names.append(name)
    return names
