"""Workbooks written into a folder: all of them, or none when one is there already, which may hold somebody's work.

Apart from the commands that make workbooks to send out, which share it.
"""

from collections.abc import Iterable, Sequence
from pathlib import Path

from xlrubric.build import Built
from xlrubric.cli.report import Refusal
from xlrubric.deliveries import deliver
from xlrubric.leftovers import finish_interrupted
from xlrubric.problems import Place, Problem, problem


def write_new(made: Sequence[Built], folder: Path, overwrite: bool, inputs: Iterable[Path] = ()) -> list[Problem]:
    """Write the workbooks; give what is to be said.

    Raises Refusal, with nothing written, if one is there already, or would be written over one of the inputs.
    """
    said = finish_interrupted(folder)
    targets = [folder / built.name for built in made]
    if over := _among(targets, inputs):
        raise Refusal([problem(Place(str(path)), "output-among-inputs") for path in over])
    there = [path.name for path in targets if path.exists()]
    if there and not overwrite:
        raise Refusal([problem(Place(str(folder)), "output-exists", count=len(there), first=there[0])])
    return [*said, *deliver((folder / built.name, built.data) for built in made).problems]


def _among(targets: Iterable[Path], inputs: Iterable[Path]) -> list[Path]:
    """Give the targets that are inputs, or lie in a folder of them."""
    sources = {path.resolve() for path in inputs}
    return [path for path in targets if sources.intersection(((real := path.resolve()), *real.parents))]
