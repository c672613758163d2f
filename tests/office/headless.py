"""LibreOffice without a window: many workbooks in, recalculated workbooks or PDF out, one start.

Apart from ``fill`` because nothing here needs UNO. Every start has a throw-away profile of its own: two
starts that share a profile block each other, and in a fresh profile LibreOffice would keep the cached values
of a workbook that it loads, so a comparison through it would prove nothing.
"""

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from tests.office.programs import OfficeError, environment, missing, soffice

QUIET = ("--headless", "--norestore", "--nologo", "--nodefault", "--nolockcheck")
START_SECONDS = 60.0
FILE_SECONDS = 4.0

# Recalculation mode 0 is "always"; LibreOffice's own default for files of other programs is "never".
# Grammar 1 is Excel's: a typed formula may say =SUM(lists!A1,2).
SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="ODFRecalcMode" oor:op="fuse"><value>0</value></prop></item>
<item oor:path="/org.openoffice.Office.Calc/Formula/Syntax">
<prop oor:name="Grammar" oor:op="fuse"><value>1</value></prop></item>
</oor:items>
"""


def recalculate(paths: Sequence[Path], into: Path, *, seconds: float | None = None) -> list[Path]:
    """Write each workbook anew into the folder ``into``, as .xlsx with LibreOffice's own values.

    The results stand in the order of ``paths`` and keep their names; a result may replace its source.
    ``OfficeError`` if a file is missing, two would get one name, LibreOffice leaves one out, or the whole
    takes longer than ``seconds`` (a minute and four seconds a file, if not given).
    """
    return _convert(paths, into, "xlsx", "xlsx:Calc MS Excel 2007 XML", seconds)


def to_pdf(paths: Sequence[Path], into: Path, *, seconds: float | None = None) -> list[Path]:
    """Print each workbook, recalculated, as a PDF into the folder ``into``; else like ``recalculate``."""
    return _convert(paths, into, "pdf", "pdf:calc_pdf_Export", seconds)


@contextlib.contextmanager
def running(*arguments: str, output: int = subprocess.DEVNULL) -> Iterator["subprocess.Popen[bytes]"]:
    """Start LibreOffice with a new profile; afterwards end it, with its children, and drop the profile.

    ``output`` is the descriptor of a file for what it says; a pipe that nobody empties would stop it.
    """
    program = soffice()
    if program is None:
        raise OfficeError(missing("soffice"))
    with tempfile.TemporaryDirectory(prefix="office-", ignore_cleanup_errors=True) as folder:
        process = subprocess.Popen(
            [str(program), f"-env:UserInstallation={_profile(Path(folder))}", *QUIET, *arguments],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            env=environment() | dict.fromkeys(("TMPDIR", "TEMP", "TMP"), folder),
            start_new_session=True,  # soffice is a script around the real program: both must end together
        )
        try:
            yield process
        finally:
            _end(process)


def _convert(paths: Sequence[Path], into: Path, suffix: str, target: str, seconds: float | None) -> list[Path]:
    _check_sources(paths)
    into.mkdir(parents=True, exist_ok=True)
    if not paths:
        return []
    limit = START_SECONDS + FILE_SECONDS * len(paths) if seconds is None else seconds
    with tempfile.TemporaryDirectory(prefix="office-out-") as folder:
        sources = [str(path.resolve()) for path in paths]
        said = _run("--convert-to", target, "--outdir", folder, *sources, seconds=limit)
        made = [Path(folder) / f"{path.stem}.{suffix}" for path in paths]
        left_out = [path.name for path, result in zip(paths, made, strict=True) if not result.is_file()]
        if left_out:
            raise OfficeError(f"LibreOffice could not convert {', '.join(left_out)}; it said: {said.strip()}")
        return [Path(shutil.move(result, into / result.name)) for result in made]


def _check_sources(paths: Sequence[Path]) -> None:
    absent = [str(path) for path in paths if not path.is_file()]
    if absent:
        raise OfficeError(f"no such file: {', '.join(absent)}")
    # Some file systems take A.xlsx and a.xlsx for one file.
    names = Counter(path.stem.casefold() for path in paths)
    twice = [path.name for path in paths if names[path.stem.casefold()] > 1]
    if twice:
        raise OfficeError(f"these would overwrite each other: {', '.join(twice)}")


def _run(*arguments: str, seconds: float) -> str:
    with tempfile.TemporaryFile() as log, running(*arguments, output=log.fileno()) as office:
        try:
            office.wait(timeout=seconds)
        except subprocess.TimeoutExpired:
            raise OfficeError(f"LibreOffice was not done after {seconds:g} seconds") from None
        log.seek(0)
        return log.read().decode("utf-8", "replace")


def _profile(folder: Path) -> str:
    settings = folder / "user" / "registrymodifications.xcu"
    settings.parent.mkdir()
    settings.write_text(SETTINGS, encoding="utf-8")
    return folder.as_uri()


def _end(process: "subprocess.Popen[bytes]") -> None:
    if process.poll() is None:
        if sys.platform == "win32":
            subprocess.run(["taskkill", "/F", "/T", "/PID", str(process.pid)], capture_output=True)
        else:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
    process.wait()
