"""Ballots filled in by programs with a window, or by openpyxl, come back with their votes and nothing to be said."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import openpyxl

from tests.ballots.damage import TAB
from tests.ballots.material import LEVELS, filled, gathered, standard, told
from tests.office.fill import FillJob, Typed, fill_in
from tests.office.programs import needs
from xlrubric.accounting import Status
from xlrubric.standard import Standard

SIGNED = standard(f"questions: [总体评价, 作风], {LEVELS}, signed: true")
SCALE = standard("questions: [德], scale: {from: 0, to: 20}")


@needs("soffice", "uno")
def test_a_ballot_filled_in_by_libreoffice_comes_back_whole(tmp_path: Path) -> None:
    source = tmp_path / "票 01.xlsx"
    source.write_bytes(filled(SIGNED))
    typed = {"D7": "好", "E7": "较好", "D8": "一般", "E8": "好", "D9": "较好", "C11": "张三", "C12": "2018-12-20"}
    job = FillJob(
        source,
        tmp_path / "back" / "票 01.xlsx",
        cells=[(TAB, cell, value) for cell, value in typed.items()],
        read=[(TAB, "B5")],
    )
    (result,) = fill_in([job])
    assert result.refused == ()
    assert result[TAB, "B5"].text == "已填 5 格，共 6 格"
    collection = gathered(SIGNED, {"a.xlsx": result.target.read_bytes()})
    assert told(collection.files[0].problems) == []
    (ballot,) = collection.ballots
    assert ballot.votes == {"U1": ("好", "较好"), "U2": ("一般", "好"), "U3": ("较好", None)}
    assert (ballot.rater, ballot.date) == ("张三", "2018-12-20")


@needs("soffice", "uno")
def test_libreoffice_refuses_what_is_no_answer_and_leaves_locked_cells_alone(tmp_path: Path) -> None:
    jobs = []
    trials: list[tuple[Standard, Typed]] = [(SIGNED, "很好"), (SCALE, 21), (SCALE, "好")]
    for number, (made, wrong) in enumerate(trials, 1):
        source = tmp_path / f"{number}.xlsx"
        source.write_bytes(filled(made))
        cells: list[tuple[str, str, Typed]] = [(TAB, "D7", wrong), (TAB, "C7", "另一单位")]
        jobs.append(FillJob(source, tmp_path / "back" / source.name, cells=cells))
    for result in fill_in(jobs):
        assert [refused.reason for refused in result.refused] == ["invalid", "protected"]


@needs("soffice", "uno")
def test_moved_rows_of_an_unprotected_ballot_keep_their_units(tmp_path: Path) -> None:
    source = tmp_path / "1.xlsx"
    source.write_bytes(filled(SCALE, {"U1": Decimal(10), "U2": Decimal(11), "U3": Decimal(12)}))
    actions = (("unprotect", TAB), ("move_rows", TAB, 9, 1, 7))
    (result,) = fill_in([FillJob(source, tmp_path / "back" / "1.xlsx", actions=actions)])
    collection = gathered(SCALE, {"a.xlsx": result.target.read_bytes()})
    assert collection.ballots[0].votes == {"U1": (Decimal(10),), "U2": (Decimal(11),), "U3": (Decimal(12),)}
    assert "rows-moved" in [found.code for found in collection.files[0].problems]
    assert collection.files[0].status in (Status.COUNTED, Status.FLAGGED)


def test_a_ballot_filled_in_by_openpyxl_is_counted(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(filled(SIGNED))
    book = openpyxl.load_workbook(path)
    page = book[TAB]
    for row in (7, 8, 9):
        page.cell(row, 4).value, page.cell(row, 5).value = "好", "一般"
    page["C11"].value = "李四"
    page["C12"].value = date(2018, 12, 21)
    book.save(path)
    collection = gathered(SIGNED, {"a.xlsx": path.read_bytes()})
    assert told(collection.files[0].problems) == []
    assert collection.ballots[0].votes == dict.fromkeys(("U1", "U2", "U3"), ("好", "一般"))
    assert (collection.ballots[0].rater, collection.ballots[0].date) == ("李四", "2018-12-21")
