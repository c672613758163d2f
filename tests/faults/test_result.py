"""The rules of a year's result: each fault at its place, and none in rules that are right."""

import pytest

from tests.errors.book import Page
from tests.errors.result_pages import CHECK, FORM, PAGES, ballot, result, sources, tiers
from tests.faults.told import codes, places
from xlrubric.faults.material import read_material
from xlrubric.faults.tags import unit_faults
from xlrubric.messages import is_error
from xlrubric.standard import check_source
from xlrubric.units import Unit
from xlrubric.yamltext import parse_yaml

A = "{id: a, name: 甲, weight: 40%, table: true}"
B = "{id: b, name: 乙, weight: 60%, table: true}"
C = "{id: c, name: 丙, weight: 60%, table: true}"
FULL = """\
result:
  points: 100
  round: 3
  missing: reweigh
  sources:
    - {id: lead, name: 日常（牵头）, weight: 20%, applies_to: [牵头], table: true, of: 20}
    - {id: daily, name: 日常, weight: 20%, applies_to: [所属], tiers: {好: 100, 差: 70}, shares: 3:7, within: lead}
    - {id: check, name: 核查, weight: 30%, forms: total}
    - {id: one, name: 部分, weight: 10%, forms: 1, of: 5}
    - {id: days, name: 天数, weight: 10%, table: true, better: lower, best: true, within: group}
    - {id: given, name: 定等, weight: 10%, tiers: {好: 100, 差: 70}, shares: 1:1, assign: true, rounding: up, ties: out}
    - {id: place, name: 名次分, weight: 10%, table: true, by_rank: {first: 100, step: 2, least: 60}}
    - id: vote
      name: 测评
      weight: 10%
      ballot:
        questions: [总评]
        levels: {好: 100, 差: 0}
        groups: [{name: 领导, weight: 60%, ballots: 5}, {name: 代表, weight: 40%, ballots: 20}]
        trim: 1
        at_least: 3
        per: lead
    - {id: extra, name: 加分, adds: true, table: true, of: 5}
  rank: {within: group, ties: broken, keys: [check, -days]}
  account: 绩效
  consequences:
    - {id: bottom, name: 扣3分, last: 3, points: -3}
    - {name: 扣2分, last: 4-6, points: -2}
    - {name: 再扣1分, last: 3, years: 2, points: -1}
    - {name: 谈话, when: "[composite] < 60 or [check] < 60 or [extra] < 0 or [bottom] = 1"}
    - {name: 表扬, first: 1-2, grade: 好}
  grades:
    - {name: 好, from: 90, each_source: 60, when: "[rank] <= 10", share: 30%}
    - {name: 中, from: 90, when: "[size] > 3"}
    - {name: 差}
  quota: {within: lead, rounding: nearest, ties: in}
  checks:
    - {name: 年度考核, only: {优秀: 好, 称职: [好, 中]}}
  note: 怎样读
"""


def test_right_rules_of_every_kind_have_no_fault() -> None:
    assert codes(FORM + FULL) == []


def test_no_rules_at_all_are_right_too() -> None:
    assert codes(FORM) == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.code)
def test_a_fault_in_the_rules_stands_at_its_line_and_column(page: Page) -> None:
    line, column = map(int, page.en.removeprefix("r.yaml:").split(": ")[0].split(":"))
    assert places(str(page.material)) == [(page.code, line, column)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # a source comes from one place, and has a weight or is added
        (sources("{id: a, name: 甲, weight: 100%, table: true, forms: total}"), [("source-origin", 6, 7)]),
        (sources("{id: a, name: 甲, table: true}", CHECK), [("source-weight", 6, 7)]),
        (sources("{id: a, name: 甲, adds: true, table: true, mean: true}", CHECK), [("source-scales", 6, 7)]),
        (tiers("best: true"), [("source-scales", 6, 7)]),
        (sources(CHECK.replace("total", "1.1")), []),
        (sources("{id: a, name: 甲, weight: 100%, table: true, assign: true}"), [("shares-without-tiers", 6, 7)]),
        (tiers("of: 100"), []),
        # ids and names
        (sources(A, B.replace("id: b", "id: a")), [("result-id-taken", 7, 12)]),
        (sources(CHECK.replace("id: check", '"id": "1.1"')), [("result-id-taken", 6, 14)]),
        (sources(A, B.replace("乙", "甲")), [("result-name-twice", 7, 21)]),
        (
            result("consequences: [{name: 约谈, last: 3}, {id: c1, name: 谈话, last: 2}]"),
            [("result-id-taken", 5, 44)],
        ),
        (
            result(
                f"sources: [{CHECK}]",
                "grades: [{name: 好, from: 3}, {name: 差}]",
                "checks: [{name: 核查, only: {a: 好}}]",
            ),
            [("result-name-twice", 7, 19)],
        ),
        # weights
        (sources(A, B), []),
        (sources(A, A.replace("a", "c", 1).replace("甲", "丙")), [("weights-not-whole", 6, 5)]),
        (
            sources(A, B.replace("table", "applies_to: [机关], table"), C),
            [("weights-not-whole-for", 6, 5)],
        ),
        (
            sources(
                A,
                B.replace("table", "applies_to: [机关], table"),
                C.replace("table", "applies_to: [窗口], table"),
            ),
            [],
        ),
        (
            ballot(
                "questions: [总评], scale: {from: 0, to: 9}, groups: [{name: a, weight: 50%}, {name: b, weight: 40%}]"
            ),
            [("weights-not-whole", 6, 101)],
        ),
        (
            ballot(
                "questions: [总评], scale: {from: 0, to: 9}, groups: [{name: a, weight: 50%}, {name: A, weight: 50%}]"
            ),
            [("result-name-twice", 6, 101)],
        ),
        # ballots
        (
            ballot("questions: [总评], levels: {好: 2, 差: 1}, scale: {from: 0, to: 9}"),
            [("ballot-levels-or-scale", 6, 50)],
        ),
        (ballot("questions: [总评], scale: {from: 0, to: 9}, share: 好"), [("ballot-share-unknown", 6, 100)]),
        (ballot("questions: [总评], scale: {from: 0, to: 9}, ballots: 3, trim: 1"), []),
        (
            ballot("questions: [总评], scale: {from: 0, to: 9}, ballots: 3, at_least: 4"),
            [("ballots-never-enough", 6, 102)],
        ),
        (
            ballot(
                "questions: [总评], scale: {from: 0, to: 9}, ballots: 3, trim: 1, "
                "groups: [{name: a, weight: 100, ballots: 2}]"
            ),
            [("ballots-never-enough", 6, 123)],
        ),
        # ties
        (result(f"sources: [{CHECK}]", "rank: {ties: broken, keys: -check}"), []),
        (result("rank: {ties: dense}"), []),
        (result("rank: {ties: dense, keys: [check]}"), [("keys-idle", 5, 29), ("key-unknown", 5, 30)]),
        # consequences
        (result("consequences: [{name: 约谈, years: 2}]"), [("consequence-always", 5, 18)]),
        (result("consequences: [{name: 约谈, first: 3-3, years: 2}]"), []),
        (result("consequences: [{name: 约谈, first: {from: 3, to: 2}}]"), [("span-empty", 5, 36)]),
        (result("consequences: [{name: a, last: 3, points: -3}, {name: b, last: 4-6, points: -2}]"), []),
        (result("consequences: [{name: a, last: 3, points: -3}, {name: b, last: 3}]"), []),
        (result("consequences: [{name: a, last: 3, points: -3}, {name: b, last: 3, years: 2, points: -1}]"), []),
        (result("consequences: [{name: a, last: 3, points: -3}, {name: b, first: 3, points: 1}]"), []),
        (
            result("consequences: [{name: a, first: 1, points: 3}, {name: b, first: 1-3, points: 1}]"),
            [("points-add-up", 5, 67)],
        ),
        # grades
        (result("grades: [{name: 好, from: 3}, {name: 中, from: 2}, {name: 差}]"), []),
        (result("grades: [{name: 好, from: 3}, {name: 好, from: 2}, {name: 差}]"), [("result-name-twice", 5, 11)]),
        (result("grades: [{name: 好, from: 3}, {name: 差, from: 2}]"), [("grade-last-conditional", 5, 32)]),
        (result("grades: [{name: 好, from: 3, share: 20%}, {name: 中, from: 3}, {name: 差}]"), []),
        (result("grades: [{name: 好, when: '[rank] < 3'}, {name: 中, from: 3}, {name: 差}]"), []),
        (
            result("grades: [{name: 好, when: '[rank] < 3'}, {name: 中, when: '[rank] < 3', from: 3}, {name: 差}]"),
            [("award-never", 5, 43)],
        ),
        (result(f"sources: [{CHECK}]", "grades: [{name: 好, from: 101}, {name: 差}]"), []),
        (
            result(f"sources: [{A}, {B}]", "grades: [{name: 好, each_source: 101}, {name: 差}]"),
            [("award-out-of-reach", 6, 35)],
        ),
        (result("grades: [{name: 好, share: 50}, {name: 中, share: 50}, {name: 差}]"), []),
        (result("checks: [{name: 考核, only: {优秀: 好}}]"), [("result-grade-unknown", 5, 29)]),
        # what does nothing
        (result("quota: {ties: in}"), [("result-idle", 5, 10)]),
        (result("account: 绩效"), [("result-idle", 5, 12)]),
        (result("missing: reweigh", "points: 10"), [("result-idle", 5, 12), ("result-idle", 6, 11)]),
        (sources(CHECK.replace("forms", "within: lead, forms")), [("result-idle", 6, 51)]),
        (tiers("rounding: up"), [("result-idle", 6, 77)]),
        (tiers("shares: 1:1, ties: out"), [("result-idle", 6, 86)]),
        # conditions
        (result("consequences: [{name: 约谈, when: '[nothing] > 2'}]"), [("formula-unknown-name", 5, 35)]),
        (result("consequences: [{name: 约谈, when: '[1] < 2 and [1.1] < 2'}]"), []),
        (result("consequences: [{id: x, name: 约谈, when: '[form] < 2'}, {name: 谈话, when: '[x] = 1'}]"), []),
        (
            result("consequences: [{id: x, name: 约谈, when: '[y] = 1'}, {id: y, name: 谈话, when: '[x] = 1'}]"),
            [("result-circle", 5, 3)],
        ),
        (result("consequences: [{id: x, name: 约谈, when: '[x] = 1'}]"), [("result-circle", 5, 3)]),
        (result("grades: [{name: 好, when: '[grade] = \"好\"'}, {name: 差}]"), [("result-circle", 5, 3)]),
        (result("grades: [{name: 好, when: '[form_grade] = \"好\"'}, {name: 差}]"), []),
    ],
)
def test_rules_are_held_against_each_other(text: str, expected: list[tuple[str, int, int]]) -> None:
    assert places(text) == expected


def test_a_faulty_standard_is_told_without_a_look_at_its_result() -> None:
    text = FORM.replace("deduct: 5", "per: 次") + "result: {sources: [{id: a, name: b, forms: 9}]}\n"
    assert codes(text) == ["no-such-rule"]


def test_what_only_does_nothing_leaves_the_rubric_usable() -> None:
    checked, problems = check_source(parse_yaml(result("quota: {ties: in}"), "r.yaml"))
    assert checked is not None
    assert not any(map(is_error, problems))


@pytest.mark.parametrize(
    ("tags", "expected"),
    [
        (["牵头", "所属"], []),
        (["牵头", "牵头"], [("tag-unused", 10)]),
        (["牵头", "所属", "别的"], [("tag-unknown", 0)]),
    ],
)
def test_tags_of_the_sources_are_held_against_the_unit_list(tags: list[str], expected: list[tuple[str, int]]) -> None:
    source = parse_yaml(FORM + FULL, "r.yaml")
    checked, _ = check_source(source)
    assert checked is not None
    units = [Unit(f"U{n}", f"U{n}", tags=frozenset([tag])) for n, tag in enumerate(tags)]
    found = unit_faults(read_material(checked, source), units, "u.csv")
    assert [(one.code, one.place.line) for one in found] == expected
