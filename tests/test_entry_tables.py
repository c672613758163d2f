"""Tables of entries: only their structure is checked, and nothing typed is changed."""

import datetime
from collections.abc import Sequence
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xlrubric.entry_tables import COLUMNS, ROLES, EntryRow, EntryTable, read_entry_table
from xlrubric.messages import LANGUAGES, level, line
from xlrubric.problems import Place, Refusal

HEAD = "单位编号,评分项,角色,核查情况,备注\n"


def entries(folder: Path, text: str) -> EntryTable:
    (folder / "e.csv").write_text(text, encoding="utf-8")
    return read_entry_table(folder / "e.csv")


def workbook(folder: Path, rows: Sequence[Sequence[object]]) -> EntryTable:
    book = openpyxl.Workbook()
    for row in rows:
        book.worksheets[0].append(list(row))
    book.save(folder / "e.xlsx")
    return read_entry_table(folder / "e.xlsx")


def told(table: EntryTable) -> list[tuple[str, str]]:
    """Give (code, line:column or cell), and see that each can be worded in both languages."""
    assert all(line(found, language) for found in table.problems for language in LANGUAGES)
    places = [found.place for found in table.problems]
    where = [place.cell or (f"{place.line}:{place.column}" if place.line else "") for place in places]
    return [(found.code, spot) for found, spot in zip(table.problems, where, strict=True)]


def test_an_entry_is_read_as_typed_with_its_values_place(tmp_path: Path) -> None:
    table = entries(tmp_path, HEAD + "007,1.10,自查, ２次 ,见附件\n")
    place = Place(str(tmp_path / "e.csv"), 2, 4)
    assert table == EntryTable((EntryRow("007", "1.10", "self", "２次", "见附件", place),), ())


def test_an_entry_of_a_workbook_knows_its_cell(tmp_path: Path) -> None:
    table = workbook(tmp_path, [["unit", "finding", "value"], ["007", "1.10", 0.8]])
    (row,) = table.rows
    assert (row.unit, row.finding, row.value) == ("007", "1.10", "0.8")
    assert row.place == Place(str(tmp_path / "e.xlsx"), sheet="Sheet", cell="C2")
    assert table.problems == ()


@pytest.mark.parametrize(
    ("column", "heading"), [(column.name, heading) for column in COLUMNS for heading in column.headings]
)
def test_every_column_is_known_by_its_headings(tmp_path: Path, column: str, heading: str) -> None:
    names = {"unit": "unit", "finding": "finding", "role": "role", "value": "value", "note": "note"}
    names[column] = heading
    (row,) = entries(tmp_path, ",".join(names.values()) + "\n1,2.1,self,3,x\n").rows
    assert (row.unit, row.finding, row.role, row.value, row.note) == ("1", "2.1", "self", "3", "x")


@pytest.mark.parametrize(
    ("text", "role"),
    [*ROLES.items(), ("SELF", "self"), ("Ｒeview", "review"), ("\u3000复核 ", "review")],
)
def test_a_role_is_known_by_its_names(tmp_path: Path, text: str, role: str) -> None:
    (row,) = entries(tmp_path, HEAD + f"1,1.1,{text},2,\n").rows
    assert row.role == role


def test_without_a_column_of_roles_all_entries_are_reviews(tmp_path: Path) -> None:
    (row,) = entries(tmp_path, "单位,编号,值\n1,1.1,2\n").rows
    assert (row.role, row.note) == ("review", "")


def test_a_blank_value_is_for_others_to_judge(tmp_path: Path) -> None:
    table = entries(tmp_path, HEAD + "1,1.1,,,\n")
    assert (table.rows[0].value, table.problems) == ("", ())


@pytest.mark.parametrize(
    ("row", "code", "place"),
    [
        (",1.1,,2,", "entry-unit-missing", "3:1"),
        ("1,,,2,", "entry-finding-missing", "3:2"),
        ("1,1.2,组长,2,", "entry-role-unknown", "3:3"),
        ("1,1.1,核查,3,", "entry-twice", "3:4"),
    ],
)
def test_a_row_with_an_error_is_left_out_and_the_others_stay(tmp_path: Path, row: str, code: str, place: str) -> None:
    table = entries(tmp_path, HEAD + f"1,1.1,,2,\n{row}\n2,1.1,,2,\n")
    assert [(entry.unit, entry.value) for entry in table.rows] == [("1", "2"), ("2", "2")]
    assert told(table) == [(code, place)]
    assert level(table.problems[0]) == "error"


def test_everything_wrong_with_a_row_is_told(tmp_path: Path) -> None:
    table = entries(tmp_path, HEAD + ",,组长,2,\n")
    assert [code for code, _ in told(table)] == [
        "entry-unit-missing",
        "entry-finding-missing",
        "entry-role-unknown",
        "entries-none",
    ]


def test_an_entry_made_twice_names_both_places(tmp_path: Path) -> None:
    table = entries(tmp_path, HEAD + "1,1.1,,2,\n1,1.1,核查,3,\n")
    text = line(table.problems[0], "en")
    assert "e.csv:3:4: [entry-twice] Unit 1 has an entry for 1.1 (review)" in text
    assert f"at {tmp_path / 'e.csv'}:2:4" in text


def test_self_and_review_of_one_finding_are_two_entries(tmp_path: Path) -> None:
    table = entries(tmp_path, HEAD + "1,1.1,自查,2,\n1,1.1,核查,3,\n1,1.10,核查,3,\n2,1.1,核查,3,\n")
    assert (len(table.rows), table.problems) == (4, ())


def test_a_finding_that_excel_holds_as_a_number_is_used_with_a_warning(tmp_path: Path) -> None:
    table = workbook(tmp_path, [["unit", "finding", "value"], ["1", 1.1, 2], ["1", "1.2.3", 2]])
    assert [row.finding for row in table.rows] == ["1.1", "1.2.3"]
    assert told(table) == [("entry-finding-number", "B2")]
    assert level(table.problems[0]) == "warning"


def test_a_finding_that_excel_made_a_date_is_an_error(tmp_path: Path) -> None:
    date = datetime.date(2025, 1, 2)
    table = workbook(tmp_path, [["unit", "finding", "value"], ["1", date, 2], ["1", "1.2", 2]])
    assert [row.finding for row in table.rows] == ["1.2"]
    assert told(table) == [("entry-finding-date", "B2")]


def test_what_the_table_says_of_itself_is_passed_on(tmp_path: Path) -> None:
    table = workbook(tmp_path, [["unit", "finding", "value", "x"], ["1", "1.1", "#N/A"], ["1", "1.2", 2]])
    assert told(table) == [("table-heading-unknown", "D1"), ("table-cell-error", "C2")]


def test_a_table_without_entries_is_a_warning(tmp_path: Path) -> None:
    table = entries(tmp_path, HEAD)
    assert (table.rows, told(table)) == ((), [("entries-none", "")])
    assert level(table.problems[0]) == "warning"


def test_a_table_without_values_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refusal) as caught:
        entries(tmp_path, "单位,评分项\n1,1.1\n")
    assert [problem.code for problem in caught.value.problems] == ["table-heading-missing"]


KEY = st.tuples(st.sampled_from("12"), st.sampled_from(["1.1", "1.10"]), st.sampled_from(["自查", "核查", ""]))


@settings(deadline=None)  # it writes files
@given(st.lists(KEY))
def test_each_row_is_an_entry_or_a_problem(
    tmp_path_factory: pytest.TempPathFactory, keys: list[tuple[str, str, str]]
) -> None:
    rows = "".join(f"{unit},{finding},{role},2,\n" for unit, finding, role in keys)
    table = entries(tmp_path_factory.getbasetemp(), HEAD + rows)
    distinct = {(unit, finding, ROLES[role]) for unit, finding, role in keys}
    assert {(row.unit, row.finding, row.role) for row in table.rows} == distinct
    assert len(table.rows) == len(distinct)
    assert sum(code == "entry-twice" for code, _ in told(table)) == len(keys) - len(distinct)
