"""The tables of rectification lists that came back, as DataFrames: rectification_units, rectification.

Apart from ``ranking``, which takes them up: there are none where no list was collected.
"""

from collections import Counter
from collections.abc import Iterator
from datetime import date

from xlrubric.collect import Collection
from xlrubric.feedback.lists import DAYS, OPEN
from xlrubric.feedback.reading import ListReturn, ListRow
from xlrubric.feedback.states import CHECKED, DONE_STATE, OVERDUE, STATES, UNSETTLED, state
from xlrubric.frames import Frame, Row, frame
from xlrubric.tidying import tidy

COLUMNS = ("unit", "name", "period", "item", "finding", "words", "remark", "points", *OPEN, "state", "days", "file")
UNIT_COLUMNS = ("unit", "name", "returned", "faults", "unsettled", "overdue", "sent_back", "done", "checked", "file")


def rectification_tables(collection: Collection) -> dict[str, Frame]:
    """Make the tables, if any list was collected; what is overdue is so on the day of the collection."""
    if not collection.rectifications:
        return {}
    return {"rectification_units": by_unit(collection), "rectification": rectification(collection)}


def rectification(collection: Collection) -> Frame:
    """A row a fault: what was found, what was filled in, its state (``open``, ``overdue``, ``returned`` …).

    Days are written as 2019-06-30; ``done`` and ``checked`` are codes; ``days`` is how many it is overdue.
    """
    rows = [_row(collection, returned, row) for returned in ordered(collection) for row in returned.rows]
    return frame(rows, COLUMNS)


def ordered(collection: Collection) -> Iterator[ListReturn]:
    """Give the lists in the order of the unit list."""
    for unit in collection.units:
        yield from (returned for returned in collection.rectifications if returned.unit == unit.id)


def _row(collection: Collection, returned: ListReturn, row: ListRow) -> Row:
    fault, now = row.fault, state(row, collection.on)
    deadline = row.days.get("deadline")
    filled = {key: _written(row, key) for key in OPEN}
    return {
        "unit": returned.unit,
        "name": _name(collection, returned.unit),
        "period": returned.period,
        "item": fault.item,
        "finding": fault.finding or fault.key,
        "words": fault.words,
        "remark": fault.remark,
        "points": tidy(fault.points),
        **filled,
        "state": now,
        "days": (collection.on - deadline).days if now == OVERDUE and deadline else None,
        "file": returned.file,
    }


def _written(row: ListRow, key: str) -> str:
    if key in DAYS:
        day: date | None = row.days.get(key)
        return day.isoformat() if day else ""
    return row.codes.get(key) or row.texts.get(key) or ""


def _name(collection: Collection, unit: str) -> str:
    return next(listed.name for listed in collection.units if listed.id == unit)


def summed_up(collection: Collection) -> dict[str, int]:
    """Count over all lists that came back: lists, faults, those not put right, those of them that are overdue."""
    now = [state(row, collection.on) for returned in collection.rectifications for row in returned.rows]
    open_, late = sum(one in UNSETTLED for one in now), now.count(OVERDUE)
    return {"lists": len(collection.rectifications), "faults": len(now), "unsettled": open_, "overdue": late}


def by_unit(collection: Collection) -> Frame:
    """A row a unit: whether its list came back, how many faults, how many of them are not put right, and overdue."""
    rows: list[Row] = []
    for unit in collection.units:
        lists = [returned for returned in collection.rectifications if returned.unit == unit.id]
        counts = Counter(state(row, collection.on) for returned in lists for row in returned.rows)
        assert set(counts) <= set(STATES)
        known = {
            "faults": sum(counts.values()),
            "unsettled": sum(counts[one] for one in UNSETTLED),
            "overdue": counts[OVERDUE],
            "sent_back": counts["returned"],
            "done": counts[DONE_STATE],
            "checked": counts[CHECKED],
            "file": "、".join(returned.file for returned in lists),
        }
        there = {"returned": "returned" if lists else "not_returned"}
        rows.append({"unit": unit.id, "name": unit.name, **there, **(known if lists else {})})
    return frame(rows, UNIT_COLUMNS)
