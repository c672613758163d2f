"""Rows are high enough for the letters of any look; those of the official form stay as the layout has them."""

from dataclasses import replace
from types import MappingProxyType

import pytest

from tests.looks.made import SHIPPED, shipped_skin
from tests.returns.forms import LEAD, STANDARD, UNITS
from tests.small_forms import RUBRICS, standard
from xlrubric.layout.form import lead_form, unit_form
from xlrubric.layout.room import with_room
from xlrubric.layout.sheets import Cell, Sheet
from xlrubric.skin import Skin

SKIN = shipped_skin("official")
LARGE = replace(SKIN, title_size=40.0, size=18.0)


def sheet(*cells: Cell) -> Sheet:
    return Sheet("k", "n", cells, heights={1: 20.0, 2: 31.0})


@pytest.mark.parametrize(
    ("cell", "wanted"),
    [
        (Cell(1, 2, "题目", "title"), 40 * 1.3 + 2),
        (Cell(1, 2, "一\n二", "head"), 2 * 18 * 1.3 + 2),
        (Cell(1, 2, "一\n二", "value"), 18 * 1.3 + 2),  # which does not wrap
        (Cell(1, 2, None, "title"), 20),
        (Cell(1, 2, "题目", "title", down=2), 20),
        (Cell(1, 2, "小字", "hidden"), 20),
        (Cell(3, 2, "题目", "title"), 20),  # a row without a height grows by itself
    ],
)
def test_a_row_is_raised_for_the_lines_that_a_text_has(cell: Cell, wanted: float) -> None:
    assert with_room(sheet(cell), LARGE).heights == {1: pytest.approx(wanted), 2: 31}


def test_the_tallest_of_a_row_counts() -> None:
    cells = (Cell(2, 2, "题目", "title"), Cell(2, 3, "字", "value"))
    assert with_room(sheet(*cells), LARGE).heights[2] == pytest.approx(54)


@pytest.mark.parametrize("name", SHIPPED)
@pytest.mark.parametrize("language", sorted(RUBRICS))
def test_forms_of_shipped_looks_need_no_more_room_than_the_layout_gives(
    name: str, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("xlrubric.layout.form.with_room", lambda sheet, skin: sheet)
    made, skin = standard(RUBRICS[language]), shipped_skin(name, language)
    for form in (unit_form(made, skin, UNITS[0]), lead_form(made, skin, LEAD, UNITS)):
        assert [with_room(one, skin) for one in form.sheets] == list(form.sheets)


@pytest.mark.parametrize("skin", [SKIN, LARGE])
def test_every_title_of_a_form_has_room(skin: Skin) -> None:
    form = unit_form(STANDARD, skin, UNITS[0])
    rows = [(one.heights[c.row], skin.size_of(c.style)) for one in form.sheets for c in one.cells if c.style == "title"]
    assert rows and all(height >= size * 1.3 for height, size in rows)


def test_a_styles_size_is_its_own_or_the_titles_or_the_looks() -> None:
    styles = MappingProxyType({"a": {"size": "9"}, "b": {"title": "true"}, "c": {}})
    assert [replace(LARGE, styles=styles).size_of(style) for style in "abc"] == [9, 40, 18]
