"""What a step of the year's arithmetic is: a column over all units, given or computed.

Apart from the rules that make columns and from the two that read them. A computed column is either an expression over
the same row's columns (``xlrubric.expressions``; names are columns) or looks across the rows (``Across``). Names are
``what:id``: ``given:check``, ``score:check``, ``part:check``, ``composite``, ``rank``, ``does:talk``, ``fits:1``.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from graphlib import TopologicalSorter
from typing import Literal

from xlrubric.expressions import Expression, references

Value = Decimal | str | bool | None
Shows = Literal["text", "points", "number", "place", "percent", "flag"]
Beyond = Literal["gt", "lt", "ge", "le"]


@dataclass(frozen=True, slots=True)
class Across:
    """A look across the rows: how many there are of a kind, or the sum, highest or lowest of a column over them.

    The rows looked at have 1 in each column of ``where``, hold the same as the own row in each column of ``same``,
    and in the column of ``beyond`` something greater (less …) than the own row. ``plus`` is added. Where the own
    row has not 1 in the column ``only``, the result is an empty text. Columns of ``where``, ``of`` and ``beyond``
    hold numbers in every row that is looked at; what is of the highest or lowest is never below 0.
    """

    operation: Literal["count", "sum", "highest", "lowest"]
    of: str = ""
    where: tuple[str, ...] = ()
    same: tuple[str, ...] = ()
    beyond: tuple[str, Beyond] | None = None
    plus: int = 0
    only: str = ""

    def columns(self) -> tuple[str, ...]:
        """Name the columns that it looks at."""
        names = (self.of, *self.where, *self.same, self.beyond[0] if self.beyond else "", self.only)
        return tuple(filter(None, names))


@dataclass(frozen=True, slots=True)
class Column:
    """One step: its name, what it shows, and its rule; without a rule it is given.

    ``what`` and ``said`` make its heading: a label of the ranking workbook and what fills its placeholders; ``note``
    is the second line of the heading: the rule in short. ``working`` columns are steps that few need to see.
    """

    name: str
    what: str
    rule: Expression | Across | None = None
    shows: Shows = "points"
    said: tuple[tuple[str, str], ...] = ()
    note: tuple[tuple[str, str], ...] = field(default=())
    working: bool = False


Rows = tuple[Mapping[str, Value], ...]


def column_names(column: Column) -> Iterator[str]:
    """Give the columns that a column's rule looks at."""
    if isinstance(column.rule, Across):
        yield from column.rule.columns()
    elif column.rule is not None:
        yield from references(column.rule)


def in_order(columns: Iterable[Column]) -> tuple[Column, ...]:
    """Put columns after those that they look at. Raises graphlib.CycleError where that is impossible."""
    by_name = {column.name: column for column in columns}
    sorter: TopologicalSorter[str] = TopologicalSorter()
    for column in by_name.values():
        sorter.add(column.name, *(name for name in column_names(column) if name in by_name))
    return tuple(by_name[name] for name in sorter.static_order())
