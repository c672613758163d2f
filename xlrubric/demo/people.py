"""The units of the demonstration: ten lead units, each with five units under it, all made up.

Apart from what they send. Ids are U01, U02 …; each lead unit stands before its own.
"""

from collections.abc import Sequence
from datetime import datetime
from io import BytesIO

from xlrubric.excel_page import done, new_book, put_number, put_text
from xlrubric.units import Unit

LEADS = ("青山", "绿水", "白云", "长桥", "古城", "新港", "东岭", "西溪", "南坪", "北川")
UNDER = ("规划院", "服务中心", "监测站", "培训中心", "研究所")
SENT = datetime(2018, 10, 15, 9)
WEAK = {3: 2016, 6: 2017, 43: 2018}  # places of units that are weak, and since when
LEADING, LED = "牵头单位", "所属单位"
HEADINGS = ("编号", "单位名称", "组别", "牵头单位", "标签", "联系人")


def made_up_units(leads: int = len(LEADS), under: int = len(UNDER)) -> tuple[Unit, ...]:
    """Give the made-up units: so many lead units, each with so many under it."""
    units: list[Unit] = []
    for n, name in enumerate(LEADS[:leads]):
        lead = f"{name}局"
        for title in (lead, *(f"{name}{kind}" for kind in UNDER[:under])):
            tag = LEADING if title == lead else LED
            number = len(units) + 1
            group = ("一组", "二组")[n % 2]
            units.append(Unit(f"U{number:02}", title, group, lead, frozenset({tag}), f"联络员{number}"))
    return tuple(units)


def unit_list(units: Sequence[Unit]) -> bytes:
    """Make the unit list as an office keeps it."""
    rows = [(u.id, u.name, u.group, u.lead, "、".join(sorted(u.tags)), u.contact) for u in units]
    return sheet("单位名单", HEADINGS, rows)


def sheet(title: str, headings: Sequence[str], rows: Sequence[Sequence[str | float]]) -> bytes:
    """Make a small table as an office keeps one: a line of headings, numbers as numbers."""
    buffer = BytesIO()
    with new_book(buffer, SENT) as book:
        page, bold = book.add_worksheet(title), book.add_format({"bold": True, "bg_color": "#D9E1EC"})
        done(page.set_column(0, len(headings) - 1, 16))
        page.freeze_panes(1, 0)
        for row, texts in enumerate((headings, *rows)):
            for column, text in enumerate(texts):
                style = None if row else bold
                if isinstance(text, str):
                    put_text(page, row, column, text, style)
                else:
                    put_number(page, row, column, text, style)
    return buffer.getvalue()
