"""What of earlier years is not put right yet: from ranking workbooks, with rectification lists or without.

Apart from ``history``, which takes ranks and grades from the same files: here it is faults, and a year may come in two
files, the ranking and what was collected of its lists.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from xlrubric.feedback.material import faults
from xlrubric.feedback.states import UNSETTLED
from xlrubric.history import year_of
from xlrubric.layout.past import PastFault
from xlrubric.problems import Place, Problem, Refusal, problem
from xlrubric.ranked import Ranked, Values, number, read_ranked, text
from xlrubric.rubric import Rubric
from xlrubric.series import series
from xlrubric.units import Unit

UNLISTED = "unlisted"


@dataclass(frozen=True)
class Unsettled:
    """The faults that are not put right, by the id of the unit, and what is to be said of the files."""

    faults: Mapping[str, tuple[PastFault, ...]]
    problems: tuple[Problem, ...] = ()


def read_unsettled(paths: Iterable[Path], rubric: Rubric, units: Sequence[Unit]) -> Unsettled:
    """Read rankings of earlier periods; one that cannot be used is named.

    Where a list of a unit and a period was collected, what it says counts; where none was, every point that the unit
    lost in the last period counts.
    """
    problems: list[Problem] = []
    books: list[Ranked] = []
    for path in paths:
        try:
            book = read_ranked(path)
        except Refusal as refusal:
            problems += refusal.problems
            continue
        found = list(_unfit(book, rubric))
        problems += (*book.problems, *found)
        books += [] if found else [book]
    books.sort(key=_age)
    listed = _listed(books)
    ledgers = _ledgers(books)
    known = {unit.id for unit in units}
    together = {unit: (*_open(listed, unit), *_unlisted(listed, ledgers, unit)) for unit in known}
    problems += _unknown_state(books, ledgers, known)
    strangers = sorted({unit for unit, _ in listed}.union(ledgers) - known)
    if strangers:
        place = Place(books[-1].file)
        problems.append(problem(place, "past-units-gone", count=len(strangers), ids="、".join(strangers[:10])))
    return Unsettled({unit: rows for unit, rows in together.items() if rows}, tuple(problems))


def _unknown_state(books: Sequence[Ranked], ledgers: Mapping[str, object], known: Collection[str]) -> Iterator[Problem]:
    """Name the units that sent no list, where no ranking is given that tells what each unit lost."""
    for book in () if ledgers else books:
        silent = [text(row, "unit") for row in book.rows("rectification_units") if not text(row, "file")]
        if unknown := sorted(set(known).intersection(silent)):
            ids = "、".join(unknown[:10])
            yield problem(Place(book.file), "past-nothing-known", count=len(unknown), ids=ids)


def _unfit(book: Ranked, rubric: Rubric) -> Iterator[Problem]:
    """Say why a ranking is none of an earlier period of this standard."""
    place, period = Place(book.file), book.facts.get("period", "")
    year, this = year_of(period), year_of(rubric.period or "")
    if book.facts.get("series") != series(rubric.rubric):
        yield problem(place, "history-other-standard", found=book.facts.get("rubric", ""), wanted=rubric.rubric)
    elif year is not None and this is not None and year >= this:
        yield problem(place, "history-year", period=period, this=this)
    elif book.facts.get("rubric") == rubric.rubric and period == (rubric.period or ""):
        yield problem(place, "past-same-period", period=period or "—")


def _age(book: Ranked) -> tuple[int, str]:
    return year_of(book.facts.get("period", "")) or 0, book.facts.get("made", "")


def _listed(books: Sequence[Ranked]) -> dict[tuple[str, str], tuple[Values, ...]]:
    """Give the rows of the lists by unit and period; of two collections the one made later counts."""
    found: dict[tuple[str, str], tuple[Values, ...]] = {}
    for book in sorted(books, key=lambda book: book.facts.get("made", "")):
        own: dict[tuple[str, str], list[Values]] = {}
        for row in book.rows("rectification"):
            own.setdefault((text(row, "unit"), text(row, "period")), []).append(row)
        found |= {key: tuple(rows) for key, rows in own.items()}
    return found


def _ledgers(books: Sequence[Ranked]) -> dict[str, tuple[str, list[Values]]]:
    """Give each unit's ledger of the last period that has one, with the period."""
    last = next((book for book in reversed(books) if book.rows("ledger")), None)
    found: dict[str, tuple[str, list[Values]]] = {}
    for row in last.rows("ledger") if last else ():
        found.setdefault(text(row, "unit"), (last.facts.get("period", "") if last else "", []))[1].append(row)
    return found


def _open(listed: Mapping[tuple[str, str], tuple[Values, ...]], unit: str) -> Iterator[PastFault]:
    for (owner, period), rows in listed.items():
        for row in rows if owner == unit else ():
            if text(row, "state") in UNSETTLED:
                points = number(row, "points") or Decimal(0)
                item, finding, words = (text(row, key) for key in ("item", "finding", "words"))
                yield PastFault(item, finding, words, points, text(row, "state"), period)


def _unlisted(
    listed: Mapping[tuple[str, str], object], ledgers: Mapping[str, tuple[str, list[Values]]], unit: str
) -> Iterator[PastFault]:
    period, rows = ledgers.get(unit, ("", []))
    if (unit, period) not in listed:
        for fault in faults(rows):
            finding = fault.finding or fault.key
            yield PastFault(fault.item, finding, fault.words, fault.points, UNLISTED, period)
