"""A rectification list as it came back: which it is, what was filled in, what was changed or cannot be read.

Apart from the writing of lists, of which it knows only the keys: the tab may be renamed, rows sorted or deleted,
columns moved, and the file saved by any program.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from unicodedata import normalize

from xlrubric.cellrefs import address, letters
from xlrubric.days import day_of_number, read_day
from xlrubric.entries import shown
from xlrubric.feedback.lists import CLEARED, DAYS, DONE, DROPDOWNS, LOCKED, OF_UNIT, OPEN, Fault, seal
from xlrubric.identity import Identity
from xlrubric.problems import Place, Problem, problem
from xlrubric.rules import plain
from xlrubric.series import series
from xlrubric.standard import Standard
from xlrubric.units import Unit
from xlrubric.xlsx import CellData, SheetData, WorkbookData

KEY_ROW, KEY_COLUMN = 1, 1
EARLIEST, LATEST = date(2000, 1, 1), date(2099, 12, 31)
BLANK = CellData("blank", "")
LONGEST_SHOWN = 60


@dataclass(frozen=True)
class ListRow:
    """A fault and what was filled in about it, by column: texts, days, codes (``lists.DROPDOWNS``); no blanks."""

    fault: Fault
    texts: Mapping[str, str] = field(default_factory=dict)
    days: Mapping[str, date | None] = field(default_factory=dict)
    codes: Mapping[str, str] = field(default_factory=dict)

    @property
    def filled(self) -> bool:
        """Say whether anything is filled in."""
        return any((*self.texts.values(), *self.days.values(), *self.codes.values()))


@dataclass(frozen=True)
class ListReturn:
    """One unit's list: the ranking it belongs to (rubric, period, the day of the result), and its rows."""

    unit: str
    name: str
    file: str
    rubric: str
    period: str
    made: date | None
    rows: tuple[ListRow, ...]
    saved_at: datetime | None = None
    digest: str = ""

    @property
    def filled(self) -> bool:
        """Say whether anything is filled in."""
        return any(row.filled for row in self.rows)


@dataclass(frozen=True)
class ListRead:
    """What became of a file that is a rectification list; without ``list`` it is not one of ours."""

    list: ListReturn | None
    problems: tuple[Problem, ...] = ()
    whole: bool = True


def read_list(
    book: WorkbookData, identity: Identity, standard: Standard, units: Mapping[str, Unit], digest: str = ""
) -> ListRead:
    """Read a list; it must be of the same series as the standard, and of a unit of the unit list.

    ``digest`` is that of the file's bytes.
    """
    facts, unit = identity.facts, identity.facts.get("unit", "")
    wanted = series(standard.rubric.rubric)
    if facts.get("series") != wanted:
        found = facts.get("rubric") or "—"
        return ListRead(None, (problem(identity.at("series"), "list-other-rubric", found=found, wanted=wanted),))
    if unit not in units:
        stranger = problem(identity.at("unit"), "unknown-unit", id=unit, name=facts.get("name", ""))
        return ListRead(None, (stranger,))
    reader = _Reader(identity)
    rows = reader.read(book)
    made = read_day(facts.get("made", "")[:10])
    returned = ListReturn(
        unit=unit,
        name=facts.get("name", ""),
        file=identity.place.file,
        rubric=facts.get("rubric", ""),
        period=facts.get("period", ""),
        made=made,
        rows=rows,
        saved_at=book.saved_at,
        digest=digest,
    )
    return ListRead(returned, tuple(reader.problems), reader.whole)


def sent_rows(facts: Mapping[str, str]) -> dict[str, Fault]:
    """Give the rows that were sent out, by key, as the identity sheet keeps them."""
    found: dict[str, Fault] = {}
    while (key := facts.get(f"row.{len(found)}.key")) is not None and key not in found:
        sent = {column: facts.get(f"row.{len(found)}.{column}", "") for column in LOCKED}
        points = _points(sent.pop("points"))
        found[key] = Fault(key=key, points=points, **sent)
    return found


def _points(text: str) -> Decimal:
    try:
        return Decimal(text)
    except InvalidOperation:
        return Decimal(0)


class _Reader:
    """Reads one list and gathers what is to be said of it."""

    def __init__(self, identity: Identity) -> None:
        self.identity, self.facts = identity, identity.facts
        self.unit = identity.facts.get("unit", "")
        self.problems: list[Problem] = []
        self.whole = True
        self.sheet: SheetData | None = None

    def say(self, code: str, at_row: int = 0, at_column: int = 0, **details: object) -> None:
        sheet = self.sheet.name if self.sheet else ""
        cell = address(at_row, at_column) if at_row else ""
        place = Place(self.identity.place.file, sheet=sheet, cell=cell)
        self.problems.append(problem(place, code, unit=self.unit, **details))

    def read(self, book: WorkbookData) -> tuple[ListRow, ...]:
        sent = sent_rows(self.facts)
        if seal(sent.values()) != self.facts.get("seal"):
            place = self.identity.at("seal")
            self.problems.append(problem(place, "list-identity-changed", unit=self.unit))
        self.sheet = self._find(book)
        if self.sheet is None:
            self.whole = False
            return tuple(ListRow(fault) for fault in sent.values())
        rows, columns = self._rows(self.sheet, sent), self._columns(self.sheet)
        if not columns or (sent and not rows):
            self.say("keys-gone", KEY_ROW, KEY_COLUMN)
            self.whole = False
            return tuple(ListRow(fault) for fault in sent.values())
        self._strangers(self.sheet, rows, columns)
        return tuple(self._row(key, fault, rows, columns) for key, fault in sent.items())

    def _find(self, book: WorkbookData) -> SheetData | None:
        key = f"list:{self.unit}"
        alike = [s for s in book.sheets if (first := s.cells.get((KEY_ROW, KEY_COLUMN))) and first.text == key]
        if len(alike) == 1:
            return alike[0]
        code, other = ("sheet-twice", ", ".join(s.name for s in alike)) if alike else ("list-sheet-gone", "")
        self.say(code, other=other)
        return None

    def _rows(self, sheet: SheetData, sent: Mapping[str, Fault]) -> dict[str, int]:
        """Find the row of each key; say which are gone or there twice."""
        found: dict[str, int] = {}
        for (row, column), cell in sorted(sheet.cells.items()):
            if column == KEY_COLUMN and row > KEY_ROW and cell.text in sent:
                first = found.setdefault(cell.text, row)
                if first != row:
                    self.say("row-twice", row, KEY_COLUMN, row=cell.text, first=first)
        if found:
            for key in sent:
                if key not in found:
                    self.say("row-gone", row=key)
        return found

    def _columns(self, sheet: SheetData) -> dict[str, int]:
        """Find the column of each key; say which are gone or there twice."""
        found: dict[str, int] = {}
        wanted = (*LOCKED, *OPEN)
        for (row, column), cell in sorted(sheet.cells.items()):
            if row == KEY_ROW and column > KEY_COLUMN and cell.text in wanted:
                first = found.setdefault(cell.text, column)
                if first != column:
                    self.say("column-twice", row, column, column=cell.text, first=letters(first))
        if found:
            for key in wanted:
                if key not in found:
                    self.say("column-gone", column=key)
        return found

    def _strangers(self, sheet: SheetData, rows: Mapping[str, int], columns: Mapping[str, int]) -> None:
        """Name the rows that somebody added to fill in."""
        ours, below = set(rows.values()), min(rows.values(), default=10**9)
        keyed = {row for (row, column) in sheet.cells if column == KEY_COLUMN}
        filled = {columns[key]: key for key in OF_UNIT if key in columns}
        named: set[int] = set()
        for (row, column), cell in sorted(sheet.cells.items()):
            if row > below and row not in ours and row not in named and column in filled and row not in keyed:
                named.add(row)
                self.say("row-unknown", row, column, text=_short(cell.text))

    def _row(self, key: str, fault: Fault, rows: Mapping[str, int], columns: Mapping[str, int]) -> ListRow:
        row = rows.get(key)
        if row is None or self.sheet is None:
            return ListRow(fault)
        cells = {c: self.sheet.cells.get((row, at), BLANK) for c, at in columns.items()}
        at = {c: (row, column) for c, column in columns.items()}
        for column, sent in fault.texts().items():
            if column in cells and not _as_sent(cells[column], sent):
                came = _short(cells[column].text) or "—"
                self.say("text-changed", *at[column], sent=_short(sent), came=came)
        filled = {column: self._open(column, cells[column], at[column]) for column in OPEN if column in cells}
        made = ListRow(
            fault,
            {k: v for k, v in filled.items() if isinstance(v, str) and k not in DROPDOWNS},
            {k: v for k, v in filled.items() if isinstance(v, date)},
            {k: v for k, v in filled.items() if isinstance(v, str) and k in DROPDOWNS},
        )
        self._against_itself(made, at)
        return made

    def _open(self, column: str, cell: CellData, at: tuple[int, int]) -> str | date | None:
        """Read what somebody filled in."""
        if cell.formula is not None:
            self.say("entry-formula", *at, formula=_short(cell.formula))
        typed = cell.text.strip()
        if cell.kind == "blank" or not typed:
            return None
        if cell.kind == "error":
            self.say("list-value-refused", *at, typed=shown(cell.text))
            return None
        if column in DAYS:
            return self._day(cell, at)
        return self._word(column, cell, at) if column in DROPDOWNS else _text(cell)

    def _day(self, cell: CellData, at: tuple[int, int]) -> date | None:
        day = as_day(cell)
        if day is None:
            self.say("list-day-refused", *at, typed=shown(cell.value))
        return day

    def _word(self, column: str, cell: CellData, at: tuple[int, int]) -> str | None:
        plain_ = _plainly(cell.text)
        for words in DROPDOWNS[column].values():
            for code, word in words.items():
                if _plainly(word) == plain_:
                    return code
        language = self.facts.get("language", "en")
        known = DROPDOWNS[column].get(language, DROPDOWNS[column]["en"])
        self.say("list-word-unknown", *at, typed=shown(cell.text), allowed=" / ".join(known.values()))
        return None

    def _against_itself(self, row: ListRow, at: Mapping[str, tuple[int, int]]) -> None:
        """Name what cannot be: a deadline before the result, a day of what is not done, cleared before done."""
        made, deadline = read_day(self.facts.get("made", "")[:10]), row.days.get("deadline")
        if made and deadline and deadline < made:
            self.say("list-deadline-early", *at["deadline"], day=deadline, made=made)
        done = row.codes.get("done") == DONE
        if row.days.get("done_on") and not done:
            self.say("list-day-not-done", *at["done_on"], day=row.days["done_on"])
        if row.codes.get("checked") == CLEARED and not done:
            self.say("list-cleared-not-done", *at["checked"])


def as_day(cell: CellData) -> date | None:
    """Read a cell as a day: a real date is a number, and a text is taken as people write days; None for any other."""
    value = cell.value
    if isinstance(value, str):
        digits = normalize("NFKC", value).strip()
        number = Decimal(digits) if digits.isascii() and digits.isdigit() and len(digits) == 5 else None
        day = day_of_number(number) if number is not None else read_day(value)
    else:
        day = day_of_number(value) if isinstance(value, Decimal) else None
    return day if day is not None and EARLIEST <= day <= LATEST else None


def _as_sent(cell: CellData, sent: str) -> bool:
    """Compare as programs rewrite texts: line ends differ, blanks at the ends may go; a number is its digits."""
    came = plain(cell.value) if isinstance(cell.value, Decimal) else cell.text
    return came.replace("\r\n", "\n").strip() == sent.replace("\r\n", "\n").strip()


def _text(cell: CellData) -> str:
    return plain(cell.value) if isinstance(cell.value, Decimal) else cell.text.strip()


def _plainly(text: str) -> str:
    return "".join(normalize("NFKC", text).casefold().split())


def _short(text: str) -> str:
    return text if len(text) <= LONGEST_SHOWN else text[: LONGEST_SHOWN - 1] + "…"
