"""The first witness: quantities evaluated in exact decimals.

Apart from ``formulas``, which it must not know: they meet only in ``verify``. A graph is turned once into one
Python function, each quantity a line of it, because a collector evaluates the same graph thousands of times;
the source text is made of our own templates, numbered slots and quoted names of quantities; a rubric's words and
amounts are bound as values, and its ids stand only within those quoted names.
Semantics are those of a spreadsheet: a blank is not a number; ``number`` of anything but one is 0.
"""

from collections.abc import Callable, Iterable, Mapping
from decimal import ROUND_FLOOR, ROUND_HALF_UP, Decimal, localcontext
from functools import lru_cache

from xlrubric.expressions import Call, Expression, Number, Ref, Words, references
from xlrubric.graph import Graph, Quantity
from xlrubric.rules import plain

Value = Decimal | str | bool | None
Entries = Mapping[str, Value]
Score = Mapping[str, Value]
Scorer = Callable[[Entries], Score]

DIGITS = 50  # enough that a quotient's last places never decide a rounding

# Each operation over already rendered arguments; ``{0}`` the first, ``{all}`` all with commas.
TEMPLATES = {
    "add": "sum(({all},))",  # not a + b + …: a long chain would nest deeper than Python parses
    "sub": "({0} - {1})",
    "mul": "({0} * {1})",
    "div": "({0} / {1})",
    "neg": "(-{0})",
    "min": "min({all})",
    "max": "max({all})",
    "round": "half_up({0}, {1})",
    "floor": "floored({0})",
    "eq": "same({0}, {1})",
    "lt": "({0} < {1})",
    "gt": "({0} > {1})",
    "and": "({both})",
    "or": "({either})",
    "not": "(not {0})",
    "if": "({1} if {0} else {2})",
    "join": "joined({all})",
    "count": "counted({all})",
    "number": "number({0})",
    "is_number": "isinstance({0}, Decimal)",
    "is_blank": "({0} is None)",
}


def half_up(value: Decimal, places: Decimal) -> Decimal:
    """Round half away from zero, as spreadsheet programs do; a number with no place left to round stays as it is."""
    if value.adjusted() + places >= DIGITS - 1:
        return value
    return value.quantize(Decimal(1).scaleb(-int(places)), ROUND_HALF_UP) + 0  # no negative zero


def floored(value: Decimal) -> Decimal:
    """Give the whole number at or below."""
    return value.to_integral_value(ROUND_FLOOR)


def number(value: Value) -> Decimal:
    """Give a number as it is, 1 for TRUE, and 0 for anything else."""
    if isinstance(value, Decimal):
        return value
    return Decimal(1) if value is True else Decimal(0)


def same(one: Value, other: Value) -> bool:
    """Compare as spreadsheets do.

    Capital and small letters are alike; a blank equals a blank, an empty text, 0 and FALSE; otherwise values
    of different types differ (TRUE is not 1).
    """
    if isinstance(one, str) and isinstance(other, str):
        return one == other or one.casefold() == other.casefold()
    if one is None or other is None:
        return not (one or other)
    return type(one) is type(other) and one == other


def joined(*texts: Value) -> str:
    """Join texts; a blank is an empty text, a number is written plainly, a condition as TRUE or FALSE."""
    return "".join(map(_as_text, texts))


def counted(word: Value, *values: Value) -> Decimal:
    """Count the texts that are the word; capital and small letters are alike."""
    return Decimal(sum(isinstance(value, str) and same(value, word) for value in values))


def _as_text(value: Value) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return str(value).upper()
    return plain(value) if value is not None else ""


FUNCTIONS = {
    "Decimal": Decimal,
    "half_up": half_up,
    "floored": floored,
    "number": number,
    "joined": joined,
    "counted": counted,
    "same": same,
}


def compile_scorer(graph: Graph, also: Iterable[Quantity] = ()) -> Scorer:
    """Turn a graph into a function from entries (by name; absent is blank) to every quantity's value.

    ``also`` are quantities that follow from the graph's own, such as what a sheet shows in words. What they refer to
    and nobody computes is read like an entry: a word ticked on a sheet that counts no points.
    """
    also = tuple(also)
    quantities = (*graph.quantities, *also)
    computed = {quantity.name for quantity in quantities}
    beside = (name for quantity in also for name in references(quantity.expression) if name not in computed)
    slots = {name: f"e{n}" for n, name in enumerate(dict.fromkeys((*(e.name for e in graph.entries), *beside)))}
    constants: dict[str, object] = dict(FUNCTIONS)
    lines = [f"    {slot} = entries.get({name!r})" for name, slot in slots.items()]
    for n, quantity in enumerate(quantities):
        rendered = _rendered(quantity.expression, slots, constants)
        slots[quantity.name] = f"q{n}"
        lines.append(f"    q{n} = {rendered}")
    pairs = ", ".join(f"{q.name!r}: {slots[q.name]}" for q in quantities)
    text = "\n".join(("def score(entries):", *lines, f"    return {{{pairs}}}"))
    return _exactly(_function(text, constants))


def evaluate(expression: Expression, values: Entries) -> Value:
    """Evaluate one expression over given values; a name without a value is a blank."""
    with localcontext() as context:
        context.prec = DIGITS
        return compiled_expression(expression)(values)


@lru_cache(maxsize=4096)
def compiled_expression(expression: Expression) -> Callable[[Entries], Value]:
    """Turn one expression into a function of given values, to be called within a context of ``DIGITS`` places."""
    slots = {name: f"entries.get({name!r})" for name in references(expression)}
    constants: dict[str, object] = dict(FUNCTIONS)
    rendered = _rendered(expression, slots, constants)
    function = _function(f"def score(entries):\n    return {{'': {rendered}}}", constants)
    return lambda values: function(values)[""]


def _function(text: str, constants: dict[str, object]) -> Scorer:
    space = dict(constants)
    exec(compile(text, "<graph>", "exec"), space)  # the text is made above, of templates and slots
    return space["score"]  # type: ignore[return-value]


def _exactly(scorer: Scorer) -> Scorer:
    def exact(entries: Entries) -> Score:
        with localcontext() as context:
            context.prec = DIGITS
            return scorer(entries)

    return exact


def _rendered(expression: Expression, slots: Mapping[str, str], constants: dict[str, object]) -> str:
    if isinstance(expression, Ref):
        return slots[expression.name]
    if isinstance(expression, Call):
        return _rendered_call(expression, slots, constants)
    assert isinstance(expression, Number | Words)
    slot = f"c{len(constants)}"
    constants[slot] = expression.value
    return slot


def _rendered_call(expression: Call, slots: Mapping[str, str], constants: dict[str, object]) -> str:
    arguments = [_rendered(a, slots, constants) for a in expression.arguments]
    quick = _quicker(expression, arguments)
    return (quick or TEMPLATES[expression.operation]).format(
        *arguments,
        all=", ".join(arguments),
        both=" and ".join(arguments),
        either=" or ".join(arguments),
    )


def _quicker(expression: Call, arguments: list[str]) -> str:
    """Give the template for the usual case of an operation, which calls no function for it; empty if there is none."""
    if expression.operation == "number" and arguments[0].isidentifier():
        return "({0} if {0}.__class__ is Decimal else number({0}))"
    if expression.operation == "eq" and arguments[0].isidentifier():
        other = expression.arguments[1]
        if isinstance(other, Words) and other.value:
            return "({0} is not None and ({0} == {1} or same({0}, {1})))"
    return ""
