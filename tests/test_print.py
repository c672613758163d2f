"""On paper: every text that a form shows is there and whole, one page wide, with its headings on every page.

LibreOffice prints and poppler reads the print; ``office/test_paper`` measures where every sign stands.
"""

import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import pytest

from tests.office.headless import to_pdf
from tests.office.long_rubric import LONG
from tests.office.programs import missing
from tests.office.rows import as_in_excel, printed_area, shown, squeezed, stands_in, visible
from tests.small_forms import ENGLISH, SIMPLIFIED, TRADITIONAL, led, prefill, rendered, single
from xlrubric.build import Prefill, form_values
from xlrubric.layout.form import Form
from xlrubric.layout.sheets import Sheet
from xlrubric.scoring import Value
from xlrubric.shipped_files import shipped
from xlrubric.units import Unit

LACKING = missing("soffice", "poppler", "carlito")
pytestmark = [
    pytest.mark.office,
    pytest.mark.skipif(bool(LACKING), reason=LACKING or "-"),
    pytest.mark.xdist_group("print"),  # one start of LibreOffice prints all forms
]

SHIPPED = {path.stem: path.read_text(encoding="utf-8") for path in shipped("rubrics").glob("*.yaml")}


def answers(form: Form) -> dict[str, Value]:
    """Give every entry of the review an answer that is allowed: found, twice or the least."""
    graph = form.standards[0].graph
    return {
        e.name: e.options[1] if e.options else max(e.box.low, Decimal(2) if e.box.whole else Decimal(0))
        for e in graph.entries
        if e.role == "review"
    }


def poppler(pdf: Path, option: str) -> str:
    command = ["pdftotext", option, "-enc", "UTF-8", str(pdf), "-"]
    return subprocess.run(command, capture_output=True, check=True, timeout=60).stdout.decode("utf-8")


@dataclass(frozen=True)
class Printed:
    """A form, what stands in it, and the text of each page of its print, cell after cell."""

    form: Form
    filled: Prefill
    pages: Sequence[str]

    def pages_of(self, sheet: Sheet) -> range:
        """Give the places of a visible sheet's pages: sheets follow each other, each with one page and its breaks."""
        start = 0
        for other in visible(self.form):
            if other.key == sheet.key:
                break
            start += 1 + len(other.breaks)
        return range(start, start + 1 + len(sheet.breaks))


def read_print(form: Form, filled: Prefill, pdf: Path) -> Printed:
    return Printed(form, filled, [squeezed(page) for page in poppler(pdf, "-raw").split("\f")[:-1]])


FORMS: dict[str, Form] = {
    "shipped": single(SHIPPED["xiangxi-2018"], Unit("u-1", "测试单位")),
    "lead": led(SIMPLIFIED),
    "english": single(ENGLISH),
    "traditional": single(TRADITIONAL, Unit("01", "衛生&環境組（第一組）")),
    "long": single(LONG, Unit("L1", "测试单位")),
}
REMARKS = {"1.1.1": "=查台账", "1.2.1": "2018-11-20 现场察看"}
CASES = [f"{name}-{how}" for name in FORMS for how in ("blank", "filled")]


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Printed]:
    """Print all forms, blank and filled in, in one start."""
    folder = tmp_path_factory.mktemp("print")
    prefills: dict[str, Prefill] = {}
    for case in CASES:
        form = FORMS[case.partition("-")[0]]
        prefills[case] = prefill(answers(form), form.units[0], REMARKS) if "filled" in case else Prefill()
        (folder / f"{case}.xlsx").write_bytes(rendered(as_in_excel(form), prefills[case]))
    pdfs = to_pdf([folder / f"{case}.xlsx" for case in CASES], folder)
    return {c: read_print(FORMS[c.partition("-")[0]], prefills[c], pdf) for c, pdf in zip(CASES, pdfs, strict=True)}


@pytest.fixture(params=CASES)
def one(request: pytest.FixtureRequest, printed: Mapping[str, Printed]) -> Printed:
    return printed[request.param]


def test_every_text_that_stands_on_a_visible_sheet_is_printed_whole(one: Printed) -> None:
    values = form_values(one.form, one.filled)
    missing_texts = []
    for sheet in visible(one.form):
        pages = "".join(one.pages[n] for n in one.pages_of(sheet))
        texts = shown(one.form, sheet, values)
        missing_texts += [(sheet.name, c.row, c.column, text) for c, text in texts if squeezed(text) not in pages]
    assert missing_texts == []


def test_a_sheet_has_the_pages_that_its_breaks_make_and_no_more(one: Printed) -> None:
    assert len(one.pages) == sum(1 + len(sheet.breaks) for sheet in visible(one.form))


def test_the_number_of_pages_is_as_expected(printed: Mapping[str, Printed]) -> None:
    more = {"lead": 0, "english": 0, "traditional": 0, "long": 1, "shipped": 2}  # than sheets
    for name, count in more.items():
        blank, filled = printed[f"{name}-blank"], printed[f"{name}-filled"]
        assert len(blank.pages) == len(filled.pages) <= len(visible(blank.form)) + count


def test_all_headings_stand_on_every_page_of_the_scoring_sheet(one: Printed) -> None:
    for sheet in visible(one.form):
        area = printed_area(sheet)
        seen = [c for c in sheet.cells if c.column not in sheet.hidden_columns and stands_in(c, area)]
        heads = [str(c.content) for c in seen if c.style.startswith("head") and c.content]
        for number in one.pages_of(sheet) if sheet.key.startswith("scoring:") else ():
            page = one.pages[number]
            assert [head for head in heads if page.count(squeezed(head)) < heads.count(head)] == [], number


def test_every_page_is_numbered_and_says_whose_it_is(one: Printed) -> None:
    for n, page in enumerate(one.pages, 1):
        assert squeezed(one.form.skin.say("footer_page", page=n, pages=len(one.pages))) in page[:200]
        assert squeezed(one.form.standard.rubric.title) in page[:200]
