"""The formulas that show the way: what is still to be filled in, and a click that leads there.

Apart from the arithmetic: nothing is scored by them, so they need no second witness, may use functions that no rule
does (``HYPERLINK``, ``MATCH``, ``INDEX``), and the reader does not ask for them. Each row that waits for an entry
counts on in a hidden column, so that the n-th of those that wait is found by one ``MATCH`` and no array formula.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import accumulate

from xlrubric.cellrefs import letters, quoted
from xlrubric.formulas import Spot, reference
from xlrubric.graph import name
from xlrubric.layout.columns import moves_points, places
from xlrubric.layout.sheets import KEY_COLUMN, Signpost, cut
from xlrubric.outline import Row
from xlrubric.skin import Skin
from xlrubric.standard import Standard
from xlrubric.wording import clause_words

MOST_LINES = 12
LONGEST = 50  # signs of a clause in the list
EVIDENCE = "{}/evidence.count:"  # what is said of a unit's documents in all
Value = Decimal | str | bool | None
Locate = Callable[[str], Spot]


@dataclass(frozen=True)
class Way:
    """What every signpost of one unit and role needs to know; ``here`` is the sheet that it stands on."""

    standard: Standard
    skin: Skin
    post: Signpost
    locate: Locate
    here: str

    def at(self, what: str, row: str = "") -> str:
        """Write the reference to a named cell of the unit and role."""
        return reference(self.spot(what, row), self.here)

    def spot(self, what: str, row: str = "") -> Spot:
        """Give the place of a named cell of the unit and role."""
        return self.locate(f"{self.post.number}/{name(self.post.role, what, row)}")

    @property
    def columns(self) -> Mapping[str, int]:
        """Give where the scoring sheet's columns stand."""
        return places(self.standard.outline)

    @property
    def rows(self) -> tuple[Row, ...]:
        """Give the rows that wait for an entry, from top to bottom."""
        return self.standard.outline.asked

    def words(self, label: str) -> str:
        """Give a label of the skin, with the role's name in it."""
        return self.skin.say(label, role=self.skin.labels[self.post.role], count="{count}")


def count_name(number: int, role: str, row: str) -> str:
    """Name the hidden cell in which a row counts on."""
    return f"{number}/{name(role, 'way', row)}"


def post_name(post: Signpost) -> str:
    """Name the cell of a signpost."""
    return f"{post.number}/way.{post.kind}.{post.role}:{post.nth or ''}"


def signpost_text(way: Way) -> str:
    """Give the Excel text of a signpost, without the leading ``=``."""
    return TEXTS[way.post.kind](way)


def signpost_value(way: Way, waiting: "Waiting") -> Value:
    """Give what a signpost shows: the second way to the same words, for the file's cached values."""
    return VALUES[way.post.kind](way, waiting)


def _count_text(way: Way) -> str:
    row = way.rows[way.post.nth - 1]
    done = f"{way.at('done', row.id)}>0"
    fine = f"AND({done},{way.at('doubt', row.id)}=0)" if row.countable else done
    before = f"{way.at('way', way.rows[way.post.nth - 2].id)}+" if way.post.nth > 1 else ""
    return f"{before}IF({fine},0,1)"


def _found(way: Way, nth: int) -> str:
    """Give the place of the n-th waiting row among the counting cells."""
    return f"MATCH({nth},{_area(way, way.spot('way', way.rows[0].id).column)},0)"


def _area(way: Way, column: int) -> str:
    """Give a column beside the counting cells, from the first of them to the last."""
    first, last = (way.spot("way", row.id) for row in (way.rows[0], way.rows[-1]))
    start = reference(Spot(first.sheet, first.row, column), way.here)
    return f"{start}:{letters(column)}{last.row}"


def _target(way: Way, nth: int) -> str:
    """Give where a click leads: the entry's cell, found anew each time, as rows may have moved."""
    first = way.spot("way", way.rows[0].id)
    column = letters(way.columns[f"{way.post.role}.choice"])
    sheet = quoted(first.sheet).replace('"', '""')
    return f'"#{sheet}!{column}"&(ROW({way.at("way", way.rows[0].id)})-1+{_found(way, nth)})'


def _text(words: str) -> str:
    return '"' + words.replace('"', '""') + '"'


def _counted_text(words: str, count: str) -> str:
    before, _, after = words.partition("{count}")
    return f"{_text(before)}&{count}&{_text(after)}"


def _next_text(way: Way) -> str:
    waiting = way.at("way", way.rows[-1].id)
    going = f"IF({way.at('done')}=0,{_text(way.words('way_start'))},{_counted_text(way.words('way_next'), waiting)})"
    return f"IF({waiting}=0,{_text(way.words('way_done'))},HYPERLINK({_target(way, 1)},{going}))"


def _line_text(way: Way) -> str:
    nth, waiting = way.post.nth, way.at("way", way.rows[-1].id)
    columns = (KEY_COLUMN, way.columns["finding"], way.columns[f"{way.post.role}.doubt"])
    key, clause, doubt = (f"INDEX({_area(way, column)},{_found(way, nth)})" for column in columns)
    why = f"IF(N({doubt})>0,{_text(way.words('way_doubt'))},{_text(way.words('way_open'))})"
    shown = f'MID({key},{len("finding.") + 1},40)&" "&LEFT({clause},{LONGEST})&{_text(way.words("way_colon"))}&{why}'
    return f'IF({waiting}<{nth},"",HYPERLINK({_target(way, nth)},{shown}))'


def _more_text(way: Way) -> str:
    waiting = way.at("way", way.rows[-1].id)
    more = _counted_text(way.words("way_more"), f"({waiting}-{MOST_LINES})")
    return f'IF({waiting}>{MOST_LINES},{more},"")'


def _evidence_text(way: Way) -> str:
    told = way.locate(EVIDENCE.format(way.post.number))
    target = _text(f"#{quoted(told.sheet)}!B2")
    said = f"{_text(way.words('way_evidence'))}&{reference(told, way.here)}&{_text(' →')}"
    return f"HYPERLINK({target},{said})"


def _short_text(way: Way) -> str:
    waiting = way.at("way", way.rows[-1].id)
    return f'IF({waiting}=0,{_text(way.words("way_none"))},HYPERLINK({_target(way, 1)},{waiting}&" →"))'


class Waiting:
    """What waits for an entry, by a form's values, found out once for all signposts of a unit and role."""

    def __init__(self, values: Mapping[str, Value]) -> None:
        self.values = values
        self.found: dict[tuple[int, str], tuple[Sequence[Row], Sequence[int]]] = {}

    def rows(self, way: Way) -> Sequence[Row]:
        """Give the rows that wait, from top to bottom."""
        return self._of(way)[0]

    def count(self, way: Way, nth: int) -> int:
        """Count how many of the first n rows wait."""
        return self._of(way)[1][nth]

    def _of(self, way: Way) -> tuple[Sequence[Row], Sequence[int]]:
        key = (way.post.number, way.post.role)
        if key not in self.found:
            waits = [not _fine(way, row, self.values) for row in way.rows]
            rows = [row for row, wait in zip(way.rows, waits, strict=True) if wait]
            self.found[key] = rows, list(accumulate(waits, initial=0))
        return self.found[key]


def _fine(way: Way, row: Row, values: Mapping[str, Value]) -> bool:
    done, doubt = (values.get(f"{way.post.number}/{name(way.post.role, what, row.id)}") for what in ("done", "doubt"))
    return bool(done) and not doubt


def _count_value(way: Way, waiting: Waiting) -> Value:
    return Decimal(waiting.count(way, way.post.nth))


def _next_value(way: Way, waiting: Waiting) -> Value:
    count = len(waiting.rows(way))
    if not count:
        return way.words("way_done")
    begun = waiting.values.get(f"{way.post.number}/{name(way.post.role, 'done')}")
    return way.words("way_next").replace("{count}", str(count)) if begun else way.words("way_start")


def _line_value(way: Way, waiting: Waiting) -> Value:
    rows = waiting.rows(way)
    if len(rows) < way.post.nth:
        return ""
    row = rows[way.post.nth - 1]
    doubt = waiting.values.get(f"{way.post.number}/{name(way.post.role, 'doubt', row.id)}")
    why = way.words("way_doubt" if doubt else "way_open")
    clause = clause_words(row, way.skin, moves_points(way.standard.outline))
    return f"{row.id} {cut(clause, LONGEST)}{way.words('way_colon')}{why}"


def _more_value(way: Way, waiting: Waiting) -> Value:
    more = len(waiting.rows(way)) - MOST_LINES
    return way.words("way_more").replace("{count}", str(more)) if more > 0 else ""


def _evidence_value(way: Way, waiting: Waiting) -> Value:
    return f"{way.words('way_evidence')}{waiting.values[EVIDENCE.format(way.post.number)]} →"


def _short_value(way: Way, waiting: Waiting) -> Value:
    count = len(waiting.rows(way))
    return f"{count} →" if count else way.words("way_none")


TEXTS = {
    "count": _count_text,
    "next": _next_text,
    "line": _line_text,
    "more": _more_text,
    "short": _short_text,
    "evidence": _evidence_text,
}
VALUES = {
    "count": _count_value,
    "next": _next_value,
    "line": _line_value,
    "more": _more_value,
    "short": _short_value,
    "evidence": _evidence_value,
}
