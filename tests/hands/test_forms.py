"""How a form for one hand is laid out: what is left out, what stands locked, what may be written."""

import zipfile
from datetime import datetime
from decimal import Decimal
from io import BytesIO
from re import findall

import openpyxl
import pytest
from openpyxl.utils import get_column_letter as letters

from tests.returns.forms import SKIN, STANDARD, UNITS
from tests.small_forms import RUBRICS, led, single
from xlrubric.build import Prefill, form_values
from xlrubric.entries import Reading
from xlrubric.graph import role_of
from xlrubric.layout.form import Form, layout_mark, unit_form
from xlrubric.layout.hands import BOTH, HANDS
from xlrubric.layout.sheets import Formula, Input, Sheet
from xlrubric.rubric import ROLES
from xlrubric.shipped_files import shipped
from xlrubric.standard import read_standard
from xlrubric.writer import Stamp, render

SHIPPED = sorted(path.stem for path in shipped("rubrics").glob("*.yaml"))
STAMP = Stamp(datetime(2018, 10, 15))


def front(form: Form) -> Sheet:
    return next(sheet for sheet in form.sheets if sheet.key.startswith(("cover", "summary")))


def scoring(form: Form) -> Sheet:
    return next(sheet for sheet in form.sheets if sheet.key.startswith("scoring:"))


def inputs(form: Form, shut: bool) -> set[str]:
    """Give the roles whose boxes on the scoring sheet are open, or shut."""
    return {
        role_of(cell.name.partition("/")[2])
        for cell in scoring(form).cells
        if isinstance(cell.content, Input) and cell.content.shut == shut
    } & {*ROLES}


@pytest.mark.parametrize(("key", "open_", "shut"), [("both", {*ROLES}, set()), ("self", {"self"}, set())])
def test_who_may_write_has_open_boxes(key: str, open_: set[str], shut: set[str]) -> None:
    form = unit_form(STANDARD, SKIN, UNITS[0], HANDS[key])
    assert (inputs(form, shut=False), inputs(form, shut=True)) == (open_, shut)


def test_in_the_form_for_the_review_the_self_check_stands_locked_beside() -> None:
    form = unit_form(STANDARD, SKIN, UNITS[0], HANDS["review"])
    assert (inputs(form, shut=False), inputs(form, shut=True)) == ({"review"}, {"self"})


@pytest.mark.parametrize("rubric", SHIPPED)
@pytest.mark.parametrize("key", HANDS)
def test_a_form_shows_nothing_of_a_hand_that_it_is_not_for(rubric: str, key: str) -> None:
    standard = read_standard(shipped("rubrics") / f"{rubric}.yaml")
    form, hands = unit_form(standard, SKIN, UNITS[0], HANDS[key]), HANDS[key]
    visible = {
        n.partition("/")[2].removeprefix("cover.") for s in form.sheets if s.state == "visible" for n in names(s)
    }
    absent = {name for name in visible if role_of(name) in ROLES and role_of(name) not in hands.shown}
    assert absent == set()
    for sheet in (front(form), scoring(form)):
        keys = {sheet.column_keys[column] for column in sheet.hidden_columns}
        assert {key for key in sheet.column_keys.values() if key.partition(".")[0] in {*ROLES} - {*hands.shown}} <= keys


def names(sheet: Sheet) -> set[str]:
    return {cell.name for cell in sheet.cells if cell.name}


@pytest.mark.parametrize("text", RUBRICS.values(), ids=RUBRICS)
@pytest.mark.parametrize("key", HANDS)
def test_every_formula_refers_to_what_the_form_has(text: str, key: str) -> None:
    assert single(text, hands=HANDS[key]).formulas


@pytest.mark.parametrize("rubric", SHIPPED)
@pytest.mark.parametrize("key", ["self", "review"])
def test_a_form_for_one_hand_has_a_right_value_in_every_formula(rubric: str, key: str) -> None:
    standard = read_standard(shipped("rubrics") / f"{rubric}.yaml")
    form = unit_form(standard, SKIN, UNITS[0], HANDS[key])
    values = form_values(form, Prefill())
    assert {cell.name for _, cell in form.computed()} <= values.keys()
    render(form, values, STAMP)


def test_the_cover_of_a_self_check_has_its_own_rate_total_and_signatures() -> None:
    form = unit_form(STANDARD, SKIN, UNITS[0], HANDS["self"])
    entries = {"self.choice:1.1.2": Reading("有"), "self.number:1.1.1": Reading(Decimal(4))}
    values = form_values(form, Prefill({"U01": entries}))
    assert values["0/cover.self.total:"] == 99
    assert values["0/cover.self.rate:"] == Decimal("0.99")
    assert values["0/cover.self.rate:1"] == Decimal("0.9444")  # 17 of 18 points
    labels = {cell.content for cell in front(form).cells}
    assert {"自查人", "自查日期", "单位负责人（盖章）", "自查表"} <= labels and "核查人" not in labels


def test_the_identity_says_whose_form_it_is_and_that_of_both_says_nothing() -> None:
    for key, hands in HANDS.items():
        form = unit_form(STANDARD, SKIN, UNITS[0], hands)
        identity = next(sheet for sheet in form.sheets if sheet.key == "identity")
        at = {cell.row: cell.content for cell in identity.cells}
        facts = {key: at[row] for row, key in identity.row_keys.items()}
        assert facts.get("hands") == (None if hands is BOTH else key)


def test_each_kind_of_form_has_a_layout_mark_of_its_own() -> None:
    assert len({layout_mark(STANDARD, SKIN, hands) for hands in HANDS.values()}) == 3


def unlocked(data: bytes, sheet: str) -> list[str]:
    """Give the addresses of the open cells as Tab visits them: row by row, from left to right."""
    page = openpyxl.load_workbook(BytesIO(data))[sheet]
    return [cell.coordinate for row in page.iter_rows() for cell in row if not cell.protection.locked]


@pytest.mark.filterwarnings("ignore:Conditional Formatting extension")
@pytest.mark.parametrize("key", HANDS)
def test_tab_goes_along_the_open_boxes_in_the_order_of_the_sheet(key: str) -> None:
    form = unit_form(STANDARD, SKIN, UNITS[0], HANDS[key])
    sheet = scoring(form)
    boxes = [c for c in sheet.cells if isinstance(c.content, Input) and not c.content.shut]
    wanted = [(c.row, c.column) for c in sorted(boxes, key=lambda c: (c.row, c.column))]
    found = unlocked(render(form, form_values(form, Prefill()), STAMP), sheet.name)
    assert found == [f"{letters(column)}{row}" for row, column in wanted]


def test_a_locked_self_check_has_no_dropdown_and_keeps_its_value() -> None:
    form = unit_form(STANDARD, SKIN, UNITS[0], HANDS["review"])
    filled = Prefill({"U01": {"self.choice:1.1.2": Reading("有")}})
    data = render(form, form_values(form, filled), STAMP)
    spot = form.spots["0/self.choice:1.1.2"]
    cell = openpyxl.load_workbook(BytesIO(data))[spot.sheet].cell(spot.row, spot.column)
    assert cell.value == "有" and cell.protection.locked
    sheet = zipfile.ZipFile(BytesIO(data)).read("xl/worksheets/sheet2.xml").decode()
    checked = {a for areas in findall(r'<dataValidation [^>]*sqref="([^"]+)"', sheet) for a in areas.split()}
    assert cell.coordinate not in checked and checked


@pytest.mark.parametrize("key", ["self", "review"])
def test_a_lead_units_workbook_is_for_one_hand_too(key: str) -> None:
    form = led(RUBRICS["zh-Hans"], hands=HANDS[key])
    keys = set(front(form).column_keys.values())
    assert ("review.total:" in keys) == (key == "review") and "self.total:" in keys
    assert {"way.self", "way.review"} & keys == {f"way.{key}"}
    assert all(isinstance(cell.content, Formula) for _, cell in form.computed())
