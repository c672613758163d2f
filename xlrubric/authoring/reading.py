"""The authoring workbook read: its sheets into the same tree of texts as a YAML file, with places by sheet and cell.

Apart from ``yamltext`` because a workbook has no paths: what belongs where is settled here, row by row.
"""

import warnings
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path as FilePath
from re import fullmatch

from xlrubric.authoring.celltext import Unclear, value_of
from xlrubric.authoring.fields import (
    GRADE_FIELDS,
    GRADE_SHEET,
    KIND,
    KIND_WORDS,
    LEVEL,
    NODE_FIELDS,
    NODE_SHEET,
    RESULT_SHEET,
    RUBRIC_FIELDS,
    RUBRIC_SHEET,
    SHEET_NAMES,
    Field,
    Kind,
    Shape,
    meaning,
    nearest,
    unlisted,
)
from xlrubric.authoring.nesting import Nesting, Node, NodeRow, Path
from xlrubric.authoring.result_rows import DOT, PARTS, RESULT, ResultNesting, field_meant, part_meant, settled
from xlrubric.problems import Place, Problem, Refusal, problem
from xlrubric.table_cells import Cell, Line, Sheet, open_sheets
from xlrubric.table_cells import Kind as Taken
from xlrubric.tables import HEADER_ROWS, heading_key
from xlrubric.yamltext import Source

FIELD = Field("field", "字段", Shape.TEXT, 0, "")
VALUE = Field("value", "值", Shape.TEXT, 0, "")
PART = Field("part", "部分", Shape.TEXT, 0, "")
_LABELS = (FIELD, VALUE, Field("help", "说明", Shape.TEXT, 0, ""))
_DATED = ("due", "due_on", "period")  # where a date is a text like any other


@dataclass
class _Gather:
    """What was gathered so far: places by path, and what is wrong."""

    places: dict[Path, Place] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def say(self, place: Place, code: str, **details: str) -> None:
        self.problems.append(problem(place, code, **details))


@dataclass(frozen=True)
class _Columns:
    """A sheet's headings: each column's field, the heading's place, and the lines below."""

    fields: Mapping[int, Field]
    place: Place
    lines: Iterable[Line]


def read_authored(path: FilePath) -> Source:
    """Read an authoring workbook (.xlsx, .xlsm). Raises Refusal if it is none, or cannot be read at all.

    The tree holds texts, lists and tables as ``read_yaml`` gives them; what is wrong with single cells or rows is in
    the source's problems, and those cells or rows are left out.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # openpyxl's, about looks that it leaves unread
        sheets = {heading_key(sheet.place.sheet): sheet for sheet in open_sheets(path)}
        gather = _Gather()
        tree = _rubric(_sheet(RUBRIC_SHEET, sheets, path), gather)
        if grades := _grades(sheets, gather):
            tree["grades"] = grades
        if (result := _result(sheets, gather)) is not None:
            tree[RESULT] = result
        tree["sections"] = _nodes(_sheet(NODE_SHEET, sheets, path), gather)
    return Source(str(path), tree, gather.places, tuple(sorted(gather.problems)))


def _sheet(name: str, sheets: Mapping[str, Sheet], path: FilePath) -> Sheet:
    if found := _find(name, sheets):
        return found
    shown = "、".join(sheet.place.sheet for sheet in sheets.values())
    raise Refusal([problem(Place(str(path)), "authoring-sheet-missing", sheet=name, found=shown)])


def _find(name: str, sheets: Mapping[str, Sheet]) -> Sheet | None:
    return next((sheets[heading_key(word)] for word in SHEET_NAMES[name] if heading_key(word) in sheets), None)


# --- the three sheets ------------------------------------------------------------------------------------


def _rubric(sheet: Sheet, gather: _Gather) -> dict[str, object]:
    """Read the rubric's own fields, a row a field."""
    gather.places[()] = sheet.place
    columns = _columns(sheet, _LABELS, (FIELD, VALUE), gather)
    by_name = {found.name: number for number, found in columns.fields.items()}
    tree: dict[str, object] = {}
    for line in columns.lines:
        label, cell = (line.get(by_name[name]) for name in (FIELD.name, VALUE.name))
        if cell is None:
            continue
        found = _labelled(label, gather) if label else None
        if label is None:
            gather.say(cell.place, "authoring-field-missing")
        elif found and found.name in tree:
            first = gather.places[(found.name,)].cell
            gather.say(label.place, "authoring-field-twice", field=found.heading, first=first)
        elif found:
            _take({found: cell}, tree, (), gather)
    return tree


def _labelled(label: Cell, gather: _Gather) -> Field | None:
    found = meaning(label.text, RUBRIC_FIELDS) or _foreign(label.text)
    if found is None:
        gather.say(label.place, "authoring-field-unknown", field=label.text, near=nearest(label.text, RUBRIC_FIELDS))
    return found


def _grades(sheets: Mapping[str, Sheet], gather: _Gather) -> list[dict[str, object]]:
    sheet = _find(GRADE_SHEET, sheets)
    if sheet is None:
        return []
    columns = _columns(sheet, GRADE_FIELDS, GRADE_FIELDS[:1], gather)
    gather.places[("grades",)] = columns.place
    grades: list[dict[str, object]] = []
    for line in columns.lines:
        if cells := _row_cells(columns, line):
            path = ("grades", len(grades))
            gather.places[path] = next(iter(cells.values())).place
            grades.append(_take(cells, {}, path, gather))
    return grades


def _result(sheets: Mapping[str, Sheet], gather: _Gather) -> Node | None:
    """Read the rules of the year's result, a row a field; None where there are none."""
    sheet = _find(RESULT_SHEET, sheets)
    if sheet is None:
        return None
    columns = _columns(sheet, (PART, *_LABELS), (PART, FIELD, VALUE), gather)
    gather.places[(RESULT,)] = columns.place
    nesting = ResultNesting()
    for line in columns.lines:
        cells = {found.name: line[number] for number, found in columns.fields.items() if number in line}
        part, label, cell = (cells.get(known.name) for known in (PART, FIELD, VALUE))
        if _is_of_a_part(part, cell, nesting, gather):
            _result_row(part, label, cell, nesting, gather)
    return nesting.tree if nesting.begun else None


def _is_of_a_part(part: Cell | None, cell: Cell | None, nesting: ResultNesting, gather: _Gather) -> bool:
    """Settle the part of a row: the one that it names, or the one above."""
    if part is None:
        if cell and nesting.said is None:
            gather.say(cell.place, "authoring-part-missing", parts=_parts())
        return nesting.said is not None
    found = None if part.fault else part_meant(part.text)
    if part.fault:
        gather.problems.append(part.fault)
    elif found is None:
        gather.say(part.place, "authoring-part-unknown", text=part.text, parts=_parts())
    else:
        nesting.said = found
    return found is not None


def _parts() -> str:
    return "、".join(f"{part.word} 1" if part.many else part.word for part in PARTS)


def _result_row(
    head: Cell | None, label: Cell | None, cell: Cell | None, nesting: ResultNesting, gather: _Gather
) -> None:
    """Put one field of the result where it belongs; one of the template that was left blank is none."""
    assert nesting.said is not None
    part, number = nesting.said
    if label is None:
        if cell is not None:
            gather.say(cell.place, "authoring-field-missing")
        elif head is not None:
            gather.places.setdefault(nesting.at(part, number, "")[1], head.place)
        return
    found = field_meant(part, label.text)
    if found is None:
        gather.say(label.place, "authoring-field-unknown", field=label.text, near=nearest(label.text, part.fields))
    elif cell is not None:
        _result_field(found, head or label, label, cell, nesting, gather)


def _result_field(found: Field, head: Cell, label: Cell, cell: Cell, nesting: ResultNesting, gather: _Gather) -> None:
    assert nesting.said is not None
    table, path = nesting.at(*nesting.said, found.name)
    gather.places.setdefault(path[:2], head.place)
    gather.places.setdefault(path, head.place)
    spot = settled(table, path, found.name)
    if spot is None:
        first = gather.places.get((*path, *found.name.split(DOT)), label.place).cell
        gather.say(label.place, "authoring-field-twice", field=found.heading, first=first)
        return
    table, path, name = spot
    gather.places.setdefault(path, cell.place)
    taken = _take({found: cell}, {}, None, gather)
    gather.places[(*path, name)] = cell.place
    if found.name in taken:
        table[name] = taken[found.name]


def _nodes(sheet: Sheet, gather: _Gather) -> list[dict[str, object]]:
    columns = _columns(sheet, (KIND, LEVEL, *NODE_FIELDS), (KIND, *NODE_FIELDS[1:3]), gather)
    gather.places[("sections",)] = columns.place
    nesting = Nesting()
    for row in _node_rows(columns, gather):
        nesting.add(row)
    gather.places |= nesting.places
    gather.problems += nesting.problems
    return nesting.sections


def _node_rows(columns: _Columns, gather: _Gather) -> Iterator[NodeRow]:
    for line in columns.lines:
        cells = _row_cells(columns, line)
        kind, level = cells.pop(KIND, None), cells.pop(LEVEL, None)
        if kind is None:
            if first := next(iter(cells.values()), None):
                gather.say(first.place, "authoring-kind-missing", kinds=_kinds())
        elif kind.fault:
            gather.problems.append(kind.fault)
        elif (known := _kind(kind.text)) is None:
            gather.say(kind.place, "authoring-kind-unknown", text=kind.text, kinds=_kinds())
        else:
            places = {found.name: cell.place for found, cell in ((LEVEL, level or kind), *cells.items())}
            fields = _take(cells, {}, None, gather)
            yield NodeRow(known, _level(known, level, gather), fields, kind.place, (), places)


def _kind(text: str) -> Kind | None:
    return next((kind for kind, word in KIND_WORDS.items() if text.casefold() in (kind.value, word)), None)


def _kinds() -> str:
    return "、".join(KIND_WORDS.values())


def _level(kind: Kind, cell: Cell | None, gather: _Gather) -> int:
    """Give a section's level, 1 if none is written; 0 for other rows, which have none."""
    if cell is None:
        return 1 if kind is Kind.SECTION else 0
    if kind is not Kind.SECTION:
        gather.say(cell.place, "authoring-level-here")
        return 0
    number = value_of(cell.text, LEVEL) if cell.text else ""
    if isinstance(number, str) and fullmatch("[1-9][0-9]{0,3}", number):
        return int(number)
    gather.say(cell.place, "authoring-level-number", text=cell.text)
    return 1


# --- headings and cells ----------------------------------------------------------------------------------


def _columns(sheet: Sheet, fields: Sequence[Field], wanted: Sequence[Field], gather: _Gather) -> _Columns:
    """Find the line of headings: the first, among the first ten, that has two of those wanted (or the one)."""
    least = min(len(wanted), 2)
    best: list[Cell] = []
    for number, line in enumerate(islice(sheet.lines(), HEADER_ROWS)):
        meant = {n: found for n, cell in line.items() if (found := meaning(cell.text, fields))}
        if wanted[0] in meant.values() and len(set(meant.values()) & set(wanted)) >= least:
            place = next(iter(line.values())).place
            return _Columns(_headed(line, meant, fields, gather), place, islice(sheet.lines(), number + 1, None))
        best = best or list(line.values())
    accepted, shown = " / ".join(field.heading for field in wanted), "、".join(cell.text for cell in best)
    place = best[0].place if best else sheet.place
    raise Refusal([problem(place, "table-heading-missing", accepted=accepted, found=shown)])


def _headed(line: Line, meant: Mapping[int, Field], fields: Sequence[Field], gather: _Gather) -> dict[int, Field]:
    """Settle what each column is; a heading that stands twice, or means nothing, is a problem."""
    columns: dict[int, Field] = {}
    for number, cell in line.items():
        found = meant.get(number) or _foreign(cell.text)
        first = next((n for n, other in columns.items() if other == found), None)
        if found is None:
            near = nearest(cell.text, fields)
            gather.say(cell.place, "authoring-field-unknown", field=cell.text, near=near)
        elif first is not None:
            other = line[first]
            texts = {"heading": cell.text, "other": other.text, "first": str(other.place)}
            gather.say(cell.place, "table-heading-twice", **texts)
        else:
            columns[number] = found
    return columns


def _foreign(text: str) -> Field | None:
    """Take an English word for a field that the table does not know; the schema will say whether there is one."""
    return unlisted(text) if fullmatch(r"[a-z][a-z0-9_]*", text) else None


def _row_cells(columns: _Columns, line: Line) -> dict[Field, Cell]:
    return {found: line[number] for number, found in columns.fields.items() if number in line}


def _take(
    cells: Mapping[Field, Cell], into: dict[str, object], path: Path | None, gather: _Gather
) -> dict[str, object]:
    """Put the values of cells under their fields' names, and their places under ``path`` unless that is not known."""
    for found, cell in cells.items():
        if path is not None:
            gather.places[(*path, found.name)] = cell.place
        if fault := _fault(cell, found):
            gather.problems.append(fault)
            continue
        try:
            into[found.name] = value_of(cell.text.lower() if cell.kind is Taken.TRUTH else cell.text, found)
        except Unclear as unclear:
            gather.say(cell.place, unclear.code, **unclear.details)
    return into


def _fault(cell: Cell, found: Field) -> Problem | None:
    if cell.fault:
        return cell.fault
    if cell.kind is Taken.DATE and found.name not in _DATED:
        return problem(cell.place, "authoring-date", text=cell.text)
    return None
