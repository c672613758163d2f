"""Every code that the program uses has its words, every message is used, and both languages fill alike."""

import ast
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest

import xlrubric
from xlrubric.messages import MESSAGES

PACKAGE = Path(xlrubric.__file__).parent


def texts() -> Iterator[str]:
    """Give every text constant of the package outside the messages themselves."""
    for path in PACKAGE.rglob("*.py"):
        if path.parent.name != "messages":
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Constant) and isinstance(node.value, str):
                    yield node.value


def coded(path: Path) -> Iterator[str]:
    """Give the codes that calls of ``problem``, ``refusal`` and ``FormulaFault`` name outright."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and called(node.func) in ("problem", "refusal", "FormulaFault"):
            yield from (a.value for a in node.args[1:2] if isinstance(a, ast.Constant) and isinstance(a.value, str))


def called(function: ast.expr) -> str:
    return function.id if isinstance(function, ast.Name) else getattr(function, "attr", "")


def test_every_code_that_is_named_has_its_words() -> None:
    named = {code for path in PACKAGE.rglob("*.py") for code in coded(path)}
    assert len(named) > 60
    assert named - set(MESSAGES) == set()


def test_every_message_is_used() -> None:
    assert set(MESSAGES) - set(texts()) == set()


@pytest.mark.parametrize("code", sorted(MESSAGES))
def test_both_languages_know_the_same_details(code: str) -> None:
    message = MESSAGES[code]
    used = [
        {field for text in pair for _, field, _, _ in Formatter().parse(text) if field}
        for pair in (message.en, message.zh)
    ]
    english, chinese = ({f.removesuffix("_en").removesuffix("_zh") for f in fields} for fields in used)
    assert english == chinese
