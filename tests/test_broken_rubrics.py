"""Rubrics broken in any way: each is checked, or refused with problems that say where; never a traceback."""

from collections.abc import Callable, Iterator
from copy import deepcopy
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tests.authoring.made_up import EVERYTHING
from xlrubric.authoring.flow import document
from xlrubric.cli.report import shipped_rubrics, standard_at
from xlrubric.cli.texts import Texts
from xlrubric.cli.tree import tree
from xlrubric.compiled import compiled
from xlrubric.language_schema import WORDS
from xlrubric.messages import line
from xlrubric.problems import Problem, Refusal
from xlrubric.yamltext import parse_yaml

SOURCES = [EVERYTHING, *(path.read_text("utf-8") for _, path in sorted(shipped_rubrics().items()))]
EXAMPLES = {"text": "a", **{field: text for texts in WORDS.values() for field, (_, text) in texts.items() if field}}
SCRAPS = (
    *EXAMPLES,
    *EXAMPLES.values(),
    *":-,[]{}#&*!|>'\"%@`~?=<：，。“次10",
    *("-1", "010", "1_000", ".5", "1e3", "10%", "12:30", "2020-01-01", "9999999999999", "none", "all", "true", "no"),
    *("[1]", "[1.1]", "min(", "<<", "*a", "&a", "!!int", "---", "...", "{}", "[]", "''"),
    *("\n", "  ", "\t", "\r\n", "\x00", "\x07", "\ufeff", "\u2028", "\x85", "\U0001f600", "长" * 400),
)
QUIETLY = settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def problems_of(path: Path) -> list[Problem]:
    """Read a rubric as ``check`` does, and compile it."""
    try:
        standard = standard_at(path)
    except Refusal as refusal:
        assert refusal.problems
        return list(refusal.problems)
    assert compiled(standard.rubric) and standard.fingerprint
    assert standard.graph.entries or not standard.outline.asked
    assert list(tree(standard, Texts("zh")))
    return list(standard.problems)


def told(path: Path, data: bytes) -> list[Problem]:
    """Give the problems of a file with such bytes; each has words and a place inside of the file."""
    path.write_bytes(data)
    found = problems_of(path)
    lines = max(data.count(b"\n") + data.count(b"\r"), 1 + len(data.decode("utf-8", "replace").splitlines()))
    for one in found:
        assert one.place.file == str(path) and one.place.line <= lines + 1
        assert line(one, "en") and line(one, "zh")
    return found


@given(st.binary(max_size=200) | st.text(max_size=100).map(str.encode))
@example(b"")
@example(b"\xff\xfea\x00:\x00 \x001\x00")
@example(b"a\x00:\x00 \x001\x00")
@example(b"\xef\xbb\xbf")
@QUIETLY
def test_any_bytes_are_refused_with_a_reason(tmp_path: Path, data: bytes) -> None:
    assert told(tmp_path / "r.yaml", data)


@given(st.binary(max_size=200))
@example(b"PK\x03\x04")
@QUIETLY
def test_any_bytes_are_refused_with_a_reason_where_a_workbook_should_be(tmp_path: Path, data: bytes) -> None:
    assert told(tmp_path / "r.xlsx", data)


def without(text: str, random: Random) -> str:
    start = random.randrange(len(text))
    return text[:start] + text[start + random.choice((1, 1, 2, 5, 40)) :]


def with_scrap(text: str, random: Random) -> str:
    start = random.randrange(len(text))
    return f"{text[:start]}{random.choice(SCRAPS)}{text[start + random.choice((0, 0, 1, 3)) :]}"


def with_line_moved(text: str, random: Random) -> str:
    lines = text.split("\n")
    taken = lines.pop(random.randrange(len(lines)))
    lines.insert(random.randrange(len(lines) + 1), random.choice(("", "  ", "    ")) + taken)
    return "\n".join(lines)


def with_other_tree(text: str, random: Random) -> str:
    """Change the rubric where it stays YAML: fields taken, given, doubled, with other values."""
    try:
        whole = parse_yaml(text, "").tree
    except Refusal:
        return text
    tables = list(tables_of(whole))
    for _ in range(random.randint(1, 3)):
        if tables:
            change(random.choice(tables), random)
    return document(whole) if isinstance(whole, dict) else text


def tables_of(value: object) -> Iterator[dict[str, object]]:
    if isinstance(value, dict):
        yield value
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from tables_of(inner)


def change(table: dict[str, object], random: Random) -> None:
    field, texts = random.choice([*table, ""]), random.choice(list(WORDS.values()))
    given = [one for one in texts if one] or ["text"]
    match random.randrange(4):
        case 0:
            table.pop(field, None)
        case 1:
            table[field or "note"] = random.choice(SCRAPS)
        case 2 if isinstance(value := table.get(field), list) and value:
            value.append(deepcopy(random.choice(value)))
        case _:
            new = random.choice([*given, *(one for one in texts if one in table)])
            table[new] = parse_yaml(EXAMPLES[new], "").tree


HARM: tuple[Callable[[str, Random], str], ...] = (without, with_scrap, with_line_moved, *[with_other_tree] * 6)


@given(st.sampled_from(SOURCES), st.randoms(use_true_random=False), st.integers(1, 4))
@QUIETLY
def test_a_rubric_that_was_harmed_is_checked_or_refused_with_places(
    tmp_path: Path, text: str, random: Random, times: int
) -> None:
    for _ in range(times):
        text = random.choice(HARM)(text, random) or "a"
    told(tmp_path / "r.yaml", text.encode())


@pytest.mark.parametrize("name", [name for name in shipped_rubrics() if "/" not in name])
def test_a_shipped_rubric_has_nothing_wrong(name: str) -> None:
    assert problems_of(shipped_rubrics()[name]) == []
