"""The charts of a workbook, read from its XML: what they point at, what they keep, where they stand.

Apart from the tests, which compare it with the cells: openpyxl reads a chart's references but drops what it keeps.
"""

import io
import re
import zipfile
from dataclasses import dataclass
from xml.etree import ElementTree as ET

C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
D = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}"


@dataclass(frozen=True)
class Series:
    """A series: its kind, the cells of its labels and values, and what the file keeps of both."""

    kind: str
    label_cells: str
    labels: tuple[str, ...]
    value_cells: str
    values: tuple[float, ...]


@dataclass(frozen=True)
class Drawn:
    """A chart: its title, the titles of its axes, its series, the description, the rows that it covers (from 0)."""

    title: str
    axes: tuple[str, ...]
    series: tuple[Series, ...]
    described: str
    rows: tuple[int, int]
    columns: tuple[int, int]
    percent: bool


def drawn(data: bytes) -> dict[str, Drawn]:
    """Read the charts of a workbook by title, in the order in which they stand on the first sheet."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        names = sorted(name for name in package.namelist() if re.fullmatch(r"xl/charts/chart\d+\.xml", name))
        if not names:
            return {}
        charts = [ET.fromstring(package.read(name)) for name in names]
        anchors = list(ET.fromstring(package.read("xl/drawings/drawing1.xml")))
    found = [_drawn(chart, anchor) for chart, anchor in zip(charts, anchors, strict=True)]
    return {one.title: one for one in found}


def _drawn(chart: ET.Element, anchor: ET.Element) -> Drawn:
    axes = [*chart.iter(f"{C}catAx"), *chart.iter(f"{C}valAx")]
    properties = next(anchor.iter(f"{D}cNvPr"))
    return Drawn(
        _text(chart.find(f"{C}chart/{C}title")),
        tuple(filter(None, (_text(axis.find(f"{C}title")) for axis in axes))),
        tuple(_series(one, kind.tag.removeprefix(C)) for kind in chart.iter() for one in kind.findall(f"{C}ser")),
        properties.get("descr", ""),
        (_at(anchor, "from", "row"), _at(anchor, "to", "row")),
        (_at(anchor, "from", "col"), _at(anchor, "to", "col")),
        any(axis.find(f"{C}scaling/{C}max") is not None for axis in axes),
    )


def _at(anchor: ET.Element, end: str, what: str) -> int:
    found = anchor.find(f"{D}{end}/{D}{what}")
    assert found is not None
    return int(found.text or "")


def _text(title: ET.Element | None) -> str:
    return "" if title is None else "".join(part.text or "" for part in title.iter(f"{A}t"))


def _series(one: ET.Element, kind: str) -> Series:
    labels, values = one.find(f"{C}cat"), one.find(f"{C}val")
    assert labels is not None and values is not None
    kept = tuple(float(value) for value in _kept(values))
    return Series(kind, _cells(labels), tuple(_kept(labels)), _cells(values), kept)


def _cells(source: ET.Element) -> str:
    return next(source.iter(f"{C}f")).text or ""


def _kept(source: ET.Element) -> list[str]:
    points = {int(point.get("idx", "")): (point.findtext(f"{C}v") or "") for point in source.iter(f"{C}pt")}
    return [points[n] for n in range(len(points))]
