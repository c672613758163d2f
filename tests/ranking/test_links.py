"""Links: from a rank to the ledger, from a source to the file itself, from everywhere back to the overview."""

import os
from dataclasses import replace
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest

from tests.ranked import BLOCKED, SPOTLESS, SUNK, account, blank, collected, find, opened, target
from xlrubric.collect import Collection
from xlrubric.ranking_book.file_links import LONGEST, escaped, links

TABLES = ("排名", "得分", "扣分明细", "自查核查对比", "未交", "问题", "来源", "图表数据")


def lying(collection: Collection, folder: Path) -> Collection:
    """Put the returned files into a folder, as they would have been collected from there."""
    files, returns = [], dict(collection.returns)
    for one in collection.files:
        path = folder / Path(one.file).name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"x")
        files.append(replace(one, file=str(path)))
        returns[one.units[0]] = replace(returns[one.units[0]], file=str(path))
    return replace(collection, files=tuple(files), returns=returns)


# Within the workbook


def test_a_rank_leads_to_the_units_ledger() -> None:
    book = opened(collected({"U1": BLOCKED, "U2": SPOTLESS, "U3": SUNK}))
    page = book["排名"]
    for row in (5, 6, 7):
        there = target(book, page.cell(row, 1))
        assert (there.parent.title, there.value) == ("扣分明细", page.cell(row, 2).value)
        assert isinstance(page.cell(row, 1).value, int)  # still a number, to sort by


@pytest.mark.parametrize("name", TABLES)
def test_every_sheet_leads_back_to_the_overview(name: str) -> None:
    book = opened(collected({"U1": BLOCKED, "U2": SPOTLESS}, problems=[blank("U1")], missing=1))
    cell = book[name]["A3"]
    assert cell.value == "← 概览"
    assert target(book, cell).parent.title == "概览"


def test_the_tiles_that_are_in_doubt_lead_to_the_matter() -> None:
    book = opened(collected({"U1": BLOCKED, "U2": SPOTLESS}, problems=[blank("U1")], missing=2))
    tiles = {str(cell.value).replace("\n", ""): cell.offset(1, 0) for cell in book["概览"][4] if cell.value}
    absent, doubt = (tiles[name] for name in ("无得分单位（个）", "待核实（个单位）"))
    assert (absent.value, target(book, absent).parent.title) == (2, "未交")
    assert (doubt.value, target(book, doubt).parent.title) == (1, "问题")
    assert tiles["参评单位（个）"].hyperlink is None


def test_where_nothing_is_in_doubt_nothing_leads_anywhere() -> None:
    page = opened(collected({"U1": BLOCKED}))["概览"]
    assert [page.cell(5, column).hyperlink for column in range(1, 10)] == [None] * 9


# To the files


def sources(collection: Collection, out: Path) -> list[Any]:
    page = opened(collection, out)["来源"]
    return [page.cell(row, 1) for row in range(5, page.max_row + 1)]


def test_a_source_leads_to_the_file_itself_as_seen_from_the_ranking(tmp_path: Path) -> None:
    collection = lying(collected({"U1": BLOCKED, "U2": SPOTLESS}), tmp_path / "收回 一")
    for out, way in (
        (tmp_path / "r.xlsx", "收回%20一"),
        (tmp_path / "收回 一" / "r.xlsx", ""),
        (tmp_path / "out" / "deep" / "r.xlsx", "..\\..\\收回%20一"),
    ):
        found = sources(collection, out)
        assert [cell.value for cell in found] == ["U1.xlsx", "U2.xlsx"]
        assert [cell.hyperlink.target for cell in found] == [f"{way}\\U{n}.xlsx".removeprefix("\\") for n in (1, 2)]


def test_without_a_place_for_the_ranking_no_source_is_a_link(tmp_path: Path) -> None:
    page = opened(lying(collected({"U1": BLOCKED}), tmp_path))["来源"]
    assert page["A5"].hyperlink is None


def test_what_is_not_there_or_lies_in_an_archive_is_no_link(tmp_path: Path) -> None:
    with ZipFile(tmp_path / "all.zip", "w") as archive:
        archive.writestr("U1.xlsx", "x")
    inside, gone = str(tmp_path / "all.zip" / "U1.xlsx"), str(tmp_path / "gone.xlsx")
    assert links([inside, gone, str(tmp_path / "all.zip")], tmp_path) == {str(tmp_path / "all.zip"): "all.zip"}


@pytest.mark.parametrize(
    ("name", "address"),
    [
        ("a b.xlsx", "a%20b.xlsx"),
        ("100%.xlsx", "100%25.xlsx"),
        ("a#b.xlsx", "a%23b.xlsx"),
        ("%41.xlsx", "%2541.xlsx"),
        ("县[1].xlsx", "县%5B1%5D.xlsx"),
        ("{a}^`.xlsx", "%7Ba%7D%5E%60.xlsx"),
        ("a&b'c;d.xlsx", "a%26b%27c%3Bd.xlsx"),
        ("http:x.xlsx", "http%3Ax.xlsx"),
    ],
)
def test_signs_with_a_meaning_in_an_address_are_escaped(name: str, address: str, tmp_path: Path) -> None:
    assert escaped(name) == address
    if os.name == "nt" and set(name) & set(':*?"<>|'):
        pytest.skip("Windows has no file of this name")
    (tmp_path / name).write_bytes(b"x")
    assert links([str(tmp_path / name)], tmp_path) == {str(tmp_path / name): address}


@pytest.mark.parametrize("name", ["a b.xlsx", "a#b.xlsx", "100%.xlsx", "%41.xlsx", "县[1].xlsx", "a&b.xlsx"])
def test_a_link_in_the_workbook_has_the_escaped_address(name: str, tmp_path: Path) -> None:
    collection = collected({"U1": BLOCKED})
    (tmp_path / name).write_bytes(b"x")
    files = (replace(collection.files[0], file=str(tmp_path / name)),)
    (cell,) = sources(replace(collection, files=files), tmp_path / "r.xlsx")
    assert (cell.value, cell.hyperlink.target, cell.hyperlink.location) == (name, escaped(name), None)


def test_a_way_too_long_for_excel_is_no_link(tmp_path: Path) -> None:
    deep = tmp_path / ("深" * 60) / ("深" * 60)
    deep.mkdir(parents=True)
    short, long = deep / ("a" * (LONGEST - 122 - 5) + ".xlsx"), deep / ("a" * (LONGEST - 122 - 4) + ".xlsx")
    for path in (short, long):
        path.write_bytes(b"x")
    assert set(links([str(short), str(long)], tmp_path)) == {str(short)}
    assert len(links([str(short)], tmp_path)[str(short)]) == LONGEST


def test_another_drive_is_no_link(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def other(*_: object) -> str:
        raise ValueError("path is on mount 'D:', start on mount 'C:'")

    (tmp_path / "a.xlsx").write_bytes(b"x")
    monkeypatch.setattr(os.path, "relpath", other)
    assert links([str(tmp_path / "a.xlsx")], tmp_path) == {}


@pytest.mark.skipif(os.name == "nt", reason="Windows names are text")
def test_a_name_that_is_no_text_is_no_link(tmp_path: Path) -> None:
    name = str(tmp_path / "\udcb2.xlsx")
    Path(name).write_bytes(b"x")
    assert links([name], tmp_path) == {}


def test_a_typed_text_is_no_link_though_its_file_is_one(tmp_path: Path) -> None:
    collection = lying(collected({"U1": BLOCKED}, remark="external:x.xlsx"), tmp_path)
    book = opened(collection, tmp_path / "r.xlsx")
    assert find(book["扣分明细"], "external:x.xlsx").hyperlink is None
    outside = [cell for page in book for row in page.iter_rows() for cell in row if cell.hyperlink]
    assert [cell.value for cell in outside if cell.hyperlink.target] == ["U1.xlsx"]


# What else went in


def test_tables_and_earlier_rankings_stand_among_the_sources(tmp_path: Path) -> None:
    collection = lying(collected({"U1": BLOCKED}), tmp_path / "in")
    (tmp_path / "scores.csv").write_bytes(b"x")
    kinds = {"score_table": "scores.csv", "vote_table": "v.csv", "earlier_ranking": "2024.xlsx"}
    inputs = tuple(replace(account(str(tmp_path / file)), kind=kind) for kind, file in kinds.items())
    page = opened(replace(collection, inputs=inputs), tmp_path / "r.xlsx")["来源"]
    assert [page.cell(row, 2).value for row in (5, 6, 7, 8)] == [
        "已计分",
        "成绩表，已采用",
        "票数表，已采用",
        "往年排名，已采用",
    ]
    assert [bool(page.cell(row, 1).hyperlink) for row in (5, 6, 7, 8)] == [True, True, False, False]
    said = [str(cell.value) for cell in opened(replace(collection, inputs=inputs))["概览"]["A"]]
    assert "收到文件1个：评分表及其他1个（已计分 1）。" in said


def test_a_flagged_list_is_not_said_to_be_scored() -> None:
    collection = collected({"U1": BLOCKED})
    odd = replace(account("in/list.xlsx", [blank("U1")]), kind="rectification")
    book = opened(replace(collection, files=(*collection.files, odd)))
    assert book["来源"]["B6"].value == "已统计，待核实"
    said = [str(cell.value) for cell in book["概览"]["A"]]
    assert "收到文件2个：评分表及其他1个（已计分 1）；整改清单1个（已统计，待核实 1）。" in said
