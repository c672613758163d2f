"""The authoring workbook as written: everything comes back, it is ready to be filled in, and the template is it."""

import io
import zipfile
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tests.authoring.made_up import EVERYTHING, SIGN, read
from xlrubric.authoring.fields import GRADE_FIELDS, KIND, LEVEL, NODE_FIELDS, RUBRIC_FIELDS, Field, Shape
from xlrubric.authoring.writing import authored, blank_workbook, write_template
from xlrubric.problems import Refusal
from xlrubric.yamltext import parse_yaml, read_yaml

ROOT = Path(__file__).parents[2]
RUBRICS = sorted((ROOT / "rubrics").rglob("*.yaml"))
FINDING = "{rubric: r, sections: [{name: 一, items: [{name: 甲, findings: [%s]}]}]}"


@pytest.mark.parametrize("path", RUBRICS, ids=lambda path: path.stem)
def test_a_shipped_rubric_comes_back_whole(tmp_path: Path, path: Path) -> None:
    source = read_yaml(path)
    back = read(tmp_path, authored(source))
    assert back.problems == ()
    assert back.tree == source.tree


def test_a_rubric_with_every_field_and_every_kind_of_value_comes_back_whole(tmp_path: Path) -> None:
    source = parse_yaml(EVERYTHING, "everything.yaml")
    back = read(tmp_path, authored(source))
    assert back.problems == ()
    assert back.tree == source.tree


def test_the_made_up_rubric_has_every_field() -> None:
    used: set[str] = set()

    def gather(value: object) -> None:
        if isinstance(value, dict):
            used.update(value)
        for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
            gather(inner)

    gather(parse_yaml(EVERYTHING, "").tree)
    assert {field.name for field in (*RUBRIC_FIELDS, *GRADE_FIELDS, *NODE_FIELDS)} - used == set()


def test_levels_keep_their_order(tmp_path: Path) -> None:
    source = parse_yaml(FINDING % "{text: a, deduct: {z: 1, a: 2, m: 3}}", "")
    tree = read(tmp_path, authored(source)).tree
    assert isinstance(tree, dict)
    assert list(tree["sections"][0]["items"][0]["findings"][0]["deduct"]) == ["z", "a", "m"]


SIGNS = st.text(SIGN | st.sampled_from(list(" ;=:{}[]\"'<>r/\n_x00\t是=+-@")), max_size=12)
VALUES = SIGNS | st.lists(SIGNS, max_size=2) | st.dictionaries(SIGNS, SIGNS, max_size=2)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(SIGNS, SIGNS, VALUES, VALUES, VALUES)
@example("<r>a</r>", "<r><t>b</t></r>", "<r>c</r>", "0.10", ["<r>", "</r>"])
def test_whatever_stands_in_the_fields_comes_back(
    tmp_path: Path, title: str, text: str, deduct: object, points: object, evidence: object
) -> None:
    tree = {"title": title, "sections": [{"name": text, "points": points, "items": [{"evidence": evidence}]}]}
    tree["sections"][0]["items"][0]["findings"] = [{"text": text, "deduct": deduct, "unheard_of": points}]  # type: ignore[index]
    source = parse_yaml("a", "")
    back = read(tmp_path, authored(type(source)("", tree, {}, ())))
    assert back.problems == ()
    assert back.tree == tree


@pytest.mark.parametrize(
    ("text", "code", "place"),
    [
        ("[a]", "rubric-not-a-table", "r.yaml:1:1"),
        ("sections: a", "authoring-unfit", "r.yaml:1:11"),
        ("sections:\n- a", "authoring-unfit", "r.yaml:2:3"),
        ("sections:\n- items: {}", "authoring-unfit", "r.yaml:2:10"),
        ("sections:\n- findings: []", "authoring-unfit", "r.yaml:2:13"),
        ("sections:\n- items:\n  - items: []", "authoring-unfit", "r.yaml:3:12"),
        ("title: [a]\nsections: []", "authoring-unfit", "r.yaml:1:8"),
        ("grades: a\nsections: []", "authoring-unfit", "r.yaml:1:9"),
        ("grades: [a]\nsections: []", "authoring-unfit", "r.yaml:1:9"),
        ("颜色: 红\nsections: []", "authoring-unfit", "r.yaml:1:5"),
        (FINDING % "{group: a, findings: [{group: b, findings: []}]}", "authoring-unfit", ""),
        (FINDING % "{name: a, findings: []}", "authoring-unfit", ""),
        (FINDING % f"{{text: {'长' * 40000}}}", "authoring-unfit", ""),
    ],
)
def test_what_has_no_place_in_a_workbook_is_refused_and_named(text: str, code: str, place: str) -> None:
    with pytest.raises(Refusal) as caught:
        authored(parse_yaml(text, "r.yaml"))
    assert {found.code for found in caught.value.problems} == {code}
    assert place in ("", str(caught.value.problems[0].place))


def test_all_the_fields_of_a_node_that_cannot_be_written_are_named_at_once() -> None:
    with pytest.raises(Refusal) as caught:
        authored(parse_yaml("title: [a]\nsource: {}\nsections: []", ""))
    assert [dict(found.details)["field"] for found in caught.value.problems] == ["title", "source"]


def parts(data: bytes) -> dict[str, bytes]:
    """Give a workbook's parts, but for the properties, which name the program that wrote it."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist() if "docProps" not in name}


def test_the_committed_template_is_what_the_module_writes(tmp_path: Path) -> None:
    write_template(tmp_path)
    assert parts((tmp_path / "rubric.xlsx").read_bytes()) == parts((ROOT / "templates/rubric.xlsx").read_bytes())


def test_the_same_program_gives_the_same_bytes() -> None:
    assert blank_workbook() == blank_workbook()


def test_the_template_filled_in_reads_right(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(ROOT / "templates/rubric.xlsx")
    book["细则"]["B2"], book["细则"]["B3"] = "r", "t"
    names = [str(cell.value).split("\n")[-1] for cell in book["条目"][1]]
    rows: tuple[dict[str, str | float], ...]
    rows = (
        {"kind": "项目", "level": 1, "name": "一", "points": 10},
        {"kind": "考核内容", "name": "甲", "points": 10, "evidence": "记录; 方案", "may_not_apply": "是"},
        {"kind": "情形", "text": "无计划", "deduct": 0.1, "per": "次", "zero": "本项清零"},
    )
    for row, values in enumerate(rows, 2):
        for name, value in values.items():
            book["条目"].cell(row, names.index(name) + 1, value)
    book["等次"]["A2"], book["等次"]["B2"] = "优秀", 0.9
    book["等次"]["B2"].number_format = "0%"
    book.save(tmp_path / "filled.xlsx")
    source = read(tmp_path, (tmp_path / "filled.xlsx").read_bytes())
    finding = {"text": "无计划", "deduct": "0.1", "per": "次", "zero": "item"}
    item = {"name": "甲", "points": "10", "evidence": ["记录", "方案"], "may_not_apply": "true", "findings": [finding]}
    assert source.problems == ()
    assert source.tree == {
        "rubric": "r",
        "title": "t",
        "grades": [{"name": "优秀", "from": "90%"}],
        "sections": [{"name": "一", "points": "10", "items": [item]}],
    }


def test_the_template_has_a_heading_with_help_for_every_field_and_dropdowns_for_choices() -> None:
    book = openpyxl.load_workbook(ROOT / "templates/rubric.xlsx")
    assert book.sheetnames == ["细则", "条目", "等次", "结果规则", "说明"]
    nodes, fields = book["条目"], (KIND, LEVEL, *NODE_FIELDS)
    assert [cell.value for cell in nodes[1]] == [f"{field.heading}\n{field.name}" for field in fields]
    assert all(cell.comment and field.help in cell.comment.text for cell, field in zip(nodes[1], fields, strict=True))
    offered = {
        str(rule.sqref).split(":")[0].rstrip("0123456789"): rule.formula1
        for rule in nodes.data_validations.dataValidation
    }
    assert offered["A"] == '"项目,考核内容,情形,组,组内情形"'
    assert len(offered) == sum(field.shape in (Shape.CHOICE, Shape.TRUTH) for field in fields)
    assert nodes.freeze_panes == "E2"


def test_what_is_typed_stays_text_but_for_plain_numbers() -> None:
    nodes = openpyxl.load_workbook(ROOT / "templates/rubric.xlsx")["条目"]
    formats = {
        str(cell.value).split("\n")[-1]: nodes.column_dimensions[cell.coordinate[:-1]].number_format
        for cell in nodes[1]
    }
    assert {formats[name] for name in ("id", "text", "deduct", "applies_to", "formula")} == {"@"}
    assert {formats[name] for name in ("points", "level", "at_most")} == {"General"}


def test_a_rubrics_numbers_are_numbers_and_a_text_like_a_formula_is_none() -> None:
    text = FINDING % "{text: '=1+1', deduct: 0.5, at_most: 3, target: 010}"
    sheet = openpyxl.load_workbook(io.BytesIO(authored(parse_yaml(text, ""))))["条目"]
    names = [str(cell.value).split("\n")[-1] for cell in sheet[1]]
    row = dict(zip(names, sheet[4], strict=True))
    assert (row["text"].value, row["text"].data_type) == ("=1+1", "s")
    assert (row["at_most"].value, row["deduct"].value, row["target"].value) == (3, "0.5", "010")


def test_a_long_text_makes_its_row_higher_and_a_short_one_does_not() -> None:
    text = FINDING % f"{{text: 短, deduct: 1}}, {{text: {'长' * 100}}}"
    heights = openpyxl.load_workbook(io.BytesIO(authored(parse_yaml(text, ""))))["条目"].row_dimensions
    assert heights[4].height is None or heights[4].height <= 15
    assert heights[5].height > 40


@pytest.mark.parametrize("fields", [RUBRIC_FIELDS, GRADE_FIELDS, (KIND, LEVEL, *NODE_FIELDS)])
def test_no_two_columns_of_a_sheet_have_one_heading_or_name(fields: tuple[Field, ...]) -> None:
    words = [word for field in fields for word in {field.name, field.heading}]
    assert len(words) == len(set(words))
    assert all(field.help and field.heading != field.name for field in fields)
