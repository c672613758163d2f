"""On paper: every text that a form shows is there and whole, one page wide, with its headings on every page.

LibreOffice prints and poppler reads the print, so fonts are those of this machine: wider and taller than Excel's.
"""

import re
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from html import unescape
from pathlib import Path

import pytest

from tests.office.headless import to_pdf
from tests.office.programs import missing
from tests.small_forms import ENGLISH, SIMPLIFIED, TRADITIONAL, led, prefill, rendered, single
from xlrubric.build import Prefill, form_values
from xlrubric.layout.form import Form
from xlrubric.layout.sheets import Cell, Formula, Input, Sheet
from xlrubric.rules import plain
from xlrubric.scoring import Value
from xlrubric.skin import shipped
from xlrubric.units import Unit

LACKING = missing("soffice", "poppler")
pytestmark = [
    pytest.mark.office,
    pytest.mark.skipif(bool(LACKING), reason=LACKING or "-"),
    pytest.mark.xdist_group("print"),  # one start of LibreOffice prints all forms
]

SHIPPED = {path.stem: path.read_text(encoding="utf-8") for path in shipped("rubrics").glob("*.yaml")}

LONG = """
rubric: long
title: 2018年度“安全生产”检查评分表（A类单位，含 Type-2 sites）
sections:
  - name: 一、组织领导与安全生产责任制落实情况
    items:
      - name: 责任制
        text: >-
          班子每季度研究安全生产工作，落实 ISO 45001:2018 与《安全生产法》第21条，责任书（responsibility letter）
          签订率100%；有部署、有检查、有整改、有反馈，台账齐全，资料可以追溯到具体责任人和完成时限
        points: 20
        evidence:
          - 会议记录（minutes）、签到表、照片
          - 责任书复印件（PDF 或 JPG）
          - https://example.com/evidence/2018/safety-and-health/site-inspections
        findings:
          - {text: 未制定年度计划, deduct: 1.01}
          - text: >-
              未按 Safety Management System 的要求逐级签订责任书，
              或者签订以后没有按照规定的时限逐级报送备案（以收到日期为准）
            deduct: 1.02
            per: 人次
            at_most: 3
          - text: >-
              “双随机、一公开”检查（random inspection）少于规定次数；未使用统一的检查表单、未录入平台、
              未在5个工作日内反馈整改意见的，每次按一次计算
            deduct: 1.03
            per: 次
            target: 12
      - {name: 短项, points: 5, findings: [{text: 甲, deduct: 1}]}
  - name: 二、现场
    items:
      - name: English only
        text: >-
          All machines carry guards; emergency exits are marked, lit and free of obstacles; extinguishers have been
          inspected within the last twelve months and the inspection labels are legible
        points: 10
        findings:
          - text: >-
              Guards are missing, loose or have been tied open with wire, whether or not the machine was running at
              the time of the inspection
            deduct: 1
          - {text: "NO SMOKING, NO OPEN FLAMES AND MAXIMUM WEIGHT signs (GB 2894-2008) MISSING AT THE GATE", deduct: 1}
          - text: >-
              设备A1、A2、B3-7（含备用）未挂牌；X光机、pH计、CO₂报警器等仪器超过检定周期，
              或者检定证书（certificate №）与实物不符
            deduct: 1
  - name: 三、长文
    items:
      - name: 长文
        text: LONGTEXT
        points: 10
        findings:
          - {text: LONGTEXT, deduct: 1}
          - {text: 很短, deduct: 2}
"""
SENTENCE = "全是中文的一段很长的文字没有停顿，用来检查每一行能放下多少个字，以及行高是否足够，边框不会裁掉半个字；"
LONG = LONG.replace("LONGTEXT", SENTENCE * 6)

MARGIN_TOP = 36.0  # points: half an inch
PAGE_WIDTH = 841.9
RISE = 0.135  # of the font's size: how far below a line's middle poppler sees the middle of its box
SIDE = (
    0.8  # points by which LibreOffice may set a line wider than its cell; a full-width sign keeps more than that free
)


def answers(form: Form) -> dict[str, Value]:
    """Give every entry of the review an answer that is allowed: found, twice or the least."""
    graph = form.standards[0].graph
    return {
        e.name: e.options[1] if e.options else max(e.box.low, Decimal(2) if e.box.whole else Decimal(0))
        for e in graph.entries
        if e.role == "review"
    }


@dataclass(frozen=True)
class Word:
    """A word of a print: its box in points from the page's upper left corner."""

    left: float
    top: float
    right: float
    bottom: float
    text: str

    def middle(self) -> tuple[float, float]:
        return (self.left + self.right) / 2, (self.top + self.bottom) / 2


WORD = re.compile(r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">(.*?)</word>')


def poppler(pdf: Path, option: str) -> str:
    command = ["pdftotext", option, "-enc", "UTF-8", str(pdf), "-"]
    return subprocess.run(command, capture_output=True, check=True, timeout=60).stdout.decode("utf-8")


@dataclass(frozen=True)
class Printed:
    """A form, what stands in it, the text of each page of its print, cell after cell, and the words with places."""

    form: Form
    filled: Prefill
    pages: Sequence[str]
    words: Sequence[Sequence[Word]]

    def pages_of(self, sheet: Sheet) -> range:
        """Give the places of a visible sheet's pages: sheets follow each other, each with one page and its breaks."""
        start = 0
        for other in self.form.sheets:
            if other.key == sheet.key:
                break
            start += 1 + len(other.breaks)
        return range(start, start + 1 + len(sheet.breaks))


def read_print(form: Form, filled: Prefill, pdf: Path) -> Printed:
    pages = [squeezed(page) for page in poppler(pdf, "-raw").split("\f")[:-1]]
    boxes = [WORD.findall(page) for page in poppler(pdf, "-bbox-layout").split("<page ")[1:]]
    words = [[Word(float(a), float(b), float(c), float(d), unescape(t)) for a, b, c, d, t in page] for page in boxes]
    return Printed(form, filled, pages, words)


def squeezed(text: str) -> str:
    """Take out blanks and line breaks, which a print has elsewhere."""
    return re.sub(r"\s+", "", text)


FORMS: dict[str, Form] = {
    "shipped": single(SHIPPED["xiangxi-2018"], Unit("u-1", "测试单位")),
    "deep": single(SHIPPED["branch-quantified"], Unit("u-1", "测试单位")),
    "tagged": single(SHIPPED["tianjin-2020"], Unit("u-1", "测试单位")),
    "duties": single(SHIPPED["shaoxing-duty-organ"], Unit("u-1", "测试单位")),
    "lead": led(SIMPLIFIED),
    "english": single(ENGLISH),
    "traditional": single(TRADITIONAL, Unit("01", "衛生&環境組（第一組）")),
    "long": single(LONG, Unit("L1", "测试单位")),
}
REMARKS = {"1.1.1": "=查台账", "1.2.1": "2018-11-20 现场察看"}
CASES = [f"{name}-{how}" for name in FORMS for how in ("blank", "filled")]


def pixels(width: float) -> float:
    """Give a column's width in Excel, whose default font has digits of 7 pixels."""
    return width * 7 + 5


def stretch(folder: Path) -> float:
    """Measure by how much this machine's default font makes columns wider than Excel's."""
    form = FORMS["shipped"]
    (folder / "measure.xlsx").write_bytes(rendered(form))
    found = read_print(form, Prefill(), to_pdf([folder / "measure.xlsx"], folder)[0])
    sheet, page = form.sheets[1], found.words[1]
    at = {key: column for column, key in sheet.column_keys.items()}
    first = next(w for w in page if w.text == "1.1")
    other = next(w for w in page if w.text == "无年度计划")
    meant = sum(pixels(sheet.widths[c]) for c in range(at["item"], at["finding"])) * 0.75
    return (other.left - first.left) / scale_of(page, form.skin.size) / meant


def as_in_excel(form: Form, ratio: float) -> Form:
    """Give the form with columns that are here as wide as the form's own are in Excel."""
    sheets = [replace(s, widths={c: (pixels(w) / ratio - 5) / 7 for c, w in s.widths.items()}) for s in form.sheets]
    return replace(form, sheets=tuple(sheets))


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Printed]:
    """Print all forms, blank and filled in, in one start."""
    folder = tmp_path_factory.mktemp("print")
    ratio = stretch(folder)
    prefills: dict[str, Prefill] = {}
    for case in CASES:
        form = FORMS[case.partition("-")[0]]
        prefills[case] = prefill(answers(form), form.units[0], REMARKS) if "filled" in case else Prefill()
        (folder / f"{case}.xlsx").write_bytes(rendered(as_in_excel(form, ratio), prefills[case]))
    pdfs = to_pdf([folder / f"{case}.xlsx" for case in CASES], folder)
    return {c: read_print(FORMS[c.partition("-")[0]], prefills[c], pdf) for c, pdf in zip(CASES, pdfs, strict=True)}


@pytest.fixture(params=CASES)
def one(request: pytest.FixtureRequest, printed: Mapping[str, Printed]) -> Printed:
    return printed[request.param]


def shown(form: Form, sheet: Sheet, values: Mapping[str, Value]) -> Iterator[tuple[Cell, str]]:
    """Give every text and number that stands in a visible cell of a visible sheet, as it should be printed."""
    for cell in sheet.cells:
        if sheet.state == "visible" and cell.column not in sheet.hidden_columns:
            value = values.get(cell.name) if isinstance(cell.content, Formula | Input) else cell.content
            if text := as_printed(cell, value, form):
                yield cell, text


def as_printed(cell: Cell, value: Value, form: Form) -> str:
    look = form.skin.styles[cell.style].get("format", "")
    if not isinstance(value, Decimal):
        return str(value or "")
    if "%" in look:
        return f"{value * 100:.1f}%"
    if "+" in look:  # an effect: signed, nothing for 0
        return f"{'+' if value > 0 else '-'}{plain(abs(value))}" if value else ""
    return plain(value) + cell.unit


def test_every_text_that_stands_on_a_visible_sheet_is_printed_whole(one: Printed) -> None:
    values = form_values(one.form, one.filled)
    missing_texts = []
    for sheet in one.form.sheets:
        pages = "".join(one.pages[n] for n in one.pages_of(sheet)) if sheet.state == "visible" else ""
        for cell, text in shown(one.form, sheet, values):
            if squeezed(text) not in pages:
                missing_texts.append((sheet.name, cell.row, cell.column, text))
    assert missing_texts == []


def test_a_sheet_has_the_pages_that_its_breaks_make_and_no_more(one: Printed) -> None:
    visible = [sheet for sheet in one.form.sheets if sheet.state == "visible"]
    assert len(one.pages) == sum(1 + len(sheet.breaks) for sheet in visible)


def test_the_number_of_pages_is_as_expected(printed: Mapping[str, Printed]) -> None:
    pages = {"lead": 5, "english": 3, "traditional": 3, "long": 4}  # cover or summary, a sheet a unit, how to fill in
    counts = {case: len(found.pages) for case, found in printed.items() if case.partition("-")[0] in pages}
    assert counts == {f"{name}-{how}": count for name, count in pages.items() for how in ("blank", "filled")}
    for name in FORMS:
        assert len(printed[f"{name}-blank"].pages) == len(printed[f"{name}-filled"].pages)
    assert len(printed["shipped-blank"].pages) <= 5


def test_all_headings_stand_on_every_page_of_the_scoring_sheet(one: Printed) -> None:
    for sheet in one.form.sheets:
        seen = [c for c in sheet.cells if c.column not in sheet.hidden_columns]
        heads = [str(c.content) for c in seen if c.style.startswith("head") and c.content]
        for number in one.pages_of(sheet) if sheet.key.startswith("scoring:") else ():
            page = one.pages[number]
            assert [head for head in heads if page.count(squeezed(head)) < heads.count(head)] == [], number


def test_every_page_is_numbered_and_says_whose_it_is(one: Printed) -> None:
    for n, page in enumerate(one.pages, 1):
        assert squeezed(one.form.skin.say("footer_page", page=n, pages=len(one.pages))) in page[:200]
        assert squeezed(one.form.standard.rubric.title) in page[:200]


@dataclass(frozen=True)
class Grid:
    """Where a scoring sheet's rows and columns are on one of its pages, in points."""

    scale: float
    rows: Mapping[int, tuple[float, float]]
    columns: Mapping[int, tuple[float, float]]

    def box(self, cell: Cell) -> tuple[float, float, float, float] | None:
        """Give left, top, right and bottom of a cell; None where it does not stand whole on this page."""
        rows = range(cell.row, cell.row + cell.down)
        if not all(row in self.rows for row in rows):
            return None
        last = cell.column + cell.across - 1
        return self.columns[cell.column][0], self.rows[rows[0]][0], self.columns[last][1], self.rows[rows[-1]][1]


def laid(sizes: Sequence[tuple[int, float]], start: float, scale: float) -> dict[int, tuple[float, float]]:
    """Lay rows or columns of given sizes one after the other."""
    places = {}
    for number, size in sizes:
        places[number] = (start, start + size * scale)
        start += size * scale
    return places


def scale_of(page: Sequence[Word], size: float) -> float:
    """Take the scale from the width of wide signs: each is as wide as the font is high."""
    wide = [w for w in page if len(w.text) > 3 and re.fullmatch("[\u4e00-\u9fff]+", w.text)]
    found = sorted((w.right - w.left) / len(w.text) / size for w in wide)
    return found[len(found) // 2]


def grids(found: Printed, sheet: Sheet) -> Iterator[tuple[Grid, Sequence[Word]]]:
    """Find each page's rows: the first page begins at row 2, the others with the repeated rows and a break."""
    pages = [found.words[n] for n in found.pages_of(sheet)]
    scale = scale_of([word for page in pages for word in page], found.form.skin.size)
    visible = [(c, pixels(w) * 0.75) for c, w in sheet.widths.items() if c not in sheet.hidden_columns]
    left = (PAGE_WIDTH - sum(w for _, w in visible) * scale) / 2
    starts = [2, *sheet.breaks, max(sheet.heights) + 1]
    for page, start, end in zip(pages, starts, starts[1:], strict=False):
        repeated = [] if start == 2 else [4, 5]
        rows = [(row, sheet.heights[row]) for row in (*repeated, *range(start, end))]
        yield Grid(scale, laid(rows, MARGIN_TOP, scale), laid(visible, left, scale)), page


def inside(grid: Grid, cell: Cell, page: Sequence[Word]) -> list[Word]:
    """Give the words whose middle lies in a cell, in reading order."""
    box = grid.box(cell)
    assert box is not None
    left, top, right, bottom = box
    found = [w for w in page if left <= w.middle()[0] <= right and top <= w.middle()[1] <= bottom]
    em = 10 * grid.scale
    lines: list[list[Word]] = []
    for word in sorted(found, key=lambda w: w.top):
        if lines and word.top - lines[-1][0].top < em / 2:
            lines[-1].append(word)
        else:
            lines.append([word])
    return [word for line in lines for word in sorted(line, key=lambda w: w.left)]


TEXT_STYLES = ("text", "section")
MEASURED = [
    f"{name}-{how}" for name in ("long", "shipped", "traditional", "tagged", "duties") for how in ("blank", "filled")
]


def outside(grid: Grid, cell: Cell, page: Sequence[Word], em: float) -> str:
    """Say what of a cell's text lies outside of it: missing or foreign words, ink over an edge; "" if nothing."""
    box = grid.box(cell)
    assert box is not None
    mine = inside(grid, cell, page)
    if "".join(w.text for w in mine) != squeezed(str(cell.content)):
        return f"{cell.content} is printed as {' '.join(w.text for w in mine)}"
    for word in mine:
        middle = word.middle()[1] - RISE * em
        if min(middle - em / 2 - box[1], box[3] - middle - em / 2, word.left - box[0], box[2] - word.right + SIDE) < 0:
            return f"{word} is not within {box}"
    return ""


@pytest.mark.parametrize("case", MEASURED)
def test_every_text_of_the_scoring_sheet_lies_whole_within_its_cell(printed: Mapping[str, Printed], case: str) -> None:
    found = printed[case]
    sheet = found.form.sheets[1]
    visible = [c for c in sheet.cells if c.column not in sheet.hidden_columns]
    texts = [c for c in visible if c.style in TEXT_STYLES and isinstance(c.content, str)]
    seen, wrong = 0, []
    for grid, page in grids(found, sheet):
        here = [cell for cell in texts if grid.box(cell)]
        wrong += [said for cell in here if (said := outside(grid, cell, page, found.form.skin.size * grid.scale))]
        seen += len(here)
    assert wrong == []
    assert seen == len(texts)


def test_a_row_too_low_for_its_text_is_noticed(printed: Mapping[str, Printed]) -> None:
    """With the row taken for lower than it is, the measure above finds words outside."""
    found = printed["long-blank"]
    grid, page = next(grids(found, found.form.sheets[1]))
    cell = next(c for c in found.form.sheets[1].cells if str(c.content).startswith("未按 Safety"))
    top, bottom = grid.rows[cell.row]
    em = found.form.skin.size * grid.scale
    assert outside(grid, cell, page, em) == ""
    for less in (0.6 * em, 1.5 * em):
        low = Grid(grid.scale, {**grid.rows, cell.row: (top + less, bottom - less)}, grid.columns)
        assert outside(low, cell, page, em)
