"""The second witness: expressions rendered as Excel formulas.

Apart from ``scoring``, which it must not know. Only functions that Excel 2010, WPS and LibreOffice share,
plain A1 references, no volatile functions. Where a sum's terms stand below one another, it is one ``SUM`` of
their areas, and so is a count of words.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from xlrubric.cellrefs import address, quoted
from xlrubric.expressions import Call, Expression, Number, Ref, Words
from xlrubric.rules import plain


@dataclass(frozen=True, slots=True)
class Spot:
    """A cell: its sheet's name, its row and column from 1."""

    sheet: str
    row: int
    column: int


MOST_ARGUMENTS = 250  # Excel takes 255
Locate = Callable[[str], Spot]

TEMPLATES = {
    "sub": "({0}-{1})",
    "mul": "({0}*{1})",
    "div": "({0}/{1})",
    "neg": "-{0}",
    "min": "MIN({all})",
    "max": "MAX({all})",
    "round": "ROUND({all})",
    "floor": "INT({0})",
    "eq": "({0}={1})",
    "lt": "({0}<{1})",
    "gt": "({0}>{1})",
    "and": "AND({all})",
    "or": "OR({all})",
    "not": "NOT({0})",
    "if": "IF({all})",
    "join": "({amp})",
    "number": "N({0})",
    "is_number": "ISNUMBER({0})",
    "is_blank": "ISBLANK({0})",
}


def formula(expression: Expression, locate: Locate, here: str) -> str:
    """Render an expression for a cell of sheet ``here``, without the leading ``=``."""
    return _bare(_render(expression, locate, here))


def _render(expression: Expression, locate: Locate, here: str) -> str:
    if isinstance(expression, Number):
        return plain(expression.value)
    if isinstance(expression, Words):
        return '"' + expression.value.replace('"', '""') + '"'
    if isinstance(expression, Ref):
        return reference(locate(expression.name), here)
    if expression.operation == "add":
        return _sum(expression.arguments, locate, here)
    if expression.operation == "count":
        return _count(expression.arguments, locate, here)
    return _call(expression, locate, here)


def _call(expression: Call, locate: Locate, here: str) -> str:
    rendered = [_render(a, locate, here) for a in expression.arguments]
    bare = [_bare(text) for text in rendered]
    template = TEMPLATES[expression.operation]
    spread = bare if "(" in template and template[0].isupper() else rendered
    return template.format(*spread, all=",".join(spread), amp="&".join(spread))


def _bare(text: str) -> str:
    """Take one pair of brackets off that embraces the whole."""
    if not (text.startswith("(") and text.endswith(")")):
        return text
    depth, quoted = 0, False
    for position, sign in enumerate(text):
        quoted ^= sign == '"'
        if not quoted:
            depth += (sign == "(") - (sign == ")")
        if depth == 0 and position < len(text) - 1:
            return text
    return text[1:-1]


def _sum(terms: Sequence[Expression], locate: Locate, here: str) -> str:
    runs = list(_runs([locate(t.name) for t in terms if isinstance(t, Ref)]))
    if all(isinstance(t, Ref) for t in terms) and len(runs) < min(len(terms), MOST_ARGUMENTS):
        return f"SUM({','.join(_area(run, here) for run in runs)})"
    return "(" + "+".join(_render(t, locate, here) for t in terms) + ")"


def _count(arguments: Sequence[Expression], locate: Locate, here: str) -> str:
    """Count a word by area. It is a plain word: no number, none with ``*``, ``?``, ``~`` or a comparison before it."""
    word, *cells = arguments
    if not all(isinstance(cell, Ref) for cell in cells):
        raise ValueError("count takes cells only")
    wanted = _render(word, locate, here)
    runs = _runs([locate(cell.name) for cell in cells if isinstance(cell, Ref)])
    counts = [f"COUNTIF({_area(run, here, alone=True)},{wanted})" for run in runs]
    return counts[0] if len(counts) == 1 else f"({'+'.join(counts)})"


def _runs(spots: Sequence[Spot]) -> Iterator[list[Spot]]:
    """Cut a row of cells into pieces that stand without a gap, from top to bottom, in one column."""
    run: list[Spot] = []
    for spot in spots:
        if run and spot != Spot(run[-1].sheet, run[-1].row + 1, run[-1].column):
            yield run
            run = []
        run.append(spot)
    if run:
        yield run


def _area(run: Sequence[Spot], here: str, *, alone: bool = False) -> str:
    """Write an area; with ``alone`` a single cell is one too, which not every program's COUNTIF takes otherwise."""
    first, last = reference(run[0], here), run[-1]
    return first if len(run) == 1 and not alone else f"{first}:{address(last.row, last.column)}"


def reference(spot: Spot, here: str) -> str:
    """Write a reference as seen from sheet ``here``; other sheets are quoted."""
    cell = address(spot.row, spot.column)
    return cell if spot.sheet == here else f"{quoted(spot.sheet)}!{cell}"
