"""Which folder may be filled: never the one that holds what came in.

Apart from ``destinations``, which knows rankings by their sheets, so that who only fills a folder loads none of that.
"""

from collections.abc import Iterable
from pathlib import Path

from xlrubric.problems import Place, Problem, problem


def folder_refusals(returned: Iterable[Path], folder: Path, *, empty: bool = False) -> list[Problem]:
    """Give the reasons not to fill a folder: what came back is not there or lies in it, or it should be ``empty``."""
    sources = tuple(returned)
    absent = [problem(Place(str(path)), "input-missing") for path in sources if not path.exists()]
    if any(holds(path, folder) or path.resolve().parent == folder.resolve() for path in sources):
        return [*absent, problem(Place(str(folder)), "output-among-inputs")]
    there = sorted(path.name for path in folder.iterdir()) if empty and folder.is_dir() else []
    return [
        *absent,
        *([problem(Place(str(folder)), "output-exists", count=len(there), first=there[0])] if there else []),
    ]


def holds(source: Path, target: Path) -> bool:
    """Say whether the target is the source or would lie inside it."""
    source, target = source.resolve(), target.resolve()
    return source == target or (source.is_dir() and source in target.parents)
