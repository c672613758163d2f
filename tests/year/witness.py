"""The second witness: the ranking workbook's own formulas, recalculated by IronCalc or LibreOffice.

Apart from the tests because hand cases and random years both go through it. Before LibreOffice recalculates, every
cached value is overwritten with a wrong one, so that what it gives back is its own.
"""

import io
import re
import tempfile
import zipfile
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from pathlib import Path

import ironcalc

from tests.office.headless import recalculate
from xlrubric import ranking
from xlrubric.cellrefs import address
from xlrubric.collect import Collection
from xlrubric.ranking_book import ranking_book
from xlrubric.ranking_book.places import first_row
from xlrubric.ranking_book.words import read_words
from xlrubric.tidying import tidy
from xlrubric.writer import Stamp
from xlrubric.xlsx import WorkbookData, read_workbook
from xlrubric.year.columns import Value

STAMP = Stamp(datetime(2018, 12, 20, 9))
PLANTED = "-98765.25"
NEAR = Decimal("1E-9")
Read = Callable[[str, int, int], object]  # from sheet, row and column to what a program shows there


def book_of(made: Collection) -> bytes:
    return ranking_book(made, ranking.tables(made), STAMP)


def by_ironcalc(data: bytes, names: Sequence[str]) -> Read:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "ranking.xlsx"
        path.write_bytes(data)
        model = ironcalc.load_from_xlsx(str(path))
    model.evaluate()
    return lambda sheet, row, column: model.get_cell_value(names.index(sheet), row, column)


def by_libreoffice(books: Mapping[str, bytes], folder: Path) -> dict[str, WorkbookData]:
    """Give each workbook as LibreOffice saved it, from one whose cached values were all wrong."""
    paths = []
    for name, data in books.items():
        paths.append(folder / f"{name}.xlsx")
        paths[-1].write_bytes(planted(data))
    done = recalculate(paths, folder / "done", seconds=300)
    return {path.stem: read_workbook(path.read_bytes(), path.name) for path in done}


def planted(data: bytes) -> bytes:
    """Give a workbook in which every formula has a wrong cached value."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for item in old.infolist():
            text = old.read(item)
            if item.filename.startswith("xl/worksheets/sheet"):
                text = re.sub(
                    rb"<c ([^>]*?)(?: t=\"\w+\")?>(<f>.*?</f>)<v>.*?</v></c>",
                    rb"<c \1>\2<v>" + PLANTED.encode() + rb"</v></c>",
                    text,
                )
            new.writestr(item, text)
    return out.getvalue()


def cells_of(book: WorkbookData) -> Read:
    sheets = {sheet.name: sheet.cells for sheet in book.sheets}

    def value(sheet: str, row: int, column: int) -> object:
        cell = sheets[sheet].get((row, column))
        return cell.value if cell else None

    return value


def differing(made: Collection, read: Read) -> list[str]:
    """Name the cells of the sheets composite and ranking that are not what was computed exactly."""
    labels = read_words(made.standard.rubric.language).labels
    found = []
    for table, (names, rows) in _exact(made).items():
        for at, row in enumerate(rows):
            for column, name in enumerate(names, 1):
                exact = row.get(name)
                where = (labels[table], first_row(table) + at, column)
                if not agree(read(*where), exact):
                    cell = address(where[1], column)
                    found.append(f"{where[0]}!{cell} {name}: {read(*where)!r} is not {exact!r}")
    return found


def _exact(made: Collection) -> dict[str, tuple[list[str], Sequence[Mapping[str, Value]]]]:
    """Give the columns and the exact rows of the two sheets, in the order in which they stand there."""
    outcome = made.outcome
    assert outcome is not None
    steps = [column.name for column in outcome.program.columns]
    frame = ranking.ranking(made)
    shown = [str(column) for column in frame.columns]
    shown = shown[: shown.index("total")]  # what stands behind it is the form's
    places = [outcome.by_unit[unit] for unit in frame["unit"]]
    return {"composite": (steps, (*outcome.ranked, *outcome.unranked)), "ranking": (shown, places)}


def agree(shown: object, exact: object) -> bool:
    if isinstance(exact, Decimal):
        room = NEAR * max(Decimal(1), abs(exact))
        if isinstance(shown, bool) or not isinstance(shown, float | int | Decimal):
            return False
        return abs(Decimal(repr(float(shown))) - tidy(exact)) <= room
    return (shown or "") == (exact or "")


def sheet_names(data: bytes) -> list[str]:
    return [sheet.name for sheet in read_workbook(data, "ranking.xlsx").sheets]


def ironcalc_differs(made: Collection) -> list[str]:
    data = book_of(made)
    return differing(made, by_ironcalc(data, sheet_names(data)))
