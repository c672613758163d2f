"""A damaged, unlocked, re-saved or out-of-date form made good: its entries in a fresh form, doubts beside their cells.

Apart from ``collect``, which judges files and makes no forms. A returned file is never written again: what a person
entered is put into a form made today, everything else is as it is sent out today, and each cell that a person should
look at bears a comment that says why.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import PureWindowsPath

from xlrubric.build import Built, Prefill, file_names, form_values
from xlrubric.carried import Bridge, Untaken, carry
from xlrubric.collector import Collector, Read
from xlrubric.entries import Reading, Value
from xlrubric.identity import Identity
from xlrubric.intake import Arrived
from xlrubric.layout.form import Form, lead_form, unit_form
from xlrubric.layout.hands import hands_named
from xlrubric.layout.leftovers import Leftover, with_leftovers
from xlrubric.layout.past import past_of, with_past
from xlrubric.messages import needs_person, words
from xlrubric.passwords import Passwords
from xlrubric.problems import Place, Problem, problem
from xlrubric.sealing import UNSEALED, sealed
from xlrubric.seats import unknown_entries
from xlrubric.skin import Skin
from xlrubric.standard import Standard
from xlrubric.units import Unit
from xlrubric.verify import UnitReturn
from xlrubric.writer import Stamp, render


@dataclass(frozen=True)
class Healed:
    """A file made good: the new workbook, how many of its cells bear a comment, and what had no place in it."""

    source: str
    made: Built
    comments: int
    left: tuple[Leftover, ...]


@dataclass(frozen=True)
class Healing:
    """What healing knows: today's standard and words, the units by id, and the way from an earlier rubric.

    ``key`` is the office's, with which a form is signed anew if it came back with a right signature.
    """

    standard: Standard
    skin: Skin
    units: Mapping[str, Unit]
    stamp: Stamp
    collector: Collector
    former: "Former | None" = None
    key: bytes | None = None

    def close(self) -> None:
        """End what the reading has started."""
        self.collector.close()
        if self.former:
            self.former.collector.close()


@dataclass(frozen=True)
class Opening:
    """How files are opened beyond what is usual: passwords, looks that forms were made with, the office's key."""

    passwords: Passwords | None = None
    looks: Sequence[Skin] = ()
    key: bytes | None = None


USUAL = Opening()
# what is wrong with a part of a form that no cell of the new one can say: it stays blank there
BEYOND_CELLS = frozenset({"unknown-unit", "sheet-gone", "sheet-twice", "sheet-of-another-unit", "keys-gone"})


@dataclass(frozen=True)
class Former:
    """An earlier version of the rubric: a collector that reads its forms, and the way from it to today's."""

    collector: Collector
    between: Bridge


def healing_of(
    standard: Standard,
    skin: Skin,
    units: Sequence[Unit],
    stamp: Stamp,
    former: Bridge | None = None,
    opening: Opening = USUAL,
) -> Healing:
    """Prepare for healing; ``former`` leads from an earlier version of the rubric to today's. To be closed."""
    known, looks = tuple(units), [skin, *opening.looks]

    def collector(of: Standard) -> Collector:
        return Collector(of, skin, known, of.rubric.counts, opening.passwords, opening.key, keep=True, looks=looks)

    earlier = Former(collector(former.old), former) if former else None
    own = {unit.id: unit for unit in known}
    return Healing(standard, skin, own, stamp, collector(standard), earlier, opening.key)


def heal(healing: Healing, arrived: Iterable[Arrived]) -> tuple[Sequence[Healed], Sequence[Problem]]:
    """Make each form among the files good.

    Gives the new workbooks, named as their files, and what is to be said of files that hold nothing to heal, of parts
    that could not be read, and of signatures that are not the office's: the new form then has none either.
    """
    healed: list[Healed] = []
    said: list[Problem] = []
    for one in arrived:  # a file that was read takes half a megabyte: never two of them at a time
        read, between = _read(healing, one)
        if read.identity is None or not read.returns:
            said += _lost(read)
            continue
        said += (fault for fault in read.account.problems if fault.code in UNSEALED | BEYOND_CELLS)
        healed.append(_healed(healing, read, between))
    names = file_names([PureWindowsPath(one.source).stem for one in healed])
    named = (replace(one.made, name=name) for one, name in zip(healed, names, strict=True))
    return [replace(one, made=made) for one, made in zip(healed, named, strict=True)], said


def _read(healing: Healing, arrived: Arrived) -> tuple[Read, Bridge | None]:
    """Read a file, one made from the earlier version of the rubric by that."""
    read, former = healing.collector.read(arrived), healing.former
    if former is None or read.identity is None or read.identity.fingerprint != former.between.old.fingerprint:
        return read, None
    return former.collector.read(arrived), former.between


def _lost(read: Read) -> Iterator[Problem]:
    """Say why nothing could be made of a file."""
    if read.archive:  # its files follow, each for itself
        return
    if read.account.kind:
        yield problem(Place(read.account.file), "not-healed")
        return
    yield from read.account.problems or (problem(Place(read.account.file), "not-a-form"),)


def _healed(healing: Healing, read: Read, between: Bridge | None) -> Healed:
    """Make a form anew; its name is given later, since no two may have the same."""
    assert read.identity is not None
    form = _fresh(healing, read.identity)
    taken = {returned.unit: _taken(healing, returned, between) for returned in read.returns}
    left = (*(() if between else _unknown(read, form)), *(one for part in taken.values() for one in part.left))
    filled = Prefill(
        {unit: part.readings for unit, part in taken.items()}, free={unit: part.free for unit, part in taken.items()}
    )
    comments = dict(_comments(read, between, form))
    key = None if any(fault.code in UNSEALED for fault in read.account.problems) else healing.key
    data = render(sealed(with_leftovers(form, left), key), form_values(form, filled), healing.stamp, comments)
    return Healed(read.account.file, Built("", data), len(comments), left)


def _fresh(healing: Healing, identity: Identity) -> Form:
    """Lay out the form anew for the units as the list has them today, or else as the form has them."""
    units = tuple(healing.units.get(unit.id, unit) for unit in identity.units)
    hands = hands_named(identity.facts.get("hands", ""))
    if identity.lead is None:
        form = unit_form(healing.standard, healing.skin, units[0], hands)
    else:
        form = lead_form(healing.standard, healing.skin, identity.lead, units, hands)
    return with_past(form, past_of(identity.facts))


@dataclass(frozen=True)
class _Taken:
    """A unit's entries as today's form takes them, its other cells, and what has no place."""

    readings: Mapping[str, Reading]
    free: Mapping[str, Value]
    left: tuple[Leftover, ...] = ()


def _taken(healing: Healing, returned: UnitReturn, between: Bridge | None) -> _Taken:
    entered = {local: reading for local, reading in returned.readings.items() if reading.value is not None}
    free = {n: t.value for n, t in returned.typed.items() if n not in returned.readings and t.value is not None}
    if between is None:
        return _Taken(entered, free)
    unit = healing.units.get(returned.unit)
    own = healing.standard.variant(unit.tags) if unit else healing.standard
    carried = carry(between, returned.standard, own, entered)
    moved = {_moved(between, local): value for local, value in free.items()}
    left = tuple(_untaken(returned, one) for one in carried.untaken)
    return _Taken(carried.readings, moved, (*left, *_gone(between, returned, entered)))


def _moved(between: Bridge | None, local: str) -> str:
    """Give a cell's name under the id that its row has today."""
    what, _, row = local.partition(":")
    return f"{what}:{between.rows.get(row, row)}" if between else local


def _untaken(returned: UnitReturn, one: Untaken) -> Leftover:
    return Leftover(returned.unit, one.old, _clause(returned, one.old), one.entry, one.reason)


def _clause(returned: UnitReturn, row: str) -> str:
    return next((one.text for one in returned.standard.outline.rows if one.id == row), "")


def _gone(between: Bridge, returned: UnitReturn, entered: Mapping[str, Reading]) -> Iterator[Leftover]:
    """Give what was entered in rows that the new rubric does not have at all."""
    for local, reading in entered.items():
        row = local.partition(":")[2]
        if row not in between.rows and between.is_gone(row):
            yield Leftover(returned.unit, row, _clause(returned, row), reading.shown(), "gone")


def _unknown(read: Read, form: Form) -> Iterator[Leftover]:
    """Give what stands in rows that today's form does not have, where the earlier rubric is not at hand."""
    assert read.book is not None
    for sheet in form.sheets:
        if sheet.key.startswith("scoring:"):
            for row, clause, entry in unknown_entries(read.book, sheet):
                yield Leftover(sheet.key.partition(":")[2], row, clause, entry, "gone")


def _comments(read: Read, between: Bridge | None, form: Form) -> Iterator[tuple[str, str]]:
    """Give what is to be said beside cells of the new form, by their full names."""
    said: dict[str, list[str]] = defaultdict(list)
    language = "en" if form.skin.language == "en" else "zh"
    cells, rows = _cells(read, between, form)
    for fault in (*read.account.problems, *read.set_aside):
        place = (fault.place.sheet, fault.place.cell)
        name = cells.get(place) if place in cells else rows.get(_row(place)) if fault in read.set_aside else None
        if name and (needs_person(fault) or fault.code == "entry-normalised" or fault in read.set_aside):
            text = " ".join(filter(None, words(fault, language)))
            said[name] += [text] if text not in said[name] else []
    for name, texts in said.items():
        yield name, "\n".join(texts)


Cells = Mapping[tuple[str, str], str]
Rows = Mapping[tuple[str, str], str]


def _cells(read: Read, between: Bridge | None, form: Form) -> tuple[Cells, Rows]:
    """Give the new form's name for each open cell of the returned one, and for each of its rows that of the first."""
    assert read.identity is not None
    cells: dict[tuple[str, str], str] = {}
    rows: dict[tuple[str, str], str] = {}
    numbers = {unit.id: number for number, unit in enumerate(read.identity.units)}
    for returned in read.returns:
        for local, typed in returned.typed.items():
            name = f"{numbers[returned.unit]}/{_moved(between, local)}"
            if name in form.spots:
                at = (typed.place.sheet, typed.place.cell)
                cells[at] = name
                rows.setdefault(_row(at), name)
    return cells, rows


def _row(place: tuple[str, str]) -> tuple[str, str]:
    sheet, cell = place
    return sheet, cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
