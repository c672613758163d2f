"""One reading of what people type: from a cell's or a table's text to an entry's value.

Apart because workbooks, tables and tests must read alike. A value is taken as it is, taken in a normal form
(and said so: full-width digits, blanks around it, the unit typed behind it), or refused; a refused value
counts as not filled in, never as 0.
"""

from dataclasses import dataclass
from decimal import Decimal
from re import compile as pattern
from unicodedata import normalize

from xlrubric.graph import Entry
from xlrubric.quantities.marks import SHARED
from xlrubric.rubric import ROLES
from xlrubric.rules import POINTS, Box, plain
from xlrubric.words import FOUND_WORDS

Value = Decimal | str | bool | None
NUMBER = pattern(r"[+-]?[0-9]{1,9}(\.[0-9]{1,6})?")
STROKE = pattern("[/／]")
ABSENT = frozenset({"0", "no", "false"} | {words[0] for words in FOUND_WORDS.values()})
FOUND = frozenset({"1", "yes", "true"} | {words[1] for words in FOUND_WORDS.values()})
POINTS_WORDS = ("分", "pts", "points")  # what people type behind points
LONGEST_SHOWN = 40
ORDER = ("text", "choice", "number")  # of the boxes, as a row has them from left to right


@dataclass(frozen=True, slots=True)
class Reading:
    """How a typed value was read. ``value`` is None for a blank and for a refused one.

    ``code`` is empty, ``entry-normalised`` or ``entry-refused``; ``typed`` is what stood there.
    """

    value: Value
    code: str = ""
    typed: str = ""

    def shown(self) -> str:
        """Write the value as a message shows it."""
        return shown(self.value)


BLANK = Reading(None)


def read_entry(entry: Entry, typed: Value) -> Reading:
    """Read what a workbook's cell holds: strictly what its dropdown or check would let stand."""
    if typed is None or typed == "":
        return BLANK
    if entry.box.name == "text":
        return Reading(typed)
    if isinstance(typed, str):
        return _read_text(entry, typed)
    fits = isinstance(typed, Decimal) and not entry.options and allowed(entry.box, typed)
    return Reading(typed) if fits else Reading(None, "entry-refused", shown(typed))


def _read_text(entry: Entry, typed: str) -> Reading:
    if typed in entry.options:
        return Reading(typed)
    text = normalize("NFKC", typed).strip()
    if not text:
        return BLANK
    value = _word(entry, text) if entry.options else _number(entry.box, text)
    if value is None:
        return Reading(None, "entry-refused", shown(typed))
    return Reading(value, "entry-normalised", shown(typed))


def _word(entry: Entry, text: str) -> str | None:
    return next((option for option in entry.options if option.casefold() == text.casefold()), None)


def _number(box: Box, text: str) -> Decimal | None:
    digits = next((text.removesuffix(unit).strip() for unit in _units(box) if text.endswith(unit)), text)
    if not NUMBER.fullmatch(digits):
        return None
    number = Decimal(digits) or Decimal(0)  # no negative zero
    return number if allowed(box, number) else None


def _units(box: Box) -> tuple[str, ...]:
    """Give what may stand behind the number."""
    units = POINTS_WORDS if box.unit == POINTS else (box.unit,)
    return tuple(normalize("NFKC", unit) for unit in units if unit)


def allowed(box: Box, number: Decimal) -> bool:
    """Say whether a number may stand in a box."""
    if box.whole and number != number.to_integral_value():
        return False
    if box.gap and 0 < number < 1:
        return False
    return box.low <= number <= box.high or (box.zero and number == 0)


def shown(value: Value) -> str:
    """Write a value as a message shows it, at most 40 signs."""
    if isinstance(value, bool):
        return str(value).upper()
    text = plain(value) if isinstance(value, Decimal) else str(value)
    return text if len(text) <= LONGEST_SHOWN else text[: LONGEST_SHOWN - 1] + "…"


def read_table_value(boxes: tuple[Entry, ...], typed: str) -> dict[str, Reading]:
    """Read one row's value from a table, where one column serves all its boxes.

    A choice takes its words, found or not found in any language and as 1 or 0. Where there is a count too, a number
    above 0 also says that the fault was found, and 0 that it was not. Several boxes of their own (a register's rows:
    name / level / form) are separated by strokes.
    """
    if not normalize("NFKC", typed).strip():
        return {}
    if len(boxes) > 1 and not _is_counted(boxes):
        parts = [part.strip() for part in STROKE.split(typed, maxsplit=len(boxes) - 1)]
        return {e.name: _read_single(e, part) for e, part in zip(boxes, parts, strict=False) if part}
    return _read_counted(boxes, typed) if len(boxes) > 1 else {boxes[0].name: _read_single(boxes[0], typed)}


def _is_counted(boxes: tuple[Entry, ...]) -> bool:
    return len(boxes) == 2 and bool(boxes[0].options) and boxes[1].box.name == "number" and not boxes[1].options


def _read_single(entry: Entry, typed: str) -> Reading:
    if entry.options in FOUND_WORDS.values():
        return _read_choice(entry, normalize("NFKC", typed).strip())
    return _quiet(read_entry(entry, typed))


def _read_counted(boxes: tuple[Entry, ...], typed: str) -> dict[str, Reading]:
    choice, number = boxes
    text = normalize("NFKC", typed).strip()
    if text.casefold() in ABSENT | FOUND - {"1"}:
        return {choice.name: _read_choice(choice, text)}
    count = _quiet(read_entry(number, typed))
    if not isinstance(count.value, Decimal):
        return {number.name: count}
    word = choice.options[1 if count.value > 0 else 0]
    return {choice.name: Reading(word), number.name: count}


def _read_choice(choice: Entry, text: str) -> Reading:
    word = text.casefold()
    if word in ABSENT:
        return Reading(choice.options[0])
    return Reading(choice.options[1]) if word in FOUND else Reading(None, "entry-refused", shown(text))


def _quiet(reading: Reading) -> Reading:
    """In a table every number is text; that alone is nothing to speak of."""
    plainly = reading.code == "entry-normalised" and reading.typed == shown(reading.value)
    return Reading(reading.value) if plainly else reading


def table_entry_names(entries: tuple[Entry, ...]) -> dict[tuple[str, str], tuple[Entry, ...]]:
    """Gather the boxes by (row, role), words that both roles share with either."""
    gathered: dict[tuple[str, str], tuple[Entry, ...]] = {}
    for entry in sorted(entries, key=lambda e: ORDER.index(e.box.name)):
        for role in ROLES if entry.role == SHARED else (entry.role,):
            key = (entry.finding, role)
            gathered[key] = (*gathered.get(key, ()), entry)
    return gathered
