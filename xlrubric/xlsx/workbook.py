"""The whole workbook: its sheets in order, who saved it, when and with what.

Apart because it alone knows how the parts of a package hang together.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import NoReturn, cast

from xlrubric.problems import Place, Problem, problem
from xlrubric.xlsx.markup import Element, elements, refusal
from xlrubric.xlsx.package import Package, open_package, resolve
from xlrubric.xlsx.shared import shared_cells, shared_strings
from xlrubric.xlsx.sheet import SheetData, State, read_sheet

_MAIN = "xl/workbook.xml"
_NO_GRID = ("chartsheet", "dialogsheet", "xlMacrosheet", "xlIntlMacrosheet")
_OTHERS = {  # a part that tells, the message, its detail
    "xl/workbook.bin": ("package-xlsb", {}),
    "word/document.xml": ("package-other-office", {"kind": ".docx"}),
    "ppt/presentation.xml": ("package-other-office", {"kind": ".pptx"}),
    "index/document.iwa": ("package-numbers", {}),
    "index.zip": ("package-numbers", {}),
}


@dataclass(frozen=True)
class WorkbookData:
    """A workbook as its file holds it.

    ``saved_by`` and ``application`` are empty, and ``saved_at`` (UTC) is None, where the file does not say.
    ``problems`` are all that were found, those of the sheets among them, sorted.
    """

    sheets: tuple[SheetData, ...]
    saved_by: str
    saved_at: datetime | None
    application: str
    problems: tuple[Problem, ...]


@dataclass(frozen=True)
class _Relation:
    kind: str  # the last word of its type, such as "worksheet"
    target: str  # the name of the part


def read_workbook(data: bytes, name: str) -> WorkbookData:
    """Read the bytes of a file; ``name`` is what places in problems call it.

    Raises Refusal with one problem where the file is no readable .xlsx or .xlsm.
    """
    package = open_package(data, name)
    roots = _relations(package, "")
    main = _main_part(package, roots)
    found = elements(package.part(main))
    if found[0].name != "workbook":
        _refuse_other(package)
    sheets, more = _sheets(package, main, found)
    core = _properties(package, roots, "core-properties")
    saved_by, saved_at = core.get("lastModifiedBy", ""), _moment(core.get("modified", ""))
    application = _properties(package, roots, "extended-properties").get("Application", "")
    package.check_rest()
    problems = [*package.problems, *more, *_notes(package), *(p for sheet in sheets for p in sheet.problems)]
    return WorkbookData(sheets, saved_by, saved_at, application, tuple(sorted(problems)))


def _relations(package: Package, base: str) -> dict[str, _Relation]:
    """Give the relationships of a part (of the whole package if ``base`` is empty) by their ids."""
    folder, _, last = base.rpartition("/")
    part = f"{folder}/_rels/{last}.rels".lstrip("/")
    if not package.has(part):
        return {}
    relations: dict[str, _Relation] = {}
    for element in elements(package.part(part)):
        if element.name == "Relationship":
            name, relation = _relation(base, element.attributes)
            if relations.setdefault(name, relation) is not relation:
                raise refusal(package.file, "package-relation-twice", part=part)
    return relations


def _relation(base: str, attributes: dict[str, str]) -> tuple[str, _Relation]:
    """Give the id of a relationship and what it points to: nothing, where that is outside of the package."""
    inside = attributes.get("TargetMode") != "External"
    target = resolve(base, attributes.get("Target", "")) if inside else ""
    return attributes.get("Id", ""), _Relation(attributes.get("Type", "").rpartition("/")[2], target)


def _main_part(package: Package, roots: dict[str, _Relation]) -> str:
    for relation in roots.values():
        if relation.kind == "officeDocument" and package.has(relation.target):
            if relation.target.lower().endswith(".bin"):
                break
            return relation.target
    if package.has(_MAIN):
        return _MAIN
    _refuse_other(package)


def _refuse_other(package: Package) -> NoReturn:
    """Say what an archive without a workbook is."""
    if package.has("mimetype") and b"opendocument" in package.part("mimetype").xml:
        raise refusal(package.file, "package-opendocument")
    for part, (code, details) in _OTHERS.items():
        if package.has(part):
            raise refusal(package.file, code, **details)
    raise refusal(package.file, "package-zip", count=len(package.entries))


def _sheets(package: Package, main: str, found: list[Element]) -> tuple[tuple[SheetData, ...], tuple[Problem, ...]]:
    relations = _relations(package, main)
    kinds = {relation.kind: relation.target for relation in relations.values()}
    texts = kinds.get("sharedStrings", resolve(main, "sharedStrings.xml"))
    strings = shared_cells(shared_strings(package.part(texts)) if package.has(texts) else [])
    sheets = []
    for name, state, relation in _listed(found, relations):
        if relation is None or not package.has(relation.target):
            part = relation.target if relation else ""
            raise refusal(package.file, "package-sheet-missing", sheet=name, part=part)
        if relation.kind not in _NO_GRID:
            sheets.append(read_sheet(package.part(relation.target), name, state, strings))
    return tuple(sheets), tuple(_repeated(package.file, [sheet.name for sheet in sheets]))


def _listed(found: list[Element], relations: dict[str, _Relation]) -> Iterator[tuple[str, State, _Relation | None]]:
    """Give name, state and relationship of each sheet in the workbook's order."""
    for element in found:
        if element.name == "sheet":
            ids = [value for key, value in element.attributes.items() if key.endswith(" id")]
            state = element.attributes.get("state", "visible")
            known = state if state in ("hidden", "veryHidden") else "visible"
            relation = relations.get(ids[0]) if ids else None
            yield element.attributes.get("name", ""), cast(State, known), relation


def _repeated(file: str, names: list[str]) -> Iterator[Problem]:
    lower = [name.lower() for name in names]
    for name in sorted({name for name in names if lower.count(name.lower()) > 1}):
        yield problem(Place(file, sheet=name), "package-sheet-twice")


def _notes(package: Package) -> Iterator[Problem]:
    """Note what is never followed: links to other files, programs, live data from other programs."""
    links = [name for name in package.entries if name.startswith("xl/externallinks/externallink")]
    if links:
        yield problem(Place(package.file), "package-external-links", count=len(links))
    if any(b"ddeLink" in package.part(name).xml for name in links):
        yield problem(Place(package.file), "package-dde")
    if any(name.endswith("vbaproject.bin") or "/macrosheets/" in name for name in package.entries):
        yield problem(Place(package.file), "package-macros")


def _properties(package: Package, roots: dict[str, _Relation], kind: str) -> dict[str, str]:
    """Give the document's properties of a kind by name; none where the part is missing."""
    for relation in roots.values():
        if relation.kind == kind and package.has(relation.target):
            found = elements(package.part(relation.target), texts=True)
            return {element.name: element.text.strip() for element in found}
    return {}


def _moment(text: str) -> datetime | None:
    """Give a time as W3CDTF writes it, in UTC; None where it is none."""
    try:
        moment = datetime.fromisoformat(text)
        zoned = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
        return zoned.astimezone(UTC)
    except (ValueError, OverflowError):
        return None
