"""A rubric as a workbook in every command: the same as from YAML, and what is wrong in it is named by its cells."""

import json
from pathlib import Path

import pytest

from tests.authoring.made_up import RUBRIC, typed, workbook
from xlrubric.authoring.fields import GRADE_FIELDS, NODE_FIELDS, RUBRIC_FIELDS, Field, Shape
from xlrubric.authoring.flow import document
from xlrubric.authoring.reading import read_authored
from xlrubric.authoring.result_rows import PARTS, Part
from xlrubric.authoring.writing import authored
from xlrubric.cli import NEEDS_PERSON, WELL, run
from xlrubric.cli.report import shipped_rubrics, standard_at
from xlrubric.cli.texts import Texts
from xlrubric.compiled import compiled
from xlrubric.field_names import CHINESE
from xlrubric.language_schema import language_schema
from xlrubric.result import Ballot, Result
from xlrubric.rubric import Finding, Grade, Group, Item, Rubric, Section
from xlrubric.schema_faults import RESULT_MODELS
from xlrubric.values import Data
from xlrubric.yamltext import read_yaml

Capture = pytest.CaptureFixture[str]
SHIPPED = {name: path for name, path in shipped_rubrics().items() if "/" not in name}


def fields(*models: type[Data]) -> set[str]:
    return {field.alias or name for model in models for name, field in model.model_fields.items()}


def test_the_workbook_has_every_field_of_the_language_and_no_other() -> None:
    assert {field.name for field in RUBRIC_FIELDS} == fields(Rubric) - {"grades", "sections", "result"}
    assert {field.name for field in GRADE_FIELDS} == fields(Grade)
    below = {"sections", "items", "findings", "group"}  # rows of their own; a group's label is its name
    assert {field.name for field in NODE_FIELDS} == fields(Section, Item, Finding, Group) - below


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.word)
def test_the_sheet_of_the_result_has_every_field_of_its_part_and_no_other(part: Part) -> None:
    model = RESULT_MODELS[part.key] if part.key else Result
    parts = {one.key for one in PARTS}
    own = fields(model) - parts - {"ballot"}
    ballot = {f"ballot.{name}" for name in fields(Ballot)} if part.key == "sources" else set()
    assert {field.name for field in part.fields} == own | ballot
    assert all(field.help for field in part.fields)


@pytest.mark.parametrize(
    ("part", "field"), [(part, field) for part in PARTS for field in part.fields], ids=lambda one: str(one)[:30]
)
def test_a_heading_of_the_result_is_a_known_name_and_its_choices_are_those_of_the_language(
    part: Part, field: Field
) -> None:
    name = field.name.removeprefix("ballot.")
    assert name in CHINESE[field.heading.removeprefix("测评·")]
    model = Ballot if name != field.name else RESULT_MODELS[part.key] if part.key else Result
    schema = language_schema()["$defs"][model.__name__]["properties"][name]
    if field.shape is Shape.CHOICE:
        assert set(field.words) == set(schema["enum"])
    if field.shape is Shape.TRUTH:
        assert True in schema["enum"]


@pytest.mark.parametrize("field", [*RUBRIC_FIELDS, *GRADE_FIELDS, *NODE_FIELDS], ids=lambda field: field.name)
def test_a_heading_is_a_name_that_the_field_is_known_by_in_yaml_too(field: object) -> None:
    assert field.name in CHINESE[field.heading]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("table", "models"),
    [(RUBRIC_FIELDS, ["Rubric"]), (GRADE_FIELDS, ["Grade"]), (NODE_FIELDS, ["Section", "Item", "Finding", "Group"])],
)
def test_the_words_of_a_choice_are_those_of_the_language(table: tuple[object, ...], models: list[str]) -> None:
    schema = language_schema()
    known = {"Rubric": schema, **schema["$defs"]}
    for field in RUBRIC_FIELDS if table is RUBRIC_FIELDS else GRADE_FIELDS if table is GRADE_FIELDS else NODE_FIELDS:
        shown = [p[field.name] for m in models if field.name in (p := known[m]["properties"])]
        assert shown
        if field.shape is Shape.CHOICE:
            assert set(field.words) == {word for one in shown for word in one["enum"]}
        if field.shape is Shape.TRUTH:
            assert all(True in one["enum"] for one in shown)


@pytest.mark.parametrize("name", SHIPPED)
def test_a_shipped_rubric_says_the_same_from_a_workbook_and_from_the_yaml_made_of_it(tmp_path: Path, name: str) -> None:
    (tmp_path / "r.xlsx").write_bytes(authored(read_yaml(SHIPPED[name])))
    tree = read_authored(tmp_path / "r.xlsx").tree
    assert isinstance(tree, dict)
    (tmp_path / "r.yaml").write_text(document(tree), encoding="utf-8")
    standard = standard_at(SHIPPED[name])
    for path in (tmp_path / "r.xlsx", tmp_path / "r.yaml"):
        again = standard_at(path)
        assert compiled(again.rubric) == compiled(standard.rubric)
        assert again.fingerprint == standard.fingerprint
        assert [found.code for found in again.problems] == [found.code for found in standard.problems]


UNITS = "编号,单位名称\nu1,甲单位\nu2,乙单位\n"
ENTRIES = "单位,扣分项,角色,值\nu1,1.1.1,核查,2\nu2,1.1.2,核查,有\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("r.xlsx").write_bytes(authored(read_yaml(SHIPPED["xiangxi-2018"])))
    Path("u.csv").write_text(UNITS, encoding="utf-8")
    Path("e.csv").write_text(ENTRIES, encoding="utf-8")
    return tmp_path


def said(capsys: Capture, *arguments: str) -> str:
    code = run(arguments, Texts("en"))
    out, err = capsys.readouterr()
    assert code in (WELL, NEEDS_PERSON), err
    return out


@pytest.mark.parametrize(
    "arguments", [("check", "%"), ("check", "%", "--json"), ("score", "%", "e.csv"), ("score", "%", "e.csv", "--json")]
)
def test_check_and_score_say_the_same_of_a_workbook(folder: Path, capsys: Capture, arguments: tuple[str, ...]) -> None:
    ours, theirs = (
        said(capsys, *(one.replace("%", rubric) for one in arguments)) for rubric in ("r.xlsx", "xiangxi-2018")
    )
    assert ours == theirs
    assert len(ours) > 60


def test_forms_are_made_collected_and_explained_by_a_workbook(folder: Path, capsys: Capture) -> None:
    said(capsys, "build", "r.xlsx", "--units", "u.csv", "--entries", "e.csv", "-o", "forms")
    forms = sorted(str(path) for path in Path("forms").glob("*.xlsx"))
    assert len(forms) == 2
    collecting = ("collect", *forms, "--units", "u.csv", "--json", "--rubric")
    ours = json.loads(said(capsys, *collecting, "r.xlsx", "-o", "ours.xlsx"))
    theirs = json.loads(said(capsys, *collecting, "xiangxi-2018", "-o", "theirs.xlsx"))
    assert ours == theirs
    explained = said(capsys, "explain", forms[0], "--rubric", "r.xlsx")
    assert explained == said(capsys, "explain", forms[0])
    assert "甲单位" in explained


@pytest.mark.parametrize("ending", [".xlsx", ".XLSX", ".xlsm"])
def test_a_workbook_is_known_by_its_ending(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"r{ending}"
    path.write_bytes(authored(read_yaml(SHIPPED["xiangxi-2018"])))
    assert standard_at(path).rubric.rubric == "xiangxi-2018"


HEAD = ("类型", "层级", "编号", "名称", "内容", "分值", "扣分", "每", "最多", "加分", "colour")
ROWS = (
    ("项目", 1, None, "一", None, 9),  # 2: the items have 10
    ("考核内容", None, None, "甲", None, 10),  # 3
    ("情形", None, "a", None, "无计划", None, 1),  # 4
    ("情形", None, "a", None, "无总结", None, 1),  # 5: the id again
    ("情形", None, None, None, "无会议", None, "多", "次"),  # 6: no number
    ("情形", None, None, None, "无学习", None, 1, None, None, None, "red"),  # 7: no such field
    ("情形", None, None, None, "", None, 1),  # 8: no text
    ("情形", None, None, None, "会议少", None, "5..1"),  # 9: a range downwards
    ("项目", 3, None, "二"),  # 10: no section of the second level
)
GRADES = [("等次", "总分不低于"), ("优秀", "九十"), ("合格", None)]


def test_everything_wrong_in_a_workbook_is_named_by_sheet_and_cell(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("r.xlsx").write_bytes(workbook({"细则": (*RUBRIC, ("语言", "德语")), "条目": [HEAD, *ROWS], "等次": GRADES}))
    assert run(["check", "r.xlsx"], Texts("zh")) == NEEDS_PERSON
    told = [line.split("]")[0] for line in capsys.readouterr().err.splitlines()]
    assert told == [
        "r.xlsx!条目!A8: [field-missing",
        "r.xlsx!条目!B10: [authoring-level",
        "r.xlsx!条目!G6: [not-a-number",
        "r.xlsx!条目!K7: [field-unknown",
        "r.xlsx!等次!B2: [not-a-number",
        "r.xlsx!细则!B4: [not-a-choice",
    ]


def test_what_a_standard_says_wrongly_of_itself_is_told_beside_refused_rows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("r.xlsx").write_bytes(workbook({"细则": RUBRIC, "条目": [HEAD, *ROWS[:-1]]}))
    assert run(["check", "r.xlsx"], Texts("en")) == NEEDS_PERSON
    told = [line.split("]")[0] for line in capsys.readouterr().err.splitlines()]
    assert told == [
        "r.xlsx!条目!A5: [id-twice",
        "r.xlsx!条目!A8: [field-missing",
        "r.xlsx!条目!A9: [range-reversed",
        "r.xlsx!条目!F2: [points-differ",
        "r.xlsx!条目!G6: [not-a-number",
        "r.xlsx!条目!K7: [field-unknown",
    ]


def test_a_problem_of_a_workbook_has_its_cell_in_json(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("r.xlsx").write_bytes(typed(("项目", 1, "一"), ("考核内容", None, "甲", None, "五")))
    assert run(["check", "r.xlsx", "--json"], Texts("en")) == NEEDS_PERSON
    (found,) = json.loads(capsys.readouterr().out)["problems"]
    assert (found["sheet"], found["cell"], found["line"], found["code"]) == ("条目", "E3", None, "not-a-number")
