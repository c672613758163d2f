"""A look that was drawn in Excel: cells with names such as ``style_head`` carry the formats, and this reads them.

Gives the same tree of texts with places as a YAML file, so that one set of checks holds both. Apart from ``skin``,
which reads the others, because it knows openpyxl, which is slow to load.
"""

import io
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import openpyxl
from openpyxl.utils.exceptions import InvalidFileException

from xlrubric.looks.checks import Tree, table
from xlrubric.looks.colours import BLACK, colour, theme_colours
from xlrubric.looks.paper import ORIENTATIONS, PAPERS
from xlrubric.looks.shape import BASE, HOWTO, LANGUAGES, LINES, SIDES
from xlrubric.problems import Place, Problem, Refusal, problem
from xlrubric.skin import OFFICIAL, Look, own_look, shipped_look, shipped_looks
from xlrubric.tongue import label_tree
from xlrubric.yamltext import Source, Step

OLE = bytes.fromhex("d0cf11e0")  # an old .xls, or an .xlsx under a password
ALONE = ("font", "title_font", "paper", "orientation", BASE)
PREFIXES = ("style_", "mark_", "width_", "label_", "font_", "title_font_", "header_", "footer_", "margin_")
UPRIGHT = ("竖", "豎", "纵", "縱", "直", "portrait")
PLAIN_WIDTH = 9.140625  # of a column that nobody set, as the file has it


@dataclass
class _Drawn:
    """What was read so far: the tree, the place of each of its nodes, what cannot be used."""

    file: str
    base: Tree
    theme: tuple[str, ...]
    tree: dict[str, Any] = field(default_factory=dict)
    places: dict[tuple[Step, ...], Place] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def put(self, path: tuple[str, ...], value: object, place: Place) -> None:
        """Set a node of the tree and remember where it stands."""
        node = self.tree
        for step in path[:-1]:
            node = node.setdefault(step, {})
        node[path[-1]] = value
        self.places[path] = place

    def unusable(self, place: Place, name: str, why_en: str, why_zh: str) -> None:
        """Note that a cell's format cannot be taken."""
        self.problems.append(problem(place, "look-cell", name=name, why_en=why_en, why_zh=why_zh))


def read_drawn(path: Path) -> Look:
    """Read a workbook with named cells as a look that is based on a shipped one, the official form if none is named.

    Raises Refusal with everything that is wrong: it cannot be read, no cell has a name, a format cannot be taken.
    """
    return own_look(drawn_source(path), path)


def drawn_source(path: Path) -> Source:
    """Read a workbook's named cells as a tree of texts with their places. Raises Refusal as ``read_drawn`` does."""
    book = _opened(path)
    named = dict(_named(book, str(path)))
    cells = {name: (cell, place) for name, (cell, place) in named.items() if cell is not None}
    if not named:
        raise Refusal([problem(Place(str(path)), "look-nothing-named")])
    name = str(cells[BASE][0].value).strip() if BASE in cells else OFFICIAL
    base = shipped_look(name if name in shipped_looks() else OFFICIAL).tree  # a wrong name is told of later
    drawn = _Drawn(str(path), base, theme_colours(book.loaded_theme))
    drawn.put((BASE,), name, cells[BASE][1] if BASE in cells else Place(str(path)))
    drawn.problems += [problem(place, "look-name-lost", name=n) for n, (cell, place) in named.items() if cell is None]
    for read in (_read_fonts, _read_styles, _read_marks, _read_widths, _read_labels, _read_paper):
        read(drawn, cells)
    return Source(drawn.file, drawn.tree, drawn.places, tuple(drawn.problems))


Cells = Mapping[str, tuple[Any, Place]]


def _opened(path: Path) -> Any:
    place = Place(str(path))
    try:
        data = path.read_bytes()
        if data.startswith(OLE):
            raise Refusal([problem(place, "table-protected")])
        return openpyxl.load_workbook(io.BytesIO(data), data_only=True)
    except FileNotFoundError:
        raise Refusal([problem(place, "table-missing")]) from None
    except (BadZipFile, InvalidFileException) as fault:
        raise Refusal([problem(place, "table-broken")]) from fault
    except OSError as fault:
        raise Refusal([problem(place, "table-unreadable", reason=fault.strerror or fault)]) from fault
    except Refusal:
        raise
    except Exception as fault:  # a broken package fails in openpyxl in a dozen ways
        raise Refusal([problem(place, "table-unreadable", reason=fault)]) from fault


def _named(book: Any, file: str) -> Iterator[tuple[str, tuple[Any, Place]]]:
    """Give the cells with names that speak of a look; labels with their language, since each has its own sheet."""
    scopes = [book.defined_names, *(sheet.defined_names for sheet in book.worksheets)]
    for name, defined in ((n.lower(), d) for scope in scopes for n, d in scope.items()):
        if name in ALONE or name.startswith(PREFIXES):
            cell, place = _cell_of(book, defined, file)
            language = _language(place.sheet) if name.startswith("label_") else ""
            yield f"{name} {language}".strip(), (cell, place)


def _cell_of(book: Any, defined: Any, file: str) -> tuple[Any, Place]:
    """Give the first cell of a name's area; none where it points nowhere."""
    try:
        ((sheet, area),) = list(defined.destinations)
        first = area.replace("$", "").partition(":")[0]
        return book[sheet][first], Place(file, sheet=sheet, cell=first)
    except (KeyError, ValueError, AttributeError, IndexError):
        return None, Place(file)


def _language(sheet: str) -> str:
    return next((language for language in LANGUAGES if sheet.lower().endswith(language.lower())), "")


def _of(cells: Cells, prefix: str) -> Iterator[tuple[str, Any, Place]]:
    for name, (cell, place) in cells.items():
        if name.startswith(prefix):
            yield name.removeprefix(prefix), cell, place


def _read_fonts(drawn: _Drawn, cells: Cells) -> None:
    """Take each font from its cell's own format, and the sizes from the first of them."""
    for name, size in (("font", "size"), ("title_font", "title_size")):
        if name in cells:
            cell, place = cells[name]
            for language in LANGUAGES:
                drawn.put((f"{name}s", language), cell.font.name or "", place)
        for language, cell, place in _of(cells, f"{name}_"):
            drawn.put((f"{name}s", _spelt(language)), cell.font.name or "", place)
        first = cells.get(name) or cells.get(f"{name}_zh_hans") or next(iter(_pairs(cells, f"{name}_")), None)
        if first is not None:
            drawn.put((size,), f"{first[0].font.sz or 11:g}", first[1])


def _pairs(cells: Cells, prefix: str) -> list[tuple[Any, Place]]:
    return [pair for name, pair in cells.items() if name.startswith(prefix)]


def _spelt(language: str) -> str:
    """Write a language as the looks do: a name in Excel has no hyphen."""
    plain = language.replace("_", "-")
    return next((known for known in LANGUAGES if known.lower() == plain), plain)


def _read_styles(drawn: _Drawn, cells: Cells) -> None:
    borders: Counter[str] = Counter()
    for name, cell, place in _of(cells, "style_"):
        try:
            style = {**_font(drawn, cell), **_ground(drawn, cell), **_placing(cell), **_border(drawn, cell)}
        except _Unusable as fault:
            drawn.unusable(place, f"style_{name}", *fault.why)
            continue
        drawn.put(("styles", name), style, place)
        borders.update([style["border_color"]] if "border_color" in style else [])
    if borders:
        drawn.put(("border",), borders.most_common(1)[0][0], Place(drawn.file))


class _Unusable(Exception):
    """A format that no look can have; ``why`` says so in English and in Chinese."""

    def __init__(self, why_en: str, why_zh: str) -> None:
        self.why = (why_en, why_zh)
        super().__init__(why_en)


def _colour(drawn: _Drawn, given: Any) -> str | None:
    try:
        return colour(given, drawn.theme)
    except ValueError as fault:
        raise _Unusable(
            f"its colour ({fault}) is not in the workbook; choose a standard colour",
            f"颜色（{fault}）在工作簿中没有定义；请改用标准色",
        ) from fault


def _font(drawn: _Drawn, cell: Any) -> dict[str, str]:
    font = cell.font
    size, title_size = (float(drawn.tree.get(key, drawn.base[key])) for key in ("size", "title_size"))
    made = {
        "bold": _flag(font.b),
        "italic": _flag(font.i),
        "underline": _flag(font.u),
        "size": f"{font.sz or 11:g}",
        "color": _colour(drawn, font.color) or "none",
    }
    bodies, titles = _names(drawn, "fonts"), _names(drawn, "title_fonts")
    title = font.name in titles and (font.name not in bodies or (font.sz == title_size != size))
    own = {"font": font.name} if font.name and font.name not in bodies | titles else {}
    return {**made, "title": _flag(title), **own}


def _names(drawn: _Drawn, part: str) -> set[object]:
    return {*table(drawn.tree.get(part)).values(), *table(drawn.base[part]).values()}


def _flag(value: object) -> str:
    return "true" if value else "false"


def _ground(drawn: _Drawn, cell: Any) -> dict[str, str]:
    kind = getattr(cell.fill, "patternType", "gradient")
    if kind not in (None, "none", "solid"):
        raise _Unusable("its fill is a pattern or a gradient; choose a plain colour", "填充是图案或渐变；请改用纯色")
    ground = _colour(drawn, cell.fill.fgColor) if kind == "solid" else None
    return {"fill": ground or "none"}


def _placing(cell: Any) -> dict[str, str]:
    where = cell.alignment
    align = {None: "left", "general": "left", "centerContinuous": "center"}.get(where.horizontal, where.horizontal)
    if align not in ("left", "center", "right"):
        raise _Unusable("it is aligned neither left nor in the middle nor right", "水平对齐不是靠左、居中或靠右")
    return {
        "align": align,
        "valign": where.vertical if where.vertical in ("top", "bottom") else "center",
        "indent": f"{where.indent or 0:g}",
        "wrap": _flag(where.wrap_text),
        "shrink": _flag(where.shrink_to_fit),
        "format": cell.number_format or "General",
    }


def _border(drawn: _Drawn, cell: Any) -> dict[str, str]:
    """Take the border; of merged cells its right and lower lines are those of the last one."""
    area = next((area for area in cell.parent.merged_cells.ranges if cell.coordinate in area), None)
    last = cell.parent.cell(area.max_row, area.max_col) if area else cell
    holders = {"top": cell, "left": cell, "bottom": last, "right": last}
    lines = {side: getattr(holders[side].border, side) for side in SIDES}
    drawn_ones = {side: line for side, line in lines.items() if line is not None and line.style}
    if not drawn_ones:
        return {"border": "false"}
    kinds = {line.style for line in drawn_ones.values()}
    colours = {_colour(drawn, line.color) or BLACK for line in drawn_ones.values()}
    if len(kinds) > 1 or len(colours) > 1 or not kinds <= LINES.keys():
        known = ", ".join(LINES)
        raise _Unusable(
            f"its sides differ, or the line is none of {known}", f"四边的线型或颜色不同，或线型不在 {known} 之内"
        )
    return {"border": kinds.pop(), "border_color": colours.pop(), "sides": " ".join(drawn_ones)}


def _read_marks(drawn: _Drawn, cells: Cells) -> None:
    for name, cell, place in _of(cells, "mark_"):
        try:
            ground, color = _ground(drawn, cell)["fill"], _colour(drawn, cell.font.color) or BLACK
            if ground == "none":
                raise _Unusable("it has no fill, which is what a mark shows", "没有填充色，而标记靠填充色显示")
        except _Unusable as fault:
            drawn.unusable(place, f"mark_{name}", *fault.why)
            continue
        bar = {"color": ground}
        drawn.put(
            ("marks", name),
            bar if name == "bar" else {**bar, "color": color, "fill": ground, "bold": _flag(cell.font.b)},
            place,
        )


def _read_widths(drawn: _Drawn, cells: Cells) -> None:
    """Take the width of each named cell's column; one that takes as many pixels as before is as before."""
    for name, cell, place in _of(cells, "width_"):
        pixels = _pixels(_stored_width(cell))
        before, exact = table(drawn.base["widths"]).get(name), max(pixels - 5, 0) / 7
        tried = (*([float(str(before))] if before else []), round(exact * 2) / 2, round(exact, 1))
        drawn.put(("widths", name), f"{next((w for w in tried if int(w * 7 + 0.5) + 5 == pixels), tried[-1]):g}", place)


def _stored_width(cell: Any) -> float:
    for dimension in cell.parent.column_dimensions.values():
        if (dimension.min or 0) <= cell.column <= (dimension.max or 0) and dimension.width:
            return float(dimension.width)
    return float(cell.parent.sheet_format.defaultColWidth or PLAIN_WIDTH)


def _pixels(width: float) -> int:
    """Give the pixels of a column whose width stands in the file, the padding with it."""
    return int((256 * width + 18) / 256 * 7)


def _read_labels(drawn: _Drawn, cells: Cells) -> None:
    """Take the texts that differ from the shipped ones; a cell that was emptied keeps the shipped one."""
    howto: dict[str, list[tuple[int, str, Place]]] = {}
    for name, cell, place in _of(cells, "label_"):
        key, _, language = name.partition(" ")
        if not language:
            drawn.unusable(
                place,
                f"label_{key}",
                "the name of its sheet does not end in a language: zh-Hans, zh-Hant, en",
                "所在工作表的名称没有以语言结尾：zh-Hans、zh-Hant、en",
            )
            continue
        if key.startswith(f"{HOWTO}_"):
            number, text = key.rpartition("_")[2], "" if cell.value is None else str(cell.value)
            howto.setdefault(language, []).append((int(number) if number.isdecimal() else 0, text, place))
        elif cell.value is not None and str(cell.value) != label_tree(language).get(key):
            drawn.put(("labels", language, key), str(cell.value), place)
    for language, lines in howto.items():
        texts = [text for _, text, _ in sorted(lines, key=lambda line: line[0]) if text.strip()]
        if texts != label_tree(language)[HOWTO]:
            drawn.put(("labels", language, HOWTO), texts, lines[0][2])


def _read_paper(drawn: _Drawn, cells: Cells) -> None:
    for part in ("header", "footer"):
        for edge, cell, place in _of(cells, f"{part}_"):
            drawn.put((part, edge), "" if cell.value is None else str(cell.value), place)
    for side, cell, place in _of(cells, "margin_"):
        drawn.put(("paper", "margins", side), "" if cell.value is None else str(cell.value), place)
    if "paper" in cells:
        cell, place = cells["paper"]
        text = str(cell.value or "").strip()
        drawn.put(("paper", "size"), next((p for p in PAPERS if p.lower() == text.lower()), text), place)
    if "orientation" in cells:
        cell, place = cells["orientation"]
        text = str(cell.value or "").strip().lower()
        upright, flat = any(word in text for word in UPRIGHT), "横" in text or "橫" in text or ORIENTATIONS[0] in text
        drawn.put(("paper", "orientation"), ORIENTATIONS[1] if upright else ORIENTATIONS[0] if flat else text, place)
