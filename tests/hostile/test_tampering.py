"""Sixty ways to change a form behind its protection: what must be said of each, and that the score is ours in all.

What other programs do when they save a form is no alarm; what a person did to it is. Each way has its verdict, and one
that brings more or less than it fails.
"""

import io
import re
from collections.abc import Callable
from typing import Any

import openpyxl
import pytest

from tests.returns.forms import COVER, FAULTS_TOTAL, FORM, GOOD, SCORING, SKIN, at, beside, read, spot
from tests.returns.raw import (
    Change,
    cell_changed,
    formula_changed,
    part_changed,
    put,
    put_formula,
    sheet_changed,
    value_changed,
)
from xlrubric.messages import needs_person

ITEM, EFFECT, CHOICE, COUNT = "review.item:1.1", "review.effect:1.1.2", "review.choice:1.1.2", "review.number:1.2.2"
TOTAL, SECOND = "review.total:", "cover.review.section:1"
STATUS = "status.review:"
SENT = "MAX(0,4+SUM(M7:M9))"
IDENTITY, HOWTO = SKIN.labels["identity"], SKIN.labels["howto"]


def said(data: bytes) -> tuple[str, str]:
    """Give what must be looked at, and what is only noted; the score is that of the entries, whatever was done."""
    account, unit = read(data)
    assert unit is not None
    assert unit.total == FAULTS_TOTAL
    warned = {p.code for p in account.problems if needs_person(p)}
    noted = {p.code for p in account.problems} - warned
    return " ".join(sorted(warned)), " ".join(sorted(noted))


def test_the_formulas_of_these_tests_are_as_they_say() -> None:
    assert FORM.formulas[f"0/{ITEM}"] == SENT
    assert FORM.formulas[f"0/{EFFECT}"] == '-IF(K8="有",1,0)'
    assert "'评分表'!" in FORM.formulas[f"0/{SECOND}"]
    assert said(GOOD) == ("", "")


# --- formulas as programs write them ---------------------------------------------------------------------

SAME: dict[str, tuple[str, Change]] = {
    "blanks": (ITEM, lambda f: f.replace(",", " , ").replace("(", "( ")),
    "line ends": (ITEM, lambda f: f.replace(",", ",\n\t")),
    "held fast": (ITEM, lambda f: re.sub(r"([A-Z])(\d)", r"$\1$\2", f)),
    "held half fast": (ITEM, lambda f: f.replace("M7", "$M7").replace("M9", "M$9")),
    "small letters": (ITEM, str.lower),
    "a prefix": (ITEM, lambda f: f.replace("SUM", "_xlfn.SUM")),
    "two prefixes": (ITEM, lambda f: f.replace("SUM", "_xlfn._xlws.SUM")),
    "an equals sign": (ITEM, lambda f: "=" + f),
    "OpenFormula's mark": (ITEM, lambda f: "of:=" + f),
    "braces of an array": (ITEM, lambda f: "{=" + f + "}"),
    "semicolons": (ITEM, lambda f: f.replace(",", ";")),
    "brackets around all": (ITEM, lambda f: f"({f})"),
    "brackets around a number": (ITEM, lambda f: f.replace("4+", "(4)+")),
    "brackets around a term": (ITEM, lambda f: f.replace("SUM(M7:M9)", "(SUM(M7:M9))")),
    "brackets around a sum": (ITEM, lambda f: f.replace("4+SUM(M7:M9)", "(4+SUM((M7:M9)))")),
    "a plus before": (ITEM, lambda f: "+" + f),
    "a number with noughts": (ITEM, lambda f: f.replace("4+", "4.00+")),
    "a number with an exponent": (ITEM, lambda f: f.replace("4+", "40E-1+")),
    "a range turned round": (ITEM, lambda f: f.replace("M7:M9", "M9:M7")),
    "its own sheet's name": (ITEM, lambda f: f.replace("M7:M9", f"{SCORING}!M7:M9")),
    "its own sheet's name twice": (ITEM, lambda f: f.replace("M7:M9", f"'{SCORING}'!M7:'{SCORING}'!M9")),
    "a single cell marked so": (EFFECT, lambda f: f.replace("K8", "@K8")),
    "a single cell marked by a function": (EFFECT, lambda f: f.replace("K8", "_xlfn.SINGLE(K8)")),
    "a minus with brackets": (EFFECT, lambda f: f"-({f[1:]})"),
    "a comparison in brackets": (EFFECT, lambda f: f.replace('K8="有"', '(K8="有")')),
    "another sheet's name without quotes": (SECOND, lambda f: f.replace("'", "")),
    "another sheet's name, held fast": (SECOND, lambda f: re.sub(r"!([A-Z])(\d+)", r"!$\1$\2", f)),
}


@pytest.mark.parametrize("name", list(SAME))
def test_a_formula_as_another_program_writes_it_is_no_alarm(name: str) -> None:
    cell, change = SAME[name]
    assert said(formula_changed(GOOD, spot(cell), change)) == ("", "")


def test_formulas_that_share_one_are_no_alarm() -> None:
    """Excel keeps one formula for cells that differ only in their rows."""
    pattern = re.compile(r'(<c r="(M8)"[^>]*>)<f>([^<]*)</f>')
    assert pattern.search(GOOD_SHEET)
    first = sheet_changed(GOOD, SCORING, lambda xml: pattern.sub(r'\1<f t="shared" ref="M8:M9" si="3">\3</f>', xml))
    other = re.compile(r'(<c r="(M9)"[^>]*>)<f>[^<]*</f>')
    assert FORM.formulas["0/review.effect:1.1.3"] == FORM.formulas["0/review.effect:1.1.2"].replace("8", "9")
    assert said(sheet_changed(first, SCORING, lambda xml: other.sub(r'\1<f t="shared" si="3"/>', xml))) == ("", "")


def _sheet() -> str:
    kept: list[str] = []
    sheet_changed(GOOD, SCORING, lambda xml: kept.append(xml) or xml + " ")  # type: ignore[func-returns-value]
    return kept[0]


GOOD_SHEET = _sheet()

# --- formulas that say something else ---------------------------------------------------------------------

OTHER: dict[str, tuple[str, Change]] = {
    "a point more": (ITEM, lambda f: f + "+1"),
    "nothing more": (ITEM, lambda f: f + "+0"),  # no program writes it
    "another number": (ITEM, lambda f: f.replace("4+", "4.1+")),
    "another function": (ITEM, lambda f: f.replace("MAX", "MIN")),
    "a cell less": (ITEM, lambda f: f.replace("M9", "M8")),
    "another column": (ITEM, lambda f: f.replace("M7:M9", "I7:I9")),
    "another sheet": (ITEM, lambda f: f.replace("M7:M9", f"{COVER}!M7:M9")),
    "another workbook": (ITEM, lambda f: f.replace("M7:M9", "[1]Sheet1!M7:M9")),
    "no sum": (ITEM, lambda f: f.replace("4+SUM(M7:M9)", "4+M7+M8+M9")),  # over a text it is an error
    "a minus for a plus": (ITEM, lambda f: f.replace("4+", "4-")),
    "no floor": (ITEM, lambda f: "4+SUM(M7:M9)"),
    "a number for all": (ITEM, lambda f: "4"),
    "a condition around": (ITEM, lambda f: f"IF(TRUE,{f},4)"),
    "an error caught": (ITEM, lambda f: f"IFERROR({f},4)"),
    "an indirect reference": (ITEM, lambda f: f.replace("M7:M9", 'INDIRECT("M7:M9")')),
    "a crossing of ranges": (ITEM, lambda f: f.replace("M7:M9", "M7:M9 M7:M9")),
    "brackets that bind": (EFFECT, lambda f: '-IF(K8=("有"&amp;""),1,0)'),
    "no minus": (EFFECT, lambda f: f[1:]),
    "a minus twice": (EFFECT, lambda f: "-" + f),
    "another word": (EFFECT, lambda f: f.replace("有", "无")),
    "a word with a blank": (EFFECT, lambda f: f.replace("有", "有 ")),
    "the arms changed": (EFFECT, lambda f: f.replace("1,0", "0,1")),
    "another row": (EFFECT, lambda f: f.replace("K8", "K9")),
    "per cent": (EFFECT, lambda f: f.replace("1,0", "1%,0")),
    "not closed": (EFFECT, lambda f: f[:-1]),
    "a call to another program": (EFFECT, lambda f: "cmd|'/c calc'!A1"),
}


@pytest.mark.parametrize("name", list(OTHER))
def test_a_formula_that_says_something_else_is_named_and_the_score_is_ours(name: str) -> None:
    cell, change = OTHER[name]
    warned, noted = said(formula_changed(GOOD, spot(cell), change))
    assert warned.split() in (["formula-changed"], ["formula-changed", "sheet-dde"])
    assert noted == ""


# --- everything else ----------------------------------------------------------------------------------------


def styled(kind: str, *names: str, font: str = "") -> Callable[[bytes], bytes]:
    """Give cells another number format (``kind`` is its code), or another colour, as a new style of their own."""

    def change(data: bytes) -> bytes:
        found: list[int] = []

        def look(xml: str) -> str:
            formats = re.search(r"<cellXfs.*?</cellXfs>", xml, re.S)
            assert formats
            found.append(len(re.findall(r"<xf ", formats[0])))
            code = kind.replace("&", "&amp;").replace('"', "&quot;")
            xml = xml.replace("</numFmts>", f'<numFmt numFmtId="399" formatCode="{code}"/></numFmts>')
            own = f'<xf numFmtId="{399 if kind else 0}" fontId="0" fillId="0" borderId="0" xfId="0" {font}/>'
            return xml.replace("</cellXfs>", f"{own}</cellXfs>")

        data = part_changed(data, "xl/styles.xml", look)
        for name in names:
            data = cell_changed(data, spot(name), lambda xml: re.sub(r' s="\d+"', f' s="{found[0]}"', xml, count=1))
        return data

    return change


def without(pattern: str, sheet: str = SCORING) -> Callable[[bytes], bytes]:
    """Take something out of a sheet."""
    return lambda data: sheet_changed(data, sheet, lambda xml: re.sub(pattern, "", xml, flags=re.S))


def by_openpyxl(work: Callable[[Any], object]) -> Callable[[bytes], bytes]:
    """Load the form with openpyxl, do something to it, and save it, which drops the values of all formulas."""

    def change(data: bytes) -> bytes:
        book = openpyxl.load_workbook(io.BytesIO(data))
        work(book)
        out = io.BytesIO()
        book.save(out)
        return out.getvalue()

    return change


def hidden(rows: int) -> Callable[[bytes], bytes]:
    return lambda data: sheet_changed(
        data, SCORING, lambda xml: xml.replace(f'<row r="{rows}"', f'<row r="{rows}" hidden="1"')
    )


def tab(state: str) -> Callable[[bytes], bytes]:
    old, new = f'name="{SCORING}"', f'name="{SCORING}" state="{state}"'
    return lambda data: part_changed(data, "xl/workbook.xml", lambda xml: xml.replace(old, new))


SCORE = SCORING
WAYS: dict[str, tuple[Callable[[bytes], bytes], str, str]] = {
    # what is computed
    "the total overwritten": (lambda d: put(d, spot(TOTAL), 100), "formula-replaced value-differs", ""),
    "the total overwritten rightly": (lambda d: put(d, spot(TOTAL), 95.5), "formula-replaced", ""),
    "the total as a text": (lambda d: put(d, spot(TOTAL), "100"), "formula-replaced value-differs", ""),
    "the total emptied": (lambda d: put(d, spot(TOTAL), None), "formula-replaced value-differs", ""),
    "the stored total changed": (lambda d: value_changed(d, spot(TOTAL), 100), "value-differs", ""),
    "a stored item changed": (lambda d: value_changed(d, spot(ITEM), 4), "value-differs", ""),
    "a figure on the cover overwritten": (lambda d: put(d, spot(SECOND), 20), "formula-replaced value-differs", ""),
    "the state of filling in overwritten": (
        lambda d: put(d, spot(STATUS), "已填完"),
        "formula-replaced value-differs",
        "",
    ),
    "a working on the side overwritten": (
        lambda d: put(d, spot("review.done:1.1.1"), 1),
        "formula-replaced",
        "",
    ),
    # what is locked
    "the words of a finding changed": (
        lambda d: put(d, beside(CHOICE, "finding"), "无年度计划（免扣）"),
        "text-changed",
        "",
    ),
    "the points of an item changed": (lambda d: put(d, (SCORE, "D7"), 10), "text-changed", ""),
    "the points as a text": (lambda d: put(d, (SCORE, "D7"), "4"), "text-changed", ""),
    "a heading emptied": (lambda d: put(d, (SCORE, "E5"), None), "text-changed", ""),
    "a blank behind a text": (lambda d: put(d, beside(CHOICE, "finding"), _text_of(CHOICE) + " "), "", ""),
    "the instructions changed": (lambda d: put(d, (HOWTO, "B3"), "不用填"), "text-changed", ""),
    "a dropdown's word changed": (lambda d: put(d, (SKIN.labels["lists"], "B3"), "没"), "text-changed", ""),
    # what is seen
    "figures shown as 9": (styled('"9"', TOTAL), "cell-disguised", ""),
    "figures shown as nothing": (styled(";;;", TOTAL, ITEM), "cell-disguised", ""),
    "figures shown with a 1 before": (styled('"1"0.0', TOTAL), "cell-disguised", ""),
    "figures shown with an escaped digit": (styled(r"\90.0", TOTAL), "cell-disguised", ""),
    "figures shown by the thousand": (styled("0.0,", TOTAL), "cell-disguised", ""),
    "figures shown as days": (styled("yyyy-mm-dd", TOTAL), "cell-disguised", ""),
    "an entry shown as another": (styled('"0"', COUNT), "cell-disguised", ""),
    "figures with fewer places": (styled("0", TOTAL), "", ""),  # rounding deceives nobody
    "figures with a unit": (styled('0.0"分"', TOTAL), "", ""),
    "figures in colour": (styled("[Red][>60]0.0;0.0", TOTAL), "", ""),
    "white letters": (styled("", TOTAL, font='applyFont="1"'), "", ""),
    "a row hidden": (hidden(10), "", "entries-hidden"),
    "a column hidden": (
        lambda d: sheet_changed(
            d, SCORE, lambda x: x.replace('<col min="12" max="12"', '<col min="12" max="12" hidden="1"')
        ),
        "",
        "entries-hidden",
    ),
    "the scoring sheet hidden so that no menu shows it": (tab("veryHidden"), "", "sheet-hidden"),
    "the scoring sheet hidden": (tab("hidden"), "", "sheet-hidden"),
    "the identity shown": (
        lambda d: part_changed(d, "xl/workbook.xml", lambda x: x.replace(' state="veryHidden"', "")),
        "",
        "",
    ),
    # what protects
    "the protection taken off": (without("<sheetProtection[^>]*/>"), "", ""),
    "the dropdowns taken away": (without("<dataValidations.*?</dataValidations>"), "", ""),
    "the marks taken away": (without("<conditionalFormatting.*?</conditionalFormatting>"), "", ""),
    "the widths taken away": (without("<cols>.*?</cols>"), "", ""),
    "cells merged": (without("<mergeCells.*?</mergeCells>"), "", ""),
    # what it is
    "the tab renamed": (
        lambda d: part_changed(d, "xl/workbook.xml", lambda x: x.replace(f'name="{HOWTO}"', 'name="h"')),
        "",
        "sheet-renamed",
    ),
    "the sheet's key wiped": (lambda d: put(d, (SCORE, "A1"), None), "sheet-key-gone", ""),
    "a row's key wiped": (lambda d: put(d, (HOWTO, "A3"), None), "row-gone row-unknown", ""),
    "the version changed": (lambda d: put(d, (IDENTITY, "B3"), "0"), "other-version", ""),
    "the layout changed": (lambda d: put(d, (IDENTITY, "B4"), "0"), "other-layout", ""),
    "the period changed": (lambda d: put(d, (IDENTITY, "B6"), "2099"), "text-changed", ""),
    "the unit's name changed": (lambda d: put(d, (IDENTITY, "B8"), "别的单位"), "text-changed", ""),
    "something written below": (
        lambda d: sheet_changed(d, SCORE, lambda x: x.replace("</sheetData>", f"{_beyond(90, 'E')}</sheetData>")),
        "row-unknown",
        "",
    ),
    "something written beside": (
        lambda d: sheet_changed(
            d, SCORE, lambda x: re.sub(r'(<row r="7".*?)</row>', rf"\1{_beyond(7, 'Z', row=False)}</row>", x)
        ),
        "",
        "column-unknown",
    ),
    "a formula in an entry": (lambda d: put_formula(d, spot(COUNT), "1+1", 2), "entry-formula", ""),
    # by openpyxl, which keeps no values
    "saved by a script": (by_openpyxl(lambda b: None), "", "not-recalculated"),
    "the scoring sheet copied": (
        by_openpyxl(lambda b: b.copy_worksheet(b[SCORE])),
        "",
        "not-recalculated sheet-copied",
    ),
    "the total overwritten by a script": (
        by_openpyxl(lambda b: b[SCORE].__setitem__(at(TOTAL), 100)),
        "formula-replaced value-differs",
        "not-recalculated",
    ),
    "a formula changed by a script": (
        by_openpyxl(lambda b: b[SCORE].__setitem__(at(ITEM), "=4")),
        "formula-changed",
        "not-recalculated",
    ),
    "a sheet of one's own": (by_openpyxl(lambda b: b.create_sheet("附", 0)), "", "not-recalculated"),
    "the sheets in another order": (by_openpyxl(lambda b: b.move_sheet(b[SCORE], 3)), "", "not-recalculated"),
    "the cover taken out": (by_openpyxl(lambda b: b.remove(b[COVER])), "sheet-gone", "not-recalculated"),
    "a password on the sheet": (
        by_openpyxl(lambda b: setattr(b[SCORE].protection, "password", "x")),
        "",
        "not-recalculated",
    ),
}


def _beyond(row_: int, column: str, row: bool = True) -> str:
    cell = f'<c r="{column}{row_}" t="str"><v>另加五分</v></c>'
    return f'<row r="{row_}">{cell}</row>' if row else cell


def _text_of(name: str) -> str:
    sheet, cell = beside(name, "finding")
    return next(
        str(c.content)
        for s in FORM.sheets
        if s.name == sheet
        for c in s.cells
        if f"{cell}" == f"{_letters(c.column)}{c.row}"
    )


def _letters(column: int) -> str:
    return chr(64 + column)


@pytest.mark.filterwarnings("ignore::UserWarning")  # openpyxl's, about looks that it drops
@pytest.mark.parametrize("name", list(WAYS))
def test_a_change_brings_exactly_its_verdict_and_the_score_is_ours(name: str) -> None:
    change, warned, noted = WAYS[name]
    assert said(change(GOOD)) == (warned, noted)


def test_there_are_more_than_a_hundred_ways() -> None:
    assert len(SAME) + len(OTHER) + len(WAYS) > 100
