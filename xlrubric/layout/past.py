"""Last year's faults that were not put right, on a locked sheet of this year's form.

Apart from the other sheets because it comes from another year: neither the standard nor the unit list knows it, so the
form's identity keeps what was sent, and the form can be laid out again when it comes back.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from decimal import Decimal, InvalidOperation
from hashlib import sha256

from xlrubric.layout.form import Form
from xlrubric.layout.measure import height
from xlrubric.layout.sheets import Cell, Content, Sheet
from xlrubric.rules import plain
from xlrubric.skin import Skin
from xlrubric.standard import Standard

KEY = "past"
TITLE, NOTE, HEAD = 2, 3, 4
WIDTHS = {
    "number": 6.0,
    "unit": 20.0,
    "item": 24.0,
    "finding": 10.0,
    "words": 46.0,
    "points": 9.0,
    "period": 13.0,
    "state": 13.0,
}
WRAPPED = ("unit", "item", "words", "period")
LEAST = 22.0  # points
LABELS = ("title", "note", "note_item", *WIDTHS, "open", "overdue", "returned", "unlisted")
Past = Mapping[int, Sequence["PastFault"]]


@dataclass(frozen=True, slots=True)
class PastFault:
    """A fault of an earlier period: ``state`` is ``open``, ``overdue``, ``returned`` or ``unlisted`` (no list)."""

    item: str
    finding: str
    words: str
    points: Decimal
    state: str
    period: str


FIELDS = tuple(field.name for field in fields(PastFault))


def with_past(form: Form, past: Past) -> Form:
    """Add the faults to a form, by the place of its unit; where there are none the form stays as it is."""
    rows = [(number, fault) for number in range(len(form.units)) for fault in past.get(number, ())]
    if not rows:
        return form
    sheets: list[Sheet] = []
    for sheet in form.sheets:
        if sheet.key == "howto":
            sheets.append(past_sheet(form, rows))
        sheets.append(_identity(sheet, form.skin, rows) if sheet.key == "identity" else sheet)
    return form.having(sheets)


def past_mark(skin: Skin) -> str:
    """Give 8 hexadecimal digits that change with any word of the sheet that is not the faults' own."""
    words = [skin.labels[KEY], *(skin.labels[f"past_{label}"] for label in LABELS)]
    return sha256(repr((words, tuple(WIDTHS))).encode()).hexdigest()[:8]


def past_sheet(form: Form, rows: Sequence[tuple[int, PastFault]]) -> Sheet:
    """Lay out the sheet: a row a fault, and which item appraises them."""
    skin, several = form.skin, len(form.units) > 1
    columns = {key: n for n, key in enumerate((k for k in WIDTHS if several or k != "unit"), 2)}
    note, last = _note(form.standard, skin), len(columns)
    wide = sum(WIDTHS[key] for key in columns)
    cells = [
        Cell(TITLE, 2, skin.labels["past_title"], "title", across=last),
        Cell(NOTE, 2, note, "plain", across=last),
        *(Cell(HEAD, column, skin.labels[f"past_{key}"], "head") for key, column in columns.items()),
    ]
    heights = {TITLE: 34.0, NOTE: height(note, wide, skin.size_of("plain"), skin.font) + 6, HEAD: 32.0}
    for n, (number, fault) in enumerate(rows, 1):
        row = HEAD + n
        shown = _shown(skin, form.units[number].name, fault, n)
        cells += [Cell(row, columns[key], shown[key], _style(key)) for key in columns]
        tall = (height(str(shown[key] or ""), WIDTHS[key], skin.size, skin.font) for key in WRAPPED if key in columns)
        heights[row] = max(LEAST, *tall)
    return Sheet(
        key=KEY,
        name=skin.labels[KEY],
        cells=tuple(cells),
        row_keys={TITLE: "title", NOTE: "note", HEAD: "head"}
        | {HEAD + n: f"past.{n}" for n in range(1, len(rows) + 1)},
        column_keys={column: key for key, column in columns.items()},
        widths={column: WIDTHS[key] for key, column in columns.items()},
        heights=heights,
        freeze=HEAD,
        repeat=(HEAD, HEAD),
    )


def _shown(skin: Skin, unit: str, fault: PastFault, number: int) -> dict[str, Content]:
    return {
        "number": Decimal(number),
        "unit": unit,
        "item": fault.item or None,
        "finding": fault.finding or None,
        "words": fault.words or None,
        "points": fault.points,
        "period": fault.period or None,
        "state": skin.labels[f"past_{fault.state}"],
    }


def _style(key: str) -> str:
    return "text" if key in WRAPPED else "center"


def _note(standard: Standard, skin: Skin) -> str:
    """Say which item appraises these faults, if the standard names one."""
    items = [f"{item.id} {item.name}" for item in standard.rubric.items() if item.follows_up]
    told = skin.say("past_note_item", items="、".join(items)) if items else ""
    return f"{skin.labels['past_note']}{told}"


def _identity(sheet: Sheet, skin: Skin, rows: Sequence[tuple[int, PastFault]]) -> Sheet:
    """Add to the identity what the past sheet says, and the mark of its words to that of the form."""
    layout = next(row for row, key in sheet.row_keys.items() if key == "layout")
    cells = tuple(
        replace(cell, content=f"{cell.content}{past_mark(skin)}") if cell.row == layout else cell
        for cell in sheet.cells
    )
    facts = dict(enumerate(_facts(rows), max(sheet.row_keys) + 1))
    more = tuple(Cell(row, 2, value or None, "hidden") for row, (_, value) in facts.items())
    keys = {**sheet.row_keys, **{row: key for row, (key, _) in facts.items()}}
    return replace(sheet, cells=(*cells, *more), row_keys=keys)


def _facts(rows: Sequence[tuple[int, PastFault]]) -> Iterator[tuple[str, str]]:
    for n, (number, fault) in enumerate(rows):
        yield f"past.{n}.unit", str(number)
        for name in FIELDS:
            value = getattr(fault, name)
            yield f"past.{n}.{name}", plain(value) if isinstance(value, Decimal) else value


def past_of(facts: Mapping[str, str]) -> dict[int, list[PastFault]]:
    """Read from a form's identity what its past sheet was sent out with; what makes no sense is left out."""
    found: dict[int, list[PastFault]] = {}
    n = 0
    while (unit := facts.get(f"past.{n}.unit")) is not None:
        said = {name: facts.get(f"past.{n}.{name}", "") for name in FIELDS}
        points, known = _number(said.pop("points")), f"past_{said['state']}" in {f"past_{s}" for s in LABELS[-4:]}
        if unit.isascii() and unit.isdigit() and points is not None and known:
            found.setdefault(int(unit), []).append(PastFault(points=points, **said))
        n += 1
    return found


def _number(text: str) -> Decimal | None:
    try:
        number = Decimal(text)
    except InvalidOperation:
        return None
    return number if number.is_finite() else None
