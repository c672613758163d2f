"""What stands in the .xlsx: protection, checks on entries, hidden keys, cached values, print setup, texts as texts."""

import re
import zipfile
from collections.abc import Iterator
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import ironcalc
import openpyxl
import pytest
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet
from xlsxwriter import worksheet

from tests.effort import each
from tests.small_forms import ENGLISH, RUBRICS, SIMPLIFIED, STAMP, TRADITIONAL, led, prefill, rendered, single
from xlrubric.build import Prefill, form_values
from xlrubric.cellrefs import address
from xlrubric.layout.form import Form, shown_quantities
from xlrubric.layout.scoring_rows import FIRST
from xlrubric.layout.scoring_sheet import HEAD, SUBHEAD
from xlrubric.layout.sheets import Bounds, Cell, Choice, Formula, FreeText, Input
from xlrubric.scoring import Value, compile_scorer
from xlrubric.typed_text import holdable
from xlrubric.units import Unit
from xlrubric.writer import render
from xlrubric.xlsx import CellData, read_workbook

KINDS = """
rubric: kinds
title: 各种条款
grades: [{name: 优秀, from: 15}, {name: 合格}]
signatures: [责任人, 核查人, 分管领导]
sections:
  - name: 一、甲
    sections:
      - name: 甲一
        items:
          - name: 信息
            points: 6
            start: 0
            findings:
              - {text: 采用, award: {中央: 4, 省: 2, 市: 1}, register: 3, keep: highest, forms: {发文: 1, 会: 0.5}}
          - {name: 食堂, points: 3, may_not_apply: true, findings: [{text: 不洁, deduct: 1}]}
      - name: 甲二
        points: 5
        items:
          - {name: 通报, findings: [{text: 被通报, deduct: 2}]}
          - {name: 纪律, findings: [{text: 迟到, deduct: 0.5, per: 人次}]}
  - name: 二、乙
    items:
      - {name: 完成率, points: 4, findings: [{text: 完成率, deduct: 0.5, per: 1%, below: 80%}]}
      - {name: 特色, findings: [{text: 自选, register: 3, at_least: 2}, {text: 公示, check: [已公示, 未公示]}]}
"""
TEXTS = RUBRICS | {"kinds": KINDS}
FILLED: dict[str, dict[str, Value]] = {
    "en": {
        **{"review.choice:1.1.1": "yes", "review.number:1.1.2": Decimal(2), "self.number:1.1.2": Decimal(5)},
        **{"review.choice:1.2.1": "yes", "review.number:1.2.1": Decimal(7), "review.choice:1.2.2": "yes"},
        **{"review.number:2.1.1": Decimal("2.35"), "review.choice:2.1.2": "yes", "review.number:2.1.2": Decimal(3)},
        **{"self.choice:1.1.1": "no", "self.number:2.1.1": Decimal(0), "self.choice:1.2.1": "yes"},
    },
    "zh-Hant": {
        **{"self.choice:1.1.1": "有", "self.number:1.1.2": Decimal(3), "self.number:1.1.3": Decimal(2)},
        **{"self.choice:1.1.3": "有", "self.number:1.1.4": Decimal("0.5"), "self.choice:2.1.1": "有"},
        **{"self.choice:2.2.1": "有", "self.choice:2.2.2": "有", "self.number:2.2.2": Decimal(8)},
        **{"review.choice:1.1.1": "無"},
    },
    "zh-Hans": {
        **{"review.choice:1.1.1": "有", "review.number:1.1.2": Decimal(0), "review.number:1.2.1": Decimal(1)},
        **{"review.number:1.2.2": Decimal(5), "review.choice:1.2.3": "有", "review.number:1.2.4": Decimal(3)},
        **{"self.choice:1.2.4": "有"},
    },
    "kinds": {
        **{"shared.text:1.1.1.1.1": "A", "review.choice:1.1.1.1.1": "省", "review.number:1.1.1.1.1": "发文"},
        **{"shared.text:1.1.1.1.2": "a", "review.choice:1.1.1.1.2": "中央", "review.choice:1.1.1.1": "有"},
        **{"shared.text:1.1.1.1.3": "B", "review.choice:1.1.1.1.3": "省", "review.number:1.1.1.1.3": "会"},
        **{"review.choice:1.1.2": "不适用", "review.choice:1.2.1.1": "有", "review.number:2.1.1": Decimal(70)},
        **{"review.choice:1.2.2.1": "有", "review.number:1.2.2.1": Decimal(3), "review.choice:2.2.2": "未公示"},
        **{"self.choice:1.2.2.1": "有", "self.number:1.2.2.1": Decimal(1), "shared.text:2.2.1.3": "=1+1"},
    },
}
# Computed by hand: self, review.
#  en      review: 1.1 5 − 1 − 1.5×2 = 1; 1.2 5 − 0.6 + 2 = 6.4; 2.1 10 − 2.35 + 0.3 = 7.95. self: 5; 5; 10
#  zh-Hant self: 1.1 6 − 1 − 3 − 0.4 − 0.5 = 1.1; 2.1 4 − 4 = 0; 2.2 1 + 1 + 0.5 = 2.5. review: 6; 4; 1
#  zh-Hans review: 1.1 4 − 1 − 4 = 0; 1.2 6 − 0.5 − 5 + 3 + 0.3 = 3.8. self: 4; 6
#  kinds   review: 1.1 4 (its 2 not) + 2 × 0.5 = 5 of 6, for 9: 7.5; 1.2 5 − 2 − 1.5; 2.1 4 − 5. self: 3; 4.5; 4
TOTALS = {"en": ("20", "15.35"), "zh-Hant": ("3.6", "11"), "zh-Hans": ("10", "3.8"), "kinds": ("11.5", "9")}
FULL = {"en": "20", "zh-Hant": "11", "zh-Hans": "10", "kinds": "12"}

pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported")  # openpyxl's, about data bars

CASES = [(make, language, filled) for make in (single, led) for language in TEXTS for filled in (False, True)]
IDS = [f"{make.__name__}-{language}-{'filled' if filled else 'blank'}" for make, language, filled in CASES]


class Written:
    """One form rendered: its bytes, and what openpyxl finds in them."""

    def __init__(self, form: Form, filled: Prefill) -> None:
        self.form, self.filled = form, filled
        self.data = rendered(form, filled)
        self.book = openpyxl.load_workbook(BytesIO(self.data))

    def cells(self) -> Iterator[tuple[Worksheet, Cell]]:
        for sheet in self.form.sheets:
            for cell in sheet.cells:
                yield self.book[sheet.name], cell

    def inputs(self) -> Iterator[tuple[Worksheet, Cell, Input]]:
        return ((page, cell, cell.content) for page, cell in self.cells() if isinstance(cell.content, Input))


@pytest.fixture(scope="module", params=each(CASES, "writer", IDS))
def written(request: pytest.FixtureRequest) -> Written:
    make, language, filled = request.param
    given = prefill(FILLED[language], remarks={"1.1.1": "=remark", "1.1.1.1": "=remark"}) if filled else Prefill()
    return Written(make(TEXTS[language]), given)


def texts_of(data: bytes) -> dict[tuple[str, str], CellData]:
    """Give every cell by sheet and address, as our own reader finds it."""
    book = read_workbook(data, "form.xlsx")
    assert book.problems == ()
    return {(s.name, address(*at)): cell for s in book.sheets for at, cell in s.cells.items()}


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(data)) as package:
        assert package.testzip() is None
        return {name: package.read(name) for name in package.namelist()}


def test_every_part_is_well_formed_and_the_package_has_no_macro_and_no_link(written: Written) -> None:
    for name, content in parts(written.data).items():
        assert name.endswith((".xml", ".rels"))
        ElementTree.fromstring(content)
        assert b'TargetMode="External"' not in content
        assert "externalLink" not in name and "vba" not in name


def test_entries_are_open_and_all_else_is_locked(written: Written) -> None:
    open_cells = {(page.title, address(cell.row, cell.column)) for page, cell, _ in written.inputs()}
    for page in written.book.worksheets:
        assert page.protection.sheet, page.title
        merged = {place for area in page.merged_cells.ranges for row in area.rows for place in row[0:]}
        for row in page.iter_rows():
            for cell in row:
                at = (cell.row, cell.column)
                heads = [a for a in page.merged_cells.ranges if at in merged and cell.coordinate in a]
                head = heads[0].coord.partition(":")[0] if heads else cell.coordinate
                assert cell.protection.locked is not ((page.title, head) in open_cells), (page.title, cell.coordinate)


def test_locked_sheets_stay_resizable_and_filterable_without_a_password(written: Written) -> None:
    for page in written.book.worksheets:
        lock = page.protection
        assert (lock.formatColumns, lock.formatRows, lock.autoFilter) == (False, False, False)  # False: not forbidden
        assert (lock.insertRows, lock.deleteRows, lock.sort) == (True, True, True)
        assert lock.password is None


def rules(page: Worksheet) -> dict[str, DataValidation]:
    return {area: rule for rule in page.data_validations.dataValidation for area in str(rule.sqref).split()}


def test_every_entry_is_checked_and_explained(written: Written) -> None:
    for page, cell, content in written.inputs():
        rule = rules(page)[address(cell.row, cell.column)]
        kinds = {Choice: ("list",), Bounds: ("whole", "custom", "decimal"), FreeText: (None,)}
        assert rule.type in kinds[type(content.rule)], cell.name
        assert rule.promptTitle and (rule.prompt or isinstance(content.rule, FreeText)), cell.name
        assert isinstance(content.rule, FreeText) or (rule.showErrorMessage and rule.error), cell.name
        assert rule.errorStyle in (None, "stop") and rule.showInputMessage
        assert max(len(t or "") for t in (rule.promptTitle, rule.errorTitle)) <= 32
        assert max(len(t or "") for t in (rule.prompt, rule.error)) <= 255


def test_nothing_but_entries_is_checked(written: Written) -> None:
    open_cells = {(page.title, address(cell.row, cell.column)) for page, cell, _ in written.inputs()}
    assert {(page.title, area) for page in written.book.worksheets for area in rules(page)} == open_cells


def test_the_hidden_row_and_column_hold_the_keys(written: Written) -> None:
    for sheet in written.form.sheets:
        page = written.book[sheet.name]
        assert page["A1"].value == sheet.key
        assert {r: page.cell(r, 1).value for r in range(2, page.max_row + 1) if page.cell(r, 1).value} == sheet.row_keys
        found = {c: page.cell(1, c).value for c in range(2, page.max_column + 1) if page.cell(1, c).value}
        assert found == sheet.column_keys
        assert page.sheet_state == sheet.state
        if sheet.state == "visible":
            assert page.row_dimensions[1].hidden and page.column_dimensions["A"].hidden


def test_helper_columns_are_hidden(written: Written) -> None:
    for sheet in written.form.sheets:
        page = written.book[sheet.name]
        for column in sheet.hidden_columns:
            owners = [d for d in page.column_dimensions.values() if (d.min or 0) <= column <= (d.max or 0)]
            assert [d.hidden for d in owners] == [True]


def test_every_formula_is_written_with_the_score_as_its_value(written: Written) -> None:
    stored = texts_of(written.data)
    form = written.form
    for number, unit in enumerate(form.units):
        entries = {n: r.value for n, r in written.filled.readings.get(unit.id, {}).items()}
        score = compile_scorer(form.standards[number].graph, shown_quantities(form, number))(entries)
        mine = [(s, c) for s, c in form.computed() if c.name.startswith(f"{number}/")]
        assert mine
        for sheet, cell in mine:
            found = stored[sheet.name, address(cell.row, cell.column)]
            assert found.formula == form.formulas[cell.name]
            assert (found.value or "") == (score[cell.name.removeprefix(f"{number}/")] or ""), cell.name


@pytest.mark.parametrize("language", TEXTS)
def test_totals_are_those_computed_by_hand(language: str) -> None:
    form = single(TEXTS[language])
    for given, totals in ((Prefill(), (FULL[language],) * 2), (prefill(FILLED[language]), TOTALS[language])):
        stored = texts_of(rendered(form, given))
        for role, total in zip(("self", "review"), totals, strict=True):
            spot = form.spots[f"0/{role}.total:"]
            assert stored[spot.sheet, address(spot.row, spot.column)].value == Decimal(total)


@pytest.mark.parametrize("language", TEXTS)
@pytest.mark.parametrize("make", [single, led])
def test_ironcalc_recalculates_to_the_same_totals(tmp_path: Path, make: Any, language: str) -> None:
    form = make(TEXTS[language])
    (tmp_path / "form.xlsx").write_bytes(rendered(form, prefill(FILLED[language])))
    model = ironcalc.load_from_xlsx(str(tmp_path / "form.xlsx"))
    model.evaluate()
    names = [sheet.name for sheet in form.sheets]
    for role, total in zip(("self", "review"), TOTALS[language], strict=True):
        spot = form.spots[f"0/{role}.total:"]
        value = model.get_cell_value(names.index(spot.sheet), spot.row, spot.column)
        assert value == pytest.approx(float(total), abs=1e-9)


def test_entries_and_remarks_to_begin_with_stand_in_their_cells(written: Written) -> None:
    stored = texts_of(written.data)
    for sheet in written.form.sheets:
        for cell in sheet.cells:
            if isinstance(cell.content, Input):
                found = stored.get((sheet.name, address(cell.row, cell.column)), CellData("blank", ""))
                local = cell.name.removeprefix("0/")
                given = written.filled.readings.get("u-1", {}).get(local)
                remark = written.filled.remarks.get("u-1", {}).get(local.removeprefix("remark:"))
                assert found.value == (given.value if given else remark) and found.formula is None, cell.name


def test_every_sheet_prints_on_a4_landscape_one_page_wide(written: Written) -> None:
    for sheet in written.form.sheets:
        page = written.book[sheet.name]
        assert page.page_setup.orientation == "landscape"
        assert str(page.page_setup.paperSize) == Worksheet.PAPERSIZE_A4
        assert page.sheet_properties.pageSetUpPr is not None and page.sheet_properties.pageSetUpPr.fitToPage
        fit = page.page_setup.fitToWidth, page.page_setup.fitToHeight
        assert fit == (None, None if sheet.whole else 0)  # None: one, the default; 0: as many as it takes
        assert page.print_title_rows == (f"${sheet.repeat[0]}:${sheet.repeat[1]}" if sheet.repeat[0] else None)


def test_headings_of_long_sheets_are_frozen_and_repeated(written: Written) -> None:
    for sheet in written.form.sheets:
        if sheet.key.startswith("scoring:"):
            page = written.book[sheet.name]
            assert page.print_title_rows == f"${HEAD}:${SUBHEAD}" and page.freeze_panes == f"A{FIRST}"
            last, right = max(sheet.row_keys), sheet.column_keys
            hint = next(column for column, key in right.items() if key == "hint")
            assert page.auto_filter.ref == f"B{SUBHEAD}:{address(last, hint)}"


def test_the_workbook_says_who_made_it_and_when(written: Written) -> None:
    said = written.book.properties
    assert (said.creator, said.created, said.title) == ("xlrubric", STAMP.created, written.form.standard.rubric.title)


def test_the_same_form_gives_the_same_bytes() -> None:
    assert rendered(single(ENGLISH)) == rendered(single(ENGLISH))


NASTY = [
    *("=1+1", "=SUM(A1:A9)", "{=1}", "+1", "-1", "@a", "http://example.com/a", "external:b.xlsx!A1", "internal:A1"),
    *("mailto:a@b.c", "'quoted", "00123", "1e5", "TRUE", "#REF!", "_x0041_", "a\nb", "\t=1", "＝1", "<b>&amp;"),
    *("a\x07b", "<i>x</i>"),
]


@pytest.mark.parametrize("text", NASTY)
def test_texts_that_people_typed_stay_texts_wherever_they_stand(text: str) -> None:
    typed = text.replace("\x07", "").replace("\n", " ").replace("\t", "")  # what a rubric's file can hold
    rubric = SIMPLIFIED.replace("text: 无制度", f'text: "{typed}"').replace("name: 台账", f'name: "{typed}"')
    unit = Unit("u-1", text, text, text, contact=text)
    data = rendered(single(rubric, unit), prefill({}, unit, {"1.1.1": text, "1.2.1": text}))
    stored = texts_of(data)
    found = [cell for cell in stored.values() if cell.text == holdable(text)]
    assert len(found) >= 5  # cover: name, group, lead, contact; two remarks; the identity's
    assert all(cell.kind == "text" and cell.formula is None for cell in found)
    assert [cell.text for at, cell in stored.items() if at[0] == "评分表" and typed in cell.text and cell.formula] == []
    relations = [name for name in parts(data) if name.startswith("xl/worksheets/_rels")]
    assert relations == []  # a link would need one


@pytest.mark.parametrize("text", [t for t in NASTY if "\n" not in t])
def test_a_lead_unit_of_any_name_gives_a_workbook_that_opens(text: str) -> None:
    units = (Unit("a", text, lead=text), Unit("b", text, lead=text))
    data = rendered(led(SIMPLIFIED, units))
    for content in parts(data).values():
        ElementTree.fromstring(content)
    opened = openpyxl.load_workbook(BytesIO(data))
    assert len(opened.sheetnames) == 6
    assert all(cell.formula is None for cell in texts_of(data).values() if cell.text == text)


def footers(form: Form) -> list[str]:
    book = openpyxl.load_workbook(BytesIO(rendered(form)))
    raw = parts(rendered(form))
    assert len(book.sheetnames) == len([name for name in raw if name.startswith("xl/worksheets/sheet")])
    found = [ElementTree.fromstring(raw[f"xl/worksheets/sheet{n + 1}.xml"]) for n in range(len(book.sheetnames))]
    return [element.text or "" for tree in found for element in tree.iter() if element.tag.endswith("oddFooter")]


def test_a_footer_says_what_and_which_page() -> None:
    footer = footers(single(SIMPLIFIED))[1]
    assert footer == "&L&8 East && West　校园安全检查&R&8 第 &P 页，共 &N 页"


@pytest.mark.parametrize("name", ["2018学校", "&" * 99, "甲&乙" * 60, "9" * 300, "𠮷" * 120, "a\x01\nb"])
def test_a_footer_keeps_excels_grammar_whatever_the_name(name: str) -> None:
    for footer in footers(single(SIMPLIFIED, Unit("1", name))):
        assert len(footer.encode("utf-16-le")) <= 2 * 255
        left = footer.removeprefix("&L&8 ").partition("&R&8 ")[0]
        assert not re.search(r"&", left.replace("&&", "")), left  # no code but the two that we put there
        assert not re.search(r"[\x00-\x1f]|_x00", footer)


def sheet_named(data: bytes, name: str) -> Worksheet:
    page = openpyxl.load_workbook(BytesIO(data))[name]
    assert isinstance(page, Worksheet)
    return page


def test_workings_and_lists_are_hidden_locked_and_without_an_entry() -> None:
    data = rendered(single(KINDS), prefill(FILLED["kinds"]))
    for name in ("列表", "计算"):
        page = sheet_named(data, name)
        assert page.sheet_state == "hidden" and page.protection.sheet and rules(page) == {}
        assert all(cell.protection.locked for row in page.iter_rows() for cell in row)
    workings = [(key.value, cell.value) for key, _, cell in sheet_named(data, "计算").iter_rows(min_row=2, max_col=3)]
    assert "review.raw:1.1.1.1.1" in dict(workings)
    assert all(str(formula).startswith("=") for _, formula in workings)


def test_each_dropdown_takes_its_words_from_its_own_column() -> None:
    form = single(KINDS)
    data = rendered(form)
    found = rules(sheet_named(data, "评分表"))
    areas = {
        "review.choice:1.1.1.1": ("无", "有"),
        "review.choice:1.1.1.1.1": ("中央", "省", "市", "无"),
        "review.number:1.1.1.1.1": ("发文", "会"),
        "review.choice:1.1.2": ("适用", "不适用"),
        "review.choice:2.2.2": ("已公示", "未公示"),
    }
    lists = sheet_named(data, "列表")
    for name, words in areas.items():
        spot = form.spots[f"0/{name}"]
        rule = found[address(spot.row, spot.column)]
        assert rule.type == "list" and rule.formula1 is not None
        place = rule.formula1.replace("$", "").partition("!")[2]
        assert tuple(cell.value for (cell,) in lists[place]) == words


def test_the_columns_that_a_list_of_duties_has_no_use_for_are_hidden() -> None:
    text = "rubric: d\ntitle: 清单\nsections: [{name: s, items: [{name: i, findings: [{text: x, check: true}]}]}]"
    page = sheet_named(rendered(single(text)), "评分表")
    hidden = {i for d in page.column_dimensions.values() if d.hidden for i in range(d.min or 0, (d.max or 0) + 1)}
    keys = {page.cell(1, column).value for column in hidden}
    assert {"points", "amount", "self.number", "review.effect", "review.score", "review.done"} <= keys
    assert not keys & {"section", "item", "finding", "self.choice", "review.choice", "remark"}


def test_titles_and_messages_are_cut_to_excels_limits_also_for_rare_signs() -> None:
    rubric = SIMPLIFIED.replace("text: 无制度", f"text: {'𠮷' * 60}").replace("per: 项", f"per: {'項𠮷' * 30}")
    data = rendered(single(rubric))
    (page,) = (s for s in openpyxl.load_workbook(BytesIO(data)).worksheets if s.title == "评分表")
    for rule in rules(page).values():
        assert max(len((t or "").encode("utf-16-le")) for t in (rule.promptTitle, rule.errorTitle)) <= 64
        assert max(len((t or "").encode("utf-16-le")) for t in (rule.prompt, rule.error)) <= 510


@pytest.mark.parametrize(
    "call", ["write_string", "write_formula", "write_blank", "data_validation", "set_column", "conditional_format"]
)
@pytest.mark.parametrize("code", [-1, -2])
def test_what_xlsxwriter_drops_or_cuts_is_not_passed_over(
    monkeypatch: pytest.MonkeyPatch, call: str, code: int
) -> None:
    monkeypatch.setattr(worksheet.Worksheet, call, lambda *_: code)
    with pytest.raises(ValueError, match=f"XlsxWriter refused a call: {code}"):
        rendered(single(ENGLISH))


def test_a_text_too_long_for_a_cell_is_cut_for_all_to_see() -> None:
    stored = texts_of(rendered(single(ENGLISH), prefill({}, remarks={"1.1.1": "x" * 32768})))
    (remark,) = (cell.text for cell in stored.values() if cell.text.startswith("xxx"))
    assert remark == "x" * 32766 + "…"


def test_a_form_without_a_value_for_a_formula_is_not_rendered() -> None:
    form = single(ENGLISH)
    values = form_values(form, Prefill())
    del values["0/review.total:"]
    with pytest.raises(KeyError, match=re.escape("0/review.total:")):
        render(form, values, STAMP)


def test_a_number_shows_its_unit_and_stays_a_number() -> None:
    form = single(TRADITIONAL)
    book = openpyxl.load_workbook(BytesIO(rendered(form, prefill(FILLED["zh-Hant"]))))
    spot = form.spots["0/self.number:1.1.2"]
    cell = book[spot.sheet].cell(spot.row, spot.column)
    assert (cell.value, cell.number_format) == (3, 'General"次"')


@pytest.mark.parametrize(
    ("name", "kind", "first", "last"),
    [
        ("0/review.number:1.1.2", "whole", "0", "9999"),
        ("0/review.choice:1.1.1", "list", "Lists!$B$2:$B$3", None),
        ("0/self.number:2.1.1", "custom", "AND(ISNUMBER({at}),OR({at}=0,AND({at}>=1,{at}<=8)))", None),
    ],
)
def test_entries_are_checked_as_their_clause_says(name: str, kind: str, first: str, last: str | None) -> None:
    checked_as(single(ENGLISH), name, kind, first, last)


@pytest.mark.parametrize(
    ("clause", "kind", "first", "last"),
    [
        # 0.8 for 80 % is refused; 0 itself is a percentage
        ("below: 80%", "custom", "AND(ISNUMBER({at}),OR({at}=0,AND({at}>=1,{at}<=1000)))", None),
        ("above: 0.5%", "decimal", "0", "1000"),  # of small ones 0.8 may be meant
        ("below: 80, unit: 分", "decimal", "0", "999999999"),
        ("below: 5, unit: 度, range: {from: -40, to: 60}", "decimal", "-40", "60"),
        ("below: 80%, range: {from: 50, to: 100}", "decimal", "50", "100"),
    ],
)
def test_a_measure_is_checked_within_what_can_be_meant(clause: str, kind: str, first: str, last: str | None) -> None:
    findings = f"[{{text: x, deduct: 1, {clause}}}]"
    form = single(
        f"rubric: r\ntitle: t\nsections: [{{name: s, items: [{{name: i, points: 4, findings: {findings}}}]}}]"
    )
    checked_as(form, "0/review.number:1.1.1", kind, first, last)


def checked_as(form: Form, name: str, kind: str, first: str, last: str | None) -> None:
    spot = form.spots[name]
    at = address(spot.row, spot.column)
    rule = rules(openpyxl.load_workbook(BytesIO(rendered(form)))[spot.sheet])[at]
    assert rule.type == kind and rule.allow_blank
    assert (rule.formula1 or "").replace("'", "") == first.format(at=at)
    assert rule.formula2 == last


@pytest.mark.parametrize(
    ("text", "unit"),
    [("per: 项", "项"), ("per: 人次", "人次"), ("per: 个工作日", ""), ("per: day", " day"), ("per: piece", "")],
)
def test_a_unit_stands_behind_the_number_only_where_four_digits_leave_room(text: str, unit: str) -> None:
    form = single(SIMPLIFIED.replace("per: 项", text))
    spot = form.spots["0/review.number:1.2.1"]
    cell = openpyxl.load_workbook(BytesIO(rendered(form)))[spot.sheet].cell(spot.row, spot.column)
    assert cell.number_format == (f'General"{unit}"' if unit else "General")


def test_formulas_and_texts_are_where_the_form_says() -> None:
    form = led(ENGLISH)
    stored = texts_of(rendered(form))
    for sheet in form.sheets:
        for cell in sheet.cells:
            found = stored.get((sheet.name, address(cell.row, cell.column)))
            if isinstance(cell.content, str | Decimal):
                assert found is not None and found.value == cell.content, cell
            elif isinstance(cell.content, Formula):
                assert found is not None and found.formula, cell
