"""The error book of the rules of a year's result: every code that they may bring, with its exact lines."""

from pathlib import Path

import pytest

from tests.errors.book import Page, as_told, as_written, missing, unknown
from tests.errors.result_pages import PAGES
from xlrubric.cli.report import standard_named
from xlrubric.messages.year import RESULT_RULES
from xlrubric.problems import Problem, Refusal


def problems_of(name: str) -> tuple[Problem, ...]:
    """Read a rubric as every command does."""
    try:
        return standard_named(name).problems
    except Refusal as refusal:
        return refusal.problems


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.code)
def test_the_smallest_fault_brings_its_one_message(page: Page, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("r.yaml").write_text(str(page.material), encoding="utf-8")
    assert as_told(problems_of("r.yaml")) == [as_written(page)]


def test_no_code_lacks_its_page_and_no_page_its_code() -> None:
    assert missing(RESULT_RULES, PAGES) == []
    assert unknown(RESULT_RULES, PAGES) == []
