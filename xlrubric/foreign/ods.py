"""OpenDocument workbooks (.ods), read as our own reader reads .xlsx: sparsely, strictly, with every checksum.

Apart from ``grids``: the library there fills a grid as far as the last cell, knows no per cent from a number, and
looks at no checksum. Formulas are in another language here, so that only their presence is noted.
"""

import re
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache

from xlrubric.cellrefs import address
from xlrubric.foreign.values import Grid, cell_of_value, days_of
from xlrubric.problems import Place, problem
from xlrubric.xlsx.cells import BLANK, CellData, cell_of, number_cell
from xlrubric.xlsx.markup import Part, elements, parse, refusal, strict_parser
from xlrubric.xlsx.package import Package, open_package
from xlrubric.xlsx.sheet import SheetData
from xlrubric.xlsx.styles import Telling
from xlrubric.xlsx.workbook import WorkbookData, moment_of, repeated

_MANIFEST, _META, _CONTENT = "META-INF/manifest.xml", "meta.xml", "content.xml"
_DOCUMENT = "urn:oasis:names:tc:opendocument:xmlns:"
_SPACES = {  # the prefix that everybody uses, by the name of the space
    f"{_DOCUMENT}office:1.0": "office",
    f"{_DOCUMENT}table:1.0": "table",
    f"{_DOCUMENT}text:1.0": "text",
    f"{_DOCUMENT}style:1.0": "style",
    "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0": "calcext",
}
_TOLD: dict[str, Telling] = {"date": "date", "time": "date", "percentage": "percent"}
_TIME = re.compile(r"(-?)PT(?:([0-9]{1,7})H)?(?:([0-9]{1,9})M)?(?:([0-9]{1,9}(?:[.,][0-9]*)?)S)?")
_CELLS = ("table:table-cell", "table:covered-table-cell")
_NESTED = ("table:table", "table:table-row", *_CELLS)
_DEEPEST = 200
_MOST_TEXT = 2**24  # characters made of repeated cells and blanks


def read_ods(data: bytes, name: str) -> WorkbookData:
    """Read the bytes of an OpenDocument workbook. Raises Refusal, and TooManyCells."""
    package = open_package(data, name)
    if package.has(_MANIFEST) and b"encryption-data" in package.part(_MANIFEST).xml:
        raise refusal(name, "package-encrypted")
    if not package.has(_CONTENT):
        raise refusal(name, "package-sheet-missing", sheet="", part=_CONTENT)
    content = _Content(package.part(_CONTENT))
    sheets = content.sheets()
    package.check_rest()
    problems = [
        *package.problems,
        *repeated(name, [sheet.name for sheet in sheets]),
        *([problem(Place(name), "package-macros")] if _has_macros(package) else []),
        *([problem(Place(name), "package-dde")] if content.calls_out else []),
        *(p for sheet in sheets for p in sheet.problems),
    ]
    facts = {e.name: e.text.strip() for e in elements(package.part(_META), True)} if package.has(_META) else {}
    about = facts.get("creator", ""), moment_of(facts.get("date", "")), facts.get("generator", "")
    return WorkbookData(sheets, *about, tuple(sorted(problems)), by_value=True)


def _has_macros(package: Package) -> bool:
    return any(part.startswith(("basic/", "scripts/")) and not part.endswith("-lc.xml") for part in package.entries)


class _Content:
    """The cells of all tables, from the events of expat.

    Tables count only where they stand in the workbook itself: not among tracked changes, links or drawings.
    """

    def __init__(self, part: Part) -> None:
        self.part = part
        self.inside: list[str] = []
        self.grids: list[Grid] = []
        self.grid: Grid | None = None
        self.unseen: set[str] = set()  # styles of tables that are not shown
        self.style = ""
        self.row, self.column, self.rows = 1, 1, 1
        self.cell: dict[str, str] | None = None
        self.depth = 0  # of the cell that is open
        self.paragraphs: list[list[str]] = []
        self.notes = 0
        self.calls_out = False
        self.room = _MOST_TEXT

    def sheets(self) -> tuple[SheetData, ...]:
        """Give the sheets. Raises Refusal where the XML is broken."""
        parser = strict_parser(self.part, namespaces=True)
        parser.StartElementHandler, parser.EndElementHandler = self._start, self._end
        parser.CharacterDataHandler = self._text
        parse(self.part, parser)
        return tuple(grid.whole() for grid in self.grids)

    def _start(self, full: str, given: dict[str, str]) -> None:
        if len(self.inside) > _DEEPEST:
            raise refusal(self.part.file, "package-nesting", part=self.part.name, limit=_DEEPEST)
        name = _short(full)
        self.inside.append(name)
        if self.cell is not None:
            self._start_in_cell(name, given)
        elif name in ("style:style", "style:table-properties"):
            self._start_style(name, {_short(key): value for key, value in given.items()})
        elif name.startswith("table:"):
            self._start_in_table(name, {_short(key): value for key, value in given.items()})

    def _start_style(self, name: str, given: dict[str, str]) -> None:
        if name == "style:style":
            self.style = given.get("style:name", "")
        elif given.get("table:display") == "false":
            self.unseen.add(self.style)

    def _start_in_table(self, name: str, given: dict[str, str]) -> None:
        if name == "table:dde-link":
            self.calls_out = True
        elif name == "table:table" and self.inside[-2:-1] == ["office:spreadsheet"]:
            hidden = given.get("table:style-name", "") in self.unseen
            self.grid = Grid(self.part.file, given.get("table:name", ""), "hidden" if hidden else "visible")
            self.grids.append(self.grid)
            self.row, self.column, self.rows = 1, 1, 0
        elif self.grid is not None:
            self._start_in_grid(self.grid, name, given)

    def _start_in_grid(self, grid: Grid, name: str, given: dict[str, str]) -> None:
        if name == "table:table-column":
            times = _times(given, "table:number-columns-repeated")
            if given.get("table:visibility") in ("collapse", "filter") and times < 1024:
                grid.hidden_columns.update(range(self.column, self.column + times))
            self.column += times
        elif name == "table:table-row":
            self._start_row(grid, given)
        elif name in _CELLS:
            self.cell, self.depth, self.paragraphs, self.notes = given, len(self.inside), [], 0

    def _start_row(self, grid: Grid, given: dict[str, str]) -> None:
        self.row += self.rows
        self.column, self.rows = 1, _times(given, "table:number-rows-repeated")
        if given.get("table:visibility") in ("collapse", "filter") and self.rows < 4096:
            grid.hidden_rows.update(range(self.row, self.row + self.rows))

    def _start_in_cell(self, name: str, given: dict[str, str]) -> None:
        if name == "office:annotation" or name.startswith("draw:") or self.notes:
            self.notes += 1
        elif name in _NESTED and self.grid is not None:  # other programs put its cells beside the others
            self.grid.faults.add("sheet-nesting", address(self.row, self.column), text=name)
        elif name == "text:p":
            self.paragraphs.append([])
        elif name == "text:s":
            count = next((value for key, value in given.items() if _short(key) == "text:c"), "1")
            self._text(" " * min(int(count) if count.isdecimal() and len(count) < 6 else 1, 32_767))
        elif name in ("text:tab", "text:line-break"):
            self._text("\t" if name == "text:tab" else "\n")

    def _text(self, text: str) -> None:
        if self.cell is not None and not self.notes and self.paragraphs:
            self._use(len(text))
            self.paragraphs[-1].append(text)

    def _use(self, size: int) -> None:
        self.room -= size
        if self.room < 0:
            raise refusal(self.part.file, "package-content", limit=_MOST_TEXT // 2**20)

    def _end(self, full: str) -> None:
        name = self.inside.pop()
        if self.cell is not None and len(self.inside) == self.depth - 1:
            assert self.grid is not None
            self._put(self.grid, self.cell)
            self.cell = None
        elif self.notes:
            self.notes -= 1
        elif name == "table:table" and self.inside[-1:] == ["office:spreadsheet"]:
            self.grid = None

    def _put(self, grid: Grid, given: dict[str, str]) -> None:
        times = _times(given, "table:number-columns-repeated")
        cell = _cell(given, "\n".join("".join(pieces) for pieces in self.paragraphs))
        if cell.kind != "blank":
            told = _TOLD.get(given.get("office:value-type", ""))
            self._use((len(cell.text) + 1) * min(self.rows * times, 2**30))
            for row in range(self.row, self.row + self.rows):
                for column in range(self.column, self.column + times):
                    grid.put(row, column, cell, told)
        self.column += times


@lru_cache(maxsize=1024)
def _short(full: str) -> str:
    space, _, name = full.rpartition(" ")
    return f"{_SPACES[space]}:{name}" if space in _SPACES else f"?:{name}"


def _times(given: dict[str, str], key: str) -> int:
    text = given.get(key, "1")
    return min(max(int(text), 1), 2**20) if text.isascii() and text.isdecimal() and len(text) < 9 else 1


def _cell(given: dict[str, str], shown: str) -> CellData:
    """Make a cell of its attributes and of the text that it shows."""
    made = _value(given, shown)
    formula = given.get("table:formula")
    return made if formula is None else cell_of(made.kind, made.text, formula.partition("=")[2])


def _value(given: dict[str, str], shown: str) -> CellData:
    if given.get("calcext:value-type") == "error":
        return CellData("error", shown or "#VALUE!")
    kind, value = given.get("office:value-type", ""), given.get("office:value", "")
    if kind in ("float", "percentage", "currency"):
        return number_cell(value) or CellData("error", value)
    if kind == "boolean":
        truth = given.get("office:boolean-value", "")
        return cell_of_value(truth == "true") if truth in ("true", "false") else CellData("error", truth)
    if kind in ("date", "time"):
        return _moment(given.get(f"office:{kind}-value", ""), kind)
    text = given.get("office:string-value", shown)
    return CellData("text", text) if text else BLANK


def _moment(text: str, kind: str) -> CellData:
    """Give a day or a time as the number that a spreadsheet program keeps."""
    try:
        days = _time(text) if kind == "time" else _day(text)
    except (ValueError, OverflowError):
        return CellData("error", text)
    return cell_of_value(days)


def _day(text: str) -> float:
    moment = datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text)
    return days_of(moment.astimezone(UTC) if isinstance(moment, datetime) and moment.tzinfo else moment)


def _time(text: str) -> float:
    found = _TIME.fullmatch(text)
    if found is None:
        raise ValueError(text)
    hours, minutes, seconds = (float((part or "0").replace(",", ".")) for part in found.groups()[1:])
    days = timedelta(hours=hours, minutes=minutes, seconds=seconds) / timedelta(days=1)
    return -days if found[1] else days
