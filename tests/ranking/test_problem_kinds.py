"""Problems counted by kind: the first thing that a leader sees of what verification found."""

from typing import Any

import pytest

from tests.ranked import BLOCKED, SPOTLESS, account, blank, block, collected, find, opened, read, sheet, target, texts
from xlrubric.messages.ballots import BALLOTS
from xlrubric.messages.duties import DUTIES
from xlrubric.messages.feedback import FEEDBACK
from xlrubric.messages.message import Level
from xlrubric.messages.packages import PACKAGES
from xlrubric.messages.returns import RETURNS
from xlrubric.messages.year import RESULT_RULES, YEAR
from xlrubric.problems import Place, problem
from xlrubric.ranking_book.problem_kinds import KINDS, OTHER, kind_of, kinds
from xlrubric.ranking_book.words import read_words

FOUND = "核验发现的问题"


def row(level: str, code: str) -> dict[str, Any]:
    return {"level": level, "code": code}


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("formula-replaced", "figures"),
        ("value-differs", "figures"),
        ("entry-formula", "figures"),
        ("entry-refused", "entries"),
        ("form-blank", "blank"),
        ("form-damaged", "form"),
        ("other-layout", "form"),
        ("superseded", "copies"),
        ("package-encrypted", "file"),
        ("vote-twice", "ballots"),
        ("ballots-missing", "ballots"),
        ("scores-unknown-unit", "scores"),
        ("source-missing", "scores"),
        ("span-tie", "outcome"),
        ("list-sheet-gone", "lists"),
        ("register-alike", "registers"),
        ("unknown-unit", "units"),
        ("never-heard-of", OTHER),
    ],
)
def test_a_code_has_the_kind_that_its_beginning_says(code: str, kind: str) -> None:
    assert kind_of(code) == kind


@pytest.mark.parametrize("language", ["zh-Hans", "zh-Hant", "en"])
def test_every_kind_has_its_word(language: str) -> None:
    labels = read_words(language).labels
    assert all(labels[f"kind_of.{kind}"] for kind in (*KINDS, OTHER))
    assert len({labels[f"kind_of.{kind}"] for kind in (*KINDS, OTHER)}) == len(KINDS) + 1


NOT_OF_A_COLLECTION = {"output-exists", "nobody-ranked"}  # said before anything is collected, or by feedback


def test_whatever_needs_a_person_in_a_collection_has_a_kind() -> None:
    messages = {**RETURNS, **PACKAGES, **BALLOTS, **FEEDBACK, **DUTIES}
    messages |= {code: found for code, found in YEAR.items() if code not in RESULT_RULES}
    grave = {code for code, found in messages.items() if found.level is not Level.NOTE}
    assert {code for code in grave if kind_of(code) == OTHER} == NOT_OF_A_COLLECTION


def test_kinds_are_counted_the_gravest_first_and_notes_left_out() -> None:
    rows = [
        row("error", "not-a-form"),
        row("warning", "value-differs"),
        row("warning", "superseded"),
        row("warning", "formula-changed"),
        row("note", "values-follow"),
        row("error", "package-zip"),
    ]
    found = [(kind.name, kind.errors, kind.warnings, kind.first) for kind in kinds(rows)]
    assert found == [("file", 2, 0, 0), ("figures", 0, 2, 1), ("copies", 0, 1, 2)]
    assert kinds([row("note", "values-follow")]) == []


def test_the_overview_counts_by_kind_and_each_number_leads_to_the_first() -> None:
    odd = problem(Place("in/U2.xlsx", sheet="评分表", cell="N9"), "formula-changed", unit="U2", came="1", sent="A1")
    wrong = problem(Place("in/x.docx"), "not-a-form")
    collection = collected({"U1": BLOCKED, "U2": SPOTLESS}, problems=[odd, blank("U1")])
    collection = type(collection)(
        collection.standard, collection.units, (*collection.files, account("in/x.docx", [wrong])), collection.returns
    )
    assert block(sheet(read(collection), "概览"), FOUND, 11) == [
        ["文件打不开或不是评分表", 1, 0],
        ["没有填完", 0, 1],
        ["公式、分数或文字被改动", 0, 1],
    ]
    book = opened(collection)
    name = find(book["概览"], "公式、分数或文字被改动")
    grave, slight = name.offset(0, 3), name.offset(0, 4)
    assert grave.hyperlink is None
    there = target(book, slight)
    assert (there.parent.title, there.offset(0, 4).value) == ("问题", "U2")


def test_where_nothing_was_found_that_is_said() -> None:
    assert "没有需要处理的问题。" in texts(sheet(read(collected({"U1": BLOCKED})), "概览"))
