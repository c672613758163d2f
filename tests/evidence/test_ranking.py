"""The evidence in what is made of the returns: the ranking's sheet, the CSV, what a unit is told, the demonstration."""

import csv
import io
from datetime import datetime
from pathlib import Path
from random import Random
from typing import Any

import openpyxl
import pytest

from tests.evidence.made import (
    ANSWERED,
    ASKING,
    ENGLISH,
    MISSING,
    NONE,
    SILENT,
    THERE,
    UNITS,
    Typed,
    filled,
    form_of,
    gathered,
    read,
    said,
    standard_of,
)
from xlrubric.build import Prefill, unit_workbooks
from xlrubric.cli import run
from xlrubric.cli.texts import Texts
from xlrubric.collect import Collection
from xlrubric.collector import Collector
from xlrubric.csv_tables import write_csvs
from xlrubric.demo.forms import filled_in, made_up_evidence
from xlrubric.feedback.book import feedback_books
from xlrubric.feedback.result_sheet import MOST_LACKING
from xlrubric.intake import Arrived
from xlrubric.layout.evidence import documents, evidence_words
from xlrubric.ranked import ranked_of
from xlrubric.ranking import tables
from xlrubric.ranking_book import ranking_book
from xlrubric.ranking_book.words import read_words
from xlrubric.shipped_files import shipped
from xlrubric.skin import read_skin
from xlrubric.standard import read_standard
from xlrubric.units import Unit
from xlrubric.writer import Stamp

pytestmark = pytest.mark.filterwarnings("ignore:.*xtension is not supported:UserWarning")
STAMP = Stamp(datetime(2026, 3, 20))
LINK = "https://example.org/a.html"
FIRST: Typed = {
    **ANSWERED,
    "evidence.state:1.1.1": THERE,
    "evidence.where:1.1.1": LINK,
    "evidence.state:1.1.2": MISSING,
    "evidence.where:1.1.2": "=1+1",
    "evidence.remark:1.1.2": "@正在补",
    "evidence.state:1.3.1": MISSING,
    "evidence.state:2.1.1.1": "不知道",
}
SECOND: Typed = {**ANSWERED, "review.choice:3.1.1": "无", "evidence.state:3.1.1": NONE}


def collection() -> Collection:
    second = filled(form_of(ASKING, UNITS[1]), SECOND)
    return gathered({"in/a.xlsx": filled(form_of(), FIRST), "in/b.xlsx": second})


def booked(made: Collection) -> bytes:
    language = "en" if made.standard.rubric.language == "en" else "zh"
    return ranking_book(made, tables(made, language), STAMP)


def opened(made: Collection) -> Any:
    return openpyxl.load_workbook(io.BytesIO(booked(made)))


def lines(page: Any) -> list[list[Any]]:
    """Give the rows below the headings."""
    return [[cell.value for cell in row] for row in page.iter_rows(min_row=5)]


# The sheet


def test_a_ranking_has_a_sheet_of_evidence_where_any_form_has_one() -> None:
    assert "佐证材料" in opened(collection()).sheetnames
    assert "佐证材料" not in opened(gathered({"a.xlsx": filled(form_of(SILENT), ANSWERED)}, SILENT)).sheetnames
    assert "佐证材料" not in opened(gathered({})).sheetnames


def test_missing_documents_come_first_then_what_could_not_be_read_then_what_was_not_said() -> None:
    page = opened(collection())["佐证材料"]
    assert [row[:4] + row[5:7] for row in lines(page)] == [
        [MISSING, "U1", "机关支部", 2, "1.1 研讨", "会议记录"],
        [MISSING, "U1", "机关支部", 2, "1.3 党课", "讲稿"],
        ["无法识别", "U1", "机关支部", 2, "2.1.1 选举", "换届请示"],
        ["未填", "U2", "大厅支部", 0, "1.1 研讨", "学习计划"],
        ["未填", "U2", "大厅支部", 0, "1.1 研讨", "会议记录"],
        ["未填", "U2", "大厅支部", 0, "1.3 党课", "讲稿"],
        ["未填", "U2", "大厅支部", 0, "2.1.1 选举", "换届请示"],
        [THERE, "U1", "机关支部", 2, "1.1 研讨", "学习计划"],
        [NONE, "U2", "大厅支部", 0, "3.1 服务", "评价表"],
    ]


def test_the_sheet_has_a_filter_frozen_headings_and_a_heading_with_the_unit_of_its_count() -> None:
    page = opened(collection())["佐证材料"]
    assert page.auto_filter.ref.startswith("A4:")
    assert page.freeze_panes == "D5"
    assert [cell.value for cell in page[4]][3] == "该单位缺\n（份）"


def test_what_a_unit_wrote_is_a_text_and_never_a_link_or_a_formula() -> None:
    page = opened(collection())["佐证材料"]
    column = [cell.value for cell in page[4]].index("文件名、文号或链接") + 1
    found = {row[column - 1].value: row[column - 1] for row in page.iter_rows(min_row=5) if row[column - 1].value}
    assert set(found) == {LINK, "=1+1"}
    assert {cell.data_type for cell in found.values()} == {"s"}
    assert all(cell.hyperlink is None for cell in found.values())


def test_a_row_leads_to_its_unit_and_names_the_cell() -> None:
    page = opened(collection())["佐证材料"]
    heads = [cell.value for cell in page[4]]
    row = page[5]
    assert row[heads.index("编号")].hyperlink is not None
    assert row[heads.index("工作表")].value == "佐证材料"
    assert row[heads.index("单元格")].value == "E8"
    assert str(row[heads.index("文件")].value).endswith("a.xlsx")


@pytest.mark.parametrize("language", ["zh-Hans", "zh-Hant", "en"])
def test_every_language_has_the_words_of_the_form(language: str) -> None:
    text = ENGLISH.replace("language: en", f"language: {language}")
    labels = read_words(language).labels
    words = evidence_words(standard_of(text))
    assert tuple(labels[f"evidence_state.{state}"] for state in ("there", "missing", "none")) == words
    form = form_of(text)
    made = gathered({"a.xlsx": filled(form, {"evidence.state:1.1.1": words[1], "review.choice:1.1.1": "x"})}, text)
    page = opened(made)[labels["evidence"]]
    assert [row[0] for row in lines(page)] == [words[1], labels["evidence_state.unsaid"]]


def test_what_could_not_be_read_is_among_the_problems() -> None:
    problems = [row[-2:] for row in lines(opened(collection())["问题"]) if "不知道" in str(row)]
    assert len(problems) == 1
    assert any("不能填在这里" in str(text) for text in problems[0])


# CSV


def test_the_table_is_written_as_csv_with_dangerous_texts_disarmed(tmp_path: Path) -> None:
    write_csvs(tables(collection()), tmp_path)
    with (tmp_path / "evidence.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert list(rows[0]) == [
        *("unit", "name", "section", "item", "document", "state", "where", "remark", "lacking", "file", "sheet", "cell")
    ]
    assert [row["state"] for row in rows].count("missing") == 2
    assert (rows[0]["where"], rows[0]["remark"]) == ("'=1+1", "'@正在补")
    assert rows[-2]["where"] == LINK


def test_the_command_writes_it_beside_the_other_tables(tmp_path: Path) -> None:
    (tmp_path / "r.yaml").write_text(ASKING, encoding="utf-8")
    (tmp_path / "u.csv").write_text("编号,单位名称\nU1,机关支部\n", encoding="utf-8")
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.xlsx").write_bytes(filled(form_of(), FIRST))
    command = [
        "collect",
        str(tmp_path / "in"),
        "--rubric",
        str(tmp_path / "r.yaml"),
        "--units",
        str(tmp_path / "u.csv"),
    ]
    run([*command, "-o", str(tmp_path / "o.xlsx"), "--csv", str(tmp_path / "csv")], Texts("zh"))
    assert (tmp_path / "csv" / "evidence.csv").exists()


# What a unit is told


def read_back() -> Any:
    return ranked_of(booked(collection()), "ranking.xlsx")


def test_the_ranking_is_read_back_with_the_codes_of_the_states() -> None:
    rows = read_back().rows("evidence")
    assert [row["state"] for row in rows][:4] == ["missing", "missing", "unread", "unsaid"]
    assert rows[0]["where"] == "=1+1"


def told_to(unit: str, ranked: Any) -> list[str]:
    """Give every text of the first sheet of a unit's feedback."""
    built = next(made for made in feedback_books(ranked, STAMP) if made.name.startswith(unit))
    page = openpyxl.load_workbook(io.BytesIO(built.data)).worksheets[0]
    return [str(cell.value) for row in page.iter_rows() for cell in row if cell.value is not None]


def test_a_unit_is_told_what_it_said_is_missing_and_no_other_unit() -> None:
    texts = told_to("U1", read_back())
    start = texts.index("本单位填报缺的佐证材料（2份）")
    assert texts[start + 1 : start + 5] == ["1.1 研讨", "会议记录", "1.3 党课", "讲稿"]
    assert not any("缺的佐证材料" in text for text in told_to("U2", read_back()))


def test_a_long_list_is_cut_and_says_so() -> None:
    names = ", ".join(f"材料{n}" for n in range(14))
    text = ASKING.replace("[讲稿]", f"[{names}]")
    typed = {**ANSWERED, **{f"evidence.state:1.3.{n}": MISSING for n in range(1, 15)}}
    ranked = ranked_of(booked(gathered({"a.xlsx": filled(form_of(text), typed)}, text)), "ranking.xlsx")
    texts = told_to("U1", ranked)
    assert sum(text.startswith("材料") for text in texts) == MOST_LACKING
    assert "另有4份，见本单位交回的“佐证材料”表。" in texts


def test_a_ranking_without_the_sheet_tells_nothing_of_it() -> None:
    ranked = ranked_of(booked(gathered({"a.xlsx": filled(form_of(SILENT), ANSWERED)}, SILENT)), "ranking.xlsx")
    assert not any("缺的佐证材料" in text for text in told_to("U1", ranked))


# The demonstration

TIANJIN = read_standard(shipped("rubrics") / "tianjin-2020.yaml")


def test_made_up_evidence_is_mostly_there_and_always_of_the_sheets_words() -> None:
    typed = made_up_evidence(TIANJIN, Random(1))
    words = evidence_words(TIANJIN)
    states = [value for name, value in typed.items() if name.startswith("evidence.state:")]
    assert set(states) == set(words)
    assert states.count(words[0]) > len(documents(TIANJIN)) * 0.6
    there = {name.partition(":")[2] for name, value in typed.items() if value == words[0]}
    assert {name.partition(":")[2] for name in typed if name.startswith("evidence.where:")} == there


def test_a_standard_that_asks_for_nothing_takes_no_chances() -> None:
    chance = Random(5)
    assert made_up_evidence(standard_of(SILENT), chance) == {}
    assert chance.random() == Random(5).random()  # so that the demonstration of such a standard stays as it was


def test_forms_filled_in_by_the_demonstration_bring_their_evidence_back() -> None:
    units = tuple(Unit(f"U{n}", f"单位{n}", tags=TIANJIN.known_tags) for n in range(4))
    made = list(filled_in(TIANJIN, read_skin("zh-Hans"), units))
    assert len(made) == 3  # the last one sends nothing
    for built in made:
        got = Collector(TIANJIN, read_skin("zh-Hans"), units, "review").read(Arrived(built.name, built.data))
        (returned,) = got.returns
        states = {state for state, _, _ in said(returned).values()}
        assert {"there", "missing"} <= states
        assert "unread" not in states
        assert [p for p in got.account.problems if p.place.sheet == "佐证材料"] == []


def test_built_forms_are_blank_on_the_sheet() -> None:
    (built,) = unit_workbooks(standard_of(), read_skin("zh-Hans"), [UNITS[0]], Prefill(), STAMP)
    _, (returned,) = read(built.data)
    assert {state for state, _, _ in said(returned).values()} == {"unsaid"}
