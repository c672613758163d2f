"""The checker itself: a sound package has no fault, and each of these, broken in one place, has the fault named."""

import io
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import pytest
import xlsxwriter

from tests.ooxml.cells import cell_faults
from tests.ooxml.package import Package, opened, packed
from tests.ooxml.parts import part_faults
from tests.ooxml.schema import schema_faults
from tests.ooxml.sheets import location_faults, sheet_faults

SHEET, OTHER, BOOK = "xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml", "xl/workbook.xml"
STYLES, STRINGS, TYPES = "xl/styles.xml", "xl/sharedStrings.xml", "[Content_Types].xml"
CHART, LISTED, COMMENTS = "xl/charts/chart1.xml", "xl/worksheets/_rels/sheet1.xml.rels", "xl/comments1.xml"


@cache
def sound() -> Mapping[str, bytes]:
    """Give the parts of a package that has everything in it that the project writes."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        page, lists = book.add_worksheet("评分"), book.add_worksheet("It's a list")
        bold, red = book.add_format({"bold": True, "num_format": '0"分"'}), book.add_format({"font_color": "red"})
        page.merge_range("B2:D2", "标题", bold)
        page.merge_range("B3:D3", "", bold)
        page.write_row("B5", ["一", 1.5, True])
        page.write_formula("E5", "=SUM(C5,'It''s a list'!A1)", bold, 3)
        page.write_formula("F5", '=IF(C5>0,"x!y","")', None, "x!y")
        page.set_column(0, 0, 8, None, {"hidden": True})
        page.set_column(1, 3, 20)
        page.set_row(5, 30, None, {"level": 2})
        page.set_row(6, 30, None, {"level": 1, "collapsed": True})
        page.freeze_panes(4, 1)
        page.autofilter("B4:F9")
        page.repeat_rows(3, 3)
        page.set_h_pagebreaks([5, 8])
        page.set_footer("&L单位&R第 &P 页")
        page.data_validation(
            "C6",
            {"validate": "list", "source": "='It''s a list'!$A$1:$A$2", "input_title": "项", "input_message": "说明"},
        )
        page.data_validation("C7:C8", {"validate": "decimal", "criteria": "between", "minimum": 0, "maximum": 5})
        page.conditional_format("C5:C9", {"type": "formula", "criteria": "=$C5>1", "format": red})
        page.conditional_format("E5:E9", {"type": "data_bar", "bar_solid": True})
        page.conditional_format("F5:F9", {"type": "3_color_scale"})
        page.write_url("B7", "internal:'It''s a list'!A2", string="去名单")
        page.write_url("B8", "internal:spot", string="去处")
        page.write_url("B9", "https://example.com/a", string="依据")
        page.write_comment("C5", "批注")
        page.protect("", {"format_columns": True})
        lists.write_column("A1", ["有", "无"])
        book.define_name("spot", "=评分!$B$5")
        chart = book.add_chart({"type": "column"})
        chart.add_series({"values": "=评分!$C$5:$C$9", "categories": "=评分!$B$5:$B$9"})
        page.insert_chart("H2", chart)
    return opened(buffer.getvalue()).parts


def every_fault(parts: Mapping[str, bytes], path: Path) -> list[str]:
    package = Package(parts)
    path.write_bytes(packed(parts))
    return [*part_faults(package), *cell_faults(package), *sheet_faults(package), *schema_faults(path)]


def changed(part: str, pattern: str, new: str) -> dict[str, bytes]:
    text, count = re.subn(pattern, new, sound()[part].decode("utf-8"), count=1, flags=re.S)
    assert count == 1, f"{part} has no {pattern}"
    return {**sound(), part: text.encode("utf-8")}


def test_a_sound_package_has_no_fault(tmp_path: Path) -> None:
    assert every_fault(sound(), tmp_path / "a.xlsx") == []


# what is wrong, the part, what is replaced in it, by what, and a piece of what must be said
BROKEN = [
    ("validations before merges", SHEET,
     "(<mergeCells.*?</mergeCells>)(.*)(<dataValidations.*?</dataValidations>)", r"\3\1\2", "element \'mergeCells\'"),
    ("links before validations", SHEET,
     "(<dataValidations.*?</dataValidations>)(<hyperlinks.*?</hyperlinks>)", r"\2\1", "'dataValidations' found"),
    ("columns after the rows", SHEET, "(<cols>.*?</cols>)(<sheetData>.*?</sheetData>)", r"\2\1", "cols"),
    ("protection after the filter", SHEET, "(<sheetProtection[^>]*/>)(<autoFilter[^>]*/>)", r"\2\1", "sheetProtection"),
    ("an unknown attribute", SHEET, '<row r="2"', '<row tall="1" r="2"', "no attribute tall"),
    ("an unknown element", SHEET, "<sheetData>", "<sheetDaten/><sheetData>", "sheetDaten"),
    ("a bool that is none", SHEET, 'sheet="1"', 'sheet="perhaps"', "perhaps"),
    ("an unknown kind of validation", SHEET, 'type="decimal"', 'type="zahl"', "zahl"),
    ("two tables of cells", SHEET, "(<sheetData>.*?</sheetData>)", r"\1\1", "sheetData"),
    ("a chart without its plot", CHART, "<c:plotArea>.*</c:plotArea>", "", "plotArea"),
    ("a comment of nobody", COMMENTS, "<authors>.*</authors>", "", "authors"),
    ("a font before its count", STYLES, "(<fonts.*?</fonts>)(<fills.*?</fills>)", r"\2\1", "fonts"),
    ("merges that overlap", SHEET, 'ref="B3:D3"', 'ref="D2:D3"', "overlap"),
    ("a merge of one cell", SHEET, 'ref="B3:D3"', 'ref="B3:B3"', "is one cell"),
    ("a merge of nothing", SHEET, 'ref="B3:D3"', 'ref="D3:B3"', "is no area"),
    ("a format that is not there", SHEET, '<c r="B2" s="1"', '<c r="B2" s="99"', "has the format 99"),
    ("a shared text that is not there", SHEET, '(<c r="B5" t="s"><v>)\\d+', r"\g<1>99", "shared string 99"),
    ("a number that is none", SHEET, "<v>1.5</v>", "<v>1,5</v>", "holds 1,5"),
    ("a cell in another row", SHEET, '<c r="B5"', '<c r="B6"', "is called B6"),
    ("cells out of order", SHEET, '<c r="B5"', '<c r="E5"', "too late"),
    ("rows out of order", SHEET, '<row r="2"', '<row r="9"', "comes after"),
    ("a formula with its sign", SHEET, "<f>SUM", "<f>=SUM", "does not take"),
    ("a formula that lost its cell", SHEET, "SUM\\(C5", "SUM(#REF!", "an error in it"),
    ("a formula to another book's sheet", SHEET, "'It''s a list'!A1\\)", "Gone!A1)", "a sheet Gone"),
    ("a row that is too high", SHEET, 'ht="30"', 'ht="410"', "is 410 high"),
    ("a column that is too wide", SHEET, 'width="20[.0-9]*"', 'width="300"', "is 300 wide"),
    ("an outline that is too deep", SHEET, 'outlineLevel="2"', 'outlineLevel="8"', "outline level 8"),
    ("columns in two ranges", SHEET, 'min="2" max="4"', 'min="1" max="4"', "two ranges"),
    ("a font that is not there", STYLES, 'fontId="1"', 'fontId="7"', "fontId 7"),
    ("a number format that is not there", STYLES, '(<cellXfs.*?)numFmtId="164"', r'\1numFmtId="170"', "numFmtId 170"),
    ("a wrong count of formats", STYLES, '<cellXfs count="\\d+"', '<cellXfs count="17"', "says 17"),
    ("a text that is too long", STRINGS, "<t>一</t>", f"<t>{'长' * 32768}</t>", "32768 signs"),
    ("a sign that XML forbids", STRINGS, "<t>一</t>", "<t>\x07</t>", "not well-formed"),
    ("a sign that is none", STRINGS, "<t>一</t>", "<t>\uffff</t>", "not well-formed"),
    ("an ampersand by itself", STRINGS, "<t>一</t>", "<t>a & b</t>", "not well-formed"),
    ("a tab's name that is too long", BOOK, 'name="评分" ', f'name="{"评" * 32}" ', "a tab is called"),
    ("a tab's name with a stroke", BOOK, 'name="评分" ', 'name="评/分" ', "a tab is called"),
    ("a tab that Excel keeps for itself", BOOK, 'name="评分" ', 'name="History" ', "a tab is called"),
    ("two tabs alike", BOOK, 'name="评分" ', 'name="IT\'S A LIST" ', "two tabs"),
    ("two tabs with one number", BOOK, 'sheetId="2"', 'sheetId="1"', "sheetId 1 stands twice"),
    ("no tab to be seen", BOOK,
     '(sheetId="1")(.*?sheetId="2")', r'\1 state="hidden"\2 state="hidden"', "no tab is visible"),
    ("a hidden tab in front", BOOK, 'sheetId="1"', 'sheetId="1" state="hidden"', "no visible tab"),
    ("a name like a cell", BOOK, 'name="spot"', 'name="AB12"', "is no name"),
    ("a name with a blank", BOOK, 'name="spot"', 'name="the spot"', "is no name"),
    ("a name that stands twice", BOOK, "(<definedName name=.spot.*?</definedName>)", r"\1\1", "stands twice"),
    ("a name that leads nowhere", BOOK, "(name=.spot.[^>]*>)[^<]*", r"\1Gone!$A$1", "a sheet Gone"),
    ("a name that lost its cell", BOOK, "(name=.spot.[^>]*>)[^<]*", r"\1评分!#REF!", "#REF!"),
    ("a filter without its name", BOOK,
     "<definedName name=._xlnm._FilterDatabase.*?</definedName>", "", "the filter on"),
    ("a filter of another area", SHEET, '<autoFilter ref="B4:F9"', '<autoFilter ref="B4:F8"', "the filter on"),
    ("a validation's rule that is too long", SHEET,
     "<formula1>0</formula1>", f"<formula1>{'1+' * 128}1</formula1>", "257 signs"),
    ("a list of nothing", SHEET, "<formula1>'It.*?</formula1>", "", "a list of nothing"),
    ("a list on a sheet that is gone", SHEET, "<formula1>'It''s a list'!", "<formula1>'Gone'!", "a sheet Gone"),
    ("no second bound", SHEET, "<formula2>5</formula2>", "", "no second bound"),
    ("validations that overlap", SHEET, 'sqref="C7:C8"', 'sqref="C5:C6"', "are validated and overlap"),
    ("a title that is too long", SHEET, 'promptTitle="项"', f'promptTitle="{"项" * 33}"', "promptTitle has 33"),
    ("a prompt that is too long", SHEET, 'prompt="说明"', f'prompt="{"说" * 256}"', "prompt has 256"),
    ("a wrong count of validations", SHEET, '<dataValidations count="2"', '<dataValidations count="3"', "says 3"),
    ("a conditional format that is not there", SHEET, 'dxfId="0"', 'dxfId="5"', "conditional format 5 of 1"),
    ("a priority that stands twice", SHEET, 'priority="2"', 'priority="1"', "priority 1 stands twice"),
    ("a bar without a bar", SHEET, "<dataBar>.*?</dataBar>", "", "has no dataBar"),
    ("a bar that belongs to no rule", SHEET, "<x14:id>[^<]*</x14:id>", "<x14:id>{0}</x14:id>", "belongs to no rule"),
    ("a link to a sheet that is gone", SHEET, "location=\"'It''s a list'!A2\"", 'location="Gone!A2"', "a sheet Gone"),
    ("a link to a name that is gone", SHEET, 'location="spot"', 'location="blot"', "a name blot"),
    ("a link to no cell", SHEET,
     "location=\"'It''s a list'!A2\"", "location=\"'It''s a list'!A0\"", "which is no area"),
    ("a link without a target", SHEET, ' location="spot"', "", "leads nowhere"),
    ("two links in a cell", SHEET, 'ref="B8"', 'ref="B7"', "link at B7 stands twice"),
    ("breaks out of order", SHEET, '<brk id="5"', '<brk id="9"', "rowBreaks are"),
    ("a wrong count of breaks", SHEET, '<rowBreaks count="2"', '<rowBreaks count="3"', "rowBreaks says 3"),
    ("a footer that is too long", SHEET, "&amp;L单位", f"&amp;L{'单' * 250}", "the footer has"),
    ("a pane that begins nowhere", SHEET, 'topLeftCell="B5"', 'topLeftCell="Z"', "the pane begins"),
    ("a relation that is not listed", SHEET, 'r:id="rId1"', 'r:id="rId77"', "uses rId77"),
    ("a relation to a missing part", LISTED,
     "../drawings/drawing1.xml", "../drawings/drawing9.xml", "which is missing"),
    ("a relation that stands twice", LISTED, 'Id="rId2"', 'Id="rId1"', "rId1 twice"),
    ("a part that nobody refers to", "xl/drawings/_rels/drawing1.xml.rels",
     "<Relationship .*?/>", "", "nothing refers to it"),
    ("a series of a sheet that is gone", CHART, "评分!\\$C", "Gone!$C", "a sheet Gone"),
    ("an axis that is not there", CHART, "(<c:axId val=.)\\d+", r"\g<1>7", "the axis 7"),
    ("a type for a missing part", TYPES, "/xl/worksheets/sheet2.xml", "/xl/worksheets/sheet9.xml", "and is missing"),
    ("a part with another's type", TYPES,
     "(sheet2.xml\" ContentType=\"[^\"]*)worksheet", r"\1chartsheet", "has the content type"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("part", "pattern", "new", "said"), [row[1:] for row in BROKEN], ids=[row[0] for row in BROKEN]
)
def test_what_is_broken_is_named(tmp_path: Path, part: str, pattern: str, new: str, said: str) -> None:
    found = every_fault(changed(part, pattern, new), tmp_path / "a.xlsx")
    assert any(said in fault for fault in found), found


def test_an_external_part_is_named() -> None:
    line = '<Relationship Id="rId9" Type="http://x/externalLinkPath" Target="file:///c:/a.xlsx" TargetMode="External"/>'
    parts = changed(LISTED, "</Relationships>", f"{line}</Relationships>")
    assert f"{SHEET}: external externalLinkPath file:///c:/a.xlsx" in list(part_faults(Package(parts)))


def test_a_missing_or_doubled_part_is_named() -> None:
    assert f"{BOOK}: refers to {STYLES}, which is missing" in list(
        part_faults(Package({name: data for name, data in sound().items() if name != STYLES}))
    )
    assert "a.xml: stands in the archive twice" in list(part_faults(Package(sound(), ("a.xml",))))
    assert "xl/b.txt: has no content type" in list(part_faults(Package({**sound(), "xl/b.txt": b""})))


@pytest.mark.parametrize(
    ("location", "faults"),
    [
        ("评分!A1", []),
        ("'It''s a list'!A1:B2", []),
        ("it's a list!A1", ["leads to it's a list!A1, whose sheet wants quotation marks"]),
        ("评分!XFE1", ["leads to XFE1, which is no area"]),
        ("spot", []),
        ("SPOT", []),
    ],
)
def test_a_place_in_the_workbook_is_a_sheets_cell_or_a_name(location: str, faults: list[str]) -> None:
    assert list(location_faults(Package(sound()), location)) == faults
