"""The third witness once more: forms filled in, every cached figure spoiled, recalculated by LibreOffice."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from tests.office.headless import recalculate
from tests.proof.engines import PLANTED, differing
from tests.proof.fillings import Filling
from tests.proof.samples import STAMP
from xlrubric.layout.form import Form
from xlrubric.layout.sheets import Formula
from xlrubric.scoring import Scorer, Value
from xlrubric.writer import render
from xlrubric.xlsx import read_workbook

BATCH = 100  # workbooks in one call of LibreOffice


@dataclass(frozen=True)
class Case:
    """A form, what its cells come to, and what is filled in."""

    form: Form
    scorer: Scorer
    filling: Filling


@dataclass(frozen=True)
class Outcome:
    """What came of one filling: figures that differ, and whether the spoiled values were still there."""

    differing: tuple[str, ...]
    recalculated: bool


def spoiled(form: Form, filling: Filling) -> bytes:
    """Render a form with a filling and a wrong cached value behind every formula."""
    wrong: dict[str, Value] = {cell.name: Decimal(int(PLANTED)) for _, cell in form.computed()}
    entries = {f"0/{name}": value for name, value in filling.items()}
    return render(form, {**entries, **wrong}, STAMP)


def outcomes(form: Form, scorer: Scorer, fillings: Sequence[Filling], folder: Path) -> list[Outcome]:
    """Have LibreOffice recalculate a form under each filling and compare every figure."""
    return outcomes_of([Case(form, scorer, filling) for filling in fillings], folder)


def outcomes_of(cases: Sequence[Case], folder: Path) -> list[Outcome]:
    """Have LibreOffice recalculate forms, each under its filling, and compare every figure."""
    found: list[Outcome] = []
    for start in range(0, len(cases), BATCH):
        batch = cases[start : start + BATCH]
        sent = folder / f"sent{start}"
        sent.mkdir()
        paths = [sent / f"{n}.xlsx" for n in range(len(batch))]
        for path, case in zip(paths, batch, strict=True):
            path.write_bytes(spoiled(case.form, case.filling))
        back = recalculate(paths, folder / f"back{start}")
        found += [_outcome(case, path) for case, path in zip(batch, back, strict=True)]
    return found


def _outcome(case: Case, path: Path) -> Outcome:
    sheets = {sheet.name: sheet.cells for sheet in read_workbook(path.read_bytes(), str(path)).sheets}
    figures: dict[str, Value] = {}
    for sheet, cell in case.form.computed():
        assert isinstance(cell.content, Formula)
        stored = sheets[sheet.name].get((cell.row, cell.column))
        figures[cell.name.removeprefix("0/")] = stored.value if stored else None
    score, planted = case.scorer(case.filling), Decimal(int(PLANTED))
    fresh = all(value != planted or score[name] == planted for name, value in figures.items())
    return Outcome(tuple(differing(figures, score)), fresh)
