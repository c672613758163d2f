"""``collect`` with tables of scores and other years: exit codes, what is said, what is written."""

import json
from pathlib import Path

import pytest

from tests.year.made import FORM
from tests.year.pasts import RULES as PAST_RULES
from tests.year.pasts import past_book
from xlrubric.cli import NEEDS_PERSON, WELL, run
from xlrubric.cli.texts import Texts
from xlrubric.ranked import read_ranked

Capture = pytest.CaptureFixture[str]
RULES = """
  sources:
    - {id: check, name: 核查, weight: 60%, forms: total}
    - {id: survey, name: 调查, weight: 20%, table: true}
    - {id: hearing, name: 测评, weight: 20%, table: true, of: 20}
""" + PAST_RULES.partition("\n")[2].partition("\n")[2]
ENTRIES = {"u1": ("0", "4"), "u2": ("10", "0"), "u3": ("30", "10")}  # halves of points lost: 98, 95, 80


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give the current folder: a rubric, units, forms that came back, two tables of scores, two other years."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "r.yaml").write_text(f"{FORM}result:\n{RULES}", encoding="utf-8")
    (tmp_path / "u.csv").write_text("编号,单位名称\nu1,甲局\nu2,乙局\nu3,丙局\n", encoding="utf-8")
    rows = "".join(f"{unit},{n}.1.1,{count}\n" for unit, counts in ENTRIES.items() for n, count in enumerate(counts, 1))
    (tmp_path / "e.csv").write_text(f"unit,finding,value\n{rows}", encoding="utf-8")
    assert run(["build", "r.yaml", "--units", "u.csv", "--entries", "e.csv", "-o", "in"], Texts("en")) == WELL
    (tmp_path / "survey.csv").write_text("单位名称,调查\n甲局,90\n乙局,80分\n丙局,７０\n", encoding="gb18030")
    (tmp_path / "hearing.csv").write_text("编号,测评\nu1,18\nu2,20\nu3,15\n", encoding="utf-8")
    past_book(tmp_path, "2017", "u1 95\nu2 90\nu3 80\n")
    past_book(tmp_path, "2016", "u1 95\nu2 90\nu3 80\n")
    return tmp_path


def said(capsys: Capture, arguments: str, language: str = "zh") -> tuple[int, list[str]]:
    capsys.readouterr()
    code = run(arguments.split(), Texts(language))
    shown = capsys.readouterr()
    assert "Traceback" not in shown.err
    return code, (shown.out + shown.err).splitlines()


COLLECT = "collect in --rubric r.yaml --units u.csv -o out.xlsx"
SCORES = "--scores survey.csv --scores hearing.csv"
HISTORY = "--history 2017.xlsx --history 2016.xlsx"


def test_a_whole_year_is_well_and_says_who_is_last_and_what_follows(folder: Path, capsys: Capture) -> None:
    # u1: 0.6 × 98 + 18 + 18 = 94.8; u2: 57 + 16 + 20 = 93; u3: 48 + 14 + 15 = 77, last in all three years
    code, lines = said(capsys, f"{COLLECT} {SCORES} {HISTORY}")
    assert code == WELL, lines
    assert [line for line in lines if "94.8" in line or "93" in line or "77" in line] != []
    assert any("丙局" in line and "督查；约谈；调整" in line for line in lines)
    rows = read_ranked(folder / "out.xlsx").rows("ranking")
    assert [(row["unit"], str(row["composite"]), row["grade"], row["follows"] or "") for row in rows] == [
        ("u1", "94.8", "好", ""),
        ("u2", "93", "好", ""),
        ("u3", "77", "差", "督查；约谈；调整"),
    ]


def test_the_same_as_json(folder: Path, capsys: Capture) -> None:
    code, lines = said(capsys, f"{COLLECT} {SCORES} {HISTORY} --json")
    data = json.loads("\n".join(lines))
    assert (code, {found["code"] for found in data["problems"]}) == (WELL, {"history-renamed"})
    assert [(row["unit"], row["composite"], row["from_end"], row["follows"]) for row in data["ranking"]] == [
        ("u1", 94.8, 3, ""),
        ("u2", 93, 2, ""),
        ("u3", 77, 1, "督查；约谈；调整"),
    ]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_without_the_other_years_that_is_said_and_a_person_is_needed(
    folder: Path, capsys: Capture, language: str
) -> None:
    code, lines = said(capsys, f"{COLLECT} {SCORES}", language)
    assert code == NEEDS_PERSON
    assert sum("[history-short]" in line for line in lines) == 1
    assert (folder / "out.xlsx").exists()


def test_without_a_table_its_source_is_named_and_nobody_is_ranked(folder: Path, capsys: Capture) -> None:
    code, lines = said(capsys, f"{COLLECT} --scores survey.csv {HISTORY}")
    assert code == NEEDS_PERSON
    assert "[source-empty-table] “测评”没有任何单位的数据：没有提供这张表。" in "\n".join(lines)
    assert [row["rank"] for row in read_ranked(folder / "out.xlsx").rows("ranking")] == [None] * 3


def test_a_wrong_cell_is_named_with_its_place_and_the_rest_goes_on(folder: Path, capsys: Capture) -> None:
    (folder / "hearing.csv").write_text("编号,测评\nu1,18\nu2,21\nu3,15\n", encoding="utf-8")
    code, lines = said(capsys, f"{COLLECT} {SCORES} {HISTORY}")
    assert code == NEEDS_PERSON
    assert any(line.startswith("hearing.csv:3:2: [scores-beyond]") for line in lines)
    ranks = {row["unit"]: row["rank"] for row in read_ranked(folder / "out.xlsx").rows("ranking")}
    assert ranks == {"u1": 1, "u2": None, "u3": 2}


@pytest.mark.parametrize("bad", ["--scores gone.csv", "--history gone.xlsx"])
def test_a_file_that_is_not_there_is_refused_and_nothing_is_written(folder: Path, capsys: Capture, bad: str) -> None:
    code, lines = said(capsys, f"{COLLECT} {SCORES} {bad}")
    assert code == NEEDS_PERSON
    assert [line.split()[1] for line in lines] == ["[input-missing]"]
    assert not (folder / "out.xlsx").exists()


def test_a_table_that_cannot_be_read_is_named_and_the_rest_goes_on(folder: Path, capsys: Capture) -> None:
    (folder / "cut.xlsx").write_bytes(b"PK\x03\x04 no more")
    code, lines = said(capsys, f"{COLLECT} {SCORES} --scores cut.xlsx --scores r.yaml")
    assert code == NEEDS_PERSON
    assert {line.partition(":")[0] for line in lines if "[table-" in line} == {"cut.xlsx", "r.yaml"}
    assert read_ranked(folder / "out.xlsx").rows("ranking")


def test_a_history_that_cannot_be_used_is_named_and_the_rest_goes_on(folder: Path, capsys: Capture) -> None:
    (folder / "broken.xlsx").write_bytes(b"PK\x03\x04 no more")
    code, lines = said(capsys, f"{COLLECT} {SCORES} {HISTORY} --history broken.xlsx")
    assert code == NEEDS_PERSON
    assert any(line.startswith("broken.xlsx") for line in lines)
    follows = {row["unit"]: row["follows"] or "" for row in read_ranked(folder / "out.xlsx").rows("ranking")}
    assert follows["u3"] == "督查；约谈；调整"


@pytest.mark.parametrize("option", ["--scores survey.csv", "--history 2017.xlsx"])
def test_a_rubric_without_a_result_is_refused_what_belongs_to_one(folder: Path, capsys: Capture, option: str) -> None:
    (folder / "r.yaml").write_text(FORM, encoding="utf-8")
    code, lines = said(capsys, f"{COLLECT} {option}")
    assert code == NEEDS_PERSON
    assert [line for line in lines if "[no-result-rules]" in line] != []
    assert not (folder / "out.xlsx").exists()


def test_the_order_of_tables_and_of_years_makes_no_difference(folder: Path, capsys: Capture) -> None:
    one = said(capsys, f"{COLLECT} {SCORES} {HISTORY} --json")
    other = said(
        capsys,
        f"{COLLECT} --history 2016.xlsx --scores hearing.csv --history 2017.xlsx --scores survey.csv --json",
    )
    assert one == other


def test_the_output_may_not_be_one_of_the_tables(folder: Path, capsys: Capture) -> None:
    before = (folder / "2017.xlsx").read_bytes()
    code, _ = said(capsys, f"collect in --rubric r.yaml --units u.csv -o 2017.xlsx {SCORES} {HISTORY}")
    assert code == NEEDS_PERSON
    assert (folder / "2017.xlsx").read_bytes() == before
