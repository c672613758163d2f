"""How a workbook looks on paper: its pages as PNG and the text of each page.

Apart from ``headless`` because it needs poppler as well. For a look by eye:
``python -m tests.office.pictures FILE.xlsx OUTDIR``.
"""

import argparse
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path

from tests.office.headless import to_pdf
from tests.office.programs import OfficeError, missing, poppler

SECONDS = 120


def pages(xlsx: Path, into: Path, dpi: int = 60) -> list[Path]:
    """Print a workbook into the folder ``into`` as ``NAME.pdf``; draw its pages as ``NAME-1.png``, and so on.

    A4 landscape at 60 dpi is about 700 by 500 pixels. ``OfficeError`` if a program is missing or fails.
    """
    (pdf,) = to_pdf([xlsx], into)
    with tempfile.TemporaryDirectory(prefix="office-pages-") as folder:
        _poppler("pdftoppm", "-r", str(dpi), "-png", str(pdf), str(Path(folder) / "page"))
        # pdftoppm pads the numbers to one width, so their order by name is the order of the pages.
        drawn = sorted(Path(folder).iterdir())
        names = [into / f"{xlsx.stem}-{number}.png" for number in range(1, len(drawn) + 1)]
        return [Path(shutil.move(picture, name)) for picture, name in zip(drawn, names, strict=True)]


def first_page(pdf: Path, picture: Path, dpi: int = 60) -> Path:
    """Draw the first page of a PDF as a PNG."""
    _poppler("pdftoppm", "-r", str(dpi), "-png", "-singlefile", str(pdf), str(picture.with_suffix("")))
    return picture


def text_of(pdf: Path) -> list[str]:
    """Give the text of each page of a PDF, laid out as on the page."""
    text = _poppler("pdftotext", "-layout", "-enc", "UTF-8", str(pdf), "-").decode("utf-8")
    return text.split("\f")[:-1]  # a form feed ends every page, the last one too


def main(arguments: Sequence[str] | None = None) -> None:
    """Draw the pages of one workbook and print the names of the pictures."""
    parser = argparse.ArgumentParser(prog="python -m tests.office.pictures", description=main.__doc__)
    parser.add_argument("workbook", type=Path, metavar="FILE.xlsx")
    parser.add_argument("into", type=Path, metavar="OUTDIR")
    parser.add_argument("--dpi", type=int, default=60)
    options = parser.parse_args(arguments)
    for picture in pages(options.workbook, options.into, options.dpi):
        print(picture)


def _poppler(program: str, *arguments: str) -> bytes:
    if not poppler():
        raise OfficeError(missing("poppler"))
    try:
        done = subprocess.run([program, *arguments], capture_output=True, timeout=SECONDS)
    except subprocess.TimeoutExpired:
        raise OfficeError(f"{program} was not done after {SECONDS} seconds") from None
    if done.returncode:
        raise OfficeError(f"{program} failed: {done.stderr.decode('utf-8', 'replace').strip()}")
    return done.stdout


if __name__ == "__main__":
    main()
