"""A workbook filled in by LibreOffice must show what was typed, and what a person could not have typed."""

from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.office.fill import FillJob, Refused, Seen, Typed, fill_in
from tests.office.programs import OfficeError, needs
from tests.office.small import SHEET, cached, column, formula, open_column, workbook


@needs("soffice", "uno")
def test_text_and_numbers_are_typed_and_formulas_follow(tmp_path: Path) -> None:
    def draw(book: Any, sheet: Any, is_open: Any) -> None:
        sheet.write_blank("A3", None, book.add_format({"num_format": "@"}))
        sheet.write("A9", "old")
        sheet.write_blank("A10", None, book.add_format({"num_format": "0%"}))
        sheet.write_formula("B1", '=IF(A1="有",-1,0)', None, -999)
        sheet.write_formula("B2", "=A2*2", book.add_format({"num_format": "0.00"}), -999)

    typed: list[tuple[str, Typed]] = [("A1", "有"), ("A2", 0.1), ("A3", 2), ("A4", "2"), ("A5", "'2")]
    typed += [("A6", "80%"), ("A7", "=1+1"), ("A8", "两行\n字"), ("A9", None), ("A10", 0.8)]
    job = FillJob(
        workbook(tmp_path / "单位.xlsx", draw),
        tmp_path / "returned" / "单位.xlsx",
        cells=[(SHEET, cell, value) for cell, value in typed],
        read=[(SHEET, f"A{row}") for row in range(1, 11)] + [(SHEET, "B1"), (SHEET, "B2")],
    )
    (result,) = fill_in([job])
    assert result.refused == ()
    expected: list[object] = ["有", 0.1, "2", 2, "2", 0.8, 2, "两行\n字", None, 0.8]
    assert [result[SHEET, f"A{row}"].value for row in range(1, 11)] == expected
    assert result[SHEET, "B2"] == Seen(SHEET, "B2", "0.20", 0.2)
    assert column(result.target, "A")[:8] == ["有", 0.1, "2", 2, "2", 0.8, "=1+1", "两行\n字"]
    assert [cached(result.target, cell) for cell in ("A9", "B1", "B2")] == [None, -1, 0.2]


RULES: list[tuple[str, dict[str, Any], list[Any], list[Any]]] = [
    ("a list", {"validate": "list", "source": ["无", "有", "2"]}, ["有", 2], ["bad", "有 ", 3]),
    ("a hidden list", {"validate": "list", "source": "=lists!$A$1:$A$3"}, ["甲", 1.5], ["乙 ", 1]),
    ("a named list", {"validate": "list", "source": "=levels"}, ["乙"], ["有"]),
    ("within", {"validate": "integer", "criteria": "between", "minimum": 0, "maximum": 9}, [9], [10, 1.5]),
    ("no text", {"validate": "integer", "criteria": ">=", "value": 0}, [7], ["7次", -1]),
    ("another cell", {"validate": "decimal", "criteria": "<=", "value": "=$A$1"}, [4.5, -3], [4.6, "x"]),
    ("outside", {"validate": "decimal", "criteria": "not between", "minimum": 1, "maximum": 2}, [3], [1.5]),
    ("a date", {"validate": "date", "criteria": ">", "value": "=45000"}, ["2025-03-01"], ["2020-03-01"]),
    ("a length", {"validate": "length", "criteria": "<", "value": 3}, ["两字", None], ["三个字"]),
    ("its row", {"validate": "custom", "value": "=ISNUMBER(B1)"}, [1], ["一"]),
    ("only a warning", {"validate": "list", "source": ["无"], "error_type": "warning"}, ["bad"], []),
    ("no message", {"validate": "list", "source": ["无"], "show_error": False}, ["bad"], []),
]


def ruled(book: Any, sheet: Any, is_open: Any) -> None:
    sheet.write("A1", 4.5)
    lists = book.add_worksheet("lists")
    lists.write_column("A1", ["甲", "乙", 1.5])
    lists.hide()
    book.define_name("levels", "=lists!$A$1:$A$2")


@needs("soffice", "uno")
def test_a_validation_lets_in_what_it_allows_and_reports_the_rest(tmp_path: Path) -> None:
    jobs = []
    for number, (_, rule, allowed, refused) in enumerate(RULES):

        def draw(book: Any, sheet: Any, is_open: Any, rule: dict[str, Any] = rule) -> None:
            ruled(book, sheet, is_open)
            sheet.data_validation("B1:B20", rule)
            sheet.write_column("B1", ["kept"] * 20, is_open)

        values = allowed + refused
        cells = [(SHEET, f"B{row}", value) for row, value in enumerate(values, start=1)]
        jobs.append(
            FillJob(
                workbook(tmp_path / f"{number}.xlsx", draw, protect=True),
                tmp_path / "out" / f"{number}.xlsx",
                cells=cells,
                read=[(sheet, cell) for sheet, cell, _ in cells],
            )
        )
    for job, result, (name, _, allowed, _) in zip(jobs, fill_in(jobs), RULES, strict=True):
        expected = [("type", *cell) for cell in job.cells[len(allowed) :]]
        assert [each.step for each in result.refused] == expected, name
        assert {each.reason for each in result.refused} <= {"invalid"}, name
        assert all(seen.text == "kept" for seen in result.seen[len(allowed) :]), name
        assert all(seen.text != "kept" for seen in result.seen[: len(allowed)]), name
        # Neither the question put to LibreOffice beside the cell nor what was taken back leaves a trace.
        stored = openpyxl.load_workbook(result.target)[SHEET]
        assert stored.max_column == 2, name
        assert stored.cell(len(job.cells), 2).number_format == "General", name


@needs("soffice", "uno")
def test_a_refusal_gives_the_rule_of_its_own_row(tmp_path: Path) -> None:
    def draw(book: Any, sheet: Any, is_open: Any) -> None:
        ruled(book, sheet, is_open)
        sheet.data_validation("B1", {"validate": "list", "source": ["无", "有"]})
        range_of_row = {"validate": "decimal", "criteria": "between", "minimum": 0, "maximum": "=A2"}
        sheet.data_validation("B2:B9", range_of_row)
        sheet.data_validation("B10", {"validate": "list", "source": "=gone"})

    cells: list[tuple[str, str, Typed]] = [(SHEET, "B1", "bad"), (SHEET, "B9", 1), (SHEET, "B10", "甲")]
    (result,) = fill_in([FillJob(workbook(tmp_path / "a.xlsx", draw), tmp_path / "b.xlsx", cells=cells)])
    assert [each.detail for each in result.refused] == [
        'LIST "无";"有"',
        "DECIMAL BETWEEN 0 and A9",
        "LIST gone (error 525)",
    ]


@needs("soffice", "uno")
def test_protection_merged_cells_and_passwords_refuse(tmp_path: Path) -> None:
    def draw(book: Any, sheet: Any, is_open: Any) -> None:
        sheet.write("A1", 1)
        sheet.write("A2", 2, is_open)
        sheet.merge_range("A3:B3", "merged", is_open)

    actions: list[tuple[Any, ...]] = [
        ("type", SHEET, "A1", 5),
        ("paste", SHEET, "A1", 5),
        ("set_formula", SHEET, "A1", "=1+1"),
        ("type", SHEET, "B3", "hidden"),
        ("type", SHEET, "A3", "seen"),
        ("type", SHEET, "A2", 7),
        ("insert_rows", SHEET, 2, 1),
        ("delete_rows", SHEET, 2, 1),
        ("move_rows", SHEET, 1, 1, 3),
        ("sort", SHEET, "A1:A2", "A"),
        ("unprotect", SHEET),
        ("type", SHEET, "A1", 8),
    ]
    read = [(SHEET, f"A{row}") for row in (1, 2, 3)]
    jobs = [
        FillJob(
            workbook(tmp_path / f"{name}.xlsx", draw, protect=True, password=password),
            tmp_path / "out" / f"{name}.xlsx",
            actions=actions,
            read=read,
        )
        for name, password in (("open", ""), ("shut", "secret"))
    ]
    free, shut = fill_in(jobs)
    reasons = ["protected"] * 3 + ["covered"] + ["protected"] * 4
    assert [each.reason for each in free.refused] == reasons
    assert [each.reason for each in shut.refused] == [*reasons, "password", "protected"]
    assert free.refused[0] == Refused(("type", SHEET, "A1", 5), "protected")
    assert [seen.value for seen in free.seen] == [8, 7, "seen"]
    assert [seen.value for seen in shut.seen] == [1, 7, "seen"]


@needs("soffice", "uno")
def test_pasting_and_formulas_go_past_a_validation(tmp_path: Path) -> None:
    def draw(book: Any, sheet: Any, is_open: Any) -> None:
        ruled(book, sheet, is_open)
        sheet.data_validation("B1:B2", {"validate": "list", "source": ["无", "有"]})

    job = FillJob(
        workbook(tmp_path / "a.xlsx", draw),
        tmp_path / "b.xlsx",
        actions=[("paste", SHEET, "B1", "bad"), ("set_formula", SHEET, "B2", "=SUM(A1,lists!A3)")],
        read=[(SHEET, "B2")],
    )
    (result,) = fill_in([job])
    assert result.refused == ()
    assert result[SHEET, "B2"].value == 6
    assert formula(result.target, "B2") == "=SUM(A1,lists!A3)"
    assert cached(result.target, "B1") == "bad"


@needs("soffice", "uno")
def test_rows_and_sheets_are_damaged_as_people_do(tmp_path: Path) -> None:
    actions: list[tuple[tuple[Any, ...], list[Any], list[Any], str]] = [
        (("insert_rows", SHEET, 2, 2), [5, None, None, 3, 4], ["五", None, None, "三", "四"], "=B1*2"),
        (("delete_rows", SHEET, 2, 1), [5, 4], ["五", "四"], "=B1*2"),
        (("move_rows", SHEET, 1, 1, 4), [3, 4, 5], ["三", "四", "五"], "=B3*2"),
        (("move_rows", SHEET, 3, 1, 1), [4, 5, 3], ["四", "五", "三"], "=B2*2"),
        (("move_rows", SHEET, 1, 2, 4), [4, 5, 3], ["四", "五", "三"], "=B2*2"),
        (("move_rows", SHEET, 2, 1, 3), [5, 3, 4], ["五", "三", "四"], "=B1*2"),
        (("sort", SHEET, "A1:B3", "A"), [3, 4, 5], ["三", "四", "五"], "=B1*2"),
        (("rename_sheet", SHEET, "改名"), [5, 3, 4], ["五", "三", "四"], "=B1*2"),
    ]
    source = workbook(tmp_path / "a.xlsx", open_column)
    jobs = [
        FillJob(source, tmp_path / f"{number}.xlsx", actions=[action]) for number, (action, *_) in enumerate(actions)
    ]
    for (action, numbers, texts, moved), result in zip(actions, fill_in(jobs), strict=True):
        sheet = openpyxl.load_workbook(result.target).worksheets[0]
        assert [cell.value for cell in sheet["A"]] == numbers, action
        assert [cell.value for cell in sheet["B"]] == texts, action
        assert [cell.value for cell in sheet["C"] if cell.value] == [moved], action
        assert sheet.title == ("改名" if action[0] == "rename_sheet" else SHEET)


@needs("soffice", "uno")
def test_every_job_that_cannot_be_done_is_named(tmp_path: Path) -> None:
    good = workbook(tmp_path / "good.xlsx", open_column)
    jobs = [
        FillJob(tmp_path / "absent.xlsx", tmp_path / "1.xlsx"),
        FillJob(good, tmp_path / "2.xlsx", cells=[("No such", "A1", 1)]),
        FillJob(good, tmp_path / "3.xlsx", actions=[("dance", SHEET)]),
        FillJob(good, tmp_path / "4.xlsx"),
    ]
    with pytest.raises(OfficeError, match=r"absent\.xlsx: .*no sheet 'No such'; .*评分; .*dance") as error:
        fill_in(jobs)
    assert str(error.value).count(".xlsx: ") == 3
    assert (tmp_path / "4.xlsx").is_file()


@needs("soffice", "uno")
def test_filling_in_keeps_its_time_limit(tmp_path: Path) -> None:
    source = workbook(tmp_path / "a.xlsx", open_column)
    with pytest.raises(OfficeError, match=r"not done after 0\.01 seconds"):
        fill_in([FillJob(source, tmp_path / "b.xlsx")], seconds=0.01)
