"""``check`` with a unit list and with last year's rubric."""

import json
from pathlib import Path

import pytest

from tests.faults.told import item
from xlrubric.cli import NEEDS_PERSON, WELL, run
from xlrubric.cli.texts import Texts

NEW = item("{id: a, text: 未制定年度计划, deduct: 1, applies_to: [甲]}", "{id: b, text: 会议缺席, deduct: 1}")
FILES = {
    "new.yaml": NEW,
    "same.yaml": NEW,
    "old.yaml": NEW.replace("id: a", "id: c"),
    "longer.yaml": NEW + "          - {id: d, text: 无工作总结, deduct: 1}\n",
    "wrong.yaml": item("{text: a}"),
    "units.csv": "编号,名称,标签\nU1,一,甲\n",
    "others.csv": "编号,名称,标签\nU1,一,乙\n",
    "empty.csv": "编号,名称\n",
}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name, text in FILES.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        ("", WELL, []),
        ("--against same.yaml", WELL, []),
        ("--against old.yaml", NEEDS_PERSON, ["new.yaml:9:13: [id-moved]"]),
        ("--against longer.yaml", WELL, ["longer.yaml:11:13: [id-gone]"]),
        ("--against wrong.yaml", NEEDS_PERSON, ["wrong.yaml:9:13: [no-such-rule]"]),
        ("--against none.yaml", NEEDS_PERSON, ["none.yaml: [file-unreadable]"]),
        ("--units units.csv", WELL, []),
        ("--units others.csv", NEEDS_PERSON, ["new.yaml:9:60: [tag-unused]", "others.csv: [tag-unknown]"]),
        ("--units empty.csv", NEEDS_PERSON, ["empty.csv: [units-none]"]),
        (
            "--units others.csv --against old.yaml",
            NEEDS_PERSON,
            ["new.yaml:9:60: [tag-unused]", "others.csv: [tag-unknown]", "new.yaml:9:13: [id-moved]"],
        ),
    ],
)
def test_check_holds_a_rubric_against_what_is_named(
    arguments: str, code: int, told: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["check", "new.yaml", *arguments.split()], Texts("en")) == code
    lines = capsys.readouterr().err.splitlines()
    assert [line[: len(start)] for line, start in zip(lines, told, strict=True)] == told


@pytest.mark.usefixtures("folder")
def test_as_json_all_problems_stand_together(capsys: pytest.CaptureFixture[str]) -> None:
    code = run(["check", "new.yaml", "--against", "old.yaml", "--units", "others.csv", "--json"], Texts("zh"))
    found = json.loads(capsys.readouterr().out)["problems"]
    assert code == NEEDS_PERSON
    assert [(problem["level"], problem["code"]) for problem in found] == [
        ("warning", "tag-unused"),
        ("note", "tag-unknown"),
        ("warning", "id-moved"),
    ]


@pytest.mark.usefixtures("folder")
def test_the_problems_of_the_rubric_itself_come_first(capsys: pytest.CaptureFixture[str]) -> None:
    Path("new.yaml").write_text(NEW.replace("deduct: 1}", "deduct: 9}"), encoding="utf-8")
    assert run(["check", "new.yaml", "--against", "old.yaml"], Texts("en")) == NEEDS_PERSON
    said = capsys.readouterr()
    assert [line.split("[")[1].split("]")[0] for line in said.err.splitlines()] == [
        "finding-larger-than-item",
        "id-moved",
    ]
    assert said.out.startswith("r  t\n")
