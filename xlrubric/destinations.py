"""Where a ranking may be written: never over what came in, and over nothing but an earlier ranking.

Apart from ``outputs``, which writes whole or not at all: here it is decided before any work is done. A mistyped
name must not cost a returned form, the unit list, or last week's ranking.
"""

from collections.abc import Iterable
from pathlib import Path

from xlrubric.folder_places import holds
from xlrubric.problems import Place, Problem, Refusal, problem
from xlrubric.ranking_book.words import read_words
from xlrubric.xlsx import OWN, sheet_names

RANKING, PAGES = ("overview", "ranking", "sources"), ("pages_index",)  # the sheets by which a workbook of ours is known


def refusals(
    returned: Iterable[Path],
    lists: Iterable[Path],
    out: Path,
    csv: Path | None,
    language: str,
    pages: Path | None = None,
) -> list[Problem]:
    """Give the reasons not to begin: an input that is not there, an output among the inputs or over another file.

    ``lists`` are the other files that are read (unit list, rubric); ``language`` is the rubric's; ``pages`` is the
    second workbook that the units' pages may need.
    """
    sources = tuple(returned)
    problems = [problem(Place(str(path)), "input-missing") for path in sources if not path.exists()]
    if out.suffix.lower() != ".xlsx":
        problems.append(problem(Place(str(out)), "output-not-xlsx"))
    for target in filter(None, (out, csv, pages)):
        if any(holds(path, target) for path in (*sources, *lists)):
            problems.append(problem(Place(str(target)), "output-among-inputs"))
    ours = {out: RANKING, **({pages: PAGES} if pages else {})}
    foreign = [path for path, sheets in ours.items() if path.exists() and not _has(path, sheets, language)]
    return problems or [problem(Place(str(path)), "output-foreign") for path in foreign]


def _has(path: Path, sheets: Iterable[str], language: str) -> bool:
    """Say whether a file is a workbook of ours with these sheets, which a new one may replace."""
    labels = read_words(language).labels
    try:
        names = frozenset(sheet_names(path.read_bytes(), str(path), OWN))
    except (Refusal, OSError):
        return False
    return {labels[sheet] for sheet in sheets} <= names
