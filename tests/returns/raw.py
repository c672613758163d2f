"""Changes to the parts of a workbook's package, as no program with a window would make them."""

import io
import re
import zipfile
from collections.abc import Callable
from xml.sax.saxutils import escape

from tests.returns.forms import FORM
from xlrubric.layout.form import Form

Change = Callable[[str], str]

_VALUE = re.compile(r"<v>.*?</v>")
_FORMULA = re.compile(r"<f>.*?</f>")


def parts_of(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def zipped(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def part_changed(data: bytes, part: str, change: Change) -> bytes:
    """Change the text of one part; it must not stay the same."""
    parts = parts_of(data)
    before = parts[part].decode()
    after = change(before)
    assert after != before
    return zipped({**parts, part: after.encode()})


def sheet_part(sheet: str, form: Form = FORM) -> str:
    """Give the part of a sheet by its tab."""
    return f"xl/worksheets/sheet{[s.name for s in form.sheets].index(sheet) + 1}.xml"


def sheet_changed(data: bytes, sheet: str, change: Change, form: Form = FORM) -> bytes:
    return part_changed(data, sheet_part(sheet, form), change)


def cell_changed(data: bytes, place: tuple[str, str], change: Change, form: Form = FORM) -> bytes:
    """Change the element of one cell, which must be there."""
    sheet, cell = place
    element = re.compile(f'<c r="{cell}"(?: [^>]*)?(?:/>|[^/]>.*?</c>)')

    def once(xml: str) -> str:
        (found,) = element.findall(xml)
        return xml.replace(found, change(found))

    return sheet_changed(data, sheet, once, form)


def put(data: bytes, place: tuple[str, str], value: object, form: Form = FORM) -> bytes:
    """Put a value into a cell, whatever stood there: a number, a text, TRUE, an error; None empties it."""
    return cell_changed(data, place, lambda _: written(place[1], value), form)


def written(cell: str, value: object, formula: str = "") -> str:
    function = f"<f>{escape(formula)}</f>" if formula else ""
    if value is None:
        return f'<c r="{cell}">{function}</c>'
    if isinstance(value, bool):
        return f'<c r="{cell}" t="b">{function}<v>{value:d}</v></c>'
    if isinstance(value, str) and value.startswith("#"):
        return f'<c r="{cell}" t="e">{function}<v>{value}</v></c>'
    if isinstance(value, str):
        return f'<c r="{cell}" t="str">{function}<v>{escape(value)}</v></c>'
    return f'<c r="{cell}">{function}<v>{value}</v></c>'


def put_formula(data: bytes, place: tuple[str, str], formula: str, value: object = None) -> bytes:
    """Put a formula into a cell, with the value that it shows."""
    return cell_changed(data, place, lambda _: written(place[1], value, formula))


def formula_changed(data: bytes, place: tuple[str, str], change: Change) -> bytes:
    """Change the text of a cell's formula; its stored value stays."""
    return cell_changed(data, place, lambda xml: _FORMULA.sub(lambda m: f"<f>{change(m[0][3:-4])}</f>", xml))


def value_changed(data: bytes, place: tuple[str, str], value: object) -> bytes:
    """Change the stored value of a cell; its formula stays."""
    return cell_changed(data, place, lambda xml: _VALUE.sub(f"<v>{value}</v>", xml))


def all_values(data: bytes, sheet: str, value: str) -> bytes:
    """Store one value in every formula of a sheet: ``<v>0</v>``, or nothing."""
    return sheet_changed(data, sheet, lambda xml: re.sub(r"</f><v>.*?</v>", f"</f>{value}", xml))


def without_row(data: bytes, sheet: str, row: int) -> bytes:
    """Empty a row, its key too; those below stay where they are."""
    return sheet_changed(data, sheet, lambda xml: re.sub(f'<row r="{row}".*?</row>', "", xml))


def saved(data: bytes, when: str) -> bytes:
    """State a time of saving; none if ``when`` is empty."""
    pattern = r"(<dcterms:modified[^>]*>).*?(</dcterms:modified>)"
    return part_changed(data, "docProps/core.xml", lambda xml: re.sub(pattern, rf"\g<1>{when}\g<2>", xml))
