"""Hostile packages, each made of a good form by one small change, with the verdict that is due.

Apart from the test that reads them. The verdicts stand in ``verdicts``; a file that suddenly passes fails there too.
"""

import io
import re
import zipfile
from collections.abc import Iterator

from tests.hostile.zips import Member, archive, changed, members
from tests.returns.forms import GOOD, SCORING, at, spot
from tests.returns.raw import parts_of, sheet_part
from tests.test_xlsx_package import with_entry

PARTS = parts_of(GOOD)
SHEET, STRINGS, BOOK = sheet_part(SCORING), "xl/sharedStrings.xml", "xl/workbook.xml"
RELATIONS, ROOT = "xl/_rels/workbook.xml.rels", "_rels/.rels"
COUNT = at("review.number:1.2.2")  # holds 2
ROW = re.sub("[A-Z]+", "", COUNT)
MEMBERS = members(PARTS)
XML = [name for name in PARTS if name.endswith((".xml", ".rels"))]
SHORT = {name: name.rpartition("/")[2] if name != RELATIONS else "book.rels" for name in PARTS}
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

Made = Iterator[tuple[str, bytes]]


def having(part: str, content: bytes | str) -> bytes:
    """Give the good form with a part more, or with another in place of its own."""
    return archive(members({**PARTS, part: content.encode() if isinstance(content, str) else content}))


def edited(part: str, old: str, new: str, count: int = 1) -> bytes:
    """Give the good form with a text of one of its parts changed."""
    text = PARTS[part].decode()
    assert old in text
    return having(part, text.replace(old, new, count))


def cell() -> str:
    """Give the element of the cell that holds the count."""
    found = re.search(f'<c r="{COUNT}"[^>]*>.*?</c>', PARTS[SHEET].decode())
    assert found and "<v>2</v>" in found[0]
    return found[0]


def with_cell(element: str) -> bytes:
    """Give the good form with another element in place of the count's."""
    return edited(SHEET, cell(), element)


def row() -> str:
    """Give the element of the row that holds the count."""
    found = re.search(f'<row r="{ROW}".*?</row>', PARTS[SHEET].decode())
    assert found
    return found[0]


def every() -> Made:
    """Give all hostile packages by their names."""
    for family in (truncated, flipped, lying, repeated, lacking, stray, of_zip, dtds, broken, encoded):
        yield from family()
    for family in (cells, rows, spaces, books, strings, formulas, large, never_followed):
        yield from family()


def truncated() -> Made:
    with zipfile.ZipFile(io.BytesIO(GOOD)) as archive_:
        infos = archive_.infolist()
        for info in infos:
            start = info.header_offset
            yield f"cut before {SHORT[info.filename]}", GOOD[: max(start, 5)]
            yield (
                f"cut within {SHORT[info.filename]}",
                GOOD[: start + 30 + len(info.filename) + info.compress_size // 2],
            )
        yield "cut before the directory", GOOD[: archive_.start_dir]
    yield "cut within the directory", GOOD[: (archive_.start_dir + len(GOOD)) // 2]
    yield "cut before the end", GOOD[:-22]
    yield "cut within the end", GOOD[:-10]


def flipped() -> Made:
    for name in PARTS:
        at_ = GOOD.index(name.encode()) + len(name) + 20
        yield f"a bit in {SHORT[name]}", GOOD[:at_] + bytes([GOOD[at_] ^ 0x10]) + GOOD[at_ + 1 :]


def lying() -> Made:
    for name in (SHEET, STRINGS, BOOK, ROOT, "xl/theme/theme1.xml"):
        said = SHORT[name]
        yield f"{said}: its own name", archive(changed(MEMBERS, name, own_name=name[:-1] + "x"))
        yield f"{said}: its own checksum", archive(changed(MEMBERS, name, own_crc=1))
        yield f"{said}: its own size", archive(changed(MEMBERS, name, own_size=7))
        yield f"{said}: its own method", archive(changed(MEMBERS, name, own_method=0))
        yield f"{said}: the checksum", archive(changed(MEMBERS, name, crc=1))
        yield f"{said}: the size, less", archive(changed(MEMBERS, name, size=9))
        yield f"{said}: the size, more", archive(changed(MEMBERS, name, size=2**20))
        yield f"{said}: the packed size, less", archive(changed(MEMBERS, name, packed=9))
        yield f"{said}: the place", archive(changed(MEMBERS, name, offset=3))
        yield f"{said}: the place, far", archive(changed(MEMBERS, name, offset=2**31))
        yield f"{said}: another part's place", archive(changed(MEMBERS, name, offset=0))


def repeated() -> Made:
    for name in PARTS:
        other = PARTS[name].replace(b"<v>2</v>", b"<v>1</v>").replace(b"2", b"2 ", 0)
        yield f"{SHORT[name]} twice", archive([*MEMBERS, Member(name, other)])
        yield f"{SHORT[name]} twice, in capitals", archive([Member(name.upper(), other), *MEMBERS])
    yield "a sheet twice, with a stroke", archive([*MEMBERS, Member("/" + SHEET, PARTS[SHEET])])
    yield "a sheet twice, with a backslash", archive([*MEMBERS, Member(SHEET.replace("/", "\\"), PARTS[SHEET])])


def lacking() -> Made:
    for name in PARTS:
        yield f"no {SHORT[name]}", archive([member for member in MEMBERS if member.name != name])
        yield f"{SHORT[name]} empty", having(name, b"")


def stray() -> Made:
    other = GOOD.replace(b"sheet", b"shEEt")
    yield "an archive before", other + GOOD
    yield "an archive behind", GOOD + other[:-22]
    yield "an archive as comment", archive(MEMBERS, comment=other[:60000])
    yield "bytes before", archive(MEMBERS, before=b"PK\x03\x04" + b"x" * 50)
    yield "bytes between", archive(changed(MEMBERS, STRINGS, before=b"hidden"))
    yield (
        "a member between that is not listed",
        archive(changed(MEMBERS, STRINGS, before=archive([Member(SHEET, PARTS[SHEET])])[:-80])),
    )
    yield "bytes behind", GOOD + b"<html>scanned by the gateway</html>"
    yield "a line's end behind", GOOD + b"\r\n"
    yield "noughts behind", GOOD + bytes(512)
    yield "noughts between", archive(changed(MEMBERS, STRINGS, before=bytes(64)))


def of_zip() -> Made:
    for method in (9, 12, 14, 93, 99, 4711):
        yield f"packed by method {method}", archive(changed(MEMBERS, SHEET, method=method))
    yield "a part encrypted", archive(changed(MEMBERS, SHEET, flags=1))
    yield "a part of 65 MiB by its word", with_entry(GOOD, SHEET, 24, (65 * 2**20).to_bytes(4, "little"))
    yield "2,001 parts", archive([*MEMBERS, *(Member(f"x/{n}", b"") for n in range(2001))])
    yield "a bomb in a part that nobody reads", having("xl/media/image1.png", bytes(63 * 2**20))
    yield "parts stored, not packed", archive([Member(m.name, m.content, method=0) for m in MEMBERS])
    yield "nothing in it", archive([])
    yield "names that leave the folder", archive([*MEMBERS, Member("../../etc/passwd", b"x")])
    yield "a form in a form", archive([Member("a.xlsx", GOOD)])


def dtds() -> Made:
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    outside = '<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd">'
    for name in XML:
        text = PARTS[name].decode()
        for said, dtd in (("bomb", bomb), ("outside", outside)):
            yield f"{SHORT[name]}: a DTD, {said}", having(name, text.replace("?>", "?>" + dtd, 1))


def broken() -> Made:
    for name in XML:
        yield f"{SHORT[name]}: not closed", having(name, PARTS[name].decode().rpartition("</")[0])
        yield f"{SHORT[name]}: a control sign", having(name, PARTS[name].replace(b"><", b">\x01<", 1))
        yield f"{SHORT[name]}: no UTF-8", having(name, PARTS[name].replace(b"><", b">\xff<", 1))


def encoded() -> Made:
    for name in (SHEET, STRINGS, BOOK):
        text = PARTS[name].decode()
        bare = text.partition("?>")[2]
        for encoding in ("utf-16", "utf-16-le", "utf-16-be", "utf-8-sig", "gb18030", "utf-7", "latin-1"):
            stated = encoding.partition("-sig")[0]
            head = f'<?xml version="1.0" encoding="{stated}"?>'
            yield f"{SHORT[name]} as {encoding}", having(name, (head + bare).encode(encoding, "replace"))
    yield "the sheet says UTF-16 and is not", edited(SHEET, 'encoding="UTF-8"', 'encoding="UTF-16"')
    yield "the sheet without a first line", having(SHEET, PARTS[SHEET].decode().partition("?>")[2])


VALUES = {
    "NaN": "NaN",
    "infinity": "inf",
    "beyond doubles": "1e999",
    "full width": "２",
    "an underline": "1_0",
    "hexadecimal": "0x2",
    "a comma": "2,0",
    "two numbers": "1 2",
    "a word": "zwei",
    "5,000 digits": "1" * 5000,
    "a day": "2018-11-30",
    "a character by its number": "&#50;",
    "a comment within": "<!-- 9 -->2",
    "a section": "<![CDATA[2]]>",
    "an element within": "2<b/>",
    "blanks around": " 2 ",
}


def cells() -> Made:
    for said, value in VALUES.items():
        yield f"the count is {said}", with_cell(f'<c r="{COUNT}"><v>{value}</v></c>')
    for index in ("-1", "abc", "99999", "0x1", " 1", "1.0", "１", "00001"):
        yield f"a text's number is {index}", with_cell(f'<c r="{COUNT}" t="s"><v>{index}</v></c>')
    for kind, value in (("b", "yes"), ("b", "2"), ("q", "2"), ("e", "2"), ("d", "2"), ("str", "2"), ("inlineStr", "2")):
        yield f"type {kind} with {value}", with_cell(f'<c r="{COUNT}" t="{kind}"><v>{value}</v></c>')
    texts = "<is><t>2</t></is>"
    yield "a text in the cell of a number", with_cell(f'<c r="{COUNT}">{texts}</c>')
    yield "a text and a value", with_cell(f'<c r="{COUNT}" t="inlineStr"><v>1</v>{texts}</c>')
    yield "two values", with_cell(f'<c r="{COUNT}"><v>1</v><v>2</v></c>')
    yield "two formulas", with_cell(f'<c r="{COUNT}"><f>1+1</f><f>2+2</f><v>2</v></c>')
    yield "a value within a value", with_cell(f'<c r="{COUNT}"><v><v>2</v></v></c>')
    yield (
        "a rich text",
        with_cell(f'<c r="{COUNT}" t="inlineStr"><is><r><t>2</t></r><rPh sb="0" eb="1"><t>9</t></rPh></is></c>'),
    )
    yield "the cell twice", with_cell(cell() + cell())
    yield "the cell twice, another value first", with_cell(cell().replace("<v>2<", "<v>1<") + cell())
    yield "the cell twice, blank behind", with_cell(f'{cell()}<c r="{COUNT}"/>')
    for address in ("", "L", COUNT.lower(), f"${COUNT}", "A1", "XFE5", f"L{int(ROW) + 1}", "L99999999"):
        yield f"the cell's address is {address or 'blank'}", with_cell(cell().replace(f'r="{COUNT}"', f'r="{address}"'))
    yield "the cell's address is left out", with_cell(cell().replace(f' r="{COUNT}"', ""))
    yield "an attribute twice", with_cell(cell().replace("<c ", '<c t="n" t="s" '))


def rows() -> Made:
    whole = row()
    other = whole.replace("<v>2</v>", "<v>1</v>")
    yield "the row twice", edited(SHEET, whole, whole + whole)
    yield "the row twice, another first", edited(SHEET, whole, other + whole)
    yield "the row again at the end", edited(SHEET, "</sheetData>", other + "</sheetData>")
    yield "the row's number is blank", edited(SHEET, f'<row r="{ROW}"', '<row r=""')
    yield "the row's number is left out", edited(SHEET, f'<row r="{ROW}"', "<row")
    yield "the row's number is another's", edited(SHEET, f'<row r="{ROW}"', '<row r="7"')
    yield "the row's number is off the grid", edited(SHEET, f'<row r="{ROW}"', '<row r="1048577"')
    yield "the row's number is endless", edited(SHEET, f'<row r="{ROW}"', f'<row r="{"9" * 4000}"')
    yield "the row first of all", edited(SHEET, "<sheetData>", "<sheetData>" + whole)
    text = PARTS[SHEET].decode()
    found = re.findall("<row .*?</row>", text)
    yield "rows in the wrong order", having(SHEET, text.replace("".join(found), "".join(reversed(found))))
    yield "cells in the wrong order", edited(SHEET, whole, _reversed_cells(whole))
    yield "two lists of cells", edited(SHEET, whole, f"</sheetData><sheetData>{whole}")
    yield "a second list, empty", edited(SHEET, "</sheetData>", "</sheetData><sheetData/>")
    yield "a row within a row", edited(SHEET, whole, whole.replace("</row>", f"{other}</row>"))
    yield "a row outside of the list", edited(SHEET, "</sheetData>", f"</sheetData><extLst><ext>{other}</ext></extLst>")
    either = f'<mc:AlternateContent xmlns:mc="urn:mc"><mc:Choice Requires="x">{other}</mc:Choice></mc:AlternateContent>'
    yield "a row for other programs", edited(SHEET, whole, whole + either)
    yield "the only row for other programs", edited(SHEET, whole, either.replace("<v>1<", "<v>2<"))
    nested = PARTS[SHEET].replace(b"<sheetData>", b"<ext><sheetData>").replace(b"</sheetData>", b"</sheetData></ext>")
    yield "the list of cells within another element", having(SHEET, nested)
    yield "no list of cells", edited(SHEET, "sheetData", "sheetDatum", 2)


def _reversed_cells(whole: str) -> str:
    found = re.findall(r"<c [^>]*/>|<c .*?</c>", whole)
    return whole.replace("".join(found), "".join(reversed(found)))


def spaces() -> Made:
    foreign = cell().replace("<c ", '<c xmlns="urn:other" ').replace("<v>2", "<v>1")
    yield "a cell of another language", with_cell(cell() + foreign)
    yield "the cell in another language", with_cell(foreign)
    prefixed = cell().replace("<c ", "<y:c ").replace("<v>", "<y:v>").replace("</", "</y:")
    text = PARTS[SHEET].decode().replace("<worksheet ", f'<worksheet xmlns:y="{MAIN}" ', 1)
    yield "a cell by another prefix", having(SHEET, text.replace(cell(), prefixed))
    yield "a row of the strict language", edited(SHEET, f'<row r="{ROW}"', f'<row xmlns="{STRICT}" r="{ROW}"')
    yield "the whole sheet in the strict language", edited(SHEET, MAIN, STRICT)
    yield "the whole sheet in another language", edited(SHEET, MAIN, "urn:other")
    yield "the whole sheet in no language", edited(SHEET, f' xmlns="{MAIN}"', "")
    yield "a prefix that nobody declared", edited(SHEET, f'<row r="{ROW}"', f'<row q:z="1" r="{ROW}"')
    yield "an old program's prefix", having(SHEET, _prefixed(PARTS[SHEET].decode()))


def _prefixed(text: str) -> str:
    return re.sub(r"<(/?)(?=[a-zA-Z])", r"<\1x:", text).replace("xmlns=", "xmlns:x=")


def books() -> Made:
    text = PARTS[BOOK].decode()
    listed = re.findall("<sheet .*?/>", text)
    scoring = next(one for one in listed if SCORING in one)
    yield "a sheet listed twice", edited(BOOK, scoring, scoring + scoring)
    yield "a sheet listed twice by other names", edited(BOOK, scoring, scoring + scoring.replace(SCORING, "2"))
    yield "two sheets of one name", edited(BOOK, scoring, scoring + scoring.replace('r:id="rId2"', 'r:id="rId3"'))
    yield (
        "a sheet of another language",
        edited(BOOK, scoring, scoring + scoring.replace("<sheet ", '<sheet xmlns="o" ')),
    )
    yield "3,000 sheets", edited(BOOK, scoring, "".join(scoring.replace(SCORING, f"s{n}") for n in range(3000)))
    yield "a sheet without an id", edited(BOOK, scoring, re.sub(' r:id="[^"]*"', "", scoring))
    yield "a sheet that points nowhere", edited(BOOK, scoring, re.sub('r:id="[^"]*"', 'r:id="rId99"', scoring))
    yield "a state that nobody knows", edited(BOOK, scoring, scoring.replace("<sheet ", '<sheet state="gone" '))
    yield "the scoring sheet hidden", edited(BOOK, scoring, scoring.replace("<sheet ", '<sheet state="hidden" '))
    yield (
        "the scoring sheet very hidden",
        edited(BOOK, scoring, scoring.replace("<sheet ", '<sheet state="veryHidden" ')),
    )
    rels = PARTS[RELATIONS].decode()
    first = re.findall("<Relationship .*?/>", rels)[0]
    yield "a relationship twice", edited(RELATIONS, first, first + first.replace("sheet1.xml", "sheet2.xml"))
    yield (
        "a target outside",
        edited(RELATIONS, 'Target="worksheets/sheet2.xml"', 'TargetMode="External" Target="http://x"'),
    )
    yield "a target above the root", edited(RELATIONS, "worksheets/sheet2.xml", "../../../xl/worksheets/sheet2.xml")
    yield "a target by its whole path", edited(RELATIONS, "worksheets/sheet2.xml", "/xl/worksheets/sheet2.xml")
    yield "a target that is the theme", edited(RELATIONS, "worksheets/sheet2.xml", "theme/theme1.xml")
    again = f'<Relationship Id="rId91" Type="{OFFICE}/sharedStrings" Target="other.xml"/></Relationships>'
    parts = {**PARTS, "xl/other.xml": PARTS[STRINGS], RELATIONS: rels.replace("</Relationships>", again).encode()}
    yield "two lists of texts", archive(members(parts))
    main = f'<Relationship Id="rId91" Type="{OFFICE}/officeDocument" Target="xl/other.xml"/></Relationships>'
    roots = PARTS[ROOT].decode().replace("</Relationships>", main).encode()
    yield "two main parts", archive(members({**PARTS, "xl/other.xml": PARTS[BOOK], ROOT: roots}))
    yield "content types of a text document", edited("[Content_Types].xml", "spreadsheetml", "wordprocessingml", 99)


def strings() -> Made:
    text = PARTS[STRINGS].decode()
    first = re.findall("<si>.*?</si>", text)[0]
    yield "a text left out", edited(STRINGS, first, "")
    yield "a text more at the front", edited(STRINGS, first, "<si><t>x</t></si>" + first)
    yield "a text of another language", edited(STRINGS, first, '<si xmlns="urn:other"><t>x</t></si>' + first)
    yield "texts by a prefix", having(STRINGS, _prefixed(text))
    yield "counts that lie", having(STRINGS, re.sub('[cC]ount="[0-9]+"', 'count="1"', text))
    yield "a text of 40 MB", edited(STRINGS, "</sst>", f"<si><t>{'x' * 40_000_000}</t></si></sst>")


def formulas() -> Made:
    total = at("review.total:")
    element = re.search(f'<c r="{total}"[^>]*>.*?</c>', PARTS[SHEET].decode())
    assert element
    said = element[0]
    body = re.search("<f>(.*?)</f>", said)
    assert body
    for name, other in {
        "shared with nobody": '<f t="shared" si="7"/>',
        "shared, its own": f'<f t="shared" si="7" ref="{total}">{body[1]}</f>',
        "an array's": f'<f t="array" ref="{total}">{body[1]}</f>',
        "a data table's": '<f t="dataTable" ref="A1" r1="B1" r2="B2"/>',
        "of an unknown type": f'<f t="strange">{body[1]}</f>',
        "a program's call": "<f>cmd|'/c calc'!A1</f>",
        "another workbook's": "<f>[1]评分表!A1</f>",
        "a web service": '<f>WEBSERVICE("http://127.0.0.1:9/")</f>',
        "empty": "<f></f>",
        "20,000 signs": f"<f>{'1+' * 10000}1</f>",
        "of 300 brackets": f"<f>{'(' * 300}{body[1]}{')' * 300}</f>",
        "unclosed": '<f>SUM("</f>',
        "a million quotation marks": f"<f>{chr(39) * 1_000_000}</f>",
        "a million strokes": f"<f>{'a|' * 500_000}</f>",
    }.items():
        yield f"the total's formula is {name}", edited(SHEET, said, said.replace(body[0], other))


def large() -> Made:
    end = "</sheetData>"
    yield "a far cell", edited(SHEET, end, '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>' + end)
    yield "a far blank", edited(SHEET, end, '<row r="1048576"><c r="XFD1048576" t="str"><v> </v></c></row>' + end)
    yield (
        "a dimension of everything",
        having(SHEET, re.sub('<dimension ref="[^"]*"', '<dimension ref="A1:XFD1048576"', PARTS[SHEET].decode())),
    )
    merged = '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    yield "everything merged", edited(SHEET, end, end + merged)
    empty = "".join(f'<row r="{n}"/>' for n in range(100, 200_000))
    yield "200,000 empty rows", edited(SHEET, end, empty + end)
    nested = "<ext>" * 50_000 + "</ext>" * 50_000
    yield "50,000 elements within one another", edited(SHEET, end, f"{end}<extLst>{nested}</extLst>")
    shared = f'<c r="A100"><f t="shared" si="9" ref="A100:A9000">{"1+" * 4000}1</f></c>'
    more = "".join(f'<row r="{n}"><c r="A{n}"><f t="shared" si="9"/></c></row>' for n in range(101, 9000))
    yield "9,000 cells share a long formula", edited(SHEET, end, f'<row r="100">{shared}</row>{more}{end}')
    yield "a remark of 200,000 signs", with_text("x" * 200_000)


def with_text(text: str) -> bytes:
    """Give the good form with a remark."""
    remark = spot("remark:1.1.2")[1]
    found = re.search(f'<c r="{remark}"[^>]*?/>', PARTS[SHEET].decode())
    assert found
    return edited(SHEET, found[0], f'<c r="{remark}" t="str"><v>{text}</v></c>')


def never_followed() -> Made:
    yield "macros", having("xl/vbaProject.bin", b"x")
    yield "a sheet of old macros", having("xl/macrosheets/sheet1.xml", "<x/>")
    yield "a link to another workbook", having("xl/externalLinks/externalLink1.xml", "<externalLink/>")
    yield "live data", having("xl/externalLinks/externalLink1.xml", "<externalLink><ddeLink/></externalLink>")
    yield "an object", having("xl/embeddings/oleObject1.bin", b"\xd0\xcf\x11\xe0")
    yield "a query", having("xl/connections.xml", '<connections><connection url="http://127.0.0.1:9/"/></connections>')
    yield (
        "a picture from elsewhere",
        having(
            "xl/drawings/_rels/drawing1.xml.rels",
            '<Relationships><Relationship Id="r" TargetMode="External" Target="http://127.0.0.1:9/a.png"/></Relationships>',
        ),
    )
