"""Comparing two formulas by what they compute, where their texts differ: brackets that change nothing, ``TRUE()``.

Apart from ``formula_text``, whose quick comparison comes first: a formula is taken apart here only when it differs.
Spreadsheet programs write one formula in many ways, and none of these ways changes what it computes:

- brackets around what binds together anyway, also around the later ones of equal terms (``a+(b+c)``); a plus before;
- ``0.50``, ``.5`` and ``5E-1``; ``TRUE()`` and ``TRUE``; ``;`` between arguments, as LibreOffice shows them;
- prefixes of newer functions (``_xlfn.``, ``_xlws.``, ``_xludf.``, ``of:=``); ``SINGLE(A1)`` and ``@A1`` for one cell.

A sum written with plus signs is not ``SUM``: they differ over texts. Anything that cannot be taken apart has no shape,
and is then compared as text alone.
"""

from collections.abc import Sequence
from decimal import Decimal, InvalidOperation

Token = tuple[str, str]  # its kind (text, ref, word, number, sign), what it says
Shape = tuple[object, ...] | str

DEEPEST = 64  # Excel takes no deeper formula
_BINDS = {  # the signs between two operands, from the loosest
    **dict.fromkeys(("=", "<>", "<", ">", "<=", ">="), 1),
    "&": 2,
    **dict.fromkeys("+-", 3),
    **dict.fromkeys("*/", 4),
    "^": 5,
}
_FREE = frozenset("+*&")  # a+(b+c) is (a+b)+c
_UNARY = 6
_TRUTHS = ("TRUE", "FALSE")


class NoShape(ValueError):
    """The formula is none that this grammar knows."""


def shape(tokens: Sequence[Token]) -> Shape | None:
    """Give what a formula computes, equal for equal formulas; None where it cannot be taken apart."""
    parser = _Parser(tokens)
    try:
        found = parser.binary(0)
        return found if parser.at == len(tokens) else None
    except (NoShape, InvalidOperation):
        return None


class _Parser:
    """Reads tokens from left to right."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        self.tokens, self.at, self.depth = tokens, 0, 0

    def sign(self) -> str:
        """Give the next token if it is a sign."""
        kind, said = self.tokens[self.at] if self.at < len(self.tokens) else ("", "")
        return said if kind == "sign" else ""

    def take(self, sign: str) -> bool:
        """Pass by a sign, if it is there."""
        found = self.sign() == sign
        self.at += found
        return found

    def binary(self, least: int) -> Shape:
        """Read operands with signs between them that bind tighter than ``least``."""
        self.depth += 1
        if self.depth > 4 * DEEPEST:
            raise NoShape
        left = self.unary()
        while (sign := self.sign()) in _BINDS and _BINDS[sign] > least:
            self.at += 1
            left = _joined(sign, left, self.binary(_BINDS[sign]))
        self.depth -= 1
        return left

    def unary(self) -> Shape:
        if self.take("+") or self.take("@"):
            return self.unary()
        if self.take("-"):
            self.depth += 1
            if self.depth > 4 * DEEPEST:
                raise NoShape
            return ("neg", self.unary())
        found = self.operand()
        while self.take("%"):
            found = ("percent", found)
        return found

    def operand(self) -> Shape:
        if self.at >= len(self.tokens):
            raise NoShape
        kind, said = self.tokens[self.at]
        self.at += 1
        if kind == "word":
            return self.call(said) if self.take("(") else said
        if kind == "number":
            return str(Decimal(said).normalize() + 0)
        if kind in ("text", "ref"):
            return said
        if said != "(":
            raise NoShape
        found = self.binary(0)
        if not self.take(")"):
            raise NoShape
        return found

    def call(self, name: str) -> Shape:
        """Read what stands in the brackets of a function."""
        arguments: list[Shape] = []
        while True:
            empty = self.sign() in (",", ";", ")")
            arguments.append("" if empty else self.binary(0))
            if self.take(")"):
                break
            if not (self.take(",") or self.take(";")):
                raise NoShape
        if name in _TRUTHS and arguments == [""]:
            return name
        one = arguments[0]
        if name == "SINGLE" and len(arguments) == 1 and isinstance(one, str) and ":" not in one:
            return one
        return (name, "(", *arguments)


def _joined(sign: str, left: Shape, right: Shape) -> Shape:
    """Join two operands; terms that may be added in any grouping become one row of terms."""
    if sign not in _FREE:
        return (sign, left, right)
    return (sign, *_terms(sign, left), *_terms(sign, right))


def _terms(sign: str, operand: Shape) -> tuple[object, ...]:
    return operand[1:] if isinstance(operand, tuple) and operand[0] == sign else (operand,)
