"""The first witness of the year's arithmetic: columns computed in exact decimals.

Apart from ``rendering``, which it must not know. Each kind of look across the rows is prepared once for all of them
(groups by what must be the same, sorted where something must be greater), so that thousands of units cost little.
"""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal, localcontext
from itertools import accumulate

from xlrubric.scoring import DIGITS, compiled_expression
from xlrubric.year.columns import Across, Column, Rows, Value, in_order

Row = dict[str, Value]
NONE = Decimal(0)


def computed(columns: Iterable[Column], given: Sequence[Mapping[str, Value]]) -> Rows:
    """Compute all columns of all rows; ``given`` holds the values of the columns without a rule, a blank is absent.

    Raises graphlib.CycleError where columns look at each other in a circle.
    """
    rows: list[Row] = [dict(row) for row in given]
    with localcontext() as context:
        context.prec = DIGITS
        for column in in_order(columns):
            if isinstance(column.rule, Across):
                _look_across(rows, column.name, column.rule)
            elif column.rule is not None:
                rule = compiled_expression(column.rule)
                for row in rows:
                    row[column.name] = rule(row)
    return tuple(rows)


def _look_across(rows: list[Row], name: str, rule: Across) -> None:
    groups: dict[tuple[object, ...], list[Row]] = defaultdict(list)
    keys = [shared(row, rule) for row in rows]
    for key, row in zip(keys, rows, strict=True):
        if all(row.get(column) == 1 for column in rule.where):
            groups[key].append(row)
    answers = {key: _answer(members, rule) for key, members in groups.items()}
    nobody = _answer([], rule)
    found: list[Value] = []
    for key, row in zip(keys, rows, strict=True):
        looked_at = not rule.only or row.get(rule.only) == 1
        found.append(answers.get(key, nobody)(row) + rule.plus if looked_at else "")
    for row, value in zip(rows, found, strict=True):
        row[name] = value


def shared(row: Mapping[str, Value], rule: Across) -> tuple[object, ...]:
    """Give what rows must have in common; to a spreadsheet capitals and small letters are alike, and blank is empty."""
    values = (row.get(column) for column in rule.same)
    return tuple(value.casefold() if isinstance(value, str) else "" if value is None else value for value in values)


def _answer(members: list[Row], rule: Across) -> Callable[[Row], Decimal]:
    """Prepare the answer for every row that has these rows to look at."""
    if rule.beyond is None:
        whole = _taken(members, rule)
        return lambda row: whole
    column, side = rule.beyond
    members = sorted(members, key=lambda row: figure(row, column))
    marks = [figure(row, column) for row in members]
    if rule.operation == "count":
        return lambda row: Decimal(how_many(marks, figure(row, column), side))
    sums = list(accumulate((figure(row, rule.of) for row in members), initial=NONE))
    return lambda row: _sum_beyond(sums, marks, figure(row, column), side)


def _taken(members: list[Row], rule: Across) -> Decimal:
    figures = [figure(row, rule.of) for row in members]
    if rule.operation == "count":
        return Decimal(len(members))
    if rule.operation == "sum":
        return sum(figures, NONE)
    return (max if rule.operation == "highest" else min)(figures, default=NONE)


def how_many(marks: Sequence[Decimal], own: Decimal, side: str) -> int:
    """Count the sorted marks on a side of one's own."""
    if side in ("gt", "ge"):
        return len(marks) - (bisect_right if side == "gt" else bisect_left)(marks, own)
    return (bisect_left if side == "lt" else bisect_right)(marks, own)


def _sum_beyond(sums: list[Decimal], marks: list[Decimal], own: Decimal, side: str) -> Decimal:
    count = how_many(marks, own, side)
    return sums[-1] - sums[len(marks) - count] if side in ("gt", "ge") else sums[count]


def figure(row: Mapping[str, Value], column: str) -> Decimal:
    """Give a number that is looked at; what is none counts as 0."""
    value = row.get(column)
    return value if isinstance(value, Decimal) else NONE
