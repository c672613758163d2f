"""Other years' results, read from their ranking workbooks.

Apart from ``ranked``, which reads any ranking workbook, and from ``year.past``, the data: here years are put in order,
and what does not belong to this standard is named and left out.
"""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from re import search

from xlrubric.problems import Place, Problem, Refusal, problem
from xlrubric.ranked import Ranked, read_ranked, text
from xlrubric.rubric import Rubric
from xlrubric.series import series
from xlrubric.units import Unit
from xlrubric.year.past import History, Past


def read_history(paths: Iterable[Path], rubric: Rubric, units: Sequence[Unit]) -> History:
    """Read the ranking workbooks of other years; one that cannot be used is named and left out."""
    problems: list[Problem] = []
    books: dict[int, Ranked] = {}
    for path in paths:
        try:
            book = read_ranked(path)
        except Refusal as refusal:
            problems += refusal.problems
            continue
        problems += _take(book, rubric, books)
    years, gaps = _running(books, year_of(rubric.period or ""))
    names = {unit.id: unit.name for unit in units}
    problems += gaps
    problems += (found for year in years for found in _renamed(books[year], names))
    past = {str(year): _past(books[year]) for year in years}
    return History(tuple(map(str, years)), past, tuple(problems))


def year_of(period: str) -> int | None:
    """Give the year that a period's name holds (2018年度)."""
    found = search(r"(?<!\d)(19|20)\d\d(?!\d)", period)
    return int(found[0]) if found else None


def _take(book: Ranked, rubric: Rubric, books: dict[int, Ranked]) -> list[Problem]:
    """Put a workbook among the years, or say why not."""
    place, period = Place(book.file), book.facts.get("period", "")
    year, this = year_of(period), year_of(rubric.period or "")
    if book.facts.get("series") != series(rubric.rubric):
        found = book.facts.get("rubric", "")
        return [problem(place, "history-other-standard", found=found, wanted=rubric.rubric)]
    if this is None:
        return [problem(place, "history-own-year", period=rubric.period or "—")]
    if year is None or year >= this:
        return [problem(place, "history-year", period=period or "—", this=this)]
    if year in books:
        return [problem(place, "history-twice", year=year, first=books[year].file)]
    books[year] = book
    return []


def _running(books: Mapping[int, Ranked], this: int | None) -> tuple[list[int], list[Problem]]:
    """Give the years that run up to this one, and name those that a gap keeps away."""
    years: list[int] = []
    while this is not None and this - len(years) - 1 in books:
        years.append(this - len(years) - 1)
    kept_away = sorted(year for year in books if year not in years)
    gap = (this or 0) - len(years) - 1
    return years, [problem(Place(books[year].file), "history-gap", year=year, gap=gap) for year in kept_away]


def _past(book: Ranked) -> dict[str, Past]:
    rows = (row for row in book.rows("ranking") if row.get("unit") is not None)
    return {
        text(row, "unit"): Past(_number(row.get("rank")), _number(row.get("from_end")), text(row, "grade"))
        for row in rows
    }


def _number(value: object) -> Decimal | None:
    return value if isinstance(value, Decimal) else None


def _renamed(book: Ranked, names: Mapping[str, str]) -> Iterable[Problem]:
    """Note the ids that other units had then: years are put together by id."""
    for index, row in enumerate(book.rows("ranking")):
        unit, name = text(row, "unit"), text(row, "name")
        if unit in names and name and names[unit] != name:
            said = {"id": unit, "then": name, "now": names[unit]}
            yield problem(book.place("ranking", index, "name"), "history-renamed", unit=unit, **said)
