"""Other years' results as data: places, places from the end and grades, by year and unit.

Apart from ``xlrubric.history``, which reads them from ranking workbooks: the arithmetic needs no workbook.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from xlrubric.problems import Problem


@dataclass(frozen=True, slots=True)
class Past:
    """A unit's result in another year; what was not given is None or ""."""

    place: Decimal | None = None
    end: Decimal | None = None
    grade: str = ""


@dataclass(frozen=True)
class History:
    """The years before this one, the latest first and without a gap: each unit's result by year and id."""

    years: tuple[str, ...] = ()
    past: Mapping[str, Mapping[str, Past]] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
