"""Last year's ids beside this year's, and a unit list's tags beside the rubric's."""

from pathlib import Path

import pytest

from tests.faults.told import item, rubric
from xlrubric.changes import alike, changes, things
from xlrubric.faults.material import Material, read_material
from xlrubric.faults.tags import unit_faults
from xlrubric.standard import check_source
from xlrubric.units import Unit
from xlrubric.yamltext import parse_yaml


def material(text: str, name: str = "r.yaml") -> Material:
    source = parse_yaml(text, name)
    checked, _ = check_source(source)
    assert checked is not None
    return read_material(checked, source)


def told(new: str, old: str) -> list[tuple[str, str]]:
    """Give the code and the id of each change."""
    return [(p.code, dict(p.details)["id"]) for p in changes(material(new), material(old, "old.yaml"))]


A, B, C = (f"{{text: {text}, deduct: 1}}" for text in ("未制定年度计划", "会议缺席", "无工作总结"))
OLD = item(A, B, C)


@pytest.mark.parametrize(
    ("new", "expected"),
    [
        (OLD, []),
        (item(A.replace("年度", "本年度"), B, C), []),
        (item(A.replace("deduct: 1", "deduct: 2"), B, C), []),
        (item(A, B, C, "{text: 新增的一条, deduct: 1}"), []),
        (item(A, B), [("id-gone", "1.1.3")]),
        (item(B, A, C), [("id-moved", "1.1.1"), ("id-moved", "1.1.2")]),
        (item(A, C), [("id-moved", "1.1.2"), ("id-gone", "1.1.2")]),
        (
            item("{text: 新增的一条, deduct: 1}", A, B, C),
            [("id-reused", "1.1.1"), ("id-moved", "1.1.2"), ("id-moved", "1.1.3"), ("id-moved", "1.1.4")],
        ),
        (
            item(
                "{id: 新, text: 新增的一条, deduct: 1}",
                *(f"{{id: 1.1.{n}, {t[1:]}" for n, t in enumerate((A, B, C), 1)),
            ),
            [],
        ),
        (item(A, "{text: 报表错漏, deduct: 1}", C), [("id-reused", "1.1.2")]),
    ],
)
def test_ids_are_held_against_those_of_last_year(new: str, expected: list[tuple[str, str]]) -> None:
    found = told(new, OLD)
    assert sorted(found) == sorted(expected)


def test_what_moves_with_its_item_is_told_once() -> None:
    first, second = "{name: 甲项, points: 5, ONE}", "{name: 乙项, points: 5, findings: [{text: g, deduct: 1}]}"
    old = rubric(f"- {{name: s, items: [{first}, {second}]}}")
    new = rubric(f"- {{name: s, items: [{second}, {first}]}}")
    assert sorted(told(new, old)) == [("id-moved", "1.1"), ("id-moved", "1.2")]


def test_texts_that_stand_several_times_are_told_apart_by_what_they_stand_in() -> None:
    one, other = (f"{{name: {name}, points: 5, findings: [{{text: 不规范, deduct: 1}}]}}" for name in ("甲项", "乙项"))
    old = rubric(f"- {{name: s, items: [{one}, {other}]}}")
    new = rubric(f"- {{name: s, items: [{other}, {one}]}}")
    assert sorted(told(new, old)) == [("id-moved", "1.1"), ("id-moved", "1.2")]


def test_an_edited_text_is_alike_and_another_kind_of_thing_never_is() -> None:
    known = things(material(OLD))
    assert alike(known["1.1.1"], known["1.1.1"])
    assert not alike(known["1.1.1"], known["1.1.2"])
    assert not alike(known["1"], known["1.1"])


TAGGED = rubric(
    "- {name: s, applies_to: [甲], items: [{name: i, points: 5, ONE}]}",
    "- {name: u, applies_to: [乙], items: [{name: j, points: 5, ONE}]}",
)


@pytest.mark.parametrize(
    ("tags", "expected"),
    [
        ([["甲"], ["乙"]], []),
        ([["甲", "乙"]], []),
        ([["甲"]], ["tag-unused"]),
        ([["甲", "乙"], []], ["unit-without-findings"]),
        ([["甲", "丙"], ["乙", "丙"]], ["tag-unknown"]),
    ],
)
def test_tags_are_held_against_those_of_the_units(tags: list[list[str]], expected: list[str]) -> None:
    units = [Unit(f"U{n}", "单位", tags=frozenset(own)) for n, own in enumerate(tags)]
    assert [problem.code for problem in unit_faults(material(TAGGED), units, "u.csv")] == expected


def test_a_rubric_without_tags_is_for_everybody() -> None:
    assert list(unit_faults(material(OLD), [Unit("U1", "单位", tags=frozenset(["甲"]))], "u.csv")) == []


SHIPPED = sorted((Path(__file__).parents[2] / "rubrics").rglob("*.yaml"))


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_a_shipped_rubric_has_no_fault_and_nothing_against_itself(path: Path) -> None:
    source = parse_yaml(path.read_text(encoding="utf-8"), path.name)
    checked, problems = check_source(source)
    assert checked is not None and problems == []
    assert changes(read_material(checked, source), read_material(checked, source)) == []
