"""What the reading of one .xlsx in the program itself can cost: bounded by what it holds, whatever is done to it.

Each of these was slow or large once, in proportion to its square, or to something that its size does not tell.
"""

import time
from collections.abc import Sequence

import pytest

from tests.test_xlsx_package import GOOD, MAIN, OFFICE, archive, relations, workbook, worksheet
from xlrubric.foreign.desk import Desk
from xlrubric.opening import MOST_HERE, Opener
from xlrubric.problems import Refusal
from xlrubric.xlsx.package import TooHeavy
from xlrubric.xlsx.workbook import WorkbookData, read_workbook

SIZE = 400_000  # bytes; MOST_HERE is five times as much, and what grows with the square would take 25 times as long
SECONDS = 6.0  # on a machine that is busy
SHEET = "xl/worksheets/sheet1.xml"
STYLED = relations(("rId1", f"{OFFICE}/worksheet", "worksheets/sheet1.xml"), ("rId2", f"{OFFICE}/styles", "styles.xml"))


def strings(body: str) -> dict[str, str]:
    return {**GOOD, "xl/sharedStrings.xml": f'<sst xmlns="{MAIN}">{body}</sst>'}


def sheet(body: str) -> dict[str, str]:
    return {**GOOD, SHEET: worksheet(body)}


def bare(body: str) -> dict[str, str]:
    return {**GOOD, SHEET: f'<worksheet xmlns="{MAIN}">{body}'}


def times(text: str, size: int = SIZE) -> str:
    return text * (size // len(text))


def formula(text: str) -> dict[str, str]:
    return sheet(f'<row r="1"><c r="A1"><f>{text}</f></c></row>')


def styles(count: int) -> str:
    one = '<xf numFmtId="14"/>'
    return f'<styleSheet xmlns="{MAIN}"><cellXfs>{one * count}</cellXfs></styleSheet>'


CELL = '<c r="A1"><v>1</v></c>'
SHARED = "".join(f'<row r="{n}"><c r="A{n}"><f t="shared" si="0"/><v>1</v></c></row>' for n in range(2, 100))
WORST = {
    "empty cells": sheet(f'<row r="1">{times("<c/>")}</row>'),
    "empty rows": sheet(times("<row/>")),
    "one cell again and again": sheet(f'<row r="1">{times(CELL)}</row>'),
    "elements in one another": bare(times("<a>")),
    "elements in one another, closed": bare(f"{times('<a>')}{times('</a>')}<sheetData/></worksheet>"),
    "a long attribute": {**GOOD, SHEET: f'<?x?><worksheet xmlns="{MAIN}" a="{times("x")}"><sheetData/></worksheet>'},
    "a long comment": {**GOOD, SHEET: f"<!--{times('x')}-->{worksheet('')}"},
    "a long shared formula": sheet(
        f'<row r="1"><c r="A1"><f t="shared" ref="A1:A9" si="0">{"A1+" * 2600}1</f></c></row>{SHARED}'
    ),
    "formats of runs": strings(
        "<si>" + "".join(f'<r><rPr><sz val="{n}"/></rPr><t>a</t></r>' for n in range(SIZE // 46)) + "</si>"
    ),
    "sheets": {**GOOD, "xl/workbook.xml": workbook(times('<sheet name="a" sheetId="1" r:id="rId1"/>'))},
    "elements of the workbook": {**GOOD, "xl/workbook.xml": workbook(times("<a/>", MOST_HERE // 2))},
    "styles by cells": {
        **sheet('<row r="1">' + "".join(f'<c r="A1" s="{n % 4000}"/>' for n in range(9000)) + "</row>"),
        "xl/styles.xml": styles(4000),
        "xl/_rels/workbook.xml.rels": STYLED,
    },
    "brackets": sheet(
        f'<row r="1"><c r="A1"><f t="shared" ref="A1:A2" si="0">{times("[")}</f></c></row>'
        '<row r="2"><c r="A2"><f t="shared" si="0"/></c></row>'
    ),
    "quotation marks": formula("|" + times("'")),
    "calls": formula(times("a|")),
    "escapes": strings(f"<si><t>{times('_x000D_')}</t></si>"),
}


@pytest.mark.parametrize("name", WORST)
def test_the_worst_that_can_be_made_is_read_or_refused_in_time(name: str) -> None:
    data = archive(WORST[name])
    begun = time.process_time()
    try:
        read_workbook(data, "a.xlsx", MOST_HERE)
    except Refusal as refused:
        assert len(refused.problems) == 1
    assert time.process_time() - begun < SECONDS


class NotingDesk(Desk):
    """A desk that notes which files its worker was given."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[str] = []

    def read(self, data: bytes, name: str, passwords: Sequence[str] = ()) -> WorkbookData:
        self.asked.append(name)
        return super().read(data, name, passwords)


def test_what_holds_more_than_any_form_goes_to_the_worker() -> None:
    many = {**GOOD, "xl/media/a.bin": "x" * MOST_HERE}
    data = archive(many)
    with pytest.raises(TooHeavy):
        read_workbook(data, "a.xlsx", MOST_HERE)
    desk = NotingDesk()
    opener = Opener(desk=desk)
    book = opener.read(data, "a.xlsx")
    assert book == read_workbook(data, "a.xlsx")
    assert not book.by_value
    opener.read(archive(GOOD), "b.xlsx")
    opener.close()
    assert desk.asked == ["a.xlsx"]


def test_a_directory_that_is_too_large_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("xlrubric.xlsx.package.DIRECTORY_LIMIT", 100)
    with pytest.raises(Refusal) as caught:
        read_workbook(archive(GOOD), "a.xlsx")
    assert [p.code for p in caught.value.problems] == ["package-part-count"]
