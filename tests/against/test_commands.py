"""``score --against`` and ``collect --against``: what is printed, the JSON, the sheets of the ranking workbook."""

import io
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.against.made import OLD, changed
from tests.duties.made import filled
from tests.small_forms import standard
from xlrubric.cli import run
from xlrubric.cli.texts import Texts
from xlrubric.units import Unit

NEW = changed(
    ("rubric: old", "rubric: new"),
    ("points: 4", "points: 5"),
    ("deduct: 0.5, per: 次", "deduct: {严重: 2, 一般: 1}"),
    ("出现重大差错, deduct: 2", "出现重大差错, deduct: 3"),
    ("          - {text: 报送不及时, deduct: 1, per: 次}\n", ""),
)
ENTRIES = "unit,finding,value\nA,1.1.1,4\nA,1.1.2,3\nA,1.2.1,1\nB,1.1.1,3\nB,1.2.2,有\nC,1.1.1,4\nC,1.2.1,无\n"
# A: 4 − 1.5 + 5 = 7.5; B: 3 + 4 = 7; C: 4 + 6 = 10. New: A 5 + 6 = 11 without its records; B 4 + 3 = 7; C 11.


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "old.yaml").write_text(OLD, encoding="utf-8")
    (tmp_path / "new.yaml").write_text(NEW, encoding="utf-8")
    (tmp_path / "e.csv").write_text(ENTRIES, encoding="utf-8")
    (tmp_path / "u.csv").write_text("id,name\nA,甲局\nB,乙局\nC,丙局\n", encoding="utf-8")
    return tmp_path


def out(capsys: pytest.CaptureFixture[str], *arguments: str, language: str = "zh") -> tuple[int, str, str]:
    code = run(list(arguments), Texts(language))
    said = capsys.readouterr()
    return code, said.out, said.err


def test_score_says_who_moves_and_which_rule_moves_them(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _, said, told = out(capsys, "score", "old.yaml", "e.csv", "--units", "u.csv", "--against", "new.yaml")
    assert said.splitlines()[3:] == [
        "按 new 试算：比较 3 个单位，其中 1 个名次变动。",
        "  甲局 (A)：7.5 → 11（+3.5），名次 2 → 1；1.1.2 没有会议记录 +1.5；1.2.1 报送不及时 +1；1.1 会议 +1",
        "  丙局 (C)：10 → 11（+1），名次 1 → 1；1.1 会议 +1",
        "  乙局 (B)：7 → 7（0），名次 3 → 3；1.2.1 出现重大差错 −1；1.1 会议 +1",
        "使分数变动的规则：",
        "  1.1 会议：4分 → 5分；3 个单位，合计+3分",
        "  1.1.2 没有会议记录：每次扣0.5分 → 严重扣2分，一般扣1分；1 个单位，合计+1.5分",
        "  1.2.1→— 报送不及时：每次扣1分 → —；1 个单位，合计+1分",
        "  1.2.2→1.2.1 出现重大差错：扣2分 → 扣3分；1 个单位，合计−1分",
        "未能比较：",
        "  1.2.1 报送不及时：新细则中没有；原在 1 个单位中计−1分",
        "  A，1.1.2：所填“有 / 3”不能采用（要选档次或“有、无”）",
    ]
    assert "[id-moved]" in told  # 1.2.2 is 1.2.1 now


def test_score_says_it_in_english_too(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _, said, _ = out(capsys, "score", "old.yaml", "e.csv", "--against", "new.yaml", language="en")
    lines = said.splitlines()
    assert "Tried out under new; units compared: 3; units whose rank changes: 1" in lines
    assert "  C: 10 → 11 (+1), rank 1 → 1; 1.1 会议 +1" in lines
    assert "  A, 1.1.2: the entry 有 / 3 cannot be taken (a word is to be chosen)" in lines


def test_score_hands_the_same_on_as_json(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _, said, _ = out(capsys, "score", "old.yaml", "e.csv", "--against", "new.yaml", "--json")
    tried = json.loads(said)["against"]
    assert tried["rubric"] == "new"
    one = next(unit for unit in tried["units"] if unit["unit"] == "A")
    assert (one["before"], one["after"], one["difference"], one["rank_before"], one["rank_after"]) == (
        7.5,
        11,
        3.5,
        2,
        1,
    )
    assert sum(part["points"] for part in one["parts"]) == 3.5
    assert one["untaken"] == [{"old": "1.1.2", "new": "1.1.2", "entry": "有 / 3", "reason": "choice"}]
    assert tried["gone"] == [{"id": "1.2.1", "words": "报送不及时", "units": 1, "points": -1}]
    assert (tried["new"], tried["unscored"]) == ([], [])
    rule = next(rule for rule in tried["rules"] if rule["new"] == "1.2.1")
    assert (rule["old"], rule["old_words"], rule["new_words"], rule["units"], rule["points"]) == (
        "1.2.2",
        "扣2分",
        "扣3分",
        1,
        -1,
    )


def test_without_the_option_nothing_is_tried_out(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _, said, _ = out(capsys, "score", "old.yaml", "e.csv", "--json")
    assert "against" not in json.loads(said)


@pytest.mark.parametrize("name", ["nothing.yaml", "no-such-standard"])
def test_a_rubric_that_is_not_there_is_named(folder: Path, capsys: pytest.CaptureFixture[str], name: str) -> None:
    code, _, told = out(capsys, "score", "old.yaml", "e.csv", "--against", name)
    assert code == 1
    assert name in told


def test_an_entry_that_does_not_apply_to_its_unit_is_named_and_not_dropped_silently(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = changed(("{text: 出现重大差错, deduct: 2}", "{text: 出现重大差错, deduct: 2, applies_to: [机关]}"))
    (folder / "old.yaml").write_text(text, encoding="utf-8")
    code, _, told = out(capsys, "score", "old.yaml", "e.csv", "--units", "u.csv")
    assert code == 1
    assert "e.csv:6:3: [entry-not-applicable] 1.2.2 不适用于单位 B（其标签：—），所填“有”未采用。" in told
    code, _, told = out(capsys, "build", "old.yaml", "--units", "u.csv", "--entries", "e.csv", "-o", "blank")
    assert code == 1
    assert "[entry-not-applicable] 1.2.2 不适用于单位 B" in told


# --- collect ---------------------------------------------------------------------------------------------


def collected(folder: Path, capsys: pytest.CaptureFixture[str], *more: str) -> tuple[str, Any]:
    entered = {
        "A": {
            "review.number:1.1.1": 4,
            "review.choice:1.1.2": "有",
            "review.number:1.1.2": 3,
            "review.choice:1.2.1": "有",
            "review.number:1.2.1": 1,
        },
        "B": {"review.number:1.1.1": 3, "review.choice:1.2.2": "有"},
        "C": {"review.number:1.1.1": 4, "review.choice:1.2.1": "无"},
    }
    (folder / "in").mkdir(exist_ok=True)
    names = {"A": "甲局", "B": "乙局", "C": "丙局"}
    for own, typed in entered.items():
        data = filled(standard(OLD), Unit(own, names[own]), {k: decimal(v) for k, v in typed.items()})
        (folder / "in" / f"{own}.xlsx").write_bytes(data)
    command = ("collect", "in", "--rubric", "old.yaml", "--units", "u.csv", "-o", "o.xlsx", *more)
    _, said, _ = out(capsys, *command)
    return said, openpyxl.load_workbook(io.BytesIO((folder / "o.xlsx").read_bytes()))


def decimal(value: Any) -> Any:
    return Decimal(value) if isinstance(value, int) else value


def table(book: Any, name: str) -> list[list[Any]]:
    rows = [[cell.value for cell in line] for line in book[name].iter_rows()]
    start = next(n for n, line in enumerate(rows) if line[0] in ("编号", "类别"))
    return rows[start + 1 :]


def test_collect_shows_the_trial_in_the_workbook(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    said, book = collected(folder, capsys, "--against", "new.yaml", "--csv", "csv")
    assert "按 new 试算：比较 3 个单位，其中 1 个名次变动。" in said
    assert table(book, "试算") == [
        ["A", "甲局", 7.5, 11, 3.5, 2, 1, 1, "1.1.2 没有会议记录 +1.5；1.2.1 报送不及时 +1；1.1 会议 +1", 1],
        ["C", "丙局", 10, 11, 1, 1, 1, 0, "1.1 会议 +1", 0],
        ["B", "乙局", 7, 7, 0, 3, 3, 0, "1.2.1 出现重大差错 −1；1.1 会议 +1", 0],
    ]
    assert table(book, "试算规则")[0] == ["项目", "1.1", "1.1", "会议", "4分", "5分", "有改动", 3, 3]
    assert [line[:9] for line in table(book, "试算未比")] == [
        ["未采用", "A", "甲局", "1.1.2", "1.1.2", "没有会议记录", None, "有 / 3", "现在要选档次或“有、无”"],
        ["已取消", None, None, "1.2.1", None, "报送不及时", "每次扣1分", None, "新细则中没有"],
    ]
    assert sorted(path.stem for path in (folder / "csv").iterdir() if path.stem.startswith("against")) == [
        "against",
        "against_left",
        "against_rules",
    ]


def test_collect_hands_the_trial_on_as_json(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    said, _ = collected(folder, capsys, "--against", "new.yaml", "--json")
    assert [unit["difference"] for unit in json.loads(said)["against"]["units"]] == [3.5, 0, 1]


def test_a_collection_without_a_trial_has_no_such_sheets(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    said, book = collected(folder, capsys)
    assert "试算" not in said
    assert not [name for name in book.sheetnames if "试算" in name]
