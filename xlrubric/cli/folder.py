"""Workbooks written into a folder: all of them, or none when one is there already, which may hold somebody's work.

Apart from the commands that make workbooks to send out, which share it.
"""

import os
from collections.abc import Iterable, Sequence, Set
from pathlib import Path

from xlrubric.build import Batch, Built
from xlrubric.cli.report import Refusal
from xlrubric.deliveries import deliver
from xlrubric.leftovers import finish_interrupted
from xlrubric.problems import Place, Problem, problem


def write_new(
    made: Batch | Sequence[Built], folder: Path, overwrite: bool, inputs: Iterable[Path] = ()
) -> list[Problem]:
    """Write the workbooks, those of a batch each as soon as it is made; give what is to be said.

    Raises Refusal, with nothing written, if one is there already, or would be written over one of the inputs.
    """
    said = finish_interrupted(folder)
    names = made.names if isinstance(made, Batch) else [built.name for built in made]
    if over := _among(folder, names, inputs):
        raise Refusal([problem(Place(str(path)), "output-among-inputs") for path in over])
    there = [name for name in names if (folder / name).exists()] if folder.exists() else []
    if there and not overwrite:
        raise Refusal([problem(Place(str(folder)), "output-exists", count=len(there), first=there[0])])
    return [*said, *deliver((folder / built.name, built.data) for built in made).problems]


def _among(folder: Path, names: Iterable[str], inputs: Iterable[Path]) -> list[Path]:
    """Give the files of a folder that are inputs, or lie in a folder of them."""
    sources, inside = {path.resolve() for path in inputs}, folder.resolve()
    over = bool(sources.intersection((inside, *inside.parents)))
    return [path for name in names if _is_among(path := folder / name, sources, over)]


def _is_among(path: Path, sources: Set[Path], over: bool) -> bool:
    """Say whether a file is one of the sources or lies in one; ``over``: its folder does."""
    if not os.path.lexists(path):
        return over
    real = path.resolve()
    return not sources.isdisjoint((real, *real.parents))
