"""Counting what is wrong in one sheet, so that a thousand equal faults are one problem.

Apart because the reading of rows and the reading of cells both find faults.
"""

from xlrubric.problems import Place, Problem, problem


class Faults:
    """The faults of one sheet: for each code the first place with its details, and how many there are."""

    def __init__(self, file: str, sheet: str) -> None:
        self._file, self._sheet = file, sheet
        self._first: dict[str, tuple[str, dict[str, str]]] = {}
        self._count: dict[str, int] = {}

    def add(self, code: str, cell: str = "", **details: str) -> None:
        """Count one fault; ``cell`` is an address such as ``H14``."""
        self._first.setdefault(code, (cell, details))
        self._count[code] = self._count.get(code, 0) + 1

    def problems(self) -> tuple[Problem, ...]:
        """Give one problem for each code, with the detail ``count``."""
        return tuple(
            problem(Place(self._file, sheet=self._sheet, cell=cell), code, count=self._count[code], **details)
            for code, (cell, details) in sorted(self._first.items())
        )
