"""YAML as text with places: the one module that knows PyYAML's nodes.

Scalars stay text (the schema decides types later: ``0.1`` is never a float and ``no`` is a word), every node
remembers its line and column, and YAML's traps are refused by line: duplicate keys, anchors, aliases, merges, tags,
tabs, full-width colons, several documents, a file that is no text, not UTF-8 or larger than a megabyte.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from xlrubric.on_demand import OnDemand
from xlrubric.problems import Place, Problem, Refusal, problem
from xlrubric.typed_text import holdable

words = OnDemand("xlrubric.messages.rubric")  # of use only where a file is no YAML
MOST_BYTES = 1_000_000
DEEPEST = 30
Step = str | int
Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
# files that are sent in a rubric's place: how they begin, and what they are
FOREIGN = {
    b"PK\x03\x04": ("a file of Excel or Word (.xlsx, .docx)", "Excel 或 Word 文件（.xlsx、.docx）"),
    b"\xd0\xcf\x11\xe0": ("an old file of Excel or Word (.xls, .doc)", "旧版 Excel 或 Word 文件（.xls、.doc）"),
    b"%PDF": ("a PDF file", "PDF 文件"),
}
# of use only where something is wrong, so that none is compiled before
_BREAK = "\r\n|[\n\r\x85\u2028\u2029]"  # what ends a line in YAML
_COLON = r"(?:^\s*(?:-\s+)*\{?\s*|[{,，]\s*)([A-Za-z_]{2,})\s*(?:：|:(?=[^\s/:]))"
_COMMA = r"，\s*([A-Za-z_]{2,})(?=\s*[:：])"


class Source(NamedTuple):
    """A YAML file: the tree of its texts, and where each node stands, by its path from the root."""

    file: str
    tree: object
    places: dict[tuple[Step, ...], Place]
    problems: tuple[Problem, ...]

    def place(self, path: tuple[Step, ...]) -> Place:
        """Give the place of a node, or of the nearest node above that stands in the file."""
        while path and path not in self.places:
            path = path[:-1]
        return self.places.get(path, Place(self.file))


def read_yaml(path: Path) -> Source:
    """Read a YAML file. Raises Refusal when it cannot be read as YAML at all."""
    return parse_yaml(_text(path), str(path))


def parse_yaml(text: str, file: str) -> Source:
    """Parse YAML text; ``file`` names it in places. Raises Refusal as ``read_yaml`` does."""
    if "\t" in text:
        _refuse_tab(text, file)
    try:
        _refuse_traps(text, file)
        root = yaml.compose(text, Loader=Loader)
    except yaml.MarkedYAMLError as fault:
        raise Refusal([_not_yaml(fault, text, file)]) from fault
    except yaml.reader.ReaderError as fault:
        place, sign = _first(chr(fault.character), text, file), f"U+{fault.character:04X}"
        raise Refusal([problem(place, "yaml-character", sign=sign)]) from fault
    if root is None:
        raise Refusal([problem(Place(file), "yaml-empty")])
    return _source(root, file)


def _text(path: Path) -> str:
    place = Place(str(path))
    if path.is_dir():
        raise Refusal([problem(place, "file-is-folder")])
    try:
        data = path.read_bytes()
    except OSError as fault:
        raise Refusal([problem(place, "file-unreadable", why=fault.strerror)]) from fault
    if found := next((kind for start, kind in FOREIGN.items() if data.startswith(start)), None):
        raise Refusal([problem(place, "file-foreign", kind_en=found[0], kind_zh=found[1])])
    if len(data) > MOST_BYTES:
        raise Refusal([problem(place, "yaml-too-large", bytes=len(data), most=MOST_BYTES)])
    try:
        return _decoded(data)
    except UnicodeDecodeError as fault:
        line = data[: fault.start].count(b"\n") + 1
        raise Refusal([problem(Place(str(path), line, 1), "not-utf8", encoding=_guess(data))]) from fault


def _decoded(data: bytes) -> str:
    if b"\0" in data[:4]:  # UTF-16 without its mark, which UTF-8 would take for signs with zeros between them
        raise UnicodeDecodeError("utf-8", data, 0, 1, "zero")
    return data.decode("utf-8-sig")


def _guess(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in data[:4]:
        return "UTF-16"
    try:
        data.decode("gb18030")
    except UnicodeDecodeError:
        return "?"
    return "GBK (GB18030)"


def _refuse_tab(text: str, file: str) -> None:
    """Refuse a tab in an indentation; elsewhere it is only white space."""
    for number, line in enumerate(re.split(_BREAK, text), 1):
        if "\t" in line[: len(line) - len(line.lstrip())] and line.strip():
            raise Refusal([problem(Place(file, number, line.index("\t") + 1), "yaml-tab")])


def _refuse_traps(text: str, file: str) -> None:
    """Refuse what a rubric has no use for, while it is a stream: deep nesting crashes what makes the tree."""
    depth = documents = 0
    for event in yaml.parse(text, Loader=Loader):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        documents += isinstance(event, yaml.DocumentStartEvent)
        if trap := _trap(event, depth, documents):
            code, details = trap
            raise Refusal([problem(_at(event.start_mark, file), code, unit="", **details)])


def _trap(event: yaml.Event, depth: int, documents: int) -> tuple[str, dict[str, object]] | None:
    """Say what a rubric has no use for at this point of the stream: the code of the problem and its details."""
    if depth > DEEPEST:
        return "yaml-deep", {"most": DEEPEST}
    if documents > 1:
        return "yaml-documents", {}
    if isinstance(event, yaml.AliasEvent):
        return "yaml-alias", {}
    if anchor := getattr(event, "anchor", None):
        return "yaml-anchor", {"anchor": anchor}
    if tag := getattr(event, "tag", None):
        return "yaml-tag", {"tag": tag.replace("tag:yaml.org,2002:", "!!")}
    return None


def _not_yaml(fault: yaml.MarkedYAMLError, text: str, file: str) -> Problem:
    """Say what the parser met; or what it was led astray by, where that is known better."""
    place, why = _at(fault.problem_mark or fault.context_mark, file), fault.problem or fault.context or "?"
    first = _at(fault.context_mark, file).line if fault.context_mark else place.line - 1
    for number, line in enumerate(re.split(_BREAK, text)[: place.line], 1):
        if number >= first and (found := missigned(line)):
            return problem(Place(file, number, found[0]), "yaml-sign", text=found[1], right=found[2])
    return problem(place, "yaml-broken", why=why, why_zh=words.YAML_WHY.get(why, why))


def missigned(line: str) -> tuple[int, str, str] | None:
    """Find a colon or comma between fields that is full-width or has no blank behind it.

    Gives the column, how it is written, and how it must be.
    """
    if found := re.search(_COLON, line):
        return found.start(1) + 1, line[found.start(1) : found.end()], f"{found[1]}: "
    if found := re.search(_COMMA, line):
        return found.start() + 1, found[0], f", {found[1]}"
    return None


def _at(mark: Any, file: str) -> Place:  # PyYAML has two types of marks, one written in C
    return Place(file, mark.line + 1, mark.column + 1) if mark else Place(file)


def _first(sign: str, text: str, file: str) -> Place:
    """Give the place where a sign stands first."""
    *lines, last = re.split(_BREAK, text[: max(text.find(sign), 0)])
    return Place(file, len(lines) + 1, len(last) + 1)


@dataclass
class _Walk:
    """What a walk over the nodes has gathered so far."""

    file: str
    places: dict[tuple[Step, ...], Place]
    problems: list[Problem]

    def at(self, node: yaml.Node) -> Place:
        return _at(node.start_mark, self.file)


def _source(root: yaml.Node, file: str) -> Source:
    walk = _Walk(file, {}, [])
    tree = _tree(root, (), walk)
    return Source(file, tree, walk.places, tuple(walk.problems))


def _tree(node: yaml.Node, path: tuple[Step, ...], walk: _Walk) -> object:
    walk.places[path] = walk.at(node)
    if isinstance(node, yaml.MappingNode):
        return {key: _tree(value, (*path, key), walk) for key, value in _pairs(node, walk)}
    if isinstance(node, yaml.SequenceNode):
        return [_tree(child, (*path, n), walk) for n, child in enumerate(node.value)]
    _look_for_signs(node, walk)
    return node.value


def _look_for_signs(node: yaml.Node, walk: _Walk) -> None:
    """Find a control character, which can be written as ``\\x07`` and which no workbook can hold."""
    if holdable(node.value) != node.value:
        found = next(sign for sign in node.value if holdable(sign) != sign)
        walk.problems.append(problem(walk.at(node), "yaml-character", sign=f"U+{ord(found):04X}"))


def _pairs(node: yaml.MappingNode, walk: _Walk) -> Iterator[tuple[str, yaml.Node]]:
    seen: dict[str, int] = {}
    for key, value in node.value:
        place = walk.at(key)
        if not isinstance(key, yaml.ScalarNode):
            walk.problems.append(problem(place, "yaml-key"))
        elif key.value == "<<" and not key.style:
            walk.problems.append(problem(place, "yaml-merge"))
        elif key.value in seen:
            walk.problems.append(problem(place, "yaml-key-twice", key=key.value, first=seen[key.value]))
        else:
            _look_for_signs(key, walk)
            seen[key.value] = place.line
            yield key.value, value
