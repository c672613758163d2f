"""Values as the text of one cell, and back: ``1..5``, ``优秀=10; 良好=8``, ``a; b``, or YAML in one line.

Apart from ``reading`` and ``writing``, which know sheets. The way back is exact by construction: each way to write
a value is tried by reading it, and YAML in quotation marks, which is always read right, comes last.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping

from xlrubric.authoring.fields import TRUTHS, Field, Shape
from xlrubric.authoring.flow import flow, quoted
from xlrubric.messages import words
from xlrubric.problems import Problem, Refusal
from xlrubric.table_cells import clean
from xlrubric.typed_text import LONGEST_CELL, holdable
from xlrubric.yamltext import parse_yaml

_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?%?")
_RANGE = re.compile(r"([\d.]*\d%?)\s*(?:\.\.\.?|[~～-]|—+|至|到)\s*(\d[\d.]*%?)")
_SPAN = re.compile(r"(\d{4}-\d{1,2}-\d{1,2})\s*(?:\.\.\.?|[~～]|—+|至|到)\s*(\d{4}-\d{1,2}-\d{1,2})")  # of days
_PAIR = re.compile(r"(.*\S)\s*[=＝:：]\s*([^\s=＝:：]+)")
_BAND = re.compile(r"[≥≤<>＜＞]")
_PREFIXED = re.compile(r"(公式|formula|折算|of|累进|steps)\s*[:：]\s*(.+)", re.DOTALL)
_PREFIXES = {"公式": "formula", "折算": "of", "累进": "steps"}
_ELSE = ("其余", "其他", "else")
_ALL = {"全扣": "all", "全部": "all"}
_LIST, _NAMES = re.compile("[;；\n]"), re.compile("[;；、\n]")
_MARKUP = re.compile("_x[0-9A-Fa-f]{4}_")  # how the file format writes a sign that XML cannot hold


class Unclear(Exception):
    """A cell's text cannot be read; ``code`` and ``details`` make the problem once its place is known."""

    def __init__(self, code: str, **details: str) -> None:
        self.code, self.details = code, details
        super().__init__(code)


def value_of(text: str, field: Field) -> object:
    """Read a cell's text (clean, not blank) as the field's value: a text, a list or a table of texts.

    Raises Unclear where YAML is begun and not rightly ended, or a level stands twice.
    """
    if field.shape is Shape.TEXT:
        return _text(text)
    if text[0] in "{[":
        return _yaml(text)
    literal = _unquoted(text)
    return literal if literal is not None else _READ[field.shape](text, field)


def cell_of(value: object, field: Field) -> str | None:
    """Write a value as a cell's text; None where it cannot stand in a cell of this field.

    That is a list or table in a field of plain text, or what is longer than a cell can be.
    """
    if field.shape is Shape.TEXT:
        return _text_cell(value) if isinstance(value, str) else None
    return next((text for text in _ways(value, field) if _reads(text, field, value)), None)


def as_number(text: str) -> float | None:
    """Give the number that a cell can hold in the text's place; None if it would come back as another text."""
    if not re.fullmatch(r"-?(0|[1-9]\d{0,8})(\.\d{0,5}[1-9])?", text) or text == "-0":
        return None
    return float(text)


# --- plain texts -----------------------------------------------------------------------------------------


def _text(text: str) -> str:
    """Take a text as it stands, quotation marks too, unless they were needed to write it."""
    inner = _unquoted(text)
    return inner if inner is not None and _needs_quotes(inner) else text


def _text_cell(text: str) -> str | None:
    for way in (text, quoted(text), quoted(text, ascii_only=True)):
        if _keeps(way) and _text(way) == text:
            return way
    return None


def _needs_quotes(text: str) -> bool:
    return not _keeps(text) or _text(text) != text


def _unquoted(text: str) -> str | None:
    if len(text) < 2 or text[0] != '"' or text[-1] != '"':
        return None
    try:
        source = parse_yaml(text, "")
    except Refusal:
        return None
    return source.tree if isinstance(source.tree, str) and not source.problems else None


def _keeps(text: str) -> bool:
    """Say whether a cell gives a text back as it was: not blank, nothing around it, no sign that it cannot hold."""
    plain = bool(text) and clean(text) == text == holdable(text) and not _MARKUP.search(text)
    return plain and len(text.encode("utf-16-le", "surrogatepass")) // 2 <= LONGEST_CELL


# --- reading ---------------------------------------------------------------------------------------------


def _yaml(text: str) -> object:
    try:
        source = parse_yaml(text, "")
    except Refusal as refusal:
        raise _broken(refusal.problems[0]) from refusal
    for found in source.problems:
        raise _broken(found)
    return source.tree


def _broken(found: Problem) -> Unclear:
    why, why_zh = (words(found, language)[0].rstrip(".。") for language in ("en", "zh"))
    return Unclear("authoring-cell-broken", why=why, why_zh=why_zh)


def _plain(text: str, field: Field) -> object:
    return text


def _number(text: str, field: Field) -> object:
    """Take full-width digits as digits; leave what is no number to the schema."""
    narrow = unicodedata.normalize("NFKC", text).replace(" %", "%")
    return narrow if _NUMBER.fullmatch(narrow) else text


def _choice(text: str, field: Field) -> object:
    return next((name for name, word in field.words.items() if word == text), text)


def _truth(text: str, field: Field) -> object:
    return next((name for name, word in TRUTHS.items() if text.casefold() in (name, word)), text)


def _names(text: str, field: Field) -> object:
    return _parts(text, _NAMES)


def _several(text: str, field: Field) -> object:
    """Take one day or name as it stands, several as a list."""
    parts = _parts(text, _NAMES)
    return parts[0] if len(parts) == 1 else parts


def _texts(text: str, field: Field) -> object:
    return _parts(text, _LIST)


def _states(text: str, field: Field) -> object:
    return found if (found := _truth(text, field)) in TRUTHS else _parts(text, _NAMES)


def _pairs(text: str, field: Field) -> object:
    return found if (found := _table(text)) is not None else text


def _range(text: str, field: Field) -> object:
    narrow = unicodedata.normalize("NFKC", text)
    found = _RANGE.fullmatch(narrow) or _SPAN.fullmatch(narrow)
    return {"from": found[1], "to": found[2]} if found else text


def _amount(text: str, field: Field) -> object:
    number, limits = _number(text, field), _range(text, field)
    if number != text or _NUMBER.fullmatch(text):
        return number
    if isinstance(limits, dict):
        return limits
    if found := _PREFIXED.fullmatch(text):
        return _named(_PREFIXES.get(found[1], found[1]), found[2])
    table = _table(text)
    return text if table is None else _banded(table)


def _named(name: str, rest: str) -> object:
    if name != "steps":
        return {name: rest}
    return {name: [_ALL.get(part, part) for part in _parts(rest, _NAMES)]}


def _banded(table: dict[str, str]) -> object:
    """Tell bands of a value from levels by their signs; what is left over is ``else``."""
    others = [key for key in table if not _BAND.match(key)]
    if len(others) == len(table) or len(others) > 1 or any(key not in _ELSE for key in others):
        return table
    return {"bands": {"else" if key in _ELSE else key: value for key, value in table.items()}}


def _parts(text: str, marks: re.Pattern[str]) -> list[str]:
    return [clean(part) for part in marks.split(text) if clean(part)]


def _table(text: str) -> dict[str, str] | None:
    """Read ``a=1; b=2``; None where a part is no such pair."""
    found = [_PAIR.fullmatch(part) for part in _parts(text, _LIST)]
    table: dict[str, str] = {}
    for pair in found:
        if pair is None:
            return None
        if pair[1] in table:
            raise Unclear("authoring-pair-twice", key=pair[1])
        table[pair[1]] = pair[2]
    return table or None


_READ: Mapping[Shape, Callable[[str, Field], object]] = {
    Shape.NUMBER: _number,
    Shape.CHOICE: _choice,
    Shape.TRUTH: _truth,
    Shape.NAMES: _names,
    Shape.TEXTS: _texts,
    Shape.DAYS: _several,
    Shape.SEVERAL: _several,
    Shape.STATES: _states,
    Shape.AMOUNT: _amount,
    Shape.PAIRS: _pairs,
    Shape.RANGE: _range,
    Shape.ANY: _plain,
}

# --- writing ---------------------------------------------------------------------------------------------


def _ways(value: object, field: Field) -> Iterator[str]:
    """Give the ways to write a value, the most readable first."""
    if isinstance(value, str):
        word = field.words.get(value) or TRUTHS.get(value, value)
        yield from (word, value, quoted(value), quoted(value, ascii_only=True))
        return
    if isinstance(value, list) and all(isinstance(part, str) for part in value):
        yield "; ".join(value)
    if isinstance(value, dict):
        yield from _table_ways(value)
    yield flow(value)
    yield flow(value, ascii_only=True)


def _table_ways(table: dict[str, object]) -> Iterator[str]:
    if list(table) == ["from", "to"]:
        yield f"{table['from']}..{table['to']}"
    if len(table) == 1:
        ((name, inner),) = table.items()
        word = next((word for word, english in _PREFIXES.items() if english == name), "")
        if word:
            yield f"{word}: {'; '.join(inner) if isinstance(inner, list) else inner}"
        if isinstance(inner, dict):
            yield "; ".join(f"{'其余' if key == 'else' else key}={part}" for key, part in inner.items())
    yield "; ".join(f"{key}={part}" for key, part in table.items())


def _reads(text: str, field: Field, value: object) -> bool:
    try:
        return _keeps(text) and _same(value_of(text, field), value)
    except Unclear:
        return False


def _same(one: object, other: object) -> bool:
    """Compare with the order of tables: a dropdown shows levels in theirs."""
    if isinstance(one, dict) and isinstance(other, dict):
        return list(one) == list(other) and all(_same(one[key], other[key]) for key in one)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(_same, one, other))
    return one == other
