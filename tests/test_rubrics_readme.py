"""The language reference: every example is run, every field and kind is in it, what it says of sheets and scores."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from tests.proof.engines import differing
from tests.standards.cases import recalculating, typed
from xlrubric.entry_tables import EntryRow
from xlrubric.graph import name
from xlrubric.language_schema import language_schema
from xlrubric.messages import is_error
from xlrubric.problems import Place, Problem, Refusal
from xlrubric.result import Award, Ballot, Check, Consequence, Order, Quota, Raters, Result, Source
from xlrubric.rubric import FLAGS, VERBS, Finding, Gate, Grade, Group, Item, Rubric, Section
from xlrubric.rules import RULES, spelled_rule
from xlrubric.score import score_entries
from xlrubric.scoring import Score
from xlrubric.skin import read_skin
from xlrubric.standard import Standard, check_source
from xlrubric.units import Unit
from xlrubric.values import Data
from xlrubric.wording import amount_words
from xlrubric.yamltext import parse_yaml
from xlrubric.year.arithmetic import computed
from xlrubric.year.columns import Value
from xlrubric.year.given import Row, applies, full_points
from xlrubric.year.program import make_program
from xlrubric.year.shares import numbers
from xlrubric.year.sources import FORMS

Tree = dict[str, Any]

TEXT = (Path(__file__).parent.parent / "rubrics" / "README.md").read_text(encoding="utf-8")
RUBRIC = "rubric: r\ntitle: t\n"
SECTION = RUBRIC + "sections:\n- name: s\n  items:\n"
ITEM = SECTION + "  - name: i\n    points: 10\n    findings:\n"
FORM = (
    RUBRIC
    + """\
sections: [{name: s, items: [{name: i, points: 100, findings: [{text: f, deduct: 1, per: 次}]}]}]
"""
)
OF_THE_FRAME = ("points-never-reached", "points-never-lost")  # an example's item has 10 points, whatever it needs
PLACES = 6  # to which a figure is written that never ends


def examples(text: str) -> list[str]:
    return re.findall(r"^```yaml\n(.*?)^```$", text, re.S | re.M)


def whole(example: str) -> str:
    """Give an example as a rubric: findings stand in an item of 10 points, items in a section."""
    lines = [line for line in example.splitlines() if not line.startswith("# ")]
    first = lines[0]
    if first.startswith(("- name:", "- {name:")):
        return SECTION + "\n".join(f"  {line}" for line in lines)
    if first.startswith("result:"):
        return FORM + "\n".join(lines)
    if first.startswith("- "):
        return ITEM + "\n".join(f"    {line}" for line in lines)
    return ("" if first.startswith("rubric:") else RUBRIC) + "\n".join(lines)


def checked(example: str) -> tuple[Rubric | None, list[Problem]]:
    try:
        return check_source(parse_yaml(whole(example), "README.md"))
    except Refusal as refusal:
        return None, list(refusal.problems)


@lru_cache
def standard(example: str) -> Standard:
    rubric, problems = checked(example)
    assert rubric is not None, problems
    return Standard(rubric)


def claim(example: str) -> tuple[str, str]:
    """Give what an example claims of itself: nothing, or refused or warned, and the code."""
    found = re.match(r"# (refused|warned): ([a-z0-9-]+)\n", example)
    return (found[1], found[2]) if found else ("", "")


GOOD = [example for example in examples(TEXT) if claim(example)[0] != "refused"]


@pytest.mark.parametrize("example", examples(TEXT), ids=lambda e: e.splitlines()[0])
def test_every_example_is_taken_or_refused_as_the_page_says(example: str) -> None:
    verdict, code = claim(example)
    _, problems = checked(example)
    assert [p.code for p in problems if p.code not in OF_THE_FRAME] == ([code] if code else [])
    assert any(map(is_error, problems)) == (verdict == "refused")


SCHEMA = Draft202012Validator(language_schema())


@pytest.mark.parametrize("example", GOOD, ids=lambda e: e.splitlines()[0])
def test_an_editor_takes_what_the_program_takes(example: str) -> None:
    assert [fault.message for fault in SCHEMA.iter_errors(parse_yaml(whole(example), "README.md").tree)] == []


def said(example: str) -> list[str]:
    """Give what an example claims that the sheet says, row by row."""
    lines = (line for line in example.splitlines() if not line.startswith("# "))
    found = (re.search(r"  # (.+)$", line) for line in lines)
    return [words for match in found if match for words in match[1].split(" | ")]


def shown(example: str) -> list[str]:
    """Give what the sheet says of each finding that moves points or has a flag."""
    rows = (row for row in standard(example).outline.rows if row.kind in ("finding", "register"))
    return [words for row in rows if (words := amount_words(row, read_skin("zh-Hans")))]


@pytest.mark.parametrize("example", [e for e in GOOD if said(e)], ids=lambda e: e.splitlines()[0])
def test_the_sheet_says_what_stands_behind_a_finding(example: str) -> None:
    assert [words for words in shown(example) if words in said(example)] == said(example)


@dataclass(frozen=True)
class Figures:
    """A line of an example: entries by id, and the scores that the page claims of them."""

    example: str
    tags: frozenset[str] | None
    entries: dict[str, str]
    claimed: dict[str, str]


def pairs(text: str) -> dict[str, str]:
    return dict(re.split(r": +", pair.strip(), maxsplit=1) for pair in text.split(",") if pair.strip())


def figures() -> list[Figures]:
    found = []
    for example in GOOD:
        lines = re.findall(r"^# entries(?: \((.+)\))?: \{(.*)\} -> (.+)$", example, re.M)
        assert len(lines) == example.count("# entries")
        for tags, entries, claimed in lines:
            found.append(Figures(example, frozenset([tags]) if tags else None, pairs(entries), pairs(claimed)))
    return found


@pytest.mark.parametrize("line", figures(), ids=lambda line: f"{line.entries} -> {line.claimed}")
def test_a_worked_example_comes_to_its_figures(line: Figures) -> None:
    own = standard(line.example)
    rows = [EntryRow("u", finding, "review", typed, "", Place("t")) for finding, typed in line.entries.items()]
    units = None if line.tags is None else {"u": Unit("u", "u", tags=line.tags)}
    table = score_entries(own, rows, "t", units)
    (scored,) = table.units
    got = {node: figure(scored.standard, scored.score, node) for node in line.claimed}
    assert [p.code for p in table.problems] == []
    assert got == line.claimed


@pytest.mark.parametrize("line", figures(), ids=lambda line: f"{line.entries} -> {line.claimed}")
def test_the_workbook_comes_to_the_same(line: Figures) -> None:
    own = standard(line.example)
    own = own if line.tags is None else own.variant(line.tags)
    values = typed(own, line.entries)
    engine, scorer = recalculating(own)
    assert differing(engine.recalculated(values), scorer(values)) == []


def figure(own: Standard, score: Score, node: str) -> str:
    if node == "grade":
        return str(score[name("review", "grade")])
    what = "total" if node == "total" else own.outline.by_id[node].what
    value = score[name("review", what, "" if node == "total" else node)]
    assert isinstance(value, Decimal)
    return f"{round(value, PLACES).normalize():f}"


def years() -> list[tuple[str, Tree, Tree]]:
    """Give each line of an example that says what units have and what comes of it."""
    found = []
    for example in GOOD:
        lines = re.findall(r"^# units: (\{.*\}) -> (\{.*\})$", example, re.M)
        assert len(lines) == example.count("# units")
        found += [(example, flow(units), flow(claimed)) for units, claimed in lines]
    return found


def flow(text: str) -> Tree:
    tree = parse_yaml(text, "README.md").tree
    assert isinstance(tree, dict)
    return tree


@pytest.mark.parametrize(("example", "units", "claimed"), years(), ids=lambda part: str(part)[:60])
def test_a_result_comes_to_its_figures(example: str, units: Tree, claimed: Tree) -> None:
    own = standard(example)
    past = {key for had in units.values() for key in had if re.fullmatch(r"[0-9]{4}", key)}
    program = make_program(own.rubric, own.outline, sorted(past, reverse=True))
    rows = computed(program.columns, [given(own, *unit, n) for n, unit in enumerate(units.items(), 1)])
    got = {column: {str(row["unit"]): shown_value(row[column]) for row in rows} for column in claimed}
    assert {column: {unit: got[column][unit] for unit in said} for column, said in claimed.items()} == claimed


def given(own: Standard, unit: str, had: Mapping[str, str], n: int) -> Row:
    """Put what a unit has under the columns of the year's arithmetic."""
    result = own.rubric.result
    assert result is not None
    tags = frozenset([had["tags"]]) if "tags" in had else frozenset()
    who = Unit(unit, unit, had.get("group", ""), had.get("lead", ""), tags=tags)
    row: Row = {"no": Decimal(n), "unit": unit, "name": unit, "group": who.group, "lead": who.lead}
    row |= {f"applies:{source.id}": Decimal(int(applies(source, who))) for source in result.sources}
    row |= {f"full:{s.id}": full_points(own.variant(tags), s.forms) for s in result.sources if s.forms}
    checks = {check.name: f"check:{n}" for n, check in enumerate(result.checks, 1)}
    places = {source.id: f"given:{source.id}" for source in result.sources} | checks
    for key, text in had.items():
        figure = Decimal(text) if re.fullmatch(r"-?[0-9.]+", text) else text
        row[places.get(key, f"end:{key}" if key.isdigit() else key)] = figure
        if key == "form":
            row[FORMS] = figure
    return row


def shown_value(value: Value) -> str:
    if isinstance(value, Decimal):
        return f"{(round(value, PLACES) or Decimal(0)).normalize():f}"
    return str(value or "none")


def shares() -> list[tuple[str, int, list[str]]]:
    lines = [(e, line) for e in GOOD for line in re.findall(r"^# shares: (\{.*\})$", e, re.M)]
    return [(example, int(size), said) for example, line in lines for size, said in flow(line).items()]


@pytest.mark.parametrize(("example", "size", "said"), shares(), ids=lambda part: str(part)[:20])
def test_shares_come_to_the_numbers_that_the_page_says(example: str, size: int, said: list[str]) -> None:
    result = standard(example).rubric.result
    assert result is not None
    (source,) = result.sources
    assert list(map(str, numbers(size, source.shares or (), source.rounding))) == said


def ways_of_the_result() -> list[str]:
    """Give each way of writing in the table of clauses on the result, as a result of its own."""
    table = TEXT[TEXT.index("| write, in `result:` |") : TEXT.index("**Order of the stages.**")]
    cells = [row.split("|")[3].strip() for row in table.splitlines()[1:] if row.startswith("| ")]
    found = []
    for cell in cells:
        for way in re.findall(r"`([^`]*: [^`]*)`", cell):
            found.append((cell.partition(":")[0] if cell.startswith(("in the", "on the")) else "", way))
    return [frame_of(place, way.replace("…", "总评")) for place, way in found]


SOURCE = "sources: [{id: a, name: 甲, weight: 100%, table: true}]"


def frame_of(place: str, way: str) -> str:
    """Put a way of writing where it stands."""
    if place == "in the ballot":
        levels = "levels: {满意: 1, 基本满意: 0.5, 不满意: 0}" if way.startswith("share") else "scale: {from: 0, to: 9}"
        ballot = f"{{questions: [总评], {levels}, {way}}}"
        return f"sources: [{{id: a, name: 甲, weight: 100%, ballot: {ballot}}}]"
    if place == "on the grade":
        return f"grades: [{{name: 好, {way}}}, {{name: 差}}]"
    if way.startswith("{name:"):
        return f"consequences: [{way}]\ngrades: [{{name: 好, from: 9}}, {{name: 差}}]"
    if way.startswith(("rank:", "consequences:", "grades:", "checks:", "missing:")):
        more = "" if way.startswith("grades") else "\ngrades: [{name: 好, from: 9}, {name: 差}]"
        return f"{way}\n{SOURCE.replace('id: a', 'id: check')}{more}"
    if way.startswith(("within", "assign")):
        way = f"tiers: {{好: 2, 差: 1}}, shares: 1:1, {way}"
    if way.startswith("adds"):
        return SOURCE.replace("}]", f"}}, {{id: b, name: 乙, table: true, {way}}}]")
    origin = "" if way.startswith(("table", "tiers", "ballot")) else "table: true, "
    return f"sources: [{{id: a, name: 甲, weight: 100%, {origin}{way}}}]"


@pytest.mark.parametrize("way", ways_of_the_result())
def test_every_way_to_write_a_clause_of_the_result_is_taken(way: str) -> None:
    text = "result:\n" + "".join(f"  {line}\n" for line in way.splitlines())
    assert [problem.code for problem in checked(text)[1]] == []


def sections_on_kinds() -> dict[str, str]:
    """Give the page on each kind by its name."""
    found = re.findall(r"^### ([a-z_, ]+): .*?\n(.*?)(?=^##)", TEXT, re.S | re.M)
    return {kind: text for heading, text in found for kind in heading.split(", ")}


def test_every_kind_and_no_other_has_a_page() -> None:
    assert list(sections_on_kinds()) == [rule.name for rule in RULES]


@pytest.mark.parametrize("kind", [rule.name for rule in RULES])
def test_a_kind_has_a_right_and_a_wrong_example(kind: str) -> None:
    own = examples(sections_on_kinds()[kind])
    good = [example for example in own if not claim(example)[0]]
    assert any(claim(example)[0] for example in own)
    rules = {spelled(finding) for example in good for finding in standard(example).rubric.findings()}
    assert kind in rules


def spelled(finding: Finding) -> str:
    rule = spelled_rule(finding)
    assert rule is not None
    return rule.name


@pytest.mark.parametrize("kind", [rule.name for rule in RULES if rule.shapes - {""}])
def test_the_page_on_a_kind_that_moves_points_has_its_words_and_a_figure(kind: str) -> None:
    good = [example for example in examples(sections_on_kinds()[kind]) if not claim(example)[0]]
    assert any("# entries" in example for example in good)
    assert all(said(example) == shown(example) for example in good)


TABLES: list[tuple[str, type[Data]]] = [
    ("the rubric", Rubric),
    ("a section", Section),
    ("an item", Item),
    ("a finding", Finding),
    ("a group", Group),
    ("a grade", Grade),
    ("a gate", Gate),
    ("the result", Result),
    ("a source", Source),
    ("a ballot", Ballot),
    ("a group of raters", Raters),
    ("the rank", Order),
    ("a consequence", Consequence),
    ("a grade of the result", Award),
    ("the quota", Quota),
    ("a check", Check),
]


@pytest.mark.parametrize(("heading", "model"), TABLES, ids=lambda part: str(part))
def test_every_field_is_in_its_table_and_the_needed_ones_are_bold(heading: str, model: type[Data]) -> None:
    found = re.search(rf"^\| of {heading} \|.*?(?=^$)", TEXT, re.S | re.M)
    assert found
    first = [row.split("|")[1] for row in found[0].splitlines()[2:]]
    named = {field: bool(bold) for cell in first for bold, field in re.findall(r"(\*\*)?`(\w+)`", cell)}
    fields = {info.alias or field: info.is_required() for field, info in model.model_fields.items()}
    beside = next((row for row in found[0].splitlines() if row.startswith("| `register`")), "")
    named |= dict.fromkeys(re.findall(r"`(\w+)", beside), False)
    assert named == fields


# how the last column of the table says where something is written, and a rubric around it
PLACES_OF_CLAUSES = {
    "finding": "- {text: a, WAY}",
    "item": "- {name: a, WAY, points: 10, findings: [{text: b, deduct: 1}]}",
    "section": "sections:\n- {name: a, WAY, items: [{name: b, findings: [{text: c, deduct: 1}]}]}",
    "section below": "sections:\n- {name: a, WAY, items: [{name: b, points: 5, findings: [{text: c, deduct: 1}]}]}",
    "item with a gate": "sections:\n- {name: a, gate: {key_zero: true}, items: [{name: b, WAY, points: 5, findings: "
    "[{text: c, deduct: 1}]}]}",
    "rubric": "WAY\nsections:\n- {name: a, items: [{name: b, points: 5, findings: [{text: c, deduct: 1}]}]}",
}
NAMED = r"\[(甲|乙|产值|人数)\]"


def ways() -> list[tuple[str, str]]:
    """Give each way of writing in the table of clauses that stands for itself, and where it is written."""
    table = TEXT[TEXT.index("## What the clause says") : TEXT.index("## Fields")]
    cells = [row.split("|")[3] for row in table.splitlines() if row.startswith("| ")][1:]
    found = []
    for cell in cells:
        said = re.match(r" on (?:the )?(item|section|rubric)", cell)
        place = said[1] if said else "finding"
        for way in re.findall(r"`([^`]*: [^`]*)`", cell):
            verb = re.match(rf"({'|'.join((*VERBS, *FLAGS, 'register', 'check'))}): ", way)
            found.append(("finding" if verb else place, re.sub(NAMED, "1", way)))
    return [(place, way) for place, way in found if not way.startswith(("step:", "of:", "at_most:", "keep:", "forms:"))]


@pytest.mark.parametrize(("place", "way"), ways())
def test_every_way_to_write_a_clause_in_the_table_is_taken(place: str, way: str) -> None:
    places = {"section": ["section", "section below"], "item": ["item", "item with a gate"]}.get(place, [place])
    text = way.replace(", ", "\n") if place == "rubric" else way
    found = [checked(PLACES_OF_CLAUSES[one].replace("WAY", text))[1] for one in places]
    assert any(not any(map(is_error, problems)) for problems in found)


def test_the_table_of_clauses_has_every_verb_flag_and_kind() -> None:
    findings = [f"- {{text: a, {way}}}" for place, way in ways() if place == "finding"]
    rules = {spelled(finding) for text in findings for finding in standard(text).rubric.findings()}
    assert rules >= {rule.name for rule in RULES} - {"crossed_above", "measure"}
    assert all(any(f"{field}: " in text for text in findings) for field in (*VERBS, *FLAGS))


ROWS = """- {text: a, bonus: 1, per: 篇, register: 2}
- {text: b, bonus: 1, register: 2}
- {text: c, deduct: 1, per: 次}
- {text: d, deduct: 1, below: 80%}
"""


@pytest.mark.parametrize(
    ("typed", "score"),
    [
        ({"1.1.1": "有", "1.1.1.1": "甲 / 3"}, "13"),
        ({"1.1.2": "1", "1.1.2.1": "甲/有", "1.1.2.2": "乙 / 无"}, "11"),
        ({"1.1.3": "3次"}, "7"),
        ({"1.1.3": "３"}, "7"),
        ({"1.1.3": "无"}, "10"),
        ({"1.1.4": "78.5%"}, "9"),
    ],
)
def test_an_entry_may_be_typed_as_the_page_says(typed: dict[str, str], score: str) -> None:
    own = standard(ROWS)
    rows = [EntryRow("u", finding, "review", value, "", Place("t")) for finding, value in typed.items()]
    table = score_entries(own, rows, "t")
    assert figure(own, table.units[0].score, "1.1") == score
    assert all(p.code == "entry-normalised" for p in table.problems)


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("- text: 见附件 #2\n  deduct: 1", "见附件"),  # why the page warns of it: nothing could be said
        ("- {text: no, deduct: 1}", "no"),
        ("- {text: 甲、乙：丙；“丁”（戊）, deduct: 1}", "甲、乙：丙；“丁”（戊）"),
    ],
)
def test_texts_are_taken_as_the_page_says(written: str, text: str) -> None:
    assert [finding.text for finding in standard(written).rubric.findings()] == [text]


def test_every_link_within_the_page_has_its_heading() -> None:
    headings = re.findall(r"^#+ (.+)$", re.sub(r"^```.*?^```$", "", TEXT, flags=re.S | re.M), re.M)
    anchors = {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}
    assert set(re.findall(r"\]\(#([^)]+)\)", TEXT)) <= anchors
