"""The schemas: order and number of children, attributes and their types, as Microsoft's SDK knows them.

Apart because it is the one module that knows openxml-audit, which carries the SDK's data. Held to Office 2010, the
oldest program that is to open our workbooks. The library passes over attributes that no schema has; Excel does not.
"""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

from openxml_audit import FileFormat, OpenXmlValidator
from openxml_audit.codegen.schema_loader import get_registry

from tests.ooxml.package import CHART, MAIN, Package, opened

SPACES = (MAIN, CHART)


@cache
def _validator() -> OpenXmlValidator:
    return OpenXmlValidator(file_format=FileFormat.OFFICE_2010, max_errors=20)


def schema_faults(path: Path) -> list[str]:
    """Give what the schemas do not allow; at most twenty faults and each unknown attribute."""
    said = [f"{fault.part_uri}: {fault.description}" for fault in _validator().validate(path).errors]
    return [*said, *_unknown(opened(path.read_bytes()))]


def _unknown(package: Package) -> Iterator[str]:
    for name, tree in package.trees.items():
        for tag, attribute in sorted({(e.tag, a) for e in tree.iter() for a in e.attrib}):
            known = _attributes(tag)
            if known and not attribute.startswith("{") and attribute not in known:
                yield f"/{name}: the element {tag.rpartition('}')[2]} has no attribute {attribute}"


@cache
def _attributes(tag: str) -> frozenset[str]:
    """Name the attributes that any element of a name may have; none for elements of other schemas."""
    if not tag.startswith(tuple(f"{{{space}}}" for space in SPACES)):
        return frozenset()
    return frozenset(a.local_name for one in get_registry().get_element_type_candidates(tag) for a in one.attributes)
