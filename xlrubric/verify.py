"""Where the witnesses meet: what a returned file shows against what scoring says, quantity by quantity.

Entries are read (``entries``), scored exactly (``scoring``), and every figure on every sheet is compared. What the
file shows is held against the score of its cells as they stand, so that a full-width digit, which the sheet could
not count and we can, is one remark and not forty wrong sums.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from xlrubric.cellrefs import address
from xlrubric.days import day_of_number, day_of_signature
from xlrubric.entries import BLANK, Reading, read_entry, read_percentage, shown, word_as_it_stands
from xlrubric.evidence import Said, evidence_problems, read_evidence, ticks
from xlrubric.expected import Expectation, Watched
from xlrubric.expressions import Expression, references, renamed
from xlrubric.eyes import Found
from xlrubric.graph import Entry, Graph, name
from xlrubric.keyed import keyed, with_shared_numbers
from xlrubric.layout.hands import BOTH, Hands
from xlrubric.problems import Place, Problem, problem
from xlrubric.registers import doubts, written_lines
from xlrubric.returned import Contents
from xlrubric.scoring import Score, Value, evaluate
from xlrubric.shortcomings import contradictions, how_far
from xlrubric.standard import Standard
from xlrubric.typed_cells import KeptCells, Typed
from xlrubric.xlsx import CellData
from xlrubric.xlsx.cells import number as stored_number
from xlrubric.xlsx.styles import Telling

TOLERANCE = Decimal("0.000000001")  # a double's noise in sums of tenths is far below, any amount far above
DOUBLE = Decimal("1E-13")  # of a large number: a double has sixteen digits, and sums lose some


@dataclass(frozen=True)
class UnitReturn:
    """One unit's return: how its entries were read, its exact score, remarks and signatures, problems.

    ``standard`` is the variant for the unit. ``readings`` and ``score`` go by local names
    (``review.number:1.1.1``). ``counts`` is the role whose entries make the official score, ``filled`` the rows that
    it has filled in; with none there is no score to speak of. ``cells`` has what stands in the cells of registers and
    duties, and where; ``evidence`` what is said of each document, nothing where the form has no sheet for that.
    ``hands`` says whose form it was; ``typed`` has every open cell by local name, where that was asked for. ``sheet``
    is the tab on which the entries stand, and ``at`` their cells by local name (shared by all forms of a kind).
    """

    unit: str
    file: str
    standard: Standard
    counts: str
    readings: Mapping[str, Reading]
    score: Score
    remarks: Mapping[str, str]
    signed: Mapping[str, str]
    filled: int
    problems: tuple[Problem, ...]
    cells: Mapping[str, Typed] = field(default_factory=dict)
    evidence: tuple[Said, ...] = ()
    hands: Hands = BOTH
    typed: Mapping[str, Typed] = field(default_factory=dict)
    sheet: str = ""
    at: Mapping[str, str] = field(default_factory=dict)

    def place(self, local: str) -> Place:
        """Give the place of an entry in the file."""
        return Place(self.file, sheet=self.sheet, cell=self.at.get(local, ""))

    @property
    def total(self) -> Decimal | None:
        """Give the official total in points; None when nothing was entered."""
        value = self.score[name(self.counts, "total")]
        return value if self.filled and isinstance(value, Decimal) else None


def is_there(contents: Contents, expectation: Expectation, number: int) -> bool:
    """Say whether the workbook has the scoring sheet of the unit at place ``number``, or anything left of it."""
    return any(f"{number}/{local}" in contents.entries for local in expectation.entries[number])


def verify(contents: Contents, expectation: Expectation, number: int, unit: str, counts: str) -> UnitReturn:
    """Score and check the unit that stands at place ``number`` in a returned form."""
    prefix, form = f"{number}/", expectation.form
    readings = _readings(contents, expectation.full_entries[number])
    scorer, ticked = expectation.scorers[number], ticks(contents, prefix)
    score = scorer({n: reading.value for n, reading in readings.items()} | ticked)
    as_shown = score if _as_read(readings) else scorer(_seen(contents, expectation, number) | ticked)
    differing = _differing(contents, expectation.full_figures[number], as_shown)
    filled = int(_decimal(score[name(counts, "done")]))
    own = form.standards[number]
    cells, evidence = _cells(contents, expectation.watched[number]), read_evidence(contents, own, prefix)
    problems = [
        *_entry_problems(contents, expectation.entries[number], readings, prefix, unit),
        *_contradictions(contents, form.standards[number].graph, readings, score, prefix, unit),
        *_how_far(_whole(contents, expectation, number), form.standards[number], score, counts, unit),
        *_total_differs(contents, prefix, score, as_shown, counts, unit),
        *_figure_problems(contents, expectation, number, differing, as_shown, ticked, unit),
        *register_problems(form.standards[number], score, counts, cells, unit),
        *evidence_problems(evidence, own, unit),
    ]
    remarks = _joined(_texts(contents, f"{prefix}document:"), _texts(contents, f"{prefix}remark:"))
    signed = _signed(contents, f"{prefix}sign.") or _signed(contents, "0/sign.")
    found = tuple(problems)
    kept, figures = keyed(readings), with_shared_numbers(score)
    return UnitReturn(unit, contents.file, own, counts, kept, figures, remarks, signed, filled, found, cells, evidence)


def _readings(contents: Contents, entries: tuple[tuple[str, str, Entry], ...]) -> dict[str, Reading]:
    formats, found_at = contents.formats, contents.entries.get
    readings: dict[str, Reading] = {}
    for local, full, entry in entries:
        kind, text, _ = found[0] if (found := found_at(full)) else ("blank", "", None)
        if kind == "blank":
            readings[local] = BLANK
        elif kind == "text" and text in entry.box.options:  # most of them
            readings[local] = word_as_it_stands(text)
        elif found:
            readings[local] = _reading(entry, found.cell, formats.get(full) if formats else None)
    return readings


def _reading(entry: Entry, cell: CellData, shown_as: Telling | None) -> Reading:
    """Read a cell; an error, or a value that the file mars, is none, even if it reads as a number.

    Nor is a number that its cell shows as a day: a program made it of what was typed (``1-2``).
    """
    if cell.kind == "error":
        return Reading(None, "entry-refused", shown(cell.text))
    value = cell.value
    if shown_as is None or not isinstance(value, Decimal) or entry.box.name == "text":
        return read_entry(entry, value)
    if shown_as == "date":
        return Reading(None, "entry-refused", str(day_of_number(value) or shown(value)))
    return read_percentage(entry, value) if shown_as == "percent" else read_entry(entry, value)


def _as_read(readings: Mapping[str, Reading]) -> bool:
    return not any(reading.code for reading in readings.values())


def _seen(contents: Contents, expectation: Expectation, number: int) -> dict[str, Value]:
    """Give the entries of a unit as they stand, by local name."""
    names = ((local, contents.entries.get(full)) for local, full, _ in expectation.full_entries[number])
    return {local: found.cell.value if found else None for local, found in names}


def _decimal(value: Value) -> Decimal:
    return value if isinstance(value, Decimal) else Decimal(0)


def _differing(contents: Contents, names: tuple[tuple[str, str], ...], as_shown: Score) -> list[str]:
    """Name the figures of a unit that the file shows otherwise."""
    get, differing = contents.figures.get, []
    for (local, full), value in zip(names, as_shown.values(), strict=True):
        found = get(full)
        if found is None:
            continue
        kind, text, _ = found[0]
        if kind == "number" and type(value) is Decimal and stored_number(text) == value:  # most of them
            continue
        if not _agrees(found, value) and not _left_out(contents, found, value):
            differing.append(local)
    return differing


def _left_out(contents: Contents, found: Found, value: Value) -> bool:
    """Say whether a text that a formula gives is a 0: LibreOffice stores it so in .xls until it recalculates."""
    return contents.by_value and not isinstance(value, Decimal) and found.cell.value == 0


def _agrees(found: Found, value: Value) -> bool:
    kind, text, _ = found[0]
    if type(value) is Decimal:
        return kind == "number" and ((stored := stored_number(text)) == value or near(stored, value))
    return text == (value or "") and kind in ("text", "blank")


def near(stored: Decimal, exact: Decimal) -> bool:
    """Say whether a double is as near to an exact figure as sums of doubles come."""
    return abs(stored - exact) <= TOLERANCE + abs(exact) * DOUBLE


def _figure_problems(
    contents: Contents,
    expectation: Expectation,
    number: int,
    differing: list[str],
    as_shown: Score,
    ticked: Mapping[str, Value],
    unit: str,
) -> list[Problem]:
    if not differing:
        return []
    prefix = f"{number}/"
    stored = {
        **_seen(contents, expectation, number),
        **ticked,
        **{n: f.cell.value for n, f in _of(contents, prefix).items()},
    }
    never = _never_recalculated(contents, expectation, prefix, as_shown)
    roots = [n for n in differing if _is_root(n, prefix, contents, expectation, stored, never)]
    said = [
        problem(
            contents.place(prefix + n),
            "value-differs",
            unit=unit,
            shown=shown(stored[n]) if stored[n] not in (None, "") else "—",
            ours=shown(as_shown[n]) if as_shown[n] not in (None, "") else "—",
        )
        for n in roots
    ]
    if never:
        return [*said, problem(_whole(contents, expectation, number), "not-recalculated", unit=unit)]
    follow = len(differing) - len(roots)
    rest = problem(_whole(contents, expectation, number), "values-follow", unit=unit, count=follow)
    return [*said, rest] if follow else said


def _whole(contents: Contents, expectation: Expectation, number: int) -> Place:
    """Give the place of what is said of the whole form: the file, of a lead unit's the unit's own sheet."""
    units = expectation.form.units
    sheets = (
        found.sheet for local in expectation.entries[number] if (found := contents.entries.get(f"{number}/{local}"))
    )
    return Place(contents.file, sheet=next(sheets, "") if len(units) > 1 else "")


def _of(contents: Contents, prefix: str) -> dict[str, Found]:
    return {n.removeprefix(prefix): f for n, f in contents.figures.items() if n.startswith(prefix)}


def _never_recalculated(contents: Contents, expectation: Expectation, prefix: str, as_shown: Score) -> bool:
    """Say whether no program has computed this file since it was filled in.

    Its figures are then absent, or all 0, or all those of the blank form.
    """
    numbers = {
        n: f
        for n, f in _of(contents, prefix).items()
        if isinstance(as_shown.get(n), Decimal) and prefix + n not in contents.altered
    }
    if not numbers:  # every formula was altered: there is nothing to tell by
        return False
    if all(f.cell.kind == "blank" for f in numbers.values()):
        return True
    if all(f.cell.value == 0 for f in numbers.values()):
        return True
    blank = expectation.blank
    return all(_agrees(f, _plain_value(blank[prefix + n])) for n, f in numbers.items())


def _plain_value(value: object) -> Value:
    return value if isinstance(value, Decimal | str | bool) else None


def _is_root(
    local: str,
    prefix: str,
    contents: Contents,
    expectation: Expectation,
    stored: Mapping[str, Value],
    never: bool,
) -> bool:
    """Say whether a figure is wrong by itself, and not only because one that it refers to is."""
    cell = contents.figures[prefix + local].cell
    if never or prefix + local in contents.altered:
        return prefix + local in contents.altered and not (never and cell.kind == "blank")
    expression = renamed(expectation.expression(prefix + local), lambda n: n.removeprefix(prefix))
    if cell.kind == "error" and _refers_to_error(contents, expression, prefix):
        return False
    try:
        value = evaluate(expression, stored)
    except (TypeError, ArithmeticError):  # it refers to a figure that is no number any more
        return False
    return not _agrees(contents.figures[prefix + local], value)


def _refers_to_error(contents: Contents, expression: Expression, prefix: str) -> bool:
    found = (contents.entries.get(prefix + n) or contents.figures.get(prefix + n) for n in references(expression))
    return any(f is not None and f.cell.kind == "error" for f in found)


def _entry_problems(
    contents: Contents, entries: Mapping[str, Entry], readings: Mapping[str, Reading], prefix: str, unit: str
) -> list[Problem]:
    problems = []
    for local, reading in readings.items():
        if reading.code:
            entry = entries[local]
            place = contents.place(prefix + local)
            details = {"finding": entry.finding, "typed": reading.typed, "read": reading.shown()}
            problems.append(problem(place, reading.code, unit=unit, **details, allowed=entry.allowed()))
    return problems


def _contradictions(
    contents: Contents,
    graph: Graph,
    readings: Mapping[str, Reading],
    score: Score,
    prefix: str,
    unit: str,
) -> list[Problem]:
    problems = []
    for found in contradictions(graph, readings, score):
        known = prefix + found.number in contents.entries or prefix + found.number in contents.figures
        place = contents.place(prefix + found.number) if known else Place(contents.file)
        problems.append(problem(place, found.code, unit=unit, finding=found.finding))
    return problems


def _total_differs(
    contents: Contents, prefix: str, score: Score, as_shown: Score, counts: str, unit: str
) -> list[Problem]:
    """Say that the file's total is not the one that counts, where entries were refused or read another way.

    The sheet did its sum over what stands in its cells; that sum is right, and still not the score.
    """
    total = name(counts, "total")
    found = contents.figures.get(prefix + total)
    if score[total] == as_shown[total] or found is None or not isinstance(found.cell.value, Decimal):
        return []
    details = {"shown": shown(found.cell.value), "ours": shown(score[total])}
    return [problem(contents.place(prefix + total), "total-differs", unit=unit, **details)]


def _how_far(whole: Place, standard: Standard, score: Score, counts: str, unit: str) -> list[Problem]:
    lacking = how_far(score, counts, len(standard.outline.asked))
    return [problem(whole, lacking[0], unit=unit, **lacking[1])] if lacking else []


def _cells(contents: Contents, watched: Watched) -> KeptCells:
    """Keep what stands in the cells that are looked at again after the scoring."""
    found = contents.entries
    there = [(local, found[full]) for local, full in watched.names if full in found]
    spots = watched.spots if contents.in_place else {n: (f.sheet, address(f.row, f.column)) for n, f in there}
    return KeptCells(contents.file, spots, {n: f.cell.value for n, f in there if f[0][0] not in ("blank", "error")})


def register_problems(
    standard: Standard, score: Score, counts: str, cells: Mapping[str, Typed], unit: str
) -> list[Problem]:
    """Say what is against the rules of the registers, at its cell."""
    return [
        problem(cells[doubt.cell].place, doubt.code, unit=unit, **doubt.details)
        for doubt in doubts(standard.outline, written_lines(standard.outline, score, counts, cells))
        if doubt.cell in cells
    ]


def typed_cells(contents: Contents, number: int) -> dict[str, Typed]:
    """Give what stands in every cell that could be filled in, for one unit, by local name."""
    prefix = f"{number}/"
    return {
        full.removeprefix(prefix): Typed(None if found.cell.kind == "error" else found.cell.value, contents.place(full))
        for full, found in contents.entries.items()
        if full.startswith(prefix)
    }


def _joined(documents: Mapping[str, str], remarks: Mapping[str, str]) -> dict[str, str]:
    """Put the document of a register's row before its remark."""
    rows = {**documents, **remarks}
    return {row: " / ".join(filter(None, (documents.get(row), remarks.get(row)))) for row in rows}


def _texts(contents: Contents, start: str) -> dict[str, str]:
    """Gather what was typed into the free cells whose names begin alike, by the rest of the name."""
    return {rest.rstrip(":"): text for rest, found in contents.starting(start) if (text := found[0][1].strip())}


def _signed(contents: Contents, start: str) -> dict[str, str]:
    """Gather what was signed; a day that the program keeps as a number is written as a day (``2018-12-05``)."""
    texts = _texts(contents, start)
    for key in (key for key in texts if not key.endswith("_by")):  # a person may sign by number
        value = contents.entries[f"{start}{key}:"].cell.value
        if isinstance(value, Decimal) and (day := day_of_signature(value)):
            texts[key] = day.isoformat()
    return texts
