"""YAML written from trees: it reads back as the same, plain where that is safe, in lines of bearable width."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.authoring.made_up import EVERYTHING
from xlrubric.authoring.flow import document, flow, scalar
from xlrubric.yamltext import parse_yaml

TEXTS = st.text(
    st.characters(exclude_categories=["Cs"]) | st.sampled_from(list(" -:#,[]{}\"'?&*!|>%@`\n\t\\~=.<")), max_size=10
)
TREES = st.recursive(
    TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=8,
)


@pytest.mark.parametrize(
    "text",
    [
        "一、主体责任",
        "xiangxi-2018",
        "0.5",
        "-10",
        "10%",
        "“五化”",
        "≥90",
        "<60",
        "no",
        "a b",
        "州组发〔2018〕5号",
        "2026-12-20",
    ],
)
def test_common_texts_need_no_quotation_marks(text: str) -> None:
    assert scalar(text, in_flow=True) == text


@pytest.mark.parametrize(
    "text", ["", " a", "a ", "- a", "a: b", "a #b", "[1]", "{", "*a", "&a", "!a", "a:", "%a", "@", "<<", "---", "a\tb"]
)
def test_what_the_syntax_would_take_for_its_own_is_quoted(text: str) -> None:
    assert scalar(text)[0] == scalar(text)[-1] == '"'
    assert parse_yaml(scalar(text), "").tree == text


@pytest.mark.parametrize("text", ["a, b", "a]", "a}b", "a:b", "a?"])
def test_a_bracket_or_comma_is_quoted_only_inside_of_brackets(text: str) -> None:
    assert scalar(text) == text
    assert scalar(text, in_flow=True) == f'"{text}"'


@given(TREES)
@example({"": "", "a": [], "b": {}})
def test_a_line_reads_back_as_what_was_written(tree: object) -> None:
    assert "\n" not in flow(tree)
    assert parse_yaml(flow(tree), "").tree == tree
    assert parse_yaml(flow(tree, ascii_only=True), "").tree == tree
    assert flow(tree, ascii_only=True).isascii()


@given(st.dictionaries(TEXTS | st.sampled_from(["sections", "items", "findings"]), TREES, min_size=1, max_size=4))
@example({"sections": [{"items": ["a", ["b"], {"findings": [{"text": "x" * 200}]}]}]})
@example({"a": [["x" * 120, {"b": "c"}]]})
@example({"a": {"b": "x" * 120, "c": {"d": "x" * 120, "e": ["x" * 60, "y" * 60]}}})
def test_a_document_reads_back_as_what_was_written(tree: dict[str, object]) -> None:
    assert parse_yaml(document(tree), "").tree == tree


def test_a_rubric_is_laid_out_for_reading() -> None:
    tree = parse_yaml(
        "{rubric: r, title: t, grades: [{name: 优}], sections: [{name: 一, items: [{name: 甲, evidence: [a, b],"
        " findings: [{text: 短, deduct: {from: 1, to: 2}}, {group: 组, findings: [{text: 员}]}]}]}]}",
        "",
    ).tree
    assert isinstance(tree, dict)
    assert document(tree) == (
        "rubric: r\n"
        "title: t\n"
        "grades:\n"
        "  - {name: 优}\n"
        "\n"
        "sections:\n"
        "  - name: 一\n"
        "    items:\n"
        "      - name: 甲\n"
        "        evidence: [a, b]\n"
        "        findings:\n"
        "          - {text: 短, deduct: {from: 1, to: 2}}\n"
        "          - group: 组\n"
        "            findings:\n"
        "              - {text: 员}\n"
    )


def test_the_document_with_everything_reads_back() -> None:
    tree = parse_yaml(EVERYTHING, "").tree
    assert isinstance(tree, dict)
    assert parse_yaml(document(tree), "").tree == tree
