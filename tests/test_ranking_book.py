"""The ranking workbook: what its sheets say, where its links lead, and that typed text stays text."""

import re
import unicodedata
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.ranked import (
    BLOCKED,
    CHINESE,
    ENGLISH,
    SPOTLESS,
    SUNK,
    Entered,
    account,
    blank,
    block,
    chart_table,
    collected,
    figures,
    find,
    half_done,
    heading,
    labels,
    made,
    opened,
    read,
    renamed,
    rows,
    sheet,
    standard,
    target,
    texts,
    value_at,
)
from xlrubric import ranking
from xlrubric.accounting import Status
from xlrubric.collect import Collection
from xlrubric.messages import needs_person
from xlrubric.messages.message import Level
from xlrubric.problems import Place, problem
from xlrubric.ranking_book import book as book_module
from xlrubric.ranking_book import pen as pen_module
from xlrubric.ranking_book import places as places_module
from xlrubric.ranking_book.book import SHEETS, common_folder
from xlrubric.ranking_book.words import read_words
from xlrubric.typed_text import LONGEST_CELL, cell_text
from xlrubric.xlsx import WorkbookData

# The sheets


def seen(book: WorkbookData) -> list[str]:
    """Name the sheets that people see; behind them stands the identity, which nobody does."""
    assert [found.state for found in book.sheets if found.state != "visible"] == ["veryHidden"]
    assert book.sheets[-1].cells[1, 1].text == "identity"
    return [found.name for found in book.sheets[:-1]]


def test_the_sheets_stand_in_the_agreed_order() -> None:
    names = seen(read(collected({"U1": BLOCKED})))
    assert names == ["概览", "排名", "得分", "扣分明细", "自查核查对比", "未交", "问题", "来源", "图表数据"]


def test_an_english_rubric_has_english_sheets_and_messages() -> None:
    entries = {"review.choice:1.1.1": "yes", "review.number:1.1.1": Decimal(3)}
    odd = problem(Place("in/U1.xlsx"), "not-recalculated", unit="U1")
    book = read(collected({"U1": entries}, standard(ENGLISH), [odd], missing=1))
    names = seen(book)
    assert names == [read_words("en").labels[name] for name in SHEETS]
    assert rows(sheet(book, "Ranking"))[0][0] == 1
    assert value_at(sheet(book, "Ranking"), 5, 6) == Decimal("8.5")
    assert "no program has recalculated this file; it was scored from its entries." in texts(sheet(book, "Problems"))
    assert "nothing came back" in texts(sheet(book, "Missing"))
    theirs = {"单位U1", "未交0", "甲组", "办公室", "李四", "张三", "Review 李四"}
    assert {text for found in book.sheets for text in texts(found) if re.search(r"[一-鿿]", text)} == theirs


@pytest.mark.parametrize("language", ["zh-Hans", "zh-Hant", "en"])
def test_every_language_has_every_word_and_fitting_sheet_names(language: str) -> None:
    words, others = read_words(language), read_words("zh-Hans")
    assert words.labels.keys() == others.labels.keys()
    names = [words.labels[name] for name in SHEETS]
    assert all(len(name) <= 26 and not re.search(r"[\[\]:*?/\\']", name) for name in names)
    assert len({name.casefold() for name in names}) == len(names)
    holes = {label: set(re.findall(r"{(\w+)}", text)) for label, text in words.labels.items()}
    assert holes == {label: set(re.findall(r"{(\w+)}", text)) for label, text in others.labels.items()}


@pytest.mark.parametrize("language", ["zh-Hans", "zh-Hant", "en"])
def test_every_status_reason_level_and_standing_has_its_word(language: str) -> None:
    labels = read_words(language).labels
    wanted = [f"{kind}.{status.value}" for kind in ("status",) for status in Status]
    wanted += [f"reason.{reason}" for reason in ("not_returned", "blank", "damaged")]
    wanted += [f"level.{grave.value}" for grave in Level]
    wanted += [f"standing.{standing}" for standing in ("final", "provisional")]
    assert [label for label in wanted if not labels.get(label, "").strip()] == []
    assert len({labels[f"status.{status.value}"] for status in Status}) == len(Status)


@pytest.mark.parametrize("status", Status)
def test_a_file_of_every_status_is_counted_and_named(status: Status) -> None:
    collection = collected({"U1": BLOCKED})
    book = read(replace(collection, files=(*collection.files, account("in/x.xlsx", status=status))))
    word = read_words("zh-Hans").labels[f"status.{status.value}"]
    assert word in [row[1] for row in rows(sheet(book, "来源"))]
    (said,) = (text for text in texts(sheet(book, "概览")) if text.startswith("收到文件2个："))
    assert f"{word} {2 if status == Status.SCORED else 1}" in said


@pytest.mark.parametrize("language", ["zh-Hans", "zh-Hant", "en"])
def test_a_book_is_made_in_every_language(language: str) -> None:
    of = standard(CHINESE.replace("zh-Hans", language))
    names = seen(read(collected({"U1": SPOTLESS}, of)))
    assert names == [read_words(language).labels[name] for name in (*SHEETS, "chart_data")]


def test_every_heading_of_a_number_column_names_its_unit() -> None:
    page = opened(collected({"U1": BLOCKED, "U2": SPOTLESS}, problems=[], missing=1))
    for name in ("排名", "扣分明细", "自查核查对比", "来源"):
        for column in page[name].iter_cols(min_row=4):
            if any(isinstance(cell.value, int | float) for cell in column[1:]):
                assert re.search(r"（.+）$", str(column[0].value)), column[0].value


def test_an_empty_collection_says_so_on_every_sheet() -> None:
    book = read(Collection(standard(), (), (), {}))
    for found in (page for page in book.sheets if page.state == "visible"):
        assert "没有" in texts(found), found.name
    assert texts(sheet(book, "概览")).count("没有") == 3  # first, last, faults
    assert texts(sheet(book, "概览")).count("—") == 5
    assert {"没有收到文件。", "没有需要处理的问题。"} <= set(texts(sheet(book, "概览")))


def test_units_that_all_sent_nothing_leave_no_score() -> None:
    book = read(collected({}, missing=3))
    assert [row[:2] for row in rows(sheet(book, "未交"))] == [["N0", "未交0"], ["N1", "未交1"], ["N2", "未交2"]]
    assert value_at(sheet(book, "排名"), 5, 1) == "没有"


def test_the_same_collection_gives_the_same_bytes() -> None:
    collection = collected({"U1": BLOCKED, "U2": SUNK})
    assert made(collection) == made(collection)


def test_every_sheet_prints_on_a4_landscape_one_page_wide_with_a_footer() -> None:
    book = opened(collected({"U1": BLOCKED}))
    for page in (page for page in book.worksheets if page.sheet_state == "visible"):
        assert (page.page_setup.orientation, page.page_setup.paperSize) == ("landscape", 9)
        assert bool(page.sheet_properties.pageSetUpPr.fitToPage) == (
            page.title != "概览"
        )  # which breaks where it should
        assert page.page_setup.fitToWidth in (None, 1)
        assert page.oddFooter.left.text.strip() == "2025年安全检查评分表"
        assert page.oddFooter.right.text.strip() == "第 &[Page] 页，共 &N 页".replace("&[Page]", "&P")
    assert [page.print_title_rows for page in book.worksheets] == [None, "$4:$4", "$4:$5", *["$4:$4"] * 5, None, None]


def test_a_title_that_begins_with_a_year_keeps_its_year_and_size_in_the_footer() -> None:
    footer = opened(collected({"U1": BLOCKED}))["排名"].oddFooter.left
    assert (footer.size, footer.text.strip()[:5]) == (8, "2025年")


def test_an_ampersand_in_the_title_stays_one_in_the_footer() -> None:
    entries = {"review.choice:1.1.1": "no"}
    footer = opened(collected({"U1": entries}, standard(ENGLISH)))["Ranking"].oddFooter.left
    assert footer.text.strip().replace("&&", "&") == "Fire & Safety 2025"


# The ranking


def test_the_ranking_shares_ranks_and_shows_exact_numbers() -> None:
    book = read(collected({"U1": BLOCKED, "U2": SPOTLESS, "U3": SUNK, "U4": BLOCKED}))
    table = rows(sheet(book, "排名"))
    assert [row[:3] for row in table] == [
        [1, "U2", "单位U2"],
        [2, "U1", "单位U1"],
        [2, "U4", "单位U4"],
        [4, "U3", "单位U3"],
    ]
    assert [row[5:9] for row in table[:2]] == [[17, None, 17, 0], [Decimal("15.5"), None, 17, Decimal("1.5")]]
    assert [row[9:13] for row in table[:2]] == [["确定", 5, 5, 0]] * 2


def test_headings_stay_in_view_and_the_ranking_can_be_filtered() -> None:
    book = opened(collected({"U1": BLOCKED, "U2": SPOTLESS}))
    assert (book["排名"].freeze_panes, book["排名"].auto_filter.ref) == ("D5", "A4:N6")
    assert (book["得分"].freeze_panes, book["扣分明细"].freeze_panes) == ("D6", "C5")


def test_a_unit_leads_to_its_first_ledger_row_and_a_file_to_its_source() -> None:
    book = opened(collected({"U1": BLOCKED, "U2": SPOTLESS, "U3": SUNK}))
    page = book["排名"]
    for row in (5, 6, 7):
        ledger = target(book, page.cell(row, heading(page, "编号")))
        assert (ledger.value, ledger.offset(0, 2).value) == (page.cell(row, 2).value, "满分")
        source = target(book, page.cell(row, heading(page, "文件")))
        assert source.parent.title == "来源"
        assert source.value == f"{page.cell(row, 2).value}.xlsx"


def test_a_number_of_problems_leads_to_the_gravest_and_none_leads_nowhere() -> None:
    slight = problem(Place("in/U1.xlsx"), "not-recalculated", unit="U1")
    grave = blank("U1", sheet="评分表", cell="N9")
    other = problem(Place("in/U2.xlsx"), "not-recalculated", unit="U2")
    book = opened(collected({"U1": BLOCKED, "U2": SPOTLESS}, problems=[slight, grave, other]))
    page = book["排名"]
    counts = {page.cell(row, 2).value: page.cell(row, heading(page, "待核实")) for row in (5, 6)}
    assert (counts["U1"].value, counts["U2"].value) == (1, 0)
    found = target(book, counts["U1"])
    assert (found.value, found.offset(0, 3).value, found.offset(0, 4).value) == ("待核实", "N9", "U1")
    assert counts["U2"].hyperlink is None


def test_a_problem_leads_to_the_row_it_concerns() -> None:
    ranked = problem(Place("in/U2.xlsx"), "not-recalculated", unit="U2")
    book = opened(collected({"U1": BLOCKED, "U2": SPOTLESS, "U3": {}}, problems=[ranked, blank("U3")]))
    page = book["问题"]
    assert target(book, find(page, "U2")).offset(0, 1).value == "U2"
    assert target(book, find(page, "U2")).parent.title == "排名"
    assert target(book, find(page, "U3")).parent.title == "未交"
    assert target(book, find(page, "U3")).value == "U3"
    assert target(book, find(page, "U2.xlsx")).value == "U2.xlsx"


def test_a_bar_goes_from_nothing_to_the_full_points_or_beyond_for_a_bonus() -> None:
    bonus = {**SPOTLESS, "review.choice:2.1.2": "有"}
    plain, with_bonus = (opened(collected({"U1": entries}))["排名"] for entries in (SPOTLESS, bonus))
    for page, most in ((plain, 17), (with_bonus, 18)):
        (rules,) = (rules for area, rules in page.conditional_formatting._cf_rules.items() if "F5" in str(area.sqref))
        assert [float(end.val) for end in rules[0].dataBar.cfvo] == [0, most]


def test_a_provisional_score_says_so_wherever_it_stands() -> None:
    book = read(half_done(collected({"U1": BLOCKED, "U2": SPOTLESS}), "U1"))
    assert [(row[1], row[9], row[10]) for row in rows(sheet(book, "排名"))] == [("U2", "确定", 5), ("U1", "暂定", 4)]
    assert figures(sheet(book, "概览"))["暂定单位（个）"] == 1
    assert [row[1] for row in block(sheet(book, "概览"), "前三名", 1)] == ["单位U2", "单位U1（暂定）"]
    assert [row[2] for row in rows(sheet(book, "得分"), 6)] == ["单位U2", "单位U1（暂定）"]
    assert rows(sheet(book, "扣分明细"))[1][6] == "总分15.5分（暂定）：扣分1处，共−1.5分"
    names = [row[1] for row in rows(sheet(book, "扣分明细"))]  # without the tag, for the filter
    assert names == ["单位U2", "单位U1", "单位U1"]


def test_a_unit_among_the_last_is_called_provisional_too() -> None:
    entered = {f"U{n}": {**BLOCKED, "review.number:1.1.1": Decimal(n)} for n in range(1, 8)}
    found = sheet(read(half_done(collected(entered), "U6")), "概览")
    assert [row[1] for row in block(found, "后三名", 1)] == ["单位U5", "单位U6（暂定）", "单位U7"]


def test_an_english_provisional_score_is_called_so() -> None:
    entries = {"review.choice:1.1.1": "yes", "review.number:1.1.1": Decimal(1)}
    two = ENGLISH.replace("per: exit}]", "per: exit}, {text: No plan, deduct: 1}]")
    book = read(half_done(collected({"U1": entries}, standard(two)), "U1"))
    assert rows(sheet(book, "Ranking"))[0][9] == "provisional"
    assert "单位U1 (provisional)" in texts(sheet(book, "Overview"))
    assert "total 9.5 (provisional): 1 lost, −0.5" in texts(sheet(book, "Ledger"))


def test_rows_of_provisional_scores_are_tinted_by_the_word_in_the_row() -> None:
    page = opened(half_done(collected({"U1": BLOCKED, "U2": SPOTLESS}), "U1"))["排名"]
    tints = {
        str(area.sqref): (rules[0].formula, rules[0].dxf.fill.bgColor.rgb)
        for area, rules in page.conditional_formatting._cf_rules.items()
        if rules[0].type == "expression"
    }
    assert tints == {"A5:N6": (['$J5="暂定"'], "FFFFF9E5")}
    assert page["J4"].value == "得分性质"


@pytest.mark.parametrize("language", ["zh-Hans", "zh-Hant", "en"])
def test_ranking_and_sources_count_the_same_problems_under_the_same_heading(language: str) -> None:
    words = read_words(language).labels
    assert words["ranking.problems"] == words["sources.problems"]


def test_only_problems_that_need_a_person_are_counted() -> None:
    note = problem(Place("in/U1.xlsx"), "values-follow", unit="U1", count=3)
    assert (needs_person(blank("U1")), needs_person(note)) == (True, False)
    book = read(collected({"U1": BLOCKED}, problems=[blank("U1"), note]))
    assert (rows(sheet(book, "排名"))[0][12], rows(sheet(book, "来源"))[0][8]) == (1, 1)


# Long texts


LONG_NAMES = [
    "湘西土家族苗族自治州农业农村局乡村振兴服务中心站",
    "Kitchen hygiene of the northern district school canteen",
]


@pytest.mark.parametrize("name", LONG_NAMES)
@pytest.mark.parametrize("where", ["排名", "概览", "得分"])
def test_a_long_name_wraps_in_a_row_high_enough(name: str, where: str) -> None:
    cell = find(opened(renamed(collected({"U1": BLOCKED}), name))[where], name)
    assert cell.alignment.wrap_text
    assert cell.hyperlink is None  # LibreOffice does not wrap a linked text
    assert cell.parent.row_dimensions[cell.row].height >= 2 * 10 * 1.3


@pytest.mark.parametrize("name", LONG_NAMES)
def test_a_long_name_stands_in_full_at_a_units_first_ledger_row_and_small_below(name: str) -> None:
    page = opened(renamed(collected({"U1": BLOCKED}), name))["扣分明细"]
    first, below = page["B5"], page["B6"]
    assert (first.alignment.wrap_text, below.alignment.wrap_text) == (True, True)
    assert (first.font.sz, below.font.sz) == (10, 8)
    assert page.row_dimensions[5].height > page.row_dimensions[6].height > 2 * 8 * 1.3


@pytest.mark.parametrize("by", ["李四", "核查二组 王某"])
def test_an_ordinary_ledger_row_is_one_line_high(by: str) -> None:
    collection = collected({"U1": BLOCKED})
    signed = replace(collection.returns["U1"], signed={"review_by": by})
    page = opened(replace(collection, returns={"U1": signed}))["扣分明细"]
    assert page["L6"].value == f"核查 {by}"
    assert [page.row_dimensions[row].height for row in (5, 6)] == [18, 18]


def test_a_text_is_shrunk_only_as_far_as_it_can_be_read() -> None:
    for by, shrunk in (("核查二组 王某", True), ("核查二组、核查三组及专家组 王某、李某某", False)):
        collection = collected({"U1": BLOCKED})
        signed = replace(collection.returns["U1"], signed={"review_by": by})
        cell = opened(replace(collection, returns={"U1": signed}))["扣分明细"]["L6"]
        assert (bool(cell.alignment.shrink_to_fit), bool(cell.alignment.wrap_text)) == (shrunk, not shrunk)
        assert (cell.parent.row_dimensions[6].height > 18) is not shrunk


def test_a_file_name_too_long_for_its_column_wraps_instead_of_being_a_link() -> None:
    collection = collected({"U1": BLOCKED, "U2": SPOTLESS})
    long = f"in/U1 {LONG_NAMES[0]}.xlsx"
    files = (replace(collection.files[0], file=long), collection.files[1])
    returns = {**collection.returns, "U1": replace(collection.returns["U1"], file=long)}
    page = opened(replace(collection, files=files, returns=returns))["排名"]
    short, cut = (find(page, name) for name in ("U2.xlsx", long.removeprefix("in/")))
    assert (short.hyperlink is None, cut.hyperlink is None) == (False, True)
    assert cut.alignment.wrap_text


def test_a_hash_stands_on_one_line_clear_of_the_border() -> None:
    alignment = opened(collected({"U1": BLOCKED}))["来源"]["D5"].alignment
    assert (alignment.indent, alignment.shrink_to_fit) == (1, True)


def test_a_style_that_says_no_is_not_taken_for_yes(monkeypatch: pytest.MonkeyPatch) -> None:
    words = read_words("zh-Hans")
    styles = {**words.styles, "total": {**words.styles["total"], "bold": "false", "border": "false"}}
    monkeypatch.setattr(book_module, "read_words", lambda _: replace(words, styles=styles))
    cell = opened(collected({"U1": BLOCKED}))["排名"]["A5"]
    assert (cell.font.bold, cell.border.left.style) == (False, None)


def test_english_numbers_and_words_agree() -> None:
    few = ENGLISH.replace("points: 10", "points: 1")
    page = opened(collected({"U1": {"review.choice:1.1.1": "no"}}, standard(few)))["Scores"]
    assert page["D5"].number_format == '[=1]General" pt";General" pts"'
    five = {f"U{n}": {"review.choice:1.1.1": "no"} for n in range(4)}
    assert "1 more with the score of the last line" in texts(sheet(read(collected(five, standard(few))), "Overview"))


# The scores


def test_scores_of_many_items_still_print_one_page_wide() -> None:
    items = "".join(f"\n      - {{name: 项{n}, points: 2, findings: [{{text: 缺, deduct: 1}}]}}" for n in range(30))
    text = f"rubric: many\ntitle: 多项\nsections:\n  - name: 一\n    items:{items}\n"
    page = opened(collected({"U1": {"review.choice:1.1.1": "有"}}, standard(text)))["得分"]
    assert page.page_setup.fitToWidth in (None, 1)
    assert all(page.column_dimensions[letter].width > 5 for letter in ("E", "F"))


def test_scores_have_sections_items_and_their_full_points() -> None:
    found = sheet(read(collected({"U1": BLOCKED, "U2": SUNK})), "得分")
    names = ["一、通道", "1.1 出口", "1.2 器材", "二、培训", "2.1 演练"]
    assert [value_at(found, 4, column) for column in range(5, 10)] == names
    assert [value_at(found, 5, column) for column in range(4, 10)] == [17, 12, 10, 2, 5, 5]
    assert rows(found, 6) == [
        [1, "U1", "单位U1", Decimal("15.5"), Decimal("10.5"), Decimal("8.5"), 2, 5, 5],
        [2, "U2", "单位U2", 15, 10, 10, 0, 5, 5],
    ]


def test_the_colour_of_a_score_is_its_share_of_the_points() -> None:
    page = opened(collected({"U1": BLOCKED, "U2": SUNK}))["得分"]
    scales = {
        str(area.sqref): [float(end.val) for end in rules[0].colorScale.cfvo]
        for area, rules in page.conditional_formatting._cf_rules.items()
    }
    assert scales["F6:F7"] == [0, 8, 10]
    assert scales["E6:E7"] == [0, pytest.approx(9.6), 12]
    assert len(scales) == 5


def test_full_points_are_shown_with_their_unit() -> None:
    page = opened(collected({"U1": BLOCKED}))["得分"]
    assert page["F5"].number_format == 'General"分"'


# The ledger


def test_the_ledger_says_why_a_unit_lost_its_points() -> None:
    found = sheet(read(collected({"U1": BLOCKED}, remark="12月3日抽查")), "扣分明细")
    base, lost = rows(found)
    assert base[:3] == ["U1", "单位U1", "满分"]
    assert base[6] == "总分15.5分：扣分1处，共−1.5分"
    assert lost == [
        "U1",
        "单位U1",
        "扣分",
        "一、通道",
        "1.1 出口",
        "1.1.1",
        "出口堵塞",
        "每处扣0.5分",
        3,
        Decimal("-1.5"),
        "12月3日抽查",
        "核查 李四",
        Decimal("15.5"),
    ]


def test_a_count_is_shown_with_the_unit_of_its_finding() -> None:
    page = opened(collected({"U1": BLOCKED}))["扣分明细"]
    assert page["I6"].number_format == 'General"处"'
    entries = {"review.choice:1.1.1": "yes", "review.number:1.1.1": Decimal(3)}
    page = opened(collected({"U1": entries}, standard(ENGLISH)))["Ledger"]
    assert page["I6"].number_format == 'General" × exit"'


def test_what_goes_below_zero_is_given_back_in_a_row_of_its_own() -> None:
    found = sheet(read(collected({"U1": SUNK})), "扣分明细")
    assert [(row[2], row[9], row[12]) for row in rows(found)] == [("满分", 17, 17), ("扣分", -8, 9), ("保底", 6, 15)]
    assert rows(found)[0][6] == "总分15分：扣分1处，共−8分；保底退回+6分"


def test_a_unit_that_lost_nothing_has_one_row_that_says_so() -> None:
    found = sheet(read(collected({"U1": SPOTLESS})), "扣分明细")
    assert [row[6] for row in rows(found)] == ["总分17分：没有扣分、加分"]


ENTRIES = st.fixed_dictionaries(
    {"review.number:2.1.1": st.integers(0, 3).map(Decimal)},
    optional={
        "review.number:1.1.1": st.integers(0, 30).map(Decimal),
        "review.choice:1.1.2": st.sampled_from(["无", "有"]),
        "review.number:1.2.1": st.integers(0, 3).map(Decimal),
        "review.choice:2.1.2": st.sampled_from(["无", "有"]),
    },
)


@settings(max_examples=25, deadline=None)
@given(st.lists(ENTRIES, min_size=1, max_size=5))
def test_running_sums_end_at_the_total_of_each_unit(entries: list[dict[str, Any]]) -> None:
    book = read(collected({f"U{n}": found for n, found in enumerate(entries)}))
    totals = {row[1]: row[5] for row in rows(sheet(book, "排名"))}
    ledger = rows(sheet(book, "扣分明细"))
    assert {row[0]: row[12] for row in ledger} == totals  # of each unit the last row stays
    for unit, total in totals.items():
        assert sum(row[9] for row in ledger if row[0] == unit) == total


def test_the_running_sum_is_a_formula_that_begins_anew_at_each_unit() -> None:
    page = opened(collected({"U1": SPOTLESS, "U2": SUNK}))["扣分明细"]
    assert [page.cell(row, 13).value for row in range(5, 9)] == ["=J5", "=J6", "=M6+J7", "=M7+J8"]


def test_a_table_beyond_one_sheet_goes_on_in_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(places_module, "MOST_ROWS", 2)
    book = opened(collected({"U1": SPOTLESS, "U2": SUNK, "U3": BLOCKED}))
    names = [name for name in book.sheetnames if name.startswith("扣分明细")]
    assert names == ["扣分明细", "扣分明细 (2)", "扣分明细 (3)"]
    assert [book[name]["A5"].value for name in names] == ["U1", "U3", "U2"]
    assert [book[names[1]].cell(row, 13).value for row in (5, 6)] == ["='扣分明细'!M6+J5", "=J6"]
    page = book["排名 (2)"]
    assert target(book, page["B5"]).parent.title == "扣分明细 (2)"
    assert target(book, page["B5"]).value == page["B5"].value == "U2"


# Comparison, missing, problems, sources


def test_the_comparison_shows_where_self_check_and_review_differ() -> None:
    agreeing = {**BLOCKED, "self.choice:1.1.2": "有"}  # another finding, but the item's score is the same
    found = rows(sheet(read(collected({"U1": BLOCKED, "U2": agreeing})), "自查核查对比"))
    assert found == [["U1", "单位U1", "1.1", "出口畅通", 10, 10, Decimal("8.5"), Decimal("1.5")]]


def test_a_unit_in_the_comparison_leads_to_its_ledger() -> None:
    book = opened(collected({"U2": SPOTLESS, "U1": BLOCKED}))
    assert target(book, book["自查核查对比"]["A5"]).value == "U1"


def test_the_missing_are_told_apart_by_their_reason() -> None:
    collection = collected({"U1": BLOCKED, "U2": {}}, missing=2)
    damaged = account("in/bad.xlsx", status=Status.WITHOUT_SCORE, units=("N1",))
    found = rows(sheet(read(replace(collection, files=(*collection.files, damaged))), "未交"))
    assert [(row[0], row[5], row[6]) for row in found] == [
        ("U2", "交回的表没有填写", "U2.xlsx"),
        ("N0", "没有交回", None),
        ("N1", "表已损坏", "bad.xlsx"),
    ]


def test_problems_are_worded_sorted_and_coloured_by_level() -> None:
    file = "in/U1.xlsx"
    wrong = problem(Place(file), "not-a-form")
    odd = problem(Place(file, sheet="评分表", cell="N9"), "formula-changed", unit="U1", came="1", sent="SUM(A1:A2)")
    calm = problem(Place(file), "not-recalculated", unit="U1")
    page = opened(collected({"U1": BLOCKED}, problems=[calm, odd, wrong]))["问题"]
    assert [page.cell(row, 1).value for row in (5, 6, 7)] == ["不能用", "待核实", "提示"]
    assert len({page.cell(row, 1).fill.fgColor.rgb for row in (5, 6, 7)}) == 3
    assert page["G6"].value == "公式被改为 =1（发出时为 =SUM(A1:A2)）。得分已重新计算。"
    assert (page["C6"].value, page["D6"].value, page["H6"].value) == ("评分表", "N9", "请问明原因。")


def test_a_long_text_gets_a_higher_row() -> None:
    long = problem(Place("in/U1.xlsx"), "text-changed", unit="U1", came="很长的话" * 40, sent="短")
    short = problem(Place("in/U1.xlsx"), "not-recalculated", unit="U1")
    page = opened(collected({"U1": BLOCKED}, problems=[long, short]))["问题"]
    assert page.row_dimensions[5].height > 3 * page.row_dimensions[6].height


def test_sources_say_where_each_figure_came_from() -> None:
    found = rows(sheet(read(collected({"U1": BLOCKED})), "来源"))
    facts = ["U1.xlsx", "已计分", "U1", "ab" * 32, 30_000, "李四", "2025-12-20 08:00:00", "WPS", 0]
    assert found == [[*facts, None, None]]


def test_the_folder_that_all_files_share_is_named_once() -> None:
    assert "文件都在 in/ 下。" in str(value_at(sheet(read(collected({"U1": BLOCKED})), "来源"), 3, 2))


@pytest.mark.parametrize(
    ("files", "folder"),
    [
        ([], ""),
        (["a.xlsx"], ""),
        (["/x/y/a.xlsx", "/x/y/b.xlsx"], "/x/y/"),
        (["/x/ya/a.xlsx", "/x/yb/b.xlsx"], "/x/"),
        (["C:\\收\\a.xlsx", "C:\\收\\z.zip/b.xlsx"], "C:\\收\\"),
        (["x/a.xlsx", "a.xlsx"], ""),
        (["x/" + "a" * 60_000, "x/y/" + "b" * 60_000], "x/"),  # in no time: names in an archive may be so long
    ],
)
def test_the_shared_folder_ends_with_its_stroke(files: list[str], folder: str) -> None:
    assert common_folder(files) == folder


# The overview


def test_the_overview_counts_files_and_gives_highest_mean_and_lowest() -> None:
    collection = collected({"U1": BLOCKED, "U2": SPOTLESS, "U3": SUNK}, missing=2)
    more = (account("in/x.pdf", status=Status.NOT_A_FORM), account("in/copy.xlsx", status=Status.DUPLICATE))
    found = sheet(read(replace(collection, files=(*collection.files, *more))), "概览")
    assert figures(found) == {
        "参评单位（个）": 5,
        "有得分（个单位）": 3,
        "无得分单位（个）": 2,
        "待核实（个单位）": 0,
        "暂定单位（个）": 0,
        "最高（分）": 17,
        "平均（分）": Decimal("15.83"),
        "中位（分）": Decimal("15.5"),
        "最低（分）": 15,
        "分差（分）": 2,
    }


def test_the_mean_is_rounded_half_up() -> None:
    fine = standard(CHINESE.replace("deduct: 0.5", "deduct: 0.01"))
    entered: Entered = {"U1": {**BLOCKED, "review.number:1.1.1": Decimal(1)}, "U2": SPOTLESS}
    found = sheet(read(collected(entered, fine)), "概览")
    mean = next(column for (row, column), text in labels(found) if row == 4 and text.startswith("平均"))
    assert value_at(found, 5, mean) == 17  # of 16.99 and 17: 16.995
    assert "平均分四舍五入到2位小数" in " ".join(texts(found))


def test_first_and_last_are_named_with_their_largest_loss() -> None:
    entered = {f"U{n}": {**BLOCKED, "review.number:1.1.1": Decimal(n)} for n in range(1, 8)}
    found = sheet(read(collected(entered)), "概览")
    first = [row[:4] for row in block(found, "前三名", 1)]
    assert [row[:2] for row in first] == [[1, "单位U1"], [2, "单位U2"], [3, "单位U3"]]
    assert [row[2] for row in first] == [Decimal("16.5"), 16, Decimal("15.5")]
    assert first[2][3] == "1.1.1 出口：出口堵塞（−1.5分）"
    last = block(found, "后三名", 1)
    assert [row[:2] for row in last] == [[5, "单位U5"], [6, "单位U6"], [7, "单位U7"]]


def test_of_four_units_none_is_both_first_and_last() -> None:
    found = sheet(read(collected({f"U{n}": SPOTLESS for n in range(4)})), "概览")
    assert len(block(found, "前三名", 1)) == 3
    assert len(block(found, "后三名", 1)) == 1
    assert "另有1个单位与末行同分" in texts(found)


def test_ties_at_the_border_are_counted() -> None:
    found = sheet(read(collected({f"U{n}": SPOTLESS for n in range(9)})), "概览")
    assert "另有6个单位与末行同分" in texts(found)
    assert "另有3个单位与首行同分" in texts(found)


def test_ranks_on_the_overview_lead_to_the_ledger() -> None:
    book = opened(collected({"U1": BLOCKED, "U2": SPOTLESS}))
    ledger = target(book, find(book["概览"], "单位U1").offset(0, -1))
    assert (ledger.parent.title, ledger.value, ledger.offset(0, 2).value) == ("扣分明细", "U1", "满分")


def test_sections_show_their_mean_share_of_the_points() -> None:
    exits, training = chart_table(read(collected({"U1": BLOCKED, "U2": SUNK})), "各项目平均得分率")
    assert exits[:4] == ["1", "一、通道", 12, Decimal("10.25")]
    assert float(exits[4]) == pytest.approx(10.25 / 12)
    assert training[1:] == ["二、培训", 5, 5, 1]


def test_the_commonest_faults_come_by_units_then_points() -> None:
    plan = {**SPOTLESS, "review.choice:1.1.2": "有"}
    found = sheet(read(collected({"U1": BLOCKED, "U2": SUNK, "U3": plan, "U4": {**plan, **BLOCKED}})), "概览")
    assert block(found, "最常见的扣分（最多十项）", 1) == [
        ["1.1.1", "1.1 出口", "出口堵塞", 2, 3],
        ["1.1.2", "1.1 出口", "没有疏散图", 2, 3],
        ["1.2.1", "1.2 器材", "器材过期", 1, 8],
    ]


def test_no_more_than_ten_faults_are_shown() -> None:
    findings = "".join(f"\n          - {{text: 问题{n}, deduct: 0.1}}" for n in range(12))
    text = f"""
rubric: many
title: 多项
sections:
  - name: 一
    items:
      - name: 甲
        points: 10
        findings:{findings}
"""
    of = standard(text)
    entries = {f"review.choice:1.1.{n}": "有" for n in range(1, 13)}
    assert len(block(sheet(read(collected({"U1": entries}, of)), "概览"), "最常见的扣分（最多十项）", 1)) == 10


# Text that people typed


NASTY = ["=1+1", "+1", "-1", "@SUM(A1)", "{=1}", "http://x.example", "internal:'排名'!A1", '=HYPERLINK("x")', "0123"]


@pytest.mark.parametrize("typed", NASTY)
def test_typed_text_is_never_a_formula_nor_a_link(typed: str) -> None:
    book = opened(collected({"U1": BLOCKED}, remark=typed))
    cell = book["扣分明细"]["K6"]
    assert (cell.value, cell.data_type, cell.hyperlink) == (typed, "s", None)


@pytest.mark.parametrize("typed", NASTY)
def test_a_name_stays_text_beside_a_link_that_leads_where_it_should(typed: str) -> None:
    collection = collected({"U1": BLOCKED})
    units = (replace(collection.units[0], name=typed, group=typed, lead=typed),)
    book = opened(replace(collection, units=units))
    cell = book["排名"]["C5"]
    assert (cell.value, cell.data_type) == (typed, "s")
    assert target(book, book["排名"]["B5"]).value == "U1"
    assert [book["排名"][place].data_type for place in ("D5", "E5")] == ["s", "s"]


def test_only_the_running_sums_are_formulas() -> None:
    book = read(collected({"U1": BLOCKED, "U2": SUNK}, remark="=1+1"))
    formulas = [(found.name, column) for found in book.sheets for (_, column), c in found.cells.items() if c.formula]
    assert set(formulas) == {("扣分明细", 13)}


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("a\x00b\x0bc\x1f", "a\ufffdb\ufffdc\ufffd"),
        ("半个\ud83d字", "半个\ufffd字"),
        ("\ufffe\uffff", "\ufffd\ufffd"),
        ("两\r\n行\r", "两\n行\n"),
        ("_x0041_", "_x0041_"),
        ("<r><t>a</t></r>", "<r><t>a</t></r>"),
        ("<r> & </r>", "<r> & </r>"),
        ("😀\t好", "😀\t好"),
    ],
)
def test_what_a_file_cannot_hold_is_replaced(typed: str, kept: str) -> None:
    assert sheet(read(collected({"U1": BLOCKED}, remark=typed)), "扣分明细").cells[(6, 11)].text == kept


def test_a_file_name_that_cannot_be_encoded_is_shown_without_its_half() -> None:
    collection = collected({"U1": BLOCKED})
    bad = replace(collection, files=(replace(collection.files[0], file="in/\udcb2.xlsx"),))
    assert rows(sheet(read(bad), "来源"))[0][0] == "\ufffd.xlsx"


@given(st.text(alphabet=st.characters(), max_size=30))
def test_every_text_can_be_held_and_keeps_its_length(text: str) -> None:
    kept = cell_text(text)
    assert not any(unicodedata.category(sign) == "Cs" for sign in kept)
    assert len(kept) >= len(text.replace("\r\n", "\n"))
    assert cell_text(kept) == kept


@pytest.mark.parametrize("sign", ["a", "字", "😀"])
def test_a_text_too_long_for_a_cell_is_cut_with_an_ellipsis(sign: str) -> None:
    kept = cell_text(sign * 40_000)
    assert kept.endswith(sign + "…")
    assert LONGEST_CELL - 1 <= len(kept.encode("utf-16-le")) // 2 <= LONGEST_CELL
    longest = "a" * LONGEST_CELL
    assert cell_text(longest) == longest


def test_a_remark_too_long_for_a_cell_does_not_stop_the_book() -> None:
    found = sheet(read(collected({"U1": BLOCKED}, remark="长" * 40_000)), "扣分明细")
    assert found.cells[(6, 11)].text == "长" * (LONGEST_CELL - 1) + "…"


def test_links_beyond_the_limit_are_plain_text(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pen_module, "MOST_LINKS", 3)
    page = opened(collected({"U1": BLOCKED, "U2": SPOTLESS, "U3": SUNK}))["排名"]
    links = [cell for row in page.iter_rows() for cell in row if cell.hyperlink]
    assert len(links) == 3
    assert [page.cell(row, 2).value for row in (5, 6, 7)] == ["U2", "U1", "U3"]
    assert page["B7"].font.underline is None


# Large


def test_three_hundred_units_and_ranks_agree_with_the_tables() -> None:
    entered = {f"U{n:03}": {**BLOCKED, "review.number:1.1.1": Decimal(n % 20)} for n in range(300)}
    collection = collected(entered)
    frame = ranking.ranking(collection)
    found = rows(sheet(read(collection), "排名"))
    assert [(row[0], row[1], row[5]) for row in found] == list(
        zip(frame["rank"], frame["unit"], frame["total"], strict=True)
    )
    for _, same in frame.groupby("total"):
        assert same["rank"].nunique() == 1
    worse = [int((frame["total"] > total).sum()) + 1 for total in frame["total"]]
    assert worse == list(frame["rank"])
