"""The form: all sheets of one workbook, and where each name stands in it.

A pure function of standard, skin and units. The writer renders a form, the reader looks names up in it; neither
knows the other.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from hashlib import sha256
from re import sub
from unicodedata import normalize

from xlrubric.expressions import renamed
from xlrubric.formulas import Spot, formula
from xlrubric.graph import Quantity
from xlrubric.layout.cover import cover
from xlrubric.layout.evidence import evidence_sheet
from xlrubric.layout.extras import howto, identity, lists, options_areas, workings
from xlrubric.layout.hands import BOTH, Hands
from xlrubric.layout.room import with_room
from xlrubric.layout.scoring_sheet import scoring_sheet
from xlrubric.layout.sheets import Cell, Formula, Input, Sheet, Signpost, cut
from xlrubric.layout.signposts import Way, signpost_text
from xlrubric.layout.summary import summary
from xlrubric.problems import Place, Refusal, problem
from xlrubric.skin import Skin
from xlrubric.standard import Standard
from xlrubric.units import Unit

LONGEST_TAB = 31  # Excel's limit
LONGEST_FORMULA = 8192  # Excel's limit
MARKED = Unit("\ue000", "\ue001", "\ue002", "\ue003", frozenset(), "\ue004")  # stands for any unit, field by field
# the wide signs by Japanese Excel, which takes them for the narrow
FORBIDDEN = r"[\[\]:*?/\\\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff［］：＊？／＼￥]"
KEPT = ("spots", "formulas", "ways", "way_texts")  # of a form whose texts change
EDGES = " '\u2019＇\u3000"


@dataclass(frozen=True, eq=False)
class Form:
    """One workbook: its sheets, the units that it is for (one, or those of a lead unit), its locked texts.

    ``standards`` are the variants of the standard for each of the units.
    """

    standard: Standard
    skin: Skin
    units: tuple[Unit, ...]
    sheets: tuple[Sheet, ...]
    standards: tuple[Standard, ...]
    hands: Hands = BOTH

    @cached_property
    def spots(self) -> Mapping[str, Spot]:
        """Give the cell of each name."""
        return {
            cell.name: Spot(sheet.name, cell.row, cell.column)
            for sheet in self.sheets
            for cell in sheet.cells
            if cell.name
        }

    @cached_property
    def formulas(self) -> Mapping[str, str]:
        """Give the Excel text of each computed name, without the leading ``=``.

        Raises Refusal where one is longer than Excel takes: a section of some thousand items.
        """
        texts = {
            cell.name: formula(cell.content.expression, self.spots.__getitem__, sheet.name)
            for sheet, cell in self.computed()
            if isinstance(cell.content, Formula)
        }
        long = [name for name, text in texts.items() if len(text) > LONGEST_FORMULA]
        if long:
            whole = self.standard.rubric.rubric
            named = long[0].rpartition(":")[2] or whole
            raise Refusal([problem(Place(whole), "cell-formula-too-long", name=named, most=LONGEST_FORMULA)])
        return texts

    @cached_property
    def ways(self) -> Mapping[str, Way]:
        """Give what each signpost needs, by the name of its cell."""
        return {
            cell.name: Way(self.standards[cell.content.number], self.skin, cell.content, self.spots.__getitem__, s.name)
            for s in self.sheets
            for cell in s.cells
            if isinstance(cell.content, Signpost)
        }

    @cached_property
    def way_texts(self) -> Mapping[str, str]:
        """Give the Excel text of each signpost, without the leading ``=``."""
        return {name: signpost_text(way) for name, way in self.ways.items()}

    @cached_property
    def computed_of(self) -> Mapping[int, Sequence[Cell]]:
        """Give the cells that hold formulas about each unit, by its place in the workbook."""
        found: dict[int, list[Cell]] = {}
        for _, cell in self.computed():
            number = cell.name.partition("/")[0]
            if number.isdecimal():
                found.setdefault(int(number), []).append(cell)
        return found

    def having(self, sheets: Iterable[Sheet], units: Sequence[Unit] = ()) -> "Form":
        """Give the form with other sheets in which each name keeps its cell and its formula: other texts, more cells.

        ``units`` are other ones, if any. What was made of the formulas is not made again.
        """
        other = replace(self, sheets=tuple(sheets), units=tuple(units) or self.units)
        vars(other).update({name: made for name, made in vars(self).items() if name in KEPT})
        return other

    def computed(self) -> Sequence[tuple[Sheet, Cell]]:
        """Give the cells that hold formulas, with their sheets."""
        return [(s, c) for s in self.sheets for c in s.cells if isinstance(c.content, Formula)]


@lru_cache(maxsize=64)
def layout_mark(standard: Standard, skin: Skin, hands: Hands = BOTH) -> str:
    """Give 16 hexadecimal digits that change with any word, formula or place of the form, not with its unit or look.

    The rubric's fingerprint cannot tell that a label was reworded, or a row added by a newer program. ``standard`` is
    the variant for the unit.
    """
    scoring = scoring_sheet(standard, skin, MARKED, 0, skin.labels["scoring"], options_areas(standard, skin), hands)
    front = cover(standard, skin, MARKED, 0, hands)
    hidden = workings(standard, skin, MARKED, 0, (*front.cells, *scoring.cells), skin.labels["workings"])
    together = summary(standard, skin, MARKED.lead, (MARKED,), hands)
    asked = (one for lead in (None, MARKED.lead) for one in _evidence((standard,), skin, (MARKED,), lead, hands))
    sheets = (front, scoring, together, howto(standard, skin, hands), *([hidden] if hidden else []), *asked)
    placed = [(s.name, c.row, c.column, c.name, _lasting(c)) for s in sheets for c in s.cells if not c.part_of]
    keyed = [(sorted(s.row_keys.items()), sorted(s.column_keys.items())) for s in sheets]
    return sha256(repr((placed, keyed)).encode()).hexdigest()[:16]


def _lasting(cell: Cell) -> str:
    return "input" if isinstance(cell.content, Input) else repr(cell.content)


def unit_form(standard: Standard, skin: Skin, unit: Unit, hands: Hands = BOTH) -> Form:
    """Lay out the workbook of one unit."""
    own = standard.variant(unit.tags)
    front = cover(own, skin, unit, 0, hands)
    scoring = scoring_sheet(own, skin, unit, 0, skin.labels["scoring"], options_areas(own, skin), hands)
    hidden = workings(own, skin, unit, 0, (*front.cells, *scoring.cells), skin.labels["workings"])
    mark = layout_mark(own, skin, hands)
    evidence = _evidence((own,), skin, (unit,), None, hands)
    around = (howto(own, skin, hands), lists(own, skin), identity(own, skin, (unit,), None, mark, hands))
    sheets = (front, scoring, *evidence, *around, *([hidden] if hidden else []))
    return Form(standard, skin, (unit,), tuple(with_room(sheet, skin) for sheet in sheets), (own,), hands)


def lead_form(standard: Standard, skin: Skin, lead: str, units: Sequence[Unit], hands: Hands = BOTH) -> Form:
    """Lay out a lead unit's workbook: a summary, and a scoring sheet for each of its units."""
    variants = tuple(standard.variant(unit.tags) for unit in units)
    areas = options_areas(standard, skin)
    taken = [skin.labels[label] for label in ("summary", "evidence", "howto", "lists", "identity", "workings")]
    tabs = tab_names([unit.name for unit in units], taken)
    scoring = tuple(
        scoring_sheet(own, skin, unit, n, tab, areas, hands)
        for n, (own, unit, tab) in enumerate(zip(variants, units, tabs, strict=True))
    )
    front = summary(standard, skin, lead, units, hands)
    marks = "".join(dict.fromkeys(layout_mark(own, skin, hands) for own in variants))
    around = (howto(standard, skin, hands), lists(standard, skin), identity(standard, skin, units, lead, marks, hands))
    hidden = _all_workings(variants, skin, units, front, scoring, [*taken, *tabs])
    evidence = _evidence(variants, skin, units, lead, hands)
    sheets = tuple(with_room(sheet, skin) for sheet in (front, *scoring, *evidence, *around, *hidden))
    return Form(standard, skin, tuple(units), sheets, variants, hands)


def _evidence(
    variants: Sequence[Standard], skin: Skin, units: Sequence[Unit], lead: str | None, hands: Hands
) -> tuple[Sheet, ...]:
    """Give the sheet of evidence, where any is asked for; the unit fills it in, whoever else the form is for."""
    areas = options_areas(variants[0], skin)
    sheet = evidence_sheet(variants, skin, units, areas, lead, open_="self" in hands.open)
    return (sheet,) if sheet else ()


def _all_workings(
    variants: Sequence[Standard],
    skin: Skin,
    units: Sequence[Unit],
    front: Sheet,
    scoring: Sequence[Sheet],
    taken: Sequence[str],
) -> tuple[Sheet, ...]:
    tabs = tab_names([f"{skin.labels['workings']} {n}" for n in range(1, len(units) + 1)], taken)
    made = (
        workings(own, skin, unit, n, (*front.cells, *scoring[n].cells), tabs[n])
        for n, (own, unit) in enumerate(zip(variants, units, strict=True))
    )
    return tuple(sheet for sheet in made if sheet is not None)


def tab_names(names: Sequence[str], taken: Sequence[str] = ()) -> list[str]:
    """Make tab names: what Excel forbids replaced, at most 31 signs, no two alike (case and width do not count)."""
    tabs: list[str] = []
    used = {_alike(name) for name in taken} | {"history"}  # Excel keeps that name for itself
    for name in names:
        base = sub(FORBIDDEN, "_", name)
        tab, n = _trimmed(base), 2
        while _alike(tab) in used:
            tail = f" ({n})"
            tab, n = _trimmed(base, len(tail)) + tail, n + 1
        used.add(_alike(tab))
        tabs.append(tab)
    return tabs


def _trimmed(name: str, less: int = 0) -> str:
    """Cut a tab name, leaving room for so many signs; Excel lets none begin or end with an apostrophe."""
    return cut(name.strip(EDGES), LONGEST_TAB - less).strip(EDGES) or "_"


def _alike(name: str) -> str:
    return normalize("NFKC", name).casefold()


def shown_quantities(form: Form, number: int = 0) -> tuple[Quantity, ...]:
    """Give what the sheets show of one unit beyond the graph (words, repeated figures), under local names."""
    prefix, known = f"{number}/", form.standards[number].expressions
    return tuple(
        Quantity(local, renamed(cell.content.expression, lambda n: n.removeprefix(prefix)))
        for cell in form.computed_of.get(number, ())
        if isinstance(cell.content, Formula) and (local := cell.name.removeprefix(prefix)) not in known
    )
