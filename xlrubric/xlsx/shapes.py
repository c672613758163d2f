"""The rows of a worksheet in the plain form that programs write, each row and each shape of row read once.

Apart from ``rows``, where expat reads any other worksheet, since here a pattern does. The forms of one appraisal differ
in some values: most rows of a file are known, byte for byte, from an earlier one. What stands around the values in a
row (addresses, types, styles, formulas) is the row's shape, and a row of which only the shape is known has its values
put in. Whatever is not plain raises ``NotPlain``.
"""

import itertools
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from operator import itemgetter
from sys import intern
from typing import NamedTuple

from xlrubric.cellrefs import parse_address
from xlrubric.xlsx.cells import BLANK, PLAIN_MAKERS, CellData, cell_of
from xlrubric.xlsx.markup import PLAIN_LIMIT, plain_piece, plain_text, well_formed, without_entities
from xlrubric.xlsx.remembered import Remembered
from xlrubric.xlsx.rows import ATTRIBUTE, ATTRIBUTES, NAMESPACES, Aside, NotPlain, Written, columns_between

Position = tuple[int, int]
Placed = tuple[Position, str, str | None]  # a cell's place, its type, its formula

NOWHERE = (0, 0)
FAR_ROW, FAR_COLUMN = 20_000, 512  # no form reaches beyond
PLAIN_FORMULA = ' aca="false"'  # as LibreOffice writes every formula; it says nothing

_REMEMBERED = 2**16
_MOST_SEEN = 2**15  # rows
_ROWS_KEPT, _SHAPES_KEPT, _FRAMES_KEPT = 96 * 2**20, 24 * 2**20, 2 * 2**20  # bytes
_ROW_KEPT, _PLACED_KEPT, _WRITTEN_KEPT, _COLUMN_KEPT = 600, 120, 600, 100  # bytes that one of these takes, about
_CELL_KEPT = 300
_LONGEST_NUMBER = 8  # digits that no number of a row has
_LONGEST_ROW = 2**18  # characters: what is no cell costs the pattern a tuple for each
_MOST_VALUES = 400_000  # in one sheet; each takes ten times the memory that it has in the file
_VALUE = "0"  # stands for a value in the cells of a shape
_GAP, _BETWEEN = b"\0", b"</"  # no plain part has the one, no value the other

_VALUES = re.compile(rb"<v>([^<]*+)</v>")
_ROOT = re.compile(r"(?:<\?[^<>]*>\s*)?<worksheet( [^<>]*)>")
_DECLARED = tuple(f' xmlns="{name}"' for name in NAMESPACES)
_ROW = re.compile(r'<row r="([0-9]++)"([^<>&/]*+)(/?)>')
_CELL = re.compile(
    r'<c r="([A-Z0-9]++)"(?: s="[0-9]++")?+(?: t="([a-zA-Z]++)")?+'
    r"(?:>(?:<f([^<>&/]*+)(?:>([^<]*+)</f>|/>))?+(?:<v(?:>([^<]*+)</v>| ?/>))?+</c>| ?/>)"
    r"|.",
    re.S,
)
_STYLED = re.compile(rb'<c r="([A-Z]{1,3}[0-9]{1,7})" s="([0-9]+)"')
_STYLES = re.compile(rb' s="([0-9]+)"')
_HIDDEN_COLUMN = re.compile(r'<col min="([0-9]{1,5})" max="([0-9]{1,5})"[^<>]* hidden="(?:1|true)"')


class Shape(NamedTuple):
    """A row without its values, after the empty rows before it.

    It takes so many ``values``. ``wheres`` are the numbers of these rows as written, its own last; ``hidden`` those of
    hidden ones; ``prefixes`` are declared by the root, if it is well-formed. ``placed`` are the cells that may have
    content; ``takes`` says for each which value is its own, None for none, and is None where each takes the next. Where
    the row or one of its cells needs a closer look, ``placed`` is None, and ``written`` are its cells, with ``_VALUE``
    where a value goes. ``styles`` are those that any cell states. ``number`` is that of the row, or 0 where it needs a
    closer look, or follows on empty rows.
    """

    wheres: tuple[str, ...]
    hidden: tuple[str, ...]
    prefixes: frozenset[str]
    values: int
    placed: tuple[Placed, ...] | None
    takes: tuple[int | None, ...] | None
    written: tuple[Written, ...]
    styles: frozenset[str]
    number: int

    def texts(self, values: list[str]) -> list[str]:
        """Give the text of each cell that is placed, in a file that has these values."""
        return values if self.takes is None else ["" if own is None else values[own] for own in self.takes]

    def with_values(self, values: list[str]) -> list[Written]:
        """Give the cells as they are written down in a file that has these values."""
        following = iter(values)
        return [(*cell[:4], next(following)) if cell[4] else cell for cell in self.written]


class Row(NamedTuple):
    """A row with its values: as much of it as is the same in all files that have these bytes.

    ``cells`` has every cell with content by its place; of those that only point to a shared string the places stand in
    ``pointing`` too, each with its index among ``indexes``. It is None where no cells are made yet, or where one cannot
    be made of its value, or where the shape has no cells ``placed``.
    """

    shape: Shape
    values: list[str]
    cells: dict[Position, CellData] | None = None
    pointing: tuple[Position, ...] = ()
    indexes: tuple[str, ...] = ()


class Frame(NamedTuple):
    """What stands around the rows: the attributes of the root, and the columns that are hidden."""

    spaces: str
    hidden: frozenset[int]


class _Positions(dict[str, Position]):
    """The positions of addresses, remembered: forms are alike, and a text is looked up in half the time."""

    def __missing__(self, text: str) -> Position:
        try:
            position = parse_address(text)
        except ValueError:
            return NOWHERE
        if len(self) < _REMEMBERED:
            self[text] = position
        return position


POSITIONS = _Positions()
_ROWS: Remembered[bytes, Row] = Remembered(_ROWS_KEPT)
_SEEN: set[int] = set()  # the rows that came once, by hash: whether one is remembered changes nothing but the time
_SHAPES: Remembered[bytes, Shape] = Remembered(_SHAPES_KEPT)
_FRAMES: Remembered[bytes, Frame] = Remembered(_FRAMES_KEPT)


def plain_rows(xml: bytes, aside: Aside | None = None) -> Iterator[Row]:
    """Give the rows of a worksheet in plain form, each after the empty ones before it.

    Raises NotPlain, perhaps after some rows, for any other worksheet.
    """
    start = xml.find(b"<sheetData>") + len(b"<sheetData>")
    end = xml.find(b"</sheetData>", start)
    if start < len(b"<sheetData>") or end < 0 or len(xml) > PLAIN_LIMIT:
        raise NotPlain
    frame, aside = _known_frame(xml[: start - 1] + b"/>", xml[end + len(b"</sheetData>") :]), aside or Aside()
    aside.columns = frame.hidden
    if end - start > _MOST_VALUES and xml.count(b"<v>", start, end) > _MOST_VALUES:
        raise NotPlain
    parted, raw, ending = _apart(xml, start, end)
    values, taken = _values(raw), 0
    for written, shape, known in parted:
        if shape.prefixes or shape.hidden or (aside.telling and not shape.styles.isdisjoint(aside.telling)):
            _note(shape, written, frame, aside)
        upto = taken if known else taken + shape.values
        yield known or _new_row(written, shape, values[taken:upto])
        taken = upto
    for shape in _empty_rows(ending):
        _note(shape, b"", frame, aside)
        yield Row(shape, [])


def _known_frame(before: bytes, after: bytes) -> Frame:
    """Give what stands around the rows. Header and footer name the unit; all else is the same in all units' forms."""
    opened, tag, rest = after.partition(b"<headerFooter>")
    lines, closing, after = rest.partition(b"</headerFooter>")
    if lines and not _is_plain_header(lines):
        raise NotPlain
    outside = before + opened + tag + closing + after
    frame = _FRAMES.get(outside)
    if frame is None:
        frame = _frame(outside)
        _FRAMES.keep(outside, frame, len(outside) + _COLUMN_KEPT * len(frame.hidden))
    return frame


def _is_plain_header(lines: bytes) -> bool:
    text = plain_piece(lines)
    return text is not None and "sheetData" not in text and well_formed(f"<headerFooter>{text}</headerFooter>")


def _frame(outside: bytes) -> Frame:
    text = plain_text(outside)
    root = _ROOT.match(text) if text else None
    if text is None or root is None or not any(name in root[1] for name in _DECLARED):
        raise NotPlain
    before, _, after = text.partition("<sheetData/>")
    own = well_formed(f"{before}</worksheet>") and well_formed(f"{root[0]}{after}")  # not within some other element
    if text.count("sheetData") != 1 or not own:
        raise NotPlain
    hidden = (columns_between(*ends) for ends in _HIDDEN_COLUMN.findall(before))
    return Frame(root[1], frozenset[int]().union(*hidden))


Parted = tuple[bytes, Shape, Row | None]  # a row as written, its shape, and the row itself if it is known


def _apart(xml: bytes, start: int, end: int) -> tuple[list[Parted], list[bytes], bytes]:
    """Part the rows between two places; give with them the values of those not known, and what is behind the last.

    Row by row, since so much text at once would not stay in the processor's cache.
    """
    parted: list[Parted] = []
    values: list[bytes] = []
    split, known_row, known_shape = _VALUES.split, _ROWS.get, _SHAPES.get
    while (stop := xml.find(b"</row>", start, end)) >= 0:
        written = xml[start:stop]
        start = stop + len(b"</row>")
        if (row := known_row(written)) is not None:
            parted.append((written, row.shape, row))
            continue
        pieces = split(written)
        around = _GAP.join(pieces[::2])
        if around.count(_GAP) != len(pieces) // 2:
            raise NotPlain
        parted.append((written, known_shape(around) or _new_shape(around), None))
        values += pieces[1::2]
    return parted, values, xml[start:end]


def _values(raw: list[bytes]) -> list[str]:
    text = plain_piece(_BETWEEN.join(raw))
    if text is None:
        raise NotPlain
    values = text.split("</")
    return [without_entities(value) if "&" in value else value for value in values] if "&" in text else values


def _note(shape: Shape, written: bytes, frame: Frame, aside: Aside) -> None:
    """Note what a row has beside its contents."""
    if shape.prefixes and any(f" xmlns:{prefix}=" not in frame.spaces for prefix in shape.prefixes):
        raise NotPlain
    for where in shape.hidden:
        aside.hide_row(where)
    pairs = ((cell[1].decode(), cell[2].decode()) for cell in _STYLED.finditer(written))
    aside.styled += [pair for pair in pairs if pair[1] in aside.telling]


def _new_row(written: bytes, shape: Shape, values: list[str]) -> Row:
    """Give a row that is not known; one that comes for the second time is worth being remembered."""
    if hash(written) not in _SEEN:
        if len(_SEEN) >= _MOST_SEEN:
            _SEEN.clear()
        _SEEN.add(hash(written))
        return Row(shape, values)
    row = Row(shape, values, *_made(shape, values))
    return _ROWS.keep(written, row, len(written) + _size(shape) + _CELL_KEPT * max(len(values), len(row.cells or ())))


def _size(shape: Shape) -> int:
    """Say how many bytes a shape takes, about; a row keeps its shape."""
    return _ROW_KEPT + _PLACED_KEPT * len(shape.placed or ()) + _WRITTEN_KEPT * len(shape.written)


Made = tuple[dict[Position, CellData] | None, tuple[Position, ...], tuple[str, ...]]


def _made(shape: Shape, values: list[str]) -> Made:
    """Make the cells of a row; give them with the places and the indexes of those that point to a shared string."""
    cells: dict[Position, CellData] = {}
    pointing: dict[Position, str] = {}
    for (position, kind, formula), text in zip(shape.placed or (), shape.texts(values), strict=False):
        if kind == "s" and formula is None:
            if text:
                cells[position], pointing[position] = BLANK, text
            continue
        make = PLAIN_MAKERS.get(kind)
        if make is None or (cell := make(text)) is None:
            return None, (), ()
        if formula is not None:
            cells[position] = cell_of(cell[0], cell[1], formula)
        elif cell[1]:
            cells[position] = cell
    return (cells if shape.placed is not None else None), tuple(pointing), tuple(pointing.values())


def _new_shape(written: bytes) -> Shape:
    """Read a row, without its values, for the first time."""
    text = plain_piece(written.replace(_GAP, f"<v>{_VALUE}</v>".encode())) if len(written) <= _LONGEST_ROW else None
    if text is None:
        raise NotPlain
    heads, end = _headings(text)
    shape = _shape(heads, _cells(text, end), frozenset(style.decode() for style in _STYLES.findall(written)))
    return _SHAPES.keep(written, shape, len(written) + _size(shape))


def _headings(text: str) -> tuple[list[re.Match[str]], int]:
    """Give the headings of the empty rows, and of the row with cells after them, and where its cells begin."""
    heads = [_heading(text, 0)]
    while heads[-1][3]:
        heads.append(_heading(text, heads[-1].end()))
    return heads, heads[-1].end()


def _heading(text: str, start: int) -> re.Match[str]:
    head = _ROW.match(text, start)
    if head is None:
        raise NotPlain
    return head


@lru_cache(maxsize=4096)
def _row_attributes(text: str) -> tuple[frozenset[str], bool]:
    """Give the namespaces that the attributes of a row name, such as ``x14ac``, and whether it is hidden.

    Raises NotPlain where they are not well-formed, or hold a second address.
    """
    pairs = ATTRIBUTE.findall(text)
    names = {name for name, _ in pairs}
    if not ATTRIBUTES.fullmatch(text) or len(names) != len(pairs) or "r" in names:
        raise NotPlain
    prefixes = frozenset(name.partition(":")[0] for name in names if ":" in name)
    return prefixes, ("hidden", "1") in pairs or ("hidden", "true") in pairs


def _cells(text: str, start: int) -> tuple[Written, ...]:
    cells: list[Written] = _CELL.findall(text, start)
    if not all(map(itemgetter(0), cells)):
        raise NotPlain
    if "&" in text:
        return tuple((*cell[:3], without_entities(cell[3]), cell[4]) for cell in cells)
    return tuple(cells)


def _shape(heads: list[re.Match[str]], cells: tuple[Written, ...], styles: frozenset[str]) -> Shape:
    known = [(head[1], *_row_attributes(head[2])) for head in heads]
    own = int(known[-1][0]) if len(known[-1][0]) < _LONGEST_NUMBER else 0
    placed, takes = _placed(own, cells)
    return Shape(
        wheres=tuple(where for where, _, _ in known),
        hidden=tuple(where for where, _, hides in known if hides),
        prefixes=frozenset[str]().union(*(named for _, named, _ in known)),
        values=sum(1 for cell in cells if cell[4]),
        placed=placed,
        takes=takes if None in takes else None,
        written=cells if placed is None else (),
        styles=styles,
        number=own if len(known) == 1 and own <= FAR_ROW else 0,
    )


def _placed(row: int, cells: Iterable[Written]) -> tuple[tuple[Placed, ...] | None, tuple[int | None, ...]]:
    """Give the cells that may have content, and which value each takes.

    None, where they do not stand in their row from left to right, or are far off, or have a formula of another kind.
    """
    placed: list[Placed] = []
    takes: list[int | None] = []
    last, following, plain = 0, itertools.count(), 0 < row <= FAR_ROW
    for reference, kind, attributes, formula, value in cells:
        stated, column = place = POSITIONS[reference]
        if stated != row or not last < column <= FAR_COLUMN or "|" in formula:
            plain = False
        if attributes and (attributes != PLAIN_FORMULA or not formula):
            plain = False
        last = column
        if value or formula:  # the text of a formula is shared with the form's, and then compared at once
            placed.append((place, kind, intern(formula.removeprefix("=")) if formula else None))
            takes.append(next(following) if value else None)
    return tuple(placed) if plain else None, tuple(takes)


def _empty_rows(text: bytes) -> Iterator[Shape]:
    """Give the rows after the last one that has cells."""
    ending = plain_piece(text)
    if ending is None:
        raise NotPlain
    end = 0
    while end < len(ending):
        head = _heading(ending, end)
        if not head[3]:
            raise NotPlain
        end = head.end()
        yield _shape([head], (), frozenset())
