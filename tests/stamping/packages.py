"""Workbooks taken apart: what two of them must have in common to be the same but for how they are compressed."""

from io import BytesIO
from zipfile import ZipFile

from xlrubric.build import Prefill, form_values
from xlrubric.layout.form import unit_form
from xlrubric.layout.hands import BOTH, Hands
from xlrubric.sealing import sealed
from xlrubric.skin import Skin
from xlrubric.standard import Standard
from xlrubric.units import Unit
from xlrubric.writer import Stamp, render

Part = tuple[str, tuple[int, ...], int, int, int, int, int, int, bytes, bytes]


def parts(data: bytes) -> list[Part]:
    """Give the parts of a package in their order: all that its directory says of them, and their bytes, checked."""
    with ZipFile(BytesIO(data)) as package:
        return [
            (
                info.filename,
                info.date_time,
                info.create_system,
                info.create_version,
                info.extract_version,
                info.flag_bits,
                info.external_attr,
                info.internal_attr,
                info.extra,
                package.read(info),
            )
            for info in package.infolist()
        ]


def rendered(
    standard: Standard, skin: Skin, unit: Unit, stamp: Stamp, hands: Hands = BOTH, key: bytes | None = None
) -> bytes:
    """Make a unit's blank workbook in the long way: laid out, sealed, computed and rendered for this unit alone."""
    form = sealed(unit_form(standard, skin, unit, hands), key)
    return render(form, form_values(form, Prefill()), stamp)
