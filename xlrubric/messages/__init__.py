"""The words of every message, in English and in Chinese, by code.

Apart from the code that finds problems, so that one test (the error book, ``tests/errors``) can hold every
text, and a translator needs no Python. One module for each kind of material; the union is taken here.
"""

from xlrubric.messages.authoring import AUTHORING
from xlrubric.messages.ballots import BALLOTS
from xlrubric.messages.duties import DUTIES
from xlrubric.messages.faults import FAULTS
from xlrubric.messages.feedback import FEEDBACK
from xlrubric.messages.intake import INTAKE
from xlrubric.messages.looks import LOOKS
from xlrubric.messages.message import Level, Message
from xlrubric.messages.outputs import OUTPUTS
from xlrubric.messages.packages import PACKAGES
from xlrubric.messages.reading import READING
from xlrubric.messages.returns import RETURNS
from xlrubric.messages.rubric import RUBRIC
from xlrubric.messages.tables import TABLES
from xlrubric.messages.year import YEAR
from xlrubric.problems import Problem

LANGUAGES = ("en", "zh")
MESSAGES: dict[str, Message] = {
    **RUBRIC,
    **FAULTS,
    **AUTHORING,
    **TABLES,
    **PACKAGES,
    **INTAKE,
    **OUTPUTS,
    **READING,
    **RETURNS,
    **LOOKS,
    **DUTIES,
    **FEEDBACK,
    **YEAR,
    **BALLOTS,
}


def level(problem: Problem) -> Level:
    """Say how grave a problem is."""
    return MESSAGES[problem.code].level


def is_error(problem: Problem) -> bool:
    """Say whether a problem makes its material unusable."""
    return level(problem) is Level.ERROR


def needs_person(problem: Problem) -> bool:
    """Say whether a person must look at it."""
    return level(problem) is not Level.NOTE


def words(problem: Problem, language: str) -> tuple[str, str]:
    """Give what is wrong and what to do, in ``en`` or ``zh``."""
    message = MESSAGES[problem.code]
    what, remedy = message.zh if language == "zh" else message.en
    details = dict(problem.details)
    return what.format_map(details), remedy.format_map(details) if "{" in remedy else remedy  # the same for thousands


def line(problem: Problem, language: str) -> str:
    """Give the one line that a terminal shows: place (where there is one), code, what is wrong, what to do."""
    what, remedy = words(problem, language)
    between = " " if remedy and language == "en" else ""
    where = f"{problem.place}: " if problem.place.file else ""
    return f"{where}[{problem.code}] {what}{between}{remedy}"
