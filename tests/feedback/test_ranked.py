"""A ranking workbook read back gives the tables that it was made of, whatever people and programs did to it."""

import io
from collections.abc import Callable, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.office.fill import FillJob, fill_in
from tests.office.headless import recalculate
from tests.office.programs import needs
from tests.ranked import BLOCKED, CHINESE, SPOTLESS, SUNK, collected, half_done, made, returned, standard
from xlrubric import ranking
from xlrubric.messages import line
from xlrubric.problems import Place, Refusal, problem
from xlrubric.ranked import Ranked, number, ranked_of, read_ranked, text
from xlrubric.ranking_book import places
from xlrubric.series import series

COLLECTION = half_done(collected({"U1": BLOCKED, "U2": SPOTLESS, "U3": SUNK}, remark="查台账", missing=1), "U1")
RANKING = made(COLLECTION)


def changed(change: Callable[[Any], None], data: bytes = RANKING) -> bytes:
    """Have openpyxl change a ranking as a person would."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    change(book)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def read(data: bytes = RANKING) -> Ranked:
    return ranked_of(data, "r.xlsx")


def same_tables(found: Ranked) -> None:
    """Hold what was read against the tables of the collection."""
    frames = ranking.tables(COLLECTION)
    for table, keys in {
        "ranking": ("rank", "unit", "name", "group", "lead", "total", "standing", "filled", "findings"),
        "scores": ("rank", "unit", "total", "1", "1.1", "1.2", "2", "2.1"),
        "ledger": ("unit", "name", "kind", "section", "finding", "points", "remark"),
        "missing": ("unit", "name", "contact", "reason"),
        "sources": ("status", "units", "sha256", "bytes"),
    }.items():
        wanted = [tuple(plain(row[key]) for key in keys) for row in frames[table].to_dict("records")]
        came = [tuple(plain(row[key]) for key in keys) for row in found.rows(table)]
        assert sorted(came, key=str) == sorted(wanted, key=str), table


def plain(value: Any) -> Any:
    if value is None or value == "" or value != value:
        return None
    return Decimal(value) if isinstance(value, int | Decimal) else value


def test_the_tables_come_back_by_the_keys_of_their_columns() -> None:
    found = read()
    same_tables(found)
    assert found.problems == ()
    assert found.rows("comparison") and found.rows("nothing") == ()


def test_what_the_ranking_is_of_comes_back() -> None:
    facts = read().facts
    wanted = {"kind": "ranking", "rubric": "small", "series": "small", "period": "2025年度", "language": "zh-Hans"}
    wanted |= {"title": "2025年安全检查评分表", "made": "2026-01-02T09:30:00", "counts": "review", "points": "17"}
    assert {key: facts[key] for key in wanted} == wanted
    assert facts["fingerprint"] == COLLECTION.standard.fingerprint
    assert facts["sheet.ledger.0"] == "扣分明细"
    nodes = [(node.id, node.name, node.points, node.depth) for node in read().nodes]
    assert nodes[:2] == [("1", "一、通道", Decimal(12), 1), ("1.1", "出口", Decimal(10), 2)] and len(nodes) == 5


def test_words_are_codes_again_and_empty_tables_have_no_rows() -> None:
    found = read()
    assert {row["kind"] for row in found.rows("ledger")} == {"base", "lost", "floor"}
    assert {row["standing"] for row in found.rows("ranking")} == {"final", "provisional"}
    assert found.rows("problems") == ()
    assert [text(row, "reason") for row in found.rows("missing")] == ["not_returned"]


@pytest.mark.parametrize("language", ["zh-Hans", "zh-Hant", "en"])
def test_a_ranking_of_every_language_is_read(language: str) -> None:
    of = standard(CHINESE.replace("zh-Hans", language))
    entries = {key: "yes" if language == "en" and value == "有" else value for key, value in BLOCKED.items()}
    found = read(made(collected({"U1": entries}, of)))
    assert [(text(r, "unit"), number(r, "total"), r["standing"]) for r in found.rows("ranking")] == [
        ("U1", Decimal("15.5"), "final")
    ]
    assert [row["kind"] for row in found.rows("ledger")] == ["base", "lost"]


def test_a_place_names_sheet_and_cell() -> None:
    found = read()
    at = found.units("ranking")
    assert str(found.place("ranking", at["U3"], "total")) == "r.xlsx!排名!F7"
    assert str(found.place("ledger", 0)) == "r.xlsx!扣分明细!A5"


def test_texts_and_numbers_are_given_as_such() -> None:
    row: Mapping[str, Decimal | str | None] = {"a": Decimal("1.50"), "b": "x", "c": None}
    assert [text(row, key) for key in "abcd"] == ["1.50", "x", "", ""]
    assert [number(row, key) for key in "abcd"] == [Decimal("1.5"), None, None, None]


def sorted_upside_down(book: Any) -> None:
    page = book["排名"]
    lines = [[cell.value for cell in row] for row in page.iter_rows(min_row=5, max_row=7)]
    for row, values in zip((7, 6, 5), lines, strict=True):
        for column, value in enumerate(values, 1):
            page.cell(row, column).value = value


def inserted_column(book: Any) -> None:
    book["排名"].insert_cols(3)
    book["排名"].cell(4, 3).value = "我的备注"
    book["排名"].cell(5, 3).value = "好"


def inserted_rows(book: Any) -> None:
    book["排名"].insert_rows(2, 2)
    book["排名"]["A2"] = "县委办公室"
    book["扣分明细"].insert_rows(1)


def renamed_tabs(book: Any) -> None:
    book["排名"].title = "最终结果"
    book["得分"].title = "x"


def unhidden(book: Any) -> None:
    for page in book.worksheets:
        page.sheet_state = "visible"
        page.row_dimensions[1].hidden = False


def reordered(book: Any) -> None:
    book.move_sheet("标识", -8)
    book.move_sheet("来源", -5)


def columns_swapped(book: Any) -> None:
    page = book["排名"]
    for row in range(1, 8):
        one, other = page.cell(row, 3), page.cell(row, 6)
        one.value, other.value = other.value, one.value


def a_sheet_of_ones_own(book: Any) -> None:
    page = book.create_sheet("我的表", 0)
    page.append(["ranking.xlsx", "见 ranking.total"])
    page.append(["U9", 3])


@pytest.mark.parametrize(
    "change",
    [
        sorted_upside_down,
        inserted_column,
        inserted_rows,
        renamed_tabs,
        unhidden,
        reordered,
        columns_swapped,
        a_sheet_of_ones_own,
    ],
)
def test_what_people_do_to_a_ranking_changes_nothing(change: Callable[[Any], None]) -> None:
    same_tables(read(changed(change)))


def test_the_rows_come_in_the_order_in_which_they_stand() -> None:
    found = read(changed(sorted_upside_down))
    assert [text(row, "unit") for row in found.rows("ranking")] == ["U3", "U1", "U2"]
    assert str(found.place("ranking", 0, "unit")) == "r.xlsx!排名!B5"


def test_a_copied_column_counts_once_and_the_first_of_them() -> None:
    def copied(book: Any) -> None:
        page = book["排名"]
        for row in range(1, 8):
            page.cell(row, 20).value = page.cell(row, 6).value if row < 5 else 99

    assert {number(row, "total") for row in read(changed(copied)).rows("ranking")} == {17, 15, Decimal("15.5")}


def test_columns_and_sheets_of_a_newer_program_are_read_as_they_stand() -> None:
    def newer(book: Any) -> None:
        page = book["排名"]
        page.cell(1, 16).value, page.cell(4, 16).value = "ranking.consequence", "结果运用"
        page.cell(5, 16).value = "通报表扬"
        extra = book.create_sheet("综合")
        for row in (["novelty.unit", "novelty.total"], ["题"], ["注"], ["编号", "综合"], ["U1", 91.25]):
            extra.append(row)
        names = book["标识"]
        names.append(["sheet.novelty.0", "综合"])

    found = read(changed(newer))
    assert text(found.rows("ranking")[0], "consequence") == "通报表扬"
    assert [(text(row, "unit"), number(row, "total")) for row in found.rows("novelty")] == [("U1", Decimal("91.25"))]


def test_a_column_that_was_deleted_is_absent_and_the_rest_is_there() -> None:
    def without(book: Any) -> None:
        book["排名"].delete_cols(4)

    row = read(changed(without)).rows("ranking")[0]
    assert "group" not in row and text(row, "lead") == "办公室"


def test_a_table_on_several_sheets_is_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(places, "MOST_ROWS", 2)
    monkeypatch.setattr("xlrubric.ranking_book.identity.MOST_ROWS", 2)
    found = read(made(COLLECTION))
    same_tables(found)
    assert found.facts["sheet.ledger.2"] == "扣分明细 (3)" and found.problems == ()
    assert str(found.place("ledger", 2)) == "r.xlsx!扣分明细 (2)!A5"


def fails(data: bytes) -> list[str]:
    with pytest.raises(Refusal) as refusal:
        read(data)
    return [p.code for p in refusal.value.problems]


def test_a_form_is_no_ranking() -> None:
    from_form = returned(standard(), "U1", BLOCKED)
    assert from_form.total == Decimal("15.5")
    book = openpyxl.Workbook()
    buffer = io.BytesIO()
    book.save(buffer)
    assert fails(buffer.getvalue()) == ["not-a-ranking"]


def test_another_version_is_named_with_both() -> None:
    def older(book: Any) -> None:
        page = book["标识"]
        next(row for row in page.iter_rows() if row[0].value == "version")[1].value = "7"

    with pytest.raises(Refusal) as refusal:
        read(changed(older))
    assert line(refusal.value.problems[0], "en") == (
        "r.xlsx: [ranking-other-version] this ranking was written in another way (version 7, not 1). "
        "Collect its returned files again with this version of the program."
    )


def test_a_ranking_without_its_identity_is_none() -> None:
    assert fails(changed(lambda book: book.remove(book["标识"]))) == ["not-a-ranking"]


def test_a_ranking_without_its_ranking_is_refused_and_without_another_sheet_goes_on() -> None:
    assert fails(changed(lambda book: book.remove(book["排名"]))) == ["ranking-sheet-gone"]
    found = read(changed(lambda book: book.remove(book["自查核查对比"])))
    assert found.problems == (problem(Place("r.xlsx", sheet="自查核查对比"), "ranking-sheet-gone"),)
    same_tables(found)


def test_keys_that_were_wiped_leave_no_table() -> None:
    def wiped(book: Any) -> None:
        for cell in book["排名"][1]:
            cell.value = None

    assert fails(changed(wiped)) == ["ranking-sheet-gone"]


def test_what_is_no_workbook_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "r.xlsx"
    with pytest.raises(Refusal) as refusal:
        read_ranked(path)
    assert [p.code for p in refusal.value.problems] == ["file-unreadable"]
    path.write_bytes(b"%PDF-1.7")
    with pytest.raises(Refusal) as refusal:
        read_ranked(path)
    assert [p.code for p in refusal.value.problems] == ["package-pdf"]


@needs("soffice")
def test_libreoffice_saves_a_ranking_that_is_read_alike(tmp_path: Path) -> None:
    source = tmp_path / "r.xlsx"
    source.write_bytes(RANKING)
    (saved,) = recalculate([source], tmp_path / "out")
    found = read_ranked(saved)
    same_tables(found)
    assert found.facts == read().facts and found.nodes == read().nodes


@needs("soffice", "uno")
def test_a_ranking_sorted_by_a_person_is_read_alike(tmp_path: Path) -> None:
    source, target = tmp_path / "r.xlsx", tmp_path / "sorted.xlsx"
    source.write_bytes(RANKING)
    fill_in([FillJob(source, target, actions=[("sort", "排名", "A5:N7", "F")])])
    found = read_ranked(target)
    assert [text(row, "unit") for row in found.rows("ranking")] == ["U3", "U1", "U2"]
    same_tables(found)


@pytest.mark.parametrize(
    ("rubric", "name"),
    [
        ("xiangxi-2018", "xiangxi"),
        ("xiangxi_2018", "xiangxi"),
        ("safety2025", "safety"),
        ("湘西州绩效.2019", "湘西州绩效"),
        ("shaoxing-duty-organ", "shaoxing-duty-organ"),
        ("a-2018-b", "a-2018-b"),
        ("2018", "2018"),
        ("rule-12018", "rule-12018"),
        ("wenzhou-1899", "wenzhou-1899"),
        ("x-2018-2019", "x-2018"),
        ("", ""),
    ],
)
def test_a_series_is_the_id_without_its_year(rubric: str, name: str) -> None:
    assert series(rubric) == name
