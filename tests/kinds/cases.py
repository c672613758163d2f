"""Cases of the rule language, computed by hand: a standard in the test's body, entries as people type them, scores out.

Apart from ``tests.standards``, whose cases are published standards: here each is as small as the clause it is about.
Every case is scored exactly, recalculated in its workbook by IronCalc, and its account must add up to the total.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

import pytest

from tests.proof.engines import differing
from tests.standards.cases import recalculating
from xlrubric.entries import Reading, read_table_value, table_entry_names
from xlrubric.graph import name
from xlrubric.ledger import Account
from xlrubric.messages import is_error
from xlrubric.scoring import Score, Value
from xlrubric.standard import Standard, check_source
from xlrubric.yamltext import parse_yaml

HEAD = "rubric: r\ntitle: t\n"
EXACT = Decimal("1E-20")  # what is left of a division that goes on for ever


@dataclass(frozen=True)
class Scored:
    """What a case came to: ``case["1.1"]`` is the score of a node, ``case[""]`` the total."""

    standard: Standard
    score: Score

    def __getitem__(self, node: str) -> Decimal:
        role, found = self.standard.rubric.counts, self.standard.outline.by_id.get(node)
        value = self.score[name(role, found.what if found and node else "total", node)]
        assert isinstance(value, Decimal)
        return value

    @property
    def grade(self) -> str:
        """Give the grade."""
        return str(self.score[name(self.standard.rubric.counts, "grade")])

    @property
    def account(self) -> list[tuple[str, Decimal]]:
        """Give the kinds of the account's postings and their points."""
        account = Account(self.standard.outline, self.score, self.standard.rubric.counts)
        return [(posting.kind, posting.points) for posting in account.postings()]


def item(*findings: str, points: str = "10", more: str = "") -> str:
    """Write a standard of one item «1.1» with these findings, 1.1.1 and so on; ``more`` are fields of the item."""
    return f"sections: [{{name: s, items: [{{name: i, points: {points}, {more} findings: [{', '.join(findings)}]}}]}}]"


def scored(rubric: str, entries: Mapping[str, str], tags: str | None = None) -> Scored:
    """Score the entries of the role that counts; ``tags`` of the unit, divided by commas (None: all applies)."""
    standard = variant_of(rubric, tags)
    values = typed(standard, entries)
    engine, scorer = recalculating(standard)
    score = scorer(values)
    assert differing(engine.recalculated(values), score) == []
    case = Scored(standard, score)
    base = Account(standard.outline, score, standard.rubric.counts).base()
    rest = case[""] - base - sum((points for _, points in case.account), Decimal(0))
    assert abs(rest) < EXACT, (base, case.account, case[""])
    return case


def check(
    rubric: str,
    entries: Mapping[str, str],
    expected: Mapping[str, str],
    grade: str | None = None,
    tags: str | None = None,
) -> None:
    """Score the entries and compare each node named, "" for the total, exactly to twelve places, and the grade."""
    case = scored(rubric, entries, tags)
    assert {node: round(case[node], 12) for node in expected} == {
        node: round(Decimal(points), 12) for node, points in expected.items()
    }
    if grade is not None:
        assert case.grade == grade


def refused(rubric: str, finding: str, text: str) -> bool:
    """Say whether the box does not take what is typed."""
    standard = variant_of(rubric, None)
    return any(reading.code == "entry-refused" for reading in readings_of(standard, finding, text).values())


def faults(rubric: str) -> list[str]:
    """Name the errors of a standard that is refused."""
    _, problems = check_source(parse_yaml(HEAD + rubric, "r.yaml"))
    return [problem.code for problem in problems if is_error(problem)]


@lru_cache(maxsize=256)
def standard_of(rubric: str) -> Standard:
    """Read a standard; ``rubric`` and ``title`` stand above what is given."""
    checked, problems = check_source(parse_yaml(HEAD + rubric, "r.yaml"))
    assert checked is not None and not any(map(is_error, problems)), problems
    return Standard(checked)


def variant_of(rubric: str, tags: str | None) -> Standard:
    """Give a standard as it applies to units with these tags."""
    whole = standard_of(rubric)
    return whole if tags is None else whole.variant(frozenset(t.strip() for t in tags.split(",") if t.strip()))


def typed(standard: Standard, entries: Mapping[str, str]) -> dict[str, Value]:
    """Read what was typed, as a table of entries would; nothing may be refused or unknown."""
    values: dict[str, Value] = {}
    for finding, text in entries.items():
        readings = readings_of(standard, finding, text)
        assert (readings or not text) and not any(r.code == "entry-refused" for r in readings.values()), (finding, text)
        values.update((n, reading.value) for n, reading in readings.items())
    return values


def readings_of(standard: Standard, finding: str, text: str) -> dict[str, Reading]:
    """Read one entry."""
    boxes = table_entry_names(standard.graph.entries)
    return read_table_value(boxes[finding, standard.rubric.counts], text)


def table(cases: Mapping[str, tuple[object, ...]], names: str) -> pytest.MarkDecorator:
    """Parametrize a test with a table whose keys say the arithmetic."""
    return pytest.mark.parametrize(re.split(r",\s*", names), list(cases.values()), ids=list(cases))
