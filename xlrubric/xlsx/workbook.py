"""The whole workbook: its sheets in order, who saved it, when and with what.

Apart because it alone knows how the parts of a package hang together.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import NoReturn, cast

from xlrubric.problems import Place, Problem, problem
from xlrubric.xlsx.markup import Element, Part, elements, refusal
from xlrubric.xlsx.package import Bounds, Package, open_package, resolve
from xlrubric.xlsx.remembered import Remembered
from xlrubric.xlsx.shared import shared_cells, shared_strings
from xlrubric.xlsx.sheet import CELL_LIMIT, SheetData, State, read_sheet
from xlrubric.xlsx.styles import telling_formats

_MAIN = "xl/workbook.xml"
_ONLY_ONE = ("officeDocument", "sharedStrings", "styles")  # parts of which a workbook has one
_SHEET_LIMIT = 2000
_OBJECTS = ("xl/embeddings/", "xl/activex/activex", "xl/ctrlprops/")
_NO_GRID = ("chartsheet", "dialogsheet", "xlMacrosheet", "xlIntlMacrosheet")
_OTHERS = {  # a part that tells, the message, its detail
    "xl/workbook.bin": ("package-xlsb", {}),
    "word/document.xml": ("package-other-office", {"kind": ".docx"}),
    "ppt/presentation.xml": ("package-other-office", {"kind": ".pptx"}),
    "index/document.iwa": ("package-numbers", {}),
    "index.zip": ("package-numbers", {}),
    "visio/document.xml": ("package-other-office", {"kind": ".vsdx"}),
    "ofd.xml": ("package-other-office", {"kind": ".ofd"}),
}
_STATED = {  # a word of the kind that a package states, the ending of its files
    b"opendocument.text": ".odt",
    b"opendocument.presentation": ".odp",
    b"opendocument": "OpenDocument",
    b"epub": ".epub",
}

_RELATION_KEPT = 400  # bytes that a relationship takes, about

Saved = tuple[str, datetime | None, str]  # by whom, when (UTC), with what


@dataclass(frozen=True)
class WorkbookData:
    """A workbook as its file holds it.

    ``saved_by`` and ``application`` are empty, and ``saved_at`` (UTC) is None, where the file does not say.
    ``problems`` are all that were found, those of the sheets among them, sorted. ``by_value`` says that the file's
    formulas are not known, only their values.
    """

    sheets: tuple[SheetData, ...]
    saved_by: str
    saved_at: datetime | None
    application: str
    problems: tuple[Problem, ...]
    by_value: bool = False


@dataclass(frozen=True)
class _Relation:
    kind: str  # the last word of its type, such as "worksheet"
    target: str  # the name of the part


_RELATIONS: Remembered[tuple[str, bytes], dict[str, _Relation]] = Remembered(2**20)


def read_workbook(data: bytes, name: str, most: int | None = None, bounds: Bounds | None = None) -> WorkbookData:
    """Read the bytes of a file; ``name`` is what places in problems call it.

    Raises Refusal with one problem where the file is no readable .xlsx or .xlsm, or holds more than what comes back may
    (or than ``bounds``, if given), and TooHeavy where it holds more bytes than ``most``, if that is given.
    """
    package = open_package(data, name, most, bounds)
    roots, main, found = _opened(package)
    sheets, more = _sheets(package, main, found, bounds.cells if bounds else None)
    more = (*_several(package, roots), *more)
    about = _saved(package, roots)
    package.check_rest()
    problems = [*package.problems, *more, *_notes(package), *(p for sheet in sheets for p in sheet.problems)]
    return WorkbookData(sheets, *about, tuple(sorted(problems)))


def sheet_names(data: bytes, name: str, bounds: Bounds) -> tuple[str, ...]:
    """Give the names of a workbook's sheets, and read nothing of them. Raises Refusal as ``read_workbook``."""
    _, _, found = _opened(open_package(data, name, bounds=bounds))
    return tuple(element.attributes.get("name", "") for element in found if element.name == "sheet")


def _opened(package: Package) -> tuple[dict[str, _Relation], str, list[Element]]:
    """Find the workbook's own part: give the package's relationships, the part's name, and its elements."""
    roots = _relations(package, "")
    main = _main_part(package, roots)
    found = elements(package.part(main))
    if any(element.name == "sheet" and not element.own for element in found):
        raise refusal(package.file, "package-namespace", part=main)
    if found[0].name != "workbook":
        _refuse_other(package)
    return roots, main, found


def _relations(package: Package, base: str) -> dict[str, _Relation]:
    """Give the relationships of a part (of the whole package if ``base`` is empty) by their ids; not to be changed."""
    folder, _, last = base.rpartition("/")
    part = f"{folder}/_rels/{last}.rels".lstrip("/")
    if not package.has(part):
        return {}
    found = package.part(part)
    known = _RELATIONS.get((base, found.xml))
    if known is None:
        known = _read_relations(found, base, part)
        _RELATIONS.keep((base, found.xml), known, len(found.xml) + _RELATION_KEPT * len(known))
    return known


def _read_relations(part: Part, base: str, name: str) -> dict[str, _Relation]:
    relations: dict[str, _Relation] = {}
    for element in elements(part):
        if element.name == "Relationship" and element.own:
            own, relation = _relation(base, element.attributes)
            if relations.setdefault(own, relation) is not relation:
                raise refusal(part.file, "package-relation-twice", part=name)
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
    if package.has("mimetype"):
        _refuse_stated(package, package.part("mimetype").xml)
    for part, (code, details) in _OTHERS.items():
        if package.has(part):
            raise refusal(package.file, code, **details)
    raise refusal(package.file, "package-zip", count=len(package.entries))


def _refuse_stated(package: Package, kind: bytes) -> None:
    """Say what an archive is by the kind that it states."""
    if b"opendocument.spreadsheet" in kind:
        raise refusal(package.file, "package-opendocument")
    for word, ending in _STATED.items():
        if word in kind:
            raise refusal(package.file, "package-other-office", kind=ending)


def _sheets(
    package: Package, main: str, found: list[Element], most: int | None
) -> tuple[tuple[SheetData, ...], tuple[Problem, ...]]:
    relations = _relations(package, main)
    kinds = {relation.kind: relation.target for relation in relations.values()}
    looks = kinds.get("styles", "")
    telling = telling_formats(package.part(looks)) if package.has(looks) else {}
    texts = kinds.get("sharedStrings", resolve(main, "sharedStrings.xml"))
    strings = shared_cells(shared_strings(package.part(texts)) if package.has(texts) else [])
    sheets: list[SheetData] = []
    read: dict[str, SheetData] = {}  # by part: one that is listed twice is read once
    for name, state, relation in _listed(found, relations):
        if relation is None or not package.has(relation.target):
            part = relation.target if relation else ""
            raise refusal(package.file, "package-sheet-missing", sheet=name, part=part)
        if relation.kind not in _NO_GRID:
            sheet = read.get(relation.target)
            if sheet is None:
                sheet = read_sheet(package.part(relation.target), name, state, strings, telling, most)
                read[relation.target] = sheet
            sheets.append(sheet if sheet.name == name else replace(sheet, name=name, state=state, problems=()))
        if len(sheets) > _SHEET_LIMIT or sum(len(sheet.cells) for sheet in read.values()) > (most or CELL_LIMIT):
            raise refusal(package.file, "package-cell-count", limit=most or CELL_LIMIT, part=relation.target)
    names = [sheet.name for sheet in sheets]
    return tuple(sheets), (*_several(package, relations), *repeated(package.file, names))


def _several(package: Package, relations: Mapping[str, _Relation]) -> Iterator[Problem]:
    """Flag what a workbook can have only once, and this one has in two parts: programs differ in which they take."""
    named = {(one.kind, one.target.lower()) for one in relations.values() if package.has(one.target)}
    counts = Counter(kind for kind, _ in named)
    for kind in _ONLY_ONE:
        if counts[kind] > 1:
            yield problem(Place(package.file), "package-role-twice", kind=kind, count=counts[kind])


def _listed(found: list[Element], relations: dict[str, _Relation]) -> Iterator[tuple[str, State, _Relation | None]]:
    """Give name, state and relationship of each sheet in the workbook's order."""
    for element in found:
        if element.name == "sheet":
            ids = [value for key, value in element.attributes.items() if key.endswith(" id")]
            state = element.attributes.get("state", "visible")
            known = state if state in ("hidden", "veryHidden") else "visible"
            relation = relations.get(ids[0]) if ids else None
            yield element.attributes.get("name", ""), cast(State, known), relation


def repeated(file: str, names: list[str]) -> Iterator[Problem]:
    """Name the sheets whose name, in whatever case, another one has too."""
    lower = Counter(name.lower() for name in names)
    for name in sorted({name for name in names if lower[name.lower()] > 1}):
        yield problem(Place(file, sheet=name), "package-sheet-twice")


def _notes(package: Package) -> Iterator[Problem]:
    """Note what is never followed: links to other files, programs, live data from other programs."""
    links = [name for name in package.entries if name.startswith("xl/externallinks/externallink")]
    if links:
        yield problem(Place(package.file), "package-external-links", count=len(links))
    if any(b"ddeLink" in package.part(name).xml for name in links):
        yield problem(Place(package.file), "package-dde")
    if objects := sum(name.startswith(_OBJECTS) for name in package.entries):
        yield problem(Place(package.file), "package-objects", count=objects)
    if remote := package.outside[0] + package.has("xl/connections.xml"):
        yield problem(Place(package.file), "package-remote", count=remote)
    if any(name.endswith("vbaproject.bin") or "/macrosheets/" in name for name in package.entries):
        yield problem(Place(package.file), "package-macros")


def _properties(package: Package, roots: dict[str, _Relation], kind: str) -> dict[str, str]:
    """Give the document's properties of a kind by name; none where the part is missing."""
    for relation in roots.values():
        if relation.kind == kind and package.has(relation.target):
            found = elements(package.part(relation.target), texts=True)
            return {element.name: element.text.strip() for element in found}
    return {}


def saved(package: Package) -> Saved:
    """Give who saved a package, when (UTC) and with what, as far as it says."""
    return _saved(package, _relations(package, ""))


def _saved(package: Package, roots: dict[str, _Relation]) -> Saved:
    core = _properties(package, roots, "core-properties")
    application = _properties(package, roots, "extended-properties").get("Application", "")
    return core.get("lastModifiedBy", ""), moment_of(core.get("modified", "")), application


def moment_of(text: str) -> datetime | None:
    """Give a time as W3CDTF writes it, in UTC; None where it is none."""
    try:
        moment = datetime.fromisoformat(text)
        zoned = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
        return zoned.astimezone(UTC)
    except (ValueError, OverflowError):
        return None
