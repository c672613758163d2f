"""The list of units that are appraised, read from the table an office keeps of them.

Apart from ``tables``, which knows files and headings, because this module knows what a unit is: an id that
serves as a file name on every system, a name, and what groups it.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from xlrubric.outputs import fits_file_name
from xlrubric.problems import Place, Problem, Refusal, problem
from xlrubric.table_cells import Kind
from xlrubric.tables import Column, Row, read_table

COLUMNS = (
    Column("id", ("编号", "单位编号", "單位編號", "編號", "序号", "序號", "代码", "代碼", "id"), required=True),
    Column("name", ("单位名称", "單位名稱", "单位", "單位", "名称", "名稱", "name"), required=True),
    Column("group", ("组别", "組別", "类别", "類別", "分组", "分組", "group")),
    Column("lead", ("牵头单位", "牽頭單位", "主管部门", "主管部門", "lead")),
    Column("tags", ("标签", "標籤", "tags")),
    Column("contact", ("联系人", "聯繫人", "聯絡人", "contact")),
)
GROUPING = ("group", "lead")  # what units are ranked within: blank in some rows, it splits a group in two
ID_LENGTH = 64

_TAG_MARKS = re.compile("[,，;；、]")


@dataclass(frozen=True)
class Unit:
    """One unit: its id (fit for a file name), its name, and what the list says of it ("" where blank)."""

    id: str
    name: str
    group: str = ""
    lead: str = ""
    tags: frozenset[str] = frozenset()
    contact: str = ""


@dataclass(frozen=True)
class UnitList:
    """The units that can be used, in the list's order, and what a person should know."""

    units: tuple[Unit, ...]
    problems: tuple[Problem, ...]


def read_units(path: Path) -> UnitList:
    """Read a unit list, .xlsx or .csv; a unit with an error is left out and the others stay.

    Of two rows with one id the first stays; capitals make no difference, since Windows sees none in file
    names. Raises ``Refusal`` if the table cannot be read or no unit is left.
    """
    table = read_table(path, COLUMNS)
    faults = [(row, _faults(row)) for row in table.rows]
    rows, twice = _distinct([row for row, found in faults if not found])
    problems = (*table.problems, *(fault for _, found in faults for fault in found), *twice)
    if not rows:
        raise Refusal([*problems, problem(Place(str(path)), "units-none")])
    remarks = (*_same_names(rows), *_partly_blank(rows))
    return UnitList(tuple(_unit(row) for row in rows), (*problems, *remarks))


def _unit(row: Row) -> Unit:
    tags = (tag.strip() for tag in _TAG_MARKS.split(row.text("tags")))
    values = {name: row.text(name) for name in ("id", "name", "group", "lead", "contact")}
    return Unit(**values, tags=frozenset(tag for tag in tags if tag))


def _faults(row: Row) -> list[Problem]:
    """Find what makes this row's unit unusable."""
    id_, name = row.text("id"), row.text("name")
    if not id_ and not name:
        return [problem(row.place, "unit-nameless")]
    nameless = [] if name else [problem(row.place_of("name"), "unit-name-missing", unit=id_, id=id_)]
    return [*_id_faults(row.place_of("id"), row.kind_of("id"), id_, name), *nameless]


def _id_faults(place: Place, kind: Kind, id_: str, name: str) -> list[Problem]:
    if not id_:
        return [problem(place, "unit-id-missing", name=name)]
    if kind is Kind.DATE:
        return [problem(place, "unit-id-date", unit=id_, id=id_)]
    long = [problem(place, "unit-id-long", unit=id_, id=id_, limit=ID_LENGTH)] if len(id_) > ID_LENGTH else []
    unfit = [] if fits_file_name(id_) else [problem(place, "unit-id-unfit", unit=id_, id=id_)]
    return [*long, *unfit]


def _distinct(rows: Iterable[Row]) -> tuple[list[Row], list[Problem]]:
    """Split the rows into the first of each id, and problems for the rest."""
    first: dict[str, Row] = {}
    twice = []
    for row in rows:
        id_ = row.text("id")
        other = first.setdefault(id_.casefold(), row)
        if other is not row:
            details = {"id": id_, "other": other.text("name"), "first": other.place_of("id")}
            twice.append(problem(row.place_of("id"), "unit-id-twice", unit=id_, **details))
    return list(first.values()), twice


def _same_names(rows: Iterable[Row]) -> Iterator[Problem]:
    first: dict[str, Row] = {}
    for row in rows:
        name = row.text("name")
        other = first.setdefault(name, row)
        if other is not row:
            place = row.place_of("name")
            yield problem(place, "unit-name-twice", unit=row.text("id"), name=name, first=other.place_of("name"))


def _partly_blank(rows: list[Row]) -> Iterator[Problem]:
    """Tell where a grouping column is blank in some rows only: below a merged cell all but the first are."""
    for name in GROUPING:
        blank = [row for row in rows if not row.text(name)]
        if blank and len(blank) < len(rows):
            heading = next(column.headings[0] for column in COLUMNS if column.name == name)
            place = blank[0].place_of(name)
            yield problem(place, "unit-partly-blank", heading=f"{heading} {name}", count=len(blank))
