"""Forms to prove: each shipped rubric, rendered blank."""

from datetime import datetime
from pathlib import Path

from xlrubric.build import Prefill, form_values
from xlrubric.layout.form import Form, lead_form, shown_quantities, unit_form
from xlrubric.scoring import Scorer, compile_scorer
from xlrubric.skin import read_skin, shipped
from xlrubric.standard import Standard, read_standard
from xlrubric.units import Unit
from xlrubric.writer import Stamp, render

STAMP = Stamp(datetime(2018, 10, 15))
UNITS = tuple(Unit(f"U{n}", f"单位{n}", "一组", "牵头单位") for n in (1, 2, 3))


def shipped_names() -> list[str]:
    return sorted(path.stem for path in shipped("rubrics").glob("*.yaml"))


def standard_of(name: str) -> Standard:
    return read_standard(shipped("rubrics") / f"{name}.yaml")


def single(standard: Standard) -> Form:
    return unit_form(standard, read_skin(standard.rubric.language), UNITS[0])


def led(standard: Standard) -> Form:
    return lead_form(standard, read_skin(standard.rubric.language), "牵头单位", UNITS)


def written(form: Form, path: Path, prefill: Prefill | None = None) -> Path:
    path.write_bytes(render(form, form_values(form, prefill or Prefill()), STAMP))
    return path


def scorer_of(form: Form, number: int = 0) -> Scorer:
    return compile_scorer(form.standard.graph, shown_quantities(form, number))
