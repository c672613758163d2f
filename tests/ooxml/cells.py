"""Rules of rows, columns and cells: their order, their sizes, what they point to, what overlaps.

Apart from ``sheets``, whose rules are of what lies over the cells.
"""

import re
from collections.abc import Iterator
from itertools import pairwise
from xml.etree.ElementTree import Element

from tests.ooxml.package import Package, tag
from xlrubric.cellrefs import column_number

LAST_ROW, LAST_COLUMN = 1_048_576, 16_384
HIGHEST, WIDEST, DEEPEST = 409.5, 255.0, 7
LONGEST_TEXT, LONGEST_FORMULA = 32_767, 8_192
SPOT = re.compile(r"\$?([A-Z]{1,3})\$?([1-9][0-9]{0,6})")
ERRORS = ("#REF!", "#NAME?")
NUMBER = re.compile(r"[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?")
TYPES = ("b", "e", "inlineStr", "n", "s", "str", "d")
Area = tuple[int, int, int, int]


def spot(text: str) -> tuple[int, int] | None:
    """Read the address of a cell as (row, column); None where it is none or off the sheet."""
    found = SPOT.fullmatch(text)
    if not found:
        return None
    row, column = int(found[2]), column_number(found[1])
    return (row, column) if row <= LAST_ROW and column <= LAST_COLUMN else None


def area(text: str) -> Area | None:
    """Read an area, or a cell, as first row, first column, last row, last column."""
    first, _, last = text.partition(":")
    start, end = spot(first), spot(last or first)
    if start is None or end is None or start[0] > end[0] or start[1] > end[1]:
        return None
    return (*start, *end)


def overlap(one: Area, other: Area) -> bool:
    """Say whether two areas have a cell in common."""
    return one[0] <= other[2] and other[0] <= one[2] and one[1] <= other[3] and other[1] <= one[3]


def units(text: str) -> int:
    """Count signs as Excel does: one outside of Unicode's first plane is two."""
    return len(text.encode("utf-16-le")) // 2


def cell_faults(package: Package) -> Iterator[str]:
    """Give the faults of all worksheets' rows, columns and cells."""
    styles, strings = package.only("styles"), package.only("sharedStrings")
    formats = len(_children(styles, "cellXfs"))
    texts = ["".join(t.text or "" for t in item.iter(tag("t"))) for item in strings.iter(tag("si"))] if strings else []
    yield from (f"shared string {n}: {units(t)} signs" for n, t in enumerate(texts) if units(t) > LONGEST_TEXT)
    if styles is not None:
        yield from _style_faults(styles)
    for name, _, tree in package.worksheets():
        found = (
            *_columns(tree),
            *_rows(tree),
            *_cells(tree, formats, len(texts)),
            *_merges(tree),
            *_names(package, tree),
        )
        yield from (f"{name}: {said}" for said in found)


def _children(tree: Element | None, name: str) -> list[Element]:
    found = tree.find(tag(name)) if tree is not None else None
    return list(found) if found is not None else []


def _style_faults(styles: Element) -> Iterator[str]:
    """Every format's font, fill and border is there, and every count is the right one."""
    there = {f"{what}Id": len(_children(styles, f"{what}s")) for what in ("font", "fill", "border")}
    custom = {int(e.get("numFmtId", "0")) for e in styles.iter(tag("numFmt"))}
    for n, form in enumerate(_children(styles, "cellXfs")):
        for key, count in there.items():
            if int(form.get(key, "0")) >= count:
                yield f"styles: format {n} has the {key} {form.get(key)} of {count}"
        if (number := int(form.get("numFmtId", "0"))) >= 164 and number not in custom:
            yield f"styles: format {n} has the numFmtId {number}, which is not there"
    for table in styles:
        if (said := table.get("count")) is not None and int(said) != len(table):
            yield f"styles: {table.tag.rpartition('}')[2]} says {said} and has {len(table)}"


def _columns(tree: Element) -> Iterator[str]:
    columns = [(int(c.get("min", "0")), int(c.get("max", "0")), c) for c in tree.iter(tag("col"))]
    for low, high, column in columns:
        if not 1 <= low <= high <= LAST_COLUMN:
            yield f"columns {low} to {high} are none"
        if float(column.get("width", "0")) > WIDEST:
            yield f"column {low} is {column.get('width')} wide"
        yield from _outlined(f"column {low}", column)
    for (_, end, _), (start, _, _) in pairwise(columns):
        if start <= end:
            yield f"column {start} stands in two ranges of columns, or out of order"


def _outlined(what: str, of: Element) -> Iterator[str]:
    if int(of.get("outlineLevel", "0")) > DEEPEST:
        yield f"{what} has the outline level {of.get('outlineLevel')}"


def _rows(tree: Element) -> Iterator[str]:
    numbers = [int(row.get("r", "0")) for row in tree.iter(tag("row"))]
    yield from (f"row {two} comes after row {one}" for one, two in pairwise(numbers) if two <= one)
    for row in tree.iter(tag("row")):
        if not 1 <= int(row.get("r", "0")) <= LAST_ROW:
            yield f"row {row.get('r')} is none"
        if float(row.get("ht", "0")) > HIGHEST:
            yield f"row {row.get('r')} is {row.get('ht')} high"
        yield from _outlined(f"row {row.get('r')}", row)


def _cells(tree: Element, formats: int, texts: int) -> Iterator[str]:
    for row in tree.iter(tag("row")):
        before = 0
        for cell in row.iter(tag("c")):
            address = cell.get("r", "")
            place = spot(address)
            if place is None or place[0] != int(row.get("r", "0")):
                yield f"a cell of row {row.get('r')} is called {address}"
                continue
            if place[1] <= before:
                yield f"{address} comes too late in its row"
            before = place[1]
            yield from (f"{address}: {said}" for said in _cell(cell, formats, texts))


def _cell(cell: Element, formats: int, texts: int) -> Iterator[str]:
    kind = cell.get("t", "n")
    if int(cell.get("s", "0")) >= formats:
        yield f"has the format {cell.get('s')} of {formats}"
    if kind not in TYPES:
        yield f"has the type {kind}"
    yield from _value(kind, cell.findtext(tag("v")), texts)
    formula = cell.findtext(tag("f"))
    if formula is not None and (len(formula) > LONGEST_FORMULA or not formula or formula.startswith("=")):
        yield f"has a formula that Excel does not take: {formula[:40]}"
    if formula and any(error in formula for error in ERRORS):
        yield f"has a formula with an error in it: {formula[:40]}"


def _value(kind: str, value: str | None, texts: int) -> Iterator[str]:
    if kind == "s" and not ((value or "").isdecimal() and int(value or 0) < texts):
        yield f"has the shared string {value} of {texts}"
    if kind == "n" and value and not NUMBER.fullmatch(value):  # an empty one is a formula's that shows nothing
        yield f"is a number and holds {value}"
    if kind == "str" and units(value or "") > LONGEST_TEXT:
        yield f"has a text of {units(value or '')} signs"


def _merges(tree: Element) -> Iterator[str]:
    merged = [(m.get("ref", ""), area(m.get("ref", ""))) for m in tree.iter(tag("mergeCell"))]
    yield from (f"{ref} is merged and is no area" for ref, found in merged if found is None)
    areas = [(ref, found) for ref, found in merged if found]
    yield from (f"{ref} is merged and is one cell" for ref, (a, b, c, d) in areas if (a, b) == (c, d))
    for (one, first), (other, second) in _pairs(areas):
        yield f"{one} and {other} are merged and overlap" if overlap(first, second) else ""


def _pairs(areas: list[tuple[str, Area]]) -> Iterator[tuple[tuple[str, Area], tuple[str, Area]]]:
    """Give the pairs that overlap: sorted by rows, so that few are compared."""
    areas = sorted(areas, key=lambda one: one[1])
    for n, one in enumerate(areas):
        for other in areas[n + 1 :]:
            if other[1][0] > one[1][2]:
                break
            if overlap(one[1], other[1]):
                yield one, other


QUOTED_SHEET = re.compile(r"'((?:[^']|'')+)'!|([A-Za-z_\u0080-\uffff][\w.]*)!")
TEXTS = re.compile(r'"(?:[^"]|"")*"')


def sheets_of(formula: str) -> set[str]:
    """Name the sheets that a formula refers to."""
    found = QUOTED_SHEET.findall(TEXTS.sub("", formula).replace("#REF!", ""))
    return {quoted.replace("''", "'") or bare for quoted, bare in found}


def _names(package: Package, tree: Element) -> Iterator[str]:
    """Every formula refers to sheets that are there."""
    known = {name.casefold() for name in package.sheets}
    for cell in tree.iter(tag("c")):
        for name in sheets_of(cell.findtext(tag("f")) or ""):
            if name.casefold() not in known:
                yield f"{cell.get('r')} refers to a sheet {name}, which is not there"
