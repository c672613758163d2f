"""The JSON Schema for editors: complete, in words, no stricter than the program, and shipped as it is."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from tests.authoring.made_up import EVERYTHING
from tests.test_broken_rubrics import SOURCES, with_other_tree
from xlrubric.cli import WELL, run
from xlrubric.cli.report import shipped_rubrics
from xlrubric.cli.texts import Texts
from xlrubric.field_names import CHINESE, example, nearest
from xlrubric.language_schema import FILE, HOME, LINE, WORDS, language_schema
from xlrubric.problems import Refusal
from xlrubric.result import Award, Consequence, Order, Result, Source
from xlrubric.rubric import Finding, Gate, Grade, Group, Item, Levels, Rubric, Section
from xlrubric.schema_faults import MODELS, RESULT_MODELS, read_rubric
from xlrubric.values import Data
from xlrubric.yamltext import parse_yaml

FOLDER = Path(__file__).parent.parent / "rubrics"
SCHEMA = language_schema()
VALIDATOR = Draft202012Validator(SCHEMA)
MADE: list[type[Data]] = [Rubric, *MODELS.values(), *RESULT_MODELS.values()]
DATA = {model.__name__: model for model in MADE}
START = "rubric: r\ntitle: t\nsections:\n- name: s\n  %s\n  items:\n  - name: i\n    %s\n    findings:\n    - %s\n"


def plain(text: str) -> Any:
    """Load YAML as an editor does: numbers, truths and dates of YAML 1.2."""
    return yaml.load(text, Loader=Editor)


class Editor(yaml.SafeLoader):
    """Takes ``no``, ``12:30`` and dates for texts, as YAML 1.2 does."""


Editor.yaml_implicit_resolvers = {}
for kind, pattern in {
    "int": "[-+]?(0|[1-9][0-9]*)$",
    "float": r"[-+]?(0|[1-9][0-9]*)\.[0-9]+$",
    "bool": "(true|false)$",
    "null": "(~|null|)$",
}.items():
    Editor.add_implicit_resolver(f"tag:yaml.org,2002:{kind}", re.compile(pattern), None)


def faults(text: str) -> list[str]:
    """Give where an editor underlines, and why."""
    return [f"{fault.json_path}: {fault.message}" for fault in VALIDATOR.iter_errors(plain(text))]


def models(schema: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    yield "Rubric", schema
    yield from ((name, one) for name, one in schema["$defs"].items() if "properties" in one)


def test_the_schema_is_a_schema_and_says_which() -> None:
    Draft202012Validator.check_schema(SCHEMA)
    assert SCHEMA["$schema"] == HOME


def test_every_field_of_every_model_is_in_it_and_no_other() -> None:
    shown = {name: set(one["properties"]) for name, one in models(SCHEMA)}
    assert shown == {
        name: {field.alias or own for own, field in model.model_fields.items()} for name, model in DATA.items()
    }


def test_every_field_and_every_model_has_its_words_and_there_are_no_other_words() -> None:
    assert set(WORDS) == {*DATA, Levels.__name__}
    for name, one in models(SCHEMA):
        assert one["description"] == WORDS[name][""][0]
        assert set(WORDS[name]) - {""} == set(one["properties"])
        assert all(field["description"] for field in one["properties"].values())


@pytest.mark.parametrize(("model", "field"), [(m, f) for m, texts in WORDS.items() for f in texts if f])
def test_a_fields_words_are_short_and_its_example_is_right(model: str, field: str) -> None:
    words, shown = WORDS[model][field]
    properties = dict(models(SCHEMA))[model]["properties"]
    assert words.endswith(".") and len(words) <= 140
    assert properties[field]["description"] == f"{words} Example: `{field}: {shown}`"
    one = VALIDATOR.evolve(schema={**properties[field], "$defs": SCHEMA["$defs"]})
    assert [fault.message for fault in one.iter_errors(plain(shown))] == []
    _, problems, _ = read_rubric(parse_yaml(whole(model, field, shown), "r.yaml"))
    assert [(one.code, one.details) for one in problems] == []


# where a model stands, and what it must have
FRAMES = {
    "Rubric": "{%s}",
    "Section": "{rubric: r, title: t, sections: [{%s}]}",
    "Gate": "{rubric: r, title: t, sections: [{name: s, gate: {%s}}]}",
    "Item": "{rubric: r, title: t, sections: [{name: s, items: [{%s}]}]}",
    "Finding": "{rubric: r, title: t, sections: [{name: s, items: [{name: i, findings: [{%s}]}]}]}",
    "Grade": "{rubric: r, title: t, grades: [{%s}, {name: z}], sections: [{name: s}]}",
}
FRAMES["Group"] = FRAMES["Finding"]
FRAMES["DaySpan"] = FRAMES["Finding"] % "text: t, dated: {%s}"
FRAMES["Span"] = FRAMES["Finding"] % "text: t, range: {%s}"
FRAMES |= dict.fromkeys(
    ("Range", "Steps", "Bands", "Converted", "ByFormula"), FRAMES["Finding"] % "text: t, deduct: {%s}"
)
RESULT = "{rubric: r, title: t, sections: [{name: s}], result: %s}"
FRAMES |= {
    "Result": RESULT % "{%s}",
    "Source": RESULT % "{sources: [{%s}]}",
    "Ballot": RESULT % "{sources: [{id: a, name: n, ballot: {%s}}]}",
    "Scale": RESULT % "{sources: [{id: a, name: n, ballot: {questions: [q], scale: {%s}}}]}",
    "Raters": RESULT % "{sources: [{id: a, name: n, ballot: {questions: [q], groups: [{%s}]}}]}",
    "ByRank": RESULT % "{sources: [{id: a, name: n, by_rank: {%s}}]}",
    "Order": RESULT % "{rank: {%s}}",
    "Consequence": RESULT % "{consequences: [{%s}]}",
    "PlaceSpan": RESULT % "{consequences: [{name: n, last: {%s}}]}",
    "Award": RESULT % "{grades: [{%s}, {name: z}]}",
    "Quota": RESULT % "{quota: {%s}}",
    "Check": RESULT % "{checks: [{%s}]}",
}
NEEDED = {
    "Source": {"id": "a", "name": "n"},
    "Ballot": {"questions": "[q]"},
    "Raters": {"name": "n", "weight": "1"},
    "ByRank": {"first": "9", "step": "1"},
    "Check": {"name": "n", "only": "{a: [b]}"},
    "Rubric": {"rubric": "r", "title": "t", "sections": "[{name: s}]"},
    **{model: {"name": "n"} for model in ("Section", "Item", "Grade", "Consequence", "Award")},
    "Finding": {"text": "t"},
    "Group": {"findings": "[{text: t}]"},
    **{model: {"from": "0", "to": "999"} for model in ("Range", "Span", "Scale")},
    "DaySpan": {"from": "2019-01-01", "to": "2029-12-31"},
    "PlaceSpan": {"from": "1", "to": "9"},
    "Converted": {"of": "9"},
}


def whole(model: str, field: str, shown: str) -> str:
    """Put an example into a rubric, where its model stands."""
    fields = {**NEEDED.get(model, {}), field: shown}
    return FRAMES[model] % ", ".join(f"{name}: {text}" for name, text in fields.items())


def test_nothing_of_the_program_shows() -> None:
    text = json.dumps(SCHEMA)
    assert not re.search(r"register_|@|Decimal|``|null|\"title\": \"(?!xlrubric)", text)
    assert "default" not in text


@pytest.mark.parametrize("name", [name for name in shipped_rubrics() if "/" not in name])
def test_a_shipped_rubric_is_right_in_an_editor_too(name: str) -> None:
    text = shipped_rubrics()[name].read_text("utf-8")
    assert faults(text) == []
    older = json.loads(json.dumps(yaml.safe_load(text), default=str))  # YAML 1.1; a day is a text to every editor
    assert [fault.message for fault in VALIDATOR.iter_errors(older)] == []


def test_the_rubric_with_every_field_is_right_in_an_editor() -> None:
    assert faults(EVERYTHING) == []


FINDING = "{text: a, deduct: 1}"
BROKEN = {
    "an unknown field of the rubric": "color: red\n" + START % ("", "", FINDING),
    "an unknown field of a section": START % ("color: red", "", FINDING),
    "an unknown field of an item": START % ("", "color: red", FINDING),
    "an unknown field of a finding": START % ("", "", "{text: a, deduct: 1, register_: 2}"),
    "an unknown field of a group": START % ("", "", "{group: g, most: 1, findings: [{text: a, deduct: 1}]}"),
    "an unknown field of a gate": START % ("gate: {zero: true}", "", FINDING),
    "an unknown field of a grade": "grades: [{name: a, above: 2}, {name: b}]\n" + START % ("", "", FINDING),
    "an unknown field of a range": START % ("", "", "{text: a, deduct: {from: 1, to: 2, till: 3}}"),
    "an unknown field of a span": START % ("", "", "{text: a, measure: m, range: {from: 1, until: 2}}"),
    "an unknown field of bands": START % ("", "", "{text: a, award: {bands: {≥1: 2}, else: 3}}"),
    "no title": "rubric: r\nsections: [{name: s}]",
    "no sections": "rubric: r\ntitle: t",
    "no section": "rubric: r\ntitle: t\nsections: []",
    "no text": START % ("", "", "{deduct: 1}"),
    "no findings in a group": START % ("", "", "{group: g}"),
    "a blank text": START % ("", "", "{text: ' ', deduct: 1}"),
    "nothing for a text": START % ("", "", "{text: , deduct: 1}"),
    "nothing for a field": START % ("points:", "", FINDING),
    "a name too long": START % ("", "", FINDING.replace("text: a", f"veto: {'长' * 61}, text: a")),
    "a language that there is not": "language: zh\n" + START % ("", "", FINDING),
    "a level too low": START % ("", "", "{text: a, deduct: {a: -1}}"),
    "a range of one end": START % ("", "", "{text: a, deduct: {from: 1}}"),
    "an amount of nothing": START % ("", "", "{text: a, deduct: 0}"),
    "an amount in words": START % ("", "", "{text: a, deduct: one}"),
    "an amount in per cent": START % ("", "", "{text: a, deduct: 10%}"),
    "an amount beyond all": START % ("", "", "{text: a, deduct: 100001}"),
    "a full-width number": START % ("", "", "{text: a, deduct: １}"),
    "a limit in words": START % ("", "", "{text: a, deduct: 1, per: 次, at_most: half}"),
    "a per cent of nothing": START % ("", "", "{text: a, deduct: 1, per: 次, at_most: -10%}"),
    "half a register": START % ("", "", "{text: a, bonus: 1, register: 2.5}"),
    "too many places": START % ("round: 7", "", FINDING),
    "an id with a blank": START % ("id: a b", "", FINDING),
    "a flag in other words": START % ("may_not_apply: maybe", "", FINDING),
    "one instance": START % ("", "instances: [a]", FINDING),
    "a text for a list": START % ("", "evidence: a", FINDING),
    "a list for a text": START % ("", "", "{text: [a], deduct: 1}"),
    "a state that is none": START % ("", "", "{text: a, check: maybe}"),
    "a place that is none": START % ("", "", "{text: a, zero: everything}"),
    "steps of words": START % ("", "", "{text: a, deduct: {steps: [1, most]}, per: 次}"),
    "a text for a finding": START % ("", "", "a"),
    "a list for the whole": "- a",
}


TIERS = "{sources: [{id: a, name: a, tiers: {好: 2, 差: 1}, shares: %s, weight: 100%%}]}"
BROKEN |= {
    "an unknown field of the result": RESULT % "{ranks: {}}",
    "an unknown field of a source": RESULT % "{sources: [{id: a, name: a, form: total, weight: 100%}]}",
    "a source without a name": RESULT % "{sources: [{id: a, forms: total}]}",
    "a share alone": RESULT % TIERS % "3",
    "a share in words": RESULT % TIERS % "三比五",
    "no share at all": RESULT % TIERS % "3::2",
    "one tier": RESULT % "{sources: [{id: a, name: a, tiers: {好: 2}}]}",
    "places in words": RESULT % "{consequences: [{name: a, last: 后三名}]}",
    "a place before the first": RESULT % "{consequences: [{name: a, last: 0}]}",
    "half a place": RESULT % "{consequences: [{name: a, last: 2.5}]}",
    "a span of one end": RESULT % "{consequences: [{name: a, last: {from: 4}}]}",
    "a span that goes on": RESULT % "{consequences: [{name: a, last: 4-}]}",
    "one year running": RESULT % "{consequences: [{name: a, last: 3, years: 1}]}",
    "a key with a blank": RESULT % "{rank: {keys: [a b]}}",
    "other ties": RESULT % "{rank: {ties: equal}}",
    "one grade": RESULT % "{grades: [{name: a}]}",
    "a check of nothing": RESULT % "{checks: [{name: a, only: {}}]}",
    "a rank in one word": RESULT % "{rank: shared}",
}


@pytest.mark.parametrize("shares", ["3:5:2", "3：5：2", "3∶5∶2", '"3 : 5 : 2"', "[3, 5, 2]", "0.3:0.5:0.2", "10:90"])
def test_shares_may_be_written_as_people_do(shares: str) -> None:
    text = RESULT % TIERS % shares
    rubric, problems, _ = read_rubric(parse_yaml(text, "r.yaml"))
    assert (problems, faults(text)) == ([], [])
    assert rubric and rubric.result and rubric.result.sources[0].shares
    older = VALIDATOR.iter_errors(yaml.safe_load(text))
    assert [fault.message for fault in older] == []


@pytest.mark.parametrize(
    ("written", "span"),
    [
        ("3", (1, 3)),
        ("4-6", (4, 6)),
        ("4 - 6", (4, 6)),
        ("4–6", (4, 6)),
        ("4～6", (4, 6)),
        ("4至6", (4, 6)),
        ("4到6", (4, 6)),
        ("第4至6名", (4, 6)),
        ("4..6", (4, 6)),
        ("3名", (1, 3)),
        ("{from: 4, to: 6}", (4, 6)),
        ("7-7", (7, 7)),
    ],
)
def test_places_may_be_written_as_people_do(written: str, span: tuple[int, int]) -> None:
    text = RESULT % f"{{consequences: [{{name: a, last: {written}}}]}}"
    rubric, problems, _ = read_rubric(parse_yaml(text, "r.yaml"))
    assert (problems, faults(text)) == ([], [])
    assert rubric and rubric.result
    last = rubric.result.consequences[0].last
    assert last and (last.low, last.high) == span


@pytest.mark.parametrize("text", BROKEN.values(), ids=BROKEN.keys())
def test_what_the_program_refuses_an_editor_underlines(text: str) -> None:
    assert faults(text) != []
    assert read_rubric(parse_yaml(text, "r.yaml"))[1] != []


@settings(deadline=None, max_examples=40)
@given(st.sampled_from(SOURCES), st.randoms(use_true_random=False))
def test_an_editor_underlines_nothing_that_the_program_takes(text: str, random: Random) -> None:
    text = with_other_tree(text, random)
    try:
        source = parse_yaml(text, "r.yaml")
    except Refusal:
        return
    if read_rubric(source)[0] is not None and "~" not in text:  # which is a text to the program, and nothing to YAML
        assert faults(text) == []


def test_the_shipped_schema_is_the_one_of_the_code(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["schema"], Texts("en")) == WELL
    assert capsys.readouterr().out == (FOLDER / FILE).read_text("utf-8"), "make schema"


@pytest.mark.parametrize("path", sorted(FOLDER.rglob("*.yaml")), ids=lambda path: path.stem)
def test_a_shipped_rubric_names_its_schema_in_its_first_line(path: Path) -> None:
    first = path.read_text("utf-8").splitlines()[0]
    assert first.startswith(LINE)
    assert (path.parent / first.removeprefix(LINE)).resolve() == (FOLDER / FILE).resolve()


FINDINGS = [field.alias or name for name, field in Finding.model_fields.items()]


@pytest.mark.parametrize(
    ("typed", "model", "meant"),
    [
        ("Deduct", Finding, "deduct"),
        ("DEDUCT", Finding, "deduct"),
        ("At-Most", Finding, "at_most"),
        ("at most", Finding, "at_most"),
        ("dedcut", Finding, "deduct"),
        ("atmost", Group, "at_most"),
        ("扣分", Finding, "deduct"),
        ("加分", Finding, "bonus"),
        ("扣分项", Finding, "deduct"),
        ("编号", Finding, "id"),
        ("編號", Rubric, "rubric"),
        ("標題", Rubric, "title"),
        ("名称", Section, "name"),
        ("名称", Group, "group"),
        ("等次", Rubric, "grades"),
        ("等次", Grade, "name"),
        ("一票否决", Finding, "veto"),
        ("低于", Gate, "key_below"),
        ("佐证材料", Item, "evidence"),
        ("关键项", Item, "key"),
        ("结果规则", Rubric, "result"),
        ("權重", Source, "weight"),
        ("比例", Source, "shares"),
        ("來源", Result, "sources"),
        ("等次", Result, "grades"),
        ("等次", Award, "name"),
        ("总分不低于", Award, "from"),
        ("后几名", Consequence, "last"),
        ("前几名", Consequence, "first"),
        ("并列", Order, "ties"),
        ("名额", Result, "quota"),
    ],
)
def test_a_field_in_chinese_or_in_capitals_is_known_for_what_it_is(typed: str, model: type[Data], meant: str) -> None:
    assert nearest(typed, [field.alias or name for name, field in model.model_fields.items()]) == (meant,)


@pytest.mark.parametrize("typed", ["", "color", "佐证材料"])
def test_what_is_like_no_field_is_answered_with_all(typed: str) -> None:
    assert nearest(typed, FINDINGS) == tuple(FINDINGS)


def test_every_chinese_name_means_a_field() -> None:
    known = {field for texts in WORDS.values() for field in texts}
    assert {name for names in CHINESE.values() for name in names} <= known


def test_an_example_is_that_of_the_place() -> None:
    assert example(("sections", 0, "points"), "Section") == "points: 18"
    assert example(("sections", 0, "items", 0, "points"), "Item") == "points: 4"
    assert example(("sections", 0, "items", 0, "findings", 0, "deduct", "重"), "Finding") == "deduct: 1"
    assert example((), "Rubric").startswith("sections: ")
