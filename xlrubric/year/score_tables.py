"""Tables of scores that other offices send: a row a unit, a column a source (or another table's words).

Apart from ``tables``, which knows files and headings: here columns are headed by the names or ids of the rubric's
sources and checks. A figure is taken as it stands or refused with its cell; a blank one is missing, never 0.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from pathlib import Path
from re import compile as pattern
from unicodedata import normalize

from xlrubric.problems import Place, Problem, Refusal, problem
from xlrubric.result import Result, Source
from xlrubric.rules import plain
from xlrubric.scoring import half_up
from xlrubric.tables import Column, Row, Table, heading_key, read_table
from xlrubric.units import COLUMNS as UNIT_COLUMNS
from xlrubric.units import Unit
from xlrubric.year.sources import full_of

Figure = Decimal | str
NUMBER = pattern(r"[+-]?[0-9]{1,9}(\.[0-9]{1,15})?")
PLACES = Decimal(6)  # decimal places that are taken of a figure
LARGEST = Decimal(999999999)
SHARED = "named:"
NUMBERS = ("序号", "序號")
NAMES = ("单位编号", "單位編號", "单位", "單位", "单位名称", "單位名稱", "unit")


@dataclass(frozen=True)
class Scores:
    """What the tables give: by column (a source's id, ``check:1``) the figures by unit id, and where each stands.

    ``headed`` are the columns that some table had, with or without a figure.
    """

    figures: Mapping[str, Mapping[str, Figure]] = field(default_factory=dict)
    places: Mapping[tuple[str, str], Place] = field(default_factory=dict)
    headed: frozenset[str] = frozenset()
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class _Typed:
    """One cell that was typed: its column, whose, what, where."""

    column: str
    unit: Unit
    text: str
    place: Place


def read_scores(paths: Iterable[Path], result: Result, units: Sequence[Unit]) -> Scores:
    """Read all tables of scores; one that cannot be read is named, and the rest goes on without it."""
    wanted = _wanted(result)
    problems: list[Problem] = []
    typed: list[_Typed] = []
    headed: set[str] = set()
    for path in paths:
        try:
            table = _table(path, wanted)
        except Refusal as refusal:
            problems += refusal.problems
            continue
        own = table.columns - {"id", "unit", "number"}
        headed |= {source for column in own for source in _meant(column, result)}
        problems += table.problems
        if not own:
            names = "、".join(column.headings[0] for column in wanted) or "—"
            problems.append(problem(Place(str(path)), "scores-no-source", names=names))
        found, faults = _cells(table.rows, sorted(own), units)
        typed += (replace(one, column=_own_source(one, result)) for one in found)
        problems += faults
    return _figures(typed, result, frozenset(headed), problems)


def _table(path: Path, wanted: tuple[Column, ...]) -> Table:
    """Read a table by the column that says whose row it is.

    That is the unit's id, else what an office calls the unit, else a number in the list.
    """
    ids = tuple(n for c in UNIT_COLUMNS if c.name == "id" for n in c.headings if n not in NUMBERS)
    names = tuple(name for name in NAMES if name not in ids)
    whose = (Column("id", ids), Column("unit", names), Column("number", NUMBERS))
    for needed in whose:
        columns = (replace(column, required=column is needed) for column in whose)
        try:
            return read_table(path, (*columns, *wanted))
        except Refusal as refusal:
            if all(found.code != "table-heading-missing" for found in refusal.problems):
                raise
    return read_table(path, (Column("unit", (*ids, *names), required=True), *wanted))


def _wanted(result: Result) -> tuple[Column, ...]:
    """Give the columns that tables may have: sources that come from tables, by name or id, and checks.

    Sources whose names differ in brackets only, 日常管理（牵头单位） and 日常管理（所属单位）, may share a column: each
    unit's figure belongs to the one that counts for it.
    """
    columns = [Column(f"check:{n}", (check.name,)) for n, check in enumerate(result.checks, 1)]
    for key, sources in _alike(result).items():
        ids = tuple(source.id for source in sources)
        columns.append(Column(f"{SHARED}{key}", tuple(source.name for source in sources) + ids[: len(ids) == 1]))
        columns += (Column(source.id, (source.id,)) for source in sources if len(ids) > 1)
    return tuple(columns)


def _alike(result: Result) -> dict[str, list[Source]]:
    """Put the sources together whose names make the same heading."""
    found: dict[str, list[Source]] = {}
    for source in result.sources:
        if source.table or source.tiers:
            found.setdefault(heading_key(source.name), []).append(source)
    return found


def _meant(column: str, result: Result) -> tuple[str, ...]:
    """Give the sources, or the check, that a column of a table may stand for."""
    if not column.startswith(SHARED):
        return (column,)
    return tuple(source.id for source in _alike(result)[column.removeprefix(SHARED)])


def _own_source(one: _Typed, result: Result) -> str:
    """Give the source that a typed figure belongs to: of several the one that counts for the unit."""
    meant = _meant(one.column, result)
    sources = (source for source in result.sources if source.id in meant)
    fitting = (s.id for s in sources if not s.applies_to or one.unit.tags & set(s.applies_to))
    return next(fitting, meant[0])


def _cells(rows: Iterable[Row], columns: Sequence[str], units: Sequence[Unit]) -> tuple[list[_Typed], list[Problem]]:
    known = {unit.id.casefold(): unit for unit in units}
    named: dict[str, list[Unit]] = defaultdict(list)
    for unit in units:
        named[unit.name].append(unit)
    typed: list[_Typed] = []
    problems: list[Problem] = []
    for row in rows:
        own, fault = _whose(row, known, named)
        problems += fault
        for column in columns:
            if own is not None and row.text(column):
                typed.append(_Typed(column, own, row.text(column), row.place_of(column)))
    return typed, problems


def _whose(row: Row, known: Mapping[str, Unit], named: Mapping[str, list[Unit]]) -> tuple[Unit | None, list[Problem]]:
    """Find the unit of a row by its id or its name; a number in a list counts only where neither stands."""
    column = next((name for name in ("id", "unit", "number") if row.text(name)), "")
    where, said = row.place_of(column or ("id" if row.place_of("id") != row.place else "unit")), row.text(column)
    by_id = known.get(said.casefold()) or known.get(row.text("unit").casefold())
    by_name = named.get(row.text("unit")) or named.get(said) or []
    if by_id is not None and by_name and by_id not in by_name:
        told = {"id": said, "name": by_id.name, "other": row.text("unit")}
        return None, [problem(row.place_of("unit"), "scores-two-units", unit=by_id.id, **told)]
    if by_id is None and len(by_name) > 1:
        ids = "、".join(unit.id for unit in by_name)
        return None, [problem(where, "scores-name-unclear", name=by_name[0].name, ids=ids)]
    if by_id is None and not by_name:
        return None, [problem(where, "scores-unknown-unit" if said else "scores-unit-missing", id=said)]
    return by_id or by_name[0], []


def _figures(typed: Iterable[_Typed], result: Result, headed: frozenset[str], problems: list[Problem]) -> Scores:
    figures: dict[str, dict[str, Figure]] = {column: {} for column in headed}
    places: dict[tuple[str, str], Place] = {}
    for one in typed:
        key = (one.column, one.unit.id)
        if key in places:
            said = {"name": one.unit.name, "first": places[key], "source": _name(result, one.column)}
            problems.append(problem(one.place, "scores-twice", unit=one.unit.id, **said))
            continue
        places[key] = one.place
        figure, fault = _figure(one, result)
        problems += fault
        if figure is not None:
            figures[one.column][one.unit.id] = figure
    return Scores(figures, places, headed, tuple(problems))


def _figure(one: _Typed, result: Result) -> tuple[Figure | None, list[Problem]]:
    """Read a cell: a number within the source's scale, one of its tiers, or any word of another table."""
    source = next((source for source in result.sources if source.id == one.column), None)
    if source is None:
        return normalize("NFKC", one.text).strip(), []
    if source.applies_to and not one.unit.tags & set(source.applies_to):
        said = {"name": one.unit.name, "source": source.name, "tags": "、".join(source.applies_to)}
        return None, [problem(one.place, "scores-not-applicable", unit=one.unit.id, **said)]
    if source.tiers and not source.assign:
        return _tier(one, source)
    return _number(one, source)


def _tier(one: _Typed, source: Source) -> tuple[Figure | None, list[Problem]]:
    text = normalize("NFKC", one.text).strip()
    found = next((word for word in source.tiers or {} if word.casefold() == text.casefold()), None)
    if found is not None:
        return found, []
    said = {"typed": one.text, "words": "、".join(source.tiers or {}), "name": one.unit.name}
    return None, [problem(one.place, "scores-no-tier", unit=one.unit.id, **said)]


def _number(one: _Typed, source: Source) -> tuple[Figure | None, list[Problem]]:
    text = normalize("NFKC", one.text).strip().removesuffix("分").removesuffix("%").strip()
    if not NUMBER.fullmatch(text):
        said = {"typed": one.text, "name": one.unit.name, "source": source.name}
        return None, [problem(one.place, "scores-no-number", unit=one.unit.id, **said)]
    number = half_up(Decimal(text), PLACES)
    low, high = limits(source)
    if low <= number <= high:
        return number, []
    bounds = {"low": plain(low), "high": plain(high)}
    said = {"typed": one.text, "name": one.unit.name, "source": source.name, **bounds}
    return None, [problem(one.place, "scores-beyond", unit=one.unit.id, **said)]


def limits(source: Source) -> tuple[Decimal, Decimal]:
    """Give the least and the most that a source's figure may be."""
    if source.adds:
        most = source.of or LARGEST
        return -most, most
    free = source.of is None and (source.best or source.mean or source.by_rank or source.assign)
    return Decimal(0), LARGEST if free else full_of(source)


def _name(result: Result, column: str) -> str:
    named = {source.id: source.name for source in result.sources}
    named |= {f"check:{n}": check.name for n, check in enumerate(result.checks, 1)}
    return named[column]
