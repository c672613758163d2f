"""Scoring a table of entries: totals by hand, the shape of the JSON, what is left out and why."""

import json
from decimal import Decimal
from pathlib import Path

import pytest

from tests.small_forms import ENGLISH, SIMPLIFIED, TRADITIONAL, standard
from xlrubric.cli import run
from xlrubric.cli.texts import Texts
from xlrubric.entry_tables import read_entry_table
from xlrubric.score import ScoreTable, score_data, score_entries

HEAD = "unit,finding,role,value\n"

# Computed by hand: 1.1 5 − 1 − (4−2)×1.5 = 1; 1.2 5 − min(0.6, 7×0.2) + 2 = 6.4; 2.1 10 − 2.35 + 3×0.1 = 7.95
FULL = """u1,1.1.1,review,yes
u1,1.1.2,review,2
u1,1.2.1,review,7
u1,1.2.2,review,yes
u1,2.1.1,review,2.35
u1,2.1.2,review,3
u1,1.1.2,self,4
"""


def scored(folder: Path, rubric: str, rows: str) -> ScoreTable:
    (folder / "e.csv").write_text(HEAD + rows, encoding="utf-8")
    return score_entries(standard(rubric), read_entry_table(folder / "e.csv").rows)


def test_a_units_score_as_data_is_that_computed_by_hand(tmp_path: Path) -> None:
    (unit,) = scored(tmp_path, ENGLISH, FULL).units
    assert score_data(unit, "review") == {
        "unit": "u1",
        "counts": "review",
        "total": 15.35,
        "sections": {"1": 7.4, "2": 7.95},
        "items": {"1.1": 1, "1.2": 6.4, "2.1": 7.95},
        "filled": 6,
        "findings": 6,
    }


def test_the_other_roles_score_is_of_its_own_entries(tmp_path: Path) -> None:
    (unit,) = scored(tmp_path, ENGLISH, FULL).units
    data = score_data(unit, "self")
    assert (data["total"], data["filled"], data["counts"]) == (20, 1, "self")


@pytest.mark.parametrize(
    ("rubric", "rows", "counts", "total"),
    [
        (ENGLISH, "u1,1.1.2,review,0\n", "review", 15),  # 4 short: 6 off 5, never below 0
        (ENGLISH, "u1,1.1.2,review,9\n", "review", 20),  # more than the target
        (ENGLISH, "u1,1.2.2,review,yes\n", "review", 22),  # on top of the full points
        (ENGLISH, "u1,2.1.2,review,50\n", "review", 21),  # at most 1
        (ENGLISH, "u1,2.1.1,review,8\nu1,2.1.2,review,4\n", "review", 12.4),
        (SIMPLIFIED, "u1,1.2.1,review,3\n", "review", 8.5),
        (SIMPLIFIED, "u1,1.2.1,review,30\nu1,1.2.2,review,5\n", "review", 4),  # 6 − 2 − 5, never below 0
        (TRADITIONAL, "u1,1.1.2,自評,3\nu1,1.1.3,自評,1\n", "self", 7.8),  # 11 − 3 − 0.2
        (TRADITIONAL, "u1,2.1.1,自評,有\nu1,2.2.2,自評,2\n", "self", 7.2),  # 11 − 4 + 0.2
    ],
)
def test_totals_are_those_computed_by_hand(tmp_path: Path, rubric: str, rows: str, counts: str, total: float) -> None:
    (unit,) = scored(tmp_path, rubric, rows).units
    assert score_data(unit, counts)["total"] == total


def test_tenths_add_up_exactly(tmp_path: Path) -> None:
    (unit,) = scored(tmp_path, ENGLISH, "u1,2.1.2,review,3\nu1,2.1.1,review,1.1\n").units
    assert unit.score["review.total:"] == Decimal("19.2")


def test_units_stand_in_the_order_in_which_they_first_appear(tmp_path: Path) -> None:
    table = scored(tmp_path, ENGLISH, "b,1.1.1,,no\na,1.1.1,,no\nb,1.2.2,,no\n")
    assert [unit.unit for unit in table.units] == ["b", "a"]


def test_a_unit_of_which_nothing_can_be_used_is_left_out_and_told(tmp_path: Path) -> None:
    table = scored(tmp_path, ENGLISH, "a,9.9,,yes\nb,1.1.1,,yes\n")
    assert [unit.unit for unit in table.units] == ["b"]
    assert [(p.code, p.unit, p.place.line) for p in table.problems] == [("entry-unknown-finding", "a", 2)]


def test_a_unit_of_which_nothing_is_filled_in_where_it_counts_has_no_total(tmp_path: Path) -> None:
    (unit,) = scored(tmp_path, ENGLISH, "a,1.1.1,self,yes\n").units
    data = score_data(unit, "review")
    assert (data["total"], data["filled"]) == (None, 0)


def test_a_refused_value_counts_as_not_filled_in(tmp_path: Path) -> None:
    table = scored(tmp_path, ENGLISH, "a,1.1.1,,perhaps\na,1.1.2,,2\n")
    data = score_data(table.units[0], "review")
    assert (data["total"], data["filled"]) == (17, 1)
    assert [p.code for p in table.problems] == ["entry-refused"]


TREE = """
rubric: tree
title: 分层
start: 50
grades: [{name: 甲, from: 60}, {name: 乙}]
sections:
  - name: 一、甲
    sections:
      - {name: 甲一, items: [{name: 台账, points: 4, findings: [{text: 缺项, deduct: 1.5}]}]}
      - name: 池
        points: 6
        items:
          - {name: 通报, findings: [{text: 被通报, deduct: 2}]}
          - {name: 信访, findings: [{text: 越级上访, deduct: 3}, {text: 瞒报, penalty: 5}]}
"""


def test_a_tree_gives_the_nodes_that_have_a_score_and_the_grade(tmp_path: Path) -> None:
    table = scored(tmp_path, TREE, "a,1.1.1.1,,有\na,1.2.1.1,,有\na,1.2.2.1,,无\na,1.2.2.2,,无\nb,1.2.2.2,,有\n")
    whole, faulty = (score_data(unit, "review") for unit in table.units)
    assert whole == {
        "unit": "a",
        "counts": "review",
        "total": 56.5,  # 50 + 2.5 + 4
        "grade": "乙",
        "sections": {"1": 6.5, "1.1": 2.5, "1.2": 4},
        "items": {"1.1.1": 2.5},
        "filled": 4,
        "findings": 4,
    }
    assert (faulty["total"], faulty["grade"], faulty["sections"]) == (55, "乙", {"1": 10, "1.1": 4, "1.2": 6})
    assert score_data(scored(tmp_path, TREE, "a,1.1.1.1,,无\n").units[0], "review")["grade"] == "甲"


def test_a_grade_that_nobody_has_been_given_is_not_there(tmp_path: Path) -> None:
    (unit,) = scored(tmp_path, TREE, "a,1.1.1.1,self,有\n").units
    assert "grade" not in score_data(unit, "review") and score_data(unit, "self")["grade"] == "乙"
    veto = TREE.replace("grades: [{name: 甲, from: 60}, {name: 乙}]\n", "").replace("penalty: 5", "veto: 不合格")
    (unit,) = scored(tmp_path, veto, "a,1.2.2.2,,无\n").units
    assert score_data(unit, "review")["grade"] is None  # a veto that is not there leaves no word
    (unit,) = scored(tmp_path, veto, "a,1.2.2.2,,有\n").units
    assert score_data(unit, "review")["grade"] == "不合格"


# --- the command ---------------------------------------------------------------------------------------


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "r.yaml").write_text(ENGLISH, encoding="utf-8")
    (tmp_path / "e.csv").write_text(HEAD + FULL, encoding="utf-8")
    return tmp_path


def score(folder: Path, *more: str, language: str = "en") -> int:
    return run(["score", str(folder / "r.yaml"), str(folder / "e.csv"), *more], Texts(language))


def test_the_command_prints_a_line_a_unit(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert score(folder) == 0
    assert capsys.readouterr() == ("u1  15.35 points (6 of 6 findings filled in)\n", "")
    assert score(folder, language="zh") == 0
    assert capsys.readouterr().out == "u1　15.35分（6 项中填了 6 项）\n"


def test_a_unit_without_an_entry_that_counts_is_told_to_have_no_score(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "e.csv").write_text(HEAD + "u1,1.1.1,self,yes\n", encoding="utf-8")
    score(folder)
    assert capsys.readouterr().out == "u1  no score: nothing is filled in where it counts\n"
    score(folder, language="zh")
    assert capsys.readouterr().out == "u1　没有得分：计分的一方没有填写\n"


def test_a_finding_without_its_count_is_told(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "e.csv").write_text(HEAD + "u1,1.2.1,review,yes\nu1,1.1.1,review,no\n", encoding="utf-8")
    assert score(folder) == 1
    out, err = capsys.readouterr()
    assert out.startswith("u1  20 points (1 of 6") and "[finding-without-count] finding 1.2.1" in err


def test_the_command_scores_the_role_that_is_asked_for(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert score(folder, "--role", "self") == 0
    assert capsys.readouterr().out == "u1  20 points (1 of 6 findings filled in)\n"


def test_json_holds_scores_and_problems(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "e.csv").write_text(HEAD + "u1,1.1.1,review,yes\nu1,9.9,review,yes\n", encoding="utf-8")
    assert score(folder, "--json") == 1
    said, errors = capsys.readouterr()
    data = json.loads(said)
    assert errors == ""
    assert list(data) == ["rubric", "units", "problems"] and data["rubric"] == "safety"
    assert data["units"][0]["total"] == 19
    assert data["problems"] == [
        {
            "file": str(folder / "e.csv"),
            "line": 3,
            "column": 4,
            "sheet": None,
            "cell": None,
            "unit": "u1",
            "level": "error",
            "code": "entry-unknown-finding",
            "what": "the rubric has no finding 9.9.",
            "remedy": "See `xlrubric check` for the ids.",
        }
    ]


def test_json_is_given_too_where_nothing_can_be_scored(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "e.csv").unlink()
    assert score(folder, "--json", language="zh") == 1
    said, errors = capsys.readouterr()
    (found,) = json.loads(said)["problems"]
    assert (found["code"], errors) == ("table-missing", "")
    assert "文件" in found["what"]
