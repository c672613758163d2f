"""Forms to prove: each shipped rubric, rendered blank."""

from dataclasses import replace
from datetime import datetime
from pathlib import Path

from xlrubric.build import Prefill, form_values
from xlrubric.layout.form import Form, lead_form, shown_quantities, unit_form
from xlrubric.scoring import Scorer, compile_scorer
from xlrubric.shipped_files import shipped
from xlrubric.skin import read_skin
from xlrubric.standard import Standard, read_standard
from xlrubric.units import Unit
from xlrubric.writer import Stamp, render

STAMP = Stamp(datetime(2018, 10, 15))
UNITS = tuple(Unit(f"U{n}", f"单位{n}", "一组", "牵头单位") for n in (1, 2, 3))


def shipped_names() -> list[str]:
    return sorted(path.stem for path in shipped("rubrics").rglob("*.yaml"))


def standard_of(name: str) -> Standard:
    (path,) = shipped("rubrics").rglob(f"{name}.yaml")
    return read_standard(path)


def single(standard: Standard) -> Form:
    """Lay out the form of a unit to whom everything applies."""
    return unit_form(standard, read_skin(standard.rubric.language), replace(UNITS[0], tags=standard.known_tags))


def led(standard: Standard) -> Form:
    """Lay out a lead unit's form; of its units the first has all tags, the others one each."""
    tags = [standard.known_tags, *(frozenset({tag}) for tag in sorted(standard.known_tags))]
    units = [replace(unit, tags=tags[n % len(tags)]) for n, unit in enumerate(UNITS)]
    return lead_form(standard, read_skin(standard.rubric.language), "牵头单位", units)


def written(form: Form, path: Path, prefill: Prefill | None = None) -> Path:
    path.write_bytes(render(form, form_values(form, prefill or Prefill()), STAMP))
    return path


def scorer_of(form: Form, number: int = 0) -> Scorer:
    return compile_scorer(form.standards[number].graph, shown_quantities(form, number))
