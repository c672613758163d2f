"""Tables say of contradictory and missing entries what workbooks say; a name is never a path."""

import json
from pathlib import Path

import pytest

from xlrubric.cli import run
from xlrubric.cli.report import shipped_standard
from xlrubric.cli.texts import Texts
from xlrubric.problems import Refusal


def scored(tmp_path: Path, rows: str, capsys: pytest.CaptureFixture[str]) -> tuple[int, dict[str, object]]:
    table = tmp_path / "entries.csv"
    table.write_text(f"unit,finding,role,value,note\n{rows}", encoding="utf-8")
    code = run(["score", "xiangxi-2018", str(table), "--json"], Texts("en"))
    data: dict[str, object] = json.loads(capsys.readouterr().out)
    return code, data


@pytest.mark.parametrize(
    ("rows", "totals", "codes", "exit_code"),
    [
        ("A,1.1.2,review,有,\n", [99], [], 0),
        ("A,1.2.2,review,2,\n", [98], [], 0),  # −1 for each of 2
        ("A,1.2.2,review,有,\n", [None], ["finding-without-count"], 1),  # nothing is filled in whole
        ("A,1.2.2,review,有,\nA,1.1.2,review,无,\n", [100], ["finding-without-count"], 1),
        ("A,1.2.2,review,-1,\n", [None], ["entry-refused"], 1),
        ("A,1.1.2,self,有,\n", [None], [], 0),  # only the self-check: no official score
        ("A,1.1.2,review,有,\nB,1.2.4,review,有,\n", [99, 105], [], 0),
    ],
)
def test_a_table_is_scored_and_what_lacks_is_said(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    rows: str,
    totals: list[int | None],
    codes: list[str],
    exit_code: int,
) -> None:
    code, data = scored(tmp_path, rows, capsys)
    units, problems = data["units"], data["problems"]
    assert isinstance(units, list) and isinstance(problems, list)
    assert [unit["total"] for unit in units] == totals
    assert [problem["code"] for problem in problems] == codes
    assert code == exit_code


def test_a_unit_without_a_score_is_said_in_words(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    table = tmp_path / "e.csv"
    table.write_text("unit,finding,role,value\nA,1.1.2,self,有\n", encoding="utf-8")
    assert run(["score", "xiangxi-2018", str(table)], Texts("en")) == 0
    assert capsys.readouterr().out == "A  no score: nothing is filled in where it counts\n"


@pytest.mark.parametrize("name", ["../rubrics/xiangxi-2018", "/etc/passwd", "xiangxi-2018.yaml", ""])
def test_a_name_from_a_workbook_is_never_a_path(name: str) -> None:
    with pytest.raises(Refusal) as refused:
        shipped_standard(name)
    assert [problem.code for problem in refused.value.problems] == ["rubric-unknown"]
