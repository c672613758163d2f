"""A formula's text cut into tokens: numbers, texts, names, words and signs.

Apart from ``formula_language``, which reads what the tokens say together: here stand the signs that an author may
write, full-width ones too, and the bounds of a text and of each piece.
"""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

MAX_SIGNS = 500
MAX_TOKENS = 200
MAX_DIGITS, MAX_PLACES = 12, 6  # of a number: more than 15 digits no spreadsheet program holds
MAX_ID = 40
MAX_TEXT = 255  # Excel takes no longer text within a formula

# Full-width signs as their plain ones, sign for sign, so that columns stay; not the quotation mark, which may
# stand within a text.
PLAIN = {n: n - 0xFEE0 for n in range(0xFF01, 0xFF5F) if n != 0xFF02} | str.maketrans("　×÷−", " */-")
SPELLINGS = {"≤": "<=", "≥": ">=", "≠": "<>", "!=": "<>"}

_TOKEN = re.compile(
    r"""(?P<space>\s+)
    | (?P<number>[0-9.]+(?:\s*%)?)
    | (?P<text>"[^"]*"|[“”][^“”]*”)
    | (?P<name>\[[^\[\]]*\])
    | (?P<word>[^\W\d]\w*)
    | (?P<sign><>|!=|<=|>=|[-+*/()=<>,≤≥≠])""",
    re.VERBOSE,
)
_NUMBER = re.compile(r"(0|[1-9][0-9]*)(\.[0-9]+)?")  # no leading zeros: 1,000 within brackets is not 1 and 0
_NO_XML = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")  # unseen, or not to be stored in a workbook


class FormulaFault(ValueError):
    """What is wrong with a formula: the column of its text (from 1), a message's code, the message's details."""

    def __init__(self, column: int, code: str, **details: object) -> None:
        self.column, self.code = column, code
        self.details = {name: str(value) for name, value in details.items()}
        super().__init__(f"{column}: {code} {self.details}")


class Token(NamedTuple):
    """A piece of a formula: what it means, where it stands, and how it was written; the last is the ``end``."""

    kind: str
    value: str
    column: int
    written: str


def referenced(text: str) -> tuple[str, ...]:
    """Give the names in a formula, without any check of what it says; of an unreadable one, those before the fault."""
    tokens = []
    try:
        for token in tokens_of(text):
            tokens.append(token)
    except FormulaFault:
        pass
    return names_in(tokens)


def asks(text: str) -> bool:
    """Say whether a formula asks for a number to be entered. Raises FormulaFault as ``tokens_of`` does."""
    return any((token.kind, token.value) == ("word", "x") for token in tokens_of(text))


def names_in(tokens: Sequence[Token]) -> tuple[str, ...]:
    """Give the names among tokens in order of appearance, each once."""
    return tuple(dict.fromkeys(t.value for t in tokens if t.kind == "name" or (t.kind, t.value) == ("word", "x")))


def tokens_of(text: str) -> Iterator[Token]:
    """Cut a formula into tokens, the ``end`` last; raise FormulaFault at the first that cannot be one."""
    if len(text) > MAX_SIGNS:
        raise FormulaFault(MAX_SIGNS + 1, "formula-too-long", length=len(text), limit=MAX_SIGNS)
    plain, at, count = text.translate(PLAIN), 0, 0
    while at < len(text):
        match = _TOKEN.match(plain, at)
        if match is None:
            raise _unreadable(text[at], plain[at], at + 1)
        if match.lastgroup != "space":
            count += 1
            if count > MAX_TOKENS:
                raise FormulaFault(at + 1, "formula-too-many-parts", limit=MAX_TOKENS)
            yield _token(str(match.lastgroup), match[0], text[at : match.end()], at + 1)
        at = match.end()
    yield Token("end", "", len(text) + 1, "")


def _unreadable(written: str, plain: str, column: int) -> FormulaFault:
    if plain in '["“”':
        return FormulaFault(column, "formula-unclosed", sign=written)
    return FormulaFault(column, "formula-sign", sign=written if written.isprintable() else f"U+{ord(written):04X}")


def _token(kind: str, plain: str, written: str, column: int) -> Token:
    readers = {"number": _number, "text": _text, "name": _name}
    value = readers[kind](plain, written, column) if kind in readers else SPELLINGS.get(plain, plain.lower())
    return Token(kind, value, column, written)


def _number(plain: str, written: str, column: int) -> str:
    digits = plain.rstrip("%").rstrip()
    whole, _, places = digits.partition(".")
    if not _NUMBER.fullmatch(digits) or len(places) > MAX_PLACES or len(whole + places) > MAX_DIGITS:
        raise FormulaFault(column, "formula-number", number=written, digits=MAX_DIGITS, places=MAX_PLACES)
    return str(Decimal(digits).scaleb(-2)) if plain.endswith("%") else digits


def _text(_: str, written: str, column: int) -> str:
    text = written[1:-1]
    if len(text) > MAX_TEXT or _NO_XML.search(text):
        raise FormulaFault(column, "formula-text", limit=MAX_TEXT)
    return text


def _name(_: str, written: str, column: int) -> str:
    name = written[1:-1].strip()
    if not 1 <= len(name) <= MAX_ID or _NO_XML.search(name):
        raise FormulaFault(column, "formula-id", limit=MAX_ID)
    return f"[{name}]"
