"""The language of formulas: the text that a standard's author writes, parsed into an expression.

Apart because it is the one place where an author's text becomes arithmetic. The text is read by a parser of our
own, within bounds, and the kind of every value is checked. What comes out is only what the exact evaluator and
every spreadsheet program compute alike: nothing divides by zero, a blank counts 0, and wherever a value decides
(comparison, rounding, a divisor that may be zero) it is first rounded to ``NOISE`` places, so that the noise of
binary numbers never decides.
"""

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Literal, NamedTuple

from xlrubric.expressions import Call, Expression, Number, Ref, Words, call, total
from xlrubric.formula_tokens import FormulaFault, Token, names_in, referenced, tokens_of

__all__ = ["FormulaFault", "Parsed", "parse_formula", "referenced"]

Kind = Literal["number", "condition", "text"]
KindOf = Callable[[str], str | None]
Terms = tuple[Expression, ...]

MAX_NESTING = 20  # brackets, functions, minus signs and ``not`` within each other
MAX_ROUND = 6
NOISE = 9  # places that are looked at where a value decides

# A formula becomes longer where a value must be named twice. Excel takes 8192 signs and 64 functions within each
# other; the rest is for what stands around the formula. Twenty factors of twelve digits stay below 1E+308.
MAX_RENDERED, MAX_DEPTH, MAX_FACTORS = 6000, 40, 20
REFERENCE = 40  # signs of a cell on another sheet, at the longest

COMPARISONS = {  # operation, and whether it is turned round
    "=": ("eq", False),
    "<>": ("eq", True),
    "<": ("lt", False),
    ">": ("gt", False),
    "<=": ("gt", True),
    ">=": ("lt", True),
}


class Parsed(NamedTuple):
    """A formula that can be computed: what it gives, and the names in it in order of appearance.

    A name is ``x`` (the number entered) or an id in its brackets (``[1.2]``), in ``names`` as in ``Ref``.
    """

    expression: Expression
    kind: Kind
    names: tuple[str, ...]


class Value(NamedTuple):
    """A part of a formula that has been read: what it computes, of which kind, and where it begins."""

    expression: Expression
    kind: Kind
    column: int


class Extent(NamedTuple):
    """How far an expression reaches: signs when rendered, calls within each other, factors of a product."""

    rendered: int
    depth: int
    factors: int


def parse_formula(text: str, kind_of: KindOf) -> Parsed:
    """Parse a formula; ``kind_of`` gives "number" or "text" for ``x`` or ``[id]``, None where there is none.

    Raises FormulaFault for the first thing that is wrong, and nothing else.
    """
    tokens = tuple(tokens_of(text))
    if len(tokens) == 1:
        raise FormulaFault(1, "formula-empty")
    parser = _Parser(tokens, kind_of)
    value = parser.disjunction()
    if parser.here.kind != "end":
        raise _unexpected(parser.here)
    expression = _never_blank(value)
    _check_extent(expression)
    return Parsed(expression, value.kind, names_in(tokens))


def _unexpected(token: Token) -> FormulaFault:
    return FormulaFault(token.column, "formula-unexpected", found=token.written)


class _Parser:
    """Reads tokens from the loosest binding (``or``) down to single values, one method for each step."""

    def __init__(self, tokens: Sequence[Token], kind_of: KindOf) -> None:
        self.tokens, self.kind_of = tokens, kind_of
        self.at = self.nesting = 0

    @property
    def here(self) -> Token:
        return self.tokens[self.at]

    def sees(self, *values: str) -> bool:
        return self.here.kind in ("word", "sign") and self.here.value in values

    def next(self) -> Token:
        token = self.here
        self.at += token.kind != "end"
        return token

    def within(self, opening: Token, read: Callable[[], Value]) -> Value:
        self.nesting += 1
        if self.nesting > MAX_NESTING:
            raise FormulaFault(opening.column, "formula-too-deep", limit=MAX_NESTING)
        value = read()
        self.nesting -= 1
        return value

    def disjunction(self) -> Value:
        return self.linked("or", self.conjunction)

    def conjunction(self) -> Value:
        return self.linked("and", self.negation)

    def linked(self, word: str, operand: Callable[[], Value]) -> Value:
        values = [operand()]
        while self.sees(word):
            self.next()
            values.append(operand())
        if len(values) == 1:
            return values[0]
        return Value(call(word, *(_of("condition", v, word) for v in values)), "condition", values[0].column)

    def negation(self) -> Value:
        if not self.sees("not"):
            return self.comparison()
        token = self.next()
        value = self.within(token, self.negation)
        return Value(call("not", _of("condition", value, "not")), "condition", token.column)

    def comparison(self) -> Value:
        left = self.sum()
        if not self.sees(*COMPARISONS):
            return left
        sign = self.next()
        value = _compared(left, sign, self.sum())
        if self.sees(*COMPARISONS):
            raise FormulaFault(self.here.column, "formula-chained", operator=self.here.written)
        return value

    def sum(self) -> Value:
        first = self.product()
        if not self.sees("+", "-"):
            return first
        added, taken = [_of("number", first, self.here.value)], list[Expression]()
        while self.sees("+", "-"):
            sign = self.next().value
            (added if sign == "+" else taken).append(_of("number", self.product(), sign))
        plus = total(tuple(added))
        return Value(call("sub", plus, total(tuple(taken))) if taken else plus, "number", first.column)

    def product(self) -> Value:
        value = self.signed()
        while self.sees("*", "/"):
            sign = self.next().value
            left, right = _of("number", value, sign), _of("number", self.signed(), sign)
            made = call("mul", left, right) if sign == "*" else _divided(left, right)
            value = Value(made, "number", value.column)
        return value

    def signed(self) -> Value:
        if not self.sees("-"):
            return self.single()
        token = self.next()
        value = self.within(token, self.signed)
        return Value(_negative(_of("number", value, "-")), "number", token.column)

    def single(self) -> Value:
        token = self.next()
        if token.kind == "number":
            return Value(Number(Decimal(token.value)), "number", token.column)
        if token.kind == "text":
            return Value(Words(token.value), "text", token.column)
        if token.kind == "name" or (token.kind, token.value) == ("word", "x"):
            return self.reference(token)
        if token.kind == "word" and token.value not in ("and", "or", "not"):
            return self.function(token)
        if token.value == "(" and token.kind == "sign":
            return self.within(token, lambda: self.bracketed(token))
        raise FormulaFault(token.column, "formula-no-value", found=token.written)

    def reference(self, token: Token) -> Value:
        kind = self.kind_of(token.value)
        if kind is None:
            raise FormulaFault(token.column, "formula-unknown-name", name=token.value)
        if kind == "number":
            return Value(call("number", Ref(token.value)), "number", token.column)
        return Value(Ref(token.value), "text", token.column)

    def bracketed(self, opening: Token) -> Value:
        value = self.disjunction()
        self.close(opening)
        return Value(value.expression, value.kind, opening.column)

    def close(self, opening: Token) -> None:
        if self.here.kind == "end":
            raise FormulaFault(opening.column, "formula-unclosed", sign=opening.written)
        if not self.sees(")"):
            raise _unexpected(self.here)
        self.next()

    def function(self, name: Token) -> Value:
        if name.value not in FUNCTIONS:
            raise FormulaFault(name.column, "formula-unknown-word", word=name.written)
        takes, make = FUNCTIONS[name.value]
        if not self.sees("("):
            raise FormulaFault(name.column, "formula-arguments", function=name.value, takes=takes, found=0)
        return self.within(name, lambda: self.applied(name, takes, make))

    def applied(self, name: Token, takes: str, make: "Make") -> Value:
        opening = self.next()
        values = [] if self.sees(")") else [self.disjunction()]
        while self.sees(","):
            self.next()
            values.append(self.disjunction())
        self.close(opening)
        if str(len(values)) != takes and not (takes == "1+" and values):
            raise FormulaFault(name.column, "formula-arguments", function=name.value, takes=takes, found=len(values))
        return make(name, values)


def _of(kind: Kind, value: Value, where: str) -> Expression:
    if value.kind != kind:
        raise FormulaFault(value.column, "formula-type", where=where, expected=kind, found=value.kind)
    return value.expression


def _compared(left: Value, sign: Token, right: Value) -> Value:
    operation, turned = COMPARISONS[sign.value]
    if left.kind != right.kind or left.kind == "condition" or (left.kind == "text" and operation != "eq"):
        raise FormulaFault(sign.column, "formula-comparison", operator=sign.written, left=left.kind, right=right.kind)
    one, other = left.expression, right.expression
    if left.kind == "number":
        one, other = call("round", call("sub", one, other), NOISE), Number(Decimal(0))
    condition = call(operation, one, other)
    return Value(call("not", condition) if turned else condition, "condition", left.column)


def _divided(left: Expression, right: Expression) -> Expression:
    """Divide; by 0 gives 0. A constant needs no question."""
    quotient = call("div", left, right)
    if isinstance(right, Number) and right.value:
        return quotient
    return call("if", call("eq", _settled(right), 0), 0, quotient)


def _negative(expression: Expression) -> Expression:
    return Number(0 - expression.value) if isinstance(expression, Number) else call("neg", expression)


def _settled(expression: Expression) -> Expression:
    """Take the noise of binary numbers off, where there can be any: not in constants and what was entered."""
    exact = isinstance(expression, Number) or expression == call("number", Ref("x"))
    rounded = isinstance(expression, Call) and expression.operation == "round"
    return expression if exact or rounded else call("round", expression, NOISE)


def _never_blank(value: Value) -> Expression:
    """Give a text that is not a blank cell, of which programs make 0 where it is passed on."""
    expression = value.expression
    return call("join", expression, "") if isinstance(expression, Ref) else expression


Make = Callable[[Token, Sequence[Value]], Value]


def _of_numbers(make: Callable[[Terms], Expression]) -> Make:
    return lambda name, values: Value(make(tuple(_of("number", v, name.value) for v in values)), "number", name.column)


def _extreme(operation: str) -> Make:
    return _of_numbers(lambda terms: terms[0] if len(terms) == 1 else call(operation, *terms))


def _floor(expression: Expression) -> Expression:
    return call("floor", call("round", expression, NOISE))


def _rounded(name: Token, values: Sequence[Value]) -> Value:
    places = values[1].expression
    if not isinstance(places, Number) or places.value not in range(MAX_ROUND + 1):
        raise FormulaFault(values[1].column, "formula-places", limit=MAX_ROUND)
    value = _settled(_of("number", values[0], name.value))
    return Value(call("round", value, int(places.value)), "number", name.column)


def _choice(name: Token, values: Sequence[Value]) -> Value:
    condition, one, other = values
    question = _of("condition", condition, name.value)
    if one.kind != other.kind or one.kind == "condition":
        raise FormulaFault(other.column, "formula-branches", one=one.kind, other=other.kind)
    return Value(call("if", question, _never_blank(one), _never_blank(other)), one.kind, name.column)


FUNCTIONS: dict[str, tuple[str, Make]] = {  # how many values each takes, and what it makes of them
    "sum": ("1+", _of_numbers(total)),
    "min": ("1+", _extreme("min")),
    "max": ("1+", _extreme("max")),
    "mean": ("1+", _of_numbers(lambda terms: call("div", total(terms), len(terms)))),
    "floor": ("1", _of_numbers(lambda terms: _floor(terms[0]))),
    "ceil": ("1", _of_numbers(lambda terms: call("neg", _floor(_negative(terms[0]))))),
    "abs": ("1", _of_numbers(lambda terms: call("max", terms[0], _negative(terms[0])))),
    "round": ("2", _rounded),
    "if": ("3", _choice),
}


def _check_extent(expression: Expression) -> None:
    rendered, depth, factors = _extent(expression, {})
    if rendered > MAX_RENDERED or depth > MAX_DEPTH or factors > MAX_FACTORS:
        raise FormulaFault(1, "formula-too-large")


def _extent(expression: Expression, known: dict[int, Extent]) -> Extent:
    """Measure an expression; parts that stand in it many times are the same object, and measured once."""
    if isinstance(expression, Ref):
        return Extent(REFERENCE, 0, 1)
    if not isinstance(expression, Call):
        return Extent(len(str(expression.value)) + 2, 0, 1)
    if id(expression) not in known:
        parts = [_extent(a, known) for a in expression.arguments]
        factors = [p.factors for p in parts]
        known[id(expression)] = Extent(
            8 + sum(p.rendered + 1 for p in parts),
            1 + max(p.depth for p in parts),
            sum(factors) if expression.operation in ("mul", "div") else max(factors),
        )
    return known[id(expression)]
