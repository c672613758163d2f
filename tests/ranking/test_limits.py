"""The limits of a spreadsheet program: what is beyond goes on elsewhere or is left out, and the overview says so."""

from decimal import Decimal
from pathlib import Path

import pytest

from tests.ranked import BLOCKED, SPOTLESS, STAMP, SUNK, Entered, collected, made, read, rows, sheet, texts
from xlrubric import ranking
from xlrubric.collect import Collection
from xlrubric.ranking_book import pages_file, pen, places, unit_pages, unit_pages_book
from xlrubric.typed_text import LONGEST_CELL

UNITS: Entered = {"U1": BLOCKED, "U2": SPOTLESS, "U3": SUNK}


def said(collection: Collection, unit_pages: bool = False) -> list[str]:
    """Give what the overview says of limits."""
    words = ("上限", "最多65530", "截短", "没有制作")
    found = texts(sheet(read(collection, unit_pages), "概览"))
    return [text for text in found if any(word in text for word in words)]


def test_a_ranking_that_fits_says_nothing_of_limits() -> None:
    assert said(collected(UNITS), unit_pages=True) == []


def test_rows_beyond_a_sheet_go_on_in_others_and_the_overview_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = rows(sheet(read(collected(UNITS)), "扣分明细"))
    monkeypatch.setattr(places, "MOST_ROWS", 4)
    book = read(collected(UNITS))
    names = [found.name for found in book.sheets if found.name.startswith("扣分明细")]
    assert names == ["扣分明细", "扣分明细 (2)"]
    assert [row[:12] for name in names for row in rows(sheet(book, name))] == [row[:12] for row in whole]
    assert said(collected(UNITS)) == ["“扣分明细”共6行，超过一张工作表的上限，接在后面各表里，到“扣分明细 (2)”为止。"]


def test_cells_without_a_link_are_counted_by_sheet(monkeypatch: pytest.MonkeyPatch) -> None:
    collection = collected(UNITS)
    monkeypatch.setattr(pen, "MOST_LINKS", 5)
    found = said(collection)
    assert found[0] == "“排名”里有5格没有链接：一张工作表最多65530个。"  # three ids, ranks and files; one leads back
    assert all(text.endswith("格没有链接：一张工作表最多65530个。") for text in found)


def test_texts_cut_are_counted_by_sheet() -> None:
    remark = "长" * (LONGEST_CELL + 5)
    collection = collected({"U1": BLOCKED, "U2": SUNK}, remark=remark)
    assert said(collection) == [f"“扣分明细”里有2格的文字超过{LONGEST_CELL}字，截短了，末尾是“…”。"]
    assert said(collected({"U1": BLOCKED}, remark="长" * LONGEST_CELL)) == []


def test_more_units_than_a_workbook_has_sheets_have_no_pages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    collection, out = collected(UNITS), tmp_path / "ranking.xlsx"
    monkeypatch.setattr(unit_pages, "MOST_PAGES", 2)
    frames = ranking.tables(collection)
    assert unit_pages_book(collection, frames, STAMP, out) is not None
    monkeypatch.setattr(unit_pages, "MOST_SHEETS", 2)
    assert unit_pages_book(collection, frames, STAMP, out) is None
    assert pages_file("zh-Hans", out).name.encode() not in made(collection, out, True)
    (text,) = said(collection, unit_pages=True)
    assert text.startswith("单位有3个，没有制作各单位的页")


def test_what_is_beyond_a_million_rows_is_split_at_excels_limit() -> None:
    cut = places.parts(range(2_500_000))
    assert [len(part) for part in cut] == [1_048_000, 1_048_000, 404_000]
    assert all(len(part) + 5 <= 1_048_576 for part in cut)
    whole = places.Places({"ledger": "扣分明细"}, "{sheet} ({number})")
    assert whole.spot("ledger", 1_048_000) == places.Spot("扣分明细 (2)", 5)


def test_many_points_stay_exact_in_the_sheets_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(places, "MOST_ROWS", 3)
    collection = collected(UNITS)
    book = read(collection)
    running = [row[12] for name in ("扣分明细", "扣分明细 (2)") for row in rows(sheet(book, name))]
    ends = {row[0]: value for row, value in zip(ranking.ledger(collection).to_numpy(), running, strict=True)}
    totals = dict(zip(ranking.ranking(collection)["unit"], ranking.ranking(collection)["total"], strict=True))
    assert {unit: Decimal(str(value)) for unit, value in ends.items()} == totals
