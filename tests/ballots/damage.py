"""What people and programs do to a ballot before it comes back, done to its package.

Apart from the tests because those of reading and the error book both damage ballots.
"""

import re

from tests.ballots.material import UNITS, slip_of
from tests.returns.raw import cell_changed, part_changed, sheet_changed, written
from xlrubric.ballots.layout import slip_form
from xlrubric.ballots.slips import Slip
from xlrubric.ballots.words import ballot_skin
from xlrubric.cellrefs import address
from xlrubric.layout.form import Form
from xlrubric.standard import Standard

TAB, IDENTITY = "测评票", "标识"


def form_of(made: Standard, slip: Slip | None = None) -> Form:
    return slip_form(made, ballot_skin("zh-Hans"), slip or slip_of(made))


def put(data: bytes, made: Standard, cell: str, value: object, slip: Slip | None = None) -> bytes:
    """Put a value into a cell of the ballot, past its dropdown."""
    return cell_changed(data, (TAB, cell), lambda _: written(cell, value), form_of(made, slip))


def put_formula(data: bytes, made: Standard, cell: str, formula: str, value: object) -> bytes:
    return cell_changed(data, (TAB, cell), lambda _: written(cell, value, formula), form_of(made))


def without_row(data: bytes, made: Standard, row: int) -> bytes:
    return sheet_changed(data, TAB, lambda xml: re.sub(f'<row r="{row}".*?</row>', "", xml), form_of(made))


def without_column(data: bytes, made: Standard, column: str, rows: range) -> bytes:
    """Empty a column, its key too."""
    for row in (1, *rows):
        cell = f"{column}{row}"
        data = cell_changed(data, (TAB, cell), lambda _: "", form_of(made))
    return data


def fact(data: bytes, made: Standard, key: str, value: object, slip: Slip | None = None) -> bytes:
    """Change what the identity sheet says."""
    form = form_of(made, slip)
    sheet = form.sheets[-1]
    row = next(row for row, own in sheet.row_keys.items() if own == key)
    cell = address(row, 2)
    return cell_changed(data, (IDENTITY, cell), lambda _: written(cell, value), form)


def without_sheet(data: bytes, tab: str) -> bytes:
    return part_changed(data, "xl/workbook.xml", lambda xml: re.sub(f'<sheet name="{tab}".*?/>', "", xml))


def saved_by(data: bytes, name: str, application: str = "WPS") -> bytes:
    """State who saved the file and with what."""
    data = part_changed(
        data,
        "docProps/core.xml",
        lambda xml: re.sub(r"(<cp:lastModifiedBy>).*?(</cp:lastModifiedBy>)", rf"\g<1>{name}\g<2>", xml),
    )
    return part_changed(
        data,
        "docProps/app.xml",
        lambda xml: re.sub(r"(<Application>).*?(</Application>)", rf"\g<1>{application}\g<2>", xml),
    )


ROW = {unit.id: row for row, unit in enumerate(UNITS, 7)}
