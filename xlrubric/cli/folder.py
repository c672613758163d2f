"""Workbooks written into a folder: all of them, or none when one is there already, which may hold somebody's work.

Apart from the commands that make workbooks to send out, which share it.
"""

from collections.abc import Sequence
from pathlib import Path

from xlrubric.build import Built
from xlrubric.cli.report import Refusal
from xlrubric.outputs import make_folder, write_bytes
from xlrubric.problems import Place, problem


def write_new(made: Sequence[Built], folder: Path, overwrite: bool) -> int:
    """Write the workbooks and say how many. Raises Refusal, with nothing written, if one is there already."""
    there = [built.name for built in made if (folder / built.name).exists()]
    if there and not overwrite:
        raise Refusal([problem(Place(str(folder)), "output-exists", count=len(there), first=there[0])])
    make_folder(folder)
    for built in made:
        write_bytes(folder / built.name, built.data)
    return len(made)
