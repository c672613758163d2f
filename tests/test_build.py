"""Workbooks for a list of units: file names, entries to begin with, lead units; nothing is overwritten unasked."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.small_forms import ENGLISH, SIMPLIFIED, STAMP, TRADITIONAL, led, single, standard
from xlrubric.build import (
    Built,
    Prefill,
    file_names,
    form_values,
    lead_workbooks,
    leadless,
    read_prefill,
    unit_workbooks,
)
from xlrubric.cellrefs import address
from xlrubric.cli import run
from xlrubric.cli.texts import Texts
from xlrubric.entries import Reading
from xlrubric.entry_tables import read_entry_table
from xlrubric.layout.form import Form, lead_form, unit_form
from xlrubric.outputs import fits_file_name
from xlrubric.problems import Problem
from xlrubric.skin import read_skin
from xlrubric.units import Unit
from xlrubric.xlsx import read_workbook

HEAD = "unit,finding,role,value,note\n"
PAIR = (Unit("u1", "甲", lead="乙委"), Unit("u2", "乙", lead="乙委"))


def prefilled(folder: Path, rubric: str, rows: str, known: Sequence[str] | None = ("u1", "u2")) -> Prefill:
    """Read a table of entries for a rubric."""
    (folder / "e.csv").write_text(HEAD + rows, encoding="utf-8")
    table = read_entry_table(folder / "e.csv")
    assert table.problems == ()
    return read_prefill(standard(rubric), table.rows, known)


def values(given: Mapping[str, Reading]) -> dict[str, object]:
    return {name: reading.value for name, reading in given.items()}


def told(problems: Sequence[Problem]) -> list[tuple[str, str, str]]:
    return [(p.code, f"{p.place.line}:{p.place.column}", p.unit) for p in problems]


def stored(form: Form, built: Built, name: str) -> object:
    """Give what stands in a workbook where a form has a name."""
    spot = form.spots[name]
    sheet = next(s for s in read_workbook(built.data, built.name).sheets if s.name == spot.sheet)
    cell = sheet.cells.get((spot.row, spot.column))
    return cell.value if cell else None


@pytest.mark.parametrize(
    ("titles", "names"),
    [
        (["u1 甲", "u2 乙"], ["u1 甲.xlsx", "u2 乙.xlsx"]),
        (["甲", "甲", "甲"], ["甲.xlsx", "甲 (2).xlsx", "甲 (3).xlsx"]),
        (["Ab", "aB"], ["Ab.xlsx", "aB (2).xlsx"]),
        (['a/b\\c:d*e?"<>|'], ["a_b_c_d_e_____.xlsx"]),
        (["CON", "con."], ["_CON.xlsx", "_con (2).xlsx"]),
        (["", " "], ["_.xlsx", "_ (2).xlsx"]),
        (["x" * 200, "x" * 200], ["x" * 80 + ".xlsx", "x" * 80 + " (2).xlsx"]),
        (["=1+1", "a (2)", "a", "a"], ["=1+1.xlsx", "a (2).xlsx", "a.xlsx", "a (3).xlsx"]),
    ],
)
def test_file_names_fit_every_system_and_differ(titles: list[str], names: list[str]) -> None:
    assert file_names(titles) == names


@given(st.lists(st.text(max_size=100), max_size=8))
def test_any_titles_give_files_that_do_not_overwrite_each_other(titles: list[str]) -> None:
    names = file_names(titles)
    assert len({name.casefold() for name in names}) == len(titles)
    assert all(fits_file_name(name) for name in names)


def test_one_workbook_a_unit_is_named_by_id_and_name() -> None:
    made = list(unit_workbooks(standard(SIMPLIFIED), read_skin("zh-Hans"), PAIR, Prefill(), STAMP))
    assert [built.name for built in made] == ["u1 甲.xlsx", "u2 乙.xlsx"]
    for unit, built in zip(PAIR, made, strict=True):
        assert stored(single(SIMPLIFIED, unit), built, "0/text.unit:") == f"单位：{unit.name}（{unit.id}）"


def test_one_workbook_a_lead_unit_has_all_its_units() -> None:
    units = (*PAIR, Unit("u3", "丙", lead="丁委"))
    made = list(lead_workbooks(standard(SIMPLIFIED), read_skin("zh-Hans"), units, Prefill(), STAMP))
    assert [built.name for built in made] == ["乙委.xlsx", "丁委.xlsx"]
    tabs = [[s.name for s in read_workbook(b.data, b.name).sheets if s.state == "visible"] for b in made]
    assert tabs == [["汇总", "甲", "乙", "填写说明"], ["汇总", "丙", "填写说明"]]


def test_units_without_a_lead_unit_are_named() -> None:
    units = (Unit("u1", "甲", lead="乙委"), Unit("u2", "乙"), Unit("u3", "丙"))
    found = leadless(units, "units.csv")
    assert [(p.code, p.place.file, dict(p.details)) for p in found] == [
        ("unit-in-no-lead", "units.csv", {"id": "u2"}),
        ("unit-in-no-lead", "units.csv", {"id": "u3"}),
    ]


@pytest.mark.parametrize(
    ("rubric", "row", "readings"),
    [
        (ENGLISH, "1.1.1,review,yes", {"review.choice:1.1.1": "yes"}),
        (ENGLISH, "1.1.1,self,有", {"self.choice:1.1.1": "yes"}),
        (ENGLISH, "1.1.1,review,0", {"review.choice:1.1.1": "no"}),
        (ENGLISH, "1.1.2,review,3", {"review.number:1.1.2": Decimal(3)}),
        (ENGLISH, "1.1.2,自查,0", {"self.number:1.1.2": Decimal(0)}),
        (ENGLISH, "1.2.1,,2", {"review.choice:1.2.1": "yes", "review.number:1.2.1": Decimal(2)}),
        (ENGLISH, "1.2.1,,0", {"review.choice:1.2.1": "no"}),
        (ENGLISH, "1.2.1,,no", {"review.choice:1.2.1": "no"}),
        (ENGLISH, "2.1.1,review,2.35", {"review.number:2.1.1": Decimal("2.35")}),
        (ENGLISH, "2.1.2,review,3", {"review.choice:2.1.2": "yes", "review.number:2.1.2": Decimal(3)}),
        (SIMPLIFIED, "1.1.1,核查,有", {"review.choice:1.1.1": "有"}),
        (TRADITIONAL, "1.1.1,自評,yes", {"self.choice:1.1.1": "有"}),
        (TRADITIONAL, "1.1.1,核查,无", {"review.choice:1.1.1": "無"}),
    ],
)
def test_a_table_gives_choices_counts_targets_and_amounts_for_both_roles(
    tmp_path: Path, rubric: str, row: str, readings: dict[str, object]
) -> None:
    found = prefilled(tmp_path, rubric, f"u1,{row},\n")
    assert {unit: values(own) for unit, own in found.readings.items()} == {"u1": readings}
    assert found.problems == ()


KINDS = """
rubric: kinds
title: 各种条款
sections:
  - name: 一、甲
    items:
      - name: 信息
        points: 6
        start: 0
        findings:
          - {text: 采用, award: {中央: 4, 省: 2}, register: 2, keep: highest, forms: {发文: 1, 会: 0.5}}
          - {text: 培训, award: 1, per: 期, register: 1}
      - {name: 食堂, points: 3, may_not_apply: true, findings: [{text: 不洁, deduct: 1}]}
      - {name: 完成率, points: 4, findings: [{text: 完成率, deduct: 0.5, per: 1%, below: 80%}]}
      - {name: 特色, findings: [{text: 自选, register: 1, at_least: 1}, {text: 公示, check: [已公示, 未公示]}]}
"""


@pytest.mark.parametrize(
    ("row", "readings"),
    [
        ("1.1.1,,有", {"review.choice:1.1.1": "有"}),
        ("1.1.1.1,,河长制 / 中央 / 会", {"text": "河长制", "choice": "中央", "number": "会"}),
        ("1.1.1.1,,河长制/省", {"text": "河长制", "choice": "省"}),
        ("1.1.2.1,自查,讲座/2", {"shared.text:1.1.2.1": "讲座", "self.number:1.1.2.1": Decimal(2)}),
        ("1.2,,不适用", {"review.choice:1.2": "不适用"}),
        ("1.3.1,,77.5%", {"review.number:1.3.1": Decimal("77.5")}),
        ("1.4.1.1,,结对", {"shared.text:1.4.1.1": "结对"}),
        ("1.4.2,自查,未公示", {"self.choice:1.4.2": "未公示"}),
    ],
)
def test_a_table_gives_rows_of_registers_measures_states_and_what_does_not_apply(
    tmp_path: Path, row: str, readings: dict[str, object]
) -> None:
    found = prefilled(tmp_path, KINDS, f"u1,{row},\n")
    full = {"text": "shared.text:1.1.1.1", "choice": "review.choice:1.1.1.1", "number": "review.number:1.1.1.1"}
    assert values(found.readings["u1"]) == {full.get(name, name): value for name, value in readings.items()}


@pytest.mark.parametrize("row", ["1.3.1,,0.8", "1.3.1,,1001", "1.2,,也许", "1.1.1.1,,河长制/国家", "1.4.2,,有"])
def test_what_no_box_of_a_row_takes_is_refused(tmp_path: Path, row: str) -> None:
    assert told(prefilled(tmp_path, KINDS, f"u1,{row},\n").problems) == [("entry-refused", "2:4", "u1")]


def test_what_a_table_gives_stands_in_the_workbook_with_its_score(tmp_path: Path) -> None:
    rows = "u2,1.1.1,review,yes,=seen\nu2,1.1.2,review,2,\nu2,1.2.1,self,4,\nu2,2.1.1,review,2.5,in the yard\n"
    found = prefilled(tmp_path, ENGLISH, rows)
    skin = read_skin("en")
    blank, filled = unit_workbooks(standard(ENGLISH), skin, PAIR, found, STAMP)
    form = unit_form(standard(ENGLISH), skin, PAIR[1])
    shown = {
        "0/review.choice:1.1.1": "yes",
        "0/review.number:1.1.2": Decimal(2),
        "0/self.choice:1.2.1": "yes",
        "0/self.number:1.2.1": Decimal(4),
        "0/review.number:2.1.1": Decimal("2.5"),
        "0/remark:1.1.1": "=seen",
        "0/remark:2.1.1": "in the yard",
        "0/review.total:": Decimal("13.5"),  # 20 − 1 − 3 − 2.5
        "0/self.total:": Decimal("19.4"),  # 20 − min(0.6, 4 × 0.2)
        "0/review.choice:2.1.2": None,
    }
    assert {name: stored(form, filled, name) for name in shown} == shown
    assert stored(form, blank, "0/review.total:") == 20 and stored(form, blank, "0/remark:1.1.1") is None


def test_entries_of_a_lead_units_units_stand_on_their_own_sheets(tmp_path: Path) -> None:
    found = prefilled(tmp_path, ENGLISH, "u1,1.1.1,review,yes,\nu2,1.1.2,review,0,\n")
    skin = read_skin("en")
    (built,) = lead_workbooks(standard(ENGLISH), skin, PAIR, found, STAMP)
    form = lead_form(standard(ENGLISH), skin, "乙委", PAIR)
    shown = {
        "0/review.total:": 19,
        "1/review.total:": 15,
        "0/summary.review.total:": 19,
        "1/summary.review.section:1": 5,
    }
    assert {name: stored(form, built, name) for name in shown} == shown


@pytest.mark.parametrize(
    ("row", "problems"),
    [
        ("u9,1.1.1,review,yes,", [("entry-unknown-unit", "2:4", "")]),
        ("u1,9.9,review,yes,", [("entry-unknown-finding", "2:4", "u1")]),
        ("u1,1.1,review,yes,", [("entry-unknown-finding", "2:4", "u1")]),
        ("u1,1.1.1,review,maybe,", [("entry-refused", "2:4", "u1")]),
        ("u1,1.1.2,review,2.5,", [("entry-refused", "2:4", "u1")]),
        ("u1,1.1.2,review,-1,", [("entry-refused", "2:4", "u1")]),
        ("u1,2.1.1,review,0.5,", [("entry-refused", "2:4", "u1")]),
        ("u1,1.1.2,review,２,", [("entry-normalised", "2:4", "u1")]),
    ],
)
def test_what_cannot_be_used_is_named_with_its_place(
    tmp_path: Path, row: str, problems: list[tuple[str, str, str]]
) -> None:
    assert told(prefilled(tmp_path, ENGLISH, row + "\n").problems) == problems


def test_remarks_of_both_roles_share_the_cell(tmp_path: Path) -> None:
    rows = "u1,1.1.1,self,no,all well\nu1,1.1.1,review,yes,no plan seen\nu1,1.1.2,review,,to be asked\n"
    found = prefilled(tmp_path, ENGLISH, rows)
    assert found.remarks == {"u1": {"1.1.1": "all well / no plan seen", "1.1.2": "to be asked"}}


def test_without_a_list_every_unit_of_the_table_is_known(tmp_path: Path) -> None:
    found = prefilled(tmp_path, ENGLISH, "anyone,1.1.1,,yes,\n", known=None)
    assert list(found.readings) == ["anyone"] and found.problems == ()


def test_a_refused_value_stays_blank_in_the_workbook(tmp_path: Path) -> None:
    found = prefilled(tmp_path, ENGLISH, "u1,1.1.2,review,many,\n")
    form = unit_form(standard(ENGLISH), read_skin("en"), PAIR[0])
    shown = form_values(form, found)
    assert shown["0/review.number:1.1.2"] is None and shown["0/review.done:"] == 0


def test_values_cover_every_formula_of_every_unit() -> None:
    form = led(TRADITIONAL)
    assert set(form.formulas) <= set(form_values(form, Prefill()))


# --- the command ---------------------------------------------------------------------------------------


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "r.yaml").write_text(ENGLISH, encoding="utf-8")
    (tmp_path / "units.csv").write_text("id,name,lead\nu1,East,Centre\nu2,West,Centre\n", encoding="utf-8")
    return tmp_path


def build(folder: Path, *more: str, language: str = "en") -> int:
    given = ["build", str(folder / "r.yaml"), "--units", str(folder / "units.csv"), "-o", str(folder / "out"), *more]
    return run(given, Texts(language))


def made(folder: Path) -> list[str]:
    return sorted(path.name for path in (folder / "out").glob("*")) if (folder / "out").is_dir() else []


def test_the_command_writes_one_workbook_a_unit(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert build(folder) == 0
    assert made(folder) == ["u1 East.xlsx", "u2 West.xlsx"]
    assert capsys.readouterr().out == f"Workbooks made: 2, in {folder / 'out'}\n"


def test_the_command_says_the_same_in_chinese(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert build(folder, language="zh") == 0
    assert capsys.readouterr().out == f"已生成 2 个工作簿，在 {folder / 'out'}\n"


def test_the_command_writes_one_workbook_a_lead_unit(folder: Path) -> None:
    assert build(folder, "--by", "lead") == 0
    assert made(folder) == ["Centre.xlsx"]


def test_by_lead_nothing_is_written_where_a_unit_has_none(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "units.csv").write_text("id,name,lead\nu1,East,Centre\nu2,West,\n", encoding="utf-8")
    assert build(folder, "--by", "lead") == 1
    assert made(folder) == []
    assert "[unit-in-no-lead] unit u2 has no lead unit." in capsys.readouterr().err


def test_a_unit_to_whom_nothing_applies_is_named_and_nothing_is_written(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = ENGLISH.replace("- name: Management", "- name: Management\n    applies_to: [office, yard]")
    (folder / "r.yaml").write_text(
        text.replace("- name: Site", "- name: Site\n    applies_to: [yard]"), encoding="utf-8"
    )
    (folder / "units.csv").write_text("id,name,tags\nu1,East,office\nu2,West,ofice\nu3,South,\n", encoding="utf-8")
    assert build(folder) == 1
    assert made(folder) == []
    said = capsys.readouterr().err.splitlines()
    assert [line.partition("units.csv: ")[2] for line in said[:2]] == [
        "[unit-nothing-applies] nothing in the rubric applies to unit u2 (its tags: ofice). "
        "Fill in the column tags; the rubric knows: office、yard.",
        "[unit-nothing-applies] nothing in the rubric applies to unit u3 (its tags: —). "
        "Fill in the column tags; the rubric knows: office、yard.",
    ]


def test_files_that_are_there_are_not_overwritten_unasked(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "out").mkdir()
    (folder / "out" / "u2 West.xlsx").write_bytes(b"somebody's work")
    assert build(folder) == 1
    assert made(folder) == ["u2 West.xlsx"]  # not even the one that was free
    assert (folder / "out" / "u2 West.xlsx").read_bytes() == b"somebody's work"
    assert "already holds 1 of these files, u2 West.xlsx first" in capsys.readouterr().err


def test_files_that_are_there_are_replaced_when_that_is_asked_for(folder: Path) -> None:
    (folder / "out").mkdir()
    (folder / "out" / "u2 West.xlsx").write_bytes(b"old")
    (folder / "out" / "notes.txt").write_bytes(b"kept")
    assert build(folder, "--overwrite") == 0
    assert made(folder) == ["notes.txt", "u1 East.xlsx", "u2 West.xlsx"]
    assert read_workbook((folder / "out" / "u2 West.xlsx").read_bytes(), "w").sheets


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ("u9,1.1.1,review,yes,\n", "e.csv:2:4: [entry-unknown-unit] the unit u9 is not in the unit list."),
        ("u1,9.9,review,yes,\n", "e.csv:2:4: [entry-unknown-finding] the rubric has no finding 9.9."),
    ],
)
def test_entries_for_nobody_or_nothing_stop_the_command(
    folder: Path, capsys: pytest.CaptureFixture[str], rows: str, said: str
) -> None:
    (folder / "e.csv").write_text(HEAD + rows, encoding="utf-8")
    assert build(folder, "--entries", str(folder / "e.csv")) == 1
    assert said in capsys.readouterr().err
    assert made(folder) == []


def test_a_refused_value_is_told_and_the_workbooks_are_written(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "e.csv").write_text(HEAD + "u1,1.1.2,review,many,\n", encoding="utf-8")
    assert build(folder, "--entries", str(folder / "e.csv")) == 1
    assert "e.csv:2:4: [entry-refused]" in capsys.readouterr().err
    assert made(folder) == ["u1 East.xlsx", "u2 West.xlsx"]


def test_a_file_where_the_folder_should_be_is_named(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "out").write_text("a file", encoding="utf-8")
    assert build(folder) == 1
    assert capsys.readouterr().err.startswith(f"{folder / 'out'}: [output-no-folder]")


def test_a_unit_list_with_an_error_stops_the_command(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "units.csv").write_text("id,name\nu1,East\nu1,West\nu3,\n", encoding="utf-8")
    assert build(folder) == 1
    said = capsys.readouterr().err
    assert "units.csv:3:1: [unit-id-twice]" in said and "units.csv:4:2: [unit-name-missing]" in said
    assert made(folder) == []


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16"])
def test_unit_lists_of_every_usual_encoding_are_read(folder: Path, encoding: str) -> None:
    (folder / "units.csv").write_text("编号,单位名称\nu1,湘西州教育局\n", encoding=encoding)
    assert build(folder) == 0
    assert made(folder) == ["u1 湘西州教育局.xlsx"]


def test_the_workbook_of_a_nasty_name_is_written_and_named_for_every_system(folder: Path) -> None:
    (folder / "units.csv").write_text('id,name\nu1,"=1/0:*?"\nu2,"<b>"\n', encoding="utf-8")
    assert build(folder) == 0
    assert made(folder) == ["u1 =1_0___.xlsx", "u2 _b_.xlsx"]
    form = single(ENGLISH, Unit("u1", "=1/0:*?"))
    data = (folder / "out" / "u1 =1_0___.xlsx").read_bytes()
    spot = form.spots["0/text.unit:"]
    cell = next(s for s in read_workbook(data, "w").sheets if s.name == spot.sheet).cells[spot.row, spot.column]
    assert (cell.value, cell.formula) == ("Unit: =1/0:*? (u1)", None), address(spot.row, spot.column)
