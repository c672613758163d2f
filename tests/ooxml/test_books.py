"""Every workbook that the project writes opens without a repair prompt, and without a warning in other programs."""

import io
import warnings
from pathlib import Path

import ironcalc
import openpyxl
import pytest

from tests.effort import THOROUGH
from tests.office.headless import recalculate
from tests.office.programs import needs
from tests.ooxml.books import KINDS, books
from tests.ooxml.cells import cell_faults
from tests.ooxml.package import Package, opened
from tests.ooxml.parts import part_faults
from tests.ooxml.schema import schema_faults
from tests.ooxml.sheets import sheet_faults
from xlrubric.xlsx import read_workbook

pytestmark = pytest.mark.xdist_group("demo")  # the year is made once
DROPPED = (
    "extension is not supported"  # what openpyxl says of bars and of formats of Excel 2010, which it does not keep
)


FEW = {"authoring": 4, "lead": 2, "one hand": 4}  # of the larger kinds, where not all is tried


def some(kind: str) -> list[tuple[str, bytes]]:
    """Give the workbooks of a kind that the slower programs look at."""
    return list(books(kind).items())[: None if THOROUGH else FEW.get(kind)]


def faults(package: Package) -> list[str]:
    return [*part_faults(package), *cell_faults(package), *sheet_faults(package)]


@pytest.mark.parametrize("kind", KINDS)
def test_every_package_keeps_the_rules_of_excel(kind: str) -> None:
    found = {name: said for name, data in books(kind).items() if (said := faults(opened(data)))}
    assert found == {}


@pytest.mark.parametrize("kind", KINDS)
def test_every_package_is_valid_by_the_schemas_of_office_2010(kind: str, tmp_path: Path) -> None:
    found = {}
    for n, (name, data) in enumerate(some(kind)):
        path = tmp_path / f"{n}.xlsx"
        path.write_bytes(data)
        if said := schema_faults(path):
            found[name] = said
    assert found == {}


@pytest.mark.parametrize("kind", KINDS)
def test_openpyxl_opens_every_package_without_a_warning(kind: str) -> None:
    for _, data in some(kind):
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            warnings.filterwarnings("ignore", message=f".*{DROPPED}")
            book = openpyxl.load_workbook(io.BytesIO(data))
        assert book.sheetnames == list(opened(data).sheets)


@pytest.mark.parametrize("kind", KINDS)
def test_ironcalc_opens_every_package_and_finds_no_wrong_formula(kind: str, tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    for name, data in list(books(kind).items())[: None if THOROUGH else 3]:
        path.write_bytes(data)
        model = ironcalc.load_from_xlsx(str(path), "en", "UTC", "en")
        model.evaluate()
        wrong = [
            (sheet.name, place, shown)
            for number, sheet in enumerate(read_workbook(data, name).sheets)
            for place, cell in sheet.cells.items()
            if cell.formula and str(shown := model.get_cell_value(number, *place)).startswith("#")
        ]
        assert wrong == [], name


@needs("soffice")
def test_libreoffice_opens_every_package(tmp_path: Path) -> None:
    paths = []
    for kind in KINDS:
        for n, data in enumerate(list(books(kind).values())[: None if THOROUGH else 1]):
            paths.append(tmp_path / f"{kind} {n}.xlsx")
            paths[-1].write_bytes(data)
    made = recalculate(paths, tmp_path / "out")
    for before, after in zip(paths, made, strict=True):
        assert [s.name for s in read_workbook(after.read_bytes(), "a").sheets] == list(
            opened(before.read_bytes()).sheets
        )
