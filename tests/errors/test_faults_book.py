"""The error book of what a standard says wrongly of itself: every code of ``messages.faults`` with its exact lines."""

from pathlib import Path

import pytest

from tests.errors.book import Page, as_told, as_written, missing, unknown
from tests.errors.fault_pages import PAGES, item, rubric
from xlrubric.changes import changes
from xlrubric.cli.report import standard_named
from xlrubric.faults.material import Material, read_material
from xlrubric.faults.tags import unit_faults
from xlrubric.messages.faults import AGAINST, FAULTS
from xlrubric.problems import Problem, Refusal
from xlrubric.standard import check_source
from xlrubric.units import read_units
from xlrubric.yamltext import parse_yaml

OLD = item("{id: a, text: 未制定年度计划, deduct: 1}", "{id: b, text: 无总结, deduct: 1}")
TAGGED = rubric("- {name: s, applies_to: [甲, 乙], items: [{name: i, points: 5, ONE}]}")
# The material is this year's rubric, held against OLD.
CHANGED = (
    Page(
        "id-moved",
        item("{id: c, text: 未制定年度计划, deduct: 1}", "{id: b, text: 无总结, deduct: 1}"),
        "r.yaml:9:13: [id-moved] “未制定年度计划” was a last year and is c now. "
        "Give it `id: a`, so that entries find their place.",
        "r.yaml:9:13: [id-moved] “未制定年度计划”上年编号为 a，现在为 c。请写 id: a，以便沿用上年的内容。",
    ),
    Page(
        "id-reused",
        item("{id: a, text: 未制定年度计划, deduct: 1}", "{id: b, text: 迟到, deduct: 1}"),
        "r.yaml:10:13: [id-reused] b was “无总结” last year and is “迟到” now. Give what is new an id of its own.",
        "r.yaml:10:13: [id-reused] b 上年是“无总结”，现在是“迟到”。新的内容请用新的编号。",
    ),
    Page(
        "id-gone",
        item("{id: a, text: 未制定年度计划, deduct: 1}"),
        "old.yaml:10:13: [id-gone] b “无总结” of last year is gone.",
        "old.yaml:10:13: [id-gone] 上年的 b“无总结”已没有了。",
    ),
)
# The material is a unit list, held against TAGGED.
LISTED = (
    Page(
        "tag-unused",
        "编号,名称,标签\nU1,A,甲\n",
        "r.yaml:4:31: [tag-unused] no unit of the list has the tag 乙. Is it spelled as in the list?",
        "r.yaml:4:31: [tag-unused] 名单中没有单位有标签“乙”。请检查写法是否与名单一致。",
    ),
    Page(
        "tag-unknown",
        "编号,名称,标签\nU1,A,甲、乙、丙\n",
        "u.csv: [tag-unknown] the rubric knows no tag 丙 (unit U1). Is it spelled as in the rubric?",
        "u.csv: [tag-unknown] 细则中没有标签“丙”（单位 U1）。请检查写法是否与细则一致。",
    ),
    Page(
        "unit-without-findings",
        "编号,名称,标签\nU1,A,甲、乙\nU2,B,\n",
        "u.csv: [unit-without-findings] nothing of the rubric applies to unit U2. Check its tags: -.",
        "u.csv: [unit-without-findings] 细则中没有内容适用于单位 U2。请检查它的标签：-。",
    ),
)


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


def material(text: str, name: str) -> Material:
    """Read a rubric without any fault of its own."""
    source = parse_yaml(text, name)
    checked, problems = check_source(source)
    assert checked is not None and problems == []
    return read_material(checked, source)


@pytest.mark.parametrize("page", CHANGED, ids=lambda page: page.code)
def test_what_became_of_an_id_is_told_once(page: Page) -> None:
    found = changes(material(str(page.material), "r.yaml"), material(OLD, "old.yaml"))
    assert as_told(found) == [as_written(page)]


@pytest.mark.parametrize("page", LISTED, ids=lambda page: page.code)
def test_what_a_unit_list_says_otherwise_is_told_once(page: Page, tmp_path: Path) -> None:
    path = tmp_path / "u.csv"
    path.write_text(str(page.material), encoding="utf-8")
    found = unit_faults(material(TAGGED, "r.yaml"), read_units(path).units, "u.csv")
    assert as_told(found) == [as_written(page)]


def test_no_code_lacks_its_page_and_no_page_its_code() -> None:
    every = (*PAGES, *CHANGED, *LISTED)
    assert missing(FAULTS, every) == []
    assert unknown(FAULTS, every) == []
    assert {page.code for page in (*CHANGED, *LISTED)} == set(AGAINST)
