"""The sheet with the rectification list: a row for each point lost, and cells to fill in for the unit and reviewers.

Apart from the other sheets because it comes back: rows and columns have hidden keys, open cells have their checks.
"""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from xlrubric.excel_page import done, message
from xlrubric.feedback.lists import DAYS, DROPDOWNS, LOCKED, OF_REVIEW, OF_UNIT, OPEN, Fault
from xlrubric.feedback.paper import Page, Paper, widths_of
from xlrubric.ranking_book.pen import Shown
from xlrubric.writer import LONGEST_MESSAGE, LONGEST_TITLE

KEYS, TITLE, UNIT, NOTE, GROUP, HEAD = 1, 2, 3, 4, 5, 6
FIRST = HEAD + 1
KEY_COLUMN, LEFT = 1, 2
LEAST_HEIGHT = 38.0  # points: room to write two lines by hand
EARLIEST, LATEST = datetime(2000, 1, 1), datetime(2099, 12, 31)
STYLES = {
    "item": "text",
    "finding": "center",
    "words": "text",
    "remark": "text",
    "points": "lost",
    "measure": "entry_text",
    "responsible": "entry",
    "deadline": "entry_day",
    "done": "entry",
    "done_on": "entry_day",
    "evidence": "entry_text",
    "checked": "entry_review",
    "checked_by": "entry_review",
}


def write_list(paper: Paper) -> None:
    """Write the sheet."""
    widths = widths_of(paper.words, "list")
    page = Page(paper, "list", widths, LEFT)
    _keys(page, paper)
    _top(page, paper)
    _heads(page, paper)
    for n, fault in enumerate(paper.unit.faults, 1):
        page.pen.write(HEAD + n, KEY_COLUMN, Shown(fault.key, "note"))
        page.line(HEAD + n, _cells(fault, n, paper.answers.get(fault.key, {})), least=LEAST_HEIGHT)
    count = len(paper.unit.faults)
    if count:
        _checks(page, paper, HEAD + count)
    else:
        page.whole(FIRST, Shown(paper.words.labels["no_faults"], "sentence"))
    page.whole(FIRST + max(count, 1) + 1, Shown(paper.words.labels["signed"], "sentence"))
    page.page.freeze_panes(HEAD, 0)
    page.page.repeat_rows(GROUP - 1, HEAD - 1)
    page.finish()


def _keys(page: Page, paper: Paper) -> None:
    page.pen.write(KEYS, KEY_COLUMN, Shown(f"list:{paper.unit.unit}", "note"))
    for key in (*LOCKED, *OPEN):
        page.pen.write(KEYS, page.columns[key], Shown(key, "note"))
    done(page.page.set_row(KEYS - 1, None, None, {"hidden": True}))
    done(page.page.set_column(KEY_COLUMN - 1, KEY_COLUMN - 1, None, None, {"hidden": True}))


def _top(page: Page, paper: Paper) -> None:
    unit, words = paper.unit, paper.words
    page.whole(TITLE, Shown(paper.title("list"), "title"))
    who = words.say("list.unit", name=unit.name, id=unit.unit, period=paper.facts.get("period", "")).rstrip()
    page.whole(UNIT, Shown(who, "sentence"))
    page.whole(NOTE, Shown(words.labels["list.note"], "note"))


def _heads(page: Page, paper: Paper) -> None:
    labels = paper.words.labels
    groups = {"number": ("locked", len(LOCKED) + 1, "head"), "measure": ("unit", len(OF_UNIT), "head_unit")}
    groups["checked"] = ("review", len(OF_REVIEW), "head_review")
    for key, (group, across, style) in groups.items():
        page.line(GROUP, {key: Shown(labels[f"list.group_{group}"], style)}, across)
    page.line(HEAD, {key: Shown(labels[f"list.{key}"], _head_style(key)) for key in page.columns})


def _head_style(key: str) -> str:
    return "head_unit" if key in OF_UNIT else "head_review" if key in OF_REVIEW else "head"


def _cells(fault: Fault, number: int, answers: Mapping[str, Decimal | str]) -> dict[str, Shown]:
    """Give the cells of a row: what was found, and what is to be filled in."""
    locked = {key: getattr(fault, key) for key in LOCKED}
    shown = {key: Shown(value, STYLES[key]) for key, value in locked.items()}
    return {"number": Shown(number, "number"), **shown, **{key: Shown(answers.get(key), STYLES[key]) for key in OPEN}}


def _checks(page: Page, paper: Paper, last: int) -> None:
    """Set the checks and the helping texts of the open cells."""
    for key in OPEN:
        column = page.columns[key] - 1
        done(page.page.data_validation(HEAD, column, last - 1, column, _check(paper, key)))


def _check(paper: Paper, key: str) -> dict[str, Any]:
    labels = paper.words.labels
    title = message(labels[f"list.{key}"].replace("\n", ""), LONGEST_TITLE)
    said: dict[str, Any] = {"input_title": title, "input_message": message(labels[f"ask.{key}"], LONGEST_MESSAGE)}
    if key in DROPDOWNS:
        words = list(DROPDOWNS[key][paper.facts["language"]].values())
        refused = {"error_title": title, "error_message": labels["refuse.word"]}
        return {"validate": "list", "source": words, **said, **refused}
    if key in DAYS:  # a day typed as text is let through with a warning: it can be read
        refused = {"error_title": title, "error_message": labels["refuse.day"], "error_type": "warning"}
        between = {"criteria": "between", "minimum": EARLIEST, "maximum": LATEST}
        return {"validate": "date", **between, **said, **refused}
    return {"validate": "any", **said}
