"""Every kind of file that offices send: each is named for what it is, and two good forms beside it are untouched."""

import codecs
import struct
from pathlib import Path

import pytest

from tests.intake.beside import with_two_good
from tests.intake.made import (
    FORM,
    OLE2,
    biff,
    label_record,
    number_record,
    office,
    packed,
    raw_zip,
    spreadsheet,
    stated,
    stream,
)
from xlrubric.messages import MESSAGES, words

NO, BAD, ARCHIVE = "not_a_form", "unreadable", "archive_not_opened"

# the file's name, its bytes, what becomes of it, the code of the message
KINDS: list[tuple[str, bytes, str, str]] = [
    # left behind by systems and programs
    ("~$甲.xlsx", b"\x06office" + bytes(158), NO, "package-lock-file"),
    ("~$甲.docx", b"\x06office" + bytes(158), NO, "package-lock-file"),
    (".~lock.甲.xlsx#", b",user,pc,01.10.2018 08:00,file:///home;", NO, "package-lock-file"),
    ("._甲.xlsx", b"\x00\x05\x16\x07\x00\x02\x00\x00Mac OS X        " + bytes(60), NO, "package-left-behind"),
    ("甲.xlsx", b"\x00\x05\x16\x00\x00\x02\x00\x00" + bytes(60), NO, "package-left-behind"),
    (".DS_Store", b"\0\0\0\1Bud1" + bytes(40), NO, "package-left-behind"),
    (".DS_Store", b"whatever", NO, "package-left-behind"),
    ("Thumbs.db", OLE2, NO, "package-left-behind"),
    ("缩略图.db", stream("Catalog\0"), NO, "package-left-behind"),
    ("desktop.ini", b"[.ShellClassInfo]\r\nIconFile=a", NO, "package-left-behind"),
    ("桌面.ini", codecs.BOM_UTF16_LE + "\r\n[.ShellClassInfo]\r\n".encode("utf-16-le"), NO, "package-left-behind"),
    # shortcuts
    ("甲.xlsx.lnk", b"L\0\0\0\x01\x14\x02\0\0\0\0\0\xc0\0\0\0\0\0\0F" + bytes(60), NO, "package-shortcut"),
    ("甲.xlsx", b"L\0\0\0\x01\x14\x02\0" + bytes(80), NO, "package-shortcut"),
    ("甲.url", b"[InternetShortcut]\r\nURL=https://example.org/a.xlsx\r\n", NO, "package-shortcut"),
    ("乙.url", b"\xef\xbb\xbf\r\n[InternetShortcut]\r\nURL=file:///a", NO, "package-shortcut"),
    # paper
    ("甲.pdf", b"%PDF-1.4\n%\xe2\xe3", NO, "package-pdf"),
    ("甲.xlsx", b"\r\n%PDF-1.7\n", NO, "package-pdf"),
    ("甲.jpg", b"\xff\xd8\xff\xe1\0\x10Exif", NO, "package-picture"),
    ("甲.png", b"\x89PNG\r\n\x1a\n\0\0", NO, "package-picture"),
    ("甲.gif", b"GIF89a\1\0", NO, "package-picture"),
    ("甲.tif", b"II*\0\x08\0", NO, "package-picture"),
    ("乙.tif", b"MM\0*\0\0", NO, "package-picture"),
    ("甲.webp", b"RIFF\0\0\0\0WEBPVP8 ", NO, "package-picture"),
    ("甲.heic", b"\0\0\0\x18ftypheic\0\0", NO, "package-picture"),
    ("甲.avif", b"\0\0\0\x18ftypavif\0\0", NO, "package-picture"),
    ("甲.psd", b"8BPS\0\1", NO, "package-picture"),
    ("甲.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>", NO, "package-picture"),
    ("乙.svg", b"<?xml version='1.0'?>\n<svg/>", NO, "package-picture"),
    # sound, film, programs
    ("甲.mp4", b"\0\0\0\x18ftypisom\0\0", NO, "package-recording"),
    ("甲.mov", b"\0\0\0\x14ftypqt  ", NO, "package-recording"),
    ("甲.wav", b"RIFF\0\0\0\0WAVEfmt ", NO, "package-recording"),
    ("甲.avi", b"RIFF\0\0\0\0AVI LIST", NO, "package-recording"),
    ("甲.mp3", b"ID3\x03\0", NO, "package-recording"),
    ("甲.mkv", b"\x1a\x45\xdf\xa3\0", NO, "package-recording"),
    ("甲.exe", b"MZ\x90\0\x03\0\0\0", NO, "package-program"),
    ("评分表.xlsx", b"MZ\x90\0\x03\0\0\0", NO, "package-program"),
    ("甲", b"\x7fELF\2\1\1", NO, "package-program"),
    # mail
    ("甲.eml", b"From: a@b.cn\r\nTo: c@d.cn\r\nSubject: =?gbk?B?x+s=?=\r\n\r\n", NO, "package-mail"),
    ("乙.eml", b"Received: from x\r\n by y\r\nMIME-Version: 1.0\r\nFrom: a@b.cn\r\n\r\n", NO, "package-mail"),
    ("甲.msg", stream("__substg1.0_001A001E"), NO, "package-mail"),
    # other documents
    ("甲.docx", office("word/document.xml"), NO, "package-other-office"),
    ("甲.xlsx", office("word/document.xml"), NO, "package-other-office"),
    ("甲.pptx", office("ppt/presentation.xml"), NO, "package-other-office"),
    ("甲.vsdx", office("visio/document.xml"), NO, "package-other-office"),
    ("甲.doc", stream("WordDocument"), NO, "package-other-office"),
    ("甲.xls", stream("WordDocument"), NO, "package-other-office"),
    ("甲.ppt", stream("PowerPoint Document"), NO, "package-other-office"),
    ("甲.vsd", stream("VisioDocument"), NO, "package-other-office"),
    ("甲.wps", OLE2, NO, "package-old-office"),
    ("甲.rtf", b"{\\rtf1\\ansi", NO, "package-other-office"),
    ("甲.ofd", packed(("OFD.xml", b"<ofd/>"), ("Doc_0/Document.xml", b"<d/>")), NO, "package-other-office"),
    ("甲.odt", stated("vnd.oasis.opendocument.text"), NO, "package-other-office"),
    ("甲.odp", stated("vnd.oasis.opendocument.presentation"), NO, "package-other-office"),
    ("甲.odg", stated("vnd.oasis.opendocument.graphics"), NO, "package-other-office"),
    ("甲.epub", stated("epub+zip"), NO, "package-other-office"),
    ("甲.numbers", packed(("Index/Document.iwa", b"x")), BAD, "package-numbers"),
    ("甲.pages", packed(("Index.zip", b"x"), ("mimetype", b"")), BAD, "package-numbers"),
    # tables that are no workbooks
    ("甲.xls", b"<html xmlns:x='urn:schemas-microsoft-com:office:excel'><table></table></html>", NO, "package-html"),
    ("乙.xls", b"\xef\xbb\xbf\n<table border=1><tr><td>1</td></tr></table>", NO, "package-html"),
    ("丙.xls", codecs.BOM_UTF16_LE + "<html><body>".encode("utf-16-le"), NO, "package-html"),
    ("甲.mht", b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n", NO, "package-html"),
    ("丁.xls", "单位,得分\r\n州财政局,95\r\n".encode("gbk"), NO, "package-text"),
    ("甲.csv", "单位,得分\n".encode("utf-8-sig"), NO, "package-text"),
    ("甲.txt", "单位\t得分\n".encode("utf-16"), NO, "package-text"),
    (
        "戊.xls",
        b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>'
        b'<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>',
        NO,
        "package-xml-2003",
    ),
    ("甲.json", b'{"total": 95}', NO, "package-text"),
    # nothing, or nothing known
    ("空.xlsx", b"", BAD, "package-empty"),
    ("乱.xlsx", bytes(range(256)) * 4, NO, "package-unknown"),
    ("零.xlsx", bytes(4096), NO, "package-unknown"),
    # archives of other programs
    ("甲.rar", b"Rar!\x1a\x07\x00\xcf\x90", ARCHIVE, "package-archive"),
    ("乙.rar", b"Rar!\x1a\x07\x01\x00", ARCHIVE, "package-archive"),
    ("甲.zip", b"Rar!\x1a\x07\x01\x00", ARCHIVE, "package-archive"),
    ("甲.7z", b"7z\xbc\xaf\x27\x1c\0\x04", ARCHIVE, "package-archive"),
    ("甲.tar.gz", b"\x1f\x8b\x08\0\0", ARCHIVE, "package-archive"),
    ("甲.tar", bytes(257) + b"ustar\x0000" + bytes(248), ARCHIVE, "package-archive"),
    ("乙.tar", "甲.xlsx".encode() + bytes(249) + b"ustar  \0" + bytes(247), ARCHIVE, "package-archive"),
    ("甲.bz2", b"BZh91AY&SY", ARCHIVE, "package-archive"),
    ("甲.xz", b"\xfd7zXZ\0\0", ARCHIVE, "package-archive"),
    ("甲.zst", b"\x28\xb5\x2f\xfd\0", ARCHIVE, "package-archive"),
    ("甲.cab", b"MSCF\0\0\0\0\0", ARCHIVE, "package-archive"),
    ("甲.lzh", b"\x20\x00-lh5-", ARCHIVE, "package-archive"),
    # workbooks that are damaged, locked or no forms
    ("断.xlsx", FORM[:9000], BAD, "package-truncated"),
    ("断二.xlsx", FORM[:-1], BAD, "package-truncated"),
    ("半.xlsx", FORM[: len(FORM) // 2] + bytes(len(FORM) // 2), BAD, "package-truncated"),
    ("密.xlsx", stream("EncryptedPackage"), BAD, "package-encryption"),
    ("假.xls", stream("Workbook"), BAD, "package-damaged"),
    ("假.et", stream("Workbook") + bytes(3000), BAD, "package-damaged"),
    ("旧.xls", biff(number_record(0, 0, 1.0), label_record(1, 0, "a")), NO, "not-a-form"),
    ("断.xls", biff(number_record(0, 0, 1.0))[:-9], BAD, "package-damaged"),
    ("名单.ods", spreadsheet({'office:value-type="string"': "州财政局"}), NO, "not-a-form"),
    ("坏.ods", spreadsheet({}, content="<x"), BAD, "package-xml"),
    (
        "锁.ods",
        packed(
            ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"),
            ("META-INF/manifest.xml", b"<m><manifest:encryption-data/></m>"),
        ),
        BAD,
        "package-encrypted",
    ),
    ("坏.xlsb", office("xl/workbook.bin"), BAD, "package-damaged"),
    ("三.zip", packed(("a.zip", packed(("b.zip", packed(("c.txt", b"x")))))), ARCHIVE, "archive-too-deep"),
    ("假.zip", b"PK\x03\x04" + bytes(200), BAD, "package-truncated"),
    ("尾.zip", b"PK\x05\x06" + bytes(18), BAD, "nothing-to-collect"),
    ("长.xlsx", struct.pack("<4s", b"PK\3\4") + b"\xff" * 60, BAD, "package-truncated"),
    ("重.zip", raw_zip((b"", b"")), BAD, "package-empty"),
]


@pytest.mark.parametrize(("name", "data", "status", "code"), KINDS, ids=[f"{k[0]}-{k[3]}" for k in KINDS])
def test_a_file_is_named_for_what_it_is_and_the_good_ones_stay(
    tmp_path: Path, name: str, data: bytes, status: str, code: str
) -> None:
    (account,) = with_two_good(tmp_path, name, data)
    assert (str(account.status), account.problems[-1].code if code == "not-a-form" else account.problems[0].code) == (
        status,
        code,
    )
    assert MESSAGES[code].en[1] or code == "checked-by-value"
    assert all(words(account.problems[0], language)[0] for language in ("en", "zh"))


def test_there_are_enough_of_them() -> None:
    assert len(KINDS) >= 80
    assert len({(name, data) for name, data, _, _ in KINDS}) == len(KINDS)
