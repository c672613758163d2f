"""One unit's outcome with other figures of its own, where it can be told without computing all the others' anew.

Apart from ``arithmetic``, which computes all columns of all rows, and from ``close``, which asks «what if» of every
unit: there the whole year would be computed as often as there are units. A look across is answered from marks sorted
once, the unit's own taken out and put in otherwise; that is right as long as what is looked at does not change in the
others.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal, localcontext

from xlrubric.scoring import DIGITS, compiled_expression
from xlrubric.year.arithmetic import NONE, figure, how_many, shared
from xlrubric.year.columns import Across, Column, Value, column_names

Row = Mapping[str, Value]
OPPOSITE = {"gt": "lt", "lt": "gt"}


class Unsteady(Exception):
    """A look across sees what changes in the others too: only the whole year can tell."""


class Alone:
    """Answers for one unit at a time; ``columns`` stand after what they look at, ``rows`` are those of the outcome."""

    def __init__(self, columns: Sequence[Column], rows: Sequence[Row]) -> None:
        changing = {column.name for column in columns}
        by_name = {column.name: column for column in columns}
        self.steps: list[tuple[str, Callable[[Row, Row], Value]]] = []
        for column in columns:
            if isinstance(column.rule, Across):
                rule = _of_composites(column.rule, by_name)
                sees = {*rule.where, *rule.same, *((rule.beyond[0],) if rule.beyond else ())}
                known = rule.operation == "count" and not sees & changing
                self.steps.append((column.name, _Count(rule, rows) if known else _unsteady))
                continue
            assert column.rule is not None
            if not changing.intersection(column_names(column)):
                changing.discard(column.name)
            self.steps.append((column.name, _own(compiled_expression(column.rule))))

    @property
    def steady(self) -> bool:
        """Say whether every look across can be answered."""
        return all(step is not _unsteady for _, step in self.steps)

    def answer(self, now: Row, own: Row) -> Row:
        """Give a unit's columns; ``now`` is its row in the outcome, ``own`` what it would be. Raises Unsteady."""
        found = dict(own)
        with localcontext() as context:
            context.prec = DIGITS
            for name, step in self.steps:
                found[name] = step(now, found)
        return found


def _own(rule: Callable[[Row], Value]) -> Callable[[Row, Row], Value]:
    return lambda _, row: rule(row)


def _unsteady(now: Row, row: Row) -> Value:
    raise Unsteady


def _of_composites(rule: Across, columns: Mapping[str, Column]) -> Across:
    """Count by composites what is asked by ranks, where ranks only count composites: their order is the same."""
    if rule.beyond is None or rule.beyond[0] not in columns or rule.beyond[1] not in OPPOSITE:
        return rule
    ranks = columns[rule.beyond[0]].rule
    if not isinstance(ranks, Across) or ranks.operation != "count" or ranks.beyond is None:
        return rule
    if (ranks.where, ranks.same) != (rule.where, rule.same) or ranks.beyond[1] not in OPPOSITE:
        return rule
    name, ahead = ranks.beyond  # more are ahead of those behind
    side = OPPOSITE[ahead] if rule.beyond[1] == "gt" else ahead
    return replace(rule, beyond=(name, side))  # type: ignore[arg-type]


class _Count:
    """A count over the others, and over the unit itself with its other figures."""

    def __init__(self, rule: Across, rows: Sequence[Row]) -> None:
        self.rule = rule
        marks: dict[tuple[object, ...], list[Decimal]] = defaultdict(list)
        for row in rows:
            if self._is_seen(row):
                marks[shared(row, rule)].append(self._mark(row))
        self.marks = {key: sorted(those) for key, those in marks.items()}

    def _is_seen(self, row: Row) -> bool:
        return all(row.get(column) == 1 for column in self.rule.where)

    def _mark(self, row: Row) -> Decimal:
        return figure(row, self.rule.beyond[0]) if self.rule.beyond else NONE

    def __call__(self, now: Row, row: Row) -> Value:
        if self.rule.only and row.get(self.rule.only) != 1:
            return ""
        key, side = shared(row, self.rule), self.rule.beyond[1] if self.rule.beyond else "ge"
        marks = self.marks.get(key, [])
        own = self._mark(row)
        count = how_many(marks, own, side)
        if self._is_seen(now) and shared(now, self.rule) == key:
            count -= how_many([self._mark(now)], own, side)
        if self._is_seen(row):
            count += how_many([own], own, side)
        return Decimal(count + self.rule.plus)
