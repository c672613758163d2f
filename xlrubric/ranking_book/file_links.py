"""The way from the ranking workbook to a file that came in, as the address of a link.

Apart because it alone looks at the file system: everything else in the workbook follows from the tables. The address
is made here, sign by sign; nothing of what a file says goes into it.
"""

import os
from collections.abc import Iterable
from pathlib import Path

LONGEST = 255  # signs that Excel 2010 takes in a link
OPENED = frozenset({".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".et", ".csv", ".zip"})  # what a click may open
ESCAPED = frozenset("%\"<>[]^`{}#?:*|;&' ")


def links(files: Iterable[str], folder: Path | None) -> dict[str, str]:
    """Give the links from a folder to the files, by their names; none to what cannot be reached from there.

    That is what lies in an archive, on another drive, or too deep for Excel. Without a folder there are none, and none
    leads to what is no table: a program or a shortcut that came back must not be one click away.
    """
    if folder is None:
        return {}
    return {file: way for file in files if (way := _way(file, folder))}


def _way(file: str, folder: Path) -> str:
    if Path(file).suffix.lower() not in OPENED or not _is_there(file):
        return ""
    try:
        way = Path(os.path.relpath(file, folder)).as_posix()
        way.encode("utf-8")  # a name that is no text in any encoding cannot stand in a workbook
    except ValueError:  # another drive, or a sign that is half of one
        return ""
    address = escaped(way)
    return address if 1 < len(address) <= LONGEST else ""


def escaped(way: str) -> str:
    """Write a way to a file as an address: what has a meaning there, and blanks, by their codes."""
    return "".join(f"%{ord(sign):02X}" if sign in ESCAPED or ord(sign) < 32 else sign for sign in way)


def _is_there(file: str) -> bool:
    try:
        return Path(file).is_file()
    except (OSError, ValueError):
        return False
