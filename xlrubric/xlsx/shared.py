"""The shared strings: the texts that cells of all sheets point to by number.

Apart because it is a part of its own in the package, and is read before the sheets.
"""

import re
from itertools import repeat

from xlrubric.xlsx.cells import BLANK, CellData, unescaped
from xlrubric.xlsx.markup import Part, parse, plain_text, refusal, strict_parser, well_formed, without_entities

_ONE = ("<si><t>", "</t></si>")  # a string as programs write it
_PHONETIC = re.compile(r'<phoneticPr fontId="[0-9]+"(?: type="[a-zA-Z]+")? ?/>(?=</si>)')  # East Asian Excel
_RUN_FORMAT = re.compile(r"<rPr>(?:<[a-zA-Z]+(?: [^<>&/]*+)?+/>)++</rPr>")  # LibreOffice, for mixed scripts
_MOST_FORMATS = 100
_ROOT = re.compile(r"(?:<\?[^<>]*>\s*)?<sst(?: [^<>]*)?>")


_INDEXES: list[str] = []  # "0", "1", … as far as any file went: a part has at most so many bytes


def shared_strings(part: Part) -> list[str]:
    """Give the strings in their order; runs of formatting are joined, phonetic guides left out.

    Raises Refusal where the XML is broken.
    """
    strings = _plain_strings(part.xml)
    return _parsed_strings(part) if strings is None else strings


def shared_cells(strings: list[str]) -> dict[str, CellData]:
    """Give the cell for each index as a file writes it: any other text is no index."""
    while len(_INDEXES) < len(strings):
        _INDEXES.append(str(len(_INDEXES)))
    whole = zip(repeat("text"), strings, repeat(None), strict=False)
    cells = map(tuple.__new__, repeat(CellData), whole)  # without a loop in Python
    return {"": BLANK, **dict(zip(_INDEXES, cells, strict=False))}


def _plain_strings(xml: bytes) -> list[str] | None:
    """Give the strings of a part in plain form, None for any other: with space between, with guides."""
    text = plain_text(xml)
    root = _ROOT.match(text) if text else None
    if text is None or root is None or not well_formed(root[0] + "</sst>"):
        return None
    body, _, after = text[root.end() :].rpartition("</sst>")
    if not body or after.strip():
        return None
    body = _without_variants(body)
    start, end = _ONE
    if not (body.startswith(start) and body.endswith(end)):
        return None
    strings = body[len(start) : -len(end)].split(end + start)
    if body.count("<") != 4 * len(strings):
        return None  # some other element stands between
    return _readable(strings, body)


def _without_variants(body: str) -> str:
    if "<phoneticPr" in body:
        body = _PHONETIC.sub("", body)
    for variant in ("<t/>", "<t />"):
        body = body.replace(variant, "<t></t>")
    body = body.replace('<t xml:space="preserve">', "<t>")
    return _without_runs(body) if "<r>" in body else body


def _without_runs(body: str) -> str:
    """Join the runs of a text; a format that is not well-formed stays, and so makes the part not plain."""
    formats = set(_RUN_FORMAT.findall(body))
    if len(formats) > _MOST_FORMATS:  # the whole body is gone through for each
        return body
    for text in formats:
        if well_formed(text):
            body = body.replace(f"<r>{text}<t>", "<r><t>")
    body = body.replace("</t></r><r><t>", "")
    return body.replace("<si><r><t>", "<si><t>").replace("</t></r></si>", "</t></si>")


def _readable(strings: list[str], body: str) -> list[str]:
    if "&" in body:
        strings = [without_entities(string) for string in strings]
    return [unescaped(string) for string in strings] if "_x" in body else strings


def _parsed_strings(part: Part) -> list[str]:
    events = _Events(part)
    parser = strict_parser(part, namespaces=True)
    parser.StartElementHandler, parser.EndElementHandler = events.start, events.end
    parser.CharacterDataHandler = events.texts.append
    parse(part, parser)
    return events.strings


class _Events:
    """The strings of any other part, from the events of expat; only elements in the namespace of the root count."""

    def __init__(self, part: Part) -> None:
        self.part = part
        self.strings: list[str] = []
        self.runs: list[str] = []
        self.texts: list[str] = []
        self.phonetic = False
        self.space: str | None = None

    def start(self, name: str, attributes: dict[str, str]) -> None:
        space, _, local = name.rpartition(" ")
        self.space = space if self.space is None else self.space
        if space != self.space:
            if local in ("si", "t"):
                raise refusal(self.part.file, "package-namespace", part=self.part.name)
            return
        self.texts.clear()
        if local == "si":
            self.runs.clear()
        elif local == "rPh":
            self.phonetic = True

    def end(self, name: str) -> None:
        space, _, local = name.rpartition(" ")
        if space != self.space:
            return
        if local == "t" and not self.phonetic:
            self.runs.append("".join(self.texts))
        elif local == "rPh":
            self.phonetic = False
        elif local == "si":
            self.strings.append(unescaped("".join(self.runs)))
