"""The unit list: what makes a unit, what is wrong with one, and the blank list that an office fills in."""

import datetime
import io
import zipfile
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xlrubric.messages import LANGUAGES, level, line
from xlrubric.outputs import safe_file_name
from xlrubric.problems import Problem, Refusal
from xlrubric.unit_template import HEADINGS, blank_unit_csv, blank_unit_list, write_templates
from xlrubric.units import COLUMNS, Unit, UnitList, read_units

TEMPLATES = Path(__file__).parent.parent / "templates"


def units(folder: Path, text: str) -> UnitList:
    (folder / "u.csv").write_text(text, encoding="utf-8")
    return read_units(folder / "u.csv")


def told(problems: tuple[Problem, ...]) -> list[tuple[str, str]]:
    """Give (code, line:column), and see that each can be worded in both languages."""
    assert all(line(found, language) for found in problems for language in LANGUAGES)
    return [(found.code, f"{found.place.line}:{found.place.column}") for found in problems]


def ids(unit_list: UnitList) -> list[str]:
    return [unit.id for unit in unit_list.units]


def test_a_unit_has_all_that_the_list_says(tmp_path: Path) -> None:
    text = "编号,单位名称,组别,牵头单位,标签,联系人\n007,教务处,机关,校办,窗口单位、 涉密；,张三\n"
    (unit,) = units(tmp_path, text).units
    assert unit == Unit("007", "教务处", "机关", "校办", frozenset({"窗口单位", "涉密"}), "张三")


def test_what_the_list_does_not_say_is_blank(tmp_path: Path) -> None:
    assert units(tmp_path, "id,name\n1,甲\n") == UnitList((Unit("1", "甲"),), ())


@pytest.mark.parametrize("heading", COLUMNS[0].headings)
@pytest.mark.parametrize("name", COLUMNS[1].headings)
def test_ids_and_names_are_known_by_their_headings(tmp_path: Path, heading: str, name: str) -> None:
    assert units(tmp_path, f"{name},{heading}\n甲,1\n").units == (Unit("1", "甲"),)


@pytest.mark.parametrize(
    ("text", "tags"),
    [("a,b", "ab"), ("a，b", "ab"), ("a;b；c、d", "abcd"), (" a 、、a ", "a"), ("、", "")],
)
def test_tags_are_split_at_every_mark(tmp_path: Path, text: str, tags: str) -> None:
    assert units(tmp_path, f'id,name,标签\n1,甲,"{text}"\n').units[0].tags == frozenset(tags)


def test_units_keep_the_lists_order(tmp_path: Path) -> None:
    assert ids(units(tmp_path, "id,name\n10,甲\n9,乙\n1,丙\n")) == ["10", "9", "1"]


@pytest.mark.parametrize(
    ("row", "code", "place"),
    [
        (",乙", "unit-id-missing", "3:1"),
        ("2,", "unit-name-missing", "3:2"),
        (",,机关", "unit-nameless", "3:3"),
        ("1,乙", "unit-id-twice", "3:1"),
        ("a/b,乙", "unit-id-unfit", "3:1"),
        ("con,乙", "unit-id-unfit", "3:1"),
        ("COM1.5,乙", "unit-id-unfit", "3:1"),
        ("2.,乙", "unit-id-unfit", "3:1"),
        ("a\u200bb,乙", "unit-id-unfit", "3:1"),
        ('"a\nb",乙', "unit-id-unfit", "3:1"),
        ("b" * 65 + ",乙", "unit-id-long", "3:1"),
    ],
)
def test_a_unit_with_an_error_is_left_out_and_the_others_stay(tmp_path: Path, row: str, code: str, place: str) -> None:
    found = units(tmp_path, f"id,name,电话\n1,甲\n{row}\n9,丙\n".replace("电话", "联系人"))
    assert ids(found) == ["1", "9"]
    assert told(found.problems) == [(code, place)]
    assert level(found.problems[0]) == "error"


@pytest.mark.parametrize("mark", '\\/:*?"<>|\t\x7f')
def test_no_id_has_what_a_file_name_cannot(tmp_path: Path, mark: str) -> None:
    quoted = mark.replace('"', '""')
    found = units(tmp_path, f'id,name\n"a{quoted}b",甲\n1,乙\n')
    assert (ids(found), [problem.code for problem in found.problems]) == (["1"], ["unit-id-unfit"])


def test_an_id_of_64_characters_is_fit(tmp_path: Path) -> None:
    assert ids(units(tmp_path, f"id,name\n{'单' * 64},甲\n")) == ["单" * 64]


@settings(deadline=None)  # it writes files
@given(st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=1, max_size=64))
def test_an_id_that_is_taken_is_a_safe_file_name(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    quoted = text.replace('"', '""')
    found = units(tmp_path_factory.getbasetemp(), f'id,name\nother,乙\n"{quoted}",甲\n')
    assert all(safe_file_name(unit.id) == unit.id for unit in found.units)


def test_everything_wrong_with_one_unit_is_told(tmp_path: Path) -> None:
    found = units(tmp_path, f"id,name\n{'a/' * 40},\n1,甲\n")
    assert told(found.problems) == [
        ("unit-id-long", "2:1"),
        ("unit-id-unfit", "2:1"),
        ("unit-name-missing", "2:2"),
    ]


def test_a_problem_names_its_unit(tmp_path: Path) -> None:
    assert [problem.unit for problem in units(tmp_path, "id,name\n7,\n1,甲\n").problems] == ["7"]


def test_an_id_given_twice_names_both_places(tmp_path: Path) -> None:
    found = units(tmp_path, "id,name\nA1,甲\na1,乙\n")
    assert [unit.name for unit in found.units] == ["甲"]
    text = line(found.problems[0], "en")
    assert "u.csv:3:1: [unit-id-twice]" in text
    assert f"“甲” at {tmp_path / 'u.csv'}:2:1" in text


def test_a_unit_left_out_takes_no_id_from_another(tmp_path: Path) -> None:
    found = units(tmp_path, "id,name\n1,\n1,乙\n")
    assert [unit.name for unit in found.units] == ["乙"]
    assert told(found.problems) == [("unit-name-missing", "2:2")]


def test_a_name_given_twice_is_a_warning_and_both_stay(tmp_path: Path) -> None:
    found = units(tmp_path, "id,name\n1,甲\n2,甲\n")
    assert ids(found) == ["1", "2"]
    assert told(found.problems) == [("unit-name-twice", "3:2")]
    assert level(found.problems[0]) == "warning"
    assert f"{tmp_path / 'u.csv'}:2:2" in line(found.problems[0], "en")


@pytest.mark.parametrize("heading", ["组别", "牵头单位"])
def test_a_group_left_blank_under_a_merged_cell_is_a_warning(tmp_path: Path, heading: str) -> None:
    found = units(tmp_path, f"id,name,{heading}\n1,甲,机关\n2,乙,\n3,丙,\n")
    assert ids(found) == ["1", "2", "3"]
    assert told(found.problems) == [("unit-partly-blank", "3:3")]
    assert "in 2 rows" in line(found.problems[0], "en")


def test_groups_blank_in_all_rows_are_no_matter(tmp_path: Path) -> None:
    assert units(tmp_path, "id,name,组别,联系人\n1,甲,,\n2,乙,,张三\n").problems == ()


def test_an_id_that_excel_made_a_date_is_an_error(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for row in (["id", "name"], [datetime.date(2025, 1, 2), "甲"], [7, "乙"]):
        book.worksheets[0].append(row)
    book.save(tmp_path / "u.xlsx")
    found = read_units(tmp_path / "u.xlsx")
    assert ids(found) == ["7"]
    assert [(problem.code, problem.place.cell) for problem in found.problems] == [("unit-id-date", "A2")]


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("id,name\n", ["units-none"]),
        ("id,name,电话\n,甲,1\n", ["table-heading-unknown", "unit-id-missing", "units-none"]),
    ],
)
def test_a_list_without_a_usable_unit_is_refused_with_all_its_problems(
    tmp_path: Path, text: str, codes: list[str]
) -> None:
    with pytest.raises(Refusal) as caught:
        units(tmp_path, text)
    assert [problem.code for problem in caught.value.problems] == codes


# --- the blank list --------------------------------------------------------------------------------------


def parts(data: bytes) -> dict[str, bytes]:
    """Give a workbook's parts, but for the properties, which name the program that wrote it."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist() if "docProps" not in name}


def test_the_committed_templates_are_what_the_module_writes(tmp_path: Path) -> None:
    write_templates(tmp_path)
    assert parts((tmp_path / "units.xlsx").read_bytes()) == parts((TEMPLATES / "units.xlsx").read_bytes())
    assert (tmp_path / "units.csv").read_bytes() == (TEMPLATES / "units.csv").read_bytes()


def test_the_same_program_gives_the_same_bytes() -> None:
    assert blank_unit_list() == blank_unit_list()


@pytest.mark.parametrize("name", ["units.xlsx", "units.csv"])
def test_a_blank_list_is_refused_only_because_it_has_no_units(name: str) -> None:
    with pytest.raises(Refusal) as caught:
        read_units(TEMPLATES / name)
    assert [problem.code for problem in caught.value.problems] == ["units-none"]


def test_a_filled_blank_list_reads_right(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(TEMPLATES / "units.xlsx")
    for row in (
        ["001", "办公室", "机关", "校办", "窗口单位，涉密", "张三"],
        ["002", "教务处", "机关", "校办", None, None],
        ["010", "图书馆", "直属", "教务处", "窗口单位", "010-1234"],
    ):
        book.worksheets[0].append(row)
    book.save(tmp_path / "u.xlsx")
    found = read_units(tmp_path / "u.xlsx")
    assert found.problems == ()
    assert found.units == (
        Unit("001", "办公室", "机关", "校办", frozenset({"窗口单位", "涉密"}), "张三"),
        Unit("002", "教务处", "机关", "校办"),
        Unit("010", "图书馆", "直属", "教务处", frozenset({"窗口单位"}), "010-1234"),
    )


def test_a_filled_blank_csv_reads_right(tmp_path: Path) -> None:
    (tmp_path / "u.csv").write_bytes(blank_unit_csv() + "001,办公室,机关,,,\r\n".encode())
    assert read_units(tmp_path / "u.csv") == UnitList((Unit("001", "办公室", "机关"),), ())


def test_the_blank_list_keeps_ids_as_text_and_its_headings_in_sight() -> None:
    book = openpyxl.load_workbook(io.BytesIO(blank_unit_list()))
    sheet, help_sheet = book.worksheets
    assert [cell.value for cell in sheet[1]] == [heading.text for heading in HEADINGS]
    assert sheet.column_dimensions["A"].number_format == "@"
    assert sheet.freeze_panes == "C2"
    assert all(cell.font.bold and cell.fill.fgColor.rgb == "FFDDEBF7" for cell in sheet[1])
    assert [row[0].value for row in help_sheet.iter_rows(min_row=2)] == [heading.text for heading in HEADINGS]


def test_the_blank_list_has_a_column_for_all_that_is_read() -> None:
    assert [heading.text.split()[-1] for heading in HEADINGS] == [column.name for column in COLUMNS]
