"""Registers held against their rules: one achievement written twice, days out of the period, documents not named.

Apart from ``verify``, which reads the workbook, and from ``duties``, which makes tables: both ask the same here. Which
rows are one achievement is for a person to say; here is only said which read alike, and what that would change.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import combinations
from re import findall, sub
from unicodedata import normalize

from xlrubric.days import day_of_number, find_day, read_day
from xlrubric.graph import name
from xlrubric.outline import Outline, Part, Register, Row
from xlrubric.quantities.marks import SHARED
from xlrubric.quantities.rows import verb_of
from xlrubric.rubric import ROLES
from xlrubric.rules import plain
from xlrubric.rules.rule import GIVING
from xlrubric.scoring import Score, Value
from xlrubric.standard import Standard
from xlrubric.typed_cells import Typed, value_in
from xlrubric.values import DaySpan

ALIKE = 0.8  # share of signs in common from which on two names may be one achievement
SHORTEST = 4  # signs of a name that, found whole within a longer one, may be the same achievement


@dataclass(frozen=True)
class Line:
    """A row of a register that is filled in: its points are those that count; ``day`` is typed, or in the document."""

    register: Row
    row: Row
    text: str
    points: Decimal
    document: str
    remark: str
    day_typed: str
    day: date | None

    @property
    def counts(self) -> bool:
        """Say whether the row moves points; where no row can, whether it says anything."""
        return bool(self.points) if self.register.clause.finding.verbs() else bool(self.text)


@dataclass(frozen=True)
class Doubt:
    """Something about a row that a person must look at: a message's code and details, the cell's local name."""

    code: str
    line: Line
    cell: str
    details: Mapping[str, str]


@lru_cache(maxsize=64)
def watched(standard: Standard) -> frozenset[str]:
    """Name the open cells whose contents and places are kept after the scoring: of registers, duties and periods."""
    found: set[str] = set()
    for row in standard.outline.rows:
        if row.kind == "line":
            found |= {f"{what}:{row.id}" for what in ("document", "dated", "remark")} | {name(SHARED, "text", row.id)}
        if row.kind in ("line", "register", "finding"):
            found |= {name(role, box.name, row.id) for role in ROLES for box in row.boxes}
    return frozenset(found) if any(_is_kept(row) for row in standard.outline.rows) else frozenset()


def _is_kept(row: Row) -> bool:
    finding = row.clause.finding
    return row.kind in ("line", "register") or finding.check is not None or row.due is not None


@lru_cache(maxsize=64)
def registers(outline: Outline) -> tuple[Register, ...]:
    """Give the registers, in the order of the sheet."""
    return tuple(_registers([part for node in outline.nodes for part in node.parts]))


def _registers(todo: list[Part]) -> Iterator[Register]:
    while todo:
        part = todo.pop(0)
        if isinstance(part, Register):
            yield part
        elif not isinstance(part, Row):
            todo[:0] = part.parts


def written_lines(outline: Outline, score: Score, counts: str, cells: Mapping[str, Typed]) -> list[list[Line]]:
    """Give for each register the rows that hold anything."""
    return [_lines(register, score, counts, cells) for register in registers(outline)]


def _lines(register: Register, score: Score, counts: str, cells: Mapping[str, Typed]) -> list[Line]:
    found = (_line(register.head, row, score, counts, cells) for row in register.lines)
    return [line for line in found if line.text or line.points or line.document or line.day_typed]


def _line(head: Row, row: Row, score: Score, counts: str, cells: Mapping[str, Typed]) -> Line:
    text, document, remark = (
        _text(cells, local) for local in (name(SHARED, "text", row.id), f"document:{row.id}", f"remark:{row.id}")
    )
    points = score.get(name(counts, "effect", row.id))
    day = _day(value_in(cells, f"dated:{row.id}")) or find_day(document)
    return Line(
        head, row, text, points if isinstance(points, Decimal) else Decimal(0), document, remark,
        _text(cells, f"dated:{row.id}"), day,
    )  # fmt: skip


def _text(cells: Mapping[str, Typed], local: str) -> str:
    value = value_in(cells, local)
    return plain(value) if isinstance(value, Decimal) else str(value if value is not None else "").strip()


def _day(value: Value) -> date | None:
    return day_of_number(value) if isinstance(value, Decimal) else read_day(value) if isinstance(value, str) else None


def doubts(outline: Outline, written: Sequence[Sequence[Line]]) -> list[Doubt]:
    """Hold every register, by its ``written_lines``, against its rules; in the order of the sheet."""
    known = zip(registers(outline), written, strict=True)
    found = [doubt for rows in written for line in rows if line.counts for doubt in _of_line(line)]
    beside = [line for register, rows in known if register.keep for line in rows if line.counts]
    found += _alike(outline, beside)
    if not found:
        return []
    order = {row.id: n for n, row in enumerate(outline.rows)}
    return sorted(found, key=lambda doubt: order[doubt.line.row.id])


def _of_line(line: Line) -> Iterator[Doubt]:
    span = line.register.clause.finding.dated
    if span is not None:
        yield from _of_day(line, span)
    if verb_of(line.register) in GIVING and not (line.document or line.remark):
        yield _doubt("register-no-document", line, f"document:{line.row.id}", points=plain(abs(line.points)))


def _of_day(line: Line, span: DaySpan) -> Iterator[Doubt]:
    cell = f"dated:{line.row.id}"
    between = {"low": span.low.isoformat(), "high": span.high.isoformat()}
    if line.day is None:
        code = "register-day-unread" if line.day_typed else "register-undated"
        yield _doubt(code, line, cell, typed=line.day_typed, **between)
    elif not span.low <= line.day <= span.high:
        yield _doubt("register-out-of-period", line, cell, day=line.day.isoformat(), **between)


def _doubt(code: str, line: Line, cell: str, **details: str) -> Doubt:
    return Doubt(code, line, cell, {"row": line.row.id, "text": line.text or "—", **details})


def _alike(outline: Outline, rows: list[Line]) -> Iterator[Doubt]:
    """Find pairs that may be one achievement, within a register or in two of the same part; the lower is in doubt."""
    told: set[str] = set()
    for one, other in combinations(rows, 2):
        if not (_together(outline, one, other) and alike(one.text, other.text)):
            continue
        lower, higher = (one, other) if abs(one.points) < abs(other.points) else (other, one)
        if lower.row.id in told:
            continue
        told.add(lower.row.id)
        details = {"other": higher.row.id, "other_text": higher.text, "points": plain(abs(lower.points))}
        yield _doubt("register-alike", lower, name(SHARED, "text", lower.row.id), **details)


def _together(outline: Outline, one: Line, other: Line) -> bool:
    if one.register is other.register:
        return True
    homes = [outline.homes[id(line.register)] for line in (one, other)]
    return outline.above(homes[0]) is outline.above(homes[1])


def alike(one: str, other: str) -> bool:
    """Say whether two names may mean one thing: blanks, width, capitals, signs and quotation marks make no difference.

    Names whose numbers differ (another year, another document) are two things.
    """
    first, second = _bare(one), _bare(other)
    if not first or not second or findall("[0-9]+", first) != findall("[0-9]+", second):
        return False
    shorter, longer = sorted((first, second), key=len)
    within = len(shorter) >= SHORTEST and shorter in longer
    return first == second or within or SequenceMatcher(None, first, second, autojunk=False).ratio() >= ALIKE


def _bare(text: str) -> str:
    return sub(r"[\W_]+", "", normalize("NFKC", text)).casefold()
