"""Where everything stands: cells, names, keys, references, tab names and heights of the neutral sheets."""

import re
from collections.abc import Iterator
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.effort import each
from tests.sheets import covered, holes
from tests.small_forms import ENGLISH, RUBRICS, SIMPLIFIED, TRADITIONAL, led, single, standard
from xlrubric.cellrefs import parse_address
from xlrubric.expressions import references
from xlrubric.graph import what_of
from xlrubric.layout.columns import OF_POINTS, scoring_columns
from xlrubric.layout.form import Form, shown_quantities, tab_names
from xlrubric.layout.measure import CENTRED, PADDING, TALLEST, lines, needed, page_room
from xlrubric.layout.scoring_rows import FIRST
from xlrubric.layout.scoring_sheet import HEAD, SUBHEAD, TITLE, WAY
from xlrubric.layout.sheets import Bounds, Cell, Choice, Formula, FreeText, Input, Sheet, cut
from xlrubric.shipped_files import shipped
from xlrubric.units import Unit
from xlrubric.words import FOUND_WORDS

SHIPPED = {path.stem: path.read_text(encoding="utf-8") for path in sorted(shipped("rubrics").rglob("*.yaml"))}
TEXTS = RUBRICS | SHIPPED
FORMS = [(make, name) for make in (single, led) for name in TEXTS]
NAMES = [f"{make.__name__} {name}" for make, name in FORMS]

# What Excel 2010, WPS and LibreOffice share and a form may use; none is volatile or builds references from text.
COMMON = frozenset(
    {
        *("ABS", "AND", "AVERAGE", "CHOOSE", "COUNT", "COUNTA", "COUNTIF", "FALSE", "IF", "IFERROR", "INDEX", "INT"),
        *("ISBLANK", "ISNUMBER", "ISTEXT", "LARGE", "LEFT", "LEN", "LOOKUP", "MATCH", "MAX", "MID", "MIN", "MOD", "N"),
        *("NOT", "OR", "RANK", "REPT", "RIGHT", "ROUND", "ROUNDDOWN", "ROUNDUP", "SMALL", "SUM", "SUMIF"),
        *("SUMPRODUCT", "TEXT", "TRIM", "TRUE", "VLOOKUP"),
    }
)
SPARE = {"rate", "points"}  # quantities that a form may do without: a lead unit's shows no shares of points
LONGEST_FORMULA, LONGEST_TEXT = 8192, 255  # Excel's limits for a formula, and for a text in one

_REFERENCE = re.compile(r"(?:'((?:[^']|'')+)'!)?\$?([A-Z]{1,3})\$?([0-9]+)(?::\$?([A-Z]{1,3})\$?([0-9]+))?(?![\w(])")


@pytest.fixture(scope="module", params=each(FORMS, "layout", NAMES))
def form(request: pytest.FixtureRequest) -> Form:
    make, name = request.param
    laid_out = make(TEXTS[name])
    assert isinstance(laid_out, Form)
    return laid_out


def unquoted(formula: str) -> str:
    """Take the texts out of a formula."""
    return re.sub(r'"(?:[^"]|"")*"', '""', formula)


def referred(formula: str, here: str) -> Iterator[tuple[str, int, int]]:
    """Give every cell that a formula refers to, those inside of ranges too."""
    for sheet, first, row, last, last_row in _REFERENCE.findall(unquoted(formula)):
        name = sheet.replace("''", "'") or here
        top, left = parse_address(first + row)
        bottom, right = parse_address(last + last_row) if last else (top, left)
        yield from ((name, r, c) for r in range(top, bottom + 1) for c in range(left, right + 1))


def sheet_of(form: Form, key: str) -> Sheet:
    """Give the sheet of a key, or of a kind of keys: ``scoring:``."""
    return next(sheet for sheet in form.sheets if sheet.key == key or (key[-1] == ":" and sheet.key.startswith(key)))


def referred_to(form: Form) -> set[str]:
    """Name all cells that any formula of the form refers to."""
    expressions = [cell.content.expression for _, cell in form.computed() if isinstance(cell.content, Formula)]
    return {name for expression in expressions for name in references(expression)}


def entries(form: Form) -> list[tuple[Sheet, Cell, Input]]:
    return [(s, c, c.content) for s in form.sheets for c in s.cells if isinstance(c.content, Input)]


def test_no_two_cells_overlap_and_none_stands_on_the_keys(form: Form) -> None:
    for sheet in form.sheets:
        taken = [place for cell in sheet.cells for place in covered(cell)]
        assert len(taken) == len(set(taken)), sheet.name
        assert all(row > 1 and column > 1 for row, column in taken), sheet.name


def test_every_name_stands_once_and_where_its_row_and_column_have_keys(form: Form) -> None:
    named = [(sheet, cell) for sheet in form.sheets for cell in sheet.cells if cell.name]
    assert len(named) == len({cell.name for _, cell in named})
    for sheet, cell in named:
        assert sheet.row_keys.get(cell.row), cell.name
        assert sheet.column_keys.get(cell.column), cell.name


def test_every_entry_and_every_formula_has_a_name(form: Form) -> None:
    for sheet in form.sheets:
        for cell in sheet.cells:
            assert bool(cell.name) or not isinstance(cell.content, Input | Formula), (sheet.name, cell)


def test_keys_are_unique_on_their_sheet_and_sheets_have_keys_of_their_own(form: Form) -> None:
    for sheet in form.sheets:
        assert len(set(sheet.row_keys.values())) == len(sheet.row_keys), sheet.name
        assert len(set(sheet.column_keys.values())) == len(sheet.column_keys), sheet.name
    keys = [sheet.key for sheet in form.sheets]
    assert len(keys) == len(set(keys))


def test_every_quantity_and_every_entry_of_every_unit_has_its_cell(form: Form) -> None:
    computed = {cell.name for _, cell in form.computed()}
    inputs = {cell.name for _, cell, _ in entries(form)}
    used = referred_to(form)
    for number, own in enumerate(form.standards):
        assert {f"{number}/{entry.name}" for entry in own.graph.entries} <= inputs
        spare = {f"{number}/{q.name}" for q in own.graph.quantities} - computed
        assert not spare & used
        assert {what_of(name.partition("/")[2]) for name in spare} <= SPARE
    assert used <= computed | inputs


def test_the_hidden_workings_hold_what_is_referred_to_and_shown_nowhere(form: Form) -> None:
    hidden = [sheet for sheet in form.sheets if sheet.key.startswith("workings:")]
    behind = {cell.name for sheet in hidden for cell in sheet.cells}
    used = referred_to(form)
    shown = {cell.name for sheet in form.sheets if sheet not in hidden for cell in sheet.cells if cell.name}
    assert behind == used - shown
    assert all(sheet.cells and sheet.state == "hidden" for sheet in hidden)
    assert {sheet.key for sheet in hidden} <= {f"workings:{unit.id}" for unit in form.units}


def test_every_formula_refers_to_cells_that_are_there(form: Form) -> None:
    there = {(sheet.name, cell.row, cell.column) for sheet in form.sheets for cell in sheet.cells}
    for sheet, cell in form.computed():
        for place in referred(form.formulas[cell.name], sheet.name):
            assert place in there, (cell.name, form.formulas[cell.name], place)


def test_a_formula_refers_to_the_very_cells_of_its_expression(form: Form) -> None:
    for sheet, cell in form.computed():
        assert isinstance(cell.content, Formula)
        meant = {(s.sheet, s.row, s.column) for n in references(cell.content.expression) for s in [form.spots[n]]}
        assert set(referred(form.formulas[cell.name], sheet.name)) == meant, cell.name


def test_no_formula_refers_to_itself_by_any_way(form: Form) -> None:
    waits_for = {
        c.name: set(references(c.content.expression)) & form.formulas.keys()
        for _, c in form.computed()
        if isinstance(c.content, Formula)
    }
    done: set[str] = set()
    while ready := {name for name in waits_for.keys() - done if waits_for[name] <= done}:
        done |= ready
    assert done == waits_for.keys()


def test_formulas_use_only_functions_that_all_programs_share(form: Form) -> None:
    for name, text in form.formulas.items():
        plain = unquoted(re.sub(r"'(?:[^']|'')*'!", "", text))
        assert set(re.findall(r"([A-Z][A-Z0-9.]*)\(", plain)) <= COMMON, name
        assert not re.search(r"[#{}\[\]@]|_xl", plain), text


def test_formulas_keep_excels_limits(form: Form) -> None:
    for name, text in form.formulas.items():
        assert len(text) < LONGEST_FORMULA, name
        assert all(len(words) - 2 <= LONGEST_TEXT for words in re.findall(r'"(?:[^"]|"")*"', text)), name


def test_a_rubric_of_hundreds_of_findings_keeps_excels_limits() -> None:
    items = "\n".join(
        f"      - {{name: 第{n}项, points: 5, findings: [{{text: 甲, deduct: 1}}, {{text: 乙, deduct: 1, per: 次}}]}}"
        for n in range(400)
    )
    laid_out = single(f"rubric: r\ntitle: t\nsections:\n  - name: s\n    items:\n{items}\n")
    assert max(map(len, laid_out.formulas.values())) < LONGEST_FORMULA


def test_marks_refer_to_their_own_first_row_and_common_functions(form: Form) -> None:
    for sheet in form.sheets:
        columns = {cell.column for cell in sheet.cells}
        for mark in sheet.marks:
            assert mark.style in form.skin.marks
            for _, row, column in referred(mark.formula, sheet.name):
                assert (row, column in columns) == (mark.area[0], True), mark
            assert set(re.findall(r"([A-Z]+)\(", mark.formula)) <= COMMON


def test_every_style_and_every_label_that_is_used_is_in_the_look(form: Form) -> None:
    assert {cell.style for sheet in form.sheets for cell in sheet.cells} <= form.skin.styles.keys()
    texts = [cell.content for sheet in form.sheets for cell in sheet.cells if isinstance(cell.content, str)]
    assert not [text for text in texts if "{" in text or "}" in text or not text.strip()]


def test_entries_are_asked_for_with_words_and_bounds(form: Form) -> None:
    for sheet, cell, content in entries(form):
        assert content.title and (content.ask or isinstance(content.rule, FreeText)), cell.name
        if isinstance(content.rule, Bounds):
            assert content.rule.low < content.rule.high and content.refuse
        if isinstance(content.rule, Choice):
            lists = sheet_of(form, "lists")
            words = {(lists.name, c.row, c.column): c.content for c in lists.cells}
            assert [words[place] for place in referred(content.rule.area, sheet.name)] == list(content.rule.options)
            assert content.refuse


def test_every_list_of_words_stands_once_in_a_column_of_its_own(form: Form) -> None:
    sheet = sheet_of(form, "lists")
    columns = [tuple(c.content for c in sheet.cells if c.column == column) for column in sheet.column_keys]
    assert len(set(columns)) == len(columns) and columns[0] in FOUND_WORDS.values()
    asked = {content.rule.options for _, _, content in entries(form) if isinstance(content.rule, Choice)}
    assert asked <= set(columns)


def test_lists_are_hidden_and_the_identity_cannot_be_shown_by_hand(form: Form) -> None:
    behind = {sheet.key: sheet.state for sheet in form.sheets if sheet.state != "visible"}
    assert behind.pop("lists") == "hidden" and behind.pop("identity") == "veryHidden"
    assert all(key.startswith("workings:") and state == "hidden" for key, state in behind.items())
    states = [sheet.state for sheet in form.sheets]
    assert states == sorted(states, key=lambda state: state != "visible")  # what is hidden stands behind the rest


def test_the_identity_says_what_the_form_is_and_for_whom(form: Form) -> None:
    sheet = sheet_of(form, "identity")
    at = {cell.row: cell.content for cell in sheet.cells}
    facts = {key: at[row] for row, key in sheet.row_keys.items()}
    assert facts["rubric"] == form.standard.rubric.rubric
    assert facts["fingerprint"] == form.standard.fingerprint
    assert facts.get("lead") == ("Centre" if len(form.units) > 1 else None)
    assert [facts[f"unit.{n}.id"] for n in range(len(form.units))] == [unit.id for unit in form.units]
    assert facts["unit.0.name"] == "East & West" and facts["unit.0.contact"] == "Ann"


def test_helper_columns_are_hidden_and_all_others_have_headings(form: Form) -> None:
    for sheet in form.sheets:
        if sheet.key.startswith("scoring:"):
            shown = sheet.column_keys.keys() - set(sheet.hidden_columns)
            headed = {
                c for cell in sheet.cells if cell.row in (HEAD, SUBHEAD) and cell.content for _, c in covered(cell)
            }
            assert shown <= headed
            hidden = {sheet.column_keys[c].rpartition(".")[2] for c in sheet.hidden_columns}
            duties = form.standard.rubric.rubric.startswith("shaoxing-duty-")  # nothing in them is about points
            assert hidden == ({"done", "doubt", "way", "number", *OF_POINTS} if duties else {"done", "doubt", "way"})


def test_every_place_below_the_headings_is_covered(form: Form) -> None:
    for sheet in form.sheets:
        if sheet.key.startswith("scoring:"):
            assert holes(sheet) == set()


def test_every_row_with_text_has_room_for_it(form: Form) -> None:
    for sheet in form.sheets:
        if not sheet.key.startswith("scoring:"):
            continue
        for cell in sheet.cells:
            look = form.skin.styles[cell.style]
            if look.get("wrap") and isinstance(cell.content, str):
                width = sum(sheet.widths[c] for c in range(cell.column, cell.column + cell.across))
                room = sum(sheet.heights[r] for r in range(cell.row, cell.row + cell.down))
                free = PADDING if look.get("indent") else CENTRED
                count = lines(cell.content, width, form.skin.size, form.skin.font, free)
                assert room >= count * form.skin.size, cell


def test_a_section_that_is_longer_than_a_page_has_its_name_on_every_page_with_room_for_it() -> None:
    item = "{name: 项, points: 9, findings: [{text: 甲, deduct: 1}]}"
    long = ", ".join([item] * 80)
    form = single(f"rubric: r\ntitle: t\nsections: [{{name: 一二三四五六七八, items: [{long}]}}]\n")
    sheet = sheet_of(form, "scoring:")
    starts = [cell.row for cell in sheet.cells if cell.style == "section" and cell.content]
    assert starts == [FIRST, *sheet.breaks] and len(starts) > 2
    assert sum(cell.down for cell in sheet.cells if cell.style == "section") == 80


def test_a_section_of_a_few_rows_that_a_page_cuts_keeps_its_name_where_it_fits() -> None:
    item = "{name: 项, points: 9, findings: [{text: 甲, deduct: 1}]}"
    most = 0
    for before in range(20, 45):
        few = f"{{name: {'长' * 20}, items: [{item}, {item}]}}"
        long = ", ".join([item] * before)
        inner = f"{{name: 内, items: [{long}]}}, {few}"
        sheet = sheet_of(single(f"rubric: r\ntitle: t\nsections: [{{name: 外, sections: [{inner}]}}]\n"), "scoring:")
        names = [cell for cell in sheet.cells if cell.style == "section" and cell.column == 3]
        pieces = [cell for cell in names if cell.row >= FIRST + before]
        assert sum(piece.content == "长" * 20 for piece in pieces) == 1
        assert sum(piece.down for piece in pieces) == 2
        most = max(most, len(pieces))
    assert most == 2  # at some length the page ends between the two items


def test_the_evidence_column_stands_only_where_there_is_evidence() -> None:
    assert "evidence" in [c.key for c in scoring_columns(standard(ENGLISH).outline)]
    assert "evidence" not in [c.key for c in scoring_columns(standard(SIMPLIFIED).outline)]


def test_the_scoring_sheet_has_a_row_for_each_finding_each_section_and_the_total() -> None:
    sheet = single(ENGLISH).sheets[1]
    assert list(sheet.row_keys.values()) == [
        *("way", "title", "unit", "head", "subhead"),
        *("finding.1.1.1", "finding.1.1.2", "finding.1.2.1", "finding.1.2.2", "section.1"),
        *("finding.2.1.1", "finding.2.1.2", "section.2", "total"),
    ]
    assert sheet.repeat == (HEAD, SUBHEAD) == (5, 6) and sheet.freeze == SUBHEAD == FIRST - 1
    assert [row for row, key in sheet.row_keys.items() if key in ("way", "title")] == [WAY, TITLE] == [2, 3]


@pytest.mark.parametrize(
    ("finding", "what", "bounds"),
    [
        ("1.1.2", "number", Bounds(Decimal(0), Decimal(9999), True, True)),
        ("1.2.1", "number", Bounds(Decimal(0), Decimal(9999), True, True)),
        ("2.1.1", "number", Bounds(Decimal(1), Decimal(8), False, True)),
    ],
)
def test_number_entries_are_bounded_by_their_clause(finding: str, what: str, bounds: Bounds) -> None:
    found = {cell.name: content.rule for _, cell, content in entries(single(ENGLISH))}
    assert found[f"0/review.{what}:{finding}"] == found[f"0/self.{what}:{finding}"] == bounds


def test_a_lead_form_has_a_sheet_and_a_row_for_each_unit() -> None:
    laid_out = led(TRADITIONAL)
    assert [s.key for s in laid_out.sheets] == [
        *("summary:Centre", "scoring:u-1", "scoring:u-2", "scoring:u-3"),
        *("howto", "lists", "identity"),
    ]
    assert [s.name for s in laid_out.sheets[1:4]] == ["East & West", "=1+1", "History (2)"]
    ids = [c.content for c in laid_out.sheets[0].cells if c.column == 2 and c.row in (6, 7, 8)]
    assert ids == ["u-1", "u-2", "u-3"]


def test_what_the_sheets_show_of_one_unit_is_told_under_local_names() -> None:
    laid_out = led(ENGLISH)
    for number in range(3):
        shown = {quantity.name for quantity in shown_quantities(laid_out, number)}
        assert {"summary.review.total:", "top.self:", "top.status:", "hint:1.2.1"} <= shown
        assert not any("/" in name for q in shown_quantities(laid_out, number) for name in references(q.expression))


TAKEN = ("Summary", "Lists")


@pytest.mark.parametrize(
    ("names", "tabs"),
    [
        (["甲", "乙"], ["甲", "乙"]),
        (["甲", "甲", "甲"], ["甲", "甲 (2)", "甲 (3)"]),
        (["Ab", "aB"], ["Ab", "aB (2)"]),
        (["Ａ１", "A1"], ["Ａ１", "A1 (2)"]),
        (["a[b]:*?/\\c"], ["a_b______c"]),
        (["［甲］：＊？／＼"], ["_甲______"]),
        (["'quoted'", "’curly’", "＇wide＇"], ["quoted", "curly", "wide"]),
        (["History", "history"], ["History (2)", "history (3)"]),
        (["summary", "LISTS"], ["summary (2)", "LISTS (2)"]),
        ([" a ", "\t"], ["a", "_"]),
        (["'", "", "　"], ["_", "_ (2)", "_ (3)"]),
        (["单" * 40, "单" * 40], ["单" * 31, "单" * 27 + " (2)"]),
        (["a" * 30 + "'" + "b" * 9], ["a" * 30]),
        (["a" * 26 + "'bcdef"] * 2, ["a" * 26 + "'bcde", "a" * 26 + " (2)"]),
        (["𠮷" * 31], ["𠮷" * 15]),
        (["a\nb\x00c"], ["a_b_c"]),
    ],
)
def test_tab_names_are_what_excel_takes(names: list[str], tabs: list[str]) -> None:
    assert tab_names(names, TAKEN) == tabs


@given(st.lists(st.text(st.sampled_from("ab'’ [:*𠮷单Ａ\n1"), max_size=40), max_size=12))
def test_any_names_give_tab_names_that_excel_takes(names: list[str]) -> None:
    tabs = tab_names(names, TAKEN)
    assert len({tab.casefold() for tab in (*tabs, *TAKEN, "History")}) == len(names) + 3
    for tab in tabs:
        assert 0 < len(tab.encode("utf-16-le")) <= 62
        assert not re.search(r"[\[\]:*?/\\\n]|^['’]|['’]$", tab)


@pytest.mark.parametrize(
    ("text", "most", "kept"),
    [("abc", 3, "abc"), ("abcd", 3, "abc"), ("", 3, ""), ("𠮷𠮷", 3, "𠮷"), ("a𠮷b", 3, "a𠮷"), ("ab𠮷", 3, "ab")],
)
def test_a_text_is_cut_as_excel_counts_its_signs(text: str, most: int, kept: str) -> None:
    assert cut(text, most) == kept


NASTY = ("x" * 50, "x" * 50, "[x]:*?/\\", "trailing'", "History", "汇总", "列表", "'; DROP", "单'位", "a!b")


def test_references_to_sheets_of_any_name_are_found_again() -> None:
    units = tuple(Unit(f"n{n}", name, lead="Centre") for n, name in enumerate(NASTY))
    laid_out = led(SIMPLIFIED, units)
    names = [sheet.name for sheet in laid_out.sheets]
    assert len({name.casefold() for name in names}) == len(names) and max(map(len, names)) <= 31
    there = {(sheet.name, cell.row, cell.column) for sheet in laid_out.sheets for cell in sheet.cells}
    for sheet, cell in laid_out.computed():
        assert set(referred(laid_out.formulas[cell.name], sheet.name)) <= there


def test_a_long_text_of_several_rows_has_room_and_no_row_is_higher_than_excel_allows() -> None:
    words = "一" * 340  # the longest that a clause may be
    findings = ", ".join("{text: 甲, deduct: 1}" for _ in range(4))
    rubric = f"""
rubric: r
title: t
sections:
  - name: s
    items:
      - {{name: i, points: 9, text: {words}, findings: [{findings}]}}
      - {{name: j, points: 9, text: {words}, findings: [{{text: {words}, deduct: 1}}]}}
"""
    sheet = single(rubric).sheets[1]
    rows = [row for row, key in sheet.row_keys.items() if key.startswith("finding.1.1.")]
    assert sum(sheet.heights[row] for row in rows) == pytest.approx(needed(f"1.1 {words}", sheet.widths[3], 10))
    single_row = next(row for row, key in sheet.row_keys.items() if key == "finding.1.2.1")
    assert sheet.heights[single_row] >= needed(f"1.2 {words}", sheet.widths[3], 10)  # no text is longer than a row
    assert max(sheet.heights.values()) <= TALLEST < 409.5


def pages_of(sheet: Sheet) -> list[float]:
    """Give the points of rows on each page of a scoring sheet, as its breaks make them."""
    starts, last = (TITLE, *sheet.breaks), max(sheet.heights) + 1
    repeated = sheet.heights[HEAD] + sheet.heights[SUBHEAD]
    whole = [sum(sheet.heights[r] for r in range(a, b)) for a, b in zip(starts, (*starts[1:], last), strict=True)]
    return [whole[0], *(tall + repeated for tall in whole[1:])]


def room_of(sheet: Sheet) -> float:
    assert sheet.printed is not None
    _, first, _, last = sheet.printed
    shown = (column for column in range(first, last + 1) if column not in sheet.hidden_columns)
    return page_room(sheet.widths[column] for column in shown)


@pytest.mark.parametrize("count", range(20, 50))
def test_subtotal_and_total_stay_on_the_page_of_what_they_add_up(count: int) -> None:
    items = "      - {name: 项, points: 9, findings: [{text: 甲, deduct: 1}]}\n" * count
    sheet = single(f"rubric: r\ntitle: t\nsections:\n  - name: s\n    items:\n{items}").sheets[1]
    assert max(pages_of(sheet)) <= room_of(sheet)


def test_a_long_rubric_is_broken_between_sections_and_a_long_section_between_items() -> None:
    item = (
        "      - {name: 项, points: 9, findings: [{text: 甲, deduct: 1}, {text: 乙, deduct: 1}, {text: 丙, deduct: 1}]}"
    )
    sections = "\n".join(
        f"  - name: 第{n}节\n    items:\n" + f"{item}\n" * count for n, count in ((1, 8), (2, 8), (3, 30))
    )
    sheet = single(f"rubric: r\ntitle: t\nsections:\n{sections}").sheets[1]
    rows = {key: row for row, key in sheet.row_keys.items()}
    assert sheet.breaks[0] == rows["finding.2.1.1"]
    starts = {rows[key] for key in rows if re.fullmatch(r"finding\.\d+\.\d+\.1", key)}
    assert set(sheet.breaks) <= starts and len(sheet.breaks) >= 3
    assert max(pages_of(sheet)) <= room_of(sheet)
