"""The sheet of evidence as it is sent out: who gets it, what stands on it, how it is laid out and printed."""

import re
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

import pytest

from tests.evidence.made import (
    ASKING,
    ENGLISH,
    MISSING,
    NONE,
    ONLY_TAGGED,
    PLAIN,
    SILENT,
    THERE,
    UNITS,
    WINDOW,
    Typed,
    asked,
    filled,
    form_of,
    led_form,
    sheet_of,
    standard_of,
    values_of,
)
from tests.sheets import at, column_of, content, covered, row_of
from xlrubric.layout.evidence import HEAD, documents, evidence_sheet
from xlrubric.layout.extras import option_lists, options_areas
from xlrubric.layout.form import layout_mark, unit_form
from xlrubric.layout.hands import HANDS
from xlrubric.layout.measure import page_room
from xlrubric.layout.sheets import Choice, Formula, FreeText, Input, Sheet
from xlrubric.shipped_files import shipped
from xlrubric.skin import Skin, read_skin
from xlrubric.standard import read_standard
from xlrubric.units import Unit
from xlrubric.words import EVIDENCE_WORDS
from xlrubric.xlsx import read_workbook

SKIN = read_skin("zh-Hans")
ROWS = ["section.1", "document.1.1.1", "document.1.1.2", "document.1.3.1", "section.2.1", "document.2.1.1.1"]


def keys(sheet: Sheet) -> list[str]:
    """Give the keys of the rows below the headings, from top to bottom."""
    return [key for row, key in sorted(sheet.row_keys.items()) if row > HEAD]


# Who gets it


@pytest.mark.parametrize(
    ("text", "unit", "rows"),
    [
        (ASKING, PLAIN, ROWS),
        (ASKING, WINDOW, [*ROWS, "section.3", "document.3.1.1"]),
        (SILENT, PLAIN, None),
        (SILENT, WINDOW, None),
        (ONLY_TAGGED, PLAIN, None),
        (ONLY_TAGGED, WINDOW, ["section.3", "document.3.1.1"]),
        (ENGLISH, PLAIN, ["section.1", "document.1.1.1", "document.1.1.2"]),
    ],
)
def test_a_form_has_a_row_for_each_document_that_applies_and_no_sheet_where_there_is_none(
    text: str, unit: Unit, rows: list[str] | None
) -> None:
    sheet = sheet_of(form_of(text, unit))
    assert (keys(sheet) if sheet else None) == rows


def test_the_sheet_stands_behind_the_scoring_sheet_and_is_seen() -> None:
    form = form_of()
    assert [sheet.name for sheet in form.sheets][1:4] == ["评分表", "佐证材料", "填写说明"]
    assert asked(form).state == "visible"


def test_in_a_lead_units_workbook_one_sheet_has_the_rows_of_every_unit() -> None:
    sheet = asked(led_form())
    first = ["unit.U1", *(key.replace(".", ".U1.", 1) for key in ROWS)]
    second = ["unit.U2", *(key.replace(".", ".U2.", 1) for key in ROWS), "section.U2.3", "document.U2.3.1.1"]
    assert keys(sheet) == first + second
    assert [content(sheet, f"document.{unit.id}.1.1.1", "unit") for unit in UNITS] == ["机关支部", "大厅支部"]


def test_a_unit_of_which_nothing_is_asked_has_no_rows_in_its_lead_units_workbook() -> None:
    assert keys(asked(led_form(ONLY_TAGGED))) == ["unit.U2", "section.U2.3", "document.U2.3.1.1"]
    assert sheet_of(led_form(ONLY_TAGGED, (PLAIN,))) is None


def test_no_other_rubric_is_touched() -> None:
    assert (THERE, MISSING, NONE) in option_lists(standard_of(ASKING))
    assert (THERE, MISSING, NONE) not in option_lists(standard_of(SILENT))


@pytest.mark.parametrize("path", sorted(shipped("rubrics").rglob("*.yaml")), ids=lambda path: path.stem)
def test_every_document_of_the_shipped_rubrics_has_one_row(path: object) -> None:
    made = read_standard(path)  # type: ignore[arg-type]
    named = [text for node in made.outline.nodes for text in node.evidence]
    assert [document.text for document in documents(made)] == named
    ids = [document.id for document in documents(made)]
    assert len(set(ids)) == len(ids)


# What stands on it


@pytest.mark.parametrize(
    ("row", "column", "text"),
    [
        ("section.1", "id", "一、学习"),
        ("section.2.1", "id", "二、组织 / （一）换届"),
        ("document.1.1.1", "id", "1.1"),
        ("document.1.1.1", "item", "研讨"),
        ("document.1.1.1", "document", "学习计划"),
        ("document.1.1.2", "item", "研讨"),  # again, so that a filter finds it
        ("document.1.1.2", "document", "会议记录"),
        ("document.2.1.1.1", "id", "2.1.1"),
        ("document.2.1.1.1", "document", "换届请示"),
        ("title", "id", "佐证材料清单"),
        ("owner", "id", "单位：机关支部（U1）"),
        ("head", "state", "是否备好"),
        ("head", "where", "文件名、文号或链接"),
    ],
)
def test_each_row_names_its_item_and_its_document(row: str, column: str, text: str) -> None:
    assert content(asked(form_of()), row, column) == text


def test_a_row_has_a_choice_of_three_words_and_two_free_cells() -> None:
    form = form_of()
    sheet = asked(form)
    state, where, remark = (content(sheet, "document.1.1.2", key) for key in ("state", "where", "remark"))
    assert isinstance(state.rule, Choice)
    assert state.rule.options == (THERE, MISSING, NONE)
    assert state.refuse
    assert [type(cell.rule) for cell in (where, remark)] == [FreeText, FreeText]
    assert [cell.title for cell in (state, where)] == ["1.1 会议记录", "1.1 会议记录"]
    assert [at(sheet, "document.1.1.2", key).name for key in ("state", "where", "remark")] == [
        "0/evidence.state:1.1.2",
        "0/evidence.where:1.1.2",
        "0/evidence.remark:1.1.2",
    ]


def test_the_dropdowns_words_stand_in_the_hidden_list_that_it_points_to() -> None:
    form = form_of()
    rule = content(asked(form), "document.1.1.1", "state").rule
    column, first, last = re.fullmatch(r"='列表'!\$([A-Z]+)\$(\d+):\$\1\$(\d+)", rule.area).groups()  # type: ignore[union-attr]
    lists = next(sheet for sheet in form.sheets if sheet.key == "lists")
    found = [c.content for c in lists.cells if c.column == ord(column) - 64 and int(first) <= c.row <= int(last)]
    assert found == [THERE, MISSING, NONE]


def test_what_people_write_stays_text_as_they_type_it() -> None:
    sheet = asked(form_of())
    assert at(sheet, "document.1.1.1", "where").style == "entry_code"
    assert SKIN.styles["entry_code"]["format"] == "@"  # 3-2 would become a day, 0012 a 12


def test_a_document_whose_name_looks_like_a_formula_is_a_text() -> None:
    book = read_workbook(filled(form_of(ENGLISH)), "a.xlsx")
    cells = next(sheet for sheet in book.sheets if sheet.name == "Evidence").cells
    (found,) = (cell for cell in cells.values() if cell.text == "=1+1")
    assert (found.kind, found.formula) == ("text", None)


def test_the_column_of_evidence_on_the_scoring_sheet_stays() -> None:
    form = form_of()
    sheet = next(sheet for sheet in form.sheets if sheet.key.startswith("scoring:"))
    assert content(sheet, "finding.1.1.1", "evidence") == "学习计划\n会议记录"


# What is counted

TICKS: Typed = {
    "evidence.state:1.1.1": THERE,
    "evidence.state:1.1.2": MISSING,
    "evidence.state:2.1.1.1": NONE,
}


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({}, "共4份：已备0，缺0，不涉及0，未填4"),
        (TICKS, "共4份：已备1，缺1，不涉及1，未填1"),
        ({**TICKS, "evidence.state:1.3.1": THERE}, "共4份：已备2，缺1，不涉及1，未填0"),
        ({"evidence.state:1.1.1": "有"}, "共4份：已备0，缺0，不涉及0，未填4"),  # none of the words
        ({"evidence.state:1.1.1": Decimal(1)}, "共4份：已备0，缺0，不涉及0，未填4"),
        ({"evidence.where:1.1.1": THERE}, "共4份：已备0，缺0，不涉及0，未填4"),  # in another column
    ],
)
def test_the_head_says_how_many_documents_are_there(typed: Typed, words: str) -> None:
    assert values_of(form_of(), typed)["0/evidence.count:"] == words


def test_each_section_says_how_far_it_is() -> None:
    values = values_of(form_of(), TICKS)
    assert values["0/evidence.count:1"] == "共3份：已备1，缺1，不涉及0，未填1"
    assert values["0/evidence.count:2.1"] == "共1份：已备0，缺0，不涉及1，未填0"


def test_in_a_lead_units_workbook_each_unit_is_counted_for_itself() -> None:
    values = values_of(led_form(), TICKS, {"evidence.state:3.1.1": THERE})
    assert [values[f"{n}/evidence.count:"] for n in (0, 1)] == [
        "共4份：已备1，缺1，不涉及1，未填1",
        "共5份：已备1，缺0，不涉及0，未填4",
    ]
    assert values["1/evidence.count:3"] == "共1份：已备1，缺0，不涉及0，未填0"


def test_a_section_is_counted_by_one_area_for_each_word() -> None:
    form = form_of()
    assert form.formulas["0/evidence.there:1"] == f'COUNTIF(E7:E9,"{THERE}")'
    assert form.formulas["0/evidence.missing:2.1"] == f'COUNTIF(E11:E11,"{MISSING}")'
    assert form.formulas["0/evidence.none:"] == "J6+J10"


def test_the_counts_of_a_long_list_stay_short() -> None:
    items = ", ".join(
        f"{{name: i{n}, points: 1, evidence: [a, b, c, d], findings: [{{text: t, deduct: 1}}]}}" for n in range(100)
    )
    sections = "".join(f"  - {{name: s{n}, items: [{items}]}}\n" for n in range(3))
    form = form_of(f"rubric: long\ntitle: 长\nsections:\n{sections}")
    assert len(documents(form.standards[0])) == 1200
    counts = {name: text for name, text in form.formulas.items() if name.startswith("0/evidence.")}
    assert max(map(len, counts.values())) < 200
    assert values_of(form)["0/evidence.count:"] == "共1200份：已备0，缺0，不涉及0，未填1200"


# How it is laid out


@pytest.mark.parametrize("form", [form_of(), led_form(), form_of(ENGLISH)], ids=["unit", "lead", "english"])
def test_every_place_below_the_headings_is_covered_once(form: object) -> None:
    sheet = asked(form)  # type: ignore[arg-type]
    visible = [column for column in sheet.column_keys if column not in sheet.hidden_columns]
    places = [place for cell in sheet.cells for place in covered(cell) if cell.row >= HEAD and place[1] in visible]
    assert len(places) == len(set(places))
    assert set(places) == {(row, column) for row in sheet.row_keys if row >= HEAD for column in visible}


def test_headings_stay_in_view_and_on_every_page_and_rows_are_filtered() -> None:
    sheet = asked(form_of())
    assert (sheet.freeze, sheet.repeat) == (HEAD, (HEAD, HEAD))
    assert sheet.filter == (HEAD, 2, max(sheet.row_keys), column_of(sheet, "remark"))
    assert {sheet.column_keys[column] for column in sheet.hidden_columns} == {"there", "missing", "none"}


def test_no_cell_of_a_document_is_merged_so_that_filters_and_sorting_work() -> None:
    sheet = asked(led_form())
    rows = [row for row, key in sheet.row_keys.items() if key.startswith("document.")]
    assert all((cell.down, cell.across) == (1, 1) for cell in sheet.cells if cell.row in rows)


def test_what_is_missing_and_what_is_there_are_coloured() -> None:
    sheet = asked(form_of())
    state = "E"
    assert {(mark.style, mark.formula) for mark in sheet.marks} == {
        ("lost", f'=${state}6="{MISSING}"'),
        ("won", f'=${state}6="{THERE}"'),
    }
    assert all(mark.area[0] == 6 and mark.area[2] == max(sheet.row_keys) for mark in sheet.marks)


def test_a_row_has_room_for_its_document_and_for_two_lines_of_what_is_written() -> None:
    long = "关于落实党建工作责任制的部署文件、会议记录、照片及其他能够证明已经开展此项工作的全部材料"
    sheet = asked(form_of(ASKING.replace("学习计划", long * 2)))
    tall, plain = (sheet.heights[row_of(sheet, f"document.1.1.{n}")] for n in (1, 2))
    assert tall > plain >= 2 * SKIN.size * 1.4


def pages(sheet: Sheet) -> list[float]:
    """Give the points of rows on each printed page."""
    rows = sorted(row for row in sheet.row_keys)
    starts = [rows[0], *sheet.breaks, rows[-1] + 1]
    return [
        sum(sheet.heights[row] for row in rows if start <= row < stop) + (sheet.heights[HEAD] if n else 0)
        for n, (start, stop) in enumerate(pairwise(starts))
    ]


@pytest.mark.parametrize("led", [False, True])
@pytest.mark.parametrize("rubric", ["tianjin-2020", "wenzhou"])
def test_pages_are_filled_and_never_overfull(rubric: str, led: bool) -> None:
    made = read_standard(shipped("rubrics") / f"{rubric}.yaml")
    skin, unit = read_skin(made.rubric.language), Unit("U1", "甲", tags=made.known_tags)
    units = [unit, replace(unit, id="U2", name="乙")][: 1 + led]
    variants = [made.variant(one.tags) for one in units]
    sheet = evidence_sheet(variants, skin, units, options_areas(made, skin), "丙" if led else None)
    assert sheet is not None
    widths = [width for column, width in sheet.widths.items() if column not in sheet.hidden_columns]
    room = page_room(widths, skin.paper.room)
    used = pages(sheet)
    assert max(used) <= room
    assert min(used[:-1]) > room * 0.4
    rows = {sheet.row_keys[row] for row in sheet.breaks}
    assert all(not key.startswith("document.") or key.endswith(".1") for key in rows)  # no item is torn


# Words


@pytest.mark.parametrize("language", ["zh-Hans", "zh-Hant", "en"])
def test_the_words_are_plain_ones_that_a_count_takes_literally(language: str) -> None:
    words = EVIDENCE_WORDS[language]
    assert len({word.casefold() for word in words}) == 3
    assert not any(re.search(r"[*?~<>=]|^\d", word) for word in words)


@pytest.mark.parametrize("language", ["zh-Hans", "zh-Hant", "en"])
def test_the_counts_name_every_word_of_the_dropdown(language: str) -> None:
    skin = read_skin(language)
    label = skin.labels["evidence_counts"]
    assert all(word in label for word in EVIDENCE_WORDS[language])
    assert set(re.findall(r"{(\w+)}", label)) == {"all", "there", "missing", "none", "open"}


def reworded(skin: Skin, **labels: str) -> Skin:
    return replace(skin, labels={**skin.labels, **labels})


@pytest.mark.parametrize("label", ["evidence_note", "evidence_counts", "evidence_where", "evidence_unit"])
def test_the_mark_of_the_layout_changes_with_every_word_of_the_sheet(label: str) -> None:
    other = reworded(SKIN, **{label: SKIN.labels[label] + "："})
    assert layout_mark(standard_of(), other) != layout_mark(standard_of(), SKIN)
    assert layout_mark(standard_of(SILENT), other) == layout_mark(standard_of(SILENT), SKIN)


# Whose it is


def test_where_the_form_is_for_the_review_only_the_sheet_stands_locked() -> None:
    made = standard_of()
    areas = options_areas(made, SKIN)
    sheet = evidence_sheet((made.variant(PLAIN.tags),), SKIN, (PLAIN,), areas, open_=False)
    assert sheet is not None
    inputs = [cell for cell in sheet.cells if isinstance(cell.content, Input)]
    assert len(inputs) == 12
    assert all(isinstance(cell.content, Input) and cell.content.shut for cell in inputs)
    assert {cell.style for cell in inputs} == {"given"}
    assert any(isinstance(cell.content, Formula) for cell in sheet.cells)


@pytest.mark.parametrize(("hands", "shut"), [("both", False), ("self", False), ("review", True)])
def test_the_unit_fills_it_in_whoever_the_form_is_for(hands: str, shut: bool) -> None:
    sheet = asked(unit_form(standard_of(), SKIN, PLAIN, HANDS[hands]))
    assert {cell.content.shut for cell in sheet.cells if isinstance(cell.content, Input)} == {shut}


@pytest.mark.parametrize(("own", "wide"), [("1.1", 8.0), ("confidence", 12.0), ("a" * 40, 16.0)])
def test_the_column_of_ids_is_as_wide_as_they_need(own: str, wide: float) -> None:
    text = ENGLISH.replace("{name: Cold store,", f"{{id: {own!r}, name: Cold store,")
    sheet = asked(form_of(text))
    width = sheet.widths[column_of(sheet, "id")]
    assert width == pytest.approx(wide, abs=2.0)
    assert width <= 16
