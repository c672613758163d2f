"""Rules of sheets and of what lies over their cells: names, links, validations, conditional formats, charts.

Apart from ``cells``, whose rules are of the cells themselves.
"""

import re
from collections import Counter
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from tests.ooxml.cells import LAST_COLUMN, LAST_ROW, area, overlap, sheets_of, spot, units
from tests.ooxml.package import CHART, ID, X14, XM, Package, tag

LONGEST_TAB, LONGEST_TITLE, LONGEST_ASK, LONGEST_RULE = 31, 32, 255, 255
LONGEST_TIP, LONGEST_FOOTER, MOST_BREAKS, MOST_LINKS = 255, 255, 1023, 65_530
FORBIDDEN = re.compile(r"[\[\]:*?/\\\x00-\x1f]|^'|'$")
NAME = re.compile(r"[A-Za-z_\\\u0080-\uffff][\w.\\\u0080-\uffff]{0,254}")
LIKE_A_CELL = re.compile(r"(?i)[A-Z]{1,3}[0-9]+|R[0-9]*C[0-9]*|[RC]")
AREA = re.compile(r"(\$?[A-Z]{1,3}\$?[0-9]+)(:\$?[A-Z]{1,3}\$?[0-9]+)?|\$?[A-Z]{1,3}:\$?[A-Z]{1,3}|\$?[0-9]+:\$?[0-9]+")
OLD = {  # attributes of conditional formats that need a child of their own
    "dataBar": "dataBar",
    "colorScale": "colorScale",
    "iconSet": "iconSet",
}


def sheet_faults(package: Package) -> Iterator[str]:
    """Give the faults of the workbook's lists, and of what lies over every worksheet's cells."""
    yield from _tabs(package)
    yield from _defined(package)
    styles = package.only("styles")
    dxfs = styles.find(tag("dxfs")) if styles is not None else None
    for name, part, tree in package.worksheets():
        found = (
            *_validations(package, tree),
            *_conditions(tree, len(dxfs) if dxfs is not None else 0),
            *_bars(tree),
            *_links(package, part, tree),
            *_breaks(tree),
            *_page(tree),
            *_filtered(package, name, tree),
        )
        yield from (f"{name}: {said}" for said in found)
    yield from _charts(package)


def _tabs(package: Package) -> Iterator[str]:
    listed = list(package.listed_sheets())
    names = [sheet.get("name", "") for sheet in listed]
    for name in names:
        if not 0 < units(name) <= LONGEST_TAB or FORBIDDEN.search(name) or name.casefold() == "history":
            yield f"a tab is called {name!r}"
    yield from (f"two tabs are called {name}" for name, n in Counter(map(str.casefold, names)).items() if n > 1)
    yield from _twice("sheetId", [sheet.get("sheetId", "") for sheet in listed])
    yield from (
        f"{name}: its part {part} is missing" for name, part in package.sheets.items() if part not in package.parts
    )
    if listed and all(sheet.get("state", "visible") != "visible" for sheet in listed):
        yield "no tab is visible"
    for view in package.trees[package.workbook].iter(tag("workbookView")):
        for key in ("activeTab", "firstSheet"):
            number = int(view.get(key, "0")) - (key == "firstSheet" and view.get(key) is not None)
            if not 0 <= number < len(listed) or listed[number].get("state", "visible") != "visible":
                yield f"{key} is {view.get(key, '0')}, which is no visible tab"


def _twice(what: str, found: list[str]) -> Iterator[str]:
    yield from (f"the {what} {one} stands twice" for one, count in Counter(found).items() if count > 1)


def _defined(package: Package) -> Iterator[str]:
    names = list(package.trees[package.workbook].iter(tag("definedName")))
    yield from _twice("name", [f"{e.get('name', '').casefold()} {e.get('localSheetId', '')}".strip() for e in names])
    for element in names:
        name, text = element.get("name", ""), element.text or ""
        if not NAME.fullmatch(name) or LIKE_A_CELL.fullmatch(name):
            yield f"{name!r} is no name"
        if element.get("localSheetId") is not None and int(element.get("localSheetId", "0")) >= len(package.sheets):
            yield f"the name {name} is of a sheet that is not there"
        yield from (f"the name {name} {said}" for said in _reference(package, text))


def _reference(package: Package, text: str) -> Iterator[str]:
    """Check a reference, or several: each with a sheet that is there and an area."""
    if "#REF!" in text:
        yield f"leads to {text}"
    known = {name.casefold() for name in package.sheets}
    for name in sheets_of(text):
        if name.casefold() not in known:
            yield f"leads to a sheet {name}, which is not there"
    for piece in re.split(r",(?=(?:[^']*'[^']*')*[^']*$)", text):
        reference = piece.rpartition("!")[2]
        if "!" in piece and not AREA.fullmatch(reference):
            yield f"leads to {reference}, which is no area"


def _areas(text: str | None) -> Iterator[tuple[str, tuple[int, int, int, int] | None]]:
    yield from ((one, area(one)) for one in (text or "").split())


def _validations(package: Package, tree: Element) -> Iterator[str]:
    taken: list[tuple[str, tuple[int, int, int, int]]] = []
    lists = tree.find(tag("dataValidations"))
    if lists is not None and int(lists.get("count", "0")) != len(lists):
        yield f"says {lists.get('count')} validations and has {len(lists)}"
    for rule in tree.iter(tag("dataValidation")):
        where = rule.get("sqref", "")
        yield from (f"{where}: {said}" for said in (*_words(rule), *_rules(package, rule)))
        for text, found in _areas(where):
            if found is None:
                yield f"{text} is validated and is no area"
            elif other := next((o for o, a in taken if overlap(a, found)), ""):
                yield f"{text} and {other} are validated and overlap"
            else:
                taken.append((text, found))


def _words(rule: Element) -> Iterator[str]:
    for key, most in (
        ("promptTitle", LONGEST_TITLE),
        ("errorTitle", LONGEST_TITLE),
        ("prompt", LONGEST_ASK),
        ("error", LONGEST_ASK),
    ):
        if units(rule.get(key, "")) > most:
            yield f"its {key} has {units(rule.get(key, ''))} signs"


def _rules(package: Package, rule: Element) -> Iterator[str]:
    formulas = [rule.findtext(tag(f"formula{n}")) for n in (1, 2)]
    if rule.get("type") == "list" and not formulas[0]:
        yield "is a list of nothing"
    if rule.get("type", "none") != "none" and not formulas[0]:
        yield "has a rule without a formula"
    if rule.get("operator", "between") in ("between", "notBetween") and rule.get("type") in (
        "whole",
        "decimal",
        "date",
    ):
        yield from ("has no second bound",) if not formulas[1] else ()
    for formula in filter(None, formulas):
        if units(formula) > LONGEST_RULE:
            yield f"its formula has {units(formula)} signs"
        yield from _reference(package, formula) if rule.get("type") == "list" and "!" in formula else ()


def _conditions(tree: Element, dxfs: int) -> Iterator[str]:
    yield from _twice("priority", [e.get("priority", "") for e in tree.iter(tag("cfRule"))])
    for block in tree.iter(tag("conditionalFormatting")):
        where = block.get("sqref", "")
        yield from (f"{text} has a conditional format and is no area" for text, found in _areas(where) if found is None)
        for rule in block.iter(tag("cfRule")):
            if rule.get("dxfId") is not None and int(rule.get("dxfId", "0")) >= dxfs:
                yield f"{where}: has the conditional format {rule.get('dxfId')} of {dxfs}"
            wanted = OLD.get(rule.get("type", ""), "formula" if rule.get("type") == "expression" else "")
            if wanted and rule.find(tag(wanted)) is None:
                yield f"{where}: its rule is a {rule.get('type')} and has no {wanted}"


def _bars(tree: Element) -> Iterator[str]:
    """Each bar of Excel 2010 belongs to a rule that older programs read."""
    known = {e.text for e in tree.iter(tag("id", X14))}
    for block in tree.iter(tag("conditionalFormatting", X14)):
        where = block.findtext(tag("sqref", XM)) or ""
        if not where or any(found is None for _, found in _areas(where)):
            yield f"{where}: a conditional format of Excel 2010 is on no area"
        for rule in block.iter(tag("cfRule", X14)):
            if rule.get("id") not in known and rule.get("type") == "dataBar":
                yield f"{where}: a bar of Excel 2010 belongs to no rule"


def _links(package: Package, part: str, tree: Element) -> Iterator[str]:
    links = list(tree.iter(tag("hyperlink")))
    if len(links) > MOST_LINKS:
        yield f"has {len(links)} links"
    yield from _twice("link at", [link.get("ref", "") for link in links])
    external = {r.id for r in package.relations(part) if r.external and r.kind == "hyperlink"}
    for link in links:
        where, location = link.get("ref", ""), link.get("location")
        if area(where) is None:
            yield f"a link stands at {where!r}"
        if units(link.get("tooltip", "")) > LONGEST_TIP:
            yield f"{where}: the link's tip has {units(link.get('tooltip', ''))} signs"
        if link.get(ID) is not None and link.get(ID) not in external:
            yield f"{where}: the link leads to a relation {link.get(ID)}, which is not there"
        elif link.get(ID) is None and location is None:
            yield f"{where}: the link leads nowhere"
        elif link.get(ID) is None:
            yield from (f"{where}: the link {said}" for said in location_faults(package, location or ""))


def location_faults(package: Package, location: str) -> Iterator[str]:
    """Check that a place within the workbook is there: a sheet and an area, or a defined name."""
    known = {e.get("name", "").casefold() for e in package.trees[package.workbook].iter(tag("definedName"))}
    if "!" not in location:
        if location.casefold() not in known:
            yield f"leads to a name {location}, which is not there"
        return
    sheet, _, place = location.rpartition("!")
    name = sheet[1:-1].replace("''", "'") if sheet.startswith("'") and sheet.endswith("'") else sheet
    if name.casefold() not in {tab.casefold() for tab in package.sheets}:
        yield f"leads to a sheet {name}, which is not there"
    if not sheet.startswith("'") and not re.fullmatch(r"[A-Za-z_\u0080-\uffff][\w.]*", sheet):
        yield f"leads to {location}, whose sheet wants quotation marks"
    if area(place) is None:
        yield f"leads to {place}, which is no area"


def _breaks(tree: Element) -> Iterator[str]:
    for kind, last in (("rowBreaks", LAST_ROW), ("colBreaks", LAST_COLUMN)):
        breaks = tree.find(tag(kind))
        if breaks is None:
            continue
        numbers = [int(line.get("id", "0")) for line in breaks]
        if len(numbers) > MOST_BREAKS or len(numbers) != int(breaks.get("count", "0")):
            yield f"{kind} says {breaks.get('count')} and has {len(numbers)}"
        if numbers != sorted(set(numbers)) or not all(0 < number < last for number in numbers):
            yield f"{kind} are {numbers}"


def _page(tree: Element) -> Iterator[str]:
    for line in tree.iter(tag("oddFooter")):
        if units(line.text or "") > LONGEST_FOOTER:
            yield f"the footer has {units(line.text or '')} signs"
    for pane in tree.iter(tag("pane")):
        top = pane.get("topLeftCell")
        if top is not None and spot(top) is None:
            yield f"the pane begins at {top}"
    for setup in tree.iter(tag("pageSetup")):
        if not 10 <= int(setup.get("scale", "100")) <= 400:
            yield f"is printed at {setup.get('scale')} %"


def _filtered(package: Package, name: str, tree: Element) -> Iterator[str]:
    """A filter is an area of its own, and the hidden name that Excel looks for is of the same area."""
    found = tree.find(tag("autoFilter"))
    if found is None:
        return
    ref = found.get("ref", "")
    if area(ref) is None:
        yield f"the filter is on {ref}"
        return
    number = str(list(package.sheets).index(name))
    lines = package.trees[package.workbook].iter(tag("definedName"))
    own = [e for e in lines if e.get("name") == "_xlnm._FilterDatabase" and e.get("localSheetId") == number]
    if not own or (own[0].text or "").rpartition("!")[2].replace("$", "") != ref:
        yield f"the filter on {ref} has no hidden name, or one of another area"


def _charts(package: Package) -> Iterator[str]:
    for name, tree in package.trees.items():
        if not tree.tag.startswith(f"{{{CHART}}}"):
            continue
        axes = {e.get("val") for kind in ("catAx", "valAx", "dateAx", "serAx") for e in _of(tree, kind)}
        used = {e.get("val") for e in tree.iter(tag("axId", CHART))}
        yield from (f"{name}: the axis {one} is not there" for one in sorted(filter(None, used - axes)))
        for formula in tree.iter(tag("f", CHART)):
            yield from (f"{name}: a series {said}" for said in _reference(package, (formula.text or "").strip("()")))
            if not sheets_of(formula.text or ""):
                yield f"{name}: a series leads to {formula.text}, on no sheet"


def _of(tree: Element, kind: str) -> Iterator[Element]:
    for axis in tree.iter(tag(kind, CHART)):
        yield from axis.findall(tag("axId", CHART))
