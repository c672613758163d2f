"""What goes between the program and its worker: lengths and JSON, never objects.

Apart because both sides need it. A worker that a bad file has taken over can at worst send a workbook that is wrong.
"""

import json
import struct
from base64 import b64decode, b64encode
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import IO, Any, cast

from xlrubric.problems import Place, Problem, Refusal
from xlrubric.xlsx.cells import CellData, Kind
from xlrubric.xlsx.sheet import SheetData, State
from xlrubric.xlsx.workbook import WorkbookData

MOST_ANSWER = 16 * 2**20  # bytes: the content of two hundred forms
KINDS: tuple[Kind, ...] = ("number", "text", "bool", "error", "blank")
_LENGTH = struct.Struct("<Q")


def send(pipe: IO[bytes], *messages: bytes) -> None:
    """Write messages, each after its length. Raises OSError."""
    for message in messages:
        pipe.write(_LENGTH.pack(len(message)))
        pipe.write(message)
    pipe.flush()


def receive(pipe: IO[bytes], most: int) -> bytes | None:
    """Read one message; None where the other side is gone or says more than it may. Raises OSError."""
    head = _exactly(pipe, _LENGTH.size)
    if head is None:
        return None
    (length,) = _LENGTH.unpack(head)
    return _exactly(pipe, length) if length <= most else None


def _exactly(pipe: IO[bytes], length: int) -> bytes | None:
    data = bytearray()
    while len(data) < length:
        piece = pipe.read(min(length - len(data), 2**20))
        if not piece:
            return None
        data += piece
    return bytes(data)


def question(name: str, passwords: Sequence[str], unlock: bool = False) -> bytes:
    """Write what is asked of a file whose bytes follow: its content, or only its bytes without the password."""
    return json.dumps({"name": name, "passwords": list(passwords), "unlock": unlock}).encode("ascii")


def asked(message: bytes) -> tuple[str, tuple[str, ...], bool]:
    """Give a file's name, the passwords to be tried, and whether only the bytes are asked for."""
    data = json.loads(message)
    return data["name"], tuple(data["passwords"]), bool(data["unlock"])


def bytes_answer(data: bytes) -> bytes:
    """Write the bytes of a file that was under a password."""
    return json.dumps({"bytes": b64encode(data).decode("ascii")}).encode("ascii")


def answered_bytes(message: bytes) -> bytes:
    """Give the bytes that were sent. Raises Refusal where the file was refused."""
    data = json.loads(message)
    if "refused" in data:
        raise Refusal(_problems_of(data["refused"]))
    return b64decode(data["bytes"])


def answer(book: WorkbookData) -> bytes:
    """Write a workbook that was read."""
    data = {
        "sheets": [_sheet(sheet) for sheet in book.sheets],
        "saved_by": book.saved_by,
        "saved_at": book.saved_at.isoformat() if book.saved_at else None,
        "application": book.application,
        "problems": _problems(book.problems),
        "by_value": book.by_value,
    }
    return json.dumps(data, separators=(",", ":")).encode("ascii")


def refusal(problems: Iterable[Problem]) -> bytes:
    """Write why a file was refused."""
    return json.dumps({"refused": _problems(problems)}).encode("ascii")


def _sheet(sheet: SheetData) -> list[Any]:
    formats = [[*at, told] for at, told in sheet.formats.items()]
    hidden = [sorted(numbers) for numbers in sheet.hidden]
    return [sheet.name, sheet.state, _cells(sheet), _problems(sheet.problems), formats, hidden]


def _sheet_of(row: Sequence[Any]) -> SheetData:
    name, state, cells, problems, formats, (rows, columns) = row
    told = {(row, column): kind for row, column, kind in formats}
    hidden = frozenset(rows), frozenset(columns)
    return SheetData(name, cast(State, state), _cells_of(cells), _problems_of(problems), told, hidden)


def _cells(sheet: SheetData) -> list[list[Any]]:
    return [[row, column, KINDS.index(c.kind), c.text, c.formula] for (row, column), c in sheet.cells.items()]


def _problems(problems: Iterable[Problem]) -> list[list[Any]]:
    return [
        [p.place.file, p.place.line, p.place.column, p.place.sheet, p.place.cell, p.code, list(p.details), p.unit]
        for p in problems
    ]


def answered(message: bytes) -> WorkbookData:
    """Give the workbook that was sent. Raises Refusal where the file was refused."""
    data = json.loads(message)
    if "refused" in data:
        raise Refusal(_problems_of(data["refused"]))
    sheets = tuple(_sheet_of(row) for row in data["sheets"])
    saved_at = datetime.fromisoformat(data["saved_at"]) if data["saved_at"] else None
    problems = _problems_of(data["problems"])
    return WorkbookData(sheets, data["saved_by"], saved_at, data["application"], problems, data["by_value"])


def _cells_of(rows: Iterable[Sequence[Any]]) -> dict[tuple[int, int], CellData]:
    return {(row, column): CellData(KINDS[kind], text, formula) for row, column, kind, text, formula in rows}


def _problems_of(rows: Iterable[Sequence[Any]]) -> tuple[Problem, ...]:
    return tuple(
        Problem(Place(file, line, column, sheet, cell), code, tuple((str(k), str(v)) for k, v in details), unit)
        for file, line, column, sheet, cell, code, details, unit in rows
    )
