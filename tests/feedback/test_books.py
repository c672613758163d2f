"""The workbooks that are sent to the units: what they say, what they keep to themselves, what stands open in them."""

import re
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from openpyxl.utils import get_column_letter

from tests.feedback.sent import (
    BOOKS,
    IDENTITY,
    LEDGER,
    LIST,
    OPEN,
    RANKED,
    RESULT,
    STAMP,
    STANDARD,
    books,
    opened,
    part,
    read,
    sheet,
    texts,
)
from tests.office.headless import to_pdf
from tests.office.pictures import text_of
from tests.office.programs import needs
from tests.ranked import BLOCKED, CHINESE, ENGLISH, SUNK, collected, made, standard
from xlrubric.feedback.book import feedback_books
from xlrubric.feedback.material import unit_feedback
from xlrubric.ranked import ranked_of
from xlrubric.ranking_book.words import read_words


def facts(data: bytes) -> dict[str, str]:
    found = sheet(data, IDENTITY)
    return {
        cell.text: found.cells[row, 2].text if (row, 2) in found.cells else ""
        for (row, column), cell in found.cells.items()
        if column == 1
    }


def listed(data: bytes, name: str = LIST) -> list[dict[str, Any]]:
    """Give the rows of the list by the keys of their columns."""
    found = sheet(data, name)
    keys = {column: cell.text for (row, column), cell in found.cells.items() if row == 1 and column > 1}
    rows = sorted(row for row, column in found.cells if column == 1 and row > 1)
    return [
        {"key": found.cells[row, 1].text}
        | {key: cell.value for column, key in keys.items() if (cell := found.cells.get((row, column)))}
        for row in rows
    ]


# Whose, and what for


def test_each_ranked_unit_gets_one_workbook_named_by_id_and_name() -> None:
    made_ = [built.name for built in feedback_books(RANKED, STAMP)]
    assert made_ == ["U2 单位U2.xlsx", "U3 单位U3.xlsx", "U1 单位U1.xlsx"]


def test_the_sheets_stand_in_order_and_the_identity_is_very_hidden() -> None:
    assert [(found.name, found.state) for found in read(BOOKS["U1"]).sheets] == [
        (RESULT, "visible"),
        (LEDGER, "visible"),
        (LIST, "visible"),
        (IDENTITY, "veryHidden"),
    ]


def test_the_same_ranking_gives_the_same_bytes() -> None:
    assert books() == BOOKS


def test_a_unit_without_a_score_gets_none() -> None:
    ranked = ranked_of(made(collected({"U1": BLOCKED}, STANDARD, missing=2)), "r.xlsx")
    assert [unit.unit for unit in unit_feedback(ranked)] == ["U1"]


def test_nothing_of_other_units_leaks() -> None:
    for own, data in BOOKS.items():
        said = " ".join(text for found in read(data).sheets for text in texts(found))
        for other in {"U1", "U2", "U3"} - {own}:
            assert other not in said
    assert "器材过期" not in " ".join(text for found in read(BOOKS["U1"]).sheets for text in texts(found))
    raw = b"".join(part(BOOKS["U1"], f"xl/{name}") for name in ("sharedStrings.xml", "workbook.xml"))
    assert "单位U3".encode() not in raw and "器材过期".encode() not in raw


# The result


def test_total_rank_count_mean_and_best_stand_on_top() -> None:
    found = sheet(BOOKS["U1"], RESULT)
    tiles = {
        cell.text.replace("\n", ""): found.cells[5, column].value
        for (row, column), cell in found.cells.items()
        if row == 4
    }
    assert tiles == {
        "本单位总分（分）": 14,
        "满分（分）": 17,
        "名次（位）": 3,
        "参加排名（个）": 3,
        "平均总分（分）": Decimal("15.33"),  # (17 + 15 + 14) / 3 = 15.333…
        "最好总分（分）": 17,
    }


def test_each_section_stands_beside_mean_and_best() -> None:
    found = sheet(BOOKS["U1"], RESULT)
    start = next(row for (row, _), cell in found.cells.items() if cell.text == "项目") + 1
    rows = [[found.cells[row, column].value for column in range(1, 7)] for row in range(start, start + 3)]
    assert rows == [
        ["一、通道", 12, 9, Decimal("10.33"), 12, Decimal("-1.33")],  # 9, 12, 10
        ["二、培训", 5, 5, 5, 5, 0],
        ["总分", 17, 14, Decimal("15.33"), 17, Decimal("-1.33")],
    ]


def test_the_chart_draws_the_table() -> None:
    chart = part(BOOKS["U1"], "xl/charts/chart1.xml").decode()
    areas = [text for column in "CDE" for text in ("结果!$A$11:$A$12", f"结果!${column}$11:${column}$12")]
    assert re.findall(r"<c:f>([^<]*)</c:f>", chart) == areas
    assert all(name in chart for name in ("本单位", "平均", "最好", "各项目得分（分）"))
    found = sheet(BOOKS["U1"], RESULT)
    assert [found.cells[row, 1].text for row in (11, 12)] == ["一、通道", "二、培训"]


def test_the_sentence_says_what_was_lost_and_where_it_is_listed() -> None:
    said = texts(sheet(BOOKS["U1"], RESULT))
    assert "总分14分：扣分2处，共−3分" in said
    assert any(text.startswith("共2处扣分，已列入“整改清单”。") for text in said)
    assert "没有扣分，无须整改。" in texts(sheet(BOOKS["U2"], RESULT))


def test_only_a_provisional_result_says_so() -> None:
    told = "本结果暂定：应填5项，已填4项，或有填写未被采用，得分和名次还可能变动，以最后公布的为准。"
    assert told in texts(sheet(BOOKS["U3"], RESULT))
    assert not any("暂定" in text for text in texts(sheet(BOOKS["U1"], RESULT)))


def test_a_grade_is_shown_where_there_is_one() -> None:
    graded = CHINESE.replace("sections:\n", "grades:\n  - {name: 合格, from: 10}\n  - {name: 不合格}\nsections:\n", 1)
    ranked = ranked_of(made(collected({"U1": BLOCKED}, standard(graded))), "r.xlsx")
    data = books(ranked)["U1"]
    assert {"等次", "合格"} <= set(texts(sheet(data, RESULT)))
    assert "等次" not in texts(sheet(BOOKS["U1"], RESULT))


def test_consequences_of_the_ranking_are_passed_on_under_their_own_headings() -> None:
    rows = [{**row, "follows": "约谈", "effect": Decimal(-3), "from_end": None} for row in RANKED.rows("ranking")]
    headings = {("ranking", "follows"): "后果", ("ranking", "effect"): "党建账户\n（分）"}
    ranked = replace(RANKED, tables={**RANKED.tables, "ranking": tuple(rows)}, headings={**RANKED.headings, **headings})
    said = texts(sheet(books(ranked)["U1"], RESULT))
    assert {"后果", "约谈", "党建账户（分）", "-3"} <= set(said)


def test_without_consequences_their_points_and_the_place_from_the_end_are_not_told() -> None:
    more = {"follows": None, "effect": Decimal(0), "from_end": Decimal(3), "score:check": Decimal(90)}
    rows = [{**row, **more} for row in RANKED.rows("ranking")]
    ranked = replace(RANKED, tables={**RANKED.tables, "ranking": tuple(rows)})
    assert [unit.more for unit in unit_feedback(ranked)] == [(("score:check", Decimal(90)),)] * 3


def test_a_year_s_composite_stands_before_the_form_s_total_and_its_size_counts() -> None:
    rows = [{**row, "composite": Decimal("91.25"), "size": Decimal(2)} for row in RANKED.rows("ranking")]
    rows[0]["total"] = None
    ranked = replace(RANKED, tables={**RANKED.tables, "ranking": tuple(rows)})
    units = list(unit_feedback(ranked))
    assert [(unit.composite, unit.count) for unit in units] == [(Decimal("91.25"), 2)] * 3
    assert units[0].total is None
    found = sheet(books(ranked)["U1"], RESULT)
    assert (found.cells[4, 1].text, found.cells[5, 1].value, found.cells[5, 2].value) == (
        "综合得分\n（分）",
        Decimal("91.25"),
        14,
    )
    assert found.cells[4, 2].text == "评分表总分\n（分）"


def test_where_lower_is_better_the_best_is_the_lowest() -> None:
    ranked = replace(RANKED, facts={**RANKED.facts, "better": "lower"})
    unit = next(unit for unit in unit_feedback(ranked) if unit.unit == "U1")
    assert unit.best == 14 and unit.sections[0].best == 9


def test_a_section_that_does_not_apply_is_blank() -> None:
    scores = tuple({**row, "2": None} if row["unit"] == "U1" else row for row in RANKED.rows("scores"))
    ranked = replace(RANKED, tables={**RANKED.tables, "scores": scores})
    one, other = (next(u for u in unit_feedback(ranked) if u.unit == unit) for unit in ("U1", "U2"))
    assert one.sections[1].own is None and other.sections[1].own == 5 and one.sections[1].mean == 5
    found = sheet(books(ranked)["U1"], RESULT)
    assert found.cells[12, 1].text == "二、培训" and {(12, 3), (12, 6)}.isdisjoint(found.cells)


# The ledger


def test_the_ledger_is_the_unit_s_own_and_sums_up_to_its_total() -> None:
    found = sheet(BOOKS["U1"], LEDGER)
    rows = [[found.cells.get((row, column)) for column in (1, 4, 8, 9, 11)] for row in (4, 5, 6)]
    assert [[cell.value if cell else None for cell in row] for row in rows] == [
        ["满分", None, 17, None, 17],
        ["扣分", "1.1.1", Decimal("-1.5"), "查台账", Decimal("15.5")],
        ["扣分", "1.1.2", Decimal("-1.5"), "查台账", 14],
    ]
    assert max(row for row, _ in found.cells) == 6


def test_reasons_of_the_ledger_are_in_words() -> None:
    assert "保底" in texts(sheet(BOOKS["U3"], LEDGER))


# The list


def test_the_list_has_a_row_for_each_fault_with_the_reviewer_s_words() -> None:
    assert listed(BOOKS["U1"]) == [
        {"key": "1.1.1", "item": "1.1 出口", "finding": "1.1.1", "words": "出口堵塞", "remark": "查台账"}
        | {"points": Decimal("-1.5")},
        {"key": "1.1.2", "item": "1.1 出口", "finding": "1.1.2", "words": "没有疏散图", "remark": "查台账"}
        | {"points": Decimal("-1.5")},
    ]
    assert listed(BOOKS["U2"]) == []
    assert "没有扣分，无须整改。" in texts(sheet(BOOKS["U2"], LIST))


def test_points_that_a_floor_gave_back_were_lost_all_the_same() -> None:
    assert [(row["key"], row["points"]) for row in listed(BOOKS["U3"])] == [("1.2.1", -8)]


def test_a_finding_that_costs_in_two_places_is_one_row() -> None:
    ledger = [*RANKED.rows("ledger")]
    extra = {**next(row for row in ledger if row["unit"] == "U1" and row["kind"] == "lost"), "points": Decimal(-1)}
    ranked = replace(RANKED, tables={**RANKED.tables, "ledger": (*ledger, extra)})
    unit = next(unit for unit in unit_feedback(ranked) if unit.unit == "U1")
    assert [(fault.key, fault.points) for fault in unit.faults] == [
        ("1.1.1", Decimal("-2.5")),
        ("1.1.2", Decimal("-1.5")),
    ]


@pytest.mark.parametrize(
    ("kind", "points", "is_fault"),
    [("zero", -4, 1), ("reverse", -4, 1), ("limit", -4, 0), ("zero", 4, 0), ("won", 4, 0)],
)
def test_an_item_that_scores_nothing_is_a_fault_and_a_limit_is_none(kind: str, points: int, is_fault: int) -> None:
    row = {
        "unit": "U2",
        "kind": kind,
        "item": "1.1 出口",
        "finding": None,
        "words": "按规定不得分",
        "points": Decimal(points),
    }
    ranked = replace(RANKED, tables={**RANKED.tables, "ledger": (*RANKED.rows("ledger"), row)})
    unit = next(unit for unit in unit_feedback(ranked) if unit.unit == "U2")
    assert [(fault.key, fault.finding, fault.item_id) for fault in unit.faults] == [
        (f"{kind}:1.1", "", "1.1")
    ] * is_fault
    assert [row.get("finding") for row in listed(books(ranked)["U2"])] == [None] * is_fault


def test_only_what_is_to_be_filled_in_stands_open() -> None:
    book = opened(BOOKS["U1"])
    page = book[LIST]
    keys = {page.cell(1, column).value: column for column in range(2, 16)}
    unlocked = {c.coordinate for row in page.iter_rows() for c in row if not c.protection.locked}
    assert unlocked == {f"{get_column_letter(keys[key])}{row}" for key in OPEN for row in (7, 8)}
    for name in (RESULT, LEDGER):
        assert all(cell.protection.locked for row in book[name].iter_rows() for cell in row)
    for name in (RESULT, LEDGER, LIST):
        protection = book[name].protection
        assert protection.sheet and not protection.password
        assert not protection.formatColumns and not protection.formatRows and not protection.autoFilter


def test_the_open_cells_have_their_checks() -> None:
    page = opened(BOOKS["U1"])[LIST]
    keys = {page.cell(1, column).value: get_column_letter(column) for column in range(2, 16)}
    checks = {str(check.sqref): check for check in page.data_validations.dataValidation}
    done, checked = (checks[f"{keys[key]}7:{keys[key]}8"] for key in ("done", "checked"))
    assert (done.type, done.formula1) == ("list", '"未完成,整改中,已完成"')
    assert (checked.type, checked.formula1) == ("list", '"已销号,退回"')
    for key in ("deadline", "done_on"):
        check = checks[f"{keys[key]}7:{keys[key]}8"]
        assert (check.type, check.operator, check.errorStyle) == (
            "date",
            "between" if check.operator else None,
            "warning",
        )
        assert page[f"{keys[key]}7"].number_format == "yyyy-mm-dd"
    assert all(checks[f"{keys[key]}7:{keys[key]}8"].prompt for key in OPEN)


def test_keys_are_hidden() -> None:
    page = opened(BOOKS["U1"])[LIST]
    assert page.row_dimensions[1].hidden and page.column_dimensions["A"].hidden
    assert page["A1"].value == "list:U1" and page["A7"].value == "1.1.1"


def test_the_identity_says_whose_list_it_is_and_what_was_sent() -> None:
    said = facts(BOOKS["U1"])
    wanted = {"kind": "rectification", "rubric": "small", "series": "small", "period": "2025年度", "unit": "U1"}
    wanted |= {"name": "单位U1", "language": "zh-Hans", "made": "2026-01-02T09:30:00"}
    wanted |= {
        "fingerprint": STANDARD.fingerprint,
        "row.1.key": "1.1.2",
        "row.1.words": "没有疏散图",
        "row.1.points": "-1.5",
    }
    assert {key: said[key] for key in wanted} == wanted
    assert re.fullmatch("[0-9a-f]{16}", said["seal"])


TYPED = ["=1+1", "+86", "@x", "{=1}", "http://x.example", "internal:'x'!A1", "0123", "a\x00b", "<r><t>x</t></r>"]


@pytest.mark.parametrize("typed", TYPED)
def test_typed_text_is_never_a_formula_nor_a_link(typed: str) -> None:
    ranked = ranked_of(made(collected({"U1": BLOCKED}, STANDARD, remark=typed)), "r.xlsx")
    data = books(ranked)["U1"]
    assert not any(cell.formula for found in read(data).sheets for cell in found.cells.values())
    assert listed(data)[0]["remark"].strip() == typed.replace("\x00", "\ufffd")
    assert not any(cell.hyperlink for page in opened(data) for row in page.iter_rows() for cell in row)


# Languages, paper


@pytest.mark.parametrize("language", ["zh-Hant", "en"])
def test_the_workbook_speaks_the_rubric_s_language(language: str) -> None:
    of = standard(CHINESE.replace("zh-Hans", language))
    entries = {k: "yes" if language == "en" and v == "有" else v for k, v in BLOCKED.items()}
    data = books(ranked_of(made(collected({"U1": entries}, of)), "r.xlsx"))["U1"]
    labels = read_words(language, "feedback").labels
    assert [found.name for found in read(data).sheets] == [
        labels[key] for key in ("result", "ledger", "list", "identity")
    ]
    assert len(listed(data, labels["list"])) == 1


def test_all_languages_have_the_same_labels() -> None:
    keys = [set(read_words(language, "feedback").labels) for language in ("zh-Hans", "zh-Hant", "en")]
    assert keys[0] == keys[1] == keys[2] and len(keys[0]) > 60


def test_an_english_result_reads_well() -> None:
    entries = {"review.choice:1.1.1": "yes", "review.number:1.1.1": Decimal(3)}
    data = books(ranked_of(made(collected({"U1": entries}, standard(ENGLISH))), "r.xlsx"))["U1"]
    said = texts(sheet(data, "Result"))
    assert "Fire & Safety 2025 · result" in said and "单位U1 (U1) · ranked 2026-01-02" in said


def test_every_sheet_prints_on_a4_one_page_wide_with_headings_repeated() -> None:
    book = opened(BOOKS["U1"])
    for name in (RESULT, LEDGER, LIST):
        page = book[name]
        assert (page.page_setup.orientation, page.page_setup.paperSize) == ("landscape", 9)
        assert page.sheet_properties.pageSetUpPr.fitToPage and page.page_setup.fitToWidth in (None, 1)
        assert page.oddFooter.left.text.strip() == "单位U1　2025年安全检查评分表"
    assert book[RESULT].page_setup.fitToHeight in (None, 1)
    assert (book[LEDGER].print_title_rows, book[LIST].print_title_rows) == ("$3:$3", "$5:$6")


def test_rows_are_high_enough_for_their_texts_and_for_a_pen() -> None:
    long = "核查时发现出口处堆放杂物，已当场要求清理。" * 6
    ranked = ranked_of(made(collected({"U1": BLOCKED, "U2": SUNK}, STANDARD, remark=long)), "r.xlsx")
    page = opened(books(ranked)["U1"])[LIST]
    assert page.row_dimensions[7].height > 150
    assert opened(BOOKS["U1"])[LIST].row_dimensions[7].height >= 38


def test_a_unit_with_many_faults_goes_on_over_the_page() -> None:
    rows = [row for row in RANKED.rows("ledger") if row["unit"] == "U1"]
    more = [{**rows[1], "finding": f"9.{n}", "words": f"第{n}处"} for n in range(60)]
    ranked = replace(RANKED, tables={**RANKED.tables, "ledger": (*rows, *more)})
    assert len(listed(books(ranked)["U1"])) == 62


def test_a_ranking_without_scores_or_ledger_still_gives_results() -> None:
    ranked = replace(RANKED, tables={"ranking": RANKED.rows("ranking")})
    data = books(ranked)["U1"]
    assert listed(data) == [] and "各项目得分与全体比较" in texts(sheet(data, RESULT))


@needs("soffice", "poppler")
def test_nothing_is_cut_off_on_paper(tmp_path: Path) -> None:
    path = tmp_path / "u.xlsx"
    path.write_bytes(BOOKS["U1"])
    (pdf,) = to_pdf([path], tmp_path)
    pages = text_of(pdf)
    assert len(pages) == 3
    assert all(text in pages[0] for text in ("总分14分：扣分2处，共−3分", "各项目得分（分）", "比平均"))
    assert all(text in pages[2] for text in ("没有疏散图", "整改措施", "核查人员填写", "单位负责人（签字）"))


def test_the_stamp_is_written_into_the_file() -> None:
    later = books(stamp=replace(STAMP, created=datetime(2026, 2, 1)))
    assert read(later["U1"]).saved_at != read(BOOKS["U1"]).saved_at
