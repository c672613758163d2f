"""Where a ranking may be written: never over what came in, and over nothing but an earlier ranking.

Apart from ``outputs``, which writes whole or not at all: here it is decided before any work is done. A mistyped
name must not cost a returned form, the unit list, or last week's ranking.
"""

from collections.abc import Iterable
from pathlib import Path

from xlrubric.problems import Place, Problem, Refusal, problem
from xlrubric.ranking_book.words import read_words
from xlrubric.xlsx import read_workbook


def refusals(
    returned: Iterable[Path], lists: Iterable[Path], out: Path, csv: Path | None, language: str
) -> list[Problem]:
    """Give the reasons not to begin: an input that is not there, an output among the inputs or over another file.

    ``lists`` are the other files that are read (unit list, rubric); ``language`` is the rubric's.
    """
    sources = tuple(returned)
    problems = [problem(Place(str(path)), "input-missing") for path in sources if not path.exists()]
    if out.suffix.lower() != ".xlsx":
        problems.append(problem(Place(str(out)), "output-not-xlsx"))
    for target in filter(None, (out, csv)):
        if any(_holds(path, target) for path in (*sources, *lists)):
            problems.append(problem(Place(str(target)), "output-among-inputs"))
    if not problems and out.exists() and not _is_ranking(out, language):
        problems.append(problem(Place(str(out)), "output-foreign"))
    return problems


def _holds(source: Path, target: Path) -> bool:
    """Say whether the target is the source or would lie inside it."""
    source, target = source.resolve(), target.resolve()
    return source == target or (source.is_dir() and source in target.parents)


def _is_ranking(path: Path, language: str) -> bool:
    """Say whether a file is a ranking workbook of ours, which a new one may replace."""
    labels = read_words(language).labels
    try:
        names = {sheet.name for sheet in read_workbook(path.read_bytes(), str(path)).sheets}
    except (Refusal, OSError):
        return False
    return {labels["overview"], labels["ranking"], labels["sources"]} <= names
