"""Ranking workbooks of other years, made as they would have been then.

Apart from the tests because those of the history, of the error book and of the command all need some.
"""

from dataclasses import replace
from pathlib import Path

from tests.year.made import FORM, collection, standard
from tests.year.witness import book_of
from xlrubric.standard import Standard

RULES = """
  sources: [{id: check, name: 核查, weight: 100%, forms: total}]
  grades: [{name: 好, from: 90}, {name: 差}]
  consequences:
    - {name: 督查, last: 1}
    - {name: 约谈, last: 1, years: 2}
    - {name: 调整, last: 1, years: 3}
"""
THIS = "unit form\nU1 95\nU2 90\nU3 80\n"


def of_year(year: str, rubric: str = "nian", period: str | None = None) -> Standard:
    form = FORM.replace("nian-2018", f"{rubric}-{year}").replace(
        "2018年度", f"{year}年度" if period is None else period
    )
    return standard(RULES, form)


def past_book(
    folder: Path, year: str, rows: str, name: str = "", rubric: str = "nian", period: str | None = None
) -> Path:
    """Write the ranking workbook of a year; ``rows`` are units and totals."""
    made = collection(of_year(year, rubric, period), "unit form\n" + rows)
    path = folder / (name or f"{year}.xlsx")
    path.write_bytes(book_of(made))
    return path


def renamed_book(folder: Path, year: str, rows: str, unit: str, name: str) -> Path:
    """Write the ranking workbook of a year in which a unit had another name."""
    made = collection(of_year(year), "unit form\n" + rows)
    units = tuple(replace(one, name=name) if one.id == unit else one for one in made.units)
    rows_then = tuple({**row, "name": name} if row["unit"] == unit else row for row in made.outcome.rows)  # type: ignore
    outcome = replace(made.outcome, rows=rows_then)  # type: ignore[type-var]
    (folder / f"{year}.xlsx").write_bytes(book_of(replace(made, units=units, outcome=outcome)))
    return folder / f"{year}.xlsx"
