"""Rules of the package: what is referred to is there, is of its type, is well-formed XML, and stays inside.

Apart from ``cells`` and ``sheets``, which look into worksheets.
"""

import re
from collections import Counter
from collections.abc import Iterator

from tests.ooxml.package import LISTED, RELATED, TYPES, Package, parsed, relations_of, tag

KINDS = {  # of relations: how the content type of their target ends
    "officeDocument": "spreadsheetml.sheet.main+xml",
    "worksheet": "spreadsheetml.worksheet+xml",
    "styles": "spreadsheetml.styles+xml",
    "sharedStrings": "spreadsheetml.sharedStrings+xml",
    "theme": "theme+xml",
    "drawing": "drawing+xml",
    "chart": "drawingml.chart+xml",
    "comments": "spreadsheetml.comments+xml",
    "vmlDrawing": "vmlDrawing",
    "core-properties": "core-properties+xml",
    "extended-properties": "extended-properties+xml",
}
ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
WANTED_LINKS = ("hyperlink",)


def part_faults(package: Package) -> Iterator[str]:
    """Give the faults of the package."""
    yield from (f"{name}: stands in the archive twice" for name in package.twice)
    yield from _xml(package)
    yield from _types(package)
    for part in ("", *package.parts):
        yield from _relations(package, part)
    reached = {r.target for part in ("", *package.parts) for r in package.relations(part)}
    for name in package.parts:
        if not (name.endswith(".rels") or name in reached or name == "[Content_Types].xml"):
            yield f"{name}: nothing refers to it"


def _xml(package: Package) -> Iterator[str]:
    for name, data in package.parts.items():
        if not name.endswith((".xml", ".rels", ".vml")):
            continue
        if parsed(data) is None:
            yield f"{name}: not well-formed XML"
        elif ILLEGAL.search(data.decode("utf-8")):
            yield f"{name}: a sign that XML forbids"


def _types(package: Package) -> Iterator[str]:
    """Every part has a content type, and each type's part is there."""
    tree = package.trees.get("[Content_Types].xml")
    if tree is None:
        yield "[Content_Types].xml: missing"
        return
    named = [line.get("PartName", "").lstrip("/") for line in tree.iter(tag("Override", TYPES))]
    yield from (f"{name}: has two content types" for name, count in Counter(named).items() if count > 1)
    yield from (f"{name}: has a content type and is missing" for name in named if name not in package.parts)
    usual = {line.get("Extension", "") for line in tree.iter(tag("Default", TYPES))}
    for name in package.parts:
        if name != "[Content_Types].xml" and name not in named and name.rpartition(".")[2] not in usual:
            yield f"{name}: has no content type"


def content_type(package: Package, part: str) -> str:
    """Give a part's content type, "" where it has none."""
    tree = package.trees["[Content_Types].xml"]
    own = (e.get("ContentType", "") for e in tree.iter(tag("Override", TYPES)) if e.get("PartName") == f"/{part}")
    ending = part.rpartition(".")[2]
    usual = (e.get("ContentType", "") for e in tree.iter(tag("Default", TYPES)) if e.get("Extension") == ending)
    return next(own, next(usual, ""))


def _relations(package: Package, part: str) -> Iterator[str]:
    relations = package.relations(part)
    known = [relation.id for relation in relations]
    yield from (f"{part}: relation {one} twice" for one, count in Counter(known).items() if count > 1)
    for relation in relations:
        if relation.external and relation.kind not in WANTED_LINKS:
            yield f"{part}: external {relation.kind} {relation.target}"
        elif not relation.external and relation.target not in package.parts:
            yield f"{part}: refers to {relation.target}, which is missing"
        elif not relation.external and "[Content_Types].xml" in package.trees:
            wanted, found = KINDS.get(relation.kind, ""), content_type(package, relation.target)
            if not found.endswith(wanted):
                yield f"{relation.target}: is a {relation.kind} and has the content type {found}"
    tree = package.trees.get(part)
    if tree is not None and f"{{{LISTED}}}" not in tree.tag:
        used = {v for e in tree.iter() for k, v in e.attrib.items() if k.startswith(f"{{{RELATED}}}")}
        yield from (f"{part}: uses {one}, which {relations_of(part)} lacks" for one in sorted(used - set(known)))
