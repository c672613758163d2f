"""Which form a workbook is: what its hidden identity sheet says.

Apart from ``returned``, which looks through the sheets: ballots, rectification lists and rankings have an identity too.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from xlrubric.cellrefs import address
from xlrubric.layout.extras import UNIT_FIELDS
from xlrubric.layout.sheets import KEY_COLUMN, KEY_ROW
from xlrubric.problems import Place, Problem, problem
from xlrubric.units import Unit
from xlrubric.xlsx import SheetData, WorkbookData

FORM_KEYS = ("cover:", "scoring:", "summary:", "workings:", "ballot")  # how the keys of a form's sheets begin


@dataclass(frozen=True)
class Identity:
    """What the identity sheet says: the rubric, its version and the layout's, the units (and the lead unit).

    ``kind`` is empty for forms; ``facts`` is all that it says, by key.
    """

    rubric: str
    fingerprint: str
    layout: str
    units: tuple[Unit, ...]
    lead: str | None
    place: Place
    cells: Mapping[str, str]
    kind: str = ""
    facts: Mapping[str, str] = field(default_factory=dict)

    def at(self, key: str) -> Place:
        """Give the place of one of its facts."""
        return self.place._replace(cell=self.cells.get(key, ""))


def find_identity(book: WorkbookData, file: str) -> Identity | None:
    """Read the identity sheet, whatever its tab is called; None where there is none, or several that differ."""
    sheets = [s for s in book.sheets if text_at(s, KEY_ROW, KEY_COLUMN) == "identity"]
    if not sheets or any(sheet.cells != sheets[0].cells for sheet in sheets):
        return None
    sheet = sheets[0]
    rows = {c.text: row for (row, column), c in sheet.cells.items() if column == KEY_COLUMN}
    facts = {key: text_at(sheet, row, 2) for key, row in rows.items()}
    places = {key: address(row, 2) for key, row in rows.items()}
    return Identity(
        rubric=facts.get("rubric", ""),
        fingerprint=facts.get("fingerprint", ""),
        layout=facts.get("layout", ""),
        units=tuple(_units(facts)),
        lead=facts.get("lead"),
        place=Place(file, sheet=sheet.name),
        cells=places,
        kind=facts.get("kind", ""),
        facts=facts,
    )


def without_identity(book: WorkbookData, file: str) -> Problem:
    """Say what a workbook is of which no identity is known."""
    names = [s.name for s in book.sheets if text_at(s, KEY_ROW, KEY_COLUMN) == "identity"]
    if names:
        return problem(Place(file), "identity-twice", count=str(len(names)), sheets=", ".join(names))
    forms = [s.name for s in book.sheets if text_at(s, KEY_ROW, KEY_COLUMN).startswith(FORM_KEYS)]
    if forms:
        return problem(Place(file), "identity-gone", sheets=", ".join(forms))
    return problem(Place(file), "not-a-form")


def _units(facts: Mapping[str, str]) -> list[Unit]:
    units: list[Unit] = []
    while f"unit.{len(units)}.id" in facts:
        n = len(units)
        id_, name, group, lead, contact = (facts.get(f"unit.{n}.{key}", "") for key in UNIT_FIELDS)
        tags = frozenset(filter(None, facts.get(f"unit.{n}.tags", "").split("、")))
        units.append(Unit(id_, name, group, lead, tags, contact))
    return units


def text_at(sheet: SheetData, row: int, column: int) -> str:
    """Give the text of a cell, empty where there is none."""
    cell = sheet.cells.get((row, column))
    return cell.text if cell else ""
