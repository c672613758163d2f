"""Worksheets: what their cells hold, and what is flagged in them.

Each case is read as it stands, and with a comment before it, which sends it to expat. Both readings must agree,
problems included, and so must the next ones, for which its rows are remembered.
"""

import io
import zipfile
from decimal import Decimal

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from xlrubric.messages import MESSAGES as PACKAGES
from xlrubric.problems import Place, Refusal
from xlrubric.xlsx import CellData, SheetData, read_workbook, sheet
from xlrubric.xlsx.rows import NotPlain
from xlrubric.xlsx.shapes import plain_rows

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PLAIN = ('<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n', "<!-- not plain -->")


def package(worksheet: str, strings: str | None = None) -> bytes:
    root = f'<Relationships xmlns="r"><Relationship Id="%s" Type="{OFFICE}/%s" Target="%s"/>%s</Relationships>'
    shared = f'<Relationship Id="s" Type="{OFFICE}/sharedStrings" Target="sharedStrings.xml"/>'
    parts = {
        "_rels/.rels": root % ("a", "officeDocument", "xl/workbook.xml", ""),
        "xl/workbook.xml": f'<workbook xmlns:r="{OFFICE}"><sheet name="S" sheetId="1" r:id="b"/></workbook>',
        "xl/_rels/workbook.xml.rels": root % ("b", "worksheet", "sheet1.xml", shared if strings else ""),
        "xl/sheet1.xml": worksheet,
        **({"xl/sharedStrings.xml": strings} if strings else {}),
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as target:
        for name, text in parts.items():
            target.writestr(name, text.encode("utf-8"))
    return out.getvalue()


def read(worksheet: str, strings: str | None = None) -> SheetData:
    """Read a whole worksheet part both ways, and again."""
    first, second, *again = (
        read_workbook(package(head + worksheet, strings and head + strings), "a.xlsx").sheets[0]
        for head in (*PLAIN, PLAIN[0], PLAIN[0])
    )
    assert first == second
    assert all(one == first and list(one.cells) == list(first.cells) for one in again)
    return first


def rows(text: str, *strings: str) -> SheetData:
    """Read the rows of a worksheet, with shared strings given as plain text."""
    table = "".join(f"<si><t>{string}</t></si>" for string in strings)
    return read(
        f'<worksheet xmlns="{MAIN}"><sheetData>{text}</sheetData></worksheet>',
        f'<sst xmlns="{MAIN}">{table}</sst>' if strings else None,
    )


def cell(text: str, *strings: str) -> CellData | None:
    """Read the one cell A1, given as the attributes and the content of its element."""
    found = rows(f'<row r="1"><c r="A1"{text}</c></row>', *strings)
    assert found.problems == ()
    assert set(found.cells) <= {(1, 1)}
    return found.cells.get((1, 1))


def flags(found: SheetData) -> list[tuple[str, str, dict[str, str]]]:
    assert all(problem.place.file == "a.xlsx" and problem.place.sheet == "S" for problem in found.problems)
    assert all(PACKAGES[problem.code].en[0].format_map(dict(problem.details)) for problem in found.problems)
    return [(problem.code, problem.place.cell, dict(problem.details)) for problem in found.problems]


def values(found: SheetData) -> dict[tuple[int, int], object]:
    return {place: data.value for place, data in found.cells.items()}


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("><v>2</v>", "number", Decimal(2)),
        (' t="n"><v>-0.5</v>', "number", Decimal("-0.5")),
        (' s="3" t="n"><v>1E-3</v>', "number", Decimal("0.001")),
        ("><v> 7\n</v>", "number", Decimal(7)),
        ("><v>0.30000000000000004</v>", "number", Decimal("0.3")),
        ("><v>2.6749999999999998</v>", "number", Decimal("2.675")),
        ("><v>99.999999999999986</v>", "number", Decimal(100)),
        ("><v>-0</v>", "number", Decimal(0)),
        ("><v>1234567890123456789</v>", "number", Decimal("1234567890123460000")),
        (' t="b"><v>1</v>', "bool", True),
        (' t="b"><v>0</v>', "bool", False),
        (' t="e"><v>#DIV/0!</v>', "error", "#DIV/0!"),
        (' t="d"><v>2024-03-01</v>', "text", "2024-03-01"),
        (' t="str"><v> a &amp;lt; b </v>', "text", " a &lt; b "),
        (' t="str"><v>一_x000D_二_x005F_x000D_</v>', "text", "一\r二_x000D_"),
        (' t="str"><v>_xD800_ _x12_</v>', "text", "_xD800_ _x12_"),
        (' t="inlineStr"><is><t>a</t></is>', "text", "a"),
        (
            ' t="inlineStr"><is><r><rPr><b/></rPr><t>a</t></r><r><t xml:space="preserve"> b</t></r></is>',
            "text",
            "a b",
        ),
        (' t="inlineStr"><is><t>漢</t><rPh sb="0" eb="1"><t>カン</t></rPh></is>', "text", "漢"),
        (' t="s"><v>1</v>', "text", "乙"),
    ],
)
def test_a_cell_is_read_by_its_type(text: str, kind: str, value: object) -> None:
    found = cell(text, "甲", "乙")
    assert found is not None
    assert (found.kind, found.value, found.formula) == (kind, value, None)


@pytest.mark.parametrize(
    "text",
    [
        ' s="5">',
        ' s="5" t="s">',
        "><v></v>",
        "><v/>",
        ' t="n"><v> </v>',
        ' t="b"><v></v>',
        ' t="e"><v></v>',
        ' t="str"><v></v>',
        ' t="s"><v>0</v>',
        ' t="inlineStr"><is><t></t></is>',
        "><f></f>",
        "><f/>",
    ],
)
def test_a_cell_without_content_is_left_out(text: str) -> None:
    assert cell(text, "") is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("><f>A2+1</f><v>3</v>", CellData("number", "3", "A2+1")),
        ("><f>A2+1</f>", CellData("blank", "", "A2+1")),
        ("><f>A2+1</f><v/>", CellData("blank", "", "A2+1")),
        ("><f>=A2+1</f><v>3</v>", CellData("number", "3", "A2+1")),
        (' t="str"><f>A2&amp;"&lt;"</f><v></v>', CellData("text", "", 'A2&"<"')),
        (' t="e"><f>1/0</f><v>#DIV/0!</v>', CellData("error", "#DIV/0!", "1/0")),
        (' t="b"><f aca="false">TRUE()</f><v>1</v>', CellData("bool", "TRUE", "TRUE()")),
        ('><f t="array" ref="A1:A2">SUM(B1:B2*2)</f><v>3</v>', CellData("number", "3", "SUM(B1:B2*2)")),
        (
            '><f t="dataTable" ref="A1:A9" dt2D="1" r1="B1" r2="C1"/><v>3</v>',
            CellData("number", "3", "TABLE(B1,C1)"),
        ),
        ('><f t="dataTable" ref="A1:A9" r1="B1"/><v>3</v>', CellData("number", "3", "TABLE(B1,)")),
        ('><f xml:space="preserve"> A2</f><v>3</v>', CellData("number", "3", " A2")),
        ('><f t="shared" si="0" ref="A1&quot;">A2</f><v>3</v>', CellData("number", "3", "A2")),
    ],
)
def test_a_formula_is_kept_beside_its_value(text: str, expected: CellData) -> None:
    assert cell(text) == expected


def test_an_error_is_no_number_and_a_blank_is_nothing() -> None:
    assert CellData("error", "#N/A").value == "#N/A"
    assert CellData("blank", "", "A1").value is None


@pytest.mark.parametrize(
    "text",
    [
        "NaN",
        "nan",
        "INF",
        "-inf",
        "1e999",
        "1_000",
        "１２",
        "1,5",
        "0x1A",
        "12a",
        "--1",
        "1 2",
        "e5",
        ".",
        "٣",
        "1e",
        "5元",
    ],
)
def test_what_is_not_a_finite_number_never_becomes_one(text: str) -> None:
    found = rows(f'<row r="1"><c r="A1"><f>B1</f><v>{text}</v></c></row>')
    assert found.cells == {(1, 1): CellData("error", text, "B1")}
    assert flags(found) == [("sheet-number", "A1", {"count": "1", "text": text})]


@pytest.mark.parametrize("index", ["1", "-1", "abc", "00", "+0", "0.0", "０", " 0", "99999999999999999999"])
def test_an_index_that_is_none_is_flagged(index: str) -> None:
    found = rows(f'<row r="1"><c r="A1" t="s"><v>{index}</v></c></row>', "甲")
    assert found.cells == {(1, 1): CellData("error", index)}
    assert flags(found) == [("sheet-string-index", "A1", {"count": "1", "text": index})]


@pytest.mark.parametrize(("kind", "text"), [("b", "2"), ("b", "yes"), ("x", "1"), ("S", "0")])
def test_a_value_that_is_not_of_its_type_is_flagged(kind: str, text: str) -> None:
    found = rows(f'<row r="1"><c r="A1" t="{kind}"><v>{text}</v></c></row>', "甲")
    assert found.cells == {(1, 1): CellData("error", text)}
    assert flags(found) == [("sheet-value", "A1", {"count": "1", "text": text})]


def test_equal_faults_are_one_problem_with_the_first_cell_and_a_count() -> None:
    found = rows('<row r="1"><c r="B1"><v>a</v></c><c r="C1"><v>b</v></c></row><row r="2"><c r="A2"><v>c</v></c></row>')
    assert flags(found) == [("sheet-number", "B1", {"count": "3", "text": "a"})]


@pytest.mark.parametrize(
    ("text", "expected", "cells"),
    [
        (
            '<row r="1"><c r="A1"><v>1</v></c></row><row r="1"><c r="A1"><v>2</v></c></row>',
            [("sheet-row-twice", "A1", {"count": "1", "row": "1"})],
            {(1, 1): 2},
        ),
        (
            '<row r="1"><c r="A1"><v>1</v></c><c r="A1"><v>2</v></c></row>',
            [("sheet-cell-twice", "A1", {"count": "1"})],
            {(1, 1): 2},
        ),
        (
            '<row r="1"><c r="A1"><v>1</v></c><c r="B1"/><c r="A1" s="1"/></row>',
            [("sheet-cell-twice", "A1", {"count": "1"})],
            {(1, 1): 1},
        ),
        (
            '<row r="1"><c r="B1"><v>1</v></c><c r="A1"><v>2</v></c><c r="C1"><v>3</v></c></row>',
            [("sheet-order", "A1", {"count": "1"})],
            {(1, 1): 2, (1, 2): 1, (1, 3): 3},
        ),
        (
            '<row r="2"><c r="A2"><v>1</v></c></row><row r="1"><c r="A1"><v>2</v></c></row>',
            [("sheet-order", "A1", {"count": "1"})],
            {(2, 1): 1, (1, 1): 2},
        ),
        (
            '<row r="1"><c r="A2"><v>1</v></c><c r="B1"><v>2</v></c></row>',
            [("sheet-address", "A2", {"count": "1", "text": "A2"})],
            {(2, 1): 1, (1, 2): 2},
        ),
        (
            '<row r="1"><c r="A1"><v>1</v></c><c r="b1"><v>2</v></c></row>',
            [("sheet-address", "B1", {"count": "1", "text": "b1"})],
            {(1, 1): 1, (1, 2): 2},
        ),
        (
            '<row r="0"><c r="A1"><v>1</v></c></row>',
            [("sheet-address", "A1", {"count": "1", "text": "0"})],
            {(1, 1): 1},
        ),
        (
            '<row r="abc"><c r="A1"><v>1</v></c></row>',
            [("sheet-address", "A1", {"count": "1", "text": "abc"})],
            {(1, 1): 1},
        ),
        (
            '<row r="1"><c r="A1"><v>1</v><v>2</v></c></row>',
            [("sheet-value-twice", "A1", {"count": "1"})],
            {(1, 1): 2},
        ),
    ],
)
def test_what_can_be_read_in_two_ways_is_flagged(
    text: str, expected: list[tuple[str, str, dict[str, str]]], cells: dict[tuple[int, int], int]
) -> None:
    found = rows(text)
    assert flags(found) == expected
    assert values(found) == cells


def test_two_lists_of_cells_are_flagged() -> None:
    data = '<sheetData><row r="%d"><c r="A%d"><v>1</v></c></row></sheetData>'
    found = read(f'<worksheet xmlns="{MAIN}">{data % (1, 1)}{data % (2, 2)}</worksheet>')
    assert flags(found) == [("sheet-data-twice", "", {"count": "1"})]
    assert set(found.cells) == {(1, 1), (2, 1)}


def test_positions_may_be_left_out() -> None:
    found = rows(
        '<row><c><v>1</v></c><c/><c><v>3</v></c></row><row r="5"><c r="B5"/><c><v>4</v></c></row>'
        "<row/><row><c><v>5</v></c></row>"
    )
    assert found.problems == ()
    assert values(found) == {(1, 1): 1, (1, 3): 3, (5, 3): 4, (7, 1): 5}


def test_a_stray_far_cell_is_noted_and_costs_nothing() -> None:
    far = "".join(
        f'<row r="{row}"><c r="{column}{row}" t="str"><v> </v></c></row>'
        for row, column in [(3, "SS"), (20001, "A"), (1048576, "XFD")]
    )
    found = rows(far)
    assert flags(found) == [("sheet-far-cell", "SS3", {"count": "3"})]
    assert set(found.cells) == {(3, 513), (20001, 1), (1048576, 16384)}


def test_a_far_cell_with_only_a_style_and_the_last_near_ones_are_not_noted() -> None:
    found = rows(
        '<row r="20000"><c r="SR20000"><v>1</v></c><c r="XFD20000" s="1"/></row>'
        '<row r="20001"><c r="A20001" s="2"/></row>'
    )
    assert found.problems == ()
    assert set(found.cells) == {(20000, 512)}


def test_the_stated_dimension_and_merged_ranges_are_not_looked_at() -> None:
    found = read(
        f'<worksheet xmlns="{MAIN}"><dimension ref="A1:A1"/><sheetData>'
        '<row r="9"><c r="Z9"><v>1</v></c></row></sheetData>'
        '<mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells></worksheet>'
    )
    assert values(found) == {(9, 26): 1}


SHARED = '<c r="B{row}"><f t="shared" si="0"{more}</c>'


def shared(*contents: tuple[int, str]) -> SheetData:
    return rows("".join(f'<row r="{row}">{SHARED.format(row=row, more=more)}</row>' for row, more in contents))


def test_a_shared_formula_is_given_to_each_cell_as_its_own() -> None:
    found = shared((2, ' ref="B2:B4">IF(A2="","",$C$1*A2)</f><v>1</v>'), (3, "/><v>2</v>"), (4, "></f><v>3</v>"))
    assert found.problems == ()
    assert {place: data.formula for place, data in found.cells.items()} == {
        (2, 2): 'IF(A2="","",$C$1*A2)',
        (3, 2): 'IF(A3="","",$C$1*A3)',
        (4, 2): 'IF(A4="","",$C$1*A4)',
    }


def test_a_cell_may_repeat_the_formula_that_it_shares() -> None:
    found = shared((2, ' ref="B2:B4">A2*2</f>'), (3, ">A3*2</f>"))
    assert found.problems == ()
    assert found.cells[3, 2].formula == "A3*2"


def test_a_cell_that_shares_a_formula_and_states_another_keeps_its_own_and_is_flagged() -> None:
    found = shared((2, ' ref="B2:B4">A2*2</f>'), (3, ">A3*9</f>"), (4, "/>"))
    assert flags(found) == [("sheet-shared-formula", "B3", {"count": "1"})]
    assert [data.formula for data in found.cells.values()] == ["A2*2", "A3*9", "A4*2"]


def test_a_cell_before_the_formula_that_it_shares_is_flagged() -> None:
    found = shared((2, "/><v>1</v>"), (3, ' ref="B2:B3">A3*2</f><v>2</v>'))
    assert flags(found) == [("sheet-shared-formula", "B2", {"count": "1"})]
    assert found.cells[2, 2] == CellData("number", "1", "A2*2")


def test_a_shared_formula_that_is_nowhere_is_an_empty_formula_and_never_none() -> None:
    found = shared((2, "/><v>1</v>"))
    assert flags(found) == [("sheet-shared-formula", "B2", {"count": "1"})]
    assert found.cells[2, 2] == CellData("number", "1", "")


@pytest.mark.parametrize("kind", ["shared ", "Shared", "x&#10;y", "&quot;"])
def test_a_formula_of_an_unknown_type_is_flagged_and_kept(kind: str) -> None:
    found = rows(f'<row r="1"><c r="A1"><f t="{kind}" si="0"/><v>1</v></c></row>')
    assert flags(found) == [("sheet-shared-formula", "A1", {"count": "1"})]
    assert found.cells[1, 1] == CellData("number", "1", "")


@pytest.mark.parametrize(
    ("formula", "flagged"),
    [
        ("cmd|'/c calc'!A0", True),
        ("MSEXCEL|'\\..\\..\\x'!''", True),
        ('IF(A2="a|b!","",Sheet2!A1)', False),
        ("'a|b'!A1", False),
        ("A2&amp;Sheet2!A1", False),
    ],
)
def test_a_formula_that_calls_another_program_is_flagged(formula: str, flagged: bool) -> None:
    found = rows(f'<row r="1"><c r="A1"><f>{formula}</f><v>1</v></c></row>')
    assert flags(found) == ([("sheet-dde", "A1", {"count": "1"})] if flagged else [])


def test_a_prefix_of_the_namespace_changes_nothing_and_foreign_elements_are_no_cells() -> None:
    found = read(
        f'<x:worksheet xmlns:x="{MAIN}" xmlns:y="urn:other"><x:sheetData><x:row r="1">'
        '<x:c r="A1"><x:v>1</x:v><y:v>2</y:v></x:c>'
        '<y:c r="B1"><x:is/></y:c></x:row></x:sheetData></x:worksheet>'
    )
    assert flags(found) == [("sheet-nesting", "A1", {"text": "v", "count": "3"})]
    assert values(found) == {(1, 1): 1}


def test_elements_outside_of_the_rows_are_no_cells() -> None:
    found = read(
        f'<worksheet xmlns="{MAIN}"><c r="A1"><v>1</v></c><row r="1"><c r="A1"><v>1</v></c></row><sheetData/>'
        "<extLst><ext><f>A1</f><v>2</v></ext></extLst></worksheet>"
    )
    assert (found.cells, found.problems) == ({}, ())


def test_comments_and_sections_within_a_value_are_read_as_xml_reads_them() -> None:
    found = rows('<row r="1"><c r="A1"><v>1<!-- x -->2</v></c><c r="B1" t="str"><v><![CDATA[<a>]]></v></c></row>')
    assert values(found) == {(1, 1): 12, (1, 2): "<a>"}


@pytest.mark.parametrize(
    ("item", "text"),
    [
        ("<si><t>甲</t></si>", "甲"),
        ('<si><t xml:space="preserve"> 甲 </t></si>', " 甲 "),
        ("<si><r><t>甲</t></r><r><rPr><b/></rPr><t>乙</t></r></si>", "甲乙"),
        ('<si><t>甲</t><phoneticPr fontId="1" type="noConversion"/></si>', "甲"),
        ('<si><t>漢</t><rPh sb="0" eb="1"><t>カン</t></rPh><phoneticPr fontId="1"/></si>', "漢"),
        ("<si><t>a&amp;lt;&quot;_x000A_</t></si>", 'a&lt;"\n'),
        ("<si>\n <t>甲</t>\n</si>", "甲"),
        ("<si><t>&#30002;</t></si>", "甲"),
        ("<si><t>a>b]]</t></si>", "a>b]]"),
    ],
)
def test_a_shared_string_is_its_text(item: str, text: str) -> None:
    table = f'<sst xmlns="{MAIN}"><si><t>x</t></si><si><t/></si>{item}<si><t>y</t></si></sst>'
    found = read(
        f'<worksheet xmlns="{MAIN}"><sheetData><row r="1"><c r="A1" t="s"><v>2</v></c>'
        '<c r="B1" t="s"><v>3</v></c></row></sheetData></worksheet>',
        table,
    )
    assert values(found) == {(1, 1): text, (1, 2): "y"}


def test_a_sheet_of_too_many_cells_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheet, "CELL_LIMIT", 2)
    row = '<row r="{0}"><c r="A{0}"><v>1</v></c></row>'
    with pytest.raises(Refusal) as caught:
        rows("".join(row.format(number) for number in range(1, 6)))
    assert [(found.code, found.place) for found in caught.value.problems] == [("package-cell-count", Place("a.xlsx"))]


def test_a_large_sheet_is_read_step_by_step() -> None:
    count = 4000
    found = rows("".join(f'<row r="{n}"><c r="A{n}"><v>{n}</v></c></row>' for n in range(1, count + 1)))
    assert values(found) == {(n, 1): n for n in range(1, count + 1)}


@pytest.mark.parametrize(
    "broken",
    [
        '<row r="1"><c r="A1"><v>1</v></c>',
        '<row r="1"><c r="A1"><v>1</v></c></row></row>',
        '<row r="1" r="2"><c r="A1"><v>1</v></c></row>',
        '<row r="1" a="1" a="2"/>',
        '<row r="1"><c r="A1"><f t="array" t="array">1</f></c></row>',
        '<row r="1"><c r="A1" t="str"><v>&nope;</v></c></row>',
        '<row r="1"><c r="A1" t="str"><v>a & b</v></c></row>',
        '<row r="1"><c r="A1" t="str"><v>]]></v></c></row>',
        '<row r="1"><c r="A1" t="str"><v>\x01</v></c></row>',
        '<row r="1"><c r="A1" t="str"><v>\ufffe</v></c></row>',
        '<row r="1"/><row r="2">',
        '<row r="1"></sheetData><sheetData></row>',
        "<!-- </sheetData>",
    ],
)
def test_broken_xml_is_refused_on_either_way(broken: str) -> None:
    for head in PLAIN:
        xml = f'{head}<worksheet xmlns="{MAIN}"><sheetData>{broken}</sheetData></worksheet>'
        with pytest.raises(Refusal) as caught:
            read_workbook(package(xml), "a.xlsx")
        assert caught.value.problems[0].code == "package-xml"


@pytest.mark.parametrize(
    "text",
    [
        '<row r="1" spans="1:2" ht="20.25" customHeight="1" x14ac:dyDescent="0.25">'
        '<c r="A1" s="1" t="s"><v>0</v></c></row>',
        '<row r="1"><c r="A1" s="1" t="n"><f aca="false">A2&lt;1</f><v>1</v></c></row>',
        '<row r="1"/><row r="2"><c r="A2" s="1" /><c r="B2"><f>A1</f><v /></c></row><row r="3"/>',
        '<row r="1"><c r="A1"><f t="shared" ref="A1:A2" si="0">A9</f><v>1</v></c></row>',
        "",
    ],
)
def test_what_programs_write_is_plain(text: str) -> None:
    """The fast way would otherwise be lost without anyone noticing."""
    head = f'<worksheet xmlns="{MAIN}" xmlns:x14ac="x"><sheetData>'
    list(plain_rows(f"{PLAIN[0]}{head}{text}</sheetData><pageMargins/></worksheet>".encode()))


@pytest.mark.parametrize(
    "after",
    [
        "<headerFooter><oddFooter>&amp;L甲&amp;R1</oddFooter></headerFooter>",
        '<headerFooter alignWithMargins="0"><oddFooter>甲</oddFooter></headerFooter>',
        "<headerFooter></headerFooter>",
        "<headerFooter>甲</headerFooter><headerFooter>乙</headerFooter>",
        '<headerFooter><oddFooter xmlns:x="y"><x:z/></oddFooter></headerFooter>',
        "<a><headerFooter>甲</headerFooter></a>",
        '<headerFooter><sheetData><row r="1"/></sheetData></headerFooter>',
        "<headerFooter><!-- 甲 --></headerFooter>",
        "<headerFooter><x:oddFooter>甲</x:oddFooter></headerFooter>",
        "<headerFooter><oddFooter>甲</headerFooter>",
        "<headerFooter></oddFooter><oddFooter></headerFooter>",
        "<headerFooter>&none;</headerFooter>",
        "<headerFooter>a\0b</headerFooter>",
        "<headerFooter>甲",
        "甲</headerFooter>",
        '<a b="><headerFooter>甲</headerFooter>"/>',
        "<a <headerFooter>甲</headerFooter>/>",
        "<!-- <headerFooter>甲</headerFooter> --",
        "<!-- <headerFooter> -->甲</headerFooter>",
        "<headerFooter><![CDATA[</headerFooter>]]></headerFooter>",
    ],
)
def test_header_and_footer_are_looked_at_by_themselves_and_to_the_same_end(after: str) -> None:
    """They name the unit, and so differ from file to file where nothing else around the rows does."""
    start = f'<worksheet xmlns="{MAIN}"><sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData>'
    by_expat = outcome(f"{PLAIN[1]}{start}{after}</worksheet>")
    others = ("<headerFooter>乙</headerFooter>", after, after)
    assert [outcome(f"{start}{other}</worksheet>") for other in others][1:] == [by_expat, by_expat]


def test_what_is_not_plain_says_so() -> None:
    with pytest.raises(NotPlain):
        list(plain_rows(f"{PLAIN[1]}<worksheet><sheetData></sheetData></worksheet>".encode()))


PIECES = st.sampled_from(
    [
        *(
            '<row r="1">',
            '<row r="2" ht="3">',
            '<row r="2"/>',
            "<row>",
            "</row>",
            '<row r="1" r="2">',
            "</sheetData>",
        ),
        *(
            '<c r="A1">',
            '<c r="B1" s="1"/>',
            '<c r="A2" t="s">',
            '<c r="C2" t="str">',
            '<c t="b">',
            "</c>",
            '<c r="">',
        ),
        *(
            "<v>1</v>",
            "<v></v>",
            "<v/>",
            "<v>a&lt;b</v>",
            "<v>&amp;amp;</v>",
            "<f>A1</f>",
            "<f/>",
            "<v>&#49;</v>",
        ),
        *(
            '<f t="shared" si="0" ref="A1:A9">B1</f>',
            '<f t="shared" si="0"/>',
            "<is><t>x</t></is>",
            "<v>1\r\n</v>",
        ),
        *(
            " ",
            "\n",
            "x",
            "&",
            "<",
            "<!--",
            "-->",
            "]]>",
            "<!DOCTYPE a>",
            '<f  t="a">1</f>',
            '<f t="x"t="y">1</f>',
        ),
    ]
)
CELLS = st.sampled_from(
    [
        *(
            '<c r="A{}"/>',
            '<c r="B{}" s="1"><v>1</v></c>',
            '<c r="C{}" t="s"><v>0</v></c>',
            '<c r="D{}" t="s"><v>1</v></c>',
            '<c r="E{}" t="s"><v>2</v></c>',
            '<c r="F{}" t="s"><f>A1</f><v>0</v></c>',
            '<c r="G{}" t="s"><v></v></c>',
            '<c r="H{}" t="b"><f>A1</f><v>1</v></c>',
            '<c r="A1"><v>x</v></c>',
        ),
        *('<c r="D{}"><f t="shared" si="0" ref="D1:D9">A1&amp;"|!"</f><v>2</v></c>', "<c><v>7</v></c>"),
        *(
            '<c r="E{}" t="str"><f t="shared" si="0"/><v>a&gt;</v></c>',
            '<c r="A{}" t="q"><v>1</v></c>',
            ' <c r="F{}"/>',
        ),
    ]
)


def outcome(worksheet: str) -> object:
    try:
        data = read_workbook(package(worksheet, "<sst><si><t>甲</t></si><si><t></t></si></sst>"), "a.xlsx")
        return data.sheets, data.problems
    except Refusal as refusal:
        return refusal.problems


def both_ways_agree(text: str) -> None:
    sheet_xml = f'<worksheet xmlns="{MAIN}"><sheetData>{text}</sheetData></worksheet>'
    by_expat = outcome(PLAIN[1] + sheet_xml)
    assert [outcome(sheet_xml) for _ in range(3)] == [by_expat] * 3  # from the second on its rows are remembered


@given(st.lists(PIECES, max_size=12))
@example(['<row r="1">', '<c r="A1">', "<v>1</v>", "</c>", "</row>"])
def test_both_ways_agree_on_any_jumble_of_markup(pieces: list[str]) -> None:
    both_ways_agree("".join(pieces))


@given(st.lists(st.tuples(st.integers(1, 9), st.lists(CELLS, max_size=5)), max_size=5))
@example([(5, []), (3, []), (5, [])])
def test_both_ways_agree_on_rows_with_faults(table: list[tuple[int, list[str]]]) -> None:
    both_ways_agree(
        "".join(f'<row r="{row}">{"".join(text.format(row) for text in cells)}</row>' for row, cells in table)
    )


WHOLE = (
    '<row r="1" ht="2"><c r="A1" s="1" t="s"><v>0</v></c><c r="B1"/><c r="C1" t="str"><f t="shared" si="0" '
    'ref="C1:C2">A1&amp;"x"</f><v>a&lt;b</v></c></row><row r="2"/><row r="3"><c r="C3"><f t="shared" si="0"/>'
    "<v>1</v></c></row>"
)
EDITS = st.tuples(st.integers(0, len(WHOLE) - 1), st.integers(0, 2), st.sampled_from("<>/\"=& r1cvft;\n\tx:'-!]"))


@settings(max_examples=300, deadline=None)
@given(st.lists(EDITS, min_size=1, max_size=3))
def test_both_ways_agree_on_a_sheet_with_a_few_characters_changed(edits: list[tuple[int, int, str]]) -> None:
    text = WHOLE
    for place, dropped, added in edits:
        text = text[:place] + (added if dropped < 2 else "") + text[place + min(dropped, 1) :]
    both_ways_agree(text)
