"""What the checks say of a rubric's text.

Apart from the tests because all of them ask this way. ``item`` and ``rubric`` write the texts (``fault_pages``).
"""

from tests.errors.fault_pages import item, rubric
from xlrubric.messages import LANGUAGES, line
from xlrubric.standard import check_source
from xlrubric.yamltext import parse_yaml

__all__ = ["codes", "item", "places", "rubric"]


def places(text: str) -> list[tuple[str, int, int]]:
    """Give code, line and column of each problem, in order; every one has its words in both languages."""
    _, problems = check_source(parse_yaml(text, "r.yaml"))
    assert all(line(problem, language) for problem in problems for language in LANGUAGES)
    return [(problem.code, problem.place.line, problem.place.column) for problem in sorted(problems)]


def codes(text: str) -> list[str]:
    """Give the code of each problem, in the order of the file."""
    return [code for code, *_ in places(text)]
