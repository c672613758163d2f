"""The language reference: every example is run, every field and kind is in it, and what it says a sheet says."""

import re
from pathlib import Path

import pytest

from xlrubric.messages import is_error
from xlrubric.problems import Problem, Refusal
from xlrubric.rubric import Data, Finding, Item, Rubric, Section
from xlrubric.rules import RULES, rule_of
from xlrubric.skin import read_skin
from xlrubric.standard import check_source
from xlrubric.wording import amount_words
from xlrubric.yamltext import parse_yaml

TEXT = (Path(__file__).parent.parent / "rubrics" / "README.md").read_text(encoding="utf-8")
ITEM = "rubric: r\ntitle: t\nsections:\n- name: s\n  items:\n  - name: i\n    points: 6\n    findings:\n"


def examples(text: str) -> list[str]:
    return re.findall(r"^```yaml\n(.*?)^```$", text, re.S | re.M)


def whole(example: str) -> str:
    """Give an example as a rubric: findings are put into an item of 6 points."""
    lines = [line for line in example.splitlines() if not line.startswith("# ")]
    if not lines[0].startswith("- "):
        return "\n".join(lines)
    return ITEM + "\n".join(f"    {line}" for line in lines)


def checked(example: str) -> tuple[Rubric | None, list[Problem]]:
    try:
        return check_source(parse_yaml(whole(example), "README.md"))
    except Refusal as refusal:
        return None, list(refusal.problems)


def claim(example: str) -> tuple[str, str]:
    """Give what an example claims of itself: nothing, or refused or warned, and the code."""
    found = re.match(r"# (refused|warned): ([a-z0-9-]+)\n", example)
    return (found[1], found[2]) if found else ("", "")


@pytest.mark.parametrize("example", examples(TEXT), ids=lambda e: e.splitlines()[0])
def test_every_example_is_taken_or_refused_as_the_page_says(example: str) -> None:
    verdict, code = claim(example)
    _, problems = checked(example)
    assert [p.code for p in problems] == ([code] if code else [])
    assert any(map(is_error, problems)) == (verdict == "refused")


def section_of(kind: str) -> str:
    found = re.search(rf"^### {kind}: .*?(?=^##)", TEXT, re.S | re.M)
    assert found, f"no section on {kind}"
    return found[0]


@pytest.mark.parametrize("kind", [rule.name for rule in RULES])
def test_every_kind_has_a_right_and_a_wrong_example_and_says_what_the_sheet_says(kind: str) -> None:
    text = section_of(kind)
    good = [example for example in examples(text) if not claim(example)[0]]
    assert good and any(claim(example)[0] for example in examples(text))
    findings = [f for example in good for f in read(example).findings()]
    assert {rule_of(f).name for f in findings} == {kind}
    for finding in findings:
        assert f"`{amount_words(finding, read_skin('zh-Hans'))}`" in text


def read(example: str) -> Rubric:
    rubric, problems = checked(example)
    assert rubric is not None, problems
    return rubric


def test_no_kind_is_described_that_there_is_not() -> None:
    assert re.findall(r"^### (\w+):", TEXT, re.M) == [rule.name for rule in RULES]


@pytest.mark.parametrize(
    ("heading", "model"), [("rubric", Rubric), ("section", Section), ("item", Item), ("finding", Finding)]
)
def test_every_field_is_in_its_table_and_the_needed_ones_are_bold(heading: str, model: type[Data]) -> None:
    found = re.search(rf"^\| of (?:the|an?) {heading} \|.*?(?=^$)", TEXT, re.S | re.M)
    assert found
    first = [row.split("|")[1] for row in found[0].splitlines()[2:]]
    named = {field: bold for cell in first for bold, field in re.findall(r"(\*\*)?`(\w+)`", cell)}
    assert {f: bool(bold) for f, bold in named.items()} == {
        f: info.is_required() for f, info in model.model_fields.items()
    }


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("- text: 见附件 #2\n  deduct: 1", "见附件"),  # why the page warns of it: nothing could be said
        ("- {text: no, deduct: 1}", "no"),
        ("- {text: 甲、乙：丙；“丁”（戊）, deduct: 1}", "甲、乙：丙；“丁”（戊）"),
    ],
)
def test_texts_are_taken_as_the_page_says(written: str, text: str) -> None:
    assert [finding.text for finding in read(written).findings()] == [text]
