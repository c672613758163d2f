"""The third witness: a form's own formulas, recalculated by IronCalc in the process."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import ironcalc

from tests.proof.fillings import Filling
from xlrubric.graph import Graph
from xlrubric.layout.form import Form
from xlrubric.layout.sheets import Formula, Input
from xlrubric.scoring import Score, Value
from xlrubric.verify import near

PLANTED = -999.0
NOISE = Decimal("1E-12")  # of a large double, as a share of it


@dataclass(frozen=True)
class Place:
    sheet: int
    row: int
    column: int


@dataclass(frozen=True)
class Engine:
    """A form loaded into IronCalc: where its entries and figures are."""

    model: Any
    graph: Graph
    entries: Mapping[str, Place]
    figures: Mapping[str, Place]

    def recalculated(self, filling: Filling) -> dict[str, Value]:
        """Fill the form in, recalculate, and give every figure of every sheet."""
        for name, place in self.entries.items():
            _fill(self.model, place, filling.get(name))
        self.model.evaluate()
        return {
            name: self.model.get_cell_value(place.sheet, place.row, place.column)
            for name, place in self.figures.items()
        }


def _fill(model: Any, place: Place, value: Value) -> None:
    at = (place.sheet, place.row, place.column)
    if isinstance(value, Decimal):
        model.update_cell_with_number(*at, float(value))
    elif isinstance(value, str):
        model.update_cell_with_text(*at, value)
    else:
        model.clear_cell_contents(*at)


def load(form: Form, workbook: Path, number: int = 0) -> Engine:
    """Load a rendered form; names are local to the unit at place ``number``."""
    sheets = {sheet.name: n for n, sheet in enumerate(form.sheets)}
    prefix, entries, figures = f"{number}/", dict[str, Place](), dict[str, Place]()
    for sheet in form.sheets:
        for cell in sheet.cells:
            if cell.name.startswith(prefix):
                place = Place(sheets[sheet.name], cell.row, cell.column)
                local = cell.name.removeprefix(prefix)
                if isinstance(cell.content, Formula):
                    figures[local] = place
                elif isinstance(cell.content, Input):
                    entries[local] = place
    return Engine(ironcalc.load_from_xlsx(str(workbook)), form.standards[number].graph, entries, figures)


def differing(figures: Mapping[str, Value | float], score: Score) -> list[str]:
    """Name the figures that are not what the score says; every figure must be in the score."""
    return [
        f"{name}: {shown!r} is not {score[name]!r}" for name, shown in figures.items() if not _agree(shown, score[name])
    ]


def _agree(shown: Value | float, exact: Value) -> bool:
    if isinstance(exact, Decimal):
        return isinstance(shown, float | int | Decimal) and near(Decimal(repr(float(shown))), exact)
    return (shown or "") == (exact or "")
