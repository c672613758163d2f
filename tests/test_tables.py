"""Small tables: headings found, cells as text with their places, and every unusable file named."""

import datetime
import io
import unicodedata
import warnings
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.styles import numbers

from xlrubric import tables
from xlrubric.messages import LANGUAGES, level, line
from xlrubric.problems import Place, Problem, Refusal
from xlrubric.table_cells import SPACE, Kind, clean
from xlrubric.tables import Column, Row, Table, heading_key, read_table

COLUMNS = (
    Column("id", ("编号", "id"), required=True),
    Column("name", ("单位名称", "name"), required=True),
    Column("lead", ("牵头单位", "lead")),
)
HEAD = ("编号", "单位名称", "牵头单位")


def csv_table(path: Path, text: str, encoding: str = "utf-8") -> Table:
    path.write_bytes(text.encode(encoding))
    return read_table(path, COLUMNS)


def save(path: Path, *sheets: Sequence[Sequence[object]], change: Callable[..., None] | None = None) -> Path:
    """Write each table of rows as a sheet 表1, 表2 …; ``change`` may touch the book before it is saved."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for number, rows in enumerate(sheets, start=1):
        sheet = book.create_sheet(f"表{number}")
        for row in rows:
            sheet.append(row)
    if change:
        change(book)
    book.save(path)
    return path


def rewrite(path: Path, part: str, old: str, new: str) -> None:
    """Replace text in one part of a saved workbook, as another program might have written it."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    text = parts[part].decode().replace(" />", "/>")  # openpyxl writes it with a blank where lxml is missing
    assert old in text
    parts[part] = text.replace(old, new).encode()
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)


def texts(table: Table) -> list[dict[str, str]]:
    return [row.values for row in table.rows]


def told(problems: Sequence[Problem]) -> list[tuple[str, str]]:
    """Give (code, place without the folder), and see that each can be worded in both languages."""
    assert all(line(found, language) for found in problems for language in LANGUAGES)
    return [(found.code, str(found.place).replace("\\", "/").rpartition("/")[2]) for found in problems]


def refused(path: Path) -> list[tuple[str, str]]:
    with pytest.raises(Refusal) as caught:
        read_table(path, COLUMNS)
    assert all(level(found) == "error" for found in caught.value.problems)
    return told(caught.value.problems)


# --- text files ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_a_text_table_is_read_however_it_was_saved(tmp_path: Path, encoding: str, delimiter: str, ending: str) -> None:
    text = ending.join(delimiter.join(row) for row in (HEAD, ("007", "教务处", "校办"))) + ending
    table = csv_table(tmp_path / "u.csv", text, encoding)
    assert texts(table) == [{"id": "007", "name": "教务处", "lead": "校办"}]
    assert table.columns == {"id", "name", "lead"}
    assert table.problems == ()


@pytest.mark.parametrize("mark", [b"\xff\xfe", b"\xfe\xff"])
def test_unicode_text_is_read_in_either_byte_order(tmp_path: Path, mark: bytes) -> None:
    codec = "utf-16-le" if mark == b"\xff\xfe" else "utf-16-be"
    (tmp_path / "u.txt").write_bytes(mark + "id\tname\n1\t甲\n".encode(codec))
    assert texts(read_table(tmp_path / "u.txt", COLUMNS)) == [{"id": "1", "name": "甲"}]


def test_a_cell_of_text_knows_its_line_and_column(tmp_path: Path) -> None:
    path = tmp_path / "u.csv"
    table = csv_table(path, '某市名单\n\nid,x,name\n1,,"甲\n乙"\n\n2,,丙\n')
    first, second = table.rows
    assert first.place == Place(str(path), 4, 1)
    assert first.place_of("name") == Place(str(path), 4, 3)
    assert second.place_of("name") == Place(str(path), 7, 3)  # the first name takes two lines
    assert first.text("name") == "甲\n乙"


def test_a_short_line_has_blank_cells_with_places(tmp_path: Path) -> None:
    path = tmp_path / "u.csv"
    (row,) = csv_table(path, "id,name,lead\n,甲\n").rows
    assert row.values == {"id": "", "name": "甲", "lead": ""}
    assert row.place == Place(str(path), 2, 2)
    assert row.place_of("id") == Place(str(path), 2, 1)
    assert row.place_of("lead") == Place(str(path), 2, 3)


def test_a_column_that_is_not_there_gives_no_text_and_the_rows_place(tmp_path: Path) -> None:
    (row,) = csv_table(tmp_path / "u.csv", "id,name\n1,甲\n").rows
    assert (row.text("lead"), row.place_of("lead"), row.kind_of("lead")) == ("", row.place, Kind.TEXT)


def test_commas_in_a_title_do_not_decide_the_delimiter(tmp_path: Path) -> None:
    table = csv_table(tmp_path / "u.csv", "名单,一,二,三\nid;name\n1;甲,乙\n")
    assert texts(table) == [{"id": "1", "name": "甲,乙"}]


@pytest.mark.parametrize(
    ("text", "place"),
    [('id,name\n1,甲\n2,"乙\n3,丙\n', "u.csv:3:1"), ('"id";"name"\n1;甲\n2;"乙\n3;丙\n', "u.csv:3:1")],
    ids=["comma", "semicolon"],
)
def test_an_unclosed_quotation_mark_is_refused_at_its_line(tmp_path: Path, text: str, place: str) -> None:
    (tmp_path / "u.csv").write_text(text, encoding="utf-8")
    assert refused(tmp_path / "u.csv") == [("table-quotes", place)]


def test_quotation_marks_broken_from_the_start_are_refused(tmp_path: Path) -> None:
    (tmp_path / "u.csv").write_text('"id"x,"name"\n', encoding="utf-8")
    assert refused(tmp_path / "u.csv") == [("table-quotes", "u.csv:1:1")]


@pytest.mark.parametrize(
    "data",
    [b"id,name\n\xff\xff,\x80\n", b"id,name\n1\0,x\n", b"\xff\xfei", b"\xff\xfe\x00\xd8,\x00"],
    ids=["neither", "binary", "half", "lone surrogate"],
)
def test_text_in_no_known_encoding_is_refused(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "u.csv").write_bytes(data)
    assert refused(tmp_path / "u.csv") == [("table-encoding", "u.csv")]


# --- workbooks -------------------------------------------------------------------------------------------


def test_a_workbook_is_read_with_the_place_of_each_cell(tmp_path: Path) -> None:
    path = save(tmp_path / "u.xlsx", [["2025年名单"], [], ["备", *HEAD], [], [None, "007", "教务处", None]])
    table = read_table(path, COLUMNS)
    (row,) = table.rows
    assert row.values == {"id": "007", "name": "教务处", "lead": ""}
    assert row.place == Place(str(path), sheet="表1", cell="B5")
    assert row.place_of("name").cell == "C5"
    assert row.place_of("lead") == Place(str(path), sheet="表1", cell="D5")


@pytest.mark.parametrize(
    ("value", "number_format", "text", "kind"),
    [
        ("007", "@", "007", Kind.TEXT),
        ("\u3000 1.10\u200b", "General", "1.10", Kind.TEXT),
        (1, "General", "1", Kind.NUMBER),
        (1.0, "General", "1", Kind.NUMBER),
        (100.0, "0.00", "100", Kind.NUMBER),
        (0.5, "General", "0.5", Kind.NUMBER),
        (0.1 + 0.2, "General", "0.3", Kind.NUMBER),
        (1e-7, "General", "0.0000001", Kind.NUMBER),
        (1e20, "General", "100000000000000000000", Kind.NUMBER),
        (-0.0, "General", "0", Kind.NUMBER),
        (-2.50, "General", "-2.5", Kind.NUMBER),
        (0.8, "0%", "80%", Kind.NUMBER),
        (0.925, "0.0%", "92.5%", Kind.NUMBER),
        (1, "0%", "100%", Kind.NUMBER),
        (5, '0"%"', "5", Kind.NUMBER),
        (7, "000", "007", Kind.NUMBER),
        (1234, "000", "1234", Kind.NUMBER),
        (True, "General", "TRUE", Kind.TRUTH),
        (False, "General", "FALSE", Kind.TRUTH),
        (datetime.date(2025, 1, 2), numbers.FORMAT_DATE_YYYYMMDD2, "2025-01-02", Kind.DATE),
        (datetime.datetime(2025, 1, 2, 8, 30), "yyyy-mm-dd hh:mm", "2025-01-02T08:30:00", Kind.DATE),
        (datetime.time(8, 30), "hh:mm", "08:30:00", Kind.DATE),
        (datetime.timedelta(hours=30), "[hh]:mm:ss", "1 day, 6:00:00", Kind.DATE),
    ],
)
def test_a_value_of_excel_becomes_text_as_it_is_shown(
    tmp_path: Path, value: object, number_format: str, text: str, kind: Kind
) -> None:
    def change(book: openpyxl.Workbook) -> None:
        book["表1"]["A2"].number_format = number_format

    path = save(tmp_path / "u.xlsx", [["id", "name"], [value, "甲"]], change=change)
    (row,) = read_table(path, COLUMNS).rows
    assert (row.text("id"), row.kind_of("id")) == (text, kind)


def test_an_error_of_excel_leaves_its_row_out(tmp_path: Path) -> None:
    path = save(tmp_path / "u.xlsx", [["id", "name"], ["1", "#REF!"], ["2", "乙"]])
    table = read_table(path, COLUMNS)
    assert texts(table) == [{"id": "2", "name": "乙"}]
    assert told(table.problems) == [("table-cell-error", "u.xlsx!表1!B2")]
    assert "#REF!" in line(table.problems[0], "en")


def test_an_error_in_a_column_that_is_not_used_does_no_harm(tmp_path: Path) -> None:
    path = save(tmp_path / "u.xlsx", [["id", "name", "年龄"], ["1", "甲", "#N/A"]])
    table = read_table(path, COLUMNS)
    assert len(table.rows) == 1
    assert told(table.problems) == [("table-heading-unknown", "u.xlsx!表1!C1")]


def test_a_formula_never_calculated_leaves_its_row_out(tmp_path: Path) -> None:
    path = save(tmp_path / "u.xlsx", [["id", "name"], ["1", '="甲"&"乙"'], ["2", "乙"]])
    table = read_table(path, COLUMNS)
    assert texts(table) == [{"id": "2", "name": "乙"}]
    assert told(table.problems) == [("table-not-calculated", "u.xlsx!表1!B2")]


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ('<c r="B2" t="str"><f>A2</f><v>甲</v></c>', "甲"),
        ('<c r="B2"><f>A2</f><v>3.0</v></c>', "3"),
        ('<c r="B2"><f>A2</f><v>-0.0</v></c>', "0"),
        ('<c r="B2" t="str"><f>A2</f><v></v></c>', ""),
    ],
)
def test_a_formula_is_read_by_the_value_it_shows(tmp_path: Path, cell: str, text: str) -> None:
    path = save(tmp_path / "u.xlsx", [["id", "name"], [1, 99]])
    rewrite(path, "xl/worksheets/sheet1.xml", '<c r="B2" t="n"><v>99</v></c>', cell)
    table = read_table(path, COLUMNS)
    assert texts(table) == [{"id": "1", "name": text}]
    assert table.problems == ()


def test_a_wrong_dimension_hides_no_cell(tmp_path: Path) -> None:
    path = save(tmp_path / "u.xlsx", [["id", "name"], ["1", "甲"]])
    rewrite(path, "xl/worksheets/sheet1.xml", '<dimension ref="A1:B2"/>', '<dimension ref="A1:A1"/>')
    assert texts(read_table(path, COLUMNS)) == [{"id": "1", "name": "甲"}]


def test_a_stray_cell_far_away_costs_little(tmp_path: Path) -> None:
    def change(book: openpyxl.Workbook) -> None:
        book["表1"].cell(300_000, 16_384, " ")

    path = save(tmp_path / "u.xlsx", [["id", "name"], ["1", "甲"]], change=change)
    assert texts(read_table(path, COLUMNS)) == [{"id": "1", "name": "甲"}]


def test_the_first_visible_sheet_with_the_headings_is_read(tmp_path: Path) -> None:
    def change(book: openpyxl.Workbook) -> None:
        book["表1"].sheet_state = "hidden"

    rows = [["id", "name"], ["1", "旧"]], [["说明"]], [["id", "name"], ["2", "新"]]
    table = read_table(save(tmp_path / "u.xlsx", *rows, change=change), COLUMNS)
    assert texts(table) == [{"id": "2", "name": "新"}]
    assert table.problems == ()


def test_another_sheet_with_the_same_headings_is_named(tmp_path: Path) -> None:
    path = save(tmp_path / "u.xlsx", [["id", "name"], ["1", "新"]], [["id", "name"], ["2", "旧"]])
    table = read_table(path, COLUMNS)
    assert texts(table) == [{"id": "1", "name": "新"}]
    assert told(table.problems) == [("table-other-sheet", "u.xlsx!表2")]


def test_text_of_one_column_has_no_other_sheets(tmp_path: Path) -> None:
    (tmp_path / "u.csv").write_text("id\n1\n", encoding="utf-8")
    assert read_table(tmp_path / "u.csv", COLUMNS[:1]).problems == ()


def test_nothing_is_warned_of_behind_the_users_back(tmp_path: Path) -> None:
    path = save(tmp_path / "u.xlsx", [["id", "name"], ["1", "甲"]])
    rewrite(path, "xl/worksheets/sheet1.xml", "</worksheet>", "<extLst><ext uri='{x}'/></extLst></worksheet>")
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert len(read_table(path, COLUMNS).rows) == 1


# --- headings --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "heading",
    ["单位名称", "单位名称：", "单位名称 *", "＊单位名称", "单位名称（全称）", "【必填】单位名称",
     "单位\n名称", "单 位 名 称", "\u3000单位名称\ufeff", "ＮＡＭＥ", "Name:", "单位名称 name",
     "单位名称/Name", "name (full) "],
)  # fmt: skip
def test_headings_are_known_in_spite_of_dress(tmp_path: Path, heading: str) -> None:
    path = save(tmp_path / "u.xlsx", [["id", heading], ["1", "甲"]])
    assert texts(read_table(path, COLUMNS)) == [{"id": "1", "name": "甲"}]


@pytest.mark.parametrize("heading", ["单位名", "编号单位名称", "编号 单位名称", "(name)", "名称 name"])
def test_headings_that_only_look_alike_are_not_known(tmp_path: Path, heading: str) -> None:
    path = save(tmp_path / "u.xlsx", [["id", heading], ["1", "甲"]])
    assert refused(path) == [("table-heading-missing", "u.xlsx!表1!A1")]


def test_a_missing_heading_names_what_is_accepted_and_what_was_found(tmp_path: Path) -> None:
    path = save(tmp_path / "u.xlsx", [["名单"], ["编号", "名字"], ["1", "甲"]])
    with pytest.raises(Refusal) as caught:
        read_table(path, COLUMNS)
    (found,) = caught.value.problems
    assert "单位名称 / name; found here: 编号、名字." in line(found, "en")
    assert found.place.cell == "A2"


def test_every_missing_heading_is_told(tmp_path: Path) -> None:
    (tmp_path / "u.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    assert refused(tmp_path / "u.csv") == [("table-heading-missing", "u.csv:1:1")] * 2


@pytest.mark.parametrize("above", [0, 9])
def test_headings_are_found_within_the_first_ten_rows(tmp_path: Path, above: int) -> None:
    table = csv_table(tmp_path / "u.csv", "名单\n" * above + "id,name\n1,甲\n")
    assert texts(table) == [{"id": "1", "name": "甲"}]


def test_headings_below_the_first_ten_rows_are_not_sought(tmp_path: Path) -> None:
    (tmp_path / "u.csv").write_text("名单\n" * 10 + "id,name\n1,甲\n", encoding="utf-8")
    assert {code for code, _ in refused(tmp_path / "u.csv")} == {"table-heading-missing"}


def test_headings_of_one_meaning_are_refused(tmp_path: Path) -> None:
    path = save(tmp_path / "u.xlsx", [["id", "name", "编号", "牵头单位", "lead"], ["1", "甲", "2"]])
    assert refused(path) == [("table-heading-twice", f"u.xlsx!表1!{cell}1") for cell in "CE"]


def test_unknown_headings_are_noted(tmp_path: Path) -> None:
    table = csv_table(tmp_path / "u.csv", "id,电话,name,\n1,110,甲,x\n")
    assert told(table.problems) == [("table-heading-unknown", "u.csv:1:2")]
    assert level(table.problems[0]) == "note"
    assert texts(table) == [{"id": "1", "name": "甲"}]


@settings(deadline=None)
@given(st.text(), st.sampled_from([str.upper, str.lower, str.strip]))
def test_a_heading_key_does_not_see_dress(text: str, dress: Callable[[str], str]) -> None:
    assert heading_key(f"\u3000*{text}：") == heading_key(text)
    if text.isascii():
        assert heading_key(dress(text)) == heading_key(text)


# --- rows and files --------------------------------------------------------------------------------------


def test_blank_rows_are_skipped_and_an_empty_table_has_none(tmp_path: Path) -> None:
    assert len(csv_table(tmp_path / "u.csv", "id,name\n\n , \u3000\u200b\n1,甲\n,\n").rows) == 1
    assert csv_table(tmp_path / "v.csv", "id,name\n").rows == ()


def test_values_are_composed_characters(tmp_path: Path) -> None:
    (row,) = csv_table(tmp_path / "u.csv", "id,name\ne\u0301,甲\n").rows
    assert row.text("id") == "é"


@given(st.text(st.sampled_from(SPACE + "甲 e\u0301a")))
def test_a_clean_text_is_composed_stripped_and_stays_so(text: str) -> None:
    tidy = clean(text)
    assert clean(tidy) == tidy == unicodedata.normalize("NFC", tidy)
    assert not tidy or (tidy[0] not in SPACE and tidy[-1] not in SPACE)


@settings(deadline=None)  # it writes files
@given(st.lists(st.tuples(st.text(), st.text()), max_size=5))
def test_what_is_written_as_csv_is_read_back(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, str]]
) -> None:
    kept = [row for row in rows if not set("".join(row)) & set('"\0\r\n')]
    kept = [row for row in kept if "".join(row).isprintable()]
    path = tmp_path_factory.getbasetemp() / "round.csv"
    lines = "".join(f'"{first}","{second}"\r\n' for first, second in kept)
    table = csv_table(path, "id,name\r\n" + lines)
    wanted = [{"id": clean(first), "name": clean(second)} for first, second in kept]
    assert texts(table) == [row for row in wanted if any(row.values())]


@pytest.mark.parametrize("suffix", ["csv", "xlsx"])
def test_a_table_beyond_the_limit_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, suffix: str) -> None:
    assert tables.MAX_ROWS == 200_000
    monkeypatch.setattr(tables, "MAX_ROWS", 2)
    rows = [["id", "name"], ["1", "甲"], [], ["2", "乙"]]

    def write(rows: list[list[str]]) -> Path:
        path = tmp_path / f"u.{suffix}"
        if suffix == "csv":
            path.write_text("".join(",".join(row) + "\n" for row in rows), encoding="utf-8")
            return path
        return save(path, rows)

    assert len(read_table(write(rows), COLUMNS).rows) == 2
    assert [code for code, _ in refused(write([*rows, ["3", "丙"]]))] == ["table-too-long"]


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("u.csv", b"", "table-empty"),
        ("u.csv", b"\n\n \n\xe3\x80\x80\n", "table-empty"),
        ("u.csv", b"\xef\xbb\xbf", "table-empty"),
        ("u.xlsx", b"", "table-empty"),
        ("u.xlsx", b"not a zip", "table-broken"),
        ("u.xlsx", b"PK\x03\x04 cut off", "table-broken"),
        ("u.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "table-protected"),
        ("u.xls", b"\xd0\xcf\x11\xe0", "table-old-kind"),
        ("u.et", b"x", "table-old-kind"),
        ("u.docx", b"x", "table-kind"),
        ("units", b"x", "table-kind"),
    ],
)
def test_an_unusable_file_is_refused(tmp_path: Path, name: str, data: bytes, code: str) -> None:
    (tmp_path / name).write_bytes(data)
    assert refused(tmp_path / name) == [(code, name)]


@pytest.mark.parametrize("name", ["u.csv", "u.xlsx", "u.xls", "units"])
def test_a_missing_file_is_refused_as_missing(tmp_path: Path, name: str) -> None:
    assert refused(tmp_path / name) == [("table-missing", name)]


@pytest.mark.parametrize("name", ["u.csv", "units"])
def test_a_folder_is_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / name).mkdir()
    assert refused(tmp_path / name) == [("table-is-folder", name)]


def test_a_file_that_may_not_be_read_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def denied(path: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    (tmp_path / "u.csv").write_bytes(b"id,name\n")
    monkeypatch.setattr(Path, "read_bytes", denied)
    assert refused(tmp_path / "u.csv") == [("table-unreadable", "u.csv")]


def test_an_empty_workbook_is_refused(tmp_path: Path) -> None:
    assert refused(save(tmp_path / "u.xlsx", [])) == [("table-empty", "u.xlsx")]


def test_a_zip_without_a_workbook_is_refused(tmp_path: Path) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("a.txt", "x")
    (tmp_path / "u.xlsx").write_bytes(buffer.getvalue())
    assert refused(tmp_path / "u.xlsx") == [("table-unreadable", "u.xlsx")]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("<v>99</v>", "<v>NaN</v>"),
        ("</row></sheetData>", "</sheetData>"),
        ('r="B2"', 'r="2B"'),
        ('r="A1"', 'r="1A"'),
    ],
)
def test_a_broken_sheet_is_refused(tmp_path: Path, old: str, new: str) -> None:
    path = save(tmp_path / "u.xlsx", [["id", "name"], [1, 99]], [["id", "name"], ["2", "乙"]])
    rewrite(path, "xl/worksheets/sheet1.xml", old, new)
    assert refused(path) == [("table-unreadable", "u.xlsx")]


def test_a_damaged_part_is_refused(tmp_path: Path) -> None:
    path = save(tmp_path / "u.xlsx", [["id", "name"], ["1", "甲"]])
    rewrite(path, "xl/worksheets/sheet1.xml", "<sheetData>", "<sheetData>")  # saved again, uncompressed
    data = path.read_bytes()
    path.write_bytes(data.replace(b'<row r="2"', b'<row r="7"'))
    assert refused(path) == [("table-broken", "u.xlsx")]


def test_rows_compare_by_value(tmp_path: Path) -> None:
    first = csv_table(tmp_path / "u.csv", "id,name\n1,甲\n")
    again = csv_table(tmp_path / "u.csv", "id,name\n1,甲\n")
    assert first == again
    assert isinstance(first.rows[0], Row)
    assert hash(first) == hash(again)
