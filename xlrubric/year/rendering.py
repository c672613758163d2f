"""The second witness of the year's arithmetic: columns as formulas of a sheet with a row for each unit.

Apart from ``arithmetic``, which it must not know. Areas are absolute, so that rows may be sorted; only functions that
Excel 2010, WPS and LibreOffice share. SUMPRODUCT compares numbers as they are, where COUNTIFS would make texts of them.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from xlrubric.cellrefs import letters
from xlrubric.formulas import Spot, formula
from xlrubric.year.columns import Across, Column

SIGNS = {"gt": ">", "lt": "<", "ge": ">=", "le": "<="}
BEYOND = "1E+300"  # what is not looked at, for the lowest


@dataclass(frozen=True, eq=False)
class Grid:
    """Where the columns stand: the sheet, its first and last row, and each column's number from 1, by name."""

    sheet: str
    first: int
    last: int
    columns: Mapping[str, int]

    def spot(self, name: str, row: int) -> Spot:
        """Give the cell of a column in a row."""
        return Spot(self.sheet, row, self.columns[name])

    def area(self, name: str) -> str:
        """Give the whole column."""
        column = letters(self.columns[name])
        return f"${column}${self.first}:${column}${self.last}"


def rendered(column: Column, grid: Grid, row: int) -> str:
    """Give the formula of a computed column in a row of the grid, without the leading ``=``."""
    assert column.rule is not None
    if isinstance(column.rule, Across):
        return _across(column.rule, grid, row)
    return formula(column.rule, lambda name: grid.spot(name, row), grid.sheet)


def _across(rule: Across, grid: Grid, row: int) -> str:
    text = _taken(rule, grid, _conditions(rule, grid, row))
    if rule.plus:
        text = f"{text}+{rule.plus}"
    return f'IF({_own(rule.only, grid, row)}=1,{text},"")' if rule.only else text


def _own(name: str, grid: Grid, row: int) -> str:
    return f"${letters(grid.columns[name])}{row}"


def _conditions(rule: Across, grid: Grid, row: int) -> list[str]:
    parts = [f"({grid.area(name)}=1)" for name in rule.where]
    parts += [f"({grid.area(name)}={_own(name, grid, row)})" for name in rule.same]
    if rule.beyond:
        name, side = rule.beyond
        parts.append(f"({grid.area(name)}{SIGNS[side]}{_own(name, grid, row)})")
    return parts


def _taken(rule: Across, grid: Grid, conditions: list[str]) -> str:
    product = "*".join(conditions)
    if rule.operation == "count":
        return f"SUMPRODUCT({product}*1)" if conditions else f"ROWS({grid.area(next(iter(grid.columns)))})"
    area = grid.area(rule.of)
    if rule.operation == "sum":
        return f"SUMPRODUCT({product}*1,{area})" if conditions else f"SUM({area})"
    if not conditions:
        return f"{'MAX' if rule.operation == 'highest' else 'MIN'}({area})"
    if rule.operation == "highest":
        return f"SUMPRODUCT(MAX({product}*{area}))"
    return f"SUMPRODUCT(MIN({product}*{area}+(1-{product})*{BEYOND}))"
