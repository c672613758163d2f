"""Forms laid out once for all units of a kind, with a mark in the place of each of a unit's texts.

Apart from ``blanks``, which stamps: a form that must be rendered (somebody's entries stand in it) is not laid out anew
for each unit either, nor are its formulas written or its arithmetic compiled again.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from json import dumps

from xlrubric.compiled import compiled
from xlrubric.layout.extras import UNIT_FIELDS
from xlrubric.layout.form import KEPT, Form, shown_quantities, unit_form
from xlrubric.layout.hands import Hands
from xlrubric.layout.sheets import Sheet
from xlrubric.scoring import Scorer, Value, compile_scorer
from xlrubric.skin import Skin
from xlrubric.standard import Standard
from xlrubric.units import Unit

MARKS = len(UNIT_FIELDS) + 1  # one for the signature
PRIVATE = range(0xE000, 0xF900)  # signs that have no meaning of their own; some office may have given them one
Words = Mapping[int, str]


@dataclass(frozen=True, eq=False, slots=True)
class Base:
    """A form with marks for the fields that its units have, and its arithmetic."""

    form: Form
    scorer: Scorer

    def blank_values(self) -> dict[str, Value]:
        """Give what the formulas show where nothing is filled in."""
        return {f"0/{local}": value for local, value in self.scorer({}).items()}


class Bases:
    """The bases of one standard, look and hand: one for each set of tags, and of fields that are blank."""

    def __init__(self, standard: Standard, skin: Skin, hands: Hands) -> None:
        self.standard, self.skin, self.hands = standard, skin, hands
        self.marks = _free_marks(standard, skin)
        self.made = lru_cache(maxsize=64)(self._made)

    def of(self, unit: Unit) -> Base:
        """Give the base of a unit's form."""
        return self.made(unit.tags & self.standard.known_tags, tuple(map(bool, fields_of(unit))))

    def form(self, unit: Unit) -> Form | None:
        """Give the form of a unit: its base with the unit's texts; None where they do not fit into its rows."""
        if does_not_fit(unit):
            return None
        words = {ord(mark): text for mark, text in zip(self.marks, fields_of(unit), strict=False)}
        return reworded(self.of(unit).form, unit, words)

    def _made(self, tags: frozenset[str], filled: tuple[bool, ...]) -> Base:
        marks = (mark if there else "" for mark, there in zip(self.marks, filled, strict=False))
        unit = Unit(tags=tags, **dict(zip(UNIT_FIELDS, marks, strict=True)))
        form = unit_form(self.standard, self.skin, unit, self.hands)
        for name in KEPT:  # made here, and shared by all forms of the kind
            getattr(form, name)
        return Base(form, compile_scorer(form.standards[0].graph, shown_quantities(form)))


def fields_of(unit: Unit) -> tuple[str, ...]:
    """Give a unit's texts in the order of ``UNIT_FIELDS``."""
    return tuple(getattr(unit, field) for field in UNIT_FIELDS)


def does_not_fit(unit: Unit) -> bool:
    """Say whether a text has lines of its own, which make its row higher."""
    return any("\n" in text for text in fields_of(unit))


def reworded(form: Form, unit: Unit, words: Words) -> Form:
    """Put words in the place of marks, in every text of a form of one unit."""
    return form.having((_reworded(sheet, words) for sheet in form.sheets), (unit,))


def marked_texts(sheets: Iterable[Sheet], marks: Iterable[str]) -> Iterator[str]:
    """Give the texts in the cells of sheets that have a mark, each once."""
    signs = set(marks)
    texts = (text for sheet in sheets for text in (sheet.key, *(cell.content for cell in sheet.cells)))
    yield from dict.fromkeys(text for text in texts if isinstance(text, str) and not signs.isdisjoint(text))


def _reworded(sheet: Sheet, words: Words) -> Sheet:
    signs = {chr(code) for code in words}
    cells = tuple(
        replace(cell, content=cell.content.translate(words))
        if isinstance(cell.content, str) and not signs.isdisjoint(cell.content)
        else cell
        for cell in sheet.cells
    )
    return replace(sheet, key=sheet.key.translate(words), owner=sheet.owner.translate(words), cells=cells)


def _free_marks(standard: Standard, skin: Skin) -> tuple[str, ...]:
    """Give signs that neither the standard nor the labels use."""
    words = dumps(compiled(standard.rubric), ensure_ascii=False)
    used = set().union(words, *skin.labels.values(), *skin.howto, *skin.header.values(), *skin.footer.values())
    free = (sign for sign in map(chr, PRIVATE) if sign not in used)
    return tuple(sign for sign, _ in zip(free, range(MARKS), strict=False))
