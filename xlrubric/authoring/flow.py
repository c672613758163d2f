"""YAML written from a tree of texts: in one line for a cell, in blocks for a file.

Apart from ``yamltext``, which reads: there every scalar is a text whatever it looks like, so that here quotation
marks are needed only where the syntax would take a text for something else.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence

WIDEST = 110
NODES = ("sections", "items", "findings")  # lists of tables of their own, always in blocks

_FIRST = re.compile(r"[^\W_]|[≥≤（“《〔【‘①-⑳]|[-<.][0-9]")
_SPACED = re.compile(r":(\s|\Z)|\s#|\s\Z|[\n\t]")
_MARKS = re.compile(r"[,\[\]{}:?\"'#]")
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t"}


def flow(value: object, *, ascii_only: bool = False) -> str:
    """Write a value in one line: ``{bands: {≥90: 10, else: 0}}``, ``[a, b]``; everything quoted if ``ascii_only``."""
    if isinstance(value, Mapping):
        pairs = (f"{flow(k, ascii_only=ascii_only)}: {flow(v, ascii_only=ascii_only)}" for k, v in value.items())
        return "{" + ", ".join(pairs) + "}"
    if isinstance(value, str):
        return quoted(value, ascii_only=True) if ascii_only else scalar(value, in_flow=True)
    assert isinstance(value, Sequence)
    return "[" + ", ".join(flow(entry, ascii_only=ascii_only) for entry in value) + "]"


def scalar(text: str, *, in_flow: bool = False) -> str:
    """Write a text without quotation marks where that is safe."""
    plain = _FIRST.match(text) and not _SPACED.search(text) and all(map(_visible, text))
    return text if plain and not (in_flow and _MARKS.search(text)) else quoted(text)


def quoted(text: str, *, ascii_only: bool = False) -> str:
    """Write a text in quotation marks, what cannot be seen (or all but ASCII) as escapes."""
    return '"' + "".join(_escaped(sign, ascii_only) for sign in text) + '"'


def _escaped(sign: str, ascii_only: bool) -> str:
    if sign in _ESCAPES:
        return _ESCAPES[sign]
    if _visible(sign) and not (ascii_only and (sign > "~" or sign == "_")):
        return sign
    return f"\\u{ord(sign):04x}" if ord(sign) < 0x10000 else f"\\U{ord(sign):08x}"


def _visible(sign: str) -> bool:
    return sign == " " or unicodedata.category(sign)[0] in "LMNPS"


def document(tree: Mapping[str, object]) -> str:
    """Write a whole rubric: sections, items and findings in blocks, everything that fits a line in a line."""
    lines = list(_table(tree, 0, inner=False))
    return "\n".join(lines) + "\n"


def _table(table: Mapping[str, object], indent: int, inner: bool = True) -> Iterator[str]:
    for key, value in table.items():
        head = f"{' ' * indent}{scalar(key)}:"
        if not inner and key in NODES:
            yield ""
        yield from _entry(head, value, indent, deep=key in NODES)


def _entry(head: str, value: object, indent: int, deep: bool) -> Iterator[str]:
    """Write ``key: value``, in the line if it fits."""
    if isinstance(value, str):
        yield f"{head} {scalar(value)}"
    elif not value or (not deep and not _tables(value) and _width(line := f"{head} {flow(value)}") <= WIDEST):
        yield line if value else f"{head} {flow(value)}"
    elif isinstance(value, Mapping):
        yield head
        yield from _table(value, indent + 2)
    else:
        assert isinstance(value, Sequence)
        yield head
        for entry in value:
            yield from _member(entry, indent + 2)


def _member(entry: object, indent: int) -> Iterator[str]:
    """Write a list's member: in one line if it fits and holds no nodes, else in a block behind its dash."""
    line = f"{' ' * indent}- {flow(entry) if not isinstance(entry, str) else scalar(entry)}"
    if not isinstance(entry, Mapping) or not entry or (_width(line) <= WIDEST and not any(map(entry.get, NODES))):
        yield line
        return
    first, *rest = _table(entry, indent + 2)
    yield f"{' ' * indent}- {first.lstrip(' ')}"
    yield from rest


def _tables(value: object) -> bool:
    """Say whether a value is a list of tables, which reads better a line each."""
    return isinstance(value, Sequence) and any(isinstance(entry, Mapping) for entry in value)


def _width(line: str) -> int:
    """Count columns as an editor shows them: a Chinese sign takes two."""
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in line)
