"""The reader for each kind of workbook, by what the file is.

Apart from the worker that runs it, so that it can be tried without one.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace

from xlrubric.foreign.grids import read_xlsb
from xlrubric.foreign.ods import read_ods
from xlrubric.foreign.unlocking import unlocked
from xlrubric.foreign.values import TooManyCells
from xlrubric.foreign.xls import Encrypted, read_xls
from xlrubric.problems import Place, Problem, Refusal, problem
from xlrubric.xlsx.markup import refusal
from xlrubric.xlsx.sheet import CELL_LIMIT
from xlrubric.xlsx.sniff import is_zip
from xlrubric.xlsx.workbook import WorkbookData, read_workbook

LONGEST_REASON = 80
Reader = Callable[[bytes, str], WorkbookData]
# by the message with which our own reader names the kind; the kind as people call it
READERS: dict[str, tuple[str, Reader]] = {
    "package-xls": (".xls", read_xls),
    "package-opendocument": (".ods", read_ods),
    "package-xlsb": (".xlsb", read_xlsb),
}


def read_any(data: bytes, name: str, passwords: Sequence[str]) -> WorkbookData:
    """Read a workbook of any kind. Raises Refusal with one problem where it is none or cannot be read."""
    try:
        return _read(data, name)
    except Encrypted:
        pass
    except Refusal as refused:
        if refused.problems[0].code != "package-encrypted" or is_zip(data):
            raise
    book = _read(unlocked(data, name, passwords), name)
    return _with(book, problem(Place(name), "package-unlocked"))


def _read(data: bytes, name: str) -> WorkbookData:
    try:
        return read_workbook(data, name)
    except Refusal as refused:
        code = refused.problems[0].code
        if code not in READERS:
            raise
    kind, reader = READERS[code]
    book = _guarded(reader, data, name, kind)
    return _with(book, problem(Place(name), "checked-by-value", kind=kind))


def _guarded(reader: Reader, data: bytes, name: str, kind: str) -> WorkbookData:
    """Read with a library that fails over a damaged file in ways that it does not list."""
    try:
        return reader(data, name)
    except (Refusal, Encrypted, MemoryError):
        raise
    except TooManyCells:
        raise refusal(name, "package-cell-count", limit=CELL_LIMIT, part=kind) from None
    except BaseException as fault:  # a panic of calamine is no Exception
        why = " ".join(str(fault).split()) or type(fault).__name__
        raise refusal(name, "package-damaged", kind=kind, why=why[:LONGEST_REASON]) from None


def _with(book: WorkbookData, more: Problem) -> WorkbookData:
    return replace(book, problems=tuple(sorted((*book.problems, more))))
