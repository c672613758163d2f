"""YAML as text with places: the one module that knows PyYAML's nodes.

Scalars stay text (the schema decides types later: ``0.1`` is never a float and ``no`` is a word), every node
remembers its line and column, and YAML's traps are refused by line: duplicate keys, aliases, tags, tabs,
several documents, a file that is not UTF-8 or larger than a megabyte.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from xlrubric.problems import Place, Problem, Refusal, problem

MOST_BYTES = 1_000_000
DEEPEST = 30
Step = str | int
Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True)
class Source:
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
        raise Refusal([_not_yaml(fault, file)]) from fault
    except yaml.reader.ReaderError as fault:
        place = _first(chr(fault.character), text, file)
        raise Refusal([problem(place, "yaml-broken", why=str(fault).splitlines()[0])]) from fault
    if root is None:
        raise Refusal([problem(Place(file), "yaml-empty")])
    return _source(root, file)


def _text(path: Path) -> str:
    try:
        data = path.read_bytes()
    except OSError as fault:
        raise Refusal([problem(Place(str(path)), "file-unreadable", why=fault.strerror)]) from fault
    if len(data) > MOST_BYTES:
        raise Refusal([problem(Place(str(path)), "yaml-too-large", bytes=len(data), most=MOST_BYTES)])
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        line = data[: fault.start].count(b"\n") + 1
        raise Refusal([problem(Place(str(path), line, 1), "not-utf8", encoding=_guess(data))]) from fault


def _guess(data: bytes) -> str:
    if data.startswith(b"PK"):
        return "an Excel workbook (.xlsx)"
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "UTF-16"
    try:
        data.decode("gb18030")
    except UnicodeDecodeError:
        return "?"
    return "GBK (GB18030)"


def _refuse_tab(text: str, file: str) -> None:
    """Refuse a tab in an indentation; elsewhere it is only white space."""
    for number, line in enumerate(text.splitlines(), 1):
        if "\t" in line[: len(line) - len(line.lstrip())] and line.strip():
            raise Refusal([problem(Place(file, number, line.index("\t") + 1), "yaml-tab")])


def _refuse_traps(text: str, file: str) -> None:
    """Refuse what a rubric has no use for, while it is a stream: deep nesting crashes what makes the tree."""
    depth = documents = 0
    for event in yaml.parse(text, Loader=Loader):
        place = _at(event.start_mark, file)
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        documents += isinstance(event, yaml.DocumentStartEvent)
        if depth > DEEPEST:
            raise Refusal([problem(place, "yaml-deep", most=DEEPEST)])
        if documents > 1:
            raise Refusal([problem(place, "yaml-documents")])
        if isinstance(event, yaml.AliasEvent):
            raise Refusal([problem(place, "yaml-alias")])
        if tag := getattr(event, "tag", None):
            short = tag.replace("tag:yaml.org,2002:", "!!")
            raise Refusal([problem(place, "yaml-tag", tag=short)])


def _not_yaml(fault: yaml.MarkedYAMLError, file: str) -> Problem:
    place = _at(fault.problem_mark or fault.context_mark, file)
    return problem(place, "yaml-broken", why=fault.problem or fault.context or "?")


def _at(mark: Any, file: str) -> Place:  # PyYAML has two types of marks, one written in C
    return Place(file, mark.line + 1, mark.column + 1) if mark else Place(file)


def _first(sign: str, text: str, file: str) -> Place:
    """Give the place where a sign stands first."""
    before = text[: max(text.find(sign), 0)]
    return Place(file, before.count("\n") + 1, len(before) - before.rfind("\n"))


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
    return node.value


def _pairs(node: yaml.MappingNode, walk: _Walk) -> Iterator[tuple[str, yaml.Node]]:
    seen: dict[str, int] = {}
    for key, value in node.value:
        place = walk.at(key)
        if not isinstance(key, yaml.ScalarNode):
            walk.problems.append(problem(place, "yaml-key"))
        elif key.value in seen:
            walk.problems.append(problem(place, "yaml-key-twice", key=key.value, first=seen[key.value]))
        else:
            seen[key.value] = place.line
            yield key.value, value
