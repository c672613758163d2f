"""The sheets of duty lists in the ranking workbook, and the day that the command takes."""

import io
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.duties.made import DUTIES, NONE, REGISTERS, Typed, filled, gathered, row, units
from tests.small_forms import standard
from xlrubric.cli import run
from xlrubric.cli.texts import Texts
from xlrubric.ranking import tables
from xlrubric.ranking_book import ranking_book
from xlrubric.writer import Stamp

LATE: Typed = {"sign.1:": "第一支部", "review.choice:1.1.1": "推进中", "shared.text:2.1.1.1": "走访"}


def book(text: str, *returned: Typed | None, language: str = "") -> Any:
    text = text.replace("title:", f"language: {language}\ntitle:", 1) if language else text
    collection = gathered(text, *returned, on=date(2026, 5, 1))
    made = ranking_book(collection, tables(collection), Stamp(datetime(2026, 5, 1)))
    return openpyxl.load_workbook(io.BytesIO(made))


def page(found: Any, name: str) -> list[list[Any]]:
    """Give a sheet's headings and rows, from the row of headings on."""
    rows = [[cell.value for cell in line] for line in found[name].iter_rows()]
    start = next(n for n, line in enumerate(rows) if line[0] in ("编号", "編號", "Id"))
    return rows[start:]


def test_the_sheets_stand_where_a_reader_looks_first() -> None:
    found = book(DUTIES, LATE, None)
    assert found.sheetnames[:5] == ["概览", "排名", "责任清单", "逾期", "分期进度"]
    assert "登记核对" in found.sheetnames


def test_a_standard_without_duties_has_none_of_them() -> None:
    text = (
        "rubric: r\ntitle: t\nsections: [{name: a, items: [{name: b, points: 2, findings: [{text: c, deduct: 1}]}]}]\n"
    )
    found = book(text, {"review.choice:1.1.1": "有"})
    assert not {"责任清单", "逾期", "分期进度", "登记核对"} & set(found.sheetnames)


def test_a_row_of_the_duties_reads_in_one_glance() -> None:
    found = book(DUTIES, LATE, None)
    head, one, other = page(found, "责任清单")
    shown = dict(zip((str(text).split("\n")[0] for text in head), one, strict=True))
    assert {key: shown[key] for key in ("是否交回", "已签字", "未签字", "自定项目", "推进中", "未填", "逾期")} == {
        "是否交回": "已交",
        "已签字": "支部：第一支部",
        "未签字": "本人签名",
        "自定项目": 1,
        "推进中": 1,
        "未填": 4,
        "逾期": 3,  # 签字, 自定项目 (31 March), 制定计划 (30 April)
    }
    assert other[2] == "未交"
    sheet = found["责任清单"]
    own = next(cell for line in sheet.iter_rows() for cell in line if cell.value == 1 and "/2" in cell.number_format)
    assert own.fill.fgColor.rgb.endswith("FFF2CC")  # one of two is too few
    assert any("2026-05-01" in str(cell.value) for cell in sheet[3])


def test_columns_that_nobody_has_anything_in_are_hidden() -> None:
    text = DUTIES.replace("signatures: [支部, 本人签名]\n", "").replace(", at_least: 2", "")
    found = book(text, {"review.choice:1.1.1": "推进中"})["责任清单"]
    hidden = {
        str(found.cell(4, n).value).split("\n")[0]
        for n in range(1, 19)
        if found.column_dimensions[found.cell(4, n).column_letter].hidden
    }
    assert {"自定项目", "还空着的行"} <= hidden
    assert "推进中" not in hidden


def test_what_is_overdue_stands_with_its_cell_and_links_to_its_file() -> None:
    found = book(DUTIES, LATE)
    _, *rows = page(found, "逾期")
    assert [line[2:8] for line in rows] == [
        ["签字", None, "本人签名", "未填", "2026-03-31", 31],
        ["自定项目", "2.1.1", "自定的责任", "1/2", "2026-03-31", 31],
        ["责任", "1.1.1", "制定计划", "推进中", "2026-04-30", 1],
    ]
    assert all(line[9] and line[10] for line in rows)
    linked = [cell.hyperlink.location for line in found["逾期"].iter_rows() for cell in line if cell.hyperlink]
    assert any("来源" in where for where in linked)


def test_nothing_overdue_is_said_so() -> None:
    done = {
        "sign.1:": "a",
        "sign.2:": "b",
        "review.choice:1.1.1": "已落实",
        "shared.text:2.1.1.1": "x",
        "shared.text:2.1.1.2": "y",
    }
    sheet = book(DUTIES, done)["逾期"]
    assert "没有" in [cell.value for line in sheet.iter_rows() for cell in line]


def test_the_register_page_marks_what_is_in_doubt() -> None:
    typed = {**NONE, **row("“清廉机关”建设", "省委"), **row("清廉机关 建设", "市委", 2, "", Decimal(43799))}
    _, one, two = page(book(REGISTERS, typed), "登记核对")
    assert one[8] is None
    assert "2019-11-30" in two[8] and "相近" in two[8]


def test_texts_that_look_like_formulas_stay_texts() -> None:
    typed = {**NONE, **row("=1+1", "省委", 1, "=HYPERLINK(0)")}
    sheet = book(REGISTERS, typed)["登记核对"]
    assert {cell.data_type for line in sheet.iter_rows() for cell in line if str(cell.value).startswith("=")} <= {"s"}


@pytest.mark.parametrize(("language", "name"), [("zh-Hant", "責任清單"), ("en", "Duties")])
def test_the_other_languages_have_the_same_sheets(language: str, name: str) -> None:
    text = DUTIES.replace("check: true", "check: [x, y]")
    assert len(page(book(text, None, language=language), name)) == 2


def test_the_command_takes_the_day(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (unit,) = units(1)
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.xlsx").write_bytes(filled(standard(DUTIES), unit, LATE))
    (tmp_path / "r.yaml").write_text(DUTIES, encoding="utf-8")
    (tmp_path / "u.csv").write_text("id,name\nU1,第1支部\n", encoding="utf-8")
    command = [
        "collect",
        str(tmp_path / "in"),
        "--rubric",
        str(tmp_path / "r.yaml"),
        "--units",
        str(tmp_path / "u.csv"),
    ]
    command += ["-o", str(tmp_path / "o.xlsx"), "--csv", str(tmp_path / "csv")]
    counts = []
    for day in ("2026-03-31", "2026.4.1", "2026年5月1日"):
        assert run([*command, "--on", day], Texts("en")) == 1
        counts.append(len((tmp_path / "csv" / "overdue.csv").read_text(encoding="utf-8-sig").splitlines()) - 1)
    assert counts == [0, 2, 3]
    capsys.readouterr()
    assert run([*command, "--on", "4月1日"], Texts("en")) == 2
    assert "“4月1日” is not a day; write it as 2020-04-01." in capsys.readouterr().err
