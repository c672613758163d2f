"""What stands in the open cells of a return, and where: kept for messages and tables after the scoring.

Apart from ``registers`` and ``duties``, which ask of it, since of ten thousand forms the cells stand in the same places
and most of them are blank: each return holds no more than what was written.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from xlrubric.problems import Place
from xlrubric.scoring import Value

Spots = Mapping[str, tuple[str, str]]  # sheet and cell, by local name


@dataclass(frozen=True, slots=True)
class Typed:
    """What stands in an open cell, and where."""

    value: Value
    place: Place

    def __reduce__(self) -> tuple[type["Typed"], tuple[Value, Place]]:
        """Go to another process by what it holds."""
        return Typed, (self.value, self.place)


class KeptCells(Mapping[str, Typed]):
    """Cells of one file by local name; not changed any more, and equal to any other mapping of the same cells."""

    __slots__ = ("file", "spots", "values_written")

    def __init__(self, file: str, spots: Spots, values_written: Mapping[str, Value]) -> None:
        self.file, self.spots, self.values_written = file, spots, values_written

    def __getitem__(self, local: str) -> Typed:
        """Give a cell, blank or not. Raises KeyError."""
        sheet, cell = self.spots[local]
        return Typed(self.values_written.get(local), Place(self.file, sheet=sheet, cell=cell))

    def __contains__(self, local: object) -> bool:
        """Say whether there is such a cell."""
        return local in self.spots

    def __iter__(self) -> Iterator[str]:
        """Give the names of all cells."""
        return iter(self.spots)

    def __len__(self) -> int:
        """Count the cells, the blank ones too."""
        return len(self.spots)

    def __reduce__(self) -> tuple[type["KeptCells"], tuple[str, Spots, Mapping[str, Value]]]:
        """Come out of another process with places that may be shared again."""
        return KeptCells, (self.file, self.spots, self.values_written)


def value_in(cells: Mapping[str, Typed], local: str) -> Value:
    """Give what stands in a cell; None where nothing does, or where there is no such cell."""
    if isinstance(cells, KeptCells):
        return cells.values_written.get(local)
    found = cells.get(local)
    return found.value if found else None
