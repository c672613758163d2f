"""``build --ballot`` and ``collect`` with ballots: what is written, what is said, exit codes."""

import csv
import json
from collections.abc import Mapping
from pathlib import Path

import openpyxl
import pytest

from tests.ballots.material import LEVELS, rubric
from xlrubric.cli import NEEDS_PERSON, USAGE, WELL, run
from xlrubric.cli.texts import Texts

Capture = pytest.CaptureFixture[str]
GROUPS = "groups: [{name: 代表, weight: 40%, ballots: 2}, {name: 干部, weight: 60%}]"
TWO = f"questions: [总体评价], {LEVELS}, per: lead, {GROUPS}"
UNITS = "id,name,lead,tags\nU1,州财政局,甲委,\nU2,州教育局,甲委,\nU3,州水利局,乙委,\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give the current folder with a rubric of two sources, one without ballots, and unit lists."""
    text = rubric(TWO).replace("weight: 100%,  ballot", "weight: 60%, ballot")
    poll = f"    - {{id: poll, name: 民意调查, weight: 40%, ballot: {{questions: [q], {LEVELS}}}}}\n"
    (tmp_path / "r.yaml").write_text(text + poll, encoding="utf-8")
    (tmp_path / "plain.yaml").write_text(text.partition("result:")[0], encoding="utf-8")
    (tmp_path / "u.csv").write_text(UNITS, encoding="utf-8")
    (tmp_path / "leadless.csv").write_text(UNITS.replace("乙委", ""), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def said(capsys: Capture, arguments: str, language: str = "en") -> tuple[int, str, str]:
    capsys.readouterr()
    code = run(arguments.split(), Texts(language))
    out, err = capsys.readouterr()
    assert "Traceback" not in err
    return code, out, err


def filled_in(folder: Path, votes: Mapping[str, str]) -> None:
    """Fill in every ballot of a folder with these words by unit."""
    for path in sorted(folder.iterdir()):
        book = openpyxl.load_workbook(path)
        page = book["测评票"]
        for row in range(7, page.max_row + 1):
            unit = str(page.cell(row, 1).value).removeprefix("unit.")
            page.cell(row, 4).value = votes.get(unit)
        book.save(path)


def test_every_source_with_ballots_gets_them(folder: Path, capsys: Capture) -> None:
    code, out, err = said(capsys, "build r.yaml --units u.csv --ballot -o out")
    assert (code, err) == (WELL, "")
    assert sorted(path.name for path in (folder / "out").iterdir()) == sorted(
        [
            "述职测评 甲委 代表 01.xlsx",
            "述职测评 甲委 代表 02.xlsx",
            "述职测评 甲委 干部 01.xlsx",
            "述职测评 乙委 代表 01.xlsx",
            "述职测评 乙委 代表 02.xlsx",
            "述职测评 乙委 干部 01.xlsx",
            "民意调查 01.xlsx",
        ]
    )
    assert out.splitlines() == [
        "述职测评: ballots 6, groups of raters 2, units 3, sets of units 2",
        "民意调查: ballots 1, groups of raters 1, units 3, sets of units 1",
        "Ballots made: 7, in out",
    ]


def test_chinese_is_said_too(folder: Path, capsys: Capture) -> None:
    _, out, _ = said(capsys, "build r.yaml --units u.csv --ballot --source poll --ballots 3 -o out", "zh")
    assert out.splitlines() == ["民意调查：3 张票，1 个测评组，评议 3 个单位，分 1 份名单", "已生成 3 张测评票，在 out"]


def test_one_source_and_so_many_ballots_where_the_rubric_does_not_say(folder: Path, capsys: Capture) -> None:
    said(capsys, "build r.yaml --units u.csv --ballot --source hearing --ballots 12 -o out")
    names = [path.name for path in (folder / "out").iterdir()]
    assert len(names) == 2 * (2 + 12)
    assert "述职测评 甲委 干部 12.xlsx" in names and "述职测评 甲委 代表 03.xlsx" not in names


@pytest.mark.parametrize(
    ("arguments", "code", "word"),
    [
        ("build plain.yaml --units u.csv --ballot -o out", NEEDS_PERSON, "ballots-not-in-rubric"),
        ("build r.yaml --units u.csv --ballot --source x -o out", NEEDS_PERSON, "ballots-no-such-source"),
        ("build r.yaml --units leadless.csv --ballot -o out", NEEDS_PERSON, "ballot-unit-in-no-set"),
        ("build r.yaml --units u.csv --ballots 3 -o out", USAGE, "--ballots and --source go with --ballot"),
        ("build r.yaml --units u.csv --source poll -o out", USAGE, "--ballots and --source go with --ballot"),
        ("build r.yaml --units u.csv --ballot --by lead -o out", USAGE, "--by, --for and --entries do not"),
        ("build r.yaml --units u.csv --ballot --ballots 0 -o out", USAGE, "--ballots"),
    ],
)
def test_what_cannot_be_made_is_said_and_nothing_written(
    folder: Path, capsys: Capture, arguments: str, code: int, word: str
) -> None:
    got, _, err = said(capsys, arguments)
    assert got == code and word in err
    assert not (folder / "out").exists()


def test_ballots_that_are_there_already_are_not_overwritten_unless_asked(folder: Path, capsys: Capture) -> None:
    build = "build r.yaml --units u.csv --ballot --source poll -o out"
    assert said(capsys, build)[0] == WELL
    (folder / "out" / "民意调查 01.xlsx").write_bytes(b"somebody's work")
    assert "output-exists" in said(capsys, build)[2]
    assert (folder / "out" / "民意调查 01.xlsx").read_bytes() == b"somebody's work"
    assert said(capsys, f"{build} --overwrite")[0] == WELL


def test_collect_counts_what_came_back(folder: Path, capsys: Capture) -> None:
    said(capsys, "build r.yaml --units u.csv --ballot --source hearing -o back")
    filled_in(folder / "back", {"U1": "好", "U2": "较好", "U3": "一般"})
    code, out, _ = said(capsys, "collect back --rubric r.yaml --units u.csv -o rank.xlsx --csv csv")
    assert code == NEEDS_PERSON  # no form came back
    assert "述职测评: ballots counted 6, units with a figure 3" in out
    with (folder / "csv" / "votes.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["kind"] == "unit"]
    assert {row["unit"]: row["points"] for row in rows} == {"U1": "100", "U2": "80", "U3": "60"}
    assert {"测评计票", "测评票"} <= set(openpyxl.load_workbook(folder / "rank.xlsx").sheetnames)


def test_collect_takes_a_table_of_votes_too(folder: Path, capsys: Capture) -> None:
    said(capsys, "build r.yaml --units u.csv --ballot --source hearing -o back")
    filled_in(folder / "back", {"U1": "好", "U2": "较好", "U3": "一般"})
    (folder / "v.csv").write_text("来源,票号,单位,评价\npoll,1,U1,一般\npoll,2,U1,很好\n", encoding="utf-8")
    code, out, err = said(capsys, "collect back --rubric r.yaml --units u.csv --votes v.csv -o rank.xlsx", "zh")
    assert code == NEEDS_PERSON
    assert "民意调查：计入 1 张票，1 个单位有得分" in out
    assert "v.csv:3:4: [vote-refused]" in err


def test_a_table_of_votes_is_never_written_over(folder: Path, capsys: Capture) -> None:
    said(capsys, "build r.yaml --units u.csv --ballot -o back")
    (folder / "v.xlsx").write_bytes(b"votes")
    code, _, err = said(capsys, "collect back --rubric r.yaml --units u.csv --votes v.xlsx -o v.xlsx")
    assert code == NEEDS_PERSON and "output-among-inputs" in err
    assert (folder / "v.xlsx").read_bytes() == b"votes"


def test_json_counts_ballots_among_the_files(folder: Path, capsys: Capture) -> None:
    said(capsys, "build r.yaml --units u.csv --ballot --source poll --ballots 3 -o back")
    filled_in(folder / "back", {"U1": "好", "U2": "较好", "U3": "一般"})
    _, out, _ = said(capsys, "collect back --rubric r.yaml --units u.csv -o rank.xlsx --json")
    counts = json.loads(out)["counts"]
    assert (counts["files"], counts["counted"], counts["not_a_form"]) == (3, 3, 0)
