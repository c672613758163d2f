"""Which outside programs are installed here, and the mark that skips a test where one is missing.

Apart from the modules that run them, so that a test can be skipped without starting anything.
"""

import functools
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TypeVar

import pytest

Test = TypeVar("Test", bound=Callable[..., object])

MAC_OFFICE = Path("/Applications/LibreOffice.app/Contents")
LINUX_OFFICES = (Path("/usr/lib/libreoffice"), Path("/usr/lib64/libreoffice"), Path("/opt/libreoffice"))
PYTHON_SETTINGS = ("PYTHONPATH", "PYTHONHOME", "PYTHONSTARTUP", "__PYVENV_LAUNCHER__")


class OfficeError(Exception):
    """An outside program failed, left something out, or took too long; the text says which and what."""


def needs(*what: str) -> Callable[[Test], Test]:
    """Mark a test as ``office``, and skip it where something that it needs is missing; the reason says what.

    The names are ``soffice``, ``uno`` (for ``fill``, together with soffice), ``poppler`` and ``carlito``.
    """

    def mark(test: Test) -> Test:
        reason = missing(*what)
        marked: Test = pytest.mark.office(pytest.mark.skipif(bool(reason), reason=reason)(test))
        return marked

    return mark


def missing(*what: str) -> str:
    """Say in one sentence which of soffice, uno, poppler and carlito are not installed; "" if all are."""
    absent = [WORDS[name] for name in what if not FINDERS[name]()]
    return f"not installed here: {', '.join(absent)}" if absent else ""


@functools.cache
def soffice() -> Path | None:
    """Find LibreOffice's program, on the path or where its installers put it."""
    # On Windows soffice.exe returns before its work is done; soffice.com waits.
    names = ("soffice.com", "soffice") if sys.platform == "win32" else ("soffice", "libreoffice")
    on_path = (shutil.which(name) for name in names)
    usual = (folder / name for folder in _program_folders() for name in names)
    found = [Path(name) for name in on_path if name] + [path for path in usual if path.is_file()]
    return found[0] if found else None


@functools.cache
def uno_python() -> Path | None:
    """Find a Python that can ``import uno``: the one inside LibreOffice, or the system's."""
    program = soffice()
    if program is None:
        return None
    folders = [program.resolve().parent, *_program_folders(), MAC_OFFICE / "Resources"]
    inside = [folder / name for folder in folders for name in ("python.exe", "python")]
    outside = [Path(name) for name in (shutil.which("python3"), "/usr/bin/python3") if name]
    return next((path for path in inside + outside if path.is_file() and _has_uno(path)), None)


def poppler() -> bool:
    """Whether poppler's ``pdftoppm`` and ``pdftotext`` are on the path."""
    return bool(shutil.which("pdftoppm") and shutil.which("pdftotext"))


def environment() -> dict[str, str]:
    """Give the environment for a program of LibreOffice's: without this Python's settings, in UTF-8.

    Another Python must not see our packages, and in the locale "C" LibreOffice cannot open a file with a
    Chinese name.
    """
    kept = {name: value for name, value in os.environ.items() if name not in PYTHON_SETTINGS}
    return kept | {"PYTHONUTF8": "1"} | ({} if sys.platform in ("win32", "darwin") else {"LC_ALL": "C.UTF-8"})


def _has_uno(python: Path) -> bool:
    command = [str(python), "-c", "import uno"]
    try:
        return subprocess.run(command, capture_output=True, timeout=30, env=environment()).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False


def _program_folders() -> list[Path]:
    if sys.platform == "win32":
        roots = {os.environ.get(name, "") for name in ("ProgramFiles", "ProgramW6432", "ProgramFiles(x86)")}
        return [Path(root) / "LibreOffice" / "program" for root in sorted(roots) if root]
    if sys.platform == "darwin":
        return [MAC_OFFICE / "MacOS"]
    return [folder / "program" for folder in LINUX_OFFICES]


def carlito() -> bool:
    """Whether LibreOffice has Carlito, which is as wide as Calibri."""
    if not shutil.which("fc-list"):
        return False
    said = subprocess.run(["fc-list", "Carlito"], capture_output=True, timeout=30)
    return bool(said.stdout.strip())


FINDERS: Mapping[str, Callable[[], object]] = {
    "soffice": soffice,
    "uno": uno_python,
    "poppler": poppler,
    "carlito": carlito,
}
WORDS: Mapping[str, str] = {
    "soffice": "LibreOffice (soffice)",
    "uno": "a Python with LibreOffice's uno module (python3-uno)",
    "poppler": "poppler (pdftoppm and pdftotext)",
    "carlito": "the font Carlito (fonts-crosextra-carlito)",
}
