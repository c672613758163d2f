"""Last days and dated registers in a rubric: read, shown on the form, checked by its cells, refused where wrong."""

from datetime import date

import pytest

from tests.duties.made import DUTIES, REGISTERS
from tests.small_forms import standard
from xlrubric.layout.form import unit_form
from xlrubric.layout.sheets import Days, Input
from xlrubric.problems import Refusal
from xlrubric.skin import read_skin
from xlrubric.standard import standard_of
from xlrubric.units import Unit
from xlrubric.wording import amount_words
from xlrubric.yamltext import parse_yaml

UNIT = Unit("U1", "第1支部")
SKIN = read_skin("zh-Hans")


def due(text: str) -> dict[str, date | None]:
    return {row.id: row.due for row in standard(text).outline.rows}


def test_a_row_has_its_own_last_day_or_its_items_and_each_period_has_one() -> None:
    assert due(DUTIES) == {
        "1.1.1": date(2026, 4, 30),
        "1.1.2": date(2026, 6, 30),  # the item's
        "1.2.1": None,  # the rubric's is that of the form, not of each duty
        "1.2.2.1": date(2026, 7, 10),
        "1.2.2.2": date(2027, 1, 10),
        **dict.fromkeys(("2.1.1", "2.1.1.1", "2.1.1.2", "2.1.1.3", "2.1.1.4")),
    }


def test_one_day_serves_all_periods() -> None:
    text = DUTIES.replace("due_on: [2026-07-10, 2027-01-10]", "due_on: 2026年12月31日")
    assert [due(text)[own] for own in ("1.2.2.1", "1.2.2.2")] == [date(2026, 12, 31)] * 2


@pytest.mark.parametrize(
    ("language", "words"), [("zh-Hans", "期限2026-04-30"), ("zh-Hant", "期限2026-04-30"), ("en", "due 2026-04-30")]
)
def test_the_sheet_says_the_last_day_beside_the_duty(language: str, words: str) -> None:
    of = standard(DUTIES.replace("title:", f"language: {language}\ntitle:"))
    rows = {row.id: row for row in of.outline.rows}
    assert amount_words(rows["1.1.1"], read_skin(language)) == words
    assert amount_words(rows["1.2.1"], read_skin(language)) == ""
    cells = [cell.content for sheet in unit_form(of, read_skin(language), UNIT).sheets for cell in sheet.cells]
    assert any(isinstance(text, str) and text.startswith("制定计划") and words in text for text in cells)


def subtitle(text: str) -> str:
    (cover, *_) = unit_form(standard(text), SKIN, UNIT).sheets
    return next(str(cell.content) for cell in cover.cells if cell.row == 3)


def test_the_cover_says_the_words_where_there_are_some_and_else_the_day() -> None:
    assert subtitle(DUTIES) == "报送期限：3月底前"
    assert subtitle(DUTIES.replace("due: 3月底前\n", "")) == "报送期限：2026-03-31"


def test_a_dated_register_has_a_box_for_a_day_in_each_of_its_rows_and_nowhere_else() -> None:
    form = unit_form(standard(REGISTERS), SKIN, UNIT)
    cells = {cell.name: cell for sheet in form.sheets for cell in sheet.cells if cell.name.startswith("0/dated:")}
    assert sorted(cells) == [f"0/dated:2.1.1.{n}" for n in range(1, 5)]
    for cell in cells.values():
        assert isinstance(cell.content, Input)
        assert cell.content.rule == Days(date(2019, 12, 16), date(2020, 12, 15))
        assert "2019-12-16" in cell.content.refuse
        assert "2020-12-15" in cell.content.ask


def test_no_column_for_days_is_there_without_a_dated_register() -> None:
    def columns(text: str) -> set[str]:
        return set(unit_form(standard(text), SKIN, UNIT).sheets[1].column_keys.values())

    assert columns(REGISTERS) - columns(REGISTERS.replace("            dated:", "            note: n #")) == {"dated"}


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("due_on: 2026-03-31", "due_on: 3月底前", "not-a-day"),
        ("due_on: 2026-06-30", "due_on: 2026-02-30", "not-a-day"),
        ("due_on: 2026-06-30", "due_on: [2026-06-30, 2026-07-30]", "wrong-shape"),  # an item has one
        ("[2026-07-10, 2027-01-10]", "[2026-07-10, x]", "not-a-day"),
        ("[2026-07-10, 2027-01-10]", "[2026-07-10, 2026-08-10, 2027-01-10]", "due-on-count"),
        ("due_on: 2026-04-30", "due_on: [2026-04-30, 2026-05-30]", "due-on-count"),
        ("register: 4", "register: 4, dated: {from: 2020-12-15, to: 2019-12-16}", "days-reversed"),
        ("register: 4", "register: 4, dated: 2020", "wrong-shape"),
        ("register: 4", "register: 4, dated: {from: 2020-12-15}", "field-missing"),
        ("check: true", "check: true, dated: {from: 2019-12-16, to: 2020-12-15}", "without-register"),
    ],
)
def test_what_is_wrong_with_days_is_named(old: str, new: str, code: str) -> None:
    assert DUTIES.count(old) == 1
    with pytest.raises(Refusal) as caught:
        standard_of(parse_yaml(DUTIES.replace(old, new), "r.yaml"))
    (found,) = caught.value.problems
    assert (found.code, found.place.line > 1) == (code, True)


def test_the_fingerprint_changes_with_a_last_day_since_the_form_shows_it() -> None:
    other = standard(DUTIES.replace("2026-04-30", "2026-05-31"))
    assert other.fingerprint != standard(DUTIES).fingerprint
