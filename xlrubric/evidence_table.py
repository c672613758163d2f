"""The table of evidence, as a pandas DataFrame: a row a document of each unit that sent the sheet back.

Apart from ``ranking``, since most standards name no evidence: there is a table only where a form has the sheet.
"""

from collections.abc import Iterator

from xlrubric.collect import Collection
from xlrubric.evidence import UNREAD, UNSAID, Said
from xlrubric.frames import Frame, Row, frame
from xlrubric.layout.evidence import STATES
from xlrubric.problems import Place
from xlrubric.units import Unit
from xlrubric.verify import UnitReturn

THERE, MISSING, NONE = STATES
ORDER = (MISSING, UNREAD, UNSAID, THERE, NONE)
COLUMNS = (
    "unit",
    "name",
    "section",
    "item",
    "document",
    "state",
    "where",
    "remark",
    "lacking",
    "file",
    "sheet",
    "cell",
)


def evidence_tables(collection: Collection) -> dict[str, Frame]:
    """Give the table, where any form has the sheet."""
    rows = [row for unit in collection.units for row in _of_unit(unit, collection.returns.get(unit.id))]
    rows.sort(key=lambda row: ORDER.index(str(row["state"])))  # stable: within a state in the units' order
    return {"evidence": frame(rows, COLUMNS)} if rows else {}


def _of_unit(unit: Unit, returned: UnitReturn | None) -> Iterator[Row]:
    """Give a unit's rows; ``lacking`` is how many of its documents are said to be missing."""
    if returned is None:
        return
    lacking = sum(one.state == MISSING for one in returned.evidence)
    for one in returned.evidence:
        yield {"unit": unit.id, "name": unit.name, **_row(one, returned), "lacking": lacking}


def _row(one: Said, returned: UnitReturn) -> Row:
    """Give what is said of a document, and where: a self-check may have come in a workbook of its own."""
    document, place = one.document, one.place or Place(returned.file)
    return {
        "section": document.path[0],
        "item": document.item.id,
        "document": document.text,
        "state": one.state,
        "where": one.where,
        "remark": one.remark,
        "file": place.file,
        "sheet": place.sheet,
        "cell": place.cell,
    }
