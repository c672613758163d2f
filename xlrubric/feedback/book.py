"""The feedback workbooks of a ranking: one a unit, to be sent to it.

Apart from the sheets, which it puts together: here stands the identity by which a list is known when it comes back.
"""

from collections.abc import Iterator
from io import BytesIO

from xlrubric.build import Built, file_names
from xlrubric.excel_page import done, new_book
from xlrubric.feedback.ledger_sheet import write_ledger
from xlrubric.feedback.list_sheet import write_list
from xlrubric.feedback.lists import KIND, seal
from xlrubric.feedback.material import UnitFeedback, unit_feedback
from xlrubric.feedback.paper import Answers, Paper
from xlrubric.feedback.result_sheet import write_result
from xlrubric.ranked import Ranked
from xlrubric.ranking_book.pen import Formats, Pen, Shown
from xlrubric.ranking_book.words import read_words
from xlrubric.skin import Look
from xlrubric.writer import Stamp

PASSED_ON = ("rubric", "series", "fingerprint", "period", "language", "title", "made")


def feedback_books(ranked: Ranked, stamp: Stamp, look: Look | None = None) -> Iterator[Built]:
    """Make one workbook a ranked unit, named ``id name.xlsx``, in the language's look or another.

    Raises Refusal if the shipped words or the look cannot be read.
    """
    units = list(unit_feedback(ranked))
    for unit, name in zip(units, file_names([f"{unit.unit} {unit.name}" for unit in units]), strict=True):
        yield Built(name, feedback_book(dict(ranked.facts), unit, stamp, look=look))


def feedback_book(
    facts: dict[str, str],
    unit: UnitFeedback,
    stamp: Stamp,
    answers: Answers | None = None,
    look: Look | None = None,
) -> bytes:
    """Make one unit's workbook in the rubric's language; ``facts`` are those of the ranking.

    ``answers`` are what the list begins with, by the row's key and the column.
    """
    language = facts["language"]
    words, buffer = read_words(language, "feedback", look), BytesIO()
    with new_book(buffer, stamp.created, title=facts.get("title", ""), author=stamp.author) as workbook:
        workbook.set_calc_mode("auto")
        paper = Paper(workbook, Formats(workbook, words), words, read_words(language), facts, unit, answers or {})
        write_result(paper)
        write_ledger(paper)
        write_list(paper)
        _write_identity(paper)
    return buffer.getvalue()


def _write_identity(paper: Paper) -> None:
    page = paper.workbook.add_worksheet(paper.words.labels["identity"])
    pen = Pen(page, paper.formats)
    pen.write(1, 1, Shown("identity", "note"))
    for row, (key, value) in enumerate(_facts(paper), 2):
        pen.write(row, 1, Shown(key, "note"))
        pen.write(row, 2, Shown(value or None, "note"))
    done(page.set_column(0, 0, 20))
    done(page.set_column(1, 1, 60))
    page.very_hidden()


def _facts(paper: Paper) -> Iterator[tuple[str, str]]:
    yield "kind", KIND
    yield from ((key, paper.facts.get(key, "")) for key in PASSED_ON)
    yield "unit", paper.unit.unit
    yield "name", paper.unit.name
    yield "seal", seal(paper.unit.faults)
    for n, fault in enumerate(paper.unit.faults):
        yield f"row.{n}.key", fault.key
        yield from ((f"row.{n}.{column}", text) for column, text in fault.texts().items())
