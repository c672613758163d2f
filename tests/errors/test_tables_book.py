"""The error book of tables: every code of ``messages.tables`` with its smallest table and exact lines."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.errors.book import Page, as_told, as_written, missing, unknown
from tests.errors.table_pages import ENTRIES, FILES, HEAD, UNITS, book
from xlrubric import tables
from xlrubric.destinations import refusals
from xlrubric.entry_tables import read_entry_table
from xlrubric.messages.tables import TABLES
from xlrubric.problems import Problem, Refusal
from xlrubric.units import read_units

PAGES = (
    *FILES,
    Page(
        "units-none",
        "id,name\n",
        "t.csv: [units-none] There is no unit in the list that can be used. Write one row for each unit under "
        "the headings.",
        "t.csv: [units-none] 单位名单中没有可用的单位。请在标题行下面逐行填写单位。",
    ),
    Page(
        "unit-nameless",
        "id,name,group\n1,a,x\n,,x\n",
        "t.csv:3:3: [unit-nameless] This row has neither an id nor a name; it was left out. Write both, or "
        "delete the row. If cells are merged, unmerge them and fill each one.",
        "t.csv:3:3: [unit-nameless] 这一行既没有编号也没有单位名称，已略过。请补全，或删去这一行；如有合并单元"
        "格，请取消合并后逐格填写。",
    ),
    Page(
        "unit-id-missing",
        UNITS + ",b\n",
        "t.csv:3:1: [unit-id-missing] The unit “b” has no id; it was left out. Give it an id of its own. If "
        "cells are merged, unmerge them and fill each one.",
        "t.csv:3:1: [unit-id-missing] 单位“b”没有编号，已略过。请填写编号；如有合并单元格，请取消合并后逐格填写。",
    ),
    Page(
        "unit-name-missing",
        UNITS + "2,\n",
        "t.csv:3:2: [unit-name-missing] The unit 2 has no name; it was left out. Write its name. If cells are "
        "merged, unmerge them and fill each one.",
        "t.csv:3:2: [unit-name-missing] 编号 2 的单位没有名称，已略过。请填写名称；如有合并单元格，请取消合并后逐"
        "格填写。",
    ),
    Page(
        "unit-id-twice",
        UNITS + "1,b\n",
        "t.csv:3:1: [unit-id-twice] The id 1 is already that of “a” at t.csv:2:1 (capitals make no difference); "
        "this row was left out. Give each unit an id of its own.",
        "t.csv:3:1: [unit-id-twice] 编号 1 已用于“a”（t.csv:2:1，大小写视为相同），这一行已略过。请给每个单位一个"
        "不重复的编号。",
    ),
    Page(
        "unit-name-twice",
        UNITS + "2,a\n",
        "t.csv:3:2: [unit-name-twice] The name “a” stands also at t.csv:2:2. If it is the same unit, delete one "
        "row; if not, make the names differ.",
        "t.csv:3:2: [unit-name-twice] 单位名称“a”与 t.csv:2:2 重复。如果是同一单位，请删去一行；否则请把名称区分开。",
    ),
    Page(
        "unit-id-unfit",
        UNITS + "2/3,b\n",
        "t.csv:3:1: [unit-id-unfit] The id “2/3” cannot be part of a file name; the unit was left out. Leave out "
        '\\ / : * ? " < > | and invisible characters, do not end it with a dot, and avoid names such as CON or '
        "COM1.",
        't.csv:3:1: [unit-id-unfit] 编号“2/3”不能用于文件名，该单位已略过。请去掉 \\ / : * ? " < > | 和看不见的字'
        "符，不要以句点结尾，也不要用 CON、COM1 一类名称。",
    ),
    Page(
        "unit-id-long",
        UNITS + "2" * 65 + ",b\n",
        "t.csv:3:1: [unit-id-long] The id “22222222222222222222222222222222222222222222222222222222222222222” is "
        "longer than 64 characters; the unit was left out. Shorten it.",
        "t.csv:3:1: [unit-id-long] 编号“22222222222222222222222222222222222222222222222222222222222222222”超过 "
        "64 个字符，该单位已略过。请改短。",
    ),
    Page(
        "unit-id-date",
        book([["id", "name"], [43434, "a"], [2, "b"]], dates=True),
        "t.xlsx!Sheet1!A2: [unit-id-date] Excel turned this id into a date (2018-11-30); the unit was left out. "
        "Format the column as text and type the id again.",
        "t.xlsx!Sheet1!A2: [unit-id-date] Excel 把编号变成了日期（2018-11-30），该单位已略过。请把该列设为“文本”"
        "格式，重新填写编号。",
    ),
    Page(
        "unit-partly-blank",
        "id,name,group\n1,a,x\n2,b,\n",
        "t.csv:3:3: [unit-partly-blank] “组别 group” is blank here (in 1 rows in all) while other units have it. "
        "If cells are merged, unmerge them and fill each one.",
        "t.csv:3:3: [unit-partly-blank] “组别 group”在这里是空的（共 1 行），而其他单位已填写。如有合并单元格，请"
        "取消合并后逐格填写。",
    ),
    Page(
        "entries-none",
        HEAD,
        "t.csv: [entries-none] There is no entry that can be used under the headings. Check that it is the right "
        "file and that it was saved.",
        "t.csv: [entries-none] 标题行下面没有可用的填报内容。请检查是否选对了文件、是否已经保存。",
    ),
    Page(
        "entry-unit-missing",
        ENTRIES + ",1.1.1,,1\n",
        "t.csv:3:1: [entry-unit-missing] The unit is blank; the row was left out. Write the unit's id. If cells "
        "are merged, unmerge them and fill each one.",
        "t.csv:3:1: [entry-unit-missing] 没有填写单位，该行已略过。请填写单位编号；如有合并单元格，请取消合并后逐"
        "格填写。",
    ),
    Page(
        "entry-finding-missing",
        ENTRIES + "1,,,1\n",
        "t.csv:3:2: [entry-finding-missing] The finding is blank; the row was left out. Write the finding's "
        "number. If cells are merged, unmerge them and fill each one.",
        "t.csv:3:2: [entry-finding-missing] 没有填写评分项编号，该行已略过。请填写编号；如有合并单元格，请取消合"
        "并后逐格填写。",
    ),
    Page(
        "entry-role-unknown",
        ENTRIES + "1,1.1.1,boss,1\n",
        "t.csv:3:3: [entry-role-unknown] “boss” does not say who made the entry; the row was left out. Write "
        "self or review, or leave it blank for review.",
        "t.csv:3:3: [entry-role-unknown] “boss”不是可用的填报人，该行已略过。请填写“自查”或“核查”；留空视为“核查”。",
    ),
    Page(
        "entry-twice",
        ENTRIES + "1,1.1.2,review,2\n",
        "t.csv:3:4: [entry-twice] Unit 1 has an entry for 1.1.2 (review) already at t.csv:2:4; this row was left "
        "out. Keep the one that is right.",
        "t.csv:3:4: [entry-twice] 单位 1 的 1.1.2（review）在 t.csv:2:4 已经填过，这一行已略过。请只保留正确的一行。",
    ),
    Page(
        "entry-finding-number",
        book([["unit", "finding", "value"], ["1", 1.1, "1"]]),
        "t.xlsx!Sheet1!B2: [entry-finding-number] The finding 1.1 is a number here, so 1.10 could not be told "
        "from 1.1. Format the column as text and check what it says.",
        "t.xlsx!Sheet1!B2: [entry-finding-number] 评分项编号 1.1 是数值格式，1.10 和 1.1 无法区分。请把该列设为"
        "“文本”格式，并核对编号。",
    ),
    Page(
        "entry-finding-date",
        book([["unit", "finding", "value"], ["1", 36892, "1"], ["1", "1.1.2", "1"]], dates=True),
        "t.xlsx!Sheet1!B2: [entry-finding-date] Excel turned the finding's number into a date (2001-01-01); the "
        "row was left out. Format the column as text and type the number again.",
        "t.xlsx!Sheet1!B2: [entry-finding-date] Excel 把评分项编号变成了日期（2001-01-01），该行已略过。请把该列"
        "设为“文本”格式，重新填写。",
    ),
    Page(
        "input-missing",
        None,
        "none: [input-missing] There is no such file or folder; nothing was written. Check the name.",
        "none: [input-missing] 没有这个文件或文件夹；没有写入任何文件。请检查名称。",
    ),
    Page(
        "output-not-xlsx",
        None,
        "out.csv: [output-not-xlsx] The ranking is an Excel workbook; nothing was written. Give the output a "
        "name that ends in .xlsx.",
        "out.csv: [output-not-xlsx] 排名结果是 Excel 工作簿；没有写入任何文件。输出文件名请以 .xlsx 结尾。",
    ),
    Page(
        "output-among-inputs",
        None,
        "in.xlsx: [output-among-inputs] The output would lie among what is read, or replace it; nothing was "
        "written. Choose another place.",
        "in.xlsx: [output-among-inputs] 输出位置与读入的文件相同或在其中；没有写入任何文件。请另选位置。",
    ),
    Page(
        "output-foreign",
        None,
        "other.xlsx: [output-foreign] A file of this name is there, and it is not a ranking; nothing was "
        "written. Choose another name.",
        "other.xlsx: [output-foreign] 已有同名文件，且不是排名工作簿；没有写入任何文件。请换一个名称。",
    ),
)

# what is to be read, and where the ranking is to go, for the pages about that
DESTINATIONS = {
    "input-missing": ("none", "out.xlsx"),
    "output-not-xlsx": ("in.xlsx", "out.csv"),
    "output-among-inputs": ("in.xlsx", "in.xlsx"),
    "output-foreign": ("in.xlsx", "other.xlsx"),
}
NAMES = {"table-kind": "t.pdf", "table-old-kind": "t.xls", "table-encoding": "t.csv"}


def problems_of(page: Page, monkeypatch: pytest.MonkeyPatch) -> Sequence[Problem]:
    """Read the material in the present folder, or write over it, and give what is said of it."""
    path = Path(NAMES.get(page.code, "t.xlsx" if isinstance(page.material, bytes) else "t.csv"))
    try:
        if page.code in DESTINATIONS:
            return destined(*map(Path, DESTINATIONS[page.code]))
        if page.code == "table-is-folder":
            path.mkdir()
        elif page.material is not None:
            path.write_bytes(page.material if isinstance(page.material, bytes) else page.material.encode())
        if page.code == "table-too-long":
            monkeypatch.setattr(tables, "MAX_ROWS", 0)
        if page.code.startswith("entr"):
            return read_entry_table(path).problems
        return read_units(path).problems
    except Refusal as refusal:
        return refusal.problems


def destined(source: Path, out: Path) -> Sequence[Problem]:
    """Ask where the ranking may go, in a folder with two files that are no rankings."""
    for name in ("in.xlsx", "other.xlsx"):
        Path(name).write_bytes(b"somebody's work")
    return refusals([source], [], out, None, "zh-Hans")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.code)
def test_the_smallest_table_brings_its_message(page: Page, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert as_told(problems_of(page, monkeypatch)) == [as_written(page)]


def test_no_code_lacks_its_page_and_no_page_its_code() -> None:
    assert missing(TABLES, PAGES) == []
    assert unknown(TABLES, PAGES) == []
