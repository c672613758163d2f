"""What a workbook or CSV file must not hold, looked for in the bytes of the file itself.

Apart from the tests, which write texts through every door and through whole commands.
"""

import io
import re
import unicodedata
import zipfile
from collections.abc import Iterator
from xml.etree import ElementTree

from xlrubric.typed_text import ARMOUR, DANGEROUS

KEPT = "\t\n\r"
# the way to a file that came in, relative to the ranking, is ours
OWN_LINK = re.compile(r'<Relationship Id="\w+" Type="[^"]*/hyperlink" Target="(?![/\\])[^":]+" TargetMode="External"/>')
FOREIGN = re.compile(r"externallink|vbaproject|connections|querytable|activex|embeddings|oleobject|macrosheet", re.I)


def package_faults(data: bytes) -> Iterator[str]:
    """Name control characters, links out of the file and carried-over parts in a workbook's package."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        for name in package.namelist():
            if FOREIGN.search(name):
                yield f"{name} does not belong here"
            if name.endswith((".xml", ".rels", ".vml")):
                yield from xml_faults(name, package.read(name))


def xml_faults(name: str, xml: bytes) -> Iterator[str]:
    text = xml.decode("utf-8")
    if name.startswith("xl/worksheets/_rels/"):
        text = OWN_LINK.sub("", text)
    found = {sign for sign in text if is_control(sign)}
    yield from (f"{name} holds {sign!r}" for sign in sorted(found))
    yield from (f"{name} holds {sign}" for sign in ("<!DOCTYPE", 'TargetMode="External"', "ddeLink") if sign in text)
    root = ElementTree.fromstring(xml)
    for piece in root.itertext():
        yield from (f"{name} says {code}" for code in re.findall("_x00(?:0[0-8bcefBCEF]|1[0-9a-fA-F])_", plain(piece)))


def plain(text: str) -> str:
    """Take away the escapes of what looks like an escape."""
    return re.sub("_x005[fF]_x[0-9a-fA-F]{4}_", "", text)


def is_control(sign: str) -> bool:
    return (sign not in KEPT and unicodedata.category(sign) == "Cc") or sign in "\ufffe\uffff"


def formulas(data: bytes) -> list[str]:
    """Give every formula of a workbook, of cells, validations, marks and names."""
    found = []
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        for name in sorted(package.namelist()):
            if name.endswith(".xml"):
                for element in ElementTree.fromstring(package.read(name)).iter():
                    if element.tag.rpartition("}")[2] in ("f", "formula", "formula1", "formula2", "definedName"):
                        found.append(element.text or "")
    return found


def csv_faults(field: str) -> Iterator[str]:
    """Say what a program could make of a field of text."""
    if field.startswith(tuple(sign for sign in DANGEROUS)):
        yield f"{field[:20]!r} could run"
    yield from (f"{field[:20]!r} holds {sign!r}" for sign in field if is_control(sign) or sign == "\r")


def unarmoured(field: str) -> str:
    """Give the text that a field stands for."""
    return field.removeprefix(ARMOUR)
