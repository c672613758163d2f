"""Comparing formulas as text: the same formula as another program writes it, or after rows were moved.

Apart from ``formulas``, which makes them: here only text is known. The canonical form has no blanks, no
``$``, no ``_xlfn.``, capital letters outside quotes, and every reference with its sheet. Where two such texts differ,
``formula_shape`` compares what the formulas compute.
"""

from collections.abc import Callable
from functools import lru_cache
from re import IGNORECASE, Match
from re import compile as pattern

from xlrubric.cellrefs import address, parse_address
from xlrubric.formula_shape import Token, shape

Cell = tuple[str, int, int]  # sheet, row, column
Move = Callable[[Cell], Cell | None]
LOST = "#REF!"
LONGEST = 8192  # Excel's limit: whatever is longer is none of our formulas
MOST_TOKENS = 4096

_TOKEN = pattern(
    r'(?P<text>"(?:[^"]|"")*")'
    r"|(?:(?P<sheet>'(?:[^']|'')*'|[^\W\d][\w.]*)!)?"
    r"(?P<first>\$?[A-Za-z]{1,3}\$?[1-9][0-9]{0,6})(?::(?P<last>\$?[A-Za-z]{1,3}\$?[1-9][0-9]{0,6}))?(?![\w(!])"
    r"|(?P<word>[^\W\d][\w.]*)"
    r"|(?P<blank>\s+)"
    r"|(?P<other>.)"
)


_PIECE = pattern(
    rf"{_TOKEN.pattern.rpartition('|')[0]}"
    r"|(?P<number>(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]{1,3})?)"
    r"|(?P<sign><>|<=|>=)"
    r"|(?P<other>.)"
)
_BEFORE = pattern(r"\A(?:of:|oooc:|msoxl:)?=?", IGNORECASE)
_NEWER = pattern(r"\A(?:_XL(?:FN|WS|UDF|PM)\.)+")


def stay(cell: Cell) -> Cell:
    """Move a cell nowhere."""
    return cell


def canonical(formula: str, here: str, move: Move = stay) -> str:
    """Give the canonical text of a formula of sheet ``here``, its references moved.

    A reference to a cell that ``move`` has lost (None) is ``LOST``.
    """
    return "".join(_canonical(match, here, move) for match in _TOKEN.finditer(formula))


@lru_cache(maxsize=8192)
def as_written(formula: str, here: str) -> str:
    """Give the canonical text of a formula with its references where they are; forms are alike, so remembered."""
    return canonical(formula, here)


def same_formula(came: str, sent: str, here: str, there: str, move: Move = stay) -> bool:
    """Say whether a formula that came back on sheet ``there`` is the one that was sent out on sheet ``here``.

    It is, if only the spelling differs; ``move`` says where the cells of the sent one stand now.
    """
    if len(came) > LONGEST:
        return False
    plain = _bare(came)
    if as_written(plain, there) == (as_written(sent, here) if move is stay else canonical(sent, here, move)):
        return True
    wanted = shape(_tokens(sent, here, move))
    return wanted is not None and shape(_tokens(plain, there, stay)) == wanted


def _bare(formula: str) -> str:
    """Take off what stands before a formula, or around the whole of an array's."""
    plain = _BEFORE.sub("", formula.strip())
    return _BEFORE.sub("", plain[1:-1]) if plain.startswith("{") and plain.endswith("}") else plain


def _tokens(formula: str, here: str, move: Move) -> list[Token]:
    """Cut a formula into the tokens whose order is its shape; of an endless one only the beginning."""
    found: list[Token] = []
    for match in _PIECE.finditer(formula):
        kind = match.lastgroup or ""
        if kind == "number" or kind == "sign":
            found.append((kind, match[0].upper()))
        elif kind != "blank":
            known = {"first": "ref", "last": "ref", "other": "sign"}.get(kind, kind)
            found.append((known, _canonical(match, here, move)))
        if len(found) > MOST_TOKENS:
            break
    return found


def _canonical(match: Match[str], here: str, move: Move) -> str:
    kind = match.lastgroup
    if kind == "text":
        return match["text"]
    if kind in ("first", "last"):
        return _reference(match, here, move)
    if kind == "blank":
        return ""
    return _NEWER.sub("", match[0].upper()) if match[0].startswith("_") else match[0].upper()


def _reference(match: Match[str], here: str, move: Move) -> str:
    quoted = match["sheet"]
    sheet = _unquoted(quoted) if quoted else here
    try:
        places = [parse_address(match[end].replace("$", "").upper()) for end in ("first", "last") if match[end]]
    except ValueError:  # off the grid: a word, not a cell
        return match[0].upper()
    cells = [cell for place in places if (cell := move((sheet, *place))) is not None]
    return _written(cells) if len(cells) == len(places) else LOST


def _written(cells: list[Cell]) -> str:
    """Write a cell or a range, this from its upper left to its lower right: moving may have turned it round.

    A range of one cell is that cell: not every program keeps the difference.
    """
    sheets, rows, columns = zip(*cells, strict=True)
    ends = dict.fromkeys([(min(rows), min(columns)), (max(rows), max(columns))])
    return ":".join(f"{sheets[0]}!{address(*end)}" for end in ends)


def _unquoted(sheet: str) -> str:
    return sheet[1:-1].replace("''", "'") if sheet.startswith("'") else sheet
