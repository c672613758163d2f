"""Lines of cells on a grid of columns, for sheets that are drawn in blocks and not as one table.

Apart from ``overview`` and ``unit_pages``, which are drawn so: here stands how high a line is.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from xlrubric.ranking_book.pen import LOWEST, Pen, Shown

SPACE = 9.0  # points, between blocks
TIGHT = 3.0  # points that a line of several lines of text has more, so that they do not touch the border


@dataclass(frozen=True, slots=True)
class Piece:
    """What stands in a line, from a column on (counted from 1) and so many columns wide."""

    column: int
    across: int
    shown: Shown


@dataclass(frozen=True, slots=True)
class Line:
    """What stands side by side; the line is at least so many points high."""

    pieces: tuple[Piece, ...] = ()
    least: float = LOWEST


def line(column: int, across: Iterable[int], shown: Iterable[Shown], least: float = LOWEST) -> Line:
    """Set cells side by side from a column on, each so many columns wide."""
    return Line(tuple(_pieces(column, across, shown)), least)


def _pieces(column: int, across: Iterable[int], shown: Iterable[Shown]) -> Iterator[Piece]:
    for wide, one in zip(across, shown, strict=True):
        yield Piece(column, wide, one)
        column += wide


def beside(left: Sequence[Line], right: Sequence[Line]) -> list[Line]:
    """Set two blocks side by side, line beside line; the shorter one goes on with empty lines."""
    longest = max(len(left), len(right))
    pairs = zip(*([*side, *[Line(least=0)] * (longest - len(side))] for side in (left, right)), strict=True)
    return [Line((*one.pieces, *other.pieces), max(one.least, other.least)) for one, other in pairs]


class Grid:
    """Writes line below line on one sheet; ``bars`` are the cells that have a bar, as rows and columns from 1."""

    def __init__(self, pen: Pen, widths: Sequence[float]) -> None:
        self.pen, self.widths, self.row = pen, widths, 1
        self.bars: list[tuple[int, int]] = []

    def height(self, own: Line) -> float:
        """Give the points that a line needs."""
        return max([own.least, *(self._height(piece) for piece in own.pieces)])

    def _height(self, piece: Piece) -> float:
        size = self.pen.formats.size(piece.shown.style) * 1.5 + 5
        needed = self.pen.height(piece.shown, self.width(piece.column, piece.across))
        return max(size, needed + TIGHT if needed > LOWEST else needed)

    def width(self, column: int, across: int) -> float:
        """Give the characters that columns side by side have."""
        return sum(self.widths[column - 1 : column - 1 + across])

    def pixels(self, column: int, across: int) -> int:
        """Give the same in pixels."""
        return sum(int(width * 7 + 5) for width in self.widths[column - 1 : column - 1 + across])

    def write(self, own: Line) -> None:
        """Write the next line."""
        for piece in own.pieces:
            self.pen.write(self.row, piece.column, piece.shown, piece.across)
            if piece.shown.style == "rate":
                self.bars.append((self.row, piece.column))
        self.pen.row_height(self.row, self.height(own))
        self.row += 1

    def space(self) -> None:
        """Leave a little room."""
        self.pen.row_height(self.row, SPACE)
        self.row += 1
