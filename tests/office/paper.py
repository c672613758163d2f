"""A printed page taken apart: every sign with its place and its line, every rule.

Apart from ``pictures``, which draws pages, because here each sign's ink is measured: poppler gives words only. All
lengths are points from the page's upper left corner.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium

HYPHENS = {"\x02": "-", "\ufffe": "-"}  # what pdfium makes of a hyphen at the end of a line


@dataclass(frozen=True, slots=True)
class Sign:
    """A sign: the box of its ink, the line it stands on, the size of its font."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    base: float
    size: float


@dataclass(frozen=True)
class Page:
    """A page: its signs in the order in which they were printed, the heights of rules and edges across it."""

    width: float
    height: float
    signs: tuple[Sign, ...]
    across: tuple[float, ...]
    down: tuple[float, ...]

    def text(self) -> str:
        """Give all signs but blanks."""
        return "".join(sign.text for sign in self.signs)


def pages_of(pdf: Path) -> list[Page]:
    """Take all pages of a PDF apart."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [_page(page) for page in document]
    finally:
        document.close()


def _page(page: pypdfium2.PdfPage) -> Page:
    width, height = page.get_size()
    text = page.get_textpage()
    signs = tuple(_signs(text, height))
    text.close()
    paths = [o.get_bounds() for o in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_PATH])]
    across = tuple(height - edge for _, bottom, _, top in paths for edge in (bottom, top))
    down = tuple(edge for left, _, right, _ in paths for edge in (left, right))
    page.close()
    return Page(width, height, signs, across, down)


def _signs(text: pypdfium2.PdfTextPage, height: float) -> Iterator[Sign]:
    x, y = pdfium.c_double(), pdfium.c_double()
    for index in range(text.count_chars()):
        sign = HYPHENS.get(found := chr(pdfium.FPDFText_GetUnicode(text.raw, index)), found)
        if pdfium.FPDFText_IsGenerated(text.raw, index) == 1 or sign.isspace():
            continue
        left, bottom, right, top = text.get_charbox(index)
        pdfium.FPDFText_GetCharOrigin(text.raw, index, x, y)
        size = pdfium.FPDFText_GetFontSize(text.raw, index)
        yield Sign(sign, left, height - top, right, height - bottom, height - y.value, size)
