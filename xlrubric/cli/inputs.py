"""Files named on the command line, one by one or by the folder that they lie in.

Apart from ``intake``, which takes whatever came back: tables and rankings are asked for by their kind.
"""

from collections.abc import Collection, Iterable
from pathlib import Path

TABLES = (".xlsx", ".xlsm", ".csv")
BOOKS = (".xlsx", ".xlsm")


def files_in(paths: Iterable[Path], endings: Collection[str]) -> tuple[Path, ...]:
    """Give the files named, and those of the folders named that have one of the endings, in the order of their names.

    What Excel keeps beside an open workbook (``~$…``) is none of them.
    """
    found: list[Path] = []
    for path in paths:
        found += sorted(_of_kind(path, endings)) if path.is_dir() else [path]
    return tuple(found)


def own_file(name: str) -> tuple[Path, ...]:
    """Give the file that a rubric's name stands for, unless it is the name of a shipped one."""
    return (Path(name),) if Path(name).is_file() else ()


def _of_kind(folder: Path, endings: Collection[str]) -> Iterable[Path]:
    return (p for p in folder.iterdir() if p.suffix.lower() in endings and not p.name.startswith("~$"))
