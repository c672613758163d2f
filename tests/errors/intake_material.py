"""What brings about each message of what arrives, for its error book.

Apart from the book because each of them takes a few lines: most lie in the file system or in a worker.
"""

import io
import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from msoffcrypto.format.ooxml import OOXMLFile

from tests.intake.made import OLE2, biff, number_record, packed, raw_zip, spreadsheet, stream
from tests.returns.forms import FAULTS, STANDARD, UNITS, filled, lead_workbook
from tests.test_xlsx_package import GOOD, MAIN, archive, workbook
from xlrubric import archives, intake
from xlrubric import collector as collecting
from xlrubric.collect import collect
from xlrubric.collector import Collector
from xlrubric.foreign import desk, ods
from xlrubric.passwords import Passwords, read_passwords
from xlrubric.problems import Problem, Refusal
from xlrubric.xlsx import markup

Make = Callable[[pytest.MonkeyPatch], tuple[Problem, ...]]
XLS = biff(number_record(0, 0, 1.0))
WORKER = "import struct, sys; o = sys.stdout.buffer; o.write(struct.pack('<Q', 5) + b'ready'); o.flush(); "


def file(data: bytes, name: str = "a.xlsx", passwords: tuple[str, ...] = ()) -> tuple[Problem, ...]:
    """Collect one file of the present folder."""
    Path(name).write_bytes(data)
    return collect([Path(name)], STANDARD, UNITS, passwords=Passwords(passwords)).problems


def of(data: bytes, name: str = "a.xlsx", passwords: tuple[str, ...] = ()) -> Make:
    """Make a file to be collected."""
    return lambda _: file(data, name, passwords)


def locked(password: str) -> bytes:
    """Encrypt a workbook."""
    out = io.BytesIO()
    OOXMLFile(io.BytesIO(filled(FAULTS))).encrypt(password, out)
    return out.getvalue()


def with_limit(module: object, name: str, limit: int, data: bytes, file_name: str) -> Make:
    """Make a file that is over a limit, lowered."""

    def make(patch: pytest.MonkeyPatch) -> tuple[Problem, ...]:
        patch.setattr(module, name, limit)
        return file(data, file_name)

    return make


def with_worker(does: str, limits: desk.Limits) -> Make:
    """Make a worker that does this."""

    def make(patch: pytest.MonkeyPatch) -> tuple[Problem, ...]:
        patch.setattr(desk, "COMMAND", (sys.executable, "-c", WORKER + does))
        patch.setattr(desk, "Limits", lambda: limits)
        return file(XLS, "a.xls")

    return make


def folder_unreadable(patch: pytest.MonkeyPatch) -> tuple[Problem, ...]:
    """Make a folder that may not be read."""

    def denied(path: object) -> object:
        raise PermissionError(13, "Permission denied")

    Path("a").mkdir()
    patch.setattr(os, "scandir", denied)
    return collect([Path("a")], STANDARD, UNITS).problems


def folder_link(_: pytest.MonkeyPatch) -> tuple[Problem, ...]:
    """Make a link to a folder."""
    Path("in").mkdir()
    Path("in/a").symlink_to(Path())
    return collect([Path("in")], STANDARD, UNITS).problems


def special(_: pytest.MonkeyPatch) -> tuple[Problem, ...]:
    """Make a pipe."""
    Path("in").mkdir()
    os.mkfifo("in/a")
    return collect([Path("in")], STANDARD, UNITS).problems


def failing(patch: pytest.MonkeyPatch) -> tuple[Problem, ...]:
    """Make a fault of ours."""
    patch.setattr(Collector, "_read", lambda *_: 1 / 0)
    patch.delenv("XLRUBRIC_DEBUG", raising=False)
    return file(b"x")


def no_passwords(_: pytest.MonkeyPatch) -> tuple[Problem, ...]:
    """Make an empty file of passwords."""
    Path("p.txt").write_bytes(b"")
    try:
        read_passwords(Path("p.txt"))
    except Refusal as refusal:
        return refusal.problems
    return ()


def too_many_units(patch: pytest.MonkeyPatch) -> tuple[Problem, ...]:
    """Make a lead unit's workbook of three units, for a list of one."""
    patch.setattr(collecting, "MORE_UNITS", 0)
    Path("a.xlsx").write_bytes(lead_workbook())
    return collect([Path("a.xlsx")], STANDARD, UNITS[:1]).problems


INNER = packed(("a.txt", b"x"))
NESTED = {**GOOD, "xl/worksheets/sheet1.xml": f'<?x?><worksheet xmlns="{MAIN}">{"<a>" * 300}'}
CROWDED = {**GOOD, "xl/workbook.xml": workbook("<a/>" * 9)}
GREEDY = "a = bytearray(b'x') * 2**28; import time; time.sleep(9)"
MAKERS: dict[str, Make] = {
    "folder-unreadable": folder_unreadable,
    "folder-link": folder_link,
    "file-special": special,
    "file-too-large": with_limit(intake, "MOST_BYTES", 2**20, b"x" * (2**20 + 1), "a.csv"),
    "archive-count": with_limit(archives, "MOST_MEMBERS", 1, packed(("a", b""), ("b", b"")), "a.zip"),
    "archive-size": with_limit(archives, "MOST_BYTES", 2**20, raw_zip((b"a", bytes(2**20 + 1))), "a.zip"),
    "archive-ratio": of(raw_zip((b"a", b"x"), size=2**26), "a.zip"),
    "archive-too-deep": of(packed(("b.zip", packed(("c.zip", INNER)))), "a.zip"),
    "archive-member-encrypted": of(raw_zip((b"a", b"x"), flags=1), "a.zip"),
    "archive-member-method": of(raw_zip((b"a", b"x"), method=9), "a.zip"),
    "archive-member-large": with_limit(archives, "MOST_MEMBER", 2**20, raw_zip((b"a", bytes(2**20 + 1))), "a.zip"),
    "checked-by-value": of(XLS, "a.xls"),
    "identity-units": too_many_units,
    "package-unlocked": of(locked("p"), passwords=("p",)),
    "package-password-wrong": of(locked("p"), passwords=("q", "r")),
    "package-encryption": of(stream("EncryptedPackage")),
    "package-damaged": of(OLE2 + "Workbook".encode("utf-16-le"), "a.xls"),
    "package-elements": with_limit(markup, "MOST_ELEMENTS", 9, archive(CROWDED), "a.xlsx"),
    "package-nesting": of(archive(NESTED)),
    "package-content": lambda patch: content(patch),
    "worker-time": with_worker("import time; time.sleep(9)", desk.Limits(seconds=0.2)),
    "worker-memory": with_worker(GREEDY, desk.Limits(memory=2**27)),
    "worker-died": with_worker("", desk.Limits()),
    "reader-failed": failing,
    "password-file": no_passwords,
}  # fmt: skip


def content(_: pytest.MonkeyPatch) -> tuple[Problem, ...]:
    """Make an .ods whose texts, repeated, are more than any form holds."""
    cell = 'table:number-columns-repeated="16384" office:value-type="string"'
    return file(spreadsheet({cell: "x" * (ods._MOST_TEXT // 16000)}), "a.ods")
