"""Number formats: which of them show something else than a cell holds."""

import pytest

from tests.returns.forms import FORM, GOOD, SCORING, at, spot
from tests.returns.raw import cell_changed, part_changed, parts_of
from xlrubric.cellrefs import parse_address
from xlrubric.xlsx import read_workbook
from xlrubric.xlsx.markup import Part
from xlrubric.xlsx.styles import telling_formats, told_by


@pytest.mark.parametrize(
    ("code", "told"),
    [
        *((code, None) for code in ("General", "0", "0.00", "#,##0.0", "0.0;[Red]-0.0", "@", "# ?/?", "0.00E+00")),
        *((code, None) for code in ('General"次"', '"+"General;"-"General;""', '[=1]General"pt";General"pts"', "0 ")),
        *((code, None) for code in ('0.0"分"', "[Red][>60]0.0;0.0", "_ * #,##0.00_ ", "[$¥-804]0.00", r"0\分", "##0")),
        *((code, "percent") for code in ("0%", "0.0%", "0.00 %", "[Red]0%")),
        *(
            (code, "date")
            for code in ("yyyy-mm-dd", "m/d/yyyy", "h:mm", "[h]:mm:ss", 'yyyy"年"m"月"', "[$-804]yyyy/m/d")
        ),
        *((code, "date") for code in ("mmm", "d", "AM/PM h", "e年m月d日")),
        *((code, "disguise") for code in (";;;", "", '"9"', '"9"0', r"\90", "9", "0,", "0.0,,", '"无"', "[Red]", "*9")),
        *((code, "disguise") for code in ('General"5"', '"a;b"', '0"０"', '0"①"', "[$1-804]0")),
        *((code, "disguise") for code in ('[<1]0;"7"', '0;0;"1"', r"0;\5", 'General;"a;1"')),  # other sections too
        *((code, None) for code in ("0;-0;;@", '_(* #,##0_);_(* (#,##0);_(* "-"_);_(@_)', '0"m²"')),
        ("0_9", None),  # room as wide as a 9
    ],
)
def test_a_format_tells_by_its_first_section_and_by_digits_in_any(code: str, told: str | None) -> None:
    assert told_by(code) == told


def styles(*formats: int, codes: dict[int, str]) -> Part:
    own = "".join(f'<numFmt numFmtId="{n}" formatCode="{code}"/>' for n, code in codes.items())
    cells = "".join(f'<xf numFmtId="{n}"/>' for n in formats)
    xml = f'<styleSheet xmlns="m"><numFmts>{own}</numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>'
    return Part("a.xlsx", "xl/styles.xml", f"{xml}<cellXfs>{cells}</cellXfs><dxfs/></styleSheet>".encode())


def test_the_formats_of_cells_are_counted_and_no_others() -> None:
    found = telling_formats(styles(0, 14, 164, 9, 165, 22, codes={164: "0.0", 165: ";;;"}))
    assert found == {"1": "date", "3": "percent", "4": "disguise", "5": "date"}


def test_a_format_number_that_is_given_a_code_of_its_own_has_that_code() -> None:
    assert telling_formats(styles(14, codes={14: "0.0"})) == {}


def test_a_form_of_ours_has_only_its_rates_in_per_cent() -> None:
    found = telling_formats(Part("a.xlsx", "xl/styles.xml", parts_of(GOOD)["xl/styles.xml"]))
    assert set(found.values()) == {"percent", "date"}  # dates are those of the signatures
    sheets = read_workbook(GOOD, "a.xlsx").sheets
    telling = {(sheet.name, *place): kind for sheet in sheets for place, kind in sheet.formats.items()}
    there = {(sheet.name, *place): cell for sheet in sheets for place, cell in sheet.cells.items()}
    rates = {place for place, kind in telling.items() if kind == "percent"}
    assert rates == {place for place in rates if there[place].formula is not None} != set()
    signed = {(at.sheet, at.row) for n, at in FORM.spots.items() if n.endswith("_on:")}
    assert {(sheet, row) for sheet, row, _ in telling.keys() - rates} == signed


@pytest.mark.parametrize("comment", ["", "<!-- not plain -->"])
def test_both_ways_of_reading_give_the_same_formats_and_hidden_rows(comment: str) -> None:
    name = "review.number:1.2.2"
    data = cell_changed(GOOD, spot(name), lambda xml: xml.replace(' s="', ' s="1', 1))
    data = part_changed(
        data, "xl/styles.xml", lambda xml: xml.replace("</cellXfs>", '<xf numFmtId="14"/>' * 200 + "</cellXfs>")
    )
    data = part_changed(
        data, "xl/worksheets/sheet2.xml", lambda xml: xml.replace("<sheetData>", f"{comment} <sheetData>")
    )
    (sheet,) = (s for s in read_workbook(data, "a.xlsx").sheets if s.name == SCORING)
    assert sheet.formats[parse_address(at(name))] == "date"
    assert sheet.hidden[0] == {1}
    assert 1 in sheet.hidden[1]
