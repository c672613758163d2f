"""The sheet of evidence on paper: every document is there, the headings on every page, nothing that is hidden."""

from pathlib import Path

import pytest

from tests.evidence.made import filled
from tests.office.headless import to_pdf
from tests.office.pictures import text_of
from tests.office.programs import needs
from xlrubric.layout.evidence import documents
from xlrubric.layout.form import Form, lead_form, unit_form
from xlrubric.shipped_files import shipped
from xlrubric.skin import read_skin
from xlrubric.standard import read_standard
from xlrubric.units import Unit

TIANJIN = read_standard(shipped("rubrics") / "tianjin-2020.yaml")
SKIN = read_skin("zh-Hans")
UNITS = [Unit(f"U{n}", f"第{n}支部", lead="党委", tags=TIANJIN.known_tags) for n in (1, 2)]
FORMS = {"unit": unit_form(TIANJIN, SKIN, UNITS[0]), "lead": lead_form(TIANJIN, SKIN, "党委", UNITS)}


def printed(form: Form, folder: Path) -> list[str]:
    """Give the text of each page of the sheet of evidence, without blanks."""
    (folder / "a.xlsx").write_bytes(filled(form, {"evidence.state:1.1.1": "已备"}))
    (pdf,) = to_pdf([folder / "a.xlsx"], folder / "pdf")
    pages = ["".join(page.split()) for page in text_of(pdf)]
    start = next(n for n, page in enumerate(pages) if "佐证材料清单" in page)
    return [page for page in pages[start:] if "文件名、文号或链接" in page]


@needs("soffice", "poppler")
@pytest.mark.parametrize("name", FORMS)
def test_every_document_is_printed_and_the_headings_stand_on_every_page(name: str, tmp_path: Path) -> None:
    form = FORMS[name]
    pages = printed(form, tmp_path)
    text = "".join(pages)
    sheet = next(sheet for sheet in form.sheets if sheet.key.startswith("evidence:"))
    assert len(pages) == len(sheet.breaks) + 1  # no page is broken but where the layout says so
    assert [one.text for one in documents(TIANJIN) if "".join(one.text.split()) not in text] == []
    assert all("要求的材料" in page for page in pages)
    assert "共58份：已备1，缺0，不涉及0，未填57" in text
    assert not any(word in text for word in ("there", "missing", "none"))
