"""A ranking workbook read back: what it is a ranking of, and the rows of its tables by the keys of their columns.

Apart from ``ranking_book``, which writes it: between the two somebody has sorted, filtered, renamed tabs, put a
column of their own in between, and saved it with another program. Sheets and columns are found by the keys in the
hidden row, never by their place, so that a ranking of a newer program, which has more of both, is read too.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

from xlrubric.cellrefs import address
from xlrubric.problems import Place, Problem, Refusal, problem
from xlrubric.ranking_book.identity import VERSION
from xlrubric.ranking_book.places import HEAD, KEYS, first_row
from xlrubric.ranking_book.words import read_words
from xlrubric.xlsx import OWN, SheetData, WorkbookData, read_workbook

Value = Decimal | str | None
Values = Mapping[str, Value]
KEY = re.compile(r"([a-z_]+)\.(.+)")
CODED = {  # columns that show a code in words
    ("ranking", "standing"): "standing",
    ("ledger", "kind"): "kind",
    ("missing", "reason"): "reason",
    ("problems", "level"): "level",
    ("sources", "status"): "status",
    ("evidence", "state"): "evidence_state",
    ("rectification", "state"): "state",
    ("rectification_units", "returned"): "list_arrived",
}
LATEST_KEY_ROW = 20  # rows that somebody put above are looked through so far
LANGUAGES = ("zh-Hans", "zh-Hant", "en")


@dataclass(frozen=True)
class RankedNode:
    """A section or an item of the standard as it was: its points are those of a unit to whom everything applies."""

    id: str
    name: str
    points: Decimal
    depth: int


@dataclass(frozen=True)
class Ranked:
    """A ranking workbook.

    ``facts`` are those of its identity sheet (rubric, series, fingerprint, period, language, title, made, counts,
    points). ``tables`` has the rows of each table by its key (``ranking``, ``scores``, ``ledger`` …), each a mapping
    from the key of a column to what stands there; codes (``standing``, ``kind`` …) are codes again. A table that is
    not there has no rows. ``headings`` goes by table and key.
    """

    file: str
    facts: Mapping[str, str]
    nodes: tuple[RankedNode, ...]
    tables: Mapping[str, tuple[Values, ...]]
    problems: tuple[Problem, ...] = ()
    headings: Mapping[tuple[str, str], str] = field(default_factory=dict, repr=False)
    spots: Mapping[str, tuple[tuple[str, int], ...]] = field(default_factory=dict, repr=False)
    columns: Mapping[tuple[str, str], int] = field(default_factory=dict, repr=False)

    def rows(self, table: str) -> tuple[Values, ...]:
        """Give a table's rows as they stand; none where there is no such table."""
        return self.tables.get(table, ())

    def units(self, table: str) -> dict[str, int]:
        """Say in which row of a table (from 0) each unit first stands."""
        found: dict[str, int] = {}
        for index, row in enumerate(self.rows(table)):
            found.setdefault(text(row, "unit"), index)
        return found

    def place(self, table: str, index: int, key: str = "") -> Place:
        """Give the place of a row (from 0) of a table, or of one of its cells."""
        sheet, row = self.spots[table][index]
        return Place(self.file, sheet=sheet, cell=address(row, self.columns.get((sheet, key), 1)))


def text(row: Values, key: str) -> str:
    """Give what stands in a column as a text: a number as it is written, nothing as ``""``."""
    value = row.get(key)
    return f"{value:f}" if isinstance(value, Decimal) else value or ""


def number(row: Values, key: str) -> Decimal | None:
    """Give what stands in a column if it is a number."""
    value = row.get(key)
    return value if isinstance(value, Decimal) else None


def read_ranked(path: Path) -> Ranked:
    """Read a ranking workbook. Raises Refusal if it cannot be read, is none, or is of a version not known here."""
    try:
        data = path.read_bytes()
    except OSError as fault:
        raise Refusal([problem(Place(str(path)), "file-unreadable", why=fault.strerror)]) from fault
    return ranked_of(data, str(path))


def ranked_of(data: bytes, file: str) -> Ranked:
    """Read the bytes of a ranking workbook; ``file`` is what messages call it. Raises Refusal as ``read_ranked``."""
    book = read_workbook(data, file, bounds=OWN)
    facts = identity_facts(book)
    if facts.get("kind") != "ranking":
        raise Refusal([problem(Place(file), "not-a-ranking")])
    if facts.get("version") != VERSION or facts.get("language") not in LANGUAGES:
        found = facts.get("version") or "—"
        raise Refusal([problem(Place(file), "ranking-other-version", found=found, wanted=VERSION)])
    return _Reader(file, facts).read(book)


def identity_facts(book: WorkbookData) -> dict[str, str]:
    """Give the keys and values of a workbook's identity sheet, whatever its tab is called; none where it has none."""
    for sheet in book.sheets:
        first = sheet.cells.get((1, 1))
        if first is not None and first.text == "identity":
            keys = {row: cell.text for (row, column), cell in sheet.cells.items() if column == 1 and row > 1}
            return {key: cell.text if (cell := sheet.cells.get((row, 2))) else "" for row, key in keys.items()}
    return {}


class _Reader:
    """Gathers the tables of one workbook."""

    def __init__(self, file: str, facts: dict[str, str]) -> None:
        self.file, self.facts = file, facts
        self.labels = read_words(facts["language"]).labels
        self.known = frozenset(key.split(".")[1] for key in facts if re.fullmatch(r"sheet\.[a-z_]+\.[0-9]+", key))
        self.tables: dict[str, list[Values]] = {}
        self.spots: dict[str, list[tuple[str, int]]] = {}
        self.columns: dict[tuple[str, str], int] = {}
        self.headings: dict[tuple[str, str], str] = {}
        self.words = {at: self._codes(prefix) for at, prefix in CODED.items()}

    def _codes(self, prefix: str) -> dict[str, str]:
        """Give the codes by their words; of two with the same word (converted, scaled) the first."""
        found: dict[str, str] = {}
        for key, word in self.labels.items():
            if key.startswith(f"{prefix}."):
                found.setdefault(word, key.removeprefix(f"{prefix}."))
        return found

    def read(self, book: WorkbookData) -> Ranked:
        found = [self._sheet(sheet) for sheet in book.sheets]
        problems = [
            problem(Place(self.file, sheet=name), "ranking-sheet-gone")
            for key, name in self.facts.items()
            if key.startswith("sheet.") and found.count(key.split(".")[1]) <= int(key.rpartition(".")[2])
        ]
        if "ranking" not in self.tables:
            raise Refusal(problems or [problem(Place(self.file), "not-a-ranking")])
        return Ranked(
            file=self.file,
            facts=self.facts,
            nodes=tuple(self._nodes()),
            tables={table: tuple(rows) for table, rows in self.tables.items()},
            problems=tuple(problems),
            headings=self.headings,
            spots={table: tuple(spots) for table, spots in self.spots.items()},
            columns=self.columns,
        )

    def _nodes(self) -> Iterator[RankedNode]:
        n = 0
        while (id_ := self.facts.get(f"node.{n}.id")) is not None:
            name, points, depth = (self.facts.get(f"node.{n}.{key}", "") for key in ("name", "points", "depth"))
            yield RankedNode(id_, name, Decimal(points or 0), int(depth or 1))
            n += 1

    def _sheet(self, sheet: SheetData) -> str:
        """Read a sheet; give the table that it holds, ``""`` if it holds none."""
        key_row, table, own = _keys(sheet, self.known)
        if not table:
            return ""
        self.columns |= {(sheet.name, key): column for column, key in own.items()}
        head = self._head(sheet, table, own, key_row)
        start = head + first_row(table) - HEAD
        for column, key in own.items():
            self.headings.setdefault((table, key), _text(sheet, head, column))
        lines: dict[int, dict[str, Value]] = {}
        for (row, column), cell in sheet.cells.items():
            if row >= start and column in own and cell.kind != "blank":
                value = cell.value
                lines.setdefault(row, {})[own[column]] = value if isinstance(value, Decimal) else str(value)
        rows, spots = self.tables.setdefault(table, []), self.spots.setdefault(table, [])
        for row, line in sorted(lines.items()):
            if list(line.values()) != [self.labels["none"]]:
                rows.append({key: self._decoded(table, key, line.get(key)) for key in own.values()})
                spots.append((sheet.name, row))
        return table

    def _head(self, sheet: SheetData, table: str, own: Mapping[int, str], key_row: int) -> int:
        """Find the row of the headings, which are known by their words wherever they stand."""
        wanted = {column: word for column, key in own.items() if (word := self.labels.get(f"{table}.{key}"))}
        for row in range(key_row, key_row + LATEST_KEY_ROW):
            if any(_text(sheet, row, column) == word for column, word in wanted.items()):
                return row
        return key_row + HEAD - KEYS

    def _decoded(self, table: str, key: str, value: Value) -> Value:
        known = self.words.get((table, key))
        return known.get(value, value) if known and isinstance(value, str) else value


def _keys(sheet: SheetData, known: frozenset[str]) -> tuple[int, str, dict[int, str]]:
    """Find the row of keys: give it, the table, and the columns' keys; of a column copied with its key the first."""
    found: dict[tuple[int, str], dict[str, int]] = {}
    for (row, column), cell in sorted(sheet.cells.items()):
        if row <= LATEST_KEY_ROW and cell.kind == "text" and (match := KEY.fullmatch(cell.text)) and match[1] in known:
            found.setdefault((row, match[1]), {}).setdefault(match[2], column)
    keyed = [at for at, keys in found.items() if len(keys) > 1]  # a file's name in a cell may look like one key
    if not keyed:
        return 0, "", {}
    row, table = min(keyed)
    return row, table, {column: key for key, column in found[row, table].items()}


def _text(sheet: SheetData, row: int, column: int) -> str:
    cell = sheet.cells.get((row, column))
    return cell.text.replace("\r\n", "\n") if cell else ""
