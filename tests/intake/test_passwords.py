"""Passwords: a file of them, tried on workbooks that are encrypted, never shown."""

import io
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner
from msoffcrypto.format.ooxml import OOXMLFile

from tests.returns.forms import FAULTS_TOTAL, GOOD, STANDARD, UNITS, told
from xlrubric.accounting import Status
from xlrubric.cli import Commands
from xlrubric.cli.texts import Texts
from xlrubric.collect import collect
from xlrubric.foreign.unlocking import BUILT_IN
from xlrubric.passwords import MOST, Passwords, read_passwords
from xlrubric.problems import Refusal

KEY = "评分2018 "


def locked(password: str) -> bytes:
    """Encrypt the good form as Excel does."""
    out = io.BytesIO()
    OOXMLFile(io.BytesIO(GOOD)).encrypt(password, out)
    return out.getvalue()


@pytest.fixture(scope="module")
def under_key(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("locked") / "密.xlsx"
    path.write_bytes(locked(KEY))
    return path


@pytest.mark.parametrize(
    ("data", "lines"),
    [
        (f"{KEY}\r\n\r\nb\n".encode(), (KEY, KEY.strip(), "b")),
        (f"\ufeff{KEY}".encode(), (KEY, KEY.strip())),
        ("密码\n".encode("gbk"), ("密码",)),
        ("密码\n".encode("utf-16"), ("密码",)),
        (b"a\na\n", ("a",)),
    ],
)
def test_a_file_of_passwords_is_read_in_the_encodings_that_offices_use(
    tmp_path: Path, data: bytes, lines: tuple[str, ...]
) -> None:
    (tmp_path / "p.txt").write_bytes(data)
    assert read_passwords(tmp_path / "p.txt").lines == lines


@pytest.mark.parametrize(
    "data", [None, b"", b"\n \n", b"\0\xff\xfe", b"a\n" * 2 + b"".join(b"%d\n" % n for n in range(MOST))]
)
def test_a_file_without_passwords_or_with_too_many_is_refused(tmp_path: Path, data: bytes | None) -> None:
    if data is not None:
        (tmp_path / "p.txt").write_bytes(data)
    with pytest.raises(Refusal) as caught:
        read_passwords(tmp_path / "p.txt")
    assert [p.code for p in caught.value.problems] == ["password-file"]


def test_a_password_is_in_no_print() -> None:
    assert "geheim" not in repr(Passwords(("geheim",))) + str(Passwords(("geheim",)))


def test_a_workbook_under_a_password_that_is_given_is_scored(under_key: Path) -> None:
    collection = collect([under_key], STANDARD, UNITS, passwords=Passwords(("falsch", KEY)))
    (account,) = collection.files
    assert (account.status, told(account.problems)) == (Status.SCORED, [("package-unlocked", "")])
    assert collection.returns["U01"].total == FAULTS_TOTAL


@pytest.mark.parametrize(
    ("lines", "code"), [((), "package-encrypted"), (("falsch", "auch falsch"), "package-password-wrong")]
)
def test_a_workbook_under_another_password_says_so(under_key: Path, lines: tuple[str, ...], code: str) -> None:
    (account,) = collect([under_key], STANDARD, UNITS, passwords=Passwords(lines)).files
    assert (account.status, told(account.problems)) == (Status.UNREADABLE, [(code, "")])
    assert "falsch" not in repr(account)


def test_a_workbook_that_excel_encrypts_by_itself_needs_no_password(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(locked(BUILT_IN))
    assert collect([tmp_path], STANDARD, UNITS).returns["U01"].total == FAULTS_TOTAL


def test_the_command_takes_the_file_and_never_prints_what_is_in_it(tmp_path: Path, under_key: Path) -> None:
    (tmp_path / "p.txt").write_text(f"geheim\n{KEY}\n", encoding="utf-8")
    (tmp_path / "u.csv").write_text("单位编号,单位名称\nU01,州财政局\n", encoding="utf-8")
    arguments = ["collect", str(under_key), "--rubric", "xiangxi-2018", "--units", str(tmp_path / "u.csv")]
    arguments += ["-o", str(tmp_path / "r.xlsx"), "--password-file", str(tmp_path / "p.txt")]
    said = CliRunner().invoke(Commands(Texts("en")), arguments, standalone_mode=False)
    assert (tmp_path / "r.xlsx").is_file(), said.output
    assert "1 scored" in said.output or "1 flagged" in said.output
    assert "geheim" not in said.output and KEY not in said.output


def test_a_table_of_entries_under_a_password_is_scored(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.create_sheet("entries", 0)
    for row in (("unit", "finding", "role", "value"), ("U01", "1.1.2", "review", "有")):
        sheet.append(row)
    plain = io.BytesIO()
    book.save(plain)
    out = io.BytesIO()
    OOXMLFile(io.BytesIO(plain.getvalue())).encrypt(KEY, out)
    (tmp_path / "e.xlsx").write_bytes(out.getvalue())
    (tmp_path / "p.txt").write_text(KEY, encoding="utf-8")
    arguments = ["score", "xiangxi-2018", str(tmp_path / "e.xlsx")]
    with pytest.raises(Refusal):
        CliRunner().invoke(Commands(Texts("en")), arguments, standalone_mode=False, catch_exceptions=False)
    arguments += ["--password-file", str(tmp_path / "p.txt")]
    said = CliRunner().invoke(Commands(Texts("en")), arguments, standalone_mode=False, catch_exceptions=False)
    assert "U01  99 points" in said.output
