"""What every sheet of the ranking workbook needs to know: the collection, its tables' rows, who stands where.

Apart from the sheets, so that each of them is a function of one frozen value.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, overload

import pandas as pd

from xlrubric.collect import Collection
from xlrubric.ranking_book.file_links import links
from xlrubric.ranking_book.places import Outside, Places, Spot
from xlrubric.ranking_book.words import Words, read_words
from xlrubric.writer import Stamp

SHEETS = ("overview", "ranking", "scores", "ledger", "comparison", "missing", "problems", "sources")
TABLES = SHEETS[1:]
FURTHER = ("chart_data", "pages_index")  # sheets that are no tables
Record = dict[str, Any]


class Rows(Sequence[Record]):
    """The rows of a table, each put together when it is asked for: those of a province would fill the memory.

    ``values`` has for each column what stands in it.
    """

    def __init__(self, columns: tuple[str, ...], values: Sequence[Sequence[Any]]) -> None:
        self.columns, self.values = columns, values

    @overload
    def __getitem__(self, asked: int) -> Record: ...
    @overload
    def __getitem__(self, asked: slice) -> "Rows": ...
    def __getitem__(self, asked: int | slice) -> "Record | Rows":
        """Give a row, or several."""
        found = [column[asked] for column in self.values]
        return Rows(self.columns, found) if isinstance(asked, slice) else dict(zip(self.columns, found, strict=True))

    def __iter__(self) -> Iterator[Record]:
        """Give all rows, one after another."""
        return (dict(zip(self.columns, row, strict=True)) for row in zip(*self.values, strict=True))

    def __len__(self) -> int:
        """Count the rows."""
        return len(self.values[0]) if self.values else 0

    def column(self, key: str) -> Iterator[Any]:
        """Give what stands in one column; nothing where there is no such column."""
        return iter(self.values[self.columns.index(key)] if key in self.columns else ())

    def value(self, index: int, key: str) -> Any:
        """Give what stands in one column of one row."""
        return self.values[self.columns.index(key)][index]

    def of(self, *keys: str) -> Iterator[tuple[Any, ...]]:
        """Give what each row has in some columns."""
        return zip(*map(self.column, keys), strict=True)


@dataclass(frozen=True, eq=False)
class Book:
    """The material of one ranking workbook.

    ``rows`` are the tables' rows by table; the ``…_at`` say in which row of its table something first stands.
    ``folder`` is the folder that the names of all files begin with that came back, ``wider`` that of all; ``links``
    lead to the files, by their names, and ``pages`` to the units' pages, by unit: both are empty where not asked for.
    """

    collection: Collection
    words: Words
    stamp: Stamp
    rows: Mapping[str, Rows]
    places: Places
    ranking_at: Mapping[str, int]
    ledger_at: Mapping[str, int]
    missing_at: Mapping[str, int]
    problem_at: Mapping[str, int]
    source_at: Mapping[str, int]
    names: Mapping[str, str]
    folder: str
    wider: str
    links: Mapping[str, str]
    pages: Mapping[str, Spot | Outside]

    def ledger_of(self, unit: str) -> Spot | None:
        """Give the place of a unit's first ledger row."""
        return self.spot("ledger", self.ledger_at.get(unit))

    def ranking_of(self, unit: str) -> Spot | None:
        """Give the place of a unit in the ranking, or else among the missing."""
        if unit in self.ranking_at:
            return self.spot("ranking", self.ranking_at[unit])
        return self.spot("missing", self.missing_at.get(unit))

    def problem_of(self, unit: str) -> Spot | None:
        """Give the place of a unit's first problem that needs a person."""
        return self.spot("problems", self.problem_at.get(unit))

    def source_of(self, file: str) -> Spot | None:
        """Give the place of a file among the sources."""
        return self.spot("sources", self.source_at.get(file))

    def page_of(self, unit: str) -> Spot | Outside | None:
        """Give the place of a unit's own page, or else of its first ledger row."""
        return self.pages.get(unit) or self.ledger_of(unit)

    def outside(self, file: str) -> Outside | None:
        """Give the way to a file itself."""
        return Outside(self.links[file]) if file in self.links else None

    def provisional(self, unit: str) -> bool:
        """Say whether a unit has a score that can still change."""
        at = self.ranking_at.get(unit)
        return at is not None and self.rows["ranking"].value(at, "standing") == "provisional"

    def tagged(self, unit: str) -> str:
        """Give a unit's name, with a word behind it where its score is provisional."""
        return self.names[unit] + (self.words.labels["provisional_tag"] if self.provisional(unit) else "")

    def short(self, file: str) -> str:
        """Give a file's name without the folder that all files share that came back, or else all that went in."""
        return file.removeprefix(self.folder if file.startswith(self.folder) else self.wider)

    def role(self) -> str:
        """Name the role whose entries made the scores."""
        first = next(iter(self.collection.returns.values()), None)
        return first.counts if first else self.collection.standard.rubric.counts

    def status_word(self, kind: str, status: str) -> str:
        """Say what became of a file: a form (no kind), a ballot or list, or what went in beside them."""
        own = kind if f"status.{kind}" in self.words.labels else status
        return self.words.labels["status.counted_flagged" if kind and own == "flagged" else f"status.{own}"]

    def spot(self, table: str, index: int | None) -> Spot | None:
        """Give the place of a table's row, counted from 0."""
        return None if index is None else self.places.spot(table, index)


def make_book(
    collection: Collection, frames: Mapping[str, pd.DataFrame], stamp: Stamp, folder: Path | None = None
) -> Book:
    """Gather the material; the workbook will lie in ``folder``. Raises Refusal if the shipped words cannot be read."""
    words = read_words(collection.standard.rubric.language)
    rows: dict[str, Rows] = {table: _rows(frame) for table, frame in frames.items()}
    files = [account.file for account in (*collection.files, *collection.inputs)]
    files += [archive.file for archive in collection.archives]
    grave = (unit if level != "note" else "" for level, unit in rows["problems"].of("level", "unit"))
    return Book(
        collection=collection,
        words=words,
        stamp=stamp,
        rows=rows,
        places=Places({sheet: words.labels[sheet] for sheet in (SHEETS[0], *rows, *FURTHER)}, words.labels["part"]),
        ranking_at=_first(rows["ranking"].column("unit")),
        ledger_at=_first(rows["ledger"].column("unit")),
        missing_at=_first(rows["missing"].column("unit")),
        problem_at=_first(grave),
        source_at=_first(rows["sources"].column("file")),
        names={unit.id: unit.name for unit in collection.units},
        folder=common_folder(account.file for account in collection.files),
        wider=common_folder(files),
        links=links(files, folder),
        pages={},
    )


def _rows(frame: pd.DataFrame) -> Rows:
    """Give a table's rows; the columns' names are texts whatever the frame's were."""
    columns = (frame.iloc[:, n] for n in range(len(frame.columns)))
    values: list[Any] = [column.to_numpy() if column.dtype == object else column.tolist() for column in columns]
    return Rows(tuple(str(column) for column in frame.columns), values)


def _first(values: Iterable[object]) -> dict[str, int]:
    """Say in which row each value of a column first stands."""
    found: dict[str, int] = {}
    for index, value in enumerate(values):
        found.setdefault(str(value), index)
    found.pop("", None)
    return found


def common_folder(files: Iterable[str]) -> str:
    """Give the folder that all names begin with, up to and with its last stroke; empty if they share none."""
    paths = [re.split(r"(?<=[/\\])", file)[:-1] for file in files]  # in one go: a name in an archive may be very long
    shared: list[str] = []
    for steps in zip(*paths, strict=False):
        if len(set(steps)) > 1:
            break
        shared.append(steps[0])
    return "".join(shared)
