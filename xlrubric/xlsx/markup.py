"""The XML of a part: parsing that takes no DTD, a part as a list of elements, and the plain form.

Apart because every part goes through it. Most parts were written by a program in one plain form of XML;
text in that form can be read by a pattern, in half the time that a parser needs to call a function for each
element. ``plain_text`` says whether a part is in that form; whatever is not goes through expat.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple
from xml.parsers import expat

from xlrubric.problems import Place, Refusal, problem
from xlrubric.xlsx.remembered import Remembered

MOST_ELEMENTS = 100_000  # in a part that is kept whole; each takes a hundred times the memory that it has in the file
_CHUNK = 2**16
PLAIN_LIMIT = 8 * 2**20  # above it, memory matters more than time
_PROLOG = re.compile(
    r'(?:<\?xml version="1\.0"(?: encoding="(?i:utf-8)")?(?: standalone="(?:yes|no)")? ?\?>\s*)?<(?!\?)'
)
_NOT_PLAIN = bytes(set(range(32)) - set(b"\t\n")) + b"\x7f"
_MARKS = (("!", "<!"), ("?", "<?"), ("]", "]]>"), ("\ufffe", "\ufffe"), ("\uffff", "\uffff"))
_ENTITIES = {  # those of XML, and the line break as LibreOffice and XlsxWriter write it; & last: never twice
    "&lt;": "<",
    "&gt;": ">",
    "&quot;": '"',
    "&apos;": "'",
    "&#10;": "\n",
    "&#xA;": "\n",
    "&amp;": "&",
}
_STRANGE_ENTITY = re.compile(f"&(?!{'|'.join(entity.removeprefix('&') for entity in _ENTITIES)})")


class Part(NamedTuple):
    """A part of a package: the file it is in, its own name, its content."""

    file: str
    name: str
    xml: bytes


class Element(NamedTuple):
    """An element: its name without the namespace, its attributes, the text in it (not in its children).

    The name of an attribute in a namespace is the namespace, a blank and the name. ``own`` says that the element is in
    the namespace of the part's first.
    """

    name: str
    attributes: dict[str, str]
    text: str
    own: bool = True


_ELEMENTS: Remembered[tuple[bytes, bool], list[Element]] = Remembered(4 * 2**20)
_ELEMENT_KEPT = 800  # bytes that an element takes, about


def refusal(file: str, code: str, **details: object) -> Refusal:
    """Make the refusal of a whole file, for one reason."""
    return Refusal([problem(Place(file), code, **{name: str(value) for name, value in details.items()})])


def strict_parser(part: Part, namespaces: bool = False) -> expat.XMLParserType:
    """Make a parser that refuses the file at the first sign of a DTD, and so of any entity."""

    def doctype(*_: object) -> None:
        raise refusal(part.file, "package-dtd", part=part.name)

    parser = expat.ParserCreate(namespace_separator=" " if namespaces else None)
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = doctype
    return parser


def parsing(part: Part, parser: expat.XMLParserType) -> Iterator[None]:
    """Parse step by step, so that what the handlers gathered can be taken away between the steps.

    Raises Refusal where the XML is broken.
    """
    try:
        for start in range(0, len(part.xml), _CHUNK):
            parser.Parse(part.xml[start : start + _CHUNK], False)
            yield
        parser.Parse(b"", True)
    except (expat.ExpatError, LookupError, ValueError):  # the last two: an encoding that nobody knows
        raise refusal(part.file, "package-xml", part=part.name, line=parser.ErrorLineNumber) from None
    yield


def parse(part: Part, parser: expat.XMLParserType) -> None:
    """Parse the whole part. Raises Refusal where the XML is broken."""
    for _ in parsing(part, parser):
        pass


def elements(part: Part, texts: bool = False) -> list[Element]:
    """Give all elements of a small part, each before its children; not to be changed. Raises Refusal.

    Their texts are gathered only if asked for.
    """
    known = _ELEMENTS.get((part.xml, texts))
    if known is None:
        known = _parsed_elements(part, texts)
        _ELEMENTS.keep((part.xml, texts), known, len(part.xml) + _ELEMENT_KEPT * len(known))
    return known


def _parsed_elements(part: Part, texts: bool) -> list[Element]:
    found: list[tuple[str, dict[str, str], list[str]]] = []
    inside: list[list[str]] = [[]]

    def start(name: str, attributes: dict[str, str]) -> None:
        if len(found) >= MOST_ELEMENTS:
            raise refusal(part.file, "package-elements", part=part.name, limit=MOST_ELEMENTS)
        inside.append([])
        found.append((name, attributes, inside[-1]))

    parser = strict_parser(part, namespaces=True)
    parser.StartElementHandler = start
    if texts:
        parser.EndElementHandler = lambda name: inside.pop() and None
        parser.CharacterDataHandler = lambda text: inside[-1].append(text)
    parse(part, parser)
    space = found[0][0].rpartition(" ")[0] if found else ""
    return [
        Element(local, attributes, "".join(pieces), own == space)
        for name, attributes, pieces in found
        for own, _, local in [name.rpartition(" ")]
    ]


def plain_text(xml: bytes) -> str | None:
    """Give the text of a part if a pattern can read it as expat would; None where that is not certain.

    Plain is: UTF-8, no comment, CDATA, DTD or processing instruction, no entity beyond the five of XML and a line
    break, no carriage return (which a parser changes), no character that XML forbids.
    """
    text = _clean(xml) if len(xml) <= PLAIN_LIMIT else None
    prolog = _PROLOG.match(text) if text is not None else None
    return text if text is not None and prolog and _unmarked(text, prolog.end()) else None


def plain_piece(xml: bytes) -> str | None:
    """Give the text of a piece from the middle of a part, by the same rules; None where it is not plain."""
    text = _clean(xml)
    return text if text is not None and _unmarked(text, 0) else None


def _clean(xml: bytes) -> str | None:
    """Decode what has no control characters."""
    if len(xml.translate(None, _NOT_PLAIN)) != len(xml):
        return None
    try:
        return xml.decode("utf-8")
    except UnicodeDecodeError:
        return None


def _unmarked(text: str, start: int) -> bool:
    """Say whether no mark of what is not plain stands in a text from a place on, and no strange entity anywhere."""
    return not any(_holds(text, start, *mark) for mark in _MARKS) and _STRANGE_ENTITY.search(text) is None


def _holds(text: str, start: int, rare: str, mark: str) -> bool:
    """Look for a rare character first and then for the whole mark, since ``<`` alone stands everywhere."""
    return text.find(rare, start) >= 0 and text.find(mark, start) >= 0


def well_formed(text: str) -> bool:
    """Say whether a small piece of plain text is well-formed XML."""
    try:
        expat.ParserCreate(namespace_separator=" ").Parse(text, True)
    except expat.ExpatError:
        return False
    return True


def without_entities(text: str) -> str:
    """Put characters in the place of the entities that a plain text may hold."""
    if "&" in text:
        for entity, character in _ENTITIES.items():
            text = text.replace(entity, character)
    return text
