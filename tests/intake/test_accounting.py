"""The account: N files in, N accounted for, each with a status, a reason, a remedy; the sum is proved and shown."""

import json
from dataclasses import replace
from pathlib import Path
from typing import cast

import pytest
from click.testing import CliRunner

from tests.intake.beside import gathered
from tests.intake.made import FORM, packed
from tests.ranked import read, rows, sheet
from tests.returns.forms import FAULTS, STANDARD, UNITS, filled
from xlrubric import collect as collecting
from xlrubric.accounting import ArchiveAccount, FileAccount, Miscount, Status, prove, reason, status_of
from xlrubric.cli import Commands, run
from xlrubric.cli.texts import Texts
from xlrubric.collect import collect
from xlrubric.collector import Collector
from xlrubric.intake import Arrived, Tally
from xlrubric.messages import MESSAGES
from xlrubric.problems import Place, problem
from xlrubric.ranking import sources


def account(name: str, status: Status = Status.SCORED) -> FileAccount:
    return FileAccount(name, "ab" * 32, 9, status)


ARCHIVE = ArchiveAccount("z.zip", "cd" * 32, 9, 2)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give a folder with something of nearly every status: six files, one of them an archive of four."""
    own = tmp_path / "收"
    own.mkdir()
    (own / "一.xlsx").write_bytes(filled(FAULTS))
    (own / "二.xlsx").write_bytes(filled(FAULTS))
    (own / "空.xlsx").write_bytes(filled({}, number=1))
    (own / "a.rar").write_bytes(b"Rar!\x1a\x07\x01\x00")
    (own / "断.xlsx").write_bytes(FORM[:5000])
    (own / "z.zip").write_bytes(
        packed(("三.xlsx", FORM), ("b.pdf", b"%PDF-"), ("四.xlsx", FORM[:-9]), (".DS_Store", b"x"))
    )
    return own


STATUSES = {
    "scored": 2,
    "duplicate": 1,
    "without_score": 1,
    "archive_not_opened": 1,
    "unreadable": 2,
    "not_a_form": 2,
}


def test_every_file_has_one_account_and_an_archive_stands_for_its_files(folder: Path) -> None:
    counts = gathered([folder]).counts()
    assert {key: counts[key] for key in STATUSES} == STATUSES
    assert counts["files"] == sum(counts[status.value] for status in Status) == 6 - 1 + 4
    assert counts["archives"] == 1


def test_every_file_that_is_not_scored_has_its_reason_and_remedy(folder: Path) -> None:
    table = sources(gathered([folder]), "en").to_dict("records")
    assert len(table) == 10
    assert [Path(str(row["file"])).name for row in table if row["status"] == "archive_opened"] == ["z.zip"]
    for row in table:
        if row["status"] not in ("scored", "archive_opened"):
            assert row["reason"], row
        if row["status"] in ("unreadable", "archive_not_opened", "without_score"):
            assert row["remedy"], row


@pytest.mark.parametrize(
    ("files", "archives", "tally"),
    [
        ([account("a")], [], Tally(2)),
        ([account("a"), account("b")], [], Tally(1)),
        ([account("a"), account("a")], [], Tally(2)),
        ([account("a")], [ARCHIVE], Tally(1)),
        ([account("a")], [], Tally(1, opened=1, members=1)),
        ([account("a"), account("b")], [ARCHIVE], Tally(1, opened=1, members=3)),
        ([account("a", cast(Status, "lost"))], [], Tally(1)),
    ],
)
def test_a_sum_that_is_wrong_is_a_fault_of_ours(
    files: list[FileAccount], archives: list[ArchiveAccount], tally: Tally
) -> None:
    with pytest.raises(Miscount):
        prove(files, archives, tally)


def test_a_sum_that_is_right_passes() -> None:
    prove([account("a"), account("b"), account("c")], [ARCHIVE], Tally(2, opened=1, members=2))
    prove([], [], Tally())


def arguments(folder: Path, *more: str) -> list[str]:
    units = folder.parent / "u.csv"
    units.write_text("单位编号,单位名称\nU01,甲\nU02,乙\nU03,丙\n", encoding="utf-8")
    named = ["--rubric", "xiangxi-2018", "--units", str(units), "-o", str(folder.parent / "r.xlsx")]
    return ["collect", str(folder), *named, *more]


def test_a_lost_file_ends_the_command_as_a_fault_of_ours(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    settled = collecting.settled

    def losing(*given: object) -> object:
        made = settled(*given)  # type: ignore[arg-type]
        return replace(made, files=made.files[:-1])

    monkeypatch.setattr(collecting, "settled", losing)
    assert run(arguments(folder), Texts("en")) == 3
    assert "do not add up" in capsys.readouterr().err
    assert not (folder.parent / "r.xlsx").exists()


def test_the_sum_is_shown_on_the_terminal_and_in_json(folder: Path) -> None:
    said = CliRunner().invoke(Commands(Texts("en")), arguments(folder), standalone_mode=False).stdout
    assert "Files: 9, of which 2 scored" in said
    assert "1 archives not opened" in said
    assert "Archives opened: 1" in said
    made = CliRunner().invoke(Commands(Texts("en")), arguments(folder, "--json"), standalone_mode=False).stdout
    data = json.loads(made)
    assert data["counts"]["files"] == len(data["files"]) == 9
    assert {status: sum(f["status"] == status for f in data["files"]) for status in STATUSES} == STATUSES
    assert [Path(one["file"]).name for one in data["archives"]] == ["z.zip"]
    rar = next(f for f in data["files"] if f["status"] == "archive_not_opened")
    assert (rar["code"], bool(rar["reason"]), bool(rar["remedy"])) == ("package-archive", True, True)


def test_the_sum_is_shown_in_the_ranking(folder: Path) -> None:
    book = read(collect([folder], STANDARD, UNITS))
    overview = " ".join(str(cell.text) for cell in sheet(book, "概览").cells.values())
    assert (
        "文件核对：9 个 = 已计分 2 + 没有得分，待核实 1 + 无法读取 2 + 压缩包，未打开 1 + 不是评分表 2 + 重复 1。"
        in overview
    )
    assert "另打开压缩包 1 个" in overview
    states = [row[1] for row in rows(sheet(book, "来源"))]
    assert len(states) == 10
    assert states.count("压缩包，已打开") == 1


def test_a_fault_of_ours_over_one_file_costs_no_other(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = Collector._read

    def failing(self: Collector, arrived: Arrived) -> object:
        if arrived.name.endswith("空.xlsx"):
            raise ZeroDivisionError
        return real(self, arrived)

    monkeypatch.delenv("XLRUBRIC_DEBUG", raising=False)
    monkeypatch.setattr(Collector, "_read", failing)
    collection = collect([folder], STANDARD, UNITS)
    assert set(collection.returns) == {"U01", "U03"}
    broken = [a for a in collection.files if a.problems and a.problems[0].code == "reader-failed"]
    assert [(Path(a.file).name, a.status) for a in broken] == [("空.xlsx", Status.UNREADABLE)]


@pytest.mark.parametrize("code", sorted(MESSAGES))
def test_every_message_has_a_status(code: str) -> None:
    assert status_of(code) in (Status.UNREADABLE, Status.NOT_A_FORM, Status.ARCHIVE_NOT_OPENED)


def test_the_reason_is_the_gravest_problem_or_the_one_that_decided() -> None:
    note, warning = problem(Place("a"), "package-macros"), problem(Place("a"), "same-time", id="U1", other="b")
    beaten = problem(Place("a"), "superseded", id="U1", taken="b")
    assert reason(replace(account("a"), problems=(note, warning))) == warning
    assert reason(replace(account("a", Status.SUPERSEDED), problems=(warning, beaten))) == beaten
    assert reason(account("a")) is None
