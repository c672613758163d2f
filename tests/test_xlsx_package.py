"""Packages: what is refused and why, and what is noted of a workbook as a whole."""

import io
import struct
import zipfile
from datetime import UTC, datetime

import pytest

from xlrubric.messages.message import Level
from xlrubric.messages.packages import PACKAGES
from xlrubric.problems import Place, Problem, Refusal
from xlrubric.xlsx import WorkbookData, package, read_workbook

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
CORE = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)


def relations(*entries: tuple[str, str, str]) -> str:
    body = "".join(f'<Relationship Id="{name}" Type="{kind}" Target="{target}"/>' for name, kind, target in entries)
    return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{body}</Relationships>'


def workbook(*sheets: str) -> str:
    return f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>{"".join(sheets)}</sheets></workbook>'


def worksheet(rows: str) -> str:
    return f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>'


ONE = worksheet('<row r="1"><c r="A1"><v>1</v></c></row>')
GOOD = {
    "_rels/.rels": relations(("rId1", f"{OFFICE}/officeDocument", "xl/workbook.xml")),
    "xl/workbook.xml": workbook('<sheet name="评分" sheetId="1" r:id="rId1"/>'),
    "xl/_rels/workbook.xml.rels": relations(("rId1", f"{OFFICE}/worksheet", "worksheets/sheet1.xml")),
    "xl/worksheets/sheet1.xml": ONE,
}


def archive(parts: dict[str, str], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as target:
        for name, text in parts.items():
            target.writestr(name, text)
    return out.getvalue()


def refused(data: bytes, name: str = "a.xlsx") -> Problem:
    with pytest.raises(Refusal) as caught:
        read_workbook(data, name)
    (found,) = caught.value.problems
    assert found.place == Place(name)
    message = PACKAGES[found.code]
    assert message.level is Level.ERROR
    for what, remedy in (message.en, message.zh):
        assert what.format_map(dict(found.details))
        assert remedy.format_map(dict(found.details))
    return found


def details(found: Problem) -> dict[str, str]:
    return dict(found.details)


def codes(data: WorkbookData) -> list[str]:
    assert all(PACKAGES[problem.code].en[0].format_map(dict(problem.details)) for problem in data.problems)
    return [problem.code for problem in data.problems]


def test_a_good_package_is_read_without_a_problem() -> None:
    data = read_workbook(archive(GOOD), "a.xlsx")
    assert data.problems == ()
    assert [(sheet.name, sheet.state) for sheet in data.sheets] == [("评分", "visible")]
    assert data.sheets[0].cells[1, 1].value == 1
    assert (data.saved_by, data.saved_at, data.application) == ("", None, "")


def test_stored_parts_are_read_as_deflated_ones_are() -> None:
    plain = read_workbook(archive(GOOD, zipfile.ZIP_STORED), "a.xlsx")
    assert plain == read_workbook(archive(GOOD), "a.xlsx")


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "package-empty"),
        (OLE2 + "Workbook\0".encode("utf-16-le"), "package-xls"),
        (OLE2 + "Book\0".encode("utf-16-le"), "package-xls"),
        (OLE2 + "EncryptedPackage\0".encode("utf-16-le"), "package-encrypted"),
        (OLE2 + "WordDocument\0".encode("utf-16-le"), "package-other-office"),
        (OLE2, "package-old-office"),
        (b"%PDF-1.7\n", "package-pdf"),
        (b"\n\xef\xbb\xbf%PDF-1.7\n", "package-pdf"),
        (b"<!DOCTYPE html><table>", "package-html"),
        (b"\xef\xbb\xbf  <HTML xmlns:x='urn'>", "package-html"),
        (b"MIME-Version: 1.0\nContent-Type: multipart/related", "package-html"),
        (
            b"<?xml version='1.0'?><Workbook xmlns='urn:schemas-microsoft-com:office:spreadsheet'>",
            "package-xml-2003",
        ),
        (b"\x89PNG\r\n\x1a\n\0\0", "package-picture"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", "package-picture"),
        (b"\0\0\0\x18ftypheic", "package-picture"),
        (b"RIFF\0\0\0\0WEBPVP8", "package-picture"),
        (b"Rar!\x1a\x07\x01\0", "package-archive"),
        (b"7z\xbc\xaf\x27\x1c\0\x04", "package-archive"),
        (b"unit,score\n1,2\n", "package-text"),
        ("单位,得分\n".encode("gb18030"), "package-text"),
        (("单" * 5000).encode("utf-8"), "package-text"),
        ("单位".encode("utf-16"), "package-text"),
        (b"\0\0\0\0\0\0", "package-unknown"),
        (b"\xff\xfa\xf0\x80\x81", "package-unknown"),
        (b"PK", "package-text"),
    ],
)
def test_what_is_no_zip_is_called_by_its_name(data: bytes, code: str) -> None:
    assert refused(data).code == code


def test_an_archive_is_called_by_its_kind() -> None:
    assert details(refused(b"Rar!\x1a\x07\x00")) == {"kind": "RAR"}


@pytest.mark.parametrize("name", ["~$a.xlsx", "returned/~$a.xlsx", "returned\\~$a.xlsx", ".~lock.a.xlsx#"])
def test_a_lock_file_is_known_by_its_name(name: str) -> None:
    assert refused(b"\x05Admin" + b" " * 160, name).code == "package-lock-file"


def test_a_workbook_is_read_whatever_its_name() -> None:
    assert read_workbook(archive(GOOD), "~$a.pdf").problems == ()


@pytest.mark.parametrize(
    ("parts", "code"),
    [
        ({"word/document.xml": "<w/>"}, "package-other-office"),
        ({"ppt/presentation.xml": "<p/>"}, "package-other-office"),
        ({"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}, "package-opendocument"),
        ({"xl/workbook.bin": "x"}, "package-xlsb"),
        ({"Index/Document.iwa": "x"}, "package-numbers"),
        ({"a/b.xlsx": "x", "c.xlsx": "y"}, "package-zip"),
    ],
)
def test_a_zip_without_a_workbook_is_called_by_its_name(parts: dict[str, str], code: str) -> None:
    assert refused(archive(parts)).code == code


def test_a_document_that_calls_itself_the_main_part_is_no_workbook() -> None:
    parts = {
        "_rels/.rels": relations(("rId1", f"{OFFICE}/officeDocument", "word/document.xml")),
        "word/document.xml": "<document/>",
    }
    assert refused(archive(parts)) == Problem(Place("a.xlsx"), "package-other-office", (("kind", ".docx"),))


def test_a_binary_workbook_is_found_through_its_relationship() -> None:
    parts = {
        "_rels/.rels": relations(("rId1", f"{OFFICE}/officeDocument", "xl/workbook.bin")),
        "xl/workbook.bin": "x",
    }
    assert refused(archive(parts)).code == "package-xlsb"


def test_a_file_cut_short_is_refused_at_any_length() -> None:
    data = archive(GOOD)
    for length in range(4, len(data) - 1, 17):
        assert refused(data[:length]).code == "package-truncated"


@pytest.mark.parametrize("part", ["xl/worksheets/sheet1.xml", "xl/theme/theme1.xml"])
@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_a_flipped_byte_is_found_in_any_part_read_or_not(part: str, method: int) -> None:
    data = bytearray(archive({**GOOD, "xl/theme/theme1.xml": "<theme>the colours</theme>"}, method))
    start = data.index(part.encode()) + len(part)
    data[start + 12] ^= 0x20
    found = refused(bytes(data))
    assert (found.code, details(found)) == ("package-checksum", {"part": part})


def test_a_part_whose_own_heading_names_another_part_is_damaged() -> None:
    data = archive(GOOD).replace(b"xl/worksheets/sheet1.xml", b"xl/worksheets/sheet9.xml", 1)
    assert refused(data).code == "package-checksum"


def with_entry(data: bytes, part: str, offset: int, value: bytes) -> bytes:
    """Change a field in the directory's entry of a part."""
    changed = bytearray(data)
    entry = data.rindex(part.encode()) - 46
    assert data[entry : entry + 4] == b"PK\x01\x02"
    changed[entry + offset : entry + offset + len(value)] = value
    return bytes(changed)


@pytest.mark.parametrize(
    ("offset", "value", "code", "extra"),
    [
        (8, b"\x01", "package-part-encrypted", {}),
        (10, b"\x09", "package-compression", {"method": "deflate64"}),
        (10, b"\x63", "package-compression", {"method": "AES"}),
        (10, b"\x2a", "package-compression", {"method": "42"}),
        (24, struct.pack("<L", 64 * 2**20 + 1), "package-part-size", {"limit": "64"}),
        (24, struct.pack("<L", 9), "package-checksum", {}),
        (24, struct.pack("<L", 9999), "package-checksum", {}),
        (16, b"\0\0\0\0", "package-checksum", {}),
        (20, struct.pack("<L", 20), "package-checksum", {}),
    ],
)
def test_the_directory_is_checked(offset: int, value: bytes, code: str, extra: dict[str, str]) -> None:
    part = "xl/worksheets/sheet1.xml"
    found = refused(with_entry(archive(GOOD), part, offset, value))
    assert (found.code, details(found)) == (code, {"part": part, **extra})


def test_a_part_that_inflates_beyond_its_stated_size_stops_there() -> None:
    data = archive({**GOOD, "xl/bomb.xml": " " * 10_000_000})
    found = refused(with_entry(data, "xl/bomb.xml", 24, struct.pack("<L", 100)))
    assert (found.code, details(found)) == ("package-checksum", {"part": "xl/bomb.xml"})


def test_the_whole_is_limited_and_so_is_the_number_of_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(package, "WHOLE_LIMIT", 100)
    assert refused(archive(GOOD)).code == "package-whole-size"
    many = archive({f"{number}.xml": "" for number in range(2001)})
    assert details(refused(many)) == {"count": "2001", "limit": "2000"}


@pytest.mark.parametrize("part", sorted(GOOD))
def test_broken_xml_is_named_with_its_part_and_line(part: str) -> None:
    found = refused(archive({**GOOD, part: GOOD[part].replace("><", ">\n<", 1) + "<"}))
    assert (found.code, details(found)) == ("package-xml", {"part": part, "line": "2"})


@pytest.mark.parametrize("part", [*sorted(GOOD), "xl/styles.xml"])
@pytest.mark.parametrize("subset", ['[<!ENTITY a "aaaa">]', 'SYSTEM "file:///etc/passwd"', ""])
def test_a_document_type_is_refused_in_any_part(part: str, subset: str) -> None:
    xml = f"<!DOCTYPE x {subset}>" + GOOD.get(part, "<styleSheet/>")
    found = refused(archive({**GOOD, part: xml}))
    assert (found.code, details(found)) == ("package-dtd", {"part": part})


@pytest.mark.parametrize("encoding", ["no-such", "gbk", "utf-7"])
def test_an_encoding_that_cannot_be_read_is_broken_xml(encoding: str) -> None:
    xml = f'<?xml version="1.0" encoding="{encoding}"?>{ONE}'
    assert refused(archive({**GOOD, "xl/worksheets/sheet1.xml": xml})).code == "package-xml"


def test_utf_16_is_read() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as target:
        for name, text in GOOD.items():
            target.writestr(name, f'<?xml version="1.0" encoding="UTF-16"?>{text}'.encode("utf-16"))
    assert read_workbook(out.getvalue(), "a.xlsx").sheets[0].cells[1, 1].value == 1


@pytest.mark.parametrize(
    ("part", "text"),
    [
        ("xl/worksheets/sheet1.xml", None),
        ("xl/worksheets/sheet1.xml", "<html/>"),
        ("xl/_rels/workbook.xml.rels", relations()),
        ("xl/_rels/workbook.xml.rels", None),
        ("xl/workbook.xml", workbook('<sheet name="评分" sheetId="1"/>')),
    ],
)
def test_a_sheet_without_a_worksheet_is_refused(part: str, text: str | None) -> None:
    parts = {**GOOD, part: text}
    assert refused(archive({k: v for k, v in parts.items() if v is not None})).code == "package-sheet-missing"


@pytest.mark.parametrize(
    "target",
    [
        "worksheets/sheet1.xml",
        "/xl/worksheets/sheet1.xml",
        "../xl/worksheets/sheet1.xml",
        "./Worksheets/Sheet1.XML",
        "worksheets\\sheet1.xml",
    ],
)
def test_a_worksheet_is_found_by_any_way_of_pointing_to_it(target: str) -> None:
    parts = {**GOOD, "xl/_rels/workbook.xml.rels": relations(("rId1", f"{OFFICE}/worksheet", target))}
    assert read_workbook(archive(parts), "a.xlsx").sheets[0].cells[1, 1].value == 1


def test_a_worksheet_outside_of_the_package_is_not_followed() -> None:
    rels = relations(("rId1", f"{OFFICE}/worksheet", "worksheets/sheet1.xml"))
    parts = {**GOOD, "xl/_rels/workbook.xml.rels": rels.replace("Target=", 'TargetMode="External" Target=')}
    assert refused(archive(parts)).code == "package-sheet-missing"


def test_two_relationships_of_one_id_are_refused() -> None:
    rels = relations(("rId1", f"{OFFICE}/worksheet", "worksheets/sheet1.xml"), ("rId1", f"{OFFICE}/worksheet", "b.xml"))
    found = refused(archive({**GOOD, "xl/_rels/workbook.xml.rels": rels}))
    assert (found.code, details(found)) == ("package-relation-twice", {"part": "xl/_rels/workbook.xml.rels"})


def test_the_main_part_may_have_another_name_and_prefixes() -> None:
    book = workbook('<sheet name="S" sheetId="1" r:id="rId1"/>')
    parts = {
        "_rels/.rels": relations(("a", f"{OFFICE}/officeDocument", "/Book/main.xml")),
        "book/main.xml": book.replace("<", "<x:").replace("<x:/", "</x:").replace("xmlns=", "xmlns:x="),
        "book/_rels/main.xml.rels": relations(("rId1", f"{OFFICE}/worksheet", "s.xml")),
        "book/s.xml": ONE,
    }
    assert read_workbook(archive(parts), "a.xlsx").sheets[0].name == "S"


def test_sheets_come_in_the_order_of_the_workbook_with_their_states_and_without_charts() -> None:
    parts = {
        **GOOD,
        "xl/workbook.xml": workbook(
            '<sheet name="乙" sheetId="2" state="hidden" r:id="rId2"/>',
            '<sheet name="图" sheetId="3" r:id="rId3"/>',
            '<sheet name="甲" sheetId="1" r:id="rId1"/>',
            '<sheet name="id" sheetId="4" state="veryHidden" r:id="rId2"/>',
        ),
        "xl/_rels/workbook.xml.rels": relations(
            ("rId1", f"{OFFICE}/worksheet", "worksheets/sheet1.xml"),
            ("rId2", f"{OFFICE}/worksheet", "worksheets/sheet2.xml"),
            ("rId3", f"{OFFICE}/chartsheet", "chartsheets/sheet1.xml"),
        ),
        "xl/worksheets/sheet2.xml": worksheet(""),
        "xl/chartsheets/sheet1.xml": "<chartsheet/>",
    }
    data = read_workbook(archive(parts), "a.xlsx")
    assert [(sheet.name, sheet.state) for sheet in data.sheets] == [
        ("乙", "hidden"),
        ("甲", "visible"),
        ("id", "veryHidden"),
    ]


def test_sheets_of_one_name_are_flagged() -> None:
    book = workbook('<sheet name="S" sheetId="1" r:id="rId1"/>', '<sheet name="s" sheetId="2" r:id="rId1"/>')
    data = read_workbook(archive({**GOOD, "xl/workbook.xml": book}), "a.xlsx")
    assert codes(data) == ["package-sheet-twice", "package-sheet-twice"]


@pytest.mark.parametrize("again", ["xl/worksheets/sheet1.xml", "XL/worksheets/Sheet1.xml", "/xl/worksheets/sheet1.xml"])
@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_part_that_is_there_twice_is_flagged(again: str) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as target:
        for name, text in [*GOOD.items(), (again, ONE.replace("<v>1", "<v>2"))]:
            target.writestr(name, text)
    data = read_workbook(out.getvalue(), "a.xlsx")
    assert codes(data) == ["package-part-twice"]
    assert data.sheets[0].cells[1, 1].value == 2


@pytest.mark.parametrize(
    ("part", "text", "expected"),
    [
        ("xl/vbaProject.bin", "x", ["package-macros"]),
        ("xl/macrosheets/sheet1.xml", "<x/>", ["package-macros"]),
        ("xl/externalLinks/externalLink1.xml", "<externalLink/>", ["package-external-links"]),
        (
            "xl/externalLinks/externalLink1.xml",
            '<externalLink><ddeLink ddeService="cmd" ddeTopic="/c calc"/></externalLink>',
            ["package-dde", "package-external-links"],
        ),
        ("xl/theme/theme1.xml", "<ddeLink/>", []),
    ],
)
def test_what_is_never_followed_is_noted(part: str, text: str, expected: list[str]) -> None:
    assert codes(read_workbook(archive({**GOOD, part: text}), "a.xlsx")) == expected


def saved(modified: str) -> datetime | None:
    by, at = "<c:lastModifiedBy> 张三 </c:lastModifiedBy>", f"<d:modified>{modified}</d:modified>"
    core = f"<c:p xmlns:c='c' xmlns:d='d'>{by}{at}</c:p>"
    parts = {
        **GOOD,
        "_rels/.rels": relations(
            ("rId1", f"{OFFICE}/officeDocument", "xl/workbook.xml"),
            ("rId2", CORE, "docProps/core.xml"),
            ("rId3", f"{OFFICE}/extended-properties", "docProps/app.xml"),
        ),
        "docProps/core.xml": core,
        "docProps/app.xml": "<Properties><Application>WPS 表格</Application></Properties>",
    }
    data = read_workbook(archive(parts), "a.xlsx")
    assert (data.saved_by, data.application, data.problems) == ("张三", "WPS 表格", ())
    return data.saved_at


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2024-03-01T08:30:00Z", datetime(2024, 3, 1, 8, 30, tzinfo=UTC)),
        ("2024-03-01T08:30:00.500Z", datetime(2024, 3, 1, 8, 30, 0, 500_000, tzinfo=UTC)),
        ("2024-03-01T08:30:00+08:00", datetime(2024, 3, 1, 0, 30, tzinfo=UTC)),
        ("2024-03-01T08:30:00", datetime(2024, 3, 1, 8, 30, tzinfo=UTC)),
        ("0001-01-01T00:00:00+14:00", None),
        ("yesterday", None),
        ("", None),
    ],
)
def test_who_saved_it_when_and_with_what_is_read(text: str, moment: datetime | None) -> None:
    assert saved(text) == moment


def test_every_message_has_both_languages_and_the_same_details() -> None:
    for code, message in PACKAGES.items():
        names = ("part", "count", "limit", "text", "kind", "line", "row", "sheet", "method")
        for english, chinese in zip(message.en, message.zh, strict=True):
            used = [{name for name in names if f"{{{name}}}" in text} for text in (english, chinese)]
            assert used[0] == used[1], code
            assert bool(english) == bool(chinese), code


def streamed() -> bytes:
    """Write an archive as a program does that cannot go back, each part as one that may be of any size."""

    class Forward(io.RawIOBase):
        def __init__(self) -> None:
            self.kept = bytearray()

        def writable(self) -> bool:
            return True

        def write(self, data: object) -> int:
            self.kept += bytes(data)  # type: ignore[call-overload]
            return len(data)  # type: ignore[arg-type]

    out = Forward()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name, text in GOOD.items():
            with target.open(name, "w", force_zip64=True) as part:
                part.write(text.encode())
    return bytes(out.kept)


def test_an_archive_that_was_streamed_with_sizes_for_large_parts_is_a_good_one() -> None:
    assert read_workbook(streamed(), "a.xlsx").problems == ()


def test_a_part_that_should_stand_beyond_any_file_is_damaged() -> None:
    data = archive(GOOD)
    entry = data.rindex(b"PK\1\2")  # the last part of the directory: its place is told in the field for large files
    name = struct.unpack_from("<H", data, entry + 28)[0]
    far = struct.pack("<HHQ", 1, 8, 2**64 - 1)
    head = data[entry : entry + 30] + struct.pack("<H", len(far)) + data[entry + 32 : entry + 42] + b"\xff" * 4
    end = data.rindex(b"PK\5\6")
    (size,) = struct.unpack_from("<L", data, end + 12)
    tail = data[end : end + 12] + struct.pack("<L", size + len(far)) + data[end + 16 :]
    whole = data[:entry] + head + data[entry + 46 : entry + 46 + name] + far + tail
    assert refused(whole).code == "package-checksum"
