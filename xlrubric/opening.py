"""Workbooks of every kind opened: the plain ones here and at once, all others by the worker.

Apart from ``collect``, which knows nothing of formats. A plain .xlsx is read in the program itself: our own reader is
strict, and what it can cost is bounded by how much a file holds. What holds more than any form, and every other
format, costs at most what ``foreign.desk`` allows.
"""

from xlrubric.foreign.desk import Desk
from xlrubric.passwords import Passwords
from xlrubric.problems import Refusal
from xlrubric.xlsx.package import TooHeavy
from xlrubric.xlsx.sniff import is_zip, not_a_zip
from xlrubric.xlsx.workbook import WorkbookData, read_workbook

MOST_HERE = 2 * 2**20  # bytes, unpacked: some twelve forms; what is made to be slow then takes seconds
FOREIGN = frozenset({"package-xls", "package-opendocument", "package-xlsb", "package-encrypted"})


class Elsewhere(Exception):
    """A file cannot be read in this process; a process that shares the work has no library for other formats."""


class Opener:
    """Opens one file after another; to be closed at the end, since it may have a worker."""

    def __init__(self, passwords: Passwords | None = None, desk: Desk | None = None) -> None:
        self._passwords = passwords or Passwords()
        self._desk = desk or Desk()

    def read(self, data: bytes, name: str) -> WorkbookData:
        """Read a workbook. Raises Refusal with one problem where it is none or cannot be read."""
        try:
            return read_workbook(data, name, MOST_HERE)
        except TooHeavy:
            pass
        except Refusal as refused:
            if refused.problems[0].code not in FOREIGN:
                raise
        return self._desk.read(data, name, self._passwords.lines)

    def unlocked(self, data: bytes, name: str) -> bytes:
        """Give the bytes of a file that may be under a password; any other's as they are. Raises Refusal."""
        if is_zip(data) or not_a_zip(data, name)[0] != "package-encrypted":
            return data
        return self._desk.unlock(data, name, self._passwords.lines)

    def close(self) -> None:
        """End the worker."""
        self._desk.close()
