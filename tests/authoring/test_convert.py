"""``xlrubric convert``: both ways, never over a file by accident, never half, and what it says."""

from pathlib import Path

import pytest

from tests.authoring.made_up import EVERYTHING, RUBRIC, typed
from xlrubric.authoring.reading import read_authored
from xlrubric.cli import NEEDS_PERSON, WELL, run
from xlrubric.cli.texts import Texts
from xlrubric.language_schema import LINE
from xlrubric.yamltext import read_yaml

Capture = pytest.CaptureFixture[str]
YAML = "# kept by hand\nrubric: r\n  # and why\ntitle: 标题\nsections: [{name: 一}]\n"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("r.yaml").write_text(YAML, encoding="utf-8")
    Path("all.yaml").write_text(EVERYTHING, encoding="utf-8")
    Path("r.xlsx").write_bytes(typed(("项目", 1, "一")))
    Path("bad.xlsx").write_bytes(typed(("段落", 1, "一"), rubric=(*RUBRIC, ("颜色", 1))))
    return tmp_path


def convert(*arguments: str, language: str = "en") -> int:
    return run(["convert", *arguments], Texts(language))


def test_there_and_back_gives_the_same_rubric(capsys: Capture) -> None:
    assert convert("all.yaml", "all.xlsx") == WELL
    assert convert("all.xlsx", "back.yml") == WELL
    assert read_yaml(Path("back.yml")).tree == read_yaml(Path("all.yaml")).tree
    assert capsys.readouterr() == ("Wrote all.xlsx\nWrote back.yml\n", "")


def test_a_shipped_rubric_is_converted_by_its_name() -> None:
    assert convert("xiangxi-2018", "x.XLSX") == WELL
    tree = read_authored(Path("x.XLSX")).tree
    assert isinstance(tree, dict)
    assert tree["rubric"] == "xiangxi-2018"


@pytest.mark.parametrize("name", ["diving", "examples/diving"])
def test_an_example_is_converted_by_its_name_too(name: str) -> None:
    assert convert(name, "x.xlsx") == WELL
    tree = read_authored(Path("x.xlsx")).tree
    assert isinstance(tree, dict)
    assert tree["rubric"] == "diving"


def test_a_shipped_name_is_no_path_and_a_folder_of_that_name_does_not_hide_it() -> None:
    Path("diving").mkdir()
    assert convert("diving", "x.xlsx") == WELL
    assert convert("../rubrics/diving", "y.xlsx") == NEEDS_PERSON


def test_a_blank_workbook_is_to_be_had() -> None:
    assert convert("blank", "new.xlsx") == WELL
    assert read_authored(Path("new.xlsx")).tree == {"sections": []}


def test_comments_are_said_to_stay_behind(capsys: Capture) -> None:
    assert convert("r.yaml", "new.xlsx") == WELL
    assert "r.yaml:1:1: [convert-comments] Comments (2 lines)" in capsys.readouterr().err


def test_the_line_that_names_the_schema_is_no_comment(capsys: Capture) -> None:
    Path("s.yaml").write_text(f"{LINE}rubric.schema.json\nrubric: r\ntitle: t\nsections: [{{name: 一}}]\n", "utf-8")
    assert convert("s.yaml", "new.xlsx") == WELL
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("r.yaml", "n.yaml"),
        ("r.xlsx", "n.xlsx"),
        ("r.xlsx", "n.xlsm"),
        ("r.yaml", "n.csv"),
        ("blank", "n.yaml"),
        ("a", "n.xlsx"),
    ],
)
def test_only_yaml_and_workbooks_become_one_another(source: str, target: str, capsys: Capture) -> None:
    assert convert(source, target) == NEEDS_PERSON
    assert f"{source} cannot be converted to {target}" in capsys.readouterr().err
    assert not Path(target).exists()


def test_a_file_that_is_there_is_replaced_only_when_that_is_said(capsys: Capture) -> None:
    before = Path("r.xlsx").read_bytes()
    assert convert("all.yaml", "r.xlsx") == NEEDS_PERSON
    assert "r.xlsx: [convert-exists]" in capsys.readouterr().err
    assert Path("r.xlsx").read_bytes() == before
    assert convert("all.yaml", "r.xlsx", "--overwrite") == WELL
    assert Path("r.xlsx").read_bytes() != before


def test_what_is_wrong_in_a_workbook_is_said_by_its_cells_and_nothing_is_written(capsys: Capture) -> None:
    assert convert("bad.xlsx", "n.yaml", language="zh") == NEEDS_PERSON
    errors = capsys.readouterr().err.splitlines()
    assert [line.split("]")[0] for line in errors] == [
        "bad.xlsx!条目!A2: [authoring-kind-unknown",
        "bad.xlsx!细则!A4: [authoring-field-unknown",
    ]
    assert not Path("n.yaml").exists()


@pytest.mark.parametrize("text", ["rubric: r\nrubric: s\n", "sections: a\n", "- a\n", "a: [\n"])
def test_a_broken_yaml_file_is_refused_with_its_place(text: str, capsys: Capture) -> None:
    Path("broken.yaml").write_text(text, encoding="utf-8")
    assert convert("broken.yaml", "n.xlsx") == NEEDS_PERSON
    assert capsys.readouterr().err.startswith("broken.yaml:")
    assert not Path("n.xlsx").exists()


def test_files_that_are_missing_are_said_to_be(capsys: Capture) -> None:
    assert convert("none.yaml", "n.xlsx") == NEEDS_PERSON
    assert convert("none.xlsx", "n.yaml") == NEEDS_PERSON
    assert [line.split("]")[0] for line in capsys.readouterr().err.splitlines()] == [
        "none.yaml: [file-unreadable",
        "none.xlsx: [table-missing",
    ]
