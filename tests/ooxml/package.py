"""A package taken apart: its parts, their XML, who refers to whom.

Apart from the rules because all of them look the same things up. Nothing here judges.
"""

import posixpath
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from io import BytesIO
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
LISTED = "http://schemas.openxmlformats.org/package/2006/relationships"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
X14 = "http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"
XM = "http://schemas.microsoft.com/office/excel/2006/main"
CHART = "http://schemas.openxmlformats.org/drawingml/2006/chart"
ID = f"{{{RELATED}}}id"


def tag(name: str, space: str = MAIN) -> str:
    """Give an element's full name."""
    return f"{{{space}}}{name}"


@dataclass(frozen=True)
class Relation:
    """A line of a part's relations: ``target`` is a part's name, or the address where it is external."""

    id: str
    kind: str
    target: str
    external: bool


@dataclass(frozen=True)
class Package:
    """The parts by name, without a leading slash; ``twice`` are names that the archive has more than once."""

    parts: Mapping[str, bytes]
    twice: tuple[str, ...] = ()

    @cached_property
    def trees(self) -> Mapping[str, Element]:
        """Parse every part that is XML and well formed."""
        return {name: tree for name, data in self.parts.items() if (tree := parsed(data)) is not None}

    def relations(self, part: str) -> tuple[Relation, ...]:
        """Give what a part refers to ("" is the package itself)."""
        tree = self.trees.get(relations_of(part))
        return tuple(_relation(part, line) for line in tree) if tree is not None else ()

    @cached_property
    def workbook(self) -> str:
        """Give the name of the workbook's part."""
        return next((r.target for r in self.relations("") if r.kind == "officeDocument"), "xl/workbook.xml")

    def only(self, kind: str) -> Element | None:
        """Give the tree of the workbook's one part of a kind: styles, sharedStrings."""
        named = (r.target for r in self.relations(self.workbook) if r.kind == kind)
        return next((self.trees[name] for name in named if name in self.trees), None)

    @cached_property
    def sheets(self) -> Mapping[str, str]:
        """Give each worksheet's part by the name on its tab."""
        targets = {r.id: r.target for r in self.relations(self.workbook)}
        return {s.get("name", ""): targets.get(s.get(ID, ""), "") for s in self.listed_sheets()}

    def listed_sheets(self) -> Iterator[Element]:
        """Give the workbook's lines of sheets."""
        yield from self.trees[self.workbook].iter(tag("sheet"))

    def worksheets(self) -> Iterator[tuple[str, str, Element]]:
        """Give tab, part and tree of every worksheet that is there."""
        for name, part in self.sheets.items():
            if part in self.trees:
                yield name, part, self.trees[part]


def opened(data: bytes) -> Package:
    """Take a package apart."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        names = archive.namelist()
        return Package({name: archive.read(name) for name in names}, tuple({n for n in names if names.count(n) > 1}))


def packed(parts: Mapping[str, bytes]) -> bytes:
    """Put parts together again."""
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def parsed(data: bytes) -> Element | None:
    """Parse XML; None where it is none."""
    try:
        return ElementTree.fromstring(data)
    except ElementTree.ParseError:
        return None


def relations_of(part: str) -> str:
    """Give the name of the part that lists what a part refers to."""
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def _relation(part: str, line: Element) -> Relation:
    external = line.get("TargetMode") == "External"
    target = line.get("Target", "")
    if not external:
        base = posixpath.dirname(part)
        target = posixpath.normpath(posixpath.join("/", base, target)).lstrip("/")
    return Relation(line.get("Id", ""), line.get("Type", "").rpartition("/")[2], target, external)
