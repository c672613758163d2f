"""The sheet of paper that a look prints on.

Apart from the look's other parts because the layout asks it how much room a page has.
"""

from dataclasses import dataclass
from math import floor

POINTS_A_CM = 72 / 2.54
KEPT_BACK = (5.0, 10.5)  # points across and down: programs and printers do not agree to the last one
PAPERS = {"A3": (8, 29.7, 42.0), "A4": (9, 21.0, 29.7), "A5": (11, 14.8, 21.0), "letter": (1, 21.59, 27.94)}
ORIENTATIONS = ("landscape", "portrait")
MARGINS = ("left", "right", "top", "bottom")
WIDEST_MARGIN = 5.0  # cm; the smallest paper still has room for a form


@dataclass(frozen=True)
class Paper:
    """A size by its name, landscape or not, margins in centimetres."""

    name: str
    landscape: bool
    left: float
    right: float
    top: float
    bottom: float

    @property
    def code(self) -> int:
        """Give the number by which Excel knows the size."""
        return PAPERS[self.name][0]

    @property
    def room(self) -> tuple[float, float]:
        """Give the points across and down that a page has between the margins, a little kept back."""
        _, short, long = PAPERS[self.name]
        across, down = (long, short) if self.landscape else (short, long)
        wide = (across - self.left - self.right) * POINTS_A_CM - KEPT_BACK[0]
        high = (down - self.top - self.bottom) * POINTS_A_CM - KEPT_BACK[1]
        return float(floor(wide)), float(floor(high))
