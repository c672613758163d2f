"""Numbers that their cells show as something else: a day that a program made of «1-2», a percentage that was pasted."""

import re
from datetime import datetime
from decimal import Decimal

import pytest

from tests.returns.forms import FAULTS_TOTAL, GOOD, detail, place, read, spot
from tests.returns.raw import cell_changed, part_changed, parts_of, put
from tests.small_forms import standard
from xlrubric.build import Prefill, form_values
from xlrubric.collector import Collector
from xlrubric.intake import Arrived
from xlrubric.layout.form import unit_form
from xlrubric.problems import Problem
from xlrubric.skin import read_skin
from xlrubric.units import Unit
from xlrubric.writer import Stamp, render

COUNT = "review.number:1.2.2"  # holds 2, at 1 point each
WITHOUT = FAULTS_TOTAL + 2


def shown_as(code: str, name: str = COUNT, data: bytes = GOOD) -> bytes:
    """Give a cell a number format of its own."""
    count = len(
        re.findall("<xf ", re.findall("<cellXfs.*?</cellXfs>", parts_of(data)["xl/styles.xml"].decode(), re.S)[0])
    )
    form = f'<numFmt numFmtId="399" formatCode="{code}"/></numFmts>'
    own = '<xf numFmtId="399" fontId="0" fillId="0" borderId="0" xfId="0"/></cellXfs>'
    data = part_changed(data, "xl/styles.xml", lambda xml: xml.replace("</numFmts>", form).replace("</cellXfs>", own))
    return cell_changed(data, spot(name), lambda xml: re.sub(r' s="\d+"', f' s="{count}"', xml))


def refused(data: bytes) -> Problem:
    account, unit = read(data)
    assert unit is not None
    assert unit.total == WITHOUT
    (found,) = (p for p in account.problems if p.code == "entry-refused")
    assert str(found.place) == f"a.xlsx!{place(COUNT)}"
    return found


@pytest.mark.parametrize(
    ("code", "typed"),
    [("yyyy-mm-dd", "2"), ("h:mm", "2"), ("0%", "200%"), ("0.0%", "200%"), ("m月d日", "2")],
)
def test_a_count_that_is_seen_as_something_else_is_refused_and_counts_as_not_filled_in(code: str, typed: str) -> None:
    assert detail(refused(shown_as(code)), "typed") == typed


def test_a_day_is_named_as_the_day_that_is_seen() -> None:
    data = shown_as("yyyy-mm-dd")
    data = cell_changed(data, spot(COUNT), lambda xml: xml.replace("<v>2</v>", "<v>46024</v>"))
    assert detail(refused(data), "typed") == "2026-01-02"


@pytest.mark.parametrize("code", ["General", "0", "0.00", "0&quot;次&quot;", "#,##0", "@"])
def test_a_count_with_another_format_that_shows_it_is_read(code: str) -> None:
    account, unit = read(shown_as(code))
    assert unit is not None
    assert (unit.total, account.problems) == (FAULTS_TOTAL, ())


def test_a_text_that_stands_in_a_cell_for_days_is_read_by_the_grammar() -> None:
    data = put(shown_as("yyyy-mm-dd"), spot(COUNT), "2")
    _, unit = read(data)
    assert unit is not None
    assert unit.readings[COUNT].value == 2


RATED = standard(
    "rubric: r\ntitle: t\nsections:\n  - {name: s, items: [{name: i, points: 5, findings: "
    "[{text: a, deduct: 0.5, per: 1%, below: 80%}]}]}\n"
)
UNIT = Unit("U1", "甲")


@pytest.mark.parametrize(("stored", "value"), [("0.785", "78.5"), ("1", "100"), ("0", "0"), ("0.8", "80")])
def test_a_rate_pasted_as_a_percentage_is_read_as_it_is_seen(stored: str, value: str) -> None:
    """Unread, a pasted 100 % would be 1 %: the lowest rate that there is."""
    form = unit_form(RATED, read_skin("zh-Hans"), UNIT)
    data = render(form, form_values(form, Prefill()), Stamp(datetime(2018, 10, 1)))
    name = "0/review.number:1.1.1"
    cell = form.spots[name]
    assert cell.sheet
    styles = parts_of(data)["xl/styles.xml"].decode()
    count = len(re.findall("<xf ", re.findall("<cellXfs.*?</cellXfs>", styles, re.S)[0]))
    own = '<xf numFmtId="9" fontId="0" fillId="0" borderId="0" xfId="0"/></cellXfs>'
    data = part_changed(data, "xl/styles.xml", lambda xml: xml.replace("</cellXfs>", own))
    address = spot(name, form)[1]
    written = f'<c r="{address}" s="{count}"><v>{stored}</v></c>'
    data = cell_changed(data, spot(name, form), lambda _: written, form)
    collector = Collector(RATED, read_skin("zh-Hans"), (UNIT,), "review")
    (unit,) = collector.read(Arrived("a.xlsx", data)).returns
    assert unit.readings["review.number:1.1.1"].value == Decimal(value)
    assert unit.readings["review.number:1.1.1"].code == "entry-normalised"
