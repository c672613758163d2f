"""The work of a ranking grows as its units do: counted, not timed."""

import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType

import pytest

from tests.bench.crowds import crowd
from tests.proof.samples import STAMP, standard_of
from tests.year.made import standard as year_of
from xlrubric.collect import Collection
from xlrubric.csv_tables import csv_files
from xlrubric.ranking import tables
from xlrubric.ranking_book import ranking_book, year_sheets
from xlrubric.standard import Standard
from xlrubric.year import close
from xlrubric.year.outcome import make_outcome

FEW, MANY = 40, 160
GRADED = """
  sources: [{id: check, name: 核查, weight: 60%, forms: total}, {id: survey, name: 调查, weight: 40%, table: true}]
  grades: [{name: 好, from: 60, share: 30%}, {name: 中, share: 50%}, {name: 差}]
  consequences: [{id: talk, name: 约谈, last: 3}]
"""


def work(collection: Collection) -> None:
    """Do all that is done for a ranking."""
    if collection.outcome is not None:
        make_outcome(collection.outcome.material)
    frames = tables(collection)
    ranking_book(collection, frames, STAMP, Path("ranking.xlsx"))
    csv_files(frames, Path("csv"))


def calls(task: Callable[[], object]) -> int:
    """Count the calls of a task, those of what is written in C too."""
    count = 0

    def heard(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(heard)
    try:
        task()
    finally:
        sys.setprofile(None)
    return count


def growth(standard: Standard) -> float:
    """Give how much more a unit costs among many than among few; what every ranking costs is left out."""
    least, few, many = (crowd(standard, count) for count in (FEW // 2, FEW, MANY))
    work(least)  # what is compiled and remembered once
    none, some, most = (calls(lambda made=made: work(made)) for made in (least, few, many))  # type: ignore[misc]
    return ((most - some) / (MANY - FEW)) / ((some - none) / (FEW - FEW // 2))


def test_a_unit_costs_no_more_among_many() -> None:
    assert growth(standard_of("wenzhou")) < 1.15


def test_nor_where_close_calls_are_asked_of_each(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(close, "MOST", 0)
    monkeypatch.setattr(close, "MOST_WHOLE", 0)
    monkeypatch.setattr(year_sheets, "LIVE", 0)
    assert growth(year_of(GRADED)) < 1.3  # the nearer the units stand, the more of them are close
