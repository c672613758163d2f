"""What one line of a rubric stands for several times: ids, formulas and limits of each copy."""

from decimal import Decimal

import pytest

from xlrubric.graph import name
from xlrubric.scoring import Score, Value, compile_scorer
from xlrubric.standard import Standard, check_source
from xlrubric.unfold import in_formula
from xlrubric.yamltext import parse_yaml

CRANES = """
rubric: cranes
title: t
sections:
  - name: 塔机
    worth: 10
    instances: [一号, 二号, 三号]
    gate: {key_zero: true}
    items:
      - name: 保证项目
        points: 60
        key: true
        findings: [{text: 限位缺失, zero: item}, {text: 缺陷, deduct: 5, per: 处}]
      - {name: 一般项目, points: 40, findings: [{text: 缺陷, deduct: 4, per: 处}]}
"""

DIVES = """
rubric: dives
title: t
sections:
  - name: Dives
    items:
      - name: Dive
        id: dive
        points: 30
        instances: [first, second]
        combine: sum
        formula: "([dive.1] + [b] - min([dive.1], [b])) * [elsewhere]"
        findings:
          - {text: judge A, measure: mark}
          - {id: b, text: judge B, measure: mark}
  - name: Sheet
    items: [{name: i, findings: [{id: elsewhere, text: factor, measure: x}]}]
"""


def standard(text: str) -> Standard:
    rubric, problems = check_source(parse_yaml(text, "r.yaml"))
    assert rubric is not None, problems
    return Standard(rubric, tuple(problems))


def score(text: str, entries: dict[str, str]) -> Score:
    """Score the review's entries by ``box:id``; numbers are typed as texts."""
    graph = standard(text).graph
    values: dict[str, Value] = {}
    for box, typed in entries.items():
        known = next(entry for entry in graph.entries if entry.name == f"review.{box}")
        values[known.name] = typed if known.options else Decimal(typed)
    return compile_scorer(graph)(values)


def test_each_instance_of_a_section_has_ids_of_its_own() -> None:
    outline = standard(CRANES).outline
    assert [node.id for node in outline.nodes] == ["1", *(f"1.{n}{x}" for n in (1, 2, 3) for x in ("", ".1", ".2"))]
    assert [row.id for row in outline.rows][:4] == ["1.1", "1.1.1.1", "1.1.1.2", "1.1.2.1"]


@pytest.mark.parametrize(
    ("entries", "section", "total"),
    [
        pytest.param({"choice:1.1.1.2": "无"}, "100", "10", id="nothing found: mean of 100, 100, 100"),
        pytest.param({"number:1.2.1.2": "3"}, "95", "9.5", id="60-15 in the second: mean of 100, 85, 100"),
        pytest.param(
            {"choice:1.2.1.1": "有", "choice:1.3": "不适用"}, "50", "5", id="gate: 0; the third is left out: 100, 0"
        ),
        pytest.param(
            {"number:1.1.2.1": "1", "choice:1.2": "不适用", "choice:1.3": "不适用"},
            "96",
            "9.6",
            id="only the first: 96",
        ),
    ],
)
def test_instances_of_a_section_are_averaged_each_behind_its_own_gate(
    entries: dict[str, str], section: str, total: str
) -> None:
    got = score(CRANES, entries)
    assert (got[name("review", "section", "1")], got[name("review", "total")]) == (Decimal(section), Decimal(total))


def test_a_formula_of_an_item_means_the_entries_of_its_own_instance() -> None:
    entries = {"number:dive.1.1": "7", "number:b.1": "6", "number:dive.2.1": "8", "number:b.2": "9"}
    got = score(DIVES, {**entries, "number:elsewhere": "1.5"})
    assert got[name("review", "item", "dive.1")] == Decimal("10.5")  # max(7, 6) * 1.5
    assert got[name("review", "item", "dive.2")] == Decimal("13.5")  # max(8, 9) * 1.5
    assert got[name("review", "total")] == 24


def test_ids_in_brackets_are_renamed_and_nothing_else() -> None:
    renamed = in_formula('[a] + [ a.1 ] * min(a, [b]) & "[a]"', {"a": "x", "a.1": "x.1"}.get)  # type: ignore[arg-type]
    assert renamed == '[x] + [x.1] * min(a, [None]) & "[x]"'
