"""Entries kept in one table of many units, instead of in one workbook a unit.

Apart from the reader of returned workbooks, because here nothing was sent out to compare with: only the
table's own structure is checked, and what a value means is decided where entries are understood.
"""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from xlrubric.problems import Place, Problem, problem
from xlrubric.table_cells import Kind
from xlrubric.tables import Column, Row, read_table

Role = Literal["self", "review"]

COLUMNS = (
    Column("unit", ("单位编号", "單位編號", "单位", "單位", "unit"), required=True),
    Column("finding", ("评分项", "評分項", "扣分项", "扣分項", "编号", "編號", "finding"), required=True),
    Column("role", ("角色", "填报人", "填報人", "role")),
    Column("value", ("值", "核查情况", "核查情況", "数量", "數量", "value"), required=True),
    Column("note", ("备注", "備註", "说明", "說明", "note")),
)
ROLES: dict[str, Role] = {
    "": "review",
    **dict.fromkeys(("self", "自查", "自评", "自評", "自查分", "自评分", "自評分"), "self"),
    **dict.fromkeys(("review", "核查", "复核", "複核", "考核", "评审", "評審"), "review"),
}


@dataclass(frozen=True, slots=True)
class EntryRow:
    """One entry as typed: whose, for which finding, who made it, the value and note as text ("" if blank)."""

    unit: str
    finding: str
    role: Role
    value: str
    note: str
    place: Place


@dataclass(frozen=True)
class EntryTable:
    """The entries that can be used, in the table's order, and what a person should know."""

    rows: tuple[EntryRow, ...]
    problems: tuple[Problem, ...]


def read_entry_table(path: Path, data: bytes | None = None) -> EntryTable:
    """Read a table of entries, .xlsx or .csv; a row with an error is left out and the others stay.

    Of two rows for one unit, finding and role the first stays. An entry's place is its value's cell. Raises
    ``Refusal`` if the table cannot be read. ``data`` are the bytes to take for the file's, where it was under a
    password.
    """
    table = read_table(path, COLUMNS, data)
    remarks = [(row, _faults(row)) for row in table.rows]
    rows, twice = _distinct(_entry(row) for row, faults in remarks if not faults)
    typed = [_typed(row) for row, faults in remarks if not faults and row.kind_of("finding") is Kind.NUMBER]
    none = [] if rows else [problem(Place(str(path)), "entries-none")]
    faults = (fault for _, found in remarks for fault in found)
    return EntryTable(rows, (*table.problems, *faults, *twice, *typed, *none))


def _role(row: Row) -> Role | None:
    return ROLES.get(unicodedata.normalize("NFKC", row.text("role")).casefold())


def _entry(row: Row) -> EntryRow:
    role = _role(row) or "review"
    unit, finding, value, note = (row.text(name) for name in ("unit", "finding", "value", "note"))
    return EntryRow(unit, finding, role, value, note, row.place_of("value"))


def _faults(row: Row) -> list[Problem]:
    """Find what makes this row unusable."""
    unit, finding, role = (row.text(name) for name in ("unit", "finding", "role"))
    faults = []
    if not unit:
        faults.append(problem(row.place_of("unit"), "entry-unit-missing"))
    if not finding:
        faults.append(problem(row.place_of("finding"), "entry-finding-missing", unit=unit))
    if row.kind_of("finding") is Kind.DATE:
        faults.append(problem(row.place_of("finding"), "entry-finding-date", unit=unit, finding=finding))
    if _role(row) is None:
        faults.append(problem(row.place_of("role"), "entry-role-unknown", unit=unit, role=role))
    return faults


def _typed(row: Row) -> Problem:
    finding = row.text("finding")
    return problem(row.place_of("finding"), "entry-finding-number", unit=row.text("unit"), finding=finding)


def _distinct(entries: Iterable[EntryRow]) -> tuple[tuple[EntryRow, ...], list[Problem]]:
    """Split the entries into the first for each unit, finding and role, and problems for the rest."""
    first: dict[tuple[str, str, str], EntryRow] = {}
    twice = []
    for entry in entries:
        other = first.setdefault((entry.unit, entry.finding, entry.role), entry)
        if other is not entry:
            details = {
                "whose": entry.unit,
                "finding": entry.finding,
                "role": entry.role,
                "first": other.place,
            }
            twice.append(problem(entry.place, "entry-twice", unit=entry.unit, **details))
    return tuple(first.values()), twice
