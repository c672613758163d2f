"""Where each row of each table stands in the workbook, known before anything is written, so that rows can link.

Apart from the writing: a table that is longer than a sheet goes on in further sheets.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from xlrubric.cellrefs import quoted

Row = Mapping[str, object]
MOST_ROWS = 1_048_000  # of a table in one sheet; Excel has 1,048,576, and the headings need some
LONGEST_SHEET_NAME = 31
KEYS, TITLE, NOTE, HEAD = 1, 2, 3, 4  # the keys of the columns are hidden
HEADS = {"scores": 2, "composite": 2}  # rows of headings, where there is more than one


@dataclass(frozen=True, slots=True)
class Spot:
    """A row of a sheet, counted from 1."""

    sheet: str
    row: int

    def url(self) -> str:
        """Give the spot as a link within the workbook."""
        return f"internal:{quoted(self.sheet)}!A{self.row}"


@dataclass(frozen=True, slots=True)
class Outside:
    """A file beside the workbook, or a row of a sheet in it: the way to it, already escaped (see ``file_links``)."""

    path: str

    def url(self) -> str:
        """Give the link to the file."""
        return f"external:{self.path}"


def first_row(table: str) -> int:
    """Give the row in which a table's first data row stands."""
    return HEAD + HEADS.get(table, 1)


@dataclass(frozen=True)
class Places:
    """The places of the rows of all tables; ``names`` are the sheets' names by table."""

    names: Mapping[str, str]
    part: str

    def sheet(self, table: str, number: int) -> str:
        """Name a table's sheet: the first as it is, the others «… (2)», «… (3)»."""
        name = self.names[table]
        if number == 0:
            return name
        suffix = self.part.format(sheet="", number=number + 1)
        return name[: LONGEST_SHEET_NAME - len(suffix)] + suffix

    def spot(self, table: str, index: int) -> Spot:
        """Give the place of a table's row, counted from 0."""
        number, row = divmod(index, MOST_ROWS)
        return Spot(self.sheet(table, number), first_row(table) + row)


def parts(rows: Sequence[Any]) -> list[Sequence[Any]]:
    """Cut a table's rows into what one sheet holds each; an empty table has one sheet too."""
    return [rows[start : start + MOST_ROWS] for start in range(0, max(len(rows), 1), MOST_ROWS)]
