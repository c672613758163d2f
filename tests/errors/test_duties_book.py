"""The error book of duty lists and registers: every code of ``messages.duties`` with its register and exact lines."""

from decimal import Decimal
from typing import Any

import pytest

from tests.duties.made import NONE, REGISTERS, gathered, row
from tests.errors.book import Page, as_told, as_written, missing, unknown
from xlrubric.messages.duties import DUTIES

# what is typed into the register, by the code that it brings about
TYPED: dict[str, Any] = {
    "register-alike": {**row("“清廉机关”建设", "省委"), **row("清廉机关 建设", "市委", 2)},
    "register-out-of-period": row("清廉机关", "省委", 1, "a", Decimal(43799)),
    "register-undated": row("清廉机关", "省委", 1, "a", None),
    "register-day-unread": row("清廉机关", "省委", 1, "a", "去年年底"),
    "register-no-document": row("清廉机关", "省委", 1, ""),
}
PAGES = (
    Page(
        "register-alike",
        None,
        "U1.xlsx!评分表!E14: [register-alike] “清廉机关 建设” (row 2.1.1.2) reads like ““清廉机关”建设” (row 2.1"
        ".1.1); if "
        "both are one achievement, only the highest counts (points too many now: 1). Ask; if they are one, leave"
        " this row "
        "out, or give both the same name.",
        "U1.xlsx!评分表!E14: [register-alike] “清廉机关 建设”（2.1.1.2）与““清廉机关”建设”（2.1.1.1）相近；若是"
        "同一项目，"
        "只计最高一项，现多计1分。请核实；若是同一项目，请删去此行，或两行填同一名称。",
    ),
    Page(
        "register-out-of-period",
        None,
        "U1.xlsx!评分表!G13: [register-out-of-period] “清廉机关” (row 2.1.1.1) is of 2019-11-30, which is not within "
        "2019-12-16 to 2020-12-15; its points were counted. Look at the document; if the day is right, clear the"
        " row.",
        "U1.xlsx!评分表!G13: [register-out-of-period] “清廉机关”（2.1.1.1）的日期是 2019-11-30，不在 2019-12-16 "
        "至 2020-12-15 "
        "之间；分值已计入。请查对文件；日期无误的，请清空此行。",
    ),
    Page(
        "register-undated",
        None,
        "U1.xlsx!评分表!G13: [register-undated] “清廉机关” (row 2.1.1.1) has points but no day; it must lie within "
        "2019-12-16 to 2020-12-15. Ask for the day.",
        "U1.xlsx!评分表!G13: [register-undated] “清廉机关”（2.1.1.1）有分值而没有填日期；日期应在 2019-12-16 至 "
        "2020-12-15 "
        "之间。请补填日期。",
    ),
    Page(
        "register-day-unread",
        None,
        "U1.xlsx!评分表!G13: [register-day-unread] “去年年底” is no day (row 2.1.1.1, “清廉机关”); it must lie w"
        "ithin "
        "2019-12-16 to 2020-12-15. Write it as 2020-03-06.",
        "U1.xlsx!评分表!G13: [register-day-unread] “去年年底”不是日期（2.1.1.1“清廉机关”）；日期应在 2019-12-16 "
        "至 2020-12-15 "
        "之间。请写成 2020-03-06。",
    ),
    Page(
        "register-no-document",
        None,
        "U1.xlsx!评分表!F13: [register-no-document] “清廉机关” (row 2.1.1.1) has points (2), but no document is "
        "named. Ask "
        "for the document's number.",
        "U1.xlsx!评分表!F13: [register-no-document] “清廉机关”（2.1.1.1）计了2分，但没有写明文件。请补填文号。",
    ),
)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.code)
def test_the_smallest_register_brings_its_message(page: Page) -> None:
    found = gathered(REGISTERS, {**NONE, **TYPED[page.code]}).problems
    assert as_told(p for p in found if p.code.startswith("register-")) == [as_written(page)]


def test_no_code_lacks_its_page_and_no_page_its_code() -> None:
    assert missing(DUTIES, PAGES) == []
    assert unknown(DUTIES, PAGES) == []
