"""The tables of duty lists and registers, as pandas DataFrames: duties, overdue, progress, register_checks.

Apart from ``ranking``, since most standards have none of these: a table is made only where the standard asks for
what it shows. ``obligations`` knows what one unit has done, ``registers`` what is against a register's rules.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from itertools import chain
from typing import Any

from xlrubric.collect import Collection
from xlrubric.frames import Frame, frame
from xlrubric.messages import words
from xlrubric.obligations import (
    OwnItems,
    Signature,
    applying,
    duties,
    is_check,
    is_done,
    is_duty_list,
    own_items,
    periods_of,
    place_of,
    place_of_blank,
    points_of,
    signatures,
    state_of,
    states_of,
)
from xlrubric.outline import Outline, Row
from xlrubric.problems import Place, problem
from xlrubric.registers import Doubt, Line, doubts, registers, written_lines
from xlrubric.skin import read_skin
from xlrubric.tidying import tidy
from xlrubric.units import Unit
from xlrubric.verify import UnitReturn

TABLES = ("duties", "overdue", "progress", "register_checks")
STATE = "state:"  # begins the name of a column that counts the duties in one state
MOST_NAMED = 3  # overdue things that are named in one cell
Values = dict[str, object]


def duty_tables(collection: Collection, language: str = "zh") -> dict[str, Frame]:
    """Make the tables that the standard has a use for; messages in ``language`` (``en`` or ``zh``).

    What is overdue is so on the day of the collection, when its last day is over.
    """
    outline, on = collection.standard.whole.outline, collection.on
    made: dict[str, Frame] = {}
    if is_duty_list(outline):
        late = overdue(collection, on)
        made |= {"duties": duty_table(collection, late), "overdue": late}
    if periods_of(outline):
        made["progress"] = progress(collection, on)
    if registers(outline):
        made["register_checks"] = register_checks(collection, language)
    return made


def duty_table(collection: Collection, left: Frame) -> Frame:
    """A row a unit: who has signed and who has not, own items, duties by state, what is overdue (the table ``left``).

    ``unstated`` duties have no state yet, ``confirmed`` ones have theirs from the role that counts. Of a unit that
    sent nothing only ``returned``, ``unsigned`` and what is overdue are known.
    """
    states = all_states(collection.standard.whole.outline)
    late: dict[object, list[Mapping[Any, Any]]] = {}
    for row in left.to_dict("records"):
        late.setdefault(row["unit"], []).append(row)
    rows = [_duty_row(collection, unit, states, late.get(unit.id, [])) for unit in collection.units]
    columns = ["unit", "name", "returned", "signed", "unsigned", "own", "own_least", "own_blank", "duties"]
    columns += [*(STATE + state for state in states), "unstated", "confirmed", "overdue", "overdue_words", "file"]
    return frame(rows, columns)


def all_states(outline: Outline) -> tuple[str, ...]:
    """Give every state that a duty can be in, in the order of the sheet."""
    return tuple(dict.fromkeys(state for row in outline.rows if is_check(row) for state in states_of(row)))


def _duty_row(collection: Collection, unit: Unit, states: Sequence[str], late: Sequence[Mapping[Any, Any]]) -> Values:
    returned = collection.returns.get(unit.id)
    rubric = collection.standard.rubric
    signs = signatures(returned, rubric, read_skin(rubric.language))
    said = [f"{row['finding'] or ''} {row['words']}".strip() for row in late]
    more = "…" if len(said) > MOST_NAMED else ""
    row: Values = {
        "unit": unit.id,
        "name": unit.name,
        "returned": "not_returned" if returned is None else "returned" if _is_begun(returned) else "blank",
        "signed": "；".join(_signed(sign) for sign in signs if sign.is_signed),
        "unsigned": "、".join(sign.label for sign in signs if not sign.is_signed),
        "overdue": len(late),
        "overdue_words": "；".join(said[:MOST_NAMED]) + more,
        "file": returned.file if returned else "",
    }
    return row if returned is None else {**row, **_own_columns(own_items(returned)), **_states(returned, states)}


def _is_begun(returned: UnitReturn) -> bool:
    """Say whether anybody has filled anything in, on whatever side."""
    return bool(returned.signed) or any(reading.value is not None for reading in returned.readings.values())


def _signed(sign: Signature) -> str:
    return f"{sign.label}：{' '.join(filter(None, (sign.who, str(sign.day or ''))))}"


def _own_columns(found: Sequence[OwnItems]) -> Values:
    if not found:
        return {}
    blank = "、".join(own for items in found for own in items.blank)
    return {"own": sum(f.filled for f in found), "own_least": sum(f.least for f in found), "own_blank": blank}


def _states(returned: UnitReturn, states: Sequence[str]) -> Values:
    found = duties(returned)
    counts: Values = {STATE + state: sum(duty.state == state for duty in found) for state in states}
    unstated = sum(duty.state is None for duty in found)
    confirmed = sum(duty.state is not None and duty.role == returned.counts for duty in found)
    return {**counts, "duties": len(found), "unstated": unstated, "confirmed": confirmed}


# --- overdue ---------------------------------------------------------------------------------------------


def overdue(collection: Collection, on: date) -> Frame:
    """A row for each thing that was due before ``on`` and is not done, with its cell.

    ``kind``: ``form`` (nothing came back), ``signature``, ``own`` (fewer own items than asked for), ``duty``.
    """
    columns = ["unit", "name", "kind", "finding", "words", "state", "due", "days", "file", "sheet", "cell"]
    return frame(list(_overdue_rows(collection, on)), columns)


def _overdue_rows(collection: Collection, on: date) -> Iterator[Values]:
    for unit in collection.units:
        returned = collection.returns.get(unit.id)
        for due, row in _open(collection, returned):
            if due < on:
                late = {"due": due.isoformat(), "days": (on - due).days}
                yield {"unit": unit.id, "name": unit.name, **row, **late}


def _open(collection: Collection, returned: UnitReturn | None) -> Iterator[tuple[date, Values]]:
    """Give what a unit has not done, with its last day."""
    last, rubric = collection.standard.rubric.due_on, collection.standard.rubric
    if returned is None or not _is_begun(returned):
        if last:
            yield last, {"kind": "form", "words": rubric.title, "file": returned.file if returned else ""}
        return
    if last and rubric.signatures:
        for sign in signatures(returned, rubric, read_skin(rubric.language)):
            if not sign.is_signed:
                typed = returned.cells.get(sign.key)
                place = _place(returned, typed.place if typed else None)
                yield last, {"kind": "signature", "words": sign.label, **place}
    yield from _own_open(returned, last)
    yield from _duties_open(returned)


def _own_open(returned: UnitReturn, last: date | None) -> Iterator[tuple[date, Values]]:
    for items in own_items(returned):
        head = items.register.head
        if items.filled < items.least and (due := head.due or last):
            place = _place(returned, place_of_blank(returned, items))
            state = f"{items.filled}/{items.least}"
            yield due, {"kind": "own", "finding": head.id, "words": head.text, "state": state, **place}


def _duties_open(returned: UnitReturn) -> Iterator[tuple[date, Values]]:
    for row in applying(returned):
        is_own = row.clause.finding.at_least is not None
        if row.due and row.asked and not is_own and not is_done(returned, row):
            place = _place(returned, place_of(returned, row, returned.counts))
            state = state_of(returned, row)
            yield row.due, {"kind": "duty", "finding": row.id, "words": row.text, "state": state, **place}


def _place(returned: UnitReturn, place: Place | None) -> Values:
    return {"file": returned.file, "sheet": place.sheet if place else "", "cell": place.cell if place else ""}


# --- progress --------------------------------------------------------------------------------------------


def progress(collection: Collection, on: date) -> Frame:
    """A row a unit that came back; for each period how many rows are done (``….done``) of how many, and their points.

    ``behind`` names the periods whose last day is before ``on`` and in which something is not done; where a period has
    no last day, every one in which something is not done.
    """
    known = periods_of(collection.standard.whole.outline)
    names = tuple(dict.fromkeys(known.values()))
    columns = ["unit", "name", *(f"{period}.{what}" for period in names for what in ("done", "of", "points"))]
    rows = []
    for unit in collection.units:
        if returned := collection.returns.get(unit.id):
            own = [(known[row.id], row) for row in applying(returned) if row.id in known]
            rows.append({"unit": unit.id, "name": unit.name, **_periods(returned, names, own, on)})
    return frame(rows, [*columns, "behind"])


def _periods(returned: UnitReturn, names: Sequence[str], own: Sequence[tuple[str, Row]], on: date) -> Values:
    found: Values = {}
    behind = []
    for period in names:
        rows = [row for one, row in own if one == period]
        left = [row for row in rows if not is_done(returned, row)]
        points = tidy(sum((points_of(returned, row) for row in rows), Decimal(0)))
        if rows:
            found |= {f"{period}.done": len(rows) - len(left), f"{period}.of": len(rows), f"{period}.points": points}
        if any(row.due is None or row.due < on for row in left):
            behind.append(period)
    return {**found, "behind": "、".join(behind)}


# --- registers -------------------------------------------------------------------------------------------


def register_checks(collection: Collection, language: str = "zh") -> Frame:
    """A row for each filled-in row of a register: its name, day, document and points, and what is against the rules.

    ``doubt`` has the codes, ``what`` their words in ``language``; both are blank where nothing is to be said.
    """
    rows = []
    for unit in collection.units:
        if returned := collection.returns.get(unit.id):
            rows += [{"unit": unit.id, "name": unit.name, **row} for row in _checked(returned, language)]
    columns = ["unit", "name", "register", "words", "row", "text", "day", "document", "points", "doubt", "what"]
    return frame(rows, [*columns, "file", "sheet", "cell"])


def _checked(returned: UnitReturn, language: str) -> Iterator[Values]:
    outline = returned.standard.outline
    found: dict[str, list[Doubt]] = {}
    written = written_lines(outline, returned.score, returned.counts, returned.cells)
    for doubt in doubts(outline, written):
        found.setdefault(doubt.line.row.id, []).append(doubt)
    for line in chain.from_iterable(written):
        yield _line_row(returned, line, found.get(line.row.id, []), language)


def _line_row(returned: UnitReturn, line: Line, found: Sequence[Doubt], language: str) -> Values:
    cell = found[0].cell if found else f"shared.text:{line.row.id}"
    place = returned.cells[cell].place if cell in returned.cells else None
    said = (words(problem(Place(""), doubt.code, **doubt.details), language)[0] for doubt in found)
    return {
        "register": line.register.id,
        "words": line.register.text,
        "row": line.row.id,
        "text": line.text,
        "day": line.day.isoformat() if line.day else line.day_typed,
        "document": line.document,
        "points": tidy(line.points) if line.register.clause.finding.verbs() else None,
        "doubt": ", ".join(doubt.code for doubt in found),
        "what": " ".join(said),
        **_place(returned, place),
    }
