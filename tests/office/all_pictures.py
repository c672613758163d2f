"""Every kind of sheet as a picture: ``python -m tests.office.all_pictures OUTDIR``.

Apart from ``sample_pictures``, which draws the README's: here each sheet of one workbook of each kind is printed by
itself, so that its first page is a picture with the sheet's name. For a look by eye after every change of looks.
"""

import argparse
import re
import struct
import zlib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from xml.etree import ElementTree

from tests.office.headless import to_pdf
from tests.office.pictures import first_page
from tests.ooxml.books import books
from tests.ooxml.package import MAIN, RELATED, Package, opened, packed, tag

CHOSEN = (  # kind and workbook: together they have every kind of sheet
    ("form", "xiangxi-2018 all"),
    ("form", "shaoxing-duty-organ all"),
    ("form", "food-hygiene all"),
    ("one hand", "xiangxi-2018 review"),
    ("one hand", "look compact"),
    ("filled", "zh-Hans past"),
    ("filled", "zh-Hant"),
    ("lead", "tianjin-2020"),
    ("authoring", "tianjin-2020"),
    ("units", "units"),
    ("ranking", "english"),
    ("ranking", "unit pages"),
    ("year ranking", "ranking"),
    ("follow-up", "followup"),
    ("ballot", ""),
    ("feedback", ""),
    ("list", ""),
    ("returned", ""),
)
FEWEST_LINES = 8  # of a picture, unlike each other: a row of headings has as many


def sheets_alone(chosen: Iterable[tuple[str, str]]) -> Iterator[tuple[str, bytes]]:
    """Give each visible sheet of the chosen workbooks in a workbook where no other one is visible."""
    for kind, name in chosen:
        data = books(kind)[name] if name else next(iter(books(kind).values()))
        package = opened(data)
        tabs = [s.get("name", "") for s in package.listed_sheets() if s.get("state", "visible") == "visible"]
        for tab in tabs:
            yield re.sub(r"[^\w()（）-]+", "_", f"{kind} {name} {tab}"), alone(package, tab)


def alone(package: Package, tab: str) -> bytes:
    """Hide all sheets but one; a hidden one that has an area to print would be printed all the same."""
    for prefix, space in (("", MAIN), ("r", RELATED)):
        ElementTree.register_namespace(prefix, space)
    tree = ElementTree.fromstring(package.parts[package.workbook])
    own = str([sheet.get("name") for sheet in tree.iter(tag("sheet"))].index(tab))
    for sheet in tree.iter(tag("sheet")):
        if sheet.get("name") != tab:
            sheet.set("state", "hidden")
    for view in tree.iter(tag("workbookView")):
        view.set("activeTab", own)
    for names in tree.iter(tag("definedNames")):
        for name in [one for one in names if one.get("localSheetId") not in (None, own)]:
            names.remove(name)
    return packed({**package.parts, package.workbook: ElementTree.tostring(tree, encoding="utf-8")})


def draw(into: Path, dpi: int = 60, chosen: Iterable[tuple[str, str]] = CHOSEN) -> list[Path]:
    """Draw the first page of every sheet of the chosen workbooks into a folder."""
    into.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(prefix="all-pictures-") as name:
        folder = Path(name)
        for title, data in sheets_alone(chosen):
            (folder / f"{title}.xlsx").write_bytes(data)
        sources = sorted(folder.glob("*.xlsx"))
        return [first_page(pdf, into / f"{pdf.stem}.png", dpi) for pdf in to_pdf(sources, folder)]


def is_blank(picture: Path) -> bool:
    """Say whether a PNG has nothing on it: nearly all of its lines are alike."""
    data = picture.read_bytes()
    width, height = struct.unpack(">II", data[16:24])
    packed_lines, at = b"", 8
    while at < len(data):
        (size,) = struct.unpack(">I", data[at : at + 4])
        packed_lines += data[at + 8 : at + 8 + size] if data[at + 4 : at + 8] == b"IDAT" else b""
        at += 12 + size
    lines = zlib.decompress(packed_lines)
    stride = len(lines) // height
    assert width and stride
    return len({lines[start : start + stride] for start in range(0, len(lines), stride)}) < FEWEST_LINES


def main(arguments: Sequence[str] | None = None) -> None:
    """Draw all pictures and print their names."""
    parser = argparse.ArgumentParser(prog="python -m tests.office.all_pictures", description=main.__doc__)
    parser.add_argument("into", type=Path, metavar="OUTDIR")
    parser.add_argument("--dpi", type=int, default=80)
    options = parser.parse_args(arguments)
    for picture in draw(options.into, options.dpi):
        print(picture)


if __name__ == "__main__":
    main()
