"""One reading of what people type: from a cell's or a table's text to an entry's value.

Apart because workbooks, tables and tests must read alike. A value is taken as it is, taken in a normal form
(and said so: full-width digits, blanks around it, the unit typed behind it), or refused; a refused value
counts as not filled in, never as 0. ``typed_numbers`` has the grammar of numbers.

Found or not found may be said in any of the forms' languages, in their usual short forms, and as 1 and 0. A tick, a
cross, 是 and 否 are refused: they answer «is it in order?» as well as «was it found?», and the two are opposite.
"""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from re import compile as pattern

from xlrubric.graph import Entry
from xlrubric.quantities.marks import SHARED
from xlrubric.rubric import ROLES
from xlrubric.rules import POINTS, Box, plain
from xlrubric.typed_numbers import spelled_plainly, typed_number
from xlrubric.words import FOUND_WORDS

Value = Decimal | str | bool | None
STROKE = pattern("[/／]")
ABSENT = frozenset({"0", "no", "false"} | {words[0] for words in FOUND_WORDS.values()})
FOUND = frozenset({"1", "yes", "true"} | {words[1] for words in FOUND_WORDS.values()})
ALSO_ABSENT, ALSO_FOUND = frozenset({"n", "没有", "沒有"}), frozenset({"y"})  # taken, and said
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

    def __reduce__(self) -> tuple[Callable[..., "Reading"], tuple[Value, str, str]]:
        """Go to another process by what it holds: there are hundreds in a return, and most of them alike."""
        return _again, (self.value, self.code, self.typed)


BLANK = Reading(None)
word_as_it_stands = lru_cache(maxsize=1024)(Reading)  # of a hundred thousand forms nearly all words are the same few


@lru_cache(maxsize=4096)
def _number_as_it_stands(digits: str) -> Reading:
    return Reading(Decimal(digits))


def _again(value: Value, code: str, typed: str) -> Reading:
    """Give a reading that came from another process; those that are alike to the digit are one."""
    if code or typed or isinstance(value, bool):
        return Reading(value, code, typed)
    if value is None:
        return BLANK
    return word_as_it_stands(value) if isinstance(value, str) else _number_as_it_stands(str(value))


def read_entry(entry: Entry, typed: Value) -> Reading:
    """Read what a workbook's cell holds: strictly what its dropdown or check would let stand."""
    if typed is None or typed == "":
        return BLANK
    if entry.box.name == "text":
        return Reading(typed)
    if isinstance(typed, str):
        return _read_text(entry, typed)
    if entry.options in FOUND_WORDS.values():
        return _noted(_found_word(entry, shown(typed)), typed)
    fits = isinstance(typed, Decimal) and not entry.options and allowed(entry.box, typed)
    return Reading(typed) if fits else Reading(None, "entry-refused", shown(typed))


def read_percentage(entry: Entry, share: Decimal) -> Reading:
    """Read a number whose cell shows it in per cent: 0.785 is 78.5 where a percentage is asked for, else refused."""
    typed = f"{plain(share * 100)}%"
    if entry.box.unit == "%" and not entry.options and allowed(entry.box, share * 100):
        return Reading(share * 100, "entry-normalised", typed)
    return Reading(None, "entry-refused", typed)


def _read_text(entry: Entry, typed: str) -> Reading:
    if typed in entry.options:
        return word_as_it_stands(typed)
    text = spelled_plainly(typed)
    if not text:
        return BLANK
    if entry.options in FOUND_WORDS.values():
        return _noted(_found_word(entry, text), typed)
    return _noted(_word(entry, text) if entry.options else _number(entry.box, typed), typed)


def _noted(value: Value, typed: Value) -> Reading:
    """Give what was read from another spelling, or say that it cannot stand."""
    return Reading(value, "entry-refused" if value is None else "entry-normalised", shown(typed))


def _word(entry: Entry, text: str) -> str | None:
    """Find the option that a text spells: blanks and width and capitals do not count."""
    return next((option for option in entry.options if _alike(option) == _alike(text)), None)


def _alike(text: str) -> str:
    return spelled_plainly(text).casefold()


def _found_word(entry: Entry, text: str) -> str | None:
    """Read found or not found, in whatever language."""
    word = text.casefold()
    if word in ABSENT | ALSO_ABSENT:
        return entry.options[0]
    return entry.options[1] if word in FOUND | ALSO_FOUND else None


def _number(box: Box, typed: str) -> Decimal | None:
    units = POINTS_WORDS if box.unit == POINTS else (box.unit,)
    number = typed_number(typed, units, box.whole)
    return number if number is not None and allowed(box, number) else None


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
    if not spelled_plainly(typed):
        return {}
    if len(boxes) > 1 and not _is_counted(boxes):
        parts = [part.strip() for part in STROKE.split(typed, maxsplit=len(boxes) - 1)]
        return {e.name: _read_single(e, part) for e, part in zip(boxes, parts, strict=False) if part}
    return _read_counted(boxes, typed) if len(boxes) > 1 else {boxes[0].name: _read_single(boxes[0], typed)}


def _is_counted(boxes: tuple[Entry, ...]) -> bool:
    return len(boxes) == 2 and bool(boxes[0].options) and boxes[1].box.name == "number" and not boxes[1].options


def _read_single(entry: Entry, typed: str) -> Reading:
    reading = read_entry(entry, typed)
    usual = entry.options in FOUND_WORDS.values() and spelled_plainly(typed).casefold() in ABSENT | FOUND
    return Reading(reading.value) if usual else _quiet(reading)


def _read_counted(boxes: tuple[Entry, ...], typed: str) -> dict[str, Reading]:
    choice, number = boxes
    if spelled_plainly(typed).casefold() in ABSENT | ALSO_ABSENT | ALSO_FOUND | FOUND - {"1"}:
        return {choice.name: _read_single(choice, typed)}
    count = _quiet(read_entry(number, typed))
    if not isinstance(count.value, Decimal):
        return {number.name: count}
    word = choice.options[1 if count.value > 0 else 0]
    return {choice.name: Reading(word), number.name: count}


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
