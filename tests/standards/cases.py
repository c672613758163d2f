"""Cases computed by hand, scored: entries as people type them in, the score of any node, the total and the grade out.

Every case also goes through its workbook: the form is filled in, recalculated by IronCalc, and each of its figures must
be the exact one. So the cases are three witnesses in one.
"""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.proof.engines import Engine, differing, load
from tests.proof.samples import STAMP
from xlrubric.build import Prefill, form_values
from xlrubric.entries import read_table_value, table_entry_names
from xlrubric.graph import name
from xlrubric.layout.form import shown_quantities, unit_form
from xlrubric.rubric import Finding, Levels, Steps
from xlrubric.scoring import Score, Scorer, Value, compile_scorer
from xlrubric.skin import read_skin
from xlrubric.standard import Standard, read_standard
from xlrubric.units import Unit
from xlrubric.writer import render

RUBRICS = Path(__file__).parents[2] / "rubrics"


@dataclass(frozen=True)
class Scored:
    """What a case came to: ``case["1.1"]`` is the score of a node, ``case[""]`` the total."""

    standard: Standard
    score: Score

    def __getitem__(self, node: str) -> Decimal:
        role, found = self.standard.rubric.counts, self.standard.outline.by_id.get(node)
        value = self.score[name(role, found.what, node) if found else name(role, "total", node)]
        assert isinstance(value, Decimal)
        return value

    @property
    def grade(self) -> str:
        """Give the grade."""
        return str(self.score[name(self.standard.rubric.counts, "grade")])


def scored(rubric: str, entries: Mapping[str, str], tags: str | None = None) -> Scored:
    """Score the entries of the role that counts; ``tags`` of the unit, divided by commas (None: all applies)."""
    standard = variant_of(rubric, tags)
    values = typed(standard, entries)
    engine, scorer = recalculating(standard)
    score = scorer(values)
    assert differing(engine.recalculated(values), score) == []
    return Scored(standard, score)


@lru_cache(maxsize=32)
def standard_of(rubric: str) -> Standard:
    """Read a shipped rubric."""
    return read_standard(RUBRICS / f"{rubric}.yaml")


def variant_of(rubric: str, tags: str | None) -> Standard:
    """Give a rubric as it applies to units with these tags."""
    whole = standard_of(rubric)
    return whole if tags is None else whole.variant(frozenset(t.strip() for t in re.split("[,，、;；]", tags)))


@lru_cache(maxsize=64)
def recalculating(standard: Standard) -> tuple[Engine, Scorer]:
    """Build the workbook for units with these tags, load it, and compile what all its cells show."""
    tags = standard.known_tags if standard.tags is None else standard.tags
    form = unit_form(standard, read_skin(standard.rubric.language), Unit("u-1", "U", tags=tags))
    with TemporaryDirectory() as folder:
        path = Path(folder) / "form.xlsx"
        path.write_bytes(render(form, form_values(form, Prefill()), STAMP))
        return load(form, path), compile_scorer(form.standards[0].graph, shown_quantities(form))


def typed(standard: Standard, entries: Mapping[str, str]) -> dict[str, Value]:
    """Read what was typed, as a table of entries would; nothing may be refused or unknown."""
    boxes = table_entry_names(standard.graph.entries)
    values: dict[str, Value] = {}
    for finding, text in entries.items():
        readings = read_table_value(boxes[finding, standard.rubric.counts], text)
        assert readings and not any(r.code == "entry-refused" for r in readings.values()), (finding, text)
        values.update((n, reading.value) for n, reading in readings.items())
    return values


def amounts(rubric: str) -> dict[str, int]:
    """Count the deductions of each item, as a document spells them: one for each amount, none for a range."""
    counted: Counter[str] = Counter()
    for item in standard_of(rubric).rubric.items():
        counted[item.id] += sum(map(_amounts_of, item.every_finding()))
    return {item: count for item, count in counted.items() if count}


def _amounts_of(finding: Finding) -> int:
    if isinstance(finding.deduct, Levels):
        return sum(1 for amount in finding.deduct.root.values() if amount)
    if isinstance(finding.deduct, Steps):
        return sum(1 for step in finding.deduct.steps if step != "all")
    return int(isinstance(finding.deduct, Decimal))
