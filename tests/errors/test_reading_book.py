"""The error book of readings in two ways, of what deceives the eye, and of signatures: ``messages.reading``."""

import re
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

import pytest

from tests.errors.book import Page, as_told, as_written, missing, unknown
from tests.errors.return_material import (
    COVER,
    FORM,
    GOOD,
    IDENTITY,
    SCORING,
    STANDARD,
    TOTAL,
    UNIT,
    without,
)
from tests.hostile.zips import archive, changed, members
from tests.returns.raw import cell_changed, part_changed, parts_of, put, sheet_changed, zipped
from xlrubric.build import Prefill, form_values
from xlrubric.collect import collect
from xlrubric.messages.reading import READING
from xlrubric.problems import Problem, Refusal
from xlrubric.sealing import read_key, sealed
from xlrubric.writer import Stamp, render

KEY, OTHER_KEY = b"0123456789abcdef", b"fedcba9876543210"
PARTS = parts_of(GOOD)
BOOK, ROOT = "xl/workbook.xml", "_rels/.rels"
LOOK = "Programs may show different values: open it in Excel or WPS, check them, save it, and return that."
LOOK_ZH = "不同软件可能显示不同的数值：请用 Excel 或 WPS 打开，核对数值，保存后再交回。"
SHEET = "xl/worksheets/sheet2.xml"


def having(part: str, content: bytes) -> bytes:
    return zipped({**PARTS, part: content})


def copied() -> bytes:
    """List the scoring sheet once more under another name."""
    names = re.findall('<sheet name="([^"]*)"', PARTS[BOOK].decode())
    number = names.index(SCORING) + 1
    element = re.findall(f'<sheet name="{SCORING}".*?/>', PARTS[BOOK].decode())[0]
    assert f'r:id="rId{number}"' in element
    return part_changed(GOOD, BOOK, lambda xml: xml.replace(element, element + element.replace(SCORING, "b")))


def two_identities() -> bytes:
    """Put the key of the identity over the cover, which holds something else."""
    return put(GOOD, (COVER, "A1"), "identity")


def disguised() -> bytes:
    """Show the total as 9."""
    number = len(re.findall("<xf ", re.findall("<cellXfs.*?</cellXfs>", PARTS["xl/styles.xml"].decode(), re.S)[0]))
    form = '<numFmt numFmtId="399" formatCode="&quot;9&quot;"/>'
    look = part_changed(
        GOOD,
        "xl/styles.xml",
        lambda xml: re.sub("(<numFmts[^>]*>)", rf"\1{form}", xml).replace(
            "</cellXfs>", '<xf numFmtId="399" fontId="0" fillId="0" borderId="0" xfId="0"/></cellXfs>'
        ),
    )
    return cell_changed(look, TOTAL, lambda xml: re.sub(r' s="\d+"', f' s="{number}"', xml))


def signed(key: bytes) -> bytes:
    form = sealed(FORM, key)
    return render(form, form_values(form, Prefill()), Stamp(datetime(2018, 10, 1)))


def two_mains() -> bytes:
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
    more = f'<Relationship Id="rId91" Type="{kind}" Target="xl/other.xml"/></Relationships>'
    rels = PARTS[ROOT].replace(b"</Relationships>", more.encode())
    return zipped({**PARTS, "xl/other.xml": PARTS[BOOK], ROOT: rels})


# The material is the file a.xlsx, or a key file.
PAGES = (
    Page(
        "package-stray-bytes",
        GOOD + b"hello",
        f"a.xlsx: [package-stray-bytes] The file holds 5 bytes that belong to none of its parts. They were not read. "
        f"{LOOK}",
        f"a.xlsx: [package-stray-bytes] 文件中有 5 个字节不属于任何部分，未读取。{LOOK_ZH}",
    ),
    Page(
        "package-heading",
        archive(changed(members(PARTS), SHEET, own_crc=1)),
        f"a.xlsx: [package-heading] The part {SHEET} says of itself something else than the file's directory does (1 "
        f"such parts); the directory was believed. {LOOK}",
        f"a.xlsx: [package-heading] 其中 {SHEET} 自身的说明与文件目录不一致（共 1 处），已按目录读取。{LOOK_ZH}",
    ),
    Page(
        "package-namespace",
        part_changed(GOOD, BOOK, lambda xml: xml.replace("<sheet ", '<sheet xmlns="o" ', 1)),
        "a.xlsx: [package-namespace] The part xl/workbook.xml mixes two languages of XML, so that programs see "
        "different things in it. Open it in Excel or WPS, save it as an Excel workbook (.xlsx), and return that.",
        "a.xlsx: [package-namespace] 其中的 xl/workbook.xml 混用了两种 XML 格式，不同软件看到的内容不同。"
        "请用 Excel 或 WPS 打开，另存为 Excel 工作簿（.xlsx）后再交回。",
    ),
    Page(
        "package-objects",
        having("xl/embeddings/oleObject1.bin", b"x"),
        "a.xlsx: [package-objects] The file carries 1 objects of other programs. They were not opened.",
        "a.xlsx: [package-objects] 文件带有 1 个其他程序的对象，未予打开。",
    ),
    Page(
        "package-remote",
        having("xl/connections.xml", b"<connections/>"),
        "a.xlsx: [package-remote] The file points to 1 places outside of it (links, pictures, data). They were not "
        "followed.",
        "a.xlsx: [package-remote] 文件中有 1 处指向外部（链接、图片、数据），未予访问。",
    ),
    Page(
        "package-role-twice",
        two_mains(),
        f"a.xlsx: [package-role-twice] The file names 2 parts of a kind of which it can have one (officeDocument). "
        f"{LOOK}",
        f"a.xlsx: [package-role-twice] 文件中有 2 个同类部分（officeDocument），而只能有一个。{LOOK_ZH}",
    ),
    Page(
        "sheet-namespace",
        sheet_changed(GOOD, SCORING, lambda xml: re.sub('xmlns="[^"]*"', 'xmlns="urn:x"', xml, count=1), FORM),
        f"a.xlsx!评分表: [sheet-namespace] The sheet is not in the language of worksheets (urn:x); it was read all the "
        f"same. {LOOK}",
        f"a.xlsx!评分表: [sheet-namespace] 此表声明的格式（urn:x）不是工作表的格式，仍已读取。{LOOK_ZH}",
    ),
    Page(
        "sheet-nesting",
        sheet_changed(GOOD, SCORING, lambda xml: xml.replace("</row>", '<x><c r="A2"/></x></row>', 1), FORM),
        f"a.xlsx!评分表: [sheet-nesting] Something stands in the sheet's data where it does not belong (c, 1 such); it "
        f"was passed by. {LOOK}",
        f"a.xlsx!评分表: [sheet-nesting] 工作表数据中有放错位置的内容（c，共 1 处），已略过。{LOOK_ZH}",
    ),
    Page(
        "identity-twice",
        two_identities(),
        "a.xlsx: [identity-twice] the workbook holds the identity sheets of 2 different forms (封面, 标识); none was "
        "taken. Return each form as a file of its own.",
        "a.xlsx: [identity-twice] 工作簿中有 2 份不同评分表的标识表（封面, 标识），均未采用。"
        "请把每份评分表作为单独的文件交回。",
    ),
    Page(
        "identity-gone",
        without(IDENTITY),
        "a.xlsx: [identity-gone] here stand sheets of a form (封面, 评分表), but without its identity sheet: they were "
        "copied into another workbook. Return the form as the whole file that was sent out.",
        "a.xlsx: [identity-gone] 这里有评分表的工作表（封面, 评分表），但没有标识表：可能是被复制到了别的工作簿中。"
        "请交回当初发出的整个文件。",
    ),
    Page(
        "sheet-copied",
        copied(),
        "a.xlsx!评分表: [sheet-copied] this sheet stands there 2 times, always the same (评分表, b); it was read once.",
        "a.xlsx!评分表: [sheet-copied] 此表出现了 2 次（评分表, b），内容完全相同，只读取一次。",
    ),
    Page(
        "sheet-hidden",
        part_changed(GOOD, BOOK, lambda xml: xml.replace(f'name="{SCORING}"', f'name="{SCORING}" state="hidden"')),
        "a.xlsx!评分表: [sheet-hidden] this sheet, which has boxes to fill in, was hidden; it was read all the same.",
        "a.xlsx!评分表: [sheet-hidden] 这张有填写格的工作表被隐藏，仍已读取。",
    ),
    Page(
        "entries-hidden",
        sheet_changed(GOOD, SCORING, lambda xml: xml.replace('<row r="8"', '<row r="8" hidden="1"'), FORM),
        "a.xlsx!评分表!G8: [entries-hidden] 5 boxes to fill in stand in hidden rows or columns, this one first; they "
        "were read all the same.",
        "a.xlsx!评分表!G8: [entries-hidden] 有 5 个填写格在隐藏的行或列中（此处为第一个），仍已读取。",
    ),
    Page(
        "column-unknown",
        sheet_changed(
            GOOD,
            SCORING,
            lambda xml: re.sub(r'(<row r="7".*?)</row>', r'\1<c r="Z7"><v>5</v></c></row>', xml, count=1),
            FORM,
        ),
        "a.xlsx!评分表!Z7: [column-unknown] something stands beside the form (5); it counts nothing.",
        "a.xlsx!评分表!Z7: [column-unknown] 表外写有内容（5），未计分。",
    ),
    Page(
        "cell-disguised",
        disguised(),
        "a.xlsx!评分表!N10: [cell-disguised] the number format of this cell was changed so that it shows something "
        "else than it holds (5). What it holds was read. Ask why.",
        "a.xlsx!评分表!N10: [cell-disguised] 此单元格的数字格式被改动，显示的不是其中的值（5）；已按其中的值读取。"
        "请问明原因。",
    ),
    Page(
        "form-unsigned",
        GOOD,
        "a.xlsx!标识: [form-unsigned] this form carries no signature: it was not made with this key. Look whether it "
        "is the form that your office sent out; if it is, have it built with --key-file.",
        "a.xlsx!标识: [form-unsigned] 此表没有签名：不是用此密钥生成的。"
        "请核对是否为本单位发出的表；若是，请用 --key-file 重新生成。",
    ),
    Page(
        "form-forged",
        signed(OTHER_KEY),
        "a.xlsx!标识!B12: [form-forged] the signature of this form does not fit: it was made with another key (another "
        "year's, another office's), or what it says of its rubric or its unit was changed. Do not rely on it; ask who "
        "sent it, and compare it with what was sent out.",
        "a.xlsx!标识!B12: [form-forged] 此表的签名不符：是用别的密钥（往年的、别的单位的）生成的，或其标识中的细则、"
        "单位被改动过。请勿采信，向交表人核实，并与发出的表核对。",
    ),
    Page(
        "key-unfit",
        b"short",
        "a.xlsx: [key-unfit] the key file cannot be used: 5 bytes. Make one with at least 16 random letters and digits "
        "on one line.",
        "a.xlsx: [key-unfit] 密钥文件不能使用：5 bytes。请在其中写一行至少 16 个随机的字母和数字。",
    ),
)
KEYED = ("form-unsigned", "form-forged")


def problems_of(page: Page) -> Iterable[Problem]:
    assert isinstance(page.material, bytes)
    path = Path("a.xlsx")
    path.write_bytes(page.material)
    if page.code == "key-unfit":
        with pytest.raises(Refusal) as caught:
            read_key(path)
        return caught.value.problems
    return collect([path], STANDARD, [UNIT], key=KEY if page.code in KEYED else None).problems


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.code)
def test_the_smallest_material_brings_its_message(page: Page, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert as_told(p for p in problems_of(page) if p.code == page.code) == [as_written(page)]


def test_no_code_lacks_its_page_and_no_page_its_code() -> None:
    assert missing(READING, PAGES) == []
    assert unknown(READING, PAGES) == []
