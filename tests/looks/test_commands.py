"""``--template`` on the command line: build, collect, explain, feedback and ballots."""

from pathlib import Path

import openpyxl
import pytest
from openpyxl.styles import Font

from tests.looks.made import OWN, cell, changed
from xlrubric.cli import NEEDS_PERSON
from xlrubric.cli import run as run_cli
from xlrubric.cli.texts import Texts

RUBRIC = """
rubric: r
title: 年度考核
sections:
  - name: 一、制度
    items:
      - name: 建设
        points: 10
        findings: [{text: 无制度, deduct: 1}, {text: 缺项, deduct: 0.5, per: 项}]
"""
RATED = (
    RUBRIC
    + """
result:
  sources:
    - {id: daily, name: 日常, weight: 60, forms: total}
    - id: votes
      name: 测评
      weight: 40
      ballot: {questions: [总体评价], scale: {from: 0, to: 100}, groups: [{name: 领导, weight: 100}]}
"""
)
ENTRIES = "unit,finding,role,value\nU1,1.1.1,review,有\nU1,1.1.2,review,3\n"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name, text in {
        "r.yaml": RUBRIC,
        "u.csv": "id,name\nU1,甲\n",
        "e.csv": ENTRIES,
        "own.yaml": OWN,
        "bad.yaml": "based_on: official\nsize: big\n",
    }.items():
        Path(name).write_text(text, encoding="utf-8")
    return tmp_path


def run(arguments: list[str], language: str = "en") -> int:
    return run_cli(arguments, Texts(language))


def told(capsys: pytest.CaptureFixture[str]) -> str:
    seen = capsys.readouterr()
    return seen.out + seen.err


def build(*more: str) -> int:
    return run(["build", "r.yaml", "--units", "u.csv", "--entries", "e.csv", "-o", "out", "--overwrite", *more])


def collect(*more: str) -> int:
    return run(["collect", "out", "--rubric", "r.yaml", "--units", "u.csv", "-o", "ranking.xlsx", *more])


def font_of(path: str) -> tuple[str, float]:
    """Give the font of the first text cell of a workbook's first sheet below the title."""
    sheet = openpyxl.load_workbook(path).worksheets[0]
    found = next(c for row in sheet.iter_rows(min_row=5) for c in row[1:] if isinstance(c.value, str))
    return str(found.font.name), float(found.font.sz)


@pytest.mark.parametrize(
    ("template", "wanted"), [("official", ("宋体", 10)), ("compact", ("微软雅黑", 9)), ("own.yaml", ("仿宋", 11))]
)
def test_build_takes_a_shipped_look_or_a_file(template: str, wanted: tuple[str, float]) -> None:
    assert build("--template", template) == 0
    assert font_of("out/U1 甲.xlsx") == wanted


def test_build_takes_a_workbook_with_named_cells() -> None:
    def change(book: object) -> None:
        for name in ("style_label", "style_value"):
            cell(book, name).font = Font("楷体", 13)

    Path("mine.xlsx").write_bytes(changed(change))
    assert build("--template", "mine.xlsx") == 0
    assert font_of("out/U1 甲.xlsx") == ("楷体", 13)


@pytest.mark.parametrize(
    ("template", "code"),
    [
        ("compcat", "look-unknown"),
        ("none.yaml", "file-unreadable"),
        ("none.xlsx", "table-missing"),
        ("bad.yaml", "look-number"),
        ("u.csv", "look-not-a-table"),
    ],
)
def test_a_look_that_cannot_be_used_is_named_and_nothing_is_written(
    template: str, code: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert build("--template", template) == NEEDS_PERSON
    assert f"[{code}]" in told(capsys)
    assert not Path("out").exists()


@pytest.mark.parametrize("template", ["official", "compact", "english"])
def test_forms_of_shipped_looks_are_collected_without_being_asked(
    template: str, capsys: pytest.CaptureFixture[str]
) -> None:
    build("--template", template)
    assert collect() == 0
    assert "7.5" in told(capsys)


def test_a_look_of_ones_own_is_named_to_collect_or_the_message_says_how(capsys: pytest.CaptureFixture[str]) -> None:
    build("--template", "own.yaml")
    capsys.readouterr()
    assert collect() == NEEDS_PERSON
    alone = told(capsys)
    assert "[other-look]" in alone and "--template" in alone and "7.5" in alone
    assert alone.count("[") == 1  # that one problem and no other
    assert collect("--template", "own.yaml", "--template", "compact") == 0
    assert "7.5" in told(capsys)


def test_collect_refuses_to_write_over_a_look() -> None:
    build("--template", "own.yaml")
    Path("own.xlsx").write_bytes(changed(lambda _: None))
    before = Path("own.xlsx").read_bytes()
    arguments = ["collect", "out", "--rubric", "r.yaml", "--units", "u.csv", "-o", "own.xlsx"]
    assert run([*arguments, "--template", "own.xlsx"]) == NEEDS_PERSON
    assert Path("own.xlsx").read_bytes() == before


def test_explain_takes_looks_too(capsys: pytest.CaptureFixture[str]) -> None:
    build("--template", "own.yaml")
    capsys.readouterr()
    form = "out/U1 甲.xlsx"
    assert run(["explain", form, "--rubric", "r.yaml"]) == NEEDS_PERSON
    assert "[other-look]" in told(capsys)
    assert run(["explain", form, "--rubric", "r.yaml", "--template", "own.yaml"]) == 0
    assert "[other-look]" not in told(capsys)


def test_feedback_is_written_in_a_look(capsys: pytest.CaptureFixture[str]) -> None:
    build()
    assert collect() == 0
    for template, font in (("official", "宋体"), ("own.yaml", "仿宋")):
        assert run(["feedback", "ranking.xlsx", "-o", f"f-{template}", "--template", template]) == 0
        assert font_of(f"f-{template}/U1 甲.xlsx")[0] == font


def test_feedback_of_returned_files_reads_forms_of_that_look() -> None:
    build("--template", "own.yaml")
    arguments = ["feedback", "out", "--rubric", "r.yaml", "--units", "u.csv", "-o", "f"]
    assert run([*arguments, "--template", "own.yaml"]) == 0


def test_ballots_are_written_in_a_look_and_come_back_whatever_it_was() -> None:
    Path("r.yaml").write_text(RATED, encoding="utf-8")
    arguments = ["build", "r.yaml", "--units", "u.csv", "--ballot", "-o", "out", "--template", "own.yaml"]
    assert run(arguments) == 0
    (ballot,) = Path("out").rglob("*.xlsx")
    assert font_of(str(ballot))[0] == "仿宋"
    run(["collect", "out", "--rubric", "r.yaml", "--units", "u.csv", "-o", "ranking.xlsx", "--csv", "tables"])
    problems = Path("tables/problems.csv").read_text(encoding="utf-8-sig")
    assert "text-changed" not in problems and "layout" not in problems


@pytest.mark.parametrize("command", ["build", "collect", "explain", "feedback"])
@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_help_says_what_may_be_named(command: str, language: str, capsys: pytest.CaptureFixture[str]) -> None:
    run([command, "--help"], language)
    key = "template" if command in ("build", "feedback") else "template_read"
    shown, wanted = ("".join(text.split()) for text in (told(capsys), Texts(language)[key]))
    assert "--template" in shown and wanted[:40] in shown
